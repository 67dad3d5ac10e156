"""Real clients of servers with everything switched on: TLS, a token for each door, names and pages that are allowed.

Ollama's and OpenAI's packages, directly and through the proxy; Prometheus, Alertmanager, a browser on the live page and on a page of
another site, where those programs are installed; Grafana's webhook as it is sent. Started by `run`; ends what it starts.
"""

import http.server
import json
import os
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import httpx
import ollama
import openai

monitor = os.path.abspath(sys.argv[1])
work = Path(tempfile.mkdtemp())
running, checks, left_out = [], 0, []


def check(what, good):
    global checks
    checks += 1
    if not good:
        sys.exit(f"FAILED: {what}")


def ports(n):
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    numbers = [s.getsockname()[1] for s in held]
    for s in held:
        s.close()
    return numbers


def start(name, *args, **how):
    log = open(work / f"{name}.log", "wb")
    running.append(subprocess.Popen(args, stdout=log, stderr=log, cwd=work, **how))


def secret(name, text):
    path = work / name
    path.write_text(text)
    path.chmod(0o600)
    return str(path)


def certificate():
    """A certificate that vouches for itself, for a name that only --allow-host makes one of the server's."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=npu.test", "-addext", "subjectAltName=IP:127.0.0.1,DNS:npu.test,DNS:localhost",
         "-keyout", work / "key.pem", "-out", work / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    (work / "key.pem").chmod(0o600)


def get(url, token=None, data=None, headers=()):
    headers = {"content-type": "application/json", **dict(headers)}
    if token:
        headers["authorization"] = f"Bearer {token}"
    request = urllib.request.Request(url, data=data, headers=headers)
    try:
        with urllib.request.urlopen(request, context=trust, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def until(what, done):
    for _ in range(300):
        try:
            if got := done():
                return got
        except (OSError, ValueError):
            pass  # not there yet, or not ready
        time.sleep(0.1)
    sys.exit(f"FAILED: never: {what}")


def asks(base, model):
    """What Ollama's and OpenAI's clients are given, with the token and without."""
    client = ollama.Client(host=base, headers={"Authorization": "Bearer api-secret"}, verify=str(work / "cert.pem"))
    pieces = list(client.generate(model, "Why?", options={"num_predict": 4}, stream=True))
    check(f"ollama at {base}", pieces[-1].done and pieces[-1].eval_count > 0)
    check(f"ollama lists at {base}", client.list().models[0].model)
    try:
        ollama.Client(host=base, verify=str(work / "cert.pem")).list()
        check("without a token ollama is refused", False)
    except ollama.ResponseError as error:
        check(f"ollama is told why: {error}", error.status_code == 401)
    trusting = httpx.Client(verify=ssl.create_default_context(cafile=work / "cert.pem"))
    for key, good in (("api-secret", True), ("wrong", False)):
        client = openai.OpenAI(base_url=base + "/v1", api_key=key, max_retries=0, http_client=trusting)
        try:
            pieces = list(client.chat.completions.create(model=model, messages=[{"role": "user", "content": "?"}], max_tokens=4, stream=True))
            check(f"openai at {base} with {key}", good and len(pieces) > 2)
        except openai.AuthenticationError:
            check(f"openai at {base} with {key}", not good)


def alerts_active(name):
    text = get(f"{serve}/metrics/prometheus", "scrape-secret")[1]
    return [line for line in text.splitlines() if line.startswith("alerts_active{") and f'alertname="{name}"' in line]


def prometheus():
    (work / "prometheus.yml").write_text(f"""
global: {{scrape_interval: 1s}}
scrape_configs:
  - job_name: serve
    scheme: https
    metrics_path: /metrics/prometheus
    authorization: {{credentials_file: {work}/scrape}}
    tls_config: {{ca_file: {work}/cert.pem}}
    static_configs: [{{targets: ["127.0.0.1:{serve_port}"]}}]
  - job_name: proxy
    scheme: https
    metrics_path: /metrics/prometheus
    basic_auth: {{username: any, password_file: {work}/scrape}}
    tls_config: {{ca_file: {work}/cert.pem, server_name: npu.test}}
    static_configs: [{{targets: ["127.0.0.1:{admin_port}"]}}]
  - job_name: stranger
    scheme: https
    metrics_path: /metrics/prometheus
    tls_config: {{ca_file: {work}/cert.pem}}
    static_configs: [{{targets: ["127.0.0.1:{serve_port}"]}}]
