//! A compiled model file: what networks it holds and what their inputs and outputs look like.

pub(crate) mod container;

use crate::call::{self, Fresh};
use crate::error::{Error, ErrorKind, Result};
use crate::handle::shim::path_text;
use crate::handle::{Owned, sole};
use crate::library::{Library, c_text};
use crate::record::convert::c_chars;
use crate::record::format::{Direction, StreamInfo, VStreamInfo};
use hailo_sys::types::{_hailo_hef, hailo_layer_name_t};
use std::path::Path;
use std::sync::Arc;

/// A compiled model file. Cloning is cheap.
///
/// Reading one needs no device. A HEF with a right checksum and a malformed content can crash the library:
/// inspect files from strangers in a process of their own (`hailo-monitor doctor --hef FILE` does).
#[derive(Debug, Clone)]
pub struct Hef {
    pub(crate) owned: Arc<Owned<_hailo_hef, ()>>,
    source: Source,
}

/// Where a HEF came from: the C++ interface opens it once more for itself.
#[derive(Clone)]
pub(crate) enum Source {
    File(Arc<Path>),
    Bytes(Arc<[u8]>),
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::File(path) => path.fmt(f),
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
        }
    }
}

/// A network group in a HEF.
#[doc(alias = "hailo_network_group_info_t")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkGroupInfo {
    /// Its name.
    pub name: String,
    /// Whether it is too large for the chip and runs in several contexts.
    pub is_multi_context: bool,
}

impl Library {
    /// Opens a HEF file.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidHef`] for a file that is missing, damaged, of an unknown format, or no regular file.
    #[doc(alias = "hailo_create_hef_file")]
    pub fn hef_from_file(&self, path: impl AsRef<Path>) -> Result<Hef> {
        const CALL: &str = "hailo_create_hef_file";
        let path = path.as_ref();
        let name = c_text(CALL, path_text(CALL, path)?)?;
        let fresh =
            call::hailo_create_hef_file(self, &name).map_err(|error| error.with_detail(unread(path)))?;
        self.hef(CALL, fresh, Source::File(path.into()))
    }

    /// Opens a HEF in memory. The library copies what it needs.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidHef`] for bytes that are damaged, of an unknown format, or none at all.
    #[doc(alias = "hailo_create_hef_buffer")]
    pub fn hef_from_bytes(&self, bytes: impl Into<Arc<[u8]>>) -> Result<Hef> {
        const CALL: &str = "hailo_create_hef_buffer";
        let bytes = bytes.into();
        // Its header must not speak of more bytes than there are.
        crate::hef::container::check(CALL, &bytes)?;
        let fresh = call::hailo_create_hef_buffer(self, &bytes)?;
        self.hef(CALL, fresh, Source::Bytes(bytes))
    }

    fn hef(&self, name: &'static str, fresh: Fresh<_hailo_hef>, source: Source) -> Result<Hef> {
        let owned = Owned::new(self, name, fresh, None, Some(call::hailo_release_hef))?;
        Ok(Hef { owned: Arc::new(owned), source })
    }
}

/// The path, and why the system would not open it: the library has one status for every reason.
fn unread(path: &Path) -> String {
    match std::fs::File::open(path) {
        Ok(_) => path.display().to_string(),
        Err(error) => format!("{}: {error}", path.display()),
    }
}

fn layer_names(names: &[hailo_layer_name_t]) -> Vec<String> {
    names.iter().map(|name| c_chars(&name.name)).collect()
}

impl Hef {
    /// The library it was opened with.
    #[must_use]
    pub fn library(&self) -> &Library {
        self.owned.library()
    }

    pub(crate) fn source(&self) -> &Source {
        &self.source
    }

    /// Releases it and answers what came of it. Dropping does the same silently.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`ErrorKind::DeviceBusy`] while clones exist; else what the library answers.
    #[doc(alias = "hailo_release_hef")]
    pub fn close(self) -> Result<()> {
        sole(self.owned, "hailo_release_hef")?.close()
    }

    /// The network groups in it, in the file's order.
    ///
    /// # Errors
    /// What the library answers.
    #[doc(alias = "hailo_get_network_groups_infos")]
    pub fn network_groups(&self) -> Result<Vec<NetworkGroupInfo>> {
        let infos = self.owned.with(call::hailo_get_network_groups_infos)?;
        Ok(infos
            .iter()
            .map(|info| NetworkGroupInfo {
                name: c_chars(&info.name),
                is_multi_context: info.is_multi_context != 0,
            })
            .collect())
    }

    /// The name of the first network group, which calls with no name mean.
    fn first_group(&self, call: &'static str) -> Result<String> {
        let first = self.network_groups()?.into_iter().next();
        Ok(first
            .ok_or_else(|| Error::refused(ErrorKind::InvalidHef, call, "the HEF holds no network group"))?
            .name)
    }

    /// A group's name for C: never NULL, since with NULL and an array too small the library aborts.
    pub(crate) fn group_name(&self, call: &'static str, group: Option<&str>) -> Result<std::ffi::CString> {
        match group {
            Some(name) => c_text(call, name),
            None => c_text(call, &self.first_group(call)?),
        }
    }

