//! `cargo xtask bench-report`: runs the measurements and writes docs/benchmarks.md.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::callgrind::{Counter, Counts, is_installed};
use super::machine::Watch;
use super::{benches, counted, page, proxy};

/// Median and quartiles.
pub(super) type Spread = [f64; 3];

/// What `benches/compare.rs` prints.
#[derive(Deserialize)]
pub(super) struct Compared {
    pub(super) rounds: u32,
    pub(super) recorders: Vec<Recorder>,
    pub(super) clocks: Vec<(String, f64)>,
    /// Nanoseconds by which two readings of the machine's clock differ at least when they differ.
    pub(super) clock_step: u64,
}

#[derive(Deserialize)]
pub(super) struct Recorder {
    pub(super) key: String,
    pub(super) kind: Kind,
    pub(super) title: String,
    /// Bytes made, in use by one thread, by two.
    pub(super) memory: [i64; 3],
    /// Per answer and per frame.
    pub(super) allocations: [f64; 2],
    pub(super) times: BTreeMap<String, Spread>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub(super) enum Kind {
    Null,
    Ours,
    Peer,
    Design,
}

/// What `benches/scrape.rs` prints.
#[derive(Deserialize)]
pub(super) struct Scraped {
    pub(super) rounds: u32,
    pub(super) rows: Vec<Scrape>,
}

#[derive(Deserialize)]
pub(super) struct Scrape {
    pub(super) title: String,
    pub(super) models: u32,
    pub(super) micros: Spread,
    pub(super) allocations: u64,
    pub(super) bytes: u64,
    /// Of a page that is lines.
    pub(super) lines: Option<u32>,
}

/// What `benches/observe.rs` prints: alone, then observed.
#[derive(Deserialize)]
pub(super) struct Observed {
    pub(super) rounds: u32,
    pub(super) frame: [Spread; 2],
    pub(super) answer: [Spread; 2],
}

/// By recorder: an answer's and a frame's.
pub(super) type Counted = BTreeMap<String, [Counts; 2]>;

/// Everything that the page is written from.
pub(super) struct Measured {
    pub(super) compared: Compared,
    pub(super) scraped: Scraped,
    pub(super) observed: Observed,
    /// The section on the proxy.
    pub(super) proxied: String,
    pub(super) counted: Option<Counted>,
    pub(super) meanwhile: String,
    /// Versions of what the benches depend on.
    pub(super) versions: BTreeMap<String, String>,
}

/// Options of `bench-report`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Measure a fraction and write target/benchmarks.md, to look at
    #[arg(long)]
    quick: bool,
}

/// Runs the comparison and writes the page.
pub(crate) fn report(options: &Options) -> crate::Outcome {
    let [compare, scrape, observe, proxied] = benches(["compare", "scrape", "observe", "proxy"])?;
    let instructions = counted(true)?;
    let watch = Watch::start();
    let compared = run(&compare, options)?;
    let scraped = run(&scrape, options)?;
    let observed = run(&observe, options)?;
    let proxied = proxy::section(&proxied, options.quick)?;
    let meanwhile = watch.report();
    // Counting is deaf to load, so it comes last and uses every core.
    let counted = if is_installed() { Some(count(&instructions)?) } else { None };
    let measured =
        Measured { compared, scraped, observed, proxied, counted, meanwhile, versions: versions()? };
    let name = if options.quick { "target/benchmarks.md" } else { "docs/benchmarks.md" };
    std::fs::write(crate::root().join(name), page::page(&measured)?)?;
    println!("wrote {name}");
    Ok(())
}

fn run<T: DeserializeOwned>(program: &Path, options: &Options) -> Result<T, Box<dyn std::error::Error>> {
    let mut command = Command::new(program);
    command.arg("--bench").current_dir(crate::root().join("benches"));
    if options.quick {
        command.arg("--quick");
    }
    let out = command.output()?;
    if !out.status.success() {
        return Err(String::from_utf8_lossy(&out.stderr).into_owned().into());
    }
    Ok(serde_json::from_slice(&out.stdout)?)
}

/// Counts every recorder's instructions.
fn count(program: &Path) -> Result<Counted, Box<dyn std::error::Error>> {
    let counter = Counter::new(program)?;
    let waiting = Mutex::new(counter.recorders()?);
    let counted = Mutex::new(Counted::new());
    let work = || -> Result<(), String> {
        loop {
            let next = waiting.lock().map_err(|e| e.to_string())?.pop();
            let Some(recorder) = next else { return Ok(()) };
            let [w, f] = ["w", "f"].map(|s| counter.per_operation(&recorder, s, [100, 300]));
            let counts = [w.map_err(|e| e.to_string())?, f.map_err(|e| e.to_string())?];
            counted.lock().map_err(|e| e.to_string())?.insert(recorder, counts);
        }
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|w| w.join().unwrap_or_else(|_| Err("a count panicked".to_owned())))
    })?;
    let mut counted = counted.into_inner()?;
    let null = counted.get("null").copied().ok_or("the null recorder was not counted")?;
    for counts in counted.values_mut() {
        *counts = [counts[0] - null[0], counts[1] - null[1]];
    }
    Ok(counted)
}

/// Versions, as locked, of the packages that the benches depend on.
fn versions() -> Result<BTreeMap<String, String>, Box<dyn std::error::Error>> {
    let out = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked"])
        .current_dir(crate::root())
        .output()?;
    let metadata: serde_json::Value = serde_json::from_slice(&out.stdout)?;
    let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    let packages = list(&metadata["packages"]);
    let benches = packages.iter().find(|p| p["name"] == "hailo-benches").ok_or("no package hailo-benches")?;
    let nodes = list(&metadata["resolve"]["nodes"]);
    let node = nodes.iter().find(|n| n["id"] == benches["id"]).ok_or("hailo-benches is not resolved")?;
    let used = list(&node["dependencies"]);
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    Ok(packages
        .iter()
        .filter(|p| used.contains(&p["id"]))
        .map(|p| (text(&p["name"]), text(&p["version"])))
        .collect())
}
