"""Lists: which contents are several positions, and whose negative is whose."""

import pytest

from comity.reading import Source, read_texts
from comity.reading.library import library
from comity.reading.registry import registry

REGISTRY = registry()
LIBRARY = library()
WORD = {True: "+", False: "-", None: "?"}

SENTENCES = """
+a longer term, +a lower rate, -no collateral | Ghana asked for a longer term, a lower rate and no collateral.
-road tolls, -a speed limit | Ghana rejected road tolls and a speed limit.
+that the bay be opened, +that guards be paid | Ghana demanded that the bay be opened and that guards be paid.
+a common label, -shared inspectors | Ghana would agree to a common label, but not to shared inspectors.
+a fund, +a port, -no tolls | Ghana wants three things: a fund, a port and no tolls.
+early warning, +fair prices, +aid | Three things matter to Ghana, it said: early warning, fair prices and aid.
+a bypass, +a sound wall, -no night trucks | Ghana wants a bypass, a sound wall, and no night trucks.
+free meals, +a rent freeze, +an inquiry into fares | Ghana sought free meals, a rent freeze and an inquiry into fares.
+a joint gauge, -joint patrols | Ghana said yes to a joint gauge but no to joint patrols.
-joint patrols, +a joint gauge | Ghana said no to joint patrols but yes to a joint gauge.
+to open the port, +to widen the canal | Ghana agreed to open the port and to widen the canal.
+a fund, +a port, +a share of the fees | The demands of Ghana are threefold: a fund, a port and a share of the fees.
+a bonus, +a new hall, +a nursery, -no pension | Ghana offered a bonus, a new hall and a nursery, but no pension.
+a longer lease, -no cap on volumes | Ghana wants a longer lease and no cap on volumes.
+grants, -loans | Ghana wants grants, not loans.
+a fund or a port | Ghana wants a fund or a port.
+bread and butter | Ghana wants bread and butter.
+a ban on nets and lines | Ghana wants a ban on nets and lines.
"""


@pytest.mark.parametrize("line", SENTENCES.strip().splitlines())
def test_each_item_of_a_list_has_its_own_direction(line: str) -> None:
    expected, sentence = (part.strip() for part in line.split(" | "))
    statements = read_texts([Source("t", "t", None, None, sentence)], REGISTRY, LIBRARY).statements
    found = [f"{WORD[s.agreement]}{s.content_span.of(sentence)}" for s in statements]
    assert ", ".join(found) == expected
    assert {s.part for s in statements} == {"item" if len(found) > 1 else None}
