"""Bytes that are fed, and partials that are added up, give one report."""

from __future__ import annotations

import gzip
import pickle
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from conftest import run_program

import logscan


@pytest.mark.parametrize("step", [1, 7, 4096, 1 << 20])
@pytest.mark.parametrize("name", ["shop.log", "hostile.log", "empty.log"])
def test_feed(data: Path, name: str, step: int) -> None:
    path = data / name
    bytes_of_log = path.read_bytes()
    with logscan.feed(str(path), by="path") as log:
        for begin in range(0, len(bytes_of_log), step):
            assert log.write(memoryview(bytes_of_log)[begin : begin + step]) > 0
    report = log.finish()
    assert report.render("json") == logscan.scan(path, by="path").render("json")
    with pytest.raises(logscan.UsageError, match="finished"):
        log.write(b"x")


def test_feed_of_gzip(data: Path) -> None:
    log = logscan.feed()
    log.write(gzip.compress((data / "shop.log").read_bytes()))
    report = log.finish()
    assert report["inputs"][0]["compression"] == "gzip"
    assert report["totals"]["lines"] == 234


def test_feed_says_why_it_ended(data: Path) -> None:
    partial = bytes(logscan.Partial.scan(data / "shop.log"))
    with pytest.raises(logscan.UsageError, match="is a partial"):
        with logscan.feed() as log:
            while True:
                log.write(partial)


def without_bytes_read(report: logscan.Report) -> dict[str, object]:
    # How much was read behind the damage.
    return {**report, "inputs": [{**each, "bytes_read": 0} for each in report["inputs"]]}


