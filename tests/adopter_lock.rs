//! What an application's lock file gains with the recorder, on every target: the manifest says what a crate asks for,
//! our own lock file what that brings along.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;

use toml::Table;

fn read(path: &str) -> Table {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    std::fs::read_to_string(root.join(path)).unwrap().parse().unwrap()
}

/// The crates that a crate of ours brings along with these of its optional dependencies, itself included.
fn brings(name: &str, optional: &[&str]) -> BTreeSet<String> {
    let lock = read("Cargo.lock");
    let packages = lock["package"].as_array().unwrap();
    let mut found = BTreeSet::new();
    let mut waiting = vec![name.to_owned()];
    while let Some(name) = waiting.pop() {
        if !found.insert(name.clone()) {
            continue;
        }
        if name.starts_with("hailo-") {
            waiting.extend(asks_for(&name, optional));
            continue;
        }
        // Crates of the registry are locked without their dev-dependencies.
        for package in packages.iter().filter(|package| package["name"].as_str() == Some(&name)) {
            let needs = package.get("dependencies").and_then(|list| list.as_array()).into_iter().flatten();
            waiting.extend(needs.map(|need| need.as_str().unwrap().split(' ').next().unwrap().to_owned()));
        }
    }
    found
}

/// What the manifest asks for, whatever the target.
fn asks_for(name: &str, optional: &[&str]) -> Vec<String> {
    let manifest = read(&format!("crates/{name}/Cargo.toml"));
    let targets = manifest.get("target").and_then(|targets| targets.as_table());
    let tables = targets.into_iter().flatten().map(|(_, target)| target.as_table().unwrap());
    std::iter::once(&manifest)
        .chain(tables)
        .filter_map(|table| table.get("dependencies")?.as_table())
        .flatten()
        .filter(|(name, asked)| {
            let is_optional = asked.get("optional").and_then(|flag| flag.as_bool()) == Some(true);
            !is_optional || optional.contains(&name.as_str())
        })
        .map(|(name, _)| name.clone())
        .collect()
}

#[test]
fn the_recorder_brings_two_small_crates_and_nothing_a_model_checker_or_a_library_needs() {
    let own: BTreeSet<_> = ["hailo-telemetry", "futures-core", "pin-project-lite"].map(String::from).into();
    let stream = ["futures-core", "pin-project-lite"];
    assert_eq!(brings("hailo-telemetry", &stream), own);
    let with_prober = brings("hailo-telemetry", &["futures-core", "pin-project-lite", "tokio"]);
    assert!(with_prober.contains("tokio"), "{with_prober:?}");
    // With its default features.
    let exporter =
        brings("hailo-exporter", &["futures-core", "pin-project-lite", "axum", "flate2", "base64", "subtle"]);
    assert!(exporter.contains("axum") && exporter.contains("hailo-telemetry"), "{exporter:?}");
    for list in [with_prober, exporter] {
        for unwanted in
            ["loom", "generator", "scoped-tls", "windows", "proptest", "libloading", "hailo-sys", "hailo"]
        {
            assert!(!list.contains(unwanted), "{unwanted} in {list:?}");
        }
    }
}
