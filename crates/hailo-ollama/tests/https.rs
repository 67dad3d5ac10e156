//! Upstreams behind TLS and over HTTP/2, and connections that are kept.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use bytes::Bytes;
use hailo_ollama::proxy::{Proxy, ProxyOptions, Upstream, UpstreamTls};
use hailo_telemetry::{Outcome, Telemetry};
use http::{Request, Response, Version};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

const LINES: &str =
    "{\"response\":\"a\",\"done\":false}\n{\"response\":\"\",\"done\":true,\"eval_count\":3}\n";

/// A server with a certificate of its own, and the proxy in front of it.
struct Far {
    connections: Arc<AtomicUsize>,
    telemetry: Telemetry,
    proxy: SocketAddr,
}

/// What the server says of a request, and its answer.
async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    let seen = format!(
        "{:?} {:?} {:?}",
        request.version(),
        request.uri().authority().map(ToString::to_string),
        request.headers().get("host").map(|host| host.to_str().unwrap().to_owned())
    );
    let http2 = request.version() == Version::HTTP_2;
    let body = request.into_body().collect().await.unwrap().to_bytes();
    let mut response = Response::builder().header("x-seen", seen);
    if !http2 {
        response = response.header("connection", "keep-alive");
    }
    Ok(response.body(if body.is_empty() { Full::default() } else { Full::from(LINES) }).unwrap())
}

impl Far {
    async fn new(protocols: &[&str], trusts: bool) -> Self {
        let key = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let certificate = CertificateDer::from(key.cert.der().to_vec());
        let private = PrivateKeyDer::try_from(key.signing_key.serialize_der()).unwrap();
        let mut config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], private)
            .unwrap();
        config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let connections = Arc::new(AtomicUsize::new(0));
        let count = connections.clone();
        tokio::spawn(async move {
            loop {
                let (socket, _) = listener.accept().await.unwrap();
                let (acceptor, count) = (acceptor.clone(), count.clone());
                tokio::spawn(async move {
                    let Ok(socket) = acceptor.accept(socket).await else { return };
                    count.fetch_add(1, Ordering::Relaxed);
                    let http = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
                    let _ = http.serve_connection(TokioIo::new(socket), service_fn(answer)).await;
                });
            }
        });
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), key.cert.pem()).unwrap();
        let tls = trusts.then(|| UpstreamTls::from_file(file.path()).unwrap());
        let (telemetry, proxy) = proxy(&format!("https://localhost:{port}"), tls).await;
        Self { connections, telemetry, proxy }
    }
}

async fn proxy(url: &str, tls: Option<UpstreamTls>) -> (Telemetry, SocketAddr) {
    let telemetry = Telemetry::default();
    let mut options = ProxyOptions::new(vec![Upstream::new("", url).unwrap()]);
    options.tls = tls;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(Proxy::new(telemetry.clone(), options).serve(listener, std::future::pending()));
    (telemetry, address)
}

