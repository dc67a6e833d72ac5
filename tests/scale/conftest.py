"""Logs, and processes that make up a cluster on this machine."""

from __future__ import annotations

import gzip
import os
import queue
import shutil
import signal
import subprocess
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import logscan

BUILD = Path(os.environ["LOGSCAN_BUILD"])
DATA = Path(__file__).resolve().parents[2] / "data"

# How long an event may take before the test fails; no test needs that long.
PATIENCE = 120.0


class Process:
    """A process with a session of its own, so that all of it can be killed."""

    def __init__(self, command: list[Any], env: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [str(word) for word in command],
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self.pid = self._process.pid
        self.printed: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.printed.append(line)
            self._lines.put(line)
        self._lines.put("")

    def wait_for(self, text: str) -> str:
        """Returns the next line that contains the text."""
        while True:
            line = self._lines.get(timeout=PATIENCE)
            assert line, f"ended without {text!r}: {''.join(self.printed)}"
            if text in line:
                return line

    def kill(self) -> None:
        """Kills it and its children with SIGKILL."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self._process.wait()


class Cluster:
    """A process that leads, and workers, for the time of a `with` statement."""

    def __init__(self, leader: Process, size: int) -> None:
        self._leader = leader
        self._size = size
        self.workers: list[Process] = []

    def start_worker(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Cluster:
        try:
            for _ in range(self._size):
                self.start_worker()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for process in [*self.workers, self._leader]:
            process.kill()


def wait_until(happened: Callable[[], bool]) -> None:
    """Looks again and again whether something has happened."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "did not happen"
        time.sleep(0.01)


def quietly(call: Callable[..., logscan.Report], *args: Any, **options: Any) -> logscan.Report:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", logscan.LogscanWarning)
        return call(*args, strict=False, **options)


def same(report: logscan.Report, paths: Any, **options: Any) -> None:
    """Checks that a report is the one of a scan of the same paths in this process."""
    local = quietly(logscan.scan, paths, **options)
    assert report.render("json") == local.render("json")
    assert report.render("text") == local.render("text")
    assert (report.code, report.messages) == (local.code, local.messages)


QUESTIONS: list[dict[str, Any]] = [
    {},
    {"by": ["path", "status,method"], "show": "count,errors,p95", "top": 5},
    {"by": "file", "every": "1h", "where": "status >= 400", "timezone": "Europe/Berlin"},
    {"fail_if": "errors.rate > 1%", "normalize": True},
]


def generate(log: Path, lines: int, seed: int = 1) -> Path:
    subprocess.run(
        [BUILD / "logscan-gen", "--lines", str(lines), "--seed", str(seed), "-o", log],
        check=True,
    )
    return log


@pytest.fixture(scope="session")
def logs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with logs of all kinds: plain, compressed, damaged, hostile."""
    folder = tmp_path_factory.mktemp("logs")
    generate(folder / "access.log", 200_000)
    older = generate(folder / "access.log.1", 50_000, 2)
    (folder / "access.log.2.gz").write_bytes(gzip.compress(older.read_bytes()[:5_000_000]))
    generate(older, 50_000, 3)
    for name in ("crlf.log", "hostile.log", "mixed.log", "no_newline.log", "empty.log"):
        shutil.copy(DATA / name, folder)
    broken = gzip.compress((DATA / "combined.log").read_bytes())[:-30]
    (folder / "broken.log.gz").write_bytes(broken)
    behind = gzip.compress((DATA / "shop.log").read_bytes()) + b"something else"
    (folder / "behind.log.gz").write_bytes(behind)
    return folder


@pytest.fixture(scope="session")
def long_log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """So long that a cluster is busy with it for some seconds."""
    log = generate(tmp_path_factory.mktemp("long") / "long.log", 2_000_000)
    yield log
    log.unlink()


def while_running(
    scan: Callable[[], logscan.Report], is_busy: Callable[[], bool], disturb: Callable[[], None]
) -> logscan.Report:
    """Runs a scan, does something when it is busy, and returns its report."""
    reports: list[logscan.Report] = []
    failures: list[BaseException] = []

    def work() -> None:
        try:
            reports.append(scan())
        except BaseException as failure:
            failures.append(failure)

    thread = threading.Thread(target=work)
    thread.start()
    wait_until(lambda: is_busy() or not thread.is_alive())
    assert thread.is_alive(), f"ended too soon: {failures}"
    disturb()
    assert thread.is_alive(), "ended before it was disturbed; use a longer log"
    thread.join()
    if failures:
        raise failures[0]
    return reports[0]
