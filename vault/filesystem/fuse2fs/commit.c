/* Blocks that were free at the last commit are written in place at any time, since nothing that survives a crash
   refers to them; all others go through the journal and are written in place after their transaction is durable.

   The superblock is in every transaction and never in place while mounted: a torn write would stop e2fsck before it
   gets to the journal. */

#include "commit.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "device.h"
#include "journal.h"
#include "overlay.h"

#define OVERLAY_BYTES ((size_t)32 << 20)

static ext2_filsys fs;
static uint64_t super_block;
static unsigned char *committed; /* one bit per block from s_first_data_block on: in use at the last commit */
static unsigned char *coming;    /* the same for the commit being made */
static unsigned char *compared;  /* one block */
static size_t lightened;         /* fresh blocks written in place since the last commit */
static bool accepted;

bool changes_accepted(void)
{
    return accepted;
}

/* Bitmaps, group descriptors and superblock become changed blocks; our own ext2fs_flush2 does nothing meanwhile. */
static errcode_t flush_metadata(void)
{
    static errcode_t (*flush)(ext2_filsys, int);

    if (!flush)
        flush = (errcode_t(*)(ext2_filsys, int))dlsym(RTLD_NEXT, "ext2fs_flush2");
    ext2fs_mark_super_dirty(fs);
    return flush(fs, EXT2_FLAG_FLUSH_NO_SYNC);
}

static size_t bitmap_bytes(void)
{
    return (ext2fs_blocks_count(fs->super) - fs->super->s_first_data_block + 7) / 8;
}

static errcode_t read_bitmap(unsigned char *bitmap)
{
    uint64_t start = fs->super->s_first_data_block;

    return ext2fs_get_block_bitmap_range2(fs->block_map, start, ext2fs_blocks_count(fs->super) - start, bitmap);
}

static bool in_use(const unsigned char *bitmap, uint64_t block)
{
    uint64_t bit = block - fs->super->s_first_data_block;

    return block < fs->super->s_first_data_block || block >= ext2fs_blocks_count(fs->super) ||
           bitmap[bit / 8] & 1 << bit % 8;
}

static struct entry *add(uint64_t block, bool whole)
{
    const size_t size = device_block_size();
    struct entry *entry = overlay_add(block, !in_use(committed, block));

    if (entry && !whole && device_read(block * size, entry->data, size)) {
        overlay_remove(entry);
        return NULL;
    }
    return entry;
}

static bool unchanged(uint64_t block, const void *data)
{
    const size_t size = device_block_size();

    return in_use(committed, block) && device_read(block * size, compared, size) == 0 &&
           memcmp(compared, data, size) == 0;
}

static errcode_t write_in_block(uint64_t block, size_t from, const void *data, size_t length)
{
    const bool whole = length == device_block_size();
    struct entry *entry = overlay_find(block);

    if (!entry) {
        if (whole && unchanged(block, data))
            return 0;
        entry = add(block, whole);
        if (!entry) {
            device_fail("a block to be changed could not be held in memory"); /* half an operation is not committed */
            return EXT2_ET_SHORT_WRITE;
        }
    }
    memcpy(entry->data + from, data, length);
    return 0;
}

/* Safe at any time, even inside an operation: nothing committed refers to these blocks. */
static int write_fresh(void)
{
    struct entry **list = overlay_sorted();
    struct run run = {0};
    const size_t count = overlay_count(true) + overlay_count(false);
    int error = 0;

    if (!list)
        return device_fail("out of memory");
    for (size_t i = 0; i < count && !error; i++)
        if (list[i]->fresh)
            error = run_add(&run, list[i]->block, list[i]->data);
    if (!error)
        error = run_end(&run);
    for (size_t i = 0; i < count && !error; i++)
        if (list[i]->fresh) {
            overlay_remove(list[i]);
            lightened++;
        }
    free(list);
    return error;
}

errcode_t changed_write(uint64_t offset, const void *data, size_t length)
{
    const size_t size = device_block_size();
    const unsigned char *from = data;

    if (!accepted || device_failed())
        return EXT2_ET_SHORT_WRITE;
    while (length) {
        size_t skip = offset % size, some = length < size - skip ? length : size - skip;
        errcode_t error = write_in_block(offset / size, skip, from, some);
        if (error)
            return error;
        offset += some, from += some, length -= some;
    }
    if (overlay_count(true) * size > 2 * OVERLAY_BYTES && write_fresh()) /* one operation alone wrote so much */
        return EXT2_ET_SHORT_WRITE;
    return 0;
}

