"""Asks other programs the same questions, and prints answers as lines of plain text.

rivals.py loop FILE                        count the lines with status 500 in a Python loop
rivals.py fields FILE                      print the sums of cut_fields, from a Python loop
rivals.py has-duckdb                       print the version of the Python module
rivals.py duckdb QUERY FILE [ROWS]         run a query (statuses, paths, failing or json) with DuckDB
rivals.py duckdb-query QUERY FILE [ROWS]   print the SQL of the query
rivals.py rows <REPORT                     print the keys and measures of logscan's groups
rivals.py named-rows <REPORT               the same, preceded by the names of the keys
rivals.py goaccess <REPORT                 print the rows of GoAccess's panels in that form
rivals.py distinct NUMBER <REPORT          check logscan's groups of NUMBER lines that all differ
"""

import json
import sys

COLUMNS = "client ident user day zone request status bytes referer agent".split()
PATH = "split_part(split_part(request, ' ', 2), '?', 1)"


def loop(path):
    """Counts the lines that contain one pattern, the least that such a loop can do."""
    count = 0
    with open(path) as log:
        for line in log:
            if '" 500 ' in line:
                count += 1
    print("500", count)


def fields(path):
    """Adds up the fields of combined lines. Quoted fields must not contain quotes."""
    lines = sizes = text = 0
    with open(path, encoding="latin-1") as log:
        for line in log:
            head, request, numbers, referer, _, agent, _ = line.split('"')
            client, _, user = head.split(" ", 3)[:3]
            method, target, protocol = request.split(" ")
            page, _, query = target.partition("?")
            parts = (client, user, request, method, target, page, query, protocol, referer, agent)
            lines += 1
            sizes += int(numbers.split()[1])
            text += sum(len(part) for part in parts if part != "-")
    print(lines, sizes, text)


def read_csv(path):
    """Returns SQL that reads the log as fast as DuckDB can: with types, without guessing."""
    types = {name: "VARCHAR" for name in COLUMNS} | {"status": "SMALLINT", "bytes": "BIGINT"}
    return (
        f"read_csv('{path}', delim=' ', quote='\"', escape='\"', header=false, "
        f"auto_detect=false, columns={types})"
    )


def read_json(path):
    types = {"status": "SMALLINT", "request": "STRUCT(uri VARCHAR)"}
    return f"read_json('{path}', format='newline_delimited', columns={types})"


def query(name, path, rows=10):
    if name == "statuses":
        return f"SELECT status, count(*) FROM {read_csv(path)} GROUP BY status ORDER BY status"
    if name == "paths":
        keys, sums, source, where = f"{PATH} AS path", "", read_csv(path), ""
        order = "path"
    elif name == "failing":
        keys, sums, source = f"client, {PATH} AS path", ", sum(bytes)", read_csv(path)
        where = "WHERE status >= 500 AND starts_with(split_part(request, ' ', 2), '/api/')"
        order = "client, path"
    elif name == "json":
        keys = "status, split_part(request.uri, '?', 1) AS path"
        sums, source, where = "", read_json(path), ""
        order = "status, path"
    else:
        sys.exit(__doc__)
    return (
        f"SELECT {keys}, count(*) AS n{sums} FROM {source} {where} GROUP BY {order} "
        f"ORDER BY n DESC, {order} LIMIT {rows}"
    )


def duckdb_rows(name, *arguments):
    import duckdb

    if name == "json":
        duckdb.sql("SET threads=2")
    for row in duckdb.sql(query(name, *arguments)).fetchall():
        print(*row)


def groups(report, named):
    """Prints keys and measures; null is `-`, as in the log."""
    for group in json.load(report)["groups"]:
        names = [",".join(group["by"])] if named else []
        for row in group["rows"]:
            keys = ["-" if key is None else key for key in row.pop("key")]
            print(*names, *keys, *row.values())


def goaccess(report):
    """Prints keys and counts.

    GoAccess lists requests that were not found separately; a path may have both static and other requests.
    """
    report = json.load(report)
    panels = {"client": "hosts", "hour": "visit_time", "referer": "referrers"}
    for name, panel in panels.items():
        for row in report[panel]["data"]:
            print(name, row["data"], row["hits"]["count"])
    for group in report["status_codes"]["data"]:
        for row in group["items"]:
            print("status", row["data"][:3], row["hits"]["count"])
    found = {}
    for row in report["requests"]["data"] + report["static_requests"]["data"]:
        found[row["data"]] = found.get(row["data"], 0) + row["hits"]["count"]
    for path, count in found.items():
        print("path", path, count)
    for row in report["not_found"]["data"]:
        print("path,status", row["data"], 404, row["hits"]["count"])


def distinct(number, report):
    (group,) = json.load(report)["groups"]
    error = group["distinct_error_bound"] * number
    most = 1 + group["error_bound"]
    if group["total"]["count"] != number or abs(group["distinct"] - number) > error:
        sys.exit(f"expected {number} different lines, got {group['total']}, {group['distinct']} different")
    if any(not 1 <= row["count"] <= most for row in group["rows"]):
        sys.exit(f"expected counts of at most {most}, got {group['rows']}")


def main():
    what, *arguments = sys.argv[1:] or [""]
    if what == "loop":
        loop(*arguments)
    elif what == "fields":
        fields(*arguments)
    elif what == "duckdb":
        duckdb_rows(*arguments)
    elif what == "duckdb-query":
        print(query(*arguments))
    elif what == "has-duckdb":
        import duckdb

        print(duckdb.__version__)
    elif what in ("rows", "named-rows"):
        groups(sys.stdin, what == "named-rows")
    elif what == "goaccess":
        goaccess(sys.stdin)
    elif what == "distinct":
        distinct(int(arguments[0]), sys.stdin)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
