"""What markup calls the elements of a page: an index of marks, in which a few patterns find what they describe.

An element's marks: `li` (tag), `li.comment` (class), `li#comment-` (id without the figures at its end), `div@text`
(itemprop or property), `div~comment` (type in schema.org's or another vocabulary), `div=comment` (slot, data-testid or
role), `li:from` (a line that begins with the label "From:").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from sayso.documents.passages import Element, classes, is_tag

LABEL = re.compile(r"\s*(from|date|sent|author|posted by)\s*:?\s*", re.IGNORECASE)
"""What a line of a letter's head begins with."""


class Index:
    """The elements of a tree in their order, and where each mark occurs."""

    def __init__(self, tree: Element) -> None:
        self.elements: list[Element] = []
        self.parents: list[int] = []
        self.marks: dict[str, list[int]] = {}
        places: dict[Element, int] = {}
        for element in tree.iter():
            if not is_tag(element):
                continue
            place = len(self.elements)
            places[element] = place
            self.parents.append(places.get(element.getparent(), -1))
            self.elements.append(element)
            for mark in marks_of(element):
                self.marks.setdefault(mark, []).append(place)
        self.places = places

    def find(self, pattern: str) -> list[int]:
        """The places of the elements that have a mark of this pattern, in order."""
        whole = _compiled(pattern)
        return sorted({p for mark, places in self.marks.items() if whole.fullmatch(mark) for p in places})

    def innermost(self, items: Iterable[int]) -> list[int]:
        """For each element the innermost of `items` around it or itself, -1 where there is none."""
        chosen = set(items)
        owners: list[int] = []
        for place, parent in enumerate(self.parents):
            owners.append(place if place in chosen else owners[parent] if parent >= 0 else -1)
        return owners

    def above(self, place: int) -> Iterator[int]:
        """The places of the elements around one, innermost first."""
        while (place := self.parents[place]) >= 0:
            yield place


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def marks_of(element: Element) -> set[str]:
    """The marks of one element."""
    tag = element.tag
    found = {tag}
    found.update(f"{tag}.{name}" for name in classes(element))
    found.update(f"{tag}@{name.rsplit(':', 1)[-1].lower()}" for name in (element.get("itemprop") or "").split())
    kinds = element.get("itemtype") or element.get("typeof")
    if kinds:
        found.update(f"{tag}~{re.split('[/:#]', kind)[-1].lower()}" for kind in kinds.split())
    if element.get("property"):
        found.add(f"{tag}@{re.split('[/:#]', element.get('property'))[-1].lower()}")
    name = element.get("id")
    if name:
        found.add(f"{tag}#{re.sub(r'[0-9]+', '0', name)}".removesuffix("0") if name[-1:].isdigit() else f"{tag}#{name}")
    role = element.get("slot") or element.get("data-testid") or element.get("data-test-id") or element.get("role")
    if role:
        found.add(f"{tag}={role}")
    if len(element) and element[0].tag in ("em", "strong", "b", "span", "th"):
        label = LABEL.fullmatch(element[0].text or "")
        if label:
            found.add(f"{tag}:{label[1].lower()}")
    return found
