//! What the proxy does when things are not well: no upstream, a silent one, too many clients, a slow one.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hailo_ollama::proxy::QueueOptions;
use hailo_telemetry::{HealthReason, HttpStatus, LoadPhase, Outcome, Reason};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;

use crate::{DONE, answer, listen, model, prove, proxy, request, send, until};

#[tokio::test]
async fn without_an_upstream_the_answer_is_502_and_the_engine_unhealthy() {
    let (listener, nobody) = listen().await;
    drop(listener);
    let (telemetry, address) = proxy(nobody, |_| ()).await;
    let text = answer(send(address, "").await).await;
    assert!(
        text.starts_with("HTTP/1.1 502") && text.contains("{\"error\":\"upstream: cannot connect"),
        "{text}"
    );
    let model = model(&telemetry);
    assert_eq!(model.outcome(Outcome::Failed), 1);
    assert_eq!(model.failures(Reason::Unavailable), 1);
    assert_eq!(telemetry.health().reason, HealthReason::ProbeFailed);
}

#[tokio::test]
async fn one_past_the_queue_gets_503_and_the_others_their_turn() {
    let (listener, up) = listen().await;
    let go = Arc::new(Semaphore::new(0));
    let gate = Arc::clone(&go);
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            request(&mut socket).await;
            gate.acquire().await.unwrap().forget();
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{DONE}", DONE.len());
            socket.write_all(head.as_bytes()).await.unwrap();
        }
    });
    let queue = Some(QueueOptions::new(1, 1));
    let (telemetry, address) = proxy(up, |options| options.queue = queue).await;
    go.add_permits(1);
    prove(&telemetry, address).await;
    let first = send(address, "").await;
    until(&telemetry, |model| model.in_flight() == 1).await;
    let second = send(address, "").await;
    until(&telemetry, |model| model.queued() == 1).await;
    let third = answer(send(address, "").await).await;
    assert!(third.starts_with("HTTP/1.1 503") && third.to_lowercase().contains("retry-after: 1"), "{third}");
    go.add_permits(2);
    assert!(answer(first).await.ends_with(DONE));
    assert!(answer(second).await.ends_with(DONE));
    let model = until(&telemetry, |model| model.in_flight() + model.queued() == 0).await;
    assert_eq!((model.outcome(Outcome::Completed), model.failures(Reason::DeviceBusy)), (3, 1));
    assert_eq!(model.queue_time().count(), 3, "what never started waited for nothing");
}

/// Nobody knows yet whether "m" is a model's name: what waits and runs under it is shown all the same, among the nameless.
#[tokio::test]
async fn a_first_request_is_shown_before_its_name_is_known_to_be_one() {
    for queue in [None, Some(QueueOptions::new(1, 1))] {
        let (listener, up) = listen().await;
        let (telemetry, address) = proxy(up, |options| options.queue = queue).await;
        let gauges = |name: &str| {
            let snapshot = telemetry.snapshot();
            let model = snapshot.model(name).cloned().unwrap_or_default();
            (model.in_flight(), model.queued())
        };
        let shown = async |name: &str, want: (u64, u64)| {
            while gauges(name) != want {
                tokio::task::yield_now().await;
            }
        };
        let first = send(address, "").await;
        let (mut up_first, _) = listener.accept().await.unwrap();
        request(&mut up_first).await;
        shown("unknown", (1, 0)).await;
        let second = send(address, "").await;
        shown("unknown", if queue.is_some() { (1, 1) } else { (2, 0) }).await;
        // Its first words prove the name; the request goes on under it.
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", DONE.len() + 17);
        up_first.write_all(format!("{head}{{\"response\":\"y\"}}\n").as_bytes()).await.unwrap();
        shown("m", (1, 0)).await;
        shown("unknown", if queue.is_some() { (0, 1) } else { (1, 0) }).await;
        up_first.write_all(DONE.as_bytes()).await.unwrap();
        assert!(answer(first).await.ends_with(DONE));
        // The second is given up by its client before a word: it may have been a request of "m".
        let (mut up_second, _) = listener.accept().await.unwrap();
        request(&mut up_second).await;
        shown("unknown", (1, 0)).await;
        drop(second);
        shown("unknown", (0, 0)).await;
        let model = until(&telemetry, |model| model.outcome(Outcome::Cancelled) == 1).await;
        assert_eq!((model.requests(), model.in_flight()), (2, 0));
        assert_eq!(model.queue_time().count(), if queue.is_some() { 2 } else { 0 });
        let snapshot = telemetry.snapshot();
        assert_eq!(snapshot.model("unknown").unwrap().requests(), 0, "shown there, counted elsewhere");
        assert!(snapshot.own.broken_invariants().is_empty());
    }
}

