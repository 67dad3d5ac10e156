// Written by `cargo xtask codegen` from hailo-sys/abi/hailort.json and src/shim.rs. Do not edit.

//! The C types that are the same in every era that has them, under their C names.
//!
//! Enums are integers with constants: C may answer a number that no header names. A C `bool` in memory is a
//! byte for the same reason. A nameless union is the field `u`, a nameless struct the field `s`; a name that is
//! a Rust keyword gets a trailing underscore.

#![allow(non_camel_case_types)]

use core::ffi::{c_char, c_int, c_void};

/// `struct sockaddr_in` of Linux.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct sockaddr_in {
    /// Address family.
    pub sin_family: u16,
    /// Port, big-endian.
    pub sin_port: u16,
    /// IPv4 address, big-endian.
    pub sin_addr: u32,
    /// Padding.
    pub sin_zero: [u8; 8],
}

/// C `float32_t`.
pub type float32_t = f32;
/// C `float64_t`.
pub type float64_t = f64;
/// C `nms_bbox_counter_t`.
pub type nms_bbox_counter_t = u16;
/// C `port_t`.
pub type port_t = u16;
/// What a `hailo_device` points to; only HailoRT looks inside.
#[repr(C)]
#[derive(Debug)]
pub struct _hailo_device {
    _private: [u8; 0],
}
/// C handle `hailo_device`.
pub type hailo_device = *mut _hailo_device;
/// What a `hailo_vdevice` points to; only HailoRT looks inside.
#[repr(C)]
#[derive(Debug)]
pub struct _hailo_vdevice {
    _private: [u8; 0],
}
/// C handle `hailo_vdevice`.
pub type hailo_vdevice = *mut _hailo_vdevice;
/// What a `hailo_hef` points to; only HailoRT looks inside.
#[repr(C)]
#[derive(Debug)]
pub struct _hailo_hef {
    _private: [u8; 0],
}
/// C handle `hailo_hef`.
pub type hailo_hef = *mut _hailo_hef;
/// What a `hailo_input_stream` points to; only HailoRT looks inside.
#[repr(C)]
#[derive(Debug)]
pub struct _hailo_input_stream {
    _private: [u8; 0],
}
/// C handle `hailo_input_stream`.
pub type hailo_input_stream = *mut _hailo_input_stream;
/// What a `hailo_output_stream` points to; only HailoRT looks inside.
#[repr(C)]
#[derive(Debug)]
pub struct _hailo_output_stream {
    _private: [u8; 0],
}
/// C handle `hailo_output_stream`.
pub type hailo_output_stream = *mut _hailo_output_stream;
/// What a `hailo_configured_network_group` points to; only HailoRT looks inside.
#[repr(C)]
#[derive(Debug)]
pub struct _hailo_configured_network_group {
    _private: [u8; 0],
}
/// C handle `hailo_configured_network_group`.
pub type hailo_configured_network_group = *mut _hailo_configured_network_group;
/// What a `hailo_activated_network_group` points to; only HailoRT looks inside.
#[repr(C)]
#[derive(Debug)]
pub struct _hailo_activated_network_group {
    _private: [u8; 0],
}
/// C handle `hailo_activated_network_group`.
pub type hailo_activated_network_group = *mut _hailo_activated_network_group;
/// What a `hailo_input_transform_context` points to; only HailoRT looks inside.
#[repr(C)]
#[derive(Debug)]
pub struct _hailo_input_transform_context {
    _private: [u8; 0],
}
/// C handle `hailo_input_transform_context`.
pub type hailo_input_transform_context = *mut _hailo_input_transform_context;
/// What a `hailo_output_transform_context` points to; only HailoRT looks inside.
#[repr(C)]
#[derive(Debug)]
pub struct _hailo_output_transform_context {
    _private: [u8; 0],
}
/// C handle `hailo_output_transform_context`.
pub type hailo_output_transform_context = *mut _hailo_output_transform_context;
/// What a `hailo_output_demuxer` points to; only HailoRT looks inside.
#[repr(C)]
#[derive(Debug)]
pub struct _hailo_output_demuxer {
    _private: [u8; 0],
}
/// C handle `hailo_output_demuxer`.
pub type hailo_output_demuxer = *mut _hailo_output_demuxer;
/// What a `hailo_input_vstream` points to; only HailoRT looks inside.
#[repr(C)]
#[derive(Debug)]
pub struct _hailo_input_vstream {
    _private: [u8; 0],
}
/// C handle `hailo_input_vstream`.
pub type hailo_input_vstream = *mut _hailo_input_vstream;
/// What a `hailo_output_vstream` points to; only HailoRT looks inside.
#[repr(C)]
#[derive(Debug)]
pub struct _hailo_output_vstream {
    _private: [u8; 0],
}
/// C handle `hailo_output_vstream`.
pub type hailo_output_vstream = *mut _hailo_output_vstream;
/// C `hailo_scan_devices_params_t`: declared and never defined; pass null.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_scan_devices_params_t {
    _private: [u8; 0],
}
/// C callback `hailo_stream_write_async_callback_t`; `None` is a null pointer.
pub type hailo_stream_write_async_callback_t =
    Option<unsafe extern "C" fn(info: *const hailo_stream_write_async_completion_info_t)>;
/// C callback `hailo_stream_read_async_callback_t`; `None` is a null pointer.
pub type hailo_stream_read_async_callback_t =
    Option<unsafe extern "C" fn(info: *const hailo_stream_read_async_completion_info_t)>;
/// C callback `hailo_notification_callback`; `None` is a null pointer.
pub type hailo_notification_callback = Option<
    unsafe extern "C" fn(
        device: hailo_device,
        notification: *const hailo_notification_t,
        opaque: *mut c_void,
    ),
