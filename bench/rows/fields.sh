# Extraction of all fields by the library, with one thread, without writing records.

if wanted fields && use_library_program cut_fields; then
  cut_fields=$(dirname "$logscan")/cut_fields
  use_main
  log=$dir/$main.log
  if [ -n "$py" ]; then
    note 'extracting fields with Python'
    "$python" "$here/rivals.py" fields "$log" >"$work/want"
    "$cut_fields" "$log" >"$work/found"
    agree 'a Python loop and cut_fields on all fields' "$work/found" "$work/want"
  fi
  add cut-fields "$(bytes_of "$main")" "$cut_fields" "$log"
  run_all cut-fields
  result 'extraction of all fields of all lines, one thread' "$lines / $(median cut-fields 1) / 1000000" \
    'M lines/s' '>=' 6
fi
