//! The flight recorder: what came before, written out when something goes wrong.
//!
//! [`Flight`] keeps the last things that happened (requests as they end, states, notifications, readings, the host's
//! conditions) and nothing for each token. A [`DumpTrigger`] writes them to a file, two seconds later so that what follows is
//! in it too: newline-delimited JSON, compressed, whose first line names versions and clocks. A disk that is full costs
//! the dump and nothing else.

mod ring;
mod words;

use std::collections::VecDeque;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use flate2::Compression;
use flate2::write::GzEncoder;
use hailo_telemetry::catalogue::{FLIGHT_DUMPS, LAST_RUN};
use hailo_telemetry::{Telemetry, Timestamp};
use serde_json::json;

use crate::rounds::nanos;
pub(crate) use ring::{Event, NameId};
use words::Words;
pub(crate) use words::boot;
pub use words::{LastRun, RunEnd};

/// What is worth a dump.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DumpTrigger {
    /// A device is taken for hung.
    Hang,
    /// A device is gone.
    Loss,
    /// A device was reset.
    Reset,
    /// Five requests failed within ten seconds.
    FailureBurst,
    /// A device began to throttle.
    Throttling,
    /// The host's supply is too low.
    UnderVoltage,
    /// The program panicked.
    Panic,
    /// A signal asked for it.
    Signal,
    /// Somebody asked for it.
    Asked,
}

impl DumpTrigger {
    /// All triggers.
    pub const ALL: [Self; 9] = [
        Self::Hang,
        Self::Loss,
        Self::Reset,
        Self::FailureBurst,
        Self::Throttling,
        Self::UnderVoltage,
        Self::Panic,
        Self::Signal,
        Self::Asked,
    ];

    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hang => "hang",
            Self::Loss => "loss",
            Self::Reset => "reset",
            Self::FailureBurst => "failure_burst",
            Self::Throttling => "throttling",
            Self::UnderVoltage => "under_voltage",
            Self::Panic => "panic",
            Self::Signal => "signal",
            Self::Asked => "asked",
        }
    }
}

/// How the flight recorder writes.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct FlightOptions {
    /// Where dumps and the last words go.
    pub folder: PathBuf,
    /// Time after a trigger that a dump still holds. 2 s by default.
    pub after: Duration,
    /// Time between two dumps, at the least; a trigger in between waits. 60 s by default.
    pub between: Duration,
    /// Dumps that are kept; the oldest go. 10 by default.
    pub keep: usize,
    /// Time between two writings of the last words, at the least, while nothing changes. 10 s by default.
    pub words_period: Duration,
}

impl FlightOptions {
    /// The defaults, below this folder, which is made where it is missing.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        let seconds = Duration::from_secs;
        Self {
            folder: folder.into(),
            after: seconds(2),
            between: seconds(60),
            keep: 10,
            words_period: seconds(10),
        }
    }
}

/// So many failures within [`BURST`] are one.
const FAILURES: usize = 5;
const BURST: Duration = Duration::from_secs(10);

/// A flight recorder; a clone is the same one. Give it to an [`Observer`](crate::Observer::with_flight).
#[derive(Clone, Debug)]
pub struct Flight {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    telemetry: Telemetry,
    options: FlightOptions,
    ring: ring::Ring,
    /// Locked while they are written: what is written last is what was true last.
    words: Mutex<Words>,
    last_run: LastRun,
    state: Mutex<State>,
    /// A trigger came, or the state changed.
    news: Condvar,
}

#[derive(Debug, Default)]
struct State {
    pending: Option<(DumpTrigger, Timestamp)>,
    dumped_at: Option<Timestamp>,
    worded_at: Option<Timestamp>,
    /// The last words are no longer true.
    edge: bool,
    /// How this run ends. What was said first holds, and nothing that is written later takes it back.
    ended: Option<RunEnd>,
    stop: bool,
    failures: VecDeque<Timestamp>,
    dumps: u64,
}

