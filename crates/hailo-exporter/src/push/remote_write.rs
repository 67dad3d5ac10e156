//! Prometheus' remote write: 2.0 (rc.4), and 1.0 for receivers that speak nothing newer.

use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;
use hailo_telemetry::encode::{RemoteHistograms, RemoteRequest, RemoteWriter, remote_write_1_0};
use hailo_telemetry::{Snapshot, Telemetry};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use tokio::time::Instant;

use super::buffer::{Buffer, Request};
use super::endpoint::{Answer, Endpoint, PushError, Receiver};
use super::run::{Encode, Pushing, Speak, Verdict};

const VERSION: HeaderName = HeaderName::from_static("x-prometheus-remote-write-version");
const WRITTEN: [HeaderName; 2] = [
    HeaderName::from_static("x-prometheus-remote-write-samples-written"),
    HeaderName::from_static("x-prometheus-remote-write-histograms-written"),
];
/// How often a receiver of 1.0 is told what the families are; 2.0 says it with each series.
const DESCRIBE_EVERY: Duration = Duration::from_secs(60);

/// Where to, how often and as what series are pushed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct RemoteWriteOptions {
    /// The receiver.
    pub endpoint: Endpoint,
    /// Time from one snapshot to the next.
    pub interval: Duration,
    /// Labels of every series beside its own; `job` and `instance` tell one machine of many.
    pub labels: Vec<(String, String)>,
    /// As which series histograms are sent.
    pub histograms: RemoteHistograms,
    /// Folder whose file `remote-write.unsent` keeps what waits from run to run; in memory alone without one.
    pub folder: Option<PathBuf>,
}

impl RemoteWriteOptions {
    /// Every 10 s, histograms as classic ones.
    #[must_use]
    pub fn new(endpoint: Endpoint, job: impl Into<String>, instance: impl Into<String>) -> Self {
        Self {
            endpoint,
            interval: Duration::from_secs(10),
            labels: vec![("job".to_owned(), job.into()), ("instance".to_owned(), instance.into())],
            histograms: RemoteHistograms::Classic,
            folder: None,
        }
    }
}

/// Pushes snapshots of `telemetry` from now on; must be called within a tokio runtime.
///
/// What the receiver does not take now (no connection, no answer, 5xx, 429) waits and is sent again, oldest first; what it
/// refuses with another status is lost, counted in `telemetry_push_samples_total` and logged.
///
/// # Errors
/// When the folder for what waits can't be used, or another process uses its file.
pub fn push_remote_write(telemetry: &Telemetry, options: RemoteWriteOptions) -> Result<Pushing, PushError> {
    let RemoteWriteOptions { endpoint, interval, labels, histograms, folder } = options;
    let buffer = Buffer::in_folder(folder.as_deref(), "remote-write.unsent")?;
    let mut writer = RemoteWriter::new(labels, histograms);
    buffer.newest_unix_ms().into_iter().for_each(|newest| writer.after(newest));
    let (encoder, speaker, receiver) = (Encoder { writer }, Speaker::default(), Receiver::new(endpoint));
    Ok(Pushing::start(telemetry, "remote_write", interval, buffer, receiver, encoder, speaker))
}

struct Encoder {
    writer: RemoteWriter,
}

impl Encode for Encoder {
    fn encode(&mut self, snapshot: &Snapshot) -> Result<Request, u64> {
        self.writer.request(snapshot).and_then(compressed).ok_or(self.writer.series() as u64)
    }

    fn end(&mut self) -> Option<Request> {
        self.writer.end().and_then(compressed)
    }
}

fn compressed(request: RemoteRequest) -> Option<Request> {
    let body = snap::raw::Encoder::new().compress_vec(&request.body).ok()?;
    Some(Request { body: body.into(), samples: request.samples, unix_ms: request.unix_ms })
}

