"""The FUSE file with both of its servers, held to the contract of attachers and to a model."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from vault.attach.base import AttachOptions
from vault.attach.fusefile.attacher import FuseFile
from vault.system.mounts import mount_at
from vault.testing.attach_contract import AttacherContract, Opened, open_file

SERVERS = ("native", "composed")
MODEL_SIZE = 5 * 4096


@pytest.mark.attack(44)
class TestFuseFile(AttacherContract):
    @pytest.fixture(params=SERVERS)
    def attacher(self, request: pytest.FixtureRequest) -> FuseFile:
        return FuseFile(request.param)

    @pytest.mark.parametrize("consumer", ["any", "loop", "driver"])
    def test_any_sequence_of_requests_leaves_what_a_byte_array_would_hold(
        self, volumes: Callable[..., Opened], consumer: str
    ) -> None:
        opened = volumes(size=MODEL_SIZE)
        attachment = opened.attach(consumer=consumer)
        places = st.integers(0, MODEL_SIZE - 1)

        class Model(RuleBasedStateMachine):
            @initialize(data=st.binary(min_size=1, max_size=64))
            def fill(self, data: bytes) -> None:
                self.fd = open_file(attachment)
                self.model = bytearray((data * MODEL_SIZE)[:MODEL_SIZE])
                assert os.pwrite(self.fd, self.model, 0) == MODEL_SIZE

            @rule(offset=places, length=st.integers(0, 9000), value=st.integers(0, 255))
            def write(self, offset: int, length: int, value: int) -> None:
                data = bytes([value, value ^ 0x5A]) * length
                data = data[: min(length, MODEL_SIZE - offset)]
                assert os.pwrite(self.fd, data, offset) == len(data)
                self.model[offset : offset + len(data)] = data

            @rule(offset=places, length=st.integers(0, 9000))
            def read(self, offset: int, length: int) -> None:
                assert os.pread(self.fd, length, offset) == self.model[offset : offset + length]

            @rule()
            def sync(self) -> None:
                os.fsync(self.fd)
                assert opened.read(0, MODEL_SIZE) == self.model

            @rule()
            def reopen(self) -> None:
                os.close(self.fd)
                self.fd = open_file(attachment)

            @invariant()
            def size(self) -> None:
                assert attachment.path.stat().st_size == MODEL_SIZE

            def teardown(self) -> None:
                assert attachment.path.read_bytes() == self.model
                os.close(self.fd)

        run_state_machine_as_test(Model, settings=settings(max_examples=8, stateful_step_count=15))
        opened.detach(attachment)

    def test_the_mount_is_private_and_harmless(self, opened: Opened) -> None:
        attachment = opened.attach()
        mount = mount_at(attachment.folder)
        assert mount is not None
        assert {"nosuid", "nodev"} <= mount.options
        assert "default_permissions" in mount.super_options
        assert "allow_other" not in mount.super_options
        assert mount.filesystem.startswith("fuse")
        assert mount.source == "vault"
        assert attachment.folder.parent.stat().st_mode & 0o777 == 0o700
        found = os.statvfs(attachment.folder)
        assert found.f_blocks * found.f_frsize == attachment.size
        opened.detach(attachment)

    def test_its_probe_says_which_server_it_would_be_and_changes_nothing(
        self, opened: Opened, attacher: FuseFile, request: pytest.FixtureRequest, runtime: Path
    ) -> None:
        with opened.unlocked() as unlocked:
            found = attacher.probe(unlocked.volume, AttachOptions())
        assert found.ok
        assert request.node.callspec.params["attacher"] in found.reason
        assert list(runtime.iterdir()) == []

    @pytest.mark.parametrize(
        "name", ["-v.img", "with space.vol", "new\nline", "a" * 200, "..vault", "ü€.vol", "\udce4.v"]
    )
    def test_any_name_of_a_container_gives_a_harmless_file_name(
        self, volumes: Callable[..., Opened], name: str, tmp_path: Path
    ) -> None:
        opened = volumes()
        opened.path = opened.path.rename(tmp_path / name)
        attachment = opened.attach()
        assert attachment.path.is_file()
        assert attachment.path.name.isprintable()
        assert not set(attachment.path.name) & set(" /\\")
        opened.detach(attachment)
