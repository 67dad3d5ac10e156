//! The C API of the simulated runtime: one function per field of [`hailo_sys::Api`].
//!
//! Where the real library crashes (a NULL stream, an empty model buffer, a status above
//! 0x7fffffff), these functions answer `HAILO_INVALID_ARGUMENT`, 0 or NULL instead.

mod device;
mod info;
mod io;
mod model;
mod pure;
mod raw;

use hailo_sys::{Api, Era};

pub(crate) use device::FULL_CLOCK_HZ;

macro_rules! fill {
    (
        $slot:expr, $era:expr;
        handles { $($module:ident: $($plain:ident)*;)* }
        slots { $($smodule:ident: $($generic:ident)*;)* }
        some { $($omodule:ident: $($option:ident)*;)* }
        some_slots { $($osmodule:ident: $($goption:ident)*;)* }
    ) => {{
        fn of<const N: usize>(era: Era) -> Api {
            let has = |name: &str| hailo_sys::FUNCTIONS.iter().any(|f| f.name == name && f.is_in(era));
            Api {
                $($($plain: $module::$plain,)*)*
                $($($generic: $smodule::$generic::<N>,)*)*
                $($($option: if has(stringify!($option)) { Some($omodule::$option) } else { None },)*)*
                $($($goption: if has(stringify!($goption)) { Some($osmodule::$goption::<N>) } else { None },)*)*
            }
        }
        for_slot!($slot, of, $era)
    }};
}

/// Picks the instance of a function that is compiled once per slot.
macro_rules! for_slot {
    ($slot:expr, $of:ident $(, $arg:expr)?) => {
        match $slot {
            0 => $of::<0>($($arg)?), 1 => $of::<1>($($arg)?), 2 => $of::<2>($($arg)?), 3 => $of::<3>($($arg)?),
            4 => $of::<4>($($arg)?), 5 => $of::<5>($($arg)?), 6 => $of::<6>($($arg)?), 7 => $of::<7>($($arg)?),
            8 => $of::<8>($($arg)?), 9 => $of::<9>($($arg)?), 10 => $of::<10>($($arg)?), 11 => $of::<11>($($arg)?),
            12 => $of::<12>($($arg)?), 13 => $of::<13>($($arg)?), 14 => $of::<14>($($arg)?), 15 => $of::<15>($($arg)?),
            16 => $of::<16>($($arg)?), 17 => $of::<17>($($arg)?), 18 => $of::<18>($($arg)?), 19 => $of::<19>($($arg)?),
            20 => $of::<20>($($arg)?), 21 => $of::<21>($($arg)?), 22 => $of::<22>($($arg)?), 23 => $of::<23>($($arg)?),
            24 => $of::<24>($($arg)?), 25 => $of::<25>($($arg)?), 26 => $of::<26>($($arg)?), 27 => $of::<27>($($arg)?),
            28 => $of::<28>($($arg)?), 29 => $of::<29>($($arg)?), 30 => $of::<30>($($arg)?), _ => $of::<31>($($arg)?),
        }
    };
}

pub(crate) use for_slot;

