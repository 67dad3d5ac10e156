//! From snapshots to frames: rates from the second before, percentiles from the last minute, events from what changed.

use std::collections::VecDeque;
use std::time::Duration;

use hailo_telemetry::catalogue::{COMPAT, Family, SUSPECT_OUTPUTS};
use hailo_telemetry::{
    CapabilityStatus, Count, CustomValue, DeviceSnapshot, DeviceState, HistogramSnapshot, HttpStatus,
    LoadPhase, ModelSnapshot, Name, Outcome, Snapshot, Telemetry, Timestamp, bucket,
};

use super::frame::{
    About, Absent, Alert, Condition, Device, DeviceValues, Event, Frame, Host, HostValues, HttpValues, Model,
    ModelValues, Own, Process, Verdict, Version, short,
};
use super::judge::{changes, judge};
use super::{LATENCY_EDGES, LiveOptions, MAX_MODELS};

/// Energy for each token or frame is shown where so much of the time in question was measured, as in the recorded rules.
const LEAST_COVERAGE: f64 = 0.8;
/// Percentiles are of what happened since the oldest of so many snapshots, which are taken so far apart.
const BACK: usize = 6;
const BACK_EVERY: Duration = Duration::from_secs(10);
/// Events that a frame carries.
const EVENTS: usize = 20;

/// What of a snapshot is needed later.
#[derive(Debug, Default)]
pub(super) struct Before {
    at: Timestamp,
    pub(super) models: Vec<ModelSnapshot>,
    response_time: HistogramSnapshot<Duration>,
    pub(super) link_errors: u64,
    pub(super) suspect_outputs: u64,
    cpu_seconds: Option<f64>,
}

/// Makes frames of a telemetry, one after the other: [`Live::start`](super::Live::start) once a second, a replay on a manual clock
/// that it moves itself.
#[derive(Debug, Default)]
pub struct FrameBuilder {
    snapshot: Snapshot,
    /// A second ago.
    last: Option<Last>,
    /// Up to a minute ago, the oldest first.
    back: VecDeque<Before>,
    events: VecDeque<Event>,
    verdict: Verdict,
    /// The frame before, for what changed since.
    shown: Option<Frame>,
}

#[derive(Debug, Default)]
struct Last {
    at: Timestamp,
    models: Vec<(Name, Sums)>,
    latency: Vec<u64>,
    http: [u64; 2],
}

/// Counters of a model whose rates are shown.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    requests: u64,
    tokens: u64,
    frames: u64,
    busy: Duration,
}

impl FrameBuilder {
    /// What is now. A frame says how many bytes of history are kept beside it.
    pub fn take(&mut self, telemetry: &Telemetry, options: &LiveOptions, history_bytes: usize) -> Frame {
        self.take_as_of(telemetry, options, history_bytes, None)
    }

    /// As [`FrameBuilder::take`], for Unix seconds that are not those of the system's clock.
    pub fn take_as_of(
        &mut self,
        telemetry: &Telemetry,
        options: &LiveOptions,
        history_bytes: usize,
        at: Option<f64>,
    ) -> Frame {
        let begun = telemetry.now();
        let mut snapshot = std::mem::take(&mut self.snapshot);
        telemetry.snapshot_into(&mut snapshot);
        let now = || snapshot.taken().duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_secs_f64();
        let at = (at.unwrap_or_else(now) * 1e3).round() / 1e3;
        let latency = latencies(&snapshot.totals.duration);
        let mut frame = self.read(&snapshot, &latency, at, options);
        let readiness = options.readiness.as_ref().map(|source| source());
        let verdict = judge(&snapshot, &frame, readiness.as_ref(), self.back.front());
        let same = (self.verdict.level, &self.verdict.word) == (verdict.level, &verdict.word);
        let since = if same && self.shown.is_some() { self.verdict.since } else { at };
        self.verdict = Verdict { since, ..verdict };
        frame.verdict = self.verdict.clone();
        for event in changes(self.shown.as_ref(), &frame) {
            self.events.push_back(event);
            if self.events.len() > EVENTS {
                self.events.pop_front();
            }
        }
        frame.events = self.events.iter().cloned().collect();
        self.remember(&snapshot, latency, &frame);
        frame.own.history_bytes = history_bytes as u64;
        frame.own.frame_seconds = short(telemetry.now().since(begun).as_secs_f64()).unwrap_or_default();
        self.snapshot = snapshot;
        frame
    }

