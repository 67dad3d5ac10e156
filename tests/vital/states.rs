//! What the watch states in each scenario.

use std::task::{Context, Waker};
use std::time::Duration;

use hailo::Status;
use hailo::doctor::{Host, examine};
use hailo_mock::{CallEffect, Chip, DeviceEvent, Fault, Machine, Scenario};
use hailo_observe::{Flight, FlightOptions};
use hailo_telemetry::catalogue::THROTTLED_DURATION;
use hailo_telemetry::{Count, CustomValue, DeviceState, HealthReason, Outcome, Reason};

use crate::ward::{infer, patient_ward, ward, ward_of};

const NEVER: (f64, f64) = (f64::INFINITY, f64::INFINITY);
const RESNET: &str = "simulated/resnet_v1_50.hef";

#[test]
fn a_driver_that_hangs_while_nothing_else_is_going_on_is_seen_by_the_reading_that_does_not_come_back() {
    let ward = ward("wedged");
    let mut patient = ward.open();
    let said = ward.pass(&mut patient, 100.0, (10.0, f64::INFINITY));
    let sequence = [
        "0.1s idle [] up, healthy",
        "40.5s slow [reading_stuck] down, healthy",
        "70.5s hung [reading_stuck] down, ill (device_hung)",
    ];
    assert_eq!(said, sequence);
}

#[test]
fn a_driver_that_hangs_under_a_request_is_seen_sooner() {
    let ward = ward("wedged");
    let mut patient = ward.open();
    let network = patient.network(RESNET);
    infer(&network, 1).unwrap();
    ward.pass(&mut patient, 9.5, NEVER);
    ward.machine.advance(Duration::from_millis(500));
    std::thread::scope(|scope| {
        let stuck = network.clone();
        scope.spawn(move || infer(&stuck, 2));
        while ward.telemetry.snapshot().models[0].in_flight() == 0 {
            std::thread::yield_now();
        }
        let said = ward.pass(&mut patient, 30.0, (10.0, f64::INFINITY));
        let sequence = [
            "10.2s busy [] up, healthy",
            "14.7s slow [reading_stuck] down, healthy",
            "15.7s slow [call_rests reading_stuck] down, healthy",
            "18.7s hung [reading_stuck call_rests] down, ill (device_hung)",
            "20.7s hung [call_rests reading_stuck] down, ill (device_hung)",
        ];
        assert_eq!(said, sequence);
        // The machine's end lets every call go.
        let crate::ward::Ward { machine, .. } = ward;
        drop(machine);
    });
}

#[test]
fn a_driver_that_hung_for_minutes_and_comes_back_is_well_again() {
    let ward = patient_ward("wedged-for-minutes");
    let mut patient = ward.open();
    let said = ward.pass(&mut patient, 200.0, (10.0, 190.0));
    let sequence = [
        "0.1s idle [] up, healthy",
        "40.5s slow [reading_stuck] down, healthy",
        "70.5s hung [reading_stuck] down, ill (device_hung)",
        "192.1s idle [] down, healthy",
        "195.1s idle [] up, healthy",
    ];
    assert_eq!(said, sequence);
}

#[test]
fn a_device_that_leaves_the_bus_is_lost_and_opened_anew_it_is_well() {
    let ward = ward("gone");
    let mut patient = ward.open();
    let said = ward.pass(&mut patient, 12.0, NEVER);
    let sequence =
        ["0.1s idle [] up, healthy", "10.1s lost [unlisted reading_failed] down, ill (device_lost)"];
    assert_eq!(said, sequence);
    let mut old_watch = patient.leave_watch();
    ward.machine.power_cycle(0);
    ward.machine.advance(Duration::from_secs(5));
    let mut again = ward.open();
    let said = ward.pass(&mut again, 30.0, NEVER);
    assert_eq!(said, ["17.1s idle [] ?, nothing known", "20.1s idle [] up, healthy"]);
    // The one that lost it is no longer heard, and leaves nothing behind.
    old_watch.look();
    drop(old_watch);
    assert_eq!(ward.telemetry.health().healthy, Some(true));
    drop(again.leave_watch());
    // The library releases the device on a thread of its own, and with it what listens to it.
    while ward.telemetry.snapshot().devices[0].up.is_some() {
        std::thread::yield_now();
    }
    let snapshot = ward.telemetry.snapshot();
    assert_eq!((snapshot.devices[0].up, snapshot.devices[0].state), (None, None));
    assert_eq!(snapshot.health.healthy, None);
}

