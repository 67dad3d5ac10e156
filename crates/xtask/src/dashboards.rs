//! `cargo xtask dashboards [--check]`: Grafana's dashboards, from code, into monitoring/grafana/dashboards and monitoring/fleet/grafana/dashboards.
//!
//! Every query of a dashboard or a page and every expression of a rule is read for the metric families and labels it uses:
//! one that neither the catalogue, nor a recording rule, nor one of the programs beside the app provides is an error.

mod fleet;
mod model;
mod pisovereign;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use clap::Args;
use hailo_telemetry::catalogue::{FAMILIES, Kind, REGISTERED};

use crate::Outcome;
use model::{Dashboard, Source};

/// Options of the chore.
#[derive(Args)]
pub(crate) struct Options {
    /// Fail if the checked-in dashboards are not what the code makes, instead of writing them
    #[arg(long)]
    check: bool,
}

/// Families that programs beside the app provide, as far as dashboards and rules use them.
const FOREIGN: [(&str, &[&str]); 14] = [
    ("up", &[]),
    ("ALERTS", &["alertname", "alertstate", "severity"]),
    ("scrape_duration_seconds", &[]),
    ("scrape_samples_scraped", &[]),
    ("alertmanager_notifications_failed_total", &["integration"]),
    ("node_cpu_seconds_total", &["cpu", "mode"]),
    ("node_disk_read_bytes_total", &["device"]),
    ("node_disk_written_bytes_total", &["device"]),
    ("node_filesystem_avail_bytes", &["device", "fstype", "mountpoint"]),
    ("node_filesystem_size_bytes", &["device", "fstype", "mountpoint"]),
    ("node_memory_MemAvailable_bytes", &[]),
    ("node_memory_MemTotal_bytes", &[]),
    ("node_network_receive_bytes_total", &["device"]),
    ("node_network_transmit_bytes_total", &["device"]),
];

/// Writes or checks the dashboards.
pub(crate) fn run(options: &Options) -> Outcome {
    let monitoring = crate::root().join("monitoring");
    let rules =
        |folder: &str, what: &str| fs::read_to_string(monitoring.join(folder).join("rules").join(what));
    let recording = rules("prometheus", "recording.yml")? + &rules("fleet", "recording.yml")?;
    let alerts = rules("prometheus", "alerts.yml")? + &rules("fleet", "alerts.yml")?;
    let dashboards = [
        (pisovereign::dashboard(), "grafana/dashboards/pisovereign.json"),
        (fleet::dashboard(), "fleet/grafana/dashboards/fleet.json"),
    ];

    let known = known(&recording);
    let mut expressions: Vec<_> =
        dashboards.iter().flat_map(|(dashboard, _)| expressions(dashboard)).collect();
    let rules = rule_expressions(&recording).into_iter().chain(rule_expressions(&alerts));
    expressions.extend(rules.enumerate().map(|(i, expr)| (format!("rule {}", i + 1), expr)));
    expressions.extend(queries_of_pages(&crate::root().join("docs"))?);
    let mut wrong = Vec::new();
    for (place, expr) in &expressions {
        wrong.extend(unknown(expr, &known).into_iter().map(|what| format!("{place}: {what} in {expr}")));
    }
    if !wrong.is_empty() {
        return Err(wrong.join("\n").into());
    }

    for (dashboard, path) in &dashboards {
        let json = serde_json::to_string_pretty(dashboard)? + "\n";
        let path = monitoring.join(path);
        if options.check {
            if fs::read_to_string(&path).unwrap_or_default() != json {
                return Err(format!(
                    "{} is not what the code makes: run cargo xtask dashboards",
                    shown(&path)
                )
                .into());
            }
        } else {
            fs::write(&path, json)?;
        }
    }
    println!(
        "dashboards: {} panels, {} expressions of dashboards, rules and pages, all families known",
        dashboards.iter().flat_map(|(dashboard, _)| dashboard.panels()).count(),
        expressions.len()
    );
    Ok(())
}

fn shown(path: &Path) -> String {
    path.strip_prefix(crate::root()).unwrap_or(path).display().to_string()
}

