//! One word per model says who may write which shard, how many requests run, and when none does.
//!
//! A request takes a bit of the word with its first instruction and gives it back with its last: what it writes in
//! between, nobody else writes. When all bits are taken it counts as one of the overflow, which shares what it writes.
//! Who takes the word from idle begins a stretch of busy time, who brings it back ends one.
//!
//! The word also says whether a recorder of the model exists. Whoever brings it to zero frees the model: the last
//! recorder when nothing runs, or else the last request.
//!
//! | bits of the word | set, or counted, while |
//! |---|---|
//! | 0 to 12 | a request holds the shard of that number |
//! | 13 (`OWNED`) | a recorder of the model exists |
//! | 14 to 63 | this many requests run that found all shards taken, each `OVERFLOW_ONE` |
//!
//! So a model at rest is `OWNED`, and one request of it that runs on shard 3 makes it `OWNED | 1 << 3`. A request that
//! believes itself alone stops the clock of busy time *before* it gives its bit back, because afterwards the next one may
//! start it. If the exchange shows that it was not alone, it puts back what it found (`stop`, `go_on`): nobody else
//! writes that clock while its bit is in the word.

use crate::record::sync::{
    AtomicPtr, AtomicU64,
    Ordering::{AcqRel, Acquire, Relaxed, Release},
    array, fence,
};
use std::cell::Cell;
use std::ptr::NonNull;

/// Shards of a model: as many as fit beside the word into two lines of cache.
pub(crate) const SHARDS: u32 = if cfg!(hailo_loom) { 2 } else { 13 };
/// A recorder exists.
const OWNED: u64 = 1 << SHARDS;
/// One request without a shard; the count of these fills the word's upper bits.
const OVERFLOW_ONE: u64 = OWNED << 1;

thread_local! {
    /// The shard that this thread took last: its lines may still be in this processor's cache. A hint, no more.
    static HINT: Cell<u32> = const { Cell::new(0) };
}

#[inline(always)]
fn hint() -> u32 {
    // The model checker runs the same program many times on this one thread: each run must begin alike.
    if cfg!(hailo_loom) { 0 } else { HINT.get() }
}

/// The time in which at least one request ran.
///
/// There is one writer at a time: who took the word from idle, until it gives its bit back, and then who knows itself
/// the only one left. Each sees what the one before wrote, by the word.
#[derive(Debug)]
struct Busy {
    /// Even: twice the busy time so far; nothing runs. Odd: the upper 63 bits are the time at which the run began minus the
    /// busy time until then, so that busy time at a later moment is that moment minus this value. It may be negative (two's
    /// complement).
    state: AtomicU64,
    /// When it last changed, so that no moment counts twice when clocks of two cores differ.
    edge: AtomicU64,
}

impl Busy {
    #[inline(always)]
    fn start(&self, now_ns: u64) {
        let since = now_ns.max(self.edge.load(Relaxed));
        let total = self.state.load(Relaxed) >> 1;
        self.edge.store(since, Relaxed);
        self.state.store(since.wrapping_sub(total) << 1 | 1, Relaxed);
    }

    /// Returns what [`Busy::go_on`] takes.
    #[inline(always)]
    fn stop(&self, now_ns: u64) -> u64 {
        let running = self.state.load(Relaxed);
        let until = now_ns.max(self.edge.load(Relaxed));
        self.edge.store(until, Relaxed);
        self.state.store(Self::total(running, until) << 1, Relaxed);
        running
    }

    /// It did not stop after all.
    fn go_on(&self, running: u64) {
        self.state.store(running, Relaxed);
    }

    #[allow(clippy::cast_possible_wrap, clippy::cast_sign_loss)] // an arithmetic shift
    const fn total(running: u64, now_ns: u64) -> u64 {
        now_ns.wrapping_sub((running as i64 >> 1) as u64)
    }

