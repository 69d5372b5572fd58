"""What the documentation shows is what happens: its examples are run, its links lead somewhere."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\(([^)#:]+)\)")


def blocks(page: str, language: str) -> list[str]:
    return [body for kind, body in BLOCK.findall((ROOT / page).read_text("utf-8")) if kind == language]


def printed(code: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "documentation", "exec"), {})  # noqa: S102 - our own documentation is what is tested
    return out.getvalue()


def test_the_python_page_prints_what_it_says() -> None:
    (code,), (said,) = blocks("docs/python.md", "python"), blocks("docs/python.md", "text")
    assert printed(code) == said


def test_the_readme_example_reads_the_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = blocks("README.md", "python")
    assert len(printed(code).splitlines()) > 40


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md")))])
def test_links_lead_to_files(page: str) -> None:
    found = [target for target in LINK.findall((ROOT / page).read_text("utf-8")) if not target.startswith("http")]
    missing = [target for target in found if not ((ROOT / page).parent / target).exists()]
    assert not missing
