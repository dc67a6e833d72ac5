"""The C interface, through ctypes. The GIL is released during every call."""

from __future__ import annotations

import atexit
import ctypes as c
import os
import threading
import time
import warnings
from pathlib import Path
from typing import Any, Callable, Optional, TypeVar

from ._errors import Cancelled, Error, FailedError, InputError, LogscanWarning, UsageError

ABI = 1
VERSION = "0.1.0"

T = TypeVar("T")

PROGRESS = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_uint64, c.c_uint64)

_ERRORS: dict[int, type[Error]] = {
    2: UsageError,
    3: InputError,
    5: FailedError,
    6: Cancelled,
}

_HANDLE = c.c_void_p
_OUT = c.POINTER(c.c_void_p)
_SIZE_OUT = c.POINTER(c.c_size_t)

# Without these, a pointer would be cut to an int.
_SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "logscan_message": (c.c_char_p, []),
    "logscan_version": (c.c_char_p, []),
    "logscan_free": (None, [_HANDLE]),
    "logscan_control_new": (c.c_int, [PROGRESS, _HANDLE, _OUT]),
    "logscan_control_cancel": (c.c_int, [_HANDLE]),
    "logscan_control_findings": (c.c_int, [_HANDLE, c.POINTER(c.c_int), _OUT, _SIZE_OUT]),
    "logscan_control_free": (None, [_HANDLE]),
    "logscan_query_new": (c.c_int, [c.c_char_p, _OUT]),
    "logscan_query_free": (None, [_HANDLE]),
    "logscan_scan": (c.c_int, [_HANDLE, c.POINTER(c.c_char_p), c.c_size_t, _HANDLE, _OUT]),
    "logscan_scan_range": (
        c.c_int,
        [_HANDLE, c.c_char_p, c.c_uint64, c.c_uint64, _HANDLE, _OUT],
    ),
    "logscan_plan_new": (
        c.c_int,
        [_HANDLE, c.POINTER(c.c_char_p), c.c_size_t, c.c_uint64, _OUT],
    ),
    "logscan_plan_parts": (c.c_size_t, [_HANDLE]),
    "logscan_plan_part": (
        c.c_int,
        [_HANDLE, c.c_size_t, _OUT, _SIZE_OUT, c.POINTER(c.c_uint64)],
    ),
    "logscan_plan_notes": (c.c_int, [_HANDLE, _OUT, _SIZE_OUT]),
    "logscan_plan_free": (None, [_HANDLE]),
    "logscan_scan_part": (c.c_int, [_HANDLE, c.c_char_p, c.c_size_t, _HANDLE, _OUT]),
    "logscan_feed_new": (c.c_int, [_HANDLE, c.c_char_p, _HANDLE, _OUT]),
    "logscan_feed_bytes": (c.c_int, [_HANDLE, c.c_void_p, c.c_size_t]),
    "logscan_feed_finish": (c.c_int, [_HANDLE, _OUT]),
    "logscan_feed_free": (None, [_HANDLE]),
    "logscan_counts_judge": (
        c.c_int,
        [_HANDLE, c.c_char_p, c.POINTER(c.c_int), _OUT, _SIZE_OUT],
    ),
    "logscan_counts_report": (c.c_int, [_HANDLE, c.c_char_p, _OUT, _SIZE_OUT]),
    "logscan_counts_write": (c.c_int, [_HANDLE, _OUT, _SIZE_OUT]),
    "logscan_counts_read": (c.c_int, [c.c_char_p, c.c_size_t, _OUT]),
    "logscan_counts_check": (
        c.c_int,
        [_HANDLE, _HANDLE, c.POINTER(c.c_char_p), c.POINTER(c.c_size_t), c.c_size_t],
    ),
    "logscan_counts_merge": (c.c_int, [_HANDLE, _HANDLE]),
    "logscan_counts_free": (None, [_HANDLE]),
    "logscan_records_new": (
        c.c_int,
        [_HANDLE, c.POINTER(c.c_char_p), c.c_size_t, _HANDLE, _OUT],
    ),
    "logscan_records_part": (c.c_int, [_HANDLE, c.c_char_p, c.c_size_t, _HANDLE, _OUT]),
    "logscan_records_schema": (c.c_int, [_HANDLE, c.c_void_p]),
    "logscan_records_stream": (c.c_int, [_HANDLE, c.c_void_p]),
    "logscan_records_free": (None, [_HANDLE]),
}


def path() -> str:
    """Where the library should be: ``$LOGSCAN_LIBRARY``, else inside the package, else wherever the
    system finds it."""
    named = os.environ.get("LOGSCAN_LIBRARY")
    if named:
        return named
    inside = Path(__file__).parent / f"liblogscan.so.{ABI}"
    return str(inside) if inside.exists() else inside.name


_loaded: Optional[Any] = None
_lock = threading.Lock()


def load() -> Any:
    """Returns the library. Raises OSError if it cannot be loaded."""
    global _loaded
    with _lock:
        if _loaded is None:
            library = c.CDLL(path())
            for name, (result, arguments) in _SIGNATURES.items():
                try:
                    function = getattr(library, name)
                except AttributeError as error:
                    raise OSError(f"{path()}: has no {name}; install matching versions") from error
                function.restype = result
                function.argtypes = arguments
            _loaded = library
            _compare(library.logscan_version().decode())
        return _loaded


