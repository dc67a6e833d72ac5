# Merging the partials of a thousand ranges of a log; the result must equal the report of one run.

if wanted merge; then
  use_log "clean-$lines" --lines "$lines" --seed 1
  log=$dir/clean-$lines.log
  parts=$work/parts
  mkdir "$parts"
  range=$(($(bytes_of "clean-$lines") / 1000 + 1))
  note 'writing 1000 partials'
  for ((part = 0; part < 1000; part++)); do
    "$logscan" --partial -o "$parts/$part" --range "$((part * range)):$range" "$log"
  done
  cmp <("$logscan" --merge "$parts"/* --json --no-run) <("$logscan" --json --no-run "$log") ||
    fail 'the report of merged partials differs from that of one run'
  add logscan-merge "$(du -bc "$parts" | tail -n 1 | cut -f 1)" "$logscan" --merge "$parts"/*
  run_all logscan-merge
  result 'merge of 1000 partials of the default report' "$(median logscan-merge 1)" s '<=' 1 ''
  for label in logscan-merge before-logscan-merge; do
    [ -z "${command[$label]:-}" ] || command[$label]="${command[$label]%% *} --merge DIR/* "
  done
fi
