//! The C++ half of the safe crate over the simulated device's shim table: `InferModel`, language, vision and speech
//! models, device statistics.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::time::Duration;

use hailo::{
    AbortHandle, AveragingFactor, Completion, ConfiguredModel, CxxDevice, CxxVDevice, Dvm, Engine,
    EngineOptions, ErrorKind, FinishReason, FormatOrder, FormatType, FrameShape, GenerateOptions, InferModel,
    Job, Library, Llm, LlmOptions, ModelFrames, ModelNms, Network, NetworkOptions, NmsLayout, PowerQuantity,
    Prompt, SamplingPeriod, Scheduler, Speech, SpeechOptions, Status, VDeviceParams, Vlm,
};
use hailo_mock::hef::{HefBuilder, LayerSpec, Quant};
use hailo_mock::{CallEffect, Chip, Fault, Machine, Scenario, SimClock};
use hailo_testkit::Kit;

const LLM: &str = "simulated/qwen2.5-1.5b.hef";
const VLM: &str = "simulated/qwen2-vl-2b.hef";
const SPEECH: &str = "simulated/whisper-base.hef";
const LONG: Duration = Duration::from_secs(60);

fn kit() -> Kit {
    let scenario = Scenario::named("10h-llm").unwrap();
    Kit::of(Machine::builder().scenario(scenario).hef("net.hef", net()))
}

/// A network for Hailo-10H: a picture in, ten classes out.
fn net() -> Vec<u8> {
    let quant = Quant { zero_point: 10.0, scale: 0.5, min: -5.0, max: 122.5 };
    HefBuilder::new("net")
        .arch(103)
        .input(LayerSpec::nhcw("net/in", 4, 8, 3))
        .output(LayerSpec::vector("net/out", 10).quant(quant))
        .build()
}

/// `net` on an engine.
fn network(library: &Library, options: NetworkOptions) -> Network {
    let engine = Engine::open(library, EngineOptions::default()).unwrap();
    engine.network(&library.hef_from_bytes(net()).unwrap(), options).unwrap()
}

fn vdevice(kit: &Kit) -> CxxVDevice {
    CxxVDevice::open(&kit.library, &VDeviceParams::default()).unwrap()
}

fn llm(kit: &Kit) -> Llm {
    vdevice(kit).llm(&LlmOptions::new(LLM)).unwrap()
}

/// Reads an answer to its end: text, tokens, reason.
fn rest(mut completion: Completion) -> (String, u32, FinishReason) {
    let (mut text, mut tokens) = (String::new(), 0);
    loop {
        let piece = completion.next(LONG).unwrap().expect("an answer ends with a reason");
        text.push_str(&piece.text);
        tokens += piece.tokens;
        if let Some(finish) = piece.finish {
            assert!(completion.is_finished());
            assert_eq!(completion.next(LONG).unwrap(), None, "nothing after the last piece");
            return (text, tokens, finish);
        }
    }
}

fn seeded(max_tokens: u32) -> GenerateOptions {
    let mut options = GenerateOptions::default();
    (options.seed, options.max_tokens) = (Some(7), Some(max_tokens));
    options
}

/// The positions of the first calls of these names in the log.
fn positions(kit: &Kit, names: &[&str]) -> Vec<usize> {
    let log = kit.machine.call_log();
    let position =
        |name: &&str| log.iter().position(|call| call.call == *name).unwrap_or_else(|| panic!("no {name}"));
    names.iter().map(position).collect()
}

// === Language models ===

#[test]
fn an_answer_comes_in_pieces_and_fills_the_context() {
    let kit = kit();
    let llm = llm(&kit);
    assert_eq!(llm.context_usage().unwrap(), 0);
    let (text, tokens, finish) =
        rest(llm.generate(&Prompt::new().user("Why is the sky blue?"), &seeded(20)).unwrap());
    assert!(!text.trim().is_empty());
    assert!(tokens > 1 && tokens <= 21, "{tokens} tokens");
    assert!(matches!(finish, FinishReason::Length | FinishReason::Stop));
    let used = llm.context_usage().unwrap();
    assert!(used > tokens as usize, "the prompt is in the context too: {used}");
    assert!(used <= llm.context_capacity().unwrap());
    llm.clear_context().unwrap();
    assert_eq!(llm.context_usage().unwrap(), 0);
}

