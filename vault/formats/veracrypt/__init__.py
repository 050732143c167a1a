"""VeraCrypt and TrueCrypt volumes: opened, created, and given new credentials."""
