#include "device.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define AHEAD (128 << 10)
#define STREAMS 4

static int descriptor = -1;
static uint64_t base;
static size_t block_bytes;
static bool failed;

/* What was read ahead, and where the last reads that missed it ended: a read that goes on there is sequential. */
static struct {
    uint64_t offset;
    size_t length;
    unsigned char data[AHEAD];
} ahead;
static uint64_t ends[STREAMS];
static unsigned oldest;

int device_open(const char *path, int open_flags)
{
    descriptor = open(path, open_flags | O_CLOEXEC);
    base = 0;
    ahead.length = 0;
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

/* The number of bytes read, fewer than asked only at the end of the file; -1 with errno. */
static ssize_t read_fully(uint64_t offset, unsigned char *data, size_t length)
{
    size_t done = 0;

    while (done < length) {
        ssize_t got = pread(descriptor, data + done, length - done, (off_t)(base + offset + done));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        done += (size_t)got;
    }
    return (ssize_t)done;
}

static bool in_sequence(uint64_t offset)
{
    if (ahead.length && offset == ahead.offset + ahead.length)
        return true;
    for (unsigned i = 0; i < STREAMS; i++)
        if (offset == ends[i])
            return true;
    return false;
}

static bool read_ahead(uint64_t offset)
{
    ssize_t got = read_fully(offset, ahead.data, AHEAD);

    ahead.offset = offset;
    ahead.length = got > 0 ? (size_t)got : 0;
    return got >= 0;
}

int device_read(uint64_t offset, void *data, size_t length)
{
    if (length <= AHEAD / 2) {
        bool held = offset >= ahead.offset && offset + length <= ahead.offset + ahead.length;
        if (!held && in_sequence(offset) && read_ahead(offset))
            held = length <= ahead.length;
        if (held) {
            memcpy(data, ahead.data + (offset - ahead.offset), length);
            return 0;
        }
    }
    ends[oldest++ % STREAMS] = offset + length;
    ssize_t got = read_fully(offset, data, length);
    if (got < 0)
        return errno;
    return (size_t)got == length ? 0 : EIO;
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
    ahead.length = 0;
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
