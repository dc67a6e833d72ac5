# The time from the write of a line to its place in the output of --follow.

if wanted follow; then
  note 'writing 2000 lines to a followed log'
  "$python" "$here/follow_latency" "$logscan" 2000 >"$work/latency" || [ -s "$work/latency" ] ||
    fail 'logscan -F: lines are missing from the output'
  latency() { sed -n "s/.*$1 \([0-9.]*\) ms.*/\1/p" "$work/latency"; }
  result 'follow, from write to output, 99th percentile' "$(latency '99th percentile')" ms '<=' 100 '' 1f
  result 'follow, from write to output, median' "$(latency median)" ms - '' '' 1f
  result 'follow, from write to output, largest' "$(latency largest)" ms - '' '' 1f
fi
