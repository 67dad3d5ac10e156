//! Structured logs as one flat JSON object per line.
//!
//! The stock JSON format of `tracing-subscriber` nests the message under `fields` and the request id under
//! `spans[]`, where a log shipper's plain key lookup does not find them. Here every key a shipper asks for is at
//! the top level: `timestamp` (RFC 3339, UTC, microseconds), `level`, `target`, `message`, `request_id` (lifted
//! from the innermost span that carries one) and the event's own fields.
//!
//! ```
//! use tracing_subscriber::prelude::*;
//! let subscriber = tracing_subscriber::registry().with(hailo_exporter::log::layer(std::io::stderr()));
//! tracing::subscriber::with_default(subscriber, || {
//!     let _request = tracing::info_span!("request", request_id = "4f1c").entered();
//!     tracing::info!(target: "app", tokens = 128, "done");
//! });
//! // {"timestamp":"2026-02-03T04:05:06.000007Z","level":"INFO","target":"app","request_id":"4f1c","message":"done","tokens":128}
//! ```

use std::fmt::{self, Write as _};
use std::io::Write;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

/// Longest text of one field in bytes; more is cut at a character and marked with `…`.
///
/// A line stays well under the 256 KiB that log stores accept by default, whatever a caller logs.
pub const FIELD_LIMIT: usize = 16 * 1024;

/// Returns a layer that writes each event as one flat JSON line to `writer`.
///
/// Each line is handed over in a single `write_all`, so lines of several threads never mix. A writer that fails
/// loses the line: logging must not stop the program that logs.
pub fn layer<W: Write + Send + 'static>(writer: W) -> JsonLines<W> {
    JsonLines { writer: Mutex::new(writer), lifted: vec!["request_id"] }
}

/// A `tracing` layer that writes flat JSON lines; see [`layer`].
#[derive(Debug)]
pub struct JsonLines<W> {
    writer: Mutex<W>,
    lifted: Vec<&'static str>,
}

impl<W> JsonLines<W> {
    /// Also lifts the span field `name` to the top level, as `request_id` always is.
    #[must_use]
    pub fn lift(mut self, name: &'static str) -> Self {
        if !self.lifted.contains(&name) {
            self.lifted.push(name);
        }
        self
    }
}

/// The lifted fields of one span, as ready JSON values.
#[derive(Debug, Default)]
struct Lifted(Vec<(&'static str, String)>);

/// Keeps these fields with their span, beside those that it has: of a second field, or of a second layer.
fn keep<S>(lifted: Lifted, id: &Id, ctx: &Context<'_, S>)
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let Some(span) = ctx.span(id) else { return };
    let mut extensions = span.extensions_mut();
    match extensions.get_mut::<Lifted>() {
        Some(known) => {
            for (name, value) in lifted.0 {
                known.0.retain(|(other, _)| *other != name);
                known.0.push((name, value));
            }
        }
        None => extensions.insert(lifted),
    }
}

impl<S, W> Layer<S> for JsonLines<W>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    W: Write + Send + 'static,
{
    fn on_new_span(&self, attrs: &Attributes<'_>, id: &Id, ctx: Context<'_, S>) {
        let mut lifted = Lifted::default();
        attrs.record(&mut LiftVisitor { names: &self.lifted, into: &mut lifted });
        if lifted.0.is_empty() {
            return;
        }
        keep(lifted, id, &ctx);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, ctx: Context<'_, S>) {
        let mut lifted = Lifted::default();
        values.record(&mut LiftVisitor { names: &self.lifted, into: &mut lifted });
        if lifted.0.is_empty() {
            return;
        }
        keep(lifted, id, &ctx);
    }

    fn on_event(&self, event: &Event<'_>, ctx: Context<'_, S>) {
        let mut line = String::with_capacity(256);
        let metadata = event.metadata();
        line.push_str("{\"timestamp\":\"");
        push_display(&mut line, Timestamp::now().strftime("%Y-%m-%dT%H:%M:%S.%6fZ"));
        line.push_str("\",\"level\":\"");
        line.push_str(metadata.level().as_str());
        line.push_str("\",\"target\":");
        push_json_string(&mut line, metadata.target());

        let mut fields = FieldVisitor { line: String::with_capacity(128), message: None, names: Vec::new() };
        event.record(&mut fields);
        if let Some(scope) = ctx.event_scope(event) {
            // Innermost first: the nearest span's value wins, and the event's own field wins over any span's.
            for span in scope {
                if let Some(lifted) = span.extensions().get::<Lifted>() {
                    for (name, value) in &lifted.0 {
                        if !fields.names.contains(name) {
                            fields.names.push(name);
                            push_key(&mut line, name);
                            line.push_str(value);
                        }
                    }
                }
            }
        }
        line.push_str(",\"message\":");
        line.push_str(fields.message.as_deref().unwrap_or("\"\""));
        line.push_str(&fields.line);
        line.push_str("}\n");
        // Nobody is left to tell about a log that cannot be written.
        let _ = self.writer.lock().unwrap_or_else(PoisonError::into_inner).write_all(line.as_bytes());
    }
}

struct LiftVisitor<'a> {
    names: &'a [&'static str],
    into: &'a mut Lifted,
}

