"""Web pages: the article with its lists and tables, without what surrounds it.

resiliparse writes the text. It was taken for trafilatura, which is three times as large with what it brings along and
reads words that a page marks as deleted. On sixteen pages in the style of news sites, ministries, the United Nations,
wikis and live pages trafilatura kept 71 of 74 passages ("accepts rejects" where a correction stood), this module 74; of
70 pieces of what surrounds articles trafilatura kept 7, this module 3. resiliparse's own search for the article drops
short lists; so it only points the way: the part of the page that holds what it found is kept as a whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any

from comity.reading.english.dates import date_in
from comity.reading.intake.encodings import decoded
from comity.reading.intake.source import Document, Remark, Unreadable, sample

if TYPE_CHECKING:
    from resiliparse.parse.html import ElementNode, HTMLTree

NAME = "web page"
SUFFIXES = (".html", ".htm", ".xhtml")

LARGEST_PAGE = 10_000_000
"""So many bytes a page has at most, pictures aside."""
DEEPEST = 500
"""So many elements stand around another one at most: searches take time with the square of it."""

# What stands beside an article on every page of its site.
_FURNITURE = (
    "nav, aside, footer, button, script, style, noscript, template, dialog, svg, "
    "[role=navigation], [role=complementary], [role=banner], [role=contentinfo], [role=search], [role=dialog], "
    "#comments, .comments, .mw-editsection, .skip-link"
)
_DELETED = 'del, s, strike, [style*="line-through"]'
_HIDING = (("display", "none"), ("visibility", "hidden"))
_HIDDEN = ", ".join(
    ("[hidden]", *(f'[style*="{name}:{blank}{value}"]' for name, value in _HIDING for blank in ("", " ")))
)
_ARTICLES = "article, main, [role=main], [itemprop=articleBody]"
_BLOCKS = "p, li, dd, blockquote, td"
_DECLARED = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.:-]+)""", re.I
)
_INLINED = re.compile(rb"data:[\w/+.;=-]{1,100};base64,[A-Za-z0-9+/=%\s]*")
_NOTED = re.compile(r"""[^\W\d_]$|[.,;:!?”"’')»]$""")
_UNIT = re.compile(r"(?:\b|\d)(?:[kcm]?m|ft|in|s|x|CO|R)$")
_HELD = "data-comity-held"
_DATE = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})")
_DATE_NAMES = (
    "article:published_time", "datepublished", "citation_publication_date", "citation_date", "citation_online_date",
    "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date", "date",
)  # fmt: skip
_TITLE_NAMES = ("og:title", "citation_title", "dcterms.title", "dc.title", "twitter:title")
_PUBLISHER_NAMES = (
    "og:site_name", "citation_publisher", "citation_journal_title", "dcterms.publisher", "dc.publisher",
    "application-name",
)  # fmt: skip


def read(data: bytes) -> Document:
    """The article of a page. Raises Unreadable where there is none."""
    if len(data) > LARGEST_PAGE:
        data = _INLINED.sub(b"", data)  # pages saved as one file hold their pictures
    if len(data) > LARGEST_PAGE:
        what = f"the page is too large ({len(data) / 1e6:,.0f} MB); at most {LARGEST_PAGE // 1_000_000} MB are read"
        raise Unreadable(what, "copy the article into a .txt file")
    declared = _DECLARED.search(data[:4096])
    name = (declared[1] or declared[2]).decode("ascii", "replace") if declared else None
    text, remarks = decoded(data, name)
    document = read_page(text)
    return replace(document, remarks=(*remarks, *document.remarks))


def read_page(page: str) -> Document:
    """The article of a page whose letters are known. Raises Unreadable where there is none."""
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse(page)
    body = tree.body
    if body is None:
        raise _nothing()
    if _depth(body) > DEEPEST:
        raise Unreadable("the page nests its elements as no page does", "copy the article into a .txt file")
    title, day, publisher = _meta(tree)
    remarks = _cleaned(tree, body)
    article, guessed = _article(tree, body)
    text = _text(article)
    if not text:
        raise _nothing()
    if guessed:
        remarks += _left(body, text)
    return Document(text, title, day or _dated(article), publisher, remarks=tuple(remarks))


def _depth(body: ElementNode) -> int:
    """How deep the elements of a page are nested."""
    from resiliparse.parse.html import traverse_dom

    deepest = 0

    def enter(context: Any) -> None:
        nonlocal deepest
        deepest = max(deepest, context.depth)

    traverse_dom(body, enter)
    return deepest


def _nothing() -> Unreadable:
    return Unreadable("no article text was found in this page", "copy the article into a .txt file")


