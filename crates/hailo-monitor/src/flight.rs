//! The flight recorder of `serve`: what asks for a dump from outside, and how the run's end is written down.

use std::sync::mpsc;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use hailo_observe::{DumpTrigger, Flight, FlightOptions, FlightThread, RunEnd};
use hailo_telemetry::Telemetry;

use crate::config::ServeSettings;
use crate::frames::error;

/// Where a dump is asked for.
pub(crate) const PATH: &str = "/v1/recorder";
/// How long a panic waits for its dump.
const LAST_DUMP: Duration = Duration::from_secs(2);

/// Writes what is due from now on, and logs how the run before this one ended, where that was not in good order. To be called
/// once there is something to serve on: a start that fails is no run.
///
/// # Errors
/// When no thread can be started.
pub(crate) fn write(flight: &Flight) -> std::io::Result<FlightThread> {
    let last = flight.last_run();
    if !matches!(last.end, RunEnd::Clean | RunEnd::Unknown) {
        let said = last.said.join("; ");
        tracing::warn!(ended = last.end.name(), said, "the last run did not end in good order");
    }
    flight.spawn()
}

/// Starts the flight recorder where the settings name a folder for it.
///
/// # Errors
/// When the folder can't be used.
pub(crate) fn start(
    settings: &ServeSettings,
    telemetry: &Telemetry,
) -> Result<Option<Flight>, Box<dyn std::error::Error>> {
    let Some(folder) = &settings.flight_dir else { return Ok(None) };
    let shown = folder.display();
    let flight = Flight::new(telemetry, FlightOptions::new(folder))
        .map_err(|error| format!("can't keep the flight recorder in {shown}: {error}\n  --flight-dir names a folder that this user may write to"))?;
    dump_on_panic(&flight);
    Ok(Some(flight))
}

/// A panic may hold a lock that a dump takes, so another thread writes it, and is not waited for for ever.
fn dump_on_panic(flight: &Flight) {
    let (before, flight) = (std::panic::take_hook(), flight.clone());
    std::panic::set_hook(Box::new(move |info| {
        before(info);
        let (done, ended) = mpsc::channel();
        let flight = flight.clone();
        let dumping = std::thread::Builder::new().name("hailo-last-dump".to_owned()).spawn(move || {
            let dumped = flight.dump(DumpTrigger::Panic);
            let _ = done.send(dumped.is_ok());
        });
        if dumping.is_ok() {
            let _ = ended.recv_timeout(LAST_DUMP);
        }
    }));
}

/// Dumps at each SIGUSR2; without a flight recorder the signal is taken and nothing happens.
pub(crate) fn dump_on_signal(flight: Option<Flight>) {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut asked) = signal(SignalKind::user_defined2()) else { return };
    tokio::spawn(async move {
        while asked.recv().await.is_some() {
            match &flight {
                Some(flight) => flight.trigger(DumpTrigger::Signal),
                None => tracing::warn!(
                    "SIGUSR2 asks for a dump, and there is no flight recorder: --flight-dir keeps one"
                ),
            }
        }
    });
}

/// `POST /v1/recorder/dump`.
pub(crate) fn router(flight: Option<Flight>) -> Router {
    let dump = move || {
        let flight = flight.clone();
        async move { dump(flight.as_ref()) }
    };
    Router::new().route("/v1/recorder/dump", post(dump))
}

fn dump(flight: Option<&Flight>) -> Response {
    match flight {
        Some(flight) => {
            flight.trigger(DumpTrigger::Asked);
            StatusCode::ACCEPTED.into_response()
        }
        None => error(StatusCode::NOT_FOUND, "there is no flight recorder: --flight-dir keeps one"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_writes_the_recorder_out_even_where_it_holds_a_lock() {
        let folder = tempfile::tempdir().unwrap();
        let telemetry = Telemetry::default();
        let flight = Flight::new(&telemetry, FlightOptions::new(folder.path())).unwrap();
        let before = std::panic::take_hook();
        dump_on_panic(&flight);
        let dying = std::thread::spawn(|| {
            static HELD: std::sync::Mutex<()> = std::sync::Mutex::new(());
            let _held = HELD.lock();
            panic!("a test of what follows");
        });
        assert!(dying.join().is_err());
        std::panic::set_hook(before);
        let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let names: Vec<_> = names.filter_map(|name| name.into_string().ok()).collect();
        assert!(names.iter().any(|name| name.ends_with("-panic.ndjson.gz")), "{names:?}");
    }
}
