//! This process, as Linux describes it; fields are absent elsewhere.

use crate::read::snapshot::ProcessSnapshot;

/// Kernel ticks per second in `/proc`: 100 on every architecture Linux presents to user space.
const TICKS_PER_SECOND: f64 = 100.0;

/// Start time does not change; the caller keeps it between readings.
pub(crate) fn start_time_seconds() -> Option<f64> {
    let boot: f64 = std::fs::read_to_string("/proc/stat")
        .ok()?
        .lines()
        .find_map(|l| l.strip_prefix("btime "))?
        .trim()
        .parse()
        .ok()?;
    let started: f64 = stat()?.get(19)?.parse().ok()?;
    Some(boot + started / TICKS_PER_SECOND)
}

pub(crate) fn read(start_time_seconds: Option<f64>) -> ProcessSnapshot {
    let stat = stat();
    let field = |n: usize| stat.as_ref().and_then(|s| s.get(n)?.parse::<f64>().ok());
    ProcessSnapshot {
        start_time_seconds,
        resident_memory_bytes: resident(),
        cpu_seconds: field(11).zip(field(12)).map(|(user, system)| (user + system) / TICKS_PER_SECOND),
        open_fds: open_fds(),
    }
}

/// Since Linux 6.2 the directory's size is the number; before that its entries are counted.
fn open_fds() -> Option<u64> {
    match std::fs::metadata("/proc/self/fd").ok()?.len() {
        0 => std::fs::read_dir("/proc/self/fd").ok().map(|d| d.count() as u64),
        open => Some(open),
    }
}

/// Time since the machine booted, sleep included.
pub(crate) fn since_boot() -> Option<std::time::Duration> {
    let uptime = std::fs::read_to_string("/proc/uptime").ok()?;
    std::time::Duration::try_from_secs_f64(uptime.split_whitespace().next()?.parse().ok()?).ok()
}

/// Fields of `/proc/self/stat` after the command name, which may itself contain spaces.
fn stat() -> Option<Vec<String>> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    Some(fields.split_whitespace().map(str::to_owned).collect())
}

fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

#[cfg(all(test, target_os = "linux", not(miri)))]
mod tests {
    #[test]
    fn linux_knows_all_fields() {
        let seen = super::read(super::start_time_seconds());
        assert!(seen.start_time_seconds.is_some_and(|s| s > 1.6e9));
        assert!(seen.resident_memory_bytes.is_some_and(|b| b > 100_000));
        assert!(seen.cpu_seconds.is_some_and(|s| s >= 0.0));
        assert!(seen.open_fds.is_some_and(|n| n >= 3));
    }
}
