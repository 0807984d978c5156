"""How the documentation is built: Sphinx, MyST Markdown, Furo, and the works cited in references.bib."""

import logging
import sys
import tomllib
from pathlib import Path

_metadata = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]

project = "Comity"
author = "The Comity contributors"
copyright = author  # the name is Sphinx's
release = version = _metadata["version"]

sys.path.insert(0, str(Path(__file__).parent / "_ext"))
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinxcontrib.bibtex", "mathml", "reference", "screenshots"]
myst_enable_extensions = ["amsmath", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
default_role = "literal"  # in docstrings, as in Markdown, what stands between backticks is code
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 100  # longer ones stand with one parameter a line

bibtex_bibfiles = ["references.bib"]
bibtex_default_style = "plain"
bibtex_reference_style = "author_year"

html_theme = "furo"
html_math_renderer = "mathml"
html_title = "Comity"
html_show_sourcelink = False

# The table of contents names the pages in reading order, and then `theory/*` and the like for pages that it does not
# name yet; that these match nothing is no mistake. (Sphinx gives this warning no type, so suppress_warnings cannot
# name it.)
logging.getLogger("sphinx.sphinx.directives.other").addFilter(
    lambda record: getattr(record, "subtype", None) != "empty_glob"
)
