"""Who speaks, in texts written for the purpose: each row with the reason why it is so."""

from __future__ import annotations

import pytest

from sayso.model import SpeakerType
from sayso.sources import resolve
from statement_samples import marked

P: SpeakerType = "person"
O: SpeakerType = "organisation"  # noqa: E741 - one letter each, so that a row stays a row
D: SpeakerType = "document"
U: SpeakerType = "unnamed"
G: SpeakerType = "group"
N: SpeakerType = "none"

NAMED: list[tuple[str, str | None, SpeakerType, str]] = [
    ("[s1|Ada Brandt] [c1|said] [t1|no].", "Ada Brandt", P, "a full name"),
    ("[s1|Mrs. Ada Brandt] [c1|said] [t1|no].", "Ada Brandt", P, "a courtesy title"),
    ("[s1|Professor Ada Brandt] [c1|said] [t1|no].", "Ada Brandt", P, "an academic title"),
    ("[s1|Actress Ada Brandt] [c1|said] [t1|no].", "Ada Brandt", P, "a trade before the name"),
    ("[s1|Norland Prime Minister Ada Brandt] [c1|said] [t1|no].", "Ada Brandt", P, "an office and a place"),
    ("[s1|Ada Brandt, the mayor of Lund,] [c1|said] [t1|no].", "Ada Brandt", P, "an apposition"),
    ("[c1|According to] [s1|Ada Brandt], [t1|it sank].", "Ada Brandt", P, "according to"),
    ("Ada Brandt came. [s1|Mrs. Brandt] [c1|said] [t1|no].", "Ada Brandt", P, "a surname with a title"),
    ("Ada Brandt came. [s1|Ada] [c1|said] [t1|no].", "Ada Brandt", P, "a given name"),
    ("Ada M. Brandt came. [s1|Ada Brandt] [c1|said] [t1|no].", "Ada M. Brandt", P, "an initial more"),
    ("Ada Brandt came. [s1|She] [c1|said] [t1|no].", "Ada Brandt", P, "a pronoun"),
    ("Ada Brandt met Carl Voss. [s1|She] [c1|said] [t1|no].", "Ada Brandt", P, "the woman of two"),
    ("Ada Brandt met Carl Voss. [s1|He] [c1|said] [t1|no].", "Carl Voss", P, "the man of two"),
    ("Mr. Okoro met Ada Brandt. [s1|He] [c1|said] [t1|no].", "Okoro", P, "a title tells a man"),
    ("Ada Brandt, [s1|who] [c1|said] [t1|no], left.", "Ada Brandt", P, "a relative pronoun"),
    ("Ada Brandt [c1|said] [t1|no].", "Ada Brandt", P, "a name at a cue whose source was not marked"),
    ("Ada Brandt came. She [c1|said] [t1|no].", "Ada Brandt", P, "a pronoun at a cue whose source was not marked"),
    ("[t1|No], [c1|said] Ada Brandt.", "Ada Brandt", P, "a name behind a cue whose source was not marked"),
    ("Ada Brandt, a minister, left. [s1|The minister] [c1|said] [t1|no].", "Ada Brandt", P, "a role given before"),
    ("Mayor Ada Brandt met Judge Carl Voss. [s1|The judge] [c1|said] [t1|no].", "Carl Voss", P, "one of two roles"),
    ("Mayor Ada Brandt met Judge Carl Voss. [s1|The mayor] [c1|said] [t1|no].", "Ada Brandt", P, "the other role"),
    ("Sen. Ada Brandt met Sen. Carl Voss. [s1|The senator] [c1|said] [t1|no].", "senator", U, "two senators: open"),
    ("President Okoro left. [s1|Okoro] [c1|said] [t1|no].", "Okoro", P, "a surname behind an office"),
    ("Although Okoro left, [s1|Okoro] [c1|said] [t1|no].", "Okoro", P, "a word that opens a sentence is no name"),
    ("[s1|The International Kelp Fund] [c1|said] [t1|no]. It is an international body.", "International Kelp Fund", O,
     "a name behind The whose first word is a common one"),
    ("The International Kelp Fund met. It is an international body. [s1|The IKF] [c1|said] [t1|no].",
     "International Kelp Fund", O, "initials of such a name"),
    ("[s1|Nordstad District Judge Okello Brandt] [c1|said] [t1|no].", "Okello Brandt", P, "a place before an office"),
    ("[s1|Secretary of State Okello Brandt] [c1|said] [t1|no].", "Okello Brandt", P, "a title with “of”"),
    ("Ada Holm came. [s1|Mr. Holm] [c1|said] [t1|no].", "Holm", P, "a title that doesn’t fit the only bearer"),
    ("Voss’s lawyer, Ada Brandt, came. [s1|His lawyer] [c1|said] [t1|no].", "Ada Brandt", P, "somebody’s lawyer"),
    ("His wife, Ada Holm, came with Carl Voss. [s1|His wife] [c1|said] [t1|no].", "Ada Holm", P, "somebody’s wife"),
    ("The baker and activist Kalama Lopex came. [s1|Lopex] [c1|said] [t1|no].", "Kalama Lopex", P,
     "what somebody is stands before a name that no list has"),
    ("Kalama Lopex came. [s1|Lopex] [c1|said] [t1|no].", "Kalama Lopex", P, "a last word that speaks alone"),
    ("Carl Voss met the General Assembly. [s1|He] [c1|said] [t1|no].", "Carl Voss", P, "an assembly is no he"),
    ("CNN came. The Harbour Post left. [s1|The network] [c1|said] [t1|no].", "CNN", O,
     "a newspaper is no network"),
    ("Okello “Coach” Brandt came. [s1|Brandt] [c1|said] [t1|no].", "Okello “Coach” Brandt", P, "a nickname in marks"),
    ("Ada Quill came. [s1|A pupil at Nordstad School, Quill, 17,] [c1|said] [t1|no].", "Ada Quill", P,
     "a name and an age behind what somebody is"),
    ("[s1|The chair of the harbour board, Carl Voss,] [c1|said] [t1|no].", "Carl Voss", P, "a name behind an office"),
    ("Jonas Holm left. [s1|J. Holm, his father,] [c1|said] [t1|no].", "J. Holm", P, "an initial may be anybody’s"),
    ("Terry Holm came. [s1|Terry Holm] [c1|said] [t1|no]. [s2|She] [c2|said] [t2|yes].", "Terry Holm", P,
     "a given name does not outweigh that nobody else can be meant"),
    ("Bill Ortega came. [s1|Ortega] [c1|said] [t1|no].", "Bill Ortega", P, "Bill is a given name, not a paper"),
    ("Ken Holm came. Kenneth Holm left. [s1|Holm] [c1|said] [t1|no].", "Kenneth Holm", P, "short and long form"),
    ("[s1|Ada Brandt and Carl Voss] [c1|said] [t1|no].", "Ada Brandt and Carl Voss", P, "a couple by name"),
    ("Ada Brandt and Carl Voss came. [s1|They] [c1|said] [t1|no].", "Ada Brandt and Carl Voss", P, "they, a couple"),
    ("Ada Brandt and Carl Voss came. [s1|The two] [c1|said] [t1|no].", "Ada Brandt and Carl Voss", P, "the two"),
    ("Under Ada Brandt it grew; Carl Voss closed it. [s1|The two ministers] [c1|said] [t1|no].",
     "Ada Brandt and Carl Voss", P, "the two whom the last sentence names"),
    ("Ada Brandt, Eva Lind and Carl Voss met Jon Holm. [s1|The two ministers] [c1|said] [t1|no].", "two ministers", U,
     "two of four: open"),
    ("Carl Voss and his wife, Ada, [s1|who] [c1|said] [t1|no], came.", "Ada", P, "who, behind a given name"),
    ("Ada Quill, a Brandt campaign aide [s1|who] [c1|said] [t1|no], came.", "Ada Quill", P, "a name in a description"),
    ("[s1|His lawyer] [c1|said] [t1|no].\n\nVoss’s lawyer, Ada Quill, came.", "Ada Quill", P, "a lawyer named below"),
    ("[s1|Judge] [c1|rejects] [t1|port plan].\n\nJustice Carl Voss wrote it.", "Carl Voss", P, "a headline’s judge"),
    ("[s1|Judge Ada Brandt of the Port Court] [c1|said] [t1|no].", "Ada Brandt", P, "a title, and a body behind"),
    ("[s1|A judge] [c1|said] [t1|no].\n\nThat was Judge Carl Voss.", "Carl Voss", P, "a judge named below"),
    ("[s1|A judge] [c1|said] [t1|no].\n\nJudge Carl Voss met Judge Ada Holm.", "judge", U, "two judges named below"),
    ("Eva Lind’s lawyer, Ada Quill, came. Carl Voss left. [s1|His lawyer] [c1|said] [t1|no].", "Carl Voss’s lawyer", U,
     "a lawyer of hers is not his"),
    ("Ada Brandt came. Mr. Brandt left. [s1|President Brandt] [c1|said] [t1|no].", "Brandt", P, "the text says Mr."),
    ("Tavia Quorn and Ada Brandt came. [s1|Quorn] [c1|said] [t1|no].", "Tavia Quorn", P, "beside a person"),
    ("[t1|“No,”] [c1|said] [s1|Ada Brandtner]. [s2|Brantner] [c2|added] [t2|more].", "Ada Brandtner", P, "a slip"),
    ("Robert “Bob” Holm came. [s1|Bob Holm] [c1|said] [t1|no].", "Robert “Bob” Holm", P, "by the nickname"),
    ("Ma Thida Lunk came. Then Thida Lunk left. [s1|Thida Lunk] [c1|said] [t1|no].", "Ma Thida Lunk", P,
     "by the last words of a long name"),
    ("[s1|Nordstad AFL-CIO President Ada Brandt] [c1|said] [t1|no].", "Ada Brandt", P, "a body before an office"),
    ("[s1|Voss’s niece, state Del. Ada Brandt (D-Lund),] [c1|said] [t1|no].", "Ada Brandt", P, "a state delegate"),
    ("Carl Voss toured ports.\n\n[s1|The presidential nominee] [c1|said] [t1|no].", "Carl Voss", P, "a nominee"),
    ("Carl Voss came. [s1|The next president] [c1|said] [t1|no].", "next president", U, "whoever that will be"),
    ("Ada Brandt met Eva Lind. [t1|“Lind is late,”] [s1|she] [c1|said].", "Ada Brandt", P, "not whom she speaks of"),
    ("Carl Voss came. Jon Brandt, an engineer, left. [t1|“One. Two. Three. Four. Five,”] [s1|he] [c1|said].",
     "Jon Brandt", P, "before a long quotation"),
    ("[c1|Claiming] [t1|that it sank], Ada Brandt told them more.", "Ada Brandt", P, "behind a fronted clause"),
    ("Ada Brandt came early and later [c1|argued] [t1|that it sank].", "Ada Brandt", P, "a subject further back"),
    ("[s1|Brandt] [c1|said] [t1|no].", "Brandt", P, "no fuller name is given"),
    ("[s1|She] [c1|said] [t1|no].", "She", P, "nobody to lead back to"),
    ("Ada Brandt met Eva Lind. [s1|Lind] [c1|said] [t1|no].", "Eva Lind", P, "the nearer woman by surname"),
]  # fmt: skip

