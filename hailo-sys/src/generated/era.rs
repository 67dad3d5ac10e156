// Written by `cargo xtask codegen` from hailo-sys/abi/hailort.json and src/shim.rs. Do not edit.

//! The eras of the ABI, and the records whose layout depends on them.
//!
//! Each module is the whole header of its releases: the common types, and its own layout of the others.

#![allow(non_camel_case_types)]

use crate::Version;

/// A group of HailoRT releases whose C structures have the same layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Era {
    /// 4.20.0, 4.20.1
    V4_20,
    /// 4.21.0, 4.22.0, 4.23.0, 4.24.0
    V4_21,
    /// 5.0.0
    V5_0_0,
    /// 5.0.1
    V5_0_1,
    /// 5.1.0
    V5_1_0,
    /// 5.1.1
    V5_1_1,
    /// 5.2.0
    V5_2_0,
    /// 5.3.0, 5.4.0
    V5_3,
}

impl Era {
    /// Every era, oldest first.
    pub const ALL: [Self; 8] = [
        Self::V4_20,
        Self::V4_21,
        Self::V5_0_0,
        Self::V5_0_1,
        Self::V5_1_0,
        Self::V5_1_1,
        Self::V5_2_0,
        Self::V5_3,
    ];
    /// The releases of this era, oldest first.
    #[must_use]
    pub const fn versions(self) -> &'static [Version] {
        match self {
            Self::V4_20 => const { &[Version::new(4, 20, 0), Version::new(4, 20, 1)] },
            Self::V4_21 => {
                const {
                    &[
                        Version::new(4, 21, 0),
                        Version::new(4, 22, 0),
                        Version::new(4, 23, 0),
                        Version::new(4, 24, 0),
                    ]
                }
            }
            Self::V5_0_0 => const { &[Version::new(5, 0, 0)] },
            Self::V5_0_1 => const { &[Version::new(5, 0, 1)] },
            Self::V5_1_0 => const { &[Version::new(5, 1, 0)] },
            Self::V5_1_1 => const { &[Version::new(5, 1, 1)] },
            Self::V5_2_0 => const { &[Version::new(5, 2, 0)] },
            Self::V5_3 => const { &[Version::new(5, 3, 0), Version::new(5, 4, 0)] },
        }
    }
}

/// Runs the same code with the records of the era that is only known at run time.
///
/// `with_era!(era, e => body)` is a `match` whose arms all hold `body`, in which `e` is that era's module.
/// The body must compile for every era, so it may use only fields that all of them have.
///
/// ```
/// use hailo_sys::{Era, with_era};
/// let bytes = with_era!(Era::V5_2_0, e => size_of::<e::hailo_configure_params_t>());
/// assert_eq!(bytes, 64008);
/// ```
#[macro_export]
macro_rules! with_era {
    ($era:expr, $module:ident => $body:expr) => {
        match $era {
            $crate::Era::V4_20 => {
                #[allow(unused_imports)]
                use $crate::era::v4_20 as $module;
                $body
            }
            $crate::Era::V4_21 => {
                #[allow(unused_imports)]
                use $crate::era::v4_21 as $module;
                $body
            }
            $crate::Era::V5_0_0 => {
                #[allow(unused_imports)]
                use $crate::era::v5_0_0 as $module;
                $body
            }
            $crate::Era::V5_0_1 => {
                #[allow(unused_imports)]
                use $crate::era::v5_0_1 as $module;
                $body
            }
            $crate::Era::V5_1_0 => {
                #[allow(unused_imports)]
                use $crate::era::v5_1_0 as $module;
                $body
            }
            $crate::Era::V5_1_1 => {
                #[allow(unused_imports)]
                use $crate::era::v5_1_1 as $module;
                $body
            }
            $crate::Era::V5_2_0 => {
                #[allow(unused_imports)]
                use $crate::era::v5_2_0 as $module;
                $body
            }
            $crate::Era::V5_3 => {
                #[allow(unused_imports)]
                use $crate::era::v5_3 as $module;
                $body
            }
        }
    };
}

/// The C types of HailoRT 4.20.0, 4.20.1: those of [`crate::types`], and the true layout of those that vary.
pub mod v4_20 {
    pub use crate::types::*;
    #[allow(unused_imports)]
    use core::ffi::{c_char, c_int, c_void};
    /// `HAILO_STATUS_COUNT` of this era.
    pub const HAILO_STATUS_COUNT: hailo_status = 91;
    /// `HAILO_NOTIFICATION_ID_COUNT` of this era.
    pub const HAILO_NOTIFICATION_ID_COUNT: hailo_notification_id_t = 14;
    /// C `hailo_device_identity_t`: 140 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_device_identity_t {
        /// `uint32_t` at 0
        pub protocol_version: u32,
        /// `hailo_firmware_version_t` at 4
        pub fw_version: hailo_firmware_version_t,
        /// `uint32_t` at 16
        pub logger_version: u32,
        /// `uint8_t` at 20
        pub board_name_length: u8,
        /// `char[32]` at 21
        pub board_name: [c_char; 32],
        /// `bool` at 53; 0 or 1
        pub is_release: u8,
        /// `bool` at 54; 0 or 1
        pub extended_context_switch_buffer: u8,
        /// `hailo_device_architecture_t` at 56
        pub device_architecture: hailo_device_architecture_t,
        /// `uint8_t` at 60
        pub serial_number_length: u8,
        /// `char[16]` at 61
        pub serial_number: [c_char; 16],
        /// `uint8_t` at 77
        pub part_number_length: u8,
        /// `char[16]` at 78
        pub part_number: [c_char; 16],
        /// `uint8_t` at 94
        pub product_name_length: u8,
        /// `char[42]` at 95
        pub product_name: [c_char; 42],
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_device_identity_t {
        const NAME: &'static str = "hailo_device_identity_t";
    }

    /// C `hailo_core_information_t`: 16 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_core_information_t {
        /// `bool` at 0; 0 or 1
        pub is_release: u8,
        /// `bool` at 1; 0 or 1
        pub extended_context_switch_buffer: u8,
        /// `hailo_firmware_version_t` at 4
        pub fw_version: hailo_firmware_version_t,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_core_information_t {
        const NAME: &'static str = "hailo_core_information_t";
    }

    /// C `hailo_device_supported_features_t`: 5 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_device_supported_features_t {
        /// `bool` at 0; 0 or 1
        pub ethernet: u8,
        /// `bool` at 1; 0 or 1
        pub mipi: u8,
        /// `bool` at 2; 0 or 1
        pub pcie: u8,
        /// `bool` at 3; 0 or 1
        pub current_monitoring: u8,
        /// `bool` at 4; 0 or 1
        pub mdio: u8,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_device_supported_features_t {
        const NAME: &'static str = "hailo_device_supported_features_t";
    }

    /// C `hailo_extended_device_information_t`: 92 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_extended_device_information_t {
        /// `uint32_t` at 0
        pub neural_network_core_clock_rate: u32,
        /// `hailo_device_supported_features_t` at 4
        pub supported_features: hailo_device_supported_features_t,
        /// `hailo_device_boot_source_t` at 12
        pub boot_source: hailo_device_boot_source_t,
        /// `uint8_t[32]` at 16
        pub soc_id: [u8; 32],
        /// `uint8_t` at 48
        pub lcs: u8,
        /// `uint8_t[6]` at 49
        pub eth_mac_address: [u8; 6],
        /// `uint8_t[12]` at 55
        pub unit_level_tracking_id: [u8; 12],
        /// `uint8_t[24]` at 67
        pub soc_pm_values: [u8; 24],
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_extended_device_information_t {
        const NAME: &'static str = "hailo_extended_device_information_t";
    }

