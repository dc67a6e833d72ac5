"""Counts statuses without the library: slow, and for quote-delimited lines alone.

The rule is that of docs/design/lines.md, a third time; the tests compare all of them.
"""

from __future__ import annotations

import bz2
import lzma
import os
import re
import warnings
import zlib
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import IO, Any, Optional

from . import _library
from ._errors import InputError, LogscanWarning, UsageError
from ._report import Report

_BLOCK = 8192
_LONGEST_LINE = 1 << 20
_LONGEST_TIME = 64
_BOM = b"\xef\xbb\xbf"
_CODE = re.compile(rb"(?:([0-9]{3})|(-1)|(-)|(0))(?= |\Z)")
_EPOCH = re.compile(rb"[0-9]{10}(?:[.,][0-9]+)?|[0-9]{13}")
_BACKSLASHES = re.compile(rb"\\*\Z")

_problem: Optional[str] = None
_has_warned = False


def has_library() -> bool:
    """Returns whether the library can be loaded. Warns once if not."""
    global _problem, _has_warned
    try:
        _library.load()
        return True
    except OSError as error:
        _problem = str(error)
    if not _has_warned:
        _has_warned = True
        warnings.warn(
            f"{_problem}; lines are counted in pure Python, which is slow and knows the "
            "quote-delimited formats alone; run pip install ./python, or set LOGSCAN_LIBRARY",
            LogscanWarning,
            stacklevel=3,
        )
    return False


def need_library(what: str) -> None:
    """Raises UsageError if the library cannot be loaded."""
    if not has_library():
        raise UsageError(f"{what}: needs the library, which cannot be loaded: {_problem}")


def status_of(line: bytes) -> Optional[str]:
    """Returns the status of a line as reports write it: "200", "-"; else None."""
    return _judge(line)[0]


def _judge(line: bytes) -> tuple[Optional[str], str]:
    """Returns the status, or None and the reason."""
    quote = line.find(b'"')
    while quote >= 0 and not _ends_in_time(line[:quote]):
        quote = line.find(b'"', quote + 1)
    if quote < 0:
        return None, "no_request"
    quote = line.find(b'" ', quote + 1)
    while quote >= 0:
        backslashes = _BACKSLASHES.search(line[:quote])
        if backslashes is None or len(backslashes.group()) % 2 == 0:
            code = _CODE.match(line, quote + 2)
            if code is not None:
                return "000" if code.group(4) else code.group().decode(), ""
            if line[quote + 2 : quote + 3] == b'"':
                break
        quote = line.find(b'" ', quote + 1)
    return None, "no_status"


def _ends_in_time(front: bytes) -> bool:
    text = front.rstrip(b" ")
    if len(text) == len(front) or not text:
        return False
    if not text.endswith(b"]"):
        before = text[: max(text.rfind(byte) for byte in (b" ", b"[", b"]", b'"')) + 1]
        text = before.rstrip(b" ")
        if len(text) == len(before) or not text.endswith(b"]"):
            return False
    bracket = text.rfind(b"[")
    if bracket < 0 or len(text) - 1 - bracket > _LONGEST_TIME:
        return False
    stamp = text[bracket + 1 : -1]
    if not re.search(rb"[0-9]", stamp):
        return False
    return b":" in stamp or _EPOCH.fullmatch(stamp) is not None


def _blocks(path: bytes) -> Generator[bytes, None, None]:
    """Returns the text of a file, decompressed."""
    with open(path, "rb") as file:
        magic = file.read(6)
        file.seek(0)
        if magic.startswith(b"\x1f\x8b"):
            yield from _decoded(file, _GzipDecompressor)
        elif magic.startswith(b"BZh"):
            yield from _decoded(file, bz2.BZ2Decompressor)
        elif magic == b"\xfd7zXZ\x00":
            yield from _decoded(file, lzma.LZMADecompressor)
        else:
            while block := file.read(_BLOCK):
                yield block


class _GzipDecompressor:
    """Decompresses one member of gzip, in the way of bz2.BZ2Decompressor."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._member.eof

    @property
    def needs_input(self) -> bool:
        return not self._member.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._member.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._member.decompress(self._member.unconsumed_tail + data, max_length)


def _decoded(file: IO[bytes], decompressor: Callable[[], Any]) -> Iterator[bytes]:
    """Returns the text of all streams of a file. bz2.open() and lzma.open() ignore other data behind
    the last one, and gzip.open() loses text in front of it."""
    stream = decompressor()
    while data := file.read(_BLOCK):
        while data:
            if stream.eof:
                data = data.lstrip(b"\0")  # padding
                if not data:
                    break
                stream = decompressor()
            yield stream.decompress(data, _BLOCK)
            while not (stream.eof or stream.needs_input):
                yield stream.decompress(b"", _BLOCK)
            data = stream.unused_data if stream.eof else b""
    if not stream.eof:
        raise EOFError("the last stream is truncated")


def _lines(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Returns the lines of a text with their line feeds: what a block of it does not end is carried
    over in front of the next."""
    carried = b""
    for block in blocks:
        lines = _cut(carried + block)
        carried = lines.pop()
        yield from lines
    if carried:
        yield carried


