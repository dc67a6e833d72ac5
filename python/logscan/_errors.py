"""The exceptions of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

if TYPE_CHECKING:
    from ._report import Report


class Error(Exception):
    """What every exception of this package is. Its text names the thing, the cause, and what to
    try."""


class UsageError(Error, ValueError):
    """An option, argument or handle makes no sense. Nothing was done."""


class InputError(Error, OSError):
    """Some input cannot be read, or is no log.

    ``report`` covers the rest; None where nothing was counted.
    """

    def __init__(self, message: str, report: Optional[Report] = None) -> None:
        super().__init__(message)
        self.report = report


class FailedError(Error, RuntimeError):
    """Memory does not suffice, a partial is damaged, or an internal check failed."""


class Cancelled(Error):
    """The scan was cancelled by its progress function."""


class LogscanWarning(UserWarning):
    """What the program would print to standard error although the run goes on."""
