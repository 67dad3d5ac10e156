//! `/live`: a page that shows the numbers, computed in the browser from the exposition.

use std::sync::LazyLock;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse as _, Response};
use axum::routing::get;
use base64::Engine as _;
use ring::digest::{SHA256, digest};

/// Where the page is.
pub(crate) const PATH: &str = "/live";

const PAGE: &str = include_str!("live.html");

/// The page's own script and style may run, named by their hashes; it may ask this server, and no one else may show it.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let [script, style] = ["script", "style"].map(|tag| hash(between(PAGE, tag)));
    let policy = format!(
        "default-src 'none'; script-src '{script}'; style-src '{style}'; connect-src 'self'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

pub(crate) fn router() -> Router {
    Router::new().route(PATH, get(page))
}

async fn page() -> Response {
    let mut response = Html(PAGE).into_response();
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, POLICY.clone());
    response
}

/// What stands in the first element of this name.
fn between<'a>(page: &'a str, tag: &str) -> &'a str {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    let rest = page.split_once(&open).map_or("", |(_, rest)| rest);
    rest.split_once(&close).map_or("", |(text, _)| text)
}

fn hash(text: &str) -> String {
    let digest = digest(&SHA256, text.as_bytes());
    format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(digest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_the_pages_one_script_and_one_style() {
        let policy = POLICY.to_str().unwrap();
        for tag in ["script", "style"] {
            assert_eq!(PAGE.matches(&format!("<{tag}")).count(), 1, "one <{tag}>, without attributes");
            assert!(between(PAGE, tag).len() > 100, "{tag}");
            assert!(policy.contains(&format!("{tag}-src '{}'", hash(between(PAGE, tag)))), "{policy}");
        }
        // What the hashes would not allow.
        assert!(!PAGE.contains(" style=") && !PAGE.contains(" onclick="));
        assert_eq!(
            hash(""),
            "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            "of nothing, as everyone has it"
        );
    }
}
