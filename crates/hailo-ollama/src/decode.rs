//! What an answer says, read from its bytes as they come.
//!
//! The bytes themselves tell how they are framed: a JSON object a line (Ollama's streams), server-sent events (OpenAI's,
//! Anthropic's), or one object in all. Where the network cuts them changes nothing. Nothing of an answer is kept but
//! names: a line of any length costs no memory.
//!
//! Every field is read on its own. One of another type, an unknown name, text that is no Unicode never costs the fields
//! beside it; counts come as whole numbers, with a fraction or in quotes, and one that can't be is left out. A line that
//! is not JSON is skipped and counted in [`Decoder::skipped`].

mod answer;
pub(crate) mod json;

use answer::{Answer, Field, Kind};
use json::{Json, Step};

/// What one line, event or object says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    /// The model that answers; in the first event that says it.
    pub model: Option<String>,
    /// Whether it carries generated output: text, reasoning, a refusal, a call of a tool, an embedding, a picture.
    pub output: bool,
    /// Whether it is an answer in one piece, which shows no first token.
    pub whole: bool,
    /// Whether the model has finished, as far as is known by now; counts may still follow.
    pub finished: bool,
    /// Whether this ends the answer.
    pub done: bool,
    /// Whether the server only loaded or unloaded the model.
    pub loads: bool,
    /// What the server counted.
    pub counts: Counts,
    /// The error that the server reports, inside an answer that began well; empty where it does not say which.
    pub error: Option<String>,
}

/// What a server counted; a count that it does not print, or that can't be, is `None`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tokens of the prompt; at most 2^24.
    pub prompt_tokens: Option<u64>,
    /// Tokens generated; at most 2^24.
    pub output_tokens: Option<u64>,
    /// Nanoseconds of loading the model; at most a day.
    pub load_ns: Option<u64>,
}

/// Longest name of a field or an event that is compared, in bytes.
const NAME: usize = 48;

/// Where the next byte stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// At the beginning of a line.
    Start,
    /// In the name of a field of an event.
    Name,
    /// In the name of an event, after `event:`.
    EventName,
    /// In data of an event; `true` in a field that says that it is an error.
    Data(bool),
    /// In a JSON value that stands for itself.
    Bare,
    /// After such a value, or in a line that says nothing.
    Rest,
}

/// A decoder of one answer.
///
/// ```
/// use hailo_ollama::decode::Decoder;
///
/// let mut decoder = Decoder::new();
/// let mut tokens = 0;
/// // Chunks end anywhere; the dialect is known by its bytes.
/// for chunk in [r#"{"model":"m","response":"Hel"#, "lo\"}\n", "{\"done\":true,\"eval_count\":7}\n"] {
///     decoder.feed(chunk.as_bytes(), |event| tokens = event.counts.output_tokens.unwrap_or(tokens));
/// }
/// assert_eq!((tokens, decoder.is_within()), (7, false));
/// ```
#[derive(Debug)]
pub struct Decoder {
    at: At,
    /// The last byte ended a line as `\r`: a `\n` now belongs to it.
    after_return: bool,
    /// The name that is being read.
    name: Vec<u8>,
    /// What the name of the current event says.
    kind: Kind,
    json: Json<Answer>,
    answer: Answer,
    skipped: u64,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

impl Decoder {
    /// A decoder that has seen nothing.
    #[must_use]
    pub fn new() -> Self {
        Self {
            at: At::Start,
            after_return: false,
            name: Vec::new(),
            kind: Kind::None,
            json: Json::new(),
            answer: Answer::default(),
            skipped: 0,
        }
    }

    /// Lines, events or objects that were no JSON.
    #[must_use]
    pub fn skipped(&self) -> u64 {
        self.skipped
    }

    /// Whether an object has begun that has not ended: if nothing follows, the answer was cut off.
    #[must_use]
    pub fn is_within(&self) -> bool {
        self.json.is_open()
    }

