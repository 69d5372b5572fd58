"""Word lists of the field: pronouns, titles, what people, bodies and papers are called."""

from __future__ import annotations

import json
import re
from importlib.resources import files


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


HE = _set("he him his himself")
SHE = _set("she her hers herself")
THEY = _set("they them their theirs themselves")
IT = _set("it its itself")
SELF = _set("i me my mine myself we us our ours ourselves i'm i've i'd i'll we've we're we'd we'll let's")
RELATIVE = _set("who whom whose which that")
POSSESSIVES = _set("his her their its whose")
PRONOUNS = HE | SHE | THEY | IT | SELF | RELATIVE

MALE_TITLES = _set("mr mr. sir lord king prince father brother imam rabbi pope")
FEMALE_TITLES = _set("mrs mrs. ms ms. miss dame lady queen princess sister madame mother")

TITLES = (
    MALE_TITLES
    | FEMALE_TITLES
    | _set(
        """
    dr dr. prof prof. professor president vice prime minister premier chancellor secretary senator sen sen.
    senators representative rep rep. reps. del. congressman congresswoman governor gov gov. mayor councillor alderman
    judge justice attorney general gen gen. colonel col col. major maj maj. captain capt capt. lieutenant lt lt.
    sergeant sgt sgt. commander admiral adm. officer detective inspector superintendent sheriff constable
    commissioner chief director chairman chairwoman chairperson chair speaker leader whip ambassador envoy
    consul counsel counsellor deputy former ex acting interim foreign defence defense interior finance state
    treasury home health education justice trade majority minority house senate republican democratic labour
    conservative liberal democrat party spokesman spokeswoman spokesperson archbishop bishop cardinal reverend
    rev rev. pastor sheikh ayatollah mullah ceo cfo cto founder executive manager coach editor reporter
    correspondent author analyst strategist adviser advisor aide candidate nominee hopeful prosecutor lawyer
    barrister solicitor republicans democrats actor actress professors doctors attorneys presidents singer comedian
    congressmen ministers
    """
    )
)
"""Words, lower-cased, that may stand before a name without belonging to it."""

AMBIGUOUS_TITLES = _set(
    "king prince pope lord lady dame judge justice major bishop cardinal pastor sir queen dean brother father sister"
    " mother miss state trade house home health labour conservative whip coach speaker chair foreign"
)
"""Titles that are surnames or parts of other names as well: they count at the head of a name only."""

NATIONS = _set(
    "israeli american british french german russian chinese iranian turkish syrian egyptian indian mexican canadian"
    " italian spanish polish ukrainian japanese us u.s. u.k. uk eu european african asian canadian cuban korean"
    " palestinian jordanian lebanese iraqi kurdish saudi afghan pakistani venezuelan brazilian colombian argentine"
    " australian austrian belgian dutch norwegian swedish danish finnish greek hungarian romanian bulgarian serbian"
    " croatian albanian armenian georgian libyan nigerian kenyan ethiopian somali sudanese vietnamese indonesian"
    " filipino thai taiwanese haitian puerto latino hispanic arab muslim jewish christian catholic"
)

_COUNTRIES = """
    afghanistan; albania; algeria; argentina; armenia; australia; austria; azerbaijan; bahrain; bangladesh; belarus;
    belgium; bolivia; bosnia; brazil; britain; bulgaria; cambodia; canada; chile; china; colombia; costa rica; croatia;
    cuba; cyprus; czech republic; denmark; ecuador; egypt; england; estonia; ethiopia; finland; france; georgia;
    germany; ghana; greece; guatemala; haiti; honduras; hungary; iceland; india; indonesia; iran; iraq; ireland; israel;
    italy; jamaica; japan; jordan; kazakhstan; kenya; kosovo; kuwait; latvia; lebanon; libya; lithuania; malaysia;
    mali; mexico; moldova; mongolia; morocco; myanmar; nepal; netherlands; new zealand; nicaragua; nigeria; north korea;
    norway; oman; pakistan; panama; paraguay; peru; philippines; poland; portugal; qatar; romania; russia; rwanda;
    saudi arabia; scotland; senegal; serbia; singapore; slovakia; slovenia; somalia; south africa; south korea; spain;
    sri lanka; sudan; sweden; switzerland; syria; taiwan; tanzania; thailand; tunisia; turkey; uganda; ukraine;
    united arab emirates; united kingdom; united states; uruguay; uzbekistan; venezuela; vietnam; wales; yemen;
    zambia; zimbabwe; u.s.; u.k.; us; uk; uae; eu; european union; palestinian authority; vatican; white house;
    kremlin; pentagon; downing street; whitehall; beijing; moscow; washington; london; berlin; paris; brussels; tehran;
    jerusalem; tokyo; ankara; kiev; kyiv; riyadh; new delhi; pyongyang; seoul; havana; caracas; damascus; baghdad
"""
PLACES = frozenset(p.strip() for p in _COUNTRIES.replace("\n", " ").split(";"))
"""States and the seats by which their governments are called."""

