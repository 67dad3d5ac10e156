//! The recording proxy beside nginx's `proxy_pass` and no proxy at all, on loopback.
//!
//! `cargo bench -p hailo-benches --bench proxy` writes, as Markdown on standard output, the delay that each adds to a
//! chunk, what is left of the throughput, the processor time a chunk costs and the memory of an open stream.
//! `-- --soak SECONDS` runs mixed traffic with clients that leave, slow readers and an upstream that restarts, and
//! checks memory, descriptors and counts. `-- --quick` measures a fraction, `-- --test` is a short run of everything.
//!
//! Proxy and nginx are processes of their own with one thread each; upstream and clients share the remaining time of
//! the machine's cores, so absolute delays hold for this machine only.
#![allow(clippy::print_stdout, reason = "a bench speaks on standard output")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a bench that can't run ends")]

mod compare;
mod instructions;
mod servers;
mod soak;
mod traffic;

use std::time::Duration;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let after = |flag: &str| args.iter().position(|a| a == flag).and_then(|i| args.get(i + 1)).cloned();
    if let Some(upstream) = after("--proxy-child") {
        return servers::child(&upstream);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        if args.iter().any(|a| a == "--test") {
            compare::run(&[2], 20, 20, 10).await;
            soak::run(Duration::from_secs(5)).await;
        } else if let Some(seconds) = after("--soak") {
            soak::run(Duration::from_secs(seconds.parse().expect("--soak SECONDS"))).await;
        } else if args.iter().any(|a| a == "--quick") {
            compare::run(&[1, 8], 50, 4_000, 50).await;
        } else {
            compare::run(&[1, 8, 64], 200, 20_000, 200).await;
        }
    });
}
