//! Who may write which slot, how many requests are in flight, how long the model was busy, and when its memory
//! may go.
//!
//! Most of the time a model runs one request. Slot 0 is that request's: taking it is one compare-and-swap of the
//! block's `lead` word, giving it back one plain store. The word holds the time that leaders ran: as a total while
//! the slot is free, and as the time at which they would have begun had they run without a break while it is taken.
//! So one load says how long there was no leader until now, and that is the clock on which the others are timed:
//! requests that found slot 0 taken lease the other slots from a second word, with two compare-and-swaps, and book
//! the time with no leader in which at least one of them ran. The two sums are the busy time, each moment once, exact
//! but for what passes between a thread's reading of the clock and its change of a word.
//!
//! This is the only module of the crate with `unsafe` that is about memory (the other reads the cycle counter).
//! The argument:
//!
//! * [`Owner`] and every [`Lease`] point to one heap [`Block`]. A lease is the `TAKEN` bit of the lead, or one slot's
//!   bit or one unit of the overflow count of the other word. A lease is taken only through a borrowed `Owner`.
//! * A block is freed only after its owner is gone, by whoever then finds both words without a lease: its owner's
//!   drop, or a later [`sweep`] of the blocks whose owners went first. A lease's last access to the block is the
//!   release store or read-modify-write that takes it out of its word, and the finder's loads acquire, so everything
//!   that leases did comes before the free.
//! * A slot's box is made once and lives as long as the block. That a slot is held by one lease at a time makes it
//!   single-writer; nothing unsafe depends on it, the slot is only ever shared by reference.

use crate::sync::{AtomicU32, AtomicU64, Ordering};
use std::ptr::NonNull;
use std::sync::OnceLock;
#[cfg(not(hailo_loom))]
use std::sync::{Mutex, PoisonError};

/// Slots of a block: leases that have a slot of their own.
pub(crate) const SLOTS: u32 = 10;
/// Slot 0 is the leader's: its bit says so in a lease, and is never set in a word.
const LEAD: u64 = 1;
const SLOT_MASK: u64 = (1 << SLOTS) - 1;
const OVERFLOW_ONE: u64 = 1 << SLOTS;
const OVERFLOW_BITS: u32 = 18;
const OVERFLOW_MASK: u64 = ((1 << OVERFLOW_BITS) - 1) << SLOTS;
const HELD: u64 = SLOT_MASK | OVERFLOW_MASK;
/// The rest of the word is the mark: up to when busy time has been booked, in units of 4,096 ns, modulo 2^36.
const MARK_SHIFT: u32 = SLOTS + OVERFLOW_BITS;
const MARK_MASK: u64 = u64::MAX >> MARK_SHIFT;
/// Nanoseconds per unit of busy time, as a shift.
pub(crate) const BUSY_SHIFT: u32 = 12;
/// In the lead: slot 0 is held. The other 63 bits are nanoseconds, modulo 2^63.
const TAKEN: u64 = 1;

/// What is known from a block's words at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Occupancy {
    /// Leases held.
    pub(crate) in_flight: u64,
    /// Time that leaders ran until now, nanoseconds.
    pub(crate) led_ns: u64,
    /// Units of the others' busy time that no release has booked yet.
    pub(crate) unbooked: u64,
}

/// Time that leaders ran until now.
const fn led_ns(lead: u64, now_ns: u64) -> u64 {
    if lead & TAKEN == 0 { lead >> 1 } else { (now_ns.wrapping_sub(lead >> 1) << 1) >> 1 }
}

/// A begin less than this many units (8.6 s) before the mark read its clock before somebody booked; one further
/// back is the mark of a time before the mark's 78 hours went round. After an idle time within 8.6 s of a multiple
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
struct Block<T, S: 'static> {
    lead: AtomicU64,
    word: AtomicU64,
    /// A bit for each slot that was ever used.
    made: AtomicU32,
    slots: [OnceLock<Box<S>>; SLOTS as usize],
    spare: &'static S,
    value: T,
}

