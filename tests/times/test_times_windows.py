"""Windows over what several documents say of one affair: all of it is invented.

The affair has the shape of the first case: Agent K2 was caught and imprisoned; five statements bound it, one of them
only through the date of publication; two directors and one chief of security were in office around that time.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import times
from sayso.model import ALLEN, Document, UsageError
from sayso.times.days import Days, checked, days
from sayso.times.windows import Bound, Order, Timeline

PRISON, CAUGHT = "K2 in prison", "K2 caught"
ORRIN, DASK, VELL = "Orrin, director", "Dask, director", "Vell, chief of security"


def value(text: str, published: str | None = None) -> str:
    """The one dated value of a sentence, as the ledger has it."""
    (time,) = [t for t in times.date(Document("d", text, published=published)) if t.edtf]
    assert time.edtf
    return time.edtf


def bounds() -> list[Bound]:
    """What a blog, its comments and a book say, dated by the room itself."""
    return [
        Bound(PRISON, "start", value("The mole has sat in a cell since 2023-2024."), "blog 1"),
        Bound(PRISON, "start", value("K2 went to prison around 2023."), "blog 2"),
        Bound(PRISON, "start", value("K2 has sat in a cell for at least ten years.", "2034-01-24"), "blog 3"),
        Bound(CAUGHT, "at", value("He was caught in 2022 or 2023."), "blog 4"),
        Bound(CAUGHT, "by", value("He was in custody by June 2023."), "book 1"),
        Bound(ORRIN, "end", value("Orrin was the director till 2022."), "blog 5"),
        Bound(ORRIN, "start", "2018", "book 2"),
        Bound(DASK, "start", "2022", "book 2"),
        Bound(DASK, "end", "2027", "book 2"),
        Bound(VELL, "start", "2020", "blog 6"),
        Bound(VELL, "end", "2025", "blog 6"),
    ]


ORDERS = [Order(CAUGHT, "before", PRISON, "the affair"), Order(ORRIN, "meets", DASK, "book 2")]


def affair(*more: Bound) -> Timeline:
    return Timeline([*bounds(), *more], ORDERS)


def test_the_window_that_remains_and_what_gave_it() -> None:
    prison = affair().window(PRISON, "start")
    assert (prison.earliest.day, prison.earliest.evidence) == (date(2023, 1, 1), ("blog 1",))
    assert (prison.latest.day, prison.latest.evidence) == (date(2024, 1, 31), ("blog 3",))
    caught = affair().window(CAUGHT, "start")
    assert (caught.earliest.day, caught.earliest.evidence) == (date(2022, 1, 1), ("blog 4",))
    assert (caught.latest.day, caught.latest.evidence) == (date(2023, 6, 30), ("book 1",))


def test_a_bound_reaches_another_event_through_their_order() -> None:
    later = affair(Bound(PRISON, "before", "2022-09", "docket")).window(CAUGHT, "end")
    assert not later.latest.day or later.latest.day < date(2024, 1, 1)
    alone = Timeline([Bound(PRISON, "start", "2022-09-10", "docket")], ORDERS[:1]).window(CAUGHT, "end")
    assert (alone.latest.day, alone.latest.evidence) == (date(2022, 9, 8), ("docket", "the affair"))


def test_who_was_in_office_when_he_was_caught() -> None:
    asked = affair()
    assert {name: asked.overlap(CAUGHT, name) for name in (ORRIN, DASK, VELL)} == {
        ORRIN: "one or the other", DASK: "one or the other", VELL: "yes",
    }  # fmt: skip
    decided = [f"{x.event} {x.edge} < {y.event} {y.edge}" for x, y in asked.deciding(CAUGHT, ORRIN)]
    assert decided == [f"{CAUGHT} start < {ORRIN} end"]


def test_the_bound_that_would_decide_it_decides_it() -> None:
    early = affair(Bound(CAUGHT, "at", "2022-01", "docket"), Bound(ORRIN, "end", "2022-06", "gazette"))
    assert (early.overlap(CAUGHT, ORRIN), early.overlap(CAUGHT, DASK)) == ("yes", "no")
    late = affair(Bound(CAUGHT, "after", "2022", "docket"))
    assert (late.overlap(CAUGHT, ORRIN), late.overlap(CAUGHT, DASK)) == ("no", "yes")


def test_which_bounds_can_not_all_be_true() -> None:
    torn = affair(Bound(PRISON, "start", "2026", "comment 1"), Bound(CAUGHT, "at", "2024-02", "comment 2"))
    assert {frozenset(c) for c in torn.conflicts} == {
        frozenset({"comment 1", "blog 1"}), frozenset({"comment 1", "blog 2"}), frozenset({"comment 1", "blog 3"}),
        frozenset({"comment 2", "blog 4"}), frozenset({"comment 2", "book 1"}),
        frozenset({"comment 2", "the affair", "blog 3"}),
    }  # fmt: skip
    assert torn.window(DASK, "start").earliest.day == date(2022, 1, 1), "what is in no conflict still counts"


def test_no_conflict_is_larger_than_it_need_be() -> None:
    torn = affair(Bound(PRISON, "start", "2026", "comment 1"), Bound(CAUGHT, "at", "2024-02", "comment 2"))
    said = [*bounds(), Bound(PRISON, "start", "2026", "comment 1"), Bound(CAUGHT, "at", "2024-02", "comment 2")]
    for conflict in torn.conflicts:
        for one in conflict:
            rest = set(conflict) - {one}
            kept = Timeline((b for b in said if b.evidence in rest), (o for o in ORDERS if o.evidence in rest))
            assert not kept.conflicts, (conflict, one)


FEBRUARY = "2020-02-01/2020-02-05"
RELATED = [
    ("2020-01-01/2020-01-05", "before"), ("2020-01-01/2020-01-31", "meets"), ("2020-01-01/2020-02-03", "overlaps"),
    ("2020-02-01/2020-02-03", "starts"), ("2020-02-02/2020-02-03", "during"), ("2020-02-02/2020-02-05", "finishes"),
    (FEBRUARY, "equals"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "relation"), RELATED, ids=[row[1] for row in RELATED])
def test_certain_ends_leave_one_relation_of_the_thirteen(first: str, relation: str) -> None:
    said = [
        Bound(name, edge, whole.split("/")[i], f"{name} {edge}")  # type: ignore[arg-type] # these are edges
        for name, whole in (("a", first), ("b", FEBRUARY)) for i, edge in enumerate(("start", "end"))
    ]  # fmt: skip
    converse = {"before": "after", "meets": "met by", "overlaps": "overlapped by", "starts": "started by",
                "during": "contains", "finishes": "finished by", "equals": "equals"}  # fmt: skip
    assert Timeline(said).possible("a", "b") == (relation,)
    assert Timeline(said).possible("b", "a") == (converse[relation],)


def test_nothing_known_leaves_all_thirteen() -> None:
    nothing = Timeline([Bound("a", "during", "2020", "x"), Bound("b", "during", "2020", "y")])
    assert set(nothing.possible("a", "b")) >= set(ALLEN) - {"before", "after", "meets", "met by"}


@given(st.lists(st.tuples(st.sampled_from(["start", "end", "at", "during", "before", "after", "by"]),
                          st.integers(1990, 2010)), min_size=1, max_size=6))  # fmt: skip
def test_a_window_holds_exactly_the_days_that_no_bound_forbids(rows: list[tuple[str, int]]) -> None:
    """Tried out by years: an event of whole years is possible if and only if the windows and conflicts allow it."""
    said = [Bound("e", place, str(year), f"{i}") for i, (place, year) in enumerate(rows)]  # type: ignore[arg-type] # places
    line = Timeline(said)
    allowed = [
        (s, e) for s in range(1988, 2013) for e in range(s, 2013)
        if all(_allows(place, year, s, e) for place, year in rows)
    ]  # fmt: skip
    assert bool(allowed) == (not line.conflicts)
    if allowed:
        earliest, latest = line.window("e", "start").earliest.day, line.window("e", "start").latest.day
        assert earliest is None or earliest.year == min(s for s, _ in allowed)
        assert latest is None or latest.year == max(s for s, _ in allowed)


def _allows(place: str, year: int, start: int, end: int) -> bool:
    return {
        "start": start == year, "end": end == year, "at": start == end == year, "during": start <= year <= end,
        "before": end < year, "after": start > year, "by": start <= year,
    }[place]  # fmt: skip


DAYS = [
    ("2003", (2003, 1, 1), (2003, 12, 31), "a year"), ("2003-02", (2003, 2, 1), (2003, 2, 28), "a month"),
    ("2003-02-05T09:39:00Z", (2003, 2, 5), (2003, 2, 5), "a moment"),
    ("200X", (2000, 1, 1), (2009, 12, 31), "a decade"),
    ("18XX", (1800, 1, 1), (1899, 12, 31), "a century"), ("2003-24", (2003, 12, 1), (2004, 2, 29), "a winter"),
    ("2003~", (2002, 1, 1), (2004, 12, 31), "about a year"), ("2003-05~", (2003, 4, 1), (2003, 6, 30), "about a month"),
    ("[2002,2003]", (2002, 1, 1), (2003, 12, 31), "one of a set"), ("../2002", None, (2002, 12, 31), "open"),
    ("2002/..", (2002, 1, 1), None, "open at the end"), ("2003~/2004", (2002, 1, 1), (2004, 12, 31), "an interval"),
]  # fmt: skip


@pytest.mark.parametrize(("edtf", "first", "last", "why"), DAYS, ids=[row[3] for row in DAYS])
def test_days(edtf: str, first: tuple[int, int, int] | None, last: tuple[int, int, int] | None, why: str) -> None:
    assert days(edtf) == Days(first and date(*first), last and date(*last)), why
    assert checked(edtf) == edtf


@pytest.mark.parametrize("typed", ["", "soon", "2003-13", "2003-02-30", "12/5/2003", "99999", "{2002,2003}", "[]"])
def test_what_is_no_date_is_refused_with_a_remedy(typed: str) -> None:
    with pytest.raises(UsageError, match="give a date such as"):
        checked(typed)
