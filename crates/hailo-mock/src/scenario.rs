//! Scenarios: which devices a simulated host has, what surroundings they are in, which models it
//! holds and what goes wrong.

use std::fmt;

use serde::Deserialize;

use crate::fault::{CallFault, DeviceFault, Fault, Holding};
use crate::hef::{HefBuilder, LayerSpec, Quant};
use crate::llm::LlmSpec;
use crate::physics::{Power, Protection, Thermal};
use crate::replay::Recording;

/// A kind of chip.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Chip {
    /// Hailo-8, on a 4.x runtime.
    #[default]
    Hailo8,
    /// Hailo-8L, on a 4.x runtime.
    Hailo8l,
    /// Hailo-10H behind PCIe, on a 5.x runtime.
    Hailo10h,
}

impl Chip {
    /// Whether it speaks through a server on the device (5.x) instead of through the driver (4.x).
    #[must_use]
    pub fn is_soc(self) -> bool {
        matches!(self, Self::Hailo10h)
    }

    /// PCIe lanes of its card.
    pub(crate) fn lanes(self) -> u8 {
        match self {
            Self::Hailo8 | Self::Hailo10h => 4,
            Self::Hailo8l => 2,
        }
    }

    /// `HAILO_ARCH_*`.
    pub(crate) fn architecture(self) -> u32 {
        match self {
            Self::Hailo8 => 1,
            Self::Hailo8l => 2,
            Self::Hailo10h => 6,
        }
    }

    /// Whether it runs model files of this architecture number.
    pub(crate) fn runs(self, hef_arch: u32) -> bool {
        match self {
            Self::Hailo8 => matches!(hef_arch, 0..=3),
            Self::Hailo8l => hef_arch == 3,
            Self::Hailo10h => matches!(hef_arch, 4 | 5 | 103),
        }
    }
}

/// One device of a scenario.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeviceSpec {
    /// What chip it is.
    pub chip: Chip,
    /// Its id; empty for the next free PCIe address.
    pub id: String,
    /// Its surroundings.
    pub thermal: Thermal,
    /// Its power draw.
    pub power: Power,
    /// Its temperature protection.
    pub protection: Protection,
    /// Seconds a temperature reading takes.
    pub temperature_read_s: f64,
    /// PCIe lanes of its slot; 0 for one, as on a Raspberry Pi 5.
    pub lanes: u8,
    /// Memory of a Hailo-10H, KiB; 0 for eight gigabytes.
    pub memory_kib: u64,
    /// Other processes that use it.
    #[serde(rename = "holder")]
    pub holders: Vec<Holder>,
}

/// Another process that uses a device.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Holder {
    /// Its name.
    pub process: String,
    /// Its process id.
    pub pid: u32,
    /// Network groups it has on the device.
    pub groups: usize,
    /// Device memory it uses, KiB.
    pub memory_kib: u64,
    /// Frames per second it runs.
    pub fps: f64,
    /// Share of the core it takes, percent.
    pub utilization: f64,
}

/// How long things take where the model file does not say.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Timing {
    /// Seconds one frame occupies the core when the model file gives no figure.
    pub frame_s: f64,
    /// Every frame takes this much longer, whatever the model file says (1 leaves it).
    pub frame_factor: f64,
    /// Seconds to switch the core to another network group.
    pub switch_s: f64,
    /// Seconds to open a vdevice.
    pub vdevice_s: f64,
    /// Seconds to configure a network group.
    pub configure_s: f64,
    /// Frames that may be inside the chip beyond the queues.
    pub pipeline: usize,
    /// Depth of the queue of asynchronous transfers.
    pub async_depth: usize,
}

impl Default for Timing {
    fn default() -> Self {
        Self {
            frame_s: 0.008,
            frame_factor: 1.0,
            switch_s: 0.0015,
            vdevice_s: 0.05,
            configure_s: 0.1,
            pipeline: 2,
            async_depth: 16,
        }
    }
}

