# The growth of CPU time with ten times as many lines.

if wanted growth; then
  small=$((lines * 3 / 10))
  large=$((lines * 3))
  use_log "clean-$small" --lines "$small" --seed 1
  use_log "clean-$large" --lines "$large" --seed 1
  add logscan-small "$(bytes_of "clean-$small")" "$logscan" "$dir/clean-$small.log"
  add logscan-large "$(bytes_of "clean-$large")" "$logscan" "$dir/clean-$large.log"
  run_all logscan-small logscan-large
  result "CPU time of $large lines / of $small" \
    "$(calc "$(median logscan-large 2) / $(median logscan-small 2)" 4f)" x '<=' 10.5 ''
fi
