# The statuses of a tenth of the lines, by tools for logs.

if wanted tools; then
  tenth=clean-$some
  use_log "$tenth" --lines "$some" --seed 1
  log=$dir/$tenth.log
  b=$(bytes_of "$tenth")
  add logscan-tenth "$b" "$logscan" "$log"
  group=(logscan-tenth)
  codes status <"$dir/$tenth.expected.json" >"$work/want"
  if [ -n "$rhit" ]; then
    ask_rhit=("$rhit" --color no --silent-load --no-name-check -f status "$log")
    "${ask_rhit[@]}" | sed 's/│/|/g' |
      awk -F '|' '{ gsub(/[ ,]/, "") } $2 ~ /^[0-9]+$/ { print $3, $4 }' | sort >"$work/found"
    agree rhit "$work/found" "$work/want"
    add rhit "$b" "${ask_rhit[@]}"
    group+=(rhit)
  fi
  if [ -n "$agrind" ]; then
    ask_agrind=("$agrind" -f "$log" -o 'format={status} {_count}'
      '* | parse "] \"*\" * " as request, status | count by status')
    "${ask_agrind[@]}" | sort >"$work/found"
    agree angle-grinder "$work/found" "$work/want"
    add angle-grinder "$b" "${ask_agrind[@]}"
    group+=(angle-grinder)
  fi
  if [ -n "$lnav" ]; then
    ask_lnav=("$lnav" -n -q -c ';SELECT sc_status, count(*) FROM access_log GROUP BY sc_status'
      -c ':write-csv-to -' "$log")
    "${ask_lnav[@]}" | sed -n 's/^\([0-9]*\),/\1 /p' | sort >"$work/found"
    agree lnav "$work/found" "$work/want"
    add lnav "$b" "${ask_lnav[@]}"
    group+=(lnav)
  fi
  run_all "${group[@]}"
  tool_version() { { "$@" 2>/dev/null | grep -o "[0-9][0-9.]*" || true; } | head -1; }
  work_done="default report, $cores threads, $some lines"
  if [ -n "$rhit" ]; then
    beside "$work_done" logscan-tenth "rhit $(tool_version "$rhit" --version)" rhit
  fi
  if [ -n "$agrind" ]; then
    beside "$work_done" logscan-tenth "angle-grinder $(tool_version "$agrind" --version)" angle-grinder
  fi
  if [ -n "$lnav" ]; then
    beside "$work_done" logscan-tenth "lnav $(tool_version "$lnav" -V)" lnav
  fi
fi
