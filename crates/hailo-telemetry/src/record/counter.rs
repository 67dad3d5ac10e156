//! The processor's own time counter. Its unsafe code only reads registers.

/// A counter that runs at a constant rate through all power states, and how many nanoseconds one tick is, as a
/// fixed-point number with 32 fractional bits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counter {
    pub(crate) name: &'static str,
    pub(crate) origin: u64,
    pub(crate) ns_per_tick: u64,
}

impl Counter {
    /// Nanoseconds since the origin.
    #[inline(always)]
    pub(crate) fn nanos(&self) -> u64 {
        // Readings of two cores are not ordered: never below the origin. 128 bits: ticks times the factor
        // would overflow 64 bits after seconds.
        let ticks = read().saturating_sub(self.origin);
        ((u128::from(ticks) * u128::from(self.ns_per_tick)) >> 32) as u64
    }

    pub(crate) const fn resolution_ns(&self) -> u64 {
        if self.ns_per_tick >> 32 == 0 { 1 } else { self.ns_per_tick >> 32 }
    }
}

/// Reads the counter. Without a barrier: it may be read some nanoseconds early or late, which is nothing beside
/// what is timed, and a barrier costs more than the read.
#[cfg(all(target_arch = "x86_64", not(miri)))]
#[inline(always)]
pub(crate) fn read() -> u64 {
    // SAFETY: every x86-64 processor has the instruction; Linux does not take it from user space unless asked.
    unsafe { core::arch::x86_64::_rdtsc() }
}

/// As above.
#[cfg(all(target_arch = "aarch64", not(miri)))]
#[inline(always)]
pub(crate) fn read() -> u64 {
    let ticks: u64;
    // SAFETY: reads a register that Linux lets user space read, or reads for it; touches no memory and no flags.
    unsafe {
        core::arch::asm!("mrs {}, cntvct_el0", out(reg) ticks, options(nomem, nostack, preserves_flags))
    };
    ticks
}

#[cfg(any(miri, not(any(target_arch = "x86_64", target_arch = "aarch64"))))]
pub(crate) fn read() -> u64 {
    0
}

/// The counter of this machine, if it has one that can be trusted.
#[cfg(all(target_arch = "x86_64", target_os = "linux", not(miri)))]
pub(crate) fn find() -> Option<Counter> {
    // Invariant, and the kernel itself keeps time with it: it has compared the cores and watches on.
    let kernel = std::fs::read_to_string("/sys/devices/system/clocksource/clocksource0/current_clocksource");
    let flags = std::fs::read_to_string("/proc/cpuinfo").ok()?;
    let flags = flags.lines().find(|l| l.starts_with("flags"))?;
    let has = |flag: &str| flags.split_whitespace().any(|f| f == flag);
    if kernel.ok()?.trim() != "tsc" || !has("constant_tsc") || !has("nonstop_tsc") {
        return None;
    }
    Some(Counter { name: "tsc", origin: read(), ns_per_tick: calibrate()? })
}

/// Ticks against the system's clock, between two tight brackets 20 ms apart: a few parts in a million.
#[cfg(all(target_arch = "x86_64", target_os = "linux", not(miri)))]
fn calibrate() -> Option<u64> {
    let (t0, i0) = bracket();
    std::thread::sleep(std::time::Duration::from_millis(20));
    let (t1, i1) = bracket();
    let ticks = u128::from(t1.checked_sub(t0)?);
    let nanos = i1.duration_since(i0).as_nanos();
    u64::try_from((nanos << 32).checked_div(ticks)?).ok().filter(|f| *f > 0)
}

/// A counter reading and the system's time for it: of 32 tries the one whose two counter readings are closest.
#[cfg(all(target_arch = "x86_64", target_os = "linux", not(miri)))]
#[allow(clippy::disallowed_methods)]
fn bracket() -> (u64, std::time::Instant) {
    let mut best = (u64::MAX, read(), std::time::Instant::now());
    for _ in 0..32 {
        let before = read();
        let now = std::time::Instant::now();
        let width = read().wrapping_sub(before);
        if width < best.0 {
            best = (width, before + width / 2, now);
        }
    }
    (best.1, best.2)
}

/// The counter of this machine: its frequency is in a register and exact.
#[cfg(all(target_arch = "aarch64", target_os = "linux", not(miri)))]
pub(crate) fn find() -> Option<Counter> {
    let hertz: u64;
    // SAFETY: as in `read`.
    unsafe {
        core::arch::asm!("mrs {}, cntfrq_el0", out(reg) hertz, options(nomem, nostack, preserves_flags))
    };
    let ns_per_tick = u64::try_from((1_000_000_000u128 << 32).checked_div(u128::from(hertz))?).ok()?;
    Some(Counter { name: "cntvct", origin: read(), ns_per_tick })
}

#[cfg(any(miri, not(all(any(target_arch = "x86_64", target_arch = "aarch64"), target_os = "linux"))))]
pub(crate) fn find() -> Option<Counter> {
    None
}
