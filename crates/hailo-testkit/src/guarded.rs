//! Memory whose neighbours may not be touched: one byte too far ends the process.

use rustix::mm::{MapFlags, MprotectFlags, ProtFlags, mmap_anonymous, mprotect, munmap};
use std::ptr::NonNull;

/// What stands before the frame in its first page.
const CANARY: u8 = 0x5A;

/// Bytes that end where a page begins that can be neither read nor written, behind another such page. What lies between
/// that one and the first byte is looked at by [`Guarded::is_whole`].
#[derive(Debug)]
pub struct Guarded {
    mapping: NonNull<u8>,
    pages: usize,
    /// Bytes of one: 16 KiB on some kernels of aarch64.
    page: usize,
    len: usize,
}

// SAFETY: it owns its memory alone.
unsafe impl Send for Guarded {}

impl Guarded {
    /// So many bytes, each the byte that no call writes by chance.
    ///
    /// # Panics
    ///
    /// There is no memory.
    #[must_use]
    pub fn new(len: usize) -> Self {
        // SAFETY: it takes no pointer. (rustix asks the kernel's own image, which valgrind hides.)
        let page = usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap();
        let pages = len.div_ceil(page).max(1) + 2;
        let prot = ProtFlags::READ | ProtFlags::WRITE;
        // SAFETY: a new mapping, wherever the kernel likes.
        let mapping = unsafe { mmap_anonymous(std::ptr::null_mut(), pages * page, prot, MapFlags::PRIVATE) };
        let mapping = NonNull::new(mapping.unwrap().cast::<u8>()).unwrap();
        // SAFETY: all but the last page are in the mapping, which nothing else uses.
        unsafe { mapping.as_ptr().write_bytes(CANARY, (pages - 1) * page) };
        for number in [0, pages - 1] {
            // SAFETY: a page of the mapping, which is not touched again.
            unsafe {
                mprotect(mapping.as_ptr().wrapping_add(number * page).cast(), page, MprotectFlags::empty())
            }
            .unwrap();
        }
        Self { mapping, pages, page, len }
    }

    /// The bytes of `data`, guarded.
    #[must_use]
    pub fn copied(data: &[u8]) -> Self {
        let mut guarded = Self::new(data.len());
        guarded.frame().copy_from_slice(data);
        guarded
    }

    fn before(&self) -> usize {
        (self.pages - 2) * self.page - self.len
    }

    fn first(&self) -> *mut u8 {
        self.mapping.as_ptr().wrapping_add(self.page)
    }

    /// The bytes.
    pub fn frame(&mut self) -> &mut [u8] {
        let first = self.first().wrapping_add(self.before());
        // SAFETY: `len` initialised bytes that `self` owns and lends mutably.
        unsafe { std::slice::from_raw_parts_mut(first, self.len) }
    }

    /// Whether nothing was written before the first byte.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        // SAFETY: initialised bytes that `self` owns.
        let before = unsafe { std::slice::from_raw_parts(self.first(), self.before()) };
        before.iter().all(|byte| *byte == CANARY)
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // SAFETY: the whole mapping, made in `new`.
        unsafe { munmap(self.mapping.as_ptr().cast(), self.pages * self.page) }.unwrap();
    }
}
