"""The pure Python engine counts what the library counts."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import random
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DATA

import logscan
from logscan import _pure

QUOTED = ["combined.log", "common.log", "crlf.log", "no_newline.log", "empty.log", "hostile.log",
          "nginx_main.log", "vhost_combined.log", "vhost_common.log", "odd.log", "clf_extra.log"]


def counts(report: logscan.Report) -> dict[str, object]:
    names = ("lines", "parsed", "malformed", "blank", "comment", "filtered", "bytes",
             "incomplete_last_line")
    inputs = [{name: each[name] for name in names} for each in report["inputs"]]
    return {
        "inputs": inputs,
        "totals": report["totals"],
        "status": report["status"],
        "reasons": report["malformed"]["reasons"],
    }


@pytest.mark.parametrize("name", QUOTED)
def test_same_counts(name: str) -> None:
    path = DATA / name
    slow = _pure.scan([os.fsencode(path)], {}, False)
    assert counts(slow) == counts(logscan.scan(path, strict=False))
    assert list(slow["status"]["codes"]) == list(logscan.scan(path)["status"]["codes"])


def test_same_counts_of_nearly_lines(tmp_path: Path) -> None:
    pieces = [b'"', b" ", b"\\", b"[", b"]", b"200", b"-", b"0", b"-1", b"404 ", b'" ', b"/a",
              b"[12/Jan/2026:10:00:00 +0000]", b'] "GET / HTTP/1.1" ', b"#", b"\t", b"x", b"1.2.3.4"]
    chance = random.Random(20260112)
    lines = []
    for _ in range(5000):
        body = b"".join(chance.choices(pieces, k=chance.randrange(12)))
        front = chance.choice([b"", b'1.2.3.4 - - [12/Jan/2026:10:00:00 +0000] "GET /', b"1.2.3.4 "])
        lines.append(front + body)
    log = tmp_path / "nearly.log"
    log.write_bytes(b"\n".join(lines))
    slow = _pure.scan([os.fsencode(log)], {}, False)
    assert counts(slow) == counts(logscan.scan(log, strict=False))


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_same_counts_of_compressed_logs(
    tmp_path: Path, compress: Callable[[bytes], bytes]
) -> None:
    text = (DATA / "combined.log").read_bytes()
    whole = compress(text)
    log = tmp_path / "a.log"
    for ending in (b"", bytes(8), whole, bytes(4) + whole, text, b"x"):
        log.write_bytes(whole + ending)
        slow = _pure.scan([os.fsencode(log)], {}, False)
        fast = logscan.scan(log, strict=False)
        assert counts(slow) == counts(fast)
        assert slow.code == fast.code
        assert slow.code == (3 if ending in (text, b"x") else 0)
    log.write_bytes(whole[:-5])
    assert _pure.scan([os.fsencode(log)], {}, False).code == 3


def test_says_so_once() -> None:
    program = (
        "import logscan, warnings\n"
        "with warnings.catch_warnings(record=True) as seen:\n"
        "    warnings.simplefilter('always')\n"
        f"    lines = [logscan.scan({str(DATA / 'combined.log')!r})['totals']['lines'] for _ in '12']\n"
        "assert not logscan.has_library()\n"
        "print(lines, len(seen), 'slow' in str(seen[0].message))\n"
        "try:\n"
        "    logscan.scan('x', by='path')\n"
        "except logscan.UsageError as error:\n"
        "    print(str(error)[:3])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "LOGSCAN_LIBRARY": "/nonexistent/liblogscan.so"},
        stdout=subprocess.PIPE,
        check=True,
    )
    assert done.stdout == b"[260, 260] 1 True\nby:\n"


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(logscan.InputError, match="No such file"):
        _pure.scan([os.fsencode(tmp_path / "x")], {}, True)
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("always")
        assert _pure.scan([os.fsencode(tmp_path / "x")], {}, False).code == 3
