"""What is guessed of a PDF: the right thing where it is said, and how sure that is."""

import datetime as dt

import pytest
from pikepdf import Name, OutlineItem, Pdf, String

from adopt import hostile
from mekong_print.pdf.adoption import guess
from mekong_print.pdf.clues import dates_in, language_in, number_in, number_in_name
from mekong_print.volume.guesses import as_words


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("River Letter, Issue 22", 22),
        ("ISSUE NO. 7 – March", 7),
        ("Vol. 3, No. 5", 5),
        ("Volume 12", 12),
        ("Newsletter #104", 104),
        ("N° 9", 9),
        ("№ 31", 31),
        ("Bản tin số 12", 12),
        ("Ausgabe 4", 4),
        ("numéro 18", 18),
        ("The issue of land reform", None),
        ("In 2025, 14 dams", None),
        ("No. 1,250 of them", None),
    ],
)
def test_number_is_read_by_the_words_before_it(text, number):
    clue = number_in(text)
    assert (clue.number if clue else None) == number


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("018-clean-air", 18),
        ("issue_22", 22),
        ("River-No5-web", 5),
        ("letter 2024-03-01", None),
        ("letter-20240301-n7", None),
        ("river 31", 31),
        ("annual-report-2024", None),
        ("3 of 4", None),
        ("scan", None),
    ],
)
def test_number_in_a_file_name(name, number):
    clue = number_in_name(name)
    assert (clue.number if clue else None) == number


@pytest.mark.parametrize(
    ("text", "day", "sure"),
    [
        ("31 October 2025", "2025-10-31", "likely"),
        ("October 31st, 2025", "2025-10-31", "likely"),
        ("31. Oktober 2025", "2025-10-31", "likely"),
        ("le 1 août 2024", "2024-08-01", "likely"),
        ("ngày 5 tháng 3 năm 2024", "2024-03-05", "likely"),
        ("2025-10-31", "2025-10-31", "likely"),
        ("31.10.2025", "2025-10-31", "likely"),
        ("31/10/2025", "2025-10-31", "weak"),
        ("10/31/2025", "2025-10-31", "weak"),
        ("October 2025", "2025-10-01", "weak"),
        ("river_20251031", "2025-10-31", "weak"),
        ("2025-13-45", None, ""),
        ("31 February 2025", None, ""),
        ("1250 2000", None, ""),
    ],
)
def test_date_is_read_and_never_made_up(text, day, sure):
    clue = next(dates_in(text), None)
    found = (clue.date.isoformat(), clue.sure) if clue and clue.date else (None, "")
    assert found == (day, sure)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The people of the delta and the river that is in it", "en"),
        ("Người dân của đồng bằng sông Cửu Long", "vi"),
        ("ព្រះរាជាណាចក្រកម្ពុជា", "km"),
        ("ສາທາລະນະລັດ", "lo"),
        ("ราชอาณาจักรไทย", "th"),
        ("Les gens du delta et le fleuve dans une vie pour des années", "fr"),
        ("1234 – 5678", ""),
        ("", ""),
    ],
)
def test_language_by_its_letters_or_its_commonest_words(text, language):
    assert language_in(text) == language


def test_words_of_a_pdf_are_one_line_without_marks():
    assert as_words("a\r\nb\u202ec\u2066\x00\ud800\u200bd") == "a bcd"
    assert as_words("ក\u200cខ") == "ក\u200cខ"  # a joiner is a part of the word
    assert len(as_words("word " * 1000)) <= 300


# ---------------------------------------------------------------- whole PDFs


def page(*lines: tuple[int, str]) -> bytes:
    """The content of a page: sizes and words, from the top down."""
    height, shown = 560, b""
    for size, words in lines:
        shown += b"BT /F %d Tf 40 %d Td (%s) Tj ET\n" % (size, height, words.encode("latin-1"))
        height -= size * 2 + 20
    return shown


FRONT = page(
    (9, "River Letter - Issue 22 - 31 October 2025"),
    (30, "Clean Air at Last"),
    (14, "What the bill says and what it leaves out"),
    (10, "The people of the delta and the river that is in it for them"),
    (18, "Thailand Passes a Bill"),
    (10, "by Natamon Aumphin, in Bangkok"),
    (10, "The bill is the first of its kind in the region and that is the news"),
)


