"""ext2, ext3 and ext4 without root: fuse2fs, with a journal put under it."""
