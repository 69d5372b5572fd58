"""What people are described as, and who is meant by a description: "the Norland senator", "the dean", "the two"."""

from __future__ import annotations

import re
from bisect import bisect_left

from sayso.model import Span
from sayso.sources.ahead import REACH
from sayso.sources.cast import Cast, Entry
from sayso.sources.grounds import OFFICES as PROFESSIONS
from sayso.sources.mentions import Mention
from sayso.sources.names import clean
from sayso.sources.people import Person
from sayso.sources.words import FAMILY, HEADLINE, HEADS_OF_TITLES, OFFICES, PEOPLE, POSSESSIVES, STATES

_APPOSITION = re.compile(
    r"\s*(?:\([^()]{1,30}\)\s*)?(?:,\s+(?:aged? )?\d{1,3})?,\s+"
    r"((?:an?|the|former|then|senior|deputy|head|director|chief|[a-z]|[A-Z][^,.;:\n]{0,40}[’']s?\s[a-z])"
    r"(?:[^.;\n]|(?<=\b[A-Z])\.){3,160})"
)
_STOPS = re.compile(
    r"[,;:\n“”\"]"
    r"|(?<=[a-z])(?<!\bSen)(?<!\bSens)(?<!\bRep)(?<!\bReps)(?<!\bGov)(?<!\bGen)(?<!\bCol)(?<!\bLt)(?<!\bProf)"
    r"(?<!\bCapt)(?<!\bSgt)(?<!\bMaj)(?<!\bAdm)(?<!\bRev)\. "
)
_JOB = re.compile(r"(?:[a-z]ist|ician|ologist|keeper|worker|maker|driver|writer|holder|dresser|organi[sz]er|goer)s?$")
"""How words for what somebody does for a living end."""
_MORE_JOBS = frozenset((
    "advocate", "organizer", "organiser", "volunteer", "tenant", "landlord", "renter", "fellow", "chair", "co-chair",
    "intern", "paralegal", "watchdog", "sponsor", "sponsors", "co-author", "co-sponsor", "parent", "resident",
))  # fmt: skip
_JOBS = PEOPLE | HEADS_OF_TITLES | PROFESSIONS | FAMILY | _MORE_JOBS
_CLAUSE_END = re.compile(
    r",\s(?=(?:said|says|told|described|issued|added|wrote|who|which|and|but|saying|in|on|has|had|is|was|will"
    r"|[a-z]+ed|estimates|expects|believes|thinks|argues|warns|notes|recalls|contends|predicts|explains|adds|insists"
    r"|agrees|acknowledges|writes|describes|hopes|calls|puts|sees)\b)|,?\s[\"“]|,$"
    r"|\bsaid\b|\btold\b"
)
_IS = re.compile(r" (?:is|was) ((?:an?|the)\s(?:[^.;\n]|(?<=\b[A-Z])\.){3,160})")
_AHEAD = re.compile(
    r"(?:^|[.,;:“”\"]\s|\bsaid |\btold |\bby |\bto |\n)((?:[Tt]he|[Aa]n?|[A-Z][\w.]*(?: [A-Z][\w.]*)*[’']s?)"
    r" (?:[^,.;:\n“”\"]|(?<=\b[A-Z])\.){4,110}), $"
)
"""A description set before a name and parted from it by a comma: "the port's chief engineer, Ada Ruiz,"."""
_CLOSED = re.compile(r",|\.\s|[“”\"]|$", re.MULTILINE)
_WITHIN = re.compile(r"\b(?:of|for|with|at|in|from|to|who|which|on|that|by|before|after|when|while|until|because)\b")
_DOES = re.compile(r"[A-Za-z]+ed\b(?! [\w’'-]*(?:er|or|ist|ian|ent|ant|man|woman)s?\b)")
_UNBROKEN = re.compile(r"\S+")
_WORDS = re.compile(r"[\w’'\-]+")
_PARTY = re.compile(r",? [(]?([DRI])-((?:[A-Z][\w.]+ ?)+)")
_OF_PLACE = re.compile(r",? (?:(?:a )?(Republican|Democrat)(?:ic)? )?(?:of|from) ((?:[A-Z]\w+ ?){1,2})")
_PLURAL = re.compile(r"^(?:the )?(?:two|both|pair|duo|brothers|sisters|couple)\b|men$|women$|[^s]s$")
_ALONE = 5
"""Sentences back to the last person named, where the last two name nobody."""
_LATELY = 8
"""Sentences within which somebody was named lately."""
_REACH = 40
"""Mentions looked back over at most, so that a list of a thousand names in one sentence costs no more than ten."""
_PARTIES = frozenset(("republican", "democrat", "democratic", "independent"))
_FORMER = frozenset(["former", "then", "ex", "current", "presumptive", "presidential", "the", "a", "an", "own", "late"])
_HEADS = HEADS_OF_TITLES | OFFICES
_NOT_ONE = ("my", "our", "your", "his", "her", "their", "its", "a", "an")