""")
    port = ports(1)[0]
    start("prometheus", "prometheus", f"--config.file={work}/prometheus.yml", f"--storage.tsdb.path={work}/tsdb",
          f"--web.listen-address=127.0.0.1:{port}")  # fmt: skip

    def up():
        got = json.loads(get(f"http://127.0.0.1:{port}/api/v1/query?query=up")[1])["data"]["result"]
        got = {one["metric"]["job"]: one["value"][1] for one in got}
        return got if len(got) == 3 and got["serve"] == got["proxy"] == "1" else None

    check("Prometheus scrapes with its token, and a stranger does not", until("both are up", up)["stranger"] == "0")


def alertmanager():
    (work / "alertmanager.yml").write_text(f"""
route: {{receiver: device, group_wait: 0s, group_interval: 1s}}
receivers:
  - name: device
    webhook_configs:
      - url: https://127.0.0.1:{serve_port}/v1/alerts/webhook
        http_config:
          authorization: {{credentials_file: {work}/webhook}}
          tls_config: {{ca_file: {work}/cert.pem}}
""")
    port = ports(1)[0]
    program = shutil.which("prometheus-alertmanager") or shutil.which("alertmanager")
    start("alertmanager", program, f"--config.file={work}/alertmanager.yml", f"--storage.path={work}/alerts",
          f"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address=")  # fmt: skip
    until("Alertmanager is ready", lambda: get(f"http://127.0.0.1:{port}/-/ready")[0] == 200)
    alert = json.dumps([{"labels": {"alertname": "FromAlertmanager", "severity": "critical"}}]).encode()
    check("Alertmanager takes an alert", get(f"http://127.0.0.1:{port}/api/v2/alerts", data=alert)[0] == 200)
    until("Alertmanager's alert is active", lambda: any(line.endswith(" 1") for line in alerts_active("FromAlertmanager")))


def grafana():
    """As Grafana's contact point of the kind webhook sends it, empty lists as null and numbers in values."""
    alert = {
        "status": "firing", "labels": {"alertname": "FromGrafana", "severity": "warning", "grafana_folder": "NPU"},
        "annotations": {"summary": "hot"}, "startsAt": "2026-03-01T12:00:00Z", "endsAt": "0001-01-01T00:00:00Z",
        "generatorURL": "http://grafana/alerting/grafana/x/view", "fingerprint": "c6eadffa33fcdf37", "silenceURL": "http://grafana/",
        "dashboardURL": "", "panelURL": "", "values": {"B": 84.5, "C": 1}, "valueString": "[ var='B' ]",
    }  # fmt: skip
    payload = {
        "receiver": "device", "status": "firing", "alerts": [alert], "groupLabels": {"alertname": "FromGrafana"}, "commonLabels": None,
        "commonAnnotations": {}, "externalURL": "http://grafana/", "version": "1", "groupKey": "{}:{}", "truncatedAlerts": 0, "orgId": 1,
        "title": "[FIRING:1]", "state": "alerting", "message": "**Firing**",
    }  # fmt: skip
    body = json.dumps(payload).encode()
    hook = f"{serve}/v1/alerts/webhook"
    check("Grafana without a token", get(hook, data=body)[0] == 401)
    check("Grafana", get(hook, "webhook-secret", body)[0] == 200)
    check("Grafana's alert is active", any(line.endswith(" 1") for line in alerts_active("FromGrafana")))


