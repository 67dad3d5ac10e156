#!/usr/bin/env python3
"""Runs the recording proxy under a real Prometheus with the real rules, every duration of them a twentieth, and proves that
  1. a proxy that nobody asks is silent for ten minutes
  2. a server that accepts and never answers alerts, and no longer once it answers
  3. of two servers behind one proxy, one that is dead alerts
  4. every counter that a rule looks at is there, at 0, before its first event, or has a rule that does without
Everything started here is ended here, by its pid. Exit code 1 with a reason on the first failure.
"""
import http.server, json, re, shutil, sys, tempfile, threading, time, urllib.error, urllib.request
from pathlib import Path

import live
from live import FACTOR, HERE, fail, free_port, get, say, start, stop, wait

# Counters that name what was met, of which nothing can be known before, and what stands in for their zero.
NAMED = {
    "hailo_device_resets_total": "the rule looks for a new series",
    "inference_outcomes_total": "by model: the rules count failures of all models, which are there",
    "inference_output_tokens_total": "by model, as above",
    "inference_busy_seconds_total": "by model: fifteen minutes of work are no burst",
    "inference_energy_joules_total": "by model, as above",
    "inference_time_to_first_token_seconds": "by model: more than ten answers make no single burst",
    "inference_inter_token_seconds": "as above",
    "inference_suspect_outputs_total": "by model: made, at 0, when a network is opened; a proxy opens none",
    "cache_hits_total": "PiSovereign's",
    "cache_misses_total": "PiSovereign's",
}


class Upstream(http.server.ThreadingHTTPServer):
    """A server of one model; `hangs` makes it read and say nothing."""

    daemon_threads = True

    def __init__(self):
        upstream, self.hangs, self.ending = self, False, threading.Event()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                self.answer(b'{"models":[]}')

            def do_POST(self):
                self.rfile.read(int(self.headers["content-length"]))
                while upstream.hangs and not upstream.ending.wait(0.1):
                    pass
                self.answer(json.dumps({"model": "m", "message": {"role": "assistant", "content": "hi"}, "done": True, "done_reason": "stop", "eval_count": 5}).encode())

            def answer(self, body):
                try:
                    self.send_response(200)
                    self.send_header("content-type", "application/json")
                    self.send_header("content-length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    pass  # the client has left

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"


class Stack(live.Stack):
    def __init__(self, folder):
        super().__init__(folder)
        self.proxies = {}

    def proxy(self, name, upstreams):
        listen, admin = (f"127.0.0.1:{free_port()}" for _ in range(2))
        self.proxies[name] = (listen, admin)
        start(name, [self.monitor, "proxy", "--listen", listen, "--admin-listen", admin, "--log", "json", "--upstream", ",".join(upstreams)], self.log(name))

    def render(self):
        super().render()
        path = self.folder / "prometheus.yml"
        targets = ", ".join(f"'{admin}'" for _, admin in self.proxies.values())
        text, times = re.subn(r"dns_sd_configs: \[.*\]", f"static_configs: [{{targets: [{targets}]}}]", path.read_text())
        if times != 1:
            fail("the proxy's job has changed")
        # There is no app here.
        path.write_text(re.sub(r"# app: begin.*?# app: end", "", text, flags=re.S))

    def prometheus(self):
        start("prometheus", ["prometheus", f"--config.file={self.folder}/prometheus.yml", f"--storage.tsdb.path={self.folder}/tsdb", f"--web.listen-address={self.hosts['prometheus']}"], self.log("prometheus"))

    def alerts(self, name, state="firing", window=None):
        """Names of alerts about a proxy that fire now, or fired within a window."""
        expr = f'ALERTS{{instance="{self.proxies[name][1]}",alertstate="{state}"}}'
        if window:
            expr = f"max_over_time({expr}[{window}])"
        return sorted(r["metric"]["alertname"] for r in self.api("query", query=expr)["result"])


class Clients:
    """One client a path, each of which gives up after two seconds."""

    def __init__(self, *urls):
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self.ask, args=(url,), daemon=True) for url in urls]
        for thread in self.threads:
            thread.start()

    def ask(self, url):
        body = json.dumps({"model": "m", "messages": [{"role": "user", "content": "x"}], "stream": False}).encode()
        while not self.stopping.wait(0.5):
            try:
                urllib.request.urlopen(urllib.request.Request(url, body, {"content-type": "application/json"}), timeout=2).read()
            except OSError:
                pass

    def end(self):
        self.stopping.set()
        for thread in self.threads:
            thread.join(5)


