"""Known answers that ciphers and KDFs have to give once before they are used; a wrong one stops everything.

The sectors were made by other libraries: spec/vectors/generate_ciphers.py.

References: IEEE 1619-2007, annex B, vector 10; RFC 6070; RFC 7914, 11; libargon2, src/test.c
"""

import hashlib
from functools import cache
from typing import TYPE_CHECKING

from vault.crypto.digest import HASHES
from vault.crypto.kdf import ARGON2I, ARGON2ID, Argon2Cost, Cost, Pbkdf2Cost, derive_untested
from vault.crypto.secret import Secret
from vault.errors import BackendError

if TYPE_CHECKING:
    from vault.crypto._sectors import Sectors

_PLAINTEXT = bytes(range(256)) * 2
_E_DIGITS = "2718281828459045235360287471352662497757247093699959574966967627"
_PI_DIGITS = "3141592653589793238462643383279502884197169399375105820974944592"
_KEY = bytes.fromhex(_E_DIGITS + _PI_DIGITS) * 2
_SECTOR = 255

SECTORS = (
    # cipher, bytes of its key, mode, IV, bytes of the whole key, whether to encrypt, SHA-256 of what that gives
    ("aes", 32, "xts", "plain64", 64, True, "e97e974fa393af794f7a4684395814cf820de60a01eaec677d87b452e316b364"),
    ("aes", 16, "xts", "plain64", 32, True, "e473c8c1c984d1cbf3ced26dc0340b39c98ad28708c2bce3b3d63dd39743e714"),
    ("aes", 24, "cbc", "plain64", 24, True, "98f1dd50862f99a11d05f0b7b8cfd5e08cf291f75b33e48869d1753ad5a57a22"),
    ("aes", 32, "cbc", "essiv:sha256", 32, True, "107a5ea44878cdc552dfdc4d66c0e9f4f0cfe993a65bbe65e6bf25d59120d69a"),
    ("aes", 32, "lrw", "benbi", 48, False, "50c1c1168cf9e68f4d0b06209f364b37a29d91da5b1595d4211c27630658a263"),
    ("aes", 32, "cbc", "tcw", 64, False, "19c7e82f7197d6df272bb5562940811f523717ede22dd7f95940165a170f33e3"),
    ("aes", 32, "cbci", "tcw", 64, False, "19c7e82f7197d6df272bb5562940811f523717ede22dd7f95940165a170f33e3"),
    ("serpent", 32, "xts", "plain64", 64, True, "a3bf1f873f26acf0a6fd8521c2323e6e93645c150dbf7ef4775977e78925d83d"),
    ("serpent", 24, "xts", "plain64", 48, True, "da52a355846f1e727ac39eaceefa1fd0a868c7c09a65442eae672fe2340cea0c"),
    ("serpent", 16, "xts", "plain64", 32, True, "95f4269c21f57a09f5a8804d1e596a54915530cfff319bb15fa90f94d207d8db"),
    ("serpent", 32, "cbc", "plain64", 32, True, "28fda92ddfbaffd3268cae73efa3db6eebf43dc91aa08dd844c8d64f748166c4"),
    ("twofish", 32, "xts", "plain64", 64, True, "fb1127a4d38070007e75fef172683b2b335c4657cc1a9551074da2065f269853"),
    ("twofish", 24, "xts", "plain64", 48, True, "0d618feadd3dcfd015eb5030b1200efaf5bb36789d597898d31cdca353b51cee"),
    ("twofish", 16, "xts", "plain64", 32, True, "0da78abe625bf01981f7328ad8c070c006d1cc45178c25c912defd7f8dc706c7"),
    ("twofish", 32, "cbc", "plain64", 32, True, "49399414aa062d803d504430c35d727007a2ab32e220a3512e413198019f08d9"),
    ("camellia", 32, "xts", "plain64", 64, True, "db6e98caab3695a2dd3e2e54c785af087e834afd15b65570acc64599da4f7a17"),
    ("camellia", 24, "xts", "plain64", 48, True, "64576dec2d8f99e1907d1a7210484a8a8d135d7bcea2438221585f913bd7c7be"),
    ("camellia", 16, "xts", "plain64", 32, True, "77545c7855b2bb8480d57beb3d7ff8d021de109a4c8d96eaa7da3e1324743773"),
    ("camellia", 32, "cbc", "plain64", 32, True, "26ca8b558c744447bee332926124bca2a87b97ba8cf506d66eb496054a93f384"),
    ("kuznyechik", 32, "xts", "plain64", 64, True, "d10fc5317aef6406c7680d8f47fc89e0fdd972cd59e2fb6f9c67e72a382eede6"),
    ("blowfish", 16, "cbc", "plain64", 16, False, "012198c1aa04ba9bf0c1904a014a8906d6cf02149874396eab793ba7a9c67012"),
    ("blowfish", 32, "cbc", "plain64", 32, False, "ef26a8500a786f7f49aa5bb580318e77e97b283f2e9577d2d68c352e85524cdc"),
    ("blowfish", 56, "cbc", "plain64", 56, False, "09161fb12967305bec964083f693980f2c88db0d1557d7cc0bf5ba10927fa1d7"),
    ("blowfish_le", 56, "cbc", "tcw", 80, False, "a7092b7d6504301e57d7df92925dcee00b26207de13744354cb83b506e2fe514"),
    ("cast5", 16, "cbc", "plain64", 16, False, "26d4ef742c18f533a90b50d01f71dda9a314ebe80822c97b0851add9d5f8efc2"),
    ("des3", 24, "cbc", "plain64", 24, False, "59707ac786e6281fdce9393c573feea08d85d14f2400569d765027747a34c6af"),
)
"""Of the sector 255 and a key of the digits of e and pi; the first is vector 10 of IEEE 1619-2007, annex B."""

