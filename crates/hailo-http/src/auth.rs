//! Credentials of a request, compared in constant time, never printed, and exchanged while the server runs.

use std::fmt;
use std::io;
use std::path::Path;
use std::sync::{Arc, PoisonError, RwLock};

use base64::Engine as _;
use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use http::{Response, StatusCode};
use http_body_util::Full;
use subtle::{Choice, ConstantTimeEq as _};

use crate::refusals::{Reason, refuse};

/// What a request must carry in `Authorization`.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    scheme: Scheme,
    /// The text after the scheme: the token, or base64 of `user:password`.
    expected: Box<[u8]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Bearer,
    Basic,
    /// A bearer token, or that token as the password of any user: what a browser can ask its user for.
    Token,
}

impl Credential {
    /// A bearer token.
    ///
    /// # Errors
    /// [`CredentialError`] when the token is empty or not visible ASCII: it could never match a header.
    pub fn bearer(token: &str) -> Result<Self, CredentialError> {
        Self::checked(Scheme::Bearer, token.trim().as_bytes().into())
    }

    /// A token: as a bearer token, or as the password of any user name, so that a browser can ask for it.
    ///
    /// # Errors
    /// As [`Credential::bearer`].
    pub fn token(token: &str) -> Result<Self, CredentialError> {
        Self::checked(Scheme::Token, token.trim().as_bytes().into())
    }

    /// A user name and a password.
    ///
    /// # Errors
    /// [`CredentialError`] when the user name contains a colon or both are empty.
    pub fn basic(user: &str, password: &str) -> Result<Self, CredentialError> {
        if user.contains(':') || (user.is_empty() && password.is_empty()) {
            return Err(CredentialError);
        }
        let text = base64::engine::general_purpose::STANDARD.encode(format!("{user}:{password}"));
        Self::checked(Scheme::Basic, text.into_bytes().into())
    }

    /// Reads a bearer token from a file, as service managers hand secrets over; white space around it is ignored.
    ///
    /// # Errors
    /// When the file cannot be read, or holds no usable token (`InvalidData`).
    pub fn bearer_from_file(path: &Path) -> io::Result<Self> {
        let text = std::fs::read_to_string(path)?;
        Self::bearer(&text).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }

    /// Reads a password from a file, as [`Credential::bearer_from_file`] does a token.
    ///
    /// # Errors
    /// When the file cannot be read, or holds no password, or `user` cannot be one (`InvalidData`).
    pub fn basic_from_file(user: &str, path: &Path) -> io::Result<Self> {
        let text = std::fs::read_to_string(path)?;
        let password = text.trim();
        let made = if password.is_empty() { Err(CredentialError) } else { Self::basic(user, password) };
        made.map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
    }

    /// Reads a bearer token from the environment variable `name`; `None` when it is not set.
    ///
    /// # Errors
    /// [`CredentialError`] when it is set but holds no usable token: better no start than an open door.
    pub fn bearer_from_env(name: &str) -> Result<Option<Self>, CredentialError> {
        match std::env::var_os(name) {
            None => Ok(None),
            Some(value) => Self::bearer(value.to_str().ok_or(CredentialError)?).map(Some),
        }
    }

    fn checked(scheme: Scheme, expected: Box<[u8]>) -> Result<Self, CredentialError> {
        if expected.is_empty() || !expected.iter().all(|byte| byte.is_ascii_graphic()) {
            return Err(CredentialError);
        }
        Ok(Self { scheme, expected })
    }

    /// What a client sends in `Authorization` to be accepted, marked as a secret.
    #[must_use]
    pub fn header(&self) -> HeaderValue {
        let scheme: &[u8] = if self.scheme == Scheme::Basic { b"Basic " } else { b"Bearer " };
        // Visible ASCII, as was checked: never refused.
        let value = HeaderValue::from_bytes(&[scheme, &self.expected].concat());
        let mut value = value.unwrap_or_else(|_| HeaderValue::from_static(""));
        value.set_sensitive(true);
        value
    }

    /// Whether these headers carry this credential.
    ///
    /// The time depends on the length of what is expected, not on what was sent nor on where they differ.
    #[must_use]
    pub fn accepts(&self, headers: &HeaderMap) -> bool {
        let mut lines = headers.get_all(AUTHORIZATION).iter();
        let (Some(value), None) = (lines.next(), lines.next()) else { return false };
        let Some(space) = value.as_bytes().iter().position(|byte| *byte == b' ') else { return false };
        let (scheme, rest) = value.as_bytes().split_at(space);
        let (bearer, basic) = (scheme.eq_ignore_ascii_case(b"bearer"), scheme.eq_ignore_ascii_case(b"basic"));
        let rest = rest.trim_ascii();
        match self.scheme {
            Scheme::Bearer => bearer & same(&self.expected, rest),
            Scheme::Basic => basic & same(&self.expected, rest),
            Scheme::Token if basic => {
                let Ok(pair) = base64::engine::general_purpose::STANDARD.decode(rest) else { return false };
                let Some(colon) = pair.iter().position(|byte| *byte == b':') else { return false };
                same(&self.expected, pair.get(colon + 1..).unwrap_or_default())
            }
            Scheme::Token => bearer & same(&self.expected, rest),
        }
    }

