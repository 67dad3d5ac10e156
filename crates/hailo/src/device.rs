//! A physical device: who it is, how it does, and what can be asked of it outside of inference.

use crate::error::{Error, ErrorKind, Result};
use crate::handle::Owned;
use crate::layout::{Record, counted_text, u8_at, u16_at, u32_at};
use crate::library::{DeviceId, Library, call};
use crate::notification::NotificationKind;
use crate::vdevice::VDevice;
use hailo_sys::types::{
    _hailo_device, hailo_chip_temperature_info_t, hailo_device_id_t, hailo_power_measurement_data_t,
};
use hailo_sys::{Era, Record as _, Version};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A physical device. Cloning is cheap; the device is released with the last clone.
///
/// Devices of [`VDevice::physical_devices`] are the vdevice's own: they keep it alive and are not released.
/// Calls on one device run one at a time, whatever thread they come from.
#[derive(Debug, Clone)]
pub struct Device(
    pub(crate) Arc<Owned<_hailo_device, VDevice>>,
    /// The tickets of its listeners.
    pub(crate) Arc<Mutex<BTreeMap<NotificationKind, usize>>>,
);

impl Library {
    /// Opens a device by its id, or the only one there is. A Hailo-8 belongs to one process at a time.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] when that id (or, without one, exactly one device) is not there,
    /// [`ErrorKind::Driver`] when driver, firmware and library do not fit, [`ErrorKind::DeviceBusy`].
    #[doc(alias = "hailo_create_device_by_id")]
    pub fn open_device(&self, id: Option<&DeviceId>) -> Result<Device> {
        let c = id.map(DeviceId::to_c);
        let id = c.as_ref().map_or(std::ptr::null(), std::ptr::from_ref::<hailo_device_id_t>);
        let mut raw = std::ptr::null_mut();
        // SAFETY: NULL or an id that lives through the call; `raw` is written on success only.
        unsafe { call!(self, hailo_create_device_by_id(id, &raw mut raw)) }?;
        let owned = Owned::new(self, "hailo_create_device_by_id", raw, None, Some(release_device))?;
        Ok(Device(Arc::new(owned), Arc::default()))
    }
}

/// # Safety
/// As [`crate::handle::Release`].
unsafe fn release_device(library: &Library, raw: *mut _hailo_device) -> Result<()> {
    // SAFETY: the caller's promise.
    unsafe { call!(library, hailo_release_device(raw)) }
}

impl Device {
    pub(crate) fn borrowed(library: &Library, raw: *mut _hailo_device, vdevice: VDevice) -> Result<Self> {
        let owned = Owned::new(library, "hailo_get_physical_devices", raw, Some(vdevice), None)?;
        Ok(Self(Arc::new(owned), Arc::default()))
    }

    /// The library this device was opened with.
    #[must_use]
    pub fn library(&self) -> &Library {
        self.0.library()
    }

    /// Whether this device belongs to a vdevice and goes with it.
    #[must_use]
    pub fn is_borrowed(&self) -> bool {
        self.0.parent().is_some()
    }

    /// Releases the device and answers what came of it. Dropping does the same silently.
    ///
    /// # Errors
    /// [`ErrorKind::DeviceBusy`] while clones exist (the last one releases it); else what the library answers.
    #[doc(alias = "hailo_release_device")]
    pub fn close(self) -> Result<()> {
        crate::vdevice::sole(self.0, "hailo_release_device")?.close()
    }

    /// The id it was opened by.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_get_device_id")]
    pub fn id(&self) -> Result<DeviceId> {
        let mut id = hailo_device_id_t::zeroed();
        // SAFETY: a live device and room for one id.
        self.0.with(|raw| unsafe { call!(self.library(), hailo_get_device_id(raw, &raw mut id)) })?;
        Ok(DeviceId::from_c(&id))
    }

    /// Who the device is. Go by [`Identity::architecture`]: the board name says "Hailo-8" on a Hailo-8L too.
    ///
    /// # Errors
    /// What the library answers, for instance [`ErrorKind::DeviceLost`].
    #[doc(alias = "hailo_identify")]
    pub fn identify(&self) -> Result<Identity> {
        let layout = self.library().layout();
        let mut record = Record::zeroed(layout.identity);
        let out = record.as_mut_ptr();
        // SAFETY: a live device and room for the era's record.
        self.0.with(|raw| unsafe { call!(self.library(), hailo_identify(raw, out)) })?;
        Ok(Identity::decode(record.bytes(), layout.era()))
    }

