//! Every order in which the lock-free parts may run, to the stated number of preemptions.
//!
//! The small models are exhaustive to three preemptions. Those of a whole model recorder have some hundred atomic
//! accesses each and go to one.

#![allow(unsafe_code)]

use crate::read::histogram::RawHistogram;
use crate::read::snapshot::{ModelSnapshot, WindowSnapshot};
use crate::record::cells::{By, Histogram};
use crate::record::clock::Clock;
use crate::record::health::Engine;
use crate::record::lease::Owner;
use crate::record::model::{ModelOptions, ModelRecorder};
use crate::record::shard::{Shard, Tagged, Writer};
use crate::record::sync::{Arc, AtomicU64, Ordering, fence};
use crate::record::window::Window;
use crate::words::bucket::Scale;
use crate::words::time::Timestamp;
use crate::words::{HealthReason, Outcome};
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

#[test]
fn loom_a_shard_has_one_writer_and_the_model_goes_once_with_its_last_user() {
    explore(3, || {
        let drops = std::sync::Arc::new(Plain::new(0));
        let owner = Owner::<Dropped, Cells>::new(Dropped(drops.clone()));
        let threads: Vec<_> = (0..2)
            .map(|_| {
                let owner = owner.clone();
                thread::spawn(move || {
                    let mut lease = owner.lease(1, Cells::default);
                    drop(owner); // the other thread or the main one may drop the last one meanwhile
                    lease.shard().expect("a shard").bump();
                    assert_eq!(lease.value().expect("held").0.load(Ordering::SeqCst), 0);
                    lease.release(2);
                })
            })
            .collect();
        drop(owner);
        for t in threads {
            t.join().expect("no panic");
        }
        assert_eq!(drops.load(Ordering::SeqCst), 1);
    });
}

#[test]
fn loom_a_shard_given_back_by_another_thread_has_one_writer() {
    explore(3, || {
        let owner = Owner::<(), Cells>::new(());
        let mut lent = owner.lease(1, Cells::default);
        let other = thread::spawn(move || {
            lent.shard().expect("a shard").bump();
            lent.release(2);
        });
        // That one if the other thread is done with it, or the next.
        let mut lease = owner.lease(3, Cells::default);
        lease.shard().expect("a shard").bump();
        lease.release(4);
        other.join().expect("no panic");
        assert_eq!(owner.in_flight(), 0);
        // SAFETY: loom checks that nobody writes.
        assert_eq!(owner.shards().map(|shard| shard.0.with(|n| unsafe { *n })).sum::<u64>(), 2);
    });
}

/// A clock that two threads never read the same time from.
fn tick(clock: &AtomicU64) -> u64 {
    clock.fetch_add(1, Ordering::SeqCst)
}

#[test]
fn loom_in_flight_ends_at_zero_and_busy_time_is_what_ran() {
    // With three there is one without a shard, and few enough orders for one preemption only.
    for (requests, preemptions) in [(2, 3), (3, 1)] {
        explore(preemptions, move || {
            let (owner, clock) = (Owner::<(), ()>::new(()), Arc::new(AtomicU64::new(1)));
            let run = |owner: &Owner<(), ()>, clock: &AtomicU64| {
                let from = tick(clock);
                let mut lease = owner.lease(from, || ());
                let to = tick(clock);
                lease.release(to);
                (from, to)
            };
            let threads: Vec<_> = (1..requests)
                .map(|_| {
                    let (owner, clock) = (owner.clone(), clock.clone());
                    thread::spawn(move || run(&owner, &clock))
                })
                .collect();
            assert!(owner.in_flight() < requests);
            let looked = tick(&clock);
            let early = owner.busy_ns(looked);
            let mut ran = vec![run(&owner, &clock)];
            ran.extend(threads.into_iter().map(|t| t.join().expect("no panic")));
            assert_eq!(owner.in_flight(), 0);
            // Exact but for what passes between a thread's reading of the clock and its change of the word: at most
            // each as if it ran alone, and at least the longest of them.
            let busy = owner.busy_ns(tick(&clock));
            let most = ran.iter().map(|(from, to)| to - from).sum::<u64>();
            let first = ran.iter().map(|(from, _)| *from).min().unwrap_or(0);
            assert!(busy <= most.max(tick(&clock) - first), "{busy}: {ran:?}");
            assert!(early <= looked, "{early} at {looked}: {ran:?}");
            // Nothing runs: it stands still.
            assert_eq!(owner.busy_ns(1_000), busy);
        });
    }
}

