// Written by `cargo xtask codegen` from hailo-sys/abi/hailort.json and src/shim.rs. Do not edit.

//! One function for each C function that this crate calls. What an argument is in Rust keeps the contract that is
//! named with it; [`crate::call`] says how.

#![allow(clippy::too_many_arguments, clippy::wildcard_imports, reason = "as C has it")]

use crate::call::Fresh;
use crate::call::lent::Lent;
use crate::call::sink::{Collected, Segments};
use crate::error::{Error, ErrorKind, Result};
use crate::handle::{Alone, Together};
use crate::library::Library;
use crate::record::Record;
use crate::record::padded::{FIXED, Given, Padded, fill, fill_bytes};
use hailo_sys::Record as _;
use hailo_sys::shim::*;
use hailo_sys::types::*;
use std::ffi::{CStr, c_void};
use std::os::fd::{AsRawFd as _, BorrowedFd};
use std::ptr::{from_ref, null, null_mut};

/// `hailo_status hailo_scan_devices(hailo_scan_devices_params_t *params, hailo_device_id_t *device_ids, size_t *device_ids_length)`
///
/// `params` null; `device_ids` list 32; `device_ids_length` count.
pub(crate) fn hailo_scan_devices(library: &Library) -> Result<Vec<hailo_device_id_t>> {
    const CALL: &str = "hailo_scan_devices";
    let function = library.api().hailo_scan_devices;
    let device_ids = library.list(32, hailo_device_id_t::zeroed(), CALL, |items, _, count| {
        // SAFETY: the types of the arguments keep the contract.
        unsafe { function(null_mut(), items, count) }
    })?;
    Ok(device_ids)
}

/// `hailo_status hailo_create_device_by_id(const hailo_device_id_t *device_id, hailo_device *device)`
///
/// `device_id` in or null; `device` out.
pub(crate) fn hailo_create_device_by_id(
    library: &Library,
    device_id: Option<&Padded<hailo_device_id_t>>,
) -> Result<Fresh<_hailo_device>> {
    const CALL: &str = "hailo_create_device_by_id";
    let function = library.api().hailo_create_device_by_id;
    let mut device = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device_id.map_or(null(), Padded::as_ptr), &raw mut device) };
    library.check(CALL, status)?;
    Ok(Fresh::new(device))
}

/// `hailo_status hailo_release_device(hailo_device device)`
///
/// `device` release.
pub(crate) unsafe fn hailo_release_device(library: &Library, raw: *mut _hailo_device) -> Result<()> {
    const CALL: &str = "hailo_release_device";
    let function = library.api().hailo_release_device;
    // SAFETY: the caller's promise.
    let status = unsafe { function(raw) };
    library.check(CALL, status)
}

/// `hailo_status hailo_device_get_type_by_device_id(const hailo_device_id_t *device_id, hailo_device_type_t *device_type)`
///
/// `device_id` in; `device_type` out.
pub(crate) fn hailo_device_get_type_by_device_id(
    library: &Library,
    device_id: &Padded<hailo_device_id_t>,
) -> Result<hailo_device_type_t> {
    const CALL: &str = "hailo_device_get_type_by_device_id";
    let function = library.api().hailo_device_get_type_by_device_id;
    let mut device_type: hailo_device_type_t = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device_id.as_ptr(), &raw mut device_type) };
    library.check(CALL, status)?;
    Ok(device_type)
}

/// `hailo_status hailo_identify(hailo_device device, hailo_device_identity_t *device_identity)`
///
/// `device` alone; `device_identity` out.
pub(crate) fn hailo_identify(device: Alone<'_, _hailo_device>) -> Result<Record> {
    const CALL: &str = "hailo_identify";
    let library = device.library();
    let function = library.api().hailo_identify;
    let (device_identity, ()) = fill_bytes(
        library.growth(),
        CALL,
        "hailo_device_identity_t",
        library.layout().identity,
        |device_identity| {
            // SAFETY: the types of the arguments keep the contract.
            let status = unsafe { function(device.as_raw(), device_identity.cast()) };
            library.check(CALL, status)
        },
    )?;
    Ok(device_identity)
}

/// `hailo_status hailo_core_identify(hailo_device device, hailo_core_information_t *core_information)`
///
/// `device` alone; `core_information` out.
pub(crate) fn hailo_core_identify(device: Alone<'_, _hailo_device>) -> Result<Record> {
    const CALL: &str = "hailo_core_identify";
    let library = device.library();
    let function = library.api().hailo_core_identify;
    let (core_information, ()) = fill_bytes(
        library.growth(),
        CALL,
        "hailo_core_information_t",
        library.layout().core,
        |core_information| {
            // SAFETY: the types of the arguments keep the contract.
            let status = unsafe { function(device.as_raw(), core_information.cast()) };
            library.check(CALL, status)
        },
    )?;
    Ok(core_information)
}

/// `hailo_status hailo_get_extended_device_information(hailo_device device, hailo_extended_device_information_t *extended_device_information)`
///
/// `device` alone; `extended_device_information` out.
pub(crate) fn hailo_get_extended_device_information(device: Alone<'_, _hailo_device>) -> Result<Record> {
    const CALL: &str = "hailo_get_extended_device_information";
    let library = device.library();
    let function = library.api().hailo_get_extended_device_information;
    let (extended_device_information, ()) = fill_bytes(
        library.growth(),
        CALL,
        "hailo_extended_device_information_t",
        library.layout().extended,
        |extended_device_information| {
            // SAFETY: the types of the arguments keep the contract.
            let status = unsafe { function(device.as_raw(), extended_device_information.cast()) };
            library.check(CALL, status)
        },
    )?;
    Ok(extended_device_information)
}

/// `hailo_status hailo_set_fw_logger(hailo_device device, hailo_fw_logger_level_t level, uint32_t interface_mask)`
///
/// `device` alone.
pub(crate) fn hailo_set_fw_logger(
    device: Alone<'_, _hailo_device>,
    level: hailo_fw_logger_level_t,
    interface_mask: u32,
) -> Result<()> {
    const CALL: &str = "hailo_set_fw_logger";
    let library = device.library();
    let function = library.api().hailo_set_fw_logger;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw(), level, interface_mask) };
    library.check(CALL, status)
}

/// `hailo_status hailo_set_throttling_state(hailo_device device, bool should_activate)`
///
/// `device` alone.
pub(crate) fn hailo_set_throttling_state(
    device: Alone<'_, _hailo_device>,
    should_activate: bool,
) -> Result<()> {
    const CALL: &str = "hailo_set_throttling_state";
    let library = device.library();
    let function = library.api().hailo_set_throttling_state;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw(), should_activate) };
    library.check(CALL, status)
}

/// `hailo_status hailo_get_throttling_state(hailo_device device, bool *is_active)`
///
/// `device` alone; `is_active` out.
pub(crate) fn hailo_get_throttling_state(device: Alone<'_, _hailo_device>) -> Result<bool> {
    const CALL: &str = "hailo_get_throttling_state";
    let library = device.library();
    let function = library.api().hailo_get_throttling_state;
    let mut is_active = 0_u8;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw(), &raw mut is_active) };
    library.check(CALL, status)?;
    Ok(is_active != 0)
}

/// `hailo_status hailo_wd_enable(hailo_device device, hailo_cpu_id_t cpu_id)`
///
/// `device` alone.
pub(crate) fn hailo_wd_enable(device: Alone<'_, _hailo_device>, cpu_id: hailo_cpu_id_t) -> Result<()> {
    const CALL: &str = "hailo_wd_enable";
    let library = device.library();
    let function = library.api().hailo_wd_enable;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw(), cpu_id) };
    library.check(CALL, status)
}

/// `hailo_status hailo_wd_disable(hailo_device device, hailo_cpu_id_t cpu_id)`
///
/// `device` alone.
pub(crate) fn hailo_wd_disable(device: Alone<'_, _hailo_device>, cpu_id: hailo_cpu_id_t) -> Result<()> {
    const CALL: &str = "hailo_wd_disable";
    let library = device.library();
    let function = library.api().hailo_wd_disable;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw(), cpu_id) };
    library.check(CALL, status)
}

/// `hailo_status hailo_wd_config(hailo_device device, hailo_cpu_id_t cpu_id, uint32_t wd_cycles, hailo_watchdog_mode_t wd_mode)`
///
/// `device` alone.
pub(crate) fn hailo_wd_config(
    device: Alone<'_, _hailo_device>,
    cpu_id: hailo_cpu_id_t,
    wd_cycles: u32,
    wd_mode: hailo_watchdog_mode_t,
) -> Result<()> {
    const CALL: &str = "hailo_wd_config";
    let library = device.library();
    let function = library.api().hailo_wd_config;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw(), cpu_id, wd_cycles, wd_mode) };
    library.check(CALL, status)
}

/// `hailo_status hailo_get_previous_system_state(hailo_device device, hailo_cpu_id_t cpu_id, uint32_t *previous_system_state)`
///
/// `device` alone; `previous_system_state` out.
pub(crate) fn hailo_get_previous_system_state(
    device: Alone<'_, _hailo_device>,
    cpu_id: hailo_cpu_id_t,
) -> Result<u32> {
    const CALL: &str = "hailo_get_previous_system_state";
    let library = device.library();
    let function = library.api().hailo_get_previous_system_state;
    let mut previous_system_state: u32 = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw(), cpu_id, &raw mut previous_system_state) };
    library.check(CALL, status)?;
    Ok(previous_system_state)
}

/// `hailo_status hailo_get_device_id(hailo_device device, hailo_device_id_t *id)`
///
/// `device` alone; `id` out fixed.
pub(crate) fn hailo_get_device_id(device: Alone<'_, _hailo_device>) -> Result<Padded<hailo_device_id_t>> {
    const CALL: &str = "hailo_get_device_id";
    let library = device.library();
    let function = library.api().hailo_get_device_id;
    let id = fill(&FIXED, CALL, hailo_device_id_t::zeroed(), |id| {
        // SAFETY: the types of the arguments keep the contract.
        let status = unsafe { function(device.as_raw(), id) };
        library.check(CALL, status)
    })?;
    Ok(id)
}

/// `hailo_status hailo_get_chip_temperature(hailo_device device, hailo_chip_temperature_info_t *temp_info)`
///
/// `device` alone; `temp_info` out.
pub(crate) fn hailo_get_chip_temperature(
    device: Alone<'_, _hailo_device>,
) -> Result<Padded<hailo_chip_temperature_info_t>> {
    const CALL: &str = "hailo_get_chip_temperature";
    let library = device.library();
    let function = library.api().hailo_get_chip_temperature;
    let temp_info = fill(library.growth(), CALL, hailo_chip_temperature_info_t::zeroed(), |temp_info| {
        // SAFETY: the types of the arguments keep the contract.
        let status = unsafe { function(device.as_raw(), temp_info) };
        library.check(CALL, status)
    })?;
    Ok(temp_info)
}

/// `hailo_status hailo_reset_device(hailo_device device, hailo_reset_device_mode_t mode)`
///
/// `device` alone.
pub(crate) fn hailo_reset_device(
    device: Alone<'_, _hailo_device>,
    mode: hailo_reset_device_mode_t,
) -> Result<()> {
    const CALL: &str = "hailo_reset_device";
    let library = device.library();
    let function = library.api().hailo_reset_device;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw(), mode) };
    library.check(CALL, status)
}

/// `hailo_status hailo_update_firmware(hailo_device device, void *firmware_buffer, uint32_t firmware_buffer_size), in 4.20.0 to 5.2.0`
///
/// `device` alone; `firmware_buffer` bytes; `firmware_buffer_size` len firmware_buffer.
pub(crate) fn hailo_update_firmware(
    device: Alone<'_, _hailo_device>,
    firmware_buffer: &mut [u8],
) -> Result<()> {
    const CALL: &str = "hailo_update_firmware";
    let library = device.library();
    let function = library.api().hailo_update_firmware.ok_or_else(|| library.lacks(CALL))?;
    let firmware_buffer_size = u32::try_from(firmware_buffer.len())
        .map_err(|_| Error::refused(ErrorKind::InvalidArgument, CALL, "more than 4 GiB"))?;
    // SAFETY: the types of the arguments keep the contract.
    let status =
        unsafe { function(device.as_raw(), firmware_buffer.as_mut_ptr().cast(), firmware_buffer_size) };
    library.check(CALL, status)
}

/// `hailo_status hailo_update_second_stage(hailo_device device, void *second_stage_buffer, uint32_t second_stage_buffer_size), in 4.20.0 to 5.2.0`
///
/// `device` alone; `second_stage_buffer` bytes; `second_stage_buffer_size` len second_stage_buffer.
pub(crate) fn hailo_update_second_stage(
    device: Alone<'_, _hailo_device>,
    second_stage_buffer: &mut [u8],
) -> Result<()> {
    const CALL: &str = "hailo_update_second_stage";
    let library = device.library();
    let function = library.api().hailo_update_second_stage.ok_or_else(|| library.lacks(CALL))?;
    let second_stage_buffer_size = u32::try_from(second_stage_buffer.len())
        .map_err(|_| Error::refused(ErrorKind::InvalidArgument, CALL, "more than 4 GiB"))?;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(device.as_raw(), second_stage_buffer.as_mut_ptr().cast(), second_stage_buffer_size)
    };
    library.check(CALL, status)
}

/// `hailo_status hailo_set_notification_callback(hailo_device device, hailo_notification_callback callback, hailo_notification_id_t notification_id, void *opaque)`
///
/// # Safety
/// `device` alone; `callback` callback; `opaque` ticket.
pub(crate) unsafe fn hailo_set_notification_callback(
    device: Alone<'_, _hailo_device>,
    callback: hailo_notification_callback,
    notification_id: hailo_notification_id_t,
    opaque: *mut c_void,
) -> Result<()> {
    const CALL: &str = "hailo_set_notification_callback";
    let library = device.library();
    let function = library.api().hailo_set_notification_callback;
    // SAFETY: the caller's promise, and the types of the other arguments.
    let status = unsafe { function(device.as_raw(), callback, notification_id, opaque) };
    library.check(CALL, status)
}

/// `hailo_status hailo_remove_notification_callback(hailo_device device, hailo_notification_id_t notification_id)`
///
/// `device` alone.
pub(crate) fn hailo_remove_notification_callback(
    device: Alone<'_, _hailo_device>,
    notification_id: hailo_notification_id_t,
) -> Result<()> {
    const CALL: &str = "hailo_remove_notification_callback";
    let library = device.library();
    let function = library.api().hailo_remove_notification_callback;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw(), notification_id) };
    library.check(CALL, status)
}

/// `hailo_status hailo_test_chip_memories(hailo_device device)`
///
/// `device` alone.
pub(crate) fn hailo_test_chip_memories(device: Alone<'_, _hailo_device>) -> Result<()> {
    const CALL: &str = "hailo_test_chip_memories";
    let library = device.library();
    let function = library.api().hailo_test_chip_memories;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw()) };
    library.check(CALL, status)
}

/// `hailo_status hailo_init_vdevice_params(hailo_vdevice_params_t *params)`
///
/// `params` out.
pub(crate) fn hailo_init_vdevice_params(library: &Library) -> Result<Padded<hailo_vdevice_params_t>> {
    const CALL: &str = "hailo_init_vdevice_params";
    let function = library.api().hailo_init_vdevice_params;
    let params = fill(library.growth(), CALL, hailo_vdevice_params_t::zeroed(), |params| {
        // SAFETY: the types of the arguments keep the contract.
        let status = unsafe { function(params) };
        library.check(CALL, status)
    })?;
    Ok(params)
}

/// `hailo_status hailo_create_vdevice(hailo_vdevice_params_t *params, hailo_vdevice *vdevice)`
///
/// `params` lent; `vdevice` out.
pub(crate) fn hailo_create_vdevice(
    library: &Library,
    params: &mut Lent<'_, Padded<hailo_vdevice_params_t>>,
) -> Result<Fresh<_hailo_vdevice>> {
    const CALL: &str = "hailo_create_vdevice";
    let function = library.api().hailo_create_vdevice;
    let mut vdevice = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(params.memory_mut().as_mut_ptr(), &raw mut vdevice) };
    library.check(CALL, status)?;
    Ok(Fresh::new(vdevice))
}

/// `hailo_status hailo_configure_vdevice(hailo_vdevice vdevice, hailo_hef hef, hailo_configure_params_t *params, hailo_configured_network_group *network_groups, size_t *number_of_network_groups)`
///
/// `vdevice` alone; `hef` alone; `params` in; `network_groups` list 8; `number_of_network_groups` count.
pub(crate) fn hailo_configure_vdevice(
    vdevice: Alone<'_, _hailo_vdevice>,
    hef: Alone<'_, _hailo_hef>,
    params: &mut Record,
) -> Result<Vec<Fresh<_hailo_configured_network_group>>> {
    const CALL: &str = "hailo_configure_vdevice";
    let library = vdevice.library();
    let function = library.api().hailo_configure_vdevice;
    let network_groups = library.list(8, null_mut(), CALL, |items, _, count| {
        // SAFETY: the types of the arguments keep the contract.
        unsafe { function(vdevice.as_raw(), hef.as_raw(), params.as_mut_ptr(), items, count) }
    })?;
    Ok(network_groups.into_iter().map(Fresh::new).collect())
}

/// `hailo_status hailo_get_physical_devices(hailo_vdevice vdevice, hailo_device *devices, size_t *number_of_devices)`
///
/// `vdevice` alone; `devices` list 32; `number_of_devices` count.
pub(crate) fn hailo_get_physical_devices(
    vdevice: Alone<'_, _hailo_vdevice>,
) -> Result<Vec<Fresh<_hailo_device>>> {
    const CALL: &str = "hailo_get_physical_devices";
    let library = vdevice.library();
    let function = library.api().hailo_get_physical_devices;
    let devices = library.list(32, null_mut(), CALL, |items, _, count| {
        // SAFETY: the types of the arguments keep the contract.
        unsafe { function(vdevice.as_raw(), items, count) }
    })?;
    Ok(devices.into_iter().map(Fresh::new).collect())
}

