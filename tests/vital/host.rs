//! The files of a simulated host become series.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use hailo_mock::{Machine, Scenario, SimClock};
use hailo_observe::{HostOptions, HostReader, Observer};
use hailo_telemetry::{
    CapabilityStatus, Clock, Config, DeviceSnapshot, HostCondition, HostSnapshot, Telemetry,
};

struct Bench {
    machine: Machine,
    telemetry: Telemetry,
    root: tempfile::TempDir,
    reader: HostReader,
}

fn bench(scenario: &str) -> Bench {
    let scenario = Scenario::named(scenario).unwrap();
    let machine = Machine::builder().scenario(scenario).clock(SimClock::manual()).build().unwrap();
    let time = machine.clock();
    let telemetry = Telemetry::new(Config::default().clock(Clock::from_fn(move || time.now_ns())));
    let root = tempfile::tempdir().unwrap();
    let reader = HostReader::new(&Observer::new(&telemetry), root.path(), HostOptions::default());
    Bench { machine, telemetry, root, reader }
}

impl Bench {
    fn read_after(&mut self, seconds: u64) -> (HostSnapshot, DeviceSnapshot) {
        self.machine.advance(Duration::from_secs(seconds));
        self.machine.write_host(self.root.path()).unwrap();
        self.reader.read();
        let mut snapshot = self.telemetry.snapshot();
        (snapshot.host, snapshot.devices.remove(0))
    }

    fn capability(&self, name: &str) -> &'static str {
        let host = self.telemetry.snapshot().host;
        host.capabilities.iter().find(|(known, _)| &**known == name).unwrap().1.name()
    }
}

#[test]
fn who_holds_the_device_and_what_others_do_on_it_is_shown() {
    let mut bench = bench("full");
    let (host, device) = bench.read_after(1);
    assert_eq!(&*device.device, "0000:01:00.0");
    assert_eq!(device.holders, [(4711, "hailo-ollama".to_owned()), (4712, "frigate".to_owned())]);
    assert_eq!(device.network_groups, Some(7), "of eight");
    assert_eq!(device.pcie_link, Some((3, 1)), "a Raspberry Pi has one lane");
    assert_eq!(device.up, None, "nobody asks it");
    let rates: Vec<_> =
        host.processes.iter().map(|p| (&*p.process, &*p.model, p.frames_per_second)).collect();
    assert!(rates.contains(&("frigate", "frigate/0", Some(25.0))), "{rates:?}");
    let shares: f64 = host.processes.iter().filter_map(|p| p.utilization).sum();
    assert!((shares - 0.52).abs() < 1e-9, "{shares}");
    assert_eq!(host.temperatures[0].0.as_ref(), "cpu-thermal");
    for (capability, status) in [
        ("throttled", "ok"),
        ("under_voltage", "ok"),
        ("soc_temperature", "ok"),
        ("monitor_files", "ok"),
        ("holders", "ok"),
        ("pmic", "unsupported"),
        ("cma", "unsupported"),
    ] {
        assert_eq!(bench.capability(capability), status, "{capability}");
    }
}

#[test]
fn a_weak_supply_is_seen_now_and_remembered_since_boot() {
    let mut bench = bench("brown-out");
    let under = |host: &HostSnapshot| {
        let found = host.power_conditions.iter().find(|(c, ..)| *c == HostCondition::UnderVoltage);
        found.map(|(_, now, since_boot)| (*now, *since_boot))
    };
    assert_eq!(under(&bench.read_after(1).0), Some((false, Some(false))));
    assert_eq!(under(&bench.read_after(21).0), Some((true, Some(true))));
    let (host, device) = bench.read_after(60);
    assert_eq!(under(&host), Some((false, Some(true))));
    assert_eq!(device.pcie_link, Some((3, 1)), "the card is back on the bus");
}

#[test]
fn a_card_that_leaves_the_bus_takes_its_link_along() {
    let mut bench = bench("gone");
    assert_eq!(bench.read_after(1).1.pcie_link, Some((3, 1)));
    assert_eq!(bench.read_after(10).1.pcie_link, None);
}

/// A root without anything, then with what a Raspberry Pi 5 has beside the kernel's files.
#[test]
fn what_a_host_does_not_have_is_absent_with_a_reason() {
    let mut bench = bench("healthy");
    bench.reader.read();
    let host = bench.telemetry.snapshot().host;
    let mut nothing = HostSnapshot::default();
    nothing.capabilities.clone_from(&host.capabilities);
    assert_eq!(host, nothing);
    assert!(host.capabilities.iter().all(|(_, status)| *status == CapabilityStatus::Unsupported), "{host:?}");

    let program = bench.root.path().join("usr/bin/vcgencmd");
    std::fs::create_dir_all(program.parent().unwrap()).unwrap();
    write_program(
        &program,
        "case $1 in get_throttled) echo throttled=0x50001;; *) echo '  EXT5V_V volt(24)=4.77V';; esac",
    );
    std::fs::create_dir_all(bench.root.path().join("proc")).unwrap();
    std::fs::write(bench.root.path().join("proc/meminfo"), "CmaTotal: 64 kB\nCmaFree: 4 kB\n").unwrap();
    bench.machine.advance(Duration::from_secs(60));
    bench.reader.read();
    let host = bench.telemetry.snapshot().host;
    assert_eq!(host.power_conditions[0], (HostCondition::UnderVoltage, true, Some(true)));
    assert_eq!(host.rails, [("ext5v".into(), 4.77)]);
    assert_eq!(host.cma, [("free".into(), 4 << 10), ("total".into(), 64 << 10)]);

    // Who is not in the group may not ask.
    write_program(&program, "echo 'VCHI initialization failed'; exit 255");
    bench.machine.advance(Duration::from_secs(60));
    bench.reader.read();
    assert_eq!((bench.capability("pmic"), bench.capability("throttled")), ("denied", "denied"));
}

fn write_program(path: &Path, body: &str) {
    // Written beside and renamed: a file that is open for writing can't be run.
    let new = path.with_extension("new");
    std::fs::write(&new, format!("#!/bin/sh\n{body}\n")).unwrap();
    std::fs::set_permissions(&new, std::fs::Permissions::from_mode(0o755)).unwrap();
    std::fs::rename(new, path).unwrap();
}
