"""Words that tell how far a position goes: qualified, dismissed as unlikely, turned round, or judged from outside."""

from __future__ import annotations

import re

_QUALIFIED = re.compile(
    r"\b(?:unless|until|without|except|other than|apart from|but not|before|as long as|so long as|provided|providing|"
    r"only if|only when|only after|only once|on condition|for now|for the time being|at this stage|at present|"
    r"at this point|not yet|so far|if)\b",
    re.IGNORECASE,
)
_DISMISSED = re.compile(
    r"\b(?:dismiss\w*|downplay\w*|play(?:ed|s|ing)? down|brush(?:ed|es|ing)? (?:off|aside)|shrug\w* off|"
    r"pour(?:ed|s|ing)? cold water|wav(?:ed?|es|ing) (?:away|aside|off))\b",
    re.IGNORECASE,
)
_TURNING = re.compile(
    r"\b(?:no|not|never|nothing|nobody|none|neither|nor|without|except|exclud\w*|than|free of|end|ends|ended|ending|"
    r"stop\w*|drop\w*|abandon\w*|scrap\w*|remov\w*|refus\w*|reject\w*|oppos\w*|less|fewer)\b|n't\b",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\bonly (?:if|when|once|after|with)\b|\bcannot\b.*\b(?:without|unless|until)\b", re.IGNORECASE)
_EXPERTS = re.compile(
    r"\b(?:experts?|analysts?|observers?|critics?|scholars?|academics?|economists?|researchers?|historians?|"
    r"lawyers?|commentators?|think tanks?|professors?|specialists?)\b",
    re.IGNORECASE,
)


def is_qualified(text: str) -> bool:
    """Does a text that refuses something leave a way open: "unless", "until", "for now"?"""
    return _QUALIFIED.search(text) is not None


def dismisses(cue: str) -> bool:
    """Does a cue wave something away as unlikely or unimportant, rather than refuse it?"""
    return _DISMISSED.search(cue) is not None


def turns(text: str) -> bool:
    """Are there words in a text that may turn round what it names: a negation, an exception, a removal?"""
    return _TURNING.search(text) is not None


def only_then(text: str) -> bool:
    """Does a text say that one thing takes another: "only once", "cannot ... without"?"""
    return _ONLY.search(text) is not None


def is_expert(mention: str) -> bool:
    """Are these people who judge from outside: experts, analysts, critics?"""
    return _EXPERTS.search(mention) is not None
