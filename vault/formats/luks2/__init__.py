"""LUKS2: the header's layout, JSON and rules, its keyslots, and how both are read, made and rewritten."""
