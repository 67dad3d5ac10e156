//! Designs that this project's recorder could have had, each as small as it can be: the same counts and the same
//! log-linear buckets (64 per octave), and nothing else. They differ in who writes which memory, and how.

use super::{Kind, Recorder, Visitor};
use std::cell::{Cell, OnceCell};
use std::hint::black_box;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::{Arc, Mutex, PoisonError};

const FIRST: usize = 0;
const GAP: usize = 1;
const DURATION: usize = 2;
const CELLS: usize = 43 * 64;

/// Log-linear: the octave, then the six bits after the first.
#[inline(always)]
fn cell(value: u64) -> usize {
    let value = value | 64;
    let octave = 63 - value.leading_zeros() as usize;
    (((octave - 6) << 6) + ((value >> (octave - 6)) as usize & 63)).min(CELLS - 1)
}

/// The memory of one writer, or of all.
#[repr(align(128))]
struct Shard {
    tokens: AtomicU64,
    sums: [AtomicU64; 3],
    begun: AtomicU64,
    ended: AtomicU64,
    cells: [Box<[AtomicU64]>; 3],
}

impl Default for Shard {
    fn default() -> Self {
        let cells = || (0..CELLS).map(|_| AtomicU64::new(0)).collect();
        Self {
            tokens: AtomicU64::new(0),
            sums: Default::default(),
            begun: AtomicU64::new(0),
            ended: AtomicU64::new(0),
            cells: [cells(), cells(), cells()],
        }
    }
}

/// How a count grows.
trait Add {
    fn add(counter: &AtomicU64, by: u64);
}

/// A load and a store: right for one writer only.
struct Plain;

impl Add for Plain {
    #[inline(always)]
    fn add(counter: &AtomicU64, by: u64) {
        counter.store(counter.load(Relaxed).wrapping_add(by), Relaxed);
    }
}

/// A lock-prefixed addition.
struct Locked;

impl Add for Locked {
    #[inline(always)]
    fn add(counter: &AtomicU64, by: u64) {
        counter.fetch_add(by, Relaxed);
    }
}

impl Shard {
    #[inline(always)]
    fn record<A: Add>(&self, which: usize, value: u64) {
        A::add(&self.cells[which][cell(value)], 1);
        A::add(&self.sums[which], value);
    }
    #[inline(always)]
    fn token<A: Add>(&self, which: usize, value: u64) {
        A::add(&self.tokens, 1);
        self.record::<A>(which, value);
    }
    #[inline(always)]
    fn ended<A: Add>(&self, value: u64) {
        self.record::<A>(DURATION, value);
        A::add(&self.ended, 1);
    }
    fn read(&self) {
        let sum = self.cells.iter().flat_map(|cells| cells.iter()).map(|c| c.load(Relaxed)).sum::<u64>();
        black_box(sum);
    }
}

/// A request's times.
pub struct Times {
    begun: u64,
    last: u64,
}

/// Finds a shard at each event.
pub trait Find: Sync {
    fn find(&self, with: impl FnOnce(&ShardRef));
    fn all(&self, with: impl FnMut(&ShardRef));
}

/// A shard, without showing its fields to the trait's users.
pub struct ShardRef(Shard);

/// A recorder that finds its shard at each event, so that a request may move between threads.
struct PerEvent<F, A> {
    shards: F,
    add: std::marker::PhantomData<fn() -> A>,
}

impl<F: Find, A: Add> PerEvent<F, A> {
    fn new(shards: F) -> Self {
        Self { shards, add: std::marker::PhantomData }
    }
}

impl<F: Find, A: Add> Recorder for PerEvent<F, A> {
    type Request = Times;
    type Local = ();
    fn local(&self) {}
    #[inline(always)]
    fn begin(&self, (): &mut (), now: u64) -> Times {
        self.shards.find(|s| A::add(&s.0.begun, 1));
        Times { begun: now, last: now }
    }
    #[inline(always)]
    fn first(&self, (): &mut (), request: &mut Times, now: u64) {
        self.shards.find(|s| s.0.token::<A>(FIRST, now - request.begun));
        request.last = now;
    }
    #[inline(always)]
    fn token(&self, (): &mut (), request: &mut Times, now: u64) {
        self.shards.find(|s| s.0.token::<A>(GAP, now - request.last));
        request.last = now;
    }
    #[inline(always)]
    fn finish(&self, (): &mut (), request: Times, now: u64) {
        self.shards.find(|s| s.0.ended::<A>(now - request.begun));
    }
    fn scrape(&self, _: &mut Vec<u8>) {
        self.shards.all(|s| s.0.read());
    }
}

/// One for all.
struct One(ShardRef);

impl Find for One {
    #[inline(always)]
    fn find(&self, with: impl FnOnce(&ShardRef)) {
        with(&self.0);
    }
    fn all(&self, mut with: impl FnMut(&ShardRef)) {
        with(&self.0);
    }
}

/// One per processor, found by asking which one this is: by the kernel's restartable-sequence area, which the C
/// library reads. A thread may be moved between the question and the addition, so that has to be a locked one.
struct PerCpu(Vec<ShardRef>);

