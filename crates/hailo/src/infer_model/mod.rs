//! `InferModel`: inference through the runtime's C++ interface, the only inference there is on a Hailo-10H.

use crate::call::kept::{self, Bound};
use crate::call::{self, Fresh};
use crate::device::cxx::CxxVDevice;
use crate::error::{Error, ErrorKind, Result};
use crate::handle::callback::outside_callbacks;
use crate::handle::shim::path_text;
use crate::handle::slot::{Waiter, slot};
use crate::handle::{Beside, Owned};
use crate::library::Library;
use crate::record::convert::milliseconds;
use crate::record::format::{
    Direction, Format, FormatOrder, FormatType, FrameShape, NmsShape, Quantisation, Shape, VStreamInfo,
};
use crate::record::host_format::HostFormat;
use crate::streams::nms::accepted_type;
use hailo_sys::Status;
use hailo_sys::shim::{
    HAILO_SHIM_INPUT, HAILO_SHIM_KEEP, HAILO_SHIM_OUTPUT, hailo_shim_configured, hailo_shim_job,
    hailo_shim_model, hailo_shim_nms, hailo_shim_quant, hailo_shim_stream_info,
};
use std::fmt;
use std::future::Future;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

type ModelHandle = Owned<hailo_shim_model, CxxVDevice>;

/// One input or output of a model.
#[doc(alias = "hailo_shim_stream_info")]
#[derive(Debug, Clone, PartialEq)]
pub struct ModelStream {
    /// Its name in the HEF.
    pub name: String,
    /// Bytes of one frame.
    pub frame_size: usize,
    /// What its frames look like to the user.
    pub format: Format,
    /// Pixels or detections.
    pub shape: FrameShape,
    /// One for the whole frame, or one per feature.
    pub quantisations: Vec<Quantisation>,
}

/// What to change of an NMS output; `None` leaves a setting as the HEF has it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ModelNms {
    /// Boxes with a lower score are left out; 0..=1.
    pub score_threshold: Option<f32>,
    /// Boxes that overlap more are merged; 0..=1.
    pub iou_threshold: Option<f32>,
    /// Boxes per class, for orders by class.
    pub max_proposals_per_class: Option<u32>,
    /// Boxes in all, for orders by score.
    pub max_proposals_total: Option<u32>,
    /// Bytes of all masks together.
    pub max_mask_bytes: Option<u32>,
}

/// A HEF on a vdevice, to be adjusted and then configured.
///
/// # Errors
/// Every method answers what the library answers; a wrong index or value is [`ErrorKind::InvalidArgument`].
#[derive(Debug)]
pub struct InferModel {
    handle: Arc<ModelHandle>,
    /// Inputs and outputs as the model has them, which new formats are held against.
    own: [Vec<ModelStream>; 2],
}

impl CxxVDevice {
    /// Opens a HEF for this vdevice. `name` picks a network group where the HEF has several.
    ///
    /// A crafted HEF can crash the library: open only files you trust.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidHef`], [`ErrorKind::InvalidArgument`] and others as the library answers.
    #[doc(alias = "hailo_shim_model_create_from_file")]
    pub fn infer_model(&self, hef: impl AsRef<Path>, name: Option<&str>) -> Result<InferModel> {
        const CALL: &str = "hailo_shim_model_create_from_file";
        let path = path_text(CALL, hef.as_ref())?.as_bytes();
        let name = name.unwrap_or_default().as_bytes();
        let fresh = self.0.with(|vdevice| call::hailo_shim_model_create_from_file(vdevice, path, name))?;
        self.keep_model(CALL, fresh)
    }

