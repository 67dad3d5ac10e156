//! The host beside the device: the files in which a Raspberry Pi 5 with a Hailo card says how it is.
//!
//! [`Machine::write_host`] writes them under a folder that stands for `/`, as they are at the present
//! simulated moment, so that whoever reads `/sys`, `/proc` and `/tmp` can read them instead.

use std::fs;
use std::io;
use std::path::Path;

use hailo_sys::Era;
use prost::Message;

use crate::chip::ChipState;
use crate::clock::lock;
use crate::host::Core;
use crate::machine::Machine;
use crate::physics::Zone;
use crate::scenario::Holder;

/// Bits of the firmware's throttling word: now, and since the start (16 bits further up).
const UNDER_VOLTAGE: u32 = 1;
const THROTTLED: u32 = 1 << 2;
const SINCE_START: u32 = 16;

/// What a process with `HAILO_MONITOR=1` tells about itself in `/tmp/hmon_files`.
#[derive(Clone, PartialEq, Message)]
struct Monitor {
    #[prost(string, tag = "1")]
    pid: String,
    #[prost(message, repeated, tag = "2")]
    networks: Vec<MonitoredNetwork>,
    #[prost(message, repeated, tag = "4")]
    devices: Vec<MonitoredDevice>,
}

#[derive(Clone, PartialEq, Message)]
struct MonitoredNetwork {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(double, tag = "2")]
    fps: f64,
    #[prost(double, tag = "3")]
    utilization: f64,
}

#[derive(Clone, PartialEq, Message)]
struct MonitoredDevice {
    #[prost(string, tag = "1")]
    id: String,
    #[prost(double, tag = "2")]
    utilization: f64,
    #[prost(string, tag = "3")]
    architecture: String,
}

/// A file of the kernel's: one that says so already is left alone.
fn write(root: &Path, path: &str, text: impl AsRef<[u8]>) -> io::Result<()> {
    if fs::read(root.join(path)).is_ok_and(|said| said == text.as_ref()) {
        return Ok(());
    }
    write_anew(root, path, text)
}

/// A file whose age counts.
fn write_anew(root: &Path, path: &str, text: impl AsRef<[u8]>) -> io::Result<()> {
    let full = root.join(path);
    if let Some(folder) = full.parent() {
        fs::create_dir_all(folder)?;
    }
    // Readers never see half a file, as they never do of the kernel's.
    let new = full.with_extension("new");
    fs::write(&new, text)?;
    fs::rename(new, full)
}

/// The class and the node under which a driver shows its device number `at`.
fn node(core: &Core, chip: &ChipState, at: usize) -> (&'static str, String) {
    match (chip.spec.chip.is_soc(), core.era > Era::V5_2_0) {
        (true, true) => ("hailo1x", format!("h1x-{at}")),
        _ => ("hailo_chardev", format!("hailo{at}")),
    }
}

impl Machine {
    /// Writes what the host says about itself now under `root`: supply and temperatures (`rpi_volt`,
    /// thermal zones, `get_throttled`), each card's PCIe link, error counters, class and node, the
    /// processes that hold the node, and the monitor files of those that write them.
    ///
    /// A card that left the bus has no files. Calling it again brings the files up to the moment.
    ///
    /// # Errors
    ///
    /// A file cannot be written.
    pub fn write_host(&self, root: &Path) -> io::Result<()> {
        let core = self.core();
        let now = core.clock.now_ns();
        let mut state = lock(&core.state);
        state.settle(core, now);
        let low = now < state.sagging_until;
        let hot = state.chips.iter().any(|c| c.physics.zone() != Zone::Green);
        let mut bits = if low { UNDER_VOLTAGE | THROTTLED } else { 0 };
        if state.undervoltage {
            bits |= (UNDER_VOLTAGE | THROTTLED) << SINCE_START;
        }
        write(
            root,
            "sys/devices/platform/soc@107c000000/soc@107c000000:firmware/get_throttled",
            format!("{bits:x}\n"),
        )?;
        write(root, "sys/class/hwmon/hwmon0/name", "rpi_volt\n")?;
        write(root, "sys/class/hwmon/hwmon0/in0_lcrit_alarm", format!("{}\n", u8::from(low)))?;
        write(root, "sys/class/thermal/thermal_zone0/type", "cpu-thermal\n")?;
        // The board sits in the same air as the card and feels some of its heat.
        let warmest = state.chips.iter().map(|c| c.physics.temperature_c()).fold(25.0, f64::max);
        let cpu = 45.0 + 0.2 * (warmest - 25.0) + if hot { 5.0 } else { 0.0 };
        write(root, "sys/class/thermal/thermal_zone0/temp", format!("{}\n", (cpu * 1000.0) as i64))?;
        for (at, chip) in state.chips.iter().enumerate() {
            write_card(root, core, chip, at, now)?;
        }
        Ok(())
    }
}

