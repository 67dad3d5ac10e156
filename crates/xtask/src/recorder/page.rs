//! The page that the measurements make.

use std::fmt::Write as _;

use super::report::{Kind, Measured, Recorder, Spread};
use super::{machine, rustc};

const HEAD: &str = "# Benchmarks

Written by `cargo xtask bench-report`; do not edit.

W is one answer of a language model: begin, first token, 127 tokens, finish. F is one frame: begin, finish.
All recorders keep the same series (requests by outcome, in flight, tokens, histograms of duration, time to first token
and gaps between tokens, with the same bounds or finer); this one also stalls, busy time, time per output token, lengths
and the checks of its laws. Peers stand in their best configuration, series resolved once, and some as most code uses
them. \"Own\" is the time over the null recorder, which only reads the clock, with a clock that costs nothing; \"real\" is
the whole with the machine's clock. Gaps between tokens are 100 to 167 ms in either. A request lies in memory between its events. Everything ran in one process, every
measurement in turns with all recorders, every other round backwards; numbers are medians, quartiles in brackets.
";

pub(super) fn page(m: &Measured) -> Result<String, Box<dyn std::error::Error>> {
    let mut page = String::from(HEAD);
    let find = |kind| m.compared.recorders.iter().find(|r| r.kind == kind);
    let null = find(Kind::Null).ok_or("no null recorder")?;
    let ours = find(Kind::Ours).ok_or("no recorder")?;
    writeln!(
        page,
        "\nMachine: {}; {}, profile `bench`: {}.\n{} {} rounds.\n",
        machine::description(),
        rustc()?,
        profile()?,
        m.meanwhile,
        m.compared.rounds
    )?;
    let tables = Tables { m, null, ours };
    // The null recorder's second row is a control.
    let among = |kinds: [Kind; 3]| -> Vec<&Recorder> {
        m.compared.recorders.iter().filter(|r| kinds.contains(&r.kind) && r.key != null.key).collect()
    };
    let peers = among([Kind::Ours, Kind::Peer, Kind::Null]);
    writeln!(page, "## One answer (W)\n")?;
    tables.times(&mut page, &peers, "w", 0)?;
    writeln!(
        page,
        "\nWith the machine's clock, the null recorder takes {:.0} ns on one thread, {:.0} ns on two. Two threads record\n\
         {:.2} times the answers of one here, {:.2} with the clock that costs nothing; where both cores are free, twice is all.\n\n\
         ## One frame (F)\n",
        median(null, "w-real"),
        median(null, "w2-real"),
        2.0 * median(ours, "w-real") / median(ours, "w2-real"),
        2.0 * median(ours, "w") / median(ours, "w2"),
    )?;
    tables.times(&mut page, &peers, "f", 1)?;
    writeln!(page, "\n## Cold\n")?;
    tables.cold(&mut page, &peers)?;
    writeln!(page, "\n## What a request executes and a model holds\n")?;
    tables.counts(&mut page, &peers)?;
    writeln!(page, "\n## A token while somebody scrapes\n")?;
    tables.tails(&mut page, &peers)?;
    writeln!(
        page,
        "\n## Designs\n\nSmall recorders with the same counts and the same log-linear buckets and nothing else, to choose between:\n\
         who writes which memory, and how. Bare `fetch_add` keeps no distribution.\n"
    )?;
    let designs = among([Kind::Ours, Kind::Design, Kind::Null]);
    tables.times(&mut page, &designs, "w", 0)?;
    writeln!(page)?;
    tables.times(&mut page, &designs, "f", 1)?;
    scrapes(&mut page, m)?;
    observed(&mut page, m)?;
    page.push_str(&m.proxied);
    writeln!(page, "\n## Clock\n")?;
    for (source, ns) in &m.compared.clocks {
        writeln!(page, "- `{source}`: {ns:.1} ns a reading")?;
    }
    Ok(page)
}

fn spread(r: &Recorder, measured: &str) -> Spread {
    r.times.get(measured).copied().unwrap_or([f64::NAN; 3])
}

fn median(r: &Recorder, measured: &str) -> f64 {
    spread(r, measured)[0]
}

