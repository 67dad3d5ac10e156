//! What a model file says, once read: groups, streams, shapes, formats, quantisation.

use std::fmt;

/// What is wrong with a HEF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HefError {
    kind: HefErrorKind,
    detail: String,
}

/// The kinds of [`HefError`], as the runtime's statuses tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum HefErrorKind {
    /// Too short to hold a header.
    Truncated,
    /// Length, checksum or message are broken.
    Corrupted,
    /// Not a HEF, or one of another generation.
    NotSupported,
    /// A layer has a format number the runtime does not know.
    UnknownFormat,
    /// Two network groups of one name.
    DoubleGroup,
    /// Something is missing that its other parts need.
    Incomplete,
}

impl HefError {
    pub(super) fn new(kind: HefErrorKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into() }
    }

    /// What kind of defect it is.
    #[must_use]
    pub fn kind(&self) -> HefErrorKind {
        self.kind
    }
}

impl fmt::Display for HefError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            HefErrorKind::Truncated => "truncated",
            HefErrorKind::Corrupted => "corrupted",
            HefErrorKind::NotSupported => "not supported",
            HefErrorKind::UnknownFormat => "unknown layer format",
            HefErrorKind::DoubleGroup => "two groups of one name",
            HefErrorKind::Incomplete => "incomplete",
        };
        write!(f, "HEF {kind}: {}", self.detail)
    }
}

impl std::error::Error for HefError {}

/// Which way data flows; the numbers are those of the C enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u32)]
pub enum Direction {
    /// Host to device: an input of the model.
    Input = 0,
    /// Device to host: an output of the model.
    Output = 1,
}

/// Height, width, features.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// Rows.
    pub height: u32,
    /// Columns.
    pub width: u32,
    /// Features (channels).
    pub features: u32,
}

impl Shape {
    /// A shape from its three sides.
    #[must_use]
    pub fn new(height: u32, width: u32, features: u32) -> Self {
        Self { height, width, features }
    }

    /// Elements in it.
    #[must_use]
    pub fn elements(self) -> usize {
        self.height as usize * self.width as usize * self.features as usize
    }
}

/// Affine quantisation: `real = (quantised − zero_point) · scale`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quant {
    /// Zero point.
    pub zero_point: f32,
    /// Scale.
    pub scale: f32,
    /// Smallest real value.
    pub min: f32,
    /// Largest real value.
    pub max: f32,
}

impl Default for Quant {
    fn default() -> Self {
        Self { zero_point: 0.0, scale: 1.0, min: 0.0, max: 255.0 }
    }
}

/// Element type, order of elements and flags, by the numbers of the C enums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format {
    /// `HAILO_FORMAT_TYPE_*`.
    pub ty: u32,
    /// `HAILO_FORMAT_ORDER_*`.
    pub order: u32,
    /// `HAILO_FORMAT_FLAGS_*`.
    pub flags: u32,
}

/// Detections instead of a tensor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NmsShape {
    /// Classes.
    pub classes: u32,
    /// Boxes per class at most.
    pub max_bboxes_per_class: u32,
    /// Boxes in all at most (orders by score and byte mask).
    pub max_bboxes_total: u32,
    /// Bytes of masks at most (order byte mask).
    pub max_mask_size: u32,
    /// Scores below are dropped.
    pub score_threshold: f32,
}

/// Detections as the chip delivers them: for each chunk and class a counter of two bytes, then the boxes, in bursts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OnChip {
    /// What they are for the host.
    pub shape: NmsShape,
    /// Bytes of one box.
    pub bbox_size: u32,
    /// Boxes per class and chunk at most.
    pub per_chunk: u32,
    /// Chunks of one frame.
    pub chunks: u32,
    /// Boxes that come at once; one more burst than there is room for may come at the end.
    pub burst_size: u32,
}

impl OnChip {
    /// Bytes of one frame.
    #[must_use]
    pub fn frame_size(&self) -> usize {
        let [bbox, burst] = [self.bbox_size as usize, self.burst_size as usize];
        let of_class = 2 + bbox * burst.max(self.per_chunk as usize);
        self.chunks as usize * self.shape.classes as usize * of_class + bbox * burst
    }
}

/// One physical stream.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Stream name.
    pub name: String,
    /// Which way.
    pub direction: Direction,
    /// Shape as the host sees it.
    pub shape: Shape,
    /// Shape as the hardware sees it, padded.
    pub hw_shape: Shape,
    /// Device format.
    pub format: Format,
    /// Bytes of one element.
    pub data_bytes: u32,
    /// One entry, or one per feature.
    pub quants: Vec<Quant>,
    /// Index on the chip.
    pub index: u8,
    /// Names in the network before compilation.
    pub original_names: Vec<String>,
    /// Number of the network in its group.
    pub network: usize,
    /// Set for detections made on the chip: the raw boxes it delivers.
    pub nms: Option<OnChip>,
    /// The streams muxed into this one; empty for a plain stream.
    pub muxed: Vec<Layer>,
}

impl Layer {
    /// Bytes of one hardware frame.
    #[must_use]
    pub fn hw_frame_size(&self) -> usize {
        match &self.nms {
            Some(nms) => nms.frame_size(),
            None => self.hw_shape.elements() * self.data_bytes as usize,
        }
    }
}

/// One stream as the user sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct VStream {
    /// Name.
    pub name: String,
    /// `group/network`.
    pub network_name: String,
    /// Which way.
    pub direction: Direction,
    /// Format the user gets by default.
    pub format: Format,
    /// Shape, unless it carries detections.
    pub shape: Shape,
    /// Detections instead of a tensor.
    pub nms: Option<NmsShape>,
    /// One entry, or one per feature; empty quantisation is told by `HefGroup::quant`.
    pub quants: Vec<Quant>,
    /// Names in the network before compilation.
    pub original_names: Vec<String>,
    /// The physical streams behind it.
    pub streams: Vec<String>,
}

/// One network group.
#[derive(Clone, Debug, PartialEq)]
pub struct HefGroup {
    /// Name.
    pub name: String,
    /// More than one context: weights are swapped while a frame runs.
    pub multi_context: bool,
    /// Frames per second of the slowest part; 0 when the file does not say.
    pub bottleneck_fps: f64,
    /// Latency of one frame, milliseconds; 0 when the file does not say.
    pub latency_ms: f64,
    /// Names of the networks, without the group.
    pub networks: Vec<String>,
    /// Physical streams, inputs first.
    pub layers: Vec<Layer>,
    /// User streams, inputs first.
    pub vstreams: Vec<VStream>,
    /// Output names in the order of the original network.
    pub sorted_outputs: Vec<String>,
}

impl HefGroup {
    /// User streams of one direction.
    pub fn vstreams(&self, direction: Direction) -> impl Iterator<Item = &VStream> {
        self.vstreams.iter().filter(move |v| v.direction == direction)
    }

    /// The full name of one of its networks.
    #[must_use]
    pub fn network_name(&self, index: usize) -> String {
        let network = self.networks.get(index).unwrap_or(&self.name);
        format!("{}/{network}", self.name)
    }
}
