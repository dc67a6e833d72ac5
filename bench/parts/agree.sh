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

totals() { # REPORT: prints the first of each count in a JSON object
  local name
  for name in parsed malformed blank comment; do
    printf '%s %s\n' "$name" "$(grep -o "\"$name\": [0-9]*" "$1" | head -1 | grep -o '[0-9]*$')"
  done
}

check_logscan() { # LOG
  # It exits with 4 if no line is one of an access log.
  "$logscan" --json "$dir/$1.log" >"$work/report" 2>"$work/messages" || [ $? -eq 4 ] ||
    fail "$(cat "$work/messages")"
  sed '1,/"totals"/d' "$work/report" >"$work/report-totals"
  { totals "$work/report-totals"; codes codes <"$work/report" || true; } >"$work/found"
  { totals "$dir/$1.expected.json"; codes status <"$dir/$1.expected.json" || true; } >"$work/want"
  agree "logscan on $1.log" "$work/found" "$work/want"
}

readonly every_row=1000000 # the largest value of --top

# Compares logscan's rows with those of the databases: first the rows that are measured, then all.
check_rows() { # WHAT LOG QUERY OPTION...
  local what=$1 log=$dir/$2.log query=$3 top database name
  shift 3
  for top in 10 "$every_row"; do
    "$logscan" "$@" --top "$top" --json "$log" | "$py" "$here/rivals.py" rows >"$work/found"
    for database in ${databases[@]+"${databases[@]}"}; do
      name=${database_names[$database]}
      ask "$database" "$query" "$log" "$top" >"$work/want"
      [ -s "$work/want" ] || fail "$what: $name found no row; use a longer log"
      agree "$name and logscan on $what ($(wc -l <"$work/want") rows)" "$work/found" "$work/want"
    done
  done
}
