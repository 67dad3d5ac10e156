//! Releases of HailoRT and the eras they belong to.

use std::fmt;

use crate::Era;
use crate::types::hailo_version_t;

/// A release of HailoRT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Version {
    /// x of x.y.z.
    pub major: u32,
    /// y of x.y.z.
    pub minor: u32,
    /// z of x.y.z.
    pub revision: u32,
}

impl Version {
    /// x.y.z
    #[must_use]
    pub const fn new(major: u32, minor: u32, revision: u32) -> Self {
        Self { major, minor, revision }
    }

    /// Reads `4.23.0`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.trim().split('.').map(str::parse);
        let mut next = || numbers.next()?.ok();
        let version = Self::new(next()?, next()?, next()?);
        numbers.next().is_none().then_some(version)
    }
}

impl From<hailo_version_t> for Version {
    fn from(c: hailo_version_t) -> Self {
        Self::new(c.major, c.minor, c.revision)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.revision)
    }
}

impl Era {
    /// The era of a release, known exactly: a release this crate has never seen the header of is refused, however
    /// small the step, because HailoRT changed layouts between patch releases (5.0.0 to 5.0.1, 5.1.0 to 5.1.1).
    ///
    /// # Errors
    /// The release is not one of [`Era::versions`].
    pub fn of(version: Version) -> Result<Self, UnsupportedVersion> {
        Self::ALL
            .into_iter()
            .find(|era| era.versions().contains(&version))
            .ok_or(UnsupportedVersion { found: version })
    }

    /// The era of the newest known release that is not newer than this one and has its major number: what "same
    /// layout as the newest known" means for a release made after this crate.
    ///
    /// # Errors
    /// The release is older than every known one of its major number, or its major number is unknown.
    pub fn assumed(version: Version) -> Result<Self, UnsupportedVersion> {
        let known = |era: &Self| era.versions().iter().any(|v| v.major == version.major && *v <= version);
        Self::ALL.into_iter().rev().find(known).ok_or(UnsupportedVersion { found: version })
    }

    /// Every known release, newest first.
    pub fn known_versions() -> impl Iterator<Item = Version> {
        Self::ALL.into_iter().rev().flat_map(|era| era.versions().iter().rev().copied())
    }

    /// The oldest and the newest known release.
    #[must_use]
    pub fn supported() -> (Version, Version) {
        let oldest = Self::ALL[0].versions()[0];
        (oldest, Self::known_versions().next().unwrap_or(oldest))
    }
}

/// A library of a release whose layouts this crate does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnsupportedVersion {
    /// What the library says it is.
    pub found: Version,
}

impl fmt::Display for UnsupportedVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (oldest, newest) = Era::supported();
        write!(f, "the library is HailoRT {}, hailo-sys knows {oldest} to {newest}", self.found)?;
        match Era::assumed(self.found) {
            Ok(era) => {
                let like = era.versions()[era.versions().len() - 1];
                write!(
                    f,
                    "; if its headers are those of {like}, `LoadOptions::assume_known_layout` takes your word for it"
                )
            }
            Err(_) => f.write_str("; install a known release"),
        }
    }
}

impl std::error::Error for UnsupportedVersion {}

#[cfg(test)]
mod tests {
    use super::{Era, Version};

    #[test]
    fn only_known_releases_have_an_era() {
        for era in Era::ALL {
            for version in era.versions() {
                assert_eq!(Era::of(*version), Ok(era));
                assert_eq!(Era::assumed(*version), Ok(era));
                assert_eq!(Version::parse(&version.to_string()), Some(*version));
            }
        }
        let newest = Era::ALL.iter().flat_map(|era| era.versions()).max().unwrap().to_string();
        for text in ["4.19.0", "4.20.2", "4.23.1", "5.0.2", "5.5.0", "6.0.0"] {
            let error = Era::of(Version::parse(text).unwrap()).unwrap_err().to_string();
            assert!(error.contains(text) && error.contains("4.20.0") && error.contains(&newest), "{error}");
        }
    }

    #[test]
    fn an_assumed_layout_stays_inside_the_major_number() {
        let assumed = |text| Era::assumed(Version::parse(text).unwrap()).ok();
        assert_eq!(assumed("4.19.0"), None);
        assert_eq!(assumed("4.25.0"), Some(Era::V4_21));
        assert_eq!(assumed("5.0.7"), Some(Era::V5_0_1));
        assert_eq!(assumed("5.2.9"), Some(Era::V5_2_0));
        assert_eq!(assumed("5.9.0"), Some(Era::V5_3));
        assert_eq!(assumed("6.0.0"), None);
        assert_eq!(Version::parse("5.2"), None);
        assert_eq!(Version::parse("5.2.0.1"), None);
    }
}
