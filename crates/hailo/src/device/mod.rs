//! A physical device: who it is, how it does, and what can be asked of it outside of inference.

pub(crate) mod buffer;
pub(crate) mod cxx;
pub(crate) mod facts;
mod listen;
pub(crate) mod notification;
pub(crate) mod vdevice;

use crate::call::{self, Fresh};
use crate::device::facts::{
    AveragingFactor, ChipTemperature, Cpu, Dvm, ExtendedInformation, FirmwareLogLevel, Identity,
    PowerQuantity, PowerSamples, ResetCause, ResetMode, SamplingPeriod, version_at,
};
use crate::device::notification::NotificationKind;
use crate::device::vdevice::VDevice;
use crate::error::{Error, ErrorKind, Result};
use crate::handle::Owned;
use crate::handle::interned::Key;
use crate::library::{DeviceId, Library};
use crate::record::padded::Padded;
use hailo_sys::Version;
use hailo_sys::types::_hailo_device;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A physical device. Cloning is cheap; the device is released with the last clone.
///
/// Devices of [`VDevice::physical_devices`] are the vdevice's own: they keep it alive and are not released.
/// Calls on one device run one at a time, whatever thread they come from.
///
/// A device that is asked for twice is one object: one lock, one listener for each kind of notification.
#[derive(Debug, Clone)]
pub struct Device(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    owned: Owned<_hailo_device, VDevice>,
    /// Locked together with the library's own table: before the device.
    listeners: Listeners,
}

/// The tickets of a device's listeners. They end with it: nobody could take them back afterwards.
#[derive(Debug, Default)]
struct Listeners(Mutex<BTreeMap<NotificationKind, usize>>);

impl Drop for Listeners {
    fn drop(&mut self) {
        let left = std::mem::take(self.0.get_mut().unwrap_or_else(PoisonError::into_inner));
        left.into_values().for_each(|ticket| listen::end(Some(ticket)));
    }
}

impl Inner {
    fn of(owned: Owned<_hailo_device, VDevice>) -> Self {
        Self { owned, listeners: Listeners::default() }
    }
}

impl Library {
    /// Opens a device by its id, or the only one there is. A Hailo-8 belongs to one process at a time.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] when that id (or, without one, exactly one device) is not there,
    /// [`ErrorKind::Driver`] when driver, firmware and library do not fit, [`ErrorKind::DeviceBusy`].
    #[doc(alias = "hailo_create_device_by_id")]
    pub fn open_device(&self, id: Option<&DeviceId>) -> Result<Device> {
        const CALL: &str = "hailo_create_device_by_id";
        let id = id.map(|id| Padded::given(id.to_c()));
        let fresh = call::hailo_create_device_by_id(self, id.as_ref())?;
        let owned = Owned::new(self, CALL, fresh, None, Some(call::hailo_release_device))?;
        Ok(Device(Arc::new(Inner::of(owned))))
    }
}

impl Device {
    /// The device of this number in a vdevice. In a group each vdevice has a handle of its own for it.
    fn borrowed(
        library: &Library,
        index: usize,
        fresh: Fresh<_hailo_device>,
        vdevice: VDevice,
    ) -> Result<Self> {
        let key = match &vdevice.group {
            Some(group) => Key::DeviceOf(Arc::clone(group), index),
            None => Key::Address(fresh.address()),
        };
        let make =
            || Ok(Inner::of(Owned::new(library, "hailo_get_physical_devices", fresh, Some(vdevice), None)?));
        library.interned().of(key, make).map(Self)
    }

    /// The library this device was opened with.
    #[must_use]
    pub fn library(&self) -> &Library {
        self.0.owned.library()
    }

    /// Whether this device belongs to a vdevice and goes with it.
    #[must_use]
    pub fn is_borrowed(&self) -> bool {
        self.0.owned.parent().is_some()
    }

    /// Releases the device and answers what came of it. Dropping does the same silently.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`ErrorKind::DeviceBusy`] while clones exist (the last one releases it); else what the library answers.
    #[doc(alias = "hailo_release_device")]
    pub fn close(self) -> Result<()> {
        crate::handle::sole(self.0, "hailo_release_device")?.owned.close()
    }

    /// The id it was opened by.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_get_device_id")]
    pub fn id(&self) -> Result<DeviceId> {
        let id = self.0.owned.with(call::hailo_get_device_id)?;
        Ok(DeviceId::from_c(&id.record))
    }

    /// Who the device is. Go by [`Identity::architecture`]: the board name says "Hailo-8" on a Hailo-8L too.
    ///
    /// # Errors
    /// What the library answers, for instance [`ErrorKind::DeviceLost`].
    #[doc(alias = "hailo_identify")]
    pub fn identify(&self) -> Result<Identity> {
        let record = self.0.owned.with(call::hailo_identify)?;
        Ok(Identity::decode(record.bytes(), self.library().era()))
    }