>;
/// C `HAILO_MAX_ENUM`.
pub const HAILO_MAX_ENUM: u32 = 0x7fffffff;
/// C `HAILO_INFINITE`.
pub const HAILO_INFINITE: u32 = 0xffffffff;
/// C `HAILO_DEFAULT_ETH_SCAN_TIMEOUT_MS`.
pub const HAILO_DEFAULT_ETH_SCAN_TIMEOUT_MS: u32 = 10000;
/// C `HAILO_DEFAULT_ETH_CONTROL_PORT`, in 4.20.0 to 5.0.0.
pub const HAILO_DEFAULT_ETH_CONTROL_PORT: u32 = 22401;
/// C `HAILO_DEFAULT_ETH_DEVICE_PORT`.
pub const HAILO_DEFAULT_ETH_DEVICE_PORT: u32 = 0;
/// C `HAILO_DEFAULT_ETH_MAX_PAYLOAD_SIZE`.
pub const HAILO_DEFAULT_ETH_MAX_PAYLOAD_SIZE: u32 = 1456;
/// C `HAILO_DEFAULT_ETH_MAX_NUMBER_OF_RETRIES`.
pub const HAILO_DEFAULT_ETH_MAX_NUMBER_OF_RETRIES: u32 = 3;
/// C `HAILO_ETH_ADDRESS_ANY`.
pub const HAILO_ETH_ADDRESS_ANY: &core::ffi::CStr = c"0.0.0.0";
/// C `HAILO_ETH_PORT_ANY`.
pub const HAILO_ETH_PORT_ANY: u32 = 0;
/// C `HAILO_MAX_NAME_SIZE`.
pub const HAILO_MAX_NAME_SIZE: u32 = 128;
/// C `HAILO_MAX_STREAM_NAME_SIZE`.
pub const HAILO_MAX_STREAM_NAME_SIZE: u32 = 128;
/// C `HAILO_MAX_BOARD_NAME_LENGTH`.
pub const HAILO_MAX_BOARD_NAME_LENGTH: u32 = 32;
/// C `HAILO_MAX_DEVICE_ID_LENGTH`.
pub const HAILO_MAX_DEVICE_ID_LENGTH: u32 = 32;
/// C `HAILO_MAX_SERIAL_NUMBER_LENGTH`.
pub const HAILO_MAX_SERIAL_NUMBER_LENGTH: u32 = 16;
/// C `HAILO_MAX_PART_NUMBER_LENGTH`.
pub const HAILO_MAX_PART_NUMBER_LENGTH: u32 = 16;
/// C `HAILO_MAX_PRODUCT_NAME_LENGTH`.
pub const HAILO_MAX_PRODUCT_NAME_LENGTH: u32 = 42;
/// C `HAILO_DEFAULT_INIT_SAMPLING_PERIOD_US`.
pub const HAILO_DEFAULT_INIT_SAMPLING_PERIOD_US: u32 = 4;
/// C `HAILO_DEFAULT_INIT_AVERAGING_FACTOR`.
pub const HAILO_DEFAULT_INIT_AVERAGING_FACTOR: u32 = 5;
/// C `HAILO_DEFAULT_BUFFERS_THRESHOLD`.
pub const HAILO_DEFAULT_BUFFERS_THRESHOLD: u32 = 0;
/// C `HAILO_DEFAULT_MAX_ETHERNET_BANDWIDTH_BYTES_PER_SEC`.
pub const HAILO_DEFAULT_MAX_ETHERNET_BANDWIDTH_BYTES_PER_SEC: u32 = 106300000;
/// C `HAILO_MAX_STREAMS_COUNT`.
pub const HAILO_MAX_STREAMS_COUNT: u32 = 40;
/// C `HAILO_DEFAULT_BATCH_SIZE`.
pub const HAILO_DEFAULT_BATCH_SIZE: u32 = 0;
/// C `HAILO_MAX_NETWORK_GROUPS`.
pub const HAILO_MAX_NETWORK_GROUPS: u32 = 8;
/// C `HAILO_MAX_NETWORK_GROUP_NAME_SIZE`.
pub const HAILO_MAX_NETWORK_GROUP_NAME_SIZE: u32 = 128;
/// C `HAILO_MAX_NETWORK_NAME_SIZE`.
pub const HAILO_MAX_NETWORK_NAME_SIZE: u32 = 257;
/// C `HAILO_MAX_NETWORKS_IN_NETWORK_GROUP`.
pub const HAILO_MAX_NETWORKS_IN_NETWORK_GROUP: u32 = 8;
/// C `HAILO_PCIE_ANY_DOMAIN`.
pub const HAILO_PCIE_ANY_DOMAIN: u32 = 0xffffffff;
/// C `HAILO_DEFAULT_VSTREAM_QUEUE_SIZE`.
pub const HAILO_DEFAULT_VSTREAM_QUEUE_SIZE: u32 = 2;
/// C `HAILO_DEFAULT_VSTREAM_TIMEOUT_MS`.
pub const HAILO_DEFAULT_VSTREAM_TIMEOUT_MS: u32 = 10000;
/// C `HAILO_DEFAULT_ASYNC_INFER_TIMEOUT_MS`.
pub const HAILO_DEFAULT_ASYNC_INFER_TIMEOUT_MS: u32 = 10000;
/// C `HAILO_DEFAULT_ASYNC_INFER_QUEUE_SIZE`.
pub const HAILO_DEFAULT_ASYNC_INFER_QUEUE_SIZE: u32 = 2;
/// C `HAILO_DEFAULT_DEVICE_COUNT`.
pub const HAILO_DEFAULT_DEVICE_COUNT: u32 = 1;
/// C `HAILO_SOC_ID_LENGTH`.
pub const HAILO_SOC_ID_LENGTH: u32 = 32;
/// C `HAILO_ETH_MAC_LENGTH`.
pub const HAILO_ETH_MAC_LENGTH: u32 = 6;
/// C `HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH`.
pub const HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH: u32 = 12;
/// C `HAILO_SOC_PM_VALUES_BYTES_LENGTH`.
pub const HAILO_SOC_PM_VALUES_BYTES_LENGTH: u32 = 24;
/// C `HAILO_GPIO_MASK_VALUES_LENGTH`, in 4.21.0 to 5.4.0.
pub const HAILO_GPIO_MASK_VALUES_LENGTH: u32 = 16;
/// C `HAILO_CHIP_SERIAL_NUMBER_BYTES_LENGTH`, in 5.3.0 to 5.4.0.
pub const HAILO_CHIP_SERIAL_NUMBER_BYTES_LENGTH: u32 = 12;
/// C `HAILO_CURRENT_LIMIT_NA`, in 5.3.0 to 5.4.0.
pub const HAILO_CURRENT_LIMIT_NA: u32 = 0;
/// C `HAILO_CURRENT_LIMIT_900_MA`, in 5.3.0 to 5.4.0.
pub const HAILO_CURRENT_LIMIT_900_MA: u32 = 900;
/// C `HAILO_CURRENT_LIMIT_1500_MA`, in 5.3.0 to 5.4.0.
pub const HAILO_CURRENT_LIMIT_1500_MA: u32 = 1500;
/// C `HAILO_CURRENT_LIMIT_3000_MA`, in 5.3.0 to 5.4.0.
pub const HAILO_CURRENT_LIMIT_3000_MA: u32 = 3000;
/// C `HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER`.
pub const HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER: u32 = 4;
/// C `HAILO_UNIQUE_VDEVICE_GROUP_ID`.
pub const HAILO_UNIQUE_VDEVICE_GROUP_ID: &core::ffi::CStr = c"UNIQUE";
/// C `HAILO_DEFAULT_VDEVICE_GROUP_ID`.
pub const HAILO_DEFAULT_VDEVICE_GROUP_ID: &core::ffi::CStr = c"UNIQUE";
/// C `HAILO_SCHEDULER_PRIORITY_NORMAL`.
pub const HAILO_SCHEDULER_PRIORITY_NORMAL: u32 = 16;
/// C `HAILO_SCHEDULER_PRIORITY_MAX`.
pub const HAILO_SCHEDULER_PRIORITY_MAX: u32 = 31;
/// C `HAILO_SCHEDULER_PRIORITY_MIN`.
pub const HAILO_SCHEDULER_PRIORITY_MIN: u32 = 0;
/// C `MAX_NUMBER_OF_PLANES`.
pub const MAX_NUMBER_OF_PLANES: u32 = 4;
/// C `NUMBER_OF_PLANES_NV12_NV21`.
pub const NUMBER_OF_PLANES_NV12_NV21: u32 = 2;
/// C `NUMBER_OF_PLANES_I420`.
pub const NUMBER_OF_PLANES_I420: u32 = 3;
/// C `HAILO_RANDOM_SEED`, in 5.0.0 to 5.4.0.
pub const HAILO_RANDOM_SEED: u32 = 0xffffffff;
/// C `HAILO_STREAM_ABORTED_BY_USER`.
pub const HAILO_STREAM_ABORTED_BY_USER: u32 = 63;
/// C `HAILO_DRIVER_FAIL`.
pub const HAILO_DRIVER_FAIL: u32 = 36;
/// C `HAILO_PCIE_DRIVER_NOT_INSTALLED`.
pub const HAILO_PCIE_DRIVER_NOT_INSTALLED: u32 = 64;
/// C enum `hailo_status`.
pub type hailo_status = u32;
/// `HAILO_SUCCESS`.
pub const HAILO_SUCCESS: hailo_status = 0;
/// `HAILO_UNINITIALIZED`.
pub const HAILO_UNINITIALIZED: hailo_status = 1;
/// `HAILO_INVALID_ARGUMENT`.
pub const HAILO_INVALID_ARGUMENT: hailo_status = 2;
/// `HAILO_OUT_OF_HOST_MEMORY`.
pub const HAILO_OUT_OF_HOST_MEMORY: hailo_status = 3;
/// `HAILO_TIMEOUT`.
pub const HAILO_TIMEOUT: hailo_status = 4;
/// `HAILO_INSUFFICIENT_BUFFER`.
pub const HAILO_INSUFFICIENT_BUFFER: hailo_status = 5;
/// `HAILO_INVALID_OPERATION`.
pub const HAILO_INVALID_OPERATION: hailo_status = 6;
/// `HAILO_NOT_IMPLEMENTED`.
pub const HAILO_NOT_IMPLEMENTED: hailo_status = 7;
/// `HAILO_INTERNAL_FAILURE`.
pub const HAILO_INTERNAL_FAILURE: hailo_status = 8;
/// `HAILO_DATA_ALIGNMENT_FAILURE`.
pub const HAILO_DATA_ALIGNMENT_FAILURE: hailo_status = 9;
/// `HAILO_CHUNK_TOO_LARGE`.
pub const HAILO_CHUNK_TOO_LARGE: hailo_status = 10;
/// `HAILO_INVALID_LOGGER_LEVEL`.
pub const HAILO_INVALID_LOGGER_LEVEL: hailo_status = 11;
/// `HAILO_CLOSE_FAILURE`.
pub const HAILO_CLOSE_FAILURE: hailo_status = 12;
/// `HAILO_OPEN_FILE_FAILURE`.
pub const HAILO_OPEN_FILE_FAILURE: hailo_status = 13;
/// `HAILO_FILE_OPERATION_FAILURE`.
pub const HAILO_FILE_OPERATION_FAILURE: hailo_status = 14;
/// `HAILO_UNSUPPORTED_CONTROL_PROTOCOL_VERSION`.
pub const HAILO_UNSUPPORTED_CONTROL_PROTOCOL_VERSION: hailo_status = 15;
/// `HAILO_UNSUPPORTED_FW_VERSION`.
pub const HAILO_UNSUPPORTED_FW_VERSION: hailo_status = 16;
/// `HAILO_INVALID_CONTROL_RESPONSE`.
pub const HAILO_INVALID_CONTROL_RESPONSE: hailo_status = 17;
/// `HAILO_FW_CONTROL_FAILURE`.
pub const HAILO_FW_CONTROL_FAILURE: hailo_status = 18;
/// `HAILO_ETH_FAILURE`.
pub const HAILO_ETH_FAILURE: hailo_status = 19;
/// `HAILO_ETH_INTERFACE_NOT_FOUND`.
pub const HAILO_ETH_INTERFACE_NOT_FOUND: hailo_status = 20;
/// `HAILO_ETH_RECV_FAILURE`.
pub const HAILO_ETH_RECV_FAILURE: hailo_status = 21;
/// `HAILO_ETH_SEND_FAILURE`.
pub const HAILO_ETH_SEND_FAILURE: hailo_status = 22;
/// `HAILO_INVALID_FIRMWARE`.
pub const HAILO_INVALID_FIRMWARE: hailo_status = 23;
/// `HAILO_INVALID_CONTEXT_COUNT`.
pub const HAILO_INVALID_CONTEXT_COUNT: hailo_status = 24;
/// `HAILO_INVALID_FRAME`.
pub const HAILO_INVALID_FRAME: hailo_status = 25;
/// `HAILO_INVALID_HEF`.
pub const HAILO_INVALID_HEF: hailo_status = 26;
/// `HAILO_PCIE_NOT_SUPPORTED_ON_PLATFORM`.
pub const HAILO_PCIE_NOT_SUPPORTED_ON_PLATFORM: hailo_status = 27;
/// `HAILO_INTERRUPTED_BY_SIGNAL`.
pub const HAILO_INTERRUPTED_BY_SIGNAL: hailo_status = 28;
/// `HAILO_START_VDMA_CHANNEL_FAIL`.
pub const HAILO_START_VDMA_CHANNEL_FAIL: hailo_status = 29;
/// `HAILO_SYNC_VDMA_BUFFER_FAIL`.
pub const HAILO_SYNC_VDMA_BUFFER_FAIL: hailo_status = 30;
/// `HAILO_STOP_VDMA_CHANNEL_FAIL`.
pub const HAILO_STOP_VDMA_CHANNEL_FAIL: hailo_status = 31;
/// `HAILO_CLOSE_VDMA_CHANNEL_FAIL`.
pub const HAILO_CLOSE_VDMA_CHANNEL_FAIL: hailo_status = 32;
/// `HAILO_ATR_TABLES_CONF_VALIDATION_FAIL`.
pub const HAILO_ATR_TABLES_CONF_VALIDATION_FAIL: hailo_status = 33;
/// `HAILO_EVENT_CREATE_FAIL`.
pub const HAILO_EVENT_CREATE_FAIL: hailo_status = 34;
/// `HAILO_READ_EVENT_FAIL`.
pub const HAILO_READ_EVENT_FAIL: hailo_status = 35;
/// `HAILO_DRIVER_OPERATION_FAILED`.
pub const HAILO_DRIVER_OPERATION_FAILED: hailo_status = 36;
/// `HAILO_INVALID_FIRMWARE_MAGIC`.
pub const HAILO_INVALID_FIRMWARE_MAGIC: hailo_status = 37;
/// `HAILO_INVALID_FIRMWARE_CODE_SIZE`.
pub const HAILO_INVALID_FIRMWARE_CODE_SIZE: hailo_status = 38;
/// `HAILO_INVALID_KEY_CERTIFICATE_SIZE`.
pub const HAILO_INVALID_KEY_CERTIFICATE_SIZE: hailo_status = 39;
/// `HAILO_INVALID_CONTENT_CERTIFICATE_SIZE`.
pub const HAILO_INVALID_CONTENT_CERTIFICATE_SIZE: hailo_status = 40;
/// `HAILO_MISMATCHING_FIRMWARE_BUFFER_SIZES`.
pub const HAILO_MISMATCHING_FIRMWARE_BUFFER_SIZES: hailo_status = 41;
/// `HAILO_INVALID_FIRMWARE_CPU_ID`.
pub const HAILO_INVALID_FIRMWARE_CPU_ID: hailo_status = 42;
/// `HAILO_CONTROL_RESPONSE_MD5_MISMATCH`.
pub const HAILO_CONTROL_RESPONSE_MD5_MISMATCH: hailo_status = 43;
/// `HAILO_GET_CONTROL_RESPONSE_FAIL`.
pub const HAILO_GET_CONTROL_RESPONSE_FAIL: hailo_status = 44;
/// `HAILO_GET_D2H_EVENT_MESSAGE_FAIL`.
pub const HAILO_GET_D2H_EVENT_MESSAGE_FAIL: hailo_status = 45;
/// `HAILO_MUTEX_INIT_FAIL`.
pub const HAILO_MUTEX_INIT_FAIL: hailo_status = 46;
/// `HAILO_OUT_OF_DESCRIPTORS`.
pub const HAILO_OUT_OF_DESCRIPTORS: hailo_status = 47;
/// `HAILO_UNSUPPORTED_OPCODE`.
pub const HAILO_UNSUPPORTED_OPCODE: hailo_status = 48;
/// `HAILO_USER_MODE_RATE_LIMITER_NOT_SUPPORTED`.
pub const HAILO_USER_MODE_RATE_LIMITER_NOT_SUPPORTED: hailo_status = 49;
/// `HAILO_RATE_LIMIT_MAXIMUM_BANDWIDTH_EXCEEDED`.
pub const HAILO_RATE_LIMIT_MAXIMUM_BANDWIDTH_EXCEEDED: hailo_status = 50;
/// `HAILO_ANSI_TO_UTF16_CONVERSION_FAILED`.
pub const HAILO_ANSI_TO_UTF16_CONVERSION_FAILED: hailo_status = 51;
/// `HAILO_UTF16_TO_ANSI_CONVERSION_FAILED`.
pub const HAILO_UTF16_TO_ANSI_CONVERSION_FAILED: hailo_status = 52;
/// `HAILO_UNEXPECTED_INTERFACE_INFO_FAILURE`.
pub const HAILO_UNEXPECTED_INTERFACE_INFO_FAILURE: hailo_status = 53;
/// `HAILO_UNEXPECTED_ARP_TABLE_FAILURE`.
pub const HAILO_UNEXPECTED_ARP_TABLE_FAILURE: hailo_status = 54;
/// `HAILO_MAC_ADDRESS_NOT_FOUND`.
pub const HAILO_MAC_ADDRESS_NOT_FOUND: hailo_status = 55;
/// `HAILO_NO_IPV4_INTERFACES_FOUND`.
pub const HAILO_NO_IPV4_INTERFACES_FOUND: hailo_status = 56;
/// `HAILO_SHUTDOWN_EVENT_SIGNALED`.
pub const HAILO_SHUTDOWN_EVENT_SIGNALED: hailo_status = 57;
/// `HAILO_THREAD_ALREADY_ACTIVATED`.
pub const HAILO_THREAD_ALREADY_ACTIVATED: hailo_status = 58;
/// `HAILO_THREAD_NOT_ACTIVATED`.
pub const HAILO_THREAD_NOT_ACTIVATED: hailo_status = 59;
/// `HAILO_THREAD_NOT_JOINABLE`.
pub const HAILO_THREAD_NOT_JOINABLE: hailo_status = 60;
/// `HAILO_NOT_FOUND`.
pub const HAILO_NOT_FOUND: hailo_status = 61;
/// `HAILO_COMMUNICATION_CLOSED`.
pub const HAILO_COMMUNICATION_CLOSED: hailo_status = 62;
/// `HAILO_STREAM_ABORT`.
pub const HAILO_STREAM_ABORT: hailo_status = 63;
/// `HAILO_DRIVER_NOT_INSTALLED`.
pub const HAILO_DRIVER_NOT_INSTALLED: hailo_status = 64;
/// `HAILO_NOT_AVAILABLE`.
pub const HAILO_NOT_AVAILABLE: hailo_status = 65;
/// `HAILO_TRAFFIC_CONTROL_FAILURE`.
pub const HAILO_TRAFFIC_CONTROL_FAILURE: hailo_status = 66;
/// `HAILO_INVALID_SECOND_STAGE`.
pub const HAILO_INVALID_SECOND_STAGE: hailo_status = 67;
/// `HAILO_INVALID_PIPELINE`.
pub const HAILO_INVALID_PIPELINE: hailo_status = 68;
/// `HAILO_NETWORK_GROUP_NOT_ACTIVATED`.
pub const HAILO_NETWORK_GROUP_NOT_ACTIVATED: hailo_status = 69;
/// `HAILO_VSTREAM_PIPELINE_NOT_ACTIVATED`.
pub const HAILO_VSTREAM_PIPELINE_NOT_ACTIVATED: hailo_status = 70;
/// `HAILO_OUT_OF_FW_MEMORY`.
pub const HAILO_OUT_OF_FW_MEMORY: hailo_status = 71;
/// `HAILO_STREAM_NOT_ACTIVATED`.
pub const HAILO_STREAM_NOT_ACTIVATED: hailo_status = 72;
/// `HAILO_DEVICE_IN_USE`.
pub const HAILO_DEVICE_IN_USE: hailo_status = 73;
/// `HAILO_OUT_OF_PHYSICAL_DEVICES`.
pub const HAILO_OUT_OF_PHYSICAL_DEVICES: hailo_status = 74;
/// `HAILO_INVALID_DEVICE_ARCHITECTURE`.
pub const HAILO_INVALID_DEVICE_ARCHITECTURE: hailo_status = 75;
/// `HAILO_INVALID_DRIVER_VERSION`.
pub const HAILO_INVALID_DRIVER_VERSION: hailo_status = 76;
/// `HAILO_RPC_FAILED`.
pub const HAILO_RPC_FAILED: hailo_status = 77;
/// `HAILO_INVALID_SERVICE_VERSION`.
pub const HAILO_INVALID_SERVICE_VERSION: hailo_status = 78;
/// `HAILO_NOT_SUPPORTED`.
pub const HAILO_NOT_SUPPORTED: hailo_status = 79;
/// `HAILO_NMS_BURST_INVALID_DATA`.
pub const HAILO_NMS_BURST_INVALID_DATA: hailo_status = 80;
/// `HAILO_OUT_OF_HOST_CMA_MEMORY`, in 4.20.0 to 5.2.0.
pub const HAILO_OUT_OF_HOST_CMA_MEMORY: hailo_status = 81;
/// `HAILO_RESOURCE_EXHAUSTED`, in 5.3.0 to 5.4.0.
pub const HAILO_RESOURCE_EXHAUSTED: hailo_status = 81;
/// `HAILO_QUEUE_IS_FULL`.
pub const HAILO_QUEUE_IS_FULL: hailo_status = 82;
/// `HAILO_DMA_MAPPING_ALREADY_EXISTS`.
pub const HAILO_DMA_MAPPING_ALREADY_EXISTS: hailo_status = 83;
/// `HAILO_CANT_MEET_BUFFER_REQUIREMENTS`.
pub const HAILO_CANT_MEET_BUFFER_REQUIREMENTS: hailo_status = 84;
/// `HAILO_DRIVER_INVALID_RESPONSE`.
pub const HAILO_DRIVER_INVALID_RESPONSE: hailo_status = 85;
/// `HAILO_DRIVER_INVALID_IOCTL`.
pub const HAILO_DRIVER_INVALID_IOCTL: hailo_status = 86;
/// `HAILO_DRIVER_TIMEOUT`.
pub const HAILO_DRIVER_TIMEOUT: hailo_status = 87;
/// `HAILO_DRIVER_INTERRUPTED`.
pub const HAILO_DRIVER_INTERRUPTED: hailo_status = 88;
/// `HAILO_CONNECTION_REFUSED`.
pub const HAILO_CONNECTION_REFUSED: hailo_status = 89;
/// `HAILO_DRIVER_WAIT_CANCELED`.
pub const HAILO_DRIVER_WAIT_CANCELED: hailo_status = 90;
/// `HAILO_HEF_FILE_CORRUPTED`, in 4.21.0 to 5.4.0.
pub const HAILO_HEF_FILE_CORRUPTED: hailo_status = 91;
/// `HAILO_HEF_NOT_SUPPORTED`, in 4.21.0 to 5.4.0.
pub const HAILO_HEF_NOT_SUPPORTED: hailo_status = 92;
/// `HAILO_HEF_NOT_COMPATIBLE_WITH_DEVICE`, in 4.21.0 to 5.4.0.
pub const HAILO_HEF_NOT_COMPATIBLE_WITH_DEVICE: hailo_status = 93;
/// `HAILO_INVALID_HEF_USE`, in 5.0.0 to 5.4.0.
pub const HAILO_INVALID_HEF_USE: hailo_status = 94;
/// `HAILO_OPERATION_ABORTED`, in 5.0.1 to 5.4.0.
pub const HAILO_OPERATION_ABORTED: hailo_status = 95;
/// `HAILO_DEVICE_NOT_CONNECTED`, in 5.0.1 to 5.4.0.
pub const HAILO_DEVICE_NOT_CONNECTED: hailo_status = 96;
/// `HAILO_DEVICE_TEMPORARILY_UNAVAILABLE`, in 5.1.0 to 5.4.0.
pub const HAILO_DEVICE_TEMPORARILY_UNAVAILABLE: hailo_status = 97;
/// `HAILO_LIBUSB_FAILURE`, in 5.3.0 to 5.4.0.
pub const HAILO_LIBUSB_FAILURE: hailo_status = 98;
/// `HAILO_STATUS_MAX_ENUM`.
pub const HAILO_STATUS_MAX_ENUM: hailo_status = 0x7fffffff;
/// C enum `hailo_dvm_options_t`.
pub type hailo_dvm_options_t = u32;
/// `HAILO_DVM_OPTIONS_VDD_CORE`.
pub const HAILO_DVM_OPTIONS_VDD_CORE: hailo_dvm_options_t = 0;
/// `HAILO_DVM_OPTIONS_VDD_IO`.
pub const HAILO_DVM_OPTIONS_VDD_IO: hailo_dvm_options_t = 1;
/// `HAILO_DVM_OPTIONS_MIPI_AVDD`.
pub const HAILO_DVM_OPTIONS_MIPI_AVDD: hailo_dvm_options_t = 2;
/// `HAILO_DVM_OPTIONS_MIPI_AVDD_H`.
pub const HAILO_DVM_OPTIONS_MIPI_AVDD_H: hailo_dvm_options_t = 3;
/// `HAILO_DVM_OPTIONS_USB_AVDD_IO`.
pub const HAILO_DVM_OPTIONS_USB_AVDD_IO: hailo_dvm_options_t = 4;
/// `HAILO_DVM_OPTIONS_VDD_TOP`.
pub const HAILO_DVM_OPTIONS_VDD_TOP: hailo_dvm_options_t = 5;
/// `HAILO_DVM_OPTIONS_USB_AVDD_IO_HV`.
pub const HAILO_DVM_OPTIONS_USB_AVDD_IO_HV: hailo_dvm_options_t = 6;
/// `HAILO_DVM_OPTIONS_AVDD_H`.
pub const HAILO_DVM_OPTIONS_AVDD_H: hailo_dvm_options_t = 7;
/// `HAILO_DVM_OPTIONS_SDIO_VDD_IO`.
pub const HAILO_DVM_OPTIONS_SDIO_VDD_IO: hailo_dvm_options_t = 8;
/// `HAILO_DVM_OPTIONS_OVERCURRENT_PROTECTION`.
pub const HAILO_DVM_OPTIONS_OVERCURRENT_PROTECTION: hailo_dvm_options_t = 9;
/// `HAILO_DVM_OPTIONS_COUNT`.
pub const HAILO_DVM_OPTIONS_COUNT: hailo_dvm_options_t = 10;
/// `HAILO_DVM_OPTIONS_AUTO`.
pub const HAILO_DVM_OPTIONS_AUTO: hailo_dvm_options_t = 0x7fffffff;
/// `HAILO_DVM_OPTIONS_MAX_ENUM`.
pub const HAILO_DVM_OPTIONS_MAX_ENUM: hailo_dvm_options_t = 0x7fffffff;
/// C enum `hailo_power_measurement_types_t`.
pub type hailo_power_measurement_types_t = u32;
/// `HAILO_POWER_MEASUREMENT_TYPES__SHUNT_VOLTAGE`.
pub const HAILO_POWER_MEASUREMENT_TYPES__SHUNT_VOLTAGE: hailo_power_measurement_types_t = 0;
/// `HAILO_POWER_MEASUREMENT_TYPES__BUS_VOLTAGE`.
pub const HAILO_POWER_MEASUREMENT_TYPES__BUS_VOLTAGE: hailo_power_measurement_types_t = 1;
/// `HAILO_POWER_MEASUREMENT_TYPES__POWER`.
pub const HAILO_POWER_MEASUREMENT_TYPES__POWER: hailo_power_measurement_types_t = 2;
/// `HAILO_POWER_MEASUREMENT_TYPES__CURRENT`.
pub const HAILO_POWER_MEASUREMENT_TYPES__CURRENT: hailo_power_measurement_types_t = 3;
/// `HAILO_POWER_MEASUREMENT_TYPES__COUNT`.
pub const HAILO_POWER_MEASUREMENT_TYPES__COUNT: hailo_power_measurement_types_t = 4;
/// `HAILO_POWER_MEASUREMENT_TYPES__AUTO`.
pub const HAILO_POWER_MEASUREMENT_TYPES__AUTO: hailo_power_measurement_types_t = 0x7fffffff;
/// `HAILO_POWER_MEASUREMENT_TYPES__MAX_ENUM`.
pub const HAILO_POWER_MEASUREMENT_TYPES__MAX_ENUM: hailo_power_measurement_types_t = 0x7fffffff;
/// C enum `hailo_sampling_period_t`.
pub type hailo_sampling_period_t = u32;
/// `HAILO_SAMPLING_PERIOD_140US`.
pub const HAILO_SAMPLING_PERIOD_140US: hailo_sampling_period_t = 0;
/// `HAILO_SAMPLING_PERIOD_204US`.
pub const HAILO_SAMPLING_PERIOD_204US: hailo_sampling_period_t = 1;
/// `HAILO_SAMPLING_PERIOD_332US`.
pub const HAILO_SAMPLING_PERIOD_332US: hailo_sampling_period_t = 2;
/// `HAILO_SAMPLING_PERIOD_588US`.
pub const HAILO_SAMPLING_PERIOD_588US: hailo_sampling_period_t = 3;
/// `HAILO_SAMPLING_PERIOD_1100US`.
pub const HAILO_SAMPLING_PERIOD_1100US: hailo_sampling_period_t = 4;
/// `HAILO_SAMPLING_PERIOD_2116US`.
pub const HAILO_SAMPLING_PERIOD_2116US: hailo_sampling_period_t = 5;
/// `HAILO_SAMPLING_PERIOD_4156US`.
pub const HAILO_SAMPLING_PERIOD_4156US: hailo_sampling_period_t = 6;
/// `HAILO_SAMPLING_PERIOD_8244US`.
pub const HAILO_SAMPLING_PERIOD_8244US: hailo_sampling_period_t = 7;
/// `HAILO_SAMPLING_PERIOD_MAX_ENUM`.
pub const HAILO_SAMPLING_PERIOD_MAX_ENUM: hailo_sampling_period_t = 0x7fffffff;
/// C enum `hailo_averaging_factor_t`.
pub type hailo_averaging_factor_t = u32;
/// `HAILO_AVERAGE_FACTOR_1`.
pub const HAILO_AVERAGE_FACTOR_1: hailo_averaging_factor_t = 0;
/// `HAILO_AVERAGE_FACTOR_4`.
pub const HAILO_AVERAGE_FACTOR_4: hailo_averaging_factor_t = 1;
/// `HAILO_AVERAGE_FACTOR_16`.
pub const HAILO_AVERAGE_FACTOR_16: hailo_averaging_factor_t = 2;
/// `HAILO_AVERAGE_FACTOR_64`.
pub const HAILO_AVERAGE_FACTOR_64: hailo_averaging_factor_t = 3;
/// `HAILO_AVERAGE_FACTOR_128`.
pub const HAILO_AVERAGE_FACTOR_128: hailo_averaging_factor_t = 4;
/// `HAILO_AVERAGE_FACTOR_256`.
pub const HAILO_AVERAGE_FACTOR_256: hailo_averaging_factor_t = 5;
/// `HAILO_AVERAGE_FACTOR_512`.
pub const HAILO_AVERAGE_FACTOR_512: hailo_averaging_factor_t = 6;
/// `HAILO_AVERAGE_FACTOR_1024`.
pub const HAILO_AVERAGE_FACTOR_1024: hailo_averaging_factor_t = 7;
/// `HAILO_AVERAGE_FACTOR_MAX_ENUM`.
pub const HAILO_AVERAGE_FACTOR_MAX_ENUM: hailo_averaging_factor_t = 0x7fffffff;
/// C enum `hailo_measurement_buffer_index_t`.
pub type hailo_measurement_buffer_index_t = u32;
/// `HAILO_MEASUREMENT_BUFFER_INDEX_0`.
pub const HAILO_MEASUREMENT_BUFFER_INDEX_0: hailo_measurement_buffer_index_t = 0;
/// `HAILO_MEASUREMENT_BUFFER_INDEX_1`.
pub const HAILO_MEASUREMENT_BUFFER_INDEX_1: hailo_measurement_buffer_index_t = 1;
/// `HAILO_MEASUREMENT_BUFFER_INDEX_2`.
pub const HAILO_MEASUREMENT_BUFFER_INDEX_2: hailo_measurement_buffer_index_t = 2;
/// `HAILO_MEASUREMENT_BUFFER_INDEX_3`.
pub const HAILO_MEASUREMENT_BUFFER_INDEX_3: hailo_measurement_buffer_index_t = 3;
/// `HAILO_MEASUREMENT_BUFFER_INDEX_MAX_ENUM`.
pub const HAILO_MEASUREMENT_BUFFER_INDEX_MAX_ENUM: hailo_measurement_buffer_index_t = 0x7fffffff;
/// C enum `hailo_device_type_t`.
pub type hailo_device_type_t = u32;
/// `HAILO_DEVICE_TYPE_PCIE`.
pub const HAILO_DEVICE_TYPE_PCIE: hailo_device_type_t = 0;
/// `HAILO_DEVICE_TYPE_ETH`.
pub const HAILO_DEVICE_TYPE_ETH: hailo_device_type_t = 1;
/// `HAILO_DEVICE_TYPE_INTEGRATED`.
pub const HAILO_DEVICE_TYPE_INTEGRATED: hailo_device_type_t = 2;
/// `HAILO_DEVICE_TYPE_USB`, in 5.3.0 to 5.4.0.
pub const HAILO_DEVICE_TYPE_USB: hailo_device_type_t = 3;
/// `HAILO_DEVICE_TYPE_MAX_ENUM`.
pub const HAILO_DEVICE_TYPE_MAX_ENUM: hailo_device_type_t = 0x7fffffff;
/// C enum `hailo_scheduling_algorithm_t`.
pub type hailo_scheduling_algorithm_t = u32;
/// `HAILO_SCHEDULING_ALGORITHM_NONE`.
pub const HAILO_SCHEDULING_ALGORITHM_NONE: hailo_scheduling_algorithm_t = 0;
/// `HAILO_SCHEDULING_ALGORITHM_ROUND_ROBIN`.
pub const HAILO_SCHEDULING_ALGORITHM_ROUND_ROBIN: hailo_scheduling_algorithm_t = 1;
/// `HAILO_SCHEDULING_ALGORITHM_MAX_ENUM`.
pub const HAILO_SCHEDULING_ALGORITHM_MAX_ENUM: hailo_scheduling_algorithm_t = 0x7fffffff;
/// C enum `hailo_device_architecture_t`.
pub type hailo_device_architecture_t = u32;
/// `HAILO_ARCH_HAILO8_A0`.
pub const HAILO_ARCH_HAILO8_A0: hailo_device_architecture_t = 0;
/// `HAILO_ARCH_HAILO8`.
pub const HAILO_ARCH_HAILO8: hailo_device_architecture_t = 1;
/// `HAILO_ARCH_HAILO8L`.
pub const HAILO_ARCH_HAILO8L: hailo_device_architecture_t = 2;
/// `HAILO_ARCH_HAILO15H`.
pub const HAILO_ARCH_HAILO15H: hailo_device_architecture_t = 3;
/// `HAILO_ARCH_HAILO15L`.
pub const HAILO_ARCH_HAILO15L: hailo_device_architecture_t = 4;
/// `HAILO_ARCH_HAILO15M`.
pub const HAILO_ARCH_HAILO15M: hailo_device_architecture_t = 5;
/// `HAILO_ARCH_HAILO10H`.
pub const HAILO_ARCH_HAILO10H: hailo_device_architecture_t = 6;
/// `HAILO_ARCH_MARS`, in 4.21.0 to 5.1.1.
pub const HAILO_ARCH_MARS: hailo_device_architecture_t = 7;
/// `HAILO_ARCH_HAILO12L`, in 5.2.0 to 5.4.0.
pub const HAILO_ARCH_HAILO12L: hailo_device_architecture_t = 7;
/// `HAILO_ARCH_MAX_ENUM`.
pub const HAILO_ARCH_MAX_ENUM: hailo_device_architecture_t = 0x7fffffff;
/// C enum `hailo_cpu_id_t`.
pub type hailo_cpu_id_t = u32;
/// `HAILO_CPU_ID_0`.
pub const HAILO_CPU_ID_0: hailo_cpu_id_t = 0;
/// `HAILO_CPU_ID_1`.
pub const HAILO_CPU_ID_1: hailo_cpu_id_t = 1;
/// `HAILO_CPU_ID_MAX_ENUM`.
pub const HAILO_CPU_ID_MAX_ENUM: hailo_cpu_id_t = 0x7fffffff;
/// C enum `hailo_device_boot_source_t`.
pub type hailo_device_boot_source_t = u32;
/// `HAILO_DEVICE_BOOT_SOURCE_INVALID`.
pub const HAILO_DEVICE_BOOT_SOURCE_INVALID: hailo_device_boot_source_t = 0;
/// `HAILO_DEVICE_BOOT_SOURCE_PCIE`.
pub const HAILO_DEVICE_BOOT_SOURCE_PCIE: hailo_device_boot_source_t = 1;
/// `HAILO_DEVICE_BOOT_SOURCE_FLASH`.
pub const HAILO_DEVICE_BOOT_SOURCE_FLASH: hailo_device_boot_source_t = 2;
/// `HAILO_DEVICE_BOOT_SOURCE_MAX`.
pub const HAILO_DEVICE_BOOT_SOURCE_MAX: hailo_device_boot_source_t = 0x7fffffff;
/// C enum `hailo_endianness_t`.
pub type hailo_endianness_t = u32;
/// `HAILO_BIG_ENDIAN`.
pub const HAILO_BIG_ENDIAN: hailo_endianness_t = 0;
/// `HAILO_LITTLE_ENDIAN`.
pub const HAILO_LITTLE_ENDIAN: hailo_endianness_t = 1;
/// `HAILO_ENDIANNESS_MAX_ENUM`.
pub const HAILO_ENDIANNESS_MAX_ENUM: hailo_endianness_t = 0x7fffffff;
/// C enum `hailo_format_type_t`.
pub type hailo_format_type_t = u32;
/// `HAILO_FORMAT_TYPE_AUTO`.
pub const HAILO_FORMAT_TYPE_AUTO: hailo_format_type_t = 0;
/// `HAILO_FORMAT_TYPE_UINT8`.
pub const HAILO_FORMAT_TYPE_UINT8: hailo_format_type_t = 1;
/// `HAILO_FORMAT_TYPE_UINT16`.
pub const HAILO_FORMAT_TYPE_UINT16: hailo_format_type_t = 2;
/// `HAILO_FORMAT_TYPE_FLOAT32`.
pub const HAILO_FORMAT_TYPE_FLOAT32: hailo_format_type_t = 3;
/// `HAILO_FORMAT_TYPE_MAX_ENUM`.
pub const HAILO_FORMAT_TYPE_MAX_ENUM: hailo_format_type_t = 0x7fffffff;
/// C enum `hailo_format_order_t`.
pub type hailo_format_order_t = u32;
/// `HAILO_FORMAT_ORDER_AUTO`.
pub const HAILO_FORMAT_ORDER_AUTO: hailo_format_order_t = 0;
/// `HAILO_FORMAT_ORDER_NHWC`.
pub const HAILO_FORMAT_ORDER_NHWC: hailo_format_order_t = 1;
/// `HAILO_FORMAT_ORDER_NHCW`.
pub const HAILO_FORMAT_ORDER_NHCW: hailo_format_order_t = 2;
/// `HAILO_FORMAT_ORDER_FCR`.
pub const HAILO_FORMAT_ORDER_FCR: hailo_format_order_t = 3;
/// `HAILO_FORMAT_ORDER_F8CR`.
pub const HAILO_FORMAT_ORDER_F8CR: hailo_format_order_t = 4;
/// `HAILO_FORMAT_ORDER_NHW`.
pub const HAILO_FORMAT_ORDER_NHW: hailo_format_order_t = 5;
/// `HAILO_FORMAT_ORDER_NC`.
pub const HAILO_FORMAT_ORDER_NC: hailo_format_order_t = 6;
/// `HAILO_FORMAT_ORDER_BAYER_RGB`.
pub const HAILO_FORMAT_ORDER_BAYER_RGB: hailo_format_order_t = 7;
/// `HAILO_FORMAT_ORDER_12_BIT_BAYER_RGB`.
pub const HAILO_FORMAT_ORDER_12_BIT_BAYER_RGB: hailo_format_order_t = 8;
/// `HAILO_FORMAT_ORDER_HAILO_NMS`.
pub const HAILO_FORMAT_ORDER_HAILO_NMS: hailo_format_order_t = 9;
/// `HAILO_FORMAT_ORDER_RGB888`.
pub const HAILO_FORMAT_ORDER_RGB888: hailo_format_order_t = 10;
/// `HAILO_FORMAT_ORDER_NCHW`.
pub const HAILO_FORMAT_ORDER_NCHW: hailo_format_order_t = 11;
/// `HAILO_FORMAT_ORDER_YUY2`.
pub const HAILO_FORMAT_ORDER_YUY2: hailo_format_order_t = 12;
/// `HAILO_FORMAT_ORDER_NV12`.
pub const HAILO_FORMAT_ORDER_NV12: hailo_format_order_t = 13;
/// `HAILO_FORMAT_ORDER_NV21`.
pub const HAILO_FORMAT_ORDER_NV21: hailo_format_order_t = 14;
/// `HAILO_FORMAT_ORDER_HAILO_YYUV`.
pub const HAILO_FORMAT_ORDER_HAILO_YYUV: hailo_format_order_t = 15;
/// `HAILO_FORMAT_ORDER_HAILO_YYVU`.
pub const HAILO_FORMAT_ORDER_HAILO_YYVU: hailo_format_order_t = 16;
/// `HAILO_FORMAT_ORDER_RGB4`.
pub const HAILO_FORMAT_ORDER_RGB4: hailo_format_order_t = 17;
/// `HAILO_FORMAT_ORDER_I420`.
pub const HAILO_FORMAT_ORDER_I420: hailo_format_order_t = 18;
/// `HAILO_FORMAT_ORDER_HAILO_YYYYUV`.
pub const HAILO_FORMAT_ORDER_HAILO_YYYYUV: hailo_format_order_t = 19;
/// `HAILO_FORMAT_ORDER_HAILO_NMS_WITH_BYTE_MASK`.
pub const HAILO_FORMAT_ORDER_HAILO_NMS_WITH_BYTE_MASK: hailo_format_order_t = 20;
/// `HAILO_FORMAT_ORDER_HAILO_NMS_ON_CHIP`.
pub const HAILO_FORMAT_ORDER_HAILO_NMS_ON_CHIP: hailo_format_order_t = 21;
/// `HAILO_FORMAT_ORDER_HAILO_NMS_BY_CLASS`.
pub const HAILO_FORMAT_ORDER_HAILO_NMS_BY_CLASS: hailo_format_order_t = 22;
/// `HAILO_FORMAT_ORDER_HAILO_NMS_BY_SCORE`.
pub const HAILO_FORMAT_ORDER_HAILO_NMS_BY_SCORE: hailo_format_order_t = 23;
/// `HAILO_FORMAT_ORDER_MAX_ENUM`.
pub const HAILO_FORMAT_ORDER_MAX_ENUM: hailo_format_order_t = 0x7fffffff;
/// C enum `hailo_format_flags_t`.
pub type hailo_format_flags_t = u32;
/// `HAILO_FORMAT_FLAGS_NONE`.
pub const HAILO_FORMAT_FLAGS_NONE: hailo_format_flags_t = 0;
/// `HAILO_FORMAT_FLAGS_QUANTIZED`.
pub const HAILO_FORMAT_FLAGS_QUANTIZED: hailo_format_flags_t = 1;
/// `HAILO_FORMAT_FLAGS_TRANSPOSED`.
pub const HAILO_FORMAT_FLAGS_TRANSPOSED: hailo_format_flags_t = 2;
/// `HAILO_FORMAT_FLAGS_MAX_ENUM`.
pub const HAILO_FORMAT_FLAGS_MAX_ENUM: hailo_format_flags_t = 0x7fffffff;
/// C enum `hailo_stream_transform_mode_t`.
pub type hailo_stream_transform_mode_t = u32;
/// `HAILO_STREAM_NO_TRANSFORM`.
pub const HAILO_STREAM_NO_TRANSFORM: hailo_stream_transform_mode_t = 0;
/// `HAILO_STREAM_TRANSFORM_COPY`.
pub const HAILO_STREAM_TRANSFORM_COPY: hailo_stream_transform_mode_t = 1;
/// `HAILO_STREAM_MAX_ENUM`.
pub const HAILO_STREAM_MAX_ENUM: hailo_stream_transform_mode_t = 0x7fffffff;
/// C enum `hailo_stream_direction_t`.
pub type hailo_stream_direction_t = u32;
/// `HAILO_H2D_STREAM`.
pub const HAILO_H2D_STREAM: hailo_stream_direction_t = 0;
/// `HAILO_D2H_STREAM`.
pub const HAILO_D2H_STREAM: hailo_stream_direction_t = 1;
/// `HAILO_STREAM_DIRECTION_MAX_ENUM`.
pub const HAILO_STREAM_DIRECTION_MAX_ENUM: hailo_stream_direction_t = 0x7fffffff;
/// C enum `hailo_stream_flags_t`.
pub type hailo_stream_flags_t = u32;
/// `HAILO_STREAM_FLAGS_NONE`.
pub const HAILO_STREAM_FLAGS_NONE: hailo_stream_flags_t = 0;
/// `HAILO_STREAM_FLAGS_ASYNC`.
pub const HAILO_STREAM_FLAGS_ASYNC: hailo_stream_flags_t = 1;
/// `HAILO_STREAM_FLAGS_MAX_ENUM`.
pub const HAILO_STREAM_FLAGS_MAX_ENUM: hailo_stream_flags_t = 0x7fffffff;
/// C enum `hailo_dma_buffer_direction_t`.
pub type hailo_dma_buffer_direction_t = u32;
/// `HAILO_DMA_BUFFER_DIRECTION_H2D`.
pub const HAILO_DMA_BUFFER_DIRECTION_H2D: hailo_dma_buffer_direction_t = 0;
/// `HAILO_DMA_BUFFER_DIRECTION_D2H`.
pub const HAILO_DMA_BUFFER_DIRECTION_D2H: hailo_dma_buffer_direction_t = 1;
/// `HAILO_DMA_BUFFER_DIRECTION_BOTH`.
pub const HAILO_DMA_BUFFER_DIRECTION_BOTH: hailo_dma_buffer_direction_t = 2;
/// `HAILO_DMA_BUFFER_DIRECTION_MAX_ENUM`.
pub const HAILO_DMA_BUFFER_DIRECTION_MAX_ENUM: hailo_dma_buffer_direction_t = 0x7fffffff;
/// C enum `hailo_buffer_flags_t`.
pub type hailo_buffer_flags_t = u32;
/// `HAILO_BUFFER_FLAGS_NONE`.
pub const HAILO_BUFFER_FLAGS_NONE: hailo_buffer_flags_t = 0;
/// `HAILO_BUFFER_FLAGS_DMA`.
pub const HAILO_BUFFER_FLAGS_DMA: hailo_buffer_flags_t = 1;
/// `HAILO_BUFFER_FLAGS_CONTINUOUS`.
pub const HAILO_BUFFER_FLAGS_CONTINUOUS: hailo_buffer_flags_t = 2;
/// `HAILO_BUFFER_FLAGS_SHARED_MEMORY`.
pub const HAILO_BUFFER_FLAGS_SHARED_MEMORY: hailo_buffer_flags_t = 4;
/// `HAILO_BUFFER_FLAGS_MAX_ENUM`.
pub const HAILO_BUFFER_FLAGS_MAX_ENUM: hailo_buffer_flags_t = 0x7fffffff;
/// C enum `hailo_mipi_pixels_per_clock_t`, in 4.20.0 to 5.0.1.
pub type hailo_mipi_pixels_per_clock_t = u32;
/// `HAILO_MIPI_PIXELS_PER_CLOCK_1`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_PIXELS_PER_CLOCK_1: hailo_mipi_pixels_per_clock_t = 0;
/// `HAILO_MIPI_PIXELS_PER_CLOCK_2`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_PIXELS_PER_CLOCK_2: hailo_mipi_pixels_per_clock_t = 1;
/// `HAILO_MIPI_PIXELS_PER_CLOCK_4`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_PIXELS_PER_CLOCK_4: hailo_mipi_pixels_per_clock_t = 2;
/// `HAILO_MIPI_PIXELS_PER_CLOCK_MAX_ENUM`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_PIXELS_PER_CLOCK_MAX_ENUM: hailo_mipi_pixels_per_clock_t = 0x7fffffff;
/// C enum `hailo_mipi_clock_selection_t`, in 4.20.0 to 5.0.1.
pub type hailo_mipi_clock_selection_t = u32;
/// `HAILO_MIPI_CLOCK_SELECTION_80_TO_100_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_80_TO_100_MBPS: hailo_mipi_clock_selection_t = 0;
/// `HAILO_MIPI_CLOCK_SELECTION_100_TO_120_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_100_TO_120_MBPS: hailo_mipi_clock_selection_t = 1;
/// `HAILO_MIPI_CLOCK_SELECTION_120_TO_160_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_120_TO_160_MBPS: hailo_mipi_clock_selection_t = 2;
/// `HAILO_MIPI_CLOCK_SELECTION_160_TO_200_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_160_TO_200_MBPS: hailo_mipi_clock_selection_t = 3;
/// `HAILO_MIPI_CLOCK_SELECTION_200_TO_240_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_200_TO_240_MBPS: hailo_mipi_clock_selection_t = 4;
/// `HAILO_MIPI_CLOCK_SELECTION_240_TO_280_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_240_TO_280_MBPS: hailo_mipi_clock_selection_t = 5;
/// `HAILO_MIPI_CLOCK_SELECTION_280_TO_320_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_280_TO_320_MBPS: hailo_mipi_clock_selection_t = 6;
/// `HAILO_MIPI_CLOCK_SELECTION_320_TO_360_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_320_TO_360_MBPS: hailo_mipi_clock_selection_t = 7;
/// `HAILO_MIPI_CLOCK_SELECTION_360_TO_400_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_360_TO_400_MBPS: hailo_mipi_clock_selection_t = 8;
/// `HAILO_MIPI_CLOCK_SELECTION_400_TO_480_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_400_TO_480_MBPS: hailo_mipi_clock_selection_t = 9;
/// `HAILO_MIPI_CLOCK_SELECTION_480_TO_560_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_480_TO_560_MBPS: hailo_mipi_clock_selection_t = 10;
/// `HAILO_MIPI_CLOCK_SELECTION_560_TO_640_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_560_TO_640_MBPS: hailo_mipi_clock_selection_t = 11;
/// `HAILO_MIPI_CLOCK_SELECTION_640_TO_720_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_640_TO_720_MBPS: hailo_mipi_clock_selection_t = 12;
/// `HAILO_MIPI_CLOCK_SELECTION_720_TO_800_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_720_TO_800_MBPS: hailo_mipi_clock_selection_t = 13;
/// `HAILO_MIPI_CLOCK_SELECTION_800_TO_880_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_800_TO_880_MBPS: hailo_mipi_clock_selection_t = 14;
/// `HAILO_MIPI_CLOCK_SELECTION_880_TO_1040_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_880_TO_1040_MBPS: hailo_mipi_clock_selection_t = 15;
/// `HAILO_MIPI_CLOCK_SELECTION_1040_TO_1200_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_1040_TO_1200_MBPS: hailo_mipi_clock_selection_t = 16;
/// `HAILO_MIPI_CLOCK_SELECTION_1200_TO_1350_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_1200_TO_1350_MBPS: hailo_mipi_clock_selection_t = 17;
/// `HAILO_MIPI_CLOCK_SELECTION_1350_TO_1500_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_1350_TO_1500_MBPS: hailo_mipi_clock_selection_t = 18;
/// `HAILO_MIPI_CLOCK_SELECTION_1500_TO_1750_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_1500_TO_1750_MBPS: hailo_mipi_clock_selection_t = 19;
/// `HAILO_MIPI_CLOCK_SELECTION_1750_TO_2000_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_1750_TO_2000_MBPS: hailo_mipi_clock_selection_t = 20;
/// `HAILO_MIPI_CLOCK_SELECTION_2000_TO_2250_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_2000_TO_2250_MBPS: hailo_mipi_clock_selection_t = 21;
/// `HAILO_MIPI_CLOCK_SELECTION_2250_TO_2500_MBPS`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_2250_TO_2500_MBPS: hailo_mipi_clock_selection_t = 22;
/// `HAILO_MIPI_CLOCK_SELECTION_AUTOMATIC`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_AUTOMATIC: hailo_mipi_clock_selection_t = 63;
/// `HAILO_MIPI_CLOCK_SELECTION_MAX_ENUM`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_CLOCK_SELECTION_MAX_ENUM: hailo_mipi_clock_selection_t = 0x7fffffff;
/// C enum `hailo_mipi_data_type_rx_t`, in 4.20.0 to 5.0.1.
pub type hailo_mipi_data_type_rx_t = u32;
/// `HAILO_MIPI_RX_TYPE_RGB_444`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_RX_TYPE_RGB_444: hailo_mipi_data_type_rx_t = 32;
/// `HAILO_MIPI_RX_TYPE_RGB_555`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_RX_TYPE_RGB_555: hailo_mipi_data_type_rx_t = 33;
/// `HAILO_MIPI_RX_TYPE_RGB_565`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_RX_TYPE_RGB_565: hailo_mipi_data_type_rx_t = 34;
/// `HAILO_MIPI_RX_TYPE_RGB_666`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_RX_TYPE_RGB_666: hailo_mipi_data_type_rx_t = 35;
/// `HAILO_MIPI_RX_TYPE_RGB_888`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_RX_TYPE_RGB_888: hailo_mipi_data_type_rx_t = 36;
/// `HAILO_MIPI_RX_TYPE_RAW_6`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_RX_TYPE_RAW_6: hailo_mipi_data_type_rx_t = 40;
/// `HAILO_MIPI_RX_TYPE_RAW_7`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_RX_TYPE_RAW_7: hailo_mipi_data_type_rx_t = 41;
/// `HAILO_MIPI_RX_TYPE_RAW_8`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_RX_TYPE_RAW_8: hailo_mipi_data_type_rx_t = 42;
/// `HAILO_MIPI_RX_TYPE_RAW_10`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_RX_TYPE_RAW_10: hailo_mipi_data_type_rx_t = 43;
/// `HAILO_MIPI_RX_TYPE_RAW_12`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_RX_TYPE_RAW_12: hailo_mipi_data_type_rx_t = 44;
/// `HAILO_MIPI_RX_TYPE_RAW_14`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_RX_TYPE_RAW_14: hailo_mipi_data_type_rx_t = 45;
/// `HAILO_MIPI_RX_TYPE_MAX_ENUM`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_RX_TYPE_MAX_ENUM: hailo_mipi_data_type_rx_t = 0x7fffffff;
/// C enum `hailo_mipi_isp_image_in_order_t`, in 4.20.0 to 5.0.1.
pub type hailo_mipi_isp_image_in_order_t = u32;
/// `HAILO_MIPI_ISP_IMG_IN_ORDER_B_FIRST`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_ISP_IMG_IN_ORDER_B_FIRST: hailo_mipi_isp_image_in_order_t = 0;
/// `HAILO_MIPI_ISP_IMG_IN_ORDER_GB_FIRST`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_ISP_IMG_IN_ORDER_GB_FIRST: hailo_mipi_isp_image_in_order_t = 1;
/// `HAILO_MIPI_ISP_IMG_IN_ORDER_GR_FIRST`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_ISP_IMG_IN_ORDER_GR_FIRST: hailo_mipi_isp_image_in_order_t = 2;
/// `HAILO_MIPI_ISP_IMG_IN_ORDER_R_FIRST`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_ISP_IMG_IN_ORDER_R_FIRST: hailo_mipi_isp_image_in_order_t = 3;
/// `HAILO_MIPI_ISP_IMG_IN_ORDER_MAX_ENUM`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_ISP_IMG_IN_ORDER_MAX_ENUM: hailo_mipi_isp_image_in_order_t = 0x7fffffff;
/// C enum `hailo_mipi_isp_image_out_data_type_t`, in 4.20.0 to 5.0.1.
pub type hailo_mipi_isp_image_out_data_type_t = u32;
/// `HAILO_MIPI_IMG_OUT_DATA_TYPE_RGB_888`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_IMG_OUT_DATA_TYPE_RGB_888: hailo_mipi_isp_image_out_data_type_t = 36;
/// `HAILO_MIPI_IMG_OUT_DATA_TYPE_YUV_422`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_IMG_OUT_DATA_TYPE_YUV_422: hailo_mipi_isp_image_out_data_type_t = 30;
/// `HAILO_MIPI_IMG_OUT_DATA_TYPE_MAX_ENUM`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_IMG_OUT_DATA_TYPE_MAX_ENUM: hailo_mipi_isp_image_out_data_type_t = 0x7fffffff;
/// C enum `hailo_mipi_isp_light_frequency_t`, in 4.20.0 to 5.0.1.
pub type hailo_mipi_isp_light_frequency_t = u32;
/// `HAILO_MIPI_ISP_LIGHT_FREQUENCY_60HZ`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_ISP_LIGHT_FREQUENCY_60HZ: hailo_mipi_isp_light_frequency_t = 0;
/// `HAILO_MIPI_ISP_LIGHT_FREQUENCY_50HZ`, in 4.20.0 to 5.0.1.
pub const HAILO_MIPI_ISP_LIGHT_FREQUENCY_50HZ: hailo_mipi_isp_light_frequency_t = 1;
/// `ISP_LIGHT_FREQUENCY_MAX_ENUM`, in 4.20.0 to 5.0.1.
pub const ISP_LIGHT_FREQUENCY_MAX_ENUM: hailo_mipi_isp_light_frequency_t = 0x7fffffff;
/// C enum `hailo_stream_interface_t`.
pub type hailo_stream_interface_t = u32;
/// `HAILO_STREAM_INTERFACE_PCIE`.
pub const HAILO_STREAM_INTERFACE_PCIE: hailo_stream_interface_t = 0;
/// `HAILO_STREAM_INTERFACE_ETH`.
pub const HAILO_STREAM_INTERFACE_ETH: hailo_stream_interface_t = 1;
/// `HAILO_STREAM_INTERFACE_MIPI`.
pub const HAILO_STREAM_INTERFACE_MIPI: hailo_stream_interface_t = 2;
/// `HAILO_STREAM_INTERFACE_INTEGRATED`.
pub const HAILO_STREAM_INTERFACE_INTEGRATED: hailo_stream_interface_t = 3;
/// `HAILO_STREAM_INTERFACE_MAX_ENUM`.
pub const HAILO_STREAM_INTERFACE_MAX_ENUM: hailo_stream_interface_t = 0x7fffffff;
/// C enum `hailo_vstream_stats_flags_t`.
pub type hailo_vstream_stats_flags_t = u32;
/// `HAILO_VSTREAM_STATS_NONE`.
pub const HAILO_VSTREAM_STATS_NONE: hailo_vstream_stats_flags_t = 0;
/// `HAILO_VSTREAM_STATS_MEASURE_FPS`.
pub const HAILO_VSTREAM_STATS_MEASURE_FPS: hailo_vstream_stats_flags_t = 1;
/// `HAILO_VSTREAM_STATS_MEASURE_LATENCY`.
pub const HAILO_VSTREAM_STATS_MEASURE_LATENCY: hailo_vstream_stats_flags_t = 2;
/// `HAILO_VSTREAM_STATS_MAX_ENUM`.
pub const HAILO_VSTREAM_STATS_MAX_ENUM: hailo_vstream_stats_flags_t = 0x7fffffff;
/// C enum `hailo_pipeline_elem_stats_flags_t`.
pub type hailo_pipeline_elem_stats_flags_t = u32;
/// `HAILO_PIPELINE_ELEM_STATS_NONE`.
pub const HAILO_PIPELINE_ELEM_STATS_NONE: hailo_pipeline_elem_stats_flags_t = 0;
/// `HAILO_PIPELINE_ELEM_STATS_MEASURE_FPS`.
pub const HAILO_PIPELINE_ELEM_STATS_MEASURE_FPS: hailo_pipeline_elem_stats_flags_t = 1;
/// `HAILO_PIPELINE_ELEM_STATS_MEASURE_LATENCY`.
pub const HAILO_PIPELINE_ELEM_STATS_MEASURE_LATENCY: hailo_pipeline_elem_stats_flags_t = 2;
/// `HAILO_PIPELINE_ELEM_STATS_MEASURE_QUEUE_SIZE`.
pub const HAILO_PIPELINE_ELEM_STATS_MEASURE_QUEUE_SIZE: hailo_pipeline_elem_stats_flags_t = 4;
/// `HAILO_PIPELINE_ELEM_STATS_MAX_ENUM`.
pub const HAILO_PIPELINE_ELEM_STATS_MAX_ENUM: hailo_pipeline_elem_stats_flags_t = 0x7fffffff;
/// C enum `hailo_pix_buffer_memory_type_t`.
pub type hailo_pix_buffer_memory_type_t = u32;
/// `HAILO_PIX_BUFFER_MEMORY_TYPE_USERPTR`.
pub const HAILO_PIX_BUFFER_MEMORY_TYPE_USERPTR: hailo_pix_buffer_memory_type_t = 0;
/// `HAILO_PIX_BUFFER_MEMORY_TYPE_DMABUF`.
pub const HAILO_PIX_BUFFER_MEMORY_TYPE_DMABUF: hailo_pix_buffer_memory_type_t = 1;
/// C enum `hailo_nms_burst_type_t`.
pub type hailo_nms_burst_type_t = u32;
/// `HAILO_BURST_TYPE_H8_BBOX`.
pub const HAILO_BURST_TYPE_H8_BBOX: hailo_nms_burst_type_t = 0;
/// `HAILO_BURST_TYPE_H15_BBOX`.
pub const HAILO_BURST_TYPE_H15_BBOX: hailo_nms_burst_type_t = 1;
/// `HAILO_BURST_TYPE_H8_PER_CLASS`.
pub const HAILO_BURST_TYPE_H8_PER_CLASS: hailo_nms_burst_type_t = 2;
/// `HAILO_BURST_TYPE_H15_PER_CLASS`.
pub const HAILO_BURST_TYPE_H15_PER_CLASS: hailo_nms_burst_type_t = 3;
/// `HAILO_BURST_TYPE_H15_PER_FRAME`.
pub const HAILO_BURST_TYPE_H15_PER_FRAME: hailo_nms_burst_type_t = 4;
/// `HAILO_BURST_TYPE_COUNT`.
pub const HAILO_BURST_TYPE_COUNT: hailo_nms_burst_type_t = 5;
/// C enum `hailo_nms_result_order_type_t`, in 4.20.0 to 4.20.1.
pub type hailo_nms_result_order_type_t = u32;
/// `HAILO_NMS_RESULT_ORDER_HW`, in 4.20.0 to 4.20.1.
pub const HAILO_NMS_RESULT_ORDER_HW: hailo_nms_result_order_type_t = 0;
/// `HAILO_NMS_RESULT_ORDER_BY_CLASS`, in 4.20.0 to 4.20.1.
pub const HAILO_NMS_RESULT_ORDER_BY_CLASS: hailo_nms_result_order_type_t = 1;
/// `HAILO_NMS_RESULT_ORDER_BY_SCORE`, in 4.20.0 to 4.20.1.
pub const HAILO_NMS_RESULT_ORDER_BY_SCORE: hailo_nms_result_order_type_t = 2;
/// C enum `hailo_power_mode_t`.
pub type hailo_power_mode_t = u32;
/// `HAILO_POWER_MODE_PERFORMANCE`.
pub const HAILO_POWER_MODE_PERFORMANCE: hailo_power_mode_t = 0;
/// `HAILO_POWER_MODE_ULTRA_PERFORMANCE`.
pub const HAILO_POWER_MODE_ULTRA_PERFORMANCE: hailo_power_mode_t = 1;
/// `HAILO_POWER_MODE_MAX_ENUM`.
pub const HAILO_POWER_MODE_MAX_ENUM: hailo_power_mode_t = 0x7fffffff;
/// C enum `hailo_latency_measurement_flags_t`.
pub type hailo_latency_measurement_flags_t = u32;
/// `HAILO_LATENCY_NONE`.
pub const HAILO_LATENCY_NONE: hailo_latency_measurement_flags_t = 0;
/// `HAILO_LATENCY_MEASURE`.
pub const HAILO_LATENCY_MEASURE: hailo_latency_measurement_flags_t = 1;
/// `HAILO_LATENCY_CLEAR_AFTER_GET`.
pub const HAILO_LATENCY_CLEAR_AFTER_GET: hailo_latency_measurement_flags_t = 2;
/// `HAILO_LATENCY_MAX_ENUM`.
pub const HAILO_LATENCY_MAX_ENUM: hailo_latency_measurement_flags_t = 0x7fffffff;
/// C enum `hailo_notification_id_t`.
pub type hailo_notification_id_t = u32;
/// `HAILO_NOTIFICATION_ID_ETHERNET_RX_ERROR`.
pub const HAILO_NOTIFICATION_ID_ETHERNET_RX_ERROR: hailo_notification_id_t = 0;
/// `HAILO_NOTIFICATION_ID_HEALTH_MONITOR_TEMPERATURE_ALARM`.
pub const HAILO_NOTIFICATION_ID_HEALTH_MONITOR_TEMPERATURE_ALARM: hailo_notification_id_t = 1;
/// `HAILO_NOTIFICATION_ID_HEALTH_MONITOR_DATAFLOW_SHUTDOWN`.
pub const HAILO_NOTIFICATION_ID_HEALTH_MONITOR_DATAFLOW_SHUTDOWN: hailo_notification_id_t = 2;
/// `HAILO_NOTIFICATION_ID_HEALTH_MONITOR_OVERCURRENT_ALARM`.
pub const HAILO_NOTIFICATION_ID_HEALTH_MONITOR_OVERCURRENT_ALARM: hailo_notification_id_t = 3;
/// `HAILO_NOTIFICATION_ID_LCU_ECC_CORRECTABLE_ERROR`.
pub const HAILO_NOTIFICATION_ID_LCU_ECC_CORRECTABLE_ERROR: hailo_notification_id_t = 4;
/// `HAILO_NOTIFICATION_ID_LCU_ECC_UNCORRECTABLE_ERROR`.
pub const HAILO_NOTIFICATION_ID_LCU_ECC_UNCORRECTABLE_ERROR: hailo_notification_id_t = 5;
/// `HAILO_NOTIFICATION_ID_CPU_ECC_ERROR`.
pub const HAILO_NOTIFICATION_ID_CPU_ECC_ERROR: hailo_notification_id_t = 6;
/// `HAILO_NOTIFICATION_ID_CPU_ECC_FATAL`.
pub const HAILO_NOTIFICATION_ID_CPU_ECC_FATAL: hailo_notification_id_t = 7;
/// `HAILO_NOTIFICATION_ID_DEBUG`.
pub const HAILO_NOTIFICATION_ID_DEBUG: hailo_notification_id_t = 8;
/// `HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_BREAKPOINT_REACHED`.
pub const HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_BREAKPOINT_REACHED: hailo_notification_id_t = 9;
/// `HAILO_NOTIFICATION_ID_HEALTH_MONITOR_CLOCK_CHANGED_EVENT`.
pub const HAILO_NOTIFICATION_ID_HEALTH_MONITOR_CLOCK_CHANGED_EVENT: hailo_notification_id_t = 10;
/// `HAILO_NOTIFICATION_ID_HW_INFER_MANAGER_INFER_DONE`.
pub const HAILO_NOTIFICATION_ID_HW_INFER_MANAGER_INFER_DONE: hailo_notification_id_t = 11;
/// `HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_RUN_TIME_ERROR_EVENT`.
pub const HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_RUN_TIME_ERROR_EVENT: hailo_notification_id_t = 12;
/// `HAILO_NOTIFICATION_ID_START_UPDATE_CACHE_OFFSET`, in 4.20.0 to 5.0.0.
pub const HAILO_NOTIFICATION_ID_START_UPDATE_CACHE_OFFSET: hailo_notification_id_t = 13;
/// `HAILO_NOTIFICATION_ID_NN_CORE_CRC_ERROR_EVENT`, in 5.1.1 to 5.4.0.
pub const HAILO_NOTIFICATION_ID_NN_CORE_CRC_ERROR_EVENT: hailo_notification_id_t = 13;
/// `HAILO_NOTIFICATION_ID_THROTTLING_STATE_CHANGE_EVENT`, in 5.2.0 to 5.4.0.
pub const HAILO_NOTIFICATION_ID_THROTTLING_STATE_CHANGE_EVENT: hailo_notification_id_t = 14;
/// `HAILO_NOTIFICATION_ID_MAX_ENUM`.
pub const HAILO_NOTIFICATION_ID_MAX_ENUM: hailo_notification_id_t = 0x7fffffff;
/// C enum `hailo_temperature_protection_temperature_zone_t`.
pub type hailo_temperature_protection_temperature_zone_t = u32;
/// `HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__GREEN`.
pub const HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__GREEN:
    hailo_temperature_protection_temperature_zone_t = 0;
