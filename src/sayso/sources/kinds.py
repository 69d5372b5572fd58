"""The type of a speaker from the words it is mentioned by, weighed with what the model makes of it."""

from __future__ import annotations

import re

from sayso.model import Span
from sayso.sources.cast import Cast
from sayso.sources.mentions import Mention
from sayso.sources.names import is_body
from sayso.sources.words import (
    BODIES,
    CATEGORIES,
    HEADS_OF_TITLES,
    MEDIA,
    PAPERS,
    PEOPLE,
    PLACES,
    UNNAMED_MARKS,
)

_CROWD = re.compile(r" (?:and|or|nor) (?:other|others|many|his|her|their|several|some|(?:[a-z-]+ ){1,3}[a-z]+s)\b")
QUANTITY = frozenset(("some", "many", "most", "few", "all", "several", "more", "other", "others", "both", "those",
                       "these", "any", "every", "each", "half", "dozens", "hundreds", "thousands",
                       "millions"))  # fmt: skip
_NUMBERS = frozenset(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"))
_LISTS = (("papers", PAPERS), ("bodies", BODIES), ("categories", CATEGORIES), ("people", PEOPLE),
          ("titles", HEADS_OF_TITLES))  # fmt: skip


def crowd(cast: Cast, mention: Mention) -> bool:
    """Whether a name is joined to people without one: "Brandt and her advisers"."""
    return bool(_CROWD.search(cast.text, mention.name.span.end if mention.name else 0, mention.span.end))


def single(mention: Mention) -> bool:
    """Whether a description is of one of whom no more is known: "a reader", "one Republican", "someone"."""
    if mention.head in ("someone", "somebody"):
        return True
    one = mention.first in ("a", "an", "one", "another") and mention.form == "description"
    return (
        one
        and not is_plural_noun(mention.head)
        and mention.head not in _COLLECTIVE
        and " of " not in f"{mention.words} "
    )


_COLLECTIVE = BODIES | frozenset(("majority", "number", "crowd", "couple", "pair", "handful", "coalition", "minority",
                                  "series", "percent", "electorate", "public", "few", "lot", "host", "chorus",
                                  "third", "half", "quarter"))  # fmt: skip


def features(cast: Cast, mention: Mention, cue: Span) -> list[str]:
    """What the words of a mention tell of its type."""
    form, head = mention.form, mention.head
    found = [f"form={form}", f"first={_first(mention.first)}"]
    if form in ("pronoun", "self"):
        return [*found, f"word={head}", f"cue={_word(cast.text, cue)}"]
    if form == "name" and mention.name is not None:
        name = mention.name
        known = cast.person_of(name) is not None
        found += [f"known={known}", f"body={is_body(name.words)}", f"crowd={crowd(cast, mention)}",
                  f"known={known},body={is_body(name.words)}", f"words={min(len(name.words), 3)},known={known}",
                  f"titled={bool(name.titles)}", f"upper={name.text.isupper()}"]  # fmt: skip
        found += ["media"] if name.key.removeprefix("the ") in MEDIA else []
        found += ["place"] if name.key.removeprefix("the ") in PLACES else []
        found += [f"last={name.words[-1].casefold()}", f"the={mention.first == 'the'},known={known}"]
        found += ["joined"] if mention.others else []
        head = name.words[-1].casefold()
    else:
        words = mention.words.casefold().split()
        found += [f"head={head}", f"head=…{head[-3:]}", f"plural={is_plural_noun(head)}"]
        found += [f"first={_first(mention.first)},plural={is_plural_noun(head)}", f"one={len(words) == 1}"]
        found += ["marked"] if UNNAMED_MARKS.intersection(words) else []
        found += ["share"] if "percent" in words or "%" in mention.words else []
        found += ["names"] if cast.names_in(mention.span.start, mention.span.end) else []
    inside = [name for name, words in _LISTS if head in words]
    found += [f"list={name},{form},plural={is_plural_noun(head)}" for name in inside] or [f"list=none,{form}"]
    found += [f"cue={_word(cast.text, cue)}"]
    return found


def _first(word: str) -> str:
    if word in _NUMBERS or word[:1].isdigit():
        return "number"
    if word in QUANTITY or word in ("the", "a", "an", "his", "her", "their", "its", "my", "our", "your", "another"):
        return word
    return "possessive" if word.endswith(("’s", "'s", "s’", "s'")) else ""


def is_plural_noun(head: str) -> bool:
    """Whether a noun is plural by its form."""
    return head in CATEGORIES or head in ("people", "police", "men", "women") or (
        head[-1:] == "s" and head[-2:] not in ("ss", "us", "is")
    )  # fmt: skip


def _word(text: str, cue: Span) -> str:
    words = text[cue.start : cue.end].casefold().split()
    return words[-1] if len(words) == 1 else words[0] if words else ""
