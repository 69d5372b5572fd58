"""What the first lines of a plain text say about it, and the dates in them."""

from __future__ import annotations

import pytest

from sayso.documents import dates
from sayso.documents.plain import Head, read_head

BODY = "The bridge was closed on Monday, two engineers said.\n\nNobody would say why.\n"

HEADS = [
    ("a title by itself", f"The bridge at Hollin\n\n{BODY}", Head("The bridge at Hollin")),
    ("a question may be a title", f"Who closed the bridge?\n\n{BODY}", Head("Who closed the bridge?")),
    ("a menu before it is passed over", f"☰ Menu\n\nThe bridge\n\n{BODY}", Head("The bridge")),
    ("so are links in a row", f"Home | News | About\nThe bridge\n\n{BODY}", Head("The bridge")),
    ("a sentence is no title", f"The bridge was closed.\n\n{BODY}", Head()),
    ("nor is a line that the text goes on from", f"The bridge at Hollin\n{BODY}", Head()),
    ("nor a text of one line", "The bridge at Hollin", Head()),
    ("a byline", f"The bridge\nBy Ann Rook\n\n{BODY}", Head("The bridge", ("Ann Rook",))),
    (
        "several names and an office",
        f"The bridge\n\nBy Ann Rook and Dr. Bo van der Lind, Science Correspondent\n\n{BODY}",
        Head("The bridge", ("Ann Rook", "Dr. Bo van der Lind")),
    ),
    ("a sentence that begins with By", f"The bridge\n\nBy Monday nobody would say why.\n\n{BODY}", Head("The bridge")),
    (
        "a byline with its date",
        f"The bridge\n\nBy Ann Rook | 4 May 2016\n\n{BODY}",
        Head("The bridge", ("Ann Rook",), None, "2016-05-04"),
    ),
    (
        "a date by itself", f"The bridge\n\nPublished: May 4, 2016 9:12 am\n\n{BODY}",
        Head("The bridge", (), None, "2016-05-04T09:12"),
    ),
    ("a date of change is no date of publication", f"The bridge\n\nUpdated May 4, 2016\n\n{BODY}", Head("The bridge")),
    ("an agency", f"HOLLIN (Meridian) - {BODY}", Head(None, (), "Meridian")),
    ("an agency, country and day", f"HOLLIN, Lorrania, May 4 (Sea News) — {BODY}", Head(None, (), "Sea News")),
    ("brackets that name no agency", f"Hollin (a town) is quiet - {BODY}", Head()),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "text", "expected"), HEADS, ids=[row[0] for row in HEADS])
def test_heads(reason: str, text: str, expected: Head) -> None:
    assert read_head(text) == expected, reason


STAMPS = [
    ("January 24, 2014, 9:39 AM", "2014-01-24T09:39"),
    ("Jan. 24th, 2014 at 12:05 am", "2014-01-24T00:05"),
    ("24 January 2014 at 12:05 p.m.", "2014-01-24T12:05"),
    ("Friday, 24th of January 2014", "2014-01-24"),
    ("Fri, 24 Jan 2014 21:39:07 +0000", "2014-01-24T21:39Z"),
    ("2014-01-24T21:39Z", "2014-01-24T21:39Z"),
    ("2014/01/24", "2014-01-24"),
    ("24.01.2014 21.39", "2014-01-24T21:39"),
    ("24/01/14 9 pm", "2014-01-24T21:00"),
    ("1/24/2014 · 9:39 pm", "2014-01-24T21:39"),
    ("9:39 PM on January 24, 2014", "2014-01-24T21:39"),
    ("05/05/2014", "2014-05-05"),
    ("04/05/2014", None),
    ("31 February 2014", None),
    ("2014-13-24", None),
]


@pytest.mark.parametrize(("text", "expected"), STAMPS)
def test_stamps(text: str, expected: str | None) -> None:
    stamp = dates.STAMP.fullmatch(text)
    assert stamp, text
    assert dates.iso(stamp) == expected
