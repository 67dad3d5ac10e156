//! Memory that a device may read and write: page aligned, whole pages, owned.

use crate::call;
use crate::device::vdevice::VDevice;
use crate::error::{Error, ErrorKind, Result};
use crate::handle::{Beside, Owned};
use hailo_sys::types::_hailo_vdevice;
use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::os::fd::{AsFd, OwnedFd};
use std::ptr::NonNull;
use std::sync::{Arc, Weak};

/// The alignment of every [`Buffer`]: the page of x86-64 and of the usual aarch64 kernels. The library's own
/// requirement ends there too; larger pages only cost it a bounce copy.
const PAGE: usize = 4096;

/// Bytes behind every buffer that the library may write without harm: for detections it counts and writes one record
/// more than the frame has room for where it found more than that.
const SLACK: usize = 256;

/// Bytes at a page boundary, with the rest of the last page unused, as asynchronous transfers ask for.
pub struct Buffer {
    memory: NonNull<u8>,
    len: usize,
    /// Undone before the memory is freed.
    mapping: Option<Mapping>,
}

// SAFETY: a `Buffer` owns its memory alone, as a `Box<[u8]>` does; ThreadSanitizer runs tests/sound.
unsafe impl Send for Buffer {}
// SAFETY: shared access only reads (likewise).
unsafe impl Sync for Buffer {}

impl Buffer {
    /// Zeroed memory of `len` bytes.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a length of 0 or beyond the address space;
    /// [`ErrorKind::OutOfMemory`] when the allocator has no more.
    pub fn zeroed(len: usize) -> Result<Self> {
        let layout = Self::layout(len)?;
        // SAFETY: the layout's size is not zero: `layout` refuses a length of 0 (`pages_whole_and_aligned` below).
        let memory = unsafe { alloc_zeroed(layout) };
        let memory = NonNull::new(memory).ok_or_else(|| {
            Error::other(ErrorKind::OutOfMemory, format!("no memory for a buffer of {len} bytes"))
        })?;
        Ok(Self { memory, len, mapping: None })
    }

    /// A copy of `bytes`.
    ///
    /// # Errors
    /// As [`Buffer::zeroed`].
    pub fn copied(bytes: &[u8]) -> Result<Self> {
        let mut buffer = Self::zeroed(bytes.len())?;
        buffer.copy_from_slice(bytes);
        Ok(buffer)
    }

    fn layout(len: usize) -> Result<Layout> {
        let refused = || Error::other(ErrorKind::InvalidArgument, format!("a buffer of {len} bytes"));
        let size = len
            .checked_add(SLACK)
            .filter(|_| len > 0)
            .and_then(|size| size.checked_next_multiple_of(PAGE))
            .ok_or_else(refused)?;
        Layout::from_size_align(size, PAGE).map_err(|_| refused())
    }

    /// The bytes as floats.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] when the length is no multiple of 4.
    pub fn as_f32(&self) -> Result<&[f32]> {
        self.check_elements(size_of::<f32>())?;
        // SAFETY: page aligned, `len / 4` whole elements, and every bit pattern is a float. Miri runs `floats_read_back` below.
        Ok(unsafe { std::slice::from_raw_parts(self.memory.as_ptr().cast(), self.len / size_of::<f32>()) })
    }

    /// The bytes as floats to write.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] when the length is no multiple of 4.
    pub fn as_f32_mut(&mut self) -> Result<&mut [f32]> {
        self.check_elements(size_of::<f32>())?;
        // SAFETY: page aligned, `len / 4` whole elements, every bit pattern is a float, and `self` is borrowed mutably
        // (the same test).
        Ok(unsafe {
            std::slice::from_raw_parts_mut(self.memory.as_ptr().cast(), self.len / size_of::<f32>())
        })
    }

    fn check_elements(&self, size: usize) -> Result<()> {
        if self.len.is_multiple_of(size) {
            return Ok(());
        }
        Err(Error::other(
            ErrorKind::InvalidArgument,
            format!("{} bytes are no whole elements of {size}", self.len),
        ))
    }

    pub(crate) fn address(&mut self) -> *mut std::ffi::c_void {
        self.memory.as_ptr().cast()
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        drop(self.mapping.take());
        if let Ok(layout) = Self::layout(self.len) {
            // SAFETY: allocated by `zeroed` with the layout of this same length. Miri runs the tests below and would say so.
            unsafe { dealloc(self.memory.as_ptr(), layout) };
        }
    }
}

impl Deref for Buffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        // SAFETY: `len` initialised bytes that `self` owns (Miri, `pages_whole_and_aligned` below).
        unsafe { std::slice::from_raw_parts(self.memory.as_ptr(), self.len) }
    }
}

impl DerefMut for Buffer {
    fn deref_mut(&mut self) -> &mut [u8] {
        // SAFETY: `len` initialised bytes that `self` owns and lends mutably (Miri, `floats_read_back` below).
        unsafe { std::slice::from_raw_parts_mut(self.memory.as_ptr(), self.len) }
    }
}

impl fmt::Debug for Buffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Buffer({} bytes)", self.len)
    }
}

