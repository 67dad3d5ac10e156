//! Bytes from outside: whatever comes, there is an answer and no panic, and nothing is half taken in.

use axum::http::{HeaderMap, HeaderValue, header};
use hailo_exporter::alerts::{AlertLimits, Alerts};
use hailo_exporter::auth::Credential;
use hailo_exporter::negotiate::{self, Format};
use proptest::prelude::*;

/// Text out of the words that these parsers know, in any order: gets further than random bytes do.
fn wordy(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![4 => prop::sample::select(words).prop_map(str::to_owned), 1 => "\\PC{0,3}"],
        0..16,
    )
    .prop_map(|words| words.concat())
}

const ACCEPT: &[&str] = &[
    "text",
    "/",
    "plain",
    "*",
    ";",
    ",",
    "q",
    "=",
    "1",
    "0",
    ".",
    "0.5",
    "1.000",
    "\"",
    "\\",
    " ",
    "version",
    "1.0.0",
    "0.0.4",
    "application",
    "openmetrics-text",
    "application/openmetrics-text;version=1.0.0",
    "gzip",
    "identity",
];

const PAYLOAD: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"version\"",
    "\"4\"",
    "\"status\"",
    "\"firing\"",
    "\"resolved\"",
    "\"alerts\"",
    "\"labels\"",
    "\"alertname\"",
    "\"startsAt\"",
    "\"2026-01-01T00:00:00Z\"",
    "\"endsAt\"",
    "null",
    "1e999",
    "\"\\ud800\"",
    "{\"version\":\"4\",\"status\":\"firing\",\"alerts\":[",
    "{\"status\":\"firing\",\"labels\":{},\"startsAt\":\"2026-01-01T00:00:00Z\"}",
    "]}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_header_gets_one_of_the_offers(bytes in prop::collection::vec(any::<u8>(), 0..64), words in wordy(ACCEPT)) {
        let offers = [Format::Text, Format::OpenMetrics, Format::Protobuf];
        let credential = Credential::bearer("t0ken").unwrap();
        for value in [HeaderValue::from_bytes(&bytes), HeaderValue::from_str(&words)].into_iter().flatten() {
            let mut headers = HeaderMap::new();
            for name in [header::ACCEPT, header::ACCEPT_ENCODING, header::AUTHORIZATION] {
                headers.append(name, value.clone());
            }
            let format = negotiate::format(&headers, &offers);
            prop_assert!(offers.contains(&format));
            let _: bool = negotiate::gzip(&headers);
            prop_assert!(!credential.accepts(&headers));
        }
    }

    #[test]
    fn any_webhook_body_is_taken_whole_or_not_at_all(bytes in prop::collection::vec(any::<u8>(), 0..64), words in wordy(PAYLOAD)) {
        let alerts = Alerts::new(AlertLimits::new(4, 4));
        for body in [&bytes[..], words.as_bytes()] {
            let before = alerts.received_totals();
            match alerts.receive(body) {
                Ok(receipt) => {
                    prop_assert!(receipt.changed <= receipt.received);
                    prop_assert_eq!(receipt.active, alerts.active().len());
                }
                Err(_) => prop_assert_eq!(before, alerts.received_totals()),
            }
            let active: u64 = alerts.active_counts().iter().map(|(_, count)| count).sum();
            prop_assert_eq!(active, alerts.active().len() as u64);
        }
    }
}
