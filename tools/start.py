"""Set this project up and use it, on Debian or macOS with nothing but Python 3.11 or newer.

python3 tools/start.py               make the PDF of Issue 22; its path is the last line
python3 tools/start.py test [...]    run all tests on all cores; what follows goes to pytest
python3 tools/start.py lint          run ruff and mypy
python3 tools/start.py audit         list what it stands on (SBOM), and ask for known holes
python3 tools/start.py run ARGS...   run mekong ARGS...
python3 tools/start.py conformance [FILES...]   prove PDF/UA-1 and PDF/A-3a with veraPDF
python3 tools/start.py update        take the newest packages; run the tests, then commit

Packages are installed in the versions that tools/proven.txt lists: those the tests passed with.
Relative paths in ARGS count from the top of the project.
Exit codes of its own: 2 wrong Python or command, 3 set-up failed, 4 system packages missing.
"""

# An old Python (3.6 or later) must be able to read this file, to say which one is needed.
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
VENV = TOP / ".venv"
PYTHON = VENV / "bin" / "python"
BASE = getattr(sys, "_base_executable", None) or sys.executable  # never the one in .venv
STAMP = VENV / ".mekong-ready"
PROVEN = TOP / "tools" / "proven.txt"
PROVEN_HEAD = """\
# The versions that the tests passed with. `python3 tools/start.py update` writes this file anew,
# on Linux and Python 3.11; where a package is not listed, pyproject.toml's bounds alone count.
"""
NEEDED = (3, 11)
DYLD = "DYLD_FALLBACK_LIBRARY_PATH"
MAC_LIBRARIES = ["/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib", "/usr/lib"]

# The names WeasyPrint 70 tries, on Linux and on macOS.
LIBRARIES = {
    "libgobject-2.0": ["libgobject-2.0.so.0", "libgobject-2.0.0.dylib"],
    "libpango-1.0": ["libpango-1.0.so.0", "libpango-1.0.dylib"],
    "libpangoft2-1.0": ["libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib"],
    "libharfbuzz": ["libharfbuzz.so.0", "libharfbuzz.0.dylib"],
    "libfontconfig": ["libfontconfig.so.1", "libfontconfig.1.dylib"],
    "libharfbuzz-subset": ["libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib"],
}
OPTIONAL = "libharfbuzz-subset"  # WeasyPrint makes do without, slower
PROBE = """
import contextlib, ctypes, json, sys
def load(names):
    for name in names:
        with contextlib.suppress(OSError):
            return ctypes.CDLL(name)
found = {key: load(names) for key, names in json.loads(sys.argv[1]).items()}
missing = [key for key, library in found.items() if library is None]
pango = found["libpango-1.0"]
if pango and pango.pango_version() < 14400:
    missing.append("libpango-1.0 (1.44 or newer)")
print(json.dumps(missing))
"""
# A file of tests stays with one worker: what its tests share is made once.
ALL_TESTS = ["-n", "auto", "--dist", "loadfile"]
GROUPS = ["audit", "fuzz", "lint", "test", "vendor"]  # all of pyproject.toml's
TOOLS = ["pdftoppm", "pdftotext", "pdfinfo", "pdffonts", "qpdf"]

APT = "apt-get install -y --no-install-recommends"
INSTALL = {"apt-get": APT, "dnf": "dnf install -y", "brew": "brew install"}
DEBS = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
LIBRARY_PACKAGES = {"apt-get": DEBS, "dnf": "pango harfbuzz", "brew": "pango"}
LINUX_TOOLS = "poppler-utils qpdf"
TOOL_PACKAGES = {"apt-get": LINUX_TOOLS, "dnf": LINUX_TOOLS, "brew": "poppler qpdf"}
OLD_PYTHON = """Python 3.11 or newer is needed; this is {version}. Install one, then run this again:
  Debian 12:  sudo apt-get install python3.11 python3.11-venv
  Debian 13:  sudo apt-get install python3.13 python3.13-venv
  Fedora:     sudo dnf install python3.12
  macOS:      brew install python"""


class StopError(Exception):
    """A reason to stop, with the exit code and what the reader can do."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def say(message):
    """Tell the reader what is going on; stdout is kept for results."""
    print(message, file=sys.stderr, flush=True)


def child_env():
    """Return the environment for children: one in which macOS finds Homebrew's libraries."""
    env = dict(os.environ, PIP_USER="0", PIP_DISABLE_PIP_VERSION_CHECK="1")
    if sys.platform == "darwin":
        own = [env[DYLD]] if env.get(DYLD) else []
        env[DYLD] = ":".join(own + MAC_LIBRARIES)
    return env