    /// The same for a HEF in memory, which is copied.
    ///
    /// # Errors
    /// As [`CxxVDevice::infer_model`].
    #[doc(alias = "hailo_shim_model_create_from_bytes")]
    pub fn infer_model_from_bytes(&self, hef: &[u8], name: Option<&str>) -> Result<InferModel> {
        const CALL: &str = "hailo_shim_model_create_from_bytes";
        crate::hef::container::check(CALL, hef)?;
        let name = name.unwrap_or_default().as_bytes();
        let fresh = self.0.with(|vdevice| call::hailo_shim_model_create_from_bytes(vdevice, hef, name))?;
        self.keep_model(CALL, fresh)
    }

    fn keep_model(&self, name: &'static str, fresh: Fresh<hailo_shim_model>) -> Result<InferModel> {
        let release = call::hailo_shim_model_destroy;
        let owned = Owned::new(self.library(), name, fresh, Some(self.clone()), Some(release))?;
        let mut model = InferModel { handle: Arc::new(owned), own: [Vec::new(), Vec::new()] };
        model.own = [model.inputs()?, model.outputs()?];
        Ok(model)
    }
}

impl InferModel {
    fn library(&self) -> &Library {
        self.handle.library()
    }

    /// Its inputs, as they are set now.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_model_stream_info")]
    pub fn inputs(&self) -> Result<Vec<ModelStream>> {
        self.streams(HAILO_SHIM_INPUT)
    }

    /// Its outputs, as they are set now.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_model_stream_info")]
    pub fn outputs(&self) -> Result<Vec<ModelStream>> {
        self.streams(HAILO_SHIM_OUTPUT)
    }

    fn streams(&self, direction: u32) -> Result<Vec<ModelStream>> {
        let count = self.handle.with(|model| call::hailo_shim_model_stream_count(model, direction))?;
        (0..count).map(|index| self.stream(direction, index)).collect()
    }

    fn stream(&self, direction: u32, index: usize) -> Result<ModelStream> {
        const CALL: &str = "hailo_shim_model_stream_info";
        let info = self.handle.with(|model| call::hailo_shim_model_stream_info(model, direction, index))?;
        let name = info
            .name
            .get(..info.name_len as usize)
            .ok_or_else(|| Error::contract(CALL, "a name too long"))?;
        let order = FormatOrder::from_raw(info.format_order);
        let shape = if info.is_nms != 0 {
            FrameShape::Nms(NmsShape {
                classes: info.nms_classes,
                max_boxes_per_class: info.nms_max_bboxes_per_class,
                max_boxes_total: info.nms_max_bboxes_total,
                max_mask_bytes: info.nms_max_accumulated_mask_size,
            })
        } else {
            FrameShape::Image(Shape { height: info.height, width: info.width, features: info.features })
        };
        Ok(ModelStream {
            name: String::from_utf8_lossy(name).into_owned(),
            frame_size: usize::try_from(info.frame_size)
                .map_err(|_| Error::contract(CALL, "a frame beyond memory"))?,
            format: Format { ty: FormatType::from_raw(info.format_type), order, flags: info.format_flags },
            shape,
            quantisations: self.quantisations(direction, index, &info)?,
        })
    }

    fn quantisations(
        &self,
        direction: u32,
        index: usize,
        info: &hailo_shim_stream_info,
    ) -> Result<Vec<Quantisation>> {
        // One per feature at most; a count beyond any network's features is not believed.
        let room = (info.quant_count as usize).min(crate::library::MAX_FEATURES);
        let quants =
            self.handle.with(|model| call::hailo_shim_model_stream_quants(model, direction, index, room))?;
        let safe = |quant: &hailo_shim_quant| Quantisation {
            zero_point: quant.zero_point,
            scale: quant.scale,
            limit_min: quant.limit_min,
            limit_max: quant.limit_max,
        };
        Ok(quants.iter().map(safe).collect())
    }

    /// Frames the device takes before it switches to another model; 0 leaves the choice to the library.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_model_set_batch_size")]
    pub fn set_batch_size(&mut self, frames: u16) -> Result<()> {
        self.handle.with(|model| call::hailo_shim_model_set_batch_size(model, u32::from(frames)))
    }

