"""Pronouns to speakers: "he", "she", "they", "it", "who"."""

from __future__ import annotations

import math
import re
from bisect import bisect_left

from sayso.model import Span, SpeakerType
from sayso.sources.bodies import last_body
from sayso.sources.cast import Cast, Entry
from sayso.sources.kinds import is_plural_noun
from sayso.sources.mentions import Mention
from sayso.sources.names import clean, given
from sayso.sources.people import Person
from sayso.sources.roles import pair
from sayso.sources.words import (
    CATEGORIES,
    FEMALE_TITLES,
    FORCES,
    HE,
    HEADS_OF_TITLES,
    IT,
    MALE_TITLES,
    PEOPLE,
    RELATIVE,
    SHE,
)
from sayso.statements import Extracted

_PLURAL: tuple[SpeakerType, ...] = ("group", "unnamed", "organisation")
_FAR = 12
"""Sentences that a pronoun reaches back over."""
_REACH = 60
"""Mentions that it reaches back over."""

_PREPOSITION = re.compile(
    r"\b(?:of|for|from|in|at|with|to|by|about|against|on|over|under|like|than|and|between|behind"
    r"|towards?|after|before)"
    r" (?:[A-Z][\w.’']* ){0,4}$"
)
_VERB = re.compile(
    r",? (?:said|says|told|tells|is|was|has|had|will|would|also|then|did|does|could|can|may|who|wrote|made"
    r"|took|\w+ed|\w+s)\b"
)


def pronoun(cast: Cast, mention: Mention, kind: SpeakerType, statement: Extracted) -> Entry:
    """Whom a pronoun stands for that is the source of a statement; its own words where nobody fits."""
    word, at = mention.head, mention.span.start
    found: Entry | None
    if word in RELATIVE:
        return _relative(cast, mention, kind)
    if word in HE | SHE:
        found = he_or_she(cast, at, word in HE, statement)
    elif word in IT:
        found = it(cast, at)
    else:
        found = they(cast, at, kind)
    return found or cast.entry(mention.words, kind if kind != "none" else "group")


def they(cast: Cast, at: int, kind: SpeakerType) -> Entry | None:
    """The last speakers, or people named together."""
    here = cast.sentence(at)
    couple = pair(cast, at)
    if kind == "person" and couple:
        return together(cast, couple)
    near = [e for place, e in reversed(cast.spoke[-8:]) if place < at and here - cast.sentence(place) <= 4]
    many = [e for e in near if _many(e)]
    alike = [e for e in many if e.type == kind]
    if many:
        return (alike or many)[0]
    return together(cast, couple) if couple and kind == "person" else _plural_subject(cast, at, kind)


def _many(entry: Entry) -> bool:
    """Whether "they" can be said of a speaker."""
    if " and " in (entry.name or ""):
        return True
    return entry.type == "organisation" or (entry.type in _PLURAL and is_plural_noun(entry.head))


_SUBJECT = re.compile(
    r"[\s\"“]*(?:(?:But|And|Since then|Meanwhile|Still),? )?((?:[\w’'\-]+,? ){0,5}?[\w’'\-]+s) "
    r"(?:have|are|were|had|will|would|may|might|can|could|should|must|do|did|also|say|think|believe|who|\w+ed)\b"
)


def _plural_subject(cast: Cast, at: int, kind: SpeakerType) -> Entry | None:
    """The plural subject at the head of one of the two sentences before, for "they"."""
    here = cast.sentence(at)
    for number in (here - 1, here - 2):
        if number < 0:
            break
        start, end = cast.sentences.span(number)
        subject = _SUBJECT.match(cast.text, start, end)
        if subject and not cast.people_in(subject.start(1), subject.end(1)):
            words = re.sub(r"^(?:the|these|those) ", "", subject.group(1), flags=re.IGNORECASE)
            head = words.split()[-1].casefold()
            if is_plural_noun(head):
                plural: SpeakerType = "organisation" if FORCES.search(words) else "group"
                return cast.entry(words, kind if kind in ("unnamed", "document") else plural, head)
    return None