DAYS = _set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december mondays tuesdays wednesdays thursdays fridays saturdays sundays"
) - {"april", "june", "may", "august"}

PEOPLE = _set(
    """
    spokesman spokeswoman spokesperson spokesmen spokespeople aide aides official officials officer officers
    adviser advisers advisor advisors source sources person people man woman men women diplomat diplomats
    minister ministers lawyer lawyers attorney attorneys prosecutor prosecutors investigator investigators
    analyst analysts expert experts professor researcher researchers scientist scientists employee employees
    worker workers colleague colleagues friend friends relative relatives witness witnesses resident residents
    neighbour neighbor neighbours neighbors reporter reporters journalist journalists correspondent editor
    senator senators lawmaker lawmakers representative representatives member members leader leaders president
    director chairman chief head deputy secretary commander general colonel soldier soldiers agent agents
    insider insiders staffer staffers assistant associate associates strategist consultant pollster voter voters
    supporter supporters critic critics activist activists doctor doctors nurse teacher student students
    candidate candidates nominee participant participants economist economists historian judge justice informant
    whistleblower executive executives manager engineer operative operatives veteran author partner owner
    founder victim survivor passenger driver pediatrician physician banker trader investor investors
    """
)
"""Heads of descriptions of people."""

HEADS_OF_TITLES = PEOPLE | _set(
    "dean mayor governor republican democrat congressman congresswoman lawmaker judge justice ambassador pastor bishop"
    " billionaire businessman businesswoman mogul developer actor actress comedian singer artist writer author poet"
    " host anchor moderator sheriff detective captain admiral lieutenant major sergeant reverend premier chancellor"
    " king queen prince princess pope cardinal neurosurgeon surgeon tycoon magnate whip speaker hopeful contender"
    " frontrunner front-runner challenger opponent rival winger striker athlete boxer player champion novelist"
    " philosopher vice-president secretary-general commissioner treasurer spokesman farmer baker fisherman hacker"
    " coach trainer conductor composer ally insider"
) - _set("person people man men woman women source sources official officials others")
"""What one named person can be called instead of by name."""

OFFICES = _set(
    """
    senator governor mayor judge justice president minister spokesman spokeswoman professor dean sheriff general
    secretary ambassador representative congressman congresswoman chancellor premier lawyer attorney prosecutor director
    editor reporter journalist officer detective colonel doctor analyst king queen prince bishop pope
    """
)
"""Heads that exclude each other: who is called a senator is not the mayor."""

HEADLINE = _set(
    """
    In May Not Have Has On After At To With His Her He She Says Say Said Is Are Was Were Be When A An That Who Will It
    Slams Blasts Calls Tells Asks Warns But As From By Into Out Over Their They Its Could Would Should Can Why How
    Reveals Shows Vows Denies Rejects Admits Claims Accuses Defends Urges Backs Faces Seeks Wants Gets Makes Takes Gives
    Announces Confirms Rips Hits Finds Suggests Refuses Declines Plans Hopes Sees Thinks Believes Responds
    """
)
"""Words that end a name in a headline, where every word has a capital."""

OPENERS = _set(
    """
    although though while whereas when whenever after before since because unless until once if as despite besides
    during throughout amid among without within under over between beyond against about above below across along
    around behind beside near through toward towards upon via per like unlike in on at for from by with to of but and
    yet so then now still also however meanwhile moreover nevertheless nonetheless therefore thus instead otherwise
    why how what who whom whose which where this that these those there here it its he his him she her they their them
    we our you your my every everything everyone everybody some someone something most many much few several both
    either neither no nobody none nothing not only even just almost nearly perhaps maybe indeed finally lastly
    earlier later today yesterday tomorrow tonight asked given according speaking
    """
)
"""Words that open a sentence with a capital and are no part of a name that follows: "Although Brandt …"."""

