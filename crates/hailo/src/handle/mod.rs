//! Handles of the library that this crate owns or borrows, and the one order in which they go.

pub(crate) mod callback;
pub(crate) mod shim;
pub(crate) mod slot;

use crate::error::{Error, ErrorKind, Result};
use crate::handle::callback::lock;
use crate::library::Library;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

static RELEASE_FAILURES: AtomicU64 = AtomicU64::new(0);

/// How many releases in `Drop` have failed in this process. Each was logged; `close` answers them instead.
#[must_use]
pub fn release_failures() -> u64 {
    RELEASE_FAILURES.load(Ordering::Relaxed)
}

/// Releases a handle.
///
/// # Safety
/// The handle is live, of that library, and never used again.
pub(crate) type Release<T> = unsafe fn(&Library, *mut T) -> Result<()>;

/// A handle, its library, and the parent that must outlive it.
///
/// HailoRT promises nothing about two threads on one handle, so [`Owned::with`] lets one in at a time, and
/// [`Owned::exclusive`] asks for `&mut`.
pub(crate) struct Owned<T: 'static, P: Send + 'static> {
    raw: NonNull<T>,
    calls: Mutex<()>,
    what: &'static str,
    library: Library,
    /// `None` for a borrowed handle, and once released.
    release: Option<Release<T>>,
    parent: Option<P>,
    owner: usize,
}

// SAFETY: HailoRT's objects are not tied to the thread that made them, and `with`, `exclusive` and the release keep
// all but one thread out at any time.
unsafe impl<T, P: Send> Send for Owned<T, P> {}
// SAFETY: as above: shared access goes through `with`, which locks.
unsafe impl<T, P: Send + Sync> Sync for Owned<T, P> {}

/// The only one who still holds it, or an error.
pub(crate) fn sole<T>(shared: Arc<T>, call: &'static str) -> Result<T> {
    Arc::try_unwrap(shared).map_err(|_| {
        Error::refused(
            ErrorKind::DeviceBusy,
            call,
            "objects made from it, or clones of it, are still in use; the last of them releases it",
        )
    })
}

struct Raw<T>(NonNull<T>);
// SAFETY: as for `Owned`, whose handle this is on its way to the release.
unsafe impl<T> Send for Raw<T> {}

impl<T, P: Send + 'static> Owned<T, P> {
    /// Takes what a create call wrote. A NULL with success is an error, not a handle.
    pub(crate) fn new(
        library: &Library,
        call: &'static str,
        raw: *mut T,
        parent: Option<P>,
        release: Option<Release<T>>,
    ) -> Result<Self> {
        let raw = NonNull::new(raw).ok_or_else(|| Error::contract(call, "success, but no handle"))?;
        Ok(Self {
            raw,
            calls: Mutex::new(()),
            what: call,
            library: library.clone(),
            release,
            parent,
            owner: callback::unique(),
        })
    }

    pub(crate) fn library(&self) -> &Library {
        &self.library
    }

    pub(crate) fn parent(&self) -> Option<&P> {
        self.parent.as_ref()
    }

    /// Whose callbacks' payloads go when this handle is released.
    pub(crate) fn owner(&self) -> usize {
        self.owner
    }

    /// A call on the handle, alone on it. Refused inside a callback of the library, which may hold the very lock
    /// the call needs.
    pub(crate) fn with<R>(&self, call: impl FnOnce(*mut T) -> Result<R>) -> Result<R> {
        if callback::in_callback() {
            return Err(Error::other(
                ErrorKind::InvalidArgument,
                "called inside a callback of the library, where calls on devices, vdevices and network groups can deadlock: \
                 hand the work to another thread",
            ));
        }
        let _alone = lock(&self.calls);
        call(self.raw.as_ptr())
    }

    /// The handle, for an owner that is itself borrowed mutably.
    pub(crate) fn exclusive(&mut self) -> *mut T {
        self.raw.as_ptr()
    }

    /// The handle as an argument of a call on another one (a HEF to be configured, a group of streams).
    pub(crate) fn argument(&self) -> *mut T {
        self.raw.as_ptr()
    }

    /// Releases now and answers what came of it.
    pub(crate) fn close(mut self) -> Result<()> {
        if callback::in_callback() {
            // Dropped on return, which defers the release.
            return Err(Error::refused(
                ErrorKind::InvalidArgument,
                self.what,
                "closed inside a callback of the library; it is released on another thread",
            ));
        }
        let Some(release) = self.release.take() else { return Ok(()) };
        // SAFETY: the handle is live, ours, and with `release` taken nothing uses it again.
        unsafe { release(&self.library, self.raw.as_ptr()) }?;
        callback::forget_owner(self.owner);
        Ok(())
    }
}

impl<T, P: Send + 'static> Drop for Owned<T, P> {
    fn drop(&mut self) {
        let Some(release) = self.release.take() else { return };
        let raw = Raw(self.raw);
        let (library, parent, owner, what) =
            (self.library.clone(), self.parent.take(), self.owner, self.what);
        callback::release(what, move || {
            let Raw(raw) = { raw };
            // SAFETY: the handle is live, ours, and this is the last use of it.
            match unsafe { release(&library, raw.as_ptr()) } {
                Ok(()) => callback::forget_owner(owner),
                Err(error) => {
                    RELEASE_FAILURES.fetch_add(1, Ordering::Relaxed);
                    tracing::warn!(target: "hailo", created_by = what, %error, "a handle could not be released");
                }
            }
            // The parent last: its own release may follow at once.
            drop(parent);
        });
    }
}

impl<T, P: Send + 'static> std::fmt::Debug for Owned<T, P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:p}", self.raw)
    }
}