    fn at(&self, now_ns: u64) -> u64 {
        let state = self.state.load(Relaxed);
        if state.is_multiple_of(2) {
            return state >> 1;
        }
        let total = Self::total(state, now_ns);
        // A request may have begun after the clock was read.
        if total > u64::MAX / 2 { 0 } else { total }
    }
}

/// A model's value and shards.
#[derive(Debug)]
#[repr(C, align(128))]
struct Block<T, S> {
    /// A bit for each shard that is taken, `OWNED`, and requests without a shard times `OVERFLOW_ONE`.
    word: AtomicU64,
    busy: Busy,
    /// Null until first taken; made by who has the bit. A box lives as long as the block.
    shards: [AtomicPtr<S>; SHARDS as usize],
    recorders: AtomicU64,
    value: T,
}

impl<T, S> Block<T, S> {
    #[inline(always)]
    fn shard(&self, index: u32) -> Option<&S> {
        // SAFETY: null, or a box that lives as long as the block. Acquire pairs with the release in `make`.
        self.shards.get(index as usize).and_then(|shard| unsafe { shard.load(Acquire).as_ref() })
    }

    /// Gives the shard its place. Only the request that holds the shard's bit may do so.
    #[cold]
    fn make(&self, index: u32, shard: S) {
        if let Some(slot) = self.shards.get(index as usize) {
            slot.store(Box::into_raw(Box::new(shard)), Release);
        }
    }
}

impl<T, S> Drop for Block<T, S> {
    fn drop(&mut self) {
        for shard in &self.shards {
            let shard = shard.load(Relaxed);
            if !shard.is_null() {
                // SAFETY: of `Box::into_raw` in `make`, and nobody else has the block any more.
                drop(unsafe { Box::from_raw(shard) });
            }
        }
    }
}

/// Frees a block.
///
/// # Safety
/// The caller brought the block's word to zero.
#[cold]
unsafe fn free<T, S>(block: NonNull<Block<T, S>>) {
    // SAFETY: the word counts everybody who has the block: that was the last one. Every access of another came before
    // its change of the word, which pairs with ours.
    drop(unsafe { Box::from_raw(block.as_ptr()) });
}

/// One of those that own a model; a clone is another.
#[derive(Debug)]
pub(crate) struct Owner<T: Send + Sync, S: Send + Sync> {
    block: NonNull<Block<T, S>>,
}

// SAFETY: an owner gives shared access to `T` and `S` and may drop them on whatever thread it is on.
unsafe impl<T: Send + Sync, S: Send + Sync> Send for Owner<T, S> {}
// SAFETY: see `Send`; all methods take `&self` and the block changes only through atomics.
unsafe impl<T: Send + Sync, S: Send + Sync> Sync for Owner<T, S> {}

/// One request's hold on a model. One that runs holds a shard too, unless all were taken; one that waits only keeps the model
/// alive. Once given back it holds nothing.
///
/// Two words, so that it is passed on in registers: copied from memory in other pieces than it was stored in, it would
/// wait for the stores.
#[derive(Debug)]
pub(crate) struct Lease<T: Send + Sync, S: Send + Sync> {
    block: Option<NonNull<Block<T, S>>>,
    /// Lower half: the bits of the word that are this request's; 0 while it waits. Upper half: the lower half of the word as it
    /// was when this request had begun. Usually nothing has begun or ended since, and then one compare-exchange ends the
    /// request. A larger word is kept as 2^32 - 1: then the exchange fails, and the word is read again.
    held_and_seen: u64,
}

// SAFETY: as for `Owner`: shared access, and a drop of the block wherever the last lease ends.
unsafe impl<T: Send + Sync, S: Send + Sync> Send for Lease<T, S> {}
// SAFETY: see `Send`; shared use only reads.
unsafe impl<T: Send + Sync, S: Send + Sync> Sync for Lease<T, S> {}