    /// Firmware of the inference core, on Hailo-8.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] on a Hailo-10H; else what the library answers.
    #[doc(alias = "hailo_core_identify")]
    pub fn core_firmware(&self) -> Result<Version> {
        // 16 bytes in every era, the version at 4.
        let mut record = Record::zeroed(16);
        let out = record.as_mut_ptr();
        // SAFETY: a live device and room for the record.
        self.0.with(|raw| unsafe { call!(self.library(), hailo_core_identify(raw, out)) })?;
        Ok(version_at(record.bytes(), 4))
    }

    /// Clock, features, serial numbers of the silicon.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_get_extended_device_information")]
    pub fn extended_information(&self) -> Result<ExtendedInformation> {
        let layout = self.library().layout();
        let mut record = Record::zeroed(layout.extended);
        let out = record.as_mut_ptr();
        self.0.with(|raw| {
            // SAFETY: a live device and room for the era's record.
            unsafe { call!(self.library(), hailo_get_extended_device_information(raw, out)) }
        })?;
        Ok(ExtendedInformation::decode(record.bytes(), layout.features, layout.era()))
    }

    /// The chip's two temperature sensors. A firmware control: once a second is often enough.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_get_chip_temperature")]
    pub fn chip_temperature(&self) -> Result<ChipTemperature> {
        let mut c = hailo_chip_temperature_info_t::zeroed();
        // SAFETY: a live device and room for one record.
        self.0.with(|raw| unsafe { call!(self.library(), hailo_get_chip_temperature(raw, &raw mut c)) })?;
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
        let mut value = 0.0;
        let (dvm, quantity) = (dvm.to_raw(), quantity.to_raw());
        // SAFETY: a live device and room for one float.
        self.0.with(|raw| unsafe {
            call!(self.library(), hailo_power_measurement(raw, dvm, quantity, &raw mut value))
        })?;
        Ok(value)
    }

    /// Assigns a sensor and a quantity to one of four measurement buffers (0 to 3), to be started by
    /// [`start_power_measurement`](Self::start_power_measurement).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a buffer beyond 3; else as [`measure_power`](Self::measure_power).
    #[doc(alias = "hailo_set_power_measurement")]
    pub fn set_power_measurement(&self, buffer: u32, dvm: Dvm, quantity: PowerQuantity) -> Result<()> {
        let (dvm, quantity) = (dvm.to_raw(), quantity.to_raw());
        // SAFETY: a live device; the rest are numbers.
        self.0.with(|raw| unsafe {
            call!(self.library(), hailo_set_power_measurement(raw, buffer, dvm, quantity))
        })
    }

    /// Starts periodic measuring. On M.2 boards this **disables the overcurrent protection** until it is stopped.
    ///
    /// # Errors
    /// As [`measure_power`](Self::measure_power).
    #[doc(alias = "hailo_start_power_measurement")]
    pub fn start_power_measurement(&self, averaging: AveragingFactor, period: SamplingPeriod) -> Result<()> {
        let (averaging, period) = (averaging as u32, period as u32);
        // SAFETY: a live device; the rest are numbers.
        self.0.with(|raw| unsafe {
            call!(self.library(), hailo_start_power_measurement(raw, averaging, period))
        })
    }

    /// What a measurement buffer has gathered, and whether to begin anew.
    ///
    /// # Errors
    /// As [`measure_power`](Self::measure_power).
    #[doc(alias = "hailo_get_power_measurement")]
    pub fn power_measurement(&self, buffer: u32, clear: bool) -> Result<PowerSamples> {
        let mut c = hailo_power_measurement_data_t::zeroed();
        // SAFETY: a live device and room for one record.
        self.0.with(|raw| unsafe {
            call!(self.library(), hailo_get_power_measurement(raw, buffer, clear, &raw mut c))
        })?;
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
        // SAFETY: a live device.
        self.0.with(|raw| unsafe { call!(self.library(), hailo_stop_power_measurement(raw)) })
    }

    /// Whether the firmware may throttle the clock when the chip grows hot. Whether it *is* throttled comes by
    /// notification, and from the C++ health information.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] on a Hailo-10H.
    #[doc(alias = "hailo_get_throttling_state")]
    pub fn throttling_enabled(&self) -> Result<bool> {
        // A byte, not a bool: what C writes there is not ours to trust.
        let mut enabled = 0_u8;
        let out = (&raw mut enabled).cast();
        // SAFETY: a live device and room for one byte, which is what a C bool takes.
        self.0.with(|raw| unsafe { call!(self.library(), hailo_get_throttling_state(raw, out)) })?;
        Ok(enabled != 0)
    }

