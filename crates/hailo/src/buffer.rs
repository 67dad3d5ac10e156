//! Memory that a device may read and write: page aligned, whole pages, owned.

use crate::error::{Error, ErrorKind, Result};
use std::alloc::{Layout, alloc_zeroed, dealloc};
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;

/// The alignment of every [`Buffer`]: the page of x86-64 and of the usual aarch64 kernels. The library's own
/// requirement ends there too; larger pages only cost it a bounce copy.
const PAGE: usize = 4096;

/// Bytes at a page boundary, with the rest of the last page unused, as asynchronous transfers ask for.
pub struct Buffer {
    memory: NonNull<u8>,
    len: usize,
}

// SAFETY: a `Buffer` owns its memory alone, as a `Box<[u8]>` does.
unsafe impl Send for Buffer {}
// SAFETY: shared access only reads.
unsafe impl Sync for Buffer {}

impl Buffer {
    /// Zeroed memory of `len` bytes.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a length of 0 or beyond the address space;
    /// [`ErrorKind::OutOfMemory`] when the allocator has no more.
    pub fn zeroed(len: usize) -> Result<Self> {
        let layout = Self::layout(len)?;
        // SAFETY: the layout's size is not zero: `layout` refuses a length of 0.
        let memory = unsafe { alloc_zeroed(layout) };
        let memory = NonNull::new(memory).ok_or_else(|| {
            Error::other(ErrorKind::OutOfMemory, format!("no memory for a buffer of {len} bytes"))
        })?;
        Ok(Self { memory, len })
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
        let size = len.checked_next_multiple_of(PAGE).filter(|size| *size > 0).ok_or_else(refused)?;
        Layout::from_size_align(size, PAGE).map_err(|_| refused())
    }

    /// The bytes as floats.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] when the length is no multiple of 4.
    pub fn as_f32(&self) -> Result<&[f32]> {
        self.check_elements(size_of::<f32>())?;
        // SAFETY: page aligned, `len / 4` whole elements, and every bit pattern is a float.
        Ok(unsafe { std::slice::from_raw_parts(self.memory.as_ptr().cast(), self.len / size_of::<f32>()) })
    }

    /// The bytes as floats to write.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] when the length is no multiple of 4.
    pub fn as_f32_mut(&mut self) -> Result<&mut [f32]> {
        self.check_elements(size_of::<f32>())?;
        // SAFETY: page aligned, `len / 4` whole elements, every bit pattern is a float, and `self` is borrowed mutably.
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
        if let Ok(layout) = Self::layout(self.len) {
            // SAFETY: allocated by `zeroed` with the layout of this same length.
            unsafe { dealloc(self.memory.as_ptr(), layout) };
        }
    }
}

impl Deref for Buffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        // SAFETY: `len` initialised bytes that `self` owns.
        unsafe { std::slice::from_raw_parts(self.memory.as_ptr(), self.len) }
    }
}

impl DerefMut for Buffer {
    fn deref_mut(&mut self) -> &mut [u8] {
        // SAFETY: `len` initialised bytes that `self` owns and lends mutably.
        unsafe { std::slice::from_raw_parts_mut(self.memory.as_ptr(), self.len) }
    }
}

impl fmt::Debug for Buffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Buffer({} bytes)", self.len)
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
