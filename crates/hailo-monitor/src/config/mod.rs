//! The command line, and where a setting comes from: flag, then environment, then the TOML file, then the default.
//!
//! A setting is one field of [`ServeSettings`] or [`ProxySettings`], declared as a flag. Its variable and its key in the
//! file follow from the flag's name, and both are read by the flag's own rules: [`read`] gives every flag its variable,
//! and makes the file's values the flags' defaults.

mod default;
mod file;
mod proxy;
mod serve;
mod values;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::doctor::DoctorArgs;
use crate::health::HealthArgs;
use crate::replay::ReplayArgs;
use crate::view::report::ReportArgs;
use crate::view::tape::RecordArgs;
use crate::view::top::TopArgs;
use file::{File, SECTIONS};

pub(crate) use default::default_file;
pub(crate) use proxy::ProxySettings;
pub(crate) use serve::ServeSettings;
pub(crate) use values::{DeviceChoice, Dialect, Listen, LogFormat, Switch, factor, pair, redacted, seconds};

/// Vital signs for inference on Hailo NPUs.
#[derive(Parser, Debug)]
#[command(name = "hailo-monitor", version, about, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Serve inference on the observed device, with its metrics
    Serve(ServeSettings),
    /// Record the inference that passes to another server: hailo-ollama, Ollama, any OpenAI-compatible one
    Proxy(ProxySettings),
    /// Say whether this machine can infer, and if not, why and what to do
    Doctor(DoctorArgs),
    /// Ask a running server whether it lives, and say so by the exit code
    Health(HealthArgs),
    /// Watch this machine's devices, or exporters, on the terminal
    Top(TopArgs),
    /// Keep what an exporter shows in a file
    Record(RecordArgs),
    /// Write what a time was like as one page that needs no server, and as a summary to paste
    Report(ReportArgs),
    /// Show a recording on the page or the terminal, or say what a dump of the flight recorder says
    Replay(ReplayArgs),
    /// Print or check a settings file
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Print the completions for a shell
    Completions {
        /// The shell that will read them
        shell: clap_complete::Shell,
    },
    /// Print the manual page, or write one for each command into a directory
    Man {
        /// Directory for hailo-monitor.1, hailo-monitor-serve.1 …
        #[arg(value_name = "DIR")]
        directory: Option<PathBuf>,
    },
}

