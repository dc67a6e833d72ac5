"""Dask: a scheduler and two workers, each a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import QUESTIONS, Cluster, Process, quietly, same, while_running

import logscan

distributed = pytest.importorskip("distributed")


class DaskCluster(Cluster):
    def __init__(self, folder: Path, size: int = 2) -> None:
        self._folder = folder
        scheduler = Process(
            [
                *(sys.executable, "-m", "distributed.cli.dask_scheduler"),
                *("--host", "127.0.0.1", "--port", "0", "--no-dashboard"),
            ],
            {},
        )
        self.url = scheduler.wait_for("Scheduler at:").split()[-1]
        super().__init__(scheduler, size)

    def start_worker(self) -> None:
        worker = Process(
            [
                *(sys.executable, "-m", "distributed.cli.dask_worker", self.url),
                *("--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard"),
                *("--local-directory", self._folder),
            ],
            {},
        )
        self.workers.append(worker)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with DaskCluster(tmp_path_factory.mktemp("dask")) as made:
        yield made


@pytest.fixture(scope="module")
def client(cluster: Cluster) -> Iterator[Any]:
    with distributed.Client(cluster.url) as made:
        made.wait_for_workers(2)
        yield made


@pytest.mark.parametrize("options", QUESTIONS)
def test_report_is_that_of_one_scan(client: Any, logs: Path, options: dict[str, Any]) -> None:
    same(quietly(logscan.dask.scan, client, logs, part_bytes=1 << 20, **options), logs, **options)


def test_both_workers_scan(client: Any, logs: Path) -> None:
    assert len(client.nthreads()) == 2
    paths = [logs / "hostile.log", logs / "access.log", logs / "crlf.log"]
    same(quietly(logscan.dask.scan, client, paths), paths)


def test_missing_and_damaged_files_are_reported(client: Any, logs: Path) -> None:
    paths = [logs / "missing.log", logs / "access.log", logs / "broken.log.gz"]
    with pytest.raises(logscan.InputError, match="missing.log: no such file") as caught:
        logscan.dask.scan(client, paths)
    assert caught.value.report is not None
    same(caught.value.report, paths)


def test_refuses(client: Any, logs: Path) -> None:
    with pytest.raises(logscan.UsageError, match='did you mean "path"'):
        logscan.dask.scan(client, logs, by="pth")
    with pytest.raises(logscan.FailedError, match="memory"):
        logscan.dask.scan(client, logs / "access.log", by="request", exact=True, memory="1Mi")


def finished(dask_scheduler: Any) -> int:
    return sum(task.state == "memory" for task in dask_scheduler.tasks.values())


def test_a_killed_worker_changes_nothing(client: Any, cluster: Cluster, long_log: Path) -> None:
    report = while_running(
        lambda: logscan.dask.scan(client, long_log, by="path", part_bytes=1 << 20),
        lambda: client.run_on_scheduler(finished) >= 5,
        lambda: cluster.workers.pop().kill(),
    )
    same(report, long_log, by="path")
    cluster.start_worker()
    client.wait_for_workers(2)
