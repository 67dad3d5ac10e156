//! Handle numbers, and pointers that belong to the caller.

use std::ffi::c_void;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many machines can live in one process at once.
pub const MACHINES: usize = 32;

/// Handle numbers are never used twice in a process, so a stale handle is never taken for a new one.
static NEXT_HANDLE: AtomicU64 = AtomicU64::new(1);

/// Handles are numbers that look like aligned addresses of no object: bit 46 marks them as ours,
/// bits 40 to 45 hold the machine's slot, the rest is a running number.
const MARK: u64 = 1 << 46;

/// The address a C caller gets for a handle number.
pub(crate) fn handle_pointer<T>(id: u64) -> *mut T {
    std::ptr::without_provenance_mut(id as usize)
}

pub(crate) fn new_handle(slot: usize) -> u64 {
    let number = NEXT_HANDLE.fetch_add(1, Ordering::Relaxed) & ((1 << 36) - 1);
    MARK | (slot as u64) << 40 | number << 4
}

/// The slot a handle says it is from; `None` for a number that is no handle.
pub(crate) fn slot_of(id: u64) -> Option<usize> {
    let marked = id & MARK != 0 && id >> 47 == 0 && id & 0xf == 0;
    marked.then_some((id >> 40 & 0x3f) as usize)
}

/// A pointer of the caller's that goes back to the caller as it came.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Foreign(pub *mut c_void);

// SAFETY: the simulation never looks through this pointer except where the C contract lends it the
// memory until a callback has run; the header says callbacks come from library threads, so the
// caller has agreed to the change of thread.
unsafe impl Send for Foreign {}