#[derive(Subcommand, Debug)]
pub(crate) enum ConfigCommand {
    /// Print a settings file with every setting, its meaning and its default
    Default,
    /// Say what is wrong with a settings file; exit code 0 when nothing is
    Check {
        /// The settings file
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Why the program can't start.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// The command line or a variable, or a request for help.
    Usage(clap::Error),
    /// The settings file, or settings that do not go together.
    Settings(String),
}

/// The whole command line, its flags with their variables.
pub(crate) fn command() -> clap::Command {
    SECTIONS.into_iter().fold(bare_command(), |command, section| {
        command.mut_subcommand(section, |sub| {
            sub.mut_args(|arg| match variable(section, &arg) {
                Some(variable) => arg.env(variable).hide_env_values(true),
                None => arg,
            })
        })
    })
}

/// The same without variables: what a settings file says by itself.
fn bare_command() -> clap::Command {
    let config = Arg::new("config")
        .long("config")
        .value_name("FILE")
        .value_parser(clap::value_parser!(PathBuf))
        .help("TOML file with settings; `hailo-monitor config default` prints one");
    SECTIONS.into_iter().fold(Cli::command(), |command, section| {
        command.mut_subcommand(section, |sub| sub.arg(config.clone()))
    })
}

/// The variable of a flag: `HAILO_PROXY_IDLE_TIMEOUT` for the proxy's `--idle-timeout`. One file serves both commands.
fn variable(section: &str, arg: &Arg) -> Option<String> {
    let long = arg.get_long().filter(|long| !["help", "version"].contains(long))?;
    let program = if section == "proxy" && long != "config" { "PROXY" } else { "MONITOR" };
    Some(format!("HAILO_{program}_{}", long.replace('-', "_").to_uppercase()))
}

/// Reads the command line, filled in from the environment and the settings file.
///
/// # Errors
/// When a flag, a variable or a key of the file can't be used, with the shape that log lines were to have.
pub(crate) fn read(line: &[OsString]) -> Result<Cli, (Refusal, LogFormat)> {
    let command = command();
    let first = command.clone().try_get_matches_from(line);
    let first = first.map_err(|error| (Refusal::Usage(error), unparsed_log_format(line)))?;
    let log = log_format(&first);
    let Some(path) = settings_file(&first) else { return settle(&first).map_err(|refusal| (refusal, log)) };
    let file = File::read(path, &command).map_err(|error| (Refusal::Settings(error), log))?;
    let matches = file.fill(command).try_get_matches_from(line);
    let matches = matches.map_err(|error| (Refusal::Usage(error), log))?;
    let log = log_format(&matches);
    settle(&matches).map_err(|refusal| (refusal, log))
}

/// Whether a settings file can be used.
///
/// # Errors
/// Everything that is wrong with it, a line each.
pub(crate) fn check_file(path: &Path) -> Result<(), String> {
    File::read(path, &bare_command())?;
    for section in SECTIONS {
        // Each table is judged again as its command would, since what does not go together is known there only.
        let filled = File::read(path, &bare_command())?.fill(bare_command());
        let settled = filled
            .try_get_matches_from(["hailo-monitor", section])
            .map_err(Refusal::Usage)
            .and_then(|matches| settle(&matches));
        match settled {
            Ok(_) => {}
            Err(Refusal::Usage(error)) => return Err(format!("{}: [{section}] {error}", path.display())),
            Err(Refusal::Settings(error)) => return Err(format!("{}: [{section}] {error}", path.display())),
        }
    }
    Ok(())
}

fn settle(matches: &ArgMatches) -> Result<Cli, Refusal> {
    let cli = Cli::from_arg_matches(matches).map_err(Refusal::Usage)?;
    let together = match &cli.command {
        Command::Serve(settings) => settings.check(),
        Command::Proxy(settings) => settings.check(),
        _ => Ok(()),
    };
    together.map_err(Refusal::Settings)?;
    Ok(cli)
}

fn settings_file(matches: &ArgMatches) -> Option<&PathBuf> {
    matches.subcommand()?.1.try_get_one("config").ok().flatten()
}

fn log_format(matches: &ArgMatches) -> LogFormat {
    let said =
        matches.subcommand().and_then(|(_, flags)| flags.try_get_one::<LogFormat>("log").ok().flatten());
    said.copied().unwrap_or(LogFormat::Human)
}

/// The log format of a command line that could not be read.
fn unparsed_log_format(line: &[OsString]) -> LogFormat {
    let flag = line.windows(2).any(|pair| pair[0] == "--log" && pair[1] == "json")
        || line.iter().any(|word| word == "--log=json");
    let section = line.iter().skip(1).find_map(|word| SECTIONS.into_iter().find(|section| word == section));
    let variable = section.is_some_and(|section| {
        let variable = variable(section, &Arg::new("log").long("log")).unwrap_or_default();
        std::env::var_os(variable).is_some_and(|value| value == "json")
    });
    if flag || variable { LogFormat::Json } else { LogFormat::Human }
}

/// The variables of this program's kind that no flag reads, each with the one that may have been meant.
pub(crate) fn unread_variables() -> Vec<(String, Option<String>)> {
    let known: Vec<String> = SECTIONS
        .into_iter()
        .flat_map(|section| {
            file::settings(&command(), section).filter_map(|arg| variable(section, arg)).collect::<Vec<_>>()
        })
        .chain(["HAILO_MONITOR_CONFIG".to_owned()])
        .collect();
    std::env::vars_os()
        .filter_map(|(name, _)| name.into_string().ok())
        .filter(|name| name.starts_with("HAILO_MONITOR_") || name.starts_with("HAILO_PROXY_"))
        .filter(|name| !known.contains(name))
        .map(|name| {
            let meant = file::closest(&name, known.iter().cloned());
            (name, meant)
        })
        .collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("monitor.toml");
        std::fs::write(&path, text).unwrap();
        (dir, path)
    }

