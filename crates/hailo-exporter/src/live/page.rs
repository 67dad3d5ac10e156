//! The page, with everything that it needs: no other server is asked for anything.

use std::sync::Arc;

use axum::Router;
use axum::extract::{OriginalUri, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use http::header::{self, HeaderMap, HeaderValue};

use super::stream::Shared;
use super::{History, Line, PATH};

const PAGE: &str = include_str!("page/index.html");

/// The files of the page: name below [`PATH`], type and content.
pub const ASSETS: [(&str, &str, &str); 4] = [
    ("app.js", "text/javascript; charset=utf-8", include_str!("page/app.js")),
    ("app.css", "text/css; charset=utf-8", include_str!("page/app.css")),
    ("uplot.js", "text/javascript; charset=utf-8", include_str!("page/uplot.min.js")),
    ("uplot.css", "text/css; charset=utf-8", include_str!("page/uplot.min.css")),
];

/// Its own files may run and be shown, it may ask this server, and no one else may show it. uPlot sets sizes by script,
/// which is no inline style in the meaning of the policy.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) fn router() -> Router<Arc<Shared>> {
    let files = ASSETS.into_iter().fold(Router::new(), |router, (name, kind, content)| {
        let file = move || async move {
            let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")];
            (headers, [(header::X_CONTENT_TYPE_OPTIONS, "nosniff")], content)
        };
        router.route(&format!("{PATH}/{name}"), get(file))
    });
    files.route("/", get(page)).route(PATH, get(moved))
}

/// Whether somebody who asks for `/` is a browser that shows pages: others get what [`LiveOptions::plain`] says, where there
/// is something.
///
/// [`LiveOptions::plain`]: super::LiveOptions::plain
#[must_use]
pub fn wants_page(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

async fn moved(OriginalUri(uri): OriginalUri) -> Redirect {
    let root = uri.path().strip_suffix(PATH).filter(|root| !root.is_empty()).unwrap_or("/");
    Redirect::permanent(root)
}

async fn page(
    State(shared): State<Arc<Shared>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    if let Some(plain) = shared.options.plain.as_ref().filter(|_| !wants_page(&headers)) {
        return plain.clone().into_response();
    }
    // Wherever the router is nested, its files are below.
    let root = escaped(uri.path().trim_end_matches('/'));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
        (header::VARY, HeaderValue::from_static("accept")),
    ];
    (headers, PAGE.replace("ROOT", &root)).into_response()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

/// The page as one file that needs no server: everything is inside, and it shows `history` and `last`, both of one
/// recording. `title` stands above.
#[must_use]
pub fn report_page(title: &str, history: &History, last: &super::Frame) -> String {
    let [script, style, chart, chart_style] = ASSETS.map(|(_, _, content)| content);
    let lines = [Line::History(history.clone()), Line::Frame(last.clone())];
    // What looks like the end of the element would be it, wherever it stands.
    let data =
        serde_json::to_string(&lines).unwrap_or_default().replace("</", "<\\/").replace("<!--", "<\\u0021--");
    let head = format!("<style>{chart_style}{style}</style>");
    let tail = format!(
        "<script type=\"application/json\" id=\"data\">{data}</script><script>{chart}</script><script>{script}</script>"
    );
    let policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";
    let policy = format!("<meta http-equiv=\"content-security-policy\" content=\"{policy}\">");
    let (before, rest) = PAGE.split_once("<!--files-->").unwrap_or((PAGE, ""));
    let (_, rest) = rest.split_once("<!--end of files-->").unwrap_or(("", rest));
    let title = format!("<title>{}</title>", escaped(title));
    let before = before.replace("<title>Hailo live</title>", &title);
    let rest = rest.replace("</body>", &format!("{tail}</body>"));
    format!("{before}{policy}{head}{rest}")
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use axum::body::Body;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use hailo_telemetry::Telemetry;
    use http::{Request, StatusCode};
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    use super::super::{Frame, Live, LiveOptions};
    use super::*;

    /// What the page and all of its files may weigh, compressed.
    const MAX_BYTES: usize = 45 * 1024;

    #[test]
    fn the_page_with_all_its_files_is_small() {
        let whole: usize = ASSETS
            .iter()
            .map(|(_, _, content)| *content)
            .chain([PAGE])
            .map(|content| {
                let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
                gzip.write_all(content.as_bytes()).unwrap();
                gzip.finish().unwrap().len()
            })
            .sum();
        assert!(whole <= MAX_BYTES, "{whole} bytes");
    }

    async fn get(app: Router, path: &str, accept: &str) -> (StatusCode, HeaderMap, String) {
        let request = Request::get(path).header(header::ACCEPT, accept).body(Body::empty()).unwrap();
        let response = app.oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        (head.status, head.headers, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn it_finds_its_files_wherever_it_is_mounted_and_asks_nobody_else() {
        let live =
            Live::start(&Telemetry::default(), LiveOptions::default().plain("an API is here")).unwrap();
        for (app, root) in [(live.router(), ""), (Router::new().nest("/npu", live.router()), "/npu")] {
            let at = if root.is_empty() { "/" } else { root };
            let (status, headers, page) = get(app.clone(), at, "text/html").await;
            assert_eq!(
                (status, &headers[header::VARY]),
                (StatusCode::OK, &HeaderValue::from_static("accept"))
            );
            let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            assert!(!policy.contains("unsafe") && policy.starts_with("default-src 'none'"), "{policy}");
            for attribute in ["style=\"", "onclick", "http://", "https://"] {
                assert!(!page.contains(attribute), "{attribute}");
            }
            let linked: Vec<_> = page.split(['"']).filter(|part| part.contains("/live/")).collect();
            assert_eq!(linked.len(), ASSETS.len(), "{linked:?}");
            for file in linked {
                assert!(file.starts_with(&format!("{root}/live/")), "{file}");
                let (status, headers, content) = get(app.clone(), file, "*/*").await;
                assert_eq!(
                    (status, &headers[header::X_CONTENT_TYPE_OPTIONS]),
                    (StatusCode::OK, &HeaderValue::from_static("nosniff")),
                    "{file}"
                );
                assert!(content.len() > 500);
            }
            let (status, headers, _) = get(app.clone(), &format!("{root}/live"), "*/*").await;
            assert_eq!(
                (status, headers[header::LOCATION].to_str().unwrap()),
                (StatusCode::PERMANENT_REDIRECT, at)
            );
            assert_eq!(get(app, at, "*/*").await.2, "an API is here");
        }
    }

    #[test]
    fn a_report_is_whole_and_its_data_can_not_end_it() {
        let mut last = Frame::default();
        last.about.service = "</script><b>".to_owned();
        let page = report_page("of <me>", &History::default(), &last);
        assert!(page.contains("<title>of &lt;me&gt;</title>") && !page.contains("</script><b>"));
        assert_eq!(page.matches("</script>").count(), 3);
        assert!(!page.contains("/live/"));
    }
}
