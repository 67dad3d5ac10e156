//! The loaded runtime: a table of C functions, the era of their records, and the C++ shim where there is one.

#[cfg(feature = "load")]
mod options;

#[cfg(feature = "load")]
pub use options::LoadOptions;

use crate::advice::{self, Family};
use crate::call;
use crate::error::{Error, ErrorKind, Result};
use crate::handle::interned::Interned;
use crate::record::layout::Layout;
use crate::record::padded::{FIXED, Growth, Padded, fill_array, fill_bytes};
use hailo_sys::types::hailo_device_id_t;
use hailo_sys::{Api, Authority, Era, Grown, Loaded, Record, Runtime, ShimApi, Status, Version};
use std::ffi::CString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A HailoRT library: the root every other object comes from and keeps alive.
///
/// Cloning is cheap. Two libraries of different versions can be open in one process, and each object belongs to
/// the one it came from.
///
/// ```
/// use hailo::Library;
/// use hailo_mock::{Chip, Machine};
///
/// // The installed one; the error lists every place that was looked at, each with its reason.
/// if let Err(error) = Library::load() {
///     eprintln!("{error}");
/// }
/// // A simulated one, with the same calls.
/// let machine = Machine::builder().device(Chip::Hailo8).build().unwrap();
/// let library = Library::on(&machine)?;
/// println!("HailoRT {}", library.version());
/// for id in library.scan()? {
///     println!("{id}: {:?}", library.device_kind(&id)?);
/// }
/// # Ok::<(), hailo::Error>(())
/// ```
#[derive(Clone)]
pub struct Library(Arc<Shared>);

struct Shared {
    api: Api,
    shim: Option<ShimApi>,
    /// Why there is no shim, for the call that would have needed it.
    shim_problem: Option<String>,
    /// Whether a shim was found but can't be used.
    shim_fails: bool,
    version: Version,
    layout: Layout,
    authority: Authority,
    growth: Growth,
    missing: Vec<&'static str>,
    interned: Interned,
    path: Option<PathBuf>,
    shim_path: Option<PathBuf>,
}

impl Library {
    /// Loads the installed libhailort (`HAILORT_LIB`, then the usual names and directories), and the C++ shim if
    /// there is one that fits. A missing shim is no error here: see [`Library::shim_problem`].
    ///
    /// The library reads its `HAILORT_*` and `HAILO_*` environment variables while it loads, opens its log files
    /// and starts a thread; set them before.
    ///
    /// # Errors
    /// [`ErrorKind::LibraryNotFound`] with every path tried, [`ErrorKind::LibraryIncompatible`] for a version this
    /// crate does not know, [`ErrorKind::SymbolMissing`].
    #[cfg(feature = "load")]
    pub fn load() -> Result<Self> {
        LoadOptions::new().load()
    }