def _cleaned(tree: HTMLTree, body: ElementNode) -> list[Remark]:
    """Take out what a reader of the page does not see, or sees struck out, and say so."""
    remarks = []
    hidden = _taken_out(body, [_HIDDEN, *islice(_hiding_rules(tree), 200)], most=0.5)
    for element in _elements(body, _FURNITURE):
        if not _elements(element, _ARTICLES) and not _belongs(element):
            element.remove()
    for element in _elements(body, "[aria-hidden=true]"):
        if not _elements(element, _BLOCKS) and len(element.text or "") < 100:
            element.remove()
    deleted = _taken_out(body, [_DELETED], most=1.0)
    if deleted:
        remarks.append(Remark(f"words marked as deleted are left out: {sample(deleted)}", "compare the page"))
    hidden = [piece for piece in hidden if len(piece.split()) > 3]
    if hidden:
        remarks.append(Remark(f"text that the page does not show is left out: {sample(hidden)}", "compare the page"))
    for element in _elements(body, "form"):
        # Old servers put the whole page into a form; what only asks for an address or a search is short.
        if len(element.text or "") < 200 and not _elements(element, _ARTICLES):
            element.remove()
    for element in _elements(body, "sup"):
        if _is_note_mark(element):
            element.remove()
    for element in _elements(body, "figcaption, summary"):
        # resiliparse drops figures with their captions, and writes summaries and what they sum up in one word.
        caption = tree.create_element("p")
        if caption is None:
            continue
        caption.text = element.text or ""
        figure = element.closest("figure") if element.tag == "figcaption" else None
        if figure is not None:
            figure.after(caption)
        else:
            element.replace_with(caption)
    return remarks


def _is_note_mark(raised: ElementNode) -> bool:
    """Is this the mark of a note, which is no part of the word before it? A power (km², 10⁶) is part of it."""
    mark = (raised.text or "").strip()
    if not re.fullmatch(r"\[?(\d{1,3}|[a-z*†‡])\]?", mark):
        return False
    if _elements(raised, "a") or raised.closest("a") is not None:
        return True
    before = (raised.prev.text or "") if raised.prev is not None else ""
    return not mark.strip("[]").isalpha() and bool(_NOTED.search(before)) and not _UNIT.search(before)


def _belongs(element: ElementNode) -> bool:
    """Is this aside or footer part of what is reported: whom a quotation is from, a box of prose in the article?"""
    if element.tag not in ("aside", "footer"):
        return False
    if element.closest("blockquote") is not None:
        return True
    linked = sum(len(link.text or "") for link in _elements(element, "a"))
    return element.closest(_ARTICLES) is not None and len((element.text or "").strip()) - linked >= 120


def _taken_out(body: ElementNode, selectors: Iterable[str], most: float) -> list[str]:
    """Take out what these selectors choose, unless it holds more than a share of the text; what it said."""
    elements = [element for selector in selectors for element in _elements(body, selector)]
    texts = [(element.text or "").strip() for element in elements]
    if sum(map(len, texts)) > most * len(body.text or ""):
        return []
    for element in elements:
        element.remove()
    return [text for text in texts if text]


def _hiding_rules(tree: HTMLTree) -> Iterator[str]:
    """The selectors that the page's own style sheet hides on a screen."""
    head = tree.document
    for style in _elements(head, "style") if head is not None else ():
        sheet = re.sub(r"/\*.*?\*/", "", style.text or "", flags=re.DOTALL)[:200_000]
        sheet = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)
        for selectors, rules in re.findall(r"([^{}@]+)\{([^{}]*)\}", sheet):
            if re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", rules):
                yield selectors.strip()


def _elements(within: Any, selector: str) -> list[ElementNode]:
    """The elements that a selector chooses, outermost first; none for a selector that cannot be understood."""
    try:
        # `values` takes the elements at once; to go through the list itself takes time with its square.
        found: list[ElementNode] = within.query_selector_all(selector).values()
        return found
    except Exception:  # a style sheet may hold any selector, and the parser's error has no public type
        return []


def _article(tree: HTMLTree, body: ElementNode) -> tuple[ElementNode | str, bool]:
    """The part of the page that is the article, and whether it had to be guessed."""
    from resiliparse.extract.html2text import extract_plain_text

    found = extract_plain_text(tree, main_content=True, alt_texts=False, list_bullets=False)
    length = len(found)
    marked = _elements(body, _ARTICLES)
    if marked:
        # The one that holds most; of two that hold the same, the inner one. Teasers of other articles hold little, the
        # pieces of a live page are held together by what surrounds them.
        whole = max(len(element.text or "") for element in marked)
        article = [element for element in marked if len(element.text or "") >= 0.8 * whole][-1]
        if len(article.text or "") >= 0.5 * length:
            return article, False
    around = _around(body, found)
    if around is not None:
        return around, True
    return (found, True) if found.strip() else (body, True)


