//! Which parts of an installation have a version of their own, and whether they go together.

use super::{DriverReport, Host};
use crate::advice::{self, Family};
use crate::library::Library;
use hailo_sys::{Authority, Status, Version};

/// One part of an installation, with its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Which part.
    pub component: Component,
    /// Its version, as it says it.
    pub version: String,
    /// Whether it goes with the library.
    pub fit: Fit,
    /// What to do about it, where it does not.
    pub fix: Option<&'static str>,
}

/// A part of an installation that has a version of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Component {
    /// libhailort.
    Library,
    /// The kernel module on this machine.
    Driver,
    /// What runs on the chip.
    Firmware,
    /// A Hailo-10H's own driver, at its end of the link.
    Endpoint,
}

impl Component {
    /// A lower-case word for labels.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Library => "library",
            Self::Driver => "driver",
            Self::Firmware => "firmware",
            Self::Endpoint => "endpoint",
        }
    }
}

/// Whether a part goes with the library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fit {
    /// Of the library's version; of the library itself, that its layouts are known.
    Ok,
    /// Of another version.
    Mismatch,
    /// The library is newer than this crate, and nothing but the self-test or the caller vouches for it.
    Unproven,
}

impl Fit {
    /// A lower-case word for labels.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Mismatch => "mismatch",
            Self::Unproven => "unproven",
        }
    }

    fn of(version: Option<Version>, library: Version) -> Self {
        if version == Some(library) { Self::Ok } else { Self::Mismatch }
    }
}

impl Part {
    fn held_against(component: Component, version: String, library: Version, status: Status) -> Self {
        let fit = Fit::of(Version::parse(&version), library);
        let fix = || advice::for_status(status, Family::of(library));
        Self { component, version, fit, fix: (fit == Fit::Mismatch).then(fix).flatten() }
    }

    /// The library itself.
    pub(crate) fn library(library: &Library) -> Self {
        let fit = match library.authority() {
            Authority::Known | Authority::Shim { .. } => Fit::Ok,
            _ => Fit::Unproven,
        };
        let fix = (fit == Fit::Unproven).then_some(advice::SHIM_FOR_LAYOUTS);
        Self { component: Component::Library, version: library.version().to_string(), fit, fix }
    }

    /// The kernel module that goes with the library, where it is loaded.
    pub(crate) fn driver(library: Version, drivers: &[DriverReport]) -> Option<Self> {
        let wanted = advice::module_of(library);
        let driver = drivers.iter().find(|driver| driver.module == wanted)?;
        let version = driver.version.clone();
        Some(Self::held_against(Component::Driver, version, library, Status::INVALID_DRIVER_VERSION))
    }

    /// What a device said of its firmware.
    #[must_use]
    pub fn firmware(library: Version, firmware: Version) -> Self {
        let version = firmware.to_string();
        Self::held_against(Component::Firmware, version, library, Status::UNSUPPORTED_FW_VERSION)
    }

    /// The chip's own driver, whose version only the kernel's log tells, and only where it differs.
    pub(crate) fn endpoint(library: Version, kernel_lines: &[String]) -> Option<Self> {
        // Chips of the family before have no driver of their own: the line is of another card.
        if library.major < 5 {
            return None;
        }
        let version = kernel_lines.iter().rev().find_map(|line| endpoint_version(line))?;
        let version = version.to_string();
        Some(Self::held_against(Component::Endpoint, version, library, Status::UNSUPPORTED_FW_VERSION))
    }
}

/// The parts that are there before any device is opened: the library, its driver, and the chip's own driver where the
/// kernel's log tells of it. A library that is no file (a simulated device) has no driver. The firmware's part is
/// [`Part::firmware`].
#[must_use]
pub fn installed_parts(library: &Library, host: &Host) -> Vec<Part> {
    let mut parts = vec![Part::library(library)];
    if library.path().is_some() {
        let version = library.version();
        parts.extend(Part::driver(version, &host.drivers()));
        // Chips of the family before have no driver of their own.
        if version.major >= 5 {
            parts.extend(Part::endpoint(version, &host.kernel_lines()));
        }
    }
    parts
}

/// `Mismatch Driver version pcie driver 5.3.0 pci_ep driver 5.2.0`, with `:` between the numbers in some releases.
fn endpoint_version(line: &str) -> Option<Version> {
    let (_, rest) = line.split_once("pci_ep driver ")?;
    let number = rest.split(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).next()?;
    Version::parse(&number.trim_end_matches(['.', ':']).replace(':', "."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_held_against_the_library_with_the_command_that_mends_them() {
        let library = Version::new(5, 3, 0);
        let driver = |module: &str, version: &str| {
            vec![DriverReport { module: module.to_owned(), version: version.to_owned() }]
        };
        let part = Part::driver(library, &driver("hailo1x_pci", "5.3.0")).unwrap();
        assert_eq!((part.fit, part.fix), (Fit::Ok, None));
        let part = Part::driver(library, &driver("hailo1x_pci", "5.2.0")).unwrap();
        assert_eq!((part.fit, part.version.as_str()), (Fit::Mismatch, "5.2.0"));
        assert!(part.fix.unwrap().contains("apt"));
        assert_eq!(Part::driver(library, &driver("hailo_pci", "4.23.0")), None, "another product's");

        let firmware = Part::firmware(library, Version::new(5, 2, 0));
        assert_eq!(firmware.fit, Fit::Mismatch);
        assert!(firmware.fix.unwrap().contains("switch the machine off"), "a 10H keeps what it has");
        assert_eq!(Part::firmware(library, library).fit, Fit::Ok);
    }

    #[test]
    fn the_endpoint_speaks_through_the_kernels_log() {
        let line = |text: &str| vec!["hailo1x: probed".to_owned(), text.to_owned()];
        for text in [
            "hailo1x 0000:01:00.0: Mismatch Driver version pcie driver 5:3:0 pci_ep driver 5:2:0",
            "hailo1x: Mismatch Driver version pcie driver 5.3.0 pci_ep driver 5.2.0.",
        ] {
            let part = Part::endpoint(Version::new(5, 3, 0), &line(text)).unwrap();
            assert_eq!(
                (part.component, part.version.as_str(), part.fit),
                (Component::Endpoint, "5.2.0", Fit::Mismatch)
            );
        }
        for text in ["pci_ep driver", "pci_ep driver five", "Device created at /dev/h1x-0"] {
            assert_eq!(Part::endpoint(Version::new(5, 3, 0), &line(text)), None, "{text}");
        }
    }
}
