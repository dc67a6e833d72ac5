# Finds the rivals that are installed.

missing=()
rg=$(command -v rg || true)
mawk=$(command -v mawk || true)
igzip=$(command -v igzip || true)
zstd=$(command -v zstd || true)
goaccess=$(command -v goaccess || true)
rhit=$(command -v rhit || true)
agrind=$(command -v agrind || true)
lnav=$(command -v lnav || true)
py=$(command -v "$python" || true)

# Each command of a database takes the arguments QUERY FILE [ROWS]. With a program, a shell has to
# build the query first, since it contains the name of the file.
duckdb=
clickhouse=
declare -A database_names=() database_commands=()
ask_by_program() { # DATABASE COMMAND
  printf '%q ' bash -c "$2" bash "$py" "$here/rivals.py" sql "$1"
}
if [ -n "$py" ]; then
  if duckdb=$("$py" "$here/rivals.py" has duckdb 2>/dev/null); then
    database_commands[duckdb]=$(printf '%q ' "$py" "$here/rivals.py" ask duckdb)
  elif command -v duckdb >/dev/null; then
    duckdb=$(duckdb --version | sed 's, .*,,; s,^v,,')
    database_commands[duckdb]=$(ask_by_program duckdb 'duckdb -list -noheader -separator " " -c "$("$@")"')
  fi
  if command -v clickhouse >/dev/null; then
    clickhouse=$(clickhouse local --query 'SELECT version()')
    database_commands[clickhouse]=$(ask_by_program clickhouse \
      'clickhouse local --query "$("$@")" | tr "\t" " "')
  elif clickhouse=$("$py" "$here/rivals.py" has clickhouse 2>/dev/null); then
    database_commands[clickhouse]=$(printf '%q ' "$py" "$here/rivals.py" ask clickhouse)
  fi
fi
databases=()
[ -z "$duckdb" ] || databases+=(duckdb)
[ -z "$clickhouse" ] || databases+=(clickhouse)
database_names=([duckdb]="DuckDB $duckdb" [clickhouse]="ClickHouse $clickhouse")
ask() { # DATABASE QUERY FILE [ROWS]
  local words
  eval "words=(${database_commands[$1]})"
  "${words[@]}" "${@:2}"
}
add_databases() { # QUERY LOG: adds each as DATABASE-QUERY, to `group` as well
  local database words
  for database in ${databases[@]+"${databases[@]}"}; do
    eval "words=(${database_commands[$database]})"
    add "$database-$1" "$(stat -c %s "$2")" "${words[@]}" "$1" "$2"
    group+=("$database-$1")
  done
}

[ -n "$rg" ] || missing+=('rg (package ripgrep)')
[ -n "$mawk" ] || missing+=('mawk (package mawk)')
[ -n "$igzip" ] || missing+=('igzip (package isal)')
[ -n "$zstd" ] || missing+=('zstd (package zstd)')
[ -n "$goaccess" ] || missing+=('goaccess (package goaccess)')
[ -n "$py" ] || missing+=('python3 (package python3)')
[ -n "$duckdb" ] || missing+=('DuckDB (`pip install duckdb` in a virtual environment; then PYTHON=venv/bin/python)')
[ -n "$clickhouse" ] || missing+=('ClickHouse (`pip install chdb`, likewise)')
[ -n "$rhit" ] || missing+=('rhit (`cargo install rhit`)')
[ -n "$agrind" ] || missing+=('angle-grinder (`cargo install ag`)')
[ -n "$lnav" ] || missing+=('lnav (package lnav)')
