"""What it would take for every signer to accept a wanted agreement."""

from comity.questions.deadlock.answer import what_it_takes as what_it_takes
