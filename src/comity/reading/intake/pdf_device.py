"""What pdfminer.six draws a page on: it keeps the letters and nothing else."""

from __future__ import annotations

from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer, LTPage
from pdfminer.pdfinterp import PDFResourceManager

from comity.reading.intake.source import Unreadable

MOST_DRAWINGS = 20_000


class Letters(PDFLayoutAnalyzer):
    """Keeps the letters of the last page, those within drawings too. Raises Unreadable beyond `most` letters in all."""

    def __init__(self, manager: PDFResourceManager, most: int) -> None:
        super().__init__(manager, laparams=None)
        self.letters: list[LTChar] = []
        self.height = 0.0
        self._left, self._drawings = most, MOST_DRAWINGS

    def paint_path(self, *_: Any) -> None:
        """Lines and areas say nothing, and there may be very many."""

    def render_image(self, name: str, stream: Any) -> None:
        """Pictures are not read."""

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        """A drawing may hold others, and these more, in a file that is made to have no end."""
        self._drawings -= 1
        if self._drawings < 0:
            raise Unreadable("the PDF holds too many drawings within drawings", "print it to a new PDF")
        super().begin_figure(name, bbox, matrix)

    def render_char(self, *args: Any, **named: Any) -> float:
        """A letter; text without end is refused."""
        self._left -= 1
        if self._left < 0:
            raise Unreadable("the PDF holds more letters than any report", "save the part that matters")
        return super().render_char(*args, **named)

    def handle_undefined_char(self, font: Any, cid: int) -> str:
        """A letter whose font does not say which it is."""
        return "\ufffd"

    def receive_layout(self, ltpage: LTPage) -> None:
        """The page is done."""
        self.height = ltpage.height
        self.letters = []
        self._collect(ltpage)

    def _collect(self, holder: LTContainer[Any]) -> None:
        for item in holder:
            if isinstance(item, LTChar):
                self.letters.append(item)
            elif isinstance(item, LTContainer):
                self._collect(item)
