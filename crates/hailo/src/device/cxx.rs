//! The runtime's C++ interface, reached through the shim: the vdevice that `InferModel` and the language models run
//! on, and the device whose statistics have no C function.

use crate::call;
use crate::call::lent::{Lent, Slices};
use crate::device::vdevice::{ALONE, Scheduler, VDeviceParams};
use crate::device::{AveragingFactor, ChipTemperature, Dvm, PowerQuantity, PowerSamples, SamplingPeriod};
use crate::error::Result;
use crate::handle::Owned;
use crate::handle::interned::Key;
use crate::library::{DeviceId, Library};
use hailo_sys::shim::{
    hailo_shim_device, hailo_shim_health_info, hailo_shim_health_stats, hailo_shim_performance,
    hailo_shim_vdevice,
};
use std::sync::Arc;
use std::time::Duration;

/// A vdevice of the C++ interface. It is not a C vdevice and cannot become one.
///
/// Cloning is cheap. It stays open while anything made on it lives.
#[derive(Debug, Clone)]
pub struct CxxVDevice(
    pub(crate) Arc<Owned<hailo_shim_vdevice, ()>>,
    /// Vdevices of one group share their devices; any other has its own.
    Arc<str>,
);

impl CxxVDevice {
    /// Opens a vdevice.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Unsupported`] without a shim; [`crate::ErrorKind::DeviceNotFound`], [`crate::ErrorKind::DeviceBusy`],
    /// [`crate::ErrorKind::Driver`] and others as the library answers.
    #[doc(alias = "hailo_shim_vdevice_create")]
    pub fn open(library: &Library, params: &VDeviceParams) -> Result<Self> {
        const CALL: &str = "hailo_shim_vdevice_create";
        let ids = Slices::of(params.device_ids.iter().map(DeviceId::as_str));
        let c = Lent::shim_vdevice(
            params.device_count,
            &ids,
            params.group_id.as_deref().unwrap_or_default(),
            u32::from(params.scheduler == Scheduler::RoundRobin),
            u32::from(params.multi_process_service),
        );
        let fresh = call::hailo_shim_vdevice_create(library, &c)?;
        let owned = Owned::new(library, CALL, fresh, None, Some(call::hailo_shim_vdevice_destroy))?;
        let scope = match params.group_id.as_deref() {
            // The ids too: on a Hailo-10H vdevices of one group may be on different cards.
            Some(group) if !ALONE.contains(&group) => {
                let ids = owned.with(call::hailo_shim_vdevice_device_ids)?.texts();
                format!("group {group}: {}", ids.join(" "))
            }
            _ => format!("vdevice {}", owned.owner()),
        };
        Ok(Self(Arc::new(owned), scope.into()))
    }

    /// The library it came from.
    #[must_use]
    pub fn library(&self) -> &Library {
        self.0.library()
    }

    /// The physical devices in it.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_vdevice_device_ids")]
    pub fn device_ids(&self) -> Result<Vec<DeviceId>> {
        let ids = self.0.with(call::hailo_shim_vdevice_device_ids)?.texts();
        ids.iter().map(|id| DeviceId::new(id)).collect()
    }

    /// One of its physical devices, for measurements while the vdevice holds it.
    ///
    /// # Errors
    /// [`crate::ErrorKind::InvalidArgument`] for an index beyond [`CxxVDevice::device_ids`].
    #[doc(alias = "hailo_shim_device_of_vdevice")]
    pub fn device(&self, index: usize) -> Result<CxxDevice> {
        const CALL: &str = "hailo_shim_device_of_vdevice";
        let make = || {
            let fresh = self.0.with(|vdevice| call::hailo_shim_device_of_vdevice(vdevice, index))?;
            Owned::new(self.library(), CALL, fresh, Some(self.clone()), Some(call::hailo_shim_device_destroy))
        };
        // The shim makes a new handle each time, of one device.
        self.library().interned().of(Key::DeviceOf(Arc::clone(&self.1), index), make).map(CxxDevice)
    }
}

