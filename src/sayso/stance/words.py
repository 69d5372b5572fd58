"""Words that tell a stance or a certainty: patterns over a cue, or over a cue and the first words of its content."""

from __future__ import annotations

import re

from sayso.model import Stance


def _any(alternatives: str) -> str:
    """One pattern of alternatives that are set apart by " | " or a line end."""
    return "|".join(a.strip() for a in re.split(r" \|(?:\s|$)", alternatives) if a.strip())


_NOT = r"(?: not|n[’']t)"
_TELL = (
    r"(?:say|comment|answer|discuss|explain|provide|release|name|identify|confirm|elaborate|respond|reply|define|offer"
    r"|specify|disclose|reveal|speculate|address|talk|speak|give|share|detail|verify|return|weigh in|testify"
    r"|turn over|hand over|cooperate|clarify|engage|publicly \w+"
    r"|be (?:named|identified|interviewed))"
)
_GERUNDS = "saying|calling|naming|endorsing|confirming|explaining|identifying|accusing|blaming"
WITHHOLDS = _any(
    rf"""
    \bdeclin\w+(?: on \w+)?(?: to {_TELL}\b| comment\b| (?:\w+ )?(?:interview )?requests?\b|\s*$) |
    \brefus\w+(?: \w+day)? to {_TELL}\b |
    \b(?:would|could|did|does|do|can|will){_NOT} (?:immediately )?(?:{_TELL}|mention|admit)\b |
    \bno (?:immediate )?comment\b | \bneither confirm\w* nor den\w+ | \bunable to confirm |
    \bnot be (?:immediately )?reached |
    \bha(?:s|ve|d)(?: not|n[’']t) (?:yet )?(?:commented|responded|replied|said) |
    \bnot (?:immediately )?respond | \bdemur\w* | \bkept (?:mum|silent|quiet) | \bsilence on |
    \b(?:stay|remain)\w* (?:silent|mum|quiet|tight-lipped) | \bwithout speaking | \bnot forthcoming | \bevad\w+ |
    \b(?:has|have|had) yet to {_TELL}\b | \bstopp?\w* short of (?:{_GERUNDS})\b |
    \b(?:is|are|was|were)(?: not|n[’']t) (?:yet )?(?:saying|commenting|discussing|talking) | \bwo(?:n[’']t) {_TELL}\b |
    \binvok\w+ (?:the|his|her|their) (?:Fifth|right) | \b(?:took|takes|pleads?|pleaded) the Fifth |
    \bsidestep\w* | \bdodg(?:ed|es|ing)\b | \bduck(?:ed|s) (?:the |a )?question | \bdeflect\w* |
    \bgave no (?:answer|comment|details?|reply|response|reason|explanation)
    """
)
_DENIES = _any(
    r"""
    \bden(?:y|ies|ied|ying|ials?)\b | \breject(?:s|ed|ing)?\b | \bdisput(?:es?|ed|ing)\b | \brefut\w+ |
    \brebut\w* | \bdismiss(?:ed|es|ing)\b | \bproven false | \bdebunk\w* | \bcontradict\w* | \brecant\w* |
    \bpush\w* back (?:on|against) | \bt(?:ook|akes?) issue with | \bwalk\w* back | \brefus\w+ to concede |
    \bdisavow(?:s|ed)\b | \bcontest(?:s|ed)\b |
    \b(?:rat|rul|judg|deem|label|found|declar|call)\w* .{0,40}?\b(?:false|untrue)\b |
    \b(?:proven|proved|shown|found) (?:to be )?(?:false|untrue|wrong)\b |
    ^(?:(?:is|are|was|were|has been|have been) )?(?:false|untrue|baseless|unfounded|nonsense|a lie|a myth)$ |
    \bdisagree\w* | \bdisprov\w+ | \bdiscredit\w* | \brepudiat\w+ | \bshot down\b | \bscoff\w* at | \bpooh-poohed
    """
)
_CONFIRMS = _any(
    r"""
    \bconfirm(?:s|ed)?\b | \backnowledg\w+ | \badmit\w* | \bconced\w+ | \bagree[sd]\b |
    \bcorroborat\w+ | \bplead(?:ed|s)? guilty | \bapologi[sz]\w+ | \bverified\b | \bown(?:s|ed) up |
    \b(?:rat|rul|judg|deem|label)\w* .{0,40}?\b(?:mostly true|true|correct)\b |
    \bconfess(?:es|ed|ing)?\b | \bgrant(?:s|ed) that |
    \bvouch\w* | \bbore out | \bauthenticated
    """
)
_DOUBTS = _any(
    r"""
    \bdoubt\w* | \bsk?c?eptic\w* | \bunsure | \bnot (?:so )?sure | \buncertain | \bunclear | \bnot clear |
    \bn[’']t clear | \bquestion(?:ed|ing)\b(?! about) | \bhard to (?:say|know|believe) |
    \b(?:do|did|does)(?: not|n[’']t) know\b | \bno (?:reason|evidence) to | \bnever thought | \black of faith |
    \bn[’']t buying | \bquer(?:y|ies) over | \bunconvinced | (?:\b(?:not|never)|n[’']t) (?:been )?convinced |
    \bmisgivings? |
    \breservations? about | \bquestions$ | \bcast(?:s|ing)? doubt |
    \brais\w+ (?:\w+ )?(?:questions|doubts) | \bdisbeliev\w+ |
    \bdistrust\w* | \bmistrust\w* | \black of (?:trust|confidence)
    """
)
_ASKS = _any(
    r"""
    \bask(?:s|ed|ing)?\b(?! for) | \bwonder\w* | \bponder\w* | \b[ei]nquir\w* |
    \bquestions? (?:about|of|on|over|whether|is|as to)\b | \bwant\w* to know | \bto question\b |
    \banother question | \bintense questions | \btrying to determine |
    \bqueried\b | \bpress(?:ed|es|ing)? .{0,20}(?:on|about)$
    """
)
_WANTS = _any(
    r"""
    \burg(?:es?|ed|ing)\b | \bdemand\w* | \bcall(?:s|ed|ing)? (?:\w+ )?(?:for|on|upon)\b |
    \bhop(?:es?|ed|ing)\b | \bwish\w* | \bvow\w* | \bpledg\w+ | \bpromis(?:es?|ed|ing)\b | \bthreaten\w* |
    \bwant(?:s|ed|ing)?\b | \bplan(?:s|ned|ning)?\b | \brecommend\w* | \binsist\w* on | \bbeg(?:s|ged|ging)?\b |
    \brefus\w+ | \bseek(?:s|ing)?\b | \bsought\b | \bpropos\w+ | \brequest\w* | \bpush\w* for | \bpress\w* for |
    \b(?:would|[’']d) like | \bunwilling\w* | \bwilling\b | \beager\b | \breluctan\w+ | \baspir\w+ |
    \bdecid(?:es?|ed)\b | \bdecision\b | \border(?:s|ed)\b | \binstruct\w* | \bencourag\w+ |
    \bcaution\w* against | \bbalk\w* | \bhesitant | \bdesires?\b | \boffer(?:s|ed) to | \bintend\w* |
    \bcommitment | \bpetition\w* | \bask(?:s|ed|ing)? for | \bconsidering\b | \bwarn\w* against |
    \bneed(?:s|ed)? to\b | \bimplor\w+ | \bplead(?:s|ed)? (?:with|for) | \bappeal\w* (?:to|for)
    """
)
CUES: tuple[tuple[Stance, str], ...] = (
    ("withholds", WITHHOLDS),
    ("denies", _DENIES),
    ("confirms", _CONFIRMS),
    ("doubts", _DOUBTS),
    ("asks", _ASKS),
    ("wants", _WANTS),
)
"""Stances that a cue's words give away, the first that fits."""

