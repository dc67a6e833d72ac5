# JSON lines by status and path, with two threads. A tenth of the lines takes 1 GB.

if wanted json; then
  caddy=caddy-$some
  use_log "$caddy" --lines "$some" --seed 1 --format caddy
  log=$dir/$caddy.log
  b=$(bytes_of "$caddy")
  add logscan-json "$b" "$logscan" -j 2 --by status,path "$log"
  group=(logscan-json)
  if [ -n "$duckdb" ]; then
    check_rows 'JSON by status and path' "$caddy" json --by status,path --show count
    add duckdb-json "$b" "${duckdb_command[@]}" json "$log"
    group+=(duckdb-json)
  fi
  run_all "${group[@]}"
  result 'JSON lines by status and path, two threads' "$b / $(median logscan-json 1) / 1e9" GB/s '>=' 1.5
  if [ -n "$duckdb" ]; then
    result "faster than DuckDB $duckdb, JSON by status and path, two threads" \
      "$(ratio duckdb-json logscan-json)" x '>=' 1 '' 1f
  fi
fi
