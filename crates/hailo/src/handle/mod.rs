//! Handles of the library that this crate owns or borrows, and the one order in which they go.

pub(crate) mod callback;
pub(crate) mod interned;
pub(crate) mod release;
pub(crate) mod shim;
pub(crate) mod slot;

use crate::call::Fresh;
use crate::error::{Error, ErrorKind, Result};
use crate::handle::callback::{lock, outside_callbacks};
use crate::library::Library;
use std::ptr::NonNull;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

static RELEASE_FAILURES: AtomicU64 = AtomicU64::new(0);

/// How many releases have failed in this process, whether `close` answered them or `Drop` logged them. What such a
/// handle depends on (its vdevice, memory that the library may still write) is kept for good.
#[must_use]
pub fn release_failures() -> u64 {
    RELEASE_FAILURES.load(Ordering::Relaxed)
}

/// Releases a handle.
///
/// # Safety
/// The handle is live, of that library, and never used again.
pub(crate) type Release<T> = unsafe fn(&Library, *mut T) -> Result<()>;

/// A handle, its library, and the parent that must outlive it: the one owner of one C address.
///
/// HailoRT promises nothing about two threads on one handle, so [`Owned::with`] lets one in at a time, and
/// [`Owned::exclusive`] asks for `&mut`. The few calls that may run beside others go through [`Owned::beside`].
pub(crate) struct Owned<T: 'static, P: Send + 'static> {
    raw: NonNull<T>,
    calls: Mutex<()>,
    what: &'static str,
    library: Library,
    /// `None` for a borrowed handle, and once released.
    release: Option<Release<T>>,
    is_quick: bool,
    parent: Option<P>,
    owner: usize,
}

// SAFETY: HailoRT's objects are not tied to the thread that made them, and `with`, `exclusive` and the release keep
// all but one thread out at any time (`tests/sound/threads.rs`, and its random calls under ThreadSanitizer).
unsafe impl<T, P: Send> Send for Owned<T, P> {}
// SAFETY: as above: shared access goes through `with`, which locks, or through `beside`, whose callers say why not (likewise).
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
// SAFETY: as for `Owned`, whose handle this is on its way to the release (`tests/sound/releases.rs`).
unsafe impl<T> Send for Raw<T> {}

