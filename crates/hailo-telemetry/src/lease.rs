//! Who may write which slot, how many requests are in flight, since when the model is busy, and when its memory
//! may go: all of it in one word, so that beginning and ending a request cost one compare-and-swap each.
//!
//! This is the only module of the crate with `unsafe` that is about memory (the other reads the cycle counter).
//! The argument:
//!
//! * [`Owner`] and every [`Lease`] point to one heap [`Block`]. A lease is one taken bit, or one unit of the
//!   overflow count, of the block's word; the owner is the absence of its `CLOSED` bit. All four transitions are
//!   atomic read-modify-writes of that word, so exactly one of them is the one after which it holds `CLOSED` and
//!   no lease, and that one frees the block. Until then whoever holds an `Owner` or a `Lease` may dereference.
//! * A lease is taken only through a borrowed `Owner`, so never after `CLOSED`.
//! * Releases are `AcqRel`: the one that frees has seen everything that the others did before.
//! * A slot's box is made once and lives as long as the block. That a bit is held by one lease at a time makes
//!   its slot single-writer; nothing unsafe depends on it, the slot is only ever shared by reference.

use crate::sync::{AtomicU64, Ordering};
use std::ptr::NonNull;
use std::sync::OnceLock;

/// Slots of a block: leases that have a slot of their own.
pub(crate) const SLOTS: u32 = 10;
const SLOT_MASK: u64 = (1 << SLOTS) - 1;
const OVERFLOW_ONE: u64 = 1 << SLOTS;
const OVERFLOW_BITS: u32 = 18;
const OVERFLOW_MASK: u64 = ((1 << OVERFLOW_BITS) - 1) << SLOTS;
const CLOSED: u64 = 1 << (SLOTS + OVERFLOW_BITS);
const HELD: u64 = SLOT_MASK | OVERFLOW_MASK;
/// The rest of the word is the mark: up to when busy time has been booked, in units of 4,096 ns, modulo 2^35.
const MARK_SHIFT: u32 = SLOTS + OVERFLOW_BITS + 1;
const MARK_MASK: u64 = u64::MAX >> MARK_SHIFT;
/// Nanoseconds per unit of busy time, as a shift.
pub(crate) const BUSY_SHIFT: u32 = 12;

/// What is known from a block's word at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Occupancy {
    /// Leases held.
    pub(crate) in_flight: u64,
    /// Units of busy time that no release has booked yet.
    pub(crate) unbooked: u64,
}

/// A begin less than this many units (8.6 s) before the mark read its clock before somebody booked; one further
/// back is the mark of a time before the mark's 39 hours went round. After an idle time within 8.6 s of a multiple
/// of that, up to 8.6 s of busy time are missed.
const LATE: u64 = 1 << 21;

/// The word with a busy period that begins now; what was booked already is not booked again.
const fn opened(word: u64, now_ns: u64) -> u64 {
    let ahead = (word >> MARK_SHIFT).wrapping_sub(now_ns >> BUSY_SHIFT) & MARK_MASK;
    if ahead < LATE { word } else { with_mark(word, now_ns) }
}

const fn with_mark(word: u64, now_ns: u64) -> u64 {
    word & !(MARK_MASK << MARK_SHIFT) | (now_ns >> BUSY_SHIFT) << MARK_SHIFT
}

/// Units from the word's mark to now; 0 when now is before it.
const fn since_mark(word: u64, now_ns: u64) -> u64 {
    let units = (now_ns >> BUSY_SHIFT).wrapping_sub(word >> MARK_SHIFT) & MARK_MASK;
    if units > MARK_MASK / 2 { 0 } else { units }
}

#[derive(Debug)]
struct Block<T, S> {
    word: AtomicU64,
    slots: [OnceLock<Box<S>>; SLOTS as usize],
    value: T,
}

/// Owns a block of one `T` and up to [`SLOTS`] `S`. Dropping it lets the block go with its last lease.
#[derive(Debug)]
pub(crate) struct Owner<T: Send + Sync, S: Send + Sync> {
    block: NonNull<Block<T, S>>,
}

// SAFETY: an owner gives shared access to `T` and `S` and may drop them on whatever thread it is on.
unsafe impl<T: Send + Sync, S: Send + Sync> Send for Owner<T, S> {}
// SAFETY: see `Send`; all methods take `&self` and the block is only changed through atomics.
unsafe impl<T: Send + Sync, S: Send + Sync> Sync for Owner<T, S> {}

