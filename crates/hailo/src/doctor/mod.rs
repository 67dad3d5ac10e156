//! What stands between this machine and an inference: library, driver, firmware, device, permissions, shim. Each
//! problem comes with its fix.

mod compat;
mod hef;
mod host;
#[cfg(feature = "serde")]
mod serialise;

pub use compat::{Component, Fit, Part, installed_parts};
pub use hef::{HefGroup, HefReport, inspect_hef};
pub use host::{Host, writable_by_others};

use crate::advice::{self, Family};
use crate::device::facts::{Cpu, Identity, ResetCause};
use crate::error::{Error, Result};
use crate::library::{DeviceKind, Library};
use hailo_sys::{Authority, Grown, Version};
use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};

/// The state of an installation.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The library, or why there is none.
    pub library: Result<LibraryReport, String>,
    /// Loaded driver modules with their versions.
    pub drivers: Vec<DriverReport>,
    /// Device nodes, and whether this user may open them.
    pub nodes: Vec<NodeReport>,
    /// Hailo cards on the PCI bus, by address; `None` where the bus can't be seen.
    pub cards: Option<Vec<String>>,
    /// The last lines of the kernel's log that speak of a Hailo driver; none where it may not be read.
    pub kernel_lines: Vec<String>,
    /// The version of the chip's own driver, where the kernel's log tells: it does where it differs.
    pub endpoint: Option<String>,
    /// Devices the library sees.
    pub devices: Vec<DeviceReport>,
    /// What is wrong, with what to do about it.
    pub problems: Vec<Problem>,
    /// Whether this user can infer here and now.
    pub inference_possible: bool,
}

/// The library in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryReport {
    /// Its version.
    pub version: Version,
    /// Where it was loaded from.
    pub path: Option<PathBuf>,
    /// Where the shim was loaded from; `Some("")` for one that was handed over.
    pub shim: Option<PathBuf>,
    /// Why there is no shim.
    pub shim_problem: Option<String>,
    /// Whether there is a shim that fails, not just none.
    pub shim_fails: bool,
    /// Who says that the layouts assumed for it are right.
    pub authority: String,
}

/// A loaded driver module.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct DriverReport {
    /// The module's name.
    pub module: String,
    /// Its version.
    pub version: String,
}

/// A device node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeReport {
    /// Where it is.
    pub path: PathBuf,
    /// Why this user cannot open it; `None` if it can.
    pub denied: Option<String>,
    /// Other processes that have it open, as far as this user may see.
    pub holders: Vec<HolderReport>,
}

/// A process that has a device node open.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct HolderReport {
    /// Its number.
    pub pid: u32,
    /// Its name.
    pub name: String,
}

/// A device the library sees.
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceReport {
    /// Its id.
    pub id: String,
    /// Who it says it is, or why it does not.
    pub identity: Result<Identity, String>,
    /// Whether its firmware is of the library's version; `None` if unknown.
    pub firmware_agrees: Option<bool>,
    /// Whether inference on it goes through the shim.
    pub needs_shim: bool,
    /// Why each of its CPUs last started anew; empty where it does not say, as a Hailo-10H.
    pub last_resets: Vec<(Cpu, ResetCause)>,
}

/// Something wrong, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Problem {
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub fix: String,
    /// Whether inference is impossible until it is done.
    pub fatal: bool,
}

/// What to do about a library that others can change.
pub const WRITABLE_FIX: &str = "install it where only root can write (`sudo chown root:root FILE && sudo chmod 755 FILE`, and its \
    folder the same): whoever can change it runs code as whoever loads it";

/// Lines of the kernel's log that are shown.
const LINES: usize = 8;

