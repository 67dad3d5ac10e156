//! A network group on a device: its scheduler, its activation, and the streams made from it.

use crate::device::vdevice::{Scheduler, VDevice};
use crate::error::{Error, ErrorKind, Result};
use crate::handle::callback::{lock, outside_callbacks};
use crate::handle::{Beside, Owned};
use crate::hef::Hef;
use crate::library::{Library, c_text, call};
use crate::record::convert::{c_chars, milliseconds};
use crate::record::format::{StreamInfo, VStreamInfo};
use crate::record::layout::{CONFIGURE_PARAMS, STREAM_INFO};
use crate::record::padded::{fill, fill_array, fill_bytes};
use crate::streams::configure::{ConfigureOptions, MAX_GROUPS, MAX_NETWORKS, MAX_STREAMS, apply};
use hailo_sys::Record as _;
use hailo_sys::types::{
    _hailo_activated_network_group, _hailo_configured_network_group, hailo_latency_measurement_result_t,
    hailo_network_info_t, hailo_output_vstream_name_by_group_t,
};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

impl VDevice {
    /// Loads the networks of a HEF onto the devices. The groups live as long as the vdevice: no C call releases
    /// one. The HEF may be dropped afterwards.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidHef`] for a HEF of another chip, [`ErrorKind::OutOfMemory`] when the device is full,
    /// [`ErrorKind::Unsupported`] on a Hailo-10H, whose inference goes through [`crate::Engine`] and the shim.
    #[doc(alias = "hailo_configure_vdevice")]
    #[doc(alias = "hailo_init_configure_params_by_vdevice")]
    pub fn configure(&self, hef: &Hef, options: &ConfigureOptions) -> Result<Vec<NetworkGroup>> {
        const CALL: &str = "hailo_configure_vdevice";
        let library = self.library();
        if !std::ptr::eq(library.api(), hef.library().api()) {
            return Err(Error::refused(
                ErrorKind::InvalidArgument,
                CALL,
                "the HEF was opened with another library",
            ));
        }
        let layout = library.layout();
        // Configuring reads the HEF's file through its one reader, so both are locked.
        const INIT: &str = "hailo_init_configure_params_by_vdevice";
        let (mut params, ()) =
            fill_bytes(library.growth(), INIT, CONFIGURE_PARAMS, layout.configure, |out| {
                hef.owned.with_second(&self.owned, |hef, vdevice| {
                    // SAFETY: a live HEF and vdevice (in this order), and a zeroed record of the era's size, some of whose
                    // fields the call leaves as it finds them.
                    unsafe {
                        call!(library, hailo_init_configure_params_by_vdevice(hef, vdevice, out.cast()))
                    }
                })
            })?;
        apply(layout, &mut params, options);

        let (mut count, params) = (MAX_GROUPS, params.as_mut_ptr());
        let (groups, configured) = fill_array(CALL, MAX_GROUPS, std::ptr::null_mut(), |out| {
            // SAFETY: live handles, a complete record of the era, and room for as many groups as a HEF can hold.
            hef.owned.with_second(&self.owned, |hef, vdevice| unsafe {
                call!(library, hailo_configure_vdevice(vdevice, hef, params, out, &raw mut count))
            })
        })?;
        configured?;
        if count > groups.len() {
            return Err(Error::contract(CALL, "it counted more network groups than a HEF can hold"));
        }
        // The library answers the groups in the file's order.
        let infos = hef.network_groups()?;
        groups[..count]
            .iter()
            .enumerate()
            .map(|(index, raw)| {
                let name = infos.get(index).map_or_else(String::new, |info| info.name.clone());
                let vstreams = hef.vstreams(Some(&name))?;
                let owned = Owned::new(library, CALL, *raw, Some(self.clone()), None)?;
                Ok(NetworkGroup { inner: Arc::new(Inner { owned, name, vstreams, taken: Mutex::default() }) })
            })
            .collect()
    }
}

/// A network group on a vdevice. Cloning is cheap; it keeps its vdevice alive.
///
/// No C call releases a configured group: it goes with the vdevice.
#[derive(Debug, Clone)]
pub struct NetworkGroup {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) owned: Owned<_hailo_configured_network_group, VDevice>,
    name: String,
    /// What formats are held against.
    pub(crate) vstreams: Vec<VStreamInfo>,
    /// Which physical streams are in use: outputs with `true`.
    taken: Mutex<BTreeSet<(bool, String)>>,
}

impl Inner {
    pub(crate) fn taken_streams(&self) -> MutexGuard<'_, BTreeSet<(bool, String)>> {
        lock(&self.taken)
    }
}

