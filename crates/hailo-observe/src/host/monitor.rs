//! Monitor files: what other processes on HailoRT 4.x tell of themselves under `HAILO_MONITOR=1`.
//!
//! Each rewrites a file of its own about once a second, named by its number and six characters of chance. A file that is
//! older than a few seconds is left over from a process that is gone, and one that does not decode is torn: both are
//! passed over.

use std::io::{self, Read as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

use hailo_telemetry::ProcessOnDevice;
use prost::Message;
use rustix::fs::OFlags;

/// Where the files lie, below the root.
pub(crate) const FOLDER: &str = "tmp/hmon_files";
/// A file that was not rewritten for so long speaks of the past: three of its usual periods.
const STALE: Duration = Duration::from_secs(3);
/// Larger files are not read, nor more than so many.
const LARGEST: u64 = 256 << 10;
const MAX_FILES: usize = 64;

/// What one process tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Monitor {
    /// Its process id.
    pub pid: u32,
    /// The devices it uses, by id.
    pub devices: Vec<String>,
    /// Its networks.
    pub networks: Vec<MonitoredNetwork>,
}

/// A network that another process runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MonitoredNetwork {
    /// Its name.
    pub name: String,
    /// Frames per second.
    pub frames_per_second: Option<f64>,
    /// Share of the device, 0 to 1.
    pub utilization: Option<f64>,
    /// Frames that wait in its queues; `None` where the process does not say.
    pub queued_frames: Option<u64>,
}

#[derive(Clone, PartialEq, Message)]
struct File {
    #[prost(string, tag = "1")]
    pid: String,
    #[prost(message, repeated, tag = "2")]
    networks: Vec<Network>,
    #[prost(message, repeated, tag = "3")]
    queues: Vec<Queues>,
    #[prost(message, repeated, tag = "4")]
    devices: Vec<Device>,
}

#[derive(Clone, PartialEq, Message)]
struct Network {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(double, tag = "2")]
    fps: f64,
    #[prost(double, tag = "3")]
    utilization: f64,
}

#[derive(Clone, PartialEq, Message)]
struct Queues {
    #[prost(string, tag = "1")]
    network: String,
    #[prost(message, repeated, tag = "2")]
    streams: Vec<Queue>,
}

#[derive(Clone, PartialEq, Message)]
struct Queue {
    /// 0 to the device, 1 from it.
    #[prost(int32, tag = "2")]
    direction: i32,
    #[prost(int32, tag = "4")]
    pending: i32,
}

#[derive(Clone, PartialEq, Message)]
struct Device {
    #[prost(string, tag = "1")]
    id: String,
}

/// Decodes one file; `None` when it is torn.
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Monitor> {
    let file = File::decode(bytes).ok()?;
    // A share is a number that is not below zero; a rate too. -1 and NaN stand for what is not measured.
    let measured = |value: f64| (value.is_finite() && value >= 0.0).then_some(value);
    let networks = file.networks.iter().map(|network| MonitoredNetwork {
        name: network.name.clone(),
        frames_per_second: measured(network.fps),
        utilization: measured(network.utilization).map(|percent| (percent / 100.0).min(1.0)),
        queued_frames: queued(&file.queues, &network.name),
    });
    Some(Monitor {
        pid: file.pid.parse().ok()?,
        networks: networks.collect(),
        devices: file.devices.iter().map(|device| device.id.clone()).collect(),
    })
}

/// The fullest of a network's input queues: each holds parts of the same frames.
fn queued(queues: &[Queues], network: &str) -> Option<u64> {
    let of_it = queues.iter().filter(|queue| queue.network == network);
    let inputs = of_it.flat_map(|queue| &queue.streams).filter(|stream| stream.direction == 0);
    inputs.filter_map(|stream| u64::try_from(stream.pending).ok()).max()
}

/// The fresh files of a folder.
pub(crate) fn read_folder(folder: &Path, now: SystemTime) -> io::Result<Vec<Monitor>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)?.take(MAX_FILES) {
        // Anyone may write there: files that go away, links and pipes are none of ours.
        let Ok(path) = entry.map(|entry| entry.path()) else { continue };
        // Opened before it is looked at: under its name there may be something else a moment later.
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed();
        let Ok(file) = std::fs::OpenOptions::new().read(true).custom_flags(flags).open(&path) else {
            continue;
        };
        let Ok(about) = file.metadata() else { continue };
        let age = about.modified().ok().and_then(|at| now.duration_since(at).ok()).unwrap_or_default();
        if !about.is_file() || about.len() > LARGEST || age > STALE {
            continue;
        }
        let mut bytes = Vec::new();
        if file.take(LARGEST).read_to_end(&mut bytes).is_ok() {
            found.extend(decode(&bytes));
        }
    }
    found.sort_by_key(|monitor| monitor.pid);
    Ok(found)
}

