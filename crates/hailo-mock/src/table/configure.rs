//! Configuring a model file on devices, and the parameters for it.

use std::ffi::c_char;
use std::sync::Arc;

use hailo_sys::types::*;
use hailo_sys::{Era, with_era};

use crate::call::{Call, R, with_handle};
use crate::clock::to_ns;
use crate::codes::st;
use crate::group::{Group, Scheduling};
use crate::hef::{Direction, Hef, HefGroup};
use crate::object::Object;

impl Call<'_> {
    /// What a caller's configure parameters say about one group, if they mention it.
    fn edits(&self, params: *mut hailo_configure_params_t, group: &HefGroup) -> R<Option<Edits>> {
        with_era!(self.core.era, e => {
            let params = self.edit(params.cast::<e::hailo_configure_params_t>())?;
            let count = params.network_group_params_count.min(params.network_group_params.len());
            for p in &params.network_group_params[..count] {
                if self.name(&p.name) != group.name {
                    continue;
                }
                let streams = p.stream_params_by_name_count.min(p.stream_params_by_name.len());
                let streams = &p.stream_params_by_name[..streams];
                for s in streams {
                    if !group.layers.iter().any(|l| l.name == self.name(&s.name)) {
                        return Err(st::INVALID_ARGUMENT);
                    }
                }
                let asynchronous = streams
                    .iter()
                    .filter(|s| s.stream_params.flags & HAILO_STREAM_FLAGS_ASYNC != 0)
                    .map(|s| self.name(&s.name))
                    .collect();
                let of_network = p.network_params_by_name[0].network_params.batch_size;
                let batch = if p.batch_size == 0 { of_network } else { p.batch_size };
                return Ok(Some(Edits { batch, latency: p.latency, asynchronous }));
            }
            Ok(None)
        })
    }

    /// Configures every group of a HEF on chips, for a vdevice or a device.
    fn configure(
        &mut self,
        (parent, chips, scheduler): (u64, Vec<usize>, bool),
        hef: &Arc<Hef>,
        params: *mut hailo_configure_params_t,
        out: *mut hailo_configured_network_group,
        count: *mut usize,
    ) -> R<Vec<u64>> {
        if out.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        let room = self.get(count.cast_const())?;
        self.check_compatible(hef, &chips)?;
        if room < hef.groups.len() {
            return Err(st::INSUFFICIENT_BUFFER);
        }
        let mut groups = Vec::new();
        for (index, info) in hef.groups.iter().enumerate() {
            let mut group = Group::new(Arc::clone(hef), index, parent, chips.clone());
            group.scheduler = scheduler.then(Scheduling::default);
            if !params.is_null() {
                let edits = self.edits(params, info)?.ok_or(st::INVALID_ARGUMENT)?;
                group.batch = edits.batch;
                group.latency_flags = edits.latency;
                group.async_streams = edits.asynchronous;
            }
            let inputs = info.layers.iter().filter(|l| l.direction == Direction::Input).count();
            if group.latency_flags & HAILO_LATENCY_MEASURE != 0 && inputs > 1 {
                return Err(st::INVALID_OPERATION);
            }
            groups.push(group);
        }
        let took = to_ns(self.core.scenario.timing.configure_s) * groups.len() as u64;
        let mut ids = Vec::new();
        for group in groups {
            ids.push(self.add_group(group)?);
        }
        self.sleep(took);
        for (at, id) in ids.iter().enumerate() {
            self.put_handle(self.element(out, at), *id)?;
        }
        self.put_count(count, ids.len())?;
        Ok(ids)
    }

    fn fill_configure_params(
        &mut self,
        hef: &Hef,
        interface: u32,
        params: *mut hailo_configure_params_t,
        latency: bool,
    ) -> R {
        check_interface(self.core.era, interface)?;
        with_era!(self.core.era, e => {
            let params = self.edit(params.cast::<e::hailo_configure_params_t>())?;
            params.network_group_params_count = hef.groups.len().min(params.network_group_params.len());
            let mut groups: Vec<_> = hef.groups.iter().collect();
            groups.sort_by(|a, b| a.name.cmp(&b.name));
            for (place, group) in params.network_group_params.iter_mut().zip(groups) {
                fill_group_params!(self, &mut *place, group, interface);
                if latency {
                    place.latency = HAILO_LATENCY_NONE;
                }
            }
        });
        Ok(())
    }
}

/// What the caller changed about one group.
struct Edits {
    batch: u16,
    latency: u32,
    asynchronous: Vec<String>,
}

/// Fills the parameters of one group and leaves alone what the real library leaves alone: latency
/// flags, the key-value cache switch, and the interface's own part of each stream.
macro_rules! fill_group_params {
    ($c:expr, $place:expr, $group:expr, $interface:expr) => {{
        let (place, group) = ($place, $group);
        $c.put_name(&mut place.name, &group.name);
        place.batch_size = 0;
        place.power_mode = HAILO_POWER_MODE_PERFORMANCE;
        place.stream_params_by_name_count = group.layers.len().min(place.stream_params_by_name.len());
        // Sorted by name, as the real library keeps them.
        let mut layers: Vec<_> = group.layers.iter().collect();
        layers.sort_by(|a, b| a.name.cmp(&b.name));
        for (stream, layer) in place.stream_params_by_name.iter_mut().zip(layers) {
            $c.put_name(&mut stream.name, &layer.name);
            stream.stream_params.stream_interface = $interface;
            stream.stream_params.direction = layer.direction as u32;
            stream.stream_params.flags = HAILO_STREAM_FLAGS_NONE;
        }
        place.network_params_by_name_count = group.networks.len().min(place.network_params_by_name.len());
        for (at, network) in place.network_params_by_name.iter_mut().enumerate().take(group.networks.len()) {
            $c.put_name(&mut network.name, &group.network_name(at));
            network.network_params.batch_size = 0;
        }
    }};
}
use fill_group_params;

