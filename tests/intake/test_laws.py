"""Laws of the import: no word is lost, every structure is found again, nothing makes it fail."""

import datetime as dt
import re
import unicodedata
from itertools import pairwise

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from mekong_print.intake import Wishes, read_newsletter
from mekong_print.parse.issue import House, parse_issue
from mekong_print.regions import emoji_of
from mekong_print.walk import plain

DESK = "Assumeddesk"
TITLE = "Assumedtitle"
WISHES = Wishes(desk=DESK, title=TITLE, next_number=77)
FLAG_LETTERS = re.compile("[\U0001f1e6-\U0001f1ff\ufe0f]")


def imported(text, wishes=WISHES):
    """The import of a text and the tree of its Markdown, which must hold no error."""
    result = read_newsletter(text if isinstance(text, bytes) else text.encode(), "in.txt", wishes)
    assert result.errors == ()
    parsed = parse_issue(result.markdown.encode(), "issues/x/issue.md", House({DESK: ""}))
    assert parsed.errors == (), result.markdown
    assert parsed.issue is not None
    return result, parsed.issue


# ---------------------------------------------------------------- the tree as a newsletter


def paragraphs(blocks):
    for block in blocks:
        yield from paragraphs(block.blocks) if block.kind == "passage" else [plain(block)]


def byline_lines(byline):
    if byline is None:
        return
    names = ", ".join(byline.names[:-1])
    names = f"{names} and {byline.names[-1]}" if names else byline.names[-1]
    parts = [names, byline.role, f"in {byline.place}" if byline.place else ""]
    parts += ["place withheld" if byline.withheld else ""]
    yield "by " + ", ".join(part for part in parts if part)


def story_lines(story):
    if story.kind == "article":
        yield plain(story.headline)
        yield from [plain(story.standfirst)] if story.standfirst else []
    yield from byline_lines(story.byline)
    yield from paragraphs(story.body)
    for bio in story.bios:
        yield from paragraphs(bio.blocks)


def as_newsletter(issue):
    """The lines of a tree, written as the newsletter writes them; the deadline is left out."""
    yield issue.title
    yield f"Issue {issue.number} — {issue.subtitle}"
    for section in issue.sections:
        yield plain(section.title) + (f" {emoji_of(section.region)}" if section.region else "")
        for story in (section.note, *section.articles):
            yield from story_lines(story) if story else []


# ---------------------------------------------------------------- newsletters that are in order

# Signs that Markdown, YAML or this format could stumble over, among plain words.
ODD = st.sampled_from(
    "*a* **b** _c_ __d__ snake_case Laos-China PM2.5 `e` `` [f] [g](h) [i]: [^1] [^2]: ![j](k) "
    "<b> <https://x.example> < a<b &amp; AT&T &#35; \\ \\* \\\\ | |---| --- === # ## > + - * 1. 2) "
    "31. {#x} {flag=kh} {y} ::: :::: ~~~ ``` ~ ^ = % @ ! ? “curly” ‘q’ ’s it's … — – é Phạm ខ្មែរ "
    "မြန်မာ ລາວ ไทย 中文 \u00a0 \u200b 😀 $x$ #tag @me http://x.example/a_b_c?d=1&e=2 null yes 007 "
    "by in and & Issue 22 'a' \"b\" (c) <!-- d --> </e> [k]{lang=vi} a:b c: Dr. e.g.".split(" ")
)
WORD = st.one_of(st.text("abcdeéàMNPạ'’-", min_size=1, max_size=8), ODD)
WORDS = st.lists(WORD, min_size=1, max_size=8).map(" ".join).map(str.strip).filter(bool)
BEGINNING = st.sampled_from(["", "# ", "- ", "1. ", "> ", "::: bio ", "--- ", "\\", "`", "| "])
SENTENCE = st.tuples(BEGINNING, WORDS, st.sampled_from([".", "!", "?", "…", ".”", "?’", ".)"])).map(
    "".join
)
NAME = st.sampled_from(
    ["May", "A. Penman", "Bopha Penman", "C. van der Author", "Phạm Author", "Myat Moe Author",
     "Öden da Silva", "O’Neil Placeholder", "D. E. Author", "Maria dela Penman",
     "Omar al-Author", "Jean d’Author"]
)  # fmt: skip
PLACE = st.sampled_from(["", "Phnom Penh", "Nay Pyi Taw", "Đà Nẵng", "Washington, D.C."])
ROLE = st.sampled_from(["", "Lead Editor - Mekong Belt Desk", "Editors"])
COUNTRY = st.sampled_from(
    [("The Philippines", "ph"), ("Brunei Darussalam", "bn"), ("Lao PDR", "la"), ("Việt Nam", "vn")]
)


def reads_otherwise(text):
    """Lines that would be something else in any newsletter."""
    low = text.casefold()
    openings = ("by ", "by\u00a0", "issue", "editorial deadline", "editor")
    return low.startswith(openings) or not text.strip("\u00a0\u200b ")


