#!/usr/bin/env python3
"""Runs the stack on loopback, with every duration a twentieth, and proves that it tells what happens.

hailo-monitor serves four simulated hosts (a language model, a failing NPU, a hot NPU, an idle one) and a fifth
process is the second receiver; Prometheus and node-exporter and Alertmanager are the real programs with the
real files of this folder. Then, in order:
  1. every target answers, and every rule loads
  2. a failing device: rule -> Alertmanager -> webhook -> alerts_active as scraped, and a JSON log line; healed -> resolved
  3. the app stops: PiSovereignDown reaches the second receiver and holds back the rest; restarted, replays count once
  4. every query of the dashboard and every selector of the rules had data, unless EMPTY below says why not
  5. the log lines pass the log pipelines, and what a scrape costs is measured
Everything started here is ended here, by its pid. Exit code 1 with a reason on the first failure.
"""
import http.client, json, math, os, re, shutil, signal, socket, subprocess, sys, tempfile, threading, time
import urllib.error, urllib.parse, urllib.request
from pathlib import Path

import yaml

import pipeline

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent
FACTOR = 20
LIMIT = 330  # seconds, for the whole run
UNITS = {"s": 1, "m": 60, "h": 3600}

# What has no series here, and why. A query that uses one of these may be empty.
EMPTY = {
    "host_power_condition": "this machine is no Raspberry Pi",
    "hailo_process_": "no other process uses a Hailo device here",
    "job_instance:cache_hits:ratio5m": "hailo-monitor has no cache",
    "cache_entries": "hailo-monitor has no cache",
    "inference_hardware_latency_seconds": "hailo-monitor does not ask the device to measure it",
    "job_instance_model:inference_energy_joules:per_token5m": "no energy is shared out between models yet",
    "inference_energy_joules_total": "no energy is shared out between models yet",
    "hailo_device_resets_total": "hailo-monitor resets no device unless it is told to",
    "watchdog_actions_total": "the watchdog is off",
    "hailo_device_holder_info": "no process has a device's node open here",
    "last_run_info": "these servers keep no flight recorder",
    'hailo_compat_info{job=~"pisovereign|hailo-proxy",status="mismatch"}': "the simulated versions go together",
}
# Logs need Loki, which Debian does not have: LogQL is parsed by the type check, lines by the pipelines.

NPU = """
name = "failing"
description = "A Hailo-8 whose reads fail, then hang, then a link that drops."
[[device]]
chip = "hailo8"
[[fault]]
call = "hailo_vstream_read_raw_buffer"
from_s = 25.0
until_s = 45.0
does = { status = "HAILO_DRIVER_OPERATION_FAILED" }
[[fault]]
call = "hailo_vstream_read_raw_buffer"
from_s = 70.0
until_s = 85.0
does = { hang = 5.0 }
[[event]]
at_s = 115.0
does = { link-flap = 14.0 }
"""
LLM = """
name = "talking"
description = "A Hailo-10H with a quick language model."
runtime = "5.2.0"
[[device]]
chip = "hailo10h"
power = { idle_w = 1.5, active_w = 5.0 }
[[llm]]
name = "qwen2.5:1.5b"
path = "simulated/qwen2.5-1.5b.hef"
load_s = 2.0
"""

began = time.monotonic()
processes = {}


def say(text):
    print(f"{time.monotonic() - began:6.1f} s  {text}", flush=True)


def fail(text):
    raise SystemExit(f"live: {text}")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def start(name, command, log):
    with open(log, "ab") as out:
        processes[name] = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL)


def stop(name):
    process = processes.pop(name, None)
    if process and process.poll() is None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def get(url, timeout=5):
    with urllib.request.urlopen(url, timeout=timeout) as response:
        return response.read().decode()


