# Checks that all programs agree before anything is measured.

codes() { # KEY: prints the counts in the JSON object of that name as "code count" lines
  tr -d '\n ' | grep -o "\"$1\":{[^}]*}" | head -1 | grep -o '"[0-9-]*":[0-9]*' |
    tr -d '"' | tr ':' ' ' | sort
}

agreed=()
agree() { # WHAT FILE-WITH-COUNTS EXPECTED
  if ! cmp -s "$2" "$3"; then
    diff "$3" "$2" | head -10 >&2
    fail "$1: the counts differ (< expected, > found)"
  fi
  agreed+=("$1")
}

check_logscan() { # LOG
  "$logscan" --json "$dir/$1.log" | codes codes >"$work/found"
  codes status <"$dir/$1.expected.json" >"$work/want"
  agree "logscan on $1.log" "$work/found" "$work/want"
}

readonly every_row=1000000 # the largest value of --top

# Compares logscan's rows with DuckDB's: first the rows that are measured, then all rows.
check_rows() { # WHAT LOG QUERY OPTION...
  local what=$1 log=$dir/$2.log query=$3 top
  shift 3
  for top in 10 "$every_row"; do
    "$logscan" "$@" --top "$top" --json "$log" | "$python" "$here/rivals.py" rows >"$work/found"
    "${duckdb_command[@]}" "$query" "$log" "$top" >"$work/want"
    [ -s "$work/want" ] || fail "$what: DuckDB found no row; use a longer log"
    agree "DuckDB and logscan on $what ($(wc -l <"$work/want") rows)" "$work/found" "$work/want"
  done
}