    /// The `WWW-Authenticate` lines of a refusal.
    #[must_use]
    pub fn challenges(&self) -> &'static [&'static str] {
        const BASIC: &str = "Basic realm=\"hailo-telemetry\", charset=\"UTF-8\"";
        match self.scheme {
            Scheme::Bearer => &["Bearer"],
            Scheme::Basic => &[BASIC],
            Scheme::Token => &["Bearer", BASIC],
        }
    }
}

/// A credential that a running server asks for; it may be exchanged, and clones see the new one.
#[derive(Clone)]
pub struct Credentials(Arc<RwLock<Credential>>);

impl From<Credential> for Credentials {
    fn from(credential: Credential) -> Self {
        Self(Arc::new(RwLock::new(credential)))
    }
}

impl Credentials {
    /// Asks for `credential` from now on.
    pub fn replace(&self, credential: Credential) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = credential;
    }

    /// The refusal of a request that does not carry the credential.
    #[must_use]
    pub fn refuse(&self, headers: &HeaderMap) -> Option<Response<Full<Bytes>>> {
        let credential = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if credential.accepts(headers) {
            return None;
        }
        let mut response = refuse(StatusCode::UNAUTHORIZED, Reason::Credential, "credentials required");
        for challenge in credential.challenges() {
            response.headers_mut().append(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        Some(response)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

/// Compares in a time that depends on the length of `expected` only.
fn same(expected: &[u8], given: &[u8]) -> bool {
    let mut equal = Choice::from(u8::from(expected.len() == given.len()));
    for (index, byte) in expected.iter().enumerate() {
        equal &= byte.ct_eq(given.get(index).unwrap_or(&0));
    }
    equal.into()
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credential({:?}, …)", self.scheme)
    }
}

/// A token, user or password that no `Authorization` header could carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CredentialError;

impl fmt::Display for CredentialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("credential is empty or contains characters that a header cannot carry")
    }
}

impl std::error::Error for CredentialError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, HeaderValue::from_str(value).unwrap());
        headers
    }

    #[test]
    fn bearer_accepts_its_token_and_nothing_else() {
        let credential = Credential::bearer(" s3cret\n").unwrap();
        assert!(credential.accepts(&with("Bearer s3cret")));
        assert!(credential.accepts(&with("bearer   s3cret ")));
        for wrong in
            ["Bearer s3cre", "Bearer s3cret2", "Bearer", "Bearer ", "Basic s3cret", "s3cret", "Bearer S3CRET"]
        {
            assert!(!credential.accepts(&with(wrong)), "{wrong}");
        }
        assert!(!credential.accepts(&HeaderMap::new()));
        let mut twice = with("Bearer s3cret");
        twice.append(AUTHORIZATION, HeaderValue::from_static("Bearer s3cret"));
        assert!(!credential.accepts(&twice), "two credentials are no credential");
    }

    #[test]
    fn basic_accepts_user_and_password() {
        let credential = Credential::basic("prom", "pa:ss ü").unwrap();
        assert!(credential.accepts(&with("Basic cHJvbTpwYTpzcyDDvA==")));
        assert!(!credential.accepts(&with("Basic cHJvbTpwYTpzcyDDvA")));
        assert!(!credential.accepts(&with("Bearer cHJvbTpwYTpzcyDDvA==")));
    }

    #[test]
    fn what_a_client_is_to_send_is_accepted() {
        for credential in [
            Credential::bearer("secret").unwrap(),
            Credential::basic("user", "pass word").unwrap(),
            Credential::token("t").unwrap(),
        ] {
            let header = credential.header();
            assert!(header.is_sensitive());
            assert!(credential.accepts(&with(header.to_str().unwrap())), "{header:?}");
        }
    }

    #[test]
    fn unusable_credentials_are_refused_at_once() {
        assert!(Credential::bearer("  ").is_err());
        assert!(Credential::bearer("a b").is_err());
        assert!(Credential::bearer("ü").is_err());
        assert!(Credential::basic("a:b", "c").is_err());
        assert!(Credential::basic("", "").is_err());
    }

    #[test]
    fn secrets_are_never_printed() {
        let credential = Credential::bearer("s3cret").unwrap();
        assert!(!format!("{credential:?}").contains("s3cret"));
    }

    #[test]
    fn tokens_and_passwords_come_from_files() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        std::fs::write(&path, "abc\n").unwrap();
        assert!(Credential::bearer_from_file(&path).unwrap().accepts(&with("Bearer abc")));
        std::fs::write(&path, "pa:ss ü\n").unwrap();
        let basic = Credential::basic_from_file("prom", &path).unwrap();
        assert!(basic.accepts(&with("Basic cHJvbTpwYTpzcyDDvA==")));
        std::fs::write(&path, "\n").unwrap();
        assert!(Credential::basic_from_file("prom", &path).is_err());
        assert_eq!(Credential::bearer_from_file(&path).unwrap_err().kind(), io::ErrorKind::InvalidData);
    }
}
