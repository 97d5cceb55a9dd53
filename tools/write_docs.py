"""Write the pages of docs/ that are made from the code: findings, rules, and the record's schema.

    python tools/write_docs.py           write them (in the project's environment)
    python tools/write_docs.py --check   say which are out of date

A new finding needs a line in TO_DO here; a rule brings all that its page needs along.
tests/docs holds all of it together.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from mekong_print import typed
from mekong_print.check.registry import FAMILIES as RULE_FAMILIES
from mekong_print.check.registry import rules_of
from mekong_print.check.rule import Example, Rule
from mekong_print.document import Issue
from mekong_print.findings import CODES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"

FAMILIES = {
    "M": "Front matter and configuration",
    "S": "Structure",
    "B": "Bylines and bios",
    "A": "Access",
    "I": "Pictures",
    "P": "Pages",
    "V": "Adopted PDFs",
    "W": "Waivers",
    "N": "Notes",
}

# What to do about each finding, in an editor's words.
TO_DO = {
    "M01": "Open the file with a line `---`, lines such as `number: 22`, and a line `---`.",
    "M02": "Look at the line that is named. Most often a value holds a colon: put the value "
    "between quotation marks.",
    "M03": "Correct the key; the message names the nearest one. All keys are in "
    "[settings.md](settings.md), those of a sidecar in [archiving.md](archiving.md#the-sidecar).",
    "M04": "Write the value as the message says: a whole number, a date such as `2025-10-31`, "
    "a time with its zone.",
    "M05": "Write the value out, between quotation marks if it opens with `&`, `*` or `!`.",
    "M06": "Delete one of the two lines.",
    "M07": "Add the line. An issue needs `desk`, `number` and `title`.",
    "M08": "Write a language that the publication can be set in, or, for words in another "
    "language, a code such as `km`.",
    "M09": "Write the desk as it stands in `mekong.toml`, letter for letter, or add it there.",
    "M10": "Give one of the two issues another number.",
    "M11": "Mend the date, or put the corrections in the order of time.",
    "M12": "Name the file after its language, in small letters (`issue.vi.md`), and leave `lang` "
    "out or write the same.",
    "M13": "Keep one of the two, or name the other after the language that it is in.",
    "M14": "Put the original beside it, as `issue.md`, and mend what is wrong with it.",
    "M15": "Write what the original says: desk, number, date and deadline are the same in every "
    "language.",
    "M16": "Bring it up to date with the line of the original that is named, then mark it with "
    "`mekong translate … --done --line …` "
    "([source-format.md](source-format.md#when-the-original-changes)).",
    "M17": "Translate it. What is to stay as it is is marked in the same way.",
    "M18": "Compare it with the original once, then `mekong translate … --done`.",
    "M19": "Translate it in the catalog that is named ([how](../CONTRIBUTING.md#words)). Until "
    "then the word is printed in English.",
    "S01": "Write the issue below its front matter, beginning with a section: `# Cambodia 🇰🇭`.",
    "S02": "Save the file as UTF-8. If a character is named, delete it: it cannot be seen in "
    "most editors.",
    "S03": "Write a section’s heading above the text.",
    "S04": "Give one of the two headings an id of its own: `{#another-id}` at its end.",
    "S05": "Write a note or an article below the heading, or delete it.",
    "S06": "Write the title behind the `#`.",
    "S07": "Use Markdown instead. For the sign itself, write `\\<`.",
    "S08": "Correct the name behind `:::`, or end the block with a line `:::`. A block that holds "
    "another has one colon more.",
    "S09": "Use the flag of a country, or `{flag=kh}` with its two-letter code. A topic, and an "
    "article, have none.",
    "S10": "Write it flatter, part the long piece, or split the issue. The limits are in "
    "[source-format.md](source-format.md#files-and-limits).",
    "S11": "Write the note (`[^1]: …`), put its call where it belongs, or delete the one without "
    "the other.",
    "S12": "A heading may end with `{#an-id}` or `{flag=kh}`, words in another language with "
    "`{lang=vi}`; nothing else can be said in braces.",
    "S13": "Links go to `https://`, `http://`, `mailto:` or to an id of the issue, and have words.",
    "S14": "Write the article, or delete the headline.",
    "S15": "Add a column to the table’s head, or write a backslash before a bar that is no border.",
    "S16": "Write what is missing, then delete the TK.",
    "S17": "Put `{#the-id}` behind the headline that it belonged to, or retire it in `mekong.toml` "
    "with a reason ([settings.md](settings.md#retired)).",
    "S18": "Write an id behind each heading, as the original has it (`mekong show` prints them), "
    "or add what is missing.",
    "S19": "Translate what is missing, or delete what is too much. A part may be left out on "
    "purpose.",
    "B01": "Write it like `by Malai Yatt, in Phnom Penh` or `by A. Lee and B. Ong, Editors`.",
    "B02": "Write a byline below the headline, or leave it: an article may go without.",
    "B03": "Move the bio below the last paragraph of its article.",
    "A01": "Say in the square brackets what the picture shows: `![A boat at dusk](boat.jpg)`.",
    "I01": "Put the picture beside `issue.md`, and write its name as it is.",
    "I02": "Copy the picture into the issue’s folder, and write its name alone.",
    "I03": "Save it again as PNG, JPEG, GIF, WebP or SVG, smaller if it is very large.",
    "I04": "Put the picture in a paragraph of its own, with empty lines around it.",
    "I05": "Make the pictures smaller: a page needs two megapixels. If they are meant to be so "
    "large, raise `megapixels` in [settings.md](settings.md#limits).",
    "P01": "Shorten or part the longest word of the line: often an address.",
    "P02": "Add or cut a few words in the paragraph.",
    "P03": "Add or cut a few words in the paragraph, or above it.",
    "P04": "Cut or add a few lines above the heading.",
    "P05": "Shorten the bio, or cut a few lines of the article.",
    "P06": "Cut a few lines of the issue, or add some.",
    "P07": "Write the characters differently, or add a font that has them to `fonts/` and to the "
    "layout.",
    "P08": "Look at the layout, if you changed it; else report it.",
    "P11": "Type the syllable anew: consonant first, then what is below, above and behind it, "
    "tone last. Text from a PDF often has its letters in the order of the page.",
    "P12": "Delete one of the two, or get the font anew. `mekong fonts` lists all.",
    "P09": "Mend what is named; `mekong inspect --standard` tells more. Or leave it: the PDF is "
    "made without the claim.",
    "V01": "Put the old PDF back, or delete the sidecar and run `mekong adopt` on the new one.",
    "V02": "Put the PDF back as `original.pdf`, or delete the folder.",
    "V03": "Count the pages of the PDF from 1, whatever number is printed on them.",
    "V04": "Change `number` in one of the two, or delete the one that is wrong.",
    "V05": "Give one of the two another id.",
    "V06": "Write the section’s title or id as it stands under `[[sections]]`, or leave `section` "
    "out.",
    "P21": "Build it again with mekong-print, or ask whoever made it for a tagged PDF.",
    "P22": "Build it again, or set title and “show the title” in the program that made it.",
    "P23": "Build it again, or set the language in the program that made it.",
    "P24": "Embed all fonts, also those that every machine seems to have.",
    "P25": "Describe the picture in the source: `![A boat at dusk](boat.jpg)`.",
    "P26": "Build it again. Let roman numerals count what stands before page 1.",
    "P27": "Build it again, or make bookmarks of the headings in the program that made it.",
    "P28": "Leave it, unless a library or an archive asks for PDF/UA or PDF/A.",
    "P29": "Make its pictures smaller, or send a link.",
    "P30": "Shorten what is too wide: a long word, a table, an address.",
    "P31": "Add a font that has the characters, or write them differently.",
    "P32": "Delete the page, if it is not meant to be empty.",
    "P33": "Correct the link; take scripts, forms and actions out.",
    "P34": "Make the PDF again. A false claim is worse than none.",
    "P35": "Mend what the check finds, and build it again.",
    "W01": "Write one code, and why: `<!-- check: ok Q21 the court’s own words -->`. What stops a "
    "build for another reason cannot be waived.",
    "W02": "Write the code as it is in [rules.md](rules.md).",
    "W03": "Delete it, or put it beside the place that needs it.",
    "N01": "Compare the line with the newsletter, and correct the issue where the guess is wrong.",
    "N02": "Compare the line of the sidecar with the PDF, correct it, and take the mark away "
    "([archiving.md](archiving.md#the-sidecar)).",
    "N03": "Nothing: the PDF itself stays as it is "
    "([archiving.md](archiving.md#what-is-taken-out)).",
}

_HEAD = """# Findings

