//! What went wrong: one word wide, with the kind to act on, the status the library gave and the C call that
//! gave it.

use crate::advice::{self, Family};
use hailo_sys::Status;
use std::fmt;

/// The result of everything in this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error of the Hailo runtime or of this crate's own checks.
///
/// One word wide, so that a `Result` of a hot call stays small. Each thing is said once: `Display` says what happened
/// (the C call and its status), `source()` why, [`advice`](Self::advice) what to do next;
/// [`explained`](Self::explained) is all three for a person. Match on [`kind`](Self::kind).
pub struct Error(Box<Repr>);

struct Repr {
    kind: ErrorKind,
    status: Option<Status>,
    /// What the library that gave the status calls it, where that is not the newest release's name.
    status_name: Option<Box<str>>,
    /// Whose commands the advice names.
    family: Family,
    advice: Option<&'static str>,
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
        match status {
            Status::TIMEOUT | Status::DRIVER_TIMEOUT => Self::Timeout,
            Status::DEVICE_IN_USE
            | Status::QUEUE_IS_FULL
            | Status::CONNECTION_REFUSED
            | Status::DEVICE_TEMPORARILY_UNAVAILABLE => Self::DeviceBusy,
            // FW_CONTROL_FAILURE is not here: a board without a current sensor answers it to a power measurement.
            Status::START_VDMA_CHANNEL_FAIL
            | Status::SYNC_VDMA_BUFFER_FAIL
            | Status::STOP_VDMA_CHANNEL_FAIL
            | Status::CLOSE_VDMA_CHANNEL_FAIL
            | Status::CONTROL_RESPONSE_MD5_MISMATCH
            | Status::GET_CONTROL_RESPONSE_FAIL
            | Status::GET_D2H_EVENT_MESSAGE_FAIL
            | Status::COMMUNICATION_CLOSED
            | Status::RPC_FAILED
            | Status::DEVICE_NOT_CONNECTED => Self::DeviceLost,
            Status::INTERRUPTED_BY_SIGNAL
            | Status::SHUTDOWN_EVENT_SIGNALED
            | Status::STREAM_ABORT
            | Status::DRIVER_INTERRUPTED
            | Status::DRIVER_WAIT_CANCELED
            | Status::OPERATION_ABORTED => Self::Aborted,
            Status::OPEN_FILE_FAILURE
            | Status::FILE_OPERATION_FAILURE
            | Status::INVALID_CONTEXT_COUNT
            | Status::INVALID_HEF
            | Status::HEF_FILE_CORRUPTED
            | Status::HEF_NOT_SUPPORTED
            | Status::HEF_NOT_COMPATIBLE_WITH_DEVICE
            | Status::INVALID_HEF_USE => Self::InvalidHef,
            Status::INVALID_ARGUMENT
            | Status::INSUFFICIENT_BUFFER
            | Status::INVALID_OPERATION
            | Status::DATA_ALIGNMENT_FAILURE
            | Status::CHUNK_TOO_LARGE
            | Status::INVALID_LOGGER_LEVEL
            | Status::INVALID_FRAME
            | Status::RATE_LIMIT_MAXIMUM_BANDWIDTH_EXCEEDED
            | Status::NOT_FOUND
            | Status::INVALID_SECOND_STAGE
            | Status::INVALID_PIPELINE
            | Status::NETWORK_GROUP_NOT_ACTIVATED
            | Status::VSTREAM_PIPELINE_NOT_ACTIVATED
            | Status::STREAM_NOT_ACTIVATED
            | Status::DMA_MAPPING_ALREADY_EXISTS
            | Status::CANT_MEET_BUFFER_REQUIREMENTS => Self::InvalidArgument,
            Status::OUT_OF_HOST_MEMORY
            | Status::OUT_OF_DESCRIPTORS
            | Status::OUT_OF_FW_MEMORY
            | Status::RESOURCE_EXHAUSTED => Self::OutOfMemory,
            Status::NOT_IMPLEMENTED
            | Status::PCIE_NOT_SUPPORTED_ON_PLATFORM
            | Status::UNSUPPORTED_OPCODE
            | Status::USER_MODE_RATE_LIMITER_NOT_SUPPORTED
            | Status::INVALID_DEVICE_ARCHITECTURE
            | Status::NOT_SUPPORTED => Self::Unsupported,
            Status::UNSUPPORTED_CONTROL_PROTOCOL_VERSION
            | Status::UNSUPPORTED_FW_VERSION
            | Status::INVALID_FIRMWARE
            | Status::DRIVER_OPERATION_FAILED
            | Status::INVALID_FIRMWARE_MAGIC
            | Status::INVALID_FIRMWARE_CODE_SIZE
            | Status::INVALID_KEY_CERTIFICATE_SIZE
            | Status::INVALID_CONTENT_CERTIFICATE_SIZE
            | Status::MISMATCHING_FIRMWARE_BUFFER_SIZES
            | Status::INVALID_FIRMWARE_CPU_ID
            | Status::DRIVER_NOT_INSTALLED
            | Status::INVALID_DRIVER_VERSION
            | Status::INVALID_SERVICE_VERSION
            | Status::DRIVER_INVALID_RESPONSE
            | Status::DRIVER_INVALID_IOCTL
            | Status::LIBUSB_FAILURE => Self::Driver,
            Status::OUT_OF_PHYSICAL_DEVICES => Self::DeviceNotFound,
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
        let (status_name, family, advice, source) = (None, Family::Unknown, None, None);
        Self(Box::new(Repr { kind, status, status_name, family, advice, call, detail, source }))
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

    /// A failure that a layer above this crate found, with no C call behind it.
    #[cold]
    #[must_use]
    pub fn new(kind: ErrorKind, why: impl Into<Box<str>>) -> Self {
        Self::other(kind, why)
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

    /// Says what the library itself calls the status.
    #[cold]
    pub(crate) fn named(mut self, name: impl Into<Box<str>>) -> Self {
        self.0.status_name = Some(name.into());
        self
    }

    /// Says whose commands the advice is to name.
    #[cold]
    pub(crate) fn of_family(mut self, family: Family) -> Self {
        self.0.family = family;
        self
    }

    /// Adds what to do about it, where neither kind nor status tells.
    #[cold]
    pub(crate) fn with_advice(mut self, advice: &'static str) -> Self {
        self.0.advice = Some(advice);
        self
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

    /// The status the C call returned; `None` where the error is this crate's own: a refused argument, or no call at all.
    #[doc(alias = "hailo_get_status_message")]
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
        self.0.status.is_some_and(|status| {
            matches!(
                status,
                Status::TIMEOUT
                    | Status::INTERRUPTED_BY_SIGNAL
                    | Status::OUT_OF_DESCRIPTORS
                    | Status::NOT_AVAILABLE
                    | Status::DEVICE_IN_USE
                    | Status::OUT_OF_PHYSICAL_DEVICES
                    | Status::RESOURCE_EXHAUSTED
                    | Status::QUEUE_IS_FULL
                    | Status::DRIVER_INTERRUPTED
                    | Status::CONNECTION_REFUSED
                    | Status::DEVICE_TEMPORARILY_UNAVAILABLE
            )
        })
    }

    /// What to do about it, as a sentence for an operator, where the fault lies in the installation or in how
    /// the device is shared.
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        let repr = &*self.0;
        let by_status = || repr.status.and_then(|status| advice::for_status(status, repr.family));
        repr.advice.or_else(by_status).or(match repr.kind {
            ErrorKind::LibraryNotFound => Some(advice::LIBRARY_NOT_FOUND),
            ErrorKind::LibraryIncompatible => Some(advice::LIBRARY_INCOMPATIBLE),
            _ => None,
        })
    }

    /// What happened with every cause behind it, as one text without the advice.
    #[must_use]
    pub fn with_causes(&self) -> String {
        let mut text = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            text.push_str(": ");
            text.push_str(&error.to_string());
            cause = error.source();
        }
        text
    }

