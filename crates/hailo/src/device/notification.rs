//! What a device says unasked: heat, current, clocks, memory errors.

use crate::record::{f32_at, u8_at, u16_at, u32_at};
use hailo_sys::Era;

/// What a notification is about.
#[doc(alias = "hailo_notification_id_t")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each is described at its body")]
pub enum NotificationKind {
    EthernetRxError = 0,
    TemperatureAlarm = 1,
    DataflowShutdown = 2,
    OvercurrentAlarm = 3,
    LcuEccCorrectable = 4,
    LcuEccUncorrectable = 5,
    CpuEccError = 6,
    CpuEccFatal = 7,
    Debug = 8,
    Breakpoint = 9,
    ClockChanged = 10,
    InferDone = 11,
    RunTimeError = 12,
    /// A cache offset up to 5.0.0, a CRC error of the inference core from 5.1.1.
    CacheOffsetOrCrcError = 13,
    /// From 5.2.0.
    ThrottlingStateChanged = 14,
}

/// One notification.
#[doc(alias = "hailo_notification_t")]
#[derive(Debug, Clone, PartialEq)]
pub struct Notification {
    /// Counts the device's notifications.
    pub sequence: u32,
    /// What it says.
    pub body: NotificationBody,
}

/// What a notification says. Temperatures are in degrees Celsius, clocks in hertz.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum NotificationBody {
    /// Frames were lost on Ethernet.
    EthernetRxError {
        /// Error number.
        error: u32,
        /// Queue.
        queue: u32,
        /// Errors so far.
        count: u32,
    },
    /// The chip entered another temperature zone.
    TemperatureAlarm {
        /// The zone.
        zone: TemperatureZone,
        /// The sensor that raised it.
        sensor: u32,
        /// First sensor.
        ts0_celsius: f32,
        /// Second sensor.
        ts1_celsius: f32,
    },
    /// The firmware closed the streams because of heat: inference is over.
    DataflowShutdown {
        /// First sensor.
        ts0_celsius: f32,
        /// Second sensor.
        ts1_celsius: f32,
    },
    /// Too much current.
    OvercurrentAlarm {
        /// Whether the zone is red.
        red: bool,
        /// The threshold that was exceeded, in milliamperes.
        threshold_ma: f32,
        /// Whether this was the last violation before the shutdown.
        is_last: bool,
    },
    /// A memory error in the inference core.
    LcuEcc {
        /// Whether it was corrected.
        corrected: bool,
        /// Clusters concerned, one bit each.
        clusters: u16,
    },
    /// A memory error in a CPU.
    CpuEcc {
        /// Whether it is fatal.
        fatal: bool,
        /// Memories concerned, one bit each.
        memories: u32,
    },
    /// For the firmware's developers.
    Debug([u32; 5]),
    /// A context-switch breakpoint.
    Breakpoint {
        /// Network group.
        network_group: u8,
        /// Batch.
        batch: u32,
        /// Context.
        context: u16,
        /// Action.
        action: u16,
    },
    /// The inference core's clock changed: throttling, or its end.
    ClockChanged {
        /// Before.
        from_hz: u32,
        /// Now.
        to_hz: u32,
    },
    /// The inference manager finished.
    InferDone {
        /// Cycles it took.
        cycles: u32,
    },
    /// A context switch failed.
    RunTimeError {
        /// Exit status.
        exit_status: u32,
        /// Network group.
        network_group: u8,
        /// Batch.
        batch: u16,
        /// Context.
        context: u16,
        /// Action.
        action: u16,
    },
    /// The cache offset began to be updated (up to 5.0.0).
    CacheOffset {
        /// Caches concerned, one bit each.
        caches: u64,
    },
    /// A CRC error of the inference core: inference is over (from 5.1.1).
    CoreCrcError,
    /// The throttling state changed (from 5.2.0): 0 none, 1 to 4 light to severe, 5 streams off, 6 overheated.
    ThrottlingStateChanged {
        /// The state now.
        state: u16,
    },
    /// A notification of another number, with its bytes.
    Other {
        /// The number.
        id: u32,
        /// The body.
        bytes: [u8; 20],
    },
}

/// How hot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TemperatureZone {
    /// Normal.
    Green,
    /// Warm: the clock may be throttled.
    Orange,
    /// Hot: the streams are about to be closed.
    Red,
    /// Another number.
    Other(u32),
}

/// Bytes of `hailo_notification_t`, packed, in every era.
pub(crate) const SIZE: usize = 28;