/// `HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__ORANGE`.
pub const HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__ORANGE:
    hailo_temperature_protection_temperature_zone_t = 1;
/// `HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__RED`.
pub const HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__RED:
    hailo_temperature_protection_temperature_zone_t = 2;
/// C enum `hailo_overcurrent_protection_overcurrent_zone_t`.
pub type hailo_overcurrent_protection_overcurrent_zone_t = u32;
/// `HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__GREEN`.
pub const HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__GREEN:
    hailo_overcurrent_protection_overcurrent_zone_t = 0;
/// `HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__RED`.
pub const HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__RED:
    hailo_overcurrent_protection_overcurrent_zone_t = 1;
/// C enum `hailo_hw_throttling_state_t`, in 5.2.0 to 5.4.0.
pub type hailo_hw_throttling_state_t = u32;
/// `HAILO_THROTTLING_STATE_NONE`, in 5.2.0 to 5.4.0.
pub const HAILO_THROTTLING_STATE_NONE: hailo_hw_throttling_state_t = 0;
/// `HAILO_THROTTLING_STATE_0_LIGHT`, in 5.2.0 to 5.4.0.
pub const HAILO_THROTTLING_STATE_0_LIGHT: hailo_hw_throttling_state_t = 1;
/// `HAILO_THROTTLING_STATE_1_MEDIUM`, in 5.2.0 to 5.4.0.
pub const HAILO_THROTTLING_STATE_1_MEDIUM: hailo_hw_throttling_state_t = 2;
/// `HAILO_THROTTLING_STATE_2_HEAVY`, in 5.2.0 to 5.4.0.
pub const HAILO_THROTTLING_STATE_2_HEAVY: hailo_hw_throttling_state_t = 3;
/// `HAILO_THROTTLING_STATE_3_SEVERE`, in 5.2.0 to 5.4.0.
pub const HAILO_THROTTLING_STATE_3_SEVERE: hailo_hw_throttling_state_t = 4;
/// `HAILO_THROTTLING_STATE_4_STREAMS_OFF`, in 5.2.0 to 5.4.0.
pub const HAILO_THROTTLING_STATE_4_STREAMS_OFF: hailo_hw_throttling_state_t = 5;
/// `HAILO_THROTTLING_STATE_OVERHEAT`, in 5.2.0 to 5.4.0.
pub const HAILO_THROTTLING_STATE_OVERHEAT: hailo_hw_throttling_state_t = 6;
/// `HAILO_THROTTLING_STATE_COUNT`, in 5.2.0 to 5.4.0.
pub const HAILO_THROTTLING_STATE_COUNT: hailo_hw_throttling_state_t = 7;
/// C enum `hailo_reset_device_mode_t`.
pub type hailo_reset_device_mode_t = u32;
/// `HAILO_RESET_DEVICE_MODE_CHIP`.
pub const HAILO_RESET_DEVICE_MODE_CHIP: hailo_reset_device_mode_t = 0;
/// `HAILO_RESET_DEVICE_MODE_NN_CORE`.
pub const HAILO_RESET_DEVICE_MODE_NN_CORE: hailo_reset_device_mode_t = 1;
/// `HAILO_RESET_DEVICE_MODE_SOFT`.
pub const HAILO_RESET_DEVICE_MODE_SOFT: hailo_reset_device_mode_t = 2;
/// `HAILO_RESET_DEVICE_MODE_FORCED_SOFT`.
pub const HAILO_RESET_DEVICE_MODE_FORCED_SOFT: hailo_reset_device_mode_t = 3;
/// `HAILO_RESET_DEVICE_MODE_REBOOT`, in 5.2.0 to 5.4.0.
pub const HAILO_RESET_DEVICE_MODE_REBOOT: hailo_reset_device_mode_t = 4;
/// `HAILO_RESET_DEVICE_MODE_MAX_ENUM`.
pub const HAILO_RESET_DEVICE_MODE_MAX_ENUM: hailo_reset_device_mode_t = 0x7fffffff;
/// C enum `hailo_watchdog_mode_t`.
pub type hailo_watchdog_mode_t = u32;
/// `HAILO_WATCHDOG_MODE_HW_SW`.
pub const HAILO_WATCHDOG_MODE_HW_SW: hailo_watchdog_mode_t = 0;
/// `HAILO_WATCHDOG_MODE_HW_ONLY`.
pub const HAILO_WATCHDOG_MODE_HW_ONLY: hailo_watchdog_mode_t = 1;
/// `HAILO_WATCHDOG_MODE_MAX_ENUM`.
pub const HAILO_WATCHDOG_MODE_MAX_ENUM: hailo_watchdog_mode_t = 0x7fffffff;
/// C enum `hailo_sensor_types_t`.
pub type hailo_sensor_types_t = u32;
/// `HAILO_SENSOR_TYPES_GENERIC`.
pub const HAILO_SENSOR_TYPES_GENERIC: hailo_sensor_types_t = 0;
/// `HAILO_SENSOR_TYPES_ONSEMI_AR0220AT`.
pub const HAILO_SENSOR_TYPES_ONSEMI_AR0220AT: hailo_sensor_types_t = 1;
/// `HAILO_SENSOR_TYPES_RASPICAM`.
pub const HAILO_SENSOR_TYPES_RASPICAM: hailo_sensor_types_t = 2;
/// `HAILO_SENSOR_TYPES_ONSEMI_AS0149AT`.
pub const HAILO_SENSOR_TYPES_ONSEMI_AS0149AT: hailo_sensor_types_t = 3;
/// `HAILO_SENSOR_TYPES_HAILO8_ISP`.
pub const HAILO_SENSOR_TYPES_HAILO8_ISP: hailo_sensor_types_t = 0x80000000;
/// `HAILO_SENSOR_TYPES_MAX_ENUM`.
pub const HAILO_SENSOR_TYPES_MAX_ENUM: hailo_sensor_types_t = 0x7fffffff;
/// C enum `hailo_fw_logger_interface_t`.
pub type hailo_fw_logger_interface_t = u32;
/// `HAILO_FW_LOGGER_INTERFACE_PCIE`.
pub const HAILO_FW_LOGGER_INTERFACE_PCIE: hailo_fw_logger_interface_t = 1;
/// `HAILO_FW_LOGGER_INTERFACE_UART`.
pub const HAILO_FW_LOGGER_INTERFACE_UART: hailo_fw_logger_interface_t = 2;
/// `HAILO_FW_LOGGER_INTERFACE_MAX_ENUM`.
pub const HAILO_FW_LOGGER_INTERFACE_MAX_ENUM: hailo_fw_logger_interface_t = 0x7fffffff;
/// C enum `hailo_fw_logger_level_t`.
pub type hailo_fw_logger_level_t = u32;
/// `HAILO_FW_LOGGER_LEVEL_TRACE`.
pub const HAILO_FW_LOGGER_LEVEL_TRACE: hailo_fw_logger_level_t = 0;
/// `HAILO_FW_LOGGER_LEVEL_DEBUG`.
pub const HAILO_FW_LOGGER_LEVEL_DEBUG: hailo_fw_logger_level_t = 1;
/// `HAILO_FW_LOGGER_LEVEL_INFO`.
pub const HAILO_FW_LOGGER_LEVEL_INFO: hailo_fw_logger_level_t = 2;
/// `HAILO_FW_LOGGER_LEVEL_WARN`.
pub const HAILO_FW_LOGGER_LEVEL_WARN: hailo_fw_logger_level_t = 3;
/// `HAILO_FW_LOGGER_LEVEL_ERROR`.
pub const HAILO_FW_LOGGER_LEVEL_ERROR: hailo_fw_logger_level_t = 4;
/// `HAILO_FW_LOGGER_LEVEL_FATAL`.
pub const HAILO_FW_LOGGER_LEVEL_FATAL: hailo_fw_logger_level_t = 5;
/// `HAILO_FW_LOGGER_LEVEL_MAX_ENUM`.
pub const HAILO_FW_LOGGER_LEVEL_MAX_ENUM: hailo_fw_logger_level_t = 0x7fffffff;
/// C enum `hailo_log_type_t`, in 5.0.0 to 5.4.0.
pub type hailo_log_type_t = u32;
/// `HAILO_LOG_TYPE__RUNTIME`, in 5.0.0 to 5.4.0.
pub const HAILO_LOG_TYPE__RUNTIME: hailo_log_type_t = 0;
/// `HAILO_LOG_TYPE__SYSTEM_CONTROL`, in 5.0.0 to 5.4.0.
pub const HAILO_LOG_TYPE__SYSTEM_CONTROL: hailo_log_type_t = 1;
/// `HAILO_LOG_TYPE__NNC`, in 5.0.0 to 5.4.0.
pub const HAILO_LOG_TYPE__NNC: hailo_log_type_t = 2;
/// `HAILO_LOG_TYPE_MAX__ENUM`, in 5.0.0 to 5.4.0.
pub const HAILO_LOG_TYPE_MAX__ENUM: hailo_log_type_t = 0x7fffffff;
/// C enum `hailo_sleep_state_t`.
pub type hailo_sleep_state_t = u32;
/// `HAILO_SLEEP_STATE_SLEEPING`.
pub const HAILO_SLEEP_STATE_SLEEPING: hailo_sleep_state_t = 0;
/// `HAILO_SLEEP_STATE_AWAKE`.
pub const HAILO_SLEEP_STATE_AWAKE: hailo_sleep_state_t = 1;
/// `HAILO_SLEEP_STATE_MAX_ENUM`.
pub const HAILO_SLEEP_STATE_MAX_ENUM: hailo_sleep_state_t = 0x7fffffff;
/// C `hailo_version_t`: 12 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_version_t {
    /// `uint32_t` at 0
    pub major: u32,
    /// `uint32_t` at 4
    pub minor: u32,
    /// `uint32_t` at 8
    pub revision: u32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_version_t {
    const NAME: &'static str = "hailo_version_t";
}

