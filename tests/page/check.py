#!/usr/bin/env python3
"""Opens the live page in headless Chromium and looks at it, over the DevTools protocol.

check.py HAILO-MONITOR [--shots DIR] [--axe axe.min.js]

Python's own library alone; a WebSocket needs some forty lines. It fails on a console error, a request to another server,
a chart without data, NaN on the page, a reload that forgets, a verdict that is not the scenario's, or a cut stream that the
page does not tell of.
"""

import argparse
import base64
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

PATIENCE = 60  # seconds that anything may take on a loaded machine


class Socket:
    """A client's WebSocket, text messages only."""

    def __init__(self, url):
        host, path = re.match(r"ws://([^/]+)(/.*)", url).groups()
        name, port = host.split(":")
        self.socket = socket.create_connection((name, int(port)), timeout=PATIENCE)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
        )
        self.held = b""
        while b"\r\n\r\n" not in self.held:
            self.held += self.socket.recv(4096)
        self.held = self.held.split(b"\r\n\r\n", 1)[1]

    def take(self, count):
        while len(self.held) < count:
            more = self.socket.recv(1 << 16)
            if not more:
                raise EOFError("the browser went away")
            self.held += more
        taken, self.held = self.held[:count], self.held[count:]
        return taken

    def send(self, text):
        data, mask = text.encode(), os.urandom(4)
        size = len(data)
        if size < 126:
            head = bytes([0x81, 0x80 | size])
        elif size < 1 << 16:
            head = bytes([0x81, 0x80 | 126]) + size.to_bytes(2, "big")
        else:
            head = bytes([0x81, 0x80 | 127]) + size.to_bytes(8, "big")
        self.socket.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(data)))

    def receive(self):
        message = b""
        while True:
            first, second = self.take(2)
            size = second & 127
            if size == 126:
                size = int.from_bytes(self.take(2), "big")
            elif size == 127:
                size = int.from_bytes(self.take(8), "big")
            data = self.take(size)
            if first & 15 in (0, 1):
                message += data
                if first & 0x80:
                    return message.decode()


class Page:
    """One tab."""

    def __init__(self, browser, url, width=1280, height=900, dark=False):
        request = urllib.request.Request(f"http://127.0.0.1:{browser.port}/json/new?about:blank", method="PUT")
        self.target = json.load(urllib.request.urlopen(request, timeout=PATIENCE))
        self.browser = browser
        self.socket = Socket(self.target["webSocketDebuggerUrl"])
        self.number, self.events = 0, []
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        self.look(width, height, dark)
        self.go(url)

    def look(self, width, height, dark):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])

    def go(self, url):
        self.call("Page.navigate", url=url)

    def call(self, method, **params):
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": params}))
        while True:
            message = json.loads(self.socket.receive())
            if message.get("id") == self.number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            self.events.append(message)

    def run(self, script):
        result = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(result["exceptionDetails"])
        return result["result"].get("value")

    def until(self, what, script, patience=PATIENCE):
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            value = self.run(script)
            if value:
                return value
            time.sleep(0.2)
        raise AssertionError(f"never: {what}\n{self.run('document.body.innerText')[:2000]}")

    def shot(self, path, whole=True):
        data = self.call("Page.captureScreenshot", captureBeyondViewport=whole)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def faults(self, allowed_prefixes):
        """Console errors and exceptions, and requests to anybody else."""
        self.run("1")
        faults = []
        for event in self.events:
            method, params = event.get("method"), event.get("params", {})
            if method == "Runtime.exceptionThrown":
                faults.append(str(params["exceptionDetails"]))
            elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
                faults.append(str(params["args"]))
            elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
                faults.append(params["entry"]["text"] + " " + params["entry"].get("url", ""))
            elif method == "Network.requestWillBeSent":
                url = params["request"]["url"]
                if not url.startswith(tuple(allowed_prefixes) + ("about:", "data:")):
                    faults.append(f"asks {url}")
        return faults

    def close(self):
        urllib.request.urlopen(f"http://127.0.0.1:{self.browser.port}/json/close/{self.target['id']}", timeout=PATIENCE)
        self.socket.socket.close()