/// A simulated host, described.
///
/// ```
/// use hailo_mock::Scenario;
///
/// assert!(Scenario::names().any(|name| name == "wedged"));
/// let own = Scenario::from_toml(
///     r#"
///     [[device]]
///     chip = "hailo8"
///
///     [[condition]]
///     from_s = 10.0
///     does = "wedged"
///     "#,
/// )?;
/// assert_eq!(own.conditions.len(), 1);
/// // What can't be is refused, with the line and what would be right.
/// let error = Scenario::from_toml("[[condition]]\nfrom_s = 1.0\ndoes = \"wegded\"").unwrap_err();
/// assert!(error.to_string().contains("wedged"), "{error}");
/// # Ok::<(), hailo_mock::ScenarioError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// What it shows, one sentence.
    pub description: String,
    /// The runtime's version it is meant for, such as `5.2.0`; empty: by the first device's chip.
    pub runtime: String,
    /// What all its chance is drawn from.
    pub seed: u64,
    /// Its devices; none means a host without a device.
    #[serde(rename = "device")]
    pub devices: Vec<DeviceSpec>,
    /// Whether the multi-process service runs (4.x; a library built from the public source has none).
    pub service: bool,
    /// How long things take.
    pub timing: Timing,
    /// Its generative models.
    #[serde(rename = "llm")]
    pub llms: Vec<LlmSpec>,
    /// What goes wrong with calls.
    #[serde(rename = "fault")]
    pub faults: Vec<CallFault>,
    /// What happens to its devices.
    #[serde(rename = "event")]
    pub events: Vec<DeviceFault>,
    /// What holds for a while.
    #[serde(rename = "condition")]
    pub conditions: Vec<Holding>,
    /// A recorded run to play.
    #[serde(skip)]
    pub replay: Recording,
}

impl Default for Scenario {
    fn default() -> Self {
        Self {
            name: "healthy".to_owned(),
            description: String::new(),
            runtime: String::new(),
            seed: 1,
            devices: vec![DeviceSpec::default()],
            service: false,
            timing: Timing::default(),
            llms: Vec::new(),
            faults: Vec::new(),
            events: Vec::new(),
            conditions: Vec::new(),
            replay: Recording::default(),
        }
    }
}

/// Why a scenario could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError(String);

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ScenarioError {}

macro_rules! scenarios {
    ($($name:literal),*) => {
        [$(($name, include_str!(concat!("../scenarios/", $name, ".toml")))),*]
    };
}

const NAMED: [(&str, &str); 15] = scenarios!(
    "healthy",
    "hot",
    "flaky-link",
    "stuck",
    "brown-out",
    "two-devices",
    "10h-llm",
    "wedged",
    "wedged-for-minutes",
    "silent",
    "gone",
    "mismatch",
    "old-firmware",
    "full",
    "thermal"
);

