"""How a speaker is said to know: the kind of basis, and the words that say so.

What the statement's sentence says outside its content counts first, then what the speaker says of it in the content,
then how the speaker is described; a verb of inference in the cue; at last office or expertise. Nothing is guessed:
where no words tell, the basis is "not given", and that keeps words which claim knowledge without saying how.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sayso.model import Basis, BasisKind, Span, SpeakerType
from sayso.sources.words import MEDIA
from sayso.statements import Extracted

HEAD = 130
"""Characters of a content in which what its speaker says of their own knowledge is looked for."""

_LONGEST = 110
"""Characters that the words of a basis are followed over, to the end of their phrase."""

_END = re.compile(r"[,;:\n“”\"()]|[.!?](?=\s|$)|\s[–—-]\s|\s(?:but|said|says|told|and (?:he|she|they|it))\b|$")

_PAPERS = (
    r"(?:documents?|papers|files?|filings?|records?|e-?mails?|letters?|memos?|memorand(?:um|a)|cables?|transcripts?"
    r"|affidavits?|indictments?|contracts?|invoices?|complaints?|lawsuits?|reports?|minutes|logs?|correspondence"
    r"|diar(?:y|ies)|depositions?|testimony|rulings?|drafts?|cop(?:y|ies)|disclosures?|notes|messages|texts?|bills?"
    r"|petitions?|manuals?|ledgers?|receipts?|statements?|recordings?|footage|videos?|photographs?|photos|books?"
    r"|memoirs?|articles?|charge sheet|warrants?|certificates?|briefs?|audits?|inventor(?:y|ies)|registers?)"
)
_DATA = (
    r"(?:data(?:sets?)?|figures|statistics|numbers|polls?|polling|surveys?|census|measurements|readings|samples?"
    r"|estimates|models?|simulations?|satellite (?:images|imagery|pictures)|tests?|test results|stud(?:y|ies)"
    r"|(?:data |statistical )?analys[ie]s|experiments?|trials?|calculations|counts?|tall(?:y|ies)|radar|sensors?|tracking|forecasts?)"
)
_DET = r"(?:an?|the|its|his|her|their|our|my|some|several|two|three|new|these|those|that|this)"
_MODS = r"(?:[\w’'\-]+ ){0,4}?"
_BE = r"(?:was|were|is|are|been|be|being)"
_HAVE = r"(?:ha(?:ve|s|d) )?"
_HANDLED = (
    r"(?:seen|saw|reviewed|read|obtained|examined|studied|viewed|analy[sz]ed|inspected|got|received|provided to"
    r"|shared with|shown to|leaked to|released|copied|verified)"
)

Pattern = re.Pattern[str]
Rule = tuple[BasisKind, Pattern]


def _rule(kind: BasisKind, *alternatives: str) -> Rule:
    return kind, re.compile("|".join(alternatives), re.IGNORECASE)


_TOLD = (
    rf"\b(?:been |{_BE} |fully |regularly )*briefed (?:on|about|by)\b",
    rf"\b{_BE} (?:also |later |then |never )?(?:told|informed|notified|assured|advised)\b(?! to\b)",
    r"\binformed of\b",
    r"\b(?:ha(?:ve|s|d) )?(?:heard|learn(?:ed|t)|gathered) (?:\w+ )?from\b",
    r"\bspoke(?:n)? (?:with|to) (?:people|witnesses|sources|those|somebody|someone|survivors|the crew)\b",
    r"\bwho (?:had |has )?interviewed\b|\bbased on (?:\w+ ){0,3}?(?:interviews|conversations|accounts?|testimon(?:y|ies)|tips?)\b",
    r"\b(?:second-?hand|hearsay)\b",
)
_DOCUMENT = (
    rf"\b(?:according to|citing|cited|quoting|based on|relying on|from|in|per|by|under) (?:{_DET} )?{_MODS}{_PAPERS}"
    rf" (?:\w+ )?(?:{_HANDLED}|filed|published|prepared|made public)\b",
    rf"\b(?:according to|citing|cites|cited|quoting|based on|relying on|referring to|pointing to|pointed to) "
    rf"(?:{_DET} )?{_MODS}{_PAPERS}\b",
    rf"\b(?:who|which|and|having|after|had|has|have|said (?:he|she|they)|by) (?:ha(?:ve|s|d) )?(?:also )?"
    rf"(?:seen|saw|reviewed|reviewing|read|reading|obtained|obtaining|examined|examining|studied|viewed|viewing"
    rf"|signed|drafted) (?:{_DET} )?{_MODS}{_PAPERS}\b",
    rf"\b(?:shown|given|sent|handed|forwarded|in possession of|access to) (?:{_DET} )?{_MODS}{_PAPERS}\b",
    rf"\b{_PAPERS} (?:\w+ )?(?:seen|reviewed|obtained|examined|viewed|released|leaked) (?:by|to|through|under)\b",
    rf"\b{_PAPERS} (?:show|showed|shows|reveal|reveals|revealed|indicate[sd]?|say|stated?|make clear|confirm)\b",
)
_OF_DATA = (
    rf"\b(?:according to|citing|cites|cited|quoting|based on|relying on|using|referring to|pointing to|pointed to|from)"
    rf" (?:{_DET} )?{_MODS}{_DATA}\b",
    rf"\b(?:{_DET} )?(?:\w+ )?{_DATA} (?:{_MODS})?(?:show|shows|showed|shown|found|finds|find|reveal|reveals|revealed"
    rf"|suggest|suggests|suggested|indicate[sd]?|confirm(?:ed|s)?|put|prove[sd]?|point(?:s|ed)? to)\b",
    rf"\b(?:who|and|after) (?:ha(?:ve|s|d) )?(?:analy[sz](?:ed|es|ing)|measured|measures|measuring|counted|counts"
    rf"|counting|tracks|tracked|surveyed|surveys|modell?ed|calculated|tested|sampled)\b",
)
_SAW = (
    r"\b(?:eye-?)?witness(?:es|ed|ing)?\b(?! (?:list|stand|box|tampering|statement|protection))",
    r"\b(?:who|and|having|after|said (?:he|she|they)|by) (?:had |have |has )?(?:personally |also |just )?"
    r"(?:saw|seen|seeing|watched|watching|heard|overheard|observed|observing|looked on|filmed|photographed|noticed"
    r"|visited|inspected|recorded)\b(?! (?:from|of|about)\b)",
    r"\b(?:on|at) the scene\b",
    r"\b(?:who )?(?:was|were|been) (?:\w+ )?(?:present|standing|sitting|nearby|there|at the time|on the (?:bridge|quay|shore|bus))\b",
    r"\bwho (?:lives?|lived|works?|worked) (?:nearby|next door|across the (?:street|road|river)|opposite)\b",
    r"\bbystanders?\b|\bonlookers?\b|\bpassers?-?by\b",
)
_TOOK_PART = (
    r"\bwho (?:had |has |have |once |also |later |jointly )*(?:worked|works|served|took part|participated|participates"
    r"|negotiated|helped|helps|oversaw|oversees|led|leads|ran|runs|wrote|co-?wrote|authored|built|designed|managed"
    r"|manages|directed|commanded|organi[sz]ed|conducted|carried out|sponsored|drafted|signed|attended|joined|founded"
    r"|co-?founded|investigated|prosecuted|represents?|represented|defended|defends|treated|treats|taught|teaches"
    r"|fought|flew|drove|steered|survived|lost|was (?:injured|arrested|held|detained|hired|fired|involved|part of)"
    r"|were (?:injured|arrested|held|detained|hired|fired|involved|part of))\b(?! (?:nearby|next door|across|opposite))",
    r"\b(?:directly |closely |personally |heavily )?involved (?:in|with)\b",
    r"\b(?:participants?|attendees?) (?:in|at|of|from)\b|\bparticipants\b|\btook part in\b|\btaking part in\b",
    r"\bworking (?:on|with|for)\b|\bco-?(?:author|sponsor|founder|organi[sz]er)s?\b|\bauthors? of\b|\bsponsors? of\b",
    r"\b(?:survivors?|victims?)\b(?! (?:advocate|services|support|fund))",
    r"\b(?:member|part) of (?:the|its|her|his|their) (?:\w+ )?(?:crew|team|delegation|jury|panel|expedition|task force)\b",
)
_CLAIMS = (
    r"\b(?:familiar with|close to|privy to|aware of|acquainted with)\b",
    r"\b(?:with|had|has|have) (?:\w+[- ])?(?:\w+ )?knowledge of\b|\bknowledgeable about\b|\bin a position to know\b",
)
_GIVEN: tuple[Rule, ...] = (
    _rule("told", *_TOLD),
    _rule("document", *_DOCUMENT),
    _rule("data", *_OF_DATA),
    _rule("saw", *_SAW),
    _rule("took part", *_TOOK_PART),
)
"""What a sentence says outside the content, or a description of the source, the first that fits."""

_SELF = r"(?:I|we|he|she|they|it)"
_ONCE = r"(?:(?:have|has|had|[’'](?:ve|d|s)) )?(?:personally |actually |also |just |never |already |then |only )?"
_PAPER_SHOWS = (
    rf"\b(?:{_DET} )?{_MODS}{_PAPERS} (?:clearly |also |itself |themselves )?"
    r"(?:shows?|showed|says?|said|reveal(?:s|ed)?|proves?|states?|stated|makes? clear)\b",
    rf"\b(?:according to|based on|citing) (?:{_DET} )?{_MODS}{_PAPERS}\b",
)
_DATA_SHOW = (
    rf"\b(?:{_DET} )?{_MODS}{_DATA} (?:clearly |also |all |have |has )?"
    r"(?:shows?|showed|shown|suggest(?:s|ed)?|indicate[sd]?|finds?|found|prove[sd]?|reveal(?:s|ed)?|tells? us)\b",
    rf"\b(?:according to|based on|citing) (?:{_DET} )?{_MODS}{_DATA}\b",
)
_REPORTED: tuple[Rule, ...] = (_rule("data", *_DATA_SHOW), _rule("document", *_PAPER_SHOWS))
"""What counts anywhere in a content, whoever speaks."""

_OWN: tuple[Rule, ...] = (
    _rule(
        "told",
        rf"\b{_SELF} (?:was|were|(?:have|has|had|[’'](?:ve|d)) been|[’']ve been) (?:\w+ )?(?:told|informed|notified|assured|briefed|warned)\b",
        rf"\b(?!{_SELF}\b)[\w’'\-]+ (?:told|informed|assured|warned|briefed) (?:me|us|him|her|them)\b",
        rf"\b{_SELF} {_ONCE}(?:heard|learn(?:ed|t)|understood|gathered) (?:from|that|of|about)\b",
        r"\bword (?:is|was) that\b|\brumou?rs? (?:is|was|has|had|are|were)\b|\bI[’']m told\b|\bwe[’']re told\b",
        rf"\b(?:people|everyone|everybody|friends|colleagues|patients|residents) (?:I|we)[’']ve (?:spoken|talked) (?:to|with)\b"
        rf"|\b{_SELF} (?:have |has |had )?(?:spoke|spoken|talked) (?:to|with)\b",
    ),
    _rule(
        "document",
        rf"\b{_SELF} {_ONCE}(?:read|reviewed|examined|obtained|seen|saw|got|found|have|has|looked at|went through) "
        rf"(?:\w+ )?(?:{_DET} )?{_MODS}{_PAPERS}\b",
        *_PAPER_SHOWS,
    ),
    _rule(
        "data",
        *_DATA_SHOW,
        rf"\b(?:I|we|they) {_ONCE}(?:measured|counted|surveyed|sampled|tested|analy[sz]ed|calculated|tracked)\b",
    ),
    _rule(
        "saw",
        rf"\b{_SELF} {_ONCE}(?:saw|seen|watched|witnessed|heard|overheard|noticed|observed|felt|smelled|smelt)\b"
        rf"(?! (?:from|of|that|about)\b)",
        r"\b(?:I|we|he|she|they) (?:was|were|had been|stood|sat) (?:\w+ )?(?:there|present|nearby|at the scene"
        r"|(?:standing|sitting|right) (?:\w+ )?(?:there|next|by|beside|in front|on|at|behind))\b",
        r"\bwith (?:my|our|his|her|their) own eyes\b|\bin front of (?:me|us|my eyes)\b|\bfrom (?:my|our|her|his) (?:window|balcony|porch|kitchen)\b",
    ),
    _rule(
        "took part",
        rf"\b{_SELF} {_ONCE}(?:worked (?:on|for|with|at|there)|took part|participated|attended|helped|negotiated|wrote"
        rf"|drafted|signed|built|designed|served|led|ran|oversaw|carried|drove|flew|pulled|repaired|hired|fired|sent"
        rf"|voted|asked|called|met|interviewed|investigated|treated|taught|loaded|steered|organi[sz]ed|paid|rescued)\b",
        r"\b(?:I|we) (?:was|were) (?:part of|involved in|in charge|responsible|one of (?:the|those) (?:\w+ )?who|on board|aboard"
        r"|on the (?:team|jury|panel|crew|committee|boat|ship|train)|arrested|evicted|fired|injured|forced|denied|turned away)\b",
        r"\bwhen (?:I|we) (?:was|were|worked|served|lived|ran|led|left|arrived)\b",
        r"\bas (?:a|an|the) (?:former )?(?:member|participant|survivor|victim) of\b|\bmyself\b",
    ),
    _rule(
        "inference",
        r"\b(?:my|our) (?:best |own )?(?:guess|hunch|sense|impression|suspicion|conclusion|assumption|feeling|belief)\b",
        r"\b(?:as|so) far as (?:I|we|anyone|anybody) (?:can |could )?(?:know|tell|see|understand|judge)s?\b",
        r"\bto (?:my|our|the best of (?:my|our)) (?:\w+ )?knowledge\b",
        r"\b(?:I|we|one) (?:can |could |must |would |can only |only |do |have to |[’']d )?"
        r"(?:infer|conclude|deduce|assume|presume|guess|suspect|imagine|surmise|suppose|reckon)\b",
        r"\bit (?:looks|seems|appears) (?:like|as if|as though|that|to me)\b|\blooks like\b",
        r"\b(?:judging|going) (?:by|from)\b|\bin (?:my|our) (?:opinion|view|judge?ment|estimation)\b",
        r"\bmust have (?:been|had|known|come|gone|\w+ed)\b|\bwhich (?:means|suggests|implies) (?:that )?\b",
    ),
)
"""What speakers say of their own knowledge in the content; "he had seen" counts where it opens a reported content."""

_OPENING = re.compile(r"[“\"‘'\s]*(?:that |how )?(?:he|she|they|it)\b", re.IGNORECASE)
_FIRST = re.compile(r"\b(?:I|we|my|our|me|us|myself|ourselves|I[’'](?:ve|d|m|ll)|we[’'](?:ve|re|d|ll))\b", re.IGNORECASE)

_INFERRED = re.compile(
    r"\b(?:infer(?:s|red|ring)?|conclu(?:des?|ded|ding|sion)|deduc(?:es?|ed|ing)|surmis(?:es?|ed)|speculat\w+"
    r"|guess(?:es|ed|ing)?|suspect(?:s|ed)?|assum(?:es?|ed|ing|ption)|presum(?:es?|ed|ably)|reckon(?:s|ed)?"
    r"|extrapolat\w+|estimat(?:es?|ed|ing)|imagin(?:es?|ed)|hypothesi[sz]ed|theori[sz]ed?|hunch|reason(?:s|ed)\b(?! for)"
    r"|(?:judging|going) (?:by|from)|it (?:looks|seems|appears)|calculat(?:es?|ed)|as far as \w+ (?:know|understand|can tell)s?"
    r"|to (?:my|our) (?:\w+ )?knowledge)\b",
    re.IGNORECASE,
)
_OPINED = re.compile(
    r"\b(?:believ(?:es?|ed|ing)|think(?:s|ing)?|thought|expect(?:s|ed|ing)?|predict(?:s|ed|ion)?|forecasts?|doubt(?:s|ed)?"
    r"|fear(?:s|ed)?|feels?|felt|argu(?:es?|ed|ing)|suggest(?:s|ed)?|(?:my|his|her|their|our) (?:view|opinion|belief))\b",
    re.IGNORECASE,
)
_SENSED = re.compile(
    r"\b(?:saw|watched|witnessed|observed|noticed|overheard|remember(?:s|ed)? seeing|recall(?:s|ed)? (?:seeing|watching|hearing)"
    r"|heard)\b(?! from)",
    re.IGNORECASE,
)
_RECEIVED = re.compile(r"\b(?:heard|learn(?:ed|t)|(?:was|were|been) (?:told|informed|briefed|advised|assured))\b", re.IGNORECASE)

_DATA_HEADS = re.compile(
    r"\b(?:data|figures|statistics|polls?|polling|surveys?|census|stud(?:y|ies)|analys[ie]s|measurements|numbers|models?"
    r"|estimates|experiments?|trials?|tests?|imagery|images|research|findings|forecasts?)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:(?:vice[- ])?presidents?|(?:prime )?ministers?|premiers?|chancellors?|secretar(?:y|ies)|senators?|sens?\.|reps?\.|govs?\."
    r"|representatives?|congress(?:wo)?m[ae]n|lawmakers?|legislators?|governors?|mayors?|council(?:lor|or|member|woman|man)s?"
    r"|judges?|justices?|prosecutors?|attorneys?|lawyers?|counsels?|solicitors?|barristers?|sheriffs?|police|officers?"
    r"|detectives?|inspectors?|commissioners?|commanders?|generals?|colonels?|captains?|majors?|lieutenants?|sergeants?"
    r"|admirals?|ambassadors?|envoys?|diplomats?|spokes(?:m[ae]n|wom[ae]n|persons?|people)|officials?|aides?|advis[eo]rs?"
    r"|directors?|chiefs?|heads?|chair(?:m[ae]n|wom[ae]n|person|s)?|chief executives?|ceos?|cfos?|coos?|executives?|managers?|founders?"
    r"|owners?|partners?|deput(?:y|ies)|administrators?|superintendents?|principals?|deans?|professors?|lecturers?"
    r"|researchers?|scientists?|scholars?|fellows?|economists?|historians?|analysts?|experts?|specialists?|strategists?"
    r"|consultants?|engineers?|doctors?|dr\.|physicians?|surgeons?|nurses?|p(?:a)?ediatricians?|epidemiologists?|psychologists?"
    r"|biologists?|geologists?|chemists?|physicists?|meteorologists?|hydrologists?|seismologists?|teachers?|coach(?:es)?|editors?|pollsters?|auditors?"
    r"|accountants?|actuar(?:y|ies)|bishops?|pastors?|priests?|rabbis?|imams?|popes?|kings?|queens?|leaders?|organi[sz]ers?|coordinators?"
    r"|members? of (?:the|its) (?:council|board|parliament|committee|commission|senate|house|assembly)|veterans?|agents?"
    r"|investigators?|regulators?|authorit(?:y|ies)|treasurers?|registrars?|clerks?|curators?|librarians?|masters?|pilots?|operators?|staffers?|employees?)\b",
    re.IGNORECASE,
)


def basis(
    text: str, statement: Extracted, around: Sequence[Span], kind: SpeakerType, name: str | None, role: Span | None
) -> Basis:
    """The basis of a statement.

    around: the stretches of its sentence outside its content; kind, name: the speaker's; role: the span of how the
    text describes the speaker elsewhere, where it does.
    """
    outside = _without_sources(around, statement)
    return (
        _of_paper(text, statement, kind)
        or _in(text, outside, _GIVEN)
        or _in_cue(text, statement, _SENSED, "saw")
        or _in_cue(text, statement, _RECEIVED, "told")
        or _own(text, statement)
        or _in(text, statement.source, _GIVEN)
        or _in_cue(text, statement, _INFERRED, "inference")
        or (_in(text, (role,), _GIVEN) if role else None)
        or _in_cue(text, statement, _OPINED, "inference")
        or _claimed(text, (*outside, *statement.source))
        or _office(text, statement, outside, kind, name, role)
        or Basis("not given")
    )


def _of_paper(text: str, statement: Extracted, kind: SpeakerType) -> Basis | None:
    """A paper speaks for what is in it: data where it is a count of something."""
    if kind != "document":
        return None
    words = " ".join(text[s.start : s.end] for s in statement.source)
    return Basis("data" if _DATA_HEADS.search(words) else "document", statement.source)


def _in(text: str, stretches: Iterable[Span], rules: Sequence[Rule]) -> Basis | None:
    for stretch in stretches:
        for kind, pattern in rules:
            match = pattern.search(text, stretch.start, stretch.end)
            if match:
                return Basis(kind, (_phrase(text, match, stretch.end),))
    return None


def _in_cue(text: str, statement: Extracted, pattern: Pattern, kind: BasisKind) -> Basis | None:
    cue = statement.cue[0]
    match = pattern.search(text, cue.start, cue.end)
    return Basis(kind, (Span(*match.span()),)) if match else None


def _own(text: str, statement: Extracted) -> Basis | None:
    """What the speaker says of their own knowledge, in the first words of the first content.

    In reported speech "he" is the speaker only as the content's first word; "I" is the speaker in a quotation, and
    where the author speaks.
    """
    content = statement.content[0]
    head = Span(content.start, min(content.end, content.start + HEAD))
    opening = _OPENING.match(text, head.start, head.end)
    if opening:
        reach = Span(head.start, min(head.end, opening.end() + 40))
    elif statement.kind != "indirect" or _FIRST.search(text, head.start, head.end):
        reach = head
    else:
        return _in(text, (head,), _REPORTED)
    for kind, pattern in _OWN:
        match = pattern.search(text, reach.start, reach.end)
        if match and (opening is None or match.start() < opening.end()) and not _negated(text, match):
            return Basis(kind, (_phrase(text, match, head.end),))
    return None


_NEGATION = re.compile(r"\b(?:not|never|nor|no)\b|n[’']t\b", re.IGNORECASE)


def _negated(text: str, match: re.Match[str]) -> bool:
    return bool(_NEGATION.search(match.group())) or bool(_NEGATION.search(text, max(0, match.start() - 12), match.start()))


def _claimed(text: str, stretches: Iterable[Span]) -> Basis | None:
    """Knowledge that is claimed without a word on where it is from ("familiar with the matter")."""
    return _in(text, stretches, (_CLAIM,))


_CLAIM = _rule("not given", *_CLAIMS)


def _office(
    text: str, statement: Extracted, outside: Sequence[Span], kind: SpeakerType, name: str | None, role: Span | None
) -> Basis | None:
    if kind in ("author", "none", "document"):
        return None
    for span in (*statement.source, *((role,) if role else ())):
        match = _OFFICE.search(text, span.start, span.end)
        if match:
            return Basis("office", (span,))
    if kind == "organisation" and (name or "").casefold().removeprefix("the ") not in MEDIA:
        return Basis("office", statement.source) if statement.source else None
    return None


def _without_sources(around: Sequence[Span], statement: Extracted) -> list[Span]:
    """The stretches with the source's own words left out."""
    pieces = list(around)
    for source in statement.source:
        pieces = [
            part
            for p in pieces
            for part in (
                (Span(p.start, source.start), Span(source.end, p.end))
                if p.start < source.end and source.start < p.end
                else (p,)
            )
            if part.end > part.start
        ]
    return pieces


def _phrase(text: str, match: re.Match[str], end: int) -> Span:
    """From a match to the end of the phrase it opens."""
    limit = min(end, match.end() + _LONGEST)
    stop = _END.search(text, match.end(), limit)
    last = stop.start() if stop else limit
    if not stop and limit < end:
        last = text.rfind(" ", match.end(), limit)
    return Span(match.start(), match.start() + len(text[match.start() : max(last, match.end())].rstrip()))
