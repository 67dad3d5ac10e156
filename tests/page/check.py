#!/usr/bin/env python3
"""Opens the live page in headless Chromium and looks at it, over the DevTools protocol.

check.py HAILO-MONITOR [--shots DIR] [--axe axe.min.js]

Python's own library alone; a WebSocket needs some forty lines. It fails on a console error, a request to another server,
a chart without data, NaN on the page, a reload that forgets, a verdict that is not the scenario's, a cut stream that the
page does not tell of or that leaves a gap, a hidden tab that keeps its stream, a control that no key reaches, or charts that
move where the reader asked for calm. What needs time runs beside the rest, in a browser of its own.
"""

import argparse
import base64
import gzip
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
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

    def look(self, width, height, dark, calm=False):
        self.call("Emulation.setScrollbarsHidden", hidden=True)
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        motion = {"name": "prefers-reduced-motion", "value": "reduce" if calm else "no-preference"}
        self.call("Emulation.setEmulatedMedia", features=[scheme, motion])

    def press(self, key, code, text=""):
        numbers = {"Tab": 9, "Enter": 13, "Space": 32}
        for kind in ("keyDown", "keyUp"):
            said = {"text": text} if kind == "keyDown" and text else {}
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=code, windowsVirtualKeyCode=numbers[code], **said)

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
        page.look(1280, 900, False)
        keys(page)
        calm(page)
        hidden(browser, server, page)
        restart(program, server, page)
        page.close()
    finally:
        server.stop()


CONTROLS = "[...document.querySelectorAll('a[href], button, summary')].filter(e => e.checkVisibility())"


def keys(page):
    """Every control is reached with the Tab key, shows that it is, does what it does, and stays while frames come."""
    page.run("scrollTo(0, 0); document.activeElement.blur(); window.reached = new Set(); 1")
    wanted = page.run(f"{CONTROLS}.length")
    for _ in range(4 * wanted):
        page.press("Tab", "Tab")
        mark = page.run(
            "(() => { const e = document.activeElement, s = getComputedStyle(e); if (e !== document.body) reached.add(e);"
            " return e === document.body || (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2); })()"
        )
        assert mark, f"no mark on {page.run('document.activeElement.outerHTML')[:200]}"
        if page.run(f"{CONTROLS}.every(e => reached.has(e))"):
            break
    missed = page.run(f"{CONTROLS}.filter(e => !reached.has(e)).map(e => e.outerHTML)")
    assert not missed and wanted > 12, f"no key reaches {missed}, of {wanted}"
    page.run("document.querySelectorAll('#ranges button')[1].focus()")
    page.press("Enter", "Enter", "\r")
    assert page.run("document.querySelectorAll('#ranges button')[1].getAttribute('aria-pressed')") == "true"
    page.run("document.querySelectorAll('#ranges button')[0].focus()")
    page.press(" ", "Space", " ")
    assert page.run("document.querySelectorAll('#ranges button')[0].getAttribute('aria-pressed')") == "true"
    page.run("document.querySelector('figure:not([hidden]) summary').focus()")
    page.press("Enter", "Enter", "\r")
    page.until("the table opens", "document.activeElement.parentElement.open && document.activeElement.parentElement.querySelectorAll('td').length > 0")
    seen = page.run("hailo.frame().at")
    page.until("three frames later", f"hailo.frame().at > {seen} + 2.5")
    assert page.run("document.activeElement.tagName") == "SUMMARY", "a frame takes the focus away"
    page.press("Enter", "Enter", "\r")
    page.run("document.querySelector('.skip').focus()")
    page.press("Enter", "Enter", "\r")
    page.until("the link leads to the models", "location.hash === '#models'")


def calm(page):
    """Where the reader asked for less motion charts step each five seconds, and nothing is animated at all."""
    page.run(
        "(() => { const clear = CanvasRenderingContext2D.prototype.clearRect; window.drawn = new Set();"
        " CanvasRenderingContext2D.prototype.clearRect = function (...all) { drawn.add(Math.round(performance.now() / 400)); return clear.apply(this, all); }; })()"
    )
    rounds = {}
    for asked in (False, True):
        page.look(1280, 900, False, calm=asked)
        seen = page.run("hailo.frame().at")
        page.until("a frame", f"hailo.frame().at > {seen}")
        page.run("drawn.clear()")
        page.until("six seconds of frames", f"hailo.frame().at > {seen} + 7")
        rounds[asked] = page.run("drawn.size")
    assert rounds[True] <= 3 < rounds[False], f"times that charts were drawn in six seconds: {rounds}"
    assert page.run("document.getAnimations().length") == 0
    page.look(1280, 900, False)


