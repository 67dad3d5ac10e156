//! Vision language models: a prompt and pictures in, a completion out.

use crate::call;
use crate::device::cxx::CxxVDevice;
use crate::error::{Error, ErrorKind, Result};
use crate::generation::completion::Completion;
use crate::generation::llm::{GenerateOptions, Prompt, slices};
use crate::handle::Owned;
use crate::handle::shim::path_text;
use crate::library::Library;
use crate::record::format::{Format, FormatOrder, FormatType, Shape};
use hailo_sys::shim::{hailo_shim_generator_params, hailo_shim_vlm};
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
        let hef = path_text(CALL, hef.as_ref())?.as_bytes();
        let optimize = u32::from(optimize_memory_on_device);
        let fresh = self.0.with(|vdevice| call::hailo_shim_vlm_create(vdevice, hef, optimize))?;
        let release = call::hailo_shim_vlm_destroy;
        Ok(Vlm(Arc::new(Owned::new(self.library(), CALL, fresh, Some(self.clone()), Some(release))?)))
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
        let info = self.0.with(call::hailo_shim_vlm_frame_info)?;
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
        self.0.with(call::hailo_shim_vlm_generator_params)
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
        if prompt.messages.is_empty() || !prompt.tools.is_empty() || prompt.plain.is_some() {
            return refused("a vision model takes messages, no tools and no plain text".to_owned());
        }
        let size = self.frame()?.size;
        if let Some(image) = images.iter().find(|image| image.len() != size) {
            return refused(format!("a picture of {} bytes where {size} make one", image.len()));
        }
        let params = options.over(self.own_params()?)?;
        let messages = slices(&prompt.messages);
        let fresh = self.0.with(|vlm| call::hailo_shim_vlm_generate(vlm, &params, &messages, images))?;
        Completion::keep(self.library(), CALL, fresh, self.0.clone())
    }

    /// How many tokens a text has.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_vlm_token_count")]
    pub fn count_tokens(&self, text: &str) -> Result<usize> {
        self.0.with(|vlm| call::hailo_shim_vlm_token_count(vlm, text.as_bytes()))
    }

    /// Tokens in the context now.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] before HailoRT 5.1.1.
    #[doc(alias = "hailo_shim_vlm_context_usage")]
    pub fn context_usage(&self) -> Result<usize> {
        self.0.with(call::hailo_shim_vlm_context_usage)
    }

    /// Tokens the context can hold.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] before HailoRT 5.1.1.
    #[doc(alias = "hailo_shim_vlm_context_capacity")]
    pub fn context_capacity(&self) -> Result<usize> {
        self.0.with(call::hailo_shim_vlm_context_capacity)
    }

    /// Forgets the conversation.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_vlm_context_clear")]
    pub fn clear_context(&self) -> Result<()> {
        self.0.with(call::hailo_shim_vlm_context_clear)
    }
}
