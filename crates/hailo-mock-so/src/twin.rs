//! `libhailo_shim.so`: linked from the same archive as `libhailort.so`, it finds the host of the libhailort beside it.

use std::ffi::{CStr, CString, c_char, c_void};
use std::path::Path;
use std::sync::OnceLock;

use hailo_sys::ShimApi;
use hailo_sys::types::hailo_status;

/// The status that no release has and whose "message" is the host's second table. The real library answers null.
pub(crate) const KNOCK: hailo_status = u32::from_be_bytes(*b"Mock");

/// The second table of the simulated libhailort of this release; `None` if there is none, or it is not simulated.
pub(crate) fn shim() -> Option<&'static ShimApi> {
    static SHIM: OnceLock<Option<ShimApi>> = OnceLock::new();
    SHIM.get_or_init(find).as_ref()
}

fn find() -> Option<ShimApi> {
    let name = format!("libhailort.so.{}", crate::version());
    let beside = own_folder().map(|folder| format!("{folder}/{name}"));
    let handle = [beside, Some(name)].into_iter().flatten().find_map(|path| {
        let path = CString::new(path).ok()?;
        // SAFETY: the path ends with NUL; the library is never closed.
        let handle = unsafe { libc::dlopen(path.as_ptr(), libc::RTLD_NOW | libc::RTLD_LOCAL) };
        (!handle.is_null()).then_some(handle)
    })?;
    // SAFETY: the handle is open and the name ends with NUL.
    let symbol = unsafe { libc::dlsym(handle, c"hailo_get_status_message".as_ptr()) };
    type Message = unsafe extern "C" fn(hailo_status) -> *const c_char;
    // SAFETY: null is `None`; otherwise it is libhailort's function of this name.
    let message = unsafe { std::mem::transmute::<*mut c_void, Option<Message>>(symbol) }?;
    // SAFETY: a number below 0x80000000 is answered with null by a library that does not know it.
    let table = unsafe { message(KNOCK) };
    // SAFETY: not null, it is the table of a library linked from this same archive, and lives as long as the process.
    unsafe { table.cast::<ShimApi>().as_ref() }.copied()
}

/// The folder this library was loaded from.
fn own_folder() -> Option<String> {
    let mut info = libc::Dl_info {
        dli_fname: std::ptr::null(),
        dli_fbase: std::ptr::null_mut(),
        dli_sname: std::ptr::null(),
        dli_saddr: std::ptr::null_mut(),
    };
    // SAFETY: the address is of a function in this library; the answer is written to our own memory.
    let found = unsafe { libc::dladdr(own_folder as *const c_void, &raw mut info) };
    if found == 0 || info.dli_fname.is_null() {
        return None;
    }
    // SAFETY: the dynamic linker's file names end with NUL and live as long as the library.
    let path = unsafe { CStr::from_ptr(info.dli_fname) }.to_str().ok()?;
    Some(Path::new(path).parent()?.to_str()?.to_owned())
}
