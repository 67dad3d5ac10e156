//! What a request asks for, read from its body while that passes through.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::PoisonError;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hailo_http::{Budget, Charge, Upload, UploadError};
use http::HeaderMap;
use http_body::{Body, Frame, SizeHint};

use crate::coding::Coding;
use crate::decode::json::{Json, Meaning, Step, unescaped};
use crate::recording::{AskedName, label};

/// What a request gives the model to work on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Input {
    /// Nothing: no prompt, no messages, or null.
    #[default]
    None,
    /// An empty text or list: Ollama loads its model then, hailo-ollama runs it.
    Empty,
    Some,
}

/// What the recorder wants to know of a request, as far as it is known.
#[derive(Debug, Default)]
struct Fields {
    model: Option<String>,
    input: Input,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Nothing,
    Root,
    Input,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Field {
    #[default]
    Nothing,
    Root,
    Model,
    Input,
}

impl Meaning for Fields {
    type Place = Place;
    type Field = Field;

    fn key(&mut self, place: Place, key: &[u8]) -> Field {
        if place != Place::Root {
            return Field::Nothing;
        }
        // Ollama reads names in any case.
        let is = |names: &[&str]| names.iter().any(|name| key.eq_ignore_ascii_case(name.as_bytes()));
        if is(&["model"]) {
            Field::Model
        } else if is(&["prompt", "messages", "images", "input"]) {
            Field::Input
        } else {
            if key.contains(&b'\\') {
                // It may be any of these, written so that nobody sees it.
                self.input = Input::Some;
            }
            Field::Nothing
        }
    }

    fn element(&mut self, place: Place) -> Field {
        if place == Place::Input {
            self.input = Input::Some;
        }
        Field::Nothing
    }

    fn open(&mut self, field: Field, list: bool) -> Place {
        match (field, list) {
            (Field::Root, false) => Place::Root,
            (Field::Input, true) => {
                self.input = self.input.max(Input::Empty);
                Place::Input
            }
            (Field::Input, false) => {
                self.input = Input::Some;
                Place::Nothing
            }
            _ => Place::Nothing,
        }
    }

    fn keeps(field: Field) -> bool {
        field == Field::Model
    }

    fn text(&mut self, field: Field, length: u64, kept: &[u8]) {
        match field {
            Field::Model => self.model = label(&unescaped(kept)),
            Field::Input => self.input = self.input.max(if length > 0 { Input::Some } else { Input::Empty }),
            _ => {}
        }
    }

    fn word(&mut self, field: Field, word: &[u8]) {
        if field == Field::Input && word != b"null" {
            self.input = Input::Some;
        }
    }

    fn close(&mut self, _: Place) {}
}

/// The reader of one request's body.
#[derive(Debug)]
pub(super) struct Asked {
    coding: Coding,
    json: Json<Fields>,
    fields: Fields,
    state: State,
    /// Whoever records the request looks for its model here.
    name: AskedName,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    /// The whole object was read: what was not seen is not there.
    Complete,
    Broken,
}

impl Asked {
    pub(super) fn new(headers: &HeaderMap) -> Self {
        Self {
            coding: Coding::of(headers),
            json: Json::new(),
            fields: Fields::default(),
            state: State::Reading,
            name: AskedName::default(),
        }
    }

    pub(super) fn name(&self) -> AskedName {
        self.name.clone()
    }

    pub(super) fn model(&self) -> Option<&str> {
        self.fields.model.as_deref()
    }

    /// What it gives the model to work on; `None` while that is not known.
    pub(super) fn input(&self) -> Option<Input> {
        (self.state == State::Complete || self.fields.input == Input::Some).then_some(self.fields.input)
    }

    fn is_known(&self) -> bool {
        self.state != State::Reading || (self.fields.model.is_some() && self.fields.input == Input::Some)
    }

