//! What the generated table needs beside it, and a table together with what it is a table of.

use std::ffi::c_void;
use std::fmt;
use std::path::PathBuf;

use crate::headers::{self, Headers};
use crate::self_test;
use crate::types::hailo_version_t;
use crate::{Api, Disagreement, Era, FUNCTIONS, Grown, ShimApi, Status, UnsupportedVersion, Version};

/// Plain C data: integers, floats, raw pointers and arrays of them.
///
/// # Safety
/// Every byte pattern of the type's size, all zeros among them, is a value of it.
pub unsafe trait Record: Copy + 'static {
    /// The C name.
    const NAME: &'static str;

    /// The record with every byte zero. HailoRT's `init` functions leave some fields as they find them, so a record
    /// starts from here, never from uninitialised memory.
    #[must_use]
    fn zeroed() -> Self {
        // SAFETY: the trait's contract says that zeros are a value.
        unsafe { std::mem::zeroed() }
    }

    /// The same on the heap, never on the stack: configure parameters take 84 kB.
    #[must_use]
    fn boxed() -> Box<Self> {
        let mut memory = Box::<Self>::new_uninit();
        // SAFETY: the memory is the box's own, and of this size.
        unsafe { memory.as_mut_ptr().write_bytes(0, 1) };
        // SAFETY: the trait's contract says that zeros are a value.
        unsafe { memory.assume_init() }
    }
}

/// One function of the C API and the eras that have it, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Function {
    /// The C name.
    pub name: &'static str,
    /// First era with it.
    pub since: Era,
    /// Last era with it.
    pub until: Era,
}

impl Function {
    /// Whether the libraries of an era export it.
    #[must_use]
    pub fn is_in(&self, era: Era) -> bool {
        (self.since..=self.until).contains(&era)
    }

    /// The functions that the libraries of an era export, in the order of the header.
    pub fn all(era: Era) -> impl Iterator<Item = &'static Self> {
        FUNCTIONS.iter().filter(move |function| function.is_in(era))
    }
}

/// Names that a library should export and does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingSymbols {
    /// C names, in the order of the header.
    pub names: Vec<&'static str>,
}

impl fmt::Display for MissingSymbols {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "missing symbol{} ", if self.names.len() == 1 { "" } else { "s" })?;
        let (shown, more) = self.names.split_at(self.names.len().min(3));
        f.write_str(&shown.join(", "))?;
        if more.is_empty() { Ok(()) } else { write!(f, " and {} more", more.len()) }
    }
}

impl std::error::Error for MissingSymbols {}

/// Why a table can't be used.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TableError {
    /// Functions that the release has and the table lacks.
    MissingSymbols(MissingSymbols),
    /// `hailo_get_library_version` failed.
    VersionUnknown(Status),
    /// The release is not supported.
    Unsupported(UnsupportedVersion),
    /// The release is unknown, and answers otherwise than every known one of its major number.
    Disagrees {
        /// The release.
        found: Version,
        /// What the newest known era disagrees in.
        disagreement: Disagreement,
    },
    /// The shim was compiled with headers, of this very release, in which something is not as in any era that it could
    /// be of.
    HeadersDiffer {
        /// The release.
        found: Version,
        /// What they differ in from the era that a known release is of, or else the newest.
        disagreement: Disagreement,
    },
    /// The release is unknown, and asking it what it is ended the process that asked.
    SelfTestEnded {
        /// The release.
        found: Version,
        /// How it ended.
        how: String,
    },
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingSymbols(missing) => missing.fmt(f),
            Self::VersionUnknown(status) => write!(f, "hailo_get_library_version failed: {status}"),
            Self::Unsupported(version) => version.fmt(f),
            Self::Disagrees { found, disagreement } => {
                write!(f, "HailoRT {found} is not known and did not pass the self-test: {disagreement}")
            }
            Self::HeadersDiffer { found, disagreement } => {
                write!(
                    f,
                    "the headers of HailoRT {found} that the shim was compiled with differ: {disagreement}"
                )
            }
            Self::SelfTestEnded { found, how } => {
                write!(f, "HailoRT {found} is not known and did not pass the self-test: it {how}")
            }
        }
    }
}

impl std::error::Error for TableError {}

/// Who says that the layouts of a library are those of its era.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Authority {
    /// The release is known: its headers were read.
    Known,
    /// The release is not known, and answered all that can be asked without a device as that era's releases do. What
    /// only a device shows (notifications, latency results, completion records, identity) is unproven.
    Tested {
        /// Records that are longer than that era's, with every known field at its place.
        grown: Vec<Grown>,
    },
    /// The shim says so, which was compiled with this very library's headers. This holds for a release that is not
    /// known as well, and leaves nothing unproven.
    Shim {
        /// Records that are longer than that era's, with every known field at its place.
        grown: Vec<Grown>,
    },
    /// The caller vouched for it.
    Assumed,
}