    /// C `hailo_stream_parameters_t`: 80 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_stream_parameters_t {
        /// `hailo_stream_interface_t` at 0
        pub stream_interface: hailo_stream_interface_t,
        /// `hailo_stream_direction_t` at 4
        pub direction: hailo_stream_direction_t,
        /// `hailo_stream_flags_t` at 8
        pub flags: hailo_stream_flags_t,
        /// Nameless in C, at 12
        pub u: hailo_stream_parameters_t__u,
    }
    /// The nameless part of `hailo_stream_parameters_t`: 68 bytes.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union hailo_stream_parameters_t__u {
        /// `hailo_pcie_input_stream_params_t` at 0
        pub pcie_input_params: hailo_pcie_input_stream_params_t,
        /// `hailo_integrated_input_stream_params_t` at 0
        pub integrated_input_params: hailo_integrated_input_stream_params_t,
        /// `hailo_eth_input_stream_params_t` at 0
        pub eth_input_params: hailo_eth_input_stream_params_t,
        /// `hailo_mipi_input_stream_params_t` at 0
        pub mipi_input_params: hailo_mipi_input_stream_params_t,
        /// `hailo_pcie_output_stream_params_t` at 0
        pub pcie_output_params: hailo_pcie_output_stream_params_t,
        /// `hailo_integrated_output_stream_params_t` at 0
        pub integrated_output_params: hailo_integrated_output_stream_params_t,
        /// `hailo_eth_output_stream_params_t` at 0
        pub eth_output_params: hailo_eth_output_stream_params_t,
    }
    impl core::fmt::Debug for hailo_stream_parameters_t__u {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.debug_struct("hailo_stream_parameters_t__u").finish_non_exhaustive()
        }
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_stream_parameters_t {
        const NAME: &'static str = "hailo_stream_parameters_t";
    }

    /// C `hailo_stream_parameters_by_name_t`: 208 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_stream_parameters_by_name_t {
        /// `char[128]` at 0
        pub name: [c_char; 128],
        /// `hailo_stream_parameters_t` at 128
        pub stream_params: hailo_stream_parameters_t,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_stream_parameters_by_name_t {
        const NAME: &'static str = "hailo_stream_parameters_by_name_t";
    }

    /// C `hailo_nms_info_t`: 164 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_nms_info_t {
        /// `uint32_t` at 0
        pub number_of_classes: u32,
        /// Nameless in C, at 4
        pub u: hailo_nms_info_t__u,
        /// `uint32_t` at 8
        pub bbox_size: u32,
        /// `uint32_t` at 12
        pub chunks_per_frame: u32,
        /// `bool` at 16; 0 or 1
        pub is_defused: u8,
        /// `hailo_nms_defuse_info_t` at 20
        pub defuse_info: hailo_nms_defuse_info_t,
        /// `uint32_t` at 152
        pub burst_size: u32,
        /// `hailo_nms_burst_type_t` at 156
        pub burst_type: hailo_nms_burst_type_t,
        /// `hailo_nms_result_order_type_t` at 160
        pub order_type: hailo_nms_result_order_type_t,
    }
    /// The nameless part of `hailo_nms_info_t`: 4 bytes.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union hailo_nms_info_t__u {
        /// `uint32_t` at 0
        pub max_bboxes_per_class: u32,
        /// `uint32_t` at 0
        pub max_bboxes_total: u32,
    }
    impl core::fmt::Debug for hailo_nms_info_t__u {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.debug_struct("hailo_nms_info_t__u").finish_non_exhaustive()
        }
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_nms_info_t {
        const NAME: &'static str = "hailo_nms_info_t";
    }

    /// C `hailo_nms_fuse_input_t`: 184 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_nms_fuse_input_t {
        /// `void *` at 0
        pub buffer: *mut c_void,
        /// `size_t` at 8
        pub size: usize,
        /// `hailo_nms_info_t` at 16
        pub nms_info: hailo_nms_info_t,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_nms_fuse_input_t {
        const NAME: &'static str = "hailo_nms_fuse_input_t";
    }

    /// C `hailo_nms_shape_t`: 16 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_nms_shape_t {
        /// `uint32_t` at 0
        pub number_of_classes: u32,
        /// Nameless in C, at 4
        pub u: hailo_nms_shape_t__u,
        /// `uint32_t` at 8
        pub max_accumulated_mask_size: u32,
        /// `hailo_nms_result_order_type_t` at 12
        pub order_type: hailo_nms_result_order_type_t,
    }
    /// The nameless part of `hailo_nms_shape_t`: 4 bytes.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union hailo_nms_shape_t__u {
        /// `uint32_t` at 0
        pub max_bboxes_per_class: u32,
        /// `uint32_t` at 0
        pub max_bboxes_total: u32,
    }
    impl core::fmt::Debug for hailo_nms_shape_t__u {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.debug_struct("hailo_nms_shape_t__u").finish_non_exhaustive()
        }
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_nms_shape_t {
        const NAME: &'static str = "hailo_nms_shape_t";
    }

    /// C `hailo_detection_with_byte_mask_t`: 38 bytes.
    #[repr(C, packed)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_detection_with_byte_mask_t {
        /// `hailo_rectangle_t` at 0
        pub box_: hailo_rectangle_t,
        /// `float32_t` at 16
        pub score: float32_t,
        /// `uint16_t` at 20
        pub class_id: u16,
        /// `size_t` at 22
        pub mask_size: usize,
        /// `uint8_t *` at 30
        pub mask: *mut u8,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_detection_with_byte_mask_t {
        const NAME: &'static str = "hailo_detection_with_byte_mask_t";
    }

    /// C `hailo_stream_info_t`: 340 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_stream_info_t {
        /// Nameless in C, at 0
        pub u: hailo_stream_info_t__u,
        /// `uint32_t` at 164
        pub hw_data_bytes: u32,
        /// `uint32_t` at 168
        pub hw_frame_size: u32,
        /// `hailo_format_t` at 172
        pub format: hailo_format_t,
        /// `hailo_stream_direction_t` at 184
        pub direction: hailo_stream_direction_t,
        /// `uint8_t` at 188
        pub index: u8,
        /// `char[128]` at 189
        pub name: [c_char; 128],
        /// `hailo_quant_info_t` at 320
        pub quant_info: hailo_quant_info_t,
        /// `bool` at 336; 0 or 1
        pub is_mux: u8,
    }
    /// The nameless part of `hailo_stream_info_t`: 164 bytes.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union hailo_stream_info_t__u {
        /// Nameless in C, at 0
        pub s: hailo_stream_info_t__u__s,
        /// `hailo_nms_info_t` at 0
        pub nms_info: hailo_nms_info_t,
    }
    impl core::fmt::Debug for hailo_stream_info_t__u {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.debug_struct("hailo_stream_info_t__u").finish_non_exhaustive()
        }
    }
    /// The nameless part of `hailo_stream_info_t__u`: 24 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_stream_info_t__u__s {
        /// `hailo_3d_image_shape_t` at 0
        pub shape: hailo_3d_image_shape_t,
        /// `hailo_3d_image_shape_t` at 12
        pub hw_shape: hailo_3d_image_shape_t,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_stream_info_t {
        const NAME: &'static str = "hailo_stream_info_t";
    }

    /// C `hailo_vstream_info_t`: 436 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_vstream_info_t {
        /// `char[128]` at 0
        pub name: [c_char; 128],
        /// `char[257]` at 128
        pub network_name: [c_char; 257],
        /// `hailo_stream_direction_t` at 388
        pub direction: hailo_stream_direction_t,
        /// `hailo_format_t` at 392
        pub format: hailo_format_t,
        /// Nameless in C, at 404
        pub u: hailo_vstream_info_t__u,
        /// `hailo_quant_info_t` at 420
        pub quant_info: hailo_quant_info_t,
    }
    /// The nameless part of `hailo_vstream_info_t`: 16 bytes.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union hailo_vstream_info_t__u {
        /// `hailo_3d_image_shape_t` at 0
        pub shape: hailo_3d_image_shape_t,
        /// `hailo_nms_shape_t` at 0
        pub nms_shape: hailo_nms_shape_t,
    }
    impl core::fmt::Debug for hailo_vstream_info_t__u {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.debug_struct("hailo_vstream_info_t__u").finish_non_exhaustive()
        }
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_vstream_info_t {
        const NAME: &'static str = "hailo_vstream_info_t";
    }

    /// C `hailo_configure_network_group_params_t`: 10560 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_configure_network_group_params_t {
        /// `char[128]` at 0
        pub name: [c_char; 128],
        /// `uint16_t` at 128
        pub batch_size: u16,
        /// `hailo_power_mode_t` at 132
        pub power_mode: hailo_power_mode_t,
        /// `hailo_latency_measurement_flags_t` at 136
        pub latency: hailo_latency_measurement_flags_t,
        /// `size_t` at 144
        pub stream_params_by_name_count: usize,
        /// `hailo_stream_parameters_by_name_t[40]` at 152
        pub stream_params_by_name: [hailo_stream_parameters_by_name_t; 40],
        /// `size_t` at 8472
        pub network_params_by_name_count: usize,
        /// `hailo_network_parameters_by_name_t[8]` at 8480
        pub network_params_by_name: [hailo_network_parameters_by_name_t; 8],
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_configure_network_group_params_t {
        const NAME: &'static str = "hailo_configure_network_group_params_t";
    }

    /// C `hailo_configure_params_t`: 84488 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_configure_params_t {
        /// `size_t` at 0
        pub network_group_params_count: usize,
        /// `hailo_configure_network_group_params_t[8]` at 8
        pub network_group_params: [hailo_configure_network_group_params_t; 8],
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_configure_params_t {
        const NAME: &'static str = "hailo_configure_params_t";
    }

    /// C `hailo_health_monitor_dataflow_shutdown_notification_message_t`: 16 bytes.
    #[repr(C, packed)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_health_monitor_dataflow_shutdown_notification_message_t {
        /// `uint32_t` at 0
        pub closed_input_streams: u32,
        /// `uint32_t` at 4
        pub closed_output_streams: u32,
        /// `float32_t` at 8
        pub ts0_temperature: float32_t,
        /// `float32_t` at 12
        pub ts1_temperature: float32_t,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_health_monitor_dataflow_shutdown_notification_message_t {
        const NAME: &'static str = "hailo_health_monitor_dataflow_shutdown_notification_message_t";
    }

    /// C `hailo_context_switch_breakpoint_reached_message_t`: 7 bytes.
    #[repr(C, packed)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_context_switch_breakpoint_reached_message_t {
        /// `uint8_t` at 0
        pub network_group_index: u8,
        /// `uint16_t` at 1
        pub batch_index: u16,
        /// `uint16_t` at 3
        pub context_index: u16,
        /// `uint16_t` at 5
        pub action_index: u16,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_context_switch_breakpoint_reached_message_t {
        const NAME: &'static str = "hailo_context_switch_breakpoint_reached_message_t";
    }

    /// C `hailo_notification_message_parameters_t`: 20 bytes.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union hailo_notification_message_parameters_t {
        /// `hailo_rx_error_notification_message_t` at 0
        pub rx_error_notification: hailo_rx_error_notification_message_t,
        /// `hailo_debug_notification_message_t` at 0
        pub debug_notification: hailo_debug_notification_message_t,
        /// `hailo_health_monitor_dataflow_shutdown_notification_message_t` at 0
        pub health_monitor_dataflow_shutdown_notification:
            hailo_health_monitor_dataflow_shutdown_notification_message_t,
        /// `hailo_health_monitor_temperature_alarm_notification_message_t` at 0
        pub health_monitor_temperature_alarm_notification:
            hailo_health_monitor_temperature_alarm_notification_message_t,
        /// `hailo_health_monitor_overcurrent_alert_notification_message_t` at 0
        pub health_monitor_overcurrent_alert_notification:
            hailo_health_monitor_overcurrent_alert_notification_message_t,
        /// `hailo_health_monitor_lcu_ecc_error_notification_message_t` at 0
        pub health_monitor_lcu_ecc_error_notification:
            hailo_health_monitor_lcu_ecc_error_notification_message_t,
        /// `hailo_health_monitor_cpu_ecc_notification_message_t` at 0
        pub health_monitor_cpu_ecc_notification: hailo_health_monitor_cpu_ecc_notification_message_t,
        /// `hailo_context_switch_breakpoint_reached_message_t` at 0
        pub context_switch_breakpoint_reached_notification: hailo_context_switch_breakpoint_reached_message_t,
        /// `hailo_health_monitor_clock_changed_notification_message_t` at 0
        pub health_monitor_clock_changed_notification:
            hailo_health_monitor_clock_changed_notification_message_t,
        /// `hailo_hw_infer_manager_infer_done_notification_message_t` at 0
        pub hw_infer_manager_infer_done_notification:
            hailo_hw_infer_manager_infer_done_notification_message_t,
        /// `hailo_context_switch_run_time_error_message_t` at 0
        pub context_switch_run_time_error: hailo_context_switch_run_time_error_message_t,
        /// `hailo_start_update_cache_offset_notification_message_t` at 0
        pub start_update_cache_offset_notification: hailo_start_update_cache_offset_notification_message_t,
    }
    impl core::fmt::Debug for hailo_notification_message_parameters_t {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.debug_struct("hailo_notification_message_parameters_t").finish_non_exhaustive()
        }
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_notification_message_parameters_t {
        const NAME: &'static str = "hailo_notification_message_parameters_t";
    }

    /// C `hailo_notification_t`: 28 bytes.
    #[repr(C, packed)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_notification_t {
        /// `hailo_notification_id_t` at 0
        pub id: hailo_notification_id_t,
        /// `uint32_t` at 4
        pub sequence: u32,
        /// `hailo_notification_message_parameters_t` at 8
        pub body: hailo_notification_message_parameters_t,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_notification_t {
        const NAME: &'static str = "hailo_notification_t";
    }
}

