//! What is shown live: one stream of frames with their history, and the page that draws them.
//!
//! ```
//! use axum::Router;
//! use hailo_exporter::live::{Live, LiveOptions};
//! use hailo_telemetry::Telemetry;
//!
//! let telemetry = Telemetry::default();
//! let live = Live::start(&telemetry, LiveOptions::default().about("my service"))?;
//! let app: Router = Router::new().merge(live.router()); // `/`, and what is below `/live`
//! # std::io::Result::Ok(())
//! ```
//!
//! A thread takes one snapshot a second and keeps the history. Frames are written only while somebody reads the stream.

mod frame;
mod history;
mod judge;
mod page;
mod redact;
mod stream;
mod take;

use std::fmt;
use std::sync::Arc;

pub use frame::{
    About, Absent, Alert, Condition, Device, DeviceValues, Event, Frame, History, Host, HostValues,
    HttpValues, Level, Line, Model, ModelValues, Own, Process, Verdict, Version, series,
};
pub use history::{DownsampledHistory, LEVELS, MAX_SERIES, SERIES_BYTES};
pub use page::{ASSETS, report_page, wants_page};
pub use stream::{Live, MAX_WATCHERS};
pub use take::FrameBuilder;

use crate::alerts::Alerts;
use crate::router::Readiness;

/// Where everything is but the page itself, which is at `/`.
pub const PATH: &str = "/live";

/// Models that a frame shows; the rest are counted.
pub const MAX_MODELS: usize = 24;

/// Upper bounds, in seconds, of a frame's latency bins: powers of two times 10 ms, at which the recorder's own cells end. A frame
/// has one bin more, for requests above the last bound.
pub const LATENCY_EDGES: [f64; 21] = [
    0.000_078_125,
    0.000_156_25,
    0.000_312_5,
    0.000_625,
    0.001_25,
    0.002_5,
    0.005,
    0.01,
    0.02,
    0.04,
    0.08,
    0.16,
    0.32,
    0.64,
    1.28,
    2.56,
    5.12,
    10.24,
    20.48,
    40.96,
    81.92,
];

/// What is said beside the telemetry.
#[derive(Clone, Default)]
pub struct LiveOptions {
    about: String,
    why_simulated: Option<String>,
    host: String,
    plain: Option<String>,
    alerts: Alerts,
    readiness: Option<Arc<dyn Fn() -> Readiness + Send + Sync>>,
}

impl fmt::Debug for LiveOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LiveOptions")
            .field("about", &self.about)
            .field("host", &self.host)
            .finish_non_exhaustive()
    }
}

impl LiveOptions {
    /// What runs, in words.
    #[must_use]
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = about.into();
        self
    }

    /// Why something simulated runs and nothing real.
    #[must_use]
    pub fn why_simulated(mut self, why: impl Into<String>) -> Self {
        self.why_simulated = Some(why.into());
        self
    }

    /// Name of the host.
    #[must_use]
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.host = host.into();
        self
    }

    /// What `/` answers to whoever asks for no HTML, where an API has something to say there.
    #[must_use]
    pub fn plain(mut self, text: impl Into<String>) -> Self {
        self.plain = Some(text.into());
        self
    }

    /// The alerts that are shown: those that the webhook received.
    #[must_use]
    pub fn alerts(mut self, alerts: Alerts) -> Self {
        self.alerts = alerts;
        self
    }

    /// Whether the application can serve: shown where no device speaks against it. It must answer at once.
    #[must_use]
    pub fn readiness(mut self, source: impl Fn() -> Readiness + Send + Sync + 'static) -> Self {
        self.readiness = Some(Arc::new(source));
        self
    }
}
