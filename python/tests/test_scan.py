"""Reports are those of the command line, byte for byte."""

from __future__ import annotations

import datetime
import io
import json
import signal
import subprocess
import sys
import threading
import warnings
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, run_program

import logscan
from logscan import _library

LOGS = sorted(path.name for path in DATA.glob("*.log"))


def as_words(options: dict[str, Any]) -> list[str]:
    words = []
    for name, value in options.items():
        for each in value if isinstance(value, list) else [value]:
            flag = "--" + name.replace("_", "-")
            words += [flag] if each is True else [flag, str(each)]
    return words


@pytest.mark.filterwarnings("ignore::logscan.LogscanWarning")
@pytest.mark.parametrize("log", LOGS)
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"by": "path"},
        {"by": ["status", "method,path"], "show": "count,bytes,p95", "top": 3},
        {"every": "1h", "where": "status >= 400"},
        {"where": ["status >= 300", "not path = /"], "normalize": True, "mask": "clients"},
        {"fail_if": "errors.rate > 1%", "timezone": "Europe/Berlin", "max_line": 200},
    ],
)
def test_report_is_the_programs(log: str, options: dict[str, Any]) -> None:
    path = str(DATA / log)
    expected = run_program("--json", "--no-run", *as_words(options), path)
    report = logscan.scan(path, strict=False, **options)
    assert json.loads(expected) == dict(report)
    assert report.render("json").encode() == expected
    text = run_program(*as_words(options), path)
    assert report.render("text").encode() == text


def test_formats(data: Path) -> None:
    path = str(data / "shop.log")
    report = logscan.scan(path, by="path")
    for name in ("text", "openmetrics", "csv", "tsv"):
        assert report.render(name).encode() == run_program("--by", "path", "-f", name, path)
    assert str(report) == report.render("text")
    assert "lines 234 = parsed 234" in report._repr_html_()


def test_refuses_other_formats(data: Path) -> None:
    with pytest.raises(logscan.UsageError, match="text, markdown, html, mail, json, .* got 'xml'"):
        logscan.scan(data / "shop.log").render("xml")


def test_view(data: Path) -> None:
    path = str(data / "shop.log")
    report = logscan.scan(path, by="path")
    shown = report.render("csv", top=2, sort="key")
    assert shown.encode() == run_program(
        "--by", "path", "--top", "2", "--sort", "key", "-f", "csv", path
    )
    with pytest.raises(logscan.UsageError, match="p95"):
        report.render(show="p95")


def test_mapping(data: Path) -> None:
    report = logscan.scan(data / "shop.log", by="path,status", show=["count", "p95"], top=2)
    assert report["totals"]["lines"] == 234
    assert set(report) >= {"schema", "inputs", "totals", "status", "groups"}
    assert [list(row) for row in report.rows()] == [["path", "status", "count", "p95"]] * 2
    series = logscan.scan(data / "shop.log", every="1h").rows()
    assert list(series[0]) == ["start", "count", "errors", "rate"]
    statuses = logscan.scan(data / "shop.log").rows()
    assert statuses[0] == {"status": "200", "count": 159}
    with pytest.raises(IndexError):
        logscan.scan(data / "shop.log").rows(1)


def test_frames(data: Path) -> None:
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    pytest.importorskip("pyarrow")
    report = logscan.scan(data / "shop.log", every="1h", by="status")
    assert len(report.to_pandas()) == len(report.to_polars()) == report.to_arrow().num_rows > 0
    assert isinstance(report.to_pandas()["start"].dtype, pandas.DatetimeTZDtype)
    assert report.to_polars().schema["count"] == polars.Int64