impl Authority {
    /// Records that are longer than those of the era, as far as this is known before a device is asked.
    #[must_use]
    pub fn grown(&self) -> &[Grown] {
        match self {
            Self::Tested { grown } | Self::Shim { grown } => grown,
            Self::Known | Self::Assumed => &[],
        }
    }
}

/// What to do about a release that is not known.
#[cfg_attr(not(feature = "load"), allow(dead_code, reason = "only the loader can be told"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Trust {
    KnownOnly,
    #[default]
    Tested,
    Assumed,
}

/// Tries in a process of its own whether the self-test survives.
pub(crate) type Trial = fn(&Api, Version, &[&'static str]) -> Result<(), String>;

/// Who provides the two tables of a runtime: a simulated device, an own loader.
///
/// # Safety
/// The functions in the tables do what HailoRT's and the shim's functions of those names do, for as long as the process
/// lives, also after the provider was dropped.
pub unsafe trait Runtime {
    /// The C API.
    fn api(&self) -> Api;

    /// What HailoRT offers in C++ only, where there is a shim.
    fn shim_api(&self) -> Option<ShimApi>;

    /// Functions that every known release has and this runtime lacks, as [`Api::from_symbols`] answers them.
    fn missing(&self) -> Vec<&'static str> {
        Vec::new()
    }
}

/// A table, and the release it is the table of.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Loaded {
    /// The functions.
    pub api: Api,
    /// What `hailo_get_library_version` answered.
    pub version: Version,
    /// The era whose record layouts this library has.
    pub era: Era,
    /// What that is based on.
    pub authority: Authority,
    /// Functions that the releases of the era have and this one lacks: their fields answer `HAILO_NOT_IMPLEMENTED`, or are
    /// `None`. A known release lacks none.
    pub missing: Vec<&'static str>,
    /// The file the functions came from; `None` for a table that was handed over.
    pub path: Option<PathBuf>,
}

impl Loaded {
    /// Takes what did not come from a file (a simulated device, a linked library) and asks it for its release.
    ///
    /// # Errors
    /// The table does not answer, its release is not supported, or it lacks a function of its release.
    pub fn of(runtime: &impl Runtime) -> Result<Self, TableError> {
        // SAFETY: who implements `Runtime` promises what is asked for.
        unsafe { Self::identify(runtime.api(), runtime.missing(), Trust::Tested, |_, _, _| Ok(()), |_| None) }
    }

    /// `missing` are the functions that every era has and the library lacks; `headers` is asked for what the shim that
    /// fits this release says.
    ///
    /// # Safety
    /// The functions in the table do what HailoRT's functions of those names do, for as long as the process lives.
    pub(crate) unsafe fn identify(
        api: Api,
        missing: Vec<&'static str>,
        trust: Trust,
        trial: Trial,
        headers: impl FnOnce(Version) -> Option<Headers>,
    ) -> Result<Self, TableError> {
        // Without these a library is not even asked what it is.
        let needed: Vec<_> = missing.iter().copied().filter(|name| NEEDED.contains(name)).collect();
        if !needed.is_empty() {
            return Err(TableError::MissingSymbols(MissingSymbols { names: needed }));
        }
        let mut version = hailo_version_t::zeroed();
        // SAFETY: the caller vouches for the function; it writes one version, for which there is room.
        let status = unsafe { (api.hailo_get_library_version)(&raw mut version) };
        Status(status).ok().map_err(TableError::VersionUnknown)?;
        let version = Version::from(version);
        let unsupported = || TableError::Unsupported(UnsupportedVersion { found: version });
        let absent = |name: &str| missing.contains(&name) || !api.holds(name);
        let lacks = |name: &str, era| absent(name) || !Function::all(era).any(|f| f.name == name);
        // SAFETY: the caller vouches for the functions.
        let known = Era::of(version).ok().filter(|era| !unsafe { is_development_build(&api, *era) });
        if known.is_none() && trust == Trust::KnownOnly {
            return Err(unsupported());
        }
        let headers = headers(version).filter(|_| known.is_some() || trust == Trust::Tested);
        let (era, authority) = match (headers, known, trust) {
            (_, None, Trust::Assumed) => {
                (Era::assumed(version).map_err(TableError::Unsupported)?, Authority::Assumed)
            }
            (Some(headers), ..) => {
                let (era, grown) =
                    headers::prove(&headers, version, known, lacks).map_err(|disagreement| {
                        disagreement.map_or_else(unsupported, |disagreement| TableError::HeadersDiffer {
                            found: version,
                            disagreement,
                        })
                    })?;
                (era, Authority::Shim { grown })
            }
            (None, Some(era), _) => (era, Authority::Known),
            (None, None, _) => {
                // Older than every known release of its line: its layouts are known to differ.
                Era::assumed(version).map_err(TableError::Unsupported)?;
                trial(&api, version, &missing)
                    .map_err(|how| TableError::SelfTestEnded { found: version, how })?;
                // SAFETY: the caller vouches for the functions.
                let proven = unsafe { self_test::prove(&api, version, &missing) };
                let (era, grown) = proven.map_err(|disagreement| {
                    disagreement.map_or_else(unsupported, |disagreement| TableError::Disagrees {
                        found: version,
                        disagreement,
                    })
                })?;
                (era, Authority::Tested { grown })
            }
        };
        let names: Vec<_> = Function::all(era).map(|f| f.name).filter(|name| absent(name)).collect();
        // A newer release may have lost a function: then the one call is refused. A known one that lacks a function of
        // its own is not what it says it is, and an assumed one is not what was vouched for.
        if !names.is_empty() && (known.is_some() || authority == Authority::Assumed) {
            return Err(TableError::MissingSymbols(MissingSymbols { names }));
        }
        Ok(Self { api, version, era, authority, missing: names, path: None })
    }
}