#[test]
fn a_seed_makes_the_answer_and_a_limit_ends_it() {
    let kit = kit();
    let llm = llm(&kit);
    let ask = |tokens| {
        llm.clear_context().unwrap();
        rest(llm.generate(&Prompt::new().user("Tell me a story"), &seeded(tokens)).unwrap())
    };
    let (short, count, finish) = ask(5);
    assert_eq!(finish, FinishReason::Length);
    assert!((4..=6).contains(&count), "{count} tokens");
    assert_eq!(ask(5).0, short);
    assert!(ask(12).0.starts_with(short.trim_end()), "the same answer, longer");
}

#[test]
fn plain_text_needs_no_messages_and_messages_must_not_be_missing() {
    let kit = kit();
    let llm = llm(&kit);
    let (text, ..) = rest(llm.generate(&Prompt::plain("Once upon a time"), &seeded(5)).unwrap());
    assert!(!text.is_empty());
    for nothing_to_say_so in [Prompt::new(), Prompt::plain("Once").user("Hello")] {
        let error = llm.generate(&nothing_to_say_so, &GenerateOptions::default()).unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidArgument, None));
    }
}

#[test]
fn one_answer_at_a_time_and_a_dropped_one_makes_room() {
    let kit = kit();
    let llm = llm(&kit);
    let prompt = Prompt::new().user("Tell me everything");
    let mut first = llm.generate(&prompt, &seeded(200)).unwrap();
    assert!(first.next(LONG).unwrap().is_some());
    assert!(llm.generate(&prompt, &seeded(5)).is_err(), "the first one still generates");
    drop(first);
    let (_, _, finish) = rest(llm.generate(&prompt, &seeded(5)).unwrap());
    assert_eq!(finish, FinishReason::Length);
}

#[test]
fn an_abort_from_elsewhere_ends_the_answer_without_the_recovery_text() {
    let kit = kit();
    let llm = llm(&kit);
    let mut completion = llm.generate(&Prompt::new().user("Tell me everything"), &seeded(500)).unwrap();
    assert!(completion.next(LONG).unwrap().is_some());
    let handle = completion.abort_handle();
    let other = std::thread::spawn(move || {
        handle.abort().unwrap();
        handle.abort().unwrap();
        handle
    });
    let handle = other.join().unwrap();
    let (text, _, finish) = rest(completion);
    assert_eq!((text.as_str(), finish), ("", FinishReason::Aborted));
    handle.abort().unwrap();
    let aborts =
        kit.machine.call_log().iter().filter(|call| call.call == "hailo_shim_completion_abort").count();
    assert_eq!(aborts, 1, "the library joins a thread in it: once is enough");
}

#[test]
fn more_threads_than_the_queue_has_places_all_have_their_frames() {
    let mut scenario = Scenario::named("10h-llm").unwrap();
    scenario.timing.async_depth = 2;
    let kit = Kit::of(Machine::builder().scenario(scenario));
    let network = network(&kit.library, NetworkOptions::default());
    std::thread::scope(|scope| {
        for seed in 0..12 {
            let network = &network;
            scope.spawn(move || {
                let (mut inputs, mut outputs) =
                    (network.input_frames().unwrap(), network.output_frames().unwrap());
                inputs.first_mut().fill(seed);
                for _ in 0..20 {
                    network.infer(&inputs, &mut outputs).unwrap();
                }
            });
        }
    });
    let configured =
        kit.machine.call_log().iter().filter(|call| call.call == "hailo_shim_model_configure").count();
    assert_eq!(configured, 1, "a full queue is no reason to configure the model anew");
}

#[test]
fn inferences_that_time_out_leave_nothing_on_the_device() {
    let mut scenario = Scenario::named("10h-llm").unwrap();
    scenario.timing.frame_factor = 1e6;
    // A clock that goes by itself: a manual one jumps to the end of a frame as soon as nothing else is waited for.
    let machine = Machine::builder().scenario(scenario).clock(SimClock::real(1.0)).build().unwrap();
    let mut options = NetworkOptions::default();
    options.timeout = Duration::from_millis(10);
    let network = network(&Library::on(&machine).unwrap(), options);
    let (inputs, mut outputs) = (network.input_frames().unwrap(), network.output_frames().unwrap());
    for _ in 0..12 {
        assert_eq!(network.infer(&inputs, &mut outputs).unwrap_err().kind(), ErrorKind::Timeout);
    }
}

