//! What the recorder costs: instruction counts as a gate, and docs/benchmarks.md.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};

/// Instructions per request, with the compiler that made them.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Counts {
    rustc: String,
    /// Scenario and instructions per run; `w` and `f` less the null recorder's.
    instructions: Vec<(String, f64)>,
    /// Lock-prefixed instructions per run of the hot loop, and of a request.
    locked_per_token: u32,
    locked_per_request: u32,
}

/// Where the checked-in counts are.
const FILE: &str = "benches/instructions.json";
/// How far a count may move before the gate closes.
const TOLERANCE: f64 = 0.02;

/// Options of `instructions`.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Write the counts instead of comparing with them
    #[arg(long)]
    write: bool,
}

/// Counts instructions under valgrind and compares them with the checked-in counts.
pub(crate) fn instructions(options: &Options) -> crate::Outcome {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("SKIPPED: valgrind is not installed, so no instruction was counted");
        return Ok(());
    }
    let now = count()?;
    if options.write {
        std::fs::write(FILE, serde_json::to_string_pretty(&now)? + "\n")?;
        println!("wrote {FILE}: {:?}", now.instructions);
        return Ok(());
    }
    let before: Counts = serde_json::from_str(&std::fs::read_to_string(FILE)?)?;
    if now.locked_per_token > 0 {
        return Err(format!("{} lock-prefixed instructions on the token path", now.locked_per_token).into());
    }
    if before.rustc != now.rustc {
        println!("SKIPPED: {FILE} was counted with {}, this is {}", before.rustc, now.rustc);
        return Ok(());
    }
    let mut dearer = Vec::new();
    for ((scenario, now), (_, before)) in now.instructions.iter().zip(&before.instructions) {
        let change = now / before - 1.0;
        println!("{scenario}: {now:.0} instructions, {before:.0} checked in, {:+.1} %", change * 100.0);
        if change.abs() > TOLERANCE {
            dearer.push(format!("{scenario} {before:.0} -> {now:.0}"));
        }
    }
    if dearer.is_empty() {
        Ok(())
    } else {
        let hint = "if it is meant, `cargo xtask instructions --write` checks the new counts in";
        Err(format!("instruction counts moved by more than 2 %: {}; {hint}", dearer.join(", ")).into())
    }
}

fn count() -> Result<Counts, Box<dyn std::error::Error>> {
    let program = bench("instructions")?;
    let mut instructions = Vec::new();
    for scenario in ["w", "f"] {
        let own = per_run(&program, scenario)? - per_run(&program, &format!("{scenario}-null"))?;
        instructions.push((scenario.to_owned(), own.round()));
    }
    let (locked_per_token, locked_per_request) = locked(&program)?;
    Ok(Counts { rustc: rustc()?, instructions, locked_per_token, locked_per_request })
}

fn rustc() -> Result<String, Box<dyn std::error::Error>> {
    Ok(String::from_utf8(Command::new("rustc").arg("--version").output()?.stdout)?.trim().to_owned())
}

/// Builds a bench and says where it is.
fn bench(name: &str) -> Result<PathBuf, Box<dyn std::error::Error>> {
    let built = Command::new("cargo")
        .args(["bench", "-p", "hailo-benches", "--no-run", "--message-format=json", "--bench", name])
        .stderr(std::process::Stdio::inherit())
        .output()?;
    String::from_utf8(built.stdout)?
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message["target"]["name"] == name)
        .find_map(|message| Some(PathBuf::from(message["executable"].as_str()?)))
        .ok_or_else(|| format!("bench {name} was not built").into())
}

/// Instructions of one run: the difference of two numbers of runs, so that starting up does not count.
fn per_run(program: &Path, scenario: &str) -> Result<f64, Box<dyn std::error::Error>> {
    let total = |runs: u32| -> Result<f64, Box<dyn std::error::Error>> {
        let out = Command::new("valgrind")
            .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
            .arg(program)
            .args([scenario, &runs.to_string()])
            .output()?;
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        let collected =
            said.lines().find_map(|l| l.split_once("Collected : ")).ok_or("callgrind said nothing")?;
        Ok(collected.1.trim().parse()?)
    };
    Ok((total(4_000)? - total(1_000)?) / 3_000.0)
}

