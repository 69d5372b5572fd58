"""How a cue and a content are built, as far as plain words show it: what a table of weights is asked about."""

from __future__ import annotations

import re

from sayso.statements import Extracted

_SELF = r"(?:that )?(?:he|she|they|I|we|it)"
_ADVERBS = r"(?: (?:also|still|really|just|certainly|absolutely|definitely|always|now|probably|\w+ly))?"
_FORMS: tuple[tuple[str, str], ...] = (
    ("refuses", rf"{_SELF}(?: \w+)? (?:declined|refused)\b|no comment\b"),
    ("whether", r"(?:that )?(?:whether|if)\b"),
    ("to do", r"(?:not )?to [a-z]"),
    ("for to", r"for (?:\w+ ){1,6}to [a-z]"),
    ("that", r"that\b"),
    ("question word", r"(?:how|what|why|when|where|who|which)\b"),
    ("topic", r"(?:about|on|of|for|with|over|at|against|from|in)\b"),
    ("doing", r"(?!(?:nothing|something|everything|anything|during)\b)[a-z]+ing\b"),
    ("pronoun", r"(?:he|she|they|I|we|it|there|you|this|these|those)(?:[’']\w+)?\b"),
    ("noun", r"(?:an?|the|his|her|their|its|our|my|some|no|any)\b"),
)
_FORM = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _FORMS)

