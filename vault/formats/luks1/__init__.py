"""LUKS1, read into the model of LUKS2: the header, its keyslots, and making new ones."""
