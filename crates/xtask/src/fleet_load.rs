//! `cargo xtask fleet-load --pis N`: what a centre of many machines needs, measured on a real VictoriaMetrics or Prometheus.
//!
//! A few simulated devices work on simulated time; every ten seconds of it the exporter's own encoder makes the push of each
//! machine, which is sent at the moment that it stands for. One machine in ten loses its line for a third of the run, one in twenty
//! comes back after six hours: each then sends what it kept, oldest first. What the centre took is held against what was sent.

mod centre;
mod machines;

use std::path::Path;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use clap::{Args, ValueEnum};
use futures_util::future::try_join_all;
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;

use crate::Outcome;
use centre::Centre;
use machines::{Fleet, PERIOD_MS};

/// Options of the chore.
#[derive(Args)]
pub(crate) struct Options {
    /// Machines that push
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=2000))]
    pis: u32,
    /// The centre's engine
    #[arg(long, value_enum, default_value = "victoria-metrics")]
    engine: Engine,
    /// Pushes of each machine, ten seconds apart [default: as many as 12,000 in all, 12 to 180]
    #[arg(long, value_parser = clap::value_parser!(u32).range(6..=1000))]
    rounds: Option<u32>,
}

/// A store that takes remote write.
#[derive(Clone, Copy, ValueEnum)]
enum Engine {
    Prometheus,
    VictoriaMetrics,
}

/// Pushes under way at once.
const AT_ONCE: usize = 4;
/// How long a centre may take for one.
const PATIENCE: Duration = Duration::from_secs(60);
/// Pushes that a machine kept from six hours ago.
const KEPT: u32 = 30;
const SIX_HOURS_MS: i64 = 6 * 3600 * 1000;

/// What was sent.
#[derive(Default)]
struct Sent {
    requests: AtomicU64,
    samples: AtomicU64,
    wire_bytes: AtomicU64,
}

/// Measures one centre under one number of machines.
pub(crate) fn run(options: &Options) -> Outcome {
    let rounds = options.rounds.unwrap_or((12_000 / options.pis).clamp(12, 180));
    let folder = std::env::temp_dir().join(format!("hailo-fleet-load-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let measured = measure(options, rounds, &folder);
    std::fs::remove_dir_all(&folder)?;
    measured
}

fn measure(options: &Options, rounds: u32, folder: &Path) -> Outcome {
    let fleet = Fleet::simulate(rounds + KEPT)?;
    let centre = Centre::start(options.engine, folder)?;
    let idle = centre.usage()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let sent = Sent::default();
    let began = Instant::now();
    runtime.block_on(send(options.pis, rounds, &fleet, &centre, &sent))?;
    let took = began.elapsed();
    let load = |counter: &AtomicU64| counter.load(Ordering::Relaxed) as f64;
    let (requests, samples) = (load(&sent.requests), load(&sent.samples));
    let wire = load(&sent.wire_bytes);
    let taken = centre.taken(samples)?;
    if taken < samples {
        return Err(format!("{samples} samples were sent, and the centre has {taken}").into());
    }
    let usage = centre.usage()?;
    let disk = centre.disk_bytes()?;
    let cpu = usage.cpu_s - idle.cpu_s;
    let per_second = samples / requests / (PERIOD_MS as f64 / 1e3) * f64::from(options.pis);
    println!(
        "{}: {} machines, {requests} pushes of {:.0} samples in {:.1} s, all of them taken\n\
         at one push in 10 s: {per_second:.0} samples/s; {:.2} kB/s a machine on the wire, {:.2} bytes a sample\n\
         the centre: {:.2} µs of CPU a sample, which is {:.2} % of a core; {:.0} MB resident ({:.0} MB idle); {:.2} bytes a sample on disk",
        centre.name(),
        options.pis,
        samples / requests,
        took.as_secs_f64(),
        wire / requests / (PERIOD_MS as f64 / 1e3) / 1e3,
        wire / samples,
        cpu / samples * 1e6,
        cpu / samples * per_second * 100.0,
        usage.resident_bytes / 1e6,
        idle.resident_bytes / 1e6,
        disk / samples,
    );
    Ok(())
}

/// What a machine sends in a round of the run: numbers of pushes, each with its time before the run's end.
fn due(pi: u32, round: u32, rounds: u32) -> Vec<(u32, i64)> {
    let ago = |round: u32| i64::from(rounds - round) * PERIOD_MS;
    let (lost, back) = (rounds / 3, rounds * 2 / 3);
    let from_hours_ago = pi % 20 == 19;
    let is_lost = if from_hours_ago { round < back } else { pi % 10 == 4 && (lost..back).contains(&round) };
    if is_lost {
        return Vec::new();
    }
    let mut pushes = Vec::new();
    if round == back && from_hours_ago {
        let kept = (0..KEPT).map(|push| (push, SIX_HOURS_MS + i64::from(KEPT - push) * PERIOD_MS));
        pushes.extend(kept);
    }
    let first_missed = if from_hours_ago { 0 } else { lost };
    if round == back && (from_hours_ago || pi % 10 == 4) {
        pushes.extend((first_missed..back).map(|missed| (KEPT + missed, ago(missed))));
    }
    pushes.push((KEPT + round, ago(round)));
    pushes
}

/// Round by round; a machine's pushes go one after the other, and a few machines' at once.
async fn send(pis: u32, rounds: u32, fleet: &Fleet, centre: &Centre, sent: &Sent) -> Outcome {
    let end_ms = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?.as_millis() as i64;
    let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
    for round in 0..rounds {
        let next = AtomicU32::new(0);
        let worker = async || {
            loop {
                let pi = next.fetch_add(1, Ordering::Relaxed);
                if pi >= pis {
                    return Outcome::Ok(());
                }
                for (push, ago_ms) in due(pi, round, rounds) {
                    let (body, samples) = fleet.push(pi, push, end_ms - ago_ms)?;
                    sent.requests.fetch_add(1, Ordering::Relaxed);
                    sent.samples.fetch_add(samples, Ordering::Relaxed);
                    sent.wire_bytes.fetch_add(body.len() as u64, Ordering::Relaxed);
                    let request = http::Request::post(centre.write_url())
                        .header("content-type", "application/x-protobuf")
                        .header("content-encoding", "snappy")
                        .header("x-prometheus-remote-write-version", "0.1.0")
                        .body(Full::from(body))?;
                    let answer = tokio::time::timeout(PATIENCE, client.request(request)).await??;
                    let status = answer.status();
                    let said = answer.into_body().collect().await?.to_bytes();
                    if !status.is_success() {
                        let said = String::from_utf8_lossy(&said);
                        return Err(format!("push {push} of machine {pi}: {status}: {said}").into());
                    }
                }
            }
        };
        try_join_all((0..AT_ONCE).map(|_| worker())).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_machine_sends_everything_once_and_oldest_first() {
        let rounds = 30;
        for pi in 0..40 {
            let all: Vec<(u32, i64)> = (0..rounds).flat_map(|round| due(pi, round, rounds)).collect();
            assert!(all.is_sorted_by(|a, b| a.0 < b.0 && a.1 > b.1), "machine {pi}: {all:?}");
            let kept = if pi % 20 == 19 { KEPT } else { 0 };
            assert_eq!(all.len() as u32, rounds + kept, "machine {pi}");
        }
    }
}
