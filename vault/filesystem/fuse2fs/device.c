#include "device.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static int descriptor = -1;
static uint64_t base;
static size_t block_bytes;
static bool failed;

int device_open(const char *path, int open_flags)
{
    descriptor = open(path, open_flags | O_CLOEXEC);
    base = 0;
    return descriptor < 0 ? errno : 0;
}

void device_close(void)
{
    if (descriptor >= 0)
        close(descriptor);
    descriptor = -1;
}

void device_set_offset(uint64_t offset)
{
    base = offset;
}

void device_set_block_size(size_t block_size)
{
    block_bytes = block_size;
}

size_t device_block_size(void)
{
    return block_bytes;
}

bool device_failed(void)
{
    return failed;
}

int device_fail(const char *why)
{
    if (!failed)
        fprintf(stderr, "fuse2fs: %s; nothing more is written\n", why);
    failed = true;
    return EIO;
}

int device_read(uint64_t offset, void *data, size_t length)
{
    size_t done = 0;

    while (done < length) {
        ssize_t got = pread(descriptor, (char *)data + done, length - done, (off_t)(base + offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got ? errno : EIO;
        done += (size_t)got;
    }
    return 0;
}

int device_sync(void)
{
    if (failed)
        return EIO;
    return fdatasync(descriptor) == 0 ? 0 : device_fail("the volume could not be synced");
}

int run_add(struct run *run, uint64_t block, const void *data)
{
    if (run->count == RUN_PIECES || (run->count && block != run->first + (uint64_t)run->count)) {
        int error = run_end(run);
        if (error)
            return error;
    }
    if (run->count == 0)
        run->first = block;
    run->pieces[run->count++] = (struct iovec){(void *)data, block_bytes};
    return 0;
}

int run_end(struct run *run)
{
    struct iovec *piece = run->pieces;
    int left = run->count;
    uint64_t offset = base + run->first * block_bytes;

    run->count = 0;
    if (failed)
        return EIO;
    while (left) {
        ssize_t done = pwritev(descriptor, piece, left, (off_t)offset);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return device_fail("the volume could not be written");
        offset += (uint64_t)done;
        while (left && (size_t)done >= piece->iov_len) {
            done -= (ssize_t)piece->iov_len;
            piece++;
            left--;
        }
        if (left) {
            piece->iov_base = (char *)piece->iov_base + done;
            piece->iov_len -= (size_t)done;
        }
    }
    return 0;
}

int device_write(uint64_t block, const void *data)
{
    struct run run = {0};
    int error = run_add(&run, block, data);

    return error ? error : run_end(&run);
}
