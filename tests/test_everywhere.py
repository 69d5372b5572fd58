"""Who says what, everywhere: agency reports, interviews, transcripts, comments, headlines, statutes ..."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import sayso
from everywhere_cases import Case, differences, load

CASES = load(Path(__file__).with_name("everywhere"))


def _param(case: Case) -> object:
    marks = [pytest.mark.xfail(reason=case.xfail, strict=True)] if case.xfail else []
    return pytest.param(case, id=f"{case.form}: {case.why}", marks=marks)


@pytest.mark.parametrize("case", [_param(case) for case in CASES])
def test_who_says_what(case: Case) -> None:
    wrong = differences(case, sayso.extract(case.text))
    assert not wrong, "\n".join([case.text, "", *wrong])


def test_the_table_is_as_large_as_promised() -> None:
    forms = Counter(case.form for case in CASES)
    assert len(CASES) >= 120
    assert len(forms) == 17
    assert min(forms.values()) >= 6


def test_five_in_six_cases_pass() -> None:
    assert sum(case.xfail is None for case in CASES) >= 0.85 * len(CASES)
