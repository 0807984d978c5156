"""The interview held in a terminal, or with answers from a pipe: one question at a time, every answer saved at once."""

from __future__ import annotations

import contextlib
import shlex
import shutil
import sys
from pathlib import Path

import click

from comity.case.check import Checked
from comity.case.files import is_stream, read_text, save
from comity.case.interview.closing import Closing, closing
from comity.case.interview.interview import Interview
from comity.case.interview.prompt import Prompt
from comity.case.text import Document
from comity.case.wording import counted, listed
from comity.cli.commands import say
from comity.problem import Place, Problem, Problems

HELP, BACK = "?", "<"
MOST_REMARKS = 3
_WIDEST = 100


class Dialogue:
    """An interview about the case in one file.

    Raises Problems where the file holds something else than a case, and where somebody else changes it meanwhile.
    """

    def __init__(self, path: Path) -> None:
        if is_stream(path):
            raise Problems([Problem(Place(str(path)), "every answer is saved here, so it must be a file", "name one")])
        self.path = path
        self.saved = read_text(path) if path.exists() else None
        self.interview = (
            Interview.begun(str(path)) if self.saved is None else Interview.resumed(Document(self.saved, str(path)))
        )
        self._heading = ""

    def hold(self) -> bool:
        """Ask until everything is answered or passed, or the answers end; whether there is a case in the end."""
        name = shlex.quote(str(self.path))
        if self.saved is not None:
            say(f"{self.path} is there already: this goes on with what is open in it.")
        self._say(
            f"Type an answer and press Enter. {HELP} explains a question, {BACK} goes back, Enter alone passes one "
            f"over. Every answer is saved in {self.path} at once; Ctrl-C stops, and `comity new {name}` goes on."
        )
        try:
            while (prompt := self.interview.prompt) is not None:
                self._show(prompt)
                given = _line()
                if given is None:
                    say("\nThe answers end here.")
                    break
                self._take(prompt, given.strip())
        except KeyboardInterrupt:
            say(f"\nEvery answer so far is in {self.path}; `comity new {name}` goes on.")
            raise
        return self._close()

    def _show(self, prompt: Prompt) -> None:
        if prompt.heading != self._heading:
            self._heading = prompt.heading
            say(f"\n{prompt.heading}\n{'─' * len(prompt.heading)}")
        self._say(prompt.asks)
        for number, choice in enumerate(prompt.choices, 1):
            say(f"  {number:>2}  {choice.words}")

    def _take(self, prompt: Prompt, given: str) -> None:
        """What follows from one line: help, the question before, or an answer, which is saved."""
        if given == HELP:
            self._say(prompt.helps)
            if prompt.passing:
                self._say(f"Enter alone: {prompt.passing}.")
            return
        try:
            if given == BACK:
                self._go_back()
            else:
                self.interview = self.interview.answered(given) if given else self.interview.passed_over()
        except Problems as found:
            for problem in found.problems:
                self._say(_sentence(f"Not understood: {problem.said}"))
            return
        self._save()
        if given != BACK:
            self._say(f"  Noted: {self.interview.noted}")

    def _go_back(self) -> None:
        before = self.interview.before
        if before is None:
            what = "there is no question before this one in this sitting"
            raise Problems([Problem(Place("your answer"), what, f"change it in {self.path} itself")])
        self.interview = before

    def _save(self) -> None:
        text = self.interview.document.text
        if text == self.saved:
            return
        if (read_text(self.path) if self.path.exists() else None) != self.saved:
            fix = "nothing of it is overwritten; run this again, which goes on from what stands there now"
            raise Problems([Problem(Place(str(self.path)), "this file was changed by somebody else meanwhile", fix)])
        save(self.path, text)
        self.saved = text

    def _close(self) -> bool:
        """Say how the case stands and what to ask next; whether it is one."""
        say("")
        if not self.interview.is_case:
            self._say(
                "There is no case yet: it takes a title, two parties, and two options for every issue. "
                f"`comity new {shlex.quote(str(self.path))}` goes on."
            )
            return False
        stands = closing(self.interview.document)
        for words in closing_words(stands, self.path):
            say(words)
        return stands.checked.case is not None

    def _say(self, words: str) -> None:
        width = min(_WIDEST, shutil.get_terminal_size().columns) if sys.stdout.isatty() else _WIDEST
        say(click.wrap_text(words, width, preserve_paragraphs=True))


def closing_words(stands: Closing, path: Path) -> list[str]:
    """How a case stands after an interview, and what to ask next, line by line."""
    name = shlex.quote(str(path))
    lines = [_standing(stands.checked, path)]
    if stands.drafts:
        lacking = [f"{party}: {listed(what)}" for party, what in stands.drafts.items()]
        lines += [f"Still open, so that nothing can be counted yet: {'; '.join(lacking)}.", "", "Ask next:"]
        lines += [
            f"  comity new {name}                          asks again for what is open",
            f"  comity ask agreement {name} --with-drafts  what red lines alone leave, as a first look",
        ]
    elif stands.counts:
        lines += ["", "Ask next:"]
        lines += [
            f"  comity ask agreement {name}                    which agreements are possible, and why",
            f"  comity ask doubt {name}                        which judgements that hangs on",
            f"  comity paper one-page {name} -o one-page.html  the answer on one sheet, to hand on",
            f"  comity brief {name} -o brief.html              all answers, as a page to read and print",
        ]
    lines += [
        "",
        "What the file can say besides, in an editor: which options do not fit together (conditions), red lines with",
        "a way out (unless), who must take part in what (needs), and the sentence of a report behind each number.",
    ]
    return lines


def _standing(checked: Checked, path: Path) -> str:
    """Whether a case is fit for use, with what is wrong or odd about it."""
    case = checked.case
    told = [str(problem) for problem in checked.errors] or [
        f"  {problem.what}; {problem.fix}" for problem in checked.warnings[:MOST_REMARKS]
    ]
    more = len(checked.warnings) - MOST_REMARKS
    if case is None:
        return "\n".join([*told, f"{path} is not fit for use yet: correct this in an editor."])
    sizes = [
        counted(len(case.parties), "party", "parties"),
        counted(len(case.issues), "issue", "issues"),
        counted(len(case.red_lines), "red line", "red lines"),
    ]
    head = f"{path} is fit for use: {listed(sizes)}."
    if told:
        told.insert(0, "To look at:")
    if more > 0:
        told.append(f"  and {counted(more, 'more remark', 'more remarks')}: `comity check {shlex.quote(str(path))}`")
    return "\n".join([head, *told])


def _sentence(words: str) -> str:
    """Words with the stop that ends them; a range such as 50..70 in them stays what it is."""
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _line() -> str | None:
    """The next line that somebody types, or that a pipe holds, which is then shown; None where there is none."""
    if sys.stdin.isatty():
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401  # arrows and corrections while typing
        try:
            return input("> ")
        except EOFError:
            return None
    try:
        given = sys.stdin.readline()
    except UnicodeDecodeError:
        raise Problems([Problem(Place("the answers"), "this is no UTF-8 text", "save them again as UTF-8")]) from None
    if not given:
        return None
    say(f"> {given.rstrip()}".rstrip())
    return given