    fn read(&self, snapshot: &Snapshot, latency: &[u64], at: f64, options: &LiveOptions) -> Frame {
        let back = self.back.front();
        let elapsed = self.last.as_ref().map(|last| snapshot.at.since(last.at).as_secs_f64());
        let rate = |now: u64, before: u64| {
            let elapsed = elapsed.filter(|elapsed| *elapsed > 0.0)?;
            short(now.saturating_sub(before) as f64 / elapsed)
        };
        let last = self.last.as_ref();
        let models = snapshot.models.iter().take(MAX_MODELS).map(|model| {
            let last = last.map(|last| {
                let found = last.models.iter().find(|(name, _)| **name == *model.name());
                found.map(|(_, sums)| *sums).unwrap_or_default()
            });
            let before =
                back.and_then(|back| back.models.iter().find(|before| before.name() == model.name()));
            read_model(model, last, elapsed, before)
        });
        let http = [snapshot.http.requests(), snapshot.http.status(HttpStatus::ServerError)];
        let response = back.map_or_else(
            || snapshot.http.response_time.clone(),
            |back| snapshot.http.response_time.since(&back.response_time),
        );
        let host = &snapshot.host;
        // The system is asked for it less often than once a second.
        let cpu = back.filter(|back| back.at < snapshot.at).and_then(|back| {
            let spent = snapshot.process.cpu_seconds? - back.cpu_seconds?;
            Some(spent / snapshot.at.since(back.at).as_secs_f64())
        });
        Frame {
            at,
            about: About {
                service: options.about.clone(),
                why_simulated: options.why_simulated.clone(),
                host: options.host.clone(),
                version: snapshot.version.to_string(),
                uptime_seconds: snapshot.uptime.as_secs_f64().round(),
            },
            verdict: Verdict::default(),
            versions: custom(snapshot, &COMPAT)
                .filter(|(_, value)| matches!(value, CustomValue::Gauge(value) if *value != 0.0))
                .map(|(labels, _)| {
                    let [component, version, status] =
                        [0, 1, 2].map(|at| labels.get(at).copied().unwrap_or("").to_owned());
                    Version { component, version, status }
                })
                .collect(),
            devices: snapshot.devices.iter().map(read_device).collect(),
            models: models.collect(),
            models_beyond: snapshot.models.len().saturating_sub(MAX_MODELS) as u64,
            processes: host
                .processes
                .iter()
                .map(|process| Process {
                    process: process.process.clone(),
                    model: process.model.clone(),
                    utilization_ratio: process.utilization.and_then(short),
                    frames_per_second: process.frames_per_second.and_then(short),
                })
                .collect(),
            host: Host {
                power: host
                    .power_conditions
                    .iter()
                    .map(|(condition, now, since_boot)| Condition {
                        condition: condition.name().to_owned(),
                        now: *now,
                        since_boot: *since_boot,
                    })
                    .collect(),
                rails: host
                    .rails
                    .iter()
                    .filter_map(|(rail, volts)| Some((rail.to_string(), short(*volts)?)))
                    .collect(),
                absent: absent(&host.capabilities),
                values: HostValues {
                    temperature_celsius: hottest(&host.temperatures),
                    cma_free_bytes: find(&host.cma, "free"),
                    resident_bytes: snapshot
                        .process
                        .resident_memory_bytes
                        .and_then(|bytes| short(bytes as f64)),
                    cpu_ratio: cpu.and_then(|cpu| short(cpu.max(0.0))),
                },
            },
            http: HttpValues {
                requests_per_second: rate(http[0], last.map_or(0, |last| last.http[0])),
                errors_per_second: rate(http[1], last.map_or(0, |last| last.http[1])),
                active: Some(snapshot.http.active as f64),
                response_p50_seconds: quantile(&response, 0.5),
                response_p99_seconds: quantile(&response, 0.99),
            },
            latency: latency
                .iter()
                .enumerate()
                .map(|(edge, count)| {
                    let before = last.map_or(0, |last| last.latency[edge]);
                    rate(*count, before).unwrap_or_default()
                })
                .collect(),
            events: Vec::new(),
            alerts: options
                .alerts
                .active_counts()
                .into_iter()
                .filter(|(_, count)| *count > 0)
                .map(|([name, severity], count)| Alert { name, severity, count })
                .collect(),
            own: Own {
                series: snapshot.own.series,
                record_nanoseconds: snapshot
                    .own
                    .record_ns
                    .iter()
                    .filter(|(operation, _)| !operation.is_empty())
                    .filter_map(|(operation, ns)| Some(((*operation).to_owned(), short(*ns)?)))
                    .collect(),
                laws_broken: snapshot
                    .own
                    .broken_invariants()
                    .into_iter()
                    .map(|(law, count)| (law.name().to_owned(), count))
                    .collect(),
                percentile_error_ratio: bucket::RELATIVE_ERROR,
                window_seconds: (BACK_EVERY * BACK as u32).as_secs_f64(),
                history_bytes: 0,
                frame_seconds: 0.0,
            },
        }
    }

