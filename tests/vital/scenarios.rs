//! Each named scenario that is not told in full elsewhere: what is said of the device second by second, at rest and at work,
//! and what its series say in the end.

use hailo_mock::Scenario;
use hailo_telemetry::{Outcome, Snapshot};

use crate::ward::{Ward, infer, ward};

const NEVER: (f64, f64) = (f64::INFINITY, f64::INFINITY);
const RESNET: &str = "simulated/resnet_v1_50.hef";

/// What a scenario's device is doing meanwhile.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Meanwhile {
    Idle,
    /// A frame each half second.
    Frames,
}

struct Case {
    scenario: &'static str,
    meanwhile: Meanwhile,
    until: f64,
    said: &'static [&'static str],
    /// Completed and failed requests, notifications, resets.
    counted: &'static str,
}

const CASES: &[Case] = &[
    Case {
        scenario: "healthy",
        meanwhile: Meanwhile::Idle,
        until: 120.0,
        said: &["0.1s idle [] up, healthy"],
        counted: "0 completed, 0 failed, 0 timed out; nothing notified",
    },
    Case {
        scenario: "healthy",
        meanwhile: Meanwhile::Frames,
        until: 120.0,
        said: &["0.5s idle [] up, healthy"],
        counted: "240 completed, 0 failed, 0 timed out; nothing notified",
    },
    Case {
        scenario: "two-devices",
        meanwhile: Meanwhile::Frames,
        until: 120.0,
        said: &["0.5s idle [] up, healthy"],
        counted: "240 completed, 0 failed, 0 timed out; nothing notified",
    },
    Case {
        scenario: "10h-llm",
        meanwhile: Meanwhile::Idle,
        until: 120.0,
        said: &["0.2s idle [] up, healthy"],
        counted: "0 completed, 0 failed, 0 timed out; nothing notified",
    },
    Case {
        scenario: "full",
        meanwhile: Meanwhile::Idle,
        until: 120.0,
        said: &["0.2s idle [] up, healthy"],
        counted: "0 completed, 0 failed, 0 timed out; nothing notified",
    },
    Case {
        scenario: "hot",
        meanwhile: Meanwhile::Idle,
        until: 240.0,
        said: &["0.1s idle [] up, healthy"],
        counted: "0 completed, 0 failed, 0 timed out; temperature_alarm 1, clock_changed 1",
    },
    Case {
        scenario: "hot",
        meanwhile: Meanwhile::Frames,
        until: 240.0,
        said: &["0.5s idle [] up, healthy"],
        counted: "480 completed, 0 failed, 0 timed out; temperature_alarm 1, clock_changed 2",
    },
    Case {
        scenario: "brown-out",
        meanwhile: Meanwhile::Idle,
        until: 60.0,
        said: &["0.1s idle [] up, healthy"],
        counted: "0 completed, 0 failed, 0 timed out; overcurrent_alarm 1",
    },
    Case {
        scenario: "brown-out",
        meanwhile: Meanwhile::Frames,
        until: 60.0,
        said: &[
            "0.5s idle [] up, healthy",
            "21.0s idle [] up, ill (request_failed)",
            "24.0s idle [] up, healthy",
        ],
        counted: "114 completed, 6 failed, 0 timed out; overcurrent_alarm 1",
    },
    Case {
        scenario: "flaky-link",
        meanwhile: Meanwhile::Idle,
        until: 150.0,
        said: &[
            "0.1s idle [] up, healthy",
            "10.1s slow [reading_failed] down, ill (probe_failed)",
            "15.1s slow [reading_failed] down, healthy",
            "17.1s idle [] down, healthy",
            "20.1s idle [] up, healthy",
            "30.1s lost [unlisted reading_failed] down, ill (device_lost)",
            "37.0s idle [] down, healthy",
            "40.0s slow [reading_failed] down, ill (probe_failed)",
            "45.0s slow [reading_failed] down, healthy",
            "47.0s idle [] down, healthy",
            "50.0s idle [] up, healthy",
            "90.0s lost [unlisted reading_failed] down, ill (device_lost)",
            "97.0s idle [] down, healthy",
            "100.0s slow [reading_failed] down, ill (probe_failed)",
            "105.0s slow [reading_failed] down, healthy",
            "107.0s idle [] down, healthy",
            "110.0s slow [reading_failed] down, ill (probe_failed)",
            "115.0s slow [reading_failed] down, healthy",
            "117.0s idle [] down, healthy",
            "120.0s idle [] up, healthy",
        ],
        counted: "0 completed, 0 failed, 0 timed out; nothing notified",
    },
    Case {
        scenario: "flaky-link",
        meanwhile: Meanwhile::Frames,
        until: 150.0,
        said: &[
            "0.5s idle [] up, healthy",
            "10.5s slow [reading_failed] down, healthy",
            "17.5s idle [] down, healthy",
            "20.5s idle [] up, healthy",
            "30.0s idle [] up, ill (request_failed)",
            "30.5s lost [unlisted reading_failed] down, ill (device_lost)",
            "37.5s idle [] down, healthy",
            "40.5s slow [reading_failed] down, healthy",
            "47.5s idle [] down, healthy",
            "50.5s idle [] up, ill (request_failed)",
            "51.0s idle [] up, healthy",
            "75.0s idle [] up, ill (request_failed)",
            "75.5s idle [] up, healthy",
            "90.0s idle [] up, ill (request_failed)",
            "90.5s lost [unlisted reading_failed] down, ill (device_lost)",
            "97.5s idle [] down, healthy",
            "100.5s slow [reading_failed] down, healthy",
            "107.5s idle [] down, healthy",
            "110.5s slow [reading_failed] down, healthy",
            "117.5s idle [] down, healthy",
            "120.5s idle [] up, healthy",
            "121.0s idle [] up, ill (request_failed)",
            "121.5s idle [] up, healthy",
            "142.5s idle [] up, ill (request_failed)",
            "143.0s idle [] up, healthy",
        ],
        counted: "288 completed, 12 failed, 0 timed out; nothing notified",
    },
    Case {
        scenario: "silent",
        meanwhile: Meanwhile::Frames,
        until: 120.0,
        said: &["0.5s idle [] up, healthy"],
        counted: "240 completed, 0 failed, 0 timed out; nothing notified",
    },
    Case {
        scenario: "stuck",
        meanwhile: Meanwhile::Idle,
        until: 130.0,
        said: &["0.1s idle [] up, healthy", "40.0s lost [unlisted reading_failed] down, ill (device_lost)"],
        counted: "0 completed, 0 failed, 0 timed out; nothing notified",
    },
    Case {
        scenario: "stuck",
        meanwhile: Meanwhile::Frames,
        until: 130.0,
        said: &[
            "0.5s idle [] up, healthy",
            "20.0s idle [] up, ill (timed_out)",
            "41.5s lost [unlisted reading_failed] down, ill (device_lost)",
        ],
        counted: "19 completed, 178 failed, 3 timed out; nothing notified",
    },
    Case {
        scenario: "gone",
        meanwhile: Meanwhile::Frames,
        until: 40.0,
        said: &[
            "0.5s idle [] up, healthy",
            "10.0s idle [] up, ill (request_failed)",
            "10.5s lost [unlisted reading_failed] down, ill (device_lost)",
        ],
        counted: "19 completed, 61 failed, 0 timed out; nothing notified",
    },
];

