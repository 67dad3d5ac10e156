//! The odometer of `serve`: opened where the settings name a folder for it.

use std::io::ErrorKind;

use hailo_observe::{Observer, Odometer, OdometerThread};
use hailo_telemetry::Telemetry;

use crate::config::ServeSettings;

/// The account of each card's life, or why there is none.
#[derive(Default)]
pub(crate) struct Kept {
    odometer: Option<Odometer>,
    why_not: Option<String>,
}

/// Opens the account. One that somebody else keeps, or that a newer version wrote, is left alone: the program runs without.
///
/// # Errors
/// When the folder can't be used.
pub(crate) fn open(
    settings: &ServeSettings,
    telemetry: &Telemetry,
) -> Result<Kept, Box<dyn std::error::Error>> {
    let Some(folder) = &settings.state_dir else { return Ok(Kept::default()) };
    let shown = folder.display();
    let without = |why_not| Ok(Kept { odometer: None, why_not: Some(why_not) });
    match Odometer::open(telemetry, folder) {
        Ok(odometer) => Ok(Kept { odometer: Some(odometer), why_not: None }),
        Err(error) if error.kind() == ErrorKind::WouldBlock => without(format!(
            "another process keeps the odometer in {shown}: this one shows none; give it a --state-dir of its own"
        )),
        Err(error) if matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::StorageFull) => {
            without(format!("no odometer is shown, and {shown} stays as it is: {error}"))
        }
        Err(error) => {
            Err(format!("can't keep the odometer in {shown}: {error}\n  --state-dir names a folder that this user may write to").into())
        }
    }
}

impl Kept {
    /// An observer that keeps the odometer of what each card does.
    pub(crate) fn told_by(&self, observer: Observer) -> Observer {
        self.odometer.iter().fold(observer, Observer::with_odometer)
    }

    /// Keeps account from now on, or says why not. To be called once there is something to serve on: a start that fails is
    /// no boot.
    ///
    /// # Errors
    /// When no thread can be started.
    pub(crate) fn begin(&self) -> std::io::Result<Option<OdometerThread>> {
        if let Some(why_not) = &self.why_not {
            tracing::warn!("{why_not}");
        }
        self.odometer.as_ref().map(Odometer::spawn).transpose()
    }

    /// Writes down that this run ended in good order.
    pub(crate) fn end(&self) {
        self.odometer.iter().for_each(Odometer::end);
    }
}
