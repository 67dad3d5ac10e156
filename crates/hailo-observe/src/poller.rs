//! Reads what a device can tell about itself and pushes it to the recorders.

use std::fmt;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use hailo::{CxxDevice, Device, Dvm, Error, ErrorKind, PowerQuantity};
use hailo_telemetry::{
    CapabilityStatus, DeviceInfo, DeviceState, DeviceUnit, EnergyMeter, HealthReason, PowerSource, Timestamp,
};

use crate::activity::Activity;
use crate::notifications;

/// How a device is watched.
#[derive(Clone, Copy, Debug)]
pub struct PollOptions {
    /// Time between readings; each is a firmware control or a remote call, 1 s at the least. 5 s by default.
    pub period: Duration,
    /// Without progress for so long while calls are in flight the device is `slow`. 15 s by default.
    pub slow_after: Duration,
    /// Without progress for so long while calls are in flight the device is `hung`. 60 s by default: a language
    /// model may read a long prompt before its first token.
    pub hung_after: Duration,
}

impl Default for PollOptions {
    fn default() -> Self {
        Self {
            period: Duration::from_secs(5),
            slow_after: Duration::from_secs(15),
            hung_after: Duration::from_secs(60),
        }
    }
}

/// Watches one device; [`DevicePoller::poll`] takes one round of readings.
pub struct DevicePoller {
    activity: Activity,
    device: Device,
    /// The same device through the C++ interface, on chips whose power, load and protection only it tells.
    cxx: Option<CxxDevice>,
    options: PollOptions,
    identified: bool,
    /// A board without a sensor is asked once, not every period.
    power: Reading,
    load: Reading,
    energy: EnergyMeter,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Wanted,
    Refused,
}

impl fmt::Debug for DevicePoller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DevicePoller").field("options", &self.options).finish_non_exhaustive()
    }
}

impl DevicePoller {
    pub(crate) fn new(
        activity: Activity,
        device: Device,
        cxx: Option<CxxDevice>,
        options: PollOptions,
    ) -> Self {
        Self {
            activity,
            device,
            load: if cxx.is_some() { Reading::Wanted } else { Reading::Refused },
            cxx,
            options,
            identified: false,
            power: Reading::Wanted,
            energy: EnergyMeter::default(),
        }
    }

    /// Takes one round of readings and decides the device's state. A reading that fails is recorded as such, with
    /// its reason in `hailo_capability_info`; it never ends the watch.
    pub fn poll(&mut self) {
        if !self.identified {
            self.identify();
        }
        let answered = self.read_temperature();
        if self.power == Reading::Wanted {
            self.read_power();
        }
        if self.load == Reading::Wanted {
            self.load = self.read_load();
        }
        self.judge(answered);
    }

    pub(crate) fn architecture(&self) -> hailo::Result<hailo::Architecture> {
        self.device.identify().map(|identity| identity.architecture)
    }

    fn now(&self) -> Timestamp {
        self.activity.telemetry.now()
    }

    fn identify(&mut self) {
        let identity = self.device.identify();
        self.note("identify", identity.as_ref().err());
        let Ok(identity) = identity else { return };
        self.activity.recorder().set_info(DeviceInfo {
            architecture: identity.architecture.to_string(),
            board: identity.board_name,
            firmware: identity.firmware.to_string(),
            library: self.device.library().version().to_string(),
            part_number: identity.part_number,
        });
        let extended = self.device.extended_information();
        self.note("extended_information", extended.as_ref().err());
        let nominal_hz = extended.ok().map(|extended| extended.core_clock_hz);
        if let Some(hertz) = nominal_hz {
            self.activity.recorder().set_clock(u64::from(hertz));
        }
        self.read_limits();
        notifications::listen(&self.device, &self.activity, nominal_hz);
        self.identified = true;
    }

    /// Whether the device answered; `None` when it can't be asked this way.
    fn read_temperature(&self) -> Option<bool> {
        let began = self.now();
        let temperature = self.device.chip_temperature();
        let now = self.now();
        self.note("temperature", temperature.as_ref().err());
        match temperature {
            Ok(reading) => {
                for (sensor, celsius) in [("ts0", reading.ts0_celsius), ("ts1", reading.ts1_celsius)] {
                    self.activity.recorder().set_temperature(sensor, f64::from(celsius));
                }
                Some(now.nanos_since(began) < nanos(self.options.slow_after))
            }
            Err(error) if error.kind() == ErrorKind::Unsupported => None,
            Err(error) => {
                self.activity.unread(&error, now);
                Some(false)
            }
        }
    }

    fn read_power(&mut self) {
        let power = match &self.cxx {
            Some(cxx) => cxx.measure_power(Dvm::Auto, PowerQuantity::Auto),
            None => self.device.measure_power(Dvm::Auto, PowerQuantity::Auto),
        };
        let now = self.now();
        self.note("power", power.as_ref().err());
        match power {
            Ok(watts) => {
                let watts = f64::from(watts);
                let recorder = self.activity.recorder();
                recorder.set_power(PowerSource::Board, watts);
                // A longer silence than two periods is a gap in what is known, not energy.
                let joules = self.energy.add(watts, now, self.options.period * 2);
                recorder.add_energy(PowerSource::Board, joules);
            }
            // A board without a sensor says so with one of these; it will not grow one.
            Err(error)
                if matches!(error.kind(), ErrorKind::Unsupported | ErrorKind::InvalidArgument)
                    || error.status().is_some_and(|status| status.0 == FW_CONTROL_FAILURE) =>
            {
                self.power = Reading::Refused;
            }
            Err(_) => {}
        }
    }

