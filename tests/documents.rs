//! What the documents say in numbers and names is what is measured and there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A file of the repository, with every run of white space as one space.
fn words_of(path: &str) -> String {
    let text = fs::read_to_string(root().join(path)).unwrap();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Cells of the row of this recorder in the table below a heading of docs/benchmarks.md.
fn measured(heading: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("docs/benchmarks.md")).unwrap();
    let section = text.split(&format!("## {heading}\n")).nth(1).expect("the section");
    let row = section.lines().find(|line| line.starts_with("| hailo-telemetry |")).expect("our row");
    row.split('|').map(|cell| cell.trim().to_owned()).skip(2).collect()
}

#[test]
fn what_readme_says_a_request_costs_is_what_was_measured() {
    let readme = words_of("README.md");
    let [locked_answer, locked_frame, allocations_answer, allocations_frame, _, memory] =
        &measured("What a request executes and a model holds")[..6]
    else {
        panic!("the table has other columns")
    };
    assert!(
        readme.contains("two locked instructions, one at its begin and one at its end, and no allocation")
    );
    assert_eq!((&**locked_answer, &**locked_frame), ("2", "2"));
    assert_eq!((&**allocations_answer, &**allocations_frame), ("0.0", "0.0"));
    assert!(readme.contains("at most 4 KiB until it is used and 64 KiB in use by a language model"));
    let bytes: Vec<u64> = memory.split(" · ").map(|part| part.parse().unwrap()).collect();
    assert!(bytes[0] <= 4 << 10 && bytes[1] <= 64 << 10, "{bytes:?}");
}

/// The numbers that others repeat are nowhere but where they are measured: a page beside it would grow old.
#[test]
fn times_of_the_recorder_stand_in_docs_benchmarks_alone() {
    for path in
        ["README.md", "CHANGELOG.md", "crates/hailo-telemetry/README.md", "crates/hailo-observe/README.md"]
    {
        let text = words_of(path);
        for (at, _) in text.match_indices(" ns") {
            let before = text[..at].chars().next_back().unwrap();
            assert!(!before.is_ascii_digit(), "{path}: …{}", &text[at.saturating_sub(60)..at + 3]);
        }
    }
}

#[test]
fn readme_names_every_release_that_is_known() {
    let readme = words_of("README.md");
    let known: Vec<_> = hailo_sys::Era::known_versions().collect();
    for major in [4, 5] {
        let line = known.iter().filter(|version| version.major == major);
        let minors: Vec<_> = line.map(|version| version.minor).collect();
        let (first, last) = (minors.iter().min().unwrap(), minors.iter().max().unwrap());
        let range = format!("HailoRT {major}.{first} … {major}.{last}");
        assert!(readme.contains(&range), "README.md lacks `{range}`");
    }
}

#[test]
fn readme_names_every_scenario() {
    let readme = words_of("README.md");
    for scenario in hailo_mock::Scenario::names() {
        assert!(readme.contains(&format!("`{scenario}`")), "README.md lacks `{scenario}`");
    }
}

/// Each alert has its page and its test, and the guide's text counts them.
#[test]
fn the_guide_counts_the_alerts_that_there_are() {
    const TENS: [(usize, &str); 4] = [(20, "twenty"), (30, "thirty"), (40, "forty"), (50, "fifty")];
    const ONES: [&str; 10] = ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let rules = fs::read_to_string(root().join("monitoring/prometheus/rules/alerts.yml")).unwrap();
    let more = rules.lines().filter(|line| line.trim_start().starts_with("- alert:")).count() - 8;
    let (ten, word) = TENS.iter().rev().find(|(ten, _)| *ten <= more).expect("twenty or more");
    let number = match ONES[more - ten] {
        "" => (*word).to_owned(),
        one => format!("{word}-{one}"),
    };
    let text = format!("the guide's eight, corrected, and {number} more");
    assert!(words_of("docs/monitoring.md").contains(&text), "docs/monitoring.md should say: {text}");
}

/// Every relative link of the documents leads somewhere.
#[test]
fn links_between_documents_lead_somewhere() {
    let mut pages = vec![root().join("docs"), root().join("docs/runbooks"), root()];
    let crates = fs::read_dir(root().join("crates")).unwrap().map(|entry| entry.unwrap().path());
    pages.extend(crates);
    pages.push(root().join("hailo-sys"));
    let mut seen = 0;
    for folder in pages {
        for file in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if file.extension().is_none_or(|extension| extension != "md") {
                continue;
            }
            let text = fs::read_to_string(&file).unwrap();
            for (at, _) in text.match_indices("](") {
                let target = text[at + 2..].split([')', ' ', '\n']).next().unwrap();
                let path = target.split('#').next().unwrap();
                if path.is_empty()
                    || path.contains("://")
                    || path.contains('`')
                    || path.starts_with("mailto:")
                {
                    continue;
                }
                // READMEs of crates are also their documentation: there, links lead to items.
                if path.contains("::") || !(path.contains('/') || path.contains('.')) {
                    continue;
                }
                seen += 1;
                assert!(folder.join(path).exists(), "{}: {target}", file.display());
            }
        }
    }
    assert!(seen > 50, "{seen}");
}
