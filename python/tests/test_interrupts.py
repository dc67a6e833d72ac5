"""Ctrl-C ends whatever reads logs, and Python can end at any time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import DATA

# Says "ready", and prints the exception of what follows.
FRAME = """
import gc, os, signal, sys, threading, time
import logscan
signal.signal(signal.SIGINT, signal.default_int_handler)
class Node: pass
log, fifo = {log!r}, {fifo!r}
{imports}
print("ready", flush=True)
{body}
"""


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("logs") / "long.log"
    path.write_bytes((DATA / "shop.log").read_bytes() * 5_000)
    os.mkfifo(path.with_name("fifo"))
    return path


def start(log: Path, body: str, imports: str = "") -> subprocess.Popen[bytes]:
    fifo = str(log.with_name("fifo"))
    program = FRAME.format(log=str(log), fifo=fifo, body=body, imports=imports)
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return process


@pytest.mark.parametrize(
    "call",
    [
        "logscan.scan(log, by='path', threads=1)",
        "logscan.scan(fifo)",
        "logscan.scan('-')",
        "logscan.Plan(fifo)",
        "logscan.Plan(log, part_bytes=1 << 40).tasks[0].scan()",
        "logscan.records(log, threads=1).to_arrow()",
        "logscan.records(log, threads=1).to_polars()",
        "logscan.records(fifo).to_arrow()",
        "logscan.records('-').to_polars()",
        "logscan.records(fifo).__arrow_c_schema__()",
    ],
)
def test_ctrl_c(log: Path, call: str) -> None:
    imports = ""
    for library in ("pyarrow", "polars"):
        if library[-5:] in call:
            pytest.importorskip(library)
            imports = f"import {library}"
    # The call repeats, so that the signal finds it whenever it comes.
    process = start(log, f"while True: {call}", imports)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    _, errors = process.communicate(timeout=30)
    assert errors.rstrip().endswith(b"KeyboardInterrupt"), errors
    assert process.returncode == -signal.SIGINT
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "body",
    [
        "threading.Thread(target=lambda: logscan.scan(log, by='path', threads=1,"
        " progress=lambda done, all: None), daemon=True).start(); time.sleep(0.1)",
        "threading.Thread(target=lambda: logscan.scan(fifo, progress=print), daemon=True).start()\n"
        "time.sleep(0.1)",
        "node = Node(); node.self = node\nnode.stream = logscan.records(log).__arrow_c_stream__()",
        "node = Node(); node.self = node\nnode.types = logscan.records(log).__arrow_c_schema__()",
        "stream = logscan.records(log).__arrow_c_stream__()",
        "feed = logscan.feed(); feed.write(open(log, 'rb').read(1 << 24))",
    ],
)
def test_end_of_python(log: Path, body: str) -> None:
    for _ in range(3):
        process = start(log, body)
        _, errors = process.communicate(timeout=30)
        assert (process.returncode, errors) == (0, b"")
