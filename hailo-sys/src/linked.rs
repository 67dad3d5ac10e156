//! The table of the libhailort that the program was linked with (feature `linked`).

use std::ffi::{CStr, c_void};

use crate::{Api, Loaded, Runtime, ShimApi, TableError};

#[path = "generated/linked.rs"]
#[allow(clippy::wildcard_imports)]
mod generated;

/// The address of a function that not every release has.
fn symbol(name: &CStr) -> *const c_void {
    // SAFETY: the name ends with NUL; the default scope is searched and nothing is loaded.
    unsafe { libc::dlsym(libc::RTLD_DEFAULT, name.as_ptr()) }
}

impl Api {
    /// The table of the libhailort that the program was linked with (feature `linked`).
    ///
    /// The program then starts only where a library with the SONAME of the one at build time is installed, and that
    /// SONAME is the full version: prefer [`Library::load`](crate::Library::load) for a program that is shipped.
    #[must_use]
    pub fn linked() -> Self {
        generated::table()
    }
}

/// The runtime that the program was linked with (feature `linked`).
#[derive(Clone, Copy, Debug)]
pub struct Linked;

// SAFETY: the linker took these functions from libhailort, which is never unloaded.
unsafe impl Runtime for Linked {
    fn api(&self) -> Api {
        Api::linked()
    }

    fn shim_api(&self) -> Option<ShimApi> {
        None
    }
}

impl Loaded {
    /// [`Api::linked`] with its release, which need not be the one of the headers at build time.
    ///
    /// # Errors
    /// The library's release is not supported.
    pub fn linked() -> Result<Self, TableError> {
        Self::of(&Linked)
    }
}

#[cfg(test)]
mod tests {
    use crate::{FUNCTIONS, Loaded};

    #[test]
    fn the_linked_library_has_the_functions_of_its_release() {
        let loaded = Loaded::linked().unwrap();
        for function in &FUNCTIONS {
            assert_eq!(loaded.api.holds(function.name), function.is_in(loaded.era), "{}", function.name);
        }
    }
}
