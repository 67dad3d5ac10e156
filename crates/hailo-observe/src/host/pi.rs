//! What a Raspberry Pi says of its supply and its heat.

use std::io::Read as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use hailo_telemetry::{CapabilityStatus, HostCondition};

/// The firmware's word on throttling: hexadecimal, as the kernel shows it (`50005`) or as `vcgencmd get_throttled`
/// prints it (`throttled=0x50005`).
#[must_use]
pub fn throttled_word(text: &str) -> Option<u32> {
    let word = text.trim();
    let word = word.strip_prefix("throttled=").unwrap_or(word);
    let digits = word.strip_prefix("0x").unwrap_or(word);
    // `from_str_radix` takes a sign.
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u32::from_str_radix(digits, 16).ok()
}

/// What the word says: each condition, whether it holds now and whether it held since boot.
pub fn conditions(word: u32) -> impl Iterator<Item = (HostCondition, bool, bool)> {
    let bits = [
        (HostCondition::UnderVoltage, 0),
        (HostCondition::FrequencyCapped, 1),
        (HostCondition::Throttled, 2),
        (HostCondition::SoftTemperatureLimit, 3),
    ];
    bits.into_iter()
        .map(move |(condition, bit)| (condition, word >> bit & 1 == 1, word >> (bit + 16) & 1 == 1))
}

/// An alarm file of a sensor: `0` or `1`.
#[must_use]
pub fn alarm(text: &str) -> Option<bool> {
    match text.trim() {
        "0" => Some(false),
        "1" => Some(true),
        _ => None,
    }
}

/// A temperature in thousandths of a degree, as °C. What no part of a living board can have is no temperature.
#[must_use]
pub fn millidegrees(text: &str) -> Option<f64> {
    let celsius = f64::from(text.trim().parse::<i32>().ok()?) / 1000.0;
    (-100.0..=250.0).contains(&celsius).then_some(celsius)
}

/// Free and total bytes of contiguous memory in `/proc/meminfo`; `None` on kernels that keep none.
#[must_use]
pub fn cma(meminfo: &str) -> Option<(u64, u64)> {
    let kib = |key: &str| {
        let line = meminfo.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
        line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()?.checked_mul(1024)
    };
    let (free, total) = (kib("CmaFree")?, kib("CmaTotal")?);
    (total > 0).then_some((free, total))
}

/// Rails and their volts in what `vcgencmd pmic_read_adc` prints of a Pi 5, a line each:
/// `     EXT5V_V volt(24)=5.15180000V`. Currents are not among what is returned.
pub fn rails(text: &str) -> impl Iterator<Item = (String, f64)> {
    text.lines().filter_map(|line| {
        let (rail, value) = line.trim().split_once(' ')?;
        let rail = rail.strip_suffix("_V")?;
        let volts = value.trim().strip_prefix("volt(")?.split_once(")=")?.1.strip_suffix('V')?;
        let volts: f64 = volts.parse().ok()?;
        let named = !rail.is_empty()
            && rail.len() <= 24
            && rail.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        (named && volts.is_finite() && volts >= 0.0).then(|| (rail.to_ascii_lowercase(), volts))
    })
}

/// Where the firmware's program lies.
const PROGRAMS: [&str; 2] = ["usr/bin/vcgencmd", "opt/vc/bin/vcgencmd"];
/// How long it may take: it asks the firmware, which answers in milliseconds.
const ANSWER: Duration = Duration::from_secs(2);

/// What the firmware's program prints for a question.
///
/// # Errors
/// Why there is nothing: no such program, one that may not ask (its user is not in the group `video`), or another
/// failure.
pub(crate) fn ask(root: &Path, question: &str) -> Result<String, CapabilityStatus> {
    let program = PROGRAMS.iter().map(|path| root.join(path)).find(|path| path.exists());
    let program = program.ok_or(CapabilityStatus::Unsupported)?;
    let mut child = Command::new(program)
        .arg(question)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| super::status(&error))?;
    #[allow(clippy::disallowed_methods, reason = "a program lives in real time")]
    let began = Instant::now();
    let ended = loop {
        match child.try_wait() {
            Ok(Some(ended)) => break ended,
            Ok(None) if began.elapsed() < ANSWER => std::thread::sleep(Duration::from_millis(10)),
            _ => {
                // A program that neither answers nor can be ended is left to the system.
                let _ = child.kill().and_then(|()| child.wait());
                return Err(CapabilityStatus::Error);
            }
        }
    };
    let mut text = String::new();
    let read = child.stdout.take().map(|out| out.take(64 << 10).read_to_string(&mut text));
    match (ended.success(), read) {
        (true, Some(Ok(_))) if text.starts_with("error=1 ") => Err(CapabilityStatus::Unsupported),
        (true, Some(Ok(_))) => Ok(text),
        // It says so in words that change from release to release; what fails is opening its device.
        (false, _) => Err(CapabilityStatus::Denied),
        _ => Err(CapabilityStatus::Error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_is_read_in_both_spellings() {
        for (text, word) in [
            ("50005\n", Some(0x50005)),
            ("0\n", Some(0)),
            ("throttled=0x50000\n", Some(0x50000)),
            ("throttled=0xe0008", Some(0xe0008)),
            ("", None),
            ("throttled=", None),
            ("+5", None),
            ("0x123456789", None),
            ("VCHI initialization failed", None),
        ] {
            assert_eq!(throttled_word(text), word, "{text:?}");
        }
        let held: Vec<_> = conditions(0x50001).filter(|(_, now, boot)| *now || *boot).collect();
        assert_eq!(
            held,
            [(HostCondition::UnderVoltage, true, true), (HostCondition::Throttled, false, true)]
        );
    }

    #[test]
    fn small_files_are_read_or_refused() {
        assert_eq!(
            [alarm("0\n"), alarm("1\n"), alarm(""), alarm("2")],
            [Some(false), Some(true), None, None]
        );
        assert_eq!(millidegrees("51530\n"), Some(51.53));
        assert_eq!([millidegrees("-274000"), millidegrees("255000"), millidegrees("x")], [None; 3]);
        let meminfo =
            "MemTotal:        8245248 kB\nCmaTotal:          65536 kB\nCmaFree:            2048 kB\n";
        assert_eq!(cma(meminfo), Some((2048 << 10, 65536 << 10)));
        assert_eq!(cma("CmaTotal: 0 kB\nCmaFree: 0 kB\n"), None, "a kernel without");
        assert_eq!(cma("MemTotal: 1 kB\n"), None);
    }

    #[test]
    fn the_supply_of_a_pi_5_has_volts_by_rail() {
        let printed = " 3V7_WL_SW_A current(0)=0.00390372A\n   DDR_VDD2_A current(2)=0.02440080A\n \
                       3V3_SYS_V volt(9)=3.31131700V\n     EXT5V_V volt(24)=5.15180000V\n      BATT_V volt(25)=0.00000000V\n";
        let found: Vec<_> = rails(printed).collect();
        assert_eq!(
            found,
            [("3v3_sys".to_owned(), 3.311_317), ("ext5v".to_owned(), 5.1518), ("batt".to_owned(), 0.0)]
        );
        assert_eq!(
            rails("X_V volt(1)=NaNV\n_V volt(1)=1V\nA_V volt(1)=-1V\nerror=1 error_msg=\"x\"").count(),
            0
        );
    }
}
