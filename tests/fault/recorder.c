/* Preloaded under a file system driver, this notes every write and sync of one file, in order, in another.

   RECORDED is the file, RECORD the log. A note is a letter (W, S), the offset and the length as 64-bit numbers, and the
   data. Others may append notes of their own. While the file FAIL_WRITE or FAIL_SYNC exists, that fails with EIO. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int log_fd = -1;
static struct stat recorded;

__attribute__((constructor)) static void begin(void)
{
    const char *path = getenv("RECORDED"), *log = getenv("RECORD");

    if (path && log && stat(path, &recorded) == 0)
        log_fd = open(log, O_WRONLY | O_APPEND | O_CLOEXEC);
}

static int ours(int fd)
{
    struct stat here;

    return log_fd >= 0 && fstat(fd, &here) == 0 && here.st_ino == recorded.st_ino && here.st_dev == recorded.st_dev;
}

static int fails(const char *what, int fd)
{
    const char *path = getenv(what);

    if (!path || !ours(fd) || access(path, F_OK) != 0)
        return 0;
    errno = EIO;
    return 1;
}

static void note(char kind, int64_t offset, const struct iovec *pieces, int count, int64_t length)
{
    unsigned char head[17] = {kind};
    struct iovec all[1 + 1024];

    memcpy(head + 1, &offset, 8);
    memcpy(head + 9, &length, 8);
    all[0] = (struct iovec){head, sizeof head};
    int used = 1;
    for (int64_t left = length; left > 0 && used <= count; used++) {
        all[used] = pieces[used - 1];
        if ((int64_t)all[used].iov_len > left)
            all[used].iov_len = (size_t)left;
        left -= (int64_t)all[used].iov_len;
    }
    if (writev(log_fd, all, used) < 0)
        abort();
}

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))

ssize_t pwritev(int fd, const struct iovec *pieces, int count, off_t offset)
{
    if (fails("FAIL_WRITE", fd))
        return -1;
    ssize_t done = REAL(ssize_t, "pwritev", int, const struct iovec *, int, off_t)(fd, pieces, count, offset);

    if (done > 0 && ours(fd))
        note('W', offset, pieces, count, done);
    return done;
}

ssize_t pwritev64(int fd, const struct iovec *pieces, int count, off_t offset)
{
    return pwritev(fd, pieces, count, offset);
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset)
{
    struct iovec piece = {(void *)data, length};
    ssize_t done = REAL(ssize_t, "pwrite", int, const void *, size_t, off_t)(fd, data, length, offset);

    if (done > 0 && ours(fd))
        note('W', offset, &piece, 1, done);
    return done;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off_t offset)
{
    return pwrite(fd, data, length, offset);
}

ssize_t write(int fd, const void *data, size_t length)
{
    struct iovec piece = {(void *)data, length};
    ssize_t done = REAL(ssize_t, "write", int, const void *, size_t)(fd, data, length);

    if (done > 0 && fd != log_fd && ours(fd))
        note('W', lseek(fd, 0, SEEK_CUR) - done, &piece, 1, done);
    return done;
}

static int synced(const char *name, int fd)
{
    if (fails("FAIL_SYNC", fd))
        return -1;
    int result = REAL(int, name, int)(fd);
    if (result == 0 && ours(fd))
        note('S', 0, NULL, 0, 0);
    return result;
}

int fsync(int fd)
{
    return synced("fsync", fd);
}

int fdatasync(int fd)
{
    return synced("fdatasync", fd);
}