impl LiftVisitor<'_> {
    fn lift(&mut self, field: &Field, write: impl FnOnce(&mut String)) {
        if self.names.contains(&field.name()) {
            let mut value = String::new();
            write(&mut value);
            self.into.0.push((field.name(), value));
        }
    }
}

struct FieldVisitor {
    line: String,
    message: Option<String>,
    names: Vec<&'static str>,
}

impl FieldVisitor {
    fn field(&mut self, field: &Field, write: impl FnOnce(&mut String)) {
        let name = field.name();
        if name == "message" {
            let mut value = String::new();
            write(&mut value);
            self.message = Some(value);
            return;
        }
        if self.names.contains(&name) {
            return;
        }
        self.names.push(name);
        // A field may not take the place of a key that shippers rely on.
        if matches!(name, "timestamp" | "level" | "target") {
            self.line.push_str(",\"field_");
            self.line.push_str(name);
            self.line.push_str("\":");
        } else {
            push_key(&mut self.line, name);
        }
        write(&mut self.line);
    }
}

/// Both visitors write the same values to different places.
macro_rules! visit_values {
    ($visitor:ty, $method:ident) => {
        impl Visit for $visitor {
            fn record_f64(&mut self, field: &Field, value: f64) {
                self.$method(field, |out| push_f64(out, value));
            }
            fn record_i64(&mut self, field: &Field, value: i64) {
                self.$method(field, |out| push_display(out, value));
            }
            fn record_u64(&mut self, field: &Field, value: u64) {
                self.$method(field, |out| push_display(out, value));
            }
            fn record_i128(&mut self, field: &Field, value: i128) {
                self.$method(field, |out| push_display(out, value));
            }
            fn record_u128(&mut self, field: &Field, value: u128) {
                self.$method(field, |out| push_display(out, value));
            }
            fn record_bool(&mut self, field: &Field, value: bool) {
                self.$method(field, |out| out.push_str(if value { "true" } else { "false" }));
            }
            fn record_str(&mut self, field: &Field, value: &str) {
                self.$method(field, |out| push_json_string(out, value));
            }
            fn record_error(&mut self, field: &Field, value: &(dyn std::error::Error + 'static)) {
                self.$method(field, |out| push_bounded(out, format_args!("{value}")));
            }
            fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
                self.$method(field, |out| push_bounded(out, format_args!("{value:?}")));
            }
        }
    };
}
visit_values!(LiftVisitor<'_>, lift);
visit_values!(FieldVisitor, field);

fn push_key(out: &mut String, name: &str) {
    out.push(',');
    push_json_string(out, name);
    out.push(':');
}

fn push_display(out: &mut String, value: impl fmt::Display) {
    // Writing to a `String` cannot fail.
    let _ = write!(out, "{value}");
}

fn push_f64(out: &mut String, value: f64) {
    if value.is_finite() {
        push_display(out, value);
    } else {
        // JSON has no such numbers; the text keeps the information.
        let _ = write!(out, "\"{value}\"");
    }
}

/// Formats into a buffer that stops at [`FIELD_LIMIT`], then quotes: a huge `Debug` never becomes a huge line.
fn push_bounded(out: &mut String, value: fmt::Arguments<'_>) {
    #[derive(Default)]
    struct Bounded {
        text: String,
        cut: bool,
    }
    impl fmt::Write for Bounded {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            let room = FIELD_LIMIT - self.text.len();
            let kept = floor_char_boundary(text, room);
            self.text.push_str(&text[..kept]);
            self.cut = kept < text.len();
            if self.cut { Err(fmt::Error) } else { Ok(()) }
        }
    }
    if let Some(text) = value.as_str() {
        return push_json_string(out, text);
    }
    let mut bounded = Bounded::default();
    // An error only says that the limit was reached.
    let _ = bounded.write_fmt(value);
    push_quoted(out, &bounded.text, bounded.cut);
}

