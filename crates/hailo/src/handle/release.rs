//! Where handles are released: one long-lived thread with a queue, so that a release has a bound, never runs inside a
//! callback of the library, and never runs while the process ends.
//!
//! What must outlive a handle (its parents, memory that C may still write) goes into the job, so that a job that was
//! queued, hangs or is never run keeps it.

use crate::handle::callback::{in_callback, lock};
use crate::handle::slot::slot;
use std::cell::Cell;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::Duration;

/// How long a release may take before its thread is given up. A Hailo-10H is given 45 s by the library itself to load
/// or end a model.
const BOUND: Duration = Duration::from_secs(60);

/// How long the end of the process waits for releases under way.
const EXIT_BOUND: Duration = Duration::from_secs(5);

static BOUND_MS: AtomicU64 = AtomicU64::new(BOUND.as_millis() as u64);
static STUCK: AtomicU64 = AtomicU64::new(0);

/// How long `close` and `Drop` wait for the library to release something; 60 s unless set. After that `close` answers
/// [`Timeout`](crate::ErrorKind::Timeout), `Drop` returns, and what was to be released is left to the library for good.
/// Holds for the whole process, in whole milliseconds.
pub fn set_release_bound(bound: Duration) {
    BOUND_MS.store(u64::try_from(bound.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
}

pub(crate) fn bound() -> Duration {
    Duration::from_millis(BOUND_MS.load(Ordering::Relaxed))
}

/// How many releases of this process were given up because they took longer than the bound. One that is still running
/// holds a thread and its handle's memory.
#[must_use]
pub fn stuck_releases() -> u64 {
    STUCK.load(Ordering::Relaxed)
}

/// Waits until nothing is left to be released that was handed to another thread (by a drop inside a callback, or by
/// one that took too long). `false` if that takes longer than `timeout`. The end of `main` does this by itself, for
/// 5 s at most.
///
/// How long it waits, and where not at all: [what waits](crate#what-waits).
#[must_use]
pub fn wait_for_releases(timeout: Duration) -> bool {
    REAPER.settled(timeout).is_settled()
}

type Job = Box<dyn FnOnce() + Send>;

struct State {
    queue: VecDeque<(u64, Job)>,
    /// The number of the thread that works; `None` while there is none.
    worker: Option<u64>,
    started: u64,
    /// The number of the job under way.
    running: Option<u64>,
    /// Jobs that were queued so far: the number of the next one.
    queued: u64,
    /// The process ends: nothing is begun any more.
    ending: bool,
}

impl State {
    fn is_settled(&self) -> bool {
        self.running.is_none() && self.queue.is_empty()
    }
}

struct Reaper {
    state: Mutex<State>,
    changed: Condvar,
}

static REAPER: Reaper = Reaper {
    state: Mutex::new(State {
        queue: VecDeque::new(),
        worker: None,
        started: 0,
        running: None,
        queued: 0,
        ending: false,
    }),
    changed: Condvar::new(),
};

thread_local! {
    static ON_REAPER: Cell<bool> = const { Cell::new(false) };
}

/// Starts the thread, so that it is there when a callback needs it, and has the end of the process wait before the
/// destructors that a library has registered run: so this is called for each library, after it was loaded.
pub(crate) fn prepare() {
    at_exit();
    let mut state = lock(&REAPER.state);
    REAPER.start(&mut state);
}

/// Runs a release that waits for nothing: here, or inside a callback on the reaper, and then there is no answer yet.
pub(crate) fn quick<R: Send + 'static>(
    what: &'static str,
    body: impl FnOnce() -> R + Send + 'static,
) -> Option<R> {
    if in_callback() { bounded(what, body) } else { Some(body()) }
}

/// Runs a release on the reaper and waits for its answer. `None` if it goes on without us: inside a callback, which it
/// may wait for, and after [`set_release_bound`]'s time.
pub(crate) fn bounded<R: Send + 'static>(
    what: &'static str,
    body: impl FnOnce() -> R + Send + 'static,
) -> Option<R> {
    // A parent that goes with its last child is released where the child was, unless the process has begun to end: a release
    // that was given up may come back as late as that.
    if ON_REAPER.with(Cell::get) {
        if lock(&REAPER.state).ending {
            std::mem::forget(body);
            return None;
        }
        return Some(body());
    }
    let waits = !in_callback();
    let (giver, mut waiter) = slot();
    let pushed = REAPER.push(what, Box::new(move || giver.give(body())));
    // Without a thread, or while the process ends, there is nothing to wait for.
    let (true, Some(pushed)) = (waits, pushed) else { return None };
    match waiter.wait_timeout(bound()) {
        Poll::Ready(answer) => answer,
        Poll::Pending => {
            tracing::error!(target: "hailo", what, "a release did not come back in time; what it was for is left behind");
            REAPER.give_up(&pushed);
            None
        }
    }
}

/// A job that was queued.
struct Pushed {
    /// The thread that is to run it.
    worker: u64,
    number: u64,
    /// The job that was under way when it came.
    before: Option<u64>,
}

