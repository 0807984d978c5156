"""Stance and firmness of sentences of our own, on which the rules were mended; a change that loses one shows here."""

import pytest

from comity.reading import Source, Statement, read_texts
from comity.reading.library import library
from comity.reading.registry import registry

REGISTRY = registry()
LIBRARY = library()

SENTENCES = """
support | - | Norway said it would pay half of the cost of the new hatchery.
support | must | Norway said that it would release the crews if Iceland opened its ports.
support | - | "We will send our inspectors home," Norwegian minister Kari Holm said.
support | - | Norwegian minister Kari Holm said her country would sign the protocol.
support | - | Iceland offered to share its catch data.
support | may | Iceland can live with a shorter season.
support | - | Iceland said a shorter season was acceptable.
support | - | Icelandic officials called the plan a good basis for talks.
support | - | Icelandic officials described the draft as a step in the right direction.
support | may | Norway does not rule out joint patrols.
support | may | Norway would consider joint patrols, its minister said.
support | may | Norway is prepared to accept joint patrols.
support | may | Norway floated a joint fund for the hatcheries.
support | may | Norway signalled that it might accept a joint fund.
support | must | Iceland promised to publish its quotas.
support | must | Iceland vowed to defend its fishing grounds.
support | - | Iceland agreed to a ban on night fishing.
support | - | Iceland gave its backing to a ban on night fishing.
support | - | "A ban on night fishing is fair," Icelandic minister Jon Arnason said.
support | - | "We are happy with the ban," Icelandic minister Jon Arnason said.
demand | - | The Danish envoy said the fleets should share the northern grounds.
demand | must | The Danish envoy said that Iceland had to open its books.
demand | must | "Iceland must open its books," the Danish envoy said.
demand | - | "Give us the same licences," the Danish envoy said.
demand | - | "We want the same licences," the Danish envoy said.
demand | - | "All we ask for is the same licences," the Danish envoy said.
demand | - | Denmark wants the same licences for its boats.
demand | - | Denmark seeks to extend its zone by ten miles.
demand | - | Denmark wants to extend its zone by ten miles.
demand | - | Denmark proposed a common register of boats.
demand | - | Denmark proposed that a common register be kept in Oslo.
demand | - | Denmark called for a common register of boats.
demand | must | Denmark insisted that the register be kept in Copenhagen.
demand | must | Denmark's demand for a common register was repeated on Monday.
demand | - | Denmark urged Iceland to open its books.
demand | red line | Denmark said there would be no agreement without a common register.
demand | red line | "Without a common register there will be no agreement," the Danish envoy said.
refuse | red line | Denmark would rather leave the talks than accept a smaller zone.
refuse | red line | Denmark will never accept a smaller zone.
refuse | must | Denmark said it would not accept a smaller zone.
refuse | must | "We will not accept a smaller zone," the Danish envoy said.
refuse | must | "Not one mile of the zone will be given up," the Danish envoy said.
refuse | must | Denmark rejected a smaller zone.
refuse | must | Denmark refused to discuss a smaller zone.
refuse | must | Denmark ruled out a smaller zone.
refuse | must | Denmark declined to talk about a smaller zone.
refuse | must | Denmark is unwilling to talk about a smaller zone.
refuse | red line | Denmark said a smaller zone was out of the question.
refuse | must | Denmark said no to a smaller zone.
oppose | - | Danish officials said a smaller zone would be a disaster for the coast.
oppose | - | Danish officials called the smaller zone unfair.
oppose | - | "A smaller zone is the wrong answer," the Danish envoy said.
oppose | - | "A smaller zone makes no sense," the Danish envoy said.
oppose | - | Denmark opposes a smaller zone.
oppose | - | Denmark said that the licences should not be sold.
oppose | - | Denmark argued that a smaller zone would punish its villages.
oppose | - | Denmark is against a smaller zone.
oppose | - | Denmark criticised the plan for a smaller zone.
claim | - | Sweden said the harbour had not been dredged since spring.
claim | - | Sweden said that the boats could not leave the harbour in winter.
claim | - | Sweden said the fleet would not return before May.
claim | - | Sweden said that its boats caught less than in the past.
claim | - | Swedish officials said the talks had been useful.
claim | - | "The trawlers cannot turn in that channel," the Swedish envoy said.
claim | - | Sweden denied that its boats had crossed the line.
claim | - | Sweden said it had accepted nothing.
claim | - | Sweden acknowledged that the register was incomplete.
concern | - | Sweden fears that the stocks will collapse.
concern | may | Sweden warned that the stocks could collapse.
concern | - | Swedish officials doubt that the register will work.
wary | - | Sweden is sceptical about the register.
wary | - | Swedish officials are cautious about the fund.
withdrawn-demand | - | Sweden has dropped its demand for a fund.
withdrawn-demand | - | Sweden no longer insists on a fund.
withdrawn-demand | - | Sweden gave up its plan for a second fleet.
shift | - | Sweden has softened its position on the fund.
support | must | Sweden supports a longer season, provided that the fund is paid.
support | may | Sweden might support a longer season if the fund is paid.
support | may | Sweden hopes to keep the fund.
support | - | Sweden would prefer a longer season.
support | - | Swedish and Danish officials support a longer season.
support | may | The museum said it was willing to lend the bronzes.
support | may | "We are ready to return two of the bronzes," Greek minister Eleni Papas said.
support | may | Greek minister Eleni Papas said Athens could accept a loan.
support | - | Greece would pay for the transport, its minister said.
support | may | Greece is open to a long loan.
support | - | Greece accepts the loan.
support | - | Greece welcomed the idea of a loan.
support | - | Greece backs a joint exhibition.
support | - | Greece favours a joint exhibition.
support | - | Greece spoke in favour of a joint exhibition.
withdrawn-demand | - | Greece backed away from its demand for all the bronzes.
withdrawn-demand | - | Greece has given up its claim to the coins.
withdrawn-demand | - | Greece is no longer asking for the coins.
withdrawn-demand | - | Greece withdrew its request for the coins.
demand | - | Greece asked that the coins be shown in Athens.
demand | - | Greece is asking for all the coins.
demand | - | Greece is seeking the return of the coins.
demand | must | Greece is holding out for the return of the coins.
demand | must | Greece made the return of the coins a condition of any agreement.
demand | must | "The coins have to come home," the Greek envoy said.
demand | - | "It is time to bring the coins home," the Greek envoy said.
refuse | red line | "There can be no agreement that leaves the coins in London," the Greek envoy said.
demand | red line | "Unless the coins come home, we will walk away," the Greek envoy said.
demand | red line | Greece threatened to leave the talks unless the coins were returned.
demand | must | Greece wants the coins back before it signs.
demand | - | Greece wants a fifth of the income.
demand | - | Greece pressed for a fifth of the income.
demand | must | Greece, for its part, demanded a fifth of the income.
refuse | must | Britain balked at a fifth of the income.
refuse | must | Britain turned down the request.
refuse | must | Britain dismissed the request as unrealistic.
refuse | must | Britain said it had no intention of returning the coins.
refuse | must | Britain said the coins were not for sale.
refuse | red line | "The coins are not up for discussion," the British envoy said.
refuse | must | "We cannot agree to that," the British envoy said.
refuse | must | "We are not going to empty our halls," the British envoy said.
refuse | must | "No museum would agree to such terms," the British envoy said.
refuse | must | Britain will not return the coins.
oppose | - | British officials objected to the deadline.
oppose | - | British officials complained that the deadline was too short.
oppose | - | "The deadline is too short," the British envoy said.
oppose | - | Britain voted against the deadline.
wary | - | Britain has reservations about the deadline.
wary | - | Britain is wary of the deadline.
concern | - | Britain worries about the deadline.
concern | - | Britain cast doubt on the deadline.
concern | - | Britain said it feared a precedent.
claim | - | Britain said the coins were bought in 1870.
claim | - | Britain said that it had not received any letter.
claim | - | Britain said it would study the letter.
claim | - | Britain said the meeting would take place on Friday.
claim | - | British officials expect the talks to last a week.
claim | - | "Nobody has seen the letter," the British envoy said.
claim | - | Britain maintained that the sale was legal.
"""  # fmt: skip


def read(text: str) -> tuple[Statement, ...]:
    return read_texts([Source("t", "t", None, None, text)], REGISTRY, LIBRARY).statements


@pytest.mark.parametrize("line", SENTENCES.strip().splitlines())
def test_what_a_sentence_commits_its_speaker_to(line: str) -> None:
    stance, firmness, sentence = line.split(" | ")
    assert (stance, firmness) in [(s.stance, s.firmness or "-") for s in read(sentence)]


@pytest.mark.parametrize(
    ("own", "others"),
    [
        ("Norway said it would not send its boats.", "Norway said the boats would not come."),
        ("Norway said it would pay for the boats.", "Norway said the boats would sink."),
    ],
)
def test_only_its_own_acts_are_offered_or_refused(own: str, others: str) -> None:
    assert [s.stance for s in read(own)] != ["claim"]
    assert [s.stance for s in read(others)] == ["claim"]