    /// Lets the firmware throttle, or forbids it.
    ///
    /// # Errors
    /// As [`throttling_enabled`](Self::throttling_enabled).
    #[doc(alias = "hailo_set_throttling_state")]
    pub fn set_throttling(&self, enabled: bool) -> Result<()> {
        // SAFETY: a live device.
        self.0.with(|raw| unsafe { call!(self.library(), hailo_set_throttling_state(raw, enabled)) })
    }

    /// Resets the device. Every object made from it is dead afterwards: drop them, scan again, open again.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] where the mode does not fit the link (a chip reset of a PCIe Hailo-8).
    #[doc(alias = "hailo_reset_device")]
    pub fn reset(&self, mode: ResetMode) -> Result<()> {
        // SAFETY: a live device.
        self.0.with(|raw| unsafe { call!(self.library(), hailo_reset_device(raw, mode as u32)) })
    }

    /// Puts the chip to sleep or wakes it. No inference while it sleeps.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_set_sleep_state")]
    pub fn set_asleep(&self, asleep: bool) -> Result<()> {
        // 0 is sleeping, 1 is awake.
        let state = u32::from(!asleep);
        // SAFETY: a live device.
        self.0.with(|raw| unsafe { call!(self.library(), hailo_set_sleep_state(raw, state)) })
    }

    /// Why the given CPU of the device last started anew.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_get_previous_system_state")]
    pub fn last_reset(&self, cpu: Cpu) -> Result<ResetCause> {
        let mut cause = u32::MAX;
        // SAFETY: a live device and room for one number.
        self.0.with(|raw| unsafe {
            call!(self.library(), hailo_get_previous_system_state(raw, cpu as u32, &raw mut cause))
        })?;
        Ok(ResetCause::from_raw(cause))
    }

