"""Parsed lines as Arrow columns."""

from __future__ import annotations

import atexit
import ctypes
import warnings
from typing import Any, Callable, Optional

from . import _library, _pure
from ._errors import LogscanWarning
from ._options import Option, Paths, Words, encoded, path_list, refuse


class _Stream(ctypes.Structure):
    """struct ArrowArrayStream; struct ArrowSchema has `release` at another place."""

    _fields_ = [
        ("get_schema", ctypes.c_void_p),
        ("get_next", ctypes.c_void_p),
        ("get_last_error", ctypes.c_void_p),
        ("release", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        ("private_data", ctypes.c_void_p),
    ]


class _Schema(ctypes.Structure):
    """struct ArrowSchema."""

    _fields_ = [
        ("format", ctypes.c_void_p),
        ("name", ctypes.c_void_p),
        ("metadata", ctypes.c_void_p),
        ("flags", ctypes.c_int64),
        ("n_children", ctypes.c_int64),
        ("children", ctypes.c_void_p),
        ("dictionary", ctypes.c_void_p),
        ("release", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        ("private_data", ctypes.c_void_p),
    ]


_api = ctypes.pythonapi
_DESTRUCTOR = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
_api.PyCapsule_New.restype = ctypes.py_object
_api.PyCapsule_New.argtypes = [ctypes.c_void_p, ctypes.c_char_p, _DESTRUCTOR]
# The destructor gets an object that is being deleted: no reference to it may be made.
_get_name = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)(("PyCapsule_GetName", _api))
_get_pointer = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(
    ("PyCapsule_GetPointer", _api)
)

_STREAM = b"arrow_array_stream"
_SCHEMA = b"arrow_schema"

_set_destructor = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(
    ("PyCapsule_SetDestructor", _api)
)

# What capsules point to, by address, and the addresses of the capsules, until they are deleted.
_alive: dict[int, tuple[ctypes.Structure, int]] = {}


def _destroy(capsule: int) -> None:
    _release(_get_pointer(capsule, _get_name(capsule)))


def _release(address: int) -> None:
    held: Any = _alive.pop(address, (None, 0))[0]
    if held is not None and held.release:  # nobody took it over
        held.release(address)


@atexit.register
def _release_all() -> None:
    """Ends what was never read. Python may delete capsules after it can call destructors."""
    for address, (_, capsule) in list(_alive.items()):
        _set_destructor(capsule, None)
        _release(address)


_destructor = _DESTRUCTOR(_destroy)


def _capsule(held: ctypes.Structure, name: bytes) -> Any:
    address = ctypes.addressof(held)
    capsule = _api.PyCapsule_New(address, name, _destructor)
    _alive[address] = (held, id(capsule))
    return capsule


class _Pass:
    """One reading of records, which a control can cancel."""

    def __init__(self, records: Records, control: _library.Control) -> None:
        self._records = records
        self._control = control

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        library = _library.load()
        handle = self._records._open(self._control)
        stream = _Stream()
        _library.check(
            library.logscan_records_stream(handle.release(), ctypes.addressof(stream))
        )
        return _capsule(stream, _STREAM)


class Records:
    """The parsed lines of files, in their order. Each pass reads the files again.

    pyarrow, Polars, pandas, DuckDB and others take it as it is, without a copy::

        pyarrow.table(records)
        polars.DataFrame(records)
        duckdb.sql("SELECT status, count(*) FROM records GROUP BY status")

    ``time`` is a timestamp in microseconds, UTC; ``duration`` is in seconds, ``bytes`` in bytes,
    ``status`` a number, null for ``-``. Text is as the log has it, chosen by whoever sent the
    request; bytes that are no UTF-8 are U+FFFD.
    """

    def __init__(self, paths: Paths, options: dict[str, Any], strict: bool = True) -> None:
        _pure.need_library("records")
        self._names = path_list(paths)
        self._options = encoded({**options, "records": True, "strict": strict})
        self._query = _library.query(self._options)
        self._control: Optional[_library.Control] = None  # of the last pass

    @property
    def messages(self) -> list[str]:
        """What was wrong with inputs in the last pass, if that has ended, and is not ``strict``."""
        return self._control.findings().splitlines() if self._control is not None else []

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name[1:] not in ("query", "control")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        _pure.need_library("records")
        vars(self).update(state)
        self._query = _library.query(self._options)
        self._control = None

    def _open(self, control: _library.Control) -> _library.Handle:
        self._control = control
        out = ctypes.c_void_p()
        _library.check(self._start(control, out))
        return _library.Handle(out.value, "logscan_records_free")

    def _start(self, control: _library.Control, out: ctypes.c_void_p) -> int:
        status: int = _library.load().logscan_records_new(
            self._query.value,
            _library.paths_argument(self._names),
            len(self._names),
            control.handle.value,
            ctypes.byref(out),
        )
        return status

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """Starts to read, and returns a capsule for Arrow's C stream. Raises InputError if a file
        cannot be opened. A file that turns out to be damaged ends the stream with an error, which
        the reader raises. Without ``strict``, :attr:`messages` has both instead."""
        control = _library.Control()
        return _library.in_thread(_Pass(self, control).__arrow_c_stream__, control)

    def __arrow_c_schema__(self) -> Any:
        """Returns a capsule with the types of the columns."""
        schema = _Schema()
        control = _library.Control()
        handle = _library.in_thread(lambda: self._open(control), control)
        _library.check(
            _library.load().logscan_records_schema(handle.value, ctypes.addressof(schema))
        )
        return _capsule(schema, _SCHEMA)

    def _read(self, library: Callable[[Any], Any]) -> Any:
        """Has a library read all lines, in a thread that Ctrl-C cancels."""
        control = _library.Control()
        stream = _Pass(self, control)
        table = _library.in_thread(lambda: library(stream), control)
        for message in control.findings().splitlines():
            warnings.warn(message, LogscanWarning, stacklevel=3)
        return table

    def to_arrow(self) -> Any:
        """Returns a pyarrow.Table. Raises ImportError without pyarrow, and its exception if a file
        is damaged."""
        import pyarrow

        return self._read(lambda stream: pyarrow.RecordBatchReader.from_stream(stream).read_all())

    def to_pandas(self) -> Any:
        """Returns a pandas.DataFrame, by way of pyarrow."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> Any:
        """Returns a polars.DataFrame."""
        import polars

        return self._read(polars.DataFrame)


def records(
    paths: Paths,
    *,
    fields: Words = None,
    where: Words = None,
    strict: bool = True,
    **options: Option,
) -> Records:
    """Returns the parsed lines of files as :class:`Records`.

    :param fields: the columns: ``"time,status,path"`` or a list. docs/fields.md lists them.
    :param where: a condition, or a list of them, which must all hold.
    :param strict: a file that cannot be read or is no log is an error. Otherwise the rows of all
        others come, and those before the damage. ``to_arrow()`` and the like warn then; after other
        readers, see :attr:`Records.messages`.
    :param options: every other option of the command line that reads lines.

    Raises UsageError.
    """
    refuse(options, {"format": "records are columns; leave it out"})
    return Records(paths, {"fields": fields, "where": where, **options}, strict)