#[tokio::test]
async fn silence_is_a_timeout_before_the_answer_and_within_it() {
    let (listener, up) = listen().await;
    tokio::spawn(async move {
        let mut held = Vec::new();
        for answers in [false, true] {
            let (mut socket, _) = listener.accept().await.unwrap();
            request(&mut socket).await;
            if answers {
                let chunk = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n17\r\n{\"response\":\"a piece\"}\n\r\n";
                socket.write_all(chunk.as_bytes()).await.unwrap();
            }
            held.push(socket);
        }
        std::future::pending::<()>().await;
    });
    let limit = Some(Duration::from_millis(30));
    let (telemetry, address) = proxy(up, |options| options.idle_timeout = limit).await;
    assert!(answer(send(address, "").await).await.starts_with("HTTP/1.1 504"));
    let cut = answer(send(address, "").await).await;
    assert!(
        cut.contains("a piece") && !cut.ends_with("0\r\n\r\n"),
        "a cut answer must not look whole: {cut}"
    );
    let model = until(&telemetry, |model| model.in_flight() == 0).await;
    assert_eq!((model.outcome(Outcome::TimedOut), model.output_tokens()), (2, 1));
    assert_eq!(telemetry.health().reason, HealthReason::TimedOut);
}

#[tokio::test]
async fn trailers_pass() {
    let (listener, up) = listen().await;
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        assert!(request(&mut socket).await.to_lowercase().contains("te: trailers"));
        let head = "HTTP/1.1 200 OK\r\nTrailer: x-sum\r\nTransfer-Encoding: chunked\r\n\r\n";
        let body = format!("{:x}\r\n{DONE}\r\n0\r\nx-sum: 42\r\n\r\n", DONE.len());
        socket.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
    });
    let (telemetry, address) = proxy(up, |_| ()).await;
    let text = answer(send(address, "TE: trailers\r\n").await).await;
    assert!(text.ends_with("0\r\nx-sum: 42\r\n\r\n"), "{text}");
    assert_eq!(model(&telemetry).outcome(Outcome::Completed), 1);
}

#[tokio::test]
async fn a_client_that_does_not_read_stops_the_upstream() {
    const SIZE: usize = 256 << 20;
    let (listener, up) = listen().await;
    let stalled = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        request(&mut socket).await;
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {SIZE}\r\n\r\n");
        socket.write_all(head.as_bytes()).await.unwrap();
        let piece = vec![b' '; 64 << 10];
        let mut sent = 0;
        while sent < SIZE {
            let Ok(written) = tokio::time::timeout(Duration::from_secs(1), socket.write(&piece)).await else {
                break;
            };
            sent += written.unwrap();
        }
        sent
    });
    let (telemetry, address) = proxy(up, |_| ()).await;
    let socket = send(address, "").await;
    // What the sockets' buffers hold, and no more, however long the client takes.
    let sent = stalled.await.unwrap();
    assert!(sent < SIZE / 4, "the proxy took in {sent} bytes that nobody read");
    drop(socket);
    until(&telemetry, |model| model.outcome(Outcome::Cancelled) == 1).await;
}

