"""Write fonts/ and flags/ anew from pinned npm packages, or check what lies there.

    python tools/vendor.py           fetch, verify and write (needs npm and a network)
    python tools/vendor.py --check   compare the files with SHA256SUMS (needs neither)

To move to a newer package: change its version in PINS, run, copy the digest that the error
names once you trust it, run again, and read the difference before you commit it.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("fonts", "flags")

# The temple of kh is white with black outlines, which drown it at the size of text.
MENDED_FLAGS = {"kh.svg": (b'fill="#fff" stroke="#000"', b'fill="#fff" stroke="none"')}
MANIFEST = "SHA256SUMS"

# The SHA-256 of each package's tarball.
PINS: dict[str, str] = {
    spec: sha
    for sha, spec in map(
        str.split,
        """
84f0b412fbc9b0b666d6fe04620b2cd2e54bfd49ca61fe0663a9e5beb30afcc4  @expo-google-fonts/source-serif-4@0.4.1
eb41834f563921e19b18b40bc924b97110983aef800d9cb67b9186f546311828  @expo-google-fonts/source-sans-3@0.4.1
78810a8143112a326def7ec976601ecb9855a9e79082c727246beec4f0531d0c  @expo-google-fonts/noto-serif@0.4.2
6bbc25300333659ca87c1317b38048c9d7b23bf14ddc767ceca8051df25f8383  @fontsource/noto-serif-khmer@5.3.0
795ac85a4b959517e50eb1836181a91f4477bbb6b7909585f7f6f91eeb878a30  @fontsource/noto-serif-lao@5.0.8
37fe95e20ad51fd5d21f34cca38eae49b5c81ba915c880def26e9c95a9bcf436  @fontsource/noto-serif-myanmar@5.3.0
3f7bccec3fd7d62ba8ac5470c0f10d648d48c58a50c244d91e657ab5150410f2  @fontsource/noto-serif-thai@5.3.0
c0b80bf0e08006a60f56621d6bc49f8c7131f4d1fef6737a165a673431f4b518  flag-icons@7.5.0
""".strip().splitlines(),  # noqa: E501
    )
}

FAMILIES = {
    "Source Serif 4": ("Regular", "Italic", "Bold", "BoldItalic"),
    "Source Sans 3": ("Regular", "SemiBold"),
    "Noto Serif": ("Regular",),
    "Noto Serif Khmer": ("Regular", "Bold"),
    "Noto Serif Lao": ("Regular", "Bold"),
    "Noto Serif Myanmar": ("Regular", "Bold"),
    "Noto Serif Thai": ("Regular", "Bold"),
}

# Our name for a cut: its CSS weight and style, and what the expo packages call it.
CUTS = {
    "Regular": (400, "normal", "400Regular"),
    "Italic": (400, "italic", "400Regular_Italic"),
    "SemiBold": (600, "normal", "600SemiBold"),
    "Bold": (700, "normal", "700Bold"),
    "BoldItalic": (700, "italic", "700Bold_Italic"),
}

# The 249 officially assigned ISO 3166-1 alpha-2 codes: a first letter, then the second letters.
ISO_3166 = """
a:defgilmoqrstuwxz b:abdefghijlmnoqrstvwyz c:acdfghiklmnoruvwxyz d:ejkmoz e:ceghrst f:ijkmor
g:abdefghilmnpqrstuwy h:kmnrtu i:delmnoqrst j:emop k:eghimnprwyz l:abcikrstuvy
m:acdefghklmnopqrstuvwxyz n:acefgilopruz o:m p:aefghklmnrstwy q:a r:eosuw
s:abcdeghijklmnorstvxyz t:cdfghjklmnortvwz u:agmsyz v:aceginu w:fs y:et z:amw
"""
COUNTRIES = tuple(
    first + second
    for first, seconds in (group.split(":") for group in ISO_3166.split())
    for second in seconds
)

HOW = """\
`tools/vendor.py` writes this folder; do not edit it by hand. To write it anew, with npm and
`fonttools[woff]`: `python tools/vendor.py`. To check it without a network:
`python tools/vendor.py --check`."""

FONTS_README = """\
# Fonts

{how}

| File | Family | Weight | Style | Font version | Package | Licence |
|---|---|---|---|---|---|---|
{rows}

