//! What a device tells about itself, and the words for what can be asked of it.

use crate::record::layout::at;
use crate::record::{counted_text, u8_at, u16_at, u32_at};
use hailo_sys::types::{
    HAILO_MAX_BOARD_NAME_LENGTH, HAILO_MAX_PART_NUMBER_LENGTH, HAILO_MAX_PRODUCT_NAME_LENGTH,
    HAILO_MAX_SERIAL_NUMBER_LENGTH,
};
use hailo_sys::{Era, Version};
use std::fmt;
use std::time::Duration;

pub(crate) fn version_at(record: &[u8], at: usize) -> Version {
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
            7 if era as u32 >= Era::V5_2_0 as u32 => Self::Hailo12L,
            7 if era as u32 >= Era::V4_21 as u32 => Self::Mars,
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
    pub(crate) fn decode(record: &[u8], era: Era) -> Self {
        let text = |length_at, at, size: u32| counted_text(record, length_at, at, size as usize);
        Self {
            protocol_version: u32_at(record, at!(hailo_device_identity_t.protocol_version)),
            firmware: version_at(record, at!(hailo_device_identity_t.fw_version)),
            logger_version: u32_at(record, at!(hailo_device_identity_t.logger_version)),
            board_name: text(
                at!(hailo_device_identity_t.board_name_length),
                at!(hailo_device_identity_t.board_name),
                HAILO_MAX_BOARD_NAME_LENGTH,
            ),
            is_release: u8_at(record, at!(hailo_device_identity_t.is_release)) != 0,
            architecture: Architecture::from_raw(
                u32_at(record, at!(hailo_device_identity_t.device_architecture)),
                era,
            ),
            serial_number: text(
                at!(hailo_device_identity_t.serial_number_length),
                at!(hailo_device_identity_t.serial_number),
                HAILO_MAX_SERIAL_NUMBER_LENGTH,
            ),
            part_number: text(
                at!(hailo_device_identity_t.part_number_length),
                at!(hailo_device_identity_t.part_number),
                HAILO_MAX_PART_NUMBER_LENGTH,
            ),
            product_name: text(
                at!(hailo_device_identity_t.product_name_length),
                at!(hailo_device_identity_t.product_name),
                HAILO_MAX_PRODUCT_NAME_LENGTH,
            ),
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
    /// Serial number of the chip; `None` before 5.3.
    pub chip_serial_number: Option<[u8; 12]>,
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
    pub(crate) fn decode(record: &[u8], features_size: usize, era: Era) -> Self {
        let features_at = at!(hailo_extended_device_information_t.supported_features);
        let feature = |at: usize| u8_at(record, features_at + at) != 0;
        let array = |at: usize, to: &mut [u8]| {
            for (to, from) in to.iter_mut().zip(record.get(at..).unwrap_or_default()) {
                *to = *from;
            }
        };
        let mut info = Self {
            core_clock_hz: u32_at(
                record,
                at!(hailo_extended_device_information_t.neural_network_core_clock_rate),
            ),
            features: Features {
                ethernet: feature(at!(hailo_device_supported_features_t.ethernet)),
                mipi: feature(at!(hailo_device_supported_features_t.mipi)),
                pcie: feature(at!(hailo_device_supported_features_t.pcie)),
                current_monitoring: feature(at!(hailo_device_supported_features_t.current_monitoring)),
                mdio: feature(at!(hailo_device_supported_features_t.mdio)),
                power_measurement: (features_size > at!(hailo_device_supported_features_t.power_measurement))
                    .then(|| feature(at!(hailo_device_supported_features_t.power_measurement))),
            },
            boot_source: match u32_at(record, at!(hailo_extended_device_information_t.boot_source)) {
                0 => BootSource::Invalid,
                1 => BootSource::Pcie,
                2 => BootSource::Flash,
                other => BootSource::Other(other),
            },
            soc_id: [0; 32],
            life_cycle: u8_at(record, at!(hailo_extended_device_information_t.lcs)),
            mac_address: [0; 6],
            tracking_id: [0; 12],
            process_monitor: [0; 24],
            gpio_mask: (era >= Era::V4_21)
                .then(|| u16_at(record, at!(hailo_extended_device_information_t.gpio_mask))),
            chip_serial_number: None,
        };
        array(at!(hailo_extended_device_information_t.soc_id), &mut info.soc_id);
        array(at!(hailo_extended_device_information_t.eth_mac_address), &mut info.mac_address);
        array(at!(hailo_extended_device_information_t.unit_level_tracking_id), &mut info.tracking_id);
        array(at!(hailo_extended_device_information_t.soc_pm_values), &mut info.process_monitor);
        if era >= Era::V5_3 {
            let mut serial = [0; 12];
            array(at!(hailo_extended_device_information_t.chip_serial_number), &mut serial);
            info.chip_serial_number = Some(serial);
        }
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

impl Cpu {
    /// Both.
    pub const ALL: [Self; 2] = [Self::App, Self::Core];

    /// A lower-case word for logs and labels.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::App => "app",
            Self::Core => "core",
        }
    }
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
    pub(crate) const fn from_raw(raw: u32) -> Self {
        match raw {
            0 => Self::External,
            1 => Self::HardwareWatchdog,
            2 => Self::SoftwareWatchdog,
            3 => Self::Control,
            other => Self::Other(other),
        }
    }

    /// A lower-case word for logs and labels: `external`, `hardware_watchdog`, …
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::External => "external",
            Self::HardwareWatchdog => "hardware_watchdog",
            Self::SoftwareWatchdog => "software_watchdog",
            Self::Control => "control",
            Self::Other(_) => "other",
        }
    }

    /// Whether the chip did it itself because its program had stopped.
    #[must_use]
    pub const fn is_watchdog(self) -> bool {
        matches!(self, Self::HardwareWatchdog | Self::SoftwareWatchdog)
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
        assert_eq!(seven, [Other(7), Mars, Mars, Mars, Mars, Mars, Hailo12L, Hailo12L]);
        assert_eq!(Architecture::from_raw(2, Era::V4_21).to_string(), "HAILO8L");
        assert_eq!(Architecture::from_raw(99, Era::V5_2_0), Other(99));
    }

    #[test]
    fn lengths_beyond_their_fields_are_bounded() {
        let identity = Identity::decode(&[0xff; 140], Era::V5_3);
        assert_eq!(identity.serial_number.chars().count(), 16);
        assert_eq!(identity.product_name.chars().count(), 42);
        assert_eq!(identity.architecture, Architecture::Other(u32::MAX));
    }
}
