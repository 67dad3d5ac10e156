//! What is shown live, for a broker of MQTT: Home Assistant finds it there by itself.
//!
//! The newest frame of the live page is read, and nothing else is measured. A broker that is gone costs nothing but what it would
//! have been told: the state is told whole, again and again, so nothing waits for it.

mod entities;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::http::Uri;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use hailo_exporter::live::{Frame, Live};
use hailo_http::ClientTls;
use percent_encoding::percent_decode_str;
use rumqttc::{
    AsyncClient, ConnectReturnCode, Event, EventLoop, LastWill, MqttOptions, Packet, QoS, Transport,
};
use tokio::time::MissedTickBehavior;

use entities::{Message, Node};

const ONLINE: &str = "online";
const OFFLINE: &str = "offline";
/// Between two states, unless the verdict changes.
const PERIOD: u64 = 10;
/// After which the broker takes a client that says nothing for gone, and tells its last will.
const KEEP_ALIVE: Duration = Duration::from_secs(15);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// How long the end of the program waits for the broker.
const FAREWELL: Duration = Duration::from_secs(2);
/// More messages than one look writes.
const ROOM: usize = 256;

/// Flags of `serve` and `proxy` alike.
#[derive(Args, Clone, Debug)]
pub(crate) struct MqttSettings {
    /// Broker to publish to, for Home Assistant: mqtt://HOST, mqtt://USER@HOST:PORT, or mqtts:// for TLS; none publishes nothing
    #[arg(long, value_name = "URL", value_parser = Broker::parse)]
    pub(crate) mqtt: Option<Broker>,
    /// File with the password for the broker
    #[arg(long, value_name = "FILE")]
    pub(crate) mqtt_password_file: Option<PathBuf>,
    /// Trust an mqtts:// broker by the PEM certificates in this file [default: those that this machine trusts]
    #[arg(long, value_name = "FILE")]
    pub(crate) mqtt_ca: Option<PathBuf>,
    /// First part of the topics of state and events
    #[arg(long, value_name = "PREFIX", default_value = "hailo", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) mqtt_prefix: String,
}

/// A broker as its URL names it.
#[derive(Clone, PartialEq)]
pub(crate) struct Broker {
    host: String,
    port: u16,
    tls: bool,
    user: Option<String>,
    password: Option<String>,
}

impl std::fmt::Debug for Broker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}

impl std::fmt::Display for Broker {
    /// Without name and password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}://{}:{}", if self.tls { "mqtts" } else { "mqtt" }, self.host, self.port)
    }
}

impl Broker {
    /// # Errors
    /// When it is no such URL. No error holds its name or password.
    fn parse(url: &str) -> Result<Self, String> {
        const FORM: &str = "write mqtt://HOST, mqtt://USER@HOST:PORT, or mqtts:// for TLS";
        let uri: Uri = url.parse().map_err(|_| format!("no URL; {FORM}"))?;
        let tls = match uri.scheme_str() {
            Some("mqtt") => false,
            Some("mqtts") => true,
            _ => return Err(format!("neither mqtt:// nor mqtts://; {FORM}")),
        };
        let authority = uri.authority().map_or("", |authority| authority.as_str());
        let login = authority.rsplit_once('@').map(|(login, _)| login);
        let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
        if host.is_empty() || !matches!(uri.path(), "" | "/") {
            return Err(format!("it names no host, or a path; {FORM}"));
        }
        let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        let (user, password) = match login.map(|login| login.split_once(':').unwrap_or((login, ""))) {
            Some((user, "")) => (Some(decoded(user)), None),
            Some((user, password)) => (Some(decoded(user)), Some(decoded(password))),
            None => (None, None),
        };
        let port = uri.port_u16().unwrap_or(if tls { 8883 } else { 1883 });
        Ok(Self { host: host.to_owned(), port, tls, user, password })
    }
}

impl MqttSettings {
    /// Begins to publish what `live` shows, where a broker is named. `role` tells programs on one machine apart.
    ///
    /// # Errors
    /// When a file that the settings name can't be used.
    pub(crate) fn start(&self, live: &Live, role: &str) -> Result<Option<Publisher>, String> {
        let Some(broker) = &self.mqtt else {
            for (set, what) in [(&self.mqtt_password_file, "mqtt-password-file"), (&self.mqtt_ca, "mqtt-ca")]
            {
                if set.is_some() {
                    return Err(format!("{what} does nothing alone: set mqtt too"));
                }
            }
            return Ok(None);
        };
        let machine = std::fs::read_to_string("/etc/machine-id").ok();
        let prefix = self.mqtt_prefix.trim_matches('/');
        if prefix.is_empty() || prefix.contains(['+', '#', '\0']) {
            return Err(format!("mqtt-prefix: {prefix:?} can't begin a topic"));
        }
        let node = Node::new(prefix, &crate::host_name(), machine.as_deref(), role);
        let mut options = MqttOptions::new(node.id.clone(), broker.host.clone(), broker.port);
        options.set_keep_alive(KEEP_ALIVE);
        options.set_last_will(LastWill::new(node.status(), OFFLINE, QoS::AtLeastOnce, true));
        let password = match &self.mqtt_password_file {
            Some(path) => Some(password(path)?),
            None => broker.password.clone(),
        };
        if broker.user.is_some() || password.is_some() {
            options.set_credentials(broker.user.clone().unwrap_or_default(), password.unwrap_or_default());
        }
        if broker.tls {
            let trusted = match &self.mqtt_ca {
                Some(path) => ClientTls::from_file(path).map_err(|error| format!("mqtt-ca: {error}"))?,
                None => ClientTls::system(),
            };
            options.set_transport(Transport::tls_with_config(trusted.config().into()));
        } else if self.mqtt_ca.is_some() {
            return Err("mqtt-ca is for an mqtts:// broker".to_owned());
        }
        Ok(Some(Publisher::start(options, node, broker, live.clone())))
    }
}

