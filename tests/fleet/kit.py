"""What the fleet's tests share: programs that end with the test, waiting with a bound, free ports."""
import os, socket, subprocess, sys, time, urllib.parse, urllib.request, json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MONITOR = os.environ.get("HAILO_TEST_PROGRAM") or str(ROOT / "target/debug/hailo-monitor")
began = time.monotonic()
running = []


def say(text):
    print(f"{time.monotonic() - began:5.1f} s  {text}", flush=True)


def skip(why):
    print(f"SKIPPED {why}")
    sys.exit(77)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def start(command, log, **options):
    with open(log, "ab") as out:
        process = subprocess.Popen([str(part) for part in command], stdout=options.pop("stdout", out), stderr=out, stdin=subprocess.DEVNULL, **options)
    running.append(process)
    return process


def end_all():
    for process in running:
        if process.poll() is None:
            process.kill()
        process.wait()


def wait(what, seconds, condition):
    """Polls until the condition gives something true, and returns it."""
    end, last = time.monotonic() + seconds, ""
    while time.monotonic() < end:
        try:
            found = condition()
            if found:
                say(what)
                return found
        except (OSError, ValueError, KeyError) as error:
            last = f" ({error})"
        time.sleep(0.2)
    raise SystemExit(f"not within {seconds} s: {what}{last}")


def get(url, **query):
    if query:
        url += "?" + urllib.parse.urlencode(query)
    with urllib.request.urlopen(url, timeout=5) as response:
        return response.read().decode()


def ask(base, query):
    """The series that a query answers with."""
    return json.loads(get(f"{base}/api/v1/query", query=query))["data"]["result"]
