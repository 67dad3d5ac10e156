//! Credentials of a scrape or a webhook call, compared in constant time and never printed.

use std::fmt;
use std::io;
use std::path::Path;

use base64::Engine as _;
use http::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use subtle::{Choice, ConstantTimeEq as _};

/// What a request must carry in `Authorization`.
#[derive(Clone)]
pub struct Credential {
    scheme: Scheme,
    /// The text after the scheme: the token, or base64 of `user:password`.
    expected: Box<[u8]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Bearer,
    Basic,
}

impl Credential {
    /// A bearer token.
    ///
    /// # Errors
    /// [`CredentialError`] when the token is empty or not visible ASCII: it could never match a header.
    pub fn bearer(token: &str) -> Result<Self, CredentialError> {
        Self::checked(Scheme::Bearer, token.trim().as_bytes().into())
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

    /// Whether these headers carry this credential.
    ///
    /// The time depends on the length of what is expected, not on what was sent nor on where they differ.
    #[must_use]
    pub fn accepts(&self, headers: &HeaderMap) -> bool {
        let mut lines = headers.get_all(AUTHORIZATION).iter();
        let (Some(value), None) = (lines.next(), lines.next()) else { return false };
        let Some(space) = value.as_bytes().iter().position(|byte| *byte == b' ') else { return false };
        let (scheme, rest) = value.as_bytes().split_at(space);
        let wanted: &[u8] = match self.scheme {
            Scheme::Bearer => b"bearer",
            Scheme::Basic => b"basic",
        };
        scheme.eq_ignore_ascii_case(wanted) & same(&self.expected, rest.trim_ascii())
    }

    /// The `WWW-Authenticate` of a refusal.
    #[must_use]
    pub fn challenge(&self) -> HeaderValue {
        HeaderValue::from_static(match self.scheme {
            Scheme::Bearer => "Bearer",
            Scheme::Basic => "Basic realm=\"metrics\", charset=\"UTF-8\"",
        })
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