@pytest.mark.filterwarnings("ignore::logscan.LogscanWarning")
@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"by": ["path", "client,status"], "show": "count,rate,p95,bytes,clients,first,share"},
        {"by": "path"},
        {"every": "1h", "by": ["path", "client,status"], "show": "errors,count,p95,rps"},
        {"every": "1h"},
    ],
)
def test_columns_do_not_depend_on_rows(data: Path, asked: dict[str, Any]) -> None:
    pandas = pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    pyarrow = pytest.importorskip("pyarrow")
    paths = [data / "shop.log", data / "combined.log", data / "hostile.log"]
    reports = [logscan.scan(path, where=where, strict=False, **asked)
               for path in paths for where in (None, "status = 999", "status = 404")]
    for table in range(2 if isinstance(asked.get("by"), list) else 1):
        rows = reports[0].rows(table)
        for report in reports:
            arrow, frame, other = (
                report.to_arrow(table), report.to_pandas(table), report.to_polars(table)
            )
            assert len(report.rows(table)) == arrow.num_rows == len(frame) == len(other)
            assert arrow.to_pylist() == report.rows(table)
            assert other.to_dicts() == report.rows(table)
            assert arrow.schema == reports[0].to_arrow(table).schema
            assert other.schema == reports[0].to_polars(table).schema
            assert list(frame.dtypes.items()) == list(reports[0].to_pandas(table).dtypes.items())
            assert list(frame.columns) == arrow.column_names == other.columns == list(rows[0])
    assert reports[0].to_arrow().schema.field("count").type == pyarrow.int64()
    if "by" in asked:
        amount = "p95" if "show" in asked else "rate"
        assert reports[0].to_arrow().schema.field(amount).type == pyarrow.float64()
        assert reports[0].to_pandas()[amount].dtype == "float64"


def test_html_escapes_log_bytes(tmp_path: Path) -> None:
    log = tmp_path / "x.log"
    log.write_bytes(
        b'1.2.3.4 - - [12/Jan/2026:10:00:00 +0000] "GET /<script>\x1b[31m HTTP/1.1" 200 1\n'
    )
    page = logscan.scan(log, by="path")._repr_html_()
    assert "<script>" not in page and "\x1b" not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"statuss": "5xx"}, 'did you mean "status"'),
        ({"by": "pth"}, 'did you mean "path"'),
        ({"where": "status >"}, "--where"),
        ({"output": "x"}, "option of the program alone"),
        ({"format": "csv"}, "render"),
        ({"top": object()}, "top: expected text, a number"),
        ({"by": b"path"}, "by: expected text"),
        ({"by": [["path"]]}, "by: expected text"),
        ({"top": float("nan")}, "top: expected"),
        ({"every": datetime.timedelta(seconds=1.5)}, "every: expected whole seconds"),
        ({"help": True}, "option of the program alone"),
        ({"range": "0:5"}, "scan_range"),
        ({"fields": "path"}, r"logscan.records\("),
        ({"partial": True}, r"Partial.scan\("),
    ],
)
def test_refuses(data: Path, options: dict[str, Any], message: str) -> None:
    with pytest.raises(logscan.UsageError, match=message):
        logscan.scan(data / "shop.log", **options)


@pytest.mark.parametrize("paths", [None, 5, [None], [5], b"x\0y", {"x": 1}, "\ud800", [["x"]]])
def test_refuses_what_is_no_path(paths: Any) -> None:
    for call in (logscan.scan, logscan.records, logscan.Partial.scan, logscan.Plan):
        with pytest.raises(logscan.UsageError, match="paths: expected the name of a file, got"):
            call(paths)


def test_refuses_open_files(data: Path) -> None:
    with open(data / "shop.log", "rb") as file:
        for thing in (file, [file], io.BytesIO(b"x"), io.StringIO("x")):
            with pytest.raises(logscan.UsageError, match=r"a file object; .* logscan.feed\(\)"):
                logscan.scan(thing)


