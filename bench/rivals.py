"""Asks other programs the same questions, and prints answers as lines of plain text.

rivals.py loop FILE                      count the lines with status 500 in a Python loop
rivals.py fields FILE                    print the sums of cut_fields, from a Python loop
rivals.py has DATABASE                   print the version of its Python module
rivals.py ask DATABASE QUERY FILE [ROWS] run a query (statuses, paths, clients, failing or json)
rivals.py sql DATABASE QUERY FILE [ROWS] print the SQL of the query
rivals.py rows <REPORT                   print the keys and measures of logscan's groups
rivals.py named-rows <REPORT             the same, preceded by the names of the keys
rivals.py goaccess <REPORT               print the rows of GoAccess's panels in that form
rivals.py distinct NUMBER <REPORT        check logscan's groups of NUMBER lines that all differ

DATABASE is duckdb or clickhouse, whose module is called chdb.
"""

import json
import sys

COLUMNS = "client ident user day zone request status bytes referer agent".split()
JSON_THREADS = 2


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


class DuckDB:
    """SQL that reads a log as fast as DuckDB can: with types, without guessing."""

    path = "split_part(split_part(request, ' ', 2), '?', 1)"
    json_path = "split_part(request.uri, '?', 1)"
    json_settings = f"SET threads={JSON_THREADS}; ", ""
    log_settings = "", ""

    @staticmethod
    def read_log(path):
        types = {name: "VARCHAR" for name in COLUMNS} | {"status": "SMALLINT", "bytes": "BIGINT"}
        return (
            f"read_csv('{path}', delim=' ', quote='\"', escape='\"', header=false, "
            f"auto_detect=false, columns={types})"
        )

    @staticmethod
    def read_json(path):
        types = {"status": "SMALLINT", "request": "STRUCT(uri VARCHAR)"}
        return f"read_json('{path}', format='newline_delimited', columns={types})"

    @staticmethod
    def version():
        import duckdb

        return duckdb.__version__

    @staticmethod
    def run(sql):
        import duckdb

        for row in duckdb.sql(sql).fetchall():
            print(*row)


class ClickHouse:
    """The same for ClickHouse, which has its own CSV with spaces between columns."""

    path = "extract(request, ' ([^? ]*)')"
    json_path = "extract(request.uri, '[^?]*')"
    json_settings = (
        "",
        f" SETTINGS max_threads={JSON_THREADS}, input_format_skip_unknown_fields=1, "
        "input_format_json_ignore_unknown_keys_in_named_tuple=1",
    )
    log_settings = (
        "",
        " SETTINGS format_custom_escaping_rule='CSV', format_csv_delimiter=' ', "
        "format_custom_field_delimiter=' '",
    )

    @staticmethod
    def read_log(path):
        types = {"status": "UInt16", "bytes": "UInt64"}
        columns = ", ".join(f"{name} {types.get(name, 'String')}" for name in COLUMNS)
        return f"file('{path}', 'CustomSeparated', '{columns}')"

    @staticmethod
    def read_json(path):
        return f"file('{path}', 'JSONEachRow', 'status UInt16, request Tuple(uri String)')"

    @staticmethod
    def version():
        import chdb

        return str(chdb.query("SELECT version()", "TabSeparated")).strip()

    @staticmethod
    def run(sql):
        import chdb

        print(str(chdb.query(sql, "TabSeparated")).replace("\t", " "), end="")


DATABASES = {"duckdb": DuckDB, "clickhouse": ClickHouse}


def query(database, name, path, rows=10):
    source, (before, after) = database.read_log(path), database.log_settings
    keys, sums, where = {"path": f"{database.path} AS path"}, "", ""
    if name == "statuses":
        return f"{before}SELECT status, count(*) FROM {source} GROUP BY status ORDER BY status{after}"
    if name == "clients":
        keys = {"client": "client"}
    elif name == "failing":
        keys = {"client": "client"} | keys
        sums, where = ", sum(bytes)", "WHERE status >= 500 AND path LIKE '/api/%'"
    elif name == "json":
        keys = {"status": "status", "path": f"{database.json_path} AS path"}
        source, (before, after) = database.read_json(path), database.json_settings
    elif name != "paths":
        sys.exit(__doc__)
    order = ", ".join(keys)
    return (
        f"{before}SELECT {', '.join(keys.values())}, count(*) AS n{sums} FROM {source} {where} "
        f"GROUP BY {order} ORDER BY n DESC, {order} LIMIT {rows}{after}"
    )


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
    elif what in ("has", "ask", "sql") and arguments and arguments[0] in DATABASES:
        database = DATABASES[arguments.pop(0)]
        if what == "has":
            print(database.version())
        elif what == "ask":
            database.run(query(database, *arguments))
        else:
            print(query(database, *arguments))
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