    /// Firmware of the inference core, on Hailo-8.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] on a Hailo-10H; else what the library answers.
    #[doc(alias = "hailo_core_identify")]
    pub fn core_firmware(&self) -> Result<Version> {
        // The version is at 4 in every era.
        let record = self.0.owned.with(call::hailo_core_identify)?;
        Ok(version_at(record.bytes(), 4))
    }

    /// Clock, features, serial numbers of the silicon.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_get_extended_device_information")]
    pub fn extended_information(&self) -> Result<ExtendedInformation> {
        let layout = self.library().layout();
        let record = self.0.owned.with(call::hailo_get_extended_device_information)?;
        Ok(ExtendedInformation::decode(record.bytes(), layout.features, layout.era()))
    }

    /// The chip's two temperature sensors. A firmware control: once a second is often enough.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_get_chip_temperature")]
    pub fn chip_temperature(&self) -> Result<ChipTemperature> {
        let c = self.0.owned.with(call::hailo_get_chip_temperature)?.record;
        Ok(ChipTemperature {
            ts0_celsius: c.ts0_temperature,
            ts1_celsius: c.ts1_temperature,
            samples: c.sample_count,
        })
    }

    /// One measurement, in the unit of `quantity`. Boards without a sensor answer an error.
    ///
    /// On M.2 boards [`Dvm::Auto`] uses the overcurrent-protection sensor.
    ///
    /// # Errors
    /// [`ErrorKind::Runtime`] (status 18) or [`ErrorKind::Unsupported`] on boards without a sensor and on a
    /// Hailo-10H, where only the C++ interface measures.
    #[doc(alias = "hailo_power_measurement")]
    pub fn measure_power(&self, dvm: Dvm, quantity: PowerQuantity) -> Result<f32> {
        let (dvm, quantity) = (dvm.to_raw(), quantity.to_raw());
        self.0.owned.with(|device| call::hailo_power_measurement(device, dvm, quantity))
    }

    /// Assigns a sensor and a quantity to one of four measurement buffers (0 to 3), to be started by
    /// [`start_power_measurement`](Self::start_power_measurement).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a buffer beyond 3; else as [`measure_power`](Self::measure_power).
    #[doc(alias = "hailo_set_power_measurement")]
    pub fn set_power_measurement(&self, buffer: u32, dvm: Dvm, quantity: PowerQuantity) -> Result<()> {
        let (dvm, quantity) = (dvm.to_raw(), quantity.to_raw());
        self.0.owned.with(|device| call::hailo_set_power_measurement(device, buffer, dvm, quantity))
    }

    /// Starts periodic measuring. On M.2 boards this **disables the overcurrent protection** until it is stopped.
    ///
    /// # Errors
    /// As [`measure_power`](Self::measure_power).
    #[doc(alias = "hailo_start_power_measurement")]
    pub fn start_power_measurement(&self, averaging: AveragingFactor, period: SamplingPeriod) -> Result<()> {
        let (averaging, period) = (averaging as u32, period as u32);
        self.0.owned.with(|device| call::hailo_start_power_measurement(device, averaging, period))
    }

    /// What a measurement buffer has gathered, and whether to begin anew.
    ///
    /// # Errors
    /// As [`measure_power`](Self::measure_power).
    #[doc(alias = "hailo_get_power_measurement")]
    pub fn power_measurement(&self, buffer: u32, clear: bool) -> Result<PowerSamples> {
        let c = self.0.owned.with(|device| call::hailo_get_power_measurement(device, buffer, clear))?.record;
        Ok(PowerSamples {
            average: c.average_value,
            // Out-of-range floats saturate instead of panicking.
            average_time: Duration::try_from_secs_f32(c.average_time_value_milliseconds / 1000.0)
                .unwrap_or_default(),
            min: c.min_value,
            max: c.max_value,
            samples: c.total_number_of_samples,
        })
    }

    /// Stops periodic measuring.
    ///
    /// # Errors
    /// As [`measure_power`](Self::measure_power).
    #[doc(alias = "hailo_stop_power_measurement")]
    pub fn stop_power_measurement(&self) -> Result<()> {
        self.0.owned.with(call::hailo_stop_power_measurement)
    }

    /// Whether the firmware may throttle the clock when the chip grows hot. Whether it *is* throttled comes by
    /// notification, and from the C++ health information.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] on a Hailo-10H.
    #[doc(alias = "hailo_get_throttling_state")]
    pub fn throttling_enabled(&self) -> Result<bool> {
        self.0.owned.with(call::hailo_get_throttling_state)
    }

    /// Lets the firmware throttle, or forbids it.
    ///
    /// # Errors
    /// As [`throttling_enabled`](Self::throttling_enabled).
    #[doc(alias = "hailo_set_throttling_state")]
    pub fn set_throttling(&self, enabled: bool) -> Result<()> {
        self.0.owned.with(|device| call::hailo_set_throttling_state(device, enabled))
    }

