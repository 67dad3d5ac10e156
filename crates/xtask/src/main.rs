//! Chores of this workspace, in Rust: `cargo xtask <chore>`.
//!
//! One module per chore; this file only dispatches.
#![allow(clippy::print_stdout, reason = "a chore speaks on standard output")]

mod abi;
mod c_header;
mod calls;
mod codegen;
mod cross;
mod dashboards;
mod facts;
mod features;
mod fleet_load;
mod hef;
mod metrics_page;
mod mock_so;
mod recorder;
mod release;
mod shim;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// What a chore answers with: any error is printed and fails the process.
type Outcome = Result<(), Box<dyn std::error::Error>>;

#[derive(Parser)]
#[command(name = "xtask", about = "Chores of this workspace")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Write the Rust that follows from hailo-sys/abi/hailort.json (or check that it is up to date)
    Codegen(codegen::Options),
    /// Build or check the C++ shim in hailo-sys/shim
    Shim(shim::Options),
    /// Ask C compilers, and the installed hailo/hailort.h, whether the ABI tables are right
    Abi(c_header::Options),
    /// Run the tests of hailo-sys and hailo on emulated aarch64
    Cross(cross::Options),
    /// Write Grafana's dashboards (or check that they are up to date) and check the families that they and the rules use
    Dashboards(dashboards::Options),
    /// Measure what a centre of many machines needs, on a real Prometheus or VictoriaMetrics
    FleetLoad(fleet_load::Options),
    /// Write a tiny model file that the simulated and the real library accept
    Hef(hef::Options),
    /// Write docs/METRICS.md from the catalogue (or check that it is up to date)
    MetricsPage(metrics_page::Options),
    /// Build and test hailo-sys with each of its features
    Features,
    /// Count the recorder's instructions and fail when they moved by 2 %
    Instructions(recorder::Options),
    /// Measure the recorder beside its peers and write docs/benchmarks.md
    BenchReport(recorder::ReportOptions),
    /// Make the simulated device a libhailort.so, one per release
    MockSo(mock_so::Options),
    /// Say whether a release of what is here would be whole, and write what it would hold
    Release(release::Options),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().chore {
        Chore::Codegen(options) => codegen::run(&options),
        Chore::Shim(options) => shim::run(&options),
        Chore::Abi(options) => c_header::run(&options),
        Chore::Cross(options) => cross::run(&options),
        Chore::Dashboards(options) => dashboards::run(&options),
        Chore::FleetLoad(options) => fleet_load::run(&options),
        Chore::Hef(options) => hef::run(&options),
        Chore::MetricsPage(options) => metrics_page::run(&options),
        Chore::Features => features::run(),
        Chore::Instructions(options) => recorder::instructions(&options),
        Chore::BenchReport(options) => recorder::report(&options),
        Chore::MockSo(options) => mock_so::run(&options),
        Chore::Release(options) => release::run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The root of the workspace, wherever the chore was started.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}