    /// Switches a CPU's watchdog on or off.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] on a Hailo-10H.
    #[doc(alias = "hailo_wd_enable")]
    #[doc(alias = "hailo_wd_disable")]
    pub fn set_watchdog(&self, cpu: Cpu, enabled: bool) -> Result<()> {
        self.0.with(|raw| {
            if enabled {
                // SAFETY: a live device.
                unsafe { call!(self.library(), hailo_wd_enable(raw, cpu as u32)) }
            } else {
                // SAFETY: a live device.
                unsafe { call!(self.library(), hailo_wd_disable(raw, cpu as u32)) }
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
        // SAFETY: a live device; the rest are numbers.
        self.0.with(|raw| unsafe { call!(self.library(), hailo_wd_config(raw, cpu as u32, cycles, mode)) })
    }

    /// What the firmware logs, and where: bit 0 over PCIe, bit 1 over its UART.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] on a Hailo-10H.
    #[doc(alias = "hailo_set_fw_logger")]
    pub fn set_firmware_log(&self, level: FirmwareLogLevel, interfaces: u32) -> Result<()> {
        self.0.with(|raw| {
            // SAFETY: a live device; the rest are numbers.
            unsafe { call!(self.library(), hailo_set_fw_logger(raw, level as u32, interfaces)) }
        })
    }

    /// Tests the chip's memories. Nothing else may run on the device meanwhile.
    ///
    /// # Errors
    /// What the library answers; a failed test is one of its errors.
    #[doc(alias = "hailo_test_chip_memories")]
    pub fn test_memories(&self) -> Result<()> {
        // SAFETY: a live device.
        self.0.with(|raw| unsafe { call!(self.library(), hailo_test_chip_memories(raw)) })
    }

    /// Writes firmware to the device's flash. Needs a reset afterwards; a wrong image can make the device unusable.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for an empty or oversized image, [`ErrorKind::Driver`] for one the library
    /// does not accept.
    #[doc(alias = "hailo_update_firmware")]
    pub fn update_firmware(&self, image: &[u8]) -> Result<()> {
        // The parameter is not const, so the library gets bytes that it may write.
        let (mut image, size) = image_of("hailo_update_firmware", image)?;
        let bytes = image.as_mut_ptr().cast();
        // SAFETY: a live device and `size` bytes that live through the call.
        self.0.with(|raw| unsafe { call!(self.library(), hailo_update_firmware(raw, bytes, size)) })
    }

    /// Writes the second-stage boot loader to the device's flash.
    ///
    /// # Errors
    /// As [`update_firmware`](Self::update_firmware).
    #[doc(alias = "hailo_update_second_stage")]
    pub fn update_second_stage(&self, image: &[u8]) -> Result<()> {
        let (mut image, size) = image_of("hailo_update_second_stage", image)?;
        let bytes = image.as_mut_ptr().cast();
        // SAFETY: a live device and `size` bytes that live through the call.
        self.0.with(|raw| unsafe { call!(self.library(), hailo_update_second_stage(raw, bytes, size)) })
    }
}

fn image_of(call: &'static str, image: &[u8]) -> Result<(Vec<u8>, u32)> {
    let size = u32::try_from(image.len()).ok().filter(|size| *size > 0);
    let size =
        size.ok_or_else(|| Error::refused(ErrorKind::InvalidArgument, call, "an image of 1 byte to 4 GiB"))?;
    Ok((image.to_vec(), size))
}

fn version_at(record: &[u8], at: usize) -> Version {
    Version::new(u32_at(record, at), u32_at(record, at + 4), u32_at(record, at + 8))
}

/// Which chip, decoded by the library's version: the numbers were used twice.
#[doc(alias = "hailo_device_architecture_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Architecture {
    /// The first silicon of Hailo-8.
    Hailo8A0,
    /// Hailo-8.
    Hailo8,
    /// Hailo-8L.
    Hailo8L,
    /// Hailo-15H.
    Hailo15H,
    /// Hailo-15L.
    Hailo15L,
    /// Hailo-15M.
    Hailo15M,
    /// Hailo-10H.
    Hailo10H,
    /// Hailo-12L.
    Hailo12L,
    /// The name number 7 had from 4.21 to 5.1.1.
    Mars,
    /// Another number, from a newer library.
    Other(u32),
}

impl Architecture {
    /// Decodes the C value as a library of that era means it.
    #[must_use]
    pub const fn from_raw(raw: u32, era: Era) -> Self {
        match raw {
            0 => Self::Hailo8A0,
            1 => Self::Hailo8,
            2 => Self::Hailo8L,
            3 => Self::Hailo15H,
            4 => Self::Hailo15L,
            5 => Self::Hailo15M,
            6 => Self::Hailo10H,
            7 if matches!(era, Era::V5_2_0) => Self::Hailo12L,
            7 if !matches!(era, Era::V4_20) => Self::Mars,
            other => Self::Other(other),
        }
    }
}

impl fmt::Display for Architecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hailo8A0 => "HAILO8_A0",
            Self::Hailo8 => "HAILO8",
            Self::Hailo8L => "HAILO8L",
            Self::Hailo15H => "HAILO15H",
            Self::Hailo15L => "HAILO15L",
            Self::Hailo15M => "HAILO15M",
            Self::Hailo10H => "HAILO10H",
            Self::Hailo12L => "HAILO12L",
            Self::Mars => "MARS",
            Self::Other(raw) => return write!(f, "architecture {raw}"),
        })
    }
}

/// Who a device is.
#[doc(alias = "hailo_device_identity_t")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Of the control protocol between library and firmware.
    pub protocol_version: u32,
    /// Firmware; on a Hailo-10H the version of the device's whole software.
    pub firmware: Version,
    /// Of the firmware's log format.
    pub logger_version: u32,
    /// As printed on the board's label; not the chip.
    pub board_name: String,
    /// Whether the firmware is a release build.
    pub is_release: bool,
    /// The chip.
    pub architecture: Architecture,
    /// Serial number of the board.
    pub serial_number: String,
    /// Part number of the board.
    pub part_number: String,
    /// Product name of the board.
    pub product_name: String,
}

impl Identity {
    fn decode(record: &[u8], era: Era) -> Self {
        // Offsets common to all eras; `layout`'s tests hold them to it.
        Self {
            protocol_version: u32_at(record, 0),
            firmware: version_at(record, 4),
            logger_version: u32_at(record, 16),
            board_name: counted_text(record, 20, 21, 32),
            is_release: u8_at(record, 53) != 0,
            architecture: Architecture::from_raw(u32_at(record, 56), era),
            serial_number: counted_text(record, 60, 61, 16),
            part_number: counted_text(record, 77, 78, 16),
            product_name: counted_text(record, 94, 95, 42),
        }
    }
}

