# What a line of each format costs: the default report with one thread.

measured=()
add_format() { # LABEL FORMAT OPTION...
  local label=$1 log
  log=$2-$some
  [ "$2" != combined ] || log=clean-$some # shared with other rows
  use_log "$log" --lines "$some" --seed 1 --format "$2"
  add "$label" "$(bytes_of "$log")" "$logscan" -j 1 "${@:3}" "$dir/$log.log"
  measured+=("$label")
  counted[$label]=$(instructions_a_line "$dir/$log.log" "${@:3}")
}

# The difference between two short logs, so that the costs of a run cancel out.
instructions_a_line() { # LOG OPTION...
  local lines=$((some < 40000 ? some : 40000)) half whole_cost half_cost
  half=$((lines / 2))
  if [ -z "$counter" ] || [ "$half" -eq 0 ]; then return; fi
  head -n "$lines" "$1" >"$work/whole.log"
  head -n "$half" "$1" >"$work/half.log"
  whole_cost=$(instructions "$logscan" -j 1 "${@:2}" "$work/whole.log")
  half_cost=$(instructions "$logscan" -j 1 "${@:2}" "$work/half.log")
  calc "($whole_cost - $half_cost) / ($lines - $half)" 0f
}

add_cost() { # WHAT LABEL TARGET
  local cost
  cost=$(calc "$(median "$2" 2) * 1e9 / $some" 1f)
  result "CPU time of a line, one thread: $1" "$cost" ns '<=' "$3" '' 0f
  line_costs+=("$1|$(calc "$cost" 0f)|$3|${counted[$2]}")
}

if wanted formats; then
  declare -A counted
  pattern='$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"'
  pattern+=' $request_time $upstream_response_time "$upstream_addr"'
  note "counting instructions with: ${counter:-nothing}"
  for format in common combined nginx_main vhost_combined clf_extra nginx_json caddy ltsv haproxy \
    aws_alb w3c application comments; do
    add_format "line-$format" "$format"
  done
  add_format line-pattern clf_extra -l "$pattern"
  # logscan exits with 4, since no line is one of an access log.
  worst_exit[line-application]=4
  worst_exit[line-comments]=4
  run_all "${measured[@]}"
  add_cost common line-common 30
  add_cost combined line-combined 45
  add_cost nginx_main line-nginx_main 50
  add_cost vhost_combined line-vhost_combined 70
  add_cost 'combined, `$request_time` and more columns' line-clf_extra 90
  add_cost 'the same with `-l PATTERN`' line-pattern 90
  add_cost "nginx's JSON, 9 members" line-nginx_json 150
  add_cost "Caddy's JSON, 1 KB" line-caddy 400
  add_cost LTSV line-ltsv 150
  add_cost 'HAProxy with a syslog prefix' line-haproxy 150
  add_cost 'AWS ALB' line-aws_alb 200
  add_cost W3C line-w3c 150
  add_cost 'a line that is no request' line-application 60
  add_cost 'a comment line' line-comments 40
fi
