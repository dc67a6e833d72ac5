# The default report of a file that is not in the page cache.

if wanted cold && [ "$(stat -f -c %T "$dir")" = tmpfs ]; then
  note "the row cold is left out: $dir is memory"
elif wanted cold; then
  use_main
  log=$dir/$main.log
  b=$(bytes_of "$main")
  sync "$log" # only what is on the disk can leave the cache
  add cat-cold "$b" cat "$log"
  add logscan-cold "$b" "$logscan" "$log"
  add logscan-cold-j1 "$b" "$logscan" -j 1 "$log"
  before_each="dd if=${log@Q} iflag=nocache count=0 status=none"
  run_all cat-cold logscan-cold logscan-cold-j1
  before_each=:
  result "cold file, all $cores cores, against cat" "$(ratio logscan-cold cat-cold)" x '<=' 1.1
  result 'cold file, one thread, against cat' "$(ratio logscan-cold-j1 cat-cold)" x '<=' 1.1
  beside "cold file, $cores threads" logscan-cold '`cat`' cat-cold
  beside 'cold file, one thread' logscan-cold-j1 '`cat`' cat-cold
fi
