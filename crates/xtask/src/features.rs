//! `cargo xtask features`: each feature of hailo-sys, with what it needs.
//!
//! `linked` and `compare-hailort-sys` link a libhailort, so they are not part of a plain `--all-features`; here they get
//! the simulated one. `bindgen` gets the header that `cargo xtask abi` writes for each era, and once a header that is
//! wrong, which must not build.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::abi::Abi;

/// The releases whose simulated library is linked; the last one serves the steps that one release is enough for.
const LINKED: [&str; 4] = ["4.24.0", "5.3.0", "5.4.0", "4.23.0"];

pub(crate) fn run() -> crate::Outcome {
    let root = crate::root();
    cargo(&["check", "--no-default-features"], &[])?;
    cargo(&["check", "--features", "linked"], &[("DOCS_RS", Path::new("1"))])?;

    let mut library = PathBuf::new();
    for release in LINKED {
        library = root.join("target/mock").join(release);
        if !library.join("libhailort.so").exists() {
            return Err(format!("run `cargo xtask mock-so --era {release}` first").into());
        }
        println!("linked with {release}");
        cargo(&["test", "--lib", "--features", "linked", "linked"], &places(&library))?;
    }
    let environment = places(&library);
    cargo(&["test", "--lib", "--features", "compare-hailort-sys", "compare"], &environment)?;

    // The safe crate's own steps over the library as a file and as a link; one host, so one test at a time.
    // Of the whole workspace, here and below: for the one package, its dependencies would be built anew with fewer features.
    println!("hailo: test --test safe_runtime --features hailo-tests/linked");
    let status = Command::new(env!("CARGO"))
        .args([
            "test",
            "--quiet",
            "--workspace",
            "--test",
            "safe_runtime",
            "--features",
            "hailo-tests/linked",
        ])
        .args(["--", "--test-threads=1"])
        .current_dir(&root)
        .envs(environment)
        .env("HAILO_MOCK_SO", library.join("libhailort.so"))
        .status()?;
    if !status.success() {
        return Err("the safe crate's steps fail over the simulated library".into());
    }

    println!("hailo-monitor: test --test serve drop_in");
    let status = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--workspace", "--test", "serve", "drop_in"])
        .current_dir(&root)
        .env("HAILO_MOCK_SO", library.join("libhailort.so"))
        .status()?;
    if !status.success() {
        return Err("the server fails over the simulated library".into());
    }

    let abi = Abi::read()?;
    for index in 0..abi.eras.len() {
        let folder = crate::c_header::write(&abi, index)?;
        cargo(&["check", "--features", "bindgen"], &[("HAILORT_INCLUDE", &*folder)])?;
    }
    wrong_header(&abi)
}

/// Where a build, the linker and the dynamic linker find a library.
fn places(library: &Path) -> [(&'static str, &Path); 3] {
    [("HAILORT_LIB_DIR", library), ("LIBRARY_PATH", library), ("LD_LIBRARY_PATH", library)]
}

/// A field in the wrong place must be an error that names it.
fn wrong_header(abi: &Abi) -> crate::Outcome {
    let good = crate::c_header::write(abi, abi.eras.len() - 1)?;
    let folder = crate::root().join("target/abi/wrong");
    fs::create_dir_all(folder.join("hailo"))?;
    let text = fs::read_to_string(good.join("hailo/hailort.h"))?;
    let shifted = text.replace(
        "float32_t ts1_temperature;\n  uint16_t sample_count;",
        "uint16_t sample_count;\n  float32_t ts1_temperature;",
    );
    if shifted == text {
        return Err("the header no longer has the field to move".into());
    }
    fs::write(folder.join("hailo/hailort.h"), shifted)?;
    let output = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--package", "hailo-sys", "--features", "bindgen"])
        .current_dir(crate::root())
        .env("HAILORT_INCLUDE", &folder)
        .output()?;
    let words = String::from_utf8_lossy(&output.stderr);
    if output.status.success() || !words.contains("offset of hailo_chip_temperature_info_t.ts1_temperature") {
        return Err(format!("a header with a field moved should be refused by name:\n{words}").into());
    }
    println!("bindgen: a header with a field moved is refused by name");
    Ok(())
}

fn cargo(arguments: &[&str], environment: &[(&str, &Path)]) -> crate::Outcome {
    let (verb, rest) = arguments.split_at(1);
    println!("hailo-sys: {}", arguments.join(" "));
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(verb).args(["--quiet", "--package", "hailo-sys"]).args(rest).current_dir(crate::root());
    let status = cargo.envs(environment.iter().copied()).status()?;
    if status.success() { Ok(()) } else { Err(format!("{} fails", arguments.join(" ")).into()) }
}
