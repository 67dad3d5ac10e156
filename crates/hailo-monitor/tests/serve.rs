//! `hailo-monitor serve` as its users meet it: a process, real HTTP, true metrics.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod drop_in;
mod recorder;
mod watchdog;

use std::io::{Read, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use hailo_testkit::process::{Metrics, Response, Server, request};
use serde_json::{Value, json};

/// Fast enough that a test is over at once, slow enough that streams overlap.
const FAST: [&str; 4] = ["--device", "simulated", "--speed", "200"];

fn language_model(server: &Server) -> String {
    server.get("/api/tags").json()["models"][0]["name"].as_str().unwrap().to_owned()
}

/// The first vision network as `/v1/frames` describes it: name and bytes of one input frame.
fn vision_model(server: &Server) -> (String, usize) {
    let networks = server.get("/v1/frames").json();
    let network = &networks["networks"][0];
    let frame = network["inputs"][0]["frame_bytes"].as_u64().unwrap();
    (network["name"].as_str().unwrap().to_owned(), usize::try_from(frame).unwrap())
}

#[test]
fn the_first_line_says_what_it_runs_on() {
    let server = Server::start(&FAST);
    let message = server.greeting["message"].as_str().unwrap();
    assert!(message.contains("simulated"), "{message}");
    for key in ["timestamp", "level", "target", "message"] {
        assert!(server.greeting[key].is_string(), "{key} in {}", server.greeting);
    }
    assert_eq!(server.get("/health").status, 200);
    server.metrics_when("the engine is healthy", |m| m.sum("inference_healthy", "") == 1.0);
    let ready = (0..600).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        server.get("/ready").status == 200
    });
    assert!(ready, "{:?}", server.get("/ready"));
}

#[test]
fn a_streamed_prompt_appears_in_both_families() {
    let server = Server::start(&FAST);
    let model = language_model(&server);
    let answer =
        server.post_json("/api/generate", &json!({"model": model, "prompt": "why is the sky blue?"}));
    assert_eq!(answer.status, 200);
    let lines = answer.lines();
    let last = lines.last().unwrap();
    assert_eq!(last["done"], json!(true));
    let tokens = last["eval_count"].as_f64().unwrap();
    assert!(tokens > 1.0 && lines.len() > 2, "{lines:?}");

    let metrics = server.metrics_when("one request at rest", |m| m.one("http_requests_active") == 0.0);
    metrics.assert_laws();
    assert_eq!(metrics.one("inference_requests_total"), 1.0);
    assert_eq!(metrics.one("inference_requests_success_total"), 1.0);
    assert_eq!(metrics.one("inference_tokens_total"), tokens);
    assert_eq!(metrics.one("inference_healthy"), 1.0);
    let labelled = format!("model=\"{model}\"");
    assert_eq!(metrics.sum("inference_time_to_first_token_seconds_count", &labelled), 1.0);
    assert_eq!(metrics.sum("inference_inter_token_seconds_count", &labelled), tokens - 1.0);
    assert_eq!(metrics.sum("http_requests_total", "success"), 2.0, "the tags and the prompt");
    assert!(metrics.sum("inference_prompt_tokens_total", &labelled) > 0.0);
}

#[test]
fn one_answer_in_one_object_when_not_streamed() {
    let server = Server::start(&FAST);
    let model = language_model(&server);
    let chat = json!({"model": model, "stream": false, "messages": [{"role": "user", "content": "hello"}], "options": {"num_predict": 5}});
    let answer = server.post_json("/api/chat", &chat).json();
    assert_eq!(answer["done"], json!(true));
    assert!(!answer["message"]["content"].as_str().unwrap().is_empty());
    assert_eq!(answer["eval_count"], json!(5));
    assert_eq!(answer["done_reason"], json!("length"));
}

#[test]
fn a_frame_goes_in_and_comes_out() {
    let server = Server::start(&FAST);
    let (model, size) = vision_model(&server);
    let frame: Vec<u8> = (0..=255).cycle().take(size).collect();
    let first = server.post("/v1/frames", "application/octet-stream", &frame);
    assert_eq!(first.status, 200, "{}", String::from_utf8_lossy(&first.body));
    let again = server.post("/v1/frames", "application/octet-stream", &frame);
    assert!(!first.body.is_empty());
    assert_eq!(first.body, again.body, "the device is deterministic");
    let other = server.post("/v1/frames", "application/octet-stream", &vec![7; size]);
    assert_ne!(first.body, other.body, "the output follows the input");
    let metrics = server.metrics_when("at rest", |m| m.one("http_requests_active") == 0.0);
    assert_eq!(metrics.sum("inference_frames_total", &format!("model=\"{model}\"")), 3.0);
    metrics.assert_laws();
}

