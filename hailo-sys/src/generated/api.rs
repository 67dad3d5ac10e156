// Written by `cargo xtask codegen` from hailo-sys/abi/hailort.json and src/shim.rs. Do not edit.

use core::ffi::{CStr, c_char, c_int, c_void};

use crate::types::*;
use crate::{Era, Function, MissingSymbols};

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
    /// Fills the table by name.
    ///
    /// # Errors
    /// Every name that each era has and `lookup` does not find.
    ///
    /// # Safety
    /// What `lookup` returns is null or a C function of HailoRT's with that name, and stays so while the table is used.
    pub unsafe fn from_symbols(
        mut lookup: impl FnMut(&'static CStr) -> *const c_void,
    ) -> Result<Self, MissingSymbols> {
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
        if !missing.is_empty() {
            return Err(MissingSymbols { names: missing });
        }
        Ok(Self {
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_library_version: unsafe { crate::table::function_at(hailo_get_library_version) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_status_message: unsafe { crate::table::function_at(hailo_get_status_message) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_scan_devices: unsafe { crate::table::function_at(hailo_scan_devices) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_create_device_by_id: unsafe { crate::table::function_at(hailo_create_device_by_id) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_scan_pcie_devices: unsafe { crate::table::function_at(hailo_scan_pcie_devices) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_parse_pcie_device_info: unsafe { crate::table::function_at(hailo_parse_pcie_device_info) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_create_pcie_device: unsafe { crate::table::function_at(hailo_create_pcie_device) },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_scan_ethernet_devices: unsafe { crate::table::function_at(hailo_scan_ethernet_devices) },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_create_ethernet_device: unsafe { crate::table::function_at(hailo_create_ethernet_device) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_release_device: unsafe { crate::table::function_at(hailo_release_device) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_device_get_type_by_device_id: unsafe {
                crate::table::function_at(hailo_device_get_type_by_device_id)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_identify: unsafe { crate::table::function_at(hailo_identify) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_core_identify: unsafe { crate::table::function_at(hailo_core_identify) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_extended_device_information: unsafe {
                crate::table::function_at(hailo_get_extended_device_information)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_set_fw_logger: unsafe { crate::table::function_at(hailo_set_fw_logger) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_set_throttling_state: unsafe { crate::table::function_at(hailo_set_throttling_state) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_throttling_state: unsafe { crate::table::function_at(hailo_get_throttling_state) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_wd_enable: unsafe { crate::table::function_at(hailo_wd_enable) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_wd_disable: unsafe { crate::table::function_at(hailo_wd_disable) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_wd_config: unsafe { crate::table::function_at(hailo_wd_config) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_previous_system_state: unsafe {
                crate::table::function_at(hailo_get_previous_system_state)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_set_pause_frames: unsafe { crate::table::function_at(hailo_set_pause_frames) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_device_id: unsafe { crate::table::function_at(hailo_get_device_id) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_chip_temperature: unsafe { crate::table::function_at(hailo_get_chip_temperature) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_reset_device: unsafe { crate::table::function_at(hailo_reset_device) },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_update_firmware: unsafe { crate::table::function_at(hailo_update_firmware) },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_update_second_stage: unsafe { crate::table::function_at(hailo_update_second_stage) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_set_notification_callback: unsafe {
                crate::table::function_at(hailo_set_notification_callback)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_remove_notification_callback: unsafe {
                crate::table::function_at(hailo_remove_notification_callback)
            },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_reset_sensor: unsafe { crate::table::function_at(hailo_reset_sensor) },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_set_sensor_i2c_bus_index: unsafe {
                crate::table::function_at(hailo_set_sensor_i2c_bus_index)
            },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_load_and_start_sensor: unsafe { crate::table::function_at(hailo_load_and_start_sensor) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_i2c_read: unsafe { crate::table::function_at(hailo_i2c_read) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_i2c_write: unsafe { crate::table::function_at(hailo_i2c_write) },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_dump_sensor_config: unsafe { crate::table::function_at(hailo_dump_sensor_config) },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_store_sensor_config: unsafe { crate::table::function_at(hailo_store_sensor_config) },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_store_isp_config: unsafe { crate::table::function_at(hailo_store_isp_config) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_test_chip_memories: unsafe { crate::table::function_at(hailo_test_chip_memories) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_init_vdevice_params: unsafe { crate::table::function_at(hailo_init_vdevice_params) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_create_vdevice: unsafe { crate::table::function_at(hailo_create_vdevice) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_configure_vdevice: unsafe { crate::table::function_at(hailo_configure_vdevice) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_physical_devices: unsafe { crate::table::function_at(hailo_get_physical_devices) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_vdevice_get_physical_devices_ids: unsafe {
                crate::table::function_at(hailo_vdevice_get_physical_devices_ids)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_release_vdevice: unsafe { crate::table::function_at(hailo_release_vdevice) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_power_measurement: unsafe { crate::table::function_at(hailo_power_measurement) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_start_power_measurement: unsafe {
                crate::table::function_at(hailo_start_power_measurement)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_set_power_measurement: unsafe { crate::table::function_at(hailo_set_power_measurement) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_power_measurement: unsafe { crate::table::function_at(hailo_get_power_measurement) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_stop_power_measurement: unsafe { crate::table::function_at(hailo_stop_power_measurement) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_create_hef_file: unsafe { crate::table::function_at(hailo_create_hef_file) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_create_hef_buffer: unsafe { crate::table::function_at(hailo_create_hef_buffer) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_release_hef: unsafe { crate::table::function_at(hailo_release_hef) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_hef_get_all_stream_infos: unsafe {
                crate::table::function_at(hailo_hef_get_all_stream_infos)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_hef_get_stream_info_by_name: unsafe {
                crate::table::function_at(hailo_hef_get_stream_info_by_name)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_hef_get_all_vstream_infos: unsafe {
                crate::table::function_at(hailo_hef_get_all_vstream_infos)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_hef_get_vstream_name_from_original_name: unsafe {
                crate::table::function_at(hailo_hef_get_vstream_name_from_original_name)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_hef_get_original_names_from_vstream_name: unsafe {
                crate::table::function_at(hailo_hef_get_original_names_from_vstream_name)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_hef_get_vstream_names_from_stream_name: unsafe {
                crate::table::function_at(hailo_hef_get_vstream_names_from_stream_name)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_hef_get_stream_names_from_vstream_name: unsafe {
                crate::table::function_at(hailo_hef_get_stream_names_from_vstream_name)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_hef_get_sorted_output_names: unsafe {
                crate::table::function_at(hailo_hef_get_sorted_output_names)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_hef_get_bottleneck_fps: unsafe { crate::table::function_at(hailo_hef_get_bottleneck_fps) },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_calculate_eth_input_rate_limits: unsafe {
                crate::table::function_at(hailo_calculate_eth_input_rate_limits)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_init_configure_params: unsafe { crate::table::function_at(hailo_init_configure_params) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_init_configure_params_by_vdevice: unsafe {
                crate::table::function_at(hailo_init_configure_params_by_vdevice)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_init_configure_params_by_device: unsafe {
                crate::table::function_at(hailo_init_configure_params_by_device)
            },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_init_configure_params_mipi_input: unsafe {
                crate::table::function_at(hailo_init_configure_params_mipi_input)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_init_configure_network_group_params: unsafe {
                crate::table::function_at(hailo_init_configure_network_group_params)
            },
            // SAFETY: the caller vouches for the type; null is `None`.
            hailo_init_configure_network_group_params_mipi_input: unsafe {
                crate::table::function_at(hailo_init_configure_network_group_params_mipi_input)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_configure_device: unsafe { crate::table::function_at(hailo_configure_device) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_wait_for_network_group_activation: unsafe {
                crate::table::function_at(hailo_wait_for_network_group_activation)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_network_groups_infos: unsafe {
                crate::table::function_at(hailo_get_network_groups_infos)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_network_group_get_all_stream_infos: unsafe {
                crate::table::function_at(hailo_network_group_get_all_stream_infos)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_network_group_get_input_stream_infos: unsafe {
                crate::table::function_at(hailo_network_group_get_input_stream_infos)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_network_group_get_output_stream_infos: unsafe {
                crate::table::function_at(hailo_network_group_get_output_stream_infos)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_shutdown_network_group: unsafe { crate::table::function_at(hailo_shutdown_network_group) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_activate_network_group: unsafe { crate::table::function_at(hailo_activate_network_group) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_deactivate_network_group: unsafe {
                crate::table::function_at(hailo_deactivate_network_group)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_input_stream: unsafe { crate::table::function_at(hailo_get_input_stream) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_output_stream: unsafe { crate::table::function_at(hailo_get_output_stream) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_latency_measurement: unsafe {
                crate::table::function_at(hailo_get_latency_measurement)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_set_scheduler_timeout: unsafe { crate::table::function_at(hailo_set_scheduler_timeout) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_set_scheduler_threshold: unsafe {
                crate::table::function_at(hailo_set_scheduler_threshold)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_set_scheduler_priority: unsafe { crate::table::function_at(hailo_set_scheduler_priority) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_allocate_buffer: unsafe { crate::table::function_at(hailo_allocate_buffer) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_free_buffer: unsafe { crate::table::function_at(hailo_free_buffer) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_device_dma_map_buffer: unsafe { crate::table::function_at(hailo_device_dma_map_buffer) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_device_dma_unmap_buffer: unsafe {
                crate::table::function_at(hailo_device_dma_unmap_buffer)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_vdevice_dma_map_buffer: unsafe { crate::table::function_at(hailo_vdevice_dma_map_buffer) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_vdevice_dma_unmap_buffer: unsafe {
                crate::table::function_at(hailo_vdevice_dma_unmap_buffer)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_device_dma_map_dmabuf: unsafe { crate::table::function_at(hailo_device_dma_map_dmabuf) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_device_dma_unmap_dmabuf: unsafe {
                crate::table::function_at(hailo_device_dma_unmap_dmabuf)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_vdevice_dma_map_dmabuf: unsafe { crate::table::function_at(hailo_vdevice_dma_map_dmabuf) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_vdevice_dma_unmap_dmabuf: unsafe {
                crate::table::function_at(hailo_vdevice_dma_unmap_dmabuf)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_set_input_stream_timeout: unsafe {
                crate::table::function_at(hailo_set_input_stream_timeout)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_set_output_stream_timeout: unsafe {
                crate::table::function_at(hailo_set_output_stream_timeout)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_input_stream_frame_size: unsafe {
                crate::table::function_at(hailo_get_input_stream_frame_size)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_output_stream_frame_size: unsafe {
                crate::table::function_at(hailo_get_output_stream_frame_size)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_input_stream_info: unsafe { crate::table::function_at(hailo_get_input_stream_info) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_output_stream_info: unsafe { crate::table::function_at(hailo_get_output_stream_info) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_input_stream_quant_infos: unsafe {
                crate::table::function_at(hailo_get_input_stream_quant_infos)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_output_stream_quant_infos: unsafe {
                crate::table::function_at(hailo_get_output_stream_quant_infos)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_stream_read_raw_buffer: unsafe { crate::table::function_at(hailo_stream_read_raw_buffer) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_stream_write_raw_buffer: unsafe {
                crate::table::function_at(hailo_stream_write_raw_buffer)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_stream_wait_for_async_output_ready: unsafe {
                crate::table::function_at(hailo_stream_wait_for_async_output_ready)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_stream_wait_for_async_input_ready: unsafe {
                crate::table::function_at(hailo_stream_wait_for_async_input_ready)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_output_stream_get_async_max_queue_size: unsafe {
                crate::table::function_at(hailo_output_stream_get_async_max_queue_size)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_input_stream_get_async_max_queue_size: unsafe {
                crate::table::function_at(hailo_input_stream_get_async_max_queue_size)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_stream_read_raw_buffer_async: unsafe {
                crate::table::function_at(hailo_stream_read_raw_buffer_async)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_stream_write_raw_buffer_async: unsafe {
                crate::table::function_at(hailo_stream_write_raw_buffer_async)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_host_frame_size: unsafe { crate::table::function_at(hailo_get_host_frame_size) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_create_input_transform_context: unsafe {
                crate::table::function_at(hailo_create_input_transform_context)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_create_input_transform_context_by_stream: unsafe {
                crate::table::function_at(hailo_create_input_transform_context_by_stream)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_release_input_transform_context: unsafe {
                crate::table::function_at(hailo_release_input_transform_context)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_is_input_transformation_required2: unsafe {
                crate::table::function_at(hailo_is_input_transformation_required2)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_transform_frame_by_input_transform_context: unsafe {
                crate::table::function_at(hailo_transform_frame_by_input_transform_context)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_is_output_transformation_required2: unsafe {
                crate::table::function_at(hailo_is_output_transformation_required2)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_create_output_transform_context: unsafe {
                crate::table::function_at(hailo_create_output_transform_context)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_create_output_transform_context_by_stream: unsafe {
                crate::table::function_at(hailo_create_output_transform_context_by_stream)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_release_output_transform_context: unsafe {
                crate::table::function_at(hailo_release_output_transform_context)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_transform_frame_by_output_transform_context: unsafe {
                crate::table::function_at(hailo_transform_frame_by_output_transform_context)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_is_qp_valid: unsafe { crate::table::function_at(hailo_is_qp_valid) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_create_demuxer_by_stream: unsafe {
                crate::table::function_at(hailo_create_demuxer_by_stream)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_release_output_demuxer: unsafe { crate::table::function_at(hailo_release_output_demuxer) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_demux_raw_frame_by_output_demuxer: unsafe {
                crate::table::function_at(hailo_demux_raw_frame_by_output_demuxer)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_demux_by_name_raw_frame_by_output_demuxer: unsafe {
                crate::table::function_at(hailo_demux_by_name_raw_frame_by_output_demuxer)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_mux_infos_by_output_demuxer: unsafe {
                crate::table::function_at(hailo_get_mux_infos_by_output_demuxer)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_fuse_nms_frames: unsafe { crate::table::function_at(hailo_fuse_nms_frames) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_hef_make_input_vstream_params: unsafe {
                crate::table::function_at(hailo_hef_make_input_vstream_params)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_hef_make_output_vstream_params: unsafe {
                crate::table::function_at(hailo_hef_make_output_vstream_params)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_make_input_vstream_params: unsafe {
                crate::table::function_at(hailo_make_input_vstream_params)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_make_output_vstream_params: unsafe {
                crate::table::function_at(hailo_make_output_vstream_params)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_output_vstream_groups: unsafe {
                crate::table::function_at(hailo_get_output_vstream_groups)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_create_input_vstreams: unsafe { crate::table::function_at(hailo_create_input_vstreams) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_create_output_vstreams: unsafe { crate::table::function_at(hailo_create_output_vstreams) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_input_vstream_frame_size: unsafe {
                crate::table::function_at(hailo_get_input_vstream_frame_size)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_input_vstream_info: unsafe { crate::table::function_at(hailo_get_input_vstream_info) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_input_vstream_user_format: unsafe {
                crate::table::function_at(hailo_get_input_vstream_user_format)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_input_vstream_quant_infos: unsafe {
                crate::table::function_at(hailo_get_input_vstream_quant_infos)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_output_vstream_quant_infos: unsafe {
                crate::table::function_at(hailo_get_output_vstream_quant_infos)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_output_vstream_frame_size: unsafe {
                crate::table::function_at(hailo_get_output_vstream_frame_size)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_output_vstream_info: unsafe {
                crate::table::function_at(hailo_get_output_vstream_info)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_output_vstream_user_format: unsafe {
                crate::table::function_at(hailo_get_output_vstream_user_format)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_vstream_frame_size: unsafe { crate::table::function_at(hailo_get_vstream_frame_size) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_vstream_write_raw_buffer: unsafe {
                crate::table::function_at(hailo_vstream_write_raw_buffer)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_vstream_write_pix_buffer: unsafe {
                crate::table::function_at(hailo_vstream_write_pix_buffer)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_flush_input_vstream: unsafe { crate::table::function_at(hailo_flush_input_vstream) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_vstream_read_raw_buffer: unsafe {
                crate::table::function_at(hailo_vstream_read_raw_buffer)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_vstream_set_nms_score_threshold: unsafe {
                crate::table::function_at(hailo_vstream_set_nms_score_threshold)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_vstream_set_nms_iou_threshold: unsafe {
                crate::table::function_at(hailo_vstream_set_nms_iou_threshold)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_vstream_set_nms_max_proposals_per_class: unsafe {
                crate::table::function_at(hailo_vstream_set_nms_max_proposals_per_class)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_release_input_vstreams: unsafe { crate::table::function_at(hailo_release_input_vstreams) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_release_output_vstreams: unsafe {
                crate::table::function_at(hailo_release_output_vstreams)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_clear_input_vstreams: unsafe { crate::table::function_at(hailo_clear_input_vstreams) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_clear_output_vstreams: unsafe { crate::table::function_at(hailo_clear_output_vstreams) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_infer: unsafe { crate::table::function_at(hailo_infer) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_hef_get_network_infos: unsafe { crate::table::function_at(hailo_hef_get_network_infos) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_get_network_infos: unsafe { crate::table::function_at(hailo_get_network_infos) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_set_sleep_state: unsafe { crate::table::function_at(hailo_set_sleep_state) },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_is_input_transformation_required: unsafe {
                crate::table::function_at(hailo_is_input_transformation_required)
            },
            // SAFETY: the caller vouches for the type; a null would have returned above.
            hailo_is_output_transformation_required: unsafe {
                crate::table::function_at(hailo_is_output_transformation_required)
            },
        })
    }

    /// Whether the table holds the function; required ones it always does.
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
