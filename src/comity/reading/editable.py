"""The lists that an analyst may edit or bring along: YAML, read with a plain word where it is none."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

from comity.problem import Place, Problem, Problems


def loaded(text: str) -> Any:
    """The content of YAML text."""
    from ruamel.yaml import YAML

    return YAML(typ="safe").load(text)


def supplied(name: str) -> Any:
    """The content of a list that comes with Comity, by its file in the folder of the language."""
    return loaded(resources.files("comity.reading.english").joinpath(name).read_text(encoding="utf-8"))


def loaded_file(file: Path, what: str, example: str) -> Any:
    """The content of an analyst's own list.

    what: what the list is, in words; example: the list that comes with Comity and explains the format on top.
    Raises Problems where the file cannot be read or is not YAML.
    """
    from ruamel.yaml.error import YAMLError

    place = Place(str(file))
    try:
        return loaded(file.read_text(encoding="utf-8"))
    except OSError as error:
        unread = f"{what} cannot be read: {error.strerror}"
        raise Problems([Problem(place, unread, "name an existing YAML file")]) from None
    except (YAMLError, UnicodeDecodeError) as error:
        unread = f"{what} is not YAML: {error}".splitlines()[0]
        raise Problems([Problem(place, unread, f"see the top of {example} for the format")]) from None