    /// The networks of a group (`group/network`); `None` is the first group.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_get_network_infos")]
    pub fn networks(&self, group: Option<&str>) -> Result<Vec<String>> {
        let name = self.group_name("hailo_hef_get_network_infos", group)?;
        let infos = self.owned.with(|hef| call::hailo_hef_get_network_infos(hef, &name))?;
        Ok(infos.iter().map(|info| c_chars(&info.name)).collect())
    }

    /// The inputs, then the outputs, of a group or of one network of it (`group/network`); `None` is the first
    /// group.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_get_all_vstream_infos")]
    pub fn vstreams(&self, name: Option<&str>) -> Result<Vec<VStreamInfo>> {
        let name = self.group_name("hailo_hef_get_all_vstream_infos", name)?;
        let layout = self.library().layout();
        let (records, count) = self.owned.with(|hef| call::hailo_hef_get_all_vstream_infos(hef, &name))?;
        Ok(records.each(layout.vstream_info, count).map(|record| layout.vstream_info(record)).collect())
    }

    /// The physical streams of a group or of one network of it; `None` is the first group.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_get_all_stream_infos")]
    pub fn streams(&self, name: Option<&str>) -> Result<Vec<StreamInfo>> {
        let name = self.group_name("hailo_hef_get_all_stream_infos", name)?;
        let layout = self.library().layout();
        let (records, count) = self.owned.with(|hef| call::hailo_hef_get_all_stream_infos(hef, &name))?;
        Ok(records.each(layout.stream_info, count).map(|record| layout.stream_info(record)).collect())
    }

    /// One physical stream.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_get_stream_info_by_name")]
    pub fn stream(&self, group: Option<&str>, name: &str, direction: Direction) -> Result<StreamInfo> {
        const CALL: &str = "hailo_hef_get_stream_info_by_name";
        let group = self.group_name(CALL, group)?;
        let name = c_text(CALL, name)?;
        let direction = u32::from(direction == Direction::Output);
        let record =
            self.owned.with(|hef| call::hailo_hef_get_stream_info_by_name(hef, &group, &name, direction))?;
        Ok(self.library().layout().stream_info(record.bytes()))
    }

    /// Frames per second the slowest part of a group allows, as the compiler computed it; 0 where it did not.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_get_bottleneck_fps")]
    pub fn bottleneck_fps(&self, group: Option<&str>) -> Result<f64> {
        let group = self.group_name("hailo_hef_get_bottleneck_fps", group)?;
        self.owned.with(|hef| call::hailo_hef_get_bottleneck_fps(hef, &group))
    }

    /// The outputs in the order the original model had them.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_get_sorted_output_names")]
    pub fn sorted_output_names(&self, group: Option<&str>) -> Result<Vec<String>> {
        let group = self.group_name("hailo_hef_get_sorted_output_names", group)?;
        let names = self.owned.with(|hef| call::hailo_hef_get_sorted_output_names(hef, &group))?;
        Ok(layer_names(&names))
    }

    /// The vstream a layer of the original model became.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_get_vstream_name_from_original_name")]
    pub fn vstream_of_original(&self, group: Option<&str>, original: &str) -> Result<String> {
        const CALL: &str = "hailo_hef_get_vstream_name_from_original_name";
        let group = self.group_name(CALL, group)?;
        let original = c_text(CALL, original)?;
        let name = self
            .owned
            .with(|hef| call::hailo_hef_get_vstream_name_from_original_name(hef, &group, &original))?;
        Ok(c_chars(&name.record.name))
    }

    /// The layers of the original model behind a vstream.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_get_original_names_from_vstream_name")]
    pub fn originals_of_vstream(&self, group: Option<&str>, vstream: &str) -> Result<Vec<String>> {
        const CALL: &str = "hailo_hef_get_original_names_from_vstream_name";
        let (group, vstream) = (self.group_name(CALL, group)?, c_text(CALL, vstream)?);
        let names = self
            .owned
            .with(|hef| call::hailo_hef_get_original_names_from_vstream_name(hef, &group, &vstream))?;
        Ok(layer_names(&names))
    }

    /// The vstreams made of a physical stream.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_get_vstream_names_from_stream_name")]
    pub fn vstreams_of_stream(&self, group: Option<&str>, stream: &str) -> Result<Vec<String>> {
        const CALL: &str = "hailo_hef_get_vstream_names_from_stream_name";
        let (group, stream) = (self.group_name(CALL, group)?, c_text(CALL, stream)?);
        let names = self
            .owned
            .with(|hef| call::hailo_hef_get_vstream_names_from_stream_name(hef, &group, &stream))?;
        Ok(layer_names(&names))
    }

    /// The physical streams behind a vstream.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_get_stream_names_from_vstream_name")]
    pub fn streams_of_vstream(&self, group: Option<&str>, vstream: &str) -> Result<Vec<String>> {
        const CALL: &str = "hailo_hef_get_stream_names_from_vstream_name";
        let (group, vstream) = (self.group_name(CALL, group)?, c_text(CALL, vstream)?);
        let names = self
            .owned
            .with(|hef| call::hailo_hef_get_stream_names_from_vstream_name(hef, &group, &vstream))?;
        Ok(layer_names(&names))
    }
}
