"""Write ``gui/sentences.py``: the templates of what the engine says, so that they can be translated.

Every text of the engine that reads as a sentence or a part of one is taken, wherever it stands: what is used as a
message cannot be told from the source, and one too many costs a translation, while one too few is English in a
window. What changes in a text becomes a numbered place; alternatives that are known here are written out.
"""

import ast
import errno
import itertools
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeGuard

from vault.gui.engine_text import CONTEXT, PLACE, core, is_typed, without_commands

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "gui" / "sentences.py"
ENGINE = ("vault", "crypto")
NOT_SHOWN = re.compile(
    r"vault/(cli|gui|crypto|testing|leaks|sheets|agent/(?!api|installing)|attach/fusefile/(channel|request)"
    r"|benchmark|converting|desktop|options/recovery|privileged/serve|system/(inhibit|serving)|trails"
    r"|engine/(desktop|leaks))\b"
)
"""Parts of the engine that the window does not use, that speak to other processes or write logs and pages to print."""
WORDS = """
active and argument attached character checking cipher closed cluster container converting credential damaged dangling
data decrypted device digest digests empty encrypted file folder free header hidden hint identity keyring keyslot
keyslots label locked lost memory metadata missing mounted mounting nobody nothing open opened other outer partition
passphrase password paused primary protected random ready root secondary sector segment segments signature size
suspended text token tokens unavailable unknown unlocking valid volume zeros
"""
"""Words that stand in the places of templates on their own."""
ERRORS = """
EPERM ENOENT EINTR EIO ENXIO E2BIG EBADF EAGAIN ENOMEM EACCES EFAULT ENOTBLK EBUSY EEXIST EXDEV ENODEV ENOTDIR EISDIR
EINVAL ENFILE EMFILE ENOTTY ETXTBSY EFBIG ENOSPC ESPIPE EROFS EMLINK EPIPE ERANGE ENAMETOOLONG ENOSYS ENOTEMPTY ELOOP
ENODATA ETIME ENOLINK ECOMM EPROTO EBADMSG EOVERFLOW ENOTCONN ENOTSUP EADDRINUSE ENETDOWN ENETUNREACH ECONNABORTED
ECONNRESET ENOBUFS ETIMEDOUT ECONNREFUSED EHOSTDOWN EHOSTUNREACH EALREADY EINPROGRESS ESTALE EUCLEAN EREMOTEIO EDQUOT
ENOMEDIUM EMEDIUMTYPE ECANCELED ENOKEY EKEYEXPIRED EKEYREVOKED EKEYREJECTED ESHUTDOWN EILSEQ
"""
"""The system's errors, whose texts the engine passes on."""
MOST_FORMS = 12
"""More alternatives of one text are left as places."""
SPLICE = "\0"
"""A place, while a template is being made."""
STATE = re.compile(rf"( is {SPLICE}) \({SPLICE}\)")
"""A state with its reason, which is taken out of some when they are shown."""
SILENT = {"compile", "Struct", "TypeVar", "NewType", "AssertionError", "TypeError", "RuntimeError", "cast"}
"""What is called with texts that nobody is told."""


class Found(NamedTuple):
    """A template, and where it is from."""

    template: str
    place: str
    use: str
    is_hint: bool


class Module:
    """The texts of one module."""

    def __init__(self, path: Path, tree: ast.Module, constants: dict[str, list[str]], hints: set[str]) -> None:
        self._path, self._tree, self._constants, self._hints = path, tree, constants, hints
        self._nodes = list(ast.walk(tree))
        self._above = {child: node for node in self._nodes for child in ast.iter_child_nodes(node)}
        self._bound: dict[tuple[ast.AST, str], list[ast.AST]] = {}
        assigned = [node.targets[0] for node in tree.body if isinstance(node, ast.Assign)]
        self._others = {each.id for each in assigned if isinstance(each, ast.Name)} - dict(self.constants()).keys()

    def constants(self) -> Iterator[tuple[str, ast.expr]]:
        """Names of the module that stand for texts."""
        for node in self._tree.body:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if _is_text(value):
                    yield name, value

    def texts(self) -> Iterator[Found]:
        """Every text that is no part of another one, as templates."""
        for node in self._nodes:
            if not _is_text(node) or self._is_part(node) or self._is_silent(node):
                continue
            use, is_hint = self._use(node)
            for form in self.forms(node):
                yield Found(form, f"{self._path.relative_to(ROOT)}:{node.lineno}", use, is_hint)

    def forms(self, node: ast.AST) -> list[str]:
        """What a text can be, with marks in the places of what is not known here."""
        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.FormattedValue(value=value):
                return self.forms(value)
            case ast.IfExp(body=body, orelse=orelse):
                return [*self.forms(body), *self.forms(orelse)]
            case ast.JoinedStr(values=values):
                return self._product(values)
            case ast.BinOp(op=ast.Add(), left=left, right=right):
                return self._product([left, right])
            case ast.Name(id=name):
                return self._named(node, name)
        return [SPLICE]

    def _product(self, values: list[ast.expr]) -> list[str]:
        all_forms = [self.forms(value) for value in values]
        count = 1
        for number, each in enumerate(all_forms):
            count *= len(each)
            if count > MOST_FORMS:
                count //= len(each)
                all_forms[number] = [SPLICE]
        return ["".join(parts) for parts in itertools.product(*all_forms)]

    def _named(self, node: ast.AST, name: str) -> list[str]:
        """The forms of a local name that only texts are assigned to, or of a constant."""
        function = node
        while not isinstance(function, ast.FunctionDef | ast.Module):
            function = self._above[function]
        if isinstance(function, ast.FunctionDef):
            if (function, name) not in self._bound:
                self._bound[function, name] = list(_assigned(function, name))
            values = self._bound[function, name]
            if values and all(isinstance(each, ast.Constant | ast.JoinedStr | ast.IfExp) for each in values):
                inside = [form for each in values if name not in _names(each) for form in self.forms(each)]
                return inside or [SPLICE]
            if values or name in {each.arg for each in [*function.args.args, *function.args.kwonlyargs]}:
                return [SPLICE]
        return [SPLICE] if name in self._others else self._constants.get(name, [SPLICE])

    def _is_part(self, node: ast.AST) -> bool:
        """Whether it is a part of a text that is taken with it."""
        while (above := self._above.get(node)) is not None:
            if isinstance(above, ast.JoinedStr) or (isinstance(above, ast.BinOp) and _is_text(above)):
                return True
            if not isinstance(above, ast.FormattedValue | ast.IfExp):
                return False
            node = above
        return False

    def _is_silent(self, node: ast.AST) -> bool:
        """Whether nobody is told."""
        for above in self._chain(node):
            match above:
                case ast.Expr() | ast.Assert() | ast.Compare() | ast.arg() | ast.Attribute(attr="split"):
                    return True
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in SILENT:
                    return True
                case ast.Call() | ast.Yield():
                    return False
                case ast.FunctionDef(name="__repr__"):
                    return True
        return False

    def _chain(self, node: ast.AST) -> Iterator[ast.AST]:
        while (node := self._above.get(node)) is not None:  # type: ignore[assignment]
            yield node

    def _use(self, node: ast.AST) -> tuple[str, bool]:
        """What it is given to, and whether it is a hint there."""
        before: ast.AST = node
        use = ""
        for above in self._chain(node):
            match above:
                case ast.keyword(arg=name) if name:
                    use = use or f"{name}="
                    if name == "hint":
                        return "hint", True
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                    second = len(above.args) > 1 and above.args[1] is before
                    return f"{name}({use})", name == "Warned" and second
                case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                    return f"{name} =", "hint" in name.lower() or name in self._hints
                case ast.FunctionDef(name=name):
                    return f"{name}()", "hint" in name
            before = above
        return use, False


