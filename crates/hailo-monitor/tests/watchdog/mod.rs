//! What is done about a device that hangs or is gone, and what a service manager hears of it.

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};

use hailo_testkit::process::{Metrics, PATIENCE, Server, request};
use serde_json::{Value, json};

use crate::vision_model;

/// A scenario of our own, as a file.
fn scenario(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("scenario.toml");
    std::fs::write(&path, format!("name = \"test\"\ndescription = \"A test.\"\n{text}")).unwrap();
    path
}

const LOST: &str = r#"
[[device]]
chip = "hailo8"

[[event]]
at_s = 10.0
does = "device-lost"
"#;

fn due(metrics: &Metrics, step: &str, mode: &str) -> f64 {
    let found = metrics.0.iter().filter(|(key, _)| {
        key.starts_with("watchdog_actions_total")
            && key.contains(&format!("step=\"{step}\""))
            && key.contains(&format!("mode=\"{mode}\""))
    });
    found.map(|(_, count)| count).sum()
}

/// Whether a frame is taken, asked so often 50 ms apart.
fn is_served_within(tries: usize, server: &Server, frames: &str, size: usize) -> bool {
    (0..tries).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        server.post(frames, "application/octet-stream", &vec![1; size]).status == 200
    })
}

#[test]
fn a_device_that_only_a_reset_brings_back_is_reset_and_served_again() {
    let folder = tempfile::tempdir().unwrap();
    let lost = scenario(folder.path(), LOST);
    let lost = lost.to_str().unwrap();
    let server =
        Server::start(&["--device", "simulated", "--scenario", lost, "--speed", "60", "--watchdog", "act"]);
    let (model, size) = vision_model(&server);
    let frames = format!("/v1/frames?model={model}");
    let refused = |m: &Metrics| due(m, "fail_fast", "act") == 1.0;
    server.metrics_when("the device is given no more work", refused);
    let answer = server.post(&frames, "application/octet-stream", &vec![1; size]);
    assert_eq!(answer.status, 503);
    assert!(answer.text().contains("is lost: "), "{}", answer.text());
    // Between the engine that was closed and the one that is opened anew there is none to be healthy, and no such series.
    let well = |m: &Metrics| {
        m.sum("hailo_device_resets_total", "reason=\"lost\"") == 1.0 && m.sum("inference_healthy", "") == 1.0
    };
    let metrics = server.metrics_when("it was reset, and is well", well);
    assert_eq!((due(&metrics, "reopen", "act"), due(&metrics, "reset", "act")), (1.0, 1.0));
    assert_eq!(due(&metrics, "give_up", "act"), 0.0);
    assert!(is_served_within(100, &server, &frames, size), "{:?}", server.log());
    let log = server.log();
    let steps = log.iter().filter(|line| line["step"].is_string() && line["because"].is_string());
    let steps: Vec<&Value> = steps.collect();
    assert!(
        steps.iter().all(|line| line["because"].as_str().is_some_and(|why| !why.is_empty())),
        "{steps:?}"
    );
    let named: Vec<&str> = steps.iter().filter_map(|line| line["step"].as_str()).collect();
    assert_eq!(named, ["fail_fast", "reopen", "reset"], "{log:?}");
    server.metrics_when("at rest", |m| m.sum("inference_in_flight", "") == 0.0).assert_laws();
}

#[test]
fn a_device_that_recovers_after_it_was_given_up_is_served_again() {
    let folder = tempfile::tempdir().unwrap();
    let wedged = r#"
[[device]]
chip = "hailo8"
[[condition]]
from_s = 10.0
until_s = 400.0
does = "wedged"
"#;
    let wedged = scenario(folder.path(), wedged);
    let wedged = wedged.to_str().unwrap();
    let server =
        Server::start(&["--device", "simulated", "--scenario", wedged, "--speed", "60", "--watchdog", "act"]);
    let (model, size) = vision_model(&server);
    let frames = format!("/v1/frames?model={model}");
    server.metrics_when("nothing helped", |m| due(m, "give_up", "act") == 1.0);
    assert!(is_served_within(600, &server, &frames, size), "{:?}", server.log());
    server.metrics_when("it is well", |m| m.sum("inference_healthy", "") >= 1.0);
}

