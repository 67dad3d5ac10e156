//! Inputs and outputs in the host's format: blocking writes and reads, with conversion in the library's threads.

use crate::call;
use crate::call::kept::{self, ReadMemory};
use crate::call::lent::Lent;
use crate::device::buffer::Buffer;
use crate::error::{Error, ErrorKind, Result};
use crate::handle::Owned;
use crate::library::Library;
use crate::record::convert::{format_from_c, quantisation_from_c};
use crate::record::format::{
    Direction, Format, FormatOrder, FormatType, FrameShape, Quantisation, VStreamInfo,
};
use crate::record::padded::Given;
use crate::streams::network_group::NetworkGroup;
use crate::streams::nms::{Detection, NmsLayout};
use crate::streams::params::VStreamParams;
use hailo_sys::types::{
    _hailo_input_vstream, _hailo_output_vstream, hailo_input_vstream_params_by_name_t,
    hailo_output_vstream_params_by_name_t,
};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::sync::Arc;

/// Refuses an empty list, and names that come twice: the library would read past its vector.
fn check_names(call: &'static str, params: &[VStreamParams]) -> Result<()> {
    let names: BTreeSet<&str> = params.iter().map(|params| &*params.name).collect();
    if params.is_empty() || names.len() != params.len() {
        return Err(Error::refused(ErrorKind::InvalidArgument, call, "no vstreams, or two of one name"));
    }
    Ok(())
}

impl NetworkGroup {
    /// Makes inputs. They come back sorted by name, whatever the order of `params`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for unknown names, names that come twice, or none, and for a format that the
    /// vstream does not convert to or from: a type of another width, an order of other pixels, transposing what is not
    /// square.
    #[doc(alias = "hailo_create_input_vstreams")]
    pub fn create_inputs(&self, params: &[VStreamParams]) -> Result<Vec<InputVStream>> {
        const CALL: &str = "hailo_create_input_vstreams";
        check_names(CALL, params)?;
        let c = params
            .iter()
            .map(|params| {
                let (name, params) = params.to_c(CALL, Direction::Input, &self.inner.vstreams)?;
                Ok(hailo_input_vstream_params_by_name_t { name, params })
            })
            .collect::<Result<Vec<_>>>()?;
        let fresh =
            self.inner.owned.with(|group| call::hailo_create_input_vstreams(group, &Given::new(c)))?;
        // All handles become owners before anything can fail, so that none leaks.
        let release = call::hailo_release_input_vstreams;
        let owned: Vec<_> = fresh
            .into_iter()
            .map(|fresh| Owned::new(self.library(), CALL, fresh, Some(self.clone()), Some(release)))
            .collect();
        owned.into_iter().map(|owned| InputVStream::new(owned?)).collect()
    }

    /// Makes outputs. They come back sorted by name, whatever the order of `params`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for unknown names, names that come twice, or none, and for a format that the
    /// vstream does not convert to or from: a type of another width, an order of other pixels, transposing what is not
    /// square.
    #[doc(alias = "hailo_create_output_vstreams")]
    pub fn create_outputs(&self, params: &[VStreamParams]) -> Result<Vec<OutputVStream>> {
        const CALL: &str = "hailo_create_output_vstreams";
        check_names(CALL, params)?;
        let c = params
            .iter()
            .map(|params| {
                let (name, params) = params.to_c(CALL, Direction::Output, &self.inner.vstreams)?;
                Ok(hailo_output_vstream_params_by_name_t { name, params })
            })
            .collect::<Result<Vec<_>>>()?;
        let fresh =
            self.inner.owned.with(|group| call::hailo_create_output_vstreams(group, &Given::new(c)))?;
        let set = Arc::new(fresh.len());
        let release = call::hailo_release_output_vstreams;
        let owned: Vec<_> = fresh
            .into_iter()
            .map(|fresh| {
                Owned::new(self.library(), CALL, fresh, Some(ReadMemory::new(self.clone())), Some(release))
            })
            .collect();
        owned.into_iter().map(|owned| OutputVStream::new(owned?, Arc::clone(&set))).collect()
    }
}

const READ: &str = "hailo_vstream_read_raw_buffer";

