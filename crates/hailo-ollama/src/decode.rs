//! Incremental decoders: bytes as the network cuts them in, what they say about the answer out.
//!
//! A network chunk may end anywhere: inside a line, inside a UTF-8 character, between `\r` and `\n`.
//! Only whole lines are parsed, so where the cuts fall changes nothing. Fields that no one here needs
//! are skipped, missing counts stay missing, and a line that is not JSON, or longer than the limit, is
//! skipped and counted in [`Decoder::skipped`].

mod scan;

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::IgnoredAny;

/// Longest line or event that is parsed, in bytes, unless [`Decoder::with_limit`] says otherwise.
pub const DEFAULT_LIMIT: usize = 1 << 20;

/// How an answer is framed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// One JSON object a line: Ollama's streams.
    Ndjson,
    /// Server-sent events: OpenAI's streams.
    Sse,
    /// One JSON object in all: answers that are not streamed.
    Whole,
}

/// What one line, event or object says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Event<'a> {
    /// The model that answers, where it says so.
    pub model: Option<Cow<'a, str>>,
    /// Generated text; empty where there is none.
    pub text: Cow<'a, str>,
    /// Whether it carries generated output: text, reasoning or a tool call.
    pub output: bool,
    /// Whether the model has finished; counts may still follow.
    pub finished: bool,
    /// Whether this ends the answer.
    pub done: bool,
    /// Why the answer ended: `stop`, `length`, `load`, `unload`, `tool_calls`.
    pub done_reason: Option<Cow<'a, str>>,
    /// What the server counted.
    pub counts: Counts,
    /// The error the server reports, inside a stream that began well.
    pub error: Option<Cow<'a, str>>,
}

/// What a server counted; a count it does not print is `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tokens of the prompt.
    pub prompt_tokens: Option<u64>,
    /// Tokens generated.
    pub output_tokens: Option<u64>,
    /// Nanoseconds of loading the model.
    pub load_ns: Option<u64>,
}

/// Both dialects in one: their field names do not collide.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Payload<'a> {
    #[serde(borrow)]
    model: Option<Text<'a>>,
    #[serde(borrow)]
    response: Option<Text<'a>>,
    #[serde(borrow)]
    thinking: Option<Text<'a>>,
    #[serde(borrow)]
    message: Option<Part<'a>>,
    done: Option<bool>,
    #[serde(borrow)]
    done_reason: Option<Text<'a>>,
    eval_count: Option<u64>,
    prompt_eval_count: Option<u64>,
    load_duration: Option<u64>,
    #[serde(borrow)]
    choices: Option<Vec<Choice<'a>>>,
    usage: Option<Usage>,
    #[serde(borrow)]
    error: Option<ErrorField<'a>>,
}

#[derive(Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

#[derive(Deserialize, Default)]
#[serde(default)]
struct Part<'a> {
    #[serde(borrow)]
    content: Option<Text<'a>>,
    #[serde(borrow)]
    thinking: Option<Text<'a>>,
    #[serde(borrow)]
    reasoning_content: Option<Text<'a>>,
    tool_calls: Option<Vec<IgnoredAny>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Choice<'a> {
    #[serde(borrow)]
    delta: Option<Part<'a>>,
    #[serde(borrow)]
    message: Option<Part<'a>>,
    #[serde(borrow)]
    text: Option<Text<'a>>,
    #[serde(borrow)]
    finish_reason: Option<Text<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Usage {
    prompt_tokens: Option<u64>,
    completion_tokens: Option<u64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ErrorField<'a> {
    #[serde(borrow)]
    Text(Cow<'a, str>),
    Object {
        #[serde(default)]
        message: String,
    },
    Other(IgnoredAny),
}

fn filled(text: Option<&Text<'_>>) -> bool {
    text.is_some_and(|t| !t.0.is_empty())
}

impl<'a> Part<'a> {
    fn has_output(&self) -> bool {
        filled(self.content.as_ref())
            || filled(self.thinking.as_ref())
            || filled(self.reasoning_content.as_ref())
            || self.tool_calls.as_ref().is_some_and(|c| !c.is_empty())
    }
}

impl<'a> From<Payload<'a>> for Event<'a> {
    fn from(payload: Payload<'a>) -> Self {
        let usage = payload.usage.unwrap_or_default();
        let mut event = Event {
            model: payload.model.map(|m| m.0),
            output: filled(payload.response.as_ref()) || filled(payload.thinking.as_ref()),
            text: payload.response.map(|t| t.0).unwrap_or_default(),
            finished: payload.done.unwrap_or(false),
            done: payload.done.unwrap_or(false),
            done_reason: payload.done_reason.map(|r| r.0),
            counts: Counts {
                prompt_tokens: payload.prompt_eval_count.or(usage.prompt_tokens),
                output_tokens: payload.eval_count.or(usage.completion_tokens),
                load_ns: payload.load_duration,
            },
            error: payload.error.map(|e| match e {
                ErrorField::Text(text) => text,
                ErrorField::Object { message } => message.into(),
                ErrorField::Other(_) => Cow::Borrowed("unreadable error"),
            }),
        };
        let choices = payload.choices.unwrap_or_default().into_iter();
        let parts = choices.flat_map(|choice| {
            event.finished |= choice.finish_reason.is_some();
            if let Some(reason) = choice.finish_reason {
                event.done_reason = Some(reason.0);
            }
            let text = choice.text.map(|text| Part { content: Some(text), ..Part::default() });
            [choice.delta, choice.message, text]
        });
        let parts: Vec<Part<'a>> = parts.chain([payload.message]).flatten().collect();
        for part in parts {
            event.output |= part.has_output();
            match part.content {
                Some(Text(text)) if event.text.is_empty() => event.text = text,
                Some(Text(text)) => event.text.to_mut().push_str(&text),
                None => {}
            }
        }
        event
    }
}

