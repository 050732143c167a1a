"""FreeOTFE and LibreCrypt volumes: the critical data block, found by trying hashes and ciphers; read-only."""