/// A physical device seen through the C++ interface: on a Hailo-10H the only way to its power, load and health.
#[derive(Debug, Clone)]
pub struct CxxDevice(Arc<Owned<hailo_shim_device, CxxVDevice>>);

impl CxxDevice {
    /// Opens a device by itself; `None` for the only one.
    ///
    /// # Errors
    /// As the library answers; [`crate::ErrorKind::Unsupported`] without a shim.
    #[doc(alias = "hailo_shim_device_create")]
    pub fn open(library: &Library, id: Option<&DeviceId>) -> Result<Self> {
        const CALL: &str = "hailo_shim_device_create";
        let fresh = call::hailo_shim_device_create(library, id.map_or("", DeviceId::as_str).as_bytes())?;
        let owned = Owned::new(library, CALL, fresh, None, Some(call::hailo_shim_device_destroy))?;
        Ok(Self(Arc::new(owned)))
    }

    /// One measurement, in the quantity's unit.
    ///
    /// # Errors
    /// As the library answers; a board without a sensor fails with [`crate::ErrorKind::Runtime`] or
    /// [`crate::ErrorKind::Unsupported`].
    #[doc(alias = "hailo_shim_device_power")]
    pub fn measure_power(&self, dvm: Dvm, quantity: PowerQuantity) -> Result<f32> {
        let (dvm, quantity) = (dvm.to_raw(), quantity.to_raw());
        self.0.with(|device| call::hailo_shim_device_power(device, dvm, quantity))
    }

    /// Assigns a sensor and a quantity to one of four measurement buffers (0 to 3), to be started by
    /// [`CxxDevice::start_power_measurement`].
    ///
    /// # Errors
    /// [`crate::ErrorKind::InvalidArgument`] for a buffer beyond 3; else as [`CxxDevice::measure_power`].
    #[doc(alias = "hailo_shim_device_power_set")]
    pub fn set_power_measurement(&self, buffer: u32, dvm: Dvm, quantity: PowerQuantity) -> Result<()> {
        let (dvm, quantity) = (dvm.to_raw(), quantity.to_raw());
        self.0.with(|device| call::hailo_shim_device_power_set(device, buffer, dvm, quantity))
    }

    /// Starts periodic measuring. On M.2 boards this **disables the overcurrent protection** until it is stopped.
    ///
    /// # Errors
    /// As [`CxxDevice::measure_power`].
    #[doc(alias = "hailo_shim_device_power_start")]
    pub fn start_power_measurement(&self, averaging: AveragingFactor, period: SamplingPeriod) -> Result<()> {
        let (averaging, period) = (averaging as u32, period as u32);
        self.0.with(|device| call::hailo_shim_device_power_start(device, averaging, period))
    }

    /// What a measurement buffer has gathered, and whether to begin anew.
    ///
    /// # Errors
    /// As [`CxxDevice::measure_power`].
    #[doc(alias = "hailo_shim_device_power_get")]
    pub fn power_measurement(&self, buffer: u32, clear: bool) -> Result<PowerSamples> {
        let gathered =
            self.0.with(|device| call::hailo_shim_device_power_get(device, buffer, u32::from(clear)))?;
        Ok(PowerSamples {
            average: gathered.average,
            average_time: Duration::try_from_secs_f32(gathered.average_time_ms / 1000.0).unwrap_or_default(),
            min: gathered.min,
            max: gathered.max,
            samples: gathered.samples,
        })
    }

    /// Stops periodic measuring.
    ///
    /// # Errors
    /// As [`CxxDevice::measure_power`].
    #[doc(alias = "hailo_shim_device_power_stop")]
    pub fn stop_power_measurement(&self) -> Result<()> {
        self.0.with(call::hailo_shim_device_power_stop)
    }

