//! A virtual device: the set of physical devices that inference runs on, and its scheduler.

use crate::call;
use crate::call::lent::Lent;
use crate::error::Result;
use crate::handle::{Owned, sole};
use crate::library::{DeviceId, Library, c_text};
use crate::record::padded::Given;
use hailo_sys::types::_hailo_vdevice;
use std::sync::Arc;

/// How to make a [`VDevice`]. The default is one free device with the round-robin scheduler, for this process.
#[doc(alias = "hailo_vdevice_params_t")]
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct VDeviceParams {
    /// How many free devices to take, where `device_ids` is empty.
    pub device_count: u32,
    /// Which devices; empty for any that are free.
    pub device_ids: Vec<DeviceId>,
    /// Who decides which network runs next.
    pub scheduler: Scheduler,
    /// Vdevices of one name in one process share their devices; `None` shares with nobody.
    pub group_id: Option<String>,
    /// Share the devices with other processes through the multi-process service (Hailo-8; needs the scheduler).
    pub multi_process_service: bool,
}

impl Default for VDeviceParams {
    fn default() -> Self {
        Self {
            device_count: 1,
            device_ids: Vec::new(),
            scheduler: Scheduler::RoundRobin,
            group_id: None,
            multi_process_service: false,
        }
    }
}

/// Who decides which network runs next.
#[doc(alias = "hailo_scheduling_algorithm_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Scheduler {
    /// Nobody: the program activates one network group at a time.
    None,
    /// The library, in turn and by priority.
    #[default]
    RoundRobin,
}

/// Names of groups in which the library puts a vdevice alone.
pub(crate) const ALONE: [&str; 2] = ["", "UNIQUE"];

/// A virtual device. Cloning is cheap; it is released with the last clone and the last object made from it.
#[derive(Debug, Clone)]
pub struct VDevice {
    pub(crate) owned: Arc<Owned<_hailo_vdevice, ()>>,
    /// What vdevices have in common whose C handles are several and whose devices are the same: their group.
    pub(crate) group: Option<Arc<str>>,
    scheduler: Scheduler,
}

impl Library {
    /// Opens devices for inference.
    ///
    /// # Errors
    /// [`crate::ErrorKind::DeviceNotFound`] when there is no free device, [`crate::ErrorKind::DeviceBusy`] when a named one is in
    /// use, [`crate::ErrorKind::Driver`] when driver, firmware, service and library do not fit,
    /// [`crate::ErrorKind::InvalidArgument`] for unknown ids and impossible combinations.
    #[doc(alias = "hailo_create_vdevice")]
    #[doc(alias = "hailo_init_vdevice_params")]
    pub fn vdevice(&self, params: &VDeviceParams) -> Result<VDevice> {
        const CALL: &str = "hailo_create_vdevice";
        let mut defaults = call::hailo_init_vdevice_params(self)?;
        let mut ids = Given::new(params.device_ids.iter().map(DeviceId::to_c));
        let group_id = params.group_id.as_deref().map(|text| c_text(CALL, text)).transpose()?;
        defaults.record.device_count = params.device_count;
        defaults.record.scheduling_algorithm = u32::from(params.scheduler == Scheduler::RoundRobin);
        defaults.record.multi_process_service = u8::from(params.multi_process_service);
        let mut c = Lent::vdevice(defaults, &mut ids, group_id.as_deref());
        let fresh = call::hailo_create_vdevice(self, &mut c)?;
        let owned = Owned::new(self, CALL, fresh, None, Some(call::hailo_release_vdevice))?;
        let group = params.group_id.as_deref().filter(|group| !ALONE.contains(group)).map(|group| {
            // From 5.0 on a Hailo-10H's vdevices of one group may be on different cards.
            let ids: Vec<&str> = match self.version().major {
                ..5 => Vec::new(),
                _ => params.device_ids.iter().map(DeviceId::as_str).collect(),
            };
            format!("C group {group}: {}", ids.join(" ")).into()
        });
        Ok(VDevice { owned: Arc::new(owned), group, scheduler: params.scheduler })
    }
}

impl VDevice {
    /// The library it was opened with.
    #[must_use]
    pub fn library(&self) -> &Library {
        self.owned.library()
    }

    /// Who decides which network runs next.
    #[must_use]
    pub fn scheduler(&self) -> Scheduler {
        self.scheduler
    }

    /// Releases the devices and answers what came of it. Dropping does the same silently.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`crate::ErrorKind::DeviceBusy`] while clones or objects made from it exist (the last of them releases it); else
    /// what the library answers.
    #[doc(alias = "hailo_release_vdevice")]
    pub fn close(self) -> Result<()> {
        sole(self.owned, "hailo_release_vdevice")?.close()
    }

    /// The ids of the physical devices in it.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_vdevice_get_physical_devices_ids")]
    pub fn device_ids(&self) -> Result<Vec<DeviceId>> {
        let ids = self.owned.with(call::hailo_vdevice_get_physical_devices_ids)?;
        Ok(ids.iter().map(DeviceId::from_c).collect())
    }
}
