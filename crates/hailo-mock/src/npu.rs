//! Frames on their way: the scheduler, the core, the buffers that outputs go into.
//!
//! A network group has a queue per input and per output. A frame is issued to a chip when every
//! input has one, every output has room, the group may run, and the chip is free; it is ready when
//! the chip has worked on it. The moments of all this follow from the calls alone, so they are
//! worked out whenever someone looks, in the order in which they happen.

use std::sync::Arc;

use crate::clock::to_ns;
use crate::codes::st;
use crate::era::mask_record;
use crate::fault::Condition;
use crate::group::{Group, View};
use crate::hef::Direction;
use crate::host::Core;
use crate::infer_model::{FrameSet, QueuedRun};
use crate::state::State;

impl State {
    /// When the next frame reaches a core, and where: moment, group, chip.
    fn next_turn(&self) -> Option<(u64, u64, usize)> {
        let mut best: Option<(u64, u64, usize)> = None;
        for (id, group) in &self.groups {
            let Some(ready) = group.ready_since() else { continue };
            for &chip in &group.chips {
                let c = &self.chips[chip];
                if c.asleep || c.lost_until == u64::MAX {
                    continue;
                }
                let at = ready.max(c.free_at).max(c.lost_until);
                let better = match best {
                    None => true,
                    Some((t, other, there)) => {
                        at < t || (at == t && chip == there && self.goes_first(*id, other, chip, at))
                    }
                };
                if better {
                    best = Some((at, *id, chip));
                }
            }
        }
        best
    }

    /// Whether group `a` gets a free core before group `b`: the loaded one within its burst, then
    /// those that reached their threshold or timeout, then priority, then whoever waited longest.
    fn goes_first(&self, a: u64, b: u64, chip: usize, at: u64) -> bool {
        let c = &self.chips[chip];
        let rank = |id: u64| {
            let group = &self.groups[&id];
            let scheduling = group.scheduler.unwrap_or_default();
            let stays = c.loaded == Some(id) && c.burst < group.burst_limit();
            let waited = at.saturating_sub(group.ready_since().unwrap_or(at));
            let due = group.waiting_frames() >= scheduling.threshold as usize
                || (scheduling.timeout_ns > 0 && waited >= scheduling.timeout_ns);
            (!stays, !due, u8::MAX - scheduling.priority, group.served)
        };
        rank(a) < rank(b)
    }

    /// When something that is queued reaches a core.
    pub(crate) fn next_issue(&self) -> Option<u64> {
        self.next_turn().map(|(at, _, _)| at)
    }

    /// When a frame that a callback waits for is ready.
    pub(crate) fn next_ready(&self) -> Option<u64> {
        let runs = self.groups.values().flat_map(|g| g.running.iter().map(|r| r.ready));
        let reads = self.groups.values().flat_map(|g| {
            g.outs.iter().filter(|p| !p.reads.is_empty()).filter_map(|p| p.queue.front().map(|f| f.0))
        });
        runs.chain(reads).min()
    }

    /// Issues every frame that reaches a core until `now`.
    pub(crate) fn pump(&mut self, core: &Core, now: u64) {
        let mut events = Vec::new();
        while let Some((at, id, chip)) = self.next_turn().filter(|turn| turn.0 <= now) {
            self.chips[chip].physics.advance(at, &mut events);
            if !events.is_empty() {
                let told = std::mem::take(&mut events);
                self.physical(core, chip, &told);
                continue;
            }
            self.issue(core, at, id, chip);
        }
    }

    fn issue(&mut self, core: &Core, at: u64, id: u64, chip: usize) {
        self.turn += 1;
        let turn = self.turn;
        let frozen = self.faults.holds(at, Condition::SilentFrozen);
        let silent = frozen || self.faults.holds(at, Condition::SilentZeros);
        let Some(group) = self.groups.get_mut(&id) else { return };
        let c = &mut self.chips[chip];
        let switch = match c.loaded {
            Some(loaded) if loaded != id => to_ns(core.scenario.timing.switch_s),
            _ => 0,
        };
        c.burst = if c.loaded == Some(id) { c.burst + 1 } else { 1 };
        c.loaded = Some(id);
        group.served = turn;
        group.frames += 1;
        let (busy, latency) = group.frame_ns(&core.scenario.timing);
        let slow = c.physics.slowdown();
        let (busy, latency) = ((busy as f64 * slow) as u64, (latency as f64 * slow) as u64);
        let start = at.saturating_add(switch);
        let mut events = Vec::new();
        c.physics.work(start, busy, &mut events);
        c.free_at = start.saturating_add(busy);
        let ready = start.saturating_add(latency);
        group.latency_sum_ns += latency;
        group.latency_count += 1;
        let mut written = Vec::new();
        let nothing = || FrameSet::from([]);
        if let Some(mut run) = group.runs.pop_front() {
            run.ready = ready;
            if silent {
                run.inputs = if frozen { group.shown.clone() } else { None }.unwrap_or_else(nothing);
            }
            if !silent {
                group.shown = Some(Arc::clone(&run.inputs));
            }
            group.running.push(run);
        } else {
            let mut set = Vec::with_capacity(group.ins.len());
            for port in &mut group.ins {
                if let Some((_, frame, transfer)) = port.queue.pop_front() {
                    set.push(frame);
                    written.extend(transfer);
                }
            }
            let mut set: FrameSet = set.into();
            if silent {
                set = if frozen { group.shown.clone() } else { None }.unwrap_or_else(nothing);
            }
            if !silent {
                group.shown = Some(Arc::clone(&set));
            }
            for port in &mut group.outs {
                port.queue.push_back((ready, Arc::clone(&set)));
            }
        }
        for transfer in written {
            // The chip has taken an input when it starts on it.
            self.finish(start, st::SUCCESS, transfer);
        }
        self.physical(core, chip, &events);
    }

