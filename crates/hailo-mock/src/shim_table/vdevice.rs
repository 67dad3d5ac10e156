//! Virtual devices.

use std::ffi::c_void;

use hailo_sys::shim::*;

use crate::call::{destroys, with_handle, with_slot};
use crate::clock::to_ns;
use crate::codes::st;
use crate::object::Object;

with_slot! {
    fn hailo_shim_vdevice_create(params: *const hailo_shim_vdevice_params, out: *mut *mut hailo_shim_vdevice) |c| {
        c.put(out, std::ptr::null_mut())?;
        let (mut count, mut scheduler, mut ids, mut service) = (1, 1, None, false);
        if !params.is_null() {
            let p = c.get(params)?;
            (count, scheduler, service) =
                (p.device_count as usize, p.scheduling_algorithm, p.multi_process_service != 0);
            if !p.device_ids.is_null() && p.device_id_count > 0 {
                let mut named = Vec::new();
                for at in 0..p.device_id_count as usize {
                    named.push(c.slice_text(c.get(p.device_ids.wrapping_add(at))?)?);
                }
                ids = Some(named);
            }
        }
        if count == 0 || scheduler > 1 {
            return Err(st::INVALID_ARGUMENT);
        }
        let soc = c.chips.iter().any(|chip| chip.spec.chip.is_soc());
        if service && (soc || !c.core.scenario.service) {
            return Err(st::INVALID_OPERATION);
        }
        let chips = c.take_devices(ids.as_deref(), count, service)?;
        let id = c.open_vdevice(chips, scheduler == 1, String::new(), true);
        let opening = to_ns(c.core.scenario.timing.vdevice_s);
        c.sleep(opening);
        c.put_handle(out, id)
    }
}

with_handle! {
    fn hailo_shim_vdevice_device_ids[vdevice](vdevice: *mut hailo_shim_vdevice, sink: hailo_shim_sink, context: *mut c_void) |c, id| {
        let (chips, _, _) = c.shim_vdevice(id)?;
        for chip in chips {
            let name = c.chips[chip].spec.id.clone();
            c.send(sink, context, name.as_bytes())?;
        }
        Ok(())
    }
}

destroys! {
    fn hailo_shim_vdevice_destroy(vdevice: hailo_shim_vdevice) |c, id| {
        let name = c.name;
        match c.objects.get_mut(&id) {
            Some(Object::VDevice(v)) if v.shim && !v.closed => v.closed = true,
            _ => return Err(c.wrong(name, id, "a vdevice of the shim")),
        }
        c.reap(id);
        Ok(())
    }
}