impl Reaper {
    /// Queues a job; `None` if there is no thread to run it.
    fn push(&self, what: &'static str, job: Job) -> Option<Pushed> {
        let mut state = lock(&self.state);
        let number = state.queued;
        state.queued += 1;
        state.queue.push_back((number, job));
        self.start(&mut state);
        if state.worker.is_none() && !state.ending {
            tracing::error!(target: "hailo", what, "no thread could be started to release it on; it waits for one");
        }
        let before = state.running;
        let pushed = state.worker.map(|worker| Pushed { worker, number, before });
        drop(state);
        self.changed.notify_all();
        pushed
    }

    fn start(&self, state: &mut State) {
        if state.worker.is_some() || state.ending {
            return;
        }
        let number = state.started;
        let thread = std::thread::Builder::new().name("hailo-reaper".to_owned());
        if thread.spawn(move || REAPER.work(number)).is_ok() {
            state.started += 1;
            state.worker = Some(number);
        }
    }

    fn work(&self, number: u64) {
        ON_REAPER.with(|flag| flag.set(true));
        let mut state = lock(&self.state);
        while state.worker == Some(number) {
            let Some((job_number, job)) = state.queue.pop_front() else {
                state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            state.running = Some(job_number);
            drop(state);
            if catch_unwind(AssertUnwindSafe(job)).is_err() {
                tracing::error!(target: "hailo", "what a handle held panicked while it was dropped");
            }
            state = lock(&self.state);
            // One that was given up has a successor, whose state this is.
            if state.worker == Some(number) {
                state.running = None;
                self.changed.notify_all();
            }
        }
    }

    /// Whose time is up leaves the thread to the job that it does not come back from, and starts another for those behind
    /// it. A job that began after this one was queued has had less time, and goes on.
    fn give_up(&self, pushed: &Pushed) {
        let mut state = lock(&self.state);
        let late = state.running.is_some_and(|job| job == pushed.number || Some(job) == pushed.before);
        if state.worker == Some(pushed.worker) && late {
            STUCK.fetch_add(1, Ordering::Relaxed);
            state.worker = None;
            state.running = None;
            self.start(&mut state);
        }
    }

    /// Waits until nothing runs and nothing is queued, for `timeout` at most.
    fn settled(&self, timeout: Duration) -> MutexGuard<'_, State> {
        let waited = self.changed.wait_timeout_while(lock(&self.state), timeout, |state| !state.is_settled());
        waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

/// Lets the end of the process wait for releases under way, and begin none after them: the library's own static
/// destructors run next, and it does not survive a release beside them.
///
/// Registered after each library was loaded, so it runs before what any of them has registered; the first time it ends all.
#[cfg(not(miri))]
fn at_exit() {
    extern "C" fn ended() {
        if lock(&REAPER.state).ending {
            return;
        }
        // Under the same lock, so that none begins between the last look and this.
        let mut state = REAPER.settled(EXIT_BOUND);
        state.ending = true;
        state.worker = None;
    }
    if !crate::call::at_exit(ended) {
        tracing::warn!(target: "hailo", "the end of the process will not wait for releases");
    }
}

#[cfg(miri)]
fn at_exit() {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handle::callback::enter;
    use std::sync::mpsc::channel;
    use std::thread::current;

    /// The reaper and its bound are the process's, and so is the order of these tests.
    static ALONE: Mutex<()> = Mutex::new(());

    #[test]
    fn releases_run_on_one_thread_whoever_asks() {
        let _alone = lock(&ALONE);
        let on = || bounded("test", || current().id());
        let first = on().unwrap();
        assert_ne!(first, current().id());
        assert_eq!(std::thread::spawn(on).join().unwrap(), Some(first));
        let nested = bounded("test", || (current().id(), bounded("inner", || current().id())));
        assert_eq!(nested, Some((first, Some(first))), "a parent goes where its child went");
    }

    #[test]
    fn a_callback_does_not_wait_for_the_release_it_causes() {
        let _alone = lock(&ALONE);
        let (sender, receiver) = channel();
        enter("test", || {
            let gone = bounded("test", move || sender.send(current().id()).unwrap());
            assert_eq!(gone, None);
        });
        assert_ne!(receiver.recv().unwrap(), current().id());
        let (sender, receiver) = channel();
        enter("test", move || assert_eq!(quick("test", move || sender.send(current().id()).unwrap()), None));
        assert_ne!(receiver.recv().unwrap(), current().id());
        assert!(wait_for_releases(Duration::from_secs(60)));
    }

    #[test]
    fn a_release_that_hangs_holds_up_no_other() {
        let _alone = lock(&ALONE);
        let (let_go, held) = channel::<()>();
        let before = stuck_releases();
        set_release_bound(Duration::from_millis(50));
        let (begun, begins) = channel();
        let hung = bounded("test", move || {
            begun.send(()).unwrap();
            held.recv()
        });
        assert!(hung.is_none());
        begins.recv().unwrap();
        // Each that waits behind it in vain gives its thread up; then another thread goes on.
        while bounded("behind", || 7) != Some(7) {}
        set_release_bound(BOUND);
        assert!(stuck_releases() > before);
        let_go.send(()).unwrap();
        assert_eq!(
            bounded("test", || 7),
            Some(7),
            "the one that was given up ends, and takes nothing with it"
        );
    }

    #[test]
    fn a_panic_ends_one_job_and_not_the_thread() {
        let _alone = lock(&ALONE);
        assert_eq!(bounded("test", || panic!("caught")), None::<()>);
        assert_eq!(bounded("test", || 7), Some(7));
    }
}
