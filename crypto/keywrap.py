"""Keys that other keys encrypt: AES-CCM with its tag apart, and the AES key wrap.

The result passes through ``bytes`` that only the allocator reuses.

References: NIST SP 800-38C; RFC 3394
"""

from vault.crypto.secret import Bytes, Secret
from vault.errors import WrongCredential


def ccm_open(key: Secret, nonce: Bytes, tag: Bytes, ciphertext: Bytes) -> Secret:
    """What AES-CCM encrypted, verified; raises WrongCredential when the tag is not that of this key."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESCCM

    try:
        opened = AESCCM(key.view(), tag_length=len(tag)).decrypt(bytes(nonce), bytes(ciphertext) + bytes(tag), None)
    except InvalidTag as error:
        raise WrongCredential("the key does not open what it should") from error
    return Secret(opened)


def aes_unwrap(key: Secret, wrapped: Bytes) -> Secret:
    """The key that RFC 3394 wrapped, verified; raises WrongCredential when this is not the wrapping key."""
    from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

    try:
        return Secret(aes_key_unwrap(bytes(key.view()), bytes(wrapped)))
    except InvalidUnwrap as error:
        raise WrongCredential("the key does not open what it should") from error
