//! `cargo xtask cross`: the tests of hailo-sys and hailo on emulated aarch64.
//!
//! Linker and runner are given in the environment: in `.cargo/config.toml` they would also apply on a Pi, which needs
//! neither.

use std::path::Path;
use std::process::Command;

const TARGET: &str = "aarch64-unknown-linux-gnu";
const LINKER: &str = "aarch64-linux-gnu-gcc";
const RUNNER: &str = "qemu-aarch64";
/// Where Debian's cross packages put the target's C library.
const SYSROOT: &str = "/usr/aarch64-linux-gnu";

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Packages to test
    #[arg(default_values = ["hailo-sys", "hailo"])]
    packages: Vec<String>,
}

/// True when the toolchain has aarch64's standard library.
pub(crate) fn has_target() -> Result<bool, Box<dyn std::error::Error>> {
    let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output()?;
    let sysroot = String::from_utf8(sysroot.stdout)?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).is_dir())
}

pub(crate) fn run(options: &Options) -> crate::Outcome {
    for tool in [LINKER, RUNNER] {
        if Command::new(tool).arg("--version").output().is_err() {
            println!("SKIPPED aarch64 tests: {tool} is not installed");
            return Ok(());
        }
    }
    if !has_target()? {
        println!("SKIPPED aarch64 tests: no standard library (rustup target add {TARGET})");
        return Ok(());
    }
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["test", "--target", TARGET])
        .env("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER", LINKER)
        .env("CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER", format!("{RUNNER} -L {SYSROOT}"))
        .current_dir(crate::root());
    for package in &options.packages {
        cargo.args(["--package", package]);
    }
    if cargo.status()?.success() { Ok(()) } else { Err("the aarch64 tests fail".into()) }
}
