"""Parsed lines as Arrow columns."""

from __future__ import annotations

import ctypes
from typing import Any, Optional

from . import _library, _pure
from ._options import Option, Paths, Words, encoded, path_list


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

# What capsules point to, by address, until they are deleted.
_alive: dict[int, ctypes.Structure] = {}


def _destroy(capsule: int) -> None:
    address = _get_pointer(capsule, _get_name(capsule))
    held: Any = _alive.pop(address, None)
    if held is not None and held.release:  # nobody took it over
        held.release(address)


_destructor = _DESTRUCTOR(_destroy)


def _capsule(held: ctypes.Structure, name: bytes) -> Any:
    address = ctypes.addressof(held)
    _alive[address] = held
    return _api.PyCapsule_New(address, name, _destructor)


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

    def __init__(self, paths: Paths, options: dict[str, Any]) -> None:
        _pure.need_library("records")
        self._names = path_list(paths)
        self._options = encoded({**options, "records": True})
        self._query = _library.query(self._options)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_query"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        _pure.need_library("records")
        vars(self).update(state)
        self._query = _library.query(self._options)

    def _open(self) -> _library.Handle:
        library = _library.load()
        out = ctypes.c_void_p()
        _library.check(
            library.logscan_records_new(
                self._query.value,
                _library.paths_argument(self._names),
                len(self._names),
                None,
                ctypes.byref(out),
            )
        )
        return _library.Handle(out.value, "logscan_records_free")

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """Starts to read, and returns a capsule for Arrow's C stream. Raises InputError if a file
        cannot be opened. A file that turns out to be damaged ends the stream with an error, which
        the reader raises."""
        records = self._open()
        stream = _Stream()
        _library.check(
            _library.load().logscan_records_stream(records.release(), ctypes.addressof(stream))
        )
        return _capsule(stream, _STREAM)

    def __arrow_c_schema__(self) -> Any:
        """Returns a capsule with the types of the columns."""
        schema = _Schema()
        _library.check(
            _library.load().logscan_records_schema(self._open().value, ctypes.addressof(schema))
        )
        return _capsule(schema, _SCHEMA)

    def to_arrow(self) -> Any:
        """Returns a pyarrow.Table. Raises ImportError without pyarrow, and its exception if a file
        is damaged."""
        import pyarrow

        return pyarrow.RecordBatchReader.from_stream(self).read_all()

    def to_pandas(self) -> Any:
        """Returns a pandas.DataFrame, by way of pyarrow."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> Any:
        """Returns a polars.DataFrame."""
        import polars

        return polars.DataFrame(self)


def records(
    paths: Paths, *, fields: Words = None, where: Words = None, **options: Option
) -> Records:
    """Returns the parsed lines of files as :class:`Records`.

    :param fields: the columns: ``"time,status,path"`` or a list. docs/fields.md lists them.
    :param where: a condition, or a list of them, which must all hold.
    :param options: every other option of the command line that reads lines.

    Raises UsageError.
    """
    named: Optional[str] = fields if fields is None or isinstance(fields, str) else ",".join(fields)
    return Records(paths, {"fields": named, "where": where, **options})
