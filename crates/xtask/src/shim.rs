//! `cargo xtask shim`: build the C++ shim for an installed HailoRT, or check that it compiles without one.

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::{Args, Subcommand};

use crate::{Outcome, root};

const SOURCES: [&str; 4] = ["hailo_shim.cpp", "genai.cpp", "device.cpp", "layout.cpp"];
/// One per set of version guards in the sources.
const CHECKED_VERSIONS: [&str; 5] = ["4.21.0", "5.0.1", "5.1.1", "5.2.0", "5.4.0"];

#[derive(Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Compile libhailo_shim.so for the HailoRT (4.21 or newer) that is installed under a prefix
    Build {
        /// Where include/hailo and libhailort.so.X.Y.Z are (in lib, lib64 or lib/<triplet>)
        #[arg(long, default_value = "/usr")]
        hailort: PathBuf,
        /// Where to write libhailo_shim.so [default: beside libhailort, where it is looked for]
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Compile the shim against stand-in declarations, once per set of version guards
    Check,
}

pub(crate) fn run(options: &Options) -> Outcome {
    match &options.chore {
        Chore::Build { hailort, out } => build(hailort, out.as_deref()),
        Chore::Check => check(),
    }
}

fn compiler() -> String {
    std::env::var("CXX").unwrap_or_else(|_| "c++".to_owned())
}

fn sources() -> PathBuf {
    root().join("hailo-sys/shim")
}

/// The compiler with what every build of the shim has in common; `version` is x.y.z.
fn command(version: &str) -> Result<Command, String> {
    let mut parts = version.splitn(3, '.');
    let mut command = Command::new(compiler());
    command.args(["-std=c++17", "-O2", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]);
    // 5.4 marks fields that older releases need.
    command.arg("-Wno-deprecated-declarations");
    command.args(["-fPIC", "-fvisibility=hidden"]);
    for part in ["MAJOR", "MINOR", "REVISION"] {
        let number: u32 = parts
            .next()
            .and_then(|n| n.parse().ok())
            .ok_or_else(|| format!("`{version}` is not a version like 5.2.0"))?;
        command.arg(format!("-DHAILORT_{part}_VERSION={number}"));
    }
    Ok(command)
}

fn finish(mut command: Command) -> Outcome {
    let status = command
        .status()
        .map_err(|e| format!("cannot start the C++ compiler {:?}: {e}", command.get_program()))?;
    if status.success() { Ok(()) } else { Err(format!("the C++ compiler failed: {status}").into()) }
}

fn build(prefix: &Path, out: Option<&Path>) -> Outcome {
    let include = prefix.join("include");
    if !include.join("hailo/infer_model.hpp").is_file() {
        return Err(format!(
            "{} has no hailo/infer_model.hpp: is HailoRT's development package installed there?",
            include.display()
        )
        .into());
    }
    let (library, version) = find_library(prefix)?;
    let out = match out {
        Some(out) => out.to_path_buf(),
        None => library.with_file_name("libhailo_shim.so"),
    };
    let mut command = command(&version)?;
    // The runtime's headers do not compile cleanly with -Wpedantic; ours do.
    command.arg("-isystem").arg(include);
    command.arg("-shared").args(["-Wl,--no-undefined", "-Wl,-soname,libhailo_shim.so"]);
    command.arg(format!("-Wl,--version-script={}", sources().join("exports.map").display()));
    for source in SOURCES {
        command.arg(sources().join(source));
    }
    command.arg(&library).arg("-o").arg(&out);
    finish(command)?;
    println!("{}: for libhailort {version} ({})", out.display(), library.display());
    Ok(())
}

/// The newest libhailort.so.X.Y.Z under `prefix`, and its version. The file is named by its full version in every
/// release, and the headers do not tell theirs.
fn find_library(prefix: &Path) -> Result<(PathBuf, String), String> {
    let mut directories = vec![prefix.to_path_buf(), prefix.join("lib64"), prefix.join("lib")];
    if let Ok(entries) = std::fs::read_dir(prefix.join("lib")) {
        directories.extend(entries.flatten().map(|e| e.path()).filter(|p| p.is_dir()));
    }
    let mut found: Vec<([u32; 3], PathBuf)> = Vec::new();
    for directory in &directories {
        let Ok(entries) = std::fs::read_dir(directory) else { continue };
        for path in entries.flatten().map(|e| e.path()) {
            if let Some(version) = path.file_name().and_then(|n| n.to_str()).and_then(version_of) {
                found.push((version, path));
            }
        }
    }
    found.sort();
    let (version, path) = found.pop().ok_or_else(|| {
        format!("no libhailort.so.X.Y.Z in lib, lib64 or lib/<triplet> of {}", prefix.display())
    })?;
    Ok((path, format!("{}.{}.{}", version[0], version[1], version[2])))
}

fn version_of(file_name: &str) -> Option<[u32; 3]> {
    let mut numbers = file_name.strip_prefix("libhailort.so.")?.split('.').map(str::parse);
    let version = [numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?];
    numbers.next().is_none().then_some(version)
}

fn check() -> Outcome {
    if Command::new(compiler()).arg("--version").output().is_err() {
        println!("SKIPPED shim check: there is no C++ compiler `{}`", compiler());
        return Ok(());
    }
    for version in CHECKED_VERSIONS {
        for source in SOURCES {
            let mut command = command(version)?;
            command.arg("-I").arg(sources().join("check"));
            command.arg("-fsyntax-only").arg(sources().join(source));
            finish(command)?;
        }
        println!("the shim compiles for HailoRT {version}");
    }
    ["address", "thread"].into_iter().try_for_each(run_async)
}

/// Runs the part of the shim with the most to get wrong over a library that does its worst, under one of the compiler's
/// sanitizers.
fn run_async(sanitizer: &str) -> Outcome {
    let directory = root().join("target/shim-check");
    std::fs::create_dir_all(&directory)?;
    let program = directory.join(format!("run_async-{sanitizer}"));
    // The newest version: the one without guards in the way.
    let mut command = command(CHECKED_VERSIONS[CHECKED_VERSIONS.len() - 1])?;
    command.arg("-I").arg(sources().join("check"));
    // The stand-in defines only what this program uses; the rest of the shim is left out of it.
    command.args([
        "-g",
        "-pthread",
        // It takes no account of the one fence; the drop of the shared pointer after it orders the same.
        "-Wno-tsan",
        &format!("-fsanitize={sanitizer}"),
        "-ffunction-sections",
        "-fdata-sections",
        "-Wl,--gc-sections",
    ]);
    command.arg(sources().join("check/run_async.cpp")).arg("-o").arg(&program);
    finish(command)?;
    let status = Command::new(&program).status()?;
    if status.success() { Ok(()) } else { Err(format!("{} failed: {status}", program.display()).into()) }
}

#[cfg(test)]
mod tests {
    use super::version_of;

    #[test]
    fn only_a_full_version_is_one() {
        assert_eq!(version_of("libhailort.so.5.2.0"), Some([5, 2, 0]));
        assert_eq!(version_of("libhailort.so.4.23.0"), Some([4, 23, 0]));
        for other in [
            "libhailort.so",
            "libhailort.so.5",
            "libhailort.so.5.2.0.bak",
            "libhailo_shim.so",
            "libhailort.so.5.x.0",
        ] {
            assert_eq!(version_of(other), None, "{other}");
        }
    }
}
