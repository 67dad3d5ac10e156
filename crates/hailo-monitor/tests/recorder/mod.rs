//! What is kept on disk: who may ask for a dump of the flight recorder, and how; what a card has done in its life.

use std::path::Path;

use hailo_testkit::process::{Response, Server};

fn dumps(folder: &Path, trigger: &str) -> usize {
    let end = format!("-{trigger}.ndjson.gz");
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name.to_str().is_some_and(|name| name.ends_with(&end))).count()
}

#[test]
fn a_signal_writes_the_recorder_out_and_costs_a_server_without_one_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().to_str().unwrap();
    let fast = ["--device", "simulated", "--speed", "200"];
    let (with, without) =
        (Server::start(&[&fast[..], &["--flight-dir", kept]].concat()), Server::start(&fast));
    for server in [&with, &without] {
        server.signal("USR2");
    }
    with.metrics_when("it is written", |m| m.sum("flight_dumps_total", "trigger=\"signal\"") == 1.0);
    assert_eq!(dumps(folder.path(), "signal"), 1);
    without.signal("TERM");
    let (status, log) = without.wait();
    assert!(status.success(), "{status}");
    let told =
        log.iter().any(|line| line["message"].as_str().is_some_and(|text| text.contains("--flight-dir")));
    assert!(told, "it says what is missing: {log:?}");
}

#[test]
fn a_dump_is_for_who_has_the_webhooks_token() {
    let folder = tempfile::tempdir().unwrap();
    let token = folder.path().join("webhook");
    std::fs::write(&token, "s3cret-of-the-hook\n").unwrap();
    std::fs::set_permissions(&token, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let kept = folder.path().join("flight");
    let server = Server::start(&[
        "--device",
        "simulated",
        "--speed",
        "200",
        "--flight-dir",
        kept.to_str().unwrap(),
        "--webhook-token-file",
        token.to_str().unwrap(),
    ]);
    let ask = |authorization: &str| -> Response {
        let head = "POST /v1/recorder/dump HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n";
        server.send(format!("{head}{authorization}content-length: 0\r\n\r\n").as_bytes())
    };
    assert_eq!(ask("").status, 401);
    assert_eq!(ask("authorization: Bearer another\r\n").status, 401);
    assert_eq!(ask("authorization: Bearer s3cret-of-the-hook\r\n").status, 202);
    server.metrics_when("it is written", |m| m.sum("flight_dumps_total", "trigger=\"asked\"") == 1.0);
    assert_eq!(dumps(&kept, "asked"), 1, "the two that were refused asked for none");
}

#[test]
fn a_cards_life_goes_on_in_the_next_run_and_a_program_beside_it_leaves_it_alone() {
    let folder = tempfile::tempdir().unwrap();
    let settings =
        ["--device", "simulated", "--speed", "200", "--state-dir", folder.path().to_str().unwrap()];
    let first = Server::start_only(
        "serve",
        &[&settings[..], &["--listen", "127.0.0.1:0", "--traffic", "on"]].concat(),
    );
    first.metrics_when("work was done", |m| {
        m.sum("inference_frames_total", "") > 10.0 && m.sum("hailo_lifetime_boots_total", "") == 2.0
    });
    let beside = Server::start(&settings);
    beside.metrics_when("its device answers", |m| m.sum("hailo_up", "") == 2.0);
    assert!(!beside.get("/metrics/prometheus").text().contains("hailo_lifetime"), "another one keeps it");
    beside.signal("TERM");
    assert!(beside.wait().0.success());
    let done = first.metrics();
    first.signal("TERM");
    assert!(first.wait().0.success());

    let second = Server::start(&settings);
    let known = second.metrics_when("it knows the card", |m| m.sum("hailo_lifetime_boots_total", "") == 2.0);
    for (life, run) in [
        ("hailo_lifetime_frames_total", "inference_frames_total"),
        ("hailo_lifetime_output_tokens_total", "inference_output_tokens_total"),
    ] {
        assert!(known.sum(life, "") >= done.sum(run, ""), "{life}: {}", known.sum(life, ""));
        assert_eq!(known.sum(run, ""), 0.0, "{run} began anew");
    }
    assert!(known.sum("hailo_lifetime_energy_joules_total", "") > 0.0);
    assert_eq!(known.sum("hailo_lifetime_power_losses_total", ""), 0.0);
}
