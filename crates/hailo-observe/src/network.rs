//! Frames.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use hailo::{Inference, InputFrames, Network, OutputFrames, Result};
use hailo_telemetry::{InFlight, LoadPhase, ModelRecorder, Timestamp};

use crate::activity::Activity;
use crate::calls::{Call, Pace, Phase};

/// A network whose every inference is recorded. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct ObservedNetwork {
    network: Network,
    recorder: ModelRecorder,
    activity: Activity,
    pace: Arc<Pace>,
    warm: Arc<AtomicBool>,
}

impl ObservedNetwork {
    pub(crate) fn new(network: Network, recorder: ModelRecorder, activity: Activity) -> Self {
        let pace = activity.pace(recorder.name());
        Self { network, recorder, activity, pace, warm: Arc::new(AtomicBool::new(false)) }
    }

    /// The network: its ports and the memory for its frames.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Its recorder, for what only the caller knows.
    #[must_use]
    pub fn recorder(&self) -> &ModelRecorder {
        &self.recorder
    }

    /// As `hailo::Network::infer`, recorded as one request and, when it succeeds, one frame.
    ///
    /// # Errors
    /// As `hailo::Network::infer`.
    pub fn infer(&self, inputs: &InputFrames, outputs: &mut OutputFrames) -> Result<()> {
        let began = self.activity.telemetry.now();
        let mut request = self.recorder.begin_at(began);
        let _call = self.activity.enter(Phase::Frame, &self.pace, began);
        let result = self.network.infer(inputs, outputs);
        let now = self.activity.telemetry.now();
        if result.is_ok() {
            request.frames(1);
            self.warmed(began, now);
        }
        self.activity.settle(request, &result, now);
        result
    }

    /// As `hailo::Network::infer_async`, recorded. Dropping the future records the request as cancelled.
    pub fn infer_async(&self, inputs: InputFrames, outputs: OutputFrames) -> ObservedInference {
        let began = self.activity.telemetry.now();
        ObservedInference {
            request: Some(self.recorder.begin_at(began)),
            call: Some(self.activity.enter(Phase::Frame, &self.pace, began)),
            began,
            network: self.clone(),
            inference: self.network.infer_async(inputs, outputs),
        }
    }

    fn warmed(&self, began: Timestamp, now: Timestamp) {
        if !self.warm.load(Ordering::Relaxed) && !self.warm.swap(true, Ordering::Relaxed) {
            self.recorder.set_load(LoadPhase::FirstInference, Duration::from_nanos(now.nanos_since(began)));
        }
    }
}

/// A recorded inference under way.
#[must_use = "dropping an `ObservedInference` cancels it"]
pub struct ObservedInference {
    inference: Inference,
    request: Option<InFlight>,
    call: Option<Call>,
    began: Timestamp,
    network: ObservedNetwork,
}

impl fmt::Debug for ObservedInference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObservedInference").field("began", &self.began).finish_non_exhaustive()
    }
}

impl ObservedInference {
    fn ended<T>(&mut self, result: &Result<T>) {
        let Some(mut request) = self.request.take() else { return };
        self.call = None;
        let now = self.network.activity.telemetry.now();
        if result.is_ok() {
            request.frames(1);
            self.network.warmed(self.began, now);
        }
        self.network.activity.settle(request, result, now);
    }
}

impl Future for ObservedInference {
    type Output = Result<(InputFrames, OutputFrames)>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let polled = Pin::new(&mut self.inference).poll(context);
        if let Poll::Ready(result) = &polled {
            self.ended(result);
        }
        polled
    }
}
