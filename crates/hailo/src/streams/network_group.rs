//! A network group on a device: its scheduler, its activation, and the streams made from it.

use crate::call;
use crate::device::vdevice::{Scheduler, VDevice};
use crate::error::{Error, ErrorKind, Result};
use crate::handle::callback::{lock, outside_callbacks};
use crate::handle::{Beside, Owned};
use crate::hef::Hef;
use crate::library::{Library, c_text};
use crate::record::Record;
use crate::record::convert::{c_chars, milliseconds};
use crate::record::format::{StreamInfo, VStreamInfo};
use crate::streams::configure::{ConfigureOptions, apply};
use hailo_sys::types::{_hailo_activated_network_group, _hailo_configured_network_group};
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
        // Configuring reads the HEF's file through its one reader, so both are locked.
        let mut params = hef.owned.with_second(&self.owned, call::hailo_init_configure_params_by_vdevice)?;
        apply(library.layout(), &mut params, options);
        let groups = hef.owned.with_second(&self.owned, |hef, vdevice| {
            call::hailo_configure_vdevice(vdevice, hef, &mut params)
        })?;
        // The library answers the groups in the file's order.
        let infos = hef.network_groups()?;
        groups
            .into_iter()
            .enumerate()
            .map(|(index, group)| {
                let name = infos.get(index).map_or_else(String::new, |info| info.name.clone());
                let vstreams = hef.vstreams(Some(&name))?;
                let owned = Owned::new(library, CALL, group, Some(self.clone()), None)?;
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
        let infos = self.inner.owned.with(call::hailo_get_network_infos)?;
        Ok(infos.iter().map(|info| c_chars(&info.name)).collect())
    }

    /// Its physical streams, inputs and outputs.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_network_group_get_all_stream_infos")]
    pub fn streams(&self) -> Result<Vec<StreamInfo>> {
        Ok(self.decoded(self.inner.owned.with(call::hailo_network_group_get_all_stream_infos)?))
    }

    /// Its physical inputs.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_network_group_get_input_stream_infos")]
    pub fn input_streams(&self) -> Result<Vec<StreamInfo>> {
        Ok(self.decoded(self.inner.owned.with(call::hailo_network_group_get_input_stream_infos)?))
    }

    /// Its physical outputs.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_network_group_get_output_stream_infos")]
    pub fn output_streams(&self) -> Result<Vec<StreamInfo>> {
        Ok(self.decoded(self.inner.owned.with(call::hailo_network_group_get_output_stream_infos)?))
    }

    fn decoded(&self, (records, count): (Record, usize)) -> Vec<StreamInfo> {
        let layout = self.library().layout();
        records.each(layout.stream_info, count).map(|record| layout.stream_info(record)).collect()
    }

    // === scheduler ===

    /// How long the scheduler waits for [`threshold`](Self::set_scheduler_threshold) frames before it runs fewer.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] without a scheduler.
    #[doc(alias = "hailo_set_scheduler_timeout")]
    pub fn set_scheduler_timeout(&self, timeout: Duration) -> Result<()> {
        let timeout = milliseconds(timeout);
        self.inner.owned.with(|group| call::hailo_set_scheduler_timeout(group, timeout))
    }

    /// How many frames make this group ready to run; at most the batch size.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] without a scheduler or beyond the batch size.
    #[doc(alias = "hailo_set_scheduler_threshold")]
    pub fn set_scheduler_threshold(&self, frames: u32) -> Result<()> {
        self.inner.owned.with(|group| call::hailo_set_scheduler_threshold(group, frames))
    }

    /// Who goes first among groups that are ready: 0 (last) to 31 (first), 16 by default.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] without a scheduler or beyond 31.
    #[doc(alias = "hailo_set_scheduler_priority")]
    pub fn set_scheduler_priority(&self, priority: u8) -> Result<()> {
        self.inner.owned.with(|group| call::hailo_set_scheduler_priority(group, priority))
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
        let fresh = self.inner.owned.with(call::hailo_activate_network_group)?;
        let release = call::hailo_deactivate_network_group;
        let owned = Owned::new(self.library(), CALL, fresh, Some(self.clone()), Some(release))?;
        Ok(ActiveNetworkGroup { owned })
    }

    /// Waits until some thread has activated this group.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`ErrorKind::Timeout`].
    #[doc(alias = "hailo_wait_for_network_group_activation")]
    pub fn wait_for_activation(&self, timeout: Duration) -> Result<()> {
        outside_callbacks("hailo_wait_for_network_group_activation")?;
        let group = self.inner.owned.beside(Beside::WaitForActivation);
        call::hailo_wait_for_network_group_activation(group, milliseconds(timeout))
    }

    /// Cancels everything pending on this group, for good: its callbacks get [`ErrorKind::Aborted`], and to go on
    /// the HEF must be configured again.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_shutdown_network_group")]
    pub fn shutdown(&self) -> Result<()> {
        self.inner.owned.with(call::hailo_shutdown_network_group)
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
        self.library().require_known_layouts(CALL, "latency measurements")?;
        let network = network.map(|name| c_text(CALL, name)).transpose()?;
        let result =
            self.inner.owned.with(|group| call::hailo_get_latency_measurement(group, network.as_deref()));
        match result {
            Ok(c) => Ok(Duration::try_from_secs_f64(c.record.avg_hw_latency_ms / 1000.0).ok()),
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
        let names = self.inner.owned.with(call::hailo_get_output_vstream_groups)?;
        Ok(names.iter().map(|name| (c_chars(&name.name), name.pipeline_group_index)).collect())
    }
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
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_deactivate_network_group")]
    pub fn deactivate(self) -> Result<()> {
        self.owned.close()
    }
}
