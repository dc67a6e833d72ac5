"""The pure Python engine counts what the library counts."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import random
import subprocess
import sys
import tarfile
import warnings
import zipfile
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


def pure(*paths: Path, strict: bool = False) -> logscan.Report:
    return _pure.scan([os.fsencode(path) for path in paths], {}, strict)


TEXT = (DATA / "combined.log").read_bytes()
TAR = io.BytesIO()
with tarfile.open(fileobj=TAR, mode="w") as archive:
    archive.add(DATA / "shop.log", "shop.log")
ZIP = io.BytesIO()
with zipfile.ZipFile(ZIP, "w") as zipped:
    zipped.writestr("shop.log", TEXT)


@pytest.mark.filterwarnings("ignore::logscan.LogscanWarning")
@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\x28\xb5\x2f\xfd" + TEXT, "zstd"),
        (b"\x04\x22\x4d\x18" + TEXT, "lz4"),
        (b"\x50\x2a\x4d\x18" + TEXT, "zstd"),
        (b"\x1f\x9d" + TEXT, "compress"),
        (ZIP.getvalue(), "zip"),
        (TAR.getvalue(), "tar"),
        (b"LZIP\x01" + TEXT, "lzip"),
        (TEXT.decode().encode("utf-16"), "UTF-16"),
        (TEXT.decode().encode("utf-16-le"), "UTF-16LE"),
        (TEXT.decode().encode("utf-16-be"), "UTF-16BE"),
        (gzip.compress(gzip.compress(TEXT)), "gzip data within gzip"),
        (bz2.compress(gzip.compress(TEXT)), "gzip data within bzip2"),
        (gzip.compress(ZIP.getvalue()), "zip"),
        (gzip.compress(TEXT.decode().encode("utf-16")), "UTF-16"),
        (b"{\"status\": 200, \"path\": \"/\"}\n" * 9, "other formats need the library"),
        (b"\n# x\n", "only blank lines"),
    ],
)
def test_refuses_other_formats_by_name(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "x.log"
    path.write_bytes(content)
    for others in ([], [DATA / "common.log"]):
        with pytest.raises(logscan.InputError, match=r"x\.log: .*" + word) as caught:
            pure(path, *others, strict=True)
        assert caught.value.report is not None
        if "library" in str(caught.value):
            assert caught.value.report.code == (4 if "formats" in word and not others else 3)
            continue
        fast = logscan.scan([path, *others], strict=False)
        assert counts(caught.value.report)["totals"] == fast["totals"]
        assert caught.value.report.code == fast.code


@pytest.mark.filterwarnings("ignore::logscan.LogscanWarning")
@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("lines", [1, 2, 500, 5000])
def test_loses_nothing_before_damage(
    tmp_path: Path, compress: Callable[[bytes], bytes], lines: int
) -> None:
    text = b"".join((TEXT * 30).splitlines(keepends=True)[:lines])
    damaged = bytearray(compress(text))
    damaged[-6 if compress is gzip.compress else -3 if compress is bz2.compress else -14] ^= 1
    path = tmp_path / "x.log"
    path.write_bytes(compress(TEXT) + damaged)
    slow, fast = pure(path), logscan.scan(path, strict=False)
    assert slow.code == fast.code == 3
    assert slow["totals"]["parsed"] == fast["totals"]["parsed"]
    assert slow["status"] == fast["status"]


def test_text_may_start_with_the_letters_of_bzip2(tmp_path: Path) -> None:
    path = tmp_path / "x.log"
    for start in (b"BZhello ", b"BZh9", b"BZ", b"\x1f"):
        path.write_bytes(start + TEXT)
        assert counts(pure(path)) == counts(logscan.scan(path))


def test_reads_a_file_once(tmp_path: Path) -> None:
    path, link = tmp_path / "x.log", tmp_path / "link.log"
    path.write_bytes(TEXT)
    link.symlink_to(path)
    with pytest.warns(logscan.LogscanWarning):
        slow = pure(path, path, link)
        fast = logscan.scan([path, path, link])
    assert counts(slow) == counts(fast)
    assert slow.messages == fast.messages


def test_needs_the_library_for_more_than_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_pure, "has_library", lambda: False)
    os.mkfifo(tmp_path / "fifo")
    for name in ("-", str(tmp_path), str(tmp_path / "*.log"), str(tmp_path / "fifo"), "s3://x/y"):
        with pytest.raises(logscan.UsageError, match="needs the library"):
            logscan.scan(name)
    with pytest.raises(logscan.UsageError, match="paths: expected at least one"):
        logscan.scan([])


@pytest.mark.parametrize("name", ["shop.log", "shop.log.gz"])
def test_progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(_pure, "has_library", lambda: False)
    log = tmp_path / name
    text = TEXT * 100
    log.write_bytes(gzip.compress(text, 0) if log.suffix == ".gz" else text)
    seen: list[tuple[int, int]] = []
    logscan.scan([log, DATA / "combined.log"], progress=lambda done, total: seen.append((done, total)))
    size = log.stat().st_size + len(TEXT)
    assert len(seen) > 3 and seen == sorted(seen) and seen[-1] == (size, size)
    with pytest.raises(logscan.Cancelled):
        logscan.scan(log, progress=lambda done, total: False)


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
