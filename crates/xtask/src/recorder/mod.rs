//! What the recorder costs: instruction counts as a gate, and docs/benchmarks.md.

mod aarch64;
mod callgrind;
mod gate;
mod machine;
mod page;
mod proxy;
mod report;

pub(crate) use gate::{Options, instructions};
pub(crate) use report::{Options as ReportOptions, report};

use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Builds benches and says where they are, in the same order.
fn benches<const N: usize>(names: [&str; N]) -> Result<[PathBuf; N], Box<dyn std::error::Error>> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["bench", "-p", "hailo-benches", "--no-run"]);
    for name in names {
        cargo.args(["--bench", name]);
    }
    built(cargo, names)
}

/// Builds the program whose instructions are counted, as the benches are built; with the peers, where they are to be counted too.
fn counted(with_peers: bool) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--profile", "bench", "-p", "hailo-benches", "--bin", "instructions"]);
    if !with_peers {
        cargo.arg("--no-default-features");
    }
    let [program] = built(cargo, ["instructions"])?;
    Ok(program)
}

fn built<const N: usize>(
    mut cargo: Command,
    names: [&str; N],
) -> Result<[PathBuf; N], Box<dyn std::error::Error>> {
    cargo.arg("--message-format=json");
    let built = cargo.stderr(Stdio::inherit()).current_dir(crate::root()).output()?;
    let messages: Vec<serde_json::Value> =
        String::from_utf8(built.stdout)?.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let mut programs = names.map(|_| PathBuf::new());
    for (name, program) in names.iter().zip(&mut programs) {
        *program = messages
            .iter()
            .filter(|message| message["target"]["name"] == *name)
            .find_map(|message| Some(PathBuf::from(message["executable"].as_str()?)))
            .ok_or_else(|| format!("{name} was not built"))?;
    }
    Ok(programs)
}

fn rustc() -> Result<String, Box<dyn std::error::Error>> {
    Ok(String::from_utf8(Command::new("rustc").arg("--version").output()?.stdout)?.trim().to_owned())
}
