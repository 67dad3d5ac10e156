#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

mod access;
#[cfg(feature = "auth")]
pub mod auth;
mod budget;
mod pages;
mod places;
mod read;
mod refusals;
mod serve;
mod stream;
#[cfg(feature = "tls")]
mod tls;
mod upload;

pub use access::{Access, Guard, GuardService, Guarded, Speaks, may_be_json};
pub use budget::{Budget, Charge};
pub use read::{HeldBody, ReadError, count_json_values, read_body};
pub use refusals::{Reason, Refusals, mark, refuse};
#[cfg(feature = "tls")]
pub use serve::serve_tls;
pub use serve::{Connected, ServeLimits, Server, serve};
#[cfg(feature = "tls")]
pub use tls::{ClientTls, Tls, TlsError, TlsErrorKind};
pub use upload::{Upload, UploadError};

/// Paths that are monitoring and not traffic: `/metrics`, `/health`, `/ready`, and what is below them. They are
/// answered when every other place is taken.
pub const PROBES: [&str; 3] = ["/metrics", "/health", "/ready"];

/// Whether `path` is one of [`PROBES`], or below one.
#[must_use]
pub fn is_probe(path: &str) -> bool {
    PROBES.iter().any(|probe| covers(probe, path))
}

/// Whether `path` is `prefix` or below it: `/metrics` covers `/metrics/prometheus` but not `/metrics-of-mine`.
#[must_use]
pub fn covers(prefix: &str, path: &str) -> bool {
    path.strip_prefix(prefix)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || prefix.ends_with('/'))
}
