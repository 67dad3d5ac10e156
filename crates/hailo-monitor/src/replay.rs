//! `hailo-monitor replay`: a recording as it was, or what a dump of the flight recorder says: as text, as a trace for Perfetto, or
//! frame by frame like a recording.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use crate::config::factor;
use crate::dump::{number, read, word};
use crate::print;
use crate::view::{tape, top};

const DEFAULT_PORT: u16 = 3000;

/// Flags of `hailo-monitor replay`.
#[derive(Args, Clone, Debug)]
pub(crate) struct ReplayArgs {
    /// What `record` wrote, or a dump of the flight recorder: flight-….ndjson.gz
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The port of this machine on which the page shows it [default: 3000 for a recording; a dump is said as text without]
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Show it on the terminal instead, as top does
    #[arg(long, conflicts_with = "port")]
    top: bool,
    /// How many times as fast as it was the page or the terminal shows it
    #[arg(long, value_name = "FACTOR", default_value = "1", value_parser = factor)]
    speed: f64,
    /// Of a dump: write it as a trace too, for ui.perfetto.dev or chrome://tracing
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
}

impl ReplayArgs {
    pub(crate) fn run(&self) -> ExitCode {
        let recording = tape::is_recording(&self.file);
        // A story is read sooner than it is watched: a dump is shown frame by frame where that is asked for.
        if recording || self.top || self.port.is_some() {
            let played = if self.top {
                top::replay(self.file.clone(), self.speed)
            } else {
                let port = self.port.unwrap_or(DEFAULT_PORT);
                tape::serve(&self.file, self.speed, port).map_err(|error| error.to_string())
            };
            return match played {
                Ok(()) => ExitCode::SUCCESS,
                Err(error) => {
                    eprintln!("hailo-monitor: {error}");
                    ExitCode::FAILURE
                }
            };
        }
        let shown = read(&self.file).and_then(|(header, records)| {
            if let Some(path) = &self.trace {
                std::fs::write(path, trace(&header, &records).to_string())
                    .map_err(|error| format!("can't write {}: {error}", path.display()))?;
            }
            Ok(text(&header, &records))
        });
        match shown {
            Ok(text) => print::out(&text, ExitCode::SUCCESS),
            Err(error) => {
                eprintln!("hailo-monitor: {error}");
                ExitCode::FAILURE
            }
        }
    }
}

fn seconds(ns: u64) -> f64 {
    ns as f64 / 1e9
}

/// Each record in a line, at its seconds before the dump.
fn text(header: &Value, records: &[Value]) -> String {
    let end = number(header, "at_ns");
    let mut out = format!(
        "{} · hailo-monitor {} · the last run: {}\n",
        word(header, "trigger"),
        word(header, "version"),
        word(header, "last_run"),
    );
    for device in header["devices"].as_array().into_iter().flatten() {
        let known = ["device", "architecture", "firmware", "library"].map(|key| word(device, key));
        // Writing to a String never fails.
        let _ = writeln!(
            out,
            "device {} · {} · firmware {} · library {}",
            known[0], known[1], known[2], known[3]
        );
    }
    for record in records {
        let what = match word(record, "kind") {
            "request" => {
                let took = seconds(number(record, "at_ns").saturating_sub(number(record, "began_ns")));
                let mut line = format!(
                    "request {} {} after {took:.3} s",
                    word(record, "model"),
                    word(record, "outcome")
                );
                if let Some(first) = record["first_ns"].as_u64() {
                    let first = seconds(first.saturating_sub(number(record, "began_ns")));
                    let gap = seconds(number(record, "longest_gap_ns"));
                    let _ = write!(
                        line,
                        ", first token {first:.3} s, {} tokens, longest gap {gap:.3} s",
                        number(record, "tokens")
                    );
                }
                line
            }
            "state" => {
                let mut line = format!("device {} is {}", word(record, "device"), word(record, "state"));
                if let Some(evidence) = record["evidence"].as_str() {
                    let (value, limit) = (&record["value_s"], &record["limit_s"]);
                    let _ = write!(line, ": {evidence} ({value} s of {limit} s)");
                }
                line
            }
            "notification" => format!("device {} says {}", word(record, "device"), word(record, "what")),
            "reading" => format!("{} {} {}", word(record, "device"), word(record, "what"), record["value"]),
            "host" => {
                let holds = if record["holds"] == true { "begins" } else { "ends" };
                format!("host: {} {holds}", word(record, "what"))
            }
            "action" => {
                format!("device {}: the watchdog's step {}", word(record, "device"), word(record, "what"))
            }
            _ => format!("trigger: {}", word(record, "what")),
        };
        let before = seconds(end) - seconds(number(record, "at_ns"));
        let _ = writeln!(out, "{:>10.3} s  {what}", -before);
    }
    out
}