def templates() -> dict[str, Found]:
    """All templates, sorted, each with where it was found first."""
    sources = [(path, ast.parse(path.read_text("utf-8"))) for path in _paths()]
    hints = {name for _, tree in sources for name in _hint_names(tree)}
    constants: dict[str, list[str]] = {}
    modules = [Module(path, tree, constants, hints) for path, tree in sources]
    for module in modules:
        for name, value in module.constants():
            constants[name] = [SPLICE] if name in constants else module.forms(value)
    found: dict[str, Found] = {}
    for module in modules:
        for each in module.texts():
            for template in (normal(each.template), normal(STATE.sub(r"\1", each.template))):
                if is_sentence(template) and not (each.is_hint and is_typed(each.template)):
                    found.setdefault(template, each._replace(template=template))
    for name in ERRORS.split():
        text = os.strerror(getattr(errno, name)).lower()
        found.setdefault(text, Found(text, name, "os_reason", False))
    for text in WORDS.split():
        found.setdefault(text, Found(text, "", "a word", False))
    return dict(sorted(found.items()))


def normal(text: str) -> str:
    """The template as a sentence is looked up: without commands, marks around it, and with its places numbered."""
    text = core(without_commands(re.sub(f"{SPLICE}+", SPLICE, text)))
    numbers = itertools.count()
    return re.sub(SPLICE, lambda _: f"{{{next(numbers)}}}", text)


def is_sentence(template: str) -> bool:
    """Whether it is more than a word, and for people."""
    words = PLACE.sub("", template)
    if re.search(r"[\n\t{}<>\\=]|^(?:#|--|\d+ )", words) or len(re.findall("[A-Za-z]", words)) < 4:
        return False
    prose = re.search(r"(?:^|[ ({'])[a-z'’-]{2,}[ ,:;)]|[ (][a-z'’-]{2,}$", words)
    return bool(prose) and " " in template


def _paths() -> list[Path]:
    paths = [path for folder in ENGINE for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in paths if not NOT_SHOWN.match(path.relative_to(ROOT).as_posix()))


def _is_text(node: ast.AST) -> TypeGuard[ast.expr]:
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            return True
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            return _is_text(left) or _is_text(right)
    return False


def _assigned(function: ast.FunctionDef, name: str) -> Iterator[ast.AST]:
    """What is assigned to a local name; where something else binds it, the name itself."""
    plain = set()
    for node in ast.walk(function):  # goes through an assignment before its target
        match node:
            case ast.Assign(targets=[ast.Name(id=bound) as target], value=value) if bound == name:
                plain.add(target)
                yield value
            case ast.Name(id=bound, ctx=ast.Store()) if bound == name and node not in plain:
                yield node


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}


def _hint_names(tree: ast.Module) -> Iterator[str]:
    """Names that are given as hints."""
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg="hint", value=value):
                yield from _names(value)
            case ast.Call(func=ast.Name(id="Warned"), args=[_, value]):
                yield from _names(value)


def source() -> str:
    """The module with all of them."""
    entries = "".join(f"    QT_TRANSLATE_NOOP({CONTEXT!r}, {_quoted(each)}),\n" for each in templates())
    return f'''"""What the engine says, as templates; scripts/engine_sentences.py has written it."""

# fmt: off
# ruff: noqa: E501

from PyQt6.QtCore import QT_TRANSLATE_NOOP

SENTENCES = (
{entries.replace("'engine'", '"engine"')})
'''


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    if sys.argv[1:]:  # for those who translate: what each is used for
        lines = [f"{each.template}\t{each.place}\t{each.use}\n" for each in templates().values()]
        Path(sys.argv[1]).write_text("".join(lines), "utf-8")
    TARGET.write_text(source(), "utf-8")
