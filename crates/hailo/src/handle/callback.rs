//! What runs on the library's threads: one way in, at most once, never unwinding, never waiting there.
//!
//! The `opaque` pointer given to C is a ticket number, not an address. A callback that comes twice, late or with
//! a foreign opaque finds no ticket and does nothing; a pointer would have been freed memory.

use crate::error::{Error, ErrorKind, Result};
use std::any::Any;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Locks, whatever a panicking holder left: every critical section of this crate leaves its data whole.
pub(crate) fn lock<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

thread_local! {
    static IN_CALLBACK: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is inside a callback of the library, where nothing may be released and nothing may block.
pub(crate) fn in_callback() -> bool {
    IN_CALLBACK.with(Cell::get)
}

/// Runs the user's part of a callback: marks the thread, and lets no panic out into C.
pub(crate) fn enter(name: &'static str, body: impl FnOnce()) {
    let outer = IN_CALLBACK.with(|flag| flag.replace(true));
    let result = catch_unwind(AssertUnwindSafe(body));
    IN_CALLBACK.with(|flag| flag.set(outer));
    if result.is_err() {
        tracing::error!(target: "hailo", callback = name, "a callback panicked; the panic was caught");
    }
}

/// Refuses a call that waits, or that the library serves under a lock which a callback's thread may hold.
pub(crate) fn outside_callbacks(call: impl Into<Option<&'static str>>) -> Result<()> {
    if !in_callback() {
        return Ok(());
    }
    let why =
        "called inside a callback of the library, where it can deadlock: hand the work to another thread";
    Err(match call.into() {
        Some(call) => Error::refused(ErrorKind::InvalidArgument, call, why),
        None => Error::other(ErrorKind::InvalidArgument, why),
    })
}

// === tickets ===

static NEXT: AtomicUsize = AtomicUsize::new(1);
static TICKETS: Mutex<BTreeMap<usize, Entry>> = Mutex::new(BTreeMap::new());

struct Entry {
    owner: usize,
    payload: Box<dyn Any + Send>,
}

/// A number that has not been used before in this process.
pub(crate) fn unique() -> usize {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

/// Keeps a payload for a callback and answers the opaque that finds it.
pub(crate) fn deposit<T: Send + 'static>(owner: usize, payload: T) -> *mut c_void {
    let ticket = unique();
    lock(&TICKETS).insert(ticket, Entry { owner, payload: Box::new(payload) });
    std::ptr::without_provenance_mut(ticket)
}

/// Takes a payload out: the first callback gets it, any other gets nothing.
pub(crate) fn redeem<T: 'static>(opaque: *mut c_void) -> Option<T> {
    let mut tickets = lock(&TICKETS);
    // Another's ticket stays where it is.
    if !tickets.get(&opaque.addr())?.payload.is::<T>() {
        return None;
    }
    let entry = tickets.remove(&opaque.addr())?;
    drop(tickets);
    entry.payload.downcast().ok().map(|payload| *payload)
}

/// Looks at a payload that stays, for callbacks that come any number of times.
pub(crate) fn peek<T: Clone + 'static>(opaque: *mut c_void) -> Option<T> {
    lock(&TICKETS).get(&opaque.addr())?.payload.downcast_ref::<T>().cloned()
}

/// Drops what an owner left behind. Only once the library can no longer touch it: after a successful release.
pub(crate) fn forget_owner(owner: usize) {
    let mut left = Vec::new();
    let mut tickets = lock(&TICKETS);
    let keys: Vec<usize> =
        tickets.iter().filter(|(_, entry)| entry.owner == owner).map(|(key, _)| *key).collect();
    left.extend(keys.iter().filter_map(|key| tickets.remove(key)));
    // A payload's drop may run anything, so not under the lock.
    drop(tickets);
    drop(left);
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn a_ticket_is_good_once() {
        let opaque = deposit(unique(), 7_u32);
        assert_eq!(redeem::<u32>(opaque), Some(7));
        assert_eq!(redeem::<u32>(opaque), None, "a duplicate callback");
        assert_eq!(redeem::<u32>(std::ptr::null_mut()), None, "an opaque that was lost");
    }

    #[test]
    fn an_owner_s_leavings_are_dropped_and_no_others() {
        let (gone, stays) = (unique(), unique());
        let payload = Arc::new(());
        let first = deposit(gone, Arc::clone(&payload));
        let second = deposit(stays, Arc::clone(&payload));
        forget_owner(gone);
        assert_eq!(Arc::strong_count(&payload), 2);
        assert!(redeem::<Arc<()>>(first).is_none());
        assert!(peek::<Arc<()>>(second).is_some());
        assert!(redeem::<Arc<()>>(second).is_some());
    }

    #[test]
    fn a_panic_stays_inside_and_the_mark_is_taken_back() {
        assert!(!in_callback());
        enter("test", || {
            assert!(in_callback());
            enter("inner", || panic!("caught"));
            assert!(in_callback(), "still inside the outer one");
        });
        assert!(!in_callback());
    }
}