def stream(url):
    return urllib.request.urlopen(url + "live/stream", timeout=PATIENCE)


def free(url):
    """How many streams the server has room for."""
    held = []
    try:
        while len(held) < 20:
            held.append(stream(url))
    except urllib.error.HTTPError as refused:
        assert refused.code == 503
    finally:
        for one in held:
            one.close()
    return len(held)


def waits(what, value, wanted):
    deadline = time.monotonic() + PATIENCE
    while value() != wanted:
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.5)


def hidden(browser, server, page):
    """A tab that nobody sees has no stream; seen again, it shows the time between as well."""
    waits("a page that is seen has one of eight streams", lambda: free(server.url), 7)
    seen, before = page.run("hailo.frame().at"), charts(page)["Temperature"]
    other = Page(browser, "about:blank")
    other.call("Page.bringToFront")
    page.until("it is hidden", "document.hidden")
    waits("its stream is closed", lambda: free(server.url), 8)
    assert page.run("hailo.frame().at") <= seen + 3, "it goes on in the dark"
    page.call("Page.bringToFront")
    page.until("it goes on", f"!document.hidden && hailo.frame().at > {seen} + 2 && document.getElementById('link').textContent === ''")
    page.until("the time between is there", f"hailo.charts().find(c => c.title === 'Temperature').values > {before}")
    other.close()


class Line:
    """A wire to the server that can be cut."""

    def __init__(self, port):
        self.port, self.whole, self.held = port, True, set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}/"
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            near, _ = self.listener.accept()
            if not self.whole:
                near.close()
                continue
            far = socket.create_connection(("127.0.0.1", self.port))
            self.held |= {near, far}
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self.pump, args=(one, other), daemon=True).start()

    def pump(self, one, other):
        try:
            while data := one.recv(1 << 16):
                other.sendall(data)
        except OSError:
            pass
        for end in (one, other):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self):
        self.whole = False
        for end in self.held:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        self.held.clear()


def minute(program):
    """The wire is cut for a minute: what is shown says so and stays, and afterwards no second is missing."""
    browser, server = Browser(), Server(program)
    try:
        line = Line(int(server.address.rsplit(":", 1)[1]))
        page = Page(browser, line.url)
        page.until("a frame", "!!(window.hailo && hailo.frame() && hailo.charts().some(c => c.title === 'Temperature' && c.values > 3))")
        before, at = charts(page)["Temperature"], page.run("hailo.frame().at")
        line.cut()
        page.until("the page says that frames stay away", "/No frame since/.test(document.getElementById('link').textContent)")
        time.sleep(60)
        assert charts(page)["Temperature"] >= before, "what was shown stays"
        line.whole = True
        page.until("the page goes on", f"document.getElementById('link').textContent === '' && hailo.frame().at > {at} + 55")
        after = charts(page)["Temperature"]
        devices = page.run("hailo.frame().devices.length") + page.run("'temperature_celsius' in hailo.frame().host.values ? 1 : 0")
        assert after - before >= 55 * devices, f"of a minute and {devices} lines {after - before} values came back"
        print(f"a wire that was cut for a minute: {after - before} values of {devices} lines came back with it")
        page.close()
    finally:
        server.stop()
        browser.close()


def restart(program, server, page):
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
    """Of twenty readers eight are served and twelve are told why not; a page among those says so, and has the next free place."""
    server = Server(program)
    try:
        held, refused = [], 0
        for _ in range(20):
            try:
                held.append(stream(server.url))
            except urllib.error.HTTPError as error:
                assert error.code == 503 and b"8 streams are open already" in error.read()
                refused += 1
        assert (len(held), refused) == (8, 12), (len(held), refused)
        page = Page(browser, server.url)
        page.until("it says why it shows nothing", "!!window.hailo && /all places may be taken/.test(document.getElementById('evidence').textContent)")
        held.pop().close()
        page.until("it has the free place", "!!(window.hailo && hailo.frame())")
        page.close()
        for one in held:
            one.close()
        waits("all places are free again", lambda: free(server.url), 8)
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