async fn ask(proxy: SocketAddr, line: &str, body: &str) -> String {
    let mut socket = TcpStream::connect(proxy).await.unwrap();
    let head = format!(
        "{line} HTTP/1.1\r\nHost: pi.lan\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    socket.write_all(head.as_bytes()).await.unwrap();
    let mut text = String::new();
    let read = tokio::time::timeout(Duration::from_secs(30), socket.read_to_string(&mut text));
    read.await.expect("hangs").unwrap();
    text
}

const GENERATE: &str = r#"{"model":"m","prompt":"x"}"#;

#[tokio::test]
async fn a_server_behind_tls_is_asked_in_the_http_that_it_wants_over_few_connections() {
    for (protocols, seen) in [
        (&["h2", "http/1.1"][..], "HTTP/2.0 Some(\"localhost:"),
        (&["http/1.1"][..], "HTTP/1.1 None Some(\"localhost:"),
        (&[][..], "HTTP/1.1 None Some(\"localhost:"),
    ] {
        let far = Far::new(protocols, true).await;
        for _ in 0..5 {
            let got = ask(far.proxy, "POST /api/generate", GENERATE).await;
            assert!(got.starts_with("HTTP/1.1 200") && got.contains(LINES), "{got}");
            assert!(got.contains(seen), "{got}");
            assert!(!got.to_lowercase().contains("connection: keep-alive"), "{got}");
        }
        assert_eq!(far.connections.load(Ordering::Relaxed), 1, "{protocols:?}");
        let snapshot = far.telemetry.snapshot();
        let model = snapshot.model("m").unwrap();
        assert_eq!((model.outcome(Outcome::Completed), model.output_tokens()), (5, 15));
    }
}

#[tokio::test]
async fn a_server_that_nobody_vouches_for_is_not_asked() {
    let far = Far::new(&["http/1.1"], false).await;
    let got = ask(far.proxy, "POST /api/generate", GENERATE).await;
    assert!(got.starts_with("HTTP/1.1 502") && got.contains("certificate"), "{got}");
    assert_eq!(far.connections.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_file_without_a_certificate_is_refused() {
    let file = tempfile::NamedTempFile::new().unwrap();
    for text in ["", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
        std::fs::write(file.path(), text).unwrap();
        let error = UpstreamTls::from_file(file.path()).unwrap_err().to_string();
        assert!(error.contains(file.path().to_str().unwrap()), "{error}");
    }
    assert!(UpstreamTls::from_file("/no/such/file.pem".as_ref()).is_err());
}

#[tokio::test]
async fn http2_in_the_clear() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (_, proxy) = proxy(&format!("h2c://{}", listener.local_addr().unwrap()), None).await;
    tokio::spawn(async move {
        let (socket, _) = listener.accept().await.unwrap();
        let http = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
        let _ = http.serve_connection(TokioIo::new(socket), service_fn(answer)).await;
    });
    for _ in 0..3 {
        let got = ask(proxy, "POST /api/generate", GENERATE).await;
        assert!(got.starts_with("HTTP/1.1 200") && got.contains("HTTP/2.0") && got.contains(LINES), "{got}");
    }
}

#[tokio::test]
async fn a_server_that_died_within_an_answer_holds_nobody_up() {
    // Over a pool of connections: a first server is asked, kept, dies in the middle of a chunk; the next request must not
    // wait for what is dead.
    let key = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let certificate = CertificateDer::from(key.cert.der().to_vec());
    let private = PrivateKeyDer::try_from(key.signing_key.serialize_der()).unwrap();
    let config =
        ServerConfig::builder().with_no_client_auth().with_single_cert(vec![certificate], private).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (socket, _) = listener.accept().await.unwrap();
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let mut socket = acceptor.accept(socket).await.unwrap();
                let mut buffer = [0; 4096];
                for dies in [false, true] {
                    if socket.read(&mut buffer).await.unwrap_or(0) == 0 {
                        return;
                    }
                    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
                    let body = if dies {
                        // In the middle of a chunk.
                        "40\r\n{\"response\":\"a\",".to_owned()
                    } else {
                        format!("{:x}\r\n{LINES}\r\n0\r\n\r\n", LINES.len())
                    };
                    socket.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
                    socket.flush().await.unwrap();
                }
            });
        }
    });
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), key.cert.pem()).unwrap();
    let (telemetry, proxy) =
        proxy(&format!("https://localhost:{port}"), Some(UpstreamTls::from_file(file.path()).unwrap())).await;
    for round in 0..20 {
        let whole = ask(proxy, "POST /api/generate", GENERATE).await;
        assert!(whole.ends_with("0\r\n\r\n"), "{round}: {whole}");
        let cut = ask(proxy, "POST /api/generate", GENERATE).await;
        assert!(!cut.ends_with("0\r\n\r\n"), "{round}: {cut}");
    }
    let snapshot = telemetry.snapshot();
    let model = snapshot.model("m").unwrap();
    assert_eq!((model.outcome(Outcome::Completed), model.outcome(Outcome::Failed)), (20, 20));
}
