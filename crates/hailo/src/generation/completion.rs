//! One answer of a language model, piece by piece.

use crate::call::{self, Fresh};
use crate::error::Result;
use crate::handle::callback::{lock, outside_callbacks};
use crate::handle::{Beside, Owned};
use crate::library::Library;
use crate::record::convert::milliseconds;
use hailo_sys::shim::{
    HAILO_SHIM_ABORTED, HAILO_SHIM_GENERATING, HAILO_SHIM_LOGICAL_END, HAILO_SHIM_MAX_TOKENS_REACHED,
    hailo_shim_completion,
};
use std::any::Any;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::time::Duration;

/// Why an answer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FinishReason {
    /// The model was done.
    Stop,
    /// It reached the limit of tokens.
    Length,
    /// It was aborted.
    Aborted,
    /// Another number, from a newer library.
    Other(u32),
}

/// What one read of a completion gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Text, whole characters only; often a part of a word, sometimes empty.
    pub text: String,
    /// Tokens the device generated for it. The library hands tokens over one by one, so this is 1, or 0 for a last
    /// piece without text.
    pub tokens: u32,
    /// Set on the last piece.
    pub finish: Option<FinishReason>,
}

/// What keeps a completion's model alive, whatever kind of model it is: it is only held.
pub(crate) type Model = Arc<dyn Any + Send + Sync>;

type Handle = Owned<hailo_shim_completion, Model>;

#[derive(Debug)]
struct Inner {
    handle: Handle,
    /// One abort at a time: the library joins a thread in it.
    aborting: Mutex<()>,
    aborted: AtomicBool,
}

/// An answer being generated. Dropping it before its end aborts it, which waits for the token under way.
///
/// A model gives one answer at a time.
#[derive(Debug)]
pub struct Completion {
    inner: Arc<Inner>,
    decoder: Utf8,
    finished: bool,
}

/// Aborts a [`Completion`] from another thread, while that one waits in [`Completion::next`]. It does not keep the
/// completion alive.
#[derive(Debug, Clone)]
pub struct AbortHandle(Weak<Inner>);

impl Completion {
    pub(crate) fn keep(
        library: &Library,
        name: &'static str,
        fresh: Fresh<hailo_shim_completion>,
        model: Model,
    ) -> Result<Self> {
        let release = call::hailo_shim_completion_destroy;
        let handle = Owned::new(library, name, fresh, Some(model), Some(release))?;
        let inner = Inner { handle, aborting: Mutex::new(()), aborted: AtomicBool::new(false) };
        Ok(Self { inner: Arc::new(inner), decoder: Utf8::default(), finished: false })
    }

    /// The next piece, or `None` after the last one.
    ///
    /// Read soon after one another: a thread of the library fetches tokens ahead of these calls, and drops them when
    /// a thousand wait. After an abort the pieces that were on their way are passed over, and the last one says
    /// [`FinishReason::Aborted`].
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`ErrorKind::Timeout`](crate::ErrorKind::Timeout) when none came in time; the next call may still get it. Any
    /// other error ends the answer.
    #[doc(alias = "hailo_shim_completion_read")]
    pub fn next(&mut self, timeout: Duration) -> Result<Option<Piece>> {
        loop {
            if self.finished {
                return Ok(None);
            }
            let piece = self.read(timeout)?;
            // The library goes on with the recovery sequence, which is not the answer.
            if piece.finish.is_some() || !self.inner.aborted.load(Ordering::Acquire) {
                return Ok(Some(piece));
            }
        }
    }

    fn read(&mut self, timeout: Duration) -> Result<Piece> {
        let timeout = milliseconds(timeout);
        let read = self
            .inner
            .handle
            .with(|completion| call::hailo_shim_completion_read(completion, timeout))
            .inspect_err(|error| self.finished = error.kind() != crate::ErrorKind::Timeout);
        let (told, generation) = read?;
        let mut text = self.decoder.push(&told.one());
        let finish = match generation {
            HAILO_SHIM_GENERATING => None,
            HAILO_SHIM_MAX_TOKENS_REACHED => Some(FinishReason::Length),
            HAILO_SHIM_LOGICAL_END => Some(FinishReason::Stop),
            HAILO_SHIM_ABORTED => Some(FinishReason::Aborted),
            other => Some(FinishReason::Other(other)),
        };
        if finish.is_some() {
            self.finished = true;
            text.push_str(&self.decoder.finish());
            if generation == HAILO_SHIM_ABORTED || self.inner.aborted.load(Ordering::Acquire) {
                text.clear();
            }
        }
        let tokens = u32::from(finish.is_none() || !text.is_empty());
        Ok(Piece { text, tokens, finish })
    }

    /// Asks the device to stop, and waits until it has. [`Completion::next`] then gives the last piece.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_completion_abort")]
    pub fn abort(&self) -> Result<()> {
        self.inner.abort()
    }

    /// For aborting from elsewhere.
    #[must_use]
    pub fn abort_handle(&self) -> AbortHandle {
        AbortHandle(Arc::downgrade(&self.inner))
    }

    /// Whether the last piece has been read.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.finished
    }
}

