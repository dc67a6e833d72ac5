# Peak memory with a different group for each line.

if wanted clients; then
  different=$((lines < 16000000 ? lines : 16000000))
  use_log "clients-$different" --lines "$different" --seed 1 --clients "$different"
  log=$dir/clients-$different.log
  add logscan-clients "$(bytes_of "clients-$different")" "$logscan" --by client --top 10 "$log"
  if [ -n "$py" ]; then
    "$logscan" --by client --top 10 --json "$log" |
      "$python" "$here/rivals.py" distinct "$different" >"$work/found" ||
      fail "logscan: wrong counts of $different different clients"
    agreed+=("logscan on $different different clients")
  fi
  run_all logscan-clients
  result "peak memory, $different different clients, a budget of 256 MiB" \
    "$(peak logscan-clients) / 1048576" MiB '<=' 320 '' 1f
fi
