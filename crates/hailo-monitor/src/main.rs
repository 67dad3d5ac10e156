//! Vital signs for Hailo NPUs: a server on the observed device, a recording proxy, a doctor.

mod backend;
mod client;
mod config;
mod doctor;
mod dump;
mod files;
mod flight;
mod frames;
mod gate;
mod generate;
mod health;
mod log;
#[cfg(feature = "mqtt")]
mod mqtt;
mod odometer;
mod port;
mod print;
mod proxy;
mod push;
mod replay;
mod serve;
mod service;
mod stop;
mod traffic;
mod view;
mod watchdog;

use std::path::PathBuf;
use std::process::ExitCode;

use config::{Command, ConfigCommand, LogFormat, Refusal};

fn main() -> ExitCode {
    let line: Vec<_> = std::env::args_os().collect();
    let cli = match config::read(&line) {
        Ok(cli) => cli,
        Err((Refusal::Usage(error), format)) => return usage(&error, format),
        Err((Refusal::Settings(error), format)) => {
            log::refuse(format, &error);
            return ExitCode::FAILURE;
        }
    };
    match cli.command {
        Command::Serve(settings) => run(settings.log, || serve::run(settings)),
        Command::Proxy(settings) => run(settings.log, || proxy::run(settings)),
        Command::Doctor(args) => args.run(),
        Command::Health(args) => args.run(),
        Command::Top(args) => args.run(),
        Command::Record(args) => args.run(),
        Command::Report(args) => args.run(),
        Command::Replay(args) => args.run(),
        Command::Config(ConfigCommand::Default) => print::out(&config::default_file(), ExitCode::SUCCESS),
        Command::Config(ConfigCommand::Check { file }) => match config::check_file(&file) {
            Ok(()) => print::out(&format!("{}: ok\n", file.display()), ExitCode::SUCCESS),
            Err(error) => {
                eprintln!("{error}");
                ExitCode::FAILURE
            }
        },
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut config::command(), "hailo-monitor", &mut script);
            print::out(&String::from_utf8_lossy(&script), ExitCode::SUCCESS)
        }
        Command::Man { directory } => manual(directory),
    }
}

/// Help on standard output, or what is wrong with the command line on standard error.
fn usage(error: &clap::Error, format: LogFormat) -> ExitCode {
    let text = error.to_string();
    let shown = config::redacted(&text);
    if error.use_stderr() && format == LogFormat::Json {
        log::refuse(format, shown.trim_start_matches("error: ").trim_end());
    } else if shown == text {
        // With its colours. Nothing can be done where it can't be written.
        let _ = error.print();
    } else {
        eprint!("{shown}");
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(1))
}

fn run(format: LogFormat, server: impl FnOnce() -> Result<(), Box<dyn std::error::Error>>) -> ExitCode {
    let outcome = log::install(format).map_err(Into::into).and_then(|()| {
        for (name, meant) in config::unread_variables() {
            let meant = meant.unwrap_or_else(|| "one that --help names".to_owned());
            tracing::warn!("nothing reads the variable {name}; was it to be {meant}?");
        }
        server()
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            log::refuse(format, &error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Manual pages: the program's to standard output, or all of them into a directory.
fn manual(directory: Option<PathBuf>) -> ExitCode {
    let mut page = Vec::new();
    let written = match &directory {
        None => clap_mangen::Man::new(config::command()).render(&mut page),
        Some(directory) => clap_mangen::generate_to(config::command(), directory),
    };
    match (written, directory) {
        (Ok(()), None) => print::out(&String::from_utf8_lossy(&page), ExitCode::SUCCESS),
        (Ok(()), Some(_)) => ExitCode::SUCCESS,
        (Err(error), directory) => {
            let directory = directory.unwrap_or_default();
            eprintln!("hailo-monitor: can't write manual pages to {}: {error}", directory.display());
            ExitCode::FAILURE
        }
    }
}

/// The name of this machine; empty where the system does not tell.
fn host_name() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname")
        .map_or_else(|_| String::new(), |name| name.trim().to_owned())
}

/// The commit, where the build was told one.
fn revision() -> &'static str {
    option_env!("HAILO_MONITOR_REVISION").unwrap_or("unknown")
}
