//! The library thread that runs the user's callbacks, as the real library has one.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::callback::Callback;
use crate::clock::{Until, lock};
use crate::host::Core;

/// Starts the callback thread if it does not run yet. Called with the first callback that may come.
pub(crate) fn start(core: &Arc<Core>) {
    let mut thread = lock(&core.dispatcher.thread);
    if thread.is_none() {
        let weak = Arc::downgrade(core);
        let spawned = std::thread::Builder::new().name("hailo-mock".into()).spawn(move || {
            while let Some(core) = weak.upgrade() {
                if core.dispatcher.stop.load(Ordering::Acquire) {
                    break;
                }
                turn(&core);
            }
        });
        *thread = spawned.ok().map(|handle| handle.thread().id());
    }
}

/// One look at what is due, and a wait if nothing is.
fn turn(core: &Arc<Core>) {
    let mut state = lock(&core.state);
    state.settle(core, core.clock.now_ns());
    let now = core.clock.now_ns();
    if let Some(callback) = state.take_due(now) {
        state.running = Some(callback.device());
        drop(state);
        callback.run();
        lock(&core.state).running = None;
        core.changed.notify_all();
        return;
    }
    // Only transfers that someone waits for through a callback may move a manual clock.
    let next = state.next_callback();
    let until = match next {
        Some(moment) => Until::Event(moment),
        None if core.clock.is_manual() => {
            // Woken by whatever changes; the bound keeps the thread from outliving its machine.
            drop(core.changed.wait_timeout(state, std::time::Duration::from_millis(100)));
            return;
        }
        None => Until::Event(state.next_event().unwrap_or(u64::MAX)),
    };
    drop(core.clock.wait(&core.changed, state, until));
}

/// Runs callbacks on a thread that nobody knows, and returns when they have run.
pub(crate) fn elsewhere(callbacks: Vec<Callback>) {
    if callbacks.is_empty() {
        return;
    }
    let run = || callbacks.into_iter().for_each(Callback::run);
    // A thread that can't be made tells nobody: what it had to tell is lost, as when a process runs out of them.
    if let Ok(thread) = std::thread::Builder::new().name("hailo-mock-foreign".into()).spawn(run) {
        drop(thread.join());
    }
}

/// Returns when nothing is due any more. On the callback thread itself it returns at once.
pub(crate) fn drain(core: &Arc<Core>) {
    if core.dispatcher.is_me() {
        return;
    }
    let mut state = lock(&core.state);
    while state.running.is_some() || state.has_due(core.clock.now_ns()) {
        if lock(&core.dispatcher.thread).is_none() {
            return;
        }
        core.changed.notify_all();
        let nap = std::time::Duration::from_millis(20);
        state = match core.changed.wait_timeout(state, nap) {
            Ok((state, _)) => state,
            Err(poisoned) => poisoned.into_inner().0,
        };
    }
}

/// Returns when no notification of this device runs. On the callback thread itself at once.
pub(crate) fn join(core: &Arc<Core>, device: u64) {
    if core.dispatcher.is_me() {
        return;
    }
    let mut state = lock(&core.state);
    while state.running == Some(device) {
        let nap = std::time::Duration::from_millis(20);
        state = match core.changed.wait_timeout(state, nap) {
            Ok((state, _)) => state,
            Err(poisoned) => poisoned.into_inner().0,
        };
    }
}