OTHERS: list[tuple[str, str | None, SpeakerType, str]] = [
    ("[s1|The ministry] [c1|said] [t1|no].", "ministry", O, "a body without a name"),
    ("[s1|The Tide Ministry] [c1|said] [t1|no].", "Tide Ministry", O, "a body by name"),
    ("[s1|China] [c1|said] [t1|no].", "China", O, "a state acting as one"),
    ("[s1|The White House] [c1|said] [t1|no].", "White House", O, "a seat for its government"),
    ("[s1|The IMF] [c1|said] [t1|no].", "IMF", O, "initials"),
    ("[s1|PolitiFact] [c1|said] [t1|no].", "PolitiFact", O, "an inner capital is no person's"),
    ("[s1|The Brandt campaign] [c1|said] [t1|no].", "Brandt campaign", O, "a campaign is not its candidate"),
    ("[s1|A spokeswoman for the ministry] [c1|said] [t1|no].", "spokeswoman for the ministry", U, "speaks for a body"),
    ("[s1|A ministry spokesman] [c1|said] [t1|no].", "ministry spokesman", U, "a spokesman is not his body"),
    ("[s1|Brandt’s spokesman] [c1|said] [t1|no].", "Brandt’s spokesman", U, "nor his master"),
    ("[s1|A senior official] [c1|said] [t1|no].", "senior official", U, "one official"),
    ("[s1|Two officials] [c1|said] [t1|no].", "Two officials", U, "two officials"),
    ("[s1|People familiar with the matter] [c1|said] [t1|no].", "People familiar with the matter", U, "familiar"),
    ("[s1|An anonymous source] [c1|said] [t1|no].", "anonymous source", U, "an anonymous source"),
    ("[s1|Voters] [c1|said] [t1|no].", "Voters", G, "a category"),
    ("[s1|Critics] [c1|said] [t1|no].", "Critics", G, "critics"),
    ("[s1|Republicans] [c1|said] [t1|no].", "Republicans", G, "a party's people"),
    ("[s1|Many Mexicans] [c1|said] [t1|no].", "Many Mexicans", G, "a people"),
    ("[s1|The report] [c1|said] [t1|no].", "report", D, "a report"),
    ("[s1|A new poll] [c1|found] [t1|no].", "new poll", D, "a poll"),
    ("[s1|The lawsuit] [c1|says] [t1|no].", "lawsuit", D, "a lawsuit"),
    ("[s1|The letter] [c1|said] [t1|no].", "letter", D, "a letter"),
    ("[s1|Poll][c1|:] [t1|ports lose].\n\nA Harbour Post poll shows it.", "Harbour Post poll", D, "a headline’s poll"),
    ("[s1|A federal appeals court] [c1|said] [t1|no].\n\nThe Court of Appeals for the Ninth Circuit is in Lund.",
     "Court of Appeals for the Ninth Circuit", O, "a headline’s court"),
    ("It rained in Ohio. [s1|The state] [c1|said] [t1|no].", "Ohio", O, "the state named before"),
    ("It parts Norway and the Netherlands. [s1|The two countries] [c1|said] [t1|no].", "Norway and Netherlands", O,
     "two countries named together"),
    ("[s1|The security services] [c1|said] [t1|no].", "security services", O, "a body called by a plural"),
    ("Brandt took calls from listeners to her show [s1|who] [c1|said] [t1|no].", "listeners", G, "who, farther back"),
    ("Even Norland, [s1|its neighbour’s only ally,] [c1|said] [t1|no].", "Norland", O, "a description behind a name"),
    ("Brandt met the divers, [s1|many of whom] [c1|said] [t1|no].", "many divers", G, "many of whom"),
    ("It rained. One of the divers who came [c1|called] [t1|Brandt a fraud].", "One of the divers who came", U,
     "whom a cue calls something does not speak"),
    ("[s1|A reader] [c1|said] [t1|no].", "reader", U, "one reader is no group"),
    ("A study by the Kelp Institute is out. [s1|The study] [c1|said] [t1|no].", "study by the Kelp Institute", D,
     "a study called by its makers before"),
    ("Ada Brandt’s letter is out. [s1|The letter] [c1|said] [t1|no].", "Ada Brandt’s letter", D, "somebody’s letter"),
    ("The Kelp Institute issued a study. [s1|The study] [c1|said] [t1|no].", "study", D, "whose it is stands apart"),
    ("[s1|The brief] [c1|said] [t1|no].", "brief", D, "a brief is no person"),
    ("The bridge [c1|was expected] [t1|to fall].", None, N, "a passive names nobody"),
    ("It [c1|was reported] [t1|that it fell].", None, N, "an impersonal passive"),
    ("[c1|Reportedly], [t1|it fell].", None, N, "reportedly"),
    ("[c1|Asked] [t1|whether it fell], Ada Brandt left.", None, N, "who asked is not said"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "kind", "why"), NAMED + OTHERS, ids=[row[3] for row in NAMED + OTHERS])