def prove_zeros(stack):
    text = get(f"http://{stack.proxies['idle'][1]}/metrics/prometheus")
    there = set(re.findall(r"(?m)^([a-z_]+)(?:\{[^}]*\})? 0$", text))
    seen = 0
    for file in ("alerts.yml", "recording.yml"):
        for name in sorted(set(re.findall(r"\b(?:rate|increase)\(([a-z_]+)\{?", (HERE / "prometheus/rules" / file).read_text()))):
            base = re.sub(r"_(bucket|sum|count)$", "", name)
            if base in NAMED or name in NAMED or name.startswith("alertmanager_"):
                continue
            seen += 1
            if name not in there:
                fail(f"{file} counts {name}, which is not there before its first event")
    say(f"{seen} counters of the rules are there, at 0, before anything happened")


def main():
    folder = tempfile.mkdtemp(prefix="hailo-proxy-")
    stack = Stack(folder)
    good, hung, other = Upstream(), Upstream(), Upstream()
    nobody = f"http://127.0.0.1:{free_port()}"
    clients, kept = [], True
    try:
        stack.proxy("idle", [good.url])
        stack.proxy("hung", [hung.url])
        stack.proxy("two", [f"/a={other.url}", f"/b={nobody}"])
        stack.render()
        wait("the proxies answer", 20, lambda: all(get(f"http://{admin}/health") for _, admin in stack.proxies.values()))
        prove_zeros(stack)
        stack.prometheus()
        wait("every proxy is scraped", 30, lambda: stack.value('sum(up{job="hailo-proxy"})') == 3)
        silent_since = time.monotonic()

        # The other two work meanwhile.
        urls = [f"http://{stack.proxies['hung'][0]}/api/chat"] + [f"http://{stack.proxies['two'][0]}/{p}/api/chat" for p in "ab"]
        clients.append(Clients(*urls))
        wait("of two servers one is dead: an alert fires", 60, lambda: stack.alerts("two"))
        say(f"  {', '.join(stack.alerts('two'))}")
        wait("answers are counted while all is well", 20, lambda: stack.value(f'inference_requests_success_total{{instance="{stack.proxies["hung"][1]}"}}') > 3)
        if stack.alerts("hung", window="60s"):
            fail(f"a server that answers alerts: {stack.alerts('hung', window='60s')}")
        hung.hangs = True
        wait("a server that never answers: an alert fires", 60, lambda: stack.alerts("hung"))
        say(f"  {', '.join(stack.alerts('hung'))}")
        hung.hangs = False
        wait("it answers again: no alert fires", 60, lambda: not stack.alerts("hung"))

        minutes = 600 / FACTOR
        time.sleep(max(0, minutes + 2 - (time.monotonic() - silent_since)))
        window = f"{int(time.monotonic() - silent_since)}s"
        if stack.alerts("idle", window=window) or stack.alerts("idle", state="pending", window=window):
            fail(f"a proxy that nobody asks alerts: {stack.alerts('idle', window=window)}, or would: {stack.alerts('idle', state='pending', window=window)}")
        say(f"a proxy that nobody asks is silent for {window}, which are {int(window[:-1]) * FACTOR // 60} minutes")
        kept = False
    finally:
        for running in clients:
            running.end()
        for server in (good, hung, other):
            server.ending.set()
        for name in list(live.processes):
            stop(name)
        if kept:
            print(f"logs are kept in {folder}", file=sys.stderr)
        else:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