/// The C types of HailoRT 4.21.0, 4.22.0, 4.23.0, 4.24.0: those of [`crate::types`], and the true layout of those that vary.
pub mod v4_21 {
    pub use crate::types::*;
    #[allow(unused_imports)]
    use core::ffi::{c_char, c_int, c_void};
    /// `HAILO_STATUS_COUNT` of this era.
    pub const HAILO_STATUS_COUNT: hailo_status = 94;
    /// `HAILO_NOTIFICATION_ID_COUNT` of this era.
    pub const HAILO_NOTIFICATION_ID_COUNT: hailo_notification_id_t = 14;
    pub use super::v4_20::hailo_core_information_t;
    pub use super::v4_20::hailo_device_identity_t;
    pub use super::v4_20::hailo_device_supported_features_t;
    /// C `hailo_extended_device_information_t`: 96 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_extended_device_information_t {
        /// `uint32_t` at 0
        pub neural_network_core_clock_rate: u32,
        /// `hailo_device_supported_features_t` at 4
        pub supported_features: hailo_device_supported_features_t,
        /// `hailo_device_boot_source_t` at 12
        pub boot_source: hailo_device_boot_source_t,
        /// `uint8_t[32]` at 16
        pub soc_id: [u8; 32],
        /// `uint8_t` at 48
        pub lcs: u8,
        /// `uint8_t[6]` at 49
        pub eth_mac_address: [u8; 6],
        /// `uint8_t[12]` at 55
        pub unit_level_tracking_id: [u8; 12],
        /// `uint8_t[24]` at 67
        pub soc_pm_values: [u8; 24],
        /// `uint16_t` at 92
        pub gpio_mask: u16,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_extended_device_information_t {
        const NAME: &'static str = "hailo_extended_device_information_t";
    }