def capture(command):
    """Run a command quietly; return its exit code and all it wrote."""
    words = [str(part) for part in command]
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    try:
        done = subprocess.run(words, cwd=str(TOP), env=child_env(), check=False, **pipes)
    except OSError as error:
        return 127, str(error)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def show(*command):
    """Run a command of the environment in full view; return its exit code."""
    code = subprocess.call([str(part) for part in command], cwd=str(TOP), env=child_env())
    return code if code >= 0 else 128 - code


def tail(output, lines=15):
    """Return the end of a failed command's output, indented."""
    return "\n".join("  | " + line for line in output.strip().splitlines()[-lines:])


def use_new_python(argv):
    """Go on under a new enough Python: this one, or one on PATH that takes over."""
    if sys.version_info[:2] >= NEEDED:
        return
    check = f"import sys; sys.exit(sys.version_info < {NEEDED})"
    for minor in (14, 13, 12, 11):
        other = shutil.which(f"python3.{minor}")
        if other and capture([other, "-c", check])[0] == 0:
            os.execv(other, [other, str(Path(__file__).resolve()), *argv])
    raise StopError(2, OLD_PYTHON.format(version=platform.python_version()))


def privilege():
    """Return what to put before a command for it to run as root, or None where that may not be."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and capture(["sudo", "-n", "true"])[0] == 0:
        return ["sudo", "-n"]
    return None


def install(packages):
    """Install system packages where this user may; return whether that worked."""
    manager = next((name for name in packages if shutil.which(name)), None)
    prefix = [] if manager in (None, "brew") else privilege()
    if manager is None or prefix is None:
        return False
    command = f"{INSTALL[manager]} {packages[manager]}"
    say(f"Installing system packages: {command}")
    if manager == "apt-get":
        prefix = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
        capture([*prefix, "apt-get", "update"])
    code, output = capture(prefix + command.split())
    if code:
        say("That failed:\n" + tail(output))
    return code == 0


def by_hand(packages):
    """Return the lines that say how to install these packages by hand."""
    return (
        f"  Debian, Ubuntu:  sudo {INSTALL['apt-get']} {packages['apt-get']}\n"
        f"  Fedora:          sudo {INSTALL['dnf']} {packages['dnf']}\n"
        f"  macOS:           {INSTALL['brew']} {packages['brew']}"
    )


def missing_libraries(python):
    """Return the names of the libraries which this Python cannot load."""
    code, output = capture([python, "-c", PROBE, json.dumps(LIBRARIES)])
    if code:
        hint = "Remove .venv, or take another Python."
        raise StopError(3, f"{python} cannot load libraries:\n{tail(output)}\n{hint}")
    return json.loads(output.splitlines()[-1])


def ensure_libraries(python, *, warm):
    """Stop unless WeasyPrint's libraries load, after installing them where that may be."""
    missing = missing_libraries(python)
    if missing == [OPTIONAL] and warm:  # tried, and told, when .venv was made
        return
    if missing and install(LIBRARY_PACKAGES):
        missing = missing_libraries(python)
    if missing == [OPTIONAL]:
        say(f"Note: {OPTIONAL} is not here; PDFs are made without it, a little slower.")
    elif missing:
        message = f"WeasyPrint needs system libraries which are not here: {', '.join(missing)}."
        steps = f"Install them, then run this again:\n{by_hand(LIBRARY_PACKAGES)}"
        raise StopError(4, f"{message}\n{steps}")


def ensure_tools():
    """Install the programs some tests use; without them only CI stops."""
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing and not install(TOOL_PACKAGES):
        message = f"Some tests use {', '.join(missing)}. To install:\n{by_hand(TOOL_PACKAGES)}"
        if os.environ.get("CI") == "true":
            raise StopError(4, message)
        say(message + "\nGoing on; the tests name what they skip.")


def wanted():
    """Return what .venv depends on: where it is, Python's version, bounds and proven versions."""
    told = (TOP / "pyproject.toml").read_bytes() + PROVEN.read_bytes()
    digest = hashlib.sha256(told).hexdigest()
    return {"place": str(VENV), "python": platform.python_version(), "project": digest}


def stamped():
    """Return what the last finished set-up noted; nothing after one cut short."""
    try:
        return json.loads(STAMP.read_text(encoding="utf-8")) if PYTHON.exists() else {}
    except (OSError, ValueError):
        return {}