impl<T, S: 'static> Block<T, S> {
    fn is_idle(&self) -> bool {
        self.lead.load(Ordering::Acquire) & TAKEN == 0 && self.word.load(Ordering::Acquire) & HELD == 0
    }

    fn slots(&self) -> impl Iterator<Item = &S> {
        let mut made = self.made.load(Ordering::Acquire);
        std::iter::from_fn(move || {
            let slot = self.slots.get(made.trailing_zeros() as usize)?.get()?;
            made &= made - 1;
            Some(&**slot)
        })
    }

    #[cold]
    #[inline(never)]
    fn first_use(&self, index: u32, make: impl FnOnce() -> S) -> NonNull<S> {
        let slot = NonNull::from(&**self.slots[index as usize].get_or_init(|| Box::new(make())));
        self.made.fetch_or(1 << index, Ordering::Release);
        slot
    }

    /// The time until now in which there was no leader: what the others are timed on.
    fn led_by_none(&self, now_ns: u64) -> u64 {
        now_ns.wrapping_sub(led_ns(self.lead.load(Ordering::Acquire), now_ns))
    }
}

/// A block whose owner went while leases were held.
struct Orphan {
    block: NonNull<()>,
    /// Frees the block if no lease is held; says whether it did.
    free: unsafe fn(NonNull<()>) -> bool,
}

// SAFETY: made only of blocks whose contents are `Send` and `Sync`.
unsafe impl Send for Orphan {}