impl<T, P: Send + 'static> Owned<T, P> {
    /// Takes what a create call wrote. A NULL with success is an error, not a handle.
    pub(crate) fn new(
        library: &Library,
        call: &'static str,
        fresh: Fresh<T>,
        parent: Option<P>,
        release: Option<Release<T>>,
    ) -> Result<Self> {
        let raw =
            NonNull::new(fresh.into_raw()).ok_or_else(|| Error::contract(call, "success, but no handle"))?;
        Ok(Self {
            raw,
            calls: Mutex::new(()),
            what: call,
            library: library.clone(),
            release,
            is_quick: false,
            parent,
            owner: callback::unique(),
        })
    }

    /// Says that the release waits for no device and no thread, so that it may run where the handle is dropped.
    pub(crate) fn quick(mut self) -> Self {
        self.is_quick = true;
        self
    }

    pub(crate) fn library(&self) -> &Library {
        &self.library
    }

    pub(crate) fn parent(&self) -> Option<&P> {
        self.parent.as_ref()
    }

    /// The parent to change: memory that goes after the handle lies there.
    pub(crate) fn parent_mut(&mut self) -> Option<&mut P> {
        self.parent.as_mut()
    }

    /// Whose callbacks' payloads go when this handle is released.
    pub(crate) fn owner(&self) -> usize {
        self.owner
    }

    /// A call on the handle, alone on it. Refused inside a callback of the library, which may hold the very lock
    /// the call needs.
    pub(crate) fn with<R>(&self, call: impl FnOnce(Alone<'_, T>) -> Result<R>) -> Result<R> {
        let _alone = self.lock()?;
        call(self.alone())
    }

    /// A call on this handle and another, alone on both. This one is locked first: wherever two handles meet, a HEF
    /// comes before a vdevice.
    pub(crate) fn with_second<T2, P2: Send + 'static, R>(
        &self,
        second: &Owned<T2, P2>,
        call: impl FnOnce(Alone<'_, T>, Alone<'_, T2>) -> Result<R>,
    ) -> Result<R> {
        if !std::ptr::eq(self.library.api(), second.library.api()) {
            return Err(Error::other(
                ErrorKind::InvalidArgument,
                "two objects of different libraries in one call",
            ));
        }
        let _first = self.lock()?;
        let _second = second.lock()?;
        call(self.alone(), second.alone())
    }

    fn lock(&self) -> Result<MutexGuard<'_, ()>> {
        outside_callbacks(None)?;
        Ok(lock(&self.calls))
    }

    /// For who holds the lock, or borrows this mutably.
    fn alone(&self) -> Alone<'_, T> {
        Alone { raw: self.raw, library: &self.library }
    }

    /// The handle, for a call by an owner that is itself borrowed mutably. Refused inside a callback, as by
    /// [`Owned::with`].
    pub(crate) fn exclusive(&mut self) -> Result<Alone<'_, T>> {
        outside_callbacks(None)?;
        Ok(self.alone())
    }

    /// The same for beginning an asynchronous transfer, which waits for nothing: a callback may begin the next one.
    pub(crate) fn submitting(&mut self) -> Alone<'_, T> {
        self.alone()
    }

    /// The handle for one of the calls that may run beside others on it.
    pub(crate) fn beside(&self, _: Beside) -> Together<'_, T> {
        Together { raw: self.raw, library: &self.library }
    }

    /// Releases now and answers what came of it.
    pub(crate) fn close(mut self) -> Result<()> {
        // Refused inside a callback; dropped on return, which defers the release.
        outside_callbacks(self.what)?;
        let what = self.what;
        self.let_go(false).unwrap_or_else(|| {
            Err(Error::refused(
                ErrorKind::Timeout,
                what,
                "its release did not come back; the library keeps it (see `hailo::set_release_bound`)",
            ))
        })
    }

    /// Releases, and keeps the parent for good where that fails: the library may still use both. `None` if the release
    /// goes on elsewhere.
    fn let_go(&mut self, logs: bool) -> Option<Result<()>> {
        let Some(release) = self.release.take() else { return Some(Ok(())) };
        let (raw, what, owner) = (Raw(self.raw), self.what, self.owner);
        let (library, parent) = (self.library.clone(), self.parent.take());
        let body = move || {
            let Raw(raw) = { raw };
            // SAFETY: the handle is live and its owner's, and with `release` taken this is its last use (an unkind machine
            // names a handle that is used afterwards).
            let released = unsafe { release(&library, raw.as_ptr()) };
            match &released {
                Ok(()) => {
                    callback::forget_owner(owner);
                    // The parent last: its own release may follow at once.
                    drop(parent);
                }
                Err(error) => {
                    std::mem::forget(parent);
                    RELEASE_FAILURES.fetch_add(1, Ordering::Relaxed);
                    if logs {
                        tracing::warn!(target: "hailo", created_by = what, %error, "a handle could not be released");
                    }
                }
            }
            released
        };
        if self.is_quick { release::quick(what, body) } else { release::bounded(what, body) }
    }
}

impl<T, P: Send + 'static> Drop for Owned<T, P> {
    fn drop(&mut self) {
        // A failure was logged and counted, a release that goes on elsewhere is none.
        let _ = self.let_go(true);
    }
}

/// A live handle that no other thread is in, and its library: the lock is held for as long, or the owner borrowed mutably.
pub(crate) struct Alone<'a, T> {
    raw: NonNull<T>,
    library: &'a Library,
}

/// A live handle that other threads may be in, and its library: for the calls of [`Beside`].
pub(crate) struct Together<'a, T> {
    raw: NonNull<T>,
    library: &'a Library,
}

macro_rules! borrowed {
    ($name:ident) => {
        impl<T> Clone for $name<'_, T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<'_, T> {}

        impl<'a, T> $name<'a, T> {
            pub(crate) fn as_raw(self) -> *mut T {
                self.raw.as_ptr()
            }

            pub(crate) fn library(self) -> &'a Library {
                self.library
            }
        }
    };
}

borrowed!(Alone);
borrowed!(Together);

/// The calls that may run beside others on their handle, each with the reason.
#[derive(Clone, Copy)]
pub(crate) enum Beside {
    /// `hailo_wait_for_network_group_activation`: waits for an event that another thread sets by activating the
    /// group, which needs the lock.
    WaitForActivation,
    /// `hailo_vdevice_dma_unmap_*`: a buffer is freed wherever it is dropped, inside callbacks too; the library keeps
    /// its mappings under a lock of its own.
    DmaUnmap,
    /// `hailo_shim_completion_abort`: its purpose is to end a read that another thread waits in.
    CompletionAbort,
    /// `hailo_shim_configured_run_async`, `_wait_ready`, `_shutdown`: `InferModel` is made for many threads; the
    /// bindings of a run belong to it alone.
    InferModel,
}

impl<T, P: Send + 'static> std::fmt::Debug for Owned<T, P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:p}", self.raw)
    }
}