/// C `hailo_power_measurement_data_t`: 20 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_power_measurement_data_t {
    /// `float32_t` at 0
    pub average_value: float32_t,
    /// `float32_t` at 4
    pub average_time_value_milliseconds: float32_t,
    /// `float32_t` at 8
    pub min_value: float32_t,
    /// `float32_t` at 12
    pub max_value: float32_t,
    /// `uint32_t` at 16
    pub total_number_of_samples: u32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_power_measurement_data_t {
    const NAME: &'static str = "hailo_power_measurement_data_t";
}

/// C `hailo_eth_device_info_t`, in 4.20.0 to 5.0.0: 40 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_eth_device_info_t {
    /// `struct sockaddr_in` at 0
    pub host_address: sockaddr_in,
    /// `struct sockaddr_in` at 16
    pub device_address: sockaddr_in,
    /// `uint32_t` at 32
    pub timeout_millis: u32,
    /// `uint8_t` at 36
    pub max_number_of_attempts: u8,
    /// `uint16_t` at 38
    pub max_payload_size: u16,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_eth_device_info_t {
    const NAME: &'static str = "hailo_eth_device_info_t";
}

/// C `hailo_pcie_device_info_t`: 16 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_pcie_device_info_t {
    /// `uint32_t` at 0
    pub domain: u32,
    /// `uint32_t` at 4
    pub bus: u32,
    /// `uint32_t` at 8
    pub device: u32,
    /// `uint32_t` at 12
    pub func: u32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_pcie_device_info_t {
    const NAME: &'static str = "hailo_pcie_device_info_t";
}