class Browser:
    def __init__(self):
        program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        if not program:
            print("SKIPPED page: no Chromium here")
            sys.exit(77)
        self.folder = tempfile.TemporaryDirectory(prefix="hailo-page-", ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            [
                program, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
                "--disable-background-networking", "--disable-dev-shm-usage", "--remote-debugging-port=0",
                f"--user-data-dir={self.folder.name}", "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        told = os.path.join(self.folder.name, "DevToolsActivePort")
        deadline = time.monotonic() + PATIENCE
        while not (os.path.exists(told) and open(told).read().strip()):
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise AssertionError("Chromium does not start")
            time.sleep(0.1)
        self.port = int(open(told).read().splitlines()[0])

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()


class Server:
    """hailo-monitor serve on the simulated device."""

    def __init__(self, program, *flags, port=0):
        self.process = subprocess.Popen(
            [program, "serve", "--listen", f"127.0.0.1:{port}", "--device", "simulated", "--traffic", "on", "--log", "json", *flags],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env={key: value for key, value in os.environ.items() if key != "RUST_LOG"},
        )
        self.address = json.loads(self.process.stderr.readline())["address"]
        self.url = f"http://{self.address}/"
        # Somebody has to read on, or the server waits for room.
        subprocess.Popen(["cat"], stdin=self.process.stderr, stdout=subprocess.DEVNULL)

    def stop(self):
        self.process.kill()
        self.process.wait()


CHARTS = "JSON.stringify(window.hailo ? hailo.charts() : [])"
WANTED = {
    "Temperature", "Power", "Generated tokens", "Vision frames", "First token, P50 and P99",
    "Gap between tokens, P50 and P99", "Whole requests, P50 and P99", "Running and waiting requests",
    "HTTP requests", "Latency of requests",
}


def charts(page):
    return {chart["title"]: chart["values"] for chart in json.loads(page.run(CHARTS))}


def first_look(browser, program, shots, axe):
    server = Server(program)
    try:
        page = Page(browser, server.url)
        page.until("a frame", "!!(window.hailo && hailo.frame())")
        # The generator asks each model in turn, so its first answers take a few seconds; then every chart has data at once.
        page.until("both kinds of model have answered", "hailo.frame().models.some(m => m.output_tokens > 0) && hailo.frame().models.some(m => m.frames > 0)")
        page.go(server.url)
        opened = time.monotonic()
        page.until("every chart has data", f"{json.dumps(sorted(WANTED))}.every(t => window.hailo && hailo.charts().some(c => c.title === t && c.values > 0))")
        print(f"every chart has data {time.monotonic() - opened:.1f} s after the page is opened")
        before = charts(page)["Temperature"]
        page.go(server.url)
        page.until("it is drawn again", "window.hailo && hailo.charts().length > 0")
        after = charts(page)["Temperature"]
        assert after >= before > 3, f"a reload forgets: {before} values, then {after}"
        words = page.run("document.body.innerText")
        for wrong in ("NaN", "undefined", "null", "Infinity", "[object"):
            assert wrong not in words, f"{wrong} on the page:\n{words}"
        assert page.run("hailo.frame().verdict.word") in words
        page.run("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        page.until("a table behind each chart", "[...document.querySelectorAll('figure:not([hidden])')].every(f => f.querySelectorAll('td').length > 0)")
        page.run("document.querySelectorAll('details').forEach(d => { d.open = false; })")
        for button in (1, 2, 0):
            page.run(f"document.querySelectorAll('#ranges button')[{button}].click()")
        assert page.run("document.querySelectorAll('#ranges button')[0].getAttribute('aria-pressed')") == "true"
        if axe:
            with open(axe) as file:
                page.run(file.read() + "; 1")
            found = json.loads(page.run("axe.run(document).then(r => JSON.stringify(r.violations.map(v => [v.impact, v.id, v.nodes.map(n => n.html).slice(0, 3)])))"))
            serious = [violation for violation in found if violation[0] in ("serious", "critical")]
            assert not serious, json.dumps(serious, indent=1)
            print(f"axe-core: no serious violation ({len(found)} lesser: {[v[1] for v in found]})")
        for width, height in ((390, 844), (1280, 900), (1920, 1080), (3840, 2160)):
            for dark in (False, True):
                page.look(width, height, dark)
                time.sleep(0.6)
                wide = page.run("document.documentElement.scrollWidth")
                assert wide <= width, f"{wide} px of content on a screen of {width} px"
                if shots:
                    page.shot(os.path.join(shots, f"{width}-{'dark' if dark else 'light'}.png"))
        faults = page.faults([server.url])
        assert not faults, "\n".join(faults)
        # Who does not look costs nothing: the stream is closed while the tab is hidden.
        page.look(1280, 900, False)
        cut(browser, program, server, page)
        page.close()
    finally:
        server.stop()


def cut(browser, program, server, page):
    """The server goes and comes again on the same port: the page says since when, keeps what it has, and goes on."""
    port = server.address.rsplit(":", 1)[1]
    server.process.kill()
    server.process.wait()
    page.until("the page says that frames stay away", "/No frame since/.test(document.getElementById('link').textContent)")
    assert page.run("hailo.charts().length") > 5, "what was shown stays"
    again = Server(program, port=port)
    try:
        page.until("the page goes on", "document.getElementById('link').textContent === ''")
    finally:
        again.stop()


SCENARIOS = {
    "healthy": ("serving",), "two-devices": ("serving",), "10h-llm": ("serving",),
    "hot": ("throttled", "hot"), "thermal": ("throttled", "hot", "serving"), "brown-out": ("requests fail", "host power", "not serving"),
    "flaky-link": ("requests fail", "link errors"), "stuck": ("not serving", "hung", "slow"), "wedged": ("hung",),
    "wedged-for-minutes": ("hung",), "silent": ("suspect outputs",), "gone": ("not serving", "lost"),
}


def scenarios(browser, program):
    for name, words in SCENARIOS.items():
        server = Server(program, "--scenario", name, "--speed", "10")
        try:
            page = Page(browser, server.url)
            word = page.until(
                f"{name} shows one of {words}",
                f"window.hailo && hailo.frame() && {json.dumps(words)}.includes(document.getElementById('word').textContent) && document.getElementById('word').textContent",
                patience=120,
            )
            print(f"{name}: {word}: {page.run('document.getElementById(`evidence`).textContent')}")
            faults = page.faults([server.url])
            assert not faults, "\n".join(faults)
            page.close()
        finally:
            server.stop()


def crowd(browser, program):
    """Eight streams at once; the next is told, in words."""
    server = Server(program)
    try:
        held = []
        for _ in range(8):
            held.append(urllib.request.urlopen(server.url + "live/stream", timeout=PATIENCE))
        try:
            urllib.request.urlopen(server.url + "live/stream", timeout=PATIENCE)
            raise AssertionError("a ninth stream was let in")
        except urllib.error.HTTPError as refused:
            assert refused.code == 503 and b"8 streams are open already" in refused.read()
        for stream in held:
            stream.close()
    finally:
        server.stop()


def report(browser, program, shots):
    """A recording of some seconds as a file that needs nobody."""
    server = Server(program)
    try:
        with tempfile.TemporaryDirectory() as folder:
            page_file, summary = os.path.join(folder, "report.html"), os.path.join(folder, "report.md")
            subprocess.run([program, "report", server.url, "--for", "6s", "--out", page_file], check=True, timeout=PATIENCE)
            assert os.path.exists(summary)
            page = Page(browser, f"file://{page_file}")
            page.until("the report draws", "window.hailo && hailo.charts().some(c => c.title === 'Temperature' && c.values > 3)")
            words = page.run("document.body.innerText")
            assert "Recorded" in words and "NaN" not in words, words
            if shots:
                page.shot(os.path.join(shots, "report.png"))
            faults = page.faults([f"file://{page_file}"])
            assert not faults, "\n".join(faults)
            page.close()
    finally:
        server.stop()


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("--shots")
    arguments.add_argument("--axe")
    arguments.add_argument("--only")
    asked = arguments.parse_args()
    browser = Browser()
    parts = {
        "first": lambda: first_look(browser, asked.program, asked.shots, asked.axe),
        "crowd": lambda: crowd(browser, asked.program),
        "scenarios": lambda: scenarios(browser, asked.program),
        "report": lambda: report(browser, asked.program, asked.shots),
    }
    try:
        for name, part in parts.items():
            if asked.only in (None, name):
                part()
                print(f"{name}: ok")
    finally:
        browser.close()


if __name__ == "__main__":
    main()
