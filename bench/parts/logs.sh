# Compiles the helpers if their sources are newer, and generates each log once.

mkdir -p "$dir/bin"
compile() { # PROGRAM SOURCE...
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

use_library_program() { # NAME: builds a target beside logscan; returns false if it is not there
  local folder=$(dirname "$logscan")
  if [ -f "$folder/CMakeCache.txt" ]; then
    note "building $1"
    cmake --build "$folder" --target "$1" >&2
  fi
  [ ! -x "$folder/$1" ] || return 0
  missing+=("$folder/$1 (target $1 of logscan's build)")
  note "not found: ${missing[-1]}"
  return 1
}

declare -A used
use_log() { # NAME OPTION...: on the first call, generates the log, reads it, and checks logscan
  [ -z "${used[$1]:-}" ] || return 0
  used[$1]=yes
  make_log "$@"
  warm "$dir/$1.log"
  check_logscan "$1"
}
bytes_of() { stat -c %s "$dir/$1.log"; }

make_log() { # NAME OPTION...: generates $dir/NAME.log and its expected counts, unless they exist
  local log=$dir/$1
  shift
  if [ "$log.log" -nt "$dir/bin/logscan-gen" ] && [ -s "$log.expected.json" ]; then return; fi
  note "generating $log.log"
  "$dir/bin/logscan-gen" "$@" -o "$log.part" --expect "$log.expected.json"
  mv "$log.part" "$log.log"
}
warm() { cat "$@" >/dev/null; }
