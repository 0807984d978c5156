"""How well the reader reads what it was not tuned on, for the screen and the documents."""

# benchmarks/reading.py fresh, on five reports annotated before the reader existed: its first run, 22 November 2026.
# Later changes of the rules were made without sight of its errors; docs/theory/reading.md has every run. The sentences
# are tests/reading/polarity: passages.yaml in its first run, 26 November 2026; sets 8 to 14 in theirs, a day later.
UNTUNED = (
    "On five reports that it was not tuned on, the reader at its first run (22 November 2026) found 86 of 114 "
    "statements, and 23 more that are none. Of those it found, it had the speaker right in 82, the issue in 60, the "
    "stance in 53 and the firmness in 53. On 88 sentences with negations, conditions and lists (first run, 26 November "
    "2026) it said of 75 positions whether they are for or against the thing named, once wrongly, and left 12 open; on "
    "210 of other styles (first runs, 27 November 2026) it said so of 125, three times wrongly, and left 28 open; of "
    "44 that are neither it read 8 the one way that misleads; on 240 as agencies report them (first runs, same day) "
    "of 198, six times wrongly, and left 19 open; of 29 that are neither it read none so; on 200 more of these "
    "(first runs, same day) of 169, twice wrongly, and left 17 open; of 28 that are neither it read none so. "
    "Check every statement against its source."
)
