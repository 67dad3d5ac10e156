//! The short way through a line of the usual form: one piece of text, no counts, no error.
//!
//! Nearly every line of a stream is one. What is in any way unusual (an escape, a number with a fraction, a field twice,
//! a nested value that no server sends, broken JSON) is left to the full decoder, so that a line means the same by
//! either way; a property test compares them.

use std::borrow::Cow;

use super::{Choice, Part, Payload, Text};

/// What `line` says, if it is of the usual form.
pub(super) fn scan(line: &[u8]) -> Option<Payload<'_>> {
    let text = std::str::from_utf8(line).ok()?;
    let mut scanner = Scanner { text, at: 0 };
    let payload = scanner.payload()?;
    scanner.blank();
    (scanner.at == text.len()).then_some(payload)
}

/// Fields of one object that were seen.
#[derive(Default)]
struct Seen(u8);

impl Seen {
    /// `None` when the field was there before.
    fn once(&mut self, field: u8) -> Option<()> {
        let bit = 1 << field;
        let new = self.0 & bit == 0;
        self.0 |= bit;
        new.then_some(())
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scanner<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blank(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Takes `byte`, which must be next after blanks.
    fn take(&mut self, byte: u8) -> Option<()> {
        self.blank();
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// Takes `word` if it is next.
    fn word(&mut self, word: &str) -> bool {
        let found = self.text.as_bytes()[self.at..].starts_with(word.as_bytes());
        if found {
            self.at += word.len();
        }
        found
    }

    /// A string without escapes.
    fn string(&mut self) -> Option<&'a str> {
        self.take(b'"')?;
        let rest = &self.text.as_bytes()[self.at..];
        let end = rest.iter().position(|b| matches!(b, b'"' | b'\\' | 0..0x20))?;
        if rest[end] != b'"' {
            return None;
        }
        // Both ends are beside ASCII characters, so the slice is in order.
        let string = self.text.get(self.at..self.at + end)?;
        self.at += end + 1;
        Some(string)
    }

    /// Each field of an object with at least one, up to its end.
    fn object(&mut self, mut field: impl FnMut(&mut Self, &'a str) -> Option<()>) -> Option<()> {
        self.take(b'{')?;
        loop {
            let key = self.string()?;
            self.take(b':')?;
            self.blank();
            field(self, key)?;
            self.blank();
            match self.peek()? {
                b',' => self.at += 1,
                b'}' => {
                    self.at += 1;
                    return Some(());
                }
                _ => return None,
            }
        }
    }

    /// A string or null.
    fn text(&mut self) -> Option<Option<Text<'a>>> {
        if self.word("null") {
            return Some(None);
        }
        Some(Some(Text(Cow::Borrowed(self.string()?))))
    }

    /// true, false or null.
    fn truth(&mut self) -> Option<Option<bool>> {
        if self.word("false") {
            Some(Some(false))
        } else if self.word("true") {
            Some(Some(true))
        } else {
            self.word("null").then_some(None)
        }
    }

    /// A value that says nothing: a string, a truth value or a short whole number.
    fn skip(&mut self) -> Option<()> {
        match self.peek()? {
            b'"' => self.string().map(drop),
            b'0'..=b'9' => {
                let rest = &self.text.as_bytes()[self.at..];
                let length = rest.iter().take_while(|b| b.is_ascii_digit()).count();
                let plain = length < 19 && (rest[0] != b'0' || length == 1);
                let ended = matches!(rest.get(length), Some(b',' | b'}' | b']' | b' '));
                self.at += length;
                (plain && ended).then_some(())
            }
            _ => self.truth().map(drop),
        }
    }

    fn payload(&mut self) -> Option<Payload<'a>> {
        let mut payload = Payload::default();
        let mut seen = Seen::default();
        self.blank();
        self.object(|scanner, key| {
            match key {
                "model" => {
                    seen.once(0)?;
                    payload.model = scanner.text()?;
                }
                "response" => {
                    seen.once(1)?;
                    payload.response = scanner.text()?;
                }
                "thinking" => {
                    seen.once(2)?;
                    payload.thinking = scanner.text()?;
                }
                "message" => {
                    seen.once(3)?;
                    payload.message = Some(scanner.part()?);
                }
                "done" => {
                    seen.once(4)?;
                    payload.done = scanner.truth()?;
                }
                "choices" => {
                    seen.once(5)?;
                    scanner.take(b'[')?;
                    payload.choices = Some(vec![scanner.choice()?]);
                    scanner.take(b']')?;
                }
                // The last lines of a stream, and errors: rare, and worth a full look.
                "done_reason" | "eval_count" | "prompt_eval_count" | "load_duration" | "error" => {
                    return None;
                }
                // Null in every chunk but the last when it was asked for.
                "usage" => {
                    seen.once(6)?;
                    scanner.word("null").then_some(())?;
                }
                _ => scanner.skip()?,
            }
            Some(())
        })?;
        Some(payload)
    }

    fn part(&mut self) -> Option<Part<'a>> {
        let mut part = Part::default();
        let mut seen = Seen::default();
        self.object(|scanner, key| {
            match key {
                "content" => {
                    seen.once(0)?;
                    part.content = scanner.text()?;
                }
                "thinking" => {
                    seen.once(1)?;
                    part.thinking = scanner.text()?;
                }
                "reasoning_content" => {
                    seen.once(2)?;
                    part.reasoning_content = scanner.text()?;
                }
                "tool_calls" => return None,
                _ => scanner.skip()?,
            }
            Some(())
        })?;
        Some(part)
    }

