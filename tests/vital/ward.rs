//! A simulated device that is inferred on, read and watched, second by second.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use hailo::{EngineOptions, Library, NetworkOptions};
use hailo_mock::{Machine, Scenario, SimClock};
use hailo_observe::{
    DevicePoller, DeviceWatch, ObservedEngine, ObservedNetwork, Observer, PollOptions, WatchOptions,
};
use hailo_telemetry::Telemetry;
use hailo_testkit::Kit;

pub(crate) struct Ward {
    pub(crate) machine: Machine,
    pub(crate) telemetry: Telemetry,
    pub(crate) observer: Observer,
    pub(crate) library: Library,
    /// Stands for `/`; the simulated host's files lie in it.
    pub(crate) root: tempfile::TempDir,
}

/// An engine of the ward's, with what watches it.
pub(crate) struct Patient {
    pub(crate) engine: ObservedEngine,
    pub(crate) watch: DeviceWatch,
    /// Asks the poller for a round, and hears that it is over.
    poller: (Sender<()>, Receiver<()>),
    thread: JoinHandle<()>,
    polling: bool,
}

pub(crate) fn ward(scenario: &str) -> Ward {
    ward_of(Machine::builder().scenario(Scenario::named(scenario).unwrap()))
}

pub(crate) fn ward_of(machine: hailo_mock::MachineBuilder) -> Ward {
    ward_on(machine, SimClock::manual())
}

/// A ward in which who waits for something far away waits until the test moves the clock.
pub(crate) fn patient_ward(scenario: &str) -> Ward {
    let scenario = Scenario::named(scenario).unwrap();
    ward_on(Machine::builder().scenario(scenario), SimClock::manual_with_grace(Duration::from_secs(3600)))
}

fn ward_on(machine: hailo_mock::MachineBuilder, clock: SimClock) -> Ward {
    let Kit { machine, library, telemetry, observer } = Kit::on(machine, clock);
    Ward { machine, telemetry, observer, library, root: tempfile::tempdir().unwrap() }
}

impl Ward {
    pub(crate) fn seconds(&self) -> f64 {
        self.machine.clock().now_ns() as f64 / 1e9
    }

    pub(crate) fn try_open(&self) -> hailo::Result<ObservedEngine> {
        ObservedEngine::open(&self.library, EngineOptions::default(), &self.observer, "simulated")
    }

    pub(crate) fn open(&self) -> Patient {
        self.open_with(PollOptions::default())
    }

    pub(crate) fn open_with(&self, options: PollOptions) -> Patient {
        self.machine.write_host(self.root.path()).unwrap();
        let engine = self.try_open().unwrap();
        let watch = engine.watch(WatchOptions::default(), Some(&self.root.path().join("sys")));
        let (poller, thread) = run(engine.poller(options).unwrap());
        Patient { engine, watch, poller, thread, polling: false }
    }

    /// Lets half seconds pass until `until`, with a round of readings every five seconds and a look in each; returns a
    /// line for each change of what the watch and the series say. `hangs` says from when to when calls do not come back.
    pub(crate) fn pass(&self, patient: &mut Patient, until: f64, hangs: (f64, f64)) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        loop {
            let now = self.seconds();
            let in_hang = now >= hangs.0 && now < hangs.1;
            if !in_hang {
                patient.wait_for_poll();
                if now.rem_euclid(5.0) < 0.25 {
                    patient.ask();
                    patient.wait_for_poll();
                }
            } else if !patient.polling && now.rem_euclid(5.0) < 0.25 {
                patient.ask();
                while patient.watch.reading().is_none() {
                    std::thread::yield_now();
                }
            }
            if now.rem_euclid(5.0) < 0.25 {
                self.machine.write_host(self.root.path()).unwrap();
            }
            patient.watch.look();
            self.tell(&mut said);
            if self.seconds() >= until {
                return said;
            }
            self.machine.advance(Duration::from_millis(500));
        }
    }

    /// As [`Ward::pass`], with work each half second, in steps that begin on it.
    pub(crate) fn work(&self, patient: &mut Patient, until: f64, mut each: impl FnMut()) -> Vec<String> {
        let mut said: Vec<String> = Vec::new();
        let mut read_at = f64::NEG_INFINITY;
        loop {
            self.machine.advance(Duration::from_secs_f64(0.5 - self.seconds().rem_euclid(0.5)));
            if self.seconds() >= read_at + 5.0 {
                read_at = self.seconds();
                self.machine.write_host(self.root.path()).unwrap();
                patient.poll();
            }
            each();
            self.machine.settle();
            patient.watch.look();
            self.tell(&mut said);
            if self.seconds() >= until {
                return said;
            }
        }
    }

    /// Adds a line where what is said changed.
    fn tell(&self, said: &mut Vec<String>) {
        let line = self.line();
        let last = said.last().map(|last| last.split_once("s ").unwrap().1);
        if last != Some(&*line) {
            said.push(format!("{:.1}s {line}", self.seconds()));
        }
    }

    fn line(&self) -> String {
        let snapshot = self.telemetry.snapshot();
        let Some(device) = snapshot.devices.first() else { return "no device".to_owned() };
        let health = match snapshot.health.healthy {
            Some(true) => "healthy".to_owned(),
            Some(false) => format!("ill ({})", snapshot.health.reason.name()),
            None => "nothing known".to_owned(),
        };
        let evidence: Vec<_> = device.evidence.iter().flatten().map(|kind| kind.name()).collect();
        let up = device.up.map_or("?", |up| if up { "up" } else { "down" });
        let state = device.state.map_or("-", |state| state.name());
        format!("{state} [{}] {up}, {health}", evidence.join(" "))
    }
}

fn run(mut poller: DevicePoller) -> ((Sender<()>, Receiver<()>), JoinHandle<()>) {
    let (ask, asked) = channel();
    let (done, over) = channel();
    let thread = std::thread::spawn(move || {
        while asked.recv().is_ok() {
            poller.poll();
            if done.send(()).is_err() {
                return;
            }
        }
    });
    ((ask, over), thread)
}

impl Patient {
    fn ask(&mut self) {
        self.poller.0.send(()).unwrap();
        self.polling = true;
    }

    fn wait_for_poll(&mut self) {
        if self.polling {
            self.poller.1.recv().unwrap();
            self.polling = false;
        }
    }

    /// Closes the engine, and keeps what watched it.
    pub(crate) fn leave_watch(self) -> DeviceWatch {
        let Self { engine, watch, poller, thread, .. } = self;
        drop((engine, poller));
        thread.join().unwrap();
        watch
    }

    /// One round of readings.
    pub(crate) fn poll(&mut self) {
        self.ask();
        self.wait_for_poll();
    }

    pub(crate) fn network(&self, hef: &str) -> ObservedNetwork {
        let hef = self.engine.hef_from_file(hef).unwrap();
        self.engine.network(&hef, NetworkOptions::default()).unwrap()
    }
}

/// Infers one frame that is filled with `fill`.
pub(crate) fn infer(network: &ObservedNetwork, fill: u8) -> hailo::Result<()> {
    let (mut inputs, mut outputs) = (network.network().input_frames()?, network.network().output_frames()?);
    inputs.first_mut().fill(fill);
    network.infer(&inputs, &mut outputs)
}
