//! Three functions for `cargo xtask instructions` to compile for aarch64 and disassemble: what a caller pays.

use hailo_telemetry::{InFlight, ModelRecorder, Timestamp};

/// A request begins.
#[inline(never)]
pub fn begin_path(model: &ModelRecorder, now: Timestamp) -> InFlight {
    model.begin_at(now)
}

/// One more token.
#[inline(never)]
pub fn token_path(request: &mut InFlight, now: Timestamp) {
    request.token_at(now);
}

/// It completed.
#[inline(never)]
pub fn complete_path(request: InFlight, now: Timestamp) {
    request.complete_at(now);
}