    fn parse(words: &[String]) -> Result<Cli, String> {
        let line: Vec<OsString> =
            std::iter::once("hailo-monitor".into()).chain(words.iter().map(OsString::from)).collect();
        read(&line).map_err(|(refusal, _)| match refusal {
            Refusal::Usage(error) => error.to_string(),
            Refusal::Settings(error) => error,
        })
    }

    fn serve(flags: &[&str]) -> Result<ServeSettings, String> {
        let words = std::iter::once("serve").chain(flags.iter().copied()).map(str::to_owned);
        match parse(&words.collect::<Vec<_>>())?.command {
            Command::Serve(settings) => Ok(settings),
            other => panic!("{other:?}"),
        }
    }

    /// The proxy's settings before they are checked to go together.
    pub(crate) fn proxy(flags: &[String]) -> Result<ProxySettings, String> {
        let words = ["hailo-monitor", "proxy"].map(str::to_owned).into_iter().chain(flags.iter().cloned());
        let matches = bare_command().try_get_matches_from(words).map_err(|error| error.to_string())?;
        match Cli::from_arg_matches(&matches).unwrap().command {
            Command::Proxy(settings) => Ok(settings),
            other => panic!("{other:?}"),
        }
    }

    fn faults(text: &str) -> String {
        let (_dir, path) = file(text);
        let path = path.to_str().unwrap();
        let all: Vec<String> = SECTIONS
            .into_iter()
            .map(|section| parse(&[section, "--config", path].map(str::to_owned)).unwrap_err())
            .chain([check_file(Path::new(path)).unwrap_err()])
            .map(|error| error.replace(path, "FILE"))
            .collect();
        assert!(all.iter().all(|error| *error == all[0]), "every command says the same: {all:?}");
        all[0].clone()
    }

    #[test]
    fn the_command_line_is_well_formed() {
        command().debug_assert();
    }

    #[test]
    fn defaults_listen_on_loopback_only() {
        let settings = serve(&[]).unwrap();
        assert_eq!(settings.listen(), "127.0.0.1:3000".parse().unwrap());
        assert_eq!(settings.device, DeviceChoice::Auto);
        assert_eq!(serve(&["--dialect", "hailo-ollama"]).unwrap().listen().port(), 8000);
    }

    #[test]
    fn a_flag_wins_over_the_file_and_the_file_over_the_default() {
        let (_dir, path) =
            file("[serve]\nlisten = \"localhost:4000\"\nspeed = 10\nlog = \"json\"\ntraffic = true\n");
        let path = path.to_str().unwrap();
        let settings = serve(&["--config", path, "--listen", "5000"]).unwrap();
        assert_eq!(settings.listen().port(), 5000);
        assert_eq!(
            (settings.speed, settings.log, settings.traffic),
            (10.0, LogFormat::Json, Some(Switch::On))
        );
        assert_eq!(serve(&["--config", path]).unwrap().listen().port(), 4000);
    }

    #[test]
    fn a_list_in_the_file_is_a_repeated_flag() {
        let text = "[proxy]\nupstreams = [\"http://a:1\", \"/b=http://b:1\"]\nqueue = 0x10\nidle-timeout = 2.5\nlisten = 4000\n";
        let (_dir, path) = file(text);
        let line = ["proxy", "--config", path.to_str().unwrap()].map(str::to_owned);
        let Command::Proxy(settings) = parse(&line).unwrap().command else { panic!("not the proxy's") };
        assert_eq!(settings.upstreams, ["http://a:1", "/b=http://b:1"]);
        assert_eq!((settings.queue, settings.listen.0.port()), (Some(16), 4000));
        assert_eq!(
            settings.options(Vec::new()).unwrap().idle_timeout,
            Some(std::time::Duration::from_millis(2500))
        );
    }

