# Runs commands in turn and computes medians; collects the results.

# Each command has a label. $work/LABEL has a line for each run: wall, CPU, KiB, exit status.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
declare -A command size
declare -A worst_exit # LABEL: an exit status above 1 that is right
before_each=:         # a command to run before each run
labels=()

add() { # LABEL BYTES COMMAND...
  labels+=("$1")
  size[$1]=$2
  shift 2
  command[${labels[-1]}]=$(for word in "$@"; do
    # Quote only what a shell requires, since people read the command in the record.
    if [[ $word =~ ^[A-Za-z0-9_./,=-]+$ ]]; then printf '%s ' "$word"; else printf '%s ' "${word@Q}"; fi
  done)
}

run_all() { # LABEL...: runs all of them in each round, each $times times in a row (default 1)
  local round label
  for label in "$@"; do
    warm_up "$label"
    if add_before "$label"; then set -- "$@" "before-$label"; fi
  done
  for ((round = 1; round <= rounds; round++)); do
    note "round $round of $rounds: $*"
    for label in "$@"; do
      eval "$before_each"
      eval "$timed ${times:-1} ${command[$label]}" >>"$work/$label" 2>"$work/$label.messages"
    done
  done
  for label in "$@"; do
    # rg exits with 1 if no line matches.
    awk -v worst="${worst_exit[$label]:-1}" '$4 > worst { bad = 1 } END { exit bad }' "$work/$label" ||
      fail "command failed: ${command[$label]}"$'\n'"$(cat "$work/$label.messages")"
  done
}
warm_up() { eval "$timed 1 ${command[$1]}" >/dev/null 2>&1; }

add_before() { # LABEL: its command with the older program; false if that one cannot run it
  local ours theirs
  [ -n "$before" ] || return 1
  ours=$(dirname "$logscan")
  theirs=$(dirname "$before")
  [[ ${command[$1]} == "$ours/"* ]] || return 1
  command[before-$1]=$theirs${command[$1]#"$ours"}
  size[before-$1]=${size[$1]}
  worst_exit[before-$1]=${worst_exit[$1]:-1}
  if eval "$timed 1 ${command[before-$1]}" 2>/dev/null |
    awk -v worst="${worst_exit[$1]:-1}" '{ bad = $4 > worst } END { exit bad || !NR }'
  then
    labels+=("before-$1")
  else
    note "$before cannot run this: ${command[$1]}"
    return 1
  fi
}

slower=()
compare_with_before() { # A slow minute spoils a median or a fastest run, but seldom both.
  local label ratio
  for label in "${labels[@]}"; do
    [ -s "$work/before-$label" ] || continue
    ratio=$(calc "$(printf '%s\n%s\n' "$(ratio "$label" "before-$label")" \
      "$(calc "$(fastest "$label") / $(fastest "before-$label")" 6f)" | sort -g | head -n 1)" 3f)
    result "$label, against the program before" "$ratio" x '<=' 1.05 '' 3f
    calc_true "$ratio <= 1.05" || slower+=("$label")
  done
}

median() { # LABEL COLUMN
  sort -g -k "$2,$2" "$work/$1" | awk -v c="$2" '
    { v[NR] = $c } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}
fastest() { sort -g "$work/$1" | head -n 1 | cut -d' ' -f1; }
peak() { awk '$3 > m { m = $3 } END { print m * 1024 }' "$work/$1"; }
calc() { awk "BEGIN { printf \"%.${2:-2f}\", $1 }"; }

results=() # what|target|result|verdict
result() { # WHAT VALUE UNIT "<="|">="|"-" LIMIT BEYOND DIGITS: "-" if there is no target
  # LIMIT is the target, BEYOND an optional stricter one.
  local verdict=recorded target=recorded value
  value=$(calc "$2" "${7:-2f}")
  if [ "$4" != - ]; then
    target="at most $5 $3"
    [ "$4" = '<=' ] || target="at least $5 $3"
    target+=${6:+" (beyond it: $6)"}
    verdict=missed
    if calc_true "$2 $4 $5"; then verdict=met; fi
    if [ -n "${6:-}" ] && calc_true "$2 $4 $6"; then verdict="met, and beyond"; fi
  fi
  results+=("$1|$target|$value $3|$verdict")
}
calc_true() { awk "BEGIN { exit !($1) }"; }
ratio() { calc "$(median "$1" 1) / $(median "$2" 1)" 6f; }

summary=() # work|seconds|rival|its seconds|ratio
beside() { # WORK LABEL RIVAL LABEL-OF-RIVAL: adds a row to the table that README and docs quote
  summary+=("$1|$(short "$(median "$2" 1)")|$3|$(short "$(median "$4" 1)")|$(short "$(ratio "$4" "$2")")")
}
beside_databases() { # WORK LABEL QUERY WHAT DUCKDB'S-LIMIT [CLICKHOUSE'S]
  local database name limit
  for database in ${databases[@]+"${databases[@]}"}; do
    name=${database_names[$database]}
    limit=$5
    [ "$database" = duckdb ] || limit=${6:-}
    result "faster than $name, $4" "$(ratio "$database-$3" "$2")" x "$([ -n "$limit" ] && echo ">=" || echo -)" \
      "$limit" '' 1f
    beside "$1" "$2" "$name" "$database-$3"
  done
}
short() { awk -v n="$1" 'BEGIN { printf (n >= 100 ? "%.0f" : n >= 10 ? "%.3g" : "%.2g"), n }'; }

# Instructions in user space, which do not depend on the load of the machine.
counter=
if perf stat -x, -e instructions:u true 2>&1 | grep -q '^[0-9]'; then
  counter='perf stat -e instructions:u'
elif command -v valgrind >/dev/null; then
  counter='valgrind --tool=callgrind'
else
  missing+=('a counter of instructions (package linux-perf or valgrind)')
fi
instructions() { # COMMAND...
  case $counter in
    perf*)
      perf stat -x, -e instructions:u -o "$work/counted" "$@" >/dev/null 2>&1 || true
      grep -m 1 instructions "$work/counted" | cut -d, -f1
      ;;
    valgrind*)
      valgrind --tool=callgrind --callgrind-out-file="$work/counted" "$@" >/dev/null 2>&1 || true
      sed -n 's/^totals: //p' "$work/counted"
      ;;
  esac
}

line_costs=() # format|CPU ns a line|target|instructions a line
