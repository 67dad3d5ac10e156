//! The kinds of values that settings have; each says what 0 and an empty text mean.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr, ToSocketAddrs as _};
use std::str::FromStr;
use std::time::Duration;

use clap::ValueEnum;
use hailo_observe::WatchdogMode;

/// What stands behind the served models.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DeviceChoice {
    /// A real device when libhailort and a device are found, else the simulated one.
    Auto,
    /// A real device or an error.
    Hailort,
    /// The simulated device.
    Simulated,
}

/// A switch that may be left to the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Switch {
    #[value(alias = "true")]
    On,
    #[value(alias = "false")]
    Off,
}

/// What may be done about a device that hangs or is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Watchdog {
    /// Nothing: it is said, and no more.
    Off,
    /// A dry run: each step that would be due is counted and logged.
    Observe,
    /// Refuse its requests, open it anew, reset it, give it up: one step a minute while nothing helps.
    Act,
}

impl From<Watchdog> for WatchdogMode {
    fn from(asked: Watchdog) -> Self {
        match asked {
            Watchdog::Off => Self::Off,
            Watchdog::Observe => Self::Observe,
            Watchdog::Act => Self::Act,
        }
    }
}

/// The shape of log lines on standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For a terminal.
    Human,
    /// One flat JSON object a line.
    Json,
}

/// Which server's peculiarities the API shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Dialect {
    /// Ollama: full counts, errors with their HTTP status.
    Ollama,
    /// The newest hailo-ollama: `\r\n`, two counts only, strict fields, one request at a time.
    HailoOllama,
    /// hailo-ollama 5.4.
    #[value(name = "hailo-ollama-5.4")]
    HailoOllama54,
    /// hailo-ollama 5.3.
    #[value(name = "hailo-ollama-5.3")]
    HailoOllama53,
    /// hailo-ollama 5.1 and 5.2: errors inside a 200, a pause when the model changes.
    #[value(name = "hailo-ollama-5.1")]
    HailoOllama51,
}

impl Dialect {
    /// Whether a conversation that goes on is not read anew, as from hailo-ollama 5.3 on.
    pub(crate) fn keeps_context(self) -> bool {
        matches!(self, Self::HailoOllama | Self::HailoOllama54 | Self::HailoOllama53)
    }
}

/// An address to listen on: `3000` and `localhost:3000` on this machine only, `:3000` on every IPv4 interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Listen(pub(crate) SocketAddr);

impl FromStr for Listen {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        const FORMS: &str = "write 127.0.0.1:3000, [::1]:3000, localhost:3000, 3000 (this machine only) or :3000 (every interface)";
        if text.bytes().all(|byte| byte.is_ascii_digit())
            && let Ok(port) = text.parse()
        {
            return Ok(Self((Ipv4Addr::LOCALHOST, port).into()));
        }
        if let Some(port) = text.strip_prefix(':')
            && let Ok(port) = port.parse()
        {
            return Ok(Self((Ipv4Addr::UNSPECIFIED, port).into()));
        }
        if let Ok(address) = text.parse() {
            return Ok(Self(address));
        }
        let Some((name, port)) = text.rsplit_once(':') else {
            return Err(format!("it has no port; {FORMS}"));
        };
        let port: u16 = port.parse().map_err(|_| format!("{port:?} is no port from 0 to 65535; {FORMS}"))?;
        // Not looked up: a small image has no file of hosts. Clients that know one kind of address only know IPv4.
        if name.eq_ignore_ascii_case("localhost") {
            return Ok(Self((Ipv4Addr::LOCALHOST, port).into()));
        }
        let found = (name, port).to_socket_addrs().map_err(|error| format!("{name:?}: {error}; {FORMS}"))?;
        let found = found.min_by_key(SocketAddr::is_ipv6);
        found.map(Self).ok_or_else(|| format!("{name:?} has no address; {FORMS}"))
    }
}

impl fmt::Display for Listen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A limit that may be left open: 0, `none` and an empty text mean that there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limit<T>(pub(crate) Option<T>);

impl FromStr for Limit<usize> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if no_limit(text) {
            return Ok(Self(None));
        }
        let number = text.parse().map_err(|_| "expected a whole number; 0 for no limit".to_owned())?;
        Ok(Self(Some(number).filter(|number| *number != 0)))
    }
}

