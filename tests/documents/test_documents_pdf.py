"""PDFs into text: reading order, broken words, what is no text, and the way back to page and place."""

from __future__ import annotations

from itertools import zip_longest

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from printed import HEIGHT, WIDTH, Set, column, printed

from sayso import documents
from sayso.model import Document, Locator, Reading

LEFT = (
    "Mara Quill said on Monday that the lock gate had been sound when she inspected it in March, and that nobody had "
    "asked her about it since.\n\nThe harbour office would not say who had signed the second report, which is dated a "
    "week later and contradicts hers."
)
RIGHT = (
    "Olav Brandt, the minister, denied that any second report exists. He had been told so by his staff, he said, and "
    "saw no reason to doubt it.\n\nA former inspector said that he had held both reports in his hands, and that the "
    "second was the shorter by a page."
)
ACROSS = "Two reports about one gate, and a ministry that knows of one"


def read(data: bytes) -> Document:
    (reading,) = documents.read(data, "a.pdf")
    assert isinstance(reading, Reading), reading
    return reading.document


def rowwise(left: list[Set], right: list[Set]) -> list[Set]:
    """Two columns drawn row by row across the page."""
    return [line for row in zip_longest(left, right) for line in row if line]


COLUMNS = [
    ("column after column", [*column(60, 100, LEFT, 44), *column(310, 100, RIGHT, 44)], [LEFT, RIGHT]),
    ("row by row across both", rowwise(column(60, 100, LEFT, 44), column(310, 100, RIGHT, 44)), [LEFT, RIGHT]),
    ("the right one drawn first", [*column(310, 100, RIGHT, 44), *column(60, 100, LEFT, 44)], [LEFT, RIGHT]),
    ("lines that don't stand side by side",
     rowwise(column(60, 100, LEFT, 44), column(310, 104, RIGHT, 44)), [LEFT, RIGHT]),
    ("a heading across both",
     [Set(60, 80, ACROSS, 16), *rowwise(column(60, 110, LEFT, 44), column(310, 110, RIGHT, 44))],
     [ACROSS, LEFT, RIGHT]),
    ("a heading across both, between two stories",
     [*rowwise(column(60, 100, LEFT, 44), column(310, 100, RIGHT, 44)), Set(60, 300, ACROSS, 16),
      *rowwise(column(60, 330, RIGHT, 44), column(310, 330, LEFT, 44))], [LEFT, RIGHT, ACROSS, RIGHT, LEFT]),
    ("three columns",
     rowwise(rowwise(column(40, 100, LEFT, 30), column(220, 100, RIGHT, 30)), column(400, 100, LEFT, 30)),
     [LEFT, RIGHT, LEFT]),
    ("one column", column(60, 100, LEFT, 80), [LEFT]),
    ("a table is read row by row",
     [Set(x, 100 + 14 * i, cell) for i, row in enumerate(("Gate sound", "Lock shut", "Pump failed", "Crane idle"))
      for x, cell in zip((60, 300), row.split(), strict=True)],
     ["Gate sound Lock shut Pump failed Crane idle"]),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "page", "expected"), COLUMNS, ids=[row[0] for row in COLUMNS])
def test_text_is_read_in_its_order(reason: str, page: list[Set], expected: list[str]) -> None:
    text = read(printed([page])).text
    assert text.split() == " ".join(expected).split(), reason
    if "table" not in reason:
        assert text == "\n\n".join(expected), "paragraphs stand apart"


@pytest.mark.xfail(reason="nothing but lines drawn between them tells cells of whole sentences from columns")
def test_a_table_of_sentences_is_read_row_by_row() -> None:
    rows = [
        ("The gate was sound.", "So the master said."),
        ("The lock was shut.", "So the log has it."),
        ("The pump had failed.", "So the crew recalls."),
        ("The crane was idle.", "So the yard reports."),
    ]
    page = [Set(x, 100 + 14 * i, cell) for i, row in enumerate(rows) for x, cell in zip((60, 300), row, strict=True)]
    assert read(printed([page])).text.split() == " ".join(cell for row in rows for cell in row).split()


