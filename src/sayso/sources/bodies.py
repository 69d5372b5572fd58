"""Bodies and papers to speakers: acronyms, "the company", "the campaign", "his campaign"."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise

from sayso.model import SpeakerType
from sayso.sources import ahead
from sayso.sources.cast import Cast, Entry
from sayso.sources.mentions import Mention
from sayso.sources.names import Name, clean, is_body
from sayso.sources.words import MEDIA, PLACES, STATES

_CAMPAIGNS = ("campaign", "camp")
_COMPANIES = ("company", "firm", "corporation", "business", "startup", "manufacturer", "carmaker", "automaker")
_OUTLETS = (
    "network",
    "newspaper",
    "paper",
    "magazine",
    "outlet",
    "broadcaster",
    "channel",
    "station",
    "site",
    "agency",
)
_BROADCASTERS = ("network", "broadcaster", "channel", "station")
_PRINTED = frozenset((
    "times", "post", "journal", "tribune", "herald", "guardian", "observer", "gazette", "telegraph", "mail", "today",
    "star", "sun", "examiner", "globe", "independent", "haaretz", "monde", "figaro", "zeit", "welt", "spiegel",
))  # fmt: skip
"""Last words of the names of newspapers."""
_SCHOOLS = ("school", "university", "college")
_GENERAL = ("group", "organisation", "organization", "charity", "nonprofit", "union", "association")
_SENTENCES = 8
"""Sentences that a bare description of a body reaches back over."""
_REACH = 60
"""Names that it reaches back over."""


def campaign(cast: Cast, mention: Mention, owner: str | None = None) -> Entry | None:
    """The campaign of whoever is named with it, or of `owner`; a bare "the campaign" is the one named last."""
    if mention.head not in _CAMPAIGNS:
        return None
    named = [n for n in cast.names_in(mention.span.start, mention.span.end) if n in _last_two(cast, mention)]
    if owner is None and named:
        owner = named[-1].words[-1]
    if owner is None and mention.definite and len(mention.words.split()) == 1:
        i = bisect_left(cast.campaigns, mention.span.start, key=lambda n: n.span.start) - 1
        owner = cast.campaigns[i].words[-1] if i >= 0 else None
    if owner is None:
        return None
    return cast.entry(f"{owner} campaign", "organisation", "campaign")


def _last_two(cast: Cast, mention: Mention) -> list[Name]:
    i = bisect_left(cast.campaigns, mention.span.start, key=lambda n: n.span.start)
    return cast.campaigns[i : i + 2]


def named(cast: Cast, name: Name, words: str, kind: SpeakerType, head: str) -> Entry:
    """A body or paper by its name: the fuller one where the text has just one."""
    whole = cast.fuller(name.words) if kind == "organisation" else None
    return cast.entry(whole or words, kind, head)


def described(cast: Cast, mention: Mention) -> Entry | None:
    """The body that a bare description with "the" points back to."""
    land = _land(cast, mention)
    if land:
        return land
    named_ahead = ahead.body(cast, mention)
    if named_ahead:
        return named(cast, named_ahead, named_ahead.text, "organisation", mention.head)
    if not mention.definite or len(mention.words.split()) > 2:
        return None
    head, at = mention.head, mention.span.start
    here = cast.sentence(at)
    for place, entry in reversed(cast.spoke[-12:]):
        if place >= at or entry.type != "organisation" or here - cast.sentence(place) > _SENTENCES:
            continue
        if _means(mention, tuple((entry.name or "").split())) or (head in _COMPANIES + _GENERAL and _plain(entry)):
            return entry
    i = bisect_left(cast.bodies, at, key=lambda n: n.span.start) - 1
    for name in reversed(cast.bodies[max(0, i - _REACH) : i + 1]):
        if here - cast.sentence(name.span.start) > 2 * _SENTENCES:
            break
        if _means(mention, name.words):
            return named(cast, name, name.text, "organisation", name.words[-1].casefold())
    return None


_LANDS = {"state": frozenset(STATES.values()), "country": PLACES, "kingdom": PLACES, "nation": PLACES}
"""What "the state" and the like can stand for."""


def _land(cast: Cast, mention: Mention) -> Entry | None:
    """The state or country named last, at most two sentences back, for "the state"; for "the two countries" both."""
    at, words = mention.span.start, mention.words.casefold()
    if not mention.definite or words not in _LANDS:
        return lands(cast, mention) if mention.definite and words.startswith("two ") else None
    first = bisect_left(cast.names, at, key=lambda n: n.span.start)
    for name in reversed(cast.names[max(0, first - _REACH) : first]):
        if cast.sentence(at) - cast.sentence(name.span.start) > 2:
            break
        if name.key in _LANDS[words]:
            return cast.entry(name.text, "organisation", name.words[-1].casefold())
    return None


def lands(cast: Cast, mention: Mention) -> Entry | None:
    """The two countries, or states, last named together, for "the two countries"."""
    kinds = _LANDS.get({"countries": "country", "nations": "nation", "states": "state"}.get(mention.head, ""))
    if kinds is None:
        return None
    last = bisect_left(cast.names, mention.span.start, key=lambda n: n.span.start)
    before = cast.names[max(0, last - _REACH) : last]
    for one, other in reversed(list(pairwise(before))):
        if cast.sentence(mention.span.start) - cast.sentence(one.span.start) > 2 * _SENTENCES:
            break
        joined = cast.text[one.span.end : other.span.start] in (" and ", " and the ")
        if joined and one.key in kinds and other.key in kinds:
            return cast.entry(f"{one.text} and {other.text}", "organisation", mention.head)
    return None


def _means(mention: Mention, words: tuple[str, ...]) -> bool:
    """Whether a name can be meant: its kind fits, and what stands before the head is part of it."""
    modifiers = {w.casefold() for w in mention.words.split()[:-1]}
    return _fits(mention.head, words) and modifiers <= {w.casefold() for w in words}


def _fits(head: str, words: tuple[str, ...]) -> bool:
    """Whether a description's head can be that body's."""
    folded = [clean(w).casefold() for w in words]
    if not folded:
        return False
    if head in folded[-2:] or (head in folded and len(folded) > 3):
        return True
    if head in _OUTLETS and (" ".join(folded).removeprefix("the ") in MEDIA or folded[-1] in MEDIA):
        printed = folded[-1] in _PRINTED
        return not (printed and head in _BROADCASTERS) and (printed or head not in ("newspaper", "paper"))
    if head in _SCHOOLS:
        return any(w in _SCHOOLS for w in folded)
    if head in ("agency", "bureau", "department"):
        return any(
            w in ("agency", "bureau", "department", "administration", "service", "office", "fbi", "cia", "nsa", "epa")
            for w in folded
        )
    return False


def _plain(entry: Entry) -> bool:
    """A body's name that is not itself that of a ministry, a court or a campaign."""
    words = tuple((entry.name or "").split())
    return not (
        len(words) > 1 and is_body(words) and words[-1].casefold() not in ("inc", "inc.", "corp", "corp.", "company")
    )


def last_body(cast: Cast, at: int, back: int) -> Entry | None:
    """The body named last, at most `back` sentences ago."""
    i = bisect_left(cast.bodies, at, key=lambda n: n.span.start) - 1
    if i < 0 or cast.sentence(at) - cast.sentence(cast.bodies[i].span.start) > back:
        return None
    name = cast.bodies[i]
    return named(cast, name, name.text, "organisation", name.words[-1].casefold())
