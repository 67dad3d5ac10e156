//! What an answer says by a strict reading of its bytes: whole, decompressed at once, split into lines or events, and parsed
//! with serde. It shares no code with the decoders of the proxy.

use std::io::Read;

use hailo_telemetry::Outcome;
use serde_json::Value;

use crate::reader::Reader;

/// What one JSON value says.
enum Says {
    Nothing,
    /// Goes on: more values come, one a line.
    Piece,
    Finished,
    Done,
    Failed(Outcome),
}

/// How a request ends that is answered by what `answer` read.
pub(crate) fn outcome(answer: &Reader) -> Outcome {
    if !answer.status().is_some_and(|status| (200..300).contains(&status)) {
        return Outcome::Failed;
    }
    let Some(text) = unpacked(answer) else {
        return if answer.broken { Outcome::Failed } else { Outcome::Completed };
    };
    // A text need not be Unicode: what is wrong in it says nothing about the fields beside it.
    let text = String::from_utf8_lossy(&text).replace("\\ud83d", "?");
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut finished = false;
    let is_event = |line: &str| ["data:", "event:", ":"].iter().any(|begin| line.starts_with(begin));
    let said = if text.lines().any(is_event) { events(text) } else { bare(text) };
    for said in said {
        match said {
            Says::Done => return Outcome::Completed,
            Says::Failed(outcome) => return outcome,
            Says::Finished => finished = true,
            Says::Nothing | Says::Piece => {}
        }
    }
    if finished && !answer.broken { Outcome::Completed } else { Outcome::Failed }
}

/// The body without its content coding, as far as it can be read; `None` in one that nobody here knows.
fn unpacked(answer: &Reader) -> Option<Vec<u8>> {
    let body = answer.body.as_slice();
    let read = |mut reader: Box<dyn Read + '_>| {
        // Byte by byte: a reader that meets an error keeps what else it had for the same buffer.
        let (mut out, mut byte) = (Vec::new(), [0]);
        while let Ok(1) = reader.read(&mut byte) {
            out.extend(byte);
        }
        Some(out)
    };
    let gzip = || read(Box::new(flate2::read::MultiGzDecoder::new(body)));
    let zstd = || zstd::stream::read::Decoder::new(body).ok().and_then(|reader| read(Box::new(reader)));
    let codings = answer.values("content-encoding");
    match (codings.first().map(String::as_str), body.first()) {
        (Some("gzip") | None, Some(0x1F)) => gzip(),
        (Some("zstd") | None, Some(0x28)) => zstd(),
        (Some("deflate"), Some(first)) if first & 15 == 8 => {
            read(Box::new(flate2::read::ZlibDecoder::new(body)))
        }
        (Some("deflate"), Some(_)) => read(Box::new(flate2::read::DeflateDecoder::new(body))),
        (Some("br"), Some(_)) => read(Box::new(brotli::Decompressor::new(body, 256))),
        (None | Some("gzip" | "zstd" | "br" | "deflate" | "identity"), _) => Some(body.to_vec()),
        _ => None,
    }
}

/// Values that stand for themselves: one in all, which may span lines, or one a line.
fn bare(text: &str) -> Vec<Says> {
    let mut said = Vec::new();
    let (mut rest, mut by_line) = (text, false);
    loop {
        rest = rest.trim_start();
        if !rest.starts_with(['{', '[']) {
            // No value: the rest of the line says nothing.
            match rest.split_once('\n') {
                Some((_, after)) => rest = after,
                None => return said,
            }
            continue;
        }
        let end = if by_line { rest.find('\n').unwrap_or(rest.len()) } else { rest.len() };
        let (read, value) = first_value(&rest[..end]);
        if let Some(value) = value {
            said.push(says(&value, false));
            by_line |= matches!(said.last(), Some(Says::Piece | Says::Nothing | Says::Finished));
            rest = &rest[read..];
        } else {
            rest = rest[read..].split_once('\n').map_or("", |(_, after)| after);
        }
    }
}

/// The value that `text` begins with and its length, or where it is no JSON any more.
fn first_value(text: &str) -> (usize, Option<Value>) {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    match values.next() {
        Some(Ok(value)) => (values.byte_offset(), Some(value)),
        Some(Err(error)) if !error.is_eof() => {
            let before: usize = text.split_inclusive('\n').take(error.line() - 1).map(str::len).sum();
            let mut at = (before + error.column()).saturating_sub(1).min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            (at, None)
        }
        _ => (text.len(), None),
    }
}

/// Server-sent events, as the living standard has them, but for the last, which need not end in an empty line.
fn events(text: &str) -> Vec<Says> {
    let (mut said, mut name, mut data) = (Vec::new(), String::new(), Vec::new());
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    for line in text.split('\n').chain([""]) {
        match line.split_once(':') {
            Some(("data", value)) => data.push(value),
            Some(("event", value)) => value.trim().clone_into(&mut name),
            _ => {}
        }
        if line.is_empty() {
            let text = std::mem::take(&mut data).join("\n");
            if name == "error" && !text.trim().is_empty() {
                said.push(Says::Failed(Outcome::Failed));
            }
            let mut rest = text.as_str();
            while !rest.trim().is_empty() {
                rest = rest.trim_start();
                if rest.starts_with("[DONE]") {
                    said.push(Says::Done);
                }
                let (read, value) = first_value(rest);
                match value {
                    Some(value) => {
                        said.push(says(&value, true));
                        rest = &rest[read..];
                    }
                    None => rest = rest[read..].split_once('\n').map_or("", |(_, after)| after),
                }
            }
            name.clear();
        }
    }
    said
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty())
}

/// What a value of the dialects of `ill_formed` says, `streamed` in an event or standing for itself.
fn says(value: &Value, streamed: bool) -> Says {
    let error = &value["error"];
    let message = error.as_str().or_else(|| error["message"].as_str()).unwrap_or_default();
    if is_text(error) || error.is_object() {
        let late = message.contains("timed out");
        return Says::Failed(if late { Outcome::TimedOut } else { Outcome::Failed });
    }
    // Nothing but a text under this name says what went wrong.
    if is_text(&value["message"]) {
        return Says::Failed(Outcome::Failed);
    }
    if value["done"] == true {
        return Says::Done;
    }
    let choices = value["choices"].as_array().map(Vec::as_slice).unwrap_or_default();
    let ends = !choices.is_empty() && choices.iter().all(|choice| is_text(&choice["finish_reason"]));
    let output =
        choices.iter().any(|choice| is_text(&choice["message"]["content"]) || is_text(&choice["text"]));
    let embedded = value["embeddings"].as_array();
    if embedded.is_some() || (!streamed && value["choices"].is_array() && (ends || output)) {
        return Says::Done;
    }
    if !streamed && value["done"].is_null() && is_text(&value["content"]) {
        return Says::Done;
    }
    if ends {
        return Says::Finished;
    }
    if value["choices"].is_array() && !streamed { Says::Nothing } else { Says::Piece }
}
