//! What 200 slow scrapers and a stream of malformed requests do to a recorder: nothing, within noise.
//!
//! `cargo bench -p hailo-benches --bench hostile` takes 90 s: 15 s idle, 60 s under attack, 15 s idle again. With
//! `-- --test` it takes 4 s and judges no speed. One thread records requests of 32 tokens all the time, in batches; a
//! real listener serves an exposition of 1,000 models on loopback; the attackers are a second process, so that their
//! memory is not ours. A batch is timed by its thread's CPU clock, because on few cores whatever else runs takes wall time
//! from a thread without costing it a cycle; the wall clock's ratio stands beside it. Exit code 1: an answer that was not
//! intended, a request that was not counted, or memory beyond the bound.

#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used, clippy::print_stdout)] // a program; it panics on wrong use

use std::collections::BTreeMap;
use std::io::Read as _;
use std::net::SocketAddr;
use std::process::{Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use hailo_exporter::{RouterOptions, ServeLimits, router, serve};
use hailo_telemetry::{Outcome, Telemetry, encode};
use rustix::time::{ClockId, clock_gettime};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const MODELS: usize = 1_000;
const TOKENS: u32 = 32;
/// Requests in a batch: some milliseconds.
const BATCH: u64 = 2_000;
/// Places for expositions in memory, as [`RouterOptions`] has them by default.
const PLACES: u64 = 8;

/// Before, during, after.
const PHASES: usize = 3;

/// What the recorder's batches cost, per phase: CPU and wall nanoseconds per request.
type Costs = [Vec<(f64, f64)>; PHASES];

fn thread_cpu() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.try_into().unwrap_or(0), time.tv_nsec.try_into().unwrap_or(0))
}

/// Records until told to stop; returns the costs and the number of requests.
fn record(telemetry: &Telemetry, phase: &AtomicUsize, stop: &AtomicBool) -> (Costs, u64) {
    let model = telemetry.model("model-0");
    let (mut costs, mut requests) = (Costs::default(), 0);
    while !stop.load(Ordering::Relaxed) {
        let before = phase.load(Ordering::Relaxed);
        let (cpu, wall) = (thread_cpu(), Instant::now());
        for _ in 0..BATCH {
            let mut request = model.begin();
            for _ in 0..TOKENS {
                request.token();
            }
            request.complete();
        }
        let (cpu, wall) = (thread_cpu() - cpu, wall.elapsed());
        requests += BATCH;
        if before == phase.load(Ordering::Relaxed) {
            let each = |time: Duration| time.as_nanos() as f64 / BATCH as f64;
            costs[before].push((each(cpu), each(wall)));
        }
    }
    (costs, requests)
}

fn resident() -> u64 {
    Telemetry::default().snapshot().process.resident_memory_bytes.unwrap_or(0)
}

