//! Who may write which slot, how many requests are in flight, and when a model's memory may go.
//!
//! The first slots belong to threads, by their number ([`crate::seat`]): only that thread takes its slot, so taking it
//! is a look and a store, and giving it back a store by whoever ends the request. A thread whose own slot is taken, or
//! that has none, leases one of the other slots with one compare-and-swap of the block's word, and gives it back with
//! one subtraction; requests that find all of these taken are counted in the same word.
//!
//! This is the only module of the crate with `unsafe` that is about memory (the other reads the cycle counter).
//! The argument:
//!
//! * [`Owner`] and every [`Lease`] point to one heap [`Block`]. A lease is a slot whose log says it is held, and one
//!   slot's bit or one unit of the overflow count of the word unless the slot is a thread's. A lease is taken only
//!   through a borrowed `Owner`.
//! * A block is freed only after its owner is gone, by whoever then finds neither a thread's slot held nor the word:
//!   its owner's drop, or a later [`sweep`] of the blocks whose owners went first. A lease's last access to the block
//!   is the release store or read-modify-write that ends it, and the finder's loads acquire, so everything that leases
//!   did comes before the free.
//! * A block's pointers to slots are to the spare, which is static, or to boxes of the block, which are made once and
//!   freed with it. That a slot is held by one lease at a time makes it single-writer; nothing unsafe depends on it, the
//!   slot is only ever shared by reference.

use crate::record::busy::{CrowdLog, LOGS, Log, Union};
use crate::record::seat;
use crate::record::sync::{AtomicPtr, AtomicU64, Mutex, Ordering, array, bits, lock, try_lock};
use std::ptr::NonNull;

/// Slots of a block: leases that have a slot of their own.
pub(crate) const SLOTS: u32 = LOGS as u32;
/// Of these the first are threads': as many as a Raspberry Pi 5 has processors.
pub(crate) const THREADS: u32 = 4;
const THREAD_MASK: u64 = (1 << THREADS) - 1;
const SLOT_MASK: u64 = (1 << SLOTS) - 1;
/// What the lease of a thread's slot holds: no bit that the word can have.
const OWN: u64 = 1;
const OVERFLOW_ONE: u64 = 1 << SLOTS;

/// A slot and what its requests ran.
#[derive(Debug)]
pub(crate) struct Slot<S> {
    log: Log,
    cells: S,
}

impl<S> Slot<S> {
    fn new(cells: S) -> Self {
        Self { log: Log::new(), cells }
    }

    /// What stands where there is no slot: nobody can lease it.
    pub(crate) fn spare(cells: S) -> Self {
        Self { log: Log::never_free(), cells }
    }

    pub(crate) fn cells(&self) -> &S {
        &self.cells
    }

    /// Requests of this slot that ended. Who sees one sees what it wrote.
    pub(crate) fn ended(&self) -> u64 {
        self.log.ended()
    }

    /// Requests of this slot that began. After an acquire fence, all of those of which something was seen.
    pub(crate) fn begun(&self) -> u64 {
        self.log.begun()
    }
}

/// A slot, or the spare, and what a lease of it holds.
type Held<S> = (NonNull<Slot<S>>, u64);

#[derive(Debug)]
struct Block<T, S: 'static> {
    /// A bit for each slot that was ever used.
    made: AtomicU64,
    /// The spare, until a slot is first used.
    slots: [AtomicPtr<Slot<S>>; SLOTS as usize],
    spare: &'static Slot<S>,
    value: T,
    shared: Shared,
}

/// What several threads write: on lines of its own, as every request reads the others.
#[derive(Debug)]
#[repr(align(128))]
struct Shared {
    /// A bit for each slot that is held and not a thread's, and above them the requests without a slot.
    word: AtomicU64,
    crowd: CrowdLog,
    union: Mutex<Union>,
}