/// `hailo_status hailo_vdevice_get_physical_devices_ids(hailo_vdevice vdevice, hailo_device_id_t *devices_ids, size_t *number_of_devices)`
///
/// `vdevice` alone; `devices_ids` list 32; `number_of_devices` count.
pub(crate) fn hailo_vdevice_get_physical_devices_ids(
    vdevice: Alone<'_, _hailo_vdevice>,
) -> Result<Vec<hailo_device_id_t>> {
    const CALL: &str = "hailo_vdevice_get_physical_devices_ids";
    let library = vdevice.library();
    let function = library.api().hailo_vdevice_get_physical_devices_ids;
    let devices_ids = library.list(32, hailo_device_id_t::zeroed(), CALL, |items, _, count| {
        // SAFETY: the types of the arguments keep the contract.
        unsafe { function(vdevice.as_raw(), items, count) }
    })?;
    Ok(devices_ids)
}

/// `hailo_status hailo_release_vdevice(hailo_vdevice vdevice)`
///
/// `vdevice` release.
pub(crate) unsafe fn hailo_release_vdevice(library: &Library, raw: *mut _hailo_vdevice) -> Result<()> {
    const CALL: &str = "hailo_release_vdevice";
    let function = library.api().hailo_release_vdevice;
    // SAFETY: the caller's promise.
    let status = unsafe { function(raw) };
    library.check(CALL, status)
}

/// `hailo_status hailo_power_measurement(hailo_device device, hailo_dvm_options_t dvm, hailo_power_measurement_types_t measurement_type, float32_t *measurement)`
///
/// `device` alone; `measurement` out.
pub(crate) fn hailo_power_measurement(
    device: Alone<'_, _hailo_device>,
    dvm: hailo_dvm_options_t,
    measurement_type: hailo_power_measurement_types_t,
) -> Result<float32_t> {
    const CALL: &str = "hailo_power_measurement";
    let library = device.library();
    let function = library.api().hailo_power_measurement;
    let mut measurement: float32_t = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw(), dvm, measurement_type, &raw mut measurement) };
    library.check(CALL, status)?;
    Ok(measurement)
}

/// `hailo_status hailo_start_power_measurement(hailo_device device, hailo_averaging_factor_t averaging_factor, hailo_sampling_period_t sampling_period)`
///
/// `device` alone.
pub(crate) fn hailo_start_power_measurement(
    device: Alone<'_, _hailo_device>,
    averaging_factor: hailo_averaging_factor_t,
    sampling_period: hailo_sampling_period_t,
) -> Result<()> {
    const CALL: &str = "hailo_start_power_measurement";
    let library = device.library();
    let function = library.api().hailo_start_power_measurement;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw(), averaging_factor, sampling_period) };
    library.check(CALL, status)
}

/// `hailo_status hailo_set_power_measurement(hailo_device device, hailo_measurement_buffer_index_t buffer_index, hailo_dvm_options_t dvm, hailo_power_measurement_types_t measurement_type)`
///
/// `device` alone.
pub(crate) fn hailo_set_power_measurement(
    device: Alone<'_, _hailo_device>,
    buffer_index: hailo_measurement_buffer_index_t,
    dvm: hailo_dvm_options_t,
    measurement_type: hailo_power_measurement_types_t,
) -> Result<()> {
    const CALL: &str = "hailo_set_power_measurement";
    let library = device.library();
    let function = library.api().hailo_set_power_measurement;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw(), buffer_index, dvm, measurement_type) };
    library.check(CALL, status)
}

/// `hailo_status hailo_get_power_measurement(hailo_device device, hailo_measurement_buffer_index_t buffer_index, bool should_clear, hailo_power_measurement_data_t *measurement_data)`
///
/// `device` alone; `measurement_data` out.
pub(crate) fn hailo_get_power_measurement(
    device: Alone<'_, _hailo_device>,
    buffer_index: hailo_measurement_buffer_index_t,
    should_clear: bool,
) -> Result<Padded<hailo_power_measurement_data_t>> {
    const CALL: &str = "hailo_get_power_measurement";
    let library = device.library();
    let function = library.api().hailo_get_power_measurement;
    let measurement_data =
        fill(library.growth(), CALL, hailo_power_measurement_data_t::zeroed(), |measurement_data| {
            // SAFETY: the types of the arguments keep the contract.
            let status = unsafe { function(device.as_raw(), buffer_index, should_clear, measurement_data) };
            library.check(CALL, status)
        })?;
    Ok(measurement_data)
}

/// `hailo_status hailo_stop_power_measurement(hailo_device device)`
///
/// `device` alone.
pub(crate) fn hailo_stop_power_measurement(device: Alone<'_, _hailo_device>) -> Result<()> {
    const CALL: &str = "hailo_stop_power_measurement";
    let library = device.library();
    let function = library.api().hailo_stop_power_measurement;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw()) };
    library.check(CALL, status)
}

/// `hailo_status hailo_create_hef_file(hailo_hef *hef, const char *file_name)`
///
/// `hef` out; `file_name` text.
pub(crate) fn hailo_create_hef_file(library: &Library, file_name: &CStr) -> Result<Fresh<_hailo_hef>> {
    const CALL: &str = "hailo_create_hef_file";
    let function = library.api().hailo_create_hef_file;
    let mut hef = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(&raw mut hef, file_name.as_ptr()) };
    library.check(CALL, status)?;
    Ok(Fresh::new(hef))
}

/// `hailo_status hailo_create_hef_buffer(hailo_hef *hef, const void *buffer, size_t size)`
///
/// `hef` out; `buffer` bytes; `size` len buffer.
pub(crate) fn hailo_create_hef_buffer(library: &Library, buffer: &[u8]) -> Result<Fresh<_hailo_hef>> {
    const CALL: &str = "hailo_create_hef_buffer";
    let function = library.api().hailo_create_hef_buffer;
    let mut hef = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(&raw mut hef, buffer.as_ptr().cast(), buffer.len()) };
    library.check(CALL, status)?;
    Ok(Fresh::new(hef))
}

/// `hailo_status hailo_release_hef(hailo_hef hef)`
///
/// `hef` release.
pub(crate) unsafe fn hailo_release_hef(library: &Library, raw: *mut _hailo_hef) -> Result<()> {
    const CALL: &str = "hailo_release_hef";
    let function = library.api().hailo_release_hef;
    // SAFETY: the caller's promise.
    let status = unsafe { function(raw) };
    library.check(CALL, status)
}

/// `hailo_status hailo_hef_get_all_stream_infos(hailo_hef hef, const char *name, hailo_stream_info_t *stream_infos, size_t stream_infos_length, size_t *number_of_streams)`
///
/// `hef` alone; `name` text; `stream_infos` list 40; `stream_infos_length` room; `number_of_streams` count.
pub(crate) fn hailo_hef_get_all_stream_infos(
    hef: Alone<'_, _hailo_hef>,
    name: &CStr,
) -> Result<(Record, usize)> {
    const CALL: &str = "hailo_hef_get_all_stream_infos";
    let library = hef.library();
    let function = library.api().hailo_hef_get_all_stream_infos;
    let stream_infos = library.list_records(
        "hailo_stream_info_t",
        library.layout().stream_info,
        40,
        CALL,
        |items, room, count| {
            // SAFETY: the types of the arguments keep the contract.
            unsafe { function(hef.as_raw(), name.as_ptr(), items.cast(), room, count) }
        },
    )?;
    Ok(stream_infos)
}

/// `hailo_status hailo_hef_get_stream_info_by_name(hailo_hef hef, const char *network_group_name, const char *stream_name, hailo_stream_direction_t stream_direction, hailo_stream_info_t *stream_info)`
///
/// `hef` alone; `network_group_name` text; `stream_name` text; `stream_info` out.
pub(crate) fn hailo_hef_get_stream_info_by_name(
    hef: Alone<'_, _hailo_hef>,
    network_group_name: &CStr,
    stream_name: &CStr,
    stream_direction: hailo_stream_direction_t,
) -> Result<Record> {
    const CALL: &str = "hailo_hef_get_stream_info_by_name";
    let library = hef.library();
    let function = library.api().hailo_hef_get_stream_info_by_name;
    let (stream_info, ()) = fill_bytes(
        library.growth(),
        CALL,
        "hailo_stream_info_t",
        library.layout().stream_info,
        |stream_info| {
            // SAFETY: the types of the arguments keep the contract.
            let status = unsafe {
                function(
                    hef.as_raw(),
                    network_group_name.as_ptr(),
                    stream_name.as_ptr(),
                    stream_direction,
                    stream_info.cast(),
                )
            };
            library.check(CALL, status)
        },
    )?;
    Ok(stream_info)
}

/// `hailo_status hailo_hef_get_all_vstream_infos(hailo_hef hef, const char *name, hailo_vstream_info_t *vstream_infos, size_t *vstream_infos_count)`
///
/// `hef` alone; `name` text; `vstream_infos` list 40; `vstream_infos_count` count.
pub(crate) fn hailo_hef_get_all_vstream_infos(
    hef: Alone<'_, _hailo_hef>,
    name: &CStr,
) -> Result<(Record, usize)> {
    const CALL: &str = "hailo_hef_get_all_vstream_infos";
    let library = hef.library();
    let function = library.api().hailo_hef_get_all_vstream_infos;
    let vstream_infos = library.list_records(
        "hailo_vstream_info_t",
        library.layout().vstream_info,
        40,
        CALL,
        |items, _, count| {
            // SAFETY: the types of the arguments keep the contract.
            unsafe { function(hef.as_raw(), name.as_ptr(), items.cast(), count) }
        },
    )?;
    Ok(vstream_infos)
}

/// `hailo_status hailo_hef_get_vstream_name_from_original_name(hailo_hef hef, const char *network_group_name, const char *original_name, hailo_layer_name_t *vstream_name)`
///
/// `hef` alone; `network_group_name` text; `original_name` text; `vstream_name` out fixed.
pub(crate) fn hailo_hef_get_vstream_name_from_original_name(
    hef: Alone<'_, _hailo_hef>,
    network_group_name: &CStr,
    original_name: &CStr,
) -> Result<Padded<hailo_layer_name_t>> {
    const CALL: &str = "hailo_hef_get_vstream_name_from_original_name";
    let library = hef.library();
    let function = library.api().hailo_hef_get_vstream_name_from_original_name;
    let vstream_name = fill(&FIXED, CALL, hailo_layer_name_t::zeroed(), |vstream_name| {
        // SAFETY: the types of the arguments keep the contract.
        let status = unsafe {
            function(hef.as_raw(), network_group_name.as_ptr(), original_name.as_ptr(), vstream_name)
        };
        library.check(CALL, status)
    })?;
    Ok(vstream_name)
}

/// `hailo_status hailo_hef_get_original_names_from_vstream_name(hailo_hef hef, const char *network_group_name, const char *vstream_name, hailo_layer_name_t *original_names, size_t *original_names_length)`
///
/// `hef` alone; `network_group_name` text; `vstream_name` text; `original_names` list 40; `original_names_length` count.
pub(crate) fn hailo_hef_get_original_names_from_vstream_name(
    hef: Alone<'_, _hailo_hef>,
    network_group_name: &CStr,
    vstream_name: &CStr,
) -> Result<Vec<hailo_layer_name_t>> {
    const CALL: &str = "hailo_hef_get_original_names_from_vstream_name";
    let library = hef.library();
    let function = library.api().hailo_hef_get_original_names_from_vstream_name;
    let original_names = library.list(40, hailo_layer_name_t::zeroed(), CALL, |items, _, count| {
        // SAFETY: the types of the arguments keep the contract.
        unsafe { function(hef.as_raw(), network_group_name.as_ptr(), vstream_name.as_ptr(), items, count) }
    })?;
    Ok(original_names)
}

/// `hailo_status hailo_hef_get_vstream_names_from_stream_name(hailo_hef hef, const char *network_group_name, const char *stream_name, hailo_layer_name_t *vstream_names, size_t *vstream_names_length)`
///
/// `hef` alone; `network_group_name` text; `stream_name` text; `vstream_names` list 40; `vstream_names_length` count.
pub(crate) fn hailo_hef_get_vstream_names_from_stream_name(
    hef: Alone<'_, _hailo_hef>,
    network_group_name: &CStr,
    stream_name: &CStr,
) -> Result<Vec<hailo_layer_name_t>> {
    const CALL: &str = "hailo_hef_get_vstream_names_from_stream_name";
    let library = hef.library();
    let function = library.api().hailo_hef_get_vstream_names_from_stream_name;
    let vstream_names = library.list(40, hailo_layer_name_t::zeroed(), CALL, |items, _, count| {
        // SAFETY: the types of the arguments keep the contract.
        unsafe { function(hef.as_raw(), network_group_name.as_ptr(), stream_name.as_ptr(), items, count) }
    })?;
    Ok(vstream_names)
}

/// `hailo_status hailo_hef_get_stream_names_from_vstream_name(hailo_hef hef, const char *network_group_name, const char *vstream_name, hailo_layer_name_t *stream_names, size_t *stream_names_length)`
///
/// `hef` alone; `network_group_name` text; `vstream_name` text; `stream_names` list 40; `stream_names_length` count.
pub(crate) fn hailo_hef_get_stream_names_from_vstream_name(
    hef: Alone<'_, _hailo_hef>,
    network_group_name: &CStr,
    vstream_name: &CStr,
) -> Result<Vec<hailo_layer_name_t>> {
    const CALL: &str = "hailo_hef_get_stream_names_from_vstream_name";
    let library = hef.library();
    let function = library.api().hailo_hef_get_stream_names_from_vstream_name;
    let stream_names = library.list(40, hailo_layer_name_t::zeroed(), CALL, |items, _, count| {
        // SAFETY: the types of the arguments keep the contract.
        unsafe { function(hef.as_raw(), network_group_name.as_ptr(), vstream_name.as_ptr(), items, count) }
    })?;
    Ok(stream_names)
}

/// `hailo_status hailo_hef_get_sorted_output_names(hailo_hef hef, const char *network_group_name, hailo_layer_name_t *sorted_output_names, size_t *sorted_output_names_count)`
///
/// `hef` alone; `network_group_name` text; `sorted_output_names` list 40; `sorted_output_names_count` count.
pub(crate) fn hailo_hef_get_sorted_output_names(
    hef: Alone<'_, _hailo_hef>,
    network_group_name: &CStr,
) -> Result<Vec<hailo_layer_name_t>> {
    const CALL: &str = "hailo_hef_get_sorted_output_names";
    let library = hef.library();
    let function = library.api().hailo_hef_get_sorted_output_names;
    let sorted_output_names = library.list(40, hailo_layer_name_t::zeroed(), CALL, |items, _, count| {
        // SAFETY: the types of the arguments keep the contract.
        unsafe { function(hef.as_raw(), network_group_name.as_ptr(), items, count) }
    })?;
    Ok(sorted_output_names)
}

/// `hailo_status hailo_hef_get_bottleneck_fps(hailo_hef hef, const char *network_group_name, float64_t *bottleneck_fps)`
///
/// `hef` alone; `network_group_name` text; `bottleneck_fps` out.
pub(crate) fn hailo_hef_get_bottleneck_fps(
    hef: Alone<'_, _hailo_hef>,
    network_group_name: &CStr,
) -> Result<float64_t> {
    const CALL: &str = "hailo_hef_get_bottleneck_fps";
    let library = hef.library();
    let function = library.api().hailo_hef_get_bottleneck_fps;
    let mut bottleneck_fps: float64_t = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(hef.as_raw(), network_group_name.as_ptr(), &raw mut bottleneck_fps) };
    library.check(CALL, status)?;
    Ok(bottleneck_fps)
}

/// `hailo_status hailo_init_configure_params(hailo_hef hef, hailo_stream_interface_t stream_interface, hailo_configure_params_t *params)`
///
/// `hef` alone; `params` out.
pub(crate) fn hailo_init_configure_params(
    hef: Alone<'_, _hailo_hef>,
    stream_interface: hailo_stream_interface_t,
) -> Result<Record> {
    const CALL: &str = "hailo_init_configure_params";
    let library = hef.library();
    let function = library.api().hailo_init_configure_params;
    let (params, ()) = fill_bytes(
        library.growth(),
        CALL,
        "hailo_configure_params_t",
        library.layout().configure,
        |params| {
            // SAFETY: the types of the arguments keep the contract.
            let status = unsafe { function(hef.as_raw(), stream_interface, params.cast()) };
            library.check(CALL, status)
        },
    )?;
    Ok(params)
}

/// `hailo_status hailo_init_configure_params_by_vdevice(hailo_hef hef, hailo_vdevice vdevice, hailo_configure_params_t *params)`
///
/// `hef` alone; `vdevice` alone; `params` out.
pub(crate) fn hailo_init_configure_params_by_vdevice(
    hef: Alone<'_, _hailo_hef>,
    vdevice: Alone<'_, _hailo_vdevice>,
) -> Result<Record> {
    const CALL: &str = "hailo_init_configure_params_by_vdevice";
    let library = hef.library();
    let function = library.api().hailo_init_configure_params_by_vdevice;
    let (params, ()) = fill_bytes(
        library.growth(),
        CALL,
        "hailo_configure_params_t",
        library.layout().configure,
        |params| {
            // SAFETY: the types of the arguments keep the contract.
            let status = unsafe { function(hef.as_raw(), vdevice.as_raw(), params.cast()) };
            library.check(CALL, status)
        },
    )?;
    Ok(params)
}

/// `hailo_status hailo_wait_for_network_group_activation(hailo_configured_network_group network_group, uint32_t timeout_ms)`
///
/// `network_group` beside.
pub(crate) fn hailo_wait_for_network_group_activation(
    network_group: Together<'_, _hailo_configured_network_group>,
    timeout_ms: u32,
) -> Result<()> {
    const CALL: &str = "hailo_wait_for_network_group_activation";
    let library = network_group.library();
    let function = library.api().hailo_wait_for_network_group_activation;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(network_group.as_raw(), timeout_ms) };
    library.check(CALL, status)
}

/// `hailo_status hailo_get_network_groups_infos(hailo_hef hef, hailo_network_group_info_t *infos, size_t *number_of_infos)`
///
/// `hef` alone; `infos` list 8; `number_of_infos` count.
pub(crate) fn hailo_get_network_groups_infos(
    hef: Alone<'_, _hailo_hef>,
) -> Result<Vec<hailo_network_group_info_t>> {
    const CALL: &str = "hailo_get_network_groups_infos";
    let library = hef.library();
    let function = library.api().hailo_get_network_groups_infos;
    let infos = library.list(8, hailo_network_group_info_t::zeroed(), CALL, |items, _, count| {
        // SAFETY: the types of the arguments keep the contract.
        unsafe { function(hef.as_raw(), items, count) }
    })?;
    Ok(infos)
}

