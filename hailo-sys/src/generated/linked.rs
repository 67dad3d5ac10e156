// Written by `cargo xtask codegen` from hailo-sys/abi/hailort.json and src/shim.rs. Do not edit.

use core::ffi::{c_char, c_int, c_void};

use crate::types::*;

use super::symbol;

unsafe extern "C" {
    fn hailo_get_library_version(version: *mut hailo_version_t) -> hailo_status;
    fn hailo_get_status_message(status: hailo_status) -> *const c_char;
    fn hailo_scan_devices(
        params: *mut hailo_scan_devices_params_t,
        device_ids: *mut hailo_device_id_t,
        device_ids_length: *mut usize,
    ) -> hailo_status;
    fn hailo_create_device_by_id(
        device_id: *const hailo_device_id_t,
        device: *mut hailo_device,
    ) -> hailo_status;
    fn hailo_scan_pcie_devices(
        pcie_device_infos: *mut hailo_pcie_device_info_t,
        pcie_device_infos_length: usize,
        number_of_devices: *mut usize,
    ) -> hailo_status;
    fn hailo_parse_pcie_device_info(
        device_info_str: *const c_char,
        device_info: *mut hailo_pcie_device_info_t,
    ) -> hailo_status;
    fn hailo_create_pcie_device(
        device_info: *mut hailo_pcie_device_info_t,
        device: *mut hailo_device,
    ) -> hailo_status;
    fn hailo_release_device(device: hailo_device) -> hailo_status;
    fn hailo_device_get_type_by_device_id(
        device_id: *const hailo_device_id_t,
        device_type: *mut hailo_device_type_t,
    ) -> hailo_status;
    fn hailo_identify(device: hailo_device, device_identity: *mut hailo_device_identity_t) -> hailo_status;
    fn hailo_core_identify(
        device: hailo_device,
        core_information: *mut hailo_core_information_t,
    ) -> hailo_status;
    fn hailo_get_extended_device_information(
        device: hailo_device,
        extended_device_information: *mut hailo_extended_device_information_t,
    ) -> hailo_status;
    fn hailo_set_fw_logger(
        device: hailo_device,
        level: hailo_fw_logger_level_t,
        interface_mask: u32,
    ) -> hailo_status;
    fn hailo_set_throttling_state(device: hailo_device, should_activate: bool) -> hailo_status;
    fn hailo_get_throttling_state(device: hailo_device, is_active: *mut u8) -> hailo_status;
    fn hailo_wd_enable(device: hailo_device, cpu_id: hailo_cpu_id_t) -> hailo_status;
    fn hailo_wd_disable(device: hailo_device, cpu_id: hailo_cpu_id_t) -> hailo_status;
    fn hailo_wd_config(
        device: hailo_device,
        cpu_id: hailo_cpu_id_t,
        wd_cycles: u32,
        wd_mode: hailo_watchdog_mode_t,
    ) -> hailo_status;
    fn hailo_get_previous_system_state(
        device: hailo_device,
        cpu_id: hailo_cpu_id_t,
        previous_system_state: *mut u32,
    ) -> hailo_status;
    fn hailo_set_pause_frames(device: hailo_device, rx_pause_frames_enable: bool) -> hailo_status;
    fn hailo_get_device_id(device: hailo_device, id: *mut hailo_device_id_t) -> hailo_status;
    fn hailo_get_chip_temperature(
        device: hailo_device,
        temp_info: *mut hailo_chip_temperature_info_t,
    ) -> hailo_status;
    fn hailo_reset_device(device: hailo_device, mode: hailo_reset_device_mode_t) -> hailo_status;
    fn hailo_set_notification_callback(
        device: hailo_device,
        callback: hailo_notification_callback,
        notification_id: hailo_notification_id_t,
        opaque: *mut c_void,
    ) -> hailo_status;
    fn hailo_remove_notification_callback(
        device: hailo_device,
        notification_id: hailo_notification_id_t,
    ) -> hailo_status;
    fn hailo_i2c_read(
        device: hailo_device,
        slave_config: *const hailo_i2c_slave_config_t,
        register_address: u32,
        data: *mut u8,
        length: u32,
    ) -> hailo_status;
    fn hailo_i2c_write(
        device: hailo_device,
        slave_config: *const hailo_i2c_slave_config_t,
        register_address: u32,
        data: *const u8,
        length: u32,
    ) -> hailo_status;
    fn hailo_test_chip_memories(device: hailo_device) -> hailo_status;
    fn hailo_init_vdevice_params(params: *mut hailo_vdevice_params_t) -> hailo_status;
    fn hailo_create_vdevice(params: *mut hailo_vdevice_params_t, vdevice: *mut hailo_vdevice)
    -> hailo_status;
    fn hailo_configure_vdevice(
        vdevice: hailo_vdevice,
        hef: hailo_hef,
        params: *mut hailo_configure_params_t,
        network_groups: *mut hailo_configured_network_group,
        number_of_network_groups: *mut usize,
    ) -> hailo_status;
    fn hailo_get_physical_devices(
        vdevice: hailo_vdevice,
        devices: *mut hailo_device,
        number_of_devices: *mut usize,
    ) -> hailo_status;
    fn hailo_vdevice_get_physical_devices_ids(
        vdevice: hailo_vdevice,
        devices_ids: *mut hailo_device_id_t,
        number_of_devices: *mut usize,
    ) -> hailo_status;
    fn hailo_release_vdevice(vdevice: hailo_vdevice) -> hailo_status;
    fn hailo_power_measurement(
        device: hailo_device,
        dvm: hailo_dvm_options_t,
        measurement_type: hailo_power_measurement_types_t,
        measurement: *mut float32_t,
    ) -> hailo_status;
    fn hailo_start_power_measurement(
        device: hailo_device,
        averaging_factor: hailo_averaging_factor_t,
        sampling_period: hailo_sampling_period_t,
    ) -> hailo_status;
    fn hailo_set_power_measurement(
        device: hailo_device,
        buffer_index: hailo_measurement_buffer_index_t,
        dvm: hailo_dvm_options_t,
        measurement_type: hailo_power_measurement_types_t,
    ) -> hailo_status;
    fn hailo_get_power_measurement(
        device: hailo_device,
        buffer_index: hailo_measurement_buffer_index_t,
        should_clear: bool,
        measurement_data: *mut hailo_power_measurement_data_t,
    ) -> hailo_status;
    fn hailo_stop_power_measurement(device: hailo_device) -> hailo_status;
    fn hailo_create_hef_file(hef: *mut hailo_hef, file_name: *const c_char) -> hailo_status;
    fn hailo_create_hef_buffer(hef: *mut hailo_hef, buffer: *const c_void, size: usize) -> hailo_status;
    fn hailo_release_hef(hef: hailo_hef) -> hailo_status;
    fn hailo_hef_get_all_stream_infos(
        hef: hailo_hef,
        name: *const c_char,
        stream_infos: *mut hailo_stream_info_t,
        stream_infos_length: usize,
        number_of_streams: *mut usize,
    ) -> hailo_status;
    fn hailo_hef_get_stream_info_by_name(
        hef: hailo_hef,
        network_group_name: *const c_char,
        stream_name: *const c_char,
        stream_direction: hailo_stream_direction_t,
        stream_info: *mut hailo_stream_info_t,
    ) -> hailo_status;
    fn hailo_hef_get_all_vstream_infos(
        hef: hailo_hef,
        name: *const c_char,
        vstream_infos: *mut hailo_vstream_info_t,
        vstream_infos_count: *mut usize,
    ) -> hailo_status;
    fn hailo_hef_get_vstream_name_from_original_name(
        hef: hailo_hef,
        network_group_name: *const c_char,
        original_name: *const c_char,
        vstream_name: *mut hailo_layer_name_t,
    ) -> hailo_status;
    fn hailo_hef_get_original_names_from_vstream_name(
        hef: hailo_hef,
        network_group_name: *const c_char,
        vstream_name: *const c_char,
        original_names: *mut hailo_layer_name_t,
        original_names_length: *mut usize,
    ) -> hailo_status;
    fn hailo_hef_get_vstream_names_from_stream_name(
        hef: hailo_hef,
        network_group_name: *const c_char,
        stream_name: *const c_char,
        vstream_names: *mut hailo_layer_name_t,
        vstream_names_length: *mut usize,
    ) -> hailo_status;
    fn hailo_hef_get_stream_names_from_vstream_name(
        hef: hailo_hef,
        network_group_name: *const c_char,
        vstream_name: *const c_char,
        stream_names: *mut hailo_layer_name_t,
        stream_names_length: *mut usize,
    ) -> hailo_status;
    fn hailo_hef_get_sorted_output_names(
        hef: hailo_hef,
        network_group_name: *const c_char,
        sorted_output_names: *mut hailo_layer_name_t,
        sorted_output_names_count: *mut usize,
    ) -> hailo_status;
    fn hailo_hef_get_bottleneck_fps(
        hef: hailo_hef,
        network_group_name: *const c_char,
        bottleneck_fps: *mut float64_t,
    ) -> hailo_status;
    fn hailo_init_configure_params(
        hef: hailo_hef,
        stream_interface: hailo_stream_interface_t,
        params: *mut hailo_configure_params_t,
    ) -> hailo_status;
    fn hailo_init_configure_params_by_vdevice(
        hef: hailo_hef,
        vdevice: hailo_vdevice,
        params: *mut hailo_configure_params_t,
    ) -> hailo_status;
    fn hailo_init_configure_params_by_device(
        hef: hailo_hef,
        device: hailo_device,
        params: *mut hailo_configure_params_t,
    ) -> hailo_status;
    fn hailo_init_configure_network_group_params(
        hef: hailo_hef,
        stream_interface: hailo_stream_interface_t,
        network_group_name: *const c_char,
        params: *mut hailo_configure_network_group_params_t,
    ) -> hailo_status;
    fn hailo_configure_device(
        device: hailo_device,
        hef: hailo_hef,
        params: *mut hailo_configure_params_t,
        network_groups: *mut hailo_configured_network_group,
        number_of_network_groups: *mut usize,
    ) -> hailo_status;
    fn hailo_wait_for_network_group_activation(
        network_group: hailo_configured_network_group,
        timeout_ms: u32,
    ) -> hailo_status;
    fn hailo_get_network_groups_infos(
        hef: hailo_hef,
        infos: *mut hailo_network_group_info_t,
        number_of_infos: *mut usize,
    ) -> hailo_status;
    fn hailo_network_group_get_all_stream_infos(
        network_group: hailo_configured_network_group,
        stream_infos: *mut hailo_stream_info_t,
        stream_infos_length: usize,
        number_of_streams: *mut usize,
    ) -> hailo_status;
    fn hailo_network_group_get_input_stream_infos(
        network_group: hailo_configured_network_group,
        stream_infos: *mut hailo_stream_info_t,
        stream_infos_length: usize,
        number_of_streams: *mut usize,
    ) -> hailo_status;
    fn hailo_network_group_get_output_stream_infos(
        network_group: hailo_configured_network_group,
        stream_infos: *mut hailo_stream_info_t,
        stream_infos_length: usize,
        number_of_streams: *mut usize,
    ) -> hailo_status;
    fn hailo_shutdown_network_group(network_group: hailo_configured_network_group) -> hailo_status;
    fn hailo_activate_network_group(
        network_group: hailo_configured_network_group,
        activation_params: *mut hailo_activate_network_group_params_t,
        activated_network_group_out: *mut hailo_activated_network_group,
    ) -> hailo_status;
    fn hailo_deactivate_network_group(activated_network_group: hailo_activated_network_group)
    -> hailo_status;
    fn hailo_get_input_stream(
        configured_network_group: hailo_configured_network_group,
        stream_name: *const c_char,
        stream: *mut hailo_input_stream,
    ) -> hailo_status;
    fn hailo_get_output_stream(
        configured_network_group: hailo_configured_network_group,
        stream_name: *const c_char,
        stream: *mut hailo_output_stream,
    ) -> hailo_status;
    fn hailo_get_latency_measurement(
        configured_network_group: hailo_configured_network_group,
        network_name: *const c_char,
        result: *mut hailo_latency_measurement_result_t,
    ) -> hailo_status;
    fn hailo_set_scheduler_timeout(
        configured_network_group: hailo_configured_network_group,
        timeout_ms: u32,
        network_name: *const c_char,
    ) -> hailo_status;
    fn hailo_set_scheduler_threshold(
        configured_network_group: hailo_configured_network_group,
        threshold: u32,
        network_name: *const c_char,
    ) -> hailo_status;
    fn hailo_set_scheduler_priority(
        configured_network_group: hailo_configured_network_group,
        priority: u8,
        network_name: *const c_char,
    ) -> hailo_status;
    fn hailo_allocate_buffer(
        size: usize,
        allocation_params: *const hailo_buffer_parameters_t,
        buffer_out: *mut *mut c_void,
    ) -> hailo_status;
    fn hailo_free_buffer(buffer: *mut c_void) -> hailo_status;
    fn hailo_device_dma_map_buffer(
        device: hailo_device,
        address: *mut c_void,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) -> hailo_status;
    fn hailo_device_dma_unmap_buffer(
        device: hailo_device,
        address: *mut c_void,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) -> hailo_status;
    fn hailo_vdevice_dma_map_buffer(
        vdevice: hailo_vdevice,
        address: *mut c_void,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) -> hailo_status;
    fn hailo_vdevice_dma_unmap_buffer(
        vdevice: hailo_vdevice,
        address: *mut c_void,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) -> hailo_status;
    fn hailo_device_dma_map_dmabuf(
        device: hailo_device,
        dmabuf_fd: c_int,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) -> hailo_status;
    fn hailo_device_dma_unmap_dmabuf(
        device: hailo_device,
        dmabuf_fd: c_int,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) -> hailo_status;
    fn hailo_vdevice_dma_map_dmabuf(
        vdevice: hailo_vdevice,
        dmabuf_fd: c_int,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) -> hailo_status;
    fn hailo_vdevice_dma_unmap_dmabuf(
        vdevice: hailo_vdevice,
        dmabuf_fd: c_int,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) -> hailo_status;
    fn hailo_set_input_stream_timeout(stream: hailo_input_stream, timeout_ms: u32) -> hailo_status;
    fn hailo_set_output_stream_timeout(stream: hailo_output_stream, timeout_ms: u32) -> hailo_status;
    fn hailo_get_input_stream_frame_size(stream: hailo_input_stream) -> usize;
    fn hailo_get_output_stream_frame_size(stream: hailo_output_stream) -> usize;
    fn hailo_get_input_stream_info(
        stream: hailo_input_stream,
        stream_info: *mut hailo_stream_info_t,
    ) -> hailo_status;
    fn hailo_get_output_stream_info(
        stream: hailo_output_stream,
        stream_info: *mut hailo_stream_info_t,
    ) -> hailo_status;
    fn hailo_get_input_stream_quant_infos(
        stream: hailo_input_stream,
        quant_infos: *mut hailo_quant_info_t,
        quant_infos_count: *mut usize,
    ) -> hailo_status;
    fn hailo_get_output_stream_quant_infos(
        stream: hailo_output_stream,
        quant_infos: *mut hailo_quant_info_t,
        quant_infos_count: *mut usize,
    ) -> hailo_status;
    fn hailo_stream_read_raw_buffer(
        stream: hailo_output_stream,
        buffer: *mut c_void,
        size: usize,
    ) -> hailo_status;
    fn hailo_stream_write_raw_buffer(
        stream: hailo_input_stream,
        buffer: *const c_void,
        size: usize,
    ) -> hailo_status;
    fn hailo_stream_wait_for_async_output_ready(
        stream: hailo_output_stream,
        transfer_size: usize,
        timeout_ms: u32,
    ) -> hailo_status;
    fn hailo_stream_wait_for_async_input_ready(
        stream: hailo_input_stream,
        transfer_size: usize,
        timeout_ms: u32,
    ) -> hailo_status;
    fn hailo_output_stream_get_async_max_queue_size(
        stream: hailo_output_stream,
        queue_size: *mut usize,
    ) -> hailo_status;
    fn hailo_input_stream_get_async_max_queue_size(
        stream: hailo_input_stream,
        queue_size: *mut usize,
    ) -> hailo_status;
    fn hailo_stream_read_raw_buffer_async(
        stream: hailo_output_stream,
        buffer: *mut c_void,
        size: usize,
        user_callback: hailo_stream_read_async_callback_t,
        opaque: *mut c_void,
    ) -> hailo_status;
    fn hailo_stream_write_raw_buffer_async(
        stream: hailo_input_stream,
        buffer: *const c_void,
        size: usize,
        user_callback: hailo_stream_write_async_callback_t,
        opaque: *mut c_void,
    ) -> hailo_status;
    fn hailo_get_host_frame_size(
        stream_info: *const hailo_stream_info_t,
        transform_params: *const hailo_transform_params_t,
    ) -> usize;
    fn hailo_create_input_transform_context(
        stream_info: *const hailo_stream_info_t,
        transform_params: *const hailo_transform_params_t,
        transform_context: *mut hailo_input_transform_context,
    ) -> hailo_status;
    fn hailo_create_input_transform_context_by_stream(
        stream: hailo_input_stream,
        transform_params: *const hailo_transform_params_t,
        transform_context: *mut hailo_input_transform_context,
    ) -> hailo_status;
    fn hailo_release_input_transform_context(
        transform_context: hailo_input_transform_context,
    ) -> hailo_status;
    fn hailo_is_input_transformation_required2(
        src_image_shape: *const hailo_3d_image_shape_t,
        src_format: *const hailo_format_t,
        dst_image_shape: *const hailo_3d_image_shape_t,
        dst_format: *const hailo_format_t,
        quant_infos: *const hailo_quant_info_t,
        quant_infos_count: usize,
        transformation_required: *mut u8,
    ) -> hailo_status;
    fn hailo_transform_frame_by_input_transform_context(
        transform_context: hailo_input_transform_context,
        src: *const c_void,
        src_size: usize,
        dst: *mut c_void,
        dst_size: usize,
    ) -> hailo_status;
    fn hailo_is_output_transformation_required2(
        src_image_shape: *const hailo_3d_image_shape_t,
        src_format: *const hailo_format_t,
        dst_image_shape: *const hailo_3d_image_shape_t,
        dst_format: *const hailo_format_t,
        quant_infos: *const hailo_quant_info_t,
        quant_infos_count: usize,
        transformation_required: *mut u8,
    ) -> hailo_status;
    fn hailo_create_output_transform_context(
        stream_info: *const hailo_stream_info_t,
        transform_params: *const hailo_transform_params_t,
        transform_context: *mut hailo_output_transform_context,
    ) -> hailo_status;
    fn hailo_create_output_transform_context_by_stream(
        stream: hailo_output_stream,
        transform_params: *const hailo_transform_params_t,
        transform_context: *mut hailo_output_transform_context,
    ) -> hailo_status;
    fn hailo_release_output_transform_context(
        transform_context: hailo_output_transform_context,
    ) -> hailo_status;
    fn hailo_transform_frame_by_output_transform_context(
        transform_context: hailo_output_transform_context,
        src: *const c_void,
        src_size: usize,
        dst: *mut c_void,
        dst_size: usize,
    ) -> hailo_status;
    fn hailo_is_qp_valid(quant_info: hailo_quant_info_t, is_qp_valid: *mut u8) -> hailo_status;
    fn hailo_create_demuxer_by_stream(
        stream: hailo_output_stream,
        demux_params: *const hailo_demux_params_t,
        demuxer: *mut hailo_output_demuxer,
    ) -> hailo_status;
    fn hailo_release_output_demuxer(demuxer: hailo_output_demuxer) -> hailo_status;
    fn hailo_demux_raw_frame_by_output_demuxer(
        demuxer: hailo_output_demuxer,
        src: *const c_void,
        src_size: usize,
        raw_buffers: *mut hailo_stream_raw_buffer_t,
        raw_buffers_count: usize,
    ) -> hailo_status;
    fn hailo_demux_by_name_raw_frame_by_output_demuxer(
        demuxer: hailo_output_demuxer,
        src: *const c_void,
        src_size: usize,
        raw_buffers_by_name: *mut hailo_stream_raw_buffer_by_name_t,
        raw_buffers_count: usize,
    ) -> hailo_status;
    fn hailo_get_mux_infos_by_output_demuxer(
        demuxer: hailo_output_demuxer,
        stream_infos: *mut hailo_stream_info_t,
        number_of_streams: *mut usize,
    ) -> hailo_status;
    fn hailo_fuse_nms_frames(
        nms_fuse_inputs: *const hailo_nms_fuse_input_t,
        inputs_count: u32,
        fused_buffer: *mut u8,
        fused_buffer_size: usize,
    ) -> hailo_status;
    fn hailo_hef_make_input_vstream_params(
        hef: hailo_hef,
        name: *const c_char,
        unused: bool,
        format_type: hailo_format_type_t,
        input_params: *mut hailo_input_vstream_params_by_name_t,
        input_params_count: *mut usize,
    ) -> hailo_status;
    fn hailo_hef_make_output_vstream_params(
        hef: hailo_hef,
        name: *const c_char,
        unused: bool,
        format_type: hailo_format_type_t,
        output_params: *mut hailo_output_vstream_params_by_name_t,
        output_params_count: *mut usize,
    ) -> hailo_status;
    fn hailo_make_input_vstream_params(
        network_group: hailo_configured_network_group,
        unused: bool,
        format_type: hailo_format_type_t,
        input_params: *mut hailo_input_vstream_params_by_name_t,
        input_params_count: *mut usize,
    ) -> hailo_status;
    fn hailo_make_output_vstream_params(
        network_group: hailo_configured_network_group,
        unused: bool,
        format_type: hailo_format_type_t,
        output_params: *mut hailo_output_vstream_params_by_name_t,
        output_params_count: *mut usize,
    ) -> hailo_status;
    fn hailo_get_output_vstream_groups(
        network_group: hailo_configured_network_group,
        output_name_by_group: *mut hailo_output_vstream_name_by_group_t,
        output_name_by_group_count: *mut usize,
    ) -> hailo_status;
    fn hailo_create_input_vstreams(
        configured_network_group: hailo_configured_network_group,
        inputs_params: *const hailo_input_vstream_params_by_name_t,
        inputs_count: usize,
        input_vstreams: *mut hailo_input_vstream,
    ) -> hailo_status;
    fn hailo_create_output_vstreams(
        configured_network_group: hailo_configured_network_group,
        outputs_params: *const hailo_output_vstream_params_by_name_t,
        outputs_count: usize,
        output_vstreams: *mut hailo_output_vstream,
    ) -> hailo_status;
    fn hailo_get_input_vstream_frame_size(
        input_vstream: hailo_input_vstream,
        frame_size: *mut usize,
    ) -> hailo_status;
    fn hailo_get_input_vstream_info(
        input_vstream: hailo_input_vstream,
        vstream_info: *mut hailo_vstream_info_t,
    ) -> hailo_status;
    fn hailo_get_input_vstream_user_format(
        input_vstream: hailo_input_vstream,
        user_buffer_format: *mut hailo_format_t,
    ) -> hailo_status;
    fn hailo_get_input_vstream_quant_infos(
        vstream: hailo_input_vstream,
        quant_infos: *mut hailo_quant_info_t,
        quant_infos_count: *mut usize,
    ) -> hailo_status;
    fn hailo_get_output_vstream_quant_infos(
        vstream: hailo_output_vstream,
        quant_infos: *mut hailo_quant_info_t,
        quant_infos_count: *mut usize,
    ) -> hailo_status;
    fn hailo_get_output_vstream_frame_size(
        output_vstream: hailo_output_vstream,
        frame_size: *mut usize,
    ) -> hailo_status;
    fn hailo_get_output_vstream_info(
        output_vstream: hailo_output_vstream,
        vstream_info: *mut hailo_vstream_info_t,
    ) -> hailo_status;
    fn hailo_get_output_vstream_user_format(
        output_vstream: hailo_output_vstream,
        user_buffer_format: *mut hailo_format_t,
    ) -> hailo_status;
    fn hailo_get_vstream_frame_size(
        vstream_info: *mut hailo_vstream_info_t,
        user_buffer_format: *mut hailo_format_t,
        frame_size: *mut usize,
    ) -> hailo_status;
    fn hailo_vstream_write_raw_buffer(
        input_vstream: hailo_input_vstream,
        buffer: *const c_void,
        buffer_size: usize,
    ) -> hailo_status;
    fn hailo_vstream_write_pix_buffer(
        input_vstream: hailo_input_vstream,
        buffer: *const hailo_pix_buffer_t,
    ) -> hailo_status;
    fn hailo_flush_input_vstream(input_vstream: hailo_input_vstream) -> hailo_status;
    fn hailo_vstream_read_raw_buffer(
        output_vstream: hailo_output_vstream,
        buffer: *mut c_void,
        buffer_size: usize,
    ) -> hailo_status;
    fn hailo_vstream_set_nms_score_threshold(
        output_vstream: hailo_output_vstream,
        threshold: float32_t,
    ) -> hailo_status;
    fn hailo_vstream_set_nms_iou_threshold(
        output_vstream: hailo_output_vstream,
        threshold: float32_t,
    ) -> hailo_status;
    fn hailo_vstream_set_nms_max_proposals_per_class(
        output_vstream: hailo_output_vstream,
        max_proposals_per_class: u32,
    ) -> hailo_status;
    fn hailo_release_input_vstreams(
        input_vstreams: *const hailo_input_vstream,
        inputs_count: usize,
    ) -> hailo_status;
    fn hailo_release_output_vstreams(
        output_vstreams: *const hailo_output_vstream,
        outputs_count: usize,
    ) -> hailo_status;
    fn hailo_clear_input_vstreams(
        input_vstreams: *const hailo_input_vstream,
        inputs_count: usize,
    ) -> hailo_status;
    fn hailo_clear_output_vstreams(
        output_vstreams: *const hailo_output_vstream,
        outputs_count: usize,
    ) -> hailo_status;
    fn hailo_infer(
        configured_network_group: hailo_configured_network_group,
        inputs_params: *mut hailo_input_vstream_params_by_name_t,
        input_buffers: *mut hailo_stream_raw_buffer_by_name_t,
        inputs_count: usize,
        outputs_params: *mut hailo_output_vstream_params_by_name_t,
        output_buffers: *mut hailo_stream_raw_buffer_by_name_t,
        outputs_count: usize,
        frames_count: usize,
    ) -> hailo_status;
    fn hailo_hef_get_network_infos(
        hef: hailo_hef,
        network_group_name: *const c_char,
        networks_infos: *mut hailo_network_info_t,
        number_of_networks: *mut usize,
    ) -> hailo_status;
    fn hailo_get_network_infos(
        network_group: hailo_configured_network_group,
        networks_infos: *mut hailo_network_info_t,
        number_of_networks: *mut usize,
    ) -> hailo_status;
    fn hailo_set_sleep_state(device: hailo_device, sleep_state: hailo_sleep_state_t) -> hailo_status;
    fn hailo_is_input_transformation_required(
        src_image_shape: *const hailo_3d_image_shape_t,
        src_format: *const hailo_format_t,
        dst_image_shape: *const hailo_3d_image_shape_t,
        dst_format: *const hailo_format_t,
        quant_info: *const hailo_quant_info_t,
        transformation_required: *mut u8,
    ) -> hailo_status;
    fn hailo_is_output_transformation_required(
        src_image_shape: *const hailo_3d_image_shape_t,
        src_format: *const hailo_format_t,
        dst_image_shape: *const hailo_3d_image_shape_t,
        dst_format: *const hailo_format_t,
        quant_info: *const hailo_quant_info_t,
        transformation_required: *mut u8,
    ) -> hailo_status;
}