The Source fonts and Noto Serif are the packages' files, byte for byte. 'Source' is a Reserved
Font Name, so a changed file could not keep it: leave these as they are. The Noto fonts for
Khmer, Lao, Myanmar and Thai come as WOFF2 slices that hold one script; the script unpacks them
to TrueType and removes nothing more. The OFL counts a change of format as a Modified Version;
these families reserve no name, so they keep theirs. Noto Serif Lao has the letters of Lao but
not those that Unicode 12 added for Pali and Sanskrit.

Each `*-OFL.txt` is the licence from the package. Where its copyright line is not the one in the
font (name 0), the font's own line stands on top: this is so for {topped}.
"""

FLAGS_README = """\
# Flags

{how}

{count} flags, 4:3, one for each ISO 3166-1 alpha-2 code, from `{package}` (MIT, see `LICENSE`).
The package's flags of regions and organisations, and codes that ISO has not assigned (`xk`),
are left out. `kh` is mended: the black outlines of its white temple, which drown it at the size
of text, are left out. WeasyPrint 70 draws 49 of the 50 stars of `us` and `um`, and not the sea in
the arms of `ni`.

A publication may put its own `flags/xx.svg` beside its `mekong.toml`; that one comes first.
"""


class VendorError(Exception):
    """A package or a file in it is not what this script expects."""


@dataclass(frozen=True)
class Package:
    """A fetched npm package, read from its tarball."""

    spec: str
    tarball: bytes

    def read_all(self, members: list[str]) -> list[bytes]:
        """Return these files of the package, in this order."""
        with tarfile.open(fileobj=io.BytesIO(self.tarball)) as tar:
            found = {e.name: tar.extractfile(e) for e in tar if e.isfile()}
            try:
                return [handle.read() for m in members if (handle := found[f"package/{m}"])]
            except KeyError as error:
                raise VendorError(f"{self.spec}: no file {error}") from None

    def read(self, member: str) -> bytes:
        """Return one file of the package."""
        return self.read_all([member])[0]


def digest(data: bytes) -> str:
    """Return the SHA-256 of the data in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def fetch(spec: str, into: Path) -> Package:
    """Fetch a package with npm and verify its tarball against the pin."""
    npm = shutil.which("npm")
    if npm is None:
        raise VendorError("npm is not installed")
    into.mkdir()
    command = [npm, "pack", spec, "--silent", "--ignore-scripts", "--pack-destination", str(into)]
    if subprocess.run(command, cwd=into, stdout=subprocess.DEVNULL, check=False).returncode:
        raise VendorError(f"{spec}: npm pack failed")
    (tarball,) = into.glob("*.tgz")
    data = tarball.read_bytes()
    if digest(data) != PINS[spec]:
        raise VendorError(f"{spec}: SHA-256 is {digest(data)}, not the pinned {PINS[spec]}")
    return Package(spec, data)


def font_data(package: Package, family: str, cut: str) -> bytes:
    """Return a font as TrueType: as packed, or unpacked from its script's WOFF2 slice."""
    weight, _, expo = CUTS[cut]
    if package.spec.startswith("@expo-google-fonts/"):
        return package.read(f"{expo}/{family.replace(' ', '')}_{expo}.ttf")
    slug, script = family.lower().replace(" ", "-"), family.split()[-1].lower()
    packed = package.read(f"files/{slug}-{script}-{weight}-normal.woff2")
    font = TTFont(io.BytesIO(packed), recalcTimestamp=False, recalcBBoxes=False)
    font.flavor = None
    unpacked = io.BytesIO()
    font.save(unpacked)
    return unpacked.getvalue()


def name_of(font: TTFont, *name_ids: int) -> str:
    """Return the first of these entries that the font's name table has."""
    return next(filter(None, map(font["name"].getDebugName, name_ids)), "")


def face_of(font: TTFont) -> tuple[str, int, str]:
    """Return the family, weight and style by which CSS finds the font."""
    style = "italic" if font["OS/2"].fsSelection & 1 else "normal"
    return name_of(font, 16, 1), font["OS/2"].usWeightClass, style


def licence(package: Package, font: TTFont) -> tuple[bytes, bool]:
    """Return the family's OFL, and whether the font's copyright line had to go on top."""
    member = "LICENSE_FONT" if package.spec.startswith("@expo-google-fonts/") else "LICENSE"
    text = package.read(member).decode()
    if "SIL OPEN FONT LICENSE Version 1.1" not in text:
        raise VendorError(f"{package.spec}: {member} is not the OFL")
    notice = name_of(font, 0)
    if notice in text:
        return text.encode(), False
    return f"{notice}\n{text}".encode(), True


