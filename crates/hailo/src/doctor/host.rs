//! What the kernel shows: device nodes, who holds them, cards on the bus, and what it said about them.

use super::{DriverReport, HolderReport, NodeReport};
use crate::advice;
use std::io::Read;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

/// Where the kernel shows its state; other roots are for tests and containers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Host {
    /// Usually `/sys`.
    pub sys: PathBuf,
    /// Usually `/dev`.
    pub dev: PathBuf,
    /// Usually `/proc`.
    pub proc: PathBuf,
}

impl Default for Host {
    fn default() -> Self {
        Self { sys: "/sys".into(), dev: "/dev".into(), proc: "/proc".into() }
    }
}

/// Who else than this user and root can change what a library does, by writing the file or the folder that holds it: what
/// they write there runs as soon as the library is loaded. `None` where nobody can, or the file is not there.
#[must_use]
pub fn writable_by_others(library: &Path) -> Option<String> {
    let file = library.canonicalize().ok()?;
    // The process's own files tell who it is.
    let user = std::fs::metadata("/proc/self").map(|me| me.uid()).ok();
    [Some(file.as_path()), file.parent()].into_iter().flatten().find_map(|path| {
        let about = path.metadata().ok()?;
        let (mode, owner) = (about.mode(), about.uid());
        // In a sticky folder only a file's owner can replace it.
        let sticky = path.is_dir() && mode & 0o1000 != 0;
        let who = if mode & 0o002 != 0 && !sticky {
            "everybody".to_owned()
        } else if mode & 0o020 != 0 && about.gid() != 0 && !sticky {
            format!("group {}", about.gid())
        } else if owner != 0 && Some(owner) != user {
            format!("user {owner}")
        } else {
            return None;
        };
        Some(format!("{} can be written by {who}", path.display()))
    })
}

/// What lets this user use a device node: the group that may, with the command, or a udev rule where no group may.
/// `groups` is the text of `/etc/group`.
pub(super) fn way_in(node: &Path, groups: &str) -> String {
    let about = node.metadata().ok().filter(|about| about.mode() & 0o060 == 0o060 && about.gid() != 0);
    let group = about.and_then(|about| {
        let mut entries = groups.lines().map(|line| line.split(':').collect::<Vec<_>>());
        let gid = about.gid().to_string();
        entries.find(|entry| entry.get(2) == Some(&gid.as_str())).and_then(|entry| entry.first().copied())
    });
    match group {
        Some(group) => {
            format!(
                "its group may: `sudo usermod -aG {group} $USER`, then log in anew (a service: `SupplementaryGroups={group}`)"
            )
        }
        None => {
            // The driver of HailoRT 5.3 and later has a class of its own.
            let class = if name(node).starts_with("h1x-") { "hailo1x" } else { "hailo_chardev" };
            format!(
                "no group of users may; install the udev rule of the driver package, or one of your own: \
                 `echo 'SUBSYSTEM==\"{class}\", GROUP=\"video\", MODE=\"0660\"' | sudo tee /etc/udev/rules.d/60-hailo.rules && \
                 sudo udevadm control --reload-rules && sudo udevadm trigger`, then `sudo usermod -aG video $USER` and log in anew"
            )
        }
    }
}

/// Hailo's vendor number on the PCI bus.
const VENDOR: &str = "0x1e60";

/// `O_NONBLOCK`: the kernel's log has no end to wait for.
const NONBLOCK: i32 = 0o4000;

