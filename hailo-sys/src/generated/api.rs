// Written by `cargo xtask codegen` from hailo-sys/abi/hailort.json and src/shim.rs. Do not edit.

use core::ffi::{CStr, c_char, c_int, c_void};

use crate::types::*;
use crate::{Era, Function};

/// The C API of HailoRT as a table: one field per function, with the C name.
///
/// A function that some supported release lacks is an `Option`. Signatures are the same in every era;
/// a record whose layout is not is an opaque type here, to be cast from the era's own (see [`crate::era`]).
/// Every call is unsafe: the pointers must be what the HailoRT header asks for.
#[derive(Clone, Copy)]
pub struct Api {
    /// `hailo_status hailo_get_library_version(hailo_version_t *version)`
    pub hailo_get_library_version: unsafe extern "C" fn(version: *mut hailo_version_t) -> hailo_status,
    /// `const char *hailo_get_status_message(hailo_status status)`
    pub hailo_get_status_message: unsafe extern "C" fn(status: hailo_status) -> *const c_char,
    /// `hailo_status hailo_scan_devices(hailo_scan_devices_params_t *params, hailo_device_id_t *device_ids, size_t *device_ids_length)`
    pub hailo_scan_devices: unsafe extern "C" fn(
        params: *mut hailo_scan_devices_params_t,
        device_ids: *mut hailo_device_id_t,
        device_ids_length: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_create_device_by_id(const hailo_device_id_t *device_id, hailo_device *device)`
    pub hailo_create_device_by_id:
        unsafe extern "C" fn(device_id: *const hailo_device_id_t, device: *mut hailo_device) -> hailo_status,
    /// `hailo_status hailo_scan_pcie_devices(hailo_pcie_device_info_t *pcie_device_infos, size_t pcie_device_infos_length, size_t *number_of_devices)`
    pub hailo_scan_pcie_devices: unsafe extern "C" fn(
        pcie_device_infos: *mut hailo_pcie_device_info_t,
        pcie_device_infos_length: usize,
        number_of_devices: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_parse_pcie_device_info(const char *device_info_str, hailo_pcie_device_info_t *device_info)`
    pub hailo_parse_pcie_device_info: unsafe extern "C" fn(
        device_info_str: *const c_char,
        device_info: *mut hailo_pcie_device_info_t,
    ) -> hailo_status,
    /// `hailo_status hailo_create_pcie_device(hailo_pcie_device_info_t *device_info, hailo_device *device)`
    pub hailo_create_pcie_device: unsafe extern "C" fn(
        device_info: *mut hailo_pcie_device_info_t,
        device: *mut hailo_device,
    ) -> hailo_status,
    /// `hailo_status hailo_scan_ethernet_devices(const char *interface_name, hailo_eth_device_info_t *eth_device_infos, size_t eth_device_infos_length, size_t *number_of_devices, uint32_t timeout_ms)`, in 4.20.0 to 5.0.0
    pub hailo_scan_ethernet_devices: Option<
        unsafe extern "C" fn(
            interface_name: *const c_char,
            eth_device_infos: *mut hailo_eth_device_info_t,
            eth_device_infos_length: usize,
            number_of_devices: *mut usize,
            timeout_ms: u32,
        ) -> hailo_status,
    >,
    /// `hailo_status hailo_create_ethernet_device(hailo_eth_device_info_t *device_info, hailo_device *device)`, in 4.20.0 to 5.0.0
    pub hailo_create_ethernet_device: Option<
        unsafe extern "C" fn(
            device_info: *mut hailo_eth_device_info_t,
            device: *mut hailo_device,
        ) -> hailo_status,
    >,
    /// `hailo_status hailo_release_device(hailo_device device)`
    pub hailo_release_device: unsafe extern "C" fn(device: hailo_device) -> hailo_status,
    /// `hailo_status hailo_device_get_type_by_device_id(const hailo_device_id_t *device_id, hailo_device_type_t *device_type)`
    pub hailo_device_get_type_by_device_id: unsafe extern "C" fn(
        device_id: *const hailo_device_id_t,
        device_type: *mut hailo_device_type_t,
    ) -> hailo_status,
    /// `hailo_status hailo_identify(hailo_device device, hailo_device_identity_t *device_identity)`
    pub hailo_identify: unsafe extern "C" fn(
        device: hailo_device,
        device_identity: *mut hailo_device_identity_t,
    ) -> hailo_status,
    /// `hailo_status hailo_core_identify(hailo_device device, hailo_core_information_t *core_information)`
    pub hailo_core_identify: unsafe extern "C" fn(
        device: hailo_device,
        core_information: *mut hailo_core_information_t,
    ) -> hailo_status,
    /// `hailo_status hailo_get_extended_device_information(hailo_device device, hailo_extended_device_information_t *extended_device_information)`
    pub hailo_get_extended_device_information: unsafe extern "C" fn(
        device: hailo_device,
        extended_device_information: *mut hailo_extended_device_information_t,
    ) -> hailo_status,
    /// `hailo_status hailo_set_fw_logger(hailo_device device, hailo_fw_logger_level_t level, uint32_t interface_mask)`
    pub hailo_set_fw_logger: unsafe extern "C" fn(
        device: hailo_device,
        level: hailo_fw_logger_level_t,
        interface_mask: u32,
    ) -> hailo_status,
    /// `hailo_status hailo_set_throttling_state(hailo_device device, bool should_activate)`
    pub hailo_set_throttling_state:
        unsafe extern "C" fn(device: hailo_device, should_activate: bool) -> hailo_status,
    /// `hailo_status hailo_get_throttling_state(hailo_device device, bool *is_active)`
    pub hailo_get_throttling_state:
        unsafe extern "C" fn(device: hailo_device, is_active: *mut u8) -> hailo_status,
    /// `hailo_status hailo_wd_enable(hailo_device device, hailo_cpu_id_t cpu_id)`
    pub hailo_wd_enable: unsafe extern "C" fn(device: hailo_device, cpu_id: hailo_cpu_id_t) -> hailo_status,
    /// `hailo_status hailo_wd_disable(hailo_device device, hailo_cpu_id_t cpu_id)`
    pub hailo_wd_disable: unsafe extern "C" fn(device: hailo_device, cpu_id: hailo_cpu_id_t) -> hailo_status,
    /// `hailo_status hailo_wd_config(hailo_device device, hailo_cpu_id_t cpu_id, uint32_t wd_cycles, hailo_watchdog_mode_t wd_mode)`
    pub hailo_wd_config: unsafe extern "C" fn(
        device: hailo_device,
        cpu_id: hailo_cpu_id_t,
        wd_cycles: u32,
        wd_mode: hailo_watchdog_mode_t,
    ) -> hailo_status,
    /// `hailo_status hailo_get_previous_system_state(hailo_device device, hailo_cpu_id_t cpu_id, uint32_t *previous_system_state)`
    pub hailo_get_previous_system_state: unsafe extern "C" fn(
        device: hailo_device,
        cpu_id: hailo_cpu_id_t,
        previous_system_state: *mut u32,
    ) -> hailo_status,
    /// `hailo_status hailo_set_pause_frames(hailo_device device, bool rx_pause_frames_enable)`
    pub hailo_set_pause_frames:
        unsafe extern "C" fn(device: hailo_device, rx_pause_frames_enable: bool) -> hailo_status,
    /// `hailo_status hailo_get_device_id(hailo_device device, hailo_device_id_t *id)`
    pub hailo_get_device_id:
        unsafe extern "C" fn(device: hailo_device, id: *mut hailo_device_id_t) -> hailo_status,
    /// `hailo_status hailo_get_chip_temperature(hailo_device device, hailo_chip_temperature_info_t *temp_info)`
    pub hailo_get_chip_temperature: unsafe extern "C" fn(
        device: hailo_device,
        temp_info: *mut hailo_chip_temperature_info_t,
    ) -> hailo_status,
    /// `hailo_status hailo_reset_device(hailo_device device, hailo_reset_device_mode_t mode)`
    pub hailo_reset_device:
        unsafe extern "C" fn(device: hailo_device, mode: hailo_reset_device_mode_t) -> hailo_status,
    /// `hailo_status hailo_update_firmware(hailo_device device, void *firmware_buffer, uint32_t firmware_buffer_size)`, in 4.20.0 to 5.2.0
    pub hailo_update_firmware: Option<
        unsafe extern "C" fn(
            device: hailo_device,
            firmware_buffer: *mut c_void,
            firmware_buffer_size: u32,
        ) -> hailo_status,
    >,
    /// `hailo_status hailo_update_second_stage(hailo_device device, void *second_stage_buffer, uint32_t second_stage_buffer_size)`, in 4.20.0 to 5.2.0
    pub hailo_update_second_stage: Option<
        unsafe extern "C" fn(
            device: hailo_device,
            second_stage_buffer: *mut c_void,
            second_stage_buffer_size: u32,
        ) -> hailo_status,
    >,
    /// `hailo_status hailo_set_notification_callback(hailo_device device, hailo_notification_callback callback, hailo_notification_id_t notification_id, void *opaque)`
    pub hailo_set_notification_callback: unsafe extern "C" fn(
        device: hailo_device,
        callback: hailo_notification_callback,
        notification_id: hailo_notification_id_t,
        opaque: *mut c_void,
    ) -> hailo_status,
    /// `hailo_status hailo_remove_notification_callback(hailo_device device, hailo_notification_id_t notification_id)`
    pub hailo_remove_notification_callback:
        unsafe extern "C" fn(device: hailo_device, notification_id: hailo_notification_id_t) -> hailo_status,
    /// `hailo_status hailo_reset_sensor(hailo_device device, uint8_t section_index)`, in 4.20.0 to 5.2.0
    pub hailo_reset_sensor:
        Option<unsafe extern "C" fn(device: hailo_device, section_index: u8) -> hailo_status>,
    /// `hailo_status hailo_set_sensor_i2c_bus_index(hailo_device device, hailo_sensor_types_t sensor_type, uint8_t bus_index)`, in 4.20.0 to 5.2.0
    pub hailo_set_sensor_i2c_bus_index: Option<
        unsafe extern "C" fn(
            device: hailo_device,
            sensor_type: hailo_sensor_types_t,
            bus_index: u8,
        ) -> hailo_status,
    >,
    /// `hailo_status hailo_load_and_start_sensor(hailo_device device, uint8_t section_index)`, in 4.20.0 to 5.2.0
    pub hailo_load_and_start_sensor:
        Option<unsafe extern "C" fn(device: hailo_device, section_index: u8) -> hailo_status>,
    /// `hailo_status hailo_i2c_read(hailo_device device, const hailo_i2c_slave_config_t *slave_config, uint32_t register_address, uint8_t *data, uint32_t length)`
    pub hailo_i2c_read: unsafe extern "C" fn(
        device: hailo_device,
        slave_config: *const hailo_i2c_slave_config_t,
        register_address: u32,
        data: *mut u8,
        length: u32,
    ) -> hailo_status,
    /// `hailo_status hailo_i2c_write(hailo_device device, const hailo_i2c_slave_config_t *slave_config, uint32_t register_address, const uint8_t *data, uint32_t length)`
    pub hailo_i2c_write: unsafe extern "C" fn(
        device: hailo_device,
        slave_config: *const hailo_i2c_slave_config_t,
        register_address: u32,
        data: *const u8,
        length: u32,
    ) -> hailo_status,
    /// `hailo_status hailo_dump_sensor_config(hailo_device device, uint8_t section_index, const char *config_file_path)`, in 4.20.0 to 5.2.0
    pub hailo_dump_sensor_config: Option<
        unsafe extern "C" fn(
            device: hailo_device,
            section_index: u8,
            config_file_path: *const c_char,
        ) -> hailo_status,
    >,
    /// `hailo_status hailo_store_sensor_config(hailo_device device, uint32_t section_index, hailo_sensor_types_t sensor_type, uint32_t reset_config_size, uint16_t config_height, uint16_t config_width, uint16_t config_fps, const char *config_file_path, const char *config_name)`, in 4.20.0 to 5.2.0
    pub hailo_store_sensor_config: Option<
        unsafe extern "C" fn(
            device: hailo_device,
            section_index: u32,
            sensor_type: hailo_sensor_types_t,
            reset_config_size: u32,
            config_height: u16,
            config_width: u16,
            config_fps: u16,
            config_file_path: *const c_char,
            config_name: *const c_char,
        ) -> hailo_status,
    >,
    /// `hailo_status hailo_store_isp_config(hailo_device device, uint32_t reset_config_size, uint16_t config_height, uint16_t config_width, uint16_t config_fps, const char *isp_static_config_file_path, const char *isp_runtime_config_file_path, const char *config_name)`, in 4.20.0 to 5.2.0
    pub hailo_store_isp_config: Option<
        unsafe extern "C" fn(
            device: hailo_device,
            reset_config_size: u32,
            config_height: u16,
            config_width: u16,
            config_fps: u16,
            isp_static_config_file_path: *const c_char,
            isp_runtime_config_file_path: *const c_char,
            config_name: *const c_char,
        ) -> hailo_status,
    >,
    /// `hailo_status hailo_test_chip_memories(hailo_device device)`
    pub hailo_test_chip_memories: unsafe extern "C" fn(device: hailo_device) -> hailo_status,
    /// `hailo_status hailo_init_vdevice_params(hailo_vdevice_params_t *params)`
    pub hailo_init_vdevice_params: unsafe extern "C" fn(params: *mut hailo_vdevice_params_t) -> hailo_status,
    /// `hailo_status hailo_create_vdevice(hailo_vdevice_params_t *params, hailo_vdevice *vdevice)`
    pub hailo_create_vdevice: unsafe extern "C" fn(
        params: *mut hailo_vdevice_params_t,
        vdevice: *mut hailo_vdevice,
    ) -> hailo_status,
    /// `hailo_status hailo_configure_vdevice(hailo_vdevice vdevice, hailo_hef hef, hailo_configure_params_t *params, hailo_configured_network_group *network_groups, size_t *number_of_network_groups)`
    pub hailo_configure_vdevice: unsafe extern "C" fn(
        vdevice: hailo_vdevice,
        hef: hailo_hef,
        params: *mut hailo_configure_params_t,
        network_groups: *mut hailo_configured_network_group,
        number_of_network_groups: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_get_physical_devices(hailo_vdevice vdevice, hailo_device *devices, size_t *number_of_devices)`
    pub hailo_get_physical_devices: unsafe extern "C" fn(
        vdevice: hailo_vdevice,
        devices: *mut hailo_device,
        number_of_devices: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_vdevice_get_physical_devices_ids(hailo_vdevice vdevice, hailo_device_id_t *devices_ids, size_t *number_of_devices)`
    pub hailo_vdevice_get_physical_devices_ids: unsafe extern "C" fn(
        vdevice: hailo_vdevice,
        devices_ids: *mut hailo_device_id_t,
        number_of_devices: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_release_vdevice(hailo_vdevice vdevice)`
    pub hailo_release_vdevice: unsafe extern "C" fn(vdevice: hailo_vdevice) -> hailo_status,
    /// `hailo_status hailo_power_measurement(hailo_device device, hailo_dvm_options_t dvm, hailo_power_measurement_types_t measurement_type, float32_t *measurement)`
    pub hailo_power_measurement: unsafe extern "C" fn(
        device: hailo_device,
        dvm: hailo_dvm_options_t,
        measurement_type: hailo_power_measurement_types_t,
        measurement: *mut float32_t,
    ) -> hailo_status,
    /// `hailo_status hailo_start_power_measurement(hailo_device device, hailo_averaging_factor_t averaging_factor, hailo_sampling_period_t sampling_period)`
    pub hailo_start_power_measurement: unsafe extern "C" fn(
        device: hailo_device,
        averaging_factor: hailo_averaging_factor_t,
        sampling_period: hailo_sampling_period_t,
    ) -> hailo_status,
    /// `hailo_status hailo_set_power_measurement(hailo_device device, hailo_measurement_buffer_index_t buffer_index, hailo_dvm_options_t dvm, hailo_power_measurement_types_t measurement_type)`
    pub hailo_set_power_measurement: unsafe extern "C" fn(
        device: hailo_device,
        buffer_index: hailo_measurement_buffer_index_t,
        dvm: hailo_dvm_options_t,
        measurement_type: hailo_power_measurement_types_t,
    ) -> hailo_status,
    /// `hailo_status hailo_get_power_measurement(hailo_device device, hailo_measurement_buffer_index_t buffer_index, bool should_clear, hailo_power_measurement_data_t *measurement_data)`
    pub hailo_get_power_measurement: unsafe extern "C" fn(
        device: hailo_device,
        buffer_index: hailo_measurement_buffer_index_t,
        should_clear: bool,
        measurement_data: *mut hailo_power_measurement_data_t,
    ) -> hailo_status,
    /// `hailo_status hailo_stop_power_measurement(hailo_device device)`
    pub hailo_stop_power_measurement: unsafe extern "C" fn(device: hailo_device) -> hailo_status,
    /// `hailo_status hailo_create_hef_file(hailo_hef *hef, const char *file_name)`
    pub hailo_create_hef_file:
        unsafe extern "C" fn(hef: *mut hailo_hef, file_name: *const c_char) -> hailo_status,
    /// `hailo_status hailo_create_hef_buffer(hailo_hef *hef, const void *buffer, size_t size)`
    pub hailo_create_hef_buffer:
        unsafe extern "C" fn(hef: *mut hailo_hef, buffer: *const c_void, size: usize) -> hailo_status,
    /// `hailo_status hailo_release_hef(hailo_hef hef)`
    pub hailo_release_hef: unsafe extern "C" fn(hef: hailo_hef) -> hailo_status,
    /// `hailo_status hailo_hef_get_all_stream_infos(hailo_hef hef, const char *name, hailo_stream_info_t *stream_infos, size_t stream_infos_length, size_t *number_of_streams)`
    pub hailo_hef_get_all_stream_infos: unsafe extern "C" fn(
        hef: hailo_hef,
        name: *const c_char,
        stream_infos: *mut hailo_stream_info_t,
        stream_infos_length: usize,
        number_of_streams: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_hef_get_stream_info_by_name(hailo_hef hef, const char *network_group_name, const char *stream_name, hailo_stream_direction_t stream_direction, hailo_stream_info_t *stream_info)`
    pub hailo_hef_get_stream_info_by_name: unsafe extern "C" fn(
        hef: hailo_hef,
        network_group_name: *const c_char,
        stream_name: *const c_char,
        stream_direction: hailo_stream_direction_t,
        stream_info: *mut hailo_stream_info_t,
    ) -> hailo_status,
    /// `hailo_status hailo_hef_get_all_vstream_infos(hailo_hef hef, const char *name, hailo_vstream_info_t *vstream_infos, size_t *vstream_infos_count)`
    pub hailo_hef_get_all_vstream_infos: unsafe extern "C" fn(
        hef: hailo_hef,
        name: *const c_char,
        vstream_infos: *mut hailo_vstream_info_t,
        vstream_infos_count: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_hef_get_vstream_name_from_original_name(hailo_hef hef, const char *network_group_name, const char *original_name, hailo_layer_name_t *vstream_name)`
    pub hailo_hef_get_vstream_name_from_original_name: unsafe extern "C" fn(
        hef: hailo_hef,
        network_group_name: *const c_char,
        original_name: *const c_char,
        vstream_name: *mut hailo_layer_name_t,
    ) -> hailo_status,
    /// `hailo_status hailo_hef_get_original_names_from_vstream_name(hailo_hef hef, const char *network_group_name, const char *vstream_name, hailo_layer_name_t *original_names, size_t *original_names_length)`
    pub hailo_hef_get_original_names_from_vstream_name: unsafe extern "C" fn(
        hef: hailo_hef,
        network_group_name: *const c_char,
        vstream_name: *const c_char,
        original_names: *mut hailo_layer_name_t,
        original_names_length: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_hef_get_vstream_names_from_stream_name(hailo_hef hef, const char *network_group_name, const char *stream_name, hailo_layer_name_t *vstream_names, size_t *vstream_names_length)`
    pub hailo_hef_get_vstream_names_from_stream_name: unsafe extern "C" fn(
        hef: hailo_hef,
        network_group_name: *const c_char,
        stream_name: *const c_char,
        vstream_names: *mut hailo_layer_name_t,
        vstream_names_length: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_hef_get_stream_names_from_vstream_name(hailo_hef hef, const char *network_group_name, const char *vstream_name, hailo_layer_name_t *stream_names, size_t *stream_names_length)`
    pub hailo_hef_get_stream_names_from_vstream_name: unsafe extern "C" fn(
        hef: hailo_hef,
        network_group_name: *const c_char,
        vstream_name: *const c_char,
        stream_names: *mut hailo_layer_name_t,
        stream_names_length: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_hef_get_sorted_output_names(hailo_hef hef, const char *network_group_name, hailo_layer_name_t *sorted_output_names, size_t *sorted_output_names_count)`
    pub hailo_hef_get_sorted_output_names: unsafe extern "C" fn(
        hef: hailo_hef,
        network_group_name: *const c_char,
        sorted_output_names: *mut hailo_layer_name_t,
        sorted_output_names_count: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_hef_get_bottleneck_fps(hailo_hef hef, const char *network_group_name, float64_t *bottleneck_fps)`
    pub hailo_hef_get_bottleneck_fps: unsafe extern "C" fn(
        hef: hailo_hef,
        network_group_name: *const c_char,
        bottleneck_fps: *mut float64_t,
    ) -> hailo_status,
    /// `hailo_status hailo_calculate_eth_input_rate_limits(hailo_hef hef, const char *network_group_name, uint32_t fps, hailo_rate_limit_t *rates, size_t *rates_length)`, in 4.20.0 to 5.0.0
    pub hailo_calculate_eth_input_rate_limits: Option<
        unsafe extern "C" fn(
            hef: hailo_hef,
            network_group_name: *const c_char,
            fps: u32,
            rates: *mut hailo_rate_limit_t,
            rates_length: *mut usize,
        ) -> hailo_status,
    >,
    /// `hailo_status hailo_init_configure_params(hailo_hef hef, hailo_stream_interface_t stream_interface, hailo_configure_params_t *params)`
    pub hailo_init_configure_params: unsafe extern "C" fn(
        hef: hailo_hef,
        stream_interface: hailo_stream_interface_t,
        params: *mut hailo_configure_params_t,
    ) -> hailo_status,
    /// `hailo_status hailo_init_configure_params_by_vdevice(hailo_hef hef, hailo_vdevice vdevice, hailo_configure_params_t *params)`
    pub hailo_init_configure_params_by_vdevice: unsafe extern "C" fn(
        hef: hailo_hef,
        vdevice: hailo_vdevice,
        params: *mut hailo_configure_params_t,
    ) -> hailo_status,
    /// `hailo_status hailo_init_configure_params_by_device(hailo_hef hef, hailo_device device, hailo_configure_params_t *params)`
    pub hailo_init_configure_params_by_device: unsafe extern "C" fn(
        hef: hailo_hef,
        device: hailo_device,
        params: *mut hailo_configure_params_t,
    ) -> hailo_status,
    /// `hailo_status hailo_init_configure_params_mipi_input(hailo_hef hef, hailo_stream_interface_t output_interface, hailo_mipi_input_stream_params_t *mipi_params, hailo_configure_params_t *params)`, in 4.20.0 to 5.0.1
    pub hailo_init_configure_params_mipi_input: Option<
        unsafe extern "C" fn(
            hef: hailo_hef,
            output_interface: hailo_stream_interface_t,
            mipi_params: *mut hailo_mipi_input_stream_params_t,
            params: *mut hailo_configure_params_t,
        ) -> hailo_status,
    >,
    /// `hailo_status hailo_init_configure_network_group_params(hailo_hef hef, hailo_stream_interface_t stream_interface, const char *network_group_name, hailo_configure_network_group_params_t *params)`
    pub hailo_init_configure_network_group_params: unsafe extern "C" fn(
        hef: hailo_hef,
        stream_interface: hailo_stream_interface_t,
        network_group_name: *const c_char,
        params: *mut hailo_configure_network_group_params_t,
    ) -> hailo_status,
    /// `hailo_status hailo_init_configure_network_group_params_mipi_input(hailo_hef hef, hailo_stream_interface_t output_interface, hailo_mipi_input_stream_params_t *mipi_params, const char *network_group_name, hailo_configure_network_group_params_t *params)`, in 4.20.0 to 5.0.1
    pub hailo_init_configure_network_group_params_mipi_input: Option<
        unsafe extern "C" fn(
            hef: hailo_hef,
            output_interface: hailo_stream_interface_t,
            mipi_params: *mut hailo_mipi_input_stream_params_t,
            network_group_name: *const c_char,
            params: *mut hailo_configure_network_group_params_t,
        ) -> hailo_status,
    >,
    /// `hailo_status hailo_configure_device(hailo_device device, hailo_hef hef, hailo_configure_params_t *params, hailo_configured_network_group *network_groups, size_t *number_of_network_groups)`
    pub hailo_configure_device: unsafe extern "C" fn(
        device: hailo_device,
        hef: hailo_hef,
        params: *mut hailo_configure_params_t,
        network_groups: *mut hailo_configured_network_group,
        number_of_network_groups: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_wait_for_network_group_activation(hailo_configured_network_group network_group, uint32_t timeout_ms)`
    pub hailo_wait_for_network_group_activation:
        unsafe extern "C" fn(network_group: hailo_configured_network_group, timeout_ms: u32) -> hailo_status,
    /// `hailo_status hailo_get_network_groups_infos(hailo_hef hef, hailo_network_group_info_t *infos, size_t *number_of_infos)`
    pub hailo_get_network_groups_infos: unsafe extern "C" fn(
        hef: hailo_hef,
        infos: *mut hailo_network_group_info_t,
        number_of_infos: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_network_group_get_all_stream_infos(hailo_configured_network_group network_group, hailo_stream_info_t *stream_infos, size_t stream_infos_length, size_t *number_of_streams)`
    pub hailo_network_group_get_all_stream_infos: unsafe extern "C" fn(
        network_group: hailo_configured_network_group,
        stream_infos: *mut hailo_stream_info_t,
        stream_infos_length: usize,
        number_of_streams: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_network_group_get_input_stream_infos(hailo_configured_network_group network_group, hailo_stream_info_t *stream_infos, size_t stream_infos_length, size_t *number_of_streams)`
    pub hailo_network_group_get_input_stream_infos: unsafe extern "C" fn(
        network_group: hailo_configured_network_group,
        stream_infos: *mut hailo_stream_info_t,
        stream_infos_length: usize,
        number_of_streams: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_network_group_get_output_stream_infos(hailo_configured_network_group network_group, hailo_stream_info_t *stream_infos, size_t stream_infos_length, size_t *number_of_streams)`
    pub hailo_network_group_get_output_stream_infos: unsafe extern "C" fn(
        network_group: hailo_configured_network_group,
        stream_infos: *mut hailo_stream_info_t,
        stream_infos_length: usize,
        number_of_streams: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_shutdown_network_group(hailo_configured_network_group network_group)`
    pub hailo_shutdown_network_group:
        unsafe extern "C" fn(network_group: hailo_configured_network_group) -> hailo_status,
    /// `hailo_status hailo_activate_network_group(hailo_configured_network_group network_group, hailo_activate_network_group_params_t *activation_params, hailo_activated_network_group *activated_network_group_out)`
    pub hailo_activate_network_group: unsafe extern "C" fn(
        network_group: hailo_configured_network_group,
        activation_params: *mut hailo_activate_network_group_params_t,
        activated_network_group_out: *mut hailo_activated_network_group,
    ) -> hailo_status,
    /// `hailo_status hailo_deactivate_network_group(hailo_activated_network_group activated_network_group)`
    pub hailo_deactivate_network_group:
        unsafe extern "C" fn(activated_network_group: hailo_activated_network_group) -> hailo_status,
    /// `hailo_status hailo_get_input_stream(hailo_configured_network_group configured_network_group, const char *stream_name, hailo_input_stream *stream)`
    pub hailo_get_input_stream: unsafe extern "C" fn(
        configured_network_group: hailo_configured_network_group,
        stream_name: *const c_char,
        stream: *mut hailo_input_stream,
    ) -> hailo_status,
    /// `hailo_status hailo_get_output_stream(hailo_configured_network_group configured_network_group, const char *stream_name, hailo_output_stream *stream)`
    pub hailo_get_output_stream: unsafe extern "C" fn(
        configured_network_group: hailo_configured_network_group,
        stream_name: *const c_char,
        stream: *mut hailo_output_stream,
    ) -> hailo_status,
    /// `hailo_status hailo_get_latency_measurement(hailo_configured_network_group configured_network_group, const char *network_name, hailo_latency_measurement_result_t *result)`
    pub hailo_get_latency_measurement: unsafe extern "C" fn(
        configured_network_group: hailo_configured_network_group,
        network_name: *const c_char,
        result: *mut hailo_latency_measurement_result_t,
    ) -> hailo_status,
    /// `hailo_status hailo_set_scheduler_timeout(hailo_configured_network_group configured_network_group, uint32_t timeout_ms, const char *network_name)`
    pub hailo_set_scheduler_timeout: unsafe extern "C" fn(
        configured_network_group: hailo_configured_network_group,
        timeout_ms: u32,
        network_name: *const c_char,
    ) -> hailo_status,
    /// `hailo_status hailo_set_scheduler_threshold(hailo_configured_network_group configured_network_group, uint32_t threshold, const char *network_name)`
    pub hailo_set_scheduler_threshold: unsafe extern "C" fn(
        configured_network_group: hailo_configured_network_group,
        threshold: u32,
        network_name: *const c_char,
    ) -> hailo_status,
    /// `hailo_status hailo_set_scheduler_priority(hailo_configured_network_group configured_network_group, uint8_t priority, const char *network_name)`
    pub hailo_set_scheduler_priority: unsafe extern "C" fn(
        configured_network_group: hailo_configured_network_group,
        priority: u8,
        network_name: *const c_char,
    ) -> hailo_status,
    /// `hailo_status hailo_allocate_buffer(size_t size, const hailo_buffer_parameters_t *allocation_params, void **buffer_out)`
    pub hailo_allocate_buffer: unsafe extern "C" fn(
        size: usize,
        allocation_params: *const hailo_buffer_parameters_t,
        buffer_out: *mut *mut c_void,
    ) -> hailo_status,
    /// `hailo_status hailo_free_buffer(void *buffer)`
    pub hailo_free_buffer: unsafe extern "C" fn(buffer: *mut c_void) -> hailo_status,
    /// `hailo_status hailo_device_dma_map_buffer(hailo_device device, void *address, size_t size, hailo_dma_buffer_direction_t direction)`
    pub hailo_device_dma_map_buffer: unsafe extern "C" fn(
        device: hailo_device,
        address: *mut c_void,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) -> hailo_status,
    /// `hailo_status hailo_device_dma_unmap_buffer(hailo_device device, void *address, size_t size, hailo_dma_buffer_direction_t direction)`
    pub hailo_device_dma_unmap_buffer: unsafe extern "C" fn(
        device: hailo_device,
        address: *mut c_void,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) -> hailo_status,
    /// `hailo_status hailo_vdevice_dma_map_buffer(hailo_vdevice vdevice, void *address, size_t size, hailo_dma_buffer_direction_t direction)`
    pub hailo_vdevice_dma_map_buffer: unsafe extern "C" fn(
        vdevice: hailo_vdevice,
        address: *mut c_void,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) -> hailo_status,
    /// `hailo_status hailo_vdevice_dma_unmap_buffer(hailo_vdevice vdevice, void *address, size_t size, hailo_dma_buffer_direction_t direction)`
    pub hailo_vdevice_dma_unmap_buffer: unsafe extern "C" fn(
        vdevice: hailo_vdevice,
        address: *mut c_void,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) -> hailo_status,
    /// `hailo_status hailo_device_dma_map_dmabuf(hailo_device device, int dmabuf_fd, size_t size, hailo_dma_buffer_direction_t direction)`
    pub hailo_device_dma_map_dmabuf: unsafe extern "C" fn(
        device: hailo_device,
        dmabuf_fd: c_int,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) -> hailo_status,
    /// `hailo_status hailo_device_dma_unmap_dmabuf(hailo_device device, int dmabuf_fd, size_t size, hailo_dma_buffer_direction_t direction)`
    pub hailo_device_dma_unmap_dmabuf: unsafe extern "C" fn(
        device: hailo_device,
        dmabuf_fd: c_int,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) -> hailo_status,
    /// `hailo_status hailo_vdevice_dma_map_dmabuf(hailo_vdevice vdevice, int dmabuf_fd, size_t size, hailo_dma_buffer_direction_t direction)`
    pub hailo_vdevice_dma_map_dmabuf: unsafe extern "C" fn(
        vdevice: hailo_vdevice,
        dmabuf_fd: c_int,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) -> hailo_status,
    /// `hailo_status hailo_vdevice_dma_unmap_dmabuf(hailo_vdevice vdevice, int dmabuf_fd, size_t size, hailo_dma_buffer_direction_t direction)`
    pub hailo_vdevice_dma_unmap_dmabuf: unsafe extern "C" fn(
        vdevice: hailo_vdevice,
        dmabuf_fd: c_int,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) -> hailo_status,
    /// `hailo_status hailo_set_input_stream_timeout(hailo_input_stream stream, uint32_t timeout_ms)`
    pub hailo_set_input_stream_timeout:
        unsafe extern "C" fn(stream: hailo_input_stream, timeout_ms: u32) -> hailo_status,
    /// `hailo_status hailo_set_output_stream_timeout(hailo_output_stream stream, uint32_t timeout_ms)`
    pub hailo_set_output_stream_timeout:
        unsafe extern "C" fn(stream: hailo_output_stream, timeout_ms: u32) -> hailo_status,
    /// `size_t hailo_get_input_stream_frame_size(hailo_input_stream stream)`
    pub hailo_get_input_stream_frame_size: unsafe extern "C" fn(stream: hailo_input_stream) -> usize,
    /// `size_t hailo_get_output_stream_frame_size(hailo_output_stream stream)`
    pub hailo_get_output_stream_frame_size: unsafe extern "C" fn(stream: hailo_output_stream) -> usize,
    /// `hailo_status hailo_get_input_stream_info(hailo_input_stream stream, hailo_stream_info_t *stream_info)`
    pub hailo_get_input_stream_info: unsafe extern "C" fn(
        stream: hailo_input_stream,
        stream_info: *mut hailo_stream_info_t,
    ) -> hailo_status,
    /// `hailo_status hailo_get_output_stream_info(hailo_output_stream stream, hailo_stream_info_t *stream_info)`
    pub hailo_get_output_stream_info: unsafe extern "C" fn(
        stream: hailo_output_stream,
        stream_info: *mut hailo_stream_info_t,
    ) -> hailo_status,
    /// `hailo_status hailo_get_input_stream_quant_infos(hailo_input_stream stream, hailo_quant_info_t *quant_infos, size_t *quant_infos_count)`
    pub hailo_get_input_stream_quant_infos: unsafe extern "C" fn(
        stream: hailo_input_stream,
        quant_infos: *mut hailo_quant_info_t,
        quant_infos_count: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_get_output_stream_quant_infos(hailo_output_stream stream, hailo_quant_info_t *quant_infos, size_t *quant_infos_count)`
    pub hailo_get_output_stream_quant_infos: unsafe extern "C" fn(
        stream: hailo_output_stream,
        quant_infos: *mut hailo_quant_info_t,
        quant_infos_count: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_stream_read_raw_buffer(hailo_output_stream stream, void *buffer, size_t size)`
    pub hailo_stream_read_raw_buffer:
        unsafe extern "C" fn(stream: hailo_output_stream, buffer: *mut c_void, size: usize) -> hailo_status,
    /// `hailo_status hailo_stream_write_raw_buffer(hailo_input_stream stream, const void *buffer, size_t size)`
    pub hailo_stream_write_raw_buffer:
        unsafe extern "C" fn(stream: hailo_input_stream, buffer: *const c_void, size: usize) -> hailo_status,
    /// `hailo_status hailo_stream_wait_for_async_output_ready(hailo_output_stream stream, size_t transfer_size, uint32_t timeout_ms)`
    pub hailo_stream_wait_for_async_output_ready: unsafe extern "C" fn(
        stream: hailo_output_stream,
        transfer_size: usize,
        timeout_ms: u32,
    ) -> hailo_status,
    /// `hailo_status hailo_stream_wait_for_async_input_ready(hailo_input_stream stream, size_t transfer_size, uint32_t timeout_ms)`
    pub hailo_stream_wait_for_async_input_ready: unsafe extern "C" fn(
        stream: hailo_input_stream,
        transfer_size: usize,
        timeout_ms: u32,
    ) -> hailo_status,
    /// `hailo_status hailo_output_stream_get_async_max_queue_size(hailo_output_stream stream, size_t *queue_size)`
    pub hailo_output_stream_get_async_max_queue_size:
        unsafe extern "C" fn(stream: hailo_output_stream, queue_size: *mut usize) -> hailo_status,
    /// `hailo_status hailo_input_stream_get_async_max_queue_size(hailo_input_stream stream, size_t *queue_size)`
    pub hailo_input_stream_get_async_max_queue_size:
        unsafe extern "C" fn(stream: hailo_input_stream, queue_size: *mut usize) -> hailo_status,
    /// `hailo_status hailo_stream_read_raw_buffer_async(hailo_output_stream stream, void *buffer, size_t size, hailo_stream_read_async_callback_t user_callback, void *opaque)`
    pub hailo_stream_read_raw_buffer_async: unsafe extern "C" fn(
        stream: hailo_output_stream,
        buffer: *mut c_void,
        size: usize,
        user_callback: hailo_stream_read_async_callback_t,
        opaque: *mut c_void,
    ) -> hailo_status,
    /// `hailo_status hailo_stream_write_raw_buffer_async(hailo_input_stream stream, const void *buffer, size_t size, hailo_stream_write_async_callback_t user_callback, void *opaque)`
    pub hailo_stream_write_raw_buffer_async: unsafe extern "C" fn(
        stream: hailo_input_stream,
        buffer: *const c_void,
        size: usize,
        user_callback: hailo_stream_write_async_callback_t,
        opaque: *mut c_void,
    ) -> hailo_status,
    /// `size_t hailo_get_host_frame_size(const hailo_stream_info_t *stream_info, const hailo_transform_params_t *transform_params)`
    pub hailo_get_host_frame_size: unsafe extern "C" fn(
        stream_info: *const hailo_stream_info_t,
        transform_params: *const hailo_transform_params_t,
    ) -> usize,
    /// `hailo_status hailo_create_input_transform_context(const hailo_stream_info_t *stream_info, const hailo_transform_params_t *transform_params, hailo_input_transform_context *transform_context)`
    pub hailo_create_input_transform_context: unsafe extern "C" fn(
        stream_info: *const hailo_stream_info_t,
        transform_params: *const hailo_transform_params_t,
        transform_context: *mut hailo_input_transform_context,
    ) -> hailo_status,
    /// `hailo_status hailo_create_input_transform_context_by_stream(hailo_input_stream stream, const hailo_transform_params_t *transform_params, hailo_input_transform_context *transform_context)`
    pub hailo_create_input_transform_context_by_stream: unsafe extern "C" fn(
        stream: hailo_input_stream,
        transform_params: *const hailo_transform_params_t,
        transform_context: *mut hailo_input_transform_context,
    ) -> hailo_status,
    /// `hailo_status hailo_release_input_transform_context(hailo_input_transform_context transform_context)`
    pub hailo_release_input_transform_context:
        unsafe extern "C" fn(transform_context: hailo_input_transform_context) -> hailo_status,
    /// `hailo_status hailo_is_input_transformation_required2(const hailo_3d_image_shape_t *src_image_shape, const hailo_format_t *src_format, const hailo_3d_image_shape_t *dst_image_shape, const hailo_format_t *dst_format, const hailo_quant_info_t *quant_infos, size_t quant_infos_count, bool *transformation_required)`
    pub hailo_is_input_transformation_required2: unsafe extern "C" fn(
        src_image_shape: *const hailo_3d_image_shape_t,
        src_format: *const hailo_format_t,
        dst_image_shape: *const hailo_3d_image_shape_t,
        dst_format: *const hailo_format_t,
        quant_infos: *const hailo_quant_info_t,
        quant_infos_count: usize,
        transformation_required: *mut u8,
    ) -> hailo_status,
    /// `hailo_status hailo_transform_frame_by_input_transform_context(hailo_input_transform_context transform_context, const void *src, size_t src_size, void *dst, size_t dst_size)`
    pub hailo_transform_frame_by_input_transform_context: unsafe extern "C" fn(
        transform_context: hailo_input_transform_context,
        src: *const c_void,
        src_size: usize,
        dst: *mut c_void,
        dst_size: usize,
    ) -> hailo_status,
    /// `hailo_status hailo_is_output_transformation_required2(const hailo_3d_image_shape_t *src_image_shape, const hailo_format_t *src_format, const hailo_3d_image_shape_t *dst_image_shape, const hailo_format_t *dst_format, const hailo_quant_info_t *quant_infos, size_t quant_infos_count, bool *transformation_required)`
    pub hailo_is_output_transformation_required2: unsafe extern "C" fn(
        src_image_shape: *const hailo_3d_image_shape_t,
        src_format: *const hailo_format_t,
        dst_image_shape: *const hailo_3d_image_shape_t,
        dst_format: *const hailo_format_t,
        quant_infos: *const hailo_quant_info_t,
        quant_infos_count: usize,
        transformation_required: *mut u8,
    ) -> hailo_status,
    /// `hailo_status hailo_create_output_transform_context(const hailo_stream_info_t *stream_info, const hailo_transform_params_t *transform_params, hailo_output_transform_context *transform_context)`
    pub hailo_create_output_transform_context: unsafe extern "C" fn(
        stream_info: *const hailo_stream_info_t,
        transform_params: *const hailo_transform_params_t,
        transform_context: *mut hailo_output_transform_context,
    ) -> hailo_status,
    /// `hailo_status hailo_create_output_transform_context_by_stream(hailo_output_stream stream, const hailo_transform_params_t *transform_params, hailo_output_transform_context *transform_context)`
    pub hailo_create_output_transform_context_by_stream: unsafe extern "C" fn(
        stream: hailo_output_stream,
        transform_params: *const hailo_transform_params_t,
        transform_context: *mut hailo_output_transform_context,
    ) -> hailo_status,
    /// `hailo_status hailo_release_output_transform_context(hailo_output_transform_context transform_context)`
    pub hailo_release_output_transform_context:
        unsafe extern "C" fn(transform_context: hailo_output_transform_context) -> hailo_status,
    /// `hailo_status hailo_transform_frame_by_output_transform_context(hailo_output_transform_context transform_context, const void *src, size_t src_size, void *dst, size_t dst_size)`
    pub hailo_transform_frame_by_output_transform_context: unsafe extern "C" fn(
        transform_context: hailo_output_transform_context,
        src: *const c_void,
        src_size: usize,
        dst: *mut c_void,
        dst_size: usize,
    ) -> hailo_status,
    /// `hailo_status hailo_is_qp_valid(const hailo_quant_info_t quant_info, bool *is_qp_valid)`
    pub hailo_is_qp_valid:
        unsafe extern "C" fn(quant_info: hailo_quant_info_t, is_qp_valid: *mut u8) -> hailo_status,
    /// `hailo_status hailo_create_demuxer_by_stream(hailo_output_stream stream, const hailo_demux_params_t *demux_params, hailo_output_demuxer *demuxer)`
    pub hailo_create_demuxer_by_stream: unsafe extern "C" fn(
        stream: hailo_output_stream,
        demux_params: *const hailo_demux_params_t,
        demuxer: *mut hailo_output_demuxer,
    ) -> hailo_status,
    /// `hailo_status hailo_release_output_demuxer(hailo_output_demuxer demuxer)`
    pub hailo_release_output_demuxer: unsafe extern "C" fn(demuxer: hailo_output_demuxer) -> hailo_status,
    /// `hailo_status hailo_demux_raw_frame_by_output_demuxer(hailo_output_demuxer demuxer, const void *src, size_t src_size, hailo_stream_raw_buffer_t *raw_buffers, size_t raw_buffers_count)`
    pub hailo_demux_raw_frame_by_output_demuxer: unsafe extern "C" fn(
        demuxer: hailo_output_demuxer,
        src: *const c_void,
        src_size: usize,
        raw_buffers: *mut hailo_stream_raw_buffer_t,
        raw_buffers_count: usize,
    ) -> hailo_status,
    /// `hailo_status hailo_demux_by_name_raw_frame_by_output_demuxer(hailo_output_demuxer demuxer, const void *src, size_t src_size, hailo_stream_raw_buffer_by_name_t *raw_buffers_by_name, size_t raw_buffers_count)`
    pub hailo_demux_by_name_raw_frame_by_output_demuxer: unsafe extern "C" fn(
        demuxer: hailo_output_demuxer,
        src: *const c_void,
        src_size: usize,
        raw_buffers_by_name: *mut hailo_stream_raw_buffer_by_name_t,
        raw_buffers_count: usize,
    ) -> hailo_status,
    /// `hailo_status hailo_get_mux_infos_by_output_demuxer(hailo_output_demuxer demuxer, hailo_stream_info_t *stream_infos, size_t *number_of_streams)`
    pub hailo_get_mux_infos_by_output_demuxer: unsafe extern "C" fn(
        demuxer: hailo_output_demuxer,
        stream_infos: *mut hailo_stream_info_t,
        number_of_streams: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_fuse_nms_frames(const hailo_nms_fuse_input_t *nms_fuse_inputs, uint32_t inputs_count, uint8_t *fused_buffer, size_t fused_buffer_size)`
    pub hailo_fuse_nms_frames: unsafe extern "C" fn(
        nms_fuse_inputs: *const hailo_nms_fuse_input_t,
        inputs_count: u32,
        fused_buffer: *mut u8,
        fused_buffer_size: usize,
    ) -> hailo_status,
    /// `hailo_status hailo_hef_make_input_vstream_params(hailo_hef hef, const char *name, bool unused, hailo_format_type_t format_type, hailo_input_vstream_params_by_name_t *input_params, size_t *input_params_count)`
    pub hailo_hef_make_input_vstream_params: unsafe extern "C" fn(
        hef: hailo_hef,
        name: *const c_char,
        unused: bool,
        format_type: hailo_format_type_t,
        input_params: *mut hailo_input_vstream_params_by_name_t,
        input_params_count: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_hef_make_output_vstream_params(hailo_hef hef, const char *name, bool unused, hailo_format_type_t format_type, hailo_output_vstream_params_by_name_t *output_params, size_t *output_params_count)`
    pub hailo_hef_make_output_vstream_params: unsafe extern "C" fn(
        hef: hailo_hef,
        name: *const c_char,
        unused: bool,
        format_type: hailo_format_type_t,
        output_params: *mut hailo_output_vstream_params_by_name_t,
        output_params_count: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_make_input_vstream_params(hailo_configured_network_group network_group, bool unused, hailo_format_type_t format_type, hailo_input_vstream_params_by_name_t *input_params, size_t *input_params_count)`
    pub hailo_make_input_vstream_params: unsafe extern "C" fn(
        network_group: hailo_configured_network_group,
        unused: bool,
        format_type: hailo_format_type_t,
        input_params: *mut hailo_input_vstream_params_by_name_t,
        input_params_count: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_make_output_vstream_params(hailo_configured_network_group network_group, bool unused, hailo_format_type_t format_type, hailo_output_vstream_params_by_name_t *output_params, size_t *output_params_count)`
    pub hailo_make_output_vstream_params: unsafe extern "C" fn(
        network_group: hailo_configured_network_group,
        unused: bool,
        format_type: hailo_format_type_t,
        output_params: *mut hailo_output_vstream_params_by_name_t,
        output_params_count: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_get_output_vstream_groups(hailo_configured_network_group network_group, hailo_output_vstream_name_by_group_t *output_name_by_group, size_t *output_name_by_group_count)`
    pub hailo_get_output_vstream_groups: unsafe extern "C" fn(
        network_group: hailo_configured_network_group,
        output_name_by_group: *mut hailo_output_vstream_name_by_group_t,
        output_name_by_group_count: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_create_input_vstreams(hailo_configured_network_group configured_network_group, const hailo_input_vstream_params_by_name_t *inputs_params, size_t inputs_count, hailo_input_vstream *input_vstreams)`
    pub hailo_create_input_vstreams: unsafe extern "C" fn(
        configured_network_group: hailo_configured_network_group,
        inputs_params: *const hailo_input_vstream_params_by_name_t,
        inputs_count: usize,
        input_vstreams: *mut hailo_input_vstream,
    ) -> hailo_status,
    /// `hailo_status hailo_create_output_vstreams(hailo_configured_network_group configured_network_group, const hailo_output_vstream_params_by_name_t *outputs_params, size_t outputs_count, hailo_output_vstream *output_vstreams)`
    pub hailo_create_output_vstreams: unsafe extern "C" fn(
        configured_network_group: hailo_configured_network_group,
        outputs_params: *const hailo_output_vstream_params_by_name_t,
        outputs_count: usize,
        output_vstreams: *mut hailo_output_vstream,
    ) -> hailo_status,
    /// `hailo_status hailo_get_input_vstream_frame_size(hailo_input_vstream input_vstream, size_t *frame_size)`
    pub hailo_get_input_vstream_frame_size:
        unsafe extern "C" fn(input_vstream: hailo_input_vstream, frame_size: *mut usize) -> hailo_status,
    /// `hailo_status hailo_get_input_vstream_info(hailo_input_vstream input_vstream, hailo_vstream_info_t *vstream_info)`
    pub hailo_get_input_vstream_info: unsafe extern "C" fn(
        input_vstream: hailo_input_vstream,
        vstream_info: *mut hailo_vstream_info_t,
    ) -> hailo_status,
    /// `hailo_status hailo_get_input_vstream_user_format(hailo_input_vstream input_vstream, hailo_format_t *user_buffer_format)`
    pub hailo_get_input_vstream_user_format: unsafe extern "C" fn(
        input_vstream: hailo_input_vstream,
        user_buffer_format: *mut hailo_format_t,
    ) -> hailo_status,
    /// `hailo_status hailo_get_input_vstream_quant_infos(hailo_input_vstream vstream, hailo_quant_info_t *quant_infos, size_t *quant_infos_count)`
    pub hailo_get_input_vstream_quant_infos: unsafe extern "C" fn(
        vstream: hailo_input_vstream,
        quant_infos: *mut hailo_quant_info_t,
        quant_infos_count: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_get_output_vstream_quant_infos(hailo_output_vstream vstream, hailo_quant_info_t *quant_infos, size_t *quant_infos_count)`
    pub hailo_get_output_vstream_quant_infos: unsafe extern "C" fn(
        vstream: hailo_output_vstream,
        quant_infos: *mut hailo_quant_info_t,
        quant_infos_count: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_get_output_vstream_frame_size(hailo_output_vstream output_vstream, size_t *frame_size)`
    pub hailo_get_output_vstream_frame_size:
        unsafe extern "C" fn(output_vstream: hailo_output_vstream, frame_size: *mut usize) -> hailo_status,
    /// `hailo_status hailo_get_output_vstream_info(hailo_output_vstream output_vstream, hailo_vstream_info_t *vstream_info)`
    pub hailo_get_output_vstream_info: unsafe extern "C" fn(
        output_vstream: hailo_output_vstream,
        vstream_info: *mut hailo_vstream_info_t,
    ) -> hailo_status,
    /// `hailo_status hailo_get_output_vstream_user_format(hailo_output_vstream output_vstream, hailo_format_t *user_buffer_format)`
    pub hailo_get_output_vstream_user_format: unsafe extern "C" fn(
        output_vstream: hailo_output_vstream,
        user_buffer_format: *mut hailo_format_t,
    ) -> hailo_status,
    /// `hailo_status hailo_get_vstream_frame_size(hailo_vstream_info_t *vstream_info, hailo_format_t *user_buffer_format, size_t *frame_size)`
    pub hailo_get_vstream_frame_size: unsafe extern "C" fn(
        vstream_info: *mut hailo_vstream_info_t,
        user_buffer_format: *mut hailo_format_t,
        frame_size: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_vstream_write_raw_buffer(hailo_input_vstream input_vstream, const void *buffer, size_t buffer_size)`
    pub hailo_vstream_write_raw_buffer: unsafe extern "C" fn(
        input_vstream: hailo_input_vstream,
        buffer: *const c_void,
        buffer_size: usize,
    ) -> hailo_status,
    /// `hailo_status hailo_vstream_write_pix_buffer(hailo_input_vstream input_vstream, const hailo_pix_buffer_t *buffer)`
    pub hailo_vstream_write_pix_buffer: unsafe extern "C" fn(
        input_vstream: hailo_input_vstream,
        buffer: *const hailo_pix_buffer_t,
    ) -> hailo_status,
    /// `hailo_status hailo_flush_input_vstream(hailo_input_vstream input_vstream)`
    pub hailo_flush_input_vstream: unsafe extern "C" fn(input_vstream: hailo_input_vstream) -> hailo_status,
    /// `hailo_status hailo_vstream_read_raw_buffer(hailo_output_vstream output_vstream, void *buffer, size_t buffer_size)`
    pub hailo_vstream_read_raw_buffer: unsafe extern "C" fn(
        output_vstream: hailo_output_vstream,
        buffer: *mut c_void,
        buffer_size: usize,
    ) -> hailo_status,
    /// `hailo_status hailo_vstream_set_nms_score_threshold(hailo_output_vstream output_vstream, float32_t threshold)`
    pub hailo_vstream_set_nms_score_threshold:
        unsafe extern "C" fn(output_vstream: hailo_output_vstream, threshold: float32_t) -> hailo_status,
    /// `hailo_status hailo_vstream_set_nms_iou_threshold(hailo_output_vstream output_vstream, float32_t threshold)`
    pub hailo_vstream_set_nms_iou_threshold:
        unsafe extern "C" fn(output_vstream: hailo_output_vstream, threshold: float32_t) -> hailo_status,
    /// `hailo_status hailo_vstream_set_nms_max_proposals_per_class(hailo_output_vstream output_vstream, uint32_t max_proposals_per_class)`
    pub hailo_vstream_set_nms_max_proposals_per_class: unsafe extern "C" fn(
        output_vstream: hailo_output_vstream,
        max_proposals_per_class: u32,
    ) -> hailo_status,
    /// `hailo_status hailo_release_input_vstreams(const hailo_input_vstream *input_vstreams, size_t inputs_count)`
    pub hailo_release_input_vstreams:
        unsafe extern "C" fn(input_vstreams: *const hailo_input_vstream, inputs_count: usize) -> hailo_status,
    /// `hailo_status hailo_release_output_vstreams(const hailo_output_vstream *output_vstreams, size_t outputs_count)`
    pub hailo_release_output_vstreams: unsafe extern "C" fn(
        output_vstreams: *const hailo_output_vstream,
        outputs_count: usize,
    ) -> hailo_status,
    /// `hailo_status hailo_clear_input_vstreams(const hailo_input_vstream *input_vstreams, size_t inputs_count)`
    pub hailo_clear_input_vstreams:
        unsafe extern "C" fn(input_vstreams: *const hailo_input_vstream, inputs_count: usize) -> hailo_status,
    /// `hailo_status hailo_clear_output_vstreams(const hailo_output_vstream *output_vstreams, size_t outputs_count)`
    pub hailo_clear_output_vstreams: unsafe extern "C" fn(
        output_vstreams: *const hailo_output_vstream,
        outputs_count: usize,
    ) -> hailo_status,
    /// `hailo_status hailo_infer(hailo_configured_network_group configured_network_group, hailo_input_vstream_params_by_name_t *inputs_params, hailo_stream_raw_buffer_by_name_t *input_buffers, size_t inputs_count, hailo_output_vstream_params_by_name_t *outputs_params, hailo_stream_raw_buffer_by_name_t *output_buffers, size_t outputs_count, size_t frames_count)`
    pub hailo_infer: unsafe extern "C" fn(
        configured_network_group: hailo_configured_network_group,
        inputs_params: *mut hailo_input_vstream_params_by_name_t,
        input_buffers: *mut hailo_stream_raw_buffer_by_name_t,
        inputs_count: usize,
        outputs_params: *mut hailo_output_vstream_params_by_name_t,
        output_buffers: *mut hailo_stream_raw_buffer_by_name_t,
        outputs_count: usize,
        frames_count: usize,
    ) -> hailo_status,
    /// `hailo_status hailo_hef_get_network_infos(hailo_hef hef, const char *network_group_name, hailo_network_info_t *networks_infos, size_t *number_of_networks)`
    pub hailo_hef_get_network_infos: unsafe extern "C" fn(
        hef: hailo_hef,
        network_group_name: *const c_char,
        networks_infos: *mut hailo_network_info_t,
        number_of_networks: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_get_network_infos(hailo_configured_network_group network_group, hailo_network_info_t *networks_infos, size_t *number_of_networks)`
    pub hailo_get_network_infos: unsafe extern "C" fn(
        network_group: hailo_configured_network_group,
        networks_infos: *mut hailo_network_info_t,
        number_of_networks: *mut usize,
    ) -> hailo_status,
    /// `hailo_status hailo_set_sleep_state(hailo_device device, hailo_sleep_state_t sleep_state)`
    pub hailo_set_sleep_state:
        unsafe extern "C" fn(device: hailo_device, sleep_state: hailo_sleep_state_t) -> hailo_status,
    /// `hailo_status hailo_is_input_transformation_required(const hailo_3d_image_shape_t *src_image_shape, const hailo_format_t *src_format, const hailo_3d_image_shape_t *dst_image_shape, const hailo_format_t *dst_format, const hailo_quant_info_t *quant_info, bool *transformation_required)`
    pub hailo_is_input_transformation_required: unsafe extern "C" fn(
        src_image_shape: *const hailo_3d_image_shape_t,
        src_format: *const hailo_format_t,
        dst_image_shape: *const hailo_3d_image_shape_t,
        dst_format: *const hailo_format_t,
        quant_info: *const hailo_quant_info_t,
        transformation_required: *mut u8,
    ) -> hailo_status,
    /// `hailo_status hailo_is_output_transformation_required(const hailo_3d_image_shape_t *src_image_shape, const hailo_format_t *src_format, const hailo_3d_image_shape_t *dst_image_shape, const hailo_format_t *dst_format, const hailo_quant_info_t *quant_info, bool *transformation_required)`
    pub hailo_is_output_transformation_required: unsafe extern "C" fn(
        src_image_shape: *const hailo_3d_image_shape_t,
        src_format: *const hailo_format_t,
        dst_image_shape: *const hailo_3d_image_shape_t,
        dst_format: *const hailo_format_t,
        quant_info: *const hailo_quant_info_t,
        transformation_required: *mut u8,
    ) -> hailo_status,
}

impl Api {
    /// Fills the table by name, and answers the names that every era has and `lookup` does not find: those
    /// fields answer `HAILO_NOT_IMPLEMENTED`, or nothing where they answer no status.
    ///
    /// # Safety
    /// What `lookup` returns is null or a C function of HailoRT's with that name, and stays so while the table is used.
    pub unsafe fn from_symbols(
        mut lookup: impl FnMut(&'static CStr) -> *const c_void,
    ) -> (Self, Vec<&'static str>) {
        let mut missing = Vec::new();
        let mut find = |name: &'static CStr, required: bool| {
            let found = lookup(name);
            if required && found.is_null() {
                missing.push(name.to_str().unwrap_or_default());
            }
            found
        };
        let hailo_get_library_version = find(c"hailo_get_library_version", true);
        let hailo_get_status_message = find(c"hailo_get_status_message", true);
        let hailo_scan_devices = find(c"hailo_scan_devices", true);
        let hailo_create_device_by_id = find(c"hailo_create_device_by_id", true);
        let hailo_scan_pcie_devices = find(c"hailo_scan_pcie_devices", true);
        let hailo_parse_pcie_device_info = find(c"hailo_parse_pcie_device_info", true);
        let hailo_create_pcie_device = find(c"hailo_create_pcie_device", true);
        let hailo_scan_ethernet_devices = find(c"hailo_scan_ethernet_devices", false);
        let hailo_create_ethernet_device = find(c"hailo_create_ethernet_device", false);
        let hailo_release_device = find(c"hailo_release_device", true);
        let hailo_device_get_type_by_device_id = find(c"hailo_device_get_type_by_device_id", true);
        let hailo_identify = find(c"hailo_identify", true);
        let hailo_core_identify = find(c"hailo_core_identify", true);
        let hailo_get_extended_device_information = find(c"hailo_get_extended_device_information", true);
        let hailo_set_fw_logger = find(c"hailo_set_fw_logger", true);
        let hailo_set_throttling_state = find(c"hailo_set_throttling_state", true);
        let hailo_get_throttling_state = find(c"hailo_get_throttling_state", true);
        let hailo_wd_enable = find(c"hailo_wd_enable", true);
        let hailo_wd_disable = find(c"hailo_wd_disable", true);
        let hailo_wd_config = find(c"hailo_wd_config", true);
        let hailo_get_previous_system_state = find(c"hailo_get_previous_system_state", true);
        let hailo_set_pause_frames = find(c"hailo_set_pause_frames", true);
        let hailo_get_device_id = find(c"hailo_get_device_id", true);
        let hailo_get_chip_temperature = find(c"hailo_get_chip_temperature", true);
        let hailo_reset_device = find(c"hailo_reset_device", true);
        let hailo_update_firmware = find(c"hailo_update_firmware", false);
        let hailo_update_second_stage = find(c"hailo_update_second_stage", false);
        let hailo_set_notification_callback = find(c"hailo_set_notification_callback", true);
        let hailo_remove_notification_callback = find(c"hailo_remove_notification_callback", true);
        let hailo_reset_sensor = find(c"hailo_reset_sensor", false);
        let hailo_set_sensor_i2c_bus_index = find(c"hailo_set_sensor_i2c_bus_index", false);
        let hailo_load_and_start_sensor = find(c"hailo_load_and_start_sensor", false);
        let hailo_i2c_read = find(c"hailo_i2c_read", true);
        let hailo_i2c_write = find(c"hailo_i2c_write", true);
        let hailo_dump_sensor_config = find(c"hailo_dump_sensor_config", false);
        let hailo_store_sensor_config = find(c"hailo_store_sensor_config", false);
        let hailo_store_isp_config = find(c"hailo_store_isp_config", false);
        let hailo_test_chip_memories = find(c"hailo_test_chip_memories", true);
        let hailo_init_vdevice_params = find(c"hailo_init_vdevice_params", true);
        let hailo_create_vdevice = find(c"hailo_create_vdevice", true);
        let hailo_configure_vdevice = find(c"hailo_configure_vdevice", true);
        let hailo_get_physical_devices = find(c"hailo_get_physical_devices", true);
        let hailo_vdevice_get_physical_devices_ids = find(c"hailo_vdevice_get_physical_devices_ids", true);
        let hailo_release_vdevice = find(c"hailo_release_vdevice", true);
        let hailo_power_measurement = find(c"hailo_power_measurement", true);
        let hailo_start_power_measurement = find(c"hailo_start_power_measurement", true);
        let hailo_set_power_measurement = find(c"hailo_set_power_measurement", true);
        let hailo_get_power_measurement = find(c"hailo_get_power_measurement", true);
        let hailo_stop_power_measurement = find(c"hailo_stop_power_measurement", true);
        let hailo_create_hef_file = find(c"hailo_create_hef_file", true);
        let hailo_create_hef_buffer = find(c"hailo_create_hef_buffer", true);
        let hailo_release_hef = find(c"hailo_release_hef", true);
        let hailo_hef_get_all_stream_infos = find(c"hailo_hef_get_all_stream_infos", true);
        let hailo_hef_get_stream_info_by_name = find(c"hailo_hef_get_stream_info_by_name", true);
        let hailo_hef_get_all_vstream_infos = find(c"hailo_hef_get_all_vstream_infos", true);
        let hailo_hef_get_vstream_name_from_original_name =
            find(c"hailo_hef_get_vstream_name_from_original_name", true);
        let hailo_hef_get_original_names_from_vstream_name =
            find(c"hailo_hef_get_original_names_from_vstream_name", true);
        let hailo_hef_get_vstream_names_from_stream_name =
            find(c"hailo_hef_get_vstream_names_from_stream_name", true);
        let hailo_hef_get_stream_names_from_vstream_name =
            find(c"hailo_hef_get_stream_names_from_vstream_name", true);
        let hailo_hef_get_sorted_output_names = find(c"hailo_hef_get_sorted_output_names", true);
        let hailo_hef_get_bottleneck_fps = find(c"hailo_hef_get_bottleneck_fps", true);
        let hailo_calculate_eth_input_rate_limits = find(c"hailo_calculate_eth_input_rate_limits", false);
        let hailo_init_configure_params = find(c"hailo_init_configure_params", true);
        let hailo_init_configure_params_by_vdevice = find(c"hailo_init_configure_params_by_vdevice", true);
        let hailo_init_configure_params_by_device = find(c"hailo_init_configure_params_by_device", true);
        let hailo_init_configure_params_mipi_input = find(c"hailo_init_configure_params_mipi_input", false);
        let hailo_init_configure_network_group_params =
            find(c"hailo_init_configure_network_group_params", true);
        let hailo_init_configure_network_group_params_mipi_input =
            find(c"hailo_init_configure_network_group_params_mipi_input", false);
        let hailo_configure_device = find(c"hailo_configure_device", true);
        let hailo_wait_for_network_group_activation = find(c"hailo_wait_for_network_group_activation", true);
        let hailo_get_network_groups_infos = find(c"hailo_get_network_groups_infos", true);
        let hailo_network_group_get_all_stream_infos =
            find(c"hailo_network_group_get_all_stream_infos", true);
        let hailo_network_group_get_input_stream_infos =
            find(c"hailo_network_group_get_input_stream_infos", true);
        let hailo_network_group_get_output_stream_infos =
            find(c"hailo_network_group_get_output_stream_infos", true);
        let hailo_shutdown_network_group = find(c"hailo_shutdown_network_group", true);
        let hailo_activate_network_group = find(c"hailo_activate_network_group", true);
        let hailo_deactivate_network_group = find(c"hailo_deactivate_network_group", true);
        let hailo_get_input_stream = find(c"hailo_get_input_stream", true);
        let hailo_get_output_stream = find(c"hailo_get_output_stream", true);
        let hailo_get_latency_measurement = find(c"hailo_get_latency_measurement", true);
        let hailo_set_scheduler_timeout = find(c"hailo_set_scheduler_timeout", true);
        let hailo_set_scheduler_threshold = find(c"hailo_set_scheduler_threshold", true);
        let hailo_set_scheduler_priority = find(c"hailo_set_scheduler_priority", true);
        let hailo_allocate_buffer = find(c"hailo_allocate_buffer", true);
        let hailo_free_buffer = find(c"hailo_free_buffer", true);
        let hailo_device_dma_map_buffer = find(c"hailo_device_dma_map_buffer", true);
        let hailo_device_dma_unmap_buffer = find(c"hailo_device_dma_unmap_buffer", true);
        let hailo_vdevice_dma_map_buffer = find(c"hailo_vdevice_dma_map_buffer", true);
        let hailo_vdevice_dma_unmap_buffer = find(c"hailo_vdevice_dma_unmap_buffer", true);
        let hailo_device_dma_map_dmabuf = find(c"hailo_device_dma_map_dmabuf", true);
        let hailo_device_dma_unmap_dmabuf = find(c"hailo_device_dma_unmap_dmabuf", true);
        let hailo_vdevice_dma_map_dmabuf = find(c"hailo_vdevice_dma_map_dmabuf", true);
        let hailo_vdevice_dma_unmap_dmabuf = find(c"hailo_vdevice_dma_unmap_dmabuf", true);
        let hailo_set_input_stream_timeout = find(c"hailo_set_input_stream_timeout", true);
        let hailo_set_output_stream_timeout = find(c"hailo_set_output_stream_timeout", true);
        let hailo_get_input_stream_frame_size = find(c"hailo_get_input_stream_frame_size", true);
        let hailo_get_output_stream_frame_size = find(c"hailo_get_output_stream_frame_size", true);
        let hailo_get_input_stream_info = find(c"hailo_get_input_stream_info", true);
        let hailo_get_output_stream_info = find(c"hailo_get_output_stream_info", true);
        let hailo_get_input_stream_quant_infos = find(c"hailo_get_input_stream_quant_infos", true);
        let hailo_get_output_stream_quant_infos = find(c"hailo_get_output_stream_quant_infos", true);
        let hailo_stream_read_raw_buffer = find(c"hailo_stream_read_raw_buffer", true);
        let hailo_stream_write_raw_buffer = find(c"hailo_stream_write_raw_buffer", true);
        let hailo_stream_wait_for_async_output_ready =
            find(c"hailo_stream_wait_for_async_output_ready", true);
        let hailo_stream_wait_for_async_input_ready = find(c"hailo_stream_wait_for_async_input_ready", true);
        let hailo_output_stream_get_async_max_queue_size =
            find(c"hailo_output_stream_get_async_max_queue_size", true);
        let hailo_input_stream_get_async_max_queue_size =
            find(c"hailo_input_stream_get_async_max_queue_size", true);
        let hailo_stream_read_raw_buffer_async = find(c"hailo_stream_read_raw_buffer_async", true);
        let hailo_stream_write_raw_buffer_async = find(c"hailo_stream_write_raw_buffer_async", true);
        let hailo_get_host_frame_size = find(c"hailo_get_host_frame_size", true);
        let hailo_create_input_transform_context = find(c"hailo_create_input_transform_context", true);
        let hailo_create_input_transform_context_by_stream =
            find(c"hailo_create_input_transform_context_by_stream", true);
        let hailo_release_input_transform_context = find(c"hailo_release_input_transform_context", true);
        let hailo_is_input_transformation_required2 = find(c"hailo_is_input_transformation_required2", true);
        let hailo_transform_frame_by_input_transform_context =
            find(c"hailo_transform_frame_by_input_transform_context", true);
        let hailo_is_output_transformation_required2 =
            find(c"hailo_is_output_transformation_required2", true);
        let hailo_create_output_transform_context = find(c"hailo_create_output_transform_context", true);
        let hailo_create_output_transform_context_by_stream =
            find(c"hailo_create_output_transform_context_by_stream", true);
        let hailo_release_output_transform_context = find(c"hailo_release_output_transform_context", true);
        let hailo_transform_frame_by_output_transform_context =
            find(c"hailo_transform_frame_by_output_transform_context", true);
        let hailo_is_qp_valid = find(c"hailo_is_qp_valid", true);
        let hailo_create_demuxer_by_stream = find(c"hailo_create_demuxer_by_stream", true);
        let hailo_release_output_demuxer = find(c"hailo_release_output_demuxer", true);
        let hailo_demux_raw_frame_by_output_demuxer = find(c"hailo_demux_raw_frame_by_output_demuxer", true);
        let hailo_demux_by_name_raw_frame_by_output_demuxer =
            find(c"hailo_demux_by_name_raw_frame_by_output_demuxer", true);
        let hailo_get_mux_infos_by_output_demuxer = find(c"hailo_get_mux_infos_by_output_demuxer", true);
        let hailo_fuse_nms_frames = find(c"hailo_fuse_nms_frames", true);
        let hailo_hef_make_input_vstream_params = find(c"hailo_hef_make_input_vstream_params", true);
        let hailo_hef_make_output_vstream_params = find(c"hailo_hef_make_output_vstream_params", true);
        let hailo_make_input_vstream_params = find(c"hailo_make_input_vstream_params", true);
        let hailo_make_output_vstream_params = find(c"hailo_make_output_vstream_params", true);
        let hailo_get_output_vstream_groups = find(c"hailo_get_output_vstream_groups", true);
        let hailo_create_input_vstreams = find(c"hailo_create_input_vstreams", true);
        let hailo_create_output_vstreams = find(c"hailo_create_output_vstreams", true);
        let hailo_get_input_vstream_frame_size = find(c"hailo_get_input_vstream_frame_size", true);
        let hailo_get_input_vstream_info = find(c"hailo_get_input_vstream_info", true);
        let hailo_get_input_vstream_user_format = find(c"hailo_get_input_vstream_user_format", true);
        let hailo_get_input_vstream_quant_infos = find(c"hailo_get_input_vstream_quant_infos", true);
        let hailo_get_output_vstream_quant_infos = find(c"hailo_get_output_vstream_quant_infos", true);
        let hailo_get_output_vstream_frame_size = find(c"hailo_get_output_vstream_frame_size", true);
        let hailo_get_output_vstream_info = find(c"hailo_get_output_vstream_info", true);
        let hailo_get_output_vstream_user_format = find(c"hailo_get_output_vstream_user_format", true);
        let hailo_get_vstream_frame_size = find(c"hailo_get_vstream_frame_size", true);
        let hailo_vstream_write_raw_buffer = find(c"hailo_vstream_write_raw_buffer", true);
        let hailo_vstream_write_pix_buffer = find(c"hailo_vstream_write_pix_buffer", true);
        let hailo_flush_input_vstream = find(c"hailo_flush_input_vstream", true);
        let hailo_vstream_read_raw_buffer = find(c"hailo_vstream_read_raw_buffer", true);
        let hailo_vstream_set_nms_score_threshold = find(c"hailo_vstream_set_nms_score_threshold", true);
        let hailo_vstream_set_nms_iou_threshold = find(c"hailo_vstream_set_nms_iou_threshold", true);
        let hailo_vstream_set_nms_max_proposals_per_class =
            find(c"hailo_vstream_set_nms_max_proposals_per_class", true);
        let hailo_release_input_vstreams = find(c"hailo_release_input_vstreams", true);
        let hailo_release_output_vstreams = find(c"hailo_release_output_vstreams", true);
        let hailo_clear_input_vstreams = find(c"hailo_clear_input_vstreams", true);
        let hailo_clear_output_vstreams = find(c"hailo_clear_output_vstreams", true);
        let hailo_infer = find(c"hailo_infer", true);
        let hailo_hef_get_network_infos = find(c"hailo_hef_get_network_infos", true);
        let hailo_get_network_infos = find(c"hailo_get_network_infos", true);
        let hailo_set_sleep_state = find(c"hailo_set_sleep_state", true);
        let hailo_is_input_transformation_required = find(c"hailo_is_input_transformation_required", true);
        let hailo_is_output_transformation_required = find(c"hailo_is_output_transformation_required", true);
        let table = Self {
            hailo_get_library_version: if hailo_get_library_version.is_null() {
                lacking::hailo_get_library_version
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_library_version) }
            },
            hailo_get_status_message: if hailo_get_status_message.is_null() {
                lacking::hailo_get_status_message
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_status_message) }
            },
            hailo_scan_devices: if hailo_scan_devices.is_null() {
                lacking::hailo_scan_devices
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_scan_devices) }
            },
            hailo_create_device_by_id: if hailo_create_device_by_id.is_null() {
                lacking::hailo_create_device_by_id
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_create_device_by_id) }
            },
            hailo_scan_pcie_devices: if hailo_scan_pcie_devices.is_null() {
                lacking::hailo_scan_pcie_devices
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_scan_pcie_devices) }
            },
            hailo_parse_pcie_device_info: if hailo_parse_pcie_device_info.is_null() {
                lacking::hailo_parse_pcie_device_info
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_parse_pcie_device_info) }
            },
            hailo_create_pcie_device: if hailo_create_pcie_device.is_null() {
                lacking::hailo_create_pcie_device
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_create_pcie_device) }
            },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_scan_ethernet_devices: unsafe { crate::table::function_at(hailo_scan_ethernet_devices) },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_create_ethernet_device: unsafe { crate::table::function_at(hailo_create_ethernet_device) },
            hailo_release_device: if hailo_release_device.is_null() {
                lacking::hailo_release_device
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_release_device) }
            },
            hailo_device_get_type_by_device_id: if hailo_device_get_type_by_device_id.is_null() {
                lacking::hailo_device_get_type_by_device_id
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_device_get_type_by_device_id) }
            },
            hailo_identify: if hailo_identify.is_null() {
                lacking::hailo_identify
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_identify) }
            },
            hailo_core_identify: if hailo_core_identify.is_null() {
                lacking::hailo_core_identify
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_core_identify) }
            },
            hailo_get_extended_device_information: if hailo_get_extended_device_information.is_null() {
                lacking::hailo_get_extended_device_information
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_extended_device_information) }
            },
            hailo_set_fw_logger: if hailo_set_fw_logger.is_null() {
                lacking::hailo_set_fw_logger
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_set_fw_logger) }
            },
            hailo_set_throttling_state: if hailo_set_throttling_state.is_null() {
                lacking::hailo_set_throttling_state
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_set_throttling_state) }
            },
            hailo_get_throttling_state: if hailo_get_throttling_state.is_null() {
                lacking::hailo_get_throttling_state
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_throttling_state) }
            },
            hailo_wd_enable: if hailo_wd_enable.is_null() {
                lacking::hailo_wd_enable
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_wd_enable) }
            },
            hailo_wd_disable: if hailo_wd_disable.is_null() {
                lacking::hailo_wd_disable
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_wd_disable) }
            },
            hailo_wd_config: if hailo_wd_config.is_null() {
                lacking::hailo_wd_config
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_wd_config) }
            },
            hailo_get_previous_system_state: if hailo_get_previous_system_state.is_null() {
                lacking::hailo_get_previous_system_state
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_previous_system_state) }
            },
            hailo_set_pause_frames: if hailo_set_pause_frames.is_null() {
                lacking::hailo_set_pause_frames
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_set_pause_frames) }
            },
            hailo_get_device_id: if hailo_get_device_id.is_null() {
                lacking::hailo_get_device_id
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_device_id) }
            },
            hailo_get_chip_temperature: if hailo_get_chip_temperature.is_null() {
                lacking::hailo_get_chip_temperature
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_chip_temperature) }
            },
            hailo_reset_device: if hailo_reset_device.is_null() {
                lacking::hailo_reset_device
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_reset_device) }
            },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_update_firmware: unsafe { crate::table::function_at(hailo_update_firmware) },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_update_second_stage: unsafe { crate::table::function_at(hailo_update_second_stage) },
            hailo_set_notification_callback: if hailo_set_notification_callback.is_null() {
                lacking::hailo_set_notification_callback
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_set_notification_callback) }
            },
            hailo_remove_notification_callback: if hailo_remove_notification_callback.is_null() {
                lacking::hailo_remove_notification_callback
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_remove_notification_callback) }
            },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_reset_sensor: unsafe { crate::table::function_at(hailo_reset_sensor) },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_set_sensor_i2c_bus_index: unsafe {
                crate::table::function_at(hailo_set_sensor_i2c_bus_index)
            },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_load_and_start_sensor: unsafe { crate::table::function_at(hailo_load_and_start_sensor) },
            hailo_i2c_read: if hailo_i2c_read.is_null() {
                lacking::hailo_i2c_read
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_i2c_read) }
            },
            hailo_i2c_write: if hailo_i2c_write.is_null() {
                lacking::hailo_i2c_write
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_i2c_write) }
            },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_dump_sensor_config: unsafe { crate::table::function_at(hailo_dump_sensor_config) },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_store_sensor_config: unsafe { crate::table::function_at(hailo_store_sensor_config) },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_store_isp_config: unsafe { crate::table::function_at(hailo_store_isp_config) },
            hailo_test_chip_memories: if hailo_test_chip_memories.is_null() {
                lacking::hailo_test_chip_memories
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_test_chip_memories) }
            },
            hailo_init_vdevice_params: if hailo_init_vdevice_params.is_null() {
                lacking::hailo_init_vdevice_params
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_init_vdevice_params) }
            },
            hailo_create_vdevice: if hailo_create_vdevice.is_null() {
                lacking::hailo_create_vdevice
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_create_vdevice) }
            },
            hailo_configure_vdevice: if hailo_configure_vdevice.is_null() {
                lacking::hailo_configure_vdevice
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_configure_vdevice) }
            },
            hailo_get_physical_devices: if hailo_get_physical_devices.is_null() {
                lacking::hailo_get_physical_devices
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_physical_devices) }
            },
            hailo_vdevice_get_physical_devices_ids: if hailo_vdevice_get_physical_devices_ids.is_null() {
                lacking::hailo_vdevice_get_physical_devices_ids
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_vdevice_get_physical_devices_ids) }
            },
            hailo_release_vdevice: if hailo_release_vdevice.is_null() {
                lacking::hailo_release_vdevice
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_release_vdevice) }
            },
            hailo_power_measurement: if hailo_power_measurement.is_null() {
                lacking::hailo_power_measurement
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_power_measurement) }
            },
            hailo_start_power_measurement: if hailo_start_power_measurement.is_null() {
                lacking::hailo_start_power_measurement
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_start_power_measurement) }
            },
            hailo_set_power_measurement: if hailo_set_power_measurement.is_null() {
                lacking::hailo_set_power_measurement
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_set_power_measurement) }
            },
            hailo_get_power_measurement: if hailo_get_power_measurement.is_null() {
                lacking::hailo_get_power_measurement
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_power_measurement) }
            },
            hailo_stop_power_measurement: if hailo_stop_power_measurement.is_null() {
                lacking::hailo_stop_power_measurement
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_stop_power_measurement) }
            },
            hailo_create_hef_file: if hailo_create_hef_file.is_null() {
                lacking::hailo_create_hef_file
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_create_hef_file) }
            },
            hailo_create_hef_buffer: if hailo_create_hef_buffer.is_null() {
                lacking::hailo_create_hef_buffer
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_create_hef_buffer) }
            },
            hailo_release_hef: if hailo_release_hef.is_null() {
                lacking::hailo_release_hef
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_release_hef) }
            },
            hailo_hef_get_all_stream_infos: if hailo_hef_get_all_stream_infos.is_null() {
                lacking::hailo_hef_get_all_stream_infos
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_hef_get_all_stream_infos) }
            },
            hailo_hef_get_stream_info_by_name: if hailo_hef_get_stream_info_by_name.is_null() {
                lacking::hailo_hef_get_stream_info_by_name
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_hef_get_stream_info_by_name) }
            },
            hailo_hef_get_all_vstream_infos: if hailo_hef_get_all_vstream_infos.is_null() {
                lacking::hailo_hef_get_all_vstream_infos
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_hef_get_all_vstream_infos) }
            },
            hailo_hef_get_vstream_name_from_original_name: if hailo_hef_get_vstream_name_from_original_name
                .is_null()
            {
                lacking::hailo_hef_get_vstream_name_from_original_name
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_hef_get_vstream_name_from_original_name) }
            },
            hailo_hef_get_original_names_from_vstream_name: if hailo_hef_get_original_names_from_vstream_name
                .is_null()
            {
                lacking::hailo_hef_get_original_names_from_vstream_name
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_hef_get_original_names_from_vstream_name) }
            },
            hailo_hef_get_vstream_names_from_stream_name: if hailo_hef_get_vstream_names_from_stream_name
                .is_null()
            {
                lacking::hailo_hef_get_vstream_names_from_stream_name
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_hef_get_vstream_names_from_stream_name) }
            },
            hailo_hef_get_stream_names_from_vstream_name: if hailo_hef_get_stream_names_from_vstream_name
                .is_null()
            {
                lacking::hailo_hef_get_stream_names_from_vstream_name
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_hef_get_stream_names_from_vstream_name) }
            },
            hailo_hef_get_sorted_output_names: if hailo_hef_get_sorted_output_names.is_null() {
                lacking::hailo_hef_get_sorted_output_names
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_hef_get_sorted_output_names) }
            },
            hailo_hef_get_bottleneck_fps: if hailo_hef_get_bottleneck_fps.is_null() {
                lacking::hailo_hef_get_bottleneck_fps
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_hef_get_bottleneck_fps) }
            },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_calculate_eth_input_rate_limits: unsafe {
                crate::table::function_at(hailo_calculate_eth_input_rate_limits)
            },
            hailo_init_configure_params: if hailo_init_configure_params.is_null() {
                lacking::hailo_init_configure_params
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_init_configure_params) }
            },
            hailo_init_configure_params_by_vdevice: if hailo_init_configure_params_by_vdevice.is_null() {
                lacking::hailo_init_configure_params_by_vdevice
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_init_configure_params_by_vdevice) }
            },
            hailo_init_configure_params_by_device: if hailo_init_configure_params_by_device.is_null() {
                lacking::hailo_init_configure_params_by_device
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_init_configure_params_by_device) }
            },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_init_configure_params_mipi_input: unsafe {
                crate::table::function_at(hailo_init_configure_params_mipi_input)
            },
            hailo_init_configure_network_group_params: if hailo_init_configure_network_group_params.is_null()
            {
                lacking::hailo_init_configure_network_group_params
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_init_configure_network_group_params) }
            },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_init_configure_network_group_params_mipi_input: unsafe {
                crate::table::function_at(hailo_init_configure_network_group_params_mipi_input)
            },
            hailo_configure_device: if hailo_configure_device.is_null() {
                lacking::hailo_configure_device
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_configure_device) }
            },
            hailo_wait_for_network_group_activation: if hailo_wait_for_network_group_activation.is_null() {
                lacking::hailo_wait_for_network_group_activation
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_wait_for_network_group_activation) }
            },
            hailo_get_network_groups_infos: if hailo_get_network_groups_infos.is_null() {
                lacking::hailo_get_network_groups_infos
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_network_groups_infos) }
            },
            hailo_network_group_get_all_stream_infos: if hailo_network_group_get_all_stream_infos.is_null() {
                lacking::hailo_network_group_get_all_stream_infos
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_network_group_get_all_stream_infos) }
            },
            hailo_network_group_get_input_stream_infos: if hailo_network_group_get_input_stream_infos
                .is_null()
            {
                lacking::hailo_network_group_get_input_stream_infos
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_network_group_get_input_stream_infos) }
            },
            hailo_network_group_get_output_stream_infos: if hailo_network_group_get_output_stream_infos
                .is_null()
            {
                lacking::hailo_network_group_get_output_stream_infos
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_network_group_get_output_stream_infos) }
            },
            hailo_shutdown_network_group: if hailo_shutdown_network_group.is_null() {
                lacking::hailo_shutdown_network_group
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_shutdown_network_group) }
            },
            hailo_activate_network_group: if hailo_activate_network_group.is_null() {
                lacking::hailo_activate_network_group
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_activate_network_group) }
            },
            hailo_deactivate_network_group: if hailo_deactivate_network_group.is_null() {
                lacking::hailo_deactivate_network_group
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_deactivate_network_group) }
            },
            hailo_get_input_stream: if hailo_get_input_stream.is_null() {
                lacking::hailo_get_input_stream
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_input_stream) }
            },
            hailo_get_output_stream: if hailo_get_output_stream.is_null() {
                lacking::hailo_get_output_stream
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_output_stream) }
            },
            hailo_get_latency_measurement: if hailo_get_latency_measurement.is_null() {
                lacking::hailo_get_latency_measurement
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_latency_measurement) }
            },
            hailo_set_scheduler_timeout: if hailo_set_scheduler_timeout.is_null() {
                lacking::hailo_set_scheduler_timeout
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_set_scheduler_timeout) }
            },
            hailo_set_scheduler_threshold: if hailo_set_scheduler_threshold.is_null() {
                lacking::hailo_set_scheduler_threshold
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_set_scheduler_threshold) }
            },
            hailo_set_scheduler_priority: if hailo_set_scheduler_priority.is_null() {
                lacking::hailo_set_scheduler_priority
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_set_scheduler_priority) }
            },
            hailo_allocate_buffer: if hailo_allocate_buffer.is_null() {
                lacking::hailo_allocate_buffer
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_allocate_buffer) }
            },
            hailo_free_buffer: if hailo_free_buffer.is_null() {
                lacking::hailo_free_buffer
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_free_buffer) }
            },
            hailo_device_dma_map_buffer: if hailo_device_dma_map_buffer.is_null() {
                lacking::hailo_device_dma_map_buffer
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_device_dma_map_buffer) }
            },
            hailo_device_dma_unmap_buffer: if hailo_device_dma_unmap_buffer.is_null() {
                lacking::hailo_device_dma_unmap_buffer
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_device_dma_unmap_buffer) }
            },
            hailo_vdevice_dma_map_buffer: if hailo_vdevice_dma_map_buffer.is_null() {
                lacking::hailo_vdevice_dma_map_buffer
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_vdevice_dma_map_buffer) }
            },
            hailo_vdevice_dma_unmap_buffer: if hailo_vdevice_dma_unmap_buffer.is_null() {
                lacking::hailo_vdevice_dma_unmap_buffer
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_vdevice_dma_unmap_buffer) }
            },
            hailo_device_dma_map_dmabuf: if hailo_device_dma_map_dmabuf.is_null() {
                lacking::hailo_device_dma_map_dmabuf
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_device_dma_map_dmabuf) }
            },
            hailo_device_dma_unmap_dmabuf: if hailo_device_dma_unmap_dmabuf.is_null() {
                lacking::hailo_device_dma_unmap_dmabuf
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_device_dma_unmap_dmabuf) }
            },
            hailo_vdevice_dma_map_dmabuf: if hailo_vdevice_dma_map_dmabuf.is_null() {
                lacking::hailo_vdevice_dma_map_dmabuf
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_vdevice_dma_map_dmabuf) }
            },
            hailo_vdevice_dma_unmap_dmabuf: if hailo_vdevice_dma_unmap_dmabuf.is_null() {
                lacking::hailo_vdevice_dma_unmap_dmabuf
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_vdevice_dma_unmap_dmabuf) }
            },
            hailo_set_input_stream_timeout: if hailo_set_input_stream_timeout.is_null() {
                lacking::hailo_set_input_stream_timeout
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_set_input_stream_timeout) }
            },
            hailo_set_output_stream_timeout: if hailo_set_output_stream_timeout.is_null() {
                lacking::hailo_set_output_stream_timeout
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_set_output_stream_timeout) }
            },
            hailo_get_input_stream_frame_size: if hailo_get_input_stream_frame_size.is_null() {
                lacking::hailo_get_input_stream_frame_size
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_input_stream_frame_size) }
            },
            hailo_get_output_stream_frame_size: if hailo_get_output_stream_frame_size.is_null() {
                lacking::hailo_get_output_stream_frame_size
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_output_stream_frame_size) }
            },
            hailo_get_input_stream_info: if hailo_get_input_stream_info.is_null() {
                lacking::hailo_get_input_stream_info
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_input_stream_info) }
            },
            hailo_get_output_stream_info: if hailo_get_output_stream_info.is_null() {
                lacking::hailo_get_output_stream_info
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_output_stream_info) }
            },
            hailo_get_input_stream_quant_infos: if hailo_get_input_stream_quant_infos.is_null() {
                lacking::hailo_get_input_stream_quant_infos
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_input_stream_quant_infos) }
            },
            hailo_get_output_stream_quant_infos: if hailo_get_output_stream_quant_infos.is_null() {
                lacking::hailo_get_output_stream_quant_infos
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_output_stream_quant_infos) }
            },
            hailo_stream_read_raw_buffer: if hailo_stream_read_raw_buffer.is_null() {
                lacking::hailo_stream_read_raw_buffer
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_stream_read_raw_buffer) }
            },
            hailo_stream_write_raw_buffer: if hailo_stream_write_raw_buffer.is_null() {
                lacking::hailo_stream_write_raw_buffer
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_stream_write_raw_buffer) }
            },
            hailo_stream_wait_for_async_output_ready: if hailo_stream_wait_for_async_output_ready.is_null() {
                lacking::hailo_stream_wait_for_async_output_ready
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_stream_wait_for_async_output_ready) }
            },
            hailo_stream_wait_for_async_input_ready: if hailo_stream_wait_for_async_input_ready.is_null() {
                lacking::hailo_stream_wait_for_async_input_ready
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_stream_wait_for_async_input_ready) }
            },
            hailo_output_stream_get_async_max_queue_size: if hailo_output_stream_get_async_max_queue_size
                .is_null()
            {
                lacking::hailo_output_stream_get_async_max_queue_size
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_output_stream_get_async_max_queue_size) }
            },
            hailo_input_stream_get_async_max_queue_size: if hailo_input_stream_get_async_max_queue_size
                .is_null()
            {
                lacking::hailo_input_stream_get_async_max_queue_size
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_input_stream_get_async_max_queue_size) }
            },
            hailo_stream_read_raw_buffer_async: if hailo_stream_read_raw_buffer_async.is_null() {
                lacking::hailo_stream_read_raw_buffer_async
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_stream_read_raw_buffer_async) }
            },
            hailo_stream_write_raw_buffer_async: if hailo_stream_write_raw_buffer_async.is_null() {
                lacking::hailo_stream_write_raw_buffer_async
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_stream_write_raw_buffer_async) }
            },
            hailo_get_host_frame_size: if hailo_get_host_frame_size.is_null() {
                lacking::hailo_get_host_frame_size
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_host_frame_size) }
            },
            hailo_create_input_transform_context: if hailo_create_input_transform_context.is_null() {
                lacking::hailo_create_input_transform_context
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_create_input_transform_context) }
            },
            hailo_create_input_transform_context_by_stream: if hailo_create_input_transform_context_by_stream
                .is_null()
            {
                lacking::hailo_create_input_transform_context_by_stream
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_create_input_transform_context_by_stream) }
            },
            hailo_release_input_transform_context: if hailo_release_input_transform_context.is_null() {
                lacking::hailo_release_input_transform_context
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_release_input_transform_context) }
            },
            hailo_is_input_transformation_required2: if hailo_is_input_transformation_required2.is_null() {
                lacking::hailo_is_input_transformation_required2
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_is_input_transformation_required2) }
            },
            hailo_transform_frame_by_input_transform_context:
                if hailo_transform_frame_by_input_transform_context.is_null() {
                    lacking::hailo_transform_frame_by_input_transform_context
                } else {
                    // SAFETY: the caller vouches for the type.
                    unsafe { crate::table::function_at(hailo_transform_frame_by_input_transform_context) }
                },
            hailo_is_output_transformation_required2: if hailo_is_output_transformation_required2.is_null() {
                lacking::hailo_is_output_transformation_required2
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_is_output_transformation_required2) }
            },
            hailo_create_output_transform_context: if hailo_create_output_transform_context.is_null() {
                lacking::hailo_create_output_transform_context
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_create_output_transform_context) }
            },
            hailo_create_output_transform_context_by_stream:
                if hailo_create_output_transform_context_by_stream.is_null() {
                    lacking::hailo_create_output_transform_context_by_stream
                } else {
                    // SAFETY: the caller vouches for the type.
                    unsafe { crate::table::function_at(hailo_create_output_transform_context_by_stream) }
                },
            hailo_release_output_transform_context: if hailo_release_output_transform_context.is_null() {
                lacking::hailo_release_output_transform_context
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_release_output_transform_context) }
            },
            hailo_transform_frame_by_output_transform_context:
                if hailo_transform_frame_by_output_transform_context.is_null() {
                    lacking::hailo_transform_frame_by_output_transform_context
                } else {
                    // SAFETY: the caller vouches for the type.
                    unsafe { crate::table::function_at(hailo_transform_frame_by_output_transform_context) }
                },
            hailo_is_qp_valid: if hailo_is_qp_valid.is_null() {
                lacking::hailo_is_qp_valid
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_is_qp_valid) }
            },
            hailo_create_demuxer_by_stream: if hailo_create_demuxer_by_stream.is_null() {
                lacking::hailo_create_demuxer_by_stream
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_create_demuxer_by_stream) }
            },
            hailo_release_output_demuxer: if hailo_release_output_demuxer.is_null() {
                lacking::hailo_release_output_demuxer
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_release_output_demuxer) }
            },
            hailo_demux_raw_frame_by_output_demuxer: if hailo_demux_raw_frame_by_output_demuxer.is_null() {
                lacking::hailo_demux_raw_frame_by_output_demuxer
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_demux_raw_frame_by_output_demuxer) }
            },
            hailo_demux_by_name_raw_frame_by_output_demuxer:
                if hailo_demux_by_name_raw_frame_by_output_demuxer.is_null() {
                    lacking::hailo_demux_by_name_raw_frame_by_output_demuxer
                } else {
                    // SAFETY: the caller vouches for the type.
                    unsafe { crate::table::function_at(hailo_demux_by_name_raw_frame_by_output_demuxer) }
                },
            hailo_get_mux_infos_by_output_demuxer: if hailo_get_mux_infos_by_output_demuxer.is_null() {
                lacking::hailo_get_mux_infos_by_output_demuxer
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_mux_infos_by_output_demuxer) }
            },
            hailo_fuse_nms_frames: if hailo_fuse_nms_frames.is_null() {
                lacking::hailo_fuse_nms_frames
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_fuse_nms_frames) }
            },
            hailo_hef_make_input_vstream_params: if hailo_hef_make_input_vstream_params.is_null() {
                lacking::hailo_hef_make_input_vstream_params
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_hef_make_input_vstream_params) }
            },
            hailo_hef_make_output_vstream_params: if hailo_hef_make_output_vstream_params.is_null() {
                lacking::hailo_hef_make_output_vstream_params
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_hef_make_output_vstream_params) }
            },
            hailo_make_input_vstream_params: if hailo_make_input_vstream_params.is_null() {
                lacking::hailo_make_input_vstream_params
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_make_input_vstream_params) }
            },
            hailo_make_output_vstream_params: if hailo_make_output_vstream_params.is_null() {
                lacking::hailo_make_output_vstream_params
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_make_output_vstream_params) }
            },
            hailo_get_output_vstream_groups: if hailo_get_output_vstream_groups.is_null() {
                lacking::hailo_get_output_vstream_groups
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_output_vstream_groups) }
            },
            hailo_create_input_vstreams: if hailo_create_input_vstreams.is_null() {
                lacking::hailo_create_input_vstreams
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_create_input_vstreams) }
            },
            hailo_create_output_vstreams: if hailo_create_output_vstreams.is_null() {
                lacking::hailo_create_output_vstreams
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_create_output_vstreams) }
            },
            hailo_get_input_vstream_frame_size: if hailo_get_input_vstream_frame_size.is_null() {
                lacking::hailo_get_input_vstream_frame_size
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_input_vstream_frame_size) }
            },
            hailo_get_input_vstream_info: if hailo_get_input_vstream_info.is_null() {
                lacking::hailo_get_input_vstream_info
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_input_vstream_info) }
            },
            hailo_get_input_vstream_user_format: if hailo_get_input_vstream_user_format.is_null() {
                lacking::hailo_get_input_vstream_user_format
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_input_vstream_user_format) }
            },
            hailo_get_input_vstream_quant_infos: if hailo_get_input_vstream_quant_infos.is_null() {
                lacking::hailo_get_input_vstream_quant_infos
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_input_vstream_quant_infos) }
            },
            hailo_get_output_vstream_quant_infos: if hailo_get_output_vstream_quant_infos.is_null() {
                lacking::hailo_get_output_vstream_quant_infos
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_output_vstream_quant_infos) }
            },
            hailo_get_output_vstream_frame_size: if hailo_get_output_vstream_frame_size.is_null() {
                lacking::hailo_get_output_vstream_frame_size
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_output_vstream_frame_size) }
            },
            hailo_get_output_vstream_info: if hailo_get_output_vstream_info.is_null() {
                lacking::hailo_get_output_vstream_info
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_output_vstream_info) }
            },
            hailo_get_output_vstream_user_format: if hailo_get_output_vstream_user_format.is_null() {
                lacking::hailo_get_output_vstream_user_format
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_output_vstream_user_format) }
            },
            hailo_get_vstream_frame_size: if hailo_get_vstream_frame_size.is_null() {
                lacking::hailo_get_vstream_frame_size
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_vstream_frame_size) }
            },
            hailo_vstream_write_raw_buffer: if hailo_vstream_write_raw_buffer.is_null() {
                lacking::hailo_vstream_write_raw_buffer
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_vstream_write_raw_buffer) }
            },
            hailo_vstream_write_pix_buffer: if hailo_vstream_write_pix_buffer.is_null() {
                lacking::hailo_vstream_write_pix_buffer
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_vstream_write_pix_buffer) }
            },
            hailo_flush_input_vstream: if hailo_flush_input_vstream.is_null() {
                lacking::hailo_flush_input_vstream
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_flush_input_vstream) }
            },
            hailo_vstream_read_raw_buffer: if hailo_vstream_read_raw_buffer.is_null() {
                lacking::hailo_vstream_read_raw_buffer
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_vstream_read_raw_buffer) }
            },
            hailo_vstream_set_nms_score_threshold: if hailo_vstream_set_nms_score_threshold.is_null() {
                lacking::hailo_vstream_set_nms_score_threshold
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_vstream_set_nms_score_threshold) }
            },
            hailo_vstream_set_nms_iou_threshold: if hailo_vstream_set_nms_iou_threshold.is_null() {
                lacking::hailo_vstream_set_nms_iou_threshold
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_vstream_set_nms_iou_threshold) }
            },
            hailo_vstream_set_nms_max_proposals_per_class: if hailo_vstream_set_nms_max_proposals_per_class
                .is_null()
            {
                lacking::hailo_vstream_set_nms_max_proposals_per_class
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_vstream_set_nms_max_proposals_per_class) }
            },
            hailo_release_input_vstreams: if hailo_release_input_vstreams.is_null() {
                lacking::hailo_release_input_vstreams
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_release_input_vstreams) }
            },
            hailo_release_output_vstreams: if hailo_release_output_vstreams.is_null() {
                lacking::hailo_release_output_vstreams
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_release_output_vstreams) }
            },
            hailo_clear_input_vstreams: if hailo_clear_input_vstreams.is_null() {
                lacking::hailo_clear_input_vstreams
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_clear_input_vstreams) }
            },
            hailo_clear_output_vstreams: if hailo_clear_output_vstreams.is_null() {
                lacking::hailo_clear_output_vstreams
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_clear_output_vstreams) }
            },
            hailo_infer: if hailo_infer.is_null() {
                lacking::hailo_infer
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_infer) }
            },
            hailo_hef_get_network_infos: if hailo_hef_get_network_infos.is_null() {
                lacking::hailo_hef_get_network_infos
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_hef_get_network_infos) }
            },
            hailo_get_network_infos: if hailo_get_network_infos.is_null() {
                lacking::hailo_get_network_infos
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_get_network_infos) }
            },
            hailo_set_sleep_state: if hailo_set_sleep_state.is_null() {
                lacking::hailo_set_sleep_state
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_set_sleep_state) }
            },
            hailo_is_input_transformation_required: if hailo_is_input_transformation_required.is_null() {
                lacking::hailo_is_input_transformation_required
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_is_input_transformation_required) }
            },
            hailo_is_output_transformation_required: if hailo_is_output_transformation_required.is_null() {
                lacking::hailo_is_output_transformation_required
            } else {
                // SAFETY: the caller vouches for the type.
                unsafe { crate::table::function_at(hailo_is_output_transformation_required) }
            },
        };
        (table, missing)
    }

    /// Whether the table holds the function, where some release lacks it; others always have a field.
    #[must_use]
    pub fn holds(&self, name: &str) -> bool {
        match name {
            "hailo_scan_ethernet_devices" => self.hailo_scan_ethernet_devices.is_some(),
            "hailo_create_ethernet_device" => self.hailo_create_ethernet_device.is_some(),
            "hailo_update_firmware" => self.hailo_update_firmware.is_some(),
            "hailo_update_second_stage" => self.hailo_update_second_stage.is_some(),
            "hailo_reset_sensor" => self.hailo_reset_sensor.is_some(),
            "hailo_set_sensor_i2c_bus_index" => self.hailo_set_sensor_i2c_bus_index.is_some(),
            "hailo_load_and_start_sensor" => self.hailo_load_and_start_sensor.is_some(),
            "hailo_dump_sensor_config" => self.hailo_dump_sensor_config.is_some(),
            "hailo_store_sensor_config" => self.hailo_store_sensor_config.is_some(),
            "hailo_store_isp_config" => self.hailo_store_isp_config.is_some(),
            "hailo_calculate_eth_input_rate_limits" => self.hailo_calculate_eth_input_rate_limits.is_some(),
            "hailo_init_configure_params_mipi_input" => self.hailo_init_configure_params_mipi_input.is_some(),
            "hailo_init_configure_network_group_params_mipi_input" => {
                self.hailo_init_configure_network_group_params_mipi_input.is_some()
            }
            _ => FUNCTIONS.iter().any(|f| f.name == name),
        }
    }
}

