//! The page `API_COVERAGE.md` tells the truth: about every function, and about the sources.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The sources that are written by hand, without comments, which may name what is not called.
fn files() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = BTreeMap::new();
    let mut left = vec![root.clone()];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(path).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        all.insert(name, code.map(|line| format!("{line}\n")).collect());
    }
    all
}

const GENERATED: &str = "call/generated.rs";

fn sources() -> String {
    files().into_iter().filter(|(name, _)| name != GENERATED).map(|(_, text)| text).collect()
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

/// Whoever waits says for how long, under which lock, and what it does in a callback and at the process's end.
#[test]
fn what_waits_says_how_long_and_where() {
    const WAITS: &str = "wait wait_ready wait_for_activation wait_for_releases close shutdown abort next read read_into write \
                         write_planes flush infer run segments performance deactivate";
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    assert!(readme.contains("\n## What waits\n"));
    let mut seen = 0;
    for name in files().keys().filter(|name| *name != GENERATED) {
        let text = std::fs::read_to_string(root.join("src").join(name)).unwrap();
        for (at, _) in text.match_indices("pub fn ") {
            let function = text[at + 7..].split(['(', '<']).next().unwrap();
            if !WAITS.split_whitespace().any(|waits| waits == function) {
                continue;
            }
            let doc: Vec<_> =
                text[..at].trim_end().lines().rev().take_while(|line| !line.trim().is_empty()).collect();
            assert!(doc.iter().any(|line| line.contains("crate#what-waits")), "{name}: {function}");
            seen += 1;
        }
    }
    assert!(seen > 15, "{seen}");
}

/// Calls into C are generated; what is written by hand beside them is little, in few files, and told.
#[test]
fn unsafe_blocks_are_counted_where_a_reader_looks_for_them() {
    let blocks = |text: &String| text.matches("unsafe {").count();
    let mut counts: Vec<_> = files().iter().map(|(name, text)| (blocks(text), name.clone())).collect();
    counts.retain(|(count, _)| *count > 0);
    counts.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let (generated, by_hand): (Vec<_>, Vec<_>) = counts.into_iter().partition(|(_, name)| name == GENERATED);
    let total: usize = by_hand.iter().map(|(count, _)| count).sum();
    let list: Vec<_> = by_hand.iter().map(|(count, name)| format!("`{name}` {count}")).collect();
    let said = format!("{} are generated, {total} written by hand: {}", generated[0].0, list.join(", "));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ARCHITECTURE.md");
    let page = std::fs::read_to_string(root).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(page.contains(&said), "ARCHITECTURE.md should say {said:?}");
}
