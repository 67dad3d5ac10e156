//! The machines: a few simulated devices at work, and the pushes that as many machines as are wanted make of them.

use std::time::Duration;

use hailo::{EngineOptions, NetworkOptions};
use hailo_mock::{Chip, Machine};
use hailo_observe::{ObservedEngine, PollOptions};
use hailo_telemetry::encode::{RemoteHistograms, RemoteWriter, remote_write_1_0};
use hailo_testkit::Kit;
use prost::Message as _;

type Error = Box<dyn std::error::Error>;

/// From one push of a machine to the next.
pub(super) const PERIOD_MS: i64 = 10_000;
/// Devices that are simulated; each machine pushes what one of them did.
const DEVICES: u64 = 4;
/// Placeholder of the machine's name.
const NAME: &str = "pi-00000";

/// What every device would push, push by push.
pub(super) struct Fleet {
    /// By device: pushes in remote-write 1.0, to be told another name and time.
    pushes: Vec<Vec<WriteRequest>>,
}

impl Fleet {
    /// Lets each device work for so many periods.
    pub(super) fn simulate(pushes: u32) -> Result<Self, Error> {
        let pushes = (0..DEVICES).map(|seed| device(seed, pushes)).collect::<Result<_, _>>()?;
        Ok(Self { pushes })
    }

    /// The push of one machine at this time: compressed, with the number of its samples.
    pub(super) fn push(&self, pi: u32, push: u32, unix_ms: i64) -> Result<(Vec<u8>, u64), Error> {
        let device = self.pushes.get(pi as usize % self.pushes.len()).ok_or("no device")?;
        let mut request = device.get(push as usize).ok_or("no such push")?.clone();
        let name = format!("pi-{pi:05}");
        // Each machine pushes at its own moment of the ten seconds.
        let unix_ms = unix_ms + i64::from(pi) * 7919 % PERIOD_MS - PERIOD_MS;
        let mut samples = 0;
        for series in &mut request.series {
            series
                .labels
                .iter_mut()
                .filter(|label| label.value == NAME)
                .for_each(|label| label.value.clone_from(&name));
            series.samples.iter_mut().for_each(|sample| sample.unix_ms = unix_ms);
            samples += series.samples.len() as u64;
        }
        Ok((snap::raw::Encoder::new().compress_vec(&request.encode_to_vec())?, samples))
    }
}

/// A device under two networks and a language model's worth of requests, on simulated time.
fn device(seed: u64, pushes: u32) -> Result<Vec<WriteRequest>, Error> {
    let kit = Kit::of(Machine::builder().device(Chip::Hailo8));
    let engine = ObservedEngine::open(&kit.library, EngineOptions::default(), &kit.observer, "simulated")?;
    let mut poller = engine.poller(PollOptions::default())?;
    let networks = ["simulated/resnet_v1_50.hef", "simulated/yolov8n.hef"].map(|file| {
        engine.hef_from_file(file).and_then(|hef| engine.network(&hef, NetworkOptions::default()))
    });
    let llm = kit.telemetry.model("qwen2.5:1.5b");
    let labels = [("job", "hailo-monitor"), ("instance", NAME)];
    let labels = labels.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut writer = RemoteWriter::new(labels, RemoteHistograms::Classic);
    let mut made = Vec::new();
    let mut random = seed;
    for push in 0..pushes {
        for _ in 0..5 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            for network in &networks {
                let network = network.as_ref().map_err(ToString::to_string)?;
                let (inputs, mut outputs) =
                    (network.network().input_frames()?, network.network().output_frames()?);
                network.infer(&inputs, &mut outputs)?;
            }
            let mut request = llm.begin();
            for _ in 0..random >> 59 {
                kit.machine.advance(Duration::from_micros(20_000 + (random >> 50)));
                request.tokens(1);
            }
            request.complete();
            kit.machine.advance(Duration::from_millis(1000 + (random >> 55)));
        }
        poller.poll();
        // Snapshots have the wall clock's time, of which the writer wants a later one each; what is sent gets its time later.
        std::thread::sleep(Duration::from_millis(2));
        let request = writer.request(&kit.telemetry.snapshot()).ok_or("the wall clock was set back")?;
        // Families are described once a minute.
        made.push(WriteRequest::decode(&*remote_write_1_0(&request.body, push % 6 == 0)?)?);
    }
    Ok(made)
}

/// `prometheus.WriteRequest`, as far as something is changed in it.
#[derive(Clone, PartialEq, prost::Message)]
struct WriteRequest {
    #[prost(message, repeated, tag = "1")]
    series: Vec<Series>,
    #[prost(message, repeated, tag = "3")]
    metadata: Vec<Metadata>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Series {
    #[prost(message, repeated, tag = "1")]
    labels: Vec<Label>,
    #[prost(message, repeated, tag = "2")]
    samples: Vec<Sample>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Label {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(string, tag = "2")]
    value: String,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Sample {
    #[prost(double, tag = "1")]
    value: f64,
    #[prost(int64, tag = "2")]
    unix_ms: i64,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Metadata {
    #[prost(int32, tag = "1")]
    kind: i32,
    #[prost(string, tag = "2")]
    family: String,
    #[prost(string, tag = "4")]
    help: String,
    #[prost(string, tag = "5")]
    unit: String,
}
