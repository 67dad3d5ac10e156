//! Direct, nginx and the proxy side by side.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::instructions;
use crate::servers::Server;
use crate::traffic::{Ask, Read, now, read, upstream};

/// Delays in nanoseconds of every chunk of `streams` streams at once.
async fn delays(address: SocketAddr, streams: usize, chunks: u64, apart: u64) -> Vec<u64> {
    let mut clients = JoinSet::new();
    for _ in 0..streams {
        clients.spawn(async move {
            let mut delays = Vec::new();
            let whole = read(address, Ask::stream(chunks, apart), |sent| {
                delays.push(now() - sent);
                true
            });
            assert_eq!(whole.await.unwrap(), Read::Whole, "a stream ended early");
            assert!(delays.len() as u64 > chunks / 2, "most chunks are samples");
            delays
        });
    }
    clients.join_all().await.concat()
}

struct Target {
    name: &'static str,
    address: SocketAddr,
    server: Option<Server>,
    /// Memory of an open stream in KiB.
    stream: u64,
}

impl Target {
    fn processor(&self) -> Duration {
        self.server.as_ref().map(Server::processor).unwrap_or_default()
    }

    /// Measures the memory of `streams` open streams.
    async fn open(&mut self, streams: u64) {
        let Some(server) = &self.server else { return };
        let before = server.resident();
        let mut open = JoinSet::new();
        for _ in 0..streams {
            open.spawn(read(self.address, Ask::stream(1_000, 20_000), |_| true));
        }
        tokio::time::sleep(Duration::from_secs(2)).await;
        self.stream = server.resident().saturating_sub(before) / streams;
        open.abort_all();
    }
}

/// Compares at each number of `streams`: `paced` chunks 10 ms apart for the delay, `bulk` chunks in all as fast as they
/// come for the throughput; memory with `open` streams.
pub(crate) async fn run(streams: &[usize], paced: u64, bulk: u64, open: u64) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let direct = listener.local_addr().unwrap();
    tokio::spawn(upstream(listener));
    let folder = tempfile::tempdir().unwrap();
    let mut targets = vec![Target { name: "direct", address: direct, server: None, stream: 0 }];
    let proxy = Server::proxy(direct, &[]);
    match Server::nginx(direct, folder.path(), &[]) {
        Some(nginx) => {
            let address = nginx.address;
            targets.push(Target { name: "nginx `proxy_pass`", address, server: Some(nginx), stream: 0 });
        }
        None => println!("SKIPPED nginx: not installed or not startable\n"),
    }
    targets.push(Target {
        name: "`hailo-monitor proxy`",
        address: proxy.address,
        server: Some(proxy),
        stream: 0,
    });
    // Before anything else, while the processes are fresh.
    for target in &mut targets {
        target.open(open).await;
    }
    println!(
        "| path | streams | chunk delay, µs: median | p99 | chunks/s | of direct | processor µs a chunk: paced | unpaced |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for &streams in streams {
        let mut delay = vec![Vec::new(); targets.len()];
        let mut fastest = vec![0.0_f64; targets.len()];
        let mut costs = vec![(Duration::ZERO, Duration::ZERO); targets.len()];
        let each = (bulk / streams as u64).max(1);
        let rounds = 3;
        // In turns, so that what else the machine does meets all of them; the first round warms up.
        for round in 0..=rounds {
            for (i, target) in targets.iter().enumerate() {
                let start = target.processor();
                let sample = delays(target.address, streams, paced, 10_000).await;
                let between = target.processor();
                let begin = Instant::now();
                delays(target.address, streams, each, 0).await;
                let rate = (each * streams as u64) as f64 / begin.elapsed().as_secs_f64();
                if round > 0 {
                    delay[i].extend(sample);
                    fastest[i] = fastest[i].max(rate);
                    costs[i].0 += between - start;
                    costs[i].1 += target.processor() - between;
                }
            }
        }
        for (i, target) in targets.iter().enumerate() {
            delay[i].sort_unstable();
            let at = |q: f64| delay[i][((delay[i].len() - 1) as f64 * q) as usize] as f64 / 1000.0;
            let cost = |spent: Duration, chunks: u64| match target.server {
                None => "–".to_owned(),
                Some(_) => {
                    format!("{:.2}", spent.as_secs_f64() * 1e6 / (chunks * rounds * streams as u64) as f64)
                }
            };
            println!(
                "| {} | {streams} | {:.0} | {:.0} | {:.0} | {:.2} | {} | {} |",
                target.name,
                at(0.5),
                at(0.99),
                fastest[i],
                fastest[i] / fastest[0],
                cost(costs[i].0, paced),
                cost(costs[i].1, each),
            );
        }
    }
    println!();
    if let Some(server) = targets.last_mut().and_then(|target| target.server.as_mut()) {
        let read: u64 = streams.iter().map(|n| (paced + (bulk / *n as u64).max(1)) * *n as u64 * 4).sum();
        let pieces = server.counts().pieces;
        assert!(pieces >= read, "{pieces} of {read} chunks were counted: the proxy did not do its work");
    }
    for target in targets.iter().filter(|target| target.server.is_some()) {
        println!("- {}: {} KiB of resident memory a stream, with {open} open", target.name, target.stream);
    }

    if !instructions::is_possible() {
        println!("- SKIPPED instructions: no valgrind");
        return;
    }
    let mut lines = Vec::new();
    for (how, chunks, apart) in [("2 ms apart", paced, 2_000), ("unpaced", bulk, 0)] {
        let ours =
            instructions::per_chunk(|_, under| Some(Server::proxy(direct, under)), chunks, apart).await;
        let nginx =
            instructions::per_chunk(|folder, under| Server::nginx(direct, folder, under), chunks, apart)
                .await;
        let say = |count: Option<u64>| count.map_or_else(|| "not counted".to_owned(), |n| n.to_string());
        lines.push(format!("{} and {} {how}", say(nginx), say(ours)));
    }
    println!(
        "- instructions a chunk outside the kernel, nginx and the proxy (callgrind): {}",
        lines.join("; ")
    );
}