    fn remember(&mut self, snapshot: &Snapshot, latency: Vec<u64>, frame: &Frame) {
        let sums =
            snapshot.models.iter().take(MAX_MODELS).map(|model| (Name::from(model.name()), Sums::of(model)));
        self.last = Some(Last {
            at: snapshot.at,
            models: sums.collect(),
            latency,
            http: [snapshot.http.requests(), snapshot.http.status(HttpStatus::ServerError)],
        });
        self.shown = Some(Frame { events: Vec::new(), ..frame.clone() });
        if self.back.back().is_none_or(|newest| snapshot.at.since(newest.at) >= BACK_EVERY) {
            // The oldest lends its memory to the newest.
            let mut newest =
                if self.back.len() >= BACK { self.back.pop_front() } else { None }.unwrap_or_default();
            newest.at = snapshot.at;
            newest.models.truncate(snapshot.models.len().min(MAX_MODELS));
            for (at, model) in snapshot.models.iter().take(MAX_MODELS).enumerate() {
                match newest.models.get_mut(at) {
                    Some(place) => place.clone_from(model),
                    None => newest.models.push(model.clone()),
                }
            }
            newest.response_time.clone_from(&snapshot.http.response_time);
            newest.link_errors = frame.devices.iter().map(|device| device.link_errors).sum();
            newest.suspect_outputs = suspect_outputs(snapshot);
            newest.cpu_seconds = snapshot.process.cpu_seconds;
            self.back.push_back(newest);
        }
    }
}

impl Sums {
    fn of(model: &ModelSnapshot) -> Self {
        Self {
            requests: model.requests(),
            tokens: model.output_tokens(),
            frames: model.count(Count::Frames),
            busy: model.busy(),
        }
    }
}

