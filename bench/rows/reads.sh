# The bare read of a file: how logscan reads it, against reads from pages into pages.

if wanted reads && use_library_program read_blocks; then
  use_main
  b=$(bytes_of "$main")
  log=$dir/$main.log
  add read-blocks "$b" "$(dirname "$logscan")/read_blocks" "$log"
  add read-aligned "$b" "$dir/bin/read_loop" "$log" 1
  # What to avoid: each buffer begins a byte behind a page.
  add read-shifted "$b" "$dir/bin/read_loop" "$log" 1 128 1
  stat -c %s "$log" >"$work/want"
  for label in read-blocks read-aligned read-shifted; do
    eval "${command[$label]}" >"$work/found"
    agree "$label on all bytes" "$work/found" "$work/want"
  done
  run_all read-blocks read-aligned read-shifted
  result 'reading in blocks, against a bare read from pages into pages' \
    "$(ratio read-blocks read-aligned)" x '<=' 1.3
  result 'the bare read a byte off the page, against the one from pages into pages' \
    "$(ratio read-shifted read-aligned)" x -
fi
