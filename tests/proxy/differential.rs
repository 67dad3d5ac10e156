//! The proxy against no proxy: thousands of generated exchanges, the same bytes both ways, and the
//! recorder against the generator's truth, to the nanosecond, on a manual clock.
//!
//! Every exchange runs in lock-step: the upstream writes a piece (cut anywhere: inside a line, a UTF-8
//! character, a chunk header), waits until the client has read it, moves the clock and writes on. So
//! the time at which the proxy saw each byte is known exactly, and nothing sleeps.
//!
//! `HAILO_PROXY_EXCHANGES` sets how many (default 1,000), `HAILO_PROXY_SEED` the seed.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fastrand::Rng;
use hailo_ollama::proxy::{Proxy, ProxyOptions, Upstream};
use hailo_telemetry::{Clock, Config, Count, ManualClock, ModelSnapshot, Outcome, Reason, Telemetry};
use hailo_testkit::served::{Served, listen};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::exchange::{End, Exchange, Truth, exchange};
use crate::in_time;
use crate::reader::Reader;

/// The exchange being played, and how far the client is: (turn, bytes of body, ended).
struct Stage {
    exchange: Mutex<Option<Arc<Exchange>>>,
    read: watch::Sender<(u64, usize, bool)>,
    clock: Mutex<Option<ManualClock>>,
    request: Mutex<Option<Reader>>,
    left_early: watch::Sender<u64>,
}

async fn upstream(listener: TcpListener, stage: Arc<Stage>) {
    loop {
        let (socket, _) = listener.accept().await.unwrap();
        tokio::spawn(play(socket, stage.clone()));
    }
}

/// Plays exchanges on one connection until it closes.
async fn play(mut socket: TcpStream, stage: Arc<Stage>) {
    socket.set_nodelay(true).unwrap();
    let mut buffer = vec![0; 64 << 10];
    loop {
        let mut request = Reader::default();
        while !request.ended {
            match socket.read(&mut buffer).await {
                Ok(0) | Err(_) => return,
                Ok(n) => request.feed(&buffer[..n]),
            }
        }
        *stage.request.lock().unwrap() = Some(request);
        let exchange = stage.exchange.lock().unwrap().clone().unwrap();
        let turn = stage.read.borrow().0;
        let mut sent = Reader::default();
        let mut first = true;
        for (wait, bytes) in &exchange.writes {
            if (first || sent.progress_since_last)
                && let Some(clock) = &*stage.clock.lock().unwrap()
            {
                clock.advance(Duration::from_nanos(*wait));
            }
            first = false;
            socket.write_all(bytes).await.unwrap();
            sent.feed(bytes);
            let want = (turn, sent.body.len(), sent.ended);
            if let End::Abort(at) = exchange.end
                && sent.body.len() >= at
            {
                // The client has what it wanted and leaves; so must the proxy.
                while matches!(socket.read(&mut buffer).await, Ok(n) if n > 0) {}
                stage.left_early.send_modify(|n| *n += 1);
                return;
            }
            stage.read.subscribe().wait_for(|read| *read >= want).await.unwrap();
        }
        if exchange.end == End::Death {
            return;
        }
    }
}

/// Asks `address` and reads the answer until it ends or breaks off.
async fn ask(address: SocketAddr, exchange: &Exchange, stage: &Stage) -> Reader {
    let turn = stage.read.borrow().0 + 1;
    stage.read.send_replace((turn, 0, false));
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.set_nodelay(true).unwrap();
    socket.write_all(&exchange.request).await.unwrap();
    let mut reader = Reader::default();
    let mut buffer = vec![0; 64 << 10];
    while !reader.ended {
        let read = socket.read(&mut buffer).await.unwrap_or(0);
        if read == 0 {
            break;
        }
        reader.feed(&buffer[..read]);
        if matches!(exchange.end, End::Abort(at) if reader.body.len() >= at) {
            break;
        }
        stage.read.send_replace((turn, reader.body.len(), reader.ended));
    }
    reader
}

fn m1(telemetry: &Telemetry) -> ModelSnapshot {
    telemetry.snapshot().model("m1").cloned().unwrap_or_default()
}

