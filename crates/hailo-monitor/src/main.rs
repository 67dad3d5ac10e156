//! hailo-monitor

fn main() {}