def test_very_many_pieces_on_a_page_are_no_matter() -> None:
    page = [Set(i * 37 % 580, i * 53 % 840, "one two three", 4) for i in range(20_000)]
    document = read(printed([page]))
    assert document.text.count("three") == len(set(page))


BROKEN = [
    ("a word", "The coast-", "guard knew.", "The coastguard knew."),
    ("one that the document has whole elsewhere", "With-", "out a permit, without a pilot.",
     "Without a permit, without a pilot."),
    ("a compound that the document has elsewhere", "A state-owned yard, a state-", "owned dock.",
     "A state-owned yard, a state-owned dock."),
    ("a compound by its second part", "The state-", "owned yard.", "The state-owned yard."),
    ("a number in words", "Some twenty-", "four people.", "Some twenty-four people."),
    ("a number's ending", "A seven-", "teen year old boat.", "A seventeen year old boat."),
    ("a name", "The Osei-", "Lind family.", "The Osei-Lind family."),
    ("a range of years", "From 2003-", "2004 on.", "From 2003-2004 on."),
    ("two words of the document by themselves", "The water from the gate, a water-", "gate, and more water here.",
     "The water from the gate, a water-gate, and more water here."),
    ("a dash is none", "He left \u2013", "and came back.", "He left \u2013 and came back."),
    ("a soft hyphen", "The coast\u00ad", "guard knew.", "The coastguard knew."),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "first", "second", "whole"), BROKEN, ids=[row[0] for row in BROKEN])
def test_words_broken_at_the_end_of_a_line_are_whole(reason: str, first: str, second: str, whole: str) -> None:
    document = read(printed([[Set(60, 100, first), Set(60, 112, second)]]))
    assert document.text == whole, reason
    assert [locator.exact for locator in document.locators] == [whole.startswith(first), True]


BODY = "Nobody had asked her about the gate since, Mara Quill said, and page {} of the log was missing again, which"
HEADS = [
    ("a running head and a number", lambda n: [Set(60, 40, "The Velmar Inquiry"), Set(290, 810, str(n + 7))]),
    ("both in one line", lambda n: [Set(60, 40, f"The Velmar Inquiry            Page {n} of 4")]),
    ("left and right pages differ",
     lambda n: [Set(60, 40, "The Velmar Inquiry") if n % 2 else Set(400, 40, "Part One: The Gate")]),
    ("Roman figures", lambda n: [Set(290, 810, ("iii", "iv", "v", "vi")[n - 1])]),
    ("a number between dashes", lambda n: [Set(290, 810, f"- {n} -")]),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "head"), HEADS, ids=[row[0] for row in HEADS])
def test_running_heads_and_page_numbers_are_left_out(reason: str, head) -> None:  # type: ignore[no-untyped-def] # a lambda
    pages = [[*head(n), *column(60, 100, BODY.format(n), 90)] for n in (1, 2, 3, 4)]
    assert read(printed(pages)).text == " ".join(BODY.format(n) for n in (1, 2, 3, 4)), reason


def test_what_recurs_elsewhere_stays() -> None:
    pages = [[*column(60, 300 + 50 * n, "He would not say.", 90), *column(60, 500, BODY, 90)] for n in (1, 2)]
    assert read(printed(pages)).text.count("He would not say.") == 2


def test_a_year_at_the_foot_of_the_page_stays() -> None:
    assert read(printed([column(60, 780, "The gate was last inspected by a diver in\n\n2003", 90)])).text.endswith(
        "2003"
    )