#[test]
fn bad_input_is_a_clear_json_error_and_the_counters_balance() {
    let server = Server::start(&FAST);
    let model = language_model(&server);
    let (_, size) = vision_model(&server);
    let good = json!({"model": model, "prompt": "x", "options": {"num_predict": 2}}).to_string();
    let cases: Vec<(&str, Response, u16)> = vec![
        ("malformed JSON", server.post("/api/generate", "application/json", b"{\"model\": "), 400),
        ("unknown model", server.post_json("/api/generate", &json!({"model": "nobody", "prompt": "x"})), 404),
        (
            "invalid UTF-8",
            server.post("/api/generate", "application/json", b"{\"model\": \"\xff\xfe\"}"),
            400,
        ),
        ("short frame", server.post("/v1/frames", "application/octet-stream", &vec![0; size - 1]), 400),
        ("long frame", server.post("/v1/frames", "application/octet-stream", &vec![0; size + 1]), 413),
        (
            "unknown network",
            server.post("/v1/frames?model=nobody", "application/octet-stream", &vec![0; size]),
            404,
        ),
        ("100 MB body", server.post("/api/generate", "application/json", &vec![b' '; 100 << 20]), 413),
        ("100 MB frame", server.post("/v1/frames", "application/octet-stream", &vec![0; 100 << 20]), 413),
        ("no such path", server.get("/nowhere"), 404),
    ];
    for (what, response, status) in &cases {
        assert_eq!(response.status, *status, "{what}: {}", String::from_utf8_lossy(&response.body));
        let error = response.json();
        assert!(error["error"].as_str().is_some_and(|text| text.len() > 5), "{what}: {error}");
    }
    let wrong = cases.iter().find(|(what, ..)| *what == "short frame").unwrap().1.json().to_string();
    assert!(
        wrong.contains(&size.to_string()) && wrong.contains(&(size - 1).to_string()),
        "both sizes: {wrong}"
    );

    // A slow client: the head, a pause, the body byte by byte.
    let bytes = request("/api/generate", "application/json", good.as_bytes());
    let mut slow = server.connect();
    for piece in bytes.chunks(16) {
        slow.write_all(piece).unwrap();
        std::thread::sleep(Duration::from_millis(2));
    }
    assert_eq!(Response::read(slow).status, 200);

    let metrics = server.metrics_when("at rest", |m| m.one("http_requests_active") == 0.0);
    metrics.assert_laws();
    assert_eq!(metrics.one("inference_requests_success_total"), 1.0);
    assert_eq!(metrics.sum("http_requests_total", "client_error"), cases.len() as f64);
    assert_eq!(metrics.one("http_requests_client_error_total"), cases.len() as f64);
}