NO_CLAIM = _any(
    r"""
    \bsupport(?:s|ed|ing|ers)?\b | \bendors\w+ | \bback(?:s|ed|ing)\b | \bprais\w+ | \bcritici[sz]\w* |
    \bcritical of | \bdenounc\w+ | \bslam(?:s|med)?\b | \bblast(?:s|ed|ing)\b | \battack\w* | \boppos\w+ |
    \bfavou?r(?:s|ed)?\b | \bdiscuss\w* | \baddress(?:ed|es|ing)\b | \bdefend\w* | \bapplaud\w* | \bhonou?r\w* |
    \bembrac\w+ | \bwelcom\w+ | \bhail\w* | \breferr?ing to | \bretweet\w* | \bdebat\w+ |
    \bvot(?:e[sd]?|ing)\b | \bcondemn\w* | \brebuk\w+ | \bchid(?:ed|ing) | \bchastis\w+ | \bprotest\w* |
    \brecogni[sz](?:ed|ing|es)\b | \bwitness\w* | \btitled\b | \bsatiri[sz]\w* |
    \b(?:spoke|speaks?|speaking|spoken|talk(?:s|ed|ing)?) (?:\w+ ){0,5}?(?:about|of|on|to)$ |
    \bderi(?:ded|sion) | \bbacklash | \bmock(?:s|ed)\b | \bthrow\w* \w+ (?:weight|support) | \bcelebrat\w+ |
    \bforbid\w* | \bimpos(?:e[sd]?|ing)\b | \brail(?:s|ed)? against
    """
)
"""Cues with an object that is no claim: praise, support, a topic."""