impl<T: Send + Sync, S: Send + Sync> Owner<T, S> {
    pub(crate) fn new(value: T) -> Self {
        let zero = || AtomicU64::new(0);
        let block = Block {
            word: AtomicU64::new(OWNED),
            busy: Busy { state: zero(), edge: zero() },
            shards: array(|| AtomicPtr::new(std::ptr::null_mut())),
            recorders: AtomicU64::new(1),
            value,
        };
        Self { block: NonNull::from(Box::leak(Box::new(block))) }
    }

    #[inline(always)]
    fn block(&self) -> &Block<T, S> {
        // SAFETY: the word has `OWNED` until the last owner is gone.
        unsafe { self.block.as_ref() }
    }

    #[inline(always)]
    pub(crate) fn value(&self) -> &T {
        &self.block().value
    }

    /// The shards that were ever taken.
    pub(crate) fn shards(&self) -> impl Iterator<Item = &S> {
        (0..SHARDS).filter_map(|index| self.block().shard(index))
    }

    /// Requests that run.
    pub(crate) fn in_flight(&self) -> u64 {
        let word = self.block().word.load(Acquire);
        u64::from((word & (OWNED - 1)).count_ones()) + word / OVERFLOW_ONE
    }

    /// Time until now in which at least one request ran, nanoseconds.
    pub(crate) fn busy_ns(&self, now_ns: u64) -> u64 {
        self.block().busy.at(now_ns)
    }

    /// Whether nobody else can record: no other owner, and nothing runs or waits.
    pub(crate) fn is_alone(&self) -> bool {
        self.block().recorders.load(Acquire) == 1 && self.in_flight() == 0
    }

    /// A request begins to run. `make` makes a shard that was never taken.
    #[inline(always)]
    pub(crate) fn lease(&self, now_ns: u64, make: impl FnOnce() -> S) -> Lease<T, S> {
        let (block, hint) = (self.block(), hint());
        let held = 1 << hint;
        // Most often nothing else runs: then this is all. Acquire pairs with the release of who had the shard before.
        let idle = block.shard(hint).is_some()
            && block.word.compare_exchange(OWNED, OWNED | held, AcqRel, Relaxed).is_ok();
        if !idle {
            return self.lease_other(now_ns, make);
        }
        block.busy.start(now_ns);
        Lease { block: Some(self.block), held_and_seen: held | (OWNED | held) << 32 }
    }

    /// Beside other requests, or on a shard that is not the hint's or not made.
    #[inline(never)]
    fn lease_other(&self, now_ns: u64, make: impl FnOnce() -> S) -> Lease<T, S> {
        let block = self.block();
        let mut word = block.word.load(Relaxed);
        let hint = hint();
        let (index, held) = loop {
            let is_hint_free = word & 1 << hint == 0 && block.shard(hint).is_some();
            // Or the lowest that is free, so that there are as many as ever ran together. When none is, `OWNED` is one
            // more bit that is set.
            let index = if is_hint_free { hint } else { word.trailing_ones() };
            let held = if index < SHARDS { 1 << index } else { OVERFLOW_ONE };
            match block.word.compare_exchange_weak(word, word + held, AcqRel, Relaxed) {
                Ok(_) => break (index, held),
                Err(seen) => word = seen,
            }
        };
        if word == OWNED {
            block.busy.start(now_ns);
        }
        if held < OWNED {
            if block.shard(index).is_none() {
                block.make(index, make());
            }
            HINT.set(index);
        }
        let seen = (word + held).min(u64::from(u32::MAX));
        Lease { block: Some(self.block), held_and_seen: held | seen << 32 }
    }

    /// What a request holds that waits: it keeps the model, but does not run.
    pub(crate) fn wait(&self) -> Lease<T, S> {
        // Forgotten: the lease is this owner now.
        let owner = std::mem::ManuallyDrop::new(self.clone());
        Lease { block: Some(owner.block), held_and_seen: 0 }
    }
}

impl<T: Send + Sync, S: Send + Sync> Clone for Owner<T, S> {
    fn clone(&self) -> Self {
        self.block().recorders.fetch_add(1, Relaxed);
        Self { block: self.block }
    }
}

