//! The server on a file that it loads as HailoRT, in real time: the simulated device as a drop-in `libhailort.so`, whose driver
//! hangs ten seconds after the first call.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use hailo_testkit::process::{Metrics, Server, request};

use crate::vision_model;

/// The library that `HAILO_MOCK_SO` names.
fn library() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("HAILO_MOCK_SO") {
        return Some(PathBuf::from(path));
    }
    // Past the test runner, which keeps a passing test's output to itself.
    let _ = writeln!(
        std::io::stderr(),
        "SKIPPED drop-in library: HAILO_MOCK_SO names none (cargo xtask mock-so builds one)"
    );
    None
}

/// `top`, `record` and `report` without an address: what libhailort tells of the devices of this machine, and no server.
#[test]
fn devices_of_this_machine_are_seen_recorded_and_reported_without_a_server() {
    let Some(library) = library() else { return };
    let folder = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_hailo-monitor"))
            .args(args)
            .current_dir(folder.path())
            .env("HAILORT_LIB", &library)
            .env("HAILO_MOCK_SCENARIO", "healthy")
            .env("HAILORT_LOGGER_PATH", "NONE")
            .output()
            .unwrap();
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let seen = run(&["top", "--once", "--json"]);
    let seen: serde_json::Value = serde_json::from_str(seen.lines().next().unwrap()).unwrap();
    assert_eq!(seen["source"], "this machine");
    assert_eq!(seen["frame"]["devices"][0]["name"], "0000:01:00.0", "{seen}");
    run(&["record", "--for", "3s", "--out", "r.ndjson.gz"]);
    run(&["report", "--from", "r.ndjson.gz", "--out", "r.html"]);
    run(&["report", "--for", "3s", "--out", "now.html", "--identify"]);
    for name in ["r.md", "now.md"] {
        let summary = std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(summary.contains("°C"), "its thermometer was read: {summary}");
    }
}

fn wedged(library: &std::path::Path) -> Server {
    let variables = [
        ("HAILORT_LIB", library.to_str().unwrap()),
        ("HAILO_MOCK_SCENARIO", "wedged"),
        ("HAILORT_LOGGER_PATH", "NONE"),
    ];
    Server::start_under(&["--device", "hailort", "--hef", "simulated/resnet_v1_50.hef"], &variables)
}

/// Waits as long as a device without work may take until it counts as hung: 60 s for a reading, and the ten before.
fn until_ill(server: &Server) -> Metrics {
    for _ in 0..900 {
        let metrics = server.metrics();
        if metrics.sum("inference_healthy", "") == 0.0 && metrics.0.contains_key("inference_healthy") {
            return metrics;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("never ill: {:#?}", server.metrics().0);
}

#[test]
fn a_library_whose_driver_hangs_is_seen_with_and_without_work_and_the_end_comes_in_time() {
    let Some(library) = library() else { return };
    let (idle, busy) = (wedged(&library), wedged(&library));
    assert!(busy.greeting["message"].as_str().unwrap().contains("libhailort 4.23.0"), "{}", busy.greeting);
    let (model, size) = vision_model(&busy);
    let frame = request(&format!("/v1/frames?model={model}"), "*/*", &vec![7; size]);
    // Frames until one does not come back.
    let mut stuck = loop {
        let mut stream = busy.connect();
        stream.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
        stream.write_all(&frame).unwrap();
        if stream.read(&mut [0; 1]).is_err() {
            break stream;
        }
    };
    let ill = until_ill(&busy);
    assert_eq!(ill.sum("inference_in_flight", ""), 1.0);
    assert_eq!(ill.sum("hailo_device_state", "state=\"hung\""), 1.0);
    assert_eq!(ill.sum("hailo_device_evidence", "evidence=\"reading_stuck\""), 1.0);
    busy.signal("TERM");
    assert_eq!(busy.ends_within(Duration::from_secs(5)), Some(1));
    stuck.set_read_timeout(None).unwrap();
    assert_eq!(stuck.read_to_end(&mut Vec::new()).unwrap_or(0), 0, "its client sees the connection close");

    let ill = until_ill(&idle);
    assert_eq!(ill.sum("hailo_device_evidence", "evidence=\"reading_stuck\""), 1.0);
    idle.signal("TERM");
    assert_eq!(idle.ends_within(Duration::from_secs(5)), Some(1));
}
