//! The page `API_COVERAGE.md` tells the truth: about every function, and about the sources.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn sources() -> String {
    let mut all = String::new();
    let mut left = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        // Comments may name what is not called.
        all.extend(
            text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")),
        );
    }
    all
}

fn page() -> BTreeMap<String, String> {
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("API_COVERAGE.md")).unwrap();
    let rows = page.lines().filter_map(|line| {
        let (name, rust) = line.strip_prefix("| `hailo_")?.split_once("` | ")?;
        Some((format!("hailo_{name}"), rust.trim_end_matches(" |").to_owned()))
    });
    let rows: Vec<_> = rows.collect();
    let map: BTreeMap<_, _> = rows.iter().cloned().collect();
    assert_eq!(rows.len(), map.len(), "a function listed twice");
    map
}

#[test]
fn every_function_is_on_the_page_and_no_other() {
    let table: BTreeSet<_> = hailo_sys::FUNCTIONS.iter().map(|function| function.name.to_owned()).collect();
    let page: BTreeSet<_> = page().into_keys().collect();
    assert_eq!(table, page);
}

#[test]
fn what_the_page_says_is_called_is_called_and_can_be_found_by_its_c_name() {
    let sources = sources();
    for (name, rust) in page() {
        let alias = sources.contains(&format!("doc(alias = \"{name}\")"));
        let uses = sources.match_indices(&*name).filter(|(at, _)| {
            let rest = &sources[at + name.len()..];
            let quoted = sources[..*at].ends_with('"');
            !quoted && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        });
        let called = uses.count() > 0;
        if let Some(reason) = rust.strip_prefix("none: ") {
            assert!(!called && !reason.is_empty(), "{name} is called, the page says it is not");
        } else {
            assert!(alias, "{name} has no doc alias");
            // The version is asked for by hailo-sys, which refuses a table that does not answer.
            assert!(
                called || name == "hailo_get_library_version",
                "{name} is not called, the page says it is"
            );
        }
    }
}

#[test]
fn methods_named_on_the_page_exist() {
    let sources = sources();
    for (name, rust) in page() {
        for path in rust.split('`').skip(1).step_by(2) {
            let item = path.rsplit("::").next().unwrap();
            let known = ["fn", "struct", "enum"].iter().any(|kind| {
                let at = sources.match_indices(&format!("pub {kind} {item}")).next();
                let at = at.or_else(|| sources.match_indices(&format!("pub const {kind} {item}")).next());
                at.is_some()
            });
            let elsewhere = ["Status::name", "hailo_"].iter().any(|prefix| path.starts_with(prefix));
            assert!(known || elsewhere, "{name}: {path} does not exist");
        }
    }
}

#[test]
fn unsafe_blocks_are_counted_where_a_reader_looks_for_them() {
    let count = sources().matches("unsafe {").count();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ARCHITECTURE.md");
    let page = std::fs::read_to_string(root).unwrap();
    let said = format!("contracts: {count} `unsafe` blocks in `crates/hailo/src`");
    assert!(page.contains(&said), "ARCHITECTURE.md should say {said:?}");
}
