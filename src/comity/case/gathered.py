"""Entries that a file writes beside fixed fields, as one field of a model: the issues of an interest, its ratings."""

from __future__ import annotations

from typing import Any


def gathered(value: Any, field: str, own: tuple[str, ...]) -> Any:
    """Collect the entries that the file writes beside the fixed fields into one mapping."""
    if not isinstance(value, dict) or field in value:
        return value
    fixed = {key: item for key, item in value.items() if key in own}
    return {**fixed, field: {key: item for key, item in value.items() if key not in own}}


def opened(schema: dict[str, Any], field: str) -> dict[str, Any]:
    """The schema of a mapping whose entries stand beside its fixed fields."""
    properties = {name: item for name, item in schema["properties"].items() if name != field}
    gathered = schema["properties"][field]
    entry = {**gathered["additionalProperties"], "description": gathered["description"]}
    required = [name for name in schema.get("required", []) if name != field]
    opened = {**schema, "properties": properties, "additionalProperties": entry}
    opened.pop("required", None)
    return {**opened, "required": required} if required else opened
