"""Spark: a master and two workers, each a process of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import QUESTIONS, Cluster, Process, quietly, same, wait_until, while_running

import logscan

pyspark = pytest.importorskip("pyspark")


class SparkCluster(Cluster):
    def __init__(self, folder: Path, size: int = 2) -> None:
        self._folder = folder
        home = Path(pyspark.__file__).parent
        self._class = home / "bin" / "spark-class"
        self._env = {
            "SPARK_HOME": str(home),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_DAEMON_MEMORY": "256m",
        }
        master = Process(
            [
                *(self._class, "org.apache.spark.deploy.master.Master"),
                *("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"),
            ],
            self._env,
        )
        self.url = master.wait_for("Starting Spark master at").split()[-1]
        super().__init__(master, size)

    def start_worker(self) -> None:
        worker = Process(
            [
                *(self._class, "org.apache.spark.deploy.worker.Worker"),
                *("--host", "127.0.0.1", "--port", "0", "--webui-port", "0"),
                *("--cores", "1", "--memory", "1g", "--work-dir", self._folder, self.url),
            ],
            self._env,
        )
        worker.wait_for("Successfully registered with master")
        self.workers.append(worker)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with SparkCluster(tmp_path_factory.mktemp("spark")) as made:
        yield made


def executors(spark: Any) -> int:
    return spark.sparkContext._jsc.sc().getExecutorMemoryStatus().size() - 1  # and the driver


@pytest.fixture(scope="module")
def spark(cluster: Cluster) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable  # of the workers, too
    session = (
        SparkSession.builder.master(cluster.url)
        .appName("logscan")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "512m")
        .config("spark.executor.memory", "512m")
        .config("spark.executor.cores", "1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    wait_until(lambda: executors(session) == 2)
    yield session
    session.stop()


@pytest.mark.parametrize("options", QUESTIONS)
def test_report_is_that_of_one_scan(spark: Any, logs: Path, options: dict[str, Any]) -> None:
    same(quietly(logscan.spark.scan, spark, logs, part_bytes=1 << 20, **options), logs, **options)


def test_usual_parts(spark: Any, logs: Path) -> None:
    paths = [logs / "hostile.log", logs / "access.log", logs / "crlf.log"]
    same(quietly(logscan.spark.scan, spark, paths), paths)


def test_missing_and_damaged_files_are_reported(spark: Any, logs: Path) -> None:
    paths = [logs / "missing.log", logs / "access.log", logs / "broken.log.gz"]
    with pytest.raises(logscan.InputError, match="missing.log: no such file") as caught:
        logscan.spark.scan(spark, paths)
    assert "broken.log.gz" in str(caught.value)
    assert caught.value.report is not None
    same(caught.value.report, paths)


def test_refuses(spark: Any, logs: Path) -> None:
    with pytest.raises(logscan.UsageError, match='did you mean "path"'):
        logscan.spark.scan(spark, logs, by="pth")
    with pytest.raises(logscan.FailedError, match="memory"):
        logscan.spark.scan(spark, logs / "access.log", by="request", exact=True, memory="1Mi")


def test_records(spark: Any, logs: Path) -> None:
    paths = [logs / "access.log", logs / "hostile.log"]
    asked = {"fields": "time,status,path,bytes", "where": "status >= 400"}
    frame = logscan.spark.records(spark, paths, part_bytes=1 << 20, **asked)
    assert [name for name, _ in frame.dtypes] == ["time", "status", "path", "bytes"]
    counts = {str(row["status"]): row["count"] for row in frame.groupBy("status").count().collect()}
    report = quietly(logscan.scan, paths, where="status >= 400")
    assert counts == {k: n for k, n in report["status"]["codes"].items() if n > 0}


def test_records_name_a_damaged_file(spark: Any, logs: Path) -> None:
    frame = logscan.spark.records(spark, [logs / "access.log", logs / "broken.log.gz"])
    with pytest.raises(Exception, match="broken.log.gz"):
        frame.count()


def test_a_killed_worker_changes_nothing(spark: Any, cluster: Cluster, long_log: Path) -> None:
    tracker = spark.sparkContext.statusTracker()

    def is_busy() -> bool:
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        return any(stage and stage.numCompletedTasks >= 5 for stage in stages)

    report = while_running(
        lambda: logscan.spark.scan(spark, long_log, by="path", part_bytes=1 << 20),
        is_busy,
        lambda: cluster.workers.pop().kill(),
    )
    same(report, long_log, by="path")
    cluster.start_worker()
    wait_until(lambda: executors(spark) == 2)
