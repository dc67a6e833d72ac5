"""Counts statuses without the library: slow, and for quote-delimited lines alone.

The rule is that of docs/design/lines.md, a third time; the tests compare all of them.
"""

from __future__ import annotations

import glob
import lzma
import os
import re
import warnings
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Optional

from . import _library, _pure_input
from ._errors import Cancelled, InputError, LogscanWarning, UsageError
from ._report import Report

_PROGRESS_BYTES = 1 << 20
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


class _Progress:
    """Tells how many bytes of the files are read."""

    def __init__(self, paths: list[bytes], call: Optional[Callable[[int, int], Any]]) -> None:
        self._call = call
        self._total = sum(os.path.getsize(path) for path in paths if os.path.isfile(path))
        self._before = 0  # bytes of the files that are done
        self._told = -1

    def at(self, place: int, is_end: bool = False) -> None:
        """Says that a file was read until `place`. Raises Cancelled if that is the answer."""
        done = self._before + place
        if is_end:
            self._before = done
        if self._call is None or (not is_end and done < self._told + _PROGRESS_BYTES):
            return
        self._told = done
        if _library.is_no(self._call(min(done, self._total), self._total)):
            raise Cancelled("the scan was cancelled")


def _count(
    path: bytes, codes: Counter[str], reasons: Counter[str], progress: _Progress
) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    incomplete = False
    error = None
    try:
        with open(path, "rb") as file:
            for number, line in enumerate(_lines(_pure_input.blocks(file))):
                progress.at(file.tell())
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
            progress.at(os.fstat(file.fileno()).st_size, is_end=True)
    except (OSError, EOFError, lzma.LZMAError, zlib.error, _pure_input.FormatError) as failure:
        error = getattr(failure, "strerror", None) or str(failure)
    names = ("lines", "parsed", "malformed", "blank", "comment", "filtered")
    return {
        "path": _shown(path),
        "bytes": counts["bytes"],
        **{name: counts[name] for name in names},
        "incomplete_last_line": incomplete,
        "error": error,
    }


def _shown(path: bytes) -> str:
    return os.fsdecode(path).encode("utf-8", "replace").decode()


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


def _check_paths(paths: list[bytes]) -> None:
    """Raises UsageError for what only the library takes."""
    if not paths:
        raise UsageError("paths: expected at least one; name a file")
    for path in paths:
        if path.lower().startswith((b"http://", b"https://", b"s3://")):
            need_library("URL")
        if path == b"-":
            need_library("-: standard input")
        if os.path.isdir(path):
            need_library(f"{_shown(path)}: a folder")
        if glob.has_magic(os.fsdecode(path)) and not os.path.lexists(path):
            need_library(f"{_shown(path)}: a pattern")
        if os.path.exists(path) and not os.path.isfile(path):
            need_library(f"{_shown(path)}: no regular file")


def _read_once(paths: list[bytes]) -> tuple[list[bytes], list[str]]:
    """Returns each file once, and what is worth telling about the others."""
    kept: dict[Any, bytes] = {}
    notes = []
    for path in paths:
        try:
            status = os.stat(path)
            identity: Any = (status.st_dev, status.st_ino)
        except OSError:
            identity = path
        first = kept.setdefault(identity, path)
        if first is path:
            continue
        same = "named twice" if first == path else f"the same as {_shown(first)}"
        notes.append(f"{_shown(path)}: is {same}; it is read once")
    return list(kept.values()), notes


def _problems(inputs: list[dict[str, Any]], none: bool) -> Iterator[tuple[str, int]]:
    """Returns what is wrong with inputs, and the exit code that it stands for."""
    for each in inputs:
        if each["error"]:
            yield f"{each['path']}: {each['error']}", 3
        if not each["lines"] or each["parsed"]:
            continue
        why = "no line has [time] \"request\" status, and other formats need the library"
        if not each["malformed"]:
            why = "it has only blank lines and comments; name an access log"
        yield f"{each['path']}: does not look like an access log: {why}", 4 if none else 3


def scan(
    paths: list[bytes],
    options: dict[str, Any],
    strict: bool,
    progress: Optional[Callable[[int, int], Any]] = None,
) -> Report:
    """Counts the lines of files. Raises UsageError for any option, and InputError."""
    for name, value in options.items():
        if value is not None and value is not False:
            need_library(name)
    _check_paths(paths)
    paths, notes = _read_once(paths)
    codes: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    told = _Progress(paths, progress)
    inputs = [_count(path, codes, reasons, told) for path in paths]
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
    problems = list(_problems(inputs, totals["parsed"] == 0))
    report.messages = notes + [message for message, _ in problems]
    report.code = min((code for _, code in problems), default=0)
    if strict and report.code:
        raise InputError("\n".join(report.messages), report)
    for message in report.messages:
        warnings.warn(message, LogscanWarning, stacklevel=3)
    return report
