//! What a chip does of itself: alarms and notifications, closing its streams, leaving the bus and
//! coming back.

use hailo_sys::Era;

use crate::clock::to_ns;
use crate::codes::st;
use crate::era::{gone_status, overheat_status};
use crate::fault::DeviceEvent;
use crate::host::Core;
use crate::infer_model::QueuedRun;
use crate::object::Object;
use crate::physics::{Event, Happened};
use crate::state::State;

impl State {
    /// What a chip's firmware did turns into notifications and aborts.
    pub(crate) fn physical(&mut self, core: &Core, chip: usize, events: &[Event]) {
        for event in events {
            let t = (event.temperature_c as f32).to_ne_bytes();
            let at = event.at_ns;
            match event.what {
                Happened::Zone(zone) => {
                    let body = [(zone as u32).to_ne_bytes(), 0u32.to_ne_bytes(), t, t].concat();
                    self.notify(chip, at, 1, &body);
                }
                Happened::Clock { previous, current } => {
                    let hz = |mhz: u32| (mhz * 1_000_000).to_ne_bytes();
                    self.notify(chip, at, 10, &[hz(previous), hz(current)].concat());
                    if core.era >= Era::V5_2_0 {
                        let level = self.chips[chip].physics.level().map_or(0, |l| l as u16 + 1);
                        self.notify(chip, at, 14, &level.to_ne_bytes());
                    }
                }
                Happened::Overheat => {
                    let closed = if core.era == Era::V4_20 { vec![0; 8] } else { Vec::new() };
                    self.notify(chip, at, 2, &[closed, t.to_vec(), t.to_vec()].concat());
                    if core.era >= Era::V5_2_0 {
                        self.notify(chip, at, 14, &6u16.to_ne_bytes());
                    }
                    self.abort_chip(chip, at, overheat_status(core.era));
                }
            }
        }
    }

    /// A scripted event of a device.
    pub(crate) fn happen(&mut self, core: &Core, at: u64, chip: usize, event: &DeviceEvent) {
        if chip >= self.chips.len() {
            return;
        }
        let gone = gone_status(core.era);
        match *event {
            DeviceEvent::DeviceLost => self.lose(core, chip, at, (u64::MAX, gone)),
            DeviceEvent::LinkFlap(s) => {
                self.lose(core, chip, at, (at.saturating_add(to_ns(s)), gone));
                self.chips[chip].link_errors += 1;
            }
            DeviceEvent::Gone(status) => {
                self.lose(core, chip, at, (u64::MAX, status.0));
                self.chips[chip].gone = Some(status.0);
            }
            DeviceEvent::PowerCycle => {
                self.reset(core, chip, at);
                let c = &mut self.chips[chip];
                (c.gone, c.last_reset) = (None, 0);
                c.link_width = c.spec.lanes.max(1);
            }
            DeviceEvent::OwnWatchdog => {
                self.reset(core, chip, at);
                self.chips[chip].last_reset = 1;
            }
            DeviceEvent::OldFirmware => self.chips[chip].old_firmware = true,
            DeviceEvent::LinkWidth(lanes) => self.chips[chip].link_width = lanes,
            DeviceEvent::LinkErrors(more) => self.chips[chip].link_errors += more,
            DeviceEvent::Undervoltage(s) => {
                self.undervoltage = true;
                self.sagging_until = self.sagging_until.max(at.saturating_add(to_ns(s.max(1.0))));
                if s > 0.0 {
                    self.lose(core, chip, at, (at.saturating_add(to_ns(s)), gone));
                }
            }
            DeviceEvent::EccCorrectable(bitmap) => self.notify(chip, at, 4, &bitmap.to_ne_bytes()),
            DeviceEvent::EccUncorrectable(bitmap) => self.notify(chip, at, 5, &bitmap.to_ne_bytes()),
            DeviceEvent::CpuEcc(bitmap) => self.notify(chip, at, 6, &bitmap.to_ne_bytes()),
            DeviceEvent::CrcError => {
                if core.era >= Era::V5_1_1 {
                    self.notify(chip, at, 13, &[]);
                }
                self.abort_chip(chip, at, st::STREAM_ABORT);
            }
            DeviceEvent::Overcurrent(milliamperes) => {
                self.chips[chip].overcurrent = true;
                let threshold = (milliamperes as f32).to_ne_bytes();
                self.notify(chip, at, 3, &[&1u32.to_ne_bytes()[..], &threshold, &[1]].concat());
            }
            DeviceEvent::Ambient(celsius) => self.chips[chip].physics.set_ambient(celsius),
        }
    }

    /// Off the bus until a moment; what is under way ends with a status.
    fn lose(&mut self, core: &Core, chip: usize, at: u64, (until, status): (u64, u32)) {
        let mut events = Vec::new();
        let c = &mut self.chips[chip];
        c.physics.stop(at, &mut events);
        c.lost_until = until;
        c.free_at = c.free_at.min(at);
        self.physical(core, chip, &events);
        self.abort_chip(chip, at, status);
    }

    /// Resets a chip: it comes back, and every handle from before is dead.
    pub(crate) fn reset(&mut self, core: &Core, chip: usize, at: u64) {
        self.lose(core, chip, at, (0, gone_status(core.era)));
        let c = &mut self.chips[chip];
        c.epoch += 1;
        c.loaded = None;
        c.last_reset = 3;
        c.asleep = false;
        c.old_firmware = false;
        c.overcurrent = false;
        c.power = [None; 4];
    }

    /// Everything on a chip ends with `status`; frames finished before `at` may still be read.
    pub(crate) fn abort_chip(&mut self, chip: usize, at: u64, status: u32) {
        let ids: Vec<u64> =
            self.groups.iter().filter(|(_, g)| g.chips.contains(&chip)).map(|(id, _)| *id).collect();
        for id in ids {
            self.abort_group(id, at, status);
        }
        self.fail_answers(chip, status);
    }

    /// Ends everything a group has under way.
    pub(crate) fn abort_group(&mut self, id: u64, at: u64, status: u32) {
        let Some(group) = self.groups.get_mut(&id) else { return };
        group.abort = Some(status);
        group.aborts += 1;
        let mut transfers = Vec::new();
        for port in &mut group.ins {
            transfers.extend(port.queue.drain(..).filter_map(|f| f.2));
        }
        for port in &mut group.outs {
            port.queue.retain(|(ready, _)| *ready <= at);
            transfers.extend(port.reads.drain(..));
        }
        let mut runs: Vec<QueuedRun> = group.runs.drain(..).collect();
        runs.append(&mut group.running);
        for transfer in transfers {
            self.finish(at, status, transfer);
        }
        for run in runs {
            self.finish_run(at, status, run);
        }
    }

    /// Answers under way on a chip fail.
    pub(crate) fn fail_answers(&mut self, chip: usize, status: u32) {
        for id in self.answers() {
            if let Some(Object::Completion(c)) = self.objects.get_mut(&id)
                && c.chip == chip
                && c.next_at.take().is_some()
            {
                c.failed = Some(status);
            }
        }
    }

    /// The answers under way, by handle.
    pub(crate) fn answers(&self) -> Vec<u64> {
        let running = |o: &Object| match o {
            Object::Generative(m) => m.current,
            _ => None,
        };
        self.generatives.iter().filter_map(|id| running(self.objects.get(id)?)).collect()
    }
}
