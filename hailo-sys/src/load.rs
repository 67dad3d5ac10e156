//! Finding and loading `libhailort.so` at run time.

use std::env;
use std::ffi::{CStr, OsStr, c_void};
use std::fmt;
use std::fs;
use std::mem::ManuallyDrop;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use libloading::os::unix::{Library as Handle, RTLD_LOCAL, RTLD_NOW};

use crate::shim::{LoadedShim, ShimLoadError};
use crate::table::{Loaded, TableError, Trust};
use crate::{Api, Era, Version, self_test};

/// The environment variable that names the library to load.
const PATH_VARIABLE: &str = "HAILORT_LIB";

/// Where packages and source builds put the library.
const STANDARD_DIRECTORIES: [&str; 5] = [
    "/usr/lib",
    #[cfg(target_arch = "aarch64")]
    "/usr/lib/aarch64-linux-gnu",
    #[cfg(not(target_arch = "aarch64"))]
    "/usr/lib/x86_64-linux-gnu",
    "/usr/local/lib",
    "/lib",
    "/opt/hailo/lib",
];

/// The loader of `libhailort.so`.
///
/// # Search order
/// 1. The path given to [`Library::load_from`] or [`LoadOptions::path`]: that file and no other.
/// 2. The environment variable `HAILORT_LIB`, if set and not empty: that file and no other.
/// 3. `libhailort.so.X.Y.Z` for every known release, newest first, wherever the dynamic linker looks. HailoRT's SONAME
///    is the full version, so these names are what a package without the `-dev` link has.
/// 4. `libhailort.so`, wherever the dynamic linker looks.
/// 5. `libhailort.so` and `libhailort.so.*` in `/usr/lib`, the multiarch directory, `/usr/local/lib`, `/lib` and
///    `/opt/hailo/lib`, which the dynamic linker's cache may not know.
///
/// The first library of a supported release, or of a newer one whose headers the shim vouches for or that passes the
/// self-test, wins; every other candidate is listed in the error with its reason.
///
/// # What loading does to the process
/// HailoRT's logger is made by the loading itself: it creates `./hailort.log` and `~/.hailo/hailort/hailort.log`, and
/// starts one thread that flushes them every 5 s. Failing calls print on standard error. No C call changes that;
/// environment variables do, and they are read once, at this moment:
///
/// | variable | effect |
/// |---|---|
/// | `HAILORT_LOGGER_PATH` | a directory for the local log file, or `NONE` for no log file at all |
/// | `HAILORT_CONSOLE_LOGGER_LEVEL` | `debug`, `info`, `warning` (default), `error`, `critical`: what standard error gets |
/// | `HAILORT_LOGGER_FLUSH_EVERY_PRINT` | `1`: flush at every line |
/// | `HAILO_PRINT_TO_SYSLOG`, `HAILORT_SYSLOG_LOGGER_LEVEL` | 5.x: `1` and a level: syslog too |
/// | `HAILO_MONITOR` | starting with `1`: write utilisation and queue depths to `/tmp/hmon_files` (for `hailortcli monitor`) |
/// | `HAILO_MONITOR_TIME_INTERVAL` | milliseconds between those writes, 1000 by default |
/// | `HAILO_TRACE` | `scheduler`: write a trace file; `HAILO_TRACE_PATH` says where |
///
/// This crate sets none of them unless asked to by [`LoadOptions::logger_path`].
///
/// The library is never unloaded: `dlclose` would not unload it either (it has unique symbols and a running thread).
/// It is opened with `RTLD_NOW | RTLD_LOCAL`, so that a 4.x and a 5.x can live in one process, each behind its own
/// table.
#[derive(Debug)]
pub struct Library;

impl Library {
    /// Finds and loads the library; see [`Library`] for the search order.
    ///
    /// # Errors
    /// No candidate could be used; the error lists each with its reason.
    pub fn load() -> Result<Loaded, LoadError> {
        LoadOptions::new().load()
    }

    /// Loads this file and no other.
    ///
    /// # Errors
    /// The file can't be used, with the reason.
    pub fn load_from(path: impl Into<PathBuf>) -> Result<Loaded, LoadError> {
        LoadOptions::new().path(path).load()
    }
}

/// The shim that fits a library, or why there is none.
pub type FoundShim = Result<LoadedShim, ShimLoadError>;

/// How to load. `LoadOptions::new().load()` is [`Library::load`].
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    path: Option<PathBuf>,
    shim: Option<PathBuf>,
    trust: Trust,
    logger_path: Option<PathBuf>,
}