headlines = WORDS.filter(lambda x: not reads_otherwise(x) and not re.search(r"[.!?…:;,]\W*$", x))
sentences = SENTENCE.filter(lambda x: not reads_otherwise(x))


def text_below(names):
    """Paragraphs of which none but the first opens with a part of a name."""
    tokens = {token.casefold().strip(".,’'") for name in names for token in name.split()}
    names = tuple(name.casefold() for name in names)

    def is_text(line):
        first = re.sub(r"['’]s$", "", line.split()[0].casefold().strip("\"'‘’“”[]().,;:!?*_"))
        return first.strip("'’") not in tokens and not line.casefold().startswith(names)

    return st.lists(sentences.filter(is_text), min_size=1, max_size=4)


@st.composite
def stories(draw):
    names = tuple(draw(st.lists(NAME, min_size=1, max_size=3, unique=True)))
    bios = (
        [f"{name.split()[-1]} {draw(sentences)}" for name in names] if draw(st.booleans()) else []
    )
    return {
        "headline": draw(headlines),
        "standfirst": draw(st.one_of(st.just(""), sentences)),
        "names": names,
        "place": draw(PLACE),
        "role": draw(ROLE),
        "body": draw(text_below(names)),
        "bios": bios,
    }


ANY_TITLE = st.just("") | headlines
ANY_SUBTITLE = st.none() | headlines


@st.composite
def newsletters(draw, titles=ANY_TITLE, subtitles=ANY_SUBTITLE):
    sections = []
    for country, code in draw(st.lists(COUNTRY, min_size=1, max_size=3, unique=True)):
        articles = draw(st.lists(stories(), min_size=1, max_size=3))
        for article, following in pairwise(articles):
            if not article["bios"]:
                # Nothing tells where the text above ends: only a bare headline is sure.
                following["standfirst"] = ""
        sections.append({"title": country, "code": code, "articles": articles})
    note = draw(st.one_of(st.none(), stories()))
    return {
        "title": draw(titles),
        "subtitle": draw(subtitles),
        "note": note,
        "sections": sections,
        "deadline": draw(st.booleans()),
    }


def byline_of(story):
    names = ", ".join(story["names"][:-1])
    names = f"{names} and {story['names'][-1]}" if names else story["names"][-1]
    parts = [names, story["role"], f"in {story['place']}" if story["place"] else ""]
    return "by " + ", ".join(part for part in parts if part)


def newsletter_lines(issue):
    yield from [issue["title"]] if issue["title"] else []
    yield f"Issue 22 — {issue['subtitle']}" if issue["subtitle"] else "Issue 22"
    if issue["note"]:
        yield from ["Editor’s Note", byline_of(issue["note"]), *issue["note"]["body"]]
    for section in issue["sections"]:
        yield f"{section['title']} {emoji_of(section['code'])}"
        for story in section["articles"]:
            yield from [story["headline"], *([story["standfirst"]] if story["standfirst"] else [])]
            yield from [byline_of(story), *story["body"], *story["bios"]]
    if issue["deadline"]:
        yield "Editorial Deadline 31/10/2025 11:59 PM (UTC +8)"


SHAPES = st.fixed_dictionaries(
    {
        "end": st.sampled_from(["\n", "\r\n", "\r", "\n\n", " \n \n\t", "\u2028", "  \r\n\r\n"]),
        "mark": st.sampled_from(["", "\ufeff"]),
        "form": st.sampled_from(["NFC", "NFD"]),
    }
)


def as_file(lines, shape):
    text = shape["mark"] + shape["end"].join(lines) + shape["end"]
    return unicodedata.normalize(shape["form"], text)


