"""Counts that can be added up."""

from __future__ import annotations

import ctypes
from typing import Any, Optional, Union

from . import _library, _pure
from ._options import Option, Path, Paths, Words, encoded, path_list
from ._scan import Progress, counts_of
from ._errors import UsageError
from ._report import Report, read, report_of, written


class Partial:
    """Counts of some lines. ``+`` adds two, in any order with the same result; ``bytes()`` makes
    them fit for a file, a queue or another machine.

    The bytes are those of the program's ``--partial``, and ``logscan --merge`` reads them. They
    hold addresses of clients: keep them private.
    """

    def __init__(self, data: Union[bytes, bytearray, memoryview]) -> None:
        """Reads what ``bytes()`` made. Raises FailedError for anything else."""
        _pure.need_library("Partial")
        self._counts = read(bytes(memoryview(data)))

    @classmethod
    def _of(cls, counts: _library.Handle) -> Partial:
        partial = cls.__new__(cls)
        partial._counts = counts
        return partial

    @classmethod
    def scan(
        cls,
        paths: Paths,
        *,
        by: Words = None,
        where: Words = None,
        every: Optional[str] = None,
        show: Words = None,
        strict: bool = True,
        progress: Optional[Progress] = None,
        **options: Option,
    ) -> Partial:
        """Scans logs. The arguments are those of :func:`logscan.scan`."""
        asked = {"by": by, "where": where, "every": every, "show": show, **options}
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
        every: Optional[str] = None,
        show: Words = None,
        strict: bool = True,
        **options: Option,
    ) -> Partial:
        """Scans the lines of a file whose first byte lies in ``length`` bytes from ``offset`` on.
        Every line belongs to exactly one range. Not for compressed files: UsageError."""
        if offset < 0 or length <= 0:
            raise UsageError("scan_range: expected an offset from 0 and a length from 1 on")
        _pure.need_library("Partial")
        library = _library.load()
        asked = {"by": by, "where": where, "every": every, "show": show, **options}
        question = _library.query(encoded({**asked, "partial": True}))
        name = path_list(path)[0]
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

    def __bytes__(self) -> bytes:
        return written(self._counts)

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return (type(self), (bytes(self),))

    def __iadd__(self, other: Partial) -> Partial:
        """Raises UsageError if they were asked different things, or have lines in common."""
        if not isinstance(other, Partial):
            return NotImplemented
        library = _library.load()
        _library.check(library.logscan_counts_merge(self._counts.value, other._counts.value))
        return self

    def __add__(self, other: Partial) -> Partial:
        if not isinstance(other, Partial):
            return NotImplemented
        both = Partial(bytes(self))
        both += other
        return both

    def __radd__(self, other: Any) -> Partial:
        # What sum() starts with.
        return Partial(bytes(self)) if other == 0 else NotImplemented

    def report(self, **view: Option) -> Report:
        """Returns the report on all lines. ``view`` has what ``logscan --merge`` takes: ``top``,
        ``sort``, ``show``, ``fail_if``, ... Raises UsageError if the counts lack what it needs."""
        return report_of(self._counts, view, {}, False)