impl LoadOptions {
    /// The default search, newer releases if they pass the self-test, environment untouched.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Load this file and no other.
    #[must_use]
    pub fn path(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Refuse a release that this crate does not know, also where it would pass the self-test.
    #[must_use]
    pub fn known_only(mut self) -> Self {
        self.trust = Trust::KnownOnly;
        self
    }

    /// Take a release that this crate does not know for one with the layouts of the newest known release of the same
    /// major number that is not newer (see [`Era::assumed`]). Older releases than the known ones stay refused.
    ///
    /// # Safety
    /// If the assumption is false, records are written past their end: compare the headers, or build with the feature
    /// `bindgen` against the installed one, before saying so.
    #[must_use]
    pub unsafe fn assume_known_layout(mut self) -> Self {
        self.trust = Trust::Assumed;
        self
    }

    /// Set `HAILORT_LOGGER_PATH` (a directory, or `NONE`) in this process's environment before loading.
    ///
    /// # Safety
    /// Changing the environment is a data race if another thread reads it at the time of [`LoadOptions::load`]; say so
    /// at the start of a program, before it has threads.
    #[must_use]
    pub unsafe fn logger_path(mut self, path: impl Into<PathBuf>) -> Self {
        self.logger_path = Some(path.into());
        self
    }

    /// Look for this shim and no other.
    #[must_use]
    pub fn shim(mut self, path: impl Into<PathBuf>) -> Self {
        self.shim = Some(path.into());
        self
    }

    /// Finds and loads the library; see [`Library`].
    ///
    /// # Errors
    /// No candidate could be used; the error lists each with its reason.
    pub fn load(&self) -> Result<Loaded, LoadError> {
        self.load_both().map(|(loaded, _)| loaded)
    }

    /// The same, with the shim that fits the library, or why there is none. What headers the shim was compiled with
    /// decides over the library's layouts: see [`Authority::Shim`](crate::Authority::Shim).
    ///
    /// # Errors
    /// As [`LoadOptions::load`].
    pub fn load_both(&self) -> Result<(Loaded, FoundShim), LoadError> {
        if let Some(path) = &self.logger_path {
            // SAFETY: whoever called `logger_path` promised that no thread reads the environment now.
            unsafe { env::set_var("HAILORT_LOGGER_PATH", path) };
        }
        let explicit = self
            .path
            .clone()
            .or_else(|| env::var_os(PATH_VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from));
        let candidates = match explicit {
            Some(path) => vec![path],
            None => candidates(),
        };
        let mut attempts = Vec::new();
        for path in candidates {
            match open(&path, self.shim.as_deref(), self.trust) {
                Ok(loaded) => return Ok(loaded),
                Err(reason) => attempts.push(Attempt { path, reason }),
            }
        }
        Err(LoadError { attempts })
    }
}

/// Every name worth trying when none was given.
fn candidates() -> Vec<PathBuf> {
    let versioned = Era::known_versions().map(|version| format!("libhailort.so.{version}"));
    let mut list: Vec<PathBuf> = versioned.chain(["libhailort.so".to_owned()]).map(PathBuf::from).collect();
    for directory in STANDARD_DIRECTORIES {
        list.extend(installed(Path::new(directory)));
    }
    list
}

/// The libraries in a directory: the newest release first, the link without a version last.
fn installed(directory: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    let mut found: Vec<(Option<Version>, PathBuf)> = entries
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name();
            let rest = name.to_str()?.strip_prefix("libhailort.so")?;
            let version = rest.strip_prefix('.').and_then(Version::parse);
            (rest.is_empty() || version.is_some()).then(|| (version, entry.path()))
        })
        .collect();
    found.sort();
    found.into_iter().rev().map(|(_, path)| path).collect()
}

fn open(path: &Path, shim: Option<&Path>, trust: Trust) -> Result<(Loaded, FoundShim), Reason> {
    // SAFETY: loading runs the library's constructors; that this file is HailoRT is what its name or the user says.
    let handle = unsafe { Handle::open(Some(path), RTLD_NOW | RTLD_LOCAL) };
    let handle = handle.map_err(|error| Reason::NotOpened(why(&error)))?;
    // Never closed: the table outlives every owner, and so does HailoRT's own thread.
    let handle = ManuallyDrop::new(handle);
    let lookup = |name: &'static CStr| -> *const c_void {
        // SAFETY: the symbol is only looked at as an address here.
        let symbol = unsafe { handle.get::<*const c_void>(name.to_bytes_with_nul()) };
        symbol.map_or(std::ptr::null(), |symbol| symbol.as_raw_ptr().cast_const())
    };
    // SAFETY: a symbol of libhailort with the name of a C function of HailoRT is that function.
    let (api, missing) = unsafe { Api::from_symbols(lookup) };
    let address = api.hailo_get_library_version as *const c_void;
    let file = file_of(address).unwrap_or_else(|| path.to_path_buf());
    let mut found = None;
    let headers = |version| {
        let shim = match shim {
            Some(path) => LoadedShim::load_from(path, version),
            None => LoadedShim::load(&file, version),
        };
        let shim = found.insert(shim).as_ref().ok()?;
        (!shim.headers.is_empty()).then(|| shim.headers.clone())
    };
    // SAFETY: as above; the library stays loaded.
    let loaded =
        unsafe { Loaded::identify(api, missing, trust, in_a_child, headers) }.map_err(Reason::Refused)?;
    let loaded = Loaded { path: Some(file), ..loaded };
    let nothing = || ShimLoadError::NotFound { tried: Vec::new() };
    Ok((loaded, found.unwrap_or_else(|| Err(nothing()))))
}

