# Everything that GoAccess reports, on a tenth of the lines.

named_rows() { # OPTION...
  "$logscan" "$@" --show count --top "$every_row" --json "$log" |
    "$python" "$here/rivals.py" named-rows
}

if wanted everything; then
  tenth=clean-$some
  use_log "$tenth" --lines "$some" --seed 1
  log=$dir/$tenth.log
  add logscan-everything "$(bytes_of "$tenth")" "$logscan" --by path --by client --by agent \
    --by referer --by hour --by host "$log"
  group=(logscan-everything)
  if [ -n "$goaccess" ]; then
    ask_goaccess=("$goaccess" "$log" --log-format=COMBINED --no-global-config --no-progress
      --no-query-string --http-method=no --http-protocol=no -o "$dir/goaccess.json")
    add goaccess "$(bytes_of "$tenth")" "${ask_goaccess[@]}"
    group+=(goaccess)
    if [ -n "$py" ]; then
      # GoAccess lists at most 366 rows of a panel; logscan must have each of them.
      note 'running GoAccess'
      "${ask_goaccess[@]}" </dev/null >/dev/null
      "$python" "$here/rivals.py" goaccess <"$dir/goaccess.json" | sort >"$work/want"
      {
        named_rows --by status --by client --by hour --by referer
        named_rows --by path --not-status 404
        named_rows --by path,status --status 404
      } | sort | comm -12 "$work/want" - >"$work/found"
      agree "GoAccess and logscan on $(wc -l <"$work/want") rows of seven panels" \
        "$work/found" "$work/want"
    fi
  fi
  run_all "${group[@]}"
  if [ -n "$goaccess" ]; then
    goaccess_version=$("$goaccess" --version | grep -o '[0-9.]*[0-9]' | head -1)
    result "everything at once, faster than GoAccess $goaccess_version, $some lines" \
      "$(ratio goaccess logscan-everything)" x '>=' 100 '' 1f
    beside "paths, clients, agents, referers, hours and hosts at once, $some lines" logscan-everything \
      "GoAccess $goaccess_version" goaccess
  fi
fi
