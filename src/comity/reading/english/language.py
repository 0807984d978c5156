"""Is a text English? By the share of its commonest small words, which need no model."""

from __future__ import annotations

import re

from comity.reading.wordlist import words

ENGLISH = words(
    """
    the of and to in a is that for it as was with be by on not he his but at are this have from or had
    an they which one you were all her she there would their we him been has when who will no more if
    out so said what up its about into than them can only other new some could time these two may then
    do first any my now such like our over me even most made after also did many before must through
    """
)  # fmt: skip
FOREIGN = {
    "French": words(
    """
    le la les des et un une du que qui dans pour est sur pas au aux par avec ce cette il elle ont sont
    été mais ne
    """
),
    "Spanish": words(
    """
    el los las de y un una del que en para por con no es su al lo como más pero sus le ha fue este
    """
),
    "German": words(
    """
    der die das und ist von den dem ein eine zu mit auf für im nicht sich des auch es an als wird hat
    sie
    """
),
    "Italian": words(
    """
    il lo gli di e un una che in per con non è del della dei sono alla nel più ha anche come si
    """
),
    "Portuguese": words(
    """
    o os as de e um uma que em para com não é do da dos das por mais ao foi como se na no
    """
),
    "Dutch": words(
    """
    de het een en van in is dat op te zijn met voor niet aan er om ook als maar bij door wordt heeft
    """
),
    "Turkish": words(
    """
    ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ama ne en var değil
    """
),
}  # fmt: skip
TOO_SHORT = 20  # below so many words nothing is claimed


def foreign_language(text: str) -> str | None:
    """What else than English is this text written in: a language's name, or None where it is English.

    A text of fewer than 20 words is taken as English: too little to tell.
    """
    letters = [c for c in text if c.isalpha()]
    words = re.findall(r"[^\W\d_]+", text.casefold())
    if letters and sum(ord(c) < 0x250 for c in letters) < 0.6 * len(letters):
        return "a language in another script" if len(letters) >= 2 * TOO_SHORT else None
    if len(words) < TOO_SHORT:
        return None
    english = sum(word in ENGLISH for word in words) / len(words)
    shares = {name: sum(word in small for word in words) / len(words) for name, small in FOREIGN.items()}
    likeliest = max(shares, key=lambda name: shares[name])
    if shares[likeliest] > max(english, 0.1):
        return likeliest
    return None if english >= 0.12 else "a language the reader does not know"
