//! How vstreams are made: the library's defaults, and what the user makes of them.

use crate::call;
use crate::error::{Error, ErrorKind, Result};
use crate::hef::Hef;
use crate::record::convert::{c_chars, format_from_c, milliseconds};
use crate::record::format::{Direction, Format, FormatOrder, FormatType, VStreamInfo};
use crate::record::host_format::HostFormat;
use crate::streams::network_group::NetworkGroup;
use hailo_sys::types::hailo_vstream_params_t;
use std::ffi::c_char;
use std::time::Duration;

/// How to make one vstream.
#[doc(alias = "hailo_vstream_params_t")]
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct VStreamParams {
    /// Which vstream.
    pub name: String,
    /// The format of the user's frames; [`FormatType::Auto`] is the device's own.
    pub format: Format,
    /// How long a write or read waits.
    pub timeout: Duration,
    /// Frames in the pipeline's queue.
    pub queue_size: u32,
    /// Bits of what the vstream measures (readable from C++ only): 1 FPS, 2 latency.
    pub stats: u32,
    /// Bits of what each element measures (readable from C++ only): 1 FPS, 2 latency, 4 queue size.
    pub element_stats: u32,
}

impl VStreamParams {
    pub(crate) fn from_c(name: &[c_char], params: &hailo_vstream_params_t) -> Self {
        Self {
            name: c_chars(name),
            format: format_from_c(&params.user_buffer_format),
            timeout: Duration::from_millis(u64::from(params.timeout_ms)),
            queue_size: params.queue_size,
            stats: params.vstream_stats_flags,
            element_stats: params.pipeline_elements_stats_flags,
        }
    }

    /// For C, with the format held against the vstream it is for.
    pub(super) fn to_c(
        &self,
        call: &'static str,
        direction: Direction,
        vstreams: &[VStreamInfo],
    ) -> Result<([c_char; 128], hailo_vstream_params_t)> {
        let mut name = [0; 128];
        if self.name.is_empty() || self.name.len() > 127 || self.name.contains('\0') {
            let why = format!("{:?} is no vstream's name: 1 to 127 bytes, no NUL", self.name);
            return Err(Error::refused(ErrorKind::InvalidArgument, call, why));
        }
        for (to, from) in name.iter_mut().zip(self.name.as_bytes()) {
            *to = c_char::from_ne_bytes([*from]);
        }
        let mut own = vstreams.iter().filter(|vstream| vstream.direction == direction);
        let own = own.find(|vstream| vstream.name == self.name).ok_or_else(|| {
            Error::refused(ErrorKind::InvalidArgument, call, format!("no vstream is called {:?}", self.name))
        })?;
        let params = hailo_vstream_params_t {
            user_buffer_format: HostFormat::of_vstream(call, own, self.format)?.c(),
            timeout_ms: milliseconds(self.timeout),
            queue_size: self.queue_size,
            vstream_stats_flags: self.stats,
            pipeline_elements_stats_flags: self.element_stats,
        };
        Ok((name, params))
    }
}

impl Hef {
    /// The library's default parameters for the vstreams of one direction.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_make_input_vstream_params")]
    #[doc(alias = "hailo_hef_make_output_vstream_params")]
    pub fn vstream_params(
        &self,
        name: Option<&str>,
        direction: Direction,
        ty: FormatType,
    ) -> Result<Vec<VStreamParams>> {
        const INPUT: &str = "hailo_hef_make_input_vstream_params";
        const OUTPUT: &str = "hailo_hef_make_output_vstream_params";
        let ty = HostFormat::known(INPUT, Format::new(ty, FormatOrder::Auto))?.c().type_;
        Ok(match direction {
            Direction::Input => {
                let name = self.group_name(INPUT, name)?;
                let all = self.owned.with(|hef| call::hailo_hef_make_input_vstream_params(hef, &name, ty))?;
                all.iter().map(|params| VStreamParams::from_c(&params.name, &params.params)).collect()
            }
            Direction::Output => {
                let name = self.group_name(OUTPUT, name)?;
                let all =
                    self.owned.with(|hef| call::hailo_hef_make_output_vstream_params(hef, &name, ty))?;
                all.iter().map(|params| VStreamParams::from_c(&params.name, &params.params)).collect()
            }
        })
    }
}

impl NetworkGroup {
    /// The library's default parameters for the vstreams of one direction.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_make_input_vstream_params")]
    #[doc(alias = "hailo_make_output_vstream_params")]
    pub fn vstream_params(&self, direction: Direction, ty: FormatType) -> Result<Vec<VStreamParams>> {
        const INPUT: &str = "hailo_make_input_vstream_params";
        let ty = HostFormat::known(INPUT, Format::new(ty, FormatOrder::Auto))?.c().type_;
        Ok(match direction {
            Direction::Input => {
                let all = self.inner.owned.with(|group| call::hailo_make_input_vstream_params(group, ty))?;
                all.iter().map(|params| VStreamParams::from_c(&params.name, &params.params)).collect()
            }
            Direction::Output => {
                let all = self.inner.owned.with(|group| call::hailo_make_output_vstream_params(group, ty))?;
                all.iter().map(|params| VStreamParams::from_c(&params.name, &params.params)).collect()
            }
        })
    }
}
