//! `hailo-monitor doctor`: can this machine infer, and if not, why not and what then.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use hailo::doctor::{Host, examine, inspect_hef};
use hailo::{Error, Library};

/// What to examine, and how to say it.
#[derive(Debug, clap::Args)]
pub(crate) struct DoctorArgs {
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// The libhailort to examine, instead of the one that would be found
    #[arg(long, value_name = "FILE")]
    library: Option<PathBuf>,
    /// Say what a HEF holds, instead; it is read in a process of its own, which a malformed file may end
    #[arg(long, value_name = "FILE")]
    hef: Option<PathBuf>,
    /// Read the HEF in this process
    #[arg(long, hide = true, requires = "hef")]
    in_process: bool,
}

impl DoctorArgs {
    /// Exit code 0: inference is possible, or the HEF is readable.
    pub(crate) fn run(&self) -> ExitCode {
        match &self.hef {
            None => {
                let report = examine(&self.open(), &Host::default());
                self.print(&report);
                exit_code(report.inference_possible)
            }
            Some(hef) if self.in_process => {
                match self.open().and_then(|library| inspect_hef(&library, hef)) {
                    Ok(report) => {
                        self.print(&report);
                        ExitCode::SUCCESS
                    }
                    Err(error) => {
                        eprintln!("{}: {error}", hef.display());
                        ExitCode::FAILURE
                    }
                }
            }
            Some(hef) => self.in_a_child(hef),
        }
    }

    #[allow(clippy::print_stdout, reason = "a report on standard output is what the command is for")]
    fn print(&self, report: &(impl serde::Serialize + std::fmt::Display)) {
        match self.json.then(|| serde_json::to_string_pretty(report)) {
            Some(Ok(json)) => println!("{json}"),
            Some(Err(error)) => eprintln!("the report is no JSON: {error}"),
            None => print!("{report}"),
        }
    }

    fn open(&self) -> Result<Library, Error> {
        match &self.library {
            Some(path) => Library::open(path),
            None => Library::load(),
        }
    }

    /// Reads the HEF in a child: what crashes the library there is a finding here.
    fn in_a_child(&self, hef: &Path) -> ExitCode {
        let child = std::env::current_exe().and_then(|program| {
            let mut child = Command::new(program);
            child.args(["doctor", "--in-process", "--hef"]).arg(hef);
            if self.json {
                child.arg("--json");
            }
            if let Some(library) = &self.library {
                child.arg("--library").arg(library);
            }
            child.status()
        });
        match child {
            Ok(status) if status.code().is_some() => exit_code(status.success()),
            Ok(status) => {
                eprintln!(
                    "{}: reading it crashed the library ({status}): do not open this file",
                    hef.display()
                );
                ExitCode::FAILURE
            }
            Err(error) => {
                eprintln!("{}: no process could be started to read it: {error}", hef.display());
                ExitCode::FAILURE
            }
        }
    }
}

fn exit_code(good: bool) -> ExitCode {
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
