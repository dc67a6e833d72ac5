"""Records as Arrow columns are those that --records writes."""

from __future__ import annotations

import gc
import gzip
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import run_program

import logscan

pyarrow = pytest.importorskip("pyarrow")

FIELDS = "time,host,client,user,method,target,path,query,protocol,status,bytes,referer,agent,duration"


def as_json(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "time": row["time"] and row["time"].timestamp()}


@pytest.mark.parametrize("name", ["shop.log", "hostile.log", "odd.log", "mixed.log", "empty.log"])
def test_are_the_programs(data: Path, name: str) -> None:
    path = str(data / name)
    lines = run_program("--records", "--fields", FIELDS, path).decode().splitlines()
    table = logscan.records(path, fields=FIELDS).to_arrow()
    table.validate(full=True)
    assert table.num_rows == len(lines)
    for line, row in zip(lines, table.to_pylist()):
        expected = json.loads(line)
        if expected["time"]:
            expected["time"] = datetime.fromisoformat(expected["time"]).timestamp()
        if expected["status"] in ("-", "-1"):
            expected["status"] = -1 if expected["status"] == "-1" else None
        assert as_json(row) == {key: expected[key] for key in row}


def test_every_library_takes_them(data: Path) -> None:
    polars = pytest.importorskip("polars")
    duckdb = pytest.importorskip("duckdb")
    records = logscan.records(data / "shop.log", fields=["status", "path"], where="status = 504")
    assert polars.DataFrame(records).height == 11
    assert records.to_polars().height == 11
    assert duckdb.sql("SELECT count(*) FROM records").fetchall() == [(11,)]
    assert len(records.to_pandas()) == 11
    assert pyarrow.table(records).num_rows == 11
    assert pyarrow.schema(records).names == ["status", "path"]


def test_unread_streams_are_freed(data: Path) -> None:
    from logscan import _records

    records = logscan.records(data / "shop.log")
    capsules = [records.__arrow_c_stream__(), records.__arrow_c_schema__()]
    assert len(_records._alive) >= 2
    del capsules
    gc.collect()
    assert not _records._alive


def test_refuses(data: Path) -> None:
    with pytest.raises(logscan.UsageError, match="--fields"):
        logscan.records(data / "shop.log", fields="pth")
    with pytest.raises(logscan.InputError, match="missing.log: no such file"):
        logscan.records(data / "missing.log").to_arrow()


def test_damage_is_reported(tmp_path: Path, data: Path) -> None:
    damaged = tmp_path / "x.log.gz"
    damaged.write_bytes(gzip.compress((data / "combined.log").read_bytes())[:-20])
    with pytest.raises(OSError, match="x.log.gz"):
        logscan.records(damaged).to_arrow()


def test_without_strict_all_rows_come(tmp_path: Path, data: Path) -> None:
    polars = pytest.importorskip("polars")
    damaged = tmp_path / "x.log.gz"
    text = (data / "combined.log").read_bytes()
    damaged.write_bytes(gzip.compress(text) + b"something else")
    paths = [data / "missing.log", damaged, data / "shop.log"]
    with pytest.raises(logscan.InputError, match="missing.log: no such file"):
        logscan.records(paths).to_arrow()
    rows = sum(logscan.records([path]).to_arrow().num_rows for path in (data / "combined.log", paths[2]))
    records = logscan.records(paths, strict=False)
    assert records.messages == []
    for read in (records.to_arrow, records.to_polars, records.to_pandas):
        with pytest.warns(logscan.LogscanWarning) as warned:
            assert len(read()) == rows
        messages = [str(warning.message) for warning in warned]
        assert len(messages) == 2
        assert "missing.log: no such file" in messages[0] and "x.log.gz: data that is" in messages[1]
    for table in (pyarrow.table(records), polars.DataFrame(records)):
        assert len(table) == rows
        assert records.messages == messages


def test_error_of_a_damaged_file_is_one_line(tmp_path: Path, data: Path) -> None:
    damaged = tmp_path / "x.log.gz"
    damaged.write_bytes(gzip.compress((data / "combined.log").read_bytes())[:-20])
    with pytest.raises(OSError) as caught:
        logscan.records(damaged).to_arrow()
    assert str(caught.value).endswith("gzip -t FILE")


def test_refuses_a_format(data: Path) -> None:
    with pytest.raises(logscan.UsageError, match="format: records are columns"):
        logscan.records(data / "shop.log", format="csv")