/// `hailo_status hailo_network_group_get_all_stream_infos(hailo_configured_network_group network_group, hailo_stream_info_t *stream_infos, size_t stream_infos_length, size_t *number_of_streams)`
///
/// `network_group` alone; `stream_infos` list 40; `stream_infos_length` room; `number_of_streams` count.
pub(crate) fn hailo_network_group_get_all_stream_infos(
    network_group: Alone<'_, _hailo_configured_network_group>,
) -> Result<(Record, usize)> {
    const CALL: &str = "hailo_network_group_get_all_stream_infos";
    let library = network_group.library();
    let function = library.api().hailo_network_group_get_all_stream_infos;
    let stream_infos = library.list_records(
        "hailo_stream_info_t",
        library.layout().stream_info,
        40,
        CALL,
        |items, room, count| {
            // SAFETY: the types of the arguments keep the contract.
            unsafe { function(network_group.as_raw(), items.cast(), room, count) }
        },
    )?;
    Ok(stream_infos)
}

/// `hailo_status hailo_network_group_get_input_stream_infos(hailo_configured_network_group network_group, hailo_stream_info_t *stream_infos, size_t stream_infos_length, size_t *number_of_streams)`
///
/// `network_group` alone; `stream_infos` list 40; `stream_infos_length` room; `number_of_streams` count.
pub(crate) fn hailo_network_group_get_input_stream_infos(
    network_group: Alone<'_, _hailo_configured_network_group>,
) -> Result<(Record, usize)> {
    const CALL: &str = "hailo_network_group_get_input_stream_infos";
    let library = network_group.library();
    let function = library.api().hailo_network_group_get_input_stream_infos;
    let stream_infos = library.list_records(
        "hailo_stream_info_t",
        library.layout().stream_info,
        40,
        CALL,
        |items, room, count| {
            // SAFETY: the types of the arguments keep the contract.
            unsafe { function(network_group.as_raw(), items.cast(), room, count) }
        },
    )?;
    Ok(stream_infos)
}

/// `hailo_status hailo_network_group_get_output_stream_infos(hailo_configured_network_group network_group, hailo_stream_info_t *stream_infos, size_t stream_infos_length, size_t *number_of_streams)`
///
/// `network_group` alone; `stream_infos` list 40; `stream_infos_length` room; `number_of_streams` count.
pub(crate) fn hailo_network_group_get_output_stream_infos(
    network_group: Alone<'_, _hailo_configured_network_group>,
) -> Result<(Record, usize)> {
    const CALL: &str = "hailo_network_group_get_output_stream_infos";
    let library = network_group.library();
    let function = library.api().hailo_network_group_get_output_stream_infos;
    let stream_infos = library.list_records(
        "hailo_stream_info_t",
        library.layout().stream_info,
        40,
        CALL,
        |items, room, count| {
            // SAFETY: the types of the arguments keep the contract.
            unsafe { function(network_group.as_raw(), items.cast(), room, count) }
        },
    )?;
    Ok(stream_infos)
}

/// `hailo_status hailo_shutdown_network_group(hailo_configured_network_group network_group)`
///
/// `network_group` alone.
pub(crate) fn hailo_shutdown_network_group(
    network_group: Alone<'_, _hailo_configured_network_group>,
) -> Result<()> {
    const CALL: &str = "hailo_shutdown_network_group";
    let library = network_group.library();
    let function = library.api().hailo_shutdown_network_group;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(network_group.as_raw()) };
    library.check(CALL, status)
}

/// `hailo_status hailo_activate_network_group(hailo_configured_network_group network_group, hailo_activate_network_group_params_t *activation_params, hailo_activated_network_group *activated_network_group_out)`
///
/// `network_group` alone; `activation_params` null; `activated_network_group_out` out.
pub(crate) fn hailo_activate_network_group(
    network_group: Alone<'_, _hailo_configured_network_group>,
) -> Result<Fresh<_hailo_activated_network_group>> {
    const CALL: &str = "hailo_activate_network_group";
    let library = network_group.library();
    let function = library.api().hailo_activate_network_group;
    let mut activated_network_group_out = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status =
        unsafe { function(network_group.as_raw(), null_mut(), &raw mut activated_network_group_out) };
    library.check(CALL, status)?;
    Ok(Fresh::new(activated_network_group_out))
}

/// `hailo_status hailo_deactivate_network_group(hailo_activated_network_group activated_network_group)`
///
/// `activated_network_group` release.
pub(crate) unsafe fn hailo_deactivate_network_group(
    library: &Library,
    raw: *mut _hailo_activated_network_group,
) -> Result<()> {
    const CALL: &str = "hailo_deactivate_network_group";
    let function = library.api().hailo_deactivate_network_group;
    // SAFETY: the caller's promise.
    let status = unsafe { function(raw) };
    library.check(CALL, status)
}

/// `hailo_status hailo_get_input_stream(hailo_configured_network_group configured_network_group, const char *stream_name, hailo_input_stream *stream)`
///
/// `configured_network_group` alone; `stream_name` text; `stream` out.
pub(crate) fn hailo_get_input_stream(
    configured_network_group: Alone<'_, _hailo_configured_network_group>,
    stream_name: &CStr,
) -> Result<Fresh<_hailo_input_stream>> {
    const CALL: &str = "hailo_get_input_stream";
    let library = configured_network_group.library();
    let function = library.api().hailo_get_input_stream;
    let mut stream = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status =
        unsafe { function(configured_network_group.as_raw(), stream_name.as_ptr(), &raw mut stream) };
    library.check(CALL, status)?;
    Ok(Fresh::new(stream))
}

/// `hailo_status hailo_get_output_stream(hailo_configured_network_group configured_network_group, const char *stream_name, hailo_output_stream *stream)`
///
/// `configured_network_group` alone; `stream_name` text; `stream` out.
pub(crate) fn hailo_get_output_stream(
    configured_network_group: Alone<'_, _hailo_configured_network_group>,
    stream_name: &CStr,
) -> Result<Fresh<_hailo_output_stream>> {
    const CALL: &str = "hailo_get_output_stream";
    let library = configured_network_group.library();
    let function = library.api().hailo_get_output_stream;
    let mut stream = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status =
        unsafe { function(configured_network_group.as_raw(), stream_name.as_ptr(), &raw mut stream) };
    library.check(CALL, status)?;
    Ok(Fresh::new(stream))
}

/// `hailo_status hailo_get_latency_measurement(hailo_configured_network_group configured_network_group, const char *network_name, hailo_latency_measurement_result_t *result)`
///
/// `configured_network_group` alone; `network_name` text or null; `result` out.
pub(crate) fn hailo_get_latency_measurement(
    configured_network_group: Alone<'_, _hailo_configured_network_group>,
    network_name: Option<&CStr>,
) -> Result<Padded<hailo_latency_measurement_result_t>> {
    const CALL: &str = "hailo_get_latency_measurement";
    let library = configured_network_group.library();
    let function = library.api().hailo_get_latency_measurement;
    let result = fill(library.growth(), CALL, hailo_latency_measurement_result_t::zeroed(), |result| {
        // SAFETY: the types of the arguments keep the contract.
        let status = unsafe {
            function(configured_network_group.as_raw(), network_name.map_or(null(), CStr::as_ptr), result)
        };
        library.check(CALL, status)
    })?;
    Ok(result)
}

/// `hailo_status hailo_set_scheduler_timeout(hailo_configured_network_group configured_network_group, uint32_t timeout_ms, const char *network_name)`
///
/// `configured_network_group` alone; `network_name` null.
pub(crate) fn hailo_set_scheduler_timeout(
    configured_network_group: Alone<'_, _hailo_configured_network_group>,
    timeout_ms: u32,
) -> Result<()> {
    const CALL: &str = "hailo_set_scheduler_timeout";
    let library = configured_network_group.library();
    let function = library.api().hailo_set_scheduler_timeout;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(configured_network_group.as_raw(), timeout_ms, null()) };
    library.check(CALL, status)
}

/// `hailo_status hailo_set_scheduler_threshold(hailo_configured_network_group configured_network_group, uint32_t threshold, const char *network_name)`
///
/// `configured_network_group` alone; `network_name` null.
pub(crate) fn hailo_set_scheduler_threshold(
    configured_network_group: Alone<'_, _hailo_configured_network_group>,
    threshold: u32,
) -> Result<()> {
    const CALL: &str = "hailo_set_scheduler_threshold";
    let library = configured_network_group.library();
    let function = library.api().hailo_set_scheduler_threshold;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(configured_network_group.as_raw(), threshold, null()) };
    library.check(CALL, status)
}

/// `hailo_status hailo_set_scheduler_priority(hailo_configured_network_group configured_network_group, uint8_t priority, const char *network_name)`
///
/// `configured_network_group` alone; `network_name` null.
pub(crate) fn hailo_set_scheduler_priority(
    configured_network_group: Alone<'_, _hailo_configured_network_group>,
    priority: u8,
) -> Result<()> {
    const CALL: &str = "hailo_set_scheduler_priority";
    let library = configured_network_group.library();
    let function = library.api().hailo_set_scheduler_priority;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(configured_network_group.as_raw(), priority, null()) };
    library.check(CALL, status)
}

/// `hailo_status hailo_vdevice_dma_map_buffer(hailo_vdevice vdevice, void *address, size_t size, hailo_dma_buffer_direction_t direction)`
///
/// # Safety
/// `vdevice` alone; `address` kept until unmapped; `size` len address.
pub(crate) unsafe fn hailo_vdevice_dma_map_buffer(
    vdevice: Alone<'_, _hailo_vdevice>,
    address: *mut c_void,
    size: usize,
    direction: hailo_dma_buffer_direction_t,
) -> Result<()> {
    const CALL: &str = "hailo_vdevice_dma_map_buffer";
    let library = vdevice.library();
    let function = library.api().hailo_vdevice_dma_map_buffer;
    // SAFETY: the caller's promise, and the types of the other arguments.
    let status = unsafe { function(vdevice.as_raw(), address, size, direction) };
    library.check(CALL, status)
}

/// `hailo_status hailo_vdevice_dma_unmap_buffer(hailo_vdevice vdevice, void *address, size_t size, hailo_dma_buffer_direction_t direction)`
///
/// # Safety
/// `vdevice` beside; `address` as mapped; `size` len address.
pub(crate) unsafe fn hailo_vdevice_dma_unmap_buffer(
    vdevice: Together<'_, _hailo_vdevice>,
    address: *mut c_void,
    size: usize,
    direction: hailo_dma_buffer_direction_t,
) -> Result<()> {
    const CALL: &str = "hailo_vdevice_dma_unmap_buffer";
    let library = vdevice.library();
    let function = library.api().hailo_vdevice_dma_unmap_buffer;
    // SAFETY: the caller's promise, and the types of the other arguments.
    let status = unsafe { function(vdevice.as_raw(), address, size, direction) };
    library.check(CALL, status)
}

/// `hailo_status hailo_vdevice_dma_map_dmabuf(hailo_vdevice vdevice, int dmabuf_fd, size_t size, hailo_dma_buffer_direction_t direction)`
///
/// `vdevice` alone; `dmabuf_fd` fd.
pub(crate) fn hailo_vdevice_dma_map_dmabuf(
    vdevice: Alone<'_, _hailo_vdevice>,
    dmabuf_fd: BorrowedFd<'_>,
    size: usize,
    direction: hailo_dma_buffer_direction_t,
) -> Result<()> {
    const CALL: &str = "hailo_vdevice_dma_map_dmabuf";
    let library = vdevice.library();
    let function = library.api().hailo_vdevice_dma_map_dmabuf;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(vdevice.as_raw(), dmabuf_fd.as_raw_fd(), size, direction) };
    library.check(CALL, status)
}

/// `hailo_status hailo_vdevice_dma_unmap_dmabuf(hailo_vdevice vdevice, int dmabuf_fd, size_t size, hailo_dma_buffer_direction_t direction)`
///
/// `vdevice` beside; `dmabuf_fd` fd.
pub(crate) fn hailo_vdevice_dma_unmap_dmabuf(
    vdevice: Together<'_, _hailo_vdevice>,
    dmabuf_fd: BorrowedFd<'_>,
    size: usize,
    direction: hailo_dma_buffer_direction_t,
) -> Result<()> {
    const CALL: &str = "hailo_vdevice_dma_unmap_dmabuf";
    let library = vdevice.library();
    let function = library.api().hailo_vdevice_dma_unmap_dmabuf;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(vdevice.as_raw(), dmabuf_fd.as_raw_fd(), size, direction) };
    library.check(CALL, status)
}

/// `hailo_status hailo_set_input_stream_timeout(hailo_input_stream stream, uint32_t timeout_ms)`
///
/// `stream` alone.
pub(crate) fn hailo_set_input_stream_timeout(
    stream: Alone<'_, _hailo_input_stream>,
    timeout_ms: u32,
) -> Result<()> {
    const CALL: &str = "hailo_set_input_stream_timeout";
    let library = stream.library();
    let function = library.api().hailo_set_input_stream_timeout;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(stream.as_raw(), timeout_ms) };
    library.check(CALL, status)
}

/// `hailo_status hailo_set_output_stream_timeout(hailo_output_stream stream, uint32_t timeout_ms)`
///
/// `stream` alone.
pub(crate) fn hailo_set_output_stream_timeout(
    stream: Alone<'_, _hailo_output_stream>,
    timeout_ms: u32,
) -> Result<()> {
    const CALL: &str = "hailo_set_output_stream_timeout";
    let library = stream.library();
    let function = library.api().hailo_set_output_stream_timeout;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(stream.as_raw(), timeout_ms) };
    library.check(CALL, status)
}

/// `size_t hailo_get_input_stream_frame_size(hailo_input_stream stream)`
///
/// `stream` alone.
pub(crate) fn hailo_get_input_stream_frame_size(stream: Alone<'_, _hailo_input_stream>) -> Result<usize> {
    const CALL: &str = "hailo_get_input_stream_frame_size";
    let library = stream.library();
    library.require(CALL)?;
    let function = library.api().hailo_get_input_stream_frame_size;
    // SAFETY: the types of the arguments keep the contract.
    Ok(unsafe { function(stream.as_raw()) })
}

/// `size_t hailo_get_output_stream_frame_size(hailo_output_stream stream)`
///
/// `stream` alone.
pub(crate) fn hailo_get_output_stream_frame_size(stream: Alone<'_, _hailo_output_stream>) -> Result<usize> {
    const CALL: &str = "hailo_get_output_stream_frame_size";
    let library = stream.library();
    library.require(CALL)?;
    let function = library.api().hailo_get_output_stream_frame_size;
    // SAFETY: the types of the arguments keep the contract.
    Ok(unsafe { function(stream.as_raw()) })
}

/// `hailo_status hailo_get_input_stream_info(hailo_input_stream stream, hailo_stream_info_t *stream_info)`
///
/// `stream` alone; `stream_info` out.
pub(crate) fn hailo_get_input_stream_info(stream: Alone<'_, _hailo_input_stream>) -> Result<Record> {
    const CALL: &str = "hailo_get_input_stream_info";
    let library = stream.library();
    let function = library.api().hailo_get_input_stream_info;
    let (stream_info, ()) = fill_bytes(
        library.growth(),
        CALL,
        "hailo_stream_info_t",
        library.layout().stream_info,
        |stream_info| {
            // SAFETY: the types of the arguments keep the contract.
            let status = unsafe { function(stream.as_raw(), stream_info.cast()) };
            library.check(CALL, status)
        },
    )?;
    Ok(stream_info)
}

/// `hailo_status hailo_get_output_stream_info(hailo_output_stream stream, hailo_stream_info_t *stream_info)`
///
/// `stream` alone; `stream_info` out.
pub(crate) fn hailo_get_output_stream_info(stream: Alone<'_, _hailo_output_stream>) -> Result<Record> {
    const CALL: &str = "hailo_get_output_stream_info";
    let library = stream.library();
    let function = library.api().hailo_get_output_stream_info;
    let (stream_info, ()) = fill_bytes(
        library.growth(),
        CALL,
        "hailo_stream_info_t",
        library.layout().stream_info,
        |stream_info| {
            // SAFETY: the types of the arguments keep the contract.
            let status = unsafe { function(stream.as_raw(), stream_info.cast()) };
            library.check(CALL, status)
        },
    )?;
    Ok(stream_info)
}

/// `hailo_status hailo_get_input_stream_quant_infos(hailo_input_stream stream, hailo_quant_info_t *quant_infos, size_t *quant_infos_count)`
///
/// `stream` alone; `quant_infos` list; `quant_infos_count` count.
pub(crate) fn hailo_get_input_stream_quant_infos(
    stream: Alone<'_, _hailo_input_stream>,
    room: usize,
) -> Result<Vec<hailo_quant_info_t>> {
    const CALL: &str = "hailo_get_input_stream_quant_infos";
    let library = stream.library();
    let function = library.api().hailo_get_input_stream_quant_infos;
    let quant_infos = library.list(room, hailo_quant_info_t::zeroed(), CALL, |items, _, count| {
        // SAFETY: the types of the arguments keep the contract.
        unsafe { function(stream.as_raw(), items, count) }
    })?;
    Ok(quant_infos)
}

/// `hailo_status hailo_get_output_stream_quant_infos(hailo_output_stream stream, hailo_quant_info_t *quant_infos, size_t *quant_infos_count)`
///
/// `stream` alone; `quant_infos` list; `quant_infos_count` count.
pub(crate) fn hailo_get_output_stream_quant_infos(
    stream: Alone<'_, _hailo_output_stream>,
    room: usize,
) -> Result<Vec<hailo_quant_info_t>> {
    const CALL: &str = "hailo_get_output_stream_quant_infos";
    let library = stream.library();
    let function = library.api().hailo_get_output_stream_quant_infos;
    let quant_infos = library.list(room, hailo_quant_info_t::zeroed(), CALL, |items, _, count| {
        // SAFETY: the types of the arguments keep the contract.
        unsafe { function(stream.as_raw(), items, count) }
    })?;
    Ok(quant_infos)
}

/// `hailo_status hailo_stream_read_raw_buffer(hailo_output_stream stream, void *buffer, size_t size)`
///
/// `stream` alone; `buffer` bytes; `size` len buffer.
pub(crate) fn hailo_stream_read_raw_buffer(
    stream: Alone<'_, _hailo_output_stream>,
    buffer: &mut [u8],
) -> Result<()> {
    const CALL: &str = "hailo_stream_read_raw_buffer";
    let library = stream.library();
    let function = library.api().hailo_stream_read_raw_buffer;
    let size = buffer.len();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(stream.as_raw(), buffer.as_mut_ptr().cast(), size) };
    library.check(CALL, status)
}

