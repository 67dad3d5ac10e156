//! What the shim tells while a call lasts: texts and segments of speech, collected.

use std::ffi::c_void;

/// What a sink was given, one entry for each call of it.
#[derive(Default)]
pub(crate) struct Collected(Vec<Vec<u8>>);

impl Collected {
    pub(super) fn context(&mut self) -> *mut c_void {
        std::ptr::from_mut(self).cast()
    }

    /// The sink that goes with [`Collected::context`].
    ///
    /// # Safety
    /// `context` is that pointer, alone for the call; `data` is `len` readable bytes, or `len` is 0.
    pub(super) unsafe extern "C" fn sink(context: *mut c_void, data: *const u8, len: usize) {
        // SAFETY: the caller's promise, which the shim keeps (its header says so; `tests/safe_cxx.rs` runs all sinks).
        let Some(this) = (unsafe { context.cast::<Self>().as_mut() }) else { return };
        // SAFETY: as above, by the same tests.
        this.0.push(unsafe { copied(data, len) });
    }

    /// The one entry a call gives; nothing where it gave none.
    pub(crate) fn one(self) -> Vec<u8> {
        self.0.into_iter().next().unwrap_or_default()
    }

    pub(crate) fn texts(self) -> Vec<String> {
        self.0.iter().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect()
    }
}

/// Segments of speech: seconds from and to, and the text.
#[derive(Default)]
pub(crate) struct Segments(pub(crate) Vec<(f32, f32, Vec<u8>)>);

impl Segments {
    pub(super) fn context(&mut self) -> *mut c_void {
        std::ptr::from_mut(self).cast()
    }

    /// The sink that goes with [`Segments::context`].
    ///
    /// # Safety
    /// `context` is that pointer, alone for the call; `text` is `len` readable bytes, or `len` is 0.
    pub(super) unsafe extern "C" fn sink(
        context: *mut c_void,
        from: f32,
        to: f32,
        text: *const u8,
        len: usize,
    ) {
        // SAFETY: the caller's promise, as in `Collected::sink`.
        let Some(this) = (unsafe { context.cast::<Self>().as_mut() }) else { return };
        // SAFETY: as above.
        this.0.push((from, to, unsafe { copied(text, len) }));
    }
}

/// # Safety
/// `data` is `len` readable bytes, or `len` is 0.
unsafe fn copied(data: *const u8, len: usize) -> Vec<u8> {
    if data.is_null() || len == 0 {
        return Vec::new();
    }
    // SAFETY: the caller's promise, and `data` is not NULL (`tests/safe_cxx.rs`, under valgrind).
    unsafe { std::slice::from_raw_parts(data, len) }.to_vec()
}
