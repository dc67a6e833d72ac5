"""Scans that are split: the report is that of one scan, wherever the cuts are."""

from __future__ import annotations

import concurrent.futures
import gzip
import multiprocessing
import os
import pickle
import random
import time
import warnings
from pathlib import Path
from typing import Any

import pytest

import logscan

# Ranges warn, since few lines prove nothing about a log.
pytestmark = pytest.mark.filterwarnings("ignore::logscan.LogscanWarning")

STAMP = b"[12/Jan/2026:%02d:%02d:00 +0000]"

LINES: list[bytes] = [
    b'192.0.2.%d - - ' + STAMP + b' "GET /a%d HTTP/1.1" 200 %d "-" "curl/8"',
    b'2001:db8::%d - ann ' + STAMP + b' "GET /caf\xc3\xa9/%d HTTP/1.1" 503 %d "-" "\xe2\x82\xac"',
    b'192.0.2.%d - - ' + STAMP + b' "POST /\xf0\x9f\x9a\x80 %d HTTP/1.1" 404 %d "-" "\xff\xfe"',
    b"# %d" + b"%d%d%d%d",
    b"%d%d%d no log line \xe2\x82 %d %d",
    b"   ",
    b"",
    b"#Fields: date time c-ip cs-method cs-uri-stem sc-status",
    b"#Fields: date time sc-status cs-uri-stem cs-method c-ip",
    b"2026-01-12 %02d:%02d:00 192.0.2.%d GET /w%d 30%d",
    b"2026-01-12 %02d:%02d:00 50%d /x%d GET 192.0.2.%d",
    b'{"time": "2026-01-12T%02d:%02d:00Z", "status": 50%d, "path": "/j%d\xc3\xbc", "n": %d}',
    b"x" * 9000,
]
ENDS = [b"\n", b"\n", b"\r\n", b"\r\r\n", b"\n\n", b"\r\n\r\n", b"\n" + b"\0" * 40]


def line(rng: random.Random) -> bytes:
    form = rng.choice(LINES)
    places = form.count(b"%")
    numbers = [rng.randrange(10) for _ in range(places)]
    return form % tuple(numbers) if places else form


def random_log(rng: random.Random) -> bytes:
    text = rng.choice([b"", b"\xef\xbb\xbf"])
    for _ in range(rng.randrange(60)):
        text += line(rng) + rng.choice(ENDS)
    return text + rng.choice([b"", line(rng), b"\r", b"\xe2"])


def total(parts: list[logscan.Partial]) -> logscan.Partial:
    counts = parts[0]
    for part in parts[1:]:
        counts += part
    return counts


def scanned(paths: Any, **options: Any) -> tuple[str, list[str], int]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report = logscan.scan(paths, strict=False, **options)
    return report.render("json"), report.messages, report.code


def split(paths: Any, seed: int = 0, **options: Any) -> tuple[str, list[str], int]:
    plan = logscan.Plan(paths, **options)
    tasks = [pickle.loads(pickle.dumps(task)) for task in plan.tasks]
    random.Random(seed).shuffle(tasks)
    counts = total([pickle.loads(pickle.dumps(task.scan())) for task in tasks])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report = plan.report(counts, strict=False)
    return report.render("json"), report.messages, report.code


@pytest.mark.parametrize("seed", range(60))
def test_ranges_may_cut_anything(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    log = tmp_path / "x.log"
    log.write_bytes(random_log(rng))
    size = log.stat().st_size
    options: dict[str, Any] = {"by": rng.choice(["path", "status,client", "file"]), "max_line": 500}
    if rng.random() < 0.5:
        options["where"] = "status >= 400"
    cuts = sorted({0, size + 1, *(rng.randrange(size + 1) for _ in range(rng.randrange(20)))})
    ranges = list(zip(cuts, cuts[1:]))
    rng.shuffle(ranges)
    counts = total(
        [
            logscan.Partial.scan_range(log, begin, end - begin, strict=False, **options)
            for begin, end in ranges
        ]
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert bytes(counts) == bytes(logscan.Partial.scan(log, strict=False, **options))
        assert counts.report().render("json") == scanned(log, **options)[0]
    assert split(log, seed, part_bytes=rng.randrange(1, 2000), **options) == scanned(log, **options)


@pytest.mark.parametrize("seed", range(20))
def test_plan_is_one_scan(tmp_path: Path, seed: int) -> None:
    rng = random.Random(1000 + seed)
    paths = []
    for number in range(rng.randrange(1, 6)):
        path = tmp_path / f"{rng.randrange(99)}-{number}.log"
        text = random_log(rng)
        kind = rng.randrange(6)
        if kind == 0:
            text = gzip.compress(text)
        elif kind == 1:
            text = gzip.compress(text * 9)[:-20]
        elif kind == 2:
            text = gzip.compress(text) + b"something else"
        if kind != 3:
            path.write_bytes(text)
        paths.append(path)
    options: dict[str, Any] = {"by": "file", "every": "1h"} if rng.random() < 0.5 else {}
    part = rng.choice([100, 1000, 1 << 20])
    assert split(paths, seed, part_bytes=part, **options) == scanned(paths, **options)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"by": "path", "show": "count,errors,p95,bytes", "top": 3, "sort": "errors"},
        {"by": ["client", "method,status"], "every": "10m", "timezone": "Europe/Berlin"},
        {"fail_if": "errors.rate > 1%", "min_requests": 10},
        {"mask": "clients", "normalize": True, "since": "2026-01-12"},
    ],
)
def test_all_sample_logs(data: Path, options: dict[str, Any]) -> None:
    assert split(data, part_bytes=10_000, **options) == scanned(data, **options)


