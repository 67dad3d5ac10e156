//! Every order in which the lock-free parts may run, to the stated number of preemptions.
//!
//! The small models are exhaustive to three preemptions. Those of a whole model recorder have some hundred atomic
//! accesses each and go to one.

#![allow(unsafe_code)]

use crate::read::snapshot::{ModelSnapshot, WindowSnapshot};
use crate::record::clock::Clock;
use crate::record::health::Engine;
use crate::record::lease::{self, Owner, sweep};
use crate::record::model::{ModelOptions, ModelRecorder};
use crate::record::seat::{NONE, sit};
use crate::record::shard::{Shard, Tagged};
use crate::record::sync::{Arc, AtomicU64, Ordering, fence};
use crate::record::window::Window;
use crate::words::HealthReason;
use crate::words::Outcome;
use crate::words::time::Timestamp;
use loom::cell::UnsafeCell;
use loom::thread;
use std::sync::atomic::AtomicU32 as Plain;
use std::time::Duration;

fn explore(preemptions: usize, model: impl Fn() + Sync + Send + 'static) {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(preemptions);
    builder.max_branches = 100_000;
    builder.check(model);
}

/// Cells that loom sees being written: two writers at once, or one that does not see the other's, fail.
#[derive(Debug, Default)]
struct Cells(UnsafeCell<u64>);

// SAFETY: what the model is to show: that leases keep writers of a slot apart.
unsafe impl Sync for Cells {}

impl Cells {
    fn bump(&self) {
        self.0.with_mut(|cell| {
            // SAFETY: loom checks that nobody else is here.
            unsafe { *cell += 1 }
        });
    }
}

/// Counts how often it is dropped.
#[derive(Debug)]
struct Dropped(std::sync::Arc<Plain>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

/// What stands for no slot.
fn spare<S: Default>() -> &'static lease::Slot<S> {
    Box::leak(Box::new(lease::Slot::spare(S::default())))
}

#[test]
fn loom_a_slot_has_one_writer_and_the_block_goes_once_with_its_last_user() {
    for seats in [[0, 1], [NONE, NONE]] {
        explore(3, move || {
            let drops = std::sync::Arc::new(Plain::new(0));
            let owner = Arc::new(Owner::<Dropped, Cells>::new(Dropped(drops.clone()), spare()));
            let threads: Vec<_> = seats
                .into_iter()
                .map(|seat| {
                    let owner = owner.clone();
                    thread::spawn(move || {
                        let mut lease = owner.lease(seat, 1, Cells::default);
                        drop(owner); // the other thread or the main one may drop it for good meanwhile
                        lease.slot().expect("a slot").bump();
                        assert_eq!(lease.value().expect("held").0.load(Ordering::SeqCst), 0);
                        lease.release(2);
                    })
                })
                .collect();
            drop(owner);
            for t in threads {
                t.join().expect("no panic");
            }
            sweep();
            assert_eq!(drops.load(Ordering::SeqCst), 1);
        });
    }
}

#[test]
fn loom_a_slot_given_back_by_another_thread_is_its_threads_again() {
    explore(3, || {
        let owner = Arc::new(Owner::<(), Cells>::new((), spare()));
        let mut lent = owner.lease(0, 1, Cells::default);
        let other = thread::spawn(move || {
            lent.slot().expect("a slot").bump();
            lent.release(2);
        });
        // Its own slot if the other thread is done with it, or one beside it.
        let mut lease = owner.lease(0, 3, Cells::default);
        lease.slot().expect("a slot").bump();
        lease.release(4);
        other.join().expect("no panic");
        assert_eq!(owner.in_flight(), 0);
        // SAFETY: loom checks that nobody writes.
        assert_eq!(owner.slots().map(|slot| slot.cells().0.with(|n| unsafe { *n })).sum::<u64>(), 2);
    });
}

