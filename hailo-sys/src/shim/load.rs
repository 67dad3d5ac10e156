//! Finding, checking and binding `libhailo_shim.so`.

use std::ffi::CStr;
use std::fmt;
use std::path::{Path, PathBuf};

use libloading::os::unix::{Library, RTLD_LOCAL, RTLD_NOW};

use super::{
    HAILO_SHIM_ABI_VERSION, HAILO_SHIM_LAYOUT_FIELD, HAILO_SHIM_LAYOUT_NUMBER, HAILO_SHIM_LAYOUT_RECORD,
    ShimApi, hailo_shim_layout_row, hailo_shim_version,
};
use crate::Version;
use crate::headers::{Headers, Said};

/// A shim that was found, checked and bound. It stays loaded until the process ends.
#[derive(Clone, Debug)]
pub struct LoadedShim {
    /// Its functions.
    pub api: ShimApi,
    /// Where it was found, as it was asked for.
    pub path: PathBuf,
    /// The libhailort it belongs to.
    pub built_for: Version,
    /// `HAILO_SHIM_FEATURE_*`.
    pub features: u32,
    /// What the headers say that it was compiled with; empty where there were none.
    pub(crate) headers: Headers,
}

/// Why there is no shim.
#[derive(Debug)]
#[non_exhaustive]
pub enum ShimLoadError {
    /// None of these could be loaded.
    NotFound {
        /// Each path, and the loader's reason.
        tried: Vec<(PathBuf, String)>,
    },
    /// It is a shim of another ABI version.
    Abi {
        /// Which file.
        path: PathBuf,
        /// What it answered.
        found: u32,
    },
    /// It belongs to another libhailort than the one in use.
    Version {
        /// Which file.
        path: PathBuf,
        /// The libhailort whose headers it was built with.
        built_for: Version,
        /// The libhailort in use.
        library: Version,
    },
    /// It lacks a function.
    Symbol {
        /// Which file.
        path: PathBuf,
        /// Which function.
        name: &'static str,
        /// The loader's reason.
        reason: String,
    },
}

const FIX: &str = "rebuild it with `cargo xtask shim build --hailort <prefix of the installed HailoRT>`";

impl fmt::Display for ShimLoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound { tried } => {
                f.write_str("no libhailo_shim.so could be loaded")?;
                for (path, reason) in tried {
                    write!(f, "\n  {}: {reason}", path.display())?;
                }
                write!(
                    f,
                    "\n  build it with `cargo xtask shim build --hailort <prefix of the installed HailoRT>`"
                )
            }
            Self::Abi { path, found } => write!(
                f,
                "{} has shim ABI version {found}, this program needs {HAILO_SHIM_ABI_VERSION}: {FIX}",
                path.display()
            ),
            Self::Version { path, built_for, library } => write!(
                f,
                "{} was built for libhailort {built_for}, the one in use is {library}: {FIX}",
                path.display()
            ),
            Self::Symbol { path, name, reason } => {
                write!(f, "{} has no {name} ({reason}): {FIX}", path.display())
            }
        }
    }
}

impl std::error::Error for ShimLoadError {}

impl ShimLoadError {
    /// Whether there is simply no shim, as opposed to one that fails.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        // A shim whose own libhailort is gone fails in the same words, but names that library.
        let absent = |(path, why): &(PathBuf, String)| {
            why.contains("No such file") && why.contains(&*path.to_string_lossy())
        };
        matches!(self, Self::NotFound { tried } if tried.iter().all(absent))
    }
}

impl LoadedShim {
    /// Finds and loads the shim for the libhailort of `version` that was loaded from `libhailort`.
    ///
    /// `HAILO_SHIM_LIB`, where set, is the only path tried; otherwise `libhailo_shim.so` next to `libhailort`, then
    /// wherever the dynamic loader looks.
    ///
    /// # Errors
    ///
    /// See [`ShimLoadError`]. A shim that is there but does not fit ends the search: it is reported, not passed over.
    pub fn load(libhailort: &Path, version: Version) -> Result<Self, ShimLoadError> {
        if let Some(path) = std::env::var_os("HAILO_SHIM_LIB").filter(|path| !path.is_empty()) {
            return Self::load_from(Path::new(&path), version);
        }
        let mut tried = Vec::new();
        for path in candidates(libhailort) {
            match Self::load_from(&path, version) {
                Err(ShimLoadError::NotFound { tried: one }) => tried.extend(one),
                done => return done,
            }
        }
        Err(ShimLoadError::NotFound { tried })
    }

