//! What the fuzzers call, and what a test on stable Rust replays the corpus through. Each function takes any bytes and
//! panics only when a promise is broken.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a broken promise is a panic")]

mod coded;
mod frames;
mod proxied;
/// The reader of HTTP messages that the proxy's tests compare with.
#[path = "../../tests/proxy/reader.rs"]
#[allow(dead_code, reason = "the tests ask for more")]
mod reader;

pub use coded::coded;
pub use frames::{detections, hef, transform};
pub use proxied::{exchange, request};

use hailo_exporter::alerts::{AlertLimits, Alerts};
use hailo_exporter::auth::Credential;
use hailo_exporter::negotiate::{self, Format};
use hailo_observe::host::{monitor, pcie, pi};
use hailo_ollama::body::stream_item;
use hailo_ollama::decode::Decoder;
use http::{HeaderMap, HeaderValue, header};

/// A function that takes any bytes.
pub type Target = fn(&[u8]);

/// Every target, under the name of its binary and of its corpus.
pub const TARGETS: [(&str, Target); 10] = [
    ("webhook", webhook),
    ("accept", accept),
    ("answer", answer),
    ("host", host),
    ("coded", coded),
    ("exchange", exchange),
    ("request", request),
    ("detections", detections),
    ("transform", transform),
    ("hef", hef),
];

/// Webhook bodies, one per line: each is taken in whole or not at all, what is remembered stays bounded, and every alert
/// that fires is counted, remembered or not.
pub fn webhook(data: &[u8]) {
    const LIMIT: usize = 4;
    let alerts = Alerts::new(AlertLimits::new(LIMIT, LIMIT));
    for body in data.split(|byte| *byte == b'\n').take(16) {
        let before = alerts.received_totals();
        match alerts.receive(body) {
            Ok(receipt) => {
                assert!(receipt.changed <= receipt.received);
                assert!(receipt.active >= alerts.active().len());
                let counted: u64 = alerts.active_counts().iter().map(|(_, count)| count).sum();
                assert_eq!(counted, receipt.active as u64);
            }
            Err(refused) => {
                assert!(!refused.to_string().is_empty());
                assert_eq!(before, alerts.received_totals());
            }
        }
        assert!(alerts.active().len() <= LIMIT);
        assert!(alerts.received_totals().len() <= LIMIT + 1);
    }
}

/// Header values, one per line: `Accept` always gets one of the offers, and rubbish is no credential.
pub fn accept(data: &[u8]) {
    let offers = [Format::Text, Format::OpenMetrics, Format::Protobuf, Format::Json];
    let mut headers = HeaderMap::new();
    for line in data.split(|byte| *byte == b'\n').take(8) {
        let Ok(value) = HeaderValue::from_bytes(line) else { continue };
        for name in [header::ACCEPT, header::ACCEPT_ENCODING, header::AUTHORIZATION] {
            headers.append(name, value.clone());
        }
    }
    let format = negotiate::format(&headers, &offers);
    assert!(offers.contains(&format));
    // Alone, an offer is the answer.
    assert_eq!(negotiate::format(&headers, &[format]), format);
    let _: bool = negotiate::gzip(&headers);
    for credential in [Credential::bearer("t0ken"), Credential::basic("user", "s3cret")] {
        let allowed = credential.is_ok_and(|credential| credential.accepts(&headers));
        assert!(!allowed || said(data, b"t0ken") || said(data, b"dXNlcjpzM2NyZXQ="));
    }
}

fn said(data: &[u8], secret: &[u8]) -> bool {
    data.windows(secret.len()).any(|window| window == secret)
}

/// Answers, in whatever framing.
pub fn answer(data: &[u8]) {
    // Where the network cuts the bytes changes nothing.
    let step = usize::from(data.first().copied().unwrap_or_default() % 13) + 1;
    let at_once = events(data, data.len().max(1));
    assert_eq!(events(data, 1), at_once);
    assert_eq!(events(data, step), at_once);
}

/// What a decoder says of `data` in pieces of `step` bytes, how much it skipped, and whether it waits for more.
fn events(data: &[u8], step: usize) -> (Vec<String>, u64, bool) {
    let mut decoder = Decoder::new();
    let mut said = Vec::new();
    for piece in data.chunks(step) {
        decoder.feed(piece, |event| said.push(format!("{event:?} {:?}", stream_item(&event))));
    }
    (said, decoder.skipped(), decoder.is_within())
}

/// Files of a host: what a parser makes of any bytes is absent or within its range.
pub fn host(data: &[u8]) {
    if let Some(monitor) = monitor::decode(data) {
        for network in monitor.networks {
            assert!(network.utilization.is_none_or(|share| (0.0..=1.0).contains(&share)));
            assert!(network.frames_per_second.is_none_or(|rate| rate.is_finite() && rate >= 0.0));
        }
    }
    let text = String::from_utf8_lossy(data);
    if let Some(word) = pi::throttled_word(&text) {
        assert_eq!(pi::conditions(word).count(), 4);
    }
    for (rail, volts) in pi::rails(&text) {
        assert!((1..=24).contains(&rail.len()) && volts.is_finite() && volts >= 0.0);
    }
    assert!(pi::millidegrees(&text).is_none_or(|celsius| (-100.0..=250.0).contains(&celsius)));
    assert!(pi::cma(&text).is_none_or(|(_, total)| total > 0));
    let _: (Option<bool>, Option<u64>) = (pi::alarm(&text), pcie::total(&text));
    assert!(pcie::generation(&text).is_none_or(|generation| (1..=6).contains(&generation)));
    assert!(pcie::lanes(&text).is_none_or(|lanes| (1..=32).contains(&lanes)));
}
