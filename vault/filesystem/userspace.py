"""Mounting by a driver in user space, without root: ext by fuse2fs, NTFS by ntfs-3g, exFAT by exfat-fuse.

References: fuse2fs(1), ntfs-3g(8), mount.exfat-fuse(8), fusermount3(1), mount.fuse3(8)
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from vault.attach.base import Attachment, Availability
from vault.errors import BackendError, MountError, NotAvailable, from_os
from vault.filesystem import busy, driver, kernel, points
from vault.filesystem.base import Mounted, MountOptions
from vault.filesystem.detect import FileSystem, detect_at
from vault.options import filesystem_name
from vault.system import loopdev, programs
from vault.system.mounts import Mount, mount_at
from vault.system.signals import held_back

FUSE = Path("/dev/fuse")
UNSAFE_EXT_FEATURES = frozenset({"bigalloc", "casefold", "encrypt", "inline_data", "mmp", "verity"})
"""What fuse2fs writes wrongly or only in part: such a file system is not written to."""

JOURNALED = frozenset({"ext3", "ext4"})
CLEAN_AFTERWARDS = frozenset({"ext2", "ext3", "ext4"})
"""File systems that a driver marks unclean while it has them, and clean as its very last act."""
COMPLAINTS = ("error", "failed", " while ")
"""Words in what a driver says when it could not write."""


@dataclass(frozen=True, slots=True)
class Job:
    """A mount to be made: the plaintext (or loop device) at ``source``."""

    source: Path
    mount_point: Path
    filesystem: str
    read_only: bool
    uid: int
    gid: int
    noexec: bool

    @property
    def safety(self) -> list[str]:
        """The options that every mount has, and ``noexec`` where it was asked for."""
        return ["nosuid", "nodev", *(["noexec"] if self.noexec else [])]


@dataclass(frozen=True, slots=True)
class Driver:
    """A program and its arguments; what ordinary users and it itself need, and whether it stays in the foreground."""

    program: str
    arguments: Callable[[Job], list[str]]
    needs_root: bool = False
    block_device: bool = False
    goes_to_background: bool = False


def _fuse2fs(job: Job) -> list[str]:
    # Attributes are never cached: hard links are separate files to the kernel here, and one would show what another
    # no longer is. Nobody else can reach a user's mount and he holds the whole volume, so all files are his (fakeroot).
    # One thread (-s): the kernel only announces that a file was closed, and a second thread could hear first that it
    # was removed. Libfuse would keep it as a hidden file then, and its folder could not be removed.
    options = [*job.safety, "use_ino", "attr_timeout=0", "fsname=vault", f"subtype={job.filesystem}"]
    if "library version: 2" in programs.run("fuse2fs", ["-V"]).output:
        options += ["no_default_opts", "big_writes"]
    if os.geteuid() != 0:
        options.append("fakeroot")
    if job.read_only:
        options += ["ro", "norecovery"]
    return [str(job.source), str(job.mount_point), "-f", "-s", "-o", ",".join(options)]


def _ntfs_3g(job: Job) -> list[str]:
    options = [*job.safety, "no_def_opts", "silent", "no_detach", "big_writes", "norecover"]
    options += [f"uid={job.uid}", f"gid={job.gid}", "umask=077"] + ["ro"] * job.read_only
    return [str(job.source), str(job.mount_point), "-o", ",".join(options)]


def _exfat_fuse(job: Job) -> list[str]:
    options = [*job.safety, f"uid={job.uid}", f"gid={job.gid}", "umask=077"] + ["ro"] * job.read_only
    return ["-o", ",".join(options), str(job.source), str(job.mount_point)]


_FUSE2FS = Driver("fuse2fs", _fuse2fs)
DRIVERS = {
    "ext2": _FUSE2FS,
    "ext3": _FUSE2FS,
    "ext4": _FUSE2FS,
    "ntfs": Driver("ntfs-3g", _ntfs_3g, needs_root=True),
    "exfat": Driver("mount.exfat-fuse", _exfat_fuse, block_device=True, goes_to_background=True),
}
"""The drivers that are known not to lose data; fuseext2 and fusefat are not among them."""


class UserSpaceMounter:
    """File systems with a driver in user space."""

    name = "userspace"
    consumer = "driver"
    attachers = frozenset({"devmapper", "fusefile"})

    def probe(self, filesystem: str, *, read_only: bool) -> Availability:
        """Whether a driver for the file system is installed and this user may run it."""
        chosen = DRIVERS.get(filesystem)
        if chosen is None:
            return Availability(
                False, f"there is no driver in user space that writes {filesystem_name(filesystem)} safely"
            )
        try:
            programs.need(chosen.program)
        except NotAvailable as error:
            return Availability(False, f"{error}: {error.hint}")
        reason = _missing_right(chosen) or ("" if read_only else _missing_guard(filesystem))
        if reason:
            return Availability(False, reason)
        return Availability(
            True, f"{chosen.program} needs no root" if os.geteuid() else f"{chosen.program} is installed"
        )

    def mount(self, attachment: Attachment, filesystem: str, mount_point: Path, options: MountOptions) -> Mounted:
        """The file system, by a driver process in a session of its own.

        Raises MountError, BusyError, NotAvailable or BackendError, and then no process, mount or loop device is left.
        """
        chosen = DRIVERS.get(filesystem)
        if chosen is None:
            raise MountError(f"there is no driver in user space that writes {filesystem_name(filesystem)} safely")
        read_only = options.read_only or attachment.read_only
        found = _found(attachment)
        if not read_only:
            _refuse_unsafe(found)
        loop = None
        try:
            if chosen.block_device and not attachment.path.is_block_device():
                size = found.sector_size if found else 512
                with held_back():
                    loop = loopdev.attach(attachment.path, read_only=read_only, sector_size=size)
            source = loop.path if loop else attachment.path
            job = Job(source, mount_point, filesystem, read_only, options.owner_uid, options.owner_gid, options.noexec)
            mounted = Mounted(self.name, filesystem, mount_point, 0, str(loop.path) if loop else "", read_only)
            return replace(mounted, driver=_start(chosen, job, partial(options.announce, mounted)))
        finally:
            if loop:
                loop.close()

    def dismount(self, mounted: Mounted, *, force: bool, timeout_s: float) -> None:
        """Write back, unmount, and wait for the driver, which writes its last data as it ends.

        ``force`` takes the mount away from programs that use it and asks the driver to write everything back and end
        at once; their open files fail from then on. Raises BusyError with ``holders`` when it is busy, and BackendError
        when data could not be written or the driver does not end in time.
        """
        if not mounted.driver:  # recorded by a command that was killed before it knew
            mounted = replace(mounted, driver=_driver_on(mounted))
        running = driver.serves(mounted.driver, mounted.mount_point)
        output = driver.output_of(mounted.driver) if running else None
        source = driver.arguments_of(mounted.driver)[1:2] if running else []
        shown = loopdev.backing_file(Path(mounted.device)) if mounted.device else None
        try:
            mount = mount_at(mounted.mount_point)
            if mount is not None:
                if not force:
                    busy.write_back(mounted.mount_point)
                _unmount(mounted, mount, force=force)
            if running:
                if force:
                    driver.ask_to_end(mounted.driver)
                if not driver.wait(mounted.driver, timeout_s):
                    raise BackendError(
                        f"the driver (process {mounted.driver}) is still writing",
                        hint="wait for it to end, then try again",
                    )
            if not force:
                _raise_lost(mounted, source, output)
        finally:
            if output is not None:
                os.close(output.descriptor)
        if mounted.device:
            loopdev.wait_until_gone(Path(mounted.device), shown, timeout_s)


def _driver_on(mounted: Mounted) -> int:
    """The process of the driver that mounts there, 0 when there is none."""
    chosen = DRIVERS.get(mounted.filesystem)
    path = programs.find(chosen.program) if chosen else None
    return driver.find(path, mounted.mount_point) if path else 0


def _missing_right(chosen: Driver) -> str:
    """Why this user may not use the driver, or nothing."""
    if not FUSE.exists():
        return "the kernel has no FUSE, or /dev/fuse is missing"
    if os.geteuid() == 0:
        missing = chosen.block_device and not loopdev.CONTROL.exists()
        return f"{chosen.program} needs a loop device and the kernel has none" if missing else ""
    if chosen.block_device:
        return f"{chosen.program} needs a block device, and so root"
    if chosen.needs_root:
        return f"{chosen.program} runs as root, which cannot read what FUSE shows to this user alone"
    if not os.access(FUSE, os.R_OK | os.W_OK):
        return "this user may not open /dev/fuse"
    if _fusermount() is None:
        return "fusermount3 is not installed: install the package fuse3"
    return ""


def _missing_guard(filesystem: str) -> str:
    """Why fuse2fs must not write to this file system here, or nothing: without its guard a crash can cost any of it."""
    if filesystem not in JOURNALED:
        return ""
    from vault.filesystem import fuse2fs

    found = fuse2fs.available()
    return "" if found.ok else f"{found.reason}, so it is only good for --read-only"


def _fusermount() -> str | None:
    return next((name for name in ("fusermount3", "fusermount") if programs.find(name)), None)


def _found(attachment: Attachment) -> FileSystem | None:
    try:
        return detect_at(attachment.path)
    except OSError as error:
        raise from_os(error, "the attached plaintext cannot be read") from error


def _refuse_unsafe(found: FileSystem | None) -> None:
    unsafe = sorted(found.features & UNSAFE_EXT_FEATURES) if found else []
    if unsafe:
        raise MountError(
            f"the file system uses {', '.join(unsafe)}, which fuse2fs does not write safely",
            hint="mount it with --read-only, or as root through the kernel",
        )


def _environment(chosen: Driver, job: Job) -> Mapping[str, str]:
    if chosen.program != "fuse2fs" or job.read_only:
        return {}
    from vault.filesystem import fuse2fs

    return fuse2fs.environment()


def _start(chosen: Driver, job: Job, announce: Callable[[], object]) -> int:
    """The driver's process id once its mount has been found to be what was asked for, where it was asked for."""
    with points.opened(job.mount_point) as folder:
        announce()
        pid = driver.start(
            chosen.program,
            chosen.arguments(job),
            job.mount_point,
            _environment(chosen, job),
            goes_to_background=chosen.goes_to_background,
        )
        try:
            if not points.is_mounted_on(folder, job.mount_point):
                raise MountError(f"{job.mount_point} was moved while it was being mounted on")
            os.statvfs(job.mount_point)  # waits until the driver answers
            busy.verify(job.mount_point, read_only=job.read_only, noexec=job.noexec)
        except BaseException:
            mount = mount_at(job.mount_point)
            if mount is not None:
                _unmount(Mounted("", "", job.mount_point, pid, "", job.read_only), mount, force=True)
            driver.end(pid, driver.END_S)
            raise
    return pid