/// Ethernet left the API after 5.0.0; cameras are not for this call.
fn check_interface(era: Era, interface: u32) -> R {
    match interface {
        HAILO_STREAM_INTERFACE_PCIE | HAILO_STREAM_INTERFACE_INTEGRATED => Ok(()),
        HAILO_STREAM_INTERFACE_ETH if era <= Era::V5_0_0 => Ok(()),
        _ => Err(st::INVALID_ARGUMENT),
    }
}

with_handle! {
    fn hailo_init_configure_params[hef](
        hef: hailo_hef,
        stream_interface: hailo_stream_interface_t,
        params: *mut hailo_configure_params_t,
    ) |c, id| {
        let hef = c.hef(id)?;
        c.fill_configure_params(&hef, stream_interface, params, false)
    }

    fn hailo_init_configure_params_by_vdevice[hef](
        hef: hailo_hef,
        vdevice: hailo_vdevice,
        params: *mut hailo_configure_params_t,
    ) |c, id| {
        let hef = c.hef(id)?;
        if c.vdevice(vdevice.addr() as u64)?.remote {
            return Err(st::NOT_IMPLEMENTED);
        }
        c.fill_configure_params(&hef, HAILO_STREAM_INTERFACE_PCIE, params, true)
    }

    fn hailo_init_configure_params_by_device[hef](
        hef: hailo_hef,
        device: hailo_device,
        params: *mut hailo_configure_params_t,
    ) |c, id| {
        let hef = c.hef(id)?;
        c.firmware(device.addr() as u64)?;
        c.fill_configure_params(&hef, HAILO_STREAM_INTERFACE_PCIE, params, true)
    }

    fn hailo_init_configure_params_mipi_input[hef](
        hef: hailo_hef,
        output_interface: hailo_stream_interface_t,
        mipi_params: *mut hailo_mipi_input_stream_params_t,
        params: *mut hailo_configure_params_t,
    ) |c, id| {
        let hef = c.hef(id)?;
        if mipi_params.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        c.fill_configure_params(&hef, output_interface, params, false)
    }

    fn hailo_init_configure_network_group_params[hef](
        hef: hailo_hef,
        stream_interface: hailo_stream_interface_t,
        network_group_name: *const c_char,
        params: *mut hailo_configure_network_group_params_t,
    ) |c, id| {
        let hef = c.hef(id)?;
        check_interface(c.core.era, stream_interface)?;
        let group = c.hef_group(&hef, network_group_name)?;
        with_era!(c.core.era, e => {
            let place = c.edit(params.cast::<e::hailo_configure_network_group_params_t>())?;
            fill_group_params!(c, place, group, stream_interface);
        });
        Ok(())
    }

    fn hailo_init_configure_network_group_params_mipi_input[hef](
        hef: hailo_hef,
        output_interface: hailo_stream_interface_t,
        mipi_params: *mut hailo_mipi_input_stream_params_t,
        network_group_name: *const c_char,
        params: *mut hailo_configure_network_group_params_t,
    ) |c, id| {
        let hef = c.hef(id)?;
        if mipi_params.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        check_interface(c.core.era, output_interface)?;
        let group = c.hef_group(&hef, network_group_name)?;
        with_era!(c.core.era, e => {
            let place = c.edit(params.cast::<e::hailo_configure_network_group_params_t>())?;
            fill_group_params!(c, place, group, output_interface);
        });
        Ok(())
    }

    fn hailo_configure_vdevice[vdevice](
        vdevice: hailo_vdevice,
        hef: hailo_hef,
        params: *mut hailo_configure_params_t,
        network_groups: *mut hailo_configured_network_group,
        number_of_network_groups: *mut usize,
    ) |c, id| {
        let v = c.vdevice(id)?;
        let (remote, chips, epochs, scheduler) = (v.remote, v.chips.clone(), v.epochs.clone(), v.scheduler);
        let hef = c.hef(hef.addr() as u64)?;
        if remote {
            return Err(st::NOT_IMPLEMENTED);
        }
        for (chip, epoch) in chips.iter().zip(epochs) {
            c.alive(*chip, epoch)?;
        }
        let ids = c.configure((id, chips, scheduler), &hef, params, network_groups, number_of_network_groups)?;
        c.vdevice(id)?.groups.extend(ids);
        Ok(())
    }

    fn hailo_configure_device[device](
        device: hailo_device,
        hef: hailo_hef,
        params: *mut hailo_configure_params_t,
        network_groups: *mut hailo_configured_network_group,
        number_of_network_groups: *mut usize,
    ) |c, id| {
        let chip = c.firmware(id)?;
        let hef = c.hef(hef.addr() as u64)?;
        let parent = (id, vec![chip], false);
        let ids = c.configure(parent, &hef, params, network_groups, number_of_network_groups)?;
        if let Some(Object::Device(d)) = c.objects.get_mut(&id) {
            d.groups.extend(ids);
        }
        Ok(())
    }
}
