"""``python -m tests.kernel.uml [-t SECONDS] [-m MEMORY] [-a ARGUMENTS] COMMAND…``: the exit code is the command's."""

import argparse
import re
import shlex
import sys

from .runner import NO_RESULT, Job, run


def _size(text: str) -> str:
    if not re.fullmatch("[0-9]+[KMGkmg]", text):
        raise argparse.ArgumentTypeError(f"not a size such as 512M: {text}")
    return text


def main() -> int:
    """Run the command in a guest; 124 if the time was over, 125 if the guest gave no result."""
    parser = argparse.ArgumentParser(prog="python -m tests.kernel.uml", description=__doc__)
    parser.add_argument("-t", dest="seconds", type=float, default=600, help="limit on the whole guest")
    parser.add_argument("-m", dest="memory", type=_size, default="2G", help="the guest's memory, such as 512M")
    parser.add_argument("-a", dest="arguments", type=shlex.split, default=[], help="more arguments for the kernel")
    parser.add_argument("--variant", choices=["plain", "desktop"], default="plain", help="desktop: systemd and a seat")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    given = parser.parse_args()
    if not given.command:
        parser.error("a command is needed")
    job = Job(
        given.command,
        variant=given.variant,
        seconds=given.seconds,
        memory=given.memory,
        arguments=given.arguments,
    )
    try:
        result = run(job, sys.stdout.buffer)
    except OSError as error:
        print(f"no guest: {error}", file=sys.stderr)
        return NO_RESULT
    sys.stderr.write(result.log)
    return result.code


if __name__ == "__main__":
    sys.exit(main())
