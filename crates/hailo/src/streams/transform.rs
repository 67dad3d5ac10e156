//! Conversion between the user's frames and the device's, on the CPU, with no device needed.

use crate::call;
use crate::call::lent::Lent;
use crate::device::buffer::Buffer;
use crate::error::{Error, ErrorKind, Result};
use crate::handle::Owned;
use crate::library::Library;
use crate::record::format::{Direction, Format, FormatOrder, Quantisation, Shape, StreamInfo, VStreamInfo};
use crate::record::host_format::{Device, HostFormat};
use crate::record::padded::{Given, Padded};
use crate::streams::network_group::NetworkGroup;
use crate::streams::stream::{InputStream, OutputStream};
use hailo_sys::Record as _;
use hailo_sys::types::{
    _hailo_input_transform_context, _hailo_output_demuxer, _hailo_output_transform_context,
    hailo_3d_image_shape_t, hailo_demux_params_t, hailo_quant_info_t,
};

fn device(stream: &StreamInfo) -> Device {
    Device { direction: stream.direction, format: stream.format, shape: stream.shape }
}

fn check(call: &'static str, what: &str, size: usize, needed: usize) -> Result<()> {
    if size == needed {
        return Ok(());
    }
    Err(Error::refused(
        ErrorKind::InvalidArgument,
        call,
        format!("{size} bytes for a {what} frame of {needed}"),
    ))
}

impl Library {
    /// What the library knows of a stream: its own record, whatever was changed in the fields beside it.
    fn known_stream(
        &self,
        call: &'static str,
        stream: &StreamInfo,
        direction: Direction,
        format: Format,
    ) -> Result<(StreamInfo, HostFormat)> {
        if stream.library != self.layout().library() {
            let why = "the stream's description is another library's";
            return Err(Error::refused(ErrorKind::InvalidArgument, call, why));
        }
        let own = self.layout().stream_info(stream.raw.bytes());
        if own.direction != direction {
            return Err(Error::refused(ErrorKind::InvalidArgument, call, "a stream of the other direction"));
        }
        let format = HostFormat::of(call, &device(&own), format)?;
        Ok((own, format))
    }

    /// Bytes of a frame of one stream in the user's format.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a format that the stream does not convert to or from, or another library's
    /// stream; [`ErrorKind::Unsupported`] for detections as the chip leaves them.
    #[doc(alias = "hailo_get_host_frame_size")]
    pub fn host_frame_size(&self, stream: &StreamInfo, format: Format) -> Result<usize> {
        let (_, format) = self.known_stream("hailo_get_host_frame_size", stream, stream.direction, format)?;
        self.checked_frame_size(stream, format)
    }

    fn checked_frame_size(&self, stream: &StreamInfo, format: HostFormat) -> Result<usize> {
        call::hailo_get_host_frame_size(self, &stream.raw, &format.transform_params())
    }

    /// Bytes of a frame of one vstream in the user's format, found out without a device.
    ///
    /// # Errors
    /// What the library answers, for instance [`ErrorKind::InvalidArgument`] for detections with no limit.
    #[doc(alias = "hailo_get_vstream_frame_size")]
    pub fn vstream_frame_size(&self, vstream: &VStreamInfo, format: Format) -> Result<usize> {
        const CALL: &str = "hailo_get_vstream_frame_size";
        HostFormat::known(CALL, vstream.format)?;
        let mut format = Padded::given(HostFormat::known(CALL, format)?.c());
        let mut record = self.layout().encode_vstream_info(vstream);
        call::hailo_get_vstream_frame_size(self, &mut record, &mut format)
    }

    /// Whether frames of the one kind must be converted to become frames of the other. `quantisations`: one, or
    /// one per feature. The device's side (`to` of an input, `from` of an output) must be without
    /// [`Auto`](crate::FormatOrder::Auto).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for kinds that do not convert, or another number of quantisations.
    #[doc(alias = "hailo_is_input_transformation_required2")]
    #[doc(alias = "hailo_is_output_transformation_required2")]
    pub fn needs_transformation(
        &self,
        direction: Direction,
        from: (Shape, Format),
        to: (Shape, Format),
        quantisations: &[Quantisation],
    ) -> Result<bool> {
        let call = match direction {
            Direction::Input => "hailo_is_input_transformation_required2",
            Direction::Output => "hailo_is_output_transformation_required2",
        };
        let (host, device) = match direction {
            Direction::Input => (from, to),
            Direction::Output => (to, from),
        };
        let own = Device { direction, format: device.1, shape: Some(device.0) };
        let host_format = HostFormat::of(call, &own, host.1)?.c();
        let own_format = HostFormat::known(call, device.1)?.c();
        let features = device.0.features as usize;
        if device.1.order == FormatOrder::Auto || ![1, features].contains(&quantisations.len()) {
            let why = "the device's order is needed, and one quantisation, or one for each feature";
            return Err(Error::refused(ErrorKind::InvalidArgument, call, why));
        }
        let (from_format, to_format) = match direction {
            Direction::Input => (host_format, own_format),
            Direction::Output => (own_format, host_format),
        };
        let shape = |shape: Shape| hailo_3d_image_shape_t {
            height: shape.height,
            width: shape.width,
            features: shape.features,
        };
        let (from_shape, to_shape) = (Padded::given(shape(from.0)), Padded::given(shape(to.0)));
        let (from_format, to_format) = (Padded::given(from_format), Padded::given(to_format));
        let infos = Given::new(quantisations.iter().map(|q| hailo_quant_info_t {
            qp_zp: q.zero_point,
            qp_scale: q.scale,
            limvals_min: q.limit_min,
            limvals_max: q.limit_max,
        }));
        let required = match direction {
            Direction::Input => call::hailo_is_input_transformation_required2,
            Direction::Output => call::hailo_is_output_transformation_required2,
        };
        required(self, &from_shape, &from_format, &to_shape, &to_format, &infos)
    }

