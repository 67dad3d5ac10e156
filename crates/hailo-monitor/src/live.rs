//! `/live`: a page that shows the numbers, computed in the browser from the exposition.

use axum::Router;
use axum::response::Html;
use axum::routing::get;

/// Where the page is.
pub(crate) const PATH: &str = "/live";

pub(crate) fn router() -> Router {
    Router::new().route(PATH, get(|| async { Html(include_str!("live.html")) }))
}
