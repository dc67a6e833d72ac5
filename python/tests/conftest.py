"""Paths that all tests use. The library and the program are those of $LOGSCAN_LIBRARY, or of the
installed package."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[2] / "data"


@pytest.fixture
def data() -> Path:
    return DATA


def run_program(*arguments: str) -> bytes:
    """Returns what the command line prints."""
    done = subprocess.run(
        [sys.executable, "-m", "logscan", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "LC_ALL": "C"},
        check=False,
    )
    assert done.returncode in (0, 1, 3, 4), done.stderr
    return done.stdout
