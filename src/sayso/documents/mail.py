"""E-mails into documents: each letter one, then what is attached to it; mailboxes of them; pages saved as MHTML.

The standard library takes the letter apart. Its plain part is read, its HTML part where that is all, or nearly all.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import BinaryIO, cast

from lxml import etree, html

from sayso.documents import dates, encoding, sniff
from sayso.documents.container import Exhausted, Found, Nest, beneath, reading_of
from sayso.documents.encoding import canonical
from sayso.documents.passages import Element, is_quotation, is_tag, passage
from sayso.documents.replies import letter
from sayso.documents.web import page_of, without_data
from sayso.model import Document, Unreadable

_PARSER = BytesParser(policy=policy.compat32)  # the newer policies stumble over headers that break the rules
_SEPARATOR = re.compile(rb"From [^\n]{3,300}\b(?:19|20)\d\d\b[^\n]{0,30}\r?\n")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
_STUB = 0.3  # share of the HTML part's letters below which the plain part only says that there is another
_DIGEST = re.compile(r"\n-{30,70}\n+(?=(?:[A-Z][\w-]+: [^\n]*\n(?:[ \t][^\n]*\n)*){2,12}\n)")
_MOST_PARTS = 1000
_LONGEST = 10_000  # bytes of a header that are looked at
_FAULTS = (MessageError, RecursionError, ValueError, LookupError, AttributeError, TypeError, AssertionError)
"""What the standard library's parser raises on letters that break the rules, by its reports of faults."""

_DAMAGED = Unreadable("is a damaged e-mail", "export it again")


def read_mail(stream: BinaryIO, nest: Nest) -> Found:
    """A letter and what is attached to it, each a document; a page, where the file is one saved as MHTML."""
    data = nest.whole(stream)
    message = _parsed(data)
    if _is_page(message):
        yield reading_of(_page(message), data)
    else:
        yield from _letter(message, data, nest)


def read_mbox(stream: BinaryIO, nest: Nest) -> Found:
    """The letters of a mailbox, in its order, with what is attached to them; a damaged one costs itself."""
    for number, data in enumerate(_messages(stream), 1):
        if len(data) > sniff.MAX_BYTES:
            reason = f"message {number}: is larger than {sniff.MAX_BYTES // 1_000_000} MB"
            yield Unreadable(reason, "export it alone")
            continue
        try:
            for found in _letter(_parsed(data), data, nest):
                yield beneath(str(number), found, f"message {number}")
        except Exhausted:
            raise
        except Unreadable as error:
            yield beneath(str(number), error, f"message {number}")


def _messages(stream: BinaryIO) -> Iterator[bytes]:
    """The messages between lines such as "From ana@harbour.example Mon Mar 14 …" that follow a blank line."""
    held: list[bytes] = []
    size = 0
    blank, long = True, False
    while line := stream.readline(1 << 20):
        if blank and not long and _SEPARATOR.fullmatch(line):
            if held:
                yield _unescaped(held)
            held, size = [], 0
        elif size <= sniff.MAX_BYTES:
            held.append(line)
            size += len(line)
        blank = line in (b"\n", b"\r\n")
        long = not line.endswith(b"\n")
    if held:
        yield _unescaped(held)


def _unescaped(lines: list[bytes]) -> bytes:
    return _ESCAPED.sub(rb"\1", b"".join(lines))


