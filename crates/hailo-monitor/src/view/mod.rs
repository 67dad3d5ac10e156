//! Frames as somebody looks at them: where they come from, on a terminal, in a file, as a report.

pub(crate) mod local;
pub(crate) mod report;
mod retold;
mod screen;
mod source;
pub(crate) mod tape;
pub(crate) mod top;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A line of a stream or a recording is at most so many bytes: the history of many models is some megabytes.
const LONGEST_LINE: usize = 64 * 1024 * 1024;

/// What follows sources and serves recordings beside the thread that shows them.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()
}

/// A value with its unit, which its name tells; a dash where nothing is known.
fn show(value: Option<f64>, name: &str) -> String {
    let Some(value) = value.filter(|value| value.is_finite()) else { return "–".to_owned() };
    let scaled = |steps: &[(f64, &str)]| {
        let found = steps.iter().find(|(from, _)| value.abs() >= *from);
        let (from, unit) = found.or(steps.last()).copied().unwrap_or((1.0, ""));
        format!("{} {unit}", digits(value / from))
    };
    match () {
        () if name.ends_with("_per_second") => format!("{}/s", digits(value)),
        () if name.ends_with("_seconds") && value == 0.0 => "0 s".to_owned(),
        () if name.ends_with("_seconds") => scaled(&[(1.0, "s"), (1e-3, "ms"), (1e-6, "µs")]),
        () if name.ends_with("_celsius") => format!("{} °C", digits(value)),
        () if name.ends_with("_watts") => format!("{} W", digits(value)),
        () if name.ends_with("_ratio") => format!("{} %", digits(value * 100.0)),
        () if name.ends_with("_hertz") => scaled(&[(1e9, "GHz"), (1e6, "MHz"), (1.0, "Hz")]),
        () if name.ends_with("_bytes") => {
            scaled(&[(1_073_741_824.0, "GiB"), (1_048_576.0, "MiB"), (1024.0, "KiB"), (1.0, "B")])
        }
        () if name.contains("joules") => scaled(&[(1.0, "J"), (1e-3, "mJ"), (1e-6, "µJ")]),
        () => digits(value),
    }
}

/// Three digits, and all of those before the point.
fn digits(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let before = value.abs().log10().floor() as i32 + 1;
    let after = usize::try_from(3 - before).unwrap_or(0).min(6);
    let text = format!("{value:.after$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn ago(seconds: f64) -> String {
    let seconds = seconds.max(0.0);
    match seconds {
        ..90.0 => format!("{seconds:.0} s"),
        ..5400.0 => format!("{:.0} min", seconds / 60.0),
        ..172_800.0 => format!("{:.0} h", seconds / 3600.0),
        _ => format!("{:.0} d", seconds / 86_400.0),
    }
}

/// The hour of a moment in unix seconds, in UTC.
fn clock(at: f64) -> String {
    let seconds = at.max(0.0) as u64 % 86_400;
    format!("{:02}:{:02}:{:02}Z", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn unix_now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
}

/// Reads `90`, `90s`, `15m`, `3h`, `1d`.
///
/// # Errors
/// Says the forms that are understood.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let (number, unit) = text.split_at(text.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(text.len()));
    let factor = match unit {
        "" | "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        _ => 0.0,
    };
    let seconds = number.trim().parse::<f64>().unwrap_or(0.0) * factor;
    if seconds > 0.0 && seconds <= 31_536_000.0 {
        Ok(Duration::from_secs_f64(seconds))
    } else {
        Err("expected a time such as 60s, 15m or 3h".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_its_unit_and_nothing_is_nan() {
        for (value, name, expected) in [
            (Some(0.000_123_4), "gap_p99_seconds", "123 µs"),
            (Some(0.0), "gap_p99_seconds", "0 s"),
            (Some(2.5), "duration_p99_seconds", "2.5 s"),
            (Some(1234.6), "tokens_per_second", "1235/s"),
            (Some(0.333_33), "busy_ratio", "33.3 %"),
            (Some(4e8), "clock_hertz", "400 MHz"),
            (Some(0.25), "joules_per_token", "250 mJ"),
            (Some(41_943_040.0), "resident_bytes", "40 MiB"),
            (Some(f64::NAN), "power_watts", "–"),
            (None, "power_watts", "–"),
        ] {
            assert_eq!(show(value, name), expected);
        }
    }

    #[test]
    fn times_are_read_in_their_usual_forms() {
        for (text, seconds) in [("60", 60), ("60s", 60), ("1.5m", 90), ("3h", 10_800), ("1d", 86_400)] {
            assert_eq!(duration(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for text in ["", "s", "0", "-1s", "5y", "inf", "NaN", "1e99"] {
            assert!(duration(text).is_err(), "{text}");
        }
    }
}