#[test]
fn heat_throttles_step_by_step_and_the_requests_that_felt_it_are_told_apart() {
    // Long frames: heat takes minutes, and each of them needs thousands of short ones.
    let mut scenario = Scenario::named("thermal").unwrap();
    scenario.timing.frame_factor = 25.0;
    let ward = ward_of(Machine::builder().scenario(scenario));
    let mut patient = ward.open();
    let network = patient.network(RESNET);
    let mut levels = vec![0];
    let mut worst = DeviceState::Idle;
    while ward.seconds() < 240.0 {
        infer(&network, 1).unwrap();
        ward.machine.settle();
        patient.watch.look();
        let now = ward.seconds();
        if now.rem_euclid(5.0) < 0.25 {
            ward.pass(&mut patient, now, NEVER);
        }
        let snapshot = ward.telemetry.snapshot();
        let device = &snapshot.devices[0];
        worst = worst.max(device.state.unwrap_or(DeviceState::Idle));
        if let Some(level) = device.throttling_level
            && levels.last() != Some(&level)
        {
            levels.push(level);
        }
    }
    assert_eq!(levels[..4], [0, 1, 2, 3], "{levels:?}");
    assert!(worst <= DeviceState::Busy, "throttled is not slow: {worst:?}");
    let snapshot = ward.telemetry.snapshot();
    let throttled = snapshot.custom.iter().find(|family| &*family.name == THROTTLED_DURATION.name).unwrap();
    let CustomValue::Times(throttled) = &throttled.series[0].value else { panic!("no histogram") };
    let all = snapshot.models[0].duration(Outcome::Completed);
    assert!(
        throttled.count() > 100 && throttled.count() < all.count(),
        "{} of {}",
        throttled.count(),
        all.count()
    );
    let mean = |sum: Duration, count: u64| sum.as_secs_f64() / count as f64;
    let (hot, cool) = (
        mean(throttled.sum(), throttled.count()),
        mean(all.sum() - throttled.sum(), all.count() - throttled.count()),
    );
    assert!(hot > 1.1 * cool, "a throttled frame takes longer: {hot} s, not {cool} s");
    let residency: Duration = snapshot.devices[0].throttled.iter().map(|(_, time)| *time).sum();
    assert!(residency > Duration::from_secs(60), "{residency:?}");
}

#[test]
fn a_future_that_nobody_polls_does_not_look_like_a_call_that_hangs() {
    let ward = ward("healthy");
    let mut patient = ward.open();
    let network = patient.network(RESNET);
    let frames = || (network.network().input_frames().unwrap(), network.network().output_frames().unwrap());
    let (inputs, outputs) = frames();
    let unpolled = network.infer_async(inputs, outputs);
    // The device is done at some time, and the request ends then.
    while ward.telemetry.snapshot().models[0].in_flight() > 0 {
        std::thread::yield_now();
    }
    let said = ward.pass(&mut patient, ward.seconds().ceil() + 120.0, NEVER);
    assert!(said.iter().all(|line| line.contains("idle [] up, healthy")), "{said:?}");
    let model = &ward.telemetry.snapshot().models[0];
    assert_eq!((model.requests(), model.count(Count::Frames)), (1, 1));
    assert!(
        model.duration(Outcome::Completed).sum() < Duration::from_secs(1),
        "it took what the device took"
    );
    let mut unpolled = std::pin::pin!(unpolled);
    let answer = unpolled.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(answer, std::task::Poll::Ready(Ok(_))), "and the answer is there for who asks late");
}

#[test]
fn a_half_done_upgrade_keeps_the_engine_from_opening_until_it_is_done() {
    let ward = ward("mismatch");
    for at in [30, 60] {
        assert!(ward.try_open().is_err(), "at {at} s");
        ward.machine.advance(Duration::from_secs(60));
    }
    assert!(ward.telemetry.snapshot().devices.is_empty(), "what was never opened has no series");
    let mut patient = ward.open();
    let said = ward.pass(&mut patient, 130.0, NEVER);
    assert_eq!(said, ["120.0s idle [] up, healthy"]);
    assert_eq!(ward.telemetry.health().reason, HealthReason::Serving);
}

#[test]
fn firmware_from_before_an_upgrade_keeps_the_engine_closed_until_the_power_was_off() {
    let ward = ward("old-firmware");
    assert!(ward.try_open().is_err());
    ward.machine.advance(Duration::from_secs(60));
    assert!(ward.try_open().is_err(), "waiting mends nothing");
    assert!(ward.telemetry.snapshot().devices.is_empty());
    ward.machine.power_cycle(0);
    let mut patient = ward.open();
    let said = ward.pass(&mut patient, 70.0, NEVER);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].ends_with("s idle [] up, healthy"), "{said:?}");
}

