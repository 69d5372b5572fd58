"""Words that tell how somebody knows: patterns, each with the words of which a text must hold one to fit it."""

from __future__ import annotations

import re

from sayso.model import BasisKind

Rule = tuple[BasisKind, frozenset[str], re.Pattern[str]]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PAPERS = _set(
    """
    document documents papers file files filing filings record records email emails e-mail e-mails letter letters memo
    memos memorandum memoranda cable cables transcript transcripts affidavit affidavits indictment indictments contract
    contracts invoice invoices complaint complaints lawsuit report reports minutes log logs logbook correspondence diary
    diaries deposition depositions testimony ruling rulings draft drafts copy copies disclosures notes messages bill
    bills
    petition petitions manual manuals ledger ledgers receipt receipts statements recording recordings footage video
    videos photographs photos photograph book books memoir memoirs article articles sheet warrant warrants certificate
    certificates brief briefs audit audits inventory register registers passage excerpt slides presentation spreadsheet
    page pages manifest manifests archives plans blueprints
    """
)
DATA = _set(
    """
    data dataset datasets figures statistics numbers poll polls polling survey surveys census measurements readings
    sample
    samples estimates model models simulation simulations imagery images test tests study studies analysis analyses
    experiment experiments trial trials calculations counts count tally tallies radar sensor sensors tracking forecasts
    research findings
    """
)
OFFICES = _set(
    """
    president presidents vice-president minister ministers premier premiers chancellor secretary secretaries senator
    senators sen rep reps gov representative representatives congressman congresswoman congressmen lawmaker lawmakers
    legislator legislators governor governors mayor mayors councillor councilman councilwoman councilmember judge judges
    justice prosecutor prosecutors attorney attorneys lawyer lawyers counsel solicitor barrister sheriff police officer
    officers detective detectives inspector inspectors commissioner commissioners commander commanders general generals
    colonel captain major lieutenant sergeant admiral ambassador ambassadors envoy envoys diplomat diplomats spokesman
    spokeswoman spokesperson spokesmen spokespeople official officials aide aides adviser advisers advisor advisors
    director directors chief chiefs head heads chairman chairwoman chairperson chair executive executives ceo cfo coo
    cto
    manager managers founder founders co-founder owner owners partner deputy deputies administrator administrators
    superintendent principal dean professor professors lecturer researcher researchers scientist scientists scholar
    scholars fellow fellows economist economists historian historians analyst analysts expert experts specialist
    specialists strategist strategists consultant consultants engineer engineers doctor doctors dr physician physicians
    surgeon surgeons nurse nurses pediatrician epidemiologist epidemiologists psychologist biologist biologists
    geologist
    geologists chemist physicist physicists meteorologist meteorologists hydrologist hydrologists seismologist teacher
    teachers coach editor editors pollster pollsters auditor auditors accountant accountants author authors co-author
    bishop bishops pastor priest rabbi imam pope king queen leader leaders organizer organizers organiser organisers
    coordinator veteran agent agents investigator investigators regulator regulators authorities treasurer registrar
    clerk
    curator librarian master harbourmaster pilot operator staffer staffers employee employees representing commander
    pathologist toxicologist archaeologist oceanographer psychiatrist therapist trainer broker trader banker planner
    architect surveyor insider insiders guard guards warden soldier soldiers sailor sailors firefighter firefighters
    paramedic paramedics technician technicians inspector inspectors correspondent correspondents whistleblower
    whistleblowers
    """
)
"""Words of office or expertise: by these alone somebody may be said to know."""

_PAPERS, _DATA = (f"(?:{'|'.join(sorted(words, key=len, reverse=True))})" for words in (PAPERS, DATA))
_DET = r"(?:an?|the|its|his|her|their|our|my|some|several|two|three|new|these|those|that|this)"
_MODS = r"(?:[\w’'\-]+ ){0,4}?"
_BE = r"(?:was|were|is|are|been|be|being)"
_SHOW = (
    r"(?:shows?|showed|shown|says?|said|reveal(?:s|ed)?|prove[sd]?|states?|stated|makes? clear|confirm(?:s|ed)?"
    r"|indicate[sd]?)"
)
_FIND = r"(?:finds?|found|suggest(?:s|ed)?|put|point(?:s|ed)? to|tells? us)"
_CITE = (
    r"(?:according to|citing|cites?|cited|quoting|based on|relying on|referring to|pointing to|pointed to|drawing on)"
)