    pub use super::v4_20::hailo_stream_parameters_by_name_t;
    pub use super::v4_20::hailo_stream_parameters_t;
    pub use super::v4_20::hailo_stream_parameters_t__u;
    /// C `hailo_nms_info_t`: 164 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_nms_info_t {
        /// `uint32_t` at 0
        pub number_of_classes: u32,
        /// `uint32_t` at 4
        pub max_bboxes_per_class: u32,
        /// `uint32_t` at 8
        pub max_bboxes_total: u32,
        /// `uint32_t` at 12
        pub bbox_size: u32,
        /// `uint32_t` at 16
        pub chunks_per_frame: u32,
        /// `bool` at 20; 0 or 1
        pub is_defused: u8,
        /// `hailo_nms_defuse_info_t` at 24
        pub defuse_info: hailo_nms_defuse_info_t,
        /// `uint32_t` at 156
        pub burst_size: u32,
        /// `hailo_nms_burst_type_t` at 160
        pub burst_type: hailo_nms_burst_type_t,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_nms_info_t {
        const NAME: &'static str = "hailo_nms_info_t";
    }

    /// C `hailo_nms_fuse_input_t`: 184 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_nms_fuse_input_t {
        /// `void *` at 0
        pub buffer: *mut c_void,
        /// `size_t` at 8
        pub size: usize,
        /// `hailo_nms_info_t` at 16
        pub nms_info: hailo_nms_info_t,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_nms_fuse_input_t {
        const NAME: &'static str = "hailo_nms_fuse_input_t";
    }

    /// C `hailo_nms_shape_t`: 16 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_nms_shape_t {
        /// `uint32_t` at 0
        pub number_of_classes: u32,
        /// `uint32_t` at 4
        pub max_bboxes_per_class: u32,
        /// `uint32_t` at 8
        pub max_bboxes_total: u32,
        /// `uint32_t` at 12
        pub max_accumulated_mask_size: u32,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_nms_shape_t {
        const NAME: &'static str = "hailo_nms_shape_t";
    }

    pub use super::v4_20::hailo_detection_with_byte_mask_t;
    /// C `hailo_stream_info_t`: 340 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_stream_info_t {
        /// Nameless in C, at 0
        pub u: hailo_stream_info_t__u,
        /// `uint32_t` at 164
        pub hw_data_bytes: u32,
        /// `uint32_t` at 168
        pub hw_frame_size: u32,
        /// `hailo_format_t` at 172
        pub format: hailo_format_t,
        /// `hailo_stream_direction_t` at 184
        pub direction: hailo_stream_direction_t,
        /// `uint8_t` at 188
        pub index: u8,
        /// `char[128]` at 189
        pub name: [c_char; 128],
        /// `hailo_quant_info_t` at 320
        pub quant_info: hailo_quant_info_t,
        /// `bool` at 336; 0 or 1
        pub is_mux: u8,
    }
    /// The nameless part of `hailo_stream_info_t`: 164 bytes.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union hailo_stream_info_t__u {
        /// Nameless in C, at 0
        pub s: hailo_stream_info_t__u__s,
        /// `hailo_nms_info_t` at 0
        pub nms_info: hailo_nms_info_t,
    }
    impl core::fmt::Debug for hailo_stream_info_t__u {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.debug_struct("hailo_stream_info_t__u").finish_non_exhaustive()
        }
    }
    /// The nameless part of `hailo_stream_info_t__u`: 24 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_stream_info_t__u__s {
        /// `hailo_3d_image_shape_t` at 0
        pub shape: hailo_3d_image_shape_t,
        /// `hailo_3d_image_shape_t` at 12
        pub hw_shape: hailo_3d_image_shape_t,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_stream_info_t {
        const NAME: &'static str = "hailo_stream_info_t";
    }

    /// C `hailo_vstream_info_t`: 436 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_vstream_info_t {
        /// `char[128]` at 0
        pub name: [c_char; 128],
        /// `char[257]` at 128
        pub network_name: [c_char; 257],
        /// `hailo_stream_direction_t` at 388
        pub direction: hailo_stream_direction_t,
        /// `hailo_format_t` at 392
        pub format: hailo_format_t,
        /// Nameless in C, at 404
        pub u: hailo_vstream_info_t__u,
        /// `hailo_quant_info_t` at 420
        pub quant_info: hailo_quant_info_t,
    }
    /// The nameless part of `hailo_vstream_info_t`: 16 bytes.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union hailo_vstream_info_t__u {
        /// `hailo_3d_image_shape_t` at 0
        pub shape: hailo_3d_image_shape_t,
        /// `hailo_nms_shape_t` at 0
        pub nms_shape: hailo_nms_shape_t,
    }
    impl core::fmt::Debug for hailo_vstream_info_t__u {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.debug_struct("hailo_vstream_info_t__u").finish_non_exhaustive()
        }
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_vstream_info_t {
        const NAME: &'static str = "hailo_vstream_info_t";
    }

    pub use super::v4_20::hailo_configure_network_group_params_t;
    pub use super::v4_20::hailo_configure_params_t;
    /// C `hailo_health_monitor_dataflow_shutdown_notification_message_t`: 8 bytes.
    #[repr(C, packed)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_health_monitor_dataflow_shutdown_notification_message_t {
        /// `float32_t` at 0
        pub ts0_temperature: float32_t,
        /// `float32_t` at 4
        pub ts1_temperature: float32_t,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_health_monitor_dataflow_shutdown_notification_message_t {
        const NAME: &'static str = "hailo_health_monitor_dataflow_shutdown_notification_message_t";
    }

    /// C `hailo_health_stats_t`: 12 bytes.
    #[repr(C, packed)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_health_stats_t {
        /// `float32_t` at 0
        pub on_die_temperature: float32_t,
        /// `float32_t` at 4
        pub on_die_voltage: float32_t,
        /// `int32_t` at 8
        pub startup_bist_mask: i32,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_health_stats_t {
        const NAME: &'static str = "hailo_health_stats_t";
    }

    pub use super::v4_20::hailo_context_switch_breakpoint_reached_message_t;
    /// C `hailo_notification_message_parameters_t`: 20 bytes.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union hailo_notification_message_parameters_t {
        /// `hailo_rx_error_notification_message_t` at 0
        pub rx_error_notification: hailo_rx_error_notification_message_t,
        /// `hailo_debug_notification_message_t` at 0
        pub debug_notification: hailo_debug_notification_message_t,
        /// `hailo_health_monitor_dataflow_shutdown_notification_message_t` at 0
        pub health_monitor_dataflow_shutdown_notification:
            hailo_health_monitor_dataflow_shutdown_notification_message_t,
        /// `hailo_health_monitor_temperature_alarm_notification_message_t` at 0
        pub health_monitor_temperature_alarm_notification:
            hailo_health_monitor_temperature_alarm_notification_message_t,
        /// `hailo_health_monitor_overcurrent_alert_notification_message_t` at 0
        pub health_monitor_overcurrent_alert_notification:
            hailo_health_monitor_overcurrent_alert_notification_message_t,
        /// `hailo_health_monitor_lcu_ecc_error_notification_message_t` at 0
        pub health_monitor_lcu_ecc_error_notification:
            hailo_health_monitor_lcu_ecc_error_notification_message_t,
        /// `hailo_health_monitor_cpu_ecc_notification_message_t` at 0
        pub health_monitor_cpu_ecc_notification: hailo_health_monitor_cpu_ecc_notification_message_t,
        /// `hailo_context_switch_breakpoint_reached_message_t` at 0
        pub context_switch_breakpoint_reached_notification: hailo_context_switch_breakpoint_reached_message_t,
        /// `hailo_health_monitor_clock_changed_notification_message_t` at 0
        pub health_monitor_clock_changed_notification:
            hailo_health_monitor_clock_changed_notification_message_t,
        /// `hailo_hw_infer_manager_infer_done_notification_message_t` at 0
        pub hw_infer_manager_infer_done_notification:
            hailo_hw_infer_manager_infer_done_notification_message_t,
        /// `hailo_context_switch_run_time_error_message_t` at 0
        pub context_switch_run_time_error: hailo_context_switch_run_time_error_message_t,
        /// `hailo_start_update_cache_offset_notification_message_t` at 0
        pub start_update_cache_offset_notification: hailo_start_update_cache_offset_notification_message_t,
    }
    impl core::fmt::Debug for hailo_notification_message_parameters_t {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.debug_struct("hailo_notification_message_parameters_t").finish_non_exhaustive()
        }
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_notification_message_parameters_t {
        const NAME: &'static str = "hailo_notification_message_parameters_t";
    }

    /// C `hailo_notification_t`: 28 bytes.
    #[repr(C, packed)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_notification_t {
        /// `hailo_notification_id_t` at 0
        pub id: hailo_notification_id_t,
        /// `uint32_t` at 4
        pub sequence: u32,
        /// `hailo_notification_message_parameters_t` at 8
        pub body: hailo_notification_message_parameters_t,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_notification_t {
        const NAME: &'static str = "hailo_notification_t";
    }
}

