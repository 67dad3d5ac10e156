// Written by `cargo xtask codegen` from hailo-sys/abi/hailort.json and src/shim.rs. Do not edit.

use super::{Measured, measure};
use crate::Era;

/// Size, alignment and fields of every record of an era, as compiled.
#[rustfmt::skip]
pub(super) fn records(era: Era) -> Vec<Measured> {
match era {
Era::V4_20 => { use crate::era::v4_20 as e; vec![
measure!(struct e::hailo_version_t { major minor revision }),
measure!(struct e::hailo_power_measurement_data_t { average_value average_time_value_milliseconds min_value max_value total_number_of_samples }),
measure!(struct e::hailo_eth_device_info_t { host_address device_address timeout_millis max_number_of_attempts max_payload_size }),
measure!(struct e::hailo_pcie_device_info_t { domain bus device func }),
measure!(struct e::hailo_device_id_t { id }),
measure!(struct e::hailo_vdevice_params_t { device_count device_ids scheduling_algorithm group_id multi_process_service }),
measure!(struct e::hailo_firmware_version_t { major minor revision }),
measure!(struct e::hailo_device_identity_t { protocol_version fw_version logger_version board_name_length board_name is_release extended_context_switch_buffer device_architecture serial_number_length serial_number part_number_length part_number product_name_length product_name }),
measure!(struct e::hailo_core_information_t { is_release extended_context_switch_buffer fw_version }),
measure!(struct e::hailo_device_supported_features_t { ethernet mipi pcie current_monitoring mdio }),
measure!(struct e::hailo_extended_device_information_t { neural_network_core_clock_rate supported_features boot_source soc_id lcs eth_mac_address unit_level_tracking_id soc_pm_values }),
measure!(struct e::hailo_i2c_slave_config_t { endianness slave_address register_address_size bus_index should_hold_bus }),
measure!(struct e::hailo_fw_user_config_information_t { version entry_count total_size }),
measure!(struct e::hailo_format_t { type_ order flags }),
measure!(struct e::hailo_buffer_parameters_t { flags }),
measure!(struct e::hailo_transform_params_t { transform_mode user_buffer_format }),
measure!(struct e::hailo_demux_params_t { reserved }),
measure!(struct e::hailo_quant_info_t { qp_zp qp_scale limvals_min limvals_max }),
measure!(struct e::hailo_eth_input_stream_params_t { host_address device_port is_sync_enabled frames_per_sync max_payload_size rate_limit_bytes_per_sec buffers_threshold }),
measure!(struct e::hailo_eth_output_stream_params_t { host_address device_port is_sync_enabled max_payload_size buffers_threshold }),
measure!(struct e::hailo_pcie_input_stream_params_t { reserved }),
measure!(struct e::hailo_pcie_output_stream_params_t { reserved }),
measure!(struct e::hailo_mipi_common_params_t { img_width_pixels img_height_pixels pixels_per_clock number_of_lanes clock_selection virtual_channel_index data_rate }),
measure!(struct e::hailo_isp_params_t { isp_img_in_order isp_img_out_data_type isp_crop_enable isp_crop_output_width_pixels isp_crop_output_height_pixels isp_crop_output_width_start_offset_pixels isp_crop_output_height_start_offset_pixels isp_test_pattern_enable isp_configuration_bypass isp_run_time_ae_enable isp_run_time_awb_enable isp_run_time_adt_enable isp_run_time_af_enable isp_run_time_calculations_interval_ms isp_light_frequency }),
measure!(struct e::hailo_mipi_input_stream_params_t { mipi_common_params mipi_rx_id data_type isp_enable isp_params }),
measure!(struct e::hailo_integrated_input_stream_params_t { reserved }),
measure!(struct e::hailo_integrated_output_stream_params_t { reserved }),
measure!(struct e::hailo_stream_parameters_t { stream_interface direction flags u }),
measure!(union e::hailo_stream_parameters_t__u { pcie_input_params integrated_input_params eth_input_params mipi_input_params pcie_output_params integrated_output_params eth_output_params }),
measure!(struct e::hailo_stream_parameters_by_name_t { name stream_params }),
measure!(struct e::hailo_vstream_params_t { user_buffer_format timeout_ms queue_size vstream_stats_flags pipeline_elements_stats_flags }),
measure!(struct e::hailo_input_vstream_params_by_name_t { name params }),
measure!(struct e::hailo_output_vstream_params_by_name_t { name params }),
measure!(struct e::hailo_output_vstream_name_by_group_t { name pipeline_group_index }),
measure!(struct e::hailo_3d_image_shape_t { height width features }),
measure!(struct e::hailo_pix_buffer_plane_t { bytes_used plane_size u }),
measure!(union e::hailo_pix_buffer_plane_t__u { user_ptr fd }),
measure!(struct e::hailo_pix_buffer_t { index planes number_of_planes memory_type }),
measure!(struct e::hailo_dma_buffer_t { fd size }),
measure!(struct e::hailo_nms_defuse_info_t { class_group_index original_name }),
measure!(struct e::hailo_nms_info_t { number_of_classes u bbox_size chunks_per_frame is_defused defuse_info burst_size burst_type order_type }),
measure!(union e::hailo_nms_info_t__u { max_bboxes_per_class max_bboxes_total }),
measure!(struct e::hailo_nms_fuse_input_t { buffer size nms_info }),
measure!(struct e::hailo_nms_shape_t { number_of_classes u max_accumulated_mask_size order_type }),
measure!(union e::hailo_nms_shape_t__u { max_bboxes_per_class max_bboxes_total }),
measure!(struct e::hailo_bbox_t { y_min x_min y_max x_max score }),
measure!(struct e::hailo_bbox_float32_t { y_min x_min y_max x_max score }),
measure!(struct e::hailo_rectangle_t { y_min x_min y_max x_max }),
measure!(struct e::hailo_detection_t { y_min x_min y_max x_max score class_id }),
measure!(struct e::hailo_detection_with_byte_mask_t { box_ score class_id mask_size mask }),
measure!(struct e::hailo_stream_write_async_completion_info_t { status buffer_addr buffer_size opaque }),
measure!(struct e::hailo_stream_read_async_completion_info_t { status buffer_addr buffer_size opaque }),
measure!(struct e::hailo_stream_info_t { u hw_data_bytes hw_frame_size format direction index name quant_info is_mux }),
measure!(union e::hailo_stream_info_t__u { s nms_info }),
measure!(struct e::hailo_stream_info_t__u__s { shape hw_shape }),
measure!(struct e::hailo_vstream_info_t { name network_name direction format u quant_info }),
measure!(union e::hailo_vstream_info_t__u { shape nms_shape }),
measure!(struct e::hailo_network_parameters_t { batch_size }),
measure!(struct e::hailo_network_parameters_by_name_t { name network_params }),
measure!(struct e::hailo_configure_network_group_params_t { name batch_size power_mode latency stream_params_by_name_count stream_params_by_name network_params_by_name_count network_params_by_name }),
measure!(struct e::hailo_configure_params_t { network_group_params_count network_group_params }),
measure!(struct e::hailo_activate_network_group_params_t { reserved }),
measure!(struct e::hailo_network_group_info_t { name is_multi_context }),
measure!(struct e::hailo_layer_name_t { name }),
measure!(struct e::hailo_network_info_t { name }),
measure!(struct e::hailo_rx_error_notification_message_t { error queue_number rx_errors_count }),
measure!(struct e::hailo_debug_notification_message_t { connection_status connection_type vdma_is_active host_port host_ip_addr }),
measure!(struct e::hailo_health_monitor_dataflow_shutdown_notification_message_t { closed_input_streams closed_output_streams ts0_temperature ts1_temperature }),
measure!(struct e::hailo_health_monitor_temperature_alarm_notification_message_t { temperature_zone alarm_ts_id ts0_temperature ts1_temperature }),
measure!(struct e::hailo_health_monitor_overcurrent_alert_notification_message_t { overcurrent_zone exceeded_alert_threshold is_last_overcurrent_violation_reached }),
measure!(struct e::hailo_health_monitor_lcu_ecc_error_notification_message_t { cluster_error }),
measure!(struct e::hailo_health_monitor_cpu_ecc_notification_message_t { memory_bitmap }),
measure!(struct e::hailo_context_switch_breakpoint_reached_message_t { network_group_index batch_index context_index action_index }),
measure!(struct e::hailo_health_monitor_clock_changed_notification_message_t { previous_clock current_clock }),
measure!(struct e::hailo_hw_infer_manager_infer_done_notification_message_t { infer_cycles }),
measure!(struct e::hailo_start_update_cache_offset_notification_message_t { cache_id_bitmask }),
measure!(struct e::hailo_context_switch_run_time_error_message_t { exit_status network_group_index batch_index context_index action_index }),
measure!(union e::hailo_notification_message_parameters_t { rx_error_notification debug_notification health_monitor_dataflow_shutdown_notification health_monitor_temperature_alarm_notification health_monitor_overcurrent_alert_notification health_monitor_lcu_ecc_error_notification health_monitor_cpu_ecc_notification context_switch_breakpoint_reached_notification health_monitor_clock_changed_notification hw_infer_manager_infer_done_notification context_switch_run_time_error start_update_cache_offset_notification }),
measure!(struct e::hailo_notification_t { id sequence body }),
measure!(struct e::hailo_chip_temperature_info_t { ts0_temperature ts1_temperature sample_count }),
measure!(struct e::hailo_throttling_level_t { temperature_threshold hysteresis_temperature_threshold throttling_nn_clock_freq }),
measure!(struct e::hailo_health_info_t { overcurrent_protection_active current_overcurrent_zone red_overcurrent_threshold overcurrent_throttling_active temperature_throttling_active current_temperature_zone current_temperature_throttling_level temperature_throttling_levels orange_temperature_threshold orange_hysteresis_temperature_threshold red_temperature_threshold red_hysteresis_temperature_threshold requested_overcurrent_clock_freq requested_temperature_clock_freq }),
measure!(struct e::hailo_stream_raw_buffer_t { buffer size }),
measure!(struct e::hailo_stream_raw_buffer_by_name_t { name raw_buffer }),
measure!(struct e::hailo_latency_measurement_result_t { avg_hw_latency_ms }),
measure!(struct e::hailo_rate_limit_t { stream_name rate }),
] }
Era::V4_21 => { use crate::era::v4_21 as e; vec![
measure!(struct e::hailo_version_t { major minor revision }),
measure!(struct e::hailo_power_measurement_data_t { average_value average_time_value_milliseconds min_value max_value total_number_of_samples }),
measure!(struct e::hailo_eth_device_info_t { host_address device_address timeout_millis max_number_of_attempts max_payload_size }),
measure!(struct e::hailo_pcie_device_info_t { domain bus device func }),
measure!(struct e::hailo_device_id_t { id }),
measure!(struct e::hailo_vdevice_params_t { device_count device_ids scheduling_algorithm group_id multi_process_service }),
measure!(struct e::hailo_firmware_version_t { major minor revision }),
measure!(struct e::hailo_device_identity_t { protocol_version fw_version logger_version board_name_length board_name is_release extended_context_switch_buffer device_architecture serial_number_length serial_number part_number_length part_number product_name_length product_name }),
measure!(struct e::hailo_core_information_t { is_release extended_context_switch_buffer fw_version }),
measure!(struct e::hailo_device_supported_features_t { ethernet mipi pcie current_monitoring mdio }),
measure!(struct e::hailo_extended_device_information_t { neural_network_core_clock_rate supported_features boot_source soc_id lcs eth_mac_address unit_level_tracking_id soc_pm_values gpio_mask }),
measure!(struct e::hailo_i2c_slave_config_t { endianness slave_address register_address_size bus_index should_hold_bus }),
measure!(struct e::hailo_fw_user_config_information_t { version entry_count total_size }),
measure!(struct e::hailo_format_t { type_ order flags }),
measure!(struct e::hailo_buffer_parameters_t { flags }),
measure!(struct e::hailo_transform_params_t { transform_mode user_buffer_format }),
measure!(struct e::hailo_demux_params_t { reserved }),
measure!(struct e::hailo_quant_info_t { qp_zp qp_scale limvals_min limvals_max }),
measure!(struct e::hailo_eth_input_stream_params_t { host_address device_port is_sync_enabled frames_per_sync max_payload_size rate_limit_bytes_per_sec buffers_threshold }),
measure!(struct e::hailo_eth_output_stream_params_t { host_address device_port is_sync_enabled max_payload_size buffers_threshold }),
measure!(struct e::hailo_pcie_input_stream_params_t { reserved }),
measure!(struct e::hailo_pcie_output_stream_params_t { reserved }),
measure!(struct e::hailo_mipi_common_params_t { img_width_pixels img_height_pixels pixels_per_clock number_of_lanes clock_selection virtual_channel_index data_rate }),
measure!(struct e::hailo_isp_params_t { isp_img_in_order isp_img_out_data_type isp_crop_enable isp_crop_output_width_pixels isp_crop_output_height_pixels isp_crop_output_width_start_offset_pixels isp_crop_output_height_start_offset_pixels isp_test_pattern_enable isp_configuration_bypass isp_run_time_ae_enable isp_run_time_awb_enable isp_run_time_adt_enable isp_run_time_af_enable isp_run_time_calculations_interval_ms isp_light_frequency }),
measure!(struct e::hailo_mipi_input_stream_params_t { mipi_common_params mipi_rx_id data_type isp_enable isp_params }),
measure!(struct e::hailo_integrated_input_stream_params_t { reserved }),
measure!(struct e::hailo_integrated_output_stream_params_t { reserved }),
measure!(struct e::hailo_stream_parameters_t { stream_interface direction flags u }),
measure!(union e::hailo_stream_parameters_t__u { pcie_input_params integrated_input_params eth_input_params mipi_input_params pcie_output_params integrated_output_params eth_output_params }),
measure!(struct e::hailo_stream_parameters_by_name_t { name stream_params }),
measure!(struct e::hailo_vstream_params_t { user_buffer_format timeout_ms queue_size vstream_stats_flags pipeline_elements_stats_flags }),
measure!(struct e::hailo_input_vstream_params_by_name_t { name params }),
measure!(struct e::hailo_output_vstream_params_by_name_t { name params }),
measure!(struct e::hailo_output_vstream_name_by_group_t { name pipeline_group_index }),
measure!(struct e::hailo_3d_image_shape_t { height width features }),
measure!(struct e::hailo_pix_buffer_plane_t { bytes_used plane_size u }),
measure!(union e::hailo_pix_buffer_plane_t__u { user_ptr fd }),
measure!(struct e::hailo_pix_buffer_t { index planes number_of_planes memory_type }),
measure!(struct e::hailo_dma_buffer_t { fd size }),
measure!(struct e::hailo_nms_defuse_info_t { class_group_index original_name }),
measure!(struct e::hailo_nms_info_t { number_of_classes max_bboxes_per_class max_bboxes_total bbox_size chunks_per_frame is_defused defuse_info burst_size burst_type }),
measure!(struct e::hailo_nms_fuse_input_t { buffer size nms_info }),
measure!(struct e::hailo_nms_shape_t { number_of_classes max_bboxes_per_class max_bboxes_total max_accumulated_mask_size }),
measure!(struct e::hailo_bbox_t { y_min x_min y_max x_max score }),
measure!(struct e::hailo_bbox_float32_t { y_min x_min y_max x_max score }),
measure!(struct e::hailo_rectangle_t { y_min x_min y_max x_max }),
measure!(struct e::hailo_detection_t { y_min x_min y_max x_max score class_id }),
measure!(struct e::hailo_detections_t { count detections }),
measure!(struct e::hailo_detection_with_byte_mask_t { box_ score class_id mask_size mask }),
measure!(struct e::hailo_stream_write_async_completion_info_t { status buffer_addr buffer_size opaque }),
measure!(struct e::hailo_stream_read_async_completion_info_t { status buffer_addr buffer_size opaque }),
measure!(struct e::hailo_stream_info_t { u hw_data_bytes hw_frame_size format direction index name quant_info is_mux }),
measure!(union e::hailo_stream_info_t__u { s nms_info }),
measure!(struct e::hailo_stream_info_t__u__s { shape hw_shape }),
measure!(struct e::hailo_vstream_info_t { name network_name direction format u quant_info }),
measure!(union e::hailo_vstream_info_t__u { shape nms_shape }),
measure!(struct e::hailo_network_parameters_t { batch_size }),
measure!(struct e::hailo_network_parameters_by_name_t { name network_params }),
measure!(struct e::hailo_configure_network_group_params_t { name batch_size power_mode latency stream_params_by_name_count stream_params_by_name network_params_by_name_count network_params_by_name }),
measure!(struct e::hailo_configure_params_t { network_group_params_count network_group_params }),
measure!(struct e::hailo_activate_network_group_params_t { reserved }),
measure!(struct e::hailo_network_group_info_t { name is_multi_context }),
measure!(struct e::hailo_layer_name_t { name }),
measure!(struct e::hailo_network_info_t { name }),
measure!(struct e::hailo_rx_error_notification_message_t { error queue_number rx_errors_count }),
measure!(struct e::hailo_debug_notification_message_t { connection_status connection_type vdma_is_active host_port host_ip_addr }),
measure!(struct e::hailo_health_monitor_dataflow_shutdown_notification_message_t { ts0_temperature ts1_temperature }),
measure!(struct e::hailo_health_monitor_temperature_alarm_notification_message_t { temperature_zone alarm_ts_id ts0_temperature ts1_temperature }),
measure!(struct e::hailo_health_monitor_overcurrent_alert_notification_message_t { overcurrent_zone exceeded_alert_threshold is_last_overcurrent_violation_reached }),
measure!(struct e::hailo_health_monitor_lcu_ecc_error_notification_message_t { cluster_error }),
measure!(struct e::hailo_health_monitor_cpu_ecc_notification_message_t { memory_bitmap }),
measure!(struct e::hailo_performance_stats_t { cpu_utilization ram_size_total ram_size_used nnc_utilization ddr_noc_total_transactions dsp_utilization }),
measure!(struct e::hailo_health_stats_t { on_die_temperature on_die_voltage startup_bist_mask }),
measure!(struct e::hailo_context_switch_breakpoint_reached_message_t { network_group_index batch_index context_index action_index }),
measure!(struct e::hailo_health_monitor_clock_changed_notification_message_t { previous_clock current_clock }),
measure!(struct e::hailo_hw_infer_manager_infer_done_notification_message_t { infer_cycles }),
measure!(struct e::hailo_start_update_cache_offset_notification_message_t { cache_id_bitmask }),
measure!(struct e::hailo_context_switch_run_time_error_message_t { exit_status network_group_index batch_index context_index action_index }),
measure!(union e::hailo_notification_message_parameters_t { rx_error_notification debug_notification health_monitor_dataflow_shutdown_notification health_monitor_temperature_alarm_notification health_monitor_overcurrent_alert_notification health_monitor_lcu_ecc_error_notification health_monitor_cpu_ecc_notification context_switch_breakpoint_reached_notification health_monitor_clock_changed_notification hw_infer_manager_infer_done_notification context_switch_run_time_error start_update_cache_offset_notification }),
measure!(struct e::hailo_notification_t { id sequence body }),
measure!(struct e::hailo_chip_temperature_info_t { ts0_temperature ts1_temperature sample_count }),
measure!(struct e::hailo_throttling_level_t { temperature_threshold hysteresis_temperature_threshold throttling_nn_clock_freq }),
measure!(struct e::hailo_health_info_t { overcurrent_protection_active current_overcurrent_zone red_overcurrent_threshold overcurrent_throttling_active temperature_throttling_active current_temperature_zone current_temperature_throttling_level temperature_throttling_levels orange_temperature_threshold orange_hysteresis_temperature_threshold red_temperature_threshold red_hysteresis_temperature_threshold requested_overcurrent_clock_freq requested_temperature_clock_freq }),
measure!(struct e::hailo_stream_raw_buffer_t { buffer size }),
measure!(struct e::hailo_stream_raw_buffer_by_name_t { name raw_buffer }),
measure!(struct e::hailo_latency_measurement_result_t { avg_hw_latency_ms }),
measure!(struct e::hailo_rate_limit_t { stream_name rate }),
] }
Era::V5_0_0 => { use crate::era::v5_0_0 as e; vec![
measure!(struct e::hailo_version_t { major minor revision }),
measure!(struct e::hailo_power_measurement_data_t { average_value average_time_value_milliseconds min_value max_value total_number_of_samples }),
measure!(struct e::hailo_eth_device_info_t { host_address device_address timeout_millis max_number_of_attempts max_payload_size }),
measure!(struct e::hailo_pcie_device_info_t { domain bus device func }),
measure!(struct e::hailo_device_id_t { id }),
measure!(struct e::hailo_vdevice_params_t { device_count device_ids scheduling_algorithm group_id multi_process_service }),
measure!(struct e::hailo_firmware_version_t { major minor revision }),
measure!(struct e::hailo_device_identity_t { protocol_version fw_version logger_version board_name_length board_name is_release extended_context_switch_buffer device_architecture serial_number_length serial_number part_number_length part_number product_name_length product_name }),
measure!(struct e::hailo_core_information_t { is_release extended_context_switch_buffer fw_version }),
measure!(struct e::hailo_device_supported_features_t { ethernet mipi pcie current_monitoring mdio }),
measure!(struct e::hailo_extended_device_information_t { neural_network_core_clock_rate supported_features boot_source soc_id lcs eth_mac_address unit_level_tracking_id soc_pm_values gpio_mask }),
measure!(struct e::hailo_i2c_slave_config_t { endianness slave_address register_address_size bus_index should_hold_bus }),
measure!(struct e::hailo_fw_user_config_information_t { version entry_count total_size }),
measure!(struct e::hailo_format_t { type_ order flags }),
measure!(struct e::hailo_buffer_parameters_t { flags }),
measure!(struct e::hailo_transform_params_t { transform_mode user_buffer_format }),
measure!(struct e::hailo_demux_params_t { reserved }),
measure!(struct e::hailo_quant_info_t { qp_zp qp_scale limvals_min limvals_max }),
measure!(struct e::hailo_eth_input_stream_params_t { host_address device_port is_sync_enabled frames_per_sync max_payload_size rate_limit_bytes_per_sec buffers_threshold }),
measure!(struct e::hailo_eth_output_stream_params_t { host_address device_port is_sync_enabled max_payload_size buffers_threshold }),
measure!(struct e::hailo_pcie_input_stream_params_t { reserved }),
measure!(struct e::hailo_pcie_output_stream_params_t { reserved }),
measure!(struct e::hailo_mipi_common_params_t { img_width_pixels img_height_pixels pixels_per_clock number_of_lanes clock_selection virtual_channel_index data_rate }),
measure!(struct e::hailo_isp_params_t { isp_img_in_order isp_img_out_data_type isp_crop_enable isp_crop_output_width_pixels isp_crop_output_height_pixels isp_crop_output_width_start_offset_pixels isp_crop_output_height_start_offset_pixels isp_test_pattern_enable isp_configuration_bypass isp_run_time_ae_enable isp_run_time_awb_enable isp_run_time_adt_enable isp_run_time_af_enable isp_run_time_calculations_interval_ms isp_light_frequency }),
measure!(struct e::hailo_mipi_input_stream_params_t { mipi_common_params mipi_rx_id data_type isp_enable isp_params }),
measure!(struct e::hailo_integrated_input_stream_params_t { reserved }),
measure!(struct e::hailo_integrated_output_stream_params_t { reserved }),
measure!(struct e::hailo_stream_parameters_t { stream_interface direction flags u }),
measure!(union e::hailo_stream_parameters_t__u { pcie_input_params integrated_input_params eth_input_params mipi_input_params pcie_output_params integrated_output_params eth_output_params }),
measure!(struct e::hailo_stream_parameters_by_name_t { name stream_params }),
measure!(struct e::hailo_vstream_params_t { user_buffer_format timeout_ms queue_size vstream_stats_flags pipeline_elements_stats_flags }),
measure!(struct e::hailo_input_vstream_params_by_name_t { name params }),
measure!(struct e::hailo_output_vstream_params_by_name_t { name params }),
measure!(struct e::hailo_output_vstream_name_by_group_t { name pipeline_group_index }),
measure!(struct e::hailo_3d_image_shape_t { height width features }),
measure!(struct e::hailo_pix_buffer_plane_t { bytes_used plane_size u }),
measure!(union e::hailo_pix_buffer_plane_t__u { user_ptr fd }),
measure!(struct e::hailo_pix_buffer_t { index planes number_of_planes memory_type }),
measure!(struct e::hailo_dma_buffer_t { fd size }),
measure!(struct e::hailo_nms_defuse_info_t { class_group_index original_name }),
measure!(struct e::hailo_nms_info_t { number_of_classes max_bboxes_per_class max_bboxes_total bbox_size chunks_per_frame is_defused defuse_info burst_size burst_type }),
measure!(struct e::hailo_nms_fuse_input_t { buffer size nms_info }),
measure!(struct e::hailo_nms_shape_t { number_of_classes max_bboxes_per_class max_bboxes_total max_accumulated_mask_size }),
measure!(struct e::hailo_bbox_t { y_min x_min y_max x_max score }),
measure!(struct e::hailo_bbox_float32_t { y_min x_min y_max x_max score }),
measure!(struct e::hailo_rectangle_t { y_min x_min y_max x_max }),
measure!(struct e::hailo_detection_t { y_min x_min y_max x_max score class_id }),
measure!(struct e::hailo_detections_t { count detections }),
measure!(struct e::hailo_detection_with_byte_mask_t { box_ score class_id mask_size mask }),
measure!(struct e::hailo_stream_write_async_completion_info_t { status buffer_addr buffer_size opaque }),
measure!(struct e::hailo_stream_read_async_completion_info_t { status buffer_addr buffer_size opaque }),
measure!(struct e::hailo_stream_info_t { u hw_data_bytes hw_frame_size format direction index name quant_info is_mux }),
measure!(union e::hailo_stream_info_t__u { s nms_info }),
measure!(struct e::hailo_stream_info_t__u__s { shape hw_shape }),
measure!(struct e::hailo_vstream_info_t { name network_name direction format u quant_info }),
measure!(union e::hailo_vstream_info_t__u { shape nms_shape }),
measure!(struct e::hailo_network_parameters_t { batch_size }),
measure!(struct e::hailo_network_parameters_by_name_t { name network_params }),
measure!(struct e::hailo_configure_network_group_params_t { name batch_size power_mode latency stream_params_by_name_count stream_params_by_name network_params_by_name_count network_params_by_name }),
measure!(struct e::hailo_configure_params_t { network_group_params_count network_group_params }),
measure!(struct e::hailo_activate_network_group_params_t { reserved }),
measure!(struct e::hailo_network_group_info_t { name is_multi_context }),
measure!(struct e::hailo_layer_name_t { name }),
measure!(struct e::hailo_network_info_t { name }),
measure!(struct e::hailo_rx_error_notification_message_t { error queue_number rx_errors_count }),
measure!(struct e::hailo_debug_notification_message_t { connection_status connection_type vdma_is_active host_port host_ip_addr }),
measure!(struct e::hailo_health_monitor_dataflow_shutdown_notification_message_t { ts0_temperature ts1_temperature }),
measure!(struct e::hailo_health_monitor_temperature_alarm_notification_message_t { temperature_zone alarm_ts_id ts0_temperature ts1_temperature }),
measure!(struct e::hailo_health_monitor_overcurrent_alert_notification_message_t { overcurrent_zone exceeded_alert_threshold is_last_overcurrent_violation_reached }),
measure!(struct e::hailo_health_monitor_lcu_ecc_error_notification_message_t { cluster_error }),
measure!(struct e::hailo_health_monitor_cpu_ecc_notification_message_t { memory_bitmap }),
measure!(struct e::hailo_performance_stats_t { cpu_utilization ram_size_total ram_size_used nnc_utilization ddr_noc_total_transactions dsp_utilization }),
measure!(struct e::hailo_health_stats_t { on_die_temperature on_die_voltage startup_bist_mask }),
measure!(struct e::hailo_context_switch_breakpoint_reached_message_t { network_group_index batch_index context_index action_index }),
measure!(struct e::hailo_health_monitor_clock_changed_notification_message_t { previous_clock current_clock }),
measure!(struct e::hailo_hw_infer_manager_infer_done_notification_message_t { infer_cycles }),
measure!(struct e::hailo_start_update_cache_offset_notification_message_t { cache_id_bitmask }),
measure!(struct e::hailo_context_switch_run_time_error_message_t { exit_status network_group_index batch_index context_index action_index }),
measure!(union e::hailo_notification_message_parameters_t { rx_error_notification debug_notification health_monitor_dataflow_shutdown_notification health_monitor_temperature_alarm_notification health_monitor_overcurrent_alert_notification health_monitor_lcu_ecc_error_notification health_monitor_cpu_ecc_notification context_switch_breakpoint_reached_notification health_monitor_clock_changed_notification hw_infer_manager_infer_done_notification context_switch_run_time_error start_update_cache_offset_notification }),
measure!(struct e::hailo_notification_t { id sequence body }),
measure!(struct e::hailo_chip_temperature_info_t { ts0_temperature ts1_temperature sample_count }),
measure!(struct e::hailo_throttling_level_t { temperature_threshold hysteresis_temperature_threshold throttling_nn_clock_freq }),
measure!(struct e::hailo_health_info_t { overcurrent_protection_active current_overcurrent_zone red_overcurrent_threshold overcurrent_throttling_active temperature_throttling_active current_temperature_zone current_temperature_throttling_level temperature_throttling_levels orange_temperature_threshold orange_hysteresis_temperature_threshold red_temperature_threshold red_hysteresis_temperature_threshold requested_overcurrent_clock_freq requested_temperature_clock_freq }),
measure!(struct e::hailo_stream_raw_buffer_t { buffer size }),
measure!(struct e::hailo_stream_raw_buffer_by_name_t { name raw_buffer }),
measure!(struct e::hailo_latency_measurement_result_t { avg_hw_latency_ms }),
measure!(struct e::hailo_rate_limit_t { stream_name rate }),
] }
Era::V5_0_1 => { use crate::era::v5_0_1 as e; vec![
measure!(struct e::hailo_version_t { major minor revision }),
measure!(struct e::hailo_power_measurement_data_t { average_value average_time_value_milliseconds min_value max_value total_number_of_samples }),
measure!(struct e::hailo_pcie_device_info_t { domain bus device func }),
measure!(struct e::hailo_device_id_t { id }),
measure!(struct e::hailo_vdevice_params_t { device_count device_ids scheduling_algorithm group_id multi_process_service }),
measure!(struct e::hailo_firmware_version_t { major minor revision }),
measure!(struct e::hailo_device_identity_t { protocol_version fw_version logger_version board_name_length board_name is_release extended_context_switch_buffer extended_fw_check device_architecture serial_number_length serial_number part_number_length part_number product_name_length product_name }),
measure!(struct e::hailo_core_information_t { is_release extended_context_switch_buffer extended_fw_check fw_version }),
measure!(struct e::hailo_device_supported_features_t { ethernet mipi pcie current_monitoring mdio }),
measure!(struct e::hailo_extended_device_information_t { neural_network_core_clock_rate supported_features boot_source soc_id lcs eth_mac_address unit_level_tracking_id soc_pm_values gpio_mask }),
measure!(struct e::hailo_i2c_slave_config_t { endianness slave_address register_address_size bus_index should_hold_bus }),
measure!(struct e::hailo_fw_user_config_information_t { version entry_count total_size }),
measure!(struct e::hailo_format_t { type_ order flags }),
measure!(struct e::hailo_buffer_parameters_t { flags }),
measure!(struct e::hailo_transform_params_t { transform_mode user_buffer_format }),
measure!(struct e::hailo_demux_params_t { reserved }),
measure!(struct e::hailo_quant_info_t { qp_zp qp_scale limvals_min limvals_max }),
measure!(struct e::hailo_pcie_input_stream_params_t { reserved }),
measure!(struct e::hailo_pcie_output_stream_params_t { reserved }),
measure!(struct e::hailo_mipi_common_params_t { img_width_pixels img_height_pixels pixels_per_clock number_of_lanes clock_selection virtual_channel_index data_rate }),
measure!(struct e::hailo_isp_params_t { isp_img_in_order isp_img_out_data_type isp_crop_enable isp_crop_output_width_pixels isp_crop_output_height_pixels isp_crop_output_width_start_offset_pixels isp_crop_output_height_start_offset_pixels isp_test_pattern_enable isp_configuration_bypass isp_run_time_ae_enable isp_run_time_awb_enable isp_run_time_adt_enable isp_run_time_af_enable isp_run_time_calculations_interval_ms isp_light_frequency }),
measure!(struct e::hailo_mipi_input_stream_params_t { mipi_common_params mipi_rx_id data_type isp_enable isp_params }),
measure!(struct e::hailo_integrated_input_stream_params_t { reserved }),
measure!(struct e::hailo_integrated_output_stream_params_t { reserved }),
measure!(struct e::hailo_stream_parameters_t { stream_interface direction flags u }),
measure!(union e::hailo_stream_parameters_t__u { pcie_input_params integrated_input_params mipi_input_params pcie_output_params integrated_output_params }),
measure!(struct e::hailo_stream_parameters_by_name_t { name stream_params }),
measure!(struct e::hailo_vstream_params_t { user_buffer_format timeout_ms queue_size vstream_stats_flags pipeline_elements_stats_flags }),
measure!(struct e::hailo_input_vstream_params_by_name_t { name params }),
measure!(struct e::hailo_output_vstream_params_by_name_t { name params }),
measure!(struct e::hailo_output_vstream_name_by_group_t { name pipeline_group_index }),
measure!(struct e::hailo_3d_image_shape_t { height width features }),
measure!(struct e::hailo_pix_buffer_plane_t { bytes_used plane_size u }),
measure!(union e::hailo_pix_buffer_plane_t__u { user_ptr fd }),
measure!(struct e::hailo_pix_buffer_t { index planes number_of_planes memory_type }),
measure!(struct e::hailo_dma_buffer_t { fd size }),
measure!(struct e::hailo_nms_defuse_info_t { class_group_index original_name }),
measure!(struct e::hailo_nms_info_t { number_of_classes max_bboxes_per_class max_bboxes_total bbox_size chunks_per_frame is_defused defuse_info burst_size burst_type }),
measure!(struct e::hailo_nms_fuse_input_t { buffer size nms_info }),
measure!(struct e::hailo_nms_shape_t { number_of_classes max_bboxes_per_class max_bboxes_total max_accumulated_mask_size }),
measure!(struct e::hailo_bbox_t { y_min x_min y_max x_max score }),
measure!(struct e::hailo_bbox_float32_t { y_min x_min y_max x_max score }),
measure!(struct e::hailo_rectangle_t { y_min x_min y_max x_max }),
measure!(struct e::hailo_detection_t { y_min x_min y_max x_max score class_id }),
measure!(struct e::hailo_detections_t { count detections }),
measure!(struct e::hailo_detection_with_byte_mask_t { box_ score class_id mask_size mask }),
measure!(struct e::hailo_stream_write_async_completion_info_t { status buffer_addr buffer_size opaque }),
measure!(struct e::hailo_stream_read_async_completion_info_t { status buffer_addr buffer_size opaque }),
measure!(struct e::hailo_stream_info_t { u hw_data_bytes hw_frame_size format direction index name quant_info is_mux }),
measure!(union e::hailo_stream_info_t__u { s nms_info }),
measure!(struct e::hailo_stream_info_t__u__s { shape hw_shape }),
measure!(struct e::hailo_vstream_info_t { name network_name direction format u quant_info }),
measure!(union e::hailo_vstream_info_t__u { shape nms_shape }),
measure!(struct e::hailo_network_parameters_t { batch_size }),
measure!(struct e::hailo_network_parameters_by_name_t { name network_params }),
measure!(struct e::hailo_configure_network_group_params_t { name batch_size power_mode latency enable_kv_cache stream_params_by_name_count stream_params_by_name network_params_by_name_count network_params_by_name }),
measure!(struct e::hailo_configure_params_t { network_group_params_count network_group_params }),
measure!(struct e::hailo_activate_network_group_params_t { reserved }),
measure!(struct e::hailo_network_group_info_t { name is_multi_context }),
measure!(struct e::hailo_layer_name_t { name }),
measure!(struct e::hailo_network_info_t { name }),
measure!(struct e::hailo_rx_error_notification_message_t { error queue_number rx_errors_count }),
measure!(struct e::hailo_debug_notification_message_t { connection_status connection_type vdma_is_active host_port host_ip_addr }),
measure!(struct e::hailo_health_monitor_dataflow_shutdown_notification_message_t { ts0_temperature ts1_temperature }),
measure!(struct e::hailo_health_monitor_temperature_alarm_notification_message_t { temperature_zone alarm_ts_id ts0_temperature ts1_temperature }),
measure!(struct e::hailo_health_monitor_overcurrent_alert_notification_message_t { overcurrent_zone exceeded_alert_threshold is_last_overcurrent_violation_reached }),
measure!(struct e::hailo_health_monitor_lcu_ecc_error_notification_message_t { cluster_error }),
measure!(struct e::hailo_health_monitor_cpu_ecc_notification_message_t { memory_bitmap }),
measure!(struct e::hailo_performance_stats_t { cpu_utilization ram_size_total ram_size_used nnc_utilization ddr_noc_total_transactions dsp_utilization }),
measure!(struct e::hailo_health_stats_t { on_die_temperature on_die_voltage bist_failure_mask }),
measure!(struct e::hailo_context_switch_breakpoint_reached_message_t { network_group_index batch_index context_index action_index }),
measure!(struct e::hailo_health_monitor_clock_changed_notification_message_t { previous_clock current_clock }),
measure!(struct e::hailo_hw_infer_manager_infer_done_notification_message_t { infer_cycles }),
measure!(struct e::hailo_start_update_cache_offset_notification_message_t { cache_id_bitmask }),
measure!(struct e::hailo_context_switch_run_time_error_message_t { exit_status network_group_index batch_index context_index action_index }),
measure!(union e::hailo_notification_message_parameters_t { rx_error_notification debug_notification health_monitor_dataflow_shutdown_notification health_monitor_temperature_alarm_notification health_monitor_overcurrent_alert_notification health_monitor_lcu_ecc_error_notification health_monitor_cpu_ecc_notification context_switch_breakpoint_reached_notification health_monitor_clock_changed_notification hw_infer_manager_infer_done_notification context_switch_run_time_error start_update_cache_offset_notification }),
measure!(struct e::hailo_notification_t { id sequence body }),
measure!(struct e::hailo_chip_temperature_info_t { ts0_temperature ts1_temperature sample_count }),
measure!(struct e::hailo_throttling_level_t { temperature_threshold hysteresis_temperature_threshold throttling_nn_clock_freq }),
measure!(struct e::hailo_health_info_t { overcurrent_protection_active current_overcurrent_zone red_overcurrent_threshold overcurrent_throttling_active temperature_throttling_active current_temperature_zone current_temperature_throttling_level temperature_throttling_levels orange_temperature_threshold orange_hysteresis_temperature_threshold red_temperature_threshold red_hysteresis_temperature_threshold requested_overcurrent_clock_freq requested_temperature_clock_freq }),
measure!(struct e::hailo_stream_raw_buffer_t { buffer size }),
measure!(struct e::hailo_stream_raw_buffer_by_name_t { name raw_buffer }),
measure!(struct e::hailo_latency_measurement_result_t { avg_hw_latency_ms }),
measure!(struct e::hailo_rate_limit_t { stream_name rate }),
] }
Era::V5_1_0 => { use crate::era::v5_1_0 as e; vec![
measure!(struct e::hailo_version_t { major minor revision }),
measure!(struct e::hailo_power_measurement_data_t { average_value average_time_value_milliseconds min_value max_value total_number_of_samples }),
measure!(struct e::hailo_pcie_device_info_t { domain bus device func }),
measure!(struct e::hailo_device_id_t { id }),
measure!(struct e::hailo_vdevice_params_t { device_count device_ids scheduling_algorithm group_id multi_process_service }),
measure!(struct e::hailo_firmware_version_t { major minor revision }),
measure!(struct e::hailo_device_identity_t { protocol_version fw_version logger_version board_name_length board_name is_release extended_context_switch_buffer extended_fw_check device_architecture serial_number_length serial_number part_number_length part_number product_name_length product_name }),
measure!(struct e::hailo_core_information_t { is_release extended_context_switch_buffer extended_fw_check fw_version }),
measure!(struct e::hailo_device_supported_features_t { ethernet mipi pcie current_monitoring mdio }),
measure!(struct e::hailo_extended_device_information_t { neural_network_core_clock_rate supported_features boot_source soc_id lcs eth_mac_address unit_level_tracking_id soc_pm_values gpio_mask }),
measure!(struct e::hailo_i2c_slave_config_t { endianness slave_address register_address_size bus_index should_hold_bus }),
measure!(struct e::hailo_fw_user_config_information_t { version entry_count total_size }),
measure!(struct e::hailo_format_t { type_ order flags }),
measure!(struct e::hailo_buffer_parameters_t { flags }),
measure!(struct e::hailo_transform_params_t { transform_mode user_buffer_format }),
measure!(struct e::hailo_demux_params_t { reserved }),
measure!(struct e::hailo_quant_info_t { qp_zp qp_scale limvals_min limvals_max }),
measure!(struct e::hailo_pcie_input_stream_params_t { reserved }),
measure!(struct e::hailo_pcie_output_stream_params_t { reserved }),
measure!(struct e::hailo_integrated_input_stream_params_t { reserved }),
measure!(struct e::hailo_integrated_output_stream_params_t { reserved }),
measure!(struct e::hailo_stream_parameters_t { stream_interface direction flags u }),
measure!(union e::hailo_stream_parameters_t__u { pcie_input_params integrated_input_params pcie_output_params integrated_output_params }),
measure!(struct e::hailo_stream_parameters_by_name_t { name stream_params }),
measure!(struct e::hailo_vstream_params_t { user_buffer_format timeout_ms queue_size vstream_stats_flags pipeline_elements_stats_flags }),
measure!(struct e::hailo_input_vstream_params_by_name_t { name params }),
measure!(struct e::hailo_output_vstream_params_by_name_t { name params }),
measure!(struct e::hailo_output_vstream_name_by_group_t { name pipeline_group_index }),
measure!(struct e::hailo_3d_image_shape_t { height width features }),
measure!(struct e::hailo_pix_buffer_plane_t { bytes_used plane_size u }),
measure!(union e::hailo_pix_buffer_plane_t__u { user_ptr fd }),
measure!(struct e::hailo_pix_buffer_t { index planes number_of_planes memory_type }),
measure!(struct e::hailo_dma_buffer_t { fd size }),
measure!(struct e::hailo_nms_defuse_info_t { class_group_index original_name }),
measure!(struct e::hailo_nms_info_t { number_of_classes max_bboxes_per_class max_bboxes_total bbox_size chunks_per_frame is_defused defuse_info burst_size burst_type }),
measure!(struct e::hailo_nms_fuse_input_t { buffer size nms_info }),
measure!(struct e::hailo_nms_shape_t { number_of_classes max_bboxes_per_class max_bboxes_total max_accumulated_mask_size }),
measure!(struct e::hailo_bbox_t { y_min x_min y_max x_max score }),
measure!(struct e::hailo_bbox_float32_t { y_min x_min y_max x_max score }),
measure!(struct e::hailo_rectangle_t { y_min x_min y_max x_max }),
measure!(struct e::hailo_detection_t { y_min x_min y_max x_max score class_id }),
measure!(struct e::hailo_detections_t { count detections }),
measure!(struct e::hailo_detection_with_byte_mask_t { box_ score class_id mask_size mask }),
measure!(struct e::hailo_stream_write_async_completion_info_t { status buffer_addr buffer_size opaque }),
measure!(struct e::hailo_stream_read_async_completion_info_t { status buffer_addr buffer_size opaque }),
measure!(struct e::hailo_stream_info_t { u hw_data_bytes hw_frame_size format direction index name quant_info is_mux }),
measure!(union e::hailo_stream_info_t__u { s nms_info }),
measure!(struct e::hailo_stream_info_t__u__s { shape hw_shape }),
measure!(struct e::hailo_vstream_info_t { name network_name direction format u quant_info }),
measure!(union e::hailo_vstream_info_t__u { shape nms_shape }),
measure!(struct e::hailo_network_parameters_t { batch_size }),
measure!(struct e::hailo_network_parameters_by_name_t { name network_params }),
measure!(struct e::hailo_configure_network_group_params_t { name batch_size power_mode latency enable_kv_cache stream_params_by_name_count stream_params_by_name network_params_by_name_count network_params_by_name }),
measure!(struct e::hailo_configure_params_t { network_group_params_count network_group_params }),
measure!(struct e::hailo_activate_network_group_params_t { reserved }),
measure!(struct e::hailo_network_group_info_t { name is_multi_context }),
measure!(struct e::hailo_layer_name_t { name }),
measure!(struct e::hailo_network_info_t { name }),
measure!(struct e::hailo_rx_error_notification_message_t { error queue_number rx_errors_count }),
measure!(struct e::hailo_debug_notification_message_t { connection_status connection_type vdma_is_active host_port host_ip_addr }),
measure!(struct e::hailo_health_monitor_dataflow_shutdown_notification_message_t { ts0_temperature ts1_temperature }),
measure!(struct e::hailo_health_monitor_temperature_alarm_notification_message_t { temperature_zone alarm_ts_id ts0_temperature ts1_temperature }),
measure!(struct e::hailo_health_monitor_overcurrent_alert_notification_message_t { overcurrent_zone exceeded_alert_threshold is_last_overcurrent_violation_reached }),
measure!(struct e::hailo_health_monitor_lcu_ecc_error_notification_message_t { cluster_error }),
measure!(struct e::hailo_health_monitor_cpu_ecc_notification_message_t { memory_bitmap }),
measure!(struct e::hailo_performance_stats_t { cpu_utilization ram_size_total ram_size_used nnc_utilization ddr_noc_total_transactions dsp_utilization }),
measure!(struct e::hailo_health_stats_t { on_die_temperature on_die_voltage bist_failure_mask }),
measure!(struct e::hailo_context_switch_breakpoint_reached_message_t { network_group_index batch_index context_index action_index }),
measure!(struct e::hailo_health_monitor_clock_changed_notification_message_t { previous_clock current_clock }),
measure!(struct e::hailo_hw_infer_manager_infer_done_notification_message_t { infer_cycles }),
measure!(struct e::hailo_start_update_cache_offset_notification_message_t { cache_id_bitmask }),
measure!(struct e::hailo_context_switch_run_time_error_message_t { exit_status network_group_index batch_index context_index action_index }),
measure!(union e::hailo_notification_message_parameters_t { rx_error_notification debug_notification health_monitor_dataflow_shutdown_notification health_monitor_temperature_alarm_notification health_monitor_overcurrent_alert_notification health_monitor_lcu_ecc_error_notification health_monitor_cpu_ecc_notification context_switch_breakpoint_reached_notification health_monitor_clock_changed_notification hw_infer_manager_infer_done_notification context_switch_run_time_error start_update_cache_offset_notification }),
measure!(struct e::hailo_notification_t { id sequence body }),
measure!(struct e::hailo_chip_temperature_info_t { ts0_temperature ts1_temperature sample_count }),
measure!(struct e::hailo_throttling_level_t { temperature_threshold hysteresis_temperature_threshold throttling_nn_clock_freq }),
measure!(struct e::hailo_health_info_t { overcurrent_protection_active current_overcurrent_zone red_overcurrent_threshold overcurrent_throttling_active temperature_throttling_active current_temperature_zone current_temperature_throttling_level temperature_throttling_levels orange_temperature_threshold orange_hysteresis_temperature_threshold red_temperature_threshold red_hysteresis_temperature_threshold requested_overcurrent_clock_freq requested_temperature_clock_freq }),
measure!(struct e::hailo_stream_raw_buffer_t { buffer size }),
measure!(struct e::hailo_stream_raw_buffer_by_name_t { name raw_buffer }),
measure!(struct e::hailo_latency_measurement_result_t { avg_hw_latency_ms }),
measure!(struct e::hailo_rate_limit_t { stream_name rate }),
] }
Era::V5_1_1 => { use crate::era::v5_1_1 as e; vec![
measure!(struct e::hailo_version_t { major minor revision }),
measure!(struct e::hailo_power_measurement_data_t { average_value average_time_value_milliseconds min_value max_value total_number_of_samples }),
measure!(struct e::hailo_pcie_device_info_t { domain bus device func }),
measure!(struct e::hailo_device_id_t { id }),
measure!(struct e::hailo_vdevice_params_t { device_count device_ids scheduling_algorithm group_id multi_process_service }),
measure!(struct e::hailo_firmware_version_t { major minor revision }),
measure!(struct e::hailo_device_identity_t { protocol_version fw_version logger_version board_name_length board_name is_release extended_context_switch_buffer extended_fw_check device_architecture serial_number_length serial_number part_number_length part_number product_name_length product_name }),
measure!(struct e::hailo_core_information_t { is_release extended_context_switch_buffer extended_fw_check fw_version }),
measure!(struct e::hailo_device_supported_features_t { ethernet mipi pcie current_monitoring mdio power_measurement }),
measure!(struct e::hailo_extended_device_information_t { neural_network_core_clock_rate supported_features boot_source soc_id lcs eth_mac_address unit_level_tracking_id soc_pm_values gpio_mask }),
measure!(struct e::hailo_i2c_slave_config_t { endianness slave_address register_address_size bus_index should_hold_bus }),
measure!(struct e::hailo_fw_user_config_information_t { version entry_count total_size }),
measure!(struct e::hailo_format_t { type_ order flags }),
measure!(struct e::hailo_buffer_parameters_t { flags }),
measure!(struct e::hailo_transform_params_t { transform_mode user_buffer_format }),
measure!(struct e::hailo_demux_params_t { reserved }),
measure!(struct e::hailo_quant_info_t { qp_zp qp_scale limvals_min limvals_max }),
measure!(struct e::hailo_pcie_input_stream_params_t { reserved }),
measure!(struct e::hailo_pcie_output_stream_params_t { reserved }),
measure!(struct e::hailo_integrated_input_stream_params_t { reserved }),
measure!(struct e::hailo_integrated_output_stream_params_t { reserved }),
measure!(struct e::hailo_stream_parameters_t { stream_interface direction flags u }),
measure!(union e::hailo_stream_parameters_t__u { pcie_input_params integrated_input_params pcie_output_params integrated_output_params }),
measure!(struct e::hailo_stream_parameters_by_name_t { name stream_params }),
measure!(struct e::hailo_vstream_params_t { user_buffer_format timeout_ms queue_size vstream_stats_flags pipeline_elements_stats_flags }),
measure!(struct e::hailo_input_vstream_params_by_name_t { name params }),
measure!(struct e::hailo_output_vstream_params_by_name_t { name params }),
measure!(struct e::hailo_output_vstream_name_by_group_t { name pipeline_group_index }),
measure!(struct e::hailo_3d_image_shape_t { height width features }),
measure!(struct e::hailo_pix_buffer_plane_t { bytes_used plane_size u }),
measure!(union e::hailo_pix_buffer_plane_t__u { user_ptr fd }),
measure!(struct e::hailo_pix_buffer_t { index planes number_of_planes memory_type }),
measure!(struct e::hailo_dma_buffer_t { fd size }),
measure!(struct e::hailo_nms_defuse_info_t { class_group_index original_name }),
measure!(struct e::hailo_nms_info_t { number_of_classes max_bboxes_per_class max_bboxes_total bbox_size chunks_per_frame is_defused defuse_info burst_size burst_type }),
measure!(struct e::hailo_nms_fuse_input_t { buffer size nms_info }),
measure!(struct e::hailo_nms_shape_t { number_of_classes max_bboxes_per_class max_bboxes_total max_accumulated_mask_size }),
measure!(struct e::hailo_bbox_t { y_min x_min y_max x_max score }),
measure!(struct e::hailo_bbox_float32_t { y_min x_min y_max x_max score }),
measure!(struct e::hailo_rectangle_t { y_min x_min y_max x_max }),
measure!(struct e::hailo_detection_t { y_min x_min y_max x_max score class_id }),
measure!(struct e::hailo_detections_t { count detections }),
measure!(struct e::hailo_detection_with_byte_mask_t { box_ score class_id mask_size mask }),
measure!(struct e::hailo_stream_write_async_completion_info_t { status buffer_addr buffer_size opaque }),
measure!(struct e::hailo_stream_read_async_completion_info_t { status buffer_addr buffer_size opaque }),
measure!(struct e::hailo_stream_info_t { u hw_data_bytes hw_frame_size format direction index name quant_info is_mux }),
measure!(union e::hailo_stream_info_t__u { s nms_info }),
measure!(struct e::hailo_stream_info_t__u__s { shape hw_shape }),
measure!(struct e::hailo_vstream_info_t { name network_name direction format u quant_info }),
measure!(union e::hailo_vstream_info_t__u { shape nms_shape }),
measure!(struct e::hailo_network_parameters_t { batch_size }),
measure!(struct e::hailo_network_parameters_by_name_t { name network_params }),
measure!(struct e::hailo_configure_network_group_params_t { name batch_size power_mode latency enable_kv_cache stream_params_by_name_count stream_params_by_name network_params_by_name_count network_params_by_name }),
measure!(struct e::hailo_configure_params_t { network_group_params_count network_group_params }),
measure!(struct e::hailo_activate_network_group_params_t { reserved }),
measure!(struct e::hailo_network_group_info_t { name is_multi_context }),
measure!(struct e::hailo_layer_name_t { name }),
measure!(struct e::hailo_network_info_t { name }),
measure!(struct e::hailo_rx_error_notification_message_t { error queue_number rx_errors_count }),
measure!(struct e::hailo_debug_notification_message_t { connection_status connection_type vdma_is_active host_port host_ip_addr }),
measure!(struct e::hailo_health_monitor_dataflow_shutdown_notification_message_t { ts0_temperature ts1_temperature }),
measure!(struct e::hailo_health_monitor_temperature_alarm_notification_message_t { temperature_zone alarm_ts_id ts0_temperature ts1_temperature }),
measure!(struct e::hailo_health_monitor_overcurrent_alert_notification_message_t { overcurrent_zone exceeded_alert_threshold is_last_overcurrent_violation_reached }),
measure!(struct e::hailo_health_monitor_lcu_ecc_error_notification_message_t { cluster_error }),
measure!(struct e::hailo_health_monitor_cpu_ecc_notification_message_t { memory_bitmap }),
measure!(struct e::hailo_performance_stats_t { cpu_utilization ram_size_total ram_size_used nnc_utilization ddr_noc_total_transactions dsp_utilization }),
measure!(struct e::hailo_health_stats_t { on_die_temperature on_die_voltage bist_failure_mask }),
measure!(struct e::hailo_context_switch_breakpoint_reached_message_t { network_group_index batch_index context_index action_index }),
measure!(struct e::hailo_health_monitor_clock_changed_notification_message_t { previous_clock current_clock }),
measure!(struct e::hailo_hw_infer_manager_infer_done_notification_message_t { infer_cycles }),
measure!(struct e::hailo_start_update_cache_offset_notification_message_t { cache_id_bitmask }),
measure!(struct e::hailo_context_switch_run_time_error_message_t { exit_status network_group_index batch_index context_index action_index }),
measure!(union e::hailo_notification_message_parameters_t { rx_error_notification debug_notification health_monitor_dataflow_shutdown_notification health_monitor_temperature_alarm_notification health_monitor_overcurrent_alert_notification health_monitor_lcu_ecc_error_notification health_monitor_cpu_ecc_notification context_switch_breakpoint_reached_notification health_monitor_clock_changed_notification hw_infer_manager_infer_done_notification context_switch_run_time_error start_update_cache_offset_notification }),
measure!(struct e::hailo_notification_t { id sequence body }),
measure!(struct e::hailo_chip_temperature_info_t { ts0_temperature ts1_temperature sample_count }),
measure!(struct e::hailo_throttling_level_t { temperature_threshold hysteresis_temperature_threshold throttling_nn_clock_freq }),
measure!(struct e::hailo_health_info_t { overcurrent_protection_active current_overcurrent_zone red_overcurrent_threshold overcurrent_throttling_active temperature_throttling_active current_temperature_zone current_temperature_throttling_level temperature_throttling_levels orange_temperature_threshold orange_hysteresis_temperature_threshold red_temperature_threshold red_hysteresis_temperature_threshold requested_overcurrent_clock_freq requested_temperature_clock_freq }),
measure!(struct e::hailo_stream_raw_buffer_t { buffer size }),
measure!(struct e::hailo_stream_raw_buffer_by_name_t { name raw_buffer }),
measure!(struct e::hailo_latency_measurement_result_t { avg_hw_latency_ms }),
measure!(struct e::hailo_rate_limit_t { stream_name rate }),
] }
Era::V5_2_0 => { use crate::era::v5_2_0 as e; vec![
measure!(struct e::hailo_version_t { major minor revision }),
measure!(struct e::hailo_power_measurement_data_t { average_value average_time_value_milliseconds min_value max_value total_number_of_samples }),
measure!(struct e::hailo_pcie_device_info_t { domain bus device func }),
measure!(struct e::hailo_device_id_t { id }),
measure!(struct e::hailo_vdevice_params_t { device_count device_ids scheduling_algorithm group_id multi_process_service }),
measure!(struct e::hailo_firmware_version_t { major minor revision }),
measure!(struct e::hailo_device_identity_t { protocol_version fw_version logger_version board_name_length board_name is_release extended_context_switch_buffer extended_fw_check device_architecture serial_number_length serial_number part_number_length part_number product_name_length product_name }),
measure!(struct e::hailo_core_information_t { is_release extended_context_switch_buffer extended_fw_check fw_version }),
measure!(struct e::hailo_device_supported_features_t { ethernet mipi pcie current_monitoring mdio power_measurement }),
measure!(struct e::hailo_extended_device_information_t { neural_network_core_clock_rate supported_features boot_source soc_id lcs eth_mac_address unit_level_tracking_id soc_pm_values gpio_mask }),
measure!(struct e::hailo_i2c_slave_config_t { endianness slave_address register_address_size bus_index should_hold_bus }),
measure!(struct e::hailo_fw_user_config_information_t { version entry_count total_size }),
measure!(struct e::hailo_format_t { type_ order flags }),
measure!(struct e::hailo_buffer_parameters_t { flags }),
measure!(struct e::hailo_transform_params_t { transform_mode user_buffer_format }),
measure!(struct e::hailo_demux_params_t { reserved }),
measure!(struct e::hailo_quant_info_t { qp_zp qp_scale limvals_min limvals_max }),
measure!(struct e::hailo_pcie_input_stream_params_t { reserved }),
measure!(struct e::hailo_pcie_output_stream_params_t { reserved }),
measure!(struct e::hailo_integrated_input_stream_params_t { reserved }),
measure!(struct e::hailo_integrated_output_stream_params_t { reserved }),
measure!(struct e::hailo_stream_parameters_t { stream_interface direction flags u }),
measure!(union e::hailo_stream_parameters_t__u { pcie_input_params integrated_input_params pcie_output_params integrated_output_params }),
measure!(struct e::hailo_stream_parameters_by_name_t { name stream_params }),
measure!(struct e::hailo_vstream_params_t { user_buffer_format timeout_ms queue_size vstream_stats_flags pipeline_elements_stats_flags }),
measure!(struct e::hailo_input_vstream_params_by_name_t { name params }),
measure!(struct e::hailo_output_vstream_params_by_name_t { name params }),
measure!(struct e::hailo_output_vstream_name_by_group_t { name pipeline_group_index }),
measure!(struct e::hailo_3d_image_shape_t { height width features }),
measure!(struct e::hailo_pix_buffer_plane_t { bytes_used plane_size u }),
measure!(union e::hailo_pix_buffer_plane_t__u { user_ptr fd }),
measure!(struct e::hailo_pix_buffer_t { index planes number_of_planes memory_type }),
measure!(struct e::hailo_dma_buffer_t { fd size }),
measure!(struct e::hailo_nms_defuse_info_t { class_group_index original_name }),
measure!(struct e::hailo_nms_info_t { number_of_classes max_bboxes_per_class max_bboxes_total bbox_size chunks_per_frame is_defused defuse_info burst_size burst_type }),
measure!(struct e::hailo_nms_fuse_input_t { buffer size nms_info }),
measure!(struct e::hailo_nms_shape_t { number_of_classes max_bboxes_per_class max_bboxes_total max_accumulated_mask_size }),
measure!(struct e::hailo_bbox_t { y_min x_min y_max x_max score }),
measure!(struct e::hailo_bbox_float32_t { y_min x_min y_max x_max score }),
measure!(struct e::hailo_rectangle_t { y_min x_min y_max x_max }),
measure!(struct e::hailo_detection_t { y_min x_min y_max x_max score class_id }),
measure!(struct e::hailo_detections_t { count detections }),
measure!(struct e::hailo_detection_with_byte_mask_t { box_ score class_id mask_size mask mask_offset }),
measure!(struct e::hailo_stream_write_async_completion_info_t { status buffer_addr buffer_size opaque }),
measure!(struct e::hailo_stream_read_async_completion_info_t { status buffer_addr buffer_size opaque }),
measure!(struct e::hailo_stream_info_t { u hw_data_bytes hw_frame_size format direction index name quant_info is_mux }),
measure!(union e::hailo_stream_info_t__u { s nms_info }),
measure!(struct e::hailo_stream_info_t__u__s { shape hw_shape }),
measure!(struct e::hailo_vstream_info_t { name network_name direction format u quant_info }),
measure!(union e::hailo_vstream_info_t__u { shape nms_shape }),
measure!(struct e::hailo_network_parameters_t { batch_size }),
measure!(struct e::hailo_network_parameters_by_name_t { name network_params }),
measure!(struct e::hailo_configure_network_group_params_t { name batch_size power_mode latency enable_kv_cache stream_params_by_name_count stream_params_by_name network_params_by_name_count network_params_by_name }),
measure!(struct e::hailo_configure_params_t { network_group_params_count network_group_params }),
measure!(struct e::hailo_activate_network_group_params_t { reserved }),
measure!(struct e::hailo_network_group_info_t { name is_multi_context }),
measure!(struct e::hailo_layer_name_t { name }),
measure!(struct e::hailo_network_info_t { name }),
measure!(struct e::hailo_rx_error_notification_message_t { error queue_number rx_errors_count }),
measure!(struct e::hailo_debug_notification_message_t { connection_status connection_type vdma_is_active host_port host_ip_addr }),
measure!(struct e::hailo_health_monitor_dataflow_shutdown_notification_message_t { ts0_temperature ts1_temperature }),
measure!(struct e::hailo_health_monitor_temperature_alarm_notification_message_t { temperature_zone alarm_ts_id ts0_temperature ts1_temperature }),
measure!(struct e::hailo_health_monitor_overcurrent_alert_notification_message_t { overcurrent_zone exceeded_alert_threshold is_last_overcurrent_violation_reached }),
measure!(struct e::hailo_health_monitor_lcu_ecc_error_notification_message_t { cluster_error }),
measure!(struct e::hailo_health_monitor_cpu_ecc_notification_message_t { memory_bitmap }),
measure!(struct e::hailo_performance_stats_t { cpu_utilization ram_size_total ram_size_used nnc_utilization ddr_noc_total_transactions dsp_utilization }),
measure!(struct e::hailo_health_stats_t { on_die_temperature on_die_voltage bist_failure_mask }),
measure!(struct e::hailo_context_switch_breakpoint_reached_message_t { network_group_index batch_index context_index action_index }),
measure!(struct e::hailo_health_monitor_clock_changed_notification_message_t { previous_clock current_clock }),
measure!(struct e::hailo_hw_infer_manager_infer_done_notification_message_t { infer_cycles }),
measure!(struct e::hailo_start_update_cache_offset_notification_message_t { cache_id_bitmask }),
measure!(struct e::hailo_context_switch_run_time_error_message_t { exit_status network_group_index batch_index context_index action_index }),
measure!(struct e::hailo_throttling_state_change_message_t { new_state }),
measure!(union e::hailo_notification_message_parameters_t { rx_error_notification debug_notification health_monitor_dataflow_shutdown_notification health_monitor_temperature_alarm_notification health_monitor_overcurrent_alert_notification health_monitor_lcu_ecc_error_notification health_monitor_cpu_ecc_notification context_switch_breakpoint_reached_notification health_monitor_clock_changed_notification hw_infer_manager_infer_done_notification context_switch_run_time_error start_update_cache_offset_notification throttling_state_change }),
measure!(struct e::hailo_notification_t { id sequence body }),
measure!(struct e::hailo_chip_temperature_info_t { ts0_temperature ts1_temperature sample_count }),
measure!(struct e::hailo_throttling_level_t { temperature_threshold hysteresis_temperature_threshold throttling_nn_clock_freq }),
measure!(struct e::hailo_health_info_t { overcurrent_protection_active current_overcurrent_zone red_overcurrent_threshold overcurrent_throttling_active temperature_throttling_active current_temperature_zone current_temperature_throttling_level temperature_throttling_levels orange_temperature_threshold orange_hysteresis_temperature_threshold red_temperature_threshold red_hysteresis_temperature_threshold requested_overcurrent_clock_freq requested_temperature_clock_freq }),
measure!(struct e::hailo_stream_raw_buffer_t { buffer size }),
measure!(struct e::hailo_stream_raw_buffer_by_name_t { name raw_buffer }),
measure!(struct e::hailo_latency_measurement_result_t { avg_hw_latency_ms }),
measure!(struct e::hailo_rate_limit_t { stream_name rate }),
] }
Era::V5_3 => { use crate::era::v5_3 as e; vec![
measure!(struct e::hailo_version_t { major minor revision }),
measure!(struct e::hailo_power_measurement_data_t { average_value average_time_value_milliseconds min_value max_value total_number_of_samples }),
measure!(struct e::hailo_pcie_device_info_t { domain bus device func }),
measure!(struct e::hailo_usb_device_info_t { bus device_address }),
measure!(struct e::hailo_device_id_t { id }),
measure!(struct e::hailo_vdevice_params_t { device_count device_ids scheduling_algorithm group_id multi_process_service }),
measure!(struct e::hailo_firmware_version_t { major minor revision }),
measure!(struct e::hailo_device_identity_t { protocol_version fw_version logger_version board_name_length board_name is_release extended_context_switch_buffer extended_fw_check device_architecture serial_number_length serial_number part_number_length part_number product_name_length product_name }),
measure!(struct e::hailo_core_information_t { is_release extended_context_switch_buffer extended_fw_check fw_version }),
measure!(struct e::hailo_device_supported_features_t { ethernet mipi pcie current_monitoring mdio power_measurement }),
measure!(struct e::hailo_extended_device_information_t { neural_network_core_clock_rate supported_features boot_source soc_id lcs eth_mac_address unit_level_tracking_id soc_pm_values gpio_mask chip_serial_number }),
measure!(struct e::hailo_i2c_slave_config_t { endianness slave_address register_address_size bus_index should_hold_bus }),
measure!(struct e::hailo_fw_user_config_information_t { version entry_count total_size }),
measure!(struct e::hailo_format_t { type_ order flags }),
measure!(struct e::hailo_buffer_parameters_t { flags }),
measure!(struct e::hailo_transform_params_t { transform_mode user_buffer_format }),
measure!(struct e::hailo_demux_params_t { reserved }),
measure!(struct e::hailo_quant_info_t { qp_zp qp_scale limvals_min limvals_max }),
measure!(struct e::hailo_pcie_input_stream_params_t { reserved }),
measure!(struct e::hailo_pcie_output_stream_params_t { reserved }),
measure!(struct e::hailo_integrated_input_stream_params_t { reserved }),
measure!(struct e::hailo_integrated_output_stream_params_t { reserved }),
measure!(struct e::hailo_stream_parameters_t { stream_interface direction flags u }),
measure!(union e::hailo_stream_parameters_t__u { pcie_input_params integrated_input_params pcie_output_params integrated_output_params }),
measure!(struct e::hailo_stream_parameters_by_name_t { name stream_params }),
measure!(struct e::hailo_vstream_params_t { user_buffer_format timeout_ms queue_size vstream_stats_flags pipeline_elements_stats_flags }),
measure!(struct e::hailo_input_vstream_params_by_name_t { name params }),
measure!(struct e::hailo_output_vstream_params_by_name_t { name params }),
measure!(struct e::hailo_output_vstream_name_by_group_t { name pipeline_group_index }),
measure!(struct e::hailo_3d_image_shape_t { height width features }),
measure!(struct e::hailo_pix_buffer_plane_t { bytes_used plane_size u }),
measure!(union e::hailo_pix_buffer_plane_t__u { user_ptr fd }),
measure!(struct e::hailo_pix_buffer_t { index planes number_of_planes memory_type }),
measure!(struct e::hailo_dma_buffer_t { fd size }),
measure!(struct e::hailo_nms_defuse_info_t { class_group_index original_name }),
measure!(struct e::hailo_nms_info_t { number_of_classes max_bboxes_per_class max_bboxes_total bbox_size chunks_per_frame is_defused defuse_info burst_size burst_type }),
measure!(struct e::hailo_nms_fuse_input_t { buffer size nms_info }),
measure!(struct e::hailo_nms_shape_t { number_of_classes max_bboxes_per_class max_bboxes_total max_accumulated_mask_size }),
measure!(struct e::hailo_bbox_t { y_min x_min y_max x_max score }),
measure!(struct e::hailo_bbox_float32_t { y_min x_min y_max x_max score }),
measure!(struct e::hailo_rectangle_t { y_min x_min y_max x_max }),
measure!(struct e::hailo_detection_t { y_min x_min y_max x_max score class_id }),
measure!(struct e::hailo_detections_t { count detections }),
measure!(struct e::hailo_detection_with_byte_mask_t { box_ score class_id mask_size mask mask_offset }),
measure!(struct e::hailo_stream_write_async_completion_info_t { status buffer_addr buffer_size opaque }),
measure!(struct e::hailo_stream_read_async_completion_info_t { status buffer_addr buffer_size opaque }),
measure!(struct e::hailo_stream_info_t { u hw_data_bytes hw_frame_size format direction index name quant_info is_mux }),
measure!(union e::hailo_stream_info_t__u { s nms_info }),
measure!(struct e::hailo_stream_info_t__u__s { shape hw_shape }),
measure!(struct e::hailo_vstream_info_t { name network_name direction format u quant_info }),
measure!(union e::hailo_vstream_info_t__u { shape nms_shape }),
measure!(struct e::hailo_network_parameters_t { batch_size }),
measure!(struct e::hailo_network_parameters_by_name_t { name network_params }),
measure!(struct e::hailo_configure_network_group_params_t { name batch_size power_mode latency enable_kv_cache stream_params_by_name_count stream_params_by_name network_params_by_name_count network_params_by_name }),
measure!(struct e::hailo_configure_params_t { network_group_params_count network_group_params }),
measure!(struct e::hailo_activate_network_group_params_t { reserved }),
measure!(struct e::hailo_network_group_info_t { name is_multi_context }),
measure!(struct e::hailo_layer_name_t { name }),
measure!(struct e::hailo_network_info_t { name }),
measure!(struct e::hailo_rx_error_notification_message_t { error queue_number rx_errors_count }),
measure!(struct e::hailo_debug_notification_message_t { connection_status connection_type vdma_is_active host_port host_ip_addr }),
measure!(struct e::hailo_health_monitor_dataflow_shutdown_notification_message_t { ts0_temperature ts1_temperature }),
measure!(struct e::hailo_health_monitor_temperature_alarm_notification_message_t { temperature_zone alarm_ts_id ts0_temperature ts1_temperature }),
measure!(struct e::hailo_health_monitor_overcurrent_alert_notification_message_t { overcurrent_zone exceeded_alert_threshold is_last_overcurrent_violation_reached }),
measure!(struct e::hailo_health_monitor_lcu_ecc_error_notification_message_t { cluster_error }),
measure!(struct e::hailo_health_monitor_cpu_ecc_notification_message_t { memory_bitmap }),
measure!(struct e::hailo_performance_stats_t { cpu_utilization ram_size_total ram_size_used nnc_utilization ddr_noc_total_transactions dsp_utilization }),
measure!(struct e::hailo_health_stats_t { on_die_temperature on_die_voltage bist_failure_mask }),
measure!(struct e::hailo_context_switch_breakpoint_reached_message_t { network_group_index batch_index context_index action_index }),
measure!(struct e::hailo_health_monitor_clock_changed_notification_message_t { previous_clock current_clock }),
measure!(struct e::hailo_hw_infer_manager_infer_done_notification_message_t { infer_cycles }),
measure!(struct e::hailo_start_update_cache_offset_notification_message_t { cache_id_bitmask }),
measure!(struct e::hailo_context_switch_run_time_error_message_t { exit_status network_group_index batch_index context_index action_index }),
measure!(struct e::hailo_throttling_state_change_message_t { new_state }),
measure!(union e::hailo_notification_message_parameters_t { rx_error_notification debug_notification health_monitor_dataflow_shutdown_notification health_monitor_temperature_alarm_notification health_monitor_overcurrent_alert_notification health_monitor_lcu_ecc_error_notification health_monitor_cpu_ecc_notification context_switch_breakpoint_reached_notification health_monitor_clock_changed_notification hw_infer_manager_infer_done_notification context_switch_run_time_error start_update_cache_offset_notification throttling_state_change }),
measure!(struct e::hailo_notification_t { id sequence body }),
measure!(struct e::hailo_chip_temperature_info_t { ts0_temperature ts1_temperature sample_count }),
measure!(struct e::hailo_throttling_level_t { temperature_threshold hysteresis_temperature_threshold throttling_nn_clock_freq }),
measure!(struct e::hailo_health_info_t { overcurrent_protection_active current_overcurrent_zone red_overcurrent_threshold overcurrent_throttling_active temperature_throttling_active current_temperature_zone current_temperature_throttling_level temperature_throttling_levels orange_temperature_threshold orange_hysteresis_temperature_threshold red_temperature_threshold red_hysteresis_temperature_threshold requested_overcurrent_clock_freq requested_temperature_clock_freq }),
measure!(struct e::hailo_stream_raw_buffer_t { buffer size }),
measure!(struct e::hailo_stream_raw_buffer_by_name_t { name raw_buffer }),
measure!(struct e::hailo_latency_measurement_result_t { avg_hw_latency_ms }),
measure!(struct e::hailo_rate_limit_t { stream_name rate }),
] }
}
}

