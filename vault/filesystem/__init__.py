"""The file system inside a volume: detect, make, check, mount and dismount."""