/// Family names (histograms with their suffixes) and the labels each has.
fn known(recording: &str) -> BTreeMap<String, BTreeSet<&str>> {
    let mut known = BTreeMap::new();
    for family in FAMILIES.iter().chain(REGISTERED) {
        let labels: BTreeSet<&str> = family.labels.iter().copied().collect();
        if matches!(family.kind, Kind::Histogram(_)) {
            for suffix in ["_sum", "_count"] {
                known.insert(format!("{}{suffix}", family.name), labels.clone());
            }
            let bucket = labels.into_iter().chain(["le"]).collect();
            known.insert(format!("{}_bucket", family.name), bucket);
        } else {
            known.insert(family.name.to_owned(), labels);
        }
    }
    for (name, labels) in FOREIGN {
        known.insert(name.to_owned(), labels.iter().copied().collect());
    }
    // A recorded name says its labels: job_instance_model:what:how.
    for line in recording.lines() {
        if let Some(name) = line.trim().strip_prefix("- record: ") {
            let level = name.split(':').next().unwrap_or_default();
            let labels =
                ["model", "device"].into_iter().filter(|label| level.split('_').any(|part| part == *label));
            known.insert(name.to_owned(), labels.collect());
        }
    }
    known
}

/// Every Prometheus expression of a dashboard with the place it stands in.
fn expressions(dashboard: &Dashboard) -> Vec<(String, String)> {
    let panels = dashboard.panels().filter(|panel| panel.source == Source::Prometheus).flat_map(|panel| {
        panel.targets.iter().map(|target| (format!("panel {}", panel.title), target.expr.clone()))
    });
    let annotations = dashboard.annotations().iter().map(|a| ("annotation".to_owned(), a.expr.clone()));
    panels.chain(annotations).collect()
}

/// The `expr:` values of a rule file: on the line, or the indented block below it.
fn rule_expressions(yaml: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = yaml.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(value) = line.trim_start().strip_prefix("expr:") else { continue };
        if value.trim() != "|" {
            found.push(value.trim().to_owned());
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let mut block = String::new();
        while let Some(next) = lines.next_if(|l| l.len() - l.trim_start().len() > indent) {
            block.push_str(next.trim());
            block.push(' ');
        }
        found.push(block.trim().to_owned());
    }
    found
}

/// The queries that the guide and the runbooks give to curl: `--data-urlencode 'query=…'`.
fn queries_of_pages(docs: &Path) -> Result<Vec<(String, String)>, Box<dyn std::error::Error>> {
    let mut found = Vec::new();
    let mut pages = vec![docs.join("monitoring.md")];
    for entry in fs::read_dir(docs.join("runbooks"))? {
        pages.push(entry?.path());
    }
    for page in pages {
        let text = fs::read_to_string(&page)?;
        let queries = text.split("'query=").skip(1).filter_map(|rest| rest.split('\'').next());
        found.extend(queries.map(|query| (shown(&page), query.to_owned())));
    }
    Ok(found)
}

/// What one expression uses: families with the labels in their braces, and labels in aggregation lists.
#[derive(Debug, Default, PartialEq, Eq)]
struct Uses {
    families: Vec<(String, Vec<String>)>,
    listed: Vec<String>,
}

fn uses(expr: &str) -> Uses {
    const LISTS: [&str; 6] = ["by", "without", "on", "ignoring", "group_left", "group_right"];
    const WORDS: [&str; 5] = ["and", "or", "unless", "offset", "bool"];
    let mut found = Uses::default();
    let mut rest = expr;
    while let Some(first) = rest.chars().next() {
        if first == '"' {
            rest = after(rest.get(1..).unwrap_or_default(), '"');
        } else if first == '[' {
            rest = after(rest, ']');
        } else if first.is_ascii_digit() || first == '$' {
            rest =
                rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '$'));
        } else if first.is_ascii_alphabetic() || matches!(first, '_' | ':') {
            let end = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | ':')))
                .unwrap_or(rest.len());
            let (word, tail) = rest.split_at(end);
            let next = tail.trim_start();
            rest = tail;
            if LISTS.contains(&word) {
                let list = next.strip_prefix('(').and_then(|l| l.split(')').next()).unwrap_or_default();
                found
                    .listed
                    .extend(list.split(',').map(|label| label.trim().to_owned()).filter(|l| !l.is_empty()));
                rest = if next.starts_with('(') { after(next, ')') } else { tail };
            } else if next.starts_with('{') {
                let (labels, tail) = matchers(next);
                found.families.push((word.to_owned(), labels));
                rest = tail;
            } else if !next.starts_with('(') && !next.starts_with("by (") && !WORDS.contains(&word) {
                found.families.push((word.to_owned(), Vec::new()));
            }
        } else {
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    found
}