def _parsed(data: bytes) -> EmailMessage:
    try:
        return cast("EmailMessage", _PARSER.parsebytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")))
    except _FAULTS as error:
        raise Unreadable(_DAMAGED.reason, _DAMAGED.remedy) from error


def _is_page(message: EmailMessage) -> bool:
    """Whether this is no letter but a page that a browser or an office program saved in one file."""
    if message.get_content_maintype() != "multipart" and "Content-Location" not in message:
        return False
    saved = "Snapshot-Content-Location" in message or _header(message, "From").startswith("<Saved by")
    return saved or not any(name in message for name in ("From", "To", "Received", "Message-ID"))


def _page(message: EmailMessage) -> Document:
    """The document that a page saved as MHTML is: its first HTML part."""
    for _, part in _parts(message):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            document: Document = page_of(_bytes(part), _header(part, "Content-Type"))
            address = _header(message, "Snapshot-Content-Location") or _header(part, "Content-Location")
            if document.url is None and address.startswith(("http://", "https://")):
                document = replace(document, url=address)
            return document
    raise Unreadable("is a saved page without HTML", "save it anew")


def _letter(message: EmailMessage, data: bytes, nest: Nest) -> Found:
    """The letter, then its attachments in their order."""
    try:
        parts = list(_parts(message))
    except RecursionError as error:
        raise Unreadable(_DAMAGED.reason, _DAMAGED.remedy) from error
    bodies = [(path, part) for path, part in parts if _is_body(part)]
    path, body = _body(bodies)
    several = _issues(message, body)
    if several:
        for number, issue in enumerate(several, 1):
            for found in _letter(_parsed(issue.encode()), issue.encode(), nest):
                yield beneath(str(number), found, f"message {number}")
    elif body.strip():
        yield beneath(path, reading_of(_document(message, body), data))
    shown = {str(id(part)) for _, part in bodies}
    attached = [(path, part) for path, part in parts if str(id(part)) not in shown and not _is_ornament(part)]
    for path, part in attached:
        name = _header_text(part.get_filename() or "")
        inner = _inner(part)
        yield from nest.member(cast("BinaryIO", io.BytesIO(inner)), name or _ending(part), path, name or f"part {path}")
    if not body.strip() and not attached and not several:
        raise Unreadable("is an e-mail without text", "export it again")


def _parts(message: EmailMessage, path: str = "", depth: int = 0) -> Iterator[tuple[str, EmailMessage]]:
    """The parts that hold something, with their paths: "1.2" is the second part of the first. Not those of letters."""
    if message.get_content_maintype() != "multipart" or not message.is_multipart():
        yield path or "1", message
        return
    if depth > 20:
        raise Unreadable("is an e-mail whose parts are nested too deeply", "export it again")
    for number, part in enumerate(cast("list[EmailMessage]", message.get_payload())[:_MOST_PARTS], 1):
        yield from _parts(part, f"{path}.{number}" if path else str(number), depth + 1)


def _is_body(part: EmailMessage) -> bool:
    """Whether a part is the letter's own text, not a file that comes with it."""
    text = part.get_content_type() in ("text/plain", "text/html")
    return text and part.get_content_disposition() != "attachment" and not part.get_filename()


def _is_ornament(part: EmailMessage) -> bool:
    """Whether a part only adorns or signs the letter: a picture set into it, a signature, a calendar's entry."""
    kind = part.get_content_type()
    inline = "Content-ID" in part and part.get_content_disposition() != "attachment"
    signs = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature",
             "text/calendar", "text/x-vcard", "text/vcard", "application/pgp-encrypted", "text/x-amp-html",
             "message/delivery-status", "text/rfc822-headers", "application/ms-tnef")  # fmt: skip
    return kind in signs or (part.get_content_maintype() == "image" and inline)


def _inner(part: EmailMessage) -> bytes:
    """The bytes of an attached file or letter."""
    if part.get_content_type() == "message/rfc822" and part.is_multipart():  # what is no list would be decoded here
        try:
            payload = cast("list[EmailMessage]", part.get_payload())
            return payload[0].as_bytes(policy=policy.compat32, unixfrom=False)
        except (*_FAULTS, IndexError):
            return b""
    return _bytes(part)


def _ending(part: EmailMessage) -> str:
    return {"message/rfc822": "a.eml", "application/json": "a.json"}.get(part.get_content_type(), "")


def _bytes(part: EmailMessage) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AttributeError):
        payload = None
    return payload if isinstance(payload, bytes) else b""


def _body(parts: list[tuple[str, EmailMessage]]) -> tuple[str, str]:
    """The text of the letter and the path of its part: what is plain, or what is HTML where the plain is a stub."""
    plain = [(path, part) for path, part in parts if part.get_content_type() == "text/plain"]
    marked = [(path, part) for path, part in parts if part.get_content_type() == "text/html"]
    said = "\n\n".join(filter(str.strip, (_plain(part) for _, part in plain)))
    if marked:
        shown = "\n\n".join(filter(str.strip, (_from_html(_text(part)) for _, part in marked)))
        if _letters(said) < _STUB * _letters(shown):
            return marked[0][0], shown
    return (plain or marked or [("1", EmailMessage())])[0][0], said


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _text(part: EmailMessage) -> str:
    try:
        return encoding.decode(_bytes(part), str(part.get_content_charset() or "") or None)
    except Unreadable:
        return ""


