"""A case as it is handed on: the case file and the sources that it names, and nothing else that lies beside them."""

from __future__ import annotations

import os
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from comity.case.files import CASE_BYTES, SOURCE_BYTES, inside, is_same, is_stream, read_bytes, save_new
from comity.case.sources import source_files, source_texts
from comity.case.text import Document
from comity.problem import Place, Problem, Problems

ZIPPED = ".zip"
"""How the name of a packed case ends that is one file."""
_OTHERS = (".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".xz", ".yaml", ".yml")
_WHEN = (1980, 1, 1, 0, 0, 0)  # the same case gives the same bytes


@dataclass(frozen=True)
class Packed:
    """What was packed: the files that went in, by their names beside the case, and what lies there and did not."""

    files: tuple[str, ...]
    left_out: tuple[str, ...]


def pack(case: Path, output: Path) -> Packed:
    """Copy a case file and its sources, byte for byte, into a new folder or a new zip file.

    case: the file, which need not be right but for its `sources`; output: a name that ends in .zip, or a folder.
    Raises Problems where a source cannot be read or is named by a path of one machine, or where something else stands
    where it would be written.
    """
    contents = _contents(case)
    if output.suffix.lower() == ZIPPED or is_stream(output):
        save_new({output: _zipped(contents)})
    else:
        _check_folder(output, case, contents)
        save_new({output / name: data for name, data in contents.items()})
    return Packed(tuple(contents), _left_out(case, contents, output))


def _contents(case: Path) -> dict[str, bytes]:
    """The files by their names: the case first, then the sources in the order in which it names them."""
    data = read_bytes(case, CASE_BYTES)
    document = Document.recovered(case)
    files = source_files(document)
    _, problems = source_texts(files, document)
    folder = case.resolve().parent
    contents = {case.name: data}
    for source, file in files.items():
        place = document.place(("sources", source, "file"))
        if Path(file).is_absolute():
            what, fix = f"source '{source}' is named by a path of this machine", "write it as it lies beside the case"
            problems.append(Problem(place, what, fix))
        elif not problems:
            name = Path(os.path.normpath(file)).as_posix()
            contents[name] = read_bytes(inside(folder, file, place, f"the file of source '{source}'"), SOURCE_BYTES)
    if problems:
        raise Problems(problems)
    return contents


def _zipped(contents: dict[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as into:
        for name, data in contents.items():
            if any("\ud800" <= letter <= "\udfff" for letter in name):  # bytes that are no text
                what = "the name of the file is no text, and a zip file takes no other"
                raise Problems([Problem(Place(name), what, "give the file another name")])
            entry = zipfile.ZipInfo(name, _WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            into.writestr(entry, data)
    return packed.getvalue()


def _check_folder(output: Path, case: Path, contents: dict[str, bytes]) -> None:
    """Refuse a folder in which something else lies: it would be handed on as well."""
    place = Place(str(output))
    if output.suffix.lower() in _OTHERS:
        fix = f"a case is packed into a name that ends in {ZIPPED}, or a folder"
        raise Problems([Problem(place, f"nothing is packed as {output.suffix}", fix)])
    if is_same(output, case.resolve().parent):
        raise Problems([Problem(place, "this is the folder of the case itself", "name a new one")])
    ours = {Path(name).parts[0] for name in contents}
    if output.is_dir() and any(entry.name not in ours for entry in os.scandir(output)):
        raise Problems([Problem(place, "other files lie in this folder", "name a new one, so that nothing goes along")])


def _left_out(case: Path, contents: dict[str, bytes], output: Path) -> tuple[str, ...]:
    """What lies beside the case, and below the folders of its sources, and was not packed."""
    folder = case.resolve().parent
    looked = {Path("."), *(parent for name in contents for parent in Path(name).parents)}
    found = []
    for where in looked:
        for entry in os.scandir(folder / where):
            name = where / entry.name
            if name.as_posix() not in contents and name not in looked and not is_same(folder / name, output):
                found.append(f"{name.as_posix()}{'/' if entry.is_dir() else ''}")
    return tuple(sorted(found))
