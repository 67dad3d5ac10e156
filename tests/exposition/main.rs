//! One snapshot in four formats: what leaves the process is what was recorded, and readers that know nothing of us
//! agree.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod endpoints;
mod formats;
mod hostile;
mod otlp;
mod prometheus;
mod protobuf;
mod tls;

use hailo_telemetry::{
    CapabilityStatus, Clock, Config, DeviceEvidence, DeviceInfo, DeviceState, DeviceUnit, HostCondition,
    Lifetime, LoadPhase, ModelInfo, PowerSource, ProcessOnDevice, Reason, Telemetry,
};
use hailo_tests::skipped;
use std::time::Duration;

/// A label value that breaks whatever does not escape.
const NASTY: &str = "a\\b\"c\nd{e=\"f\"} 1 # EOF\u{e9}\u{1f600}";

/// Telemetry with at least one series in every family of the catalogue.
fn full() -> Telemetry {
    let (clock, time) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock).version("1.2.3", "abc"));
    for name in ["qwen2:1.5b", NASTY] {
        let model = telemetry.model(name);
        model.set_info(ModelInfo::new("simulated", "hailo10h", NASTY));
        model.set_hardware_latency(Duration::from_micros(7_900));
        for phase in LoadPhase::ALL {
            model.set_load(*phase, Duration::from_millis(1_500));
        }
        model.set_context(100, Some(2_048));
        model.add_energy(PowerSource::Board, 12.5);
        model.add_measured_busy(Duration::from_secs(1));
        for end in 0..4 {
            let mut request = model.queue();
            time.advance(Duration::from_millis(3));
            request.started();
            request.prompt_tokens(17);
            time.advance(Duration::from_millis(330));
            for _ in 0..8 {
                request.chunk();
                request.tokens(2);
                time.advance(Duration::from_millis(125));
            }
            request.frames(1);
            match end {
                0 => {
                    request.set_trace(0xfeed);
                    request.complete();
                }
                1 => request.fail(Reason::DeviceLost),
                2 => request.time_out(),
                _ => drop(request),
            }
        }
    }
    for status in [200, 204, 301, 404, 500] {
        let mut request = telemetry.http().begin();
        time.advance(Duration::from_micros(u64::from(status) * 100));
        request.set_status(status);
        request.finish();
    }
    let engine = telemetry.engine("0000:01:00.0");
    engine.heard();
    // An engine is there as long as somebody holds it: here as long as the process.
    std::mem::forget(engine);
    let cache = telemetry.cache("llm");
    cache.hit();
    cache.miss();
    cache.set_entries(3);
    let device = telemetry.device("0000:01:00.0");
    device.set_up(true);
    let mut info = DeviceInfo::default();
    info.architecture = "hailo8".into();
    device.set_info(info);
    device.set_state(DeviceState::Slow);
    device.set_evidence([DeviceEvidence::ReadingStuck].into_iter(), "a reading has not come back");
    device.set_temperature("ts0", 51.25);
    device.set_temperature_limit("red", 104.0);
    device.set_power(PowerSource::Board, 2.5);
    device.add_energy(PowerSource::Board, 0.1);
    device.add_idle_energy(PowerSource::Board, 0.05);
    device.add_unmeasured(PowerSource::Board, Duration::from_secs(11));
    device.set_throttling_level(1);
    time.advance(Duration::from_secs(2));
    device.set_throttling_level(0);
    device.set_clock(400_000_000);
    device.set_utilization(DeviceUnit::Nnc, 0.75);
    device.record_notification("health_monitor_temperature_alarm");
    device.record_reset("requested");
    device.set_reset_cause("core", "hardware_watchdog");
    let mut life = Lifetime::default();
    life.born_unix_ns = 1_700_000_000_000_000_000;
    life.energy_microjoules = Some(7_500_000);
    device.set_lifetime(life);
    device.record_progress();
    device.set_capability("power", CapabilityStatus::Unsupported);
    device.set_pcie_link(Some((3, 1)));
    device.set_pcie_errors("correctable", 4);
    device.set_memory(1 << 30, 8 << 30);
    device.set_network_groups(Some(7));
    device.set_holders(vec![(4711, "frigate".into())]);
    let host = telemetry.host();
    host.set_power_condition(HostCondition::UnderVoltage, false, Some(true));
    host.set_rail("ext5v", 5.1);
    host.set_temperature("cpu-thermal", 51.5);
    host.set_cma(1 << 20, 64 << 20);
    host.set_capability("pmic", CapabilityStatus::Ok);
    let mut other = ProcessOnDevice::new("other", "yolov8n");
    other.utilization = Some(0.5);
    other.frames_per_second = Some(29.97);
    other.queued_frames = Some(2);
    host.set_processes(vec![other]);
    let security =
        telemetry.counter("security_denials_total", "Says \"no\" \\ twice.\nOr more.", &[("user", NASTY)]);
    security.unwrap().add(3);
    let _taken = telemetry.constant_counter("inference_tokens_total", "Taken.");
    telemetry.gauge("app_queue_depth", "Depth.", &[]).unwrap().set(f64::NAN);
    telemetry.gauge("app_level", "Level.", &[("side", "left")]).unwrap().set(f64::NEG_INFINITY);
    telemetry.time_histogram("app_step_seconds", "Steps.", &[]).unwrap().record(Duration::from_millis(30));
    telemetry.count_histogram("app_batch_tokens", "Batches.", &[]).unwrap().record(12);
    telemetry
}
