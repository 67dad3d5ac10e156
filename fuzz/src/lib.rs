//! What the fuzzers call, and what a test on stable Rust replays the corpus through. Each function takes any bytes and
//! panics only when a promise is broken.

use hailo_exporter::alerts::{AlertLimits, Alerts};
use hailo_exporter::auth::Credential;
use hailo_exporter::negotiate::{self, Format};
use hailo_ollama::body::heard;
use hailo_ollama::decode::Decoder;
use http::{HeaderMap, HeaderValue, header};

/// A function that takes any bytes.
pub type Target = fn(&[u8]);

/// Every target, under the name of its binary and of its corpus.
pub const TARGETS: [(&str, Target); 3] = [("webhook", webhook), ("accept", accept), ("answer", answer)];

/// Webhook bodies, one per line: each is taken in whole or not at all, what is remembered stays bounded, and every alert
/// that fires is counted, remembered or not.
pub fn webhook(data: &[u8]) {
    const LIMIT: usize = 4;
    let alerts = Alerts::new(AlertLimits { alerts: LIMIT, label_sets: LIMIT });
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
        decoder.feed(piece, |event| said.push(format!("{event:?} {:?}", heard(&event))));
    }
    (said, decoder.skipped(), decoder.is_within())
}