    /// Resets the device. Every object made from it is dead afterwards: drop them, scan again, open again.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] where the mode does not fit the link (a chip reset of a PCIe Hailo-8).
    #[doc(alias = "hailo_reset_device")]
    pub fn reset(&self, mode: ResetMode) -> Result<()> {
        self.0.owned.with(|device| call::hailo_reset_device(device, mode as u32))
    }

    /// Puts the chip to sleep or wakes it. No inference while it sleeps.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_set_sleep_state")]
    pub fn set_asleep(&self, asleep: bool) -> Result<()> {
        // 0 is sleeping, 1 is awake.
        self.0.owned.with(|device| call::hailo_set_sleep_state(device, u32::from(!asleep)))
    }

    /// Why the given CPU of the device last started anew.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_get_previous_system_state")]
    pub fn last_reset(&self, cpu: Cpu) -> Result<ResetCause> {
        let cause = self.0.owned.with(|device| call::hailo_get_previous_system_state(device, cpu as u32))?;
        Ok(ResetCause::from_raw(cause))
    }

    /// Switches a CPU's watchdog on or off.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] on a Hailo-10H.
    #[doc(alias = "hailo_wd_enable")]
    #[doc(alias = "hailo_wd_disable")]
    pub fn set_watchdog(&self, cpu: Cpu, enabled: bool) -> Result<()> {
        self.0.owned.with(|device| {
            if enabled {
                call::hailo_wd_enable(device, cpu as u32)
            } else {
                call::hailo_wd_disable(device, cpu as u32)
            }
        })
    }

    /// Sets a CPU's watchdog: its period in cycles, and whether it acts in hardware only or warns in software first.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] on a Hailo-10H.
    #[doc(alias = "hailo_wd_config")]
    pub fn configure_watchdog(&self, cpu: Cpu, cycles: u32, hardware_only: bool) -> Result<()> {
        let mode = u32::from(hardware_only);
        self.0.owned.with(|device| call::hailo_wd_config(device, cpu as u32, cycles, mode))
    }

    /// What the firmware logs, and where: bit 0 over PCIe, bit 1 over its UART.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] on a Hailo-10H.
    #[doc(alias = "hailo_set_fw_logger")]
    pub fn set_firmware_log(&self, level: FirmwareLogLevel, interfaces: u32) -> Result<()> {
        self.0.owned.with(|device| call::hailo_set_fw_logger(device, level as u32, interfaces))
    }

    /// Tests the chip's memories. Nothing else may run on the device meanwhile.
    ///
    /// # Errors
    /// What the library answers; a failed test is one of its errors.
    #[doc(alias = "hailo_test_chip_memories")]
    pub fn test_memories(&self) -> Result<()> {
        self.0.owned.with(call::hailo_test_chip_memories)
    }

    /// Writes firmware to the device's flash. Needs a reset afterwards; a wrong image can make the device unusable.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for an empty or oversized image, [`ErrorKind::Driver`] for one the library
    /// does not accept, [`ErrorKind::Unsupported`] from 5.3 on, which lacks the function.
    #[doc(alias = "hailo_update_firmware")]
    pub fn update_firmware(&self, image: &[u8]) -> Result<()> {
        let mut image = image_of("hailo_update_firmware", image)?;
        self.0.owned.with(|device| call::hailo_update_firmware(device, &mut image))
    }

    /// Writes the second-stage boot loader to the device's flash.
    ///
    /// # Errors
    /// As [`update_firmware`](Self::update_firmware).
    #[doc(alias = "hailo_update_second_stage")]
    pub fn update_second_stage(&self, image: &[u8]) -> Result<()> {
        let mut image = image_of("hailo_update_second_stage", image)?;
        self.0.owned.with(|device| call::hailo_update_second_stage(device, &mut image))
    }
}

/// A copy of an image, since the library's parameter is not const.
fn image_of(call: &'static str, image: &[u8]) -> Result<Vec<u8>> {
    if image.is_empty() || u32::try_from(image.len()).is_err() {
        return Err(Error::refused(ErrorKind::InvalidArgument, call, "an image of 1 byte to 4 GiB"));
    }
    Ok(image.to_vec())
}

impl VDevice {
    /// The physical devices in it, to be asked for temperature and the like. They keep the vdevice alive.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] for a vdevice of the multi-process service.
    #[doc(alias = "hailo_get_physical_devices")]
    pub fn physical_devices(&self) -> Result<Vec<Device>> {
        let devices = self.owned.with(call::hailo_get_physical_devices)?;
        let devices = devices.into_iter().enumerate();
        devices.map(|(index, device)| Device::borrowed(self.library(), index, device, self.clone())).collect()
    }
}
