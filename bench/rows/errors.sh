# A log in which 30 % of the lines are errors.

if wanted errors; then
  use_log "errors30-$lines" --lines "$lines" --seed 1 --errors 30
  b=$(bytes_of "errors30-$lines")
  add logscan-errors30 "$b" "$logscan" "$dir/errors30-$lines.log"
  add logscan-errors30-j1 "$b" "$logscan" -j 1 "$dir/errors30-$lines.log"
  add read-errors30-1 "$b" "$dir/bin/read_loop" "$dir/errors30-$lines.log" 1
  run_all logscan-errors30 logscan-errors30-j1 read-errors30-1
  result '30 % errors, all cores' "$(median logscan-errors30 1)" s - '' '' 3f
  result '30 % errors, one thread, against a bare read loop' \
    "$(ratio logscan-errors30-j1 read-errors30-1)" x -
fi
