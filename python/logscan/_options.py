"""Options as the library takes them."""

from __future__ import annotations

import json
import numbers
import operator
import os
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Optional, SupportsIndex, Union

from ._errors import UsageError

Path = Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]"]
Paths = Union[Path, Iterable[Path]]
Words = Union[None, str, Iterable[str]]
Span = Union[None, str, timedelta]
Word = Union[str, bool, int, float, SupportsIndex, date, timedelta, "os.PathLike[str]"]
Option = Union[None, Word, Iterable[Word]]

# Options whose value is one list, with commas between its items.
_LISTS = ("show", "fields", "mask")


def encoded(options: dict[str, Any]) -> bytes:
    """Returns options as JSON. Raises UsageError for what is none."""
    return json.dumps(plain(options), ensure_ascii=True).encode()


def plain(options: dict[str, Any]) -> dict[str, Any]:
    """Returns options as values of JSON, without those that are None. Raises UsageError."""
    return {name: _value(name, value) for name, value in options.items() if value is not None}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        return _word(name, value)
    words = [_word(name, each) for each in value]
    return ",".join(map(str, words)) if name in _LISTS else words


def _word(name: str, value: Any) -> Any:
    if type(value).__module__ == "numpy" and hasattr(value, "item"):
        value = value.item()
    if isinstance(value, (str, bool)):
        return value
    if isinstance(value, date):  # and times, which are dates, too
        return value.isoformat()
    if isinstance(value, timedelta):
        return _length(name, value)
    if isinstance(value, os.PathLike):
        return os.fsdecode(value)
    if hasattr(value, "__index__"):
        return operator.index(value)
    if isinstance(value, numbers.Real) and value - value == 0:
        return float(value)
    raise UsageError(
        f"{name}: expected text, a number, a time, a path or a list of them, got {value!r}"
    )


def _length(name: str, value: timedelta) -> str:
    for unit, length in (("d", timedelta(days=1)), ("s", timedelta(seconds=1))):
        if value % length == timedelta(0):
            return f"{value // length}{unit}"
    raise UsageError(f"{name}: expected whole seconds, got {value!r}")


def refuse(options: dict[str, Any], advice: dict[str, str]) -> None:
    """Raises UsageError for options that have no place in a call."""
    for name, text in advice.items():
        if options.get(name) is not None:
            raise UsageError(f"{name}: {text}")


RENDERS = "a report is a mapping; call its render() for other formats"
OF_RECORDS = "reads lines; call logscan.records()"
OF_PARTIALS = "counts a part; call logscan.Partial.scan_range()"

# Options of a scan that has a report.
NOT_OF_REPORTS = {
    "format": RENDERS,
    "json": RENDERS,
    "records": OF_RECORDS,
    "fields": OF_RECORDS,
    "range": OF_PARTIALS,
    "partial": "makes partials; call logscan.Partial.scan()",
}

# Options of a scan that has counts.
NOT_OF_COUNTS = {
    **NOT_OF_REPORTS,
    "fail_if": "judges a report; give it to report()",
    "min_requests": "judges a report; give it to report()",
}

MOST = (1 << 64) - 1  # what the library takes


def whole_number(name: str, value: Any, least: int, most: Optional[int] = MOST) -> int:
    """Returns a number that a call got. Raises UsageError."""
    try:
        number = operator.index(value)
    except TypeError:
        number = least - 1
    if number < least or (most is not None and number > most):
        upto = "" if most is None else f", and at most {most}"
        raise UsageError(f"{name}: expected a whole number from {least} on{upto}, got {value!r}")
    return number


def path_list(paths: Paths) -> list[bytes]:
    """Returns the bytes of one path or several. Raises UsageError."""
    if isinstance(paths, (str, bytes, os.PathLike)):
        return [path_bytes(paths)]
    if hasattr(paths, "read") or isinstance(paths, Mapping) or not isinstance(paths, Iterable):
        return [path_bytes(paths)]  # raises
    return [path_bytes(path) for path in paths]


def path_bytes(path: Any) -> bytes:
    """Returns the bytes of a path. Raises UsageError."""
    if hasattr(path, "read"):
        raise UsageError(
            "paths: expected the name of a file, got a file object; give its name, or write its "
            "bytes to a logscan.feed()"
        )
    try:
        name = os.fsencode(path)
    except (TypeError, ValueError):
        name = b"\0"
    if b"\0" in name:
        raise UsageError(f"paths: expected the name of a file, got {path!r}")
    return name