#[test]
fn a_dry_run_says_what_it_would_do_and_does_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let lost = scenario(folder.path(), LOST);
    let lost = lost.to_str().unwrap();
    let settings = ["--device", "simulated", "--scenario", lost, "--speed", "60", "--watchdog", "observe"];
    let server = Server::start(&settings);
    let metrics = server.metrics_when("all steps were due", |m| due(m, "give_up", "observe") == 1.0);
    for step in ["fail_fast", "reopen", "reset"] {
        assert_eq!(due(&metrics, step, "observe"), 1.0, "{step}");
    }
    assert_eq!(metrics.sum("hailo_device_resets_total", ""), 0.0);
    assert_eq!(metrics.one("inference_healthy"), 0.0);
}

/// Every step needs a call that does not come back.
#[test]
fn a_driver_that_hangs_for_good_is_given_up_and_nobody_waits_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let wedged = r#"
runtime = "5.2.0"
[[device]]
chip = "hailo10h"
[[llm]]
name = "m"
path = "simulated/m.hef"
load_s = 1.0
decode_per_s = 0.2
[[condition]]
from_s = 60.0
does = "wedged"
"#;
    let wedged = scenario(folder.path(), wedged);
    let wedged = wedged.to_str().unwrap();
    let settings = ["--device", "simulated", "--scenario", wedged, "--speed", "40", "--watchdog", "act"];
    let server = Server::start(&settings);
    let (model, size) = vision_model(&server);
    let prompt = json!({"model": "m", "prompt": "x", "options": {"num_predict": 1000}}).to_string();
    // Both are under way when it hangs.
    let mut answer = server.connect();
    answer.write_all(&request("/api/generate", "application/json", prompt.as_bytes())).unwrap();
    let mut first = [0; 1];
    answer.read_exact(&mut first).unwrap();
    server.metrics_when("it hangs", |m| m.sum("hailo_device_evidence", "reading_stuck") == 1.0);
    let frame = server.post(&format!("/v1/frames?model={model}"), "*/*", &vec![1; size]);
    assert_eq!(frame.status, 503, "{}", frame.text());
    assert!(frame.text().contains(" is hung: "), "{}", frame.text());
    let mut rest = String::new();
    answer.read_to_string(&mut rest).unwrap();
    assert!(rest.contains(" is hung: "), "the stream ends with the reason: {rest}");
    // The call still hangs; the request does not.
    let metrics = server.metrics_when("nothing is in flight", |m| m.sum("inference_in_flight", "") == 0.0);
    // The answer was taken from the device; so was the frame, unless the refusal came before it.
    let failed = |reason| metrics.sum("inference_failures_total", &format!("reason=\"{reason}\""));
    assert!(failed("device_hung") >= 1.0, "{metrics:?}");
    assert_eq!(failed("device_hung") + failed("unavailable"), 2.0);
    assert_eq!(metrics.one("inference_requests_cancelled_total"), 0.0, "nobody gave it up");
    metrics.assert_laws();
    let metrics = server.metrics_when("given up", |m| due(m, "give_up", "act") == 1.0);
    assert_eq!(metrics.sum("hailo_device_resets_total", ""), 0.0, "no reset came back");
    assert_eq!(server.get("/ready").status, 503);
    server.signal("TERM");
    assert_eq!(server.wait().0.code(), Some(1));
}

/// Waits for a message that holds `wanted`; answers all until then.
fn hear(socket: &UnixDatagram, wanted: &str) -> Vec<String> {
    let mut heard = Vec::new();
    loop {
        let mut bytes = [0; 4096];
        let size = socket.recv(&mut bytes).unwrap_or_else(|error| panic!("no {wanted}: {error}, {heard:?}"));
        heard.push(String::from_utf8_lossy(&bytes[..size]).into_owned());
        if heard.last().unwrap().contains(wanted) {
            return heard;
        }
    }
}

#[test]
fn the_service_manager_hears_that_it_is_ready_what_the_device_does_and_that_it_is_alive() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_read_timeout(Some(PATIENCE)).unwrap();
    let manager = [("NOTIFY_SOCKET", path.to_str().unwrap()), ("WATCHDOG_USEC", "300000")];
    let settings = ["--device", "simulated", "--scenario", "wedged", "--speed", "40", "--watchdog", "act"];
    let server = Server::start_under(&settings, &manager);
    assert!(hear(&socket, "READY=1").len() == 1, "nothing before it is ready");
    hear(&socket, "WATCHDOG=1");
    hear(&socket, "WATCHDOG=1");
    let heard = hear(&socket, "is hung");
    let status = heard.last().unwrap();
    assert!(status.starts_with("STATUS=device 0000:01:00.0 is hung: the reading "), "{status}");
    server.signal("TERM");
    hear(&socket, "STOPPING=1");
    server.wait();
}
