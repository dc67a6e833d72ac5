# Finds the rivals that are installed.

missing=()
rg=$(command -v rg || true)
mawk=$(command -v mawk || true)
igzip=$(command -v igzip || true)
zstd=$(command -v zstd || true)
goaccess=$(command -v goaccess || true)
py=$(command -v "$python" || true)
duckdb=
duckdb_command=() # takes the arguments QUERY FILE [ROWS]
if [ -n "$py" ] && duckdb=$("$python" "$here/rivals.py" has-duckdb 2>/dev/null); then
  duckdb_command=("$python" "$here/rivals.py" duckdb)
elif command -v duckdb >/dev/null && [ -n "$py" ]; then
  duckdb=$(duckdb --version)
  # The query contains the name of the file, so a shell has to build it first.
  duckdb_command=(bash -c 'duckdb -list -noheader -separator " " -c "$("$@")"' bash
    "$python" "$here/rivals.py" duckdb-query)
fi
[ -n "$rg" ] || missing+=('rg (package ripgrep)')
[ -n "$mawk" ] || missing+=('mawk (package mawk)')
[ -n "$igzip" ] || missing+=('igzip (package isal)')
[ -n "$zstd" ] || missing+=('zstd (package zstd)')
[ -n "$goaccess" ] || missing+=('goaccess (package goaccess)')
[ -n "$py" ] || missing+=('python3 (package python3)')
[ -n "$duckdb" ] || missing+=('DuckDB (its Python module, `pip install duckdb` in a virtual environment; then PYTHON=venv/bin/python)')