fn after(text: &str, end: char) -> &str {
    text.split_once(end).map_or("", |(_, rest)| rest)
}

/// The label names in `{…}`, and what follows it. Braces inside strings are not its end.
fn matchers(text: &str) -> (Vec<String>, &str) {
    let (mut labels, mut name, mut quoted) = (Vec::new(), String::new(), false);
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '}' => return (labels, text.get(at + 1..).unwrap_or_default()),
            '=' | '!' if !name.is_empty() => labels.push(std::mem::take(&mut name)),
            '_' => name.push(c),
            _ if c.is_ascii_alphanumeric() => name.push(c),
            _ => name.clear(),
        }
    }
    (labels, "")
}

/// Families and labels of an expression that nobody provides.
fn unknown(expr: &str, known: &BTreeMap<String, BTreeSet<&str>>) -> Vec<String> {
    // Prometheus gives these to every series.
    let everywhere = |label: &str| matches!(label, "job" | "instance");
    let uses = uses(expr);
    let mut wrong = Vec::new();
    let mut labels = BTreeSet::new();
    for (family, matched) in &uses.families {
        let Some(has) = known.get(family) else {
            wrong.push(format!("unknown family {family}"));
            continue;
        };
        labels.extend(has.iter().copied());
        let strange = matched.iter().filter(|label| !everywhere(label) && !has.contains(label.as_str()));
        wrong.extend(strange.map(|label| format!("{family} has no label {label}")));
    }
    let strange = uses.listed.iter().filter(|label| !everywhere(label) && !labels.contains(label.as_str()));
    wrong.extend(strange.map(|label| format!("no family here has a label {label}")));
    if uses.families.is_empty() {
        wrong.push("no family".to_owned());
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_and_labels_are_read_from_expressions() {
        let expr = r#"sum by (job, model) (rate(a_total{x="}",y=~"b|c"}[5m])) / on (job) b:c:d > 0.05 and up offset 5m"#;
        let uses = uses(expr);
        let names: Vec<&str> = uses.families.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a_total", "b:c:d", "up"]);
        assert_eq!(uses.families[0].1, ["x", "y"]);
        assert_eq!(uses.listed, ["job", "model", "job"]);
    }

    #[test]
    fn what_nobody_provides_is_found() {
        let known = known("  - record: job_instance_model:x:rate5m");
        let wrong = |expr| unknown(expr, &known).len();
        assert_eq!(wrong(r#"rate(inference_tokens_total{job="x"}[5m])"#), 0);
        assert_eq!(wrong("sum by (model) (job_instance_model:x:rate5m)"), 0);
        assert_eq!(wrong(r#"inference_time_ms_bucket{le="5"}"#), 0);
        assert_eq!(wrong("rate(inference_token_total[5m])"), 1);
        assert_eq!(wrong(r#"inference_tokens_total{model="x"}"#), 1);
        assert_eq!(wrong("sum by (model) (inference_tokens_total)"), 1);
        assert_eq!(wrong("inference_time_ms"), 1, "a histogram has no series of its own name");
        assert_eq!(wrong("1 > 0"), 1);
    }

    #[test]
    fn rule_files_give_every_expression() {
        let yaml = "groups:\n  - rules:\n      - alert: A\n        expr: up == 0\n        for: 1m\n      - alert: B\n        expr: |\n          a\n          > 1\n        for: 1m\n";
        assert_eq!(rule_expressions(yaml), ["up == 0", "a > 1"]);
    }

    #[test]
    fn panels_do_not_overlap_and_ids_are_unique() {
        for dashboard in [pisovereign::dashboard(), fleet::dashboard()] {
            no_overlap(&serde_json::to_value(dashboard).unwrap());
        }
    }

    fn no_overlap(json: &serde_json::Value) {
        let panels = json["panels"].as_array().unwrap();
        let mut ids = BTreeSet::new();
        let mut cells = BTreeSet::new();
        for panel in panels {
            assert!(ids.insert(panel["id"].as_u64().unwrap()), "{}", panel["title"]);
            let grid = |key: &str| panel["gridPos"][key].as_u64().unwrap();
            assert!(grid("x") + grid("w") <= 24, "{}", panel["title"]);
            for x in grid("x")..grid("x") + grid("w") {
                for y in grid("y")..grid("y") + grid("h") {
                    assert!(cells.insert((x, y)), "{} lies on another panel", panel["title"]);
                }
            }
        }
    }
}
