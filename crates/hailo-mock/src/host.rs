//! What all handles of one machine share, and how a machine is found.

use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::ThreadId;

use hailo_sys::{Era, Version};

use crate::clock::{SimClock, lock};
use crate::handle::MACHINES;
use crate::llm::LlmSpec;
use crate::scenario::Scenario;
use crate::state::State;

/// The machines of this process. C entry points without a handle find theirs by its place here,
/// which is compiled into them; those with a handle find it by the place written in the handle.
pub(crate) static SLOTS: [Mutex<Option<Arc<Core>>>; MACHINES] = [const { Mutex::new(None) }; MACHINES];

/// The machine in a slot.
pub(crate) fn in_slot(slot: usize) -> Option<Arc<Core>> {
    lock(SLOTS.get(slot)?).clone()
}

/// What all handles of one machine share.
pub(crate) struct Core {
    pub slot: usize,
    pub era: Era,
    pub version: Version,
    pub clock: SimClock,
    pub scenario: Scenario,
    /// As unkind as the real library was seen to be: [`crate::MachineBuilder::unkind`].
    pub unkind: bool,
    pub files: HashMap<String, Arc<[u8]>>,
    pub state: Mutex<State>,
    pub changed: Condvar,
    pub dispatcher: Dispatcher,
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Core(slot {}, {})", self.slot, self.version)
    }
}

impl Core {
    pub(crate) fn llm(&self, path: &str) -> Option<LlmSpec> {
        let known = |l: &&LlmSpec| l.path == path || l.name == path || file_name(&l.path) == file_name(path);
        if let Some(spec) = self.scenario.llms.iter().find(known) {
            return Some(spec.clone());
        }
        // A file of the user's own runs with the figures of the first model.
        let first = self.scenario.llms.first()?;
        Path::new(path).is_file().then(|| first.clone())
    }
}

impl Core {
    /// Leaves its slot: nobody holds the machine or a handle of it any more.
    pub(crate) fn retire(&self) {
        if let Some(place) = SLOTS.get(self.slot) {
            let mut place = lock(place);
            if place.as_ref().is_some_and(|here| std::ptr::eq(Arc::as_ptr(here), self)) {
                let gone = place.take();
                drop(place);
                drop(gone);
            }
        }
        self.dispatcher.stop(&self.changed);
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The library thread that runs the callbacks.
#[derive(Debug, Default)]
pub(crate) struct Dispatcher {
    pub thread: Mutex<Option<ThreadId>>,
    pub stop: AtomicBool,
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