/// The files as one entry for each process name and network; `name` tells a process' name. Two processes of one name
/// that run the same network are one entry.
pub(crate) fn processes(files: &[Monitor], name: impl Fn(u32) -> Option<String>) -> Vec<ProcessOnDevice> {
    let mut shown: Vec<ProcessOnDevice> = Vec::new();
    for file in files {
        // This process has better numbers of its own.
        if file.pid == std::process::id() {
            continue;
        }
        let process = name(file.pid).map_or_else(|| file.pid.to_string(), |name| name.trim().to_owned());
        for network in &file.networks {
            let known =
                shown.iter_mut().find(|known| known.process == process && known.model == network.name);
            match known {
                Some(known) => {
                    known.utilization = sum(known.utilization, network.utilization);
                    known.frames_per_second = sum(known.frames_per_second, network.frames_per_second);
                    known.queued_frames = sum(known.queued_frames, network.queued_frames);
                }
                None => {
                    let mut seen = ProcessOnDevice::new(&process, &network.name);
                    seen.utilization = network.utilization;
                    seen.frames_per_second = network.frames_per_second;
                    seen.queued_frames = network.queued_frames;
                    shown.push(seen);
                }
            }
        }
    }
    shown.truncate(MAX_FILES);
    shown
}

fn sum<T: std::ops::Add<Output = T>>(a: Option<T>, b: Option<T>) -> Option<T> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a + b),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Process 4711: `yolo` at 25 frames a second and 12.5 %, three frames waiting, on one device.
    const BYTES: &[u8] = b"\x0a\x044711\x12\x18\x0a\x04yolo\x11\x00\x00\x00\x00\x00\x009@\x19\x00\x00\x00\x00\x00\x00)@\x1a\x1d\x0a\x04yolo\x12\x0a\x0a\x02in\x10\x00\x18\x10 \x03\x12\x09\x0a\x03out\x10\x01 \x09\x22\x1f\x0a\x0c0000:01:00.0\x11\x00\x00\x00\x00\x00\x00)@\x1a\x06HAILO8";

    fn yolo() -> MonitoredNetwork {
        MonitoredNetwork {
            name: "yolo".into(),
            frames_per_second: Some(25.0),
            utilization: Some(0.125),
            queued_frames: Some(3),
        }
    }

    #[test]
    fn a_file_of_literal_bytes_is_read() {
        let monitor = Monitor { pid: 4711, networks: vec![yolo()], devices: vec!["0000:01:00.0".into()] };
        assert_eq!(decode(BYTES), Some(monitor));
    }

    #[test]
    fn torn_and_absurd_files_are_passed_over() {
        let file = File { pid: "12".into(), networks: vec![Network::default()], ..File::default() };
        let whole = file.encode_to_vec();
        assert_eq!(decode(&whole[..whole.len() - 1]), None);
        assert_eq!(decode(&File { pid: "me".into(), ..File::default() }.encode_to_vec()), None);
        let unmeasured = Network { name: "n".into(), fps: -1.0, utilization: f64::NAN };
        let file = File { pid: "1".into(), networks: vec![unmeasured], ..File::default() };
        let read = decode(&file.encode_to_vec()).unwrap();
        assert_eq!(read.networks, [MonitoredNetwork { name: "n".into(), ..Default::default() }]);
    }

    #[test]
    fn stale_files_links_and_large_ones_are_passed_over() {
        let folder = std::env::temp_dir().join(format!("hailo-hmon-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let bytes = File { pid: "7".into(), ..File::default() }.encode_to_vec();
        std::fs::write(folder.join("7aBcDeF"), &bytes).unwrap();
        std::fs::write(folder.join("8aBcDeF"), vec![0; 1 << 20]).unwrap();
        std::os::unix::fs::symlink(folder.join("7aBcDeF"), folder.join("9aBcDeF")).unwrap();
        let written = std::fs::metadata(folder.join("7aBcDeF")).unwrap().modified().unwrap();
        let pids =
            |now| -> Vec<u32> { read_folder(&folder, now).unwrap().iter().map(|file| file.pid).collect() };
        assert_eq!(pids(written), [7]);
        assert_eq!(pids(written + Duration::from_secs(4)), [0; 0]);
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(read_folder(&folder, written).is_err());
    }

    #[test]
    fn processes_of_one_name_are_one_entry() {
        let of = |pid| Monitor { pid, networks: vec![yolo()], devices: Vec::new() };
        let named = |pid: u32| (pid < 3).then(|| "frigate\n".to_owned());
        let shown = processes(&[of(1), of(2), of(3), of(std::process::id())], named);
        let seen: Vec<_> =
            shown.iter().map(|p| (&*p.process, p.frames_per_second, p.queued_frames)).collect();
        assert_eq!(seen, [("frigate", Some(50.0), Some(6)), ("3", Some(25.0), Some(3))]);
    }
}