impl<T: Send + Sync, S: Send + Sync> Drop for Owner<T, S> {
    fn drop(&mut self) {
        let block = self.block();
        if block.recorders.fetch_sub(1, Release) > 1 {
            return;
        }
        // What other owners did came before.
        fence(Acquire);
        if block.word.fetch_sub(OWNED, AcqRel) == OWNED {
            // SAFETY: the word is zero now.
            unsafe { free(self.block) };
        }
    }
}

impl<T: Send + Sync, S: Send + Sync> Lease<T, S> {
    #[inline(always)]
    fn block(&self) -> Option<&Block<T, S>> {
        // SAFETY: the block lives until this lease is given back, which takes `self.block` away.
        self.block.map(|block| unsafe { block.as_ref() })
    }

    /// What of the word is this request's.
    #[inline(always)]
    const fn held(&self) -> u64 {
        self.held_and_seen & u32::MAX as u64
    }

    /// One that is given back.
    pub(crate) const fn none() -> Self {
        Self { block: None, held_and_seen: 0 }
    }

    /// `None` once it is given back.
    #[inline(always)]
    pub(crate) fn value(&self) -> Option<&T> {
        self.block().map(|block| &block.value)
    }

    /// Whether the request waits.
    #[inline(always)]
    pub(crate) fn is_waiting(&self) -> bool {
        self.held() == 0 && self.block.is_some()
    }

    /// Whether there is a shard that this request alone writes: not for the overflow, for who waits and for nothing.
    #[inline(always)]
    pub(crate) const fn has_shard(&self) -> bool {
        self.held().wrapping_sub(1) < OWNED - 1
    }

    /// That shard.
    #[inline(always)]
    pub(crate) fn shard(&self) -> Option<&S> {
        if !self.has_shard() {
            return None;
        }
        self.block()?.shard(self.held().trailing_zeros())
    }

    /// Any shard that was made, for what is alike in all.
    pub(crate) fn any_shard(&self) -> Option<&S> {
        self.block()?.shard(0)
    }

    /// The request, which waited, begins to run.
    pub(crate) fn run(&mut self, now_ns: u64, make: impl FnOnce() -> S) {
        if let Some(block) = self.block.filter(|_| self.held() == 0) {
            // `wait` made this lease of an owner, which is taken back here and dropped once the request runs.
            let owner = Owner { block };
            *self = owner.lease(now_ns, make);
        }
    }

    /// Gives the lease back; it is nothing then.
    #[inline(always)]
    pub(crate) fn release(&mut self, now_ns: u64) {
        let Some(pointer) = self.block.take() else { return };
        // SAFETY: the block lives until the exchange below.
        let block = unsafe { pointer.as_ref() };
        let held = self.held();
        if held == 0 {
            drop(Owner { block: pointer });
            return;
        }
        let mut word = self.held_and_seen >> 32;
        loop {
            // Who is alone ends the busy time, before it lets go of the word. It sees what others wrote of that time: it
            // wrote the word itself after them, with acquire, or has read it below, with acquire.
            let running = (word & !OWNED == held).then(|| block.busy.stop(now_ns));
            // Release: who takes the shard next, or frees the block, sees what this request wrote.
            match block.word.compare_exchange(word, word - held, AcqRel, Acquire) {
                Ok(_) => break,
                Err(seen) => {
                    if let Some(running) = running {
                        block.busy.go_on(running);
                    }
                    word = seen;
                }
            }
        }
        if word == held {
            // SAFETY: the word is zero now.
            unsafe { free(pointer) };
        }
    }
}

#[cfg(all(test, not(hailo_loom)))]
mod tests {
    use super::*;

    fn numbers() -> Owner<(), u32> {
        Owner::new(())
    }

    fn lease(owner: &Owner<(), u32>, now_ns: u64) -> Lease<(), u32> {
        owner.lease(now_ns, || 7)
    }

