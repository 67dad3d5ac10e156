//! The paths that run a model.

use http::Method;

/// Whether a request runs the model, whatever stands before the end of its path, and however that is spelt: servers decode
/// `%67`, collapse `//`, and some overlook a slash at the end or the case of letters. One that is counted in vain costs
/// a place in a queue; one that is overlooked passes it.
#[must_use]
pub fn is_inference(method: &Method, path: &str) -> bool {
    if *method != Method::POST {
        return false;
    }
    let path = decoded(path.split('?').next().unwrap_or_default()).to_ascii_lowercase();
    let mut ends = segments(&path).rev();
    let (last, before, first) =
        (ends.next().unwrap_or_default(), ends.next().unwrap_or_default(), ends.next());
    match last {
        "generate" | "generate_stream" | "completions" | "completion" | "responses" | "infill" => true,
        "embed" | "embeddings" | "embedding" => true,
        "chat" => before == "api" || before.is_empty(),
        // Not the messages of a conversation that a server keeps.
        "messages" => first != Some("threads") && before != "threads",
        _ => false,
    }
}

/// Whether a request without a prompt only loads its model, or unloads it: Ollama's own endpoints.
pub(crate) fn may_only_load(path: &str) -> bool {
    let path = decoded(path.split('?').next().unwrap_or_default()).to_ascii_lowercase();
    let mut ends = segments(&path).rev();
    let (last, before) = (ends.next().unwrap_or_default(), ends.next().unwrap_or_default());
    before == "api" && matches!(last, "generate" | "chat")
}

/// The endpoint that a path ends in, as its request is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Endpoint {
    /// A prompt in Ollama's words.
    Generate,
    /// Messages in Ollama's words.
    Chat,
    ChatCompletions,
    Completions,
    Responses,
    Messages,
    Embed,
}

impl Endpoint {
    /// The endpoint of a path that [runs a model](is_inference).
    pub(crate) fn of(path: &str) -> Self {
        let path = decoded(path.split('?').next().unwrap_or_default()).to_ascii_lowercase();
        let mut ends = segments(&path).rev();
        let (last, before) = (ends.next().unwrap_or_default(), ends.next().unwrap_or_default());
        match last {
            "chat" => Self::Chat,
            "completions" if before == "chat" => Self::ChatCompletions,
            "completions" | "completion" | "infill" => Self::Completions,
            "responses" => Self::Responses,
            "messages" => Self::Messages,
            "embed" | "embeddings" | "embedding" => Self::Embed,
            _ => Self::Generate,
        }
    }
}

/// The parts of a path, less those that are none, and less those that `..` takes back.
fn segments(path: &str) -> std::vec::IntoIter<&str> {
    let mut out = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(out.pop()),
            _ => out.push(segment),
        }
    }
    out.into_iter()
}

/// `path` with its `%xx` read; what is no text then becomes a mark that no name has.
pub(crate) fn decoded(path: &str) -> String {
    let hex = |byte: Option<&u8>| byte.and_then(|byte| char::from(*byte).to_digit(16));
    let bytes = path.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte == b'%'
            && let (Some(high), Some(low)) = (hex(bytes.get(at + 1)), hex(bytes.get(at + 2)))
        {
            out.push(u8::try_from(high << 4 | low).unwrap_or(byte));
            at += 3;
        } else {
            out.push(byte);
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_runs_the_model_is_inference() {
        for path in [
            "/api/chat",
            "/api/generate",
            "/api/embed",
            "/api/embeddings",
            "/v1/completions?x",
            "/v1/chat/completions",
            "/v1/responses",
            "/v1/messages",
            "/v1/embeddings",
            "/openai/v1/chat/completions",
            "/v3/chat/completions",
            "/api/v0/chat/completions",
            "/engines/x/v1/completions",
            "/openai/deployments/gpt/chat/completions?api-version=2024-06-01",
            "/completion",
            "//api//chat",
            "/api/./chat/",
            "/x/../api/chat",
            "/api/%67enerate",
            "/api%2Fgenerate",
            "/API/Chat",
        ] {
            assert!(is_inference(&Method::POST, path), "{path}");
            assert!(!is_inference(&Method::GET, path), "{path}");
        }
        for path in [
            "/api/pull",
            "/api/tags",
            "/api/show",
            "/v1/models",
            "/v1/messages/count_tokens",
            "/v1/responses/r_1/cancel",
            "/v1/threads/t_1/messages",
            "/v1/chat",
            "/api/chat/../tags",
            "/",
            "",
        ] {
            assert!(!is_inference(&Method::POST, path), "{path}");
        }
    }

    #[test]
    fn only_ollamas_own_endpoints_load_without_a_prompt() {
        assert!(may_only_load("/api/generate") && may_only_load("/base//api/%63hat?x"));
        assert!(!may_only_load("/api/embed") && !may_only_load("/v1/chat/completions"));
    }
}
