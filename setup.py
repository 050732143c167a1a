"""The compiled parts; everything else about the package is in pyproject.toml."""

import subprocess

from Cython.Build import cythonize
from setuptools import Extension, setup

HARDENED = ["-O2", "-g", "-Wall", "-fstack-protector-strong", "-D_FORTIFY_SOURCE=2"]


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
) -> Extension:
    """One extension module built with the flags of the given pkg-config packages."""
    return Extension(
        name,
        sources,
        depends=list(depends),
        include_dirs=list(include),
        extra_compile_args=[*HARDENED, *pkg_config("--cflags", *packages)],
        extra_link_args=["-Wl,-z,relro,-z,now", *pkg_config("--libs", *packages)],
    )


setup(
    ext_modules=cythonize(
        [
            extension("vault.crypto._sectors", ["crypto/_sectors.pyx"], "libcrypto", depends=("crypto/sectors.h",)),
            extension(
                "vault.attach.fusefile._native",
                ["vault/attach/fusefile/_native.pyx"],
                "fuse3",
                "libcrypto",
                depends=("crypto/sectors.h",),
                include=("crypto",),
            ),
        ],
        language_level=3,
    )
)
