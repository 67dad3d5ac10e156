//! The paths that run a model.

use http::Method;

/// Whether a request runs the model.
pub(crate) fn is_inference(method: &Method, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    *method == Method::POST
        && matches!(path, "/api/generate" | "/api/chat" | "/v1/chat/completions" | "/v1/completions")
}

/// Whether `path` streams unless the request says otherwise: Ollama's do, OpenAI's do not.
pub(crate) fn streams_by_default(path: &str) -> bool {
    path.starts_with("/api/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_posts_to_the_four_paths_are_inference() {
        assert!(is_inference(&Method::POST, "/api/chat"));
        assert!(is_inference(&Method::POST, "/v1/completions?x"));
        assert!(!is_inference(&Method::GET, "/api/chat"));
        assert!(!is_inference(&Method::POST, "/api/chat/"));
        assert!(!is_inference(&Method::POST, "/api/pull"));
    }
}
