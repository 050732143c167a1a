"""Serves a security key: prints the device's path, then ``waiting`` each time when it wants to be touched.

It reads ``touch`` and ``unplug``, a line each, from standard input, and is pulled out when that ends.
"""

import argparse
import sys
from dataclasses import fields

from vault.testing.authenticator.ctaphid import plugged_in
from vault.testing.authenticator.key import Authenticator
from vault.testing.authenticator.person import Person, Touch
from vault.testing.authenticator.traits import Fault, Traits


def main() -> int:
    """Always 0."""
    given = _parser().parse_args()
    switches = {name: getattr(given, name) for name in _switches()}
    person = Person(Touch(given.touch), keepalives=given.keepalives, on_waiting=lambda: print("waiting", flush=True))
    key = Authenticator(
        Traits(protocols=tuple(given.protocol or (2, 1)), **switches),
        pin=given.pin,
        person=person,
        seed=given.seed,
        faults=tuple(given.fault),
    )
    with plugged_in(key) as slot:
        print(slot.path, flush=True)
        for line in sys.stdin:
            if line.strip() == "touch":
                person.touch()
            elif line.strip() == "unplug":
                break
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m vault.testing.authenticator", description=__doc__)
    parser.add_argument("--pin")
    parser.add_argument("--seed", help="keys of the same seed know each other's credentials")
    parser.add_argument("--touch", choices=[each.value for each in Touch], default=Touch.AT_ONCE.value)
    parser.add_argument("--keepalives", type=int, default=1, help="before a touch is noticed")
    parser.add_argument("--protocol", type=int, choices=(1, 2), action="append")
    parser.add_argument("--fault", type=Fault.parse, action="append", default=[], metavar="COMMAND:FAULT[:NTH]")
    for name, default in _switches().items():
        parser.add_argument(f"--{name.replace('_', '-')}", action=argparse.BooleanOptionalAction, default=default)
    return parser


def _switches() -> dict[str, bool]:
    """The traits that a key has or has not, and what is usual."""
    return {each.name: each.default for each in fields(Traits) if isinstance(each.default, bool)}


if __name__ == "__main__":
    sys.exit(main())
