//! One poll for two halves of a task that wake each other.
//!
//! A connection and the body that it feeds wake one another for every chunk. Polled by one task they would wake the
//! task that is polling them, which then runs once more for nothing. Here a wake-up during a poll is looked at by that
//! poll, only one in between wakes the task, and who polls again without one is told at once that nothing happened.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use futures_util::task::AtomicWaker;

const IDLE: u8 = 0;
const POLLING: u8 = 1;
const WOKEN: u8 = 2;

/// Most polls in a row before the task lets others run.
const IN_A_ROW: usize = 4;

#[derive(Debug)]
pub(super) struct Quiet {
    bell: Arc<Bell>,
    waker: Waker,
    /// Both halves wait: only a wake-up can change that.
    resting: bool,
}

#[derive(Debug, Default)]
struct Bell {
    state: AtomicU8,
    task: AtomicWaker,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if self.state.fetch_or(WOKEN, Ordering::AcqRel) == IDLE {
            self.task.wake();
        }
    }
}

impl Quiet {
    pub(super) fn new() -> Self {
        let bell = Arc::new(Bell::default());
        Self { waker: bell.clone().into(), bell, resting: false }
    }

    /// Polls `both` until it is ready, or pending and not woken since it began.
    pub(super) fn poll<T>(
        &mut self,
        cx: &mut Context<'_>,
        mut both: impl FnMut(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        self.bell.task.register(cx.waker());
        if std::mem::take(&mut self.resting) && self.bell.state.load(Ordering::Acquire) == IDLE {
            self.resting = true;
            return Poll::Pending;
        }
        for _ in 0..IN_A_ROW {
            self.bell.state.store(POLLING, Ordering::Release);
            let polled = both(&mut Context::from_waker(&self.waker));
            // One step, so that a wake-up is either seen here or wakes the task.
            let woken = self.bell.state.swap(IDLE, Ordering::AcqRel) & WOKEN != 0;
            if polled.is_ready() || !woken {
                self.resting = polled.is_pending();
                return polled;
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::AtomicUsize;

    #[derive(Default)]
    struct Count(AtomicUsize);

    impl Wake for Count {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn setup() -> (Quiet, Arc<Count>, Waker) {
        let count = Arc::new(Count::default());
        (Quiet::new(), count.clone(), count.into())
    }

    #[test]
    fn a_wake_up_within_a_poll_is_another_look_and_one_after_it_wakes_the_task() {
        let (mut quiet, count, task) = setup();
        let mut cx = Context::from_waker(&task);
        let (mut polls, mut kept) = (0, None);
        let polled = quiet.poll(&mut cx, |inner| {
            polls += 1;
            if polls == 1 {
                inner.waker().wake_by_ref();
            }
            kept = Some(inner.waker().clone());
            Poll::<()>::Pending
        });
        assert_eq!((polled, polls, count.0.load(Ordering::Relaxed)), (Poll::Pending, 2, 0));
        assert!(quiet.poll(&mut cx, |_| -> Poll<()> { panic!("nothing woke it") }).is_pending());
        let kept = kept.unwrap();
        kept.wake_by_ref();
        kept.wake();
        assert_eq!(count.0.load(Ordering::Relaxed), 1, "once until it is polled again");
        assert_eq!(quiet.poll(&mut cx, |_| Poll::Ready(7)), Poll::Ready(7));
    }

    #[test]
    fn one_that_never_rests_lets_others_run() {
        let (mut quiet, count, task) = setup();
        let mut polls = 0;
        let polled = quiet.poll(&mut Context::from_waker(&task), |inner| {
            polls += 1;
            inner.waker().wake_by_ref();
            Poll::<()>::Pending
        });
        assert_eq!((polled, polls, count.0.load(Ordering::Relaxed)), (Poll::Pending, IN_A_ROW, 1));
    }

    #[test]
    fn no_wake_up_of_another_thread_is_lost() {
        let (mut quiet, count, task) = setup();
        let mut cx = Context::from_waker(&task);
        let inner = quiet.waker.clone();
        let ringing = Arc::new(AtomicUsize::new(0));
        let rung = ringing.clone();
        const RINGS: usize = 20_000;
        let thread = std::thread::spawn(move || {
            for _ in 0..RINGS {
                rung.fetch_add(1, Ordering::Release);
                inner.wake_by_ref();
            }
        });
        // A task that sleeps until it is woken sees the last ring.
        let mut seen = 0;
        let mut woken = 0;
        while seen < RINGS {
            let polled = quiet.poll(&mut cx, |_| {
                seen = ringing.load(Ordering::Acquire);
                if seen == RINGS { Poll::Ready(()) } else { Poll::Pending }
            });
            while polled.is_pending() && count.0.load(Ordering::Acquire) == woken {
                std::thread::yield_now();
            }
            woken = count.0.load(Ordering::Acquire);
        }
        thread.join().unwrap();
    }
}