/// Examines this machine with a library, or with the error that loading one ended in.
///
/// Opens each device for a moment; one that another process uses is reported as such.
#[must_use]
pub fn examine(library: &Result<Library>, host: &Host) -> Report {
    let mut kernel_lines = host.kernel_lines();
    let endpoint = library.as_ref().ok().filter(|library| library.path().is_some());
    let endpoint = endpoint.and_then(|library| Part::endpoint(library.version(), &kernel_lines));
    kernel_lines.drain(..kernel_lines.len().saturating_sub(LINES));
    let mut report = Report {
        library: match library {
            Ok(library) => Ok(LibraryReport {
                version: library.version(),
                path: library.path().map(Path::to_owned),
                shim: library.has_shim().then(|| library.shim_path().map(Path::to_owned).unwrap_or_default()),
                shim_problem: library.shim_problem().map(str::to_owned),
                shim_fails: library.shim_fails(),
                authority: String::new(),
            }),
            Err(error) => Err(error.with_causes()),
        },
        drivers: host.drivers(),
        nodes: host.nodes(),
        cards: host.cards(),
        kernel_lines,
        endpoint: endpoint.as_ref().map(|part| part.version.clone()),
        devices: Vec::new(),
        problems: Vec::new(),
        inference_possible: false,
    };
    match library {
        Ok(library) => {
            examine_devices(library, &mut report);
            // A device may have shown more of it.
            if let Ok(of_library) = &mut report.library {
                of_library.authority = authority(library);
            }
        }
        Err(error) => report.fatal(error.with_causes(), error.advice().unwrap_or(advice::LIBRARY_NOT_FOUND)),
    }
    for file in library.iter().flat_map(|library| [library.path(), library.shim_path()]).flatten() {
        if let Some(why) = writable_by_others(file) {
            report.problem(why, WRITABLE_FIX, false);
        }
    }
    if let Some(part) = endpoint.filter(|part| part.fit == Fit::Mismatch) {
        let what = format!("the chip's own driver is {}, not of the library's version", part.version);
        report.problem(what, part.fix.unwrap_or_default(), false);
    }
    let groups = std::fs::read_to_string("/etc/group").unwrap_or_default();
    if let Some(denied) = host.denied(Host::MAILBOX) {
        let node = host.dev.join(Host::MAILBOX);
        let what = format!("{} cannot be opened: {denied}; the Pi's supply is not read", node.display());
        report.problem(what, &host::way_in(&node, &groups), false);
    }
    for node in report.nodes.clone() {
        if let Some(holder) = node.holders.first().filter(|_| report.devices.is_empty()) {
            let what = format!("{} is open in process {} ({})", node.path.display(), holder.pid, holder.name);
            report.problem(
                what,
                "stop that process, or infer through it: a device belongs to one process",
                false,
            );
        }
        if let Some(why) = node.denied {
            let fix = host::way_in(&node.path, &groups);
            report.fatal(format!("{} cannot be opened: {why}", node.path.display()), &fix);
        }
    }
    if !report.nodes.is_empty() && host.hides_processes() {
        let what = "who else has the device open is not seen: what other users' processes have open is closed to this user";
        report.problem(what.to_owned(), HOLDERS_HIDDEN, false);
    }
    report.inference_possible =
        !report.devices.is_empty() && !report.problems.iter().any(|problem| problem.fatal);
    report
}

/// Who says that the layouts are right, for people.
fn authority(library: &Library) -> String {
    let like = library.era().versions().last().map(ToString::to_string).unwrap_or_default();
    let mut text = match library.authority() {
        Authority::Known => "a known release".to_owned(),
        Authority::Assumed => format!("taken for {like}, unproven"),
        Authority::Tested { .. } => format!(
            "newer than this program; passed the self-test as {like}, without notifications, latencies and asynchronous streams"
        ),
        Authority::Shim { .. } => {
            format!("its own headers, which the shim was compiled with: those of {like}")
        }
        _ => "unknown".to_owned(),
    };
    for Grown { record, known, found } in library.grown() {
        // Writing to a String cannot fail.
        let _ = write!(text, "; {record} is longer, {found} bytes instead of {known}");
    }
    if !library.missing().is_empty() {
        let _ = write!(text, "; without {}", library.missing().join(", "));
    }
    text
}

/// How to see what other users' processes have open; no service needs to run as root for it.
const HOLDERS_HIDDEN: &str = "`sudo hailo-monitor doctor` shows it once; a service sees it with \
    `sudo systemctl edit hailo-monitor` and `[Service]`, `ProtectProc=default`, `PrivateUsers=no`, `CapabilityBoundingSet=CAP_SYS_PTRACE`, \
    `AmbientCapabilities=CAP_SYS_PTRACE`";

/// What to do where the chip had to restart itself.
const RESET_BY_WATCHDOG: &str = "the chip's own program had stopped, and the chip restarted itself: look at the supply and the heat of \
    that time (the host's log, `hailo_device_temperature_celsius`), and whether driver, firmware and library are of one release";