impl<T, S: 'static> Block<T, S> {
    fn is_idle(&self) -> bool {
        self.slots().all(|slot| slot.log.is_free()) && self.shared.word.load(Ordering::Acquire) == 0
    }

    /// A slot, or the spare where it was never used or there is none. Who gets a slot sees it made.
    #[inline(always)]
    fn slot(&self, index: u32) -> &Slot<S> {
        let at = self.slots.get(index as usize).map(|slot| slot.load(Ordering::Acquire));
        // SAFETY: each points to the spare or to a box that lives as long as the block.
        at.map_or(self.spare, |at| unsafe { &*at })
    }

    /// The slots that were ever used.
    fn slots(&self) -> impl Iterator<Item = &Slot<S>> {
        bits(self.made.load(Ordering::Acquire)).map(|index| self.slot(index as u32))
    }

    /// For who alone may hold the slot, and finds the spare there. Not inlined: a slot is made on the stack first, and
    /// room for that takes time even where none is made.
    #[inline(never)]
    fn make_slot(&self, index: u32, make: impl FnOnce() -> S) {
        let made = Box::into_raw(Box::new(Slot::new(make())));
        self.slots[index as usize].store(made, Ordering::Release);
        self.made.fetch_or(1 << index, Ordering::AcqRel);
    }

    #[cold]
    #[inline(never)]
    fn leave_crowd(&self, since_ns: u64, now_ns: u64) {
        self.shared.crowd.end(since_ns, now_ns);
        self.take_union(now_ns);
        self.shared.word.fetch_sub(OVERFLOW_ONE, Ordering::Release);
    }

    /// Takes the union, unless somebody does.
    fn take_union(&self, now_ns: u64) {
        if let Some(mut union) = try_lock(&self.shared.union) {
            self.busy_ns(&mut union, now_ns);
        }
    }

    /// Time until now in which at least one request ran.
    fn busy_ns(&self, union: &mut Union, now_ns: u64) -> u64 {
        let in_crowd = self.shared.word.load(Ordering::Acquire) >= OVERFLOW_ONE;
        union.take(self.slots().map(|slot| &slot.log), (&self.shared.crowd, in_crowd), now_ns)
    }
}