_AFFIRMING = _any(
    r"""
    say\w* | said | tell(?:s|ing)? | told | add(?:s|ed|ing)? | according | wr[io]te\w* | written | writing |
    report\w* | suggest\w* | not(?:es?|ed|ing) | seem\w* | appear\w* | explain\w* | argu\w+ | f[io]u?nds? |
    f[ei]lt? | show(?:s|ed|n|ing)? | declar\w+ | accus\w+ | recall(?:s|ed) | repl(?:y|ies|ied) | conclud\w+ |
    cit(?:es?|ed|ing) | indicat\w+ | reveal\w* | claim\w* | predict\w* | believ\w+ | think\w* | thought |
    know\w* | stat(?:es?|ed|ing) | announc\w+ | insist\w* | disclos\w+ | compar(?:es?|ed) | warn\w* |
    charg(?:es?|ed) | assert\w* | alleg\w+ | describ\w+ | contend\w* | clarif\w+ | emphasi[sz]\w* | expect\w* |
    testif\w+ | maintain\w* | point(?:s|ed|ing)? (?:out|to) | call(?:s|ed|ing)? | label\w* | dubb?(?:ed|s) |
    reads? | respon(?:ds?|ded) | remark\w* | blam(?:es?|ed|ing) | boast\w* | brag\w* | complain\w* | repeat\w* |
    mean(?:s|ing) | signal\w* | estimat\w+ | fear(?:s|ed) | see(?:s|n)? | view(?:s|ed) | regard\w* |
    consider(?:s|ed) | assum\w+ | learn\w* | determin\w+ | observ\w+ | tweeted | posted |
    expos(?:es?|ed|ing) | affirm\w* | leak(?:s|ed) | divulg\w+ | uncover\w* |
     demonstrat\w+ |
    prov(?:es?|ed) | identif\w+ | named | rank\w* | forecast\w* | speculat\w+ | suspect\w* |
    worr(?:y|ies|ied) that | joked | quipped | outlin\w+ | document\w* | mention\w* | cast(?:s|ing)? |
    paint\w* | portray\w* | put it | went on | goes on | continu\w+ | as | in | like | imply | impl(?:ies|ied) |
    hint\w* | detail\w* | shout\w* | scream\w* | recount\w* | remember\w* | reason\w* | answer\w* | echo\w* |
    realiz\w+ | highlights
    """
)
AFFIRMS = rf"\b(?:{_AFFIRMING})\b|:\s*$"
"""Cues that put something forward as so."""

TOPIC = r"\b(?:about|on|of|for|with|over|behind|at|against|to|toward|by)$"
"""A cue that ends so has a topic for its content, not a claim."""

WANTED = (
    r"(?:[“\"]|'')?(?:that )?(?:he|she|it|they|we|I)(?:[’']d| would| do| does| still| also)? (?:really )?"
    r"(?:hop(?:es?|ed)|plan(?:s|ned)?|want(?:s|ed)?|intend(?:s|ed)?|like to|wish(?:es|ed)?|pledg\w+|vow\w*)\b"
)
"""A wish in the content itself, after a neutral cue: "said she hopes to"."""

_STATE = (
    r"(?:that )?(?:he|she|they|I|we)(?:(?: (?:is|was|are|were|am|remain(?:s|ed)?)|[’'](?:s|re|m))"
    r"(?: \w+ly| still| also)?"
)
SAID: tuple[tuple[Stance, str], ...] = (
    ("withholds", rf"(?:that )?(?:he|she|it|they|we|I) (?:also )?(?:{WITHHOLDS})"),
    (
        "doubts",
        (
            rf"{_STATE} (?:skeptical|sceptical|unsure|doubtful|uncertain|not (?:\w+ )?(?:sure|certain|convinced)"
            r"|unconvinced)| doubt(?:s|ed)?)\b|it(?:[’']s| is| was) (?:not clear|unclear|doubtful)"
        ),
    ),
    ("asks", r"(?:that )?(?:he|she|they|I|we) wonder(?:s|ed)?\b"),
)
"""Stances that the first words of reported speech give away after a neutral cue: "said she could not confirm"."""

POSSIBLE = r"\b(?:may|might|could|possibl[ey]|possibility|perhaps|maybe|plausibl[ey]|suspect(?:s|ed)?|conceivabl[ey])\b"
LIKELY = (
    r"likely|unlikely|probabl[ey]|presumably|apparently|seemingly|almost certain(?:ly)?|as far as \w+ know\w*"
    r"|looks? like|(?:my|our|his|her|their) (?:best |own )?guess"
    r"|to (?:my|our) (?:\w+ )?knowledge|in (?:my|our) (?:opinion|view)|I guess|would be surprised"
    r"|(?:I|we)[’']d imagine"
)
PROBABLE = (
    rf"\b(?:{LIKELY}|believ(?:es?|ed|ing)|think(?:s|ing)?|thought|expect(?:s|ed|ing)?|suggest(?:s|ed|ing)?"
    r"|appear(?:s|ed|ing)?|seem(?:s|ed)?|presum(?:es?|ed)|assum(?:es?|ed)|guess|predict(?:s|ed)?)\b"
)
HELD = (
    rf"\b(?:{LIKELY}|(?:I|we|he|she|they|it)(?: do(?:es)?(?:n[’']t| not)?| \w+ly| still| also)?"
    r" (?:believ(?:es?|ed)|think(?:s)?|thought|expect(?:s|ed)?|assum(?:es?|ed)|suppose[ds]?"
    r"|appear(?:s|ed)?|seem(?:s|ed)?))\b"
    r"(?! in\b| about\b| of\b| back\b)"
)
"""PROBABLE as content says it: a verb of belief counts there for the speaker's own only, not for somebody's else."""


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of this module, ready to use, upper and lower case alike."""
    return re.compile(pattern, re.IGNORECASE)
