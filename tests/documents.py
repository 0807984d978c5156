"""Small Word and OpenDocument files for tests: the XML of their bodies in the parts that it needs."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_O = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A Word document with this body; `footnotes="..."` and the like are other parts of it, by their names."""
    document = f"<w:document {W} {_MORE}><w:body>{body}<w:sectPr/></w:body></w:document>"
    made: dict[str, str | bytes] = {"word/document.xml": document}
    for name, content in parts.items():
        made[f"word/{name}.xml"] = f"<w:{name} {W}>{content}</w:{name}>"
    return zipped(made)


def p(*runs: str, properties: str = "") -> str:
    """A paragraph of Word: of runs, or of words that are made one."""
    inner = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def r(words: str, properties: str = "") -> str:
    """A run of Word."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def cell(*content: str, span: str = "") -> str:
    """A cell of a table of Word."""
    inner = "".join(c if c.startswith("<") else p(c) for c in content)
    return f"<w:tc><w:tcPr>{span}</w:tcPr>{inner}</w:tc>"


def table(*rows: list[str]) -> str:
    """A table of Word, of rows of cells."""
    made = "".join(f"<w:tr>{''.join(c if c.startswith('<') else cell(c) for c in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/>{made}</w:tbl>"


def opendocument(body: str, styles: str = "", **parts: str) -> bytes:
    """An OpenDocument text with this body and automatic styles; `manifest="..."` is another part."""
    spaces = " ".join(f'xmlns:{n}="{_O}:{n}:1.0"' for n in ("office", "text", "table", "style", "draw"))
    spaces += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    made: dict[str, str | bytes] = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    if "manifest" in parts:
        made["META-INF/manifest.xml"] = parts["manifest"]
    return zipped(made)