/// The C types of HailoRT 5.0.0: those of [`crate::types`], and the true layout of those that vary.
pub mod v5_0_0 {
    pub use crate::types::*;
    #[allow(unused_imports)]
    use core::ffi::{c_char, c_int, c_void};
    /// `HAILO_STATUS_COUNT` of this era.
    pub const HAILO_STATUS_COUNT: hailo_status = 95;
    /// `HAILO_NOTIFICATION_ID_COUNT` of this era.
    pub const HAILO_NOTIFICATION_ID_COUNT: hailo_notification_id_t = 14;
    pub use super::v4_20::hailo_configure_network_group_params_t;
    pub use super::v4_20::hailo_configure_params_t;
    pub use super::v4_20::hailo_core_information_t;
    pub use super::v4_20::hailo_detection_with_byte_mask_t;
    pub use super::v4_20::hailo_device_identity_t;
    pub use super::v4_20::hailo_device_supported_features_t;
    pub use super::v4_20::hailo_stream_parameters_by_name_t;
    pub use super::v4_20::hailo_stream_parameters_t;
    pub use super::v4_20::hailo_stream_parameters_t__u;
    pub use super::v4_21::hailo_extended_device_information_t;
    pub use super::v4_21::hailo_health_monitor_dataflow_shutdown_notification_message_t;
    pub use super::v4_21::hailo_health_stats_t;
    pub use super::v4_21::hailo_nms_fuse_input_t;
    pub use super::v4_21::hailo_nms_info_t;
    pub use super::v4_21::hailo_nms_shape_t;
    pub use super::v4_21::hailo_stream_info_t;
    pub use super::v4_21::hailo_stream_info_t__u;
    pub use super::v4_21::hailo_stream_info_t__u__s;
    pub use super::v4_21::hailo_vstream_info_t;
    pub use super::v4_21::hailo_vstream_info_t__u;
    /// C `hailo_context_switch_breakpoint_reached_message_t`: 9 bytes.
    #[repr(C, packed)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_context_switch_breakpoint_reached_message_t {
        /// `uint8_t` at 0
        pub network_group_index: u8,
        /// `uint32_t` at 1
        pub batch_index: u32,
        /// `uint16_t` at 5
        pub context_index: u16,
        /// `uint16_t` at 7
        pub action_index: u16,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_context_switch_breakpoint_reached_message_t {
        const NAME: &'static str = "hailo_context_switch_breakpoint_reached_message_t";
    }

    /// C `hailo_notification_message_parameters_t`: 20 bytes.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union hailo_notification_message_parameters_t {
        /// `hailo_rx_error_notification_message_t` at 0
        pub rx_error_notification: hailo_rx_error_notification_message_t,
        /// `hailo_debug_notification_message_t` at 0
        pub debug_notification: hailo_debug_notification_message_t,
        /// `hailo_health_monitor_dataflow_shutdown_notification_message_t` at 0
        pub health_monitor_dataflow_shutdown_notification:
            hailo_health_monitor_dataflow_shutdown_notification_message_t,
        /// `hailo_health_monitor_temperature_alarm_notification_message_t` at 0
        pub health_monitor_temperature_alarm_notification:
            hailo_health_monitor_temperature_alarm_notification_message_t,
        /// `hailo_health_monitor_overcurrent_alert_notification_message_t` at 0
        pub health_monitor_overcurrent_alert_notification:
            hailo_health_monitor_overcurrent_alert_notification_message_t,
        /// `hailo_health_monitor_lcu_ecc_error_notification_message_t` at 0
        pub health_monitor_lcu_ecc_error_notification:
            hailo_health_monitor_lcu_ecc_error_notification_message_t,
        /// `hailo_health_monitor_cpu_ecc_notification_message_t` at 0
        pub health_monitor_cpu_ecc_notification: hailo_health_monitor_cpu_ecc_notification_message_t,
        /// `hailo_context_switch_breakpoint_reached_message_t` at 0
        pub context_switch_breakpoint_reached_notification: hailo_context_switch_breakpoint_reached_message_t,
        /// `hailo_health_monitor_clock_changed_notification_message_t` at 0
        pub health_monitor_clock_changed_notification:
            hailo_health_monitor_clock_changed_notification_message_t,
        /// `hailo_hw_infer_manager_infer_done_notification_message_t` at 0
        pub hw_infer_manager_infer_done_notification:
            hailo_hw_infer_manager_infer_done_notification_message_t,
        /// `hailo_context_switch_run_time_error_message_t` at 0
        pub context_switch_run_time_error: hailo_context_switch_run_time_error_message_t,
        /// `hailo_start_update_cache_offset_notification_message_t` at 0
        pub start_update_cache_offset_notification: hailo_start_update_cache_offset_notification_message_t,
    }
    impl core::fmt::Debug for hailo_notification_message_parameters_t {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.debug_struct("hailo_notification_message_parameters_t").finish_non_exhaustive()
        }
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_notification_message_parameters_t {
        const NAME: &'static str = "hailo_notification_message_parameters_t";
    }

    /// C `hailo_notification_t`: 28 bytes.
    #[repr(C, packed)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_notification_t {
        /// `hailo_notification_id_t` at 0
        pub id: hailo_notification_id_t,
        /// `uint32_t` at 4
        pub sequence: u32,
        /// `hailo_notification_message_parameters_t` at 8
        pub body: hailo_notification_message_parameters_t,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_notification_t {
        const NAME: &'static str = "hailo_notification_t";
    }
}

/// The C types of HailoRT 5.0.1: those of [`crate::types`], and the true layout of those that vary.
pub mod v5_0_1 {
    pub use crate::types::*;
    #[allow(unused_imports)]
    use core::ffi::{c_char, c_int, c_void};
    /// `HAILO_STATUS_COUNT` of this era.
    pub const HAILO_STATUS_COUNT: hailo_status = 97;
    /// `HAILO_NOTIFICATION_ID_COUNT` of this era.
    pub const HAILO_NOTIFICATION_ID_COUNT: hailo_notification_id_t = 13;
    /// C `hailo_device_identity_t`: 140 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_device_identity_t {
        /// `uint32_t` at 0
        pub protocol_version: u32,
        /// `hailo_firmware_version_t` at 4
        pub fw_version: hailo_firmware_version_t,
        /// `uint32_t` at 16
        pub logger_version: u32,
        /// `uint8_t` at 20
        pub board_name_length: u8,
        /// `char[32]` at 21
        pub board_name: [c_char; 32],
        /// `bool` at 53; 0 or 1
        pub is_release: u8,
        /// `bool` at 54; 0 or 1
        pub extended_context_switch_buffer: u8,
        /// `bool` at 55; 0 or 1
        pub extended_fw_check: u8,
        /// `hailo_device_architecture_t` at 56
        pub device_architecture: hailo_device_architecture_t,
        /// `uint8_t` at 60
        pub serial_number_length: u8,
        /// `char[16]` at 61
        pub serial_number: [c_char; 16],
        /// `uint8_t` at 77
        pub part_number_length: u8,
        /// `char[16]` at 78
        pub part_number: [c_char; 16],
        /// `uint8_t` at 94
        pub product_name_length: u8,
        /// `char[42]` at 95
        pub product_name: [c_char; 42],
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_device_identity_t {
        const NAME: &'static str = "hailo_device_identity_t";
    }