/// `hailo_status hailo_stream_write_raw_buffer(hailo_input_stream stream, const void *buffer, size_t size)`
///
/// `stream` alone; `buffer` bytes; `size` len buffer.
pub(crate) fn hailo_stream_write_raw_buffer(
    stream: Alone<'_, _hailo_input_stream>,
    buffer: &[u8],
) -> Result<()> {
    const CALL: &str = "hailo_stream_write_raw_buffer";
    let library = stream.library();
    let function = library.api().hailo_stream_write_raw_buffer;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(stream.as_raw(), buffer.as_ptr().cast(), buffer.len()) };
    library.check(CALL, status)
}

/// `hailo_status hailo_stream_wait_for_async_output_ready(hailo_output_stream stream, size_t transfer_size, uint32_t timeout_ms)`
///
/// `stream` alone.
pub(crate) fn hailo_stream_wait_for_async_output_ready(
    stream: Alone<'_, _hailo_output_stream>,
    transfer_size: usize,
    timeout_ms: u32,
) -> Result<()> {
    const CALL: &str = "hailo_stream_wait_for_async_output_ready";
    let library = stream.library();
    let function = library.api().hailo_stream_wait_for_async_output_ready;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(stream.as_raw(), transfer_size, timeout_ms) };
    library.check(CALL, status)
}

/// `hailo_status hailo_stream_wait_for_async_input_ready(hailo_input_stream stream, size_t transfer_size, uint32_t timeout_ms)`
///
/// `stream` alone.
pub(crate) fn hailo_stream_wait_for_async_input_ready(
    stream: Alone<'_, _hailo_input_stream>,
    transfer_size: usize,
    timeout_ms: u32,
) -> Result<()> {
    const CALL: &str = "hailo_stream_wait_for_async_input_ready";
    let library = stream.library();
    let function = library.api().hailo_stream_wait_for_async_input_ready;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(stream.as_raw(), transfer_size, timeout_ms) };
    library.check(CALL, status)
}

/// `hailo_status hailo_output_stream_get_async_max_queue_size(hailo_output_stream stream, size_t *queue_size)`
///
/// `stream` alone; `queue_size` out.
pub(crate) fn hailo_output_stream_get_async_max_queue_size(
    stream: Alone<'_, _hailo_output_stream>,
) -> Result<usize> {
    const CALL: &str = "hailo_output_stream_get_async_max_queue_size";
    let library = stream.library();
    let function = library.api().hailo_output_stream_get_async_max_queue_size;
    let mut queue_size: usize = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(stream.as_raw(), &raw mut queue_size) };
    library.check(CALL, status)?;
    Ok(queue_size)
}

/// `hailo_status hailo_input_stream_get_async_max_queue_size(hailo_input_stream stream, size_t *queue_size)`
///
/// `stream` alone; `queue_size` out.
pub(crate) fn hailo_input_stream_get_async_max_queue_size(
    stream: Alone<'_, _hailo_input_stream>,
) -> Result<usize> {
    const CALL: &str = "hailo_input_stream_get_async_max_queue_size";
    let library = stream.library();
    let function = library.api().hailo_input_stream_get_async_max_queue_size;
    let mut queue_size: usize = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(stream.as_raw(), &raw mut queue_size) };
    library.check(CALL, status)?;
    Ok(queue_size)
}

/// `hailo_status hailo_stream_read_raw_buffer_async(hailo_output_stream stream, void *buffer, size_t size, hailo_stream_read_async_callback_t user_callback, void *opaque)`
///
/// # Safety
/// `stream` alone; `buffer` kept until the callback; `size` len buffer; `user_callback` callback; `opaque` ticket.
pub(crate) unsafe fn hailo_stream_read_raw_buffer_async(
    stream: Alone<'_, _hailo_output_stream>,
    buffer: *mut c_void,
    size: usize,
    user_callback: hailo_stream_read_async_callback_t,
    opaque: *mut c_void,
) -> Result<()> {
    const CALL: &str = "hailo_stream_read_raw_buffer_async";
    let library = stream.library();
    let function = library.api().hailo_stream_read_raw_buffer_async;
    // SAFETY: the caller's promise, and the types of the other arguments.
    let status = unsafe { function(stream.as_raw(), buffer, size, user_callback, opaque) };
    library.check(CALL, status)
}

/// `hailo_status hailo_stream_write_raw_buffer_async(hailo_input_stream stream, const void *buffer, size_t size, hailo_stream_write_async_callback_t user_callback, void *opaque)`
///
/// # Safety
/// `stream` alone; `buffer` kept until the callback; `size` len buffer; `user_callback` callback; `opaque` ticket.
pub(crate) unsafe fn hailo_stream_write_raw_buffer_async(
    stream: Alone<'_, _hailo_input_stream>,
    buffer: *const c_void,
    size: usize,
    user_callback: hailo_stream_write_async_callback_t,
    opaque: *mut c_void,
) -> Result<()> {
    const CALL: &str = "hailo_stream_write_raw_buffer_async";
    let library = stream.library();
    let function = library.api().hailo_stream_write_raw_buffer_async;
    // SAFETY: the caller's promise, and the types of the other arguments.
    let status = unsafe { function(stream.as_raw(), buffer, size, user_callback, opaque) };
    library.check(CALL, status)
}

/// `size_t hailo_get_host_frame_size(const hailo_stream_info_t *stream_info, const hailo_transform_params_t *transform_params)`
///
/// `stream_info` in; `transform_params` in.
pub(crate) fn hailo_get_host_frame_size(
    library: &Library,
    stream_info: &Record,
    transform_params: &Padded<hailo_transform_params_t>,
) -> Result<usize> {
    const CALL: &str = "hailo_get_host_frame_size";
    library.require(CALL)?;
    let function = library.api().hailo_get_host_frame_size;
    // SAFETY: the types of the arguments keep the contract.
    Ok(unsafe { function(stream_info.as_ptr(), transform_params.as_ptr()) })
}

/// `hailo_status hailo_create_input_transform_context(const hailo_stream_info_t *stream_info, const hailo_transform_params_t *transform_params, hailo_input_transform_context *transform_context)`
///
/// `stream_info` in; `transform_params` in; `transform_context` out.
pub(crate) fn hailo_create_input_transform_context(
    library: &Library,
    stream_info: &Record,
    transform_params: &Padded<hailo_transform_params_t>,
) -> Result<Fresh<_hailo_input_transform_context>> {
    const CALL: &str = "hailo_create_input_transform_context";
    let function = library.api().hailo_create_input_transform_context;
    let mut transform_context = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status =
        unsafe { function(stream_info.as_ptr(), transform_params.as_ptr(), &raw mut transform_context) };
    library.check(CALL, status)?;
    Ok(Fresh::new(transform_context))
}

/// `hailo_status hailo_create_input_transform_context_by_stream(hailo_input_stream stream, const hailo_transform_params_t *transform_params, hailo_input_transform_context *transform_context)`
///
/// `stream` alone; `transform_params` in; `transform_context` out.
pub(crate) fn hailo_create_input_transform_context_by_stream(
    stream: Alone<'_, _hailo_input_stream>,
    transform_params: &Padded<hailo_transform_params_t>,
) -> Result<Fresh<_hailo_input_transform_context>> {
    const CALL: &str = "hailo_create_input_transform_context_by_stream";
    let library = stream.library();
    let function = library.api().hailo_create_input_transform_context_by_stream;
    let mut transform_context = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(stream.as_raw(), transform_params.as_ptr(), &raw mut transform_context) };
    library.check(CALL, status)?;
    Ok(Fresh::new(transform_context))
}

/// `hailo_status hailo_release_input_transform_context(hailo_input_transform_context transform_context)`
///
/// `transform_context` release.
pub(crate) unsafe fn hailo_release_input_transform_context(
    library: &Library,
    raw: *mut _hailo_input_transform_context,
) -> Result<()> {
    const CALL: &str = "hailo_release_input_transform_context";
    let function = library.api().hailo_release_input_transform_context;
    // SAFETY: the caller's promise.
    let status = unsafe { function(raw) };
    library.check(CALL, status)
}

/// `hailo_status hailo_is_input_transformation_required2(const hailo_3d_image_shape_t *src_image_shape, const hailo_format_t *src_format, const hailo_3d_image_shape_t *dst_image_shape, const hailo_format_t *dst_format, const hailo_quant_info_t *quant_infos, size_t quant_infos_count, bool *transformation_required)`
///
/// `src_image_shape` in; `src_format` in; `dst_image_shape` in; `dst_format` in; `quant_infos` in; `quant_infos_count` len quant_infos; `transformation_required` out.
pub(crate) fn hailo_is_input_transformation_required2(
    library: &Library,
    src_image_shape: &Padded<hailo_3d_image_shape_t>,
    src_format: &Padded<hailo_format_t>,
    dst_image_shape: &Padded<hailo_3d_image_shape_t>,
    dst_format: &Padded<hailo_format_t>,
    quant_infos: &Given<hailo_quant_info_t>,
) -> Result<bool> {
    const CALL: &str = "hailo_is_input_transformation_required2";
    let function = library.api().hailo_is_input_transformation_required2;
    let mut transformation_required = 0_u8;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(
            src_image_shape.as_ptr(),
            src_format.as_ptr(),
            dst_image_shape.as_ptr(),
            dst_format.as_ptr(),
            quant_infos.as_ptr(),
            quant_infos.len(),
            &raw mut transformation_required,
        )
    };
    library.check(CALL, status)?;
    Ok(transformation_required != 0)
}

/// `hailo_status hailo_transform_frame_by_input_transform_context(hailo_input_transform_context transform_context, const void *src, size_t src_size, void *dst, size_t dst_size)`
///
/// `transform_context` alone; `src` bytes; `src_size` len src; `dst` bytes; `dst_size` len dst.
pub(crate) fn hailo_transform_frame_by_input_transform_context(
    transform_context: Alone<'_, _hailo_input_transform_context>,
    src: &[u8],
    dst: &mut [u8],
) -> Result<()> {
    const CALL: &str = "hailo_transform_frame_by_input_transform_context";
    let library = transform_context.library();
    let function = library.api().hailo_transform_frame_by_input_transform_context;
    let dst_size = dst.len();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(
            transform_context.as_raw(),
            src.as_ptr().cast(),
            src.len(),
            dst.as_mut_ptr().cast(),
            dst_size,
        )
    };
    library.check(CALL, status)
}

/// `hailo_status hailo_is_output_transformation_required2(const hailo_3d_image_shape_t *src_image_shape, const hailo_format_t *src_format, const hailo_3d_image_shape_t *dst_image_shape, const hailo_format_t *dst_format, const hailo_quant_info_t *quant_infos, size_t quant_infos_count, bool *transformation_required)`
///
/// `src_image_shape` in; `src_format` in; `dst_image_shape` in; `dst_format` in; `quant_infos` in; `quant_infos_count` len quant_infos; `transformation_required` out.
pub(crate) fn hailo_is_output_transformation_required2(
    library: &Library,
    src_image_shape: &Padded<hailo_3d_image_shape_t>,
    src_format: &Padded<hailo_format_t>,
    dst_image_shape: &Padded<hailo_3d_image_shape_t>,
    dst_format: &Padded<hailo_format_t>,
    quant_infos: &Given<hailo_quant_info_t>,
) -> Result<bool> {
    const CALL: &str = "hailo_is_output_transformation_required2";
    let function = library.api().hailo_is_output_transformation_required2;
    let mut transformation_required = 0_u8;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(
            src_image_shape.as_ptr(),
            src_format.as_ptr(),
            dst_image_shape.as_ptr(),
            dst_format.as_ptr(),
            quant_infos.as_ptr(),
            quant_infos.len(),
            &raw mut transformation_required,
        )
    };
    library.check(CALL, status)?;
    Ok(transformation_required != 0)
}

/// `hailo_status hailo_create_output_transform_context(const hailo_stream_info_t *stream_info, const hailo_transform_params_t *transform_params, hailo_output_transform_context *transform_context)`
///
/// `stream_info` in; `transform_params` in; `transform_context` out.
pub(crate) fn hailo_create_output_transform_context(
    library: &Library,
    stream_info: &Record,
    transform_params: &Padded<hailo_transform_params_t>,
) -> Result<Fresh<_hailo_output_transform_context>> {
    const CALL: &str = "hailo_create_output_transform_context";
    let function = library.api().hailo_create_output_transform_context;
    let mut transform_context = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status =
        unsafe { function(stream_info.as_ptr(), transform_params.as_ptr(), &raw mut transform_context) };
    library.check(CALL, status)?;
    Ok(Fresh::new(transform_context))
}

/// `hailo_status hailo_create_output_transform_context_by_stream(hailo_output_stream stream, const hailo_transform_params_t *transform_params, hailo_output_transform_context *transform_context)`
///
/// `stream` alone; `transform_params` in; `transform_context` out.
pub(crate) fn hailo_create_output_transform_context_by_stream(
    stream: Alone<'_, _hailo_output_stream>,
    transform_params: &Padded<hailo_transform_params_t>,
) -> Result<Fresh<_hailo_output_transform_context>> {
    const CALL: &str = "hailo_create_output_transform_context_by_stream";
    let library = stream.library();
    let function = library.api().hailo_create_output_transform_context_by_stream;
    let mut transform_context = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(stream.as_raw(), transform_params.as_ptr(), &raw mut transform_context) };
    library.check(CALL, status)?;
    Ok(Fresh::new(transform_context))
}

/// `hailo_status hailo_release_output_transform_context(hailo_output_transform_context transform_context)`
///
/// `transform_context` release.
pub(crate) unsafe fn hailo_release_output_transform_context(
    library: &Library,
    raw: *mut _hailo_output_transform_context,
) -> Result<()> {
    const CALL: &str = "hailo_release_output_transform_context";
    let function = library.api().hailo_release_output_transform_context;
    // SAFETY: the caller's promise.
    let status = unsafe { function(raw) };
    library.check(CALL, status)
}

/// `hailo_status hailo_transform_frame_by_output_transform_context(hailo_output_transform_context transform_context, const void *src, size_t src_size, void *dst, size_t dst_size)`
///
/// `transform_context` alone; `src` bytes; `src_size` len src; `dst` bytes; `dst_size` len dst.
pub(crate) fn hailo_transform_frame_by_output_transform_context(
    transform_context: Alone<'_, _hailo_output_transform_context>,
    src: &[u8],
    dst: &mut [u8],
) -> Result<()> {
    const CALL: &str = "hailo_transform_frame_by_output_transform_context";
    let library = transform_context.library();
    let function = library.api().hailo_transform_frame_by_output_transform_context;
    let dst_size = dst.len();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(
            transform_context.as_raw(),
            src.as_ptr().cast(),
            src.len(),
            dst.as_mut_ptr().cast(),
            dst_size,
        )
    };
    library.check(CALL, status)
}

/// `hailo_status hailo_create_demuxer_by_stream(hailo_output_stream stream, const hailo_demux_params_t *demux_params, hailo_output_demuxer *demuxer)`
///
/// `stream` alone; `demux_params` in; `demuxer` out.
pub(crate) fn hailo_create_demuxer_by_stream(
    stream: Alone<'_, _hailo_output_stream>,
    demux_params: &Padded<hailo_demux_params_t>,
) -> Result<Fresh<_hailo_output_demuxer>> {
    const CALL: &str = "hailo_create_demuxer_by_stream";
    let library = stream.library();
    let function = library.api().hailo_create_demuxer_by_stream;
    let mut demuxer = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(stream.as_raw(), demux_params.as_ptr(), &raw mut demuxer) };
    library.check(CALL, status)?;
    Ok(Fresh::new(demuxer))
}

/// `hailo_status hailo_release_output_demuxer(hailo_output_demuxer demuxer)`
///
/// `demuxer` release.
pub(crate) unsafe fn hailo_release_output_demuxer(
    library: &Library,
    raw: *mut _hailo_output_demuxer,
) -> Result<()> {
    const CALL: &str = "hailo_release_output_demuxer";
    let function = library.api().hailo_release_output_demuxer;
    // SAFETY: the caller's promise.
    let status = unsafe { function(raw) };
    library.check(CALL, status)
}

/// `hailo_status hailo_demux_raw_frame_by_output_demuxer(hailo_output_demuxer demuxer, const void *src, size_t src_size, hailo_stream_raw_buffer_t *raw_buffers, size_t raw_buffers_count)`
///
/// `demuxer` alone; `src` bytes; `src_size` len src; `raw_buffers` lent; `raw_buffers_count` len raw_buffers.
pub(crate) fn hailo_demux_raw_frame_by_output_demuxer(
    demuxer: Alone<'_, _hailo_output_demuxer>,
    src: &[u8],
    raw_buffers: &mut Lent<'_, Given<hailo_stream_raw_buffer_t>>,
) -> Result<()> {
    const CALL: &str = "hailo_demux_raw_frame_by_output_demuxer";
    let library = demuxer.library();
    let function = library.api().hailo_demux_raw_frame_by_output_demuxer;
    let raw_buffers_count = raw_buffers.memory().len();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(
            demuxer.as_raw(),
            src.as_ptr().cast(),
            src.len(),
            raw_buffers.memory_mut().as_mut_ptr(),
            raw_buffers_count,
        )
    };
    library.check(CALL, status)
}

/// `hailo_status hailo_get_mux_infos_by_output_demuxer(hailo_output_demuxer demuxer, hailo_stream_info_t *stream_infos, size_t *number_of_streams)`
///
/// `demuxer` alone; `stream_infos` list 40; `number_of_streams` count.
pub(crate) fn hailo_get_mux_infos_by_output_demuxer(
    demuxer: Alone<'_, _hailo_output_demuxer>,
) -> Result<(Record, usize)> {
    const CALL: &str = "hailo_get_mux_infos_by_output_demuxer";
    let library = demuxer.library();
    let function = library.api().hailo_get_mux_infos_by_output_demuxer;
    let stream_infos = library.list_records(
        "hailo_stream_info_t",
        library.layout().stream_info,
        40,
        CALL,
        |items, _, count| {
            // SAFETY: the types of the arguments keep the contract.
            unsafe { function(demuxer.as_raw(), items.cast(), count) }
        },
    )?;
    Ok(stream_infos)
}