/// More about a device.
#[doc(alias = "hailo_extended_device_information_t")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtendedInformation {
    /// Clock of the inference core, in hertz.
    pub core_clock_hz: u32,
    /// What the board has.
    pub features: Features,
    /// Where it booted from.
    pub boot_source: BootSource,
    /// The chip's own id.
    pub soc_id: [u8; 32],
    /// Life cycle state.
    pub life_cycle: u8,
    /// MAC address; all zeros where there is none.
    pub mac_address: [u8; 6],
    /// The unit's tracking id.
    pub tracking_id: [u8; 12],
    /// Process-monitor values of the silicon.
    pub process_monitor: [u8; 24],
    /// State of the GPIO pins; `None` before 4.21.
    pub gpio_mask: Option<u16>,
}

/// What a board has.
#[doc(alias = "hailo_device_supported_features_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Features {
    /// Ethernet.
    pub ethernet: bool,
    /// MIPI camera link.
    pub mipi: bool,
    /// PCIe.
    pub pcie: bool,
    /// A current sensor.
    pub current_monitoring: bool,
    /// MDIO.
    pub mdio: bool,
    /// Power measurement; `None` before 5.1.1, which has no such field.
    pub power_measurement: Option<bool>,
}

/// Where a device booted from.
#[doc(alias = "hailo_device_boot_source_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BootSource {
    /// The firmware does not know.
    Invalid,
    /// Over PCIe, from the host.
    Pcie,
    /// From its own flash.
    Flash,
    /// Another number, from a newer library.
    Other(u32),
}

impl ExtendedInformation {
    fn decode(record: &[u8], features_size: usize, era: Era) -> Self {
        let flag = |at: usize| u8_at(record, at) != 0;
        let array = |at: usize, to: &mut [u8]| {
            for (to, from) in to.iter_mut().zip(record.get(at..).unwrap_or_default()) {
                *to = *from;
            }
        };
        let mut info = Self {
            core_clock_hz: u32_at(record, 0),
            features: Features {
                ethernet: flag(4),
                mipi: flag(5),
                pcie: flag(6),
                current_monitoring: flag(7),
                mdio: flag(8),
                power_measurement: (features_size > 5).then(|| flag(9)),
            },
            boot_source: match u32_at(record, 12) {
                0 => BootSource::Invalid,
                1 => BootSource::Pcie,
                2 => BootSource::Flash,
                other => BootSource::Other(other),
            },
            soc_id: [0; 32],
            life_cycle: u8_at(record, 48),
            mac_address: [0; 6],
            tracking_id: [0; 12],
            process_monitor: [0; 24],
            gpio_mask: (era != Era::V4_20).then(|| u16_at(record, 92)),
        };
        array(16, &mut info.soc_id);
        array(49, &mut info.mac_address);
        array(55, &mut info.tracking_id);
        array(67, &mut info.process_monitor);
        info
    }
}

/// The chip's two temperature sensors, in degrees Celsius.
#[doc(alias = "hailo_chip_temperature_info_t")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChipTemperature {
    /// First sensor.
    pub ts0_celsius: f32,
    /// Second sensor.
    pub ts1_celsius: f32,
    /// Samples behind the two.
    pub samples: u16,
}

/// What a measurement buffer gathered, in the unit of its quantity.
#[doc(alias = "hailo_power_measurement_data_t")]
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PowerSamples {
    /// Average.
    pub average: f32,
    /// Time one average covers.
    pub average_time: Duration,
    /// Smallest.
    pub min: f32,
    /// Largest.
    pub max: f32,
    /// Averages taken.
    pub samples: u32,
}

/// Which supply a power measurement reads.
#[doc(alias = "hailo_dvm_options_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Dvm {
    /// The board's default.
    #[default]
    Auto,
    /// VDD_CORE.
    VddCore,
    /// VDD_IO.
    VddIo,
    /// MIPI_AVDD.
    MipiAvdd,
    /// MIPI_AVDD_H.
    MipiAvddH,
    /// USB_AVDD_IO.
    UsbAvddIo,
    /// VDD_TOP.
    VddTop,
    /// USB_AVDD_IO_HV.
    UsbAvddIoHv,
    /// AVDD_H.
    AvddH,
    /// SDIO_VDD_IO.
    SdioVddIo,
    /// The overcurrent-protection sensor.
    OvercurrentProtection,
}

