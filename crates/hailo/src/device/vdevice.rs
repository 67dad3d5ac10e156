//! A virtual device: the set of physical devices that inference runs on, and its scheduler.

use crate::error::{Error, ErrorKind, Result};
use crate::handle::{Owned, sole};
use crate::library::{DeviceId, Library, c_text, call};
use crate::record::padded::{Given, fill_padded};
use hailo_sys::Record as _;
use hailo_sys::types::{_hailo_vdevice, hailo_device_id_t, hailo_vdevice_params_t};
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

/// A virtual device. Cloning is cheap; it is released with the last clone and the last object made from it.
#[derive(Debug, Clone)]
pub struct VDevice {
    pub(crate) owned: Arc<Owned<_hailo_vdevice, ()>>,
    scheduler: Scheduler,
}

impl Library {
    /// Opens devices for inference.
    ///
    /// # Errors
    /// [`ErrorKind::DeviceNotFound`] when there is no free device, [`ErrorKind::DeviceBusy`] when a named one is in
    /// use, [`ErrorKind::Driver`] when driver, firmware, service and library do not fit,
    /// [`ErrorKind::InvalidArgument`] for unknown ids and impossible combinations.
    #[doc(alias = "hailo_create_vdevice")]
    #[doc(alias = "hailo_init_vdevice_params")]
    pub fn vdevice(&self, params: &VDeviceParams) -> Result<VDevice> {
        const CALL: &str = "hailo_create_vdevice";
        let mut c = fill_padded(
            self.growth(),
            "hailo_init_vdevice_params",
            hailo_vdevice_params_t::zeroed(),
            |out| {
                // SAFETY: room for one record.
                unsafe { call!(self, hailo_init_vdevice_params(out)) }
            },
        )?;
        let mut ids = Given::new(params.device_ids.iter().map(DeviceId::to_c));
        let group_id = params.group_id.as_deref().map(|text| c_text(CALL, text)).transpose()?;
        c.record.device_count = params.device_count;
        if ids.len() > 0 {
            c.record.device_count = u32::try_from(ids.len())
                .map_err(|_| Error::refused(ErrorKind::InvalidArgument, CALL, "too many device ids"))?;
            c.record.device_ids = ids.as_mut_ptr();
        }
        c.record.scheduling_algorithm = u32::from(params.scheduler == Scheduler::RoundRobin);
        if let Some(group_id) = &group_id {
            c.record.group_id = group_id.as_ptr();
        }
        c.record.multi_process_service = u8::from(params.multi_process_service);
        let mut raw = std::ptr::null_mut();
        // SAFETY: the params and what they point to live through the call, which copies them.
        unsafe { call!(self, hailo_create_vdevice(c.as_mut_ptr(), &raw mut raw)) }?;
        let owned = Owned::new(self, CALL, raw, None, Some(release_vdevice))?;
        Ok(VDevice { owned: Arc::new(owned), scheduler: params.scheduler })
    }
}

/// # Safety
/// As [`crate::handle::Release`].
unsafe fn release_vdevice(library: &Library, raw: *mut _hailo_vdevice) -> Result<()> {
    // SAFETY: the caller's promise.
    unsafe { call!(library, hailo_release_vdevice(raw)) }
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
    /// # Errors
    /// [`ErrorKind::DeviceBusy`] while clones or objects made from it exist (the last of them releases it); else
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
        let library = self.library();
        let ids = self.owned.with(|raw| {
            library.list(
                32,
                hailo_device_id_t::zeroed(),
                "hailo_vdevice_get_physical_devices_ids",
                |ids, count| {
                    // SAFETY: a live vdevice, and `ids` has room for `*count` ids.
                    unsafe { (library.api().hailo_vdevice_get_physical_devices_ids)(raw, ids, count) }
                },
            )
        })?;
        Ok(ids.iter().map(DeviceId::from_c).collect())
    }
}