class Roles:
    """The descriptions that a text gives its people, each with the place where it is first given."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._role: dict[int, Span | None] = {}
        self._words: dict[int, set[str]] = {}
        self._by_head: dict[str, list[Person]] = {}
        for person in cast.people:
            words = self._described(person)
            self._words[id(person)] = words
            for head in words & _HEADS:
                self._by_head.setdefault(head, []).append(person)

    def role(self, person: Person) -> Span | None:
        """The description set beside a name, before or after it, or in a clause on it, where one is given."""
        return self._role[id(person)]

    def _described(self, person: Person) -> set[str]:
        """All words, lower-cased, by which the text describes a person."""
        words: set[str] = {_SPELLED.get(t.rstrip("."), t) for t in person.titles}
        role: Span | None = None
        is_one: Span | None = None
        for span in person.spans:
            after, before = self._after(span.end, _APPOSITION), self._ahead(span.start)
            parted, later = self._set_before(span.start, span.end), self._after(span.end, _IS)
            role = role or after or before or parted
            is_one = is_one or later
            for found in (after, before, parted, later):
                if found:
                    words |= {clean(w).casefold() for w in _WORDS.findall(self._cast.text[slice(*found)])[:12]}
            words |= self._party(span.end) | self._kin(span.start)
        clauses = (r for s in person.spans if (r := relative(self._cast.text, s.end)))
        self._role[id(person)] = role or is_one or next(clauses, None) or self._titled(person)
        words |= {w for h in words if (w := _ALSO.get(h))}
        return words

    def _after(self, at: int, pattern: re.Pattern[str]) -> Span | None:
        text = self._cast.text
        if text[at : at + 1] not in (",", " ", "("):
            return None
        after = pattern.match(text, at)
        if not after or _DOES.match(after.group(1)):
            return None
        end = after.start(1) + len(_CLAUSE_END.split(after.group(1))[0].rstrip(" ,"))
        within = _WITHIN.search(text, after.start(1), end)
        one_of = text.startswith("one of ", after.start(1))
        heads = _WORDS.findall(text[after.start(1) : within.start() if within and not one_of else end])[:10]
        if pattern is _APPOSITION and _SPEAKS.match(text, end):
            return None  # "according to Brandt, the minister said": the subject of what follows
        clause = relative(text, end)
        return Span(after.start(1), clause.end if clause else end) if any(map(_job, heads)) else None

    def _set_before(self, at: int, end: int) -> Span | None:
        """A description before a name, parted from it by a comma; the name is then closed off too."""
        text = self._cast.text
        low = max(0, at - 130)
        before = _AHEAD.search(text[low:at])
        if not before or not _CLOSED.match(text, end):
            return None
        within = _WITHIN.search(before.group(1))
        heads = _WORDS.findall(before.group(1)[: within.start() if within else None])
        return Span(low + before.start(1), low + before.end(1)) if heads and _job(heads[-1]) else None

    def _ahead(self, at: int) -> Span | None:
        last = bisect_left(self._cast.starts, at) - 1
        start = max(0, at - 80, self._cast.at[last][0].end if last >= 0 else 0)
        before = self._cast.text[start:at]
        if not before.endswith(" "):
            return None
        first = max((m.end() for m in _STOPS.finditer(before)), default=0)
        tail = list(_UNBROKEN.finditer(before, first))[-8:]
        tail = tail[max((i + 1 for i, word in enumerate(tail) if word.group() in _BEFORE_IT), default=0) :]
        while tail and not _begins(tail[0].group()):
            tail = tail[1:]
        if not tail or not _heads(tail[-1].group()):
            return None
        return Span(start + tail[0].start(), start + tail[-1].end())

    def _titled(self, person: Person) -> Span | None:
        """The title alone that a name bears ("Gov.", "Congressman"), where the text says no more of somebody."""
        for span in person.spans:
            words = list(_UNBROKEN.finditer(self._cast.text, span.start, span.end))
            upto = next((i for i, w in enumerate(words) if not _heads(w.group())), 0)
            if upto:
                return Span(span.start, words[upto - 1].end())
        return None

    def _kin(self, at: int) -> set[str]:
        """What somebody is to another who is named or meant before: "his lawyer Brandt", "Voss’s wife, Ada"."""
        kin = _KIN.search(self._cast.text, max(0, at - 60), at)
        return {kin.group(1).casefold()} if kin else set()

    def _party(self, at: int) -> set[str]:
        """Party and place behind a lawmaker's name: "(R-Ohio)", "Republican of New York"."""
        text = self._cast.text
        match = _PARTY.match(text, at)
        if match:
            place = match.group(2).strip().rstrip(".").casefold()
            party = {"D": {"democrat", "democratic"}, "R": {"republican"}, "I": {"independent"}}[match.group(1)]
            return party | set(STATES.get(place.replace(".", ""), place).split()) | {"lawmaker"}
        near = _OF_PLACE.match(text, at)
        if near:
            return {(near.group(1) or "").casefold()} | set(near.group(2).casefold().split())
        return set()

    def bearer(self, mention: Mention) -> Person | None:
        """The one person whom the text has introduced by now with this description's words ("the dean")."""
        if mention.head not in _HEADS or mention.first in _NOT_ONE:
            return None
        own = {clean(w).casefold() for w in _WORDS.findall(mention.words)} - _FORMER
        own = {w for w in own if w not in ("of", "for", "in", "at", "from")}
        bearers = [p for p in self._by_head.get(mention.head, ()) if p.spans[0].start < mention.span.start]
        fitting = [p for p in bearers if own <= self._words[id(p)]]
        if not fitting and mention.definite and mention.head in OFFICES:
            # the only senator that the text knows is "the Norland senator" even where it never said so
            fitting = [p for p in bearers if self._fits(mention, p, strict=False)]
        if len(fitting) > 1 and mention.definite:
            fitting = self._foremost(fitting, mention.span.start)
        return fitting[0] if len(fitting) == 1 else None

    def _foremost(self, people: list[Person], at: int) -> list[Person]:
        """The one whom a text has named three times as often as any of the others by then, and lately."""
        counts = sorted(((bisect_left(p.spans, Span(at, 0)), i, p) for i, p in enumerate(people)), reverse=True)
        often, _, person = counts[0]
        near = self._cast.sentence(at) - self._cast.sentence(person.spans[often - 1].start) <= _LATELY
        return [person] if near and often >= 3 * counts[1][0] else []

    def ahead(self, mention: Mention) -> Person | None:
        """Whoever is introduced soon behind a description at a text's head, which so far nobody bears."""
        if mention.head not in _INTRODUCED or is_plural(mention) or mention.span.start >= self._cast.opening:
            return None
        at = mention.span.end
        bearers = [p for p in self._by_head.get(mention.head, ()) if p.spans[0].start < at + REACH]
        fits = len(bearers) == 1 and bearers[0].spans[0].start >= at and self._fits(mention, bearers[0], strict=False)
        return bearers[0] if fits else None

    def related(self, mention: Mention) -> Person | None:
        """The one person of the text who is somebody's lawyer, wife, doctor … where that is what is mentioned."""
        if mention.head not in _RELATED or not (mention.first in POSSESSIVES or _OWNED.match(mention.words)):
            return None
        alike = _SAME.get(mention.head, {mention.head})
        found = [p for p in self._cast.people if alike & self._words[id(p)]]
        owner = mention.words.split("’s ")[0].split("'s ")[0].casefold()
        found = [p for p in found if p.surname not in owner.split()]
        if mention.first in ("his", "her"):
            found = [p for p in found if not self._others(p, male=mention.first == "his")]
        known = [p for p in found if p.spans[0].start < mention.span.start]
        soon = mention.span.start < self._cast.opening and mention.head not in ("spokesman", "spokeswoman")
        return found[0] if len(found) == 1 and (known or soon or mention.head in FAMILY) else None

    def _others(self, person: Person, *, male: bool) -> bool:
        """Whether somebody is introduced as the relation of one whom "his" (or "her") can't be: "Ada Voss’s lawyer"."""
        text = self._cast.text
        for span in person.spans:
            kin = _KIN.search(text, max(0, span.start - 60), span.start)
            if kin is None:
                continue
            owners = [p for s, p in self._cast.people_in(kin.start() - 80, kin.start()) if s.end >= kin.start()]
            if any(p.clashes(male) for p in owners):
                return True
        return False

    def nearest(self, mention: Mention, entry: Entry | None) -> Person | None:
        """Whom a bare description of a person must mean: who spoke last, or the only one named of late, nearby."""
        cast, at = self._cast, mention.span.start
        if not mention.definite or mention.first in _NOT_ONE or is_plural(mention) or "’s" in mention.words:
            return None
        if cast.said(at):
            return (
                None  # in somebody's words "the dean" is hardly themselves, and the reporter's last name means nothing
            )
        here = cast.sentence(at)
        near: list[Person] = []
        i = bisect_left(cast.starts, at) - 1
        first = max(0, i - _REACH)
        while i >= first and here - cast.sentence(cast.at[i][0].start) <= (2 if near else _ALONE):
            if cast.at[i][1] not in near:
                near.append(cast.at[i][1])
            i -= 1
        speaker = entry.person if entry else None
        chosen = near[0] if len(near) == 1 else speaker if speaker in near else self._topic(near)
        return chosen if chosen and self._fits(mention, chosen) else None

    @staticmethod
    def _topic(people: list[Person]) -> Person | None:
        """The one whom the whole text names three times as often as any of the others."""
        ranked = sorted(people, key=lambda p: -len(p.spans))
        return ranked[0] if len(ranked) > 1 and len(ranked[0].spans) >= 3 * len(ranked[1].spans) else None

    def _fits(self, mention: Mention, person: Person, *, strict: bool = True) -> bool:
        """Whether nothing that the text says of a person speaks against a description."""
        words = self._words[id(person)]
        if mention.head not in words and mention.head in OFFICES and words & OFFICES:
            return False
        named = {w.casefold() for w in _WORDS.findall(mention.words) if w[0].isupper()}
        named |= {"republican"} if "gop" in named else set()
        named.discard("gop")
        party = named & _PARTIES
        if party and words & _PARTIES and not party & words:
            return False
        return not strict or named - _PARTIES - {"state"} <= words