def make_fonts(packages: list[Package]) -> dict[str, bytes]:
    """Return every file of fonts/ by name."""
    files: dict[str, bytes] = {}
    rows, topped = [], []
    for family, cuts in FAMILIES.items():
        stem, slug = family.replace(" ", ""), family.lower().replace(" ", "-")
        package = next(package for package in packages if f"/{slug}@" in package.spec)
        for cut in cuts:
            name = f"{stem}-{cut}.ttf"
            files[name] = font_data(package, family, cut)
            font = TTFont(io.BytesIO(files[name]))
            weight, style, _ = CUTS[cut]
            if face_of(font) != (family, weight, style):
                raise VendorError(f"{name}: the font says it is {face_of(font)}")
            version = name_of(font, 5).removeprefix("Version ").split(";")[0]
            rows.append(
                f"| `{name}` | {family} | {weight} | {style} | {version} "
                f"| `{package.spec}` | [OFL 1.1]({stem}-OFL.txt) |"
            )
        files[f"{stem}-OFL.txt"], on_top = licence(package, font)
        topped += [family] * on_top
    table, names = "\n".join(rows), " and ".join(topped) or "none"
    readme = FONTS_README.format(how=HOW, rows=table, topped=names)
    return files | {"README.md": readme.encode()}


def make_flags(packages: list[Package]) -> dict[str, bytes]:
    """Return every file of flags/ by name."""
    package = next(package for package in packages if package.spec.startswith("flag-icons@"))
    names = [f"{code}.svg" for code in COUNTRIES]
    files = dict(zip(names, package.read_all([f"flags/4x3/{n}" for n in names]), strict=True))
    for name, (stock, mended) in MENDED_FLAGS.items():
        if files[name].count(stock) != 1:
            raise VendorError(f"{name}: {stock!r} does not stand in it once")
        files[name] = files[name].replace(stock, mended)
    readme = FLAGS_README.format(how=HOW, count=len(files), package=package.spec)
    return files | {"LICENSE": package.read("LICENSE"), "README.md": readme.encode()}


def write_folder(folder: Path, files: dict[str, bytes]) -> None:
    """Replace the folder with these files and their manifest."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    lines = [f"{digest(files[name])}  {name}\n" for name in sorted(files)]
    (folder / MANIFEST).write_bytes("".join(lines).encode())


def differences(folder: Path) -> list[str]:
    """Return one line for each file that is not what the folder's manifest says."""
    if not (folder / MANIFEST).is_file():
        return [f"{folder.name}/{MANIFEST}: missing"]
    lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    listed = {name: sha for sha, _, name in (line.partition("  ") for line in lines)}
    present = {
        path.relative_to(folder).as_posix(): digest(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and path != folder / MANIFEST
    }
    found = [f"{folder.name}/{name}: missing" for name in listed.keys() - present.keys()]
    found += [f"{folder.name}/{name}: not in {MANIFEST}" for name in present.keys() - listed.keys()]
    both = present.keys() & listed.keys()
    found += [f"{folder.name}/{name}: changed" for name in both if present[name] != listed[name]]
    return sorted(found)


def vendor() -> None:
    """Fetch every package, then write both folders."""
    with tempfile.TemporaryDirectory() as temp:
        packages = [fetch(spec, Path(temp) / str(index)) for index, spec in enumerate(PINS)]
    made = {"fonts": make_fonts(packages), "flags": make_flags(packages)}
    for name in FOLDERS:
        write_folder(ROOT / name, made[name])
        size = sum(map(len, made[name].values()))
        print(f"{name}/: {len(made[name])} files, {size / 1e6:.2f} MB")


def check() -> int:
    """Compare both folders with their manifests; return the exit code."""
    found = [line for name in FOLDERS for line in differences(ROOT / name)]
    print("\n".join(found) or "fonts/ and flags/ are what their manifests say")
    return 1 if found else 0


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(
        description="Write fonts/ and flags/ anew from pinned packages."
    )
    parser.add_argument("--check", action="store_true", help="only compare with the manifests")
    if parser.parse_args(argv).check:
        return check()
    try:
        vendor()
    except VendorError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
