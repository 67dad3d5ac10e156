//! The recording proxy beside nginx's `proxy_pass` and no proxy at all, on loopback.
//!
//! `cargo bench -p hailo-benches --bench proxy` prints the delay that each adds to a chunk, what is left of the
//! throughput, and the memory of an open stream. `-- --soak SECONDS` runs mixed traffic with clients that leave, slow
//! readers and an upstream that restarts, and checks memory and counts. `-- --test` is a short run of both.
//!
//! Proxy and nginx are processes of their own with one worker each; upstream and clients share the remaining time of the
//! machine's cores, so absolute delays hold for this machine only.
#![allow(clippy::print_stdout, reason = "a bench speaks on standard output")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a bench that can't run ends")]

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::net::SocketAddr;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use hailo_ollama::proxy::{Proxy, ProxyOptions, Upstream};
use hailo_telemetry::{Config, Outcome, Telemetry};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// Both ends of the path read one clock.
static START: LazyLock<Instant> = LazyLock::new(Instant::now);

fn now() -> u64 {
    u64::try_from(START.elapsed().as_nanos()).unwrap()
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let after = |flag: &str| args.iter().position(|a| a == flag).and_then(|i| args.get(i + 1)).cloned();
    if let Some(upstream) = after("--proxy-child") {
        return child(&upstream);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        if args.iter().any(|a| a == "--test") {
            compare(&[2], 20, 20).await;
            soak(Duration::from_secs(3)).await;
        } else if let Some(seconds) = after("--soak") {
            soak(Duration::from_secs(seconds.parse().expect("--soak SECONDS"))).await;
        } else {
            compare(&[1, 8, 64], 200, 20_000).await;
        }
    });
}

/// The proxy in a process of its own: prints its port, then answers each line on standard input with its counts.
fn child(upstream: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let telemetry = Telemetry::new(Config::default());
    let seen = telemetry.clone();
    std::thread::spawn(move || {
        for _ in std::io::stdin().lines() {
            let snapshot = seen.snapshot();
            let outcomes = Outcome::ALL.map(|o| snapshot.totals.outcomes[o as usize]);
            let running: u64 = snapshot.models.iter().map(|m| m.in_flight + m.queued).sum();
            let violations: u64 = snapshot.own.violations.iter().sum();
            println!("{running} {violations} {} {outcomes:?}", snapshot.totals.output_tokens);
        }
        // The parent is gone.
        std::process::exit(0);
    });
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("{}", listener.local_addr().unwrap().port());
        let upstream = Upstream::new("", upstream).unwrap();
        let proxy = Proxy::new(telemetry, ProxyOptions::new(vec![upstream]));
        proxy.serve(listener, std::future::pending()).await.unwrap();
    });
}

/// A process that is killed when it goes out of scope.
struct Server {
    process: Child,
    address: SocketAddr,
    talk: Option<(ChildStdin, BufReader<ChildStdout>)>,
}

impl Server {
    fn proxy(upstream: SocketAddr) -> Self {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--proxy-child", &format!("http://{upstream}")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(process.stdout.take().unwrap());
        let mut port = String::new();
        out.read_line(&mut port).unwrap();
        let address = SocketAddr::from(([127, 0, 0, 1], port.trim().parse().unwrap()));
        let talk = Some((process.stdin.take().unwrap(), out));
        Self { process, address, talk }
    }