def test_inputs_keep_their_order(data: Path) -> None:
    paths = [data / name for name in ("shop.log", "combined.log", "common.log", "bad.log")]
    for order in (paths, paths[::-1]):
        existing = [path for path in order if path.exists()]
        assert split(existing, part_bytes=4000) == scanned(existing)


def test_copies_are_counted_as_often(data: Path, tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("b.log", "a.log", "c.log.gz", "d.log.gz")]
    text = (data / "shop.log").read_bytes()
    for path in paths:
        path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)
    assert split(paths, part_bytes=4000) == scanned(paths)


def test_names_are_relative_to_the_plan(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(data)
    expected = scanned(["shop.log", "."])
    plan = logscan.Plan(["shop.log", "."])
    monkeypatch.chdir(tmp_path)
    report = plan.report(total([task.scan() for task in plan.tasks]), strict=False)
    assert (report.render("json"), report.messages, report.code) == expected


def test_every_task_has_the_same_present(data: Path) -> None:
    plan = logscan.Plan(data / "shop.log", since="2 hours ago", part_bytes=10_000)
    parts = []
    for task in plan.tasks:
        second = int(time.time())
        while int(time.time()) == second and len(parts) < 2:
            time.sleep(0.01)
        parts.append(task.scan())
    report = plan.report(total(parts), strict=False)
    assert report["totals"]["filtered"] == 234


def test_other_files_elsewhere_are_reported(data: Path, tmp_path: Path) -> None:
    log = tmp_path / "x.log"
    text = (data / "shop.log").read_bytes()

    def counts_after(change: Any) -> logscan.Report:
        log.write_bytes(text)
        plan = logscan.Plan(log, part_bytes=len(text) // 4 + 1)
        assert len(plan.tasks) == 4
        first = plan.tasks[1].scan()
        change()
        counts = total([first, *(plan.tasks[i].scan() for i in (0, 3, 2))])
        with pytest.raises(logscan.InputError, match="x.log: ") as caught:
            plan.report(counts)
        assert caught.value.report is not None and caught.value.report.code == 3
        assert 0 < caught.value.report["totals"]["lines"] < 234
        assert len(caught.value.report["inputs"]) == 1
        return caught.value.report

    report = counts_after(log.unlink)
    assert "no such file" in report["inputs"][0]["error"]
    report = counts_after(lambda: log.write_bytes(text[:-10]))
    assert f"has {len(text) - 10} bytes here" in report["inputs"][0]["error"]
    report = counts_after(lambda: log.write_bytes(b"x" + text))
    assert "starts with other bytes" in report["inputs"][0]["error"]
    report = counts_after(lambda: log.write_bytes(gzip.compress(os.urandom(len(text)))))
    assert "is compressed here" in report["inputs"][0]["error"]


def test_lines_that_come_later_do_not_count(data: Path, tmp_path: Path) -> None:
    log = tmp_path / "x.log"
    log.write_bytes(b"\n".join((data / "shop.log").read_bytes().split(b"\n")[:5]) + b"\n")
    expected = scanned(log)[0]
    plan = logscan.Plan(log)
    with open(log, "ab") as more:
        more.write((data / "shop.log").read_bytes())
    assert plan.report(plan.tasks[0].scan()).render("json") == expected


def test_small_files_share_a_task(data: Path, tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.log").write_bytes((data / "shop.log").read_bytes())
    assert len(logscan.Plan(tmp_path).tasks) == 1
    size = (data / "shop.log").stat().st_size
    plan = logscan.Plan(tmp_path, part_bytes=10 * size)
    assert [task.size for task in plan.tasks] == [10 * size] * 4


def test_process_pool(data: Path) -> None:
    plan = logscan.Plan(data, by="path", part_bytes=20_000)
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(2, mp_context=spawn) as pool:
        report = plan.report(pool.map(logscan.Task.scan, plan.tasks), strict=False)
    assert report.render("json") == scanned(data, by="path")[0]


def test_records_of_parts(data: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    asked = {"fields": ["time", "status", "path"], "where": "status >= 300"}
    whole = logscan.records(data / "combined.log", **asked).to_arrow()
    plan = logscan.Plan.of_records(data / "combined.log", part_bytes=700, **asked)
    tables = [part.to_arrow() for task in plan.tasks for part in task.records()]
    order = [("time", "ascending"), ("path", "ascending"), ("status", "ascending")]
    assert pyarrow.concat_tables(tables).sort_by(order) == whole.sort_by(order)


def test_records_name_a_missing_file(data: Path, tmp_path: Path) -> None:
    log = tmp_path / "x.log"
    log.write_bytes((data / "shop.log").read_bytes())
    plan = logscan.Plan.of_records(log)
    log.unlink()
    for part in plan.tasks[0].records():
        with pytest.raises(logscan.InputError, match="x.log: no such file"):
            part.to_arrow()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"by": "pth"}, 'did you mean "path"'),
        ({"baseline": True}, "baseline"),
        ({"relative_to_log": True, "since": "1 hour ago"}, "relative_to_log: needs the end"),
        ({"part_bytes": 0}, "part_bytes"),
        ({"json": True}, "render"),
    ],
)
def test_refuses(data: Path, options: dict[str, Any], message: str) -> None:
    with pytest.raises(logscan.UsageError, match=message):
        logscan.Plan(data / "shop.log", **options)