fn examine_devices(library: &Library, report: &mut Report) {
    let version = library.version();
    let ids = match library.scan() {
        Ok(ids) => ids,
        Err(error) => return report.failed("devices cannot be listed", &error),
    };
    let driven = report.drivers.clone();
    // Simulated devices have no driver, and a handed-over table no file: there is nothing to agree with.
    if library.path().is_some() {
        report.compare_drivers(version, &driven, ids.is_empty());
    }
    let no_card = report.cards.as_ref().is_some_and(Vec::is_empty) && library.path().is_some();
    if ids.is_empty() && no_card {
        let fix = "look whether the card sits in its slot and whether the bus is on (`lspci -d 1e60:` shows it where it is seen; \
            Raspberry Pi: `dtparam=pciex1` in /boot/firmware/config.txt)";
        report.fatal("no Hailo card is on the PCI bus".to_owned(), fix);
    } else if ids.is_empty() {
        let fix = advice::for_status(hailo_sys::Status::OUT_OF_PHYSICAL_DEVICES, Family::of(version))
            .unwrap_or_default();
        report.fatal("the library sees no device".to_owned(), fix);
    }
    for id in ids {
        let needs_shim =
            version.major >= 5 && library.device_kind(&id).is_ok_and(|kind| kind != DeviceKind::Integrated);
        let mut last_resets = Vec::new();
        let identity = library.open_device(Some(&id)).and_then(|device| {
            let identity = device.identify();
            if identity.is_ok() {
                let causes = Cpu::ALL.map(|cpu| device.last_reset(cpu).ok().map(|cause| (cpu, cause)));
                last_resets.extend(causes.into_iter().flatten());
            }
            // A device that does not close is reported too.
            device.close().and(identity)
        });
        let firmware = identity.as_ref().ok().map(|identity| Part::firmware(version, identity.firmware));
        let firmware_agrees = firmware.as_ref().map(|part| part.fit == Fit::Ok);
        if let Err(error) = &identity {
            report.failed(&format!("{id} does not answer"), error);
        }
        if let Some(part) = firmware.filter(|part| part.fit == Fit::Mismatch) {
            let what = format!("{id} has firmware {}, the library is {version}", part.version);
            // A Hailo-8 takes its firmware from the host at each start; a Hailo-10H keeps its own and then refuses.
            report.problem(what, part.fix.unwrap_or_default(), needs_shim);
        }
        for (cpu, cause) in last_resets.iter().filter(|(_, cause)| cause.is_watchdog()) {
            let what =
                format!("{id}: its {} CPU last started because of its {}", cpu.as_str(), cause.as_str());
            report.problem(what, RESET_BY_WATCHDOG, false);
        }
        if needs_shim && !library.has_shim() {
            let why = library.shim_problem().unwrap_or("not loaded");
            report.fatal(
                format!("{id} infers through the C++ interface only, and there is no shim: {why}"),
                advice::SHIM_MISSING,
            );
        }
        report.devices.push(DeviceReport {
            id: id.to_string(),
            identity: identity.map_err(|error| error.to_string()),
            firmware_agrees,
            needs_shim,
            last_resets,
        });
    }
}

impl Report {
    fn problem(&mut self, what: String, fix: &str, fatal: bool) {
        self.problems.push(Problem { what, fix: fix.to_owned(), fatal });
    }

    fn fatal(&mut self, what: String, fix: &str) {
        self.problem(what, fix, true);
    }

    fn failed(&mut self, what: &str, error: &Error) {
        let fix = error
            .advice()
            .unwrap_or("see the library's own log (hailort.log) and `sudo dmesg | grep -i hailo`");
        self.fatal(format!("{what}: {}", error.with_causes()), fix);
    }

    fn compare_drivers(&mut self, version: Version, drivers: &[DriverReport], no_device: bool) {
        let wanted = advice::module_of(version);
        let Some(driver) = Part::driver(version, drivers) else {
            if let Some(DriverReport { module: other, .. }) = drivers.first() {
                let what = format!("the driver {other} is loaded, but HailoRT {version} goes with {wanted}");
                let fix = "install the library and the driver of one product: Hailo-8/8L take HailoRT 4.x and hailo_pci, \
                    a Hailo-10H takes 5.x and hailo1x_pci";
                self.problem(what, fix, no_device);
            } else if no_device {
                let fix = advice::for_status(hailo_sys::Status::DRIVER_NOT_INSTALLED, Family::of(version))
                    .unwrap_or_default();
                self.fatal("no Hailo driver is loaded".to_owned(), fix);
            }
            return;
        };
        if driver.fit == Fit::Mismatch {
            let what = format!("driver {wanted} is {}, the library is {version}", driver.version);
            self.fatal(what, driver.fix.unwrap_or_default());
        }
    }
}

