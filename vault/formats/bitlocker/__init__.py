"""BitLocker: the metadata of a volume, its protectors, and the map of its extents; read-only."""