def _rule(kind: BasisKind, needs: frozenset[str] | str, *alternatives: str) -> Rule:
    words = _set(needs) if isinstance(needs, str) else needs
    return kind, words, re.compile("|".join(alternatives), re.IGNORECASE)


_PAPER_SHOWS = (rf"\b(?:{_DET} )?{_MODS}{_PAPERS} (?:clearly |also |itself |themselves )?{_SHOW}\b",)
_DATA_SHOW = (rf"\b(?:{_DET} )?{_MODS}{_DATA} (?:clearly |also |all |have |has )?(?:{_SHOW}|{_FIND})\b",)
_CITES = (rf"\b{_CITE} (?:{_DET} )?{_MODS}",)

GIVEN: tuple[Rule, ...] = (
    _rule(
        "told",
        "briefed told informed notified assured advised heard learned learnt gathered spoke spoken interviewed based"
        " hearsay"
        " second-hand secondhand",
        rf"\b(?:{_BE} |fully |regularly )*briefed (?:on|about|by)\b",
        rf"\b{_BE} (?:also |later |then |first )?(?:told|informed|notified|assured|advised)\b(?! to\b)",
        r"\binformed of\b|\b(?:heard|learn(?:ed|t)|gathered) (?:\w+ )?from\b",
        r"\b(?:who|having|after|had|has) spoke(?:n)? (?:with|to) (?!reporters|the press|journalists|the media)[\w’'"
        r" \-]{0,30}"
        r"(?:people|witness(?:es)?|sources?|those|somebody|someone|survivors|crew|victims?|relatives|family"
        r"|officials|him|her|them|investigators)\b",
        r"\b(?:who|having|after) (?:had |has |have )?interviewed\b",
        r"\bbased on (?:[\w\-]+ ){0,3}?(?:interviews|conversations|accounts?|testimony|tips?|rumou?rs?)\b",
        r"\b(?:second-?hand|hearsay)\b",
    ),
    _rule(
        "document",
        PAPERS,
        *(rf"{cites}{_PAPERS}\b(?! that\b)" for cites in _CITES),
        rf"\b(?:who|which|and|having|after|had|has|have|said (?:he|she|they)|by) (?:ha(?:ve|s|d) )?(?:also )?"
        rf"(?:seen|saw|reviewed|reviewing|read|reading|obtained|obtaining|examined|examining|studied|studying|viewed"
        rf"|viewing|drafted|found|translated) (?:{_DET} )?{_MODS}{_PAPERS}\b",
        rf"\b(?:{_BE} (?:shown|given|sent|handed|forwarded|leaked)|in possession of|with access to|has access to|had"
        rf" access to)"
        rf" (?:{_DET} )?{_MODS}{_PAPERS}\b",
        rf"\b{_PAPERS} (?:\w+ )?(?:seen|reviewed|obtained|examined|viewed|released|leaked|filed) (?:by|to|through"
        rf"|under|in|with)\b",
        *_PAPER_SHOWS,
    ),
    _rule(
        "data",
        DATA
        | _set(
            "analyzed analysed measured measures counted counts tracks tracked surveyed modelled calculated sampled"
        ),
        *(rf"{cites}{_DATA}\b" for cites in _CITES),
        rf"\b(?:using|from) (?:{_DET} )?{_MODS}(?:data|statistics|satellite (?:images|imagery)|census figures)\b",
        *_DATA_SHOW,
        r"\b(?:who|and|after) (?:ha(?:ve|s|d) )?(?:analy[sz](?:ed|es|ing)|measured|measures|measuring|counted|counts"
        r"|counting|tracks|tracked|surveyed|surveys|modell?ed|calculated|sampled)\b",
    ),
    _rule(
        "saw",
        "witness witnesses eyewitness eyewitnesses witnessed witnessing saw seen seeing watched watching heard"
        " overheard observed"
        " observing filmed photographed noticed visited inspected recorded scene present standing sitting nearby lives"
        " lived works worked bystander bystanders onlooker onlookers passer-by passers-by passersby there",
        r"(?<!expert )(?<!jehovah’s )\b(?:eye-?)?witness(?:es|ed|ing)?\b(?! (?:list|stand|box|tampering|statement"
        r"|protection))",
        r"\b(?:who|and|having|after|said (?:he|she|they)|by) (?:had |have |has )?(?:personally |also |just )?"
        r"(?:saw|seen|seeing|watched|watching|heard|overheard|observed|observing|looked on|filmed|photographed|noticed"
        r"|visited|inspected|recorded)\b(?! (?:from|of|about)\b)",
        r"\b(?:on|at) the scene\b|\b(?:bystanders?|onlookers?|passers-?by)\b",
        r"\bwho (?:was|were|had been|happened to be) (?:\w+ )?(?:present|standing|sitting|nearby|there|walking"
        r"|passing|driving"
        r"|on the (?:bridge|quay|shore|bus|pier|train|street|platform))\b",
        r"\bwho (?:lives?|lived|works?|worked) (?:\w+ )?(?:nearby|next door|across the (?:street|road|river"
        r"|harbou?r)|opposite|above|below)\b",
    ),
    _rule(
        "took part",
        "worked works who involved participant participants attendee attendees took taking part working co-author"
        " co-authors"
        " co-sponsor co-sponsors sponsor sponsors survivor survivors victim victims member room meeting meetings"
        " talks call"
        " session negotiations",
        r"\bwho (?:had |has |have |once |also |later |jointly |is |was |are |were )*(?:work(?:ed|s|ing) (?:on|at"
        r"|there|inside|aboard|alongside)"
        r"|took part|tak(?:es|ing|en) part|participat(?:ed|es|ing)|negotiat(?:ed|es|ing)|help(?:ed|s|ing)|overs(?:aw"
        r"|ees|eeing)"
        r"|led|leads|leading|ran|runs|running|wrote|co-?wrote|built|builds|designed|designs|manag(?:ed|es|ing)"
        r"|direct(?:ed|s|ing)|command(?:ed|s)|organi[sz]e[sd]?|conduct(?:ed|s)|carried out|sponsor(?:ed|s|ing)"
        r"|draft(?:ed|s)|fled|escaped|lived through|endured"
        r"|signed|attend(?:ed|s)|joined|(?:co-?)?founded|investigat(?:ed|es)|prosecut(?:ed|es)|represent(?:s|ed|ing)"
        r"|defend(?:ed|s)|treat(?:ed|s)|taught|teaches|fought|flew|drove|steered|survived|rescued|repaired|dived|sailed"
        r"|(?:injured|arrested|held|detained|hired|fired|involved|evicted|part of|aboard|on board))\b"
        r"(?! (?:nearby|next door|across|opposite|for office|for (?:mayor|governor|president|congress)))",
        r"\b(?:directly |closely |personally |heavily )?involved (?:in|with)\b|\b(?:took|taking) part in\b|\bworking"
        r" on\b",
        r"\b(?:participants?|attendees?)\b|\bco-?(?:author|sponsor)s?\b|\b(?:survivors?|victims?)\b(?! (?:advoca"
        r"|service|support|fund))",
        r"\b(?:people|persons?|those|sources?|officials?|aides?|someone|others) (?:\w+ )?(?:in|at|on) the (?:room"
        r"|meetings?|talks|call|session|negotiations)\b",
        r"\b(?:member|part) of (?:the|its|her|his|their|that) (?:\w+ )?(?:crew|team|delegation|jury|panel|expedition"
        r"|task force)\b",
    ),
)
"""What a sentence says outside the content, or a description of the source, the first that fits."""

