"""docs/report.schema.json describes every JSON report, and accepts nothing else."""

from __future__ import annotations

import copy
import gzip
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import DATA, run_program

jsonschema: Any = pytest.importorskip("jsonschema")

DOCS = DATA.parent / "docs"
SCHEMA: dict[str, Any] = json.loads((DOCS / "report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

LOGS = sorted(path.name for path in DATA.glob("*.log"))
SHOP = str(DATA / "shop.log")

# Each of them for each log.
QUESTIONS = {
    "default": [],
    "by": ["--by", "path,status", "--top", "1000"],
    "several": ["--by", "client", "--by", "user,agent", "--show", "share,rps,sum,mean,min,max"],
    "every": ["--every", "1h", "--show", "count,p95,first,last,bytes,clients"],
    "every by": ["--every", "1h", "--by", "path", "--by", "status", "--show", "share,p50,p90,p99"],
    "where": ["--where", "status >= 400 and not path = /", "--timezone", "Europe/Berlin"],
    "status": ["--status", "5xx,404", "--since", "2026-01-01", "--until", "2027-01-01"],
    "no line": ["--path", "/nowhere", "--by", "path", "--every", "1d"],
    "fail_if": ["--fail-if", "errors.rate > 1pct", "--fail-if", "p99(duration) > 2s"],
    "fail_if by": ["--fail-if", "server_errors >= 1", "--by", "path", "--min-requests", "2"],
    "baseline": ["--baseline"],
    "compare": ["--compare", "EARLIER"],
    "compare by": ["--compare", "EARLIER_BY", "--by", "path"],
    "compare_period": ["--compare-period", "1 day"],
    "no run": ["--no-run"],
    "top": ["--top", "1", "--normalize", "--mask", "clients,queries,users"],
    "format": ["--log-format", "combined", "--max-line", "200"],
    "range": ["--range", "1000:3000"],
}


def report_of(*arguments: str) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(run_program("--json", *arguments))
    return report


def check(report: dict[str, Any]) -> None:
    errors = [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(report)]
    assert not errors, "\n".join(errors)


def at(value: Any, place: tuple[Any, ...]) -> Any:
    for key in place:
        value = value[key]
    return value


def objects(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yields the places of all objects in `value`; of a list, those of the first item."""
    if isinstance(value, dict):
        yield place
        for key, each in value.items():
            yield from objects(each, (*place, key))
    elif isinstance(value, list) and value:
        yield from objects(value[0], (*place, 0))


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Reports to compare with."""
    folder = tmp_path_factory.mktemp("earlier")
    files = {"EARLIER": str(folder / "a.json"), "EARLIER_BY": str(folder / "b.json")}
    run_program("-o", files["EARLIER"], SHOP)
    run_program("-o", files["EARLIER_BY"], "--by", "path", SHOP)
    return files


def test_schema_is_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_schema_is_strict() -> None:
    """Every object refuses unknown keys, and every key has a description and is in the docs."""
    words = set(re.findall(r"\w+", (DOCS / "json.md").read_text(encoding="utf-8")))
    for place in objects(SCHEMA):
        entry = at(SCHEMA, place)
        if place[-1:] == ("properties",) or "object" not in entry.get("type", []):
            continue
        # The objects with measures refuse other keys, as test_refuses_other_values() shows.
        assert place == ("$defs", "measures") or entry["additionalProperties"] is False, place
        for key, value in entry.get("properties", {}).items():
            target = SCHEMA["$defs"].get(value.get("$ref", "").rpartition("/")[2], {})
            assert "description" in {**target, **value}, (*place, key)
            assert key.endswith("_raw") or key in words, key


@pytest.mark.parametrize("log", LOGS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_reports(question: str, log: str, earlier: dict[str, str]) -> None:
    words = [earlier.get(word, word) for word in QUESTIONS[question]]
    check(report_of(*words, str(DATA / log)))


def test_own_fields() -> None:
    show = "count,mean(upstream_response_time),p95(upstream_response_time)"
    log = [str(DATA / "edge.log"), "--log-format-from", str(DATA / "edge.conf")]
    report = report_of(*log, "--by", "upstream_cache_status", "--show", show)
    assert "p95(upstream_response_time)" in report["groups"][0]["total"]
    check(report)


def test_inputs(tmp_path: Path) -> None:
    packed = tmp_path / "packed.gz"
    packed.write_bytes(gzip.compress((DATA / "shop.log").read_bytes()))
    report = report_of(str(tmp_path / "missing.log"), str(packed), SHOP, str(DATA / "empty.log"))
    assert [each["error"] is None for each in report["inputs"]] == [False, True, True, True]
    assert report["inputs"][1]["compression"] == "gzip"
    check(report)


def test_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    log = tmp_path / os.fsdecode(b"\xff.log")
    log.write_bytes(
        b'1.2.3.4 - - [12/Jan/2026:10:00:00 +0000] "GET /\xff\xfe HTTP/1.1" 404 1\n\xff\xfe\n'
    )
    words = ["--path", os.fsdecode(b"/\xff*"), "--fail-if", "errors > 1", "--by", "path"]
    report = report_of(*words, str(log))
    assert report["filters"][0]["value_raw"] == "2fff2a"
    assert report["inputs"][0]["path_raw"].endswith("ff2e6c6f67")
    assert report["groups"][0]["rows"][0]["key_raw"] == ["2ffffe"]
    assert report["fail_if"][0]["key_raw"] == ["2ffffe"]
    assert report["top_errors"][0]["paths"][0]["path_raw"] == "2ffffe"
    assert report["malformed"]["samples"][0]["text_raw"] == "fffe"
    check(report)


def test_counts_that_are_not_exact(tmp_path: Path) -> None:
    log = tmp_path / "many.log"
    line = '10.0.{}.{} - - [12/Jan/2026:10:00:00 +0000] "GET /{} HTTP/1.1" 404 1\n'
    log.write_text("".join(line.format(i // 250, i % 250, i) for i in range(20000)))
    words = ["--memory", "1Mi", "--by", "path", "--show", "count,errors,rate,clients"]
    report = report_of(*words, "--fail-if", "requests > 1", str(log))
    assert report["groups"][0]["error_bound"] > 0
    assert report["fail_if"][0]["unseen_requests"] > 0
    check(report)
    check(report_of("--every", "1m", *words, str(log)))


@pytest.mark.parametrize("question", [[], ["--by", "path", "--show", "count,p95,clients"]])
def test_merged_partials(question: list[str], tmp_path: Path) -> None:
    parts = []
    for name in ("shop.log", "hostile.log", "empty.log"):
        parts.append(str(tmp_path / f"{name}.part"))
        run_program("--partial", "-o", parts[-1], *question, str(DATA / name))
    check(report_of("--merge", *parts))


def test_state(tmp_path: Path) -> None:
    log, state = tmp_path / "a.log", str(tmp_path / "a.state")
    lines = (DATA / "shop.log").read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join(lines[:100]))
    first = report_of("--state", state, str(log))
    log.write_bytes(b"".join(lines[:200]) + b"half a li")
    second = report_of("--state", state, str(log))
    log.write_bytes(b"".join(lines[200:210]))
    third = report_of("--state", state, str(log))
    assert first["state"]["from"] is None
    assert second["state"]["from"] == first["state"]["to"]
    assert second["state"]["pending_bytes"] == len("half a li")
    assert third["state"]["lost"]
    for report in (first, second, third):
        check(report)


# Keys that may be absent.
OPTIONAL = {
    *("state", "filters", "filter_hints", "fail_if", "comparison", "groups", "series", "baseline"),
    *("run", "zone", "part", "clients_error_bound", "percentiles_error_bound"),
}


@pytest.mark.parametrize(
    "question",
    [
        ["--by", "path", "--compare", "EARLIER_BY", "--fail-if", "errors.rate > 1pct"],
        ["--every", "1d", "--since", "2026-01-01", "--by", "status"],
        ["--baseline"],
    ],
)
def test_refuses_unknown_and_missing_keys(question: list[str], earlier: dict[str, str]) -> None:
    words = [earlier.get(word, word) for word in question]
    report = report_of(*words, str(DATA / "hostile.log"))
    check(report)
    for place in objects(report):
        changed = copy.deepcopy(report)
        at(changed, place)["unknown"] = 1
        assert not VALIDATOR.is_valid(changed), place
        # All keys of these are optional: codes, reasons and measures.
        free = place[-1:] in (("codes",), ("reasons",), ("others",), ("total",))
        if free or place[-3:-1] == ("methods", 0):
            continue
        measures = set(SCHEMA["$defs"]["measures"]["properties"]) if "rows" in place else set()
        for key in at(report, place):
            if key in OPTIONAL | measures or key.endswith("_raw"):
                continue
            changed = copy.deepcopy(report)
            del at(changed, place)[key]
            assert not VALIDATOR.is_valid(changed), (*place, key)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("schema",), "logscan.report/2"),
        (("time", "first"), "12/Jan/2026:10:00:00 +0000"),
        (("totals", "lines"), -1),
        (("totals", "lines"), "1"),
        (("inputs", 0, "path"), None),
        (("inputs", 0, "compression"), "zip"),
        (("status", "codes", "1000"), 1),
        (("status", "errors", "rate"), 1.5),
        (("malformed", "reasons", "none"), 1),
        (("malformed", "samples", 0, "text_raw"), "xyz"),
        (("top_errors", 0, "status"), 200),
        (("groups", 0, "rows", 0, "key"), "/"),
        (("groups", 0, "rows", 0, "p42"), 1),
        (("groups", 0, "total", "key"), ["/"]),
        (("comparison", "changes", 0, "verdict"), "odd"),
        (("comparison", "changes", 0, "of"), "client"),
        (("series",), []),
    ],
)
def test_refuses_other_values(place: tuple[Any, ...], value: Any, earlier: dict[str, str]) -> None:
    words = ["--by", "path", "--compare", earlier["EARLIER_BY"], "--top", "1"]
    report = report_of(*words, str(DATA / "hostile.log"))
    check(report)
    at(report, place[:-1])[place[-1]] = value
    assert not VALIDATOR.is_valid(report)
