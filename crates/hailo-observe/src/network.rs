//! Frames.

use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use hailo::{Inference, InputFrames, Network, OutputFrames, Result};
use hailo_telemetry::{InFlight, LoadPhase, ModelRecorder, Reason, Telemetry, Timestamp};

use crate::activity::Activity;
use crate::calls::{Call, Phase};
use crate::suspect::Suspect;
use crate::work::{RequestTimeline, Work};

/// A network whose every inference is recorded. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct ObservedNetwork {
    network: Network,
    frames: Arc<Frames>,
}

/// What is recorded of a network's frames. It must not hold the network: a waker keeps this alive on one of the network's own
/// threads, and none of them may drop the last handle to its network.
#[derive(Debug)]
struct Frames {
    recorder: ModelRecorder,
    telemetry: Telemetry,
    work: Work,
    warm: AtomicBool,
    suspect: Suspect,
}

impl Frames {
    fn ended<T>(&self, mut request: InFlight, began: Timestamp, result: &Result<T>) {
        let now = self.telemetry.now();
        let mut timeline = RequestTimeline::new(began);
        if result.is_ok() {
            request.frames(1);
            timeline.frames = 1;
            if !self.warm.load(Ordering::Relaxed) && !self.warm.swap(true, Ordering::Relaxed) {
                let took = now.since(began);
                self.recorder.set_load(LoadPhase::FirstInference, took);
            }
        }
        self.work.settle(request, &timeline, result.as_ref().err(), now);
    }
}

impl ObservedNetwork {
    pub(crate) fn new(network: Network, recorder: ModelRecorder, activity: &Activity) -> Self {
        let telemetry = activity.telemetry.clone();
        let frames = Frames {
            work: Work::new(activity, &recorder),
            warm: AtomicBool::new(false),
            suspect: Suspect::new(&telemetry, recorder.name()),
            telemetry,
            recorder,
        };
        Self { network, frames: Arc::new(frames) }
    }

    /// The network: its ports and the memory for its frames.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Its recorder, for what only the caller knows.
    #[must_use]
    pub fn recorder(&self) -> &ModelRecorder {
        &self.frames.recorder
    }

    /// Looks at the outputs of one frame in `every` for what nobody can have computed
    /// (`inference_suspect_outputs_total`); 0 looks at none. 16 at first.
    ///
    /// A frame that is looked at costs a pass over its outputs and the decoding of its detections.
    pub fn check_outputs(&self, every: u32) {
        self.frames.suspect.set_every(every);
    }

    /// As `hailo::Network::infer`, recorded as one request and, when it succeeds, one frame.
    ///
    /// # Errors
    /// As `hailo::Network::infer`.
    pub fn infer(&self, inputs: &InputFrames, outputs: &mut OutputFrames) -> Result<()> {
        let frames = &*self.frames;
        let began = frames.telemetry.now();
        let request = frames.recorder.begin_at(began);
        let call = frames.work.enter(Phase::Frame, began);
        let result = self.network.infer(inputs, outputs);
        frames.ended(request, began, &result);
        drop(call);
        if result.is_ok() {
            frames.suspect.frame(inputs, outputs);
        }
        result
    }

    /// As `hailo::Network::infer_async`, recorded: the request ends when the device is done, whether or not somebody
    /// polls then. Dropping the future before that records it as cancelled.
    pub fn infer_async(&self, inputs: InputFrames, outputs: OutputFrames) -> ObservedInference {
        let frames = Arc::clone(&self.frames);
        let began = frames.telemetry.now();
        let running = Running {
            request: frames.recorder.begin_at(began),
            _call: frames.work.enter(Phase::Frame, began),
            inference: self.network.infer_async(inputs, outputs),
        };
        let stage = Mutex::new(Stage::Running(running, None));
        let under_way = Arc::new(UnderWay { stage, began, frames });
        under_way.advance();
        ObservedInference(under_way)
    }
}

type Answer = Result<(InputFrames, OutputFrames)>;

