# Compressed logs: the whole report, compared with each format's own decoder and a count of lines.

pack() { # NAME ENDING COMMAND...: creates $dir/NAME.log.ENDING unless it exists
  local log=$dir/$1.log to=$dir/$1.log.$2
  shift 2
  [ "$to" -nt "$log" ] && return
  note "compressing $to"
  "$@" -c "$log" >"$to.part"
  mv "$to.part" "$to"
}

check_packed() { # LOG ENDING COMMAND...: checks logscan's counts, and the decoder's number of lines
  local log=$dir/$1.log.$2
  "$logscan" --json "$log" | codes codes >"$work/found"
  codes status <"$dir/$1.expected.json" >"$work/want"
  agree "logscan on $1.log.$2" "$work/found" "$work/want"
  awk '{ n += $2 } END { print n }' "$work/want" >"$work/want-lines"
  shift 2
  "$@" -dc "$log" | wc -l | tr -d ' ' >"$work/found"
  agree "$1 on the lines" "$work/found" "$work/want-lines"
}

if wanted compressed; then
  use_main
  b=$(bytes_of "$main")
  log=$dir/$main.log
  group=()
  note 'checking that all programs agree'
  if [ -n "$igzip" ]; then
    pack "$main" gz gzip -6
    check_packed "$main" gz "$igzip"
    sides=()
    for i in 1 2 3 4 5 6 7 8; do
      # Use copies, because logscan reads a file once even if it is named twice.
      [ "$dir/side-$i.gz" -nt "$log.gz" ] || cp "$log.gz" "$dir/side-$i.gz"
      sides+=("$dir/side-$i.gz")
    done
    warm "$log.gz" "${sides[@]}"
    "$logscan" --json "${sides[@]}" | codes codes >"$work/found"
    codes status <"$dir/$main.expected.json" | awk '{ print $1, 8 * $2 }' >"$work/want"
    agree 'logscan on eight copies' "$work/found" "$work/want"
    add logscan-gz "$b" "$logscan" "$log.gz"
    add igzip "$b" sh -c "\"$igzip\" -dc '$log.gz' | wc -l"
    add logscan-gz-8 $((8 * b)) "$logscan" "${sides[@]}"
    add igzip-8 $((8 * b)) sh -c "for i in 1 2 3 4 5 6 7 8; do \"$igzip\" -dc '$dir/side-'\$i.gz; done | wc -l"
    group+=(logscan-gz igzip logscan-gz-8 igzip-8)
    if [ -n "$rg" ]; then
      add zcat-rg "$b" sh -c "zcat '$log.gz' | \"$rg\" -c '\" 500 '"
      group+=(zcat-rg)
    fi
  fi
  if [ -n "$zstd" ]; then
    pack "$main" zst zstd -q
    check_packed "$main" zst "$zstd"
    warm "$log.zst"
    add logscan-zst "$b" "$logscan" "$log.zst"
    add zstd "$b" sh -c "\"$zstd\" -dc '$log.zst' | wc -l"
    group+=(logscan-zst zstd)
  fi
  run_all ${group[@]+"${group[@]}"}
  if [ -n "$igzip" ]; then
    beside "the log as gzip, $cores threads" logscan-gz '`igzip -dc` with `wc -l`' igzip
    beside "eight gzip files, $cores threads" logscan-gz-8 '`igzip -dc` in turn, with `wc -l`' igzip-8
    result "gzip, all $cores cores, against igzip -dc and wc -l" "$(ratio logscan-gz igzip)" x '<=' 1.1
    if [ -n "$rg" ]; then
      beside "the log as gzip, $cores threads" logscan-gz '`zcat` with `rg -c`' zcat-rg
      result "gzip, faster than zcat and rg -c '\" 500 '" "$(ratio zcat-rg logscan-gz)" x '>=' 2.5 '' 1f
    fi
    result "8 gzip files, all $cores cores, against igzip -dc in turn and wc -l" \
      "$(ratio logscan-gz-8 igzip-8)" x '<=' 0.6
  fi
  if [ -n "$zstd" ]; then
    beside "the log as zstd, $cores threads" logscan-zst '`zstd -dc` with `wc -l`' zstd
    result "zstd, all $cores cores, against zstd -dc and wc -l" "$(ratio logscan-zst zstd)" x '<=' 1.1
  fi
fi