/// Ten thousand requests by sixteen clients, a third of them dropped in the middle.
#[test]
fn the_laws_hold_to_the_unit_after_ten_thousand_requests() {
    const REQUESTS: usize = 10_000;
    const CLIENTS: usize = 16;
    let server = Server::start(&["--device", "simulated", "--speed", "100000"]);
    let model = language_model(&server);
    let (network, size) = vision_model(&server);
    let frame = vec![1; size];
    let prompt = json!({"model": model, "prompt": "count", "options": {"num_predict": 12}}).to_string();
    let (next, completed, dropped) = (AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..CLIENTS {
            scope.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= REQUESTS {
                        break;
                    }
                    if n % 3 == 0 {
                        let mut stream = server.connect();
                        stream
                            .write_all(&request("/api/generate", "application/json", prompt.as_bytes()))
                            .unwrap();
                        // Up to the first bytes of the answer, then gone.
                        let mut some = [0; 64];
                        let _ = stream.read(&mut some).unwrap();
                        dropped.fetch_add(1, Ordering::Relaxed);
                    } else if n % 3 == 1 {
                        let answer = server.post("/api/generate", "application/json", prompt.as_bytes());
                        assert_eq!(answer.lines().last().unwrap()["done"], json!(true));
                        completed.fetch_add(1, Ordering::Relaxed);
                    } else {
                        assert_eq!(server.post("/v1/frames", "application/octet-stream", &frame).status, 200);
                        completed.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    let metrics = server.metrics_when("all requests ended", |m| {
        m.one("http_requests_active") == 0.0 && m.sum("inference_in_flight", "") == 0.0
    });
    metrics.assert_laws();
    let whole = |count: &AtomicUsize| count.load(Ordering::Relaxed) as f64;
    assert_eq!(metrics.one("inference_requests_total"), REQUESTS as f64);
    assert_eq!(metrics.one("inference_requests_failed_total"), 0.0);
    // A client may be gone after its answer was complete: only the sum is certain for those.
    let success = metrics.one("inference_requests_success_total");
    let cancelled = metrics.one("inference_requests_cancelled_total");
    assert!(success >= whole(&completed) && cancelled <= whole(&dropped), "{success} {cancelled}");
    assert_eq!(metrics.sum("inference_frames_total", &network), (REQUESTS / 3) as f64);
    let http = metrics.sum("http_requests_total", "");
    assert_eq!(http, REQUESTS as f64 + 2.0, "and the two that asked for names");
}

#[test]
fn a_client_that_goes_away_is_a_cancelled_request() {
    let server = Server::start(&["--device", "simulated", "--speed", "5"]);
    let model = language_model(&server);
    let body =
        json!({"model": model, "prompt": "a long story", "options": {"num_predict": 100_000}}).to_string();
    let mut stream = server.connect();
    stream.write_all(&request("/api/generate", "application/json", body.as_bytes())).unwrap();
    let mut some = [0; 512];
    assert!(stream.read(&mut some).unwrap() > 0);
    drop(stream);
    let ended = |m: &Metrics| m.one("inference_requests_cancelled_total") == 1.0;
    server.metrics_when("the request is cancelled", ended).assert_laws();
}

#[test]
fn a_signal_lets_requests_in_flight_end() {
    for signal in ["TERM", "INT"] {
        let server = Server::start(&["--device", "simulated", "--speed", "20"]);
        let model = language_model(&server);
        let body = json!({"model": model, "prompt": "bye", "options": {"num_predict": 40}}).to_string();
        let mut stream = server.connect();
        stream.write_all(&request("/api/generate", "application/json", body.as_bytes())).unwrap();
        let mut first = [0; 1];
        stream.read_exact(&mut first).unwrap();
        server.signal(signal);
        let mut rest = String::new();
        stream.read_to_string(&mut rest).unwrap();
        assert!(rest.contains("\"done\":true"), "the stream was cut: {rest}");
        let (status, log) = server.wait();
        assert!(status.success(), "{status}");
        let last = log.last().unwrap();
        assert_eq!(last["message"], json!("stopped"), "{last}");
        assert_eq!(last["completed"], json!(1), "what was recorded is in the last line: {last}");
    }
}

#[test]
fn a_driver_that_hangs_is_seen_and_does_not_hold_up_the_end() {
    // It hangs after ten simulated seconds: no call comes back, the thermometer's and the release included.
    let server = Server::start(&["--device", "simulated", "--scenario", "wedged", "--speed", "40"]);
    let (model, frame) = vision_model(&server);
    let asked = std::thread::scope(|scope| {
        let hung = |m: &Metrics| m.sum("hailo_device_state", "state=\"hung\"") == 1.0;
        let metrics = server.metrics_when("the device is hung", hung);
        assert_eq!(metrics.one("inference_healthy"), 0.0);
        assert_eq!(metrics.sum("hailo_device_evidence", "evidence=\"reading_stuck\""), 1.0);
        let ready = server.get("/ready");
        assert_eq!(ready.status, 503);
        assert!(ready.text().contains("has not come back"), "{}", ready.text());
        // A request that will never be answered.
        let mut stream = server.connect();
        stream.write_all(&request(&format!("/v1/frames?model={model}"), "*/*", &vec![7; frame])).unwrap();
        let asked = scope.spawn(move || stream.read_to_end(&mut Vec::new()).map_or(0, |bytes| bytes));
        server.metrics_when("it is in flight", |m| m.sum("inference_in_flight", "") == 1.0);
        server.signal("TERM");
        asked.join().unwrap()
    });
    assert_eq!(asked, 0, "its client sees the connection close");
    let (status, log) = server.wait();
    assert_eq!(status.code(), Some(1));
    let last = log.last().unwrap()["message"].as_str().unwrap();
    assert!(last.starts_with("ended without closing the device"), "{last}");
}

#[test]
fn the_flight_recorder_is_written_when_asked_and_the_next_run_knows_how_this_one_ended() {
    let folder = tempfile::tempdir().unwrap();
    let kept = folder.path().to_str().unwrap();
    let settings = [&FAST[..], &["--flight-dir", kept]].concat();
    let ended = |server: &Server| -> String {
        let metrics = server.metrics();
        let known = ["clean", "crash", "watchdog", "power_lost", "unknown"];
        let found = known.iter().find(|end| metrics.sum("last_run_info", &format!("\"{end}\"")) == 1.0);
        (*found.unwrap()).to_owned()
    };
    let server = Server::start(&settings);
    assert_eq!(ended(&server), "unknown", "there was no run before");
    let (model, size) = vision_model(&server);
    server.post(&format!("/v1/frames?model={model}"), "application/octet-stream", &vec![7; size]);
    assert_eq!(server.post("/v1/recorder/dump", "application/json", b"").status, 202);
    server.metrics_when("it is written", |m| m.sum("flight_dumps_total", "asked") == 1.0);
    server.signal("TERM");
    server.wait();

    let dump = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let dump = dump.into_iter().find(|path| path.extension().is_some_and(|end| end == "gz")).unwrap();
    let trace = folder.path().join("trace.json");
    let shown = std::process::Command::new(env!("CARGO_BIN_EXE_hailo-monitor"))
        .arg("replay")
        .args([&dump, std::path::Path::new("--trace"), &trace])
        .output()
        .unwrap();
    let text = String::from_utf8(shown.stdout).unwrap();
    assert!(
        text.contains(&format!("request {model} completed")) && text.contains("trigger: asked"),
        "{text}"
    );
    let trace: Value = serde_json::from_slice(&std::fs::read(trace).unwrap()).unwrap();
    assert!(trace["traceEvents"].as_array().unwrap().iter().any(|event| event["name"] == json!(model)));

    let server = Server::start(&settings);
    assert_eq!(ended(&server), "clean");
    server.signal("KILL");
    server.wait();
    let server = Server::start(&settings);
    assert_eq!(ended(&server), "crash");
}

#[test]
fn each_log_line_is_one_flat_object_with_its_request_id() {
    let server = Server::start(&FAST);
    let model = language_model(&server);
    let asked = "GET /api/tags HTTP/1.1\r\nhost: x\r\nx-request-id: abc-123\r\nconnection: close\r\n\r\n";
    let answer = server.send(asked.as_bytes());
    assert!(answer.head.to_ascii_lowercase().contains("x-request-id: abc-123"), "{}", answer.head);
    server.post_json("/api/generate", &json!({"model": model, "prompt": "x", "options": {"num_predict": 2}}));
    server.signal("TERM");
    let (_, log) = server.wait();
    let served: Vec<&Value> = log.iter().filter(|line| line["request_id"].is_string()).collect();
    assert!(served.iter().any(|line| line["request_id"] == json!("abc-123")), "{log:?}");
    assert!(served.len() >= 3, "one line a request: {log:?}");
    for line in &log {
        assert!(line.as_object().unwrap().values().all(|value| !value.is_object()), "flat: {line}");
    }
}

/// A line for each request of a client; none for those that the program makes itself, at a level that anybody reads.
#[test]
fn the_log_does_not_tell_of_generated_requests() {
    let listen = ["--listen", "127.0.0.1:0", "--device", "simulated", "--speed", "50", "--traffic", "on"];
    let server = Server::start_only("serve", &listen);
    server.metrics_when("the generator is at work", |m| {
        m.sum("inference_frames_total", "") > 3.0 && m.sum("inference_output_tokens_total", "") > 3.0
    });
    server.send(b"GET /api/tags HTTP/1.1\r\nhost: x\r\nx-request-id: mine\r\nconnection: close\r\n\r\n");
    server.signal("TERM");
    let (_, log) = server.wait();
    let told: Vec<&str> = log.iter().filter_map(|line| line["request_id"].as_str()).collect();
    let quiet =
        log.iter().filter(|line| line["message"] == "generated" || line["message"] == "client went away");
    assert_eq!((told, quiet.count()), (vec!["mine"], 0), "{log:?}");
}

#[test]
fn a_taken_port_is_an_error_with_the_next_step() {
    let server = Server::start(&FAST);
    let taken = server.address.to_string();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_hailo-monitor"))
        .args(["serve", "--device", "simulated", "--listen", &taken])
        .output()
        .unwrap();
    assert!(!output.status.success());
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(
        text.contains(&taken) && text.contains("--listen") && text.contains("hailo-monitor, pid"),
        "{text}"
    );
}

/// What cannot be served has no page: the terminal says why, and what to do.
#[test]
fn a_device_that_can_not_be_opened_ends_the_start_with_the_next_step() {
    for (scenario, why, next) in [
        ("full", "HAILO_OUT_OF_HOST_CMA_MEMORY", "close other models"),
        ("mismatch", "HAILO_INVALID_DRIVER_VERSION", "driver and libhailort must be the same version"),
        ("old-firmware", "HAILO_UNSUPPORTED_FW_VERSION", "switch the machine off and on"),
    ] {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_hailo-monitor"))
            .args(["serve", "--device", "simulated", "--scenario", scenario, "--listen", "127.0.0.1:0"])
            .output()
            .unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && text.contains(why) && text.contains(next), "{scenario}: {text}");
    }
}

#[test]
fn a_server_is_asked_for_its_health_without_a_shell() {
    let server = Server::start(&FAST);
    let address = server.address.to_string();
    let ask = |args: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_hailo-monitor"))
            .arg("health")
            .args(args)
            .output()
            .unwrap();
        let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat();
        (output.status.code(), text)
    };
    let (code, said) = ask(&[&address]);
    assert_eq!(
        (code, serde_json::from_str::<Value>(&said).unwrap()["status"].as_str()),
        (Some(0), Some("ok"))
    );
    let (code, said) = ask(&[&format!("http://{address}/"), "--ready"]);
    assert_eq!(code, Some(0), "{said}");
    server.signal("TERM");
    assert_eq!(server.ends_within(Duration::from_secs(20)), Some(0));
    let (code, said) = ask(&[&address]);
    assert_eq!(code, Some(1));
    assert!(said.contains(&address) && said.contains("refused"), "{said}");
    assert_eq!(ask(&["http://"]).0, Some(1));
}

#[test]
fn asking_for_a_device_where_there_is_none_says_what_was_tried() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_hailo-monitor"))
        .args(["serve", "--device", "hailort", "--listen", "127.0.0.1:0"])
        .env("HAILORT_LIB", "/nowhere/libhailort.so")
        .output()
        .unwrap();
    assert!(!output.status.success());
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("/nowhere/libhailort.so") && text.contains("--device simulated"), "{text}");
}