fn password(path: &Path) -> Result<String, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("mqtt-password-file: {}: {error}", path.display()))?;
    let password = text.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        return Err(format!("mqtt-password-file: {} is empty", path.display()));
    }
    Ok(password.to_owned())
}

/// Publishes until it is asked to end.
pub(crate) struct Publisher {
    client: AsyncClient,
    node: Node,
    telling: tokio::task::JoinHandle<()>,
    connection: tokio::task::JoinHandle<()>,
}

impl Publisher {
    fn start(options: MqttOptions, node: Node, broker: &Broker, live: Live) -> Self {
        let (client, events) = AsyncClient::new(options, ROOM);
        // How often the broker took us in; even while we are in no connection.
        let connected = Arc::new(AtomicU64::new(0));
        let connection = tokio::spawn(keep_connected(events, Arc::clone(&connected), broker.to_string()));
        let telling = tokio::spawn(tell(client.clone(), node.clone(), live, connected));
        Self { client, node, telling, connection }
    }

    /// Says that the program goes; without this the broker would say so later.
    pub(crate) async fn end(self) {
        self.telling.abort();
        let farewell = async {
            let _ = self.client.publish(self.node.status(), QoS::AtLeastOnce, true, OFFLINE).await;
            let _ = self.client.disconnect().await;
            // The connection ends when the broker has taken both.
            let _ = self.connection.await;
        };
        let _ = tokio::time::timeout(FAREWELL, farewell).await;
    }
}

