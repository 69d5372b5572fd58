"""Which model is at work."""

from __future__ import annotations

import json
from importlib.resources import files


def model() -> str:
    """The version of the shipped model, as it stands beside its weights; the weights themselves stay unread."""
    # the room's own package is heavy to import, and where other processes do the reading it isn't needed here
    name: str = json.loads(files("sayso").joinpath("language/data/model.json").read_text("utf-8"))["name"]
    return name
