//! The odometer of `serve`: opened where the settings name a folder for it.

use std::io::ErrorKind;

use hailo_observe::Odometer;
use hailo_telemetry::Telemetry;

use crate::config::ServeSettings;

/// Opens the account of each card's life. One that somebody else keeps, or that a newer version wrote, is left alone: the
/// program runs without, and says so.
///
/// # Errors
/// When the folder can't be used.
pub(crate) fn open(
    settings: &ServeSettings,
    telemetry: &Telemetry,
) -> Result<Option<Odometer>, Box<dyn std::error::Error>> {
    let Some(folder) = &settings.state_dir else { return Ok(None) };
    let shown = folder.display();
    match Odometer::open(telemetry, folder) {
        Ok(odometer) => Ok(Some(odometer)),
        Err(error) if error.kind() == ErrorKind::WouldBlock => {
            tracing::warn!("another process keeps the odometer in {shown}: this one shows none; give it a --state-dir of its own");
            Ok(None)
        }
        Err(error) if matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::StorageFull) => {
            tracing::warn!("no odometer is shown, and {shown} stays as it is: {error}");
            Ok(None)
        }
        Err(error) => {
            Err(format!("can't keep the odometer in {shown}: {error}\n  --state-dir names a folder that this user may write to").into())
        }
    }
}
