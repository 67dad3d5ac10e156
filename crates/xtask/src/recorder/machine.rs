//! What a measurement ran on, and what else ran there: read, not assumed.

use std::fmt::Write as _;
use std::time::Instant;

fn read(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

/// What the kernel says of its processors' time, in its ticks.
struct Ticks {
    busy: f64,
    stolen: f64,
    total: f64,
    /// Of this process's finished children.
    ours: f64,
}

impl Ticks {
    fn now() -> Option<Self> {
        let stat = read("/proc/stat");
        let all: Vec<f64> =
            stat.lines().next()?.split_whitespace().skip(1).filter_map(|n| n.parse().ok()).collect();
        let [user, nice, system, idle, wait, interrupts, soft, stolen] = *all.first_chunk::<8>()?;
        // The name in parentheses may hold spaces; the children's times are fields 16 and 17.
        let own = read("/proc/self/stat");
        let fields: Vec<&str> = own.rsplit_once(')')?.1.split_whitespace().collect();
        let ours = fields.get(13)?.parse::<f64>().ok()? + fields.get(14)?.parse::<f64>().ok()?;
        let busy = user + nice + system + interrupts + soft;
        Some(Self { busy, stolen, total: busy + idle + wait + stolen, ours })
    }
}

/// A watch over the machine while something is measured on it.
pub(super) struct Watch {
    began: Instant,
    load: String,
    ticks: Option<Ticks>,
}

fn load() -> String {
    read("/proc/loadavg").split_whitespace().next().unwrap_or("unknown").to_owned()
}

impl Watch {
    pub(super) fn start() -> Self {
        Self { began: Instant::now(), load: load(), ticks: Ticks::now() }
    }

    /// What ran beside the measurement.
    pub(super) fn report(&self) -> String {
        let mut text = format!(
            "Measured in {:.0} s. Load average before and after: {} and {} (the measurement itself runs on up to two\n\
             threads).",
            self.began.elapsed().as_secs_f64(),
            self.load,
            load(),
        );
        if let (Some(before), Some(now)) = (&self.ticks, Ticks::now()) {
            let total = (now.total - before.total).max(1.0);
            let others = ((now.busy - before.busy) - (now.ours - before.ours)).max(0.0) / total;
            let stolen = (now.stolen - before.stolen) / total;
            let _ = write!(
                text,
                " Other processes took {:.1} % of the processors meanwhile, other guests of the host {:.1} %{}.",
                others * 100.0,
                stolen * 100.0,
                if others + stolen > 0.05 {
                    ":\nthe machine was shared, so believe ratios within a table and instruction counts before times"
                } else {
                    ""
                },
            );
        }
        text
    }
}

/// Processor, cores and kernel.
pub(super) fn description() -> String {
    let info = read("/proc/cpuinfo");
    let field = |name: &str| {
        let line = info.lines().find(|line| line.starts_with(name))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    };
    // Arm's file names no model there; its board does.
    let board = read("/proc/device-tree/model").trim_end_matches('\0').to_owned();
    let model = field("model name").or((!board.is_empty()).then_some(board));
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let virtual_machine = if info.contains(" hypervisor") { ", a virtual machine" } else { "" };
    format!(
        "{}{}, {cores} cores, {}{virtual_machine}, Linux {}",
        model.unwrap_or_else(|| "unknown processor".to_owned()),
        field("model\t").map_or_else(String::new, |m| format!(
            " (family {}, model {m})",
            field("cpu family").unwrap_or_default()
        )),
        std::env::consts::ARCH,
        read("/proc/sys/kernel/osrelease").trim(),
    )
}
