"""The formats of encrypted containers: layout, metadata, headers and keyslots."""