/// What is known of the receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Knows {
    /// Nothing: it is asked in 2.0.
    #[default]
    Unknown,
    /// It understood 2.0.
    Two,
    /// It refused 2.0, perhaps for another reason than the version; it is asked in 1.0.
    PerhapsOne,
    /// It does not understand 2.0.
    One,
}

#[derive(Default)]
struct Speaker {
    knows: Knows,
    described: Option<Instant>,
}

impl Speaker {
    const fn speaks_old(&self) -> bool {
        matches!(self.knows, Knows::One | Knows::PerhapsOne)
    }
}

impl Speak for Speaker {
    fn dress(&mut self, request: &Request) -> Result<(HeaderMap, Bytes), String> {
        let (kind, version, body) = if self.speaks_old() {
            let described = self.described.is_none_or(|at| at.elapsed() >= DESCRIBE_EVERY);
            if described {
                self.described = Some(Instant::now());
            }
            let plain = snap::raw::Decoder::new().decompress_vec(&request.body).map_err(|e| e.to_string())?;
            let old = remote_write_1_0(&plain, described).map_err(|error| error.to_string())?;
            let body = snap::raw::Encoder::new().compress_vec(&old).map_err(|error| error.to_string())?;
            ("application/x-protobuf", "0.1.0", body.into())
        } else {
            let kind = "application/x-protobuf;proto=io.prometheus.write.v2.Request";
            (kind, "2.0.0", request.body.clone())
        };
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("snappy"));
        headers.insert(VERSION, HeaderValue::from_static(version));
        Ok((headers, body))
    }

    fn judge(&mut self, request: &Request, answer: &Answer) -> Verdict {
        let status = answer.status;
        if status == StatusCode::TOO_MANY_REQUESTS || status.is_server_error() {
            return Verdict::Later(answer.retry_after());
        }
        let unspoken = status == StatusCode::UNSUPPORTED_MEDIA_TYPE;
        match (self.knows, status.is_success()) {
            (Knows::Unknown | Knows::Two, true) => match written(&answer.headers) {
                Some(written) => {
                    self.knows = Knows::Two;
                    Verdict::Sent { refused: request.samples.saturating_sub(written) }
                }
                // It took the request for an empty one of 1.0.
                None => {
                    self.knows = Knows::One;
                    Verdict::Otherwise
                }
            },
            (Knows::PerhapsOne | Knows::One, true) => {
                self.knows = Knows::One;
                Verdict::Sent { refused: 0 }
            }
            (Knows::Unknown, false) if unspoken || status == StatusCode::BAD_REQUEST => {
                self.knows = Knows::PerhapsOne;
                Verdict::Otherwise
            }
            (Knows::Two, false) if unspoken => {
                self.knows = Knows::PerhapsOne;
                Verdict::Otherwise
            }
            // A receiver that was renewed may have unlearnt 1.0.
            (Knows::One, false) if unspoken => {
                self.knows = Knows::Unknown;
                Verdict::Otherwise
            }
            // It was not for the version.
            (Knows::PerhapsOne, false) => {
                self.knows = Knows::Unknown;
                Verdict::Refused
            }
            (_, false) => Verdict::Refused,
        }
    }

    fn unanswered(&mut self) {
        // Who answers next may be a newer release, or another receiver.
        *self = Self::default();
    }
}