class Page(http.server.BaseHTTPRequestHandler):
    """A page of another site that asks the server for its models and writes down what it was told."""

    def log_message(self, *_):
        pass

    def do_GET(self):
        script = f"""fetch("{serve}/api/tags", {{headers: {{authorization: "Bearer api-secret"}}}})
          .then(answer => answer.json()).then(told => document.body.textContent = "told " + told.models.length)
          .catch(() => document.body.textContent = "not told")"""
        page = f"<!doctype html><body>asking<script>{script}</script></body>".encode()
        self.send_response(200)
        self.send_header("content-type", "text/html")
        self.send_header("content-length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


def browser(pages):
    def dom(url, until="--virtual-time-budget=8000"):
        shown = subprocess.run(
            [shutil.which("chromium"), "--headless=new", "--no-sandbox", "--disable-gpu", "--ignore-certificate-errors",
             f"--user-data-dir={work}/browser", "--host-resolver-rules=MAP *.test 127.0.0.1", until,
             "--dump-dom", url],
            capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        return shown.stdout

    check("the allowed page is told", "told 1" in dom(f"http://chat.test:{pages}/").replace("told 2", "told 1"))
    check("another page is not", "not told" in dom(f"http://evil.test:{pages}/"))
    # Its stream has no end, and its figures are drawn by its own script.
    live, drawn = f"npu.test:{serve_port}/live", "Time busy, by model"
    check("the live page is drawn", drawn in dom(f"https://any:scrape-secret@{live}", "--timeout=6000"))
    check("also where the address of the page itself holds the token", drawn in dom(f"https://any:scrape-secret@{live.removesuffix('/live')}/", "--timeout=6000"))
    check("nor without its token", drawn not in dom(f"https://{live}", "--timeout=6000"))


certificate()
trust = ssl.create_default_context(cafile=work / "cert.pem")
serve_port, device_port, proxy_port, admin_port, pages = ports(5)
serve, proxy = f"https://127.0.0.1:{serve_port}", f"https://127.0.0.1:{proxy_port}"
threading.Thread(target=http.server.ThreadingHTTPServer(("127.0.0.1", pages), Page).serve_forever, daemon=True).start()
guard = ["--tls-cert", str(work / "cert.pem"), "--tls-key", str(work / "key.pem"), "--allow-host", "npu.test",
         "--allow-origin", f"http://chat.test:{pages}"]  # fmt: skip
for door in ("api", "scrape", "webhook"):
    guard += [f"--{door}-token-file", secret(door, f"{door}-secret")]
simulated = ["serve", "--device", "simulated", "--speed", "200", "--traffic", "off"]
try:
    start("serve", monitor, *simulated, "--listen", f"127.0.0.1:{serve_port}", *guard)
    start("device", monitor, *simulated, "--listen", f"127.0.0.1:{device_port}")
    start("proxy", monitor, "proxy", "--upstream", f"http://127.0.0.1:{device_port}", "--listen", f"127.0.0.1:{proxy_port}",
          "--admin-listen", f"127.0.0.1:{admin_port}", *guard)  # fmt: skip
    for base in (serve, f"https://127.0.0.1:{admin_port}", f"http://127.0.0.1:{device_port}"):
        until(f"{base} is ready", lambda: get(f"{base}/ready")[0] == 200)
    model = json.loads(get(f"{serve}/api/tags", "api-secret")[1])["models"][0]["name"]
    asks(serve, model)
    asks(f"https://localhost:{serve_port}", model)
    asks(proxy, model)
    check("a name that is allowed", get(f"{serve}/health", headers={"host": "npu.test"})[0] == 200)
    check("a name that is not", get(f"{serve}/health", headers={"host": "npu.example"})[0] == 403)
    grafana()
    for program, by in (("prometheus", prometheus), ("prometheus-alertmanager", alertmanager), ("chromium", lambda: browser(pages))):
        by() if shutil.which(program) else left_out.append(program)
finally:
    for one in running:
        one.terminate()
    for one in running:
        try:
            one.wait(20)
        except subprocess.TimeoutExpired:
            one.kill()
    if sys.exc_info()[0]:
        for log in sorted(work.glob("*.log")):
            print(f"--- {log.name}\n{log.read_text()[-1500:]}")
    shutil.rmtree(work, ignore_errors=True)
print(f"{checks} checks passed with tokens, TLS and names" + (f"; SKIPPED, not installed: {', '.join(left_out)}" if left_out else ""))
