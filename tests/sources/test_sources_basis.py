"""How speakers are said to know, and the words that say so."""

from __future__ import annotations

from time import process_time
from typing import NamedTuple

import pytest

from sayso.model import BasisKind, SpeakerType
from sayso.sources import resolve
from statement_samples import marked


class Case(NamedTuple):
    """The first statement's basis and the words of its spans; `type` is what the model holds the speaker for."""

    text: str
    kind: BasisKind
    words: str
    why: str
    type: SpeakerType = "unnamed"


BASES = [
    Case("[s1|A person briefed on the matter] [c1|said] [t1|the port was full].", "told", "briefed on the matter",
         "briefed: somebody told them"),
    Case("[s1|Two clerks] who had been told of the plan [c1|said] [t1|it was off].", "told", "been told of the plan",
         "a clause behind the source"),
    Case("[s1|The baker] [c1|said] [t1|he had been told the ferry was late].", "told",
         "he had been told the ferry was late", "the speaker says so in reported speech"),
    Case("[t1|“I was told the ferry was late,”] [s1|the baker] [c1|said].", "told", "I was told the ferry was late",
         "and in a quotation"),
    Case("[t1|“My cousin told me the ferry was late,”] [s1|the baker] [c1|said].", "told",
         "cousin told me the ferry was late", "somebody is named who told"),
    Case("[s1|The baker] [c1|heard] [t1|that the ferry was late].", "told", "heard", "to hear that something is so"),
    Case("[s1|The baker] [c1|heard] [t1|two shots].", "saw", "heard", "to hear a sound is to be there"),
    Case("[s1|The museum] [c1|learned] [t1|that the mask was a copy].", "told", "learned", "learning is being told",
         "organisation"),
    Case("Based on interviews with nine divers, [s1|the magazine] [c1|wrote] [t1|the wreck was empty].", "told",
         "Based on interviews with nine divers", "what interviews say was told", "organisation"),
    Case("[s1|An engineer who had interviewed the crew] [c1|said] [t1|no].", "told", "who had interviewed the crew",
         "who asks others is told"),
    Case("[s1|Ada Brandt], who had seen the contract, [c1|said] [t1|it was void].", "document",
         "who had seen the contract", "has seen the paper", "person"),
    Case("[s1|A clerk who reviewed the documents] [c1|said] [t1|they were forged].", "document",
         "who reviewed the documents", "in the source's own words"),
    Case("[s1|The Harbour Post] [c1|reported], citing court filings, [t1|that the firm owed money].", "document",
         "citing court filings", "cites a paper", "organisation"),
    Case("[s1|The Harbour Post] [c1|reported] [t1|that the firm owed money], according to e-mails seen by the paper.",
         "document", "according to e-mails seen by the paper", "behind the content", "organisation"),
    Case("[c1|According to] [s1|a letter to the board], [t1|the pier was unsafe].", "document", "a letter to the board",
         "a paper speaks for what is in it", "document"),
    Case("[t1|“I read the report and it names nobody,”] [s1|Ada Brandt] [c1|said].", "document", "I read the report",
         "has read it", "person"),
    Case("[t1|“The records show three visits,”] [s1|a clerk] [c1|said].", "document", "The records show three visits",
         "points at the paper"),
    Case("[s1|The lawyer] [c1|said] [t1|the contract clearly states the price].", "document",
         "the contract clearly states the price", "in reported speech too"),
    Case("[s1|A clerk with access to the ledgers] [c1|said] [t1|no].", "document", "with access to the ledgers",
         "access to papers"),
    Case("[s1|A trader who was shown a copy of the memo] [c1|said] [t1|no].", "document",
         "was shown a copy of the memo", "was shown it"),
    Case("[s1|The survey] [c1|found] [t1|that half of them sail].", "data", "The survey", "a survey is a count",
         "document"),
    Case("[c1|According to] [s1|figures from the port], [t1|traffic fell].", "data", "figures from the port",
         "figures are data", "document"),
    Case("[s1|The ministry], citing satellite imagery, [c1|said] [t1|the dam had cracked].", "data",
         "citing satellite imagery", "images from above are data", "organisation"),
    Case("[t1|“Our data show a steady fall,”] [s1|Ada Brandt] [c1|said].", "data", "Our data show a steady fall",
         "the speaker's data", "person"),
    Case("[s1|Ada Brandt] [c1|said] [t1|the measurements suggest a leak].", "data", "the measurements suggest a leak",
         "in reported speech", "person"),
    Case("[s1|Ada Brandt], who has measured the tides for years, [c1|said] [t1|no].", "data",
         "who has measured the tides for years", "who measures has data", "person"),
    Case("[t1|“We counted forty boats,”] [s1|Ada Brandt] [c1|said].", "data", "We counted forty boats", "a count",
         "person"),
    Case("[s1|A witness] [c1|said] [t1|the mast fell first].", "saw", "witness", "a witness"),
    Case("[s1|Ada Brandt], who saw the mast fall, [c1|said] [t1|no].", "saw", "who saw the mast fall",
         "a clause on the speaker", "person"),
    Case("[t1|“I saw the mast fall,”] [s1|Ada Brandt] [c1|said].", "saw", "I saw the mast fall", "first person",
         "person"),
    Case("[t1|“We watched from the pier,”] [s1|Ada Brandt] [c1|said].", "saw", "We watched from the pier", "we watched",
         "person"),
    Case("[t1|“I was there when it sank,”] [s1|Ada Brandt] [c1|said].", "saw", "I was there when it sank",
         "I was there",
         "person"),
    Case("[s1|Ada Brandt] [c1|said] [t1|she had seen the mast fall].", "saw", "she had seen the mast fall",
         "the speaker opens the reported speech", "person"),
    Case("[s1|She] [c1|saw] [t1|smoke over the quay].", "saw", "saw", "the cue says it", "person"),
    Case("[s1|She] [c1|recalled seeing] [t1|smoke over the quay].", "saw", "recalled seeing", "memory of a sight",
         "person"),
    Case("[s1|A reporter at the scene] [c1|said] [t1|no].", "saw", "at the scene", "was on the spot"),
    Case("[s1|A man who lives across the harbour] [c1|said] [t1|it burned all night].", "saw",
         "who lives across the harbour", "who lives there sees it"),
    Case("[s1|An engineer who worked on it] [c1|said] [t1|the weld was bad].", "took part", "who worked on it",
         "took part in the work"),
    Case("[s1|A diplomat involved in the talks] [c1|said] [t1|no].", "took part", "involved in the talks", "talks"),
    Case("[s1|Two people in the room] [c1|said] [t1|he shouted].", "took part", "people in the room", "in the room"),
    Case("[s1|Ada Brandt], who represents the dockers, [c1|said] [t1|no].", "took part", "who represents the dockers",
         "acts for one side", "person"),
    Case("[t1|“I signed for it myself,”] [s1|the clerk] [c1|said].", "took part", "I signed for it myself", "own act"),
    Case("[t1|“When I was on the board nobody asked,”] [s1|Ada Brandt] [c1|said].", "took part",
         "When I was on the board nobody asked", "own time in office", "person"),
    Case("[s1|A survivor] [c1|said] [t1|the alarm was off].", "took part", "survivor", "lived through it"),
    Case("[s1|Ada Brandt, a co-author of the report,] [c1|said] [t1|no].", "took part", "co-author of the report",
         "made it", "person"),
    Case("[s1|He] [c1|inferred] [t1|that the ship had sailed].", "inference", "inferred", "says so", "person"),
    Case("[s1|The court] [c1|concluded from] [t1|the silence that it was true].", "inference", "concluded",
         "a conclusion",
         "organisation"),
    Case("[s1|Ada Brandt] [c1|believes] [t1|the ship had sailed].", "inference", "believes", "a belief", "person"),
    Case("[t1|“My guess is that it sank,”] [s1|Ada Brandt] [c1|said].", "inference", "My guess is that it sank",
         "a guess", "person"),
    Case("[t1|“As far as I know it sank,”] [s1|Ada Brandt] [c1|said].", "inference", "As far as I know it sank",
         "as far as known", "person"),
    Case("[t1|“The pump must have failed,”] [s1|Ada Brandt] [c1|said].", "inference", "must have failed",
         "what must have been is inferred", "person"),
    Case("[s1|The harbour master] [c1|said] [t1|the port was full].", "office", "The harbour master", "by office"),
    Case("[s1|A spokeswoman for the ministry] [c1|said] [t1|no].", "office", "A spokeswoman for the ministry",
         "speaks for it"),
    Case("[s1|Ada Brandt, a professor of tides,] [c1|said] [t1|no].", "office", "Ada Brandt, a professor of tides,",
         "by expertise", "person"),
    Case("[s1|The ministry] [c1|said] [t1|the talks had failed].", "office", "The ministry", "a body of itself",
         "organisation"),
    Case("[s1|CNN] [c1|reported] [t1|that the talks had failed].", "not given", "", "an outlet has no office",
         "organisation"),
    Case("[s1|People familiar with the plan] [c1|said] [t1|it was off].", "not given", "familiar with the plan",
         "knowledge is claimed, its source is not told"),
    Case("[s1|Ada Brandt] [c1|said] [t1|the port was full].", "not given", "", "nothing is told", "person"),
    Case("[s1|Ada Brandt] [c1|said] [t1|Carl Voss saw the mast fall].", "not given", "", "what another saw", "person"),
    Case("[s1|Ada Brandt] [c1|said] [t1|“he read the letter to us”].", "not given", "",
         "in a quotation “he” is another", "person"),
    Case("[t1|“I never saw the letter,”] [s1|Ada Brandt] [c1|said].", "not given", "", "a denial of knowledge",
         "person"),
    Case("[s1|Ada Brandt] [c1|declined to speculate] on [t1|the cause].", "not given", "", "a refusal to infer",
         "person"),
    Case("[s1|Carl Voss] [c1|said] [t1|no]; a clerk who saw the letter shrugged.", "not given", "",
         "another clause, another person", "person"),
    Case("[s1|Carl Voss] [c1|said] [t1|no], and [s2|Ada Brandt, who saw the letter,] [c2|said] [t2|yes].",
         "not given", "",
         "another statement's source", "person"),
    Case("[s1|Expert witness Ada Brandt] [c1|said] [t1|no].", "office", "Expert witness Ada Brandt",
         "an expert witness saw nothing", "person"),
    Case("[s1|Two deckhands who were aboard the ferry] [c1|said] [t1|it listed].", "took part",
         "who were aboard the ferry",
         "on board is part of it"),
    Case("[s1|Villagers who fled the fire] [c1|said] [t1|it spread fast].", "took part", "who fled the fire",
         "flight is part of it", "group"),
    Case("[s1|Ada Brandt] [c1|said in testimony] [t1|that she had signed the order].", "took part",
         "she had signed the order", "an act of one's own in reported speech", "person"),
    Case("[t1|“I was in the room when it was signed,”] [s1|Ada Brandt] [c1|said].", "took part",
         "I was in the room when it was signed", "presence at a meeting", "person"),
    Case("[s1|Ada Brandt] [c1|said] [t1|clerks told her the plan was off].", "told", "clerks told her the plan was off",
         "reported speech says who told her", "person"),
    Case("[s1|Ada Brandt] [c1|said] [t1|the pilot told them to leave].", "not given", "",
         "an order is no account", "person"),
    Case("[t1|“From what I understand, it was late,”] [s1|Ada Brandt] [c1|said].", "inference",
         "From what I understand", "an understanding", "person"),
    Case("[s1|A source inside the ministry] [c1|said] [t1|the plan was off].", "office", "source inside the ministry",
         "a place inside"),
    Case("[s1|A ministry insider] [c1|said] [t1|the plan was off].", "office", "A ministry insider", "an insider"),
    Case("[s1|Ada Brandt, who has covered the port for years,] [c1|wrote] [t1|that it was failing].", "office",
         "who has covered the port for years", "knowledge of a subject", "person"),
]  # fmt: skip