/// A decoder of one answer.
#[derive(Debug)]
pub struct Decoder {
    framing: Framing,
    limit: usize,
    /// The unfinished line, or the whole object so far.
    line: Vec<u8>,
    /// Data lines of the unfinished event.
    event: Vec<u8>,
    /// Whether the current line is over the limit and thrown away up to its end.
    overlong: bool,
    skipped: u64,
}

impl Decoder {
    /// A decoder with the default limit on a line.
    #[must_use]
    pub fn new(framing: Framing) -> Self {
        Self::with_limit(framing, DEFAULT_LIMIT)
    }

    /// A decoder that skips lines (or a whole object) longer than `limit` bytes.
    #[must_use]
    pub fn with_limit(framing: Framing, limit: usize) -> Self {
        Self { framing, limit, line: Vec::new(), event: Vec::new(), overlong: false, skipped: 0 }
    }

    /// Lines, events or objects that were not JSON or too long.
    #[must_use]
    pub fn skipped(&self) -> u64 {
        self.skipped
    }

    /// Takes the bytes of one network chunk and reports what became complete, in order.
    pub fn feed(&mut self, mut bytes: &[u8], mut on: impl FnMut(Event<'_>)) {
        if self.framing == Framing::Whole {
            self.keep(bytes);
            return;
        }
        while let Some(end) = memchr::memchr(b'\n', bytes) {
            let (head, tail) = bytes.split_at(end);
            bytes = tail.get(1..).unwrap_or_default();
            if self.line.is_empty() && !self.overlong && head.len() <= self.limit {
                self.line(head, &mut on);
                continue;
            }
            self.keep(head);
            if std::mem::take(&mut self.overlong) {
                self.skipped += 1;
            } else {
                let mut line = std::mem::take(&mut self.line);
                self.line(&line, &mut on);
                line.clear();
                self.line = line;
            }
        }
        self.keep(bytes);
    }

    /// Reports what the end of the body completes: a last line without its newline, a whole object.
    pub fn finish(&mut self, mut on: impl FnMut(Event<'_>)) {
        if std::mem::take(&mut self.overlong) {
            self.skipped += 1;
        } else if !self.line.is_empty() {
            let line = std::mem::take(&mut self.line);
            self.line(&line, &mut on);
        }
        self.dispatch(&mut on);
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.overlong || self.line.len() + bytes.len() > self.limit {
            self.overlong |= !bytes.is_empty();
            self.line = Vec::new();
        } else {
            self.line.extend_from_slice(bytes);
        }
    }

    fn line(&mut self, line: &[u8], on: &mut impl FnMut(Event<'_>)) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if self.framing != Framing::Sse {
            if !line.trim_ascii().is_empty() {
                self.parse(line, on);
            }
            return;
        }
        if line.is_empty() {
            self.dispatch(on);
        } else if let Some(data) = line.strip_prefix(b"data:") {
            let data = data.strip_prefix(b" ").unwrap_or(data);
            if self.event.len() + data.len() > self.limit {
                self.event.clear();
                self.skipped += 1;
                return;
            }
            if !self.event.is_empty() {
                self.event.push(b'\n');
            }
            self.event.extend_from_slice(data);
        }
        // Comments and the fields `event`, `id` and `retry` say nothing about tokens.
    }

    fn dispatch(&mut self, on: &mut impl FnMut(Event<'_>)) {
        if self.event.is_empty() {
            return;
        }
        let mut event = std::mem::take(&mut self.event);
        if event.trim_ascii() == b"[DONE]" {
            on(Event { finished: true, done: true, ..Event::default() });
        } else {
            self.parse(&event, on);
        }
        event.clear();
        self.event = event;
    }

    fn parse(&mut self, json: &[u8], on: &mut impl FnMut(Event<'_>)) {
        if let Some(payload) = scan::scan(json) {
            return on(payload.into());
        }
        match serde_json::from_slice::<Payload<'_>>(json) {
            Ok(payload) => on(payload.into()),
            Err(_) => self.skipped += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An event with nothing borrowed, to compare.
    type Said = (String, bool, bool, Counts, Option<String>);

    fn said(event: &Event<'_>) -> Said {
        (
            event.text.to_string(),
            event.output,
            event.done,
            event.counts,
            event.error.as_ref().map(ToString::to_string),
        )
    }

    fn decode(framing: Framing, chunks: &[&[u8]]) -> (Vec<Said>, u64) {
        let mut decoder = Decoder::with_limit(framing, 500);
        let mut out = Vec::new();
        for chunk in chunks {
            decoder.feed(chunk, |e| out.push(said(&e)));
        }
        decoder.finish(|e| out.push(said(&e)));
        (out, decoder.skipped())
    }

    const NDJSON: &str = "{\"model\":\"m\",\"response\":\"\u{1F600} \\u00e9\",\"done\":false,\"new\":{\"a\":[1,{}]}}\r\n\
        {\"message\":{\"role\":\"assistant\",\"content\":\"né\"},\"done\":false}\n\
        \n\
        not json\n\
        {\"response\":\"\",\"done\":true,\"done_reason\":\"stop\",\"eval_count\":3,\"prompt_eval_count\":null}\r\n";

    const SSE: &str = ": keep-alive\r\n\r\n\
        data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n\
        event: x\ndata:{\"choices\":[{\"delta\":{\"content\":\"ü\"}}],\"usage\":null}\n\n\
        data: {\"choices\":\ndata: [{\"text\":\"two\"}]}\n\n\
        data: {\"choices\":[],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2,\"total_tokens\":7}}\n\n\
        data: [DONE]\n\n";

    #[test]
    fn ndjson_says_text_counts_and_end() {
        let (events, skipped) = decode(Framing::Ndjson, &[NDJSON.as_bytes()]);
        assert_eq!(skipped, 1);
        let texts: Vec<&str> = events.iter().map(|e| e.0.as_str()).collect();
        assert_eq!(texts, ["\u{1F600} é", "né", ""]);
        assert_eq!(events[2].3.output_tokens, Some(3));
        assert_eq!(events[2].3.prompt_tokens, None);
        assert!(events[2].2 && !events[2].1);
    }

    #[test]
    fn sse_says_text_counts_and_end() {
        let (events, skipped) = decode(Framing::Sse, &[SSE.as_bytes()]);
        assert_eq!(skipped, 0);
        let texts: Vec<&str> = events.iter().map(|e| e.0.as_str()).collect();
        assert_eq!(texts, ["", "ü", "two", "", ""]);
        assert_eq!(events.iter().filter(|e| e.1).count(), 2);
        assert_eq!(events[3].3.output_tokens, Some(2));
        assert!(events[4].2 && events.iter().filter(|e| e.2).count() == 1);
    }

    #[test]
    fn where_the_network_cuts_changes_nothing() {
        for (framing, text) in [(Framing::Ndjson, NDJSON), (Framing::Sse, SSE)] {
            let bytes = text.as_bytes();
            let whole = decode(framing, &[bytes]);
            for a in 0..bytes.len() {
                let (head, tail) = bytes.split_at(a);
                assert_eq!(decode(framing, &[head, tail]), whole, "cut at {a}");
            }
            let single: Vec<&[u8]> = bytes.chunks(1).collect();
            assert_eq!(decode(framing, &single), whole);
        }
    }

    #[test]
    fn an_overlong_line_is_skipped_and_the_next_is_read() {
        let long = "y".repeat(600);
        let text = format!("{{\"response\":\"{long}\"}}\n{{\"response\":\"ok\"}}\n");
        for cut in [0, 1, 499, 500, 501, 614, 615, 616] {
            let (head, tail) = text.as_bytes().split_at(cut);
            let (events, skipped) = decode(Framing::Ndjson, &[head, tail]);
            assert_eq!((events.len(), skipped), (1, 1), "cut at {cut}");
            assert_eq!(events[0].0, "ok");
        }
        let event = format!("data: {long}\n\ndata: {{\"error\":\"x\"}}\n\n");
        let (events, skipped) = decode(Framing::Sse, &[event.as_bytes()]);
        assert_eq!((events.len(), skipped), (1, 1));
    }

    #[test]
    fn a_whole_object_may_span_lines_and_has_no_newline() {
        let text = b"{\n  \"model\": \"m\",\n  \"choices\": [{\"message\": {\"content\": null, \"tool_calls\": [{}]}}],\n \"usage\": {\"completion_tokens\": 9}}";
        let (events, skipped) = decode(Framing::Whole, &[&text[..20], &text[20..]]);
        assert_eq!((events.len(), skipped), (1, 0));
        assert!(events[0].1, "a tool call is output");
        assert_eq!(events[0].3.output_tokens, Some(9));
        assert_eq!(decode(Framing::Whole, &[&[b' '; 501]]), (vec![], 1));
        assert_eq!(decode(Framing::Whole, &[]), (vec![], 0));
    }

    #[test]
    fn an_error_inside_a_stream_is_said_whatever_its_form() {
        for (json, want) in [
            ("{\"error\":\"a \\\"b\\\"\"}", "a \"b\""),
            ("{\"error\":{\"message\":\"c\",\"type\":\"t\"}}", "c"),
            ("{\"error\":7}", "unreadable error"),
        ] {
            let (events, _) = decode(Framing::Ndjson, &[json.as_bytes()]);
            assert_eq!(events[0].4.as_deref(), Some(want), "{json}");
        }
    }
}
