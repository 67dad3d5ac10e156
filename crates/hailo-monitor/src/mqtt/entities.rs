//! What Home Assistant is told: its discovery messages, and the state and events that they point to.

use hailo_exporter::live::{Device, Event, Frame, Level};
use serde_json::{Map, Value, json};

/// Where Home Assistant looks for new entities, unless its own settings say otherwise.
const DISCOVERY: &str = "homeassistant";
/// Seconds without a word after which a value is no longer shown: the program may be there and hang.
const EXPIRES: u32 = 120;

/// A message, and where it goes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Message {
    pub(super) topic: String,
    pub(super) payload: Value,
}

/// Names of one program on one machine.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Unique among all that a broker hears of.
    pub(super) id: String,
    host: String,
    prefix: String,
}

impl Node {
    /// `role` tells programs on one machine apart; `machine` is its unique number, where it has one.
    pub(super) fn new(prefix: &str, host: &str, machine: Option<&str>, role: &str) -> Self {
        let number = machine.map(|machine| {
            let mut crc = flate2::Crc::new();
            crc.update(machine.trim().as_bytes());
            format!("-{:08x}", crc.sum())
        });
        let id = format!("{}{}-{role}", slug(host), number.unwrap_or_default());
        Self { id, host: host.to_owned(), prefix: prefix.to_owned() }
    }

    fn topic(&self, last: &str) -> String {
        format!("{}/{}/{last}", self.prefix, self.id)
    }

    /// `online` or `offline`.
    pub(super) fn status(&self) -> String {
        self.topic("status")
    }

    pub(super) fn state(&self, frame: &Frame) -> Message {
        Message { topic: self.topic("state"), payload: state(frame) }
    }

    /// An event; not to be retained: it happens once.
    pub(super) fn event(&self, event: &Event) -> Message {
        let payload =
            json!({ "event_type": event.level.name(), "what": event.what, "at_unix_seconds": event.at });
        Message { topic: self.topic("event"), payload }
    }

    /// An entity for each value that this frame knows. What is not known has none: a board without a sensor has no power
    /// of zero watts.
    pub(super) fn discovery(&self, frame: &Frame) -> Vec<Message> {
        let state = state(frame);
        let mut messages = vec![self.verdict(frame), self.problem(frame), self.events(frame)];
        let measured = |key: &str| state.get(key).is_some_and(|value| !value.is_null());
        for total in [TOKENS, FRAMES] {
            messages.push(self.sensor(frame, total.key, total.name.to_owned(), &total));
        }
        for device in &frame.devices {
            for kind in OF_DEVICE {
                let key = key_of(device, &kind);
                if measured(&key) {
                    let which =
                        if frame.devices.len() > 1 { format!(" of {}", device.name) } else { String::new() };
                    messages.push(self.sensor(frame, &key, format!("{}{which}", kind.name), &kind));
                }
            }
        }
        messages
    }

    fn verdict(&self, frame: &Frame) -> Message {
        self.entity(frame, "sensor", "verdict", "Verdict", json!({
            "state_topic": self.topic("state"),
            "value_template": "{{ value_json.verdict }}",
            "json_attributes_topic": self.topic("state"),
            "json_attributes_template": "{{ {'word': value_json.word, 'evidence': value_json.evidence} | tojson }}",
            "device_class": "enum",
            "options": LEVELS.map(Level::name),
            "expire_after": EXPIRES,
        }))
    }

    fn problem(&self, frame: &Frame) -> Message {
        self.entity(
            frame,
            "binary_sensor",
            "problem",
            "Problem",
            json!({
                "state_topic": self.topic("state"),
                "value_template": "{{ 'ON' if value_json.verdict in ['warning', 'bad'] else 'OFF' }}",
                "device_class": "problem",
                "expire_after": EXPIRES,
            }),
        )
    }

    fn events(&self, frame: &Frame) -> Message {
        self.entity(
            frame,
            "event",
            "event",
            "Event",
            json!({
                "state_topic": self.topic("event"),
                "event_types": LEVELS.map(Level::name),
            }),
        )
    }

    fn sensor(&self, frame: &Frame, key: &str, name: String, kind: &Kind) -> Message {
        let mut says = json!({
            "state_topic": self.topic("state"),
            "value_template": format!("{{{{ value_json['{key}'] | default(none) }}}}"),
            "state_class": kind.state_class,
            "unit_of_measurement": kind.unit,
            "suggested_display_precision": 1,
            "expire_after": EXPIRES,
        });
        if let Some(class) = kind.device_class {
            says["device_class"] = class.into();
        }
        self.entity(frame, "sensor", key, &name, says)
    }

    fn entity(&self, frame: &Frame, component: &str, object: &str, name: &str, mut says: Value) -> Message {
        let chips: Vec<&str> = frame.devices.iter().map(|device| &*device.architecture).collect();
        let model = if chips.concat().is_empty() { frame.about.service.clone() } else { chips.join(", ") };
        says["name"] = name.into();
        says["unique_id"] = format!("{}_{object}", self.id).into();
        says["availability_topic"] = self.status().into();
        says["payload_available"] = super::ONLINE.into();
        says["payload_not_available"] = super::OFFLINE.into();
        says["device"] = json!({
            "identifiers": [self.id],
            "name": format!("Hailo on {}", self.host),
            "manufacturer": "Hailo",
            "model": model,
            "sw_version": format!("hailo-monitor {}", frame.about.version),
        });
        says["origin"] = json!({
            "name": "hailo-telemetry",
            "sw_version": env!("CARGO_PKG_VERSION"),
            "support_url": env!("CARGO_PKG_REPOSITORY"),
        });
        Message { topic: format!("{DISCOVERY}/{component}/{}/{object}/config", self.id), payload: says }
    }
}