fn read_model(
    model: &ModelSnapshot,
    last: Option<Sums>,
    elapsed: Option<f64>,
    before: Option<&ModelSnapshot>,
) -> Model {
    let now = Sums::of(model);
    let per_second =
        |now: f64, before: f64| short((now - before).max(0.0) / elapsed.filter(|elapsed| *elapsed > 0.0)?);
    let rate = |read: fn(&Sums) -> u64| per_second(read(&now) as f64, read(&last?) as f64);
    let recent = before.map(|before| model.since(before));
    let recent = recent.as_ref().unwrap_or(model);
    let mut durations = recent.duration(Outcome::Completed).clone();
    durations.merge(recent.duration(Outcome::Failed));
    durations.merge(recent.duration(Outcome::TimedOut));
    // The source that stands first in the vocabulary is the one on the device's own board.
    let joules = |model: &ModelSnapshot| {
        hailo_telemetry::PowerSource::ALL.iter().find_map(|source| model.energy_joules(*source))
    };
    // Of an answer that was measured in part only, nobody knows what a token cost.
    let measured = recent.energy_coverage().is_some_and(|coverage| coverage >= LEAST_COVERAGE);
    let spent =
        joules(model).map(|now| now - before.and_then(joules).unwrap_or_default()).filter(|_| measured);
    let each = |count: u64| short(spent? / (count > 0).then_some(count as f64)?);
    // The first inference warms up, but the model is loaded before it.
    let phases = LoadPhase::ALL.iter().filter(|phase| **phase != LoadPhase::FirstInference);
    let phases: Vec<f64> =
        phases.filter_map(|phase| model.load(*phase)).map(|took| took.as_secs_f64()).collect();
    let failed = model.outcome(Outcome::Failed) + model.outcome(Outcome::TimedOut);
    let recent_failed = recent.outcome(Outcome::Failed) + recent.outcome(Outcome::TimedOut);
    let state = match () {
        () if model.in_flight() > 0 => "busy",
        () if recent_failed > 0 && recent.outcome(Outcome::Completed) == 0 => "failing",
        () => "idle",
    };
    let what = model.info().map(|info| {
        let parts = [&info.architecture, &info.quantization, &info.backend];
        parts
            .iter()
            .map(|part| part.to_string())
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · ")
    });
    let tokens = recent.inter_token();
    Model {
        name: model.name().to_owned(),
        state: state.to_owned(),
        what: what.unwrap_or_default(),
        requests: now.requests,
        failed,
        cancelled: model.outcome(Outcome::Cancelled),
        output_tokens: now.tokens,
        frames: now.frames,
        load_seconds: if phases.is_empty() { None } else { short(phases.iter().sum()) },
        energy_joules: joules(model).and_then(short),
        context_tokens: model.context_tokens(),
        context_capacity_tokens: model.context_capacity(),
        values: ModelValues {
            requests_per_second: rate(|sums| sums.requests),
            // Of a model that never made one there is nothing to say.
            tokens_per_second: rate(|sums| sums.tokens).filter(|_| now.tokens > 0),
            frames_per_second: rate(|sums| sums.frames).filter(|_| now.frames > 0),
            first_token_p50_seconds: quantile(recent.time_to_first_token(), 0.5),
            first_token_p90_seconds: quantile(recent.time_to_first_token(), 0.9),
            first_token_p99_seconds: quantile(recent.time_to_first_token(), 0.99),
            gap_p50_seconds: quantile(tokens, 0.5),
            gap_p90_seconds: quantile(tokens, 0.9),
            gap_p99_seconds: quantile(tokens, 0.99),
            duration_p50_seconds: quantile(&durations, 0.5),
            duration_p90_seconds: quantile(&durations, 0.9),
            duration_p99_seconds: quantile(&durations, 0.99),
            queue_p99_seconds: quantile(recent.queue_time(), 0.99),
            in_flight: Some(model.in_flight() as f64),
            queued: Some(model.queued() as f64),
            busy_ratio: last
                .and_then(|last| per_second(now.busy.as_secs_f64(), last.busy.as_secs_f64()))
                .map(|ratio| ratio.min(1.0)),
            joules_per_token: each(recent.output_tokens()),
            joules_per_frame: each(recent.count(Count::Frames)),
            energy_coverage_ratio: model.energy_coverage().and_then(short),
        },
    }
}