impl Flight {
    /// Begins to record, and reads how the last run ended. What that run said stays on the disk until [`Flight::look`], or
    /// the thread that [`Flight::spawn`] starts, writes for the first time: a program that does so only once it has all it
    /// needs to run leaves no trace of a start that failed.
    ///
    /// # Errors
    /// When the folder can't be made or written to.
    pub fn new(telemetry: &Telemetry, options: FlightOptions) -> io::Result<Self> {
        fs::create_dir_all(&options.folder)?;
        let (words, last_run) = Words::open(&options.folder)?;
        let ended = [("ended", last_run.end.name())];
        if let Ok(gauge) = telemetry.gauge(LAST_RUN.name, LAST_RUN.help, &ended) {
            gauge.set(1.0);
        }
        for trigger in DumpTrigger::ALL {
            count(telemetry, trigger, 0);
        }
        let inner = Inner {
            telemetry: telemetry.clone(),
            options,
            ring: ring::Ring::new(),
            words: Mutex::new(words),
            last_run,
            state: Mutex::default(),
            news: Condvar::new(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// How the run before this one ended.
    #[must_use]
    pub fn last_run(&self) -> &LastRun {
        &self.inner.last_run
    }

    /// Asks for a dump. It is written by [`Flight::look`], or the thread that [`Flight::spawn`] starts.
    pub fn trigger(&self, trigger: DumpTrigger) {
        let now = self.inner.telemetry.now();
        if matches!(trigger, DumpTrigger::Asked | DumpTrigger::Signal) && self.state().pending.is_some() {
            // One is due already; who asks in a loop would fill the ring with nothing but that.
            return;
        }
        self.record(now, Event::Trigger { trigger });
        let mut state = self.state();
        state.pending.get_or_insert((trigger, now));
        state.edge = true;
        drop(state);
        self.inner.news.notify_all();
    }

    /// Writes a dump at once: for a program that may not live two more seconds.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn dump(&self, trigger: DumpTrigger) -> io::Result<PathBuf> {
        let now = self.inner.telemetry.now();
        let mut state = self.state();
        state.dumped_at = Some(now);
        state.dumps += 1;
        let number = state.dumps;
        drop(state);
        let path = self.write(trigger, number, now)?;
        count(&self.inner.telemetry, trigger, 1);
        Ok(path)
    }

    /// Writes what is due: a dump whose time has come, the last words. Returns the dump's path.
    pub fn look(&self) -> Option<PathBuf> {
        let now = self.inner.telemetry.now();
        let options = &self.inner.options;
        let mut state = self.state();
        let due = state.pending.filter(|(_, at)| now >= self.due(&state, *at));
        if due.is_some() {
            state.pending = None;
        }
        let words_due = state.worded_at.is_none_or(|at| now.nanos_since(at) >= nanos(options.words_period));
        let wording = std::mem::take(&mut state.edge) || words_due;
        if wording {
            state.worded_at = Some(now);
        }
        drop(state);
        if wording {
            self.word();
        }
        let (trigger, _) = due?;
        match self.dump(trigger) {
            Ok(path) => {
                tracing::warn!(trigger = trigger.name(), path = %path.display(), "the flight recorder was written out");
                Some(path)
            }
            Err(error) => {
                tracing::error!(trigger = trigger.name(), %error, "the flight recorder can't be written out");
                None
            }
        }
    }

    fn due(&self, state: &State, triggered: Timestamp) -> Timestamp {
        let options = &self.inner.options;
        let after = triggered.as_nanos().saturating_add(nanos(options.after));
        let between = state.dumped_at.map_or(0, |at| at.as_nanos().saturating_add(nanos(options.between)));
        Timestamp::from_nanos(after.max(between))
    }

    /// Says in the last words that this run ends, and how. Of several ends the first that is said holds.
    pub fn ends(&self, end: RunEnd) {
        self.state().ended.get_or_insert(end);
        self.word();
    }

    fn word(&self) {
        let words = self.inner.words.lock().unwrap_or_else(PoisonError::into_inner);
        let ended = self.state().ended;
        if let Err(error) = words.write(&self.inner.telemetry, ended) {
            tracing::debug!(%error, "the last words can't be written");
        }
    }

    pub(crate) fn name(&self, name: &str) -> NameId {
        self.inner.ring.name(name)
    }

    pub(crate) fn record(&self, now: Timestamp, event: Event) {
        self.inner.ring.push(now, event);
    }

    /// The watch states another state: the last words are to say so.
    pub(crate) fn edge(&self) {
        self.state().edge = true;
        self.inner.news.notify_all();
    }

    /// A request failed.
    pub(crate) fn failed(&self, now: Timestamp) {
        let mut state = self.state();
        state.failures.push_back(now);
        while state.failures.len() > FAILURES {
            state.failures.pop_front();
        }
        let first = state.failures.front().copied();
        let burst = state.failures.len() == FAILURES
            && first.is_some_and(|first| now.nanos_since(first) <= nanos(BURST));
        if burst {
            state.failures.clear();
        }
        drop(state);
        if burst {
            self.trigger(DumpTrigger::FailureBurst);
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.inner.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, trigger: DumpTrigger, number: u64, now: Timestamp) -> io::Result<PathBuf> {
        let inner = &self.inner;
        let unix = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let snapshot = inner.telemetry.snapshot();
        let devices: Vec<_> = snapshot
            .devices
            .iter()
            .map(|device| {
                let info = device.info.as_ref();
                json!({
                    "device": &*device.device,
                    "architecture": info.map(|info| &info.architecture),
                    "firmware": info.map(|info| &info.firmware),
                    "library": info.map(|info| &info.library),
                })
            })
            .collect();
        let header = json!({
            "format": FLIGHT_FORMAT,
            "trigger": trigger.name(),
            "version": &*snapshot.version,
            "revision": &*snapshot.revision,
            "at_ns": now.as_nanos(),
            "at_unix_ns": nanos(unix),
            "clock": snapshot.own.clock.source,
            "devices": devices,
            "last_run": inner.last_run.end.name(),
        });
        let name = format!("flight-{:010}-{number:03}-{}.ndjson.gz", unix.as_secs(), trigger.name());
        let path = inner.options.folder.join(name);
        let part = path.with_extension("part");
        let written = write_lines(&part, std::iter::once(header).chain(inner.ring.lines()))
            .and_then(|()| fs::rename(&part, &path));
        if written.is_err() {
            // A half dump is none; on a full disk even this may fail.
            let _ = fs::remove_file(&part);
        }
        written?;
        self.forget_old(&path);
        Ok(path)
    }

    /// Keeps `newest` and the last dumps before it: their names begin with the time, which may be one of a clock that is behind.
    fn forget_old(&self, newest: &Path) {
        let listed = fs::read_dir(&self.inner.options.folder).into_iter().flatten();
        let mut dumps: Vec<PathBuf> = listed
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| is_dump(path) && path != newest)
            .collect();
        dumps.sort();
        let old = dumps.len().saturating_sub(self.inner.options.keep.max(1) - 1);
        for path in dumps.iter().take(old) {
            let _ = fs::remove_file(path);
        }
    }

    /// Writes what is due on a thread of its own until the returned value is dropped.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn spawn(&self) -> io::Result<FlightThread> {
        let flight = self.clone();
        let thread = std::thread::Builder::new().name("hailo-flight".to_owned()).spawn(move || {
            loop {
                flight.look();
                let state = flight.state();
                if state.stop {
                    return;
                }
                let pending = state.pending.map(|(_, at)| {
                    let left = flight.due(&state, at).nanos_since(flight.inner.telemetry.now());
                    Duration::from_nanos(left).max(Duration::from_millis(20))
                });
                let wait = pending.unwrap_or(flight.inner.options.words_period);
                if !state.edge {
                    drop(flight.inner.news.wait_timeout(state, wait));
                }
            }
        })?;
        Ok(FlightThread { flight: self.clone(), thread: Some(thread) })
    }
}

/// The value of `format` in the first line of a dump.
pub const FLIGHT_FORMAT: &str = "hailo-flight-1";

fn is_dump(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.starts_with("flight-") && name.ends_with(".ndjson.gz")
}

fn write_lines(path: &Path, lines: impl Iterator<Item = serde_json::Value>) -> io::Result<()> {
    let mut out = GzEncoder::new(io::BufWriter::new(fs::File::create(path)?), Compression::default());
    for line in lines {
        serde_json::to_writer(&mut out, &line)?;
        out.write_all(b"\n")?;
    }
    out.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
}

fn count(telemetry: &Telemetry, trigger: DumpTrigger, by: u64) {
    let labels = [("trigger", trigger.name())];
    if let Ok(counter) = telemetry.counter(FLIGHT_DUMPS.name, FLIGHT_DUMPS.help, &labels) {
        counter.add(by);
    }
}

/// A running writer of dumps. Dropping it stops the thread; a dump that is due is written before.
#[derive(Debug)]
pub struct FlightThread {
    flight: Flight,
    thread: Option<JoinHandle<()>>,
}

impl Drop for FlightThread {
    fn drop(&mut self) {
        self.flight.state().stop = true;
        self.flight.inner.news.notify_all();
        if let Some(thread) = self.thread.take() {
            // A look that panicked has been reported by the panic hook.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hailo_telemetry::{Clock, Config, ManualClock};

    struct Bench {
        clock: ManualClock,
        telemetry: Telemetry,
        flight: Flight,
        folder: PathBuf,
    }

    impl Drop for Bench {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }

    fn bench(name: &str) -> Bench {
        let folder = std::env::temp_dir().join(format!("hailo-flight-{name}-{}", std::process::id()));
        let (clock, hand) = Clock::manual();
        hand.advance(Duration::from_secs(1));
        let telemetry = Telemetry::new(Config::default().clock(clock));
        let flight = Flight::new(&telemetry, FlightOptions::new(&folder)).unwrap();
        Bench { clock: hand, telemetry, flight, folder }
    }

    fn text(dump: &Path) -> String {
        let mut text = String::new();
        let file = fs::File::open(dump).unwrap();
        io::Read::read_to_string(&mut flate2::read::GzDecoder::new(file), &mut text).unwrap();
        text
    }

    impl Bench {
        fn look_after(&self, seconds: u64) -> Option<PathBuf> {
            self.clock.advance(Duration::from_secs(seconds));
            self.flight.look()
        }

        fn dumps(&self) -> usize {
            fs::read_dir(&self.folder)
                .unwrap()
                .filter(|entry| is_dump(&entry.as_ref().unwrap().path()))
                .count()
        }
    }

    #[test]
    fn a_dump_holds_what_followed_its_trigger_and_a_minute_lies_between_two() {
        let bench = bench("two");
        bench.flight.trigger(DumpTrigger::Hang);
        assert_eq!(bench.look_after(1), None);
        let (device, reading) = (bench.flight.name("d"), bench.flight.name("watts"));
        bench.flight.record(bench.telemetry.now(), Event::Reading { device, reading, value: 1.5 });
        let path = bench.look_after(1).expect("two seconds after");
        let text = text(&path);
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!((&lines[0]["format"], &lines[0]["trigger"]), (&json!(FLIGHT_FORMAT), &json!("hang")));
        assert_eq!((&lines[1]["what"], &lines[2]["value"]), (&json!("hang"), &json!(1.5)));

        bench.flight.trigger(DumpTrigger::Loss);
        assert_eq!(bench.look_after(58), None);
        assert!(bench.look_after(2).is_some(), "it waited");
        assert_eq!(bench.look_after(600), None, "one trigger is one dump");
        assert_eq!(bench.dumps(), 2);
    }

    #[test]
    fn who_asks_in_a_loop_leaves_what_was_recorded() {
        let bench = bench("asked");
        let (device, reading) = (bench.flight.name("d"), bench.flight.name("watts"));
        bench.flight.record(bench.telemetry.now(), Event::Reading { device, reading, value: 1.5 });
        (0..20_000).for_each(|_| bench.flight.trigger(DumpTrigger::Asked));
        let path = bench.look_after(2).expect("two seconds after");
        let text = text(&path);
        assert!(text.contains("1.5") && text.lines().count() == 3, "{text}");
    }

    /// A machine without a battery begins with an old time.
    #[test]
    fn the_dump_of_a_clock_that_is_behind_is_kept() {
        let bench = bench("behind");
        for n in 0..10 {
            fs::write(bench.folder.join(format!("flight-9999999999-{n:03}-hang.ndjson.gz")), "").unwrap();
        }
        assert!(bench.flight.dump(DumpTrigger::Asked).unwrap().exists());
        assert_eq!(bench.dumps(), 10);
    }

    #[test]
    fn a_reset_is_counted_by_what_it_was_for_and_written_out() {
        let bench = bench("reset");
        let observer = crate::Observer::new(&bench.telemetry).with_flight(&bench.flight);
        observer.was_reset("d", hailo_telemetry::DeviceState::Hung);
        let path = bench.look_after(2).expect("a dump");
        assert!(path.to_str().unwrap().ends_with("-reset.ndjson.gz"), "{path:?}");
        assert_eq!(bench.telemetry.devices()[0].resets, [("hung".into(), 1)]);
    }

    #[test]
    fn the_last_ten_are_kept() {
        let bench = bench("ten");
        for _ in 0..13 {
            bench.flight.dump(DumpTrigger::Asked).unwrap();
        }
        assert_eq!(bench.dumps(), 10);
        let counts = bench.telemetry.snapshot().custom;
        let family = counts.iter().find(|family| &*family.name == FLIGHT_DUMPS.name).unwrap();
        assert_eq!(family.series.len(), DumpTrigger::ALL.len(), "each exists at zero");
    }

    #[test]
    fn a_burst_of_failures_is_a_trigger_and_a_few_over_time_are_not() {
        let bench = bench("burst");
        for _ in 0..20 {
            bench.clock.advance(Duration::from_secs(3));
            bench.flight.failed(bench.telemetry.now());
        }
        assert_eq!(bench.look_after(5), None);
        (0..5).for_each(|_| bench.flight.failed(bench.telemetry.now()));
        assert!(bench.look_after(2).is_some());
    }

    /// The thread that writes regularly and who ends the run meet: whichever comes last, the end stays said.
    #[test]
    fn what_was_said_of_the_end_is_not_taken_back() {
        let bench = bench("end");
        let next = || Flight::new(&Telemetry::default(), FlightOptions::new(&bench.folder)).unwrap();
        bench.look_after(1);
        assert_eq!(next().last_run().end, RunEnd::Crash, "it runs and says no end");
        bench.flight.ends(RunEnd::Watchdog);
        bench.look_after(20);
        assert_eq!(next().last_run().end, RunEnd::Watchdog);
        bench.flight.ends(RunEnd::Clean);
        assert_eq!(next().last_run().end, RunEnd::Watchdog, "the first end holds");
    }

    #[test]
    fn a_start_that_fails_leaves_what_the_last_run_said() {
        let bench = bench("start");
        bench.flight.ends(RunEnd::Clean);
        let failed = Flight::new(&Telemetry::default(), FlightOptions::new(&bench.folder)).unwrap();
        failed.trigger(DumpTrigger::Asked);
        drop(failed);
        let next = Flight::new(&Telemetry::default(), FlightOptions::new(&bench.folder)).unwrap();
        assert_eq!(next.last_run().end, RunEnd::Clean);
    }

    #[test]
    fn a_folder_that_can_not_be_written_costs_the_dump_and_no_more() {
        let bench = bench("full");
        fs::remove_dir_all(&bench.folder).unwrap();
        bench.flight.trigger(DumpTrigger::Asked);
        assert_eq!(bench.look_after(5), None);
        assert!(bench.flight.dump(DumpTrigger::Panic).is_err());
    }
}