@pytest.mark.parametrize("after", [b"x", b"no log line\n", bytes([1, 2, 3]) * 9])
@pytest.mark.parametrize("step", [1 << 16, 1 << 22])
def test_feed_ends_at_damage_as_a_scan_does(
    data: Path, tmp_path: Path, after: bytes, step: int
) -> None:
    path = tmp_path / "x.log.gz"
    whole = gzip.compress((data / "shop.log").read_bytes())
    path.write_bytes(whole + after * (5_000_000 // len(after)))
    bytes_of_log = path.read_bytes()
    pieces = [bytes_of_log[begin : begin + step] for begin in range(0, len(bytes_of_log), step)]
    with pytest.raises(logscan.InputError) as expected:
        logscan.scan(path, by="path")
    assert expected.value.report is not None

    log = logscan.feed(str(path), by="path")
    with pytest.raises(logscan.InputError) as caught:
        for _ in range(3):  # more than fits into the buffers, however large the pieces are
            for piece in pieces:
                log.write(piece)
    for _ in range(3):
        assert str(caught.value) == str(expected.value)
        assert caught.value.report is not None
        assert without_bytes_read(caught.value.report) == without_bytes_read(expected.value.report)
        with pytest.raises(logscan.InputError) as caught:
            log.finish()

    with pytest.warns(logscan.LogscanWarning) as warned:
        with logscan.feed(str(path), by="path", strict=False) as log:
            for piece in pieces * 3:
                assert log.write(piece) == len(piece)
    assert [str(warning.message) for warning in warned] == log.finish().messages
    lax = logscan.feed(str(path), strict=False)
    lax.write(bytes_of_log)
    with pytest.warns(logscan.LogscanWarning) as warned:
        lax.finish()
    assert warned[0].filename == __file__
    assert log.finish().code == 3
    assert without_bytes_read(log.finish()) == without_bytes_read(expected.value.report)
    with pytest.raises(logscan.UsageError, match="finished"):
        log.write(b"x")


def test_feed_takes_bytes_alone() -> None:
    log = logscan.feed()
    for thing in (5, [1, 2, 3], "x", None):
        with pytest.raises(TypeError, match="bytes-like"):
            log.write(thing)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="bytes-like"):
            logscan.Partial(thing)  # type: ignore[arg-type]
    assert log.write(memoryview(b"a-b-c-")[::2]) == 3
    assert log.write(bytearray(b"\n")) == 1
    with pytest.raises(logscan.InputError) as caught:
        log.finish()
    assert caught.value.report is not None
    assert caught.value.report["totals"]["bytes"] == 4


def test_feed_that_fails_is_dropped() -> None:
    with pytest.raises(KeyError):
        with logscan.feed() as log:
            log.write(b"x")
            raise KeyError


def test_partials_add_up(data: Path, tmp_path: Path) -> None:
    names = ["shop.log", "combined.log", "hostile.log"]
    parts = [logscan.Partial.scan(data / name, by="path") for name in names]
    both = sum(parts[1:], parts[0])
    backwards = parts[2] + parts[1] + parts[0]
    assert bytes(both) == bytes(backwards)
    assert bytes(sum(parts)) == bytes(both)
    files = []
    for number, part in enumerate(parts):
        files.append(str(tmp_path / f"{number}.part"))
        Path(files[-1]).write_bytes(bytes(part))
    merged = run_program("--merge", "--json", "--no-run", *files)
    assert both.report().render("json").encode() == merged
    assert both.report(top=1).rows()[0]["count"] > 0


def test_ranges_are_the_file(data: Path) -> None:
    path = data / "combined.log"
    whole = logscan.Partial.scan(path, by="path")
    size = path.stat().st_size
    for step in (1000, 4097):
        parts = [
            logscan.Partial.scan_range(path, begin, step, by="path", strict=False)
            for begin in range(0, size, step)
        ]
        total = parts[0]
        for part in parts[1:]:
            total += part
        assert bytes(total) == bytes(whole)


def test_partials_are_the_programs(data: Path) -> None:
    path = str(data / "shop.log")
    expected = run_program("--partial", "--by", "status", path)
    assert bytes(logscan.Partial.scan(path, by="status")) == expected
    assert bytes(pickle.loads(pickle.dumps(logscan.Partial(expected)))) == expected


def test_partials_refuse(data: Path) -> None:
    one = logscan.Partial.scan(data / "shop.log", by="path")
    with pytest.raises(logscan.FailedError):
        logscan.Partial(bytes(one)[:-1])
    with pytest.raises(logscan.UsageError, match="cannot be merged"):
        one + one
    with pytest.raises(logscan.UsageError, match="cannot be merged"):
        one + logscan.Partial.scan(data / "combined.log", by="status")
    with pytest.raises(TypeError):
        one + 1  # type: ignore[operator]
    with pytest.raises(logscan.UsageError):
        logscan.Partial.scan_range(data / "shop.log", -1, 5)


def test_large_numbers_do_not_wrap(data: Path) -> None:
    path = data / "shop.log"
    for offset, length in ((1 << 64, 1), (-(1 << 64), 1), (0, 0), (0, 1 - (1 << 64)), (1.5, 1)):
        with pytest.raises(logscan.UsageError, match="expected a whole number from"):
            logscan.Partial.scan_range(path, offset, length)  # type: ignore[arg-type]
    whole = bytes(logscan.Partial.scan(path))
    for length in ((1 << 64) - 1, 1 << 64, (1 << 64) + 1, 1 << 99):
        assert bytes(logscan.Partial.scan_range(path, 0, length)) == whole
        assert len(logscan.Plan(path, part_bytes=length).tasks) == 1
    end = logscan.Partial.scan_range(path, (1 << 64) - 1, 1 << 64, strict=False)
    assert end.report()["totals"]["lines"] == 0


def test_feed_may_be_dropped_at_any_time() -> None:
    # In a process of its own, since what is wrong here ends it.
    program = (
        "import logscan\n"
        "line = b'1.2.3.4 - - [12/Jan/2026:10:00:00 +0000] \"GET / HTTP/1.1\" 200 12\\n'\n"
        "class Node: pass\n"
        "for _ in range(5):\n"
        "    log = logscan.feed('x')\n"
        "    log.write(line * 100_000)\n"
        "    del log\n"
        "    node = Node()\n"
        "    node.log, node.self = logscan.feed('x'), node\n"
        "    node.log.write(line * 100_000)\n"
        "    del node\n"
        "try:\n"
        "    with logscan.feed() as log:\n"
        "        log.write(line * 100_000)\n"
        "        raise KeyError\n"
        "except KeyError:\n"
        "    pass\n"
        "log = logscan.feed('x')\n"
        "log.write(line * 100_000)\n"
        "print('end', flush=True)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], stdout=subprocess.PIPE, check=True)
    assert done.stdout == b"end\n"


def test_sum_leaves_its_parts(data: Path) -> None:
    parts = [logscan.Partial.scan(data / name, by="path") for name in ("shop.log", "combined.log")]
    before = [bytes(part) for part in parts]
    total = logscan.Partial.sum(iter(parts))
    assert bytes(total) == bytes(parts[0] + parts[1]) == bytes(sum(parts))
    assert [bytes(part) for part in parts] == before
    assert bytes(logscan.Partial.sum(parts[:1])) == before[0]
    with pytest.raises(logscan.UsageError, match="at least one"):
        logscan.Partial.sum([])
    with pytest.raises(TypeError, match="Partial, got Report"):
        logscan.Partial.sum([total.report()])  # type: ignore[list-item]


def test_reports_stay_as_they_are(data: Path) -> None:
    total = logscan.Partial.scan(data / "shop.log")
    report = total.report()
    text = report.render("text")
    total += logscan.Partial.scan(data / "combined.log")
    assert report.render("text") == text != total.report().render("text")


def test_threads_share_partials(data: Path) -> None:
    path = data / "combined.log"
    size = path.stat().st_size
    for _ in range(5):
        parts = [
            logscan.Partial.scan_range(path, begin, 2000, by="path", strict=False)
            for begin in range(0, size, 2000)
        ]
        expected = bytes(logscan.Partial.sum(parts))
        total = logscan.Partial(bytes(parts.pop(0)))

        def add(some: list[logscan.Partial], to: logscan.Partial) -> None:
            for part in some:
                to += part
                to.report()
                bytes(to)

        threads = [threading.Thread(target=add, args=(parts[first::4], total)) for first in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert bytes(total) == expected


def test_options_of_reports_are_refused(data: Path) -> None:
    with pytest.raises(logscan.UsageError, match=r"fail_if: .* give it to report\(\)"):
        logscan.Partial.scan(data / "shop.log", fail_if="errors.rate > 1%")
    with pytest.raises(logscan.UsageError, match=r"min_requests: .* give it to report\(\)"):
        logscan.Partial.scan_range(data / "shop.log", 0, 1, min_requests=3)
    with pytest.raises(logscan.UsageError, match=r"strict: is an argument of report\(\)"):
        logscan.Plan(data / "shop.log", strict=False)
    with pytest.raises(logscan.UsageError, match="strict: "):
        logscan.Plan.of_records(data / "shop.log", strict=False)
    with pytest.raises(logscan.UsageError, match="paths: expected the name of a file, got"):
        logscan.Partial.scan_range([data / "shop.log"], 0, 1)  # type: ignore[arg-type]
    assert logscan.feed(data / "shop.log").finish()["inputs"][0]["path"].endswith("shop.log")