/// The profile that the benches were built with, as the manifest has it.
fn profile() -> Result<String, Box<dyn std::error::Error>> {
    let manifest = std::fs::read_to_string(crate::root().join("Cargo.toml"))?;
    let lines = manifest.lines().skip_while(|line| *line != "[profile.bench]").skip(1);
    let settings: Vec<&str> =
        lines.take_while(|line| !line.starts_with('[')).filter(|line| line.contains(" = ")).collect();
    Ok(settings.join(", "))
}

struct Tables<'a> {
    m: &'a Measured,
    null: &'a Recorder,
    ours: &'a Recorder,
}

impl Tables<'_> {
    fn title(&self, title: &str) -> String {
        self.m
            .versions
            .iter()
            .fold(title.to_owned(), |title, (name, version)| title.replace(&format!("{{{name}}}"), version))
    }

    /// Over the null recorder.
    fn own(&self, r: &Recorder, measured: &str) -> Spread {
        spread(r, measured).map(|v| v - median(self.null, measured))
    }

    fn times(
        &self,
        page: &mut String,
        recorders: &[&Recorder],
        w: &str,
        scenario: usize,
    ) -> std::fmt::Result {
        let digits = scenario; // a frame is short
        writeln!(
            page,
            "| recorder | own, ns | × ours | own per thread of two, ns | own while scraped, ns | real, ns | × null | real per thread of two, ns | own instructions |"
        )?;
        writeln!(page, "|---|---|---|---|---|---|---|---|---|")?;
        let (two, real, real_two, scraped) =
            (format!("{w}2"), format!("{w}-real"), format!("{w}2-real"), format!("{w}-scraped"));
        for r in recorders {
            let [own, low, high] = self.own(r, w);
            writeln!(
                page,
                "| {} | {own:.digits$} [{low:.digits$}–{high:.digits$}] | {:.1} | {:.digits$} | {:.digits$} | {:.digits$} | {:.2} | {:.digits$} | {} |",
                self.title(&r.title),
                own / self.own(self.ours, w)[0],
                self.own(r, &two)[0],
                self.own(r, &scraped)[0],
                median(r, &real),
                median(r, &real) / median(self.null, &real),
                median(r, &real_two),
                self.count(r, |c| format!("{:.0}", c[scenario].instructions)),
            )?;
        }
        Ok(())
    }

    fn count(&self, r: &Recorder, show: impl Fn(&[super::callgrind::Counts; 2]) -> String) -> String {
        self.m.counted.as_ref().and_then(|all| all.get(&r.key)).map_or_else(|| "–".to_owned(), show)
    }

    fn counts(&self, page: &mut String, recorders: &[&Recorder]) -> std::fmt::Result {
        writeln!(
            page,
            "Lock-prefixed instructions are those executed in the program's own code, counted with callgrind over one operation;\n\
             `cargo xtask instructions` fails when this recorder's counts move by 2 %. Upkeep is what somebody has to spend\n\
             from time to time, per W. Memory is that of a registry with one model: made, in use by one thread,\n\
             by two with a request under way on each. A further model of ours takes at most 4 KiB until it is used and 64 KiB\n\
             in use by a language model (tests/memory.rs).\n"
        )?;
        writeln!(
            page,
            "| recorder | lock-prefixed, W | lock-prefixed, F | allocations, W | allocations, F | upkeep, ns | memory, bytes |"
        )?;
        writeln!(page, "|---|---|---|---|---|---|---|")?;
        for r in recorders {
            let upkeep = median(r, "upkeep");
            writeln!(
                page,
                "| {} | {} | {} | {:.1} | {:.1} | {} | {} · {} · {} |",
                self.title(&r.title),
                self.count(r, |c| format!("{:.0}", c[0].locked)),
                self.count(r, |c| format!("{:.0}", c[1].locked)),
                r.allocations[0],
                r.allocations[1],
                if upkeep < 5.0 { "0".to_owned() } else { format!("{upkeep:.0}") },
                r.memory[0],
                r.memory[1],
                r.memory[2],
            )?;
        }
        Ok(())
    }

    fn cold(&self, page: &mut String, recorders: &[&Recorder]) -> std::fmt::Result {
        writeln!(
            page,
            "One event after four megabytes of other memory were read, as tokens come that are 100 ms apart: the median of\n\
             each round's events, between two fences, the clock included. Ours keeps more series.\n"
        )?;
        writeln!(page, "| recorder | begin, ns | token, ns | finish, ns | frame, ns |")?;
        writeln!(page, "|---|---|---|---|---|")?;
        for r in recorders {
            let cells: Vec<String> = ["cold-begin", "cold-token", "cold-finish", "cold-frame"]
                .iter()
                .map(|measured| {
                    let [mid, low, high] = spread(r, measured);
                    format!("{mid:.0} [{low:.0}–{high:.0}]")
                })
                .collect();
            writeln!(page, "| {} | {} |", self.title(&r.title), cells.join(" | "))?;
        }
        Ok(())
    }

    fn tails(&self, page: &mut String, recorders: &[&Recorder]) -> std::fmt::Result {
        writeln!(
            page,
            "99.9th percentile of one token between two readings of the machine's clock, alone and while another thread reads\n\
             everything in a loop (as the recorder's own page where it writes one). The counter steps by {} ns here.\n",
            self.m.compared.clock_step
        )?;
        writeln!(page, "| recorder | alone, ns | while scraped, ns |")?;
        writeln!(page, "|---|---|---|")?;
        for r in recorders {
            let ([a, al, ah], [s, sl, sh]) = (spread(r, "tail"), spread(r, "tail-scraped"));
            writeln!(
                page,
                "| {} | {a:.0} [{al:.0}–{ah:.0}] | {s:.0} [{sl:.0}–{sh:.0}] |",
                self.title(&r.title)
            )?;
        }
        Ok(())
    }
}

