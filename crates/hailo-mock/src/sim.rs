//! The course of time: everything that happens by itself, in its order.

use crate::group::Group;
use crate::host::Core;
use crate::state::State;

impl State {
    /// Lets everything happen that happens until `now`, in its order.
    pub(crate) fn settle(&mut self, core: &Core, now: u64) {
        while let Some(at) = self.faults.next_event_ns().filter(|at| *at <= now) {
            self.run_until(core, at);
            for (at, device, effect) in self.faults.events(at) {
                self.happen(core, at, device, &effect);
            }
        }
        self.run_until(core, now);
    }

    fn run_until(&mut self, core: &Core, now: u64) {
        self.pump(core, now);
        if !self.generatives.is_empty() {
            self.advance_answers(core, now);
        }
        let mut events = Vec::new();
        for chip in 0..self.chips.len() {
            self.chips[chip].physics.advance(now, &mut events);
            if !events.is_empty() {
                self.physical(core, chip, &events);
                events.clear();
            }
        }
        // An overheated chip stops taking frames, one that cooled down starts again.
        if self.groups.values().any(Group::is_waiting) {
            self.pump(core, now);
        }
        self.complete_async(core, now);
    }

    /// The next moment at which something happens by itself.
    pub(crate) fn next_event(&self) -> Option<u64> {
        let fault = self.faults.next_event_ns();
        [fault, self.next_issue(), self.next_ready()].into_iter().flatten().min()
    }

    /// The next moment at which a transfer that was given a callback can make progress.
    pub(crate) fn next_callback(&self) -> Option<u64> {
        let due = self.first_due();
        let waiting = self.groups.values().any(Group::has_async);
        let next = if waiting { self.next_event() } else { None };
        [due, next].into_iter().flatten().min()
    }
}
