//! What the fields of an application's spans say.

use crate::words::{Outcome, Reason};
use tracing::field::{Field, Visit};

/// What was read so far; a later value takes the place of an earlier one.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) model: Option<String>,
    pub(super) prompt_tokens: Option<u64>,
    /// Of a span: the request's tokens in all. Of an event: tokens that arrived with it.
    pub(super) tokens: Option<u64>,
    pub(super) outcome: Option<Outcome>,
    pub(super) reason: Option<Reason>,
    pub(super) trace_id: Option<u128>,
}

impl Reading {
    /// How the request ended; a reason without an outcome is a failure, neither is a cancellation.
    pub(super) fn verdict(&self) -> (Outcome, Reason) {
        let reason = self.reason.unwrap_or(Reason::Other);
        let outcome = match (self.outcome, self.reason) {
            (Some(outcome), _) => outcome,
            (None, Some(_)) => Outcome::Failed,
            (None, None) => Outcome::Cancelled,
        };
        (outcome, reason)
    }

    fn number(&mut self, field: &Field, value: u64) {
        match field.name() {
            "tokens" | "output_tokens" | "gen_ai.usage.output_tokens" => self.tokens = Some(value),
            "prompt_tokens" | "input_tokens" | "gen_ai.usage.input_tokens" => {
                self.prompt_tokens = Some(value);
            }
            "error" => self.reason = Some(Reason::Other),
            _ => {}
        }
    }
}

/// The names of fields that say something of a request, beside those of [`TRACE`].
const SAYING: [&str; 13] = [
    "model",
    "gen_ai.request.model",
    "tokens",
    "output_tokens",
    "gen_ai.usage.output_tokens",
    "prompt_tokens",
    "input_tokens",
    "gen_ai.usage.input_tokens",
    "outcome",
    "reason",
    "error",
    "error.type",
    "otel.status_code",
];

/// The names of fields that name a trace.
pub(super) const TRACE: [&str; 2] = ["trace_id", "traceparent"];

impl Visit for Reading {
    fn record_u64(&mut self, field: &Field, value: u64) {
        self.number(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        if let Ok(value) = u64::try_from(value) {
            self.number(field, value);
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        match field.name() {
            "model" | "gen_ai.request.model" if !value.is_empty() => self.model = Some(value.to_owned()),
            "outcome" | "otel.status_code" => self.outcome = outcome(value).or(self.outcome),
            "reason" | "error" | "error.type" if !value.is_empty() => {
                let known = Reason::ALL.iter().find(|reason| reason.name() == value);
                self.reason = Some(*known.unwrap_or(&Reason::Other));
            }
            "trace_id" | "traceparent" => self.trace_id = trace_id(value).or(self.trace_id),
            _ => {}
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        // `%value` and `?value` come here; only of these fields is the text worth its memory.
        let name = field.name();
        if SAYING.contains(&name) || TRACE.contains(&name) {
            let text = format!("{value:?}");
            // `?` quotes a text.
            let bare = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
            self.record_str(field, bare.unwrap_or(&text));
        }
    }
}

fn outcome(word: &str) -> Option<Outcome> {
    let is = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    match () {
        () if is(&["completed", "success", "ok"]) => Some(Outcome::Completed),
        () if is(&["failed", "error"]) => Some(Outcome::Failed),
        () if is(&["timed_out", "timeout"]) => Some(Outcome::TimedOut),
        () if is(&["cancelled", "canceled"]) => Some(Outcome::Cancelled),
        () => None,
    }
}

/// A trace id of up to 32 hex digits, alone or in a W3C `traceparent`; 0 is none.
fn trace_id(text: &str) -> Option<u128> {
    let mut parts = text.split('-');
    let first = parts.next()?;
    let id = parts.next().unwrap_or(first);
    let hex = id.len() <= 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    u128::from_str_radix(id, 16).ok().filter(|id| hex && *id != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traces_are_named_alone_or_by_a_parent() {
        let id = 0x4bf9_2f35_77b3_4da6_a3ce_929d_0e0e_4736;
        assert_eq!(trace_id("4bf92f3577b34da6a3ce929d0e0e4736"), Some(id));
        assert_eq!(trace_id("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"), Some(id));
        for none in
            ["", "0", "+1", "xyz", "00000000000000000000000000000000", "1234567890123456789012345678901234"]
        {
            assert_eq!(trace_id(none), None, "{none}");
        }
    }

    #[test]
    fn outcomes_have_several_words_and_unknown_ones_say_nothing() {
        for (word, expected) in [
            ("completed", Some(Outcome::Completed)),
            ("OK", Some(Outcome::Completed)),
            ("ERROR", Some(Outcome::Failed)),
            ("timeout", Some(Outcome::TimedOut)),
            ("canceled", Some(Outcome::Cancelled)),
            ("", None),
            ("who knows", None),
        ] {
            assert_eq!(outcome(word), expected, "{word}");
        }
    }
}