def test_footnotes_stand_at_the_end_and_not_in_mid_sentence() -> None:
    first = [*column(60, 100, LEFT.replace("since.", "since.1"), 80), Set(60, 164, "The report, which is not"),
             *column(60, 780, "1 Interview with the author, 4 May 2016, at the lock in Velmar.", 90, 7, 9)]  # fmt: skip
    second = column(60, 100, "dated, was found in a drawer. " + RIGHT, 80)
    paragraphs = read(printed([first, second])).text.split("\n\n")
    assert any("The report, which is not dated, was found in a drawer." in p for p in paragraphs)
    assert paragraphs[-1] == "1 Interview with the author, 4 May 2016, at the lock in Velmar."


ABOUT = [
    ("all that is sane", {"Title": "Two reports", "Author": "Mara Quill", "CreationDate": "D:20160504091200+02'00'"},
     ("Two reports", ("Mara Quill",), "2016-05-04T09:12:00+02:00", None)),
    ("the program's own words", {"Title": "Microsoft Word - gate.docx", "Author": "unknown"}, (None, (), None, None)),
    ("a clock that stood still", {"CreationDate": "D:19700101000000Z"}, (None, (), None, None)),
    ("made long after", {"CreationDate": "D:20250101000000Z"}, (None, (), None, None)),
    ("changed later", {"CreationDate": "D:20160504", "ModDate": "D:20160601101500Z"},
     (None, (), "2016-05-04", "2016-06-01T10:15:00Z")),
    ("no date", {"CreationDate": "yesterday"}, (None, (), None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "about", "expected"), ABOUT, ids=[row[0] for row in ABOUT])
def test_what_the_file_says_about_itself(reason: str, about: dict[str, str], expected: tuple[object, ...]) -> None:
    document = read(printed([column(60, 100, "The gate was shut in 2016. " + LEFT, 80)], about))
    assert (document.title, document.authors, document.published, document.updated) == expected, reason
    assert document.language == "en-GB"


def under(page: pypdfium2.PdfPage, locator: Locator) -> str:
    """The words under a locator's box, as another way of asking PDFium gives them."""
    assert locator.box
    left, top, right, bottom = locator.box
    x, y, *_ = page.get_cropbox()
    high = page.get_cropbox()[3]
    wide = page.get_cropbox()[2]
    bounds = {
        0: (x + left, high - bottom, x + right, high - top),
        90: (x + top, y + left, x + bottom, y + right),
        180: (wide - right, y + top, wide - left, y + bottom),
        270: (wide - bottom, high - right, wide - top, high - left),
    }[page.get_rotation()]
    slack = 0.01  # boxes are rounded to hundredths
    near = (bounds[0] + slack, bounds[1] + slack, bounds[2] - slack, bounds[3] - slack)
    return str(page.get_textpage().get_text_bounded(*near))


WORD = st.text(st.sampled_from("abcdeghmnopstuyABGTQé“”’.,;()/5"), min_size=1, max_size=9)
TEXT = st.lists(WORD, min_size=1, max_size=70).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=3), st.sampled_from([0, 90, 180, 270]),
    st.sampled_from([0, -100, 36]),
)  # fmt: skip
def test_the_words_under_a_box_are_the_words_of_the_text(
    pages: list[tuple[str, str]], turned: int, corner: int
) -> None:
    drawn = [rowwise(column(50, 100, a, 44), column(310, 100, b, 44)) for a, b in pages]
    data = printed(drawn, turned=turned, corner=corner)
    document = read(data)
    with pypdfium2.PdfDocument(data) as file:
        for locator in document.locators:
            said = document.text[slice(*locator.span)]
            assert locator.page
            assert locator.box
            found = under(file[locator.page - 1], locator)
            assert "".join(found.split()).rstrip("-\ufffe") == "".join(said.split()).rstrip("-"), locator
            assert 0 <= locator.box[0] < locator.box[2] <= WIDTH + 200
            assert 0 <= locator.box[1] < locator.box[3] <= HEIGHT
    told = "".join(document.text[slice(*x.span)] for x in document.locators)
    assert "".join(told.split()) == "".join(document.text.split()), "every word has its place"
