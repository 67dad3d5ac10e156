//! Model files: opening them and asking what they say.

use std::ffi::{c_char, c_void};

use hailo_sys::types::*;

use super::info::{put_names, put_stream_info, put_vstream_info};
use super::lists::{make_params, network_infos, stream_infos_out};
use crate::call::{with_handle, with_slot};
use crate::codes::st;
use crate::hef::{Direction, Layer};
use crate::object::Object;

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
        let has = |direction| group.vstreams(direction).next().is_some();
        if !has(Direction::Input) || !has(Direction::Output) {
            return Err(st::NOT_FOUND);
        }
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
        if found.original_names.is_empty() {
            // What an operation on the host makes has none.
            return Err(st::NOT_FOUND);
        }
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
}
