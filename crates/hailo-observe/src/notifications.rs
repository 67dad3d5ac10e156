//! What a device says unasked, pushed to its recorder the moment it says it.

use hailo::{Device, Notification, NotificationBody, NotificationKind};
use hailo_telemetry::{CapabilityStatus, HealthReason};

use crate::activity::Activity;
use crate::flight::Event;

/// Those that mean something to an operator; debugging and per-inference ones would only cost.
const WANTED: [NotificationKind; 12] = [
    NotificationKind::TemperatureAlarm,
    NotificationKind::DataflowShutdown,
    NotificationKind::OvercurrentAlarm,
    NotificationKind::LcuEccCorrectable,
    NotificationKind::LcuEccUncorrectable,
    NotificationKind::CpuEccError,
    NotificationKind::CpuEccFatal,
    NotificationKind::ClockChanged,
    NotificationKind::RunTimeError,
    NotificationKind::EthernetRxError,
    NotificationKind::CacheOffsetOrCrcError,
    NotificationKind::ThrottlingStateChanged,
];

/// Listens to what this device can send. `nominal_hz` is its clock when nothing throttles it.
pub(crate) fn listen(device: &Device, activity: &Activity, nominal_hz: Option<u32>) {
    let mut heard = 0;
    for kind in WANTED {
        let activity = activity.clone();
        // Which kinds exist depends on the chip and the library's version: one that is refused is not sent.
        let listening =
            device.on_notification(kind, move |notification| record(&activity, notification, nominal_hz));
        heard += usize::from(listening.is_ok());
    }
    let status = if heard > 0 { CapabilityStatus::Ok } else { CapabilityStatus::Unsupported };
    activity.recorder().set_capability("notifications", status);
}

/// Runs on a thread of the library: counts, stores and returns.
fn record(activity: &Activity, notification: &Notification, nominal_hz: Option<u32>) {
    let (recorder, now) = (activity.recorder(), activity.telemetry.now());
    let kind = kind(&notification.body);
    recorder.record_notification(kind);
    activity.note(|flight, device| Event::Notification { device, kind: flight.name(kind) });
    match &notification.body {
        NotificationBody::TemperatureAlarm { ts0_celsius, ts1_celsius, .. }
        | NotificationBody::DataflowShutdown { ts0_celsius, ts1_celsius } => {
            recorder.set_temperature("ts0", f64::from(*ts0_celsius));
            recorder.set_temperature("ts1", f64::from(*ts1_celsius));
        }
        NotificationBody::ClockChanged { to_hz, .. } => {
            recorder.set_clock(u64::from(*to_hz));
            if let Some(nominal) = nominal_hz {
                activity.set_throttling(steps_below(nominal, *to_hz));
            }
        }
        NotificationBody::ThrottlingStateChanged { state } => {
            activity.set_throttling(u32::from(*state));
        }
        _ => {}
    }
    let closes_streams = matches!(
        notification.body,
        NotificationBody::DataflowShutdown { .. }
            | NotificationBody::CoreCrcError
            | NotificationBody::CpuEcc { fatal: true, .. }
    );
    if closes_streams {
        activity.engine.set_at(HealthReason::RequestFailed, now);
    }
}

/// A Hailo-8 lowers its clock from 400 to 200 MHz in steps of 50, an eighth of the nominal clock each.
fn steps_below(nominal_hz: u32, now_hz: u32) -> u32 {
    let step = (nominal_hz / 8).max(1);
    nominal_hz.saturating_sub(now_hz).div_ceil(step)
}

/// The `kind` label.
fn kind(body: &NotificationBody) -> &'static str {
    match body {
        NotificationBody::EthernetRxError { .. } => "ethernet_rx_error",
        NotificationBody::TemperatureAlarm { .. } => "temperature_alarm",
        NotificationBody::DataflowShutdown { .. } => "dataflow_shutdown",
        NotificationBody::OvercurrentAlarm { .. } => "overcurrent_alarm",
        NotificationBody::LcuEcc { corrected: true, .. } => "lcu_ecc_correctable",
        NotificationBody::LcuEcc { .. } => "lcu_ecc_uncorrectable",
        NotificationBody::CpuEcc { fatal: true, .. } => "cpu_ecc_fatal",
        NotificationBody::CpuEcc { .. } => "cpu_ecc_error",
        NotificationBody::ClockChanged { .. } => "clock_changed",
        NotificationBody::RunTimeError { .. } => "run_time_error",
        NotificationBody::CoreCrcError => "core_crc_error",
        NotificationBody::ThrottlingStateChanged { .. } => "throttling_state_changed",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_ladder_counts_as_levels() {
        let levels = [400, 350, 300, 250, 200].map(|mhz| steps_below(400_000_000, mhz * 1_000_000));
        assert_eq!(levels, [0, 1, 2, 3, 4]);
        assert_eq!(steps_below(0, 5), 0, "an unknown clock divides by nothing");
    }
}
