//! A card's life over several runs of the program, on simulated time, and over runs that are killed.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use hailo::{EngineOptions, NetworkOptions};
use hailo_mock::{Chip, Machine};
use hailo_observe::{ObservedEngine, Odometer, PollOptions};
use hailo_telemetry::encode;
use hailo_telemetry::{Clock, Config, Count, DeviceInfo, DeviceSnapshot, Lifetime, PowerSource, Telemetry};

use crate::ward::{Ward, infer, ward_of};

/// Half a minute of work in a run of its own; what was shown of the card's life at its end, what this run counted, and the
/// series.
fn run(folder: &Path, chip: Chip) -> (Lifetime, DeviceSnapshot, u64, String) {
    let Ward { machine, telemetry, observer, library, .. } = ward_of(Machine::builder().device(chip));
    let odometer = Odometer::open(&telemetry, folder).unwrap();
    let observer = observer.with_odometer(&odometer);
    let engine = ObservedEngine::open(&library, EngineOptions::default(), &observer, "simulated").unwrap();
    let mut poller = engine.poller(PollOptions::default()).unwrap();
    let hef = engine.hef_from_file("simulated/yolov8n.hef").unwrap();
    let network = engine.network(&hef, NetworkOptions::default()).unwrap();
    for _ in 0..6 {
        poller.poll();
        infer(&network, 3).unwrap();
        machine.advance(Duration::from_secs(5));
        odometer.look();
    }
    poller.poll();
    odometer.end();
    let snapshot = telemetry.snapshot();
    let frames = snapshot.models.iter().map(|model| model.count(Count::Frames)).sum();
    let mut text = Vec::new();
    encode::openmetrics(&snapshot, &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    let device = snapshot.devices[0].clone();
    (device.lifetime.clone().unwrap(), device, frames, text)
}

#[test]
fn a_card_is_known_again_and_its_counters_go_on() {
    let folder = tempfile::tempdir().unwrap();
    let (first, device, frames, _) = run(folder.path(), Chip::Hailo8);
    let joules = |device: &DeviceSnapshot| device.energy.iter().map(|(_, joules)| joules).sum::<f64>();
    let near = |microjoules: Option<u64>, joules: f64| {
        let kept = microjoules.unwrap() as f64 / 1e6;
        assert!((kept - joules).abs() < 1e-5, "{kept} J kept, {joules} J drawn");
    };
    near(first.energy_microjoules, joules(&device));
    assert_eq!((first.requests, first.frames, frames), (6, 6, 6));
    assert!(first.busy > Duration::ZERO && first.busy < Duration::from_secs(30), "{:?}", first.busy);

    let (second, again, frames, text) = run(folder.path(), Chip::Hailo8);
    assert_eq!((second.frames, frames), (12, 6), "the run's own counters begin at 0");
    near(second.energy_microjoules, joules(&device) + joules(&again));
    assert!(second.busy > first.busy);
    assert_eq!((second.boots, second.power_losses), (1, 0));
    assert_eq!(second.born_unix_ns, first.born_unix_ns, "it was born in the first run");
    let born = format!("{}.{:03}", first.born_unix_ns / 1_000_000_000, first.born_unix_ns / 1_000_000 % 1000);
    let created = text.lines().find(|line| line.starts_with("hailo_lifetime_frames_created")).unwrap();
    assert!(created.contains(&born), "{created}, born {born}");
    assert!(
        text.lines().any(|line| line.starts_with("hailo_lifetime_frames_total{") && line.ends_with(" 12"))
    );
}

/// Not a test: the program that is killed below. It draws a joule a minute and says what is shown.
#[test]
fn killed() {
    let Some(folder) = std::env::var_os("HAILO_TEST_ODOMETER") else { return };
    let (telemetry, hand) = at_rest();
    let odometer = Odometer::open(&telemetry, Path::new(&folder)).unwrap();
    loop {
        telemetry.device("d").add_energy(PowerSource::Board, 1.0);
        hand.advance(Duration::from_secs(60));
        odometer.look();
        println!("shown {}", shown(&telemetry));
    }
}

fn at_rest() -> (Telemetry, hailo_telemetry::ManualClock) {
    let (clock, hand) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock));
    let mut info = DeviceInfo::default();
    info.serial_number = "HL1".to_owned();
    telemetry.device("d").set_info(info);
    (telemetry, hand)
}

fn shown(telemetry: &Telemetry) -> u64 {
    let devices = telemetry.devices();
    devices[0].lifetime.as_ref().and_then(|life| life.energy_microjoules).unwrap_or(0)
}

#[test]
fn killed_at_any_moment_it_opens_again_and_nothing_that_was_shown_goes_back() {
    let folder = tempfile::tempdir().unwrap();
    let program = std::env::current_exe().unwrap();
    let mut random = fastrand::Rng::with_seed(7);
    let (mut highest, mut lines) = (0, 0);
    for round in 0..200 {
        let mut child = Command::new(&program)
            .args(["--exact", "odometer::killed", "--nocapture"])
            .env("HAILO_TEST_ODOMETER", folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut told = BufReader::new(child.stdout.take().unwrap()).lines();
        // From its first words on, or before them: then it is killed while it opens the file.
        if round % 4 != 0 {
            while !told.next().is_none_or(|line| line.is_ok_and(|line| line.starts_with("shown"))) {}
        }
        std::thread::sleep(Duration::from_micros(random.u64(..3000)));
        child.kill().unwrap();
        child.wait().unwrap();
        for line in told.map_while(Result::ok) {
            if let Some(value) = line.strip_prefix("shown ").and_then(|value| value.parse().ok()) {
                highest = highest.max(value);
                lines += 1;
            }
        }
        let (telemetry, _hand) = at_rest();
        let odometer = Odometer::open(&telemetry, folder.path()).unwrap();
        odometer.look();
        let kept = shown(&telemetry);
        assert!(kept >= highest, "round {round}: {highest} was shown, {kept} is kept");
        highest = kept;
    }
    assert!(highest > 200_000_000 && lines > 0, "{highest} µJ in {lines} lines");
    assert!(!folder.path().join("odometer.unreadable").exists(), "it was never unreadable");
}
