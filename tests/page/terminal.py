#!/usr/bin/env python3
"""Drives `hailo-monitor top` in tmux against three simulated exporters: keys, sizes, colours, one that goes and comes again.

terminal.py HAILO-MONITOR
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from check import PATIENCE, Server  # noqa: E402


class Terminal:
    """One tmux server of its own with one window."""

    def __init__(self, command, width=80, height=24, environment=None):
        self.folder = tempfile.TemporaryDirectory(prefix="hailo-top-", ignore_cleanup_errors=True)
        self.name = os.path.join(self.folder.name, "socket")
        env = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TMUX")}
        subprocess.run(
            ["tmux", "-S", self.name, "-f", "/dev/null", "new-session", "-d", "-x", str(width), "-y", str(height), *command, ";", "set", "-g", "remain-on-exit", "on"],
            check=True, env={**env, "TERM": "xterm-256color", **(environment or {})},
        )

    def tmux(self, *words):
        return subprocess.run(["tmux", "-S", self.name, *words], check=True, capture_output=True, text=True).stdout

    def rows(self):
        return self.tmux("capture-pane", "-p").splitlines()

    def coloured(self):
        """Whether any colour is set; bold is none."""
        return bool(re.search(r"\x1b\[(?:\d+;)*(?:3[0-7]|38|9[0-7])", self.tmux("capture-pane", "-p", "-e")))

    def keys(self, *keys):
        self.tmux("send-keys", *keys)

    def until(self, what, holds):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            rows = self.rows()
            if holds(rows):
                return rows
            time.sleep(0.2)
        raise AssertionError(f"never: {what}\n" + "\n".join(self.rows()))

    def close(self):
        self.tmux("kill-server")
        self.folder.cleanup()


def model_names(rows):
    begin = next(i for i, row in enumerate(rows) if row.startswith("MODEL"))
    names = []
    for row in rows[begin + 1:]:
        if not row or re.match(r"(the host|other process|EVENTS|no |\d+ more|…)", row):
            break
        names.append(row.split()[0])
    return names


def main():
    if not shutil.which("tmux"):
        print("SKIPPED terminal: no tmux here")
        sys.exit(77)
    program = sys.argv[1]
    servers = [Server(program), Server(program, "--scenario", "10h-llm"), Server(program, "--scenario", "hot", "--speed", "10")]
    try:
        drive(program, servers)
    finally:
        for server in servers:
            server.stop()
    print("terminal: ok")


def drive(program, servers):
    top = Terminal([program, "top", *(server.address for server in servers)])
    rows = top.until("three exporters answer", lambda rows: sum(row.startswith(("▶", " ")) and "●" in row and "?" not in row for row in rows[:3]) == 3)
    assert all(server.address in row for server, row in zip(servers, rows)), rows
    top.until("devices and models are there", lambda rows: any(row.startswith("0000:01:00.0") for row in rows) and len(model_names(rows)) == 4)
    assert all(len(row) <= 80 for row in top.rows()) and len(top.rows()) == 24
    assert top.rows()[23].startswith("q quit"), top.rows()
    assert top.coloured()
    top.keys("Tab")
    top.until("the second is shown", lambda rows: rows[1].startswith("▶") and "10h-llm" in " ".join(rows[:6]))
    top.keys("3")
    top.until("the third is throttled", lambda rows: rows[2].startswith("▶") and "● throttled" in rows[2])
    top.keys("1")
    top.keys("s", "s", "s", "s")
    names = model_names(top.until("models are by name", lambda rows: "sort: name" in rows[23]))
    assert names == sorted(names), names
    top.keys("/", "y", "o", "l", "o", "Enter")
    top.until("one model is left", lambda rows: model_names(rows) == ["yolov8n"])

    def requests(rows):
        # After the energy, with its unit, come requests and failures.
        return int(re.search(r"J\s+(\d+)\s+\d+", next(row for row in rows if row.startswith("yolov8n"))).group(1))

    top.until("requests of the session are counted", lambda rows: re.search(r"yolov8n.*J\s+\d+\s+\d+", "\n".join(rows)) and requests(rows) >= 5)
    top.keys("R")
    top.until("the sums begin anew", lambda rows: requests(rows) < 5)
    for width, height in ((120, 40), (40, 10), (80, 24)):
        top.tmux("resize-window", "-x", str(width), "-y", str(height))
        top.until(f"{width} × {height} is filled", lambda rows: len(rows) == height and rows[-1].startswith("q quit"))
    port = servers[0].address.rsplit(":", 1)[1]
    servers[0].stop()
    top.until("the dead one keeps its data and says since when", lambda rows: "silent since" in rows[0] and "yolov8n" in "\n".join(rows))
    servers[0] = Server(program, port=port)
    top.until("it comes again", lambda rows: "silent" not in rows[0])
    top.keys("q")
    # Asked of the pane, not read from it: tmux may not get to write there that it is dead.
    top.until("it ends", lambda rows: top.tmux("list-panes", "-F", "#{pane_dead} #{pane_dead_status}").split() in (["1"], ["1", "0"]))
    top.close()

    plain = Terminal([program, "top", servers[0].address], environment={"NO_COLOR": "1"})
    plain.until("a frame", lambda rows: any(row.startswith("MODEL") for row in rows))
    assert not plain.coloured(), "NO_COLOR"
    plain.close()

    with tempfile.TemporaryDirectory() as folder:
        tape = os.path.join(folder, "r.ndjson.gz")
        subprocess.run([program, "record", servers[1].address, "--for", "3s", "--out", tape], check=True, timeout=PATIENCE, stderr=subprocess.DEVNULL)
        replay = Terminal([program, "replay", tape, "--top", "--speed", "1000"])
        replay.until("a recording is shown as it was", lambda rows: any(row.startswith("MODEL") for row in rows) and "10h-llm" in " ".join(rows[:6]))
        replay.close()

    once = subprocess.run([program, "top", servers[0].address, "--once"], capture_output=True, text=True, timeout=PATIENCE)
    assert once.returncode == 0 and "MODEL" in once.stdout and "\x1b" not in once.stdout, once
    gone = subprocess.run([program, "top", "127.0.0.1:9", "--once", "--json"], capture_output=True, text=True, timeout=PATIENCE)
    assert gone.returncode == 1 and "can't be reached" in gone.stdout, gone


if __name__ == "__main__":
    main()
