"""What the engine is asked for and what it answers: frozen values, the same for every frontend."""

from vault.options.answers import (
    Benchmark,
    Choice,
    CipherSpeed,
    ConvertResult,
    CreateResult,
    DigestInfo,
    HeaderCopy,
    Inspection,
    KdfSpeed,
    MountPlan,
    SessionRecord,
    SessionState,
)
from vault.options.credentials import Ask, CredentialSource, KeyFile, OpenOptions, Outer, PassphraseFd, Protection
from vault.options.headers import ConvertedHeader, HeaderBackup
from vault.options.keys import KeyslotChange, KeyslotInfo, TokenInfo
from vault.options.requests import AttachRequest, ConvertRequest, CreateOptions, MountRequest

__all__ = [
    "Ask",
    "AttachRequest",
    "Benchmark",
    "Choice",
    "CipherSpeed",
    "ConvertRequest",
    "ConvertResult",
    "ConvertedHeader",
    "CreateOptions",
    "CreateResult",
    "CredentialSource",
    "DigestInfo",
    "HeaderBackup",
    "HeaderCopy",
    "Inspection",
    "KdfSpeed",
    "KeyFile",
    "KeyslotChange",
    "KeyslotInfo",
    "MountPlan",
    "MountRequest",
    "OpenOptions",
    "Outer",
    "PassphraseFd",
    "Protection",
    "SessionRecord",
    "SessionState",
    "TokenInfo",
]
