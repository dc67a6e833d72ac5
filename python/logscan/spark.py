"""Scans on Apache Spark. Every worker needs this package, and sees the same files.

    >>> report = logscan.spark.scan(spark, "/mnt/logs/", by="path", where="status >= 500")
    >>> frame = logscan.spark.records(spark, "/mnt/logs/", fields="time,status,path")
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Optional, Union

from ._errors import Error, UsageError
from ._library import error_of_name
from ._options import Option, Paths, Span, Words
from ._partial import Partial
from ._plan import Plan, Task
from ._records import Records
from ._report import Report

# Spark would try a task that raises again, and end the job with a Java stack trace. So a task
# returns the name and message of its exception.
_Failure = tuple[str, str]
_Outcome = Union[Partial, _Failure]


def _scan(task: Task) -> _Outcome:
    try:
        return task.scan()
    except Error as error:
        return (type(error).__name__, str(error))


def _merge(a: _Outcome, b: _Outcome) -> _Outcome:
    if not isinstance(a, Partial):
        return a
    if not isinstance(b, Partial):
        return b
    try:
        a += b
    except Error as error:
        return (type(error).__name__, str(error))
    return a


def _depth(tasks: int) -> int:
    """Returns in how many rounds workers merge partials. A round takes a third of a second; with
    fewer, the driver would get too many. It gets some 30 of 1,000 tasks, and 60 of 200,000."""
    if tasks <= 16:
        return 1
    return 2 if tasks <= 1000 else 3


def _context(spark: Any) -> Any:
    try:
        return spark.sparkContext
    except Exception:
        raise UsageError(
            "spark: expected a SparkSession with a SparkContext, and Spark Connect has none; "
            "run the job on the cluster"
        ) from None


def scan(
    spark: Any,
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
    """Scans logs on a Spark cluster, and returns what :func:`logscan.scan` would return.

    The driver finds the files and cuts them into ranges; compressed files stay whole. Tasks scan
    them, and partials are merged on the workers (``treeReduce``). The driver gets a few of them,
    and makes the report. If a worker dies, Spark runs its tasks again.

    :param spark: a SparkSession.
    :param urls: files, folders and patterns, which the driver and all workers must see under the
        same absolute paths.
    :param part_bytes: how many bytes of a file a task reads at most; usually a quarter of what each
        core has to read, from 64 MiB to 4 GiB.

    The other arguments, and the exceptions, are those of :func:`logscan.scan`.
    """
    context = _context(spark)
    plan = Plan(
        urls,
        by=by,
        where=where,
        every=every,
        show=show,
        workers=context.defaultParallelism,
        part_bytes=part_bytes,
        **options,
    )
    tasks = context.parallelize(plan.tasks, len(plan.tasks))
    counts: _Outcome = tasks.map(_scan).treeReduce(_merge, _depth(len(plan.tasks)))
    if not isinstance(counts, Partial):
        raise error_of_name(*counts)
    return plan.report(counts, strict=strict)


def records(
    spark: Any,
    urls: Paths,
    *,
    fields: Words = None,
    where: Words = None,
    part_bytes: Optional[int] = None,
    **options: Option,
) -> Any:
    """Returns the parsed lines of logs as a Spark DataFrame, in no particular order.

    Each task reads a range of a file, or a compressed file, through ``mapInArrow``, when the
    DataFrame is used. A file that is then missing, damaged or replaced fails the job and is named.
    ``where`` is applied before Spark sees the lines. Needs pyarrow, here and on the workers.

    Raises UsageError.
    """
    import pyarrow
    from pyspark.sql.pandas.types import from_arrow_schema

    asked: dict[str, Any] = {"fields": fields, "where": where, **options}
    context = _context(spark)
    plan = Plan.of_records(
        urls, workers=context.defaultParallelism, part_bytes=part_bytes, **asked
    )
    # An empty file has the same columns.
    empty = Records(["/dev/null"], asked)
    schema = from_arrow_schema(pyarrow.RecordBatchReader.from_stream(empty).schema)
    rows = context.parallelize(range(len(plan.tasks)), len(plan.tasks)).map(lambda i: (i,))
    tasks = context.broadcast(plan.tasks)

    def read(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            for index in batch.column(0).to_pylist():
                for part in tasks.value[index].records():
                    yield from pyarrow.RecordBatchReader.from_stream(part)

    return spark.createDataFrame(rows, "task int").mapInArrow(read, schema)