/// The table of the machine in `slot`.
pub(crate) fn api(slot: usize, era: Era) -> Api {
    fill! {
        slot, era;
        handles {
            device:
                hailo_release_device hailo_identify hailo_core_identify
                hailo_get_extended_device_information hailo_set_fw_logger hailo_set_throttling_state
                hailo_get_throttling_state hailo_wd_enable hailo_wd_disable hailo_wd_config
                hailo_get_previous_system_state hailo_set_pause_frames hailo_get_device_id
                hailo_get_chip_temperature hailo_reset_device hailo_update_firmware
                hailo_update_second_stage hailo_set_notification_callback
                hailo_remove_notification_callback hailo_reset_sensor hailo_set_sensor_i2c_bus_index
                hailo_load_and_start_sensor hailo_i2c_read hailo_i2c_write hailo_dump_sensor_config
                hailo_store_sensor_config hailo_store_isp_config hailo_test_chip_memories
                hailo_get_physical_devices hailo_vdevice_get_physical_devices_ids
                hailo_release_vdevice hailo_power_measurement hailo_start_power_measurement
                hailo_set_power_measurement hailo_get_power_measurement
                hailo_stop_power_measurement hailo_set_sleep_state;
            model:
                hailo_configure_vdevice hailo_release_hef hailo_hef_get_all_stream_infos
                hailo_hef_get_stream_info_by_name hailo_hef_get_all_vstream_infos
                hailo_hef_get_vstream_name_from_original_name
                hailo_hef_get_original_names_from_vstream_name
                hailo_hef_get_vstream_names_from_stream_name
                hailo_hef_get_stream_names_from_vstream_name hailo_hef_get_sorted_output_names
                hailo_hef_get_bottleneck_fps hailo_init_configure_params
                hailo_init_configure_params_by_vdevice hailo_init_configure_params_by_device
                hailo_init_configure_network_group_params hailo_configure_device
                hailo_wait_for_network_group_activation hailo_get_network_groups_infos
                hailo_network_group_get_all_stream_infos hailo_network_group_get_input_stream_infos
                hailo_network_group_get_output_stream_infos hailo_shutdown_network_group
                hailo_activate_network_group hailo_deactivate_network_group
                hailo_get_latency_measurement hailo_set_scheduler_timeout
                hailo_set_scheduler_threshold hailo_set_scheduler_priority
                hailo_hef_make_input_vstream_params hailo_hef_make_output_vstream_params
                hailo_make_input_vstream_params hailo_make_output_vstream_params
                hailo_get_output_vstream_groups hailo_hef_get_network_infos hailo_get_network_infos;
            raw:
                hailo_get_input_stream hailo_get_output_stream hailo_set_input_stream_timeout
                hailo_set_output_stream_timeout hailo_get_input_stream_frame_size
                hailo_get_output_stream_frame_size hailo_get_input_stream_info
                hailo_get_output_stream_info hailo_get_input_stream_quant_infos
                hailo_get_output_stream_quant_infos hailo_stream_read_raw_buffer
                hailo_stream_write_raw_buffer hailo_stream_wait_for_async_output_ready
                hailo_stream_wait_for_async_input_ready hailo_output_stream_get_async_max_queue_size
                hailo_input_stream_get_async_max_queue_size hailo_stream_read_raw_buffer_async
                hailo_stream_write_raw_buffer_async hailo_create_input_transform_context_by_stream
                hailo_create_output_transform_context_by_stream
                hailo_create_demuxer_by_stream hailo_release_output_demuxer
                hailo_demux_raw_frame_by_output_demuxer
                hailo_demux_by_name_raw_frame_by_output_demuxer
                hailo_get_mux_infos_by_output_demuxer hailo_device_dma_map_buffer
                hailo_device_dma_unmap_buffer hailo_vdevice_dma_map_buffer
                hailo_vdevice_dma_unmap_buffer hailo_device_dma_map_dmabuf
                hailo_device_dma_unmap_dmabuf hailo_vdevice_dma_map_dmabuf
                hailo_vdevice_dma_unmap_dmabuf;
            io:
                hailo_create_input_vstreams hailo_create_output_vstreams
                hailo_get_input_vstream_frame_size hailo_get_input_vstream_info
                hailo_get_input_vstream_user_format hailo_get_input_vstream_quant_infos
                hailo_get_output_vstream_quant_infos hailo_get_output_vstream_frame_size
                hailo_get_output_vstream_info hailo_get_output_vstream_user_format
                hailo_vstream_write_raw_buffer hailo_vstream_write_pix_buffer
                hailo_flush_input_vstream hailo_vstream_read_raw_buffer
                hailo_vstream_set_nms_score_threshold hailo_vstream_set_nms_iou_threshold
                hailo_vstream_set_nms_max_proposals_per_class hailo_release_input_vstreams
                hailo_release_output_vstreams hailo_clear_input_vstreams
                hailo_clear_output_vstreams hailo_infer;
            pure:
                hailo_release_input_transform_context hailo_release_output_transform_context
                hailo_transform_frame_by_input_transform_context
                hailo_transform_frame_by_output_transform_context;
        }
        slots {
            device:
                hailo_get_library_version hailo_scan_devices hailo_create_device_by_id
                hailo_scan_pcie_devices hailo_create_pcie_device hailo_create_vdevice;
            model: hailo_create_hef_file hailo_create_hef_buffer;
            pure:
                hailo_allocate_buffer hailo_free_buffer hailo_get_host_frame_size
                hailo_create_input_transform_context hailo_create_output_transform_context
                hailo_get_vstream_frame_size hailo_get_status_message hailo_is_qp_valid
                hailo_parse_pcie_device_info hailo_device_get_type_by_device_id
                hailo_init_vdevice_params hailo_is_input_transformation_required
                hailo_is_input_transformation_required2 hailo_is_output_transformation_required
                hailo_is_output_transformation_required2 hailo_fuse_nms_frames;
        }
        some {
            model:
                hailo_calculate_eth_input_rate_limits hailo_init_configure_params_mipi_input
                hailo_init_configure_network_group_params_mipi_input;
        }
        some_slots {
            device: hailo_scan_ethernet_devices hailo_create_ethernet_device;
        }
    }
}