<!-- Written by tools/write_docs.py from src/mekong_print/findings.py; do not edit it by hand. -->

What `mekong` finds wrong in a source or on a page is printed with its place, its code, and what to
do about it:

    issues/022-clean-air/issue.md:14:1: error B01: This byline cannot be read: it names nobody.

An **error** stops the edition that it is in. A **warning** is printed and stops nothing. A **note**
says what an import had to assume. A code is never given a second meaning. What `mekong check` finds
beyond this, by the rules of the house, is in [rules.md](rules.md).
"""

_RULES = """# Rules

<!-- Written by tools/write_docs.py from src/mekong_print/check/; do not edit it by hand. -->

What `mekong check` looks for, beyond the [findings](findings.md) of reading and printing. Each rule
has a code, which is never given a second meaning, and a level: an **error** stops `mekong build`, a
**warning** is probably wrong, a **note** is worth a look. [mekong.toml](settings.md#levels) can set
another level, or switch a rule off; a [waiver](source-format.md#waivers) lets one place stand.

Issue 22 of The Mekong Belt was read by a careful sub-editor. Of the {decidable} faults there that
can be decided without knowing the world, the rules find {found}. Of {traps} places that look like
faults and are none, they find fault with {alarms}. In all, they report {noise} warnings and errors
on each 1,000 words of that raw copy.
"""


def findings_page() -> str:
    """docs/findings.md."""
    lines = [_HEAD]
    for family, title in FAMILIES.items():
        lines += [f"## {family}: {title}", "", "| code | level | what it is | what to do |"]
        lines.append("|---|---|---|---|")
        for code, (level, about) in CODES.items():
            if code.startswith(family):
                lines.append(f"| {code} | {level} | {about} | {TO_DO[code]} |")
        lines.append("")
    return "\n".join(lines)


def rules_page() -> str:
    """docs/rules.md, with the counts that tests/check_seed.py takes."""
    sys.path.insert(0, str(ROOT / "tests"))
    from check_seed import counts

    taken = counts()
    lines = [_RULES.format(**{name: getattr(taken, name) for name in taken.__slots__})]
    for family in RULE_FAMILIES:
        lines += [f"## {family.letter}: {family.title}", ""]
        for rule in rules_of(family):
            lines += _rule(rule)
    return "\n".join(lines)


def _rule(rule: Rule) -> Iterator[str]:
    """One rule: title, level, reason, what to do, examples."""
    yield f"### {rule.code}: {rule.title}"
    yield ""
    yield f"Level: **{rule.level}**. {rule.hint}"
    yield ""
    yield rule.reason
    for example in rule.examples:
        yield from _example(example)
    yield ""


def _example(example: Example) -> Iterator[str]:
    setting = f", with `{example.style}`" if example.style else ""
    yield ""
    yield f"{example.sort}{setting}:"
    yield ""
    yield "````text"
    yield example.text.rstrip("\n")
    yield "````"


def pages() -> dict[Path, str]:
    """All pages that are made from the code."""
    return {
        DOCS / "findings.md": findings_page(),
        DOCS / "rules.md": rules_page(),
        DOCS / "record.schema.json": typed.schema(Issue),
    }


def stale() -> list[Path]:
    """The pages that are not what the code says."""
    return [
        page
        for page, text in pages().items()
        if not page.exists() or page.read_text("utf-8") != text
    ]


def main(argv: list[str]) -> int:
    """Write the pages, or check them; 1 where one is out of date."""
    behind = stale()
    if argv == ["--check"]:
        for page in behind:
            print(f"{page.name} is out of date: run python tools/write_docs.py")
        return 1 if behind else 0
    for page in behind:
        page.write_text(pages()[page], "utf-8")
        print(page.relative_to(DOCS.parent))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