    /// Whether the device should give speed (`true`) or save power.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_model_set_power_mode")]
    pub fn set_ultra_performance(&mut self, on: bool) -> Result<()> {
        self.handle.with(|model| call::hailo_shim_model_set_power_mode(model, u32::from(on)))
    }

    /// Whether the device measures the latency of its neural core, and whether reading it starts a new average.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_model_set_latency_flags")]
    pub fn set_latency_measurement(&mut self, measure: bool, clear_after_read: bool) -> Result<()> {
        let flags = if measure { 1 | (u32::from(clear_after_read) << 1) } else { 0 };
        self.handle.with(|model| call::hailo_shim_model_set_latency_flags(model, flags))
    }

    /// Sets the user's side of an input's format; `None` leaves a part as it is.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for an index there is none of.
    #[doc(alias = "hailo_shim_model_set_format")]
    pub fn set_input_format(
        &mut self,
        index: usize,
        ty: Option<FormatType>,
        order: Option<FormatOrder>,
    ) -> Result<()> {
        self.set_format(HAILO_SHIM_INPUT, index, ty, order)
    }

    /// Sets the user's side of an output's format; `None` leaves a part as it is. Detections by score and with byte
    /// masks have one element type that the release takes: float or automatic means that one.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for an index there is none of, [`ErrorKind::Unsupported`] for a type that this
    /// release refuses for this order.
    #[doc(alias = "hailo_shim_model_set_format")]
    pub fn set_output_format(
        &mut self,
        index: usize,
        ty: Option<FormatType>,
        order: Option<FormatOrder>,
    ) -> Result<()> {
        let ty = match (ty, self.outputs()?.get(index)) {
            (Some(asked), Some(stream)) => {
                let order = order.unwrap_or(stream.format.order);
                let five = self.library().version().major >= 5;
                Some(accepted_type("hailo_shim_model_set_format", &stream.name, order, asked, five)?)
            }
            _ => ty,
        };
        self.set_format(HAILO_SHIM_OUTPUT, index, ty, order)
    }

    fn set_format(
        &self,
        direction: u32,
        index: usize,
        ty: Option<FormatType>,
        order: Option<FormatOrder>,
    ) -> Result<()> {
        const CALL: &str = "hailo_shim_model_set_format";
        let own = self.own.get(direction as usize).and_then(|streams| streams.get(index));
        let own = own
            .ok_or_else(|| Error::refused(ErrorKind::InvalidArgument, CALL, format!("no stream {index}")))?;
        let asked = Format::new(ty.unwrap_or_default(), order.unwrap_or_default());
        let vstream = VStreamInfo {
            name: own.name.clone(),
            network_name: String::new(),
            direction: if direction == HAILO_SHIM_INPUT { Direction::Input } else { Direction::Output },
            format: own.format,
            shape: own.shape,
            quantisation: Quantisation::default(),
        };
        HostFormat::of_vstream(CALL, &vstream, asked)?;
        let ty = ty.map_or(HAILO_SHIM_KEEP, FormatType::to_raw);
        let order = order.map_or(HAILO_SHIM_KEEP, FormatOrder::to_raw);
        self.handle.with(|model| call::hailo_shim_model_set_format(model, direction, index, ty, order))
    }

