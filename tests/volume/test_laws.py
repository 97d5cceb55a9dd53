"""Laws of binding: whichever parts in whichever order, all their pages are there, in that order."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mekong_print.pages import labels_of
from mekong_print.pdf.read import read_facts
from mekong_print.pdf.soundness import tagging_faults
from volume.making import FRONT, Shelf

PARTS = ("alpha", "beta", "gamma", "tagged", "untagged", "picture")
ADOPTED = ("tagged", "untagged", "picture")


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    keys=st.lists(st.sampled_from(PARTS), min_size=1, max_size=4, unique=True),
    front=st.booleans(),
    recto=st.booleans(),
)
def test_every_page_of_every_part_is_bound_in_order_and_soundly(
    shelf: Shelf, keys: list[str], *, front: bool, recto: bool
) -> None:
    origins = {key: "adopted" for key in keys if key in ADOPTED}
    with TemporaryDirectory() as folder:
        more = {"front": front, "recto": recto, "origins": origins}
        made = shelf.bind(tuple(keys), Path(folder) / "volume.pdf", **more)
        facts = read_facts(made.pdf)
        own = [read_facts(shelf.file(key)).pages for key in keys]
        places = [made.pages(key) for key in keys]
        assert [len(place) for place in places] == own
        apart = [two.start - one.stop for one, two in pairwise(places)]
        assert set(apart) <= ({0, 1} if recto else {0})  # a blank leaf's back
        around = FRONT + 1 if front else 0
        blanks = len(list(made.plan.blanks()))
        assert facts.pages == sum(own) + around + blanks == made.plan.pages
        assert blanks == 0 or recto
        assert facts.labels == labels_of(made.plan.labels, facts.pages)
        tops = [line for line in facts.outline if not line.depth]
        starts = {f"The title of {key}": made.pages(key).start for key in keys}
        assert starts.items() <= {line.title: line.page for line in tops}.items()
        assert list(tagging_faults(made.pdf)) == []
