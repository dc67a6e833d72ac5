# The cost of a run on a file of one line.

if wanted start; then
  use_log one --lines 1
  add logscan-one-line "$(bytes_of one)" "$logscan" "$dir/one.log"
  times=20 run_all logscan-one-line
  result 'start to end on a file of one line' "$(median logscan-one-line 1) * 1000" ms '<=' 5 2
fi
