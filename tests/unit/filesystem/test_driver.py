"""What a driver that failed is quoted with."""

import os

import pytest

from vault.filesystem.driver import Output

NTFS = """Failed to load $MFTMirr: Input/output error
Failed to mount '/run/x': Input/output error
NTFS is either inconsistent, or there is a hardware fault.
Please see the documentation
for more details.
"""


@pytest.mark.parametrize(
    ("printed", "quoted"),
    [
        (NTFS, "Failed to mount '/run/x': Input/output error"),
        ("reading\nno such file system\n\n", "no such file system"),
        ("", ""),
    ],
)
def test_the_failure_is_quoted_and_not_the_advice_after_it(printed: str, quoted: str) -> None:
    output = os.memfd_create("output")
    try:
        os.write(output, printed.encode())
        assert Output(output).complaint() == quoted
    finally:
        os.close(output)
