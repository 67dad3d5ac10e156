//! `hailo-monitor report`: what a time was like, as one file that needs no server and a summary to paste.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use hailo_exporter::live::{DownsampledHistory, Frame, History, Line, report_page};

use super::{ago, clock, duration, show, tape};

/// Values of a series, before the whole is held to its size.
const MAX_VALUES: usize = 720;
/// What the data of a report may weigh; with the page's own files, which are a third of it, a report stays below 300 kB.
const MAX_DATA: usize = 180_000;

/// Flags of `hailo-monitor report`.
#[derive(Args, Clone, Debug)]
pub(crate) struct ReportArgs {
    /// The exporter: http://ADDR:PORT; without one the devices of this machine are read
    #[arg(value_name = "URL", conflicts_with = "from")]
    url: Option<String>,
    /// Watch for so long, as in 60s or 15m, and report that
    #[arg(long = "for", value_name = "TIME", value_parser = duration, default_value = "60s", conflicts_with_all = ["last", "from"])]
    during: Duration,
    /// Report so long a time before now, as the exporter kept it: up to 24h
    #[arg(long, value_name = "TIME", value_parser = duration, requires = "url", conflicts_with = "from")]
    last: Option<Duration>,
    /// Report a recording
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// The file to be written, with a summary beside it whose name ends in .md; both are replaced
    #[arg(long, value_name = "FILE", default_value = "hailo-report.html")]
    out: PathBuf,
    /// Leave in what tells whose machine it is: the host's name, ids of devices, other processes
    #[arg(long)]
    identify: bool,
    /// File with the exporter's scrape token
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
}

impl ReportArgs {
    pub(crate) fn run(&self) -> ExitCode {
        match self.report() {
            Ok(summary) => {
                eprintln!("{} and {} are written", self.out.display(), summary.display());
                ExitCode::SUCCESS
            }
            Err(error) => {
                eprintln!("hailo-monitor: {error}");
                ExitCode::FAILURE
            }
        }
    }

    fn report(&self) -> Result<PathBuf, String> {
        let (history, last) = match (&self.from, self.last) {
            (Some(path), _) => self.condensed(|take| {
                tape::read(path, |line| {
                    take(&line);
                    Ok(true)
                })
            })?,
            (None, Some(span)) => self.kept(span)?,
            (None, None) => self.condensed(|take| {
                let source = tape::source(self.url.as_deref())?;
                eprintln!("watching {} for {}", source.name(), ago(self.during.as_secs_f64()));
                tape::hear(source, self.token_file.as_deref(), Some(self.during), |line| {
                    take(line);
                    Ok(())
                })
            })?,
        };
        let at = jiff::Timestamp::from_second(last.at as i64).unwrap_or_default();
        let title = format!("Hailo report of {at}");
        let summary = self.out.with_extension("md");
        let write = |path: &Path, text: String| {
            std::fs::write(path, text).map_err(|error| format!("can't write {}: {error}", path.display()))
        };
        write(&summary, markdown(&title, &history, &last))?;
        write(&self.out, report_page(&title, &history, &last))?;
        Ok(summary)
    }

    /// The frames that `say` hands over, made into one history, and the last of them with every event of all.
    fn condensed(
        &self,
        say: impl FnOnce(&mut dyn FnMut(&Line)) -> Result<(), String>,
    ) -> Result<(History, Frame), String> {
        let mut condensed = DownsampledHistory::new(MAX_VALUES);
        let mut last: Option<Frame> = None;
        let mut events = Vec::new();
        say(&mut |line| {
            let Line::Frame(frame) = line else { return };
            let frame = if self.identify { frame.clone() } else { frame.clone().redacted() };
            condensed.push(&frame);
            let told = events.last().cloned();
            // A frame repeats the last events of the one before.
            let new = told
                .and_then(|told| frame.events.iter().rposition(|event| *event == told))
                .map_or(0, |at| at + 1);
            events.extend_from_slice(&frame.events[new..]);
            let surplus = events.len().saturating_sub(MAX_EVENTS);
            events.drain(..surplus);
            last = Some(frame);
        })?;
        let mut last = last.ok_or("there is no frame in it")?;
        last.events = events;
        let mut history = condensed.history();
        while weight(&history) > MAX_DATA && history.step < 1 << 20 {
            condensed.halve();
            history = condensed.history();
        }
        Ok((history, last))
    }

