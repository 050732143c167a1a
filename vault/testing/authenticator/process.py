"""A security key in a process of its own, for tests of other programs and other users."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

HANG_S = 60.0


class SeparateKey:
    """The key that a process serves at ``path``."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process
        self.path = Path(self._line())

    def wait_until_asked(self) -> None:
        """Return when it waits for a touch, once for each time that it does."""
        assert self._line() == "waiting"

    def touch(self) -> None:
        """Touch it, where its person does so when told."""
        self._say("touch")

    def unplug(self) -> None:
        """Pull it out, and return when it is gone."""
        self._say("unplug")
        self.process.wait(HANG_S)

    def _say(self, word: str) -> None:
        assert self.process.stdin is not None
        print(word, file=self.process.stdin, flush=True)

    def _line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        assert line, "the key has ended"
        return line


@contextmanager
def separate_key(
    *options: str, wrapper: Sequence[str] = (), python: str | Path = sys.executable
) -> Iterator[SeparateKey]:
    """The key with these options of the command line, pulled out afterwards whatever happens.

    ``wrapper`` is put before the command line and may change the user, to whom the device belongs then.
    """
    process = subprocess.Popen(
        [*wrapper, str(python), "-m", "vault.testing.authenticator", *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield SeparateKey(process)
    finally:
        try:
            process.communicate(timeout=HANG_S)  # it ends when its input does
        finally:
            process.kill()
            process.wait()