HOLDERS = _set(
    "president vice-president senator governor mayor premier chancellor nominee candidate contender frontrunner"
    " front-runner challenger congressman congresswoman judge justice king queen pope dean hopeful"
)
"""Offices, and those who run for them."""

FAMILY = _set(
    """
    father mother brother sister son daughter wife husband widow widower uncle aunt cousin nephew niece grandfather
    grandmother grandson granddaughter fiance fiancee partner friend half-brother half-sister mate roommate stepfather
    stepmother
    """
)

STATES = {
    "ala": "alabama", "alaska": "alaska", "ariz": "arizona", "ark": "arkansas", "calif": "california",
    "colo": "colorado", "conn": "connecticut", "del": "delaware", "fla": "florida", "ga": "georgia",
    "hawaii": "hawaii", "idaho": "idaho", "ill": "illinois", "ind": "indiana", "iowa": "iowa", "kan": "kansas",
    "ky": "kentucky", "la": "louisiana", "maine": "maine", "md": "maryland", "mass": "massachusetts",
    "mich": "michigan", "minn": "minnesota", "miss": "mississippi", "mo": "missouri", "mont": "montana",
    "neb": "nebraska", "nev": "nevada", "nh": "new hampshire", "nj": "new jersey", "nm": "new mexico",
    "ny": "new york", "nc": "north carolina", "nd": "north dakota", "ohio": "ohio", "okla": "oklahoma",
    "ore": "oregon", "pa": "pennsylvania", "ri": "rhode island", "sc": "south carolina", "sd": "south dakota",
    "tenn": "tennessee", "texas": "texas", "utah": "utah", "vt": "vermont", "va": "virginia", "wash": "washington",
    "wva": "west virginia", "wis": "wisconsin", "wyo": "wyoming",
}  # fmt: skip
"""Names of states by the abbreviations that newspapers put behind a lawmaker's party."""

CATEGORIES = _set(
    """
    experts analysts critics voters supporters lawmakers republicans democrats conservatives liberals activists
    people residents scientists researchers economists others some many most others everyone everybody nobody
    observers opponents proponents americans israelis europeans russians investors scholars historians reporters
    journalists commentators pundits politicians candidates women men students parents families protesters
    demonstrators leaders members senators politicians media press audience public crowd fans users readers
    commenters
    """
)
"""Many people by category: a group rather than unnamed sources."""

PAPERS = _set(
    """
    report reports study studies poll polls survey surveys letter lawsuit suit complaint filing filings
    indictment affidavit transcript document documents memo memorandum email e-mail emails e-mails book article
    articles law statute constitution ruling opinion data figures statistics census statement record records
    cable cables website paper analysis review audit bill resolution treaty agreement contract page caption
    headline tweet post note diary testimony dossier file files brief briefs submission submissions film documentary
    presentation slide
    """
)
"""Heads of documents."""

BODIES = _set(
    """
    ministry department agency office committee council commission government administration parliament congress
    senate house court police army navy force forces bureau service services campaign party company corporation
    firm group association institute institution university college school foundation fund bank board authority
    union league federation democracy organisation organization embassy network newspaper magazine station channel media
    times post journal tribune herald guardian observer news press radio television tv centre center society
    club team church inc inc. corp corp. ltd llc plc gmbh kremlin pentagon knesset mossad nato un fbi cia nsa eu
    bbc cnn reuters museum hospital clinic observatory camp command coalition alliance mission secretariat
    directorate division unit registry port convention assembly tribunal panel legislature caucus cabinet academy
    """
)
"""Heads of organisations."""

BODY_SURNAMES = _set(
    "page post church court house law bill press force club bank team center media school guard record note port camp"
    " post times field board chase"
)
"""Words of bodies and papers that are surnames as well."""