    /// Sets the NMS of an output.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for an output that is no NMS output, or a threshold outside 0..=1.
    #[doc(alias = "hailo_shim_model_set_nms")]
    pub fn set_nms(&mut self, output: usize, nms: &ModelNms) -> Result<()> {
        const CALL: &str = "hailo_shim_model_set_nms";
        for threshold in [nms.score_threshold, nms.iou_threshold].into_iter().flatten() {
            if !(0.0..=1.0).contains(&threshold) {
                return Err(Error::refused(
                    ErrorKind::InvalidArgument,
                    CALL,
                    format!("a threshold of {threshold}"),
                ));
            }
        }
        let raw_nms = hailo_shim_nms {
            score_threshold: nms.score_threshold.unwrap_or(f32::NAN),
            iou_threshold: nms.iou_threshold.unwrap_or(f32::NAN),
            max_proposals_per_class: nms.max_proposals_per_class.unwrap_or(HAILO_SHIM_KEEP),
            max_proposals_total: nms.max_proposals_total.unwrap_or(HAILO_SHIM_KEEP),
            max_accumulated_mask_size: nms.max_mask_bytes.unwrap_or(HAILO_SHIM_KEEP),
        };
        self.handle.with(|model| call::hailo_shim_model_set_nms(model, output, &raw_nms))
    }

    /// Loads the model into the device.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidHef`] for a HEF of another chip, [`ErrorKind::OutOfMemory`], and others as the library
    /// answers.
    #[doc(alias = "hailo_shim_model_configure")]
    pub fn configure(self) -> Result<ConfiguredModel> {
        const CALL: &str = "hailo_shim_model_configure";
        let (inputs, outputs) = (self.inputs()?, self.outputs()?);
        let library = self.library().clone();
        let fresh = self.handle.with(call::hailo_shim_model_configure)?;
        let release = call::hailo_shim_configured_destroy;
        let handle = Owned::new(&library, CALL, fresh, Some(self.handle), Some(release))?;
        Ok(ConfiguredModel(Arc::new(Configured { handle, inputs, outputs })))
    }
}

#[derive(Debug)]
struct Configured {
    handle: Owned<hailo_shim_configured, Arc<ModelHandle>>,
    inputs: Vec<ModelStream>,
    outputs: Vec<ModelStream>,
}

/// A model in the device. Cloning is cheap; many threads may infer at once.
#[derive(Debug, Clone)]
pub struct ConfiguredModel(Arc<Configured>);

impl ConfiguredModel {
    fn library(&self) -> &Library {
        self.0.handle.library()
    }

    /// Its inputs.
    #[must_use]
    pub fn inputs(&self) -> &[ModelStream] {
        &self.0.inputs
    }

    /// Its outputs.
    #[must_use]
    pub fn outputs(&self) -> &[ModelStream] {
        &self.0.outputs
    }

    /// Buffers for one inference, to be used again and again.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfMemory`], and what the library answers.
    #[doc(alias = "hailo_shim_bindings_create")]
    #[doc(alias = "hailo_shim_bindings_set_buffer")]
    pub fn frames(&self) -> Result<ModelFrames> {
        const CALL: &str = "hailo_shim_bindings_create";
        let fresh = self.0.handle.with(call::hailo_shim_bindings_create)?;
        let release = call::hailo_shim_bindings_destroy;
        let bindings =
            Owned::new(self.library(), CALL, fresh, Some(Arc::clone(&self.0)), Some(release))?.quick();
        let sizes = |streams: &[ModelStream]| streams.iter().map(|stream| stream.frame_size).collect();
        Ok(ModelFrames(Bound::new(bindings, [sizes(&self.0.inputs), sizes(&self.0.outputs)])?))
    }

    /// Waits until another inference can be started.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`ErrorKind::Timeout`].
    #[doc(alias = "hailo_shim_configured_wait_ready")]
    pub fn wait_ready(&self, timeout: Duration) -> Result<()> {
        outside_callbacks("hailo_shim_configured_wait_ready")?;
        let configured = self.0.handle.beside(Beside::InferModel);
        call::hailo_shim_configured_wait_ready(configured, milliseconds(timeout), 1)
    }

