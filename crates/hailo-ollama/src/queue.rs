//! A fair, bounded queue in front of a server that takes one request at a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// First come, first served; at most `waiting` wait.
#[derive(Debug)]
pub struct Queue {
    slots: Arc<Semaphore>,
    waiting: AtomicUsize,
    limit: usize,
}

/// The queue is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

impl std::fmt::Display for Full {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the queue in front of the device is full")
    }
}

impl std::error::Error for Full {}

impl Queue {
    /// One that lets `running` at a time through (at least 1), and has places for `waiting` behind them.
    #[must_use]
    pub fn new(running: usize, waiting: usize) -> Self {
        Self {
            slots: Arc::new(Semaphore::new(running.clamp(1, Semaphore::MAX_PERMITS))),
            waiting: AtomicUsize::new(0),
            limit: waiting,
        }
    }

    /// A slot if one is free and no one waits.
    #[must_use]
    pub fn try_enter(&self) -> Option<OwnedSemaphorePermit> {
        // The semaphore hands a returned permit to its first waiter, so none is free while one waits.
        self.slots.clone().try_acquire_owned().ok()
    }

    /// Waits for a slot, in order. Dropping the future gives the place up.
    ///
    /// # Errors
    /// When as many wait as may.
    pub async fn enter(&self) -> Result<OwnedSemaphorePermit, Full> {
        if let Some(permit) = self.try_enter() {
            return Ok(permit);
        }
        let place = Place::take(self).ok_or(Full)?;
        let permit = self.slots.clone().acquire_owned().await;
        drop(place);
        // The semaphore is never closed.
        permit.map_err(|_| Full)
    }
}

struct Place<'a>(&'a Queue);

impl<'a> Place<'a> {
    fn take(queue: &'a Queue) -> Option<Self> {
        queue
            .waiting
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| (n < queue.limit).then_some(n + 1))
            .ok()
            .map(|_| Self(queue))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    fn poll<F: Future>(future: std::pin::Pin<&mut F>) -> Poll<F::Output> {
        future.poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn waiters_are_served_in_order_and_the_bound_holds() {
        let queue = Queue::new(1, 2);
        let Poll::Ready(Ok(first)) = poll(pin!(queue.enter())) else {
            panic!("the first enters at once");
        };
        let mut second = pin!(queue.enter());
        let mut third = pin!(queue.enter());
        assert!(poll(second.as_mut()).is_pending());
        assert!(poll(third.as_mut()).is_pending());
        assert!(matches!(poll(pin!(queue.enter())), Poll::Ready(Err(Full))));
        drop(first);
        assert!(queue.try_enter().is_none(), "no one overtakes");
        assert!(poll(third.as_mut()).is_pending());
        let Poll::Ready(Ok(second)) = poll(second.as_mut()) else {
            panic!("the second's turn");
        };
        drop(second);
        assert!(matches!(poll(third.as_mut()), Poll::Ready(Ok(_))));
    }

    #[test]
    fn a_waiter_that_leaves_frees_its_place() {
        let queue = Queue::new(1, 1);
        let held = queue.try_enter();
        {
            let mut gone = pin!(queue.enter());
            assert!(poll(gone.as_mut()).is_pending());
        }
        let mut next = pin!(queue.enter());
        assert!(poll(next.as_mut()).is_pending());
        drop(held);
        assert!(matches!(poll(next), Poll::Ready(Ok(_))));
        assert!(queue.try_enter().is_some());
    }
}
