"""Who stands behind a statement: mentions, resolution, type and chain."""

from sayso.sources.resolve import Resolved, resolve

__all__ = ["Resolved", "resolve"]