    /// Converts the user's frames into those of a physical input.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for formats that do not convert.
    #[doc(alias = "hailo_create_input_transform_context")]
    pub fn input_transform(&self, stream: &StreamInfo, format: Format) -> Result<InputTransform> {
        const CALL: &str = "hailo_create_input_transform_context";
        let (own, format) = self.known_stream(CALL, stream, Direction::Input, format)?;
        let fresh =
            call::hailo_create_input_transform_context(self, &stream.raw, &format.transform_params())?;
        let release = call::hailo_release_input_transform_context;
        let owned = Owned::new(self, CALL, fresh, None, Some(release))?.quick();
        let host = self.checked_frame_size(stream, format)?;
        Ok(InputTransform { owned, host, device: own.hw_frame_size })
    }

    /// Converts frames of a physical output into the user's.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for formats that do not convert.
    #[doc(alias = "hailo_create_output_transform_context")]
    pub fn output_transform(&self, stream: &StreamInfo, format: Format) -> Result<OutputTransform> {
        const CALL: &str = "hailo_create_output_transform_context";
        let (own, format) = self.known_stream(CALL, stream, Direction::Output, format)?;
        let fresh =
            call::hailo_create_output_transform_context(self, &stream.raw, &format.transform_params())?;
        let release = call::hailo_release_output_transform_context;
        let owned = Owned::new(self, CALL, fresh, None, Some(release))?.quick();
        let host = self.checked_frame_size(stream, format)?;
        Ok(OutputTransform { owned, host, device: own.hw_frame_size })
    }
}

/// From the user's frames to those of a physical input.
#[doc(alias = "hailo_release_input_transform_context")]
#[derive(Debug)]
pub struct InputTransform {
    owned: Owned<_hailo_input_transform_context, NetworkGroup>,
    host: usize,
    device: usize,
}

/// From the frames of a physical output to the user's.
#[doc(alias = "hailo_release_output_transform_context")]
#[derive(Debug)]
pub struct OutputTransform {
    owned: Owned<_hailo_output_transform_context, NetworkGroup>,
    host: usize,
    device: usize,
}

impl InputTransform {
    /// Bytes of the user's frame.
    #[must_use]
    pub fn host_frame_size(&self) -> usize {
        self.host
    }

    /// Bytes of the device's frame, a multiple of 8.
    #[must_use]
    pub fn device_frame_size(&self) -> usize {
        self.device.next_multiple_of(8)
    }

    /// Converts one frame.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for frames of other sizes.
    #[doc(alias = "hailo_transform_frame_by_input_transform_context")]
    pub fn transform(&mut self, from: &[u8], to: &mut [u8]) -> Result<()> {
        const CALL: &str = "hailo_transform_frame_by_input_transform_context";
        check(CALL, "user's", from.len(), self.host)?;
        check(CALL, "device's", to.len(), self.device_frame_size())?;
        call::hailo_transform_frame_by_input_transform_context(self.owned.exclusive()?, from, to)
    }
}

impl OutputTransform {
    /// Bytes of the user's frame.
    #[must_use]
    pub fn host_frame_size(&self) -> usize {
        self.host
    }

    /// Bytes of the device's frame.
    #[must_use]
    pub fn device_frame_size(&self) -> usize {
        self.device
    }

    /// Converts one frame.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for frames of other sizes.
    #[doc(alias = "hailo_transform_frame_by_output_transform_context")]
    pub fn transform(&mut self, from: &[u8], to: &mut [u8]) -> Result<()> {
        const CALL: &str = "hailo_transform_frame_by_output_transform_context";
        check(CALL, "device's", from.len(), self.device)?;
        check(CALL, "user's", to.len(), self.host)?;
        call::hailo_transform_frame_by_output_transform_context(self.owned.exclusive()?, from, to)
    }
}

