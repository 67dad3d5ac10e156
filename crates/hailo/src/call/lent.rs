//! Records with pointers inside, to memory that is borrowed for as long as the record lives.

use crate::device::buffer::Buffer;
use crate::record::padded::{Given, Padded};
use hailo_sys::Record as _;
use hailo_sys::shim::{hailo_shim_slice, hailo_shim_speech_params, hailo_shim_vdevice_params};
use hailo_sys::types::{
    hailo_device_id_t, hailo_pix_buffer_t, hailo_stream_raw_buffer_t, hailo_vdevice_params_t,
};
use std::ffi::CStr;
use std::marker::PhantomData;

/// A record, or several, whose pointers are good for `'a`.
pub(crate) struct Lent<'a, M>(M, PhantomData<&'a mut [u8]>);

impl<'a, M> Lent<'a, M> {
    fn new(memory: M) -> Self {
        Self(memory, PhantomData)
    }

    pub(super) fn memory(&self) -> &M {
        &self.0
    }

    pub(super) fn memory_mut(&mut self) -> &mut M {
        &mut self.0
    }
}

impl<'a> Lent<'a, Padded<hailo_vdevice_params_t>> {
    /// The library's own params with these devices (any, where there are none) and this group (none, where it is `None`).
    pub(crate) fn vdevice(
        mut params: Padded<hailo_vdevice_params_t>,
        ids: &'a mut Given<hailo_device_id_t>,
        group_id: Option<&'a CStr>,
    ) -> Self {
        if let (1.., Ok(count)) = (ids.len(), u32::try_from(ids.len())) {
            params.record.device_count = count;
            params.record.device_ids = ids.as_mut_ptr();
        }
        if let Some(group_id) = group_id {
            params.record.group_id = group_id.as_ptr();
        }
        Self::new(params)
    }
}

impl<'a> Lent<'a, Padded<hailo_pix_buffer_t>> {
    /// One picture in one to four planes of less than 4 GiB; `None` otherwise.
    pub(crate) fn planes(planes: &[&'a [u8]]) -> Option<Self> {
        let mut c = hailo_pix_buffer_t::zeroed();
        if planes.is_empty() || planes.len() > c.planes.len() {
            return None;
        }
        for (to, from) in c.planes.iter_mut().zip(planes) {
            let size = u32::try_from(from.len()).ok()?;
            to.bytes_used = size;
            to.plane_size = size;
            // Not written to: the library takes one record for both directions.
            to.u.user_ptr = from.as_ptr().cast_mut().cast();
        }
        c.number_of_planes = u32::try_from(planes.len()).ok()?;
        Some(Self::new(Padded::given(c)))
    }
}

impl<'a> Lent<'a, Given<hailo_stream_raw_buffer_t>> {
    /// Buffers to be written.
    pub(crate) fn buffers(buffers: &'a mut [Buffer]) -> Self {
        let all = buffers
            .iter_mut()
            .map(|buffer| hailo_stream_raw_buffer_t { size: buffer.len(), buffer: buffer.address() });
        Self::new(Given::new(all))
    }
}

/// Texts as the shim takes an array of them.
pub(crate) struct Slices<'a>(Vec<hailo_shim_slice>, PhantomData<&'a [u8]>);

impl<'a> Slices<'a> {
    pub(crate) fn of(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self(texts.into_iter().map(|text| slice(text.as_bytes())).collect(), PhantomData)
    }
}

fn slice(bytes: &[u8]) -> hailo_shim_slice {
    hailo_shim_slice { data: bytes.as_ptr(), len: bytes.len() }
}

impl<'a> Lent<'a, hailo_shim_vdevice_params> {
    /// So many devices, or these ones.
    pub(crate) fn shim_vdevice(
        device_count: u32,
        ids: &'a Slices<'a>,
        group_id: &'a str,
        scheduling_algorithm: u32,
        multi_process_service: u32,
    ) -> Self {
        let count = u32::try_from(ids.0.len()).unwrap_or(u32::MAX);
        Self::new(hailo_shim_vdevice_params {
            device_count: if count == 0 { device_count } else { count },
            scheduling_algorithm,
            multi_process_service,
            device_id_count: count,
            device_ids: if count == 0 { std::ptr::null() } else { ids.0.as_ptr() },
            group_id: slice(group_id.as_bytes()),
        })
    }
}

impl<'a> Lent<'a, hailo_shim_speech_params> {
    pub(crate) fn speech(task: u32, repetition_penalty: f32, language: &'a str) -> Self {
        Self::new(hailo_shim_speech_params { task, repetition_penalty, language: slice(language.as_bytes()) })
    }
}