/// Lock-prefixed instructions in the token loop, and in the whole of a request's code in the bench program.
fn locked(program: &Path) -> Result<(u32, u32), Box<dyn std::error::Error>> {
    let disassembly =
        Command::new("objdump").args(["-d", "--no-show-raw-insn", "-C"]).arg(program).output()?;
    let text = String::from_utf8(disassembly.stdout)?;
    let is_locked = |line: &str| line.contains("lock ") || line.contains("\txchg ");
    let is_backward = |line: &str| jump(line).is_some_and(|(at, to)| to < at);
    let mut per_token = None;
    let mut per_request = 0;
    for function in text.split("\n\n") {
        let head = function.lines().find(|l| l.ends_with(">:")).unwrap_or_default();
        let of_request = head.contains("recorders::ours::Ours") || head.contains("instructions::main");
        if !of_request {
            continue;
        }
        let lines: Vec<&str> = function.lines().collect();
        if head.contains("Ours") {
            per_request += lines.iter().filter(|l| is_locked(l)).count() as u32;
        }
        // The token loop is the shortest loop around a conversion to a double, the bucket index.
        for end in lines.iter().filter(|l| is_backward(l)) {
            let Some((at, to)) = jump(end) else { continue };
            let body: Vec<&&str> =
                lines.iter().filter(|l| address(l).is_some_and(|a| a >= to && a <= at)).collect();
            if body.iter().any(|l| l.contains("cvtsi2sd")) {
                let locks = body.iter().filter(|l| is_locked(l)).count() as u32;
                let shorter = per_token.is_none_or(|(length, _)| body.len() < length);
                if shorter {
                    per_token = Some((body.len(), locks));
                }
            }
        }
    }
    match per_token {
        Some((_, locks)) => Ok((locks, per_request)),
        None if cfg!(target_arch = "x86_64") => Err("the token loop was not found in the disassembly".into()),
        None => Ok((0, per_request)),
    }
}

fn address(line: &str) -> Option<u64> {
    u64::from_str_radix(line.trim().split_once(':')?.0, 16).ok()
}

/// Address and target of a jump.
fn jump(line: &str) -> Option<(u64, u64)> {
    let (at, rest) = line.trim().split_once(':')?;
    let rest = rest.trim();
    let target = rest.starts_with('j').then(|| rest.split_whitespace().nth(1))??;
    Some((u64::from_str_radix(at, 16).ok()?, u64::from_str_radix(target, 16).ok()?))
}

#[derive(Deserialize)]
struct Measured {
    recorders: Vec<serde_json::Map<String, serde_json::Value>>,
    tail: [f64; 2],
    scrape: [f64; 4],
    memory: [f64; 3],
    clocks: Vec<(String, f64)>,
}

/// Runs the comparison and writes docs/benchmarks.md.
pub(crate) fn report() -> crate::Outcome {
    let load = || std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let before = load();
    let run = Command::new(bench("compare")?).arg("--bench").output()?;
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into_owned().into());
    }
    let measured: Measured = serde_json::from_slice(&run.stdout)?;
    let counts: Option<Counts> =
        std::fs::read_to_string(FILE).ok().and_then(|f| serde_json::from_str(&f).ok());
    let text = page(&measured, counts.as_ref(), &before, &load())?;
    std::fs::create_dir_all("docs")?;
    std::fs::write("docs/benchmarks.md", text)?;
    println!("wrote docs/benchmarks.md");
    Ok(())
}

