//! Time that passes: a thread that does the same again and again, and is never in the way of its end.

use std::io;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// As the clock of telemetry counts.
pub(crate) fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

/// A thread that does its rounds. Dropping it stops the thread, at once where it waits, else after the round.
#[derive(Debug)]
pub(crate) struct PeriodicThread {
    /// PeriodicThread that ended.
    done: Arc<AtomicU64>,
    stop: Arc<(Mutex<bool>, Condvar)>,
    thread: Option<JoinHandle<()>>,
}

impl PeriodicThread {
    /// Calls `round` now and after each `period`, on a thread of that name.
    pub(crate) fn every(
        name: &str,
        period: Duration,
        mut round: impl FnMut() + Send + 'static,
    ) -> io::Result<Self> {
        let stop = Arc::new((Mutex::new(false), Condvar::new()));
        let stopped = Arc::clone(&stop);
        let done = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&done);
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            let (flag, signal) = &*stopped;
            loop {
                round();
                count.fetch_add(1, Ordering::Relaxed);
                let guard = flag.lock().unwrap_or_else(PoisonError::into_inner);
                let wait = signal.wait_timeout_while(guard, period, |stop| !*stop);
                if *wait.unwrap_or_else(PoisonError::into_inner).0 {
                    return;
                }
            }
        })?;
        Ok(Self { done, stop, thread: Some(thread) })
    }

    /// How many rounds ended so far.
    pub(crate) fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }
}

impl Drop for PeriodicThread {
    fn drop(&mut self) {
        let (flag, signal) = &*self.stop;
        *flag.lock().unwrap_or_else(PoisonError::into_inner) = true;
        signal.notify_all();
        if let Some(thread) = self.thread.take() {
            // A round that panicked has been reported by the panic hook.
            let _ = thread.join();
        }
    }
}