/// Sends whatever `request` is, then its end.
async fn ask(address: SocketAddr, request: &str) -> TcpStream {
    let mut socket = TcpStream::connect(address).await.unwrap();
    let text = format!("{request} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    socket.write_all(text.as_bytes()).await.unwrap();
    socket
}

#[tokio::test]
async fn what_passes_is_http_traffic_and_active_until_its_end() {
    let (listener, up) = listen().await;
    let go = Arc::new(Semaphore::new(0));
    let gate = Arc::clone(&go);
    tokio::spawn(async move {
        // Whatever it is asked: a 404, then two streams that wait in the middle, then nobody is there.
        let (mut socket, _) = listener.accept().await.unwrap();
        let _ = socket.read(&mut [0; 1024]).await;
        socket.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}").await.unwrap();
        for _ in 0..2 {
            let (mut socket, _) = listener.accept().await.unwrap();
            request(&mut socket).await;
            let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n";
            socket.write_all(head.as_bytes()).await.unwrap();
            gate.acquire().await.unwrap().forget();
            // One client is gone by then.
            let _ = socket.write_all(b"0\r\n\r\n").await;
        }
    });
    let (telemetry, address) = proxy(up, |_| ()).await;
    assert!(answer(ask(address, "GET /api/tags").await).await.starts_with("HTTP/1.1 404"));
    let mut stream = send(address, "").await;
    let mut begun = [0; 16];
    stream.read_exact(&mut begun).await.unwrap();
    let http = telemetry.snapshot().http;
    assert_eq!((http.active, http.requests()), (1, 1), "a stream is active until it ends");
    go.add_permits(1);
    assert!(answer(stream).await.ends_with("0\r\n\r\n"));
    // This client leaves.
    let mut stream = send(address, "").await;
    stream.read_exact(&mut begun).await.unwrap();
    drop(stream);
    until(&telemetry, |model| model.outcome(Outcome::Cancelled) == 1).await;
    go.add_permits(1);
    // Whoever asks now gets the proxy's own refusal.
    while !answer(send(address, "").await).await.starts_with("HTTP/1.1 502") {
        tokio::task::yield_now().await;
    }
    let http = loop {
        let http = telemetry.snapshot().http;
        if http.active == 0 {
            break http;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!((http.status(HttpStatus::Success), http.status(HttpStatus::ClientError)), (2, 1));
    assert!(http.status(HttpStatus::ServerError) >= 1);
    assert_eq!(http.requests(), http.response_time.count());
    let drops = telemetry.counter("http_connection_drops_total", "", &[]).unwrap();
    assert_eq!(drops.value(), 1, "the client that left, and no other");
}

#[tokio::test]
async fn a_load_that_the_server_tells_is_recorded_after_a_switch() {
    let (listener, up) = listen().await;
    tokio::spawn(async move {
        for load in [2_500_000_000_u64, 7_000_000] {
            let (mut socket, _) = listener.accept().await.unwrap();
            request(&mut socket).await;
            let body =
                format!("{{\"response\":\"x\",\"done\":true,\"eval_count\":1,\"load_duration\":{load}}}");
            let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
            socket.write_all(head.as_bytes()).await.unwrap();
        }
    });
    let (telemetry, address) = proxy(up, |_| ()).await;
    for _ in 0..2 {
        assert!(answer(send(address, "").await).await.starts_with("HTTP/1.1 200"));
    }
    let model = until(&telemetry, |model| model.requests() == 2).await;
    assert_eq!(model.load(LoadPhase::FirstInference), Some(Duration::from_millis(2_500)));
}

#[tokio::test]
async fn an_upstream_that_says_to_go_on_for_ever_is_given_up() {
    let (listener, up) = listen().await;
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        request(&mut socket).await;
        let interim = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
        while socket.write_all(interim).await.is_ok() {}
        // A few of them are no harm.
        let (mut socket, _) = listener.accept().await.unwrap();
        request(&mut socket).await;
        socket.write_all(&interim.repeat(20)).await.unwrap();
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{DONE}", DONE.len());
        socket.write_all(head.as_bytes()).await.unwrap();
    });
    let (telemetry, address) = proxy(up, |_| ()).await;
    let text = answer(send(address, "").await).await;
    assert!(text.starts_with("HTTP/1.1 502") && text.contains("interim answers"), "{text}");
    assert_eq!(model(&telemetry).failures(Reason::Aborted), 1);
    assert!(answer(send(address, "").await).await.ends_with(DONE));
}
