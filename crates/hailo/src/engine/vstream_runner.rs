//! Inference through virtual streams.

use super::{InputFrames, NetworkOptions, OutputFrames, Port, port};
use crate::device::vdevice::VDevice;
use crate::error::{Error, ErrorKind, Result};
use crate::handle::callback::lock;
use crate::hef::Hef;
use crate::record::format::Direction;
use crate::streams::configure::ConfigureOptions;
use crate::streams::network_group::NetworkGroup;
use crate::streams::nms::accepted_type;
use crate::streams::params::VStreamParams;
use crate::streams::vstream::{InputVStream, OutputVStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

/// The vstreams of one network group: frames go in under one lock and come out under another, in the same order.
#[derive(Debug)]
pub(super) struct VStreamRunner {
    pub(super) group: NetworkGroup,
    input_params: Vec<VStreamParams>,
    output_params: Vec<VStreamParams>,
    pub(super) input_ports: Arc<[Port]>,
    pub(super) output_ports: Arc<[Port]>,
    inputs: Mutex<Inputs>,
    outputs: Mutex<Outputs>,
    /// A write or read failed: what comes out can no longer be told whose it is. Beside the lock of the outputs, which a
    /// reader holds while it waits for a frame that the next write may be needed for.
    broken: AtomicBool,
    turned: Condvar,
}

#[derive(Debug)]
struct Inputs {
    streams: Vec<InputVStream>,
    /// The number of the next frame.
    next: u64,
    /// Counts the rebuilds, so that a reader of an older pipeline knows that its frame is gone.
    generation: u64,
}

#[derive(Debug)]
struct Outputs {
    streams: Vec<OutputVStream>,
    /// The frame that comes out next.
    turn: u64,
    generation: u64,
}

impl VStreamRunner {
    pub(super) fn open(vdevice: &VDevice, hef: &Hef, options: &NetworkOptions) -> Result<Self> {
        let configure = ConfigureOptions {
            batch_size: options.batch_size,
            measure_latency: options.measure_latency,
            ..ConfigureOptions::default()
        };
        let groups = vdevice.configure(hef, &configure)?;
        let wanted = options.group.as_deref();
        let group = groups.into_iter().find(|group| wanted.is_none_or(|name| group.name() == name));
        let group = group.ok_or_else(|| {
            Error::other(ErrorKind::InvalidArgument, format!("no network group {wanted:?} in the HEF"))
        })?;
        let edit = |mut params: Vec<VStreamParams>| {
            for params in &mut params {
                params.timeout = options.timeout;
                params.queue_size = options.queue_size.max(1);
            }
            params
        };
        let input_params = edit(group.vstream_params(Direction::Input, options.input_type)?);
        let mut output_params = edit(group.vstream_params(Direction::Output, options.output_type)?);
        let five = vdevice.library().version().major >= 5;
        for info in hef.vstreams(Some(group.name()))? {
            let params = output_params.iter_mut().find(|params| params.name == info.name);
            if let Some(format) = params.map(|params| &mut params.format) {
                let call = "hailo_create_output_vstreams";
                format.ty = accepted_type(call, &info.name, info.format.order, format.ty, five)?;
            }
        }
        let inputs = group.create_inputs(&input_params)?;
        let outputs = group.create_outputs(&output_params)?;
        Ok(Self {
            input_ports: inputs.iter().map(|s| port(s.info(), s.format(), s.frame_size())).collect(),
            output_ports: outputs.iter().map(|s| port(s.info(), s.format(), s.frame_size())).collect(),
            group,
            input_params,
            output_params,
            inputs: Mutex::new(Inputs { streams: inputs, next: 0, generation: 0 }),
            outputs: Mutex::new(Outputs { streams: outputs, turn: 0, generation: 0 }),
            broken: AtomicBool::new(false),
            turned: Condvar::new(),
        })
    }

    pub(super) fn run(&self, from: &InputFrames, to: &mut OutputFrames) -> Result<()> {
        let (generation, ticket) = self.write(from)?;
        let mut outputs = lock(&self.outputs);
        while !self.is_broken() && outputs.generation == generation && outputs.turn != ticket {
            outputs = self.turned.wait(outputs).unwrap_or_else(PoisonError::into_inner);
        }
        if self.is_broken() || outputs.generation != generation {
            return Err(Error::other(
                ErrorKind::Aborted,
                "an earlier frame of this network failed, and this one with it",
            ));
        }
        let result = outputs
            .streams
            .iter_mut()
            .zip(&mut to.data)
            .try_for_each(|(stream, frame)| stream.read_into(frame));
        outputs.turn += 1;
        if result.is_err() {
            self.broken.store(true, Ordering::Release);
        }
        drop(outputs);
        self.turned.notify_all();
        result
    }

    /// Writes all inputs of one frame, alone, and answers its place in the order.
    fn write(&self, from: &InputFrames) -> Result<(u64, u64)> {
        let mut inputs = lock(&self.inputs);
        if self.is_broken() {
            self.rebuild(&mut inputs)?;
        }
        let written =
            inputs.streams.iter_mut().zip(&from.data).try_for_each(|(stream, frame)| stream.write(frame));
        if written.is_err() {
            self.broken.store(true, Ordering::Release);
            // Whoever is about to wait for its turn holds the lock until it does, and then hears this.
            drop(lock(&self.outputs));
            self.turned.notify_all();
        }
        written?;
        let ticket = inputs.next;
        inputs.next += 1;
        Ok((inputs.generation, ticket))
    }

    fn is_broken(&self) -> bool {
        self.broken.load(Ordering::Acquire)
    }

    /// Makes the vstreams anew after a failure: the library's pipeline keeps its error for ever.
    fn rebuild(&self, inputs: &mut Inputs) -> Result<()> {
        let mut outputs = lock(&self.outputs);
        inputs.streams.clear();
        outputs.streams.clear();
        inputs.streams = self.group.create_inputs(&self.input_params)?;
        outputs.streams = self.group.create_outputs(&self.output_params)?;
        // Frames are checked against ports: a pipeline that came back with others would take them at the wrong place.
        let same =
            inputs.streams.iter().map(InputVStream::name).eq(self.input_ports.iter().map(|port| &*port.name))
                && outputs
                    .streams
                    .iter()
                    .map(OutputVStream::name)
                    .eq(self.output_ports.iter().map(|port| &*port.name));
        if !same {
            return Err(Error::other(ErrorKind::Runtime, "the vstreams came back under other names"));
        }
        inputs.next = 0;
        inputs.generation += 1;
        outputs.turn = 0;
        outputs.generation = inputs.generation;
        self.broken.store(false, Ordering::Release);
        Ok(())
    }

    pub(super) fn close(self) -> Result<()> {
        let inputs = self.inputs.into_inner().unwrap_or_else(PoisonError::into_inner);
        let outputs = self.outputs.into_inner().unwrap_or_else(PoisonError::into_inner);
        let inputs = inputs.streams.into_iter().map(InputVStream::close).fold(Ok(()), Result::and);
        let outputs = outputs.streams.into_iter().map(OutputVStream::close).fold(Ok(()), Result::and);
        inputs.and(outputs)
    }
}
