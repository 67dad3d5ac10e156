//! What a snapshot holds, as plain data, and the catalogue of the families that are made of it.

pub mod catalogue;
pub(crate) mod device;
pub(crate) mod histogram;
pub(crate) mod series;
pub(crate) mod snapshot;
mod special;
