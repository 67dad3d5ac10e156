#!/usr/bin/env python3
"""Loads that a service on a home network may meet, held against a running `hailo-monitor`. Loopback only; ends by itself.

usage: run.py loads HAILO-MONITOR             every load on `serve` and on `proxy`: do /health and /metrics answer within 250 ms,
                                              does the process stay within the memory that its unit allows, does it live on?
       run.py soak HAILO-MONITOR [SECONDS]    all kinds of misuse at once beside a client that means well, for so long (60; at
                                              least 20): do the counts add up, is anything left behind, does that client wait?

The server runs under a memory limit of the kernel, in a control group of its own where one can be made (as root), or else within
1 GiB of address space. Needs Linux, Python 3.9 and 6,000 open files. Times mean something only where the machine does nothing
else; HAILO_WRAP="chrt -f 50 taskset -c 1" puts the server before other programs. Exit code 1 with FAILED lines when something is
wrong.
"""
import http.client, json, multiprocessing, os, random, re, resource, signal, socket, statistics, subprocess, sys, tempfile, threading, time
from pathlib import Path

LIMIT = 128 << 20  # bytes, as MemoryMax= of the units
ANSWER = 0.25  # seconds in which a probe is to be answered
IDLE, READERS, UPLOADS, NAMES = 5_000, 200, 64, 100_000
failed = []


def verdict(good, what):
    print(("ok      " if good else "FAILED  ") + what, flush=True)
    if not good:
        failed.append(what)


class Limited:
    """A control group with a limit of memory, of either version of the interface; or a limit of address space."""

    def __init__(self, name):
        self.group, root = None, Path("/sys/fs/cgroup")
        for parent, limit, swap in (
            (root, "memory.max", "memory.swap.max"),
            (root / "memory", "memory.limit_in_bytes", "memory.memsw.limit_in_bytes"),
        ):
            group = parent / f"hailo-hostile-{os.getpid()}-{name}"
            try:
                group.mkdir()
                (group / limit).write_text(str(LIMIT))
                try:
                    (group / swap).write_text("0" if swap == "memory.swap.max" else str(LIMIT))
                except OSError:
                    pass  # no swap to limit
                self.group = group
                return
            except OSError:
                if group.is_dir():
                    group.rmdir()

    def enter(self):
        """In the child, before it runs the server."""
        if self.group:
            (self.group / "cgroup.procs").write_text(str(os.getpid()))
        else:
            resource.setrlimit(resource.RLIMIT_AS, (LIMIT * 8, LIMIT * 8))

    def __str__(self):
        if self.group:
            return f"a control group of {LIMIT >> 20} MiB"
        return f"{LIMIT >> 17} MiB of address space"

    def close(self):
        for _ in range(50):
            try:
                return self.group and self.group.rmdir()
            except OSError:
                time.sleep(0.1)


class Server:
    """A running hailo-monitor. `port` is the clients', `probed` the one that answers probes."""

    def __init__(self, *args):
        self.limit = Limited(args[0])
        self.log = tempfile.TemporaryFile()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HAILO")}
        self.child = subprocess.Popen(
            [*os.environ.get("HAILO_WRAP", "").split(), MONITOR, *args], stdout=subprocess.DEVNULL, stderr=self.log, env=kept, preexec_fn=self.limit.enter
        )

    def wait(self, port):
        for _ in range(600):
            try:
                if ask(port, "/health")[0] in (200, 503):
                    return self
            except OSError:
                time.sleep(0.05)
        self.log.seek(0)
        sys.exit(f"FAILED  it does not answer: {self.log.read().decode()[-500:]}")

    def status(self, key):
        text = Path(f"/proc/{self.child.pid}/status").read_text()
        return int(re.search(key + r":\s+(\d+)", text)[1]) << 10

    def files(self):
        return len(os.listdir(f"/proc/{self.child.pid}/fd"))

    def alive(self):
        return self.child.poll() is None

    def close(self):
        self.child.send_signal(signal.SIGTERM)
        try:
            ended = self.child.wait(20)
        except subprocess.TimeoutExpired:
            self.child.kill()
            ended = self.child.wait()
        self.limit.close()
        self.log.seek(0)
        said = self.log.read()
        verdict(ended == 0 and b"panicked" not in said, f"it ended in order ({ended}), after {len(said) >> 10} KiB of log")


