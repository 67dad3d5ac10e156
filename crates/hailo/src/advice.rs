//! What an operator does about the failures that come from the installation, in one place so that an error's
//! text and the doctor's report say the same.

use hailo_sys::Status;
use std::path::Path;

pub(crate) const LIBRARY_NOT_FOUND: &str = "install the runtime (Raspberry Pi OS: `sudo apt install hailort hailo-dkms` for Hailo-8/8L, \
     `sudo apt install h10-hailort` for Hailo-10H; or the hailort .deb), or set HAILORT_LIB to the path of libhailort.so.X.Y.Z";
pub(crate) const LIBRARY_INCOMPATIBLE: &str = "install a supported libhailort (4.20 to 4.24 for Hailo-8/8L, 5.0 to 5.4 for Hailo-10H/15) \
     or point HAILORT_LIB at one: several versions can lie side by side, each under its full name libhailort.so.X.Y.Z";
pub(crate) const SHIM_MISSING: &str = "build the shim against the installed headers: `cargo xtask shim build --hailort /usr`, \
     then put libhailo_shim.so beside libhailort or name it in HAILO_SHIM_LIB";

/// The fix for a status, where there is one that does not depend on the program.
pub(crate) fn for_status(status: Status) -> Option<&'static str> {
    Some(match status.0 {
        76 => {
            "driver and libhailort must be the same version to the last digit: upgrade both together \
             (`sudo apt update && sudo apt full-upgrade`, or install hailort-pcie-driver and hailort of one release), \
             then reload the driver (`sudo modprobe -r hailo_pci && sudo modprobe hailo_pci`; Hailo-10H: hailo1x_pci) or reboot"
        }
        85 | 86 => {
            "the driver does not speak this libhailort's protocol: install the driver of the same release \
             (`sudo apt install --reinstall hailo-dkms`; Hailo-10H: its hailo1x_pci package) and reboot"
        }
        64 => {
            "the driver is not loaded: `sudo modprobe hailo_pci` (Hailo-10H: hailo1x_pci); if it is missing, `sudo apt install hailo-dkms`"
        }
        36 => {
            "the driver refused: check that the node exists and may be opened (`ls -l /dev/hailo* /dev/h1x-*`), \
             and the kernel log (`sudo dmesg | grep -i hailo`); a wedged device needs `sudo reboot` or a power cycle"
        }
        15 | 16 => {
            "the firmware is of another release than libhailort: install hailofw of the same release \
             (`sudo apt install --reinstall hailofw`) and power-cycle; Hailo-10H: reset the device after a driver upgrade"
        }
        78 => {
            "the multi-process service is of another release than libhailort: \
             `sudo systemctl daemon-reload && sudo systemctl restart hailort.service` after every upgrade"
        }
        77 => {
            "the service or the device's server died: `sudo systemctl restart hailort.service`, Hailo-10H: reset the device"
        }
        74 => {
            "no free device: another process may hold it (`sudo fuser -v /dev/hailo* /dev/h1x-*`), \
             or libhailort is of the wrong line (4.x sees no Hailo-10H, 5.x no Hailo-8); share a Hailo-8 with `multi_process_service`"
        }
        73 => {
            "another process holds this device (`sudo fuser -v /dev/hailo* /dev/h1x-*`): stop it or use `multi_process_service`"
        }
        79 => {
            "this libhailort does not serve this chip or feature: Hailo-8/8L need HailoRT 4.x, Hailo-10H/15 need 5.x; `hailo-monitor doctor` shows both"
        }
        93 => {
            "the HEF is compiled for another chip: `hailortcli parse-hef FILE` shows which; recompile it for the device's architecture"
        }
        47 | 81 => {
            "DMA descriptors or contiguous memory ran out: on a Raspberry Pi add `options hailo_pci force_desc_page_size=4096` to /etc/modprobe.d/hailo_pci.conf and reboot"
        }
        _ => return None,
    })
}

/// The kernel modules a Hailo driver may have, Hailo-8 first.
pub(crate) const MODULES: [&str; 2] = ["hailo_pci", "hailo1x_pci"];

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
