"""Reads server access logs, counts every status exactly, and shows what fails.

    >>> import logscan
    >>> report = logscan.scan("access.log", by="path", where="status >= 500")
    >>> report["totals"]["lines"], report.to_pandas()
"""

from . import _library, _pure, dask, spark
from ._scan import baseline, scan
from ._errors import (
    Cancelled,
    Error,
    FailedError,
    InputError,
    LogscanWarning,
    UsageError,
)
from ._feed import Feed, feed
from ._partial import Partial
from ._plan import Plan, Task
from ._records import Records, records
from ._report import Report

__version__ = _library.VERSION

has_library = _pure.has_library
"""Whether the library is loaded. If not, :func:`scan` alone works, slowly."""

__all__ = [
    "Cancelled",
    "Error",
    "FailedError",
    "Feed",
    "InputError",
    "LogscanWarning",
    "Partial",
    "Plan",
    "Records",
    "Report",
    "Task",
    "UsageError",
    "baseline",
    "dask",
    "feed",
    "has_library",
    "records",
    "scan",
    "spark",
]