_BEFORE_IT = frozenset((
    "that", "which", "who", "when", "while", "if", "because", "but", "than", "as", "are", "is", "was", "were", "be",
    "been", "has", "have", "had", "will", "would", "could", "may", "might", "said", "says", "told", "tells", "by",
    "with", "to", "in", "on", "at", "from",
))  # fmt: skip
"""Words that no description before a name goes on over: "experts fear that | President Brandt"."""
_RELATED = FAMILY | frozenset((
    "lawyer", "attorney", "doctor", "physician", "spokesman", "spokeswoman", "manager", "predecessor", "successor",
    "ex-wife", "ex-husband", "boss", "secretary", "deputy", "biographer", "publicist", "agent", "pastor",
))  # fmt: skip
_SAME = (
    {w: {"lawyer", "attorney"} for w in ("lawyer", "attorney")}
    | {w: {"doctor", "physician"} for w in ("doctor", "physician")}
    | {"ex-wife": {"wife", "ex-wife"}, "ex-husband": {"husband", "ex-husband"}}
)
_OWNED = re.compile(r"[^\s,]+(?: [^\s,]+){0,3}?[’']s? ")
_KIN = re.compile(
    r"(?:\b(?:his|her|their|from|with|and)|[’']s?) (?:[a-z]+ ){0,2}?"
    rf"({'|'.join(sorted(_RELATED, key=len, reverse=True))}),? $",
    re.IGNORECASE,
)