    /// Hands finished frames to the asynchronous reads and runs that wait for them.
    pub(crate) fn complete_async(&mut self, core: &Core, now: u64) {
        self.complete_late(now);
        let mut finished = Vec::new();
        for group in self.groups.values_mut() {
            for port in 0..group.outs.len() {
                while let Some((ready, set)) = group.outs[port].queue.front().cloned()
                    && ready <= now
                    && let Some(read) = group.outs[port].reads.pop_front()
                {
                    let full = group.outs[port].queue.len() >= group.outs[port].capacity;
                    group.outs[port].queue.pop_front();
                    if full {
                        group.outs[port].room_since = now;
                    }
                    // SAFETY: an asynchronous read lends its buffer, of the size that was checked
                    // when it was submitted, until its callback has run, which is after this.
                    let buffer =
                        unsafe { std::slice::from_raw_parts_mut(read.buffer.0.cast::<u8>(), read.size) };
                    group.render_hw(port, &set, buffer);
                    if let Some(played) = &read.played {
                        played.show(&mut [buffer]);
                    }
                    finished.push((ready, read));
                }
            }
        }
        for (ready, read) in finished {
            self.finish(ready, st::SUCCESS, read);
        }
        self.complete_runs(core, now);
    }

    /// Writes finished frames where reads that timed out wanted them.
    fn complete_late(&mut self, now: u64) {
        for group in self.groups.values_mut() {
            for port in 0..group.outs.len() {
                while group.outs[port].queue.front().is_some_and(|frame| frame.0 <= now)
                    && let Some(late) = group.outs[port].late.pop_front()
                    && let Some((_, set)) = group.outs[port].queue.pop_front()
                {
                    group.outs[port].room_since = now;
                    let Some(vstream) = group.vstream(Direction::Output, port) else { continue };
                    // SAFETY: who makes an unkind machine lends a read's buffer, of the size checked when it was
                    // read into, until the vstream is released; then `late` is emptied.
                    let buffer =
                        unsafe { std::slice::from_raw_parts_mut(late.buffer.0.cast::<u8>(), late.size) };
                    group.render(vstream, port, late.view, &set, buffer);
                }
            }
        }
    }

    /// Finishes the runs that are ready by `now`.
    fn complete_runs(&mut self, core: &Core, now: u64) {
        let mask_record = mask_record(core.era);
        let mut finished = Vec::new();
        for group in self.groups.values_mut() {
            if group.running.iter().any(|r| r.ready <= now) {
                let (ready, running) = group.running.drain(..).partition::<Vec<_>, _>(|r| r.ready <= now);
                group.running = running;
                for run in &ready {
                    write_outputs(group, run, mask_record);
                }
                finished.extend(ready);
            }
        }
        for run in finished {
            let ready = run.ready;
            self.finish_run(ready, st::SUCCESS, run);
        }
    }
}

fn write_outputs(group: &Group, run: &QueuedRun, mask_record: usize) {
    let mut shown = Vec::new();
    for (port, vstream) in group.info().vstreams(Direction::Output).enumerate() {
        let (Some((buffer, size)), Some((format, nms))) = (run.outputs.get(port), run.formats.get(port))
        else {
            continue;
        };
        // SAFETY: a run's buffers, of the sizes checked when it was submitted, are lent to the
        // library until the run is over, which is after this.
        let out = unsafe { std::slice::from_raw_parts_mut(buffer.0.cast::<u8>(), *size) };
        let mut vstream = vstream.clone();
        let threshold = nms.map_or(0.0, |n| n.score_threshold);
        vstream.nms = *nms;
        let view = View { format: *format, threshold, mask_record };
        group.render(&vstream, port, view, &run.inputs, out);
        shown.push(out);
    }
    if let Some(played) = &run.played {
        played.show(&mut shown);
    }
}