fn read_device(device: &DeviceSnapshot) -> Device {
    let info = device.info.clone().unwrap_or_default();
    Device {
        name: device.device.to_string(),
        state: device.state.map_or("", DeviceState::name).to_owned(),
        because: device.because.clone(),
        architecture: info.architecture,
        board: info.board,
        firmware: info.firmware,
        library: info.library,
        link: device
            .pcie_link
            .map_or_else(String::new, |(generation, lanes)| format!("PCIe {generation} × {lanes}")),
        limits: device
            .temperature_limits
            .iter()
            .filter_map(|(level, limit)| Some((level.to_string(), short(*limit)?)))
            .collect(),
        energy_joules: device.energy.first().and_then(|(_, joules)| short(*joules)),
        throttled_seconds: short(device.throttled.iter().map(|(_, time)| time.as_secs_f64()).sum())
            .unwrap_or_default(),
        link_errors: device.pcie_errors.iter().map(|(_, count)| count).sum(),
        notifications: device.notifications.iter().map(|(_, count)| count).sum(),
        holders: device.holders.iter().map(|(pid, name)| format!("{name} ({pid})")).collect(),
        absent: absent(&device.capabilities),
        values: DeviceValues {
            temperature_celsius: hottest(&device.temperatures),
            power_watts: device.power.first().and_then(|(_, watts)| short(*watts)),
            utilization_ratio: device
                .utilization
                .iter()
                .map(|(_, ratio)| *ratio)
                .reduce(f64::max)
                .and_then(short),
            throttling_level: device.throttling_level.map(f64::from),
            clock_hertz: device.clock_hertz.and_then(|hertz| short(hertz as f64)),
            memory_used_bytes: find(&device.memory, "used"),
            progress_age_seconds: device.progress_age.and_then(|age| short(age.as_secs_f64())),
        },
    }
}

fn absent(capabilities: &[(Name, CapabilityStatus)]) -> Vec<Absent> {
    let absent = capabilities.iter().filter(|(_, status)| *status != CapabilityStatus::Ok);
    absent.map(|(what, why)| Absent { what: what.to_string(), why: why.name().to_owned() }).collect()
}

fn hottest(temperatures: &[(Name, f64)]) -> Option<f64> {
    temperatures.iter().map(|(_, celsius)| *celsius).reduce(f64::max).and_then(short)
}

fn find(list: &[(Name, u64)], kind: &str) -> Option<f64> {
    list.iter().find(|(known, _)| &**known == kind).and_then(|(_, bytes)| short(*bytes as f64))
}

fn quantile(of: &HistogramSnapshot<Duration>, q: f64) -> Option<f64> {
    of.quantile(q).and_then(|time| short(time.as_secs_f64()))
}

/// Requests up to each edge, and beyond the last.
fn latencies(of: &HistogramSnapshot<Duration>) -> Vec<u64> {
    let mut below = 0;
    let mut counts: Vec<u64> = LATENCY_EDGES
        .iter()
        .map(|edge| {
            let up_to = of.count_at_most(Duration::from_secs_f64(*edge));
            let count = up_to.saturating_sub(below);
            below = up_to;
            count
        })
        .collect();
    counts.push(of.count().saturating_sub(below));
    counts
}

/// Label values and value of each series of a registered family.
fn custom<'a>(
    snapshot: &'a Snapshot,
    family: &Family,
) -> impl Iterator<Item = (Vec<&'a str>, &'a CustomValue)> {
    let name = family.name;
    let found = snapshot.custom.iter().filter(move |custom| &*custom.name == name);
    found
        .flat_map(|custom| &custom.series)
        .map(|series| (series.labels.iter().map(|(_, value)| &**value).collect(), &series.value))
}

