//! Shared parts of the integration tests.

use std::fmt::Display;
use std::io::Write as _;

/// Says that a test did nothing, and why. Written past the test runner, which keeps a passing test's output to itself.
pub fn skipped(why: impl Display) {
    // Without a standard error there is no one to tell.
    let _ = writeln!(std::io::stderr(), "SKIPPED {why}");
}
