//! The processes under test.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write as _};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use hailo_ollama::proxy::{Proxy, ProxyOptions, Upstream};
use hailo_telemetry::{Config, Count, Outcome, Telemetry};
use tokio::net::TcpListener;

/// The proxy in a process of its own: prints its port, then answers each line on standard input with its counts.
pub(crate) fn child(upstream: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let telemetry = Telemetry::new(Config::default());
    let seen = telemetry.clone();
    std::thread::spawn(move || {
        for _ in std::io::stdin().lines() {
            let snapshot = seen.snapshot();
            let running: u64 = snapshot.models.iter().map(|m| m.in_flight() + m.queued()).sum();
            let pieces: u64 = snapshot.models.iter().map(|m| m.count(Count::Chunks)).sum();
            let broken: u64 = snapshot.own.broken_invariants().iter().map(|(_, snapshots)| snapshots).sum();
            let [completed, failed, timed_out, cancelled] =
                [Outcome::Completed, Outcome::Failed, Outcome::TimedOut, Outcome::Cancelled]
                    .map(|outcome| snapshot.totals.outcome(outcome));
            println!(
                "{running} {broken} {} {pieces} {completed} {failed} {timed_out} {cancelled}",
                snapshot.totals.output_tokens
            );
        }
        // The parent is gone.
        std::process::exit(0);
    });
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("{}", listener.local_addr().unwrap().port());
        let upstream = Upstream::new("", upstream).unwrap();
        let proxy = Proxy::new(telemetry, ProxyOptions::new(vec![upstream]));
        proxy.serve(listener, std::future::pending()).await.unwrap();
    });
}

/// What a proxy says of itself.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) running: u64,
    pub(crate) broken_invariants: u64,
    pub(crate) tokens: u64,
    pub(crate) pieces: u64,
    pub(crate) completed: u64,
    pub(crate) failed: u64,
    pub(crate) timed_out: u64,
    pub(crate) cancelled: u64,
}

/// `program`, as an argument of `under` where that is a command.
fn command(under: &[&str], program: impl AsRef<OsStr>) -> Command {
    let Some((first, rest)) = under.split_first() else { return Command::new(program) };
    let mut command = Command::new(first);
    command.args(rest).arg(program);
    command
}

/// A process that is killed when it goes out of scope.
pub(crate) struct Server {
    process: Child,
    pub(crate) address: SocketAddr,
    talk: Option<(ChildStdin, BufReader<ChildStdout>)>,
}

impl Server {
    /// The proxy, as an argument of `under` where that is a command.
    pub(crate) fn proxy(upstream: SocketAddr, under: &[&str]) -> Self {
        let mut process = command(under, std::env::current_exe().unwrap())
            .args(["--proxy-child", &format!("http://{upstream}")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(process.stdout.take().unwrap());
        let mut port = String::new();
        out.read_line(&mut port).unwrap();
        let address = SocketAddr::from(([127, 0, 0, 1], port.trim().parse().unwrap()));
        let talk = Some((process.stdin.take().unwrap(), out));
        Self { process, address, talk }
    }

    /// nginx as its documentation says to stream: no buffering, connections to the upstream kept. Under a command it is
    /// one process, else master and worker.
    pub(crate) fn nginx(upstream: SocketAddr, folder: &Path, under: &[&str]) -> Option<Self> {
        let port = std::net::TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
        let at = folder.display();
        let config = format!(
            "daemon off; master_process {}; worker_processes 1; pid {at}/pid; error_log {at}/error.log;
            events {{ worker_connections 1024; }}
            http {{ access_log off; client_body_temp_path {at}/body; proxy_temp_path {at}/proxy;
              fastcgi_temp_path {at}/f; uwsgi_temp_path {at}/u; scgi_temp_path {at}/s;
              upstream up {{ server {upstream}; keepalive 64; }}
              server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://up; proxy_http_version 1.1;
                proxy_set_header Connection \"\"; proxy_buffering off; proxy_read_timeout 60s; }} }} }}",
            if under.is_empty() { "on" } else { "off" }
        );
        let file = folder.join("nginx.conf");
        std::fs::write(&file, config).ok()?;
        let nginx = ["/usr/sbin/nginx", "nginx"].into_iter().find_map(|name| {
            let mut nginx = command(under, name);
            nginx.arg("-c").arg(&file).arg("-p").arg(folder).stderr(Stdio::null()).spawn().ok()
        });
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let server = Self { process: nginx?, address, talk: None };
        let listens = || std::net::TcpStream::connect(address).is_ok();
        (0..500)
            .any(|_| {
                listens() || {
                    std::thread::sleep(Duration::from_millis(20));
                    false
                }
            })
            .then_some(server)
    }

    /// The process and its children.
    fn family(&self) -> Vec<String> {
        let pid = self.process.id().to_string();
        let children =
            std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
        children.split_whitespace().map(str::to_owned).chain([pid]).collect()
    }

    /// Resident memory in KiB.
    pub(crate) fn resident(&self) -> u64 {
        let own = |pid: &String| {
            let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
            let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap_or_default();
            line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0)
        };
        self.family().iter().map(own).sum()
    }

    /// Processor time so far, to 10 ms.
    pub(crate) fn processor(&self) -> Duration {
        let own = |pid: &String| {
            let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            // The name, in brackets, may hold blanks.
            let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
            // Fields 14 and 15 of the whole line, in ticks of 10 ms.
            fields.skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum::<u64>()
        };
        Duration::from_millis(10 * self.family().iter().map(own).sum::<u64>())
    }

    /// Open descriptors.
    pub(crate) fn descriptors(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.process.id())).map_or(0, Iterator::count)
    }

    pub(crate) fn counts(&mut self) -> Counts {
        let (to, from) = self.talk.as_mut().unwrap();
        writeln!(to).unwrap();
        let mut line = String::new();
        from.read_line(&mut line).unwrap();
        let mut numbers = line.split_whitespace().map(|n| n.parse().unwrap());
        let mut next = || numbers.next().unwrap();
        Counts {
            running: next(),
            broken_invariants: next(),
            tokens: next(),
            pieces: next(),
            completed: next(),
            failed: next(),
            timed_out: next(),
            cancelled: next(),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}
