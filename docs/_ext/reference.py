"""Directives that write reference pages from the program itself, so that nothing on them can be out of date.

{case-sections}          every section of a case file, from the JSON Schema
{case-fields} Judgement  the fields of one definition of that schema, or of what all judgements carry
{command} ask agreement  the usage and options of one command
{value}`module:NAME`     a role: a number or the names that a module fixes
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective, SphinxRole

Schema = dict[str, Any]

PROSE = {"Estimate": "an [estimate](#estimates)", "Evidence": "[evidence](#evidence)"}
"""Definitions that the page explains in words instead of a table."""


def case_schema() -> Schema:
    """The schema as it is shipped, with what every judgement carries as one more definition."""
    from comity.case.judgement import Judgement
    from comity.case.schema import schema_text

    schema: Schema = json.loads(schema_text())
    schema["$defs"]["Judgement"] = Judgement.model_json_schema()
    return schema


def definition(schema: Schema, name: str) -> Schema:
    """A definition with fields; where it may be written in a shorter way as well, its long form."""
    found: Schema = schema["$defs"][name]
    return next((each for each in found.get("anyOf", ()) if "properties" in each), found)


def reference(node: Schema) -> str:
    """The definition that a node refers to, or nothing."""
    return str(node.get("$ref", "")).rpartition("/")[2]


def references(node: Any) -> Iterator[str]:
    """The definitions with tables that a node refers to, however deep in it."""
    if isinstance(node, dict):
        if (name := reference(node)) and name not in PROSE:
            yield name
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from references(each)


def held(schema: Schema, section: Schema) -> dict[str, str]:
    """The definitions that a section is made of, outermost first, each with the field that first holds it."""
    found = dict.fromkeys(references(section), "")
    for name in (open_names := list(found)):
        within = definition(schema, name)
        for field, node in {"": within.get("additionalProperties"), **within["properties"]}.items():
            new = [each for each in references(node) if each not in found]
            found.update(dict.fromkeys(new, field))
            open_names += new
    return found


def alternatives(node: Schema) -> list[Schema]:
    """The ways in which a value may be written, without that of stating nothing."""
    return [each for each in node.get("anyOf", [node]) if each.get("type") != "null"]


def kind(node: Schema) -> str:
    """What a field holds, in words."""
    ways = alternatives(node)
    if any(each.get("type") == "boolean" for each in ways):
        return "`yes` or `no`"
    if len(ways) > 1 and ways[1].get("type") == "array":
        return f"{kind(ways[0])}, or a list"
    way = ways[0]
    if name := reference(way):
        return PROSE.get(name, f"[fields](#{anchor(name)})")
    if "enum" in way:
        return " or ".join(f"`{each}`" for each in dict.fromkeys(map(str, way["enum"])))
    if "const" in way:
        return f"`{way['const']}`"
    if way.get("type") == "array":
        return f"list of {kind(way['items'])}"
    if way.get("type") == "object":
        entries = way.get("additionalProperties")
        if entries is not None and len(ways := alternatives(entries)) > 1:
            combined = any(each.get("type") == "array" for each in ways)
            return "[combination](#combinations)" if combined else "names, each with a number or entries"
        return f"names, each with {kind(entries)}" if entries else "named fields"
    if way.get("format") == "date":
        return "date"
    if "pattern" in way:
        return PROSE["Evidence"]
    return {"string": "text", "number": "number", "integer": "whole number"}[way["type"]]


def left_out(node: Schema, required: bool) -> str:
    """What counts where a field is left out, in words."""
    value = node.get("default")
    if required:
        return "(required)"
    return "" if value in (None, [], {}) else "`no`" if value is False else f"`{value}`"


def anchor(name: str) -> str:
    return f"fields-{name.lower()}"


def meaning(schema: Schema, node: Schema) -> str:
    """What the schema says of a field, or else of what it holds."""
    inner = next(references(node), "")
    return str(node.get("description") or schema["$defs"].get(inner, {}).get("description", ""))


def table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [columns, ("---",) * len(columns), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def fields(schema: Schema, node: Schema) -> str:
    """The fields of a definition as Markdown: a table, and what stands beside them."""
    known: Schema = node["properties"]
    shared = schema["$defs"]["Judgement"]["properties"]
    judged = node is not schema["$defs"]["Judgement"] and shared.keys() <= known.keys()
    shown = {name: each for name, each in known.items() if not (judged and name in shared)}
    required = node.get("required", ())
    rows = (
        (f"`{name}`", meaning(schema, each), kind(each), left_out(each, name in required))
        for name, each in shown.items()
    )
    parts = [table(("field", "meaning", "holds", "if left out"), rows)] if shown else []
    if entries := node.get("additionalProperties"):
        said = entries.get("description", "Names of the case's own.")
        parts.append(f"Beside these stand: {said[0].lower()}{said[1:]} Each holds {kind(entries)}.")
    if judged:
        parts.append("And what [every judgement](#judgements) may carry.")
    return "\n\n".join(parts)


class CaseFields(SphinxDirective):
    """The fields of one definition."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        schema = case_schema()
        return self.parse_text_to_nodes(fields(schema, definition(schema, self.arguments[0])))


