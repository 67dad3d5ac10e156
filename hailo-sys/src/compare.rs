//! Where the published crate `hailort-sys` 0.1.1 disagrees with HailoRT, era by era (feature `compare-hailort-sys`).
//!
//! The list is measured here, by `size_of` and `offset_of!` of that crate's records against the ABI tables, and is
//! compared with `abi/hailort-sys-0.1.1.txt`: a change on either side shows.
#![cfg(test)]
#![cfg(feature = "compare-hailort-sys")]

use std::fmt::Write as _;

use serde_json::Value;

use crate::Era;
use crate::layout::{is_in, number, table};

/// One record of the other crate: name, size, alignment, fields with their offsets.
type Theirs = (&'static str, usize, usize, Vec<(&'static str, usize)>);

macro_rules! theirs {
    ($($record:ident { $($field:ident)* })*) => {
        vec![$((
            stringify!($record),
            size_of::<hailort_sys::$record>(),
            align_of::<hailort_sys::$record>(),
            vec![$((stringify!($field), std::mem::offset_of!(hailort_sys::$record, $field))),*],
        )),*]
    };
}

macro_rules! their_constants {
    ($($name:ident)*) => { [$((stringify!($name), hailort_sys::$name as i64)),*] };
}

/// The records that both have; the other crate's names of nameless unions are its own and are left out.
#[rustfmt::skip]
fn their_records() -> Vec<Theirs> {
    theirs! {
        hailo_version_t { major minor revision }
        hailo_firmware_version_t { major minor revision }
        hailo_pcie_device_info_t { domain bus device func }
        hailo_device_id_t { id }
        hailo_device_identity_t { protocol_version fw_version logger_version board_name_length board_name is_release extended_context_switch_buffer extended_fw_check device_architecture serial_number_length serial_number part_number_length part_number product_name_length product_name }
        hailo_core_information_t { is_release extended_context_switch_buffer extended_fw_check fw_version }
        hailo_device_supported_features_t { ethernet mipi pcie current_monitoring mdio power_measurement }
        hailo_extended_device_information_t { neural_network_core_clock_rate supported_features boot_source soc_id lcs eth_mac_address unit_level_tracking_id soc_pm_values gpio_mask }
        hailo_fw_user_config_information_t { version entry_count total_size }
        hailo_vdevice_params_t { device_count device_ids scheduling_algorithm group_id multi_process_service }
        hailo_format_t { type_ order flags }
        hailo_quant_info_t { qp_zp qp_scale limvals_min limvals_max }
        hailo_transform_params_t { transform_mode user_buffer_format }
        hailo_demux_params_t { }
        hailo_pcie_input_stream_params_t { }
        hailo_pcie_output_stream_params_t { }
        hailo_integrated_input_stream_params_t { }
        hailo_integrated_output_stream_params_t { }
        hailo_stream_parameters_t { stream_interface direction flags params }
        hailo_stream_parameters_by_name_t { name stream_params }
        hailo_vstream_params_t { user_buffer_format timeout_ms queue_size vstream_stats_flags pipeline_elements_stats_flags }
        hailo_input_vstream_params_by_name_t { name params }
        hailo_output_vstream_params_by_name_t { name params }
        hailo_output_vstream_name_by_group_t { name pipeline_group_index }
        hailo_3d_image_shape_t { height width features }
        hailo_pix_buffer_plane_t { bytes_used plane_size ptr }
        hailo_pix_buffer_t { index planes number_of_planes memory_type }
        hailo_dma_buffer_t { fd size }
        hailo_buffer_parameters_t { flags }
        hailo_nms_defuse_info_t { class_group_index original_name }
        hailo_nms_info_t { number_of_classes max_bboxes_per_class max_bboxes_total bbox_size chunks_per_frame burst_size is_defused defuse_info burst_type }
        hailo_nms_fuse_input_t { buffer size nms_info }
        hailo_nms_shape_t { number_of_classes max_bboxes_per_class max_bboxes_total max_accumulated_mask_size }
        hailo_bbox_t { y_min x_min y_max x_max score }
        hailo_bbox_float32_t { y_min x_min y_max x_max score }
        hailo_rectangle_t { y_min x_min y_max x_max }
        hailo_detection_t { y_min x_min y_max x_max score class_id }
        hailo_detections_t { count detections }
        hailo_detection_with_byte_mask_t { box_ score class_id mask_size mask mask_offset }
        hailo_stream_write_async_completion_info_t { status buffer_addr buffer_size opaque }
        hailo_stream_read_async_completion_info_t { status buffer_addr buffer_size opaque }
        hailo_rx_error_notification_message_t { error queue_number rx_errors_count }
        hailo_debug_notification_message_t { connection_status connection_type vdma_is_active host_port host_ip_addr }
        hailo_health_monitor_dataflow_shutdown_notification_message_t { ts0_temperature ts1_temperature }
        hailo_health_monitor_temperature_alarm_notification_message_t { temperature_zone alarm_ts_id ts0_temperature ts1_temperature }
        hailo_health_monitor_overcurrent_alert_notification_message_t { overcurrent_zone exceeded_alert_threshold is_last_overcurrent_violation_reached }
        hailo_health_monitor_lcu_ecc_error_notification_message_t { cluster_error }
        hailo_health_monitor_cpu_ecc_notification_message_t { memory_bitmap }
        hailo_context_switch_breakpoint_reached_message_t { network_group_index batch_index context_index action_index }
        hailo_health_monitor_clock_changed_notification_message_t { previous_clock current_clock }
        hailo_hw_infer_manager_infer_done_notification_message_t { infer_cycles }
        hailo_start_update_cache_offset_notification_message_t { cache_id_bitmask }
        hailo_context_switch_run_time_error_message_t { exit_status network_group_index batch_index context_index action_index }
        hailo_throttling_state_change_message_t { new_state }
        hailo_notification_message_parameters_t { rx_error_notification debug_notification health_monitor_dataflow_shutdown_notification health_monitor_temperature_alarm_notification health_monitor_overcurrent_alert_notification health_monitor_lcu_ecc_error_notification health_monitor_cpu_ecc_notification context_switch_breakpoint_reached_notification health_monitor_clock_changed_notification hw_infer_manager_infer_done_notification context_switch_run_time_error start_update_cache_offset_notification throttling_state_change }
        hailo_notification_t { id sequence body }
        hailo_stream_info_t { shape hw_data_bytes hw_frame_size format direction index name quant_info is_mux }
        hailo_vstream_info_t { name network_name direction format shape quant_info }
        hailo_power_measurement_data_t { average_value average_time_value_milliseconds min_value max_value total_number_of_samples }
        hailo_chip_temperature_info_t { ts0_temperature ts1_temperature sample_count }
        hailo_throttling_level_t { temperature_threshold hysteresis_temperature_threshold throttling_nn_clock_freq }
        hailo_health_info_t { overcurrent_protection_active current_overcurrent_zone red_overcurrent_threshold overcurrent_throttling_active temperature_throttling_active current_temperature_zone current_temperature_throttling_level temperature_throttling_levels orange_temperature_threshold orange_hysteresis_temperature_threshold red_temperature_threshold red_hysteresis_temperature_threshold requested_overcurrent_clock_freq requested_temperature_clock_freq }
        hailo_performance_stats_t { cpu_utilization ram_size_total ram_size_used nnc_utilization ddr_noc_total_transactions dsp_utilization }
        hailo_health_stats_t { on_die_temperature on_die_voltage bist_failure_mask }
        hailo_network_parameters_t { batch_size }
        hailo_network_parameters_by_name_t { name network_params }
        hailo_configure_network_group_params_t { name batch_size power_mode latency enable_kv_cache stream_params_by_name_count stream_params_by_name network_params_by_name_count network_params_by_name }
        hailo_configure_params_t { network_group_params_count network_group_params }
        hailo_activate_network_group_params_t { }
        hailo_network_group_info_t { name is_multi_context }
        hailo_layer_name_t { name }
        hailo_network_info_t { name }
        hailo_stream_raw_buffer_t { buffer size }
        hailo_stream_raw_buffer_by_name_t { name raw_buffer }
        hailo_latency_measurement_result_t { avg_hw_latency_ms }
        hailo_rate_limit_t { stream_name rate }
        hailo_i2c_slave_config_t { endianness slave_address register_address_size bus_index should_hold_bus }
    }
}