def wait(what, seconds, condition):
    """Polls until the condition gives something true, and returns it."""
    end = time.monotonic() + seconds
    last = None
    while time.monotonic() < end:
        if time.monotonic() - began > LIMIT:
            fail(f"over {LIMIT} s while waiting for: {what}")
        for name, process in processes.items():
            if process.poll() is not None:
                fail(f"{name} ended with {process.returncode} while waiting for: {what}")
        try:
            found = condition()
            if found:
                say(what)
                return found
        except (OSError, urllib.error.URLError, ValueError, KeyError, http.client.HTTPException) as error:
            last = error
        time.sleep(0.3)
    fail(f"not within {seconds} s: {what}" + (f" ({last})" if last else ""))


class Stack:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.hosts = {n: f"127.0.0.1:{free_port()}" for n in ("llm", "npu", "hot", "idle", "watchman", "prometheus", "alertmanager", "node", "nothing")}
        self.monitor = os.environ.get("HAILO_TEST_PROGRAM") or ROOT / "target/debug/hailo-monitor"
        if not Path(self.monitor).exists():
            fail(f"{self.monitor} is not built: cargo build -p hailo-monitor")

    def log(self, name):
        return self.folder / f"{name}.log"

    def serve(self, name, scenario, traffic="off"):
        path = self.folder / f"{name}.toml"
        if "\n" in scenario:
            path.write_text(scenario)
            scenario = str(path)
        start(name, [self.monitor, "serve", "--listen", self.hosts[name], "--device", "simulated", "--scenario", scenario, "--traffic", traffic, "--log", "json"], self.log(name))

    def render(self):
        """The real configuration files with addresses of this run and every duration divided."""
        h = self.hosts
        short = lambda text: f"{max(1, round(int(text[:-1]) * UNITS[text[-1]] / FACTOR))}s"
        names = {"node-exporter:9100": h["node"], "alertmanager:9093": h["alertmanager"], "localhost:9090": h["prometheus"],
                 "loki:3100": h["nothing"], "alloy:12345": h["nothing"], "watchman:3002": h["watchman"]}
        text = (HERE / "prometheus/prometheus.yml").read_text()
        for name, address in names.items():
            text = text.replace(name, address)
        text = text.replace("'pisovereign:3000'", ", ".join(f"'{h[n]}'" for n in ("llm", "npu", "hot", "idle")))
        text = re.sub(r"(scrape_interval|evaluation_interval|scrape_timeout): \d+s", r"\1: 1s", text)
        text = text.replace("/etc/prometheus/rules", str(self.folder / "rules"))
        (self.folder / "prometheus.yml").write_text(text)
        (self.folder / "rules").mkdir()
        for file in ("alerts.yml", "recording.yml"):
            text = (HERE / "prometheus/rules" / file).read_text()
            text = re.sub(r"(for: |\[|offset )(\d+[smh])", lambda m: m[1] + short(m[2]), text)
            text, times = re.subn(r"(app_uptime_seconds\{[^}]*\} > )900", rf"\g<1>{900 // FACTOR}", text)
            (self.folder / "rules" / file).write_text(text)
            if file == "alerts.yml" and times != 1:
                fail("the rule that compares the uptime has changed")
        text = (HERE / "alertmanager/alertmanager.yml").read_text()
        text = text.replace("pisovereign:3000", h["llm"]).replace("watchman:3002", h["watchman"])
        for key, value in (("group_wait", "1s"), ("group_interval", "2s"), ("repeat_interval", "20s"), ("resolve_timeout", "20s")):
            text = re.sub(rf"{key}: \w+", f"{key}: {value}", text)
        (self.folder / "alertmanager.yml").write_text(text)

    def start(self):
        h, f = self.hosts, self.folder
        self.render()
        self.serve("watchman", "healthy")
        self.serve("llm", LLM)
        self.serve("npu", NPU)
        self.serve("hot", "hot")
        self.serve("idle", "healthy")
        start("node", ["prometheus-node-exporter", f"--web.listen-address={h['node']}"], self.log("node"))
        start("alertmanager", ["prometheus-alertmanager", f"--config.file={f}/alertmanager.yml", f"--storage.path={f}/alertmanager", f"--web.listen-address={h['alertmanager']}", "--cluster.listen-address="], self.log("alertmanager"))
        start("prometheus", ["prometheus", f"--config.file={f}/prometheus.yml", f"--storage.tsdb.path={f}/tsdb", f"--web.listen-address={h['prometheus']}", "--rules.alert.resend-delay=2s", "--web.enable-admin-api"], self.log("prometheus"))

    # --- questions ---
    def api(self, path, **query):
        return json.loads(get(f"http://{self.hosts['prometheus']}/api/v1/{path}?{urllib.parse.urlencode(query)}", 20))["data"]

    def value(self, expr):
        """The largest value of an instant query, or None."""
        values = [float(r["value"][1]) for r in self.api("query", query=expr)["result"]]
        return max(values, default=None)

    def firing(self, alert, **labels):
        matchers = "".join(f',{k}="{v}"' for k, v in labels.items())
        return self.value(f'ALERTS{{alertname="{alert}",alertstate="firing"{matchers}}}') == 1

    def lines(self, name, message=None, alert=None):
        found = []
        for line in self.log(name).read_text().splitlines():
            record = json.loads(line)
            if message in (None, record.get("message")) and alert in (None, record.get("alertname")):
                found.append(record)
        return found