    /// C `hailo_core_information_t`: 16 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_core_information_t {
        /// `bool` at 0; 0 or 1
        pub is_release: u8,
        /// `bool` at 1; 0 or 1
        pub extended_context_switch_buffer: u8,
        /// `bool` at 2; 0 or 1
        pub extended_fw_check: u8,
        /// `hailo_firmware_version_t` at 4
        pub fw_version: hailo_firmware_version_t,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_core_information_t {
        const NAME: &'static str = "hailo_core_information_t";
    }

    pub use super::v4_20::hailo_device_supported_features_t;
    pub use super::v4_21::hailo_extended_device_information_t;
    /// C `hailo_stream_parameters_t`: 80 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_stream_parameters_t {
        /// `hailo_stream_interface_t` at 0
        pub stream_interface: hailo_stream_interface_t,
        /// `hailo_stream_direction_t` at 4
        pub direction: hailo_stream_direction_t,
        /// `hailo_stream_flags_t` at 8
        pub flags: hailo_stream_flags_t,
        /// Nameless in C, at 12
        pub u: hailo_stream_parameters_t__u,
    }
    /// The nameless part of `hailo_stream_parameters_t`: 68 bytes.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union hailo_stream_parameters_t__u {
        /// `hailo_pcie_input_stream_params_t` at 0
        pub pcie_input_params: hailo_pcie_input_stream_params_t,
        /// `hailo_integrated_input_stream_params_t` at 0
        pub integrated_input_params: hailo_integrated_input_stream_params_t,
        /// `hailo_mipi_input_stream_params_t` at 0
        pub mipi_input_params: hailo_mipi_input_stream_params_t,
        /// `hailo_pcie_output_stream_params_t` at 0
        pub pcie_output_params: hailo_pcie_output_stream_params_t,
        /// `hailo_integrated_output_stream_params_t` at 0
        pub integrated_output_params: hailo_integrated_output_stream_params_t,
    }
    impl core::fmt::Debug for hailo_stream_parameters_t__u {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.debug_struct("hailo_stream_parameters_t__u").finish_non_exhaustive()
        }
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_stream_parameters_t {
        const NAME: &'static str = "hailo_stream_parameters_t";
    }

    /// C `hailo_stream_parameters_by_name_t`: 208 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_stream_parameters_by_name_t {
        /// `char[128]` at 0
        pub name: [c_char; 128],
        /// `hailo_stream_parameters_t` at 128
        pub stream_params: hailo_stream_parameters_t,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_stream_parameters_by_name_t {
        const NAME: &'static str = "hailo_stream_parameters_by_name_t";
    }

    pub use super::v4_20::hailo_detection_with_byte_mask_t;
    pub use super::v4_21::hailo_nms_fuse_input_t;
    pub use super::v4_21::hailo_nms_info_t;
    pub use super::v4_21::hailo_nms_shape_t;
    pub use super::v4_21::hailo_stream_info_t;
    pub use super::v4_21::hailo_stream_info_t__u;
    pub use super::v4_21::hailo_stream_info_t__u__s;
    pub use super::v4_21::hailo_vstream_info_t;
    pub use super::v4_21::hailo_vstream_info_t__u;
    /// C `hailo_configure_network_group_params_t`: 10560 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_configure_network_group_params_t {
        /// `char[128]` at 0
        pub name: [c_char; 128],
        /// `uint16_t` at 128
        pub batch_size: u16,
        /// `hailo_power_mode_t` at 132
        pub power_mode: hailo_power_mode_t,
        /// `hailo_latency_measurement_flags_t` at 136
        pub latency: hailo_latency_measurement_flags_t,
        /// `bool` at 140; 0 or 1
        pub enable_kv_cache: u8,
        /// `size_t` at 144
        pub stream_params_by_name_count: usize,
        /// `hailo_stream_parameters_by_name_t[40]` at 152
        pub stream_params_by_name: [hailo_stream_parameters_by_name_t; 40],
        /// `size_t` at 8472
        pub network_params_by_name_count: usize,
        /// `hailo_network_parameters_by_name_t[8]` at 8480
        pub network_params_by_name: [hailo_network_parameters_by_name_t; 8],
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_configure_network_group_params_t {
        const NAME: &'static str = "hailo_configure_network_group_params_t";
    }

    /// C `hailo_configure_params_t`: 84488 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_configure_params_t {
        /// `size_t` at 0
        pub network_group_params_count: usize,
        /// `hailo_configure_network_group_params_t[8]` at 8
        pub network_group_params: [hailo_configure_network_group_params_t; 8],
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_configure_params_t {
        const NAME: &'static str = "hailo_configure_params_t";
    }

    pub use super::v4_21::hailo_health_monitor_dataflow_shutdown_notification_message_t;
    /// C `hailo_health_stats_t`: 12 bytes.
    #[repr(C, packed)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_health_stats_t {
        /// `float32_t` at 0
        pub on_die_temperature: float32_t,
        /// `int32_t` at 4
        pub on_die_voltage: i32,
        /// `int32_t` at 8
        pub bist_failure_mask: i32,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_health_stats_t {
        const NAME: &'static str = "hailo_health_stats_t";
    }

    pub use super::v5_0_0::hailo_context_switch_breakpoint_reached_message_t;
    pub use super::v5_0_0::hailo_notification_message_parameters_t;
    pub use super::v5_0_0::hailo_notification_t;
}