impl Notification {
    pub(crate) fn decode(record: &[u8; SIZE], era: Era) -> Self {
        let id = u32_at(record, 0);
        let body = &record[8..];
        let word = |at| u32_at(body, at);
        let half = |at| u16_at(body, at);
        let float = |at| f32_at(body, at);
        let decoded = match id {
            0 => NotificationBody::EthernetRxError { error: word(0), queue: word(4), count: word(8) },
            1 => NotificationBody::TemperatureAlarm {
                zone: match word(0) {
                    0 => TemperatureZone::Green,
                    1 => TemperatureZone::Orange,
                    2 => TemperatureZone::Red,
                    other => TemperatureZone::Other(other),
                },
                sensor: word(4),
                ts0_celsius: float(8),
                ts1_celsius: float(12),
            },
            2 => {
                // Two words of closed streams came first in 4.20.
                let at = if era == Era::V4_20 { 8 } else { 0 };
                NotificationBody::DataflowShutdown { ts0_celsius: float(at), ts1_celsius: float(at + 4) }
            }
            3 => NotificationBody::OvercurrentAlarm {
                red: word(0) != 0,
                threshold_ma: float(4),
                is_last: u8_at(body, 8) != 0,
            },
            4 | 5 => NotificationBody::LcuEcc { corrected: id == 4, clusters: half(0) },
            6 | 7 => NotificationBody::CpuEcc { fatal: id == 7, memories: word(0) },
            8 => NotificationBody::Debug([word(0), word(4), word(8), word(12), word(16)]),
            9 if era < Era::V5_0_0 => NotificationBody::Breakpoint {
                network_group: u8_at(body, 0),
                batch: u32::from(half(1)),
                context: half(3),
                action: half(5),
            },
            9 => NotificationBody::Breakpoint {
                network_group: u8_at(body, 0),
                batch: word(1),
                context: half(5),
                action: half(7),
            },
            10 => NotificationBody::ClockChanged { from_hz: word(0), to_hz: word(4) },
            11 => NotificationBody::InferDone { cycles: word(0) },
            12 => NotificationBody::RunTimeError {
                exit_status: word(0),
                network_group: u8_at(body, 4),
                batch: half(5),
                context: half(7),
                action: half(9),
            },
            13 if era <= Era::V5_0_0 => {
                NotificationBody::CacheOffset { caches: u64::from(word(4)) << 32 | u64::from(word(0)) }
            }
            13 if era >= Era::V5_1_1 => NotificationBody::CoreCrcError,
            14 if era >= Era::V5_2_0 => NotificationBody::ThrottlingStateChanged { state: half(0) },
            id => {
                let mut bytes = [0; 20];
                bytes.copy_from_slice(body);
                NotificationBody::Other { id, bytes }
            }
        };
        Self { sequence: u32_at(record, 4), body: decoded }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(id: u32, body: &[u8], era: Era) -> NotificationBody {
        let mut record = [0xcc; SIZE];
        record[..4].copy_from_slice(&id.to_ne_bytes());
        record[4..8].copy_from_slice(&9_u32.to_ne_bytes());
        record[8..8 + body.len()].copy_from_slice(body);
        let notification = Notification::decode(&record, era);
        assert_eq!(notification.sequence, 9);
        notification.body
    }

    #[test]
    fn bodies_are_read_by_era() {
        let floats: Vec<u8> = [1.0_f32, 2.0, 3.0, 4.0].iter().flat_map(|v| v.to_ne_bytes()).collect();
        let shutdown = |a, b| NotificationBody::DataflowShutdown { ts0_celsius: a, ts1_celsius: b };
        assert_eq!(decode(2, &floats, Era::V4_20), shutdown(3.0, 4.0));
        assert_eq!(decode(2, &floats, Era::V4_21), shutdown(1.0, 2.0));

        let body = [1, 2, 0, 3, 0, 4, 0, 5, 0];
        let breakpoint = |batch, context, action| NotificationBody::Breakpoint {
            network_group: 1,
            batch,
            context,
            action,
        };
        assert_eq!(decode(9, &body, Era::V4_21), breakpoint(2, 3, 4));
        assert_eq!(decode(9, &body, Era::V5_0_0), breakpoint(0x0003_0002, 4, 5));

        assert_eq!(decode(13, &7_u64.to_ne_bytes(), Era::V4_21), NotificationBody::CacheOffset { caches: 7 });
        assert!(matches!(decode(13, &[], Era::V5_0_1), NotificationBody::Other { id: 13, .. }));
        assert_eq!(decode(13, &[], Era::V5_2_0), NotificationBody::CoreCrcError);
        assert_eq!(decode(14, &[6, 0], Era::V5_2_0), NotificationBody::ThrottlingStateChanged { state: 6 });
        assert!(matches!(decode(14, &[6, 0], Era::V5_1_1), NotificationBody::Other { id: 14, .. }));
        assert!(matches!(decode(u32::MAX, &[], Era::V5_2_0), NotificationBody::Other { id: u32::MAX, .. }));
    }
}
