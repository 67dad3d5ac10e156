//! One value handed from a thread of the library (or a worker) to whoever waits for it, blocking or as a future.

use crate::handle::callback::lock;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

enum State<T> {
    Pending(Option<Waker>),
    Done(T),
    /// Nobody waits any more, or the value was taken.
    Closed,
}

struct Shared<T> {
    state: Mutex<State<T>>,
    ready: Condvar,
}

/// The giving end.
pub(crate) struct Giver<T>(Arc<Shared<T>>);

/// The waiting end. Dropping it is how a waiter says that it no longer wants the value.
pub(crate) struct Waiter<T>(Arc<Shared<T>>);

pub(crate) fn slot<T>() -> (Giver<T>, Waiter<T>) {
    let shared = Arc::new(Shared { state: Mutex::new(State::Pending(None)), ready: Condvar::new() });
    (Giver(Arc::clone(&shared)), Waiter(shared))
}

impl<T> Giver<T> {
    /// Whether nobody waits any more.
    pub(crate) fn is_abandoned(&self) -> bool {
        matches!(*lock(&self.0.state), State::Closed)
    }

    /// Gives the value; it is dropped here if nobody waits.
    pub(crate) fn give(self, value: T) {
        let mut state = lock(&self.0.state);
        let waker = match &mut *state {
            State::Pending(waker) => waker.take(),
            State::Done(_) | State::Closed => {
                drop(state);
                return drop(value);
            }
        };
        *state = State::Done(value);
        drop(state);
        self.0.ready.notify_all();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> Drop for Giver<T> {
    /// A giver that ends without giving (its worker panicked, its transfer went with the vdevice) ends the wait.
    fn drop(&mut self) {
        let mut state = lock(&self.0.state);
        let State::Pending(waker) = &mut *state else { return };
        let waker = waker.take();
        *state = State::Closed;
        drop(state);
        self.0.ready.notify_all();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> Waiter<T> {
    /// Blocks until the value is there; `None` if it was taken already or will never come.
    pub(crate) fn wait(self) -> Option<T> {
        let mut state = lock(&self.0.state);
        while matches!(*state, State::Pending(_)) {
            state = self.0.ready.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        match std::mem::replace(&mut *state, State::Closed) {
            State::Done(value) => Some(value),
            State::Pending(_) | State::Closed => None,
        }
    }

    /// Blocks until the value is there, but no longer than that: `Pending` if it is not, `Ready(None)` if it was taken
    /// already.
    pub(crate) fn wait_timeout(&mut self, timeout: Duration) -> Poll<Option<T>> {
        let pending = |state: &mut State<T>| matches!(state, State::Pending(_));
        let waited = self.0.ready.wait_timeout_while(lock(&self.0.state), timeout, pending);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        if pending(&mut state) {
            return Poll::Pending;
        }
        match std::mem::replace(&mut *state, State::Closed) {
            State::Done(value) => Poll::Ready(Some(value)),
            State::Pending(_) | State::Closed => Poll::Ready(None),
        }
    }

    /// As a future polls: `Ready(None)` if the value was taken already or will never come.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<T>> {
        // Cloning a waker runs its owner's code, and so does dropping one: the last owner of a vdevice may be in it.
        // Both happen outside the lock, which that code may want itself.
        let mut fresh = None;
        loop {
            let mut state = lock(&self.0.state);
            if let State::Pending(waker) = &mut *state {
                // A waker that would wake the same task is kept: cloning one can cost.
                if waker.as_ref().is_some_and(|old| old.will_wake(context.waker())) {
                    return Poll::Pending;
                }
                if fresh.is_none() {
                    drop(state);
                    fresh = Some(context.waker().clone());
                    continue;
                }
                let old = std::mem::replace(waker, fresh.take());
                drop(state);
                drop(old);
                return Poll::Pending;
            }
            let ended = std::mem::replace(&mut *state, State::Closed);
            drop(state);
            return match ended {
                State::Done(value) => Poll::Ready(Some(value)),
                State::Pending(_) | State::Closed => Poll::Ready(None),
            };
        }
    }
}

impl<T> std::fmt::Debug for Waiter<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Waiter").finish_non_exhaustive()
    }
}

impl<T> Drop for Waiter<T> {
    fn drop(&mut self) {
        let mut state = lock(&self.0.state);
        let left = std::mem::replace(&mut *state, State::Closed);
        drop(state);
        drop(left);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_waited_for_across_threads() {
        let (giver, waiter) = slot();
        let thread = std::thread::spawn(move || waiter.wait());
        giver.give(7);
        assert_eq!(thread.join().unwrap(), Some(7));
    }

    #[test]
    fn a_future_is_woken_once_and_answers_once() {
        let (giver, mut waiter) = slot();
        let mut context = Context::from_waker(Waker::noop());
        assert_eq!(waiter.poll(&mut context), Poll::Pending);
        giver.give(7);
        assert_eq!(waiter.poll(&mut context), Poll::Ready(Some(7)));
        assert_eq!(waiter.poll(&mut context), Poll::Ready(None));
    }

    /// A waker whose drop looks at the slot, as one does whose task holds the last handle of what the slot is about.
    struct Nosy(Arc<Shared<u32>>);

    impl std::task::Wake for Nosy {
        fn wake(self: Arc<Self>) {}
    }

    impl Drop for Nosy {
        fn drop(&mut self) {
            assert!(self.0.state.try_lock().is_ok(), "dropped under the slot's lock");
        }
    }

    #[test]
    fn an_old_waker_is_dropped_outside_the_lock() {
        let (giver, mut waiter) = slot::<u32>();
        let waker = Waker::from(Arc::new(Nosy(Arc::clone(&waiter.0))));
        assert_eq!(waiter.poll(&mut Context::from_waker(&waker)), Poll::Pending);
        drop(waker);
        // The slot holds the last clone, which this poll replaces; dropping it under the lock would panic in it.
        assert_eq!(waiter.poll(&mut Context::from_waker(Waker::noop())), Poll::Pending);
        giver.give(7);
        assert_eq!(waiter.wait(), Some(7));
        let (giver, mut waiter) = slot::<u32>();
        let waker = Waker::from(Arc::new(Nosy(Arc::clone(&waiter.0))));
        assert_eq!(waiter.poll(&mut Context::from_waker(&waker)), Poll::Pending);
        drop(waker);
        drop(waiter);
        assert!(giver.is_abandoned());
    }

    #[test]
    fn a_wait_with_an_end_leaves_the_value_for_later() {
        let (giver, mut waiter) = slot();
        assert_eq!(waiter.wait_timeout(Duration::ZERO), Poll::Pending);
        giver.give(7);
        assert_eq!(waiter.wait_timeout(Duration::ZERO), Poll::Ready(Some(7)));
        assert_eq!(waiter.wait_timeout(Duration::ZERO), Poll::Ready(None));
    }

    #[test]
    fn a_giver_that_ends_ends_the_wait() {
        let (giver, waiter) = slot::<u32>();
        let thread = std::thread::spawn(move || waiter.wait());
        drop(giver);
        assert_eq!(thread.join().unwrap(), None);
        let (giver, mut waiter) = slot::<u32>();
        drop(giver);
        assert_eq!(waiter.poll(&mut Context::from_waker(Waker::noop())), Poll::Ready(None));
    }

    #[test]
    fn an_abandoned_value_is_dropped_by_the_giver() {
        let payload = Arc::new(());
        let (giver, waiter) = slot();
        assert!(!giver.is_abandoned());
        drop(waiter);
        assert!(giver.is_abandoned());
        giver.give(Arc::clone(&payload));
        assert_eq!(Arc::strong_count(&payload), 1);
    }
}
