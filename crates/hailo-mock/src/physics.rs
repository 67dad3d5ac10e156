//! Heat, clock, power and energy of one chip.
//!
//! The temperature is a first-order system: `tau · dT/dt = ambient + R · P − T`. Between two
//! changes of power it is known in closed form, so the simulation is exact whatever the length of
//! a step. The firmware looks at it every [`TICK_NS`], and what it does then (alarm zones, the clock
//! ladder, closing the streams) changes the power of the next step.

use serde::Deserialize;

/// How often the simulated firmware looks at the temperature, in nanoseconds.
pub const TICK_NS: u64 = 100_000_000;

/// The clock of an unthrottled neural-network core, in MHz.
pub const FULL_CLOCK_MHZ: u32 = 400;

/// The same in Hz, for records that speak of it.
pub(crate) const FULL_CLOCK_HZ: u32 = FULL_CLOCK_MHZ * 1_000_000;

/// A chip's thermal path to the air around it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Thermal {
    /// Air temperature, °C.
    pub ambient_c: f64,
    /// Temperature at time zero, °C. Absent: the equilibrium of an idle chip.
    pub start_c: Option<f64>,
    /// Thermal resistance chip to air, °C per watt (no heat sink: about 30; with one: about 8).
    pub resistance_c_per_w: f64,
    /// Time constant, seconds.
    pub tau_s: f64,
    /// Half-width of the sensors' noise, °C.
    pub noise_c: f64,
    /// How far the second sensor reads below the first, °C.
    pub ts1_offset_c: f64,
}

impl Default for Thermal {
    fn default() -> Self {
        Self {
            ambient_c: 25.0,
            start_c: None,
            resistance_c_per_w: 8.0,
            tau_s: 60.0,
            noise_c: 0.25,
            ts1_offset_c: 0.8,
        }
    }
}

/// A chip's power draw.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Power {
    /// Watts with nothing running.
    pub idle_w: f64,
    /// Watts while the core works at full clock; the part above idle shrinks with the clock.
    pub active_w: f64,
    /// Core supply, volts: turns watts into amperes and millivolts.
    pub supply_v: f64,
    /// Whether the board has a current sensor. Without one the power calls fail as they do on such
    /// boards.
    pub sensor: bool,
}

impl Default for Power {
    fn default() -> Self {
        Self { idle_w: 1.2, active_w: 4.5, supply_v: 0.8, sensor: true }
    }
}

/// One rung of the throttling ladder.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// Entered at or above this temperature, °C.
    pub threshold_c: f64,
    /// Left below this temperature, °C.
    pub hysteresis_c: f64,
    /// Clock on this rung, MHz.
    pub clock_mhz: u32,
}

/// The firmware's temperature protection.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Protection {
    /// The orange zone starts here, °C.
    pub orange_c: f64,
    /// The orange zone is left below this, °C.
    pub orange_hysteresis_c: f64,
    /// The red zone starts here, °C: the firmware closes the streams.
    pub red_c: f64,
    /// The red zone is left below this, °C: streams may be opened again.
    pub red_hysteresis_c: f64,
    /// The clock ladder, coolest rung first; exactly four, as in the C record.
    pub ladder: [Rung; 4],
}

impl Default for Protection {
    fn default() -> Self {
        let rung =
            |threshold_c: f64, clock_mhz| Rung { threshold_c, hysteresis_c: threshold_c - 3.0, clock_mhz };
        Self {
            orange_c: 104.0,
            orange_hysteresis_c: 99.0,
            red_c: 120.0,
            red_hysteresis_c: 110.0,
            ladder: [rung(104.0, 350), rung(108.0, 300), rung(112.0, 250), rung(116.0, 200)],
        }
    }
}

/// Alarm zone of the temperature protection; the numbers are those of the C enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u32)]
pub enum Zone {
    /// Below the orange threshold.
    Green = 0,
    /// Hot: the clock may be lowered.
    Orange = 1,
    /// Too hot: streams closed.
    Red = 2,
}

/// What the firmware did at one tick, with the moment it did it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// Simulated nanoseconds.
    pub at_ns: u64,
    /// Chip temperature then, °C.
    pub temperature_c: f64,
    /// What happened.
    pub what: Happened,
}

/// The kinds of [`Event`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// The alarm zone changed.
    Zone(Zone),
    /// The core clock changed, MHz.
    Clock {
        /// Before.
        previous: u32,
        /// Now.
        current: u32,
    },
    /// The firmware closed all streams.
    Overheat,
}

