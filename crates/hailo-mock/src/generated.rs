// Written by `cargo xtask codegen` from hailo-sys/abi/hailort.json and src/shim.rs. Do not edit.

//! The tables of the machine in a slot, from the functions of `table` and `shim_table`.

use hailo_sys::{Api, Era, ShimApi};

use crate::shim_table::entries as s;
use crate::table::entries as t;

const _: () = assert!(crate::handle::MACHINES == 32, "the number of slots below");

fn table<const N: usize>(era: Era) -> Api {
    let has = |name: &str| hailo_sys::FUNCTIONS.iter().any(|f| f.name == name && f.is_in(era));
    Api {
        hailo_get_library_version: t::hailo_get_library_version::<N>,
        hailo_get_status_message: t::hailo_get_status_message::<N>,
        hailo_scan_devices: t::hailo_scan_devices::<N>,
        hailo_create_device_by_id: t::hailo_create_device_by_id::<N>,
        hailo_scan_pcie_devices: t::hailo_scan_pcie_devices::<N>,
        hailo_parse_pcie_device_info: t::hailo_parse_pcie_device_info::<N>,
        hailo_create_pcie_device: t::hailo_create_pcie_device::<N>,
        hailo_scan_ethernet_devices: if has("hailo_scan_ethernet_devices") {
            Some(t::hailo_scan_ethernet_devices::<N>)
        } else {
            None
        },
        hailo_create_ethernet_device: if has("hailo_create_ethernet_device") {
            Some(t::hailo_create_ethernet_device::<N>)
        } else {
            None
        },
        hailo_release_device: t::hailo_release_device,
        hailo_device_get_type_by_device_id: t::hailo_device_get_type_by_device_id::<N>,
        hailo_identify: t::hailo_identify,
        hailo_core_identify: t::hailo_core_identify,
        hailo_get_extended_device_information: t::hailo_get_extended_device_information,
        hailo_set_fw_logger: t::hailo_set_fw_logger,
        hailo_set_throttling_state: t::hailo_set_throttling_state,
        hailo_get_throttling_state: t::hailo_get_throttling_state,
        hailo_wd_enable: t::hailo_wd_enable,
        hailo_wd_disable: t::hailo_wd_disable,
        hailo_wd_config: t::hailo_wd_config,
        hailo_get_previous_system_state: t::hailo_get_previous_system_state,
        hailo_set_pause_frames: t::hailo_set_pause_frames,
        hailo_get_device_id: t::hailo_get_device_id,
        hailo_get_chip_temperature: t::hailo_get_chip_temperature,
        hailo_reset_device: t::hailo_reset_device,
        hailo_update_firmware: if has("hailo_update_firmware") {
            Some(t::hailo_update_firmware)
        } else {
            None
        },
        hailo_update_second_stage: if has("hailo_update_second_stage") {
            Some(t::hailo_update_second_stage)
        } else {
            None
        },
        hailo_set_notification_callback: t::hailo_set_notification_callback,
        hailo_remove_notification_callback: t::hailo_remove_notification_callback,
        hailo_reset_sensor: if has("hailo_reset_sensor") { Some(t::hailo_reset_sensor) } else { None },
        hailo_set_sensor_i2c_bus_index: if has("hailo_set_sensor_i2c_bus_index") {
            Some(t::hailo_set_sensor_i2c_bus_index)
        } else {
            None
        },
        hailo_load_and_start_sensor: if has("hailo_load_and_start_sensor") {
            Some(t::hailo_load_and_start_sensor)
        } else {
            None
        },
        hailo_i2c_read: t::hailo_i2c_read,
        hailo_i2c_write: t::hailo_i2c_write,
        hailo_dump_sensor_config: if has("hailo_dump_sensor_config") {
            Some(t::hailo_dump_sensor_config)
        } else {
            None
        },
        hailo_store_sensor_config: if has("hailo_store_sensor_config") {
            Some(t::hailo_store_sensor_config)
        } else {
            None
        },
        hailo_store_isp_config: if has("hailo_store_isp_config") {
            Some(t::hailo_store_isp_config)
        } else {
            None
        },
        hailo_test_chip_memories: t::hailo_test_chip_memories,
        hailo_init_vdevice_params: t::hailo_init_vdevice_params::<N>,
        hailo_create_vdevice: t::hailo_create_vdevice::<N>,
        hailo_configure_vdevice: t::hailo_configure_vdevice,
        hailo_get_physical_devices: t::hailo_get_physical_devices,
        hailo_vdevice_get_physical_devices_ids: t::hailo_vdevice_get_physical_devices_ids,
        hailo_release_vdevice: t::hailo_release_vdevice,
        hailo_power_measurement: t::hailo_power_measurement,
        hailo_start_power_measurement: t::hailo_start_power_measurement,
        hailo_set_power_measurement: t::hailo_set_power_measurement,
        hailo_get_power_measurement: t::hailo_get_power_measurement,
        hailo_stop_power_measurement: t::hailo_stop_power_measurement,
        hailo_create_hef_file: t::hailo_create_hef_file::<N>,
        hailo_create_hef_buffer: t::hailo_create_hef_buffer::<N>,
        hailo_release_hef: t::hailo_release_hef,
        hailo_hef_get_all_stream_infos: t::hailo_hef_get_all_stream_infos,
        hailo_hef_get_stream_info_by_name: t::hailo_hef_get_stream_info_by_name,
        hailo_hef_get_all_vstream_infos: t::hailo_hef_get_all_vstream_infos,
        hailo_hef_get_vstream_name_from_original_name: t::hailo_hef_get_vstream_name_from_original_name,
        hailo_hef_get_original_names_from_vstream_name: t::hailo_hef_get_original_names_from_vstream_name,
        hailo_hef_get_vstream_names_from_stream_name: t::hailo_hef_get_vstream_names_from_stream_name,
        hailo_hef_get_stream_names_from_vstream_name: t::hailo_hef_get_stream_names_from_vstream_name,
        hailo_hef_get_sorted_output_names: t::hailo_hef_get_sorted_output_names,
        hailo_hef_get_bottleneck_fps: t::hailo_hef_get_bottleneck_fps,
        hailo_calculate_eth_input_rate_limits: if has("hailo_calculate_eth_input_rate_limits") {
            Some(t::hailo_calculate_eth_input_rate_limits)
        } else {
            None
        },
        hailo_init_configure_params: t::hailo_init_configure_params,
        hailo_init_configure_params_by_vdevice: t::hailo_init_configure_params_by_vdevice,
        hailo_init_configure_params_by_device: t::hailo_init_configure_params_by_device,
        hailo_init_configure_params_mipi_input: if has("hailo_init_configure_params_mipi_input") {
            Some(t::hailo_init_configure_params_mipi_input)
        } else {
            None
        },
        hailo_init_configure_network_group_params: t::hailo_init_configure_network_group_params,
        hailo_init_configure_network_group_params_mipi_input: if has(
            "hailo_init_configure_network_group_params_mipi_input",
        ) {
            Some(t::hailo_init_configure_network_group_params_mipi_input)
        } else {
            None
        },
        hailo_configure_device: t::hailo_configure_device,
        hailo_wait_for_network_group_activation: t::hailo_wait_for_network_group_activation,
        hailo_get_network_groups_infos: t::hailo_get_network_groups_infos,
        hailo_network_group_get_all_stream_infos: t::hailo_network_group_get_all_stream_infos,
        hailo_network_group_get_input_stream_infos: t::hailo_network_group_get_input_stream_infos,
        hailo_network_group_get_output_stream_infos: t::hailo_network_group_get_output_stream_infos,
        hailo_shutdown_network_group: t::hailo_shutdown_network_group,
        hailo_activate_network_group: t::hailo_activate_network_group,
        hailo_deactivate_network_group: t::hailo_deactivate_network_group,
        hailo_get_input_stream: t::hailo_get_input_stream,
        hailo_get_output_stream: t::hailo_get_output_stream,
        hailo_get_latency_measurement: t::hailo_get_latency_measurement,
        hailo_set_scheduler_timeout: t::hailo_set_scheduler_timeout,
        hailo_set_scheduler_threshold: t::hailo_set_scheduler_threshold,
        hailo_set_scheduler_priority: t::hailo_set_scheduler_priority,
        hailo_allocate_buffer: t::hailo_allocate_buffer::<N>,
        hailo_free_buffer: t::hailo_free_buffer::<N>,
        hailo_device_dma_map_buffer: t::hailo_device_dma_map_buffer,
        hailo_device_dma_unmap_buffer: t::hailo_device_dma_unmap_buffer,
        hailo_vdevice_dma_map_buffer: t::hailo_vdevice_dma_map_buffer,
        hailo_vdevice_dma_unmap_buffer: t::hailo_vdevice_dma_unmap_buffer,
        hailo_device_dma_map_dmabuf: t::hailo_device_dma_map_dmabuf,
        hailo_device_dma_unmap_dmabuf: t::hailo_device_dma_unmap_dmabuf,
        hailo_vdevice_dma_map_dmabuf: t::hailo_vdevice_dma_map_dmabuf,
        hailo_vdevice_dma_unmap_dmabuf: t::hailo_vdevice_dma_unmap_dmabuf,
        hailo_set_input_stream_timeout: t::hailo_set_input_stream_timeout,
        hailo_set_output_stream_timeout: t::hailo_set_output_stream_timeout,
        hailo_get_input_stream_frame_size: t::hailo_get_input_stream_frame_size,
        hailo_get_output_stream_frame_size: t::hailo_get_output_stream_frame_size,
        hailo_get_input_stream_info: t::hailo_get_input_stream_info,
        hailo_get_output_stream_info: t::hailo_get_output_stream_info,
        hailo_get_input_stream_quant_infos: t::hailo_get_input_stream_quant_infos,
        hailo_get_output_stream_quant_infos: t::hailo_get_output_stream_quant_infos,
        hailo_stream_read_raw_buffer: t::hailo_stream_read_raw_buffer,
        hailo_stream_write_raw_buffer: t::hailo_stream_write_raw_buffer,
        hailo_stream_wait_for_async_output_ready: t::hailo_stream_wait_for_async_output_ready,
        hailo_stream_wait_for_async_input_ready: t::hailo_stream_wait_for_async_input_ready,
        hailo_output_stream_get_async_max_queue_size: t::hailo_output_stream_get_async_max_queue_size,
        hailo_input_stream_get_async_max_queue_size: t::hailo_input_stream_get_async_max_queue_size,
        hailo_stream_read_raw_buffer_async: t::hailo_stream_read_raw_buffer_async,
        hailo_stream_write_raw_buffer_async: t::hailo_stream_write_raw_buffer_async,
        hailo_get_host_frame_size: t::hailo_get_host_frame_size::<N>,
        hailo_create_input_transform_context: t::hailo_create_input_transform_context::<N>,
        hailo_create_input_transform_context_by_stream: t::hailo_create_input_transform_context_by_stream,
        hailo_release_input_transform_context: t::hailo_release_input_transform_context,
        hailo_is_input_transformation_required2: t::hailo_is_input_transformation_required2::<N>,
        hailo_transform_frame_by_input_transform_context: t::hailo_transform_frame_by_input_transform_context,
        hailo_is_output_transformation_required2: t::hailo_is_output_transformation_required2::<N>,
        hailo_create_output_transform_context: t::hailo_create_output_transform_context::<N>,
        hailo_create_output_transform_context_by_stream: t::hailo_create_output_transform_context_by_stream,
        hailo_release_output_transform_context: t::hailo_release_output_transform_context,
        hailo_transform_frame_by_output_transform_context:
            t::hailo_transform_frame_by_output_transform_context,
        hailo_is_qp_valid: t::hailo_is_qp_valid::<N>,
        hailo_create_demuxer_by_stream: t::hailo_create_demuxer_by_stream,
        hailo_release_output_demuxer: t::hailo_release_output_demuxer,
        hailo_demux_raw_frame_by_output_demuxer: t::hailo_demux_raw_frame_by_output_demuxer,
        hailo_demux_by_name_raw_frame_by_output_demuxer: t::hailo_demux_by_name_raw_frame_by_output_demuxer,
        hailo_get_mux_infos_by_output_demuxer: t::hailo_get_mux_infos_by_output_demuxer,
        hailo_fuse_nms_frames: t::hailo_fuse_nms_frames::<N>,
        hailo_hef_make_input_vstream_params: t::hailo_hef_make_input_vstream_params,
        hailo_hef_make_output_vstream_params: t::hailo_hef_make_output_vstream_params,
        hailo_make_input_vstream_params: t::hailo_make_input_vstream_params,
        hailo_make_output_vstream_params: t::hailo_make_output_vstream_params,
        hailo_get_output_vstream_groups: t::hailo_get_output_vstream_groups,
        hailo_create_input_vstreams: t::hailo_create_input_vstreams,
        hailo_create_output_vstreams: t::hailo_create_output_vstreams,
        hailo_get_input_vstream_frame_size: t::hailo_get_input_vstream_frame_size,
        hailo_get_input_vstream_info: t::hailo_get_input_vstream_info,
        hailo_get_input_vstream_user_format: t::hailo_get_input_vstream_user_format,
        hailo_get_input_vstream_quant_infos: t::hailo_get_input_vstream_quant_infos,
        hailo_get_output_vstream_quant_infos: t::hailo_get_output_vstream_quant_infos,
        hailo_get_output_vstream_frame_size: t::hailo_get_output_vstream_frame_size,
        hailo_get_output_vstream_info: t::hailo_get_output_vstream_info,
        hailo_get_output_vstream_user_format: t::hailo_get_output_vstream_user_format,
        hailo_get_vstream_frame_size: t::hailo_get_vstream_frame_size::<N>,
        hailo_vstream_write_raw_buffer: t::hailo_vstream_write_raw_buffer,
        hailo_vstream_write_pix_buffer: t::hailo_vstream_write_pix_buffer,
        hailo_flush_input_vstream: t::hailo_flush_input_vstream,
        hailo_vstream_read_raw_buffer: t::hailo_vstream_read_raw_buffer,
        hailo_vstream_set_nms_score_threshold: t::hailo_vstream_set_nms_score_threshold,
        hailo_vstream_set_nms_iou_threshold: t::hailo_vstream_set_nms_iou_threshold,
        hailo_vstream_set_nms_max_proposals_per_class: t::hailo_vstream_set_nms_max_proposals_per_class,
        hailo_release_input_vstreams: t::hailo_release_input_vstreams,
        hailo_release_output_vstreams: t::hailo_release_output_vstreams,
        hailo_clear_input_vstreams: t::hailo_clear_input_vstreams,
        hailo_clear_output_vstreams: t::hailo_clear_output_vstreams,
        hailo_infer: t::hailo_infer,
        hailo_hef_get_network_infos: t::hailo_hef_get_network_infos,
        hailo_get_network_infos: t::hailo_get_network_infos,
        hailo_set_sleep_state: t::hailo_set_sleep_state,
        hailo_is_input_transformation_required: t::hailo_is_input_transformation_required::<N>,
        hailo_is_output_transformation_required: t::hailo_is_output_transformation_required::<N>,
    }
}