impl FromStr for Limit<Duration> {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if no_limit(text) {
            return Ok(Self(None));
        }
        let time = duration(text).ok_or_else(|| format!("expected {SECONDS}; 0 for no limit"))?;
        Ok(Self(Some(time).filter(|time| !time.is_zero())))
    }
}

fn no_limit(text: &str) -> bool {
    text.is_empty() || text == "none"
}

/// A year: past it a sum of two times could overflow, and nobody means it.
const LONGEST: f64 = 31_536_000.0;
const SECONDS: &str = "a number of seconds from 0 to 31536000";

fn duration(text: &str) -> Option<Duration> {
    let seconds: f64 = text.parse().ok()?;
    (0.0..=LONGEST).contains(&seconds).then(|| Duration::from_secs_f64(seconds))
}

/// A time in seconds that can't be 0.
pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    let time = duration(text).filter(|time| !time.is_zero());
    time.ok_or_else(|| format!("expected {SECONDS}, and more than 0"))
}

/// A name and a value, which no error repeats: it may be a secret.
pub(crate) fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    if name.trim().is_empty() {
        return Err("expected NAME=VALUE, with a name".to_owned());
    }
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

/// A factor of speed.
pub(crate) fn factor(text: &str) -> Result<f64, String> {
    let factor = text.parse().ok().filter(|factor| (0.001..=1_000_000.0).contains(factor));
    factor.ok_or_else(|| "expected a number from 0.001 to 1000000".to_owned())
}

/// The text without the name and password of any URL in it.
pub(crate) fn redacted(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("://") {
        let authority = after.find(['/', '\'', '"', ' ', '\n']).unwrap_or(after.len());
        let host = after[..authority].rfind('@').map_or(0, |at| at + 1);
        shown.push_str(before);
        shown.push_str(if host > 0 { "://…@" } else { "://" });
        rest = &after[host..];
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_password_are_not_repeated() {
        for (text, shown) in [
            ("invalid value 'http://me:x@a:1/y' for", "invalid value 'http://…@a:1/y' for"),
            ("http://a:x@b https://c@d@e ftp://f", "http://…@b https://…@e ftp://f"),
            ("http://a/b@c", "http://a/b@c"),
            ("me@a", "me@a"),
        ] {
            assert_eq!(redacted(text), shown);
        }
    }

    #[test]
    fn an_address_may_be_written_in_any_usual_form() {
        for (text, address) in [
            ("3000", "127.0.0.1:3000"),
            (":3000", "0.0.0.0:3000"),
            ("127.0.0.1:0", "127.0.0.1:0"),
            ("[::1]:3000", "[::1]:3000"),
            ("0", "127.0.0.1:0"),
            ("localhost:3000", "127.0.0.1:3000"),
        ] {
            assert_eq!(text.parse(), Ok(Listen(address.parse().unwrap())), "{text}");
        }
    }

    #[test]
    fn an_address_that_is_none_is_refused_with_the_forms_that_are() {
        for text in ["", "127.0.0.1", "localhost", "70000", ":70000", ":", "localhost:", "127.0.0.1:x", "::1"]
        {
            let error = text.parse::<Listen>().unwrap_err();
            assert!(error.contains("localhost:3000"), "{text}: {error}");
        }
    }

    #[test]
    fn zero_none_and_an_empty_text_leave_a_limit_open() {
        for text in ["0", "", "none", "0.0", "-0"] {
            assert_eq!(text.parse::<Limit<Duration>>(), Ok(Limit(None)), "{text}");
        }
        for text in ["0", "", "none", "00"] {
            assert_eq!(text.parse::<Limit<usize>>(), Ok(Limit(None)), "{text}");
        }
        assert_eq!("2.5".parse(), Ok(Limit(Some(Duration::from_millis(2500)))));
        assert_eq!("7".parse(), Ok(Limit(Some(7_usize))));
        for text in ["-1", "x", "NaN", "inf", "1e300", "30s", " "] {
            assert!(text.parse::<Limit<Duration>>().is_err(), "{text}");
            assert!(text.parse::<Limit<usize>>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_can_not_be_zero_is_not() {
        for text in ["0", "", "-1", "NaN", "inf", "1e300", "none"] {
            assert!(seconds(text).is_err(), "{text}");
            assert!(factor(text).is_err(), "{text}");
        }
        assert_eq!(seconds("0.5"), Ok(Duration::from_millis(500)));
        assert_eq!(factor("200"), Ok(200.0));
    }
}