    /// Loads this very file, and the shim if there is one that fits.
    ///
    /// # Errors
    /// As [`Library::load`].
    #[cfg(feature = "load")]
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        LoadOptions::new().path(path.as_ref()).load()
    }

    /// A library on a runtime that is no file: a simulated device, an own loader.
    ///
    /// # Errors
    /// [`ErrorKind::LibraryIncompatible`] for a version this crate does not know, [`ErrorKind::SymbolMissing`] for
    /// a table that lacks functions of its version.
    pub fn on(runtime: &impl Runtime) -> Result<Self> {
        let loaded = Loaded::of(runtime).map_err(table_error)?;
        let shim = runtime.shim_api();
        let problem = shim.is_none().then(|| "no shim was given with the table".to_owned());
        Ok(Self::build(&loaded, shim, problem, false, None))
    }

    /// The library this program was linked with at build time.
    ///
    /// # Errors
    /// As [`Library::on`].
    #[cfg(feature = "linked")]
    pub fn linked() -> Result<Self> {
        Self::on(&hailo_sys::Linked)
    }

    fn build(
        loaded: &Loaded,
        shim: Option<ShimApi>,
        shim_problem: Option<String>,
        shim_fails: bool,
        shim_path: Option<PathBuf>,
    ) -> Self {
        let is_known = Era::of(loaded.version).is_ok();
        if let (Authority::Tested { grown } | Authority::Shim { grown }, false) =
            (&loaded.authority, is_known)
        {
            let like = loaded.era.versions().last().map(ToString::to_string).unwrap_or_default();
            let why = match loaded.authority {
                Authority::Shim { .. } => {
                    "its own headers, which the shim was compiled with, say what its records are"
                }
                _ => {
                    "it passed the self-test and is used without notifications, latencies and asynchronous streams"
                }
            };
            tracing::warn!(
                target: "hailo",
                version = %loaded.version,
                %like,
                ?grown,
                missing = ?loaded.missing,
                "this HailoRT is newer than this crate: {why}"
            );
        }
        crate::handle::release::prepare();
        Self(Arc::new(Shared {
            api: loaded.api,
            shim,
            shim_problem,
            shim_fails,
            version: loaded.version,
            layout: Layout::of_library(loaded, crate::handle::callback::unique()),
            // What is known of a known release is all of it, unless its own headers say that there is more.
            growth: Growth::new(
                loaded.authority != Authority::Known && (!is_known || !loaded.authority.grown().is_empty()),
            ),
            missing: loaded.missing.clone(),
            authority: loaded.authority.clone(),
            interned: Interned::default(),
            path: loaded.path.clone(),
            shim_path,
        }))
    }

    /// The version the library answers for itself.
    #[doc(alias = "hailo_get_library_version")]
    #[must_use]
    pub fn version(&self) -> Version {
        self.0.version
    }

    /// Who says that the layouts of [`Library::era`] hold for this library.
    #[must_use]
    pub fn authority(&self) -> &Authority {
        &self.0.authority
    }

    /// Records that are longer than those of [`Library::era`], as far as the library has shown them: it is newer than this
    /// crate, and every field that is known lies in its place.
    #[must_use]
    pub fn grown(&self) -> Vec<Grown> {
        let mut all = self.authority().grown().to_vec();
        all.extend(
            self.growth()
                .seen()
                .into_iter()
                .filter(|seen| self.authority().grown().iter().all(|known| known.record != seen.record)),
        );
        all
    }

    /// Functions that the releases of [`Library::era`] have and this one lacks: calls that need one are
    /// [`ErrorKind::Unsupported`]. Empty for a known release.
    #[must_use]
    pub fn missing(&self) -> &[&'static str] {
        &self.0.missing
    }

    pub(crate) fn growth(&self) -> &Growth {
        &self.0.growth
    }

    /// Refuses a call whose records the self-test cannot ask for: only a device, or the headers, show them.
    pub(crate) fn require_known_layouts(&self, call: &'static str, what: &str) -> Result<()> {
        if !matches!(self.authority(), Authority::Tested { .. }) {
            return Ok(());
        }
        let why = format!(
            "HailoRT {} is newer than this crate, and what its {what} look like can't be asked",
            self.version()
        );
        Err(Error::refused(ErrorKind::Unsupported, call, why).with_advice(advice::SHIM_FOR_LAYOUTS))
    }

    /// The ABI era whose record layouts this library has.
    #[must_use]
    pub fn era(&self) -> Era {
        self.0.layout.era()
    }

    /// Where the library was loaded from; `None` for a table that was handed over.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_deref()
    }

    /// Where the shim was loaded from.
    #[must_use]
    pub fn shim_path(&self) -> Option<&Path> {
        self.0.shim_path.as_deref()
    }

    /// Whether the C++ half (InferModel, language models, statistics of Hailo-10H) is there.
    #[must_use]
    pub fn has_shim(&self) -> bool {
        self.0.shim.is_some()
    }

    /// Why the shim is missing or can't be used; `None` where it is loaded.
    #[must_use]
    pub fn shim_problem(&self) -> Option<&str> {
        self.0.shim_problem.as_deref()
    }

    /// Bytes of one record in a detection frame with byte masks, for [`crate::NmsLayout`].
    #[must_use]
    pub fn mask_record_size(&self) -> usize {
        self.0.layout.mask_record
    }

    /// The raw table, for what this crate does not wrap.
    #[must_use]
    pub fn api(&self) -> &Api {
        &self.0.api
    }

    /// The raw table of the C++ half.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`], saying why there is none and how to build it.
    pub fn shim(&self) -> Result<&ShimApi> {
        self.0.shim.as_ref().ok_or_else(|| {
            let why = self.0.shim_problem.as_deref().unwrap_or("not loaded");
            let what = format!("this needs HailoRT's C++ interface, and there is no shim for it: {why}");
            Error::other(ErrorKind::Unsupported, what).with_advice(advice::SHIM_MISSING)
        })
    }

    /// Whether there is a shim that can't be used, as opposed to none.
    #[must_use]
    pub fn shim_fails(&self) -> bool {
        self.0.shim_fails
    }

    pub(crate) fn interned(&self) -> &Interned {
        &self.0.interned
    }

    pub(crate) fn layout(&self) -> &Layout {
        &self.0.layout
    }

    /// Lists the devices on this machine. No driver and no device are both an empty list.
    ///
    /// # Errors
    /// What the library answers, for instance [`ErrorKind::Driver`].
    #[doc(alias = "hailo_scan_devices")]
    pub fn scan(&self) -> Result<Vec<DeviceId>> {
        Ok(call::hailo_scan_devices(self)?.iter().map(DeviceId::from_c).collect())
    }

    /// What kind of link an id names.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for text that is no device id.
    #[doc(alias = "hailo_device_get_type_by_device_id")]
    pub fn device_kind(&self, id: &DeviceId) -> Result<DeviceKind> {
        let id = Padded::given(id.to_c());
        Ok(match call::hailo_device_get_type_by_device_id(self, &id)? {
            0 => DeviceKind::Pcie,
            1 => DeviceKind::Ethernet,
            2 => DeviceKind::Integrated,
            3 => DeviceKind::Usb,
            other => DeviceKind::Other(other),
        })
    }

    /// Turns a status into a result that names the call.
    pub(crate) fn check(&self, call: &'static str, status: u32) -> Result<()> {
        if status == 0 { Ok(()) } else { Err(self.failed(call, status)) }
    }

    /// Refuses a call whose answer has no room for a status, where the library lacks the function.
    pub(crate) fn require(&self, call: &'static str) -> Result<()> {
        if self.missing().contains(&call) { Err(self.lacks(call)) } else { Ok(()) }
    }

    /// A function that this release does not have.
    #[cold]
    pub(crate) fn lacks(&self, call: &'static str) -> Error {
        let why = format!("HailoRT {} has no such function", self.version());
        Error::refused(ErrorKind::Unsupported, call, why)
    }

    /// The error for a status of the C API, of the shim or of a callback, with the library's own name for it.
    #[cold]
    pub(crate) fn failed(&self, call: &'static str, status: u32) -> Error {
        if self.missing().contains(&call) {
            return self.lacks(call);
        }
        let status = Status(status);
        let error = Error::from_status(call, status).of_family(Family::of(self.version()));
        let error = match status.name_in(self.era()) {
            Some(name) if status.name() != Some(name) => error.named(name),
            Some(_) => error,
            None => match self.own_name(status) {
                Some(name) => error.named(name),
                None => error,
            },
        };
        // Where versions are at fault, the versions belong in the message.
        if matches!(
            status,
            Status::UNSUPPORTED_CONTROL_PROTOCOL_VERSION
                | Status::UNSUPPORTED_FW_VERSION
                | Status::DRIVER_NOT_INSTALLED
                | Status::OUT_OF_PHYSICAL_DEVICES
                | Status::INVALID_DRIVER_VERSION
                | Status::INVALID_SERVICE_VERSION
                | Status::NOT_SUPPORTED
                | Status::DRIVER_INVALID_RESPONSE
                | Status::DRIVER_INVALID_IOCTL
        ) {
            return error.with_detail(advice::versions_detail(&self.version().to_string()));
        }
        error
    }

    /// What the library itself calls a status that its era is not known to have.
    fn own_name(&self, status: Status) -> Option<String> {
        let text = call::status_message(self.api(), status.0)?;
        Some(text.to_string_lossy().into_owned())
    }

    /// A list from a call with an in/out count: asks with room for `room`, once more with what it then asks for,
    /// and trusts no count beyond the array.
    pub(crate) fn list<T: Copy>(
        &self,
        room: usize,
        empty: T,
        name: &'static str,
        mut ask: impl FnMut(*mut T, usize, *mut usize) -> u32,
    ) -> Result<Vec<T>> {
        let mut count = room;
        let mut fill = |room: usize, count: &mut usize| {
            fill_array(name, room, empty, |items| ask(items, room, &raw mut *count))
        };
        let (mut items, mut status) = fill(room, &mut count)?;
        if status == Status::INSUFFICIENT_BUFFER.0 && count > items.len() && count <= MAX_LIST_ITEMS {
            (items, status) = fill(count, &mut count)?;
        }
        self.check(name, status)?;
        if count > items.len() {
            return Err(Error::contract(name, "it counted more items than there was room for"));
        }
        items.truncate(count);
        Ok(items)
    }

    /// The same for records whose size depends on the era.
    pub(crate) fn list_records(
        &self,
        record: &'static str,
        stride: usize,
        room: usize,
        name: &'static str,
        mut ask: impl FnMut(*mut u8, usize, *mut usize) -> u32,
    ) -> Result<(crate::record::Record, usize)> {
        let (mut room, mut count) = (room, room);
        let mut fill = |room: usize, count: &mut usize| {
            fill_bytes(&FIXED, name, record, stride * room, |items| Ok(ask(items, room, &raw mut *count)))
        };
        let (mut items, mut status) = fill(room, &mut count)?;
        if status == Status::INSUFFICIENT_BUFFER.0 && count > room && count <= MAX_LIST_ITEMS {
            room = count;
            (items, status) = fill(room, &mut count)?;
        }
        self.check(name, status)?;
        if count > room {
            return Err(Error::contract(name, "it counted more items than there was room for"));
        }
        Ok((items, count))
    }
}

