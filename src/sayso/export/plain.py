"""Text of documents and file names made safe to show: on a terminal, in JSON, in a cell of a spreadsheet.

Documents are hostile: an escape sequence can rewrite a terminal, a bidirectional override can turn a sentence round,
a cell that begins with "=" runs as a formula where a spreadsheet opens it.
"""

from __future__ import annotations

import json
import re

# Control characters, lone surrogates, line and paragraph separators, what changes the direction of writing, and
# invisible tag characters. Joiners stay: scripts and emoji need them.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)
_BLANK = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029 ]+")
# Where a spreadsheet parts fields at semicolons, as in much of Europe, what follows one begins a cell of its own.
_INNER = re.compile(r"(;[\s\"]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def plain(text: str) -> str:
    """One line of text: white space runs become one space, anything hidden becomes visible (ESC as ␛)."""
    return _HIDDEN.sub(_visible, _BLANK.sub(" ", text))


def cell(text: str) -> str:
    """Text for a cell of a CSV file: one line, and an apostrophe before what a spreadsheet would run as a formula."""
    line = _INNER.sub(r"\1'", plain(text))
    return "'" + line if text[:1] in ("\t", "\r", "\n") or line.lstrip().startswith(_FORMULA) else line


def json_line(value: object) -> str:
    """A value as one line of JSON, without the line's end; what is hidden is escaped, so that nothing is lost."""
    text = json.dumps(value, ensure_ascii=False, separators=(", ", ": "))
    return _HIDDEN.sub(_escaped, text)


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x10000:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