    fn read_load(&self) -> Reading {
        let Some(cxx) = &self.cxx else { return Reading::Refused };
        let performance = cxx.performance();
        self.note("performance", performance.as_ref().err());
        match performance {
            Ok(load) => {
                let units = [
                    (DeviceUnit::Nnc, load.nn_core_percent),
                    (DeviceUnit::Cpu, load.cpu_percent),
                    (DeviceUnit::Dsp, load.dsp_percent),
                ];
                for (unit, percent) in units {
                    if let Some(percent) = percent {
                        self.activity.recorder().set_utilization(unit, f64::from(percent) / 100.0);
                    }
                }
                Reading::Wanted
            }
            Err(error) if error.kind() == ErrorKind::Unsupported => Reading::Refused,
            Err(_) => Reading::Wanted,
        }
    }

    /// The temperatures at which the device protects itself; they do not change.
    fn read_limits(&self) {
        let Some(cxx) = &self.cxx else { return };
        let protection = cxx.protection();
        self.note("protection", protection.as_ref().err());
        if let Ok(protection) = protection {
            let recorder = self.activity.recorder();
            recorder.set_temperature_limit("orange", f64::from(protection.orange_celsius));
            recorder.set_temperature_limit("red", f64::from(protection.red_celsius));
            for (level, step) in protection.levels.iter().enumerate() {
                // A step that is not used has no clock.
                if step.nn_clock_hz > 0 {
                    let name = format!("throttling_{}", level + 1);
                    recorder.set_temperature_limit(&name, f64::from(step.threshold_celsius));
                }
            }
        }
    }

    fn judge(&self, answered: Option<bool>) {
        let now = self.now();
        let recorder = self.activity.recorder();
        let still = now.nanos_since(self.activity.last_progress());
        let state = if self.activity.engine.load().reason == HealthReason::DeviceLost
            && answered != Some(true)
        {
            DeviceState::Lost
        } else if self.activity.busy() && still > nanos(self.options.hung_after) {
            DeviceState::Hung
        } else if answered == Some(false) || (self.activity.busy() && still > nanos(self.options.slow_after))
        {
            DeviceState::Slow
        } else if self.activity.busy() {
            DeviceState::Busy
        } else {
            DeviceState::Idle
        };
        recorder.set_state(state);
        // A device that gave no answer is not up, whatever the reason; `lost` says more, and waits for proof.
        recorder.set_up(state != DeviceState::Lost && answered != Some(false));
        recorder.record_progress_at(self.activity.last_progress());
        match state {
            DeviceState::Hung => self.activity.engine.set_at(HealthReason::DeviceHung, now),
            DeviceState::Lost => recorder.clear_readings(),
            // A thermometer that answers shows that the device is there, not that it infers: it takes back only what
            // a missing answer or a missing token had said.
            DeviceState::Idle | DeviceState::Busy if answered == Some(true) => {
                self.activity.engine.take_back_at(
                    &[
                        HealthReason::Starting,
                        HealthReason::ProbeFailed,
                        HealthReason::DeviceLost,
                        HealthReason::DeviceHung,
                    ],
                    now,
                );
            }
            _ => {}
        }
    }

    fn note(&self, capability: &str, error: Option<&Error>) {
        let status = match error.map(Error::kind) {
            None => CapabilityStatus::Ok,
            Some(ErrorKind::Unsupported | ErrorKind::SymbolMissing) => CapabilityStatus::Unsupported,
            Some(_) => CapabilityStatus::Error,
        };
        self.activity.recorder().set_capability(capability, status);
    }

    /// Polls on a thread of its own until the returned value is dropped.
    ///
    /// # Errors
    /// When no thread can be started.
    pub fn spawn(mut self) -> std::io::Result<PollThread> {
        let stop = Arc::new((Mutex::new(false), Condvar::new()));
        let stopped = Arc::clone(&stop);
        let period = self.options.period;
        let thread = std::thread::Builder::new().name("hailo-poller".to_owned()).spawn(move || {
            let (flag, signal) = &*stopped;
            loop {
                self.poll();
                let guard = flag.lock().unwrap_or_else(PoisonError::into_inner);
                let wait = signal.wait_timeout_while(guard, period, |stop| !*stop);
                if *wait.unwrap_or_else(PoisonError::into_inner).0 {
                    return;
                }
            }
        })?;
        Ok(PollThread { stop, thread: Some(thread) })
    }
}

/// `HAILO_FW_CONTROL_FAILURE`: what a board without a current sensor answers.
const FW_CONTROL_FAILURE: u32 = 18;

fn nanos(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

/// A running poller. Dropping it stops the thread and waits for it.
#[derive(Debug)]
pub struct PollThread {
    stop: Arc<(Mutex<bool>, Condvar)>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for PollThread {
    fn drop(&mut self) {
        let (flag, signal) = &*self.stop;
        *flag.lock().unwrap_or_else(PoisonError::into_inner) = true;
        signal.notify_all();
        if let Some(thread) = self.thread.take() {
            // A reading that panicked has been reported by the panic hook; there is nothing left to do here.
            let _ = thread.join();
        }
    }
}
