//! `hailo-monitor` as a process of its own, and a client that can misbehave.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;

/// Long enough for a loaded machine; nothing asserts how long anything took.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The program that was built beside the running test.
fn program() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let built = test.ancestors().nth(2).unwrap().join("hailo-monitor");
    assert!(built.is_file(), "{} is built by cargo test -p hailo-monitor", built.display());
    built
}

/// A running `hailo-monitor`, killed when it is dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where it serves; a proxy: where it is asked for its metrics.
    pub address: SocketAddr,
    /// The first line on standard error, as a JSON object.
    pub greeting: Value,
    lines: Mutex<Receiver<String>>,
}

impl Server {
    /// Starts `hailo-monitor serve` on a free port with JSON logs and `args`.
    #[must_use]
    pub fn start(args: &[&str]) -> Self {
        Self::start_under(args, &[])
    }

    /// As [`Self::start`], with variables that a service manager sets.
    #[must_use]
    pub fn start_under(args: &[&str], manager: &[(&str, &str)]) -> Self {
        let mut program = Command::new(program());
        program.envs(manager.iter().copied());
        let listen = ["--listen", "127.0.0.1:0", "--traffic", "off"];
        Self::launch("serve", &[&listen, args].concat(), program)
    }

    /// Starts `hailo-monitor COMMAND` with `args` alone.
    #[must_use]
    pub fn start_only(command: &str, args: &[&str]) -> Self {
        Self::launch(command, args, Command::new(program()))
    }