def flat(text):
    """A text as the tree gives it: composed, its words apart by single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def same_story(story, found, *, is_note=False):
    if not is_note:
        assert plain(found.headline) == flat(story["headline"])
        assert plain(found.standfirst) == flat(story["standfirst"])
    byline = found.byline
    assert byline.names == story["names"]
    assert (byline.place, byline.role) == (story["place"], story["role"])
    assert list(paragraphs(found.body)) == [flat(text) for text in story["body"]]
    bios = [text for bio in found.bios for text in paragraphs(bio.blocks)]
    assert bios == ([] if is_note else [flat(text) for text in story["bios"]])


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(newsletters(), SHAPES)
def test_a_newsletter_in_order_is_found_again_piece_by_piece(letter, shape):
    result, issue = imported(as_file(newsletter_lines(letter), shape))
    assert issue.number == result.number == 22
    assert flat(issue.title) == flat(letter["title"] or TITLE)
    assert flat(issue.subtitle) == flat(letter["subtitle"] or "")
    sections = issue.sections[1:] if letter["note"] else issue.sections
    if letter["note"]:
        assert plain(issue.sections[0].title) == "Editor’s Note"
        same_story(letter["note"], issue.sections[0].note, is_note=True)
    assert [s.region for s in sections] == [s["code"] for s in letter["sections"]]
    for section, found in zip(letter["sections"], sections, strict=True):
        assert plain(found.title) == section["title"]
        for story, article in zip(section["articles"], found.articles, strict=True):
            same_story(story, article)
    moment = dt.datetime(2025, 10, 31, 15, 59, tzinfo=dt.UTC) if letter["deadline"] else None
    assert issue.deadline == moment


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(newsletters(headlines, headlines), SHAPES)
def test_every_word_of_a_newsletter_is_in_the_tree_in_its_order(letter, shape):
    lines = list(newsletter_lines(letter))
    _, issue = imported(as_file(lines, shape))
    if letter["deadline"]:
        assert issue.deadline.isoformat() == "2025-10-31T23:59:00+08:00"
        lines.pop()
    assert " ".join(as_newsletter(issue)).split() == flat(" ".join(lines)).split()


# ---------------------------------------------------------------- any text at all

# What the reader refuses (tests in test_refusals.py): controls, overrides, noncharacters.
ANY_LETTER = st.characters(
    exclude_categories=("Cs", "Cc"),
    exclude_characters="\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff\ufeff",
)
FRAGMENT = st.one_of(
    st.text(ANY_LETTER, max_size=20),
    WORDS,
    SENTENCE,
    st.sampled_from(
        ["Cambodia 🇰🇭", "🇱🇦 Lao PDR", "Europe 🇪🇺", "🇰🇭", "🇰🇭🇹🇭 Border", "A 🇰🇭 in between", "Half 🇰",
         "Editor’s Note", "EDITOR'S NOTE:", "Issue 5", "Issue #9 - Words", "ISSUE 7: More — words",
         "Issue 22–23", "Issue 123456", "by May", "by A. Writer, in Vientiane", "By Design",
         "By contrast, boats are slow.", "by the river we sat", "by the river we sat.", "by dr. No",
         "by A. Writer and B. Author, Editors", "by C. Author, place withheld", "by Someone (Ed.)",
         "by A. Author/B", "by Nobody knows, in Huế",
         "by\u00a0May", "BY MAY", "May is a month.", "Writer writes.", "Author’s bio", "A headline",
         "Editorial Deadline tomorrow", "Editorial deadline 31/13/2025", "A headline", "Words.",
         "Editorial Deadline: it is over.", "{#id}", "A {flag=kh}", "::: bio", ":::", "---"]
    ),
)  # fmt: skip
CONNECTORS = {"by", "and", "&", "in", "place", "withheld", "issue", "", "77"}


def words_of(lines):
    """Words without what the tree keeps as a value: flags, byline words, the signs between them."""
    text = FLAG_LETTERS.sub(" ", unicodedata.normalize("NFC", " ".join(lines)))
    stripped = (word.strip(",;:.|—–-#") for word in text.replace("\ufeff", "").split())
    return [w for w in stripped if w.casefold() not in CONNECTORS]


def without_number(lines, number):
    """The text without the one line's number that the tree keeps as a value."""
    pattern = re.compile(rf"(issue\s*(?:no\.?|number|#|№)?\s*)0*{number}(?!\d)", re.IGNORECASE)
    for index, line in enumerate(lines):
        if pattern.match(line):
            return [*lines[:index], pattern.sub(r"\1", line), *lines[index + 1 :]]
    return lines


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(FRAGMENT, min_size=1, max_size=14),
    st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\u2028"]),
)
@example(["by A. Writer", "by B. Author", "by C. Author", "Text."], "\n")
@example(["Cambodia 🇰🇭", "🇰🇭", "by A. Writer", "Text.", "🇰🇭", "by May"], "\n")
@example(["Twice", "by May", "Text.", "May one.", "Twice", "by May", "Text."], "\n")
def test_no_text_fails_and_none_loses_a_word(fragments, end):
    text = end.join(fragments)
    assume(text.strip())
    result, issue = imported(text)
    lines = [line for line in re.split("[\r\n\u2028\u2029\x85]", text) if line.strip()]
    kept = list(as_newsletter(issue))
    in_tree = [w for w in words_of(kept) if w not in (DESK, TITLE)]
    wanted = [words_of(lines)]
    if result.number != WISHES.next_number:
        kept[1] = issue.subtitle
        in_tree = [w for w in words_of(kept) if w not in (DESK, TITLE)]
        wanted.append(words_of(without_number([line.strip() for line in lines], result.number)))
    assert in_tree in wanted
    for finding in result.assumptions:
        assert finding.code == "N01"
        assert finding.message
        assert finding.hint
        assert 1 <= finding.at.line <= text.count("\n") + text.count("\r") + 1


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail(raw):
    result = read_newsletter(raw, "in.txt", WISHES)
    assert bool(result.markdown) != bool(result.errors)
