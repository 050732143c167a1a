"""What every BlockDevice must do, as tests for an implementation's test class to inherit."""

import errno
from random import Random

import pytest

from vault.blockdev.base import BlockDevice
from vault.blockdev.unaligned import read_at, write_at


class BlockDeviceContract:
    """Inherit as ``class TestX(BlockDeviceContract)`` with a fixture ``device``, writable, of 16 sectors or more."""

    @pytest.fixture
    def device(self) -> BlockDevice:
        """The device under test."""
        raise NotImplementedError

    def test_its_size_is_whole_sectors(self, device: BlockDevice) -> None:
        """Sizes."""
        assert device.sector_size >= 512
        assert device.sector_size & (device.sector_size - 1) == 0
        assert device.size >= 16 * device.sector_size
        assert device.size % device.sector_size == 0
        assert not device.read_only

    @pytest.mark.parametrize("first", [0, 1, 7, 15])
    @pytest.mark.parametrize("count", [0, 1, 2, 9])
    def test_it_reads_what_was_written_and_nothing_beside_changes(
        self, device: BlockDevice, first: int, count: int
    ) -> None:
        """Round trip at every edge."""
        sector = device.sector_size
        count = min(count, 16 - first)
        before = bytes(device.read(0, 16 * sector))
        data = Random(first * 16 + count).randbytes(count * sector)
        device.write(first * sector, data)
        expected = before[: first * sector] + data + before[(first + count) * sector :]
        assert device.read(first * sector, count * sector) == data
        assert device.read(0, 16 * sector) == expected

    def test_its_last_sector_can_be_written_and_read(self, device: BlockDevice) -> None:
        """The end of the device."""
        data = Random(1).randbytes(device.sector_size)
        device.write(device.size - device.sector_size, data)
        assert device.read(device.size - device.sector_size, device.sector_size) == data

    def test_it_takes_every_kind_of_buffer_and_leaves_it_alone(self, device: BlockDevice) -> None:
        """The caller's buffer is never encrypted in place."""
        data = Random(2).randbytes(2 * device.sector_size)
        for buffer in (data, bytearray(data), memoryview(data), memoryview(bytearray(data))):
            device.write(device.sector_size, buffer)
            assert buffer == data
            assert device.read(device.sector_size, len(data)) == data

    def test_what_it_returned_does_not_change_with_later_writes(self, device: BlockDevice) -> None:
        """A read is a copy."""
        sector = device.sector_size
        device.write(0, b"a" * sector)
        seen = device.read(0, sector)
        device.write(0, b"b" * sector)
        assert seen == b"a" * sector

    def test_changing_what_it_returned_does_not_change_the_device(self, device: BlockDevice) -> None:
        """A read is a copy, the other way round."""
        sector = device.sector_size
        device.write(0, b"a" * sector)
        seen = device.read(0, sector)
        if isinstance(seen, bytearray):
            seen[:] = b"b" * sector
        assert device.read(0, sector) == b"a" * sector

    def test_flush_keeps_what_was_written(self, device: BlockDevice) -> None:
        """Flush returns and loses nothing."""
        device.write(0, b"x" * device.sector_size)
        device.flush()
        assert device.read(0, device.sector_size) == b"x" * device.sector_size

    def test_discard_touches_no_neighbour(self, device: BlockDevice) -> None:
        """What is discarded is undefined, what is beside it is not."""
        sector = device.sector_size
        data = Random(3).randbytes(16 * sector)
        device.write(0, data)
        try:
            device.discard(4 * sector, 8 * sector)
        except OSError as error:
            if error.errno != errno.EOPNOTSUPP:
                raise
            pytest.skip("the file system below cannot punch holes")
        assert device.read(0, 4 * sector) == data[: 4 * sector]
        assert device.read(12 * sector, 4 * sector) == data[12 * sector :]

    @pytest.mark.parametrize(("offset", "sectors"), [(-1, 1), (0, -1), (0.5, 1), (0, 0.5), ("end", 1), (1, "all")])
    def test_a_request_outside_or_between_sectors_is_an_assertion(
        self, device: BlockDevice, offset: float | str, sectors: float | str
    ) -> None:
        """Callers cut requests first."""
        start = device.size if offset == "end" else int(float(offset) * device.sector_size)
        length = device.size if sectors == "all" else int(float(sectors) * device.sector_size)
        with pytest.raises(AssertionError):
            device.read(start, length)
        if length >= 0:
            with pytest.raises(AssertionError):
                device.write(start, bytes(length))

    @pytest.mark.parametrize(("offset", "length"), [(0, 1), (1, 1), (511, 2), (3, 8192), (513, 511), (8191, 1), (5, 0)])
    def test_unaligned_requests_are_cut_right(self, device: BlockDevice, offset: int, length: int) -> None:
        """Any offset and length, through the one function above devices."""
        model = bytearray(Random(4).randbytes(32 * 512))
        size = min(len(model), device.size)
        del model[size:]
        device.write(0, model)
        length = min(length, size - offset)
        data = Random(5).randbytes(length)
        write_at(device, offset, data)
        model[offset : offset + length] = data
        assert device.read(0, size) == model
        assert read_at(device, offset, length) == data

    def test_closing_twice_is_harmless(self, device: BlockDevice) -> None:
        """Close is idempotent."""
        device.close()
        device.close()
