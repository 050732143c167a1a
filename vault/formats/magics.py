"""What is recognised by fixed bytes at fixed places: disk images, files that look random, common file systems.

Only magics that random bytes hit less often than once in 2^24 are here, so that a volume is not taken for a file.

References: the formats' own documentation as named beside them; file(1), magic(5)
"""

from typing import NamedTuple


class Magic(NamedTuple):
    """``magic`` at ``offset`` bytes; a negative offset counts from the end."""

    offset: int
    magic: bytes
    name: str


IMAGES = (
    Magic(0, b"QFI\xfb\0\0\0\x01", "qcow"),
    Magic(0, b"QFI\xfb", "qcow2"),
    Magic(0, b"QED\0", "qed"),
    Magic(0, b"KDMV", "vmdk"),
    Magic(0, b"COWD", "vmdk"),
    Magic(0, b"# Disk DescriptorFile", "vmdk"),
    Magic(0, b"vhdxfile", "vhdx"),
    Magic(0, b"conectix", "vhd"),
    Magic(-512, b"conectix", "vhd"),
    Magic(-511, b"conectix", "vhd"),  # as Virtual PC wrote them before 2004
    Magic(64, b"\x7f\x10\xda\xbe", "vdi"),
    Magic(0, b"WithoutFreeSpace", "parallels"),
    Magic(0, b"WithouFreSpacExt", "parallels"),
    Magic(0, b"Bochs Virtual HD Image", "bochs"),
    Magic(0, b"#!/bin/sh\n#V2.0 Format\n", "cloop"),
    Magic(0, b"EVF\x09\x0d\x0a\xff\x00", "ewf"),
    Magic(0, b"LVF\x09\x0d\x0a\xff\x00", "ewf"),
    Magic(0, b"EVF2\x0d\x0a\x81\x00", "ewf"),
    Magic(0, b"LEF2\x0d\x0a\x81\x00", "ewf"),
    Magic(0, b"AFF10\r\n\0", "aff"),
    Magic(-512, b"koly\0\0\0\x04", "dmg"),
    Magic(0, b"sprs\0\0\0", "sparseimage"),
    Magic(0, b"MSWIM\0\0\0", "wim"),
    Magic(0, b"VMA\0", "vma"),
    Magic(-8, b"NER5", "nrg"),
    Magic(-12, b"NER5", "nrg"),
)
"""Files that hold a disk in a form of their own; ISO images and raw disks are what is in them."""

CRYPTO = (
    Magic(0, b"encrcdsa", "dmg-encrypted"),
    Magic(-8, b"cdsaencr", "dmg-encrypted"),
)
"""Encrypted containers that neither vault nor blkid opens."""

FILES = (
    Magic(0, b"\x1f\x8b\x08", "gzip"),
    Magic(0, b"BZh", "bzip2"),
    Magic(0, b"\xfd7zXZ\0", "xz"),
    Magic(0, b"\x5d\0\0\x80\0", "lzma"),
    Magic(0, b"\x5d\0\0\0\x01", "lzma"),
    Magic(0, b"\x28\xb5\x2f\xfd", "zstd"),
    Magic(0, b"\x04\x22\x4d\x18", "lz4"),
    Magic(0, b"LZIP", "lzip"),
    Magic(0, b"LRZI", "lrzip"),
    Magic(0, b"\x89LZO\0\r\n", "lzop"),
    Magic(0, b"PK\x03\x04", "zip"),
    Magic(0, b"PK\x05\x06", "zip"),
    Magic(0, b"7z\xbc\xaf\x27\x1c", "7z"),
    Magic(0, b"Rar!\x1a\x07", "rar"),
    Magic(0, b"MSCF\0\0\0\0", "cab"),
    Magic(257, b"ustar", "tar"),
    Magic(0, b"!<arch>\n", "ar"),
    Magic(0, b"070701", "cpio"),
    Magic(0, b"\xff\xd8\xff", "jpeg"),
    Magic(0, b"\x89PNG\r\n\x1a\n", "png"),
    Magic(0, b"GIF8", "gif"),
    Magic(0, b"II*\0", "tiff"),
    Magic(0, b"MM\0*", "tiff"),
    Magic(0, b"\xff\x0a\xfa", "jxl"),
    Magic(0, b"RIFF", "riff"),
    Magic(4, b"ftyp", "mp4"),
    Magic(4, b"moov", "quicktime"),
    Magic(4, b"mdat", "quicktime"),
    Magic(0, b"\x1a\x45\xdf\xa3", "matroska"),
    Magic(0, b"OggS", "ogg"),
    Magic(0, b"fLaC", "flac"),
    Magic(0, b"ID3", "mp3"),
    Magic(0, b"\0\0\x01\xba", "mpeg"),
    Magic(0, b"\0\0\x01\xb3", "mpeg"),
    Magic(0, b"FLV\x01", "flv"),
    Magic(0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf"),
    Magic(0, b"%PDF-", "pdf"),
    Magic(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole2"),
    Magic(0, b"SQLite format 3\0", "sqlite"),
    Magic(0, b"\x7fELF", "elf"),
    Magic(0, b"PACK\0\0\0", "git-pack"),
    Magic(0, b"\x8c\x0d\x04", "openpgp"),
    Magic(0, b"\x85\x01\x0c\x03", "openpgp"),
    Magic(0, b"\x85\x02\x0c\x03", "openpgp"),
    Magic(0, b"\x99\x01\x0d\x04", "openpgp"),
    Magic(0, b"\x99\x02\x0d\x04", "openpgp"),
    Magic(0, b"Salted__", "openssl-enc"),
    Magic(0, b"age-encryption.org/", "age"),
    Magic(0, b"\x03\xd9\xa2\x9a", "keepass"),
    Magic(0, b"DataTransformEnv", "esxi-envelope"),
)
"""Files whose first sectors may look random; names are those of the programs that make them."""

SYSTEMS = (
    Magic(0, b"hsqs", "squashfs"),
    Magic(0, b"XFSB", "xfs"),
    Magic(3, b"NTFS    ", "ntfs"),
    Magic(3, b"EXFAT   ", "exfat"),
    Magic(54, b"FAT12   ", "vfat"),
    Magic(54, b"FAT16   ", "vfat"),
    Magic(82, b"FAT32   ", "vfat"),
    Magic(1024, b"\x10\x20\xf5\xf2", "f2fs"),
    Magic(1024, b"\xe2\xe1\xf5\xe0", "erofs"),
    Magic(32769, b"CD001", "iso9660"),
    Magic(32769, b"BEA01", "udf"),
    Magic(65600, b"_BHRfS_M", "btrfs"),
)
PARTITIONS = (
    Magic(512, b"EFI PART", "gpt"),
    Magic(4096, b"EFI PART", "gpt"),
)
LVM = tuple(Magic(offset, b"LABELONE", "LVM2_member") for offset in range(0, 2048, 512))
SWAP = tuple(Magic(page - 10, mark, "swap") for page in (4096, 65536) for mark in (b"SWAPSPACE2", b"SWAP-SPACE"))
"""The commonest of what blkid knows, in its words: for machines and devices where it cannot be asked."""
