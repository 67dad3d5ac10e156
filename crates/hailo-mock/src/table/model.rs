//! Model files, configuring them, network groups and their scheduler.

use std::ffi::{c_char, c_void};
use std::sync::Arc;

use hailo_sys::types::*;
use hailo_sys::{Era, with_era};

use super::info::{put_names, put_stream_info, put_vstream_info};
use crate::call::{Call, R, with_handle, with_slot};
use crate::clock::to_ns;
use crate::codes::{order, st, ty};
use crate::fault::Effect;
use crate::group::{Group, Scheduling};
use crate::hef::{Direction, Hef, HefErrorKind, HefGroup, Layer};
use crate::object::Object;

/// Network groups a chip's firmware has memory for.
const GROUPS_PER_CHIP: usize = 32;

/// The status a runtime answers for a defect of a model file.
pub(crate) fn hef_status(kind: HefErrorKind, era: Era, from_file: bool) -> u32 {
    match kind {
        HefErrorKind::Truncated if from_file => st::FILE_OPERATION_FAILURE,
        HefErrorKind::UnknownFormat => st::INTERNAL_FAILURE,
        // 4.20 has one status for all defects of the content.
        _ if era == Era::V4_20 => st::INVALID_HEF,
        HefErrorKind::NotSupported => st::HEF_NOT_SUPPORTED,
        HefErrorKind::Truncated | HefErrorKind::Corrupted => st::HEF_FILE_CORRUPTED,
    }
}

