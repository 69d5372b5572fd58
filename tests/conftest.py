"""What tests of several rooms share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of evaluation sets, beside the checkout or where SAYSO_SHARED says; without it the test is skipped."""
    folder = Path(os.environ.get("SAYSO_SHARED") or Path(__file__).resolve().parents[1] / "../shared").resolve()
    if not folder.is_dir():
        pytest.skip(f"the evaluation sets are not at {folder}; SAYSO_SHARED may name another place")
    return folder


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of the example documents."""
    return Path(__file__).resolve().parents[1] / "examples"