CLAIMED: tuple[Rule, ...] = (
    _rule(
        "office",
        "covered covers covering studied studies studying researched researches specializes specialises teaches inside"
        " within",
        r"\b(?:who|and) (?:has |have |had )?(?:long |closely )?(?:cover(?:s|ed)|stud(?:ies|ied)|research(?:es|ed)"
        r"|speciali[sz](?:es|ed) in|teach(?:es)?)\b",
        r"\b(?:sources?|people|person|someone|somebody|those) (?:inside|within) (?:the|its|their)\b",
    ),
    _rule(
        "not given",
        "familiar close privy aware acquainted knowledge knowledgeable position insight",
        r"\b(?:familiar with|close to|privy to|aware of|acquainted with|knowledgeable about|in a position to know)\b",
        r"\b(?:with|had|has|have|having) (?:[\w\-]+ ){0,2}?(?:knowledge of|insight into)\b",
    ),
)
"""Knowledge that is claimed without a word on where it is from."""

SHOWN: tuple[Rule, ...] = (
    _rule("data", DATA, *_DATA_SHOW, *(rf"{cites}{_DATA}\b" for cites in _CITES)),
    _rule("document", PAPERS, *_PAPER_SHOWS, *(rf"{cites}{_PAPERS}\b" for cites in _CITES)),
)
"""What counts anywhere in the head of a content, whoever speaks."""

