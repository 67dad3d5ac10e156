//! `hailo_status` as a value that C can't make invalid.

use std::fmt;

#[path = "generated/status.rs"]
mod generated;

use generated::NAMES;

/// What a C function answered. Any number is a value; those of the supported releases have a constant and a name.
///
/// The names come from this crate's own table. HailoRT's `hailo_get_status_message` reads out of bounds for numbers
/// of 0x80000000 and above and answers null between its own count and there, so it is never asked.
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Status(pub u32);

impl Status {
    /// The C name (`HAILO_TIMEOUT`), if any supported release has one for this number.
    ///
    /// Two numbers were renamed in 4.20 (36, 64); the newer name is answered.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        usize::try_from(self.0).ok().and_then(|index| NAMES.get(index)).copied()
    }

    /// The status with this C name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().zip(0..).find_map(|(known, value)| (*known == name).then_some(Self(value)))
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

    #[test]
    fn every_number_has_a_printed_form() {
        assert_eq!(format!("{:?} {}", Status::TIMEOUT, Status::TIMEOUT), "HAILO_TIMEOUT HAILO_TIMEOUT (4)");
        assert_eq!(format!("{:?} {}", Status(98), Status(u32::MAX)), "Status(98) status 4294967295");
        assert_eq!(Status::all().len(), 98);
        assert!(Status::all().all(|status| Status::from_name(status.name().unwrap()) == Some(status)));
    }
}
