"""Options as the library takes them."""

from __future__ import annotations

import json
import operator
import os
from collections.abc import Sequence
from typing import Any, Optional, Union

from ._errors import UsageError

Path = Union[str, bytes, "os.PathLike[str]", "os.PathLike[bytes]"]
Paths = Union[Path, Sequence[Path]]
Words = Union[None, str, Sequence[str]]
Option = Union[None, bool, int, float, str, Sequence[str]]

# Options whose value is one list, with commas between its items.
_LISTS = ("show", "fields", "mask")


def encoded(options: dict[str, Any]) -> bytes:
    """Returns options as JSON. Raises UsageError for what is none."""
    values = {name: value for name, value in options.items() if value is not None}
    for name, value in values.items():
        if isinstance(value, (tuple, list)):
            values[name] = ",".join(value) if name in _LISTS else list(value)
        elif isinstance(value, os.PathLike):
            values[name] = os.fspath(value)
    try:
        return json.dumps(values, ensure_ascii=True).encode()
    except (TypeError, ValueError) as error:
        raise UsageError(f"options: {error}; use strings, numbers and lists") from None


MOST = (1 << 64) - 1  # what the library takes


def whole_number(name: str, value: Any, least: int, most: Optional[int] = MOST) -> int:
    """Returns a number that a call got. Raises UsageError."""
    try:
        number = operator.index(value)
    except TypeError:
        number = least - 1
    if number < least or (most is not None and number > most):
        upto = "" if most is None else f", and at most {most}"
        raise UsageError(f"{name}: expected a whole number from {least} on{upto}, got {value!r}")
    return number


def path_list(paths: Paths) -> list[bytes]:
    """Returns the bytes of one path or several. Raises UsageError."""
    if isinstance(paths, (str, bytes, os.PathLike)):
        paths = [paths]
    all_paths = [os.fsencode(path) for path in paths]
    for path in all_paths:
        if b"\0" in path:
            raise UsageError(f"paths: expected the name of a file, got {path!r}")
    return all_paths