    pub(super) fn read(&mut self, bytes: &[u8]) {
        let Self { coding, json, fields, state, .. } = self;
        coding.read(bytes, |text| read(text, json, fields, state));
        if self.fields.model.is_some() {
            let mut name = self.name.lock().unwrap_or_else(PoisonError::into_inner);
            if *name != self.fields.model {
                name.clone_from(&self.fields.model);
            }
        }
    }
}

fn read(mut text: &[u8], json: &mut Json<Fields>, fields: &mut Fields, state: &mut State) {
    if !json.is_open() {
        text = text.trim_ascii_start();
    }
    if text.is_empty() {
        return;
    }
    *state = match (*state, json.feed(text, Field::Root, fields)) {
        (State::Reading, Step::More) => State::Reading,
        (State::Reading, Step::Closed(used))
            if text.get(used..).unwrap_or_default().trim_ascii().is_empty() =>
        {
            State::Complete
        }
        _ => State::Broken,
    };
}

/// A request body that is read as it passes, the first of it before it is sent.
#[derive(Debug)]
pub(super) struct Replayed<B> {
    first: VecDeque<Frame<Bytes>>,
    /// Bytes in `first`.
    held: u64,
    /// Their share of the memory for bodies.
    charge: Option<Charge>,
    rest: B,
    asked: Option<Box<Asked>>,
}

/// Why a body's beginning could not be read.
#[derive(Debug)]
pub(super) enum PeekError {
    Upload(UploadError),
    NoMemory,
}

impl std::fmt::Display for PeekError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Upload(error) => error.fmt(f),
            Self::NoMemory => f.write_str("no memory for another request body; try again later"),
        }
    }
}

/// How much of a body is read before it is sent on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peek {
    /// No more than so many bytes are read, even if the model and the input are not known yet.
    pub(super) inspect: usize,
    /// At least so many bytes (or the whole body) are read, even if they are.
    pub(super) hold: usize,
    /// How long to wait for memory.
    pub(super) patience: Duration,
}

impl Replayed<Upload> {
    /// Reads until `asked` knows the model and that there is input, but no more than `peek` says, and to the end of the
    /// frame that passes it. What comes after is read as it passes.
    pub(super) async fn peek(
        rest: Upload,
        asked: Asked,
        peek: Peek,
        budget: &Budget,
    ) -> Result<Self, PeekError> {
        let mut body = Self::untouched(rest);
        let mut charge = budget.charge();
        let mut asked = Box::new(asked);
        while !body.rest.is_end_stream()
            && (body.held < peek.inspect as u64 && !asked.is_known() || body.held < peek.hold as u64)
        {
            let next = std::future::poll_fn(|cx| Pin::new(&mut body.rest).poll_frame(cx)).await;
            let Some(frame) = next.transpose().map_err(PeekError::Upload)? else { break };
            if let Some(data) = frame.data_ref() {
                asked.read(data);
                body.held += data.len() as u64;
            }
            body.first.push_back(frame);
            if !charge.grow_to(usize::try_from(body.held).unwrap_or(usize::MAX), peek.patience).await {
                return Err(PeekError::NoMemory);
            }
        }
        body.charge = Some(charge);
        body.asked = Some(asked);
        Ok(body)
    }
}

impl<B: Body<Data = Bytes> + Unpin> Replayed<B> {
    /// A body that nobody reads.
    pub(super) fn untouched(rest: B) -> Self {
        Self { first: VecDeque::new(), held: 0, charge: None, rest, asked: None }
    }

    /// What is known of the request.
    pub(super) fn asked(&self) -> Option<&Asked> {
        self.asked.as_deref()
    }
}