/// C `hailo_usb_device_info_t`, in 5.3.0 to 5.4.0: 2 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_usb_device_info_t {
    /// `uint8_t` at 0
    pub bus: u8,
    /// `uint8_t` at 1
    pub device_address: u8,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_usb_device_info_t {
    const NAME: &'static str = "hailo_usb_device_info_t";
}

/// C `hailo_device_id_t`: 32 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_device_id_t {
    /// `char[32]` at 0
    pub id: [c_char; 32],
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_device_id_t {
    const NAME: &'static str = "hailo_device_id_t";
}

/// C `hailo_vdevice_params_t`: 40 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_vdevice_params_t {
    /// `uint32_t` at 0
    pub device_count: u32,
    /// `hailo_device_id_t *` at 8
    pub device_ids: *mut hailo_device_id_t,
    /// `hailo_scheduling_algorithm_t` at 16
    pub scheduling_algorithm: hailo_scheduling_algorithm_t,
    /// `const char *` at 24
    pub group_id: *const c_char,
    /// `bool` at 32; 0 or 1
    pub multi_process_service: u8,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_vdevice_params_t {
    const NAME: &'static str = "hailo_vdevice_params_t";
}

/// C `hailo_firmware_version_t`: 12 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_firmware_version_t {
    /// `uint32_t` at 0
    pub major: u32,
    /// `uint32_t` at 4
    pub minor: u32,
    /// `uint32_t` at 8
    pub revision: u32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_firmware_version_t {
    const NAME: &'static str = "hailo_firmware_version_t";
}

