//! What went wrong: one word wide, with the kind to act on, the status the library gave and the C call that
//! gave it.

use hailo_sys::Status;
use std::fmt;

/// The result of everything in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error of the Hailo runtime or of this crate's own checks.
///
/// One word wide, so that a `Result` of a hot call stays small. Match on [`kind`](Self::kind), log the
/// `Display` form: it names the C call, the status and, where the fault lies in the installation, the fix.
pub struct Error(Box<Repr>);

struct Repr {
    kind: ErrorKind,
    status: Option<Status>,
    call: Option<&'static str>,
    detail: Option<Box<str>>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What a caller can do about an [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// No libhailort could be loaded; the message lists each path tried.
    LibraryNotFound,
    /// A libhailort was found whose version or ABI this crate does not know.
    LibraryIncompatible,
    /// The library lacks a function that this call needs in its version.
    SymbolMissing,
    /// There is no (free) device, or none with that id.
    DeviceNotFound,
    /// The device or a queue is occupied; the same call can succeed later.
    DeviceBusy,
    /// The device or the link to it is gone; it must be reset and opened again.
    DeviceLost,
    /// The call did not finish in its time. The pipeline it ran in must be built again.
    Timeout,
    /// The call was cancelled on purpose (shutdown, deactivation, signal).
    Aborted,
    /// The HEF cannot be opened, is damaged, or is made for another device or library.
    InvalidHef,
    /// The caller passed something the runtime refuses; the same call will fail again.
    InvalidArgument,
    /// Host memory, DMA memory, descriptors or device memory are exhausted.
    OutOfMemory,
    /// This device, library version or build cannot do that.
    Unsupported,
    /// Driver, firmware, service and library do not fit together; see [`Error::advice`].
    Driver,
    /// Any other failure inside the runtime, unknown statuses included.
    Runtime,
}

impl ErrorKind {
    /// The kind a status belongs to; total: statuses unknown to this crate are [`ErrorKind::Runtime`].
    #[must_use]
    pub const fn of(status: Status) -> Self {
        match status.0 {
            4 | 87 => Self::Timeout,
            73 | 82 | 89 | 97 => Self::DeviceBusy,
            // 18 is not here: a board without a current sensor answers it to a power measurement.
            29..=32 | 43..=45 | 62 | 77 | 96 => Self::DeviceLost,
            28 | 57 | 63 | 88 | 90 | 95 => Self::Aborted,
            13 | 14 | 24 | 26 | 91..=94 => Self::InvalidHef,
            2 | 5 | 6 | 9 | 10 | 11 | 25 | 50 | 61 | 67..=70 | 72 | 83 | 84 => Self::InvalidArgument,
            3 | 47 | 71 | 81 => Self::OutOfMemory,
            7 | 27 | 48 | 49 | 75 | 79 => Self::Unsupported,
            15 | 16 | 23 | 36..=42 | 64 | 76 | 78 | 85 | 86 => Self::Driver,
            74 => Self::DeviceNotFound,
            _ => Self::Runtime,
        }
    }

    /// A lower-case word for logs and labels: `timeout`, `device_lost`, …
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::LibraryNotFound => "library_not_found",
            Self::LibraryIncompatible => "library_incompatible",
            Self::SymbolMissing => "symbol_missing",
            Self::DeviceNotFound => "device_not_found",
            Self::DeviceBusy => "device_busy",
            Self::DeviceLost => "device_lost",
            Self::Timeout => "timeout",
            Self::Aborted => "aborted",
            Self::InvalidHef => "invalid_hef",
            Self::InvalidArgument => "invalid_argument",
            Self::OutOfMemory => "out_of_memory",
            Self::Unsupported => "unsupported",
            Self::Driver => "driver",
            Self::Runtime => "runtime",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Error {
    #[cold]
    fn build(
        kind: ErrorKind,
        status: Option<Status>,
        call: Option<&'static str>,
        detail: Option<Box<str>>,
    ) -> Self {
        Self(Box::new(Repr { kind, status, call, detail, source: None }))
    }

    /// The error a C call's status stands for.
    #[cold]
    pub(crate) fn from_status(call: &'static str, status: Status) -> Self {
        Self::build(ErrorKind::of(status), Some(status), Some(call), None)
    }

    /// A C call that broke its own contract (success with a NULL handle, a count beyond the array, …).
    #[cold]
    pub(crate) fn contract(call: &'static str, what: &str) -> Self {
        Self::build(ErrorKind::Runtime, None, Some(call), Some(what.into()))
    }

    /// A refusal made by this crate before any C call, for the call that would have been made.
    #[cold]
    pub(crate) fn refused(kind: ErrorKind, call: &'static str, why: impl Into<Box<str>>) -> Self {
        Self::build(kind, None, Some(call), Some(why.into()))
    }

    /// A failure that belongs to no C call.
    #[cold]
    pub(crate) fn other(kind: ErrorKind, why: impl Into<Box<str>>) -> Self {
        Self::build(kind, None, None, Some(why.into()))
    }

    /// Wraps the error that caused this one.
    #[cold]
    pub(crate) fn caused(
        kind: ErrorKind,
        why: impl Into<Box<str>>,
        source: impl std::error::Error + Send + Sync + 'static,
    ) -> Self {
        let mut error = Self::build(kind, None, None, Some(why.into()));
        error.0.source = Some(Box::new(source));
        error
    }

    /// Adds what was known where the call was made (versions, names), shown in parentheses.
    #[cold]
    pub(crate) fn with_detail(mut self, detail: impl Into<Box<str>>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// What a caller can do about it.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The status the C call returned; `None` where this crate refused before or after the call.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        self.0.status
    }

    /// The C function concerned, by its C name.
    #[must_use]
    pub fn call(&self) -> Option<&'static str> {
        self.0.call
    }