_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|had|have|does|did|do|will|would|could|can|may|might|should|must|am|been)\b"
    r"|\b\w+(?:n[’']t|[’'](?:re|ve|ll|d|m))\b|\b(?:it|that|there|he|she|who|what)[’']s\b"
)
_OWN_WILL = re.compile(
    rf"{_SELF}(?:(?:[’']ll|[’']d| will| would| shall|[’']re (?:all )?going to|[’']m (?:gonna|going to)"
    r"| (?:am|is|are|was|were)(?: both| all)? (?:gonna|going to|planning|hoping|eager|ready|prepared|willing"
    r"|determined|looking forward|committed)| look(?:s|ed)? forward)(?: (?:not|never|be))?)\b",
    re.IGNORECASE,
)
_WILL = re.compile(
    rf"{_SELF}(?: do(?:es)?(?:n[’']t| not)?| did(?:n[’']t| not)?|[’']d| would)?{_ADVERBS} "
    r"(?:hop|plan|want|intend|like to|wish|pledg|vow|need|promis|refus|prefer|love to|ask|urg|demand|call(?:ed|s)? "
    r"(?:for|on))\w*\b|\bwants? to\b",
    re.IGNORECASE,
)
_BIDS = re.compile(
    r"(?:(?:so|and|now|but|oh|well|just|please|always|never|yes),? )*(?:let|don[’']t|do|tell|stop|vote|go|get|give|make"
    r"|keep|put|take|come|be|please|change|publish|look|listen|trust|leave|send|bring|build|show|stand|join|remember|wait"
    r"|ask|call|read|think|watch|help|try|start|say|imagine|own|lock|release|drop|end|fight|pay|thank|use|follow)"
    r"(?:[’']s)?\b"
    r"(?! (?:is|was|has|are|of|in)\b)",
    re.IGNORECASE,
)
_OUGHT = re.compile(
    r"\b(?:should|must|ought to|(?:has|have|need|needs) to|let[’']s|had better|it[’']s time)\b", re.IGNORECASE
)
_SELF_OUGHT = re.compile(r"\b(?:we|you) (?:\w+ )?(?:should|must|need|have to|ought)\b", re.IGNORECASE)
_UNTRUE = re.compile(
    r"\b(?:untrue|false|falsely|not true|n[’']t true|baseless|unfounded|groundless|nonsense|propaganda|fabricat\w+"
    r"|incorrect|inaccurate|misleading|disagree\w*|lies?|lying|fiction|hoax|ridiculous|absurd|myth|nothing of the"
    r" kind|no such|no truth|dead wrong|(?:is|was|are|were|[’']s) wrong)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"(?:that )?(?:I|we|he|she|they)(?:[’']ve| have| has| had)?"
    r"(?: never|(?: did| do| does| was| were| had)(?:n[’']t| not))\b",
    re.IGNORECASE,
)
_NO_ONE = re.compile(r"\b(?:not|never|no|nothing|none|nobody|neither)\b|n[’']t\b", re.IGNORECASE)
_CLAIMED = re.compile(
    r"\b(?:claims?|accusations?|allegations?|reports?|criticisms?|suggestions?|notions?|ideas?|charges?|rumou?rs?"
    r"|assertions?|attacks?|comments?|remarks?|statements?|findings?|speculation|conclusions?|arguments?|that|this|it)\b",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(
    r"\b(?:unclear|not (?:\w+ )?(?:clear|sure|certain)|n[’']t (?:\w+ )?(?:clear|sure|certain)"
    r"|(?:don[’']t|do not|did not|didn[’']t|does not) know|who knows|we[’']ll see|you tell me"
    r"|questions? (?:about|whether|as to)|doubts?|skeptical"
    r"|hard to (?:say|know|believe))\b",
    re.IGNORECASE,
)
_ADMITS = re.compile(
    r"\b(?:I[’']m sorry|apologi[sz]\w+|(?:was|made|is) (?:\w+ )?(?:a )?mistakes?"
    r"|I (?:was wrong|acknowledge|admit|regret)"
    r"|that[’']s (?:fine|right|true|correct)|it[’']s true|accurate|of course|yes,)\b",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    rf"{_SELF}(?: does(?:n[’']t| not)| could(?:n[’']t| not)| would(?:n[’']t| not)| strongly)? (?:supports?|supported"
    r"|opposes?|opposed|favou?rs?|backs?|backed|endorses?|endorsed)\b",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"(?:[“\"'‘]+)?(?:thanks?|congratulations|hello|welcome|happy|sorry|my apologies|good luck)\b", re.IGNORECASE
)
_INSIDE = (
    ("ought", _OUGHT, 90), ("we ought", _SELF_OUGHT, 90), ("untrue", _UNTRUE, 110), ("unknown", _UNKNOWN, 60),
    ("admits", _ADMITS, 70),
)  # fmt: skip
_AHEAD = (("own will", _OWN_WILL), ("will", _WILL), ("never", _NEVER), ("takes sides", _AGAINST), ("thanks", _THANKS))
_MARKS = "“\"'‘ "
_REQUESTS = re.compile(r"\b(?:plans?|proposals?|requests?|calls?|urging|demands?|pledges?|desire)\b", re.IGNORECASE)
_DONE = re.compile(r"\b(?:was|were|been|being|is|are|be|get|got) (?:\w+ly )?\w+(?:ed|en|wn|ld)\b", re.IGNORECASE)
_NOMINAL = re.compile(r"(?:’s|'s|s’)?\s*\w+(?:tion|ment|al|sal|ism|ance|ence|ity)s?\b(?: \w+)?$", re.IGNORECASE)


def shape(cue: str, content: str, statement: Extracted, told: str) -> list[str]:
    """Features of a statement's build, each alone and with what the lists of cues say (`told`)."""
    follows = statement.content[0].start >= statement.cue[0].start
    bare = content.lstrip(_MARKS)
    form = next((name for name, pattern in _FORM if pattern.match(bare)), "other")
    finite = bool(_FINITE.search(bare[:90])) or cue.endswith(" that") or form == "that"
    direct = statement.kind == "direct"
    found = [f"form={form}", f"form={form},{told},{follows}", f"finite={finite},{told},{follows}",
             f"finite={finite},{statement.kind}"]  # fmt: skip
    found += [f"ahead={name}" for name, pattern in _AHEAD if pattern.match(bare)]
    found += [f"ahead={name},{told}" for name, pattern in _AHEAD if pattern.match(bare)]
    found += [f"inside={name}" for name, pattern, reach in _INSIDE if pattern.search(content[:reach])]
    if bare != content and _BIDS.match(bare):
        found += ["bids", f"bids,{direct}"]
    if _CLAIMED.search(content[:40]):
        found.append(f"claimed,{told}")
    if _REQUESTS.search(content[:40]):
        found.append(f"requests,{told}")
    if _NO_ONE.search(cue):
        found.append(f"negated,{told}")
    if _DONE.search(cue):
        found += [f"passive,{bool(statement.source)}", f"passive,{told}"]
    if _NOMINAL.search(cue):
        found.append(f"nominal,{told}")
    return [*found, f"short={len(bare) < 25},{finite}"]