impl<B: Body<Data = Bytes> + Unpin> Body for Replayed<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        if let Some(frame) = self.first.pop_front() {
            self.held -= frame.data_ref().map_or(0, |d| d.len() as u64);
            if self.first.is_empty() {
                self.charge = None;
            }
            return Poll::Ready(Some(Ok(frame)));
        }
        let frame = Pin::new(&mut self.rest).poll_frame(cx);
        if let Some(asked) = &mut self.asked
            && asked.state == State::Reading
            && let Poll::Ready(Some(Ok(frame))) = &frame
            && let Some(data) = frame.data_ref()
        {
            asked.read(data);
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.first.is_empty() && self.rest.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        let rest = self.rest.size_hint();
        let mut hint = SizeHint::new();
        hint.set_lower(rest.lower() + self.held);
        if let Some(upper) = rest.upper() {
            hint.set_upper(upper + self.held);
        }
        hint
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::{HeaderValue, header};
    use std::io::Write;

    fn asked(body: &[u8], step: usize) -> Asked {
        let mut asked = Asked::new(&HeaderMap::new());
        for piece in body.chunks(step) {
            asked.read(piece);
        }
        asked
    }

    #[test]
    fn a_request_is_read_wherever_it_is_cut() {
        let body = br#"{"options":{"model":1,"a":[1]},"model":"qwen2:1.5b","stream":false,"messages":[{"role":"user","content":"hi"}]}"#;
        for step in 1..body.len() + 1 {
            let asked = asked(body, step);
            assert_eq!((asked.model(), asked.input()), (Some("qwen2:1.5b"), Some(Input::Some)), "{step}");
            assert_eq!(asked.name().lock().unwrap().as_deref(), Some("qwen2:1.5b"));
        }
        let part = asked(&body[..60], 60);
        assert_eq!((part.model(), part.input()), (Some("qwen2:1.5b"), None));
    }

    #[test]
    fn a_name_is_found_behind_anything() {
        let picture = "A".repeat(3 << 20);
        for before in [
            format!(r#""messages":[{{"role":"user","content":[{{"url":"data:{picture}"}}]}}]"#),
            r#""prompt":"\ud83d \"model\":\"no\" \\""#.to_owned(),
            r#""stop":["}","{"],"prompt":["a"]"#.to_owned(),
            "\"prompt\":\"\u{7f}\t\"".to_owned(),
        ] {
            let asked = asked(format!("\r\n {{{before} , \"model\" : \"m\"}}\n").as_bytes(), 1000);
            assert_eq!((asked.model(), asked.input()), (Some("m"), Some(Input::Some)));
            assert!(std::mem::size_of_val(&asked) < 1000);
        }
        let broken = asked(b"{\"prompt\":\"\xe6\x97 is no text\",\"model\":\"org\\/m\\u00e9\"}", 3);
        assert_eq!(broken.model(), Some("org/mé"));
    }

    #[test]
    fn what_a_request_gives_is_nothing_an_empty_thing_or_something() {
        for (body, want) in [
            (r#"{"model":"m"}"#, Some(Input::None)),
            (r#"{"model":"m","prompt":null,"keep_alive":0}"#, Some(Input::None)),
            (r#"{"model":"m","prompt":""}"#, Some(Input::Empty)),
            (r#"{"model":"m","messages":[],"keep_alive":0}"#, Some(Input::Empty)),
            (r#"{"model":"m","Prompt":"x"}"#, Some(Input::Some)),
            (r#"{"model":"m","PROMPT":"x"}"#, Some(Input::Some)),
            (r#"{"model":"m","pr\u006fmpt":"x"}"#, Some(Input::Some)),
            (r#"{"model":"m","input":["a"]}"#, Some(Input::Some)),
            (r#"{"model":"m""#, None),
            ("not json", None),
            (r#"{"model":"m"} {"prompt":"x"}"#, None),
        ] {
            assert_eq!(asked(body.as_bytes(), 4).input(), want, "{body}");
        }
    }

    #[test]
    fn a_compressed_request_is_read_too() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(br#"{"messages":["hi"],"model":"m"}"#).unwrap();
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        let mut asked = Asked::new(&headers);
        for piece in gzip.finish().unwrap().chunks(3) {
            asked.read(piece);
        }
        assert_eq!(asked.model(), Some("m"));
    }

    #[test]
    fn names_that_make_bad_labels_are_none() {
        for name in ["", "a\\nb", &"x".repeat(129), &"x".repeat(100_000)] {
            assert_eq!(
                asked(format!("{{\"model\":\"{name}\"}}").as_bytes(), 50).model(),
                None,
                "{}",
                name.len()
            );
        }
        assert_eq!(asked(br#"{"model":7}"#, 50).model(), None);
    }
}
