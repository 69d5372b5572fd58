"""E-mails, mailboxes, and pages saved as MHTML."""

from __future__ import annotations

import io
from email.message import EmailMessage
from email.mime.text import MIMEText

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packing import ARTICLE, at, found, one, page, readings, reasons

from sayso.documents import mail
from sayso.documents.encoding import canonical
from sayso.documents.replies import letter
from sayso.model import Document, Reading

HEAD = (
    "Return-Path: <ada@quay.example>\nFrom: Ada Holm <ada@quay.example>\nTo: Bo Tarn <bo@quay.example>\n"
    "Date: Tue, 15 Mar 2022 09:30:00 +0100\nSubject: Re: The crane\nMessage-ID: <2@quay.example>\n"
)
THREAD = (
    "I was told otherwise.\n\nOn Mon, 14 Mar 2022 at 18:05, Bo Tarn <bo@quay.example> wrote:\n> The crane was safe.\n"
    ">\n> On 13 Mar 2022, Cleo Ware wrote:\n>> Who checked it?\n\nAda\n"
)


def mailed(body: str, head: str = HEAD) -> bytes:
    return f"{head}\n{body}".encode()


def posts(document: Document) -> list[tuple[str, str | None, str | None, str | None, str]]:
    return [
        (p.kind, p.author, p.published, p.reply_to, " ".join(document.text[p.span.start : p.span.end].split()))
        for p in document.posts
    ]


def test_a_letter_says_who_wrote_it_when_and_about_what() -> None:
    document = one(mailed("The crane fell.\n"), "wrong-ending.txt")
    assert (document.title, document.authors, document.text) == ("Re: The crane", ("Ada Holm",), "The crane fell.")
    assert document.published == "2022-03-15T09:30:00+01:00"
    assert at(document, "The crane fell.") == ("1", None)
    assert posts(document) == [("article", "Ada Holm", "2022-03-15T09:30:00+01:00", None, "The crane fell.")]


def test_quoted_messages_are_posts_that_are_answered() -> None:
    document = one(mailed(THREAD))
    kinds = [(kind, author, when, answers) for kind, author, when, answers, _ in posts(document)]
    assert kinds == [
        ("article", "Ada Holm", "2022-03-15T09:30:00+01:00", "p1"),
        ("quotation", "Bo Tarn", "2022-03-14T18:05", "p2"),
        ("quotation", "Cleo Ware", "2022-03-13", None),
    ]
    words = [text for *_, text in posts(document)]
    assert words[1].startswith("The crane was safe.")
    assert words[1].endswith("Who checked it?")
    assert words[2] == "Who checked it?"
    assert document.text == "I was told otherwise.\n\nThe crane was safe.\n\nWho checked it?\n\nAda"


QUOTED = [
    (
        "the head that Outlook sets above what it quotes, twice",
        (
            "No.\n\n-----Original Message-----\nFrom: Bo Tarn <bo@quay.example>\nSent: Monday, March 14, 2022 6:05 PM\n"
            "To: Ada Holm\nSubject: The crane\n\nWas it safe?\n\n________________________________\nFrom: Cleo Ware\n"
            "Sent: Sunday, March 13, 2022 8:00 AM\nTo: Bo Tarn\nSubject: Crane\n\nIt fell.\n"
        ),
        [("Ada", "p1"), ("Bo Tarn", "p2"), ("Cleo Ware", None)],
    ),
    (
        "what is forwarded is not answered",
        (
            "See below.\n\n---------- Forwarded message ---------\nFrom: Cleo Ware <c@quay.example>\n"
            "Date: Sun, 13 Mar 2022 at 08:00\nSubject: Crane\nTo: Bo Tarn\n\nIt fell.\n"
        ),
        [("Ada", None), ("Cleo Ware", None)],
    ),
    (
        "answers between the pieces of one message: each piece is its author's",
        "On 14 Mar 2022, Bo Tarn wrote:\n> Was it safe?\nNo.\n> Who says so?\nI do.\n",
        [("Ada", "p1"), ("Bo Tarn", None), ("Bo Tarn", None)],
    ),
    (
        "a lead that is a sentence of the author's own",
        "Bo Tarn said:\n> It was safe.\n",
        [("Ada", "p1"), ("Bo Tarn", None)],
    ),
    ("a quotation that nothing credits", "> Was it safe?\nNo.\n", [("Ada", "p1"), (None, None)]),
    ("a memo's own lines are no head of a message", "From: the quay\nto the shed it is a mile.\n", [("Ada", None)]),
    (
        "a lead broken over two lines",
        "On Mon, 14 Mar 2022 at 18:05, Bo Tarn <bo.tarn@the-old-quay.example>\nwrote:\n\n> Was it safe?\n",
        [("Ada", "p1"), ("Bo Tarn", None)],
    ),
]


@pytest.mark.parametrize(("why", "body", "who"), QUOTED, ids=[row[0] for row in QUOTED])
def test_whose_a_quoted_message_is(why: str, body: str, who: list[tuple[str | None, str | None]]) -> None:
    _, told = letter(body, "Ada", None)
    assert [(p.author, p.reply_to) for p in told] == who, why