pub(super) fn suspect_outputs(snapshot: &Snapshot) -> u64 {
    custom(snapshot, &SUSPECT_OUTPUTS)
        .map(|(_, value)| if let CustomValue::Counter(count) = value { *count } else { 0 })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::super::frame::Level;
    use hailo_telemetry::{Config, DeviceEvidence, HostCondition, PowerSource, Telemetry};

    use super::*;

    fn setup() -> (Telemetry, hailo_telemetry::ManualClock, FrameBuilder) {
        let (clock, hand) = hailo_telemetry::Clock::manual();
        hand.advance(Duration::from_secs(1));
        (Telemetry::new(Config::default().clock(clock)), hand, FrameBuilder::default())
    }

    fn take(taker: &mut FrameBuilder, telemetry: &Telemetry) -> Frame {
        taker.take(telemetry, &LiveOptions::default(), 0)
    }

    #[test]
    fn rates_are_of_the_last_second_and_percentiles_of_the_last_minute() {
        let (telemetry, hand, mut taker) = setup();
        let model = telemetry.model("m");
        let first = take(&mut taker, &telemetry);
        assert_eq!(first.models[0].values.tokens_per_second, None, "a rate needs two looks");
        // Slow requests at first, quick ones for more than a minute after.
        let mut frame = first;
        for second in 0..90 {
            let mut request = model.begin();
            let gap = Duration::from_millis(if second < 10 { 100 } else { 10 });
            for _ in 0..5 {
                hand.advance(gap);
                request.token();
            }
            request.complete();
            hand.advance(Duration::from_secs(1) - gap * 5);
            frame = take(&mut taker, &telemetry);
        }
        let values = frame.models[0].values;
        assert_eq!((values.requests_per_second, values.tokens_per_second), (Some(1.0), Some(5.0)));
        let near = |value: Option<f64>, expected: f64| {
            (value.unwrap() - expected).abs() <= expected * bucket::RELATIVE_ERROR
        };
        assert!(
            near(values.gap_p99_seconds, 0.010) && near(values.first_token_p99_seconds, 0.010),
            "{values:?}"
        );
        assert!(near(values.busy_ratio, 0.05), "{values:?}");
        assert_eq!(frame.models[0].requests, 90);
        assert!((frame.latency.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{:?}", frame.latency);
    }

    #[test]
    fn the_verdict_names_what_decided_it_and_since_when() {
        let (telemetry, hand, mut taker) = setup();
        let engine = telemetry.engine("npu");
        let device = telemetry.device("d");
        let said = |taker: &mut FrameBuilder| {
            hand.advance(Duration::from_secs(1));
            let Verdict { level, word, evidence, .. } = take(taker, &telemetry).verdict;
            (level, word, evidence)
        };
        assert_eq!(said(&mut taker).1, "nothing known yet");
        engine.heard();
        assert_eq!(
            said(&mut taker),
            (Level::Good, "serving".into(), "the engine answers, and nothing speaks against a device".into())
        );
        telemetry.host().set_power_condition(HostCondition::UnderVoltage, true, Some(true));
        assert_eq!(said(&mut taker).2, "the host reports under voltage now");
        device.set_temperature("ts0", 104.5);
        device.set_throttling_level(2);
        assert_eq!(
            said(&mut taker),
            (Level::Warning, "throttled".into(), "device d throttles at level 2 at 104.5 °C".into())
        );
        device.set_state(DeviceState::Hung);
        device.set_evidence([DeviceEvidence::CallRests].into_iter(), "a call rests");
        assert_eq!(said(&mut taker), (Level::Bad, "hung".into(), "device d: a call rests".into()));
        let first = take(&mut taker, &telemetry).verdict.since;
        hand.advance(Duration::from_secs(30));
        let frame = take(&mut taker, &telemetry);
        assert_eq!(frame.verdict.since, first, "it is so since it began");
        let told: Vec<_> = frame.events.iter().map(|event| event.what.as_str()).collect();
        assert!(
            told.contains(&"device d is hung: a call rests")
                && told.contains(&"device d throttles at level 2"),
            "{told:?}"
        );
    }

    #[test]
    fn energy_is_per_token_of_the_last_minute_with_its_coverage_and_absence_says_why() {
        let (telemetry, hand, mut taker) = setup();
        let model = telemetry.model("m");
        take(&mut taker, &telemetry);
        let mut request = model.begin();
        hand.advance(Duration::from_secs(2));
        request.tokens(4);
        request.complete();
        model.add_energy(PowerSource::Board, 6.0);
        model.add_measured_busy(Duration::from_secs(1));
        assert_eq!(
            take(&mut taker, &telemetry).models[0].values.joules_per_token,
            None,
            "half of it was measured"
        );
        model.add_measured_busy(Duration::from_millis(700));
        telemetry.device("d").set_capability("power", CapabilityStatus::Unsupported);
        let frame = take(&mut taker, &telemetry);
        let values = frame.models[0].values;
        assert_eq!((values.joules_per_token, values.energy_coverage_ratio), (Some(1.5), Some(0.85)));
        assert_eq!(frame.devices[0].absent, [Absent { what: "power".into(), why: "unsupported".into() }]);
        assert_eq!(frame.devices[0].values.power_watts, None);
    }

    #[test]
    fn a_model_is_loaded_once_and_its_first_inference_is_no_part_of_that() {
        let (telemetry, hand, mut taker) = setup();
        let model = telemetry.model("m");
        take(&mut taker, &telemetry);
        for (phase, seconds) in [(LoadPhase::Configure, 2.25), (LoadPhase::FirstInference, 4.0)] {
            model.set_load(phase, Duration::from_secs_f64(seconds));
            hand.advance(Duration::from_secs(1));
            assert_eq!(take(&mut taker, &telemetry).models[0].load_seconds, Some(2.25));
        }
        let events = take(&mut taker, &telemetry).events;
        let loaded: Vec<&str> =
            events.iter().map(|event| &*event.what).filter(|what| what.contains("loaded")).collect();
        assert_eq!(loaded, ["m: loaded in 2.25 s"]);
    }

    /// Its counts begin at zero again, below those of a minute ago.
    #[test]
    fn a_model_that_was_retired_may_come_again_under_its_name() {
        let (telemetry, hand, mut taker) = setup();
        (0..3).for_each(|_| telemetry.model("m").begin().fail(hailo_telemetry::Reason::Other));
        take(&mut taker, &telemetry);
        telemetry.retire("m");
        hand.advance(Duration::from_secs(600));
        drop(telemetry.snapshot());
        telemetry.model("m").begin().fail(hailo_telemetry::Reason::Other);
        let frame = take(&mut taker, &telemetry);
        assert_eq!((frame.models.len(), frame.models[0].failed), (1, 1));
    }

    /// What is remembered of a minute ago is used again a minute later, for other models.
    #[test]
    fn percentiles_of_a_model_that_comes_back_are_of_its_new_life() {
        let (telemetry, hand, mut taker) = setup();
        let work = |name: &str, times: u32| {
            let model = telemetry.model(name);
            for _ in 0..times {
                let request = model.begin();
                hand.advance(Duration::from_millis(10));
                request.complete();
            }
        };
        let seconds = |taker: &mut FrameBuilder, count: u32| {
            (0..count).for_each(|_| {
                hand.advance(Duration::from_secs(1));
                take(taker, &telemetry);
            });
        };
        work("stays", 1);
        work("goes", 1_000);
        seconds(&mut taker, 70);
        telemetry.retire("goes");
        hand.advance(Duration::from_secs(600));
        drop(telemetry.snapshot());
        seconds(&mut taker, 70);
        work("goes", 10);
        let frame = take(&mut taker, &telemetry);
        let back = frame.models.iter().find(|model| model.name == "goes").unwrap();
        assert!(back.values.duration_p50_seconds.is_some(), "{:?}", back.values);
    }

    #[test]
    fn of_very_many_models_some_are_shown_and_the_rest_counted() {
        let (telemetry, hand, mut taker) = setup();
        let models: Vec<_> = (0..100).map(|n| telemetry.model(&format!("m{n}"))).collect();
        models[99].begin().complete();
        hand.advance(Duration::from_secs(1));
        let frame = take(&mut taker, &telemetry);
        assert_eq!((frame.models.len(), frame.models_beyond), (MAX_MODELS, 100 - MAX_MODELS as u64));
    }
}