def _unmount(mounted: Mounted, mount: Mount, *, force: bool) -> None:
    """Unmount as this user can; with ``force`` lazily. Raises BusyError or BackendError."""
    point = mounted.mount_point
    if os.geteuid() == 0:
        kernel.unmount(point, driver=mounted.driver, force=force)
        return
    program = _fusermount()
    if program is None:
        raise NotAvailable("fusermount3 is not installed", hint="install the package fuse3")
    done = programs.run(program, ["-u", *(["-z"] if force else []), "--", point])
    if done.code == 0:
        return
    if "busy" in done.output.lower():
        raise busy.busy(point, busy.users_of(mount, driver=mounted.driver))
    raise BackendError(f"{point} cannot be dismounted: {done.last_line}")


def _raise_lost(mounted: Mounted, source: list[str], output: driver.Output | None) -> None:
    """Raise BackendError when the driver could not write its last data, by its own words and by the superblock.

    Fuse2fs answers a sync with success even when its last write failed, but then it cannot mark the file system clean.
    """
    said = output.text().splitlines() if output else []
    lines = [line.strip() for line in said if any(word in line.lower() for word in COMPLAINTS)]
    unclean = False
    if mounted.filesystem in CLEAN_AFTERWARDS and not mounted.read_only and source:
        try:
            found = detect_at(Path(source[0]))
        except OSError as error:
            raise from_os(error, "whether the last data was written cannot be told") from error
        unclean = found is None or bool(found.dirty)
    if lines or unclean:
        raise BackendError(
            f"the last data could not be written: {lines[-1] if lines else 'the file system is not marked clean'}",
            hint="look at the disk that holds the container, then mount the volume again: it is checked first",
        )
