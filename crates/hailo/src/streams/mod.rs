//! Inference by streams: configure a HEF on a vdevice, then write and read its vstreams or raw streams.

pub(crate) mod configure;
pub(crate) mod network_group;
pub(crate) mod nms;
pub(crate) mod params;
pub(crate) mod stream;
pub(crate) mod transform;
pub(crate) mod vstream;