class Replay:
    """`hailo-monitor replay` on a free port."""

    def __init__(self, program, file, speed):
        command = [program, "replay", file, "--port", "0", "--speed", str(speed)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.url = re.search(r"http://\S+/", self.process.stderr.readline())[0]
        subprocess.Popen(["cat"], stdin=self.process.stderr, stdout=subprocess.DEVNULL)

    def lines(self, until):
        """What its stream says up to the frame of that moment."""
        request = urllib.request.Request(self.url + "live/stream", headers={"Accept": "application/x-ndjson"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as said:
            for line in said:
                line = json.loads(line)
                yield line
                if line["kind"] == "frame" and line["at"] >= until:
                    return

    def stop(self):
        self.process.kill()
        self.process.wait()


def recordings(browser, program):
    """What was recorded comes back as it was, at any speed; a dump of the flight recorder opens the same way."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(program, "--flight-dir", folder)
        try:
            tape, dump = os.path.join(folder, "r.ndjson.gz"), None
            # So that there is something to show.
            deadline = time.monotonic() + PATIENCE
            while b"frames_per_second" not in urllib.request.urlopen(server.url + "live/stream").readline():
                assert time.monotonic() < deadline
                time.sleep(0.5)
            subprocess.run([program, "record", server.url, "--for", "6s", "--out", tape], check=True, timeout=PATIENCE, stderr=subprocess.DEVNULL)
            subprocess.run([program, "report", server.url, "--last", "1m", "--out", f"{folder}/last.html"], check=True, timeout=PATIENCE, stderr=subprocess.DEVNULL)
            urllib.request.urlopen(urllib.request.Request(server.url + "v1/recorder/dump", method="POST"), timeout=PATIENCE)
            while not dump:
                assert time.monotonic() < deadline + PATIENCE, "no dump"
                dump = next((f"{folder}/{name}" for name in os.listdir(folder) if name.endswith("-asked.ndjson.gz")), None)
                time.sleep(0.2)
        finally:
            server.stop()
        with gzip.open(tape, "rt") as file:
            frames = [line for line in map(json.loads, file) if line["kind"] == "frame"]
        assert len(frames) >= 5, len(frames)
        for speed in (2, 20, 100_000):
            replay = Replay(program, tape, speed)
            try:
                said = list(replay.lines(frames[-1]["at"]))
                came = [line for line in said if line["kind"] == "frame"]
                assert came and all(line in frames for line in came), "a frame that was not recorded"
                assert came[-1] == frames[-1], f"at {speed} times its speed it does not end as it did: {came[-1]['at']} after {frames[-1]['at']}"
                # Who comes when it is over is told what was.
                late = list(replay.lines(frames[-1]["at"]))
                assert late[-1] == frames[-1] and any(line["kind"] == "history" and line["step"] == 1 for line in late), late
                if speed == 2:
                    assert len(came) >= len(frames) - 2, f"{len(came)} of {len(frames)} frames came"
                page = Page(browser, replay.url)
                page.until("the page shows its end", f"window.hailo && hailo.frame() && hailo.frame().at === {frames[-1]['at']}")
                assert page.run("document.getElementById('word').textContent") == frames[-1]["verdict"]["word"]
                page.close()
            finally:
                replay.stop()
        replay = Replay(program, dump, 100_000)
        try:
            page = Page(browser, replay.url)
            page.until("a dump is drawn", "window.hailo && hailo.charts().some(c => c.title === 'Temperature' && c.values > 1) && hailo.frame().models.length > 0")
            page.until("why it was written is among its events", "/what was worth a dump: asked/.test(document.getElementById('events').textContent)")
            assert "NaN" not in page.run("document.body.innerText")
            assert not page.faults([replay.url])
            page.close()
        finally:
            replay.stop()
        for source in (tape, dump):
            subprocess.run([program, "report", "--from", source, "--out", f"{folder}/from.html"], check=True, timeout=PATIENCE, stderr=subprocess.DEVNULL)
            for name in ("from", "last"):
                assert os.path.getsize(f"{folder}/{name}.html") <= 300_000 and os.path.getsize(f"{folder}/{name}.md") > 200


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("--shots")
    arguments.add_argument("--axe")
    arguments.add_argument("--only")
    asked = arguments.parse_args()
    browser = Browser()
    beside = ThreadPoolExecutor()
    waited = beside.submit(minute, asked.program) if asked.only in (None, "minute") else None
    parts = {
        "first": lambda: first_look(browser, asked.program, asked.shots, asked.axe),
        "crowd": lambda: crowd(browser, asked.program),
        "scenarios": lambda: scenarios(browser, asked.program),
        "report": lambda: report(browser, asked.program, asked.shots),
        "recordings": lambda: recordings(browser, asked.program),
    }
    try:
        for name, part in parts.items():
            if asked.only in (None, name):
                began = time.monotonic()
                part()
                print(f"{name}: ok, {time.monotonic() - began:.0f} s", flush=True)
        if waited:
            waited.result()
            print("minute: ok")
    finally:
        browser.close()


if __name__ == "__main__":
    main()
