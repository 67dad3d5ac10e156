//! Inference with one API: vstreams where HailoRT's C interface infers (Hailo-8, Hailo-15), `InferModel` through
//! the shim where only its C++ interface does (Hailo-10H).

mod infer_model_runner;
mod vstream_runner;

use crate::device::buffer::Buffer;
use crate::device::cxx::CxxVDevice;
use crate::device::vdevice::{VDevice, VDeviceParams};
use crate::error::{Error, ErrorKind, Result};
use crate::generation::llm::{Llm, LlmOptions};
use crate::handle::callback::{self, lock};
use crate::handle::release;
use crate::handle::slot::{Giver, Waiter, slot};
use crate::hef::Hef;
use crate::library::{DeviceId, DeviceKind, Library};
use crate::record::format::{Direction, Format, FormatType, FrameShape, Quantisation, VStreamInfo};
use crate::streams::network_group::NetworkGroup;
use crate::streams::nms::Detection;
use crate::streams::vstream::nms_layout;
use infer_model_runner::InferModelRunner;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::task::{Context, Poll};
use std::thread::JoinHandle;
use std::time::Duration;
use vstream_runner::VStreamRunner;

/// How to open an [`Engine`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct EngineOptions {
    /// Which devices; empty for one that is free.
    pub device_ids: Vec<DeviceId>,
    /// Engines of one name in one process share their devices.
    pub group_id: Option<String>,
    /// Share a Hailo-8 with other processes through its service.
    pub multi_process_service: bool,
    /// Which of HailoRT's interfaces to infer with.
    pub backend: Backend,
}

/// Which of HailoRT's interfaces an [`Engine`] infers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Backend {
    /// The one that works on the device at hand.
    #[default]
    Auto,
    /// The C interface's vstreams.
    VStreams,
    /// The C++ interface's `InferModel`, through the shim.
    InferModel,
}

/// Devices to infer on. Cloning is cheap.
///
/// ```
/// use hailo::{Engine, EngineOptions, Library};
/// use hailo_mock::{Chip, Machine};
///
/// let machine = Machine::builder().device(Chip::Hailo8l).build().unwrap();
/// let library = Library::on(&machine)?; // on a host with a device: `Library::load()?`
/// let engine = Engine::open(&library, EngineOptions::default())?;
/// assert_eq!(engine.device_ids()?.len(), 1);
/// // No language model runs on this chip, and the error says on which one does.
/// assert_eq!(engine.generative().unwrap_err().kind(), hailo::ErrorKind::Unsupported);
/// # Ok::<(), hailo::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Engine {
    devices: Devices,
}

#[derive(Debug, Clone)]
enum Devices {
    VStreams(VDevice),
    InferModel(CxxVDevice),
}

impl Engine {
    /// Opens devices for inference, with the scheduler.
    ///
    /// # Errors
    /// As [`Library::vdevice`]; [`ErrorKind::Unsupported`] for a device that needs the shim where there is none.
    pub fn open(library: &Library, options: EngineOptions) -> Result<Self> {
        let backend = match options.backend {
            Backend::Auto => Self::backend_for(library, &options)?,
            chosen => chosen,
        };
        let params = VDeviceParams {
            device_ids: options.device_ids,
            group_id: options.group_id,
            multi_process_service: options.multi_process_service,
            ..VDeviceParams::default()
        };
        let devices = match backend {
            Backend::InferModel => Devices::InferModel(CxxVDevice::open(library, &params)?),
            Backend::VStreams | Backend::Auto => Devices::VStreams(library.vdevice(&params)?),
        };
        Ok(Self { devices })
    }

    /// The 4.x line serves chips whose C interface infers. With 5.x that is so on the chip itself only: over a link
    /// (and through a service) the library is a client of the device, which knows `InferModel` and nothing else.
    fn backend_for(library: &Library, options: &EngineOptions) -> Result<Backend> {
        if library.version().major < 5 {
            return Ok(Backend::VStreams);
        }
        let found = if options.device_ids.is_empty() { library.scan()? } else { options.device_ids.clone() };
        for id in &found {
            if library.device_kind(id)? == DeviceKind::Integrated && !options.multi_process_service {
                return Ok(Backend::VStreams);
            }
        }
        // With no device at all the C interface answers so; the shim need not be there to say it.
        Ok(if found.is_empty() { Backend::VStreams } else { Backend::InferModel })
    }

