"""What tools/start.py promises a newcomer, on machines made up by each test."""

import ast
import json
import subprocess
import sys

import pytest

from proofing import ROOT, program

SCRIPT = ROOT / "tools" / "start.py"
PDF = "output/issue-22.pdf"


class Machine:
    """A made-up machine: what it has, what it may, and which commands were run on it."""

    def __init__(self, start, programs):
        self.start = start
        self.programs = programs
        self.missing = []
        self.ensurepip = True
        self.apt_works = True
        self.pip_works = True
        self.sudo_works = False
        self.ran = []
        self.shown = []

    def which(self, name):
        return f"/bin/{name}" if name in self.programs else None

    def capture(self, command):
        words = [str(word) for word in command]
        if self.start.PROBE in words:
            return 0, json.dumps(self.missing)
        if words[-1] == "import ensurepip, venv":
            return int(not self.ensurepip), ""
        if words == ["sudo", "-n", "true"]:
            return int(not self.sudo_works), ""
        if words[-2:] == ["freeze", "--exclude-editable"]:
            return 0, "WARNING: a newer pip is out\npypdf==7.2.0\npikepdf==10.18.0\n"
        self.ran.append(" ".join(words))
        if "venv" in words:
            self.start.PYTHON.parent.mkdir(parents=True, exist_ok=True)
            self.start.PYTHON.touch()
        if "apt-get" in words and "install" in words:
            return self.apt_install(words)
        return (0, "") if self.pip_works or "pip" not in words else (1, "no route to host")

    def apt_install(self, words):
        if not self.apt_works:
            return 100, "E: Unable to fetch some archives"
        if "libpango-1.0-0" in words:
            self.missing = []
        if "poppler-utils" in words:
            self.programs.update(self.start.TOOLS)
        return 0, ""

    def show(self, *command):
        self.shown.append([str(word) for word in command])
        return 0

    def commands(self, *words):
        return [line for line in self.ran if all(word in line for word in words)]


@pytest.fixture
def start(tmp_path, monkeypatch):
    module = program("start")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    venv = tmp_path / ".venv"
    monkeypatch.setattr(module, "TOP", tmp_path)
    monkeypatch.setattr(module, "VENV", venv)
    monkeypatch.setattr(module, "PYTHON", venv / "bin" / "python")
    monkeypatch.setattr(module, "STAMP", venv / ".mekong-ready")
    monkeypatch.setattr(module, "PROVEN", tmp_path / "proven.txt")
    module.PROVEN.write_text("pypdf==7.1.0\n", encoding="utf-8")
    return module


@pytest.fixture
def machine(start, monkeypatch):
    """A Debian machine with all it needs, used by someone who is not root."""
    made_up = Machine(start, {"apt-get", *start.TOOLS})
    monkeypatch.setattr(start, "capture", made_up.capture)
    monkeypatch.setattr(start, "show", made_up.show)
    monkeypatch.setattr(start.shutil, "which", made_up.which)
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000)
    monkeypatch.delenv("CI", raising=False)
    return made_up


def become_root(monkeypatch, start):
    monkeypatch.setattr(start.os, "geteuid", lambda: 0)


# Python


def test_python_3_6_can_read_the_script():
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_is_told_which_one_to_install_and_how(start, machine, monkeypatch, capsys):
    monkeypatch.setattr(start.sys, "version_info", (3, 6, 15))
    monkeypatch.setattr(start.platform, "python_version", lambda: "3.6.15")
    assert start.main([]) == 2
    said = capsys.readouterr().err
    assert "3.11 or newer is needed; this is 3.6.15" in said
    assert "Debian 12:  sudo apt-get install python3.11" in said
    assert "sudo dnf install python3" in said
    assert "brew install python" in said
    assert machine.ran == []


