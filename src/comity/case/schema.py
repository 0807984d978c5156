"""The JSON Schema of case files, for editors that complete and check while typing."""

from __future__ import annotations

import json

from comity.case.model import Case

FILE = "case.schema.json"


def schema_text() -> str:
    """The schema as the text of a file."""
    schema = Case.model_json_schema(by_alias=True)
    content = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Comity case"}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"
