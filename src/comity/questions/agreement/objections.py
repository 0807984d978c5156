"""What speaks against one agreement."""

from comity.questions.agreement.answer import objections as objections
