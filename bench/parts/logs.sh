# The helpers, compiled when their source is newer, and the logs, made once.

mkdir -p "$dir/bin"
compile() { # PROGRAM SOURCE...: anew only when a source is newer
  local program=$dir/bin/$1
  shift
  if [ ! -x "$program" ] || [ -n "$(find "$@" -newer "$program")" ]; then
    note "compiling $(basename "$program")"
    "$cxx" -std=c++20 -O2 -pthread -iquote "$here" "$@" -o "$program"
  fi
}
compile timed "$here/timed.cc"
compile read_loop "$here/read_loop.cc"
compile logscan-gen "$here"/gen/*.cc
timed=$dir/bin/timed

use_library_program() { # NAME: builds a target that uses the library, beside logscan; false without
  local folder=$(dirname "$logscan")
  if [ -f "$folder/CMakeCache.txt" ]; then
    note "building $1"
    cmake --build "$folder" --target "$1" >&2
  fi
  [ ! -x "$folder/$1" ] || return 0
  missing+=("$folder/$1 (target $1 of the build that logscan is from)")
  note "not found here: ${missing[-1]}"
  return 1
}

declare -A used
use_log() { # NAME OPTION...: makes it, reads it once, and checks logscan on it; all that once
  [ -z "${used[$1]:-}" ] || return 0
  used[$1]=yes
  make_log "$@"
  warm "$dir/$1.log"
  check_logscan "$1"
}
bytes_of() { stat -c %s "$dir/$1.log"; }

make_log() { # NAME OPTION...: the log $dir/NAME.log with its counts, unless it is there
  local log=$dir/$1
  shift
  if [ "$log.log" -nt "$dir/bin/logscan-gen" ] && [ -s "$log.expected.json" ]; then return; fi
  note "making $log.log"
  "$dir/bin/logscan-gen" "$@" -o "$log.part" --expect "$log.expected.json"
  mv "$log.part" "$log.log"
}
warm() { cat "$@" >/dev/null; }