def _plain(part: EmailMessage) -> str:
    """A plain part's text; where its lines were broken to be joined again (RFC 3676), they are joined."""
    text = canonical(_text(part))
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    lines: list[str] = []
    depth = -1
    for line in text.split("\n"):
        mark = re.match(r">*", line)
        now = mark.end() if mark else 0
        words = line[now:].removeprefix(" ")
        flows = bool(lines) and lines[-1].endswith(" ") and lines[-1].lstrip("> ") != "-- " and now == depth
        if flows and words != "-- ":
            lines[-1] += words
        else:
            lines.append(">" * now + (" " if now else "") + words)
        depth = now
    return "\n".join(lines)


def _from_html(markup: str) -> str:
    """The text of an HTML part, its block quotations marked with ">" as in a plain one."""
    try:
        tree = html.document_fromstring(
            without_data(markup).encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
    except (etree.LxmlError, ValueError):
        return ""
    body = tree.find("body")
    said = passage(tree if body is None else body, _hidden(tree))
    depths = _quotation_depths(tree)
    if not said.blocks:  # nested so deeply that the parser gave up: then its words are taken
        return re.sub(r"<[^<>]*>", "\n", markup)
    lines = []
    for block in said.blocks:
        depth = depths[block.quotation] if block.quotation is not None and block.quotation < len(depths) else 0
        mark = ">" * depth + " " if depth else ""
        lines += [mark + line for line in block.words.split("\n")] + [mark.rstrip()]
    return "\n".join(lines)


def _hidden(tree: Element) -> list[Element]:
    """What a letter shows nobody: the words for the list of letters that newsletters begin with, and their pixels."""
    hidden = re.compile(r"display:\s*none|mso-hide:\s*all|max-height:\s*0", re.IGNORECASE)
    return [e for e in tree.iter() if is_tag(e) and e.tag != "body" and hidden.search(e.get("style") or "")]


def _quotation_depths(tree: Element) -> list[int]:
    """How deep each block quotation lies in others, in their order."""
    depths: dict[Element, int] = {}
    for element in tree.iter():
        if is_tag(element) and is_quotation(element):
            around = next((a for a in element.iterancestors() if a in depths), None)
            depths[element] = 1 if around is None else depths[around] + 1
    return list(depths.values())


def _document(message: EmailMessage, body: str) -> Document:
    name, address = parseaddr(_header(message, "From") or _header(message, "Sender"))
    author = _header_text(name).strip(" \"'") or address or None
    published = dates.moment(_header(message, "Date"))
    text, posts = letter(body, author, published)
    link = re.search(r"<?(https?://[^\s<>]+)>?", _header(message, "Archived-At"))
    title = " ".join(_header_text(_header(message, "Subject")).split())
    return Document(
        "", text, canonical(title) or None, (author,) if author else (), _list_name(message), published,
        link[1] if link else None, posts, language=_header(message, "Content-Language").strip() or None,
    )  # fmt: skip


def _list_name(message: EmailMessage) -> str | None:
    """The name of the mailing list that a letter came through."""
    named_, address = parseaddr(_header(message, "List-Id"))
    return _header_text(named_) or address or None


def _header(message: EmailMessage, name: str) -> str:
    """A header as it stands, on one line; bytes that break the rules as the likeliest encoding has them."""
    value = message.get(name)
    if value is None:
        return ""
    raw = str(value).encode("ascii", "surrogateescape") if not hasattr(value, "_chunks") else str(value).encode()
    try:
        text = encoding.decode(raw[:_LONGEST])
    except Unreadable:
        return ""
    return re.sub(r"[\r\n]+[ \t]*", " ", text).strip()


def _header_text(value: str) -> str:
    """A header's words, decoded (RFC 2047)."""
    if "=?" not in value:
        return value
    try:
        return str(make_header(decode_header(value)))
    except (MessageError, ValueError, LookupError):
        return value


def _issues(message: EmailMessage, body: str) -> list[str]:
    """The letters of a mailing list's digest (RFC 1153), where the body is one."""
    if "digest" not in _header(message, "Subject").lower() or not _DIGEST.search(body):
        return []
    issues = _DIGEST.split(body)[1:]
    return [re.split(r"\n-{30,70}\n", issue)[0].strip("\n") + "\n" for issue in issues]
