# Clients and paths of filtered lines, compared with DuckDB.

if wanted where; then
  use_main
  log=$dir/$main.log
  failing=(--where 'status>=500 and path^="/api/"' --by client,path --show count,bytes)
  add logscan-where "$(bytes_of "$main")" "$logscan" "${failing[@]}" "$log"
  group=(logscan-where)
  if [ -n "$duckdb" ]; then
    check_rows 'failing clients and paths' "$main" failing "${failing[@]}"
    add duckdb-where "$(bytes_of "$main")" "${duckdb_command[@]}" failing "$log"
    group+=(duckdb-where)
  fi
  run_all "${group[@]}"
  if [ -n "$duckdb" ]; then
    result "faster than DuckDB $duckdb, CSV filtered, by client and path" \
      "$(ratio duckdb-where logscan-where)" x '>=' 6 '' 1f
  fi
fi
