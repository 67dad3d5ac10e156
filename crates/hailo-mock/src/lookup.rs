//! What a call's handles stand for, by the rules that both tables share.

use std::ffi::c_char;
use std::sync::Arc;

use crate::call::{Call, R};
use crate::codes::st;
use crate::era::gone_status;
use crate::group::Group;
use crate::hef::{Hef, HefGroup};
use crate::object::{Object, VDevice};

impl Call<'_> {
    /// The chip behind a device handle, if it can be talked to.
    pub(crate) fn chip(&mut self, id: u64) -> R<usize> {
        let name = self.name;
        let (chip, epoch) = match self.objects.get(&id) {
            Some(Object::Device(d)) if d.shim == name.starts_with("hailo_shim_") => (d.chip, d.epoch),
            _ => return Err(self.wrong(name, id, "a device of this API")),
        };
        self.alive(chip, epoch)?;
        Ok(chip)
    }

    /// Like [`Call::chip`], for calls that go to the firmware of a chip behind a driver. A
    /// Hailo-10H answers them with `HAILO_NOT_IMPLEMENTED`.
    pub(crate) fn firmware(&mut self, id: u64) -> R<usize> {
        let chip = self.chip(id)?;
        if self.chips[chip].spec.chip.is_soc() { Err(st::NOT_IMPLEMENTED) } else { Ok(chip) }
    }

    /// Whether a chip is on the bus and has not been reset since.
    pub(crate) fn alive(&self, chip: usize, epoch: u64) -> R {
        let now = self.now();
        let there = self.chips.get(chip).is_some_and(|c| c.epoch == epoch && !c.is_lost(now));
        if there { Ok(()) } else { Err(self.absence(chip)) }
    }

    /// What calls answer on a chip that is not on the bus.
    pub(crate) fn absence(&self, chip: usize) -> u32 {
        let gone = self.chips.get(chip).and_then(|c| c.gone);
        gone.unwrap_or(gone_status(self.core.era))
    }

    /// Checks a vdevice of the C API.
    pub(crate) fn vdevice(&mut self, id: u64) -> R<&mut VDevice> {
        self.come_into(id)?;
        let name = self.name;
        if !matches!(self.objects.get(&id), Some(Object::VDevice(v)) if !v.shim) {
            return Err(self.wrong(name, id, "a vdevice"));
        }
        match self.objects.get_mut(&id) {
            Some(Object::VDevice(v)) => Ok(v),
            _ => Err(st::INTERNAL_FAILURE),
        }
    }

    pub(crate) fn hef(&mut self, id: u64) -> R<Arc<Hef>> {
        self.come_into(id)?;
        let name = self.name;
        match self.objects.get(&id) {
            Some(Object::Hef(hef)) => Ok(Arc::clone(hef)),
            _ => Err(self.wrong(name, id, "a HEF")),
        }
    }

    pub(crate) fn group(&mut self, id: u64) -> R<&mut Group> {
        let name = self.name;
        if !self.groups.contains_key(&id) {
            return Err(self.wrong(name, id, "a network group"));
        }
        self.groups.get_mut(&id).ok_or(st::INTERNAL_FAILURE)
    }

    /// Calls that exist only from some release on.
    pub(crate) fn since(&self, era: hailo_sys::Era) -> R {
        if self.core.era >= era { Ok(()) } else { Err(st::NOT_IMPLEMENTED) }
    }

    /// A vdevice of the shim: its chips, their epochs, whether it has a scheduler.
    pub(crate) fn shim_vdevice(&mut self, id: u64) -> R<(Vec<usize>, Vec<u64>, bool)> {
        let name = self.name;
        let found = match self.objects.get(&id) {
            Some(Object::VDevice(v)) if v.shim && !v.closed => {
                (v.chips.clone(), v.epochs.clone(), v.scheduler)
            }
            _ => return Err(self.wrong(name, id, "a vdevice of the shim")),
        };
        for (chip, epoch) in found.0.iter().zip(&found.1) {
            self.alive(*chip, *epoch)?;
        }
        Ok(found)
    }

    /// A network group of a HEF; NULL names the first.
    pub(crate) fn hef_group<'h>(&self, hef: &'h Hef, name: *const c_char) -> R<&'h HefGroup> {
        hef.group(self.text(name).as_deref()).ok_or(st::NOT_FOUND)
    }

    /// The network that a `group/network` name stands for; `None` for the whole group.
    pub(crate) fn network(&self, group: &HefGroup, name: *const c_char) -> Option<String> {
        self.text(name).filter(|n| n.contains('/') && *n != group.name)
    }
}
