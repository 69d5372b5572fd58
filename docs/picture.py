"""Makes docs/ledger.png, the picture that opens the README: an example as `--html` shows it. Wants chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "newspaper.html"
FLAGS = (
    "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--hide-scrollbars", "--window-size=1160,1240",
)  # fmt: skip


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("no chromium on this machine: apt-get install chromium")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # which root can't have
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "ledger.html"
        sayso = [sys.executable, "-c", "from sayso.cli import main; main()"]
        read = ["read", str(EXAMPLE), "--case", f"{folder}/sayso.case", "--html", str(page)]
        subprocess.run([*sayso, *read], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
        picture = [f"--user-data-dir={folder}/home", f"--screenshot={HERE / 'ledger.png'}", page.as_uri()]
        subprocess.run([chromium, *FLAGS, *sandbox, *picture], check=True, stderr=subprocess.DEVNULL)  # noqa: S603


if __name__ == "__main__":
    main()