impl NetworkGroup {
    /// Its name in the HEF.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.inner.name
    }

    /// The library it came from.
    #[must_use]
    pub fn library(&self) -> &Library {
        self.inner.owned.library()
    }

    fn vdevice(&self) -> Result<&VDevice> {
        self.inner
            .owned
            .parent()
            .ok_or_else(|| Error::other(ErrorKind::Runtime, "a network group without a vdevice"))
    }

    /// The networks in it (`group/network`).
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_get_network_infos")]
    pub fn networks(&self) -> Result<Vec<String>> {
        let library = self.library();
        let infos = self.inner.owned.with(|raw| {
            library.list(
                MAX_NETWORKS,
                hailo_network_info_t::zeroed(),
                "hailo_get_network_infos",
                |infos, count| {
                    // SAFETY: a live group, and room for `*count` records.
                    unsafe { (library.api().hailo_get_network_infos)(raw, infos, count) }
                },
            )
        })?;
        Ok(infos.iter().map(|info| c_chars(&info.name)).collect())
    }

    /// Its physical streams, inputs and outputs.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_network_group_get_all_stream_infos")]
    pub fn streams(&self) -> Result<Vec<StreamInfo>> {
        let call = self.library().api().hailo_network_group_get_all_stream_infos;
        // SAFETY: the function is of the library that the group is of.
        unsafe { self.stream_infos("hailo_network_group_get_all_stream_infos", call) }
    }

    /// Its physical inputs.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_network_group_get_input_stream_infos")]
    pub fn input_streams(&self) -> Result<Vec<StreamInfo>> {
        let call = self.library().api().hailo_network_group_get_input_stream_infos;
        // SAFETY: the function is of the library that the group is of.
        unsafe { self.stream_infos("hailo_network_group_get_input_stream_infos", call) }
    }

    /// Its physical outputs.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_network_group_get_output_stream_infos")]
    pub fn output_streams(&self) -> Result<Vec<StreamInfo>> {
        let call = self.library().api().hailo_network_group_get_output_stream_infos;
        // SAFETY: the function is of the library that the group is of.
        unsafe { self.stream_infos("hailo_network_group_get_output_stream_infos", call) }
    }

    /// # Safety
    /// `list` is one of this library's three functions of this signature.
    unsafe fn stream_infos(
        &self,
        name: &'static str,
        list: unsafe extern "C" fn(
            *mut _hailo_configured_network_group,
            *mut hailo_sys::types::hailo_stream_info_t,
            usize,
            *mut usize,
        ) -> u32,
    ) -> Result<Vec<StreamInfo>> {
        let layout = self.library().layout();
        let (records, count) = self.inner.owned.with(|raw| {
            self.library().list_records(STREAM_INFO, layout.stream_info, MAX_STREAMS, name, |infos, count| {
                // SAFETY: `count` is live for the call.
                let room = unsafe { *count };
                // SAFETY: a live group, and room for `room` records of the era.
                unsafe { list(raw, infos.cast(), room, count) }
            })
        })?;
        Ok(records.each(layout.stream_info, count).map(|record| layout.stream_info(record)).collect())
    }

    // === scheduler ===

    /// How long the scheduler waits for [`threshold`](Self::set_scheduler_threshold) frames before it runs fewer.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] without a scheduler.
    #[doc(alias = "hailo_set_scheduler_timeout")]
    pub fn set_scheduler_timeout(&self, timeout: Duration) -> Result<()> {
        let timeout = milliseconds(timeout);
        // SAFETY: a live group; the network's name must be NULL.
        self.inner.owned.with(|raw| unsafe {
            call!(self.library(), hailo_set_scheduler_timeout(raw, timeout, std::ptr::null()))
        })
    }

    /// How many frames make this group ready to run; at most the batch size.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] without a scheduler or beyond the batch size.
    #[doc(alias = "hailo_set_scheduler_threshold")]
    pub fn set_scheduler_threshold(&self, frames: u32) -> Result<()> {
        // SAFETY: a live group; the network's name must be NULL.
        self.inner.owned.with(|raw| unsafe {
            call!(self.library(), hailo_set_scheduler_threshold(raw, frames, std::ptr::null()))
        })
    }

    /// Who goes first among groups that are ready: 0 (last) to 31 (first), 16 by default.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] without a scheduler or beyond 31.
    #[doc(alias = "hailo_set_scheduler_priority")]
    pub fn set_scheduler_priority(&self, priority: u8) -> Result<()> {
        // SAFETY: a live group; the network's name must be NULL.
        self.inner.owned.with(|raw| unsafe {
            call!(self.library(), hailo_set_scheduler_priority(raw, priority, std::ptr::null()))
        })
    }

    // === activation ===

    /// Makes this the one group that runs, on a vdevice without a scheduler. It stops when the answer is dropped.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] on a vdevice with a scheduler, and while another group is active.
    #[doc(alias = "hailo_activate_network_group")]
    pub fn activate(&self) -> Result<ActiveNetworkGroup> {
        const CALL: &str = "hailo_activate_network_group";
        if self.vdevice()?.scheduler() != Scheduler::None {
            return Err(Error::refused(
                ErrorKind::InvalidArgument,
                CALL,
                "the vdevice has a scheduler, which activates",
            ));
        }
        let mut raw = std::ptr::null_mut();
        let out = &raw mut raw;
        // SAFETY: a live group, default parameters, and room for one handle.
        self.inner.owned.with(|group| unsafe {
            call!(self.library(), hailo_activate_network_group(group, std::ptr::null_mut(), out))
        })?;
        let owned = Owned::new(self.library(), CALL, raw, Some(self.clone()), Some(deactivate))?;
        Ok(ActiveNetworkGroup { owned })
    }

    /// Waits until some thread has activated this group.
    ///
    /// # Errors
    /// [`ErrorKind::Timeout`].
    #[doc(alias = "hailo_wait_for_network_group_activation")]
    pub fn wait_for_activation(&self, timeout: Duration) -> Result<()> {
        outside_callbacks("hailo_wait_for_network_group_activation")?;
        let timeout = milliseconds(timeout);
        let raw = self.inner.owned.beside(Beside::WaitForActivation);
        // SAFETY: a live group.
        unsafe { call!(self.library(), hailo_wait_for_network_group_activation(raw, timeout)) }
    }

    /// Cancels everything pending on this group, for good: its callbacks get [`ErrorKind::Aborted`], and to go on
    /// the HEF must be configured again.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shutdown_network_group")]
    pub fn shutdown(&self) -> Result<()> {
        // SAFETY: a live group.
        self.inner.owned.with(|raw| unsafe { call!(self.library(), hailo_shutdown_network_group(raw)) })
    }

    // === measurement ===

    /// The device's own running average of its latency for one network (`None`: the whole group), if it has a
    /// sample. Needs [`ConfigureOptions::measure_latency`].
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a network that is not there or is not measured, [`ErrorKind::Unsupported`]
    /// where the layouts are only [tested](crate::Authority::Tested).
    #[doc(alias = "hailo_get_latency_measurement")]
    pub fn hw_latency(&self, network: Option<&str>) -> Result<Option<Duration>> {
        const CALL: &str = "hailo_get_latency_measurement";
        self.library().proven(CALL, "latency measurements")?;
        let network = network.map(|name| c_text(CALL, name)).transpose()?;
        let network = network.as_ref().map_or(std::ptr::null(), |name| name.as_ptr());
        let result =
            fill(self.library().growth(), CALL, hailo_latency_measurement_result_t::zeroed(), |out| {
                self.inner.owned.with(|raw| {
                    // SAFETY: a live group, NULL or a C string, and room for one record.
                    unsafe { call!(self.library(), hailo_get_latency_measurement(raw, network, out)) }
                })
            });
        match result {
            Ok(c) => Ok(Duration::try_from_secs_f64(c.avg_hw_latency_ms / 1000.0).ok()),
            Err(error) if error.status() == Some(hailo_sys::Status::NOT_AVAILABLE) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Which outputs share a pipeline: names with the number of their pipeline.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_get_output_vstream_groups")]
    pub fn output_vstream_groups(&self) -> Result<Vec<(String, u8)>> {
        let library = self.library();
        let empty = hailo_output_vstream_name_by_group_t::zeroed();
        let names = self.inner.owned.with(|raw| {
            library.list(MAX_STREAMS, empty, "hailo_get_output_vstream_groups", |names, count| {
                // SAFETY: a live group, and room for `*count` records.
                unsafe { (library.api().hailo_get_output_vstream_groups)(raw, names, count) }
            })
        })?;
        Ok(names.iter().map(|name| (c_chars(&name.name), name.pipeline_group_index)).collect())
    }
}

/// # Safety
/// As [`crate::handle::Release`].
unsafe fn deactivate(library: &Library, raw: *mut _hailo_activated_network_group) -> Result<()> {
    // SAFETY: the caller's promise.
    unsafe { call!(library, hailo_deactivate_network_group(raw)) }
}

/// A network group that runs, on a vdevice without a scheduler. Dropping it stops the group.
#[derive(Debug)]
pub struct ActiveNetworkGroup {
    owned: Owned<_hailo_activated_network_group, NetworkGroup>,
}

impl ActiveNetworkGroup {
    /// The group.
    ///
    /// # Errors
    /// None in practice: an active group always has one.
    pub fn group(&self) -> Result<&NetworkGroup> {
        self.owned
            .parent()
            .ok_or_else(|| Error::other(ErrorKind::Runtime, "an active group without its group"))
    }

    /// Stops the group and answers what came of it. Dropping does the same silently.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_deactivate_network_group")]
    pub fn deactivate(self) -> Result<()> {
        self.owned.close()
    }
}
