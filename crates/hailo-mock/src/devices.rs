//! Opening and closing devices and vdevices, by the rules that both tables share.

use hailo_sys::Era;

use crate::call::{Call, R};
use crate::clock::to_ns;
use crate::codes::st;
use crate::dispatch;
use crate::fault::Condition;
use crate::ids::{parse_bdf, parse_ipv4};
use crate::object::{DeviceHandle, Object, VDevice};
use crate::scenario::Chip;

impl Call<'_> {
    /// The devices that the driver shows, by position.
    pub(crate) fn listed(&self) -> impl Iterator<Item = usize> {
        self.chips.iter().enumerate().filter(|(_, c)| c.gone.is_none()).map(|(at, _)| at)
    }

    /// Position of the device that an id names. A device that left the bus stays listed until the
    /// driver notices, so it is listed.
    pub(crate) fn find(&self, id: &str) -> Option<usize> {
        let wanted = parse_bdf(id)?;
        let same = |spec_id: &str| match parse_bdf(spec_id) {
            Some((domain, rest)) => rest == wanted.1 && (wanted.0 == u32::MAX || wanted.0 == domain),
            None => false,
        };
        self.chips.iter().position(|c| c.gone.is_none() && same(&c.spec.id))
    }

    /// Whether this runtime can open a chip at all.
    pub(crate) fn check_opening(&mut self, chip: usize) -> R {
        let kind = self.chips[chip].spec.chip;
        if kind.is_soc() != (self.core.era >= Era::V5_0_0) {
            return Err(st::NOT_SUPPORTED);
        }
        if self.holds(Condition::DriverMismatch) {
            return Err(st::INVALID_DRIVER_VERSION);
        }
        if self.holds(Condition::ProtocolMismatch) {
            return Err(st::DRIVER_INVALID_RESPONSE);
        }
        if kind.is_soc() && self.chips[chip].old_firmware {
            return Err(st::UNSUPPORTED_FW_VERSION);
        }
        Ok(())
    }

    /// The device an id names, by the rules of opening one.
    pub(crate) fn locate(&mut self, id: Option<&str>) -> R<usize> {
        match id {
            None if self.listed().count() == 1 => self.listed().next().ok_or(st::INTERNAL_FAILURE),
            // No device, or no way to choose.
            None => Err(st::INVALID_OPERATION),
            Some("[integrated]") => Err(st::DRIVER_OPERATION_FAILED),
            Some(id) => self.find(id).ok_or(st::INVALID_ARGUMENT),
        }
    }

    pub(crate) fn open_device(&mut self, chip: usize, vdevice: Option<u64>, shim: bool) -> u64 {
        let epoch = self.chips[chip].epoch;
        self.add(Object::Device(DeviceHandle { chip, epoch, vdevice, shim, groups: Vec::new() }))
    }

    /// Takes devices for a vdevice: those named, or free ones.
    pub(crate) fn take_devices(
        &mut self,
        ids: Option<&[String]>,
        count: usize,
        shared: bool,
    ) -> R<Vec<usize>> {
        let chips = match ids {
            Some(ids) => {
                let mut chips = Vec::new();
                for id in ids {
                    if parse_ipv4(id) {
                        // 4.x knows no such device; 5.x tries to reach a server there.
                        if self.core.era < Era::V5_0_0 {
                            return Err(st::INVALID_ARGUMENT);
                        }
                        self.sleep(to_ns(0.007));
                        return Err(st::CONNECTION_REFUSED);
                    }
                    let chip = self.find(id).ok_or(st::INVALID_ARGUMENT)?;
                    if chips.contains(&chip) {
                        return Err(st::INVALID_ARGUMENT);
                    }
                    chips.push(chip);
                }
                if !shared && chips.iter().any(|c| self.is_busy(*c)) {
                    return Err(st::DEVICE_IN_USE);
                }
                chips
            }
            None => {
                let free = self.listed().filter(|c| shared || !self.is_busy(*c));
                free.take(count).collect()
            }
        };
        if chips.len() < count {
            return Err(st::OUT_OF_PHYSICAL_DEVICES);
        }
        if count > 1 {
            let kinds: Vec<Chip> = chips.iter().map(|c| self.chips[*c].spec.chip).collect();
            if kinds.iter().any(|k| k.is_soc()) {
                return Err(st::OUT_OF_PHYSICAL_DEVICES);
            }
            if kinds.contains(&Chip::Hailo8l) {
                return Err(st::INVALID_OPERATION);
            }
        }
        for chip in &chips {
            self.check_opening(*chip)?;
            let epoch = self.chips[*chip].epoch;
            self.alive(*chip, epoch)?;
        }
        Ok(chips)
    }

    fn is_busy(&self, chip: usize) -> bool {
        // A Hailo-10H serves many through its own server.
        let c = &self.chips[chip];
        !c.spec.chip.is_soc() && !c.held_by.is_empty()
    }

    /// Makes the vdevice object over devices that were taken.
    pub(crate) fn open_vdevice(
        &mut self,
        chips: Vec<usize>,
        scheduler: bool,
        group_id: String,
        shim: bool,
    ) -> u64 {
        let remote = chips.iter().any(|c| self.chips[*c].spec.chip.is_soc());
        let epochs = chips.iter().map(|c| self.chips[*c].epoch).collect();
        let (borrowed, groups) = (Vec::new(), Vec::new());
        let vdevice = VDevice {
            chips: chips.clone(),
            epochs,
            scheduler,
            group_id,
            remote,
            shim,
            closed: false,
            borrowed,
            groups,
        };
        let id = self.add(Object::VDevice(vdevice));
        for chip in chips {
            self.chips[chip].held_by.push(id);
        }
        id
    }

    /// Frees a vdevice and all that lives on it.
    pub(crate) fn close_vdevice(&mut self, id: u64) {
        let Some(Object::VDevice(vdevice)) = self.objects.remove(&id) else { return };
        let (now, scheduled) = (self.now(), self.scheduled());
        for group in vdevice.groups {
            self.close_group(group, now);
        }
        for device in vdevice.borrowed {
            self.forget_device(device);
        }
        for chip in vdevice.chips {
            self.chips[chip].held_by.retain(|holder| *holder != id);
        }
        self.dma.retain(|d| d.0 != id);
        self.tell_elsewhere(scheduled);
    }

    /// On an unkind machine: what a release has ended since then is told by a foreign thread, before it returns.
    pub(crate) fn tell_elsewhere(&mut self, scheduled: u64) {
        if self.core.unkind {
            let now = self.now();
            let callbacks = self.take_scheduled_since(scheduled, now);
            self.unlocked(|| dispatch::elsewhere(callbacks));
        }
    }

    /// A group goes with its parent; what is still pending on it ends with 63.
    pub(crate) fn close_group(&mut self, group: u64, now: u64) {
        self.abort_group(group, now, st::STREAM_ABORT);
        if let Some(gone) = self.groups.remove(&group) {
            for (_, stream) in gone.streams {
                self.objects.remove(&stream);
            }
        }
        self.objects.remove(&group);
        for chip in &mut self.chips {
            if chip.loaded == Some(group) {
                chip.loaded = None;
            }
        }
    }

    pub(crate) fn forget_device(&mut self, device: u64) {
        for chip in &mut self.chips {
            chip.callbacks.retain(|_, r| r.device != device);
        }
        let (untold, scheduled) = (self.take_notifications(device), self.scheduled());
        self.dma.retain(|d| d.0 != device);
        if let Some(Object::Device(d)) = self.objects.remove(&device) {
            let now = self.now();
            for group in d.groups {
                self.close_group(group, now);
            }
        }
        self.tell_elsewhere(scheduled);
        let core = self.core;
        if core.unkind {
            self.unlocked(|| dispatch::elsewhere(untold));
        }
        // Releasing a device joins the thread that runs its callbacks.
        self.unlocked(|| dispatch::join(core, device));
    }

    /// Frees a vdevice that was destroyed while it still had children, once they are gone.
    pub(crate) fn reap(&mut self, vdevice: u64) {
        let closed = matches!(self.objects.get(&vdevice), Some(Object::VDevice(v)) if v.closed);
        let has_child = |o: &Object| match o {
            Object::Model(m) => m.vdevice == vdevice,
            Object::Generative(g) => g.vdevice == vdevice,
            Object::Device(d) => d.shim && d.vdevice == Some(vdevice),
            _ => false,
        };
        let group = self.groups.values().any(|g| g.parent == vdevice);
        if closed && !group && !self.objects.values().any(has_child) {
            self.close_vdevice(vdevice);
        }
    }
}
