"""Showing the plaintext as a block device: the kernel's dm-crypt does the work, root sets it up."""