def _job(word: str) -> bool:
    word = clean(word).casefold()
    return word in _JOBS or bool(_JOB.search(word))


def _heads(word: str) -> bool:
    """Whether a description before a name can end with a word."""
    head = clean(word).casefold().rstrip(".")
    spelled = _SPELLED.get(head, head)
    return spelled in HEADS_OF_TITLES or (spelled in PROFESSIONS and head != "dr") or bool(_JOB.search(head))


def _begins(word: str) -> bool:
    """Whether a description before a name can begin with a word."""
    return (word[0].isupper() and word not in HEADLINE) or clean(word).casefold() in PEOPLE | {"former", "acting"}


_WHO = re.compile(
    r",? who (?!(?:also |has |had |have )?(?:said|says|spoke|asked|declined|requested|insisted|was not|were not|is"
    r" not|did not|is"
    r" quoted|was quoted|was granted|were granted|told|added|wants?|wanted|is running|hopes?|thinks?|believes?|could"
    r" not)\b)"
    r"((?:[^.,;:“”\"\n()]|(?<=\d),(?=\d)|\.(?=\w)){6,160})"
)
_SPEAKS = re.compile(r"\s(?:said|says|told|wrote|added)\b")


def relative(text: str, at: int) -> Span | None:
    """The clause set behind a name or a description that says what somebody does, without its "who"."""
    clause = _WHO.match(text, at)
    if not clause:
        return None
    end = clause.start(1) + len(_SPEAKS.split(clause.group(1))[0].rstrip())
    return Span(clause.start(1), end)