/// Polls the MQTT connection. Each change of it adds one to `connected`, which is odd while there is one.
async fn keep_connected(mut events: EventLoop, connected: Arc<AtomicU64>, broker: String) {
    let mut pause = Duration::from_secs(1);
    let mut told = false;
    loop {
        match events.poll().await {
            Ok(Event::Incoming(Packet::ConnAck(answer))) if answer.code == ConnectReturnCode::Success => {
                connected.fetch_add(1, Ordering::Release);
                (pause, told) = (Duration::from_secs(1), false);
                tracing::info!(broker, "publishing for Home Assistant");
            }
            Ok(Event::Outgoing(rumqttc::Outgoing::Disconnect)) => return,
            Ok(_) => {}
            Err(rumqttc::ConnectionError::RequestsDone) => return,
            Err(error) => {
                if !connected.load(Ordering::Acquire).is_multiple_of(2) {
                    connected.fetch_add(1, Ordering::Release);
                }
                if !std::mem::replace(&mut told, true) {
                    tracing::warn!(broker, %error, "the broker can't be reached; it is tried again");
                }
                tokio::time::sleep(pause).await;
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

/// Publishes what is new every second, and the state every ten seconds.
async fn tell(client: AsyncClient, node: Node, live: Live, connected: Arc<AtomicU64>) {
    let mut clock = tokio::time::interval(Duration::from_secs(1));
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut told = Told::default();
    let mut seen_at = 0.0;
    loop {
        clock.tick().await;
        let Some(frame) = live.last().filter(|frame| frame.at != seen_at) else { continue };
        seen_at = frame.at;
        let connection = connected.load(Ordering::Acquire);
        if connection.is_multiple_of(2) {
            // What happens meanwhile is not told later: an event is of its moment.
            told.events_at = frame.at;
            continue;
        }
        let mut messages = told.next(&node, &frame, connection).into_iter();
        while let Some((message, retain)) = messages.next() {
            let topic = message.topic;
            let payload = match message.payload {
                serde_json::Value::String(text) => text,
                payload => payload.to_string(),
            };
            if client.try_publish(&*topic, QoS::AtLeastOnce, retain, payload).is_err() {
                // The connection takes nothing more for now: the rest is told the next time.
                let unsaid = messages.map(|(message, _)| message.topic);
                std::iter::once(topic).chain(unsaid).for_each(|topic| told.unsay(&topic, &node));
                break;
            }
        }
    }
}

/// What the broker was told.
#[derive(Default)]
struct Told {
    connection: u64,
    discovered: Vec<Message>,
    state_at: f64,
    verdict: String,
    events_at: f64,
}

impl Told {
    /// What was to be said under this topic was not. An event is of its moment, and is not said later.
    fn unsay(&mut self, topic: &str, node: &Node) {
        if topic == node.status() {
            self.connection = 0;
        }
        self.discovered.retain(|known| known.topic != topic);
        self.verdict.clear();
    }

    /// What is to be said of this frame, and whether the broker is to keep it.
    fn next(&mut self, node: &Node, frame: &Frame, connection: u64) -> Vec<(Message, bool)> {
        let mut messages = Vec::new();
        if self.connection != connection {
            // The broker may have forgotten everything.
            *self = Self { connection, events_at: self.events_at, ..Self::default() };
            messages.push((Message { topic: node.status(), payload: ONLINE.into() }, true));
        }
        if self.events_at == 0.0 {
            // What was before the first connection is no news.
            self.events_at = frame.at - 1.0;
        }
        for entity in node.discovery(frame) {
            let known = self.discovered.iter_mut().find(|known| known.topic == entity.topic);
            match known {
                Some(known) if *known == entity => continue,
                Some(known) => known.clone_from(&entity),
                None => self.discovered.push(entity.clone()),
            }
            messages.push((entity, true));
        }
        let verdict = format!("{} {}", frame.verdict.level.name(), frame.verdict.word);
        if self.verdict != verdict || (frame.at - self.state_at).abs() >= PERIOD as f64 {
            (self.verdict, self.state_at) = (verdict, frame.at);
            messages.push((node.state(frame), true));
        }
        let before = std::mem::replace(&mut self.events_at, frame.at);
        // Where the clock was set back, what has a later time was told by the clock before.
        let since = if before > frame.at { frame.at - 1.0 } else { before };
        let news = frame.events.iter().filter(|event| event.at > since && event.at <= frame.at);
        messages.extend(news.map(|event| (node.event(event), false)));
        messages
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broker_is_what_its_url_says_and_its_password_is_never_shown() {
        let broker = Broker::parse("mqtts://me%40home:p%20w@broker.lan").unwrap();
        assert_eq!((&*broker.host, broker.port, broker.tls), ("broker.lan", 8883, true));
        assert_eq!((broker.user.as_deref(), broker.password.as_deref()), (Some("me@home"), Some("p w")));
        assert_eq!(format!("{broker} {broker:?}"), "mqtts://broker.lan:8883 mqtts://broker.lan:8883");
        let plain = Broker::parse("mqtt://me@[::1]:1884/").unwrap();
        assert_eq!(
            (&*plain.host, plain.port, plain.tls, plain.user.as_deref()),
            ("::1", 1884, false, Some("me"))
        );
        for url in [
            "",
            "broker",
            "http://s3cret@broker",
            "mqtt://",
            "mqtt://s3cret:s3cret@h/topic",
            "mqtt://s3 cret@h",
        ] {
            let error = Broker::parse(url).unwrap_err();
            assert!(error.contains("mqtt://HOST") && !error.contains("s3"), "{url}: {error}");
        }
    }

    #[test]
    fn a_new_connection_is_told_everything_and_the_same_one_what_is_new() {
        let node = Node::new("hailo", "pi", None, "serve");
        let mut told = Told::default();
        let mut frame = Frame { at: 1000.0, ..Frame::default() };
        let first = told.next(&node, &frame, 1);
        assert_eq!(first[0], (Message { topic: node.status(), payload: ONLINE.into() }, true));
        assert!(first.iter().all(|(_, retained)| *retained));
        frame.at = 1001.0;
        assert_eq!(told.next(&node, &frame, 1), []);
        frame.at = 1002.0;
        frame.verdict.word = "hung".to_owned();
        let happened =
            hailo_exporter::live::Event { at: 1002.0, what: "hung".to_owned(), ..Default::default() };
        frame.events.push(happened);
        let news = told.next(&node, &frame, 1);
        assert_eq!(news.iter().map(|(_, retained)| *retained).collect::<Vec<_>>(), [true, false], "{news:?}");
        frame.at = 1003.0;
        assert_eq!(told.next(&node, &frame, 1), [], "an event is told once");
        frame.at = 1012.0;
        assert_eq!(told.next(&node, &frame, 1).len(), 1, "the state is told each ten seconds");
        frame.at = 1013.0;
        assert_eq!(told.next(&node, &frame, 3).len(), first.len(), "and everything to one that came anew");
        frame.at = 400.0;
        assert_eq!(told.next(&node, &frame, 3).len(), 1, "the state, though the clock was set back");
        frame.at = 401.0;
        frame.events.push(hailo_exporter::live::Event { at: 401.0, ..Default::default() });
        assert_eq!(told.next(&node, &frame, 3).len(), 1, "and what happens then");
        told.unsay(&node.state(&frame).topic, &node);
        frame.at = 402.0;
        assert_eq!(told.next(&node, &frame, 3).len(), 1, "what the connection did not take is told again");
    }
}
