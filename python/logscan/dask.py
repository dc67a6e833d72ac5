"""Scans on a Dask cluster. Every worker needs this package, and sees the same files.

    >>> report = logscan.dask.scan(client, "/mnt/logs/", by="path", where="status >= 500")
"""

from __future__ import annotations

from typing import Any, Optional

from ._options import Option, Paths, Span, Words
from ._partial import Partial
from ._plan import Plan, Task
from ._report import Report

_MERGED_AT_ONCE = 8


def _scan(task: Task) -> Partial:
    return task.scan()


def _merge(parts: list[Partial]) -> Partial:
    # Dask keeps the parts and may merge them again.
    return Partial.sum(parts)


def scan(
    client: Any,
    urls: Paths,
    *,
    by: Words = None,
    where: Words = None,
    every: Span = None,
    show: Words = None,
    strict: bool = True,
    part_bytes: Optional[int] = None,
    **options: Option,
) -> Report:
    """Scans logs on a Dask cluster, and returns what :func:`logscan.scan` would return.

    The client finds the files and cuts them into ranges; compressed files stay whole. Workers scan
    them and merge the partials, eight at a time. The client gets the last one, and makes the
    report. If a worker dies, Dask runs its tasks again.

    :param client: a distributed.Client that is not asynchronous.
    :param urls: files, folders and patterns, which the client and all workers must see under the
        same absolute paths.
    :param part_bytes: how many bytes of a file a task reads at most; usually a quarter of what each
        thread has to read, from 64 MiB to 4 GiB.

    The other arguments, and the exceptions, are those of :func:`logscan.scan`.
    """
    plan = Plan(
        urls,
        by=by,
        where=where,
        every=every,
        show=show,
        workers=sum(client.nthreads().values()),
        part_bytes=part_bytes,
        **options,
    )
    # Not pure: files may have changed since the same question was asked.
    parts = client.map(_scan, plan.tasks, pure=False)
    while len(parts) > 1:
        groups = [
            parts[first : first + _MERGED_AT_ONCE]
            for first in range(0, len(parts), _MERGED_AT_ONCE)
        ]
        parts = [client.submit(_merge, group, pure=False) for group in groups]
    return plan.report(parts[0].result(), strict=strict)