_ARGON2 = (2, 256, 1)

KDFS: tuple[tuple[Cost, bytes, bytes, str], ...] = (
    # cost, credential, salt, key
    (Pbkdf2Cost("sha1", 2), b"password", b"salt", "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"),
    (
        Pbkdf2Cost("sha256", 1),
        b"passwd",
        b"salt",
        "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc",
    ),
    (Pbkdf2Cost("sha224", 2), b"password", b"salt", "93200ffa96c5776d38fa10abdf8f5bfc0054b9718513df472d2331d2"),
    (
        Pbkdf2Cost("sha384", 2),
        b"password",
        b"salt",
        "54f775c6d790f21930459162fc535dbf04a939185127016a04176a0730c6f1f4fb48832ad1261baadd2cedd50814b1c8",
    ),
    (
        Pbkdf2Cost("sha512", 2),
        b"password",
        b"salt",
        "e1d9c16aa681708a45f5c7c4e215ceb66e011a2e9f0040713f18aefdb866d53cf76cab2868a39b9f7840edce4fef5a82be67335c77a6068e04112754f27ccf4e",
    ),
    (
        Pbkdf2Cost("sha3-256", 2),
        b"password",
        b"salt",
        "4c915baedd1773383e77fcfe38114ca7514010adec24b47290ec170208423f76",
    ),
    (
        Pbkdf2Cost("sha3-512", 2),
        b"password",
        b"salt",
        "d6824ab17801706ad465f3196eb80dde20378696ab1fd6c68345c35825657a76954a1b24c7bc6589def0fe3eafae8b657c590bf0f065620b32d4d5450c8d2ee1",
    ),
    (
        Pbkdf2Cost("blake2b-512", 2),
        b"password",
        b"salt",
        "40b77cc2ee4b4c44eeb5babc299be14af5670e39ea3ce14c0fe70e6c99369886ab4d693bad8bd811ed64c5cf65a4cc5260993e17bbf2423c77164752fcbf5a60",
    ),
    (
        Pbkdf2Cost("blake2s-256", 2),
        b"password",
        b"salt",
        "7b88e65e6e95a118bc995f681a391cbd7b46e0cf9750a81100f613add62d84be",
    ),
    (Pbkdf2Cost("ripemd160", 2), b"password", b"salt", "768dcc27b7bfdef794a1ff9d935090fcf598555e"),
    (
        Pbkdf2Cost("whirlpool", 2),
        b"password",
        b"salt",
        "110b2e4266f03c334f6085bf421a68d6976a2f767e0bb6041a9c9315ec0d249fc8cb5fac1f9f3b87dbb98e9b4b220dfe0d6b55f88109dd558c30f0a0356f7d9f",
    ),
    (
        Pbkdf2Cost("streebog256", 2),
        b"password",
        b"salt",
        "b0a3ff64e42ca187f96e7263788b3f97938e1fefe962b06b24b9c7470ba5ca31",
    ),
    (
        Pbkdf2Cost("streebog512", 2),
        b"password",
        b"salt",
        "5a585bafdfbb6e8830d6d68aa3b43ac00d2e4aebce01c9b31c2caed56f0236d4d34b2b8fbd2c4e89d54d46f50e47d45bbac301571743119e8d3c42ba66d348de",
    ),
    (
        Argon2Cost(ARGON2ID, *_ARGON2),
        b"password",
        b"somesalt",
        "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe",
    ),
    (
        Argon2Cost(ARGON2I, *_ARGON2),
        b"password",
        b"somesalt",
        "89e9029f4637b295beb027056a7336c414fadd43f6b208645281cb214a56452f",
    ),
)


@cache
def check_cipher(sectors: "type[Sectors]", name: str, size: int) -> None:
    """Return when the cipher with a key of ``size`` bytes gives the known answers; raise BackendError when it does not.

    Those of AES are also those of the modes.
    """
    for cipher, own_size, mode, iv, key_size, encrypts, wanted in SECTORS:
        if (cipher, own_size) != (name, size):
            continue
        keyed = sectors(((cipher, key_size),), mode, iv, _KEY[:key_size], 512, False)
        data = bytearray(_PLAINTEXT)
        keyed.crypt(encrypts, _SECTOR, data)
        _expect(f"{cipher}-{mode}-{iv}", hashlib.sha256(data).hexdigest(), wanted)
        if encrypts:
            keyed.crypt(False, _SECTOR, data)
            _expect(f"{cipher}-{mode}-{iv}", data.hex(), _PLAINTEXT.hex())
        keyed.close()


@cache
def check_kdf(kind: str, hash_: str = "") -> None:
    """Return when the KDF, PBKDF2 with this hash, gives the known answers; raise BackendError when it does not."""
    for cost, credential, salt, wanted in KDFS:
        if cost.kind != kind or (isinstance(cost, Pbkdf2Cost) and HASHES[cost.hash] != HASHES.get(hash_)):
            continue
        key = derive_untested(cost, Secret(credential), salt, len(wanted) // 2)
        _expect(kind, key.view().hex(), wanted)


def _expect(what: str, answer: str, wanted: str) -> None:
    if answer != wanted:
        raise BackendError(
            f"the self-test of {what} failed: the cryptographic library gives wrong answers",
            hint="repair or update the system's OpenSSL, libgcrypt or libargon2; nothing was encrypted or decrypted",
        )