_ONCE = r"(?:(?:have|has|had|[’'](?:ve|d|s)) )?(?:personally |actually |also |just |already |then |later |first )?"
_SENSES = r"(?:saw|seen|watched|witnessed|heard|overheard|noticed|observed|felt|smelled|smelt)"


def _speaking(who: str) -> tuple[Rule, ...]:
    """What speakers, referred to as `who`, say of their own knowledge."""
    subject = rf"\b{who}"
    return (
        _rule(
            "told",
            "told informed notified assured briefed warned heard learned learnt understood gathered spoke spoken"
            " talked",
            rf"{subject}(?: (?:was|were)|(?: (?:have|has|had)|[’'](?:ve|d)) been|[’'](?:m|re)) (?:\w+ )?"
            r"(?:told|informed|notified|assured|briefed|warned)\b",
            rf"{subject}(?:[’'](?:ve|d))? {_ONCE}(?:heard|learn(?:ed|t)|understood|gathered) (?:from|that|of|about)\b",
            rf"{subject}(?:[’'](?:ve|d))? {_ONCE}(?:spoken?|talked) (?:to|with)\b",
        ),
        _rule(
            "document",
            PAPERS,
            rf"{subject}(?:[’'](?:ve|d))? {_ONCE}(?:read|reviewed|examined|obtained|seen|saw|got|found|have|has|had"
            rf"|looked at"
            rf"|went through|studied) (?:\w+ )?(?:{_DET} )?{_MODS}{_PAPERS}\b",
        ),
        _rule(
            "data",
            "measured counted surveyed sampled tested analyzed analysed calculated tracked",
            rf"{subject}(?:[’'](?:ve|d))? {_ONCE}(?:measured|counted|surveyed|sampled|tested|analy[sz]ed|calculated"
            rf"|tracked)\b",
        ),
        _rule(
            "saw",
            "saw seen watched witnessed heard overheard noticed observed felt smelled smelt there present nearby"
            " scene standing"
            " sitting stood sat",
            rf"{subject}(?:[’'](?:ve|d))? {_ONCE}(?!heard from){_SENSES}\b(?! (?:of|that|about|like|as|the need)\b)",
            rf"{subject} (?:was|were|had been|stood|sat) (?:\w+ )?(?:there|present|nearby|at the scene|standing"
            rf"|sitting)\b",
        ),
        _rule(
            "took part",
            "worked took participated attended helped negotiated part involved aboard board room meeting call talks"
            " signed wrote drafted built designed oversaw carried drove flew pulled repaired investigated treated"
            " taught organized organised rescued fled escaped survived charge",
            rf"{subject}(?:[’'](?:ve|d))? {_ONCE}(?:worked (?:on|for|with|at|there)|took part|participated|attended"
            rf"|helped"
            r"|negotiated|signed|wrote|drafted|built|designed|oversaw|carried|drove|flew|pulled|repaired|investigated"
            r"|treated|taught|organi[sz]ed|rescued|fled|escaped|survived)\b",
            rf"{subject} (?:was|were|had been) (?:part of|involved in|in charge"
            r"|(?:in|on) the (?:room|meeting|call|talks)|one of (?:the|those) (?:\w+ )?who|on"
            rf" board|aboard)\b",
        ),
    )


OWN_REPORTED = _speaking("(?:he|she|they)")
"""As the first words of reported speech: "that he had seen"."""

RELAYED: tuple[Rule, ...] = (
    _rule(
        "told",
        "told informed assured warned briefed confided",
        r"\b(?!(?:I|we|you|he|she|they|it|who)\b)[\w’'\-]+ (?:had |has |have )?"
        r"(?:(?:told|informed|assured|warned|briefed) (?:him|her|them)\b(?! to\b)"
        r"|confided (?:to|in) (?:him|her|them)\b)",
    ),
)
"""As reported speech says that somebody told its speaker: "that a clerk had told her"."""