const LEVELS: [Level; 4] = [Level::Good, Level::Unknown, Level::Warning, Level::Bad];

/// What a number is to Home Assistant.
struct Kind {
    key: &'static str,
    name: &'static str,
    device_class: Option<&'static str>,
    state_class: &'static str,
    unit: &'static str,
    of: fn(&Device) -> Option<f64>,
}

/// In the whole: of all models, and of other processes where they tell.
const TOKENS: Kind = Kind {
    key: "tokens_per_second",
    name: "Tokens per second",
    device_class: None,
    state_class: "measurement",
    unit: "tokens/s",
    of: |_| None,
};
const FRAMES: Kind = Kind { key: "frames_per_second", name: "Frames per second", unit: "fps", ..TOKENS };

const OF_DEVICE: [Kind; 5] = [
    Kind {
        key: "temperature",
        name: "Temperature",
        device_class: Some("temperature"),
        state_class: "measurement",
        unit: "°C",
        of: |device| device.values.temperature_celsius,
    },
    Kind {
        key: "power",
        name: "Power",
        device_class: Some("power"),
        state_class: "measurement",
        unit: "W",
        of: |device| device.values.power_watts,
    },
    Kind {
        key: "energy",
        name: "Energy",
        device_class: Some("energy"),
        state_class: "total_increasing",
        // Older releases of Home Assistant do not know joules.
        unit: "Wh",
        of: |device| device.energy_joules.map(|joules| joules / 3600.0),
    },
    Kind {
        key: "utilization",
        name: "Utilization",
        device_class: None,
        state_class: "measurement",
        unit: "%",
        of: |device| device.values.utilization_ratio.map(|ratio| ratio * 100.0),
    },
    Kind {
        key: "throttling_level",
        name: "Throttling level",
        device_class: None,
        state_class: "measurement",
        unit: "level",
        of: |device| device.values.throttling_level,
    },
];

fn key_of(device: &Device, kind: &Kind) -> String {
    format!("{}_{}", slug(&device.name), kind.key)
}

/// Everything that changes, flat, so that a template that asks for what is not there gets nothing.
fn state(frame: &Frame) -> Value {
    let total = |of: &dyn Fn(&Frame) -> Vec<f64>| of(frame).iter().sum::<f64>();
    let mut state = Map::new();
    let mut put = |key: &str, value: Value| state.insert(key.to_owned(), value);
    put("verdict", frame.verdict.level.name().into());
    put("word", frame.verdict.word.clone().into());
    put("evidence", frame.verdict.evidence.clone().into());
    put(
        TOKENS.key,
        total(&|f| f.models.iter().filter_map(|model| model.values.tokens_per_second).collect()).into(),
    );
    put(
        FRAMES.key,
        total(&|f| {
            let own = f.models.iter().filter_map(|model| model.values.frames_per_second);
            own.chain(f.processes.iter().filter_map(|process| process.frames_per_second)).collect()
        })
        .into(),
    );
    for device in &frame.devices {
        for kind in &OF_DEVICE {
            put(&key_of(device, kind), (kind.of)(device).into());
        }
    }
    state.into()
}

/// What a topic and an id may hold.
fn slug(name: &str) -> String {
    let mut slug: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    slug.make_ascii_lowercase();
    if slug.is_empty() { "host".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Frame {
        let mut frame = Frame::default();
        let mut device = Device {
            name: "0001:01:00.0".to_owned(),
            architecture: "hailo8".to_owned(),
            ..Device::default()
        };
        device.values.temperature_celsius = Some(48.5);
        frame.devices.push(device);
        frame
    }

    #[test]
    fn what_is_not_known_has_no_entity_and_what_comes_later_gets_one() {
        let node = Node::new("hailo", "pi-5.local", Some("abc\n"), "serve");
        let topics = |frame: &Frame| -> Vec<String> {
            node.discovery(frame).into_iter().map(|message| message.topic).collect()
        };
        let known = topics(&frame());
        let of = |key: &str| format!("homeassistant/sensor/{}/0001_01_00_0_{key}/config", node.id);
        assert!(known.contains(&of("temperature")) && !known.contains(&of("power")), "{known:?}");
        let mut powered = frame();
        powered.devices[0].values.power_watts = Some(0.0);
        assert!(topics(&powered).contains(&of("power")), "no watts are watts");
        let all: std::collections::BTreeSet<_> = topics(&powered).into_iter().collect();
        assert_eq!(all.len(), topics(&powered).len(), "each has a topic of its own");
    }

    #[test]
    fn machines_of_one_name_and_programs_on_one_machine_are_told_apart() {
        let id = |machine, role| Node::new("hailo", "raspberrypi", machine, role).id;
        let ids = [id(Some("a"), "serve"), id(Some("b"), "serve"), id(Some("a"), "proxy"), id(None, "serve")];
        assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), 4, "{ids:?}");
        assert!(ids.iter().all(|id| id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')), "{ids:?}");
    }

    #[test]
    fn rates_are_of_all_models_and_of_the_other_processes() {
        let mut frame = frame();
        for (tokens, frames) in [(Some(3.0), None), (Some(4.5), Some(20.0))] {
            let mut model = hailo_exporter::live::Model::default();
            model.values.tokens_per_second = tokens;
            model.values.frames_per_second = frames;
            frame.models.push(model);
        }
        let process = hailo_exporter::live::Process { frames_per_second: Some(5.0), ..Default::default() };
        frame.processes.push(process);
        let state = state(&frame);
        assert_eq!((&state["tokens_per_second"], &state["frames_per_second"]), (&json!(7.5), &json!(25.0)));
        assert_eq!(state["0001_01_00_0_power"], Value::Null);
    }
}