/// The physical state of one chip.
#[derive(Clone, Debug)]
pub struct Physics {
    thermal: Thermal,
    power: Power,
    protection: Protection,
    throttling: bool,
    last_ns: u64,
    next_tick_ns: u64,
    busy_until_ns: u64,
    temperature_c: f64,
    energy_j: f64,
    busy_ns: u64,
    utilisation: f64,
    zone: Zone,
    level: Option<usize>,
    samples: u64,
    seed: u64,
}

impl Physics {
    /// A chip that has been idle until `now_ns`.
    #[must_use]
    pub fn new(thermal: Thermal, power: Power, protection: Protection, seed: u64, now_ns: u64) -> Self {
        let start = thermal.start_c.unwrap_or(thermal.ambient_c + thermal.resistance_c_per_w * power.idle_w);
        Self {
            temperature_c: start,
            thermal,
            power,
            protection,
            throttling: true,
            last_ns: now_ns,
            next_tick_ns: (now_ns / TICK_NS + 1) * TICK_NS,
            busy_until_ns: now_ns,
            energy_j: 0.0,
            busy_ns: 0,
            utilisation: 0.0,
            zone: Zone::Green,
            level: None,
            samples: 0,
            seed,
        }
    }

    /// Lets time pass until `to_ns` and reports what the firmware did on the way, oldest first.
    pub fn advance(&mut self, to_ns: u64, happened: &mut Vec<Event>) {
        while self.last_ns < to_ns {
            let busy = self.busy_until_ns > self.last_ns;
            let mut end = to_ns;
            if busy {
                end = end.min(self.busy_until_ns);
            }
            if self.next_tick_ns <= end && !self.settled(busy) {
                end = self.next_tick_ns;
            }
            self.pass(end, busy);
            if self.last_ns >= self.next_tick_ns {
                self.next_tick_ns = (self.last_ns / TICK_NS + 1) * TICK_NS;
                self.tick(happened);
            }
        }
    }

    /// The core works for `busy_ns` from `at_ns` on, in addition to what it already does.
    pub fn work(&mut self, at_ns: u64, busy_ns: u64, happened: &mut Vec<Event>) {
        self.advance(at_ns, happened);
        self.busy_until_ns = self.busy_until_ns.max(at_ns).saturating_add(busy_ns);
    }

    /// Work under way stops at `at_ns`: a reset, an abort.
    pub fn stop(&mut self, at_ns: u64, happened: &mut Vec<Event>) {
        self.advance(at_ns, happened);
        self.busy_until_ns = self.busy_until_ns.min(at_ns);
    }

    /// One step of constant power, in closed form.
    fn pass(&mut self, end_ns: u64, busy: bool) {
        let dt = (end_ns - self.last_ns) as f64 / 1e9;
        let watts = self.watts(busy);
        let target = self.thermal.ambient_c + self.thermal.resistance_c_per_w * watts;
        let keep = (-dt / self.thermal.tau_s.max(1e-9)).exp();
        self.temperature_c = target + (self.temperature_c - target) * keep;
        self.energy_j += watts * dt;
        let one_second = (-dt).exp();
        let goal = if busy { 1.0 } else { 0.0 };
        self.utilisation = goal + (self.utilisation - goal) * one_second;
        if busy {
            self.busy_ns += end_ns - self.last_ns;
        }
        self.last_ns = end_ns;
    }

    /// Whether no tick can change anything while the power stays as it is: the temperature moves
    /// monotonically between here and its target, so it is enough to look at both ends.
    fn settled(&self, busy: bool) -> bool {
        let target = self.thermal.ambient_c + self.thermal.resistance_c_per_w * self.watts(busy);
        [self.temperature_c, target]
            .into_iter()
            .all(|t| self.zone_at(t) == self.zone && self.level_at(t) == self.level)
    }

    fn tick(&mut self, happened: &mut Vec<Event>) {
        let (at_ns, temperature_c) = (self.last_ns, self.temperature_c);
        let mut tell = |what| happened.push(Event { at_ns, temperature_c, what });
        let zone = self.zone_at(temperature_c);
        if zone != self.zone {
            tell(Happened::Zone(zone));
        }
        let before = self.clock_mhz();
        self.level = self.level_at(temperature_c);
        let after = self.clock_mhz();
        if before != after {
            tell(Happened::Clock { previous: before, current: after });
        }
        if zone == Zone::Red && self.zone != Zone::Red {
            tell(Happened::Overheat);
            self.busy_until_ns = self.busy_until_ns.min(at_ns);
        }
        self.zone = zone;
    }