def _compare(version: str) -> None:
    if version != VERSION:
        warnings.warn(
            f"{path()}: is version {version}, and this package is {VERSION}; install matching "
            "versions",
            LogscanWarning,
            stacklevel=4,
        )


def is_loadable() -> bool:
    try:
        load()
        return True
    except OSError:
        return False


def error(status: int) -> Error:
    """Returns the exception for a status that the calling thread has just got."""
    message: bytes = load().logscan_message()
    return _ERRORS.get(status, FailedError)(message.decode("utf-8", "replace"))


def error_of_name(name: str, message: str) -> Error:
    """Returns an exception that was raised elsewhere."""
    kinds = {kind.__name__: kind for kind in _ERRORS.values()}
    return kinds.get(name, FailedError)(message)


def check(status: int) -> None:
    """Raises the exception that a status stands for."""
    if status != 0:
        raise error(status)


class Handle:
    """Owns a handle of the library. The library takes most handles from one thread at a time, so
    hold ``lock`` meanwhile."""

    def __init__(self, value: Optional[int], free: str) -> None:
        self.value = value
        self._free = getattr(load(), free)
        self.lock = threading.RLock()

    def release(self) -> Optional[int]:
        """Gives the handle to somebody else."""
        value, self.value = self.value, None
        return value

    def __del__(self) -> None:
        value = getattr(self, "value", None)
        if value is not None:
            self.value = None
            self._free(value)


def query(options: bytes) -> Handle:
    out = c.c_void_p()
    check(load().logscan_query_new(options, c.byref(out)))
    return Handle(out.value, "logscan_query_free")


def is_no(answer: Any) -> bool:
    """Returns whether a progress function returned False, which NumPy has, too."""
    return answer is not None and type(answer).__name__ in ("bool", "bool_") and not answer


class Control:
    """Cancels a scan, and hears of its progress. An exception of ``progress`` cancels, too."""

    def __init__(self, progress: Optional[Callable[[int, int], Any]] = None) -> None:
        self.failure: Optional[BaseException] = None

        def call(_user: Any, done: int, total: int) -> int:
            assert progress is not None
            try:
                return 1 if is_no(progress(done, total)) else 0
            except BaseException as failure:  # it cannot pass through the library
                self.failure = failure
                return 1

        self._call = PROGRESS() if progress is None else PROGRESS(call)
        out = c.c_void_p()
        check(load().logscan_control_new(self._call, None, c.byref(out)))
        self.handle = Handle(out.value, "logscan_control_free")

    def cancel(self) -> None:
        load().logscan_control_cancel(self.handle.value)

    def findings(self) -> str:
        """Returns what was wrong with the inputs of records that are not strict, and have ended."""
        code = c.c_int()
        text = c.c_void_p()
        size = c.c_size_t()
        check(
            load().logscan_control_findings(
                self.handle.value, c.byref(code), c.byref(text), c.byref(size)
            )
        )
        return take_bytes(text.value, size.value).decode("utf-8", "replace")


# How long a scan that was cancelled may take to end. One that waits for a pipe does not.
_PATIENCE = 1.0

_running: set[_Run] = set()
_is_ending = False
os.register_at_fork(after_in_child=_running.clear)  # the child has no such threads


class _Run:
    """Work in a thread of its own, so that the caller hears of Ctrl-C."""

    def __init__(self, work: Callable[[], Any], control: Control) -> None:
        self._work = work
        self._control = control
        self._done = threading.Event()
        self._failure: Optional[BaseException] = None
        self._result: Any = None

    def _body(self) -> None:
        try:
            self._result = self._work()
        except BaseException as failure:
            self._failure = failure
        finally:
            _running.discard(self)
            self._done.set()

    def result(self) -> Any:
        if _is_ending:
            raise SystemExit  # ends this thread without a word
        _running.add(self)
        threading.Thread(target=self._body, name="logscan", daemon=True).start()
        try:
            self._done.wait()
        except BaseException:
            self.end(_PATIENCE)
            raise
        if _is_ending:
            raise SystemExit
        if self._control.failure is not None:
            raise self._control.failure
        if self._failure is not None:
            raise self._failure
        return self._result

    def end(self, patience: float) -> None:
        """Cancels the work, and waits a little for its end."""
        self._control.cancel()
        self._done.wait(patience)
        _running.discard(self)


@atexit.register
def _end_all() -> None:
    """Ends what daemon threads do, since progress functions cannot be called from here on."""
    global _is_ending
    _is_ending = True
    last = time.monotonic() + _PATIENCE
    for each in list(_running):
        each.end(max(0, last - time.monotonic()))


def in_thread(work: Callable[[], T], control: Control) -> T:
    """Returns what the work returns. Ctrl-C cancels it through its control."""
    result: T = _Run(work, control).result()
    return result


def run(call: Callable[[Any], int], progress: Optional[Callable[[int, int], Any]]) -> None:
    """Runs ``call(control)`` in a thread that Ctrl-C cancels. Raises what the status means."""
    control = Control(progress)
    in_thread(lambda: check(call(control.handle.value)), control)


def take_bytes(value: Optional[int], size: int) -> bytes:
    """Copies what a call has returned, and frees it."""
    assert value is not None
    try:
        return c.string_at(value, size)
    finally:
        load().logscan_free(value)


def paths_argument(paths: list[bytes]) -> Any:
    return (c.c_char_p * len(paths))(*paths)


def sizes_argument(parts: list[bytes]) -> Any:
    return (c.c_size_t * len(parts))(*map(len, parts))
