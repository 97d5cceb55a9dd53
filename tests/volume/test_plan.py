"""The arithmetic of a volume, without any PDF."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mekong_print.pages import CarriedFile, PdfFacts, labels_of
from mekong_print.volume.division import divided, shares
from mekong_print.volume.parts import Part
from mekong_print.volume.plan import (
    back_folio,
    folio_after,
    place,
    plan_volume,
    told_apart,
)


def a_part(number, pages=3, names=(), files=()):
    """A part of so many pages, with named destinations and attachments."""
    facts = PdfFacts(
        pages=pages,
        sizes=((595.0, 842.0),) * pages,
        labels=tuple(map(str, range(1, pages + 1))),
        title="",
        authors=(),
        subject="",
        lang="en",
        outline=(),
        ids=dict.fromkeys(names, 0),
        files=tuple(CarriedFile(name, 1, "", "Source") for name in files),
    )
    key = f"belt-{number:03d}"
    return Part(
        key=key, file=f"{key}.pdf", sha256="0" * 64, origin="issue", facts=facts, desk="Belt",
        number=number, title=f"Issue {number}", subtitle="", date=None, lang="en",
    )  # fmt: skip


volumes = st.builds(
    lambda lengths, front, back, recto: (
        tuple(a_part(number, pages) for number, pages in enumerate(lengths, 1)),
        front,
        back,
        recto,
    ),
    st.lists(st.integers(1, 9), min_size=1, max_size=12),
    st.integers(0, 7),
    st.integers(0, 7),
    st.booleans(),
)


@given(volumes)
def test_every_page_belongs_to_one_thing_and_folios_never_overlap(volume) -> None:
    parts, front, back, recto = volume
    plan = plan_volume(place(parts, recto=recto), front=front, back=back, recto=recto)
    pages = list(range(front)) + list(plan.blanks())
    for placed in plan.placed:
        pages += range(plan.start(placed), plan.start(placed) + placed.pages)
    pages += range(plan.pages - back, plan.pages)
    assert sorted(pages) == list(range(plan.pages))


@given(volumes)
def test_the_printed_folio_is_the_page_label(volume) -> None:
    parts, front, back, recto = volume
    plan = plan_volume(place(parts, recto=recto), front=front, back=back, recto=recto)
    labels = labels_of(plan.labels, plan.pages)
    for placed in plan.placed:
        shown = [labels[plan.start(placed) + page] for page in range(placed.pages)]
        assert shown == [str(placed.folio_of(page)) for page in range(placed.pages)]
    if back:
        assert labels[plan.pages - back] == str(back_folio(plan.placed, recto=recto))
    assert labels[:front] == labels_of(plan.labels, front)


@given(volumes, st.integers(0, 7))
def test_the_length_of_the_contents_page_moves_no_number(volume, other) -> None:
    parts, front, back, recto = volume
    placed = place(parts, recto=recto)
    one = plan_volume(placed, front=front, back=back, recto=recto)
    two = plan_volume(placed, front=other, back=back, recto=recto)
    assert [p.folio for p in one.placed] == [p.folio for p in two.placed]


@given(volumes)
def test_with_recto_each_part_begins_on_a_right_hand_page(volume) -> None:
    parts, front, back, _ = volume
    plan = plan_volume(place(parts, recto=True), front=front, back=back, recto=True)
    for placed in plan.placed:
        assert placed.folio % 2 == 1
        assert plan.start(placed) % 2 == 0  # the first page of a file is a right-hand page
    assert not back or (plan.pages - back) % 2 == 0


def test_a_volume_without_parts_begins_at_one() -> None:
    assert folio_after(()) == 1


names = st.dictionaries(
    st.sampled_from(["a", "b", "c", "a.x", "b-x"]),
    st.lists(st.sampled_from(["x", "y", "a.x", "b.x", "a.a.x", "z"]), max_size=5),
    max_size=5,
)


@given(names)
def test_names_are_told_apart(held) -> None:
    renamed = told_apart(held, "{key}.{name}")
    called = [renamed[key].get(name, name) for key in held for name in dict.fromkeys(held[key])]
    assert len(called) == len(set(called))


@given(names, st.randoms(use_true_random=False))
def test_what_a_name_becomes_does_not_depend_on_the_order_of_parts(held, random) -> None:
    shuffled = list(held)
    random.shuffle(shuffled)
    again = told_apart({key: held[key] for key in shuffled}, "{key}.{name}")
    assert again == told_apart(held, "{key}.{name}")


@given(names)
def test_a_name_that_one_part_has_alone_stays(held) -> None:
    renamed = told_apart(held, "{key}.{name}")
    for key, own in renamed.items():
        assert all(any(name in held[other] for other in held if other != key) for name in own)


def test_destinations_and_files_of_all_parts_are_planned() -> None:
    one = a_part(1, names=("note-1", "001-x"), files=("issue.json",))
    two = a_part(2, names=("note-1",), files=("issue.json", "photo.csv"))
    plan = plan_volume(place((one, two)), front=1, back=0)
    assert plan.destination("belt-001", "note-1") == "belt-001.note-1"
    assert plan.destination("belt-001", "001-x") == "001-x"
    assert dict(plan.renamed["belt-002"].files) == {"issue.json": "belt-002-issue.json"}


# ---------------------------------------------------------------- one volume in several files


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=12).flatmap(
        lambda sizes: st.tuples(st.just(sizes), st.integers(1, len(sizes)))
    )
)
def test_a_volume_is_cut_between_parts_into_as_many_files_as_asked_for(given_sizes) -> None:
    sizes, count = given_sizes
    parts = tuple(a_part(number) for number in range(len(sizes)))
    weights = {part.key: float(size) for part, size in zip(parts, sizes, strict=True)}
    runs = shares(parts, weights, count)
    assert [part for run in runs for part in run] == list(parts)
    assert len(runs) == count
    assert all(runs)


def test_parts_are_divided_by_month_quarter_and_desk() -> None:
    days = ("2025-01-03", "2025-02-28", "2025-04-01", "")
    parts = tuple(
        replace(a_part(number), date=dt.date.fromisoformat(day) if day else None)
        for number, day in enumerate(days)
    )

    def named(by):
        return {share.name: (share.label, len(share.parts)) for share in divided(parts, by)}

    assert list(named("month")) == ["2025-01", "2025-02", "2025-04", "undated"]
    assert named("quarter") == {
        "2025-q1": ("Q1 2025", 2),
        "2025-q2": ("Q2 2025", 1),
        "undated": ("", 1),
    }
    assert named("desk") == {"belt": ("Belt", 4)}
    assert named(None) == {"": ("", 4)}