def make_venv():
    """Make .venv afresh, with a pip that knows dependency groups."""
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    code, output = 1, "It lacks the module ensurepip or venv."
    if capture([BASE, "-c", "import ensurepip, venv"])[0] == 0 or install({"apt-get": package}):
        code, output = capture([BASE, "-m", "venv", "--clear", VENV])
    if code:
        hint = f"On Debian or Ubuntu: sudo apt-get install {package}\nThen run this again."
        raise StopError(3, f"{BASE} could not make {VENV}:\n{tail(output)}\n{hint}")
    pip_install("--upgrade", "pip>=25.1")


def pip_install(*what):
    """Run pip install in .venv, quiet unless it fails."""
    code, output = capture([PYTHON, "-m", "pip", "install", "--quiet", *what])
    if code:
        hint = "Check the network (or proxy) and the free disk space, then run this again."
        raise StopError(3, f"pip install {' '.join(what)} failed:\n{tail(output)}\n{hint}")


def ensure_venv(groups):
    """Bring .venv up to date with pyproject.toml and these dependency groups."""
    say("Setting up .venv (once, about a minute)...")
    noted, want = stamped(), wanted()
    if any(noted.get(key) != want[key] for key in ("place", "python")):
        make_venv()
        noted = {}
    groups = sorted(set(groups) | set(noted.get("groups", [])))
    STAMP.unlink(missing_ok=True)
    pip_install("-c", PROVEN, *project_with(groups))
    leave_stamp(groups)


def project_with(groups):
    """Return what pip is to install: the project itself and these dependency groups."""
    return ["-e", ".", *[word for group in groups for word in ("--group", group)]]


def leave_stamp(groups):
    """Note that .venv is ready, and for what."""
    STAMP.write_text(json.dumps(dict(wanted(), groups=groups)) + "\n", encoding="utf-8")


def set_up(*groups):
    """Make everything ready; at once, and without pip, where it already is."""
    noted = stamped()
    warm = all(noted.get(key) == value for key, value in wanted().items())
    warm = warm and set(groups) <= set(noted.get("groups", []))
    ensure_libraries(PYTHON if warm else BASE, warm=warm)
    if not warm:
        ensure_venv(groups)


def mekong(*args):
    """Set up and run mekong; by way of Python, which bears any path and macOS's guards."""
    set_up()
    return show(PYTHON, VENV / "bin" / "mekong", *args)


def test(*args):
    """Set up and run the tests, those of the audit's real programs included."""
    set_up("audit", "test")
    ensure_tools()
    return show(PYTHON, "-m", "pytest", *(args or ALL_TESTS))


def lint():
    """Set up and run every linter; return the first failing one's exit code."""
    set_up("lint")
    checks = [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]]
    return next(filter(None, [show(PYTHON, "-m", *check) for check in checks]), 0)


def conformance(*args):
    """Set up and have PDFs judged by veraPDF."""
    set_up()
    return show(PYTHON, TOP / "tools" / "conformance.py", *args)


def audit(*args):
    """Set up, list all packages, and ask whether one has a known hole."""
    set_up("audit")
    return show(PYTHON, TOP / "tools" / "audit.py", *args)


def update():
    """Make .venv anew from the newest packages that the bounds allow, and note their versions."""
    ensure_libraries(BASE, warm=False)
    say("Setting up .venv from the newest packages (about two minutes)...")
    make_venv()
    pip_install(*project_with(GROUPS))
    code, output = capture([PYTHON, "-m", "pip", "freeze", "--exclude-editable"])
    if code:
        raise StopError(3, f"pip could not list its packages:\n{tail(output)}")
    versions = [line for line in output.splitlines() if "==" in line]
    PROVEN.write_text(PROVEN_HEAD + "".join(line + "\n" for line in versions), encoding="utf-8")
    leave_stamp(GROUPS)
    say("tools/proven.txt is written. Now run: python3 tools/start.py test")
    return 0


def dispatch(argv):
    """Do what the command line asks; return the exit code."""
    command, args = (argv[0], argv[1:]) if argv else ("run", ["build", "22"])
    if command in ("-h", "--help"):
        print(__doc__.strip())
        return 0
    commands = {
        "run": mekong,
        "test": test,
        "lint": lint,
        "audit": audit,
        "conformance": conformance,
        "update": update,
    }
    if command not in commands or (command in ("lint", "update") and args):
        raise StopError(2, __doc__.strip())
    if os.name == "nt":
        raise StopError(2, "This runs on Linux and macOS; on Windows, use WSL.")
    use_new_python(argv)
    return commands[command](*args)


def main(argv):
    """Run, turning every foreseen stop into a message and an exit code."""
    try:
        return dispatch(argv)
    except StopError as stop:
        say(str(stop))
        return stop.code
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