/// HailoRT allows one thread at a time on a vstream: it may move to another thread, not be shared with one.
type NotSync = PhantomData<Cell<()>>;

/// What both directions have.
#[derive(Debug, Clone)]
struct Facts {
    info: VStreamInfo,
    format: Format,
    frame_size: usize,
}

/// An input of a network group: frames in the host's format go in, one at a time.
///
/// After an error inside the pipeline every further call answers it, until [`InputVStream::clear`] or until the vstreams of the
/// group are made anew.
#[doc(alias = "hailo_get_input_vstream_frame_size")]
#[doc(alias = "hailo_get_input_vstream_info")]
#[doc(alias = "hailo_get_input_vstream_user_format")]
#[doc(alias = "hailo_get_input_vstream_quant_infos")]
#[doc(alias = "hailo_release_input_vstreams")]
#[derive(Debug)]
pub struct InputVStream {
    owned: Owned<_hailo_input_vstream, NetworkGroup>,
    facts: Facts,
    alone: NotSync,
}

/// An output of a network group: frames in the host's format come out, one at a time.
///
/// A read that fails is the last one: the library keeps the memory it was to fill, and the next frame could no longer be
/// told from the one that comes late. Make the vstreams of the group anew then, as [`crate::Network`] does by itself.
#[doc(alias = "hailo_get_output_vstream_frame_size")]
#[doc(alias = "hailo_get_output_vstream_info")]
#[doc(alias = "hailo_get_output_vstream_user_format")]
#[doc(alias = "hailo_get_output_vstream_quant_infos")]
#[doc(alias = "hailo_release_output_vstreams")]
#[derive(Debug)]
pub struct OutputVStream {
    owned: Owned<_hailo_output_vstream, ReadMemory<NetworkGroup>>,
    facts: Facts,
    /// A read failed, and the library may still write where it was told to.
    is_spent: bool,
    /// Shared by all outputs of one create call: how many there are.
    set: Arc<usize>,
    alone: NotSync,
}

macro_rules! facts {
    ($owned:expr, $info:ident, $format:ident, $size:ident) => {{
        let vstream = $owned.exclusive()?;
        let record = call::$info(vstream)?;
        Facts {
            info: vstream.library().layout().vstream_info(record.bytes()),
            format: format_from_c(&call::$format(vstream)?.record),
            frame_size: call::$size(vstream)?,
        }
    }};
}

/// The methods of both directions that only read facts.
macro_rules! common {
    ($quant:ident) => {
        /// Its name.
        #[must_use]
        pub fn name(&self) -> &str {
            &self.facts.info.name
        }

        /// What it looks like on the device's side.
        #[must_use]
        pub fn info(&self) -> &VStreamInfo {
            &self.facts.info
        }

        /// The format of the user's frames.
        #[must_use]
        pub fn format(&self) -> Format {
            self.facts.format
        }

        /// Bytes of one frame: what a write or read takes, exactly.
        #[must_use]
        pub fn frame_size(&self) -> usize {
            self.facts.frame_size
        }

        /// The quantisation of each feature, or one for all.
        ///
        /// # Errors
        /// What the library answers.
        pub fn quantisations(&mut self) -> Result<Vec<Quantisation>> {
            let room = match self.facts.info.shape {
                FrameShape::Image(shape) => (shape.features as usize).clamp(1, crate::library::MAX_FEATURES),
                FrameShape::Nms(_) => 1,
            };
            let infos = call::$quant(self.owned.exclusive()?, room)?;
            Ok(infos.iter().map(quantisation_from_c).collect())
        }

        /// Releases it and answers what came of it. Dropping does the same silently.
        ///
        /// How long it waits, and where not at all: [what waits](crate#what-waits).
        ///
        /// # Errors
        /// What the library answers.
        pub fn close(self) -> Result<()> {
            self.owned.close()
        }

        fn check_size(&self, call: &'static str, size: usize) -> Result<()> {
            if size == self.facts.frame_size {
                return Ok(());
            }
            // The library would answer HAILO_INVALID_OPERATION (6) from inside the pipeline, and the pipeline would be lost.
            let why = format!("{size} bytes for a frame of {}", self.facts.frame_size);
            Err(Error::refused(ErrorKind::InvalidArgument, call, why))
        }
    };
}