OWN: tuple[Rule, ...] = (
    *_speaking("(?:I|we)"),
    _rule("told", "what", r"\bfrom what (?:I|we)(?:[’']ve| have)? (?:hear|heard|gather|gathered|read)\b"),
    _rule("inference", "what", r"\bfrom what (?:I|we) (?:can |could )?(?:know|understand|see|saw|tell)\b"),
    _rule(
        "told",
        "told informed assured warned briefed word rumour rumor rumours rumors",
        r"\b(?!(?:I|we|you|he|she|they|it)\b)[\w’'\-]+ (?:told|informed|assured|warned|briefed) (?:me|us)\b|\b(?:he"
        r"|she|they) told (?:me|us)\b",
        r"\b(?:word|rumou?r) (?:is|was|has it)\b",
    ),
    _rule(
        "saw",
        "eyes me us window balcony porch kitchen",
        r"\bwith (?:my|our) own eyes\b|\bin front of (?:me|us|my eyes|our eyes)\b|\bfrom (?:my|our) (?:window"
        r"|balcony|porch|kitchen)\b",
    ),
    _rule(
        "took part",
        "i we myself ourselves",
        r"\b(?:I|we)(?:[’'](?:ve|d))? (?:have |had |personally |then |just )?(?:wrote|drafted|signed|built|designed"
        r"|served|led|ran|oversaw|carried|drove"
        r"|flew|pulled|repaired|hired|fired|voted|met|interviewed|investigated|treated|taught|loaded|steered"
        r"|organi[sz]ed|rescued)\b",
        r"\b(?:I|we) (?:was|were) (?:responsible|on the (?:team|jury|panel|crew|committee|boat|ship|train)|arrested"
        r"|evicted|fired"
        r"|injured|forced|denied|turned away|stopped|held)\b",
        r"\bwhen (?:I|we) (?:was|were|worked|served|lived|ran|led|left|arrived)\b|\b(?:did|done|made|signed|wrote)"
        r" it (?:myself|ourselves)\b",
    ),
    _rule(
        "inference",
        "guess hunch sense impression suspicion conclusion assumption feeling belief far knowledge infer conclude"
        " deduce assume"
        " presume suspect imagine surmise suppose reckon looks seems appears judging going opinion view judgment"
        " judgement must",
        r"\b(?:my|our) (?:best |own )?(?:guess|hunch|sense|impression|suspicion|conclusion|assumption|feeling"
        r"|belief)\b",
        r"\b(?:as|so) far as (?:I|we|anyone|anybody) (?:can |could )?(?:know|tell|see|understand|judge)s?\b",
        r"\bto (?:my|our|the best of (?:my|our)) (?:\w+ )?knowledge\b",
        r"\b(?:I|we|one)(?:[’']d)? (?:can |could |must |would |can only |only |have to )?"
        r"(?:infer|conclude|deduce|assume|presume|guess|suspect|imagine|surmise|suppose|reckon)\b",
        r"\bit (?:looks|seems|appears) (?:like|as if|as though|that|to me)\b|\blooks like\b",
        r"\b(?:judging|going) (?:by|from)\b|\bin (?:my|our) (?:opinion|view|judge?ment)\b|\bmust have (?:been|had"
        r"|known|come|gone|\w+ed)\b",
    ),
)
"""What speakers say of their own knowledge as I or we."""

FIRST = re.compile(r"\b(?:I|we|my|our|me|us|myself|ourselves)\b", re.IGNORECASE)

INFERRED = re.compile(
    r"\b(?:infer(?:s|red|ring)?|conclu(?:des?|ded|ding|sion)|deduc(?:es?|ed|ing)|surmis(?:es?|ed)|speculat\w+"
    r"|guess(?:es|ed|ing)?|suspect(?:s|ed)?|assum(?:es?|ed|ing|ption)|presum(?:es?|ed|ably)|reckon(?:s|ed)?"
    r"|extrapolat\w+|estimat(?:es?|ed|ing)|imagin(?:es?|ed)|hypothesi[sz]ed|theori[sz]ed?|hunch|reasoned"
    r"|(?:judging|going) (?:by|from)|it (?:looks|seems|appears)|calculat(?:es?|ed)"
    r"|as far as \w+ (?:can )?(?:know|understand|tell|see)s?|to (?:my|our) (?:\w+ )?knowledge)\b",
    re.IGNORECASE,
)
OPINED = re.compile(
    r"(?<!reason to )\b(?:believ(?:es?|ed|ing)|think(?:s|ing)?|thought|expect(?:s|ed|ing)?|predict(?:s|ed|ion)?"
    r"|forecasts?"
    r"|(?:my|his|her|their|our) (?:view|opinion|belief))\b",
    re.IGNORECASE,
)
SENSED = re.compile(
    r"\b(?:saw|watched|witnessed|observed|noticed|overheard|heard|(?:remember(?:s|ed)?|recall(?:s|ed)?) (?:seeing"
    r"|watching|hearing))\b(?! from)",
    re.IGNORECASE,
)
RECEIVED = re.compile(
    r"\b(?:heard|learn(?:ed|t)|(?:was|were|been) (?:told|informed|briefed|advised|assured))\b", re.IGNORECASE
)