/// Whether the engine is taken for ill, and by which word, is told from what the status says: a driver that could not do one
/// thing is there and fits.
#[test]
fn what_a_status_says_of_the_engine() {
    let said = |status: u32| {
        let ward = ward("healthy");
        let patient = ward.open();
        let network = patient.network(RESNET);
        infer(&network, 1).unwrap();
        let fails = CallEffect::Status(Status(status));
        ward.machine.inject(Fault::on("hailo_vstream_*", fails));
        infer(&network, 2).unwrap_err();
        ward.telemetry.health().reason.name()
    };
    let cases = [
        (Status::DRIVER_OPERATION_FAILED, "request_failed"),
        (Status::LIBUSB_FAILURE, "request_failed"),
        (Status::INTERNAL_FAILURE, "request_failed"),
        (Status::STREAM_ABORT, "request_failed"),
        (Status::OUT_OF_HOST_MEMORY, "request_failed"),
        (Status::INVALID_DRIVER_VERSION, "library_unavailable"),
        (Status::DRIVER_NOT_INSTALLED, "library_unavailable"),
        (Status::DRIVER_INVALID_IOCTL, "library_unavailable"),
        (Status::UNSUPPORTED_FW_VERSION, "library_unavailable"),
        (Status::TIMEOUT, "timed_out"),
        (Status::COMMUNICATION_CLOSED, "device_lost"),
        (Status::QUEUE_IS_FULL, "serving"),
        (Status::INVALID_ARGUMENT, "serving"),
    ];
    for (status, word) in cases {
        assert_eq!(said(status.0), word, "{status}");
    }
}

#[test]
fn a_chip_that_its_own_watchdog_restarted_says_so_when_it_is_opened() {
    let causes = |event: DeviceEvent| {
        let ward = ward_of(Machine::builder().device(Chip::Hailo8).fault(Fault::at(1.0, event)));
        let flight =
            Flight::new(&ward.telemetry, FlightOptions::new(ward.root.path().join("flight"))).unwrap();
        let ward = crate::ward::Ward { observer: ward.observer.clone().with_flight(&flight), ..ward };
        ward.machine.advance(Duration::from_secs(5));
        let mut patient = ward.open();
        ward.pass(&mut patient, 6.0, NEVER);
        flight.look();
        let causes = ward.telemetry.devices()[0].reset_causes.clone();
        let words = std::fs::read_to_string(ward.root.path().join("flight/last-words")).unwrap();
        let shown = examine(&Ok(ward.library.clone()), &Host::default()).to_string();
        (causes, words, shown)
    };
    let (seen, words, shown) = causes(DeviceEvent::OwnWatchdog);
    let both = ["app", "core"].map(|cpu| (cpu.into(), "hardware_watchdog".into()));
    assert_eq!(seen, both);
    assert!(words.contains("its core CPU had been restarted by its hardware_watchdog"), "{words}");
    assert!(shown.contains("its core CPU last started because of its hardware_watchdog"), "{shown}");
    let (seen, words, shown) = causes(DeviceEvent::PowerCycle);
    assert_eq!(seen, ["app", "core"].map(|cpu| (cpu.into(), "external".into())));
    assert!(!words.contains("watchdog"), "{words}");
    assert!(
        shown.contains("last started by: app external, core external") && !shown.contains("warning"),
        "{shown}"
    );
}

/// A call that hangs is not ended by taking its request: what it says later is counted nowhere.
#[test]
fn a_request_that_is_taken_from_a_device_fails_at_once_and_once() {
    let ward = ward("10h-llm");
    let patient = ward.open();
    let options = hailo::LlmOptions::new("simulated/qwen2.5-1.5b.hef");
    let llm = patient.engine.llm("m", "", options).unwrap();
    let counts = |failed: u64, completed: u64, in_flight: u64| {
        let model = &ward.telemetry.snapshot().models[0];
        assert_eq!(model.failures(Reason::DeviceHung), failed);
        assert_eq!(model.outcome(Outcome::Completed), completed);
        assert_eq!(model.outcome(Outcome::Cancelled), 0);
        assert_eq!(model.in_flight(), in_flight);
    };
    let prompt = hailo::Prompt::new().user("hello");
    let question = llm.ask();
    let recall = question.recall();
    let mut answer = question.generate(&prompt, &hailo::GenerateOptions::default()).unwrap();
    answer.next(Duration::from_secs(30)).unwrap();
    counts(0, 0, 1);
    recall.fail(Reason::DeviceHung);
    counts(1, 0, 0);
    while answer.next(Duration::from_secs(30)).unwrap().is_some() {}
    drop(answer);
    counts(1, 0, 0);

    let waiting = llm.ask();
    waiting.recall().fail(Reason::DeviceHung);
    let error = waiting.generate(&prompt, &hailo::GenerateOptions::default()).unwrap_err();
    assert_eq!(error.kind(), hailo::ErrorKind::Aborted);
    counts(2, 0, 0);

    // Who takes it too late takes nothing.
    let question = llm.ask();
    let recall = question.recall();
    let mut answer = question.generate(&prompt, &hailo::GenerateOptions::default()).unwrap();
    while answer.next(Duration::from_secs(30)).unwrap().is_some() {}
    recall.fail(Reason::DeviceHung);
    counts(2, 1, 0);
}
