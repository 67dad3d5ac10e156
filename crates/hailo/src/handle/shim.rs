//! Calls of the C++ shim: one at a time on a handle, their statuses checked, their texts collected.

use crate::error::{Error, ErrorKind, Result};
use crate::library::Library;
use hailo_sys::ShimApi;
use hailo_sys::shim::hailo_shim_slice;
use std::ffi::c_void;

/// `shim!(library, hailo_shim_x(arguments))`: one call of the shim, its status checked and named. Belongs in an
/// `unsafe` block; the shim's presence was checked when the first handle was made.
macro_rules! shim {
    ($library:expr, $name:ident($($argument:expr),* $(,)?)) => {
        match $library.shim() {
            Ok(api) => $library.check(stringify!($name), (api.$name)($($argument),*)),
            Err(error) => Err(error),
        }
    };
}
pub(crate) use shim;

/// `on!(handle, hailo_shim_x(arguments))`: a call on an owned handle, which comes before the arguments, alone on it.
/// Pointers among the arguments must be to live values that outlive the call.
macro_rules! on {
    ($owned:expr, $name:ident($($argument:expr),* $(,)?)) => {
        $owned.with(|raw| {
            // SAFETY: the handle is live, and the pointers are what whoever wrote the call made them.
            unsafe { $crate::handle::shim::shim!($owned.library(), $name(raw, $($argument),*)) }
        })
    };
}
pub(crate) use on;

/// Bytes as the shim takes them; they must outlive the call.
pub(crate) fn slice(bytes: &[u8]) -> hailo_shim_slice {
    hailo_shim_slice { data: bytes.as_ptr(), len: bytes.len() }
}

/// Collects what a sink is given, one entry per call.
#[derive(Default)]
pub(crate) struct Collected(pub(crate) Vec<Vec<u8>>);

impl Collected {
    pub(crate) fn context(&mut self) -> *mut c_void {
        std::ptr::from_mut(self).cast()
    }

    /// The sink that goes with [`Collected::context`].
    ///
    /// # Safety
    /// `context` is that pointer, alone for the call; `data` is `len` readable bytes, or `len` is 0.
    pub(crate) unsafe extern "C" fn sink(context: *mut c_void, data: *const u8, len: usize) {
        // SAFETY: the caller's promise.
        let Some(this) = (unsafe { context.cast::<Self>().as_mut() }) else { return };
        if data.is_null() || len == 0 {
            return this.0.push(Vec::new());
        }
        // SAFETY: the caller's promise, and `data` is not NULL.
        this.0.push(unsafe { std::slice::from_raw_parts(data, len) }.to_vec());
    }

    /// The one entry a call gives; nothing where it gave none.
    pub(crate) fn one(self) -> Vec<u8> {
        self.0.into_iter().next().unwrap_or_default()
    }

    pub(crate) fn texts(self) -> Vec<String> {
        self.0.iter().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect()
    }
}

/// Destroys a handle with the function that `which` picks.
///
/// # Safety
/// The handle is live, of that library, of that function's kind, and never used again.
pub(crate) unsafe fn destroy<T>(
    library: &Library,
    which: impl FnOnce(&ShimApi) -> unsafe extern "C" fn(*mut T),
    raw: *mut T,
) -> Result<()> {
    let function = which(library.shim()?);
    // SAFETY: the caller's promise.
    unsafe { function(raw) };
    Ok(())
}

/// The path of a model file as text. Refused are a path that is no UTF-8, since the library logs and sends paths as text,
/// and what is there but is no regular file: reading a pipe or a terminal would wait for whoever writes to it.
pub(crate) fn path_text<'a>(call: &'static str, path: &'a std::path::Path) -> Result<&'a str> {
    let text = path.to_str().filter(|text| !text.is_empty() && !text.contains('\0')).ok_or_else(|| {
        Error::refused(ErrorKind::InvalidArgument, call, format!("{} is no usable path", path.display()))
    })?;
    match std::fs::metadata(path) {
        Ok(found) if !found.is_file() => {
            let what = if found.is_dir() { "a directory" } else { "not a regular file" };
            Err(Error::refused(ErrorKind::InvalidHef, call, format!("{text} is {what}")))
        }
        // What is not there is the library's to judge: a simulated one has files of its own.
        _ => Ok(text),
    }
}