    #[test]
    fn a_key_that_nobody_reads_is_refused_by_every_command_with_its_line_and_its_place() {
        let expected = "expected `serve` or `proxy`";
        for (text, line, hints) in [
            ("# settings\nqueue = 3\n", 2, &["`queue`", expected, "belongs under [proxy]"][..]),
            ("speed = 3\n", 1, &["`speed`", expected, "belongs under [serve]"]),
            ("log = \"json\"\n", 1, &["`log`", "belongs under [serve] or [proxy]"]),
            ("[prxy]\nqueue = 3\n", 1, &["`prxy`", expected, "did you mean [proxy]?"]),
            ("[serv]\nspeed = 2\n", 1, &["`serv`", "did you mean [serve]?"]),
            ("\n[doctor]\njson = true\n", 2, &["`doctor`", expected]),
            ("[serve]\n\nqueue = 3\n", 3, &["`queue` in [serve]", "belongs under [proxy]"]),
            ("[proxy]\nscenario = \"hot\"\n", 2, &["`scenario` in [proxy]", "belongs under [serve]"]),
            ("[proxy]\nquue = 3\n", 2, &["`quue`", "did you mean `queue`?"]),
            ("[proxy]\nzzz = 3\n", 2, &["`zzz`", "expected one of", "`idle_timeout`"]),
            ("[serve]\nconfig = \"x\"\n", 2, &["`config`"]),
            ("[[serve]]\nspeed = 2\n", 1, &["`serve` is a table"]),
            ("[serve.speed]\nx = 1\n", 1, &["`speed` must be a text, a number"]),
            ("[proxy]\nqueue = 0\n", 2, &["`queue`", "0 is not in"]),
            ("[serve]\nspeed = -1\n", 2, &["`speed`", "from 0.001"]),
            ("[serve]\nlog = \"xml\"\n", 2, &["`log`", "xml"]),
            ("[serve]\nhef = \"\"\n", 2, &["`hef`"]),
            ("[serve]\nlisten = [1, 2]\n", 2, &["`listen`", "multiple times"]),
            ("[proxy]\nidle_timeout = 1\nidle-timeout = 2\n", 3, &["twice"]),
            ("[proxy]\nqueue = 1\nqueue = 2\n", 3, &["duplicate key"]),
            ("[proxy]\n\nqueue = \n", 3, &["FILE:3: "]),
        ] {
            let error = faults(text);
            assert!(
                error.lines().any(|fault| fault.starts_with(&format!("FILE:{line}: "))),
                "{text}: {error}"
            );
            for hint in hints {
                assert!(error.contains(hint), "{text}: {hint:?} is not in {error}");
            }
        }
    }

    #[test]
    fn all_faults_of_a_file_are_said_at_once() {
        let error = faults("queue = 1\n[serve]\nsped = 2\n[proxy]\nlog = 3\n");
        let lines: Vec<&str> = error.lines().map(|line| line.split(' ').next().unwrap()).collect();
        assert_eq!(lines, ["FILE:1:", "FILE:3:", "FILE:5:"]);
    }

    #[test]
    fn a_file_that_is_not_there_is_named() {
        assert!(serve(&["--config", "/nowhere.toml"]).unwrap_err().contains("/nowhere.toml"));
    }

    #[test]
    fn settings_that_do_not_go_together_are_refused_wherever_they_stand() {
        assert!(serve(&["--tls-cert", "cert.pem"]).unwrap_err().contains("tls-key"));
        let (_dir, path) = file("[serve]\ntls_key = \"key.pem\"\n[proxy]\nconcurrency = 3\n");
        let both = serve(&["--tls-cert", "cert.pem", "--config", path.to_str().unwrap()]).unwrap();
        assert_eq!(both.check(), Ok(()));
        assert!(check_file(&path).unwrap_err().contains("[serve] tls-cert and tls-key need each other"));
    }

    #[test]
    fn a_password_in_the_file_stays_there() {
        for text in [
            "[proxy]\nupstreams = [\"http://user:secret@a:1\"]\n",
            "[proxy]\nupstreams = [\"http://user:secret@a:99999\"]\n",
            "[proxy]\nupstreams = \"http://user:secret@a:1\" x\n",
            "[proxy]\nqueue = \"http://user:secret@a:1\"\n",
        ] {
            let (_dir, path) = file(text);
            let error = check_file(&path).unwrap_err();
            assert!(!error.contains("secret"), "{error}");
        }
    }
}