/// One request's hold on a block, and on a slot of it unless all were taken; or nothing, when vacant.
#[derive(Debug)]
pub(crate) struct Lease<T: Send + Sync, S: Send + Sync> {
    block: Option<NonNull<Block<T, S>>>,
    slot: Option<NonNull<S>>,
    /// What it holds of the word: one bit of a slot, or one unit of overflow.
    held: u64,
}

// SAFETY: as for `Owner`: shared access, and a drop of the block wherever the last lease ends.
unsafe impl<T: Send + Sync, S: Send + Sync> Send for Lease<T, S> {}
// SAFETY: see `Send`; shared use only reads.
unsafe impl<T: Send + Sync, S: Send + Sync> Sync for Lease<T, S> {}

impl<T: Send + Sync, S: Send + Sync> Owner<T, S> {
    pub(crate) fn new(value: T) -> Self {
        let block = Block { word: AtomicU64::new(0), slots: std::array::from_fn(|_| OnceLock::new()), value };
        Self { block: NonNull::from(Box::leak(Box::new(block))) }
    }

    fn block(&self) -> &Block<T, S> {
        // SAFETY: the block lives until its word holds `CLOSED`, which only dropping `self` sets.
        unsafe { self.block.as_ref() }
    }

    pub(crate) fn value(&self) -> &T {
        &self.block().value
    }

    /// The slots that were ever used.
    pub(crate) fn slots(&self) -> impl Iterator<Item = &S> {
        self.block().slots.iter().filter_map(|s| s.get().map(|s| &**s))
    }

    /// Leases held, and busy time not booked yet.
    pub(crate) fn occupancy(&self, now_ns: u64) -> Occupancy {
        let word = self.block().word.load(Ordering::Acquire);
        let in_flight = u64::from((word & SLOT_MASK).count_ones()) + ((word & OVERFLOW_MASK) >> SLOTS);
        Occupancy { in_flight, unbooked: if in_flight == 0 { 0 } else { since_mark(word, now_ns) } }
    }

    /// Takes a lease: on the slot `hint` if that is free, else on any free slot, else on none. `make` makes a
    /// slot that was never used. `None` when even the overflow count is full (2^18 requests at once).
    #[inline]
    pub(crate) fn lease(&self, hint: u32, now_ns: u64, make: impl FnOnce() -> S) -> Option<Lease<T, S>> {
        let block = self.block();
        let mut word = block.word.load(Ordering::Relaxed);
        loop {
            let hinted = 1u64 << hint.min(SLOTS - 1);
            let (held, index) = if word & hinted == 0 {
                (hinted, hint.min(SLOTS - 1))
            } else {
                let free = (word & SLOT_MASK).trailing_ones();
                if free < SLOTS {
                    (1 << free, free)
                } else if word & OVERFLOW_MASK == OVERFLOW_MASK {
                    return None;
                } else {
                    (OVERFLOW_ONE, SLOTS)
                }
            };
            // The first lease after none starts a busy period now.
            let next = if word & HELD == 0 { opened(word, now_ns) + held } else { word + held };
            // Acquire: what the slot's last holder wrote is seen before it is written again.
            match block.word.compare_exchange_weak(word, next, Ordering::AcqRel, Ordering::Relaxed) {
                Ok(_) => {
                    let slot = block.slots.get(index as usize).map(|s| match s.get() {
                        Some(slot) => NonNull::from(&**slot),
                        None => first_use(s, make),
                    });
                    return Some(Lease { block: Some(self.block), slot, held });
                }
                Err(seen) => word = seen,
            }
        }
    }
}

#[cold]
fn first_use<S>(slot: &OnceLock<Box<S>>, make: impl FnOnce() -> S) -> NonNull<S> {
    NonNull::from(&**slot.get_or_init(|| Box::new(make())))
}

impl<T: Send + Sync, S: Send + Sync> Drop for Owner<T, S> {
    fn drop(&mut self) {
        let word = self.block().word.fetch_or(CLOSED, Ordering::AcqRel);
        if word & HELD == 0 {
            // SAFETY: no lease is held and none can be taken any more: nobody else points to the block.
            drop(unsafe { Box::from_raw(self.block.as_ptr()) });
        }
    }
}

impl<T: Send + Sync, S: Send + Sync> Lease<T, S> {
    /// A lease of nothing.
    #[inline]
    pub(crate) const fn vacant() -> Self {
        Self { block: None, slot: None, held: 0 }
    }

    #[inline]
    fn block(&self) -> Option<&Block<T, S>> {
        // SAFETY: the block lives at least until this lease's part of the word is given back, which takes
        // `self.block` away.
        self.block.map(|block| unsafe { block.as_ref() })
    }

