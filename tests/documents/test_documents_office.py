"""Word documents, OpenDocument texts and books."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import docx
import pytest
from docx.document import Document as Written
from lxml import etree
from packing import W, at, epub, odt, one, reasons, zipped

from sayso.documents.container import MAX_RATIO


def saved(document: Written) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def report() -> Written:
    document = docx.Document()
    document.core_properties.title = "The weir at Coldbrook"
    document.core_properties.author = "Thea Marrin; Jon Valk"
    document.core_properties.created = datetime(2019, 3, 4, 8, 15, tzinfo=UTC)
    document.core_properties.modified = datetime(2019, 3, 5, 9, 0, tzinfo=UTC)
    document.core_properties.language = "en-GB"
    document.add_heading("What the inspector saw", level=1)
    document.add_paragraph("The gate was open, the inspector wrote:")
    document.add_paragraph("I saw the gate stand open at noon.", style="Quote")
    document.add_paragraph("Nobody was there.", style="Intense Quote")
    document.add_paragraph("The company denies it.")
    table = document.add_table(2, 2)
    for row, words in zip(table.rows, (("Day", "Level"), ("Monday", "2.4 m")), strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    document.add_paragraph("A line\tand\na break.")
    return document


def test_a_word_document_gives_its_text_quotations_tables_and_properties() -> None:
    document = one(saved(report()), "report.docx")
    assert document.text.split("\n\n") == [
        "What the inspector saw", "The gate was open, the inspector wrote:", "I saw the gate stand open at noon.",
        "Nobody was there.", "The company denies it.", "Day\tLevel", "Monday\t2.4 m", "A line\tand\na break.",
    ]  # fmt: skip
    assert document.title == "The weir at Coldbrook"
    assert document.authors == ("Thea Marrin", "Jon Valk")
    assert (document.published, document.updated) == ("2019-03-04T08:15:00Z", "2019-03-05T09:00:00Z")
    assert document.language == "en-GB"
    (quoted,) = [p for p in document.posts if p.kind == "quotation"]
    assert document.text[quoted.span.start : quoted.span.end].startswith("I saw")
    assert document.text[quoted.span.start : quoted.span.end].endswith("was there.")


def test_each_paragraph_of_a_word_document_leads_back_to_its_element() -> None:
    written = report()
    document = one(saved(written))
    tree = etree.fromstring(etree.tostring(written.element))
    for locator in document.locators:
        assert locator.part == "word/document.xml"
        (element,) = tree.xpath(locator.element, namespaces={"w": W})
        words = document.text[locator.span.start : locator.span.end]
        assert "".join("".join(element.itertext()).split()) == "".join(words.split())
    assert at(document, "I saw the gate")[1] == "/w:document/w:body[1]/w:p[3]"


BODY = f'<w:document xmlns:w="{W}" xmlns:mc="urn:mc"><w:body>%s</w:body></w:document>'


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def para(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


BOX = f"<w:txbxContent>{para(run('Box.'))}</w:txbxContent>"
RUNS = [
    ("what was inserted is there", para("<w:ins>", run("New."), "</w:ins>"), "New."),
    ("what was deleted is not", para(run("Kept."), "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>"), "Kept."),
    ("what was moved away is not", para(run("Kept."), "<w:moveFrom>", run("x"), "</w:moveFrom>"), "Kept."),
    ("a content control is there", f"<w:sdt><w:sdtContent>{para(run('Boxed.'))}</w:sdtContent></w:sdt>", "Boxed."),
    ("a link is there", para("<w:hyperlink>", run("Linked."), "</w:hyperlink>"), "Linked."),
    ("a field's formula is not", para("<w:r><w:instrText>PAGE</w:instrText></w:r>", run("4"), run("th.")), "4th."),
    (
        "a text box is there once, after the paragraph on which it hangs",
        para(
            run("Host."), "<mc:AlternateContent><mc:Choice>", BOX, "</mc:Choice><mc:Fallback>", BOX,
            "</mc:Fallback></mc:AlternateContent>",
        ),
        "Host.\n\nBox.",
    ),
    (
        "a table that lays out a page is paragraphs",
        f"<w:tbl><w:tr><w:tc>{para(run('One.'))}{para(run('Two.'))}</w:tc><w:tc>{para(run('Three.'))}</w:tc></w:tr></w:tbl>",
        "One.\n\nTwo.\n\nThree.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("why", "body", "text"), RUNS, ids=[row[0] for row in RUNS])
def test_what_of_a_word_document_is_text(why: str, body: str, text: str) -> None:
    assert one(zipped({"word/document.xml": BODY % body})).text == text, why


def test_notes_stand_after_the_text_and_their_separators_do_not() -> None:
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0">{para(run("---"))}</w:footnote>'
        f'<w:footnote w:id="2">{para(run("Interview, 3 May."))}</w:footnote></w:footnotes>'
    )
    body = BODY % '<w:p><w:r><w:t>She saw it.</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    document = one(zipped({"word/document.xml": body, "word/footnotes.xml": notes}))
    assert document.text == "She saw it.\n\nInterview, 3 May."
    assert at(document, "Interview")[0] == "word/footnotes.xml"


def test_the_dates_and_names_of_a_template_are_nobodys() -> None:
    document = docx.Document()
    document.add_paragraph("The gate was open.")
    found = one(saved(document))
    assert (found.authors, found.published, found.updated, found.title) == ((), None, None, None)


def test_an_opendocument_text_gives_its_text_quotations_tables_notes_and_properties() -> None:
    body = (
        '<text:h text:outline-level="1">The ferry</text:h>'
        '<text:p>Bo Tarn<text:s text:c="2"/>said<text:note><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>By telephone.</text:p></text:note-body></text:note> it\n   sank.<text:tab/>Yes.</text:p>"
        '<text:p text:style-name="P1">I was on deck.</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>Crew</text:p></table:table-cell><table:table-cell>"
        "<text:p>7</text:p></table:table-cell></table:table-row></table:table>"
        "<text:tracked-changes><text:changed-region><text:p>Gone.</text:p></text:changed-region></text:tracked-changes>"
        "<text:list><text:list-item><text:p>First.</text:p></text:list-item></text:list>"
    )
    styles = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>'
    meta = (
        "<dc:title>A ferry goes down</dc:title><meta:initial-creator>Ada Holm</meta:initial-creator>"
        "<meta:creation-date>2020-02-01T10:00:00</meta:creation-date><dc:date>2020-02-02T11:00:00</dc:date>"
        "<dc:language>en-IE</dc:language>"
    )
    document = one(odt(body, styles, meta), "wrong-ending.docx")
    assert document.text.split("\n\n") == [
        "The ferry", "Bo Tarn  said it sank.\tYes.", "I was on deck.", "Crew\t7", "First.", "By telephone.",
    ]  # fmt: skip
    assert (document.title, document.authors, document.language) == ("A ferry goes down", ("Ada Holm",), "en-IE")
    assert (document.published, document.updated) == ("2020-02-01T10:00:00", "2020-02-02T11:00:00")
    assert [document.text[p.span.start : p.span.end] for p in document.posts[1:]] == ["I was on deck."]
    part, element = at(document, "I was on deck.")
    assert (part, element) == ("content.xml", "/office:document-content/office:body[1]/office:text[1]/text:p[2]")


def test_a_book_is_one_document_of_its_chapters_in_the_order_of_reading() -> None:
    chapters = {
        "nav": "<nav><ol><li>One</li></ol></nav>",
        "two": "<h2>Two</h2><p>He left.</p>",
        "one": '<h2>One</h2><p>She came.<a epub:type="noteref" href="#n1">1</a> He wrote:</p>'
        "<blockquote><p>Stay.</p></blockquote>",
    }
    meta = (
        '<dc:title>Salt</dc:title><dc:creator id="a">Edda Voss</dc:creator><dc:creator id="b">Tom Rill</dc:creator>'
        '<meta refines="#b" property="role">trl</meta><dc:publisher>Quay Press</dc:publisher>'
        '<dc:date>2011-05-06</dc:date><dc:language>en</dc:language><meta property="dcterms:modified">'
        "2012-01-02T03:04:05Z</meta>"
    )
    document = one(epub(chapters, meta, ["nav", "one", "two"]))
    assert document.text.split("\n\n") == ["One", "She came. He wrote:", "Stay.", "Two", "He left."]
    assert (document.title, document.authors, document.outlet) == ("Salt", ("Edda Voss",), "Quay Press")
    assert (document.published, document.updated, document.language) == ("2011-05-06", "2012-01-02T03:04:05Z", "en")
    assert [p.kind for p in document.posts] == ["article", "quotation"]
    assert at(document, "He left.")[0] == "OPS/text/two.xhtml"


def test_a_book_without_one_of_its_chapters_is_read_without_it() -> None:
    whole = epub({"one": "<p>Here.</p>", "two": "<p>There.</p>"}, spine=["one", "gone", "two"])
    assert one(whole).text == "Here.\n\nThere."


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
LOCKED = odt("<text:p>x</text:p>", manifest="<m><encryption-data/></m>")
UNPACKAGED = zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": "<c/>"})
REFUSED = [
    ("a Word document cut off", saved(report())[:-200], "damaged ZIP"),
    ("one whose text is no XML", zipped({"word/document.xml": "<w:document"}), "no well-formed XML"),
    ("one without text", zipped({"word/document.xml": BODY % "<w:p/>"}), "no text"),
    ("one that lacks its text", zipped({"word/styles.xml": "<a/>", "[Content_Types].xml": "<Types/>"}), "lacks its"),
    ("one that swells", zipped({"word/document.xml": b" " * (MAX_RATIO * 100_000)}), "times its size"),
    ("one nested beyond what a parser takes", zipped({"word/document.xml": "<a>" * 300 + "</a>" * 300}), "XML"),
    ("a text locked with a password", LOCKED, "locked"),
    ("a spreadsheet", zipped({"xl/workbook.xml": "<a/>"}), "spreadsheet"),
    ("slides", zipped({"ppt/presentation.xml": "<a/>"}), "presentation"),
    ("a book without a package", UNPACKAGED, "lacks its"),
    ("a book of pictures", epub({"one": "<img src='a.png'/>"}), "without text"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "data", "reason"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_refused_says_why(what: str, data: bytes, reason: str) -> None:
    (said,) = reasons(data)
    assert reason in said, what


def test_entities_are_not_unfolded() -> None:
    body = f"{BOMB}<w:document xmlns:w='{W}'><w:body><w:p><w:r><w:t>Safe.&b;</w:t></w:r></w:p></w:body></w:document>"
    assert one(zipped({"word/document.xml": body})).text == "Safe."
