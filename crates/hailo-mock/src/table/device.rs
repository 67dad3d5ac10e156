//! Discovery, devices, vdevices, health and power.

use std::ffi::{c_char, c_void};

use hailo_sys::types::*;
use hailo_sys::{Era, with_era};

use super::info::{fixed, id_record};
use super::pure::{parse_bdf, parse_ipv4};
use crate::call::{Call, R, with_handle, with_slot};
use crate::chip::{PowerBuffer, Registered};
use crate::clock::to_ns;
use crate::codes::st;
use crate::dispatch;
use crate::fault::Effect;
use crate::handle::Foreign;
use crate::object::{DeviceHandle, Object, VDevice};
use crate::physics::FULL_CLOCK_MHZ;
use crate::scenario::Chip;

/// The id by which both directions of an unshared vdevice go.
const UNIQUE: &str = "UNIQUE";

impl Call<'_> {
    /// Positions of the devices the driver shows. A device that left the bus stays listed until the
    /// driver notices, so it is listed.
    fn find(&self, id: &str) -> Option<usize> {
        let wanted = parse_bdf(id)?;
        let same = |spec_id: &str| match parse_bdf(spec_id) {
            Some((domain, rest)) => rest == wanted.1 && (wanted.0 == u32::MAX || wanted.0 == domain),
            None => false,
        };
        self.chips.iter().position(|c| same(&c.spec.id))
    }

    /// Whether this runtime can open a chip at all.
    pub(crate) fn check_opening(&mut self, chip: usize) -> R {
        let kind = self.chips[chip].spec.chip;
        if kind.is_soc() != (self.core.era >= Era::V5_0_0) {
            return Err(st::NOT_SUPPORTED);
        }
        if self.holds(|e| matches!(e, Effect::DriverMismatch)) {
            return Err(st::INVALID_DRIVER_VERSION);
        }
        if kind.is_soc() && self.holds(|e| matches!(e, Effect::FirmwareMismatch)) {
            return Err(st::UNSUPPORTED_FW_VERSION);
        }
        Ok(())
    }

    /// The device an id names, by the rules of opening one.
    pub(crate) fn locate(&mut self, id: Option<&str>) -> R<usize> {
        match id {
            None if self.chips.len() == 1 => Ok(0),
            // No device, or no way to choose.
            None => Err(st::INVALID_OPERATION),
            Some("[integrated]") => Err(st::DRIVER_OPERATION_FAILED),
            Some(id) => self.find(id).ok_or(st::INVALID_ARGUMENT),
        }
    }

    pub(crate) fn open_device(&mut self, chip: usize, vdevice: Option<u64>, shim: bool) -> u64 {
        let epoch = self.chips[chip].epoch;
        self.add(Object::Device(DeviceHandle { chip, epoch, vdevice, shim, groups: Vec::new() }))
    }

    fn create_device(&mut self, id: Option<&str>, out: *mut hailo_device) -> R {
        if out.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        let chip = self.locate(id)?;
        self.check_opening(chip)?;
        let handle = self.open_device(chip, None, false);
        self.put_handle(out, handle)
    }

    /// Takes devices for a vdevice: those named, or free ones.
    pub(crate) fn take_devices(
        &mut self,
        ids: Option<&[String]>,
        count: usize,
        shared: bool,
    ) -> R<Vec<usize>> {
        let chips = match ids {
            Some(ids) => {
                let mut chips = Vec::new();
                for id in ids {
                    if parse_ipv4(id) {
                        // 4.x knows no such device; 5.x tries to reach a server there.
                        if self.core.era < Era::V5_0_0 {
                            return Err(st::INVALID_ARGUMENT);
                        }
                        self.sleep(to_ns(0.007));
                        return Err(st::CONNECTION_REFUSED);
                    }
                    let chip = self.find(id).ok_or(st::INVALID_ARGUMENT)?;
                    if chips.contains(&chip) {
                        return Err(st::INVALID_ARGUMENT);
                    }
                    chips.push(chip);
                }
                if !shared && chips.iter().any(|c| self.is_busy(*c)) {
                    return Err(st::DEVICE_IN_USE);
                }
                chips
            }
            None => {
                let free = (0..self.chips.len()).filter(|c| shared || !self.is_busy(*c));
                free.take(count).collect()
            }
        };
        if chips.len() < count {
            return Err(st::OUT_OF_PHYSICAL_DEVICES);
        }
        if count > 1 {
            let kinds: Vec<Chip> = chips.iter().map(|c| self.chips[*c].spec.chip).collect();
            if kinds.iter().any(|k| k.is_soc()) {
                return Err(st::OUT_OF_PHYSICAL_DEVICES);
            }
            if kinds.contains(&Chip::Hailo8l) {
                return Err(st::INVALID_OPERATION);
            }
        }
        for chip in &chips {
            self.check_opening(*chip)?;
            let epoch = self.chips[*chip].epoch;
            self.alive(*chip, epoch)?;
        }
        Ok(chips)
    }

    fn is_busy(&self, chip: usize) -> bool {
        // A Hailo-10H serves many through its own server.
        let c = &self.chips[chip];
        !c.spec.chip.is_soc() && !c.held_by.is_empty()
    }

    /// Makes the vdevice object over devices that were taken.
    pub(crate) fn open_vdevice(
        &mut self,
        chips: Vec<usize>,
        scheduler: bool,
        group_id: String,
        shim: bool,
    ) -> u64 {
        let remote = chips.iter().any(|c| self.chips[*c].spec.chip.is_soc());
        let epochs = chips.iter().map(|c| self.chips[*c].epoch).collect();
        let (borrowed, groups) = (Vec::new(), Vec::new());
        let vdevice = VDevice {
            chips: chips.clone(),
            epochs,
            scheduler,
            group_id,
            remote,
            shim,
            closed: false,
            borrowed,
            groups,
        };
        let id = self.add(Object::VDevice(vdevice));
        for chip in chips {
            self.chips[chip].held_by.push(id);
        }
        id
    }

    /// Frees a vdevice and all that lives on it.
    pub(crate) fn close_vdevice(&mut self, id: u64) {
        let Some(Object::VDevice(vdevice)) = self.objects.remove(&id) else { return };
        let now = self.now();
        for group in vdevice.groups {
            self.close_group(group, now);
        }
        for device in vdevice.borrowed {
            self.forget_device(device);
        }
        for chip in vdevice.chips {
            self.chips[chip].held_by.retain(|holder| *holder != id);
        }
        self.dma.retain(|d| d.0 != id);
    }

    /// A group goes with its parent; what is still pending on it ends with 63.
    pub(crate) fn close_group(&mut self, group: u64, now: u64) {
        self.abort_group(group, now, st::STREAM_ABORT);
        if let Some(gone) = self.groups.remove(&group) {
            for (_, stream) in gone.streams {
                self.objects.remove(&stream);
            }
        }
        self.objects.remove(&group);
        for chip in &mut self.chips {
            if chip.loaded == Some(group) {
                chip.loaded = None;
            }
        }
    }

    pub(crate) fn forget_device(&mut self, device: u64) {
        for chip in &mut self.chips {
            chip.callbacks.retain(|_, r| r.device != device);
        }
        self.dma.retain(|d| d.0 != device);
        if let Some(Object::Device(d)) = self.objects.remove(&device) {
            let now = self.now();
            for group in d.groups {
                self.close_group(group, now);
            }
        }
        let core = self.core;
        // Releasing a device joins the thread that runs its callbacks.
        self.unlocked(|| dispatch::join(core, device));
    }
}

