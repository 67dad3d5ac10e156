//! What the fuzzers call, and what a test on stable Rust replays the corpus through. Each function takes any bytes and
//! panics only when a promise is broken.

use hailo_exporter::alerts::{AlertLimits, Alerts};
use hailo_exporter::auth::Credential;
use hailo_exporter::negotiate::{self, Format};
use hailo_ollama::body::heard;
use hailo_ollama::decode::{Decoder, Framing};
use http::{HeaderMap, HeaderValue, header};

/// A function that takes any bytes.
pub type Target = fn(&[u8]);

/// Every target, under the name of its binary and of its corpus.
pub const TARGETS: [(&str, Target); 5] =
    [("webhook", webhook), ("accept", accept), ("ndjson", ndjson), ("sse", sse), ("whole", whole)];

/// Webhook bodies, one per line: each is taken in whole or not at all, and what is remembered stays bounded.
pub fn webhook(data: &[u8]) {
    const LIMIT: usize = 4;
    let alerts = Alerts::new(AlertLimits { alerts: LIMIT, label_sets: LIMIT });
    for body in data.split(|byte| *byte == b'\n').take(16) {
        let before = alerts.received_totals();
        match alerts.receive(body) {
            Ok(receipt) => {
                assert!(receipt.changed <= receipt.received);
                assert_eq!(receipt.active, alerts.active().len());
            }
            Err(refused) => {
                assert!(!refused.to_string().is_empty());
                assert_eq!(before, alerts.received_totals());
            }
        }
        assert!(alerts.active().len() <= LIMIT);
        assert!(alerts.received_totals().len() <= LIMIT + 1);
        let counted: u64 = alerts.active_counts().iter().map(|(_, count)| count).sum();
        assert_eq!(counted, alerts.active().len() as u64);
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

/// Ollama's streams.
pub fn ndjson(data: &[u8]) {
    decode(Framing::Ndjson, data);
}

/// OpenAI's streams.
pub fn sse(data: &[u8]) {
    decode(Framing::Sse, data);
}

/// Answers in one piece.
pub fn whole(data: &[u8]) {
    decode(Framing::Whole, data);
}

/// Longest line: short enough for a fuzzer to get past it.
const LINE: usize = 512;

/// Where the network cuts the bytes changes nothing.
fn decode(framing: Framing, data: &[u8]) {
    let step = usize::from(data.first().copied().unwrap_or_default() % 13) + 1;
    let at_once = events(framing, data, data.len().max(1));
    assert_eq!(events(framing, data, 1), at_once);
    assert_eq!(events(framing, data, step), at_once);
}

/// What a decoder says of `data` in pieces of `step` bytes, and how much it skipped.
fn events(framing: Framing, data: &[u8], step: usize) -> (Vec<String>, u64) {
    let mut decoder = Decoder::with_limit(framing, LINE);
    let mut said = Vec::new();
    for piece in data.chunks(step) {
        decoder.feed(piece, |event| said.push(format!("{event:?} {:?}", heard(&event))));
    }
    decoder.finish(|event| said.push(format!("{event:?} {:?}", heard(&event))));
    (said, decoder.skipped())
}
