"""Reading: from reports to statements to a drafted case."""

from comity.reading.found import Reading
from comity.reading.intake import Source
from comity.reading.reader import Way, read_sources, read_texts, read_versions
from comity.reading.statement import Span, Statement

__all__ = ["Reading", "Source", "Span", "Statement", "Way", "read_sources", "read_texts", "read_versions"]