/// Features of a stream of which each may have a quantisation of its own, at the most: the classes of the largest known
/// classifiers are some 20,000.
pub(crate) const MAX_FEATURES: usize = 1 << 16;

/// No list of the C API is longer; a count beyond it is not believed and not allocated.
const MAX_LIST_ITEMS: usize = 4096;

impl fmt::Debug for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Library")
            .field("version", &self.version())
            .field("path", &self.path())
            .field("shim", &self.has_shim())
            .finish()
    }
}

fn table_error(error: hailo_sys::TableError) -> Error {
    Error::caused(refusal_kind(&error), "this table can't be used", error)
}

fn refusal_kind(refusal: &hailo_sys::TableError) -> ErrorKind {
    match refusal {
        hailo_sys::TableError::MissingSymbols(_) => ErrorKind::SymbolMissing,
        _ => ErrorKind::LibraryIncompatible,
    }
}

/// Text for a C string argument.
pub(crate) fn c_text(call: &'static str, text: &str) -> Result<CString> {
    CString::new(text).map_err(|_| Error::refused(ErrorKind::InvalidArgument, call, "text with a NUL inside"))
}

/// Which device: a PCIe address (`0000:01:00.0`, or `01:00.0` for any domain), `[integrated]`, or an IPv4 address.
#[doc(alias = "hailo_device_id_t")]
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceId(String);

