"""A stack of devices behaves as a plain run of bytes under any requests, and its crash images as their definition."""

from hypothesis import given
from hypothesis import strategies as st

from vault.blockdev.crypt import CryptDevice
from vault.blockdev.memory import MemoryDevice
from vault.blockdev.slice import Slice
from vault.blockdev.unaligned import read_at, write_at
from vault.crypto.ciphers import CipherSpec
from vault.crypto.secret import Secret
from vault.testing.crash import CrashDevice

SIZE = 8192
requests = st.lists(
    st.tuples(st.integers(0, SIZE), st.binary(max_size=1500)).map(lambda pair: (pair[0], pair[1][: SIZE - pair[0]])),
    max_size=12,
)


@given(requests, st.sampled_from([512, 1024, 4096]), st.sampled_from(["aes-xts-plain64", "aes-cbc-essiv:sha256"]))
def test_an_encrypted_slice_is_a_run_of_bytes(writes: list[tuple[int, bytes]], sector_size: int, cipher: str) -> None:
    lower = MemoryDevice(SIZE + 1024)
    key = Secret(bytes(range(64 if "xts" in cipher else 32)))
    device = CryptDevice(Slice(lower, 512, SIZE, sector_size), CipherSpec.parse(cipher), key)
    model = bytearray(device.read(0, SIZE))
    for offset, data in writes:
        write_at(device, offset, data)
        model[offset : offset + len(data)] = data
        assert read_at(device, offset, len(data)) == data
    assert device.read(0, SIZE) == model
    assert lower.data[:512] == lower.data[-512:] == bytes(512)


@given(st.lists(st.one_of(st.none(), st.tuples(st.integers(0, 7), st.integers(1, 4))), max_size=8))
def test_a_crash_keeps_everything_flushed_and_invents_nothing(operations: list[tuple[int, int] | None]) -> None:
    device = CrashDevice(bytes(8 * 512))
    for number, operation in enumerate(operations, start=1):
        if operation is None:
            device.flush()
        else:
            first, count = operation
            count = min(count, 8 - first)
            device.write(first * 512, bytes([number]) * (count * 512))
    values: list[set[int]] = [{0} for _ in range(8)]
    allowed: list[list[set[int]]] = [[set(seen) for seen in values]]
    for number, operation in enumerate(operations, start=1):
        if operation is None:
            latest = _latest(operations[:number])
            values = [{latest[sector]} for sector in range(8)]
        else:
            first, count = operation
            for sector in range(first, min(first + count, 8)):
                values[sector].add(number)
        allowed.append([set(seen) for seen in values])
    seen_all_kept = 0
    for point in device.crash_points(most=32):
        sectors = [set(point.image[sector * 512 : (sector + 1) * 512]) for sector in range(8)]
        for found, expected in zip(sectors, allowed[point.operations], strict=True):
            assert len(found) == 1
            assert found <= expected
        if point.operations == len(operations) and all(fate == "kept" for fate in point.fates):
            assert point.image == device.data
            seen_all_kept += 1
    assert seen_all_kept >= 1


def _latest(operations: list[tuple[int, int] | None]) -> list[int]:
    latest = [0] * 8
    for number, operation in enumerate(operations, start=1):
        if operation is not None:
            for sector in range(operation[0], min(sum(operation), 8)):
                latest[sector] = number
    return latest