@pytest.mark.parametrize("case", BASES, ids=[case.why for case in BASES])
def test_basis(case: Case) -> None:
    document, statements = marked(case.text, {1: case.type, 2: "person"})
    resolved, _ = resolve(document, statements)
    first = min(range(len(statements)), key=lambda i: (-statements[i].confidence, statements[i].cue))
    found = resolved[first].basis
    words = " / ".join(document.text[s.start : s.end] for s in found.spans)
    assert (found.kind, words) == (case.kind, case.words), case.why


def test_a_role_given_elsewhere_tells_how_the_speaker_knows() -> None:
    document, statements = marked(
        "Ada Brandt, an engineer who worked on the lock, was there.\n\n[s1|Brandt] [c1|said] [t1|it held].",
        {1: "person"},
    )
    resolved, _ = resolve(document, statements)
    found = resolved[0].basis
    assert (found.kind, document.text[slice(*found.spans[0])]) == ("took part", "who worked on the lock")


HOSTILE = ["citing the " * 400, "who had has " * 400, "a " * 3000 + "documents", "“I have " * 400, "with direct " * 500]


@pytest.mark.parametrize("text", HOSTILE, ids=[t[:11] for t in HOSTILE])
def test_hostile_text_costs_little(text: str) -> None:
    document, statements = marked(f"[s1|A clerk] {text} records [c1|said] [t1|{text} records].", {1: "unnamed"})
    began = process_time()
    resolve(document, statements)
    assert process_time() - began < 1
