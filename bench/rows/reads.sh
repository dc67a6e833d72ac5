# logscan's reader, compared with a bare read with aligned buffers.

if wanted reads && use_library_program read_blocks; then
  use_main
  b=$(bytes_of "$main")
  log=$dir/$main.log
  add read-blocks "$b" "$(dirname "$logscan")/read_blocks" "$log"
  add read-aligned "$b" "$dir/bin/read_loop" "$log" 1
  # The slow case that logscan avoids: every buffer starts one byte past a page.
  add read-shifted "$b" "$dir/bin/read_loop" "$log" 1 128 1
  stat -c %s "$log" >"$work/want"
  for label in read-blocks read-aligned read-shifted; do
    eval "${command[$label]}" >"$work/found"
    agree "$label on all bytes" "$work/found" "$work/want"
  done
  run_all read-blocks read-aligned read-shifted
  result 'reading in blocks, against a bare read with aligned buffers' \
    "$(ratio read-blocks read-aligned)" x '<=' 1.3
  beside 'reading in blocks of whole lines, one thread' read-blocks 'a bare read with aligned buffers' read-aligned
  beside 'reading in blocks of whole lines, one thread' read-blocks \
    'a bare read one byte past the page' read-shifted
  result 'a bare read one byte past the page, against one with aligned buffers' \
    "$(ratio read-shifted read-aligned)" x -
fi
