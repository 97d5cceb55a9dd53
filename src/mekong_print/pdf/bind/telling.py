"""What elements of several parts call by one name, told apart: identifiers, roles, classes.

Every holder of a shared name gets a new one, so that what a part's names become does not
depend on the order of the parts. Namespaces are the same when their address is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from mekong_print.pdf.bind.tags import Tags, kids_of, telling
from mekong_print.pdf.bind.trees import name_tree
from mekong_print.volume.parts import Change
from mekong_print.volume.plan import told_apart

_FORM = "{key}.{name}"
_WRITTEN = {"/RoleMap": "/S", "/ClassMap": "/C"}


def tell_apart(volume: Pdf, pieces: list[Tags], changes: list[Change]) -> Object:
    """What the root of the joined tree says: IDTree, RoleMap, ClassMap, Namespaces."""
    root = Dictionary()
    ids = _identifiers(pieces, changes)
    if ids:
        root.IDTree = name_tree(volume, ids)
    for key in _WRITTEN:
        joined = _joined_map(pieces, key, changes)
        if joined:
            root[key] = Dictionary(joined)
    spaces = _namespaces(pieces)
    if spaces:
        root.Namespaces = Array(spaces)
    return root


# ---------------------------------------------------------------- identifiers


def _identifiers(pieces: list[Tags], changes: list[Change]) -> list[tuple[bytes, Object]]:
    """Identifiers and their elements; cells that name a renamed one name it by its new name."""
    words = {tags.piece.key: [_word(name) for name in tags.named] for tags in pieces}
    renamed = told_apart(words, _FORM)
    for tags in pieces:
        new = renamed[tags.piece.key]
        if new:
            _rename(tags, new)
            many = f"{len(new)} identifiers of elements are" if len(new) > 1 else "An identifier is"
            what = f"{many} told apart from those of other parts, such as “{min(new.values())}”."
            changes.append(Change(tags.piece.key, "renamed", what))
    return [
        (renamed[tags.piece.key].get(_word(name), _word(name)).encode("latin-1"), element)
        for tags in pieces
        for name, element in tags.named.items()
    ]


def _word(name: bytes) -> str:
    return name.decode("latin-1")


def _rename(tags: Tags, new: Mapping[str, str]) -> None:
    def renamed(name: Object) -> Object:
        word = _word(bytes(name))
        return String(new[word].encode("latin-1")) if word in new else name

    for element in telling(tags.tops) or ():
        if "/ID" in element:
            element["/ID"] = renamed(element["/ID"])
        for attributes in _rows(element.get("/A")):
            if isinstance(attributes, Dictionary) and "/Headers" in attributes:
                attributes["/Headers"] = Array([renamed(one) for one in attributes["/Headers"]])


def _rows(thing: object) -> list[object]:
    return list(thing) if isinstance(thing, Array) else [thing]


# ---------------------------------------------------------------- roles and classes

# The kinds beyond those of PDF 1.7 that our files have: mapped wherever they are used.
OUR_ROLES = frozenset({"Em", "Strong"})


def _joined_map(pieces: list[Tags], key: str, changes: list[Change]) -> dict[str, Object]:
    """A map of the root (14.7.3, 14.7.5.2), with names that mean two things told apart."""
    maps = {tags.piece.key: _map_of(tags, key) for tags in pieces}
    if not any(maps.values()):
        return {}
    told = frozenset().union(*maps.values())
    used = {tags.piece.key: _used(tags, _WRITTEN[key], told) for tags in pieces}
    meant: dict[str, set[bytes]] = {}
    for piece, own in maps.items():
        for name in own.keys() | used[piece]:
            meant.setdefault(name, set()).add(_meaning(own.get(name)))
    clashing = {name for name, meanings in meant.items() if len(meanings) > 1}
    shared = {piece: [name for name in own if name in clashing] for piece, own in maps.items()}
    everywhere = {"": sorted(meant)}  # a new name must be none that any part has
    renamed = told_apart({**shared, **everywhere}, _FORM)
    for tags in pieces:
        _respell(tags, key, renamed[tags.piece.key], changes)
    return {
        "/" + renamed[piece].get(name, name): _respelled(value, renamed[piece])
        for piece, own in maps.items()
        for name, value in own.items()
    }


def _map_of(tags: Tags, key: str) -> dict[str, Object]:
    """What a piece says of its names; a type that is said to be itself is said nothing of."""
    said = {name[1:]: value for name, value in tags.root(key).items()}
    return {name: value for name, value in said.items() if value != Name(f"/{name}")}


def _used(tags: Tags, key: str, told: frozenset[str]) -> Set[str]:
    """The names that elements bear, mapped or not; files of ours map what they have of these.

    That spares the walk to all their elements, which is a tenth of the time of binding.
    """
    if tags.ours and told <= OUR_ROLES:
        return frozenset()
    return {
        str(name)[1:]
        for element in _all(tags)
        for name in _rows(element.get(key))
        if isinstance(name, Name)
    }


def _all(tags: Tags) -> Iterator[Object]:
    waiting: list[object] = list(tags.tops)
    while waiting:
        element = waiting.pop()
        if isinstance(element, Dictionary) and "/S" in element:
            yield element
            waiting += kids_of(element)


def _meaning(value: Object | None) -> bytes:
    return b"" if value is None else value.unparse(resolved=True)


def _respell(tags: Tags, key: str, new: Mapping[str, str], changes: list[Change]) -> None:
    if not new:
        return
    written = _WRITTEN[key]
    for element in _all(tags):
        if written in element:
            element[written] = _respelled(element[written], new)
    for old, name in new.items():
        what = f"The kind of element “{old}” means something else here; it is “{name}” now."
        changes.append(Change(tags.piece.key, "renamed", what))


def _respelled(value: Object, new: Mapping[str, str]) -> Object:
    match value:
        case Name():
            return Name("/" + new[str(value)[1:]]) if str(value)[1:] in new else value
        case Array():
            return Array([_respelled(one, new) if isinstance(one, Name) else one for one in value])
        case _:
            return value


# ---------------------------------------------------------------- namespaces


def _namespaces(pieces: list[Tags]) -> list[Object]:
    """One object for each address (ISO 32000-2, 14.7.4.2), in place of each part's own."""
    known: dict[str, Object] = {}
    for tags in (one for one in pieces if "/Namespaces" in (one.piece.table("/Tree") or ())):
        elements = telling(tags.tops) or ()
        for element in (one for one in elements if isinstance(one.get("/NS"), Dictionary)):
            address = str(element["/NS"].get("/NS", ""))
            element["/NS"] = known.setdefault(address, element["/NS"])
    return list(known.values())
