"""What a page states in its head and attributes: when it appeared and was changed, and its language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sayso.documents import dates
from sayso.documents.linked import Node, times_of
from sayso.documents.passages import Element, classes

# a date is taken where the page states it, never guessed from its text
_PUBLISHED = ("article:published_time", "og:article:published_time", "datepublished", "date", "dc.date.issued")
_UPDATED = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dc.date.modified",
    "dcterms.modified", "last-modified", "lastmod", "revised",
)  # fmt: skip
_LANGUAGE = ("content-language", "og:locale", "language", "dc.language", "dcterms.language", "inlanguage")
_TAG = re.compile(r"(?P<primary>[A-Za-z]{2,3})(?P<rest>(?:[-_][A-Za-z0-9]{1,8}){0,4})")


class Stated:
    """What a page states, gathered before anything is taken out of it."""

    def __init__(self, tree: Element, described: list[Node]) -> None:
        self._metas: dict[str, list[str]] = {}
        self._root = tree.getroottree().getroot() if tree is not None else None
        self._described = described
        for meta in tree.iter("meta") if tree is not None else ():
            name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
            self._metas.setdefault(name.lower(), []).append(meta.get("content") or "")
        self._marked = tuple(self._changed_at(tree)) if tree is not None else ()

    def published(self, day: str | None) -> str | None:
        """When the page appeared: to the minute and with its zone where it says so and the day is that of `day`."""
        told = [times_of(self._described)[0], *map(dates.moment, self._given(_PUBLISHED))]
        exact = next((t for t in told if t and "T" in t and (day is None or t[:10] == day)), None)
        return exact or day or next(filter(None, told), None)

    def updated(self, published: str | None) -> str | None:
        """When it was last changed after it had appeared, as precisely as it says; None where it says nothing."""
        given = [*map(dates.moment, self._given(_UPDATED)), times_of(self._described)[1], *self._marked]
        told = [t for t in given if t]
        exact = next((t for t in told if "T" in t), None) or next(iter(told), None)
        if exact is None or (published and (exact == published or exact[:10] < published[:10])):
            return None
        # a time without a zone can't be told from one with another
        same_zone = published and exact[16:].lstrip(":0123456789") == published[16:].lstrip(":0123456789")
        return None if published and same_zone and exact[:16] <= published[:16] else exact

    @property
    def language(self) -> str | None:
        """The language in which it says it is, as BCP 47 writes it."""
        root = self._root
        given = [root.get("lang"), root.get("xml:lang")] if root is not None else []
        given += [*self._given(_LANGUAGE), *(n.get("inLanguage") for n in self._described)]
        tags = (_TAG.fullmatch(g.strip()) for g in given if isinstance(g, str))
        return next((_bcp47(tag) for tag in tags if tag), None)

    def _given(self, names: tuple[str, ...]) -> Iterator[str]:
        return (value for name in names for value in self._metas.get(name, ()))

    def _changed_at(self, tree: Element) -> Iterator[str | None]:
        for time in tree.iter("time", "abbr"):
            if time.get("itemprop") == "dateModified" or "updated" in classes(time):
                yield dates.moment(time.get("datetime") or time.get("content") or time.get("title") or "")


def _bcp47(tag: re.Match[str]) -> str:
    parts = re.split("[-_]", tag["rest"])[1:]
    written = [p.upper() if len(p) == 2 else p.title() if len(p) == 4 and p.isalpha() else p.lower() for p in parts]
    return "-".join([tag["primary"].lower(), *written])