impl Scenario {
    /// The names [`Scenario::named`] knows.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMED.iter().map(|(name, _)| *name)
    }

    /// One of the scenarios that come with this crate.
    ///
    /// # Errors
    ///
    /// The name is unknown; the message lists those that are known.
    pub fn named(name: &str) -> Result<Self, ScenarioError> {
        let Some((_, text)) = NAMED.iter().find(|(known, _)| *known == name) else {
            let known: Vec<_> = Self::names().collect();
            return Err(ScenarioError(format!(
                "no scenario called `{name}`: there are {}",
                known.join(", ")
            )));
        };
        Self::from_toml(text)
    }

    /// A scenario of your own.
    ///
    /// # Errors
    ///
    /// The text is not TOML, or names something that does not exist; the message says where.
    pub fn from_toml(text: &str) -> Result<Self, ScenarioError> {
        let scenario: Self = toml::from_str(text).map_err(|e| ScenarioError(e.to_string()))?;
        scenario.check()?;
        let devices = scenario.devices.len();
        for (table, at, fault) in scenario.tables() {
            if let Err(why) = fault.check(devices) {
                let line = line_of(text, table, at);
                return Err(ScenarioError(format!("line {line}, [[{table}]]: {why}")));
            }
        }
        Ok(scenario)
    }

    /// Adds a fault.
    #[must_use]
    pub fn fault(mut self, fault: impl Into<Fault>) -> Self {
        match fault.into() {
            Fault::Call(fault) => self.faults.push(fault),
            Fault::Device(fault) => self.events.push(fault),
            Fault::Holding(fault) => self.conditions.push(fault),
        }
        self
    }

    /// Everything that goes wrong, with the table it stands in and its place there.
    fn tables(&self) -> impl Iterator<Item = (&'static str, usize, Fault)> {
        let calls = self.faults.iter().enumerate().map(|(at, f)| ("fault", at, f.clone().into()));
        let events = self.events.iter().enumerate().map(|(at, f)| ("event", at, f.clone().into()));
        let holding = self.conditions.iter().enumerate().map(|(at, f)| ("condition", at, f.clone().into()));
        calls.chain(events).chain(holding)
    }

    /// Everything that goes wrong.
    pub(crate) fn all_faults(&self) -> impl Iterator<Item = Fault> {
        self.tables().map(|(_, _, fault)| fault)
    }

    /// Plays a recorded run: its calls take as long and answer the same status as they did.
    #[must_use]
    pub fn replay(mut self, recording: &Recording) -> Self {
        self.replay = recording.clone();
        self
    }

    /// Draws all chance from another seed.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    fn check(&self) -> Result<(), ScenarioError> {
        let wrong = |what: String| Err(ScenarioError(format!("scenario `{}`: {what}", self.name)));
        let soc = self.devices.iter().filter(|d| d.chip.is_soc()).count();
        if soc != 0 && soc != self.devices.len() {
            return wrong("a runtime serves either Hailo-8 or Hailo-10H devices, not both".into());
        }
        for d in &self.devices {
            let finite = [
                ("thermal.ambient_c", d.thermal.ambient_c, -100.0),
                ("thermal.resistance_c_per_w", d.thermal.resistance_c_per_w, 0.0),
                ("thermal.tau_s", d.thermal.tau_s, 1e-3),
                ("thermal.noise_c", d.thermal.noise_c, 0.0),
                ("power.idle_w", d.power.idle_w, 0.0),
                ("power.active_w", d.power.active_w, 0.0),
                ("power.supply_v", d.power.supply_v, 1e-3),
            ];
            for (what, value, least) in finite {
                if !value.is_finite() || value < least {
                    return wrong(format!("{what} = {value} is below {least} or not a number"));
                }
            }
            if d.protection.ladder.iter().any(|r| r.clock_mhz == 0) {
                return wrong("protection.ladder: a clock of 0 MHz".into());
            }
            if d.id.len() > 31 {
                return wrong(format!("device id `{}` is longer than 31 bytes", d.id));
            }
        }
        Ok(())
    }
}

/// The line of the n-th table of this name, 1 being the first line.
fn line_of(text: &str, table: &str, at: usize) -> usize {
    let header = format!("[[{table}]]");
    let lines = text.lines().enumerate().filter(|(_, l)| l.trim_start().starts_with(&header));
    lines.map(|(line, _)| line + 1).nth(at).unwrap_or(0)
}

