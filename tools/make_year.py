"""Write a publication of many issues, to measure and test volumes with.

    python tools/make_year.py FOLDER --issues 52 [--desks 2] [--photos 1]

Each issue has the size of a real one (about ten pages): sections of Issue 22 and of the
sample issues in ever new order, a photo or more of its own (about 80 kB each) and a logo that
all share (about 150 kB). The dates are those of the Mondays from 6 January 2025 on. The same
words give the same files, byte for byte (with one version of Pillow). No person and no
event is made up: the texts are those that are there, and the photos say that they are none.
"""

from __future__ import annotations

import argparse
import datetime as dt
import io
import random
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

from mekong_print.ids import slug

ROOT = Path(__file__).resolve().parents[1]
SOURCES = (
    *sorted(ROOT.glob("issues/022-*/issue.md")),
    *sorted(ROOT.glob("src/mekong_print/sample/*/issue.md")),
)
WORDS = 2_550  # of ten pages in the layout “briefing”
FIRST_MONDAY = dt.date(2025, 1, 6)
CORRECTED = 13  # every thirteenth issue is a second edition
DESKS = ("Mekong Belt", "Delta", "Plateau", "Coast")
SIZE = (1000, 660)  # pixels of a photo
LOGO = "logo.png"
LOGO_SIZE = (240, 208)
GRAIN = 15  # how deep the grain of a photo is: it makes the 80 kB


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for."""

    folder: Path
    issues: int
    desks: int = 1
    photos: int = 1


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a source as its lines stand, with the pictures that it calls for."""

    title: str
    text: str
    pictures: tuple[Path, ...]

    @property
    def words(self) -> int:
        """About how many words it has."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Place:
    """Where an issue stands among all: its index, its desk, its number there, its day."""

    index: int
    desk: str
    prefix: str
    number: int

    @property
    def day(self) -> dt.date:
        """The Monday on which it comes out."""
        return FIRST_MONDAY + dt.timedelta(weeks=self.number - 1)

    @property
    def folder(self) -> str:
        """The name of its folder."""
        return "-".join(filter(None, (self.prefix, f"{self.number:03d}")))


def make_year(wish: Wish) -> None:
    """Write the publication. Raises FileExistsError when the folder is there."""
    wish.folder.mkdir(parents=True)
    (wish.folder / "mekong.toml").write_text(_settings(wish.desks), "utf-8")
    notes, pool = _sections()
    texture = _texture()
    logo = _logo(texture)
    for index in range(wish.issues):
        desk = index % wish.desks
        place = Place(index, _desk(desk), _prefix(desk), index // wish.desks + 1)
        target = wish.folder / "issues" / place.folder
        target.mkdir(parents=True)
        chosen = (notes[index % len(notes)], *_chosen(pool, index))
        text = _with_pictures(_without_dead_links(_text(place, chosen)), wish.photos, place)
        (target / "issue.md").write_text(text, "utf-8")
        (target / LOGO).write_bytes(logo)
        for picture in {path for section in chosen for path in section.pictures}:
            (target / picture.name).write_bytes(picture.read_bytes())
        for number in range(wish.photos):
            (target / _photo_name(number)).write_bytes(_photo(texture, index * 1000 + number))


# ---------------------------------------------------------------- words


def _desk(index: int) -> str:
    return DESKS[index] if index < len(DESKS) else f"Desk {index + 1}"


def _prefix(index: int) -> str:
    return slug(_desk(index)) if index else ""


# Errors of Issue 22, which is taken over as it was published (mekong.toml waives them there).
AS_PUBLISHED = ("B21", "D22", "Q22", "Q23")


def _settings(desks: int) -> str:
    tables = "".join(
        f'\n[[desks]]\nname = "{_desk(index)}"\nprefix = "{_prefix(index)}"\n'
        for index in range(desks)
    )
    levels = "".join(f'{code} = "note"\n' for code in AS_PUBLISHED)
    return (
        f'[publication]\nname = "The Weekly River"\nlanguage = "en"\n{tables}\n[levels]\n{levels}'
    )


def _sections() -> tuple[list[Section], list[Section]]:
    """The editors' notes, and all other sections, of all sources."""
    found = []
    for source in SOURCES:
        body = source.read_text("utf-8").split("\n---\n", 1)[1]
        for text in re.split(r"^(?=# )", body, flags=re.MULTILINE)[1:]:
            title = text.split("\n", 1)[0]
            names = re.findall(r"^!\[.*\]\((\S+)\)", text, re.MULTILINE)
            found.append(Section(title, text, tuple(source.parent / name for name in names)))
    notes = [section for section in found if "Editor" in section.title]
    return notes, [section for section in found if section not in notes]


