//! A real store in a process of its own, and what it takes: processor, memory, disk.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::Engine;

type Error = Box<dyn std::error::Error>;

/// What a process has used so far.
#[derive(Clone, Copy)]
pub(super) struct Usage {
    pub(super) cpu_s: f64,
    pub(super) resident_bytes: f64,
}

/// A running store; it ends with this value.
pub(super) struct Centre {
    engine: Engine,
    child: Child,
    address: String,
    data: PathBuf,
}

impl Drop for Centre {
    fn drop(&mut self) {
        // It was ours, and its data go with it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Centre {
    /// Starts Debian's program with the fleet's own settings, on loopback.
    pub(super) fn start(engine: Engine, folder: &Path) -> Result<Self, Error> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let data = folder.join("data");
        let mut command = match engine {
            Engine::VictoriaMetrics => {
                let mut command = Command::new("victoria-metrics");
                command.arg(format!("-storageDataPath={}", data.display()));
                command.arg(format!("-httpListenAddr={address}")).arg("-retentionPeriod=13");
                command
            }
            Engine::Prometheus => {
                let settings = crate::root().join("monitoring/fleet/prometheus.yml");
                let rules = crate::root().join("monitoring/fleet/rules").display().to_string();
                let text = fs::read_to_string(settings)?
                    .replace("/etc/prometheus/fleet", &rules)
                    .replace("localhost:9090", &address);
                let settings = folder.join("prometheus.yml");
                fs::write(&settings, text)?;
                let mut command = Command::new("prometheus");
                command.arg(format!("--config.file={}", settings.display()));
                command.arg(format!("--storage.tsdb.path={}", data.display()));
                command.arg(format!("--web.listen-address={address}"));
                command.args(["--web.enable-remote-write-receiver", "--web.enable-admin-api"]);
                command
            }
        };
        let log = fs::File::create(folder.join("centre.log"))?;
        let child = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn();
        let child = child.map_err(|error| {
            format!("{error}: Debian's packages prometheus and victoria-metrics have the programs")
        })?;
        let centre = Self { engine, child, address, data };
        centre.wait("is ready", |centre| {
            let path = if matches!(engine, Engine::Prometheus) { "/-/ready" } else { "/health" };
            centre.ask("GET", path).is_ok()
        })?;
        Ok(centre)
    }

    pub(super) const fn name(&self) -> &'static str {
        match self.engine {
            Engine::Prometheus => "Prometheus",
            Engine::VictoriaMetrics => "VictoriaMetrics",
        }
    }

    pub(super) fn write_url(&self) -> String {
        format!("http://{}/api/v1/write", self.address)
    }

    /// How many samples it says that it took: waits a while for so many.
    pub(super) fn taken(&self, expected: f64) -> Result<f64, Error> {
        let began = Instant::now();
        loop {
            let metrics = self.ask("GET", "/metrics")?;
            let taken = match self.engine {
                // Those in order and those out of order are counted apart in newer ones, together in older ones.
                Engine::Prometheus => sum(&metrics, "prometheus_tsdb_head_samples_appended_total"),
                Engine::VictoriaMetrics => sum(&metrics, "vm_rows_inserted_total"),
            };
            if taken >= expected || began.elapsed() > Duration::from_secs(10) {
                return Ok(taken);
            }
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    pub(super) fn usage(&self) -> Result<Usage, Error> {
        let process = PathBuf::from(format!("/proc/{}", self.child.id()));
        let stat = fs::read_to_string(process.join("stat"))?;
        // Behind the program's name, which may hold spaces: user and system time in hundredths of a second.
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let ticks = |at: usize| fields.get(at).and_then(|field| field.parse::<f64>().ok()).unwrap_or(0.0);
        let status = fs::read_to_string(process.join("status"))?;
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = resident.and_then(|rest| rest.split_whitespace().next()).unwrap_or("0");
        Ok(Usage {
            cpu_s: (ticks(11) + ticks(12)) / 100.0,
            resident_bytes: kilobytes.parse::<f64>()? * 1024.0,
        })
    }

    /// Bytes of what it keeps, once it is in the form that it is kept in for long.
    pub(super) fn disk_bytes(&self) -> Result<f64, Error> {
        let kept = match self.engine {
            Engine::VictoriaMetrics => {
                self.ask("GET", "/internal/force_flush")?;
                self.ask("GET", "/internal/force_merge")?;
                // Merging has no end that it tells: the size is taken once it no longer changes.
                let mut before = 0;
                loop {
                    std::thread::sleep(Duration::from_secs(1));
                    let now = size(&self.data)?;
                    if now == before {
                        return Ok(now as f64);
                    }
                    before = now;
                }
            }
            Engine::Prometheus => {
                self.ask("POST", "/api/v1/admin/tsdb/snapshot")?;
                self.data.join("snapshots")
            }
        };
        Ok(size(&kept)? as f64)
    }

    fn wait(&self, what: &str, done: impl Fn(&Self) -> bool) -> Result<(), Error> {
        let began = Instant::now();
        while !done(self) {
            if began.elapsed() > Duration::from_secs(30) {
                return Err(format!("{} is not there after 30 s: {what}", self.name()).into());
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    }

    /// One request of a program on this machine, answered and closed.
    fn ask(&self, method: &str, path: &str) -> Result<String, Error> {
        let mut stream = TcpStream::connect(&self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let host = &self.address;
        write!(stream, "{method} {path} HTTP/1.0\r\nhost: {host}\r\ncontent-length: 0\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        let (head, body) = answer.split_once("\r\n\r\n").unwrap_or((&answer, ""));
        if head.split(' ').nth(1).is_some_and(|status| status.starts_with('2')) {
            return Ok(body.to_owned());
        }
        Err(format!("{method} {path}: {}", head.lines().next().unwrap_or_default()).into())
    }
}

/// The sum of a family's series, as text shows them.
fn sum(metrics: &str, family: &str) -> f64 {
    let lines = metrics.lines().filter(|line| {
        line.strip_prefix(family).is_some_and(|rest| rest.starts_with(' ') || rest.starts_with('{'))
    });
    lines.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).sum()
}

fn size(path: &Path) -> std::io::Result<u64> {
    if !path.is_dir() {
        return Ok(path.metadata().map_or(0, |metadata| metadata.len()));
    }
    let mut bytes = 0;
    for entry in fs::read_dir(path)? {
        bytes += size(&entry?.path())?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_familys_series_are_summed_and_no_others() {
        let text = "a_total{x=\"1 2\"} 3\na_total 4\na_total_more 9\nb 1e3\n";
        assert_eq!((sum(text, "a_total"), sum(text, "b"), sum(text, "c")), (7.0, 1000.0, 0.0));
    }
}