def is_plural(mention: Mention) -> bool:
    """Whether a description is of more than one ("the two lawmakers", "both")."""
    return bool(_PLURAL.search(mention.words.casefold().split(" of ")[0])) or mention.head in ("two", "both")


def couple(mention: Mention) -> bool:
    """Whether a mention says that it means two known before: "the two lawmakers", "both", "the brothers"."""
    words = mention.words.casefold().split()
    two = mention.first == "both" or (mention.definite and words[:1] in (["two"], ["pair"], ["duo"]))
    return two or (mention.definite and words in (["brothers"], ["sisters"], ["couple"]))


def two(cast: Cast, at: int) -> tuple[Person, ...]:
    """Whom a couple before `at` means: two named together, or who spoke in turn, or whom the last sentence names."""
    here = cast.sentence(at)
    late = [e.person for place, e in cast.spoke[-12:] if place < at and here - cast.sentence(place) <= _TOGETHER]
    spoke = list(dict.fromkeys(p for p in late if p))
    in_turn = tuple(spoke) if spoke and min(map(late.count, spoke)) > 1 else ()
    start, end = cast.sentences.span(max(0, here - 1)).start, cast.sentences.span(here).start
    named = tuple(dict.fromkeys(p for s, p in cast.people_in(start, end) if not cast.said(s.start)))
    return next((t for t in (pair(cast, at, _TOGETHER), in_turn, named) if len(t) == 2), ())


_TOGETHER = 8
"""Sentences over which "the two" reaches back."""


def pair(cast: Cast, at: int, back: int = 3) -> tuple[Person, ...]:
    """The people last named together ("X and Y"), at most `back` sentences ago."""
    here = cast.sentence(at)
    i = bisect_left(cast.starts, at) - 1
    first = max(0, i - _REACH)
    while i > first and here - cast.sentence(cast.at[i][0].start) <= back:
        (before, one), (after, other) = cast.at[i - 1], cast.at[i]
        between = cast.text[before.end : after.start]
        listed = i > 1 and cast.at[i - 2][0].end + 2 == before.start and cast.text.startswith(",", before.start - 2)
        if one is not other and len(between) < 60 and _COORDINATED.fullmatch(between) and not listed:
            return one, other
        i -= 1
    return ()


_COORDINATED = re.compile(r"(?: \([^()]*\))?,? and (?:[A-Z][\w.’']+ ){0,5}")
_SPELLED = {
    "sen": "senator", "sens": "senator", "rep": "representative", "reps": "representative", "gov": "governor",
    "govs": "governor", "gen": "general", "col": "colonel", "prof": "professor", "dr": "doctor", "rev": "reverend",
    "capt": "captain", "lt": "lieutenant", "sgt": "sergeant", "maj": "major", "adm": "admiral",
}  # fmt: skip
_INTRODUCED = (_HEADS | FAMILY) - frozenset(("source", "person", "man", "woman", "friend", "partner", "aide"))
"""Heads of descriptions that a headline gives of whom it does not name."""
_ALSO = {
    "justice": "judge", "representative": "lawmaker", "senator": "lawmaker", "congressman": "lawmaker",
    "congresswoman": "lawmaker",
}  # fmt: skip
