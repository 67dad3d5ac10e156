//! Finding devices, opening them, making vdevices.

use std::ffi::c_char;

use hailo_sys::Era;
use hailo_sys::types::*;

use super::info::id_record;
use crate::call::{Call, R, with_slot};
use crate::clock::to_ns;
use crate::codes::st;
use crate::fault::Condition;
use crate::ids::parse_bdf;
use crate::object::Object;

/// The id by which both directions of an unshared vdevice go.
const UNIQUE: &str = "UNIQUE";

impl Call<'_> {
    fn create_device(&mut self, id: Option<&str>, out: *mut hailo_device) -> R {
        if out.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        let chip = self.locate(id)?;
        self.check_opening(chip)?;
        let handle = self.open_device(chip, None, false);
        self.put_handle(out, handle)
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
        if !params.is_null() || device_ids.is_null() || device_ids_length.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        let room = c.get(device_ids_length)?;
        let ids: Vec<String> = c.listed().map(|chip| c.chips[chip].spec.id.clone()).collect();
        c.put_count(device_ids_length, ids.len())?;
        if room < ids.len() {
            return Err(st::INSUFFICIENT_BUFFER);
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
        let infos: Vec<_> = c.listed().filter_map(|chip| parse_bdf(&c.chips[chip].spec.id)).collect();
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
            if c.holds(Condition::ServiceDead) {
                return Err(st::RPC_FAILED);
            }
            if c.holds(Condition::ServiceMismatch) {
                return Err(st::INVALID_SERVICE_VERSION);
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