#[rustfmt::skip]
#[allow(clippy::cast_lossless, clippy::unnecessary_cast, reason = "one cast for constants of many types")]
fn their_constants() -> Vec<(&'static str, i64)> {
    their_constants! {
        HAILO_MAX_NAME_SIZE HAILO_MAX_STREAM_NAME_SIZE HAILO_MAX_NETWORK_GROUP_NAME_SIZE
        HAILO_MAX_NETWORK_NAME_SIZE HAILO_MAX_BOARD_NAME_LENGTH HAILO_MAX_DEVICE_ID_LENGTH
        HAILO_MAX_SERIAL_NUMBER_LENGTH HAILO_MAX_PART_NUMBER_LENGTH HAILO_MAX_PRODUCT_NAME_LENGTH
        HAILO_MAX_STREAMS_COUNT HAILO_MAX_NETWORK_GROUPS HAILO_MAX_NETWORKS_IN_NETWORK_GROUP
        HAILO_SOC_ID_LENGTH HAILO_ETH_MAC_LENGTH HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH
        HAILO_SOC_PM_VALUES_BYTES_LENGTH HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER MAX_NUMBER_OF_PLANES
        NUMBER_OF_PLANES_NV12_NV21 NUMBER_OF_PLANES_I420 HAILO_INFINITE HAILO_PCIE_ANY_DOMAIN
        HAILO_RANDOM_SEED HAILO_DEFAULT_BATCH_SIZE HAILO_DEFAULT_VSTREAM_QUEUE_SIZE
        HAILO_DEFAULT_VSTREAM_TIMEOUT_MS HAILO_DEFAULT_ASYNC_INFER_TIMEOUT_MS
        HAILO_DEFAULT_ASYNC_INFER_QUEUE_SIZE HAILO_DEFAULT_DEVICE_COUNT HAILO_DEFAULT_ETH_SCAN_TIMEOUT_MS
        HAILO_DEFAULT_ETH_DEVICE_PORT HAILO_DEFAULT_ETH_MAX_PAYLOAD_SIZE
        HAILO_DEFAULT_ETH_MAX_NUMBER_OF_RETRIES HAILO_SCHEDULER_PRIORITY_NORMAL HAILO_SCHEDULER_PRIORITY_MAX
        HAILO_SCHEDULER_PRIORITY_MIN HAILO_DVM_OPTIONS_VDD_CORE HAILO_DVM_OPTIONS_VDD_IO
        HAILO_DVM_OPTIONS_MIPI_AVDD HAILO_DVM_OPTIONS_MIPI_AVDD_H HAILO_DVM_OPTIONS_USB_AVDD_IO
        HAILO_DVM_OPTIONS_VDD_TOP HAILO_DVM_OPTIONS_USB_AVDD_IO_HV HAILO_DVM_OPTIONS_AVDD_H
        HAILO_DVM_OPTIONS_SDIO_VDD_IO HAILO_DVM_OPTIONS_OVERCURRENT_PROTECTION HAILO_DVM_OPTIONS_COUNT
        HAILO_DVM_OPTIONS_AUTO HAILO_POWER_MEASUREMENT_TYPES__SHUNT_VOLTAGE
        HAILO_POWER_MEASUREMENT_TYPES__BUS_VOLTAGE HAILO_POWER_MEASUREMENT_TYPES__POWER
        HAILO_POWER_MEASUREMENT_TYPES__CURRENT HAILO_POWER_MEASUREMENT_TYPES__COUNT
        HAILO_POWER_MEASUREMENT_TYPES__AUTO HAILO_SAMPLING_PERIOD_140US HAILO_SAMPLING_PERIOD_204US
        HAILO_SAMPLING_PERIOD_332US HAILO_SAMPLING_PERIOD_588US HAILO_SAMPLING_PERIOD_1100US
        HAILO_SAMPLING_PERIOD_2116US HAILO_SAMPLING_PERIOD_4156US HAILO_SAMPLING_PERIOD_8244US
        HAILO_AVERAGE_FACTOR_1 HAILO_AVERAGE_FACTOR_4 HAILO_AVERAGE_FACTOR_16 HAILO_AVERAGE_FACTOR_64
        HAILO_AVERAGE_FACTOR_128 HAILO_AVERAGE_FACTOR_256 HAILO_AVERAGE_FACTOR_512 HAILO_AVERAGE_FACTOR_1024
        HAILO_MEASUREMENT_BUFFER_INDEX_0 HAILO_MEASUREMENT_BUFFER_INDEX_1 HAILO_MEASUREMENT_BUFFER_INDEX_2
        HAILO_MEASUREMENT_BUFFER_INDEX_3 HAILO_POWER_MODE_PERFORMANCE HAILO_POWER_MODE_ULTRA_PERFORMANCE
        HAILO_DEVICE_TYPE_PCIE HAILO_DEVICE_TYPE_ETH HAILO_DEVICE_TYPE_INTEGRATED HAILO_ARCH_HAILO8_A0
        HAILO_ARCH_HAILO8 HAILO_ARCH_HAILO8L HAILO_ARCH_HAILO15H HAILO_ARCH_HAILO15L HAILO_ARCH_HAILO15M
        HAILO_ARCH_HAILO10H HAILO_ARCH_HAILO12L HAILO_DEVICE_BOOT_SOURCE_INVALID
        HAILO_DEVICE_BOOT_SOURCE_PCIE HAILO_DEVICE_BOOT_SOURCE_FLASH HAILO_CPU_ID_0 HAILO_CPU_ID_1
        HAILO_SCHEDULING_ALGORITHM_NONE HAILO_SCHEDULING_ALGORITHM_ROUND_ROBIN HAILO_RESET_DEVICE_MODE_CHIP
        HAILO_RESET_DEVICE_MODE_NN_CORE HAILO_RESET_DEVICE_MODE_SOFT HAILO_RESET_DEVICE_MODE_FORCED_SOFT
        HAILO_RESET_DEVICE_MODE_REBOOT HAILO_WATCHDOG_MODE_HW_SW HAILO_WATCHDOG_MODE_HW_ONLY
        HAILO_BIG_ENDIAN HAILO_LITTLE_ENDIAN HAILO_FORMAT_TYPE_AUTO HAILO_FORMAT_TYPE_UINT8
        HAILO_FORMAT_TYPE_UINT16 HAILO_FORMAT_TYPE_FLOAT32 HAILO_FORMAT_ORDER_AUTO HAILO_FORMAT_ORDER_NHWC
        HAILO_FORMAT_ORDER_NHCW HAILO_FORMAT_ORDER_FCR HAILO_FORMAT_ORDER_F8CR HAILO_FORMAT_ORDER_NHW
        HAILO_FORMAT_ORDER_NC HAILO_FORMAT_ORDER_BAYER_RGB HAILO_FORMAT_ORDER_12_BIT_BAYER_RGB
        HAILO_FORMAT_ORDER_HAILO_NMS HAILO_FORMAT_ORDER_RGB888 HAILO_FORMAT_ORDER_NCHW
        HAILO_FORMAT_ORDER_YUY2 HAILO_FORMAT_ORDER_NV12 HAILO_FORMAT_ORDER_NV21
        HAILO_FORMAT_ORDER_HAILO_YYUV HAILO_FORMAT_ORDER_HAILO_YYVU HAILO_FORMAT_ORDER_RGB4
        HAILO_FORMAT_ORDER_I420 HAILO_FORMAT_ORDER_HAILO_YYYYUV HAILO_FORMAT_ORDER_HAILO_NMS_WITH_BYTE_MASK
        HAILO_FORMAT_ORDER_HAILO_NMS_ON_CHIP HAILO_FORMAT_ORDER_HAILO_NMS_BY_CLASS
        HAILO_FORMAT_ORDER_HAILO_NMS_BY_SCORE HAILO_FORMAT_FLAGS_NONE HAILO_FORMAT_FLAGS_QUANTIZED
        HAILO_FORMAT_FLAGS_TRANSPOSED HAILO_STREAM_NO_TRANSFORM HAILO_STREAM_TRANSFORM_COPY HAILO_H2D_STREAM
        HAILO_D2H_STREAM HAILO_STREAM_FLAGS_NONE HAILO_STREAM_FLAGS_ASYNC HAILO_STREAM_INTERFACE_PCIE
        HAILO_STREAM_INTERFACE_ETH HAILO_STREAM_INTERFACE_MIPI HAILO_STREAM_INTERFACE_INTEGRATED
        HAILO_LATENCY_NONE HAILO_LATENCY_MEASURE HAILO_LATENCY_CLEAR_AFTER_GET HAILO_VSTREAM_STATS_NONE
        HAILO_VSTREAM_STATS_MEASURE_FPS HAILO_VSTREAM_STATS_MEASURE_LATENCY HAILO_PIPELINE_ELEM_STATS_NONE
        HAILO_PIPELINE_ELEM_STATS_MEASURE_FPS HAILO_PIPELINE_ELEM_STATS_MEASURE_LATENCY
        HAILO_PIPELINE_ELEM_STATS_MEASURE_QUEUE_SIZE HAILO_DMA_BUFFER_DIRECTION_H2D
        HAILO_DMA_BUFFER_DIRECTION_D2H HAILO_DMA_BUFFER_DIRECTION_BOTH HAILO_BUFFER_FLAGS_NONE
        HAILO_BUFFER_FLAGS_DMA HAILO_BUFFER_FLAGS_CONTINUOUS HAILO_BUFFER_FLAGS_SHARED_MEMORY
        HAILO_PIX_BUFFER_MEMORY_TYPE_USERPTR HAILO_PIX_BUFFER_MEMORY_TYPE_DMABUF HAILO_BURST_TYPE_H8_BBOX
        HAILO_BURST_TYPE_H15_BBOX HAILO_BURST_TYPE_H8_PER_CLASS HAILO_BURST_TYPE_H15_PER_CLASS
        HAILO_BURST_TYPE_H15_PER_FRAME HAILO_BURST_TYPE_COUNT
        HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__GREEN
        HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__ORANGE
        HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__RED
        HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__GREEN
        HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__RED HAILO_THROTTLING_STATE_NONE
        HAILO_THROTTLING_STATE_0_LIGHT HAILO_THROTTLING_STATE_1_MEDIUM HAILO_THROTTLING_STATE_2_HEAVY
        HAILO_THROTTLING_STATE_3_SEVERE HAILO_THROTTLING_STATE_4_STREAMS_OFF HAILO_THROTTLING_STATE_OVERHEAT
        HAILO_THROTTLING_STATE_COUNT HAILO_NOTIFICATION_ID_ETHERNET_RX_ERROR
        HAILO_NOTIFICATION_ID_HEALTH_MONITOR_TEMPERATURE_ALARM
        HAILO_NOTIFICATION_ID_HEALTH_MONITOR_DATAFLOW_SHUTDOWN
        HAILO_NOTIFICATION_ID_HEALTH_MONITOR_OVERCURRENT_ALARM
        HAILO_NOTIFICATION_ID_LCU_ECC_CORRECTABLE_ERROR HAILO_NOTIFICATION_ID_LCU_ECC_UNCORRECTABLE_ERROR
        HAILO_NOTIFICATION_ID_CPU_ECC_ERROR HAILO_NOTIFICATION_ID_CPU_ECC_FATAL HAILO_NOTIFICATION_ID_DEBUG
        HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_BREAKPOINT_REACHED
        HAILO_NOTIFICATION_ID_HEALTH_MONITOR_CLOCK_CHANGED_EVENT
        HAILO_NOTIFICATION_ID_HW_INFER_MANAGER_INFER_DONE
        HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_RUN_TIME_ERROR_EVENT
        HAILO_NOTIFICATION_ID_NN_CORE_CRC_ERROR_EVENT HAILO_NOTIFICATION_ID_THROTTLING_STATE_CHANGE_EVENT
        HAILO_NOTIFICATION_ID_COUNT HAILO_SENSOR_TYPES_GENERIC HAILO_SENSOR_TYPES_ONSEMI_AR0220AT
        HAILO_SENSOR_TYPES_RASPICAM HAILO_SENSOR_TYPES_ONSEMI_AS0149AT HAILO_SENSOR_TYPES_HAILO8_ISP
        HAILO_FW_LOGGER_INTERFACE_PCIE HAILO_FW_LOGGER_INTERFACE_UART HAILO_FW_LOGGER_LEVEL_TRACE
        HAILO_FW_LOGGER_LEVEL_DEBUG HAILO_FW_LOGGER_LEVEL_INFO HAILO_FW_LOGGER_LEVEL_WARN
        HAILO_FW_LOGGER_LEVEL_ERROR HAILO_FW_LOGGER_LEVEL_FATAL HAILO_SUCCESS HAILO_UNINITIALIZED
        HAILO_INVALID_ARGUMENT HAILO_OUT_OF_HOST_MEMORY HAILO_TIMEOUT HAILO_INSUFFICIENT_BUFFER
        HAILO_INVALID_OPERATION HAILO_NOT_IMPLEMENTED HAILO_INTERNAL_FAILURE HAILO_DATA_ALIGNMENT_FAILURE
        HAILO_CHUNK_TOO_LARGE HAILO_INVALID_LOGGER_LEVEL HAILO_CLOSE_FAILURE HAILO_OPEN_FILE_FAILURE
        HAILO_FILE_OPERATION_FAILURE HAILO_UNSUPPORTED_CONTROL_PROTOCOL_VERSION HAILO_UNSUPPORTED_FW_VERSION
        HAILO_INVALID_CONTROL_RESPONSE HAILO_FW_CONTROL_FAILURE HAILO_ETH_FAILURE
        HAILO_ETH_INTERFACE_NOT_FOUND HAILO_ETH_RECV_FAILURE HAILO_ETH_SEND_FAILURE HAILO_INVALID_FIRMWARE
        HAILO_INVALID_CONTEXT_COUNT HAILO_INVALID_FRAME HAILO_INVALID_HEF
        HAILO_PCIE_NOT_SUPPORTED_ON_PLATFORM HAILO_INTERRUPTED_BY_SIGNAL HAILO_START_VDMA_CHANNEL_FAIL
        HAILO_SYNC_VDMA_BUFFER_FAIL HAILO_STOP_VDMA_CHANNEL_FAIL HAILO_CLOSE_VDMA_CHANNEL_FAIL
        HAILO_ATR_TABLES_CONF_VALIDATION_FAIL HAILO_EVENT_CREATE_FAIL HAILO_READ_EVENT_FAIL
        HAILO_DRIVER_OPERATION_FAILED HAILO_INVALID_FIRMWARE_MAGIC HAILO_INVALID_FIRMWARE_CODE_SIZE
        HAILO_INVALID_KEY_CERTIFICATE_SIZE HAILO_INVALID_CONTENT_CERTIFICATE_SIZE
        HAILO_MISMATCHING_FIRMWARE_BUFFER_SIZES HAILO_INVALID_FIRMWARE_CPU_ID
        HAILO_CONTROL_RESPONSE_MD5_MISMATCH HAILO_GET_CONTROL_RESPONSE_FAIL HAILO_GET_D2H_EVENT_MESSAGE_FAIL
        HAILO_MUTEX_INIT_FAIL HAILO_OUT_OF_DESCRIPTORS HAILO_UNSUPPORTED_OPCODE
        HAILO_USER_MODE_RATE_LIMITER_NOT_SUPPORTED HAILO_RATE_LIMIT_MAXIMUM_BANDWIDTH_EXCEEDED
        HAILO_ANSI_TO_UTF16_CONVERSION_FAILED HAILO_UTF16_TO_ANSI_CONVERSION_FAILED
        HAILO_UNEXPECTED_INTERFACE_INFO_FAILURE HAILO_UNEXPECTED_ARP_TABLE_FAILURE
        HAILO_MAC_ADDRESS_NOT_FOUND HAILO_NO_IPV4_INTERFACES_FOUND HAILO_SHUTDOWN_EVENT_SIGNALED
        HAILO_THREAD_ALREADY_ACTIVATED HAILO_THREAD_NOT_ACTIVATED HAILO_THREAD_NOT_JOINABLE HAILO_NOT_FOUND
        HAILO_COMMUNICATION_CLOSED HAILO_STREAM_ABORT HAILO_DRIVER_NOT_INSTALLED HAILO_NOT_AVAILABLE
        HAILO_TRAFFIC_CONTROL_FAILURE HAILO_INVALID_SECOND_STAGE HAILO_INVALID_PIPELINE
        HAILO_NETWORK_GROUP_NOT_ACTIVATED HAILO_VSTREAM_PIPELINE_NOT_ACTIVATED HAILO_OUT_OF_FW_MEMORY
        HAILO_STREAM_NOT_ACTIVATED HAILO_DEVICE_IN_USE HAILO_OUT_OF_PHYSICAL_DEVICES
        HAILO_INVALID_DEVICE_ARCHITECTURE HAILO_INVALID_DRIVER_VERSION HAILO_RPC_FAILED
        HAILO_INVALID_SERVICE_VERSION HAILO_NOT_SUPPORTED HAILO_NMS_BURST_INVALID_DATA
        HAILO_OUT_OF_HOST_CMA_MEMORY HAILO_QUEUE_IS_FULL HAILO_DMA_MAPPING_ALREADY_EXISTS
        HAILO_CANT_MEET_BUFFER_REQUIREMENTS HAILO_DRIVER_INVALID_RESPONSE HAILO_DRIVER_INVALID_IOCTL
        HAILO_DRIVER_TIMEOUT HAILO_DRIVER_INTERRUPTED HAILO_CONNECTION_REFUSED HAILO_DRIVER_WAIT_CANCELED
        HAILO_HEF_FILE_CORRUPTED HAILO_HEF_NOT_SUPPORTED HAILO_HEF_NOT_COMPATIBLE_WITH_DEVICE
        HAILO_INVALID_HEF_USE HAILO_OPERATION_ABORTED HAILO_DEVICE_NOT_CONNECTED
        HAILO_DEVICE_TEMPORARILY_UNAVAILABLE
    }
    .to_vec()
}

