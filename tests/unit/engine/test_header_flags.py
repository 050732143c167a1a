"""The persistent flags of a header: used on request, else named in a warning."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vault.container import Container
from vault.crypto.secret import Secret
from vault.events import Event, Warned
from vault.newcontainer import new_container
from vault.opening import key_digest, with_header_flags
from vault.options import AttachRequest
from vault.testing.volumes import small_options
from vault.volume import Volume

FLAGS = ("allow-discards", "no-read-workqueue", "no-journal")


def with_header(volume: Volume, **changes: Any) -> Volume:
    luks = volume.luks
    return replace(volume, locked=replace(luks, header=replace(luks.header, **changes)))


@pytest.fixture
def volume(tmp_path: Path) -> Volume:
    path = tmp_path / "volume"
    options = small_options()
    with Secret(b"x") as passphrase, new_container(path, options.data_start + 4096, options, passphrase):
        pass
    with Container.open(path) as container:
        found = Volume.open(container)
        return with_header(found, flags=FLAGS)


@pytest.mark.attack(19)
def test_they_are_not_used_unasked_and_the_warning_names_them(volume: Volume) -> None:
    heard: list[Event] = []
    request = AttachRequest(Path("x"), dm_flags=("same_cpu_crypt",))
    assert with_header_flags(request, volume, heard.append) == request
    (warned,) = heard
    assert isinstance(warned, Warned)
    assert "allow-discards, no-read-workqueue" in warned.message
    assert "--persistent-flags" in warned.hint


def test_on_request_they_are_added_in_the_words_of_dm_crypt(volume: Volume) -> None:
    heard: list[Event] = []
    request = AttachRequest(Path("x"), dm_flags=("same_cpu_crypt",), header_flags=True)
    found = with_header_flags(request, volume, heard.append)
    assert found.allow_discards
    assert found.dm_flags == ("same_cpu_crypt", "no_read_workqueue")
    assert heard == []


def test_flags_that_were_asked_for_anyway_are_no_warning(volume: Volume) -> None:
    heard: list[Event] = []
    request = AttachRequest(Path("x"), allow_discards=True, dm_flags=("no_read_workqueue",))
    assert with_header_flags(request, volume, heard.append) == request
    assert heard == []


@pytest.mark.attack(47)
def test_the_name_of_a_key_depends_on_all_of_its_digest(volume: Volume) -> None:
    digest = volume.luks.header.digest_of_segment()
    changes = (
        {"salt": bytes(32)}, {"digest": bytes(32)}, {"hash": "sha512"}, {"iterations": digest.iterations + 1},
    )  # fmt: skip
    names = {key_digest(volume)}
    for change in changes:
        digests = {digest.number: replace(digest, **change)}  # type: ignore[arg-type]
        names.add(key_digest(with_header(volume, digests=digests)))
    assert len(names) == len(changes) + 1