fn floor_char_boundary(text: &str, mut at: usize) -> usize {
    if at >= text.len() {
        return text.len();
    }
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Appends `text` as a JSON string, cut at [`FIELD_LIMIT`].
fn push_json_string(out: &mut String, text: &str) {
    let kept = floor_char_boundary(text, FIELD_LIMIT);
    push_quoted(out, &text[..kept], kept < text.len());
}

fn push_quoted(out: &mut String, text: &str, cut: bool) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // A terminal obeys them, or shows what follows in another order.
            c if c.is_control() || is_bidi_control(c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    if cut {
        out.push('…');
    }
    out.push('"');
}

/// Characters that change the order in which text is shown.
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use tracing_subscriber::prelude::*;

    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);
    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn lines(record: impl FnOnce()) -> Vec<serde_json::Map<String, serde_json::Value>> {
        let shared = Shared::default();
        let subscriber = tracing_subscriber::registry().with(layer(shared.clone()).lift("model"));
        tracing::subscriber::with_default(subscriber, record);
        let bytes = shared.0.lock().unwrap().clone();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.is_empty() || text.ends_with('\n'));
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    #[test]
    fn keys_are_flat_and_the_request_id_comes_from_the_span() {
        let got = lines(|| {
            let _outer = tracing::info_span!("outer", request_id = "far", model = "qwen").entered();
            let inner = tracing::info_span!("inner", request_id = tracing::field::Empty);
            inner.record("request_id", "near");
            let _inner = inner.entered();
            tracing::warn!(target: "app", tokens = 128_u64, ratio = 0.5, ok = true, "hello {}", "you");
        });
        let line = &got[0];
        assert_eq!(line["level"], "WARN");
        assert_eq!(line["target"], "app");
        assert_eq!(line["message"], "hello you");
        assert_eq!(line["request_id"], "near");
        assert_eq!(line["model"], "qwen");
        assert_eq!(line["tokens"], 128);
        assert_eq!(line["ratio"], 0.5);
        assert_eq!(line["ok"], true);
        assert!(line.values().all(|value| !value.is_object() && !value.is_array()));
    }

    #[test]
    fn two_layers_write_the_same_line_to_two_places() {
        let (one, other) = (Shared::default(), Shared::default());
        let subscriber = tracing_subscriber::registry().with(layer(one.clone())).with(layer(other.clone()));
        tracing::subscriber::with_default(subscriber, || {
            let _span = tracing::info_span!("s", request_id = "r").entered();
            tracing::info!("hello");
        });
        for place in [one, other] {
            let text = String::from_utf8(place.0.lock().unwrap().clone()).unwrap();
            let line: serde_json::Value = serde_json::from_str(&text).unwrap();
            assert_eq!((&line["request_id"], &line["message"]), (&"r".into(), &"hello".into()));
        }
    }

    #[test]
    fn an_event_without_span_or_message_is_still_one_valid_line() {
        let got = lines(|| tracing::info!(answer = 42));
        assert_eq!(got[0]["message"], "");
        assert_eq!(got[0]["answer"], 42);
        assert!(!got[0].contains_key("request_id"));
    }

    #[test]
    fn hostile_values_stay_inside_their_string() {
        let nasty = "\"}\n{\"level\":\"FAKE\",\u{0}\u{1b}[31m\\";
        let got = lines(|| tracing::info!(nasty, "{nasty}"));
        assert_eq!(got.len(), 1);
        assert_eq!(got[0]["nasty"], nasty);
        assert_eq!(got[0]["message"], nasty);
        assert_eq!(got[0]["level"], "INFO");
    }

    #[test]
    fn reserved_keys_are_never_taken_over_and_never_doubled() {
        let got = lines(|| {
            let _span = tracing::info_span!("s", request_id = "span").entered();
            tracing::info!(level = "x", timestamp = "y", request_id = "own", nan = f64::NAN, "m");
        });
        assert_eq!(got[0]["level"], "INFO");
        assert_eq!(got[0]["field_level"], "x");
        assert_eq!(got[0]["field_timestamp"], "y");
        assert_eq!(got[0]["request_id"], "own");
        assert_eq!(got[0]["nan"], "NaN");
    }

    #[test]
    fn a_field_is_cut_at_its_limit_on_a_character() {
        let long = "ä".repeat(FIELD_LIMIT);
        let got = lines(|| tracing::info!(long = ?long, "{long}"));
        for key in ["long", "message"] {
            let text = got[0][key].as_str().unwrap();
            assert!(text.len() <= FIELD_LIMIT + '…'.len_utf8(), "{key}: {}", text.len());
            assert!(text.ends_with('…'), "{key}");
        }
    }

    #[test]
    fn times_are_rfc_3339_with_microseconds() {
        let got = lines(|| tracing::info!("m"));
        let text = got[0]["timestamp"].as_str().unwrap();
        assert_eq!((text.len(), &text[19..20], &text[26..]), (27, ".", "Z"), "{text}");
        let read: Timestamp = text.parse().unwrap();
        assert!((Timestamp::now() - read).total(jiff::Unit::Hour).unwrap() < 1.0);
    }

    #[test]
    fn what_a_terminal_obeys_is_escaped_and_reads_back_the_same() {
        let nasty: String = (0..=0x9f)
            .chain([0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202e, 0x2066, 0x2069])
            .filter_map(char::from_u32)
            .collect();
        let shared = Shared::default();
        let subscriber = tracing_subscriber::registry().with(layer(shared.clone()));
        tracing::subscriber::with_default(subscriber, || tracing::info!(nasty, other = ?nasty, "{nasty}"));
        let text = String::from_utf8(shared.0.lock().unwrap().clone()).unwrap();
        let line = text.strip_suffix('\n').unwrap();
        assert!(!line.contains(|c: char| c.is_control() || is_bidi_control(c)), "{line:?}");
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!((line["nasty"].as_str(), line["message"].as_str()), (Some(&*nasty), Some(&*nasty)));
    }
}
