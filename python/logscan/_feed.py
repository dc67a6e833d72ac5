"""Bytes that the caller has."""

from __future__ import annotations

import ctypes
import threading
from types import TracebackType
from typing import Any, Optional, Union

from . import _library, _pure
from ._options import NOT_OF_REPORTS, Option, Path, Span, Words, encoded, path_bytes, plain, refuse
from ._errors import Error, UsageError
from ._report import Report, report_of


class Feed:
    """A scan of bytes that come piece by piece, such as the parts of an object in a store. Cuts may
    be anywhere; a compressed log works, too. See :func:`feed`."""

    def __init__(self, name: Path, options: dict[str, Any], strict: bool) -> None:
        _pure.need_library("feed")
        library = _library.load()
        self._strict = strict
        self._asked = options
        question = _library.query(encoded({"run": False, **options, "json": True}))
        self._control = _library.Control()
        out = ctypes.c_void_p()
        _library.check(
            library.logscan_feed_new(
                question.value,
                path_bytes(name),
                self._control.handle.value,
                ctypes.byref(out),
            )
        )
        self._handle = _library.Handle(out.value, "logscan_feed_free")
        self._lock = threading.Lock()  # of all that follows
        self._counts: Optional[_library.Handle] = None  # once the scan has ended
        self._failure: Optional[Exception] = None  # what ended it instead
        self._report: Optional[Report] = None

    def write(self, data: Union[bytes, bytearray, memoryview]) -> int:
        """Scans some bytes, and returns how many. Waits while many are still to be scanned; the
        GIL is released.

        Raises what ended the scan. Bytes after damage cannot be scanned: without ``strict``, they
        are ignored.
        """
        piece = data if isinstance(data, bytes) else bytes(memoryview(data))
        with self._lock:
            if self._report is not None:
                raise UsageError("feed: is finished; make another")
            if self._failure is None and self._counts is None:
                library = _library.load()
                status = library.logscan_feed_bytes(self._handle.value, piece, len(piece))
                if status == 0:
                    return len(piece)
                if status != 3:
                    _library.check(status)
            if self._strict:
                self._finish()
            else:
                self._end()
        return len(piece)

    def finish(self) -> Report:
        """Ends the input, and returns the report. Raises what ended the scan."""
        with self._lock:
            return self._finish()

    def _finish(self) -> Report:
        counts = self._end()
        if self._report is None:
            self._report = report_of(counts, None, self._asked, self._strict, depth=4)
        return self._report

    def _end(self) -> _library.Handle:
        """Waits for the scan. Raises what ended it."""
        if self._failure is not None:
            raise self._failure
        if self._counts is None:
            out = ctypes.c_void_p()
            try:
                _library.check(
                    _library.load().logscan_feed_finish(self._handle.value, ctypes.byref(out))
                )
            except Error as failure:
                self._failure = failure
                raise
            self._counts = _library.Handle(out.value, "logscan_counts_free")
        return self._counts

    def __reduce__(self) -> Any:
        raise TypeError("a logscan.Feed cannot be pickled or copied; its report can")

    def __enter__(self) -> Feed:
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        if kind is None:
            self.finish()
        else:
            self._control.cancel()


def feed(
    name: Path = "-",
    *,
    by: Words = None,
    where: Words = None,
    every: Span = None,
    show: Words = None,
    strict: bool = True,
    **options: Option,
) -> Feed:
    """Returns a :class:`Feed`. ``name`` is what the report calls the input; the other arguments are
    those of :func:`scan`.

    >>> with logscan.feed("s3://bucket/access.log.gz", by="path") as log:
    ...     for part in parts:
    ...         log.write(part)
    >>> report = log.finish()

    Raises UsageError.
    """
    asked = plain({"by": by, "where": where, "every": every, "show": show, **options})
    refuse(asked, NOT_OF_REPORTS)
    return Feed(name, asked, strict)
