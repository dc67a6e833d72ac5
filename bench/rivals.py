"""How the same questions are asked in Python: rivals.py loop|duckdb|has-duckdb FILE."""

import sys


def loop(path):
    """Counts the lines that contain one pattern: the least that such a loop can do."""
    count = 0
    with open(path) as log:
        for line in log:
            if '" 500 ' in line:
                count += 1
    print("500", count)


def query(path):
    columns = ("client ident user day zone request status bytes referer agent").split()
    types = ", ".join(f"'{name}': 'VARCHAR'" for name in columns)
    return (
        f"SELECT status, count(*) FROM read_csv('{path}', delim=' ', quote='\"', escape='\"', "
        f"header=false, auto_detect=false, columns={{{types}}}) GROUP BY status ORDER BY status"
    )


def duckdb_statuses(path):
    import duckdb

    for status, count in duckdb.sql(query(path)).fetchall():
        print(status, count)


def main():
    what, path = sys.argv[1], (sys.argv[2:] or [""])[0]
    if what == "loop":
        loop(path)
    elif what == "duckdb":
        duckdb_statuses(path)
    elif what == "duckdb-query":
        print(query(path))
    elif what == "has-duckdb":
        import duckdb

        print(duckdb.__version__)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main()