    /// What the exporter kept of the time before now.
    fn kept(&self, span: Duration) -> Result<(History, Frame), String> {
        let source = tape::source(self.url.as_deref())?;
        let mut lines = Vec::new();
        // The stream begins with all that was kept.
        tape::hear(source, self.token_file.as_deref(), Some(Duration::from_secs(3)), |line| {
            lines.push(line.clone());
            Ok(())
        })?;
        let last = lines
            .iter()
            .rev()
            .find_map(|line| if let Line::Frame(frame) = line { Some(frame) } else { None });
        let last = last.ok_or("it says no frame")?.clone();
        let mut histories = lines
            .into_iter()
            .filter_map(|line| if let Line::History(kept) = line { Some(kept) } else { None });
        let fits = |kept: &History| kept.step * longest(kept) as u64 >= span.as_secs() || kept.step == 60;
        let mut history = histories.find(fits).ok_or("it keeps no history")?;
        let wanted = usize::try_from(span.as_secs() / history.step.max(1)).unwrap_or(usize::MAX).max(2);
        for values in history.series.values_mut() {
            let surplus = values.len().saturating_sub(wanted);
            values.drain(..surplus);
        }
        history.series.retain(|_, values| values.iter().any(Option::is_some));
        if !self.identify {
            history = history.redacted(&last);
        }
        // A day of every model is more than a report holds: of two neighbours the later is shown.
        while weight(&history) > MAX_DATA && longest(&history) > 1 {
            history.step *= 2;
            for values in history.series.values_mut() {
                let thinned = values.rchunks(2).map(|pair| pair.iter().rev().flatten().next().copied());
                let mut thinned: Vec<_> = thinned.collect();
                thinned.reverse();
                *values = thinned;
            }
        }
        Ok((history, if self.identify { last } else { last.redacted() }))
    }
}

/// Events that a report holds: the last.
const MAX_EVENTS: usize = 200;

fn longest(history: &History) -> usize {
    history.series.values().map(Vec::len).max().unwrap_or_default()
}

fn weight(history: &History) -> usize {
    serde_json::to_vec(history).map_or(0, |bytes| bytes.len())
}

