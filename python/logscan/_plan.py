"""Scans that are split over processes and machines."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from typing import Any, Optional, Union

from . import _library, _pure
from ._options import (
    MOST,
    NOT_OF_REPORTS,
    Option,
    Paths,
    Span,
    Words,
    encoded,
    path_list,
    plain,
    refuse,
    whole_number,
)
from ._partial import Partial
from ._records import Records
from ._report import Report, report_of

MIB = 1 << 20


class Task:
    """Some parts of a :class:`Plan`, for one process. Pickle it to send it there."""

    def __init__(self, options: bytes, parts: list[bytes], size: int) -> None:
        self._options = options
        self._parts = parts
        self.size = size
        """How many bytes of files it reads."""

    def scan(self) -> Partial:
        """Scans the parts. A file that cannot be read does not raise: :meth:`Plan.report` tells.

        Raises UsageError if this machine has another version of the library, and FailedError.
        """
        _pure.need_library("Task.scan")
        question = _library.query(self._options)
        total: Optional[Partial] = None
        for part in self._parts:
            counts = Partial._of(_scan_part(question, part))
            if total is None:
                total = counts
            else:
                total += counts
        assert total is not None
        return total

    def records(self) -> Iterator[Records]:
        """Yields the lines of each part as :class:`Records`, if the plan is one of records."""
        for part in self._parts:
            yield _PartRecords(part, self._options)

    def __repr__(self) -> str:
        return f"<logscan.Task: {len(self._parts)} parts, {self.size} bytes>"


def _scan_part(question: _library.Handle, part: bytes) -> _library.Handle:
    library = _library.load()
    out = ctypes.c_void_p()
    _library.run(
        lambda control: library.logscan_scan_part(
            question.value, part, len(part), control, ctypes.byref(out)
        ),
        None,
    )
    return _library.Handle(out.value, "logscan_counts_free")


class _PartRecords(Records):
    def __init__(self, part: bytes, options: bytes) -> None:
        self._part = part
        self._options = options
        self._query = _library.query(options)
        self._control = None

    def _start(self, control: _library.Control, out: ctypes.c_void_p) -> int:
        status: int = _library.load().logscan_records_part(
            self._query.value,
            self._part,
            len(self._part),
            control.handle.value,
            ctypes.byref(out),
        )
        return status


class Plan:
    """A scan cut into tasks, for any engine that runs functions elsewhere.

    >>> plan = logscan.Plan(paths, by="path")
    >>> with concurrent.futures.ProcessPoolExecutor() as pool:
    ...     report = plan.report(pool.map(logscan.Task.scan, plan.tasks))

    Every process must see the same files under the same absolute paths.
    """

    def __init__(
        self,
        paths: Paths,
        *,
        by: Words = None,
        where: Words = None,
        every: Span = None,
        show: Words = None,
        workers: int = 1,
        part_bytes: Optional[int] = None,
        **options: Option,
    ) -> None:
        """Finds the files, and cuts them into ranges; compressed files stay whole.

        :param workers: how many tasks can run at once. There will be some four for each, of at
            least 64 MiB and at most 4 GiB.
        :param part_bytes: how many bytes a range has at most, instead.
        :param options: those of :func:`logscan.scan`. A task uses one thread, unless ``threads``
            says otherwise.

        Raises UsageError.
        """
        asked = plain({"by": by, "where": where, "every": every, "show": show, **options})
        refuse(asked, {**NOT_OF_REPORTS, "strict": "is an argument of report()"})
        self._asked = asked
        self._plan(paths, {"threads": 1, **asked, "partial": True}, workers, part_bytes)

    @classmethod
    def of_records(
        cls,
        paths: Paths,
        *,
        workers: int = 1,
        part_bytes: Optional[int] = None,
        **options: Option,
    ) -> Plan:
        """Returns a plan whose tasks read lines instead: see :meth:`Task.records`. The options are
        those of :func:`logscan.records`."""
        refuse(options, {"strict": "is no argument of plans of records"})
        plan = cls.__new__(cls)
        plan._asked = plain(options)
        plan._plan(paths, {"threads": 1, **plan._asked, "records": True}, workers, part_bytes)
        return plan

    def _plan(
        self, paths: Paths, options: dict[str, Any], workers: int, part_bytes: Optional[int]
    ) -> None:
        _pure.need_library("Plan")
        workers = whole_number("workers", workers, 0, None)
        if part_bytes is not None:
            part_bytes = min(whole_number("part_bytes", part_bytes, 1, None), MOST)
        self._options = encoded(options)
        question = _library.query(self._options)
        names = path_list(paths)
        arguments = _library.paths_argument(names)
        library = _library.load()

        def made(most: int) -> _library.Handle:
            out = ctypes.c_void_p()
            _library.run(
                lambda _: library.logscan_plan_new(
                    question.value, arguments, len(names), most, ctypes.byref(out)
                ),
                None,
            )
            return _library.Handle(out.value, "logscan_plan_free")

        if part_bytes is None:
            # The size is known only after the files have been found.
            whole = made(1 << 62)
            part_bytes = _usual_part(sum(_sizes(whole)), workers)
        plan = made(part_bytes)
        parts = list(_parts(plan))
        self._parts = [part for part, _ in parts]
        self.tasks: list[Task] = _packed(self._options, parts, part_bytes)
        """What is to be done, the longest first, in any order and on any machine."""
        self._notes = _notes(plan)

    def report(
        self, counts: Union[Partial, Iterable[Partial]], *, strict: bool = True
    ) -> Report:
        """Returns the report on all lines, from the counts of all tasks, in any order, or from
        their sum: the one that :func:`logscan.scan` would have returned, and with the same
        exceptions and warnings.

        Raises UsageError if the counts of a part are missing, were given twice, or are not of this
        plan.
        """
        total = counts if isinstance(counts, Partial) else Partial.sum(counts)
        question = _library.query(self._options)
        with total._counts.lock:
            _library.check(
                _library.load().logscan_counts_check(
                    total._counts.value,
                    question.value,
                    _library.paths_argument(self._parts),
                    _library.sizes_argument(self._parts),
                    len(self._parts),
                )
            )
        view = {
            name: self._asked[name]
            for name in ("fail_if", "min_requests")
            if self._asked.get(name) is not None
        }
        return report_of(total._shown(), view, {}, strict, self._notes)


def _usual_part(size: int, workers: int) -> int:
    wanted = size // max(1, 4 * workers)
    step = 4 * MIB  # as threads cut files
    return min(max((wanted + step - 1) // step * step, 64 * MIB), 4096 * MIB)


def _sizes(plan: _library.Handle) -> Iterable[int]:
    return (cost for _, cost in _parts(plan))


def _parts(plan: _library.Handle) -> Iterator[tuple[bytes, int]]:
    library = _library.load()
    data = ctypes.c_void_p()
    size = ctypes.c_size_t()
    read = ctypes.c_uint64()
    for index in range(library.logscan_plan_parts(plan.value)):
        _library.check(
            library.logscan_plan_part(
                plan.value, index, ctypes.byref(data), ctypes.byref(size), ctypes.byref(read)
            )
        )
        yield _library.take_bytes(data.value, size.value), read.value


def _notes(plan: _library.Handle) -> str:
    text = ctypes.c_void_p()
    size = ctypes.c_size_t()
    _library.check(
        _library.load().logscan_plan_notes(plan.value, ctypes.byref(text), ctypes.byref(size))
    )
    return _library.take_bytes(text.value, size.value).decode("utf-8", "replace")


def _packed(options: bytes, parts: Iterable[tuple[bytes, int]], most: int) -> list[Task]:
    """Puts small parts together, so that thousands of small files do not become as many tasks."""
    tasks: list[Task] = []
    open_task: Optional[Task] = None
    for part, size in parts:
        if open_task is not None and open_task.size + size <= most:
            open_task._parts.append(part)
            open_task.size += size
            continue
        open_task = Task(options, [part], size)
        tasks.append(open_task)
    tasks.sort(key=lambda task: -task.size)
    return tasks
