//! Last words: one block on the disk that says how this run is, so that the next one knows how it ended.
//!
//! Who ends in good order says so. Who leaves a block that does not was killed or crashed, or lost its power: then the kernel
//! that it names is no longer the one that runs.

use std::fs;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::time::SystemTime;

use hailo_telemetry::Telemetry;
use serde_json::{Value, json};

/// A block that a disk writes whole.
const BLOCK: usize = 4096;
const FILE: &str = "last-words";
const BOOT: &str = "/proc/sys/kernel/random/boot_id";

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RunEnd {
    /// In good order.
    Clean,
    /// It panicked, was killed, or was ended by the system.
    Crash,
    /// It ended because a device hung.
    Watchdog,
    /// With the machine: its power was cut, or it was restarted underneath.
    PowerLost,
    /// There are no last words, or none that can be read.
    Unknown,
}

impl RunEnd {
    /// All ends.
    pub const ALL: [Self; 5] = [Self::Clean, Self::Crash, Self::Watchdog, Self::PowerLost, Self::Unknown];

    /// Label value.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Crash => "crash",
            Self::Watchdog => "watchdog",
            Self::PowerLost => "power_lost",
            Self::Unknown => "unknown",
        }
    }
}

/// How the run before this one ended, and what it said last.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LastRun {
    /// How.
    pub end: RunEnd,
    /// When it wrote last, seconds since the Unix epoch by its own clock; `None` where that is not known.
    pub at_unix_s: Option<u64>,
    /// What spoke against its devices, and the power conditions of its host that held then: each in words.
    pub said: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Words {
    file: fs::File,
    boot: String,
}

/// Which boot of the host this is; empty where the kernel does not say.
pub(crate) fn boot() -> String {
    fs::read_to_string(BOOT).map(|id| id.trim().to_owned()).unwrap_or_default()
}

impl Words {
    pub(super) fn open(folder: &Path) -> io::Result<(Self, LastRun)> {
        let path = folder.join(FILE);
        let boot = boot();
        let mut block = vec![0; BLOCK];
        let file = fs::OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        let length = file.read_at(&mut block, 0)?;
        let last_run = last_run(block.get(..length).unwrap_or_default(), &boot);
        Ok((Self { file, boot }, last_run))
    }

    pub(super) fn write(&self, telemetry: &Telemetry, end: Option<RunEnd>) -> io::Result<()> {
        let unix = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let devices = telemetry.devices();
        let ill = devices.iter().filter(|device| !device.because.is_empty());
        let states = ill.map(|device| format!("device {}: {}", device.device, device.because));
        let restarted = devices.iter().flat_map(|device| {
            let causes = device.reset_causes.iter().filter(|(_, cause)| cause.ends_with("_watchdog"));
            causes.map(|(cpu, cause)| {
                format!("device {}: its {cpu} CPU had been restarted by its {cause}", device.device)
            })
        });
        let conditions = telemetry.host().snapshot().power_conditions.into_iter().filter(|(_, now, _)| *now);
        let conditions = conditions.map(|(condition, ..)| condition.name().to_owned());
        let said: Vec<String> = states.chain(restarted).chain(conditions).take(16).collect();
        let words = json!({
            "boot": self.boot,
            "pid": std::process::id(),
            "at_unix_s": unix.as_secs(),
            "ended": end.map(RunEnd::name),
            "said": said,
        });
        let mut block = words.to_string().into_bytes();
        if block.len() >= BLOCK {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        block.resize(BLOCK - 1, b' ');
        block.push(b'\n');
        self.file.write_all_at(&block, 0)?;
        self.file.sync_data()
    }
}

/// What a block says of the run that wrote it, to a run under the kernel `boot`.
fn last_run(block: &[u8], boot: &str) -> LastRun {
    let unknown = LastRun { end: RunEnd::Unknown, at_unix_s: None, said: Vec::new() };
    let Ok(words) = serde_json::from_slice::<Value>(block) else { return unknown };
    let Some(before) = words["boot"].as_str() else { return unknown };
    let said = words["said"].as_array().into_iter().flatten();
    let end = match words["ended"].as_str() {
        Some(name) => RunEnd::ALL.into_iter().find(|end| end.name() == name).unwrap_or(RunEnd::Unknown),
        None if before.is_empty() || boot.is_empty() => RunEnd::Unknown,
        None if before != boot => RunEnd::PowerLost,
        None => RunEnd::Crash,
    };
    LastRun {
        end,
        at_unix_s: words["at_unix_s"].as_u64(),
        said: said.filter_map(|one| one.as_str().map(str::to_owned)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hailo_telemetry::HostCondition;

    #[test]
    fn the_next_run_knows_how_the_last_one_ended() {
        let folder = std::env::temp_dir().join(format!("hailo-words-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let telemetry = Telemetry::default();
        let (words, first) = Words::open(&folder).unwrap();
        assert_eq!(first.end, RunEnd::Unknown, "there was none before");
        telemetry.host().set_power_condition(HostCondition::UnderVoltage, true, Some(true));
        words.write(&telemetry, None).unwrap();
        let (_, crashed) = Words::open(&folder).unwrap();
        assert_eq!((crashed.end, crashed.said), (RunEnd::Crash, vec!["under_voltage".to_owned()]));
        for end in [RunEnd::Clean, RunEnd::Watchdog] {
            words.write(&telemetry, Some(end)).unwrap();
            assert_eq!(Words::open(&folder).unwrap().1.end, end);
        }
        assert_eq!(fs::metadata(folder.join(FILE)).unwrap().len(), BLOCK as u64);
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn another_kernel_means_that_the_power_was_lost_and_rubbish_that_nothing_is_known() {
        let block = br#"{"boot":"a","ended":null,"at_unix_s":7,"said":[]}"#;
        assert_eq!(last_run(block, "b").end, RunEnd::PowerLost);
        assert_eq!(last_run(block, "a").end, RunEnd::Crash);
        for block in [&b""[..], b"{", &[0; BLOCK], br#"{"boot":1}"#, br#"{"boot":"","ended":null}"#] {
            assert_eq!(last_run(block, "a").end, RunEnd::Unknown);
        }
    }
}