with_slot! {
    fn hailo_get_library_version(version: *mut hailo_version_t) |c| {
        let v = c.core.version;
        c.put(version, hailo_version_t { major: v.major, minor: v.minor, revision: v.revision })
    }

    fn hailo_scan_devices(
        params: *mut hailo_scan_devices_params_t,
        device_ids: *mut hailo_device_id_t,
        device_ids_length: *mut usize,
    ) |c| {
        if !params.is_null() || device_ids_length.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        let room = c.get(device_ids_length)?;
        let ids: Vec<String> = c.chips.iter().map(|chip| chip.spec.id.clone()).collect();
        c.put_count(device_ids_length, ids.len())?;
        if room < ids.len() {
            return Err(st::INSUFFICIENT_BUFFER);
        }
        if device_ids.is_null() && room > 0 {
            return Err(st::INVALID_ARGUMENT);
        }
        for (at, id) in ids.iter().enumerate() {
            c.put(c.element(device_ids, at), id_record(c, id))?;
        }
        Ok(())
    }

    fn hailo_create_device_by_id(device_id: *const hailo_device_id_t, device: *mut hailo_device) |c| {
        let id = if device_id.is_null() { None } else { Some(c.name(&c.get(device_id)?.id)) };
        c.create_device(id.as_deref(), device)
    }

    fn hailo_scan_pcie_devices(
        pcie_device_infos: *mut hailo_pcie_device_info_t,
        pcie_device_infos_length: usize,
        number_of_devices: *mut usize,
    ) |c| {
        if pcie_device_infos.is_null() || number_of_devices.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        let infos: Vec<_> = c.chips.iter().filter_map(|chip| parse_bdf(&chip.spec.id)).collect();
        if pcie_device_infos_length < infos.len() {
            // The count is left alone here, unlike in the other scan.
            return Err(st::INSUFFICIENT_BUFFER);
        }
        for (at, (domain, [bus, device, func])) in infos.iter().enumerate() {
            let info = hailo_pcie_device_info_t { domain: *domain, bus: *bus, device: *device, func: *func };
            c.put(c.element(pcie_device_infos, at), info)?;
        }
        c.put_count(number_of_devices, infos.len())
    }

    fn hailo_create_pcie_device(device_info: *mut hailo_pcie_device_info_t, device: *mut hailo_device) |c| {
        if device_info.is_null() {
            return c.create_device(None, device);
        }
        let i = c.get(device_info)?;
        let tail = format!("{:02x}:{:02x}.{}", i.bus, i.device, i.func);
        let id = if i.domain == u32::MAX { tail } else { format!("{:04x}:{tail}", i.domain) };
        c.create_device(Some(&id), device)
    }

    fn hailo_scan_ethernet_devices(
        interface_name: *const c_char,
        eth_device_infos: *mut hailo_eth_device_info_t,
        _eth_device_infos_length: usize,
        number_of_devices: *mut usize,
        timeout_ms: u32,
    ) |c| {
        if interface_name.is_null() || eth_device_infos.is_null() || number_of_devices.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        // Nobody answers, and the real library waits the whole timeout for that.
        c.sleep(u64::from(timeout_ms) * 1_000_000);
        c.put_count(number_of_devices, 0)
    }

    fn hailo_create_ethernet_device(device_info: *mut hailo_eth_device_info_t, device: *mut hailo_device) |c| {
        if device_info.is_null() || device.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        c.sleep(u64::from(c.get(device_info)?.timeout_millis) * 1_000_000);
        Err(st::ETH_FAILURE)
    }

    fn hailo_create_vdevice(params: *mut hailo_vdevice_params_t, vdevice: *mut hailo_vdevice) |c| {
        if vdevice.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        let (mut count, mut scheduler, mut service) = (1usize, 1u32, false);
        let (mut ids, mut group_id) = (None, UNIQUE.to_owned());
        if !params.is_null() {
            let p = c.get(params)?;
            (count, scheduler, service) =
                (p.device_count as usize, p.scheduling_algorithm, p.multi_process_service != 0);
            group_id = c.text(p.group_id).unwrap_or(group_id);
            if !p.device_ids.is_null() {
                let mut named = Vec::new();
                for at in 0..count.min(c.chips.len() + 1) {
                    let id = c.get(c.element(p.device_ids, at).cast_const())?;
                    named.push(c.name(&id.id));
                }
                ids = Some(named);
            }
        }
        if count == 0 {
            return Err(st::INVALID_ARGUMENT);
        }
        let five = c.core.era >= Era::V5_0_0;
        if service {
            if c.holds(|e| matches!(e, Effect::ServiceDead)) {
                return Err(st::RPC_FAILED);
            }
            if !five && !c.core.scenario.service {
                // Built without the service, as the public source builds it.
                return Err(st::INVALID_OPERATION);
            }
            if scheduler == 0 {
                return Err(st::INVALID_ARGUMENT);
            }
            if five && c.chips.iter().any(|chip| chip.spec.chip.is_soc()) {
                return Err(st::INVALID_OPERATION);
            }
        }
        let shared = c.objects.values().find_map(|o| match o {
            Object::VDevice(v) if group_id != UNIQUE && v.group_id == group_id && !v.shim => {
                Some(v.chips.clone())
            }
            _ => None,
        });
        let chips = match shared {
            Some(chips) => {
                let named = match &ids {
                    Some(ids) => ids.iter().map(|id| c.find(id)).collect::<Option<Vec<_>>>(),
                    None => Some(chips.clone()),
                };
                if named.as_ref() != Some(&chips) || count != chips.len() {
                    return Err(st::INVALID_OPERATION);
                }
                chips
            }
            None => c.take_devices(ids.as_deref(), count, service)?,
        };
        if scheduler > 1 {
            return Err(st::INVALID_ARGUMENT);
        }
        let opening = to_ns(c.core.scenario.timing.vdevice_s);
        // Held while it opens, so that two threads cannot open the same device.
        let id = c.open_vdevice(chips, scheduler == 1, group_id, false);
        c.sleep(opening);
        c.put_handle(vdevice, id)
    }
}

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
        c.put(is_active, u8::from(c.chips[chip].physics.throttling()))
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
        c.put(temp_info, hailo_chip_temperature_info_t { ts0_temperature, ts1_temperature, sample_count })
    }

    fn hailo_reset_device[device](device: hailo_device, mode: hailo_reset_device_mode_t) |c, id| {
        let name = c.name;
        // Works on a device that left the bus: it is the way to get it back.
        let chip = match c.objects.get(&id) {
            Some(Object::Device(d)) => d.chip,
            _ => return Err(c.wrong(name, id, "a device")),
        };
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
        let registered = Registered { callback, opaque: Foreign(opaque), device: id };
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
        c.put(measurement, value)
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
        c.put(measurement_data, hailo_power_measurement_data_t {
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

impl Call<'_> {
    fn sensor(&self, chip: usize) -> R {
        let broken = self.holds(|e| matches!(e, Effect::NoPowerSensor));
        if self.chips[chip].spec.power.sensor && !broken {
            Ok(())
        } else if self.core.era >= Era::V4_21 {
            Err(st::UNSUPPORTED_OPCODE)
        } else {
            Err(st::FW_CONTROL_FAILURE)
        }
    }

    /// One measurement: watts, milliamperes or millivolts.
    pub(crate) fn measure(&mut self, chip: usize, dvm: u32, kind: u32) -> R<f32> {
        let known = dvm < HAILO_DVM_OPTIONS_COUNT || dvm == HAILO_DVM_OPTIONS_AUTO;
        let kind_known = kind < HAILO_POWER_MEASUREMENT_TYPES__COUNT || kind == HAILO_MAX_ENUM;
        // One of the two cannot be left open alone.
        let half_auto = (dvm == HAILO_DVM_OPTIONS_AUTO) != (kind == HAILO_MAX_ENUM);
        if !known || !kind_known || (half_auto && kind == HAILO_MAX_ENUM) {
            return Err(st::INVALID_ARGUMENT);
        }
        self.sensor(chip)?;
        let physics = &self.chips[chip].physics;
        Ok(convert(physics.power_w(), kind, physics.power().supply_v))
    }

    pub(crate) fn start_power(&mut self, chip: usize, factor: u32, period: u32) -> R {
        const PERIODS_US: [u64; 8] = [140, 204, 332, 588, 1100, 2116, 4156, 8244];
        const FACTORS: [u64; 8] = [1, 4, 16, 64, 128, 256, 512, 1024];
        let (Some(period), Some(factor)) = (PERIODS_US.get(period as usize), FACTORS.get(factor as usize))
        else {
            return Err(st::INVALID_ARGUMENT);
        };
        self.sensor(chip)?;
        let now = self.now();
        let c = &mut self.chips[chip];
        c.power_period_ns = 2 * period * factor * 1000;
        let joules = c.physics.energy_j();
        for buffer in c.power.iter_mut().flatten() {
            (buffer.since_ns, buffer.since_j) = (now, joules);
        }
        Ok(())
    }

    pub(crate) fn set_power(&mut self, chip: usize, buffer: u32, dvm: u32, kind: u32) -> R {
        let now_value = self.measure(chip, dvm, kind)?;
        let now = self.now();
        let c = &mut self.chips[chip];
        let since_j = c.physics.energy_j();
        let place = c.power.get_mut(buffer as usize).ok_or(st::INVALID_ARGUMENT)?;
        *place = Some(PowerBuffer { kind, since_ns: now, since_j, min: now_value, max: now_value });
        Ok(())
    }

    /// Average, its time in ms, minimum, maximum, samples.
    pub(crate) fn averaged_power(
        &mut self,
        chip: usize,
        buffer: u32,
        clear: bool,
    ) -> R<(f32, f32, f32, f32, u32)> {
        self.sensor(chip)?;
        let now = self.now();
        let c = &mut self.chips[chip];
        let (watts, supply, joules) = (c.physics.power_w(), c.physics.power().supply_v, c.physics.energy_j());
        let (period, place) = (c.power_period_ns, c.power.get_mut(buffer as usize));
        let buffer = place.ok_or(st::INVALID_ARGUMENT)?.as_mut();
        let (Some(b), true) = (buffer, period > 0) else { return Err(st::FW_CONTROL_FAILURE) };
        let seconds = (now - b.since_ns) as f64 / 1e9;
        let mean_w = if seconds > 0.0 { (joules - b.since_j) / seconds } else { watts };
        let (mean, current) = (convert(mean_w, b.kind, supply), convert(watts, b.kind, supply));
        b.min = b.min.min(current).min(mean);
        b.max = b.max.max(current).max(mean);
        let samples = u32::try_from((now - b.since_ns) / period).unwrap_or(u32::MAX).max(1);
        let answer = (mean, (period as f64 / 1e6) as f32, b.min, b.max, samples);
        if clear {
            (b.since_ns, b.since_j, b.min, b.max) = (now, joules, current, current);
        }
        Ok(answer)
    }
}

/// Watts as what was asked for.
fn convert(watts: f64, kind: u32, supply_v: f64) -> f32 {
    let value = match kind {
        HAILO_POWER_MEASUREMENT_TYPES__SHUNT_VOLTAGE => watts / supply_v * 2.0,
        HAILO_POWER_MEASUREMENT_TYPES__BUS_VOLTAGE => supply_v * 1000.0,
        HAILO_POWER_MEASUREMENT_TYPES__CURRENT => watts / supply_v * 1000.0,
        _ => watts,
    };
    value as f32
}

/// The full clock in Hz, for records that speak of it.
pub(crate) const FULL_CLOCK_HZ: u32 = FULL_CLOCK_MHZ * 1_000_000;