def test_nothing_to_read(data: Path, tmp_path: Path) -> None:
    for nothing in (tmp_path, tmp_path / "*.log", data / "missing.log", data / "README.md"):
        assert split(nothing) == scanned(nothing)


def test_refuses_what_is_nowhere_else(data: Path, tmp_path: Path) -> None:
    with pytest.raises(logscan.UsageError, match="/dev/null: can be read only once"):
        logscan.Plan("/dev/null")
    task = logscan.Plan(data / "shop.log").tasks[0]
    task._parts[0] = b"something else"
    with pytest.raises(logscan.UsageError, match="part: is none"):
        task.scan()


@pytest.mark.parametrize("compressed", [False, True])
def test_lost_and_foreign_parts_are_errors(
    data: Path, tmp_path: Path, compressed: bool
) -> None:
    paths = [tmp_path / "a.log", tmp_path / "b.log", tmp_path / "empty.log"]
    text = (data / "shop.log").read_bytes()
    paths[0].write_bytes(text)
    paths[1].write_bytes(gzip.compress(text) if compressed else text + text)
    paths[2].write_bytes(b"")
    plan = logscan.Plan(paths, by="path", part_bytes=len(text) // 3)
    # One part each.
    tasks = [logscan.Task(task._options, [part], 1) for task in plan.tasks for part in task._parts]
    assert len(tasks) == (6 if compressed else 12)
    parts = [task.scan() for task in tasks]
    expected = plan.report(parts).render("json")
    assert plan.report(iter(parts[::-1])).render("json") == expected
    assert plan.report(logscan.Partial.sum(parts)).render("json") == expected
    for lost in range(len(parts)):
        left = parts[:lost] + parts[lost + 1 :]
        with pytest.raises(logscan.UsageError) as caught:
            plan.report(left, strict=False)
        assert "log: " in str(caught.value) and "not in the counts" in str(caught.value)
        if b"empty.log" not in tasks[lost]._parts[0]:
            with pytest.raises(logscan.UsageError, match="counted twice"):
                plan.report([*parts, parts[lost]], strict=False)
    with pytest.raises(logscan.UsageError, match="a.log: its bytes from 0 to "):
        plan.report(part for part in parts if part is not parts[tasks.index(_at(tasks, b"a.log"))])
    for other in (
        logscan.Partial.scan(paths, by="path"),
        logscan.Plan([*paths, data / "combined.log"], by="path").tasks[0].scan(),
        logscan.Plan(paths[:1], by="path").tasks[0].scan(),
        logscan.Plan(paths[::-1], by="path").tasks[0].scan(),
    ):
        with pytest.raises(logscan.UsageError, match="log: .*; merge the counts of this plan"):
            plan.report(other, strict=False)
    with pytest.raises(logscan.UsageError, match="different questions"):
        plan.report(logscan.Plan(paths, by="status").tasks[0].scan(), strict=False)
    with pytest.raises(logscan.UsageError, match="at least one"):
        plan.report([])
    # Tasks of any size will do.
    assert plan.report(logscan.Plan(paths, by="path").tasks[0].scan()).render("json") == expected


def _at(tasks: list[logscan.Task], name: bytes) -> logscan.Task:
    return next(task for task in tasks if name in task._parts[0])