/// `hailo_status hailo_hef_make_input_vstream_params(hailo_hef hef, const char *name, bool unused, hailo_format_type_t format_type, hailo_input_vstream_params_by_name_t *input_params, size_t *input_params_count)`
///
/// `hef` alone; `name` text; `unused` false; `input_params` list 40; `input_params_count` count.
pub(crate) fn hailo_hef_make_input_vstream_params(
    hef: Alone<'_, _hailo_hef>,
    name: &CStr,
    format_type: hailo_format_type_t,
) -> Result<Vec<hailo_input_vstream_params_by_name_t>> {
    const CALL: &str = "hailo_hef_make_input_vstream_params";
    let library = hef.library();
    let function = library.api().hailo_hef_make_input_vstream_params;
    let input_params =
        library.list(40, hailo_input_vstream_params_by_name_t::zeroed(), CALL, |items, _, count| {
            // SAFETY: the types of the arguments keep the contract.
            unsafe { function(hef.as_raw(), name.as_ptr(), false, format_type, items, count) }
        })?;
    Ok(input_params)
}

/// `hailo_status hailo_hef_make_output_vstream_params(hailo_hef hef, const char *name, bool unused, hailo_format_type_t format_type, hailo_output_vstream_params_by_name_t *output_params, size_t *output_params_count)`
///
/// `hef` alone; `name` text; `unused` false; `output_params` list 40; `output_params_count` count.
pub(crate) fn hailo_hef_make_output_vstream_params(
    hef: Alone<'_, _hailo_hef>,
    name: &CStr,
    format_type: hailo_format_type_t,
) -> Result<Vec<hailo_output_vstream_params_by_name_t>> {
    const CALL: &str = "hailo_hef_make_output_vstream_params";
    let library = hef.library();
    let function = library.api().hailo_hef_make_output_vstream_params;
    let output_params =
        library.list(40, hailo_output_vstream_params_by_name_t::zeroed(), CALL, |items, _, count| {
            // SAFETY: the types of the arguments keep the contract.
            unsafe { function(hef.as_raw(), name.as_ptr(), false, format_type, items, count) }
        })?;
    Ok(output_params)
}

/// `hailo_status hailo_make_input_vstream_params(hailo_configured_network_group network_group, bool unused, hailo_format_type_t format_type, hailo_input_vstream_params_by_name_t *input_params, size_t *input_params_count)`
///
/// `network_group` alone; `unused` false; `input_params` list 40; `input_params_count` count.
pub(crate) fn hailo_make_input_vstream_params(
    network_group: Alone<'_, _hailo_configured_network_group>,
    format_type: hailo_format_type_t,
) -> Result<Vec<hailo_input_vstream_params_by_name_t>> {
    const CALL: &str = "hailo_make_input_vstream_params";
    let library = network_group.library();
    let function = library.api().hailo_make_input_vstream_params;
    let input_params =
        library.list(40, hailo_input_vstream_params_by_name_t::zeroed(), CALL, |items, _, count| {
            // SAFETY: the types of the arguments keep the contract.
            unsafe { function(network_group.as_raw(), false, format_type, items, count) }
        })?;
    Ok(input_params)
}

/// `hailo_status hailo_make_output_vstream_params(hailo_configured_network_group network_group, bool unused, hailo_format_type_t format_type, hailo_output_vstream_params_by_name_t *output_params, size_t *output_params_count)`
///
/// `network_group` alone; `unused` false; `output_params` list 40; `output_params_count` count.
pub(crate) fn hailo_make_output_vstream_params(
    network_group: Alone<'_, _hailo_configured_network_group>,
    format_type: hailo_format_type_t,
) -> Result<Vec<hailo_output_vstream_params_by_name_t>> {
    const CALL: &str = "hailo_make_output_vstream_params";
    let library = network_group.library();
    let function = library.api().hailo_make_output_vstream_params;
    let output_params =
        library.list(40, hailo_output_vstream_params_by_name_t::zeroed(), CALL, |items, _, count| {
            // SAFETY: the types of the arguments keep the contract.
            unsafe { function(network_group.as_raw(), false, format_type, items, count) }
        })?;
    Ok(output_params)
}

/// `hailo_status hailo_get_output_vstream_groups(hailo_configured_network_group network_group, hailo_output_vstream_name_by_group_t *output_name_by_group, size_t *output_name_by_group_count)`
///
/// `network_group` alone; `output_name_by_group` list 40; `output_name_by_group_count` count.
pub(crate) fn hailo_get_output_vstream_groups(
    network_group: Alone<'_, _hailo_configured_network_group>,
) -> Result<Vec<hailo_output_vstream_name_by_group_t>> {
    const CALL: &str = "hailo_get_output_vstream_groups";
    let library = network_group.library();
    let function = library.api().hailo_get_output_vstream_groups;
    let output_name_by_group =
        library.list(40, hailo_output_vstream_name_by_group_t::zeroed(), CALL, |items, _, count| {
            // SAFETY: the types of the arguments keep the contract.
            unsafe { function(network_group.as_raw(), items, count) }
        })?;
    Ok(output_name_by_group)
}

/// `hailo_status hailo_create_input_vstreams(hailo_configured_network_group configured_network_group, const hailo_input_vstream_params_by_name_t *inputs_params, size_t inputs_count, hailo_input_vstream *input_vstreams)`
///
/// `configured_network_group` alone; `inputs_params` in; `inputs_count` len inputs_params; `input_vstreams` out, as many as inputs_params.
pub(crate) fn hailo_create_input_vstreams(
    configured_network_group: Alone<'_, _hailo_configured_network_group>,
    inputs_params: &Given<hailo_input_vstream_params_by_name_t>,
) -> Result<Vec<Fresh<_hailo_input_vstream>>> {
    const CALL: &str = "hailo_create_input_vstreams";
    let library = configured_network_group.library();
    let function = library.api().hailo_create_input_vstreams;
    let mut input_vstreams = vec![null_mut(); inputs_params.len()];
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(
            configured_network_group.as_raw(),
            inputs_params.as_ptr(),
            inputs_params.len(),
            input_vstreams.as_mut_ptr(),
        )
    };
    library.check(CALL, status)?;
    Ok(input_vstreams.into_iter().map(Fresh::new).collect())
}

/// `hailo_status hailo_create_output_vstreams(hailo_configured_network_group configured_network_group, const hailo_output_vstream_params_by_name_t *outputs_params, size_t outputs_count, hailo_output_vstream *output_vstreams)`
///
/// `configured_network_group` alone; `outputs_params` in; `outputs_count` len outputs_params; `output_vstreams` out, as many as outputs_params.
pub(crate) fn hailo_create_output_vstreams(
    configured_network_group: Alone<'_, _hailo_configured_network_group>,
    outputs_params: &Given<hailo_output_vstream_params_by_name_t>,
) -> Result<Vec<Fresh<_hailo_output_vstream>>> {
    const CALL: &str = "hailo_create_output_vstreams";
    let library = configured_network_group.library();
    let function = library.api().hailo_create_output_vstreams;
    let mut output_vstreams = vec![null_mut(); outputs_params.len()];
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(
            configured_network_group.as_raw(),
            outputs_params.as_ptr(),
            outputs_params.len(),
            output_vstreams.as_mut_ptr(),
        )
    };
    library.check(CALL, status)?;
    Ok(output_vstreams.into_iter().map(Fresh::new).collect())
}

/// `hailo_status hailo_get_input_vstream_frame_size(hailo_input_vstream input_vstream, size_t *frame_size)`
///
/// `input_vstream` alone; `frame_size` out.
pub(crate) fn hailo_get_input_vstream_frame_size(
    input_vstream: Alone<'_, _hailo_input_vstream>,
) -> Result<usize> {
    const CALL: &str = "hailo_get_input_vstream_frame_size";
    let library = input_vstream.library();
    let function = library.api().hailo_get_input_vstream_frame_size;
    let mut frame_size: usize = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(input_vstream.as_raw(), &raw mut frame_size) };
    library.check(CALL, status)?;
    Ok(frame_size)
}

/// `hailo_status hailo_get_input_vstream_info(hailo_input_vstream input_vstream, hailo_vstream_info_t *vstream_info)`
///
/// `input_vstream` alone; `vstream_info` out.
pub(crate) fn hailo_get_input_vstream_info(input_vstream: Alone<'_, _hailo_input_vstream>) -> Result<Record> {
    const CALL: &str = "hailo_get_input_vstream_info";
    let library = input_vstream.library();
    let function = library.api().hailo_get_input_vstream_info;
    let (vstream_info, ()) = fill_bytes(
        library.growth(),
        CALL,
        "hailo_vstream_info_t",
        library.layout().vstream_info,
        |vstream_info| {
            // SAFETY: the types of the arguments keep the contract.
            let status = unsafe { function(input_vstream.as_raw(), vstream_info.cast()) };
            library.check(CALL, status)
        },
    )?;
    Ok(vstream_info)
}

/// `hailo_status hailo_get_input_vstream_user_format(hailo_input_vstream input_vstream, hailo_format_t *user_buffer_format)`
///
/// `input_vstream` alone; `user_buffer_format` out fixed.
pub(crate) fn hailo_get_input_vstream_user_format(
    input_vstream: Alone<'_, _hailo_input_vstream>,
) -> Result<Padded<hailo_format_t>> {
    const CALL: &str = "hailo_get_input_vstream_user_format";
    let library = input_vstream.library();
    let function = library.api().hailo_get_input_vstream_user_format;
    let user_buffer_format = fill(&FIXED, CALL, hailo_format_t::zeroed(), |user_buffer_format| {
        // SAFETY: the types of the arguments keep the contract.
        let status = unsafe { function(input_vstream.as_raw(), user_buffer_format) };
        library.check(CALL, status)
    })?;
    Ok(user_buffer_format)
}

/// `hailo_status hailo_get_input_vstream_quant_infos(hailo_input_vstream vstream, hailo_quant_info_t *quant_infos, size_t *quant_infos_count)`
///
/// `vstream` alone; `quant_infos` list; `quant_infos_count` count.
pub(crate) fn hailo_get_input_vstream_quant_infos(
    vstream: Alone<'_, _hailo_input_vstream>,
    room: usize,
) -> Result<Vec<hailo_quant_info_t>> {
    const CALL: &str = "hailo_get_input_vstream_quant_infos";
    let library = vstream.library();
    let function = library.api().hailo_get_input_vstream_quant_infos;
    let quant_infos = library.list(room, hailo_quant_info_t::zeroed(), CALL, |items, _, count| {
        // SAFETY: the types of the arguments keep the contract.
        unsafe { function(vstream.as_raw(), items, count) }
    })?;
    Ok(quant_infos)
}

/// `hailo_status hailo_get_output_vstream_quant_infos(hailo_output_vstream vstream, hailo_quant_info_t *quant_infos, size_t *quant_infos_count)`
///
/// `vstream` alone; `quant_infos` list; `quant_infos_count` count.
pub(crate) fn hailo_get_output_vstream_quant_infos(
    vstream: Alone<'_, _hailo_output_vstream>,
    room: usize,
) -> Result<Vec<hailo_quant_info_t>> {
    const CALL: &str = "hailo_get_output_vstream_quant_infos";
    let library = vstream.library();
    let function = library.api().hailo_get_output_vstream_quant_infos;
    let quant_infos = library.list(room, hailo_quant_info_t::zeroed(), CALL, |items, _, count| {
        // SAFETY: the types of the arguments keep the contract.
        unsafe { function(vstream.as_raw(), items, count) }
    })?;
    Ok(quant_infos)
}

/// `hailo_status hailo_get_output_vstream_frame_size(hailo_output_vstream output_vstream, size_t *frame_size)`
///
/// `output_vstream` alone; `frame_size` out.
pub(crate) fn hailo_get_output_vstream_frame_size(
    output_vstream: Alone<'_, _hailo_output_vstream>,
) -> Result<usize> {
    const CALL: &str = "hailo_get_output_vstream_frame_size";
    let library = output_vstream.library();
    let function = library.api().hailo_get_output_vstream_frame_size;
    let mut frame_size: usize = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(output_vstream.as_raw(), &raw mut frame_size) };
    library.check(CALL, status)?;
    Ok(frame_size)
}

/// `hailo_status hailo_get_output_vstream_info(hailo_output_vstream output_vstream, hailo_vstream_info_t *vstream_info)`
///
/// `output_vstream` alone; `vstream_info` out.
pub(crate) fn hailo_get_output_vstream_info(
    output_vstream: Alone<'_, _hailo_output_vstream>,
) -> Result<Record> {
    const CALL: &str = "hailo_get_output_vstream_info";
    let library = output_vstream.library();
    let function = library.api().hailo_get_output_vstream_info;
    let (vstream_info, ()) = fill_bytes(
        library.growth(),
        CALL,
        "hailo_vstream_info_t",
        library.layout().vstream_info,
        |vstream_info| {
            // SAFETY: the types of the arguments keep the contract.
            let status = unsafe { function(output_vstream.as_raw(), vstream_info.cast()) };
            library.check(CALL, status)
        },
    )?;
    Ok(vstream_info)
}

/// `hailo_status hailo_get_output_vstream_user_format(hailo_output_vstream output_vstream, hailo_format_t *user_buffer_format)`
///
/// `output_vstream` alone; `user_buffer_format` out fixed.
pub(crate) fn hailo_get_output_vstream_user_format(
    output_vstream: Alone<'_, _hailo_output_vstream>,
) -> Result<Padded<hailo_format_t>> {
    const CALL: &str = "hailo_get_output_vstream_user_format";
    let library = output_vstream.library();
    let function = library.api().hailo_get_output_vstream_user_format;
    let user_buffer_format = fill(&FIXED, CALL, hailo_format_t::zeroed(), |user_buffer_format| {
        // SAFETY: the types of the arguments keep the contract.
        let status = unsafe { function(output_vstream.as_raw(), user_buffer_format) };
        library.check(CALL, status)
    })?;
    Ok(user_buffer_format)
}

/// `hailo_status hailo_get_vstream_frame_size(hailo_vstream_info_t *vstream_info, hailo_format_t *user_buffer_format, size_t *frame_size)`
///
/// `vstream_info` in; `user_buffer_format` in; `frame_size` out.
pub(crate) fn hailo_get_vstream_frame_size(
    library: &Library,
    vstream_info: &mut Record,
    user_buffer_format: &mut Padded<hailo_format_t>,
) -> Result<usize> {
    const CALL: &str = "hailo_get_vstream_frame_size";
    let function = library.api().hailo_get_vstream_frame_size;
    let mut frame_size: usize = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status =
        unsafe { function(vstream_info.as_mut_ptr(), user_buffer_format.as_mut_ptr(), &raw mut frame_size) };
    library.check(CALL, status)?;
    Ok(frame_size)
}

/// `hailo_status hailo_vstream_write_raw_buffer(hailo_input_vstream input_vstream, const void *buffer, size_t buffer_size)`
///
/// `input_vstream` alone; `buffer` bytes; `buffer_size` len buffer.
pub(crate) fn hailo_vstream_write_raw_buffer(
    input_vstream: Alone<'_, _hailo_input_vstream>,
    buffer: &[u8],
) -> Result<()> {
    const CALL: &str = "hailo_vstream_write_raw_buffer";
    let library = input_vstream.library();
    let function = library.api().hailo_vstream_write_raw_buffer;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(input_vstream.as_raw(), buffer.as_ptr().cast(), buffer.len()) };
    library.check(CALL, status)
}

/// `hailo_status hailo_vstream_write_pix_buffer(hailo_input_vstream input_vstream, const hailo_pix_buffer_t *buffer)`
///
/// `input_vstream` alone; `buffer` lent.
pub(crate) fn hailo_vstream_write_pix_buffer(
    input_vstream: Alone<'_, _hailo_input_vstream>,
    buffer: &Lent<'_, Padded<hailo_pix_buffer_t>>,
) -> Result<()> {
    const CALL: &str = "hailo_vstream_write_pix_buffer";
    let library = input_vstream.library();
    let function = library.api().hailo_vstream_write_pix_buffer;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(input_vstream.as_raw(), buffer.memory().as_ptr()) };
    library.check(CALL, status)
}

/// `hailo_status hailo_flush_input_vstream(hailo_input_vstream input_vstream)`
///
/// `input_vstream` alone.
pub(crate) fn hailo_flush_input_vstream(input_vstream: Alone<'_, _hailo_input_vstream>) -> Result<()> {
    const CALL: &str = "hailo_flush_input_vstream";
    let library = input_vstream.library();
    let function = library.api().hailo_flush_input_vstream;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(input_vstream.as_raw()) };
    library.check(CALL, status)
}

/// `hailo_status hailo_vstream_read_raw_buffer(hailo_output_vstream output_vstream, void *buffer, size_t buffer_size)`
///
/// # Safety
/// `output_vstream` alone; `buffer` kept until the release, where the call fails; `buffer_size` len buffer.
pub(crate) unsafe fn hailo_vstream_read_raw_buffer(
    output_vstream: Alone<'_, _hailo_output_vstream>,
    buffer: *mut c_void,
    buffer_size: usize,
) -> Result<()> {
    const CALL: &str = "hailo_vstream_read_raw_buffer";
    let library = output_vstream.library();
    let function = library.api().hailo_vstream_read_raw_buffer;
    // SAFETY: the caller's promise, and the types of the other arguments.
    let status = unsafe { function(output_vstream.as_raw(), buffer, buffer_size) };
    library.check(CALL, status)
}

/// `hailo_status hailo_vstream_set_nms_score_threshold(hailo_output_vstream output_vstream, float32_t threshold)`
///
/// `output_vstream` alone.
pub(crate) fn hailo_vstream_set_nms_score_threshold(
    output_vstream: Alone<'_, _hailo_output_vstream>,
    threshold: float32_t,
) -> Result<()> {
    const CALL: &str = "hailo_vstream_set_nms_score_threshold";
    let library = output_vstream.library();
    let function = library.api().hailo_vstream_set_nms_score_threshold;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(output_vstream.as_raw(), threshold) };
    library.check(CALL, status)
}

/// `hailo_status hailo_vstream_set_nms_iou_threshold(hailo_output_vstream output_vstream, float32_t threshold)`
///
/// `output_vstream` alone.
pub(crate) fn hailo_vstream_set_nms_iou_threshold(
    output_vstream: Alone<'_, _hailo_output_vstream>,
    threshold: float32_t,
) -> Result<()> {
    const CALL: &str = "hailo_vstream_set_nms_iou_threshold";
    let library = output_vstream.library();
    let function = library.api().hailo_vstream_set_nms_iou_threshold;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(output_vstream.as_raw(), threshold) };
    library.check(CALL, status)
}

