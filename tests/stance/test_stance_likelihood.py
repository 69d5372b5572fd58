"""Likelihood words and their bands by ICD 203."""

from __future__ import annotations

import pytest

from sayso.model import Stance
from sayso.stance import likelihood
from statement_samples import marked

LIKELIHOODS = [
    ("[s1|She] [c1|said] [t1|the dam was likely to hold]", "likely", "likely", (55, 80), "the plain term"),
    ("[s1|She] [c1|said] [t1|it would probably hold]", "probable", "probably", (55, 80), "the adverb of probable"),
    ("[s1|She] [c1|said] [t1|it was very likely a leak]", "very likely", "very likely", (80, 95), "very likely"),
    ("[s1|She] [c1|said] [t1|it was highly probable]", "highly probable", "highly probable", (80, 95),
     "its other term"),
    ("[s1|She] [c1|said] [t1|it was almost certainly a leak]", "almost certain", "almost certainly", (95, 99),
     "adverb"),
    ("[s1|She] [c1|said] [t1|a leak was nearly certain]", "nearly certain", "nearly certain", (95, 99), "nearly"),
    ("[s1|She] [c1|said] [t1|rain was unlikely]", "unlikely", "unlikely", (20, 45), "a negative term"),
    ("[s1|She] [c1|said] [t1|rain was not likely]", "unlikely", "not likely", (20, 45), "a negated term"),
    ("[s1|She] [c1|said] [t1|rain isn’t likely]", "unlikely", "isn’t likely", (20, 45), "contracted"),
    ("[s1|She] [c1|said] [t1|rain was very unlikely]", "very unlikely", "very unlikely", (5, 20), "very unlikely"),
    ("[s1|She] [c1|said] [t1|rain was improbable]", "improbable", "improbable", (20, 45), "its other term"),
    ("[s1|She] [c1|said] [t1|rain was highly improbable]", "highly improbable", "highly improbable", (5, 20), "highly"),
    ("[s1|She] [c1|said] [t1|there was a remote chance of rain]", "remote", "remote chance", (1, 5), "remote"),
    ("[s1|She] [c1|said] [t1|there was almost no chance]", "almost no chance", "almost no chance", (1, 5), "no chance"),
    ("[s1|She] [c1|saw] [t1|a roughly even chance of rain]", "roughly even chance", "roughly even chance", (45, 55),
     "even"),
    ("[s1|She] [c1|put] [t1|it at even odds]", "roughly even odds", "even odds", (45, 55), "odds"),
    ("[s1|She] [c1|said it was likely that] [t1|it sank]", "likely", "likely", (55, 80), "in the cue"),
    ("[s1|She] [c1|said with high confidence] [t1|that it likely sank]", "likely", "likely", (55, 80),
     "the words of confidence stay out"),
]  # fmt: skip

NONE: list[tuple[str, Stance, str]] = [
    ("[s1|She] [c1|said] [t1|the dam held]", "affirms", "no word of likelihood"),
    ("[s1|She] [c1|said] [t1|likely voters were few]", "affirms", "a kind of voter"),
    ("[s1|She] [c1|said] [t1|there was probable cause]", "affirms", "a term of law"),
    ("[s1|She] [c1|said] [t1|men are more likely to drown]", "affirms", "a comparison has no band"),
    ("[s1|She] [c1|said] [t1|it was as likely as not]", "affirms", "another comparison"),
    ("[s1|She] [c1|said] [t1|it may sink]", "affirms", "a possibility is no term of the standard"),
    ("[s1|She] [c1|said] [t1|it sank. Rain was likely.]", "affirms", "a later sentence says it of something else"),
    ("[s1|She] [c1|declined to say whether] [t1|it was likely]", "withholds", "nothing is claimed"),
]


@pytest.mark.parametrize(("text", "term", "words", "band", "why"), LIKELIHOODS, ids=[row[4] for row in LIKELIHOODS])
def test_likelihood(text: str, term: str, words: str, band: tuple[int, int], why: str) -> None:
    document, statements = marked(text + ".")
    found = likelihood(document.text, statements[0], "affirms")
    assert found, why
    assert (found.term, document.text[slice(*found.span)], (found.low, found.high), found.standard) == (
        term, words, band, "ICD 203",
    ), why  # fmt: skip


@pytest.mark.parametrize(("text", "stance", "why"), NONE, ids=[row[2] for row in NONE])
def test_no_likelihood(text: str, stance: Stance, why: str) -> None:
    document, statements = marked(text + ".")
    assert likelihood(document.text, statements[0], stance) is None, why