def together(cast: Cast, people: tuple[Person, ...]) -> Entry:
    """The entry of several people who speak as one."""
    unique = list(dict.fromkeys(p.name for p in people))
    return cast.entry(" and ".join((", ".join(unique[:-1]), unique[-1])), "person")


def it(cast: Cast, at: int) -> Entry | None:
    """The organisation or paper that spoke last, or was named last, within two sentences."""
    here = cast.sentence(at)
    for place, entry in reversed(cast.spoke[-5:]):
        if place < at and here - cast.sentence(place) <= 3 and entry.type in ("organisation", "document"):
            return entry
    return last_body(cast, at, 1)


def he_or_she(cast: Cast, at: int, male: bool, statement: Extracted | None = None) -> Entry | None:
    """The likeliest bearer of "he" or "she": near, subject of its sentence, lately speaking, of fitting gender.

    statement: the one that the pronoun is the source of, for whoever is named in what is said is hardly its speaker.
    """
    fitting = [(sum(WEIGHTS.get(name, 0.0) * v for name, v in f.items()), who)
               for f, who in rivals(cast, at, male, statement)]  # fmt: skip
    if not fitting:
        return _against_the_name(cast, at) or _following(cast, at, male)
    best, chosen = max(fitting, key=lambda pair: pair[0])
    cast.margin = round(0.9 / sum(math.exp(s - best) for s, _ in fitting), 4)
    return chosen if isinstance(chosen, Entry) else cast.of(chosen)


def rivals(
    cast: Cast, at: int, male: bool, statement: Extracted | None
) -> list[tuple[dict[str, float], Entry | Person]]:
    """Whom a pronoun can mean, each with what speaks for it (`WEIGHTS`): people, and who spoke last without a name."""
    place, last = _last(cast, at)
    found: list[tuple[dict[str, float], Entry | Person]] = [
        (features(cast, span, person, at, male, last, statement), person)
        for span, person in candidates(cast, at)
        if not person.clashes(male)
    ]
    if (
        last is not None
        and last.person is None
        and last.type in ("unnamed", "person")
        and not is_plural_noun(last.head)
    ):
        ago = max(0, cast.sentence(_begins(at, statement)) - cast.sentence(place))
        found.append(({"spoke last": 1.0, "unnamed": 1.0, "sentences between": float(ago)}, last))
    return found


def _last(cast: Cast, at: int) -> tuple[int, Entry | None]:
    """Who spoke last before a place, and where."""
    return next(((p, e) for p, e in reversed(cast.spoke[-4:]) if p < at), (0, None))


def _against_the_name(cast: Cast, at: int) -> Entry | None:
    """Who spoke last, right before, where nobody else fits and only the given name speaks for the other pronoun."""
    place, last = _last(cast, at)
    if last is None or last.person is None or cast.sentence(at) - cast.sentence(place) > _JUST_BEFORE:
        return None
    cast.margin = AGAINST
    return None if last.person.titles & (MALE_TITLES | FEMALE_TITLES) else last


_JUST_BEFORE = 2
"""Sentences within which who spoke last is meant against what the given name says."""
AGAINST = 0.6
"""How often such a pronoun is led back rightly: an estimate, for want of cases."""


def candidates(cast: Cast, at: int) -> list[tuple[Span, Person]]:
    """The people named before a place, each with the nearest mention, the nearest person first."""
    here = cast.sentence(at)
    i = bisect_left(cast.starts, at) - 1
    first = max(0, i - _REACH)
    found: dict[int, tuple[Span, Person]] = {}
    while i >= first and here - cast.sentence(cast.at[i][0].start) <= _FAR:
        span, person = cast.at[i]
        i -= 1
        if span.end <= at:
            found.setdefault(id(person), (span, person))
    return list(found.values())


