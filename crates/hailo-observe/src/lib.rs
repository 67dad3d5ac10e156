//! Observed calls: every inference through the hailo crate, recorded
