"""Any sequence of keyslot updates leaves exactly the keyslots that a plain dictionary says."""

from hypothesis import given, settings
from hypothesis import strategies as st

from vault.blockdev.memory import MemoryDevice
from vault.crypto.secret import Secret
from vault.errors import KeyslotError
from vault.formats.luks2.create import create
from vault.formats.luks2.header import read_header
from vault.formats.luks2.keyslots import add_keyslot, change_keyslot, remove_keyslot, unlock
from vault.testing.headerwork import KEY, OPTIONS
from vault.testing.volumes import CHEAP_PBKDF2

steps = st.lists(
    st.tuples(st.sampled_from(["add", "change", "remove"]), st.integers(0, 4), st.binary(max_size=8)), max_size=6
)


@settings(max_examples=15)
@given(steps)
def test_keyslots_are_a_dictionary(work: list[tuple[str, int, bytes]]) -> None:
    device = MemoryDevice(OPTIONS.header_size)
    create(device, OPTIONS, Secret(b"first"), volume_key=Secret(KEY))
    model = {0: b"first"}
    for what, slot, word in work:
        header, key, credential = read_header(device), Secret(KEY), Secret(word)
        before = bytes(device.data)
        allowed = {"add": slot not in model, "change": slot in model, "remove": slot in model and len(model) > 1}[what]
        allowed &= what == "remove" or len(model) < 3
        try:
            if what == "add":
                add_keyslot(header, device, key, credential, CHEAP_PBKDF2, slot=slot)
            elif what == "change":
                change_keyslot(header, device, slot, key, credential, CHEAP_PBKDF2)
            else:
                remove_keyslot(header, device, slot)
        except KeyslotError:
            assert not allowed
            assert device.data == before
            continue
        assert allowed
        if what == "remove":
            del model[slot]
        else:
            model[slot] = word
    header = read_header(device)
    assert not header.warnings
    assert header.keyslots.keys() == model.keys()
    for slot, word in model.items():
        assert unlock(header, device, Secret(word), slot=slot)[0] == slot