    /// The whole of it for a person: what happened, every cause, and the next step where one is known.
    #[must_use]
    pub fn explained(&self) -> String {
        match self.advice() {
            Some(advice) => format!("{}; {advice}", self.with_causes()),
            None => self.with_causes(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let repr = &*self.0;
        match (repr.call, repr.status) {
            (Some(call), Some(status)) => match repr.status_name.as_deref() {
                Some(name) => write!(f, "{call} failed: {name} ({})", status.0)?,
                None => write!(f, "{call} failed: {status}")?,
            },
            (Some(call), None) => write!(f, "{call}: ")?,
            _ => {}
        }
        match (&repr.detail, repr.status) {
            (Some(detail), Some(_)) => write!(f, " ({detail})")?,
            (Some(detail), None) => f.write_str(detail)?,
            (None, _) => {}
        }
        Ok(())
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
            .field("advice", &self.advice())
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
            (Driver, &[15, 16, 23, 36, 37, 38, 39, 40, 41, 42, 64, 76, 78, 85, 86, 98]),
            (DeviceNotFound, &[74]),
        ];
        let mut listed = 0;
        for status in 0..=98 {
            let kind = table.iter().find(|(_, of)| of.contains(&status)).map_or(Runtime, |(kind, _)| *kind);
            assert_eq!(ErrorKind::of(Status(status)), kind, "status {status}");
            listed += u32::from(kind != Runtime);
        }
        assert_eq!(
            listed as usize,
            table.iter().map(|(_, of)| of.len()).sum::<usize>(),
            "a status listed twice"
        );
        for status in (99..=200).chain([0x7fff_ffff, 0x8000_0000, u32::MAX]) {
            assert_eq!(ErrorKind::of(Status(status)), Runtime, "status {status}");
        }
    }

    #[test]
    fn an_error_is_one_word_and_a_unit_result_too() {
        assert_eq!(size_of::<Error>(), size_of::<usize>());
        assert_eq!(size_of::<Result<()>>(), size_of::<usize>());
    }

    #[test]
    fn display_names_call_status_and_detail() {
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
        assert_eq!(
            driver.to_string(),
            "hailo_create_vdevice failed: HAILO_INVALID_DRIVER_VERSION (76) (library 4.23.0)"
        );
        assert!(driver.advice().unwrap().contains("apt"), "names the command that fixes it");
        assert_eq!(driver.explained().matches(driver.advice().unwrap()).count(), 1, "once");
        let ten = driver.of_family(Family::Ten);
        assert!(!ten.advice().unwrap().contains("hailo_pci"), "the commands of the chip's own driver");

        let renamed = Error::from_status("hailo_infer", Status(81)).named("HAILO_OUT_OF_HOST_CMA_MEMORY");
        assert_eq!(renamed.to_string(), "hailo_infer failed: HAILO_OUT_OF_HOST_CMA_MEMORY (81)");
    }

    #[test]
    fn a_cause_is_said_by_the_source_and_not_twice() {
        let cause = std::io::Error::other("the cause");
        let error = Error::caused(ErrorKind::LibraryNotFound, "what happened", cause);
        assert_eq!(error.to_string(), "what happened");
        assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "the cause");
        assert_eq!(error.with_causes(), "what happened: the cause");
        assert_eq!(error.explained(), format!("what happened: the cause; {}", advice::LIBRARY_NOT_FOUND));
    }
}
