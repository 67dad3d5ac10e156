//! Mixed traffic for a long time: clients that leave, slow readers, an upstream that restarts.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::servers::Server;
use crate::traffic::{Ask, Kind, Read, read, upstream};

/// Clients at once; each pauses between its requests, so that a long run leaves the machine to others.
const CLIENTS: u64 = 12;

/// What a client saw.
#[derive(Debug, Default, Clone, Copy)]
struct Seen {
    asked: u64,
    /// Answers that a server gives only when the model has finished, read to their end.
    finished: u64,
}

async fn client(address: SocketAddr, seed: u64, until: Instant) -> Seen {
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut seen = Seen::default();
    while Instant::now() < until {
        let chunks = rng.u64(1..120);
        let kind = if rng.bool() { Kind::Ndjson } else { Kind::ALL[rng.usize(..Kind::ALL.len())] };
        let slow = (rng.u8(..8) == 0).then(|| Duration::from_millis(2));
        let ask = Ask { kind, chunks, apart: rng.u64(..3) * 500, slow };
        let mut left = if rng.u8(..4) == 0 { rng.u64(..chunks) } else { u64::MAX };
        let reading = read(address, ask, |_| {
            left = left.saturating_sub(1);
            left > 0
        });
        // Upstream restarts break some; the proxy's own refusals are answers too, and end as a 500's body ends.
        let read = tokio::time::timeout(Duration::from_secs(10), reading).await;
        seen.asked += 1;
        seen.finished +=
            u64::from(matches!(read, Ok(Ok(Read::Whole))) && matches!(kind, Kind::Ndjson | Kind::Sse));
        tokio::time::sleep(Duration::from_millis(rng.u64(100..500))).await;
    }
    seen
}

pub(crate) async fn run(length: Duration) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let direct = listener.local_addr().unwrap();
    let mut serving = tokio::spawn(upstream(listener));
    let mut proxy = Server::proxy(direct, &[]);
    let address = proxy.address;
    let begin = Instant::now();
    let mut clients = JoinSet::new();
    for seed in 0..CLIENTS {
        clients.spawn(client(address, seed, begin + length));
    }
    println!(
        "| after, s | resident, KiB | descriptors | completed | failed | timed out | cancelled | pieces |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let mut memory = Vec::new();
    let mut restarts = 0_u64;
    let mut row = Duration::ZERO;
    while begin.elapsed() < length {
        tokio::time::sleep(Duration::from_millis(1000)).await;
        memory.push(proxy.resident());
        if memory.len() % 3 == 2 {
            restarts += 1;
            serving.abort();
            let _ = serving.await;
            tokio::time::sleep(Duration::from_millis(100)).await;
            serving = tokio::spawn(upstream(TcpListener::bind(direct).await.unwrap()));
        }
        if begin.elapsed() >= row {
            row += length / 10;
            let counts = proxy.counts();
            println!(
                "| {:.0} | {} | {} | {} | {} | {} | {} | {} |",
                begin.elapsed().as_secs_f64(),
                proxy.resident(),
                proxy.descriptors(),
                counts.completed,
                counts.failed,
                counts.timed_out,
                counts.cancelled,
                counts.pieces,
            );
        }
    }
    let seen = clients.join_all().await;
    let asked: u64 = seen.iter().map(|seen| seen.asked).sum();
    let finished: u64 = seen.iter().map(|seen| seen.finished).sum();
    let mut counts = proxy.counts();
    for _ in 0..100 {
        if counts.running == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        counts = proxy.counts();
    }
    // After the first third everything has been used once.
    let warm = &memory[memory.len() / 3..];
    let middle = warm.len() / 2;
    let mean = |samples: &[u64]| samples.iter().sum::<u64>() / (samples.len() as u64).max(1);
    let (early, late) = (mean(&warm[..middle]), mean(&warm[middle..]));
    println!(
        "\nsoak: {asked} requests in {:.0} s, {restarts} upstream restarts; {counts:?}",
        begin.elapsed().as_secs_f64()
    );
    println!(
        "soak: resident {early} KiB on average in the second third, {late} KiB in the last; {} descriptors at the end",
        proxy.descriptors()
    );
    assert_eq!(
        (counts.running, counts.broken_invariants),
        (0, 0),
        "requests left in flight, or an invariant broken"
    );
    let recorded = counts.completed + counts.failed + counts.timed_out + counts.cancelled;
    assert!(recorded <= asked && counts.completed >= finished, "{recorded} of {asked}, {finished} finished");
    assert!(recorded * 10 >= asked * 9, "{recorded} of {asked} recorded");
    assert!(counts.pieces > counts.completed && counts.tokens > 0, "streams were counted piece by piece");
    assert!(late <= early + early / 20 + 1024, "memory grew from {early} to {late} KiB");
    assert!(proxy.descriptors() < 64, "descriptors leak");
}
