"""Requests of any offset and length over a device of whole sectors: the one place where they are cut."""

from vault.blockdev.base import BlockDevice, Buffer


def check_request(device: BlockDevice, offset: int, length: int) -> None:
    """Assert that the request is whole sectors within the device, as every caller of a device must see to."""
    assert not (offset | length) & (device.sector_size - 1), "not whole sectors"
    assert offset >= 0, "before the device"
    assert 0 <= length <= device.size - offset, "beyond the device"


def read_at(device: BlockDevice, offset: int, length: int) -> bytes | bytearray:
    """Exactly ``length`` bytes from ``offset``, which need not be whole sectors but lie within the device."""
    sector = device.sector_size
    start, end = offset // sector * sector, -(-(offset + length) // sector) * sector
    data = device.read(start, end - start)
    if (start, end) == (offset, offset + length):
        return data
    return data[offset - start : offset - start + length]


def write_at(device: BlockDevice, offset: int, data: Buffer) -> None:
    """Store all of ``data`` at ``offset``, which need not be whole sectors but lie within the device.

    Sectors that are only partly covered are read first and written back with their other bytes, so two
    threads must not write into one sector at a time. The whole is handed down in one write.
    """
    sector = device.sector_size
    end = offset + len(data)
    head, tail = offset % sector, -end % sector
    if not head and not tail:
        device.write(offset, data)
        return
    start, stop = offset - head, end + tail
    whole = bytearray(stop - start)
    if head:
        whole[:sector] = device.read(start, sector)
    if tail and (not head or stop - start > sector):
        whole[-sector:] = device.read(stop - sector, sector)
    whole[head : head + len(data)] = data
    device.write(start, whole)
