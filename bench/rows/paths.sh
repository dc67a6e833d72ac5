# Peak memory if each error has another path.

if wanted memory; then
  use_log "paths-$lines" --lines "$lines" --seed 1 --errors 100 --error-paths 10000000
  add logscan-paths "$(bytes_of "paths-$lines")" "$logscan" "$dir/paths-$lines.log"
  run_all logscan-paths
  result "peak memory, $lines error lines, each with another path" \
    "$(peak logscan-paths) / 1048576" MiB '<=' 64 '' 1f
fi
