//! Speech models: sound in, text out.

use crate::call;
use crate::call::lent::Lent;
use crate::call::sink::Segments;
use crate::device::cxx::CxxVDevice;
use crate::error::{Error, ErrorKind, Result};
use crate::handle::Owned;
use crate::handle::shim::path_text;
use crate::record::convert::milliseconds;
use hailo_sys::shim::hailo_shim_speech;
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
        let hef = path_text(CALL, hef.as_ref())?.as_bytes();
        let fresh = self.0.with(|vdevice| call::hailo_shim_speech_create(vdevice, hef))?;
        let release = call::hailo_shim_speech_destroy;
        Ok(Speech(Arc::new(Owned::new(self.library(), CALL, fresh, Some(self.clone()), Some(release))?)))
    }
}

impl Speech {
    /// The text of a sound, in segments. `audio` is 16 kHz mono, -1..=1.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
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
        let params = Lent::speech(
            u32::from(options.translate),
            options.repetition_penalty.unwrap_or(f32::NAN),
            &options.language,
        );
        let audio: Vec<u8> = audio.iter().flat_map(|sample| sample.to_ne_bytes()).collect();
        let timeout = milliseconds(timeout);
        let Segments(told) =
            self.0.with(|speech| call::hailo_shim_speech_segments(speech, &params, &audio, timeout))?;
        // A time that is none (negative, NaN, endless) is the beginning.
        let time = |seconds: f32| Duration::try_from_secs_f32(seconds).unwrap_or_default();
        let segments = told.into_iter().map(|(start, end, text)| Segment {
            start: time(start),
            end: time(end),
            text: String::from_utf8_lossy(&text).into_owned(),
        });
        Ok(segments.collect())
    }
}
