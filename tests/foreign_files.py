"""Small negotiations in the formats of other programs, each in two profiles; the words and numbers are our own."""

from __future__ import annotations

from pathlib import Path

from exchanged import DOMAIN, PROFILE

BOX = """<utility maxutility="10"><ufun type="PlainUfun" weight="1" aggregation="sum">
<hyperRectangle utility="5"><INCLUDES index="2" min="1" max="2"/><INCLUDES index="3" min="10" max="25"/>
</hyperRectangle>
<hyperRectangle utility="2"><EXCLUDES index="2" min="1" max="1"/></hyperRectangle></ufun></utility>
"""
GENIUS = {
    "talks.xml": DOMAIN,
    "buyer.xml": PROFILE,
    "seller.xml": '<!-- 2 -->\n<?xml version="1.0" encoding="UTF-8"?>\n'
    + PROFILE.replace("<weight", BOX + "<weight", 1),
}
NEGMAS = {
    "trade.yml": """\
name: Trade
type: CartesianOutcomeSpace
issues:
- {name: Answer, type: CategoricalIssue, values: ['yes', "no", '1.0']}
- {name: Quantity, type: ContiguousIssue, values: [1, 4]}
- name: Unit price
  type: negmas.outcomes.ContinuousIssue
  values: [0.0, 1.0]
- {name: Size, type: DiscreteCardinalIssue, values: &sizes [1, 3, 9]}
""",
    "seller.yml": """\
name: seller
type: ExpDiscountedUFun
discount: 0.9
reserved_value: -.inf
ufun:
  type: LinearAdditiveUtilityFunction
  bias: 0.05
  weights: [0.2, 0.3, 0.4, 0.1]
  values:
  - {type: TableFun, mapping: {'yes': 0, "no": 1, '1.0': 0.5}}
  - {type: AffineFun, slope: 0.2, bias: 0.1}
  - {type: PolynomialFun, coefficients: [1.0, -0.5, 0.25], bias: 0.0}
  - mapping: {1: 0, 3: 0.3, 9: 1}
""",
    "buyer.yml": """\
name: buyer
type: HyperRectangleUtilityFunction
reserved_value: 0.25
utilities: [1.5, 2.0, 0.5]
outcome_ranges: [{0: ['yes', 'no'], 1: [1, 4]}, {0: 'no'}, {1: [1, 2, 1], 3: 9}]
""",
}
NEGMAS_JSON = {
    "orchard.json": """\
{"name": "Orchard", "type": "DiscreteCartesianOutcomeSpace",
 "issues": [{"name": "Harvest", "type": "CategoricalIssue", "values": ["early", "late"]},
            {"name": "Crates", "type": "ContiguousIssue", "values": [2, 4]}]}
""",
    "grower.json": """\
{"name": "grower", "type": "LinearAdditiveUtilityFunction", "reserved_value": 0.2, "weights": [0.7, 0.3],
 "values": [{"type": "TableFun", "mapping": {"early": 1.0, "late": 0.25}},
  {"type": "AffineFun", "slope": 0.5, "bias": -1}]}
""",
    "trader.json": """\
{"name": "trader", "type": "HyperRectangleUtilityFunction", "reserved_value": null, "utilities": [0.5, 0.5],
 "outcome_ranges": [{"0": ["early"], "1": [2, 3, 2]}, {"1": [4]}]}
""",
}
GENIUSWEB = {
    "garden.json": """\
{"name": "garden", "issuesValues": {"Plants": {"values": ["herbs", "roses"]},
 "Hours": {"range": {"low": 1, "high": 3, "step": 0.5}}}}
""",
    "ada.json": """\
{"LinearAdditiveUtilitySpace": {"issueUtilities": {
   "Plants": {"discreteutils": {"valueUtilities": {"herbs": 1.0, "roses": 0.4}}},
   "Hours": {"numberutils": {"lowValue": 1, "highValue": 3, "lowUtility": 1.0, "highUtility": 0.0}}},
 "issueWeights": {"Plants": 0.6, "Hours": 0.4}, "name": "ada",
 "domain": {"name": "garden", "issuesValues": {"Plants": {"values": ["herbs", "roses"]},
  "Hours": {"range": {"low": 1, "high": 3, "step": 0.5}}}},
 "reservationBid": {"issuevalues": {"Plants": "roses", "Hours": 2.5}}}}
""",
    "bela.json": """\
{"LinearAdditiveUtilitySpace": {"issueUtilities": {
   "Plants": {"DiscreteValueSetUtilities": {"valueUtilities": {"herbs": 0.0, "roses": 1.0}}},
   "Hours": {"NumberValueSetUtilities": {"lowValue": 1, "highValue": 3, "lowUtility": 0.2, "highUtility": 1.0}}},
 "issueWeights": {"Plants": 0.25, "Hours": 0.75}, "name": "bela",
 "domain": {"name": "garden", "issuesValues": {"Plants": {"values": ["herbs", "roses"]},
  "Hours": {"range": {"low": 1, "high": 3, "step": 0.5}}}}}}
""",
}
NEGOLOG = {
    "profileA.json": """\
{"reservationValue": 0.3, "issueWeights": {"Boat": 0.75, "Day": 0.25},
 "issues": {"Boat": {"red": 1.0, "blue": 0.2}, "Day": {"Monday": 0.0, "Friday": 1.0}}}
""",
    "profileB.json": """\
{"issueWeights": {"Day": 0.5, "Boat": 0.5},
 "issues": {"Boat": {"blue": 1.0, "red": 0.1}, "Day": {"Monday": 1.0, "Friday": 0.6}}}
""",
}
DECIDE = {
    "harbour.csv": """\
'#/'\t'a council on a harbour, of our own making'
'#O'\t'The harbour'
'#A'\t'anglers'\t'Anglers'\t''
'#A'\t'port'\t'Port authority'\t''
'#P'\t'berths'\t'New berths'
'#M'\t'berths'\t0\t'none'
'#M'\t'berths'\t60\t'sixty, it's said'
'#P'\t'noise'\t'Noise at night'
'#M'\t'noise'\t10
'#M'\t'noise'\t30
'#D'\t'anglers'\t'berths'\t0\t0.9\t0.4
'#D'\t'port'\t'berths'\t45.0\t0.6\t1
'#D'\t'anglers'\t'noise'\t15\t0.3\t0.4
'#D'\t'port'\t'noise'\t30\t0.2\t1
""",
}
DNA = {
    "debate.csv": """\
"ID","time","document","person","organization","concept","agreement","start","stop","text"
"1","2021-05-03","Council minutes","R. Moll","Cyclists","no cars on the bridge","1","10","52","We want it closed."
"2","2021-05-03","Council minutes","","Shops","no cars on the bridge","0","60","99","Our customers come by car."
"3","2021-06-11","Letter, June","","Shops","free parking","1","0","20","Parking must be free."
"4","2021-06-12","Town paper","","Cyclists","no cars on the bridge","1","5","40","Close it."
"5","2021-06-12","Town paper","","Cyclists","free parking","0","41","60","Who pays for that?"
"6","2021-06-13","Radio","","Cyclists","free parking","1","0","9","Why not."
""",
}
FILES = {
    "genius": GENIUS,
    "negmas": NEGMAS,
    "negmas_json": NEGMAS_JSON,
    "geniusweb": GENIUSWEB,
    "negolog": NEGOLOG,
    "decide": DECIDE,
    "dna": DNA,
}
CASES = sorted({"decide": "decide/harbour", "dna": "dna/debate"}.get(form, form) for form in FILES)
"""What the cases of these files are called where each lies in a folder named after its format."""


def lay(folder: Path) -> None:
    """The files of every format, each in a folder of its own within this one."""
    for form, files in FILES.items():
        (folder / form).mkdir(parents=True)
        for name, content in files.items():
            (folder / form / name).write_text(content, "utf-8")