def test_who_speaks(text: str, name: str | None, kind: SpeakerType, why: str) -> None:
    document, statements = marked(text, {1: kind})
    speaker = resolve(document, statements)[0][0].speaker
    assert (speaker and speaker.name, speaker.type if speaker else "none") == (name, kind), why


PAIRS: list[tuple[str, tuple[SpeakerType, SpeakerType], bool, str]] = [
    ("[s1|A source] [c1|said] [t1|no]. [s2|The source] [c2|said] [t2|no].", (U, U), True, "the source"),
    ("[s1|A source] [c1|said] [t1|no]. [s2|Another source] [c2|said] [t2|no].", (U, U), False, "another source"),
    ("[s1|An official] [c1|said] [t1|no]. [s2|A second official] [c2|said] [t2|no].", (U, U), False, "a second one"),
    ("[s1|A port official] [c1|said] [t1|no]. [s2|A city official] [c2|said] [t2|no].", (U, U), False, "two offices"),
    ("[s1|The ministry] [c1|said] [t1|no]. [s2|A ministry aide] [c2|said] [t2|no].", (O, U), False, "a body, its aide"),
    ("[s1|The report] [c1|said] [t1|no]. [s2|The report] [c2|said] [t2|no].", (D, D), True, "one report"),
    ("[s1|Prisoner A] [c1|said] [t1|no]. [s2|Prisoner A2] [c2|said] [t2|no].", (P, P), False, "near names"),
    ("[s1|Ada Brandt] [c1|said] [t1|no]. [s2|Carl Brandt] [c2|said] [t2|no].", (P, P), False, "one surname"),
    ("[s1|Ken Holm] [c1|said] [t1|no]. [s2|Kenneth Holm] [c2|said] [t2|no].", (P, P), True, "a short form"),
    ("[s1|Chris Holm] [c1|said] [t1|no]. [s2|Christine Holm] [c2|said] [t2|no].", (P, P), False, "a man and a woman"),
    ("[s1|Ken Holm] [c1|said] [t1|no]. [s2|Kenneth Holm] [c2|said] [t2|no]. Ada Holm came.", (P, P), False,
     "a third bears the surname"),
    ("[s1|Ada Brandt] [c1|said] [t1|no]. [s2|Brandt] [c2|said] [t2|no].", (P, P), True, "a surname"),
    ("[s1|Voters] [c1|said] [t1|no]. [s2|They] [c2|said] [t2|no].", (G, G), True, "they"),
    ("[s1|An aide] [c1|said] [t1|no]. [s2|He] [c2|said] [t2|no].", (U, U), True, "an unnamed man goes on"),
    ("[s1|Experts on kelp] [c1|said] [t1|no]. [s2|Experts] [c2|said] [t2|no].", (G, G), True, "experts, once more"),
    ("[s1|Two officials] [c1|said] [t1|no]. [s2|The two] [c2|said] [t2|yes].", (U, U), True, "the two, unnamed"),
    ("[s1|Many experts] [c1|said] [t1|no]. [s2|Experts] [c2|said] [t2|no].", (G, G), False, "many, and all of them"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kinds", "same", "why"), PAIRS, ids=[row[3] for row in PAIRS])
def test_one_speaker_or_two(text: str, kinds: tuple[SpeakerType, SpeakerType], same: bool, why: str) -> None:
    document, statements = marked(text, {1: kinds[0], 2: kinds[1]})
    one, other = (r.speaker for r in resolve(document, statements)[0])
    assert one
    assert other
    assert (one.id == other.id) is same, why


def test_an_open_pronoun_is_less_sure_than_a_name() -> None:
    document, statements = marked("[s1|She] [c1|said] [t1|no].\n\n[s2|Ada Brandt] [c2|said] [t2|no].", {1: P, 2: P})
    open_, named = resolve(document, statements)[0]
    assert open_.confidence < 0.5 < named.confidence
