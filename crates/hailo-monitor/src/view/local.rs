//! This machine without a server: its devices are read beside whoever runs on them, and never used for inference.

use std::path::Path;
use std::time::Duration;

use hailo::Library;
use hailo_exporter::live::{Line, Live, LiveOptions};
use hailo_observe::{DevicePoller, HostOptions, HostReader, HostThread, Observer, PollOptions, PollThread};
use hailo_telemetry::{Config, Telemetry};

use super::source::Heard;

/// What is read here, for as long as it is held.
pub(super) struct Local {
    live: Live,
    _pollers: Vec<PollThread>,
    _host: HostThread,
}

impl Local {
    /// Begins to read.
    ///
    /// # Errors
    /// When no thread can be started. A machine without a device is no error: its host is read.
    pub(super) fn open() -> Result<Self, String> {
        let telemetry =
            Telemetry::new(Config::default().version(env!("CARGO_PKG_VERSION"), crate::revision()));
        let observer = Observer::new(&telemetry);
        let (about, pollers) = match read(&observer) {
            Ok(read) => read,
            Err(why) => (format!("this machine; no device is read, since {why}"), Vec::new()),
        };
        let host = HostReader::new(&observer, Path::new("/"), HostOptions::default()).spawn();
        let host = host.map_err(|error| format!("can't start a thread that reads: {error}"))?;
        let options = LiveOptions::default().about(about).host(crate::host_name());
        let live =
            Live::start(&telemetry, options).map_err(|error| format!("can't start a thread: {error}"))?;
        Ok(Self { live, _pollers: pollers, _host: host })
    }

    /// Says a frame a second.
    pub(super) async fn follow(self, mut take: impl FnMut(Heard) -> bool) {
        let mut shown = 0.0;
        loop {
            tokio::time::sleep(Duration::from_millis(250)).await;
            let Some(frame) = self.live.last().filter(|frame| frame.at != shown) else { continue };
            shown = frame.at;
            if !take(Heard::Line(Box::new(Line::Frame(frame)))) {
                return;
            }
        }
    }
}

/// Pollers of every device, and what is said of them.
fn read(observer: &Observer) -> Result<(String, Vec<PollThread>), String> {
    let explained = |error: hailo::Error| {
        let text = error.explained();
        text.lines().next().unwrap_or_default().to_owned()
    };
    let library = Library::load().map_err(explained)?;
    let ids = library.scan().map_err(explained)?;
    if ids.is_empty() {
        return Err(format!("libhailort {} sees no Hailo device", library.version()));
    }
    let mut pollers = Vec::new();
    for id in &ids {
        let poller = DevicePoller::of(&library, id, observer, PollOptions::default()).map_err(explained)?;
        pollers.push(poller.spawn().map_err(|error| format!("no thread can be started: {error}"))?);
    }
    Ok((
        format!(
            "this machine, read through libhailort {}; requests of others are not seen",
            library.version()
        ),
        pollers,
    ))
}
