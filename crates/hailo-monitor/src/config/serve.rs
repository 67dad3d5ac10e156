//! Settings of `hailo-monitor serve`.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use clap::builder::NonEmptyStringValueParser;

use crate::gate::GateSettings;
#[cfg(feature = "mqtt")]
use crate::mqtt::MqttSettings;
use crate::push::PushSettings;

use super::values::{DeviceChoice, Dialect, Listen, LogFormat, Switch, Watchdog, factor, seconds};

/// Flags, variables and keys of `hailo-monitor serve`; each field is all three.
#[derive(Args, Clone, Debug)]
pub(crate) struct ServeSettings {
    /// Address to listen on: ADDR:PORT, PORT on this machine only, :PORT on every interface [default: 127.0.0.1:3000, or 127.0.0.1:8000 with --dialect hailo-ollama]
    #[arg(long, value_name = "ADDR")]
    pub(crate) listen: Option<Listen>,
    /// What to run on
    #[arg(long, value_enum, default_value = "auto")]
    pub(crate) device: DeviceChoice,
    /// Scenario of the simulated device: healthy, hot, wedged, gone or another name (README.md has them), or a TOML file
    #[arg(long, value_name = "NAME", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) scenario: Option<String>,
    /// How many times faster than life the simulated device runs
    #[arg(long, value_name = "FACTOR", default_value = "1", value_parser = factor)]
    pub(crate) speed: f64,
    /// A bounded generator of requests, so that numbers move [default: on for the simulated device on a terminal]
    #[arg(long, value_enum)]
    pub(crate) traffic: Option<Switch>,
    /// Shape of log lines on standard error
    #[arg(long, value_enum, default_value = "human")]
    pub(crate) log: LogFormat,
    /// Whose API to speak
    #[arg(long, value_enum, default_value = "ollama")]
    pub(crate) dialect: Dialect,
    /// HEF file of a vision network to serve at /v1/frames; needed on a real device
    #[arg(long, value_name = "FILE")]
    pub(crate) hef: Option<PathBuf>,
    /// HEF file of a language model to serve; needed on a real device
    #[arg(long, value_name = "FILE")]
    pub(crate) llm: Option<PathBuf>,
    /// Seconds of device time a frame or a token may take
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub(crate) timeout: Duration,
    /// Folder for the flight recorder's dumps and the last words of this run; none keeps none
    #[arg(long, value_name = "DIR")]
    pub(crate) flight_dir: Option<PathBuf>,
    /// Folder in which what each card has done in its life, and samples that wait to be pushed, are kept from run to run; none keeps none
    #[arg(long, value_name = "DIR")]
    pub(crate) state_dir: Option<PathBuf>,
    /// Folder of a sensor in the device's supply, as in /sys/class/hwmon/hwmon3, to be read instead of the board's own
    #[arg(long, value_name = "DIR")]
    pub(crate) power_sensor: Option<PathBuf>,
    /// Let the device average its power; on M.2 boards this disables the overcurrent protection
    #[arg(long, value_enum, default_value = "off")]
    pub(crate) average_power: Switch,
    /// Look at the outputs of one vision frame in so many for what nobody can have computed; 0 looks at none
    #[arg(long, value_name = "FRAMES", default_value = "16")]
    pub(crate) check_outputs: u32,
    /// What to do about a device that hangs or is gone: nothing, a dry run that counts and logs each step, or the steps: refuse its requests, open it anew, reset it, give it up
    #[arg(long, value_enum, default_value = "off")]
    pub(crate) watchdog: Watchdog,
    #[command(flatten)]
    pub(crate) gate: GateSettings,
    #[command(flatten)]
    pub(crate) push: PushSettings,
    #[cfg(feature = "mqtt")]
    #[command(flatten)]
    pub(crate) mqtt: MqttSettings,
}

impl ServeSettings {
    pub(crate) fn listen(&self) -> SocketAddr {
        let port = match self.dialect {
            Dialect::Ollama => 3000,
            Dialect::HailoOllama
            | Dialect::HailoOllama54
            | Dialect::HailoOllama53
            | Dialect::HailoOllama51 => 8000,
        };
        self.listen.map_or_else(|| (Ipv4Addr::LOCALHOST, port).into(), |listen| listen.0)
    }

    /// Whether the settings go together.
    ///
    /// # Errors
    /// Names the settings that do not.
    pub(crate) fn check(&self) -> Result<(), String> {
        self.gate.check()?;
        self.push.check()
    }
}
