//! Where frames come from: streams of exporters, this machine, a recording. Each says its lines, and when it is gone.

use std::path::PathBuf;
use std::time::Duration;

use axum::http::Uri;
use hailo_exporter::live::Line;
use http_body_util::{BodyExt as _, Limited};
use hyper::body::Incoming;

use super::local::Local;
use super::{LONGEST_LINE, tape};
use crate::client::{self, HttpClient};

/// How long a stream may be silent: it says something each second.
const SILENCE: Duration = Duration::from_secs(10);
/// Between two attempts.
const AGAIN: Duration = Duration::from_secs(2);

/// What a source says.
#[derive(Clone, Debug)]
pub(crate) enum Heard {
    /// A line of its stream.
    Line(Box<Line>),
    /// It is gone, and why; it may come again.
    Gone(String),
}

/// Where frames come from.
#[derive(Clone, Debug)]
pub(crate) enum Source {
    /// An exporter's stream.
    Exporter(Uri),
    /// The devices of this machine.
    Here,
    /// A recording, so many times as fast as it was.
    Recording(PathBuf, f64),
}

impl Source {
    /// The exporter at a URL or an address, wherever its router is nested.
    ///
    /// # Errors
    /// When it is no address.
    pub(crate) fn exporter(given: &str) -> Result<Self, String> {
        client::address(given, &format!("{}/stream", hailo_exporter::live::PATH)).map(Self::Exporter)
    }

    pub(crate) fn name(&self) -> String {
        match self {
            Self::Exporter(uri) => uri.authority().map_or_else(String::new, ToString::to_string),
            Self::Here => "this machine".to_owned(),
            Self::Recording(path, _) => path.display().to_string(),
        }
    }

    /// Says what it hears to `take` until that answers false, or a recording is over.
    pub(crate) async fn follow(
        self,
        token: Option<String>,
        mut take: impl FnMut(Heard) -> bool + Send + 'static,
    ) {
        match self {
            Self::Exporter(uri) => follow_exporter(&uri, token, take).await,
            Self::Here => match Local::open() {
                Ok(local) => local.follow(take).await,
                Err(why) => {
                    take(Heard::Gone(why));
                }
            },
            Self::Recording(path, speed) => {
                let played = tokio::task::spawn_blocking(move || {
                    let ended = tape::play(&path, speed, |line| take(Heard::Line(Box::new(line))));
                    take(Heard::Gone(ended.err().unwrap_or_else(|| "the recording is over".to_owned())));
                });
                // Nothing waits for it but this.
                let _ = played.await;
            }
        }
    }
}

async fn follow_exporter(uri: &Uri, token: Option<String>, mut take: impl FnMut(Heard) -> bool) {
    let client = match client::new(SILENCE) {
        Ok(client) => client,
        Err(why) => {
            take(Heard::Gone(why));
            return;
        }
    };
    loop {
        let why = match open(&client, uri, token.as_deref()).await {
            Err(why) => why,
            Ok(mut lines) => loop {
                match lines.next().await {
                    Ok(line) => {
                        if !take(Heard::Line(Box::new(line))) {
                            return;
                        }
                    }
                    Err(why) => break why,
                }
            },
        };
        if !take(Heard::Gone(why)) {
            return;
        }
        tokio::time::sleep(AGAIN).await;
    }
}

async fn open(client: &HttpClient, uri: &Uri, token: Option<&str>) -> Result<Lines, String> {
    let response = client::get(client, uri, "application/x-ndjson", token, SILENCE).await?;
    let status = response.status();
    if !status.is_success() {
        let said =
            Limited::new(response.into_body(), 4096).collect().await.map(http_body_util::Collected::to_bytes);
        let said = said.ok().and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
        let why = said.as_ref().and_then(|said| said["error"].as_str()).unwrap_or("no page is served there");
        let next = if status.as_u16() == 401 { "; --token-file FILE names its scrape token" } else { "" };
        return Err(format!("answers {status}: {why}{next}"));
    }
    Ok(Lines { body: response.into_body(), held: Vec::new(), seen: 0 })
}

/// The lines of a stream.
struct Lines {
    body: Incoming,
    held: Vec<u8>,
    /// Bytes of `held` in which no line ends.
    seen: usize,
}

impl Lines {
    async fn next(&mut self) -> Result<Line, String> {
        loop {
            if let Some(end) = self.held[self.seen..].iter().position(|byte| *byte == b'\n') {
                let line: Vec<u8> = self.held.drain(..=self.seen + end).collect();
                self.seen = 0;
                return serde_json::from_slice(&line)
                    .map_err(|error| format!("says what is no frame: {error}"));
            }
            self.seen = self.held.len();
            if self.seen > LONGEST_LINE {
                return Err("says a line without end".to_owned());
            }
            match tokio::time::timeout(SILENCE, self.body.frame()).await {
                Ok(Some(Ok(frame))) => self.held.extend_from_slice(&frame.into_data().unwrap_or_default()),
                Ok(Some(Err(error))) => return Err(format!("broke off: {}", client::chain(&error))),
                Ok(None) => return Err("has ended".to_owned()),
                Err(_) => return Err(format!("has said nothing for {} s", SILENCE.as_secs())),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_in_its_usual_forms_and_its_stream_found() {
        for (given, stream) in [
            ("127.0.0.1:3000", "http://127.0.0.1:3000/live/stream"),
            ("http://pi:3000/", "http://pi:3000/live/stream"),
            ("https://pi.example/npu", "https://pi.example/npu/live/stream"),
        ] {
            assert!(matches!(Source::exporter(given), Ok(Source::Exporter(uri)) if uri == stream), "{given}");
        }
        for given in ["", "ftp://pi", "http://"] {
            assert!(Source::exporter(given).unwrap_err().contains("http://127.0.0.1:3000"), "{given}");
        }
    }
}