/// The trace event format: requests are slices on a track for each model, states slices on one for each device, readings
/// counters, and the rest are instants.
fn trace(header: &Value, records: &[Value]) -> Value {
    let mut tracks: Vec<String> = Vec::new();
    let mut events = Vec::new();
    let mut track = |name: &str, events: &mut Vec<Value>| {
        let at = tracks.iter().position(|known| known == name).unwrap_or_else(|| {
            tracks.push(name.to_owned());
            let number = tracks.len();
            events.push(json!({ "ph": "M", "name": "thread_name", "pid": 1, "tid": number, "args": { "name": name } }));
            number - 1
        });
        at + 1
    };
    let microseconds = |ns: u64| ns as f64 / 1e3;
    for (at, record) in records.iter().enumerate() {
        let ns = number(record, "at_ns");
        match word(record, "kind") {
            "request" => {
                // Requests of one model overlap: async events may, slices of one track may not.
                let track = track(&format!("model {}", word(record, "model")), &mut events);
                let began = number(record, "began_ns");
                let base = json!({ "cat": "request", "id": at, "pid": 1, "tid": track, "name": word(record, "model") });
                for (phase, ns) in [("b", began), ("e", ns)] {
                    let mut event = base.clone();
                    event["ph"] = phase.into();
                    event["ts"] = microseconds(ns).into();
                    event["args"] = json!({ "outcome": record["outcome"], "tokens": record["tokens"] });
                    events.push(event);
                }
            }
            "state" => {
                let device = word(record, "device");
                let track = track(&format!("device {device}"), &mut events);
                let later = records[at + 1..]
                    .iter()
                    .find(|next| word(next, "kind") == "state" && next["device"] == record["device"]);
                let until = later.map_or_else(|| number(header, "at_ns"), |next| number(next, "at_ns"));
                events.push(json!({
                    "ph": "X", "name": word(record, "state"), "cat": "state", "pid": 1, "tid": track,
                    "ts": microseconds(ns), "dur": microseconds(until.saturating_sub(ns)),
                    "args": { "evidence": record["evidence"], "value_s": record["value_s"], "limit_s": record["limit_s"] },
                }));
            }
            "reading" => events.push(json!({
                "ph": "C", "name": format!("{} {}", word(record, "device"), word(record, "what")), "pid": 1,
                "ts": microseconds(ns), "args": { "value": record["value"] },
            })),
            kind => {
                let name = format!("{kind}: {}", word(record, "what"));
                events.push(
                    json!({ "ph": "i", "s": "g", "name": name, "pid": 1, "tid": 0, "ts": microseconds(ns) }),
                );
            }
        }
    }
    json!({ "traceEvents": events, "displayTimeUnit": "ms" })
}

#[cfg(test)]
mod tests {
    use hailo_observe::FLIGHT_FORMAT;

    use super::*;

    fn dump() -> (Value, Vec<Value>) {
        let header = json!({ "format": FLIGHT_FORMAT, "trigger": "hang", "version": "1.2", "at_ns": 9_000_000_000_u64, "last_run": "clean",
            "devices": [{ "device": "d", "architecture": "HAILO8", "firmware": "4.23.0", "library": "4.23.0" }] });
        let records = vec![
            json!({ "at_ns": 2_000_000_000_u64, "kind": "request", "model": "m", "outcome": "completed", "began_ns": 1_000_000_000_u64,
                "first_ns": 1_250_000_000_u64, "longest_gap_ns": 125_000_000, "tokens": 6 }),
            json!({ "at_ns": 5_000_000_000_u64, "kind": "state", "device": "d", "state": "slow", "evidence": "call_rests", "value_s": 6.0, "limit_s": 10.0 }),
            json!({ "at_ns": 7_000_000_000_u64, "kind": "state", "device": "d", "state": "hung", "evidence": "call_rests", "value_s": 11.0, "limit_s": 10.0 }),
            json!({ "at_ns": 7_000_000_000_u64, "kind": "reading", "device": "d", "what": "watts", "value": 2.5 }),
            json!({ "at_ns": 7_000_000_000_u64, "kind": "host", "what": "under_voltage", "holds": true }),
            json!({ "at_ns": 7_000_000_000_u64, "kind": "trigger", "what": "hang" }),
        ];
        (header, records)
    }

    #[test]
    fn a_dump_reads_as_a_story() {
        let (header, records) = dump();
        let text = text(&header, &records);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[1], "device d · HAILO8 · firmware 4.23.0 · library 4.23.0");
        assert_eq!(
            lines[2],
            "    -7.000 s  request m completed after 1.000 s, first token 0.250 s, 6 tokens, longest gap 0.125 s"
        );
        assert_eq!(lines[4], "    -2.000 s  device d is hung: call_rests (11.0 s of 10.0 s)");
        assert_eq!(lines[6], "    -2.000 s  host: under_voltage begins");
        assert_eq!(lines.len(), 8);
    }

    #[test]
    fn a_trace_has_what_the_format_asks_of_each_phase() {
        let (header, records) = dump();
        let trace = trace(&header, &records);
        let events = trace["traceEvents"].as_array().unwrap();
        let of =
            |phase: &str| -> Vec<&Value> { events.iter().filter(|event| event["ph"] == phase).collect() };
        assert_eq!(
            (of("M").len(), of("b").len(), of("e").len(), of("C").len(), of("i").len()),
            (2, 1, 1, 1, 2)
        );
        assert_eq!((of("b")[0]["ts"].as_f64(), of("e")[0]["ts"].as_f64()), (Some(1e6), Some(2e6)));
        let states: Vec<_> =
            of("X").iter().map(|event| (event["ts"].as_f64(), event["dur"].as_f64())).collect();
        assert_eq!(
            states,
            [(Some(5e6), Some(2e6)), (Some(7e6), Some(2e6))],
            "each lasts until the next, or the dump"
        );
        assert!(events.iter().all(|event| event["pid"] == 1 && event["name"].is_string()));
    }
}