impl AbortHandle {
    /// Asks the device to stop, and waits until it has. Nothing happens where the completion is gone already.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_completion_abort")]
    pub fn abort(&self) -> Result<()> {
        self.0.upgrade().map_or(Ok(()), |inner| inner.abort())
    }
}

impl Inner {
    fn abort(&self) -> Result<()> {
        outside_callbacks("hailo_shim_completion_abort")?;
        let _alone = lock(&self.aborting);
        if self.aborted.load(Ordering::Acquire) {
            return Ok(());
        }
        // Before the call: the library gives the recovery sequence to a reader while it has not come back yet.
        self.aborted.store(true, Ordering::Release);
        call::hailo_shim_completion_abort(self.handle.beside(Beside::CompletionAbort))
            .inspect_err(|_| self.aborted.store(false, Ordering::Release))
    }
}

/// Decodes UTF-8 that may be cut anywhere.
#[derive(Debug, Default)]
struct Utf8 {
    /// The beginning of a character, at most three bytes.
    rest: Vec<u8>,
}

impl Utf8 {
    /// The whole characters so far. Bytes that can be none become U+FFFD.
    fn push(&mut self, bytes: &[u8]) -> String {
        self.rest.extend_from_slice(bytes);
        let mut text = String::with_capacity(self.rest.len());
        let mut at = 0;
        for chunk in self.rest.utf8_chunks() {
            text.push_str(chunk.valid());
            at += chunk.valid().len();
            let invalid = chunk.invalid();
            let is_last = at + invalid.len() == self.rest.len();
            if is_last && !invalid.is_empty() && is_beginning(invalid) {
                break;
            }
            at += invalid.len();
            if !invalid.is_empty() {
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        self.rest.drain(..at);
        text
    }

    /// What is left when nothing more comes.
    fn finish(&mut self) -> String {
        let left = String::from_utf8_lossy(&self.rest).into_owned();
        self.rest.clear();
        left
    }
}

/// Whether more bytes could make a character of these.
fn is_beginning(bytes: &[u8]) -> bool {
    matches!(std::str::from_utf8(bytes), Err(error) if error.valid_up_to() == 0 && error.error_len().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_survives_any_cut() {
        let text = "a→ü🦀\u{fffd}語";
        for size in 1..=text.len() {
            let mut decoder = Utf8::default();
            let mut decoded: String = text.as_bytes().chunks(size).map(|chunk| decoder.push(chunk)).collect();
            decoded.push_str(&decoder.finish());
            assert_eq!(decoded, text, "cut every {size} bytes");
        }
    }

    #[test]
    fn what_is_no_text_is_replaced_and_nothing_is_held_for_ever() {
        let mut decoder = Utf8::default();
        assert_eq!(decoder.push(b"a\xffb"), "a\u{fffd}b");
        assert_eq!(decoder.push(b"\xf0\x9f"), "", "the beginning of a character waits");
        assert_eq!(decoder.push(b"x"), "\u{fffd}x", "and turns out to be none");
        assert_eq!(decoder.push(b"\xe2\x82"), "");
        assert_eq!(decoder.finish(), "\u{fffd}");
        assert_eq!(decoder.finish(), "");
    }
}