/// `hailo_status hailo_vstream_set_nms_max_proposals_per_class(hailo_output_vstream output_vstream, uint32_t max_proposals_per_class)`
///
/// `output_vstream` alone.
pub(crate) fn hailo_vstream_set_nms_max_proposals_per_class(
    output_vstream: Alone<'_, _hailo_output_vstream>,
    max_proposals_per_class: u32,
) -> Result<()> {
    const CALL: &str = "hailo_vstream_set_nms_max_proposals_per_class";
    let library = output_vstream.library();
    let function = library.api().hailo_vstream_set_nms_max_proposals_per_class;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(output_vstream.as_raw(), max_proposals_per_class) };
    library.check(CALL, status)
}

/// `hailo_status hailo_release_input_vstreams(const hailo_input_vstream *input_vstreams, size_t inputs_count)`
///
/// `input_vstreams` release; `inputs_count` one.
pub(crate) unsafe fn hailo_release_input_vstreams(
    library: &Library,
    raw: *mut _hailo_input_vstream,
) -> Result<()> {
    const CALL: &str = "hailo_release_input_vstreams";
    let function = library.api().hailo_release_input_vstreams;
    // SAFETY: the caller's promise.
    let status = unsafe { function(&raw const raw, 1) };
    library.check(CALL, status)
}

/// `hailo_status hailo_release_output_vstreams(const hailo_output_vstream *output_vstreams, size_t outputs_count)`
///
/// `output_vstreams` release; `outputs_count` one.
pub(crate) unsafe fn hailo_release_output_vstreams(
    library: &Library,
    raw: *mut _hailo_output_vstream,
) -> Result<()> {
    const CALL: &str = "hailo_release_output_vstreams";
    let function = library.api().hailo_release_output_vstreams;
    // SAFETY: the caller's promise.
    let status = unsafe { function(&raw const raw, 1) };
    library.check(CALL, status)
}

/// `hailo_status hailo_clear_input_vstreams(const hailo_input_vstream *input_vstreams, size_t inputs_count)`
///
/// `input_vstreams` all alone; `inputs_count` len input_vstreams.
pub(crate) fn hailo_clear_input_vstreams(
    library: &Library,
    input_vstreams: &[Alone<'_, _hailo_input_vstream>],
) -> Result<()> {
    const CALL: &str = "hailo_clear_input_vstreams";
    let function = library.api().hailo_clear_input_vstreams;
    let raws: Vec<_> = input_vstreams.iter().map(|one| one.as_raw()).collect();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(raws.as_ptr(), input_vstreams.len()) };
    library.check(CALL, status)
}

/// `hailo_status hailo_clear_output_vstreams(const hailo_output_vstream *output_vstreams, size_t outputs_count)`
///
/// `output_vstreams` all alone; `outputs_count` len output_vstreams.
pub(crate) fn hailo_clear_output_vstreams(
    library: &Library,
    output_vstreams: &[Alone<'_, _hailo_output_vstream>],
) -> Result<()> {
    const CALL: &str = "hailo_clear_output_vstreams";
    let function = library.api().hailo_clear_output_vstreams;
    let raws: Vec<_> = output_vstreams.iter().map(|one| one.as_raw()).collect();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(raws.as_ptr(), output_vstreams.len()) };
    library.check(CALL, status)
}

/// `hailo_status hailo_hef_get_network_infos(hailo_hef hef, const char *network_group_name, hailo_network_info_t *networks_infos, size_t *number_of_networks)`
///
/// `hef` alone; `network_group_name` text; `networks_infos` list 8; `number_of_networks` count.
pub(crate) fn hailo_hef_get_network_infos(
    hef: Alone<'_, _hailo_hef>,
    network_group_name: &CStr,
) -> Result<Vec<hailo_network_info_t>> {
    const CALL: &str = "hailo_hef_get_network_infos";
    let library = hef.library();
    let function = library.api().hailo_hef_get_network_infos;
    let networks_infos = library.list(8, hailo_network_info_t::zeroed(), CALL, |items, _, count| {
        // SAFETY: the types of the arguments keep the contract.
        unsafe { function(hef.as_raw(), network_group_name.as_ptr(), items, count) }
    })?;
    Ok(networks_infos)
}

/// `hailo_status hailo_get_network_infos(hailo_configured_network_group network_group, hailo_network_info_t *networks_infos, size_t *number_of_networks)`
///
/// `network_group` alone; `networks_infos` list 8; `number_of_networks` count.
pub(crate) fn hailo_get_network_infos(
    network_group: Alone<'_, _hailo_configured_network_group>,
) -> Result<Vec<hailo_network_info_t>> {
    const CALL: &str = "hailo_get_network_infos";
    let library = network_group.library();
    let function = library.api().hailo_get_network_infos;
    let networks_infos = library.list(8, hailo_network_info_t::zeroed(), CALL, |items, _, count| {
        // SAFETY: the types of the arguments keep the contract.
        unsafe { function(network_group.as_raw(), items, count) }
    })?;
    Ok(networks_infos)
}

/// `hailo_status hailo_set_sleep_state(hailo_device device, hailo_sleep_state_t sleep_state)`
///
/// `device` alone.
pub(crate) fn hailo_set_sleep_state(
    device: Alone<'_, _hailo_device>,
    sleep_state: hailo_sleep_state_t,
) -> Result<()> {
    const CALL: &str = "hailo_set_sleep_state";
    let library = device.library();
    let function = library.api().hailo_set_sleep_state;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw(), sleep_state) };
    library.check(CALL, status)
}

/// `hailo_shim_vdevice_create(params: *const hailo_shim_vdevice_params, out: *mut *mut hailo_shim_vdevice) -> u32`
///
/// `params` lent; `out` out.
pub(crate) fn hailo_shim_vdevice_create(
    library: &Library,
    params: &Lent<'_, hailo_shim_vdevice_params>,
) -> Result<Fresh<hailo_shim_vdevice>> {
    const CALL: &str = "hailo_shim_vdevice_create";
    let function = library.shim()?.hailo_shim_vdevice_create;
    let mut out = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(from_ref(params.memory()), &raw mut out) };
    library.check(CALL, status)?;
    Ok(Fresh::new(out))
}

/// `hailo_shim_vdevice_device_ids(vdevice: *mut hailo_shim_vdevice, sink: hailo_shim_sink, context: *mut c_void) -> u32`
///
/// `vdevice` alone; `sink` sink; `context` context.
pub(crate) fn hailo_shim_vdevice_device_ids(vdevice: Alone<'_, hailo_shim_vdevice>) -> Result<Collected> {
    const CALL: &str = "hailo_shim_vdevice_device_ids";
    let library = vdevice.library();
    let function = library.shim()?.hailo_shim_vdevice_device_ids;
    let mut told = Collected::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(vdevice.as_raw(), Some(Collected::sink), told.context()) };
    library.check(CALL, status)?;
    Ok(told)
}

/// `hailo_shim_vdevice_destroy(vdevice: *mut hailo_shim_vdevice)`
///
/// `vdevice` release.
pub(crate) unsafe fn hailo_shim_vdevice_destroy(
    library: &Library,
    raw: *mut hailo_shim_vdevice,
) -> Result<()> {
    let function = library.shim()?.hailo_shim_vdevice_destroy;
    // SAFETY: the caller's promise.
    unsafe { function(raw) };
    Ok(())
}

/// `hailo_shim_model_create_from_file(vdevice: *mut hailo_shim_vdevice, path: hailo_shim_slice, name: hailo_shim_slice, out: *mut *mut hailo_shim_model) -> u32`
///
/// `vdevice` alone; `path` bytes; `name` bytes; `out` out.
pub(crate) fn hailo_shim_model_create_from_file(
    vdevice: Alone<'_, hailo_shim_vdevice>,
    path: &[u8],
    name: &[u8],
) -> Result<Fresh<hailo_shim_model>> {
    const CALL: &str = "hailo_shim_model_create_from_file";
    let library = vdevice.library();
    let function = library.shim()?.hailo_shim_model_create_from_file;
    let mut out = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(
            vdevice.as_raw(),
            hailo_shim_slice { data: path.as_ptr(), len: path.len() },
            hailo_shim_slice { data: name.as_ptr(), len: name.len() },
            &raw mut out,
        )
    };
    library.check(CALL, status)?;
    Ok(Fresh::new(out))
}

/// `hailo_shim_model_create_from_bytes(vdevice: *mut hailo_shim_vdevice, hef: hailo_shim_slice, name: hailo_shim_slice, out: *mut *mut hailo_shim_model) -> u32`
///
/// `vdevice` alone; `hef` bytes; `name` bytes; `out` out.
pub(crate) fn hailo_shim_model_create_from_bytes(
    vdevice: Alone<'_, hailo_shim_vdevice>,
    hef: &[u8],
    name: &[u8],
) -> Result<Fresh<hailo_shim_model>> {
    const CALL: &str = "hailo_shim_model_create_from_bytes";
    let library = vdevice.library();
    let function = library.shim()?.hailo_shim_model_create_from_bytes;
    let mut out = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(
            vdevice.as_raw(),
            hailo_shim_slice { data: hef.as_ptr(), len: hef.len() },
            hailo_shim_slice { data: name.as_ptr(), len: name.len() },
            &raw mut out,
        )
    };
    library.check(CALL, status)?;
    Ok(Fresh::new(out))
}

/// `hailo_shim_model_set_batch_size(model: *mut hailo_shim_model, batch_size: u32) -> u32`
///
/// `model` alone.
pub(crate) fn hailo_shim_model_set_batch_size(
    model: Alone<'_, hailo_shim_model>,
    batch_size: u32,
) -> Result<()> {
    const CALL: &str = "hailo_shim_model_set_batch_size";
    let library = model.library();
    let function = library.shim()?.hailo_shim_model_set_batch_size;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(model.as_raw(), batch_size) };
    library.check(CALL, status)
}

/// `hailo_shim_model_set_power_mode(model: *mut hailo_shim_model, mode: u32) -> u32`
///
/// `model` alone.
pub(crate) fn hailo_shim_model_set_power_mode(model: Alone<'_, hailo_shim_model>, mode: u32) -> Result<()> {
    const CALL: &str = "hailo_shim_model_set_power_mode";
    let library = model.library();
    let function = library.shim()?.hailo_shim_model_set_power_mode;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(model.as_raw(), mode) };
    library.check(CALL, status)
}

/// `hailo_shim_model_set_latency_flags(model: *mut hailo_shim_model, flags: u32) -> u32`
///
/// `model` alone.
pub(crate) fn hailo_shim_model_set_latency_flags(
    model: Alone<'_, hailo_shim_model>,
    flags: u32,
) -> Result<()> {
    const CALL: &str = "hailo_shim_model_set_latency_flags";
    let library = model.library();
    let function = library.shim()?.hailo_shim_model_set_latency_flags;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(model.as_raw(), flags) };
    library.check(CALL, status)
}

/// `hailo_shim_model_stream_count(model: *mut hailo_shim_model, direction: u32, out: *mut usize) -> u32`
///
/// `model` alone; `out` out.
pub(crate) fn hailo_shim_model_stream_count(
    model: Alone<'_, hailo_shim_model>,
    direction: u32,
) -> Result<usize> {
    const CALL: &str = "hailo_shim_model_stream_count";
    let library = model.library();
    let function = library.shim()?.hailo_shim_model_stream_count;
    let mut out: usize = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(model.as_raw(), direction, &raw mut out) };
    library.check(CALL, status)?;
    Ok(out)
}

/// `hailo_shim_model_stream_info(model: *mut hailo_shim_model, direction: u32, index: usize, out: *mut hailo_shim_stream_info) -> u32`
///
/// `model` alone; `out` out.
pub(crate) fn hailo_shim_model_stream_info(
    model: Alone<'_, hailo_shim_model>,
    direction: u32,
    index: usize,
) -> Result<hailo_shim_stream_info> {
    const CALL: &str = "hailo_shim_model_stream_info";
    let library = model.library();
    let function = library.shim()?.hailo_shim_model_stream_info;
    let out = fill(&FIXED, CALL, hailo_shim_stream_info::zeroed(), |out| {
        // SAFETY: the types of the arguments keep the contract.
        let status = unsafe { function(model.as_raw(), direction, index, out) };
        library.check(CALL, status)
    })?;
    Ok(out.record)
}

/// `hailo_shim_model_stream_quants(model: *mut hailo_shim_model, direction: u32, index: usize, out: *mut hailo_shim_quant, capacity: usize, count: *mut usize) -> u32`
///
/// `model` alone; `out` list; `capacity` room; `count` count.
pub(crate) fn hailo_shim_model_stream_quants(
    model: Alone<'_, hailo_shim_model>,
    direction: u32,
    index: usize,
    room: usize,
) -> Result<Vec<hailo_shim_quant>> {
    const CALL: &str = "hailo_shim_model_stream_quants";
    let library = model.library();
    let function = library.shim()?.hailo_shim_model_stream_quants;
    let out = library.list(room, hailo_shim_quant::zeroed(), CALL, |items, room, count| {
        // SAFETY: the types of the arguments keep the contract.
        unsafe { function(model.as_raw(), direction, index, items, room, count) }
    })?;
    Ok(out)
}

/// `hailo_shim_model_set_format(model: *mut hailo_shim_model, direction: u32, index: usize, format_type: u32, format_order: u32) -> u32`
///
/// `model` alone.
pub(crate) fn hailo_shim_model_set_format(
    model: Alone<'_, hailo_shim_model>,
    direction: u32,
    index: usize,
    format_type: u32,
    format_order: u32,
) -> Result<()> {
    const CALL: &str = "hailo_shim_model_set_format";
    let library = model.library();
    let function = library.shim()?.hailo_shim_model_set_format;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(model.as_raw(), direction, index, format_type, format_order) };
    library.check(CALL, status)
}

/// `hailo_shim_model_set_nms(model: *mut hailo_shim_model, output_index: usize, nms: *const hailo_shim_nms) -> u32`
///
/// `model` alone; `nms` in.
pub(crate) fn hailo_shim_model_set_nms(
    model: Alone<'_, hailo_shim_model>,
    output_index: usize,
    nms: &hailo_shim_nms,
) -> Result<()> {
    const CALL: &str = "hailo_shim_model_set_nms";
    let library = model.library();
    let function = library.shim()?.hailo_shim_model_set_nms;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(model.as_raw(), output_index, from_ref(nms)) };
    library.check(CALL, status)
}

/// `hailo_shim_model_destroy(model: *mut hailo_shim_model)`
///
/// `model` release.
pub(crate) unsafe fn hailo_shim_model_destroy(library: &Library, raw: *mut hailo_shim_model) -> Result<()> {
    let function = library.shim()?.hailo_shim_model_destroy;
    // SAFETY: the caller's promise.
    unsafe { function(raw) };
    Ok(())
}

/// `hailo_shim_model_configure(model: *mut hailo_shim_model, out: *mut *mut hailo_shim_configured) -> u32`
///
/// `model` alone; `out` out.
pub(crate) fn hailo_shim_model_configure(
    model: Alone<'_, hailo_shim_model>,
) -> Result<Fresh<hailo_shim_configured>> {
    const CALL: &str = "hailo_shim_model_configure";
    let library = model.library();
    let function = library.shim()?.hailo_shim_model_configure;
    let mut out = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(model.as_raw(), &raw mut out) };
    library.check(CALL, status)?;
    Ok(Fresh::new(out))
}

/// `hailo_shim_configured_queue_size(configured: *mut hailo_shim_configured, out: *mut usize) -> u32`
///
/// `configured` alone; `out` out.
pub(crate) fn hailo_shim_configured_queue_size(
    configured: Alone<'_, hailo_shim_configured>,
) -> Result<usize> {
    const CALL: &str = "hailo_shim_configured_queue_size";
    let library = configured.library();
    let function = library.shim()?.hailo_shim_configured_queue_size;
    let mut out: usize = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(configured.as_raw(), &raw mut out) };
    library.check(CALL, status)?;
    Ok(out)
}

/// `hailo_shim_configured_hw_latency(configured: *mut hailo_shim_configured, out: *mut u64) -> u32`
///
/// `configured` alone; `out` out.
pub(crate) fn hailo_shim_configured_hw_latency(configured: Alone<'_, hailo_shim_configured>) -> Result<u64> {
    const CALL: &str = "hailo_shim_configured_hw_latency";
    let library = configured.library();
    let function = library.shim()?.hailo_shim_configured_hw_latency;
    let mut out: u64 = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(configured.as_raw(), &raw mut out) };
    library.check(CALL, status)?;
    Ok(out)
}

/// `hailo_shim_configured_set_scheduler_timeout(configured: *mut hailo_shim_configured, timeout_ms: u32) -> u32`
///
/// `configured` alone.
pub(crate) fn hailo_shim_configured_set_scheduler_timeout(
    configured: Alone<'_, hailo_shim_configured>,
    timeout_ms: u32,
) -> Result<()> {
    const CALL: &str = "hailo_shim_configured_set_scheduler_timeout";
    let library = configured.library();
    let function = library.shim()?.hailo_shim_configured_set_scheduler_timeout;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(configured.as_raw(), timeout_ms) };
    library.check(CALL, status)
}

/// `hailo_shim_configured_set_scheduler_threshold(configured: *mut hailo_shim_configured, threshold: u32) -> u32`
///
/// `configured` alone.
pub(crate) fn hailo_shim_configured_set_scheduler_threshold(
    configured: Alone<'_, hailo_shim_configured>,
    threshold: u32,
) -> Result<()> {
    const CALL: &str = "hailo_shim_configured_set_scheduler_threshold";
    let library = configured.library();
    let function = library.shim()?.hailo_shim_configured_set_scheduler_threshold;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(configured.as_raw(), threshold) };
    library.check(CALL, status)
}

/// `hailo_shim_configured_set_scheduler_priority(configured: *mut hailo_shim_configured, priority: u32) -> u32`
///
/// `configured` alone.
pub(crate) fn hailo_shim_configured_set_scheduler_priority(
    configured: Alone<'_, hailo_shim_configured>,
    priority: u32,
) -> Result<()> {
    const CALL: &str = "hailo_shim_configured_set_scheduler_priority";
    let library = configured.library();
    let function = library.shim()?.hailo_shim_configured_set_scheduler_priority;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(configured.as_raw(), priority) };
    library.check(CALL, status)
}