    /// Starts an inference and answers a [`Job`] to wait for or to `.await`.
    ///
    /// The frames belong to the job until the device is done with them, and come back with its result. They are lost
    /// where it fails.
    ///
    /// # Errors
    /// [`ErrorKind::DeviceBusy`] when the queue is full: see [`ConfiguredModel::wait_ready`].
    #[doc(alias = "hailo_shim_configured_run_async")]
    pub fn start(&self, frames: ModelFrames) -> Result<Job> {
        const CALL: &str = "hailo_shim_configured_run_async";
        outside_callbacks(CALL)?;
        let ModelFrames(frames) = frames;
        if !frames.parent().is_some_and(|parent| Arc::ptr_eq(parent, &self.0)) {
            return Err(Error::refused(ErrorKind::InvalidArgument, CALL, "frames of another model"));
        }
        let (giver, waiter) = slot();
        let configured = self.0.handle.beside(Beside::InferModel);
        let done = |status, frames| giver.give((status, ModelFrames(frames)));
        let fresh = kept::run(configured, frames, done)?;
        let handle = if fresh.address() == 0 {
            None
        } else {
            let release = call::hailo_shim_job_release;
            Some(Owned::new(self.library(), CALL, fresh, Some(Arc::clone(&self.0)), Some(release))?.quick())
        };
        Ok(Job { waiter, handle, model: self.clone() })
    }

    /// One inference, from start to end.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`ErrorKind::Timeout`] when the wait for a place in the queue, or the inference itself, takes longer than `timeout`. After
    /// the second the device still holds the frames, and the library needs the model configured again ("non-recoverable
    /// pipeline error").
    #[doc(alias = "hailo_shim_configured_run")]
    pub fn run(&self, frames: ModelFrames, timeout: Duration) -> Result<ModelFrames> {
        self.wait_ready(timeout)?;
        self.start(frames)?.wait(timeout)
    }

    /// How many inferences can be under way at once.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_configured_queue_size")]
    pub fn queue_size(&self) -> Result<usize> {
        self.0.handle.with(call::hailo_shim_configured_queue_size)
    }

