//! Which library to load, and how much of it must be known.

use super::{Library, refusal_kind};
use crate::error::{Error, ErrorKind, Result};
use std::path::PathBuf;

/// Which library and shim to load, and what to do about a release that is newer than this crate.
///
/// `LoadOptions::new().load()` is [`Library::load`].
#[derive(Debug, Clone, Default)]
pub struct LoadOptions {
    library: hailo_sys::LoadOptions,
}

impl LoadOptions {
    /// The usual search; a newer release is used if it passes the self-test.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// This libhailort and no other.
    #[must_use]
    pub fn path(mut self, path: impl Into<PathBuf>) -> Self {
        self.library = self.library.path(path);
        self
    }

    /// This shim and no other.
    #[must_use]
    pub fn shim(mut self, path: impl Into<PathBuf>) -> Self {
        self.library = self.library.shim(path);
        self
    }

    /// Refuses a release that this crate does not know, also where it would pass the self-test.
    #[must_use]
    pub fn known_only(mut self) -> Self {
        self.library = self.library.known_only();
        self
    }

    /// Treats a release that this crate does not know as if it had the record layouts of the newest known one of the same major
    /// version that is not newer. No self-test is run.
    ///
    /// # Safety
    /// If the assumption is false, records are written past their end: compare the headers before saying so.
    #[must_use]
    pub unsafe fn assume_known_layout(mut self) -> Self {
        // SAFETY: the caller's promise (`tests/abi_load.rs` gives one).
        self.library = unsafe { self.library.assume_known_layout() };
        self
    }

    /// Loads the library, and the shim if there is one that fits. A shim that was built with this release's headers knows its
    /// record layouts, which then hold. A missing shim is no error here: see [`Library::shim_problem`].
    ///
    /// # Errors
    /// [`ErrorKind::LibraryNotFound`] with every path tried as its cause, [`ErrorKind::LibraryIncompatible`] for a
    /// release that is not known and did not pass the self-test (the cause names record and field),
    /// [`ErrorKind::SymbolMissing`].
    pub fn load(&self) -> Result<Library> {
        let (loaded, shim) = self.library.load_both().map_err(|error| {
            let kind = error.refusal().map_or(ErrorKind::LibraryNotFound, refusal_kind);
            Error::caused(kind, "libhailort could not be loaded", error)
        })?;
        Ok(match shim {
            Ok(shim) => Library::build(&loaded, Some(shim.api), None, false, Some(shim.path)),
            Err(error) => Library::build(&loaded, None, Some(error.to_string()), !error.is_absent(), None),
        })
    }
}
