"""What the words tell of a stance and a certainty where the model knows nothing."""

from __future__ import annotations

import pytest

from sayso.model import Certainty, Stance
from sayso.stance import judge
from statement_samples import marked

STANCES: list[tuple[str, Stance, str]] = [
    ("[s1|She] [c1|said] [t1|the port was full]", "affirms", "a neutral cue"),
    ("[s1|She] [c1|declined] [t1|to comment]", "withholds", "a refusal that begins in the cue"),
    ("[s1|She] [c1|declined] [t1|to board the ship]", "wants", "a refusal to do something is a will, not a silence"),
    ("[s1|She] [c1|said] [t1|she could not confirm the loss]", "withholds", "a refusal in the content"),
    ("[s1|She] [c1|did not respond to] [t1|a request]", "withholds", "no answer"),
    ("[s1|She] [c1|denied] [t1|that it sank]", "denies", "a denial"),
    ("[s1|She] did not [c1|deny] [t1|that it sank]", "other", "a denial denied is none"),
    ("[s1|She] [c1|confirmed] [t1|that it sank]", "confirms", "a confirmation"),
    ("[s1|She] [c1|doubted] [t1|that it sank]", "doubts", "a doubt"),
    ("[s1|She] [c1|asked] [t1|whether it sank]", "asks", "a question"),
    ("[s1|She] [c1|asked] [t1|the crew to leave]", "wants", "a request"),
    ("[s1|She] [c1|called for] [t1|an inquiry]", "wants", "a wish"),
    ("[s1|She] [c1|said] [t1|she hopes to sail]", "wants", "a wish in the content"),
    ("[s1|She] [c1|praised] [t1|the crew]", "other", "praise is no claim"),
    ("[s1|She] [c1|spoke about] [t1|the harbour]", "other", "nor is a topic"),
]

CERTAINTIES: list[tuple[str, Certainty, str]] = [
    ("[s1|She] [c1|said] [t1|the port was full]", "certain", "a flat statement"),
    ("[s1|She] [c1|believes] [t1|the port was full]", "probable", "a belief in the cue"),
    ("[s1|She] [c1|said] [t1|the port was likely full]", "probable", "a hedge at the head of the content"),
    ("[s1|She] [c1|said] [t1|it might be full]", "possible", "a possibility"),
    ("[s1|She] [c1|said] [t1|the pilot thinks it is full]", "certain", "what somebody else thinks is no hedge of hers"),
    ("[s1|She] [c1|denied] [t1|it might be full]", "possible", "a denial is a claim too"),
    ("[s1|She] [c1|declined] [t1|to say if it might be full]", "na", "a refusal claims nothing"),
]


@pytest.mark.parametrize(("text", "stance", "why"), STANCES, ids=[row[2] for row in STANCES])
def test_stance(text: str, stance: Stance, why: str) -> None:
    document, statements = marked(text + ".")
    assert judge(document.text, statements[0])[0] == stance, why


@pytest.mark.parametrize(("text", "certainty", "why"), CERTAINTIES, ids=[row[2] for row in CERTAINTIES])
def test_certainty(text: str, certainty: Certainty, why: str) -> None:
    document, statements = marked(text + ".")
    assert judge(document.text, statements[0])[1] == certainty, why
