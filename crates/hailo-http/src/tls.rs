//! TLS of the own listener and towards other servers, by rustls.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::client::WantsClientCert;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject as _};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{self, ClientConfig, ConfigBuilder, RootCertStore, ServerConfig};

/// A certificate chain and its key: who the server is to clients of [`serve_tls`](crate::serve_tls).
///
/// Clients may speak TLS 1.2 or 1.3, and HTTP/1.1 in it. Clones share the certificate, which may be exchanged while they serve.
#[derive(Clone)]
pub struct Tls(Arc<RwLock<Arc<ServerConfig>>>);

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tls(…)")
    }
}

impl Tls {
    /// Reads a chain (the server's own certificate first) and its private key (PKCS #8, PKCS #1 or SEC 1) from PEM files;
    /// they may be the same file.
    ///
    /// # Errors
    /// [`TlsError`] names the file that can't be used, and why.
    pub fn from_pem_files(certificates: &Path, key: &Path) -> Result<Self, TlsError> {
        let (chain, secret) = (read_certificates(certificates)?, read_key(key)?);
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map(|builder| builder.with_no_client_auth())
            .and_then(|builder| builder.with_single_cert(chain, secret))
            .map_err(|error| unusable(error, certificates, key))?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self(Arc::new(RwLock::new(Arc::new(config)))))
    }

    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(self.config())
    }

    fn config(&self) -> Arc<ServerConfig> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Serves new connections with the certificate of `renewed`; those that are open keep theirs.
    pub fn replace(&self, renewed: &Self) {
        let config = renewed.config();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = config;
    }
}

/// How this machine meets servers with `https`: whom it trusts, and who it is to them.
///
/// TLS 1.2 or 1.3; which versions of HTTP it speaks is the connector's to say.
#[derive(Clone)]
pub struct ClientTls(Arc<ClientConfig>);

impl fmt::Debug for ClientTls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientTls(…)")
    }
}

impl ClientTls {
    /// Trusts the authorities that this machine trusts.
    #[must_use]
    pub fn system() -> Self {
        Self::of(system_roots())
    }

    /// Trusts the authorities (or the servers' own certificates) in the PEM file `path`, and no others.
    ///
    /// # Errors
    /// When the file can't be read or holds none.
    pub fn from_file(path: &Path) -> Result<Self, TlsError> {
        Ok(Self::of(read_roots(path)?))
    }

    /// Trusts the file `authorities`, or without one what this machine trusts, and shows servers that ask for it the
    /// certificate chain and key of these PEM files.
    ///
    /// # Errors
    /// [`TlsError`] names the file that can't be used, and why.
    pub fn with_identity(
        authorities: Option<&Path>,
        certificates: &Path,
        key: &Path,
    ) -> Result<Self, TlsError> {
        let roots = authorities.map_or_else(|| Ok(system_roots()), read_roots)?;
        let (chain, secret) = (read_certificates(certificates)?, read_key(key)?);
        let config = Self::trusting(roots).with_client_auth_cert(chain, secret);
        Ok(Self(Arc::new(config.map_err(|error| unusable(error, certificates, key))?)))
    }

    /// What a connector needs.
    #[must_use]
    pub fn config(&self) -> ClientConfig {
        (*self.0).clone()
    }

    fn of(roots: RootCertStore) -> Self {
        Self(Arc::new(Self::trusting(roots).with_no_client_auth()))
    }

    fn trusting(roots: RootCertStore) -> ConfigBuilder<ClientConfig, WantsClientCert> {
        // Named, as rustls would have to guess where a program's other crates bring another provider along.
        ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(&[&TLS13, &TLS12])
            .unwrap_or_else(|_| unreachable!("ring speaks both"))
            .with_root_certificates(roots)
    }
}

fn system_roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::warn!(%error, "can't read a certificate that this machine trusts");
    }
    roots.add_parsable_certificates(found.certs);
    roots
}

fn read_roots(path: &Path) -> Result<RootCertStore, TlsError> {
    let mut roots = RootCertStore::empty();
    for certificate in read_certificates(path)? {
        roots.add(certificate).map_err(|error| TlsError::new(path, TlsErrorKind::Unusable(error)))?;
    }
    Ok(roots)
}

/// At least one.
fn read_certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let chain = CertificateDer::pem_slice_iter(&read(path)?)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| TlsError::new(path, TlsErrorKind::NotPem(error.to_string())))?;
    if chain.is_empty() { Err(TlsError::new(path, TlsErrorKind::NoCertificate)) } else { Ok(chain) }
}

fn read_key(path: &Path) -> Result<PrivateKeyDer<'static>, TlsError> {
    PrivateKeyDer::from_pem_slice(&read(path)?).map_err(|error| {
        let kind = match error {
            pem::Error::NoItemsFound => TlsErrorKind::NoKey,
            error => TlsErrorKind::NotPem(error.to_string()),
        };
        TlsError::new(path, kind)
    })
}

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|error| TlsError::new(path, TlsErrorKind::Unreadable(error)))
}

/// Which of the two files rustls can't use.
fn unusable(error: rustls::Error, certificates: &Path, key: &Path) -> TlsError {
    match error {
        rustls::Error::InconsistentKeys(_) => TlsError::new(key, TlsErrorKind::OtherKey),
        error @ rustls::Error::InvalidCertificate(_) => {
            TlsError::new(certificates, TlsErrorKind::Unusable(error))
        }
        error => TlsError::new(key, TlsErrorKind::Unusable(error)),
    }
}

/// Why a certificate or a key can't be used. Never shows what is in the file.
#[derive(Debug)]
pub struct TlsError {
    path: PathBuf,
    kind: TlsErrorKind,
}

/// What is wrong with the file of a [`TlsError`].
#[derive(Debug)]
#[non_exhaustive]
pub enum TlsErrorKind {
    /// It can't be read.
    Unreadable(io::Error),
    /// A section of it is damaged.
    NotPem(String),
    /// It holds no certificate.
    NoCertificate,
    /// It holds no private key.
    NoKey,
    /// Its key is not the certificate's.
    OtherKey,
    /// The certificate or key is of a kind that TLS here can't use.
    Unusable(rustls::Error),
}

impl TlsError {
    fn new(path: &Path, kind: TlsErrorKind) -> Self {
        Self { path: path.to_owned(), kind }
    }

    /// The file that can't be used.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is wrong with it.
    #[must_use]
    pub const fn kind(&self) -> &TlsErrorKind {
        &self.kind
    }
}

impl fmt::Display for TlsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.path.display())?;
        match &self.kind {
            TlsErrorKind::Unreadable(error) => error.fmt(f),
            TlsErrorKind::NotPem(error) => write!(f, "not PEM: {error}"),
            TlsErrorKind::NoCertificate => f.write_str("no certificate in it"),
            TlsErrorKind::NoKey => f.write_str("no private key in it"),
            TlsErrorKind::OtherKey => f.write_str("the key belongs to another certificate"),
            TlsErrorKind::Unusable(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for TlsError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            TlsErrorKind::Unreadable(error) => Some(error),
            TlsErrorKind::Unusable(error) => Some(error),
            _ => None,
        }
    }
}
