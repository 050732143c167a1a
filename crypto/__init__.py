"""Functions of bytes: ciphers, key derivation, digests and secrets, without containers or policy."""