def _following(cast: Cast, at: int, male: bool) -> Entry | None:
    """Whoever is named next in the sentence: "As she sees it, Brandt said"."""
    end = cast.sentences.span(cast.sentence(at)).end
    for _, person in cast.people_in(at, end)[:1]:
        if not person.clashes(male):
            return cast.of(person)
    return None


def features(
    cast: Cast, span: Span, person: Person, at: int, male: bool, last: Entry | None, statement: Extracted | None
) -> dict[str, float]:
    """What speaks for a person, mentioned last at `span`, as the antecedent of a pronoun at `at`."""
    text = cast.text
    here, there = cast.sentence(_begins(at, statement)), cast.sentence(span.start)
    start = cast.sentences.span(there).start
    quoting = statement is not None and statement.kind != "indirect"
    named = statement is not None and any(map(person.named_in, statement.content))
    new = bool(person.spans) and here - cast.sentence(person.spans[0].start) <= _NEW
    often = math.log1p(len(person.spans))
    found = {
        "sentences between": float(max(0, here - there)),
        "paragraphs between": float(min(3, text.count("\n\n", span.end, at))),
        "heads its sentence": float(span.start - start < _HEAD),
        "said": float(cast.said(span.start)),
        "preposition": float(bool(_PREPOSITION.search(text, max(start, span.start - 40), span.start))),
        "verb": float(bool(_VERB.match(text, span.end))),
        "often": often,
        "often, quoted": often * quoting,
        "new": float(new),
        "new, quoted": float(new and quoting),
        "spoke last": float(last is not None and last.person is person),
        "named in what is said": float(named and not quoting),
        "named in what is quoted": float(named and quoting),
        "gender": max(-4.0, min(0.5, (person.he - person.she) * (1 if male else -1))),
    }
    return {name: value for name, value in found.items() if value}


def _begins(at: int, statement: Extracted | None) -> int:
    """Where a statement begins whose quotation stands before its pronoun: from there its antecedent is looked for."""
    return min(at, statement.content[0].start) if statement is not None and statement.kind != "indirect" else at


_NEW = 2
"""Sentences since somebody was first named within which they count as newly introduced."""
_HEAD = 25
"""Characters from a sentence's start within which a name is its subject, hardly anything else."""
WEIGHTS: dict[str, float] = {
    "sentences between": -0.54, "paragraphs between": -0.47, "heads its sentence": 0.29, "said": -1.72,
    "preposition": -1.22, "verb": 0.63, "often": 0.91, "often, quoted": -0.28, "new": 0.51, "new, quoted": 0.74,
    "spoke last": 1.56, "unnamed": -1.19, "named in what is said": -0.4, "named in what is quoted": -1.16,
    "gender": 1.21,
}  # fmt: skip
"""What speaks for an antecedent: a conditional logit on the 275 such pronouns of sourcing-train
(training/pronouns.py), 251 of which it leads back rightly by cross-validation."""


_NOUN_START = re.compile(
    r"\b(?:an?|the|some|many|most|those|these|several|dozens of|hundreds of|thousands of|two|three|four|five|other"
    r"|his|her|their|one)\s((?:[\w’'\-]+\s){0,6}[\w’'\-]+),?\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[,\s–—-]*(?:\([^()]*\)[,\s]*)?")
_NP_BREAK = re.compile(r"[.!?;:\n“”\"(]")
_WITHIN_APPOSITION = 1
"""Names that may stand in a description between a name and its "who": "Ada Holm, a Brandt aide who"."""
_APPOSED = re.compile(r",\s(?:an?|the|one of)\s[^,.;:“”\"\n]{2,100},?\s*")


