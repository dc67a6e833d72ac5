# JSON lines by status and path, with two threads. A tenth of the lines takes 1 GB.

if wanted json; then
  caddy=caddy-$some
  use_log "$caddy" --lines "$some" --seed 1 --format caddy
  log=$dir/$caddy.log
  b=$(bytes_of "$caddy")
  add logscan-json "$b" "$logscan" -j 2 --by status,path "$log"
  group=(logscan-json)
  add_databases json "$log"
  if [ "${#databases[@]}" -gt 0 ]; then
    check_rows 'JSON by status and path' "$caddy" json --by status,path --show count
  fi
  run_all "${group[@]}"
  result 'JSON lines by status and path, two threads' "$b / $(median logscan-json 1) / 1e9" GB/s '>=' 1.5
  beside_databases "Caddy's JSON by status and path, two threads, $some lines" logscan-json json \
    'JSON by status and path, two threads' 1
fi