    /// The library it was opened with.
    #[must_use]
    pub fn library(&self) -> &Library {
        match &self.devices {
            Devices::VStreams(vdevice) => vdevice.library(),
            Devices::InferModel(vdevice) => vdevice.library(),
        }
    }

    /// Which of HailoRT's interfaces it infers with; never [`Backend::Auto`].
    #[must_use]
    pub fn backend(&self) -> Backend {
        match &self.devices {
            Devices::VStreams(_) => Backend::VStreams,
            Devices::InferModel(_) => Backend::InferModel,
        }
    }

    /// The ids of its physical devices.
    ///
    /// # Errors
    /// What the library answers.
    pub fn device_ids(&self) -> Result<Vec<DeviceId>> {
        match &self.devices {
            Devices::VStreams(vdevice) => vdevice.device_ids(),
            Devices::InferModel(vdevice) => vdevice.device_ids(),
        }
    }

    /// The vdevice, where the C interface infers.
    #[must_use]
    pub fn vdevice(&self) -> Option<&VDevice> {
        match &self.devices {
            Devices::VStreams(vdevice) => Some(vdevice),
            Devices::InferModel(_) => None,
        }
    }

    /// The vdevice, where the C++ interface infers.
    #[must_use]
    pub fn cxx_vdevice(&self) -> Option<&CxxVDevice> {
        match &self.devices {
            Devices::VStreams(_) => None,
            Devices::InferModel(vdevice) => Some(vdevice),
        }
    }

    /// Loads a network onto the devices and prepares its inputs and outputs.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidHef`] for a HEF of another chip, [`ErrorKind::InvalidArgument`] for a group that is not
    /// in it, [`ErrorKind::OutOfMemory`] when the device is full.
    pub fn network(&self, hef: &Hef, options: NetworkOptions) -> Result<Network> {
        let async_depth = options.async_depth;
        let runner = match &self.devices {
            Devices::VStreams(vdevice) => Runner::VStreams(VStreamRunner::open(vdevice, hef, &options)?),
            Devices::InferModel(vdevice) => {
                Runner::InferModel(InferModelRunner::open(vdevice, hef, options)?)
            }
        };
        Ok(Network(Arc::new(NetworkInner {
            runner: Arc::new(runner),
            async_depth,
            workers: OnceLock::new(),
        })))
    }

    /// Loads a language model onto the device. Takes seconds.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] for devices that run none; else as [`CxxVDevice::llm`].
    pub fn llm(&self, options: LlmOptions) -> Result<Llm> {
        self.generative()?.llm(&options)
    }

    /// The vdevice that language, vision and speech models load onto.
    ///
    /// # Errors
    /// [`ErrorKind::Unsupported`] for devices that run none.
    pub fn generative(&self) -> Result<&CxxVDevice> {
        self.cxx_vdevice().ok_or_else(|| {
            Error::other(
                ErrorKind::Unsupported,
                "language models run on a Hailo-10H with HailoRT 5.x, through InferModel's interface",
            )
        })
    }
}

/// How to prepare a [`Network`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NetworkOptions {
    /// Which network group of the HEF; `None` for the first.
    pub group: Option<String>,
    /// Most frames the scheduler runs before it switches; `None` leaves it automatic.
    pub batch_size: Option<u16>,
    /// Element type of the input frames; [`FormatType::Auto`] is the device's own.
    pub input_type: FormatType,
    /// Element type of the output frames; [`FormatType::Auto`] is the device's own.
    pub output_type: FormatType,
    /// How long one inference may take, in each of its waits.
    pub timeout: Duration,
    /// Frames in each vstream's queue, and so the most that are under way at once. At least 1.
    pub queue_size: u32,
    /// Threads that [`Network::infer_async`] works with, started at its first call. At least 1.
    pub async_depth: usize,
    /// Measure latency on the device, for [`Network::hw_latency`].
    pub measure_latency: bool,
}