/// `promtool check metrics` objects to nothing but the five names the published guide fixes.
#[test]
fn promtool_objects_only_to_the_guides_own_names() {
    let server = Server::start(&FAST);
    let model = language_model(&server);
    server.post_json("/api/generate", &json!({"model": model, "prompt": "x", "options": {"num_predict": 3}}));
    let exposition = server.get("/metrics/prometheus").body;
    let promtool = std::process::Command::new("promtool")
        .args(["check", "metrics"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn();
    let Ok(mut promtool) = promtool else {
        // Past the test runner, which keeps a passing test's output to itself.
        let _ = writeln!(std::io::stderr(), "SKIPPED promtool is not installed (Debian: prometheus)");
        return;
    };
    promtool.stdin.take().unwrap().write_all(&exposition).unwrap();
    let output = promtool.wait_with_output().unwrap();
    let lints = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    let mut names: Vec<&str> = lints.lines().filter_map(|line| line.split_whitespace().next()).collect();
    names.sort_unstable();
    let expected = [
        "app_uptime_seconds",
        "http_response_time_avg_ms",
        "http_response_time_ms",
        "inference_time_avg_ms",
        "inference_time_ms",
    ];
    assert_eq!(names, expected, "{lints}");
}

/// From 5.3 on hailo-ollama sends the device only what is new in a conversation.
#[test]
fn a_conversation_goes_on_in_its_context_where_the_release_does_so() {
    let prompts = |dialect: &str| -> [f64; 3] {
        let server = Server::start(&["--device", "simulated", "--speed", "200", "--dialect", dialect]);
        let model = language_model(&server);
        let mut messages =
            vec![json!({"role": "user", "content": "One two three four five six seven. ".repeat(9)})];
        let mut before = 0.0;
        [(); 3].map(|()| {
            let asked = json!({"model": model, "stream": false, "messages": messages});
            let answer = server.post_json("/api/chat", &asked);
            assert_eq!(answer.status, 200, "{}", answer.text());
            messages.push(answer.json()["message"].clone());
            messages.push(json!({"role": "user", "content": "And then?"}));
            let all = server.metrics().sum("inference_prompt_tokens_total", "");
            let asked = all - before;
            before = all;
            asked
        })
    };
    let [first, second, third] = prompts("hailo-ollama-5.1");
    assert!(
        first < second && second < third,
        "each question is the whole conversation: {first} {second} {third}"
    );
    let [whole, second, third] = prompts("hailo-ollama-5.3");
    assert_eq!(whole, first);
    assert!(second < first / 2.0 && third == second, "each is as long as what is new: {second} {third}");
}
