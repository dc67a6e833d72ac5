# Prints the record, as Markdown and as JSON.

cpu=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo | head -1)
cpu=${cpu:-$(uname -m)}
[ -n "$name" ] || name=$(printf '%s-%scpu' "$cpu" "$cores" | tr 'A-Z' 'a-z' |
  sed 's/([^)]*)//g; s/@.*ghz//; s/[^a-z0-9]\{1,\}/-/g; s/^-//')
today=$(date -u +%Y-%m-%d)
facts=(
  "date|$today"
  "processor|$cpu, $cores cores used"
  "kernel|$(uname -sr)"
  "memory|$(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo)"
  "compiler of the helpers|$("$cxx" --version | head -1)"
  "logscan|$("$logscan" --version 2>/dev/null | head -1)"
  "runs|$lines lines, $rounds rounds, load $(cut -d' ' -f1-3 /proc/loadavg) at the end"
  "counts agree|$(IFS=,; echo "${agreed[*]:-nothing checked}" | sed 's/,/, /g')"
  "instructions|${counter:-not counted}"
  "not found|$(IFS=';'; echo "${missing[*]:-nothing}")"
)

markdown() {
  local line label
  printf '# bench/compare, %s, %s\n\n| fact | value |\n|---|---|\n' "$name" "$today"
  for line in "${facts[@]}"; do printf '| %s | %s |\n' "${line%%|*}" "${line#*|}"; done
  printf '\n| what | target | result | |\n|---|---|---|---|\n'
  for line in "${results[@]}"; do
    IFS='|' read -r what target value verdict <<<"$line"
    printf '| %s | %s | %s | %s |\n' "$what" "$target" "$value" "$verdict"
  done
  printf '\nMedians; peak memory is the largest of all runs.\n\n'
  printf '| command | seconds | fastest | GB/s | CPU s | CPU s per GB | peak MiB |\n'
  printf '|---|---|---|---|---|---|---|\n'
  for label in "${labels[@]}"; do
    [ -s "$work/$label" ] || continue
    awk -v label="$label" -v wall="$(median "$label" 1)" -v cpu="$(median "$label" 2)" \
      -v low="$(fastest "$label")" -v peak="$(peak "$label")" \
      -v bytes="${size[$label]}" 'BEGIN {
        printf "| %s | %.4f | %.4f | %.2f | %.4f | %.3f | %.1f |\n", label, wall, low,
               bytes / wall / 1e9, cpu, cpu / (bytes / 1e9), peak / 1048576 }'
  done
  printf '\n```sh\n'
  for label in "${labels[@]}"; do
    if [ -s "$work/$label" ]; then printf '%-20s %s\n' "$label" "${command[$label]//"$root/"/}"; fi
  done
  printf '```\n'
  tables
}

tables() { # The tables that README and docs quote.
  local line
  if [ "${#summary[@]}" -gt 0 ]; then
    printf '\n## Beside other programs\n\n'
    printf '| work | logscan, s | other | other, s | times as long |\n|---|---|---|---|---|\n'
    for line in "${summary[@]}"; do printf '| %s |\n' "${line//|/ | }"; done
  fi
  if [ "${#line_costs[@]}" -gt 0 ]; then
    printf '\n## What a line costs\n\nThe default report with one thread, start and read included.\n\n'
    printf '| format | CPU ns a line | target | instructions a line |\n|---|---|---|---|\n'
    for line in "${line_costs[@]}"; do printf '| %s |\n' "${line//|/ | }"; done
  fi
}

quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/[\\"]/\\&/g')"; }
json() {
  local line label comma=
  printf '{\n  "name": %s,\n' "$(quoted "$name")"
  for line in "${facts[@]}"; do
    printf '  %s: %s,\n' "$(quoted "${line%%|*}")" "$(quoted "${line#*|}")"
  done
  printf '  "rows": ['
  for line in "${results[@]}"; do
    IFS='|' read -r what target value verdict <<<"$line"
    printf '%s\n    {"what": %s, "target": %s, "result": %s, "verdict": %s}' "$comma" \
      "$(quoted "$what")" "$(quoted "$target")" "$(quoted "$value")" "$(quoted "$verdict")"
    comma=,
  done
  printf '\n  ],\n  "commands": ['
  comma=
  for label in "${labels[@]}"; do
    [ -s "$work/$label" ] || continue
    printf '%s\n    {"label": "%s", "bytes": %s, "seconds": [%s], "cpu_seconds": [%s], "peak_bytes": %s}' \
      "$comma" "$label" "${size[$label]}" "$(cut -d' ' -f1 "$work/$label" | paste -sd,)" \
      "$(cut -d' ' -f2 "$work/$label" | paste -sd,)" "$(peak "$label")"
    comma=,
  done
  printf '\n  ],\n  "beside": ['
  comma=
  for line in ${summary[@]+"${summary[@]}"}; do
    IFS='|' read -r work_done ours rival theirs times_as_long <<<"$line"
    printf '%s\n    {"work": %s, "seconds": %s, "other": %s, "other_seconds": %s, "ratio": %s}' "$comma" \
      "$(quoted "$work_done")" "$ours" "$(quoted "$rival")" "$theirs" "$times_as_long"
    comma=,
  done
  printf '\n  ],\n  "line_costs": ['
  comma=
  for line in ${line_costs[@]+"${line_costs[@]}"}; do
    IFS='|' read -r format cost target counted <<<"$line"
    printf '%s\n    {"format": %s, "cpu_ns": %s, "target": %s, "instructions": %s}' "$comma" \
      "$(quoted "$format")" "$cost" "$target" "${counted:-null}"
    comma=,
  done
  printf '\n  ]\n}\n'
}