fn page(
    m: &Measured,
    counts: Option<&Counts>,
    before: &str,
    after: &str,
) -> Result<String, Box<dyn std::error::Error>> {
    let value = |recorder: &serde_json::Map<String, serde_json::Value>, kind: &str, at: usize| {
        recorder[kind][at].as_f64().unwrap_or(f64::NAN)
    };
    let null = m.recorders.first().ok_or("no null recorder")?;
    let ours = m.recorders.get(1).ok_or("no recorder")?;
    let own =
        |r: &serde_json::Map<String, serde_json::Value>, kind: &str| value(r, kind, 0) - value(null, kind, 0);
    let mut page = String::from(
        "# Benchmarks\n\nWritten by `cargo xtask bench-report`; do not edit.\n\n\
         W is one answer of a language model: begin, first token, 127 tokens, finish. F is one frame: begin, finish.\n\
         All recorders keep the same series (requests by outcome, in flight, tokens, histograms of duration, time to\n\
         first token and gaps), this one also stalls, busy time, time per output token, lengths and the checks of its\n\
         laws. \"Own\" is the time over the null recorder, which only reads the clock, with a clock that costs nothing;\n\
         \"real\" is the whole with the machine's clock, and its ratio to the null recorder. Medians of 21 rounds in\n\
         which all recorders take turns; in brackets the quartiles of the whole time.\n\n",
    );
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|l| l.strip_prefix("model name"))
        .map_or("unknown", |l| l.trim_matches([' ', '\t', ':']));
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    writeln!(page, "Machine: {model}, {cores} cores, {}; {}.", std::env::consts::ARCH, rustc()?)?;
    writeln!(
        page,
        "Load average before and after the run: {} and {}. The machine was shared: above {cores} the medians are of\n\
         runs that waited for a core, two-thread columns most of all; ratios within this table hold better than times.\n",
        before.split_whitespace().next().unwrap_or("?"),
        after.split_whitespace().next().unwrap_or("?"),
    )?;
    writeln!(
        page,
        "| recorder | own W, ns | × ours | W real, ns | × null | own W per thread, 2 threads, ns | own F, ns | own F, 2 threads, ns | allocations per W |"
    )?;
    writeln!(page, "|---|---|---|---|---|---|---|---|---|")?;
    for r in &m.recorders {
        let name = r["name"].as_str().unwrap_or("?");
        writeln!(
            page,
            "| {name} | {:.0} [{:.0}–{:.0}] | {:.1} | {:.0} | {:.2} | {:.0} | {:.1} | {:.1} | {:.1} |",
            own(r, "w"),
            value(r, "w", 1),
            value(r, "w", 2),
            own(r, "w") / own(ours, "w"),
            value(r, "w-real", 0),
            value(r, "w-real", 0) / value(null, "w-real", 0),
            own(r, "w2"),
            own(r, "f"),
            own(r, "f2"),
            value(r, "allocations", 0),
        )?;
    }
    writeln!(
        page,
        "\nNot in the table: `measured`, sharded `metriken`, hdrhistogram's sync recorder and bound OpenTelemetry instruments.\n"
    )?;
    if let Some(c) = counts {
        writeln!(
            page,
            "## Instructions\n\nCounted with callgrind, over the null recorder ({}); `cargo xtask instructions` fails when one moves by 2 %.\n",
            c.rustc
        )?;
        for (scenario, n) in &c.instructions {
            writeln!(page, "- {}: {n:.0}", scenario.to_uppercase())?;
        }
        writeln!(
            page,
            "- lock-prefixed instructions per token: {} (in the disassembly of the token loop)",
            c.locked_per_token
        )?;
        writeln!(
            page,
            "- lock-prefixed instructions in the code of begin and finish: {}, of which a request runs two\n",
            c.locked_per_request
        )?;
    }
    writeln!(
        page,
        "## Scrape\n\nSnapshot and text of 1,000 models that all had answers since the last: {:.2} ms, {:.0} allocations, {:.0} lines, {:.1} MB.\n",
        m.scrape[0],
        m.scrape[1],
        m.scrape[3],
        m.scrape[2] / 1e6
    )?;
    writeln!(
        page,
        "99.9th percentile of a token with its two clock readings: {:.0} ns alone, {:.0} ns beside a snapshot loop.\n",
        m.tail[0], m.tail[1]
    )?;
    writeln!(
        page,
        "## Memory per model\n\n{:.0} bytes registered, {:.0} in use by one request at a time, {:.0} by two.\n",
        m.memory[0], m.memory[1], m.memory[2]
    )?;
    writeln!(page, "## Clock\n")?;
    for (source, ns) in &m.clocks {
        writeln!(page, "- `{source}`: {ns:.1} ns a reading")?;
    }
    Ok(page)
}