impl Default for NetworkOptions {
    fn default() -> Self {
        Self {
            group: None,
            batch_size: None,
            input_type: FormatType::Auto,
            output_type: FormatType::Auto,
            timeout: Duration::from_secs(10),
            queue_size: 2,
            async_depth: 2,
            measure_latency: false,
        }
    }
}

/// One input or output of a [`Network`].
#[derive(Debug, Clone, PartialEq)]
pub struct Port {
    /// Its name.
    pub name: String,
    /// Input or output.
    pub direction: Direction,
    /// The format of the user's frames; where a part is `Auto`, that of `info`.
    pub format: Format,
    /// Bytes of one frame.
    pub frame_size: usize,
    /// Tensor or detections.
    pub shape: FrameShape,
    /// Quantisation of integer frames, where one holds for all features.
    pub quantisation: Quantisation,
    /// The device's side.
    pub info: VStreamInfo,
}

fn port(info: &VStreamInfo, format: Format, frame_size: usize) -> Port {
    Port {
        name: info.name.clone(),
        direction: info.direction,
        format,
        frame_size,
        shape: info.shape,
        quantisation: info.quantisation,
        info: info.clone(),
    }
}

/// One buffer per input or output of one network, in the order of its ports.
#[derive(Debug)]
pub struct Frames {
    ports: Arc<[Port]>,
    data: Vec<Buffer>,
}

impl Frames {
    fn of(ports: &Arc<[Port]>) -> Result<Self> {
        let data = ports.iter().map(|port| Buffer::zeroed(port.frame_size)).collect::<Result<_>>()?;
        Ok(Self { ports: Arc::clone(ports), data })
    }

    /// The ports with their bytes.
    pub fn iter(&self) -> impl Iterator<Item = (&Port, &Buffer)> {
        self.ports.iter().zip(&self.data)
    }

    /// The ports with their bytes to write.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&Port, &mut Buffer)> {
        self.ports.iter().zip(&mut self.data)
    }

    /// The bytes of one port.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Buffer> {
        self.iter().find_map(|(port, data)| (port.name == name).then_some(data))
    }

    /// The bytes of one port to write.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Buffer> {
        self.iter_mut().find_map(|(port, data)| (port.name == name).then_some(data))
    }

    /// The bytes of the first port: the only one of most networks.
    #[must_use]
    pub fn first(&self) -> &[u8] {
        self.data.first().map_or(&[], |data| data)
    }

    /// The bytes of the first port to write.
    pub fn first_mut(&mut self) -> &mut [u8] {
        self.data.first_mut().map_or(&mut [], |data| data)
    }
}

/// What goes into one inference.
#[derive(Debug)]
pub struct InputFrames(Frames);

/// What comes out of one inference.
#[derive(Debug)]
pub struct OutputFrames {
    frames: Frames,
    library: Library,
}

impl Deref for InputFrames {
    type Target = Frames;
    fn deref(&self) -> &Frames {
        &self.0
    }
}

impl DerefMut for InputFrames {
    fn deref_mut(&mut self) -> &mut Frames {
        &mut self.0
    }
}

impl Deref for OutputFrames {
    type Target = Frames;
    fn deref(&self) -> &Frames {
        &self.frames
    }
}

impl DerefMut for OutputFrames {
    fn deref_mut(&mut self) -> &mut Frames {
        &mut self.frames
    }
}

impl OutputFrames {
    /// The detections in one output's frame.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`] for a name that is not there, [`ErrorKind::Unsupported`] for an output that
    /// gives no detections, [`ErrorKind::Runtime`] for a frame that contradicts itself.
    pub fn detections(&self, name: &str) -> Result<Vec<Detection>> {
        let (port, data) = self.iter().find(|(port, _)| port.name == name).ok_or_else(|| {
            Error::other(ErrorKind::InvalidArgument, format!("no output is called {name:?}"))
        })?;
        nms_layout(&port.info, port.format, &self.library)?.decode(data)
    }
}