impl Find for PerCpu {
    #[inline(always)]
    fn find(&self, with: impl FnOnce(&ShardRef)) {
        // SAFETY: takes nothing, touches nothing.
        let cpu = unsafe { libc::sched_getcpu() };
        with(&self.0[cpu.max(0) as usize % self.0.len()]);
    }
    fn all(&self, with: impl FnMut(&ShardRef)) {
        self.0.iter().for_each(with);
    }
}

/// One per thread, which other threads use again when it ends.
struct PerThread;

struct Threads {
    all: Vec<Arc<ShardRef>>,
    free: Vec<Arc<ShardRef>>,
}

static THREADS: Mutex<Threads> = Mutex::new(Threads { all: Vec::new(), free: Vec::new() });

fn threads() -> std::sync::MutexGuard<'static, Threads> {
    THREADS.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Mine(Arc<ShardRef>);

impl Drop for Mine {
    fn drop(&mut self) {
        threads().free.push(self.0.clone());
    }
}

thread_local! {
    static MINE: OnceCell<Mine> = const { OnceCell::new() };
    static HINT: Cell<u32> = const { Cell::new(0) };
}

#[cold]
fn another() -> Mine {
    let mut threads = threads();
    let shard = threads.free.pop().unwrap_or_else(|| {
        let shard = Arc::new(ShardRef(Shard::default()));
        threads.all.push(shard.clone());
        shard
    });
    Mine(shard)
}

impl Find for PerThread {
    #[inline(always)]
    fn find(&self, with: impl FnOnce(&ShardRef)) {
        MINE.with(|mine| with(&mine.get_or_init(another).0));
    }
    fn all(&self, mut with: impl FnMut(&ShardRef)) {
        threads().all.iter().for_each(|s| with(s));
    }
}

/// A shard leased by a request for as long as it runs; what this project does. `LATE`: a gap is bucketed when the
/// next token comes, so that no address depends on the clock reading just made.
struct Leased<const LATE: bool> {
    taken: AtomicU64,
    shards: Vec<Shard>,
}

struct Lease {
    slot: u32,
    begun: u64,
    last: u64,
    gap: Option<u64>,
}

const SLOTS: u32 = 8;

impl<const LATE: bool> Leased<LATE> {
    fn new() -> Self {
        Self { taken: AtomicU64::new(0), shards: (0..SLOTS).map(|_| Shard::default()).collect() }
    }
    #[inline(always)]
    fn shard(&self, lease: &Lease) -> &Shard {
        &self.shards[lease.slot as usize]
    }
}

impl<const LATE: bool> Recorder for Leased<LATE> {
    type Request = Lease;
    type Local = ();
    fn local(&self) {}
    #[inline(always)]
    fn begin(&self, (): &mut (), now: u64) -> Lease {
        let mut taken = self.taken.load(Relaxed);
        let slot = loop {
            let hint = HINT.get();
            let slot = if taken & 1 << hint == 0 { hint } else { taken.trailing_ones() };
            assert!(slot < SLOTS, "the bench has fewer threads than slots");
            match self.taken.compare_exchange_weak(taken, taken | 1 << slot, Acquire, Relaxed) {
                Ok(_) => break slot,
                Err(seen) => taken = seen,
            }
        };
        HINT.set(slot);
        let lease = Lease { slot, begun: now, last: now, gap: None };
        Plain::add(&self.shard(&lease).begun, 1);
        lease
    }
    #[inline(always)]
    fn first(&self, (): &mut (), lease: &mut Lease, now: u64) {
        self.shard(lease).token::<Plain>(FIRST, now - lease.begun);
        lease.last = now;
    }
    #[inline(always)]
    fn token(&self, (): &mut (), lease: &mut Lease, now: u64) {
        let gap = now - lease.last;
        lease.last = now;
        let shard = self.shard(lease);
        if LATE {
            Plain::add(&shard.tokens, 1);
            if let Some(before) = lease.gap.replace(gap) {
                shard.record::<Plain>(GAP, before);
            }
        } else {
            shard.token::<Plain>(GAP, gap);
        }
    }
    #[inline(always)]
    fn finish(&self, (): &mut (), lease: Lease, now: u64) {
        let shard = self.shard(&lease);
        if let Some(last) = lease.gap {
            shard.record::<Plain>(GAP, last);
        }
        shard.ended::<Plain>(now - lease.begun);
        self.taken.fetch_and(!(1 << lease.slot), Release);
    }
    fn scrape(&self, _: &mut Vec<u8>) {
        self.shards.iter().for_each(Shard::read);
    }
}

/// Shows `v` every design.
pub fn each(v: &mut impl Visitor) {
    use Kind::Design as D;
    v.visit(D, "design-shared", "one shard, fetch_add", || {
        PerEvent::<_, Locked>::new(One(ShardRef(Shard::default())))
    });
    v.visit(D, "design-cpu", "shard per processor, sched_getcpu per event, fetch_add", || {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        PerEvent::<_, Locked>::new(PerCpu((0..cores).map(|_| ShardRef(Shard::default())).collect()))
    });
    v.visit(D, "design-thread", "shard per thread, looked up per event, plain stores", || {
        PerEvent::<_, Plain>::new(PerThread)
    });
    v.visit(D, "design-leased", "shard leased per request, plain stores", Leased::<false>::new);
    v.visit(D, "design-leased-late", "the same, bucketed one token late", Leased::<true>::new);
}