/// The fields of a C record by name, those of nameless parts with them, at their offsets in the whole.
fn flatten(fields: &Value, base: usize, out: &mut Vec<(String, usize)>) {
    for field in fields.as_array().unwrap() {
        let offset = base + number(&field[1]);
        match field[2].get("fields") {
            Some(inner) => flatten(inner, offset, out),
            None => out.push((field[0].as_str().unwrap().to_owned(), offset)),
        }
    }
}

/// Every disagreement with one era, one line each.
fn disagreements(table: &Value, era: usize) -> Vec<String> {
    let mut found = Vec::new();
    for (name, size, align, fields) in their_records() {
        let record = table["records"].as_array().unwrap().iter().find(|r| r["name"] == name).unwrap();
        let Some(ours) = record["layouts"].as_array().unwrap().iter().find(|l| is_in(table, l, era)) else {
            found.push(format!("{name}: not in C"));
            continue;
        };
        let (c_size, c_align) = (number(&ours["size"]), number(&ours["align"]));
        if (size, align) != (c_size, c_align) {
            found
                .push(format!("{name}: {size} bytes aligned to {align}, in C {c_size} aligned to {c_align}"));
        }
        let mut c_fields = Vec::new();
        flatten(&ours["fields"], 0, &mut c_fields);
        for (field, offset) in &fields {
            match c_fields.iter().find(|(c, _)| c == field.trim_end_matches('_')) {
                Some((_, c)) if c == offset => {}
                Some((_, c)) => found.push(format!("{name}.{field}: at {offset}, in C at {c}")),
                None => found.push(format!("{name}.{field}: not in C")),
            }
        }
        for (c, offset) in &c_fields {
            if !c.starts_with("reserved") && fields.iter().all(|(field, _)| field.trim_end_matches('_') != c)
            {
                found.push(format!("{name}.{c}: missing, in C at {offset}"));
            }
        }
    }
    let values = |name: &str| {
        let enums = table["enums"].as_array().unwrap().iter().flat_map(|e| {
            let values = e["values"].as_array().unwrap().iter();
            values.filter(move |v| is_in(table, v.get(2).unwrap_or(e), era)).map(|v| (&v[0], &v[1]))
        });
        let constants = table["constants"].as_array().unwrap().iter().filter(|c| is_in(table, c, era));
        let mut all = enums.chain(constants.map(|c| (&c["name"], &c["value"])));
        all.find(|(n, _)| **n == *name).and_then(|(_, value)| value.as_i64())
    };
    for (name, value) in their_constants() {
        match values(name) {
            Some(c) if c == value => {}
            Some(c) => found.push(format!("{name}: {value}, in C {c}")),
            None => found.push(format!("{name}: not in C")),
        }
    }
    found
}