/// Runs the self-test in a child process, where a crash is an answer and not the end. Where no child can be had, the
/// test is left to this process.
fn in_a_child(api: &Api, version: Version, missing: &[&'static str]) -> Result<(), String> {
    // SAFETY: the child has this thread only; it calls the library, allocates (which glibc allows there), and leaves
    // without running anything of the parent's.
    let child = unsafe { libc::fork() };
    if child < 0 {
        return Ok(());
    }
    if child == 0 {
        // SAFETY: a symbol of libhailort with the name of a C function of HailoRT is that function.
        let asked = std::panic::catch_unwind(|| drop(unsafe { self_test::prove(api, version, missing) }));
        // SAFETY: nothing of the parent's is to be run or flushed.
        unsafe { libc::_exit(if asked.is_ok() { SURVIVED } else { 1 }) };
    }
    let mut status = 0;
    for _ in 0..CHILD_PATIENCE {
        // SAFETY: our own child, and room for its status.
        match unsafe { libc::waitpid(child, &raw mut status, libc::WNOHANG) } {
            0 => std::thread::sleep(std::time::Duration::from_millis(5)),
            // Somebody else of this process waits for children: the answer is gone, not bad.
            -1 => return Ok(()),
            _ if libc::WIFSIGNALED(status) => {
                return Err(format!("ended with signal {}", libc::WTERMSIG(status)));
            }
            _ if libc::WEXITSTATUS(status) == SURVIVED => return Ok(()),
            _ => return Err(format!("ended with exit code {}", libc::WEXITSTATUS(status))),
        }
    }
    // SAFETY: our own child.
    unsafe { libc::kill(child, libc::SIGKILL) };
    // SAFETY: our own child, and room for its status.
    unsafe { libc::waitpid(child, &raw mut status, 0) };
    Err("did not end".to_owned())
}

/// The exit code of a child that came to the end of the test. Not 0: a library may end the process with that.
const SURVIVED: libc::c_int = 42;

/// Looks at the child, 5 ms apart: 30 s.
const CHILD_PATIENCE: u32 = 6000;

/// The dynamic linker's own words.
pub(crate) fn why(error: &libloading::Error) -> String {
    use std::error::Error;
    error.source().map_or_else(|| error.to_string(), ToString::to_string)
}

/// The file that holds an address, as the dynamic linker found it.
fn file_of(address: *const c_void) -> Option<PathBuf> {
    let mut info = libc::Dl_info {
        dli_fname: std::ptr::null(),
        dli_fbase: std::ptr::null_mut(),
        dli_sname: std::ptr::null(),
        dli_saddr: std::ptr::null_mut(),
    };
    // SAFETY: any address may be asked about; the answer is written to our own memory.
    let found = unsafe { libc::dladdr(address, &raw mut info) };
    if found == 0 || info.dli_fname.is_null() {
        return None;
    }
    // SAFETY: the dynamic linker's file names end with NUL and live as long as the library, which is never closed.
    let name = unsafe { CStr::from_ptr(info.dli_fname) };
    Some(PathBuf::from(OsStr::from_bytes(name.to_bytes())))
}

/// No library could be used.
#[derive(Clone, Debug)]
pub struct LoadError {
    /// Every candidate, in the order tried.
    pub attempts: Vec<Attempt>,
}

/// One candidate that could not be used.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// The path, or the bare name given to the dynamic linker.
    pub path: PathBuf,
    /// Why not.
    pub reason: Reason,
}

/// Why a candidate could not be used.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Reason {
    /// The dynamic linker refused, in its words.
    NotOpened(String),
    /// It was loaded, and is not a HailoRT this crate can call.
    Refused(TableError),
}

impl LoadError {
    /// The reason to report if only one can be: that of the first library that was there and was refused.
    #[must_use]
    pub fn refusal(&self) -> Option<&TableError> {
        self.attempts.iter().find_map(|attempt| match &attempt.reason {
            Reason::Refused(refusal) => Some(refusal),
            Reason::NotOpened(_) => None,
        })
    }
}

impl fmt::Display for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.reason {
            // The dynamic linker begins with the name it was given.
            Reason::NotOpened(why) if why.starts_with(&path.to_string()) => f.write_str(why),
            Reason::NotOpened(why) => write!(f, "{path}: {why}"),
            Reason::Refused(refusal) => write!(f, "{path}: {refusal}"),
        }
    }
}

/// One line per candidate.
impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.refusal().is_some() {
            "no libhailort can be used"
        } else {
            "no libhailort found (set HAILORT_LIB to its path)"
        })?;
        self.attempts.iter().try_for_each(|attempt| write!(f, "\n  {attempt}"))
    }
}

impl std::error::Error for LoadError {}
