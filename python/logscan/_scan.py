"""Scans of files."""

from __future__ import annotations

import ctypes
from typing import Any, Callable, Optional

from . import _library, _pure
from ._options import NOT_OF_REPORTS, Option, Paths, Span, Words, encoded, path_list, plain, refuse
from ._errors import InputError
from ._report import Report, report_of

Progress = Callable[[int, int], Any]

_NOT_RECONCILED = 5  # an exit code


def counts_of(
    paths: Paths, options: dict[str, Any], progress: Optional[Progress]
) -> _library.Handle:
    """Scans files in a thread that Ctrl-C cancels."""
    library = _library.load()
    names = path_list(paths)
    question = _library.query(encoded(options))
    out = ctypes.c_void_p()
    arguments = _library.paths_argument(names)
    _library.run(
        lambda control: library.logscan_scan(
            question.value, arguments, len(names), control, ctypes.byref(out)
        ),
        progress,
    )
    return _library.Handle(out.value, "logscan_counts_free")


def scan(
    paths: Paths,
    *,
    by: Words = None,
    where: Words = None,
    every: Span = None,
    show: Words = None,
    strict: bool = True,
    progress: Optional[Progress] = None,
    **options: Option,
) -> Report:
    """Scans logs and returns what is in them.

    :param paths: files, folders and patterns, as on the command line; compressed files, too.
    :param by: keys of groups: ``"path"``, or ``"path,status"`` for pairs. A list gives one table
        for each of its items.
    :param where: a condition such as ``"status >= 500 and duration > 1s"``; of a list, all must
        hold.
    :param every: the length of a time span, such as ``"5m"`` or ``"1h"``.
    :param show: measures, such as ``"count,errors,p95"``. Durations are in seconds, sizes in bytes.
    :param strict: raise InputError for an input that cannot be read or is no log. Otherwise such
        inputs are a LogscanWarning, and the report covers the rest.
    :param progress: called now and then, in another thread, with the bytes that are read and those
        that there are (0: unknown). If it returns False, the scan ends with Cancelled.
    :param options: every other option of the command line, with ``_`` for ``-``:
        ``status="5xx"``, ``since="yesterday"``, ``threads=2``, ``normalize=True``, ... Times may
        be datetimes, and lengths of time timedeltas.

    Raises UsageError for options that make no sense, InputError (see ``strict``), FailedError if
    memory does not suffice, Cancelled, and KeyboardInterrupt, which ends the scan.
    """
    asked = plain({"by": by, "where": where, "every": every, "show": show, **options})
    if not _pure.has_library():
        return _pure.scan(path_list(paths), asked, strict, progress)
    refuse(asked, NOT_OF_REPORTS)
    counts = counts_of(paths, {"run": False, **asked, "json": True}, progress)
    return report_of(counts, None, asked, strict)


def baseline(path: Paths) -> dict[str, Any]:
    """Counts a log with naive methods and a second parser, and explains every difference.

    Returns the object ``baseline`` of the JSON report: ``reconciled``, ``methods``, ... Times in it
    are in seconds. Raises what :func:`scan` raises, such as InputError for a missing file. Counts
    that differ are no exception, but make ``reconciled`` False.
    """
    _pure.need_library("baseline")
    counts = counts_of(path, {"baseline": True, "json": True, "run": False}, None)
    try:
        report = report_of(counts, None, {}, True)
    except InputError as error:
        if error.report is None or error.report.code != _NOT_RECONCILED:
            raise
        report = error.report
    found: dict[str, Any] = report["baseline"]
    return found