fn names(directory: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(directory).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

impl Host {
    /// The mailbox to a Raspberry Pi's firmware, which `vcgencmd` asks for the volts of its supply.
    pub(super) const MAILBOX: &str = "vcio";

    /// Why a node that is there can't be opened.
    pub(super) fn denied(&self, node: &str) -> Option<std::io::Error> {
        let path = self.dev.join(node);
        let opened = std::fs::OpenOptions::new().read(true).write(true).open(&path);
        opened.err().filter(|_| path.exists())
    }

    /// Device nodes: `hailoN` up to 5.2, `h1x-N` from 5.3 on.
    pub(super) fn nodes(&self) -> Vec<NodeReport> {
        let nodes = names(&self.dev);
        let nodes = nodes.into_iter().filter(|path| {
            name(path).starts_with("h1x-")
                || name(path)
                    .strip_prefix("hailo")
                    .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        });
        nodes
            .map(|path| {
                // What the library does next; nothing else covers ACLs, groups and containers.
                let opened = std::fs::OpenOptions::new().read(true).write(true).open(&path);
                NodeReport {
                    denied: opened.err().map(|error| error.to_string()),
                    holders: self.holders(&path),
                    path,
                }
            })
            .collect()
    }

    /// Whether the processes of other users are hidden from this one, or what they have open.
    #[must_use]
    pub fn hides_processes(&self) -> bool {
        match std::fs::read_dir(self.proc.join("1/fd")) {
            Ok(_) => false,
            Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => true,
            // A service may not see them at all: its own is there, the first is not.
            Err(_) => self.proc.join("self").exists(),
        }
    }

    /// Who has a node open, as far as this user may see.
    #[must_use]
    pub fn holders(&self, node: &Path) -> Vec<HolderReport> {
        let processes = names(&self.proc);
        let processes = processes.iter().filter_map(|path| Some((name(path).parse::<u32>().ok()?, path)));
        processes
            .filter(|(pid, _)| *pid != std::process::id())
            .filter(|(_, path)| {
                names(&path.join("fd"))
                    .iter()
                    .any(|fd| std::fs::read_link(fd).is_ok_and(|target| target == node))
            })
            .map(|(pid, path)| {
                let name = std::fs::read_to_string(path.join("comm")).unwrap_or_default();
                HolderReport { pid, name: name.trim().to_owned() }
            })
            .collect()
    }

    /// Cards on the PCI bus, by address; `None` where the bus can't be seen.
    pub(super) fn cards(&self) -> Option<Vec<String>> {
        let bus = self.sys.join("bus/pci/devices");
        let is_ours = |path: &PathBuf| {
            std::fs::read_to_string(path.join("vendor")).is_ok_and(|vendor| vendor.trim() == VENDOR)
        };
        bus.is_dir().then(|| {
            names(&bus).iter().filter(|path| is_ours(path)).map(|path| name(path).to_owned()).collect()
        })
    }

    /// The loaded driver modules.
    pub(super) fn drivers(&self) -> Vec<DriverReport> {
        let drivers = advice::driver_versions(&self.sys).into_iter();
        drivers.map(|(module, version)| DriverReport { module: module.to_owned(), version }).collect()
    }

    /// The lines of the kernel's log that speak of a Hailo driver; none where it may not be read.
    pub(super) fn kernel_lines(&self) -> Vec<String> {
        let log = std::fs::OpenOptions::new().read(true).custom_flags(NONBLOCK).open(self.dev.join("kmsg"));
        let Ok(mut log) = log else { return Vec::new() };
        let (mut text, mut record) = (Vec::new(), [0; 8192]);
        // One record a read. Where records were overwritten meanwhile a read says so once and the next goes on; any other
        // failure is the end of what there is.
        loop {
            match log.read(&mut record) {
                Ok(size @ 1..) => text.extend_from_slice(record.get(..size).unwrap_or_default()),
                Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
                _ => break,
            }
        }
        let text = String::from_utf8_lossy(&text);
        let lines = text.lines().filter_map(|line| {
            let message = line.split_once(';').map_or(line, |(_, message)| message);
            message.to_lowercase().contains("hailo").then(|| message.to_owned())
        });
        lines.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_library_that_others_can_write_is_told_with_who_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("libhailort.so");
        std::fs::write(&library, "").unwrap();
        let mode = |path: &Path, mode| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        mode(folder.path(), 0o755);
        mode(&library, 0o644);
        assert_eq!(writable_by_others(&library), None);
        mode(&library, 0o646);
        let why = writable_by_others(&library).unwrap();
        assert!(why.contains("libhailort.so can be written by everybody"), "{why}");
        mode(&library, 0o644);
        mode(folder.path(), 0o777);
        let why = writable_by_others(&library).unwrap();
        assert!(why.ends_with("can be written by everybody") && !why.contains("libhailort"), "{why}");
        mode(folder.path(), 0o1777);
        assert_eq!(writable_by_others(&library), None, "only its owner can replace it there");
        assert_eq!(writable_by_others(Path::new("/nonexistent/libhailort.so")), None);
    }
}
