"""Numbers as the files of other programs state them, and as they are written again."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, localcontext
from fractions import Fraction

from comity.case.letters import BLANKS, DASHES, QUOTES
from comity.exchange.naming import shown
from comity.problem import Place, Problem, Problems

LARGEST = 10**12
"""No number beyond this is meant; so is none that comes out of those in a file."""

LEAST = frozenset({"-inf", "-.inf", "-infinity"})
"""How a reservation value is stated, in small letters, under which any agreement is acceptable."""

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_BASED = re.compile(r"[+-]?0[xXoObB][0-9a-fA-F]{1,16}")
_COMMA = re.compile(r"([+-]?[0-9]*),([0-9]+(?:[eE][+-]?[0-9]+)?)")
_THOUSANDS = re.compile(r"([+-]?[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]+)?")
_THOUSANDS_BY_POINT = re.compile(r"([+-]?[0-9]{1,3}(?:\.[0-9]{3})+),([0-9]+)")
_LONGEST = 100
_DIGITS = 15
_NOTHING = Fraction(1, 10**100)
_SIGNS = str.maketrans({**DASHES, **dict.fromkeys([*BLANKS, *QUOTES, " ", "_"], "")})


def as_number(text: str) -> Fraction | None:
    """The number that a text states; None where it states none, or one that cannot be meant."""
    stripped = text.strip()
    if len(stripped) > _LONGEST or not _NUMBER.fullmatch(stripped):
        return None
    value = Fraction(stripped)
    if abs(value) > LARGEST:
        return None
    return value if abs(value) >= _NOTHING else Fraction(0)


def number(given: str | None, place: Place, name: str) -> Fraction:
    """A number that a file states; raises Problems where it is none, with what to write instead."""
    if given is None:
        raise Problems([Problem(place, f"{name} is missing", "state it")])
    value = as_number(given)
    if value is not None:
        return value
    stripped = given.strip()
    if len(stripped) > _LONGEST and re.fullmatch(r"[+-]?[0-9]*\.?[0-9]*", stripped):
        what = f"{name} has {sum(letter.isdigit() for letter in stripped):,} digits: {shown(stripped)}"
        raise Problems([Problem(place, what, f"write at most {_LONGEST}")])
    if len(stripped) <= _LONGEST and _NUMBER.fullmatch(stripped):
        fix = f"numbers up to {LARGEST:,} are read"
        raise Problems([Problem(place, f"{name} is too large to be meant: {shown(stripped)}", fix)])
    raise Problems([Problem(place, f"{name} must be a number, not '{shown(given)}'", _mend(stripped))])


def beyond(value: Fraction, place: Place, name: str) -> Fraction:
    """The number itself; raises Problems where what comes out of a file's numbers is too large to be meant."""
    if abs(value) <= LARGEST:
        return value
    digits = len(str(abs(value.numerator) // value.denominator)) if abs(value) < 10**1000 else 1000
    raise Problems([Problem(place, f"{name} comes to a number of {digits} digits", "check the numbers it is made of")])


def decimal(value: Fraction) -> str:
    """A number in as few characters as keep it: its exact decimals where they are few, else the nearest float's."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:
        with localcontext() as context:
            context.prec = 60
            exact = Decimal(value.numerator) / Decimal(value.denominator)
        if len(exact.as_tuple().digits) <= _DIGITS and -_DIGITS <= exact.adjusted() <= _DIGITS:
            return format(exact.normalize(), "f") if exact else "0"
    return repr(float(value))


def _mend(stated: str) -> str:
    """What to write for a text that was meant as a number."""
    if not stated:
        return "state it"
    if len(stated) > _LONGEST:
        return "write a number in digits"
    plain = unicodedata.normalize("NFKC", stated).translate(_SIGNS)
    if _BASED.fullmatch(plain):
        return f"write {int(plain, 0)}"
    if plain.endswith("%") and (share := as_number(plain[:-1].replace(",", "."))) is not None:
        return f"write {decimal(share / 100)} if a share of 1 is meant, or {decimal(share)}"
    if found := _THOUSANDS_BY_POINT.fullmatch(plain):
        plain = f"{found[1].replace('.', '')}.{found[2]}"
    elif (found := _THOUSANDS.fullmatch(plain)) and (found[2] or found[1].count(",") > 1):
        plain = found[1].replace(",", "") + (found[2] or "")
    elif found:
        return f"write {found[1].replace(',', '')}, or {plain.replace(',', '.')} if the comma is a decimal one"
    elif found := _COMMA.fullmatch(plain):
        plain = f"{found[1]}.{found[2]}"
    if re.fullmatch(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?[fFdD]", plain):
        plain = plain[:-1]
    if as_number(plain) is not None:
        return f"write {plain}"
    if plain.lower().lstrip("+-.") in ("inf", "infinity", "nan"):
        return "write a finite number"
    return "write it in digits, with a point for decimals"
