"""Parameters that several commands share, and how their text becomes what the engine takes."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import click

from vault.cli.app import App
from vault.cli.text import parse_size

Function = Callable[..., Any]

FILE = click.Path(path_type=Path, readable=False)
"""Whether it is there and may be read is the engine's to say, with its own exit code."""


class Slot(click.IntRange):
    """The number of a keyslot."""

    name = "number of a keyslot"

    def __init__(self) -> None:
        super().__init__(0, 31)

    def fail(self, message: str, param: click.Parameter | None = None, ctx: click.Context | None = None) -> NoReturn:
        """Raise BadParameter, in words that say what is taken."""
        super().fail(message.replace("is not a valid number", "is not the number"), param, ctx)


SLOT = Slot()


class Size(click.ParamType):  # type: ignore[type-arg] # generic since click 8.4 only
    """A number of bytes: ``64M``, ``1.5GiB``, ``64MB``, ``1000000``."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Bytes."""
        if isinstance(value, int):
            return value
        try:
            return parse_size(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


SIZE = Size()


class AbsoluteFile(click.Path):
    """A file, named so that the name holds from any folder."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, readable=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The absolute path; links in it stay as they are."""
        path = super().convert(value, param, ctx)
        assert isinstance(path, Path)
        return path.absolute()


HEADER = AbsoluteFile()


def stack(*decorators: Callable[[Function], Function]) -> Callable[[Function], Function]:
    """One decorator that applies several, so that their options appear in the given order."""

    def decorate(function: Function) -> Function:
        return functools.reduce(lambda inner, decorator: decorator(inner), reversed(decorators), function)

    return decorate


def _set_json(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if isinstance(context.obj, App):
        context.obj.json = value


def pass_app(function: Function) -> Function:
    """Call the function with the run's ``App`` first."""
    return click.make_pass_decorator(App)(function)


container_argument = click.argument("container", type=FILE)
json_option = click.option(
    "--json", is_flag=True, expose_value=False, callback=_set_json, help="Print the result as a JSON object."
)
backup_option = click.option(
    "--no-backup", "backup", is_flag=True, flag_value=False, default=True, help="Keep no backup of the header before."
)
yes_option = click.option("-y", "--yes", is_flag=True, help="Ask no questions.")
header_option = click.option(
    "--header", type=HEADER, metavar="FILE", help="The volume's header is in this file (detached header)."
)
key_slot_option = click.option("-S", "--key-slot", type=SLOT, metavar="N", help="Try only this keyslot.")
opened_slot_option = click.option(
    "-S", "--key-slot", "slot", type=SLOT, metavar="N", help="Open this keyslot with the credential."
)
new_slot_option = click.option("--new-key-slot", "new_slot", type=SLOT, metavar="N", help="Number of the new keyslot.")
kdf_limit_option = click.option(
    "--raise-kdf-limit", is_flag=True, help="Accept a header that asks for more KDF memory or time than usual."
)
DM_FLAGS = {
    "no_read_workqueue": "Decrypt where the data was asked for, not in a queue (dm-crypt only).",
    "no_write_workqueue": "Encrypt where the data was written, not in a queue (dm-crypt only).",
    "submit_from_crypt_cpus": "Submit writes from the processor that encrypted them (dm-crypt only).",
    "same_cpu_crypt": "Encrypt on the processor that the data came from (dm-crypt only).",
}
"""Options of dm-crypt by its own names, and what they do."""


def _collect_dm_flags(function: Function) -> Function:
    """Hand the options of dm-crypt to the function as the tuple ``dm_flags``."""

    @functools.wraps(function)
    def collected(*args: Any, **values: Any) -> Any:
        flags = tuple(name for name in DM_FLAGS if values.pop(name))
        return function(*args, dm_flags=flags, **values)

    return collected


access_options = stack(
    header_option,
    key_slot_option,
    click.option("-r", "--read-only", "--readonly", "read_only", is_flag=True, help="Allow no writes."),
    click.option(
        "--allow-discards", is_flag=True, help="Pass discards on to the container; shows which parts are unused."
    ),
    kdf_limit_option,
    *(
        click.option(f"--{name.replace('_', '-')}", name, is_flag=True, help=description)
        for name, description in DM_FLAGS.items()
    ),
    click.option(
        "--persistent-flags",
        "header_flags",
        is_flag=True,
        help="Use the flags that the volume's header names, discards among them.",
    ),
    _collect_dm_flags,
)
attach_way_option = click.option("--attach", "attach_way", metavar="WAY", help="Attach this way and no other.")
mount_way_option = click.option("--mount", "mount_way", metavar="WAY", help="Mount this way and no other.")
force_option = functools.partial(click.option, "--force", is_flag=True)

pbkdf_options = stack(
    click.option(
        "--pbkdf",
        type=click.Choice(["argon2id", "argon2i", "pbkdf2"]),
        help="KDF of the new keyslot.  [default: argon2id, for luks1 pbkdf2]",
    ),
    click.option("--pbkdf-memory", "pbkdf_memory_kib", type=click.IntRange(8), metavar="KIB", help="Argon2 memory."),
    click.option("--pbkdf-parallel", type=click.IntRange(1), metavar="N", help="Argon2 lanes."),
    click.option(
        "--pbkdf-force-iterations",
        "pbkdf_iterations",
        type=click.IntRange(1),
        metavar="N",
        help="Fixed KDF iterations instead of a measured number.",
    ),
    click.option(
        "-i",
        "--iter-time",
        "iter_time_ms",
        type=click.IntRange(1),
        metavar="MS",
        help="Time that the KDF shall take on this machine.  [default: 2000]",
    ),
)
