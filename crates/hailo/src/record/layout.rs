//! Records whose layout depends on the library's era, as bytes with offsets.
//!
//! The offsets come from `hailo-sys`'s own records of each era (which are checked against a C compiler), once per
//! library. Reading by offset has no union to trust and no alignment to keep, and one body serves every era.

use crate::record::format::{
    Direction, Format, FormatOrder, FormatType, FrameShape, NmsShape, Quantisation, Shape, StreamInfo,
    VStreamInfo,
};
use crate::record::{Record, f32_at, text, u8_at, u32_at};
use hailo_sys::{Era, Loaded, with_era};
use std::mem::offset_of;

// Names of records whose layout depends on the era.
const VSTREAM_INFO: &str = "hailo_vstream_info_t";
const STREAM_INFO: &str = "hailo_stream_info_t";

/// Where things are in the records of one era.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layout {
    pub(crate) vstream_info: usize,
    pub(crate) stream_info: usize,
    pub(crate) mask_record: usize,
    pub(crate) identity: usize,
    pub(crate) core: usize,
    pub(crate) extended: usize,
    pub(crate) features: usize,
    pub(crate) configure: usize,
    pub(crate) group: usize,
    pub(crate) group_stream: usize,
    pub(crate) group_streams_at: usize,
    pub(crate) group_networks_count_at: usize,
    pub(crate) group_networks_at: usize,
    /// 4.20 says in a third field whether the limit counts boxes per class or in all.
    nms_by_order_type: bool,
    era: Era,
    /// The number of the library whose layout this is: a record of one is not for another.
    library: usize,
}

/// Where a field lies that is in one place in every era that has it; the test below holds the fields to it.
macro_rules! at {
    ($record:ident . $field:ident) => {
        std::mem::offset_of!(hailo_sys::era::v5_3::$record, $field)
    };
}

pub(crate) use at;

impl Layout {
    pub(crate) fn of(era: Era) -> Self {
        with_era!(era, e => Self {
            vstream_info: size_of::<e::hailo_vstream_info_t>(),
            stream_info: size_of::<e::hailo_stream_info_t>(),
            mask_record: size_of::<e::hailo_detection_with_byte_mask_t>(),
            identity: size_of::<e::hailo_device_identity_t>(),
            core: size_of::<e::hailo_core_information_t>(),
            extended: size_of::<e::hailo_extended_device_information_t>(),
            features: size_of::<e::hailo_device_supported_features_t>(),
            configure: size_of::<e::hailo_configure_params_t>(),
            group: size_of::<e::hailo_configure_network_group_params_t>(),
            group_stream: size_of::<e::hailo_stream_parameters_by_name_t>(),
            group_streams_at: offset_of!(e::hailo_configure_network_group_params_t, stream_params_by_name),
            group_networks_count_at: offset_of!(e::hailo_configure_network_group_params_t, network_params_by_name_count),
            group_networks_at: offset_of!(e::hailo_configure_network_group_params_t, network_params_by_name),
            nms_by_order_type: era == Era::V4_20,
            era,
            library: 0,
        })
    }

    /// The layout of a library, whose records may have grown since its era.
    pub(crate) fn of_library(loaded: &Loaded, library: usize) -> Self {
        let mut layout = Self { library, ..Self::of(loaded.era) };
        for grown in loaded.authority.grown() {
            match grown.record {
                STREAM_INFO => layout.stream_info = grown.found,
                VSTREAM_INFO => layout.vstream_info = grown.found,
                _ => {}
            }
        }
        layout
    }

    pub(crate) const fn library(&self) -> usize {
        self.library
    }

    pub(crate) const fn era(&self) -> Era {
        self.era
    }

    pub(crate) fn vstream_info(&self, record: &[u8]) -> VStreamInfo {
        let format = format_at(record, at!(hailo_vstream_info_t.format));
        let shape_at = at!(hailo_vstream_info_t.u);
        VStreamInfo {
            name: text(record, at!(hailo_vstream_info_t.name), 128),
            network_name: text(record, at!(hailo_vstream_info_t.network_name), 257),
            direction: Direction::from_raw(u32_at(record, at!(hailo_vstream_info_t.direction))),
            format,
            shape: if format.order.is_nms() {
                FrameShape::Nms(self.nms_shape(record, shape_at, true))
            } else {
                FrameShape::Image(shape_at_offset(record, shape_at))
            },
            quantisation: quantisation_at(record, at!(hailo_vstream_info_t.quant_info)),
        }
    }