impl<T, S: 'static> Drop for Block<T, S> {
    fn drop(&mut self) {
        for index in bits(self.made.load(Ordering::Acquire)) {
            // SAFETY: a slot that was made is a box of this block, and nobody else has the block any more.
            drop(unsafe { Box::from_raw(self.slots[index].load(Ordering::Acquire)) });
        }
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
    act(&mut lock(&ORPHANS))
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
// SAFETY: see `Send`; all methods take `&self` and the block is only changed through atomics and locks.
unsafe impl<T: Send + Sync, S: Send + Sync> Sync for Owner<T, S> {}

/// One request's hold on a block, and on a slot of it unless all were taken; or nothing, when vacant.
#[derive(Debug)]
pub(crate) struct Lease<T: Send + Sync + 'static, S: Send + Sync + 'static> {
    block: Option<NonNull<Block<T, S>>>,
    /// Its slot, or the spare, which nobody writes.
    target: NonNull<Slot<S>>,
    /// What it holds: its thread's slot, one bit of another slot, or one unit of overflow.
    held: u64,
    /// Of this request in its slot: how many began before it.
    number: u64,
    since_ns: u64,
}

// SAFETY: as for `Owner`: shared access, and a drop of the block wherever the last lease ends.
unsafe impl<T: Send + Sync, S: Send + Sync> Send for Lease<T, S> {}
// SAFETY: see `Send`; shared use only reads.
unsafe impl<T: Send + Sync, S: Send + Sync> Sync for Lease<T, S> {}

impl<T: Send + Sync, S: Send + Sync> Owner<T, S> {
    /// `spare` is what the requests without a slot have in its place: they only read it.
    pub(crate) fn new(value: T, spare: &'static Slot<S>) -> Self {
        sweep();
        let block = Block {
            made: AtomicU64::new(0),
            slots: array(|| AtomicPtr::new(std::ptr::from_ref(spare).cast_mut())),
            spare,
            value,
            shared: Shared {
                word: AtomicU64::new(0),
                crowd: CrowdLog::new(),
                union: Mutex::new(Union::default()),
            },
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
    pub(crate) fn slots(&self) -> impl Iterator<Item = &Slot<S>> {
        self.block().slots()
    }

    /// A lease of nothing.
    pub(crate) fn vacant(&self) -> Lease<T, S> {
        Lease { block: None, target: NonNull::from(self.block().spare), held: 0, number: 0, since_ns: 0 }
    }

    /// Leases held.
    pub(crate) fn in_flight(&self) -> u64 {
        let block = self.block();
        let in_crowd = block.shared.word.load(Ordering::Acquire) >> SLOTS;
        block.slots().filter(|slot| !slot.log.is_free()).count() as u64 + in_crowd
    }

    /// Time until now in which at least one lease was held, nanoseconds.
    pub(crate) fn busy_ns(&self, now_ns: u64) -> u64 {
        let block = self.block();
        block.busy_ns(&mut lock(&block.shared.union), now_ns)
    }

    /// Takes a lease: on the slot of the thread with number `seat` (which the caller is) if there is one and it is
    /// free, else on any free slot that is no thread's, else on none. `make` makes a slot that was never used.
    #[inline(always)]
    pub(crate) fn lease(&self, seat: u32, now_ns: u64, make: impl Fn() -> S) -> Lease<T, S> {
        if seat < THREADS {
            let slot = self.block().slot(seat);
            if let Some(number) = slot.log.next() {
                slot.log.begin(number, now_ns);
                return self.leased((NonNull::from(slot), OWN), number, now_ns);
            }
        }
        let slot = self.lease_other(seat, now_ns, make);
        // SAFETY: see `Lease::target`.
        let number = unsafe { slot.0.as_ref() }.ended();
        self.leased(slot, number, now_ns)
    }

    #[inline(always)]
    fn leased(&self, (target, held): Held<S>, number: u64, since_ns: u64) -> Lease<T, S> {
        Lease { block: Some(self.block), target, held, number, since_ns }
    }

    /// The first lease of a thread, or of its slot, or one whose log is getting full, or one beside it. What it returns
    /// fits in registers, so that a request can.
    #[cold]
    #[inline(never)]
    fn lease_other(&self, seat: u32, now_ns: u64, make: impl Fn() -> S) -> Held<S> {
        let block = self.block();
        let seat = seat::given(seat);
        // For who may hold the slot.
        let begin = |index| {
            if std::ptr::eq(block.slot(index), block.spare) {
                block.make_slot(index, &make);
            }
            let slot = block.slot(index);
            let number = slot.log.next_after(|| block.take_union(now_ns))?;
            slot.log.begin(number, now_ns);
            Some(NonNull::from(slot))
        };
        if seat < THREADS
            && let Some(slot) = begin(seat)
        {
            return (slot, OWN);
        }
        // Where this thread's lines may be in its processor's cache.
        let hint = THREADS + seat % (SLOTS - THREADS);
        let mut word = block.shared.word.load(Ordering::Relaxed);
        let (index, held) = loop {
            let free = (word & SLOT_MASK | THREAD_MASK).trailing_ones();
            let index = if word & 1 << hint == 0 { hint } else { free };
            // After the last slot's bit comes the overflow's one.
            let held = 1 << index;
            // Acquire: what the slot's last holder wrote is seen before it is written again.
            match block.shared.word.compare_exchange_weak(
                word,
                word + held,
                Ordering::AcqRel,
                Ordering::Relaxed,
            ) {
                Ok(_) => break (index, held),
                Err(seen) => word = seen,
            }
        };
        if held < OVERFLOW_ONE {
            if let Some(slot) = begin(index) {
                return (slot, held);
            }
            // Its log is full, as who takes the union was stopped half-way.
            block.shared.word.fetch_add(OVERFLOW_ONE - held, Ordering::AcqRel);
        }
        block.shared.crowd.begin(now_ns);
        (NonNull::from(block.spare), OVERFLOW_ONE)
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
        // SAFETY: the block lives at least until this lease ends, which takes `self.block` away.
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
        unsafe { &self.target.as_ref().cells }
    }

    /// Requests of the slot that ended before this one began.
    #[inline(always)]
    pub(crate) fn ended_before(&self) -> u64 {
        self.number
    }

    /// Gives the lease back; it is vacant then.
    #[inline(always)]
    pub(crate) fn release(&mut self, now_ns: u64) {
        let Some(block) = self.block() else { return };
        let spare = NonNull::from(block.spare);
        if self.held & SLOT_MASK == 0 {
            block.leave_crowd(self.since_ns, now_ns);
        } else {
            // SAFETY: as in `target`.
            let log = unsafe { &self.target.as_ref().log };
            // From the last of these on the block may be freed: it and the log, which is atomics only, are locals here
            // and no arguments that must live on.
            log.end(self.number, now_ns.saturating_sub(self.since_ns));
            if self.held != OWN {
                block.shared.word.fetch_sub(self.held, Ordering::Release);
            }
        }
        (self.block, self.target, self.held) = (None, spare, 0);
    }
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;
    use crate::record::seat::NONE;
    use std::sync::LazyLock;

    type Numbers = Owner<(), u32>;

    fn spare() -> &'static Slot<u32> {
        static SPARE: LazyLock<Slot<u32>> = LazyLock::new(|| Slot::spare(0));
        &SPARE
    }

    fn numbers() -> Numbers {
        Owner::new((), spare())
    }

    fn lease(owner: &Numbers, seat: u32, now_ns: u64) -> Lease<(), u32> {
        owner.lease(seat, now_ns, || 7)
    }

    #[test]
    fn a_thread_has_its_slot_and_then_any_free_one_and_the_crowd_gets_the_spare() {
        let owner = numbers();
        let mut all: Vec<_> = [0, 3, 0, 0, NONE, THREADS].map(|seat| lease(&owner, seat, 0)).into();
        let at = |l: &Lease<_, _>| {
            owner.block().slots.iter().position(|s| s.load(Ordering::Relaxed) == l.target.as_ptr())
        };
        let slots: Vec<_> = all.iter().filter_map(at).collect();
        assert_eq!(slots, [0, 3, 4, 5, 7, 8]);
        all.extend((0..2).map(|_| lease(&owner, 0, 0)));
        assert!(all.iter().all(|l| l.slot() == Some(&7)));
        let mut crowded = lease(&owner, 0, 0);
        assert_eq!((crowded.slot(), crowded.target()), (None, &0));
        assert_eq!(owner.in_flight(), 9);
        crowded.release(0);
        assert_eq!(owner.in_flight(), 8);
        all.iter_mut().for_each(|l| l.release(0));
        assert_eq!(owner.in_flight(), 0);
        assert_eq!(at(&lease(&owner, 0, 0)), Some(0));
    }

    #[test]
    fn idle_time_is_never_busy_however_long() {
        for seats in [[0, 0], [0, 1], [NONE, 2]] {
            let owner = numbers();
            // From a millisecond to months.
            for idle in (20..53).map(|bits| (1u64 << bits) + (1 << bits) / 7) {
                let mut one = lease(&owner, seats[0], idle);
                let mut other = lease(&owner, seats[1], idle + 1_000);
                one.release(idle + 2_000);
                other.release(idle + 3_000);
            }
            assert_eq!(owner.busy_ns(u64::MAX >> 3), 33 * 3_000, "{seats:?}");
        }
    }

    #[test]
    fn each_moment_is_busy_once_whoever_runs() {
        for [first, second] in [[0, 1], [NONE, 1], [0, 0]] {
            let owner = numbers();
            let mut a = lease(&owner, first, 10);
            let mut b = lease(&owner, second, 20);
            let mut c = lease(&owner, second, 30);
            c.release(35);
            assert_eq!(owner.busy_ns(38), 28);
            a.release(40);
            let mut d = lease(&owner, first, 50);
            b.release(60);
            d.release(70);
            assert_eq!(owner.busy_ns(100), 60);
            let mut e = lease(&owner, 2, 200);
            e.release(300);
            assert_eq!(owner.busy_ns(1_000), 160);
        }
    }

    #[test]
    fn the_crowds_time_is_busy_too() {
        let owner = numbers();
        let mut slots: Vec<_> = (0..7).map(|_| lease(&owner, 0, 10)).collect();
        let mut crowd = [lease(&owner, 0, 20), lease(&owner, 0, 25)];
        slots.iter_mut().for_each(|l| l.release(30));
        assert_eq!(owner.busy_ns(35), 25);
        crowd[0].release(40);
        crowd[1].release(50);
        assert_eq!(owner.busy_ns(100), 40);
    }

    #[test]
    fn a_block_outlives_its_owner_until_its_last_lease_has_ended() {
        for seats in [[0, 1], [0, 0], [NONE, 0], [NONE, NONE]] {
            let value = std::sync::Arc::new(());
            let owner = Owner::<_, u32>::new(value.clone(), spare());
            let mut first = owner.lease(seats[0], 0, || 1);
            let mut lease = owner.lease(seats[1], 0, || 1);
            first.release(0);
            drop(owner);
            sweep();
            assert_eq!(std::sync::Arc::strong_count(&value), 2);
            lease.release(0);
            assert!(lease.value().is_none() && lease.slot().is_none());
            assert_eq!(lease.target(), &0);
            lease.release(0);
            // A sweep on another test's thread may just be looking at it.
            while std::sync::Arc::strong_count(&value) > 1 {
                sweep();
            }
        }
    }
}