fn recorded(now: &ModelSnapshot, before: &ModelSnapshot) -> Truth {
    let delta = now.since(before);
    let outcome = Outcome::ALL.iter().copied().find(|o| delta.outcome(*o) > 0);
    assert!(delta.requests() <= 1, "a request is counted once");
    let ttft = delta.time_to_first_token();
    Truth {
        outcome,
        reason: Reason::ALL.iter().copied().find(|r| delta.failures(*r) > 0),
        duration: Outcome::ALL.iter().map(|outcome| delta.duration(*outcome).sum()).sum(),
        ttft: (ttft.count() > 0).then(|| ttft.sum()),
        tokens: delta.output_tokens(),
        prompt: delta.count(Count::PromptTokens),
        chunks: delta.count(Count::Chunks),
        gaps: delta.inter_token().count(),
        gap_sum: delta.inter_token().sum(),
    }
}

#[tokio::test]
async fn the_proxy_changes_no_byte_and_records_the_truth() {
    let number = |name: &str, default: u64| std::env::var(name).map_or(default, |v| v.parse().unwrap());
    let exchanges = number("HAILO_PROXY_EXCHANGES", 1000);
    let seed = number("HAILO_PROXY_SEED", 1);

    let (clock, hand) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock));
    let stage = Arc::new(Stage {
        exchange: Mutex::new(None),
        read: watch::Sender::new((0, 0, false)),
        clock: Mutex::new(None),
        request: Mutex::new(None),
        left_early: watch::Sender::new(0),
    });
    let (up, direct) = listen().await;
    tokio::spawn(upstream(up, stage.clone()));
    let target = Upstream::new("", &format!("http://{direct}")).unwrap();
    let mut options = ProxyOptions::new(vec![target]);
    options.keep_host = true;
    let proxy = Proxy::new(telemetry.clone(), options);
    let server = Served::start(move |down, stop| proxy.serve(down, stop)).await;
    let through = server.address;

    let mut kinds = std::collections::BTreeMap::new();
    let mut rng = Rng::with_seed(seed);
    for i in 0..exchanges {
        let exchange = Arc::new(exchange(&mut rng));
        let asks = exchange.truth.outcome.is_some();
        if m1(&telemetry).requests() == 0 && exchange.truth.outcome != Some(Outcome::Completed) {
            // A name that no server has answered under yet is another story.
            continue;
        }
        let what = format!(
            "exchange {i} of seed {seed}: {:?} {:?} in {} writes",
            exchange.kind,
            exchange.end,
            exchange.writes.len()
        );
        *stage.exchange.lock().unwrap() = Some(exchange.clone());

        *stage.clock.lock().unwrap() = None;
        let plain = in_time(ask(direct, &exchange, &stage), &format!("direct {what}")).await;
        let asked = stage.request.lock().unwrap().take().unwrap();

        *stage.clock.lock().unwrap() = Some(hand.clone());
        let before = m1(&telemetry);
        let leavers = *stage.left_early.borrow();
        let proxied = in_time(ask(through, &exchange, &stage), &what).await;
        let forwarded = stage.request.lock().unwrap().take().unwrap();
        if matches!(exchange.end, End::Abort(_)) {
            let mut left = stage.left_early.subscribe();
            in_time(left.wait_for(|n| *n > leavers), &what).await.unwrap();
        }
        // The body may be dropped a moment after its last byte was read.
        let mut after = m1(&telemetry);
        while asks && after.requests() == before.requests() {
            tokio::task::yield_now().await;
            after = m1(&telemetry);
        }

        assert_eq!(asked.essence(), forwarded.essence(), "request head, {what}");
        assert_eq!(asked.body, forwarded.body, "request body, {what}");
        if let End::Abort(at) = exchange.end {
            assert_eq!(plain.body[..at], proxied.body[..at], "{what}");
        } else {
            assert_eq!(plain.essence(), proxied.essence(), "response head, {what}");
            assert!(plain.body == proxied.body, "response body, {what}");
            assert_eq!(plain.ended, proxied.ended, "{what}");
        }
        assert_eq!(recorded(&after, &before), exchange.truth, "{what}");
        *kinds.entry(format!("{:?}", exchange.truth.outcome)).or_insert(0) += 1;
    }
    let total = m1(&telemetry);
    assert_eq!(total.in_flight(), 0);
    assert!(total.requests() > 0 && kinds.len() >= 4, "every outcome was played: {kinds:?}");
}
