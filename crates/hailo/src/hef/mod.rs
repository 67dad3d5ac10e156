//! A compiled model file: what networks it holds and what their inputs and outputs look like.

pub(crate) mod container;

use crate::error::{Error, ErrorKind, Result};
use crate::handle::shim::path_text;
use crate::handle::{Owned, sole};
use crate::library::{Library, c_text, call};
use crate::record::convert::c_chars;
use crate::record::format::{Direction, StreamInfo, VStreamInfo};
use crate::record::layout::{STREAM_INFO, VSTREAM_INFO};
use crate::record::padded::{FIXED, fill, fill_bytes};
use hailo_sys::Record as _;
use hailo_sys::types::{_hailo_hef, hailo_layer_name_t, hailo_network_group_info_t, hailo_network_info_t};
use std::ffi::CStr;
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
        let mut raw = std::ptr::null_mut();
        // SAFETY: a C string that lives through the call, and room for one handle.
        unsafe { call!(self, hailo_create_hef_file(&raw mut raw, name.as_ptr())) }
            .map_err(|error| error.with_detail(unread(path)))?;
        self.hef(CALL, raw, Source::File(path.into()))
    }

    /// Opens a HEF in memory. The library copies what it needs.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidHef`] for bytes that are damaged, of an unknown format, or none at all.
    #[doc(alias = "hailo_create_hef_buffer")]
    pub fn hef_from_bytes(&self, bytes: impl Into<Arc<[u8]>>) -> Result<Hef> {
        const CALL: &str = "hailo_create_hef_buffer";
        let bytes = bytes.into();
        crate::hef::container::check(CALL, &bytes)?;
        let mut raw = std::ptr::null_mut();
        // SAFETY: `bytes.len()` readable bytes, which hold all their header speaks of, and room for one handle.
        unsafe { call!(self, hailo_create_hef_buffer(&raw mut raw, bytes.as_ptr().cast(), bytes.len())) }?;
        self.hef(CALL, raw, Source::Bytes(bytes))
    }

    fn hef(&self, call: &'static str, raw: *mut _hailo_hef, source: Source) -> Result<Hef> {
        let owned = Owned::new(self, call, raw, None, Some(release_hef))?;
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

/// # Safety
/// As [`crate::handle::Release`].
unsafe fn release_hef(library: &Library, raw: *mut _hailo_hef) -> Result<()> {
    // SAFETY: the caller's promise.
    unsafe { call!(library, hailo_release_hef(raw)) }
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
        let library = self.library();
        let infos = self.owned.with(|raw| {
            let empty = hailo_network_group_info_t::zeroed();
            library.list(8, empty, "hailo_get_network_groups_infos", |infos, count| {
                // SAFETY: a live HEF, and room for `*count` records.
                unsafe { (library.api().hailo_get_network_groups_infos)(raw, infos, count) }
            })
        })?;
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
        const CALL: &str = "hailo_hef_get_network_infos";
        let name = self.group_name(CALL, group)?;
        let library = self.library();
        let infos = self.owned.with(|raw| {
            library.list(8, hailo_network_info_t::zeroed(), CALL, |infos, count| {
                // SAFETY: a live HEF, a C string, and room for `*count` records.
                unsafe { (library.api().hailo_hef_get_network_infos)(raw, name.as_ptr(), infos, count) }
            })
        })?;
        Ok(infos.iter().map(|info| c_chars(&info.name)).collect())
    }

    /// The inputs, then the outputs, of a group or of one network of it (`group/network`); `None` is the first
    /// group.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_get_all_vstream_infos")]
    pub fn vstreams(&self, name: Option<&str>) -> Result<Vec<VStreamInfo>> {
        const CALL: &str = "hailo_hef_get_all_vstream_infos";
        let name = self.group_name(CALL, name)?;
        let library = self.library();
        let layout = library.layout();
        let (records, count) = self.owned.with(|raw| {
            library.list_records(VSTREAM_INFO, layout.vstream_info, 40, CALL, |infos, count| {
                // SAFETY: a live HEF, a C string, and room for `*count` records of the era.
                unsafe {
                    (library.api().hailo_hef_get_all_vstream_infos)(raw, name.as_ptr(), infos.cast(), count)
                }
            })
        })?;
        Ok(records.each(layout.vstream_info, count).map(|record| layout.vstream_info(record)).collect())
    }

    /// The physical streams of a group or of one network of it; `None` is the first group.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_get_all_stream_infos")]
    pub fn streams(&self, name: Option<&str>) -> Result<Vec<StreamInfo>> {
        const CALL: &str = "hailo_hef_get_all_stream_infos";
        let name = self.group_name(CALL, name)?;
        let library = self.library();
        let layout = library.layout();
        let (records, count) = self.owned.with(|raw| {
            library.list_records(STREAM_INFO, layout.stream_info, 40, CALL, |infos, count| {
                // SAFETY: `count` is live for the call.
                let room = unsafe { *count };
                // SAFETY: a live HEF, a C string, and room for `room` records of the era.
                unsafe {
                    (library.api().hailo_hef_get_all_stream_infos)(
                        raw,
                        name.as_ptr(),
                        infos.cast(),
                        room,
                        count,
                    )
                }
            })
        })?;
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
        let library = self.library();
        let (group, name) = (group.as_ptr(), name.as_ptr());
        let direction = u32::from(direction == Direction::Output);
        let (record, ()) =
            fill_bytes(library.growth(), CALL, STREAM_INFO, library.layout().stream_info, |out| {
                self.owned.with(|raw| {
                    // SAFETY: a live HEF, two C strings, and room for one record of the era.
                    unsafe {
                        call!(
                            library,
                            hailo_hef_get_stream_info_by_name(raw, group, name, direction, out.cast())
                        )
                    }
                })
            })?;
        Ok(library.layout().stream_info(record.bytes()))
    }

    /// Frames per second the slowest part of a group allows, as the compiler computed it; 0 where it did not.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_get_bottleneck_fps")]
    pub fn bottleneck_fps(&self, group: Option<&str>) -> Result<f64> {
        let group = self.group_name("hailo_hef_get_bottleneck_fps", group)?;
        let mut fps = 0.0;
        // SAFETY: a live HEF, a C string, and room for one number.
        self.owned.with(|raw| unsafe {
            call!(self.library(), hailo_hef_get_bottleneck_fps(raw, group.as_ptr(), &raw mut fps))
        })?;
        Ok(fps)
    }

    /// The outputs in the order the original model had them.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_get_sorted_output_names")]
    pub fn sorted_output_names(&self, group: Option<&str>) -> Result<Vec<String>> {
        const CALL: &str = "hailo_hef_get_sorted_output_names";
        let group = self.group_name(CALL, group)?;
        let library = self.library();
        let names = self.owned.with(|raw| {
            library.list(40, hailo_layer_name_t::zeroed(), CALL, |names, count| {
                // SAFETY: a live HEF, a C string, and room for `*count` names.
                unsafe {
                    (library.api().hailo_hef_get_sorted_output_names)(raw, group.as_ptr(), names, count)
                }
            })
        })?;
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
        let (group, original) = (group.as_ptr(), original.as_ptr());
        let name = fill(&FIXED, CALL, hailo_layer_name_t::zeroed(), |out| {
            self.owned.with(|raw| {
                // SAFETY: a live HEF, two C strings, and room for one name.
                unsafe {
                    call!(
                        self.library(),
                        hailo_hef_get_vstream_name_from_original_name(raw, group, original, out)
                    )
                }
            })
        })?;
        Ok(c_chars(&name.name))
    }

    /// The layers of the original model behind a vstream.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_get_original_names_from_vstream_name")]
    pub fn originals_of_vstream(&self, group: Option<&str>, vstream: &str) -> Result<Vec<String>> {
        const CALL: &str = "hailo_hef_get_original_names_from_vstream_name";
        let call = self.library().api().hailo_hef_get_original_names_from_vstream_name;
        // SAFETY: the function is of the library that the HEF is of.
        unsafe { self.mapped_names(CALL, group, vstream, call) }
    }

    /// The vstreams made of a physical stream.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_get_vstream_names_from_stream_name")]
    pub fn vstreams_of_stream(&self, group: Option<&str>, stream: &str) -> Result<Vec<String>> {
        const CALL: &str = "hailo_hef_get_vstream_names_from_stream_name";
        let call = self.library().api().hailo_hef_get_vstream_names_from_stream_name;
        // SAFETY: the function is of the library that the HEF is of.
        unsafe { self.mapped_names(CALL, group, stream, call) }
    }

    /// The physical streams behind a vstream.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there.
    #[doc(alias = "hailo_hef_get_stream_names_from_vstream_name")]
    pub fn streams_of_vstream(&self, group: Option<&str>, vstream: &str) -> Result<Vec<String>> {
        const CALL: &str = "hailo_hef_get_stream_names_from_vstream_name";
        let call = self.library().api().hailo_hef_get_stream_names_from_vstream_name;
        // SAFETY: the function is of the library that the HEF is of.
        unsafe { self.mapped_names(CALL, group, vstream, call) }
    }

    /// # Safety
    /// `map` is one of this library's three functions of this signature.
    unsafe fn mapped_names(
        &self,
        name: &'static str,
        group: Option<&str>,
        from: &str,
        map: unsafe extern "C" fn(
            *mut _hailo_hef,
            *const std::ffi::c_char,
            *const std::ffi::c_char,
            *mut hailo_layer_name_t,
            *mut usize,
        ) -> u32,
    ) -> Result<Vec<String>> {
        let group = self.group_name(name, group)?;
        let from = c_text(name, from)?;
        let (group, from): (&CStr, &CStr) = (&group, &from);
        let names = self.owned.with(|raw| {
            self.library().list(40, hailo_layer_name_t::zeroed(), name, |names, count| {
                // SAFETY: a live HEF, two C strings, and room for `*count` names.
                unsafe { map(raw, group.as_ptr(), from.as_ptr(), names, count) }
            })
        })?;
        Ok(layer_names(&names))
    }
}