/// C `hailo_device_identity_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_device_identity_t {
    _private: [u8; 0],
}
/// C `hailo_core_information_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_core_information_t {
    _private: [u8; 0],
}
/// C `hailo_device_supported_features_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_device_supported_features_t {
    _private: [u8; 0],
}
/// C `hailo_extended_device_information_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_extended_device_information_t {
    _private: [u8; 0],
}
/// C `hailo_i2c_slave_config_t`: 12 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_i2c_slave_config_t {
    /// `hailo_endianness_t` at 0
    pub endianness: hailo_endianness_t,
    /// `uint16_t` at 4
    pub slave_address: u16,
    /// `uint8_t` at 6
    pub register_address_size: u8,
    /// `uint8_t` at 7
    pub bus_index: u8,
    /// `bool` at 8; 0 or 1
    pub should_hold_bus: u8,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_i2c_slave_config_t {
    const NAME: &'static str = "hailo_i2c_slave_config_t";
}

/// C `hailo_fw_user_config_information_t`: 12 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_fw_user_config_information_t {
    /// `uint32_t` at 0
    pub version: u32,
    /// `uint32_t` at 4
    pub entry_count: u32,
    /// `uint32_t` at 8
    pub total_size: u32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_fw_user_config_information_t {
    const NAME: &'static str = "hailo_fw_user_config_information_t";
}

