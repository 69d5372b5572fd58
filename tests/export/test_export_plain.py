"""What documents, names of files and of members of archives, and errors say is shown and never obeyed."""

from __future__ import annotations

import csv
import io
import json

import pytest

from sayso import documents
from sayso.cli.failures import say
from sayso.export.plain import cell, json_line, plain
from sayso.export.rows import write_rows
from sayso.model import Reading

COMMANDS = [
    ("colours", "\x1b[31mred"), ("the title of a terminal (OSC)", "\x1b]0;owned\x07"),
    ("a link of a terminal (OSC 8)", "\x1b]8;;https://a.example\x1b\\here"),
    ("a clipboard (OSC 52)", "\x1b]52;c;YQ==\x07"),
    ("commands of eight bits", "\x9b2J\x9d0;owned\x9c"), ("a line written over", "good\rbad"),
    ("letters taken back", "bad\b\b\bgood"), ("a bell and a null", "\x07\0"), ("a deletion", "a\x7f"),
    ("an order of writing turned round", "\u202egnp.exe"), ("an isolate that nobody closes", "\u2067abc"),
    ("marks of direction", "\u200f\u061c!"), ("invisible tags", "a\U000e0041\U000e0042"),
    ("separators of lines", "a\u2028b\u2029c"), ("half a character", "\ud800"), ("a mark of order", "\ufeffa"),
]  # fmt: skip
REST = "the ferry had been laid up since March, and that nobody on the board had been told of it. " * 2
OBEYED = {chr(n) for n in [*range(32), *range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A)]}


@pytest.mark.parametrize(("what", "text"), COMMANDS, ids=[row[0] for row in COMMANDS])
def test_a_terminal_is_never_commanded(what: str, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert not OBEYED & set(plain(text)), what
    assert plain(text).encode(), what
    line = json_line({text: [text]})
    assert not OBEYED & set(line), what
    assert json.loads(line) == {text: [text]}, "JSON loses nothing"
    say(f"{text}.zip", f"{text}: is damaged")
    assert not OBEYED & set(capsys.readouterr().err.removesuffix("\n")), what


FORMULAS = [
    ("an equals sign", "=1+1"), ("a plus", "+1"), ("a minus", "-1"), ("an at", "@SUM(1)"), ("blanks before", "  =1"),
    ("a tab before", "\t=1"), ("a carriage return before", "\r=1"), ("a line feed before", "\n=1"),
    ("wide signs", "\uff1d1"), ("a wide at", "\uff20SUM(1)"),
    ("behind a semicolon, where fields are parted by them", "left;=1+1"),
    ("behind a semicolon and a quotation mark", 'left; "=1+1'), ("behind a semicolon and a blank", "left;\t@SUM(1)"),
    ("in a second line", "left\n=1"), ("in a further field", 'left","=1+1'),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text"), FORMULAS, ids=[row[0] for row in FORMULAS])
def test_a_spreadsheet_computes_nothing(what: str, text: str) -> None:
    out = io.StringIO()
    write_rows([(text, "a")], out)
    for delimiter in (",", ";", "\t"):
        fields = [field for row in csv.reader(io.StringIO(out.getvalue()), delimiter=delimiter) for field in row]
        assert not [f for f in fields if f.strip(' "').startswith(("=", "+", "-", "@", "\uff1d", "\uff20"))], what


def test_words_keep_their_signs_in_a_cell() -> None:
    for text in ("a - b", "He said: -5", "1 + 1 = 2", "ada@quay.example", "one; two"):
        assert cell(text) == text


@pytest.mark.parametrize(("what", "text"), COMMANDS, ids=[row[0] for row in COMMANDS])
def test_the_text_of_a_document_holds_no_command_for_a_terminal(what: str, text: str) -> None:
    said = text.encode("utf-8", "replace").decode()
    data = f"<html><title>{said}</title><body><article><p>Ada said {said} that {REST}</p></article></body></html>"
    for name, given in (("a.html", data), ("a.txt", f"Ada said {said} that {REST}")):
        for one in documents.read(given.encode(), name):
            assert isinstance(one, Reading)
            assert not {"\x1b", "\x9b", "\x9d", "\x07", "\b", "\0", "\r"} & set(one.document.text), what