/// A summary for a forum or an issue.
fn markdown(title: &str, history: &History, last: &Frame) -> String {
    let mut out = format!("## {title}\n\n");
    let verdict = &last.verdict;
    // Writing to a String never fails.
    let _ = writeln!(out, "**{}** since {}: {}\n", verdict.word, clock(verdict.since), verdict.evidence);
    let span = history.step as f64 * longest(history).saturating_sub(1) as f64;
    let _ =
        writeln!(out, "{}. Watched {}, one value each {} s.\n", last.about.service, ago(span), history.step);
    let versions: Vec<_> = last
        .versions
        .iter()
        .map(|known| format!("{} {} ({})", known.component, known.version, known.status))
        .collect();
    if !versions.is_empty() {
        let _ = writeln!(out, "Versions: {}\n", versions.join(", "));
    }
    let range = |name: &str, of: &str, who: &str, unit: &str| {
        let values = history.series.get(&hailo_exporter::live::series(name, of, who));
        let known: Vec<f32> = values.into_iter().flatten().flatten().copied().collect();
        let low = known.iter().copied().reduce(f32::min).map(f64::from);
        let high = known.iter().copied().reduce(f32::max).map(f64::from);
        match (low, high) {
            (Some(low), Some(high)) if low < high => {
                format!("{} … {}", show(Some(low), unit), show(Some(high), unit))
            }
            (low, _) => show(low, unit),
        }
    };
    out.push_str(
        "| device | state | temperature | power | throttled | chip, firmware |\n|---|---|---|---|---|---|\n",
    );
    for device in &last.devices {
        let name = &device.name;
        let _ = writeln!(
            out,
            "| {name} | {} {} | {} | {} | {} | {} {} |",
            device.state,
            device.because,
            range("temperature_celsius", "device", name, "_celsius"),
            range("power_watts", "device", name, "_watts"),
            show(Some(device.throttled_seconds), "_seconds"),
            device.architecture,
            device.firmware
        );
    }
    out.push_str("\n| model | requests (failed) | per second | P50 … P99 | first token P99 | gap P99 | energy per token |\n|---|---|---|---|---|---|---|\n");
    for model in &last.models {
        let values = &model.values;
        let rate = if model.output_tokens > 0 { "tokens_per_second" } else { "requests_per_second" };
        let _ = writeln!(
            out,
            "| {} | {} ({}) | {} {} | {} … {} | {} | {} | {} |",
            model.name,
            model.requests,
            model.failed,
            range(rate, "model", &model.name, "_per_second"),
            if model.output_tokens > 0 { "tokens" } else { "requests" },
            show(values.duration_p50_seconds, "_seconds"),
            show(values.duration_p99_seconds, "_seconds"),
            show(values.first_token_p99_seconds, "_seconds"),
            show(values.gap_p99_seconds, "_seconds"),
            show(values.joules_per_token, "joules"),
        );
    }
    let held: Vec<_> = last
        .host
        .power
        .iter()
        .filter(|condition| condition.now || condition.since_boot == Some(true))
        .map(|condition| {
            format!("{}{}", condition.condition, if condition.now { " now" } else { " since boot" })
        })
        .collect();
    if !held.is_empty() {
        let _ = writeln!(out, "\nThe host's power: {}", held.join(", "));
    }
    if !last.events.is_empty() {
        out.push_str("\nLast events (UTC):\n\n");
        for event in last.events.iter().rev().take(20) {
            let _ = writeln!(out, "* {} {}", clock(event.at), event.what);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use hailo_exporter::live::{Device, DeviceValues, Event, Model, ModelValues};

    use super::*;

    fn frame(second: u32) -> Frame {
        let wave = |at: u32| Some(f64::from((second * 7919 + at * 104_729) % 99_991) / 1000.0);
        let values = DeviceValues {
            temperature_celsius: wave(1),
            power_watts: wave(2),
            utilization_ratio: wave(3),
            throttling_level: Some(0.0),
            clock_hertz: Some(4e8),
            memory_used_bytes: wave(4),
            progress_age_seconds: wave(5),
        };
        let device = |n: u32| Device { name: format!("000{n}:01:00.0"), values, ..Device::default() };
        let model = |n: u32| {
            let values = ModelValues {
                requests_per_second: wave(n),
                tokens_per_second: wave(n + 1),
                first_token_p50_seconds: wave(n + 2),
                first_token_p99_seconds: wave(n + 3),
                gap_p50_seconds: wave(n + 4),
                gap_p99_seconds: wave(n + 5),
                duration_p50_seconds: wave(n + 6),
                duration_p99_seconds: wave(n + 7),
                in_flight: wave(n + 8),
                queued: wave(n + 9),
                busy_ratio: wave(n + 10),
                joules_per_token: wave(n + 11),
                ..ModelValues::default()
            };
            Model { name: format!("model-{n}"), output_tokens: 1, values, ..Model::default() }
        };
        Frame {
            at: 1_732_831_000.0 + f64::from(second),
            devices: vec![device(0), device(1)],
            models: (0..6).map(model).collect(),
            events: (second.saturating_sub(2)..=second)
                .map(|at| Event {
                    at: f64::from(at),
                    what: format!("event {at} of 0001:01:00.0"),
                    ..Event::default()
                })
                .collect(),
            ..Frame::default()
        }
    }

    fn args() -> ReportArgs {
        ReportArgs {
            url: None,
            during: Duration::from_secs(1),
            last: None,
            from: None,
            out: PathBuf::new(),
            identify: false,
            token_file: None,
        }
    }

    #[test]
    fn an_hour_is_below_300_kb_and_names_nobody() {
        let (history, last) = args()
            .condensed(|take| {
                (0..3600).for_each(|second| take(&Line::Frame(frame(second))));
                Ok(())
            })
            .unwrap();
        let page = report_page("an hour", &history, &last);
        assert!(page.len() <= 300_000, "{} bytes", page.len());
        assert!(longest(&history) >= 100, "and shows more than a hundred values of each");
        assert!(!page.contains("0001:01:00.0") && page.contains("device-2"));
        assert_eq!(last.events.len(), MAX_EVENTS, "each event once");
        assert_eq!(last.events.last().unwrap().what, "event 3599 of device-2");
        let text = markdown("an hour", &history, &last);
        assert!(
            text.contains("| device-1 |") && !text.contains("NaN") && text.contains("event 3599"),
            "{text}"
        );
    }

    #[test]
    fn a_short_report_has_the_numbers_of_its_frames() {
        let (history, _) = args()
            .condensed(|take| {
                (0..60).for_each(|second| take(&Line::Frame(frame(second))));
                Ok(())
            })
            .unwrap();
        assert_eq!((history.step, longest(&history)), (1, 60));
        let shown = &history.series["power_watts device device-1"];
        for (second, value) in (0..60).zip(shown) {
            let recorded = frame(second).devices[0].values.power_watts.unwrap();
            assert!((f64::from(value.unwrap()) - recorded).abs() <= recorded * 1e-4, "{second}");
        }
    }
}
