//! Devices: power, performance, health.

use hailo_sys::Era;
use hailo_sys::shim::*;

use crate::call::{Call, R, destroys, with_handle, with_slot};
use crate::codes::st;
use crate::object::Object;
use crate::physics::FULL_CLOCK_HZ;

with_slot! {
    fn hailo_shim_device_create(id: hailo_shim_slice, out: *mut *mut hailo_shim_device) |c| {
        c.put(out, std::ptr::null_mut())?;
        let name = c.slice_text(id)?;
        let chip = c.locate((!name.is_empty()).then_some(name.as_str()))?;
        c.check_opening(chip)?;
        let handle = c.open_device(chip, None, true);
        c.put_handle(out, handle)
    }
}

impl Call<'_> {
    /// A chip of the generation that measures its own computer.
    fn soc(&mut self, id: u64) -> R<usize> {
        let chip = self.chip(id)?;
        self.since(Era::V4_21)?;
        if self.chips[chip].spec.chip.is_soc() { Ok(chip) } else { Err(st::INVALID_DEVICE_ARCHITECTURE) }
    }
}

with_handle! {
    fn hailo_shim_device_of_vdevice[vdevice](
        vdevice: *mut hailo_shim_vdevice,
        index: usize,
        out: *mut *mut hailo_shim_device,
    ) |c, id| {
        c.put(out, std::ptr::null_mut())?;
        let (chips, _, _) = c.shim_vdevice(id)?;
        let chip = *chips.get(index).ok_or(st::INVALID_ARGUMENT)?;
        let device = c.open_device(chip, Some(id), true);
        c.put_handle(out, device)
    }

    fn hailo_shim_device_power[device](device: *mut hailo_shim_device, dvm: u32, measurement_type: u32, out: *mut f32) |c, id| {
        let chip = c.chip(id)?;
        let value = c.measure(chip, dvm, measurement_type)?;
        c.put_reading(out, value)
    }

    fn hailo_shim_device_power_start[device](
        device: *mut hailo_shim_device,
        averaging_factor: u32,
        sampling_period: u32,
    ) |c, id| {
        let chip = c.chip(id)?;
        c.start_power(chip, averaging_factor, sampling_period)
    }

    fn hailo_shim_device_power_set[device](
        device: *mut hailo_shim_device,
        buffer_index: u32,
        dvm: u32,
        measurement_type: u32,
    ) |c, id| {
        let chip = c.chip(id)?;
        c.set_power(chip, buffer_index, dvm, measurement_type)
    }

    fn hailo_shim_device_power_get[device](
        device: *mut hailo_shim_device,
        buffer_index: u32,
        clear: u32,
        out: *mut hailo_shim_power,
    ) |c, id| {
        let chip = c.chip(id)?;
        let (average, average_time_ms, min, max, samples) = c.averaged_power(chip, buffer_index, clear != 0)?;
        c.put_reading(out, hailo_shim_power { average, average_time_ms, min, max, samples })
    }

    fn hailo_shim_device_power_stop[device](device: *mut hailo_shim_device) |c, id| {
        let chip = c.chip(id)?;
        c.chips[chip].power_period_ns = 0;
        Ok(())
    }

    fn hailo_shim_device_performance[device](device: *mut hailo_shim_device, out: *mut hailo_shim_performance) |c, id| {
        let chip = c.soc(id)?;
        // The device measures over two windows of 100 ms.
        c.sleep(200_000_000);
        let (core, now) = (c.core, c.now());
        c.settle(core, now);
        let busy = c.chips[chip].physics.utilisation() as f32 * 100.0;
        let (ram_used, ram_total) = c.memory_of(chip);
        c.put_reading(out, hailo_shim_performance {
            ram_total: i64::try_from(ram_total).unwrap_or(i64::MAX),
            ram_used: i64::try_from(ram_used).unwrap_or(i64::MAX),
            cpu_utilization: 4.0 + busy * 0.1,
            nnc_utilization: busy,
            ddr_noc_transactions: (busy * 10_000.0) as i32,
            dsp_utilization: -1,
        })
    }

    fn hailo_shim_device_health_stats[device](device: *mut hailo_shim_device, out: *mut hailo_shim_health_stats) |c, id| {
        let chip = c.soc(id)?;
        let physics = &mut c.chips[chip].physics;
        let (ts0, ts1) = physics.read_sensors();
        let volts = physics.power().supply_v as f32;
        c.put_reading(out, hailo_shim_health_stats {
            on_die_temperature: ts0.max(ts1),
            on_die_voltage: volts * 1000.0,
            bist_failure_mask: 0,
        })
    }

    fn hailo_shim_device_health_info[device](device: *mut hailo_shim_device, out: *mut hailo_shim_health_info) |c, id| {
        let chip = c.chip(id)?;
        let (overcurrent, physics) = (c.chips[chip].overcurrent, &c.chips[chip].physics);
        let p = physics.protection();
        let levels = p.ladder.map(|r| hailo_shim_throttling_level {
            threshold: r.threshold_c as f32,
            hysteresis_threshold: r.hysteresis_c as f32,
            nn_clock_hz: r.clock_mhz * 1_000_000,
        });
        c.put_reading(out, hailo_shim_health_info {
            overcurrent_protection_active: 1,
            overcurrent_zone: u32::from(overcurrent),
            red_overcurrent_threshold: 8000.0,
            overcurrent_throttling_active: 0,
            temperature_throttling_active: u32::from(physics.throttling()),
            temperature_zone: c.enumerator(physics.zone() as u32),
            temperature_throttling_level: physics.level().map_or(-1, |l| l as i32),
            levels,
            orange_temperature_threshold: p.orange_c as i32,
            orange_hysteresis_temperature_threshold: p.orange_hysteresis_c as i32,
            red_temperature_threshold: p.red_c as i32,
            red_hysteresis_temperature_threshold: p.red_hysteresis_c as i32,
            requested_overcurrent_clock_hz: FULL_CLOCK_HZ,
            requested_temperature_clock_hz: physics.clock_mhz() * 1_000_000,
        })
    }

    fn hailo_shim_device_temperature[device](device: *mut hailo_shim_device, out: *mut hailo_shim_temperature) |c, id| {
        let chip = c.chip(id)?;
        let physics = &mut c.chips[chip].physics;
        let (ts0, ts1) = physics.read_sensors();
        let samples = physics.samples() as u32;
        c.put_reading(out, hailo_shim_temperature { ts0, ts1, samples })
    }
}

destroys! {
    fn hailo_shim_device_destroy(device: hailo_shim_device) |c, id| {
        let name = c.name;
        let vdevice = match c.objects.get(&id) {
            Some(Object::Device(d)) if d.shim => d.vdevice,
            _ => return Err(c.wrong(name, id, "a device of the shim")),
        };
        c.forget_device(id);
        if let Some(vdevice) = vdevice {
            c.reap(vdevice);
        }
        Ok(())
    }
}
