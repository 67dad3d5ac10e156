//! Where recorders take their atomics and locks from, so that a loom build replaces all of them at once. Beside them, small
//! helpers for words of bits and arrays of atomics.

#[cfg(hailo_loom)]
pub(crate) use loom::sync::{
    Arc, Mutex, MutexGuard,
    atomic::{AtomicPtr, AtomicU64, Ordering, fence},
};
#[cfg(not(hailo_loom))]
pub(crate) use std::sync::{
    Arc, Mutex, MutexGuard,
    atomic::{AtomicPtr, AtomicU64, Ordering, fence},
};

/// Locks, and goes on after a poisoning panic: every critical section here leaves its data valid at each step.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    match mutex.lock() {
        Ok(guard) => guard,
        Err(poisoned) => poisoned.into_inner(),
    }
}

/// The numbers of the bits that are set, ascending.
pub(crate) fn bits(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = word.trailing_zeros() as usize;
        (word != 0).then(|| {
            word &= word - 1;
            lowest
        })
    })
}

/// Counts at zero, written at once: a histogram's first value must not wait for a thousand of them one by one.
#[cfg(not(hailo_loom))]
pub(crate) fn zeros<const N: usize>() -> [AtomicU64; N] {
    [const { AtomicU64::new(0) }; N]
}
#[cfg(hailo_loom)]
pub(crate) fn zeros<const N: usize>() -> [AtomicU64; N] {
    array(|| AtomicU64::new(0))
}

/// An array of new values.
pub(crate) fn array<T, const N: usize>(mut make: impl FnMut() -> T) -> [T; N] {
    std::array::from_fn(|_| make())
}