def _chosen(pool: list[Section], index: int) -> list[Section]:
    """Sections in an order of the issue's own, none twice, until there are words enough."""
    order = random.Random(index).sample(pool, len(pool))
    chosen: list[Section] = []
    for section in order:
        room = WORDS - sum(one.words for one in chosen)
        if section.words <= room + 200 and section.title not in [one.title for one in chosen]:
            chosen.append(section)
    return chosen


def _text(place: Place, sections: tuple[Section, ...]) -> str:
    """An issue's source."""
    year, week, _ = place.day.isocalendar()
    names = [re.sub(r"[^\w\s’-]|[\U0001f1e6-\U0001f1ff]", "", one.title) for one in sections[1:]]
    corrections = ""
    if place.number % CORRECTED == 0:
        day = place.day + dt.timedelta(days=3)
        corrections = f"corrections:\n  - date: {day}\n    text: The order of two sections.\n"
    head = (
        f"---\ndesk: {place.desk}\nnumber: {place.number}\ntitle: Week {week} of {year}\n"
        f"subtitle: {', '.join(' '.join(name.split()) for name in names)}\n"
        f"date: {place.day}\ndeadline: {place.day - dt.timedelta(days=1)} 18:00 +07:00\n"
        f"lang: en\n{corrections}---\n\n"
    )
    return head + "\n".join(f"{one.text.strip()}\n" for one in sections)


def _without_dead_links(text: str) -> str:
    """Links to articles that are not in this issue, as plain words."""
    there = {slug(title) for title in re.findall(r"^##? (.+)$", text, re.MULTILINE)}

    def living(link: re.Match[str]) -> str:
        return link[0] if link[2] in there else link[1]

    return re.sub(r"\[([^\]]+)\]\(#([^)]+)\)", living, text)


def _with_pictures(text: str, photos: int, place: Place) -> str:
    """The logo behind the first paragraph of the note, photos behind those of articles."""
    pictures = [f"![A made-up logo: grain in one colour]({LOGO})\nThe same in all issues.\n"]
    pictures += [
        f"![A made-up photo: bands of colour with grain, as of hills and water]"
        f"({_photo_name(number)})\nNo photo: drawn for issue {place.number}, {number + 1} of "
        f"{photos}.\nPhoto: tools/make_year.py\n"
        for number in range(photos)
    ]
    waiting = iter(pictures)

    def illustrated(paragraph: re.Match[str]) -> str:
        picture = next(waiting, "")
        return f"{paragraph[0]}\n{picture}" if picture else paragraph[0]

    opening = re.compile(r"^by .+\n\n(?![:|!#>-])(?:.+\n)+", re.MULTILINE)
    text = opening.sub(illustrated, text)
    rest = "\n".join(waiting)
    return f"{text}\n{rest}" if rest else text


# ---------------------------------------------------------------- pictures


def _photo_name(number: int) -> str:
    return f"photo-{number + 1}.jpg"


def _texture() -> Image.Image:
    """Grain, larger than a photo, of which each photo takes a piece of its own."""
    width, height = SIZE[0] * 2, SIZE[1] * 2
    return Image.frombytes("L", (width, height), random.Random(22).randbytes(width * height))


def _photo(texture: Image.Image, seed: int) -> bytes:
    """Bands of colour, blurred at their edges, under a grain that no other photo has."""
    dice = random.Random(seed)
    few = Image.frombytes("RGB", (6, 5), dice.randbytes(90))
    bands = few.resize(SIZE, Image.Resampling.BICUBIC)
    left, top = dice.randrange(SIZE[0]), dice.randrange(SIZE[1])
    grain = texture.crop((left, top, left + SIZE[0], top + SIZE[1]))
    grain = grain.point([value * GRAIN // 255 for value in range(256)])
    out = io.BytesIO()
    whole = ImageChops.add(bands, Image.merge("RGB", (grain, grain, grain)))
    whole.save(out, "JPEG", quality=80)
    return out.getvalue()


def _logo(texture: Image.Image) -> bytes:
    width, height = LOGO_SIZE
    grain = [texture.crop((n * width, 0, (n + 1) * width, height)) for n in range(3)]
    out = io.BytesIO()
    Image.merge("RGB", grain).save(out, "PNG")
    return out.getvalue()


def main(argv: list[str]) -> int:
    """Write what was asked for; 2 where the folder is there already."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--issues", type=int, default=52)
    parser.add_argument("--desks", type=int, default=1)
    parser.add_argument("--photos", type=int, default=1, help="photos an issue")
    asked = parser.parse_args(argv)
    if min(asked.issues, asked.desks) < 1 or asked.photos < 0:
        parser.error("at least one issue and one desk")
    try:
        make_year(Wish(**vars(asked)))
    except FileExistsError:
        print(f"{asked.folder} is there already: name a new folder", file=sys.stderr)
        return 2
    print(asked.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