fn scrapes(page: &mut String, m: &Measured) -> Result<(), Box<dyn std::error::Error>> {
    let ours = m.compared.recorders.iter().find(|r| r.kind == Kind::Ours).ok_or("no recorder")?;
    let null = m.compared.recorders.iter().find(|r| r.kind == Kind::Null).ok_or("no null recorder")?;
    let tables = Tables { m, null, ours };
    writeln!(
        page,
        "\n## Scrape\n\nModels that have had one answer of 128 tokens. The peers show three histograms of sixteen bounds, five\n\
         counters and two gauges per model; ours all its families that have a value, then the peers' very families as ones\n\
         that an application registered (with our bounds): compare the time per line. {} rounds in turns.\n",
        m.scraped.rounds
    )?;
    writeln!(page, "| scrape | models | time, µs | allocations | bytes | lines | ns per line |")?;
    writeln!(page, "|---|---|---|---|---|---|---|")?;
    for row in &m.scraped.rows {
        let [mid, low, high] = row.micros;
        let (lines, per_line) = match row.lines {
            Some(lines) => (lines.to_string(), format!("{:.1}", mid * 1e3 / f64::from(lines))),
            None => ("–".to_owned(), "–".to_owned()),
        };
        writeln!(
            page,
            "| {} | {} | {mid:.1} [{low:.1}–{high:.1}] | {} | {} | {lines} | {per_line} |",
            tables.title(&row.title),
            row.models,
            row.allocations,
            row.bytes,
        )?;
    }
    Ok(())
}

fn observed(page: &mut String, m: &Measured) -> std::fmt::Result {
    writeln!(
        page,
        "\n## Observed calls\n\nThe same call through `hailo` alone and through `hailo-observe`, on a simulated device that takes no time of\n\
         its own: what is left is the library's own work and the recorder's. {} rounds in turns.\n",
        m.observed.rounds
    )?;
    writeln!(page, "| call | alone, µs | observed, µs | difference, µs |")?;
    writeln!(page, "|---|---|---|---|")?;
    for (name, [alone, observed]) in
        [("a frame", m.observed.frame), ("an answer of up to 128 tokens", m.observed.answer)]
    {
        let cell =
            |[mid, low, high]: Spread| format!("{:.2} [{:.2}–{:.2}]", mid / 1e3, low / 1e3, high / 1e3);
        writeln!(
            page,
            "| {name} | {} | {} | {:+.2} |",
            cell(alone),
            cell(observed),
            (observed[0] - alone[0]) / 1e3
        )?;
    }
    Ok(())
}
