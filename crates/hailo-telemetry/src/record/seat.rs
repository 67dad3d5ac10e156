//! A small number for each thread that records, its own until it ends: the lowest that no living thread has.

use std::cell::Cell;

/// Numbers that are given; threads beyond have none.
#[cfg(not(hailo_loom))]
const SEATS: u32 = 64;
/// No thread's number.
pub(crate) const NONE: u32 = u32::MAX;
/// Nor this: the thread has not asked yet.
#[cfg(not(hailo_loom))]
const UNASKED: u32 = SEATS;

#[cfg(not(hailo_loom))]
mod giving {
    use std::sync::{Mutex, PoisonError};

    /// A bit for each number that a thread has.
    static TAKEN: Mutex<u64> = Mutex::new(0);

    fn with<R>(act: impl FnOnce(&mut u64) -> R) -> R {
        act(&mut TAKEN.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Gives the thread's number back as the thread ends.
    struct Seated;

    impl Drop for Seated {
        fn drop(&mut self) {
            // What this thread still records, it records as a thread without a number.
            let seat = super::SEAT.replace(super::NONE);
            // The lock also shows the next thread with this number all that this one wrote.
            with(|taken| *taken &= !1u64.checked_shl(seat).unwrap_or(0));
        }
    }

    thread_local! { static SEATED: Seated = const { Seated } }

    #[cold]
    #[inline(never)]
    pub(super) fn sit_down() -> u32 {
        // A thread that is ending gets none: nobody would give it back.
        let seat = SEATED.try_with(|_| ()).ok().and_then(|()| {
            with(|taken| {
                let seat = taken.trailing_ones();
                *taken |= 1u64.checked_shl(seat)?;
                Some(seat)
            })
        });
        seat.unwrap_or(super::NONE)
    }
}

#[cfg(not(hailo_loom))]
thread_local! {
    // Without a destructor: reading it is one load.
    static SEAT: Cell<u32> = const { Cell::new(UNASKED) };
}

/// This thread's number, or one that is too large to be one: then [`given`] has more to say.
#[cfg(not(hailo_loom))]
#[inline(always)]
pub(crate) fn seat() -> u32 {
    SEAT.get()
}

/// This thread's number, or [`NONE`], from what [`seat`] said: a thread that never asked is given one.
#[cfg(not(hailo_loom))]
pub(crate) fn given(seat: u32) -> u32 {
    if seat != UNASKED {
        return seat;
    }
    let seat = giving::sit_down();
    SEAT.set(seat);
    seat
}

#[cfg(hailo_loom)]
loom::thread_local! { static SEAT: Cell<u32> = Cell::new(NONE) }

#[cfg(hailo_loom)]
pub(crate) fn seat() -> u32 {
    SEAT.with(Cell::get)
}

#[cfg(hailo_loom)]
pub(crate) fn given(seat: u32) -> u32 {
    seat
}

/// The model checker's threads say who they are.
#[cfg(hailo_loom)]
pub(crate) fn sit(seat: u32) {
    SEAT.with(|s| s.set(seat));
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use std::sync::Barrier;

    #[test]
    fn living_threads_have_different_numbers_and_the_next_ones_get_them_again() {
        for _ in 0..20 {
            let barrier = Barrier::new(8);
            let seats = std::thread::scope(|scope| {
                let sit = || {
                    let first = given(seat());
                    barrier.wait();
                    assert_eq!(given(seat()), first);
                    first
                };
                let threads: Vec<_> = (0..8).map(|_| scope.spawn(sit)).collect();
                threads.into_iter().map(|t| t.join().expect("no panic")).collect::<HashSet<_>>()
            });
            // 160 threads in all, and those of other tests: without giving back there would be no number left.
            assert!(seats.len() == 8 && !seats.contains(&NONE), "{seats:?}");
        }
    }
}