fn counted(snapshot: &Snapshot) -> String {
    let outcome = |outcome| snapshot.totals.outcome(outcome);
    let device = &snapshot.devices[0];
    let notified: Vec<String> =
        device.notifications.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    format!(
        "{} completed, {} failed, {} timed out; {}",
        outcome(Outcome::Completed),
        outcome(Outcome::Failed),
        outcome(Outcome::TimedOut),
        if notified.is_empty() { "nothing notified".to_owned() } else { notified.join(", ") }
    )
}

fn run(case: &Case) -> (Vec<String>, String) {
    let ward: Ward = ward(case.scenario);
    let mut patient = ward.open();
    let said = match case.meanwhile {
        Meanwhile::Idle => ward.pass(&mut patient, case.until, NEVER),
        Meanwhile::Frames => {
            let network = patient.network(RESNET);
            let mut fill = 0_u8;
            ward.work(&mut patient, case.until, || {
                fill = fill.wrapping_add(1);
                // What fails is counted.
                let _ = infer(&network, fill);
            })
        }
    };
    (said, counted(&ward.telemetry.snapshot()))
}

#[test]
fn each_scenario_says_what_happens_in_it_and_no_more() {
    let known: Vec<&str> = CASES.iter().map(|case| case.scenario).collect();
    // These have tests of their own.
    let elsewhere = ["wedged", "wedged-for-minutes", "gone", "thermal", "mismatch", "old-firmware"];
    for name in Scenario::names() {
        assert!(known.contains(&name) || elsewhere.contains(&name), "{name} is told nowhere");
    }
    let mut wrong = Vec::new();
    for case in CASES {
        let (said, counted) = run(case);
        if said != case.said || counted != case.counted {
            wrong.push(format!("{} {:?}: {said:#?} {counted}", case.scenario, case.meanwhile));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