def test_an_old_python_hands_over_to_the_newest_that_works(start, machine, monkeypatch):
    class HandedOverError(Exception):
        pass

    def execv(path, words):
        raise HandedOverError(path, words)

    broken = "/bin/python3.13"
    monkeypatch.setattr(start.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(start.os, "execv", execv)
    monkeypatch.setattr(start, "capture", lambda words: (int(words[0] == broken), ""))
    machine.programs |= {"python3.13", "python3.12", "python3.11"}
    with pytest.raises(HandedOverError) as handed:
        start.main(["test", "-k", "pages"])
    path, words = handed.value.args
    assert path == "/bin/python3.12"
    assert words == [path, str(SCRIPT), "test", "-k", "pages"]


# System libraries and programs


def test_missing_pango_without_root_names_three_commands_and_does_nothing(start, machine, capsys):
    machine.missing = ["libpango-1.0", "libharfbuzz-subset"]
    assert start.main([]) == 4
    said = capsys.readouterr().err
    assert "libpango-1.0" in said
    assert (
        "sudo apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0" in said
    )
    assert "sudo dnf install -y pango" in said
    assert "brew install pango" in said
    assert machine.ran == []
    assert machine.shown == []
    assert not start.VENV.exists()


def test_missing_pango_is_installed_by_root(start, machine, monkeypatch):
    become_root(monkeypatch, start)
    machine.missing = ["libpango-1.0"]
    assert start.main([]) == 0
    update, install = machine.commands("apt-get")
    assert update.endswith("apt-get update")
    assert install.endswith("libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")
    assert "sudo" not in install


def test_missing_pango_is_installed_with_sudo_that_asks_no_password(start, machine):
    machine.programs.add("sudo")
    machine.sudo_works = True
    machine.missing = ["libpango-1.0"]
    assert start.main([]) == 0
    assert all(line.startswith("sudo -n ") for line in machine.commands("apt-get"))


def test_missing_pango_that_root_cannot_install_stops_with_the_reason(
    start, machine, monkeypatch, capsys
):
    become_root(monkeypatch, start)
    machine.missing = ["libpango-1.0"]
    machine.apt_works = False
    assert start.main([]) == 4
    assert "E: Unable to fetch some archives" in capsys.readouterr().err


def test_missing_harfbuzz_subset_alone_is_only_a_note(start, machine, capsys):
    machine.missing = [start.OPTIONAL]
    assert start.main([]) == 0
    assert "Note: libharfbuzz-subset is not here" in capsys.readouterr().err
    assert start.main([]) == 0
    assert capsys.readouterr().err == ""


def test_the_probe_tells_what_this_python_really_loads(start, monkeypatch):
    monkeypatch.setattr(start, "LIBRARIES", {"libpango-1.0": ["libno-such-thing.so.0"]})
    assert start.missing_libraries(sys.executable) == ["libpango-1.0"]


def test_on_macos_children_look_for_libraries_where_homebrew_puts_them(start, monkeypatch):
    monkeypatch.setattr(start.sys, "platform", "darwin")
    monkeypatch.setenv("DYLD_FALLBACK_LIBRARY_PATH", "/mine")
    folders = start.child_env()["DYLD_FALLBACK_LIBRARY_PATH"].split(":")
    assert folders[:3] == ["/mine", "/opt/homebrew/lib", "/usr/local/lib"]


def test_tests_go_on_without_their_programs_where_none_may_be_installed(start, machine, capsys):
    machine.programs.discard("qpdf")
    assert start.main(["test"]) == 0
    assert "Some tests use qpdf" in capsys.readouterr().err
    assert machine.shown


def test_ci_stops_where_a_program_is_missing(start, machine, monkeypatch, capsys):
    monkeypatch.setenv("CI", "true")
    machine.programs.discard("qpdf")
    assert start.main(["test"]) == 4
    assert "poppler-utils qpdf" in capsys.readouterr().err
    assert machine.shown == []


def test_root_gets_the_programs_which_tests_use(start, machine, monkeypatch):
    become_root(monkeypatch, start)
    monkeypatch.setenv("CI", "true")
    machine.programs -= {"pdftotext", "qpdf"}
    assert start.main(["test"]) == 0
    assert machine.commands("apt-get install", "poppler-utils qpdf")


# The environment


def test_missing_ensurepip_without_root_names_the_package_of_this_python(start, machine, capsys):
    machine.ensurepip = False
    assert start.main([]) == 3
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    assert f"sudo apt-get install {package}" in capsys.readouterr().err
    assert machine.ran == []


def test_missing_ensurepip_is_installed_by_root(start, machine, monkeypatch):
    become_root(monkeypatch, start)
    machine.ensurepip = False
    assert start.main([]) == 0
    package = "python{}.{}-venv".format(*sys.version_info[:2])
    assert machine.commands("apt-get install", package)


def test_a_second_start_runs_no_pip_and_says_nothing(start, machine, capsys):
    start.main([])
    capsys.readouterr()
    machine.ran.clear()
    assert start.main([]) == 0
    assert machine.ran == []
    assert capsys.readouterr().err == ""


def test_groups_add_up_in_one_environment(start, machine):
    start.main(["test"])
    start.main(["lint"])
    groups = "--group audit --group lint --group test"
    assert machine.commands(f"install --quiet -c {start.PROVEN} -e . {groups}")
    assert len(machine.commands("-m venv")) == 1
    machine.ran.clear()
    start.main([])
    start.main(["test"])
    assert machine.ran == []


def test_a_changed_pyproject_installs_again_into_the_same_environment(start, machine):
    start.main(["test"])
    machine.ran.clear()
    (start.TOP / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    start.main([])
    assert len(machine.ran) == 1
    assert "-e . --group audit --group test" in machine.ran[0]


def test_other_proven_versions_are_installed_into_the_same_environment(start, machine):
    start.main(["test"])
    machine.ran.clear()
    start.PROVEN.write_text("pypdf==7.2.0\n", encoding="utf-8")
    start.main([])
    assert len(machine.ran) == 1
    assert f"-c {start.PROVEN} -e . --group audit --group test" in machine.ran[0]


def test_update_takes_the_newest_packages_and_notes_their_versions(start, machine):
    assert start.main(["update"]) == 0
    (install,) = machine.commands("install --quiet", "-e .")
    assert "-c" not in install
    assert all(f"--group {group}" in install for group in start.GROUPS)
    noted = start.PROVEN.read_text(encoding="utf-8")
    assert noted == start.PROVEN_HEAD + "pypdf==7.2.0\npikepdf==10.18.0\n"
    machine.ran.clear()
    assert start.main(["test"]) == 0
    assert machine.ran == []


def test_an_update_that_fails_leaves_the_proven_versions(start, machine):
    machine.pip_works = False
    assert start.main(["update"]) == 3
    assert start.PROVEN.read_text(encoding="utf-8") == "pypdf==7.1.0\n"


def test_another_python_makes_the_environment_afresh(start, machine, monkeypatch):
    start.main([])
    machine.ran.clear()
    monkeypatch.setattr(start.platform, "python_version", lambda: "3.99.0")
    start.main([])
    assert machine.commands("-m venv --clear")


def test_an_environment_left_half_made_is_made_afresh(start, machine):
    machine.pip_works = False
    assert start.main([]) == 3
    assert start.PYTHON.exists()
    machine.pip_works = True
    machine.ran.clear()
    assert start.main([]) == 0
    assert machine.commands("-m venv --clear")
    assert start.STAMP.exists()


def test_a_failed_install_shows_its_end_and_what_to_try(start, machine, capsys):
    machine.pip_works = False
    assert start.main([]) == 3
    said = capsys.readouterr().err
    assert "no route to host" in said
    assert "Check the network" in said


# Commands


def test_alone_it_builds_issue_22(start, machine):
    assert start.main([]) == 0
    assert machine.shown == [
        [str(start.PYTHON), str(start.VENV / "bin" / "mekong"), "build", "22"],
    ]


def test_run_and_test_pass_on_what_follows(start, machine):
    start.main(["run", "build", "a b", "--help"])
    start.main(["test", "-k", "a or b"])
    assert machine.shown[0][2:] == ["build", "a b", "--help"]
    assert machine.shown[1][1:] == ["-m", "pytest", "-k", "a or b"]


def test_all_tests_run_on_all_cores(start, machine):
    start.main(["test"])
    assert machine.shown[0][1:] == ["-m", "pytest", "-n", "auto", "--dist", "loadfile"]


def test_conformance_passes_on_what_follows(start, machine):
    start.main(["conformance", "a b.pdf"])
    assert machine.shown[0][1:] == [str(start.TOP / "tools" / "conformance.py"), "a b.pdf"]


def test_lint_runs_every_check_and_fails_if_one_does(start, machine, monkeypatch):
    codes = iter([0, 1, 0])
    seen = []
    monkeypatch.setattr(start, "show", lambda *words: seen.append(words[2:]) or next(codes))
    assert start.main(["lint"]) == 1
    assert seen == [("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",)]


def test_audit_hands_on_what_it_was_asked(start, machine, monkeypatch):
    seen = []
    monkeypatch.setattr(start, "show", lambda *words: seen.append(words[1:]) or 4)
    assert start.main(["audit", "--offline"]) == 4
    assert seen == [(start.TOP / "tools" / "audit.py", "--offline")]
    assert machine.commands("--group audit")


def test_the_exit_code_of_the_tests_is_handed_back(start, machine, monkeypatch):
    monkeypatch.setattr(start, "show", lambda *words: 5)
    assert start.main(["test"]) == 5


def test_ctrl_c_ends_with_130_and_no_traceback(start, machine, monkeypatch, capsys):
    def interrupted(*words):
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "show", interrupted)
    assert start.main([]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_an_unknown_command_gets_the_usage(start, machine, capsys):
    assert start.main(["biuld"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "python3 tools/start.py test" in said.err


def test_stdout_ends_with_the_path_mekong_printed(start, tmp_path, monkeypatch):
    """With a real child, in a folder with a space, called from elsewhere."""
    top = tmp_path / "a checkout"
    programs = top / ".venv" / "bin"
    programs.mkdir(parents=True)
    (top / "tools").mkdir()
    script = top / "tools" / "start.py"
    script.write_bytes(SCRIPT.read_bytes())
    (top / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (programs / "python").symlink_to(sys.executable)
    (programs / "mekong").write_text(f"print('making')\nprint({PDF!r})\n", encoding="utf-8")
    proven = top / "tools" / "proven.txt"
    proven.touch()
    monkeypatch.setattr(start, "TOP", top)
    monkeypatch.setattr(start, "VENV", top / ".venv")
    monkeypatch.setattr(start, "PROVEN", proven)
    stamp = json.dumps(dict(start.wanted(), groups=[]))
    (top / ".venv" / ".mekong-ready").write_text(stamp, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        env={"PATH": str(tmp_path)},  # nothing there to install with
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 4:
        pytest.skip("Pango is not installed here")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, PDF)
