# Every field of every line cut by the library, with one thread, and no record written.

cut_fields=$(dirname "$logscan")/cut_fields
if wanted fields && [ -f "$(dirname "$logscan")/CMakeCache.txt" ]; then
  note 'building cut_fields'
  cmake --build "$(dirname "$logscan")" --target cut_fields >&2
fi
if wanted fields && [ ! -x "$cut_fields" ]; then
  missing+=("$cut_fields (target cut_fields of the build that logscan is from)")
  note "not found here: ${missing[-1]}"
elif wanted fields; then
  use_main
  log=$dir/$main.log
  if [ -n "$py" ]; then
    note 'cutting fields with Python'
    "$python" "$here/rivals.py" fields "$log" >"$work/want"
    "$cut_fields" "$log" >"$work/found"
    agree 'a Python loop and cut_fields on all fields' "$work/found" "$work/want"
  fi
  add cut-fields "$(bytes_of "$main")" "$cut_fields" "$log"
  run_all cut-fields
  result 'all fields of all lines cut, one thread' "$lines / $(median cut-fields 1) / 1000000" \
    'M lines/s' '>=' 6
fi
