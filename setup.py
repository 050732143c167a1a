"""The compiled parts; everything else about the package is in pyproject.toml."""

import subprocess

from Cython.Build import cythonize
from setuptools import Extension, setup

HARDENED = ["-O2", "-g", "-Wall", "-fstack-protector-strong", "-D_FORTIFY_SOURCE=2"]
CIPHERS = ("libcrypto", "libgcrypt")
SECTORS = ("crypto/sectors.h", "crypto/blocks.h", "crypto/legacy.h")
GUARD = ("checksum", "guard", "operations", "channel", "commit", "journal", "overlay", "device")


def pkg_config(option: str, *packages: str) -> list[str]:
    """Words that pkg-config answers; its own message tells what is missing."""
    return subprocess.run(
        ["/usr/bin/pkg-config", option, *packages], check=True, stdout=subprocess.PIPE, text=True
    ).stdout.split()


def extension(
    name: str,
    sources: list[str],
    *packages: str,
    depends: tuple[str, ...] = (),
    include: tuple[str, ...] = (),
    flags: tuple[str, ...] = (),
) -> Extension:
    """One extension module built with the flags of the given pkg-config packages."""
    return Extension(
        name,
        sources,
        depends=list(depends),
        include_dirs=list(include),
        extra_compile_args=[*HARDENED, *flags, *pkg_config("--cflags", *packages)],
        extra_link_args=["-Wl,-z,relro,-z,now", *pkg_config("--libs", *packages)],
    )


setup(
    ext_modules=cythonize(
        [
            extension(
                "vault.crypto._sectors",
                ["crypto/_sectors.pyx"],
                *CIPHERS,
                depends=SECTORS,
                flags=("-D_GNU_SOURCE", "-O3", "-pthread"),
            ),
            extension(
                "vault.attach.fusefile._native",
                ["vault/attach/fusefile/_native.pyx"],
                "fuse3",
                "liburing",
                *CIPHERS,
                depends=SECTORS,
                include=("crypto",),
                flags=("-D_GNU_SOURCE", "-O3"),
            ),
            extension(
                "vault.formats.bitlocker._native",
                ["vault/formats/bitlocker/_native.pyx"],
                "libcrypto",
                depends=("vault/formats/bitlocker/bitlocker.h",),
                include=("vault/formats/bitlocker",),
            ),
            extension(
                "vault.filesystem.fuse2fs._guard",  # preloaded into fuse2fs, never imported
                [f"vault/filesystem/fuse2fs/{name}.c" for name in GUARD],
                "ext2fs",
                depends=tuple(
                    f"vault/filesystem/fuse2fs/{name}.h" for name in GUARD if name not in ("checksum", "guard")
                ),
                flags=("-D_GNU_SOURCE", "-D_FILE_OFFSET_BITS=64", "-fvisibility=hidden", "-pthread"),
            ),
        ],
        language_level=3,
    )
)
