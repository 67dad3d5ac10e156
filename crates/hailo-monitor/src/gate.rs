//! Who comes in at a port: certificates, tokens, names. Files that change are read again while the server runs.

use std::fs::File;
use std::io::Read as _;
use std::net::SocketAddr;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use clap::Args;
use hailo_exporter::live;
use hailo_http::auth::{Credential, Credentials};
use hailo_http::{Access, Guard, Refusals, Speaks, Tls, covers, is_probe};
use hailo_telemetry::Telemetry;

use crate::flight;

/// How often files are looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Longer than any token.
const TOKEN_BYTES: u64 = 64 * 1024;

/// Settings of every port, the same for `serve` and `proxy`.
#[derive(Args, Clone, Debug, Default, PartialEq)]
pub(crate) struct GateSettings {
    /// PEM file of a certificate chain: serve HTTPS instead of HTTP, on every port
    #[arg(long, value_name = "FILE")]
    tls_cert: Option<PathBuf>,
    /// PEM file of the certificate's private key
    #[arg(long, value_name = "FILE")]
    tls_key: Option<PathBuf>,
    /// File with the bearer token that inference then asks for
    #[arg(long, value_name = "FILE")]
    api_token_file: Option<PathBuf>,
    /// File with the bearer token that metrics and the live page then ask for (a browser: as the password of any user)
    #[arg(long, value_name = "FILE")]
    scrape_token_file: Option<PathBuf>,
    /// File with the bearer token that the alert webhook then asks for
    #[arg(long, value_name = "FILE")]
    webhook_token_file: Option<PathBuf>,
    /// Name by which clients may call this server, beside localhost, names without a dot and the listening address; repeatable
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    allow_host: Vec<String>,
    /// Origin whose pages may ask, beside this machine's, as in `https://chat.example.org`; repeatable
    #[arg(long, value_name = "URL", value_delimiter = ',')]
    allow_origin: Vec<String>,
    /// Listen beyond loopback although nothing asks for a token there
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    insecure_listen: Option<bool>,
}

impl GateSettings {
    /// Whether the settings go together.
    ///
    /// # Errors
    /// Names the settings that do not.
    pub(crate) fn check(&self) -> Result<(), String> {
        if self.tls_cert.is_some() != self.tls_key.is_some() {
            return Err("tls-cert and tls-key need each other".to_owned());
        }
        Ok(())
    }
}

/// What a port gives away, and so what it should ask a token for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Inference.
    Api,
    /// Metrics and the live page.
    Scrape,
    /// The alert webhook.
    Webhook,
}

impl Role {
    const fn flag(self) -> &'static str {
        match self {
            Self::Api => "--api-token-file",
            Self::Scrape => "--scrape-token-file",
            Self::Webhook => "--webhook-token-file",
        }
    }

    /// Its file's name where a service manager hands it over.
    const fn credential(self) -> &'static str {
        match self {
            Self::Api => "api-token",
            Self::Scrape => "scrape-token",
            Self::Webhook => "webhook-token",
        }
    }
}

/// What the ports ask for, as the settings say.
pub(crate) struct Gate {
    pub(crate) tls: Option<Tls>,
    pub(crate) access: Access,
    tokens: [Option<Credentials>; 3],
    insecure_listen: bool,
    watched: Vec<Watched>,
}

/// Whose token a path asks for, of a client that wants a `page` or one that does not; none where anyone may ask.
fn role(path: &str, page: bool) -> Option<Role> {
    if covers("/metrics", path) || covers(live::PATH, path) || (path == "/" && page) {
        Some(Role::Scrape)
    } else if covers("/v1/alerts", path) || covers(flight::PATH, path) {
        Some(Role::Webhook)
    } else if is_probe(path) {
        None
    } else {
        Some(Role::Api)
    }
}

/// Files that are read again when one of them changes.
struct Watched {
    paths: Vec<PathBuf>,
    seen: Vec<Option<Stamp>>,
    read: Box<dyn Fn() -> Result<(), String> + Send>,
}