impl core::fmt::Debug for Api {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Api").finish_non_exhaustive()
    }
}

/// Every C function of the supported eras, in the order of the header.
pub const FUNCTIONS: [Function; 160] = [
    Function { name: "hailo_get_library_version", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_status_message", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_scan_devices", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_create_device_by_id", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_scan_pcie_devices", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_parse_pcie_device_info", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_create_pcie_device", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_scan_ethernet_devices", since: Era::V4_20, until: Era::V5_0_0 },
    Function { name: "hailo_create_ethernet_device", since: Era::V4_20, until: Era::V5_0_0 },
    Function { name: "hailo_release_device", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_device_get_type_by_device_id", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_identify", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_core_identify", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_extended_device_information", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_set_fw_logger", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_set_throttling_state", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_throttling_state", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_wd_enable", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_wd_disable", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_wd_config", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_previous_system_state", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_set_pause_frames", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_device_id", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_chip_temperature", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_reset_device", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_update_firmware", since: Era::V4_20, until: Era::V5_2_0 },
    Function { name: "hailo_update_second_stage", since: Era::V4_20, until: Era::V5_2_0 },
    Function { name: "hailo_set_notification_callback", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_remove_notification_callback", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_reset_sensor", since: Era::V4_20, until: Era::V5_2_0 },
    Function { name: "hailo_set_sensor_i2c_bus_index", since: Era::V4_20, until: Era::V5_2_0 },
    Function { name: "hailo_load_and_start_sensor", since: Era::V4_20, until: Era::V5_2_0 },
    Function { name: "hailo_i2c_read", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_i2c_write", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_dump_sensor_config", since: Era::V4_20, until: Era::V5_2_0 },
    Function { name: "hailo_store_sensor_config", since: Era::V4_20, until: Era::V5_2_0 },
    Function { name: "hailo_store_isp_config", since: Era::V4_20, until: Era::V5_2_0 },
    Function { name: "hailo_test_chip_memories", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_init_vdevice_params", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_create_vdevice", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_configure_vdevice", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_physical_devices", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_vdevice_get_physical_devices_ids", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_release_vdevice", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_power_measurement", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_start_power_measurement", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_set_power_measurement", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_power_measurement", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_stop_power_measurement", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_create_hef_file", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_create_hef_buffer", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_release_hef", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_hef_get_all_stream_infos", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_hef_get_stream_info_by_name", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_hef_get_all_vstream_infos", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_hef_get_vstream_name_from_original_name", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_hef_get_original_names_from_vstream_name", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_hef_get_vstream_names_from_stream_name", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_hef_get_stream_names_from_vstream_name", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_hef_get_sorted_output_names", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_hef_get_bottleneck_fps", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_calculate_eth_input_rate_limits", since: Era::V4_20, until: Era::V5_0_0 },
    Function { name: "hailo_init_configure_params", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_init_configure_params_by_vdevice", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_init_configure_params_by_device", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_init_configure_params_mipi_input", since: Era::V4_20, until: Era::V5_0_1 },
    Function { name: "hailo_init_configure_network_group_params", since: Era::V4_20, until: Era::V5_3 },
    Function {
        name: "hailo_init_configure_network_group_params_mipi_input",
        since: Era::V4_20,
        until: Era::V5_0_1,
    },
    Function { name: "hailo_configure_device", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_wait_for_network_group_activation", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_network_groups_infos", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_network_group_get_all_stream_infos", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_network_group_get_input_stream_infos", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_network_group_get_output_stream_infos", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_shutdown_network_group", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_activate_network_group", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_deactivate_network_group", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_input_stream", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_output_stream", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_latency_measurement", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_set_scheduler_timeout", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_set_scheduler_threshold", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_set_scheduler_priority", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_allocate_buffer", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_free_buffer", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_device_dma_map_buffer", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_device_dma_unmap_buffer", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_vdevice_dma_map_buffer", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_vdevice_dma_unmap_buffer", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_device_dma_map_dmabuf", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_device_dma_unmap_dmabuf", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_vdevice_dma_map_dmabuf", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_vdevice_dma_unmap_dmabuf", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_set_input_stream_timeout", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_set_output_stream_timeout", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_input_stream_frame_size", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_output_stream_frame_size", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_input_stream_info", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_output_stream_info", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_input_stream_quant_infos", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_output_stream_quant_infos", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_stream_read_raw_buffer", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_stream_write_raw_buffer", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_stream_wait_for_async_output_ready", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_stream_wait_for_async_input_ready", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_output_stream_get_async_max_queue_size", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_input_stream_get_async_max_queue_size", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_stream_read_raw_buffer_async", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_stream_write_raw_buffer_async", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_host_frame_size", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_create_input_transform_context", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_create_input_transform_context_by_stream", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_release_input_transform_context", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_is_input_transformation_required2", since: Era::V4_20, until: Era::V5_3 },
    Function {
        name: "hailo_transform_frame_by_input_transform_context",
        since: Era::V4_20,
        until: Era::V5_3,
    },
    Function { name: "hailo_is_output_transformation_required2", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_create_output_transform_context", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_create_output_transform_context_by_stream", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_release_output_transform_context", since: Era::V4_20, until: Era::V5_3 },
    Function {
        name: "hailo_transform_frame_by_output_transform_context",
        since: Era::V4_20,
        until: Era::V5_3,
    },
    Function { name: "hailo_is_qp_valid", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_create_demuxer_by_stream", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_release_output_demuxer", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_demux_raw_frame_by_output_demuxer", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_demux_by_name_raw_frame_by_output_demuxer", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_mux_infos_by_output_demuxer", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_fuse_nms_frames", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_hef_make_input_vstream_params", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_hef_make_output_vstream_params", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_make_input_vstream_params", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_make_output_vstream_params", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_output_vstream_groups", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_create_input_vstreams", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_create_output_vstreams", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_input_vstream_frame_size", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_input_vstream_info", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_input_vstream_user_format", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_input_vstream_quant_infos", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_output_vstream_quant_infos", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_output_vstream_frame_size", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_output_vstream_info", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_output_vstream_user_format", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_vstream_frame_size", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_vstream_write_raw_buffer", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_vstream_write_pix_buffer", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_flush_input_vstream", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_vstream_read_raw_buffer", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_vstream_set_nms_score_threshold", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_vstream_set_nms_iou_threshold", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_vstream_set_nms_max_proposals_per_class", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_release_input_vstreams", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_release_output_vstreams", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_clear_input_vstreams", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_clear_output_vstreams", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_infer", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_hef_get_network_infos", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_get_network_infos", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_set_sleep_state", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_is_input_transformation_required", since: Era::V4_20, until: Era::V5_3 },
    Function { name: "hailo_is_output_transformation_required", since: Era::V4_20, until: Era::V5_3 },
];

/// What stands for a function that every known release has and the one at hand lacks.
mod lacking {
    use super::{c_char, c_int, c_void};
    use crate::types::*;

    pub(super) unsafe extern "C" fn hailo_get_library_version(_: *mut hailo_version_t) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_status_message(_: hailo_status) -> *const c_char {
        core::ptr::null()
    }
    pub(super) unsafe extern "C" fn hailo_scan_devices(
        _: *mut hailo_scan_devices_params_t,
        _: *mut hailo_device_id_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_create_device_by_id(
        _: *const hailo_device_id_t,
        _: *mut hailo_device,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_scan_pcie_devices(
        _: *mut hailo_pcie_device_info_t,
        _: usize,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_parse_pcie_device_info(
        _: *const c_char,
        _: *mut hailo_pcie_device_info_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_create_pcie_device(
        _: *mut hailo_pcie_device_info_t,
        _: *mut hailo_device,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_release_device(_: hailo_device) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_device_get_type_by_device_id(
        _: *const hailo_device_id_t,
        _: *mut hailo_device_type_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_identify(
        _: hailo_device,
        _: *mut hailo_device_identity_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_core_identify(
        _: hailo_device,
        _: *mut hailo_core_information_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_extended_device_information(
        _: hailo_device,
        _: *mut hailo_extended_device_information_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_set_fw_logger(
        _: hailo_device,
        _: hailo_fw_logger_level_t,
        _: u32,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_set_throttling_state(_: hailo_device, _: bool) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_throttling_state(_: hailo_device, _: *mut u8) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_wd_enable(_: hailo_device, _: hailo_cpu_id_t) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_wd_disable(_: hailo_device, _: hailo_cpu_id_t) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_wd_config(
        _: hailo_device,
        _: hailo_cpu_id_t,
        _: u32,
        _: hailo_watchdog_mode_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_previous_system_state(
        _: hailo_device,
        _: hailo_cpu_id_t,
        _: *mut u32,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_set_pause_frames(_: hailo_device, _: bool) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_device_id(
        _: hailo_device,
        _: *mut hailo_device_id_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_chip_temperature(
        _: hailo_device,
        _: *mut hailo_chip_temperature_info_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_reset_device(
        _: hailo_device,
        _: hailo_reset_device_mode_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_set_notification_callback(
        _: hailo_device,
        _: hailo_notification_callback,
        _: hailo_notification_id_t,
        _: *mut c_void,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_remove_notification_callback(
        _: hailo_device,
        _: hailo_notification_id_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_i2c_read(
        _: hailo_device,
        _: *const hailo_i2c_slave_config_t,
        _: u32,
        _: *mut u8,
        _: u32,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_i2c_write(
        _: hailo_device,
        _: *const hailo_i2c_slave_config_t,
        _: u32,
        _: *const u8,
        _: u32,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_test_chip_memories(_: hailo_device) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_init_vdevice_params(
        _: *mut hailo_vdevice_params_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_create_vdevice(
        _: *mut hailo_vdevice_params_t,
        _: *mut hailo_vdevice,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_configure_vdevice(
        _: hailo_vdevice,
        _: hailo_hef,
        _: *mut hailo_configure_params_t,
        _: *mut hailo_configured_network_group,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_physical_devices(
        _: hailo_vdevice,
        _: *mut hailo_device,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_vdevice_get_physical_devices_ids(
        _: hailo_vdevice,
        _: *mut hailo_device_id_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_release_vdevice(_: hailo_vdevice) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_power_measurement(
        _: hailo_device,
        _: hailo_dvm_options_t,
        _: hailo_power_measurement_types_t,
        _: *mut float32_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_start_power_measurement(
        _: hailo_device,
        _: hailo_averaging_factor_t,
        _: hailo_sampling_period_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_set_power_measurement(
        _: hailo_device,
        _: hailo_measurement_buffer_index_t,
        _: hailo_dvm_options_t,
        _: hailo_power_measurement_types_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_power_measurement(
        _: hailo_device,
        _: hailo_measurement_buffer_index_t,
        _: bool,
        _: *mut hailo_power_measurement_data_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_stop_power_measurement(_: hailo_device) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_create_hef_file(
        _: *mut hailo_hef,
        _: *const c_char,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_create_hef_buffer(
        _: *mut hailo_hef,
        _: *const c_void,
        _: usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_release_hef(_: hailo_hef) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_hef_get_all_stream_infos(
        _: hailo_hef,
        _: *const c_char,
        _: *mut hailo_stream_info_t,
        _: usize,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_hef_get_stream_info_by_name(
        _: hailo_hef,
        _: *const c_char,
        _: *const c_char,
        _: hailo_stream_direction_t,
        _: *mut hailo_stream_info_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_hef_get_all_vstream_infos(
        _: hailo_hef,
        _: *const c_char,
        _: *mut hailo_vstream_info_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_hef_get_vstream_name_from_original_name(
        _: hailo_hef,
        _: *const c_char,
        _: *const c_char,
        _: *mut hailo_layer_name_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_hef_get_original_names_from_vstream_name(
        _: hailo_hef,
        _: *const c_char,
        _: *const c_char,
        _: *mut hailo_layer_name_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_hef_get_vstream_names_from_stream_name(
        _: hailo_hef,
        _: *const c_char,
        _: *const c_char,
        _: *mut hailo_layer_name_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_hef_get_stream_names_from_vstream_name(
        _: hailo_hef,
        _: *const c_char,
        _: *const c_char,
        _: *mut hailo_layer_name_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_hef_get_sorted_output_names(
        _: hailo_hef,
        _: *const c_char,
        _: *mut hailo_layer_name_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_hef_get_bottleneck_fps(
        _: hailo_hef,
        _: *const c_char,
        _: *mut float64_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_init_configure_params(
        _: hailo_hef,
        _: hailo_stream_interface_t,
        _: *mut hailo_configure_params_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_init_configure_params_by_vdevice(
        _: hailo_hef,
        _: hailo_vdevice,
        _: *mut hailo_configure_params_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_init_configure_params_by_device(
        _: hailo_hef,
        _: hailo_device,
        _: *mut hailo_configure_params_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_init_configure_network_group_params(
        _: hailo_hef,
        _: hailo_stream_interface_t,
        _: *const c_char,
        _: *mut hailo_configure_network_group_params_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_configure_device(
        _: hailo_device,
        _: hailo_hef,
        _: *mut hailo_configure_params_t,
        _: *mut hailo_configured_network_group,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_wait_for_network_group_activation(
        _: hailo_configured_network_group,
        _: u32,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_network_groups_infos(
        _: hailo_hef,
        _: *mut hailo_network_group_info_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_network_group_get_all_stream_infos(
        _: hailo_configured_network_group,
        _: *mut hailo_stream_info_t,
        _: usize,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_network_group_get_input_stream_infos(
        _: hailo_configured_network_group,
        _: *mut hailo_stream_info_t,
        _: usize,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_network_group_get_output_stream_infos(
        _: hailo_configured_network_group,
        _: *mut hailo_stream_info_t,
        _: usize,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_shutdown_network_group(
        _: hailo_configured_network_group,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_activate_network_group(
        _: hailo_configured_network_group,
        _: *mut hailo_activate_network_group_params_t,
        _: *mut hailo_activated_network_group,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_deactivate_network_group(
        _: hailo_activated_network_group,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_input_stream(
        _: hailo_configured_network_group,
        _: *const c_char,
        _: *mut hailo_input_stream,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_output_stream(
        _: hailo_configured_network_group,
        _: *const c_char,
        _: *mut hailo_output_stream,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_latency_measurement(
        _: hailo_configured_network_group,
        _: *const c_char,
        _: *mut hailo_latency_measurement_result_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_set_scheduler_timeout(
        _: hailo_configured_network_group,
        _: u32,
        _: *const c_char,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_set_scheduler_threshold(
        _: hailo_configured_network_group,
        _: u32,
        _: *const c_char,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_set_scheduler_priority(
        _: hailo_configured_network_group,
        _: u8,
        _: *const c_char,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_allocate_buffer(
        _: usize,
        _: *const hailo_buffer_parameters_t,
        _: *mut *mut c_void,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_free_buffer(_: *mut c_void) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_device_dma_map_buffer(
        _: hailo_device,
        _: *mut c_void,
        _: usize,
        _: hailo_dma_buffer_direction_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_device_dma_unmap_buffer(
        _: hailo_device,
        _: *mut c_void,
        _: usize,
        _: hailo_dma_buffer_direction_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_vdevice_dma_map_buffer(
        _: hailo_vdevice,
        _: *mut c_void,
        _: usize,
        _: hailo_dma_buffer_direction_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_vdevice_dma_unmap_buffer(
        _: hailo_vdevice,
        _: *mut c_void,
        _: usize,
        _: hailo_dma_buffer_direction_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_device_dma_map_dmabuf(
        _: hailo_device,
        _: c_int,
        _: usize,
        _: hailo_dma_buffer_direction_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_device_dma_unmap_dmabuf(
        _: hailo_device,
        _: c_int,
        _: usize,
        _: hailo_dma_buffer_direction_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_vdevice_dma_map_dmabuf(
        _: hailo_vdevice,
        _: c_int,
        _: usize,
        _: hailo_dma_buffer_direction_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_vdevice_dma_unmap_dmabuf(
        _: hailo_vdevice,
        _: c_int,
        _: usize,
        _: hailo_dma_buffer_direction_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_set_input_stream_timeout(
        _: hailo_input_stream,
        _: u32,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_set_output_stream_timeout(
        _: hailo_output_stream,
        _: u32,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_input_stream_frame_size(_: hailo_input_stream) -> usize {
        0
    }
    pub(super) unsafe extern "C" fn hailo_get_output_stream_frame_size(_: hailo_output_stream) -> usize {
        0
    }
    pub(super) unsafe extern "C" fn hailo_get_input_stream_info(
        _: hailo_input_stream,
        _: *mut hailo_stream_info_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_output_stream_info(
        _: hailo_output_stream,
        _: *mut hailo_stream_info_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_input_stream_quant_infos(
        _: hailo_input_stream,
        _: *mut hailo_quant_info_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_output_stream_quant_infos(
        _: hailo_output_stream,
        _: *mut hailo_quant_info_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_stream_read_raw_buffer(
        _: hailo_output_stream,
        _: *mut c_void,
        _: usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_stream_write_raw_buffer(
        _: hailo_input_stream,
        _: *const c_void,
        _: usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_stream_wait_for_async_output_ready(
        _: hailo_output_stream,
        _: usize,
        _: u32,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_stream_wait_for_async_input_ready(
        _: hailo_input_stream,
        _: usize,
        _: u32,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_output_stream_get_async_max_queue_size(
        _: hailo_output_stream,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_input_stream_get_async_max_queue_size(
        _: hailo_input_stream,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_stream_read_raw_buffer_async(
        _: hailo_output_stream,
        _: *mut c_void,
        _: usize,
        _: hailo_stream_read_async_callback_t,
        _: *mut c_void,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_stream_write_raw_buffer_async(
        _: hailo_input_stream,
        _: *const c_void,
        _: usize,
        _: hailo_stream_write_async_callback_t,
        _: *mut c_void,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_host_frame_size(
        _: *const hailo_stream_info_t,
        _: *const hailo_transform_params_t,
    ) -> usize {
        0
    }
    pub(super) unsafe extern "C" fn hailo_create_input_transform_context(
        _: *const hailo_stream_info_t,
        _: *const hailo_transform_params_t,
        _: *mut hailo_input_transform_context,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_create_input_transform_context_by_stream(
        _: hailo_input_stream,
        _: *const hailo_transform_params_t,
        _: *mut hailo_input_transform_context,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_release_input_transform_context(
        _: hailo_input_transform_context,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_is_input_transformation_required2(
        _: *const hailo_3d_image_shape_t,
        _: *const hailo_format_t,
        _: *const hailo_3d_image_shape_t,
        _: *const hailo_format_t,
        _: *const hailo_quant_info_t,
        _: usize,
        _: *mut u8,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_transform_frame_by_input_transform_context(
        _: hailo_input_transform_context,
        _: *const c_void,
        _: usize,
        _: *mut c_void,
        _: usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_is_output_transformation_required2(
        _: *const hailo_3d_image_shape_t,
        _: *const hailo_format_t,
        _: *const hailo_3d_image_shape_t,
        _: *const hailo_format_t,
        _: *const hailo_quant_info_t,
        _: usize,
        _: *mut u8,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_create_output_transform_context(
        _: *const hailo_stream_info_t,
        _: *const hailo_transform_params_t,
        _: *mut hailo_output_transform_context,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_create_output_transform_context_by_stream(
        _: hailo_output_stream,
        _: *const hailo_transform_params_t,
        _: *mut hailo_output_transform_context,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_release_output_transform_context(
        _: hailo_output_transform_context,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_transform_frame_by_output_transform_context(
        _: hailo_output_transform_context,
        _: *const c_void,
        _: usize,
        _: *mut c_void,
        _: usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_is_qp_valid(_: hailo_quant_info_t, _: *mut u8) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_create_demuxer_by_stream(
        _: hailo_output_stream,
        _: *const hailo_demux_params_t,
        _: *mut hailo_output_demuxer,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_release_output_demuxer(_: hailo_output_demuxer) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_demux_raw_frame_by_output_demuxer(
        _: hailo_output_demuxer,
        _: *const c_void,
        _: usize,
        _: *mut hailo_stream_raw_buffer_t,
        _: usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_demux_by_name_raw_frame_by_output_demuxer(
        _: hailo_output_demuxer,
        _: *const c_void,
        _: usize,
        _: *mut hailo_stream_raw_buffer_by_name_t,
        _: usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_mux_infos_by_output_demuxer(
        _: hailo_output_demuxer,
        _: *mut hailo_stream_info_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_fuse_nms_frames(
        _: *const hailo_nms_fuse_input_t,
        _: u32,
        _: *mut u8,
        _: usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_hef_make_input_vstream_params(
        _: hailo_hef,
        _: *const c_char,
        _: bool,
        _: hailo_format_type_t,
        _: *mut hailo_input_vstream_params_by_name_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_hef_make_output_vstream_params(
        _: hailo_hef,
        _: *const c_char,
        _: bool,
        _: hailo_format_type_t,
        _: *mut hailo_output_vstream_params_by_name_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_make_input_vstream_params(
        _: hailo_configured_network_group,
        _: bool,
        _: hailo_format_type_t,
        _: *mut hailo_input_vstream_params_by_name_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_make_output_vstream_params(
        _: hailo_configured_network_group,
        _: bool,
        _: hailo_format_type_t,
        _: *mut hailo_output_vstream_params_by_name_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_output_vstream_groups(
        _: hailo_configured_network_group,
        _: *mut hailo_output_vstream_name_by_group_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_create_input_vstreams(
        _: hailo_configured_network_group,
        _: *const hailo_input_vstream_params_by_name_t,
        _: usize,
        _: *mut hailo_input_vstream,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_create_output_vstreams(
        _: hailo_configured_network_group,
        _: *const hailo_output_vstream_params_by_name_t,
        _: usize,
        _: *mut hailo_output_vstream,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_input_vstream_frame_size(
        _: hailo_input_vstream,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_input_vstream_info(
        _: hailo_input_vstream,
        _: *mut hailo_vstream_info_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_input_vstream_user_format(
        _: hailo_input_vstream,
        _: *mut hailo_format_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_input_vstream_quant_infos(
        _: hailo_input_vstream,
        _: *mut hailo_quant_info_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_output_vstream_quant_infos(
        _: hailo_output_vstream,
        _: *mut hailo_quant_info_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_output_vstream_frame_size(
        _: hailo_output_vstream,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_output_vstream_info(
        _: hailo_output_vstream,
        _: *mut hailo_vstream_info_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_output_vstream_user_format(
        _: hailo_output_vstream,
        _: *mut hailo_format_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_vstream_frame_size(
        _: *mut hailo_vstream_info_t,
        _: *mut hailo_format_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_vstream_write_raw_buffer(
        _: hailo_input_vstream,
        _: *const c_void,
        _: usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_vstream_write_pix_buffer(
        _: hailo_input_vstream,
        _: *const hailo_pix_buffer_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_flush_input_vstream(_: hailo_input_vstream) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_vstream_read_raw_buffer(
        _: hailo_output_vstream,
        _: *mut c_void,
        _: usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_vstream_set_nms_score_threshold(
        _: hailo_output_vstream,
        _: float32_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_vstream_set_nms_iou_threshold(
        _: hailo_output_vstream,
        _: float32_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_vstream_set_nms_max_proposals_per_class(
        _: hailo_output_vstream,
        _: u32,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_release_input_vstreams(
        _: *const hailo_input_vstream,
        _: usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_release_output_vstreams(
        _: *const hailo_output_vstream,
        _: usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_clear_input_vstreams(
        _: *const hailo_input_vstream,
        _: usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_clear_output_vstreams(
        _: *const hailo_output_vstream,
        _: usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_infer(
        _: hailo_configured_network_group,
        _: *mut hailo_input_vstream_params_by_name_t,
        _: *mut hailo_stream_raw_buffer_by_name_t,
        _: usize,
        _: *mut hailo_output_vstream_params_by_name_t,
        _: *mut hailo_stream_raw_buffer_by_name_t,
        _: usize,
        _: usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_hef_get_network_infos(
        _: hailo_hef,
        _: *const c_char,
        _: *mut hailo_network_info_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_get_network_infos(
        _: hailo_configured_network_group,
        _: *mut hailo_network_info_t,
        _: *mut usize,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_set_sleep_state(
        _: hailo_device,
        _: hailo_sleep_state_t,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_is_input_transformation_required(
        _: *const hailo_3d_image_shape_t,
        _: *const hailo_format_t,
        _: *const hailo_3d_image_shape_t,
        _: *const hailo_format_t,
        _: *const hailo_quant_info_t,
        _: *mut u8,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
    pub(super) unsafe extern "C" fn hailo_is_output_transformation_required(
        _: *const hailo_3d_image_shape_t,
        _: *const hailo_format_t,
        _: *const hailo_3d_image_shape_t,
        _: *const hailo_format_t,
        _: *const hailo_quant_info_t,
        _: *mut u8,
    ) -> hailo_status {
        HAILO_NOT_IMPLEMENTED
    }
}