def test_first_page_alone_is_enough_for_a_good_guess():
    made = guess(hostile.document({4: hostile.stream(FRONT)}), "river-22.pdf")
    assert (made.number.value, made.number.sure) == (22, "sure")  # the page and the file's name
    assert made.number.origin == "the first page and the file name"
    assert made.date.value == dt.date(2025, 10, 31)
    assert (made.title.value, made.title.sure) == ("Clean Air at Last", "weak")
    assert made.subtitle.value == "What the bill says and what it leaves out"
    assert made.lang.value == "en"
    (article,) = [one for one in made.articles.value if one.title.startswith("Thailand")]
    assert (article.authors, article.page) == (("Natamon Aumphin",), 1)


def test_two_places_that_agree_make_a_guess_sure():
    def change(pdf: Pdf) -> None:
        pdf.docinfo[Name.Title] = String("River Letter")

    made = guess(hostile.edited(change), "x.pdf")
    assert (made.title.value, made.title.sure) == ("River Letter", "sure")


@pytest.mark.parametrize("title", ["Microsoft Word - letter.docx", "untitled", "letter.indd", "x"])
def test_title_that_a_program_wrote_is_no_title(title):
    def change(pdf: Pdf) -> None:
        pdf.docinfo[Name.Title] = String(title)

    made = guess(hostile.edited(change), "x.pdf")
    assert made.title.value == "River Letter, Issue 7"


@pytest.mark.parametrize("author", ["Administrator", "user", "a@example.org", " ; "])
def test_author_who_is_nobody_is_left_out(author):
    def change(pdf: Pdf) -> None:
        pdf.docinfo[Name.Author] = String(author)

    assert guess(hostile.edited(change), "x.pdf").authors is None


def test_outline_gives_sections_and_articles():
    def change(pdf: Pdf) -> None:
        pdf.add_blank_page()
        with pdf.open_outline() as outline:
            root = OutlineItem("River Letter", 0)
            country = OutlineItem("Cambodia 🇰🇭", 0)
            country.children.append(OutlineItem("The River Rises", 1))
            root.children += [OutlineItem("Contents", 0), OutlineItem("Note", 0), country]
            outline.root.append(root)

    made = guess(hostile.edited(change), "x.pdf")
    (section,) = made.sections.value
    assert (section.title, section.region, section.page) == ("Cambodia", "kh", 1)
    assert [(one.title, one.section, one.page) for one in made.articles.value] == [
        ("Note", "", 1),
        ("The River Rises", "Cambodia", 2),
    ]
    assert made.articles.origin == "the outline"


def test_file_that_could_be_run_is_told():
    made = guess(hostile.files_with_evil_names(), "x.pdf")
    together = " ".join(made.remarks)
    assert "“setup.exe”" in together
    assert "could lead astray, “../../evil.txt”" in together
    assert "plain.txt" not in together
    assert together.isprintable()


def test_scan_says_that_it_has_no_text():
    made = guess(hostile.document({4: hostile.stream(b"0 0 9 9 re f")}), "scan 4.pdf")
    assert made.remarks == ("No text was found on its pages: a scan, or letters without a code.",)
    assert (made.title.value, made.title.sure) == ("scan 4", "weak")
    assert (made.number.value, made.number.sure) == (4, "weak")
    assert made.articles is None


def test_edition_of_ours_is_read_without_a_mistake(press):
    path = press.root / "output" / "mekong-belt-022-briefing.pdf"
    made = guess(path.read_bytes(), path.name)
    assert (made.number.value, made.number.sure) == (22, "sure")
    assert (made.date.value, made.date.sure) == (dt.date(2025, 10, 31), "sure")
    assert (made.title.value, made.title.sure) == ("From Ceasefires to Clean Air", "sure")
    assert [one.title for one in made.sections.value] == [
        "Cambodia", "Thailand", "Myanmar", "Lao PDR",
    ]  # fmt: skip
    assert [one.region for one in made.sections.value] == ["kh", "th", "mm", "la"]
    assert made.articles.value[1].authors == ("Malai Yatt",)
