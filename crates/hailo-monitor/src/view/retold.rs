//! A dump of the flight recorder, frame by frame: what it holds is recorded again on a clock of its own, so that what is shown of it
//! is made as everything else that is shown.
//!
//! A dump holds the ends of requests and no token: an answer's tokens are told as evenly spread between its first and its end. What
//! a dump does not hold (HTTP, clocks, versions of other parts, who has the device open) is absent.

use std::time::Duration;

use hailo_exporter::live::{Event, Frame, FrameBuilder, Level, Line, LiveOptions};
use hailo_telemetry::{
    Clock, Config, DeviceEvidence, DeviceInfo, DeviceState, EngineRecorder, HealthReason, HostCondition,
    InFlight, PowerSource, Reason, Telemetry, Timestamp,
};
use serde_json::Value;

use crate::dump::{number, word};

/// Nanoseconds from one frame to the next.
const STEP: u64 = 1_000_000_000;
/// Events that a frame shows, as many as of a stream's.
const EVENTS: usize = 20;

/// What happens at a moment: a request of that number begins, has its first output or ends; or something else is told.
enum Act<'d> {
    Begin(usize, &'d Value),
    First(usize),
    End(usize, &'d Value),
    Told(&'d Value),
}

/// Says the frames of a dump, as [`crate::dump::read`] has it, one for each second from its first record to its last, until
/// `take` answers false.
///
/// # Errors
/// Those of `take`.
pub(super) fn each(
    header: &Value,
    records: &[Value],
    mut take: impl FnMut(Line) -> Result<bool, String>,
) -> Result<(), String> {
    let acts = acts(records);
    let (Some(first), Some(last)) = (records.first(), acts.last()) else { return Ok(()) };
    let (from, until) = (number(first, "at_ns"), last.0);
    let mut stage = Stage::new(header, acts.first().map_or(from, |(at, _)| (*at).min(from)));
    let mut acts = acts.into_iter().peekable();
    let mut second = from;
    loop {
        while let Some((at, act)) = acts.next_if(|(at, _)| *at <= second) {
            stage.go_to(at);
            stage.play(at, &act);
        }
        stage.go_to(second);
        if !take(Line::Frame(stage.frame(second)))? || second >= until {
            return Ok(());
        }
        second += STEP;
    }
}

fn acts(records: &[Value]) -> Vec<(u64, Act<'_>)> {
    let mut acts = Vec::new();
    for (at, record) in records.iter().enumerate() {
        let ended = number(record, "at_ns");
        if word(record, "kind") != "request" {
            acts.push((ended, Act::Told(record)));
            continue;
        }
        let began = number(record, "began_ns").min(ended);
        acts.push((began, Act::Begin(at, record)));
        if let Some(first) = record["first_ns"].as_u64() {
            acts.push((first.clamp(began, ended), Act::First(at)));
        }
        acts.push((ended, Act::End(at, record)));
    }
    // Stable: a request begins before its first output, and has that before its end.
    acts.sort_by_key(|(at, _)| *at);
    acts
}

/// The telemetry that a dump's records are recorded into again.
struct Stage {
    telemetry: Telemetry,
    hand: hailo_telemetry::ManualClock,
    taker: FrameBuilder,
    options: LiveOptions,
    running: Vec<(usize, InFlight)>,
    /// By device: an engine that nobody holds is one that was closed.
    engines: Vec<(String, EngineRecorder)>,
    /// Whether a record has said how a device is.
    judged: bool,
    /// What no series holds.
    events: Vec<Event>,
    /// Unix nanoseconds of the clock's zero, as the dump has it.
    zero_unix_ns: i128,
}

impl Stage {
    fn new(header: &Value, from: u64) -> Self {
        let (clock, hand) = Clock::manual();
        hand.advance(Duration::from_nanos(from));
        let telemetry = Telemetry::new(
            Config::default().clock(clock).version(word(header, "version"), word(header, "revision")),
        );
        for device in header["devices"].as_array().into_iter().flatten() {
            let mut info = DeviceInfo::default();
            info.architecture = word(device, "architecture").to_owned();
            info.firmware = word(device, "firmware").to_owned();
            info.library = word(device, "library").to_owned();
            telemetry.device(word(device, "device")).set_info(info);
        }
        let about = format!("a dump of the flight recorder, trigger: {}", word(header, "trigger"));
        Self {
            telemetry,
            hand,
            taker: FrameBuilder::default(),
            options: LiveOptions::default().about(about),
            running: Vec::new(),
            engines: Vec::new(),
            judged: false,
            events: Vec::new(),
            zero_unix_ns: i128::from(number(header, "at_unix_ns")) - i128::from(number(header, "at_ns")),
        }
    }

    fn engine(&mut self, device: &str) -> &EngineRecorder {
        let at = self.engines.iter().position(|(name, _)| name == device).unwrap_or_else(|| {
            self.engines.push((device.to_owned(), self.telemetry.engine(device)));
            self.engines.len() - 1
        });
        &self.engines[at].1
    }

    fn go_to(&self, at: u64) {
        self.hand.advance(Duration::from_nanos(at.saturating_sub(self.hand.now().as_nanos())));
    }

    fn unix(&self, at: u64) -> f64 {
        ((self.zero_unix_ns + i128::from(at)) as f64 / 1e6).round() / 1e3
    }

    fn play(&mut self, at: u64, act: &Act<'_>) {
        let now = Timestamp::from_nanos(at);
        match act {
            Act::Begin(number, record) => {
                let model = self.telemetry.model(word(record, "model"));
                self.running.push((*number, model.begin_at(now)));
            }
            Act::First(number) => {
                if let Some((_, request)) = self.running.iter_mut().find(|(known, _)| known == number) {
                    request.tokens_at(1, now);
                }
            }
            Act::End(number, record) => self.end(*number, record, now),
            Act::Told(record) => self.tell(at, record),
        }
    }

    fn end(&mut self, number_of: usize, record: &Value, now: Timestamp) {
        let Some(at) = self.running.iter().position(|(known, _)| *known == number_of) else { return };
        let (_, mut request) = self.running.swap_remove(at);
        let tokens = u32::try_from(number(record, "tokens")).unwrap_or(u32::MAX);
        if record["first_ns"].is_u64() && tokens > 1 {
            request.tokens_at(tokens - 1, now);
        }
        match word(record, "outcome") {
            "completed" => {
                request.complete_at(now);
                // A dump holds states as they change: an engine that has been well all the time has none.
                if !self.judged
                    && let Some(device) = self.telemetry.devices().first()
                {
                    self.engine(&device.device).set_at(HealthReason::Serving, now);
                }
            }
            "timed_out" => request.time_out_at(now),
            "cancelled" => request.cancel_at(now),
            _ => request.fail_at(Reason::Other, now),
        }
    }

    fn tell(&mut self, at: u64, record: &Value) {
        let what = word(record, "what");
        let device = || self.telemetry.device(word(record, "device"));
        match word(record, "kind") {
            "state" => {
                let state = DeviceState::ALL.iter().find(|state| state.name() == word(record, "state"));
                let Some(state) = state.copied() else { return };
                let evidence = word(record, "evidence");
                let kind = DeviceEvidence::ALL.iter().copied().find(|kind| kind.name() == evidence);
                let because = kind.map_or_else(String::new, |_| {
                    format!("{evidence}, {} s of {} s", record["value_s"], record["limit_s"])
                });
                let device = device();
                device.set_up(state != DeviceState::Lost);
                device.set_state(state);
                device.set_evidence(kind.into_iter(), &because);
                let now = Timestamp::from_nanos(at);
                self.judged = true;
                let engine = self.engine(word(record, "device"));
                match state {
                    DeviceState::Hung => engine.set_at(HealthReason::DeviceHung, now),
                    DeviceState::Lost => engine.set_at(HealthReason::DeviceLost, now),
                    _ => engine.set_at(HealthReason::Serving, now),
                }
            }
            "reading" => {
                let Some(value) = record["value"].as_f64() else { return };
                match what {
                    "watts" => device().set_power(PowerSource::Board, value),
                    sensor => device().set_temperature(sensor, value),
                }
            }
            "notification" => device().record_notification(what),
            "host" => {
                let condition = HostCondition::ALL.iter().find(|condition| condition.name() == what);
                if let Some(condition) = condition {
                    self.telemetry.host().set_power_condition(*condition, record["holds"] == true, None);
                }
            }
            "action" => {
                self.event(at, format!("device {}: the watchdog's step {what}", word(record, "device")))
            }
            _ => self.event(at, format!("what was worth a dump: {what}")),
        }
    }

    fn event(&mut self, at: u64, what: String) {
        self.events.push(Event { at: self.unix(at), level: Level::Warning, what });
    }

    /// The frame of a moment, with the times that the dump's clock had.
    fn frame(&mut self, at: u64) -> Frame {
        let mut frame = self.taker.take_as_of(&self.telemetry, &self.options, 0, Some(self.unix(at)));
        frame.events.extend(self.events.iter().cloned());
        frame.events.sort_by(|a, b| a.at.total_cmp(&b.at));
        let old = frame.events.len().saturating_sub(EVENTS);
        frame.events.drain(..old);
        // They are of the program that shows it, not of the one that wrote it.
        frame.host.values.resident_bytes = None;
        frame.host.values.cpu_ratio = None;
        frame.own = hailo_exporter::live::Own {
            percentile_error_ratio: frame.own.percentile_error_ratio,
            window_seconds: frame.own.window_seconds,
            ..Default::default()
        };
        frame
    }
}

#[cfg(test)]
mod tests {
    use hailo_observe::{DumpTrigger, Flight, FlightOptions};

    use crate::dump::read;

    use super::*;

    fn frames(records: &str) -> Vec<Frame> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("flight.ndjson.gz");
        let file = std::fs::File::create(&path).unwrap();
        let mut out = flate2::write::GzEncoder::new(file, flate2::Compression::default());
        std::io::Write::write_all(&mut out, records.as_bytes()).unwrap();
        out.finish().unwrap();
        let mut frames = Vec::new();
        let (header, records) = read(&path).unwrap();
        each(&header, &records, |line| {
            let Line::Frame(frame) = line else { panic!("no history") };
            frames.push(frame);
            Ok(true)
        })
        .unwrap();
        frames
    }

    #[test]
    fn what_a_dump_tells_is_shown_second_by_second_with_its_own_times() {
        let dump = r#"{"format":"hailo-flight-1","trigger":"hang","version":"1.2","revision":"r","at_ns":40000000000,"at_unix_ns":1700000040000000000,"devices":[{"device":"d","architecture":"HAILO8","firmware":"4.23.0","library":"4.23.0"}]}
{"at_ns":20000000000,"kind":"reading","device":"d","what":"ts0","value":50.5}
{"at_ns":20000000000,"kind":"state","device":"d","state":"busy","evidence":null,"value_s":0,"limit_s":0}
{"at_ns":22500000000,"kind":"request","model":"m","outcome":"completed","began_ns":18000000000,"first_ns":19000000000,"longest_gap_ns":1,"tokens":8}
{"at_ns":30000000000,"kind":"state","device":"d","state":"hung","evidence":"call_rests","value_s":11.0,"limit_s":10.0}
{"at_ns":30000000000,"kind":"trigger","what":"hang"}
{"at_ns":33000000000,"kind":"request","model":"m","outcome":"timed_out","began_ns":23000000000,"first_ns":null,"longest_gap_ns":0,"tokens":0}
"#;
        let frames = frames(dump);
        let at: Vec<f64> = frames.iter().map(|frame| frame.at).collect();
        assert_eq!(at, (0..14).map(|second| 1_700_000_020.0 + f64::from(second)).collect::<Vec<_>>());
        let (begin, end) = (&frames[0], frames.last().unwrap());
        assert_eq!(begin.devices[0].values.temperature_celsius, Some(50.5));
        assert_eq!(begin.models[0].values.in_flight, Some(1.0), "it began before the dump does");
        assert_eq!((end.models[0].requests, end.models[0].failed, end.models[0].output_tokens), (2, 1, 8));
        assert_eq!((&*end.verdict.word, end.verdict.since), ("hung", 1_700_000_030.0));
        assert_eq!(end.devices[0].because, "call_rests, 11.0 s of 10.0 s");
        assert!(
            end.events
                .iter()
                .any(|event| event.what == "what was worth a dump: hang" && event.at == 1_700_000_030.0)
        );
    }

    #[test]
    fn a_dump_as_the_recorder_writes_it_is_retold_and_a_foreign_file_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let telemetry = Telemetry::default();
        let flight = Flight::new(&telemetry, FlightOptions::new(folder.path())).unwrap();
        flight.trigger(DumpTrigger::Asked);
        let path = flight.dump(DumpTrigger::Asked).unwrap();
        let mut seen = 0;
        let (header, records) = read(&path).unwrap();
        each(&header, &records, |_| {
            seen += 1;
            Ok(true)
        })
        .unwrap();
        assert_eq!(seen, 1);
        let other = folder.path().join("other");
        std::fs::write(&other, "{}").unwrap();
        assert!(read(&other).is_err());
    }
}