impl InputStream {
    /// Converts the user's frames into this input's, with the quantisation of each feature.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for formats that do not convert.
    #[doc(alias = "hailo_create_input_transform_context_by_stream")]
    pub fn transform(&mut self, format: Format) -> Result<InputTransform> {
        const CALL: &str = "hailo_create_input_transform_context_by_stream";
        let (group, library) = self.group_and_library(CALL)?;
        let format = HostFormat::of(CALL, &device(self.info()), format)?;
        let params = format.transform_params();
        let fresh = call::hailo_create_input_transform_context_by_stream(self.alone()?, &params)?;
        let release = call::hailo_release_input_transform_context;
        let owned = Owned::new(&library, CALL, fresh, Some(group), Some(release))?.quick();
        let host = library.checked_frame_size(self.info(), format)?;
        Ok(InputTransform { owned, host, device: self.info().hw_frame_size })
    }
}

impl OutputStream {
    /// Converts this output's frames into the user's, with the quantisation of each feature.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for formats that do not convert.
    #[doc(alias = "hailo_create_output_transform_context_by_stream")]
    pub fn transform(&mut self, format: Format) -> Result<OutputTransform> {
        const CALL: &str = "hailo_create_output_transform_context_by_stream";
        let (group, library) = self.group_and_library(CALL)?;
        let format = HostFormat::of(CALL, &device(self.info()), format)?;
        let params = format.transform_params();
        let fresh = call::hailo_create_output_transform_context_by_stream(self.alone()?, &params)?;
        let release = call::hailo_release_output_transform_context;
        let owned = Owned::new(&library, CALL, fresh, Some(group), Some(release))?.quick();
        let host = library.checked_frame_size(self.info(), format)?;
        Ok(OutputTransform { owned, host, device: self.info().hw_frame_size })
    }

    /// Takes the frames of a multiplexed output apart.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for an output that is not multiplexed.
    #[doc(alias = "hailo_create_demuxer_by_stream")]
    #[doc(alias = "hailo_get_mux_infos_by_output_demuxer")]
    pub fn demuxer(&mut self) -> Result<Demuxer> {
        const CALL: &str = "hailo_create_demuxer_by_stream";
        if !self.info().is_mux {
            return Err(Error::refused(ErrorKind::InvalidArgument, CALL, "the output is not multiplexed"));
        }
        let (group, library) = self.group_and_library(CALL)?;
        let params = Padded::given(hailo_demux_params_t::zeroed());
        let fresh = call::hailo_create_demuxer_by_stream(self.alone()?, &params)?;
        let release = call::hailo_release_output_demuxer;
        let mut owned = Owned::new(&library, CALL, fresh, Some(group), Some(release))?.quick();
        let layout = library.layout();
        let (records, count) = call::hailo_get_mux_infos_by_output_demuxer(owned.exclusive()?)?;
        let streams =
            records.each(layout.stream_info, count).map(|record| layout.stream_info(record)).collect();
        Ok(Demuxer { owned, streams, frame_size: self.info().hw_frame_size })
    }
}

/// Takes the frames of a multiplexed output apart.
#[doc(alias = "hailo_release_output_demuxer")]
#[derive(Debug)]
pub struct Demuxer {
    owned: Owned<_hailo_output_demuxer, NetworkGroup>,
    streams: Vec<StreamInfo>,
    frame_size: usize,
}

impl Demuxer {
    /// The streams in it, in the order of [`demux`](Self::demux)'s buffers.
    #[must_use]
    pub fn streams(&self) -> &[StreamInfo] {
        &self.streams
    }

    /// Takes one frame apart into one buffer per stream, each of that stream's `hw_frame_size`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for another number of buffers, or other sizes.
    #[doc(alias = "hailo_demux_raw_frame_by_output_demuxer")]
    pub fn demux(&mut self, frame: &[u8], to: &mut [Buffer]) -> Result<()> {
        const CALL: &str = "hailo_demux_raw_frame_by_output_demuxer";
        check(CALL, "multiplexed", frame.len(), self.frame_size)?;
        if to.len() != self.streams.len() {
            let why = format!("{} buffers for {} streams", to.len(), self.streams.len());
            return Err(Error::refused(ErrorKind::InvalidArgument, CALL, why));
        }
        for (buffer, stream) in to.iter().zip(&self.streams) {
            check(CALL, "stream's", buffer.len(), stream.hw_frame_size)?;
        }
        let demuxer = self.owned.exclusive()?;
        call::hailo_demux_raw_frame_by_output_demuxer(demuxer, frame, &mut Lent::buffers(to))
    }
}