#[cfg(not(hailo_loom))]
fn with_orphans<R>(act: impl FnOnce(&mut Vec<Orphan>) -> R) -> R {
    static ORPHANS: Mutex<Vec<Orphan>> = Mutex::new(Vec::new());
    act(&mut ORPHANS.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The model checker runs a model's threads on one, and models beside each other.
#[cfg(hailo_loom)]
fn with_orphans<R>(act: impl FnOnce(&mut Vec<Orphan>) -> R) -> R {
    thread_local! { static ORPHANS: std::cell::RefCell<Vec<Orphan>> = const { std::cell::RefCell::new(Vec::new()) } }
    ORPHANS.with_borrow_mut(act)
}

/// Frees the block if no lease is held.
///
/// # Safety
/// `block` must be a block of these types whose owner is gone, and nobody else may try to free it meanwhile.
unsafe fn free_if_idle<T: 'static, S: 'static>(block: NonNull<()>) -> bool {
    let block = block.cast::<Block<T, S>>();
    // SAFETY: not freed yet, as only this function frees and only on the caller's behalf.
    let idle = unsafe { block.as_ref() }.is_idle();
    if idle {
        // SAFETY: no lease is held and, without an owner, none can be taken: nobody else points to the block.
        drop(unsafe { Box::from_raw(block.as_ptr()) });
    }
    idle
}

/// Frees the blocks whose owners went before their last lease, as far as that one has ended.
pub(crate) fn sweep() {
    // Looked at outside of the lock: what a block's value does when it goes may end here again.
    let mut taken = with_orphans(std::mem::take);
    // SAFETY: an orphan is of the type that its function is for; it is in one list only, and this one is ours.
    taken.retain(|orphan| !unsafe { (orphan.free)(orphan.block) });
    if !taken.is_empty() {
        with_orphans(|orphans| orphans.append(&mut taken));
    }
}

/// Owns a block of one `T` and up to [`SLOTS`] `S`. Dropping it lets the block go once no lease is held.
#[derive(Debug)]
pub(crate) struct Owner<T: Send + Sync + 'static, S: Send + Sync + 'static> {
    block: NonNull<Block<T, S>>,
}

// SAFETY: an owner gives shared access to `T` and `S` and may drop them on whatever thread it is on.
unsafe impl<T: Send + Sync, S: Send + Sync> Send for Owner<T, S> {}
// SAFETY: see `Send`; all methods take `&self` and the block is only changed through atomics.
unsafe impl<T: Send + Sync, S: Send + Sync> Sync for Owner<T, S> {}

/// One request's hold on a block, and on a slot of it unless all were taken; or nothing, when vacant.
#[derive(Debug)]
pub(crate) struct Lease<T: Send + Sync + 'static, S: Send + Sync + 'static> {
    block: Option<NonNull<Block<T, S>>>,
    /// Its slot, or the spare, which nobody writes.
    target: NonNull<S>,
    /// What it holds: `LEAD`, one bit of a slot, or one unit of overflow.
    held: u64,
}

// SAFETY: as for `Owner`: shared access, and a drop of the block wherever the last lease ends.
unsafe impl<T: Send + Sync, S: Send + Sync> Send for Lease<T, S> {}
// SAFETY: see `Send`; shared use only reads.
unsafe impl<T: Send + Sync, S: Send + Sync> Sync for Lease<T, S> {}

impl<T: Send + Sync, S: Send + Sync> Owner<T, S> {
    /// `spare` is what the requests without a slot have in its place: they only read it.
    pub(crate) fn new(value: T, spare: &'static S) -> Self {
        sweep();
        let block = Block {
            lead: AtomicU64::new(0),
            word: AtomicU64::new(0),
            made: AtomicU32::new(0),
            slots: std::array::from_fn(|_| OnceLock::new()),
            spare,
            value,
        };
        Self { block: NonNull::from(Box::leak(Box::new(block))) }
    }

    #[inline]
    fn block(&self) -> &Block<T, S> {
        // SAFETY: the block is freed only after its owner is gone.
        unsafe { self.block.as_ref() }
    }

    #[inline]
    pub(crate) fn value(&self) -> &T {
        &self.block().value
    }

    /// The slots that were ever used.
    pub(crate) fn slots(&self) -> impl Iterator<Item = &S> {
        self.block().slots()
    }

    /// A lease of nothing.
    pub(crate) fn vacant(&self) -> Lease<T, S> {
        Lease { block: None, target: NonNull::from(self.block().spare), held: 0 }
    }

    /// Leases held, and busy time.
    pub(crate) fn occupancy(&self, now_ns: u64) -> Occupancy {
        let block = self.block();
        let word = block.word.load(Ordering::Acquire);
        let lead = block.lead.load(Ordering::Acquire);
        let others = u64::from((word & SLOT_MASK).count_ones()) + ((word & OVERFLOW_MASK) >> SLOTS);
        let led_ns = led_ns(lead, now_ns);
        Occupancy {
            in_flight: others + (lead & TAKEN),
            led_ns,
            unbooked: if others == 0 { 0 } else { since_mark(word, now_ns.wrapping_sub(led_ns)) },
        }
    }

    /// Takes a lease: on slot 0 if that is free, else on the slot that `hint` says, else on any free slot, else on
    /// none. `make` makes a slot that was never used. `None` when even the overflow count is full (2^18 requests
    /// at once).
    #[inline]
    pub(crate) fn lease(
        &self,
        hint: impl FnOnce() -> u32,
        now_ns: u64,
        make: impl FnOnce() -> S,
    ) -> Option<Lease<T, S>> {
        let block = self.block();
        let mut lead = block.lead.load(Ordering::Relaxed);
        while lead & TAKEN == 0 {
            let next = (now_ns.wrapping_sub(lead >> 1) << 1) | TAKEN;
            // Acquire: what the slot's last holder wrote is seen before it is written again.
            match block.lead.compare_exchange(lead, next, Ordering::AcqRel, Ordering::Relaxed) {
                Ok(_) => {
                    let target = match block.slots[0].get() {
                        Some(slot) => NonNull::from(&**slot),
                        None => block.first_use(0, make),
                    };
                    return Some(Lease { block: Some(self.block), target, held: LEAD });
                }
                Err(seen) => lead = seen,
            }
        }
        // While there is a leader the others' clock stands still: it shows the time whenever he began, and does not
        // depend on whether he ends before we have read it.
        self.join(now_ns.wrapping_sub(led_ns(lead, now_ns)), hint(), make)
    }

    /// Takes a lease beside a leader; `led_by_none_ns` is the time on the others' clock.
    #[inline(never)]
    fn join(&self, led_by_none_ns: u64, hint: u32, make: impl FnOnce() -> S) -> Option<Lease<T, S>> {
        let block = self.block();
        let mut word = block.word.load(Ordering::Relaxed);
        loop {
            let hint = hint.clamp(1, SLOTS - 1);
            let (held, index) = if word & (1 << hint) == 0 {
                (1 << hint, hint)
            } else {
                let free = (word & SLOT_MASK | LEAD).trailing_ones();
                if free < SLOTS {
                    (1 << free, free)
                } else if word & OVERFLOW_MASK == OVERFLOW_MASK {
                    return None;
                } else {
                    (OVERFLOW_ONE, SLOTS)
                }
            };
            // The first lease after none starts a busy period now.
            let next = if word & HELD == 0 { opened(word, led_by_none_ns) + held } else { word + held };
            // Acquire: what the slot's last holder wrote is seen before it is written again.
            match block.word.compare_exchange_weak(word, next, Ordering::AcqRel, Ordering::Relaxed) {
                Ok(_) => {
                    let target = match block.slots.get(index as usize).map(OnceLock::get) {
                        None => NonNull::from(block.spare),
                        Some(Some(slot)) => NonNull::from(&**slot),
                        Some(None) => block.first_use(index, make),
                    };
                    return Some(Lease { block: Some(self.block), target, held });
                }
                Err(seen) => word = seen,
            }
        }
    }
}

impl<T: Send + Sync, S: Send + Sync> Drop for Owner<T, S> {
    fn drop(&mut self) {
        let orphan = Orphan { block: self.block.cast(), free: free_if_idle::<T, S> };
        // SAFETY: the owner is going; the block is in no list yet.
        if !unsafe { (orphan.free)(orphan.block) } {
            with_orphans(|orphans| orphans.push(orphan));
        }
    }
}

impl<T: Send + Sync, S: Send + Sync> Lease<T, S> {
    #[inline]
    fn block(&self) -> Option<&Block<T, S>> {
        // SAFETY: the block lives at least until this lease is taken out of its word, which takes `self.block`
        // away.
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
        (self.held & SLOT_MASK != 0).then(|| self.target())
    }

    /// The slot, or the spare that stands for none.
    #[inline(always)]
    pub(crate) fn target(&self) -> &S {
        // SAFETY: the spare is static. A slot's box is never replaced and lives as long as the block; `release`
        // takes it away first.
        unsafe { self.target.as_ref() }
    }

    /// The slots that were ever used.
    pub(crate) fn slots(&self) -> impl Iterator<Item = &S> {
        self.block().into_iter().flat_map(Block::slots)
    }

    /// Which slot, as a hint for the next lease that is not the leader's.
    #[inline]
    pub(crate) const fn hint(&self) -> Option<u32> {
        if self.held == LEAD { None } else { Some(self.held.trailing_zeros()) }
    }

    /// Gives the lease back; it is vacant then. `now_ns` is not before the lease was taken. If it was not the
    /// leader's, `book` is told the busy time (in units of 4,096 ns) to add before that; when somebody else booked
    /// meanwhile it is called again with the difference, modulo 2^64, to what is left.
    #[inline]
    pub(crate) fn release(&mut self, now_ns: u64, book: impl FnMut(&T, Option<&S>, u64)) {
        let Some(block) = self.block() else { return };
        let spare = NonNull::from(block.spare);
        if self.held == LEAD {
            // Nobody else writes the word while it is taken.
            let lead = block.lead.load(Ordering::Relaxed);
            let led_ns = now_ns.wrapping_sub(lead >> 1);
            // Release: the next leader, and whoever frees the block, sees what was written.
            block.lead.store(led_ns << 1, Ordering::Release);
        } else {
            self.leave(now_ns, book);
        }
        (self.block, self.target, self.held) = (None, spare, 0);
    }

    /// Takes this lease out of the word. The block is a local here and no argument: from then on it may be freed.
    #[inline(never)]
    fn leave(&self, now_ns: u64, mut book: impl FnMut(&T, Option<&S>, u64)) {
        let Some(block) = self.block() else { return };
        let mut word = block.word.load(Ordering::Relaxed);
        let mut booked = 0;
        loop {
            let now_ns = block.led_by_none(now_ns);
            let units = since_mark(word, now_ns);
            book(&block.value, self.slot(), units.wrapping_sub(booked));
            booked = units;
            let marked = if units == 0 { word } else { with_mark(word, now_ns) };
            // Release: the next holder of the slot, and whoever frees the block, sees what was written.
            let left = block.word.compare_exchange_weak(
                word,
                marked - self.held,
                Ordering::AcqRel,
                Ordering::Relaxed,
            );
            match left {
                Ok(_) => return,
                Err(seen) => word = seen,
            }
        }
    }
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;

    type Numbers = Owner<(), u32>;

    #[allow(clippy::expect_used)]
    fn lease(owner: &Numbers, hint: u32, now_ns: u64) -> Lease<(), u32> {
        owner.lease(|| hint, now_ns, || 7).expect("room")
    }

    #[test]
    fn the_first_leads_hints_are_taken_when_free_and_the_crowd_gets_the_spare() {
        let owner = Numbers::new((), &0);
        let mut all =
            vec![lease(&owner, 3, 0), lease(&owner, 3, 0), lease(&owner, 3, 0), lease(&owner, 99, 0)];
        let hints: Vec<_> = all.iter().map(Lease::hint).collect();
        assert_eq!(hints, [None, Some(3), Some(1), Some(SLOTS - 1)]);
        all.extend((4..SLOTS).map(|_| lease(&owner, 0, 0)));
        assert!(all.iter().all(|l| l.slot() == Some(&7)));
        let mut crowded = lease(&owner, 0, 0);
        assert_eq!((crowded.slot(), crowded.target()), (None, &0));
        assert_eq!(owner.occupancy(0).in_flight, u64::from(SLOTS) + 1);
        crowded.release(0, |(), slot, _| assert_eq!(slot, None));
        all.iter_mut().for_each(|l| l.release(0, |(), _, _| {}));
        assert_eq!(owner.occupancy(0).in_flight, 0);
        assert_eq!(lease(&owner, 3, 0).hint(), None);
    }

    #[test]
    fn idle_time_is_never_busy_however_long() {
        let unit = 1 << BUSY_SHIFT;
        for beside_a_leader in [false, true] {
            let owner = Numbers::new((), &0);
            let (mut booked, mut led) = (0_u64, 0);
            // From a millisecond to months: across several wraps of the mark.
            for idle in (20..53).map(|bits| (1u64 << bits) + (1 << bits) / 7) {
                let mut leader = lease(&owner, 0, idle);
                if !beside_a_leader {
                    leader.release(idle + 3 * unit, |(), _, _| unreachable!("a leader books nothing"));
                    continue;
                }
                let mut other = lease(&owner, 0, idle + unit);
                leader.release(idle + 2 * unit, |(), _, _| unreachable!("a leader books nothing"));
                led += 2 * unit;
                other.release(idle + 5 * unit, |(), _, units| booked = units.wrapping_add(booked));
            }
            let led_ns = owner.occupancy(u64::MAX >> 1).led_ns;
            if beside_a_leader {
                // Of five units the leader ran two; the start of a period is cut to a whole unit.
                assert_eq!(led_ns, led);
                assert!((33 * 3 - 33..=33 * 3).contains(&booked), "{booked}");
            } else {
                assert_eq!(led_ns, 33 * 3 * unit);
            }
        }
    }

    #[test]
    fn each_moment_is_busy_once_whoever_runs() {
        let unit = 1 << BUSY_SHIFT;
        let owner = Numbers::new((), &0);
        let mut booked = 0_u64;
        let mut end = |lease: &mut Lease<(), u32>, at: u64| {
            lease.release(at * unit, |(), _, units| booked = units.wrapping_add(booked));
        };
        let mut a = lease(&owner, 0, 10 * unit); // leads 10 to 40
        let mut b = lease(&owner, 0, 20 * unit); // 20 to 60, 20 of it without a leader until c
        let mut c = lease(&owner, 1, 30 * unit); // 30 to 35
        end(&mut c, 35);
        end(&mut a, 40);
        let mut d = lease(&owner, 1, 50 * unit); // leads 50 to 70
        end(&mut b, 60);
        end(&mut d, 70);
        let occupancy = owner.occupancy(100 * unit);
        assert_eq!((occupancy.led_ns, booked, occupancy.unbooked), (50 * unit, 10, 0));
        // All of 10 to 70.
        assert_eq!(occupancy.led_ns + booked * unit, 60 * unit);
    }

    #[test]
    fn a_block_outlives_its_owner_until_its_last_lease_has_ended() {
        for other in [false, true] {
            let value = std::sync::Arc::new(());
            let owner = Owner::<_, u32>::new(value.clone(), &0);
            let leader = other.then(|| owner.lease(|| 0, 0, || 1).expect("room"));
            let mut lease = owner.lease(|| 0, 0, || 1).expect("room");
            if let Some(mut leader) = leader {
                leader.release(0, |_, _, _| {});
            }
            drop(owner);
            sweep();
            assert_eq!(std::sync::Arc::strong_count(&value), 2);
            lease.release(0, |_, slot, _| assert_eq!(slot, Some(&1)));
            assert!(lease.value().is_none() && lease.slot().is_none());
            assert_eq!(lease.target(), &0);
            lease.release(0, |_, _, _| unreachable!("vacant"));
            // A sweep on another test's thread may just be looking at it.
            while std::sync::Arc::strong_count(&value) > 1 {
                sweep();
            }
        }
    }
}
