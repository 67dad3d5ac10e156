//! Vital signs for Hailo NPUs: a server on the observed device, a recording proxy, a doctor.

mod backend;
mod config;
mod doctor;
mod frames;
mod generate;
mod live;
mod log;
mod port;
mod proxy;
mod serve;
mod stop;
mod traffic;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Vital signs for inference on Hailo NPUs.
#[derive(Parser)]
#[command(name = "hailo-monitor", version, about, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve inference on the observed device, with its metrics
    Serve(config::ServeArgs),
    /// Record the inference that passes to another server: hailo-ollama, Ollama, any OpenAI-compatible one
    Proxy(proxy::ProxyArgs),
    /// Say whether this machine can infer, and if not, why and what to do
    Doctor(doctor::DoctorArgs),
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Serve(args) => args.settle().map_err(Into::into).and_then(serve::run),
        Command::Proxy(args) => proxy::run(args),
        Command::Doctor(args) => return args.run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("hailo-monitor: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The commit, where the build was told one.
fn revision() -> &'static str {
    option_env!("HAILO_MONITOR_REVISION").unwrap_or("unknown")
}
