"""Laws of binding: whichever parts in whichever order, all their pages are there, in that order."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mekong_print.pdf.read import read_facts
from mekong_print.pdf.soundness import tagging_faults
from volume.making import Shelf

PARTS = ("alpha", "beta", "gamma", "tagged", "untagged", "picture")
ADOPTED = ("tagged", "untagged", "picture")


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(keys=st.lists(st.sampled_from(PARTS), min_size=1, max_size=4, unique=True))
def test_every_page_of_every_part_is_bound_in_order_and_soundly(
    shelf: Shelf, keys: list[str]
) -> None:
    origins = {key: "adopted" for key in keys if key in ADOPTED}
    with TemporaryDirectory() as folder:
        made = shelf.bind(tuple(keys), Path(folder) / "volume.pdf", front=False, origins=origins)
        facts = read_facts(made.pdf)
        own = [read_facts(shelf.file(key)).pages for key in keys]
        assert facts.pages == sum(own)
        starts = [made.pages(key).start for key in keys]
        assert starts == [sum(own[:at]) for at in range(len(keys))]
        assert facts.labels == tuple(map(str, range(1, facts.pages + 1)))
        assert list(tagging_faults(made.pdf)) == []
