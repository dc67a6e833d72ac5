"""Reports: what scans and merged partials have found."""

from __future__ import annotations

import ctypes
import html
import json
import warnings
from collections.abc import Iterator, Mapping
from typing import Any, Optional

from . import _library
from ._options import Option, encoded
from ._errors import InputError, LogscanWarning, UsageError


FORMATS = ("text", "markdown", "html", "mail", "json", "openmetrics", "csv", "tsv")


class Report(Mapping[str, Any]):
    """A mapping with the keys of the JSON report, which docs/json.md lists: ``report["totals"]``,
    ``report["status"]["codes"]``, ``report["groups"]``.

    Times are RFC 3339, durations are in seconds, sizes in bytes. A report can be pickled and copied;
    the copy renders inputs in the order of their names, and no baseline.
    """

    def __init__(
        self,
        data: dict[str, Any],
        counts: Optional[_library.Handle] = None,
        view: Optional[dict[str, Any]] = None,
        text: str = "",
    ) -> None:
        self._data = data
        self._counts = counts
        self._view = view or {}  # how it is shown, if in another way than it was counted
        self._text = text
        self.code = 0
        """The exit code that the program would have: 0, 1 (a ``fail_if`` holds), 3 or 4."""
        self.messages: list[str] = []
        """What the program would print to standard error."""

    def __reduce__(self) -> Any:
        counts = None if self._counts is None else written(self._counts)
        return (_restored, (self._data, counts, self._view, self._text, self.code, self.messages))

    def __getitem__(self, key: str) -> Any:
        return self._data[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def render(self, format: str = "text", **view: Option) -> str:
        """Returns the report in another format (text, markdown, html, mail, json,
        openmetrics, csv, tsv), as the program would print it. ``view`` changes how it is shown: ``top``, ``sort``, ``show``, ...

        Raises UsageError, also where the counts lack what the view needs.
        """
        if format not in FORMATS:
            raise UsageError(f"format: expected {', '.join(FORMATS)}, got {format!r}")
        if format == "json" and not view:
            return self._text or json.dumps(self._data, indent=2, ensure_ascii=False) + "\n"
        if self._counts is None:
            raise UsageError("render: the pure Python engine has json alone; install the library")
        shown = {**self._view, **view, "format": format}
        return rendered(self._counts, {"run": False, **shown} if format == "json" else shown)

    def __str__(self) -> str:
        return self.render() if self._counts is not None else self.render("json")

    def __repr__(self) -> str:
        totals = self._data["totals"]
        return f"<logscan.Report: {totals['lines']} lines, {totals['parsed']} parsed>"

    def rows(self, table: int = 0) -> list[dict[str, Any]]:
        """Returns one table as a list of rows, each with its keys and measures: with ``every`` the
        series, with ``by`` the groups, else the statuses. ``table`` counts from 0, and there is one
        for each ``by``. What was left out by ``top`` is not in it.

        Raises IndexError.
        """
        for name, first in (("series", ["start"]), ("groups", [])):
            if name not in self._data:
                continue
            entry = self._data[name][table]
            keys = entry.get("by", [])
            rows = []
            for point in entry["rows"]:
                row = {key: point[key] for key in first}
                row.update(zip(keys, point.get("key", [])))
                row.update((key, value) for key, value in point.items() if key not in _NOT_MEASURES)
                rows.append(row)
            return rows
        if table != 0:
            raise IndexError("table")
        codes = self._data["status"]["codes"]
        return [{"status": code, "count": count} for code, count in codes.items()]

    def _columns(self, table: int) -> dict[str, str]:
        """Returns the names and types of the columns of rows(), which do not depend on rows."""
        for name in ("series", "groups"):
            if name in self._data:
                entry = self._data[name][table]
                break
        else:
            return {"status": "text", "count": "whole"}
        keys = (["start"] if name == "series" else []) + entry.get("by", [])
        if entry["rows"]:
            measures = [key for key in entry["rows"][0] if key not in _NOT_MEASURES]
        elif "total" in entry:
            measures = list(entry["total"])
        else:
            number = f"_{table + 1}" if table > 0 else ""
            header = self.render("csv", table=name + number).splitlines()[0].split(",")
            measures = header[len(keys) :]
        types = {"first": "text", "last": "text", "count": "whole", "errors": "whole"}
        types.update({"bytes": "whole or null", "clients": "whole or null"})
        columns = dict.fromkeys(keys, "text")
        columns.update((measure, types.get(measure, "amount")) for measure in measures)
        return columns

    def to_arrow(self, table: int = 0) -> Any:
        """Returns :meth:`rows` as a pyarrow.Table. Its columns and their types depend on what was
        asked alone. Raises ImportError without pyarrow."""
        import pyarrow

        types = {"text": pyarrow.string(), "amount": pyarrow.float64()}
        columns = self._columns(table)
        schema = pyarrow.schema(
            [(name, types.get(kind, pyarrow.int64())) for name, kind in columns.items()]
        )
        return pyarrow.Table.from_pylist(self.rows(table), schema=schema)

    def to_pandas(self, table: int = 0) -> Any:
        """Returns :meth:`rows` as a pandas.DataFrame; ``start`` becomes a time. Likewise. Raises
        ImportError without pandas."""
        import pandas

        text = pandas.Series(["text"]).dtype
        types = {"text": text, "whole": "int64", "whole or null": "Int64", "amount": "float64"}
        columns = self._columns(table)
        frame = pandas.DataFrame(self.rows(table), columns=list(columns))
        frame = frame.astype({name: types[kind] for name, kind in columns.items()})
        if "start" in frame:
            times = pandas.to_datetime(frame["start"], utc=True)
            frame["start"] = times.astype("datetime64[ns, UTC]")
        return frame

    def to_polars(self, table: int = 0) -> Any:
        """Returns :meth:`rows` as a polars.DataFrame. Likewise. Raises ImportError without
        Polars."""
        import polars

        types = {"text": polars.String, "amount": polars.Float64}
        columns = self._columns(table)
        schema = {name: types.get(kind, polars.Int64) for name, kind in columns.items()}
        return polars.DataFrame(self.rows(table), schema=schema, strict=False)

    def _repr_html_(self) -> str:
        """For notebooks: the accounting, and the first table. Log bytes are escaped."""
        totals = self._data["totals"]
        names = ("parsed", "malformed", "blank", "comment", "filtered")
        sums = " + ".join(f"{name} {totals[name]}" for name in names)
        rows = self.rows()
        cells = [list(rows[0])] if rows else []
        cells += [[_shown(value) for value in row.values()] for row in rows]
        tags = ["th"] + ["td"] * len(rows)
        lines = [
            "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in line) + "</tr>"
            for tag, line in zip(tags, cells)
        ]
        return (
            f"<p>lines {totals['lines']} = {html.escape(sums)}</p>\n"
            f"<table>\n{chr(10).join(lines)}\n</table>"
        )


_NOT_MEASURES = ("key", "key_raw", "start")


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6g}"
    text = str(value)
    return "".join(char if char.isprintable() else f"\\u{{{ord(char):x}}}" for char in text)