impl Dvm {
    pub(crate) const fn to_raw(self) -> u32 {
        match self {
            Self::VddCore => 0,
            Self::VddIo => 1,
            Self::MipiAvdd => 2,
            Self::MipiAvddH => 3,
            Self::UsbAvddIo => 4,
            Self::VddTop => 5,
            Self::UsbAvddIoHv => 6,
            Self::AvddH => 7,
            Self::SdioVddIo => 8,
            Self::OvercurrentProtection => 9,
            Self::Auto => 0x7fff_ffff,
        }
    }
}

/// What a power measurement reads, and its unit.
#[doc(alias = "hailo_power_measurement_types_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum PowerQuantity {
    /// The board's default: power on most.
    #[default]
    Auto,
    /// Millivolts.
    ShuntVoltage,
    /// Millivolts.
    BusVoltage,
    /// Watts.
    Power,
    /// Milliamperes.
    Current,
}

impl PowerQuantity {
    pub(crate) const fn to_raw(self) -> u32 {
        match self {
            Self::ShuntVoltage => 0,
            Self::BusVoltage => 1,
            Self::Power => 2,
            Self::Current => 3,
            Self::Auto => 0x7fff_ffff,
        }
    }
}

/// How many samples make one average.
#[doc(alias = "hailo_averaging_factor_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the numbers")]
pub enum AveragingFactor {
    X1 = 0,
    X4 = 1,
    X16 = 2,
    X64 = 3,
    X128 = 4,
    X256 = 5,
    X512 = 6,
    X1024 = 7,
}

/// Microseconds between two samples. A new average is there every `2 × period × factor`.
#[doc(alias = "hailo_sampling_period_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the numbers")]
pub enum SamplingPeriod {
    Us140 = 0,
    Us204 = 1,
    Us332 = 2,
    Us588 = 3,
    Us1100 = 4,
    Us2116 = 5,
    Us4156 = 6,
    Us8244 = 7,
}

/// How to reset.
#[doc(alias = "hailo_reset_device_mode_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ResetMode {
    /// The whole chip. Refused on a PCIe Hailo-8.
    Chip = 0,
    /// The inference core.
    NnCore = 1,
    /// The firmware.
    Soft = 2,
    /// The firmware, whatever it is doing.
    ForcedSoft = 3,
    /// The device's own computer (5.2, Hailo-10H).
    Reboot = 4,
}

/// A CPU of the device.
#[doc(alias = "hailo_cpu_id_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cpu {
    /// The system CPU.
    App = 0,
    /// The inference core's CPU.
    Core = 1,
}

/// Why a CPU started anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ResetCause {
    /// From outside: power, or the host.
    External,
    /// Its hardware watchdog.
    HardwareWatchdog,
    /// Its software watchdog.
    SoftwareWatchdog,
    /// Asked for.
    Control,
    /// Another number, from a newer firmware.
    Other(u32),
}

impl ResetCause {
    const fn from_raw(raw: u32) -> Self {
        match raw {
            0 => Self::External,
            1 => Self::HardwareWatchdog,
            2 => Self::SoftwareWatchdog,
            3 => Self::Control,
            other => Self::Other(other),
        }
    }
}

/// How much the firmware logs.
#[doc(alias = "hailo_fw_logger_level_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum FirmwareLogLevel {
    Trace = 0,
    Debug = 1,
    Info = 2,
    Warn = 3,
    Error = 4,
    Fatal = 5,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_seven_is_read_by_era() {
        let seven: Vec<_> = Era::ALL.iter().map(|era| Architecture::from_raw(7, *era)).collect();
        use Architecture::{Hailo12L, Mars, Other};
        assert_eq!(seven, [Other(7), Mars, Mars, Mars, Mars, Mars, Hailo12L]);
        assert_eq!(Architecture::from_raw(2, Era::V4_21).to_string(), "HAILO8L");
        assert_eq!(Architecture::from_raw(99, Era::V5_2_0), Other(99));
    }

    #[test]
    fn lengths_beyond_their_fields_are_bounded() {
        let identity = Identity::decode(&[0xff; 140], Era::V5_2_0);
        assert_eq!(identity.serial_number.chars().count(), 16);
        assert_eq!(identity.product_name.chars().count(), 42);
        assert_eq!(identity.architecture, Architecture::Other(u32::MAX));
    }
}