/// Device and inode, size, times of the last change of content and of anything else.
type Stamp = (u64, u64, u64, i64, i64, i64, i64);

impl Gate {
    /// Reads the files that `settings` name, or that the service manager left in its directory of credentials.
    ///
    /// # Errors
    /// Names the file that can't be used, and why; never what is in it.
    pub(crate) fn open(settings: &GateSettings) -> Result<Self, String> {
        let handed = std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from);
        Self::with(settings, handed.as_deref())
    }

    fn with(settings: &GateSettings, handed: Option<&Path>) -> Result<Self, String> {
        let file = |named: &Option<PathBuf>, name: &str| {
            named.clone().or_else(|| {
                let directory = handed?;
                // A directory of credentials is handed over with the name of the whole before each file's.
                let paths = [directory.join(name), directory.join(format!("monitor_{name}"))];
                paths.into_iter().find(|path| path.is_file())
            })
        };
        let mut watched = Vec::new();
        let tls = match (file(&settings.tls_cert, "tls-cert"), file(&settings.tls_key, "tls-key")) {
            (Some(certificates), Some(key)) => {
                warn_of_mode(&key, handed);
                let read = {
                    let (certificates, key) = (certificates.clone(), key.clone());
                    move || Tls::from_pem_files(&certificates, &key).map_err(|error| error.to_string())
                };
                let seen = Seen::of(vec![certificates, key]);
                let tls = read()?;
                let shared = tls.clone();
                watched.push(Watched::new(seen, move || {
                    shared.replace(&read()?);
                    Ok(())
                }));
                Some(tls)
            }
            (None, None) => None,
            _ => return Err("tls-cert and tls-key need each other".to_owned()),
        };
        let mut token = |named: &Option<PathBuf>, role: Role| {
            let Some(path) = file(named, role.credential()) else { return Ok(None) };
            warn_of_mode(&path, handed);
            let seen = Seen::of(vec![path.clone()]);
            let credentials = Credentials::from(read_token(&path)?);
            let shared = credentials.clone();
            watched.push(Watched::new(seen, move || {
                shared.replace(read_token(&path)?);
                Ok(())
            }));
            Ok::<_, String>(Some(credentials))
        };
        let tokens = [
            token(&settings.api_token_file, Role::Api)?,
            token(&settings.scrape_token_file, Role::Scrape)?,
            token(&settings.webhook_token_file, Role::Webhook)?,
        ];
        let access = settings.allow_host.iter().fold(Access::new(), |access, host| access.host(host));
        let access = settings.allow_origin.iter().fold(access, |access, origin| access.origin(origin));
        let insecure_listen = settings.insecure_listen.unwrap_or(false);
        Ok(Self { tls, access, tokens, insecure_listen, watched })
    }

    /// The token of a role, where there is one.
    pub(crate) fn token(&self, role: Role) -> Option<Credentials> {
        self.tokens[role as usize].clone()
    }

    /// `router` behind all that is asked of who asks; POST requests say what their path `speaks`.
    pub(crate) fn guarded(
        &self,
        router: Router,
        telemetry: &Telemetry,
        speaks: fn(&Method, &str) -> Speaks,
    ) -> Router {
        let tokens = self.tokens.clone();
        let ask = move |request: Request, next: Next| {
            let page = live::wants_page(request.headers());
            let token = role(request.uri().path(), page).and_then(|role| tokens[role as usize].clone());
            async move {
                match token.and_then(|token| token.refuse(request.headers())) {
                    Some(refusal) => refusal.map(Body::new),
                    None => next.run(request).await,
                }
            }
        };
        let guard = Guard::new(self.access.clone(), Refusals::new(telemetry)).pages().speaks(speaks);
        router.layer(from_fn(ask)).layer(guard)
    }

    /// Whether a port that gives away `roles` may listen on `address`.
    ///
    /// # Errors
    /// When it reaches beyond this machine and one of them asks for no token.
    pub(crate) fn allow(&self, address: SocketAddr, flag: &str, roles: &[Role]) -> Result<(), String> {
        if self.insecure_listen || address.ip().to_canonical().is_loopback() {
            return Ok(());
        }
        let open: Vec<_> = roles.iter().filter(|role| self.tokens[**role as usize].is_none()).collect();
        if open.is_empty() {
            return Ok(());
        }
        let flags: Vec<_> = open.iter().map(|role| role.flag()).collect();
        Err(format!(
            "{flag} {address} reaches beyond this machine, and not everything there asks for a token: \
             give {}, or say --insecure-listen",
            flags.join(", ")
        ))
    }

    /// Reads the files again when they change, and on SIGHUP, which ends no server any more. A file that can't be used then
    /// changes nothing.
    pub(crate) fn watch(&mut self) {
        use tokio::signal::unix::{SignalKind, signal};
        let mut watched = std::mem::take(&mut self.watched);
        let hangup = signal(SignalKind::hangup());
        tokio::spawn(async move {
            let Ok(mut hangup) = hangup else { return };
            loop {
                let asked = tokio::select! {
                    () = tokio::time::sleep(LOOK_EVERY), if !watched.is_empty() => false,
                    _ = hangup.recv() => true,
                };
                let looked = tokio::task::spawn_blocking(move || {
                    watched.iter_mut().for_each(|files| files.look(asked));
                    watched
                });
                let Ok(back) = looked.await else { return };
                watched = back;
                if asked {
                    tracing::info!(signal = "SIGHUP", "tokens and certificates read again");
                }
            }
        });
    }
}

