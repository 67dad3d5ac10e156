//! Random calls on random threads while random calls fail: whatever happens, nothing is misused, nothing panics, nobody
//! waits for ever. `HAILO_PROBE_SECONDS` says for how long; without it, for a moment.

use std::ffi::OsStr;
use std::process::Command;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use fastrand::Rng;
use hailo::{
    Buffer, ConfigureOptions, Direction, DmaDirection, Dvm, Engine, EngineOptions, Format, FormatType,
    GenerateOptions, Hef, Library, LlmOptions, NetworkGroup, NetworkOptions, NotificationKind, PowerQuantity,
    Prompt, Scheduler, Status, VDevice, VDeviceParams,
};
use hailo_mock::{CallEffect, Fault, Machine, Scenario};
use hailo_sys::{FUNCTIONS, ShimApi};
use hailo_testkit::{Kit, hailo8};

use crate::ECHO;

/// How long a probe is asked to run.
fn asked_for() -> Option<Duration> {
    let seconds = std::env::var("HAILO_PROBE_SECONDS").ok()?;
    Some(Duration::from_secs(seconds.parse().expect("HAILO_PROBE_SECONDS is a number of seconds")))
}

/// Seeds for as long as is asked for, or so many.
pub(crate) fn seeds(usual: u64) -> impl Iterator<Item = u64> {
    let (began, asked) = (Instant::now(), asked_for());
    (0..).take_while(move |seed| asked.map_or(*seed < usual, |asked| began.elapsed() < asked))
}

/// Rounds in one process: what a failed release leaves behind stays until its end.
const ROUNDS: u64 = 12;
/// Calls of each thread in a round.
const CALLS: usize = 24;
/// A round that takes longer waits for something that does not come.
pub(crate) const STUCK: Duration = Duration::from_secs(120);

/// Each batch in a process of its own: what ends it is a finding, and its seed says which.
#[test]
fn random_calls_on_random_threads_with_random_failures_harm_nothing() {
    let rounds = in_processes("probe::batch", &[]);
    println!("{rounds} rounds of random calls on random threads");
    assert!(rounds > 0);
}

/// Runs batches by their test's name, and says how many rounds they had.
pub(crate) fn in_processes(test: &str, environment: &[(&str, &OsStr)]) -> u64 {
    let mut rounds = 0;
    for batch in seeds(2) {
        let first = batch * ROUNDS;
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test, "--ignored", "--nocapture"])
            .env("HAILO_PROBE_FIRST", first.to_string())
            .envs(environment.iter().copied())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "seeds from {first}: {}\n{said}", output.status);
        rounds += ROUNDS;
    }
    rounds
}

#[test]
#[ignore = "run in a process of its own, by the test above"]
fn batch() {
    each_of_a_batch(round);
}

/// The rounds of this process, each of which must come to an end.
#[allow(clippy::print_stdout, reason = "shown by the parent, if a round is the last")]
pub(crate) fn each_of_a_batch(round: impl Fn(u64)) {
    let Some(first) = std::env::var("HAILO_PROBE_FIRST").ok() else { return };
    let first: u64 = first.parse().unwrap();
    for seed in first..first + ROUNDS {
        let (done, ends) = channel::<()>();
        let watch = std::thread::spawn(move || {
            if ends.recv_timeout(STUCK) == Err(RecvTimeoutError::Timeout) {
                println!("seed {seed} does not come to an end");
                std::process::abort();
            }
        });
        println!("seed {seed}");
        round(seed);
        drop(done);
        watch.join().unwrap();
    }
}

/// Makes [`CALLS`] calls on each of a few threads, which have their own chances.
pub(crate) fn on_threads<T>(random: &mut Rng, call: impl Fn(&mut Rng) -> T + Sync) {
    std::thread::scope(|scope| {
        for _ in 0..random.usize(1..4) {
            let (mut random, call) = (random.fork(), &call);
            scope.spawn(move || {
                fastrand::seed(random.u64(..));
                for _ in 0..CALLS {
                    any(call(&mut random));
                    if random.bool() {
                        std::thread::yield_now();
                    }
                }
            });
        }
    });
}

fn round(seed: u64) {
    let mut random = Rng::with_seed(seed);
    let speaks = random.bool();
    let kit = if speaks {
        Kit::of(Machine::builder().scenario(Scenario::named("10h-llm").unwrap()))
    } else {
        Kit::of(hailo8())
    };
    let fails = random.u8(..4) > 0;
    if fails {
        for _ in 0..random.usize(1..5) {
            kit.machine.inject(failure(&mut random));
        }
    }
    let before = (hailo::release_failures(), hailo::record_overruns());
    let shared = Shared::open(&kit.library, speaks);
    on_threads(&mut random, |random| {
        if speaks {
            ask(random, &shared, &kit.machine);
        } else {
            infer(random, &shared, &kit.machine);
        }
    });
    drop(shared);
    kit.machine.clear_faults();
    kit.machine.advance(Duration::from_secs(600));
    assert!(hailo::wait_for_releases(STUCK), "a release does not come back");
    assert_eq!(kit.machine.misuses(), [], "seed {seed}");
    assert_eq!(hailo::record_overruns(), before.1, "seed {seed}");
    if !fails {
        assert_eq!((kit.machine.live_handles(), hailo::release_failures()), (0, before.0), "seed {seed}");
    }
}