impl Call<'_> {
    /// A model file by path: the machine's own, else one on the real file system.
    pub(crate) fn open_hef(&mut self, path: &str) -> R<Arc<Hef>> {
        let own = self.core.files.get(path).cloned();
        let bytes = match own {
            Some(bytes) => bytes,
            None => {
                let real = std::path::Path::new(path);
                if !real.exists() {
                    return Err(st::OPEN_FILE_FAILURE);
                }
                let path = real.to_owned();
                let read = self.unlocked(|| std::fs::read(path));
                // A directory opens and then cannot be read.
                read.map_err(|_| st::FILE_OPERATION_FAILURE)?.into()
            }
        };
        self.parse_hef(&bytes, true)
    }

    pub(crate) fn parse_hef(&mut self, bytes: &[u8], from_file: bool) -> R<Arc<Hef>> {
        let era = self.core.era;
        Hef::parse(bytes).map(Arc::new).map_err(|e| hef_status(e.kind(), era, from_file))
    }

    /// A network group of a HEF; NULL names the first.
    fn hef_group<'h>(&self, hef: &'h Hef, name: *const c_char) -> R<&'h HefGroup> {
        hef.group(self.text(name).as_deref()).ok_or(st::NOT_FOUND)
    }

    /// The network that a `group/network` name stands for; `None` for the whole group.
    fn network(&self, group: &HefGroup, name: *const c_char) -> Option<String> {
        self.text(name).filter(|n| n.contains('/') && *n != group.name)
    }

    /// Checks that a model can run on these chips.
    pub(crate) fn check_compatible(&self, hef: &Hef, chips: &[usize]) -> R {
        let wrong_chip = self.holds(|e| matches!(e, Effect::WrongChip));
        let runs = chips.iter().all(|c| self.chips[*c].spec.chip.runs(hef.arch));
        if runs && !wrong_chip {
            Ok(())
        } else if self.core.era == Era::V4_20 {
            Err(st::INVALID_HEF)
        } else {
            Err(st::HEF_NOT_COMPATIBLE)
        }
    }

    /// Puts one network group on chips.
    pub(crate) fn add_group(&mut self, group: Group) -> R<u64> {
        for chip in &group.chips {
            let loaded = self.groups.values().filter(|g| g.chips.contains(chip)).count();
            if loaded >= GROUPS_PER_CHIP {
                return Err(st::OUT_OF_FW_MEMORY);
            }
        }
        let id = self.add(Object::Group);
        self.groups.insert(id, group);
        Ok(id)
    }

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
            for (place, group) in params.network_group_params.iter_mut().zip(&hef.groups) {
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
        for (stream, layer) in place.stream_params_by_name.iter_mut().zip(&group.layers) {
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

with_slot! {
    fn hailo_create_hef_file(hef: *mut hailo_hef, file_name: *const c_char) |c| {
        let (false, Some(path)) = (hef.is_null(), c.text(file_name)) else {
            return Err(st::INVALID_ARGUMENT);
        };
        let parsed = c.open_hef(&path)?;
        let id = c.add(Object::Hef(parsed));
        c.put_handle(hef, id)
    }

    fn hailo_create_hef_buffer(hef: *mut hailo_hef, buffer: *const c_void, size: usize) |c| {
        // The real library crashes on an empty buffer.
        if hef.is_null() || buffer.is_null() || size == 0 {
            return Err(st::INVALID_ARGUMENT);
        }
        let bytes = c.bytes(buffer.cast::<u8>(), size)?;
        let parsed = c.parse_hef(bytes, false)?;
        let id = c.add(Object::Hef(parsed));
        c.put_handle(hef, id)
    }
}

with_handle! {
    fn hailo_release_hef[hef](hef: hailo_hef) |c, id| {
        c.hef(id)?;
        c.objects.remove(&id);
        Ok(())
    }

    fn hailo_hef_get_all_stream_infos[hef](
        hef: hailo_hef,
        name: *const c_char,
        stream_infos: *mut hailo_stream_info_t,
        stream_infos_length: usize,
        number_of_streams: *mut usize,
    ) |c, id| {
        let hef = c.hef(id)?;
        if stream_infos.is_null() || number_of_streams.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        let group = c.hef_group(&hef, name)?;
        stream_infos_out(c, group.layers.iter(), stream_infos, stream_infos_length, number_of_streams, false)
    }

    fn hailo_hef_get_stream_info_by_name[hef](
        hef: hailo_hef,
        network_group_name: *const c_char,
        stream_name: *const c_char,
        stream_direction: hailo_stream_direction_t,
        stream_info: *mut hailo_stream_info_t,
    ) |c, id| {
        let hef = c.hef(id)?;
        let Some(stream) = c.text(stream_name) else { return Err(st::INVALID_ARGUMENT) };
        let group = c.hef_group(&hef, network_group_name)?;
        let layer = group.layers.iter().find(|l| l.name == stream && l.direction as u32 == stream_direction);
        put_stream_info(c, stream_info, 0, layer.ok_or(st::NOT_FOUND)?)
    }

    fn hailo_hef_get_all_vstream_infos[hef](
        hef: hailo_hef,
        name: *const c_char,
        vstream_infos: *mut hailo_vstream_info_t,
        vstream_infos_count: *mut usize,
    ) |c, id| {
        let hef = c.hef(id)?;
        let group = c.hef_group(&hef, name)?;
        let network = c.network(group, name);
        let chosen: Vec<_> = group
            .vstreams
            .iter()
            .filter(|v| network.as_ref().is_none_or(|n| v.network_name == *n))
            .collect();
        let room = c.get(vstream_infos_count.cast_const())?;
        c.put_count(vstream_infos_count, chosen.len())?;
        if room < chosen.len() {
            return Err(st::INSUFFICIENT_BUFFER);
        }
        for (at, vstream) in chosen.into_iter().enumerate() {
            put_vstream_info(c, vstream_infos, at, vstream)?;
        }
        Ok(())
    }

    fn hailo_hef_get_vstream_name_from_original_name[hef](
        hef: hailo_hef,
        network_group_name: *const c_char,
        original_name: *const c_char,
        vstream_name: *mut hailo_layer_name_t,
    ) |c, id| {
        let hef = c.hef(id)?;
        let Some(original) = c.text(original_name) else { return Err(st::INVALID_ARGUMENT) };
        let group = c.hef_group(&hef, network_group_name)?;
        let found = group.vstreams.iter().find(|v| v.original_names.contains(&original));
        let mut record = hailo_layer_name_t { name: [0; 128] };
        c.put_name(&mut record.name, &found.ok_or(st::NOT_FOUND)?.name);
        c.put(vstream_name, record)
    }

    fn hailo_hef_get_original_names_from_vstream_name[hef](
        hef: hailo_hef,
        network_group_name: *const c_char,
        vstream_name: *const c_char,
        original_names: *mut hailo_layer_name_t,
        original_names_length: *mut usize,
    ) |c, id| {
        let hef = c.hef(id)?;
        let Some(name) = c.text(vstream_name) else { return Err(st::INVALID_ARGUMENT) };
        let group = c.hef_group(&hef, network_group_name)?;
        let found = group.vstreams.iter().find(|v| v.name == name).ok_or(st::NOT_FOUND)?;
        put_names(c, found.original_names.iter().map(String::as_str), original_names, original_names_length)
    }

    fn hailo_hef_get_vstream_names_from_stream_name[hef](
        hef: hailo_hef,
        network_group_name: *const c_char,
        stream_name: *const c_char,
        vstream_names: *mut hailo_layer_name_t,
        vstream_names_length: *mut usize,
    ) |c, id| {
        let hef = c.hef(id)?;
        let Some(name) = c.text(stream_name) else { return Err(st::INVALID_ARGUMENT) };
        let group = c.hef_group(&hef, network_group_name)?;
        let found: Vec<&str> =
            group.vstreams.iter().filter(|v| v.streams.contains(&name)).map(|v| v.name.as_str()).collect();
        if found.is_empty() {
            return Err(st::NOT_FOUND);
        }
        put_names(c, found.into_iter(), vstream_names, vstream_names_length)
    }

    fn hailo_hef_get_stream_names_from_vstream_name[hef](
        hef: hailo_hef,
        network_group_name: *const c_char,
        vstream_name: *const c_char,
        stream_names: *mut hailo_layer_name_t,
        stream_names_length: *mut usize,
    ) |c, id| {
        let hef = c.hef(id)?;
        let Some(name) = c.text(vstream_name) else { return Err(st::INVALID_ARGUMENT) };
        let group = c.hef_group(&hef, network_group_name)?;
        let found = group.vstreams.iter().find(|v| v.name == name).ok_or(st::NOT_FOUND)?;
        put_names(c, found.streams.iter().map(String::as_str), stream_names, stream_names_length)
    }

    fn hailo_hef_get_sorted_output_names[hef](
        hef: hailo_hef,
        network_group_name: *const c_char,
        sorted_output_names: *mut hailo_layer_name_t,
        sorted_output_names_count: *mut usize,
    ) |c, id| {
        let hef = c.hef(id)?;
        let group = c.hef_group(&hef, network_group_name)?;
        let names = group.sorted_outputs.iter().map(String::as_str);
        put_names(c, names, sorted_output_names, sorted_output_names_count)
    }

    fn hailo_hef_get_bottleneck_fps[hef](
        hef: hailo_hef,
        network_group_name: *const c_char,
        bottleneck_fps: *mut float64_t,
    ) |c, id| {
        let hef = c.hef(id)?;
        let fps = c.hef_group(&hef, network_group_name)?.bottleneck_fps;
        if fps == 0.0 {
            return Err(st::NOT_AVAILABLE);
        }
        c.put(bottleneck_fps, fps)
    }

    fn hailo_calculate_eth_input_rate_limits[hef](
        hef: hailo_hef,
        network_group_name: *const c_char,
        fps: u32,
        rates: *mut hailo_rate_limit_t,
        rates_length: *mut usize,
    ) |c, id| {
        let hef = c.hef(id)?;
        let group = c.hef_group(&hef, network_group_name)?;
        let inputs: Vec<&Layer> = group.layers.iter().filter(|l| l.direction == Direction::Input).collect();
        let room = c.get(rates_length.cast_const())?;
        c.put_count(rates_length, inputs.len())?;
        if room < inputs.len() {
            return Err(st::INSUFFICIENT_BUFFER);
        }
        for (at, layer) in inputs.into_iter().enumerate() {
            let mut record = hailo_rate_limit_t { stream_name: [0; 128], rate: 0 };
            c.put_name(&mut record.stream_name, &layer.name);
            record.rate = fps.saturating_mul(layer.hw_frame_size() as u32);
            c.put(c.element(rates, at), record)?;
        }
        Ok(())
    }

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

    fn hailo_wait_for_network_group_activation[network_group](
        network_group: hailo_configured_network_group,
        timeout_ms: u32,
    ) |c, id| {
        if c.group(id)?.scheduler.is_some() {
            return Err(st::INVALID_OPERATION);
        }
        c.wait_for(u64::from(timeout_ms) * 1_000_000, |c, _| Ok(c.group(id)?.active.then_some(())), |_| None)
    }

    fn hailo_get_network_groups_infos[hef](
        hef: hailo_hef,
        infos: *mut hailo_network_group_info_t,
        number_of_infos: *mut usize,
    ) |c, id| {
        let hef = c.hef(id)?;
        let room = c.get(number_of_infos.cast_const())?;
        c.put_count(number_of_infos, hef.groups.len())?;
        if room < hef.groups.len() {
            return Err(st::INSUFFICIENT_BUFFER);
        }
        for (at, group) in hef.groups.iter().enumerate() {
            let is_multi_context = u8::from(group.multi_context);
            let mut record = hailo_network_group_info_t { name: [0; 128], is_multi_context };
            c.put_name(&mut record.name, &group.name);
            c.put(c.element(infos, at), record)?;
        }
        Ok(())
    }

    fn hailo_network_group_get_all_stream_infos[network_group](
        network_group: hailo_configured_network_group,
        stream_infos: *mut hailo_stream_info_t,
        stream_infos_length: usize,
        number_of_streams: *mut usize,
    ) |c, id| {
        let layers = c.group(id)?.info().layers.clone();
        if stream_infos.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        stream_infos_out(c, layers.iter(), stream_infos, stream_infos_length, number_of_streams, true)
    }

    fn hailo_network_group_get_input_stream_infos[network_group](
        network_group: hailo_configured_network_group,
        stream_infos: *mut hailo_stream_info_t,
        stream_infos_length: usize,
        number_of_streams: *mut usize,
    ) |c, id| {
        let layers = c.group(id)?.info().layers.clone();
        if stream_infos.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        let inputs = layers.iter().filter(|l| l.direction == Direction::Input);
        stream_infos_out(c, inputs, stream_infos, stream_infos_length, number_of_streams, false)
    }

    fn hailo_network_group_get_output_stream_infos[network_group](
        network_group: hailo_configured_network_group,
        stream_infos: *mut hailo_stream_info_t,
        stream_infos_length: usize,
        number_of_streams: *mut usize,
    ) |c, id| {
        let layers = c.group(id)?.info().layers.clone();
        if stream_infos.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        let outputs = layers.iter().filter(|l| l.direction == Direction::Output);
        stream_infos_out(c, outputs, stream_infos, stream_infos_length, number_of_streams, false)
    }

    fn hailo_shutdown_network_group[network_group](network_group: hailo_configured_network_group) |c, id| {
        c.group(id)?.shut = true;
        let now = c.now();
        c.abort_group(id, now, st::STREAM_ABORT);
        Ok(())
    }

    fn hailo_activate_network_group[network_group](
        network_group: hailo_configured_network_group,
        _activation_params: *mut hailo_activate_network_group_params_t,
        activated_network_group_out: *mut hailo_activated_network_group,
    ) |c, id| {
        let group = c.group(id)?;
        if activated_network_group_out.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        if group.scheduler.is_some() || group.active {
            return Err(st::INVALID_OPERATION);
        }
        if let Some(status) = group.trouble() {
            return Err(status);
        }
        let chips = group.chips.clone();
        // One active group per device.
        if c.groups.values().any(|g| g.active && g.chips.iter().any(|chip| chips.contains(chip))) {
            return Err(st::INVALID_OPERATION);
        }
        c.group(id)?.active = true;
        let activated = c.add(Object::Activated(id));
        c.put_handle(activated_network_group_out, activated)
    }

    fn hailo_deactivate_network_group[activated_network_group](
        activated_network_group: hailo_activated_network_group,
    ) |c, id| {
        let name = c.name;
        let Some(Object::Activated(group)) = c.objects.get(&id) else {
            return Err(c.wrong(name, id, "an activated network group"));
        };
        let group = *group;
        c.objects.remove(&id);
        let now = c.now();
        if let Some(g) = c.groups.get_mut(&group) {
            g.active = false;
            // What is still under way is aborted; the group itself can be activated again.
            let aborts = g.aborts;
            c.abort_group(group, now, st::STREAM_ABORT);
            let g = c.group(group)?;
            (g.abort, g.aborts) = (None, aborts);
        }
        Ok(())
    }

    fn hailo_get_latency_measurement[configured_network_group](
        configured_network_group: hailo_configured_network_group,
        network_name: *const c_char,
        result: *mut hailo_latency_measurement_result_t,
    ) |c, id| {
        let network = c.text(network_name);
        let group = c.group(id)?;
        if result.is_null() {
            return Err(st::INVALID_ARGUMENT);
        }
        let info = group.info();
        let known = |n: &String| (0..info.networks.len()).any(|i| info.network_name(i) == *n) || info.name == *n;
        if network.as_ref().is_some_and(|n| !known(n)) {
            return Err(st::NOT_FOUND);
        }
        if group.latency_flags & HAILO_LATENCY_MEASURE == 0 || group.latency_count == 0 {
            return Err(st::NOT_AVAILABLE);
        }
        let mean = group.latency_sum_ns as f64 / group.latency_count as f64 / 1e6;
        if group.latency_flags & HAILO_LATENCY_CLEAR_AFTER_GET != 0 {
            (group.latency_sum_ns, group.latency_count) = (0, 0);
        }
        c.put(result, hailo_latency_measurement_result_t { avg_hw_latency_ms: mean })
    }

    fn hailo_set_scheduler_timeout[configured_network_group](
        configured_network_group: hailo_configured_network_group,
        timeout_ms: u32,
        network_name: *const c_char,
    ) |c, id| {
        scheduling(c, id, network_name)?.timeout_ns = u64::from(timeout_ms) * 1_000_000;
        Ok(())
    }

    fn hailo_set_scheduler_threshold[configured_network_group](
        configured_network_group: hailo_configured_network_group,
        threshold: u32,
        network_name: *const c_char,
    ) |c, id| {
        let batch = u32::from(c.group(id)?.batch);
        let scheduling = scheduling(c, id, network_name)?;
        if batch > 0 && threshold > batch {
            return Err(st::INVALID_ARGUMENT);
        }
        scheduling.threshold = threshold;
        Ok(())
    }

    fn hailo_set_scheduler_priority[configured_network_group](
        configured_network_group: hailo_configured_network_group,
        priority: u8,
        network_name: *const c_char,
    ) |c, id| {
        let scheduling = scheduling(c, id, network_name)?;
        if priority > 31 {
            return Err(st::INVALID_ARGUMENT);
        }
        scheduling.priority = priority;
        Ok(())
    }

    fn hailo_hef_make_input_vstream_params[hef](
        hef: hailo_hef,
        name: *const c_char,
        _unused: bool,
        format_type: hailo_format_type_t,
        input_params: *mut hailo_input_vstream_params_by_name_t,
        input_params_count: *mut usize,
    ) |c, id| {
        let hef = c.hef(id)?;
        let group = c.hef_group(&hef, name)?.clone();
        make_params(c, &group, Direction::Input, format_type, input_params, input_params_count)
    }

    fn hailo_hef_make_output_vstream_params[hef](
        hef: hailo_hef,
        name: *const c_char,
        _unused: bool,
        format_type: hailo_format_type_t,
        output_params: *mut hailo_output_vstream_params_by_name_t,
        output_params_count: *mut usize,
    ) |c, id| {
        let hef = c.hef(id)?;
        let group = c.hef_group(&hef, name)?.clone();
        // Both records have the same layout.
        make_params(c, &group, Direction::Output, format_type, output_params.cast(), output_params_count)
    }

    fn hailo_make_input_vstream_params[network_group](
        network_group: hailo_configured_network_group,
        _unused: bool,
        format_type: hailo_format_type_t,
        input_params: *mut hailo_input_vstream_params_by_name_t,
        input_params_count: *mut usize,
    ) |c, id| {
        let group = c.group(id)?.info().clone();
        make_params(c, &group, Direction::Input, format_type, input_params, input_params_count)
    }

    fn hailo_make_output_vstream_params[network_group](
        network_group: hailo_configured_network_group,
        _unused: bool,
        format_type: hailo_format_type_t,
        output_params: *mut hailo_output_vstream_params_by_name_t,
        output_params_count: *mut usize,
    ) |c, id| {
        let group = c.group(id)?.info().clone();
        make_params(c, &group, Direction::Output, format_type, output_params.cast(), output_params_count)
    }

    fn hailo_get_output_vstream_groups[network_group](
        network_group: hailo_configured_network_group,
        output_name_by_group: *mut hailo_output_vstream_name_by_group_t,
        output_name_by_group_count: *mut usize,
    ) |c, id| {
        let group = c.group(id)?.info().clone();
        let outputs: Vec<_> = group.vstreams(Direction::Output).collect();
        let room = c.get(output_name_by_group_count.cast_const())?;
        c.put_count(output_name_by_group_count, outputs.len())?;
        if room < outputs.len() {
            return Err(st::INSUFFICIENT_BUFFER);
        }
        for (at, output) in outputs.iter().enumerate() {
            // Outputs that share a physical stream belong together.
            let first = outputs.iter().position(|o| o.streams == output.streams).unwrap_or(at);
            let mut record =
                hailo_output_vstream_name_by_group_t { name: [0; 128], pipeline_group_index: first as u8 };
            c.put_name(&mut record.name, &output.name);
            c.put(c.element(output_name_by_group, at), record)?;
        }
        Ok(())
    }

    fn hailo_hef_get_network_infos[hef](
        hef: hailo_hef,
        network_group_name: *const c_char,
        networks_infos: *mut hailo_network_info_t,
        number_of_networks: *mut usize,
    ) |c, id| {
        let hef = c.hef(id)?;
        let group = c.hef_group(&hef, network_group_name)?;
        network_infos(c, group, networks_infos, number_of_networks)
    }

    fn hailo_get_network_infos[network_group](
        network_group: hailo_configured_network_group,
        networks_infos: *mut hailo_network_info_t,
        number_of_networks: *mut usize,
    ) |c, id| {
        let group = c.group(id)?.info().clone();
        network_infos(c, &group, networks_infos, number_of_networks)
    }
}

/// The scheduler's settings of a group; a single network of it cannot be addressed.
fn scheduling<'c>(c: &'c mut Call<'_>, id: u64, network: *const c_char) -> R<&'c mut Scheduling> {
    let group = c.group(id)?;
    if group.scheduler.is_none() {
        return Err(st::INVALID_OPERATION);
    }
    if !network.is_null() {
        return Err(st::NOT_IMPLEMENTED);
    }
    group.scheduler.as_mut().ok_or(st::INVALID_OPERATION)
}

/// Copies stream infos; only one call of this family writes the needed count when there is no room.
fn stream_infos_out<'l>(
    c: &Call<'_>,
    layers: impl Iterator<Item = &'l Layer>,
    array: *mut hailo_stream_info_t,
    room: usize,
    count: *mut usize,
    tells_need: bool,
) -> R {
    let layers: Vec<_> = layers.collect();
    if count.is_null() {
        return Err(st::INVALID_ARGUMENT);
    }
    if room < layers.len() {
        if tells_need {
            c.put_count(count, layers.len())?;
        }
        return Err(st::INSUFFICIENT_BUFFER);
    }
    for (at, layer) in layers.iter().enumerate() {
        put_stream_info(c, array, at, layer)?;
    }
    c.put_count(count, layers.len())
}

fn network_infos(c: &Call<'_>, group: &HefGroup, array: *mut hailo_network_info_t, count: *mut usize) -> R {
    let room = c.get(count.cast_const())?;
    c.put_count(count, group.networks.len())?;
    if room < group.networks.len() {
        return Err(st::INSUFFICIENT_BUFFER);
    }
    for at in 0..group.networks.len() {
        let mut record = hailo_network_info_t { name: [0; 257] };
        c.put_name(&mut record.name, &group.network_name(at));
        c.put(c.element(array, at), record)?;
    }
    Ok(())
}

/// Default parameters of all vstreams of one direction. The real library aborts the process when
/// the array is too small and the group was not named; this one answers 5 either way.
fn make_params(
    c: &Call<'_>,
    group: &HefGroup,
    direction: Direction,
    format_type: u32,
    array: *mut hailo_input_vstream_params_by_name_t,
    count: *mut usize,
) -> R {
    if format_type > ty::FLOAT32 {
        return Err(st::INVALID_ARGUMENT);
    }
    let vstreams: Vec<_> = group.vstreams(direction).collect();
    let room = c.get(count.cast_const())?;
    c.put_count(count, vstreams.len())?;
    if room < vstreams.len() {
        return Err(st::INSUFFICIENT_BUFFER);
    }
    for (at, vstream) in vstreams.into_iter().enumerate() {
        let format =
            hailo_format_t { type_: format_type, order: order::AUTO, flags: HAILO_FORMAT_FLAGS_NONE };
        let mut record = hailo_input_vstream_params_by_name_t {
            name: [0; 128],
            params: hailo_vstream_params_t {
                user_buffer_format: format,
                timeout_ms: HAILO_DEFAULT_VSTREAM_TIMEOUT_MS,
                queue_size: HAILO_DEFAULT_VSTREAM_QUEUE_SIZE,
                vstream_stats_flags: HAILO_VSTREAM_STATS_NONE,
                pipeline_elements_stats_flags: HAILO_PIPELINE_ELEM_STATS_NONE,
            },
        };
        c.put_name(&mut record.name, &vstream.name);
        c.put(c.element(array, at), record)?;
    }
    Ok(())
}
