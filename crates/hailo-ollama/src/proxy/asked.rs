//! What a request asks for, read from the beginning of its body while that passes through.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use serde::Deserializer;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

/// Longest model name that becomes a label, in bytes.
const NAME_LIMIT: usize = 128;

/// What the recorder wants to know of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) model: Option<String>,
    pub(super) stream: Option<bool>,
    /// Whether a prompt or a message was seen.
    pub(super) input: bool,
    /// Whether the whole body was read, so that what was not seen is not there.
    pub(super) complete: bool,
}

impl Asked {
    /// Reads as much of a JSON object as there is; a cut or malformed rest ends it quietly.
    pub(super) fn read(body: &[u8]) -> Self {
        let mut asked = Self::default();
        let mut json = serde_json::Deserializer::from_slice(body);
        asked.complete = json.deserialize_map(Fields(&mut asked)).is_ok();
        asked
    }

    /// A request without a prompt only loads or unloads its model: no inference.
    pub(super) fn only_loads(&self) -> bool {
        self.complete && !self.input
    }
}

/// Keeps a name that may become a label.
pub(super) fn label(name: &str) -> Option<String> {
    let fits = !name.is_empty() && name.len() <= NAME_LIMIT && !name.contains(char::is_control);
    fits.then(|| name.to_owned())
}

struct Fields<'a>(&'a mut Asked);

impl<'de> Visitor<'de> for Fields<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(key) = map.next_key::<std::borrow::Cow<'_, str>>()? {
            match &*key {
                "model" => {
                    self.0.model = map.next_value::<Value>()?.as_str().and_then(label);
                }
                "stream" => self.0.stream = map.next_value::<Value>()?.as_bool(),
                "prompt" | "messages" => {
                    // Seen before its value is read: the value may be the part that is cut off.
                    self.0.input = true;
                    self.0.input = match map.next_value::<Value>()? {
                        Value::String(text) => !text.is_empty(),
                        Value::Array(list) => !list.is_empty(),
                        _ => false,
                    };
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// A request body whose first frames were already read; hands them on unchanged, then the rest.
#[derive(Debug)]
pub(super) struct Replayed<B> {
    first: VecDeque<Frame<Bytes>>,
    /// Bytes in `first`.
    held: u64,
    rest: B,
}

impl<B: Body<Data = Bytes> + Unpin> Replayed<B> {
    /// Nothing read yet.
    pub(super) fn untouched(rest: B) -> Self {
        Self { first: VecDeque::new(), held: 0, rest }
    }

    /// Reads up to `limit` bytes (and to the end of the frame that passes it) and what they ask for.
    pub(super) async fn peek(rest: B, limit: usize) -> Result<(Self, Asked), B::Error> {
        let mut body = Self::untouched(rest);
        let mut bytes = Vec::new();
        while !body.rest.is_end_stream() && bytes.len() < limit {
            let next = std::future::poll_fn(|cx| Pin::new(&mut body.rest).poll_frame(cx)).await;
            let Some(frame) = next.transpose()? else { break };
            if let Some(data) = frame.data_ref() {
                bytes.extend_from_slice(data);
                body.held += data.len() as u64;
            }
            body.first.push_back(frame);
        }
        Ok((body, Asked::read(&bytes)))
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
            return Poll::Ready(Some(Ok(frame)));
        }
        Pin::new(&mut self.rest).poll_frame(cx)
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

    #[test]
    fn a_request_is_read_wherever_it_is_cut() {
        let body = br#"{"options":{"a":[1]},"model":"qwen2:1.5b","stream":false,"messages":[{"role":"user","content":"hi"}]}"#;
        let whole = Asked::read(body);
        assert_eq!(whole.model.as_deref(), Some("qwen2:1.5b"));
        assert_eq!(whole.stream, Some(false));
        assert!(whole.input && whole.complete && !whole.only_loads());
        for cut in 0..body.len() {
            let part = Asked::read(&body[..cut]);
            assert!(!part.complete && !part.only_loads());
            if cut > 50 {
                assert_eq!(part.model, whole.model);
            }
        }
    }

    #[test]
    fn a_request_without_input_only_loads() {
        for body in [
            r#"{"model":"m"}"#,
            r#"{"model":"m","prompt":""}"#,
            r#"{"model":"m","messages":[],"keep_alive":0}"#,
        ] {
            assert!(Asked::read(body.as_bytes()).only_loads(), "{body}");
        }
        assert!(!Asked::read(b"not json").only_loads());
    }

    #[test]
    fn names_that_make_bad_labels_are_refused() {
        assert_eq!(label(""), None);
        assert_eq!(label(&"x".repeat(129)), None);
        assert_eq!(label("a\nb"), None);
        assert_eq!(Asked::read(br#"{"model":7}"#).model, None);
    }
}