class Traffic:
    """Clients: prompts for the language model, frames for the NPUs. Bounded: they end with the run."""

    def __init__(self, stack):
        self.stack, self.stopping = stack, threading.Event()
        self.threads = [threading.Thread(target=t, args=a, daemon=True) for t, a in
                        ((self.prompts, (0,)), (self.prompts, (1,)), (self.frames, ("npu",)), (self.frames, ("hot",)), (self.frames, ("hot",)), (self.odd, ()))]
        for thread in self.threads:
            thread.start()

    def end(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join(15)

    def ask(self, host, method, path, body=b"", kind="application/json", take=None):
        connection = http.client.HTTPConnection(self.stack.hosts[host], timeout=20)
        try:
            connection.request(method, path, body, {"content-type": kind})
            response = connection.getresponse()
            return response.status, response.read(take) if take else response.read()
        except (OSError, http.client.HTTPException):
            self.stopping.wait(0.5)
            return 0, b""
        finally:
            connection.close()

    def prompts(self, offset):
        n = offset
        while not self.stopping.is_set():
            n += 1
            body = json.dumps({"model": "qwen2.5:1.5b", "prompt": f"Tell me about river number {n}.", "options": {"num_predict": 12 + n % 9}})
            # Every fifth reader leaves early.
            status, _ = self.ask("llm", "POST", "/api/generate", body.encode(), take=120 if n % 5 == 0 else None)
            if status != 200:
                self.stopping.wait(0.5)

    def frames(self, host):
        while not self.stopping.is_set():
            status, _ = self.ask(host, "POST", "/v1/frames?model=echo", bytes(64), "application/octet-stream")
            self.stopping.wait(0.05 if status == 200 else 0.2)

    def odd(self):
        while not self.stopping.is_set():
            self.ask("llm", "GET", "/no/such/path")
            self.stopping.wait(2)


def prove_faults(stack):
    app, npu = stack.hosts["llm"], stack.hosts["npu"]
    wait("every target of the job answers", 40, lambda: stack.value('sum(up{job="pisovereign"})') == 4)
    wait("node-exporter, Alertmanager and Prometheus are scraped", 20, lambda: stack.value('sum(up{job=~"node-exporter|alertmanager|prometheus"})') == 3)
    rules = [r for g in stack.api("rules")["groups"] for r in g["rules"]]
    broken = [f"{r['name']}: {r['lastError']}" for r in rules if r.get("lastError")]
    expected = sum(len(g["rules"]) for f in ("alerts", "recording") for g in yaml.safe_load((HERE / f"prometheus/rules/{f}.yml").read_text())["groups"])
    if broken or len(rules) != expected:
        fail(f"{len(rules)} rules, not {expected}; {broken}")
    wait("tokens flow", 30, lambda: (stack.value("sum(inference_tokens_total)") or 0) > 50)

    # The read faults of the failing NPU.
    wait("failing reads: HighErrorRate fires", 90, lambda: stack.firing("HighErrorRate", instance=npu))
    wait("failing reads: InferenceFailures fires", 30, lambda: stack.firing("InferenceFailures", instance=npu))
    wait("the app was told: alerts_active as scraped", 20, lambda: stack.value(f'alerts_active{{instance="{app}",alertname="HighErrorRate"}}') == 1)
    wait("the app logged it", 5, lambda: stack.lines("llm", "alert firing", "HighErrorRate"))
    wait("healed: HighErrorRate no longer fires", 60, lambda: not stack.firing("HighErrorRate", instance=npu))
    wait("resolved: alerts_active is 0", 30, lambda: stack.value(f'alerts_active{{instance="{app}",alertname="HighErrorRate"}}') == 0)
    wait("resolved: logged", 5, lambda: stack.lines("llm", "alert resolved", "HighErrorRate"))

    # The same NPU is stuck: HTTP answers, the gauge says no.
    wait("reads are well again: no alert of the engine", 30, lambda: not stack.firing("InferenceEngineUnhealthy", instance=npu))
    wait("stuck device: InferenceEngineUnhealthy fires", 60, lambda: stack.firing("InferenceEngineUnhealthy", instance=npu))
    wait("stuck device: it still answers HTTP", 5, lambda: stack.value(f'up{{instance="{npu}"}}') == 1)
    wait("stuck device: the app was told", 20, lambda: stack.lines("llm", "alert firing", "InferenceEngineUnhealthy"))
    wait("unstuck: no longer fires", 60, lambda: not stack.firing("InferenceEngineUnhealthy", instance=npu))
    wait("unstuck: resolved", 30, lambda: stack.lines("llm", "alert resolved", "InferenceEngineUnhealthy"))

    # The lost link of the same NPU.
    told, ended = (len(stack.lines("llm", f"alert {how}", "InferenceEngineUnhealthy")) for how in ("firing", "resolved"))
    wait("lost device: InferenceEngineUnhealthy fires", 60, lambda: stack.firing("InferenceEngineUnhealthy", instance=npu))
    wait("lost device: DeviceLost fires", 20, lambda: stack.firing("DeviceLost", instance=npu))
    wait("the app was told of both", 20, lambda: len(stack.lines("llm", "alert firing", "InferenceEngineUnhealthy")) > told and stack.lines("llm", "alert firing", "DeviceLost"))
    wait("the link is back: healthy again", 60, lambda: stack.value(f'inference_healthy{{instance="{npu}"}}') == 1)
    wait("resolved: InferenceEngineUnhealthy", 30, lambda: len(stack.lines("llm", "alert resolved", "InferenceEngineUnhealthy")) > ended)

    # What the other hosts tell.
    wait("hot device: DeviceTemperatureHigh or Critical fires", 30, lambda: stack.firing("DeviceTemperatureHigh") or stack.firing("DeviceTemperatureCritical"))
    wait("hot device: DeviceThrottling fired", 30, lambda: stack.value('max_over_time(ALERTS{alertname="DeviceThrottling",alertstate="firing"}[10m])') == 1)
    wait("idle host: NoTraffic fires, for it alone", 60, lambda: stack.firing("NoTraffic", instance=stack.hosts["idle"]))
    if stack.firing("NoTraffic", instance=app):
        fail("NoTraffic fires for a busy app")
    wait("no Loki here: LokiDown fires", 30, lambda: stack.firing("LokiDown"))


def prove_outage(stack):
    app = stack.hosts["llm"]
    before = stack.lines("llm", "alert firing")
    stop("llm")
    wait("stopped: PiSovereignDown fires", 30, lambda: stack.firing("PiSovereignDown", instance=app))
    wait("the second receiver logged it", 20, lambda: stack.lines("watchman", "alert firing", "PiSovereignDown"))

    def held_back():
        alerts = json.loads(get(f"http://{stack.hosts['alertmanager']}/api/v2/alerts"))
        others = [a for a in alerts if a["labels"].get("job") == "pisovereign" and a["labels"]["alertname"] != "PiSovereignDown"]
        return others and all(a["status"]["inhibitedBy"] for a in others)

    wait("its followers are held back", 20, held_back)
    stack.serve("llm", LLM)
    wait("restarted: PiSovereignDown no longer fires", 30, lambda: not stack.firing("PiSovereignDown"))
    wait("the second receiver logged the end", 30, lambda: stack.lines("watchman", "alert resolved", "PiSovereignDown"))
    wait("the new process knows what still fires", 60, lambda: stack.value(f'alerts_active{{instance="{app}",alertname="NoTraffic"}}') == 1)

    # The same notification again and again is one alert: by hand, and as Alertmanager repeats it every 20 s.
    alert = {"status": "firing", "labels": {"alertname": "Replayed", "severity": "info"}, "annotations": {}, "startsAt": "2026-01-02T03:04:05Z", "endsAt": "0001-01-01T00:00:00Z", "fingerprint": "feedface"}
    payload = {"version": "4", "status": "firing", "receiver": "default", "notification_reason": "from a newer Alertmanager", "alerts": [alert]}
    for _ in range(3):
        request = urllib.request.Request(f"http://{app}/v1/alerts/webhook", json.dumps(payload).encode(), {"content-type": "application/json"})
        urllib.request.urlopen(request, timeout=5).read()
    wait("a replayed notification is counted", 10, lambda: stack.value('alerts_received_total{alertname="Replayed"}') == 1)
    after = stack.lines("llm", "alert firing")[len(before):]
    names = [(r["alertname"], r["fingerprint"]) for r in after if r["alertname"] == "NoTraffic"]
    if len(names) != len(set(names)):
        fail(f"a repeated notification was logged as a new alert: {names}")
    say(f"{len(names)} NoTraffic alert logged once by the new process")


def prove_queries(stack):
    """Every dashboard query and every selector of a rule had data in this run."""
    now = time.time()
    span = {"start": now - (time.monotonic() - began) + 20, "end": now, "step": 2}
    dashboard = json.loads((HERE / "grafana/dashboards/pisovereign.json").read_text())
    asked = [(p["title"], t["expr"]) for p in dashboard["panels"] for t in p.get("targets", []) if t["datasource"]["type"] == "prometheus"]
    asked += [(f"annotation {a['name']}", a["expr"]) for a in dashboard["annotations"]["list"]]
    for file in ("alerts.yml", "recording.yml"):
        for group in yaml.safe_load((stack.folder / "rules" / file).read_text())["groups"]:
            for rule in group["rules"]:
                # A rule is silent most of the time, and should be: what it looks at must be there.
                name = rule.get("alert") or rule["record"]
                asked += [(f"rule {name}", s) for s in re.findall(r"[a-zA-Z_:]+\{[^}]*\}", rule["expr"])]
    wrong, excused = [], 0
    for place, expr in asked:
        for variable, value in (("$__rate_interval", "15s"), ("$__range", "2m"), ("$job", "pisovereign"), ("$instance", ".*"), ("$model", ".*"), ("$device", ".*")):
            expr = expr.replace(variable, value)
        result = stack.api("query_range", query=expr, **span)["result"]
        numbers = [v for r in result for _, v in r["values"] if not math.isnan(float(v))]
        excuse = next((why for name, why in EMPTY.items() if name in expr), None)
        if excuse and numbers:
            say(f"no excuse needed any more ('{excuse}'): {place}")
        elif not numbers and not excuse:
            wrong.append(f"{place}: {'only NaN' if result else 'no data'}: {expr}")
        excused += bool(excuse)
    for name, why in EMPTY.items():
        say(f"not here: {name}*: {why}")
    if wrong:
        fail(f"{len(wrong)} of {len(asked)} queries:\n  " + "\n  ".join(wrong))
    say(f"{len(asked)} queries of dashboard and rules: {len(asked) - excused} with data, {excused} excused")


def prove_annotations(stack):
    """No annotation of a notified alert failed to expand."""
    for group in stack.api("rules")["groups"]:
        for rule in group["rules"]:
            for alert in rule.get("alerts", []):
                for key, text in alert["annotations"].items():
                    if "error" in text.lower() and "expanding" in text or "<no value>" in text:
                        fail(f"{rule['name']}: {key}: {text}")


def measure(stack):
    request = urllib.request.Request(f"http://{stack.hosts['prometheus']}/api/v1/admin/tsdb/snapshot", method="POST")
    name = json.loads(urllib.request.urlopen(request, timeout=30).read())["data"]["name"]
    samples = series = chunk_bytes = index_bytes = 0
    for block in (stack.folder / "tsdb/snapshots" / name).iterdir():
        stats = json.loads((block / "meta.json").read_text())["stats"]
        samples, series = samples + stats["numSamples"], series + stats["numSeries"]
        chunk_bytes += sum(f.stat().st_size for f in (block / "chunks").iterdir())
        index_bytes += (block / "index").stat().st_size
    per_sample, per_series = chunk_bytes / samples, index_bytes / series
    say(f"stored: {samples} samples of {series} series, {per_sample:.2f} bytes a sample, {per_series:.0f} bytes of index a series and block")
    for what in ("llm", "npu"):
        n = int(stack.value(f'max_over_time(scrape_samples_scraped{{instance="{stack.hosts[what]}"}}[5m])'))
        body = len(get(f"http://{stack.hosts[what]}/metrics/prometheus"))
        # 8,640 scrapes a day at 10 s; a block, and so the index, is written every 2 hours.
        day = (n * 8640 * per_sample + n * 12 * per_series) / 1e6
        say(f"scrape of {what}: {n} samples, {body} bytes of text; {day:.1f} MB a day at 10 s")
    node = int(stack.value('max(scrape_samples_scraped{job="node-exporter"})'))
    say(f"scrape of node-exporter: {node} samples; {(node * 5760 * per_sample + node * 12 * per_series) / 1e6:.1f} MB a day at 15 s")
    for name in ("prometheus", "alertmanager", "node", "llm", "watchman"):
        status = Path(f"/proc/{processes[name].pid}/status").read_text()
        kilobytes = int(re.search(r"VmRSS:\s+(\d+)", status)[1])
        say(f"resident memory of {name}: {kilobytes / 1024:.0f} MiB")


def main():
    folder = tempfile.mkdtemp(prefix="hailo-live-")
    stack = Stack(folder)
    traffic = None
    kept = False
    try:
        stack.start()
        traffic = Traffic(stack)
        prove_faults(stack)
        prove_annotations(stack)
        prove_outage(stack)
        prove_queries(stack)
        measure(stack)
        traffic.end()
        stages = pipeline.pipelines()
        total = ids = 0
        for name in ("llm", "npu", "hot", "idle", "watchman"):
            lines = [line for line in stack.log(name).read_text().splitlines() if line.strip()]
            ids += pipeline.check_lines(lines, stages)
            total += len(lines)
        if not ids:
            fail("no log line has a request id")
        say(f"{total} log lines through the pipelines, {ids} with a request id")
        say("the stack tells what happens")
    except BaseException:
        kept = True
        print(f"logs are kept in {folder}", file=sys.stderr)
        raise
    finally:
        if traffic:
            traffic.stopping.set()
        for name in list(processes):
            stop(name)
        if not kept:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    main()