impl InputVStream {
    fn new(mut owned: Owned<_hailo_input_vstream, NetworkGroup>) -> Result<Self> {
        let facts = facts!(
            owned,
            hailo_get_input_vstream_info,
            hailo_get_input_vstream_user_format,
            hailo_get_input_vstream_frame_size
        );
        Ok(Self { owned, facts, alone: PhantomData })
    }

    common!(hailo_get_input_vstream_quant_infos);

    /// Writes one frame; waits while the queue is full. The frame is copied.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] unless it is exactly [`frame_size`](Self::frame_size) bytes,
    /// [`ErrorKind::Timeout`], [`ErrorKind::Aborted`].
    #[doc(alias = "hailo_vstream_write_raw_buffer")]
    pub fn write(&mut self, frame: &[u8]) -> Result<()> {
        self.check_size("hailo_vstream_write_raw_buffer", frame.len())?;
        call::hailo_vstream_write_raw_buffer(self.owned.exclusive()?, frame)
    }

    /// Writes one picture whose planes lie in separate memory (NV12, NV21: 2; I420: 3; packed: 1).
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for no or more than four planes, or planes that do not add up to
    /// [`frame_size`](Self::frame_size) bytes; else as [`write`](Self::write).
    #[doc(alias = "hailo_vstream_write_pix_buffer")]
    pub fn write_planes(&mut self, planes: &[&[u8]]) -> Result<()> {
        const CALL: &str = "hailo_vstream_write_pix_buffer";
        self.check_size(CALL, planes.iter().fold(0, |sum, plane| sum.saturating_add(plane.len())))?;
        let picture = Lent::planes(planes).ok_or_else(|| {
            Error::refused(ErrorKind::InvalidArgument, CALL, "one to four planes, each of less than 4 GiB")
        })?;
        call::hailo_vstream_write_pix_buffer(self.owned.exclusive()?, &picture)
    }

    /// Waits until every frame written so far has reached the device.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`ErrorKind::Timeout`], [`ErrorKind::Aborted`].
    #[doc(alias = "hailo_flush_input_vstream")]
    pub fn flush(&mut self) -> Result<()> {
        call::hailo_flush_input_vstream(self.owned.exclusive()?)
    }

    /// Throws away what is in the pipeline and clears its error.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_clear_input_vstreams")]
    pub fn clear(&mut self) -> Result<()> {
        let vstream = self.owned.exclusive()?;
        call::hailo_clear_input_vstreams(vstream.library(), &[vstream])
    }
}

impl OutputVStream {
    fn new(
        mut owned: Owned<_hailo_output_vstream, ReadMemory<NetworkGroup>>,
        set: Arc<usize>,
    ) -> Result<Self> {
        let facts = facts!(
            owned,
            hailo_get_output_vstream_info,
            hailo_get_output_vstream_user_format,
            hailo_get_output_vstream_frame_size
        );
        Ok(Self { owned, facts, is_spent: false, set, alone: PhantomData })
    }

    common!(hailo_get_output_vstream_quant_infos);

    /// Reads one frame; waits until there is one. Every output must be read, or the queues fill and inputs stop.
    ///
    /// The frame is copied from memory of the vstream's own; [`read_into`](Self::read_into) copies nothing.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] unless `frame` is exactly [`frame_size`](Self::frame_size) bytes,
    /// [`ErrorKind::Timeout`], [`ErrorKind::Aborted`], also after an earlier read failed.
    pub fn read(&mut self, frame: &mut [u8]) -> Result<()> {
        self.check_size(READ, frame.len())?;
        frame.copy_from_slice(self.land()?);
        Ok(())
    }

    /// Reads one frame into a buffer, by exchanging it for the one that the library has filled.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// As [`read`](Self::read); `frame` is as it was then.
    #[doc(alias = "hailo_vstream_read_raw_buffer")]
    pub fn read_into(&mut self, frame: &mut Buffer) -> Result<()> {
        self.check_size(READ, frame.len())?;
        std::mem::swap(frame, self.land()?);
        Ok(())
    }

