#!/usr/bin/env python3
"""Three simulated machines push to a real Prometheus with the fleet's own files: every query of the fleet's dashboard has data,
every rule loads and is evaluated without an error, and a machine that is killed is missed. Exit code 77 with a reason where
something is missing. `centre.py victoria-metrics` asks the same of that engine, with vmalert for the rules."""
import json, re, shutil, signal, sys, tempfile
from pathlib import Path

from kit import MONITOR, ROOT, ask, end_all, free_port, get, say, skip, start, wait

ENGINE = sys.argv[1] if len(sys.argv) > 1 else "prometheus"
FLEET = ROOT / "monitoring/fleet"
# What has no series in a run as short as this, and why. A query that uses one of these may be empty.
EMPTY = {}


def prometheus(folder):
    if not shutil.which("prometheus"):
        skip("fleet: no prometheus (Debian package prometheus)")
    port = free_port()
    text = (FLEET / "prometheus.yml").read_text().replace("/etc/prometheus/fleet", str(FLEET / "rules")).replace("evaluation_interval: 15s", "evaluation_interval: 2s")
    (folder / "prometheus.yml").write_text(text.replace("localhost:9090", f"localhost:{port}"))
    start(["prometheus", f"--config.file={folder}/prometheus.yml", f"--storage.tsdb.path={folder}/data", f"--web.listen-address=127.0.0.1:{port}",
           "--web.enable-remote-write-receiver"], folder / "prometheus.log")
    base = f"http://127.0.0.1:{port}"
    wait("Prometheus is ready", 30, lambda: get(f"{base}/-/ready"))
    return base, base, f"{base}/api/v1/write"


def victoria_metrics(folder):
    for program in ("victoria-metrics", "vmalert"):
        if not shutil.which(program):
            skip(f"fleet: no {program} (Debian package victoria-metrics)")
    port, rules = free_port(), free_port()
    # What was just sent is asked for at once; usually it rests for half a minute.
    start(["victoria-metrics", f"-storageDataPath={folder}/data", f"-httpListenAddr=127.0.0.1:{port}", "-search.latencyOffset=1s", "-retentionPeriod=1"], folder / "victoria.log")
    base = f"http://127.0.0.1:{port}"
    wait("VictoriaMetrics is ready", 30, lambda: get(f"{base}/health") == "OK")
    start(["vmalert", f"-rule={FLEET}/rules/*.yml", f"-datasource.url={base}", f"-remoteWrite.url={base}", f"-remoteRead.url={base}", "-notifier.url=http://127.0.0.1:9",
           "-evaluationInterval=2s", f"-httpListenAddr=127.0.0.1:{rules}"], folder / "vmalert.log")
    return base, f"http://127.0.0.1:{rules}", f"{base}/api/v1/write"


def queries():
    """Each query of the dashboard, with everything chosen in its variables."""
    board = json.loads((FLEET / "grafana/dashboards/fleet.json").read_text())
    for panel in board["panels"]:
        for target in panel.get("targets", []):
            yield f"{panel['title']} {target['refId']}", re.sub(r"\$(job|instance)\b", ".*", target["expr"]).replace("$__rate_interval", "40s")


def machine(folder, name, url, *more):
    command = [MONITOR, "serve", "--listen", "0", "--device", "simulated", "--speed", "20", "--traffic", "on", "--log", "json",
               "--remote-write", url, "--remote-write-interval", "2", "--remote-write-label", f"instance={name}", *more]
    return start(command, folder / f"{name}.log")


def main():
    if not Path(MONITOR).exists():
        raise SystemExit(f"{MONITOR} is not built: cargo build -p hailo-monitor")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        base, rules, url = {"prometheus": prometheus, "victoria-metrics": victoria_metrics}[ENGINE](folder)
        scenarios = {"pi-1": [], "pi-2": ["--scenario", "hot"], "pi-3": []}
        machines = {name: machine(folder, name, url, *more) for name, more in scenarios.items()}
        wait("three machines are heard", 40, lambda: len(ask(base, "count by (instance) (app_uptime_seconds)")) == 3)
        # The hot one is a Hailo-8, which runs no language model.
        wait("two generated tokens and drew energy, and all frames", 60, lambda: len(ask(base, "job_instance:hailo_device_energy_joules:per_token5m")) == 2
             and len(ask(base, "job_instance:inference_frames:rate5m > 0")) == 3)
        said = json.loads(get(f"{rules}/api/v1/rules"))["data"]["groups"]
        found = [rule for group in said for rule in group["rules"]]
        ill = [f"{rule['name']}: {rule.get('lastError')}" for rule in found if rule.get("lastError")]
        assert len(found) == 10 and not ill, (len(found), ill)
        asked, empty = list(queries()), []
        for title, query in asked:
            if not ask(base, query) and not any(part in query for part in EMPTY):
                empty.append(f"{title}: {query}")
        if empty:
            raise SystemExit("no data:\n" + "\n".join(empty))
        say(f"{len(asked)} queries of the dashboard have data, {len(found)} rules are evaluated")
        assert len(ask(base, "count by (instance) (inference_tokens_total)")) == 3

        # A machine that is killed falls silent: nothing says so but what it no longer says.
        machines["pi-3"].send_signal(signal.SIGKILL)
        silent = "max by (job, instance) (last_over_time(app_uptime_seconds[1d])) unless on (job, instance) max by (job, instance) (last_over_time(app_uptime_seconds[8s]))"
        found = wait("a machine that was killed is missed", 40, lambda: ask(base, silent))
        assert [series["metric"]["instance"] for series in found] == ["pi-3"], found


try:
    main()
finally:
    end_all()