#[test]
fn loom_no_moment_is_busy_twice() {
    explore(3, || {
        let owner = Owner::<(), ()>::new(());
        let mut first = owner.lease(10, || ());
        let other = {
            let owner = owner.clone();
            // Beside the first, or after it.
            thread::spawn(move || {
                let mut second = owner.lease(20, || ());
                second.release(30);
            })
        };
        first.release(20);
        other.join().expect("no panic");
        // Less if the first, which read the clock before, left after the other.
        assert!((10..=20).contains(&owner.busy_ns(1_000)), "{}", owner.busy_ns(1_000));
    });
}

#[test]
fn loom_a_request_that_waits_keeps_the_model_and_runs_once() {
    explore(3, || {
        let drops = std::sync::Arc::new(Plain::new(0));
        let owner = Owner::<Dropped, Cells>::new(Dropped(drops.clone()));
        let mut waiting = owner.wait();
        let other = thread::spawn(move || {
            assert!(waiting.is_waiting() && waiting.shard().is_none());
            waiting.run(1, Cells::default);
            waiting.shard().expect("a shard").bump();
            waiting.release(2);
        });
        let mut lease = owner.lease(1, Cells::default);
        lease.shard().expect("a shard").bump();
        drop(owner);
        lease.release(2);
        other.join().expect("no panic");
        assert_eq!(drops.load(Ordering::SeqCst), 1);
    });
}

#[test]
fn loom_who_sees_an_end_sees_what_it_wrote_and_that_it_began() {
    explore(3, || {
        let shard = Arc::new(Shard::new(Duration::ZERO));
        let other = {
            let shard = shard.clone();
            thread::spawn(move || {
                for _ in 0..2 {
                    let writer = Writer { shard: &shard, by: By::One };
                    writer.begin();
                    writer.output_tokens(1);
                    writer.end();
                }
            })
        };
        let ended = shard.ends();
        let written = shard.front.output_tokens();
        fence(Ordering::Acquire);
        let begun = shard.begins();
        assert!(ended <= written && written <= begun, "{ended} {written} {begun}");
        other.join().expect("no panic");
    });
}

#[test]
fn loom_cells_are_made_once_and_lose_nothing() {
    explore(2, || {
        let histogram = Arc::new(Histogram::new());
        let threads: Vec<_> = (0..2)
            .map(|_| {
                let histogram = histogram.clone();
                thread::spawn(move || histogram.record(Scale::Count, 3, 1, 3, By::Many))
            })
            .collect();
        for t in threads {
            assert!(t.join().expect("no panic"));
        }
        let mut seen = RawHistogram::new(Scale::Count);
        histogram.add_to(&mut seen);
        assert_eq!((seen.count(), seen.sum()), (2, 6));
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
        let (window, next) = (Arc::new(Window::new(Duration::ZERO)), Arc::new(AtomicU64::new(0)));
        let totals = |n| WindowSnapshot { count: n, sum: Duration::from_nanos(n) };
        let threads: Vec<_> = [1, 2]
            .into_iter()
            .map(|n| {
                let (window, next) = (window.clone(), next.clone());
                thread::spawn(move || window.note(&next, 5, By::Many, || totals(n)))
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
    let broken = model.snapshot_into(Timestamp::from_nanos(0), &mut seen, |t| t);
    assert!(broken.iter().all(|snapshots| *snapshots == 0));
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