    /// The neural core's own latency, a running average; `None` while there is no sample. Needs
    /// [`InferModel::set_latency_measurement`].
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_configured_hw_latency")]
    pub fn hw_latency(&self) -> Result<Option<Duration>> {
        match self.0.handle.with(call::hailo_shim_configured_hw_latency) {
            Ok(nanoseconds) => Ok(Some(Duration::from_nanos(nanoseconds))),
            Err(error) if error.status() == Some(Status(NOT_AVAILABLE)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// How long frames may wait for more before the scheduler runs the model.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] without a scheduler.
    #[doc(alias = "hailo_shim_configured_set_scheduler_timeout")]
    pub fn set_scheduler_timeout(&self, timeout: Duration) -> Result<()> {
        let timeout = milliseconds(timeout);
        self.0.handle.with(|model| call::hailo_shim_configured_set_scheduler_timeout(model, timeout))
    }

    /// How many frames must wait before the scheduler runs the model.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] without a scheduler, or beyond the batch size.
    #[doc(alias = "hailo_shim_configured_set_scheduler_threshold")]
    pub fn set_scheduler_threshold(&self, frames: u32) -> Result<()> {
        self.0.handle.with(|model| call::hailo_shim_configured_set_scheduler_threshold(model, frames))
    }

    /// Which model goes first, 0..=31; 16 unless set.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] without a scheduler, or beyond 31.
    #[doc(alias = "hailo_shim_configured_set_scheduler_priority")]
    pub fn set_scheduler_priority(&self, priority: u8) -> Result<()> {
        let priority = u32::from(priority);
        self.0.handle.with(|model| call::hailo_shim_configured_set_scheduler_priority(model, priority))
    }

    /// Makes this the model that runs, where the vdevice has no scheduler.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] with a scheduler.
    #[doc(alias = "hailo_shim_configured_activate")]
    pub fn activate(&self) -> Result<()> {
        self.0.handle.with(call::hailo_shim_configured_activate)
    }

    /// Undoes [`ConfiguredModel::activate`].
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_configured_deactivate")]
    pub fn deactivate(&self) -> Result<()> {
        self.0.handle.with(call::hailo_shim_configured_deactivate)
    }

    /// Cancels what is under way and ends this configuration for good.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shim_configured_shutdown")]
    pub fn shutdown(&self) -> Result<()> {
        outside_callbacks("hailo_shim_configured_shutdown")?;
        call::hailo_shim_configured_shutdown(self.0.handle.beside(Beside::InferModel))
    }
}

/// HAILO_NOT_AVAILABLE: no latency sample yet.
const NOT_AVAILABLE: u32 = 65;

/// The buffers of one inference, bound to their model: page aligned, owned, and out of reach while a job has them.
#[derive(Debug)]
pub struct ModelFrames(Bound<Arc<Configured>>);

impl ModelFrames {
    /// An input's bytes, by its place in [`ConfiguredModel::inputs`].
    #[must_use]
    pub fn input(&self, index: usize) -> Option<&[u8]> {
        self.0.inputs().get(index).map(|buffer| &**buffer)
    }

    /// An input's bytes, to be filled.
    #[must_use]
    pub fn input_mut(&mut self, index: usize) -> Option<&mut [u8]> {
        self.0.input_mut(index)
    }

    /// An output's bytes, by its place in [`ConfiguredModel::outputs`].
    #[must_use]
    pub fn output(&self, index: usize) -> Option<&[u8]> {
        self.0.outputs().get(index).map(|buffer| &**buffer)
    }

    /// An output's bytes, to be changed in place.
    #[must_use]
    pub fn output_mut(&mut self, index: usize) -> Option<&mut [u8]> {
        self.0.output_mut(index)
    }
}

/// An inference under way.
///
/// # Cancel safety
/// A job that is dropped, as a future or otherwise, goes on in the device; its frames are freed once the device is
/// done with them. Nothing waits.
#[must_use = "a job that is dropped loses its result"]
pub struct Job {
    waiter: Waiter<(u32, ModelFrames)>,
    /// `None` where the library had already ended it.
    handle: Option<Owned<hailo_shim_job, Arc<Configured>>>,
    model: ConfiguredModel,
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job")
            .field("handle", &self.handle)
            .field("model", &self.model)
            .finish_non_exhaustive()
    }
}

impl Job {
    /// Waits for its end on this thread. After a [`ErrorKind::Timeout`] it may be asked again.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`ErrorKind::Timeout`], [`ErrorKind::Aborted`] after a shutdown, and what the device answers.
    #[doc(alias = "hailo_shim_job_wait")]
    pub fn wait(&mut self, timeout: Duration) -> Result<ModelFrames> {
        const CALL: &str = "hailo_shim_job_wait";
        if let Poll::Ready(over) = self.waiter.wait_timeout(Duration::ZERO) {
            return self.result(over);
        }
        if let Some(handle) = &self.handle {
            handle.with(|job| call::hailo_shim_job_wait(job, milliseconds(timeout)))?;
        } else {
            outside_callbacks(CALL)?;
        }
        // The run is over, but the callback that says so may still be on its way on its own thread.
        match self.waiter.wait_timeout(timeout) {
            Poll::Ready(over) => self.result(over),
            Poll::Pending if self.handle.is_some() => {
                Err(Error::contract(CALL, "success, but no callback came"))
            }
            Poll::Pending => Err(self.model.library().failed(CALL, Status::TIMEOUT.0)),
        }
    }

    fn result(&self, over: Option<(u32, ModelFrames)>) -> Result<ModelFrames> {
        match over {
            Some((0, frames)) => Ok(frames),
            Some((status, _)) => Err(self.model.library().failed("hailo_shim_configured_run_async", status)),
            None => {
                Err(Error::other(ErrorKind::InvalidArgument, "the result of this job has been taken already"))
            }
        }
    }
}

impl Future for Job {
    type Output = Result<ModelFrames>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.waiter.poll(context).map(|over| self.result(over))
    }
}
