//! Measuring power, as both tables do it.

use hailo_sys::Era;
use hailo_sys::types::*;

use crate::call::{Call, R};
use crate::chip::PowerBuffer;
use crate::codes::st;
use crate::fault::Condition;

impl Call<'_> {
    fn sensor(&self, chip: usize) -> R {
        let broken = self.holds(Condition::NoPowerSensor);
        if self.chips[chip].spec.power.sensor && !broken {
            Ok(())
        } else if self.core.era >= Era::V4_21 {
            Err(st::UNSUPPORTED_OPCODE)
        } else {
            Err(st::FW_CONTROL_FAILURE)
        }
    }

    /// One measurement: watts, milliamperes or millivolts.
    pub(crate) fn measure(&mut self, chip: usize, dvm: u32, kind: u32) -> R<f32> {
        let known = dvm < HAILO_DVM_OPTIONS_COUNT || dvm == HAILO_DVM_OPTIONS_AUTO;
        let kind_known = kind < HAILO_POWER_MEASUREMENT_TYPES__COUNT || kind == HAILO_MAX_ENUM;
        // A chosen supply needs a chosen quantity; the reverse is allowed.
        let half_auto = (dvm == HAILO_DVM_OPTIONS_AUTO) != (kind == HAILO_MAX_ENUM);
        if !known || !kind_known || (half_auto && kind == HAILO_MAX_ENUM) {
            return Err(st::INVALID_ARGUMENT);
        }
        self.sensor(chip)?;
        let physics = &self.chips[chip].physics;
        Ok(convert(physics.power_w(), kind, physics.power().supply_v))
    }

    pub(crate) fn start_power(&mut self, chip: usize, factor: u32, period: u32) -> R {
        const PERIODS_US: [u64; 8] = [140, 204, 332, 588, 1100, 2116, 4156, 8244];
        const FACTORS: [u64; 8] = [1, 4, 16, 64, 128, 256, 512, 1024];
        let (Some(period), Some(factor)) = (PERIODS_US.get(period as usize), FACTORS.get(factor as usize))
        else {
            return Err(st::INVALID_ARGUMENT);
        };
        self.sensor(chip)?;
        let now = self.now();
        let c = &mut self.chips[chip];
        c.power_period_ns = 2 * period * factor * 1000;
        let joules = c.physics.energy_j();
        for buffer in c.power.iter_mut().flatten() {
            (buffer.since_ns, buffer.since_j) = (now, joules);
        }
        Ok(())
    }

    pub(crate) fn set_power(&mut self, chip: usize, buffer: u32, dvm: u32, kind: u32) -> R {
        let now_value = self.measure(chip, dvm, kind)?;
        let now = self.now();
        let c = &mut self.chips[chip];
        let since_j = c.physics.energy_j();
        let place = c.power.get_mut(buffer as usize).ok_or(st::INVALID_ARGUMENT)?;
        *place = Some(PowerBuffer { kind, since_ns: now, since_j, min: now_value, max: now_value });
        Ok(())
    }

    /// Average, its time in ms, minimum, maximum, samples.
    pub(crate) fn averaged_power(
        &mut self,
        chip: usize,
        buffer: u32,
        clear: bool,
    ) -> R<(f32, f32, f32, f32, u32)> {
        self.sensor(chip)?;
        let now = self.now();
        let c = &mut self.chips[chip];
        let (watts, supply, joules) = (c.physics.power_w(), c.physics.power().supply_v, c.physics.energy_j());
        let (period, place) = (c.power_period_ns, c.power.get_mut(buffer as usize));
        let buffer = place.ok_or(st::INVALID_ARGUMENT)?.as_mut();
        let (Some(b), true) = (buffer, period > 0) else { return Err(st::FW_CONTROL_FAILURE) };
        let seconds = (now - b.since_ns) as f64 / 1e9;
        let mean_w = if seconds > 0.0 { (joules - b.since_j) / seconds } else { watts };
        let (mean, current) = (convert(mean_w, b.kind, supply), convert(watts, b.kind, supply));
        b.min = b.min.min(current).min(mean);
        b.max = b.max.max(current).max(mean);
        let samples = u32::try_from((now - b.since_ns) / period).unwrap_or(u32::MAX).max(1);
        let answer = (mean, (period as f64 / 1e6) as f32, b.min, b.max, samples);
        if clear {
            (b.since_ns, b.since_j, b.min, b.max) = (now, joules, current, current);
        }
        Ok(answer)
    }
}

/// Watts as what was asked for.
fn convert(watts: f64, kind: u32, supply_v: f64) -> f32 {
    let value = match kind {
        HAILO_POWER_MEASUREMENT_TYPES__SHUNT_VOLTAGE => watts / supply_v * 2.0,
        HAILO_POWER_MEASUREMENT_TYPES__BUS_VOLTAGE => supply_v * 1000.0,
        HAILO_POWER_MEASUREMENT_TYPES__CURRENT => watts / supply_v * 1000.0,
        _ => watts,
    };
    value as f32
}