_MEDIA = """
    cnn; nbc; nbc news; abc; abc news; cbs; cbs news; msnbc; fox; fox news; fox news channel; fox business;
    fox & friends; fox and friends; pbs; npr; c-span; cnbc; bbc; bbc news; itv; sky news; channel 4; channel 2;
    al jazeera; espn; univision; telemundo; reuters; ap; afp; associated press; bloomberg; bloomberg news; politico;
    breitbart; breitbart news; buzzfeed; buzzfeed news; axios; vox; slate; salon; daily beast; daily caller; blaze;
    hill; haaretz; ynet; jerusalem post; times of israel; guardian; observer; telegraph; daily telegraph;
    independent; daily mail; sun; mirror; economist; newsweek; time; time magazine; huffington post; gawker;
    rolling stone; new yorker; vanity fair; atlantic; esquire; playboy; wired; people magazine; variety;
    new york times; times; washington post; post; wall street journal; journal; usa today; los angeles times;
    chicago tribune; boston globe; miami herald; philadelphia inquirer; washington examiner; washington times;
    weekly standard; national review; financial times; le monde; le figaro; der spiegel; spiegel; die zeit;
    die welt; el país; la repubblica; corriere della sera; kommersant; novaya gazeta; tass; xinhua; global times;
    south china morning post; asahi shimbun; hindu; meet the press; face the nation; state of the union;
    fox news sunday; good morning america; today show; today; the view; view; morning joe; tonight show; late show;
    daily show; 60 minutes; nightline; this week; frontline; panorama; newsnight; yahoo news; mother jones;
    intercept; propublica; newsmax; infowars; rt; russia today; politifact; snopes; factcheck.org; full fact;
    drudge report; daily news; new york post; new york daily news;
"""
MEDIA = frozenset(m.strip() for m in _MEDIA.replace("\n", ";").split(";") if m.strip())
"""Outlets and programmes, lower-cased, without the article."""

FORCES = re.compile(
    r"\b(?:security|intelligence|secret|armed|special|defen[cs]e|emergency|police|peacekeeping|government) "
    r"(?:services?|forces?)$",
    re.IGNORECASE,
)
"""Bodies of a state that are called by a plural and no name."""

UNNAMED_MARKS = _set("anonymous unnamed unidentified confidential")

ANONYMITY = (
    r"on (?:the |a )?(?:strict )?condition (?:of (?:strict )?(?:anonymity|not being (?:named|identified|quoted))"
    r"|that (?:he|she|they|their names?|his name|her name|neither|it|the \w+)(?: \w+)? not be)"
    r"|not (?:been |be )?(?:authori[sz]ed|permitted|allowed|cleared) to (?:be (?:named|quoted|identified)|speak"
    r"|discuss|comment"
    r"|talk|disclose|share|brief|reveal|describe|release)"
    r"|(?:asked|asking|requested|insisted|insisting|spoke|speaking|declined|preferred|wished|wanted|agreed to speak"
    r"|talked)"
    r"(?: that| only)?(?: (?:he|she|they))? (?:not to be|to (?:remain|stay)|for|on|not be|if not)"
    r" (?:named|identified|quoted|anonymous|anonymity|(?:deep )?background(?!s|\w))"
    r"|(?:asked|asking|requested|insisted)(?: that)? (?:his|her|their|its) (?:(?:last |full |real |first )?names?"
    r"|identit(?:y|ies))"
    r" (?:not be|be withheld|be kept|be left out)"
    r"|(?:requested|requesting|demanded|(?:was|were|been) granted|granted|promised|seeking) (?:\w+ )?anonymity"
    r"|declined to be (?:named|identified|quoted by name)|did not want (?:to be (?:named|identified|quoted)|(?:his"
    r"|her|their) names? (?:used|published))"
    r"|(?:is|are|was|were) not being (?:named|identified)|(?:is|are) (?:not|n[’']t) (?:named|identified|naming"
    r"|identifying) (?:\w+ ){0,3}?(?:because|to protect|for)"
    r"|(?:whose|(?:his|her|their)) names? (?:is|was|were|are|has been|have been) (?:being )?(?:withheld|changed)"
    r"|not for attribution|speak(?:ing)? anonymously|spoke anonymously|withholding (?:his|her|their) names?"
)
"""Words by which a text says that anonymity was asked for."""

_GIVEN = json.loads(files("sayso.sources").joinpath("data", "given.json").read_text("utf-8"))
MALE_NAMES, FEMALE_NAMES = _set(_GIVEN["male"]), _set(_GIVEN["female"])
EITHER_NAMES = _set(_GIVEN["either"])
"""Given names, lower-cased: those frequent in the United States census of 1990 (public domain) that are not ordinary
words or more often surnames, and some common elsewhere; and those of them that both women and men bear. A hint at
which pronoun fits, outvoted by titles and by the text's own pronouns."""
