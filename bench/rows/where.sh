# Clients and paths of filtered lines, compared with databases.

if wanted where; then
  use_main
  log=$dir/$main.log
  failing=(--where 'status>=500 and path^="/api/"' --by client,path --show count,bytes)
  add logscan-where "$(bytes_of "$main")" "$logscan" "${failing[@]}" "$log"
  group=(logscan-where)
  add_databases failing "$log"
  if [ "${#databases[@]}" -gt 0 ]; then
    check_rows 'failing clients and paths' "$main" failing "${failing[@]}"
  fi
  run_all "${group[@]}"
  beside_databases '`--where` by client and path' logscan-where failing 'CSV filtered, by client and path' 6
fi