/// The vision models every simulated host holds, as paths, for the first device's chip.
pub(crate) fn built_in_hefs(chip: Chip) -> Vec<(&'static str, HefBuilder)> {
    let arch = match chip {
        Chip::Hailo8 => 0,
        Chip::Hailo8l => 3,
        Chip::Hailo10h => 103,
    };
    let picture = |name: &str, side| LayerSpec::nhcw(name, side, side, 3).original_name("images");
    let feature_map = |name: &str, side, features| LayerSpec::nhcw(name, side, side, features);
    let class_quant = Quant { zero_point: 0.0, scale: 1.0 / 255.0, min: 0.0, max: 1.0 };
    vec![
        (
            "simulated/resnet_v1_50.hef",
            HefBuilder::new("resnet_v1_50")
                .arch(arch)
                .fps(125.0)
                .input(picture("resnet_v1_50/input_layer1", 224))
                .output(
                    LayerSpec::vector("resnet_v1_50/fc1", 1000).original_name("probs").quant(class_quant),
                ),
        ),
        (
            "simulated/yolov8n.hef",
            HefBuilder::new("yolov8n")
                .arch(arch)
                .fps(125.0)
                .input(picture("yolov8n/input_layer1", 640))
                .output(feature_map("yolov8n/conv41", 80, 64))
                .output(feature_map("yolov8n/conv42", 80, 80))
                .nms("yolov8n/yolov8_nms_postprocess", 80, 100, 0.2),
        ),
        (
            "simulated/echo.hef",
            HefBuilder::new("echo")
                .arch(arch)
                .fps(1000.0)
                .input(LayerSpec::nhcw("echo/input", 4, 8, 2))
                .output(LayerSpec::nhcw("echo/output", 4, 8, 2)),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hef::Hef;

    #[test]
    fn every_named_scenario_reads_and_says_what_it_shows() {
        for name in Scenario::names() {
            let scenario = Scenario::named(name).unwrap_or_else(|e| panic!("{name}: {e}"));
            assert_eq!(scenario.name, name);
            assert!(!scenario.description.is_empty(), "{name}");
        }
        let error = Scenario::named("nope").map_err(|e| e.to_string()).err();
        assert!(error.is_some_and(|e| e.contains("flaky-link")));
    }

    #[test]
    fn a_scenario_that_cannot_be_is_refused_with_the_reason() {
        for (text, reason) in [
            ("nonsense = 1", "nonsense"),
            ("[[device]]\nchip = \"hailo9\"", "hailo9"),
            ("[[device]]\n[[device]]\nchip = \"hailo10h\"", "not both"),
            ("[[device]]\nthermal = { tau_s = -1.0 }", "tau_s"),
            ("\n[[event]]\nat_s = 1.0\ndevice = 3\ndoes = \"crc-error\"", "line 2, [[event]]: device = 3"),
            ("[[event]]\nat_s = -1.0\ndoes = \"device-lost\"", "line 1, [[event]]: at_s = -1"),
            ("[[event]]\nat_s = 1.0\nnth = 2\ndoes = \"device-lost\"", "unknown field `nth`"),
            ("[[event]]\nat_s = 1.0\ndoes = { link-width = 3 }", "1, 2, 4, 8 or 16"),
            (
                "[[fault]]\ncall = \"hailo_vstream_reed_raw_buffer\"\ndoes = { delay = 1.0 }",
                "did you mean `hailo_vstream_read_raw_buffer`?",
            ),
            (
                "[[fault]]\ncall = \"hailo_identify\"\ndoes = \"missing-callback\"",
                "hailo_shim_configured_run_async",
            ),
            (
                "[[fault]]\ncall = \"*\"\nfrom_s = 2.0\nuntil_s = 1.0\ndoes = \"no-nul\"",
                "begin before it ends",
            ),
            ("[[fault]]\ncall = \"*\"\nprobability = 1.5\ndoes = \"no-nul\"", "between 0 and 1"),
            ("[[fault]]\ncall = \"*\"\ndoes = { status = 4 }", "4 is \"HAILO_TIMEOUT\""),
            (
                "[[fault]]\ncall = \"*\"\ndoes = { status = \"HAILO_TIMEOUTT\" }",
                "did you mean `HAILO_TIMEOUT`?",
            ),
            ("[[fault]]\ncall = \"*\"\ndoes = { status = \"HAILO_TIMEOUTT\" }", "line 3"),
            ("[[condition]]\ndoes = \"wegded\"", "unknown variant `wegded`"),
            ("[[condition]]\nuntil_s = nan\ndoes = \"wedged\"", "begin before it ends"),
        ] {
            let error = Scenario::from_toml(text).err().map(|e| e.to_string()).unwrap_or_default();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }

    #[test]
    fn built_in_models_are_valid() {
        for chip in [Chip::Hailo8, Chip::Hailo8l, Chip::Hailo10h] {
            for (path, hef) in built_in_hefs(chip) {
                let hef = Hef::parse(&hef.build()).unwrap_or_else(|e| panic!("{path}: {e}"));
                assert!(chip.runs(hef.arch));
            }
        }
    }
}