fn write_card(root: &Path, core: &Core, chip: &ChipState, at: usize, now: u64) -> io::Result<()> {
    let (class, node) = node(core, chip, at);
    let id = &chip.spec.id;
    let pci = format!("sys/bus/pci/devices/{id}");
    if chip.gone.is_some() || chip.is_lost(now) {
        for gone in [pci.clone(), format!("sys/class/{class}/{node}")] {
            match fs::remove_dir_all(root.join(gone)) {
                Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
                _ => {}
            }
        }
        return match fs::remove_file(root.join("dev").join(&node)) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        };
    }
    let device = if chip.spec.chip.is_soc() { "0x45c4" } else { "0x2864" };
    let errors = chip.link_errors;
    for (file, text) in [
        ("vendor", "0x1e60\n".to_owned()),
        ("device", format!("{device}\n")),
        ("current_link_speed", "8.0 GT/s PCIe\n".to_owned()),
        ("max_link_speed", "8.0 GT/s PCIe\n".to_owned()),
        ("current_link_width", format!("{}\n", chip.link_width)),
        ("max_link_width", format!("{}\n", chip.spec.chip.lanes())),
        ("aer_dev_correctable", format!("RxErr {errors}\nBadTLP 0\nTOTAL_ERR_COR {errors}\n")),
        ("aer_dev_nonfatal", "TOTAL_ERR_NONFATAL 0\n".to_owned()),
        ("aer_dev_fatal", "TOTAL_ERR_FATAL 0\n".to_owned()),
    ] {
        write(root, &format!("{pci}/{file}"), text)?;
    }
    let named = format!("sys/class/{class}/{node}");
    if class == "hailo1x" {
        write(root, &format!("{named}/device_id"), format!("{id}\n"))?;
    } else {
        write(root, &format!("{named}/device_id"), format!("1e60:{}\n", &device[2..]))?;
        write(root, &format!("{named}/board_location"), format!("{id}\n"))?;
    }
    write(root, &format!("dev/{node}"), "")?;
    for holder in &chip.spec.holders {
        write_holder(root, chip, &node, holder)?;
    }
    Ok(())
}

fn write_holder(root: &Path, chip: &ChipState, node: &str, holder: &Holder) -> io::Result<()> {
    let process = format!("proc/{}", holder.pid);
    write(root, &format!("{process}/comm"), format!("{}\n", holder.process))?;
    write(root, &format!("{process}/cmdline"), format!("{}\0", holder.process))?;
    let descriptor = root.join(format!("{process}/fd/3"));
    if let Some(folder) = descriptor.parent() {
        fs::create_dir_all(folder)?;
    }
    if fs::symlink_metadata(&descriptor).is_err() {
        std::os::unix::fs::symlink(format!("/dev/{node}"), descriptor)?;
    }
    let networks = (0..holder.groups).map(|n| MonitoredNetwork {
        name: format!("{}/{n}", holder.process),
        fps: holder.fps,
        utilization: holder.utilization / holder.groups as f64,
    });
    let architecture = if chip.spec.chip.is_soc() { "HAILO10H" } else { "HAILO8" };
    let device = MonitoredDevice {
        id: chip.spec.id.clone(),
        utilization: holder.utilization,
        architecture: architecture.to_owned(),
    };
    let monitor =
        Monitor { pid: holder.pid.to_string(), networks: networks.collect(), devices: vec![device] };
    write_anew(root, &format!("tmp/hmon_files/{}aBcDeF", holder.pid), monitor.encode_to_vec())
}