    /// nginx as its documentation says to stream: no buffering, connections to the upstream kept.
    fn nginx(upstream: SocketAddr, folder: &std::path::Path) -> Option<Self> {
        let port = std::net::TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
        let at = folder.display();
        let config = format!(
            "daemon off; worker_processes 1; pid {at}/pid; error_log {at}/error.log;
            events {{ worker_connections 1024; }}
            http {{ access_log off; client_body_temp_path {at}/body; proxy_temp_path {at}/proxy;
              fastcgi_temp_path {at}/f; uwsgi_temp_path {at}/u; scgi_temp_path {at}/s;
              upstream up {{ server {upstream}; keepalive 64; }}
              server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://up; proxy_http_version 1.1;
                proxy_set_header Connection \"\"; proxy_buffering off; proxy_read_timeout 60s; }} }} }}"
        );
        let file = folder.join("nginx.conf");
        std::fs::write(&file, config).ok()?;
        let nginx = ["/usr/sbin/nginx", "nginx"].into_iter().find_map(|name| {
            Command::new(name).arg("-c").arg(&file).arg("-p").arg(folder).stderr(Stdio::null()).spawn().ok()
        });
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let server = Self { process: nginx?, address, talk: None };
        let listens = || std::net::TcpStream::connect(address).is_ok();
        (0..100)
            .any(|_| {
                listens() || {
                    std::thread::sleep(Duration::from_millis(20));
                    false
                }
            })
            .then_some(server)
    }

    /// Resident memory in KiB, of the process and its children.
    fn resident(&self) -> u64 {
        let own = |pid: &str| {
            let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
            let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap_or_default();
            line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0)
        };
        let pid = self.process.id().to_string();
        let children =
            std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
        own(&pid) + children.split_whitespace().map(own).sum::<u64>()
    }

    fn counts(&mut self) -> String {
        let (to, from) = self.talk.as_mut().unwrap();
        writeln!(to).unwrap();
        let mut line = String::new();
        from.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}

/// Serves chunked NDJSON: as many chunks, as far apart, as the prompt `COUNT MICROSECONDS` says.
async fn upstream(listener: TcpListener) {
    let mut connections = JoinSet::new();
    while let Ok((socket, _)) = listener.accept().await {
        connections.spawn(generate(socket));
        while connections.try_join_next().is_some() {}
    }
}

async fn generate(mut socket: TcpStream) -> std::io::Result<()> {
    socket.set_nodelay(true)?;
    let mut buffer = vec![0; 4096];
    let mut request = String::new();
    loop {
        while !request.contains('}') {
            let n = socket.read(&mut buffer).await?;
            if n == 0 {
                return Ok(());
            }
            request.push_str(&String::from_utf8_lossy(&buffer[..n]));
        }
        let prompt = request.split("\"prompt\":\"").nth(1).and_then(|r| r.split('"').next()).unwrap_or("0 0");
        let (count, micros) = prompt.split_once(' ').unwrap();
        let (count, micros): (u64, u64) = (count.parse().unwrap(), micros.parse().unwrap());
        request.clear();
        socket
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n")
            .await?;
        let mut ticks = tokio::time::interval(Duration::from_micros(micros.max(1)));
        let mut chunk = String::new();
        for _ in 0..count {
            if micros > 0 {
                ticks.tick().await;
            }
            let line =
                format!("{{\"model\":\"m\",\"response\":\" token\",\"done\":false,\"at\":{:020}}}\n", now());
            chunk.clear();
            write!(chunk, "{:x}\r\n{line}\r\n", line.len()).unwrap();
            socket.write_all(chunk.as_bytes()).await?;
        }
        let line = format!("{{\"model\":\"m\",\"response\":\"\",\"done\":true,\"eval_count\":{count}}}\n");
        socket.write_all(format!("{:x}\r\n{line}\r\n0\r\n\r\n", line.len()).as_bytes()).await?;
    }
}

/// Asks for `count` chunks and reads them, calling `each` with the time its chunk was sent, until that says stop.
async fn ask(
    address: SocketAddr,
    count: u64,
    micros: u64,
    mut each: impl FnMut(u64) -> bool,
) -> std::io::Result<bool> {
    let mut socket = TcpStream::connect(address).await?;
    socket.set_nodelay(true)?;
    let body = format!("{{\"model\":\"m\",\"prompt\":\"{count} {micros}\"}}");
    let head = format!("POST /api/generate HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n\r\n", body.len());
    socket.write_all(format!("{head}{body}").as_bytes()).await?;
    let (mut buffer, mut kept) = (vec![0; 64 << 10], Vec::new());
    loop {
        let n = socket.read(&mut buffer).await?;
        if n == 0 {
            return Ok(false);
        }
        kept.extend_from_slice(&buffer[..n]);
        let mut from = 0;
        while let Some(i) = kept[from..].windows(5).position(|w| w == b"\"at\":") {
            let digits = from + i + 5;
            let Some(sent) = kept.get(digits..digits + 20) else { break };
            // A proxy may cut its chunks anywhere when it is behind: a number with a chunk head in it is no sample.
            if let Some(sent) = std::str::from_utf8(sent).ok().and_then(|digits| digits.parse().ok())
                && !each(sent)
            {
                return Ok(false);
            }
            from = digits + 20;
        }
        if kept.ends_with(b"0\r\n\r\n") {
            return Ok(true);
        }
        // What may be the beginning of a mark stays.
        from = from.max(kept.len().saturating_sub(25));
        kept.drain(..from);
    }
}

/// Delays in nanoseconds of every chunk of `streams` streams at once.
async fn delays(address: SocketAddr, streams: usize, chunks: u64, micros: u64) -> Vec<u64> {
    let mut clients = JoinSet::new();
    for _ in 0..streams {
        clients.spawn(async move {
            let mut delays = Vec::new();
            let whole = ask(address, chunks, micros, |sent| {
                delays.push(now() - sent);
                true
            });
            assert!(whole.await.unwrap(), "a stream ended early");
            assert!(delays.len() as u64 > chunks / 2, "most chunks are samples");
            delays
        });
    }
    clients.join_all().await.concat()
}

async fn compare(streams: &[usize], paced: u64, bulk: u64) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let direct = listener.local_addr().unwrap();
    tokio::spawn(upstream(listener));
    let folder = tempfile::tempdir().unwrap();
    let proxy = Server::proxy(direct);
    let nginx = Server::nginx(direct, folder.path());
    let mut targets = vec![("direct", direct, None), ("hailo-monitor proxy", proxy.address, Some(&proxy))];
    match &nginx {
        Some(nginx) => targets.push(("nginx proxy_pass", nginx.address, Some(nginx))),
        None => println!("SKIPPED nginx: not installed or not startable"),
    }
    println!("| path | streams | chunk delay p50 µs | p99 µs | chunks/s | of direct |");
    println!("|---|---|---|---|---|---|");
    for &streams in streams {
        let mut delay = vec![Vec::new(); targets.len()];
        let mut fastest = vec![0.0_f64; targets.len()];
        // In turns, so that what else the machine does meets all of them.
        for round in 0..4 {
            for (i, (_, address, _)) in targets.iter().enumerate() {
                let sample = delays(*address, streams, paced, 10_000).await;
                let begin = Instant::now();
                let each = (bulk / streams as u64).max(1);
                delays(*address, streams, each, 0).await;
                let rate = (each * streams as u64) as f64 / begin.elapsed().as_secs_f64();
                // The first round warms up.
                if round > 0 {
                    delay[i].extend(sample);
                    fastest[i] = fastest[i].max(rate);
                }
            }
        }
        for (i, (name, ..)) in targets.iter().enumerate() {
            delay[i].sort_unstable();
            let at = |q: f64| delay[i][((delay[i].len() - 1) as f64 * q) as usize] as f64 / 1000.0;
            println!(
                "| {name} | {streams} | {:.0} | {:.0} | {:.0} | {:.2} |",
                at(0.5),
                at(0.99),
                fastest[i],
                fastest[i] / fastest[0]
            );
        }
    }
    for (name, address, server) in targets {
        let Some(server) = server else { continue };
        let before = server.resident();
        let mut open = JoinSet::new();
        let streams = 200;
        for _ in 0..streams {
            open.spawn(ask(address, 1_000, 20_000, |_| true));
        }
        tokio::time::sleep(Duration::from_secs(3)).await;
        println!(
            "{name}: {} KiB a stream with {streams} open",
            server.resident().saturating_sub(before) / streams
        );
        open.abort_all();
    }
}

async fn soak(length: Duration) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let direct = listener.local_addr().unwrap();
    let mut serving = tokio::spawn(upstream(listener));
    let mut proxy = Server::proxy(direct);
    let address = proxy.address;
    let begin = Instant::now();
    let mut clients = JoinSet::new();
    for seed in 0..16 {
        clients.spawn(async move {
            let mut rng = fastrand::Rng::with_seed(seed);
            let mut asked = 0_u64;
            while begin.elapsed() < length {
                asked += 1;
                let (chunks, leaves) = (rng.u64(1..120), rng.u8(..4) == 0);
                let mut left = if leaves { rng.u64(..chunks) } else { u64::MAX };
                let slow = rng.u8(..8) == 0;
                let read = ask(address, chunks, rng.u64(..3) * 500, |_| {
                    if slow {
                        // Stops reading altogether: the proxy must stop reading too.
                        std::thread::sleep(Duration::from_millis(1));
                    }
                    left = left.saturating_sub(1);
                    left > 0
                });
                // Upstream restarts break some; the proxy's own refusals are answers too.
                let _ = tokio::time::timeout(Duration::from_secs(5), read).await;
            }
            asked
        });
    }
    let mut memory = Vec::new();
    let mut restarts = 0;
    while begin.elapsed() < length {
        tokio::time::sleep(Duration::from_millis(1500)).await;
        memory.push(proxy.resident());
        if memory.len() % 2 == 0 {
            restarts += 1;
            serving.abort();
            let _ = serving.await;
            tokio::time::sleep(Duration::from_millis(100)).await;
            serving = tokio::spawn(upstream(TcpListener::bind(direct).await.unwrap()));
        }
    }
    let asked: u64 = clients.join_all().await.into_iter().sum();
    let mut counts = String::new();
    for _ in 0..100 {
        counts = proxy.counts();
        if counts.starts_with("0 ") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let warm = memory[memory.len() / 3];
    let end = *memory.last().unwrap();
    println!("soak: {asked} requests in {:?}, {restarts} upstream restarts", begin.elapsed());
    println!(
        "soak: resident {warm} KiB after a third, {end} KiB at the end; in flight, breaches, tokens, outcomes: {counts}"
    );
    assert!(counts.starts_with("0 0 "), "requests left in flight, or a law broken: {counts}");
    assert!(end <= warm + warm / 10 + 2048, "memory grew from {warm} to {end} KiB");
}