/// Which way a mapped buffer is used.
#[doc(alias = "hailo_dma_buffer_direction_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DmaDirection {
    /// Host to device: for inputs.
    HostToDevice = 0,
    /// Device to host: for outputs.
    DeviceToHost = 1,
    /// Both.
    Both = 2,
}

/// Memory known to a vdevice. It does not keep the vdevice alive: a transfer whose callback never comes would then
/// keep it for ever. With the vdevice the mapping is gone too.
struct Mapping {
    vdevice: Weak<Owned<_hailo_vdevice, ()>>,
    address: Address,
    size: usize,
    direction: DmaDirection,
}

struct Address(*mut std::ffi::c_void);
// SAFETY: only handed to the library, which may use it from any thread; `tests/safe_runtime.rs` maps under valgrind.
unsafe impl Send for Address {}
// SAFETY: as above; it is never dereferenced here (the same tests).
unsafe impl Sync for Address {}

impl Drop for Mapping {
    fn drop(&mut self) {
        let (address, size, direction) = (self.address.0, self.size, self.direction as u32);
        let Some(vdevice) = self.vdevice.upgrade() else { return };
        // Not under the vdevice's lock, which is refused inside a callback: buffers are freed there.
        let vdevice = vdevice.beside(Beside::DmaUnmap);
        // SAFETY: what the library was told when it was mapped, and the memory is still there: this
        // goes before it (`tests/safe_runtime.rs`, under valgrind).
        let result = unsafe { call::hailo_vdevice_dma_unmap_buffer(vdevice, address, size, direction) };
        if let Err(error) = result {
            tracing::warn!(target: "hailo", %error, "a buffer could not be unmapped");
        }
    }
}

impl VDevice {
    /// Maps a buffer for the devices once, so that transfers with it need not. It stays mapped until it is dropped
    /// or the vdevice is released.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a buffer that is mapped already.
    #[doc(alias = "hailo_vdevice_dma_map_buffer")]
    #[doc(alias = "hailo_vdevice_dma_unmap_buffer")]
    pub fn map(&self, buffer: &mut Buffer, direction: DmaDirection) -> Result<()> {
        const CALL: &str = "hailo_vdevice_dma_map_buffer";
        if buffer.mapping.as_ref().is_some_and(|mapping| mapping.vdevice.strong_count() > 0) {
            return Err(Error::refused(ErrorKind::InvalidArgument, CALL, "the buffer is mapped already"));
        }
        let (address, size) = (buffer.address(), buffer.len);
        self.owned.with(|vdevice| {
            // SAFETY: memory that outlives its mapping, which is undone when the buffer is dropped (`tests/safe_runtime.rs`).
            unsafe { call::hailo_vdevice_dma_map_buffer(vdevice, address, size, direction as u32) }
        })?;
        buffer.mapping = Some(Mapping {
            vdevice: Arc::downgrade(&self.owned),
            address: Address(address),
            size,
            direction,
        });
        Ok(())
    }

    /// Maps memory of another driver (a camera, a GPU) by its file descriptor, until the answer is dropped.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_vdevice_dma_map_dmabuf")]
    #[doc(alias = "hailo_vdevice_dma_unmap_dmabuf")]
    pub fn map_dmabuf(&self, fd: OwnedFd, size: usize, direction: DmaDirection) -> Result<MappedDmabuf> {
        self.owned.with(|vdevice| {
            call::hailo_vdevice_dma_map_dmabuf(vdevice, fd.as_fd(), size, direction as u32)
        })?;
        Ok(MappedDmabuf { vdevice: self.clone(), fd, size, direction })
    }
}

/// Memory of another driver, known to a vdevice.
#[derive(Debug)]
pub struct MappedDmabuf {
    vdevice: VDevice,
    fd: OwnedFd,
    size: usize,
    direction: DmaDirection,
}

impl Drop for MappedDmabuf {
    fn drop(&mut self) {
        let (vdevice, fd) = (self.vdevice.owned.beside(Beside::DmaUnmap), self.fd.as_fd());
        let result = call::hailo_vdevice_dma_unmap_dmabuf(vdevice, fd, self.size, self.direction as u32);
        if let Err(error) = result {
            tracing::warn!(target: "hailo", %error, "a dmabuf could not be unmapped");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_whole_and_aligned() {
        let mut buffer = Buffer::copied(&[1, 2, 3]).unwrap();
        assert_eq!(buffer.address().addr() % PAGE, 0);
        assert_eq!(&buffer[..], [1, 2, 3]);
        assert!(buffer.as_f32().is_err(), "three bytes are no float");
        for len in [0, usize::MAX, usize::MAX - PAGE + 1] {
            assert!(Buffer::zeroed(len).is_err(), "{len}");
        }
    }

    #[test]
    fn floats_read_back() {
        let mut buffer = Buffer::zeroed(8).unwrap();
        buffer.as_f32_mut().unwrap().copy_from_slice(&[1.5, -2.0]);
        assert_eq!(buffer.as_f32().unwrap(), [1.5, -2.0]);
        assert_eq!(buffer[..4], 1.5_f32.to_ne_bytes());
    }
}