/// The C types of HailoRT 5.1.0: those of [`crate::types`], and the true layout of those that vary.
pub mod v5_1_0 {
    pub use crate::types::*;
    #[allow(unused_imports)]
    use core::ffi::{c_char, c_int, c_void};
    /// `HAILO_STATUS_COUNT` of this era.
    pub const HAILO_STATUS_COUNT: hailo_status = 98;
    /// `HAILO_NOTIFICATION_ID_COUNT` of this era.
    pub const HAILO_NOTIFICATION_ID_COUNT: hailo_notification_id_t = 13;
    pub use super::v4_20::hailo_device_supported_features_t;
    pub use super::v4_21::hailo_extended_device_information_t;
    pub use super::v5_0_1::hailo_core_information_t;
    pub use super::v5_0_1::hailo_device_identity_t;
    /// C `hailo_stream_parameters_t`: 16 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_stream_parameters_t {
        /// `hailo_stream_interface_t` at 0
        pub stream_interface: hailo_stream_interface_t,
        /// `hailo_stream_direction_t` at 4
        pub direction: hailo_stream_direction_t,
        /// `hailo_stream_flags_t` at 8
        pub flags: hailo_stream_flags_t,
        /// Nameless in C, at 12
        pub u: hailo_stream_parameters_t__u,
    }
    /// The nameless part of `hailo_stream_parameters_t`: 1 bytes.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union hailo_stream_parameters_t__u {
        /// `hailo_pcie_input_stream_params_t` at 0
        pub pcie_input_params: hailo_pcie_input_stream_params_t,
        /// `hailo_integrated_input_stream_params_t` at 0
        pub integrated_input_params: hailo_integrated_input_stream_params_t,
        /// `hailo_pcie_output_stream_params_t` at 0
        pub pcie_output_params: hailo_pcie_output_stream_params_t,
        /// `hailo_integrated_output_stream_params_t` at 0
        pub integrated_output_params: hailo_integrated_output_stream_params_t,
    }
    impl core::fmt::Debug for hailo_stream_parameters_t__u {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.debug_struct("hailo_stream_parameters_t__u").finish_non_exhaustive()
        }
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_stream_parameters_t {
        const NAME: &'static str = "hailo_stream_parameters_t";
    }

    /// C `hailo_stream_parameters_by_name_t`: 144 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_stream_parameters_by_name_t {
        /// `char[128]` at 0
        pub name: [c_char; 128],
        /// `hailo_stream_parameters_t` at 128
        pub stream_params: hailo_stream_parameters_t,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_stream_parameters_by_name_t {
        const NAME: &'static str = "hailo_stream_parameters_by_name_t";
    }

    pub use super::v4_20::hailo_detection_with_byte_mask_t;
    pub use super::v4_21::hailo_nms_fuse_input_t;
    pub use super::v4_21::hailo_nms_info_t;
    pub use super::v4_21::hailo_nms_shape_t;
    pub use super::v4_21::hailo_stream_info_t;
    pub use super::v4_21::hailo_stream_info_t__u;
    pub use super::v4_21::hailo_stream_info_t__u__s;
    pub use super::v4_21::hailo_vstream_info_t;
    pub use super::v4_21::hailo_vstream_info_t__u;
    /// C `hailo_configure_network_group_params_t`: 8000 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_configure_network_group_params_t {
        /// `char[128]` at 0
        pub name: [c_char; 128],
        /// `uint16_t` at 128
        pub batch_size: u16,
        /// `hailo_power_mode_t` at 132
        pub power_mode: hailo_power_mode_t,
        /// `hailo_latency_measurement_flags_t` at 136
        pub latency: hailo_latency_measurement_flags_t,
        /// `bool` at 140; 0 or 1
        pub enable_kv_cache: u8,
        /// `size_t` at 144
        pub stream_params_by_name_count: usize,
        /// `hailo_stream_parameters_by_name_t[40]` at 152
        pub stream_params_by_name: [hailo_stream_parameters_by_name_t; 40],
        /// `size_t` at 5912
        pub network_params_by_name_count: usize,
        /// `hailo_network_parameters_by_name_t[8]` at 5920
        pub network_params_by_name: [hailo_network_parameters_by_name_t; 8],
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_configure_network_group_params_t {
        const NAME: &'static str = "hailo_configure_network_group_params_t";
    }

    /// C `hailo_configure_params_t`: 64008 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_configure_params_t {
        /// `size_t` at 0
        pub network_group_params_count: usize,
        /// `hailo_configure_network_group_params_t[8]` at 8
        pub network_group_params: [hailo_configure_network_group_params_t; 8],
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_configure_params_t {
        const NAME: &'static str = "hailo_configure_params_t";
    }

    pub use super::v4_21::hailo_health_monitor_dataflow_shutdown_notification_message_t;
    pub use super::v5_0_0::hailo_context_switch_breakpoint_reached_message_t;
    pub use super::v5_0_0::hailo_notification_message_parameters_t;
    pub use super::v5_0_0::hailo_notification_t;
    pub use super::v5_0_1::hailo_health_stats_t;
}

/// The C types of HailoRT 5.1.1: those of [`crate::types`], and the true layout of those that vary.
pub mod v5_1_1 {
    pub use crate::types::*;
    #[allow(unused_imports)]
    use core::ffi::{c_char, c_int, c_void};
    /// `HAILO_STATUS_COUNT` of this era.
    pub const HAILO_STATUS_COUNT: hailo_status = 98;
    /// `HAILO_NOTIFICATION_ID_COUNT` of this era.
    pub const HAILO_NOTIFICATION_ID_COUNT: hailo_notification_id_t = 14;
    pub use super::v5_0_1::hailo_core_information_t;
    pub use super::v5_0_1::hailo_device_identity_t;
    /// C `hailo_device_supported_features_t`: 6 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_device_supported_features_t {
        /// `bool` at 0; 0 or 1
        pub ethernet: u8,
        /// `bool` at 1; 0 or 1
        pub mipi: u8,
        /// `bool` at 2; 0 or 1
        pub pcie: u8,
        /// `bool` at 3; 0 or 1
        pub current_monitoring: u8,
        /// `bool` at 4; 0 or 1
        pub mdio: u8,
        /// `bool` at 5; 0 or 1
        pub power_measurement: u8,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_device_supported_features_t {
        const NAME: &'static str = "hailo_device_supported_features_t";
    }

    /// C `hailo_extended_device_information_t`: 96 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_extended_device_information_t {
        /// `uint32_t` at 0
        pub neural_network_core_clock_rate: u32,
        /// `hailo_device_supported_features_t` at 4
        pub supported_features: hailo_device_supported_features_t,
        /// `hailo_device_boot_source_t` at 12
        pub boot_source: hailo_device_boot_source_t,
        /// `uint8_t[32]` at 16
        pub soc_id: [u8; 32],
        /// `uint8_t` at 48
        pub lcs: u8,
        /// `uint8_t[6]` at 49
        pub eth_mac_address: [u8; 6],
        /// `uint8_t[12]` at 55
        pub unit_level_tracking_id: [u8; 12],
        /// `uint8_t[24]` at 67
        pub soc_pm_values: [u8; 24],
        /// `uint16_t` at 92
        pub gpio_mask: u16,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_extended_device_information_t {
        const NAME: &'static str = "hailo_extended_device_information_t";
    }

    pub use super::v4_20::hailo_detection_with_byte_mask_t;
    pub use super::v4_21::hailo_health_monitor_dataflow_shutdown_notification_message_t;
    pub use super::v4_21::hailo_nms_fuse_input_t;
    pub use super::v4_21::hailo_nms_info_t;
    pub use super::v4_21::hailo_nms_shape_t;
    pub use super::v4_21::hailo_stream_info_t;
    pub use super::v4_21::hailo_stream_info_t__u;
    pub use super::v4_21::hailo_stream_info_t__u__s;
    pub use super::v4_21::hailo_vstream_info_t;
    pub use super::v4_21::hailo_vstream_info_t__u;
    pub use super::v5_0_0::hailo_context_switch_breakpoint_reached_message_t;
    pub use super::v5_0_0::hailo_notification_message_parameters_t;
    pub use super::v5_0_0::hailo_notification_t;
    pub use super::v5_0_1::hailo_health_stats_t;
    pub use super::v5_1_0::hailo_configure_network_group_params_t;
    pub use super::v5_1_0::hailo_configure_params_t;
    pub use super::v5_1_0::hailo_stream_parameters_by_name_t;
    pub use super::v5_1_0::hailo_stream_parameters_t;
    pub use super::v5_1_0::hailo_stream_parameters_t__u;
}

/// The C types of HailoRT 5.2.0: those of [`crate::types`], and the true layout of those that vary.
pub mod v5_2_0 {
    pub use crate::types::*;
    #[allow(unused_imports)]
    use core::ffi::{c_char, c_int, c_void};
    /// `HAILO_STATUS_COUNT` of this era.
    pub const HAILO_STATUS_COUNT: hailo_status = 98;
    /// `HAILO_NOTIFICATION_ID_COUNT` of this era.
    pub const HAILO_NOTIFICATION_ID_COUNT: hailo_notification_id_t = 15;
    pub use super::v4_21::hailo_nms_fuse_input_t;
    pub use super::v4_21::hailo_nms_info_t;
    pub use super::v4_21::hailo_nms_shape_t;
    pub use super::v5_0_1::hailo_core_information_t;
    pub use super::v5_0_1::hailo_device_identity_t;
    pub use super::v5_1_0::hailo_stream_parameters_by_name_t;
    pub use super::v5_1_0::hailo_stream_parameters_t;
    pub use super::v5_1_0::hailo_stream_parameters_t__u;
    pub use super::v5_1_1::hailo_device_supported_features_t;
    pub use super::v5_1_1::hailo_extended_device_information_t;
    /// C `hailo_detection_with_byte_mask_t`: 46 bytes.
    #[repr(C, packed)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_detection_with_byte_mask_t {
        /// `hailo_rectangle_t` at 0
        pub box_: hailo_rectangle_t,
        /// `float32_t` at 16
        pub score: float32_t,
        /// `uint16_t` at 20
        pub class_id: u16,
        /// `size_t` at 22
        pub mask_size: usize,
        /// `uint8_t *` at 30
        pub mask: *mut u8,
        /// `size_t` at 38
        pub mask_offset: usize,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_detection_with_byte_mask_t {
        const NAME: &'static str = "hailo_detection_with_byte_mask_t";
    }

