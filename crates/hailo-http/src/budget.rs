//! One budget of memory for all request bodies of the process, and for what is decoded from them.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Bytes of one permit: the budget is kept in these, so that 32 bits count any budget.
const UNIT: usize = 1024;

/// How often one that wants most of a budget looks whether that much is free.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// Bytes of the budget that is used where none is given. The systemd unit allows the whole service 128 MiB.
const PROCESS: usize = 24 << 20;

/// Memory for bodies, in bytes. Clones share it; [`Budget::default`] is the process's own of 24 MiB.
///
/// Who finds it used up waits, first come first served: the client's upload stops meanwhile.
#[derive(Debug, Clone)]
pub struct Budget {
    units: Arc<Semaphore>,
    capacity: u32,
}

impl Default for Budget {
    fn default() -> Self {
        static SHARED: LazyLock<Budget> = LazyLock::new(|| Budget::new(PROCESS));
        SHARED.clone()
    }
}

impl Budget {
    /// A budget of this many bytes, rounded up to KiB.
    #[must_use]
    pub fn new(bytes: usize) -> Self {
        let capacity = units(bytes).clamp(1, u32::MAX >> 4);
        Self { units: Arc::new(Semaphore::new(capacity as usize)), capacity }
    }

    /// An empty charge, to be grown.
    #[must_use]
    pub fn charge(&self) -> Charge {
        Charge { budget: self.clone(), permit: None }
    }

    /// Bytes that are free now.
    #[must_use]
    pub fn free(&self) -> usize {
        self.units.available_permits() * UNIT
    }

    /// Waits for so many permits. Who waits in the semaphore's queue holds up everybody behind, however little they want: so one
    /// that wants more than half stands beside it.
    async fn acquire(&self, more: u32) -> OwnedSemaphorePermit {
        loop {
            let units = Arc::clone(&self.units);
            let acquired = if more > self.capacity / 2 {
                units.try_acquire_many_owned(more).ok()
            } else {
                units.acquire_many_owned(more).await.ok()
            };
            if let Some(acquired) = acquired {
                return acquired;
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }
}

fn units(bytes: usize) -> u32 {
    u32::try_from(bytes.div_ceil(UNIT)).unwrap_or(u32::MAX)
}

/// A share of a [`Budget`], given back when dropped.
#[derive(Debug)]
pub struct Charge {
    budget: Budget,
    permit: Option<OwnedSemaphorePermit>,
}

impl Charge {
    /// Grows the share to `bytes`, waiting for others to give theirs back for `patience` at most. More than the whole
    /// budget counts as all of it: the largest request runs alone. Whether it grew.
    pub async fn grow_to(&mut self, bytes: usize, patience: Duration) -> bool {
        let wanted = units(bytes).min(self.budget.capacity);
        let held =
            self.permit.as_ref().map_or(0, |permit| u32::try_from(permit.num_permits()).unwrap_or(u32::MAX));
        let Some(more) = wanted.checked_sub(held).filter(|more| *more > 0) else { return true };
        let acquired = self.budget.acquire(more);
        let Ok(acquired) = tokio::time::timeout(patience, acquired).await else { return false };
        match &mut self.permit {
            Some(permit) => permit.merge(acquired),
            none => *none = Some(acquired),
        }
        true
    }

    /// Bytes held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.permit.as_ref().map_or(0, OwnedSemaphorePermit::num_permits) * UNIT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::ZERO;

    #[tokio::test(start_paused = true)]
    async fn shares_are_given_back_and_more_than_all_is_all() {
        let budget = Budget::new(10 * UNIT);
        let (mut a, mut b) = (budget.charge(), budget.charge());
        assert!(a.grow_to(6 * UNIT, NOW).await);
        assert!(a.grow_to(2 * UNIT, NOW).await, "a share never shrinks");
        assert!(!b.grow_to(5 * UNIT, Duration::from_secs(9)).await);
        assert!(b.grow_to(4 * UNIT, NOW).await);
        assert_eq!((a.bytes(), b.bytes(), budget.free()), (6 * UNIT, 4 * UNIT, 0));
        drop(a);
        assert!(b.grow_to(1 << 40, NOW).await);
        drop(b);
        assert_eq!(budget.free(), 10 * UNIT);
    }

    #[tokio::test(start_paused = true)]
    async fn one_that_wants_all_holds_up_nobody_who_wants_little() {
        let budget = Budget::new(100 * UNIT);
        let mut held = budget.charge();
        assert!(held.grow_to(4 * UNIT, NOW).await);
        let mut greedy = budget.charge();
        let waits = tokio::spawn(async move { greedy.grow_to(100 * UNIT, Duration::from_secs(15)).await });
        tokio::task::yield_now().await;
        let mut small = budget.charge();
        assert!(small.grow_to(4 * UNIT, Duration::from_secs(10)).await);
        drop((held, small));
        assert!(waits.await.unwrap(), "its turn comes when all is free");
    }
}