/// Any effect on any function, once or by chance.
fn failure(random: &mut Rng) -> Fault {
    let names: Vec<&str> =
        FUNCTIONS.iter().map(|function| function.name).chain(ShimApi::NAMES.iter().copied()).collect();
    let with_callbacks = [
        "hailo_stream_read_raw_buffer_async",
        "hailo_stream_write_raw_buffer_async",
        "hailo_set_notification_callback",
        "hailo_shim_configured_run_async",
    ];
    let mut name = if random.u8(..4) == 0 { "*" } else { names[random.usize(..names.len())] };
    let does = match random.u8(..10) {
        0..4 => CallEffect::Status(Status(random.u32(1..90))),
        4 => CallEffect::Hang(f64::from(random.u8(1..60))),
        5 => CallEffect::NullHandle,
        6 => CallEffect::GarbageEnum(random.u32(..)),
        7 => CallEffect::Overcount(random.u64(1..10_000)),
        8 => CallEffect::NoNul,
        _ => {
            name = with_callbacks[random.usize(..with_callbacks.len())];
            match random.u8(..3) {
                0 => CallEffect::LateCallback(f64::from(random.u8(1..60))),
                1 => CallEffect::DuplicateCallback,
                _ => CallEffect::MissingCallback,
            }
        }
    };
    let fault = Fault::on(name, does).probability(if name == "*" { 0.05 } else { 0.5 });
    let fault = if random.bool() { fault.times(random.u64(1..4)) } else { fault };
    fault.into()
}

/// What the threads of a round have together; `None` where opening it failed.
struct Shared {
    library: Library,
    hef: Option<Hef>,
    vdevice: Option<VDevice>,
    group: Option<NetworkGroup>,
    engine: Option<Engine>,
    network: Option<hailo::Network>,
    llm: Option<hailo::Llm>,
}

impl Shared {
    fn open(library: &Library, speaks: bool) -> Self {
        let mut shared = Self {
            library: library.clone(),
            hef: library.hef_from_file(ECHO).ok(),
            vdevice: None,
            group: None,
            engine: None,
            network: None,
            llm: None,
        };
        if speaks {
            shared.engine = Engine::open(library, EngineOptions::default()).ok();
            let options = LlmOptions::new("simulated/qwen2.5-1.5b.hef");
            shared.llm = shared.engine.as_ref().and_then(|engine| engine.llm(options).ok());
        } else {
            shared.vdevice = library.vdevice(&VDeviceParams::default()).ok();
            let made = shared.vdevice.as_ref().zip(shared.hef.as_ref());
            let made =
                made.and_then(|(vdevice, hef)| vdevice.configure(hef, &ConfigureOptions::default()).ok());
            shared.group = made.and_then(|mut groups| groups.pop());
        }
        shared.network = shared.network();
        shared
    }

    fn network(&self) -> Option<hailo::Network> {
        let mut options = NetworkOptions::default();
        options.timeout = Duration::from_millis(200);
        self.engine.as_ref()?.network(self.hef.as_ref()?, options).ok()
    }
}

/// Every answer is as good as any other: what counts is that there is one.
pub(crate) fn any<T>(_: T) {}

