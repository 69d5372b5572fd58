"""Who or what a text names between itself and the speaker."""

from __future__ import annotations

import pytest

from sayso.sources import resolve
from statement_samples import marked

CHAINS = [
    ("[s1|Ada Brandt] [c1|told CNN] [t1|no].", ["CNN"], "told an outlet"),
    (
        "In an interview with The Guardian, [s1|Ada Brandt] [c1|said] [t1|no].",
        ["The Guardian"],
        "an interview, at the head",
    ),
    ("In a recent Fox News interview, [s1|Ada Brandt] [c1|said] [t1|no].", ["Fox News"], "an outlet's interview"),
    ("[s1|Ada Brandt] [c1|said in a statement] [t1|no].", ["a statement"], "a paper"),
    ("In an open letter, [s1|Ada Brandt] [c1|said] [t1|no].", ["an open letter"], "a paper of a kind"),
    ("[s1|Ada Brandt] [c1|tweeted] [t1|no].", ["Twitter"], "the verb names the network"),
    ("On Twitter, [s1|Ada Brandt] [c1|said] [t1|no].", ["Twitter"], "a network"),
    ("In his book, “Salt Water,” [s1|Carl Voss] [c1|says] [t1|no].", ["Salt Water"], "a book by its title"),
    ("[s1|Carl Voss] [c1|told CNN in an email] [t1|no].", ["CNN", "an email"], "an outlet, then the paper that it got"),
    ("[s1|Ada Brandt] [c1|told Carl Voss] [t1|no].", [], "a person who was told is no intermediary"),
    ("[s1|Ada Brandt] [c1|said on Tuesday] [t1|no].", [], "a day is no outlet"),
    ("[s1|Ada Brandt] [c1|told Congress] [t1|no].", [], "nor is a parliament"),
    ("[s1|Ada Brandt] [c1|said] [t1|she told CNN so].", [], "what is said is not how it came"),
]


@pytest.mark.parametrize(("text", "names", "why"), CHAINS, ids=[row[2] for row in CHAINS])
def test_chain(text: str, names: list[str], why: str) -> None:
    document, statements = marked(text, {1: "person"})
    resolved, _ = resolve(document, statements)
    assert [v.name for v in resolved[0].via] == names, why


def test_whom_an_outlet_cites_is_the_speaker_and_the_outlet_the_way() -> None:
    document, statements = marked("[s1|The Harbour Post], citing two officials, [c1|reported] [t1|no].", {1: "unnamed"})
    resolved, _ = resolve(document, statements)
    assert resolved[0].speaker
    assert (resolved[0].speaker.name, [v.name for v in resolved[0].via]) == ("two officials", ["The Harbour Post"])
