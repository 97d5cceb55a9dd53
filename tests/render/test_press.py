"""The press sees what it was handed and nothing else, and says what went wrong as a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from mekong_print.addresses import flag_address, picture_address
from mekong_print.pressroom import Pressroom, environment
from mekong_print.render.fonts import FontShelf, families_asked_for, write_configuration
from mekong_print.render.job import Refused, Rendered, RenderJob
from proofing import ROOT

FONTS = FontShelf((ROOT / "fonts",))
STYLE = ("https://mekong.invalid/layouts/x.css", 'html { font: 10pt/14pt "Source Serif 4" }')


@pytest.fixture(scope="module")
def room() -> Iterator[Pressroom]:
    with Pressroom(FONTS) as opened:
        yield opened


def job(body: str, css: str = "", **files: bytes) -> RenderJob:
    html = f"<html lang=en><title>t</title><body>{body}"
    named = {address.replace("__", "/"): content for address, content in files.items()}
    return RenderJob(
        html, (STYLE, ("https://mekong.invalid/y.css", css)), named, "i.md", FONTS.files()
    )


def codes(answer: object) -> list[str]:
    assert isinstance(answer, Rendered), answer
    return [finding.code for finding in answer.findings]


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "http://127.0.0.1:9/x.png",
        "https://example.org/x.png",
        "../../etc/hostname",
        "ftp://127.0.0.1/x",
        "https://mekong.invalid/pictures/not-handed-over.png",
    ],
)
def test_a_picture_from_anywhere_else_stops_the_work(room: Pressroom, address: str) -> None:
    answer = room.submit(job(f'<img src="{address}" alt="x">')).result()
    assert isinstance(answer, Refused)
    assert answer.missing
    assert "not there" in answer.message


@pytest.mark.parametrize(
    "css",
    [
        "@import url(http://127.0.0.1:9/x.css);",
        "body { background: url(file:///etc/hostname) }",
        "@font-face { font-family: X; src: url(http://127.0.0.1:9/x.ttf) }",
    ],
)
def test_a_style_sheet_cannot_reach_out(room: Pressroom, css: str) -> None:
    answer = room.submit(job("<p>Words.</p>", css)).result()
    assert isinstance(answer, Refused)
    assert answer.missing


def test_an_attachment_link_carries_no_file_of_the_machine(room: Pressroom) -> None:
    answer = room.submit(
        job('<link rel="attachment" href="file:///etc/hostname"><p>x</p>')
    ).result()
    assert isinstance(answer, Refused)


def test_a_refusal_inside_a_drawing_is_not_swallowed(room: Pressroom) -> None:
    drawing = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        b'<image href="http://127.0.0.1:9/x.png" width="9" height="9"/></svg>'
    )
    address = picture_address("d.svg")
    wanted = replace(job(f'<img src="{address}" alt="x">'), files={address: drawing})
    answer = room.submit(wanted).result()
    assert isinstance(answer, Refused)


def test_a_family_that_is_in_no_font_is_an_error(room: Pressroom) -> None:
    answer = room.submit(job("<p>x</p>", 'p { font-family: "Comic Neue", serif }')).result()
    assert isinstance(answer, Refused)
    assert "Comic Neue" in answer.message


def test_families_are_read_from_every_kind_of_font_rule() -> None:
    css = 'a{font:600 8pt/9pt "A B", C} b{--head-font: "D"; font-family: E, "F G", serif} /* "H" */'
    assert families_asked_for(css) == ("A B", "D", "F G", "E")


def test_missing_letters_are_named(room: Pressroom) -> None:
    answer = room.submit(job("<p>Words 漢字</p>")).result()
    assert isinstance(answer, Rendered)
    assert answer.without_glyph == ("漢", "字")


def test_a_long_word_out_of_its_column_is_marked(room: Pressroom) -> None:
    body = f'<p data-at="i.md:7:3" style="width: 40mm">{"w" * 60}</p>'
    answer = room.submit(job(body)).result()
    assert isinstance(answer, Rendered)
    assert [(f.code, f.at.line, f.at.column) for f in answer.findings] == [("P01", 7, 3)]


def test_lines_in_their_columns_are_not_marked(room: Pressroom) -> None:
    body = (
        "<div style='columns: 2; width: 120mm; text-align: justify'>"
        + "<p>words and more words</p>" * 9
    )
    assert codes(room.submit(job(body + "</div>")).result()) == []


PAGE = "@page { size: 80mm 60mm; margin: 10mm } body, p { margin: 0; orphans: 1; widows: 1 }"


def test_widows_and_orphans_are_marked(room: Pressroom) -> None:
    lines = "<br>".join(["line"] * 9)
    widow = room.submit(job(f'<p data-at="i.md:1:1">{lines}</p>', PAGE)).result()
    assert "P02" in codes(widow)
    fillers = "<p>one</p>" * 7
    orphan = room.submit(job(f'{fillers}<p data-at="i.md:2:1">{lines}</p>', PAGE)).result()
    assert "P03" in codes(orphan)


def test_a_heading_at_the_foot_is_marked(room: Pressroom) -> None:
    body = (
        "<p>one</p>" * 7
        + '<h3 style="margin:0;font:inherit;break-after:auto">Head</h3>'
        + "<p>two</p>" * 5
    )
    assert "P04" in codes(room.submit(job(body, PAGE)).result())


def test_a_bio_apart_from_its_article_is_marked(room: Pressroom) -> None:
    copy = "<p>one</p>" * 8
    bio = '<aside class="bio" style="break-before:page"><p>B.</p></aside>'
    alone = f'<article id="a">{copy}{bio}</article>'
    assert "P05" in codes(room.submit(job(alone + "<p>x</p>" * 5, PAGE)).result())
    broken = f'<article id="a">{copy[:50]}<aside class="bio">{"<p>B.</p>" * 6}</aside></article>'
    assert "P05" in codes(room.submit(job(broken, PAGE)).result())


def test_a_last_page_with_little_on_it_is_marked(room: Pressroom) -> None:
    assert codes(room.submit(job("<p>one</p>" * 9, PAGE)).result()) == ["P06"]
    assert codes(room.submit(job("<p>one</p>" * 12, PAGE)).result()) == []


def test_a_press_that_dies_is_replaced_and_its_job_refused(room: Pressroom) -> None:
    assert isinstance(room.submit(job("<p>x</p>")).result(), Rendered)
    press = room._all[0]
    press._process.kill()
    press._process.wait()
    answer = room.submit(job("<p>x</p>")).result()
    assert isinstance(answer, Refused)
    assert "died" in answer.message
    assert isinstance(room.submit(job("<p>x</p>")).result(), Rendered)


def test_a_module_in_the_publications_folder_is_never_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = f"open({str(tmp_path / 'sprung')!r}, 'w').close()\n"
    for name in ("weasyprint", "pickle", "logging"):
        (tmp_path / f"{name}.py").write_text(trap, "utf-8")
    monkeypatch.chdir(tmp_path)
    with Pressroom(FONTS) as room:
        assert isinstance(room.submit(job("<p>Words.</p>")).result(), Rendered)
    assert not (tmp_path / "sprung").exists()


def test_nothing_of_the_machine_reaches_a_press(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "x")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    known = environment(tmp_path / "fonts.conf")
    assert "SECRET_TOKEN" not in known
    assert "HTTP_PROXY" not in known
    assert (known["TZ"], known["LC_ALL"], known["PYTHONHASHSEED"]) == ("UTC", "C.UTF-8", "0")


def test_a_publications_font_hides_the_built_in_one_of_its_name(tmp_path: Path) -> None:
    own = tmp_path / "fonts"
    own.mkdir()
    name = "SourceSerif4-Regular.ttf"
    (own / name).write_bytes((ROOT / "fonts" / name).read_bytes())
    shelf = FontShelf((own, ROOT / "fonts"))
    assert [path.parent for path in shelf.files() if path.name == name] == [own]
    assert shelf.hidden() == (ROOT / "fonts" / name,)
    assert name in write_configuration(shelf, tmp_path).read_text("utf-8")


def test_flags_have_made_up_addresses() -> None:
    assert flag_address("kh") == "https://mekong.invalid/flags/kh.svg"
