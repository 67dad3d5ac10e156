//! `hailo_status` as a value that C can't make invalid.

use std::fmt;

#[path = "generated/status.rs"]
mod generated;

use crate::Era;
use generated::{NAMES, RENAMED};

/// What a C function answered. Any number is a value; those of the supported releases have a constant and a name.
///
/// The names come from this crate's own table. HailoRT's `hailo_get_status_message` reads out of bounds for numbers
/// of 0x80000000 and above and answers NULL for unknown numbers below that, so it is asked for small numbers only.
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Status(pub u32);

impl Status {
    /// The C name (`HAILO_TIMEOUT`), if any supported release has one for this number: the newest, where a number
    /// was used again (36 and 64 in 4.20, 81 in 5.3). [`Status::name_in`] knows the release's own.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        usize::try_from(self.0).ok().and_then(|index| NAMES.get(index)).copied()
    }

    /// The C name as the releases of an era mean it; `None` for a number that they do not have.
    #[must_use]
    pub fn name_in(self, era: Era) -> Option<&'static str> {
        let count = crate::with_era!(era, e => e::HAILO_STATUS_COUNT);
        let renamed = RENAMED.iter().find(|(value, until, _)| *value == self.0 && era <= *until);
        (self.0 < count).then(|| renamed.map(|(.., name)| *name).or_else(|| self.name())).flatten()
    }

    /// The status with this C name, in any release.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let newest = NAMES.iter().zip(0..).find_map(|(known, value)| (*known == name).then_some(Self(value)));
        newest
            .or_else(|| RENAMED.iter().find_map(|(value, _, known)| (*known == name).then_some(Self(*value))))
    }

    /// Every status of the supported releases, in order.
    #[must_use]
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        NAMES.iter().enumerate().map(|(index, _)| Self(index as u32))
    }

    /// True for `HAILO_SUCCESS` alone.
    #[must_use]
    pub fn is_success(self) -> bool {
        self == Self::SUCCESS
    }

    /// `Ok` for `HAILO_SUCCESS`.
    ///
    /// # Errors
    /// The status itself otherwise.
    pub fn ok(self) -> Result<(), Self> {
        if self.is_success() { Ok(()) } else { Err(self) }
    }
}

impl fmt::Debug for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "Status({})", self.0),
        }
    }
}

/// `HAILO_TIMEOUT (4)`, or `status 123` where no release names it.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => write!(f, "{name} ({})", self.0),
            None => write!(f, "status {}", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Status;
    use crate::Era;

    #[test]
    fn a_number_used_again_is_named_by_era() {
        let names: Vec<_> = [Era::V4_20, Era::V5_2_0, Era::V5_3].map(|era| Status(81).name_in(era)).to_vec();
        let (old, new) = ("HAILO_OUT_OF_HOST_CMA_MEMORY", "HAILO_RESOURCE_EXHAUSTED");
        assert_eq!(names, [Some(old), Some(old), Some(new)]);
        assert_eq!(Status(81).name(), Some(new));
        assert_eq!(Status::from_name(old), Status::from_name(new));
        assert_eq!(
            (Status(98).name_in(Era::V5_2_0), Status(98).name_in(Era::V5_3)),
            (None, Some("HAILO_LIBUSB_FAILURE"))
        );
        assert_eq!(Status(91).name_in(Era::V4_20), None);
    }

    #[test]
    fn every_number_has_a_printed_form() {
        assert_eq!(format!("{:?} {}", Status::TIMEOUT, Status::TIMEOUT), "HAILO_TIMEOUT HAILO_TIMEOUT (4)");
        assert_eq!(format!("{:?} {}", Status(99), Status(u32::MAX)), "Status(99) status 4294967295");
        assert_eq!(Status::all().len(), 99);
        assert!(Status::all().all(|status| Status::from_name(status.name().unwrap()) == Some(status)));
    }
}