/// A network on devices, ready to infer. Cloning is cheap; calls may come from any number of threads, and overlap
/// as far as the queues allow. Dropping the last clone waits for asynchronous inferences under way.
///
/// Several frames under way at once:
/// ```
/// use hailo::{Engine, EngineOptions, Library, NetworkOptions};
/// use hailo_mock::{Chip, Machine, SimClock};
///
/// let machine = Machine::builder().device(Chip::Hailo8).clock(SimClock::manual()).build().unwrap();
/// let library = Library::on(&machine)?;
/// let hef = library.hef_from_bytes(machine.hef(&machine.hef_paths()[0]).unwrap())?;
/// let network = Engine::open(&library, EngineOptions::default())?.network(&hef, NetworkOptions::default())?;
///
/// let mut waiting = Vec::new();
/// for frame in 0..4 {
///     let mut inputs = network.input_frames()?;
///     inputs.first_mut().fill(frame);
///     waiting.push(network.infer_async(inputs, network.output_frames()?)); // a future, too
/// }
/// for inference in waiting {
///     let (_inputs, outputs) = inference.wait()?; // frames come back, to be used again
///     assert_eq!(outputs.first().len(), network.outputs()[0].frame_size);
/// }
/// # Ok::<(), hailo::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Network(Arc<NetworkInner>);

#[derive(Debug)]
struct NetworkInner {
    runner: Arc<Runner>,
    async_depth: usize,
    workers: OnceLock<Workers>,
}

impl Drop for NetworkInner {
    /// Waits for what is under way, for the bound of a release: a worker left behind could release a vdevice while the
    /// process ends, which the library does not survive.
    fn drop(&mut self) {
        if let Some(workers) = self.workers.take() {
            workers.end();
        }
    }
}

#[derive(Debug)]
enum Runner {
    VStreams(VStreamRunner),
    InferModel(InferModelRunner),
}

impl Runner {
    fn library(&self) -> &Library {
        match self {
            Self::VStreams(runner) => runner.group.library(),
            Self::InferModel(runner) => runner.vdevice.library(),
        }
    }

    fn ports(&self, direction: Direction) -> &Arc<[Port]> {
        match (self, direction) {
            (Self::VStreams(runner), Direction::Input) => &runner.input_ports,
            (Self::VStreams(runner), Direction::Output) => &runner.output_ports,
            (Self::InferModel(runner), Direction::Input) => &runner.input_ports,
            (Self::InferModel(runner), Direction::Output) => &runner.output_ports,
        }
    }

    /// One inference. The frames have been checked to be this network's.
    fn run(&self, inputs: &InputFrames, outputs: &mut OutputFrames) -> Result<()> {
        match self {
            Self::VStreams(runner) => runner.run(inputs, outputs),
            Self::InferModel(runner) => runner.run(inputs, outputs),
        }
    }
}

impl Network {
    /// The network group's name.
    #[must_use]
    pub fn name(&self) -> &str {
        match &*self.0.runner {
            Runner::VStreams(runner) => runner.group.name(),
            Runner::InferModel(runner) => &runner.name,
        }
    }

    /// Its inputs.
    #[must_use]
    pub fn inputs(&self) -> &[Port] {
        self.0.runner.ports(Direction::Input)
    }

    /// Its outputs.
    #[must_use]
    pub fn outputs(&self) -> &[Port] {
        self.0.runner.ports(Direction::Output)
    }

    /// Memory for the inputs of one inference, zeroed. Meant to be kept and used again.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfMemory`].
    pub fn input_frames(&self) -> Result<InputFrames> {
        Ok(InputFrames(Frames::of(self.0.runner.ports(Direction::Input))?))
    }

    /// Memory for the outputs of one inference, zeroed. Meant to be kept and used again.
    ///
    /// # Errors
    /// [`ErrorKind::OutOfMemory`].
    pub fn output_frames(&self) -> Result<OutputFrames> {
        let frames = Frames::of(self.0.runner.ports(Direction::Output))?;
        Ok(OutputFrames { frames, library: self.0.runner.library().clone() })
    }

    fn check(&self, inputs: &InputFrames, outputs: &OutputFrames) -> Result<()> {
        // The lengths too: a caller may have put other memory in.
        let own = |frames: &Frames, direction| {
            Arc::ptr_eq(&frames.ports, self.0.runner.ports(direction))
                && frames.iter().all(|(port, data)| data.len() == port.frame_size)
        };
        if own(inputs, Direction::Input) && own(outputs, Direction::Output) {
            return Ok(());
        }
        Err(Error::other(
            ErrorKind::InvalidArgument,
            "these frames were made for another network, or changed in size",
        ))
    }

