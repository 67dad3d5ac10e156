//! What can stand behind a handle.

use std::sync::Arc;

use crate::generative::{Completion, Generative};
use crate::hef::{Direction, Format, Hef, Layer, Quant, Shape};
use crate::infer_model::{Bindings, Job, Model};

/// What stands behind a handle.
#[derive(Debug)]
pub(crate) enum Object {
    Device(DeviceHandle),
    VDevice(VDevice),
    Hef(Arc<Hef>),
    Group,
    Activated(u64),
    Stream(StreamHandle),
    VStream(VStreamHandle),
    Transform(Transform),
    Demuxer(Layer),
    Model(Model),
    Configured(u64),
    Bindings(Bindings),
    Job(Job),
    Generative(Generative),
    Completion(Completion),
}

impl Object {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Device(_) => "a device",
            Self::VDevice(_) => "a vdevice",
            Self::Hef(_) => "a HEF",
            Self::Group => "a network group",
            Self::Activated(_) => "an activated network group",
            Self::Stream(_) => "a stream",
            Self::VStream(_) => "a vstream",
            Self::Transform(_) => "a transform context",
            Self::Demuxer(_) => "a demuxer",
            Self::Model(_) => "an infer model",
            Self::Configured(_) => "a configured infer model",
            Self::Bindings(_) => "bindings",
            Self::Job(_) => "a job",
            Self::Generative(_) => "a generative model",
            Self::Completion(_) => "a completion",
        }
    }

    /// Whether its holder has to release it.
    pub(crate) fn is_owned(&self) -> bool {
        match self {
            Self::Device(d) => d.shim || d.vdevice.is_none(),
            Self::Group | Self::Stream(_) => false,
            _ => true,
        }
    }
}

#[derive(Debug)]
pub(crate) struct DeviceHandle {
    pub chip: usize,
    pub epoch: u64,
    /// Set for a device borrowed from a vdevice.
    pub vdevice: Option<u64>,
    /// Made by the shim: its holder destroys it even when it belongs to a vdevice.
    pub shim: bool,
    /// Network groups configured on the device itself.
    pub groups: Vec<u64>,
}

#[derive(Debug)]
pub(crate) struct VDevice {
    pub chips: Vec<usize>,
    pub epochs: Vec<u64>,
    pub scheduler: bool,
    pub group_id: String,
    /// Through the service daemon or the device's own server: no C inference.
    pub remote: bool,
    /// Made by the shim: a C++ object, not a `hailo_vdevice`.
    pub shim: bool,
    /// Destroyed by its holder, kept by its children (shim only).
    pub closed: bool,
    pub borrowed: Vec<u64>,
    pub groups: Vec<u64>,
}

#[derive(Clone, Debug)]
pub(crate) struct StreamHandle {
    pub group: u64,
    pub direction: Direction,
    pub port: usize,
    pub timeout_ns: u64,
    pub is_async: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct VStreamHandle {
    pub group: u64,
    pub direction: Direction,
    pub port: usize,
    /// The format asked for, its AUTO parts resolved.
    pub format: Format,
    pub timeout_ns: u64,
    pub score_threshold: f32,
    /// The abort count of its group when it was made: a pipeline that was aborted stays so.
    pub aborts: u64,
}

#[derive(Debug)]
pub(crate) struct Transform {
    pub direction: Direction,
    pub shape: Shape,
    pub hw_shape: Shape,
    pub device: Format,
    pub user: Format,
    pub quant: Quant,
}