#[test]
fn what_a_caller_does_wrong_costs_no_configuration_and_what_the_library_answers_does() {
    let kit = Kit::scenario("10h-llm");
    let network = network(&kit.library, NetworkOptions::default());
    let configured = || kit.calls("hailo_shim_model_configure");
    let (mut inputs, mut outputs) = (network.input_frames().unwrap(), network.output_frames().unwrap());
    let small = hailo::Buffer::zeroed(1).unwrap();
    let name = network.inputs()[0].name.clone();
    let whole = std::mem::replace(inputs.get_mut(&name).unwrap(), small);
    let error = network.infer(&inputs, &mut outputs).unwrap_err();
    assert_eq!((error.kind(), configured()), (ErrorKind::InvalidArgument, 1), "{error}");
    *inputs.get_mut(&name).unwrap() = whole;
    network.infer(&inputs, &mut outputs).unwrap();
    kit.machine.inject(
        Fault::on("hailo_shim_configured_run_async", CallEffect::Status(Status::INVALID_ARGUMENT)).times(1),
    );
    network.infer(&inputs, &mut outputs).unwrap_err();
    network.infer(&inputs, &mut outputs).unwrap();
    assert_eq!(configured(), 2, "the library answers what ended a pipeline for ever");
}

#[test]
fn two_cards_of_a_hailo_10h_stay_two_whatever_group_they_are_opened_in() {
    let kit =
        Kit::of(Machine::builder().era(hailo_sys::Era::V5_2_0).device(Chip::Hailo10h).device(Chip::Hailo10h));
    let ids = kit.library.scan().unwrap();
    let devices: Vec<CxxDevice> = ids
        .iter()
        .map(|id| {
            let mut params = VDeviceParams::default();
            params.device_ids = vec![id.clone()];
            params.group_id = Some("both".to_owned());
            CxxVDevice::open(&kit.library, &params).unwrap().device(0).unwrap()
        })
        .collect();
    assert_eq!((devices.len(), kit.calls("hailo_shim_device_of_vdevice")), (2, 2));
}

#[test]
fn a_read_that_times_out_can_be_tried_again() {
    let kit = kit();
    let llm = llm(&kit);
    let mut completion = llm.generate(&Prompt::new().user("Hello"), &seeded(5)).unwrap();
    let error = completion.next(Duration::from_millis(1)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "the first token takes longer");
    assert!(!completion.is_finished());
    assert_eq!(rest(completion).2, FinishReason::Length);
}

#[test]
fn a_conversation_can_be_kept() {
    let kit = kit();
    let llm = llm(&kit);
    rest(llm.generate(&Prompt::new().user("My name is Ada"), &seeded(5)).unwrap());
    let (used, saved) = (llm.context_usage().unwrap(), llm.save_context().unwrap());
    llm.clear_context().unwrap();
    llm.load_context(&saved).unwrap();
    assert_eq!(llm.context_usage().unwrap(), used);
}

#[test]
fn what_a_model_says_of_itself() {
    let kit = kit();
    let llm = llm(&kit);
    let own = llm.default_options().unwrap();
    assert!(own.temperature.unwrap() > 0.0 && own.max_tokens.unwrap() > 0);
    assert!(llm.count_tokens("Why is the sky blue?").unwrap() >= 4);
    assert_eq!(llm.count_tokens("").unwrap(), 0);
    assert!(!llm.prompt_template().unwrap().is_empty());
    llm.set_recovery_sequence("<|im_end|>").unwrap();
    assert_eq!(llm.recovery_sequence().unwrap(), "<|im_end|>");
    let stop = vec!["END".to_owned(), "→".to_owned()];
    llm.set_stop_tokens(&stop).unwrap();
    assert_eq!(llm.stop_tokens().unwrap(), stop);
}

#[test]
fn a_model_that_is_not_there_is_no_hef() {
    let kit = kit();
    let error = vdevice(&kit).llm(&LlmOptions::new("no/such/model.hef")).unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidHef, Some(Status(13))));
    assert_eq!(error.call(), Some("hailo_shim_llm_create"));
    assert_eq!(vdevice(&kit).llm(&LlmOptions::new("")).unwrap_err().kind(), ErrorKind::InvalidArgument);
}

#[test]
fn a_language_model_needs_the_scheduler() {
    let kit = kit();
    let mut params = VDeviceParams::default();
    params.scheduler = Scheduler::None;
    let vdevice = CxxVDevice::open(&kit.library, &params).unwrap();
    let error = vdevice.llm(&LlmOptions::new(LLM)).unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Unsupported, Some(Status(79))));
}

