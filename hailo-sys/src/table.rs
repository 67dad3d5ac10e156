//! What the generated table needs beside it, and a table together with what it is a table of.

use std::ffi::c_void;
use std::fmt;
use std::path::PathBuf;

use crate::types::hailo_version_t;
use crate::{Api, Era, FUNCTIONS, ShimApi, Status, UnsupportedVersion, Version};

/// Plain C data: integers, floats, raw pointers and arrays of them.
///
/// # Safety
/// Every byte pattern of the type's size, all zeros among them, is a value of it.
pub unsafe trait Record: Copy + 'static {
    /// The C name.
    const NAME: &'static str;

    /// The record with every byte zero. HailoRT's `init` functions leave some fields as they find them, so a record
    /// starts from here, never from uninitialised memory.
    #[must_use]
    fn zeroed() -> Self {
        // SAFETY: the trait's contract says that zeros are a value.
        unsafe { std::mem::zeroed() }
    }

    /// The same on the heap, never on the stack: configure parameters take 84 kB.
    #[must_use]
    fn boxed() -> Box<Self> {
        let mut memory = Box::<Self>::new_uninit();
        // SAFETY: the memory is the box's own, and of this size.
        unsafe { memory.as_mut_ptr().write_bytes(0, 1) };
        // SAFETY: the trait's contract says that zeros are a value.
        unsafe { memory.assume_init() }
    }
}

/// One function of the C API and the eras that have it, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Function {
    /// The C name.
    pub name: &'static str,
    /// First era with it.
    pub since: Era,
    /// Last era with it.
    pub until: Era,
}

impl Function {
    /// Whether the libraries of an era export it.
    #[must_use]
    pub fn is_in(&self, era: Era) -> bool {
        (self.since..=self.until).contains(&era)
    }

    /// The functions that the libraries of an era export, in the order of the header.
    pub fn all(era: Era) -> impl Iterator<Item = &'static Self> {
        FUNCTIONS.iter().filter(move |function| function.is_in(era))
    }
}

/// Names that a library should export and does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingSymbols {
    /// C names, in the order of the header.
    pub names: Vec<&'static str>,
}

impl fmt::Display for MissingSymbols {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "missing symbol{} ", if self.names.len() == 1 { "" } else { "s" })?;
        let (shown, more) = self.names.split_at(self.names.len().min(3));
        f.write_str(&shown.join(", "))?;
        if more.is_empty() { Ok(()) } else { write!(f, " and {} more", more.len()) }
    }
}

impl std::error::Error for MissingSymbols {}

/// Why a table can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TableError {
    /// Functions that the release has and the table lacks.
    MissingSymbols(MissingSymbols),
    /// `hailo_get_library_version` failed.
    VersionUnknown(Status),
    /// The release is not supported.
    Unsupported(UnsupportedVersion),
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingSymbols(missing) => missing.fmt(f),
            Self::VersionUnknown(status) => write!(f, "hailo_get_library_version failed: {status}"),
            Self::Unsupported(version) => version.fmt(f),
        }
    }
}

impl std::error::Error for TableError {}

/// Who provides the two tables of a runtime: a simulated device, an own loader.
///
/// # Safety
/// The functions in the tables do what HailoRT's and the shim's functions of those names do, for as long as the process
/// lives, also after the provider was dropped.
pub unsafe trait Runtime {
    /// The C API.
    fn api(&self) -> Api;

    /// What HailoRT offers in C++ only, where there is a shim.
    fn shim_api(&self) -> Option<ShimApi>;
}

/// A table, and the release it is the table of.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Loaded {
    /// The functions.
    pub api: Api,
    /// What `hailo_get_library_version` answered.
    pub version: Version,
    /// Whose layouts hold.
    pub era: Era,
    /// The file the functions came from; `None` for a table that was handed over.
    pub path: Option<PathBuf>,
}

impl Loaded {
    /// Takes a table that did not come from a file (a simulated device, a linked library) and asks it for its release.
    ///
    /// # Errors
    /// The table does not answer, its release is not supported, or it lacks a function of its release.
    ///
    /// # Safety
    /// The functions in the table do what HailoRT's functions of those names do, for as long as the process lives.
    pub unsafe fn from_table(api: Api) -> Result<Self, TableError> {
        // SAFETY: the caller's promise is the one asked for.
        unsafe { Self::identify(api, Era::of) }
    }

    /// # Safety
    /// As [`Loaded::from_table`].
    pub(crate) unsafe fn identify(
        api: Api,
        era_of: fn(Version) -> Result<Era, UnsupportedVersion>,
    ) -> Result<Self, TableError> {
        let mut version = hailo_version_t::zeroed();
        // SAFETY: the caller vouches for the function; it writes one version, for which there is room.
        let status = unsafe { (api.hailo_get_library_version)(&raw mut version) };
        Status(status).ok().map_err(TableError::VersionUnknown)?;
        let version = Version::from(version);
        let era = era_of(version).map_err(TableError::Unsupported)?;
        let names: Vec<_> =
            Function::all(era).map(|function| function.name).filter(|name| !api.holds(name)).collect();
        if !names.is_empty() {
            return Err(TableError::MissingSymbols(MissingSymbols { names }));
        }
        Ok(Self { api, version, era, path: None })
    }
}

/// Makes a function pointer, or an `Option` of one, of an address.
///
/// # Safety
/// `address` is a function of type `F`; null only if `F` is an `Option`.
pub(crate) unsafe fn function_at<F: Copy>(address: *const c_void) -> F {
    const { assert!(size_of::<F>() == size_of::<*const c_void>(), "a function pointer") };
    // SAFETY: the sizes agree, and the caller vouches for what the address is.
    unsafe { std::mem::transmute_copy(&address) }
}

#[cfg(test)]
mod tests {
    use super::{Function, MissingSymbols, Record};
    use crate::{Api, Era, era, types};

    #[test]
    fn records_begin_as_zeros_on_the_stack_and_on_the_heap() {
        let params = types::hailo_vdevice_params_t::zeroed();
        assert!(params.device_ids.is_null() && params.group_id.is_null() && params.device_count == 0);
        let configure = era::v4_20::hailo_configure_params_t::boxed();
        assert_eq!(size_of_val(&*configure), 84488);
        assert_eq!(configure.network_group_params[7].latency, 0);
        // No bytes at all is a record too.
        let _ = types::hailo_activate_network_group_params_t::boxed();
    }

    #[test]
    fn a_table_lists_all_it_misses() {
        // SAFETY: nothing is found, so nothing is called.
        let missing = unsafe { Api::from_symbols(|_| std::ptr::null()) }.unwrap_err();
        let everywhere = crate::FUNCTIONS
            .iter()
            .filter(|f| f.since == Era::ALL[0] && f.until == Era::ALL[Era::ALL.len() - 1]);
        assert_eq!(missing.names, everywhere.map(|f| f.name).collect::<Vec<_>>());
        let text = missing.to_string();
        assert!(
            text.starts_with("missing symbols hailo_get_library_version, ")
                && text.ends_with(" and 144 more")
        );
        assert_eq!(MissingSymbols { names: vec!["hailo_infer"] }.to_string(), "missing symbol hailo_infer");
        assert!(Function::all(Era::ALL[Era::ALL.len() - 1]).all(|f| missing.names.contains(&f.name)));
    }
}
