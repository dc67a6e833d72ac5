# The ten most frequent paths and clients, compared with databases.

if wanted groups; then
  use_main
  log=$dir/$main.log
  b=$(bytes_of "$main")
  group=(logscan-by-path logscan-by-client)
  add logscan-by-path "$b" "$logscan" --by path --top 10 "$log"
  add logscan-by-client "$b" "$logscan" --by client --top 10 "$log"
  add_databases paths "$log"
  add_databases clients "$log"
  if [ "${#databases[@]}" -gt 0 ]; then
    check_rows paths "$main" paths --by path --show count
    check_rows clients "$main" clients --by client --show count
  fi
  run_all "${group[@]}"
  beside_databases '`--by path --top 10`' logscan-by-path paths 'CSV by path' 6 4
  beside_databases '`--by client --top 10`' logscan-by-client clients 'CSV by client' 4
fi
