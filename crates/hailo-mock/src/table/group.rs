//! Configured network groups: what they are, when they run, their scheduler.

use std::ffi::c_char;

use hailo_sys::types::*;

use super::lists::{make_params, network_infos, stream_infos_out};
use crate::call::{Call, R, with_handle};
use crate::codes::st;
use crate::group::Scheduling;
use crate::hef::Direction;
use crate::object::Object;

with_handle! {
    fn hailo_wait_for_network_group_activation[network_group](
        network_group: hailo_configured_network_group,
        timeout_ms: u32,
    ) |c, id| {
        if c.group(id)?.scheduler.is_some() {
            return Err(st::INVALID_OPERATION);
        }
        c.wait_for(u64::from(timeout_ms) * 1_000_000, |c, _| Ok(c.group(id)?.active.then_some(())), |_| None)
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
        c.put_reading(result, hailo_latency_measurement_result_t { avg_hw_latency_ms: mean })
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