    /// Whether the very same call may succeed later with nobody changing anything: a queue that drains, a
    /// device another process will release, a server that is starting.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.0
            .status
            .is_some_and(|status| matches!(status.0, 4 | 28 | 47 | 65 | 73 | 74 | 81 | 82 | 88 | 89 | 97))
    }

    /// What to do about it, as a sentence for an operator, where the fault lies in the installation or in how
    /// the device is shared.
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        self.0.status.and_then(crate::advice::for_status).or(match self.0.kind {
            ErrorKind::LibraryNotFound => Some(crate::advice::LIBRARY_NOT_FOUND),
            ErrorKind::LibraryIncompatible => Some(crate::advice::LIBRARY_INCOMPATIBLE),
            _ => None,
        })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let repr = &*self.0;
        match (repr.call, repr.status) {
            (Some(call), Some(status)) => write!(f, "{call} failed: {}", Named(status))?,
            (Some(call), None) => write!(f, "{call}: ")?,
            _ => {}
        }
        match (&repr.detail, repr.status) {
            (Some(detail), Some(_)) => write!(f, " ({detail})")?,
            (Some(detail), None) => f.write_str(detail)?,
            (None, _) => {}
        }
        if let Some(source) = &repr.source {
            write!(f, ": {source}")?;
        }
        if let Some(advice) = self.advice() {
            write!(f, "; {advice}")?;
        }
        Ok(())
    }
}

/// `HAILO_TIMEOUT (4)`, or `status 123` where the number has no name.
struct Named(Status);

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.name() {
            Some(name) => write!(f, "{name} ({})", self.0.0),
            None => write!(f, "status {}", self.0.0),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("status", &self.0.status)
            .field("call", &self.0.call)
            .field("detail", &self.0.detail)
            .field("source", &self.0.source)
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole map, written out once more by kind: a status that moves must be moved here on purpose.
    #[test]
    fn every_status_has_the_kind_the_table_says() {
        use ErrorKind::*;
        let table: &[(ErrorKind, &[u32])] = &[
            (Timeout, &[4, 87]),
            (DeviceBusy, &[73, 82, 89, 97]),
            (DeviceLost, &[29, 30, 31, 32, 43, 44, 45, 62, 77, 96]),
            (Aborted, &[28, 57, 63, 88, 90, 95]),
            (InvalidHef, &[13, 14, 24, 26, 91, 92, 93, 94]),
            (InvalidArgument, &[2, 5, 6, 9, 10, 11, 25, 50, 61, 67, 68, 69, 70, 72, 83, 84]),
            (OutOfMemory, &[3, 47, 71, 81]),
            (Unsupported, &[7, 27, 48, 49, 75, 79]),
            (Driver, &[15, 16, 23, 36, 37, 38, 39, 40, 41, 42, 64, 76, 78, 85, 86]),
            (DeviceNotFound, &[74]),
        ];
        let mut listed = 0;
        for status in 0..=97 {
            let kind = table.iter().find(|(_, of)| of.contains(&status)).map_or(Runtime, |(kind, _)| *kind);
            assert_eq!(ErrorKind::of(Status(status)), kind, "status {status}");
            listed += u32::from(kind != Runtime);
        }
        assert_eq!(
            listed as usize,
            table.iter().map(|(_, of)| of.len()).sum::<usize>(),
            "a status listed twice"
        );
        for status in (98..=200).chain([0x7fff_ffff, 0x8000_0000, u32::MAX]) {
            assert_eq!(ErrorKind::of(Status(status)), Runtime, "status {status}");
        }
    }

    #[test]
    fn an_error_is_one_word_and_a_unit_result_too() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
        assert_eq!(size_of::<Result<()>>(), size_of::<usize>());
    }

    #[test]
    fn display_names_call_status_detail_and_fix() {
        let timeout = Error::from_status("hailo_vstream_write_raw_buffer", Status(4));
        assert_eq!(timeout.to_string(), "hailo_vstream_write_raw_buffer failed: HAILO_TIMEOUT (4)");
        assert!(timeout.is_retryable());
        assert_eq!(
            (timeout.call(), timeout.status()),
            (Some("hailo_vstream_write_raw_buffer"), Some(Status(4)))
        );

        let unknown = Error::from_status("hailo_identify", Status(150));
        assert_eq!(unknown.to_string(), "hailo_identify failed: status 150");
        assert!(!unknown.is_retryable());

        let driver = Error::from_status("hailo_create_vdevice", Status(76)).with_detail("library 4.23.0");
        let text = driver.to_string();
        assert!(
            text.starts_with(
                "hailo_create_vdevice failed: HAILO_INVALID_DRIVER_VERSION (76) (library 4.23.0); "
            ),
            "{text}"
        );
        assert!(text.contains("apt"), "names the command that fixes it: {text}");
    }
}
