//! Answers in content codings, through the layer that counts them.

use std::convert::Infallible;
use std::io::Write;

use bytes::Bytes;
use flate2::Compression;
use futures_util::{FutureExt, stream};
use hailo_ollama::layer::InferenceLayer;
use hailo_telemetry::{Clock, Config, Count, Outcome, Telemetry};
use http::{Request, Response};
use http_body::Frame;
use http_body_util::{BodyExt, StreamBody};
use tower::{Layer, ServiceExt, service_fn};

const CODINGS: [&str; 6] = ["", "gzip", "deflate", "br", "zstd", "deflate"];

/// What is recorded of an answer of `bytes` that comes in pieces of `step`; it passes as it is.
fn recorded(coding: &'static str, bytes: &[u8], step: usize) -> Vec<u64> {
    let (clock, _hand) = Clock::manual();
    let telemetry = Telemetry::new(Config::default().clock(clock));
    let pieces: Vec<Bytes> = bytes.chunks(step.max(1)).map(Bytes::copy_from_slice).collect();
    let service = service_fn(move |_: Request<()>| {
        let frames = pieces.clone().into_iter().map(|piece| Ok::<_, Infallible>(Frame::data(piece)));
        let mut answer = Response::new(StreamBody::new(stream::iter(frames)));
        if !coding.is_empty() {
            answer.headers_mut().insert("content-encoding", coding.parse().unwrap());
        }
        std::future::ready(Ok::<_, Infallible>(answer))
    });
    let request = Request::post("/api/chat").body(()).unwrap();
    let answer = InferenceLayer::new(&telemetry, "m").layer(service).oneshot(request).now_or_never();
    let answer = answer.and_then(Result::ok).expect("a service that never waits");
    let passed = Box::pin(answer.into_body()).collect().now_or_never().and_then(Result::ok);
    assert!(passed.expect("a body that never waits").to_bytes() == bytes, "an answer passes as it is");
    let snapshot = telemetry.snapshot();
    let totals = &snapshot.totals;
    assert_eq!(totals.requests(), 1, "a request ends once");
    let mut said: Vec<u64> = Outcome::ALL.iter().map(|outcome| totals.outcome(*outcome)).collect();
    for model in &snapshot.models {
        said.extend([model.output_tokens(), model.count(Count::Chunks), model.count(Count::PromptTokens)]);
    }
    said
}

fn packed(coding: usize, text: &[u8]) -> Vec<u8> {
    let fast = Compression::fast();
    match coding {
        1 => {
            let mut out = flate2::write::GzEncoder::new(Vec::new(), fast);
            out.write_all(text).unwrap();
            out.finish().unwrap()
        }
        2 => {
            let mut out = flate2::write::ZlibEncoder::new(Vec::new(), fast);
            out.write_all(text).unwrap();
            out.finish().unwrap()
        }
        3 => {
            let mut out = brotli::CompressorWriter::new(Vec::new(), 4096, 3, 18);
            out.write_all(text).unwrap();
            out.into_inner()
        }
        4 => zstd::encode_all(text, 1).unwrap(),
        5 => {
            let mut out = flate2::write::DeflateEncoder::new(Vec::new(), fast);
            out.write_all(text).unwrap();
            out.finish().unwrap()
        }
        _ => text.to_vec(),
    }
}

/// An answer in the coding that the first byte names, cut as the second says: as it is, for what nobody packed, and packed,
/// which means what it means unpacked.
pub fn coded(data: &[u8]) {
    let [coding, step, text @ ..] = data else { return };
    let (coding, step) = (usize::from(*coding) % CODINGS.len(), usize::from(*step) + 1);
    let _ = recorded(CODINGS[coding], text, step);
    // Bytes that begin as packed ones do are taken for such.
    if coding > 0 && !matches!(text.first(), None | Some(0x1F | 0x28)) {
        let plain = recorded("identity", text, step);
        assert_eq!(recorded(CODINGS[coding], &packed(coding, text), step), plain, "{}", CODINGS[coding]);
    }
}