/// Files as they were before they were read, so that a change in between is noticed.
struct Seen {
    paths: Vec<PathBuf>,
    stamps: Vec<Option<Stamp>>,
}

impl Seen {
    fn of(paths: Vec<PathBuf>) -> Self {
        let stamps = paths.iter().map(|path| stamp(path)).collect();
        Self { paths, stamps }
    }
}

impl Watched {
    fn new(seen: Seen, read: impl Fn() -> Result<(), String> + Send + 'static) -> Self {
        Self { paths: seen.paths, seen: seen.stamps, read: Box::new(read) }
    }

    /// Reads the files when one of them changed, or when that was asked for.
    fn look(&mut self, asked: bool) {
        let now: Vec<_> = self.paths.iter().map(|path| stamp(path)).collect();
        if now == self.seen && !asked {
            return;
        }
        self.seen = now;
        let path = self.paths[0].display();
        match (self.read)() {
            Ok(()) => tracing::info!(%path, "read again"),
            Err(error) => tracing::warn!(%error, "what was read before is kept"),
        }
    }
}

fn stamp(path: &Path) -> Option<Stamp> {
    let of = std::fs::metadata(path).ok()?;
    Some((of.dev(), of.ino(), of.size(), of.mtime(), of.mtime_nsec(), of.ctime(), of.ctime_nsec()))
}

fn read_token(path: &Path) -> Result<Credential, String> {
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(TOKEN_BYTES).read_to_string(&mut text));
    read.map_err(|error| format!("token file {}: {error}", path.display()))?;
    Credential::token(&text).map_err(|error| format!("token file {}: {error}", path.display()))
}