def written(counts: _library.Handle) -> bytes:
    """Returns counts as bytes."""
    data = ctypes.c_void_p()
    size = ctypes.c_size_t()
    library = _library.load()
    with counts.lock:
        _library.check(
            library.logscan_counts_write(counts.value, ctypes.byref(data), ctypes.byref(size))
        )
    return _library.take_bytes(data.value, size.value)


def read(data: bytes) -> _library.Handle:
    """Returns the counts that bytes hold."""
    out = ctypes.c_void_p()
    _library.check(_library.load().logscan_counts_read(data, len(data), ctypes.byref(out)))
    return _library.Handle(out.value, "logscan_counts_free")


def _restored(
    data: dict[str, Any],
    counts: Optional[bytes],
    view: dict[str, Any],
    text: str,
    code: int,
    messages: list[str],
) -> Report:
    """Returns a report that was pickled. Without the library, it can still be read."""
    has_counts = counts is not None and _library.is_loadable()
    report = Report(data, read(counts) if has_counts and counts else None, view, text)
    report.code = code
    report.messages = messages
    return report


def rendered(counts: _library.Handle, options: Optional[dict[str, Any]]) -> str:
    """Returns counts in the format of the options; None: those of the scan."""
    text = ctypes.c_void_p()
    size = ctypes.c_size_t()
    given = None if options is None else encoded(options)
    library = _library.load()
    with counts.lock:
        _library.check(
            library.logscan_counts_report(
                counts.value, given, ctypes.byref(text), ctypes.byref(size)
            )
        )
    return _library.take_bytes(text.value, size.value).decode()


# What is not in counts, but judges them.
_JUDGES = ("fail_if", "min_requests")


def report_of(
    counts: _library.Handle,
    view: Optional[dict[str, Any]],
    asked: dict[str, Any],
    strict: bool,
    notes: str = "",
    depth: int = 3,
) -> Report:
    """Returns the report of counts, shown as `view` says or, without one, as the scan has `asked`.
    Raises InputError or warns of what is wrong with inputs, after `notes` on them. Warnings name the
    line of the caller that is `depth` calls above."""
    library = _library.load()
    given = None if view is None else {**view, "run": False, "format": "json"}
    text = rendered(counts, given)
    kept = {name: value for name, value in asked.items() if name in _JUDGES}
    report = Report(json.loads(text), counts, kept if view is None else view, text)
    code = ctypes.c_int()
    found = ctypes.c_void_p()
    size = ctypes.c_size_t()
    with counts.lock:
        _library.check(
            library.logscan_counts_judge(
                counts.value,
                None if given is None else encoded(given),
                ctypes.byref(code),
                ctypes.byref(found),
                ctypes.byref(size),
            )
        )
    messages = notes + _library.take_bytes(found.value, size.value).decode("utf-8", "replace")
    report.code = code.value
    report.messages = messages.splitlines()
    if strict and report.code in (3, 4, 5):
        raise InputError(messages.rstrip("\n"), report)
    for message in report.messages:
        warnings.warn(message, LogscanWarning, stacklevel=depth)
    return report