fn shim_table<const N: usize>() -> ShimApi {
    ShimApi {
        hailo_shim_abi_version: s::hailo_shim_abi_version::<N>,
        hailo_shim_built_for: s::hailo_shim_built_for::<N>,
        hailo_shim_library_version: s::hailo_shim_library_version::<N>,
        hailo_shim_features: s::hailo_shim_features::<N>,
        hailo_shim_layout: s::hailo_shim_layout::<N>,
        hailo_shim_vdevice_create: s::hailo_shim_vdevice_create::<N>,
        hailo_shim_vdevice_device_ids: s::hailo_shim_vdevice_device_ids,
        hailo_shim_vdevice_destroy: s::hailo_shim_vdevice_destroy,
        hailo_shim_model_create_from_file: s::hailo_shim_model_create_from_file,
        hailo_shim_model_create_from_bytes: s::hailo_shim_model_create_from_bytes,
        hailo_shim_model_set_batch_size: s::hailo_shim_model_set_batch_size,
        hailo_shim_model_set_power_mode: s::hailo_shim_model_set_power_mode,
        hailo_shim_model_set_latency_flags: s::hailo_shim_model_set_latency_flags,
        hailo_shim_model_stream_count: s::hailo_shim_model_stream_count,
        hailo_shim_model_stream_info: s::hailo_shim_model_stream_info,
        hailo_shim_model_stream_quants: s::hailo_shim_model_stream_quants,
        hailo_shim_model_set_format: s::hailo_shim_model_set_format,
        hailo_shim_model_set_nms: s::hailo_shim_model_set_nms,
        hailo_shim_model_destroy: s::hailo_shim_model_destroy,
        hailo_shim_model_configure: s::hailo_shim_model_configure,
        hailo_shim_configured_queue_size: s::hailo_shim_configured_queue_size,
        hailo_shim_configured_hw_latency: s::hailo_shim_configured_hw_latency,
        hailo_shim_configured_set_scheduler_timeout: s::hailo_shim_configured_set_scheduler_timeout,
        hailo_shim_configured_set_scheduler_threshold: s::hailo_shim_configured_set_scheduler_threshold,
        hailo_shim_configured_set_scheduler_priority: s::hailo_shim_configured_set_scheduler_priority,
        hailo_shim_configured_activate: s::hailo_shim_configured_activate,
        hailo_shim_configured_deactivate: s::hailo_shim_configured_deactivate,
        hailo_shim_configured_wait_ready: s::hailo_shim_configured_wait_ready,
        hailo_shim_configured_run: s::hailo_shim_configured_run,
        hailo_shim_configured_run_async: s::hailo_shim_configured_run_async,
        hailo_shim_configured_shutdown: s::hailo_shim_configured_shutdown,
        hailo_shim_configured_destroy: s::hailo_shim_configured_destroy,
        hailo_shim_bindings_create: s::hailo_shim_bindings_create,
        hailo_shim_bindings_set_buffer: s::hailo_shim_bindings_set_buffer,
        hailo_shim_bindings_destroy: s::hailo_shim_bindings_destroy,
        hailo_shim_job_wait: s::hailo_shim_job_wait,
        hailo_shim_job_release: s::hailo_shim_job_release,
        hailo_shim_completion_read: s::hailo_shim_completion_read,
        hailo_shim_completion_status: s::hailo_shim_completion_status,
        hailo_shim_completion_abort: s::hailo_shim_completion_abort,
        hailo_shim_completion_destroy: s::hailo_shim_completion_destroy,
        hailo_shim_llm_create: s::hailo_shim_llm_create,
        hailo_shim_llm_generator_params: s::hailo_shim_llm_generator_params,
        hailo_shim_llm_generate: s::hailo_shim_llm_generate,
        hailo_shim_llm_generate_text: s::hailo_shim_llm_generate_text,
        hailo_shim_llm_token_count: s::hailo_shim_llm_token_count,
        hailo_shim_llm_context_usage: s::hailo_shim_llm_context_usage,
        hailo_shim_llm_context_capacity: s::hailo_shim_llm_context_capacity,
        hailo_shim_llm_context_clear: s::hailo_shim_llm_context_clear,
        hailo_shim_llm_context_save: s::hailo_shim_llm_context_save,
        hailo_shim_llm_context_load: s::hailo_shim_llm_context_load,
        hailo_shim_llm_recovery_sequence: s::hailo_shim_llm_recovery_sequence,
        hailo_shim_llm_set_recovery_sequence: s::hailo_shim_llm_set_recovery_sequence,
        hailo_shim_llm_stop_tokens: s::hailo_shim_llm_stop_tokens,
        hailo_shim_llm_set_stop_tokens: s::hailo_shim_llm_set_stop_tokens,
        hailo_shim_llm_prompt_template: s::hailo_shim_llm_prompt_template,
        hailo_shim_llm_destroy: s::hailo_shim_llm_destroy,
        hailo_shim_vlm_create: s::hailo_shim_vlm_create,
        hailo_shim_vlm_frame_info: s::hailo_shim_vlm_frame_info,
        hailo_shim_vlm_generator_params: s::hailo_shim_vlm_generator_params,
        hailo_shim_vlm_generate: s::hailo_shim_vlm_generate,
        hailo_shim_vlm_token_count: s::hailo_shim_vlm_token_count,
        hailo_shim_vlm_context_usage: s::hailo_shim_vlm_context_usage,
        hailo_shim_vlm_context_capacity: s::hailo_shim_vlm_context_capacity,
        hailo_shim_vlm_context_clear: s::hailo_shim_vlm_context_clear,
        hailo_shim_vlm_destroy: s::hailo_shim_vlm_destroy,
        hailo_shim_speech_create: s::hailo_shim_speech_create,
        hailo_shim_speech_segments: s::hailo_shim_speech_segments,
        hailo_shim_speech_destroy: s::hailo_shim_speech_destroy,
        hailo_shim_device_create: s::hailo_shim_device_create::<N>,
        hailo_shim_device_of_vdevice: s::hailo_shim_device_of_vdevice,
        hailo_shim_device_power: s::hailo_shim_device_power,
        hailo_shim_device_power_start: s::hailo_shim_device_power_start,
        hailo_shim_device_power_set: s::hailo_shim_device_power_set,
        hailo_shim_device_power_get: s::hailo_shim_device_power_get,
        hailo_shim_device_power_stop: s::hailo_shim_device_power_stop,
        hailo_shim_device_performance: s::hailo_shim_device_performance,
        hailo_shim_device_health_stats: s::hailo_shim_device_health_stats,
        hailo_shim_device_health_info: s::hailo_shim_device_health_info,
        hailo_shim_device_temperature: s::hailo_shim_device_temperature,
        hailo_shim_device_destroy: s::hailo_shim_device_destroy,
    }
}