    fn choice(&mut self) -> Option<Choice<'a>> {
        let mut choice = Choice::default();
        let mut seen = Seen::default();
        self.object(|scanner, key| {
            match key {
                "delta" => {
                    seen.once(0)?;
                    choice.delta = Some(scanner.part()?);
                }
                "text" => {
                    seen.once(1)?;
                    choice.text = scanner.text()?;
                }
                "finish_reason" => {
                    seen.once(2)?;
                    choice.finish_reason = scanner.text()?;
                }
                "message" => return None,
                _ => scanner.skip()?,
            }
            Some(())
        })?;
        Some(choice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::Event;
    use proptest::prelude::*;

    fn fully(line: &[u8]) -> Option<Event<'_>> {
        serde_json::from_slice::<Payload<'_>>(line).ok().map(Into::into)
    }

    const USUAL: [&str; 5] = [
        r#"{"model":"qwen2:1.5b","created_at":"2026-01-01T00:00:00Z","response":" the","done":false}"#,
        r#"{"model": "llama3.2:3b", "message": {"role": "assistant", "content": "n\u00fc"}, "done": false}"#,
        r#"{"model":"m","message":{"role":"assistant","content":"né","thinking":null},"done":false}"#,
        r#"{"id":"c-1","object":"chat.completion.chunk","created":1700000000,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":" token"},"logprobs":null,"finish_reason":null}],"usage":null}"#,
        r#"{"id":"c-1","object":"text_completion","choices":[{"index":0,"text":"two words","finish_reason":"stop"}]}"#,
    ];

    #[test]
    fn the_usual_lines_go_the_short_way() {
        for (i, line) in USUAL.iter().enumerate() {
            let scanned: Option<Event<'_>> = scan(line.as_bytes()).map(Into::into);
            // One has an escape in it.
            assert_eq!(scanned.is_some(), i != 1, "{line}");
            assert!(scanned.is_none() || scanned == fully(line.as_bytes()), "{line}");
        }
    }

    /// A value of any kind, as it may stand in a line.
    fn value() -> impl Strategy<Value = String> {
        let plain = prop_oneof![
            Just("null".to_owned()),
            Just("true".to_owned()),
            Just("false".to_owned()),
            "\"[ a-zé\u{1F600}]{0,4}\"",
            r#""(a|\\n|\\u00e9|\\ud83d|\t|\\x){0,3}""#,
            "-?[0-9]{1,20}",
            "[0-9]{1,3}(\\.[0-9]{1,2})?([eE][0-9])?",
            Just("nul".to_owned()),
            Just("[]".to_owned()),
            Just("{}".to_owned()),
        ];
        plain.prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                3 => prop::collection::vec((key(), inner.clone()), 0..4).prop_map(|fields| object(&fields)),
                1 => prop::collection::vec(inner, 0..3).prop_map(|list| format!("[{}]", list.join(","))),
            ]
        })
    }

    fn key() -> impl Strategy<Value = String> {
        prop::sample::select(vec![
            "model",
            "response",
            "thinking",
            "message",
            "done",
            "done_reason",
            "eval_count",
            "load_duration",
            "choices",
            "usage",
            "error",
            "content",
            "role",
            "tool_calls",
            "delta",
            "text",
            "finish_reason",
            "index",
            "reasoning_content",
            "mod\\u0065l",
            "new",
        ])
        .prop_map(str::to_owned)
    }

    fn object(fields: &[(String, String)]) -> String {
        let fields: Vec<String> = fields.iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
        format!("{{{}}}", fields.join(" ,"))
    }

    /// A usual line with some of its bytes changed, left out or doubled.
    fn mangled() -> impl Strategy<Value = Vec<u8>> {
        let edits = prop::collection::vec((any::<prop::sample::Index>(), 0..3_u8, any::<u8>()), 0..4);
        (prop::sample::select(USUAL.to_vec()), edits).prop_map(|(line, edits)| {
            let mut bytes = line.as_bytes().to_vec();
            for (at, edit, byte) in edits {
                let at = at.index(bytes.len());
                match edit {
                    0 => bytes[at] = byte,
                    1 => drop(bytes.remove(at)),
                    _ => bytes.insert(at, b"\"{}[]:,\\ 0nt"[usize::from(byte) % 12]),
                }
            }
            bytes
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4_000) })]

        #[test]
        fn both_ways_agree_on_any_object(fields in prop::collection::vec((key(), value()), 0..5)) {
            let line = object(&fields);
            if let Some(scanned) = scan(line.as_bytes()) {
                prop_assert_eq!(Some(Event::from(scanned)), fully(line.as_bytes()));
            }
        }

        #[test]
        fn both_ways_agree_on_a_damaged_line(line in mangled()) {
            if let Some(scanned) = scan(&line) {
                prop_assert_eq!(Some(Event::from(scanned)), fully(&line));
            }
        }
    }
}
