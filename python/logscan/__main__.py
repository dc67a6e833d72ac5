"""``python -m logscan`` is the command line."""

import os
import shutil
import sys
from pathlib import Path

from . import _library


def main() -> None:
    beside = Path(_library.path()).parent / "logscan"
    program = str(beside) if os.access(beside, os.X_OK) and beside.is_file() else None
    program = program or shutil.which("logscan")
    if program is None:
        sys.exit("logscan: the program is not installed; run pip install ./python again")
    os.execv(program, ["logscan", *sys.argv[1:]])


if __name__ == "__main__":
    main()