/// C `hailo_format_t`: 12 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_format_t {
    /// `hailo_format_type_t` at 0
    pub type_: hailo_format_type_t,
    /// `hailo_format_order_t` at 4
    pub order: hailo_format_order_t,
    /// `hailo_format_flags_t` at 8
    pub flags: hailo_format_flags_t,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_format_t {
    const NAME: &'static str = "hailo_format_t";
}

/// C `hailo_buffer_parameters_t`: 4 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_buffer_parameters_t {
    /// `hailo_buffer_flags_t` at 0
    pub flags: hailo_buffer_flags_t,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_buffer_parameters_t {
    const NAME: &'static str = "hailo_buffer_parameters_t";
}

/// C `hailo_transform_params_t`: 16 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_transform_params_t {
    /// `hailo_stream_transform_mode_t` at 0
    pub transform_mode: hailo_stream_transform_mode_t,
    /// `hailo_format_t` at 4
    pub user_buffer_format: hailo_format_t,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_transform_params_t {
    const NAME: &'static str = "hailo_transform_params_t";
}

/// C `hailo_demux_params_t`: 1 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_demux_params_t {
    /// `uint8_t` at 0
    pub reserved: u8,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_demux_params_t {
    const NAME: &'static str = "hailo_demux_params_t";
}

/// C `hailo_quant_info_t`: 16 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_quant_info_t {
    /// `float32_t` at 0
    pub qp_zp: float32_t,
    /// `float32_t` at 4
    pub qp_scale: float32_t,
    /// `float32_t` at 8
    pub limvals_min: float32_t,
    /// `float32_t` at 12
    pub limvals_max: float32_t,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_quant_info_t {
    const NAME: &'static str = "hailo_quant_info_t";
}

/// C `hailo_eth_input_stream_params_t`, in 4.20.0 to 5.0.0: 36 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_eth_input_stream_params_t {
    /// `struct sockaddr_in` at 0
    pub host_address: sockaddr_in,
    /// `port_t` at 16
    pub device_port: port_t,
    /// `bool` at 18; 0 or 1
    pub is_sync_enabled: u8,
    /// `uint32_t` at 20
    pub frames_per_sync: u32,
    /// `uint16_t` at 24
    pub max_payload_size: u16,
    /// `uint32_t` at 28
    pub rate_limit_bytes_per_sec: u32,
    /// `uint32_t` at 32
    pub buffers_threshold: u32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_eth_input_stream_params_t {
    const NAME: &'static str = "hailo_eth_input_stream_params_t";
}

/// C `hailo_eth_output_stream_params_t`, in 4.20.0 to 5.0.0: 28 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_eth_output_stream_params_t {
    /// `struct sockaddr_in` at 0
    pub host_address: sockaddr_in,
    /// `port_t` at 16
    pub device_port: port_t,
    /// `bool` at 18; 0 or 1
    pub is_sync_enabled: u8,
    /// `uint16_t` at 20
    pub max_payload_size: u16,
    /// `uint32_t` at 24
    pub buffers_threshold: u32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_eth_output_stream_params_t {
    const NAME: &'static str = "hailo_eth_output_stream_params_t";
}

/// C `hailo_pcie_input_stream_params_t`: 1 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_pcie_input_stream_params_t {
    /// `uint8_t` at 0
    pub reserved: u8,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_pcie_input_stream_params_t {
    const NAME: &'static str = "hailo_pcie_input_stream_params_t";
}

/// C `hailo_pcie_output_stream_params_t`: 1 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_pcie_output_stream_params_t {
    /// `uint8_t` at 0
    pub reserved: u8,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_pcie_output_stream_params_t {
    const NAME: &'static str = "hailo_pcie_output_stream_params_t";
}

/// C `hailo_mipi_common_params_t`, in 4.20.0 to 5.0.1: 24 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_mipi_common_params_t {
    /// `uint16_t` at 0
    pub img_width_pixels: u16,
    /// `uint16_t` at 2
    pub img_height_pixels: u16,
    /// `hailo_mipi_pixels_per_clock_t` at 4
    pub pixels_per_clock: hailo_mipi_pixels_per_clock_t,
    /// `uint8_t` at 8
    pub number_of_lanes: u8,
    /// `hailo_mipi_clock_selection_t` at 12
    pub clock_selection: hailo_mipi_clock_selection_t,
    /// `uint8_t` at 16
    pub virtual_channel_index: u8,
    /// `uint32_t` at 20
    pub data_rate: u32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_mipi_common_params_t {
    const NAME: &'static str = "hailo_mipi_common_params_t";
}

/// C `hailo_isp_params_t`, in 4.20.0 to 5.0.1: 32 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_isp_params_t {
    /// `hailo_mipi_isp_image_in_order_t` at 0
    pub isp_img_in_order: hailo_mipi_isp_image_in_order_t,
    /// `hailo_mipi_isp_image_out_data_type_t` at 4
    pub isp_img_out_data_type: hailo_mipi_isp_image_out_data_type_t,
    /// `bool` at 8; 0 or 1
    pub isp_crop_enable: u8,
    /// `uint16_t` at 10
    pub isp_crop_output_width_pixels: u16,
    /// `uint16_t` at 12
    pub isp_crop_output_height_pixels: u16,
    /// `uint16_t` at 14
    pub isp_crop_output_width_start_offset_pixels: u16,
    /// `uint16_t` at 16
    pub isp_crop_output_height_start_offset_pixels: u16,
    /// `bool` at 18; 0 or 1
    pub isp_test_pattern_enable: u8,
    /// `bool` at 19; 0 or 1
    pub isp_configuration_bypass: u8,
    /// `bool` at 20; 0 or 1
    pub isp_run_time_ae_enable: u8,
    /// `bool` at 21; 0 or 1
    pub isp_run_time_awb_enable: u8,
    /// `bool` at 22; 0 or 1
    pub isp_run_time_adt_enable: u8,
    /// `bool` at 23; 0 or 1
    pub isp_run_time_af_enable: u8,
    /// `uint16_t` at 24
    pub isp_run_time_calculations_interval_ms: u16,
    /// `hailo_mipi_isp_light_frequency_t` at 28
    pub isp_light_frequency: hailo_mipi_isp_light_frequency_t,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_isp_params_t {
    const NAME: &'static str = "hailo_isp_params_t";
}

/// C `hailo_mipi_input_stream_params_t`, in 4.20.0 to 5.0.1: 68 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_mipi_input_stream_params_t {
    /// `hailo_mipi_common_params_t` at 0
    pub mipi_common_params: hailo_mipi_common_params_t,
    /// `uint8_t` at 24
    pub mipi_rx_id: u8,
    /// `hailo_mipi_data_type_rx_t` at 28
    pub data_type: hailo_mipi_data_type_rx_t,
    /// `bool` at 32; 0 or 1
    pub isp_enable: u8,
    /// `hailo_isp_params_t` at 36
    pub isp_params: hailo_isp_params_t,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_mipi_input_stream_params_t {
    const NAME: &'static str = "hailo_mipi_input_stream_params_t";
}

/// C `hailo_integrated_input_stream_params_t`: 1 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_integrated_input_stream_params_t {
    /// `uint8_t` at 0
    pub reserved: u8,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_integrated_input_stream_params_t {
    const NAME: &'static str = "hailo_integrated_input_stream_params_t";
}

/// C `hailo_integrated_output_stream_params_t`: 1 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_integrated_output_stream_params_t {
    /// `uint8_t` at 0
    pub reserved: u8,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_integrated_output_stream_params_t {
    const NAME: &'static str = "hailo_integrated_output_stream_params_t";
}

/// C `hailo_stream_parameters_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_stream_parameters_t {
    _private: [u8; 0],
}
/// C `hailo_stream_parameters_by_name_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_stream_parameters_by_name_t {
    _private: [u8; 0],
}
/// C `hailo_vstream_params_t`: 28 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_vstream_params_t {
    /// `hailo_format_t` at 0
    pub user_buffer_format: hailo_format_t,
    /// `uint32_t` at 12
    pub timeout_ms: u32,
    /// `uint32_t` at 16
    pub queue_size: u32,
    /// `hailo_vstream_stats_flags_t` at 20
    pub vstream_stats_flags: hailo_vstream_stats_flags_t,
    /// `hailo_pipeline_elem_stats_flags_t` at 24
    pub pipeline_elements_stats_flags: hailo_pipeline_elem_stats_flags_t,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_vstream_params_t {
    const NAME: &'static str = "hailo_vstream_params_t";
}

/// C `hailo_input_vstream_params_by_name_t`: 156 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_input_vstream_params_by_name_t {
    /// `char[128]` at 0
    pub name: [c_char; 128],
    /// `hailo_vstream_params_t` at 128
    pub params: hailo_vstream_params_t,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_input_vstream_params_by_name_t {
    const NAME: &'static str = "hailo_input_vstream_params_by_name_t";
}

/// C `hailo_output_vstream_params_by_name_t`: 156 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_output_vstream_params_by_name_t {
    /// `char[128]` at 0
    pub name: [c_char; 128],
    /// `hailo_vstream_params_t` at 128
    pub params: hailo_vstream_params_t,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_output_vstream_params_by_name_t {
    const NAME: &'static str = "hailo_output_vstream_params_by_name_t";
}

/// C `hailo_output_vstream_name_by_group_t`: 129 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_output_vstream_name_by_group_t {
    /// `char[128]` at 0
    pub name: [c_char; 128],
    /// `uint8_t` at 128
    pub pipeline_group_index: u8,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_output_vstream_name_by_group_t {
    const NAME: &'static str = "hailo_output_vstream_name_by_group_t";
}

/// C `hailo_3d_image_shape_t`: 12 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_3d_image_shape_t {
    /// `uint32_t` at 0
    pub height: u32,
    /// `uint32_t` at 4
    pub width: u32,
    /// `uint32_t` at 8
    pub features: u32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_3d_image_shape_t {
    const NAME: &'static str = "hailo_3d_image_shape_t";
}

/// C `hailo_pix_buffer_plane_t`: 16 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_pix_buffer_plane_t {
    /// `uint32_t` at 0
    pub bytes_used: u32,
    /// `uint32_t` at 4
    pub plane_size: u32,
    /// Nameless in C, at 8
    pub u: hailo_pix_buffer_plane_t__u,
}
/// The nameless part of `hailo_pix_buffer_plane_t`: 8 bytes.
#[repr(C)]
#[derive(Clone, Copy)]
pub union hailo_pix_buffer_plane_t__u {
    /// `void *` at 0
    pub user_ptr: *mut c_void,
    /// `int` at 0
    pub fd: c_int,
}
impl core::fmt::Debug for hailo_pix_buffer_plane_t__u {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("hailo_pix_buffer_plane_t__u").finish_non_exhaustive()
    }
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_pix_buffer_plane_t {
    const NAME: &'static str = "hailo_pix_buffer_plane_t";
}

/// C `hailo_pix_buffer_t`: 80 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_pix_buffer_t {
    /// `uint32_t` at 0
    pub index: u32,
    /// `hailo_pix_buffer_plane_t[4]` at 8
    pub planes: [hailo_pix_buffer_plane_t; 4],
    /// `uint32_t` at 72
    pub number_of_planes: u32,
    /// `hailo_pix_buffer_memory_type_t` at 76
    pub memory_type: hailo_pix_buffer_memory_type_t,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_pix_buffer_t {
    const NAME: &'static str = "hailo_pix_buffer_t";
}

/// C `hailo_dma_buffer_t`: 16 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_dma_buffer_t {
    /// `int` at 0
    pub fd: c_int,
    /// `size_t` at 8
    pub size: usize,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_dma_buffer_t {
    const NAME: &'static str = "hailo_dma_buffer_t";
}

/// C `hailo_nms_defuse_info_t`: 132 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_nms_defuse_info_t {
    /// `uint32_t` at 0
    pub class_group_index: u32,
    /// `char[128]` at 4
    pub original_name: [c_char; 128],
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_nms_defuse_info_t {
    const NAME: &'static str = "hailo_nms_defuse_info_t";
}

/// C `hailo_nms_info_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_nms_info_t {
    _private: [u8; 0],
}
/// C `hailo_nms_fuse_input_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_nms_fuse_input_t {
    _private: [u8; 0],
}
/// C `hailo_nms_shape_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_nms_shape_t {
    _private: [u8; 0],
}
/// C `hailo_bbox_t`: 10 bytes.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_bbox_t {
    /// `uint16_t` at 0
    pub y_min: u16,
    /// `uint16_t` at 2
    pub x_min: u16,
    /// `uint16_t` at 4
    pub y_max: u16,
    /// `uint16_t` at 6
    pub x_max: u16,
    /// `uint16_t` at 8
    pub score: u16,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_bbox_t {
    const NAME: &'static str = "hailo_bbox_t";
}

