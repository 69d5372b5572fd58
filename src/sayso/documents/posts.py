"""Passages into one text with posts: an article, the quotations set apart in it, and the comments after it."""

from __future__ import annotations

from sayso.documents.comments import Thread
from sayso.documents.encoding import canonical
from sayso.documents.passages import Passage
from sayso.model import Post, PostKind, Span


def composed(
    article: Passage | None, author: str | None, published: str | None, thread: Thread
) -> tuple[str, tuple[Post, ...]]:
    """The text of an article and the thread below it, a blank line between paragraphs, and its posts.

    A comment without words, deleted by its author or a moderator, keeps its place: its span is empty.
    """
    writer = _Writer()
    names: dict[str, str] = {}
    if article is not None and article.blocks:
        name = writer.add(article, "article", author, published)
        names = {thread.opening.key: name} if thread.opening else {}
    for comment in thread.comments:
        answers = names.get(comment.answers or "")
        names[comment.key] = writer.add(comment.passage, "comment", comment.author, comment.published, answers)
    return "".join(writer.pieces), tuple(writer.posts)


class _Writer:
    """A text and its posts as they are written."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.posts: list[Post] = []
        self._length = 0

    def add(
        self, passage: Passage, kind: PostKind, author: str | None, published: str | None, answers: str | None = None
    ) -> str:
        """Write a post and the quotations in it; gives the post's id."""
        name, place = f"p{len(self.posts)}", len(self.posts)
        spans: dict[int, Span] = {}
        first: int | None = None
        for block in passage.blocks:
            span = self._write(canonical(block.words))
            if span is None:
                continue
            first = span.start if first is None else first
            if block.quotation is not None:
                begun = spans.get(block.quotation, span)
                spans[block.quotation] = Span(begun.start, span.end)
        start = self._length if first is None else first
        self.posts.append(Post(name, kind, Span(start, self._length), author, published, answers))
        for number, span in sorted(spans.items(), key=lambda item: (item[1].start, -item[1].end)):
            said = passage.quotations[number]
            self.posts.append(Post(f"p{len(self.posts)}", "quotation", span, said.author, said.published))
        return self.posts[place].id

    def _write(self, words: str) -> Span | None:
        words = words.strip()
        if not words:
            return None
        if self._length:
            self.pieces.append("\n\n")
            self._length += 2
        start = self._length
        self.pieces.append(words)
        self._length += len(words)
        return Span(start, self._length)