/// The C API of the machine in `slot`.
pub(crate) fn api(slot: usize, era: Era) -> Api {
    match slot {
        0 => table::<0>(era),
        1 => table::<1>(era),
        2 => table::<2>(era),
        3 => table::<3>(era),
        4 => table::<4>(era),
        5 => table::<5>(era),
        6 => table::<6>(era),
        7 => table::<7>(era),
        8 => table::<8>(era),
        9 => table::<9>(era),
        10 => table::<10>(era),
        11 => table::<11>(era),
        12 => table::<12>(era),
        13 => table::<13>(era),
        14 => table::<14>(era),
        15 => table::<15>(era),
        16 => table::<16>(era),
        17 => table::<17>(era),
        18 => table::<18>(era),
        19 => table::<19>(era),
        20 => table::<20>(era),
        21 => table::<21>(era),
        22 => table::<22>(era),
        23 => table::<23>(era),
        24 => table::<24>(era),
        25 => table::<25>(era),
        26 => table::<26>(era),
        27 => table::<27>(era),
        28 => table::<28>(era),
        29 => table::<29>(era),
        30 => table::<30>(era),
        _ => table::<31>(era),
    }
}

/// The C++-only half of the machine in `slot`.
pub(crate) fn shim_api(slot: usize) -> ShimApi {
    match slot {
        0 => shim_table::<0>(),
        1 => shim_table::<1>(),
        2 => shim_table::<2>(),
        3 => shim_table::<3>(),
        4 => shim_table::<4>(),
        5 => shim_table::<5>(),
        6 => shim_table::<6>(),
        7 => shim_table::<7>(),
        8 => shim_table::<8>(),
        9 => shim_table::<9>(),
        10 => shim_table::<10>(),
        11 => shim_table::<11>(),
        12 => shim_table::<12>(),
        13 => shim_table::<13>(),
        14 => shim_table::<14>(),
        15 => shim_table::<15>(),
        16 => shim_table::<16>(),
        17 => shim_table::<17>(),
        18 => shim_table::<18>(),
        19 => shim_table::<19>(),
        20 => shim_table::<20>(),
        21 => shim_table::<21>(),
        22 => shim_table::<22>(),
        23 => shim_table::<23>(),
        24 => shim_table::<24>(),
        25 => shim_table::<25>(),
        26 => shim_table::<26>(),
        27 => shim_table::<27>(),
        28 => shim_table::<28>(),
        29 => shim_table::<29>(),
        30 => shim_table::<30>(),
        _ => shim_table::<31>(),
    }
}
