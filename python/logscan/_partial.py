"""Counts that can be added up."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterable
from typing import Any, Optional, Union

from . import _library, _pure
from ._options import (
    MOST,
    NOT_OF_COUNTS,
    Option,
    Path,
    Paths,
    Span,
    Words,
    encoded,
    path_bytes,
    refuse,
    whole_number,
)
from ._scan import Progress, counts_of
from ._errors import UsageError
from ._report import Report, read, report_of, written


class Partial:
    """Counts of some lines. ``+`` and ``+=`` add two, in any order with the same result, and
    :meth:`sum` adds many; ``bytes()`` makes them fit for a file, a queue or another machine. Threads
    may share one.

    The bytes are those of the program's ``--partial``, and ``logscan --merge`` reads them. They
    hold addresses of clients: keep them private.
    """

    def __init__(self, data: Union[bytes, bytearray, memoryview]) -> None:
        """Reads what ``bytes()`` made. Raises FailedError for anything else."""
        _pure.need_library("Partial")
        self._hold(read(bytes(memoryview(data))))

    def _hold(self, counts: _library.Handle) -> None:
        self._lock = threading.Lock()  # of what follows
        self._counts = counts
        self._is_shown = False  # a report has the same counts

    @classmethod
    def _of(cls, counts: _library.Handle) -> Partial:
        partial = cls.__new__(cls)
        partial._hold(counts)
        return partial

    @classmethod
    def scan(
        cls,
        paths: Paths,
        *,
        by: Words = None,
        where: Words = None,
        every: Span = None,
        show: Words = None,
        strict: bool = True,
        progress: Optional[Progress] = None,
        **options: Option,
    ) -> Partial:
        """Scans logs. The arguments are those of :func:`logscan.scan`; ``fail_if`` is one of
        :meth:`report`."""
        asked = {"by": by, "where": where, "every": every, "show": show, **options}
        refuse(asked, NOT_OF_COUNTS)
        _pure.need_library("Partial")
        counts = counts_of(paths, {**asked, "partial": True}, progress)
        report_of(counts, {}, {}, strict)
        return cls._of(counts)

    @classmethod
    def scan_range(
        cls,
        path: Path,
        offset: int,
        length: int,
        *,
        by: Words = None,
        where: Words = None,
        every: Span = None,
        show: Words = None,
        strict: bool = True,
        **options: Option,
    ) -> Partial:
        """Scans the lines of a file whose first byte lies in ``length`` bytes from ``offset`` on.
        Every line belongs to exactly one range. Not for compressed files: UsageError."""
        offset = whole_number("offset", offset, 0)
        length = min(whole_number("length", length, 1, None), MOST)
        _pure.need_library("Partial")
        library = _library.load()
        asked = {"by": by, "where": where, "every": every, "show": show, **options}
        refuse(asked, NOT_OF_COUNTS)
        question = _library.query(encoded({**asked, "partial": True}))
        name = path_bytes(path)
        out = ctypes.c_void_p()
        _library.run(
            lambda control: library.logscan_scan_range(
                question.value, name, offset, length, control, ctypes.byref(out)
            ),
            None,
        )
        counts = _library.Handle(out.value, "logscan_counts_free")
        report_of(counts, {}, {}, strict)
        return cls._of(counts)

    @classmethod
    def sum(cls, parts: Iterable[Partial]) -> Partial:
        """Adds up partials, which stay as they are. The built-in ``sum()`` does the same, but copies
        the running total for each of them.

        Raises UsageError for no partials, and what ``+`` raises.
        """
        total: Optional[Partial] = None
        for part in parts:
            if not isinstance(part, Partial):
                raise TypeError(f"expected logscan.Partial, got {type(part).__name__}")
            if total is None:
                total = part._copy()
            else:
                total += part
        if total is None:
            raise UsageError("sum: expected at least one partial, got none")
        return total

    def _copy(self) -> Partial:
        return Partial._of(read(bytes(self)))

    def __bytes__(self) -> bytes:
        return written(self._counts)

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return (type(self), (bytes(self),))

    def __iadd__(self, other: Partial) -> Partial:
        """Raises UsageError if they were asked different things, or have lines in common."""
        if not isinstance(other, Partial):
            return NotImplemented
        with self._lock:
            if self._is_shown:
                self._counts, self._is_shown = read(written(self._counts)), False
            self._merge(other._counts)
        return self

    def _merge(self, more: _library.Handle) -> None:
        # Always in the same order, so that two threads never wait for each other.
        first, second = sorted((self._counts, more), key=id)
        with first.lock, second.lock:
            _library.check(_library.load().logscan_counts_merge(self._counts.value, more.value))

    def __add__(self, other: Partial) -> Partial:
        if not isinstance(other, Partial):
            return NotImplemented
        both = self._copy()
        both += other
        return both

    def __radd__(self, other: Any) -> Partial:
        # What sum() starts with.
        return self._copy() if other == 0 else NotImplemented

    def _shown(self) -> _library.Handle:
        """Returns the counts for a report, which shows them as they are now."""
        with self._lock:
            self._is_shown = True
            return self._counts

    def report(self, **view: Option) -> Report:
        """Returns the report on all lines. ``view`` has what ``logscan --merge`` takes: ``top``,
        ``sort``, ``show``, ``fail_if``, ... Raises UsageError if the counts lack what it needs."""
        return report_of(self._shown(), view, {}, False)