    pub use super::v4_21::hailo_health_monitor_dataflow_shutdown_notification_message_t;
    pub use super::v4_21::hailo_stream_info_t;
    pub use super::v4_21::hailo_stream_info_t__u;
    pub use super::v4_21::hailo_stream_info_t__u__s;
    pub use super::v4_21::hailo_vstream_info_t;
    pub use super::v4_21::hailo_vstream_info_t__u;
    pub use super::v5_0_0::hailo_context_switch_breakpoint_reached_message_t;
    pub use super::v5_0_1::hailo_health_stats_t;
    pub use super::v5_1_0::hailo_configure_network_group_params_t;
    pub use super::v5_1_0::hailo_configure_params_t;
    /// C `hailo_notification_message_parameters_t`: 20 bytes.
    #[repr(C)]
    #[derive(Clone, Copy)]
    pub union hailo_notification_message_parameters_t {
        /// `hailo_rx_error_notification_message_t` at 0
        pub rx_error_notification: hailo_rx_error_notification_message_t,
        /// `hailo_debug_notification_message_t` at 0
        pub debug_notification: hailo_debug_notification_message_t,
        /// `hailo_health_monitor_dataflow_shutdown_notification_message_t` at 0
        pub health_monitor_dataflow_shutdown_notification:
            hailo_health_monitor_dataflow_shutdown_notification_message_t,
        /// `hailo_health_monitor_temperature_alarm_notification_message_t` at 0
        pub health_monitor_temperature_alarm_notification:
            hailo_health_monitor_temperature_alarm_notification_message_t,
        /// `hailo_health_monitor_overcurrent_alert_notification_message_t` at 0
        pub health_monitor_overcurrent_alert_notification:
            hailo_health_monitor_overcurrent_alert_notification_message_t,
        /// `hailo_health_monitor_lcu_ecc_error_notification_message_t` at 0
        pub health_monitor_lcu_ecc_error_notification:
            hailo_health_monitor_lcu_ecc_error_notification_message_t,
        /// `hailo_health_monitor_cpu_ecc_notification_message_t` at 0
        pub health_monitor_cpu_ecc_notification: hailo_health_monitor_cpu_ecc_notification_message_t,
        /// `hailo_context_switch_breakpoint_reached_message_t` at 0
        pub context_switch_breakpoint_reached_notification: hailo_context_switch_breakpoint_reached_message_t,
        /// `hailo_health_monitor_clock_changed_notification_message_t` at 0
        pub health_monitor_clock_changed_notification:
            hailo_health_monitor_clock_changed_notification_message_t,
        /// `hailo_hw_infer_manager_infer_done_notification_message_t` at 0
        pub hw_infer_manager_infer_done_notification:
            hailo_hw_infer_manager_infer_done_notification_message_t,
        /// `hailo_context_switch_run_time_error_message_t` at 0
        pub context_switch_run_time_error: hailo_context_switch_run_time_error_message_t,
        /// `hailo_start_update_cache_offset_notification_message_t` at 0
        pub start_update_cache_offset_notification: hailo_start_update_cache_offset_notification_message_t,
        /// `hailo_throttling_state_change_message_t` at 0
        pub throttling_state_change: hailo_throttling_state_change_message_t,
    }
    impl core::fmt::Debug for hailo_notification_message_parameters_t {
        fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
            f.debug_struct("hailo_notification_message_parameters_t").finish_non_exhaustive()
        }
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_notification_message_parameters_t {
        const NAME: &'static str = "hailo_notification_message_parameters_t";
    }

    /// C `hailo_notification_t`: 28 bytes.
    #[repr(C, packed)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_notification_t {
        /// `hailo_notification_id_t` at 0
        pub id: hailo_notification_id_t,
        /// `uint32_t` at 4
        pub sequence: u32,
        /// `hailo_notification_message_parameters_t` at 8
        pub body: hailo_notification_message_parameters_t,
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_notification_t {
        const NAME: &'static str = "hailo_notification_t";
    }
}

/// The C types of HailoRT 5.3.0, 5.4.0: those of [`crate::types`], and the true layout of those that vary.
pub mod v5_3 {
    pub use crate::types::*;
    #[allow(unused_imports)]
    use core::ffi::{c_char, c_int, c_void};
    /// `HAILO_STATUS_COUNT` of this era.
    pub const HAILO_STATUS_COUNT: hailo_status = 99;
    /// `HAILO_NOTIFICATION_ID_COUNT` of this era.
    pub const HAILO_NOTIFICATION_ID_COUNT: hailo_notification_id_t = 15;
    pub use super::v5_0_1::hailo_core_information_t;
    pub use super::v5_0_1::hailo_device_identity_t;
    pub use super::v5_1_1::hailo_device_supported_features_t;
    /// C `hailo_extended_device_information_t`: 108 bytes.
    #[repr(C)]
    #[derive(Clone, Copy, Debug)]
    pub struct hailo_extended_device_information_t {
        /// `uint32_t` at 0
        pub neural_network_core_clock_rate: u32,
        /// `hailo_device_supported_features_t` at 4
        pub supported_features: hailo_device_supported_features_t,
        /// `hailo_device_boot_source_t` at 12
        pub boot_source: hailo_device_boot_source_t,
        /// `uint8_t[32]` at 16
        pub soc_id: [u8; 32],
        /// `uint8_t` at 48
        pub lcs: u8,
        /// `uint8_t[6]` at 49
        pub eth_mac_address: [u8; 6],
        /// `uint8_t[12]` at 55
        pub unit_level_tracking_id: [u8; 12],
        /// `uint8_t[24]` at 67
        pub soc_pm_values: [u8; 24],
        /// `uint16_t` at 92
        pub gpio_mask: u16,
        /// `uint8_t[12]` at 94
        pub chip_serial_number: [u8; 12],
    }
    // SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
    unsafe impl crate::Record for hailo_extended_device_information_t {
        const NAME: &'static str = "hailo_extended_device_information_t";
    }

    pub use super::v4_21::hailo_health_monitor_dataflow_shutdown_notification_message_t;
    pub use super::v4_21::hailo_nms_fuse_input_t;
    pub use super::v4_21::hailo_nms_info_t;
    pub use super::v4_21::hailo_nms_shape_t;
    pub use super::v4_21::hailo_stream_info_t;
    pub use super::v4_21::hailo_stream_info_t__u;
    pub use super::v4_21::hailo_stream_info_t__u__s;
    pub use super::v4_21::hailo_vstream_info_t;
    pub use super::v4_21::hailo_vstream_info_t__u;
    pub use super::v5_0_0::hailo_context_switch_breakpoint_reached_message_t;
    pub use super::v5_0_1::hailo_health_stats_t;
    pub use super::v5_1_0::hailo_configure_network_group_params_t;
    pub use super::v5_1_0::hailo_configure_params_t;
    pub use super::v5_1_0::hailo_stream_parameters_by_name_t;
    pub use super::v5_1_0::hailo_stream_parameters_t;
    pub use super::v5_1_0::hailo_stream_parameters_t__u;
    pub use super::v5_2_0::hailo_detection_with_byte_mask_t;
    pub use super::v5_2_0::hailo_notification_message_parameters_t;
    pub use super::v5_2_0::hailo_notification_t;
}
