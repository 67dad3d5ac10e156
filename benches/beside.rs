//! What recording costs beside all that looks on: the same answers and frames recorded into a telemetry that nobody looks at, into
//! one with an observed device, its poller and watch, the reader of the host, the flight recorder and the page's history, and into
//! one whose page twenty readers want to see besides, of whom eight are served. In turns, all in one process; the first case stands
//! twice, so that what two equal things differ by is known. Then a frame of a detector whose outputs are looked at never, each
//! sixteenth time, and each time, for what nobody can have computed. Prints one line of JSON: nanoseconds of each, in these orders.
//!
//! `cargo bench -p hailo-benches --bench beside`

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program; it fails by panicking")]

mod rounds;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Body;
use hailo::{EngineOptions, Library, NetworkOptions};
use hailo_exporter::live::{Live, LiveOptions};
use hailo_mock::{Chip, Machine, SimClock};
use hailo_observe::{
    DevicePoller, Flight, FlightOptions, FlightThread, HostOptions, HostReader, HostThread, ObservedEngine,
    Observer, PollOptions, PollThread, WatchOptions, WatchThread,
};
use hailo_telemetry::{ModelRecorder, Telemetry};
use http_body_util::BodyExt as _;
use rounds::{Case, Effort, in_turns, timed};
use tower::ServiceExt as _;

/// All that runs beside.
struct Beside {
    telemetry: Telemetry,
    live: Live,
    _engine: ObservedEngine,
    _threads: (PollThread, WatchThread, HostThread, FlightThread),
    _folder: tempfile::TempDir,
}

fn beside() -> Beside {
    let folder = tempfile::tempdir().unwrap();
    let machine =
        Machine::builder().device(Chip::Hailo8).clock(SimClock::real(1.0)).log_capacity(0).build().unwrap();
    machine.write_host(folder.path()).unwrap();
    let telemetry = Telemetry::default();
    let flight = Flight::new(&telemetry, FlightOptions::new(folder.path().join("flight"))).unwrap();
    let observer = Observer::new(&telemetry).with_flight(&flight);
    let library = Library::on(&machine).unwrap();
    let engine = ObservedEngine::open(&library, EngineOptions::default(), &observer, "simulated").unwrap();
    let poller: DevicePoller = engine.poller(PollOptions::default()).unwrap();
    let watch = engine.watch(WatchOptions::default(), Some(&folder.path().join("sys")));
    let host = HostReader::new(&observer, folder.path(), HostOptions::default());
    let threads =
        (poller.spawn().unwrap(), watch.spawn().unwrap(), host.spawn().unwrap(), flight.spawn().unwrap());
    let live = Live::start(&telemetry, LiveOptions::default()).unwrap();
    Beside { telemetry, live, _engine: engine, _threads: threads, _folder: folder }
}

/// Opens twenty streams of a page and reads those that are served for as long as the runtime lives; says how many are.
fn readers(runtime: &tokio::runtime::Runtime, live: &Live) -> usize {
    let read = Arc::new(AtomicU64::new(0));
    runtime.block_on(async {
        let mut served = 0;
        for _ in 0..20 {
            let request = http::Request::get("/live/stream").body(Body::empty()).unwrap();
            let answer = live.router().oneshot(request).await.unwrap();
            if answer.status().is_success() {
                served += 1;
                let read = Arc::clone(&read);
                let mut body = answer.into_body();
                tokio::spawn(async move {
                    while let Some(Ok(piece)) = body.frame().await {
                        let size = piece.data_ref().map_or(0, |data| data.len() as u64);
                        read.fetch_add(size, Ordering::Relaxed);
                    }
                });
            }
        }
        served
    })
}

fn answers(model: &ModelRecorder, times: u32) {
    for _ in 0..times {
        let mut request = model.begin();
        (0..128).for_each(|_| request.token());
        request.complete();
    }
}

fn frames(model: &ModelRecorder, times: u32) {
    (0..times).for_each(|_| {
        let mut request = model.begin();
        request.frames(1);
        request.complete();
    });
}

/// A frame of a detector on a device that takes no time of its own, with one look at the outputs in `every` frames.
fn looked_at(every: [u32; 3], times: u32, rounds: usize) -> Vec<rounds::Spread> {
    let machine =
        Machine::builder().device(Chip::Hailo8).clock(SimClock::manual()).log_capacity(0).build().unwrap();
    let library = Library::on(&machine).unwrap();
    let observer = Observer::new(&Telemetry::default());
    let engine = ObservedEngine::open(&library, EngineOptions::default(), &observer, "simulated").unwrap();
    let hef = engine.hef_from_file("simulated/yolov8n.hef").unwrap();
    let network = engine.network(&hef, NetworkOptions::default()).unwrap();
    let inputs = network.network().input_frames().unwrap();
    let mut outputs = every.map(|_| network.network().output_frames().unwrap());
    let network = &network;
    let cases = every.iter().zip(&mut outputs).map(|(every, outputs)| -> Case<'_> {
        let inputs = &inputs;
        Box::new(move || {
            network.check_outputs(*every);
            timed(times, || (0..times).for_each(|_| network.infer(inputs, outputs).unwrap()))
        })
    });
    in_turns(&mut cases.collect::<Vec<_>>(), rounds)
}

fn main() {
    let effort = Effort::from_arguments();
    // Some seconds long, so that what runs beside has its turn in each case.
    let (rounds, n, m) = effort.pick((1, 2, 20), (7, 2_000, 100_000), (31, 4_000, 400_000));
    let (alone, again, watched, seen) = (Telemetry::default(), Telemetry::default(), beside(), beside());
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).build().unwrap();
    let served = readers(&runtime, &seen.live);
    let models = [&alone, &again, &watched.telemetry, &seen.telemetry].map(|telemetry| telemetry.model("m"));
    let mut cases: Vec<Case<'_>> = Vec::new();
    for model in &models {
        cases.push(Box::new(move || timed(n, || answers(model, n))));
    }
    for model in &models {
        cases.push(Box::new(move || timed(m, || frames(model, m))));
    }
    let spreads = in_turns(&mut cases, rounds);
    let looks = looked_at([0, 16, 1], effort.pick(1, 50, 200), rounds);
    let list = |of: &[rounds::Spread]| of.iter().map(rounds::Spread::json).collect::<Vec<_>>().join(",");
    let (answer, frame, look) = (list(&spreads[..4]), list(&spreads[4..]), list(&looks));
    println!(
        "{{\"rounds\":{rounds},\"streams\":{served},\"answer\":[{answer}],\"frame\":[{frame}],\"look\":[{look}]}}"
    );
}