def _cut(text: bytes) -> list[bytes]:
    parts = text.split(b"\n")
    return [part + b"\n" for part in parts[:-1]] + [parts[-1]]


def _count(path: bytes, codes: Counter[str], reasons: Counter[str]) -> dict[str, Any]:
    shown = os.fsdecode(path).encode("utf-8", "replace").decode()
    counts: Counter[str] = Counter()
    incomplete = False
    error = None
    try:
        with closing(_blocks(path)) as blocks:
            for number, line in enumerate(_lines(blocks)):
                counts["lines"] += 1
                counts["bytes"] += len(line)
                incomplete = not line.endswith(b"\n")
                text = line.lstrip(b"\0")
                text = text[:-1] if text.endswith(b"\n") else text
                text = text[:-1] if text.endswith(b"\r") else text
                if number == 0 and text.startswith(_BOM):
                    text = text[len(_BOM) :]
                if len(text) > _LONGEST_LINE:
                    status, reason = None, "too_long"
                elif not text.strip(b" \t\v\f"):
                    counts["blank"] += 1
                    continue
                else:
                    status, reason = _judge(text)
                if status is not None:
                    counts["parsed"] += 1
                    codes[status] += 1
                elif reason != "too_long" and text.startswith(b"#"):
                    counts["comment"] += 1
                else:
                    counts["malformed"] += 1
                    reasons[reason] += 1
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as failure:
        error = getattr(failure, "strerror", None) or str(failure)
    names = ("lines", "parsed", "malformed", "blank", "comment", "filtered")
    return {
        "path": shown,
        "bytes": counts["bytes"],
        **{name: counts[name] for name in names},
        "incomplete_last_line": incomplete,
        "error": error,
    }


def _status(codes: Counter[str]) -> dict[str, Any]:
    def class_of(code: str) -> str:
        return f"{code[0]}xx" if len(code) == 3 and "1" <= code[0] <= "5" else "other"

    classes: dict[str, int] = dict.fromkeys(("1xx", "2xx", "3xx", "4xx", "5xx", "other"), 0)
    for code, count in codes.items():
        classes[class_of(code)] += count
    total = classes["4xx"] + classes["5xx"]
    parsed = sum(codes.values())
    order = sorted(codes, key=lambda code: (code.startswith("-"), len(code) == 2, code))
    return {
        "codes": {code: codes[code] for code in order},
        "classes": classes,
        "errors": {
            "client": classes["4xx"],
            "server": classes["5xx"],
            "total": total,
            "rate": total / parsed if parsed else 0,
        },
    }


def scan(paths: list[bytes], options: dict[str, Any], strict: bool) -> Report:
    """Counts the lines of files. Raises UsageError for any option, and InputError."""
    for name, value in options.items():
        if value is not None and value is not False:
            need_library(name)
    for path in paths:
        if path.lower().startswith((b"http://", b"https://", b"s3://")):
            need_library("URL")
    codes: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    inputs = [_count(path, codes, reasons) for path in paths]
    names = ("bytes", "lines", "parsed", "malformed", "blank", "comment", "filtered")
    totals = {name: sum(each[name] for each in inputs) for name in names}
    totals["incomplete_last_line"] = sum(each["incomplete_last_line"] for each in inputs)
    order = ("too_long", "no_request", "no_status")
    report = Report(
        {
            "schema": "logscan.report/1",
            "inputs": inputs,
            "totals": totals,
            "status": _status(codes),
            "malformed": {"reasons": {name: reasons[name] for name in order if reasons[name]}},
        }
    )
    report.messages = [f"{each['path']}: {each['error']}" for each in inputs if each["error"]]
    report.code = 3 if report.messages else 0
    if totals["lines"] and not totals["parsed"]:
        report.code = report.code or 4
        report.messages.append("no line has [time] \"request\" status")
    if strict and report.code:
        raise InputError("\n".join(report.messages), report)
    for message in report.messages:
        warnings.warn(message, LogscanWarning, stacklevel=3)
    return report
