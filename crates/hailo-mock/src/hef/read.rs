//! From the messages of a model file to what they say.

use super::model::{
    Direction, Format, HefError, HefErrorKind, HefGroup, Layer, NmsShape, OnChip, Quant, Shape, VStream,
};
use super::proto;
use crate::codes::{order, ty};

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

pub(super) fn read_group(group: proto::NetworkGroup, arch: u32) -> Result<HefGroup, HefError> {
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

    if core.sorted_outputs.is_empty() {
        return Err(HefError::new(
            HefErrorKind::Incomplete,
            format!("group `{name}`: no order of its outputs"),
        ));
    }
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
        let chunks = nms.input_division_factor.max(1);
        let (classes, per_chunk) = (clamp(nms.number_of_classes), clamp(nms.max_output_size));
        OnChip {
            shape: NmsShape {
                classes,
                max_bboxes_per_class: clamp(nms.max_output_size.saturating_mul(chunks)),
                max_bboxes_total: classes.saturating_mul(per_chunk),
                max_mask_size: 0,
                score_threshold: 0.0,
            },
            bbox_size: clamp(nms.bbox_size),
            per_chunk,
            chunks: clamp(chunks),
            // Without the extension for bursts the chip sends box by box.
            burst_size: 1,
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
    let order = order::on_host(layer.format.order);
    let ty = if layer.nms.is_some() { ty::FLOAT32 } else { layer.format.ty };
    VStream {
        name: layer.name.clone(),
        network_name: network_name.to_owned(),
        direction: layer.direction,
        format: Format { ty, order, flags: layer.format.flags },
        shape: layer.shape,
        nms: layer.nms.map(|nms| NmsShape { max_bboxes_total: 0, ..nms.shape }),
        quants: layer.quants.clone(),
        original_names: layer.original_names.clone(),
        streams: vec![layer.name.clone()],
    }
}

/// Operations the host does after the chip replace the streams they consume.
fn apply_ops(group: &proto::NetworkGroup, vstreams: &mut Vec<(Option<u32>, VStream)>) {
    for op in &group.ops {
        if !matches!(op.op, Some(proto::OpKind::Nms(_) | proto::OpKind::Logits(_))) {
            continue;
        }
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
        // What an operation makes has no name in the network before compilation.
        made.original_names.clear();
        if let Some(proto::OpKind::Nms(nms)) = &op.op
            && !nms.bbox_decoding_only
        {
            let seg = nms.yolo_seg.as_ref();
            let all = nms.classes.min(1 << 16);
            // The background is no class of the frame, but is counted where boxes are counted in all.
            let classes = all.saturating_sub(u32::from(nms.background_removal));
            let per_class = nms.max_proposals_per_class.min(1 << 16);
            made.nms = Some(NmsShape {
                classes,
                max_bboxes_per_class: per_class,
                max_bboxes_total: all.saturating_mul(per_class).min(1 << 20),
                max_mask_size: seg.map_or(0, |s| (finite(s.height) * finite(s.width)) as u32),
                score_threshold: nms.score_threshold as f32,
            });
            made.format = match seg {
                Some(_) => Format { ty: ty::UINT8, order: order::NMS_WITH_BYTE_MASK, flags: 0 },
                None => Format { ty: ty::FLOAT32, order: order::NMS_BY_CLASS, flags: 0 },
            };
            made.quants = vec![Quant { min: 0.0, max: 0.0, ..Quant::default() }];
        } else if let Some(proto::OpKind::Nms(nms)) = &op.op {
            // Boxes decoded and not sorted out: four corners, whether it is one, and a score per class.
            let boxes = pad.tensor_shape.as_ref().map_or(made.shape.height * made.shape.width, |t| t.width);
            made.shape = Shape::new(1, boxes, 5 + nms.classes.min(1 << 16));
            made.format = Format { ty: ty::FLOAT32, order: order::NHWC, flags: 0 };
        } else if let Some(proto::OpKind::Logits(logits)) = &op.op {
            let is_argmax = logits.kind == 0;
            let own = match made.format.order {
                order::NHWC if is_argmax => order::NHW,
                host => host,
            };
            let own_type = if is_argmax { made.format.ty } else { ty::FLOAT32 };
            let or = |given: u32, own: u32| if given == 0 { own } else { given };
            made.format =
                Format { ty: or(pad.format_type, own_type), order: or(pad.format_order, own), flags: 0 };
            if is_argmax {
                made.shape.features = 1;
            }
        }
        vstreams.retain(|v| !consumed(v));
        vstreams.push((None, made));
    }
}