/// `hailo_shim_configured_activate(configured: *mut hailo_shim_configured) -> u32`
///
/// `configured` alone.
pub(crate) fn hailo_shim_configured_activate(configured: Alone<'_, hailo_shim_configured>) -> Result<()> {
    const CALL: &str = "hailo_shim_configured_activate";
    let library = configured.library();
    let function = library.shim()?.hailo_shim_configured_activate;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(configured.as_raw()) };
    library.check(CALL, status)
}

/// `hailo_shim_configured_deactivate(configured: *mut hailo_shim_configured) -> u32`
///
/// `configured` alone.
pub(crate) fn hailo_shim_configured_deactivate(configured: Alone<'_, hailo_shim_configured>) -> Result<()> {
    const CALL: &str = "hailo_shim_configured_deactivate";
    let library = configured.library();
    let function = library.shim()?.hailo_shim_configured_deactivate;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(configured.as_raw()) };
    library.check(CALL, status)
}

/// `hailo_shim_configured_wait_ready(configured: *mut hailo_shim_configured, timeout_ms: u32, frames: u32) -> u32`
///
/// `configured` beside.
pub(crate) fn hailo_shim_configured_wait_ready(
    configured: Together<'_, hailo_shim_configured>,
    timeout_ms: u32,
    frames: u32,
) -> Result<()> {
    const CALL: &str = "hailo_shim_configured_wait_ready";
    let library = configured.library();
    let function = library.shim()?.hailo_shim_configured_wait_ready;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(configured.as_raw(), timeout_ms, frames) };
    library.check(CALL, status)
}

/// `hailo_shim_configured_run_async(configured: *mut hailo_shim_configured, bindings: *mut hailo_shim_bindings, done: hailo_shim_done, opaque: *mut c_void, out_job: *mut *mut hailo_shim_job) -> u32`
///
/// # Safety
/// `configured` beside; `bindings` kept until the callback; `done` callback; `opaque` ticket; `out_job` out.
pub(crate) unsafe fn hailo_shim_configured_run_async(
    configured: Together<'_, hailo_shim_configured>,
    bindings: *mut hailo_shim_bindings,
    done: hailo_shim_done,
    opaque: *mut c_void,
) -> Result<Fresh<hailo_shim_job>> {
    const CALL: &str = "hailo_shim_configured_run_async";
    let library = configured.library();
    let function = library.shim()?.hailo_shim_configured_run_async;
    let mut out_job = null_mut();
    // SAFETY: the caller's promise, and the types of the other arguments.
    let status = unsafe { function(configured.as_raw(), bindings, done, opaque, &raw mut out_job) };
    library.check(CALL, status)?;
    Ok(Fresh::new(out_job))
}

/// `hailo_shim_configured_shutdown(configured: *mut hailo_shim_configured) -> u32`
///
/// `configured` beside.
pub(crate) fn hailo_shim_configured_shutdown(configured: Together<'_, hailo_shim_configured>) -> Result<()> {
    const CALL: &str = "hailo_shim_configured_shutdown";
    let library = configured.library();
    let function = library.shim()?.hailo_shim_configured_shutdown;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(configured.as_raw()) };
    library.check(CALL, status)
}

/// `hailo_shim_configured_destroy(configured: *mut hailo_shim_configured)`
///
/// `configured` release.
pub(crate) unsafe fn hailo_shim_configured_destroy(
    library: &Library,
    raw: *mut hailo_shim_configured,
) -> Result<()> {
    let function = library.shim()?.hailo_shim_configured_destroy;
    // SAFETY: the caller's promise.
    unsafe { function(raw) };
    Ok(())
}

/// `hailo_shim_bindings_create(configured: *mut hailo_shim_configured, out: *mut *mut hailo_shim_bindings) -> u32`
///
/// `configured` alone; `out` out.
pub(crate) fn hailo_shim_bindings_create(
    configured: Alone<'_, hailo_shim_configured>,
) -> Result<Fresh<hailo_shim_bindings>> {
    const CALL: &str = "hailo_shim_bindings_create";
    let library = configured.library();
    let function = library.shim()?.hailo_shim_bindings_create;
    let mut out = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(configured.as_raw(), &raw mut out) };
    library.check(CALL, status)?;
    Ok(Fresh::new(out))
}

/// `hailo_shim_bindings_set_buffer(bindings: *mut hailo_shim_bindings, direction: u32, index: usize, data: *mut c_void, len: usize) -> u32`
///
/// # Safety
/// `bindings` alone; `data` kept until the bindings are released; `len` len data.
pub(crate) unsafe fn hailo_shim_bindings_set_buffer(
    bindings: Alone<'_, hailo_shim_bindings>,
    direction: u32,
    index: usize,
    data: *mut c_void,
    len: usize,
) -> Result<()> {
    const CALL: &str = "hailo_shim_bindings_set_buffer";
    let library = bindings.library();
    let function = library.shim()?.hailo_shim_bindings_set_buffer;
    // SAFETY: the caller's promise, and the types of the other arguments.
    let status = unsafe { function(bindings.as_raw(), direction, index, data, len) };
    library.check(CALL, status)
}

/// `hailo_shim_bindings_destroy(bindings: *mut hailo_shim_bindings)`
///
/// `bindings` release.
pub(crate) unsafe fn hailo_shim_bindings_destroy(
    library: &Library,
    raw: *mut hailo_shim_bindings,
) -> Result<()> {
    let function = library.shim()?.hailo_shim_bindings_destroy;
    // SAFETY: the caller's promise.
    unsafe { function(raw) };
    Ok(())
}

/// `hailo_shim_job_wait(job: *mut hailo_shim_job, timeout_ms: u32) -> u32`
///
/// `job` alone.
pub(crate) fn hailo_shim_job_wait(job: Alone<'_, hailo_shim_job>, timeout_ms: u32) -> Result<()> {
    const CALL: &str = "hailo_shim_job_wait";
    let library = job.library();
    let function = library.shim()?.hailo_shim_job_wait;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(job.as_raw(), timeout_ms) };
    library.check(CALL, status)
}

/// `hailo_shim_job_release(job: *mut hailo_shim_job)`
///
/// `job` release.
pub(crate) unsafe fn hailo_shim_job_release(library: &Library, raw: *mut hailo_shim_job) -> Result<()> {
    let function = library.shim()?.hailo_shim_job_release;
    // SAFETY: the caller's promise.
    unsafe { function(raw) };
    Ok(())
}

/// `hailo_shim_completion_read(completion: *mut hailo_shim_completion, timeout_ms: u32, sink: hailo_shim_sink, context: *mut c_void, generation: *mut u32) -> u32`
///
/// `completion` alone; `sink` sink; `context` context; `generation` out.
pub(crate) fn hailo_shim_completion_read(
    completion: Alone<'_, hailo_shim_completion>,
    timeout_ms: u32,
) -> Result<(Collected, u32)> {
    const CALL: &str = "hailo_shim_completion_read";
    let library = completion.library();
    let function = library.shim()?.hailo_shim_completion_read;
    let mut told = Collected::default();
    let mut generation: u32 = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(completion.as_raw(), timeout_ms, Some(Collected::sink), told.context(), &raw mut generation)
    };
    library.check(CALL, status)?;
    Ok((told, generation))
}

/// `hailo_shim_completion_abort(completion: *mut hailo_shim_completion) -> u32`
///
/// `completion` beside.
pub(crate) fn hailo_shim_completion_abort(completion: Together<'_, hailo_shim_completion>) -> Result<()> {
    const CALL: &str = "hailo_shim_completion_abort";
    let library = completion.library();
    let function = library.shim()?.hailo_shim_completion_abort;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(completion.as_raw()) };
    library.check(CALL, status)
}

/// `hailo_shim_completion_destroy(completion: *mut hailo_shim_completion) -> u32`
///
/// `completion` release.
pub(crate) unsafe fn hailo_shim_completion_destroy(
    library: &Library,
    raw: *mut hailo_shim_completion,
) -> Result<()> {
    const CALL: &str = "hailo_shim_completion_destroy";
    let function = library.shim()?.hailo_shim_completion_destroy;
    // SAFETY: the caller's promise.
    let status = unsafe { function(raw) };
    library.check(CALL, status)
}

/// `hailo_shim_llm_create(vdevice: *mut hailo_shim_vdevice, hef_path: hailo_shim_slice, lora: hailo_shim_slice, optimize_memory_on_device: u32, out: *mut *mut hailo_shim_llm) -> u32`
///
/// `vdevice` alone; `hef_path` bytes; `lora` bytes; `out` out.
pub(crate) fn hailo_shim_llm_create(
    vdevice: Alone<'_, hailo_shim_vdevice>,
    hef_path: &[u8],
    lora: &[u8],
    optimize_memory_on_device: u32,
) -> Result<Fresh<hailo_shim_llm>> {
    const CALL: &str = "hailo_shim_llm_create";
    let library = vdevice.library();
    let function = library.shim()?.hailo_shim_llm_create;
    let mut out = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(
            vdevice.as_raw(),
            hailo_shim_slice { data: hef_path.as_ptr(), len: hef_path.len() },
            hailo_shim_slice { data: lora.as_ptr(), len: lora.len() },
            optimize_memory_on_device,
            &raw mut out,
        )
    };
    library.check(CALL, status)?;
    Ok(Fresh::new(out))
}

/// `hailo_shim_llm_generator_params(llm: *mut hailo_shim_llm, out: *mut hailo_shim_generator_params) -> u32`
///
/// `llm` alone; `out` out.
pub(crate) fn hailo_shim_llm_generator_params(
    llm: Alone<'_, hailo_shim_llm>,
) -> Result<hailo_shim_generator_params> {
    const CALL: &str = "hailo_shim_llm_generator_params";
    let library = llm.library();
    let function = library.shim()?.hailo_shim_llm_generator_params;
    let out = fill(&FIXED, CALL, hailo_shim_generator_params::zeroed(), |out| {
        // SAFETY: the types of the arguments keep the contract.
        let status = unsafe { function(llm.as_raw(), out) };
        library.check(CALL, status)
    })?;
    Ok(out.record)
}

/// `hailo_shim_llm_generate(llm: *mut hailo_shim_llm, params: *const hailo_shim_generator_params, messages: *const hailo_shim_slice, message_count: usize, tools: *const hailo_shim_slice, tool_count: usize, out: *mut *mut hailo_shim_completion) -> u32`
///
/// `llm` alone; `params` in; `messages` each bytes; `message_count` len messages; `tools` each bytes; `tool_count` len tools; `out` out.
pub(crate) fn hailo_shim_llm_generate(
    llm: Alone<'_, hailo_shim_llm>,
    params: &hailo_shim_generator_params,
    messages: &[&[u8]],
    tools: &[&[u8]],
) -> Result<Fresh<hailo_shim_completion>> {
    const CALL: &str = "hailo_shim_llm_generate";
    let library = llm.library();
    let function = library.shim()?.hailo_shim_llm_generate;
    let messages: Vec<_> =
        messages.iter().map(|one| hailo_shim_slice { data: one.as_ptr(), len: one.len() }).collect();
    let tools: Vec<_> =
        tools.iter().map(|one| hailo_shim_slice { data: one.as_ptr(), len: one.len() }).collect();
    let mut out = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(
            llm.as_raw(),
            from_ref(params),
            messages.as_ptr(),
            messages.len(),
            tools.as_ptr(),
            tools.len(),
            &raw mut out,
        )
    };
    library.check(CALL, status)?;
    Ok(Fresh::new(out))
}

/// `hailo_shim_llm_generate_text(llm: *mut hailo_shim_llm, params: *const hailo_shim_generator_params, prompt: hailo_shim_slice, out: *mut *mut hailo_shim_completion) -> u32`
///
/// `llm` alone; `params` in; `prompt` bytes; `out` out.
pub(crate) fn hailo_shim_llm_generate_text(
    llm: Alone<'_, hailo_shim_llm>,
    params: &hailo_shim_generator_params,
    prompt: &[u8],
) -> Result<Fresh<hailo_shim_completion>> {
    const CALL: &str = "hailo_shim_llm_generate_text";
    let library = llm.library();
    let function = library.shim()?.hailo_shim_llm_generate_text;
    let mut out = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(
            llm.as_raw(),
            from_ref(params),
            hailo_shim_slice { data: prompt.as_ptr(), len: prompt.len() },
            &raw mut out,
        )
    };
    library.check(CALL, status)?;
    Ok(Fresh::new(out))
}

/// `hailo_shim_llm_token_count(llm: *mut hailo_shim_llm, text: hailo_shim_slice, out: *mut usize) -> u32`
///
/// `llm` alone; `text` bytes; `out` out.
pub(crate) fn hailo_shim_llm_token_count(llm: Alone<'_, hailo_shim_llm>, text: &[u8]) -> Result<usize> {
    const CALL: &str = "hailo_shim_llm_token_count";
    let library = llm.library();
    let function = library.shim()?.hailo_shim_llm_token_count;
    let mut out: usize = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(llm.as_raw(), hailo_shim_slice { data: text.as_ptr(), len: text.len() }, &raw mut out)
    };
    library.check(CALL, status)?;
    Ok(out)
}

/// `hailo_shim_llm_context_usage(llm: *mut hailo_shim_llm, out: *mut usize) -> u32`
///
/// `llm` alone; `out` out.
pub(crate) fn hailo_shim_llm_context_usage(llm: Alone<'_, hailo_shim_llm>) -> Result<usize> {
    const CALL: &str = "hailo_shim_llm_context_usage";
    let library = llm.library();
    let function = library.shim()?.hailo_shim_llm_context_usage;
    let mut out: usize = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(llm.as_raw(), &raw mut out) };
    library.check(CALL, status)?;
    Ok(out)
}

/// `hailo_shim_llm_context_capacity(llm: *mut hailo_shim_llm, out: *mut usize) -> u32`
///
/// `llm` alone; `out` out.
pub(crate) fn hailo_shim_llm_context_capacity(llm: Alone<'_, hailo_shim_llm>) -> Result<usize> {
    const CALL: &str = "hailo_shim_llm_context_capacity";
    let library = llm.library();
    let function = library.shim()?.hailo_shim_llm_context_capacity;
    let mut out: usize = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(llm.as_raw(), &raw mut out) };
    library.check(CALL, status)?;
    Ok(out)
}

/// `hailo_shim_llm_context_clear(llm: *mut hailo_shim_llm) -> u32`
///
/// `llm` alone.
pub(crate) fn hailo_shim_llm_context_clear(llm: Alone<'_, hailo_shim_llm>) -> Result<()> {
    const CALL: &str = "hailo_shim_llm_context_clear";
    let library = llm.library();
    let function = library.shim()?.hailo_shim_llm_context_clear;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(llm.as_raw()) };
    library.check(CALL, status)
}

/// `hailo_shim_llm_context_save(llm: *mut hailo_shim_llm, sink: hailo_shim_sink, context: *mut c_void) -> u32`
///
/// `llm` alone; `sink` sink; `context` context.
pub(crate) fn hailo_shim_llm_context_save(llm: Alone<'_, hailo_shim_llm>) -> Result<Collected> {
    const CALL: &str = "hailo_shim_llm_context_save";
    let library = llm.library();
    let function = library.shim()?.hailo_shim_llm_context_save;
    let mut told = Collected::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(llm.as_raw(), Some(Collected::sink), told.context()) };
    library.check(CALL, status)?;
    Ok(told)
}

/// `hailo_shim_llm_context_load(llm: *mut hailo_shim_llm, saved: hailo_shim_slice) -> u32`
///
/// `llm` alone; `saved` bytes.
pub(crate) fn hailo_shim_llm_context_load(llm: Alone<'_, hailo_shim_llm>, saved: &[u8]) -> Result<()> {
    const CALL: &str = "hailo_shim_llm_context_load";
    let library = llm.library();
    let function = library.shim()?.hailo_shim_llm_context_load;
    // SAFETY: the types of the arguments keep the contract.
    let status =
        unsafe { function(llm.as_raw(), hailo_shim_slice { data: saved.as_ptr(), len: saved.len() }) };
    library.check(CALL, status)
}

/// `hailo_shim_llm_recovery_sequence(llm: *mut hailo_shim_llm, sink: hailo_shim_sink, context: *mut c_void) -> u32`
///
/// `llm` alone; `sink` sink; `context` context.
pub(crate) fn hailo_shim_llm_recovery_sequence(llm: Alone<'_, hailo_shim_llm>) -> Result<Collected> {
    const CALL: &str = "hailo_shim_llm_recovery_sequence";
    let library = llm.library();
    let function = library.shim()?.hailo_shim_llm_recovery_sequence;
    let mut told = Collected::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(llm.as_raw(), Some(Collected::sink), told.context()) };
    library.check(CALL, status)?;
    Ok(told)
}

/// `hailo_shim_llm_set_recovery_sequence(llm: *mut hailo_shim_llm, sequence: hailo_shim_slice) -> u32`
///
/// `llm` alone; `sequence` bytes.
pub(crate) fn hailo_shim_llm_set_recovery_sequence(
    llm: Alone<'_, hailo_shim_llm>,
    sequence: &[u8],
) -> Result<()> {
    const CALL: &str = "hailo_shim_llm_set_recovery_sequence";
    let library = llm.library();
    let function = library.shim()?.hailo_shim_llm_set_recovery_sequence;
    // SAFETY: the types of the arguments keep the contract.
    let status =
        unsafe { function(llm.as_raw(), hailo_shim_slice { data: sequence.as_ptr(), len: sequence.len() }) };
    library.check(CALL, status)
}

/// `hailo_shim_llm_stop_tokens(llm: *mut hailo_shim_llm, sink: hailo_shim_sink, context: *mut c_void) -> u32`
///
/// `llm` alone; `sink` sink; `context` context.
pub(crate) fn hailo_shim_llm_stop_tokens(llm: Alone<'_, hailo_shim_llm>) -> Result<Collected> {
    const CALL: &str = "hailo_shim_llm_stop_tokens";
    let library = llm.library();
    let function = library.shim()?.hailo_shim_llm_stop_tokens;
    let mut told = Collected::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(llm.as_raw(), Some(Collected::sink), told.context()) };
    library.check(CALL, status)?;
    Ok(told)
}

/// `hailo_shim_llm_set_stop_tokens(llm: *mut hailo_shim_llm, tokens: *const hailo_shim_slice, count: usize) -> u32`
///
/// `llm` alone; `tokens` each bytes; `count` len tokens.
pub(crate) fn hailo_shim_llm_set_stop_tokens(llm: Alone<'_, hailo_shim_llm>, tokens: &[&[u8]]) -> Result<()> {
    const CALL: &str = "hailo_shim_llm_set_stop_tokens";
    let library = llm.library();
    let function = library.shim()?.hailo_shim_llm_set_stop_tokens;
    let tokens: Vec<_> =
        tokens.iter().map(|one| hailo_shim_slice { data: one.as_ptr(), len: one.len() }).collect();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(llm.as_raw(), tokens.as_ptr(), tokens.len()) };
    library.check(CALL, status)
}