fn infer(random: &mut Rng, shared: &Shared, machine: &Machine) -> Option<()> {
    let short = Duration::from_millis(random.u64(..50));
    match random.u8(..12) {
        0 => any(shared.library.scan()),
        1 => {
            let device = shared.vdevice.as_ref()?.physical_devices().ok()?.pop()?;
            any((device.identify(), device.chip_temperature(), device.id()));
            any(device.measure_power(Dvm::Auto, PowerQuantity::Power));
            any((device.throttling_enabled(), device.extended_information(), device.core_firmware()));
        }
        2 => {
            let device = shared.vdevice.as_ref()?.physical_devices().ok()?.pop()?;
            let kind =
                [NotificationKind::TemperatureAlarm, NotificationKind::OvercurrentAlarm][random.usize(..2)];
            // Not the device: a listener that holds its own device holds itself.
            let kept = shared.hef.clone()?;
            any(device.on_notification(kind, move |_| any(kept.network_groups())));
            machine.advance(short);
            if random.bool() {
                any(device.remove_listener(kind));
            }
        }
        3 => {
            let hef = shared.hef.as_ref()?;
            any((hef.network_groups(), hef.networks(None), hef.streams(None), hef.vstreams(None)));
            any((
                hef.sorted_output_names(None),
                hef.bottleneck_fps(None),
                hef.vstream_of_original(None, "x"),
            ));
        }
        4 => {
            let (hef, vdevice) = (shared.hef.as_ref()?, shared.vdevice.as_ref()?);
            let mut options = ConfigureOptions::default();
            options.async_streams = random.bool();
            let group = vdevice.configure(hef, &options).ok()?.pop()?;
            let (input, output) =
                (hef.streams(None).ok()?.first()?.name.clone(), group.output_streams().ok()?.pop()?);
            let mut input = group.input_stream(&input).ok()?;
            let mut output = group.output_stream(&output.name).ok()?;
            any((input.set_timeout(short), output.set_timeout(short), input.quantisations()));
            let buffer = Buffer::zeroed(output.frame_size()).ok()?;
            let reads = output.start_read(buffer);
            any(input.write(&vec![0; input.frame_size()]));
            any(input.transform(Format::default()));
            machine.advance(short);
            any((reads, group.shutdown()));
        }
        5 | 6 => {
            let group = shared.group.as_ref()?;
            let mut params = group.vstream_params(Direction::Output, FormatType::Auto).ok()?;
            params.iter_mut().for_each(|params| params.timeout = short);
            let mut outputs = group.create_outputs(&params).ok()?;
            let mut params = group.vstream_params(Direction::Input, FormatType::Auto).ok()?;
            params.iter_mut().for_each(|params| params.timeout = short);
            let mut inputs = group.create_inputs(&params).ok()?;
            for input in &mut inputs {
                any(input.write(&vec![0; input.frame_size()]));
                any((input.quantisations(), input.flush()));
            }
            for output in &mut outputs {
                let mut frame = vec![0; output.frame_size()];
                any((output.read(&mut frame), output.read(&mut frame)));
            }
            drop((outputs, inputs));
            machine.advance(short);
        }
        7 => {
            let vdevice = shared.vdevice.as_ref()?;
            let mut buffer = Buffer::zeroed(random.usize(1..20_000)).ok()?;
            any(vdevice.map(&mut buffer, DmaDirection::Both));
            any((vdevice.map(&mut buffer, DmaDirection::HostToDevice), vdevice.device_ids()));
        }
        8 => {
            let mut params = VDeviceParams::default();
            params.scheduler = Scheduler::None;
            let vdevice = shared.library.vdevice(&params).ok()?;
            let groups = vdevice.configure(shared.hef.as_ref()?, &ConfigureOptions::default()).ok()?;
            let active = groups.first()?.activate();
            any(groups.first()?.wait_for_activation(short));
            any((active, vdevice.close()));
        }
        9 => {
            let group = shared.group.as_ref()?;
            any((group.networks(), group.streams(), group.output_vstream_groups(), group.hw_latency(None)));
            any((group.set_scheduler_timeout(short), group.set_scheduler_threshold(2)));
        }
        10 => {
            let stream = shared.hef.as_ref()?.streams(None).ok()?.into_iter().next()?;
            let mut transform = shared.library.input_transform(&stream, Format::default()).ok()?;
            let (from, mut to) =
                (vec![1; transform.host_frame_size()], vec![0; transform.device_frame_size()]);
            any(transform.transform(&from, &mut to));
        }
        _ => {
            let device = shared.library.open_device(None).ok()?;
            any((device.last_reset(hailo::Cpu::Core), device.close()));
        }
    }
    Some(())
}

fn ask(random: &mut Rng, shared: &Shared, machine: &Machine) -> Option<()> {
    let short = Duration::from_millis(random.u64(..200));
    match random.u8(..6) {
        0 => {
            let mut answer =
                shared.llm.as_ref()?.generate(&Prompt::new().user("hi"), &GenerateOptions::default()).ok()?;
            let aborts = answer.abort_handle();
            std::thread::scope(|scope| {
                if random.bool() {
                    scope.spawn(move || any(aborts.abort()));
                }
                for _ in 0..random.u8(..8) {
                    any(answer.next(short));
                }
            });
        }
        1 => {
            let llm = shared.llm.as_ref()?;
            any((llm.count_tokens("hi"), llm.context_usage(), llm.stop_tokens(), llm.prompt_template()));
            any((llm.save_context(), llm.set_stop_tokens(&["a".to_owned()]), llm.clear_context()));
        }
        2 => {
            let device = shared.engine.as_ref()?.cxx_vdevice()?.device(0).ok()?;
            any((device.performance(), device.die_health(), device.protection(), device.chip_temperature()));
        }
        3 | 4 => {
            let network = shared.network.as_ref()?;
            let (inputs, mut outputs) = (network.input_frames().ok()?, network.output_frames().ok()?);
            if random.bool() {
                any(network.infer(&inputs, &mut outputs));
            } else {
                let under_way = network.infer_async(inputs, outputs);
                machine.advance(short);
                if random.bool() {
                    any(under_way.wait());
                }
            }
        }
        _ => any(shared.network()),
    }
    Some(())
}