    /// The load of the device's own computer. Blocks for 200 ms or more: the device measures over that time.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`crate::ErrorKind::Unsupported`] on a Hailo-8 or -8L.
    #[doc(alias = "hailo_shim_device_performance")]
    pub fn performance(&self) -> Result<Performance> {
        Ok(Performance::of(&self.0.with(call::hailo_shim_device_performance)?))
    }

    /// The health of the die.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Unsupported`] on a Hailo-8 or -8L.
    #[doc(alias = "hailo_shim_device_health_stats")]
    pub fn die_health(&self) -> Result<DieHealth> {
        Ok(DieHealth::of(&self.0.with(call::hailo_shim_device_health_stats)?))
    }

    /// What protects the device against heat and current, and what of it is active.
    ///
    /// # Errors
    /// As the library answers; not every chip has it.
    #[doc(alias = "hailo_shim_device_health_info")]
    pub fn protection(&self) -> Result<Protection> {
        Ok(Protection::of(&self.0.with(call::hailo_shim_device_health_info)?))
    }

    /// The two temperature sensors.
    ///
    /// # Errors
    /// As the library answers.
    #[doc(alias = "hailo_shim_device_temperature")]
    pub fn chip_temperature(&self) -> Result<ChipTemperature> {
        let value = self.0.with(call::hailo_shim_device_temperature)?;
        Ok(ChipTemperature {
            ts0_celsius: value.ts0,
            ts1_celsius: value.ts1,
            samples: u16::try_from(value.samples).unwrap_or(u16::MAX),
        })
    }
}

/// Load of the device's own computer. `None` where the device could not tell.
#[doc(alias = "hailo_performance_stats_t")]
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Performance {
    /// Percent of all its CPU cores.
    pub cpu_percent: Option<f32>,
    /// Bytes of memory it has.
    pub ram_total_bytes: Option<u64>,
    /// Bytes of memory in use.
    pub ram_used_bytes: Option<u64>,
    /// Percent of time the neural core computed.
    pub nn_core_percent: Option<f32>,
    /// Percent of time the DSP computed.
    pub dsp_percent: Option<f32>,
}

impl Performance {
    // The library shells out to `free` in every version, whose unit is KiB, whatever its headers say.
    fn of(raw: &hailo_shim_performance) -> Self {
        let kib = |value: i64| u64::try_from(value).ok().and_then(|kib| kib.checked_mul(1024));
        Self {
            cpu_percent: known(raw.cpu_utilization),
            ram_total_bytes: kib(raw.ram_total),
            ram_used_bytes: kib(raw.ram_used),
            nn_core_percent: known(raw.nnc_utilization),
            dsp_percent: u16::try_from(raw.dsp_utilization).ok().map(f32::from),
        }
    }
}

/// A value that is not the sentinel -1 nor not a number.
fn known(value: f32) -> Option<f32> {
    (value >= 0.0).then_some(value)
}

/// Health of the die. `None` where the device could not tell.
#[doc(alias = "hailo_health_stats_t")]
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct DieHealth {
    /// Degrees Celsius, the hotter of the two sensors.
    pub temperature_celsius: Option<f32>,
    /// Millivolts.
    pub millivolts: Option<f32>,
    /// Self-tests that failed, one bit each.
    pub failed_self_tests: Option<u32>,
}

impl DieHealth {
    fn of(raw: &hailo_shim_health_stats) -> Self {
        Self {
            // -1 °C is a temperature too, but no device that answers is that cold.
            temperature_celsius: (raw.on_die_temperature.is_finite()
                && raw.on_die_temperature.to_bits() != (-1.0_f32).to_bits())
            .then_some(raw.on_die_temperature),
            millivolts: known(raw.on_die_voltage),
            failed_self_tests: u32::try_from(raw.bist_failure_mask).ok(),
        }
    }
}

/// One step of temperature throttling.
#[doc(alias = "hailo_throttling_level_t")]
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ThrottlingLevel {
    /// Entered at this many degrees Celsius.
    pub threshold_celsius: f32,
    /// Left again below this many degrees Celsius.
    pub hysteresis_celsius: f32,
    /// The neural core's clock at this step, hertz.
    pub nn_clock_hz: u32,
}