/// The functions that every release has are link-time symbols, so a library without one does not link;
/// the others are looked up when asked for.
pub(super) fn table() -> crate::Api {
    crate::Api {
        hailo_get_library_version,
        hailo_get_status_message,
        hailo_scan_devices,
        hailo_create_device_by_id,
        hailo_scan_pcie_devices,
        hailo_parse_pcie_device_info,
        hailo_create_pcie_device,
        // SAFETY: libhailort's function of this name has this type, or null is `None`.
        hailo_scan_ethernet_devices: unsafe {
            crate::table::function_at(symbol(c"hailo_scan_ethernet_devices"))
        },
        // SAFETY: libhailort's function of this name has this type, or null is `None`.
        hailo_create_ethernet_device: unsafe {
            crate::table::function_at(symbol(c"hailo_create_ethernet_device"))
        },
        hailo_release_device,
        hailo_device_get_type_by_device_id,
        hailo_identify,
        hailo_core_identify,
        hailo_get_extended_device_information,
        hailo_set_fw_logger,
        hailo_set_throttling_state,
        hailo_get_throttling_state,
        hailo_wd_enable,
        hailo_wd_disable,
        hailo_wd_config,
        hailo_get_previous_system_state,
        hailo_set_pause_frames,
        hailo_get_device_id,
        hailo_get_chip_temperature,
        hailo_reset_device,
        // SAFETY: libhailort's function of this name has this type, or null is `None`.
        hailo_update_firmware: unsafe { crate::table::function_at(symbol(c"hailo_update_firmware")) },
        // SAFETY: libhailort's function of this name has this type, or null is `None`.
        hailo_update_second_stage: unsafe { crate::table::function_at(symbol(c"hailo_update_second_stage")) },
        hailo_set_notification_callback,
        hailo_remove_notification_callback,
        // SAFETY: libhailort's function of this name has this type, or null is `None`.
        hailo_reset_sensor: unsafe { crate::table::function_at(symbol(c"hailo_reset_sensor")) },
        // SAFETY: libhailort's function of this name has this type, or null is `None`.
        hailo_set_sensor_i2c_bus_index: unsafe {
            crate::table::function_at(symbol(c"hailo_set_sensor_i2c_bus_index"))
        },
        // SAFETY: libhailort's function of this name has this type, or null is `None`.
        hailo_load_and_start_sensor: unsafe {
            crate::table::function_at(symbol(c"hailo_load_and_start_sensor"))
        },
        hailo_i2c_read,
        hailo_i2c_write,
        // SAFETY: libhailort's function of this name has this type, or null is `None`.
        hailo_dump_sensor_config: unsafe { crate::table::function_at(symbol(c"hailo_dump_sensor_config")) },
        // SAFETY: libhailort's function of this name has this type, or null is `None`.
        hailo_store_sensor_config: unsafe { crate::table::function_at(symbol(c"hailo_store_sensor_config")) },
        // SAFETY: libhailort's function of this name has this type, or null is `None`.
        hailo_store_isp_config: unsafe { crate::table::function_at(symbol(c"hailo_store_isp_config")) },
        hailo_test_chip_memories,
        hailo_init_vdevice_params,
        hailo_create_vdevice,
        hailo_configure_vdevice,
        hailo_get_physical_devices,
        hailo_vdevice_get_physical_devices_ids,
        hailo_release_vdevice,
        hailo_power_measurement,
        hailo_start_power_measurement,
        hailo_set_power_measurement,
        hailo_get_power_measurement,
        hailo_stop_power_measurement,
        hailo_create_hef_file,
        hailo_create_hef_buffer,
        hailo_release_hef,
        hailo_hef_get_all_stream_infos,
        hailo_hef_get_stream_info_by_name,
        hailo_hef_get_all_vstream_infos,
        hailo_hef_get_vstream_name_from_original_name,
        hailo_hef_get_original_names_from_vstream_name,
        hailo_hef_get_vstream_names_from_stream_name,
        hailo_hef_get_stream_names_from_vstream_name,
        hailo_hef_get_sorted_output_names,
        hailo_hef_get_bottleneck_fps,
        // SAFETY: libhailort's function of this name has this type, or null is `None`.
        hailo_calculate_eth_input_rate_limits: unsafe {
            crate::table::function_at(symbol(c"hailo_calculate_eth_input_rate_limits"))
        },
        hailo_init_configure_params,
        hailo_init_configure_params_by_vdevice,
        hailo_init_configure_params_by_device,
        // SAFETY: libhailort's function of this name has this type, or null is `None`.
        hailo_init_configure_params_mipi_input: unsafe {
            crate::table::function_at(symbol(c"hailo_init_configure_params_mipi_input"))
        },
        hailo_init_configure_network_group_params,
        // SAFETY: libhailort's function of this name has this type, or null is `None`.
        hailo_init_configure_network_group_params_mipi_input: unsafe {
            crate::table::function_at(symbol(c"hailo_init_configure_network_group_params_mipi_input"))
        },
        hailo_configure_device,
        hailo_wait_for_network_group_activation,
        hailo_get_network_groups_infos,
        hailo_network_group_get_all_stream_infos,
        hailo_network_group_get_input_stream_infos,
        hailo_network_group_get_output_stream_infos,
        hailo_shutdown_network_group,
        hailo_activate_network_group,
        hailo_deactivate_network_group,
        hailo_get_input_stream,
        hailo_get_output_stream,
        hailo_get_latency_measurement,
        hailo_set_scheduler_timeout,
        hailo_set_scheduler_threshold,
        hailo_set_scheduler_priority,
        hailo_allocate_buffer,
        hailo_free_buffer,
        hailo_device_dma_map_buffer,
        hailo_device_dma_unmap_buffer,
        hailo_vdevice_dma_map_buffer,
        hailo_vdevice_dma_unmap_buffer,
        hailo_device_dma_map_dmabuf,
        hailo_device_dma_unmap_dmabuf,
        hailo_vdevice_dma_map_dmabuf,
        hailo_vdevice_dma_unmap_dmabuf,
        hailo_set_input_stream_timeout,
        hailo_set_output_stream_timeout,
        hailo_get_input_stream_frame_size,
        hailo_get_output_stream_frame_size,
        hailo_get_input_stream_info,
        hailo_get_output_stream_info,
        hailo_get_input_stream_quant_infos,
        hailo_get_output_stream_quant_infos,
        hailo_stream_read_raw_buffer,
        hailo_stream_write_raw_buffer,
        hailo_stream_wait_for_async_output_ready,
        hailo_stream_wait_for_async_input_ready,
        hailo_output_stream_get_async_max_queue_size,
        hailo_input_stream_get_async_max_queue_size,
        hailo_stream_read_raw_buffer_async,
        hailo_stream_write_raw_buffer_async,
        hailo_get_host_frame_size,
        hailo_create_input_transform_context,
        hailo_create_input_transform_context_by_stream,
        hailo_release_input_transform_context,
        hailo_is_input_transformation_required2,
        hailo_transform_frame_by_input_transform_context,
        hailo_is_output_transformation_required2,
        hailo_create_output_transform_context,
        hailo_create_output_transform_context_by_stream,
        hailo_release_output_transform_context,
        hailo_transform_frame_by_output_transform_context,
        hailo_is_qp_valid,
        hailo_create_demuxer_by_stream,
        hailo_release_output_demuxer,
        hailo_demux_raw_frame_by_output_demuxer,
        hailo_demux_by_name_raw_frame_by_output_demuxer,
        hailo_get_mux_infos_by_output_demuxer,
        hailo_fuse_nms_frames,
        hailo_hef_make_input_vstream_params,
        hailo_hef_make_output_vstream_params,
        hailo_make_input_vstream_params,
        hailo_make_output_vstream_params,
        hailo_get_output_vstream_groups,
        hailo_create_input_vstreams,
        hailo_create_output_vstreams,
        hailo_get_input_vstream_frame_size,
        hailo_get_input_vstream_info,
        hailo_get_input_vstream_user_format,
        hailo_get_input_vstream_quant_infos,
        hailo_get_output_vstream_quant_infos,
        hailo_get_output_vstream_frame_size,
        hailo_get_output_vstream_info,
        hailo_get_output_vstream_user_format,
        hailo_get_vstream_frame_size,
        hailo_vstream_write_raw_buffer,
        hailo_vstream_write_pix_buffer,
        hailo_flush_input_vstream,
        hailo_vstream_read_raw_buffer,
        hailo_vstream_set_nms_score_threshold,
        hailo_vstream_set_nms_iou_threshold,
        hailo_vstream_set_nms_max_proposals_per_class,
        hailo_release_input_vstreams,
        hailo_release_output_vstreams,
        hailo_clear_input_vstreams,
        hailo_clear_output_vstreams,
        hailo_infer,
        hailo_hef_get_network_infos,
        hailo_get_network_infos,
        hailo_set_sleep_state,
        hailo_is_input_transformation_required,
        hailo_is_output_transformation_required,
    }
}
