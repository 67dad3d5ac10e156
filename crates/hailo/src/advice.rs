//! What an operator does about the failures that come from the installation, in one place so that an error's
//! text and the doctor's report say the same.

use hailo_sys::{Status, Version};
use std::path::Path;

pub(crate) const LIBRARY_NOT_FOUND: &str = "install the runtime (Raspberry Pi OS: `sudo apt install hailort hailo-dkms` for Hailo-8/8L, \
     `sudo apt install h10-hailort` for Hailo-10H; or the hailort .deb), or set HAILORT_LIB to the path of libhailort.so.X.Y.Z";
pub(crate) const LIBRARY_INCOMPATIBLE: &str = "install a supported libhailort (4.20 to 4.24 for Hailo-8/8L, 5.0 to 5.4 for Hailo-10H/15) \
     or point HAILORT_LIB at one: several versions can lie side by side, each under its full name libhailort.so.X.Y.Z";
pub(crate) const SHIM_MISSING: &str = "build the shim against the installed headers: `cargo xtask shim build --hailort /usr`, \
     then put libhailo_shim.so beside libhailort or name it in HAILO_SHIM_LIB";

pub(crate) const SHIM_FOR_LAYOUTS: &str = "the headers of this release say what its records are: build the shim against them \
     (`cargo xtask shim build --hailort /usr`), or use a release that this crate knows";

/// Whose packages and modules an advice names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// No library said which.
    Unknown,
    /// Hailo-8 and 8L, HailoRT 4.
    Eight,
    /// Hailo-10H and 15, HailoRT 5.
    Ten,
}

impl Family {
    pub(crate) fn of(library: Version) -> Self {
        if library.major >= 5 { Self::Ten } else { Self::Eight }
    }