errcode_t changed_read(uint64_t offset, void *data, size_t length)
{
    const size_t size = device_block_size();
    unsigned char *to = data;

    if (!accepted)
        return device_read(offset, data, length) ? EXT2_ET_SHORT_READ : 0;
    while (length) {
        size_t skip = offset % size, some = length < size - skip ? length : size - skip;
        const struct entry *entry = overlay_find(offset / size);
        if (entry)
            memcpy(to, entry->data + skip, some);
        else if (device_read(offset, to, some))
            return EXT2_ET_SHORT_READ;
        offset += some, to += some, length -= some;
    }
    return 0;
}

bool changes_pending(void)
{
    return accepted && !device_failed() && (overlay_count(true) || overlay_count(false) > 1 || lightened);
}

static bool journal_heavy(void)
{
    return overlay_count(false) > journal_capacity() / 4 ||
           overlay_count(false) * device_block_size() > OVERLAY_BYTES / 2;
}

bool changes_heavy(void)
{
    return overlay_bytes() > OVERLAY_BYTES || journal_heavy();
}

int changes_lighten(void)
{
    return journal_heavy() ? changes_commit() : write_fresh();
}

/* Writes fresh blocks in place and keeps the others in the list; blocks that are free by now are forgotten. */
static int divide(struct entry **list, size_t *count)
{
    struct run run = {0};
    size_t journalled = 0;
    int error = 0;

    for (size_t i = 0; i < *count && !error; i++) {
        if (!in_use(coming, list[i]->block))
            overlay_remove(list[i]);
        else if (list[i]->fresh)
            error = run_add(&run, list[i]->block, list[i]->data);
        else
            list[journalled++] = list[i];
    }
    *count = journalled;
    return error ? error : run_end(&run);
}

static int write_in_place(struct entry **list, size_t count)
{
    struct run run = {0};
    int error = 0;

    for (size_t i = 0; i < count && !error; i++)
        if (list[i]->block != super_block)
            error = run_add(&run, list[i]->block, list[i]->data);
    return error ? error : run_end(&run);
}

int changes_commit(void)
{
    struct entry **list;
    size_t count;

    if (device_failed())
        return EIO;
    if (!changes_pending())
        return 0;
    if (flush_metadata() || read_bitmap(coming))
        return device_fail("the bitmaps could not be written");
    if (!(list = overlay_sorted()))
        return device_fail("out of memory");
    count = overlay_count(true) + overlay_count(false);
    int error = divide(list, &count);
    if (!error)
        error = journal_write(list, count);
    if (!error)
        error = write_in_place(list, count);
    free(list);
    if (error)
        return error;
    overlay_clear(super_block);
    unsigned char *before = committed;
    committed = coming;
    coming = before;
    lightened = 0;
    return 0;
}

static int write_superblock(bool needs_recovery)
{
    if (needs_recovery)
        ext2fs_set_feature_journal_needs_recovery(fs->super);
    else
        ext2fs_clear_feature_journal_needs_recovery(fs->super);
    if (flush_metadata())
        return device_fail("the superblock could not be written");
    if (device_write(super_block, overlay_find(super_block)->data))
        return EIO;
    return device_sync();
}

const char *changes_begin(ext2_filsys opened)
{
    fs = opened;
    device_set_block_size(fs->blocksize);
    overlay_begin(fs->blocksize);
    super_block = SUPERBLOCK_OFFSET / fs->blocksize;
    const char *reason = journal_load(fs);
    if (reason)
        return reason;
    committed = calloc(1, bitmap_bytes());
    coming = calloc(1, bitmap_bytes());
    compared = malloc(fs->blocksize);
    if (!committed || !coming || !compared)
        return "out of memory";
    if (read_bitmap(committed))
        return "the block bitmap could not be read";
    accepted = true;
    if (!add(super_block, false) || write_superblock(true))
        return "the volume cannot be written";
    return NULL;
}

/* Between the syncs e2fsck finds a journal to replay, an empty journal with the flag still set, or none to replay. */
int changes_end(void)
{
    int error = changes_commit();

    if (!error)
        error = write_superblock(true);
    if (!error)
        error = journal_end();
    if (!error)
        error = write_superblock(false);
    accepted = false;
    return error;
}
