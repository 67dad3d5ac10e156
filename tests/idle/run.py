#!/usr/bin/env python3
"""What `hailo-monitor serve` costs at rest with everything on, beside prometheus-node-exporter in the same minutes.

usage: run.py HAILO-MONITOR [SECONDS]     at least 45 seconds; 150 unless said otherwise

Both are scraped every 15 s, as Prometheus does. `serve` has its page and history, the flight recorder, the watchdog, the readers of
the host and its state's files; nobody asks it for an inference and nobody looks at the page. Then twenty pages are opened for a
while: eight are served, twelve are refused in words. Claims, each on a line of its own, exit code 1 with FAILED lines:

  the stripped program has at most 11 MB; at rest it takes at most 0.1 % of a processor and 14 MB of resident memory, and no more of
  either than node-exporter; twenty pages add at most 5 MB.

Linux, Python 3.9. Processor time means something only where the process gets the processor when it asks for it:
HAILO_WRAP="chrt -f 50" puts both before other programs. Needs a release build.
"""
import http.client, os, re, shutil, signal, socket, subprocess, sys, tempfile, time
from pathlib import Path

SCRAPE, REFUSED = 15, 12
MB = 1_000_000
SIZE, MEMORY, PAGES_ADD, SHARE = 11 * MB, 14 * MB, 5 * MB, 0.001
failed = []


def verdict(good, what):
    print(("ok      " if good else "FAILED  ") + what, flush=True)
    if not good:
        failed.append(what)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as held:
        return held.getsockname()[1]


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


class Process:
    """A program that answers on a port, and what the kernel says that it costs."""

    def __init__(self, name, port, path, command):
        self.name, self.port, self.path = name, port, path
        kept = {key: value for key, value in os.environ.items() if not key.startswith("HAILO")}
        wrap = os.environ.get("HAILO_WRAP", "").split()
        self.log = tempfile.TemporaryFile()
        self.child = subprocess.Popen(wrap + command, stdout=subprocess.DEVNULL, stderr=self.log, env=kept)
        for _ in range(400):
            try:
                if get(port, path)[0] == 200:
                    return
            except OSError:
                time.sleep(0.05)
        self.log.seek(0)
        sys.exit(f"{name} does not answer: {self.log.read().decode(errors='replace')[-500:]}")

    def busy(self):
        """Seconds of processor time that its threads have had."""
        fields = Path(f"/proc/{self.child.pid}/stat").read_text().rsplit(")", 1)[1].split()
        ticks = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        # In nanoseconds, without threads that ended: a tick is as long as a thousandth of ten seconds.
        exact = 0
        for thread in Path(f"/proc/{self.child.pid}/task").iterdir():
            try:
                exact += int((thread / "schedstat").read_text().split()[0])
            except (OSError, IndexError):
                pass
        return max(ticks if ticks > 1 else 0, exact / 1e9)

    def memory(self):
        """Bytes that are resident, and those among them that no file stands behind."""
        text = Path(f"/proc/{self.child.pid}/status").read_text()
        return tuple(int(re.search(key + r":\s+(\d+)", text)[1]) << 10 for key in ("VmRSS", "RssAnon"))

    def stop(self):
        self.child.send_signal(signal.SIGTERM)
        try:
            self.child.wait(20)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()


def stripped(program, folder):
    copy = Path(folder) / "stripped"
    shutil.copy(program, copy)
    subprocess.run(["strip", copy], check=True)
    return copy.stat().st_size


def at_rest(processes, seconds):
    # A start is no rest: caches fill, first readings are taken.
    time.sleep(SCRAPE)
    began = time.monotonic()
    before = [process.busy() for process in processes]
    highest = [(0, 0)] * len(processes)
    while time.monotonic() - began < seconds:
        for index, process in enumerate(processes):
            status, body = get(process.port, process.path)
            assert status == 200 and len(body) > 1000
            highest[index] = max(highest[index], process.memory())
        time.sleep(SCRAPE)
    took = time.monotonic() - began
    shares = [(process.busy() - start) / took for process, start in zip(processes, before)]
    for process, share, (resident, own) in zip(processes, shares, highest):
        print(f"{process.name}: {share * 100:.3f} % of a processor, {resident / MB:.1f} MB resident, {own / MB:.1f} MB of it its own")
    (ours, theirs), ((resident, _), (other, _)) = shares, highest
    verdict(ours <= SHARE, f"at rest for {took:.0f} s, scraped every {SCRAPE} s: {ours * 100:.3f} % of a processor, at most {SHARE * 100} %")
    verdict(resident <= MEMORY, f"{resident / MB:.1f} MB resident, at most {MEMORY / MB:.0f}")
    verdict(ours <= theirs and resident <= other, "no more of either than node-exporter")


def pages(server, seconds=60):
    """Twenty readers of the page's stream, each of which takes what it is sent."""
    before = server.memory()[0]
    streams, refused = [], []
    for _ in range(20):
        stream = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        stream.sendall(b"GET /live/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        head = stream.recv(1 << 16)
        while b" 200 " not in head.split(b"\r\n", 1)[0] and (more := stream.recv(1 << 16)):
            head += more
        if b" 200 " in head.split(b"\r\n", 1)[0]:
            streams.append(stream)
        else:
            refused.append(head)
            stream.close()
    polite = [head for head in refused if b" 503 " in head.split(b"\r\n", 1)[0] and b"streams are open already" in head]
    ended, highest, got = time.monotonic() + seconds, 0, 0
    while time.monotonic() < ended:
        for stream in streams:
            got += len(stream.recv(1 << 20))
        highest = max(highest, server.memory()[0])
    for stream in streams:
        stream.close()
    verdict(len(streams) == 8 and len(polite) == REFUSED, f"of 20 pages {len(streams)} were served, {len(polite)} refused in words")
    verdict(highest - before <= PAGES_ADD, f"for {seconds} s they added {(highest - before) / MB:.1f} MB at most, and took {got / MB:.1f} MB")


def main():
    program, seconds = sys.argv[1], max(45, int(sys.argv[2]) if len(sys.argv) > 2 else 150)
    other = shutil.which("prometheus-node-exporter") or shutil.which("node_exporter")
    if not other:
        sys.exit("needs prometheus-node-exporter")
    with tempfile.TemporaryDirectory(prefix="hailo-idle-") as folder:
        size = stripped(program, folder)
        verdict(size <= SIZE, f"the stripped program has {size / MB:.1f} MB, at most {SIZE / MB:.0f}")
        port, other_port = free_port(), free_port()
        everything = ["--device", "simulated", "--traffic", "off", "--flight-dir", f"{folder}/flight", "--watchdog", "act"]
        server = Process("hailo-monitor", port, "/metrics/prometheus", [str(Path(folder) / "stripped"), "serve", "--listen", f"127.0.0.1:{port}", *everything])
        beside = Process("node-exporter", other_port, "/metrics", [other, f"--web.listen-address=127.0.0.1:{other_port}"])
        try:
            at_rest([server, beside], seconds)
            pages(server)
        finally:
            server.stop()
            beside.stop()
    sys.exit(1 if failed else 0)


main()