/// Every numeric constant of an era, as compiled.
#[rustfmt::skip]
pub(super) fn constants(era: Era) -> Vec<(&'static str, u32)> {
match era {
Era::V4_20 => { use crate::era::v4_20 as e; super::constants!(e;
HAILO_SUCCESS HAILO_UNINITIALIZED HAILO_INVALID_ARGUMENT HAILO_OUT_OF_HOST_MEMORY
HAILO_TIMEOUT HAILO_INSUFFICIENT_BUFFER HAILO_INVALID_OPERATION HAILO_NOT_IMPLEMENTED
HAILO_INTERNAL_FAILURE HAILO_DATA_ALIGNMENT_FAILURE HAILO_CHUNK_TOO_LARGE HAILO_INVALID_LOGGER_LEVEL
HAILO_CLOSE_FAILURE HAILO_OPEN_FILE_FAILURE HAILO_FILE_OPERATION_FAILURE HAILO_UNSUPPORTED_CONTROL_PROTOCOL_VERSION
HAILO_UNSUPPORTED_FW_VERSION HAILO_INVALID_CONTROL_RESPONSE HAILO_FW_CONTROL_FAILURE HAILO_ETH_FAILURE
HAILO_ETH_INTERFACE_NOT_FOUND HAILO_ETH_RECV_FAILURE HAILO_ETH_SEND_FAILURE HAILO_INVALID_FIRMWARE
HAILO_INVALID_CONTEXT_COUNT HAILO_INVALID_FRAME HAILO_INVALID_HEF HAILO_PCIE_NOT_SUPPORTED_ON_PLATFORM
HAILO_INTERRUPTED_BY_SIGNAL HAILO_START_VDMA_CHANNEL_FAIL HAILO_SYNC_VDMA_BUFFER_FAIL HAILO_STOP_VDMA_CHANNEL_FAIL
HAILO_CLOSE_VDMA_CHANNEL_FAIL HAILO_ATR_TABLES_CONF_VALIDATION_FAIL HAILO_EVENT_CREATE_FAIL HAILO_READ_EVENT_FAIL
HAILO_DRIVER_OPERATION_FAILED HAILO_INVALID_FIRMWARE_MAGIC HAILO_INVALID_FIRMWARE_CODE_SIZE HAILO_INVALID_KEY_CERTIFICATE_SIZE
HAILO_INVALID_CONTENT_CERTIFICATE_SIZE HAILO_MISMATCHING_FIRMWARE_BUFFER_SIZES HAILO_INVALID_FIRMWARE_CPU_ID HAILO_CONTROL_RESPONSE_MD5_MISMATCH
HAILO_GET_CONTROL_RESPONSE_FAIL HAILO_GET_D2H_EVENT_MESSAGE_FAIL HAILO_MUTEX_INIT_FAIL HAILO_OUT_OF_DESCRIPTORS
HAILO_UNSUPPORTED_OPCODE HAILO_USER_MODE_RATE_LIMITER_NOT_SUPPORTED HAILO_RATE_LIMIT_MAXIMUM_BANDWIDTH_EXCEEDED HAILO_ANSI_TO_UTF16_CONVERSION_FAILED
HAILO_UTF16_TO_ANSI_CONVERSION_FAILED HAILO_UNEXPECTED_INTERFACE_INFO_FAILURE HAILO_UNEXPECTED_ARP_TABLE_FAILURE HAILO_MAC_ADDRESS_NOT_FOUND
HAILO_NO_IPV4_INTERFACES_FOUND HAILO_SHUTDOWN_EVENT_SIGNALED HAILO_THREAD_ALREADY_ACTIVATED HAILO_THREAD_NOT_ACTIVATED
HAILO_THREAD_NOT_JOINABLE HAILO_NOT_FOUND HAILO_COMMUNICATION_CLOSED HAILO_STREAM_ABORT
HAILO_DRIVER_NOT_INSTALLED HAILO_NOT_AVAILABLE HAILO_TRAFFIC_CONTROL_FAILURE HAILO_INVALID_SECOND_STAGE
HAILO_INVALID_PIPELINE HAILO_NETWORK_GROUP_NOT_ACTIVATED HAILO_VSTREAM_PIPELINE_NOT_ACTIVATED HAILO_OUT_OF_FW_MEMORY
HAILO_STREAM_NOT_ACTIVATED HAILO_DEVICE_IN_USE HAILO_OUT_OF_PHYSICAL_DEVICES HAILO_INVALID_DEVICE_ARCHITECTURE
HAILO_INVALID_DRIVER_VERSION HAILO_RPC_FAILED HAILO_INVALID_SERVICE_VERSION HAILO_NOT_SUPPORTED
HAILO_NMS_BURST_INVALID_DATA HAILO_OUT_OF_HOST_CMA_MEMORY HAILO_QUEUE_IS_FULL HAILO_DMA_MAPPING_ALREADY_EXISTS
HAILO_CANT_MEET_BUFFER_REQUIREMENTS HAILO_DRIVER_INVALID_RESPONSE HAILO_DRIVER_INVALID_IOCTL HAILO_DRIVER_TIMEOUT
HAILO_DRIVER_INTERRUPTED HAILO_CONNECTION_REFUSED HAILO_DRIVER_WAIT_CANCELED HAILO_STATUS_COUNT
HAILO_STATUS_MAX_ENUM HAILO_DVM_OPTIONS_VDD_CORE HAILO_DVM_OPTIONS_VDD_IO HAILO_DVM_OPTIONS_MIPI_AVDD
HAILO_DVM_OPTIONS_MIPI_AVDD_H HAILO_DVM_OPTIONS_USB_AVDD_IO HAILO_DVM_OPTIONS_VDD_TOP HAILO_DVM_OPTIONS_USB_AVDD_IO_HV
HAILO_DVM_OPTIONS_AVDD_H HAILO_DVM_OPTIONS_SDIO_VDD_IO HAILO_DVM_OPTIONS_OVERCURRENT_PROTECTION HAILO_DVM_OPTIONS_COUNT
HAILO_DVM_OPTIONS_AUTO HAILO_DVM_OPTIONS_MAX_ENUM HAILO_POWER_MEASUREMENT_TYPES__SHUNT_VOLTAGE HAILO_POWER_MEASUREMENT_TYPES__BUS_VOLTAGE
HAILO_POWER_MEASUREMENT_TYPES__POWER HAILO_POWER_MEASUREMENT_TYPES__CURRENT HAILO_POWER_MEASUREMENT_TYPES__COUNT HAILO_POWER_MEASUREMENT_TYPES__AUTO
HAILO_POWER_MEASUREMENT_TYPES__MAX_ENUM HAILO_SAMPLING_PERIOD_140US HAILO_SAMPLING_PERIOD_204US HAILO_SAMPLING_PERIOD_332US
HAILO_SAMPLING_PERIOD_588US HAILO_SAMPLING_PERIOD_1100US HAILO_SAMPLING_PERIOD_2116US HAILO_SAMPLING_PERIOD_4156US
HAILO_SAMPLING_PERIOD_8244US HAILO_SAMPLING_PERIOD_MAX_ENUM HAILO_AVERAGE_FACTOR_1 HAILO_AVERAGE_FACTOR_4
HAILO_AVERAGE_FACTOR_16 HAILO_AVERAGE_FACTOR_64 HAILO_AVERAGE_FACTOR_128 HAILO_AVERAGE_FACTOR_256
HAILO_AVERAGE_FACTOR_512 HAILO_AVERAGE_FACTOR_1024 HAILO_AVERAGE_FACTOR_MAX_ENUM HAILO_MEASUREMENT_BUFFER_INDEX_0
HAILO_MEASUREMENT_BUFFER_INDEX_1 HAILO_MEASUREMENT_BUFFER_INDEX_2 HAILO_MEASUREMENT_BUFFER_INDEX_3 HAILO_MEASUREMENT_BUFFER_INDEX_MAX_ENUM
HAILO_DEVICE_TYPE_PCIE HAILO_DEVICE_TYPE_ETH HAILO_DEVICE_TYPE_INTEGRATED HAILO_DEVICE_TYPE_MAX_ENUM
HAILO_SCHEDULING_ALGORITHM_NONE HAILO_SCHEDULING_ALGORITHM_ROUND_ROBIN HAILO_SCHEDULING_ALGORITHM_MAX_ENUM HAILO_ARCH_HAILO8_A0
HAILO_ARCH_HAILO8 HAILO_ARCH_HAILO8L HAILO_ARCH_HAILO15H HAILO_ARCH_HAILO15L
HAILO_ARCH_HAILO15M HAILO_ARCH_HAILO10H HAILO_ARCH_MAX_ENUM HAILO_CPU_ID_0
HAILO_CPU_ID_1 HAILO_CPU_ID_MAX_ENUM HAILO_DEVICE_BOOT_SOURCE_INVALID HAILO_DEVICE_BOOT_SOURCE_PCIE
HAILO_DEVICE_BOOT_SOURCE_FLASH HAILO_DEVICE_BOOT_SOURCE_MAX HAILO_BIG_ENDIAN HAILO_LITTLE_ENDIAN
HAILO_ENDIANNESS_MAX_ENUM HAILO_FORMAT_TYPE_AUTO HAILO_FORMAT_TYPE_UINT8 HAILO_FORMAT_TYPE_UINT16
HAILO_FORMAT_TYPE_FLOAT32 HAILO_FORMAT_TYPE_MAX_ENUM HAILO_FORMAT_ORDER_AUTO HAILO_FORMAT_ORDER_NHWC
HAILO_FORMAT_ORDER_NHCW HAILO_FORMAT_ORDER_FCR HAILO_FORMAT_ORDER_F8CR HAILO_FORMAT_ORDER_NHW
HAILO_FORMAT_ORDER_NC HAILO_FORMAT_ORDER_BAYER_RGB HAILO_FORMAT_ORDER_12_BIT_BAYER_RGB HAILO_FORMAT_ORDER_HAILO_NMS
HAILO_FORMAT_ORDER_RGB888 HAILO_FORMAT_ORDER_NCHW HAILO_FORMAT_ORDER_YUY2 HAILO_FORMAT_ORDER_NV12
HAILO_FORMAT_ORDER_NV21 HAILO_FORMAT_ORDER_HAILO_YYUV HAILO_FORMAT_ORDER_HAILO_YYVU HAILO_FORMAT_ORDER_RGB4
HAILO_FORMAT_ORDER_I420 HAILO_FORMAT_ORDER_HAILO_YYYYUV HAILO_FORMAT_ORDER_HAILO_NMS_WITH_BYTE_MASK HAILO_FORMAT_ORDER_HAILO_NMS_ON_CHIP
HAILO_FORMAT_ORDER_HAILO_NMS_BY_CLASS HAILO_FORMAT_ORDER_HAILO_NMS_BY_SCORE HAILO_FORMAT_ORDER_MAX_ENUM HAILO_FORMAT_FLAGS_NONE
HAILO_FORMAT_FLAGS_QUANTIZED HAILO_FORMAT_FLAGS_TRANSPOSED HAILO_FORMAT_FLAGS_MAX_ENUM HAILO_STREAM_NO_TRANSFORM
HAILO_STREAM_TRANSFORM_COPY HAILO_STREAM_MAX_ENUM HAILO_H2D_STREAM HAILO_D2H_STREAM
HAILO_STREAM_DIRECTION_MAX_ENUM HAILO_STREAM_FLAGS_NONE HAILO_STREAM_FLAGS_ASYNC HAILO_STREAM_FLAGS_MAX_ENUM
HAILO_DMA_BUFFER_DIRECTION_H2D HAILO_DMA_BUFFER_DIRECTION_D2H HAILO_DMA_BUFFER_DIRECTION_BOTH HAILO_DMA_BUFFER_DIRECTION_MAX_ENUM
HAILO_BUFFER_FLAGS_NONE HAILO_BUFFER_FLAGS_DMA HAILO_BUFFER_FLAGS_CONTINUOUS HAILO_BUFFER_FLAGS_SHARED_MEMORY
HAILO_BUFFER_FLAGS_MAX_ENUM HAILO_MIPI_PIXELS_PER_CLOCK_1 HAILO_MIPI_PIXELS_PER_CLOCK_2 HAILO_MIPI_PIXELS_PER_CLOCK_4
HAILO_MIPI_PIXELS_PER_CLOCK_MAX_ENUM HAILO_MIPI_CLOCK_SELECTION_80_TO_100_MBPS HAILO_MIPI_CLOCK_SELECTION_100_TO_120_MBPS HAILO_MIPI_CLOCK_SELECTION_120_TO_160_MBPS
HAILO_MIPI_CLOCK_SELECTION_160_TO_200_MBPS HAILO_MIPI_CLOCK_SELECTION_200_TO_240_MBPS HAILO_MIPI_CLOCK_SELECTION_240_TO_280_MBPS HAILO_MIPI_CLOCK_SELECTION_280_TO_320_MBPS
HAILO_MIPI_CLOCK_SELECTION_320_TO_360_MBPS HAILO_MIPI_CLOCK_SELECTION_360_TO_400_MBPS HAILO_MIPI_CLOCK_SELECTION_400_TO_480_MBPS HAILO_MIPI_CLOCK_SELECTION_480_TO_560_MBPS
HAILO_MIPI_CLOCK_SELECTION_560_TO_640_MBPS HAILO_MIPI_CLOCK_SELECTION_640_TO_720_MBPS HAILO_MIPI_CLOCK_SELECTION_720_TO_800_MBPS HAILO_MIPI_CLOCK_SELECTION_800_TO_880_MBPS
HAILO_MIPI_CLOCK_SELECTION_880_TO_1040_MBPS HAILO_MIPI_CLOCK_SELECTION_1040_TO_1200_MBPS HAILO_MIPI_CLOCK_SELECTION_1200_TO_1350_MBPS HAILO_MIPI_CLOCK_SELECTION_1350_TO_1500_MBPS
HAILO_MIPI_CLOCK_SELECTION_1500_TO_1750_MBPS HAILO_MIPI_CLOCK_SELECTION_1750_TO_2000_MBPS HAILO_MIPI_CLOCK_SELECTION_2000_TO_2250_MBPS HAILO_MIPI_CLOCK_SELECTION_2250_TO_2500_MBPS
HAILO_MIPI_CLOCK_SELECTION_AUTOMATIC HAILO_MIPI_CLOCK_SELECTION_MAX_ENUM HAILO_MIPI_RX_TYPE_RGB_444 HAILO_MIPI_RX_TYPE_RGB_555
HAILO_MIPI_RX_TYPE_RGB_565 HAILO_MIPI_RX_TYPE_RGB_666 HAILO_MIPI_RX_TYPE_RGB_888 HAILO_MIPI_RX_TYPE_RAW_6
HAILO_MIPI_RX_TYPE_RAW_7 HAILO_MIPI_RX_TYPE_RAW_8 HAILO_MIPI_RX_TYPE_RAW_10 HAILO_MIPI_RX_TYPE_RAW_12
HAILO_MIPI_RX_TYPE_RAW_14 HAILO_MIPI_RX_TYPE_MAX_ENUM HAILO_MIPI_ISP_IMG_IN_ORDER_B_FIRST HAILO_MIPI_ISP_IMG_IN_ORDER_GB_FIRST
HAILO_MIPI_ISP_IMG_IN_ORDER_GR_FIRST HAILO_MIPI_ISP_IMG_IN_ORDER_R_FIRST HAILO_MIPI_ISP_IMG_IN_ORDER_MAX_ENUM HAILO_MIPI_IMG_OUT_DATA_TYPE_RGB_888
HAILO_MIPI_IMG_OUT_DATA_TYPE_YUV_422 HAILO_MIPI_IMG_OUT_DATA_TYPE_MAX_ENUM HAILO_MIPI_ISP_LIGHT_FREQUENCY_60HZ HAILO_MIPI_ISP_LIGHT_FREQUENCY_50HZ
ISP_LIGHT_FREQUENCY_MAX_ENUM HAILO_STREAM_INTERFACE_PCIE HAILO_STREAM_INTERFACE_ETH HAILO_STREAM_INTERFACE_MIPI
HAILO_STREAM_INTERFACE_INTEGRATED HAILO_STREAM_INTERFACE_MAX_ENUM HAILO_VSTREAM_STATS_NONE HAILO_VSTREAM_STATS_MEASURE_FPS
HAILO_VSTREAM_STATS_MEASURE_LATENCY HAILO_VSTREAM_STATS_MAX_ENUM HAILO_PIPELINE_ELEM_STATS_NONE HAILO_PIPELINE_ELEM_STATS_MEASURE_FPS
HAILO_PIPELINE_ELEM_STATS_MEASURE_LATENCY HAILO_PIPELINE_ELEM_STATS_MEASURE_QUEUE_SIZE HAILO_PIPELINE_ELEM_STATS_MAX_ENUM HAILO_PIX_BUFFER_MEMORY_TYPE_USERPTR
HAILO_PIX_BUFFER_MEMORY_TYPE_DMABUF HAILO_BURST_TYPE_H8_BBOX HAILO_BURST_TYPE_H15_BBOX HAILO_BURST_TYPE_H8_PER_CLASS
HAILO_BURST_TYPE_H15_PER_CLASS HAILO_BURST_TYPE_H15_PER_FRAME HAILO_BURST_TYPE_COUNT HAILO_NMS_RESULT_ORDER_HW
HAILO_NMS_RESULT_ORDER_BY_CLASS HAILO_NMS_RESULT_ORDER_BY_SCORE HAILO_POWER_MODE_PERFORMANCE HAILO_POWER_MODE_ULTRA_PERFORMANCE
HAILO_POWER_MODE_MAX_ENUM HAILO_LATENCY_NONE HAILO_LATENCY_MEASURE HAILO_LATENCY_CLEAR_AFTER_GET
HAILO_LATENCY_MAX_ENUM HAILO_NOTIFICATION_ID_ETHERNET_RX_ERROR HAILO_NOTIFICATION_ID_HEALTH_MONITOR_TEMPERATURE_ALARM HAILO_NOTIFICATION_ID_HEALTH_MONITOR_DATAFLOW_SHUTDOWN
HAILO_NOTIFICATION_ID_HEALTH_MONITOR_OVERCURRENT_ALARM HAILO_NOTIFICATION_ID_LCU_ECC_CORRECTABLE_ERROR HAILO_NOTIFICATION_ID_LCU_ECC_UNCORRECTABLE_ERROR HAILO_NOTIFICATION_ID_CPU_ECC_ERROR
HAILO_NOTIFICATION_ID_CPU_ECC_FATAL HAILO_NOTIFICATION_ID_DEBUG HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_BREAKPOINT_REACHED HAILO_NOTIFICATION_ID_HEALTH_MONITOR_CLOCK_CHANGED_EVENT
HAILO_NOTIFICATION_ID_HW_INFER_MANAGER_INFER_DONE HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_RUN_TIME_ERROR_EVENT HAILO_NOTIFICATION_ID_START_UPDATE_CACHE_OFFSET HAILO_NOTIFICATION_ID_COUNT
HAILO_NOTIFICATION_ID_MAX_ENUM HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__GREEN HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__ORANGE HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__RED
HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__GREEN HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__RED HAILO_RESET_DEVICE_MODE_CHIP HAILO_RESET_DEVICE_MODE_NN_CORE
HAILO_RESET_DEVICE_MODE_SOFT HAILO_RESET_DEVICE_MODE_FORCED_SOFT HAILO_RESET_DEVICE_MODE_MAX_ENUM HAILO_WATCHDOG_MODE_HW_SW
HAILO_WATCHDOG_MODE_HW_ONLY HAILO_WATCHDOG_MODE_MAX_ENUM HAILO_SENSOR_TYPES_GENERIC HAILO_SENSOR_TYPES_ONSEMI_AR0220AT
HAILO_SENSOR_TYPES_RASPICAM HAILO_SENSOR_TYPES_ONSEMI_AS0149AT HAILO_SENSOR_TYPES_HAILO8_ISP HAILO_SENSOR_TYPES_MAX_ENUM
HAILO_FW_LOGGER_INTERFACE_PCIE HAILO_FW_LOGGER_INTERFACE_UART HAILO_FW_LOGGER_INTERFACE_MAX_ENUM HAILO_FW_LOGGER_LEVEL_TRACE
HAILO_FW_LOGGER_LEVEL_DEBUG HAILO_FW_LOGGER_LEVEL_INFO HAILO_FW_LOGGER_LEVEL_WARN HAILO_FW_LOGGER_LEVEL_ERROR
HAILO_FW_LOGGER_LEVEL_FATAL HAILO_FW_LOGGER_LEVEL_MAX_ENUM HAILO_SLEEP_STATE_SLEEPING HAILO_SLEEP_STATE_AWAKE
HAILO_SLEEP_STATE_MAX_ENUM HAILO_MAX_ENUM HAILO_INFINITE HAILO_DEFAULT_ETH_SCAN_TIMEOUT_MS
HAILO_DEFAULT_ETH_CONTROL_PORT HAILO_DEFAULT_ETH_DEVICE_PORT HAILO_DEFAULT_ETH_MAX_PAYLOAD_SIZE HAILO_DEFAULT_ETH_MAX_NUMBER_OF_RETRIES
HAILO_ETH_PORT_ANY HAILO_MAX_NAME_SIZE HAILO_MAX_STREAM_NAME_SIZE HAILO_MAX_BOARD_NAME_LENGTH
HAILO_MAX_DEVICE_ID_LENGTH HAILO_MAX_SERIAL_NUMBER_LENGTH HAILO_MAX_PART_NUMBER_LENGTH HAILO_MAX_PRODUCT_NAME_LENGTH
HAILO_DEFAULT_INIT_SAMPLING_PERIOD_US HAILO_DEFAULT_INIT_AVERAGING_FACTOR HAILO_DEFAULT_BUFFERS_THRESHOLD HAILO_DEFAULT_MAX_ETHERNET_BANDWIDTH_BYTES_PER_SEC
HAILO_MAX_STREAMS_COUNT HAILO_DEFAULT_BATCH_SIZE HAILO_MAX_NETWORK_GROUPS HAILO_MAX_NETWORK_GROUP_NAME_SIZE
HAILO_MAX_NETWORK_NAME_SIZE HAILO_MAX_NETWORKS_IN_NETWORK_GROUP HAILO_PCIE_ANY_DOMAIN HAILO_DEFAULT_VSTREAM_QUEUE_SIZE
HAILO_DEFAULT_VSTREAM_TIMEOUT_MS HAILO_DEFAULT_ASYNC_INFER_TIMEOUT_MS HAILO_DEFAULT_ASYNC_INFER_QUEUE_SIZE HAILO_DEFAULT_DEVICE_COUNT
HAILO_SOC_ID_LENGTH HAILO_ETH_MAC_LENGTH HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH HAILO_SOC_PM_VALUES_BYTES_LENGTH
HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER HAILO_SCHEDULER_PRIORITY_NORMAL HAILO_SCHEDULER_PRIORITY_MAX HAILO_SCHEDULER_PRIORITY_MIN
MAX_NUMBER_OF_PLANES NUMBER_OF_PLANES_NV12_NV21 NUMBER_OF_PLANES_I420 HAILO_STREAM_ABORTED_BY_USER
HAILO_DRIVER_FAIL HAILO_PCIE_DRIVER_NOT_INSTALLED
) }
Era::V4_21 => { use crate::era::v4_21 as e; super::constants!(e;
HAILO_SUCCESS HAILO_UNINITIALIZED HAILO_INVALID_ARGUMENT HAILO_OUT_OF_HOST_MEMORY
HAILO_TIMEOUT HAILO_INSUFFICIENT_BUFFER HAILO_INVALID_OPERATION HAILO_NOT_IMPLEMENTED
HAILO_INTERNAL_FAILURE HAILO_DATA_ALIGNMENT_FAILURE HAILO_CHUNK_TOO_LARGE HAILO_INVALID_LOGGER_LEVEL
HAILO_CLOSE_FAILURE HAILO_OPEN_FILE_FAILURE HAILO_FILE_OPERATION_FAILURE HAILO_UNSUPPORTED_CONTROL_PROTOCOL_VERSION
HAILO_UNSUPPORTED_FW_VERSION HAILO_INVALID_CONTROL_RESPONSE HAILO_FW_CONTROL_FAILURE HAILO_ETH_FAILURE
HAILO_ETH_INTERFACE_NOT_FOUND HAILO_ETH_RECV_FAILURE HAILO_ETH_SEND_FAILURE HAILO_INVALID_FIRMWARE
HAILO_INVALID_CONTEXT_COUNT HAILO_INVALID_FRAME HAILO_INVALID_HEF HAILO_PCIE_NOT_SUPPORTED_ON_PLATFORM
HAILO_INTERRUPTED_BY_SIGNAL HAILO_START_VDMA_CHANNEL_FAIL HAILO_SYNC_VDMA_BUFFER_FAIL HAILO_STOP_VDMA_CHANNEL_FAIL
HAILO_CLOSE_VDMA_CHANNEL_FAIL HAILO_ATR_TABLES_CONF_VALIDATION_FAIL HAILO_EVENT_CREATE_FAIL HAILO_READ_EVENT_FAIL
HAILO_DRIVER_OPERATION_FAILED HAILO_INVALID_FIRMWARE_MAGIC HAILO_INVALID_FIRMWARE_CODE_SIZE HAILO_INVALID_KEY_CERTIFICATE_SIZE
HAILO_INVALID_CONTENT_CERTIFICATE_SIZE HAILO_MISMATCHING_FIRMWARE_BUFFER_SIZES HAILO_INVALID_FIRMWARE_CPU_ID HAILO_CONTROL_RESPONSE_MD5_MISMATCH
HAILO_GET_CONTROL_RESPONSE_FAIL HAILO_GET_D2H_EVENT_MESSAGE_FAIL HAILO_MUTEX_INIT_FAIL HAILO_OUT_OF_DESCRIPTORS
HAILO_UNSUPPORTED_OPCODE HAILO_USER_MODE_RATE_LIMITER_NOT_SUPPORTED HAILO_RATE_LIMIT_MAXIMUM_BANDWIDTH_EXCEEDED HAILO_ANSI_TO_UTF16_CONVERSION_FAILED
HAILO_UTF16_TO_ANSI_CONVERSION_FAILED HAILO_UNEXPECTED_INTERFACE_INFO_FAILURE HAILO_UNEXPECTED_ARP_TABLE_FAILURE HAILO_MAC_ADDRESS_NOT_FOUND
HAILO_NO_IPV4_INTERFACES_FOUND HAILO_SHUTDOWN_EVENT_SIGNALED HAILO_THREAD_ALREADY_ACTIVATED HAILO_THREAD_NOT_ACTIVATED
HAILO_THREAD_NOT_JOINABLE HAILO_NOT_FOUND HAILO_COMMUNICATION_CLOSED HAILO_STREAM_ABORT
HAILO_DRIVER_NOT_INSTALLED HAILO_NOT_AVAILABLE HAILO_TRAFFIC_CONTROL_FAILURE HAILO_INVALID_SECOND_STAGE
HAILO_INVALID_PIPELINE HAILO_NETWORK_GROUP_NOT_ACTIVATED HAILO_VSTREAM_PIPELINE_NOT_ACTIVATED HAILO_OUT_OF_FW_MEMORY
HAILO_STREAM_NOT_ACTIVATED HAILO_DEVICE_IN_USE HAILO_OUT_OF_PHYSICAL_DEVICES HAILO_INVALID_DEVICE_ARCHITECTURE
HAILO_INVALID_DRIVER_VERSION HAILO_RPC_FAILED HAILO_INVALID_SERVICE_VERSION HAILO_NOT_SUPPORTED
HAILO_NMS_BURST_INVALID_DATA HAILO_OUT_OF_HOST_CMA_MEMORY HAILO_QUEUE_IS_FULL HAILO_DMA_MAPPING_ALREADY_EXISTS
HAILO_CANT_MEET_BUFFER_REQUIREMENTS HAILO_DRIVER_INVALID_RESPONSE HAILO_DRIVER_INVALID_IOCTL HAILO_DRIVER_TIMEOUT
HAILO_DRIVER_INTERRUPTED HAILO_CONNECTION_REFUSED HAILO_DRIVER_WAIT_CANCELED HAILO_HEF_FILE_CORRUPTED
HAILO_HEF_NOT_SUPPORTED HAILO_HEF_NOT_COMPATIBLE_WITH_DEVICE HAILO_STATUS_COUNT HAILO_STATUS_MAX_ENUM
HAILO_DVM_OPTIONS_VDD_CORE HAILO_DVM_OPTIONS_VDD_IO HAILO_DVM_OPTIONS_MIPI_AVDD HAILO_DVM_OPTIONS_MIPI_AVDD_H
HAILO_DVM_OPTIONS_USB_AVDD_IO HAILO_DVM_OPTIONS_VDD_TOP HAILO_DVM_OPTIONS_USB_AVDD_IO_HV HAILO_DVM_OPTIONS_AVDD_H
HAILO_DVM_OPTIONS_SDIO_VDD_IO HAILO_DVM_OPTIONS_OVERCURRENT_PROTECTION HAILO_DVM_OPTIONS_COUNT HAILO_DVM_OPTIONS_AUTO
HAILO_DVM_OPTIONS_MAX_ENUM HAILO_POWER_MEASUREMENT_TYPES__SHUNT_VOLTAGE HAILO_POWER_MEASUREMENT_TYPES__BUS_VOLTAGE HAILO_POWER_MEASUREMENT_TYPES__POWER
HAILO_POWER_MEASUREMENT_TYPES__CURRENT HAILO_POWER_MEASUREMENT_TYPES__COUNT HAILO_POWER_MEASUREMENT_TYPES__AUTO HAILO_POWER_MEASUREMENT_TYPES__MAX_ENUM
HAILO_SAMPLING_PERIOD_140US HAILO_SAMPLING_PERIOD_204US HAILO_SAMPLING_PERIOD_332US HAILO_SAMPLING_PERIOD_588US
HAILO_SAMPLING_PERIOD_1100US HAILO_SAMPLING_PERIOD_2116US HAILO_SAMPLING_PERIOD_4156US HAILO_SAMPLING_PERIOD_8244US
HAILO_SAMPLING_PERIOD_MAX_ENUM HAILO_AVERAGE_FACTOR_1 HAILO_AVERAGE_FACTOR_4 HAILO_AVERAGE_FACTOR_16
HAILO_AVERAGE_FACTOR_64 HAILO_AVERAGE_FACTOR_128 HAILO_AVERAGE_FACTOR_256 HAILO_AVERAGE_FACTOR_512
HAILO_AVERAGE_FACTOR_1024 HAILO_AVERAGE_FACTOR_MAX_ENUM HAILO_MEASUREMENT_BUFFER_INDEX_0 HAILO_MEASUREMENT_BUFFER_INDEX_1
HAILO_MEASUREMENT_BUFFER_INDEX_2 HAILO_MEASUREMENT_BUFFER_INDEX_3 HAILO_MEASUREMENT_BUFFER_INDEX_MAX_ENUM HAILO_DEVICE_TYPE_PCIE
HAILO_DEVICE_TYPE_ETH HAILO_DEVICE_TYPE_INTEGRATED HAILO_DEVICE_TYPE_MAX_ENUM HAILO_SCHEDULING_ALGORITHM_NONE
HAILO_SCHEDULING_ALGORITHM_ROUND_ROBIN HAILO_SCHEDULING_ALGORITHM_MAX_ENUM HAILO_ARCH_HAILO8_A0 HAILO_ARCH_HAILO8
HAILO_ARCH_HAILO8L HAILO_ARCH_HAILO15H HAILO_ARCH_HAILO15L HAILO_ARCH_HAILO15M
HAILO_ARCH_HAILO10H HAILO_ARCH_MARS HAILO_ARCH_MAX_ENUM HAILO_CPU_ID_0
HAILO_CPU_ID_1 HAILO_CPU_ID_MAX_ENUM HAILO_DEVICE_BOOT_SOURCE_INVALID HAILO_DEVICE_BOOT_SOURCE_PCIE
HAILO_DEVICE_BOOT_SOURCE_FLASH HAILO_DEVICE_BOOT_SOURCE_MAX HAILO_BIG_ENDIAN HAILO_LITTLE_ENDIAN
HAILO_ENDIANNESS_MAX_ENUM HAILO_FORMAT_TYPE_AUTO HAILO_FORMAT_TYPE_UINT8 HAILO_FORMAT_TYPE_UINT16
HAILO_FORMAT_TYPE_FLOAT32 HAILO_FORMAT_TYPE_MAX_ENUM HAILO_FORMAT_ORDER_AUTO HAILO_FORMAT_ORDER_NHWC
HAILO_FORMAT_ORDER_NHCW HAILO_FORMAT_ORDER_FCR HAILO_FORMAT_ORDER_F8CR HAILO_FORMAT_ORDER_NHW
HAILO_FORMAT_ORDER_NC HAILO_FORMAT_ORDER_BAYER_RGB HAILO_FORMAT_ORDER_12_BIT_BAYER_RGB HAILO_FORMAT_ORDER_HAILO_NMS
HAILO_FORMAT_ORDER_RGB888 HAILO_FORMAT_ORDER_NCHW HAILO_FORMAT_ORDER_YUY2 HAILO_FORMAT_ORDER_NV12
HAILO_FORMAT_ORDER_NV21 HAILO_FORMAT_ORDER_HAILO_YYUV HAILO_FORMAT_ORDER_HAILO_YYVU HAILO_FORMAT_ORDER_RGB4
HAILO_FORMAT_ORDER_I420 HAILO_FORMAT_ORDER_HAILO_YYYYUV HAILO_FORMAT_ORDER_HAILO_NMS_WITH_BYTE_MASK HAILO_FORMAT_ORDER_HAILO_NMS_ON_CHIP
HAILO_FORMAT_ORDER_HAILO_NMS_BY_CLASS HAILO_FORMAT_ORDER_HAILO_NMS_BY_SCORE HAILO_FORMAT_ORDER_MAX_ENUM HAILO_FORMAT_FLAGS_NONE
HAILO_FORMAT_FLAGS_QUANTIZED HAILO_FORMAT_FLAGS_TRANSPOSED HAILO_FORMAT_FLAGS_MAX_ENUM HAILO_STREAM_NO_TRANSFORM
HAILO_STREAM_TRANSFORM_COPY HAILO_STREAM_MAX_ENUM HAILO_H2D_STREAM HAILO_D2H_STREAM
HAILO_STREAM_DIRECTION_MAX_ENUM HAILO_STREAM_FLAGS_NONE HAILO_STREAM_FLAGS_ASYNC HAILO_STREAM_FLAGS_MAX_ENUM
HAILO_DMA_BUFFER_DIRECTION_H2D HAILO_DMA_BUFFER_DIRECTION_D2H HAILO_DMA_BUFFER_DIRECTION_BOTH HAILO_DMA_BUFFER_DIRECTION_MAX_ENUM
HAILO_BUFFER_FLAGS_NONE HAILO_BUFFER_FLAGS_DMA HAILO_BUFFER_FLAGS_CONTINUOUS HAILO_BUFFER_FLAGS_SHARED_MEMORY
HAILO_BUFFER_FLAGS_MAX_ENUM HAILO_MIPI_PIXELS_PER_CLOCK_1 HAILO_MIPI_PIXELS_PER_CLOCK_2 HAILO_MIPI_PIXELS_PER_CLOCK_4
HAILO_MIPI_PIXELS_PER_CLOCK_MAX_ENUM HAILO_MIPI_CLOCK_SELECTION_80_TO_100_MBPS HAILO_MIPI_CLOCK_SELECTION_100_TO_120_MBPS HAILO_MIPI_CLOCK_SELECTION_120_TO_160_MBPS
HAILO_MIPI_CLOCK_SELECTION_160_TO_200_MBPS HAILO_MIPI_CLOCK_SELECTION_200_TO_240_MBPS HAILO_MIPI_CLOCK_SELECTION_240_TO_280_MBPS HAILO_MIPI_CLOCK_SELECTION_280_TO_320_MBPS
HAILO_MIPI_CLOCK_SELECTION_320_TO_360_MBPS HAILO_MIPI_CLOCK_SELECTION_360_TO_400_MBPS HAILO_MIPI_CLOCK_SELECTION_400_TO_480_MBPS HAILO_MIPI_CLOCK_SELECTION_480_TO_560_MBPS
HAILO_MIPI_CLOCK_SELECTION_560_TO_640_MBPS HAILO_MIPI_CLOCK_SELECTION_640_TO_720_MBPS HAILO_MIPI_CLOCK_SELECTION_720_TO_800_MBPS HAILO_MIPI_CLOCK_SELECTION_800_TO_880_MBPS
HAILO_MIPI_CLOCK_SELECTION_880_TO_1040_MBPS HAILO_MIPI_CLOCK_SELECTION_1040_TO_1200_MBPS HAILO_MIPI_CLOCK_SELECTION_1200_TO_1350_MBPS HAILO_MIPI_CLOCK_SELECTION_1350_TO_1500_MBPS
HAILO_MIPI_CLOCK_SELECTION_1500_TO_1750_MBPS HAILO_MIPI_CLOCK_SELECTION_1750_TO_2000_MBPS HAILO_MIPI_CLOCK_SELECTION_2000_TO_2250_MBPS HAILO_MIPI_CLOCK_SELECTION_2250_TO_2500_MBPS
HAILO_MIPI_CLOCK_SELECTION_AUTOMATIC HAILO_MIPI_CLOCK_SELECTION_MAX_ENUM HAILO_MIPI_RX_TYPE_RGB_444 HAILO_MIPI_RX_TYPE_RGB_555
HAILO_MIPI_RX_TYPE_RGB_565 HAILO_MIPI_RX_TYPE_RGB_666 HAILO_MIPI_RX_TYPE_RGB_888 HAILO_MIPI_RX_TYPE_RAW_6
HAILO_MIPI_RX_TYPE_RAW_7 HAILO_MIPI_RX_TYPE_RAW_8 HAILO_MIPI_RX_TYPE_RAW_10 HAILO_MIPI_RX_TYPE_RAW_12
HAILO_MIPI_RX_TYPE_RAW_14 HAILO_MIPI_RX_TYPE_MAX_ENUM HAILO_MIPI_ISP_IMG_IN_ORDER_B_FIRST HAILO_MIPI_ISP_IMG_IN_ORDER_GB_FIRST
HAILO_MIPI_ISP_IMG_IN_ORDER_GR_FIRST HAILO_MIPI_ISP_IMG_IN_ORDER_R_FIRST HAILO_MIPI_ISP_IMG_IN_ORDER_MAX_ENUM HAILO_MIPI_IMG_OUT_DATA_TYPE_RGB_888
HAILO_MIPI_IMG_OUT_DATA_TYPE_YUV_422 HAILO_MIPI_IMG_OUT_DATA_TYPE_MAX_ENUM HAILO_MIPI_ISP_LIGHT_FREQUENCY_60HZ HAILO_MIPI_ISP_LIGHT_FREQUENCY_50HZ
ISP_LIGHT_FREQUENCY_MAX_ENUM HAILO_STREAM_INTERFACE_PCIE HAILO_STREAM_INTERFACE_ETH HAILO_STREAM_INTERFACE_MIPI
HAILO_STREAM_INTERFACE_INTEGRATED HAILO_STREAM_INTERFACE_MAX_ENUM HAILO_VSTREAM_STATS_NONE HAILO_VSTREAM_STATS_MEASURE_FPS
HAILO_VSTREAM_STATS_MEASURE_LATENCY HAILO_VSTREAM_STATS_MAX_ENUM HAILO_PIPELINE_ELEM_STATS_NONE HAILO_PIPELINE_ELEM_STATS_MEASURE_FPS
HAILO_PIPELINE_ELEM_STATS_MEASURE_LATENCY HAILO_PIPELINE_ELEM_STATS_MEASURE_QUEUE_SIZE HAILO_PIPELINE_ELEM_STATS_MAX_ENUM HAILO_PIX_BUFFER_MEMORY_TYPE_USERPTR
HAILO_PIX_BUFFER_MEMORY_TYPE_DMABUF HAILO_BURST_TYPE_H8_BBOX HAILO_BURST_TYPE_H15_BBOX HAILO_BURST_TYPE_H8_PER_CLASS
HAILO_BURST_TYPE_H15_PER_CLASS HAILO_BURST_TYPE_H15_PER_FRAME HAILO_BURST_TYPE_COUNT HAILO_POWER_MODE_PERFORMANCE
HAILO_POWER_MODE_ULTRA_PERFORMANCE HAILO_POWER_MODE_MAX_ENUM HAILO_LATENCY_NONE HAILO_LATENCY_MEASURE
HAILO_LATENCY_CLEAR_AFTER_GET HAILO_LATENCY_MAX_ENUM HAILO_NOTIFICATION_ID_ETHERNET_RX_ERROR HAILO_NOTIFICATION_ID_HEALTH_MONITOR_TEMPERATURE_ALARM
HAILO_NOTIFICATION_ID_HEALTH_MONITOR_DATAFLOW_SHUTDOWN HAILO_NOTIFICATION_ID_HEALTH_MONITOR_OVERCURRENT_ALARM HAILO_NOTIFICATION_ID_LCU_ECC_CORRECTABLE_ERROR HAILO_NOTIFICATION_ID_LCU_ECC_UNCORRECTABLE_ERROR
HAILO_NOTIFICATION_ID_CPU_ECC_ERROR HAILO_NOTIFICATION_ID_CPU_ECC_FATAL HAILO_NOTIFICATION_ID_DEBUG HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_BREAKPOINT_REACHED
HAILO_NOTIFICATION_ID_HEALTH_MONITOR_CLOCK_CHANGED_EVENT HAILO_NOTIFICATION_ID_HW_INFER_MANAGER_INFER_DONE HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_RUN_TIME_ERROR_EVENT HAILO_NOTIFICATION_ID_START_UPDATE_CACHE_OFFSET
HAILO_NOTIFICATION_ID_COUNT HAILO_NOTIFICATION_ID_MAX_ENUM HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__GREEN HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__ORANGE
HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__RED HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__GREEN HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__RED HAILO_RESET_DEVICE_MODE_CHIP
HAILO_RESET_DEVICE_MODE_NN_CORE HAILO_RESET_DEVICE_MODE_SOFT HAILO_RESET_DEVICE_MODE_FORCED_SOFT HAILO_RESET_DEVICE_MODE_MAX_ENUM
HAILO_WATCHDOG_MODE_HW_SW HAILO_WATCHDOG_MODE_HW_ONLY HAILO_WATCHDOG_MODE_MAX_ENUM HAILO_SENSOR_TYPES_GENERIC
HAILO_SENSOR_TYPES_ONSEMI_AR0220AT HAILO_SENSOR_TYPES_RASPICAM HAILO_SENSOR_TYPES_ONSEMI_AS0149AT HAILO_SENSOR_TYPES_HAILO8_ISP
HAILO_SENSOR_TYPES_MAX_ENUM HAILO_FW_LOGGER_INTERFACE_PCIE HAILO_FW_LOGGER_INTERFACE_UART HAILO_FW_LOGGER_INTERFACE_MAX_ENUM
HAILO_FW_LOGGER_LEVEL_TRACE HAILO_FW_LOGGER_LEVEL_DEBUG HAILO_FW_LOGGER_LEVEL_INFO HAILO_FW_LOGGER_LEVEL_WARN
HAILO_FW_LOGGER_LEVEL_ERROR HAILO_FW_LOGGER_LEVEL_FATAL HAILO_FW_LOGGER_LEVEL_MAX_ENUM HAILO_SLEEP_STATE_SLEEPING
HAILO_SLEEP_STATE_AWAKE HAILO_SLEEP_STATE_MAX_ENUM HAILO_MAX_ENUM HAILO_INFINITE
HAILO_DEFAULT_ETH_SCAN_TIMEOUT_MS HAILO_DEFAULT_ETH_CONTROL_PORT HAILO_DEFAULT_ETH_DEVICE_PORT HAILO_DEFAULT_ETH_MAX_PAYLOAD_SIZE
HAILO_DEFAULT_ETH_MAX_NUMBER_OF_RETRIES HAILO_ETH_PORT_ANY HAILO_MAX_NAME_SIZE HAILO_MAX_STREAM_NAME_SIZE
HAILO_MAX_BOARD_NAME_LENGTH HAILO_MAX_DEVICE_ID_LENGTH HAILO_MAX_SERIAL_NUMBER_LENGTH HAILO_MAX_PART_NUMBER_LENGTH
HAILO_MAX_PRODUCT_NAME_LENGTH HAILO_DEFAULT_INIT_SAMPLING_PERIOD_US HAILO_DEFAULT_INIT_AVERAGING_FACTOR HAILO_DEFAULT_BUFFERS_THRESHOLD
HAILO_DEFAULT_MAX_ETHERNET_BANDWIDTH_BYTES_PER_SEC HAILO_MAX_STREAMS_COUNT HAILO_DEFAULT_BATCH_SIZE HAILO_MAX_NETWORK_GROUPS
HAILO_MAX_NETWORK_GROUP_NAME_SIZE HAILO_MAX_NETWORK_NAME_SIZE HAILO_MAX_NETWORKS_IN_NETWORK_GROUP HAILO_PCIE_ANY_DOMAIN
HAILO_DEFAULT_VSTREAM_QUEUE_SIZE HAILO_DEFAULT_VSTREAM_TIMEOUT_MS HAILO_DEFAULT_ASYNC_INFER_TIMEOUT_MS HAILO_DEFAULT_ASYNC_INFER_QUEUE_SIZE
HAILO_DEFAULT_DEVICE_COUNT HAILO_SOC_ID_LENGTH HAILO_ETH_MAC_LENGTH HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH
HAILO_SOC_PM_VALUES_BYTES_LENGTH HAILO_GPIO_MASK_VALUES_LENGTH HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER HAILO_SCHEDULER_PRIORITY_NORMAL
HAILO_SCHEDULER_PRIORITY_MAX HAILO_SCHEDULER_PRIORITY_MIN MAX_NUMBER_OF_PLANES NUMBER_OF_PLANES_NV12_NV21
NUMBER_OF_PLANES_I420 HAILO_STREAM_ABORTED_BY_USER HAILO_DRIVER_FAIL HAILO_PCIE_DRIVER_NOT_INSTALLED
) }
Era::V5_0_0 => { use crate::era::v5_0_0 as e; super::constants!(e;
HAILO_SUCCESS HAILO_UNINITIALIZED HAILO_INVALID_ARGUMENT HAILO_OUT_OF_HOST_MEMORY
HAILO_TIMEOUT HAILO_INSUFFICIENT_BUFFER HAILO_INVALID_OPERATION HAILO_NOT_IMPLEMENTED
HAILO_INTERNAL_FAILURE HAILO_DATA_ALIGNMENT_FAILURE HAILO_CHUNK_TOO_LARGE HAILO_INVALID_LOGGER_LEVEL
HAILO_CLOSE_FAILURE HAILO_OPEN_FILE_FAILURE HAILO_FILE_OPERATION_FAILURE HAILO_UNSUPPORTED_CONTROL_PROTOCOL_VERSION
HAILO_UNSUPPORTED_FW_VERSION HAILO_INVALID_CONTROL_RESPONSE HAILO_FW_CONTROL_FAILURE HAILO_ETH_FAILURE
HAILO_ETH_INTERFACE_NOT_FOUND HAILO_ETH_RECV_FAILURE HAILO_ETH_SEND_FAILURE HAILO_INVALID_FIRMWARE
HAILO_INVALID_CONTEXT_COUNT HAILO_INVALID_FRAME HAILO_INVALID_HEF HAILO_PCIE_NOT_SUPPORTED_ON_PLATFORM
HAILO_INTERRUPTED_BY_SIGNAL HAILO_START_VDMA_CHANNEL_FAIL HAILO_SYNC_VDMA_BUFFER_FAIL HAILO_STOP_VDMA_CHANNEL_FAIL
HAILO_CLOSE_VDMA_CHANNEL_FAIL HAILO_ATR_TABLES_CONF_VALIDATION_FAIL HAILO_EVENT_CREATE_FAIL HAILO_READ_EVENT_FAIL
HAILO_DRIVER_OPERATION_FAILED HAILO_INVALID_FIRMWARE_MAGIC HAILO_INVALID_FIRMWARE_CODE_SIZE HAILO_INVALID_KEY_CERTIFICATE_SIZE
HAILO_INVALID_CONTENT_CERTIFICATE_SIZE HAILO_MISMATCHING_FIRMWARE_BUFFER_SIZES HAILO_INVALID_FIRMWARE_CPU_ID HAILO_CONTROL_RESPONSE_MD5_MISMATCH
HAILO_GET_CONTROL_RESPONSE_FAIL HAILO_GET_D2H_EVENT_MESSAGE_FAIL HAILO_MUTEX_INIT_FAIL HAILO_OUT_OF_DESCRIPTORS
HAILO_UNSUPPORTED_OPCODE HAILO_USER_MODE_RATE_LIMITER_NOT_SUPPORTED HAILO_RATE_LIMIT_MAXIMUM_BANDWIDTH_EXCEEDED HAILO_ANSI_TO_UTF16_CONVERSION_FAILED
HAILO_UTF16_TO_ANSI_CONVERSION_FAILED HAILO_UNEXPECTED_INTERFACE_INFO_FAILURE HAILO_UNEXPECTED_ARP_TABLE_FAILURE HAILO_MAC_ADDRESS_NOT_FOUND
HAILO_NO_IPV4_INTERFACES_FOUND HAILO_SHUTDOWN_EVENT_SIGNALED HAILO_THREAD_ALREADY_ACTIVATED HAILO_THREAD_NOT_ACTIVATED
HAILO_THREAD_NOT_JOINABLE HAILO_NOT_FOUND HAILO_COMMUNICATION_CLOSED HAILO_STREAM_ABORT
HAILO_DRIVER_NOT_INSTALLED HAILO_NOT_AVAILABLE HAILO_TRAFFIC_CONTROL_FAILURE HAILO_INVALID_SECOND_STAGE
HAILO_INVALID_PIPELINE HAILO_NETWORK_GROUP_NOT_ACTIVATED HAILO_VSTREAM_PIPELINE_NOT_ACTIVATED HAILO_OUT_OF_FW_MEMORY
HAILO_STREAM_NOT_ACTIVATED HAILO_DEVICE_IN_USE HAILO_OUT_OF_PHYSICAL_DEVICES HAILO_INVALID_DEVICE_ARCHITECTURE
HAILO_INVALID_DRIVER_VERSION HAILO_RPC_FAILED HAILO_INVALID_SERVICE_VERSION HAILO_NOT_SUPPORTED
HAILO_NMS_BURST_INVALID_DATA HAILO_OUT_OF_HOST_CMA_MEMORY HAILO_QUEUE_IS_FULL HAILO_DMA_MAPPING_ALREADY_EXISTS
HAILO_CANT_MEET_BUFFER_REQUIREMENTS HAILO_DRIVER_INVALID_RESPONSE HAILO_DRIVER_INVALID_IOCTL HAILO_DRIVER_TIMEOUT
HAILO_DRIVER_INTERRUPTED HAILO_CONNECTION_REFUSED HAILO_DRIVER_WAIT_CANCELED HAILO_HEF_FILE_CORRUPTED
HAILO_HEF_NOT_SUPPORTED HAILO_HEF_NOT_COMPATIBLE_WITH_DEVICE HAILO_INVALID_HEF_USE HAILO_STATUS_COUNT
HAILO_STATUS_MAX_ENUM HAILO_DVM_OPTIONS_VDD_CORE HAILO_DVM_OPTIONS_VDD_IO HAILO_DVM_OPTIONS_MIPI_AVDD
HAILO_DVM_OPTIONS_MIPI_AVDD_H HAILO_DVM_OPTIONS_USB_AVDD_IO HAILO_DVM_OPTIONS_VDD_TOP HAILO_DVM_OPTIONS_USB_AVDD_IO_HV
HAILO_DVM_OPTIONS_AVDD_H HAILO_DVM_OPTIONS_SDIO_VDD_IO HAILO_DVM_OPTIONS_OVERCURRENT_PROTECTION HAILO_DVM_OPTIONS_COUNT
HAILO_DVM_OPTIONS_AUTO HAILO_DVM_OPTIONS_MAX_ENUM HAILO_POWER_MEASUREMENT_TYPES__SHUNT_VOLTAGE HAILO_POWER_MEASUREMENT_TYPES__BUS_VOLTAGE
HAILO_POWER_MEASUREMENT_TYPES__POWER HAILO_POWER_MEASUREMENT_TYPES__CURRENT HAILO_POWER_MEASUREMENT_TYPES__COUNT HAILO_POWER_MEASUREMENT_TYPES__AUTO
HAILO_POWER_MEASUREMENT_TYPES__MAX_ENUM HAILO_SAMPLING_PERIOD_140US HAILO_SAMPLING_PERIOD_204US HAILO_SAMPLING_PERIOD_332US
HAILO_SAMPLING_PERIOD_588US HAILO_SAMPLING_PERIOD_1100US HAILO_SAMPLING_PERIOD_2116US HAILO_SAMPLING_PERIOD_4156US
HAILO_SAMPLING_PERIOD_8244US HAILO_SAMPLING_PERIOD_MAX_ENUM HAILO_AVERAGE_FACTOR_1 HAILO_AVERAGE_FACTOR_4
HAILO_AVERAGE_FACTOR_16 HAILO_AVERAGE_FACTOR_64 HAILO_AVERAGE_FACTOR_128 HAILO_AVERAGE_FACTOR_256
HAILO_AVERAGE_FACTOR_512 HAILO_AVERAGE_FACTOR_1024 HAILO_AVERAGE_FACTOR_MAX_ENUM HAILO_MEASUREMENT_BUFFER_INDEX_0
HAILO_MEASUREMENT_BUFFER_INDEX_1 HAILO_MEASUREMENT_BUFFER_INDEX_2 HAILO_MEASUREMENT_BUFFER_INDEX_3 HAILO_MEASUREMENT_BUFFER_INDEX_MAX_ENUM
HAILO_DEVICE_TYPE_PCIE HAILO_DEVICE_TYPE_ETH HAILO_DEVICE_TYPE_INTEGRATED HAILO_DEVICE_TYPE_MAX_ENUM
HAILO_SCHEDULING_ALGORITHM_NONE HAILO_SCHEDULING_ALGORITHM_ROUND_ROBIN HAILO_SCHEDULING_ALGORITHM_MAX_ENUM HAILO_ARCH_HAILO8_A0
HAILO_ARCH_HAILO8 HAILO_ARCH_HAILO8L HAILO_ARCH_HAILO15H HAILO_ARCH_HAILO15L
HAILO_ARCH_HAILO15M HAILO_ARCH_HAILO10H HAILO_ARCH_MARS HAILO_ARCH_MAX_ENUM
HAILO_CPU_ID_0 HAILO_CPU_ID_1 HAILO_CPU_ID_MAX_ENUM HAILO_DEVICE_BOOT_SOURCE_INVALID
HAILO_DEVICE_BOOT_SOURCE_PCIE HAILO_DEVICE_BOOT_SOURCE_FLASH HAILO_DEVICE_BOOT_SOURCE_MAX HAILO_BIG_ENDIAN
HAILO_LITTLE_ENDIAN HAILO_ENDIANNESS_MAX_ENUM HAILO_FORMAT_TYPE_AUTO HAILO_FORMAT_TYPE_UINT8
HAILO_FORMAT_TYPE_UINT16 HAILO_FORMAT_TYPE_FLOAT32 HAILO_FORMAT_TYPE_MAX_ENUM HAILO_FORMAT_ORDER_AUTO
HAILO_FORMAT_ORDER_NHWC HAILO_FORMAT_ORDER_NHCW HAILO_FORMAT_ORDER_FCR HAILO_FORMAT_ORDER_F8CR
HAILO_FORMAT_ORDER_NHW HAILO_FORMAT_ORDER_NC HAILO_FORMAT_ORDER_BAYER_RGB HAILO_FORMAT_ORDER_12_BIT_BAYER_RGB
HAILO_FORMAT_ORDER_HAILO_NMS HAILO_FORMAT_ORDER_RGB888 HAILO_FORMAT_ORDER_NCHW HAILO_FORMAT_ORDER_YUY2
HAILO_FORMAT_ORDER_NV12 HAILO_FORMAT_ORDER_NV21 HAILO_FORMAT_ORDER_HAILO_YYUV HAILO_FORMAT_ORDER_HAILO_YYVU
HAILO_FORMAT_ORDER_RGB4 HAILO_FORMAT_ORDER_I420 HAILO_FORMAT_ORDER_HAILO_YYYYUV HAILO_FORMAT_ORDER_HAILO_NMS_WITH_BYTE_MASK
HAILO_FORMAT_ORDER_HAILO_NMS_ON_CHIP HAILO_FORMAT_ORDER_HAILO_NMS_BY_CLASS HAILO_FORMAT_ORDER_HAILO_NMS_BY_SCORE HAILO_FORMAT_ORDER_MAX_ENUM
HAILO_FORMAT_FLAGS_NONE HAILO_FORMAT_FLAGS_QUANTIZED HAILO_FORMAT_FLAGS_TRANSPOSED HAILO_FORMAT_FLAGS_MAX_ENUM
HAILO_STREAM_NO_TRANSFORM HAILO_STREAM_TRANSFORM_COPY HAILO_STREAM_MAX_ENUM HAILO_H2D_STREAM
HAILO_D2H_STREAM HAILO_STREAM_DIRECTION_MAX_ENUM HAILO_STREAM_FLAGS_NONE HAILO_STREAM_FLAGS_ASYNC
HAILO_STREAM_FLAGS_MAX_ENUM HAILO_DMA_BUFFER_DIRECTION_H2D HAILO_DMA_BUFFER_DIRECTION_D2H HAILO_DMA_BUFFER_DIRECTION_BOTH
HAILO_DMA_BUFFER_DIRECTION_MAX_ENUM HAILO_BUFFER_FLAGS_NONE HAILO_BUFFER_FLAGS_DMA HAILO_BUFFER_FLAGS_CONTINUOUS
HAILO_BUFFER_FLAGS_SHARED_MEMORY HAILO_BUFFER_FLAGS_MAX_ENUM HAILO_MIPI_PIXELS_PER_CLOCK_1 HAILO_MIPI_PIXELS_PER_CLOCK_2
HAILO_MIPI_PIXELS_PER_CLOCK_4 HAILO_MIPI_PIXELS_PER_CLOCK_MAX_ENUM HAILO_MIPI_CLOCK_SELECTION_80_TO_100_MBPS HAILO_MIPI_CLOCK_SELECTION_100_TO_120_MBPS
HAILO_MIPI_CLOCK_SELECTION_120_TO_160_MBPS HAILO_MIPI_CLOCK_SELECTION_160_TO_200_MBPS HAILO_MIPI_CLOCK_SELECTION_200_TO_240_MBPS HAILO_MIPI_CLOCK_SELECTION_240_TO_280_MBPS
HAILO_MIPI_CLOCK_SELECTION_280_TO_320_MBPS HAILO_MIPI_CLOCK_SELECTION_320_TO_360_MBPS HAILO_MIPI_CLOCK_SELECTION_360_TO_400_MBPS HAILO_MIPI_CLOCK_SELECTION_400_TO_480_MBPS
HAILO_MIPI_CLOCK_SELECTION_480_TO_560_MBPS HAILO_MIPI_CLOCK_SELECTION_560_TO_640_MBPS HAILO_MIPI_CLOCK_SELECTION_640_TO_720_MBPS HAILO_MIPI_CLOCK_SELECTION_720_TO_800_MBPS
HAILO_MIPI_CLOCK_SELECTION_800_TO_880_MBPS HAILO_MIPI_CLOCK_SELECTION_880_TO_1040_MBPS HAILO_MIPI_CLOCK_SELECTION_1040_TO_1200_MBPS HAILO_MIPI_CLOCK_SELECTION_1200_TO_1350_MBPS
HAILO_MIPI_CLOCK_SELECTION_1350_TO_1500_MBPS HAILO_MIPI_CLOCK_SELECTION_1500_TO_1750_MBPS HAILO_MIPI_CLOCK_SELECTION_1750_TO_2000_MBPS HAILO_MIPI_CLOCK_SELECTION_2000_TO_2250_MBPS
HAILO_MIPI_CLOCK_SELECTION_2250_TO_2500_MBPS HAILO_MIPI_CLOCK_SELECTION_AUTOMATIC HAILO_MIPI_CLOCK_SELECTION_MAX_ENUM HAILO_MIPI_RX_TYPE_RGB_444
HAILO_MIPI_RX_TYPE_RGB_555 HAILO_MIPI_RX_TYPE_RGB_565 HAILO_MIPI_RX_TYPE_RGB_666 HAILO_MIPI_RX_TYPE_RGB_888
HAILO_MIPI_RX_TYPE_RAW_6 HAILO_MIPI_RX_TYPE_RAW_7 HAILO_MIPI_RX_TYPE_RAW_8 HAILO_MIPI_RX_TYPE_RAW_10
HAILO_MIPI_RX_TYPE_RAW_12 HAILO_MIPI_RX_TYPE_RAW_14 HAILO_MIPI_RX_TYPE_MAX_ENUM HAILO_MIPI_ISP_IMG_IN_ORDER_B_FIRST
HAILO_MIPI_ISP_IMG_IN_ORDER_GB_FIRST HAILO_MIPI_ISP_IMG_IN_ORDER_GR_FIRST HAILO_MIPI_ISP_IMG_IN_ORDER_R_FIRST HAILO_MIPI_ISP_IMG_IN_ORDER_MAX_ENUM
HAILO_MIPI_IMG_OUT_DATA_TYPE_RGB_888 HAILO_MIPI_IMG_OUT_DATA_TYPE_YUV_422 HAILO_MIPI_IMG_OUT_DATA_TYPE_MAX_ENUM HAILO_MIPI_ISP_LIGHT_FREQUENCY_60HZ
HAILO_MIPI_ISP_LIGHT_FREQUENCY_50HZ ISP_LIGHT_FREQUENCY_MAX_ENUM HAILO_STREAM_INTERFACE_PCIE HAILO_STREAM_INTERFACE_ETH
HAILO_STREAM_INTERFACE_MIPI HAILO_STREAM_INTERFACE_INTEGRATED HAILO_STREAM_INTERFACE_MAX_ENUM HAILO_VSTREAM_STATS_NONE
HAILO_VSTREAM_STATS_MEASURE_FPS HAILO_VSTREAM_STATS_MEASURE_LATENCY HAILO_VSTREAM_STATS_MAX_ENUM HAILO_PIPELINE_ELEM_STATS_NONE
HAILO_PIPELINE_ELEM_STATS_MEASURE_FPS HAILO_PIPELINE_ELEM_STATS_MEASURE_LATENCY HAILO_PIPELINE_ELEM_STATS_MEASURE_QUEUE_SIZE HAILO_PIPELINE_ELEM_STATS_MAX_ENUM
HAILO_PIX_BUFFER_MEMORY_TYPE_USERPTR HAILO_PIX_BUFFER_MEMORY_TYPE_DMABUF HAILO_BURST_TYPE_H8_BBOX HAILO_BURST_TYPE_H15_BBOX
HAILO_BURST_TYPE_H8_PER_CLASS HAILO_BURST_TYPE_H15_PER_CLASS HAILO_BURST_TYPE_H15_PER_FRAME HAILO_BURST_TYPE_COUNT
HAILO_POWER_MODE_PERFORMANCE HAILO_POWER_MODE_ULTRA_PERFORMANCE HAILO_POWER_MODE_MAX_ENUM HAILO_LATENCY_NONE
HAILO_LATENCY_MEASURE HAILO_LATENCY_CLEAR_AFTER_GET HAILO_LATENCY_MAX_ENUM HAILO_NOTIFICATION_ID_ETHERNET_RX_ERROR
HAILO_NOTIFICATION_ID_HEALTH_MONITOR_TEMPERATURE_ALARM HAILO_NOTIFICATION_ID_HEALTH_MONITOR_DATAFLOW_SHUTDOWN HAILO_NOTIFICATION_ID_HEALTH_MONITOR_OVERCURRENT_ALARM HAILO_NOTIFICATION_ID_LCU_ECC_CORRECTABLE_ERROR
HAILO_NOTIFICATION_ID_LCU_ECC_UNCORRECTABLE_ERROR HAILO_NOTIFICATION_ID_CPU_ECC_ERROR HAILO_NOTIFICATION_ID_CPU_ECC_FATAL HAILO_NOTIFICATION_ID_DEBUG
HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_BREAKPOINT_REACHED HAILO_NOTIFICATION_ID_HEALTH_MONITOR_CLOCK_CHANGED_EVENT HAILO_NOTIFICATION_ID_HW_INFER_MANAGER_INFER_DONE HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_RUN_TIME_ERROR_EVENT
HAILO_NOTIFICATION_ID_START_UPDATE_CACHE_OFFSET HAILO_NOTIFICATION_ID_COUNT HAILO_NOTIFICATION_ID_MAX_ENUM HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__GREEN
HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__ORANGE HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__RED HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__GREEN HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__RED
HAILO_RESET_DEVICE_MODE_CHIP HAILO_RESET_DEVICE_MODE_NN_CORE HAILO_RESET_DEVICE_MODE_SOFT HAILO_RESET_DEVICE_MODE_FORCED_SOFT
HAILO_RESET_DEVICE_MODE_MAX_ENUM HAILO_WATCHDOG_MODE_HW_SW HAILO_WATCHDOG_MODE_HW_ONLY HAILO_WATCHDOG_MODE_MAX_ENUM
HAILO_SENSOR_TYPES_GENERIC HAILO_SENSOR_TYPES_ONSEMI_AR0220AT HAILO_SENSOR_TYPES_RASPICAM HAILO_SENSOR_TYPES_ONSEMI_AS0149AT
HAILO_SENSOR_TYPES_HAILO8_ISP HAILO_SENSOR_TYPES_MAX_ENUM HAILO_FW_LOGGER_INTERFACE_PCIE HAILO_FW_LOGGER_INTERFACE_UART
HAILO_FW_LOGGER_INTERFACE_MAX_ENUM HAILO_FW_LOGGER_LEVEL_TRACE HAILO_FW_LOGGER_LEVEL_DEBUG HAILO_FW_LOGGER_LEVEL_INFO
HAILO_FW_LOGGER_LEVEL_WARN HAILO_FW_LOGGER_LEVEL_ERROR HAILO_FW_LOGGER_LEVEL_FATAL HAILO_FW_LOGGER_LEVEL_MAX_ENUM
HAILO_LOG_TYPE__RUNTIME HAILO_LOG_TYPE__SYSTEM_CONTROL HAILO_LOG_TYPE__NNC HAILO_LOG_TYPE_MAX__ENUM
HAILO_SLEEP_STATE_SLEEPING HAILO_SLEEP_STATE_AWAKE HAILO_SLEEP_STATE_MAX_ENUM HAILO_MAX_ENUM
HAILO_INFINITE HAILO_DEFAULT_ETH_SCAN_TIMEOUT_MS HAILO_DEFAULT_ETH_CONTROL_PORT HAILO_DEFAULT_ETH_DEVICE_PORT
HAILO_DEFAULT_ETH_MAX_PAYLOAD_SIZE HAILO_DEFAULT_ETH_MAX_NUMBER_OF_RETRIES HAILO_ETH_PORT_ANY HAILO_MAX_NAME_SIZE
HAILO_MAX_STREAM_NAME_SIZE HAILO_MAX_BOARD_NAME_LENGTH HAILO_MAX_DEVICE_ID_LENGTH HAILO_MAX_SERIAL_NUMBER_LENGTH
HAILO_MAX_PART_NUMBER_LENGTH HAILO_MAX_PRODUCT_NAME_LENGTH HAILO_DEFAULT_INIT_SAMPLING_PERIOD_US HAILO_DEFAULT_INIT_AVERAGING_FACTOR
HAILO_DEFAULT_BUFFERS_THRESHOLD HAILO_DEFAULT_MAX_ETHERNET_BANDWIDTH_BYTES_PER_SEC HAILO_MAX_STREAMS_COUNT HAILO_DEFAULT_BATCH_SIZE
HAILO_MAX_NETWORK_GROUPS HAILO_MAX_NETWORK_GROUP_NAME_SIZE HAILO_MAX_NETWORK_NAME_SIZE HAILO_MAX_NETWORKS_IN_NETWORK_GROUP
HAILO_PCIE_ANY_DOMAIN HAILO_DEFAULT_VSTREAM_QUEUE_SIZE HAILO_DEFAULT_VSTREAM_TIMEOUT_MS HAILO_DEFAULT_ASYNC_INFER_TIMEOUT_MS
HAILO_DEFAULT_ASYNC_INFER_QUEUE_SIZE HAILO_DEFAULT_DEVICE_COUNT HAILO_SOC_ID_LENGTH HAILO_ETH_MAC_LENGTH
HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH HAILO_SOC_PM_VALUES_BYTES_LENGTH HAILO_GPIO_MASK_VALUES_LENGTH HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER
HAILO_SCHEDULER_PRIORITY_NORMAL HAILO_SCHEDULER_PRIORITY_MAX HAILO_SCHEDULER_PRIORITY_MIN MAX_NUMBER_OF_PLANES
NUMBER_OF_PLANES_NV12_NV21 NUMBER_OF_PLANES_I420 HAILO_RANDOM_SEED HAILO_STREAM_ABORTED_BY_USER
HAILO_DRIVER_FAIL HAILO_PCIE_DRIVER_NOT_INSTALLED
) }
Era::V5_0_1 => { use crate::era::v5_0_1 as e; super::constants!(e;
HAILO_SUCCESS HAILO_UNINITIALIZED HAILO_INVALID_ARGUMENT HAILO_OUT_OF_HOST_MEMORY
HAILO_TIMEOUT HAILO_INSUFFICIENT_BUFFER HAILO_INVALID_OPERATION HAILO_NOT_IMPLEMENTED
HAILO_INTERNAL_FAILURE HAILO_DATA_ALIGNMENT_FAILURE HAILO_CHUNK_TOO_LARGE HAILO_INVALID_LOGGER_LEVEL
HAILO_CLOSE_FAILURE HAILO_OPEN_FILE_FAILURE HAILO_FILE_OPERATION_FAILURE HAILO_UNSUPPORTED_CONTROL_PROTOCOL_VERSION
HAILO_UNSUPPORTED_FW_VERSION HAILO_INVALID_CONTROL_RESPONSE HAILO_FW_CONTROL_FAILURE HAILO_ETH_FAILURE
HAILO_ETH_INTERFACE_NOT_FOUND HAILO_ETH_RECV_FAILURE HAILO_ETH_SEND_FAILURE HAILO_INVALID_FIRMWARE
HAILO_INVALID_CONTEXT_COUNT HAILO_INVALID_FRAME HAILO_INVALID_HEF HAILO_PCIE_NOT_SUPPORTED_ON_PLATFORM
HAILO_INTERRUPTED_BY_SIGNAL HAILO_START_VDMA_CHANNEL_FAIL HAILO_SYNC_VDMA_BUFFER_FAIL HAILO_STOP_VDMA_CHANNEL_FAIL
HAILO_CLOSE_VDMA_CHANNEL_FAIL HAILO_ATR_TABLES_CONF_VALIDATION_FAIL HAILO_EVENT_CREATE_FAIL HAILO_READ_EVENT_FAIL
HAILO_DRIVER_OPERATION_FAILED HAILO_INVALID_FIRMWARE_MAGIC HAILO_INVALID_FIRMWARE_CODE_SIZE HAILO_INVALID_KEY_CERTIFICATE_SIZE
HAILO_INVALID_CONTENT_CERTIFICATE_SIZE HAILO_MISMATCHING_FIRMWARE_BUFFER_SIZES HAILO_INVALID_FIRMWARE_CPU_ID HAILO_CONTROL_RESPONSE_MD5_MISMATCH
HAILO_GET_CONTROL_RESPONSE_FAIL HAILO_GET_D2H_EVENT_MESSAGE_FAIL HAILO_MUTEX_INIT_FAIL HAILO_OUT_OF_DESCRIPTORS
HAILO_UNSUPPORTED_OPCODE HAILO_USER_MODE_RATE_LIMITER_NOT_SUPPORTED HAILO_RATE_LIMIT_MAXIMUM_BANDWIDTH_EXCEEDED HAILO_ANSI_TO_UTF16_CONVERSION_FAILED
HAILO_UTF16_TO_ANSI_CONVERSION_FAILED HAILO_UNEXPECTED_INTERFACE_INFO_FAILURE HAILO_UNEXPECTED_ARP_TABLE_FAILURE HAILO_MAC_ADDRESS_NOT_FOUND
HAILO_NO_IPV4_INTERFACES_FOUND HAILO_SHUTDOWN_EVENT_SIGNALED HAILO_THREAD_ALREADY_ACTIVATED HAILO_THREAD_NOT_ACTIVATED
HAILO_THREAD_NOT_JOINABLE HAILO_NOT_FOUND HAILO_COMMUNICATION_CLOSED HAILO_STREAM_ABORT
HAILO_DRIVER_NOT_INSTALLED HAILO_NOT_AVAILABLE HAILO_TRAFFIC_CONTROL_FAILURE HAILO_INVALID_SECOND_STAGE
HAILO_INVALID_PIPELINE HAILO_NETWORK_GROUP_NOT_ACTIVATED HAILO_VSTREAM_PIPELINE_NOT_ACTIVATED HAILO_OUT_OF_FW_MEMORY
HAILO_STREAM_NOT_ACTIVATED HAILO_DEVICE_IN_USE HAILO_OUT_OF_PHYSICAL_DEVICES HAILO_INVALID_DEVICE_ARCHITECTURE
HAILO_INVALID_DRIVER_VERSION HAILO_RPC_FAILED HAILO_INVALID_SERVICE_VERSION HAILO_NOT_SUPPORTED
HAILO_NMS_BURST_INVALID_DATA HAILO_OUT_OF_HOST_CMA_MEMORY HAILO_QUEUE_IS_FULL HAILO_DMA_MAPPING_ALREADY_EXISTS
HAILO_CANT_MEET_BUFFER_REQUIREMENTS HAILO_DRIVER_INVALID_RESPONSE HAILO_DRIVER_INVALID_IOCTL HAILO_DRIVER_TIMEOUT
HAILO_DRIVER_INTERRUPTED HAILO_CONNECTION_REFUSED HAILO_DRIVER_WAIT_CANCELED HAILO_HEF_FILE_CORRUPTED
HAILO_HEF_NOT_SUPPORTED HAILO_HEF_NOT_COMPATIBLE_WITH_DEVICE HAILO_INVALID_HEF_USE HAILO_OPERATION_ABORTED
HAILO_DEVICE_NOT_CONNECTED HAILO_STATUS_COUNT HAILO_STATUS_MAX_ENUM HAILO_DVM_OPTIONS_VDD_CORE
HAILO_DVM_OPTIONS_VDD_IO HAILO_DVM_OPTIONS_MIPI_AVDD HAILO_DVM_OPTIONS_MIPI_AVDD_H HAILO_DVM_OPTIONS_USB_AVDD_IO
HAILO_DVM_OPTIONS_VDD_TOP HAILO_DVM_OPTIONS_USB_AVDD_IO_HV HAILO_DVM_OPTIONS_AVDD_H HAILO_DVM_OPTIONS_SDIO_VDD_IO
HAILO_DVM_OPTIONS_OVERCURRENT_PROTECTION HAILO_DVM_OPTIONS_COUNT HAILO_DVM_OPTIONS_AUTO HAILO_DVM_OPTIONS_MAX_ENUM
HAILO_POWER_MEASUREMENT_TYPES__SHUNT_VOLTAGE HAILO_POWER_MEASUREMENT_TYPES__BUS_VOLTAGE HAILO_POWER_MEASUREMENT_TYPES__POWER HAILO_POWER_MEASUREMENT_TYPES__CURRENT
HAILO_POWER_MEASUREMENT_TYPES__COUNT HAILO_POWER_MEASUREMENT_TYPES__AUTO HAILO_POWER_MEASUREMENT_TYPES__MAX_ENUM HAILO_SAMPLING_PERIOD_140US
HAILO_SAMPLING_PERIOD_204US HAILO_SAMPLING_PERIOD_332US HAILO_SAMPLING_PERIOD_588US HAILO_SAMPLING_PERIOD_1100US
HAILO_SAMPLING_PERIOD_2116US HAILO_SAMPLING_PERIOD_4156US HAILO_SAMPLING_PERIOD_8244US HAILO_SAMPLING_PERIOD_MAX_ENUM
HAILO_AVERAGE_FACTOR_1 HAILO_AVERAGE_FACTOR_4 HAILO_AVERAGE_FACTOR_16 HAILO_AVERAGE_FACTOR_64
HAILO_AVERAGE_FACTOR_128 HAILO_AVERAGE_FACTOR_256 HAILO_AVERAGE_FACTOR_512 HAILO_AVERAGE_FACTOR_1024
HAILO_AVERAGE_FACTOR_MAX_ENUM HAILO_MEASUREMENT_BUFFER_INDEX_0 HAILO_MEASUREMENT_BUFFER_INDEX_1 HAILO_MEASUREMENT_BUFFER_INDEX_2
HAILO_MEASUREMENT_BUFFER_INDEX_3 HAILO_MEASUREMENT_BUFFER_INDEX_MAX_ENUM HAILO_DEVICE_TYPE_PCIE HAILO_DEVICE_TYPE_ETH
HAILO_DEVICE_TYPE_INTEGRATED HAILO_DEVICE_TYPE_MAX_ENUM HAILO_SCHEDULING_ALGORITHM_NONE HAILO_SCHEDULING_ALGORITHM_ROUND_ROBIN
HAILO_SCHEDULING_ALGORITHM_MAX_ENUM HAILO_ARCH_HAILO8_A0 HAILO_ARCH_HAILO8 HAILO_ARCH_HAILO8L
HAILO_ARCH_HAILO15H HAILO_ARCH_HAILO15L HAILO_ARCH_HAILO15M HAILO_ARCH_HAILO10H
HAILO_ARCH_MARS HAILO_ARCH_MAX_ENUM HAILO_CPU_ID_0 HAILO_CPU_ID_1
HAILO_CPU_ID_MAX_ENUM HAILO_DEVICE_BOOT_SOURCE_INVALID HAILO_DEVICE_BOOT_SOURCE_PCIE HAILO_DEVICE_BOOT_SOURCE_FLASH
HAILO_DEVICE_BOOT_SOURCE_MAX HAILO_BIG_ENDIAN HAILO_LITTLE_ENDIAN HAILO_ENDIANNESS_MAX_ENUM
HAILO_FORMAT_TYPE_AUTO HAILO_FORMAT_TYPE_UINT8 HAILO_FORMAT_TYPE_UINT16 HAILO_FORMAT_TYPE_FLOAT32
HAILO_FORMAT_TYPE_MAX_ENUM HAILO_FORMAT_ORDER_AUTO HAILO_FORMAT_ORDER_NHWC HAILO_FORMAT_ORDER_NHCW
HAILO_FORMAT_ORDER_FCR HAILO_FORMAT_ORDER_F8CR HAILO_FORMAT_ORDER_NHW HAILO_FORMAT_ORDER_NC
HAILO_FORMAT_ORDER_BAYER_RGB HAILO_FORMAT_ORDER_12_BIT_BAYER_RGB HAILO_FORMAT_ORDER_HAILO_NMS HAILO_FORMAT_ORDER_RGB888
HAILO_FORMAT_ORDER_NCHW HAILO_FORMAT_ORDER_YUY2 HAILO_FORMAT_ORDER_NV12 HAILO_FORMAT_ORDER_NV21
HAILO_FORMAT_ORDER_HAILO_YYUV HAILO_FORMAT_ORDER_HAILO_YYVU HAILO_FORMAT_ORDER_RGB4 HAILO_FORMAT_ORDER_I420
HAILO_FORMAT_ORDER_HAILO_YYYYUV HAILO_FORMAT_ORDER_HAILO_NMS_WITH_BYTE_MASK HAILO_FORMAT_ORDER_HAILO_NMS_ON_CHIP HAILO_FORMAT_ORDER_HAILO_NMS_BY_CLASS
HAILO_FORMAT_ORDER_HAILO_NMS_BY_SCORE HAILO_FORMAT_ORDER_MAX_ENUM HAILO_FORMAT_FLAGS_NONE HAILO_FORMAT_FLAGS_QUANTIZED
HAILO_FORMAT_FLAGS_TRANSPOSED HAILO_FORMAT_FLAGS_MAX_ENUM HAILO_STREAM_NO_TRANSFORM HAILO_STREAM_TRANSFORM_COPY
HAILO_STREAM_MAX_ENUM HAILO_H2D_STREAM HAILO_D2H_STREAM HAILO_STREAM_DIRECTION_MAX_ENUM
HAILO_STREAM_FLAGS_NONE HAILO_STREAM_FLAGS_ASYNC HAILO_STREAM_FLAGS_MAX_ENUM HAILO_DMA_BUFFER_DIRECTION_H2D
HAILO_DMA_BUFFER_DIRECTION_D2H HAILO_DMA_BUFFER_DIRECTION_BOTH HAILO_DMA_BUFFER_DIRECTION_MAX_ENUM HAILO_BUFFER_FLAGS_NONE
HAILO_BUFFER_FLAGS_DMA HAILO_BUFFER_FLAGS_CONTINUOUS HAILO_BUFFER_FLAGS_SHARED_MEMORY HAILO_BUFFER_FLAGS_MAX_ENUM
HAILO_MIPI_PIXELS_PER_CLOCK_1 HAILO_MIPI_PIXELS_PER_CLOCK_2 HAILO_MIPI_PIXELS_PER_CLOCK_4 HAILO_MIPI_PIXELS_PER_CLOCK_MAX_ENUM
HAILO_MIPI_CLOCK_SELECTION_80_TO_100_MBPS HAILO_MIPI_CLOCK_SELECTION_100_TO_120_MBPS HAILO_MIPI_CLOCK_SELECTION_120_TO_160_MBPS HAILO_MIPI_CLOCK_SELECTION_160_TO_200_MBPS
HAILO_MIPI_CLOCK_SELECTION_200_TO_240_MBPS HAILO_MIPI_CLOCK_SELECTION_240_TO_280_MBPS HAILO_MIPI_CLOCK_SELECTION_280_TO_320_MBPS HAILO_MIPI_CLOCK_SELECTION_320_TO_360_MBPS
HAILO_MIPI_CLOCK_SELECTION_360_TO_400_MBPS HAILO_MIPI_CLOCK_SELECTION_400_TO_480_MBPS HAILO_MIPI_CLOCK_SELECTION_480_TO_560_MBPS HAILO_MIPI_CLOCK_SELECTION_560_TO_640_MBPS
HAILO_MIPI_CLOCK_SELECTION_640_TO_720_MBPS HAILO_MIPI_CLOCK_SELECTION_720_TO_800_MBPS HAILO_MIPI_CLOCK_SELECTION_800_TO_880_MBPS HAILO_MIPI_CLOCK_SELECTION_880_TO_1040_MBPS
HAILO_MIPI_CLOCK_SELECTION_1040_TO_1200_MBPS HAILO_MIPI_CLOCK_SELECTION_1200_TO_1350_MBPS HAILO_MIPI_CLOCK_SELECTION_1350_TO_1500_MBPS HAILO_MIPI_CLOCK_SELECTION_1500_TO_1750_MBPS
HAILO_MIPI_CLOCK_SELECTION_1750_TO_2000_MBPS HAILO_MIPI_CLOCK_SELECTION_2000_TO_2250_MBPS HAILO_MIPI_CLOCK_SELECTION_2250_TO_2500_MBPS HAILO_MIPI_CLOCK_SELECTION_AUTOMATIC
HAILO_MIPI_CLOCK_SELECTION_MAX_ENUM HAILO_MIPI_RX_TYPE_RGB_444 HAILO_MIPI_RX_TYPE_RGB_555 HAILO_MIPI_RX_TYPE_RGB_565
HAILO_MIPI_RX_TYPE_RGB_666 HAILO_MIPI_RX_TYPE_RGB_888 HAILO_MIPI_RX_TYPE_RAW_6 HAILO_MIPI_RX_TYPE_RAW_7
HAILO_MIPI_RX_TYPE_RAW_8 HAILO_MIPI_RX_TYPE_RAW_10 HAILO_MIPI_RX_TYPE_RAW_12 HAILO_MIPI_RX_TYPE_RAW_14
HAILO_MIPI_RX_TYPE_MAX_ENUM HAILO_MIPI_ISP_IMG_IN_ORDER_B_FIRST HAILO_MIPI_ISP_IMG_IN_ORDER_GB_FIRST HAILO_MIPI_ISP_IMG_IN_ORDER_GR_FIRST
HAILO_MIPI_ISP_IMG_IN_ORDER_R_FIRST HAILO_MIPI_ISP_IMG_IN_ORDER_MAX_ENUM HAILO_MIPI_IMG_OUT_DATA_TYPE_RGB_888 HAILO_MIPI_IMG_OUT_DATA_TYPE_YUV_422
HAILO_MIPI_IMG_OUT_DATA_TYPE_MAX_ENUM HAILO_MIPI_ISP_LIGHT_FREQUENCY_60HZ HAILO_MIPI_ISP_LIGHT_FREQUENCY_50HZ ISP_LIGHT_FREQUENCY_MAX_ENUM
HAILO_STREAM_INTERFACE_PCIE HAILO_STREAM_INTERFACE_ETH HAILO_STREAM_INTERFACE_MIPI HAILO_STREAM_INTERFACE_INTEGRATED
HAILO_STREAM_INTERFACE_MAX_ENUM HAILO_VSTREAM_STATS_NONE HAILO_VSTREAM_STATS_MEASURE_FPS HAILO_VSTREAM_STATS_MEASURE_LATENCY
HAILO_VSTREAM_STATS_MAX_ENUM HAILO_PIPELINE_ELEM_STATS_NONE HAILO_PIPELINE_ELEM_STATS_MEASURE_FPS HAILO_PIPELINE_ELEM_STATS_MEASURE_LATENCY
HAILO_PIPELINE_ELEM_STATS_MEASURE_QUEUE_SIZE HAILO_PIPELINE_ELEM_STATS_MAX_ENUM HAILO_PIX_BUFFER_MEMORY_TYPE_USERPTR HAILO_PIX_BUFFER_MEMORY_TYPE_DMABUF
HAILO_BURST_TYPE_H8_BBOX HAILO_BURST_TYPE_H15_BBOX HAILO_BURST_TYPE_H8_PER_CLASS HAILO_BURST_TYPE_H15_PER_CLASS
HAILO_BURST_TYPE_H15_PER_FRAME HAILO_BURST_TYPE_COUNT HAILO_POWER_MODE_PERFORMANCE HAILO_POWER_MODE_ULTRA_PERFORMANCE
HAILO_POWER_MODE_MAX_ENUM HAILO_LATENCY_NONE HAILO_LATENCY_MEASURE HAILO_LATENCY_CLEAR_AFTER_GET
HAILO_LATENCY_MAX_ENUM HAILO_NOTIFICATION_ID_ETHERNET_RX_ERROR HAILO_NOTIFICATION_ID_HEALTH_MONITOR_TEMPERATURE_ALARM HAILO_NOTIFICATION_ID_HEALTH_MONITOR_DATAFLOW_SHUTDOWN
HAILO_NOTIFICATION_ID_HEALTH_MONITOR_OVERCURRENT_ALARM HAILO_NOTIFICATION_ID_LCU_ECC_CORRECTABLE_ERROR HAILO_NOTIFICATION_ID_LCU_ECC_UNCORRECTABLE_ERROR HAILO_NOTIFICATION_ID_CPU_ECC_ERROR
HAILO_NOTIFICATION_ID_CPU_ECC_FATAL HAILO_NOTIFICATION_ID_DEBUG HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_BREAKPOINT_REACHED HAILO_NOTIFICATION_ID_HEALTH_MONITOR_CLOCK_CHANGED_EVENT
HAILO_NOTIFICATION_ID_HW_INFER_MANAGER_INFER_DONE HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_RUN_TIME_ERROR_EVENT HAILO_NOTIFICATION_ID_COUNT HAILO_NOTIFICATION_ID_MAX_ENUM
HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__GREEN HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__ORANGE HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__RED HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__GREEN
HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__RED HAILO_RESET_DEVICE_MODE_CHIP HAILO_RESET_DEVICE_MODE_NN_CORE HAILO_RESET_DEVICE_MODE_SOFT
HAILO_RESET_DEVICE_MODE_FORCED_SOFT HAILO_RESET_DEVICE_MODE_MAX_ENUM HAILO_WATCHDOG_MODE_HW_SW HAILO_WATCHDOG_MODE_HW_ONLY
HAILO_WATCHDOG_MODE_MAX_ENUM HAILO_SENSOR_TYPES_GENERIC HAILO_SENSOR_TYPES_ONSEMI_AR0220AT HAILO_SENSOR_TYPES_RASPICAM
HAILO_SENSOR_TYPES_ONSEMI_AS0149AT HAILO_SENSOR_TYPES_HAILO8_ISP HAILO_SENSOR_TYPES_MAX_ENUM HAILO_FW_LOGGER_INTERFACE_PCIE
HAILO_FW_LOGGER_INTERFACE_UART HAILO_FW_LOGGER_INTERFACE_MAX_ENUM HAILO_FW_LOGGER_LEVEL_TRACE HAILO_FW_LOGGER_LEVEL_DEBUG
HAILO_FW_LOGGER_LEVEL_INFO HAILO_FW_LOGGER_LEVEL_WARN HAILO_FW_LOGGER_LEVEL_ERROR HAILO_FW_LOGGER_LEVEL_FATAL
HAILO_FW_LOGGER_LEVEL_MAX_ENUM HAILO_LOG_TYPE__RUNTIME HAILO_LOG_TYPE__SYSTEM_CONTROL HAILO_LOG_TYPE__NNC
HAILO_LOG_TYPE_MAX__ENUM HAILO_SLEEP_STATE_SLEEPING HAILO_SLEEP_STATE_AWAKE HAILO_SLEEP_STATE_MAX_ENUM
HAILO_MAX_ENUM HAILO_INFINITE HAILO_DEFAULT_ETH_SCAN_TIMEOUT_MS HAILO_DEFAULT_ETH_DEVICE_PORT
HAILO_DEFAULT_ETH_MAX_PAYLOAD_SIZE HAILO_DEFAULT_ETH_MAX_NUMBER_OF_RETRIES HAILO_ETH_PORT_ANY HAILO_MAX_NAME_SIZE
HAILO_MAX_STREAM_NAME_SIZE HAILO_MAX_BOARD_NAME_LENGTH HAILO_MAX_DEVICE_ID_LENGTH HAILO_MAX_SERIAL_NUMBER_LENGTH
HAILO_MAX_PART_NUMBER_LENGTH HAILO_MAX_PRODUCT_NAME_LENGTH HAILO_DEFAULT_INIT_SAMPLING_PERIOD_US HAILO_DEFAULT_INIT_AVERAGING_FACTOR
HAILO_DEFAULT_BUFFERS_THRESHOLD HAILO_DEFAULT_MAX_ETHERNET_BANDWIDTH_BYTES_PER_SEC HAILO_MAX_STREAMS_COUNT HAILO_DEFAULT_BATCH_SIZE
HAILO_MAX_NETWORK_GROUPS HAILO_MAX_NETWORK_GROUP_NAME_SIZE HAILO_MAX_NETWORK_NAME_SIZE HAILO_MAX_NETWORKS_IN_NETWORK_GROUP
HAILO_PCIE_ANY_DOMAIN HAILO_DEFAULT_VSTREAM_QUEUE_SIZE HAILO_DEFAULT_VSTREAM_TIMEOUT_MS HAILO_DEFAULT_ASYNC_INFER_TIMEOUT_MS
HAILO_DEFAULT_ASYNC_INFER_QUEUE_SIZE HAILO_DEFAULT_DEVICE_COUNT HAILO_SOC_ID_LENGTH HAILO_ETH_MAC_LENGTH
HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH HAILO_SOC_PM_VALUES_BYTES_LENGTH HAILO_GPIO_MASK_VALUES_LENGTH HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER
HAILO_SCHEDULER_PRIORITY_NORMAL HAILO_SCHEDULER_PRIORITY_MAX HAILO_SCHEDULER_PRIORITY_MIN MAX_NUMBER_OF_PLANES
NUMBER_OF_PLANES_NV12_NV21 NUMBER_OF_PLANES_I420 HAILO_RANDOM_SEED HAILO_STREAM_ABORTED_BY_USER
HAILO_DRIVER_FAIL HAILO_PCIE_DRIVER_NOT_INSTALLED
) }
Era::V5_1_0 => { use crate::era::v5_1_0 as e; super::constants!(e;
HAILO_SUCCESS HAILO_UNINITIALIZED HAILO_INVALID_ARGUMENT HAILO_OUT_OF_HOST_MEMORY
HAILO_TIMEOUT HAILO_INSUFFICIENT_BUFFER HAILO_INVALID_OPERATION HAILO_NOT_IMPLEMENTED
HAILO_INTERNAL_FAILURE HAILO_DATA_ALIGNMENT_FAILURE HAILO_CHUNK_TOO_LARGE HAILO_INVALID_LOGGER_LEVEL
HAILO_CLOSE_FAILURE HAILO_OPEN_FILE_FAILURE HAILO_FILE_OPERATION_FAILURE HAILO_UNSUPPORTED_CONTROL_PROTOCOL_VERSION
HAILO_UNSUPPORTED_FW_VERSION HAILO_INVALID_CONTROL_RESPONSE HAILO_FW_CONTROL_FAILURE HAILO_ETH_FAILURE
HAILO_ETH_INTERFACE_NOT_FOUND HAILO_ETH_RECV_FAILURE HAILO_ETH_SEND_FAILURE HAILO_INVALID_FIRMWARE
HAILO_INVALID_CONTEXT_COUNT HAILO_INVALID_FRAME HAILO_INVALID_HEF HAILO_PCIE_NOT_SUPPORTED_ON_PLATFORM
HAILO_INTERRUPTED_BY_SIGNAL HAILO_START_VDMA_CHANNEL_FAIL HAILO_SYNC_VDMA_BUFFER_FAIL HAILO_STOP_VDMA_CHANNEL_FAIL
HAILO_CLOSE_VDMA_CHANNEL_FAIL HAILO_ATR_TABLES_CONF_VALIDATION_FAIL HAILO_EVENT_CREATE_FAIL HAILO_READ_EVENT_FAIL
HAILO_DRIVER_OPERATION_FAILED HAILO_INVALID_FIRMWARE_MAGIC HAILO_INVALID_FIRMWARE_CODE_SIZE HAILO_INVALID_KEY_CERTIFICATE_SIZE
HAILO_INVALID_CONTENT_CERTIFICATE_SIZE HAILO_MISMATCHING_FIRMWARE_BUFFER_SIZES HAILO_INVALID_FIRMWARE_CPU_ID HAILO_CONTROL_RESPONSE_MD5_MISMATCH
HAILO_GET_CONTROL_RESPONSE_FAIL HAILO_GET_D2H_EVENT_MESSAGE_FAIL HAILO_MUTEX_INIT_FAIL HAILO_OUT_OF_DESCRIPTORS
HAILO_UNSUPPORTED_OPCODE HAILO_USER_MODE_RATE_LIMITER_NOT_SUPPORTED HAILO_RATE_LIMIT_MAXIMUM_BANDWIDTH_EXCEEDED HAILO_ANSI_TO_UTF16_CONVERSION_FAILED
HAILO_UTF16_TO_ANSI_CONVERSION_FAILED HAILO_UNEXPECTED_INTERFACE_INFO_FAILURE HAILO_UNEXPECTED_ARP_TABLE_FAILURE HAILO_MAC_ADDRESS_NOT_FOUND
HAILO_NO_IPV4_INTERFACES_FOUND HAILO_SHUTDOWN_EVENT_SIGNALED HAILO_THREAD_ALREADY_ACTIVATED HAILO_THREAD_NOT_ACTIVATED
HAILO_THREAD_NOT_JOINABLE HAILO_NOT_FOUND HAILO_COMMUNICATION_CLOSED HAILO_STREAM_ABORT
HAILO_DRIVER_NOT_INSTALLED HAILO_NOT_AVAILABLE HAILO_TRAFFIC_CONTROL_FAILURE HAILO_INVALID_SECOND_STAGE
HAILO_INVALID_PIPELINE HAILO_NETWORK_GROUP_NOT_ACTIVATED HAILO_VSTREAM_PIPELINE_NOT_ACTIVATED HAILO_OUT_OF_FW_MEMORY
HAILO_STREAM_NOT_ACTIVATED HAILO_DEVICE_IN_USE HAILO_OUT_OF_PHYSICAL_DEVICES HAILO_INVALID_DEVICE_ARCHITECTURE
HAILO_INVALID_DRIVER_VERSION HAILO_RPC_FAILED HAILO_INVALID_SERVICE_VERSION HAILO_NOT_SUPPORTED
HAILO_NMS_BURST_INVALID_DATA HAILO_OUT_OF_HOST_CMA_MEMORY HAILO_QUEUE_IS_FULL HAILO_DMA_MAPPING_ALREADY_EXISTS
HAILO_CANT_MEET_BUFFER_REQUIREMENTS HAILO_DRIVER_INVALID_RESPONSE HAILO_DRIVER_INVALID_IOCTL HAILO_DRIVER_TIMEOUT
HAILO_DRIVER_INTERRUPTED HAILO_CONNECTION_REFUSED HAILO_DRIVER_WAIT_CANCELED HAILO_HEF_FILE_CORRUPTED
HAILO_HEF_NOT_SUPPORTED HAILO_HEF_NOT_COMPATIBLE_WITH_DEVICE HAILO_INVALID_HEF_USE HAILO_OPERATION_ABORTED
HAILO_DEVICE_NOT_CONNECTED HAILO_DEVICE_TEMPORARILY_UNAVAILABLE HAILO_STATUS_COUNT HAILO_STATUS_MAX_ENUM
HAILO_DVM_OPTIONS_VDD_CORE HAILO_DVM_OPTIONS_VDD_IO HAILO_DVM_OPTIONS_MIPI_AVDD HAILO_DVM_OPTIONS_MIPI_AVDD_H
HAILO_DVM_OPTIONS_USB_AVDD_IO HAILO_DVM_OPTIONS_VDD_TOP HAILO_DVM_OPTIONS_USB_AVDD_IO_HV HAILO_DVM_OPTIONS_AVDD_H
HAILO_DVM_OPTIONS_SDIO_VDD_IO HAILO_DVM_OPTIONS_OVERCURRENT_PROTECTION HAILO_DVM_OPTIONS_COUNT HAILO_DVM_OPTIONS_AUTO
HAILO_DVM_OPTIONS_MAX_ENUM HAILO_POWER_MEASUREMENT_TYPES__SHUNT_VOLTAGE HAILO_POWER_MEASUREMENT_TYPES__BUS_VOLTAGE HAILO_POWER_MEASUREMENT_TYPES__POWER
HAILO_POWER_MEASUREMENT_TYPES__CURRENT HAILO_POWER_MEASUREMENT_TYPES__COUNT HAILO_POWER_MEASUREMENT_TYPES__AUTO HAILO_POWER_MEASUREMENT_TYPES__MAX_ENUM
HAILO_SAMPLING_PERIOD_140US HAILO_SAMPLING_PERIOD_204US HAILO_SAMPLING_PERIOD_332US HAILO_SAMPLING_PERIOD_588US
HAILO_SAMPLING_PERIOD_1100US HAILO_SAMPLING_PERIOD_2116US HAILO_SAMPLING_PERIOD_4156US HAILO_SAMPLING_PERIOD_8244US
HAILO_SAMPLING_PERIOD_MAX_ENUM HAILO_AVERAGE_FACTOR_1 HAILO_AVERAGE_FACTOR_4 HAILO_AVERAGE_FACTOR_16
HAILO_AVERAGE_FACTOR_64 HAILO_AVERAGE_FACTOR_128 HAILO_AVERAGE_FACTOR_256 HAILO_AVERAGE_FACTOR_512
HAILO_AVERAGE_FACTOR_1024 HAILO_AVERAGE_FACTOR_MAX_ENUM HAILO_MEASUREMENT_BUFFER_INDEX_0 HAILO_MEASUREMENT_BUFFER_INDEX_1
HAILO_MEASUREMENT_BUFFER_INDEX_2 HAILO_MEASUREMENT_BUFFER_INDEX_3 HAILO_MEASUREMENT_BUFFER_INDEX_MAX_ENUM HAILO_DEVICE_TYPE_PCIE
HAILO_DEVICE_TYPE_ETH HAILO_DEVICE_TYPE_INTEGRATED HAILO_DEVICE_TYPE_MAX_ENUM HAILO_SCHEDULING_ALGORITHM_NONE
HAILO_SCHEDULING_ALGORITHM_ROUND_ROBIN HAILO_SCHEDULING_ALGORITHM_MAX_ENUM HAILO_ARCH_HAILO8_A0 HAILO_ARCH_HAILO8
HAILO_ARCH_HAILO8L HAILO_ARCH_HAILO15H HAILO_ARCH_HAILO15L HAILO_ARCH_HAILO15M
HAILO_ARCH_HAILO10H HAILO_ARCH_MARS HAILO_ARCH_MAX_ENUM HAILO_CPU_ID_0
HAILO_CPU_ID_1 HAILO_CPU_ID_MAX_ENUM HAILO_DEVICE_BOOT_SOURCE_INVALID HAILO_DEVICE_BOOT_SOURCE_PCIE
HAILO_DEVICE_BOOT_SOURCE_FLASH HAILO_DEVICE_BOOT_SOURCE_MAX HAILO_BIG_ENDIAN HAILO_LITTLE_ENDIAN
HAILO_ENDIANNESS_MAX_ENUM HAILO_FORMAT_TYPE_AUTO HAILO_FORMAT_TYPE_UINT8 HAILO_FORMAT_TYPE_UINT16
HAILO_FORMAT_TYPE_FLOAT32 HAILO_FORMAT_TYPE_MAX_ENUM HAILO_FORMAT_ORDER_AUTO HAILO_FORMAT_ORDER_NHWC
HAILO_FORMAT_ORDER_NHCW HAILO_FORMAT_ORDER_FCR HAILO_FORMAT_ORDER_F8CR HAILO_FORMAT_ORDER_NHW
HAILO_FORMAT_ORDER_NC HAILO_FORMAT_ORDER_BAYER_RGB HAILO_FORMAT_ORDER_12_BIT_BAYER_RGB HAILO_FORMAT_ORDER_HAILO_NMS
HAILO_FORMAT_ORDER_RGB888 HAILO_FORMAT_ORDER_NCHW HAILO_FORMAT_ORDER_YUY2 HAILO_FORMAT_ORDER_NV12
HAILO_FORMAT_ORDER_NV21 HAILO_FORMAT_ORDER_HAILO_YYUV HAILO_FORMAT_ORDER_HAILO_YYVU HAILO_FORMAT_ORDER_RGB4
HAILO_FORMAT_ORDER_I420 HAILO_FORMAT_ORDER_HAILO_YYYYUV HAILO_FORMAT_ORDER_HAILO_NMS_WITH_BYTE_MASK HAILO_FORMAT_ORDER_HAILO_NMS_ON_CHIP
HAILO_FORMAT_ORDER_HAILO_NMS_BY_CLASS HAILO_FORMAT_ORDER_HAILO_NMS_BY_SCORE HAILO_FORMAT_ORDER_MAX_ENUM HAILO_FORMAT_FLAGS_NONE
HAILO_FORMAT_FLAGS_QUANTIZED HAILO_FORMAT_FLAGS_TRANSPOSED HAILO_FORMAT_FLAGS_MAX_ENUM HAILO_STREAM_NO_TRANSFORM
HAILO_STREAM_TRANSFORM_COPY HAILO_STREAM_MAX_ENUM HAILO_H2D_STREAM HAILO_D2H_STREAM
HAILO_STREAM_DIRECTION_MAX_ENUM HAILO_STREAM_FLAGS_NONE HAILO_STREAM_FLAGS_ASYNC HAILO_STREAM_FLAGS_MAX_ENUM
HAILO_DMA_BUFFER_DIRECTION_H2D HAILO_DMA_BUFFER_DIRECTION_D2H HAILO_DMA_BUFFER_DIRECTION_BOTH HAILO_DMA_BUFFER_DIRECTION_MAX_ENUM
HAILO_BUFFER_FLAGS_NONE HAILO_BUFFER_FLAGS_DMA HAILO_BUFFER_FLAGS_CONTINUOUS HAILO_BUFFER_FLAGS_SHARED_MEMORY
HAILO_BUFFER_FLAGS_MAX_ENUM HAILO_STREAM_INTERFACE_PCIE HAILO_STREAM_INTERFACE_ETH HAILO_STREAM_INTERFACE_MIPI
HAILO_STREAM_INTERFACE_INTEGRATED HAILO_STREAM_INTERFACE_MAX_ENUM HAILO_VSTREAM_STATS_NONE HAILO_VSTREAM_STATS_MEASURE_FPS
HAILO_VSTREAM_STATS_MEASURE_LATENCY HAILO_VSTREAM_STATS_MAX_ENUM HAILO_PIPELINE_ELEM_STATS_NONE HAILO_PIPELINE_ELEM_STATS_MEASURE_FPS
HAILO_PIPELINE_ELEM_STATS_MEASURE_LATENCY HAILO_PIPELINE_ELEM_STATS_MEASURE_QUEUE_SIZE HAILO_PIPELINE_ELEM_STATS_MAX_ENUM HAILO_PIX_BUFFER_MEMORY_TYPE_USERPTR
HAILO_PIX_BUFFER_MEMORY_TYPE_DMABUF HAILO_BURST_TYPE_H8_BBOX HAILO_BURST_TYPE_H15_BBOX HAILO_BURST_TYPE_H8_PER_CLASS
HAILO_BURST_TYPE_H15_PER_CLASS HAILO_BURST_TYPE_H15_PER_FRAME HAILO_BURST_TYPE_COUNT HAILO_POWER_MODE_PERFORMANCE
HAILO_POWER_MODE_ULTRA_PERFORMANCE HAILO_POWER_MODE_MAX_ENUM HAILO_LATENCY_NONE HAILO_LATENCY_MEASURE
HAILO_LATENCY_CLEAR_AFTER_GET HAILO_LATENCY_MAX_ENUM HAILO_NOTIFICATION_ID_ETHERNET_RX_ERROR HAILO_NOTIFICATION_ID_HEALTH_MONITOR_TEMPERATURE_ALARM
HAILO_NOTIFICATION_ID_HEALTH_MONITOR_DATAFLOW_SHUTDOWN HAILO_NOTIFICATION_ID_HEALTH_MONITOR_OVERCURRENT_ALARM HAILO_NOTIFICATION_ID_LCU_ECC_CORRECTABLE_ERROR HAILO_NOTIFICATION_ID_LCU_ECC_UNCORRECTABLE_ERROR
HAILO_NOTIFICATION_ID_CPU_ECC_ERROR HAILO_NOTIFICATION_ID_CPU_ECC_FATAL HAILO_NOTIFICATION_ID_DEBUG HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_BREAKPOINT_REACHED
HAILO_NOTIFICATION_ID_HEALTH_MONITOR_CLOCK_CHANGED_EVENT HAILO_NOTIFICATION_ID_HW_INFER_MANAGER_INFER_DONE HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_RUN_TIME_ERROR_EVENT HAILO_NOTIFICATION_ID_COUNT
HAILO_NOTIFICATION_ID_MAX_ENUM HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__GREEN HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__ORANGE HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__RED
HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__GREEN HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__RED HAILO_RESET_DEVICE_MODE_CHIP HAILO_RESET_DEVICE_MODE_NN_CORE
HAILO_RESET_DEVICE_MODE_SOFT HAILO_RESET_DEVICE_MODE_FORCED_SOFT HAILO_RESET_DEVICE_MODE_MAX_ENUM HAILO_WATCHDOG_MODE_HW_SW
HAILO_WATCHDOG_MODE_HW_ONLY HAILO_WATCHDOG_MODE_MAX_ENUM HAILO_SENSOR_TYPES_GENERIC HAILO_SENSOR_TYPES_ONSEMI_AR0220AT
HAILO_SENSOR_TYPES_RASPICAM HAILO_SENSOR_TYPES_ONSEMI_AS0149AT HAILO_SENSOR_TYPES_HAILO8_ISP HAILO_SENSOR_TYPES_MAX_ENUM
HAILO_FW_LOGGER_INTERFACE_PCIE HAILO_FW_LOGGER_INTERFACE_UART HAILO_FW_LOGGER_INTERFACE_MAX_ENUM HAILO_FW_LOGGER_LEVEL_TRACE
HAILO_FW_LOGGER_LEVEL_DEBUG HAILO_FW_LOGGER_LEVEL_INFO HAILO_FW_LOGGER_LEVEL_WARN HAILO_FW_LOGGER_LEVEL_ERROR
HAILO_FW_LOGGER_LEVEL_FATAL HAILO_FW_LOGGER_LEVEL_MAX_ENUM HAILO_LOG_TYPE__RUNTIME HAILO_LOG_TYPE__SYSTEM_CONTROL
HAILO_LOG_TYPE__NNC HAILO_LOG_TYPE_MAX__ENUM HAILO_SLEEP_STATE_SLEEPING HAILO_SLEEP_STATE_AWAKE
HAILO_SLEEP_STATE_MAX_ENUM HAILO_MAX_ENUM HAILO_INFINITE HAILO_DEFAULT_ETH_SCAN_TIMEOUT_MS
HAILO_DEFAULT_ETH_DEVICE_PORT HAILO_DEFAULT_ETH_MAX_PAYLOAD_SIZE HAILO_DEFAULT_ETH_MAX_NUMBER_OF_RETRIES HAILO_ETH_PORT_ANY
HAILO_MAX_NAME_SIZE HAILO_MAX_STREAM_NAME_SIZE HAILO_MAX_BOARD_NAME_LENGTH HAILO_MAX_DEVICE_ID_LENGTH
HAILO_MAX_SERIAL_NUMBER_LENGTH HAILO_MAX_PART_NUMBER_LENGTH HAILO_MAX_PRODUCT_NAME_LENGTH HAILO_DEFAULT_INIT_SAMPLING_PERIOD_US
HAILO_DEFAULT_INIT_AVERAGING_FACTOR HAILO_DEFAULT_BUFFERS_THRESHOLD HAILO_DEFAULT_MAX_ETHERNET_BANDWIDTH_BYTES_PER_SEC HAILO_MAX_STREAMS_COUNT
HAILO_DEFAULT_BATCH_SIZE HAILO_MAX_NETWORK_GROUPS HAILO_MAX_NETWORK_GROUP_NAME_SIZE HAILO_MAX_NETWORK_NAME_SIZE
HAILO_MAX_NETWORKS_IN_NETWORK_GROUP HAILO_PCIE_ANY_DOMAIN HAILO_DEFAULT_VSTREAM_QUEUE_SIZE HAILO_DEFAULT_VSTREAM_TIMEOUT_MS
HAILO_DEFAULT_ASYNC_INFER_TIMEOUT_MS HAILO_DEFAULT_ASYNC_INFER_QUEUE_SIZE HAILO_DEFAULT_DEVICE_COUNT HAILO_SOC_ID_LENGTH
HAILO_ETH_MAC_LENGTH HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH HAILO_SOC_PM_VALUES_BYTES_LENGTH HAILO_GPIO_MASK_VALUES_LENGTH
HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER HAILO_SCHEDULER_PRIORITY_NORMAL HAILO_SCHEDULER_PRIORITY_MAX HAILO_SCHEDULER_PRIORITY_MIN
MAX_NUMBER_OF_PLANES NUMBER_OF_PLANES_NV12_NV21 NUMBER_OF_PLANES_I420 HAILO_RANDOM_SEED
HAILO_STREAM_ABORTED_BY_USER HAILO_DRIVER_FAIL HAILO_PCIE_DRIVER_NOT_INSTALLED
) }
Era::V5_1_1 => { use crate::era::v5_1_1 as e; super::constants!(e;
HAILO_SUCCESS HAILO_UNINITIALIZED HAILO_INVALID_ARGUMENT HAILO_OUT_OF_HOST_MEMORY
HAILO_TIMEOUT HAILO_INSUFFICIENT_BUFFER HAILO_INVALID_OPERATION HAILO_NOT_IMPLEMENTED
HAILO_INTERNAL_FAILURE HAILO_DATA_ALIGNMENT_FAILURE HAILO_CHUNK_TOO_LARGE HAILO_INVALID_LOGGER_LEVEL
HAILO_CLOSE_FAILURE HAILO_OPEN_FILE_FAILURE HAILO_FILE_OPERATION_FAILURE HAILO_UNSUPPORTED_CONTROL_PROTOCOL_VERSION
HAILO_UNSUPPORTED_FW_VERSION HAILO_INVALID_CONTROL_RESPONSE HAILO_FW_CONTROL_FAILURE HAILO_ETH_FAILURE
HAILO_ETH_INTERFACE_NOT_FOUND HAILO_ETH_RECV_FAILURE HAILO_ETH_SEND_FAILURE HAILO_INVALID_FIRMWARE
HAILO_INVALID_CONTEXT_COUNT HAILO_INVALID_FRAME HAILO_INVALID_HEF HAILO_PCIE_NOT_SUPPORTED_ON_PLATFORM
HAILO_INTERRUPTED_BY_SIGNAL HAILO_START_VDMA_CHANNEL_FAIL HAILO_SYNC_VDMA_BUFFER_FAIL HAILO_STOP_VDMA_CHANNEL_FAIL
HAILO_CLOSE_VDMA_CHANNEL_FAIL HAILO_ATR_TABLES_CONF_VALIDATION_FAIL HAILO_EVENT_CREATE_FAIL HAILO_READ_EVENT_FAIL
HAILO_DRIVER_OPERATION_FAILED HAILO_INVALID_FIRMWARE_MAGIC HAILO_INVALID_FIRMWARE_CODE_SIZE HAILO_INVALID_KEY_CERTIFICATE_SIZE
HAILO_INVALID_CONTENT_CERTIFICATE_SIZE HAILO_MISMATCHING_FIRMWARE_BUFFER_SIZES HAILO_INVALID_FIRMWARE_CPU_ID HAILO_CONTROL_RESPONSE_MD5_MISMATCH
HAILO_GET_CONTROL_RESPONSE_FAIL HAILO_GET_D2H_EVENT_MESSAGE_FAIL HAILO_MUTEX_INIT_FAIL HAILO_OUT_OF_DESCRIPTORS
HAILO_UNSUPPORTED_OPCODE HAILO_USER_MODE_RATE_LIMITER_NOT_SUPPORTED HAILO_RATE_LIMIT_MAXIMUM_BANDWIDTH_EXCEEDED HAILO_ANSI_TO_UTF16_CONVERSION_FAILED
HAILO_UTF16_TO_ANSI_CONVERSION_FAILED HAILO_UNEXPECTED_INTERFACE_INFO_FAILURE HAILO_UNEXPECTED_ARP_TABLE_FAILURE HAILO_MAC_ADDRESS_NOT_FOUND
HAILO_NO_IPV4_INTERFACES_FOUND HAILO_SHUTDOWN_EVENT_SIGNALED HAILO_THREAD_ALREADY_ACTIVATED HAILO_THREAD_NOT_ACTIVATED
HAILO_THREAD_NOT_JOINABLE HAILO_NOT_FOUND HAILO_COMMUNICATION_CLOSED HAILO_STREAM_ABORT
HAILO_DRIVER_NOT_INSTALLED HAILO_NOT_AVAILABLE HAILO_TRAFFIC_CONTROL_FAILURE HAILO_INVALID_SECOND_STAGE
HAILO_INVALID_PIPELINE HAILO_NETWORK_GROUP_NOT_ACTIVATED HAILO_VSTREAM_PIPELINE_NOT_ACTIVATED HAILO_OUT_OF_FW_MEMORY
HAILO_STREAM_NOT_ACTIVATED HAILO_DEVICE_IN_USE HAILO_OUT_OF_PHYSICAL_DEVICES HAILO_INVALID_DEVICE_ARCHITECTURE
HAILO_INVALID_DRIVER_VERSION HAILO_RPC_FAILED HAILO_INVALID_SERVICE_VERSION HAILO_NOT_SUPPORTED
HAILO_NMS_BURST_INVALID_DATA HAILO_OUT_OF_HOST_CMA_MEMORY HAILO_QUEUE_IS_FULL HAILO_DMA_MAPPING_ALREADY_EXISTS
HAILO_CANT_MEET_BUFFER_REQUIREMENTS HAILO_DRIVER_INVALID_RESPONSE HAILO_DRIVER_INVALID_IOCTL HAILO_DRIVER_TIMEOUT
HAILO_DRIVER_INTERRUPTED HAILO_CONNECTION_REFUSED HAILO_DRIVER_WAIT_CANCELED HAILO_HEF_FILE_CORRUPTED
HAILO_HEF_NOT_SUPPORTED HAILO_HEF_NOT_COMPATIBLE_WITH_DEVICE HAILO_INVALID_HEF_USE HAILO_OPERATION_ABORTED
HAILO_DEVICE_NOT_CONNECTED HAILO_DEVICE_TEMPORARILY_UNAVAILABLE HAILO_STATUS_COUNT HAILO_STATUS_MAX_ENUM
HAILO_DVM_OPTIONS_VDD_CORE HAILO_DVM_OPTIONS_VDD_IO HAILO_DVM_OPTIONS_MIPI_AVDD HAILO_DVM_OPTIONS_MIPI_AVDD_H
HAILO_DVM_OPTIONS_USB_AVDD_IO HAILO_DVM_OPTIONS_VDD_TOP HAILO_DVM_OPTIONS_USB_AVDD_IO_HV HAILO_DVM_OPTIONS_AVDD_H
HAILO_DVM_OPTIONS_SDIO_VDD_IO HAILO_DVM_OPTIONS_OVERCURRENT_PROTECTION HAILO_DVM_OPTIONS_COUNT HAILO_DVM_OPTIONS_AUTO
HAILO_DVM_OPTIONS_MAX_ENUM HAILO_POWER_MEASUREMENT_TYPES__SHUNT_VOLTAGE HAILO_POWER_MEASUREMENT_TYPES__BUS_VOLTAGE HAILO_POWER_MEASUREMENT_TYPES__POWER
HAILO_POWER_MEASUREMENT_TYPES__CURRENT HAILO_POWER_MEASUREMENT_TYPES__COUNT HAILO_POWER_MEASUREMENT_TYPES__AUTO HAILO_POWER_MEASUREMENT_TYPES__MAX_ENUM
HAILO_SAMPLING_PERIOD_140US HAILO_SAMPLING_PERIOD_204US HAILO_SAMPLING_PERIOD_332US HAILO_SAMPLING_PERIOD_588US
HAILO_SAMPLING_PERIOD_1100US HAILO_SAMPLING_PERIOD_2116US HAILO_SAMPLING_PERIOD_4156US HAILO_SAMPLING_PERIOD_8244US
HAILO_SAMPLING_PERIOD_MAX_ENUM HAILO_AVERAGE_FACTOR_1 HAILO_AVERAGE_FACTOR_4 HAILO_AVERAGE_FACTOR_16
HAILO_AVERAGE_FACTOR_64 HAILO_AVERAGE_FACTOR_128 HAILO_AVERAGE_FACTOR_256 HAILO_AVERAGE_FACTOR_512
HAILO_AVERAGE_FACTOR_1024 HAILO_AVERAGE_FACTOR_MAX_ENUM HAILO_MEASUREMENT_BUFFER_INDEX_0 HAILO_MEASUREMENT_BUFFER_INDEX_1
HAILO_MEASUREMENT_BUFFER_INDEX_2 HAILO_MEASUREMENT_BUFFER_INDEX_3 HAILO_MEASUREMENT_BUFFER_INDEX_MAX_ENUM HAILO_DEVICE_TYPE_PCIE
HAILO_DEVICE_TYPE_ETH HAILO_DEVICE_TYPE_INTEGRATED HAILO_DEVICE_TYPE_MAX_ENUM HAILO_SCHEDULING_ALGORITHM_NONE
HAILO_SCHEDULING_ALGORITHM_ROUND_ROBIN HAILO_SCHEDULING_ALGORITHM_MAX_ENUM HAILO_ARCH_HAILO8_A0 HAILO_ARCH_HAILO8
HAILO_ARCH_HAILO8L HAILO_ARCH_HAILO15H HAILO_ARCH_HAILO15L HAILO_ARCH_HAILO15M
HAILO_ARCH_HAILO10H HAILO_ARCH_MARS HAILO_ARCH_MAX_ENUM HAILO_CPU_ID_0
HAILO_CPU_ID_1 HAILO_CPU_ID_MAX_ENUM HAILO_DEVICE_BOOT_SOURCE_INVALID HAILO_DEVICE_BOOT_SOURCE_PCIE
HAILO_DEVICE_BOOT_SOURCE_FLASH HAILO_DEVICE_BOOT_SOURCE_MAX HAILO_BIG_ENDIAN HAILO_LITTLE_ENDIAN
HAILO_ENDIANNESS_MAX_ENUM HAILO_FORMAT_TYPE_AUTO HAILO_FORMAT_TYPE_UINT8 HAILO_FORMAT_TYPE_UINT16
HAILO_FORMAT_TYPE_FLOAT32 HAILO_FORMAT_TYPE_MAX_ENUM HAILO_FORMAT_ORDER_AUTO HAILO_FORMAT_ORDER_NHWC
HAILO_FORMAT_ORDER_NHCW HAILO_FORMAT_ORDER_FCR HAILO_FORMAT_ORDER_F8CR HAILO_FORMAT_ORDER_NHW
HAILO_FORMAT_ORDER_NC HAILO_FORMAT_ORDER_BAYER_RGB HAILO_FORMAT_ORDER_12_BIT_BAYER_RGB HAILO_FORMAT_ORDER_HAILO_NMS
HAILO_FORMAT_ORDER_RGB888 HAILO_FORMAT_ORDER_NCHW HAILO_FORMAT_ORDER_YUY2 HAILO_FORMAT_ORDER_NV12
HAILO_FORMAT_ORDER_NV21 HAILO_FORMAT_ORDER_HAILO_YYUV HAILO_FORMAT_ORDER_HAILO_YYVU HAILO_FORMAT_ORDER_RGB4
HAILO_FORMAT_ORDER_I420 HAILO_FORMAT_ORDER_HAILO_YYYYUV HAILO_FORMAT_ORDER_HAILO_NMS_WITH_BYTE_MASK HAILO_FORMAT_ORDER_HAILO_NMS_ON_CHIP
HAILO_FORMAT_ORDER_HAILO_NMS_BY_CLASS HAILO_FORMAT_ORDER_HAILO_NMS_BY_SCORE HAILO_FORMAT_ORDER_MAX_ENUM HAILO_FORMAT_FLAGS_NONE
HAILO_FORMAT_FLAGS_QUANTIZED HAILO_FORMAT_FLAGS_TRANSPOSED HAILO_FORMAT_FLAGS_MAX_ENUM HAILO_STREAM_NO_TRANSFORM
HAILO_STREAM_TRANSFORM_COPY HAILO_STREAM_MAX_ENUM HAILO_H2D_STREAM HAILO_D2H_STREAM
HAILO_STREAM_DIRECTION_MAX_ENUM HAILO_STREAM_FLAGS_NONE HAILO_STREAM_FLAGS_ASYNC HAILO_STREAM_FLAGS_MAX_ENUM
HAILO_DMA_BUFFER_DIRECTION_H2D HAILO_DMA_BUFFER_DIRECTION_D2H HAILO_DMA_BUFFER_DIRECTION_BOTH HAILO_DMA_BUFFER_DIRECTION_MAX_ENUM
HAILO_BUFFER_FLAGS_NONE HAILO_BUFFER_FLAGS_DMA HAILO_BUFFER_FLAGS_CONTINUOUS HAILO_BUFFER_FLAGS_SHARED_MEMORY
HAILO_BUFFER_FLAGS_MAX_ENUM HAILO_STREAM_INTERFACE_PCIE HAILO_STREAM_INTERFACE_ETH HAILO_STREAM_INTERFACE_MIPI
HAILO_STREAM_INTERFACE_INTEGRATED HAILO_STREAM_INTERFACE_MAX_ENUM HAILO_VSTREAM_STATS_NONE HAILO_VSTREAM_STATS_MEASURE_FPS
HAILO_VSTREAM_STATS_MEASURE_LATENCY HAILO_VSTREAM_STATS_MAX_ENUM HAILO_PIPELINE_ELEM_STATS_NONE HAILO_PIPELINE_ELEM_STATS_MEASURE_FPS
HAILO_PIPELINE_ELEM_STATS_MEASURE_LATENCY HAILO_PIPELINE_ELEM_STATS_MEASURE_QUEUE_SIZE HAILO_PIPELINE_ELEM_STATS_MAX_ENUM HAILO_PIX_BUFFER_MEMORY_TYPE_USERPTR
HAILO_PIX_BUFFER_MEMORY_TYPE_DMABUF HAILO_BURST_TYPE_H8_BBOX HAILO_BURST_TYPE_H15_BBOX HAILO_BURST_TYPE_H8_PER_CLASS
HAILO_BURST_TYPE_H15_PER_CLASS HAILO_BURST_TYPE_H15_PER_FRAME HAILO_BURST_TYPE_COUNT HAILO_POWER_MODE_PERFORMANCE
HAILO_POWER_MODE_ULTRA_PERFORMANCE HAILO_POWER_MODE_MAX_ENUM HAILO_LATENCY_NONE HAILO_LATENCY_MEASURE
HAILO_LATENCY_CLEAR_AFTER_GET HAILO_LATENCY_MAX_ENUM HAILO_NOTIFICATION_ID_ETHERNET_RX_ERROR HAILO_NOTIFICATION_ID_HEALTH_MONITOR_TEMPERATURE_ALARM
HAILO_NOTIFICATION_ID_HEALTH_MONITOR_DATAFLOW_SHUTDOWN HAILO_NOTIFICATION_ID_HEALTH_MONITOR_OVERCURRENT_ALARM HAILO_NOTIFICATION_ID_LCU_ECC_CORRECTABLE_ERROR HAILO_NOTIFICATION_ID_LCU_ECC_UNCORRECTABLE_ERROR
HAILO_NOTIFICATION_ID_CPU_ECC_ERROR HAILO_NOTIFICATION_ID_CPU_ECC_FATAL HAILO_NOTIFICATION_ID_DEBUG HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_BREAKPOINT_REACHED
HAILO_NOTIFICATION_ID_HEALTH_MONITOR_CLOCK_CHANGED_EVENT HAILO_NOTIFICATION_ID_HW_INFER_MANAGER_INFER_DONE HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_RUN_TIME_ERROR_EVENT HAILO_NOTIFICATION_ID_NN_CORE_CRC_ERROR_EVENT
HAILO_NOTIFICATION_ID_COUNT HAILO_NOTIFICATION_ID_MAX_ENUM HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__GREEN HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__ORANGE
HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__RED HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__GREEN HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__RED HAILO_RESET_DEVICE_MODE_CHIP
HAILO_RESET_DEVICE_MODE_NN_CORE HAILO_RESET_DEVICE_MODE_SOFT HAILO_RESET_DEVICE_MODE_FORCED_SOFT HAILO_RESET_DEVICE_MODE_MAX_ENUM
HAILO_WATCHDOG_MODE_HW_SW HAILO_WATCHDOG_MODE_HW_ONLY HAILO_WATCHDOG_MODE_MAX_ENUM HAILO_SENSOR_TYPES_GENERIC
HAILO_SENSOR_TYPES_ONSEMI_AR0220AT HAILO_SENSOR_TYPES_RASPICAM HAILO_SENSOR_TYPES_ONSEMI_AS0149AT HAILO_SENSOR_TYPES_HAILO8_ISP
HAILO_SENSOR_TYPES_MAX_ENUM HAILO_FW_LOGGER_INTERFACE_PCIE HAILO_FW_LOGGER_INTERFACE_UART HAILO_FW_LOGGER_INTERFACE_MAX_ENUM
HAILO_FW_LOGGER_LEVEL_TRACE HAILO_FW_LOGGER_LEVEL_DEBUG HAILO_FW_LOGGER_LEVEL_INFO HAILO_FW_LOGGER_LEVEL_WARN
HAILO_FW_LOGGER_LEVEL_ERROR HAILO_FW_LOGGER_LEVEL_FATAL HAILO_FW_LOGGER_LEVEL_MAX_ENUM HAILO_LOG_TYPE__RUNTIME
HAILO_LOG_TYPE__SYSTEM_CONTROL HAILO_LOG_TYPE__NNC HAILO_LOG_TYPE_MAX__ENUM HAILO_SLEEP_STATE_SLEEPING
HAILO_SLEEP_STATE_AWAKE HAILO_SLEEP_STATE_MAX_ENUM HAILO_MAX_ENUM HAILO_INFINITE
HAILO_DEFAULT_ETH_SCAN_TIMEOUT_MS HAILO_DEFAULT_ETH_DEVICE_PORT HAILO_DEFAULT_ETH_MAX_PAYLOAD_SIZE HAILO_DEFAULT_ETH_MAX_NUMBER_OF_RETRIES
HAILO_ETH_PORT_ANY HAILO_MAX_NAME_SIZE HAILO_MAX_STREAM_NAME_SIZE HAILO_MAX_BOARD_NAME_LENGTH
HAILO_MAX_DEVICE_ID_LENGTH HAILO_MAX_SERIAL_NUMBER_LENGTH HAILO_MAX_PART_NUMBER_LENGTH HAILO_MAX_PRODUCT_NAME_LENGTH
HAILO_DEFAULT_INIT_SAMPLING_PERIOD_US HAILO_DEFAULT_INIT_AVERAGING_FACTOR HAILO_DEFAULT_BUFFERS_THRESHOLD HAILO_DEFAULT_MAX_ETHERNET_BANDWIDTH_BYTES_PER_SEC
HAILO_MAX_STREAMS_COUNT HAILO_DEFAULT_BATCH_SIZE HAILO_MAX_NETWORK_GROUPS HAILO_MAX_NETWORK_GROUP_NAME_SIZE
HAILO_MAX_NETWORK_NAME_SIZE HAILO_MAX_NETWORKS_IN_NETWORK_GROUP HAILO_PCIE_ANY_DOMAIN HAILO_DEFAULT_VSTREAM_QUEUE_SIZE
HAILO_DEFAULT_VSTREAM_TIMEOUT_MS HAILO_DEFAULT_ASYNC_INFER_TIMEOUT_MS HAILO_DEFAULT_ASYNC_INFER_QUEUE_SIZE HAILO_DEFAULT_DEVICE_COUNT
HAILO_SOC_ID_LENGTH HAILO_ETH_MAC_LENGTH HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH HAILO_SOC_PM_VALUES_BYTES_LENGTH
HAILO_GPIO_MASK_VALUES_LENGTH HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER HAILO_SCHEDULER_PRIORITY_NORMAL HAILO_SCHEDULER_PRIORITY_MAX
HAILO_SCHEDULER_PRIORITY_MIN MAX_NUMBER_OF_PLANES NUMBER_OF_PLANES_NV12_NV21 NUMBER_OF_PLANES_I420
HAILO_RANDOM_SEED HAILO_STREAM_ABORTED_BY_USER HAILO_DRIVER_FAIL HAILO_PCIE_DRIVER_NOT_INSTALLED
) }
Era::V5_2_0 => { use crate::era::v5_2_0 as e; super::constants!(e;
HAILO_SUCCESS HAILO_UNINITIALIZED HAILO_INVALID_ARGUMENT HAILO_OUT_OF_HOST_MEMORY
HAILO_TIMEOUT HAILO_INSUFFICIENT_BUFFER HAILO_INVALID_OPERATION HAILO_NOT_IMPLEMENTED
HAILO_INTERNAL_FAILURE HAILO_DATA_ALIGNMENT_FAILURE HAILO_CHUNK_TOO_LARGE HAILO_INVALID_LOGGER_LEVEL
HAILO_CLOSE_FAILURE HAILO_OPEN_FILE_FAILURE HAILO_FILE_OPERATION_FAILURE HAILO_UNSUPPORTED_CONTROL_PROTOCOL_VERSION
HAILO_UNSUPPORTED_FW_VERSION HAILO_INVALID_CONTROL_RESPONSE HAILO_FW_CONTROL_FAILURE HAILO_ETH_FAILURE
HAILO_ETH_INTERFACE_NOT_FOUND HAILO_ETH_RECV_FAILURE HAILO_ETH_SEND_FAILURE HAILO_INVALID_FIRMWARE
HAILO_INVALID_CONTEXT_COUNT HAILO_INVALID_FRAME HAILO_INVALID_HEF HAILO_PCIE_NOT_SUPPORTED_ON_PLATFORM
HAILO_INTERRUPTED_BY_SIGNAL HAILO_START_VDMA_CHANNEL_FAIL HAILO_SYNC_VDMA_BUFFER_FAIL HAILO_STOP_VDMA_CHANNEL_FAIL
HAILO_CLOSE_VDMA_CHANNEL_FAIL HAILO_ATR_TABLES_CONF_VALIDATION_FAIL HAILO_EVENT_CREATE_FAIL HAILO_READ_EVENT_FAIL
HAILO_DRIVER_OPERATION_FAILED HAILO_INVALID_FIRMWARE_MAGIC HAILO_INVALID_FIRMWARE_CODE_SIZE HAILO_INVALID_KEY_CERTIFICATE_SIZE
HAILO_INVALID_CONTENT_CERTIFICATE_SIZE HAILO_MISMATCHING_FIRMWARE_BUFFER_SIZES HAILO_INVALID_FIRMWARE_CPU_ID HAILO_CONTROL_RESPONSE_MD5_MISMATCH
HAILO_GET_CONTROL_RESPONSE_FAIL HAILO_GET_D2H_EVENT_MESSAGE_FAIL HAILO_MUTEX_INIT_FAIL HAILO_OUT_OF_DESCRIPTORS
HAILO_UNSUPPORTED_OPCODE HAILO_USER_MODE_RATE_LIMITER_NOT_SUPPORTED HAILO_RATE_LIMIT_MAXIMUM_BANDWIDTH_EXCEEDED HAILO_ANSI_TO_UTF16_CONVERSION_FAILED
HAILO_UTF16_TO_ANSI_CONVERSION_FAILED HAILO_UNEXPECTED_INTERFACE_INFO_FAILURE HAILO_UNEXPECTED_ARP_TABLE_FAILURE HAILO_MAC_ADDRESS_NOT_FOUND
HAILO_NO_IPV4_INTERFACES_FOUND HAILO_SHUTDOWN_EVENT_SIGNALED HAILO_THREAD_ALREADY_ACTIVATED HAILO_THREAD_NOT_ACTIVATED
HAILO_THREAD_NOT_JOINABLE HAILO_NOT_FOUND HAILO_COMMUNICATION_CLOSED HAILO_STREAM_ABORT
HAILO_DRIVER_NOT_INSTALLED HAILO_NOT_AVAILABLE HAILO_TRAFFIC_CONTROL_FAILURE HAILO_INVALID_SECOND_STAGE
HAILO_INVALID_PIPELINE HAILO_NETWORK_GROUP_NOT_ACTIVATED HAILO_VSTREAM_PIPELINE_NOT_ACTIVATED HAILO_OUT_OF_FW_MEMORY
HAILO_STREAM_NOT_ACTIVATED HAILO_DEVICE_IN_USE HAILO_OUT_OF_PHYSICAL_DEVICES HAILO_INVALID_DEVICE_ARCHITECTURE
HAILO_INVALID_DRIVER_VERSION HAILO_RPC_FAILED HAILO_INVALID_SERVICE_VERSION HAILO_NOT_SUPPORTED
HAILO_NMS_BURST_INVALID_DATA HAILO_OUT_OF_HOST_CMA_MEMORY HAILO_QUEUE_IS_FULL HAILO_DMA_MAPPING_ALREADY_EXISTS
HAILO_CANT_MEET_BUFFER_REQUIREMENTS HAILO_DRIVER_INVALID_RESPONSE HAILO_DRIVER_INVALID_IOCTL HAILO_DRIVER_TIMEOUT
HAILO_DRIVER_INTERRUPTED HAILO_CONNECTION_REFUSED HAILO_DRIVER_WAIT_CANCELED HAILO_HEF_FILE_CORRUPTED
HAILO_HEF_NOT_SUPPORTED HAILO_HEF_NOT_COMPATIBLE_WITH_DEVICE HAILO_INVALID_HEF_USE HAILO_OPERATION_ABORTED
HAILO_DEVICE_NOT_CONNECTED HAILO_DEVICE_TEMPORARILY_UNAVAILABLE HAILO_STATUS_COUNT HAILO_STATUS_MAX_ENUM
HAILO_DVM_OPTIONS_VDD_CORE HAILO_DVM_OPTIONS_VDD_IO HAILO_DVM_OPTIONS_MIPI_AVDD HAILO_DVM_OPTIONS_MIPI_AVDD_H
HAILO_DVM_OPTIONS_USB_AVDD_IO HAILO_DVM_OPTIONS_VDD_TOP HAILO_DVM_OPTIONS_USB_AVDD_IO_HV HAILO_DVM_OPTIONS_AVDD_H
HAILO_DVM_OPTIONS_SDIO_VDD_IO HAILO_DVM_OPTIONS_OVERCURRENT_PROTECTION HAILO_DVM_OPTIONS_COUNT HAILO_DVM_OPTIONS_AUTO
HAILO_DVM_OPTIONS_MAX_ENUM HAILO_POWER_MEASUREMENT_TYPES__SHUNT_VOLTAGE HAILO_POWER_MEASUREMENT_TYPES__BUS_VOLTAGE HAILO_POWER_MEASUREMENT_TYPES__POWER
HAILO_POWER_MEASUREMENT_TYPES__CURRENT HAILO_POWER_MEASUREMENT_TYPES__COUNT HAILO_POWER_MEASUREMENT_TYPES__AUTO HAILO_POWER_MEASUREMENT_TYPES__MAX_ENUM
HAILO_SAMPLING_PERIOD_140US HAILO_SAMPLING_PERIOD_204US HAILO_SAMPLING_PERIOD_332US HAILO_SAMPLING_PERIOD_588US
HAILO_SAMPLING_PERIOD_1100US HAILO_SAMPLING_PERIOD_2116US HAILO_SAMPLING_PERIOD_4156US HAILO_SAMPLING_PERIOD_8244US
HAILO_SAMPLING_PERIOD_MAX_ENUM HAILO_AVERAGE_FACTOR_1 HAILO_AVERAGE_FACTOR_4 HAILO_AVERAGE_FACTOR_16
HAILO_AVERAGE_FACTOR_64 HAILO_AVERAGE_FACTOR_128 HAILO_AVERAGE_FACTOR_256 HAILO_AVERAGE_FACTOR_512
HAILO_AVERAGE_FACTOR_1024 HAILO_AVERAGE_FACTOR_MAX_ENUM HAILO_MEASUREMENT_BUFFER_INDEX_0 HAILO_MEASUREMENT_BUFFER_INDEX_1
HAILO_MEASUREMENT_BUFFER_INDEX_2 HAILO_MEASUREMENT_BUFFER_INDEX_3 HAILO_MEASUREMENT_BUFFER_INDEX_MAX_ENUM HAILO_DEVICE_TYPE_PCIE
HAILO_DEVICE_TYPE_ETH HAILO_DEVICE_TYPE_INTEGRATED HAILO_DEVICE_TYPE_MAX_ENUM HAILO_SCHEDULING_ALGORITHM_NONE
HAILO_SCHEDULING_ALGORITHM_ROUND_ROBIN HAILO_SCHEDULING_ALGORITHM_MAX_ENUM HAILO_ARCH_HAILO8_A0 HAILO_ARCH_HAILO8
HAILO_ARCH_HAILO8L HAILO_ARCH_HAILO15H HAILO_ARCH_HAILO15L HAILO_ARCH_HAILO15M
HAILO_ARCH_HAILO10H HAILO_ARCH_HAILO12L HAILO_ARCH_MAX_ENUM HAILO_CPU_ID_0
HAILO_CPU_ID_1 HAILO_CPU_ID_MAX_ENUM HAILO_DEVICE_BOOT_SOURCE_INVALID HAILO_DEVICE_BOOT_SOURCE_PCIE
HAILO_DEVICE_BOOT_SOURCE_FLASH HAILO_DEVICE_BOOT_SOURCE_MAX HAILO_BIG_ENDIAN HAILO_LITTLE_ENDIAN
HAILO_ENDIANNESS_MAX_ENUM HAILO_FORMAT_TYPE_AUTO HAILO_FORMAT_TYPE_UINT8 HAILO_FORMAT_TYPE_UINT16
HAILO_FORMAT_TYPE_FLOAT32 HAILO_FORMAT_TYPE_MAX_ENUM HAILO_FORMAT_ORDER_AUTO HAILO_FORMAT_ORDER_NHWC
HAILO_FORMAT_ORDER_NHCW HAILO_FORMAT_ORDER_FCR HAILO_FORMAT_ORDER_F8CR HAILO_FORMAT_ORDER_NHW
HAILO_FORMAT_ORDER_NC HAILO_FORMAT_ORDER_BAYER_RGB HAILO_FORMAT_ORDER_12_BIT_BAYER_RGB HAILO_FORMAT_ORDER_HAILO_NMS
HAILO_FORMAT_ORDER_RGB888 HAILO_FORMAT_ORDER_NCHW HAILO_FORMAT_ORDER_YUY2 HAILO_FORMAT_ORDER_NV12
HAILO_FORMAT_ORDER_NV21 HAILO_FORMAT_ORDER_HAILO_YYUV HAILO_FORMAT_ORDER_HAILO_YYVU HAILO_FORMAT_ORDER_RGB4
HAILO_FORMAT_ORDER_I420 HAILO_FORMAT_ORDER_HAILO_YYYYUV HAILO_FORMAT_ORDER_HAILO_NMS_WITH_BYTE_MASK HAILO_FORMAT_ORDER_HAILO_NMS_ON_CHIP
HAILO_FORMAT_ORDER_HAILO_NMS_BY_CLASS HAILO_FORMAT_ORDER_HAILO_NMS_BY_SCORE HAILO_FORMAT_ORDER_MAX_ENUM HAILO_FORMAT_FLAGS_NONE
HAILO_FORMAT_FLAGS_QUANTIZED HAILO_FORMAT_FLAGS_TRANSPOSED HAILO_FORMAT_FLAGS_MAX_ENUM HAILO_STREAM_NO_TRANSFORM
HAILO_STREAM_TRANSFORM_COPY HAILO_STREAM_MAX_ENUM HAILO_H2D_STREAM HAILO_D2H_STREAM
HAILO_STREAM_DIRECTION_MAX_ENUM HAILO_STREAM_FLAGS_NONE HAILO_STREAM_FLAGS_ASYNC HAILO_STREAM_FLAGS_MAX_ENUM
HAILO_DMA_BUFFER_DIRECTION_H2D HAILO_DMA_BUFFER_DIRECTION_D2H HAILO_DMA_BUFFER_DIRECTION_BOTH HAILO_DMA_BUFFER_DIRECTION_MAX_ENUM
HAILO_BUFFER_FLAGS_NONE HAILO_BUFFER_FLAGS_DMA HAILO_BUFFER_FLAGS_CONTINUOUS HAILO_BUFFER_FLAGS_SHARED_MEMORY
HAILO_BUFFER_FLAGS_MAX_ENUM HAILO_STREAM_INTERFACE_PCIE HAILO_STREAM_INTERFACE_ETH HAILO_STREAM_INTERFACE_MIPI
HAILO_STREAM_INTERFACE_INTEGRATED HAILO_STREAM_INTERFACE_MAX_ENUM HAILO_VSTREAM_STATS_NONE HAILO_VSTREAM_STATS_MEASURE_FPS
HAILO_VSTREAM_STATS_MEASURE_LATENCY HAILO_VSTREAM_STATS_MAX_ENUM HAILO_PIPELINE_ELEM_STATS_NONE HAILO_PIPELINE_ELEM_STATS_MEASURE_FPS
HAILO_PIPELINE_ELEM_STATS_MEASURE_LATENCY HAILO_PIPELINE_ELEM_STATS_MEASURE_QUEUE_SIZE HAILO_PIPELINE_ELEM_STATS_MAX_ENUM HAILO_PIX_BUFFER_MEMORY_TYPE_USERPTR
HAILO_PIX_BUFFER_MEMORY_TYPE_DMABUF HAILO_BURST_TYPE_H8_BBOX HAILO_BURST_TYPE_H15_BBOX HAILO_BURST_TYPE_H8_PER_CLASS
HAILO_BURST_TYPE_H15_PER_CLASS HAILO_BURST_TYPE_H15_PER_FRAME HAILO_BURST_TYPE_COUNT HAILO_POWER_MODE_PERFORMANCE
HAILO_POWER_MODE_ULTRA_PERFORMANCE HAILO_POWER_MODE_MAX_ENUM HAILO_LATENCY_NONE HAILO_LATENCY_MEASURE
HAILO_LATENCY_CLEAR_AFTER_GET HAILO_LATENCY_MAX_ENUM HAILO_NOTIFICATION_ID_ETHERNET_RX_ERROR HAILO_NOTIFICATION_ID_HEALTH_MONITOR_TEMPERATURE_ALARM
HAILO_NOTIFICATION_ID_HEALTH_MONITOR_DATAFLOW_SHUTDOWN HAILO_NOTIFICATION_ID_HEALTH_MONITOR_OVERCURRENT_ALARM HAILO_NOTIFICATION_ID_LCU_ECC_CORRECTABLE_ERROR HAILO_NOTIFICATION_ID_LCU_ECC_UNCORRECTABLE_ERROR
HAILO_NOTIFICATION_ID_CPU_ECC_ERROR HAILO_NOTIFICATION_ID_CPU_ECC_FATAL HAILO_NOTIFICATION_ID_DEBUG HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_BREAKPOINT_REACHED
HAILO_NOTIFICATION_ID_HEALTH_MONITOR_CLOCK_CHANGED_EVENT HAILO_NOTIFICATION_ID_HW_INFER_MANAGER_INFER_DONE HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_RUN_TIME_ERROR_EVENT HAILO_NOTIFICATION_ID_NN_CORE_CRC_ERROR_EVENT
HAILO_NOTIFICATION_ID_THROTTLING_STATE_CHANGE_EVENT HAILO_NOTIFICATION_ID_COUNT HAILO_NOTIFICATION_ID_MAX_ENUM HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__GREEN
HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__ORANGE HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__RED HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__GREEN HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__RED
HAILO_THROTTLING_STATE_NONE HAILO_THROTTLING_STATE_0_LIGHT HAILO_THROTTLING_STATE_1_MEDIUM HAILO_THROTTLING_STATE_2_HEAVY
HAILO_THROTTLING_STATE_3_SEVERE HAILO_THROTTLING_STATE_4_STREAMS_OFF HAILO_THROTTLING_STATE_OVERHEAT HAILO_THROTTLING_STATE_COUNT
HAILO_RESET_DEVICE_MODE_CHIP HAILO_RESET_DEVICE_MODE_NN_CORE HAILO_RESET_DEVICE_MODE_SOFT HAILO_RESET_DEVICE_MODE_FORCED_SOFT
HAILO_RESET_DEVICE_MODE_REBOOT HAILO_RESET_DEVICE_MODE_MAX_ENUM HAILO_WATCHDOG_MODE_HW_SW HAILO_WATCHDOG_MODE_HW_ONLY
HAILO_WATCHDOG_MODE_MAX_ENUM HAILO_SENSOR_TYPES_GENERIC HAILO_SENSOR_TYPES_ONSEMI_AR0220AT HAILO_SENSOR_TYPES_RASPICAM
HAILO_SENSOR_TYPES_ONSEMI_AS0149AT HAILO_SENSOR_TYPES_HAILO8_ISP HAILO_SENSOR_TYPES_MAX_ENUM HAILO_FW_LOGGER_INTERFACE_PCIE
HAILO_FW_LOGGER_INTERFACE_UART HAILO_FW_LOGGER_INTERFACE_MAX_ENUM HAILO_FW_LOGGER_LEVEL_TRACE HAILO_FW_LOGGER_LEVEL_DEBUG
HAILO_FW_LOGGER_LEVEL_INFO HAILO_FW_LOGGER_LEVEL_WARN HAILO_FW_LOGGER_LEVEL_ERROR HAILO_FW_LOGGER_LEVEL_FATAL
HAILO_FW_LOGGER_LEVEL_MAX_ENUM HAILO_LOG_TYPE__RUNTIME HAILO_LOG_TYPE__SYSTEM_CONTROL HAILO_LOG_TYPE__NNC
HAILO_LOG_TYPE_MAX__ENUM HAILO_SLEEP_STATE_SLEEPING HAILO_SLEEP_STATE_AWAKE HAILO_SLEEP_STATE_MAX_ENUM
HAILO_MAX_ENUM HAILO_INFINITE HAILO_DEFAULT_ETH_SCAN_TIMEOUT_MS HAILO_DEFAULT_ETH_DEVICE_PORT
HAILO_DEFAULT_ETH_MAX_PAYLOAD_SIZE HAILO_DEFAULT_ETH_MAX_NUMBER_OF_RETRIES HAILO_ETH_PORT_ANY HAILO_MAX_NAME_SIZE
HAILO_MAX_STREAM_NAME_SIZE HAILO_MAX_BOARD_NAME_LENGTH HAILO_MAX_DEVICE_ID_LENGTH HAILO_MAX_SERIAL_NUMBER_LENGTH
HAILO_MAX_PART_NUMBER_LENGTH HAILO_MAX_PRODUCT_NAME_LENGTH HAILO_DEFAULT_INIT_SAMPLING_PERIOD_US HAILO_DEFAULT_INIT_AVERAGING_FACTOR
HAILO_DEFAULT_BUFFERS_THRESHOLD HAILO_DEFAULT_MAX_ETHERNET_BANDWIDTH_BYTES_PER_SEC HAILO_MAX_STREAMS_COUNT HAILO_DEFAULT_BATCH_SIZE
HAILO_MAX_NETWORK_GROUPS HAILO_MAX_NETWORK_GROUP_NAME_SIZE HAILO_MAX_NETWORK_NAME_SIZE HAILO_MAX_NETWORKS_IN_NETWORK_GROUP
HAILO_PCIE_ANY_DOMAIN HAILO_DEFAULT_VSTREAM_QUEUE_SIZE HAILO_DEFAULT_VSTREAM_TIMEOUT_MS HAILO_DEFAULT_ASYNC_INFER_TIMEOUT_MS
HAILO_DEFAULT_ASYNC_INFER_QUEUE_SIZE HAILO_DEFAULT_DEVICE_COUNT HAILO_SOC_ID_LENGTH HAILO_ETH_MAC_LENGTH
HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH HAILO_SOC_PM_VALUES_BYTES_LENGTH HAILO_GPIO_MASK_VALUES_LENGTH HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER
HAILO_SCHEDULER_PRIORITY_NORMAL HAILO_SCHEDULER_PRIORITY_MAX HAILO_SCHEDULER_PRIORITY_MIN MAX_NUMBER_OF_PLANES
NUMBER_OF_PLANES_NV12_NV21 NUMBER_OF_PLANES_I420 HAILO_RANDOM_SEED HAILO_STREAM_ABORTED_BY_USER
HAILO_DRIVER_FAIL HAILO_PCIE_DRIVER_NOT_INSTALLED
) }
Era::V5_3 => { use crate::era::v5_3 as e; super::constants!(e;
HAILO_SUCCESS HAILO_UNINITIALIZED HAILO_INVALID_ARGUMENT HAILO_OUT_OF_HOST_MEMORY
HAILO_TIMEOUT HAILO_INSUFFICIENT_BUFFER HAILO_INVALID_OPERATION HAILO_NOT_IMPLEMENTED
HAILO_INTERNAL_FAILURE HAILO_DATA_ALIGNMENT_FAILURE HAILO_CHUNK_TOO_LARGE HAILO_INVALID_LOGGER_LEVEL
HAILO_CLOSE_FAILURE HAILO_OPEN_FILE_FAILURE HAILO_FILE_OPERATION_FAILURE HAILO_UNSUPPORTED_CONTROL_PROTOCOL_VERSION
HAILO_UNSUPPORTED_FW_VERSION HAILO_INVALID_CONTROL_RESPONSE HAILO_FW_CONTROL_FAILURE HAILO_ETH_FAILURE
HAILO_ETH_INTERFACE_NOT_FOUND HAILO_ETH_RECV_FAILURE HAILO_ETH_SEND_FAILURE HAILO_INVALID_FIRMWARE
HAILO_INVALID_CONTEXT_COUNT HAILO_INVALID_FRAME HAILO_INVALID_HEF HAILO_PCIE_NOT_SUPPORTED_ON_PLATFORM
HAILO_INTERRUPTED_BY_SIGNAL HAILO_START_VDMA_CHANNEL_FAIL HAILO_SYNC_VDMA_BUFFER_FAIL HAILO_STOP_VDMA_CHANNEL_FAIL
HAILO_CLOSE_VDMA_CHANNEL_FAIL HAILO_ATR_TABLES_CONF_VALIDATION_FAIL HAILO_EVENT_CREATE_FAIL HAILO_READ_EVENT_FAIL
HAILO_DRIVER_OPERATION_FAILED HAILO_INVALID_FIRMWARE_MAGIC HAILO_INVALID_FIRMWARE_CODE_SIZE HAILO_INVALID_KEY_CERTIFICATE_SIZE
HAILO_INVALID_CONTENT_CERTIFICATE_SIZE HAILO_MISMATCHING_FIRMWARE_BUFFER_SIZES HAILO_INVALID_FIRMWARE_CPU_ID HAILO_CONTROL_RESPONSE_MD5_MISMATCH
HAILO_GET_CONTROL_RESPONSE_FAIL HAILO_GET_D2H_EVENT_MESSAGE_FAIL HAILO_MUTEX_INIT_FAIL HAILO_OUT_OF_DESCRIPTORS
HAILO_UNSUPPORTED_OPCODE HAILO_USER_MODE_RATE_LIMITER_NOT_SUPPORTED HAILO_RATE_LIMIT_MAXIMUM_BANDWIDTH_EXCEEDED HAILO_ANSI_TO_UTF16_CONVERSION_FAILED
HAILO_UTF16_TO_ANSI_CONVERSION_FAILED HAILO_UNEXPECTED_INTERFACE_INFO_FAILURE HAILO_UNEXPECTED_ARP_TABLE_FAILURE HAILO_MAC_ADDRESS_NOT_FOUND
HAILO_NO_IPV4_INTERFACES_FOUND HAILO_SHUTDOWN_EVENT_SIGNALED HAILO_THREAD_ALREADY_ACTIVATED HAILO_THREAD_NOT_ACTIVATED
HAILO_THREAD_NOT_JOINABLE HAILO_NOT_FOUND HAILO_COMMUNICATION_CLOSED HAILO_STREAM_ABORT
HAILO_DRIVER_NOT_INSTALLED HAILO_NOT_AVAILABLE HAILO_TRAFFIC_CONTROL_FAILURE HAILO_INVALID_SECOND_STAGE
HAILO_INVALID_PIPELINE HAILO_NETWORK_GROUP_NOT_ACTIVATED HAILO_VSTREAM_PIPELINE_NOT_ACTIVATED HAILO_OUT_OF_FW_MEMORY
HAILO_STREAM_NOT_ACTIVATED HAILO_DEVICE_IN_USE HAILO_OUT_OF_PHYSICAL_DEVICES HAILO_INVALID_DEVICE_ARCHITECTURE
HAILO_INVALID_DRIVER_VERSION HAILO_RPC_FAILED HAILO_INVALID_SERVICE_VERSION HAILO_NOT_SUPPORTED
HAILO_NMS_BURST_INVALID_DATA HAILO_RESOURCE_EXHAUSTED HAILO_QUEUE_IS_FULL HAILO_DMA_MAPPING_ALREADY_EXISTS
HAILO_CANT_MEET_BUFFER_REQUIREMENTS HAILO_DRIVER_INVALID_RESPONSE HAILO_DRIVER_INVALID_IOCTL HAILO_DRIVER_TIMEOUT
HAILO_DRIVER_INTERRUPTED HAILO_CONNECTION_REFUSED HAILO_DRIVER_WAIT_CANCELED HAILO_HEF_FILE_CORRUPTED
HAILO_HEF_NOT_SUPPORTED HAILO_HEF_NOT_COMPATIBLE_WITH_DEVICE HAILO_INVALID_HEF_USE HAILO_OPERATION_ABORTED
HAILO_DEVICE_NOT_CONNECTED HAILO_DEVICE_TEMPORARILY_UNAVAILABLE HAILO_LIBUSB_FAILURE HAILO_STATUS_COUNT
HAILO_STATUS_MAX_ENUM HAILO_DVM_OPTIONS_VDD_CORE HAILO_DVM_OPTIONS_VDD_IO HAILO_DVM_OPTIONS_MIPI_AVDD
HAILO_DVM_OPTIONS_MIPI_AVDD_H HAILO_DVM_OPTIONS_USB_AVDD_IO HAILO_DVM_OPTIONS_VDD_TOP HAILO_DVM_OPTIONS_USB_AVDD_IO_HV
HAILO_DVM_OPTIONS_AVDD_H HAILO_DVM_OPTIONS_SDIO_VDD_IO HAILO_DVM_OPTIONS_OVERCURRENT_PROTECTION HAILO_DVM_OPTIONS_COUNT
HAILO_DVM_OPTIONS_AUTO HAILO_DVM_OPTIONS_MAX_ENUM HAILO_POWER_MEASUREMENT_TYPES__SHUNT_VOLTAGE HAILO_POWER_MEASUREMENT_TYPES__BUS_VOLTAGE
HAILO_POWER_MEASUREMENT_TYPES__POWER HAILO_POWER_MEASUREMENT_TYPES__CURRENT HAILO_POWER_MEASUREMENT_TYPES__COUNT HAILO_POWER_MEASUREMENT_TYPES__AUTO
HAILO_POWER_MEASUREMENT_TYPES__MAX_ENUM HAILO_SAMPLING_PERIOD_140US HAILO_SAMPLING_PERIOD_204US HAILO_SAMPLING_PERIOD_332US
HAILO_SAMPLING_PERIOD_588US HAILO_SAMPLING_PERIOD_1100US HAILO_SAMPLING_PERIOD_2116US HAILO_SAMPLING_PERIOD_4156US
HAILO_SAMPLING_PERIOD_8244US HAILO_SAMPLING_PERIOD_MAX_ENUM HAILO_AVERAGE_FACTOR_1 HAILO_AVERAGE_FACTOR_4
HAILO_AVERAGE_FACTOR_16 HAILO_AVERAGE_FACTOR_64 HAILO_AVERAGE_FACTOR_128 HAILO_AVERAGE_FACTOR_256
HAILO_AVERAGE_FACTOR_512 HAILO_AVERAGE_FACTOR_1024 HAILO_AVERAGE_FACTOR_MAX_ENUM HAILO_MEASUREMENT_BUFFER_INDEX_0
HAILO_MEASUREMENT_BUFFER_INDEX_1 HAILO_MEASUREMENT_BUFFER_INDEX_2 HAILO_MEASUREMENT_BUFFER_INDEX_3 HAILO_MEASUREMENT_BUFFER_INDEX_MAX_ENUM
HAILO_DEVICE_TYPE_PCIE HAILO_DEVICE_TYPE_ETH HAILO_DEVICE_TYPE_INTEGRATED HAILO_DEVICE_TYPE_USB
HAILO_DEVICE_TYPE_MAX_ENUM HAILO_SCHEDULING_ALGORITHM_NONE HAILO_SCHEDULING_ALGORITHM_ROUND_ROBIN HAILO_SCHEDULING_ALGORITHM_MAX_ENUM
HAILO_ARCH_HAILO8_A0 HAILO_ARCH_HAILO8 HAILO_ARCH_HAILO8L HAILO_ARCH_HAILO15H
HAILO_ARCH_HAILO15L HAILO_ARCH_HAILO15M HAILO_ARCH_HAILO10H HAILO_ARCH_HAILO12L
HAILO_ARCH_MAX_ENUM HAILO_CPU_ID_0 HAILO_CPU_ID_1 HAILO_CPU_ID_MAX_ENUM
HAILO_DEVICE_BOOT_SOURCE_INVALID HAILO_DEVICE_BOOT_SOURCE_PCIE HAILO_DEVICE_BOOT_SOURCE_FLASH HAILO_DEVICE_BOOT_SOURCE_MAX
HAILO_BIG_ENDIAN HAILO_LITTLE_ENDIAN HAILO_ENDIANNESS_MAX_ENUM HAILO_FORMAT_TYPE_AUTO
HAILO_FORMAT_TYPE_UINT8 HAILO_FORMAT_TYPE_UINT16 HAILO_FORMAT_TYPE_FLOAT32 HAILO_FORMAT_TYPE_MAX_ENUM
HAILO_FORMAT_ORDER_AUTO HAILO_FORMAT_ORDER_NHWC HAILO_FORMAT_ORDER_NHCW HAILO_FORMAT_ORDER_FCR
HAILO_FORMAT_ORDER_F8CR HAILO_FORMAT_ORDER_NHW HAILO_FORMAT_ORDER_NC HAILO_FORMAT_ORDER_BAYER_RGB
HAILO_FORMAT_ORDER_12_BIT_BAYER_RGB HAILO_FORMAT_ORDER_HAILO_NMS HAILO_FORMAT_ORDER_RGB888 HAILO_FORMAT_ORDER_NCHW
HAILO_FORMAT_ORDER_YUY2 HAILO_FORMAT_ORDER_NV12 HAILO_FORMAT_ORDER_NV21 HAILO_FORMAT_ORDER_HAILO_YYUV
HAILO_FORMAT_ORDER_HAILO_YYVU HAILO_FORMAT_ORDER_RGB4 HAILO_FORMAT_ORDER_I420 HAILO_FORMAT_ORDER_HAILO_YYYYUV
HAILO_FORMAT_ORDER_HAILO_NMS_WITH_BYTE_MASK HAILO_FORMAT_ORDER_HAILO_NMS_ON_CHIP HAILO_FORMAT_ORDER_HAILO_NMS_BY_CLASS HAILO_FORMAT_ORDER_HAILO_NMS_BY_SCORE
HAILO_FORMAT_ORDER_MAX_ENUM HAILO_FORMAT_FLAGS_NONE HAILO_FORMAT_FLAGS_QUANTIZED HAILO_FORMAT_FLAGS_TRANSPOSED
HAILO_FORMAT_FLAGS_MAX_ENUM HAILO_STREAM_NO_TRANSFORM HAILO_STREAM_TRANSFORM_COPY HAILO_STREAM_MAX_ENUM
HAILO_H2D_STREAM HAILO_D2H_STREAM HAILO_STREAM_DIRECTION_MAX_ENUM HAILO_STREAM_FLAGS_NONE
HAILO_STREAM_FLAGS_ASYNC HAILO_STREAM_FLAGS_MAX_ENUM HAILO_DMA_BUFFER_DIRECTION_H2D HAILO_DMA_BUFFER_DIRECTION_D2H
HAILO_DMA_BUFFER_DIRECTION_BOTH HAILO_DMA_BUFFER_DIRECTION_MAX_ENUM HAILO_BUFFER_FLAGS_NONE HAILO_BUFFER_FLAGS_DMA
HAILO_BUFFER_FLAGS_CONTINUOUS HAILO_BUFFER_FLAGS_SHARED_MEMORY HAILO_BUFFER_FLAGS_MAX_ENUM HAILO_STREAM_INTERFACE_PCIE
HAILO_STREAM_INTERFACE_ETH HAILO_STREAM_INTERFACE_MIPI HAILO_STREAM_INTERFACE_INTEGRATED HAILO_STREAM_INTERFACE_MAX_ENUM
HAILO_VSTREAM_STATS_NONE HAILO_VSTREAM_STATS_MEASURE_FPS HAILO_VSTREAM_STATS_MEASURE_LATENCY HAILO_VSTREAM_STATS_MAX_ENUM
HAILO_PIPELINE_ELEM_STATS_NONE HAILO_PIPELINE_ELEM_STATS_MEASURE_FPS HAILO_PIPELINE_ELEM_STATS_MEASURE_LATENCY HAILO_PIPELINE_ELEM_STATS_MEASURE_QUEUE_SIZE
HAILO_PIPELINE_ELEM_STATS_MAX_ENUM HAILO_PIX_BUFFER_MEMORY_TYPE_USERPTR HAILO_PIX_BUFFER_MEMORY_TYPE_DMABUF HAILO_BURST_TYPE_H8_BBOX
HAILO_BURST_TYPE_H15_BBOX HAILO_BURST_TYPE_H8_PER_CLASS HAILO_BURST_TYPE_H15_PER_CLASS HAILO_BURST_TYPE_H15_PER_FRAME
HAILO_BURST_TYPE_COUNT HAILO_POWER_MODE_PERFORMANCE HAILO_POWER_MODE_ULTRA_PERFORMANCE HAILO_POWER_MODE_MAX_ENUM
HAILO_LATENCY_NONE HAILO_LATENCY_MEASURE HAILO_LATENCY_CLEAR_AFTER_GET HAILO_LATENCY_MAX_ENUM
HAILO_NOTIFICATION_ID_ETHERNET_RX_ERROR HAILO_NOTIFICATION_ID_HEALTH_MONITOR_TEMPERATURE_ALARM HAILO_NOTIFICATION_ID_HEALTH_MONITOR_DATAFLOW_SHUTDOWN HAILO_NOTIFICATION_ID_HEALTH_MONITOR_OVERCURRENT_ALARM
HAILO_NOTIFICATION_ID_LCU_ECC_CORRECTABLE_ERROR HAILO_NOTIFICATION_ID_LCU_ECC_UNCORRECTABLE_ERROR HAILO_NOTIFICATION_ID_CPU_ECC_ERROR HAILO_NOTIFICATION_ID_CPU_ECC_FATAL
HAILO_NOTIFICATION_ID_DEBUG HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_BREAKPOINT_REACHED HAILO_NOTIFICATION_ID_HEALTH_MONITOR_CLOCK_CHANGED_EVENT HAILO_NOTIFICATION_ID_HW_INFER_MANAGER_INFER_DONE
HAILO_NOTIFICATION_ID_CONTEXT_SWITCH_RUN_TIME_ERROR_EVENT HAILO_NOTIFICATION_ID_NN_CORE_CRC_ERROR_EVENT HAILO_NOTIFICATION_ID_THROTTLING_STATE_CHANGE_EVENT HAILO_NOTIFICATION_ID_COUNT
HAILO_NOTIFICATION_ID_MAX_ENUM HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__GREEN HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__ORANGE HAILO_TEMPERATURE_PROTECTION_TEMPERATURE_ZONE__RED
HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__GREEN HAILO_OVERCURRENT_PROTECTION_OVERCURRENT_ZONE__RED HAILO_THROTTLING_STATE_NONE HAILO_THROTTLING_STATE_0_LIGHT
HAILO_THROTTLING_STATE_1_MEDIUM HAILO_THROTTLING_STATE_2_HEAVY HAILO_THROTTLING_STATE_3_SEVERE HAILO_THROTTLING_STATE_4_STREAMS_OFF
HAILO_THROTTLING_STATE_OVERHEAT HAILO_THROTTLING_STATE_COUNT HAILO_RESET_DEVICE_MODE_CHIP HAILO_RESET_DEVICE_MODE_NN_CORE
HAILO_RESET_DEVICE_MODE_SOFT HAILO_RESET_DEVICE_MODE_FORCED_SOFT HAILO_RESET_DEVICE_MODE_REBOOT HAILO_RESET_DEVICE_MODE_MAX_ENUM
HAILO_WATCHDOG_MODE_HW_SW HAILO_WATCHDOG_MODE_HW_ONLY HAILO_WATCHDOG_MODE_MAX_ENUM HAILO_SENSOR_TYPES_GENERIC
HAILO_SENSOR_TYPES_ONSEMI_AR0220AT HAILO_SENSOR_TYPES_RASPICAM HAILO_SENSOR_TYPES_ONSEMI_AS0149AT HAILO_SENSOR_TYPES_HAILO8_ISP
HAILO_SENSOR_TYPES_MAX_ENUM HAILO_FW_LOGGER_INTERFACE_PCIE HAILO_FW_LOGGER_INTERFACE_UART HAILO_FW_LOGGER_INTERFACE_MAX_ENUM
HAILO_FW_LOGGER_LEVEL_TRACE HAILO_FW_LOGGER_LEVEL_DEBUG HAILO_FW_LOGGER_LEVEL_INFO HAILO_FW_LOGGER_LEVEL_WARN
HAILO_FW_LOGGER_LEVEL_ERROR HAILO_FW_LOGGER_LEVEL_FATAL HAILO_FW_LOGGER_LEVEL_MAX_ENUM HAILO_LOG_TYPE__RUNTIME
HAILO_LOG_TYPE__SYSTEM_CONTROL HAILO_LOG_TYPE__NNC HAILO_LOG_TYPE_MAX__ENUM HAILO_SLEEP_STATE_SLEEPING
HAILO_SLEEP_STATE_AWAKE HAILO_SLEEP_STATE_MAX_ENUM HAILO_MAX_ENUM HAILO_INFINITE
HAILO_DEFAULT_ETH_SCAN_TIMEOUT_MS HAILO_DEFAULT_ETH_DEVICE_PORT HAILO_DEFAULT_ETH_MAX_PAYLOAD_SIZE HAILO_DEFAULT_ETH_MAX_NUMBER_OF_RETRIES
HAILO_ETH_PORT_ANY HAILO_MAX_NAME_SIZE HAILO_MAX_STREAM_NAME_SIZE HAILO_MAX_BOARD_NAME_LENGTH
HAILO_MAX_DEVICE_ID_LENGTH HAILO_MAX_SERIAL_NUMBER_LENGTH HAILO_MAX_PART_NUMBER_LENGTH HAILO_MAX_PRODUCT_NAME_LENGTH
HAILO_DEFAULT_INIT_SAMPLING_PERIOD_US HAILO_DEFAULT_INIT_AVERAGING_FACTOR HAILO_DEFAULT_BUFFERS_THRESHOLD HAILO_DEFAULT_MAX_ETHERNET_BANDWIDTH_BYTES_PER_SEC
HAILO_MAX_STREAMS_COUNT HAILO_DEFAULT_BATCH_SIZE HAILO_MAX_NETWORK_GROUPS HAILO_MAX_NETWORK_GROUP_NAME_SIZE
HAILO_MAX_NETWORK_NAME_SIZE HAILO_MAX_NETWORKS_IN_NETWORK_GROUP HAILO_PCIE_ANY_DOMAIN HAILO_DEFAULT_VSTREAM_QUEUE_SIZE
HAILO_DEFAULT_VSTREAM_TIMEOUT_MS HAILO_DEFAULT_ASYNC_INFER_TIMEOUT_MS HAILO_DEFAULT_ASYNC_INFER_QUEUE_SIZE HAILO_DEFAULT_DEVICE_COUNT
HAILO_SOC_ID_LENGTH HAILO_ETH_MAC_LENGTH HAILO_UNIT_LEVEL_TRACKING_BYTES_LENGTH HAILO_SOC_PM_VALUES_BYTES_LENGTH
HAILO_GPIO_MASK_VALUES_LENGTH HAILO_CHIP_SERIAL_NUMBER_BYTES_LENGTH HAILO_CURRENT_LIMIT_NA HAILO_CURRENT_LIMIT_900_MA
HAILO_CURRENT_LIMIT_1500_MA HAILO_CURRENT_LIMIT_3000_MA HAILO_MAX_TEMPERATURE_THROTTLING_LEVELS_NUMBER HAILO_SCHEDULER_PRIORITY_NORMAL
HAILO_SCHEDULER_PRIORITY_MAX HAILO_SCHEDULER_PRIORITY_MIN MAX_NUMBER_OF_PLANES NUMBER_OF_PLANES_NV12_NV21
NUMBER_OF_PLANES_I420 HAILO_RANDOM_SEED HAILO_STREAM_ABORTED_BY_USER HAILO_DRIVER_FAIL
HAILO_PCIE_DRIVER_NOT_INSTALLED
) }
}
}