/// `hailo_shim_llm_prompt_template(llm: *mut hailo_shim_llm, sink: hailo_shim_sink, context: *mut c_void) -> u32`
///
/// `llm` alone; `sink` sink; `context` context.
pub(crate) fn hailo_shim_llm_prompt_template(llm: Alone<'_, hailo_shim_llm>) -> Result<Collected> {
    const CALL: &str = "hailo_shim_llm_prompt_template";
    let library = llm.library();
    let function = library.shim()?.hailo_shim_llm_prompt_template;
    let mut told = Collected::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(llm.as_raw(), Some(Collected::sink), told.context()) };
    library.check(CALL, status)?;
    Ok(told)
}

/// `hailo_shim_llm_destroy(llm: *mut hailo_shim_llm)`
///
/// `llm` release.
pub(crate) unsafe fn hailo_shim_llm_destroy(library: &Library, raw: *mut hailo_shim_llm) -> Result<()> {
    let function = library.shim()?.hailo_shim_llm_destroy;
    // SAFETY: the caller's promise.
    unsafe { function(raw) };
    Ok(())
}

/// `hailo_shim_vlm_create(vdevice: *mut hailo_shim_vdevice, hef_path: hailo_shim_slice, optimize_memory_on_device: u32, out: *mut *mut hailo_shim_vlm) -> u32`
///
/// `vdevice` alone; `hef_path` bytes; `out` out.
pub(crate) fn hailo_shim_vlm_create(
    vdevice: Alone<'_, hailo_shim_vdevice>,
    hef_path: &[u8],
    optimize_memory_on_device: u32,
) -> Result<Fresh<hailo_shim_vlm>> {
    const CALL: &str = "hailo_shim_vlm_create";
    let library = vdevice.library();
    let function = library.shim()?.hailo_shim_vlm_create;
    let mut out = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(
            vdevice.as_raw(),
            hailo_shim_slice { data: hef_path.as_ptr(), len: hef_path.len() },
            optimize_memory_on_device,
            &raw mut out,
        )
    };
    library.check(CALL, status)?;
    Ok(Fresh::new(out))
}

/// `hailo_shim_vlm_frame_info(vlm: *mut hailo_shim_vlm, out: *mut hailo_shim_frame_info) -> u32`
///
/// `vlm` alone; `out` out.
pub(crate) fn hailo_shim_vlm_frame_info(vlm: Alone<'_, hailo_shim_vlm>) -> Result<hailo_shim_frame_info> {
    const CALL: &str = "hailo_shim_vlm_frame_info";
    let library = vlm.library();
    let function = library.shim()?.hailo_shim_vlm_frame_info;
    let out = fill(&FIXED, CALL, hailo_shim_frame_info::zeroed(), |out| {
        // SAFETY: the types of the arguments keep the contract.
        let status = unsafe { function(vlm.as_raw(), out) };
        library.check(CALL, status)
    })?;
    Ok(out.record)
}

/// `hailo_shim_vlm_generator_params(vlm: *mut hailo_shim_vlm, out: *mut hailo_shim_generator_params) -> u32`
///
/// `vlm` alone; `out` out.
pub(crate) fn hailo_shim_vlm_generator_params(
    vlm: Alone<'_, hailo_shim_vlm>,
) -> Result<hailo_shim_generator_params> {
    const CALL: &str = "hailo_shim_vlm_generator_params";
    let library = vlm.library();
    let function = library.shim()?.hailo_shim_vlm_generator_params;
    let out = fill(&FIXED, CALL, hailo_shim_generator_params::zeroed(), |out| {
        // SAFETY: the types of the arguments keep the contract.
        let status = unsafe { function(vlm.as_raw(), out) };
        library.check(CALL, status)
    })?;
    Ok(out.record)
}

/// `hailo_shim_vlm_generate(vlm: *mut hailo_shim_vlm, params: *const hailo_shim_generator_params, messages: *const hailo_shim_slice, message_count: usize, frames: *const hailo_shim_slice, frame_count: usize, out: *mut *mut hailo_shim_completion) -> u32`
///
/// `vlm` alone; `params` in; `messages` each bytes; `message_count` len messages; `frames` each bytes; `frame_count` len frames; `out` out.
pub(crate) fn hailo_shim_vlm_generate(
    vlm: Alone<'_, hailo_shim_vlm>,
    params: &hailo_shim_generator_params,
    messages: &[&[u8]],
    frames: &[&[u8]],
) -> Result<Fresh<hailo_shim_completion>> {
    const CALL: &str = "hailo_shim_vlm_generate";
    let library = vlm.library();
    let function = library.shim()?.hailo_shim_vlm_generate;
    let messages: Vec<_> =
        messages.iter().map(|one| hailo_shim_slice { data: one.as_ptr(), len: one.len() }).collect();
    let frames: Vec<_> =
        frames.iter().map(|one| hailo_shim_slice { data: one.as_ptr(), len: one.len() }).collect();
    let mut out = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(
            vlm.as_raw(),
            from_ref(params),
            messages.as_ptr(),
            messages.len(),
            frames.as_ptr(),
            frames.len(),
            &raw mut out,
        )
    };
    library.check(CALL, status)?;
    Ok(Fresh::new(out))
}

/// `hailo_shim_vlm_token_count(vlm: *mut hailo_shim_vlm, text: hailo_shim_slice, out: *mut usize) -> u32`
///
/// `vlm` alone; `text` bytes; `out` out.
pub(crate) fn hailo_shim_vlm_token_count(vlm: Alone<'_, hailo_shim_vlm>, text: &[u8]) -> Result<usize> {
    const CALL: &str = "hailo_shim_vlm_token_count";
    let library = vlm.library();
    let function = library.shim()?.hailo_shim_vlm_token_count;
    let mut out: usize = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(vlm.as_raw(), hailo_shim_slice { data: text.as_ptr(), len: text.len() }, &raw mut out)
    };
    library.check(CALL, status)?;
    Ok(out)
}

/// `hailo_shim_vlm_context_usage(vlm: *mut hailo_shim_vlm, out: *mut usize) -> u32`
///
/// `vlm` alone; `out` out.
pub(crate) fn hailo_shim_vlm_context_usage(vlm: Alone<'_, hailo_shim_vlm>) -> Result<usize> {
    const CALL: &str = "hailo_shim_vlm_context_usage";
    let library = vlm.library();
    let function = library.shim()?.hailo_shim_vlm_context_usage;
    let mut out: usize = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(vlm.as_raw(), &raw mut out) };
    library.check(CALL, status)?;
    Ok(out)
}

/// `hailo_shim_vlm_context_capacity(vlm: *mut hailo_shim_vlm, out: *mut usize) -> u32`
///
/// `vlm` alone; `out` out.
pub(crate) fn hailo_shim_vlm_context_capacity(vlm: Alone<'_, hailo_shim_vlm>) -> Result<usize> {
    const CALL: &str = "hailo_shim_vlm_context_capacity";
    let library = vlm.library();
    let function = library.shim()?.hailo_shim_vlm_context_capacity;
    let mut out: usize = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(vlm.as_raw(), &raw mut out) };
    library.check(CALL, status)?;
    Ok(out)
}

/// `hailo_shim_vlm_context_clear(vlm: *mut hailo_shim_vlm) -> u32`
///
/// `vlm` alone.
pub(crate) fn hailo_shim_vlm_context_clear(vlm: Alone<'_, hailo_shim_vlm>) -> Result<()> {
    const CALL: &str = "hailo_shim_vlm_context_clear";
    let library = vlm.library();
    let function = library.shim()?.hailo_shim_vlm_context_clear;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(vlm.as_raw()) };
    library.check(CALL, status)
}

/// `hailo_shim_vlm_destroy(vlm: *mut hailo_shim_vlm)`
///
/// `vlm` release.
pub(crate) unsafe fn hailo_shim_vlm_destroy(library: &Library, raw: *mut hailo_shim_vlm) -> Result<()> {
    let function = library.shim()?.hailo_shim_vlm_destroy;
    // SAFETY: the caller's promise.
    unsafe { function(raw) };
    Ok(())
}

/// `hailo_shim_speech_create(vdevice: *mut hailo_shim_vdevice, hef_path: hailo_shim_slice, out: *mut *mut hailo_shim_speech) -> u32`
///
/// `vdevice` alone; `hef_path` bytes; `out` out.
pub(crate) fn hailo_shim_speech_create(
    vdevice: Alone<'_, hailo_shim_vdevice>,
    hef_path: &[u8],
) -> Result<Fresh<hailo_shim_speech>> {
    const CALL: &str = "hailo_shim_speech_create";
    let library = vdevice.library();
    let function = library.shim()?.hailo_shim_speech_create;
    let mut out = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(
            vdevice.as_raw(),
            hailo_shim_slice { data: hef_path.as_ptr(), len: hef_path.len() },
            &raw mut out,
        )
    };
    library.check(CALL, status)?;
    Ok(Fresh::new(out))
}

/// `hailo_shim_speech_segments(speech: *mut hailo_shim_speech, params: *const hailo_shim_speech_params, audio: hailo_shim_slice, timeout_ms: u32, sink: hailo_shim_segment_sink, context: *mut c_void) -> u32`
///
/// `speech` alone; `params` lent; `audio` bytes; `sink` sink; `context` context.
pub(crate) fn hailo_shim_speech_segments(
    speech: Alone<'_, hailo_shim_speech>,
    params: &Lent<'_, hailo_shim_speech_params>,
    audio: &[u8],
    timeout_ms: u32,
) -> Result<Segments> {
    const CALL: &str = "hailo_shim_speech_segments";
    let library = speech.library();
    let function = library.shim()?.hailo_shim_speech_segments;
    let mut told = Segments::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe {
        function(
            speech.as_raw(),
            from_ref(params.memory()),
            hailo_shim_slice { data: audio.as_ptr(), len: audio.len() },
            timeout_ms,
            Some(Segments::sink),
            told.context(),
        )
    };
    library.check(CALL, status)?;
    Ok(told)
}

/// `hailo_shim_speech_destroy(speech: *mut hailo_shim_speech)`
///
/// `speech` release.
pub(crate) unsafe fn hailo_shim_speech_destroy(library: &Library, raw: *mut hailo_shim_speech) -> Result<()> {
    let function = library.shim()?.hailo_shim_speech_destroy;
    // SAFETY: the caller's promise.
    unsafe { function(raw) };
    Ok(())
}

/// `hailo_shim_device_create(id: hailo_shim_slice, out: *mut *mut hailo_shim_device) -> u32`
///
/// `id` bytes; `out` out.
pub(crate) fn hailo_shim_device_create(library: &Library, id: &[u8]) -> Result<Fresh<hailo_shim_device>> {
    const CALL: &str = "hailo_shim_device_create";
    let function = library.shim()?.hailo_shim_device_create;
    let mut out = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(hailo_shim_slice { data: id.as_ptr(), len: id.len() }, &raw mut out) };
    library.check(CALL, status)?;
    Ok(Fresh::new(out))
}

/// `hailo_shim_device_of_vdevice(vdevice: *mut hailo_shim_vdevice, index: usize, out: *mut *mut hailo_shim_device) -> u32`
///
/// `vdevice` alone; `out` out.
pub(crate) fn hailo_shim_device_of_vdevice(
    vdevice: Alone<'_, hailo_shim_vdevice>,
    index: usize,
) -> Result<Fresh<hailo_shim_device>> {
    const CALL: &str = "hailo_shim_device_of_vdevice";
    let library = vdevice.library();
    let function = library.shim()?.hailo_shim_device_of_vdevice;
    let mut out = null_mut();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(vdevice.as_raw(), index, &raw mut out) };
    library.check(CALL, status)?;
    Ok(Fresh::new(out))
}

/// `hailo_shim_device_power(device: *mut hailo_shim_device, dvm: u32, measurement_type: u32, out: *mut f32) -> u32`
///
/// `device` alone; `out` out.
pub(crate) fn hailo_shim_device_power(
    device: Alone<'_, hailo_shim_device>,
    dvm: u32,
    measurement_type: u32,
) -> Result<f32> {
    const CALL: &str = "hailo_shim_device_power";
    let library = device.library();
    let function = library.shim()?.hailo_shim_device_power;
    let mut out: f32 = Default::default();
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw(), dvm, measurement_type, &raw mut out) };
    library.check(CALL, status)?;
    Ok(out)
}

/// `hailo_shim_device_power_start(device: *mut hailo_shim_device, averaging_factor: u32, sampling_period: u32) -> u32`
///
/// `device` alone.
pub(crate) fn hailo_shim_device_power_start(
    device: Alone<'_, hailo_shim_device>,
    averaging_factor: u32,
    sampling_period: u32,
) -> Result<()> {
    const CALL: &str = "hailo_shim_device_power_start";
    let library = device.library();
    let function = library.shim()?.hailo_shim_device_power_start;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw(), averaging_factor, sampling_period) };
    library.check(CALL, status)
}

/// `hailo_shim_device_power_set(device: *mut hailo_shim_device, buffer_index: u32, dvm: u32, measurement_type: u32) -> u32`
///
/// `device` alone.
pub(crate) fn hailo_shim_device_power_set(
    device: Alone<'_, hailo_shim_device>,
    buffer_index: u32,
    dvm: u32,
    measurement_type: u32,
) -> Result<()> {
    const CALL: &str = "hailo_shim_device_power_set";
    let library = device.library();
    let function = library.shim()?.hailo_shim_device_power_set;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw(), buffer_index, dvm, measurement_type) };
    library.check(CALL, status)
}

/// `hailo_shim_device_power_get(device: *mut hailo_shim_device, buffer_index: u32, clear: u32, out: *mut hailo_shim_power) -> u32`
///
/// `device` alone; `out` out.
pub(crate) fn hailo_shim_device_power_get(
    device: Alone<'_, hailo_shim_device>,
    buffer_index: u32,
    clear: u32,
) -> Result<hailo_shim_power> {
    const CALL: &str = "hailo_shim_device_power_get";
    let library = device.library();
    let function = library.shim()?.hailo_shim_device_power_get;
    let out = fill(&FIXED, CALL, hailo_shim_power::zeroed(), |out| {
        // SAFETY: the types of the arguments keep the contract.
        let status = unsafe { function(device.as_raw(), buffer_index, clear, out) };
        library.check(CALL, status)
    })?;
    Ok(out.record)
}

/// `hailo_shim_device_power_stop(device: *mut hailo_shim_device) -> u32`
///
/// `device` alone.
pub(crate) fn hailo_shim_device_power_stop(device: Alone<'_, hailo_shim_device>) -> Result<()> {
    const CALL: &str = "hailo_shim_device_power_stop";
    let library = device.library();
    let function = library.shim()?.hailo_shim_device_power_stop;
    // SAFETY: the types of the arguments keep the contract.
    let status = unsafe { function(device.as_raw()) };
    library.check(CALL, status)
}

/// `hailo_shim_device_performance(device: *mut hailo_shim_device, out: *mut hailo_shim_performance) -> u32`
///
/// `device` alone; `out` out.
pub(crate) fn hailo_shim_device_performance(
    device: Alone<'_, hailo_shim_device>,
) -> Result<hailo_shim_performance> {
    const CALL: &str = "hailo_shim_device_performance";
    let library = device.library();
    let function = library.shim()?.hailo_shim_device_performance;
    let out = fill(&FIXED, CALL, hailo_shim_performance::zeroed(), |out| {
        // SAFETY: the types of the arguments keep the contract.
        let status = unsafe { function(device.as_raw(), out) };
        library.check(CALL, status)
    })?;
    Ok(out.record)
}

/// `hailo_shim_device_health_stats(device: *mut hailo_shim_device, out: *mut hailo_shim_health_stats) -> u32`
///
/// `device` alone; `out` out.
pub(crate) fn hailo_shim_device_health_stats(
    device: Alone<'_, hailo_shim_device>,
) -> Result<hailo_shim_health_stats> {
    const CALL: &str = "hailo_shim_device_health_stats";
    let library = device.library();
    let function = library.shim()?.hailo_shim_device_health_stats;
    let out = fill(&FIXED, CALL, hailo_shim_health_stats::zeroed(), |out| {
        // SAFETY: the types of the arguments keep the contract.
        let status = unsafe { function(device.as_raw(), out) };
        library.check(CALL, status)
    })?;
    Ok(out.record)
}

/// `hailo_shim_device_health_info(device: *mut hailo_shim_device, out: *mut hailo_shim_health_info) -> u32`
///
/// `device` alone; `out` out.
pub(crate) fn hailo_shim_device_health_info(
    device: Alone<'_, hailo_shim_device>,
) -> Result<hailo_shim_health_info> {
    const CALL: &str = "hailo_shim_device_health_info";
    let library = device.library();
    let function = library.shim()?.hailo_shim_device_health_info;
    let out = fill(&FIXED, CALL, hailo_shim_health_info::zeroed(), |out| {
        // SAFETY: the types of the arguments keep the contract.
        let status = unsafe { function(device.as_raw(), out) };
        library.check(CALL, status)
    })?;
    Ok(out.record)
}

/// `hailo_shim_device_temperature(device: *mut hailo_shim_device, out: *mut hailo_shim_temperature) -> u32`
///
/// `device` alone; `out` out.
pub(crate) fn hailo_shim_device_temperature(
    device: Alone<'_, hailo_shim_device>,
) -> Result<hailo_shim_temperature> {
    const CALL: &str = "hailo_shim_device_temperature";
    let library = device.library();
    let function = library.shim()?.hailo_shim_device_temperature;
    let out = fill(&FIXED, CALL, hailo_shim_temperature::zeroed(), |out| {
        // SAFETY: the types of the arguments keep the contract.
        let status = unsafe { function(device.as_raw(), out) };
        library.check(CALL, status)
    })?;
    Ok(out.record)
}

/// `hailo_shim_device_destroy(device: *mut hailo_shim_device)`
///
/// `device` release.
pub(crate) unsafe fn hailo_shim_device_destroy(library: &Library, raw: *mut hailo_shim_device) -> Result<()> {
    let function = library.shim()?.hailo_shim_device_destroy;
    // SAFETY: the caller's promise.
    unsafe { function(raw) };
    Ok(())
}
