//! The crate's own order: a file refers only to files below it, and none grows too long to be read at once.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Lines a file written by hand may have.
const LONGEST: usize = 600;

fn files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            into.push(path);
        }
    }
}

/// `hef/mod.rs` is the module `hef`, `hef/read.rs` is `hef::read`; `lib.rs` stands above all and counts for nothing.
fn module(root: &Path, file: &Path) -> String {
    let path = file.strip_prefix(root).unwrap().with_extension("");
    let parts: Vec<_> = path.iter().filter_map(|p| p.to_str()).filter(|p| *p != "mod").collect();
    parts.join("::")
}

/// The module that a path such as `crate::hef::Layer` or `super::info::fixed` leads to.
fn target(here: &str, path: &str, known: &BTreeSet<String>) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for (at, part) in path.split("::").enumerate() {
        match part {
            "crate" => parts.clear(),
            "super" if at == 0 => {
                parts = here.split("::").collect();
                parts.pop();
            }
            "super" => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    (1..=parts.len()).rev().map(|n| parts[..n].join("::")).find(|name| known.contains(name))
}

fn arrows(text: &str, here: &str, known: &BTreeSet<String>) -> BTreeSet<String> {
    // What a file's own unit tests use does not count, nor what its comments and texts mention.
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = BTreeSet::new();
    for line in code.lines().map(str::trim_start).filter(|l| !l.starts_with("//")) {
        for start in ["crate::", "super::"] {
            for (at, _) in line.match_indices(start) {
                if line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
                    continue;
                }
                let rest = &line[at..];
                let end =
                    rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(rest.len());
                let to = target(here, rest[..end].trim_end_matches("::"), known);
                found.extend(to.filter(|to| to != here));
            }
        }
    }
    found
}

/// Takes away, again and again, what refers to nothing that is left; whatever remains is a circle.
fn circle(graph: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let mut left: BTreeMap<_, _> = graph.clone();
    loop {
        let leaves: Vec<String> = left
            .iter()
            .filter(|(_, to)| to.iter().all(|t| !left.contains_key(t)))
            .map(|(name, _)| name.clone())
            .collect();
        if leaves.is_empty() {
            return left.into_iter().map(|(name, to)| format!("{name} -> {to:?}")).collect();
        }
        for leaf in leaves {
            left.remove(&leaf);
        }
    }
}

#[test]
fn files_refer_only_downwards_and_can_be_read_at_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&root, &mut all);
    all.retain(|f| !f.ends_with("lib.rs"));
    let known: BTreeSet<String> = all.iter().map(|f| module(&root, f)).collect();
    let mut graph = BTreeMap::new();
    for file in &all {
        let text = fs::read_to_string(file).unwrap();
        let lines = text.lines().count();
        assert!(lines <= LONGEST || file.ends_with("generated.rs"), "{} has {lines} lines", file.display());
        assert!(
            !text.contains("use crate::{"),
            "{}: one `use` per module, so that arrows show",
            file.display()
        );
        let here = module(&root, file);
        let mut to = arrows(&text, &here, &known);
        // A folder's `mod.rs` is the door to what is inside, so what is inside must not look back at it.
        for line in text.lines() {
            let inner = line.trim_start_matches("pub ").trim_start_matches("pub(crate) ");
            if let Some(name) = inner.strip_prefix("mod ").and_then(|l| l.strip_suffix(';')) {
                to.extend(Some(format!("{here}::{name}")).filter(|n| known.contains(n)));
            }
        }
        graph.insert(here, to);
    }
    let found = circle(&graph);
    assert!(found.is_empty(), "a circle:\n{}", found.join("\n"));
}

#[test]
fn a_circle_would_be_found() {
    let known: BTreeSet<String> = ["a", "b", "b::c"].into_iter().map(str::to_owned).collect();
    let to = arrows("use crate::b::{X, Y};\nlet x = super::a::f();", "b::c", &known);
    assert_eq!(to, ["b".to_owned()].into(), "`super` is `b` here, so `super::a` is nothing known");
    let graph = [("a", vec!["b::c"]), ("b::c", vec!["b"]), ("b", vec!["a"])]
        .into_iter()
        .map(|(n, to)| (n.to_owned(), to.into_iter().map(str::to_owned).collect()))
        .collect();
    assert_eq!(circle(&graph).len(), 3);
}
