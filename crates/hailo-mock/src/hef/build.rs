//! Writes small valid model files.

use prost::Message;

use super::container::{self, Container};
use super::model::{Direction, Quant, Shape};
use super::proto;

/// One stream of a model to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerSpec {
    name: String,
    original_name: String,
    shape: Shape,
    padded: Shape,
    format: u32,
    data_bytes: u32,
    quant: Quant,
    per_feature: Vec<Quant>,
    nms: Option<proto::NmsInfo>,
}

impl LayerSpec {
    /// A picture or feature map of bytes, `height × width × features`.
    #[must_use]
    pub fn nhcw(name: &str, height: u32, width: u32, features: u32) -> Self {
        let shape = Shape::new(height, width, features);
        let padded = Shape::new(height, width.next_multiple_of(8), features);
        Self::plain(name, shape, padded, 1)
    }

    /// A vector of `features` numbers.
    #[must_use]
    pub fn vector(name: &str, features: u32) -> Self {
        let padded = Shape::new(1, 1, features.next_multiple_of(8));
        Self::plain(name, Shape::new(1, 1, features), padded, 2)
    }

    fn plain(name: &str, shape: Shape, padded: Shape, format: u32) -> Self {
        let (name, original_name) = (name.to_owned(), name.to_owned());
        let (quant, per_feature) = (Quant::default(), Vec::new());
        Self { name, original_name, shape, padded, format, data_bytes: 1, quant, per_feature, nms: None }
    }

    /// Detections made on the chip, in boxes of ten bytes.
    #[must_use]
    pub fn on_chip(name: &str, classes: u32, max_per_class: u32, chunks: u32) -> Self {
        let nms = proto::NmsInfo {
            number_of_classes: classes.into(),
            max_output_size: max_per_class.into(),
            bbox_size: 10,
            input_division_factor: chunks.into(),
            ..proto::NmsInfo::default()
        };
        let shape = Shape::new(classes, max_per_class, 5);
        let mut spec = Self { nms: Some(nms), ..Self::plain(name, shape, shape, 6) };
        spec.data_bytes = 2;
        spec
    }

    /// The stream's name in the network before compilation.
    #[must_use]
    pub fn original_name(mut self, name: &str) -> Self {
        name.clone_into(&mut self.original_name);
        self
    }

    /// Its quantisation.
    #[must_use]
    pub fn quant(mut self, quant: Quant) -> Self {
        self.quant = quant;
        self
    }

    /// One quantisation per feature.
    #[must_use]
    pub fn quant_per_feature(mut self, quants: Vec<Quant>) -> Self {
        self.per_feature = quants;
        self
    }

    /// Elements of two bytes instead of one.
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.data_bytes = 2;
        self
    }

    /// The compiler's layer format number, for trying the unusual ones.
    #[must_use]
    pub fn format_number(mut self, format: u32) -> Self {
        self.format = format;
        self
    }

    fn info(&self) -> proto::LayerInfo {
        let base = proto::LayerBase {
            height: self.shape.height,
            padded_height: self.padded.height,
            width: self.shape.width,
            padded_width: self.padded.width,
            features: self.shape.features,
            padded_features: self.padded.features,
            format: self.format,
            core_bytes_per_buffer: self.padded.width * self.padded.features * self.data_bytes,
            core_buffers_per_frame: self.padded.height,
            data_bytes: self.data_bytes,
            buffer_indices: vec![proto::ResourceIndices::default()],
            additional_info: self.nms.clone().map(|nms| proto::AdditionalInfo { nms: Some(nms) }),
            ..proto::LayerBase::default()
        };
        let vector = |of: fn(&Quant) -> f32| self.per_feature.iter().map(of).map(f64::from).collect();
        let numeric = proto::Numeric {
            qp_zp: self.quant.zero_point,
            qp_scale: self.quant.scale,
            limvals_min: self.quant.min,
            limvals_max: self.quant.max,
            qp_zps: vector(|q| q.zero_point),
            qp_scales: vector(|q| q.scale),
        };
        proto::LayerInfo {
            name: self.name.clone(),
            base: Some(base),
            numeric: Some(numeric),
            hn_output_layer_name: self.name.clone(),
            original_names: vec![self.original_name.clone()],
            transposed: false,
        }
    }
}

