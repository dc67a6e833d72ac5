# A run of --state that finds nothing new in a log of 10 GB (at the default size).

if wanted state; then
  large=$((lines * 6))
  log=$dir/state-$large.log
  state=$dir/state-$large.state
  if [ ! -s "$log" ]; then
    use_log "clean-$lines" --lines "$lines" --seed 1
    note "generating $log"
    for ((part = lines; part <= large; part += lines)); do cat "$dir/clean-$lines.log"; done \
      >"$log.part"
    mv "$log.part" "$log"
  fi
  rm -f "$state"
  note 'reading the log for the first time'
  "$logscan" --state "$state" "$log" >/dev/null
  add logscan-state "$(stat -c %s "$log")" "$logscan" --state "$state" "$log"
  times=20 run_all logscan-state
  [ "$("$logscan" --state "$state" --json "$log" | grep -m 1 -o '"lines": [0-9]*')" = '"lines": 0' ] ||
    fail 'logscan --state: lines were counted again'
  result "--state, nothing new in $(calc "$(stat -c %s "$log") / 1e9" 1f) GB" \
    "$(median logscan-state 1) * 1000" ms '<=' 10 ''
fi