def ports(n):
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(n)]
    numbers = [s.getsockname()[1] for s in held]
    for s in held:
        s.close()
    return numbers


def ask(port, path, timeout=20):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def series(port):
    """Samples as {name{labels}: value}."""
    text = ask(port, "/metrics/prometheus")[1].decode()
    lines = (line.rsplit(" ", 1) for line in text.splitlines() if line and not line.startswith("#"))
    return {name: float(value) for name, value in lines}


def total(samples, name):
    return sum(value for key, value in samples.items() if key == name or key.startswith(name + "{"))


class Prober:
    """Asks for /health and /metrics as a scraper does, one connection each, in a process of its own."""

    def __init__(self, port):
        self.child = subprocess.Popen(
            [sys.executable, __file__, "probe", str(port)], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
        )

    def close(self):
        """How long each took, in seconds; a probe that failed took for ever."""
        told, _ = self.child.communicate("")
        return {path: times for path, times in json.loads(told).items() if times}


def ahead():
    """What is measured is the server, not how long who measures waits for a processor."""
    try:
        os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(51))
    except OSError:
        pass


def probe(port):
    times = {"/health": [], "/metrics/prometheus": []}
    ahead()
    ended = threading.Thread(target=sys.stdin.read, daemon=True)
    ended.start()
    while ended.is_alive():
        for path, seen in times.items():
            began = time.monotonic()
            try:
                good = ask(port, path, 5)[0] in (200, 503)
            except (OSError, http.client.HTTPException):
                good = False
            seen.append(time.monotonic() - began if good else 1e9)
        time.sleep(0.05)
    print(json.dumps(times))


def head(path, length, extra=""):
    return f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{extra}\r\n".encode()


def post(path, body, extra=""):
    body = json.dumps(body).encode()
    return head(path, len(body), extra) + body


class Crowd:
    """Many connections that are opened, kept, and opened again when the server closes them."""

    def __init__(self, port, count, first, drip=None, buffer=None):
        self.port, self.first, self.drip, self.buffer = port, first, drip, buffer
        self.held, self.count, self.again = [], count, 0
        for _ in range(count):
            self.open()

    def open(self):
        s = socket.socket()
        if self.buffer:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.buffer)
        s.settimeout(2)
        try:
            s.connect(("127.0.0.1", self.port))
            s.setblocking(False)
            s.send(self.first) if self.first else None
            self.held.append(s)
        except OSError:
            s.close()

    def keep_on(self, until, reads=False):
        """Goes on until then: who was thrown out comes back."""
        while time.monotonic() < until:
            for s in list(self.held):
                try:
                    if self.drip:
                        s.send(self.drip)
                    gone = (reads or not self.buffer) and s.recv(1 << 16) == b""
                except BlockingIOError:
                    gone = False
                except OSError:
                    gone = True
                if gone:
                    s.close()
                    self.held.remove(s)
            room = min(self.count - len(self.held), 200)
            for _ in range(room):
                self.again += 1
                self.open()
            time.sleep(0.1)

    def close(self):
        for s in self.held:
            s.close()