def _relative(cast: Cast, mention: Mention, kind: SpeakerType) -> Entry:
    """What stands right before "who", "which" or "that"; a description set beside a name is the name's bearer."""
    at = mention.span.start
    text = cast.text
    passed = 0
    for name in reversed(cast.names_in(max(0, at - 140), at)):
        if name.span.end > at:
            continue
        between = text[name.span.end : at]
        direct = _BETWEEN.fullmatch(between)
        if (
            direct
            and kind in ("unnamed", "group")
            and _PREPOSITION.search(text, max(0, name.span.start - 40), name.span.start)
        ):
            break
        if direct or _APPOSED.fullmatch(between):
            person = cast.person_of(name)
            if person and kind in ("person", "none", "author"):
                return cast.of(person)
            if not person and (kind in ("organisation", "document") or (kind == "person" and given(name.words[0]))):
                return cast.entry(name.text, kind, name.words[-1].casefold())
        passed += not direct
        if passed > _WITHIN_APPOSITION:
            break
    if kind == "person":
        near = cast.people_in(cast.sentences.span(cast.sentence(at)).start, at)
        if near:
            return cast.of(near[-1][1])
    return _noun_before(cast, at, kind)


def _noun_before(cast: Cast, at: int, kind: SpeakerType) -> Entry:
    before = _NP_BREAK.split(cast.text[max(0, at - 90) : at])[-1]
    someone = _someone(before) if kind in ("group", "unnamed", "person") else None
    if someone:
        return cast.entry(someone, kind, someone.split()[-1].casefold())
    noun = None
    for match in _NOUN_START.finditer(before):
        noun = match
    words = noun.group(1) if noun else _bare_plural(before)
    head = clean(words.split()[-1]).casefold() if words.split() else ""
    return cast.entry(words or None, kind if words else "none", head)


def of_whom(cast: Cast, mention: Mention, kind: SpeakerType) -> Entry | None:
    """Of which people "many of whom" are."""
    share = mention.words.casefold().removesuffix(" of whom")
    if share == mention.words.casefold():
        return None
    at = mention.span.start
    whole = _someone(_NP_BREAK.split(cast.text[max(0, at - 90) : at])[-1])
    return cast.entry(f"{share} {whole}", kind, whole.split()[-1].casefold()) if whole else None


def _someone(before: str) -> str | None:
    """The last people before "who", what is said more of them behind passed over: "callers to his show, who"."""
    words = before.strip(" ,–—-").split()
    for i in range(len(words) - 1, max(-1, len(words) - _FAR_WORDS), -1):
        word = clean(words[i]).casefold()
        somebody = word in _SOMEBODY or word.endswith(("ers", "ors", "ists", "ians", "men", "women"))
        if not somebody or (i + 1 < len(words) and words[i + 1].casefold() not in _GOES_ON_WITH):
            continue
        first = i
        while first and i - first < 3 and words[first - 1][0].isalnum() and words[first - 1].casefold() not in _NO_PART:
            first -= 1
        return " ".join(words[first : i + 1])
    return None


_FAR_WORDS = 12
"""Words that "who" reaches back over."""
_SOMEBODY = (
    CATEGORIES | PEOPLE | HEADS_OF_TITLES | {"listeners", "callers", "opponents", "followers", "donors", "allies"}
)
_GOES_ON_WITH = frozenset(("of", "for", "from", "in", "at", "with", "to", "on", "by", "near", "like", "including"))
_NO_PART = _GOES_ON_WITH | frozenset((
    "the", "a", "an", "and", "or", "but", "is", "are", "was", "were", "be", "been", "has", "have", "had", "that", "his",
    "her", "their", "its", "said", "told", "asked", "as", "by", "about", "against", "than", "not", "another", "these",
    "those", "this", "most", "all", "any", "no", "among", "between", "into", "over", "after", "before", "when", "where",
))  # fmt: skip


def _bare_plural(before: str) -> str:
    """The last words of a stretch, from its last plural head's modifiers on."""
    words = before.strip(" ,–—-").split()
    if words and clean(words[-1]).casefold() in CATEGORIES and len(words) > 1 and not words[-2][:1].isupper():
        return " ".join(words[-2:])
    return " ".join(words[-2:])
