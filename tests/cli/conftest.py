from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from cli_running import AGENCY, COMMAND, Sayso


@pytest.fixture
def sayso(tmp_path: Path) -> Sayso:
    """The command, run as people run it: in a process of its own, in a folder of its own."""

    def run(*words: str | Path, given: bytes = b"", **env: str) -> subprocess.CompletedProcess[str]:
        ran = subprocess.run(
            [*COMMAND, *map(str, words)], input=given, capture_output=True, cwd=tmp_path, check=False,
            env={**os.environ, "COLUMNS": "80", "PYTHONUTF8": "1", **env}, timeout=600,
        )  # fmt: skip
        return subprocess.CompletedProcess(ran.args, ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    return run


@pytest.fixture
def agency(tmp_path: Path) -> Path:
    path = tmp_path / "agency.txt"
    path.write_text(AGENCY, "utf-8")
    return path