/// How many samples the receiver says that it wrote; `None` where it does not say, as receivers of 2.0 must.
fn written(headers: &HeaderMap) -> Option<u32> {
    let number = |name: &HeaderName| headers.get(name)?.to_str().ok()?.trim().parse::<u32>().ok();
    match WRITTEN.each_ref().map(number) {
        [None, None] => None,
        counts => Some(counts.into_iter().flatten().sum()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> Request {
        let telemetry = Telemetry::default();
        let mut encoder = Encoder { writer: RemoteWriter::new([], RemoteHistograms::Classic) };
        encoder.encode(&telemetry.snapshot()).unwrap()
    }

    fn answer(status: u16, written: Option<u32>) -> Answer {
        let mut headers = HeaderMap::new();
        if let Some(written) = written {
            headers.insert(WRITTEN[0].clone(), HeaderValue::from(written));
            headers.insert(WRITTEN[1].clone(), HeaderValue::from(0));
        }
        Answer { status: StatusCode::from_u16(status).unwrap(), headers, body: Bytes::new() }
    }

    /// Sends one request through `speaker` to a receiver that answers 2.0 and 1.0 so; which versions it was asked in, and
    /// what became of the request.
    fn exchange(speaker: &mut Speaker, new: (u16, bool), old: u16) -> (String, Verdict) {
        let request = request();
        let mut asked = String::new();
        loop {
            let (headers, _) = speaker.dress(&request).unwrap();
            let is_new = headers[VERSION] == "2.0.0";
            asked.push(if is_new { '2' } else { '1' });
            let answer =
                if is_new { answer(new.0, new.1.then_some(request.samples)) } else { answer(old, None) };
            match speaker.judge(&request, &answer) {
                Verdict::Otherwise => assert!(asked.len() < 4, "it asks for ever: {asked}"),
                verdict => return (asked, verdict),
            }
        }
    }

    #[test]
    fn the_newest_version_that_a_receiver_takes_is_found_and_kept() {
        let sent = Verdict::Sent { refused: 0 };
        for (new, old, first, second) in [
            // It speaks 2.0.
            ((204, true), 204, ("2", sent.clone()), ("2", sent.clone())),
            // It takes a 2.0 request for an empty one of 1.0, or says that it does not know the type, or can't read it.
            ((204, false), 204, ("21", sent.clone()), ("1", sent.clone())),
            ((415, false), 204, ("21", sent.clone()), ("1", sent.clone())),
            ((400, false), 204, ("21", sent.clone()), ("1", sent.clone())),
            // It refuses both: it is the samples, and next time it is asked in 2.0 again.
            ((400, false), 400, ("21", Verdict::Refused), ("21", Verdict::Refused)),
            ((401, false), 204, ("2", Verdict::Refused), ("2", Verdict::Refused)),
            ((404, false), 204, ("2", Verdict::Refused), ("2", Verdict::Refused)),
            ((429, false), 204, ("2", Verdict::Later(None)), ("2", Verdict::Later(None))),
            ((500, false), 204, ("2", Verdict::Later(None)), ("2", Verdict::Later(None))),
            // 1.0 alone, and it is busy.
            ((415, false), 503, ("21", Verdict::Later(None)), ("1", Verdict::Later(None))),
        ] {
            let mut speaker = Speaker::default();
            for (asked, verdict) in [first, second] {
                assert_eq!(exchange(&mut speaker, new, old), (asked.to_owned(), verdict), "{new:?} {old}");
            }
        }
    }

    #[test]
    fn a_receiver_that_is_known_to_speak_2_0_refuses_samples_and_no_versions() {
        let mut speaker = Speaker::default();
        exchange(&mut speaker, (204, true), 204);
        assert_eq!(exchange(&mut speaker, (400, true), 204), ("2".to_owned(), Verdict::Refused));
        // Until it is another one: an older release, or one that had been away.
        let sent = Verdict::Sent { refused: 0 };
        assert_eq!(exchange(&mut speaker, (415, false), 204), ("21".to_owned(), sent.clone()));
        assert_eq!(exchange(&mut speaker, (204, true), 415), ("12".to_owned(), sent.clone()));
        exchange(&mut speaker, (415, false), 204);
        speaker.unanswered();
        assert_eq!(exchange(&mut speaker, (204, true), 204), ("2".to_owned(), sent));
    }

    #[test]
    fn what_a_receiver_of_2_0_did_not_write_is_counted() {
        let (request, mut speaker) = (request(), Speaker::default());
        let verdict = speaker.judge(&request, &answer(200, Some(request.samples - 2)));
        assert_eq!(verdict, Verdict::Sent { refused: 2 });
    }
}
