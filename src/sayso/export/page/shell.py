"""What every written page has: a head whose policy lets it load nothing, and a file that is whole or not there."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from sayso.export.page.words import html
from sayso.model import SaysoError


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Tell a system's error as a SaysoError about `path`."""
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise SaysoError(f"{path} can't be written: {why}", "choose another place, or make room there") from error


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A draft's path beside `path`, which it replaces when all went well.

    Raises SaysoError where it can't be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with writing(path):
            yield draft
            draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink()


def asset(package: str, file: str) -> str:
    """A style sheet or script that is shipped."""
    return files(package).joinpath(file).read_text(encoding="utf-8")


def hashed(content: str) -> str:
    """A style sheet or script as a policy names it."""
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def head(title: str, style: str, style_source: str, *scripts: str) -> str:
    """A page up to the beginning of its body; styles come from `style_source` alone, scripts are `scripts` alone."""
    policy = (
        f"default-src 'none'; style-src {style_source}; script-src {' '.join(map(hashed, scripts))}; "
        "base-uri 'none'; form-action 'none'"
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta http-equiv="Content-Security-Policy" content="{policy}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="referrer" content="no-referrer"/>
<meta name="color-scheme" content="light dark"/>
<title>{html(title)} – sayso</title>
<style>{style}</style>
</head>
<body>
"""
