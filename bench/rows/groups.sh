# The ten most frequent paths, compared with DuckDB.

if wanted groups; then
  use_main
  log=$dir/$main.log
  add logscan-groups "$(bytes_of "$main")" "$logscan" --by path --top 10 "$log"
  group=(logscan-groups)
  if [ -n "$duckdb" ]; then
    check_rows 'paths' "$main" paths --by path --show count
    add duckdb-groups "$(bytes_of "$main")" "${duckdb_command[@]}" paths "$log"
    group+=(duckdb-groups)
  fi
  run_all "${group[@]}"
  if [ -n "$duckdb" ]; then
    result "faster than DuckDB $duckdb, CSV by path" "$(ratio duckdb-groups logscan-groups)" x '>=' 6 '' 1f
  fi
fi