#[test]
fn children_go_before_their_parents_whoever_is_dropped_first() {
    let kit = kit();
    let vdevice = vdevice(&kit);
    let llm = vdevice.llm(&LlmOptions::new(LLM)).unwrap();
    let completion = llm.generate(&Prompt::new().user("Hello"), &seeded(50)).unwrap();
    drop(vdevice);
    drop(llm);
    assert!(kit.machine.live_handles() >= 3, "the completion keeps them");
    drop(completion);
    assert_eq!(kit.machine.live_handles(), 0);
    let order = positions(
        &kit,
        &["hailo_shim_completion_destroy", "hailo_shim_llm_destroy", "hailo_shim_vdevice_destroy"],
    );
    assert!(order.is_sorted(), "{order:?}");
    assert!(kit.machine.misuses().is_empty(), "{:?}", kit.machine.misuses());
}

// === Vision and speech ===

#[test]
fn a_vision_model_takes_pictures_of_its_size() {
    let kit = kit();
    let vlm = vdevice(&kit).vlm(VLM, false).unwrap();
    let picture = vec![128; vlm.frame().unwrap().size];
    let prompt = Prompt::new().user_with_images("What is this?", 1);
    let (text, _, finish) = rest(vlm.generate(&prompt, &[&picture], &seeded(5)).unwrap());
    assert!(!text.is_empty());
    assert_eq!(finish, FinishReason::Length);
    assert!(vlm.context_usage().unwrap() > 0);
    vlm.clear_context().unwrap();

    let error = vlm.generate(&prompt, &[&picture[1..]], &seeded(5)).unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidArgument, None));
    let tools = prompt.tool_json("{}");
    assert_eq!(vlm.generate(&tools, &[&picture], &seeded(5)).unwrap_err().kind(), ErrorKind::InvalidArgument);
}

#[test]
fn speech_becomes_segments_in_order() {
    let kit = kit();
    let speech = vdevice(&kit).speech(SPEECH).unwrap();
    let two_seconds = vec![0.1; 32_000];
    let segments = speech.segments(&two_seconds, &SpeechOptions::default(), LONG).unwrap();
    assert!(!segments.is_empty());
    for segment in &segments {
        assert!(segment.start <= segment.end && segment.end <= Duration::from_secs(3), "{segment:?}");
        assert!(!segment.text.is_empty());
    }
    assert!(segments.is_sorted_by_key(|segment| segment.start));
    let error = speech.segments(&[], &SpeechOptions::default(), LONG).unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidArgument, None));
}

// === InferModel ===

fn configured(kit: &Kit) -> ConfiguredModel {
    vdevice(kit).infer_model("net.hef", None).unwrap().configure().unwrap()
}

/// Frames with an input that depends on `seed`.
fn filled(model: &ConfiguredModel, seed: u8) -> ModelFrames {
    let mut frames = model.frames().unwrap();
    for (index, byte) in frames.input_mut(0).unwrap().iter_mut().enumerate() {
        *byte = index.to_le_bytes()[0].wrapping_mul(31).wrapping_add(seed);
    }
    frames
}

#[test]
fn a_model_tells_its_streams_and_their_formats() {
    let kit = kit();
    let mut model = vdevice(&kit).infer_model_from_bytes(&net(), Some("net")).unwrap();
    let (inputs, outputs) = (model.inputs().unwrap(), model.outputs().unwrap());
    assert_eq!((inputs[0].name.as_str(), inputs[0].frame_size), ("net/in", 96));
    assert_eq!((outputs[0].name.as_str(), outputs[0].frame_size), ("net/out", 10));
    assert_eq!(outputs[0].quantisations[0].scale.to_bits(), 0.5_f32.to_bits());
    model.set_output_format(0, Some(FormatType::Float32), None).unwrap();
    assert_eq!(model.outputs().unwrap()[0].frame_size, 40);
    assert_eq!(model.set_output_format(9, None, None).unwrap_err().kind(), ErrorKind::InvalidArgument);
    let model = model.configure().unwrap();
    let frames = model.run(model.frames().unwrap(), LONG).unwrap();
    assert_eq!(frames.output(0).unwrap().len(), 40);
    assert!(frames.output(1).is_none());
}

