"""Plain dm-crypt and cryptoloop: ciphertext without a header, whose parameters and key come from the user alone."""