#[test]
fn loom_in_flight_ends_at_zero_and_busy_time_is_what_ran() {
    for seats in [[0, 1], [NONE, NONE]] {
        explore(3, move || {
            let owner = Arc::new(Owner::<(), ()>::new((), spare()));
            // A clock that two threads never read the same time from.
            let clock = Arc::new(AtomicU64::new(1));
            let tick = |clock: &AtomicU64| clock.fetch_add(1, Ordering::SeqCst);
            let threads: Vec<_> = seats
                .into_iter()
                .map(|seat| {
                    let (owner, clock) = (owner.clone(), clock.clone());
                    thread::spawn(move || {
                        let from = tick(&clock);
                        let mut lease = owner.lease(seat, from, || ());
                        let to = tick(&clock);
                        lease.release(to);
                        (from, to)
                    })
                })
                .collect();
            assert!(owner.in_flight() <= 2);
            let looked = tick(&clock);
            let early = owner.busy_ns(looked);
            let mut ran: Vec<_> = threads.into_iter().map(|t| t.join().expect("no panic")).collect();
            ran.sort_unstable();
            assert_eq!(owner.in_flight(), 0);
            let busy = owner.busy_ns(tick(&clock));
            let [(a, b), (c, d)] = ran[..] else { unreachable!("two ran") };
            // Exact but for what passes between a thread's reading of the clock and its store: one that began
            // late or runs on for the look at the two may be counted beside the other.
            let (b, d) = (b.max(looked), d.max(looked));
            let (least, most) = ((ran[0].1 - a).min(ran[1].1 - c), b - a + d - c);
            assert!((least..=most).contains(&busy), "{busy} after a look at {looked}: {ran:?}");
            assert!(early <= most, "{early} at {looked}: {ran:?}");
        });
    }
}

#[test]
fn loom_who_sees_an_end_sees_what_it_wrote_and_that_it_began() {
    explore(3, || {
        let owner = Arc::new(Owner::<AtomicU64, ()>::new(AtomicU64::new(0), spare()));
        let writer = {
            let owner = owner.clone();
            thread::spawn(move || {
                for _ in 0..2 {
                    let mut lease = owner.lease(0, 1, || ());
                    fence(Ordering::Release);
                    owner.value().store(owner.value().load(Ordering::Relaxed) + 1, Ordering::Relaxed);
                    lease.release(2);
                }
            })
        };
        let ended = owner.slots().map(lease::Slot::ended).sum::<u64>();
        let written = owner.value().load(Ordering::Relaxed);
        fence(Ordering::Acquire);
        let begun = owner.slots().map(lease::Slot::begun).sum::<u64>();
        assert!(ended <= written && written <= begun, "{ended} {written} {begun}");
        writer.join().expect("no panic");
    });
}

#[test]
fn loom_an_exemplar_is_never_half_of_two() {
    explore(3, || {
        let shard = Arc::new(Shard::new(Duration::ZERO));
        let tagged = |n| Tagged { trace_id: [n; 2], outcome: n, value: n, at_ns: n };
        let writer = {
            let shard = shard.clone();
            thread::spawn(move || {
                shard.tag(tagged(1));
                shard.tag(tagged(2));
            })
        };
        if let Some(seen) = shard.tagged().next() {
            assert_eq!(seen, tagged(seen.value));
        }
        writer.join().expect("no panic");
        assert_eq!(shard.tagged().next(), Some(tagged(2)));
    });
}

#[test]
fn loom_a_windows_checkpoint_is_never_half_of_two() {
    explore(3, || {
        let window = Arc::new(Window::new(Duration::ZERO));
        let totals = |n| WindowSnapshot { count: n, sum_ns: n };
        let threads: Vec<_> = [1, 2]
            .into_iter()
            .map(|n| {
                let window = window.clone();
                thread::spawn(move || window.note(5, || totals(n)))
            })
            .collect();
        for t in threads {
            t.join().expect("no panic");
        }
        let ended = window.trailing(5, totals(10));
        assert!(ended == totals(9) || ended == totals(8), "{ended:?}");
    });
}

