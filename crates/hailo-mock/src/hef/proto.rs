//! The part of a HEF's protobuf message that says what a model looks like from outside: groups,
//! contexts, edge layers, shapes, formats, quantisation. Field numbers are facts of the format;
//! fields that are not listed are skipped by the decoder.

use prost::{Message, Oneof};

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Hef {
    #[prost(message, optional, tag = "1")]
    pub header: Option<Header>,
    #[prost(message, repeated, tag = "2")]
    pub network_groups: Vec<NetworkGroup>,
    #[prost(message, repeated, tag = "5")]
    pub extensions: Vec<Extension>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Header {
    #[prost(uint32, tag = "1")]
    pub hw_arch: u32,
    #[prost(uint64, tag = "2")]
    pub timestamp: u64,
    #[prost(string, tag = "3")]
    pub sdk_version: String,
    #[prost(uint64, tag = "4")]
    pub version: u64,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Extension {
    #[prost(uint32, tag = "1")]
    pub type_index: u32,
    #[prost(string, tag = "2")]
    pub name: String,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct NetworkGroup {
    #[prost(message, optional, tag = "1")]
    pub metadata: Option<GroupMetadata>,
    #[prost(message, optional, tag = "2")]
    pub preliminary_config: Option<PreliminaryConfig>,
    #[prost(message, repeated, tag = "3")]
    pub contexts: Vec<Context>,
    #[prost(string, repeated, tag = "4")]
    pub sorted_outputs_order: Vec<String>,
    #[prost(string, repeated, tag = "6")]
    pub networks_names: Vec<String>,
    #[prost(message, repeated, tag = "7")]
    pub partial: Vec<PartialGroup>,
    #[prost(message, repeated, tag = "8")]
    pub ops: Vec<Op>,
    #[prost(message, repeated, tag = "9")]
    pub pad_edges: Vec<PadEdge>,
    #[prost(string, tag = "10")]
    pub name: String,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct PartialGroup {
    #[prost(message, optional, tag = "1")]
    pub network_group: Option<NetworkGroup>,
}

/// A core op has the first seven fields of a network group.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct CoreOp {
    #[prost(message, optional, tag = "1")]
    pub metadata: Option<GroupMetadata>,
    #[prost(message, optional, tag = "2")]
    pub preliminary_config: Option<PreliminaryConfig>,
    #[prost(message, repeated, tag = "3")]
    pub contexts: Vec<Context>,
    #[prost(string, repeated, tag = "4")]
    pub sorted_outputs_order: Vec<String>,
    #[prost(string, repeated, tag = "6")]
    pub networks_names: Vec<String>,
    #[prost(message, repeated, tag = "7")]
    pub partial: Vec<PartialCoreOp>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct PartialCoreOp {
    #[prost(message, optional, tag = "1")]
    pub core_op: Option<CoreOp>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct PreliminaryConfig {}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct GroupMetadata {
    #[prost(string, tag = "1")]
    pub name: String,
    #[prost(uint32, tag = "2")]
    pub index: u32,
    #[prost(bool, tag = "3")]
    pub transposed: bool,
    #[prost(double, tag = "4")]
    pub bottleneck_fps: f64,
    #[prost(uint32, tag = "5")]
    pub cfg_channels_count: u32,
    #[prost(double, tag = "6")]
    pub latency: f64,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Context {
    #[prost(uint32, tag = "1")]
    pub index: u32,
    #[prost(message, optional, tag = "3")]
    pub metadata: Option<ContextMetadata>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct ContextMetadata {
    #[prost(string, tag = "1")]
    pub name: String,
    #[prost(message, repeated, tag = "2")]
    pub edge_layers: Vec<EdgeLayer>,
    #[prost(string, repeated, tag = "5")]
    pub sorted_outputs_order: Vec<String>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct EdgeLayer {
    /// 0 host to device, 1 device to host.
    #[prost(uint32, tag = "1")]
    pub direction: u32,
    #[prost(uint32, tag = "2")]
    pub edge_layer_type: u32,
    #[prost(oneof = "Edge", tags = "3, 4, 8")]
    pub edge: Option<Edge>,
    #[prost(message, optional, tag = "5")]
    pub context_switch: Option<ContextSwitch>,
    #[prost(uint32, tag = "6")]
    pub network_index: u32,
    #[prost(uint32, optional, tag = "7")]
    pub pad_index: Option<u32>,
}

#[derive(Clone, PartialEq, Oneof)]
pub(crate) enum Edge {
    #[prost(message, tag = "3")]
    Info(LayerInfo),
    #[prost(message, tag = "4")]
    Mux(LayerMux),
    #[prost(message, tag = "8")]
    Planes(LayerPlanes),
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct LayerInfo {
    #[prost(string, tag = "1")]
    pub name: String,
    #[prost(message, optional, tag = "2")]
    pub base: Option<LayerBase>,
    #[prost(message, optional, tag = "3")]
    pub numeric: Option<Numeric>,
    #[prost(string, tag = "4")]
    pub hn_output_layer_name: String,
    #[prost(string, repeated, tag = "5")]
    pub original_names: Vec<String>,
    #[prost(bool, tag = "6")]
    pub transposed: bool,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct LayerMux {
    #[prost(string, tag = "1")]
    pub name: String,
    #[prost(message, optional, tag = "2")]
    pub base: Option<LayerBase>,
    #[prost(message, repeated, tag = "5")]
    pub predecessors: Vec<InnerEdge>,
    #[prost(string, repeated, tag = "6")]
    pub original_names: Vec<String>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct LayerPlanes {
    #[prost(string, tag = "1")]
    pub name: String,
    /// 0 NV12, 1 NV21, 2 I420.
    #[prost(uint32, tag = "2")]
    pub format: u32,
    #[prost(message, repeated, tag = "3")]
    pub planes: Vec<InnerEdge>,
    #[prost(uint32, tag = "4")]
    pub height: u32,
    #[prost(uint32, tag = "5")]
    pub width: u32,
    #[prost(uint32, tag = "6")]
    pub features: u32,
}

/// An edge inside a mux or a planes layer. Only plain layers are read there; muxes of muxes are not
/// made by the compilers of the supported runtimes.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct InnerEdge {
    #[prost(message, optional, tag = "1")]
    pub info: Option<LayerInfo>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct ContextSwitch {
    /// 0 boundary, 1 intermediate, 2 DDR, 3 cache.
    #[prost(uint32, tag = "3")]
    pub connection: u32,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct LayerBase {
    #[prost(uint32, tag = "1")]
    pub height: u32,
    #[prost(uint32, tag = "2")]
    pub padded_height: u32,
    #[prost(uint32, tag = "3")]
    pub width: u32,
    #[prost(uint32, tag = "4")]
    pub padded_width: u32,
    #[prost(uint32, tag = "5")]
    pub features: u32,
    #[prost(uint32, tag = "6")]
    pub padded_features: u32,
    #[prost(uint32, tag = "7")]
    pub format: u32,
    #[prost(uint32, tag = "8")]
    pub sys_index: u32,
    #[prost(uint32, tag = "9")]
    pub core_bytes_per_buffer: u32,
    #[prost(uint32, tag = "10")]
    pub core_buffers_per_frame: u32,
    #[prost(message, optional, tag = "11")]
    pub additional_info: Option<AdditionalInfo>,
    #[prost(uint32, tag = "12")]
    pub data_bytes: u32,
    #[prost(message, repeated, tag = "13")]
    pub buffer_indices: Vec<ResourceIndices>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct ResourceIndices {
    #[prost(uint32, tag = "1")]
    pub index: u32,
    #[prost(uint32, tag = "2")]
    pub cluster_index: u32,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct AdditionalInfo {
    #[prost(message, optional, tag = "1")]
    pub nms: Option<NmsInfo>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct NmsInfo {
    #[prost(uint64, tag = "2")]
    pub number_of_classes: u64,
    #[prost(uint64, tag = "3")]
    pub max_output_size: u64,
    #[prost(uint64, tag = "4")]
    pub bbox_size: u64,
    #[prost(uint64, tag = "7")]
    pub input_division_factor: u64,
    #[prost(uint32, tag = "8")]
    pub burst_size: u32,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Numeric {
    #[prost(float, tag = "1")]
    pub qp_zp: f32,
    #[prost(float, tag = "2")]
    pub qp_scale: f32,
    #[prost(float, tag = "3")]
    pub limvals_min: f32,
    #[prost(float, tag = "4")]
    pub limvals_max: f32,
    #[prost(double, repeated, tag = "5")]
    pub qp_zps: Vec<f64>,
    #[prost(double, repeated, tag = "6")]
    pub qp_scales: Vec<f64>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct PadEdge {
    #[prost(uint32, tag = "1")]
    pub src: u32,
    #[prost(uint32, tag = "2")]
    pub dst: u32,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Op {
    #[prost(string, tag = "1")]
    pub name: String,
    #[prost(message, repeated, tag = "2")]
    pub input_pads: Vec<Pad>,
    #[prost(message, repeated, tag = "3")]
    pub output_pads: Vec<Pad>,
    #[prost(oneof = "OpKind", tags = "4, 5, 6")]
    pub op: Option<OpKind>,
}

#[derive(Clone, PartialEq, Oneof)]
pub(crate) enum OpKind {
    #[prost(message, tag = "4")]
    Core(CoreOp),
    #[prost(message, tag = "5")]
    Nms(NmsOp),
    #[prost(message, tag = "6")]
    Logits(LogitsOp),
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct LogitsOp {
    /// 0 argmax, 1 softmax.
    #[prost(uint32, tag = "1")]
    pub kind: u32,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct NmsOp {
    #[prost(double, tag = "1")]
    pub score_threshold: f64,
    #[prost(double, tag = "2")]
    pub iou_threshold: f64,
    #[prost(uint32, tag = "3")]
    pub max_proposals_per_class: u32,
    #[prost(uint32, tag = "4")]
    pub classes: u32,
    #[prost(bool, tag = "5")]
    pub background_removal: bool,
    /// The decoder of plain detection models.
    #[prost(message, optional, tag = "7")]
    pub yolo: Option<ImageSize>,
    /// Present for segmentation models: their output carries byte masks.
    #[prost(message, optional, tag = "11")]
    pub yolo_seg: Option<ImageSize>,
    #[prost(bool, tag = "13")]
    pub bbox_decoding_only: bool,
}

/// The first two fields of every decoder description.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct ImageSize {
    #[prost(double, tag = "1")]
    pub height: f64,
    #[prost(double, tag = "2")]
    pub width: f64,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Pad {
    #[prost(uint32, tag = "1")]
    pub index: u32,
    #[prost(string, tag = "2")]
    pub name: String,
    #[prost(uint32, tag = "3")]
    pub format_order: u32,
    #[prost(uint32, tag = "8")]
    pub format_type: u32,
    #[prost(message, optional, tag = "5")]
    pub numeric: Option<Numeric>,
    #[prost(message, optional, tag = "6")]
    pub tensor_shape: Option<TensorShape>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct TensorShape {
    #[prost(uint32, tag = "1")]
    pub height: u32,
    #[prost(uint32, tag = "3")]
    pub width: u32,
    #[prost(uint32, tag = "5")]
    pub features: u32,
}
