"""The helper that runs as root for an ordinary user: it is given descriptors, a key and numbers, and parses nothing."""
