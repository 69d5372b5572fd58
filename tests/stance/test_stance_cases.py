"""Stances and certainties of sentences written for the purpose, where the model itself knows nothing."""

from __future__ import annotations

import pytest

from sayso.model import Certainty, Stance
from sayso.stance import judge
from statement_samples import marked

CASES: list[tuple[str, Stance, Certainty, str]] = [
    ("[s1|The mayor] [c1|said] [t1|the bridge was closed]", "affirms", "certain", "a neutral cue"),
    ("[s1|The mayor] [c1|said] [t1|the bridge was not closed]", "affirms", "certain", "a plain negative is no denial"),
    ("[s1|The mayor] [c1|told reporters] [t1|that the bridge was closed]", "affirms", "certain", "told"),
    ("[s1|The mayor] [c1|wrote that] [t1|the bridge was closed]", "affirms", "certain", "wrote"),
    ("[s1|The mayor] [c1|argued that] [t1|the bridge was closed]", "affirms", "certain", "argued"),
    ("[s1|The mayor] [c1|insisted that] [t1|the bridge was closed]", "affirms", "certain", "insisted"),
    ("[s1|The mayor] [c1|claimed] [t1|the bridge was closed]", "affirms", "certain", "a claim"),
    ("[s1|The report] [c1|found that] [t1|the bridge was rusty]", "affirms", "certain", "a finding"),
    ("[s1|The mayor] [c1|warned that] [t1|the bridge was rusty]", "affirms", "certain", "a warning that"),
    ("[c1|According to] [s1|the mayor], [t1|the bridge was closed]", "affirms", "certain", "according to"),
    ("[s1|The mayor] [c1|added]: [t1|“The bridge was closed”]", "affirms", "certain", "a quotation"),
    ("[s1|The mayor] [c1|accused] [t1|the builders of fraud]", "affirms", "certain", "an accusation"),
    ("[s1|The mayor] [c1|announced] [t1|that the bridge was closed]", "affirms", "certain", "an announcement"),
    ("[s1|The mayor] [c1|confirmed that] [t1|the bridge was closed]", "confirms", "certain", "confirmed"),
    ("[s1|The mayor] [c1|acknowledged that] [t1|the bridge was closed]", "confirms", "certain", "acknowledged"),
    ("[s1|The mayor] [c1|admitted] [t1|the bridge was rusty]", "confirms", "certain", "admitted"),
    ("[s1|The mayor] [c1|conceded] [t1|the bridge was rusty]", "confirms", "certain", "conceded"),
    ("[s1|The mayor] [c1|agreed that] [t1|the bridge was rusty]", "confirms", "certain", "agreed"),
    ("[s1|The mayor] [c1|denied that] [t1|the bridge was rusty]", "denies", "certain", "denied"),
    ("[s1|The mayor] [c1|rejected] [t1|the claim that the bridge was rusty]", "denies", "certain", "rejected"),
    ("[s1|The mayor] [c1|disputed] [t1|that the bridge was rusty]", "denies", "certain", "disputed"),
    ("[s1|The mayor] [c1|dismissed] [t1|reports that the bridge was rusty]", "denies", "certain", "dismissed"),
    ("[s1|The mayor] [c1|refuted] [t1|claims that the bridge was rusty]", "denies", "certain", "refuted"),
    ("[s1|The mayor] [c1|doubted that] [t1|the bridge was rusty]", "doubts", "na", "doubted"),
    ("[s1|The mayor] [c1|was skeptical that] [t1|the bridge was rusty]", "doubts", "na", "skeptical"),
    ("[s1|The mayor] [c1|questioned whether] [t1|the bridge was rusty]", "doubts", "na", "questioned whether"),
    ("[s1|The mayor] [c1|was not sure] [t1|whether the bridge was rusty]", "doubts", "na", "not sure"),
    ("[s1|The mayor] [c1|declined to comment on] [t1|the bridge]", "withholds", "na", "declined to comment"),
    ("[s1|The mayor] [c1|declined] [t1|to comment on the bridge]", "withholds", "na", "goes on in the content"),
    ("[s1|The mayor] [c1|refused to say] [t1|whether the bridge was safe]", "withholds", "na", "refused to say"),
    ("[s1|The mayor] [c1|would not say] [t1|whether the bridge was safe]", "withholds", "na", "would not say"),
    ("[s1|The mayor] [c1|could not confirm] [t1|that the bridge was safe]", "withholds", "na", "could not confirm"),
    ("[s1|The mayor] [c1|neither confirmed nor denied] [t1|that the bridge was safe]", "withholds", "na", "neither"),
    ("[s1|The mayor] [c1|did not respond to] [t1|a request for comment]", "withholds", "na", "no response"),
    ("[s1|The mayor] [c1|did not immediately respond to] [t1|questions about it]", "withholds", "na", "not at once"),
    ("[s1|The mayor] [c1|had no comment on] [t1|the bridge]", "withholds", "na", "no comment"),
    ("[s1|The mayor] [c1|said] [t1|she could not confirm the report]", "withholds", "na", "a refusal in the content"),
    ("[s1|The mayor] [c1|asked whether] [t1|the bridge was safe]", "asks", "na", "asked whether"),
    ("[s1|The mayor] [c1|wondered if] [t1|the bridge was safe]", "asks", "na", "wondered"),
    ("[s1|The mayor] [c1|asked]: [t1|“Is the bridge safe?”]", "asks", "na", "a question"),
    ("[s1|The mayor] [c1|asked] [t1|the builders to repair it]", "wants", "na", "asked somebody to do something"),
    ("[s1|The mayor] [c1|urged] [t1|the builders to repair it]", "wants", "na", "urged"),
    ("[s1|The mayor] [c1|called for] [t1|an inquiry]", "wants", "na", "called for"),
    ("[s1|The mayor] [c1|demanded] [t1|an inquiry]", "wants", "na", "demanded"),
    ("[s1|The mayor] [c1|vowed to] [t1|repair the bridge]", "wants", "na", "vowed"),
    ("[s1|The mayor] [c1|promised to] [t1|repair the bridge]", "wants", "na", "promised"),
    ("[s1|The mayor] [c1|threatened to] [t1|close the bridge]", "wants", "na", "threatened"),
    ("[s1|The mayor] [c1|hopes to] [t1|repair the bridge]", "wants", "na", "hopes"),
    ("[s1|The mayor] [c1|refused] [t1|to cross the bridge]", "wants", "na", "refused to do something"),
    ("[s1|The mayor] [c1|said] [t1|she hopes to repair it]", "wants", "na", "a wish in the content"),
    ("[s1|The mayor] [c1|praised] [t1|the builders]", "other", "na", "praise"),
    ("[s1|The mayor] [c1|criticized] [t1|the builders]", "other", "na", "blame without a claim"),
    ("[s1|The mayor] [c1|endorsed] [t1|the plan]", "other", "na", "an endorsement"),
    ("[s1|The mayor] [c1|supports] [t1|the plan]", "other", "na", "support"),
    ("[s1|The mayor] [c1|spoke about] [t1|the bridge]", "other", "na", "a topic"),
    ("[s1|The mayor] [c1|believes that] [t1|the bridge is safe]", "affirms", "probable", "a belief"),
    ("[s1|The mayor] [c1|thinks] [t1|the bridge is safe]", "affirms", "probable", "a thought"),
    ("[s1|The mayor] [c1|expects that] [t1|the bridge will open]", "affirms", "probable", "an expectation"),
    ("[s1|The mayor] [c1|said] [t1|the bridge was likely safe]", "affirms", "probable", "likely"),
    ("[s1|The mayor] [c1|said] [t1|the bridge was probably safe]", "affirms", "probable", "probably"),
    ("[s1|The mayor] [c1|said] [t1|she thinks it is safe]", "affirms", "probable", "her own belief in the content"),
    ("[s1|The mayor] [c1|said] [t1|as far as she knows it is safe]", "affirms", "probable", "a limit of knowledge"),
    ("[s1|The mayor] [c1|said] [t1|the bridge might be safe]", "affirms", "possible", "might"),
    ("[s1|The mayor] [c1|said] [t1|the bridge may have been safe]", "affirms", "possible", "may have"),
    ("[s1|The mayor] [c1|said] [t1|the bridge could collapse]", "affirms", "possible", "could"),
    ("[s1|The mayor] [c1|said] [t1|perhaps the bridge is safe]", "affirms", "possible", "perhaps"),
    ("[s1|The mayor] [c1|said] [t1|it was also possible the bridge is safe]", "affirms", "possible", "it was possible"),
    ("[s1|The mayor] [c1|said]: [t1|“We are going to repair the bridge”]", "wants", "na", "her own will, as quoted"),
    ("[s1|The mayor] [c1|suspects that] [t1|the bridge is rusty]", "affirms", "possible", "a suspicion"),
    ("[s1|The mayor] [c1|said] [t1|the builders think it is safe]", "affirms", "certain", "another's belief"),
    ("[s1|The mayor] did not [c1|deny that] [t1|the bridge was rusty]", "other", "na", "a denial denied"),
    ("[s1|The mayor] never [c1|doubted that] [t1|the bridge was safe]", "affirms", "certain", "a doubt denied is none"),
    ("[s1|The mayor] [c1|acknowledged] [t1|mistakes]", "confirms", "certain", "acknowledged, without a clause"),
    ("[s1|The mayor] [c1|has admitted] [t1|taking the money]", "confirms", "certain", "admitted an act"),
    ("[s1|The auditors] [c1|rated as mostly true] [t1|the mayor’s claim]", "confirms", "certain", "a ruling for it"),
    ("[s1|The auditors] [c1|rated as false] [t1|the mayor’s claim]", "denies", "certain", "a ruling against it"),
    ("[s1|The mayor] [c1|declined] [t1|comment]", "withholds", "na", "declined comment"),
    ("[s1|The mayor] [c1|has yet to explain] [t1|why the bridge was closed]", "withholds", "na", "not yet"),
    ("[s1|The mayor] [c1|stopped short of calling] [t1|the builders thieves]", "withholds", "na", "stopped short"),
    ("[s1|The mayor] [c1|isn’t saying] [t1|whether the bridge will open]", "withholds", "na", "isn’t saying"),
    ("[s1|The mayor] [c1|could not be reached] [t1|for comment]", "withholds", "na", "not reached"),
    ("[s1|The mayor] [c1|expressed reservations about] [t1|the builders]", "doubts", "na", "reservations"),
    ("[s1|The mayor] [c1|said] [t1|she was skeptical of the plan]", "doubts", "na", "a doubt in the content"),
    ("[s1|The mayor] [c1|has never been convinced that] [t1|the bridge is safe]", "doubts", "na", "never convinced"),
    ("[s1|The mayor] [c1|wondered aloud whether] [t1|the bridge was safe]", "asks", "na", "wondered aloud"),
    ("[s1|The mayor] [c1|called it] [t1|a “safe” bridge]", "affirms", "certain", "scare quotes are her words"),
    ("[s1|I] [c1|think]: [t1|my guess is that the bridge is rusty]", "affirms", "probable", "a guess of one’s own"),
    ("[s1|The mayor] [c1|said] [t1|my guess is that the bridge is rusty]", "affirms", "probable", "a guess, quoted"),
    ("[s1|The mayor] [c1|said] [t1|as far as I know, the bridge is safe]", "affirms", "probable", "as far as I know"),
    ("[s1|The mayor] [c1|confirmed that] [t1|the bridge may have been rusty]", "confirms", "possible", "may have"),
    ("[s1|The mayor] [c1|said]: [t1|“Tell them to stay off the bridge”]", "wants", "na", "a bidding"),
    ("[s1|The mayor] [c1|said]: [t1|“I never said that”]", "denies", "certain", "a denial as quoted"),
    ("As far as [s1|I] [c1|know], [t1|the bridge is safe]", "affirms", "probable", "a limit of knowledge in the cue"),
    ("[s1|The mayor] [c1|fears that] [t1|the closing of the old bridge to the carts of the town may have ruined it]",
     "affirms", "possible", "may, behind a long subject"),
    ("[s1|The mayor] [c1|said] [t1|the bridge was unlikely to open]", "affirms", "probable", "unlikely"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "stance", "certainty", "why"), CASES, ids=[row[3] for row in CASES])
def test_stance_and_certainty(text: str, stance: Stance, certainty: Certainty, why: str) -> None:
    document, statements = marked(text + ".")
    assert judge(document.text, statements[0]) == (stance, certainty), why


NOT_YET: list[tuple[str, Stance, Certainty, str]] = [
    ("[s1|The mayor] [c1|said] [t1|she would repair the bridge]", "wants", "na", "an undertaking of her own"),
]  # fmt: skip


@pytest.mark.xfail(strict=True, reason="half of such contents are marked as claims in the articles learnt from")
@pytest.mark.parametrize(("text", "stance", "certainty", "why"), NOT_YET, ids=[row[3] for row in NOT_YET])
def test_what_a_content_alone_gives_away(text: str, stance: Stance, certainty: Certainty, why: str) -> None:
    document, statements = marked(text + ".")
    assert judge(document.text, statements[0]) == (stance, certainty), why
