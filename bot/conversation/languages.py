"""Languages: is a text English? Counted by its small words, never guessed from names."""

import re
from typing import Final

_SMALL: Final = {
    "en": "the a an and or of to in is are we our for with that this it have has not be per month day on",
    "de": "der die das und oder von zu in ist sind wir unser unsere für mit dass ein eine es haben nicht pro im den wie",
    "fr": "le la les et ou de des du à est sont nous notre nos pour avec que un une il avons pas par dans sur",
    "es": "el la los las y o de del a es son nosotros nuestro nuestra para con que un una tenemos no por en al",
    "it": "il lo la gli le e o di del a è sono noi nostro nostra per con che un una abbiamo non al in",
    "pt": "o a os as e ou de do da é são nós nosso nossa para com que um uma temos não por em no na",
    "nl": "de het een en of van te in is zijn wij we onze ons voor met dat er hebben niet per op",
    "pl": "i w na z do nie to jest są my nasz nasze dla że mamy o po co jak",
    "tr": "ve bir bu için ile da de mi biz bizim var yok çok gibi ama",
}
_WORDS: Final = {language: frozenset(words.split()) for language, words in _SMALL.items()}
_FEWEST: Final = 4
LATIN_ENDS: Final = "\u024f"
"""Last letter of Latin Extended-B: beyond it a letter is of another script."""


def is_english(text: str) -> bool:
    """Tell whether a text reads as English; short texts get the benefit of the doubt."""
    letters = [character for character in text if character.isalpha()]
    foreign = sum(character > LATIN_ENDS for character in letters)
    if letters and foreign * 3 > len(letters):
        return False
    words = re.findall(r"[^\W\d_]+", text.lower())
    if len(words) < _FEWEST:
        return True
    counts = {language: sum(w in small for w in words) for language, small in _WORDS.items()}
    return counts["en"] >= max(counts.values())