/// The report for people.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.library {
            Ok(library) => {
                let from = library
                    .path
                    .as_deref()
                    .map_or_else(|| "a table".to_owned(), |path| path.display().to_string());
                writeln!(f, "library   HailoRT {} from {from}", library.version)?;
                writeln!(f, "layouts   {}", library.authority)?;
                match &library.shim {
                    Some(path) if path.as_os_str().is_empty() => writeln!(f, "shim      present")?,
                    Some(path) => writeln!(f, "shim      {}", path.display())?,
                    None if library.shim_fails => {
                        let why = library.shim_problem.as_deref().unwrap_or_default();
                        writeln!(f, "shim      there, but can't be used: {why}")?;
                    }
                    None => writeln!(f, "shim      none (needed for a Hailo-10H only)")?,
                }
            }
            Err(_) => writeln!(f, "library   none")?,
        }
        if self.drivers.is_empty() {
            writeln!(f, "driver    none loaded")?;
        }
        for DriverReport { module, version } in &self.drivers {
            writeln!(f, "driver    {module} {version}")?;
        }
        if let Some(version) = &self.endpoint {
            writeln!(f, "endpoint  {version}")?;
        }
        for node in &self.nodes {
            let access = node.denied.as_deref().unwrap_or("can be opened");
            writeln!(f, "node      {}: {access}", node.path.display())?;
            for HolderReport { pid, name } in &node.holders {
                writeln!(f, "          open in process {pid} ({name})")?;
            }
        }
        if self.devices.is_empty() {
            writeln!(f, "device    none")?;
        }
        for device in &self.devices {
            match &device.identity {
                Ok(identity) => writeln!(
                    f,
                    "device    {} {}, firmware {}, {} {}",
                    device.id,
                    identity.architecture,
                    identity.firmware,
                    identity.board_name,
                    identity.serial_number
                )?,
                Err(_) => writeln!(f, "device    {}: does not answer", device.id)?,
            }
            if !device.last_resets.is_empty() {
                let causes = device
                    .last_resets
                    .iter()
                    .map(|(cpu, cause)| format!("{} {}", cpu.as_str(), cause.as_str()));
                writeln!(f, "          last started by: {}", causes.collect::<Vec<_>>().join(", "))?;
            }
        }
        for line in &self.kernel_lines {
            writeln!(f, "kernel    {line}")?;
        }
        for problem in &self.problems {
            writeln!(f, "\n{} {}", if problem.fatal { "problem  " } else { "warning  " }, problem.what)?;
            writeln!(f, "fix       {}", problem.fix)?;
        }
        let verdict = if self.inference_possible { "possible" } else { "not possible" };
        writeln!(f, "\ninference {verdict}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    fn host(driver: Option<(&str, &str)>, nodes: &[&str]) -> (tempfile::TempDir, Host) {
        let dir = tempfile::tempdir().unwrap();
        let host =
            Host { sys: dir.path().join("sys"), dev: dir.path().join("dev"), proc: dir.path().join("proc") };
        std::fs::create_dir_all(&host.dev).unwrap();
        if let Some((module, version)) = driver {
            let module = host.sys.join("module").join(module);
            std::fs::create_dir_all(&module).unwrap();
            std::fs::write(module.join("version"), format!("{version}\n")).unwrap();
        }
        for node in nodes {
            std::fs::write(host.dev.join(node), "").unwrap();
        }
        (dir, host)
    }

    fn driver(module: &str, version: &str) -> Vec<DriverReport> {
        vec![DriverReport { module: module.to_owned(), version: version.to_owned() }]
    }

    #[test]
    fn without_a_library_the_report_says_so_and_what_to_install() {
        let (_dir, host) = host(Some(("hailo_pci", "4.23.0")), &["hailo0", "h1x-0", "tty"]);
        let missing = Err(Error::other(ErrorKind::LibraryNotFound, "tried /nowhere"));
        let report = examine(&missing, &host);
        assert!(!report.inference_possible);
        assert_eq!(report.drivers, driver("hailo_pci", "4.23.0"));
        let nodes: Vec<_> = report.nodes.iter().map(|node| node.path.file_name().unwrap()).collect();
        assert_eq!(nodes, ["h1x-0", "hailo0"]);
        assert!(report.problems[0].what.contains("/nowhere") && report.problems[0].fix.contains("apt"));
        assert!(report.to_string().ends_with("inference not possible\n"));
    }

    #[test]
    fn drivers_are_held_against_the_library() {
        let mut report = Report {
            library: Err(String::new()),
            drivers: Vec::new(),
            nodes: Vec::new(),
            cards: None,
            kernel_lines: Vec::new(),
            endpoint: None,
            devices: Vec::new(),
            problems: Vec::new(),
            inference_possible: false,
        };
        let mut problems = |version, drivers: &[DriverReport], none| {
            report.problems.clear();
            report.compare_drivers(version, drivers, none);
            report.problems.clone()
        };
        let (four, five) = (Version::new(4, 23, 0), Version::new(5, 2, 0));
        assert_eq!(problems(four, &driver("hailo_pci", "4.23.0"), false), []);
        assert!(problems(four, &driver("hailo_pci", "4.20.0"), false)[0].what.contains("4.20.0"));
        assert!(problems(five, &driver("hailo_pci", "4.23.0"), true)[0].what.contains("hailo1x_pci"));
        assert!(problems(five, &[], true)[0].fix.contains("modprobe"));
    }

    #[test]
    fn who_holds_a_node_and_what_the_kernel_said_are_told() {
        let (dir, host) = host(None, &["h1x-0"]);
        let (node, process) = (host.dev.join("h1x-0"), host.proc.join("4711"));
        std::fs::create_dir_all(process.join("fd")).unwrap();
        std::os::unix::fs::symlink(&node, process.join("fd/7")).unwrap();
        std::fs::write(process.join("comm"), "hailo-ollama\n").unwrap();
        let log = "6,1,2,-;usb 1-1: new device\n3,9,9,-;hailo1x: Mismatch Driver version\n";
        std::fs::write(host.dev.join("kmsg"), log).unwrap();
        let card = host.sys.join("bus/pci/devices/0000:01:00.0");
        std::fs::create_dir_all(&card).unwrap();
        std::fs::write(card.join("vendor"), "0x1e60\n").unwrap();

        let report = examine(&Err(Error::other(ErrorKind::LibraryNotFound, "none")), &host);
        let holder = HolderReport { pid: 4711, name: "hailo-ollama".to_owned() };
        assert_eq!(report.nodes[0].holders, [holder]);
        assert_eq!(report.kernel_lines, ["hailo1x: Mismatch Driver version"]);
        assert_eq!(report.cards, Some(vec!["0000:01:00.0".to_owned()]));
        let text = report.to_string();
        assert!(text.contains("open in process 4711 (hailo-ollama)") && text.contains("Mismatch"), "{text}");
        assert!(!text.contains("CAP_SYS_PTRACE"), "{text}");
        // As a service sees it from which processes are hidden.
        std::fs::create_dir(host.proc.join("self")).unwrap();
        let text = examine(&Err(Error::other(ErrorKind::LibraryNotFound, "none")), &host).to_string();
        assert!(
            text.contains("who else has the device open is not seen") && text.contains("CAP_SYS_PTRACE"),
            "{text}"
        );
        drop(dir);
    }

    #[test]
    fn a_node_that_cannot_be_opened_is_a_problem() {
        let (_dir, host) = host(None, &[]);
        // A directory cannot be opened for writing by anyone, root included.
        std::fs::create_dir(host.dev.join("hailo0")).unwrap();
        let report = examine(&Err(Error::other(ErrorKind::LibraryNotFound, "none")), &host);
        assert!(report.nodes[0].denied.is_some());
        assert!(report.problems.iter().any(|problem| problem.fix.contains("usermod")));
    }

    #[test]
    fn the_way_to_a_node_is_its_group_or_a_rule() {
        let (_dir, host) = host(None, &["hailo0", "h1x-0"]);
        let groups = |path: &Path| {
            let gid = std::os::unix::fs::MetadataExt::gid(&path.metadata().unwrap());
            format!("root:x:0:\nnpu:x:{gid}:pi\n")
        };
        let node = host.dev.join("hailo0");
        let mode = |mode| std::os::unix::fs::PermissionsExt::from_mode(mode);
        std::fs::set_permissions(&node, mode(0o600)).unwrap();
        let text = host::way_in(&node, &groups(&node));
        assert!(text.contains(r#"SUBSYSTEM=="hailo_chardev""#) && text.contains("udevadm"), "{text}");
        let text = host::way_in(&host.dev.join("h1x-0"), "");
        assert!(text.contains(r#"SUBSYSTEM=="hailo1x""#), "{text}");
        std::fs::set_permissions(&node, mode(0o660)).unwrap();
        // Root's own group is no way in.
        let gid = std::os::unix::fs::MetadataExt::gid(&node.metadata().unwrap());
        let text = host::way_in(&node, &groups(&node));
        assert_eq!(text.contains("`sudo usermod -aG npu $USER`"), gid != 0, "{text}");
    }
}
