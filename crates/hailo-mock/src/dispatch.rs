//! The library thread that runs the user's callbacks, as the real library has one.

use std::ffi::c_void;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::ThreadId;

use hailo_sys::types::{
    hailo_device, hailo_notification_callback, hailo_stream_read_async_callback_t,
    hailo_stream_read_async_completion_info_t, hailo_stream_write_async_callback_t,
    hailo_stream_write_async_completion_info_t,
};

use crate::clock::{Until, lock};
use crate::machine::Core;

/// A pointer of the caller's that goes back to the caller as it came.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Foreign(pub *mut c_void);

// SAFETY: the simulation never looks through this pointer except where the C contract lends it the
// memory until a callback has run; the header says callbacks come from library threads, so the
// caller has agreed to the change of thread.
unsafe impl Send for Foreign {}

/// A callback that is due at some moment.
#[derive(Clone, Debug)]
pub(crate) enum Callback {
    Notification {
        callback: hailo_notification_callback,
        device: u64,
        body: [u8; 28],
        opaque: Foreign,
    },
    Write {
        callback: hailo_stream_write_async_callback_t,
        status: u32,
        buffer: Foreign,
        size: usize,
        opaque: Foreign,
    },
    Read {
        callback: hailo_stream_read_async_callback_t,
        status: u32,
        buffer: Foreign,
        size: usize,
        opaque: Foreign,
    },
    Done {
        callback: hailo_sys::shim::hailo_shim_done,
        status: u32,
        opaque: Foreign,
    },
}

impl Callback {
    /// The device whose release has to wait for it.
    fn device(&self) -> u64 {
        match self {
            Self::Notification { device, .. } => *device,
            _ => 0,
        }
    }

    fn run(self) {
        match self {
            Self::Notification { callback: Some(callback), device, body, opaque } => {
                let handle: hailo_device = crate::state::handle_pointer(device);
                // SAFETY: the caller registered this function and keeps its opaque alive until the
                // device is released; the 28 bytes are a notification record, which is packed.
                unsafe { callback(handle, body.as_ptr().cast(), opaque.0) };
            }
            Self::Write { callback: Some(callback), status, buffer, size, opaque } => {
                let info = hailo_stream_write_async_completion_info_t {
                    status,
                    buffer_addr: buffer.0.cast_const(),
                    buffer_size: size,
                    opaque: opaque.0,
                };
                // SAFETY: the caller gave this function for exactly this transfer.
                unsafe { callback(&raw const info) };
            }
            Self::Read { callback: Some(callback), status, buffer, size, opaque } => {
                let info = hailo_stream_read_async_completion_info_t {
                    status,
                    buffer_addr: buffer.0,
                    buffer_size: size,
                    opaque: opaque.0,
                };
                // SAFETY: the caller gave this function for exactly this transfer.
                unsafe { callback(&raw const info) };
            }
            Self::Done { callback: Some(callback), status, opaque } => {
                // SAFETY: the caller gave this function for exactly this run.
                unsafe { callback(status, opaque.0) };
            }
            _ => {}
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Dispatcher {
    thread: Mutex<Option<ThreadId>>,
    stop: AtomicBool,
}

impl Dispatcher {
    pub(crate) fn stop(&self, changed: &Condvar) {
        self.stop.store(true, Ordering::Release);
        changed.notify_all();
    }

    /// Whether the calling thread is this machine's callback thread.
    pub(crate) fn is_me(&self) -> bool {
        *lock(&self.thread) == Some(std::thread::current().id())
    }
}

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
    let next = state.next_callback(core);
    let until = match next {
        Some(moment) => Until::Event(moment),
        None if core.clock.is_manual() => {
            // Woken by whatever changes; the bound keeps the thread from outliving its machine.
            drop(core.changed.wait_timeout(state, std::time::Duration::from_millis(100)));
            return;
        }
        None => Until::Event(state.next_event(core).unwrap_or(u64::MAX)),
    };
    drop(core.clock.wait(&core.changed, state, until));
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