    /// The record of a vstream, for the call that wants it back.
    pub(crate) fn encode_vstream_info(&self, info: &VStreamInfo) -> Record {
        let mut record = Record::zeroed(self.vstream_info);
        for (at, name, size) in [
            (at!(hailo_vstream_info_t.name), &info.name, 128),
            (at!(hailo_vstream_info_t.network_name), &info.network_name, 257),
        ] {
            record.put(at, &name.as_bytes()[..name.len().min(size - 1)]);
        }
        record.put_u32(at!(hailo_vstream_info_t.direction), u32::from(info.direction == Direction::Output));
        let format_at = at!(hailo_vstream_info_t.format);
        record.put_u32(format_at, info.format.ty.to_raw());
        record.put_u32(format_at + 4, info.format.order.to_raw());
        record.put_u32(format_at + 8, info.format.flags);
        let shape_at = at!(hailo_vstream_info_t.u);
        let words = match info.shape {
            FrameShape::Image(shape) => [shape.height, shape.width, shape.features, 0],
            FrameShape::Nms(shape) if self.nms_by_order_type => {
                let by_score = shape.max_boxes_per_class == 0;
                let limit = if by_score { shape.max_boxes_total } else { shape.max_boxes_per_class };
                [shape.classes, limit, shape.max_mask_bytes, if by_score { 2 } else { 1 }]
            }
            FrameShape::Nms(shape) => {
                [shape.classes, shape.max_boxes_per_class, shape.max_boxes_total, shape.max_mask_bytes]
            }
        };
        for (index, word) in words.into_iter().enumerate() {
            record.put_u32(shape_at + 4 * index, word);
        }
        let quant_at = at!(hailo_vstream_info_t.quant_info);
        let quant = info.quantisation;
        for (index, value) in
            [quant.zero_point, quant.scale, quant.limit_min, quant.limit_max].into_iter().enumerate()
        {
            record.put(quant_at + 4 * index, &value.to_ne_bytes());
        }
        record
    }

    pub(crate) fn stream_info(&self, record: &[u8]) -> StreamInfo {
        let format = format_at(record, at!(hailo_stream_info_t.format));
        let is_nms = format.order.is_nms();
        StreamInfo {
            name: text(record, at!(hailo_stream_info_t.name), 128),
            direction: Direction::from_raw(u32_at(record, at!(hailo_stream_info_t.direction))),
            format,
            shape: (!is_nms).then(|| shape_at_offset(record, 0)),
            hw_shape: (!is_nms).then(|| shape_at_offset(record, 12)),
            nms: is_nms.then(|| self.nms_shape(record, 0, false)),
            hw_data_bytes: u32_at(record, at!(hailo_stream_info_t.hw_data_bytes)),
            hw_frame_size: u32_at(record, at!(hailo_stream_info_t.hw_frame_size)) as usize,
            index: u8_at(record, at!(hailo_stream_info_t.index)),
            quantisation: quantisation_at(record, at!(hailo_stream_info_t.quant_info)),
            is_mux: u8_at(record, at!(hailo_stream_info_t.is_mux)) != 0,
            raw: Record::copied(record),
            library: self.library,
        }
    }

    /// `hailo_nms_shape_t`, or the first fields of `hailo_nms_info_t`, which has no mask size.
    fn nms_shape(&self, record: &[u8], at: usize, is_shape: bool) -> NmsShape {
        let classes = u32_at(record, at);
        let limit = u32_at(record, at + 4);
        if self.nms_by_order_type {
            // One limit, whose meaning the order type tells: 2 is by score.
            let order_type_at = if is_shape { 12 } else { 160 };
            let by_score = u32_at(record, at + order_type_at) == 2;
            NmsShape {
                classes,
                max_boxes_per_class: if by_score { 0 } else { limit },
                max_boxes_total: if by_score { limit } else { 0 },
                max_mask_bytes: if is_shape { u32_at(record, at + 8) } else { 0 },
            }
        } else {
            NmsShape {
                classes,
                max_boxes_per_class: limit,
                max_boxes_total: u32_at(record, at + 8),
                max_mask_bytes: if is_shape { u32_at(record, at + 12) } else { 0 },
            }
        }
    }
}

fn format_at(record: &[u8], at: usize) -> Format {
    Format {
        ty: FormatType::from_raw(u32_at(record, at)),
        order: FormatOrder::from_raw(u32_at(record, at + 4)),
        flags: u32_at(record, at + 8),
    }
}

fn shape_at_offset(record: &[u8], at: usize) -> Shape {
    Shape { height: u32_at(record, at), width: u32_at(record, at + 4), features: u32_at(record, at + 8) }
}