/// What an id names.
#[doc(alias = "hailo_device_type_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeviceKind {
    /// A PCIe address.
    Pcie,
    /// An IPv4 address: Ethernet in 4.x, a remote Hailo-10H/15 in 5.x.
    Ethernet,
    /// The chip this program runs on.
    Integrated,
    /// A USB device (from 5.3).
    Usb,
    /// Another number, from a newer library.
    Other(u32),
}

impl DeviceId {
    /// An id from text. Only its length is checked here; the library knows what it names.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for an empty id, one with a NUL, or one longer than 31 bytes.
    pub fn new(text: &str) -> Result<Self> {
        if text.is_empty() || text.len() > 31 || text.contains('\0') {
            return Err(Error::other(
                ErrorKind::InvalidArgument,
                format!("{text:?} is no device id: 1 to 31 bytes, no NUL"),
            ));
        }
        Ok(Self(text.to_owned()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn from_c(c: &hailo_device_id_t) -> Self {
        let bytes: Vec<u8> = c.id.iter().map(|byte| byte.to_ne_bytes()[0]).collect();
        Self(crate::record::text(&bytes, 0, bytes.len()))
    }

    pub(crate) fn to_c(&self) -> hailo_device_id_t {
        let mut c = hailo_device_id_t::zeroed();
        // 31 bytes at most by construction; an id from C can fill all 32, and then its last byte gives way to NUL.
        for (to, from) in c.id.iter_mut().take(31).zip(self.0.as_bytes()) {
            *to = std::ffi::c_char::from_ne_bytes([*from]);
        }
        c
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::str::FromStr for DeviceId {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::new(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_survive_the_trip_through_c() {
        for text in ["0000:01:00.0", "[integrated]", "127.0.0.1", &"x".repeat(31)] {
            let id = DeviceId::new(text).unwrap();
            assert_eq!(DeviceId::from_c(&id.to_c()), id);
        }
        for text in ["", &"x".repeat(32), "a\0b"] {
            assert!(DeviceId::new(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn an_id_without_nul_is_bounded() {
        let full = hailo_device_id_t { id: [b'x' as std::ffi::c_char; 32] };
        let id = DeviceId::from_c(&full);
        assert_eq!(id.as_str().len(), 32);
        assert_eq!(id.to_c().id[31], 0, "what goes back has its NUL");
    }
}