def pipelined(port, requests, at_once=100):
    """Sends requests on kept connections, many before their answers; how many answers came."""
    answers, pending = 0, []

    def exchange(batch):
        last = batch[-1].replace(b"\r\n", b"\r\nConnection: close\r\n", 1)
        with socket.create_connection(("127.0.0.1", port), 30) as s:
            sender = threading.Thread(target=lambda: s.sendall(b"".join(batch[:-1]) + last))
            sender.start()
            got = b""
            while piece := s.recv(1 << 16):
                got += piece
            sender.join()
        return got.count(b"HTTP/1.1 ")

    for request in requests:
        pending.append(request)
        if len(pending) == at_once:
            answers += exchange(pending)
            pending = []
    return answers + (exchange(pending) if pending else 0)


class Upstream:
    """A server behind the proxy: refuses every model but `real`, whose answer never ends while anybody reads it."""

    def __init__(self, port):
        listener = socket.create_server(("127.0.0.1", port), backlog=512)
        threading.Thread(target=self.accept, args=(listener,), daemon=True).start()

    def accept(self, listener):
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, s):
        try:
            got = b""
            while b"\r\n\r\n" not in got:
                piece = s.recv(1 << 16)
                if not piece:
                    return
                got += piece
            fields, _, body = got.partition(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: (\d+)", fields)
            while length and len(body) < int(length[1]):
                body += s.recv(1 << 16)
            if b'"real"' in body:
                s.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nConnection: close\r\n\r\n")
                while True:
                    s.sendall(b'{"model":"real","response":"' + b"x" * 1000 + b'","done":false}\n')
            s.sendall(b'HTTP/1.1 404 Not Found\r\nContent-Length: 21\r\nConnection: close\r\n\r\n{"error":"not found"}')
        except OSError:
            pass
        finally:
            s.close()


def alerts(first, count):
    names = ({"status": "firing", "labels": {"alertname": f"invented-{n}"}, "startsAt": "2026-03-01T12:00:00Z"} for n in range(first, first + count))
    return post("/v1/alerts/webhook", {"version": "4", "status": "firing", "alerts": list(names)})


def loads():
    serve, proxy, admin, up = ports(4)
    Upstream(up)
    simulated = ("--device", "simulated", "--traffic", "off")
    for what, start, port, probed, model in (
        ("serve", ("serve", *simulated, "--listen", f"127.0.0.1:{serve}"), serve, serve, None),
        ("proxy", ("proxy", "--upstream", f"http://127.0.0.1:{up}", "--listen", f"127.0.0.1:{proxy}",
                   "--admin-listen", f"127.0.0.1:{admin}"), proxy, admin, "real"),
    ):  # fmt: skip
        server = Server(*start).wait(probed)
        print(f"{what}, in {server.limit}")
        model = model or json.loads(ask(port, "/api/tags")[1])["models"][0]["name"]
        endless = post("/api/generate", {"model": model, "prompt": "x", "options": {"num_predict": 4000}})
        upload = head("/api/generate", 8 << 20) + b'{"model":"' + b"x" * 100_000

        def crowd(count, first, **how):
            return lambda: Crowd(port, count, first, **how)

        def unknown():
            return pipelined(port, (post("/api/generate", {"model": f"m{n}", "prompt": "x"}) for n in range(NAMES))) == NAMES

        def invented():
            return pipelined(probed, (alerts(first, 1000) for first in range(0, NAMES, 1000)), 10) == NAMES / 1000

        for name, load in (
            (f"{IDLE} idle connections", crowd(IDLE, b"")),
            (f"{READERS} readers that do not read", crowd(READERS, endless, buffer=4096)),
            (f"{UPLOADS} slow uploads", crowd(UPLOADS, upload, drip=b"x")),
            (f"{NAMES} names of models", unknown),
            (f"{NAMES} names of alerts", invented),
        ):
            prober, began = Prober(probed), time.monotonic()
            held = load()
            if isinstance(held, Crowd):
                held.keep_on(began + 15)
                took = prober.close()
                held.close()
            else:
                took = prober.close()
                verdict(held, f"{name}: each was answered")
            worst = {path: max(times) for path, times in took.items()}
            shown = ", ".join(f"{path} {1000 * statistics.median(t):.0f} ms, at worst {1000 * max(t):.0f}" for path, t in took.items())
            peak = server.status("VmHWM") if server.alive() else 0
            verdict(server.alive() and max(worst.values()) <= ANSWER, f"{name}: {shown} ({len(took['/health'])} probes)")
            verdict(0 < peak < LIMIT, f"{name}: at most {peak / (1 << 20):.0f} MiB resident until here, of {LIMIT >> 20}")
            if not server.alive():
                break
        after = series(probed)
        verdict(total(after, "telemetry_invariant_violations_total") == 0, "no count contradicts another")
        verdict(len(after) < 20_000, f"{len(after)} samples a scrape afterwards")
        server.close()


def honest(port, model, until, took, errors):
    """A client that means well: one short answer after the other, streamed."""
    body = {"model": model, "prompt": "Why?", "options": {"num_predict": 8}}
    while time.monotonic() < until:
        began = time.monotonic()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("POST", "/api/generate", json.dumps(body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            lines = answer.read().splitlines()
            good = answer.status == 200 and json.loads(lines[-1])["done"]
            connection.close()
        except (OSError, http.client.HTTPException, ValueError, IndexError) as error:
            good = repr(error)
        if good is True:
            took.append(time.monotonic() - began)
        else:
            errors.append(str(good))


def misuse(rng, port, probed, model):
    """One act of misuse: bytes to send, to whom, and for how long the connection then stays."""
    page = "Origin: http://evil.example\r\nSec-Fetch-Site: cross-site\r\n"
    ok = {"model": model, "prompt": "x"}
    acts = (
        lambda: (port, b"", 3),
        lambda: (port, b"POST /api/generate HTTP/1.1\r\nHost: loc", 3),
        lambda: (port, head("/api/generate", 900_000) + b"{" + b" " * 20_000, 3),
        lambda: (probed, b"GET /metrics/prometheus HTTP/1.1\r\nHost: localhost\r\n\r\n" * 50, 3),
        lambda: (port, b"GET /api/tags HTTP/1.1\r\nHost: localhost\r\n\r\n" * 50, 3),
        lambda: (port, post("/api/generate", {**ok, "model": f"typo-{rng.random()}"}), 0),
        lambda: (probed, alerts(rng.randrange(10**9), 50), 0),
        lambda: (port, post("/api/generate", ok, page), 0),
        lambda: (port, post("/api/generate", ok).replace(b"localhost", b"rebind.example"), 0),
        lambda: (port, b"GET / HTTP/1.1\r\nHost: localhost\r\nA: " + b"a" * 100_000, 0),
        lambda: (port, b"POST /api/chat HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", 1),
        lambda: (port, head("/api/chat", 60_000) + b'{"model":"' + model.encode() + b'","messages":[' + b"{}," * 19_000, 1),
        lambda: (port, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + rng.randbytes(200), 1),
        lambda: (probed, b"GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n", 0),
        lambda: (port, post("/v1/frames", "x" * 70_000), 0),
        lambda: (port, rng.randbytes(rng.randrange(1, 3000)), 1),
    )
    return rng.choice(acts)()


def hostile(port, probed, model, until, seed, done):
    """Acts of misuse at a steady rate, of which some tens are open at a time."""
    os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
    rng, held = random.Random(seed), []
    while time.monotonic() < until:
        target, data, stays = misuse(rng, port, probed, model)
        try:
            s = socket.create_connection(("127.0.0.1", target), 2)
            s.setblocking(False)
            s.send(data)
            held.append((time.monotonic() + stays + 0.2, s))
            with done.get_lock():
                done.value += 1
        except OSError:
            pass
        for ends, s in list(held):
            if ends < time.monotonic():
                s.close()
                held.remove((ends, s))
        time.sleep(0.01)
    for _, s in held:
        s.close()


def percentile(times, share):
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def soak(seconds):
    device, proxy, admin = ports(3)
    behind = Server("serve", "--device", "simulated", "--traffic", "off", "--listen", f"127.0.0.1:{device}").wait(device)
    server = Server("proxy", "--upstream", f"http://127.0.0.1:{device}", "--listen", f"127.0.0.1:{proxy}",
                    "--admin-listen", f"127.0.0.1:{admin}").wait(admin)  # fmt: skip
    model = json.loads(ask(proxy, "/api/tags")[1])["models"][0]["name"]
    print(f"proxy in front of serve, each in {server.limit}, {seconds:.0f} s")
    ahead()
    honest(proxy, model, time.monotonic() + 3, [], [])
    alone, beside, errors, acts = [], [], [], multiprocessing.Value("L")
    honest(proxy, model, time.monotonic() + max(10, seconds / 4), alone, errors)
    files, before = server.files(), series(admin)
    until = time.monotonic() + max(10, seconds * 3 / 4)
    crowd = [
        multiprocessing.Process(target=hostile, args=(port, probed, model, until, seed, acts), daemon=True)
        for seed, (port, probed) in enumerate(((proxy, admin), (proxy, device)))
    ]
    prober = Prober(admin)
    for process in crowd:
        process.start()
    honest(proxy, model, until, beside, errors)
    for process in crowd:
        process.join()
    probes = prober.close()
    verdict(server.alive() and behind.alive(), f"both live after {acts.value} acts of misuse beside {len(beside)} requests")
    verdict(not errors, f"no request that meant well failed {errors[:3]}")
    p99 = [1000 * percentile(times, 0.99) for times in (alone, beside)]
    p50 = [1000 * statistics.median(times) for times in (alone, beside)]
    verdict(p99[1] <= 1.2 * p99[0], f"p99 of a request {p99[0]:.0f} ms alone, {p99[1]:.0f} ms beside ({p99[1] / p99[0]:.2f}); median {p50[0]:.0f} and {p50[1]:.0f}")
    slowest = {path: 1000 * max(times) for path, times in probes.items()}
    verdict(max(slowest.values()) <= 1000 * ANSWER, f"probes at worst {', '.join(f'{p} {t:.0f} ms' for p, t in slowest.items())}")
    for _ in range(100):
        after = series(admin)
        if total(after, "inference_in_flight") == 0 and server.files() <= files + 2:
            break
        time.sleep(0.2)
    requests = total(after, "inference_requests_total")
    outcomes = total(after, "inference_outcomes_total")
    verdict(requests == outcomes == total(after, "inference_duration_seconds_count"), f"{requests:.0f} requests, {outcomes:.0f} outcomes, as many durations")
    for name in ("inference_in_flight", "inference_queued", "telemetry_invariant_violations_total"):
        verdict(total(after, name) == 0, f"{name} is 0 in the end")
    done = f'inference_outcomes_total{{model="{model}",outcome="completed"}}'
    verdict(after[done] - before[done] >= len(beside), f"completed {after[done] - before[done]:.0f}, of which {len(beside)} meant well")
    verdict(server.files() <= files + 2, f"{server.files()} files open, {files} before")
    for what, one in (("proxy", server), ("serve", behind)):
        verdict(one.status("VmHWM") < LIMIT, f"{what}: at most {one.status('VmHWM') / (1 << 20):.0f} MiB resident")
        one.close()


if len(sys.argv) < 3 or sys.argv[1] not in ("loads", "soak", "probe"):
    sys.exit(__doc__)
if sys.argv[1] == "probe":
    probe(int(sys.argv[2]))
    sys.exit()
MONITOR = os.path.abspath(sys.argv[2])
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
if hard < IDLE + 1000:
    sys.exit(f"SKIPPED  only {hard} files may be open")
loads() if sys.argv[1] == "loads" else soak(max(20.0, float(sys.argv[3]) if len(sys.argv) > 3 else 60.0))
print(f"{len(failed)} failed")
sys.exit(bool(failed))