/// Protection against heat and current.
#[doc(alias = "hailo_health_info_t")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Protection {
    /// Whether overcurrent protection is on.
    pub overcurrent_protection: bool,
    /// 0 none, 1 red.
    pub overcurrent_zone: u32,
    /// Milliamperes.
    pub red_overcurrent_milliamperes: f32,
    /// Whether overcurrent throttling is on.
    pub overcurrent_throttling: bool,
    /// Whether temperature throttling is on.
    pub temperature_throttling: bool,
    /// 0 green, 1 orange, 2 red.
    pub temperature_zone: u32,
    /// The step in force, an index into `levels`; `None` while there is none.
    pub throttling_level: Option<usize>,
    /// The steps, mildest first.
    pub levels: [ThrottlingLevel; 4],
    /// Degrees Celsius.
    pub orange_celsius: i32,
    /// Degrees Celsius.
    pub orange_hysteresis_celsius: i32,
    /// Degrees Celsius.
    pub red_celsius: i32,
    /// Degrees Celsius.
    pub red_hysteresis_celsius: i32,
}

impl Protection {
    fn of(raw: &hailo_shim_health_info) -> Self {
        Self {
            overcurrent_protection: raw.overcurrent_protection_active != 0,
            overcurrent_zone: raw.overcurrent_zone,
            red_overcurrent_milliamperes: raw.red_overcurrent_threshold,
            overcurrent_throttling: raw.overcurrent_throttling_active != 0,
            temperature_throttling: raw.temperature_throttling_active != 0,
            temperature_zone: raw.temperature_zone,
            throttling_level: usize::try_from(raw.temperature_throttling_level)
                .ok()
                .filter(|level| *level < 4),
            levels: raw.levels.map(|level| ThrottlingLevel {
                threshold_celsius: level.threshold,
                hysteresis_celsius: level.hysteresis_threshold,
                nn_clock_hz: level.nn_clock_hz,
            }),
            orange_celsius: raw.orange_temperature_threshold,
            orange_hysteresis_celsius: raw.orange_hysteresis_temperature_threshold,
            red_celsius: raw.red_temperature_threshold,
            red_hysteresis_celsius: raw.red_hysteresis_temperature_threshold,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentinels_are_none() {
        let raw = hailo_shim_performance {
            ram_total: -1,
            ram_used: 2,
            cpu_utilization: -1.0,
            nnc_utilization: 12.5,
            ddr_noc_transactions: -1,
            dsp_utilization: -1,
        };
        let stats = Performance::of(&raw);
        assert_eq!(
            stats,
            Performance { ram_used_bytes: Some(2048), nn_core_percent: Some(12.5), ..Performance::default() }
        );

        let raw =
            hailo_shim_health_stats { on_die_temperature: -1.0, on_die_voltage: -1.0, bist_failure_mask: -1 };
        assert_eq!(DieHealth::of(&raw), DieHealth::default());
        let raw = hailo_shim_health_stats {
            on_die_temperature: -20.5,
            on_die_voltage: 750.0,
            bist_failure_mask: 0,
        };
        assert_eq!(DieHealth::of(&raw).temperature_celsius, Some(-20.5));
        assert_eq!(DieHealth::of(&raw).failed_self_tests, Some(0));
    }

    #[test]
    fn no_throttling_step_is_none() {
        let mut raw = hailo_shim_health_info { temperature_throttling_level: -1, ..Default::default() };
        assert_eq!(Protection::of(&raw).throttling_level, None);
        raw.temperature_throttling_level = 2;
        assert_eq!(Protection::of(&raw).throttling_level, Some(2));
        raw.temperature_throttling_level = 4;
        assert_eq!(Protection::of(&raw).throttling_level, None, "there are four steps");
    }
}
