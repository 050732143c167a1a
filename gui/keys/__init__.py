"""What opens a volume: keyslots, recovery key, keyring, and the header that holds them."""
