"""The checker sees what is broken: a good volume broken in every way, and each one named."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from mekong_print.pdf.soundness import sentences, soundness_faults, tagging_faults
from volume.bound import Volume, bound, changed

Break = Callable[[Pdf], None]
LAYOUTS = ("briefing", "magazine", "phone")


@pytest.fixture(scope="module")
def volume(press, tmp_path_factory) -> Volume:
    return bound(press, tmp_path_factory.mktemp("volume") / "small.pdf")


# ---------------------------------------------------------------- finding things to break


def elements(pdf: Pdf) -> Iterator[Object]:
    """All structure elements in reading order."""
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += [kid for kid in reversed(kids(element)) if is_element(kid)]


def kids(element: Object) -> list[object]:
    held = element.get("/K")
    return list(held) if isinstance(held, Array) else [] if held is None else [held]


def is_element(kid: object) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid


def of_kind(pdf: Pdf, kind: str, place: int = 0) -> Object:
    return [element for element in elements(pdf) if str(element.S) == f"/{kind}"][place]


def with_mark(pdf: Pdf, place: int = 0) -> Object:
    """An element that holds marks of its page, as numbers."""
    return [one for one in elements(pdf) if kids(one) and isinstance(kids(one)[0], int)][place]


def leaves(pdf: Pdf) -> Iterator[Array]:
    """The leaves of the parent tree."""
    tree = pdf.Root.StructTreeRoot.ParentTree
    yield from (kid.Nums for kid in tree.Kids)


def slots(pdf: Pdf, page: Object) -> Array:
    """The row of the parent tree for a page."""
    for leaf in leaves(pdf):
        for key, row in zip(list(leaf)[::2], list(leaf)[1::2], strict=True):
            if key == page.StructParents:
                return row
    raise AssertionError("no row for the page")


def put(pdf: Pdf, key: int, value: Object | None) -> None:
    """Let a key of the parent tree lead elsewhere; None takes it out."""
    for leaf in leaves(pdf):
        for place, known in enumerate(list(leaf)[::2]):
            if known == key:
                if value is None:
                    del leaf[2 * place]
                    del leaf[2 * place]
                else:
                    leaf[2 * place + 1] = value
                return


def linked(pdf: Pdf) -> tuple[Object, Object, Object]:
    """A page, a link on it, and the element that holds the link."""
    for element in elements(pdf):
        for kid in kids(element):
            if isinstance(kid, Dictionary) and "/Obj" in kid:
                return kid.get("/Pg", element.get("/Pg")), kid.Obj, element
    raise AssertionError("no link")


def reference(element: Object) -> Object:
    """The object reference that an element holds."""
    return next(kid for kid in kids(element) if isinstance(kid, Dictionary) and "/Obj" in kid)


def rewrite(pdf: Pdf, old: bytes, new: bytes) -> None:
    """Change the content of the first page that has something."""
    for page in pdf.pages:
        streams = page.obj.get("/Contents")
        for stream in streams if isinstance(streams, Array) else [streams]:
            if stream is not None and old in stream.read_bytes():
                stream.write(stream.read_bytes().replace(old, new, 1))
                return
    raise AssertionError(f"{old!r} is on no page")


def append(pdf: Pdf, painted: bytes) -> None:
    """Paint something more behind all else on a page."""
    page = pdf.pages[2].obj
    before = list(page.Contents) if isinstance(page.Contents, Array) else [page.Contents]
    page.Contents = Array([*before, pdf.make_stream(painted)])


# ---------------------------------------------------------------- tags


def unowned_mark(pdf):
    element = with_mark(pdf)
    slots(pdf, element.Pg)[kids(element)[0]] = None
    element.K = Array(kids(element)[1:])


def mark_owned_twice(pdf):
    first = with_mark(pdf)
    other = next(
        one for one in elements(pdf) if "/Pg" in one and one.Pg == first.Pg and one != first
    )
    other.K = Array([*kids(other), kids(first)[0]])


def slot_of_another(pdf):
    element = with_mark(pdf)
    slots(pdf, element.Pg)[kids(element)[0]] = of_kind(pdf, "H1")


def slot_missing(pdf):
    element = with_mark(pdf)
    slots(pdf, element.Pg)[kids(element)[0]] = None


def slot_stale(pdf):
    element = with_mark(pdf)
    slots(pdf, element.Pg).append(element)


def orphans(pdf):
    article = of_kind(pdf, "Art")
    article.P.K = Array([kid for kid in kids(article.P) if kid != article])


def marked_but_not_there(pdf):
    element = with_mark(pdf)
    element.K = Array([*kids(element), 9999])


def wrong_page(pdf):
    element = with_mark(pdf)
    element.Pg = next(one.obj for one in pdf.pages if "/Contents" not in one.obj)


def page_that_is_none(pdf):
    with_mark(pdf).Pg = pdf.make_indirect(Dictionary(Type=Name.Page))


def mark_without_page(pdf):
    del with_mark(pdf).Pg


def no_key(pdf):
    del with_mark(pdf).Pg["/StructParents"]


def shared_key(pdf):
    keyed = [page.obj for page in pdf.pages if "/StructParents" in page.obj]
    keyed[1].StructParents = keyed[0].StructParents


def dead_key(pdf):
    with_mark(pdf).Pg.StructParents = 99_999


def stale_key(pdf):
    top = pdf.Root.StructTreeRoot
    leaf = list(leaves(pdf))[-1]
    leaf.extend([int(top.ParentTreeNextKey), of_kind(pdf, "P")])
    top.ParentTree.Kids[-1].Limits[1] = top.ParentTreeNextKey
    top.ParentTreeNextKey = top.ParentTreeNextKey + 1


def key_that_is_not_free(pdf):
    pdf.Root.StructTreeRoot.ParentTreeNextKey = 1


def wrong_parent(pdf):
    of_kind(pdf, "H1").P = of_kind(pdf, "P")


def shared_element(pdf):
    other = of_kind(pdf, "Sect", 1)
    other.K = Array([*kids(other), of_kind(pdf, "P")])


def circle(pdf):
    leaf = of_kind(pdf, "P")
    leaf.K = Array([*kids(leaf), pdf.Root.StructTreeRoot.K[0]])


def strange_kid(pdf):
    part = of_kind(pdf, "Part")
    part.K = Array([*kids(part), String("words")])


def nameless_element(pdf):
    del of_kind(pdf, "P").S


def unknown_type(pdf):
    of_kind(pdf, "P").S = Name.Paragraf


def with_roles(pdf, **roles):
    """Roles beside those that the elements of the volume have already."""
    top = pdf.Root.StructTreeRoot
    top.RoleMap = Dictionary(
        {
            **dict(top.get("/RoleMap", {}).items()),
            **{f"/{one}": role for one, role in roles.items()},
        }
    )


def role_loop(pdf):
    with_roles(pdf, Alpha=Name.Beta, Beta=Name.Alpha)


def unknown_role(pdf):
    with_roles(pdf, Alpha=Name.Beta)


def standard_type_with_a_role(pdf):
    with_roles(pdf, P=Name.Span)


def standard_type_that_is_itself(pdf):
    with_roles(pdf, P=Name.P)


def wrong_language(pdf):
    of_kind(pdf, "P").Lang = String("English please")


def silent_picture(pdf):
    figure = of_kind(pdf, "Figure")
    del figure["/Alt"]


# ---------------------------------------------------------------- identifiers


def ids(pdf: Pdf) -> list[Object]:
    return [element for element in elements(pdf) if "/ID" in element]


def id_borne_twice(pdf):
    ids(pdf)[1]["/ID"] = ids(pdf)[0]["/ID"]


def no_id_tree(pdf):
    del pdf.Root.StructTreeRoot["/IDTree"]


def id_of_another(pdf):
    pdf.Root.StructTreeRoot.IDTree.Names[1] = of_kind(pdf, "P")


def stale_id(pdf):
    names = pdf.Root.StructTreeRoot.IDTree.Names
    names.extend([String("zzz"), of_kind(pdf, "P")])


def missing_header(pdf):
    cell = next(one for one in elements(pdf) if "/Headers" in one.get("/A", Dictionary()))
    cell.A.Headers = Array([String("no-such-cell")])


# ---------------------------------------------------------------- annotations


def reference_without_object(pdf):
    _, _, element = linked(pdf)
    del reference(element)["/Obj"]


def link_off_its_page(pdf):
    page, note, _ = linked(pdf)
    page.Annots = Array([one for one in page.Annots if one != note])


def link_out_of_the_tree(pdf):
    _, _, element = linked(pdf)
    element.K = Array([kid for kid in kids(element) if kid != reference(element)])


def link_in_two_elements(pdf):
    _, note, _ = linked(pdf)
    other = of_kind(pdf, "P")
    other.K = Array([*kids(other), Dictionary(Type=Name.OBJR, Obj=note, Pg=other.Pg)])


def link_without_key(pdf):
    _, note, _ = linked(pdf)
    put(pdf, note.StructParent, None)
    del note["/StructParent"]


def link_that_leads_to_another(pdf):
    _, note, _ = linked(pdf)
    put(pdf, note.StructParent, of_kind(pdf, "P"))


def link_of_another_page(pdf):
    page, _, element = linked(pdf)
    reference(element).Pg = next(one.obj for one in pdf.pages if one.obj != page)


def link_on_two_pages(pdf):
    page, note, _ = linked(pdf)
    other = next(one.obj for one in pdf.pages if one.obj != page and "/Annots" in one.obj)
    other.Annots.append(note)


def link_that_names_another_page(pdf):
    page, note, _ = linked(pdf)
    note.P = next(one.obj for one in pdf.pages if one.obj != page)


def link_tagged_as_a_paragraph(pdf):
    linked(pdf)[2].S = Name.P


def dead_link(pdf):
    _, note, _ = linked(pdf)
    if "/A" in note:
        del note["/A"]
    note.Dest = String("nowhere")


def script(pdf):
    _, note, _ = linked(pdf)
    note.A = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def launch(pdf):
    _, note, _ = linked(pdf)
    note.A = Dictionary(S=Name.Launch, F=String("evil.exe"))


def chain_of_actions(pdf):
    _, note, _ = linked(pdf)
    note.A = Dictionary(
        S=Name.URI, URI=String("https://example.org"), Next=Dictionary(S=Name.JavaScript)
    )


def opening_action(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("1"))


# ---------------------------------------------------------------- content


def bare_paint(pdf):
    append(pdf, b"0 0 10 10 re f")


def bare_words(pdf):
    rewrite(pdf, b"/Artifact\n<</Type /Pagination>>\nBDC", b"/Span\nBMC")


def hidden_paint(pdf):
    append(pdf, b"(/Artifact BMC) % /Artifact BMC\n pop 0 0 10 10 re f (EMC")


def inline_picture(pdf):
    append(pdf, b"q BI /W 1 /H 1 /BPC 8 /CS /G ID (\nEI Q")


def mark_inside_a_mark(pdf):
    rewrite(pdf, b"<</MCID 1>>\nBDC", b"<</MCID 1>>\nBDC /P <</MCID 4321>> BDC EMC")


def mark_inside_an_artifact(pdf):
    append(pdf, b"/Artifact BMC /P <</MCID 4321>> BDC EMC EMC")


def artifact_inside_a_mark(pdf):
    rewrite(pdf, b"<</MCID 1>>\nBDC", b"<</MCID 1>>\nBDC /Artifact BMC EMC")


def unclosed(pdf):
    append(pdf, b"/Artifact BMC")


def unopened(pdf):
    append(pdf, b"EMC")


def mark_twice(pdf):
    append(pdf, b"/P <</MCID 0>> BDC EMC")


def property_list_missing(pdf):
    append(pdf, b"/P /Nowhere BDC EMC")


def mark_of_a_property_list(pdf):
    page = pdf.pages[2].obj
    page.Resources.Properties = Dictionary(Here=Dictionary(MCID=7777))
    append(pdf, b"/P /Here BDC EMC")


def drawing_missing(pdf):
    append(pdf, b"/Artifact BMC /Nowhere Do EMC")


# ---------------------------------------------------------------- names, outline, labels


def dests(pdf: Pdf) -> Array:
    tree = pdf.Root.Names.Dests
    return tree.Names if "/Names" in tree else tree.Kids[0].Names


def names_out_of_order(pdf):
    names = dests(pdf)
    entries = list(names)
    dests(pdf)[0], dests(pdf)[2] = entries[2], entries[0]


def name_twice(pdf):
    dests(pdf)[2] = dests(pdf)[0]


def name_alone(pdf):
    names = dests(pdf)
    names.append(String("zzzz"))


def wrong_limits(pdf):
    names = pdf.Root.Names
    leaf = Dictionary(Names=Array(list(dests(pdf))), Limits=Array([String("a"), String("b")]))
    names.Dests = Dictionary(Kids=Array([pdf.make_indirect(leaf)]))


def dead_name(pdf):
    dests(pdf)[1] = Array([pdf.make_indirect(Dictionary(Type=Name.Page)), Name.Fit])


def second_line(pdf: Pdf) -> Object:
    return pdf.Root.Outlines.First.Next


def dead_line(pdf):
    second_line(pdf).Dest = String("nowhere")


def wordless_line(pdf):
    second_line(pdf).Title = String(" ")


def wrong_count(pdf):
    pdf.Root.Outlines.Count = 99


def wrong_count_below(pdf):
    line = next(item for item in lines(pdf) if "/First" in item)
    line.Count = 77


def lines(pdf: Pdf) -> Iterator[Object]:
    item = pdf.Root.Outlines.First
    while item is not None:
        yield item
        item = item.get("/Next")


def wrong_previous(pdf):
    second_line(pdf).Prev = second_line(pdf).Next


def wrong_parent_of_a_line(pdf):
    second_line(pdf).Parent = pdf.Root.Outlines.First


def wrong_last(pdf):
    pdf.Root.Outlines.Last = pdf.Root.Outlines.First


def outline_circle(pdf):
    pdf.Root.Outlines.Last.Next = pdf.Root.Outlines.First


def no_first_label(pdf):
    pdf.Root.PageLabels = Dictionary(Nums=Array([1, Dictionary(S=Name.D)]))


def unknown_style(pdf):
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.X)]))


def label_beyond(pdf):
    pdf.Root.PageLabels = Dictionary(
        Nums=Array([0, Dictionary(S=Name.D), 999, Dictionary(S=Name.D)])
    )


def labels_out_of_order(pdf):
    runs = [5, Dictionary(S=Name.D), 0, Dictionary(S=Name.r)]
    pdf.Root.PageLabels = Dictionary(Nums=Array(runs))


# ---------------------------------------------------------------- files, metadata, claims, storage


def carried(pdf: Pdf) -> Array:
    return pdf.Root.Names.EmbeddedFiles.Names


def files_of_one_name(pdf):
    carried(pdf)[3].F = carried(pdf)[3].UF = String(str(carried(pdf)[1].UF))


def files_out_of_order(pdf):
    entries = list(carried(pdf))
    pdf.Root.Names.EmbeddedFiles.Names = Array([*entries[2:], *entries[:2]])


def empty_file(pdf):
    del carried(pdf)[1]["/EF"]


def changed_file(pdf):
    carried(pdf)[1].EF.F.write(b"something else")


def unrelated_file(pdf):
    del carried(pdf)[1]["/AFRelationship"]


def file_not_associated(pdf):
    pdf.Root.AF = Array(list(pdf.Root.AF)[1:])


def file_associated_twice(pdf):
    pdf.Root.AF = Array([*pdf.Root.AF, pdf.Root.AF[0]])


def file_not_carried(pdf):
    pdf.Root.AF.append(pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("x"))))


def title_apart(pdf):
    pdf.trailer.Info.Title = String("Another Title")


def wrong_language_of_all(pdf):
    pdf.Root.Lang = String("en_US!")


def no_colours(pdf):
    del pdf.Root["/OutputIntents"]


def two_profiles(pdf):
    intent = Dictionary(S=Name.GTS_PDFX, DestOutputProfile=pdf.make_stream(b"another profile", N=3))
    pdf.Root.OutputIntents.append(intent)


def not_marked(pdf):
    pdf.Root.MarkInfo.Marked = False


def hidden_title(pdf):
    del pdf.Root["/ViewerPreferences"]


def font_stored_twice(pdf):
    page = pdf.pages[2].obj
    _, font = next(iter(page.Resources.Font.items()))
    deep = pdf.make_indirect(Dictionary(dict(font.DescendantFonts[0].items())))
    described = Dictionary(dict(deep.FontDescriptor.items()))
    described.FontFile2 = pdf.make_stream(described.FontFile2.read_bytes())
    deep.FontDescriptor = pdf.make_indirect(described)
    copy = Dictionary({**dict(font.items()), "/DescendantFonts": Array([deep])})
    page.Resources.Font["/Copy"] = pdf.make_indirect(copy)


def picture_stored_twice(pdf):
    for name in ("/One", "/Two"):
        picture = pdf.make_stream(
            b"\0" * 100, Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10
        )
        resources = pdf.pages[2].obj.Resources
        if "/XObject" not in resources:
            resources.XObject = Dictionary()
        resources.XObject[name] = picture


# What is broken, the rules that see it (no others), and words that must be said.
BROKEN: tuple[tuple[Break, set[str], str], ...] = (
    (unowned_mark, {"mark-without-owner"}, "Page 1: mark "),
    (mark_owned_twice, {"mark-owned-twice", "parent-elsewhere"}, "and to the"),
    (slot_of_another, {"parent-elsewhere"}, "the parent tree leads to the H1"),
    (slot_missing, {"mark-not-in-parent-tree"}, "is not in the parent tree"),
    (slot_stale, {"slot-stale"}, "is in the parent tree, but is not there"),
    (
        orphans,
        {"element-unreachable", "annotation-untagged", "id-stale"},
        "which is not reached from the root",
    ),
    (marked_but_not_there, {"mark-missing"}, "holds mark 9999, which is not there"),
    (wrong_page, {"mark-missing", "parent-elsewhere"}, "which does not hold it"),
    (
        page_that_is_none,
        {"element-page", "mark-page", "parent-elsewhere"},
        "names a page that is not there",
    ),
    (mark_without_page, {"mark-page", "parent-elsewhere"}, "but names no page"),
    (no_key, {"key-missing", "key-stale"}, "no key of the parent tree"),
    (
        shared_key,
        {"key-shared", "key-stale", "parent-elsewhere", "mark-not-in-parent-tree"},
        "Page 2 and Page 1 share the key",
    ),
    (dead_key, {"key-dead", "key-stale"}, "names 99999 in the parent tree, where nothing is"),
    (stale_key, {"key-stale"}, "which nothing names"),
    (key_that_is_not_free, {"key-next"}, "says that 1 is free"),
    (wrong_parent, {"element-parent"}, "as its parent, but stands in"),
    (shared_element, {"element-twice"}, "is in the tree twice"),
    (circle, {"element-twice"}, "is in the tree twice"),
    (strange_kid, {"kid-unknown"}, "no part of a tree"),
    (nameless_element, {"element-nameless"}, "has no structure type"),
    (unknown_type, {"type-unknown"}, "The Paragraf (page 1"),
    (role_loop, {"role-loop"}, "leads from Alpha back to it"),
    (unknown_role, {"role-unknown"}, "makes Alpha a Beta"),
    (standard_type_with_a_role, {"role-of-standard"}, "the standard type P another meaning"),
    (standard_type_that_is_itself, {"role-self"}, "makes the standard type P what it is anyway"),
    (wrong_language, {"language"}, "“English please”"),
    (silent_picture, {"picture-silent"}, "has no description"),
    (id_borne_twice, {"id-twice", "id-elsewhere", "id-stale", "header-missing"}, "is borne twice"),
    (no_id_tree, {"id-unlisted"}, "is not in the tree of identifiers"),
    (id_of_another, {"id-elsewhere"}, "to another element"),
    (stale_id, {"id-stale"}, "“zzz”, which no element bears"),
    (missing_header, {"header-missing"}, "names the header “no-such-cell”"),
    (
        reference_without_object,
        {"annotation-missing", "annotation-untagged"},
        "an annotation that is not there",
    ),
    (link_off_its_page, {"annotation-gone", "key-stale"}, "which is on no page"),
    (link_out_of_the_tree, {"annotation-untagged"}, "is in no tag"),
    (link_in_two_elements, {"annotation-twice"}, "that another element holds"),
    (link_without_key, {"annotation-keyless"}, "does not lead back to its tag"),
    (link_that_leads_to_another, {"annotation-back"}, "leads back to object"),
    (link_of_another_page, {"annotation-page"}, "as if it were elsewhere"),
    (link_on_two_pages, {"annotation-on-two-pages"}, "is on page"),
    (link_that_names_another_page, {"annotation-elsewhere"}, "on another page (/P)"),
    (link_tagged_as_a_paragraph, {"link-as-other"}, "tagged as P, not as a link"),
    (dead_link, {"unsafe"}, "the link to “nowhere” leads nowhere"),
    (script, {"unsafe"}, "would run an action (JavaScript)"),
    (launch, {"unsafe"}, "would run an action (Launch)"),
    (chain_of_actions, {"unsafe"}, "would do several things"),
    (opening_action, {"unsafe"}, "when it is opened"),
    (bare_paint, {"painted-bare"}, "Page 3: something is painted"),
    (bare_words, {"painted-bare"}, "neither tagged nor an artifact"),
    (hidden_paint, {"painted-bare"}, "Page 3: something is painted"),
    (inline_picture, {"painted-bare"}, "Page 3: something is painted"),
    (mark_inside_a_mark, {"mark-nested", "mark-without-owner"}, "mark 4321 stands inside mark 1"),
    (mark_inside_an_artifact, {"mark-in-artifact", "mark-without-owner"}, "inside an artifact"),
    (artifact_inside_a_mark, {"artifact-in-mark"}, "an artifact stands inside tagged content"),
    (unclosed, {"mark-unclosed"}, "Page 3: marked content is opened and never closed"),
    (unopened, {"mark-unopened"}, "Page 3: marked content is closed"),
    (mark_twice, {"mark-used-twice"}, "Page 3: mark 0 is used twice"),
    (property_list_missing, {"property-missing"}, "the property list “Nowhere” is not there"),
    (mark_of_a_property_list, {"mark-without-owner"}, "Page 3: mark 7777 belongs to no element"),
    (drawing_missing, {"drawn-missing"}, "Page 3 draws “Nowhere”"),
    (names_out_of_order, {"tree-order"}, "is out of order among the named destinations"),
    (name_twice, {"tree-twice"}, "is twice among the named destinations"),
    (name_alone, {"tree-odd"}, "a key without a value"),
    (wrong_limits, {"tree-limits"}, "“a” to “b” where it holds"),
    (dead_name, {"name-dead", "unsafe"}, "leads to no page"),
    (dead_line, {"outline-dead"}, "in the outline leads nowhere"),
    (wordless_line, {"outline-title"}, "A line of the outline has no words"),
    (wrong_count, {"outline-count"}, "The outline counts 99 lines"),
    (wrong_count_below, {"outline-count"}, "counts 77 lines below it"),
    (wrong_previous, {"outline-prev"}, "names another line before it"),
    (wrong_parent_of_a_line, {"outline-parent"}, "names another parent"),
    (wrong_last, {"outline-last"}, "another last line"),
    (outline_circle, {"outline-loop"}, "leads back to a line"),
    (no_first_label, {"label-first"}, "The first page has no label"),
    (unknown_style, {"label-style"}, "in the style /X"),
    (label_beyond, {"label-beyond"}, "beyond the last one"),
    (labels_out_of_order, {"tree-order"}, "out of order among the page labels"),
    (files_of_one_name, {"file-twice"}, "Two carried files are called"),
    (files_out_of_order, {"tree-order"}, "out of order among the carried files"),
    (empty_file, {"file-empty"}, "has no content"),
    (changed_file, {"file-checksum"}, "is not what its checksum says"),
    (unrelated_file, {"file-relationship"}, "does not say what it is to the document"),
    (file_not_associated, {"file-associated"}, "is associated 0 times"),
    (file_associated_twice, {"file-associated"}, "is associated 2 times"),
    (file_not_carried, {"file-unlisted"}, "is associated, but not carried"),
    (title_apart, {"metadata-apart"}, "about “Title”"),
    (wrong_language_of_all, {"language"}, "“en_US!” is no language"),
    (no_colours, {"claim-colour"}, "says nothing of its colours"),
    (two_profiles, {"claim-colours"}, "more than one colour profile"),
    (not_marked, {"claim-tags"}, "but is not tagged"),
    (hidden_title, {"claim-title"}, "does not show its title"),
    (font_stored_twice, {"font-twice"}, "is stored twice"),
    (picture_stored_twice, {"picture-twice"}, "is stored twice"),
)


@pytest.mark.parametrize(
    ("change", "rules", "said"), BROKEN, ids=lambda one: getattr(one, "__name__", "")
)
def test_what_is_broken_is_named(volume, change, rules, said) -> None:
    faults = soundness_faults(changed(volume.content, change))
    assert {fault.rule for fault in faults} == rules
    assert said in "\n".join(sentences(faults))


def test_a_good_volume_has_no_fault(volume) -> None:
    assert soundness_faults(volume.content) == ()
    assert soundness_faults(changed(volume.content, lambda pdf: None)) == ()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("issue", ["belt", "river"])
def test_every_issue_is_sound(press, issue, layout) -> None:
    assert soundness_faults(press.pdf(issue, layout)) == ()


def test_tags_can_be_judged_alone(volume) -> None:
    assert tagging_faults(changed(volume.content, wrong_count)) == ()
    assert {one.rule for one in tagging_faults(changed(volume.content, circle))} == {
        "element-twice"
    }


def test_a_heading_of_the_outline_may_lead_nowhere(volume) -> None:
    """It opens and closes what stands below it (ISO 32000-1, 12.3.3: a goal is optional)."""

    def change(pdf: Pdf) -> None:
        line = next(item for item in lines(pdf) if "/First" in item)
        del line["/Dest"]

    assert soundness_faults(changed(volume.content, change)) == ()
