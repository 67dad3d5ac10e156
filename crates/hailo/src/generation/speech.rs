//! Speech models: sound in, text out.

use crate::device::cxx::CxxVDevice;
use crate::error::{Error, ErrorKind, Result};
use crate::handle::Owned;
use crate::handle::shim::{destroy, on, path_text, slice};
use crate::library::Library;
use crate::record::convert::milliseconds;
use hailo_sys::shim::{hailo_shim_slice, hailo_shim_speech, hailo_shim_speech_params};
use std::ffi::c_void;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A speech model in the device. Cloning is cheap. It does one thing at a time.
#[derive(Debug, Clone)]
pub struct Speech(Arc<Owned<hailo_shim_speech, CxxVDevice>>);

/// What to make of the sound.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct SpeechOptions {
    /// Translate into English rather than write down what is said.
    pub translate: bool,
    /// The language spoken (`en`, `de`, …); empty for the library to find out.
    pub language: String,
    /// Above 1 makes repetitions less likely; needs HailoRT 5.2. `None` for the model's own.
    pub repetition_penalty: Option<f32>,
}

/// A stretch of speech and its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// From the beginning of the sound.
    pub start: Duration,
    /// From the beginning of the sound.
    pub end: Duration,
    /// What was said.
    pub text: String,
}

impl CxxVDevice {
    /// Loads a speech model. Takes seconds. Needs HailoRT 5.1.
    ///
    /// # Errors
    /// As [`CxxVDevice::llm`].
    #[doc(alias = "hailo_shim_speech_create")]
    pub fn speech(&self, hef: impl AsRef<Path>) -> Result<Speech> {
        const CALL: &str = "hailo_shim_speech_create";
        let hef = slice(path_text(CALL, hef.as_ref())?.as_bytes());
        let mut raw = std::ptr::null_mut();
        on!(self.0, hailo_shim_speech_create(hef, &raw mut raw))?;
        Ok(Speech(Arc::new(Owned::new(self.library(), CALL, raw, Some(self.clone()), Some(release))?)))
    }
}

impl Speech {
    /// The text of a sound, in segments. `audio` is 16 kHz mono, -1..=1.
    ///
    /// # Errors
    /// [`ErrorKind::Timeout`]; [`ErrorKind::InvalidArgument`] for no sound; others as the library answers.
    #[doc(alias = "hailo_shim_speech_segments")]
    pub fn segments(
        &self,
        audio: &[f32],
        options: &SpeechOptions,
        timeout: Duration,
    ) -> Result<Vec<Segment>> {
        const CALL: &str = "hailo_shim_speech_segments";
        if audio.is_empty() {
            return Err(Error::refused(ErrorKind::InvalidArgument, CALL, "no sound"));
        }
        let params = hailo_shim_speech_params {
            task: u32::from(options.translate),
            repetition_penalty: options.repetition_penalty.unwrap_or(f32::NAN),
            language: slice(options.language.as_bytes()),
        };
        let audio = hailo_shim_slice { data: audio.as_ptr().cast(), len: size_of_val(audio) };
        let timeout = milliseconds(timeout);
        let mut segments: Vec<Segment> = Vec::new();
        let context: *mut c_void = (&raw mut segments).cast();
        on!(self.0, hailo_shim_speech_segments(&raw const params, audio, timeout, Some(sink), context))?;
        Ok(segments)
    }
}

/// Keeps a segment.
///
/// # Safety
/// `context` is a `Vec<Segment>`, alone for the call; `text` is `len` readable bytes, or `len` is 0.
unsafe extern "C" fn sink(context: *mut c_void, start: f32, end: f32, text: *const u8, len: usize) {
    // SAFETY: the caller's promise.
    let Some(segments) = (unsafe { context.cast::<Vec<Segment>>().as_mut() }) else { return };
    let bytes = if text.is_null() || len == 0 {
        &[][..]
    } else {
        // SAFETY: the caller's promise, and `text` is not NULL.
        unsafe { std::slice::from_raw_parts(text, len) }
    };
    // A time that is none (negative, NaN, endless) is the beginning.
    let time = |seconds: f32| Duration::try_from_secs_f32(seconds).unwrap_or_default();
    segments.push(Segment {
        start: time(start),
        end: time(end),
        text: String::from_utf8_lossy(bytes).into_owned(),
    });
}

/// Destroys a model.
///
/// # Safety
/// As [`crate::handle::Release`].
unsafe fn release(library: &Library, raw: *mut hailo_shim_speech) -> Result<()> {
    // SAFETY: the handle is live and this is its last use.
    unsafe { destroy(library, |api| api.hailo_shim_speech_destroy, raw) }
}