#[test]
fn the_same_input_gives_the_same_output_however_it_is_waited_for() {
    let kit = kit();
    let model = configured(&kit);
    assert!(model.queue_size().unwrap() > 0);
    let blocking = model.run(filled(&model, 1), LONG).unwrap();
    let waited = model.start(filled(&model, 1)).unwrap().wait(LONG).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let awaited = runtime.block_on(model.start(filled(&model, 1)).unwrap()).unwrap();
    assert_eq!(blocking.output(0), waited.output(0));
    assert_eq!(blocking.output(0), awaited.output(0));
    let other = model.run(filled(&model, 2), LONG).unwrap();
    assert_ne!(blocking.output(0), other.output(0));
    // Frames go round again and again.
    let again = model.run(other, LONG).unwrap();
    assert_ne!(blocking.output(0), again.output(0));
}

#[test]
fn a_dropped_job_ends_by_itself_and_frees_its_frames() {
    let kit = kit();
    let model = configured(&kit);
    for seed in 0..3 {
        model.wait_ready(LONG).unwrap();
        drop(model.start(filled(&model, seed)).unwrap());
    }
    model.run(filled(&model, 9), LONG).unwrap();
    kit.machine.settle();
    drop(model);
    // The last frames may be freed on a thread of their own: they came back inside a callback.
    for _ in 0..1_000_000 {
        if kit.machine.live_handles() == 0 {
            break;
        }
        std::thread::yield_now();
    }
    kit.assert_clean();
}

#[test]
fn a_shutdown_ends_what_is_under_way() {
    let kit = kit();
    let model = configured(&kit);
    let mut job = model.start(filled(&model, 1)).unwrap();
    model.shutdown().unwrap();
    if let Err(error) = job.wait(LONG) {
        assert_eq!(error.kind(), ErrorKind::Aborted);
    }
    assert!(model.start(filled(&model, 1)).is_err(), "a shutdown is final");
}

#[test]
fn frames_of_another_model_are_refused() {
    let kit = kit();
    let vdevice = vdevice(&kit);
    let configured = || vdevice.infer_model("net.hef", None).unwrap().configure().unwrap();
    let (one, two) = (configured(), configured());
    let error = one.start(two.frames().unwrap()).unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidArgument, None));
}

#[test]
fn latency_is_none_until_there_is_a_sample() {
    let kit = kit();
    let mut model = vdevice(&kit).infer_model("net.hef", None).unwrap();
    model.set_latency_measurement(true, false).unwrap();
    let model = model.configure().unwrap();
    assert_eq!(model.hw_latency().unwrap(), None);
    model.run(filled(&model, 1), LONG).unwrap();
    assert!(model.hw_latency().unwrap().unwrap() > Duration::ZERO);
}

#[test]
fn scheduler_settings_outside_their_range_are_refused() {
    let kit = kit();
    let model = configured(&kit);
    model.set_scheduler_timeout(Duration::from_millis(10)).unwrap();
    model.set_scheduler_threshold(1).unwrap();
    model.set_scheduler_priority(31).unwrap();
    assert_eq!(model.set_scheduler_priority(32).unwrap_err().kind(), ErrorKind::InvalidArgument);
    assert_eq!(model.activate().unwrap_err().kind(), ErrorKind::InvalidArgument, "the scheduler decides");
}

#[test]
fn bytes_the_library_would_read_past_never_reach_it() {
    let kit = kit();
    let vdevice = vdevice(&kit);
    let calls = kit.machine.calls();
    let mut longer = net();
    longer[8..12].copy_from_slice(&u32::MAX.to_be_bytes());
    for bytes in [&b""[..], b"HEF", &longer] {
        let error = vdevice.infer_model_from_bytes(bytes, None).unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidHef, None));
    }
    assert_eq!(kit.machine.calls(), calls);
}

// === Device statistics ===