    /// Infers, and waits for the result. Over vstreams it allocates nothing after the first frame.
    ///
    /// After a failure the pipeline is built anew by the next call; other calls under way fail with
    /// [`ErrorKind::Aborted`], since their frames can no longer be told apart.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`ErrorKind::Timeout`], [`ErrorKind::Aborted`], [`ErrorKind::DeviceLost`], [`ErrorKind::InvalidArgument`] for
    /// frames of another network.
    pub fn infer(&self, inputs: &InputFrames, outputs: &mut OutputFrames) -> Result<()> {
        // Here, since a call that is refused on the way would cost those of other threads their frames.
        callback::outside_callbacks(None)?;
        self.check(inputs, outputs)?;
        self.0.runner.run(inputs, outputs)
    }

    /// Infers without blocking the caller: the answer is a future that any runtime can poll, and that
    /// [`Inference::wait`] can wait for without one.
    ///
    /// # Cancel safety
    /// Dropping the future gives the inference up. The frames belong to it until the device is done with them; an
    /// inference that has not begun never does.
    pub fn infer_async(&self, inputs: InputFrames, outputs: OutputFrames) -> Inference {
        let (giver, waiter) = slot();
        if let Err(error) = self.check(&inputs, &outputs) {
            giver.give(Err(error));
            return Inference(waiter);
        }
        let workers = self.0.workers.get_or_init(|| Workers::start(&self.0.runner, self.0.async_depth));
        workers.submit(Job { inputs, outputs, giver });
        Inference(waiter)
    }

    /// The device's own running average of its latency, if it has a sample. Needs
    /// [`NetworkOptions::measure_latency`].
    ///
    /// # Errors
    /// What the library answers.
    pub fn hw_latency(&self) -> Result<Option<Duration>> {
        match &*self.0.runner {
            Runner::VStreams(runner) => runner.group.hw_latency(None),
            Runner::InferModel(runner) => runner.model()?.0.hw_latency(),
        }
    }

    /// How long the scheduler waits for [`threshold`](Self::set_scheduler_threshold) frames before it runs fewer.
    ///
    /// # Errors
    /// What the library answers.
    pub fn set_scheduler_timeout(&self, timeout: Duration) -> Result<()> {
        match &*self.0.runner {
            Runner::VStreams(runner) => runner.group.set_scheduler_timeout(timeout),
            Runner::InferModel(runner) => runner.model()?.0.set_scheduler_timeout(timeout),
        }
    }

    /// How many frames make this network ready to run; at most the batch size.
    ///
    /// # Errors
    /// What the library answers.
    pub fn set_scheduler_threshold(&self, frames: u32) -> Result<()> {
        match &*self.0.runner {
            Runner::VStreams(runner) => runner.group.set_scheduler_threshold(frames),
            Runner::InferModel(runner) => runner.model()?.0.set_scheduler_threshold(frames),
        }
    }

    /// Who goes first among networks that are ready: 0 (last) to 31 (first), 16 by default.
    ///
    /// # Errors
    /// What the library answers.
    pub fn set_scheduler_priority(&self, priority: u8) -> Result<()> {
        match &*self.0.runner {
            Runner::VStreams(runner) => runner.group.set_scheduler_priority(priority),
            Runner::InferModel(runner) => runner.model()?.0.set_scheduler_priority(priority),
        }
    }

    /// The network group, where the C interface infers.
    #[must_use]
    pub fn group(&self) -> Option<&NetworkGroup> {
        match &*self.0.runner {
            Runner::VStreams(runner) => Some(&runner.group),
            Runner::InferModel(_) => None,
        }
    }

    /// Ends the network: waits for what is under way, and releases the vstreams.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// [`ErrorKind::DeviceBusy`] while clones exist (the last of them ends it silently).
    pub fn close(self) -> Result<()> {
        let inner = crate::handle::sole(self.0, "hailo_release_output_vstreams")?;
        let runner = Arc::clone(&inner.runner);
        // Ends the workers, who hold the runner too.
        drop(inner);
        match crate::handle::sole(runner, "hailo_release_output_vstreams")? {
            Runner::VStreams(runner) => runner.close(),
            // The shim's destroy calls answer nothing.
            Runner::InferModel(_) => Ok(()),
        }
    }
}