    /// Lets the library fill the vstream's own memory.
    fn land(&mut self) -> Result<&mut Buffer> {
        // Refused inside a callback whatever came before.
        self.owned.exclusive()?;
        if self.is_spent {
            let why = "an earlier read of this output failed; make the vstreams of its group anew";
            return Err(Error::refused(ErrorKind::Aborted, READ, why));
        }
        let filled = kept::land(&mut self.owned, self.facts.frame_size);
        self.is_spent = filled.is_err();
        filled
    }

    /// How this output's frames are to be decoded, if they are detections.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] for frames that are no detections.
    pub fn nms_layout(&self) -> Result<NmsLayout> {
        nms_layout(&self.facts.info, self.facts.format, self.owned.library())
    }

    /// The detections in a frame of this output.
    ///
    /// # Errors
    /// As [`nms_layout`](Self::nms_layout), and [`ErrorKind::Runtime`] for a frame that contradicts itself.
    pub fn detections(&self, frame: &[u8]) -> Result<Vec<Detection>> {
        self.nms_layout()?.decode(frame)
    }

    /// Drops boxes below this score (0 to 1).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] where NMS does not run on the host.
    #[doc(alias = "hailo_vstream_set_nms_score_threshold")]
    pub fn set_nms_score_threshold(&mut self, threshold: f32) -> Result<()> {
        call::hailo_vstream_set_nms_score_threshold(self.owned.exclusive()?, threshold)
    }

    /// Joins boxes that overlap by more than this (0 to 1).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] where NMS does not run on the host.
    #[doc(alias = "hailo_vstream_set_nms_iou_threshold")]
    pub fn set_nms_iou_threshold(&mut self, threshold: f32) -> Result<()> {
        call::hailo_vstream_set_nms_iou_threshold(self.owned.exclusive()?, threshold)
    }

    /// Keeps at most so many boxes per class. Changes [`frame_size`](Self::frame_size), which is read anew.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] where NMS does not run on the host.
    #[doc(alias = "hailo_vstream_set_nms_max_proposals_per_class")]
    pub fn set_nms_max_proposals_per_class(&mut self, boxes: u32) -> Result<()> {
        call::hailo_vstream_set_nms_max_proposals_per_class(self.owned.exclusive()?, boxes)?;
        self.facts = facts!(
            self.owned,
            hailo_get_output_vstream_info,
            hailo_get_output_vstream_user_format,
            hailo_get_output_vstream_frame_size
        );
        Ok(())
    }

    /// Throws away what is in the pipelines and clears their errors. All outputs of one
    /// [`create_outputs`](NetworkGroup::create_outputs) together: the library asks for no less.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] unless `outputs` is one whole set; else what the library answers.
    #[doc(alias = "hailo_clear_output_vstreams")]
    pub fn clear_all(outputs: &mut [Self]) -> Result<()> {
        const CALL: &str = "hailo_clear_output_vstreams";
        let Some(first) = outputs.first() else { return Ok(()) };
        let (set, library) = (Arc::clone(&first.set), first.owned.library().clone());
        if outputs.len() != *set || !outputs.iter().all(|output| Arc::ptr_eq(&output.set, &set)) {
            return Err(Error::refused(
                ErrorKind::InvalidArgument,
                CALL,
                "all outputs of one create call, and no others",
            ));
        }
        let alone: Vec<_> =
            outputs.iter_mut().map(|output| output.owned.exclusive()).collect::<Result<_>>()?;
        call::hailo_clear_output_vstreams(&library, &alone)
    }
}

/// How detection frames of a vstream are laid out, given the user's format.
pub(crate) fn nms_layout(info: &VStreamInfo, format: Format, library: &Library) -> Result<NmsLayout> {
    let FrameShape::Nms(shape) = info.shape else {
        return Err(Error::other(ErrorKind::Unsupported, format!("{} gives no detections", info.name)));
    };
    let pick = |own: u32, device: u32| if own == 0 { device } else { own };
    let ty = FormatType::from_raw(pick(format.ty.to_raw(), info.format.ty.to_raw()));
    let order = FormatOrder::from_raw(pick(format.order.to_raw(), info.format.order.to_raw()));
    NmsLayout::new(order, ty, shape, library.mask_record_size())
}
