//! How a HEF is configured: what the library would do, and what the user changes of it.

use crate::call;
use crate::error::{Error, Result};
use crate::hef::Hef;
use crate::record::format::Direction;
use crate::record::layout::Layout;
use crate::record::{Record, text, u16_at, u32_at, usize_at};

/// What to change of the library's defaults when a HEF is configured. It holds for every group of the HEF.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct ConfigureOptions {
    /// Frames per batch; `None` leaves it automatic. With the scheduler: the most frames before it switches.
    pub batch_size: Option<u16>,
    /// Highest clock, whatever the power.
    pub ultra_performance: bool,
    /// Measure latency on the device, for `NetworkGroup::hw_latency`. Only networks with one physical input.
    pub measure_latency: bool,
    /// Begin a new average with each reading of the latency.
    pub clear_latency_after_read: bool,
    /// Make the physical streams asynchronous, for [`crate::InputStream`] and [`crate::OutputStream`].
    pub async_streams: bool,
}

/// The link to a device.
#[doc(alias = "hailo_stream_interface_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Link {
    /// PCIe.
    Pcie = 0,
    /// The program runs on the chip.
    Integrated = 3,
}

/// What the library would configure a network group with.
#[doc(alias = "hailo_configure_network_group_params_t")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupDefaults {
    /// The group's name.
    pub name: String,
    /// Frames per batch; 0 is automatic.
    pub batch_size: u16,
    /// 0 performance, 1 ultra performance.
    pub power_mode: u32,
    /// Physical streams: name, direction.
    pub streams: Vec<(String, Direction)>,
    /// Networks: name, batch size.
    pub networks: Vec<(String, u16)>,
}

const STREAM_FLAGS_AT: usize = 128 + 8;
const GROUPS_AT: usize = 8;
const NETWORK: usize = size_of::<hailo_sys::types::hailo_network_parameters_by_name_t>();
pub(super) const MAX_GROUPS: usize = 8;
pub(super) const MAX_STREAMS: usize = 40;
pub(super) const MAX_NETWORKS: usize = 8;

// Offsets in a group that all eras share; `layout`'s tests hold them to it.
const BATCH_AT: usize = 128;
const POWER_AT: usize = 132;
const LATENCY_AT: usize = 136;
const STREAM_COUNT_AT: usize = 144;

impl Hef {
    /// What the library would configure this HEF with over a link, found out without a device.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_init_configure_params")]
    pub fn configure_defaults(&self, link: Link) -> Result<Vec<GroupDefaults>> {
        let layout = self.library().layout();
        let record = self.owned.with(|hef| call::hailo_init_configure_params(hef, link as u32))?;
        decode(layout, record.bytes())
    }
}

pub(super) fn apply(layout: &Layout, params: &mut Record, options: &ConfigureOptions) {
    let count = usize_at(params.bytes(), 0).min(MAX_GROUPS);
    for group in 0..count {
        let at = GROUPS_AT + group * layout.group;
        if let Some(batch_size) = options.batch_size {
            params.put_u16(at + BATCH_AT, batch_size);
            let networks = usize_at(params.bytes(), at + layout.group_networks_count_at).min(MAX_NETWORKS);
            for network in 0..networks {
                params.put_u16(at + layout.group_networks_at + network * NETWORK + 258, batch_size);
            }
        }
        params.put_u32(at + POWER_AT, u32::from(options.ultra_performance));
        let latency = u32::from(options.measure_latency) | u32::from(options.clear_latency_after_read) << 1;
        params.put_u32(at + LATENCY_AT, latency);
        let streams = usize_at(params.bytes(), at + STREAM_COUNT_AT).min(MAX_STREAMS);
        for stream in 0..streams {
            let flags = at + layout.group_streams_at + stream * layout.group_stream + STREAM_FLAGS_AT;
            params.put_u32(flags, u32::from(options.async_streams));
        }
    }
}

fn decode(layout: &Layout, params: &[u8]) -> Result<Vec<GroupDefaults>> {
    let count = usize_at(params, 0);
    let beyond = |what| Error::contract("hailo_init_configure_params", what);
    if count > MAX_GROUPS {
        return Err(beyond("it counted more network groups than there is room for"));
    }
    (0..count)
        .map(|group| {
            let at = GROUPS_AT + group * layout.group;
            let streams = usize_at(params, at + STREAM_COUNT_AT);
            let networks = usize_at(params, at + layout.group_networks_count_at);
            if streams > MAX_STREAMS || networks > MAX_NETWORKS {
                return Err(beyond("it counted more streams or networks than there is room for"));
            }
            Ok(GroupDefaults {
                name: text(params, at, 128),
                batch_size: u16_at(params, at + BATCH_AT),
                power_mode: u32_at(params, at + POWER_AT),
                streams: (0..streams)
                    .map(|stream| {
                        let at = at + layout.group_streams_at + stream * layout.group_stream;
                        (text(params, at, 128), Direction::from_raw(u32_at(params, at + 128 + 4)))
                    })
                    .collect(),
                networks: (0..networks)
                    .map(|network| {
                        let at = at + layout.group_networks_at + network * NETWORK;
                        (text(params, at, 257), u16_at(params, at + 258))
                    })
                    .collect(),
            })
        })
        .collect()
}
