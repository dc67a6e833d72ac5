"""The text of files without the library: gzip, bzip2 and xz are decompressed, and other formats are
refused by name."""

from __future__ import annotations

import bz2
import lzma
import re
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any, Optional

BLOCK = 8192
_HEAD = 512

_GZIP = re.compile(rb"\x1f\x8b")
# A log line may start with BZh, too.
_BZIP2 = re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90|.{0,5}\Z)", re.DOTALL)
_XZ = re.compile(rb"\xfd7zXZ\0")

# Formats that are refused, and what decompresses them.
_OTHERS = [
    (rb"\x28\xb5\x2f\xfd", "zstd", "zstd -dc FILE"),
    (rb"\x04\x22\x4d\x18", "lz4", "lz4 -dc FILE"),
    (rb"[\x50-\x5f]\x2a\x4d\x18", "zstd or lz4", "zstd -dc FILE"),
    (rb"\x1f\x9d", "compress", "zcat FILE"),
    (rb"\x02\x21\x4c\x18", "lz4, legacy format", "lz4 -dc FILE"),
    (rb"PK\x03\x04", "zip", "unzip -p FILE"),
    (rb"LZIP\x01", "lzip", "lzip -dc FILE"),
    (rb"\x89LZO\0", "lzop", "lzop -dc FILE"),
    (rb"(?=[^\0]{0,256}\0).{257}ustar", "tar", "tar -xOf FILE"),
    (rb"\xff\xfe|\xfe\xff", "UTF-16", "iconv -f UTF-16 -t UTF-8 FILE"),
    (rb"(?:[ -~]\0){8}|(?:[ -~]\0){4,7}\Z", "UTF-16", "iconv -f UTF-16LE -t UTF-8 FILE"),
    (rb"(?:\0[ -~]){8}|(?:\0[ -~]){4,7}\Z", "UTF-16", "iconv -f UTF-16BE -t UTF-8 FILE"),
]
_OF_LIBRARY = ("zstd", "lz4", "zstd or lz4")


class FormatError(Exception):
    """The bytes are of a format that cannot be read."""


def blocks(file: IO[bytes]) -> Iterator[bytes]:
    """Returns the text of a file, decompressed. Raises FormatError, OSError, and what decompressors
    raise."""
    head = file.read(_HEAD)
    file.seek(0)
    check(head)
    found = _compression(head)
    if found is None:
        while block := file.read(BLOCK):
            yield block
        return
    name, decompressor = found
    head = b""
    for block in _decoded(file, name, decompressor):
        if len(head) < _HEAD:
            _check_within(head + block, name)
            head += block
        yield block


def check(head: bytes) -> None:
    """Raises FormatError if a file that begins like this cannot be read."""
    for magic, name, command in _OTHERS:
        if not re.match(magic, head, re.DOTALL):
            continue
        if name in _OF_LIBRARY:
            raise FormatError(
                f"{name} needs the library; run pip install ./python, or decompress it first, with "
                f"{command}"
            )
        raise FormatError(f"unsupported format ({name}); convert it first, with {command}")


def _check_within(head: bytes, name: str) -> None:
    inner = _compression(head)
    if inner is not None:
        raise FormatError(f"contains {inner[0]} data within {name}; decompress it first")
    try:
        check(head)
    except FormatError as error:
        raise FormatError(f"decompress it first, since within {name}: {error}") from None


def _compression(head: bytes) -> Optional[tuple[str, Callable[[], Any]]]:
    if _GZIP.match(head):
        return "gzip", _GzipDecompressor
    if _BZIP2.match(head):
        return "bzip2", bz2.BZ2Decompressor
    if _XZ.match(head):
        return "xz", lzma.LZMADecompressor
    return None


class _GzipDecompressor:
    """Decompresses one member of gzip, in the way of bz2.BZ2Decompressor."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self._is_full = False  # more may come without more input

    @property
    def eof(self) -> bool:
        return self._member.eof

    @property
    def needs_input(self) -> bool:
        return not self._is_full and not self._member.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._member.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        text = self._member.decompress(self._member.unconsumed_tail + data, max_length)
        self._is_full = len(text) == max_length
        return text


def _decoded(file: IO[bytes], name: str, decompressor: Callable[[], Any]) -> Iterator[bytes]:
    """Returns the text of all streams of a file. bz2.open() and lzma.open() ignore other data behind
    the last one, and gzip.open() loses text in front of it."""
    start = at = 0  # of the stream, and of what it got last, in the file
    done = 0  # bytes of its text
    stream = decompressor()
    try:
        while data := file.read(BLOCK):
            while data:
                if stream.eof:
                    data = data.lstrip(b"\0")  # padding
                    if not data:
                        break
                    start, done = file.tell() - len(data), 0
                    stream = decompressor()
                at = file.tell() - len(data)
                for text in _fed(stream, data, BLOCK):
                    done += len(text)
                    yield text
                data = stream.unused_data if stream.eof else b""
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        for byte in _rest(file, start, at, done, decompressor()):
            done += 1
            yield byte
        if start > 0 and done == 0:
            raise FormatError(f"data that is not {name} begins at byte {start}") from error
        raise
    if not stream.eof:
        raise EOFError("the last stream is truncated")


def _fed(stream: Any, data: bytes, most: int) -> Iterator[bytes]:
    """Gives data to a stream, and returns its text in pieces."""
    yield stream.decompress(data, most)
    while not (stream.eof or stream.needs_input):
        yield stream.decompress(b"", most)


def _rest(file: IO[bytes], start: int, at: int, done: int, stream: Any) -> Iterator[bytes]:
    """Returns the text of a damaged stream from its byte `done` on, byte by byte: a decompressor
    that finds damage drops what the same call has decompressed. The stream begins at `start`, and
    the damage was found in the block at `at`."""
    file.seek(start)
    try:
        while file.tell() < at:
            for text in _fed(stream, file.read(min(BLOCK, at - file.tell())), BLOCK):
                done -= len(text)
        for byte in file.read(BLOCK):
            for text in _fed(stream, bytes([byte]), 1):
                if done == 0:
                    yield text
                done -= min(done, len(text))
    except (OSError, EOFError, lzma.LZMAError, zlib.error):
        pass  # the caller raises it
