# The default report, for the rows report, rivals and memory.

histogram='{ h[$9]++ } END { for (s in h) print s, h[s] }'
check_rivals() { # LOG: checks the counts of the rivals that are installed
  local log=$dir/$1.log
  codes status <"$dir/$1.expected.json" >"$work/want"
  grep '^500 ' "$work/want" >"$work/want500" || echo '500 0' >"$work/want500"
  if [ -n "$rg" ]; then
    echo "500 $("$rg" -c '" 500 ' "$log" || true)" >"$work/found"
    agree 'rg on 500' "$work/found" "$work/want500"
  fi
  wanted rivals || return 0
  if [ -n "$mawk" ]; then
    "$mawk" "$histogram" "$log" | sort >"$work/found"
    agree mawk "$work/found" "$work/want"
  fi
  if [ -n "$py" ]; then
    "$python" "$here/rivals.py" loop "$log" >"$work/found"
    agree 'the Python loop on 500' "$work/found" "$work/want500"
  fi
  for database in ${databases[@]+"${databases[@]}"}; do
    ask "$database" statuses "$log" | sort >"$work/found"
    agree "${database_names[$database]}" "$work/found" "$work/want"
  done
}

if wanted report || wanted rivals || wanted memory; then
  use_main
  note 'checking that all programs agree'
  check_rivals "$main"
  b=$(bytes_of "$main")
  log=$dir/$main.log
  group=(logscan)
  add logscan "$b" "$logscan" "$log"
  if wanted report; then
    add logscan-j1 "$b" "$logscan" -j 1 "$log"
    add read-1 "$b" "$dir/bin/read_loop" "$log" 1
    add "read-$cores" "$b" "$dir/bin/read_loop" "$log" "$cores"
    group+=(logscan-j1 read-1)
    [ "$cores" -eq 1 ] || group+=("read-$cores")
    if [ -n "$rg" ]; then add rg "$b" "$rg" -c '" 500 ' "$log" && group+=(rg); fi
  fi
  if wanted rivals; then
    if [ -n "$py" ]; then add python "$b" "$python" "$here/rivals.py" loop "$log" && group+=(python); fi
    add_databases statuses "$log"
    if [ -n "$mawk" ]; then add mawk "$b" "$mawk" "$histogram" "$log" && group+=(mawk); fi
  fi
  run_all "${group[@]}"
  has() { [[ " ${group[*]} " == *" $1 "* ]]; }
  if has rg; then
    beside "default report, $cores threads" logscan "\`rg -c '\" 500 '\`" rg
    result "default report, all $cores cores, against rg -c '\" 500 '" "$(ratio logscan rg)" x '<=' 1.2 1.0
  fi
  if has read-1; then
    beside "default report, $cores threads" logscan 'a bare read of the file, as many threads' "read-$cores"
    beside 'default report, one thread' logscan-j1 'a bare read, one thread' read-1
    result 'default report, one thread, against a bare read loop' "$(ratio logscan-j1 read-1)" x '<=' 2.5 2.0
  fi
  if has python; then
    result 'faster than a Python loop with `in`' "$(ratio python logscan)" x '>=' 20 '' 1f
  fi
  if wanted rivals; then
    beside_databases "default report, $cores threads" logscan statuses 'CSV by status' 10
  fi
  if has python; then beside "default report, $cores threads" logscan 'a Python loop with `in`' python; fi
  if has mawk; then
    beside "default report, $cores threads" logscan 'a mawk histogram of the ninth word' mawk
    result 'faster than a mawk histogram' "$(ratio mawk logscan)" x '>=' 25 '' 1f
  fi
  if wanted memory; then
    result "peak memory, $lines lines" "$(peak logscan) / 1048576" MiB '<=' 16 '' 1f
  fi
fi
