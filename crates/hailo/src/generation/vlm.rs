//! Vision language models: a prompt and pictures in, a completion out.

use crate::device::cxx::CxxVDevice;
use crate::error::{Error, ErrorKind, Result};
use crate::generation::completion::Completion;
use crate::generation::llm::{GenerateOptions, NO_PARAMS, Prompt, slices};
use crate::handle::Owned;
use crate::handle::shim::{destroy, on, path_text, slice};
use crate::library::Library;
use crate::record::format::{Format, FormatOrder, FormatType, Shape};
use crate::record::padded::{FIXED, fill};
use hailo_sys::shim::{hailo_shim_frame_info, hailo_shim_generator_params, hailo_shim_vlm};
use std::path::Path;
use std::sync::Arc;

/// A vision language model in the device. Cloning is cheap. It gives one answer at a time.
#[derive(Debug, Clone)]
pub struct Vlm(Arc<Owned<hailo_shim_vlm, CxxVDevice>>);

/// The pictures a [`Vlm`] takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VlmFrame {
    /// Bytes of one picture.
    pub size: usize,
    /// Rows, columns, channels.
    pub shape: Shape,
    /// Element type and order.
    pub format: Format,
}

impl CxxVDevice {
    /// Loads a vision language model. Takes seconds.
    ///
    /// # Errors
    /// As [`CxxVDevice::llm`].
    #[doc(alias = "hailo_shim_vlm_create")]
    pub fn vlm(&self, hef: impl AsRef<Path>, optimize_memory_on_device: bool) -> Result<Vlm> {
        const CALL: &str = "hailo_shim_vlm_create";
        let hef = slice(path_text(CALL, hef.as_ref())?.as_bytes());
        let optimize = u32::from(optimize_memory_on_device);
        let mut raw = std::ptr::null_mut();
        on!(self.0, hailo_shim_vlm_create(hef, optimize, &raw mut raw))?;
        Ok(Vlm(Arc::new(Owned::new(self.library(), CALL, raw, Some(self.clone()), Some(release))?)))
    }
}

impl Vlm {
    fn library(&self) -> &Library {
        self.0.library()
    }

    /// What its pictures must look like.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_vlm_frame_info")]
    pub fn frame(&self) -> Result<VlmFrame> {
        let info = fill(&FIXED, "hailo_shim_vlm_frame_info", hailo_shim_frame_info::default(), |out| {
            on!(self.0, hailo_shim_vlm_frame_info(out))
        })?;
        Ok(VlmFrame {
            size: info.frame_size as usize,
            shape: Shape { height: info.height, width: info.width, features: info.features },
            format: Format::new(
                FormatType::from_raw(info.format_type),
                FormatOrder::from_raw(info.format_order),
            ),
        })
    }

    /// How the model samples unless told otherwise; every value is set.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_vlm_generator_params")]
    pub fn default_options(&self) -> Result<GenerateOptions> {
        Ok(GenerateOptions::of(&self.own_params()?))
    }

    fn own_params(&self) -> Result<hailo_shim_generator_params> {
        let params = fill(&FIXED, "hailo_shim_vlm_generator_params", NO_PARAMS, |out| {
            on!(self.0, hailo_shim_vlm_generator_params(out))
        })?;
        Ok(params)
    }

    /// Starts an answer about pictures, as many as the prompt speaks of (see [`Prompt::user_with_images`]).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for options out of range, for a prompt of plain text, with tools or of nothing,
    /// and for a picture of another size than [`Vlm::frame`] says; others as the library answers.
    #[doc(alias = "hailo_shim_vlm_generate")]
    pub fn generate(
        &self,
        prompt: &Prompt,
        images: &[&[u8]],
        options: &GenerateOptions,
    ) -> Result<Completion> {
        const CALL: &str = "hailo_shim_vlm_generate";
        let refused = |why: String| Err(Error::refused(ErrorKind::InvalidArgument, CALL, why));
        if prompt.messages.is_empty() || !prompt.tools.is_empty() {
            return refused("a vision model takes messages, and no tools".to_owned());
        }
        let size = self.frame()?.size;
        if let Some(image) = images.iter().find(|image| image.len() != size) {
            return refused(format!("a picture of {} bytes where {size} make one", image.len()));
        }
        let params = options.over(self.own_params()?)?;
        let params = &raw const params;
        let messages = slices(&prompt.messages);
        let frames: Vec<_> = images.iter().map(|image| slice(image)).collect();
        let (m, n, f) = (messages.as_ptr(), messages.len(), frames.as_ptr());
        let mut raw = std::ptr::null_mut();
        on!(self.0, hailo_shim_vlm_generate(params, m, n, f, frames.len(), &raw mut raw))?;
        Completion::keep(self.library(), CALL, raw, self.0.clone())
    }

    /// How many tokens a text has.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_vlm_token_count")]
    pub fn count_tokens(&self, text: &str) -> Result<usize> {
        let mut count = 0;
        let text = slice(text.as_bytes());
        on!(self.0, hailo_shim_vlm_token_count(text, &raw mut count))?;
        Ok(count)
    }

    /// Tokens in the context now.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] before HailoRT 5.1.1.
    #[doc(alias = "hailo_shim_vlm_context_usage")]
    pub fn context_usage(&self) -> Result<usize> {
        let mut tokens = 0;
        on!(self.0, hailo_shim_vlm_context_usage(&raw mut tokens))?;
        Ok(tokens)
    }

    /// Tokens the context can hold.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] before HailoRT 5.1.1.
    #[doc(alias = "hailo_shim_vlm_context_capacity")]
    pub fn context_capacity(&self) -> Result<usize> {
        let mut tokens = 0;
        on!(self.0, hailo_shim_vlm_context_capacity(&raw mut tokens))?;
        Ok(tokens)
    }

    /// Forgets the conversation.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_vlm_context_clear")]
    pub fn clear_context(&self) -> Result<()> {
        on!(self.0, hailo_shim_vlm_context_clear())
    }
}

/// Destroys a model.
///
/// # Safety
/// As [`crate::handle::Release`].
unsafe fn release(library: &Library, raw: *mut hailo_shim_vlm) -> Result<()> {
    // SAFETY: the handle is live and this is its last use.
    unsafe { destroy(library, |api| api.hailo_shim_vlm_destroy, raw) }
}
