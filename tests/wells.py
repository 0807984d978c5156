"""A small case for pages that need none of a real one: two who share a well, and what each wants."""

CASE = """\
comity: 1
title: The well
as_of: 2026-05-01
outcome: none
parties:
  Aldby: {name: Aldby, signs: yes}
  Berg: {name: Berg, signs: yes}
issues:
  water: {name: Who draws water, options: {half: {name: Half each, short: an even share}, most: Aldby most of it}}
  cost: {name: Who pays, options: {both: Both, berg: Berg alone}}
interests:
  Aldby:
    no_deal: {value: 30..50, confidence: low, because: It has another well.}
    water: {weight: 60, half: 40, most: 100}
    cost: {weight: 40, both: 30..60, berg: 100}
  Berg:
    no_deal: {value: 20, because: It has none.}
    water: {weight: 60, half: 100, most: 20, because: It was promised half., confidence: low}
    cost: {weight: 40, both: 100, berg: 0}
red_lines:
- {id: pays, party: Berg, never: {cost: berg}, firmness: declared}
developments:
- {date: 2026-04-30, what: The old pump breaks.}
"""