def test_takes_what_python_has(data: Path) -> None:
    pandas = pytest.importorskip("pandas")
    numpy = pytest.importorskip("numpy")
    log = data / "shop.log"
    ten = datetime.datetime(2026, 3, 28, 10, 0, 0)
    zone = datetime.timezone(datetime.timedelta(hours=1))
    for natural, words in (
        ({"since": ten, "every": datetime.timedelta(minutes=5)},
         {"since": "2026-03-28 10:00", "every": "5m"}),
        ({"since": ten.replace(tzinfo=zone)}, {"since": "2026-03-28T10:00:00+01:00"}),
        ({"since": pandas.Timestamp(ten)}, {"since": "2026-03-28 10:00"}),
        ({"until": ten.date()}, {"until": "2026-03-28"}),
        ({"every": datetime.timedelta(days=1)}, {"every": "1d"}),
        ({"by": iter(["path"]), "top": numpy.int64(3), "normalize": numpy.bool_(True)},
         {"by": "path", "top": 3, "normalize": True}),
        ({"status": [504, "404"]}, {"status": ["504", "404"]}),
        ({"status": (code for code in [504]), "threads": numpy.uint8(2)}, {"status": "504"}),
    ):
        expected, found = logscan.scan(log, **words), logscan.scan(log, **natural)
        assert found["totals"] == expected["totals"]
        assert found.rows() == expected.rows()
    expected = logscan.scan([log, data / "combined.log"])
    for paths in ({log: 1, data / "combined.log": 2}.keys(), iter([log, data / "combined.log"])):
        assert logscan.scan(paths) == expected
    assert logscan.scan({log}) == logscan.scan(log)


def test_missing_input(data: Path) -> None:
    paths = [data / "shop.log", data / "missing.log"]
    with pytest.raises(logscan.InputError, match="missing.log: no such file") as caught:
        logscan.scan(paths)
    assert caught.value.report is not None
    assert caught.value.report["totals"]["lines"] == 234
    with pytest.warns(logscan.LogscanWarning, match="missing.log"):
        assert logscan.scan(paths, strict=False).code == 3


def test_baseline(data: Path) -> None:
    assert logscan.baseline(data / "combined.log")["reconciled"] is True
    for paths in (data / "missing.log", [data / "combined.log", data / "missing.log"]):
        with pytest.raises(logscan.InputError, match="missing.log: no such file"):
            logscan.baseline(paths)
    with pytest.raises(logscan.InputError, match="README.md: does not look like"):
        logscan.baseline(data / "README.md")


def long_log(folder: Path) -> Path:
    log = folder / "long.log"
    log.write_bytes((DATA / "combined.log").read_bytes() * 400)
    return log


def test_progress_and_cancellation(tmp_path: Path) -> None:
    log = long_log(tmp_path)
    seen: list[tuple[int, int]] = []
    logscan.scan(log, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (log.stat().st_size,) * 2
    with pytest.raises(logscan.Cancelled):
        logscan.scan(log, progress=lambda done, total: False)

    def fail(done: int, total: int) -> None:
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        logscan.scan(log, progress=fail)


def test_progress_may_answer_with_numpy(tmp_path: Path) -> None:
    numpy = pytest.importorskip("numpy")
    log = long_log(tmp_path)
    with pytest.raises(logscan.Cancelled):
        logscan.scan(log, progress=lambda done, total: numpy.bool_(False))
    for answer in (numpy.bool_(True), 0, "", [], numpy.int64(0)):
        logscan.scan(log, progress=lambda done, total: answer)


def test_compares_versions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_library, "_loaded", None)
    monkeypatch.setattr(_library, "VERSION", "0.0.9")
    with pytest.warns(logscan.LogscanWarning, match="is version .*, and this package is 0.0.9"):
        _library.load()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        _library.load()


def test_keyboard_interrupt(tmp_path: Path) -> None:
    main = threading.get_ident()
    sent = threading.Event()

    def interrupt(done: int, total: int) -> None:
        if not sent.is_set():
            sent.set()
            signal.pthread_kill(main, signal.SIGINT)

    # Shells start jobs in the background with this signal ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        pytest.raises(KeyboardInterrupt, logscan.scan, long_log(tmp_path), progress=interrupt)
    finally:
        signal.signal(signal.SIGINT, before)
    assert logscan.scan(DATA / "shop.log")["totals"]["lines"] == 234


def test_runs_in_threads(data: Path) -> None:
    found: list[int] = []

    def work() -> None:
        found.append(logscan.scan(data / "shop.log", by="path")["totals"]["lines"])

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [234] * 8


def test_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "logscan", "--version"], stdout=subprocess.PIPE, check=True
    )
    assert done.stdout == f"logscan {logscan.__version__}\n".encode()


def test_without_warnings(data: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        logscan.scan(data / "shop.log")