/// Says that others can read or change a secret; the service manager keeps its own directory closed by other means.
fn warn_of_mode(path: &Path, handed: Option<&Path>) {
    if handed.is_some_and(|directory| path.starts_with(directory)) {
        return;
    }
    let Ok(of) = std::fs::metadata(path) else { return };
    if of.is_file() && of.mode() & 0o077 != 0 {
        tracing::warn!(
            path = %path.display(),
            mode = format!("{:03o}", of.mode() & 0o777),
            "a token or key that other users may read or change; make it yours alone: chmod 600"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn accepts(gate: &Gate, role: Role, token: &str) -> bool {
        let mut headers = axum::http::HeaderMap::new();
        headers.insert("authorization", format!("Bearer {token}").parse().unwrap());
        gate.token(role).unwrap().refuse(&headers).is_none()
    }

    #[test]
    fn a_changed_token_is_taken_and_a_broken_one_is_not() {
        let folder = folder(&[("api", "first\n")]);
        let path = folder.path().join("api");
        let settings = GateSettings { api_token_file: Some(path.clone()), ..GateSettings::default() };
        let mut gate = Gate::with(&settings, None).unwrap();
        assert!(accepts(&gate, Role::Api, "first"));
        let mut look = |text: &str| {
            std::fs::write(&path, text).unwrap();
            gate.watched[0].look(false);
            ["first", "second"].map(|token| accepts(&gate, Role::Api, token))
        };
        assert_eq!(look("second"), [false, true]);
        assert_eq!(look("not a token"), [false, true], "what was read before is kept");
        assert_eq!(look("first"), [true, false]);
    }

    #[test]
    fn what_the_service_manager_hands_over_is_used_where_no_flag_says_other() {
        let handed = folder(&[("api-token", "a"), ("monitor_scrape-token", "s")]);
        let named = folder(&[("scrape", "named")]);
        let settings =
            GateSettings { scrape_token_file: Some(named.path().join("scrape")), ..GateSettings::default() };
        let gate = Gate::with(&settings, Some(handed.path())).unwrap();
        assert!(accepts(&gate, Role::Api, "a") && accepts(&gate, Role::Scrape, "named"));
        assert!(gate.token(Role::Webhook).is_none());
        let gate = Gate::with(&GateSettings::default(), Some(handed.path())).unwrap();
        assert!(accepts(&gate, Role::Scrape, "s"));
    }

    #[test]
    fn each_path_asks_for_the_token_of_what_it_gives_away() {
        for (path, asks) in [
            ("/health", None),
            ("/ready", None),
            ("/metrics/prometheus", Some(Role::Scrape)),
            ("/live", Some(Role::Scrape)),
            ("/live/stream", Some(Role::Scrape)),
            ("/v1/alerts/webhook", Some(Role::Webhook)),
            ("/api/tags", Some(Role::Api)),
            ("/v1/frames", Some(Role::Api)),
            ("/", Some(Role::Api)),
            ("/healthy", Some(Role::Api)),
            ("//metrics", Some(Role::Api)),
        ] {
            assert_eq!(role(path, false), asks, "{path}");
        }
        // The page has the path of the API's banner.
        assert_eq!(role("/", true), Some(Role::Scrape));
    }

    #[test]
    fn beyond_loopback_everything_asks_for_a_token_or_is_said_to_be_open() {
        let folder = folder(&[("api", "a")]);
        let mut settings =
            GateSettings { api_token_file: Some(folder.path().join("api")), ..GateSettings::default() };
        let gate = Gate::with(&settings, None).unwrap();
        let [here, anywhere, lan] =
            ["127.0.0.1:1", "[::]:1", "192.0.2.1:1"].map(|address| address.parse::<SocketAddr>().unwrap());
        let both = [Role::Api, Role::Scrape];
        assert!(
            gate.allow(here, "--listen", &both).is_ok() && gate.allow(lan, "--listen", &[Role::Api]).is_ok()
        );
        for address in [anywhere, lan] {
            let error = gate.allow(address, "--listen", &both).unwrap_err();
            assert!(error.contains("--scrape-token-file") && error.contains("--insecure-listen"), "{error}");
            assert!(!error.contains("--api-token-file"), "{error}");
        }
        settings.insecure_listen = Some(true);
        assert!(Gate::with(&settings, None).unwrap().allow(anywhere, "--listen", &both).is_ok());
    }

    #[test]
    fn a_file_that_can_not_be_used_is_named_and_what_is_in_it_is_not() {
        let folder = folder(&[("token", "two words of s3cret")]);
        let path = folder.path().join("token");
        let settings = GateSettings { webhook_token_file: Some(path.clone()), ..GateSettings::default() };
        let error = Gate::with(&settings, None).err().unwrap();
        assert!(error.contains(path.to_str().unwrap()) && !error.contains("s3cret"), "{error}");
        let settings = GateSettings { tls_cert: Some(path), ..GateSettings::default() };
        assert!(Gate::with(&settings, None).err().unwrap().contains("tls-key"));
    }
}
