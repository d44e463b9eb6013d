"""Paragraphs and rows of tables, in the order of a document, however they are nested."""

from documents.inspecting.words import Kept


class Blocks:
    """Takes what a document says, and keeps a text for each paragraph and each row, its cells parted by tabs.

    A table inside a cell is text of that cell.
    """

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._said: list[str] = []
        self._cells: list[str] = []
        self._rows = 0

    def say(self, text: str | None) -> None:
        """Words of the paragraph at hand."""
        if text:
            self._said.append(text)

    def end_paragraph(self) -> None:
        """The paragraph is over; in a cell its words stay apart from the next one's."""
        if self._rows:
            self._said.append(" ")
        else:
            self._keep("".join(self._said))
            self._said.clear()

    def begin_row(self) -> None:
        """A row begins."""
        self._rows += 1

    def end_cell(self) -> None:
        """A cell is over."""
        if self._rows == 1:
            self._cells.append(" ".join("".join(self._said).split()))
            self._said.clear()

    def end_row(self) -> None:
        """The row is over."""
        self._rows -= 1
        if not self._rows:
            if any(self._cells):
                self._keep("\t".join(self._cells))
            self._cells.clear()
            self._said.clear()

    def _keep(self, text: str) -> None:
        if text.strip() and self._kept.takes_more():
            self._kept.add(text)
