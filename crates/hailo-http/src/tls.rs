//! TLS of the own listener, by rustls.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject as _};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig};

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
        let read = |path: &Path| {
            std::fs::read(path).map_err(|error| TlsError::new(path, TlsErrorKind::Unreadable(error)))
        };
        let broken =
            |path: &Path, error: &pem::Error| TlsError::new(path, TlsErrorKind::NotPem(error.to_string()));
        let chain = CertificateDer::pem_slice_iter(&read(certificates)?)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| broken(certificates, &error))?;
        if chain.is_empty() {
            return Err(TlsError::new(certificates, TlsErrorKind::NoCertificate));
        }
        let secret = match PrivateKeyDer::from_pem_slice(&read(key)?) {
            Ok(secret) => secret,
            Err(pem::Error::NoItemsFound) => return Err(TlsError::new(key, TlsErrorKind::NoKey)),
            Err(error) => return Err(broken(key, &error)),
        };
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map(|builder| builder.with_no_client_auth())
            .and_then(|builder| builder.with_single_cert(chain, secret))
            .map_err(|error| match error {
                rustls::Error::InconsistentKeys(_) => TlsError::new(key, TlsErrorKind::OtherKey),
                error @ rustls::Error::InvalidCertificate(_) => {
                    TlsError::new(certificates, TlsErrorKind::Unusable(error))
                }
                error => TlsError::new(key, TlsErrorKind::Unusable(error)),
            })?;
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
    pub fn exchange(&self, renewed: &Self) {
        let config = renewed.config();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = config;
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
