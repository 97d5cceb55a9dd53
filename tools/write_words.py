"""Write the word list that `mekong check` spells by, from the lists of SCOWL.

    apt-get download scowl && dpkg -x scowl_*.deb scowl
    python tools/write_words.py scowl/usr/share/dict/scowl scowl/usr/share/doc/scowl/copyright

SCOWL is what the Hunspell dictionaries en_US and en_GB are made from. Taken are its sizes up
to 70 (“large”), with the accepted variants; 80 and 95 hold rare words that are mostly slips
in a newsletter. The file has a line for each three opening letters, with the words that
begin so, and then two lines of pairs, `favour:favor` and `organise:organize`.
Same lists in, same bytes out.
"""

from __future__ import annotations

import gzip
import shutil
import sys
from pathlib import Path

OUT = Path(__file__).parents[1] / "src" / "mekong_print" / "words"
SIZES = (10, 20, 35, 40, 50, 55, 60, 70)
SORTS = ("words", "upper", "proper-names", "abbreviations", "contractions")
# American letters, and the British ones in their place.
PARTS = (
    ("or", "our"), ("er", "re"), ("ense", "ence"), ("l", "ll"), ("ll", "l"), ("e", "ae"),
    ("e", "oe"), ("og", "ogue"), ("ay", "ey"), ("ow", "ough"), ("old", "ould"), ("olt", "oult"),
    ("ax", "axe"), ("yz", "ys"), ("sk", "sc"), ("i", "y"), ("g", "gg"), ("ck", "que"),
    ("dgm", "dgem"), ("z", "s"), ("en", "enn"), ("p", "pp"), ("s", "ss"), ("st", "str"),
)  # fmt: skip
VARIANTS = ("variant_1", "variant_2", "british_variant_1", "british_variant_2")


def read(lists: Path, variety: str, sorts: tuple[str, ...] = SORTS) -> set[str]:
    """The words of one variety, without possessives."""
    paths = [lists / f"{variety}-{sort}.{size}" for sort in sorts for size in SIZES]
    words = [path.read_text("utf-8").split() for path in paths if path.exists()]
    return {word for some in words for word in some if not word.endswith("'s")}


def spellings(lists: Path) -> dict[str, dict[str, str]]:
    """Words that tell where a text was written, each with how it is spelled elsewhere."""
    american, british = read(lists, "american", ("words",)), read(lists, "british", ("words",))
    oxford, english = read(lists, "british_z", ("words",)), read(lists, "english", ("words",))
    abroad = american - british - oxford - english - read(lists, "british_variant_1", ("words",))
    home = (british & oxford) - american - english
    ise, ize = british - oxford, oxford - british
    zed = {word: other for word in sorted(ise) for other in swaps(word, "s", "z") if other in ize}
    pairs = {
        word: other
        for word in sorted(home)
        for there, here in PARTS
        for other in swaps(word, here, there)
        if other in abroad and other != word
    }
    return {"british": pairs, "ise": zed}


def swaps(word: str, old: str, new: str) -> list[str]:
    """A word with one place, or every place, of some letters changed."""
    places = [at for at in range(len(word)) if word.startswith(old, at)]
    once = [word[:at] + new + word[at + len(old) :] for at in places]
    return [*once, word.replace(old, new)]


def written(lists: Path) -> str:
    """The file, before it is packed."""
    every = {word for one in ("english", "american", "british", "british_z", *VARIANTS)
             for word in read(lists, one)}  # fmt: skip
    rows: dict[str, list[str]] = {}
    for word in sorted(every):
        rows.setdefault(word[:3], []).append(word)
    lines = [" ".join(["", *words, ""]) for _, words in sorted(rows.items())]
    told = [
        " ".join([f"={name}", *(f"{word}:{other}" for word, other in pairs.items())])
        for name, pairs in spellings(lists).items()
    ]
    return "\n".join([*lines, *told]) + "\n"


def main(lists: str, copyright_: str) -> None:
    """Write the list and its licence."""
    OUT.mkdir(exist_ok=True)
    packed = gzip.compress(written(Path(lists)).encode(), 9, mtime=0)
    (OUT / "en.txt.gz").write_bytes(packed)
    shutil.copyfile(copyright_, OUT / "SCOWL-LICENSE")
    print(f"{len(packed):,} bytes")


if __name__ == "__main__":
    main(*sys.argv[1:3])
