//! Inference through the C++ interface's `InferModel`.

use super::{InputFrames, NetworkOptions, OutputFrames, Port, port};
use crate::device::cxx::CxxVDevice;
use crate::error::{Error, ErrorKind, Result};
use crate::handle::callback::lock;
use crate::handle::release;
use crate::hef::{Hef, Source};
use crate::infer_model::{ConfiguredModel, ModelFrames, ModelStream};
use crate::record::format::{Direction, FormatType, VStreamInfo};
use hailo_sys::Status;
use std::sync::{Arc, Mutex};

/// How often an inference is tried whose place in the queue another thread takes each time.
const MAX_TRIES: u32 = 100;

/// A model of the C++ interface, with buffers that are bound to it and used again.
#[derive(Debug)]
pub(super) struct InferModelRunner {
    pub(super) vdevice: CxxVDevice,
    hef: Source,
    pub(super) name: String,
    options: NetworkOptions,
    pub(super) input_ports: Arc<[Port]>,
    pub(super) output_ports: Arc<[Port]>,
    state: Mutex<ModelState>,
}

#[derive(Debug)]
struct ModelState {
    /// `None` after a failure, which the library cannot recover from: the next call configures anew.
    model: Option<ConfiguredModel>,
    spare: Vec<ModelFrames>,
    generation: u64,
}

impl InferModelRunner {
    pub(super) fn open(vdevice: &CxxVDevice, hef: &Hef, options: NetworkOptions) -> Result<Self> {
        let name = match &options.group {
            Some(name) => name.clone(),
            None => hef.network_groups()?.into_iter().next().map(|group| group.name).unwrap_or_default(),
        };
        let model = configure_model(vdevice, hef.source(), &name, &options)?;
        let ports = |streams: &[ModelStream], direction| -> Arc<[Port]> {
            streams.iter().map(|stream| model_port(stream, direction, &name)).collect()
        };
        Ok(Self {
            vdevice: vdevice.clone(),
            hef: hef.source().clone(),
            input_ports: ports(model.inputs(), Direction::Input),
            output_ports: ports(model.outputs(), Direction::Output),
            name,
            options,
            state: Mutex::new(ModelState { model: Some(model), spare: Vec::new(), generation: 0 }),
        })
    }

    /// The model, configured anew if it failed, and the number of this configuration.
    pub(super) fn model(&self) -> Result<(ConfiguredModel, u64)> {
        let mut state = lock(&self.state);
        let model = match &state.model {
            Some(model) => model.clone(),
            None => {
                let model = configure_model(&self.vdevice, &self.hef, &self.name, &self.options)?;
                state.model.insert(model).clone()
            }
        };
        Ok((model, state.generation))
    }

    pub(super) fn run(&self, from: &InputFrames, to: &mut OutputFrames) -> Result<()> {
        let is_full = |error: &Error| error.status() == Some(Status::QUEUE_IS_FULL);
        let mut tries = 0;
        loop {
            tries += 1;
            match self.run_once(from, to) {
                // Another thread took the place in the queue between the wait for it and the start.
                Err(error) if is_full(&error) && tries < MAX_TRIES => {}
                ended => return ended,
            }
        }
    }

    fn run_once(&self, from: &InputFrames, to: &mut OutputFrames) -> Result<()> {
        let (model, generation) = self.model()?;
        let mut state = lock(&self.state);
        // Buffers are bound to one configuration.
        let spare = if state.generation == generation { state.spare.pop() } else { None };
        drop(state);
        let mut frames = match spare {
            Some(frames) => frames,
            None => model.frames()?,
        };
        for (index, data) in from.data.iter().enumerate() {
            copy(frames.input_mut(index), data)?;
        }
        match model.run(frames, self.options.timeout) {
            Ok(frames) => {
                for (index, data) in to.data.iter_mut().enumerate() {
                    copy(Some(data), frames.output(index).unwrap_or_default())?;
                }
                let mut state = lock(&self.state);
                if state.generation == generation {
                    state.spare.push(frames);
                }
                Ok(())
            }
            Err(error) => {
                let mut state = lock(&self.state);
                // Of what the library itself answers only a full queue leaves the model usable.
                let harmless = matches!(error.kind(), ErrorKind::InvalidArgument | ErrorKind::DeviceBusy)
                    && error.status().is_none_or(|status| status == Status::QUEUE_IS_FULL);
                if state.generation == generation && !harmless {
                    state.generation += 1;
                    let gone = (state.model.take(), std::mem::take(&mut state.spare));
                    drop(state);
                    // Not under the lock, and with a bound: the library is waited for. Frames under way hold their
                    // configuration until they are cancelled; without that each failure would leave one on the device.
                    let _ = release::bounded("hailo_shim_configured_shutdown", move || {
                        if let Some(model) = &gone.0 {
                            let _ = model.shutdown();
                        }
                        drop(gone);
                    });
                }
                Err(error)
            }
        }
    }
}

/// Copies a frame; another length means that the model came back with other streams.
fn copy(to: Option<&mut [u8]>, from: &[u8]) -> Result<()> {
    match to {
        Some(to) if to.len() == from.len() => {
            to.copy_from_slice(from);
            Ok(())
        }
        _ => Err(Error::other(ErrorKind::Runtime, "the model came back with other streams than it had")),
    }
}

fn configure_model(
    vdevice: &CxxVDevice,
    hef: &Source,
    name: &str,
    options: &NetworkOptions,
) -> Result<ConfiguredModel> {
    let mut model = match hef {
        Source::File(path) => vdevice.infer_model(path, Some(name))?,
        Source::Bytes(bytes) => vdevice.infer_model_from_bytes(bytes, Some(name))?,
    };
    if let Some(batch_size) = options.batch_size {
        model.set_batch_size(batch_size)?;
    }
    if options.measure_latency {
        model.set_latency_measurement(true, false)?;
    }
    if options.input_type != FormatType::Auto {
        for index in 0..model.inputs()?.len() {
            model.set_input_format(index, Some(options.input_type), None)?;
        }
    }
    if options.output_type != FormatType::Auto {
        for index in 0..model.outputs()?.len() {
            model.set_output_format(index, Some(options.output_type), None)?;
        }
    }
    model.configure()
}

fn model_port(stream: &ModelStream, direction: Direction, network: &str) -> Port {
    let info = VStreamInfo {
        name: stream.name.clone(),
        network_name: network.to_owned(),
        direction,
        format: stream.format,
        shape: stream.shape,
        quantisation: stream.quantisations.first().copied().unwrap_or_default(),
    };
    port(&info, stream.format, stream.frame_size)
}