    /// Loads this file for the libhailort of `version`.
    ///
    /// # Errors
    ///
    /// See [`ShimLoadError`].
    pub fn load_from(path: &Path, version: Version) -> Result<Self, ShimLoadError> {
        // SAFETY: loading runs the file's constructors. It is a library the user installed under this name.
        let library = unsafe { Library::open(Some(path), RTLD_NOW | RTLD_LOCAL) }.map_err(|e| {
            ShimLoadError::NotFound { tried: vec![(path.to_path_buf(), crate::load::why(&e))] }
        })?;
        // Never unloaded: its callbacks and the C++ statics behind them may outlive any handle of ours.
        let library = std::mem::ManuallyDrop::new(library);

        // The ABI version is asked before any other name is looked up: its signature is the one that never changes.
        let name = "hailo_shim_abi_version";
        // SAFETY: this name has had this signature in every ABI version.
        let symbol = unsafe { library.get::<unsafe extern "C" fn() -> u32>(name) };
        let abi_version = symbol.map_err(|e| ShimLoadError::Symbol {
            path: path.to_path_buf(),
            name,
            reason: e.to_string(),
        })?;
        // SAFETY: it takes nothing and returns a constant.
        let found = unsafe { abi_version() };
        if found != HAILO_SHIM_ABI_VERSION {
            return Err(ShimLoadError::Abi { path: path.to_path_buf(), found });
        }
        // SAFETY: the ABI version is ours, so the names have our signatures.
        let api = unsafe { ShimApi::fill(&library) }.map_err(|(name, e)| ShimLoadError::Symbol {
            path: path.to_path_buf(),
            name,
            reason: e.to_string(),
        })?;
        Self::check(api, path, version)
    }

    /// Compares the three versions: built for, bound to, in use.
    fn check(api: ShimApi, path: &Path, version: Version) -> Result<Self, ShimLoadError> {
        let mut built_for = hailo_shim_version::default();
        // SAFETY: the pointer is to a live value of the right type.
        unsafe { (api.hailo_shim_built_for)(&raw mut built_for) };
        let mut bound_to = hailo_shim_version::default();
        // SAFETY: the pointer is to a live value of the right type.
        unsafe { (api.hailo_shim_library_version)(&raw mut bound_to) };
        let (built_for, bound_to) = (Version::from(built_for), Version::from(bound_to));
        // The C++ ABI of libhailort changes with every x.y.z, so all three must be equal.
        for library in [bound_to, version] {
            if built_for != library {
                return Err(ShimLoadError::Version { path: path.to_path_buf(), built_for, library });
            }
        }
        // SAFETY: it takes nothing and returns a constant.
        let features = unsafe { (api.hailo_shim_features)() };
        // SAFETY: the shim is never unloaded.
        let headers = unsafe { headers(&api) };
        Ok(Self { api, path: path.to_path_buf(), built_for, features, headers })
    }
}

/// Copies the shim's table.
///
/// # Safety
/// The shim stays loaded for as long as the process lives.
unsafe fn headers(api: &ShimApi) -> Headers {
    let mut rows = std::ptr::null();
    // SAFETY: room for one pointer.
    let count = unsafe { (api.hailo_shim_layout)(&raw mut rows) };
    if rows.is_null() {
        return Headers::new();
    }
    // SAFETY: the shim has this many rows, and they live as long as it does.
    let rows: &'static [hailo_shim_layout_row] = unsafe { std::slice::from_raw_parts(rows, count) };
    let rows = rows.iter().filter_map(|row| {
        // SAFETY: a C string that lives as long as the shim.
        let name = unsafe { CStr::from_ptr(row.name) }.to_str().ok()?;
        let said = match row.kind {
            HAILO_SHIM_LAYOUT_RECORD => Said::Record { size: row.value, align: row.extra },
            HAILO_SHIM_LAYOUT_FIELD => Said::Field { offset: row.value, size: row.extra },
            HAILO_SHIM_LAYOUT_NUMBER => Said::Number(row.value),
            _ => return None,
        };
        Some((name, said))
    });
    rows.collect()
}

fn candidates(libhailort: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    if let Some(dir) = libhailort.parent().filter(|d| !d.as_os_str().is_empty()) {
        paths.push(dir.join("libhailo_shim.so"));
    }
    paths.push(PathBuf::from("libhailo_shim.so"));
    paths
}
