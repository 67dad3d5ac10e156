//! The calls into C: one function for each, generated from the contracts in `hailo-sys/abi`, and what no contract can say.
//!
//! A generated function is safe where the types of its arguments keep its contract:
//!
//! * A handle is live and its library's own: [`Alone`] and [`Together`] are made by [`Owned`](crate::handle::Owned) alone,
//!   which releases no handle that is borrowed, holds its lock for `Alone`, and has a reason for `Together`
//!   (`Beside`). `tests/sound/threads.rs` and every test on an unkind machine (`hailo_mock::MachineBuilder::unkind`, which
//!   tells misuse that the real library would not notice) see two threads in one handle.
//! * Memory that C writes is as long as C was told, and 264 bytes longer: `record::padded` looks at them after the
//!   call (`tests/sound/records.rs`). What C answers is a number, a record of numbers, or [`Fresh`].
//! * Memory that C reads is borrowed for the call, with its length taken from it, and zeros behind a record; pointers
//!   inside of a record are borrowed with it ([`lent`]). AddressSanitizer and valgrind run the tests over it.
//! * Numbers that C computes addresses with (formats, shapes) come from `record::host_format`
//!   (`tests/sound/formats.rs`).
//!
//! Unsafe are the generated functions of memory that C keeps, of callbacks and of releases. The first two are called in
//! [`kept`], which owns that memory, and in `device::buffer`, which owns mappings (`tests/sound/memory.rs`); releases in
//! [`handle`](crate::handle) (`tests/sound/releases.rs`).

mod generated;
pub(crate) mod kept;
pub(crate) mod lent;
pub(crate) mod sink;

pub(crate) use generated::*;

use hailo_sys::Api;
use std::ffi::CStr;

/// A handle that a call has just made, before it has an owner. NULL where the library answered success and no handle.
pub(crate) struct Fresh<T>(*mut T);

impl<T> Fresh<T> {
    fn new(raw: *mut T) -> Self {
        Self(raw)
    }

    pub(crate) fn into_raw(self) -> *mut T {
        self.0
    }

    /// Where it lies, to know it again.
    pub(crate) fn address(&self) -> usize {
        self.0.addr()
    }
}

/// What the library calls a status, if it has a name for it.
pub(crate) fn status_message(api: &Api, status: u32) -> Option<&'static CStr> {
    // From 0x80000000 on the library reads out of bounds.
    if status > i32::MAX as u32 {
        return None;
    }
    // SAFETY: any number up to that may be asked about (`tests/safe_faults.rs` has every status).
    let text = unsafe { (api.hailo_get_status_message)(status) };
    if text.is_null() {
        return None;
    }
    // SAFETY: not NULL, so a C string that lives as long as the library, which is never unloaded (likewise).
    Some(unsafe { CStr::from_ptr(text) })
}

/// Has the C runtime call `function` when the process ends, before what was registered earlier; `false` if it has no room.
#[cfg(not(miri))]
pub(crate) fn at_exit(function: extern "C" fn()) -> bool {
    unsafe extern "C" {
        fn atexit(function: extern "C" fn()) -> std::ffi::c_int;
    }
    // SAFETY: a function that lives as long as the process; `extern "C"` ends the process where it panics
    // (`tests/sound/releases.rs` ends one).
    unsafe { atexit(function) == 0 }
}
