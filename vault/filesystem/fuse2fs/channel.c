/* An I/O manager that keeps writes back. It has no discard, zeroout nor threads: libext2fs does without. */

#include "channel.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

#include "commit.h"
#include "device.h"

static errcode_t channel_open(const char *name, int flags, io_channel *channel)
{
    int mode = (flags & IO_FLAG_RW ? O_RDWR : O_RDONLY) | (flags & IO_FLAG_EXCLUSIVE ? O_EXCL : 0);
    int error = device_open(name, mode);
    io_channel made;

    if (error)
        return error;
    made = calloc(1, sizeof *made);
    if (!made || !(made->name = strdup(name))) {
        free(made);
        device_close();
        return EXT2_ET_NO_MEMORY;
    }
    made->magic = EXT2_ET_MAGIC_IO_CHANNEL;
    made->manager = &guarded_manager;
    made->block_size = SUPERBLOCK_OFFSET;
    made->refcount = 1;
    *channel = made;
    return 0;
}

static errcode_t channel_close(io_channel channel)
{
    if (--channel->refcount > 0)
        return 0;
    device_close();
    free(channel->name);
    free(channel);
    return 0;
}

static errcode_t channel_set_blksize(io_channel channel, int size)
{
    channel->block_size = size;
    return 0;
}

/* A negative count is a number of bytes. */
static size_t length_of(io_channel channel, int count)
{
    return count < 0 ? (size_t)-(long)count : (size_t)count * (size_t)channel->block_size;
}

static errcode_t channel_read_blk64(io_channel channel, unsigned long long block, int count, void *data)
{
    return changed_read(block * (unsigned)channel->block_size, data, length_of(channel, count));
}

static errcode_t channel_write_blk64(io_channel channel, unsigned long long block, int count, const void *data)
{
    return changed_write(block * (unsigned)channel->block_size, data, length_of(channel, count));
}

static errcode_t channel_read_blk(io_channel channel, unsigned long block, int count, void *data)
{
    return channel_read_blk64(channel, block, count, data);
}

static errcode_t channel_write_blk(io_channel channel, unsigned long block, int count, const void *data)
{
    return channel_write_blk64(channel, block, count, data);
}

static errcode_t channel_write_byte(io_channel channel, unsigned long offset, int length, const void *data)
{
    (void)channel;
    return changed_write(offset, data, (size_t)length);
}

static errcode_t channel_flush(io_channel channel)
{
    (void)channel; /* commits happen between operations, never inside one */
    return 0;
}

static errcode_t channel_set_option(io_channel channel, const char *option, const char *value)
{
    char *end;

    (void)channel;
    if (strcmp(option, "offset") != 0 || !value)
        return EXT2_ET_INVALID_ARGUMENT;
    unsigned long long offset = strtoull(value, &end, 0);
    if (*end)
        return EXT2_ET_INVALID_ARGUMENT;
    device_set_offset(offset);
    return 0;
}

struct struct_io_manager guarded_manager = {
    .magic = EXT2_ET_MAGIC_IO_MANAGER,
    .name = "guarded",
    .open = channel_open,
    .close = channel_close,
    .set_blksize = channel_set_blksize,
    .read_blk = channel_read_blk,
    .write_blk = channel_write_blk,
    .flush = channel_flush,
    .write_byte = channel_write_byte,
    .set_option = channel_set_option,
    .read_blk64 = channel_read_blk64,
    .write_blk64 = channel_write_blk64,
};
