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
    ("[s1|Ada Brandt] [c1|told the BBC] [t1|no].", ["BBC"], "an outlet with its article"),
    ("[s1|Ada Brandt] [c1|told Reuters on Monday] [t1|no].", ["Reuters"], "a day behind the outlet"),
    ("[s1|Ada Brandt] [c1|told the newspaper Haaretz] [t1|no].", ["Haaretz"], "an outlet by its kind"),
    ("[s1|Ada Brandt] [c1|told reporters] [t1|no].", [], "reporters are no outlet"),
    ("[s1|Ada Brandt] [c1|told the crowd] [t1|no].", [], "nor is a crowd"),
    ("[s1|Ada Brandt] [c1|told the Senate] [t1|no].", [], "nor a chamber"),
    ("On Thu, 1 May 2031, [s1|Ada Brandt] [c1|wrote]: [t1|no].", [], "nor a day cut short"),
    ("[s1|Ada Brandt] [c1|told Britain] [t1|no].", [], "nor a country"),
    ("[s1|Ada Brandt] [c1|told Norwegians] [t1|no].", [], "nor a people"),
    ("[s1|Ada Brandt] [c1|said on The Kelp Show] [t1|no].", ["The Kelp Show"], "a programme by its last word"),
    ("[s1|The harbour board] [c1|filed a motion arguing] [t1|no].", ["a motion"], "a paper that was filed"),
    ("Speaking to CNN, [s1|Ada Brandt] [c1|said] [t1|no].", ["CNN"], "speaking to"),
    ("Speaking on CNN, [s1|Ada Brandt] [c1|said] [t1|no].", ["CNN"], "speaking on"),
    ("[s1|Ada Brandt] [c1|said on Fox News] [t1|no].", ["Fox News"], "said on"),
    ("[t1|“No,”] [s1|Ada Brandt] was [c1|quoted] as saying by Haaretz.", ["Haaretz"], "quoted as saying by"),
    ("[t1|“No,”] [s1|Ada Brandt] was [c1|quoted by] the Times.", ["Times"], "quoted by"),
    ("[s1|Ada Brandt], interviewed by CNN, [c1|said] [t1|no].", ["CNN"], "interviewed by"),
    ("In a telephone interview, [s1|Ada Brandt] [c1|said] [t1|no].", [], "an interview with nobody named"),
    ("Writing in The Guardian, [s1|Ada Brandt] [c1|said] [t1|no].", ["The Guardian"], "writing in"),
    ("In an op-ed in The Guardian, [s1|Ada Brandt] [c1|argued] [t1|no].", ["The Guardian", "an op-ed"], "a column"),
    ("[s1|Ada Brandt] [c1|said in a letter] [t1|no].", ["a letter"], "a letter"),
    ("In a letter to the board, [s1|Ada Brandt] [c1|said] [t1|no].", ["a letter"], "a letter at the head"),
    ("[s1|Ada Brandt] [c1|said in a court filing] [t1|no].", ["a court filing"], "a court filing"),
    ("In court papers, [s1|the firm] [c1|said] [t1|no].", ["court papers"], "papers of a court"),
    ("[s1|Ada Brandt] [c1|said in an affidavit] [t1|no].", ["an affidavit"], "sworn words"),
    ("In a memoir, [s1|Ada Brandt] [c1|wrote] [t1|no].", ["a memoir"], "a memoir"),
    (
        "In a new book, [s1|Ada Brandt] [c1|says] [t1|no] (page 76, second edition).",
        ["a book"],
        "a book, page, edition",
    ),
    ("On Facebook, [s1|Ada Brandt] [c1|wrote] [t1|no].", ["Facebook"], "another network"),
    ("[s1|Ada Brandt] [c1|said via Twitter] [t1|no].", ["Twitter"], "via a network"),
    ("In a post on Facebook, [s1|Ada Brandt] [c1|said] [t1|no].", ["Facebook", "a post"], "a post on a network"),
    ("In a Facebook post, [s1|Ada Brandt] [c1|said] [t1|no].", ["Facebook", "a post"], "the network before the post"),
    ("In a tweet, [s1|Ada Brandt] [c1|said] [t1|no].", ["Twitter"], "a tweet"),
    ("[s1|Ada Brandt] [c1|said in a press release] [t1|no].", ["a press release"], "a release"),
    ("[s1|Ada Brandt] [c1|said by e-mail] [t1|no].", [], "a way of writing alone is none"),
    ("[s1|Ada Brandt] [c1|said in an e-mail] [t1|no].", ["an e-mail"], "a mail"),
    ("[s1|Ada Brandt] [c1|said in answer to a question] [t1|no].", [], "a question is no paper"),
    ("[s1|Ada Brandt] [c1|said in March] [t1|no].", [], "a month is none"),
    ("[s1|Ada Brandt] [c1|said in Lund] [t1|no].", [], "nor a place"),
]


@pytest.mark.parametrize(("text", "names", "why"), CHAINS, ids=[row[2] for row in CHAINS])
def test_chain(text: str, names: list[str], why: str) -> None:
    document, statements = marked(text, {1: "person"})
    resolved, _ = resolve(document, statements)
    assert [v.name for v in resolved[0].via] == names, why


CITED = [
    ("[s1|The Harbour Post], citing court records, [c1|reported] [t1|no].", "court records", "papers are the source"),
    ("[s1|The Harbour Post], quoting a senior aide, [c1|said] [t1|no].", "senior aide", "quoting"),
    ("[s1|Reuters], citing three people, [c1|reported] [t1|no].", "three people", "an agency"),
]


@pytest.mark.parametrize(("text", "name", "why"), CITED, ids=[row[2] for row in CITED])
def test_the_cited_speak_through_the_outlet(text: str, name: str, why: str) -> None:
    document, statements = marked(text, {1: "unnamed"})
    resolved, _ = resolve(document, statements)
    assert resolved[0].speaker, why
    assert (resolved[0].speaker.name or "").casefold() == name, why
    assert len(resolved[0].via) == 1, why


def test_whom_an_outlet_cites_is_the_speaker_and_the_outlet_the_way() -> None:
    document, statements = marked("[s1|The Harbour Post], citing two officials, [c1|reported] [t1|no].", {1: "unnamed"})
    resolved, _ = resolve(document, statements)
    assert resolved[0].speaker
    assert (resolved[0].speaker.name, [v.name for v in resolved[0].via]) == ("two officials", ["The Harbour Post"])