/// A recorded inference under way.
#[must_use = "dropping an `ObservedInference` cancels it"]
pub struct ObservedInference(Arc<UnderWay>);

/// It is its own waker: when the device is done, the request ends on the thread that says so, and who polled is woken.
struct UnderWay {
    stage: Mutex<Stage>,
    began: Timestamp,
    frames: Arc<Frames>,
}

enum Stage {
    /// With whoever polled last.
    Running(Running, Option<Waker>),
    /// The device is done, and what is told of it is being told.
    Ending(Option<Waker>),
    Done(Answer),
    /// The answer was taken, or nobody wants it any more.
    Over,
}

struct Running {
    // Dropped first: the device is told before the request ends.
    inference: Inference,
    request: InFlight,
    _call: Call,
}

impl UnderWay {
    fn stage(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks whether the device is done, and ends the request if so.
    fn advance(self: &Arc<Self>) {
        let mut stage = self.stage();
        let Stage::Running(running, _) = &mut *stage else { return };
        let waker = Waker::from(Arc::clone(self));
        let Poll::Ready(answer) = Pin::new(&mut running.inference).poll(&mut Context::from_waker(&waker))
        else {
            return;
        };
        let Stage::Running(running, asker) = std::mem::replace(&mut *stage, Stage::Over) else { return };
        *stage = Stage::Ending(asker);
        drop(stage);
        // A look at the outputs takes its time: who polls meanwhile is not held up by it.
        self.frames.ended(running.request, self.began, &answer);
        if let Ok((inputs, outputs)) = &answer {
            self.frames.suspect.frame(inputs, outputs);
        }
        let mut stage = self.stage();
        // Over: the future was dropped meanwhile, and nobody wants the answer.
        let Stage::Ending(asker) = &mut *stage else { return };
        let asker = asker.take();
        *stage = Stage::Done(answer);
        drop(stage);
        // Waking runs the asker's code, which may poll: not under the lock.
        if let Some(asker) = asker {
            asker.wake();
        }
    }
}

impl Wake for UnderWay {
    fn wake(self: Arc<Self>) {
        self.advance();
    }
}

impl fmt::Debug for ObservedInference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObservedInference").field("began", &self.0.began).finish_non_exhaustive()
    }
}

impl Future for ObservedInference {
    type Output = Answer;

    /// # Panics
    /// When it is polled again after it gave its answer.
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Answer> {
        // Cloning and dropping wakers runs the asker's code: not under the lock.
        let fresh = context.waker().clone();
        let mut stage = self.0.stage();
        let old = match &mut *stage {
            Stage::Running(_, asker) | Stage::Ending(asker) => asker.replace(fresh),
            Stage::Done(_) => match std::mem::replace(&mut *stage, Stage::Over) {
                Stage::Done(answer) => return Poll::Ready(answer),
                Stage::Running(..) | Stage::Ending(_) | Stage::Over => None,
            },
            #[allow(clippy::panic, reason = "as every future of the standard library does")]
            Stage::Over => panic!("an inference was polled after it had answered"),
        };
        drop(stage);
        drop(old);
        Poll::Pending
    }
}

impl ObservedInference {
    /// Gives the inference up and records it as failed for this reason, unless it has ended. For who takes a request from a
    /// device that hangs: that is neither the caller's wish nor an answer of the device.
    pub fn fail(self, reason: Reason) {
        let stage = std::mem::replace(&mut *self.0.stage(), Stage::Over);
        if let Stage::Running(Running { inference, request, _call }, _) = stage {
            let frames = &self.0.frames;
            frames.work.taken(request, &RequestTimeline::new(self.0.began), reason, frames.telemetry.now());
            drop(inference);
        }
    }
}

impl Drop for ObservedInference {
    fn drop(&mut self) {
        let stage = std::mem::replace(&mut *self.0.stage(), Stage::Over);
        if matches!(stage, Stage::Running(..)) {
            let frames = &self.0.frames;
            frames.work.cancelled(&RequestTimeline::new(self.0.began), frames.telemetry.now());
        }
        drop(stage);
    }
}