@settings(deadline=None)
@given(st.text(st.sampled_from("> \na-From: Sent: wrote:On 4 May 2016,_"), max_size=300))
def test_any_letter_s_words_are_its_own_and_its_posts_lie_in_each_other(body: str) -> None:
    text, told = letter(body, None, None)
    words = iter(canonical(body).replace(">", " ").split())
    assert all(word in words for word in text.replace(">", " ").split()), "in their order"
    ids = {p.id for p in told}
    for number, post in enumerate(told):
        assert 0 <= post.span.start <= post.span.end <= len(text)
        assert post.reply_to is None or post.reply_to in ids
        for other in told[:number]:
            apart = post.span.start >= other.span.end
            inside = other.span.start <= post.span.start and post.span.end <= other.span.end
            assert apart or inside


def test_a_letter_in_html_alone_is_read_with_its_quotations() -> None:
    message = MIMEText(
        "<html><body><p style='display:none'>Preview.</p><p>I was told <b>otherwise</b>.</p><div>On Mon, 14 Mar 2022, "
        "Bo Tarn wrote:</div><blockquote>The crane was safe.<blockquote>Who checked it?</blockquote></blockquote>"
        "<img src='cid:pixel'></body></html>",
        "html",
    )
    message["From"], message["Subject"] = "Ada Holm <ada@quay.example>", "=?utf-8?q?The_cr=C3=A4ne?="
    document = one(message.as_bytes())
    assert document.title == "The cräne"
    assert [(author, text) for _, author, _, _, text in posts(document)[1:]] == [
        ("Bo Tarn", "The crane was safe. Who checked it?"), (None, "Who checked it?"),
    ]  # fmt: skip
    assert document.text.startswith("I was told otherwise.")


def test_the_plain_part_is_read_unless_it_only_names_the_other() -> None:
    message = EmailMessage()
    message["From"], message["Date"] = "ada@quay.example", "Tue, 15 Mar 2022 09:30:00 +0000"
    message.set_content("The crane fell at noon.")
    message.add_alternative("<p>The crane <i>fell</i> at noon.</p>", subtype="html")
    assert one(bytes(message)).text == "The crane fell at noon."
    message = EmailMessage()
    message["From"], message["MIME-Version"] = "ada@quay.example", "1.0"
    message.set_content("Use HTML.")
    message.add_alternative("<p>The crane fell at noon, and nobody had checked it since May.</p>", subtype="html")
    assert one(bytes(message)).text.startswith("The crane fell")


def attached() -> EmailMessage:
    inner = EmailMessage()
    inner["From"], inner["Date"] = "Bo Tarn <bo@quay.example>", "Mon, 14 Mar 2022 18:05:00 +0100"
    inner.set_content("The crane was safe.")
    message = EmailMessage()
    message["From"], message["Subject"] = "Ada Holm <ada@quay.example>", "Papers"
    message.set_content("See the papers.")
    message.add_attachment("The inspector was not told.", filename="notes.txt")
    message.add_attachment(inner)
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="crane.png")
    return message


def test_what_is_attached_is_a_document_of_its_own() -> None:
    told = found(bytes(attached()), "a.eml")
    read = [one for one in told if isinstance(one, Reading)]
    assert [(r.part, r.document.text.strip(), r.document.locators[0].part) for r in read] == [
        (0, "See the papers.", "1"), (1, "The inspector was not told.", "2"), (2, "The crane was safe.", "3/1"),
    ]  # fmt: skip
    assert read[1].original.strip() == b"The inspector was not told."
    assert read[2].document.authors == ("Bo Tarn",)
    (refused,) = (one for one in told if not isinstance(one, Reading))
    assert refused.reason.startswith("crane.png: is a ")  # picture, or a damaged one where text is recognised


def test_a_mailbox_gives_its_letters_one_by_one_and_a_broken_one_costs_itself() -> None:
    box = (
        b"From ada@quay.example Tue Mar 15 09:30:00 2022\n" + mailed("One.\n>From here on it is quiet.\n")
        + b"\nFrom bo@quay.example Tue Mar 15 09:31:00 2022\nSubject: empty\nMessage-ID: <1@x>\n\n"
        + b"\nFrom - Tue Mar 15 09:32:00 2022\n" + mailed("Three.\nFrom now on.\n")
    )  # fmt: skip
    told = found(box, "box")
    read = [one for one in told if isinstance(one, Reading)]
    assert [(r.part, r.document.text) for r in read] == [
        (0, "One.\nFrom here on it is quiet."),
        (1, "Three.\nFrom now on."),
    ]
    assert read[1].original.startswith(b"Return-Path:")
    assert [x.part for r in read for x in r.document.locators] == ["1/1", "3/1"]
    assert reasons(box) == ["message 2: is an e-mail without text"]


def test_a_mailbox_is_read_as_it_comes() -> None:
    class Endless(io.RawIOBase):
        """A mailbox without an end: what asked for all of it would never return."""

        count = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            self.count += 1
            data = b"From a@b.example Tue Mar 15 09:30:00 2022\n" + mailed(f"Letter {self.count}.\n") + b"\n"
            buffer[: len(data)] = data
            return len(data)

    box = Endless()
    messages = mail._messages(io.BufferedReader(box, 1000))
    assert [next(messages).split()[-1] for _ in range(5)] == [b"1.", b"2.", b"3.", b"4.", b"5."]
    assert box.count < 10