// === asynchronous ===

/// An inference under way, from [`Network::infer_async`].
#[must_use = "dropping an `Inference` gives it up"]
pub struct Inference(Waiter<Answer>);

type Answer = Result<(InputFrames, OutputFrames)>;

impl Inference {
    /// Blocks until it is done: at most as long as those before it and its own waits of
    /// [`NetworkOptions::timeout`] take. No lock of this crate is held meanwhile.
    ///
    /// How long it waits, and where not at all: [what waits](crate#what-waits).
    ///
    /// # Errors
    /// As [`Network::infer`]; [`ErrorKind::InvalidArgument`] inside a callback of the library.
    pub fn wait(self) -> Result<(InputFrames, OutputFrames)> {
        callback::outside_callbacks(None)?;
        self.0.wait().unwrap_or_else(|| Err(answered()))
    }
}

#[cold]
fn answered() -> Error {
    Error::other(ErrorKind::InvalidArgument, "this inference has answered already, or its thread has ended")
}

impl Future for Inference {
    type Output = Answer;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Answer> {
        self.0.poll(context).map(|answer| answer.unwrap_or_else(|| Err(answered())))
    }
}

impl std::fmt::Debug for Inference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inference").finish_non_exhaustive()
    }
}

struct Job {
    inputs: InputFrames,
    outputs: OutputFrames,
    giver: Giver<Answer>,
}

/// Threads that infer for those who do not want to block. They hold the runner, not the network: a dropped network
/// closes their queue, and they end.
#[derive(Debug)]
struct Workers {
    jobs: Mutex<Option<Sender<Job>>>,
    /// Each with what tells that it has ended.
    threads: Vec<(JoinHandle<()>, Waiter<()>)>,
}

impl Workers {
    fn start(runner: &Arc<Runner>, depth: usize) -> Self {
        let (sender, receiver) = channel::<Job>();
        let receiver = Arc::new(Mutex::new(receiver));
        let threads: Vec<_> = (0..depth.max(1))
            .filter_map(|_| {
                let (runner, receiver) = (Arc::clone(runner), Arc::clone(&receiver));
                let (ended, ends) = slot();
                let body = move || {
                    let _ended: Giver<()> = ended;
                    work(&runner, &receiver);
                };
                let thread = std::thread::Builder::new().name("hailo-infer".to_owned()).spawn(body);
                thread.ok().map(|thread| (thread, ends))
            })
            .collect();
        // Without a thread there is no queue: `submit` then answers an error instead of waiting for ever.
        let jobs = (!threads.is_empty()).then_some(sender);
        Self { jobs: Mutex::new(jobs), threads }
    }

    fn submit(&self, job: Job) {
        let jobs = lock(&self.jobs);
        let rejected = match &*jobs {
            Some(jobs) => jobs.send(job).err().map(|error| error.0),
            None => Some(job),
        };
        drop(jobs);
        if let Some(job) = rejected {
            job.giver
                .give(Err(Error::other(ErrorKind::OutOfMemory, "no thread could be started to infer with")));
        }
    }

    fn end(self) {
        drop(lock(&self.jobs).take());
        for (thread, mut ends) in self.threads {
            // A waker may drop the network on a worker, a callback anywhere: neither can wait.
            let here = thread.thread().id() == std::thread::current().id();
            if here || callback::in_callback() {
                continue;
            }
            if ends.wait_timeout(release::bound()).is_pending() {
                tracing::error!(target: "hailo", "an inference does not come back; its thread is left behind");
            } else if thread.join().is_err() {
                tracing::error!(target: "hailo", "an inference thread panicked");
            }
        }
    }
}

fn work(runner: &Runner, jobs: &Mutex<Receiver<Job>>) {
    loop {
        // The lock is held while waiting: the other workers wait for the lock instead.
        let Ok(Job { inputs, mut outputs, giver }) = lock(jobs).recv() else { return };
        if giver.is_abandoned() {
            continue;
        }
        let result = runner.run(&inputs, &mut outputs);
        giver.give(result.map(|()| (inputs, outputs)));
    }
}