class CaseSections(SphinxDirective):
    """A section of this page for every section of a case file, in the order of the schema."""

    def run(self) -> list[nodes.Node]:
        schema = case_schema()
        top: Schema = schema["properties"]
        plain = {name: node for name, node in top.items() if not held(schema, node)}
        made = self.parse_text_to_nodes(fields(schema, {**schema, "properties": plain, "additionalProperties": False}))
        told: set[str] = set()
        for name, node in top.items():
            if name not in plain:
                made.append(self._section(schema, name, node, told))
        return made

    def _section(self, schema: Schema, name: str, node: Schema, told: set[str]) -> nodes.section:
        """The section of one name; a definition that an earlier section has told of is told of no more."""
        section = nodes.section(ids=[f"section-{name}"])
        section += nodes.title("", "", nodes.literal("", name))
        required = " Required." if name in schema["required"] else ""
        of = {"object": "One entry for each, under its short name:", "array": "A list, each item with:"}.get(
            node.get("type", ""), ""
        )
        said = meaning(schema, node)
        section += self.parse_text_to_nodes(f"{said}{required} {of}")
        for each, field in held(schema, node).items():
            if each in told:
                section += self.parse_text_to_nodes(f"Its [fields](#{anchor(each)}) are told above.")
                continue
            told.add(each)
            target = nodes.target("", "", ids=[anchor(each)])
            self.state.document.note_explicit_target(target)
            section += target
            within = definition(schema, each)
            if each != next(iter(held(schema, node))):
                named = f"`{field}`: " if field else ""
                section += self.parse_text_to_nodes(f"{named}{schema['$defs'][each]['description']} Its fields:")
            section += self.parse_text_to_nodes(fields(schema, within))
        return section


def commands(group: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every command below a group that does something of its own."""
    import click

    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield (*words, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*words, name))


class Command(SphinxDirective):
    """What a command does, how it is written, and its options."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        return self.tell(tuple(self.arguments[0].split()))

    @property
    def told(self) -> set[tuple[str, ...]]:
        """The commands that this page has told of so far."""
        told: set[tuple[str, ...]] = self.env.temp_data.setdefault("commands_told", set())
        return told

    def tell(self, words: tuple[str, ...]) -> list[nodes.Node]:
        import click

        from comity.cli import main

        self.told.add(words)
        command: click.Command = main
        context = click.Context(main, info_name="comity")
        for word in words:
            assert isinstance(command, click.Group)
            found = command.get_command(context, word)
            assert found is not None
            command = found
            context = click.Context(command, info_name=word, parent=context)
        usage = f"{context.command_path} {' '.join(command.collect_usage_pieces(context))}"
        written = nodes.literal_block(usage, usage, language="text")
        help_text = self.parse_text_to_nodes(inspect.cleandoc(command.help or ""))
        return [*help_text, written, *self.parse_text_to_nodes("\n".join(self._options(command)))]

    def _options(self, command: Any) -> Iterator[str]:
        import click

        for option in command.params:
            if isinstance(option, click.Option) and option.help:
                takes = f" {option.make_metavar(click.Context(command))}" if not option.is_flag else ""
                value = f" ({option.default} if left out)" if option.show_default else ""
                yield f"* `{', '.join(option.opts)}{takes}`: {option.help}{value}"


class Commands(Command):
    """A section for every command, or for every one below a group, that the page has not told of already."""

    required_arguments = 0
    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        from comity.cli import main

        below = tuple(self.arguments)
        wanted = (words for words in commands(main) if words[: len(below)] == below and words not in self.told)
        return [self._section(words) for words in wanted]

    def _section(self, words: tuple[str, ...]) -> nodes.section:
        section = nodes.section(ids=["-".join(("comity", *words))])
        section += nodes.title("", " ".join(("comity", *words)))
        section += self.tell(words)
        page = f"theory/{words[-1]}"
        if page in self.env.found_docs:
            section += self.parse_text_to_nodes(f"What is computed, and whose method it is: {{doc}}`../{page}`.")
        return section


class Value(SphinxRole):
    """A constant of the program: a number with separators, or names."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        module, _, name = self.text.partition(":")
        value = getattr(import_module(module), name)
        if isinstance(value, int | float):
            return [nodes.Text(f"{value:,.0f}")], []
        made: list[nodes.Node] = []
        for each in value:
            made += [nodes.Text(", ")] if made else []
            made.append(nodes.literal("", each))
        return made, []


def signature(
    app: Sphinx, what: str, name: str, obj: Any, options: Any, written: str | None, returned: str | None
) -> tuple[str | None, str | None]:
    """How a class is made, for readers: a case comes from its file, and `<factory>` stands for something empty."""
    if name == "comity.Case":
        return "", returned
    return written and re.sub(r" *= *<factory>", " = ...", written), returned


def setup(app: Sphinx) -> dict[str, Any]:
    app.connect("autodoc-process-signature", signature)
    app.add_directive("case-fields", CaseFields)
    app.add_directive("case-sections", CaseSections)
    app.add_directive("command", Command)
    app.add_directive("commands", Commands)
    app.add_role("value", Value())
    return {"parallel_read_safe": True, "parallel_write_safe": True}