/// The value below which `share` of the values lie.
fn quantile(values: impl Iterator<Item = f64>, share: f64) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[((values.len() - 1) as f64 * share) as usize]
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, attack, address, seconds, slow] = &arguments[..]
        && attack == "attack"
    {
        attackers(address.parse().unwrap(), seconds.parse().unwrap(), slow.parse().unwrap());
        return ExitCode::SUCCESS;
    }
    let test = arguments.iter().any(|argument| argument == "--test");
    let (idle, under, slow, timeout) = if test { (1, 2, 20, 300) } else { (15, 60, 200, 10_000) };

    let telemetry = Telemetry::new(hailo_telemetry::Config::default().label_limit(MODELS));
    for index in 0..MODELS {
        let mut request = telemetry.model(&format!("model-{index}")).begin();
        request.tokens(2);
        request.complete();
    }
    let mut exposition = Vec::new();
    encode::text(&telemetry.snapshot(), &mut exposition).unwrap();
    let exposition = exposition.len() as u64;

    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    let options = RouterOptions::default().scrapes(PLACES as usize).timeout(Duration::from_millis(timeout));
    let app = router(telemetry.clone(), options);
    runtime.spawn(serve(listener, app, ServeLimits::default(), std::future::pending()));

    let (phase, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let (mut before, mut peak, mut after) = (0, 0, 0);
    let (costs, requests, said) = std::thread::scope(|scope| {
        let recorder = scope.spawn(|| record(&telemetry, &phase, &stop));
        std::thread::sleep(Duration::from_secs(idle));
        before = resident();
        phase.store(1, Ordering::Relaxed);
        let mut attack = Command::new(std::env::current_exe().unwrap())
            .args(["attack".into(), address.to_string(), under.to_string(), slow.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let ended = loop {
            if let Some(ended) = attack.try_wait().unwrap() {
                break ended;
            }
            peak = peak.max(resident());
            std::thread::sleep(Duration::from_millis(250));
        };
        assert!(ended.success(), "the attackers failed");
        phase.store(2, Ordering::Relaxed);
        std::thread::sleep(Duration::from_secs(idle));
        after = resident();
        stop.store(true, Ordering::Relaxed);
        let mut said = String::new();
        attack.stdout.take().unwrap().read_to_string(&mut said).unwrap();
        let (costs, requests) = recorder.join().unwrap();
        (costs, requests, said)
    });
    report(&costs, exposition, [before, peak, after], &said);

    let snapshot = telemetry.snapshot();
    let counted = snapshot.models[0].outcome(Outcome::Completed) - 1;
    let mut bad = Vec::new();
    if counted != requests || !snapshot.own.broken_invariants().is_empty() {
        bad.push(format!(
            "{counted} of {requests} requests counted; invariants broken: {:?}",
            snapshot.own.broken_invariants()
        ));
    }
    // Each place holds one exposition, which the first time may grow to twice its size and once more while it does.
    let bound = PLACES * exposition * 3 + (64 << 20);
    if peak.saturating_sub(before) > bound {
        bad.push(format!("memory grew by {} bytes, over {bound}", peak - before));
    }
    bad.extend(said.lines().filter(|line| line.starts_with("UNINTENDED")).map(str::to_owned));
    // While places are taken a good scrape may be told to come again; afterwards it may not.
    let good = b"GET /metrics/prometheus HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
    let answer = runtime.block_on(exchange(address, good));
    if answer != "200" {
        bad.push(format!("a good scrape after the attack: {answer}"));
    }
    for problem in &bad {
        println!("FAILED {problem}");
    }
    if bad.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn report(costs: &Costs, exposition: u64, [before, peak, after]: [u64; 3], said: &str) {
    let cpu = |phase: usize, share| quantile(costs[phase].iter().map(|cost| cost.0), share);
    let wall = |phase: usize| quantile(costs[phase].iter().map(|cost| cost.1), 0.5);
    println!(
        "recorder, ns of CPU per request of {TOKENS} tokens   best  median  90 %   median wall   batches"
    );
    for (phase, name) in ["idle before", "under attack", "idle after"].into_iter().enumerate() {
        let [best, median, most] = [0.0, 0.5, 0.9].map(|share| cpu(phase, share));
        let (wall, batches) = (wall(phase), costs[phase].len());
        println!("  {name:<12} {best:>38.1} {median:>7.1} {most:>6.1} {wall:>13.1} {batches:>9}");
    }
    let idle = |share| f64::midpoint(cpu(0, share), cpu(2, share));
    let noise = |share| (cpu(0, share) - cpu(2, share)).abs() / idle(share) * 100.0;
    for (name, share) in [("best", 0.0), ("median", 0.5)] {
        println!(
            "throughput under attack / idle, CPU, {name} batch: {:.3}   (the two idle phases differ by {:.1} %)",
            idle(share) / cpu(1, share),
            noise(share)
        );
    }
    println!(
        "throughput under attack / idle, wall, median batch: {:.3}   (shares the cores with server and attackers)",
        f64::midpoint(wall(0), wall(2)) / wall(1)
    );
    let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    println!(
        "resident MiB: {:.1} before, {:.1} at most under attack, {:.1} after; one exposition is {:.1}",
        mib(before),
        mib(peak),
        mib(after),
        mib(exposition)
    );
    print!("{said}");
}

/// What the attackers saw, by kind of attack and answer.
type Seen = std::rc::Rc<std::cell::RefCell<BTreeMap<(&'static str, String), u64>>>;

fn note(seen: &Seen, kind: &'static str, answer: String) {
    *seen.borrow_mut().entry((kind, answer)).or_default() += 1;
}

/// Attacks for `seconds`, then prints what was answered.
fn attackers(address: SocketAddr, seconds: u64, slow: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let seen = Seen::default();
    let tasks = tokio::task::LocalSet::new();
    for index in 0..slow {
        let seen = seen.clone();
        tasks.spawn_local(async move {
            loop {
                match index % 4 {
                    0 => read_nothing(address, &seen).await,
                    1 => write_slowly(address, &seen).await,
                    _ => read_slowly(address, &seen).await,
                }
            }
        });
    }
    let requests = malformed();
    for index in 0..requests.len() {
        let (seen, requests) = (seen.clone(), requests.clone());
        tasks.spawn_local(async move {
            let (request, intended) = &requests[index];
            loop {
                let answer = exchange(address, request).await;
                let kind = if intended.iter().any(|intended| answer.starts_with(intended)) {
                    "malformed"
                } else {
                    "UNINTENDED malformed"
                };
                note(&seen, kind, answer);
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
    }
    let good = seen.clone();
    tasks.spawn_local(async move {
        loop {
            let request = b"GET /metrics/prometheus HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
            let answer = exchange(address, request).await;
            let intended = ["200", "503"].contains(&answer.as_str());
            note(&good, if intended { "good scrape" } else { "UNINTENDED good scrape" }, answer);
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    });
    tasks.block_on(&runtime, async { tokio::time::sleep(Duration::from_secs(seconds)).await });
    for ((kind, answer), count) in &*seen.borrow() {
        println!("{kind}: {answer} x {count}");
    }
}

/// Requests that are none, and the answers that are intended; a closed connection is one to what is not HTTP.
fn malformed() -> std::rc::Rc<Vec<(Vec<u8>, Vec<&'static str>)>> {
    let webhook = |body: &str| {
        let head = "POST /v1/alerts/webhook HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: ";
        format!("{head}{}\r\n\r\n{body}", body.len()).into_bytes()
    };
    let large = b"POST /v1/alerts/webhook HTTP/1.1\r\nhost: a\r\nconnection: close\r\ncontent-length: 99999999\r\n\r\n";
    std::rc::Rc::new(vec![
        (b"GARBAGE\r\n\r\n".to_vec(), vec!["400", "closed"]),
        (b"GET / HTTP/9.9\r\n\r\n".to_vec(), vec!["400", "closed"]),
        (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n".to_vec(), vec!["400", "closed"]),
        (format!("GET / HTTP/1.1\r\nx: {}\r\n\r\n", "y".repeat(100_000)).into_bytes(), vec!["431", "closed"]),
        (b"GET /nowhere HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n".to_vec(), vec!["404"]),
        (large.to_vec(), vec!["413"]),
        (webhook("{}"), vec!["400"]),
        (webhook("{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[{\"status\":7}]}"), vec!["400"]),
        (webhook(&"[".repeat(100_000)), vec!["400"]),
    ])
}

/// Sends `request`, reads to the end, and says the status or `closed`.
async fn exchange(address: SocketAddr, request: &[u8]) -> String {
    let Ok(mut stream) = TcpStream::connect(address).await else { return "refused".to_owned() };
    // A server may close before it has read all of what it refuses.
    let _ = stream.write_all(request).await;
    let mut buffer = vec![0; 64 * 1024];
    let mut status = None;
    while let Ok(1..) = stream.read(&mut buffer).await {
        status.get_or_insert_with(|| String::from_utf8_lossy(&buffer[9..12]).into_owned());
    }
    status.unwrap_or_else(|| "closed".to_owned())
}

/// Asks for an exposition and never reads it.
async fn read_nothing(address: SocketAddr, seen: &Seen) {
    let Ok(mut stream) = TcpStream::connect(address).await else {
        return note(seen, "UNINTENDED slow scraper", "refused".to_owned());
    };
    let _ = stream.write_all(b"GET /metrics/prometheus HTTP/1.1\r\nhost: a\r\n\r\n").await;
    tokio::time::sleep(Duration::from_secs(40)).await;
    note(seen, "slow scraper", "read nothing for 40 s".to_owned());
}

/// Sends a head a byte at a time, until the server has had enough.
async fn write_slowly(address: SocketAddr, seen: &Seen) {
    let Ok(mut stream) = TcpStream::connect(address).await else {
        return note(seen, "UNINTENDED slow scraper", "refused".to_owned());
    };
    for byte in b"GET /metrics/prometheus HTTP/1.1\r\nhost: a\r\nx: ".iter().chain([b'y'].iter().cycle()) {
        if stream.write_all(std::slice::from_ref(byte)).await.is_err() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    note(seen, "slow scraper", "head given up".to_owned());
}

/// Asks for an exposition and takes a hundred bytes in a tenth of a second.
async fn read_slowly(address: SocketAddr, seen: &Seen) {
    let Ok(mut stream) = TcpStream::connect(address).await else {
        return note(seen, "UNINTENDED slow scraper", "refused".to_owned());
    };
    let _ = stream.write_all(b"GET /metrics/prometheus HTTP/1.1\r\nhost: a\r\n\r\n").await;
    let mut buffer = [0; 100];
    let mut status = None;
    while let Ok(1..) = stream.read(&mut buffer).await {
        status.get_or_insert_with(|| String::from_utf8_lossy(&buffer[9..12]).into_owned());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let status = status.unwrap_or_else(|| "closed".to_owned());
    let intended = ["200", "503"].contains(&status.as_str());
    note(
        seen,
        if intended { "slow scraper" } else { "UNINTENDED slow scraper" },
        format!("{status}, then cut off"),
    );
}
