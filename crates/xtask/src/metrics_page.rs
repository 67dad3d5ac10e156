//! Writes docs/METRICS.md from the catalogue in hailo-telemetry, or checks that it is up to date.

use std::fmt::Write as _;

use hailo_telemetry::catalogue::{Buckets, FAMILIES, Family, Kind, REGISTERED};
use hailo_telemetry::{HealthReason, Reason};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Only compare with the file
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(options: &Options) -> crate::Outcome {
    let path = crate::root().join("docs/METRICS.md");
    let page = page();
    if !options.check {
        std::fs::create_dir_all(crate::root().join("docs"))?;
        std::fs::write(&path, page)?;
        println!("wrote {} families to docs/METRICS.md", FAMILIES.len() + REGISTERED.len());
        return Ok(());
    }
    if std::fs::read_to_string(&path)? == page {
        println!("docs/METRICS.md is up to date");
        Ok(())
    } else {
        Err("docs/METRICS.md is not what the catalogue says: run cargo xtask metrics-page".into())
    }
}

/// Sections, each with the test that a family belongs to it; the first that fits wins.
type Section = (&'static str, &'static str, fn(&Family) -> bool);

const SECTIONS: [Section; 5] = [
    (
        "The monitoring guide's families",
        "Sums over everything, under the names, types and units of the monitoring guide. All exist from the start.",
        |f| {
            ["app_", "http_"].iter().any(|prefix| f.name.starts_with(prefix))
                || f.labels.is_empty()
                    && ["inference_", "cache_"].iter().any(|prefix| f.name.starts_with(prefix))
        },
    ),
    (
        "Requests, per model",
        "In base units. A model's series exist from its registration and are retired some time after it is unloaded.\n\
         The `inference_duration_seconds` of an outcome other than `completed` appears when it first happens.",
        |f| f.name.starts_with("inference_"),
    ),
    (
        "Devices and their host",
        "Absent is not zero: what a device or board cannot report has no series, and `hailo_capability_info` says why.",
        |f| f.name.starts_with("hailo_") || f.name.starts_with("host_"),
    ),
    ("Caches and alerts", "", |f| f.name.starts_with("cache_") || f.name.starts_with("alerts_")),
    ("Telemetry itself and the process", "", |_| true),
];

fn page() -> String {
    let mut out = String::from(
        "# Metrics\n\n\
         <!-- Written by `cargo xtask metrics-page` from crates/hailo-telemetry/src/read/catalogue.rs: change it there. -->\n\n\
         Every family that `/metrics/prometheus` can show. In OpenMetrics a counter's family is named without `_total`,\n\
         `app_uptime_seconds` is a gauge (its name does not end in `_total`), and counters and histograms also have\n\
         `_created`. Histograms have the classic buckets listed here; in the protobuf format they have native buckets of\n\
         the same data as well (schema 5). Never match `le` as text: Prometheus 3 rewrites `5` as `5.0`.\n",
    );
    let families = || FAMILIES.iter().chain(REGISTERED).copied();
    for (index, (title, text, _)) in SECTIONS.iter().enumerate() {
        let _ = write!(out, "\n## {title}\n\n");
        if !text.is_empty() {
            let _ = write!(out, "{text}\n\n");
        }
        out.push_str("| family | type | unit | labels | definition |\n|---|---|---|---|---|\n");
        let mut histograms = Vec::new();
        for family in families().filter(|f| SECTIONS.iter().position(|(.., fits)| fits(f)) == Some(index)) {
            let kind = match family.kind {
                Kind::Counter => "counter",
                Kind::Gauge => "gauge",
                _ => "histogram",
            };
            let labels: Vec<String> = family.labels.iter().map(|label| format!("`{label}`")).collect();
            let (name, unit, help) = (family.name, family.unit(), family.help);
            let _ = writeln!(out, "| `{name}` | {kind} | {unit} | {} | {help} |", labels.join(", "));
            if let Kind::Histogram(buckets) = family.kind {
                histograms.push((family.name, buckets));
            }
        }
        if !histograms.is_empty() {
            out.push_str("\nBuckets (`le`, besides `+Inf`):\n\n");
            for (name, buckets) in histograms {
                let _ = writeln!(out, "- `{name}`: {}", bounds(buckets));
            }
        }
    }
    health(&mut out);
    out
}

fn health(out: &mut String) {
    let names = |reasons: &[Reason]| {
        let names: Vec<String> = reasons.iter().map(|reason| format!("`{}`", reason.name())).collect();
        names.join(", ")
    };
    out.push_str(
        "\n## Health\n\n\
         One rule for every engine, whoever talks to it: an application's adapter, the proxy's upstreams, the devices of\n\
         `serve`. Requests, probes, readings and notifications push what they learn; a scrape only loads it and asks nobody.\n\
         `inference_engine_healthy` is one engine's; `inference_healthy` is 0 while one engine cannot serve, else absent\n\
         while nothing is known of one, else 1. An engine that is closed takes its series with it. The word is\n\
         `inference.health_reason` in the JSON of `/metrics`, and the reason of `/ready`, which answers 503 only at 0.\n\n\
         | word | health | when | failures of requests that say it (`inference_failures_total`) |\n|---|---|---|---|\n",
    );
    for word in HealthReason::ALL.iter().copied() {
        let health = match word.healthy() {
            None => "no series",
            Some(true) => "1",
            Some(false) => "0",
        };
        let said: Vec<Reason> =
            Reason::ALL.iter().copied().filter(|reason| HealthReason::of(*reason) == Some(word)).collect();
        let _ = writeln!(out, "| `{}` | {health} | {} | {} |", word.name(), word.meaning(), names(&said));
    }
    let silent: Vec<Reason> =
        Reason::ALL.iter().copied().filter(|reason| HealthReason::of(*reason).is_none()).collect();
    let _ = write!(
        out,
        "\nOutput that is heard takes back every word. A probe that is answered takes back `starting` and `probe_failed` only: a\n\
         server that lists its models may have a dead device behind it. A reading of the device's own sensors takes back\n\
         `device_hung` and `device_lost` too. An answer given up before its silence was long says nothing, and neither do\n\
         failures by {}: they are the caller's, or never reached the engine.\n",
        names(&silent)
    );
}

fn bounds(buckets: &Buckets) -> String {
    let bounds: Vec<String> =
        buckets.bounds.iter().map(|bound| buckets.unit.exported(*bound).to_string()).collect();
    bounds.join(" ")
}
