"""What the metadata of a BitLocker volume says, as frozen values."""

from dataclasses import dataclass
from uuid import UUID

from vault.crypto.secret import Secret
from vault.formats.bitlocker.layout import ID_ENCRYPT_ON_WRITE, ID_NORMAL, METADATA_SIZE

CLEAR_KEY = "clear-key"
STARTUP_KEY = "startup-key"
RECOVERY_PASSWORD = "recovery-password"  # noqa: S105 - the name of a kind of protector
PASSPHRASE = "passphrase"  # noqa: S105
PROTECTIONS = {
    0x0000: CLEAR_KEY,
    0x0100: "tpm",
    0x0200: STARTUP_KEY,
    0x0400: "tpm-pin",
    0x0500: "tpm-pin",
    0x0800: RECOVERY_PASSWORD,
    0x1000: "smart-card",
    0x2000: PASSPHRASE,
}
OPENABLE = (CLEAR_KEY, STARTUP_KEY, RECOVERY_PASSWORD, PASSPHRASE)
STRETCHED = (RECOVERY_PASSWORD, PASSPHRASE)

STATES = {1: "decrypted", 2: "converting, not dismounted cleanly", 3: "paused", 4: "encrypted", 5: "converting"}
STATE_DECRYPTED = 1
STATE_PAUSED = 3
STATE_ENCRYPTED = 4
STATE_CONVERTING = 5


@dataclass(frozen=True, slots=True)
class Method:
    """How the sectors are encrypted: dm-crypt's name for it, the bytes of its key, and of the key as it is stored."""

    cipher: str
    key_size: int
    stored_size: int

    @property
    def has_diffuser(self) -> bool:
        """Whether the key's second half is that of the Elephant diffuser."""
        return self.cipher.endswith("elephant")


METHODS = {
    0x8000: Method("aes-cbc-elephant", 32, 64),
    0x8001: Method("aes-cbc-elephant", 64, 64),
    0x8002: Method("aes-cbc-eboiv", 16, 16),
    0x8003: Method("aes-cbc-eboiv", 32, 32),
    0x8004: Method("aes-xts-plain64", 32, 32),
    0x8005: Method("aes-xts-plain64", 64, 64),
}


@dataclass(frozen=True, slots=True)
class Sealed:
    """A key encrypted with AES-CCM."""

    nonce: bytes
    tag: bytes
    ciphertext: bytes


@dataclass(frozen=True, slots=True)
class Protector:
    """One way to the volume master key; ``problem`` says why it cannot be used here, or is empty.

    ``clear_key`` is the key that a suspended volume holds for everybody, and no secret.
    """

    number: int
    id: UUID
    protection: str
    label: str = ""
    salt: bytes = b""
    clear_key: Secret | None = None
    sealed: Sealed | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The metadata of the copy that counts; offsets and sizes are bytes.

    The first ``header_size`` bytes of the volume are stored at ``header_offset``. ``digest`` is the SHA-256 of the
    metadata, which the volume master key has to confirm out of ``validation``. ``encrypted_size`` is what a volume that
    is only partly encrypted has encrypted, counted from its start.
    """

    id: UUID
    kind: UUID
    to_go: bool
    sector_size: int
    state: int
    next_state: int
    encrypted_size: int
    conversion_size: int
    metadata_offsets: tuple[int, ...]
    header_offset: int
    header_size: int
    method: Method | None
    method_code: int
    created: int
    description: str
    protectors: tuple[Protector, ...]
    volume_key: Sealed | None
    validation: Sealed | None
    digest: bytes
    warnings: tuple[str, ...] = ()

    @property
    def state_name(self) -> str:
        """The state in words."""
        return STATES.get(self.state, f"unknown ({self.state})")

    @property
    def kind_name(self) -> str:
        """What the identifier in the first sector says of the volume."""
        return {ID_NORMAL: "normal", ID_ENCRYPT_ON_WRITE: "encrypt on write"}.get(self.kind, "unknown")

    @property
    def suspended(self) -> bool:
        """Whether the volume holds a key that opens it without any credential."""
        return any(protector.clear_key is not None for protector in self.protectors)

    @property
    def boundary(self) -> int | None:
        """Where the encrypted part ends, or None when all of the volume is encrypted."""
        return None if self.state == STATE_ENCRYPTED == self.next_state else self.encrypted_size

    @property
    def hidden(self) -> tuple[tuple[int, int], ...]:
        """Offset and length of what reads as zeros: the copies of the metadata and the stored first sectors."""
        areas = [(offset, METADATA_SIZE) for offset in self.metadata_offsets]
        return tuple(sorted([*areas, (self.header_offset, self.header_size)]))
