//! aarch64 without a device: the token path's disassembly. It may hold plain loads and stores only: no exclusive pair, no
//! atomic read-modify-write, no barrier, and no call of the compiler's out-of-line atomics.

use std::process::Command;

const TARGET: &str = "aarch64-unknown-linux-gnu";
const OBJDUMP: &str = "aarch64-linux-gnu-objdump";

/// What must not stand in the token path: prefixes of mnemonics.
const FORBIDDEN: [&str; 11] =
    ["ldxr", "stxr", "ldaxr", "stlxr", "ldadd", "stadd", "cas", "swp", "dmb", "dsb", "isb"];

/// Compiles the token path for aarch64 and reads it.
pub(super) fn check() -> crate::Outcome {
    if Command::new(OBJDUMP).arg("--version").output().is_err() {
        println!("SKIPPED aarch64's token path: {OBJDUMP} is not installed");
        return Ok(());
    }
    if !crate::cross::has_target()? {
        println!("SKIPPED aarch64's token path: no standard library (rustup target add {TARGET})");
        return Ok(());
    }
    let root = crate::root();
    let built = Command::new(env!("CARGO"))
        .args(["rustc", "-p", "hailo-telemetry", "--release", "--target", TARGET, "--lib"])
        .args(["--message-format=json"])
        .current_dir(&root)
        .stderr(std::process::Stdio::inherit())
        .output()?;
    let library = String::from_utf8(built.stdout)?
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["target"]["name"] == "hailo_telemetry")
        .find_map(|message| {
            let files = message["filenames"].as_array()?.iter().filter_map(|f| f.as_str());
            files.filter(|f| f.ends_with(".rlib")).map(str::to_owned).next()
        })
        .ok_or("hailo-telemetry was not built for aarch64")?;
    let object = std::env::temp_dir().join(format!("paths.{}.o", std::process::id()));
    let compiled = Command::new("rustc")
        .args(["--edition=2024", "--crate-type=lib", "--emit=obj", "-Copt-level=3", "--target", TARGET])
        .arg(format!("--extern=hailo_telemetry={library}"))
        .arg("-o")
        .arg(&object)
        .arg(root.join("benches/paths.rs"))
        .status()?;
    if !compiled.success() {
        return Err("benches/paths.rs does not compile for aarch64".into());
    }
    let disassembly = Command::new(OBJDUMP).args(["-dr", "--no-show-raw-insn"]).arg(&object).output()?;
    std::fs::remove_file(&object)?;
    let text = String::from_utf8(disassembly.stdout)?;
    let token = function(&text, "token_path").ok_or("the token path is not in the object")?;
    let bad: Vec<&str> = token.lines().filter(|line| is_forbidden(line)).collect();
    if !bad.is_empty() {
        return Err(format!("aarch64's token path is not plain loads and stores:\n{}", bad.join("\n")).into());
    }
    let count = |name| function(&text, name).map_or(0, |f| f.lines().filter(|l| is_forbidden(l)).count());
    println!(
        "aarch64: a token is {} instructions, none of them atomic; atomic ones in the code of begin: {}, of complete: {}",
        token.lines().filter(|line| line.contains(":\t")).count(),
        count("begin_path"),
        count("complete_path"),
    );
    Ok(())
}

/// The disassembly of the function whose mangled name contains `name`.
fn function<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.split("\n\n")
        .find(|part| part.lines().next().is_some_and(|head| head.ends_with(">:") && head.contains(name)))
}

/// An atomic instruction, a barrier, or a call of an out-of-line one (`__aarch64_ldadd8_relax` and its like).
fn is_forbidden(line: &str) -> bool {
    if line.contains("__aarch64_") {
        return true;
    }
    let mnemonic = line.split('\t').nth(1).unwrap_or_default().trim();
    FORBIDDEN.iter().any(|forbidden| mnemonic.starts_with(forbidden))
}