#[test]
fn the_disagreements_are_the_known_ones() {
    let table = table();
    let mut lines: Vec<(String, String)> = Vec::new();
    for (index, era) in table["eras"].as_array().unwrap().iter().enumerate() {
        for text in disagreements(&table, index) {
            let era = era["era"].as_str().unwrap();
            match lines.iter_mut().find(|(known, _)| *known == text) {
                Some((_, eras)) => write!(eras, " {era}").unwrap(),
                None => lines.push((text, era.to_owned())),
            }
        }
    }
    assert_eq!(table["eras"].as_array().unwrap().len(), Era::ALL.len());
    lines.sort();
    let found: String = lines.iter().map(|(text, eras)| format!("{text} [{eras}]\n")).collect();
    let expected: String = include_str!("../abi/hailort-sys-0.1.1.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| format!("{line}\n"))
        .collect();
    assert_eq!(found, expected, "found:\n{found}");
}

/// What is right in that crate runs on the library it was linked with, simulated or real with a device: nothing of ours
/// is between the two.
#[test]
fn its_correct_calls_run_on_the_linked_library() {
    let mut version = hailort_sys::hailo_version_t { major: 0, minor: 0, revision: 0 };
    // SAFETY: one version, for which there is room.
    assert_eq!(unsafe { hailort_sys::hailo_get_library_version(&raw mut version) }, 0);
    let known = Era::known_versions().any(|v| (v.major, v.minor) == (version.major, version.minor));
    assert!(known, "{}.{}.{}", version.major, version.minor, version.revision);

    let mut ids = [hailort_sys::hailo_device_id_t { id: [0; 32] }; 8];
    let mut count = ids.len();
    // SAFETY: there is room for `count` ids.
    let status =
        unsafe { hailort_sys::hailo_scan_devices(std::ptr::null_mut(), ids.as_mut_ptr(), &raw mut count) };
    assert_eq!(status, 0);
    assert!(count >= 1, "no device");

    let mut device = std::ptr::null_mut();
    // SAFETY: the id is one that the scan answered; there is room for a handle.
    assert_eq!(unsafe { hailort_sys::hailo_create_device_by_id(&raw const ids[0], &raw mut device) }, 0);
    let mut temperature = hailort_sys::hailo_chip_temperature_info_t {
        ts0_temperature: f32::NAN,
        ts1_temperature: f32::NAN,
        sample_count: 0,
    };
    // SAFETY: the device is open; the record is one of those that both lay out alike.
    assert_eq!(unsafe { hailort_sys::hailo_get_chip_temperature(device, &raw mut temperature) }, 0);
    assert!((-40.0..130.0).contains(&temperature.ts0_temperature), "{}", temperature.ts0_temperature);
    // SAFETY: the device is open and not used again.
    assert_eq!(unsafe { hailort_sys::hailo_release_device(device) }, 0);
}
