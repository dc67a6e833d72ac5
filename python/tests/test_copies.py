"""What a scan returns or raises travels to other processes, and can be copied."""

from __future__ import annotations

import concurrent.futures
import copy
import multiprocessing
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import logscan

Copy = Callable[[Any], Any]


@pytest.fixture(params=["pickle", "copy", "deepcopy"])
def copied(request: pytest.FixtureRequest) -> Copy:
    ways: dict[str, Copy] = {
        "pickle": lambda thing: pickle.loads(pickle.dumps(thing)),
        "copy": copy.copy,
        "deepcopy": copy.deepcopy,
    }
    return ways[request.param]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"by": ["path", "client,status"], "show": "count,errors,p95", "top": 3, "sort": "errors"},
        {"every": "1h", "by": "path", "where": "status >= 400", "timezone": "Europe/Berlin"},
        {"by": "client", "exact": True, "mask": "clients", "normalize": True},
        {"fail_if": "errors.rate > 1%", "min_requests": 10},
    ],
)
@pytest.mark.filterwarnings("ignore::logscan.LogscanWarning")
def test_report(data: Path, options: dict[str, Any], copied: Copy) -> None:
    report = logscan.scan([data / "hostile.log", data / "shop.log"], strict=False, **options)
    other = copied(report)
    assert dict(other) == dict(report)
    assert (other.code, other.messages) == (report.code, report.messages)
    for name in ("json", "text"):
        assert other.render(name) == report.render(name)


def test_report_without_the_library(data: Path, tmp_path: Path) -> None:
    pickled = tmp_path / "report"
    pickled.write_bytes(pickle.dumps(logscan.scan(data / "shop.log", by="path")))
    program = (
        "import pickle\n"
        f"report = pickle.load(open({str(pickled)!r}, 'rb'))\n"
        "print(report['totals']['lines'], len(report.rows()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "LOGSCAN_LIBRARY": "/nonexistent/liblogscan.so"},
        stdout=subprocess.PIPE,
        check=True,
    )
    assert done.stdout.startswith(b"234 ")


def test_input_error(data: Path, copied: Copy) -> None:
    with pytest.raises(logscan.InputError) as caught:
        logscan.scan([data / "missing.log", data / "shop.log"], by="path")
    other = copied(caught.value)
    assert str(other) == str(caught.value)
    assert other.report["totals"]["lines"] == 234
    assert other.report.render("text") == caught.value.report.render("text")
    with pytest.raises(logscan.InputError) as caught:
        logscan.records(data / "missing.log").__arrow_c_stream__()
    assert (str(copied(caught.value)), caught.value.report) == (str(caught.value), None)


def test_partial(data: Path, copied: Copy) -> None:
    partial = logscan.Partial.scan(data / "shop.log", by="path")
    other = copied(partial)
    assert bytes(other) == bytes(partial)
    other += logscan.Partial.scan(data / "combined.log", by="path")
    assert bytes(other) != bytes(partial)


def test_records(data: Path, copied: Copy) -> None:
    pytest.importorskip("pyarrow")
    records = logscan.records(data / "shop.log", fields=["status", "path"], where="status = 504")
    assert copied(records).to_arrow() == records.to_arrow()
    plan = logscan.Plan.of_records(data / "shop.log", fields=["status"])
    for part in plan.tasks[0].records():
        assert copied(part).to_arrow() == part.to_arrow()


def test_feed_cannot() -> None:
    with pytest.raises(TypeError, match="cannot be pickled or copied"):
        pickle.dumps(logscan.feed())


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_errors_of_a_pool(tmp_path: Path, method: str) -> None:
    context = multiprocessing.get_context(method)
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        with pytest.raises(logscan.InputError, match="missing.log: no such file"):
            pool.submit(logscan.scan, str(tmp_path / "missing.log")).result()