def test_a_list_s_digest_is_its_letters() -> None:
    line = "-" * 30
    body = (
        f"Today's topics:\n  1. Crane\n\n{'-' * 70}\n\n"
        f"Date: Mon, 14 Mar 2022 18:05:00 +0100\nFrom: Bo Tarn <b@q.example>\nSubject: Crane\n\nSafe.\n\n{line}\n\n"
        f"Date: Tue, 15 Mar 2022 09:30:00 +0100\nFrom: Ada Holm <ada@q.example>\nSubject: Re: Crane\n\nIt was not.\n\n"
        f"{line}\n\nEnd of Quay Digest, Vol 2, Issue 1\n"
    )
    head = "From: quay-request@q.example\nSubject: Quay Digest, Vol 2, Issue 1\nMIME-Version: 1.0\n"
    read = readings(mailed(body, head))
    assert [(r.document.authors, r.document.text) for r in read] == [
        (("Bo Tarn",), "Safe."), (("Ada Holm",), "It was not."),
    ]  # fmt: skip


def test_a_digest_of_parts_is_its_letters() -> None:
    parts = "".join(
        f"--b\n\nFrom: {name} <x@q.example>\nSubject: Crane\n\n{name} says so.\n" for name in ("Ada Holm", "Bo Tarn")
    )
    head = 'From: list@q.example\nMIME-Version: 1.0\nContent-Type: multipart/digest; boundary="b"\n'
    assert [r.document.authors for r in readings(mailed(parts + "--b--\n", head))] == [("Ada Holm",), ("Bo Tarn",)]


CHARSETS = [
    ("a header that says so", "iso-2022-jp", "橋は閉鎖された。"),
    ("a header that says so", "koi8-r", "Мост закрыт, сказал мэр."),
    ("Western", "windows-1252", "“Naïve,” she said."),
]


@pytest.mark.parametrize(("why", "charset", "text"), CHARSETS)
def test_a_part_is_decoded_as_its_header_says(why: str, charset: str, text: str) -> None:
    head = f"From: a@q.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n\n"
    assert one(head.encode() + text.encode(charset)).text == text, why


def test_lines_that_flow_are_joined() -> None:
    head = "From: a@q.example\nMIME-Version: 1.0\nContent-Type: text/plain; format=flowed\n"
    assert one(mailed("The crane fell \nat noon.\nShe left.\n", head)).text == "The crane fell at noon.\nShe left."


MIXED = 'Content-Type: multipart/mixed; boundary="{0}"\n\n--{0}\n'
ODD_ATTACHMENT = (
    'Content-Type: multipart/mixed; boundary="b"\n\n--b\n\nwords\n--b\nContent-Type: text/x; charset="a\0b"\n'
    "Content-Disposition: attachment; filename=a.txt\n\n\xe9\n--b--\n"
)
HOSTILE = [
    ("parts in parts by thousands", "".join(map(MIXED.format, range(3000)))),
    ("a boundary that never comes", 'Content-Type: multipart/mixed; boundary="x"\n\nwords'),
    ("an encoding that nobody knows", "Content-Type: text/plain; charset=x-\0-none\n\nwords \xe9"),
    ("base64 that is none", "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!!"),
    ("a date out of all bounds", "Date: Tue, 99 Mar 99999 99:99:99 +9999\n\nwords"),
    ("an attachment in an encoding that nobody knows", ODD_ATTACHMENT),
    ("a subject that can't be decoded", "Subject: =?x-none?b?////?=\n\nwords"),
    ("an address that is none", "From: =?utf-8?b?/w==?= <<<@@>>\n\nwords"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "mail_"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_hostile_letters_are_read_or_refused(what: str, mail_: str) -> None:
    told = found(f"MIME-Version: 1.0\nMessage-ID: <1@x>\n{mail_}".encode("latin-1"), "a.eml")
    assert told, what


MHTML = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://news.example/quarry\r\nSubject: Quarry\r\n"
    "Date: Tue, 15 Mar 2022 09:30:00 -0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="----x"\r\n\r\n'
    "------x\r\nContent-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: {}\r\n"
    "Content-Location: https://news.example/quarry\r\n\r\n{}\r\n"
    "------x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------x--\r\n"
)


def test_a_page_saved_as_mhtml_is_a_page_dated_by_itself_alone() -> None:
    document = one(MHTML.format("8bit", page()).encode("cp1252"), "a.mht")
    assert "“Nobody asked us,” he told" in document.text
    assert (document.url, document.published) == ("https://news.example/quarry", None)
    dated = page(head='<meta property="article:published_time" content="2022-03-14T06:00:00Z">')
    assert one(MHTML.format("8bit", dated).encode("cp1252"), "a.mht").published == "2022-03-14T06:00:00Z"
    assert reasons(MHTML.replace("text/html;", "text/css;").format("8bit", ARTICLE).encode("cp1252"))