#[test]
fn a_hailo_10h_tells_power_load_and_health() {
    let kit = kit();
    let by_itself = CxxDevice::open(&kit.library, None).unwrap();
    let vdevice = vdevice(&kit);
    for device in [by_itself, vdevice.device(0).unwrap()] {
        assert!(device.measure_power(Dvm::Auto, PowerQuantity::Power).unwrap() > 0.5);
        let load = device.performance().unwrap();
        assert!(load.ram_used_bytes.unwrap() <= load.ram_total_bytes.unwrap());
        assert!((0.0..=100.0).contains(&load.nn_core_percent.unwrap()));
        let health = device.die_health().unwrap();
        assert!((0.0..=120.0).contains(&health.temperature_celsius.unwrap()));
        let celsius = device.chip_temperature().unwrap().ts0_celsius;
        assert!((0.0..=120.0).contains(&celsius));
        device.set_power_measurement(0, Dvm::Auto, PowerQuantity::Power).unwrap();
        device.start_power_measurement(AveragingFactor::X256, SamplingPeriod::Us1100).unwrap();
        kit.machine.advance(Duration::from_secs(5));
        let gathered = device.power_measurement(0, true).unwrap();
        assert!(gathered.samples > 0 && gathered.min <= gathered.average && gathered.average <= gathered.max);
        device.stop_power_measurement().unwrap();
        assert_eq!(
            device.set_power_measurement(4, Dvm::Auto, PowerQuantity::Power).unwrap_err().kind(),
            ErrorKind::InvalidArgument
        );
    }
    assert_eq!(vdevice.device(1).unwrap_err().kind(), ErrorKind::InvalidArgument);
    assert_eq!(vdevice.device_ids().unwrap().len(), 1);
}

#[test]
fn without_a_shim_the_error_says_how_to_get_one() {
    let kit = kit();
    let library = Library::on(&kit.machine.without_shim()).unwrap();
    let error = CxxVDevice::open(&library, &VDeviceParams::default()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert!(error.advice().unwrap().contains("cargo xtask shim build"), "{error}");
}

/// By score 5.x gives its frames as uint8 only; asked for as floats, which their records are, they come all the same.
#[test]
fn detections_by_score_are_asked_for_as_the_release_takes_them() {
    let hef = HefBuilder::new("det")
        .arch(103)
        .input(LayerSpec::nhcw("det/in", 8, 8, 3))
        .output(LayerSpec::nhcw("det/boxes", 4, 4, 8))
        .nms("det/nms", 20, 10, 0.1)
        .build();
    let scenario = Scenario::named("10h-llm").unwrap();
    let kit = Kit::of(Machine::builder().scenario(scenario).hef("det.hef", hef));
    let vdevice = vdevice(&kit);
    let mut model = vdevice.infer_model("det.hef", None).unwrap();
    let by_score = Some(FormatOrder::NmsByScore);
    let refused = model.set_output_format(0, Some(FormatType::Uint16), by_score).unwrap_err();
    assert_eq!(
        (refused.kind(), refused.status()),
        (ErrorKind::Unsupported, None),
        "before any call: {refused}"
    );
    model.set_output_format(0, Some(FormatType::Float32), by_score).unwrap();
    let nms = ModelNms { max_proposals_total: Some(30), ..ModelNms::default() };
    model.set_nms(0, &nms).unwrap();
    let configured = model.configure().unwrap();
    let output = configured.outputs()[0].clone();
    assert_eq!((output.format.ty, output.format.order), (FormatType::Uint8, FormatOrder::NmsByScore));
    let FrameShape::Nms(shape) = output.shape else { panic!("detections") };
    let layout =
        NmsLayout::new(output.format.order, output.format.ty, shape, kit.library.mask_record_size()).unwrap();
    let mut found = 0;
    for fill in [0, 60, 120, 180, 240] {
        let mut frames = configured.frames().unwrap();
        frames.input_mut(0).unwrap().fill(fill);
        let frames = configured.run(frames, LONG).unwrap();
        let detections = layout.decode(frames.output(0).unwrap()).unwrap();
        assert!(detections.windows(2).all(|pair| pair[0].score >= pair[1].score), "best first");
        found += detections.len();
    }
    assert!(found > 0, "five pictures and nothing in them");
}

// === What may cross threads ===

#[test]
fn what_may_cross_threads() {
    fn send<T: Send + 'static>() {}
    fn sync<T: Sync>() {}
    // Each call on one handle waits for its turn, so handles may be shared.
    send::<CxxVDevice>();
    sync::<CxxVDevice>();
    send::<Llm>();
    sync::<Llm>();
    send::<Vlm>();
    send::<Speech>();
    send::<CxxDevice>();
    send::<InferModel>();
    send::<ConfiguredModel>();
    sync::<ConfiguredModel>();
    send::<ModelFrames>();
    send::<Job>();
    // Read by one thread (`&mut self`), aborted by any.
    send::<Completion>();
    send::<AbortHandle>();
    sync::<AbortHandle>();
}