    fn zone_at(&self, t: f64) -> Zone {
        let p = &self.protection;
        if t >= p.red_c || (self.zone == Zone::Red && t >= p.red_hysteresis_c) {
            Zone::Red
        } else if t >= p.orange_c || (self.zone >= Zone::Orange && t >= p.orange_hysteresis_c) {
            Zone::Orange
        } else {
            Zone::Green
        }
    }

    fn level_at(&self, t: f64) -> Option<usize> {
        if !self.throttling {
            return None;
        }
        let up = self.protection.ladder.iter().rposition(|r| t >= r.threshold_c);
        // Each rung is held until its own hysteresis is passed on the way down.
        let held = self
            .level
            .and_then(|now| self.protection.ladder[..=now].iter().rposition(|r| t >= r.hysteresis_c));
        up.max(held)
    }

    /// Watts drawn now by a working or an idle core, at the present clock.
    #[must_use]
    pub fn watts(&self, busy: bool) -> f64 {
        if !busy {
            return self.power.idle_w;
        }
        let share = f64::from(self.clock_mhz()) / f64::from(FULL_CLOCK_MHZ);
        self.power.idle_w + (self.power.active_w - self.power.idle_w) * share
    }

    /// Watts drawn at the last [`Physics::advance`].
    #[must_use]
    pub fn power_w(&self) -> f64 {
        self.watts(self.busy_until_ns > self.last_ns)
    }

    /// Joules drawn since the chip was made.
    #[must_use]
    pub fn energy_j(&self) -> f64 {
        self.energy_j
    }

    /// Nanoseconds of work since the chip was made.
    #[must_use]
    pub fn busy_ns(&self) -> u64 {
        self.busy_ns
    }

    /// Share of the recent past (about one second) in which the core worked, 0 to 1.
    #[must_use]
    pub fn utilisation(&self) -> f64 {
        self.utilisation
    }

    /// True temperature, without the sensors' noise, °C.
    #[must_use]
    pub fn temperature_c(&self) -> f64 {
        self.temperature_c
    }

    /// One reading of the sensors (ts0, ts1) in °C; the noise depends on the seed and on how many
    /// readings there were.
    pub fn read_sensors(&mut self) -> (f32, f32) {
        self.samples += 1;
        let noise = |salt: u64| {
            let bits = mix(self.seed ^ salt ^ self.samples.wrapping_mul(0x9e37_79b9));
            (bits >> 11) as f64 / (1u64 << 53) as f64 * 2.0 - 1.0
        };
        let ts0 = self.temperature_c + noise(1) * self.thermal.noise_c;
        let ts1 = self.temperature_c - self.thermal.ts1_offset_c + noise(2) * self.thermal.noise_c;
        (ts0 as f32, ts1 as f32)
    }

    /// How many readings [`Physics::read_sensors`] has given.
    #[must_use]
    pub fn samples(&self) -> u64 {
        self.samples
    }

    /// Core clock, MHz.
    #[must_use]
    pub fn clock_mhz(&self) -> u32 {
        self.level.map_or(FULL_CLOCK_MHZ, |l| self.protection.ladder[l].clock_mhz)
    }

    /// Rung of the ladder in force, 0 to 3; `None` at full clock.
    #[must_use]
    pub fn level(&self) -> Option<usize> {
        self.level
    }

    /// Present alarm zone.
    #[must_use]
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// Switches the clock ladder on or off; the red zone still closes the streams.
    pub fn set_throttling(&mut self, on: bool) {
        self.throttling = on;
        if !on {
            self.level = None;
        }
    }

    /// Changes the air around the chip, °C.
    pub fn set_ambient(&mut self, celsius: f64) {
        self.thermal.ambient_c = celsius;
    }

    /// Whether the clock ladder is on.
    #[must_use]
    pub fn throttling(&self) -> bool {
        self.throttling
    }

    /// The board's power parameters.
    #[must_use]
    pub fn power(&self) -> &Power {
        &self.power
    }

    /// The protection's thresholds.
    #[must_use]
    pub fn protection(&self) -> &Protection {
        &self.protection
    }