#[test]
fn loom_health_ends_at_the_newest_report() {
    explore(3, || {
        let at = |n: u64| Timestamp::from_nanos(n * 1024);
        let engine = std::sync::Arc::new(Engine::new("npu".into(), at(0)));
        let threads: Vec<_> = [(HealthReason::DeviceHung, 1), (HealthReason::Serving, 2)]
            .into_iter()
            .map(|(reason, t)| {
                let engine = engine.clone();
                thread::spawn(move || engine.move_to(|_| Some(reason), at(t)))
            })
            .collect();
        let seen = engine.health();
        assert_eq!(seen.healthy, seen.reason.healthy());
        for t in threads {
            t.join().expect("no panic");
        }
        let last = engine.health();
        assert_eq!((last.reason, last.since), (HealthReason::Serving, at(2)));
    });
}

fn model() -> ModelRecorder {
    let options = ModelOptions {
        clock: Clock::manual().0,
        window: Duration::from_secs(60),
        stall_factor: 8,
        spans: Default::default(),
    };
    ModelRecorder::new("m".into(), 0, &options)
}

fn look(model: &ModelRecorder) -> ModelSnapshot {
    let mut seen = ModelSnapshot::default();
    let checked = model.snapshot_into(Timestamp::from_nanos(0), &mut seen, |t| t);
    assert_eq!(checked.violations, [0; 4]);
    seen
}

#[test]
fn loom_a_snapshot_between_writers_breaks_no_law_and_loses_nothing() {
    explore(1, || {
        let model = model();
        let threads: Vec<_> = (0..2)
            .map(|i| {
                let model = model.clone();
                thread::spawn(move || {
                    sit(i);
                    let request = model.begin_at(Timestamp::from_nanos(0));
                    if i == 0 { request.complete_at(Timestamp::from_nanos(5)) } else { drop(request) }
                })
            })
            .collect();
        let seen = look(&model);
        assert!(seen.requests() <= 2 && seen.in_flight <= 2);
        for t in threads {
            t.join().expect("no panic");
        }
        let last = look(&model);
        assert_eq!((last.outcome(Outcome::Completed), last.outcome(Outcome::Cancelled)), (1, 1));
        assert_eq!(last.in_flight, 0);
    });
}

#[test]
fn loom_starting_over_beside_a_snapshot_counts_nothing_twice() {
    explore(1, || {
        sit(0);
        let model = model();
        model.begin_at(Timestamp::from_nanos(0)).complete_at(Timestamp::from_nanos(5));
        // A second row: the arena of two is full, the next request starts over.
        model.begin_at(Timestamp::from_nanos(0)).cancel_at(Timestamp::from_nanos(5));
        let writer = {
            let model = model.clone();
            thread::spawn(move || {
                // The main thread's number, as if that had ended: it is the same slot.
                sit(0);
                model.begin_at(Timestamp::from_nanos(0)).complete_at(Timestamp::from_nanos(5));
            })
        };
        let seen = look(&model);
        assert!((2..=3).contains(&seen.requests()), "{}", seen.requests());
        writer.join().expect("no panic");
        assert_eq!(look(&model).requests(), 3);
    });
}

#[test]
fn loom_two_registrations_race_for_the_last_label() {
    explore(2, || {
        let config = crate::Config::default().clock(Clock::manual().0).label_limit(1);
        let telemetry = crate::Telemetry::new(config);
        let threads: Vec<_> = ["a", "b"]
            .into_iter()
            .map(|name| {
                let telemetry = telemetry.clone();
                thread::spawn(move || telemetry.model(name).name().to_owned())
            })
            .collect();
        let mut names: Vec<String> = threads.into_iter().map(|t| t.join().expect("no panic")).collect();
        names.sort();
        assert!(names == ["a", "overflow"] || names == ["b", "overflow"], "{names:?}");
    });
}
