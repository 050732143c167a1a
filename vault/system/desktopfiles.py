"""Files that make a program known to this user's desktop: written, recognised, and removed again.

What was written is kept in a list of SHA-256 sums beside it, in the form of sha256sum(1), so that what somebody changed
is told from what was written.

References: XDG Base Directory Specification 0.8; Desktop Entry Specification 1.5, "The Exec key"; Shared MIME-info
Database 0.21
"""

import os
import re
import secrets
import subprocess
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path, PurePosixPath

from vault.errors import UsageError, from_os
from vault.system import folders, programs

LIST = "vault/desktop-files"
REFRESH = {
    "update-desktop-database": ("applications", "desktop-file-utils"),
    "update-mime-database": ("mime", "shared-mime-info"),
}
"""Programs that bring a folder's cache up to date, with Debian's package for each."""
_OF_MIME = {"aliases", "generic-icons", "globs", "globs2", "icons", "magic", "mime.cache", "subclasses", "treemagic"}
CACHES = {
    "applications": frozenset({"mimeinfo.cache"}),
    "mime": frozenset(_OF_MIME | {"types", "version", "XMLnamespaces"}),
}
"""What these programs make there."""
LIMIT_S = 60.0
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_RESERVED = re.compile(r"""[\s"'\\<>~|&;$*?#()`]""")
"""What only stands in an argument that is in quotation marks."""
_ESCAPES = {"\\": r"\\", "\n": r"\n", "\r": r"\r", "\t": r"\t"}


def install(files: Mapping[str, str]) -> tuple[list[Path], list[str]]:
    """What was written below the user's folder for data, and what is not up to date by that, as sentences.

    ``files`` are texts by their path there. A file that vault wrote before is replaced. Raises UsageError for one that
    somebody changed or made, and nothing is written then; BackendError, NoSpace.
    """
    base, before = _base(), _listed()
    for name, text in files.items():
        path = base / name
        assert not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts
        if os.path.lexists(path) and _sum(path) not in (before.get(name), _sum_of(text)):
            raise UsageError(f"{path} is there already, and not as vault writes it", hint="move it away first")
    written = {**before, **{name: _sum_of(text) for name, text in files.items()}}
    _write(base / LIST, "".join(f"{digest}  {name}\n" for name, digest in written.items()))
    for name, text in files.items():
        _write(base / name, text)
    return [base / name for name in files], list(_refresh(base, files))


def uninstall(*, force: bool = False) -> tuple[list[Path], list[str]]:
    """What was removed of what ``install`` wrote, and what is not up to date by that, as sentences.

    ``force`` removes files that somebody changed as well. Raises UsageError for such a file, and nothing is removed
    then; BackendError.
    """
    base, listed = _base(), _listed()
    there = {name: base / name for name in listed if os.path.lexists(base / name)}
    for name, path in there.items():
        if not force and _sum(path) != listed[name]:
            raise UsageError(f"{path} is not as it was written", hint="look at it, and then use --force")
    for path in [*there.values(), base / LIST]:
        with _telling(path, "remove"):
            path.unlink(missing_ok=True)
    notes = list(_refresh(base, there))  # as long as the folders are there
    for folder, caches in CACHES.items():
        _remove_caches(base / folder, caches)
    for name in [*there, LIST]:
        for above in PurePosixPath(name).parents:
            with suppress(OSError):  # something else is in it, or it is gone
                (base / above).rmdir()
    return list(there.values()), notes


def quoted(word: str) -> str:
    """The word as the key Exec has it: in quotation marks where it must be, escaped as an argument and as a value."""
    argument = word.replace("%", "%%")
    if not word or _RESERVED.search(word):
        argument = '"' + re.sub(r'(["`$\\])', r"\\\1", argument) + '"'
    return value(argument)


def value(text: str) -> str:
    """The text as a key whose type is string has it: one line, of which a reader takes no space away."""
    escaped = "".join(_ESCAPES.get(character, character) for character in text)
    return re.sub(r"^ | $", r"\\s", escaped)


def _base() -> Path:
    base = Path(os.environ.get("XDG_DATA_HOME") or "")
    return base if base.is_absolute() else folders.home() / ".local" / "share"


def _listed() -> dict[str, str]:
    """The sum of each file that was written, by its path; a line that is none of ours says nothing."""
    where = _base() / LIST
    try:
        lines = where.read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise from_os(error, f"cannot read {where}") from error
    found = {match[2]: match[1] for line in lines if (match := _LINE.fullmatch(line))}
    return {name: digest for name, digest in found.items() if name[0] != "/" and ".." not in PurePosixPath(name).parts}


def _sum_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _sum(path: Path) -> str:
    """The sum of a file; empty for a link or what is no file of text."""
    if path.is_symlink() or not path.is_file():
        return ""
    with _telling(path, "read"):
        return sha256(path.read_bytes()).hexdigest()


def _write(path: Path, text: str) -> None:
    """Write the file as a whole, or leave it as it was."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    with _telling(path, "write"):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with temporary.open("x", encoding="utf-8") as file:
                file.write(text)
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise


def _refresh(base: Path, files: Mapping[str, object]) -> Iterator[str]:
    """Have the caches of the folders made anew; sentences about those that are as they were."""
    for program, (folder, package) in REFRESH.items():
        if not (base / folder).is_dir() or not any(PurePosixPath(name).parts[0] == folder for name in files):
            continue
        if programs.find(program) is None:
            yield f"{program} is not installed (package {package}), so the desktop may learn of it later"
            continue
        try:
            done = programs.run(program, [base / folder], timeout_s=LIMIT_S)
        except subprocess.TimeoutExpired:
            yield f"{program} did not end, so the desktop may learn of it later"
            continue
        if done.code:
            yield f"{program} failed: {done.last_line}"


def _remove_caches(folder: Path, caches: Set[str]) -> None:
    """Remove a folder with what was made of files that are all gone; it stays as long as there is another one."""
    made = [(Path(above), names) for above, _, names in os.walk(folder, topdown=False)]
    if any(above != folder or name not in caches for above, names in made for name in names):
        return
    for above, names in made:
        with _telling(above, "remove"):
            for name in names:
                (above / name).unlink(missing_ok=True)
            above.rmdir()


@contextmanager
def _telling(path: Path, what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise from_os(error, f"cannot {what} {path}") from error
