//! `hailo-monitor doctor`: can this machine infer, and if not, why not and what then.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use hailo::doctor::{Host, WRITABLE_FIX, examine, inspect_hef, writable_by_others};
use hailo::{Error, Library};

use crate::print;

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
        // The library opens its log files when it is loaded, wherever the command runs: a look leaves nothing behind.
        if std::env::var_os(LOGGER_PATH).is_none() {
            let program = std::env::current_exe();
            let child = program.and_then(|program| {
                Command::new(program).args(std::env::args_os().skip(1)).env(LOGGER_PATH, "NONE").status()
            });
            match child {
                Ok(status) if status.code().is_some() => return exit_code(status.success()),
                Ok(status) => {
                    eprintln!("hailo-monitor doctor: examining this machine ended the process ({status})");
                    return ExitCode::FAILURE;
                }
                // No process could be started: then in this one.
                Err(_) => {}
            }
        }
        match &self.hef {
            None => {
                let report = examine(&self.open(), &Host::default());
                print::out(&self.text(&report), exit_code(report.inference_possible))
            }
            Some(hef) if self.in_process => {
                match self.open().and_then(|library| inspect_hef(&library, hef)) {
                    Ok(report) => print::out(&self.text(&report), ExitCode::SUCCESS),
                    Err(error) => {
                        eprintln!("{}: {}", hef.display(), error.explained());
                        ExitCode::FAILURE
                    }
                }
            }
            Some(hef) => self.in_a_child(hef),
        }
    }

    /// The report as it is printed; a number that JSON has no form for is said in the report's place.
    fn text(&self, report: &(impl serde::Serialize + std::fmt::Display)) -> String {
        if !self.json {
            return report.to_string();
        }
        let json = serde_json::to_string_pretty(report);
        json.map_or_else(
            |error| serde_json::json!({ "error": error.to_string() }).to_string(),
            |json| json + "\n",
        )
    }

    fn open(&self) -> Result<Library, Error> {
        // Before it is loaded: loading runs what is in it. One that is searched for is in the report.
        let named = self.library.clone().or_else(|| std::env::var_os("HAILORT_LIB").map(PathBuf::from));
        if let Some(why) = named.as_deref().and_then(writable_by_others) {
            eprintln!("hailo-monitor doctor: {why}: {WRITABLE_FIX}");
        }
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

/// Where HailoRT puts its log; `NONE` for nowhere.
const LOGGER_PATH: &str = "HAILORT_LOGGER_PATH";

fn exit_code(good: bool) -> ExitCode {
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
