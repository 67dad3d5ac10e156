#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| hailo_fuzz::detections(data));