    /// As [`Self::start_only`], in a process that may open `files` files.
    #[must_use]
    pub fn start_with_files(command: &str, args: &[&str], files: u32) -> Self {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("ulimit -n {files} && exec \"$@\""), "sh"]).arg(program());
        Self::launch(command, args, shell)
    }

    fn launch(command: &str, args: &[&str], mut program: Command) -> Self {
        let mut child = program
            .args([command, "--log", "json"])
            .args(args)
            .env_remove("RUST_LOG")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (sender, lines) = channel();
        let stderr = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        // From here on it ends with this, whatever it says.
        let nowhere = std::net::SocketAddr::from(([0, 0, 0, 0], 0));
        let mut server = Self { child, address: nowhere, greeting: Value::Null, lines: Mutex::new(lines) };
        let first = server.lines.get_mut().unwrap().recv_timeout(PATIENCE).expect("the server says nothing");
        server.greeting = serde_json::from_str(&first).unwrap_or_else(|_| panic!("not JSON: {first}"));
        // A proxy is asked for its metrics.
        let listening = server.greeting["metrics"].as_str().or(server.greeting["address"].as_str());
        let listening = listening.unwrap_or_else(|| panic!("no address in {first}"));
        server.address = listening.parse().unwrap();
        server
    }

    /// The most bytes that were resident at once.
    pub fn peak_memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
    }

    /// Log lines so far, as JSON objects.
    pub fn log(&self) -> Vec<Value> {
        let lines = self.lines.lock().unwrap();
        lines.try_iter().map(|line| serde_json::from_str(&line).expect("a log line is JSON")).collect()
    }

    /// A connection of its own.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_nodelay(true).unwrap();
        stream
    }

    /// Asks for a path.
    pub fn get(&self, path: &str) -> Response {
        self.send(&format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").into_bytes())
    }

    /// Posts a body of this content type.
    pub fn post(&self, path: &str, kind: &str, body: &[u8]) -> Response {
        self.send(&request(path, kind, body))
    }

    /// Posts JSON.
    pub fn post_json(&self, path: &str, body: &Value) -> Response {
        self.post(path, "application/json", body.to_string().as_bytes())
    }

    /// Sends raw bytes and reads until the server closes.
    pub fn send(&self, bytes: &[u8]) -> Response {
        let mut stream = self.connect();
        // A server that refuses a body early may close before all of it is written.
        let _ = stream.write_all(bytes);
        Response::read(stream)
    }

    /// Its metrics now.
    pub fn metrics(&self) -> Metrics {
        let response = self.get("/metrics/prometheus");
        assert_eq!(response.status, 200);
        Metrics::parse(&response.text())
    }

    /// Polls the metrics until `done` holds.
    pub fn metrics_when(&self, what: &str, done: impl Fn(&Metrics) -> bool) -> Metrics {
        for _ in 0..600 {
            let metrics = self.metrics();
            if done(&metrics) {
                return metrics;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("never: {what}\n{:#?}", self.metrics().0);
    }

    /// Sends it a signal, by name without `SIG`.
    pub fn signal(&self, name: &str) {
        let signal = match name {
            "HUP" => Signal::HUP,
            "INT" => Signal::INT,
            "KILL" => Signal::KILL,
            "TERM" => Signal::TERM,
            "USR2" => Signal::USR2,
            other => panic!("SIG{other} is not sent by any test yet"),
        };
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// The exit code, once the process ended; fails when it is still there after so long.
    pub fn ends_within(mut self, deadline: Duration) -> Option<i32> {
        let until = std::time::Instant::now() + deadline;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code();
            }
            assert!(std::time::Instant::now() < until, "it did not end within {deadline:?}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits for its end: how it ended, and the log lines not read yet.
    pub fn wait(mut self) -> (ExitStatus, Vec<Value>) {
        let status = self.child.wait().unwrap();
        let lines = self.lines.lock().unwrap();
        let log = lines.iter().map(|line| serde_json::from_str(&line).unwrap()).collect();
        (status, log)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A complete HTTP/1.1 POST.
#[must_use]
pub fn request(path: &str, kind: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

#[derive(Debug)]
/// What came back.
pub struct Response {
    /// Its status.
    pub status: u16,
    /// Status line and header fields.
    pub head: String,
    /// The body, without its chunks.
    pub body: Vec<u8>,
}

impl Response {
    /// Reads until the server closes.
    #[must_use]
    pub fn read(mut stream: TcpStream) -> Self {
        let mut bytes = Vec::new();
        // The reset of a refused upload may follow the answer.
        let _ = stream.read_to_end(&mut bytes);
        let split = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        let split = split.unwrap_or_else(|| panic!("no head in {:?}", String::from_utf8_lossy(&bytes)));
        let head = String::from_utf8(bytes[..split].to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        let mut body = bytes[split + 4..].to_vec();
        if head.to_ascii_lowercase().contains("transfer-encoding: chunked") {
            body = dechunk(&body);
        }
        Self { status, head, body }
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    /// The body as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("not JSON: {:?}", self.text()))
    }

    /// The objects of an NDJSON body.
    #[must_use]
    pub fn lines(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}

fn dechunk(mut bytes: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    while let Some(end) = bytes.windows(2).position(|window| window == b"\r\n") {
        let size = std::str::from_utf8(&bytes[..end]).unwrap();
        let size = usize::from_str_radix(size.split(';').next().unwrap(), 16).unwrap();
        if size == 0 {
            break;
        }
        body.extend_from_slice(&bytes[end + 2..end + 2 + size]);
        bytes = &bytes[end + 4 + size..];
    }
    body
}

/// Samples of a text exposition by name and label text.
#[derive(Debug)]
pub struct Metrics(
    /// As they came, label text included.
    pub BTreeMap<String, f64>,
);

impl Metrics {
    fn parse(text: &str) -> Self {
        let sample = |line: &str| {
            let (name, value) = line.rsplit_once(' ').unwrap();
            (name.to_owned(), value.parse().unwrap())
        };
        Self(text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(sample).collect())
    }

    /// The sample without labels, or with exactly this label text.
    #[must_use]
    pub fn one(&self, name: &str) -> f64 {
        *self.0.get(name).unwrap_or_else(|| panic!("no {name} in {:#?}", self.0))
    }

    /// Sum over the label sets of a family's samples that contain `label`.
    #[must_use]
    pub fn sum(&self, name: &str, label: &str) -> f64 {
        let belongs = |key: &str| {
            key.strip_prefix(name)
                .is_some_and(|rest| rest.is_empty() || (rest.starts_with('{') && rest.contains(label)))
        };
        self.0.iter().filter(|(key, _)| belongs(key)).map(|(_, value)| value).sum()
    }

    /// Laws 1 to 5 of the exposition, to the unit, for a server at rest.
    pub fn assert_laws(&self) {
        let total = self.one("inference_requests_total");
        let ended = self.one("inference_requests_success_total")
            + self.one("inference_requests_failed_total")
            + self.one("inference_requests_cancelled_total");
        assert_eq!(total, ended, "requests = success + failed + cancelled");
        assert_eq!(total, self.sum("inference_outcomes_total", ""), "requests = sum of outcomes");
        assert_eq!(total, self.sum("inference_duration_seconds_count", ""), "requests = durations");
        assert_eq!(total, self.one("inference_time_ms_count"));
        assert_eq!(self.sum("inference_in_flight", ""), 0.0, "in flight");
        assert_eq!(self.sum("inference_queued", ""), 0.0, "queued");
        assert_eq!(self.one("http_requests_active"), 0.0, "active");
        assert_eq!(
            self.one("inference_tokens_total"),
            self.sum("inference_output_tokens_total", ""),
            "tokens"
        );
        for (key, count) in self.0.iter().filter(|(key, _)| key.contains("_count")) {
            let (family, labels) = key.split_once("_count").unwrap();
            let labels = labels.trim_start_matches('{').trim_end_matches('}');
            let comma = if labels.is_empty() { "" } else { "," };
            let infinite = format!("{family}_bucket{{{labels}{comma}le=\"+Inf\"}}");
            assert_eq!(self.0.get(&infinite), Some(count), "{infinite}");
        }
        assert_eq!(self.sum("telemetry_invariant_violations_total", ""), 0.0, "the laws as checked live");
        assert!(self.0.values().all(|value| *value >= 0.0), "nothing is below zero");
    }
}
