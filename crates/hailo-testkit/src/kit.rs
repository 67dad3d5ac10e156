//! A simulated machine and everything that looks at it, on one clock.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake};
use std::time::Duration;

use hailo::Library;
use hailo_mock::{Chip, Machine, MachineBuilder, Scenario, SimClock};
use hailo_observe::Observer;
use hailo_sys::Era;
use hailo_telemetry::{Clock, Config, Telemetry};

/// The telemetry's time when the machine's is zero. Zero itself is never a time at which something happened.
const START: Duration = Duration::from_secs(1000);

/// A simulated machine, the safe library on it, telemetry that reads the machine's clock, and an observer of both. Time
/// passes only where a call waits or the test says so.
#[derive(Debug)]
pub struct Kit {
    /// The simulated host.
    pub machine: Machine,
    /// The safe crate on its tables.
    pub library: Library,
    /// Reads the machine's clock; 1,000 s ahead of it.
    pub telemetry: Telemetry,
    /// Sees the calls made on `library` and records them in `telemetry`.
    pub observer: Observer,
}

impl Kit {
    /// A machine as it is described, on a manual clock.
    #[must_use]
    pub fn of(machine: MachineBuilder) -> Self {
        Self::on(machine, SimClock::manual())
    }

    /// The same on a clock of the test's own.
    #[must_use]
    pub fn on(machine: MachineBuilder, clock: SimClock) -> Self {
        let machine = machine.unkind().clock(clock).build().unwrap();
        let library = Library::on(&machine).unwrap();
        let (start, time) = (START.as_nanos() as u64, machine.clock());
        let telemetry =
            Telemetry::new(Config::default().clock(Clock::from_fn(move || start + time.now_ns())));
        let observer = Observer::new(&telemetry);
        Self { machine, library, telemetry, observer }
    }

    /// A healthy machine with one such chip and the newest runtime for it.
    #[must_use]
    pub fn chip(chip: Chip) -> Self {
        Self::of(Machine::builder().device(chip))
    }

    /// The machine of a named scenario.
    #[must_use]
    pub fn scenario(name: &str) -> Self {
        Self::of(Machine::builder().scenario(Scenario::named(name).unwrap()))
    }

    /// Seconds since the machine was started.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.machine.clock().now_ns() as f64 / 1e9
    }

    /// Whether the call of this name was made, and how often.
    #[must_use]
    pub fn calls(&self, name: &str) -> usize {
        self.machine.call_log().iter().filter(|call| call.call == name).count()
    }

    /// Nothing is left, and nothing was done that the real library would not survive.
    ///
    /// # Panics
    ///
    /// Something was.
    #[track_caller]
    pub fn assert_clean(&self) {
        assert_eq!(self.machine.misuses(), []);
        assert_eq!(self.machine.live_handles(), 0);
    }
}

/// A Hailo-8 under the runtime that most of them have, 4.21 to 4.24.
#[must_use]
pub fn hailo8() -> MachineBuilder {
    Machine::builder().era(Era::V4_21).device(Chip::Hailo8)
}

/// Runs a future that needs no runtime.
pub fn block_on<F: Future>(future: F) -> F::Output {
    struct Unpark(std::thread::Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Arc::new(Unpark(std::thread::current())).into();
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}