    fn pick(self, unknown: &'static str, eight: &'static str, ten: &'static str) -> &'static str {
        match self {
            Self::Unknown => unknown,
            Self::Eight => eight,
            Self::Ten => ten,
        }
    }
}

/// The fix for a status, where there is one that does not depend on the program.
pub(crate) fn for_status(status: Status, family: Family) -> Option<&'static str> {
    Some(match status {
        Status::INVALID_DRIVER_VERSION => family.pick(
            "driver and libhailort must be the same version to the last digit: upgrade both together \
             (`sudo apt update && sudo apt full-upgrade`, or the driver and runtime packages of one release), then reboot",
            "driver and libhailort must be the same version to the last digit: upgrade both together \
             (`sudo apt update && sudo apt full-upgrade`, or install hailort-pcie-driver and hailort of one release), \
             then reload the driver (`sudo modprobe -r hailo_pci && sudo modprobe hailo_pci`) or reboot",
            "driver and libhailort must be the same version to the last digit: upgrade both together \
             (`sudo apt update && sudo apt full-upgrade`, or install the PCIe driver and hailort of one release), then switch \
             the machine off and on: the chip keeps its firmware until its next power cycle",
        ),
        Status::DRIVER_INVALID_RESPONSE | Status::DRIVER_INVALID_IOCTL => family.pick(
            "the driver does not speak this libhailort's protocol: install the driver of the same release and reboot",
            "the driver does not speak this libhailort's protocol: install the driver of the same release \
             (`sudo apt install --reinstall hailo-dkms`) and reboot",
            "the driver does not speak this libhailort's protocol: install the hailo1x_pci driver of the same release, then \
             switch the machine off and on",
        ),
        Status::DRIVER_NOT_INSTALLED => family.pick(
            "the driver is not loaded: `sudo modprobe hailo_pci` (Hailo-8/8L) or `sudo modprobe hailo1x_pci` (Hailo-10H); \
             if the module is missing, install the driver package",
            "the driver is not loaded: `sudo modprobe hailo_pci`; if the module is missing, `sudo apt install hailo-dkms`",
            "the driver is not loaded: `sudo modprobe hailo1x_pci`; if the module is missing, install the PCIe driver package \
             of this HailoRT release",
        ),
        Status::DRIVER_OPERATION_FAILED => {
            "the driver refused: check that the node exists and may be opened (`ls -l /dev/hailo* /dev/h1x-*`), \
             and the kernel log (`sudo dmesg | grep -i hailo`); a wedged device needs `sudo reboot` or a power cycle"
        }
        Status::UNSUPPORTED_CONTROL_PROTOCOL_VERSION | Status::UNSUPPORTED_FW_VERSION => family.pick(
            "the firmware is of another release than libhailort: install the firmware of the same release and power-cycle",
            "the firmware is of another release than libhailort: install hailofw of the same release \
             (`sudo apt install --reinstall hailofw`) and power-cycle",
            "the firmware is of another release than libhailort: the chip loaded it at power-on and keeps it, whatever the \
             module says; after an upgrade switch the machine off and on",
        ),
        Status::INVALID_SERVICE_VERSION => {
            "the multi-process service is of another release than libhailort: \
             `sudo systemctl daemon-reload && sudo systemctl restart hailort.service` after every upgrade"
        }
        Status::RPC_FAILED => family.pick(
            "the service or the device's server died: `sudo systemctl restart hailort.service`, or reset the device",
            "the multi-process service died: `sudo systemctl restart hailort.service`",
            "the device's server died: reset the device, or switch the machine off and on",
        ),
        Status::OUT_OF_PHYSICAL_DEVICES => family.pick(
            "no free device: another process may hold it (`sudo fuser -v /dev/hailo* /dev/h1x-*`), the card may not be seen \
             (`lspci -d 1e60:`), or libhailort is of the wrong line (4.x sees no Hailo-10H, 5.x no Hailo-8)",
            "no free device: look whether the card is in its slot (`lspci -d 1e60:`) and who holds it \
             (`sudo fuser -v /dev/hailo*`); HailoRT 4.x sees no Hailo-10H; share a Hailo-8 with `multi_process_service`",
            "no free device: look whether the card is in its slot (`lspci -d 1e60:`) and who holds it \
             (`sudo fuser -v /dev/hailo* /dev/h1x-*`); HailoRT 5.x sees no Hailo-8",
        ),
        Status::DEVICE_IN_USE => family.pick(
            "another process holds this device (`sudo fuser -v /dev/hailo* /dev/h1x-*`): stop it",
            "another process holds this device (`sudo fuser -v /dev/hailo*`): stop it or use `multi_process_service`",
            "another process holds this device (`sudo fuser -v /dev/hailo* /dev/h1x-*`): stop it",
        ),
        Status::NOT_SUPPORTED => {
            "this libhailort does not serve this chip or feature: Hailo-8/8L need HailoRT 4.x, Hailo-10H/15 need 5.x; `hailo-monitor doctor` shows both"
        }
        Status::HEF_NOT_COMPATIBLE_WITH_DEVICE => {
            "the HEF is compiled for another chip: `hailortcli parse-hef FILE` shows which; recompile it for the device's architecture"
        }
        Status::OUT_OF_DESCRIPTORS | Status::RESOURCE_EXHAUSTED => family.pick(
            "DMA descriptors or contiguous memory ran out: see the kernel log (`sudo dmesg | grep -i hailo`)",
            "DMA descriptors or contiguous memory ran out: on a Raspberry Pi add `options hailo_pci force_desc_page_size=4096` to /etc/modprobe.d/hailo_pci.conf and reboot",
            "DMA descriptors or contiguous memory ran out: see the kernel log (`sudo dmesg | grep -i hailo`), and close other models",
        ),
        _ => return None,
    })
}

/// The kernel modules a Hailo driver may have, Hailo-8 first.
pub(crate) const MODULES: [&str; 2] = ["hailo_pci", "hailo1x_pci"];

/// The module that goes with a library.
pub(crate) fn module_of(library: Version) -> &'static str {
    MODULES[usize::from(library.major >= 5)]
}

/// The version of each loaded driver module, read from `<sys>/module/<name>/version`.
pub(crate) fn driver_versions(sys: &Path) -> Vec<(&'static str, String)> {
    MODULES
        .iter()
        .filter_map(|module| {
            let text = std::fs::read_to_string(sys.join("module").join(module).join("version")).ok()?;
            Some((*module, text.trim().to_owned()))
        })
        .collect()
}

/// `library 4.23.0, driver hailo_pci 4.20.0`: what stands against what when a status says they do not fit.
pub(crate) fn versions_detail(library: &str) -> String {
    let drivers = driver_versions(Path::new("/sys"));
    let mut text = format!("library {library}");
    if drivers.is_empty() {
        text.push_str(", no Hailo driver module loaded");
    }
    for (module, version) in drivers {
        text.push_str(", driver ");
        text.push_str(module);
        text.push(' ');
        text.push_str(&version);
    }
    text
}
