//! Devices and vdevices that are open: what they are, their health, power and notifications.

use std::ffi::{c_char, c_void};

use hailo_sys::types::*;
use hailo_sys::{Era, era, with_era};

use super::info::{fixed, id_record};
use crate::call::{Call, R, with_handle};
use crate::chip::Registered;
use crate::clock::to_ns;
use crate::codes::st;
use crate::dispatch;
use crate::handle::Foreign;
use crate::object::Object;
use crate::scenario::Chip;

with_handle! {
    fn hailo_release_device[device](device: hailo_device) |c, id| {
        let name = c.name;
        match c.objects.get(&id) {
            Some(Object::Device(d)) if d.vdevice.is_none() && !d.shim => {
                c.forget_device(id);
                Ok(())
            }
            Some(Object::Device(_)) => {
                Err(c.misuse(name, "a device borrowed from a vdevice was released".to_owned()))
            }
            _ => Err(c.wrong(name, id, "a device")),
        }
    }

    fn hailo_identify[device](device: hailo_device, device_identity: *mut hailo_device_identity_t) |c, id| {
        let chip = c.chip(id)?;
        let (spec, v) = (c.chips[chip].spec.clone(), c.core.version);
        let (board, part, product) = match spec.chip {
            // The board of a Hailo-8L calls itself Hailo-8 too: only the architecture tells.
            Chip::Hailo8 => ("Hailo-8", "HM218B1C2FAE", "HAILO-8 AI ACC M.2 M KEY MODULE EXT TEMP"),
            Chip::Hailo8l => ("Hailo-8", "HM21LB1C2LAE", "HAILO-8L AI ACC M.2 B+M KEY MODULE"),
            Chip::Hailo10h => ("Hailo-10H", "HM40H1C2GAE", "HAILO-10H AI ACC M.2 M KEY MODULE"),
        };
        let serial = format!("HLSIM{:010}", chip + 1);
        with_era!(c.core.era, e => {
            let out = c.edit(device_identity.cast::<e::hailo_device_identity_t>())?;
            *out = hailo_sys::Record::zeroed();
            out.protocol_version = 2;
            out.fw_version = hailo_firmware_version_t { major: v.major, minor: v.minor, revision: v.revision };
            out.board_name_length = fixed(c, &mut out.board_name, board);
            out.is_release = 1;
            out.device_architecture = c.enumerator(spec.chip.architecture());
            out.serial_number_length = fixed(c, &mut out.serial_number, &serial);
            out.part_number_length = fixed(c, &mut out.part_number, part);
            out.product_name_length = fixed(c, &mut out.product_name, product);
        });
        Ok(())
    }

    fn hailo_core_identify[device](device: hailo_device, core_information: *mut hailo_core_information_t) |c, id| {
        c.firmware(id)?;
        let v = c.core.version;
        with_era!(c.core.era, e => {
            let out = c.edit(core_information.cast::<e::hailo_core_information_t>())?;
            *out = hailo_sys::Record::zeroed();
            out.is_release = 1;
            out.fw_version = hailo_firmware_version_t { major: v.major, minor: v.minor, revision: v.revision };
        });
        Ok(())
    }

    fn hailo_get_extended_device_information[device](
        device: hailo_device,
        extended_device_information: *mut hailo_extended_device_information_t,
    ) |c, id| {
        let chip = c.chip(id)?;
        let (spec, clock) = (c.chips[chip].spec.clone(), c.chips[chip].physics.clock_mhz());
        with_era!(c.core.era, e => {
            let out = c.edit(extended_device_information.cast::<e::hailo_extended_device_information_t>())?;
            *out = hailo_sys::Record::zeroed();
            out.neural_network_core_clock_rate = clock * 1_000_000;
            out.supported_features.pcie = 1;
            out.supported_features.current_monitoring = u8::from(spec.power.sensor);
            out.boot_source = c.enumerator(HAILO_DEVICE_BOOT_SOURCE_PCIE);
            out.soc_id[0] = chip as u8 + 1;
            out.lcs = 3;
            out.unit_level_tracking_id[0] = chip as u8 + 1;
        });
        if c.core.era >= Era::V5_3 {
            let out = c.edit(extended_device_information.cast::<era::v5_3::hailo_extended_device_information_t>())?;
            out.chip_serial_number = [0xc5; 12];
            out.chip_serial_number[0] = chip as u8 + 1;
        }
        Ok(())
    }

    fn hailo_set_fw_logger[device](device: hailo_device, level: hailo_fw_logger_level_t, interface_mask: u32) |c, id| {
        c.firmware(id)?;
        let known = level <= HAILO_FW_LOGGER_LEVEL_FATAL && interface_mask & !3 == 0;
        if known { Ok(()) } else { Err(st::INVALID_ARGUMENT) }
    }

    fn hailo_set_throttling_state[device](device: hailo_device, should_activate: bool) |c, id| {
        let chip = c.firmware(id)?;
        c.chips[chip].physics.set_throttling(should_activate);
        Ok(())
    }

    fn hailo_get_throttling_state[device](device: hailo_device, is_active: *mut u8) |c, id| {
        let chip = c.firmware(id)?;
        c.put_reading(is_active, u8::from(c.chips[chip].physics.throttling()))
    }

    fn hailo_wd_enable[device](device: hailo_device, cpu_id: hailo_cpu_id_t) |c, id| {
        c.firmware(id)?;
        if cpu_id <= 1 { Ok(()) } else { Err(st::INVALID_ARGUMENT) }
    }

    fn hailo_wd_disable[device](device: hailo_device, cpu_id: hailo_cpu_id_t) |c, id| {
        c.firmware(id)?;
        if cpu_id <= 1 { Ok(()) } else { Err(st::INVALID_ARGUMENT) }
    }

    fn hailo_wd_config[device](
        device: hailo_device,
        cpu_id: hailo_cpu_id_t,
        _wd_cycles: u32,
        wd_mode: hailo_watchdog_mode_t,
    ) |c, id| {
        c.firmware(id)?;
        if cpu_id <= 1 && wd_mode <= 1 { Ok(()) } else { Err(st::INVALID_ARGUMENT) }
    }

    fn hailo_get_previous_system_state[device](
        device: hailo_device,
        cpu_id: hailo_cpu_id_t,
        previous_system_state: *mut u32,
    ) |c, id| {
        let chip = c.firmware(id)?;
        if cpu_id > 1 {
            return Err(st::INVALID_ARGUMENT);
        }
        c.put(previous_system_state, c.enumerator(c.chips[chip].last_reset))
    }

    fn hailo_set_pause_frames[device](device: hailo_device, _rx_pause_frames_enable: bool) |c, id| {
        // For Ethernet devices only.
        c.firmware(id)?;
        Err(st::INVALID_OPERATION)
    }

    fn hailo_get_device_id[device](device: hailo_device, id_out: *mut hailo_device_id_t) |c, id| {
        let name = c.name;
        let chip = match c.objects.get(&id) {
            Some(Object::Device(d)) => d.chip,
            _ => return Err(c.wrong(name, id, "a device")),
        };
        let record = id_record(c, &c.chips[chip].spec.id);
        c.put(id_out, record)
    }

    fn hailo_get_chip_temperature[device](device: hailo_device, temp_info: *mut hailo_chip_temperature_info_t) |c, id| {
        let chip = c.chip(id)?;
        if temp_info.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        let takes = to_ns(c.chips[chip].spec.temperature_read_s);
        if takes > 0 {
            c.sleep(takes);
            let (core, now) = (c.core, c.now());
            c.settle(core, now);
        }
        let physics = &mut c.chips[chip].physics;
        let (ts0_temperature, ts1_temperature) = physics.read_sensors();
        let sample_count = physics.samples() as u16;
        c.put_reading(temp_info, hailo_chip_temperature_info_t { ts0_temperature, ts1_temperature, sample_count })
    }

    fn hailo_reset_device[device](device: hailo_device, mode: hailo_reset_device_mode_t) |c, id| {
        let name = c.name;
        // Works on a device that left the bus: it is the way to get it back.
        let chip = match c.objects.get(&id) {
            Some(Object::Device(d)) => d.chip,
            _ => return Err(c.wrong(name, id, "a device")),
        };
        if let Some(status) = c.chips[chip].gone {
            return Err(status);
        }
        let soc = c.chips[chip].spec.chip.is_soc();
        match mode {
            HAILO_RESET_DEVICE_MODE_CHIP if !soc => return Err(st::INVALID_OPERATION),
            HAILO_RESET_DEVICE_MODE_REBOOT if !soc || c.core.era < Era::V5_2_0 => {
                return Err(st::INVALID_ARGUMENT);
            }
            HAILO_RESET_DEVICE_MODE_NN_CORE
            | HAILO_RESET_DEVICE_MODE_SOFT
            | HAILO_RESET_DEVICE_MODE_FORCED_SOFT
                if soc =>
            {
                return Err(st::NOT_IMPLEMENTED);
            }
            0..=4 => {}
            _ => return Err(st::INVALID_ARGUMENT),
        }
        let (core, now) = (c.core, c.now());
        c.reset(core, chip, now);
        Ok(())
    }

    fn hailo_update_firmware[device](device: hailo_device, firmware_buffer: *mut c_void, firmware_buffer_size: u32) |c, id| {
        c.firmware(id)?;
        if firmware_buffer.is_null() || firmware_buffer_size == 0 {
            return Err(st::INVALID_ARGUMENT);
        }
        // No image is a valid one for a chip that does not exist.
        Err(st::INVALID_FIRMWARE)
    }

    fn hailo_update_second_stage[device](
        device: hailo_device,
        second_stage_buffer: *mut c_void,
        second_stage_buffer_size: u32,
    ) |c, id| {
        c.firmware(id)?;
        if second_stage_buffer.is_null() || second_stage_buffer_size == 0 {
            return Err(st::INVALID_ARGUMENT);
        }
        Err(st::INVALID_SECOND_STAGE)
    }

    fn hailo_set_notification_callback[device](
        device: hailo_device,
        callback: hailo_notification_callback,
        notification_id: hailo_notification_id_t,
        opaque: *mut c_void,
    ) |c, id| {
        let chip = c.chip(id)?;
        if callback.is_none() {
            return Err(st::INVALID_ARGUMENT);
        }
        check_notification(c, chip, notification_id)?;
        let (late_ns, copies) = (c.late_ns, c.copies);
        let registered = Registered { callback, opaque: Foreign(opaque), device: id, late_ns, copies };
        c.chips[chip].callbacks.insert(notification_id, registered);
        dispatch::start(c.core);
        Ok(())
    }

    fn hailo_remove_notification_callback[device](device: hailo_device, notification_id: hailo_notification_id_t) |c, id| {
        let chip = c.chip(id)?;
        check_notification(c, chip, notification_id)?;
        c.chips[chip].callbacks.remove(&notification_id);
        Ok(())
    }

    fn hailo_reset_sensor[device](device: hailo_device, _section_index: u8) |c, id| {
        c.firmware(id)?;
        Err(st::UNSUPPORTED_OPCODE)
    }

    fn hailo_set_sensor_i2c_bus_index[device](
        device: hailo_device,
        _sensor_type: hailo_sensor_types_t,
        _bus_index: u8,
    ) |c, id| {
        c.firmware(id)?;
        Err(st::UNSUPPORTED_OPCODE)
    }

    fn hailo_load_and_start_sensor[device](device: hailo_device, _section_index: u8) |c, id| {
        c.firmware(id)?;
        Err(st::UNSUPPORTED_OPCODE)
    }

    fn hailo_i2c_read[device](
        device: hailo_device,
        slave_config: *const hailo_i2c_slave_config_t,
        _register_address: u32,
        data: *mut u8,
        _length: u32,
    ) |c, id| {
        c.firmware(id)?;
        // Nothing is connected to the bus.
        if slave_config.is_null() || data.is_null() { Err(st::INVALID_ARGUMENT) } else { Err(st::FW_CONTROL_FAILURE) }
    }

    fn hailo_i2c_write[device](
        device: hailo_device,
        slave_config: *const hailo_i2c_slave_config_t,
        _register_address: u32,
        data: *const u8,
        _length: u32,
    ) |c, id| {
        c.firmware(id)?;
        if slave_config.is_null() || data.is_null() { Err(st::INVALID_ARGUMENT) } else { Err(st::FW_CONTROL_FAILURE) }
    }

    fn hailo_dump_sensor_config[device](device: hailo_device, _section_index: u8, config_file_path: *const c_char) |c, id| {
        c.firmware(id)?;
        if config_file_path.is_null() { Err(st::INVALID_ARGUMENT) } else { Err(st::UNSUPPORTED_OPCODE) }
    }

    fn hailo_store_sensor_config[device](
        device: hailo_device,
        _section_index: u32,
        _sensor_type: hailo_sensor_types_t,
        _reset_config_size: u32,
        _config_height: u16,
        _config_width: u16,
        _config_fps: u16,
        config_file_path: *const c_char,
        config_name: *const c_char,
    ) |c, id| {
        c.firmware(id)?;
        let missing = config_file_path.is_null() || config_name.is_null();
        if missing { Err(st::INVALID_ARGUMENT) } else { Err(st::UNSUPPORTED_OPCODE) }
    }

    fn hailo_store_isp_config[device](
        device: hailo_device,
        _reset_config_size: u32,
        _config_height: u16,
        _config_width: u16,
        _config_fps: u16,
        isp_static_config_file_path: *const c_char,
        isp_runtime_config_file_path: *const c_char,
        config_name: *const c_char,
    ) |c, id| {
        c.firmware(id)?;
        let missing = isp_static_config_file_path.is_null()
            || isp_runtime_config_file_path.is_null()
            || config_name.is_null();
        if missing { Err(st::INVALID_ARGUMENT) } else { Err(st::UNSUPPORTED_OPCODE) }
    }

    fn hailo_test_chip_memories[device](device: hailo_device) |c, id| {
        c.firmware(id)?;
        Ok(())
    }

    fn hailo_get_physical_devices[vdevice](
        vdevice: hailo_vdevice,
        devices: *mut hailo_device,
        number_of_devices: *mut usize,
    ) |c, id| {
        c.vdevice(id)?;
        let room = c.get(number_of_devices)?;
        let v = c.vdevice(id)?;
        let (chips, mut borrowed) = (v.chips.clone(), v.borrowed.clone());
        c.put_count(number_of_devices, chips.len())?;
        if room < chips.len() {
            return Err(st::INSUFFICIENT_BUFFER);
        }
        if devices.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        if borrowed.is_empty() {
            for chip in chips {
                borrowed.push(c.open_device(chip, Some(id), false));
            }
            c.vdevice(id)?.borrowed.clone_from(&borrowed);
        }
        for (at, device) in borrowed.into_iter().enumerate() {
            c.put_handle(c.element(devices, at), device)?;
        }
        Ok(())
    }

    fn hailo_vdevice_get_physical_devices_ids[vdevice](
        vdevice: hailo_vdevice,
        devices_ids: *mut hailo_device_id_t,
        number_of_devices: *mut usize,
    ) |c, id| {
        let chips = c.vdevice(id)?.chips.clone();
        let room = c.get(number_of_devices)?;
        c.put_count(number_of_devices, chips.len())?;
        if room < chips.len() {
            return Err(st::INSUFFICIENT_BUFFER);
        }
        for (at, chip) in chips.into_iter().enumerate() {
            let record = id_record(c, &c.chips[chip].spec.id);
            c.put(c.element(devices_ids, at), record)?;
        }
        Ok(())
    }

    fn hailo_release_vdevice[vdevice](vdevice: hailo_vdevice) |c, id| {
        c.vdevice(id)?;
        c.close_vdevice(id);
        Ok(())
    }

    fn hailo_power_measurement[device](
        device: hailo_device,
        dvm: hailo_dvm_options_t,
        measurement_type: hailo_power_measurement_types_t,
        measurement: *mut float32_t,
    ) |c, id| {
        let chip = c.firmware(id)?;
        let value = c.measure(chip, dvm, measurement_type)?;
        c.put_reading(measurement, value)
    }

    fn hailo_start_power_measurement[device](
        device: hailo_device,
        averaging_factor: hailo_averaging_factor_t,
        sampling_period: hailo_sampling_period_t,
    ) |c, id| {
        let chip = c.firmware(id)?;
        c.start_power(chip, averaging_factor, sampling_period)
    }

    fn hailo_set_power_measurement[device](
        device: hailo_device,
        buffer_index: hailo_measurement_buffer_index_t,
        dvm: hailo_dvm_options_t,
        measurement_type: hailo_power_measurement_types_t,
    ) |c, id| {
        let chip = c.firmware(id)?;
        c.set_power(chip, buffer_index, dvm, measurement_type)
    }

    fn hailo_get_power_measurement[device](
        device: hailo_device,
        buffer_index: hailo_measurement_buffer_index_t,
        should_clear: bool,
        measurement_data: *mut hailo_power_measurement_data_t,
    ) |c, id| {
        let chip = c.firmware(id)?;
        let (average_value, ms, min_value, max_value, total_number_of_samples) =
            c.averaged_power(chip, buffer_index, should_clear)?;
        c.put_reading(measurement_data, hailo_power_measurement_data_t {
            average_value,
            average_time_value_milliseconds: ms,
            min_value,
            max_value,
            total_number_of_samples,
        })
    }

    fn hailo_stop_power_measurement[device](device: hailo_device) |c, id| {
        let chip = c.firmware(id)?;
        c.chips[chip].power_period_ns = 0;
        Ok(())
    }

    fn hailo_set_sleep_state[device](device: hailo_device, sleep_state: hailo_sleep_state_t) |c, id| {
        let chip = c.firmware(id)?;
        if sleep_state > 1 {
            return Err(st::INVALID_ARGUMENT);
        }
        c.chips[chip].asleep = sleep_state == HAILO_SLEEP_STATE_SLEEPING;
        Ok(())
    }
}

/// An id a caller may register for: on a Hailo-10H only four exist.
fn check_notification(c: &Call<'_>, chip: usize, id: u32) -> R {
    let count = with_era!(c.core.era, e => e::HAILO_NOTIFICATION_ID_COUNT);
    if id >= count {
        return Err(st::INVALID_ARGUMENT);
    }
    let known = !c.chips[chip].spec.chip.is_soc() || matches!(id, 1 | 3 | 13 | 14);
    if known { Ok(()) } else { Err(st::NOT_IMPLEMENTED) }
}