    /// How much longer work takes at the present clock, 1 at full clock.
    #[must_use]
    pub fn slowdown(&self) -> f64 {
        f64::from(FULL_CLOCK_MHZ) / f64::from(self.clock_mhz().max(1))
    }
}

/// SplitMix64's finaliser: one number in, one well-mixed number out.
#[must_use]
pub(crate) fn mix(x: u64) -> u64 {
    let mut z = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: u64 = 1_000_000_000;

    fn chip(thermal: Thermal) -> Physics {
        Physics::new(thermal, Power::default(), Protection::default(), 7, 0)
    }

    #[test]
    fn heat_follows_the_analytic_solution_whatever_the_step() {
        let thermal = Thermal { start_c: Some(30.0), ..Thermal::default() };
        for step_ns in [3_000_000, 77_777_777, 10 * SECOND] {
            let mut chip = chip(thermal.clone());
            let mut events = Vec::new();
            chip.work(0, 600 * SECOND, &mut events);
            let mut now = 0;
            while now < 300 * SECOND {
                now += step_ns;
                chip.advance(now, &mut events);
                let target = 25.0 + 8.0 * 4.5;
                let expected = target + (30.0 - target) * (-(now as f64) / 1e9 / 60.0).exp();
                assert!((chip.temperature_c() - expected).abs() < 0.01 * expected);
            }
            assert!((chip.energy_j() - 4.5 * now as f64 / 1e9).abs() < 0.01 * chip.energy_j());
            assert!(events.is_empty());
        }
    }

    #[test]
    fn the_field_sequence_plays_in_order() {
        let mut chip = chip(Thermal {
            ambient_c: 60.0,
            resistance_c_per_w: 40.0,
            tau_s: 20.0,
            start_c: Some(100.0),
            ..Thermal::default()
        });
        let mut events = Vec::new();
        chip.work(0, 3600 * SECOND, &mut events);
        chip.advance(120 * SECOND, &mut events);
        let told: Vec<Happened> = events.iter().map(|e| e.what).collect();
        assert_eq!(
            told[..7],
            [
                Happened::Zone(Zone::Orange),
                Happened::Clock { previous: 400, current: 350 },
                Happened::Clock { previous: 350, current: 300 },
                Happened::Clock { previous: 300, current: 250 },
                Happened::Clock { previous: 250, current: 200 },
                Happened::Zone(Zone::Red),
                Happened::Overheat,
            ]
        );
        assert!((events[0].temperature_c - 104.0).abs() < 1.0);
        assert!((events[5].temperature_c - 120.0).abs() < 1.0);
        // The overheat stopped the work, so the chip cools and the ladder is climbed down again.
        chip.advance(3600 * SECOND, &mut events);
        assert_eq!(chip.clock_mhz(), 300, "the 108 °C idle equilibrium holds the second rung");
        assert_eq!(chip.zone(), Zone::Orange);
    }

    #[test]
    fn throttling_off_keeps_the_clock_but_not_the_streams() {
        let mut chip = chip(Thermal { ambient_c: 90.0, start_c: Some(119.0), ..Thermal::default() });
        chip.set_throttling(false);
        let mut events = Vec::new();
        chip.work(0, 600 * SECOND, &mut events);
        chip.advance(600 * SECOND, &mut events);
        assert_eq!(chip.clock_mhz(), 400);
        assert_eq!(events.iter().filter(|e| e.what == Happened::Overheat).count(), 1);
    }

    #[test]
    fn a_long_idle_jump_costs_no_ticks() {
        let mut chip = chip(Thermal::default());
        let mut events = Vec::new();
        chip.advance(u64::MAX / 2, &mut events);
        assert!(events.is_empty());
        assert!((chip.temperature_c() - (25.0 + 8.0 * 1.2)).abs() < 1e-9);
    }

    #[test]
    fn sensors_are_noisy_but_repeatable() {
        let (mut a, mut b) = (chip(Thermal::default()), chip(Thermal::default()));
        let readings: Vec<_> = (0..100).map(|_| a.read_sensors()).collect();
        assert!(readings.iter().all(|r| *r == b.read_sensors()));
        assert!(readings.iter().any(|r| r.0 != readings[0].0));
        assert!(readings.iter().all(|r| (f64::from(r.0) - a.temperature_c()).abs() <= 0.2501));
    }
}