/// C `hailo_bbox_float32_t`: 20 bytes.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_bbox_float32_t {
    /// `float32_t` at 0
    pub y_min: float32_t,
    /// `float32_t` at 4
    pub x_min: float32_t,
    /// `float32_t` at 8
    pub y_max: float32_t,
    /// `float32_t` at 12
    pub x_max: float32_t,
    /// `float32_t` at 16
    pub score: float32_t,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_bbox_float32_t {
    const NAME: &'static str = "hailo_bbox_float32_t";
}

/// C `hailo_rectangle_t`: 16 bytes.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_rectangle_t {
    /// `float32_t` at 0
    pub y_min: float32_t,
    /// `float32_t` at 4
    pub x_min: float32_t,
    /// `float32_t` at 8
    pub y_max: float32_t,
    /// `float32_t` at 12
    pub x_max: float32_t,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_rectangle_t {
    const NAME: &'static str = "hailo_rectangle_t";
}

/// C `hailo_detection_t`: 22 bytes.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_detection_t {
    /// `float32_t` at 0
    pub y_min: float32_t,
    /// `float32_t` at 4
    pub x_min: float32_t,
    /// `float32_t` at 8
    pub y_max: float32_t,
    /// `float32_t` at 12
    pub x_max: float32_t,
    /// `float32_t` at 16
    pub score: float32_t,
    /// `uint16_t` at 20
    pub class_id: u16,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_detection_t {
    const NAME: &'static str = "hailo_detection_t";
}

/// C `hailo_detections_t`, in 4.21.0 to 5.4.0: 2 bytes.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_detections_t {
    /// `uint16_t` at 0
    pub count: u16,
    /// `hailo_detection_t[0]` at 2
    pub detections: [hailo_detection_t; 0],
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_detections_t {
    const NAME: &'static str = "hailo_detections_t";
}

/// C `hailo_detection_with_byte_mask_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_detection_with_byte_mask_t {
    _private: [u8; 0],
}
/// C `hailo_stream_write_async_completion_info_t`: 32 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_stream_write_async_completion_info_t {
    /// `hailo_status` at 0
    pub status: hailo_status,
    /// `const void *` at 8
    pub buffer_addr: *const c_void,
    /// `size_t` at 16
    pub buffer_size: usize,
    /// `void *` at 24
    pub opaque: *mut c_void,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_stream_write_async_completion_info_t {
    const NAME: &'static str = "hailo_stream_write_async_completion_info_t";
}

/// C `hailo_stream_read_async_completion_info_t`: 32 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_stream_read_async_completion_info_t {
    /// `hailo_status` at 0
    pub status: hailo_status,
    /// `void *` at 8
    pub buffer_addr: *mut c_void,
    /// `size_t` at 16
    pub buffer_size: usize,
    /// `void *` at 24
    pub opaque: *mut c_void,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_stream_read_async_completion_info_t {
    const NAME: &'static str = "hailo_stream_read_async_completion_info_t";
}

/// C `hailo_stream_info_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_stream_info_t {
    _private: [u8; 0],
}
/// C `hailo_vstream_info_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_vstream_info_t {
    _private: [u8; 0],
}
/// C `hailo_network_parameters_t`: 2 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_network_parameters_t {
    /// `uint16_t` at 0
    pub batch_size: u16,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_network_parameters_t {
    const NAME: &'static str = "hailo_network_parameters_t";
}

/// C `hailo_network_parameters_by_name_t`: 260 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_network_parameters_by_name_t {
    /// `char[257]` at 0
    pub name: [c_char; 257],
    /// `hailo_network_parameters_t` at 258
    pub network_params: hailo_network_parameters_t,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_network_parameters_by_name_t {
    const NAME: &'static str = "hailo_network_parameters_by_name_t";
}

/// C `hailo_configure_network_group_params_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_configure_network_group_params_t {
    _private: [u8; 0],
}
/// C `hailo_configure_params_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_configure_params_t {
    _private: [u8; 0],
}
/// C `hailo_activate_network_group_params_t`: 1 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_activate_network_group_params_t {
    /// `uint8_t` at 0
    pub reserved: u8,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_activate_network_group_params_t {
    const NAME: &'static str = "hailo_activate_network_group_params_t";
}

/// C `hailo_network_group_info_t`: 129 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_network_group_info_t {
    /// `char[128]` at 0
    pub name: [c_char; 128],
    /// `bool` at 128; 0 or 1
    pub is_multi_context: u8,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_network_group_info_t {
    const NAME: &'static str = "hailo_network_group_info_t";
}

/// C `hailo_layer_name_t`: 128 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_layer_name_t {
    /// `char[128]` at 0
    pub name: [c_char; 128],
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_layer_name_t {
    const NAME: &'static str = "hailo_layer_name_t";
}

/// C `hailo_network_info_t`: 257 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_network_info_t {
    /// `char[257]` at 0
    pub name: [c_char; 257],
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_network_info_t {
    const NAME: &'static str = "hailo_network_info_t";
}

/// C `hailo_rx_error_notification_message_t`: 12 bytes.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_rx_error_notification_message_t {
    /// `uint32_t` at 0
    pub error: u32,
    /// `uint32_t` at 4
    pub queue_number: u32,
    /// `uint32_t` at 8
    pub rx_errors_count: u32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_rx_error_notification_message_t {
    const NAME: &'static str = "hailo_rx_error_notification_message_t";
}

/// C `hailo_debug_notification_message_t`: 20 bytes.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_debug_notification_message_t {
    /// `uint32_t` at 0
    pub connection_status: u32,
    /// `uint32_t` at 4
    pub connection_type: u32,
    /// `uint32_t` at 8
    pub vdma_is_active: u32,
    /// `uint32_t` at 12
    pub host_port: u32,
    /// `uint32_t` at 16
    pub host_ip_addr: u32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_debug_notification_message_t {
    const NAME: &'static str = "hailo_debug_notification_message_t";
}

/// C `hailo_health_monitor_dataflow_shutdown_notification_message_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_health_monitor_dataflow_shutdown_notification_message_t {
    _private: [u8; 0],
}
/// C `hailo_health_monitor_temperature_alarm_notification_message_t`: 16 bytes.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_health_monitor_temperature_alarm_notification_message_t {
    /// `hailo_temperature_protection_temperature_zone_t` at 0
    pub temperature_zone: hailo_temperature_protection_temperature_zone_t,
    /// `uint32_t` at 4
    pub alarm_ts_id: u32,
    /// `float32_t` at 8
    pub ts0_temperature: float32_t,
    /// `float32_t` at 12
    pub ts1_temperature: float32_t,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_health_monitor_temperature_alarm_notification_message_t {
    const NAME: &'static str = "hailo_health_monitor_temperature_alarm_notification_message_t";
}

/// C `hailo_health_monitor_overcurrent_alert_notification_message_t`: 9 bytes.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_health_monitor_overcurrent_alert_notification_message_t {
    /// `hailo_overcurrent_protection_overcurrent_zone_t` at 0
    pub overcurrent_zone: hailo_overcurrent_protection_overcurrent_zone_t,
    /// `float32_t` at 4
    pub exceeded_alert_threshold: float32_t,
    /// `bool` at 8; 0 or 1
    pub is_last_overcurrent_violation_reached: u8,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_health_monitor_overcurrent_alert_notification_message_t {
    const NAME: &'static str = "hailo_health_monitor_overcurrent_alert_notification_message_t";
}

/// C `hailo_health_monitor_lcu_ecc_error_notification_message_t`: 2 bytes.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_health_monitor_lcu_ecc_error_notification_message_t {
    /// `uint16_t` at 0
    pub cluster_error: u16,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_health_monitor_lcu_ecc_error_notification_message_t {
    const NAME: &'static str = "hailo_health_monitor_lcu_ecc_error_notification_message_t";
}

/// C `hailo_health_monitor_cpu_ecc_notification_message_t`: 4 bytes.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_health_monitor_cpu_ecc_notification_message_t {
    /// `uint32_t` at 0
    pub memory_bitmap: u32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_health_monitor_cpu_ecc_notification_message_t {
    const NAME: &'static str = "hailo_health_monitor_cpu_ecc_notification_message_t";
}

/// C `hailo_performance_stats_t`, in 4.21.0 to 5.4.0: 32 bytes.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_performance_stats_t {
    /// `float32_t` at 0
    pub cpu_utilization: float32_t,
    /// `int64_t` at 4
    pub ram_size_total: i64,
    /// `int64_t` at 12
    pub ram_size_used: i64,
    /// `float32_t` at 20
    pub nnc_utilization: float32_t,
    /// `int32_t` at 24
    pub ddr_noc_total_transactions: i32,
    /// `int32_t` at 28
    pub dsp_utilization: i32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_performance_stats_t {
    const NAME: &'static str = "hailo_performance_stats_t";
}

/// C `hailo_health_stats_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_health_stats_t {
    _private: [u8; 0],
}
/// C `hailo_context_switch_breakpoint_reached_message_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_context_switch_breakpoint_reached_message_t {
    _private: [u8; 0],
}
/// C `hailo_health_monitor_clock_changed_notification_message_t`: 8 bytes.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_health_monitor_clock_changed_notification_message_t {
    /// `uint32_t` at 0
    pub previous_clock: u32,
    /// `uint32_t` at 4
    pub current_clock: u32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_health_monitor_clock_changed_notification_message_t {
    const NAME: &'static str = "hailo_health_monitor_clock_changed_notification_message_t";
}

/// C `hailo_hw_infer_manager_infer_done_notification_message_t`: 4 bytes.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_hw_infer_manager_infer_done_notification_message_t {
    /// `uint32_t` at 0
    pub infer_cycles: u32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_hw_infer_manager_infer_done_notification_message_t {
    const NAME: &'static str = "hailo_hw_infer_manager_infer_done_notification_message_t";
}

/// C `hailo_start_update_cache_offset_notification_message_t`: 8 bytes.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_start_update_cache_offset_notification_message_t {
    /// `uint64_t` at 0
    pub cache_id_bitmask: u64,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_start_update_cache_offset_notification_message_t {
    const NAME: &'static str = "hailo_start_update_cache_offset_notification_message_t";
}

/// C `hailo_context_switch_run_time_error_message_t`: 11 bytes.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_context_switch_run_time_error_message_t {
    /// `uint32_t` at 0
    pub exit_status: u32,
    /// `uint8_t` at 4
    pub network_group_index: u8,
    /// `uint16_t` at 5
    pub batch_index: u16,
    /// `uint16_t` at 7
    pub context_index: u16,
    /// `uint16_t` at 9
    pub action_index: u16,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_context_switch_run_time_error_message_t {
    const NAME: &'static str = "hailo_context_switch_run_time_error_message_t";
}

/// C `hailo_throttling_state_change_message_t`, in 5.2.0 to 5.4.0: 2 bytes.
#[repr(C, packed)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_throttling_state_change_message_t {
    /// `uint16_t` at 0
    pub new_state: u16,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_throttling_state_change_message_t {
    const NAME: &'static str = "hailo_throttling_state_change_message_t";
}

/// C `hailo_notification_message_parameters_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_notification_message_parameters_t {
    _private: [u8; 0],
}
/// C `hailo_notification_t`: its layout depends on the era, see [`crate::era`]; here only pointed to.
#[repr(C)]
#[derive(Debug)]
pub struct hailo_notification_t {
    _private: [u8; 0],
}
/// C `hailo_chip_temperature_info_t`: 12 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_chip_temperature_info_t {
    /// `float32_t` at 0
    pub ts0_temperature: float32_t,
    /// `float32_t` at 4
    pub ts1_temperature: float32_t,
    /// `uint16_t` at 8
    pub sample_count: u16,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_chip_temperature_info_t {
    const NAME: &'static str = "hailo_chip_temperature_info_t";
}

/// C `hailo_throttling_level_t`: 12 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_throttling_level_t {
    /// `float32_t` at 0
    pub temperature_threshold: float32_t,
    /// `float32_t` at 4
    pub hysteresis_temperature_threshold: float32_t,
    /// `uint32_t` at 8
    pub throttling_nn_clock_freq: u32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_throttling_level_t {
    const NAME: &'static str = "hailo_throttling_level_t";
}

/// C `hailo_health_info_t`: 84 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_health_info_t {
    /// `bool` at 0; 0 or 1
    pub overcurrent_protection_active: u8,
    /// `uint8_t` at 1
    pub current_overcurrent_zone: u8,
    /// `float32_t` at 4
    pub red_overcurrent_threshold: float32_t,
    /// `bool` at 8; 0 or 1
    pub overcurrent_throttling_active: u8,
    /// `bool` at 9; 0 or 1
    pub temperature_throttling_active: u8,
    /// `uint8_t` at 10
    pub current_temperature_zone: u8,
    /// `int8_t` at 11
    pub current_temperature_throttling_level: i8,
    /// `hailo_throttling_level_t[4]` at 12
    pub temperature_throttling_levels: [hailo_throttling_level_t; 4],
    /// `int32_t` at 60
    pub orange_temperature_threshold: i32,
    /// `int32_t` at 64
    pub orange_hysteresis_temperature_threshold: i32,
    /// `int32_t` at 68
    pub red_temperature_threshold: i32,
    /// `int32_t` at 72
    pub red_hysteresis_temperature_threshold: i32,
    /// `uint32_t` at 76
    pub requested_overcurrent_clock_freq: u32,
    /// `uint32_t` at 80
    pub requested_temperature_clock_freq: u32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_health_info_t {
    const NAME: &'static str = "hailo_health_info_t";
}

/// C `hailo_stream_raw_buffer_t`: 16 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_stream_raw_buffer_t {
    /// `void *` at 0
    pub buffer: *mut c_void,
    /// `size_t` at 8
    pub size: usize,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_stream_raw_buffer_t {
    const NAME: &'static str = "hailo_stream_raw_buffer_t";
}

/// C `hailo_stream_raw_buffer_by_name_t`: 144 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_stream_raw_buffer_by_name_t {
    /// `char[128]` at 0
    pub name: [c_char; 128],
    /// `hailo_stream_raw_buffer_t` at 128
    pub raw_buffer: hailo_stream_raw_buffer_t,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_stream_raw_buffer_by_name_t {
    const NAME: &'static str = "hailo_stream_raw_buffer_by_name_t";
}

/// C `hailo_latency_measurement_result_t`: 8 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_latency_measurement_result_t {
    /// `float64_t` at 0
    pub avg_hw_latency_ms: float64_t,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_latency_measurement_result_t {
    const NAME: &'static str = "hailo_latency_measurement_result_t";
}

/// C `hailo_rate_limit_t`: 132 bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct hailo_rate_limit_t {
    /// `char[128]` at 0
    pub stream_name: [c_char; 128],
    /// `uint32_t` at 128
    pub rate: u32,
}
// SAFETY: integers, floats, raw pointers and arrays of them: every byte pattern is a value.
unsafe impl crate::Record for hailo_rate_limit_t {
    const NAME: &'static str = "hailo_rate_limit_t";
}