    #[test]
    fn each_request_has_its_shard_and_the_overflow_none_and_only_as_many_are_made_as_ran_together() {
        let owner = numbers();
        for together in [1, 3, SHARDS as usize + 2] {
            let mut all: Vec<_> = (0..together).map(|_| lease(&owner, 0)).collect();
            let mut held: Vec<_> = all.iter().filter_map(|l| l.shard().map(std::ptr::from_ref)).collect();
            held.sort_unstable();
            held.dedup();
            assert_eq!(held.len(), together.min(SHARDS as usize));
            assert_eq!(owner.shards().count(), held.len());
            assert_eq!(owner.in_flight(), together as u64);
            all.iter_mut().for_each(|l| l.release(0));
            assert_eq!(owner.in_flight(), 0);
        }
    }

    #[test]
    fn a_thread_takes_its_last_shard_again() {
        let owner = numbers();
        let at = |l: &Lease<(), u32>| l.shard().map(std::ptr::from_ref);
        let (mut first, mut second) = (lease(&owner, 0), lease(&owner, 0));
        let last = at(&second);
        first.release(0);
        second.release(0);
        let mut again = lease(&owner, 0);
        assert_eq!(at(&again), last);
        again.release(0);
    }

    #[test]
    fn idle_time_is_never_busy_however_long() {
        let owner = numbers();
        // From a millisecond to months.
        for idle in (20..53).map(|bits| (1u64 << bits) + (1 << bits) / 7) {
            let mut one = lease(&owner, idle);
            let mut other = lease(&owner, idle + 1_000);
            one.release(idle + 2_000);
            other.release(idle + 3_000);
        }
        assert_eq!(owner.busy_ns(u64::MAX >> 3), 33 * 3_000);
    }

    #[test]
    fn each_moment_is_busy_once_whoever_runs() {
        let owner = numbers();
        let mut a = lease(&owner, 10);
        let mut b = lease(&owner, 20);
        let mut c = lease(&owner, 30);
        c.release(35);
        assert_eq!(owner.busy_ns(38), 28);
        a.release(40);
        let mut d = lease(&owner, 50);
        b.release(60);
        d.release(70);
        assert_eq!(owner.busy_ns(100), 60);
        // A clock that is behind what the last one read: nothing counts twice, and nothing goes back.
        let mut e = lease(&owner, 65);
        assert_eq!(owner.busy_ns(70), 60);
        e.release(50);
        assert_eq!(owner.busy_ns(100), 60);
        let mut f = lease(&owner, 200);
        f.release(300);
        assert_eq!(owner.busy_ns(1_000), 160);
    }

    #[test]
    fn the_overflows_time_is_busy_too() {
        let owner = numbers();
        let mut shards: Vec<_> = (0..SHARDS).map(|_| lease(&owner, 10)).collect();
        let mut overflow = [lease(&owner, 20), lease(&owner, 25)];
        assert!(overflow.iter().all(|l| l.shard().is_none() && !l.is_waiting()));
        shards.iter_mut().for_each(|l| l.release(30));
        assert_eq!(owner.busy_ns(35), 25);
        overflow[0].release(40);
        overflow[1].release(50);
        assert_eq!(owner.busy_ns(100), 40);
    }

    #[test]
    fn a_model_lives_until_its_last_owner_and_request_are_gone() {
        for owner_goes_first in [true, false] {
            let value = std::sync::Arc::new(());
            let owner = Owner::<_, u32>::new(value.clone());
            let (mut running, mut waiting) = (owner.lease(0, || 1), owner.wait());
            assert!(!owner.is_alone());
            if owner_goes_first {
                drop(owner);
                running.release(0);
                assert_eq!(std::sync::Arc::strong_count(&value), 2, "one waits");
                waiting.run(1, || 2);
                waiting.release(2);
            } else {
                waiting.release(0);
                running.release(0);
                assert!(owner.is_alone());
                drop(owner);
            }
            assert_eq!(std::sync::Arc::strong_count(&value), 1);
            // Once given back, it is nothing.
            running.release(0);
            assert!(running.value().is_none() && running.shard().is_none());
        }
    }
}