/// Functions without which a library's release can't be found out.
const NEEDED: [&str; 2] = ["hailo_get_library_version", "hailo_get_status_message"];

/// Whether a library has the number of a release and not its headers: builds of 5.3.0 from before its release have the
/// layouts of 5.2.0, and do not know the last status of 5.3.
///
/// # Safety
/// As [`Loaded::identify`].
unsafe fn is_development_build(api: &Api, era: Era) -> bool {
    // SAFETY: the caller's promise; numbers this small may be asked about.
    era == Era::V5_3 && unsafe { (api.hailo_get_status_message)(Status::LIBUSB_FAILURE.0) }.is_null()
}

/// Makes a function pointer, or an `Option` of one, of an address.
///
/// # Safety
/// `address` is a function of type `F`; null only if `F` is an `Option`.
pub(crate) unsafe fn function_at<F: Copy>(address: *const c_void) -> F {
    const { assert!(size_of::<F>() == size_of::<*const c_void>(), "a function pointer") };
    // SAFETY: the sizes agree, and the caller vouches for what the address is.
    unsafe { std::mem::transmute_copy(&address) }
}

#[cfg(test)]
mod tests {
    use super::{Function, MissingSymbols, Record};
    use crate::{Api, Era, era, types};

    #[test]
    fn records_begin_as_zeros_on_the_stack_and_on_the_heap() {
        let params = types::hailo_vdevice_params_t::zeroed();
        assert!(params.device_ids.is_null() && params.group_id.is_null() && params.device_count == 0);
        let configure = era::v4_20::hailo_configure_params_t::boxed();
        assert_eq!(size_of_val(&*configure), 84488);
        assert_eq!(configure.network_group_params[7].latency, 0);
        // No bytes at all is a record too.
        let _ = types::hailo_activate_network_group_params_t::boxed();
    }

    #[test]
    fn a_table_lists_all_it_misses() {
        // SAFETY: nothing is found, so nothing is called.
        let (api, names) = unsafe { Api::from_symbols(|_| std::ptr::null()) };
        let missing = MissingSymbols { names };
        let everywhere = crate::FUNCTIONS
            .iter()
            .filter(|f| f.since == Era::ALL[0] && f.until == Era::ALL[Era::ALL.len() - 1]);
        assert_eq!(missing.names, everywhere.map(|f| f.name).collect::<Vec<_>>());
        let text = missing.to_string();
        assert!(
            text.starts_with("missing symbols hailo_get_library_version, ")
                && text.ends_with(" and 144 more")
        );
        assert_eq!(MissingSymbols { names: vec!["hailo_infer"] }.to_string(), "missing symbol hailo_infer");
        assert!(Function::all(Era::ALL[Era::ALL.len() - 1]).all(|f| missing.names.contains(&f.name)));
        // What stands for a function that is not there refuses, whatever it is given.
        // SAFETY: it looks at no argument.
        assert_eq!(unsafe { (api.hailo_release_device)(std::ptr::null_mut()) }, types::HAILO_NOT_IMPLEMENTED);
        // SAFETY: as above.
        assert!(unsafe { (api.hailo_get_status_message)(0) }.is_null());
    }
}