def _around(body: ElementNode, found: str) -> ElementNode | None:
    """The smallest part of the page that holds most of the text found; None where the text is scattered."""
    known = {" ".join(line.split()) for line in found.split("\n")}
    total = 0
    for element in _elements(body, "p"):
        words = " ".join((element.text or "").split())
        if words not in known:
            continue
        total += len(words)
        holder = element.parent_element
        while holder is not None:
            holder.setattr(_HELD, str(int(holder.getattr(_HELD) or 0) + len(words)))
            holder = holder.parent_element
    if total == 0 or total < 0.3 * len(found):
        return None
    part = body
    while (
        inner := next((c for c in part.children.values() if int(c.getattr(_HELD) or 0) >= 0.9 * total), None)
    ) is not None:
        part = inner
    while part.tag != "body" and (parent := part.parent_element) is not None and parent.tag != "body":
        # Its heading and date often stand just outside.
        if len(parent.text or "") > 1.3 * len(part.text or ""):
            break
        part = parent
    return None if part.tag == "body" else part


def _text(article: ElementNode | str) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    if isinstance(article, str):
        return article.strip()
    whole = f"<html><body>{article.outer_html}</body></html>"
    text = extract_plain_text(whole, main_content=False, alt_texts=False, list_bullets=True)
    text = re.sub(r"^[ \t]+", "", text, flags=re.MULTILINE).replace("• ", "- ")
    return re.sub(r"[ ]?\t+[ ]?", " | ", text).strip()


def _left(body: ElementNode, text: str) -> list[Remark]:
    """What of a page without a marked article was not taken for part of it."""
    kept = " ".join(text.split())
    lines = {" ".join(line.split()) for line in text.split("\n")}
    pieces: list[str] = []
    for element in _elements(body, "p, li, dd, blockquote"):
        words = " ".join((element.text or "").split())
        if len(words) < 80 or words in lines or any(words in piece or piece in words for piece in pieces):
            continue
        if words not in kept:
            pieces.append(words)
        if len(pieces) == 20:
            break
    if not pieces:
        return []
    what = f"the page does not say where its article stands; left out was {sample(pieces)}"
    return [Remark(what, "if that belongs to it, copy the article into a .txt file")]


def _meta(tree: HTMLTree) -> tuple[str | None, str | None, str | None]:
    """Title, date and publisher, as the page's head states them."""
    stated: dict[str, str] = {}
    for element in _elements(tree.document, "meta[content]"):
        for attribute in ("property", "name", "itemprop"):
            name = (element.getattr(attribute) or "").casefold()
            if name and (content := (element.getattr("content") or "").strip()):
                stated.setdefault(name, content)
    linked = [entry for script in _elements(tree.document, "script") for entry in _linked(script)]
    headline = next((v for e in linked if (v := _named(e.get("headline")))), None)
    title = _first(stated, _TITLE_NAMES) or headline
    publisher = _first(stated, _PUBLISHER_NAMES) or next((v for e in linked if (v := _named(e.get("publisher")))), None)
    if title is None:
        headings = [" ".join((h.text or "").split()) for h in _elements(tree.document, "h1")]
        title = headings[0] if len(headings) == 1 and headings[0] else " ".join((tree.title or "").split()) or None
    if title and publisher and len(title) > len(publisher) + 3:
        title = re.sub(rf"\s+[|–—·-]\s+{re.escape(publisher)}$", "", title)
    days = [stated[name] for name in _DATE_NAMES if name in stated]
    days += [str(entry[key]) for entry in linked for key in ("datePublished", "dateCreated") if entry.get(key)]
    addresses = [
        stated.get("og:url", ""),
        *((a.getattr("href") or "") for a in _elements(tree.document, "link[rel=canonical]")),
    ]
    day = next((d for text in days if (d := _day(text))), None)
    day = day or next(
        (d for a in addresses if (m := re.search(r"/(\d{4}/\d{2}/\d{2})/", a)) and (d := _day(m[1]))), None
    )
    return title, day, publisher


def _first(stated: dict[str, str], names: Iterable[str]) -> str | None:
    return next((" ".join(stated[name].split()) for name in names if name in stated), None)


def _linked(script: ElementNode) -> Iterator[dict[str, Any]]:
    """The entries of a script with linked data (schema.org)."""
    if (script.getattr("type") or "").casefold() != "application/ld+json":
        return
    try:
        entries = json.loads(script.text or "")
    except (ValueError, RecursionError):
        return
    for entry in entries if isinstance(entries, list) else [entries]:
        if isinstance(entry, dict):
            graph = entry.get("@graph")
            yield from (e for e in (graph if isinstance(graph, list) else [entry]) if isinstance(e, dict))


def _named(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _day(text: str) -> str | None:
    for match in _DATE.finditer(text):
        try:
            return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
        except ValueError:
            continue
    return date_in(text)


def _dated(article: ElementNode | str) -> str | None:
    """The date of the first element of the article that is marked as one."""
    if isinstance(article, str):
        return None
    times = (element.getattr("datetime") or "" for element in _elements(article, "time[datetime]"))
    return next((day for text in times if (day := _day(text))), None)