/// Builds one model file with one network group.
#[derive(Clone, Debug)]
pub struct HefBuilder {
    name: String,
    arch: u32,
    fps: f64,
    latency_ms: f64,
    inputs: Vec<LayerSpec>,
    outputs: Vec<LayerSpec>,
    op: Option<(String, proto::OpKind)>,
    has_order: bool,
    groups: usize,
    container: Container,
    contexts: usize,
}

impl HefBuilder {
    /// A model called `name` for a Hailo-8.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            arch: 0,
            fps: 125.0,
            latency_ms: 0.0,
            inputs: Vec::new(),
            outputs: Vec::new(),
            op: None,
            has_order: true,
            groups: 1,
            container: Container::V0,
            contexts: 1,
        }
    }

    /// The architecture number in the file: 0 Hailo-8, 3 Hailo-8L, 103 Hailo-15H and 10H.
    #[must_use]
    pub fn arch(mut self, arch: u32) -> Self {
        self.arch = arch;
        self
    }

    /// Frames per second of the slowest part.
    #[must_use]
    pub fn fps(mut self, fps: f64) -> Self {
        self.fps = fps;
        self
    }

    /// Latency of one frame, milliseconds.
    #[must_use]
    pub fn latency_ms(mut self, latency_ms: f64) -> Self {
        self.latency_ms = latency_ms;
        self
    }

    /// Adds an input.
    #[must_use]
    pub fn input(mut self, layer: LayerSpec) -> Self {
        self.inputs.push(layer);
        self
    }

    /// Adds an output.
    #[must_use]
    pub fn output(mut self, layer: LayerSpec) -> Self {
        self.outputs.push(layer);
        self
    }

    /// Puts detections on the host behind the outputs, which then are one stream called `name`.
    #[must_use]
    pub fn nms(mut self, name: &str, classes: u32, max_per_class: u32, score_threshold: f64) -> Self {
        let op = proto::NmsOp {
            score_threshold,
            iou_threshold: 0.7,
            max_proposals_per_class: max_per_class,
            classes,
            // The runtime wants to know the kind of decoder.
            yolo: Some(proto::ImageSize::default()),
            ..proto::NmsOp::default()
        };
        self.op = Some((name.to_owned(), proto::OpKind::Nms(op)));
        self
    }

    /// Puts the best class of the one output in its place, as a stream called `name`.
    #[must_use]
    pub fn argmax(mut self, name: &str) -> Self {
        self.op = Some((name.to_owned(), proto::OpKind::Logits(proto::LogitsOp { kind: 0 })));
        self
    }

    /// Puts shares in place of the one output, as a stream called `name`.
    #[must_use]
    pub fn softmax(mut self, name: &str) -> Self {
        self.op = Some((name.to_owned(), proto::OpKind::Logits(proto::LogitsOp { kind: 1 })));
        self
    }

    /// Leaves out in which order the outputs come: a broken file.
    #[must_use]
    pub fn without_order(mut self) -> Self {
        self.has_order = false;
        self
    }

    /// The same group so many times: a broken file for more than one.
    #[must_use]
    pub fn groups(mut self, groups: usize) -> Self {
        self.groups = groups;
        self
    }

    /// Weights that do not fit at once: this many contexts.
    #[must_use]
    pub fn contexts(mut self, contexts: usize) -> Self {
        self.contexts = contexts.max(1);
        self
    }

    /// The container format; [`Container::V0`] otherwise.
    #[must_use]
    pub fn container(mut self, container: Container) -> Self {
        self.container = container;
        self
    }

    /// The file.
    #[must_use]
    pub fn build(&self) -> Vec<u8> {
        let edge = |layer: &LayerSpec, direction: Direction, at: usize, pad: Option<u32>| {
            let mut info = layer.info();
            if let Some(base) = info.base.as_mut() {
                base.sys_index = u32::try_from(at).unwrap_or(u32::MAX);
            }
            proto::EdgeLayer {
                direction: direction as u32,
                edge_layer_type: 0,
                edge: Some(proto::Edge::Info(info)),
                context_switch: Some(proto::ContextSwitch::default()),
                network_index: 0,
                pad_index: pad,
            }
        };
        let pad_of = |at: usize| self.op.as_ref().map(|_| u32::try_from(at).unwrap_or(u32::MAX));
        let mut edges: Vec<_> = Vec::new();
        for (at, layer) in self.inputs.iter().enumerate() {
            edges.push(edge(layer, Direction::Input, at, None));
        }
        for (at, layer) in self.outputs.iter().enumerate() {
            edges.push(edge(layer, Direction::Output, at, pad_of(at)));
        }
        let contexts: Vec<_> = (0..self.contexts)
            .map(|index| proto::Context {
                index: u32::try_from(index).unwrap_or(u32::MAX),
                metadata: Some(proto::ContextMetadata {
                    name: format!("context_{index}"),
                    edge_layers: if index == 0 { std::mem::take(&mut edges) } else { Vec::new() },
                    sorted_outputs_order: Vec::new(),
                }),
            })
            .collect();
        let metadata = proto::GroupMetadata {
            name: self.name.clone(),
            bottleneck_fps: self.fps,
            latency: self.latency_ms,
            ..proto::GroupMetadata::default()
        };
        let names = self.outputs.iter().map(|o| o.name.clone());
        let networks_names = vec![self.name.clone()];
        let mut group = proto::NetworkGroup::default();
        match &self.op {
            None => {
                group.metadata = Some(metadata);
                group.preliminary_config = Some(proto::PreliminaryConfig {});
                group.contexts = contexts;
                group.sorted_outputs_order = names.collect();
                group.networks_names = networks_names;
            }
            Some((name, op)) => {
                let count = u32::try_from(self.outputs.len()).unwrap_or(u32::MAX);
                let pad = |index| proto::Pad { index, ..proto::Pad::default() };
                let core = proto::CoreOp {
                    metadata: Some(metadata.clone()),
                    preliminary_config: Some(proto::PreliminaryConfig {}),
                    contexts,
                    sorted_outputs_order: vec![name.clone()],
                    networks_names,
                    partial: Vec::new(),
                };
                group.metadata = Some(metadata);
                group.name.clone_from(&self.name);
                group.sorted_outputs_order = vec![name.clone()];
                group.ops = vec![
                    proto::Op {
                        name: "core".to_owned(),
                        input_pads: Vec::new(),
                        output_pads: (0..count).map(pad).collect(),
                        op: Some(proto::OpKind::Core(core)),
                    },
                    proto::Op {
                        name: name.clone(),
                        input_pads: (count..2 * count).map(pad).collect(),
                        output_pads: vec![proto::Pad { name: name.clone(), ..pad(2 * count) }],
                        op: Some(op.clone()),
                    },
                ];
                group.pad_edges = (0..count).map(|src| proto::PadEdge { src, dst: count + src }).collect();
            }
        }
        if !self.has_order {
            group.sorted_outputs_order.clear();
            for op in &mut group.ops {
                if let Some(proto::OpKind::Core(core)) = &mut op.op {
                    core.sorted_outputs_order.clear();
                }
            }
        }
        if matches!(self.arch, 3 | 4) {
            // The runtimes look into the layouts for the clusters of such a chip without looking whether
            // there are any, at both levels.
            for op in &mut group.ops {
                if let Some(proto::OpKind::Core(core)) = &mut op.op {
                    core.partial = vec![proto::PartialCoreOp { core_op: Some(core.clone()) }];
                }
            }
            group.partial = vec![proto::PartialGroup { network_group: Some(group.clone()) }];
        }
        let extension = |type_index, name: &str| proto::Extension { type_index, name: name.to_owned() };
        let mut extensions = vec![extension(26, "periph_calculation_in_hailort")];
        if self.op.is_some() {
            extensions.insert(0, extension(13, "hailo_net_flow"));
        }
        if self.outputs.iter().any(|o| !o.per_feature.is_empty()) {
            extensions.push(extension(25, "output_scale_per_feature"));
        }
        let hef = proto::Hef {
            header: Some(proto::Header { hw_arch: self.arch, version: 1, ..proto::Header::default() }),
            network_groups: vec![group; self.groups],
            extensions,
        };
        container::wrap(&hef.encode_to_vec(), self.container)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Hef;
    use super::*;

    fn synth() -> HefBuilder {
        HefBuilder::new("synth")
            .fps(123.5)
            .input(LayerSpec::nhcw("synth/input_layer1", 4, 8, 3).original_name("data"))
            .output(LayerSpec::vector("synth/output_layer1", 10).original_name("prob").quant(Quant {
                zero_point: 10.0,
                scale: 0.5,
                min: -5.0,
                max: 122.5,
            }))
    }

    #[test]
    fn what_is_written_reads_like_the_file_the_real_libraries_accept() {
        let mut real = Hef::parse(include_bytes!("../../data/synthetic.hef")).expect("accepted");
        for container in [Container::V0, Container::V1, Container::V2, Container::V3] {
            let bytes = synth().container(container).build();
            let mut ours = Hef::parse(&bytes).expect("accepted");
            for hef in [&mut real, &mut ours] {
                hef.fingerprint = 0;
                hef.arch = 0;
                for layer in &mut hef.groups[0].layers {
                    layer.index = 0;
                }
            }
            assert_eq!(ours, real);
        }
    }

    #[test]
    fn a_file_for_a_small_chip_holds_its_layouts_at_both_levels() {
        for with_op in [false, true] {
            let mut model = synth().arch(3);
            if with_op {
                model = model.nms("synth/nms", 3, 5, 0.2);
            }
            let bytes = model.build();
            let message = container::unwrap(&bytes).expect("whole");
            let hef = proto::Hef::decode(message).expect("decodes");
            let group = &hef.network_groups[0];
            assert_eq!(group.partial.len(), 1);
            let cores: Vec<_> = group
                .ops
                .iter()
                .filter_map(|op| match &op.op {
                    Some(proto::OpKind::Core(core)) => Some(core.partial.len()),
                    _ => None,
                })
                .collect();
            assert_eq!(cores, if with_op { vec![1] } else { vec![] });
            assert_eq!(Hef::parse(&bytes).expect("accepted").groups[0].name, "synth");
        }
    }

    #[test]
    fn detections_replace_the_outputs_they_are_made_of() {
        let bytes = HefBuilder::new("det")
            .input(LayerSpec::nhcw("det/input", 64, 64, 3))
            .output(LayerSpec::nhcw("det/conv1", 8, 8, 64))
            .output(LayerSpec::nhcw("det/conv2", 8, 8, 80))
            .nms("det/nms", 80, 100, 0.2)
            .build();
        let hef = Hef::parse(&bytes).expect("accepted");
        let outputs: Vec<_> = hef.groups[0].vstreams(Direction::Output).collect();
        let [nms] = outputs.as_slice() else { panic!("one output") };
        assert_eq!(nms.name, "det/nms");
        assert_eq!(nms.streams, ["det/conv1", "det/conv2"]);
        assert_eq!(nms.nms.map(|n| (n.classes, n.max_bboxes_per_class)), Some((80, 100)));
        assert_eq!(hef.groups[0].layers.len(), 3);
    }
}