    /// `None` when vacant.
    #[inline]
    pub(crate) fn value(&self) -> Option<&T> {
        self.block().map(|block| &block.value)
    }

    /// The slot that this lease alone writes; `None` when all were taken, and when vacant.
    #[inline]
    pub(crate) fn slot(&self) -> Option<&S> {
        // SAFETY: a slot's box is never replaced and lives as long as the block; `release` takes it away first.
        self.slot.map(|slot| unsafe { slot.as_ref() })
    }

    /// The slots that were ever used.
    pub(crate) fn slots(&self) -> impl Iterator<Item = &S> {
        self.block().into_iter().flat_map(|block| block.slots.iter().filter_map(|s| s.get().map(|s| &**s)))
    }

    /// Which slot, as a hint for the next lease.
    #[inline]
    pub(crate) const fn hint(&self) -> u32 {
        self.held.trailing_zeros()
    }

    /// Gives the lease back; it is vacant then. `book` is told the busy time (in units of 4,096 ns) to book before
    /// that; when somebody else booked meanwhile it is called again with what is left, which replaces the amount
    /// before.
    #[inline]
    pub(crate) fn release(&mut self, now_ns: u64, mut book: impl FnMut(&T, Option<&S>, u64)) {
        let Some(block) = self.block() else { return };
        let mut word = block.word.load(Ordering::Relaxed);
        let last = loop {
            let units = since_mark(word, now_ns);
            book(&block.value, self.slot(), units);
            let marked = if units == 0 { word } else { with_mark(word, now_ns) };
            let next = marked - self.held;
            // Release: the next holder of the slot, and whoever frees the block, sees what was written.
            match block.word.compare_exchange_weak(word, next, Ordering::AcqRel, Ordering::Relaxed) {
                Ok(_) => break next & (CLOSED | HELD) == CLOSED,
                Err(seen) => word = seen,
            }
        };
        self.slot = None;
        if let (Some(block), true) = (self.block.take(), last) {
            free(block);
        }
    }
}

#[cold]
fn free<T, S>(block: NonNull<Block<T, S>>) {
    // SAFETY: called by the one release after which the word holds `CLOSED` and no lease: nobody else points to
    // the block.
    drop(unsafe { Box::from_raw(block.as_ptr()) });
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;

    type Numbers = Owner<(), u32>;

    #[test]
    fn hints_are_taken_when_free_and_the_crowd_gets_no_slot() {
        let owner = Numbers::new(());
        let lease = |hint| owner.lease(hint, 0, || 7).expect("room");
        let mut all = vec![lease(3), lease(3), lease(99)];
        assert_eq!(all.iter().map(Lease::hint).collect::<Vec<_>>(), [3, 0, SLOTS - 1]);
        all.extend((3..SLOTS).map(|_| lease(0)));
        assert!(all.iter().all(|l| l.slot() == Some(&7)));
        let mut crowded = lease(0);
        assert_eq!((crowded.slot(), owner.occupancy(0).in_flight), (None, u64::from(SLOTS) + 1));
        crowded.release(0, |(), slot, _| assert_eq!(slot, None));
        all.iter_mut().for_each(|l| l.release(0, |(), _, _| {}));
        assert_eq!(owner.occupancy(0).in_flight, 0);
    }

    #[test]
    fn idle_time_is_never_busy_however_long() {
        let owner = Numbers::new(());
        let mut booked = 0;
        let unit = 1 << BUSY_SHIFT;
        // From a millisecond to months: across several wraps of the mark.
        for idle in (20..53).map(|bits| (1u64 << bits) + (1 << bits) / 7) {
            let mut lease = owner.lease(0, idle, || 0).expect("room");
            // A weak compare-and-swap may fail for no reason, and then books again: the last amount counts.
            let mut last = 0;
            lease.release(idle + 3 * unit, |(), _, units| last = units);
            booked += last;
        }
        assert_eq!(booked, 33 * 3);
    }

    #[test]
    fn a_block_outlives_its_owner_until_the_last_lease_ends() {
        let value = std::sync::Arc::new(());
        let owner = Owner::<_, u32>::new(value.clone());
        let mut lease = owner.lease(0, 0, || 1).expect("room");
        drop(owner);
        assert_eq!(std::sync::Arc::strong_count(&value), 2);
        lease.release(0, |_, slot, _| assert_eq!(slot, Some(&1)));
        assert_eq!(std::sync::Arc::strong_count(&value), 1);
        assert!(lease.value().is_none() && lease.slot().is_none());
        lease.release(0, |_, _, _| unreachable!("vacant"));
    }
}