    /// Takes the bytes of one network chunk and reports what became complete, in order.
    pub fn feed(&mut self, mut bytes: &[u8], mut on: impl FnMut(Event)) {
        while let Some(&byte) = bytes.first() {
            let used = match self.at {
                At::Bare => self.value(bytes, false, Kind::None, &mut on),
                At::Start if matches!(byte, b'{' | b'[') && !self.json.is_open() => {
                    self.at = At::Bare;
                    0
                }
                At::Start => self.start(byte, &mut on),
                At::Name | At::EventName => self.take_name(byte, &mut on),
                At::Data(error) => {
                    let end = memchr::memchr2(b'\n', b'\r', bytes).unwrap_or(bytes.len());
                    if end == 0 {
                        self.line_ends(byte);
                        1
                    } else {
                        let kind = if error { Kind::Error } else { self.kind };
                        self.value(bytes.get(..end).unwrap_or_default(), true, kind, &mut on)
                    }
                }
                At::Rest => match memchr::memchr2(b'\n', b'\r', bytes) {
                    Some(end) => {
                        self.line_ends(*bytes.get(end).unwrap_or(&b'\n'));
                        end + 1
                    }
                    None => bytes.len(),
                },
            };
            bytes = bytes.get(used..).unwrap_or_default();
        }
    }

    /// What was begun is no JSON. Where it should have said what went wrong, that alone says that something did.
    fn broken(&mut self, kind: Kind, on: &mut impl FnMut(Event)) {
        self.json.reset();
        self.answer.forget();
        self.skipped += 1;
        if kind == Kind::Error {
            on(self.answer.event(true, kind));
        }
    }

    fn start(&mut self, byte: u8, on: &mut impl FnMut(Event)) -> usize {
        match byte {
            b'\n' if std::mem::take(&mut self.after_return) => {}
            b'\n' | b'\r' => {
                // An empty line ends an event, whatever there is of it.
                self.after_return = byte == b'\r';
                if self.json.is_open() {
                    self.broken(self.kind, on);
                }
                self.kind = Kind::None;
            }
            // What stands before a value that stands for itself: blanks, and a mark of the order of bytes.
            b' ' | b'\t' | 0xEF | 0xBB | 0xBF => self.after_return = false,
            _ => {
                self.after_return = false;
                self.name.clear();
                self.at = At::Name;
                return 0;
            }
        }
        1
    }

    fn line_ends(&mut self, byte: u8) {
        self.after_return = byte == b'\r';
        self.at = At::Start;
    }

    /// One byte of the name of a field or of an event.
    fn take_name(&mut self, byte: u8, on: &mut impl FnMut(Event)) -> usize {
        let ends = matches!(byte, b'\n' | b'\r');
        if self.at == At::EventName && !ends {
            if self.name.len() < NAME && !(self.name.is_empty() && byte == b' ') {
                self.name.push(byte);
            }
            return 1;
        }
        if self.at == At::EventName {
            self.kind = Kind::of(&self.name);
        } else if byte == b':' {
            self.at = match self.name.as_slice() {
                b"data" => At::Data(false),
                // llama.cpp's name for data that says what went wrong.
                b"error" => At::Data(true),
                b"event" => At::EventName,
                // Comments, too, have no name.
                b"id" | b"retry" | b"" => At::Rest,
                _ => {
                    self.skipped += 1;
                    At::Rest
                }
            };
            if matches!(self.at, At::Data(_)) && self.json.is_open() {
                // Lines of data are one text, with a line break between them.
                self.more(b"\n", on);
            }
            self.name.clear();
            return 1;
        } else if !ends && self.name.len() < NAME {
            self.name.push(byte);
            return 1;
        } else {
            self.skipped += 1;
            self.at = At::Rest;
            return 0;
        }
        self.line_ends(byte);
        1
    }

    /// Feeds bytes that can't end a value.
    fn more(&mut self, bytes: &[u8], on: &mut impl FnMut(Event)) {
        if matches!(self.json.feed(bytes, Field::Root, &mut self.answer), Step::Broken(_)) {
            self.broken(self.kind, on);
            self.at = At::Rest;
        }
    }

    /// Reads on in a value; answers how many bytes that took.
    fn value(&mut self, bytes: &[u8], streamed: bool, kind: Kind, on: &mut impl FnMut(Event)) -> usize {
        let mut blanks = 0;
        if !self.json.is_open() {
            blanks = bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
            if blanks == bytes.len() {
                return blanks;
            }
        }
        let rest = bytes.get(blanks..).unwrap_or_default();
        match self.json.feed(rest, Field::Root, &mut self.answer) {
            Step::More => bytes.len(),
            Step::Closed(used) => {
                let event = self.answer.event(streamed, kind);
                if !streamed {
                    // What may come before the next value is what may stand at the beginning of a line.
                    self.at = At::Start;
                    if !event.whole && !event.done {
                        self.json.by_line();
                    }
                }
                on(event);
                blanks + used
            }
            Step::Broken(used) => {
                self.broken(kind, on);
                self.at = At::Rest;
                blanks + used
            }
        }
    }
}

#[cfg(test)]
mod tests;
