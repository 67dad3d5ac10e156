//! What CONTRIBUTING.md says of a new counter per model is followed to the letter, in a copy of the crate.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// A program that counts something and shows what the exposition says of it.
const PROGRAM: &str = r#"
fn main() {
    let telemetry = hailo_telemetry::Telemetry::default();
    let mut request = telemetry.model("m").begin();
    request.prompt_tokens(5);
    request.prompt_tokens(6);
    request.complete();
    let snapshot = telemetry.snapshot();
    print!("{}\n", snapshot.model("m").unwrap().count(hailo_telemetry::Count::Prompts));
    hailo_telemetry::encode::text(&snapshot, &mut std::io::stdout()).unwrap();
}
"#;

/// The block of CONTRIBUTING.md as (file, line to look for, lines to add behind it).
fn steps(contributing: &str) -> Vec<(String, String, Vec<String>)> {
    let section = contributing.split("## A counter per model").nth(1).expect("the section");
    let block = section.split("```text\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a block");
    let mut steps: Vec<(String, String, Vec<String>)> = Vec::new();
    for line in block.lines() {
        match line.split_once(", behind `") {
            Some((file, anchor)) => {
                steps.push((file.into(), anchor.trim_end_matches("`:").into(), Vec::new()))
            }
            None => steps.last_mut().expect("a file first").2.push(line.into()),
        }
    }
    steps
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn rustc(arguments: &[&str], directory: &Path) {
    let compiler = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    let out = Command::new(compiler)
        .args(["--edition", "2024", "--cap-lints", "warn"])
        .args(arguments)
        .current_dir(directory)
        .env("CARGO_PKG_NAME", "hailo-telemetry")
        .env("CARGO_PKG_VERSION", "0.0.0")
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn a_counter_per_model_takes_the_five_lines_that_contributing_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let directory = tempfile::tempdir().unwrap();
    let here = directory.path();
    copy(&root.join("crates/hailo-telemetry/src"), &here.join("src"));
    // The crate's documentation.
    fs::copy(root.join("crates/hailo-telemetry/README.md"), here.join("README.md")).unwrap();

    let steps = steps(&fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap());
    assert_eq!(steps.iter().map(|(.., lines)| lines.len()).sum::<usize>(), 5, "{steps:?}");
    for (file, anchor, lines) in &steps {
        let path = here.join("src").join(file);
        let source = fs::read_to_string(&path).unwrap();
        assert_eq!(source.matches(anchor.as_str()).count(), 1, "{file}: {anchor}");
        let changed = source.replacen(anchor, &format!("{anchor}\n{}", lines.join("\n")), 1);
        fs::write(path, changed).unwrap();
    }

    fs::write(here.join("program.rs"), PROGRAM).unwrap();
    rustc(&["--crate-name", "hailo_telemetry", "--crate-type", "rlib", "src/lib.rs"], here);
    rustc(&["program.rs", "-L", ".", "--extern", "hailo_telemetry=libhailo_telemetry.rlib"], here);
    let out = Command::new(here.join("program")).output().unwrap();
    let said = String::from_utf8(out.stdout).unwrap();
    assert!(said.starts_with("2\n"), "{said}");
    let series = "# TYPE inference_prompts_total counter\ninference_prompts_total{model=\"m\"} 2\n";
    assert!(said.contains(series), "{said}");
}
