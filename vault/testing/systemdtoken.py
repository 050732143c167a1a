"""Opening a volume's keyslot as cryptsetup does with systemd's own plugin for security keys, without a mapping.

``python -m vault.testing.systemdtoken VOLUME DEVICE`` reads the PIN, which may be empty, from standard input and prints
what libcryptsetup returned: the keyslot, or a negative error. Only a library call names the device to the plugin.

References: libcryptsetup, crypt_activate_by_token_pin; systemd, src/cryptsetup/cryptsetup-tokens
"""

import ctypes
import subprocess
import sys
from pathlib import Path

FOLDERS = (Path("/usr/lib"), Path("/lib"), Path("/usr/lib64"))
KIND = "systemd-fido2"
LIBRARY = "libcryptsetup.so.12"
DEADLINE_S = 120.0


def has_plugin() -> bool:
    """Whether it is installed."""
    name = f"libcryptsetup-token-{KIND}.so"
    return any(any(folder.glob(f"{between}cryptsetup/{name}")) for folder in FOLDERS for between in ("", "*/"))


def opened_by_systemd(volume: Path, device: Path, pin: str = "") -> int:
    """The keyslot that it opened with the security key, or libcryptsetup's negative error."""
    done = subprocess.run(
        [sys.executable, "-m", "vault.testing.systemdtoken", volume, device],
        input=pin,
        stdout=subprocess.PIPE,
        text=True,
        timeout=DEADLINE_S,
        check=True,
    )
    return int(done.stdout)


def main() -> int:
    """Always 0: the caller judges."""
    volume, device = (argument.encode() for argument in sys.argv[1:])
    pin = sys.stdin.buffer.read()
    library = ctypes.CDLL(LIBRARY)
    context = ctypes.c_void_p()
    library.crypt_init.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_char_p]
    library.crypt_load.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    library.crypt_free.argtypes = [ctypes.c_void_p]
    activate = library.crypt_activate_by_token_pin
    activate.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_int]
    activate.argtypes += [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_uint32]
    result = library.crypt_init(ctypes.byref(context), volume) or library.crypt_load(context, None, None)
    if result == 0:
        result = activate(context, None, KIND.encode(), -1, pin or None, len(pin), device, 0)
    library.crypt_free(context)
    print(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
