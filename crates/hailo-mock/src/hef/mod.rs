//! Compiled model files: what a HEF says about its network groups, streams, shapes, formats and
//! quantisation.
//!
//! [`Hef::parse`] reads any container version; [`HefBuilder`] writes tiny valid files that the real
//! library accepts too. Malformed input, however odd, is an error and never a crash: this parser
//! sees the files on which the real one ends the process.

mod build;
mod container;
mod proto;

use std::fmt;

use prost::Message;

pub use build::{HefBuilder, LayerSpec};
pub use container::Container;

use crate::codes::{order, ty};

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
}

impl HefError {
    fn new(kind: HefErrorKind, detail: impl Into<String>) -> Self {
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
    pub nms: Option<NmsShape>,
    /// The streams muxed into this one; empty for a plain stream.
    pub muxed: Vec<Layer>,
}

impl Layer {
    /// Bytes of one hardware frame.
    #[must_use]
    pub fn hw_frame_size(&self) -> usize {
        match &self.nms {
            // Boxes of five u16 with one counter word per class, as the chip sends them.
            Some(nms) => nms.classes as usize * (1 + nms.max_bboxes_per_class as usize) * 10,
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

/// A parsed model file.
#[derive(Clone, Debug, PartialEq)]
pub struct Hef {
    /// The file's architecture number.
    pub arch: u32,
    /// Network groups.
    pub groups: Vec<HefGroup>,
    /// A hash of the file, for telling models apart.
    pub fingerprint: u64,
}

/// The extension without which today's runtimes refuse a file.
const PERIPH_CALCULATION: u32 = 26;
/// One past the newest extension known to the newest supported runtime.
const FIRST_UNKNOWN_EXTENSION: u32 = 36;

impl Hef {
    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// [`HefError`] for anything the runtime would refuse or crash on.
    pub fn parse(bytes: &[u8]) -> Result<Self, HefError> {
        let message = container::unwrap(bytes)?;
        let hef =
            proto::Hef::decode(message).map_err(|e| HefError::new(HefErrorKind::Corrupted, e.to_string()))?;
        let header = hef.header.unwrap_or_default();
        // Before header version 1 the extension list is not looked at, so it counts as empty.
        let extensions = if header.version >= 1 { hef.extensions.as_slice() } else { &[] };
        let groups = hef
            .network_groups
            .into_iter()
            .map(|group| read_group(group, header.hw_arch))
            .collect::<Result<Vec<_>, _>>()?;
        if let Some(e) = extensions.iter().find(|e| e.type_index >= FIRST_UNKNOWN_EXTENSION) {
            let what = format!("extension {} {}", e.type_index, e.name);
            return Err(HefError::new(HefErrorKind::NotSupported, what));
        }
        if !extensions.iter().any(|e| e.type_index == PERIPH_CALCULATION) {
            let what = "compiled for a runtime of another generation";
            return Err(HefError::new(HefErrorKind::NotSupported, what));
        }
        Ok(Self { arch: header.hw_arch, groups, fingerprint: xxhash_rust::xxh3::xxh3_64(bytes) })
    }

    /// The group of that name; `None` stands for the first. `group/network` finds its group too.
    #[must_use]
    pub fn group(&self, name: Option<&str>) -> Option<&HefGroup> {
        match name {
            None | Some("") => self.groups.first(),
            Some(name) => self.groups.iter().find(|g| {
                g.name == name
                    || name
                        .strip_prefix(g.name.as_str())
                        .and_then(|rest| rest.strip_prefix('/'))
                        .is_some_and(|network| g.networks.iter().any(|n| n == network))
            }),
        }
    }
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

/// Layer format numbers of the compiler as `HAILO_FORMAT_ORDER_*`; the rest is unknown.
fn device_order(format: u32) -> Result<u32, HefError> {
    Ok(match format {
        0 | 13 => order::NHWC,
        1 => order::NHCW,
        2 => order::NC,
        3 => order::FCR,
        4 => order::BAYER_RGB,
        5 => order::NHW,
        6 => order::NMS_ON_CHIP,
        7 => order::F8CR,
        8 => order::RGB888,
        11 => order::YUY2,
        14 => order::YYUV,
        15 => order::YYVU,
        16 => order::YYYYUV,
        _ => {
            let what = format!("layer format {format}");
            return Err(HefError::new(HefErrorKind::UnknownFormat, what));
        }
    })
}

/// What the user sees of a device order by default.
fn host_order(device: u32) -> u32 {
    match device {
        order::NHCW | order::FCR | order::F8CR => order::NHWC,
        order::NMS_ON_CHIP => order::NMS_BY_CLASS,
        other => other,
    }
}

struct Core {
    metadata: proto::GroupMetadata,
    contexts: Vec<proto::Context>,
    sorted_outputs: Vec<String>,
    networks: Vec<String>,
}

fn core_of_group(group: &proto::NetworkGroup) -> Core {
    Core {
        metadata: group.metadata.clone().unwrap_or_default(),
        contexts: group.contexts.clone(),
        sorted_outputs: group.sorted_outputs_order.clone(),
        networks: group.networks_names.clone(),
    }
}

fn core_of_op(op: &proto::CoreOp) -> Core {
    Core {
        metadata: op.metadata.clone().unwrap_or_default(),
        contexts: op.contexts.clone(),
        sorted_outputs: op.sorted_outputs_order.clone(),
        networks: op.networks_names.clone(),
    }
}

/// Architectures whose files hold one layout per set of usable clusters.
fn is_multi_layout(arch: u32) -> bool {
    matches!(arch, 3 | 4)
}

fn read_group(group: proto::NetworkGroup, arch: u32) -> Result<HefGroup, HefError> {
    let core_op = group.ops.iter().find_map(|op| match &op.op {
        Some(proto::OpKind::Core(core)) => Some(core),
        _ => None,
    });
    let mut core = match core_op {
        Some(core) => match core.partial.first().and_then(|p| p.core_op.as_ref()) {
            Some(partial) if is_multi_layout(arch) => core_of_op(partial),
            _ => core_of_op(core),
        },
        None => match group.partial.first().and_then(|p| p.network_group.as_ref()) {
            Some(partial) if is_multi_layout(arch) => core_of_group(partial),
            _ => core_of_group(&group),
        },
    };
    let own_name = group.metadata.as_ref().map_or("", |m| m.name.as_str());
    let name = [core.metadata.name.as_str(), own_name, group.name.as_str()]
        .into_iter()
        .find(|n| !n.is_empty())
        .unwrap_or_default()
        .to_owned();
    if name.is_empty() || name.len() >= 128 {
        return Err(HefError::new(HefErrorKind::Corrupted, "a network group without a usable name"));
    }
    if core.networks.is_empty() {
        core.networks.push(name.clone());
    }

    let mut layers = Vec::new();
    let mut vstreams: Vec<(Option<u32>, VStream)> = Vec::new();
    for edge in core.contexts.iter().filter_map(|c| c.metadata.as_ref()).flat_map(|m| &m.edge_layers) {
        if edge.context_switch.as_ref().is_some_and(|c| c.connection != 0) {
            continue;
        }
        read_edge(edge, &core, &name, &mut layers, &mut vstreams)?;
    }
    // A context boundary repeats its layer; the first mention counts.
    let mut seen = std::collections::HashSet::new();
    layers.retain(|l: &Layer| seen.insert(l.name.clone()));
    seen.clear();
    vstreams.retain(|(_, v)| seen.insert(v.name.clone()));
    apply_ops(&group, &mut vstreams);

    layers.sort_by_key(|l| l.direction as u32);
    let mut vstreams: Vec<VStream> = vstreams.into_iter().map(|(_, v)| v).collect();
    let rank = |v: &VStream| core.sorted_outputs.iter().position(|n| *n == v.name).unwrap_or(usize::MAX);
    vstreams
        .sort_by_key(|v| (v.direction as u32, if v.direction == Direction::Output { rank(v) } else { 0 }));
    let sorted_outputs =
        vstreams.iter().filter(|v| v.direction == Direction::Output).map(|v| v.name.clone()).collect();
    Ok(HefGroup {
        multi_context: core.contexts.len() > 1,
        bottleneck_fps: finite(core.metadata.bottleneck_fps),
        latency_ms: finite(core.metadata.latency),
        networks: core.networks,
        name,
        layers,
        vstreams,
        sorted_outputs,
    })
}

fn finite(x: f64) -> f64 {
    if x.is_finite() && x > 0.0 { x } else { 0.0 }
}

fn read_edge(
    edge: &proto::EdgeLayer,
    core: &Core,
    group: &str,
    layers: &mut Vec<Layer>,
    vstreams: &mut Vec<(Option<u32>, VStream)>,
) -> Result<(), HefError> {
    let direction = if edge.direction == 1 { Direction::Output } else { Direction::Input };
    let network = edge.network_index as usize;
    let network_name = format!("{group}/{}", core.networks.get(network).unwrap_or(&core.networks[0]));
    match &edge.edge {
        Some(proto::Edge::Info(info)) => {
            let layer = read_layer(info, direction, network, &core.metadata)?;
            vstreams.push((edge.pad_index, vstream_of(&layer, &network_name)));
            layers.push(layer);
        }
        Some(proto::Edge::Mux(mux)) => {
            let info = proto::LayerInfo {
                name: mux.name.clone(),
                base: mux.base.clone(),
                original_names: mux.original_names.clone(),
                ..proto::LayerInfo::default()
            };
            let mut layer = read_layer(&info, direction, network, &core.metadata)?;
            for inner in mux.predecessors.iter().filter_map(|p| p.info.as_ref()) {
                let inner = read_layer(inner, direction, network, &core.metadata)?;
                let mut vstream = vstream_of(&inner, &network_name);
                vstream.streams = vec![layer.name.clone()];
                vstreams.push((edge.pad_index, vstream));
                layer.muxed.push(inner);
            }
            layers.push(layer);
        }
        Some(proto::Edge::Planes(planes)) => {
            let inner = planes
                .planes
                .iter()
                .filter_map(|p| p.info.as_ref())
                .map(|info| read_layer(info, direction, network, &core.metadata))
                .collect::<Result<Vec<_>, _>>()?;
            let order = match planes.format {
                0 => order::NV12,
                1 => order::NV21,
                2 => order::I420,
                other => {
                    let what = format!("planes format {other}");
                    return Err(HefError::new(HefErrorKind::UnknownFormat, what));
                }
            };
            vstreams.push((
                edge.pad_index,
                VStream {
                    name: planes.name.clone(),
                    network_name,
                    direction,
                    format: Format { ty: ty::UINT8, order, flags: 0 },
                    shape: Shape::new(planes.height, planes.width, planes.features),
                    nms: None,
                    quants: vec![inner.first().and_then(|l| l.quants.first().copied()).unwrap_or_default()],
                    original_names: Vec::new(),
                    streams: inner.iter().map(|l| l.name.clone()).collect(),
                },
            ));
            layers.extend(inner);
        }
        None => {
            return Err(HefError::new(HefErrorKind::Corrupted, "an edge layer without a layer"));
        }
    }
    Ok(())
}

/// The largest frame this parser believes in; anything above is a broken file.
const MAX_ELEMENTS: u64 = 1 << 30;

fn read_layer(
    info: &proto::LayerInfo,
    direction: Direction,
    network: usize,
    group: &proto::GroupMetadata,
) -> Result<Layer, HefError> {
    let corrupted =
        |what: &str| HefError::new(HefErrorKind::Corrupted, format!("layer `{}`: {what}", info.name));
    let base = info.base.as_ref().ok_or_else(|| corrupted("no base"))?;
    if info.name.is_empty() || info.name.len() >= 128 {
        return Err(corrupted("its name is empty or too long"));
    }
    // The real library reads the first entry without looking whether there is one.
    if info.base.is_some() && !info.hn_output_layer_name.is_empty() && base.buffer_indices.len() != 1
        || base.buffer_indices.is_empty() && info.numeric.is_some()
    {
        return Err(corrupted("it must have exactly one buffer index"));
    }
    let order = device_order(base.format)?;
    let ty = match base.data_bytes {
        1 => ty::UINT8,
        2 => ty::UINT16,
        _ => return Err(corrupted("an element has neither one byte nor two")),
    };
    let mut shape = Shape::new(base.height, base.width, base.features);
    let hw_shape = Shape::new(base.padded_height, base.padded_width, base.padded_features);
    for s in [shape, hw_shape] {
        let area = u64::from(s.height).saturating_mul(u64::from(s.width));
        if area.saturating_mul(u64::from(s.features)) > MAX_ELEMENTS {
            return Err(corrupted("its shape is absurd"));
        }
    }
    let mut flags = 0;
    if (info.transposed || group.transposed) && order != order::NC {
        std::mem::swap(&mut shape.height, &mut shape.width);
        flags = 2;
    }
    let nms = (order == order::NMS_ON_CHIP).then(|| {
        let nms = base.additional_info.as_ref().and_then(|a| a.nms.clone()).unwrap_or_default();
        let clamp = |n: u64| u32::try_from(n.min(1 << 16)).unwrap_or(0);
        NmsShape {
            classes: clamp(nms.number_of_classes),
            max_bboxes_per_class: clamp(nms.max_output_size.saturating_mul(nms.input_division_factor.max(1))),
            max_bboxes_total: 0,
            max_mask_size: 0,
            score_threshold: 0.0,
        }
    });
    Ok(Layer {
        name: info.name.clone(),
        direction,
        shape,
        hw_shape,
        format: Format { ty, order, flags },
        data_bytes: base.data_bytes,
        quants: read_quants(info.numeric.as_ref(), shape.features as usize),
        index: u8::try_from(base.sys_index).map_err(|_| corrupted("its index is above 255"))?,
        original_names: info.original_names.clone(),
        network,
        nms,
        muxed: Vec::new(),
    })
}

fn read_quants(numeric: Option<&proto::Numeric>, features: usize) -> Vec<Quant> {
    let n = numeric.cloned().unwrap_or_default();
    let quant = |zero_point, scale| Quant { zero_point, scale, min: n.limvals_min, max: n.limvals_max };
    if n.qp_zps.len() == features && n.qp_scales.len() == features && features > 1 {
        let pairs = n.qp_zps.iter().zip(&n.qp_scales);
        return pairs.map(|(zp, scale)| quant(*zp as f32, *scale as f32)).collect();
    }
    vec![quant(n.qp_zp, n.qp_scale)]
}

fn vstream_of(layer: &Layer, network_name: &str) -> VStream {
    let order = host_order(layer.format.order);
    let ty = if layer.nms.is_some() { ty::FLOAT32 } else { layer.format.ty };
    VStream {
        name: layer.name.clone(),
        network_name: network_name.to_owned(),
        direction: layer.direction,
        format: Format { ty, order, flags: layer.format.flags },
        shape: layer.shape,
        nms: layer.nms,
        quants: layer.quants.clone(),
        original_names: layer.original_names.clone(),
        streams: vec![layer.name.clone()],
    }
}

/// Operations the host does after the chip replace the streams they consume.
fn apply_ops(group: &proto::NetworkGroup, vstreams: &mut Vec<(Option<u32>, VStream)>) {
    for op in &group.ops {
        let nms = match &op.op {
            Some(proto::OpKind::Nms(nms)) if !nms.bbox_decoding_only => Some(nms),
            Some(proto::OpKind::Nms(_) | proto::OpKind::Logits(_)) => None,
            _ => continue,
        };
        let Some(pad) = op.output_pads.first() else { continue };
        let sources: Vec<u32> = group
            .pad_edges
            .iter()
            .filter(|e| op.input_pads.iter().any(|p| p.index == e.dst))
            .map(|e| e.src)
            .collect();
        let consumed = |(at, v): &(Option<u32>, VStream)| {
            v.direction == Direction::Output && at.is_some_and(|at| sources.contains(&at))
        };
        let Some(first) = vstreams.iter().find(|v| consumed(v)).map(|(_, v)| v.clone()) else {
            continue;
        };
        let streams = vstreams.iter().filter(|v| consumed(v)).flat_map(|(_, v)| v.streams.clone());
        let (streams, mut made) = (streams.collect(), first);
        made.name = if pad.name.is_empty() { op.name.clone() } else { pad.name.clone() };
        made.streams = streams;
        if let Some(nms) = nms {
            let seg = nms.yolo_seg.as_ref();
            let classes = nms.classes.saturating_sub(u32::from(nms.background_removal)).min(1 << 16);
            let per_class = nms.max_proposals_per_class.min(1 << 16);
            made.nms = Some(NmsShape {
                classes,
                max_bboxes_per_class: per_class,
                max_bboxes_total: classes.saturating_mul(per_class).min(1 << 20),
                max_mask_size: seg.map_or(0, |s| (finite(s.height) * finite(s.width)) as u32),
                score_threshold: nms.score_threshold as f32,
            });
            made.format = match seg {
                Some(_) => Format { ty: ty::UINT8, order: order::NMS_WITH_BYTE_MASK, flags: 0 },
                None => Format { ty: ty::FLOAT32, order: order::NMS_BY_CLASS, flags: 0 },
            };
            made.quants = vec![Quant { min: 0.0, max: 0.0, ..Quant::default() }];
        } else if let Some(t) = &pad.tensor_shape {
            made.shape = Shape::new(t.height, t.width, t.features);
        }
        vstreams.retain(|v| !consumed(v));
        vstreams.push((None, made));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SYNTHETIC: &[u8] = include_bytes!("../../data/synthetic.hef");

    #[test]
    fn the_file_that_both_real_libraries_accept_is_read_as_they_read_it() {
        let hef = Hef::parse(SYNTHETIC).expect("accepted");
        let group = &hef.groups[0];
        assert_eq!((group.name.as_str(), group.multi_context), ("synth", false));
        assert_eq!(group.network_name(0), "synth/synth");
        assert_eq!(group.bottleneck_fps, 123.5);
        let [input, output] = group.vstreams.as_slice() else { panic!("two vstreams") };
        assert_eq!(input.shape, Shape::new(4, 8, 3));
        assert_eq!((input.format.ty, input.format.order), (ty::UINT8, order::NHWC));
        assert_eq!(output.shape, Shape::new(1, 1, 10));
        assert_eq!((output.quants[0].zero_point, output.quants[0].scale), (10.0, 0.5));
        let sizes: Vec<_> = group.layers.iter().map(Layer::hw_frame_size).collect();
        assert_eq!(sizes, [96, 16]);
        assert_eq!(group.layers[0].format.order, order::NHCW);
        assert_eq!(input.original_names, ["data"]);
    }

    #[test]
    fn no_single_changed_or_missing_byte_of_the_message_panics() {
        let message = &SYNTHETIC[32..];
        for at in 0..message.len() {
            for value in [0, 1, 0x7f, 0x80, 0xff] {
                let mut broken = message.to_vec();
                broken[at] = value;
                // Either outcome is fine; what counts is that there is one.
                let _ = Hef::parse(&container::wrap(&broken, Container::V1));
            }
            let _ = Hef::parse(&container::wrap(&message[..at], Container::V2));
        }
    }

    #[test]
    fn defects_are_told_apart_as_the_real_library_does() {
        let kind = |bytes: &[u8]| Hef::parse(bytes).map_err(|e| e.kind()).err();
        assert_eq!(kind(&[1, 2, 3]), Some(HefErrorKind::Truncated));
        let mut wrong_version = SYNTHETIC.to_vec();
        wrong_version[7] = 4;
        assert_eq!(kind(&wrong_version), Some(HefErrorKind::NotSupported));
        let mut wrong_magic = SYNTHETIC.to_vec();
        wrong_magic[0] = 9;
        assert_eq!(kind(&wrong_magic), Some(HefErrorKind::NotSupported));
        assert_eq!(kind(&SYNTHETIC[..340]), Some(HefErrorKind::Corrupted));
        let wrap = |message: &[u8]| container::wrap(message, Container::V0);
        assert_eq!(kind(&wrap(&[0xff, 0xff, 0xff])), Some(HefErrorKind::Corrupted));
        assert_eq!(kind(&wrap(&[])), Some(HefErrorKind::NotSupported));
    }
}
