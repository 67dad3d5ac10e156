//! HTTPS: real handshakes with certificates made here, and what happens without one.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hailo_exporter::{RouterOptions, ServeLimits, Tls, TlsErrorKind, router, serve_tls};
use hailo_testkit::served::Served;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion};

use crate::full;

/// An authority, and a server's chain and key in PEM.
struct Made {
    roots: RootCertStore,
    chain: String,
    key: String,
}

fn make() -> Made {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let names = vec!["localhost".to_owned()];
    let own = CertificateParams::new(names).unwrap().signed_by(&key, &authority).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).unwrap();
    Made { roots, chain: own.pem() + &authority.pem(), key: key.serialize_pem() }
}

/// Writes both files and reads them again.
fn load(folder: &Path, chain: &str, key: &str) -> Result<Tls, hailo_exporter::TlsError> {
    let (chain_file, key_file) = (folder.join("chain.pem"), folder.join("key.pem"));
    std::fs::write(&chain_file, chain).unwrap();
    std::fs::write(&key_file, key).unwrap();
    Tls::from_pem_files(&chain_file, &key_file)
}

async fn connect(
    address: SocketAddr,
    roots: &RootCertStore,
    version: &'static SupportedProtocolVersion,
) -> std::io::Result<TlsStream<TcpStream>> {
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_protocol_versions(&[version])
        .unwrap()
        .with_root_certificates(roots.clone())
        .with_no_client_auth();
    let stream = TcpStream::connect(address).await?;
    TlsConnector::from(Arc::new(config)).connect("localhost".try_into().unwrap(), stream).await
}

async fn scrape(stream: &mut TlsStream<TcpStream>) -> String {
    let request = b"GET /metrics/prometheus HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    stream.write_all(request).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

/// Sends `bytes` without TLS and reads to the end of the connection.
async fn plain(address: SocketAddr, bytes: &[u8]) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    // A reset is an answer as well.
    let _ = stream.read_to_end(&mut answer).await;
    answer
}

#[tokio::test]
async fn a_scrape_over_tls_among_clients_that_speak_something_else() {
    let made = make();
    let folder = tempfile::tempdir().unwrap();
    let tls = load(folder.path(), &made.chain, &made.key).unwrap();
    assert_eq!(format!("{tls:?}"), "Tls(…)");
    // Two places: a client that is stuck in its handshake must not keep the next one waiting for ever.
    let mut limits = ServeLimits::default();
    limits.connections = 2;
    limits.head_timeout = Duration::from_millis(300);
    let app = router(full(), RouterOptions::default());
    let server = Served::start(move |listener, stop| serve_tls(listener, app, limits, tls, stop)).await;
    let address = server.address;

    let silent = TcpStream::connect(address).await.unwrap();
    let mut started = TcpStream::connect(address).await.unwrap();
    started.write_all(b"\x16\x03\x01\x02\x00").await.unwrap();
    for version in [&TLS13, &TLS12] {
        let http = plain(address, b"GET /metrics/prometheus HTTP/1.1\r\nhost: a\r\n\r\n").await;
        assert!(!String::from_utf8_lossy(&http).contains("HTTP"), "{http:?}");
        plain(address, &[0; 4_000]).await;
        plain(address, b"").await;
        let mut stream = connect(address, &made.roots, version).await.unwrap();
        assert_eq!(stream.get_ref().1.alpn_protocol(), None, "a client that asks for none gets none");
        let answer = scrape(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer:.100}");
        assert!(answer.contains("inference_requests_total 8\n"));
    }
    let untrusting = connect(address, &make().roots, &TLS13).await;
    assert!(untrusting.unwrap_err().to_string().contains("invalid peer certificate"));
    drop((silent, started));

    server.end().await.unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[test]
fn files_that_can_not_be_used_are_named_with_the_reason() {
    let made = make();
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.pem");
    let error = Tls::from_pem_files(&missing, &missing).unwrap_err();
    assert!(matches!(error.kind(), TlsErrorKind::Unreadable(_)), "{error}");
    assert_eq!(error.path(), missing);

    let damaged = "-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n";
    let no_certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    type Expected = fn(&TlsErrorKind) -> bool;
    let cases: [(&str, &str, &str, Expected); 7] = [
        ("", &made.key, "chain.pem: no certificate", |kind| matches!(kind, TlsErrorKind::NoCertificate)),
        (&made.key, &made.key, "chain.pem: no certificate", |kind| {
            matches!(kind, TlsErrorKind::NoCertificate)
        }),
        (&made.chain, "", "key.pem: no private key", |kind| matches!(kind, TlsErrorKind::NoKey)),
        (&made.chain, &made.chain, "key.pem: no private key", |kind| matches!(kind, TlsErrorKind::NoKey)),
        (&made.chain, &make().key, "key.pem: the key belongs", |kind| matches!(kind, TlsErrorKind::OtherKey)),
        (damaged, &made.key, "chain.pem: not PEM", |kind| matches!(kind, TlsErrorKind::NotPem(_))),
        (no_certificate, &made.key, "chain.pem: ", |kind| matches!(kind, TlsErrorKind::Unusable(_))),
    ];
    for (chain, key, text, expected) in cases {
        let error = load(folder.path(), chain, key).unwrap_err();
        assert!(expected(error.kind()) && error.to_string().contains(text), "{text}: {error}");
    }
    // Both in one file, as some authorities hand them out.
    let both = format!("{}{}", made.key, made.chain);
    assert!(load(folder.path(), &both, &both).is_ok());
}
