//! Memory pinned for DMA.

use std::ffi::{c_int, c_void};

use hailo_sys::types::*;

use crate::call::{Call, R, with_handle};
use crate::codes::st;

impl Call<'_> {
    /// Pinning memory for DMA: the same range twice is an error, and so is unpinning what is not.
    fn map(&mut self, owner: u64, range: (usize, usize, u32), map: bool) -> R {
        let (address, size, direction) = range;
        if address == 0 || size == 0 || direction > HAILO_DMA_BUFFER_DIRECTION_BOTH {
            return Err(st::INVALID_ARGUMENT);
        }
        let entry = (owner, address, size, direction);
        let known = self.dma.iter().position(|d| *d == entry);
        match (known, map) {
            (Some(_), true) => Err(st::DMA_MAPPING_ALREADY_EXISTS),
            (None, true) => {
                self.dma.push(entry);
                Ok(())
            }
            (Some(at), false) => {
                self.dma.swap_remove(at);
                Ok(())
            }
            (None, false) => Err(st::NOT_FOUND),
        }
    }
}

with_handle! {
    fn hailo_device_dma_map_buffer[device](
        device: hailo_device,
        address: *mut c_void,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) |c, id| {
        c.firmware(id)?;
        c.map(id, (address.addr(), size, direction), true)
    }

    fn hailo_device_dma_unmap_buffer[device](
        device: hailo_device,
        address: *mut c_void,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) |c, id| {
        c.firmware(id)?;
        c.map(id, (address.addr(), size, direction), false)
    }

    fn hailo_vdevice_dma_map_buffer[vdevice](
        vdevice: hailo_vdevice,
        address: *mut c_void,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) |c, id| {
        c.vdevice(id)?;
        c.map(id, (address.addr(), size, direction), true)
    }

    fn hailo_vdevice_dma_unmap_buffer[vdevice](
        vdevice: hailo_vdevice,
        address: *mut c_void,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) |c, id| {
        c.vdevice(id)?;
        c.map(id, (address.addr(), size, direction), false)
    }

    fn hailo_device_dma_map_dmabuf[device](
        device: hailo_device,
        dmabuf_fd: c_int,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) |c, id| {
        c.firmware(id)?;
        c.map(id, (usize::try_from(dmabuf_fd).map_err(|_| st::INVALID_ARGUMENT)? + 1, size, direction), true)
    }

    fn hailo_device_dma_unmap_dmabuf[device](
        device: hailo_device,
        dmabuf_fd: c_int,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) |c, id| {
        c.firmware(id)?;
        c.map(id, (usize::try_from(dmabuf_fd).map_err(|_| st::INVALID_ARGUMENT)? + 1, size, direction), false)
    }

    fn hailo_vdevice_dma_map_dmabuf[vdevice](
        vdevice: hailo_vdevice,
        dmabuf_fd: c_int,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) |c, id| {
        c.vdevice(id)?;
        c.map(id, (usize::try_from(dmabuf_fd).map_err(|_| st::INVALID_ARGUMENT)? + 1, size, direction), true)
    }

    fn hailo_vdevice_dma_unmap_dmabuf[vdevice](
        vdevice: hailo_vdevice,
        dmabuf_fd: c_int,
        size: usize,
        direction: hailo_dma_buffer_direction_t,
    ) |c, id| {
        c.vdevice(id)?;
        c.map(id, (usize::try_from(dmabuf_fd).map_err(|_| st::INVALID_ARGUMENT)? + 1, size, direction), false)
    }
}
