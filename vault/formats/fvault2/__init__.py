"""FileVault 2 on Core Storage: the volume header, the encrypted metadata and the keys in it; read-only."""