fn quantisation_at(record: &[u8], at: usize) -> Quantisation {
    Quantisation {
        zero_point: f32_at(record, at),
        scale: f32_at(record, at + 4),
        limit_min: f32_at(record, at + 8),
        limit_max: f32_at(record, at + 12),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The fields read at one offset in all eras really lie there in all eras.
    #[test]
    fn common_offsets_are_common() {
        for era in Era::ALL {
            with_era!(era, e => {
                macro_rules! same {
                    ($record:ident: $($field:ident),*) => {
                        $(assert_eq!(offset_of!(e::$record, $field), at!($record.$field), "{era:?} {}", stringify!($field));)*
                    };
                }
                same!(hailo_vstream_info_t: name, network_name, direction, format, u, quant_info);
                same!(hailo_stream_info_t: u, hw_data_bytes, hw_frame_size, format, direction, index, name, quant_info, is_mux);
                same!(hailo_configure_network_group_params_t: name, batch_size, power_mode, latency, stream_params_by_name_count);
                same!(hailo_device_identity_t: protocol_version, fw_version, logger_version, board_name_length, board_name, is_release,
                    device_architecture, serial_number_length, serial_number, part_number_length, part_number, product_name_length, product_name);
                same!(hailo_device_supported_features_t: ethernet, mipi, pcie, current_monitoring, mdio);
                same!(hailo_extended_device_information_t: neural_network_core_clock_rate, supported_features, boot_source, soc_id, lcs,
                    eth_mac_address, unit_level_tracking_id, soc_pm_values);
                assert_eq!(offset_of!(e::hailo_stream_parameters_by_name_t, stream_params), 128);
                assert_eq!(offset_of!(e::hailo_stream_parameters_t, flags), 8);
                assert_eq!(Layout::of(era).configure, 8 + 8 * Layout::of(era).group);
            });
        }
        use hailo_sys::era::{v4_21, v5_1_1};
        let gpio = at!(hailo_extended_device_information_t.gpio_mask);
        assert_eq!(offset_of!(v4_21::hailo_extended_device_information_t, gpio_mask), gpio);
        let power = at!(hailo_device_supported_features_t.power_measurement);
        assert_eq!(offset_of!(v5_1_1::hailo_device_supported_features_t, power_measurement), power);
        assert_eq!(offset_of!(hailo_sys::era::v4_20::hailo_nms_info_t, order_type), 160);
        assert_eq!(offset_of!(hailo_sys::era::v4_20::hailo_nms_shape_t, order_type), 12);
        assert_eq!(offset_of!(hailo_sys::era::v4_20::hailo_nms_shape_t, max_accumulated_mask_size), 8);
        assert_eq!(offset_of!(hailo_sys::era::v4_21::hailo_nms_shape_t, max_accumulated_mask_size), 12);
    }

    #[test]
    fn an_encoded_vstream_info_reads_back() {
        let shape = NmsShape { classes: 80, max_boxes_per_class: 100, max_boxes_total: 0, max_mask_bytes: 7 };
        let nms = VStreamInfo {
            name: "n".repeat(127),
            network_name: "g/n".to_owned(),
            direction: Direction::Output,
            format: Format { ty: FormatType::Float32, order: FormatOrder::NmsByClass, flags: 1 },
            shape: FrameShape::Nms(shape),
            quantisation: Quantisation { zero_point: 1.0, scale: 2.0, limit_min: 3.0, limit_max: 4.0 },
        };
        let image = VStreamInfo {
            format: Format { order: FormatOrder::Nhwc, ..nms.format },
            shape: FrameShape::Image(Shape { height: 1, width: 2, features: 3 }),
            direction: Direction::Input,
            ..nms.clone()
        };
        for era in Era::ALL {
            let layout = Layout::of(era);
            for info in [&nms, &image] {
                assert_eq!(layout.vstream_info(layout.encode_vstream_info(info).bytes()), *info, "{era:?}");
            }
        }
    }

    #[test]
    fn the_limit_of_4_20_is_per_class_or_in_all() {
        let layout = Layout::of(Era::V4_20);
        let mut record = Record::zeroed(layout.vstream_info);
        record.put_u32(at!(hailo_vstream_info_t.format) + 4, 9);
        record.put_u32(404, 80);
        record.put_u32(408, 100);
        record.put_u32(412, 7);
        let shape = |record: &Record| match layout.vstream_info(record.bytes()).shape {
            FrameShape::Nms(shape) => shape,
            FrameShape::Image(_) => panic!("an NMS order"),
        };
        let by_class =
            NmsShape { classes: 80, max_boxes_per_class: 100, max_boxes_total: 0, max_mask_bytes: 7 };
        assert_eq!(shape(&record), by_class);
        record.put_u32(416, 2);
        assert_eq!(shape(&record), NmsShape { max_boxes_per_class: 0, max_boxes_total: 100, ..by_class });
    }
}
