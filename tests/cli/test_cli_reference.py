from __future__ import annotations

from pathlib import Path

from sayso.cli.commands import sayso
from sayso.cli.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"


def test_the_page_says_what_the_commands_say() -> None:
    assert PAGE.read_text("utf-8") == reference(), "run: python -m sayso.cli.reference > docs/commands.md"
    for name in sayso.commands:
        assert f"## sayso {name}" in reference()
