/* Two syncs make a transaction: one after its blocks, one after its commit block.

   The second also carries the journal's superblock, which then points at this transaction: all of the one before is
   in place by the first sync. So at most the last two transactions lie in the log and are replayed. No revoke records
   are needed: a block of the last transaction is in use when it commits, hence it cannot be written in place as fresh
   before another commit has moved the superblock on.

   References: Linux, Documentation/filesystems/ext4/journal.rst (jbd2: superblock, descriptor, tags v3, commit).
 */

#include "journal.h"

#include <endian.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "device.h"

#define MAGIC 0xc03b3998u
#define DESCRIPTOR_BLOCK 1u
#define COMMIT_BLOCK 2u
#define SUPERBLOCK_V2 4u

#define COMPAT_CHECKSUM 0x01u
#define INCOMPAT_REVOKE 0x01u
#define INCOMPAT_64BIT 0x02u
#define INCOMPAT_ASYNC_COMMIT 0x04u
#define INCOMPAT_CSUM_V2 0x08u
#define INCOMPAT_CSUM_V3 0x10u
#define CRC32C 4
#define FEWEST_BLOCKS 1024u /* of any journal */

#define TAG_ESCAPED 1u
#define TAG_SAME_UUID 2u
#define TAG_LAST 8u
#define TAIL_BYTES 4

/* Everything in the journal is big-endian. */
struct block_header {
    uint32_t magic, type, sequence;
};

struct journal_super {
    struct block_header header;
    uint32_t block_size, blocks, first;
    uint32_t sequence, start, error;
    uint32_t compat, incompat, ro_compat;
    unsigned char uuid[16];
    uint32_t users, dynamic, max_transaction, max_data;
    unsigned char checksum_type, padding[3];
    uint32_t fast_commit_blocks, reserved[41];
    uint32_t checksum;
    unsigned char user_ids[768];
};
_Static_assert(sizeof(struct journal_super) == 1024, "journal superblock");

struct tag {
    uint32_t block, flags, block_high, checksum;
};

struct commit_block {
    struct block_header header;
    unsigned char checksum_type, checksum_size, padding[2];
    uint32_t checksum[8];
    uint64_t seconds;
    uint32_t nanoseconds;
};

static uint64_t *place;            /* where each block of the journal lies */
static unsigned char *block0;      /* the block with the journal's superblock */
static struct journal_super found; /* the superblock as it was */
static uint32_t first, last;       /* log blocks: first to last - 1 */
static uint32_t head;              /* where the next transaction begins */
static uint32_t sequence;          /* its number */
static uint32_t seed;              /* of all checksums */

static struct journal_super *super(void)
{
    return (struct journal_super *)block0;
}

static int note_place(ext2_filsys fs, blk64_t *block, e2_blkcnt_t number, blk64_t parent, int offset, void *count)
{
    (void)fs, (void)parent, (void)offset;
    uint32_t *known = count;

    if (number != *known)
        return BLOCK_ABORT;
    if ((*known & (*known - 1)) == 0) {
        uint64_t *larger = realloc(place, sizeof *place * (*known ? 2 * (size_t)*known : 1));
        if (!larger)
            return BLOCK_ABORT;
        place = larger;
    }
    place[(*known)++] = *block;
    return 0;
}

static const char *not_usable(const struct journal_super *sb, size_t block_size, uint32_t blocks)
{
    const uint32_t known =
        INCOMPAT_REVOKE | INCOMPAT_64BIT | INCOMPAT_ASYNC_COMMIT | INCOMPAT_CSUM_V2 | INCOMPAT_CSUM_V3;

    if (be32toh(sb->header.magic) != MAGIC || be32toh(sb->header.type) != SUPERBLOCK_V2)
        return "the journal has no superblock of version 2";
    if (be32toh(sb->block_size) != block_size || be32toh(sb->blocks) > blocks || be32toh(sb->first) < 1 ||
        be32toh(sb->first) > be32toh(sb->blocks) / 2 || be32toh(sb->blocks) < FEWEST_BLOCKS)
        return "the journal's superblock is damaged";
    if (be32toh(sb->incompat) & ~known || be32toh(sb->compat) & ~COMPAT_CHECKSUM || sb->ro_compat)
        return "the journal has features that are not supported";
    if (sb->start || sb->error)
        return "the journal is not empty, run e2fsck -p first";
    return NULL;
}

const char *journal_load(ext2_filsys fs)
{
    uint32_t blocks = 0;
    size_t block_size = device_block_size();

    if (ext2fs_block_iterate3(fs, fs->super->s_journal_inum, BLOCK_FLAG_READ_ONLY | BLOCK_FLAG_DATA_ONLY, NULL,
                              note_place, &blocks) || blocks == 0)
        return "the journal's blocks could not be read";
    block0 = calloc(1, block_size);
    if (!block0 || device_read(place[0] * block_size, block0, block_size))
        return "the journal could not be read";
    const char *reason = not_usable(super(), block_size, blocks);
    if (reason)
        return reason;
    found = *super();
    head = first = be32toh(found.first);
    last = be32toh(found.blocks);
    sequence = be32toh(found.sequence);
    seed = ext2fs_crc32c_le(~0u, found.uuid, sizeof found.uuid);
    super()->compat = 0;
    super()->incompat = htobe32((be32toh(found.incompat) & INCOMPAT_REVOKE) | INCOMPAT_CSUM_V3 |
                                (ext2fs_has_feature_64bit(fs->super) ? INCOMPAT_64BIT : 0));
    super()->checksum_type = CRC32C;
    return NULL;
}

size_t journal_capacity(void)
{
    return last - first;
}

static uint32_t after(uint32_t position)
{
    return position + 1 == last ? first : position + 1;
}

static int write_super(uint32_t start, uint32_t next)
{
    super()->start = htobe32(start);
    super()->sequence = htobe32(next);
    super()->checksum = 0;
    if (be32toh(super()->incompat) & (INCOMPAT_CSUM_V2 | INCOMPAT_CSUM_V3))
        super()->checksum = htobe32(ext2fs_crc32c_le(~0u, block0, sizeof *super()));
    return device_write(place[0], block0);
}

static struct block_header header(uint32_t type)
{
    return (struct block_header){htobe32(MAGIC), htobe32(type), htobe32(sequence)};
}

static void sum(unsigned char *block, unsigned char *field)
{
    uint32_t checksum;

    memset(field, 0, sizeof checksum);
    checksum = htobe32(ext2fs_crc32c_le(seed, block, device_block_size()));
    memcpy(field, &checksum, sizeof checksum);
}

static size_t tags_per_descriptor(void)
{
    return (device_block_size() - sizeof(struct block_header) - sizeof found.uuid - TAIL_BYTES) / sizeof(struct tag);
}

/* Whether a block begins like one of the journal's own; in the log it then begins with zeros instead. */
static bool looks_like_ours(const struct entry *entry)
{
    const uint32_t magic = htobe32(MAGIC);

    return memcmp(entry->data, &magic, sizeof magic) == 0;
}

static int write_escaped(uint64_t block, const struct entry *entry)
{
    unsigned char *copy = calloc(1, device_block_size());

    if (!copy)
        return device_fail("out of memory");
    memcpy(copy + sizeof(uint32_t), entry->data + sizeof(uint32_t), device_block_size() - sizeof(uint32_t));
    int error = device_write(block, copy);
    free(copy);
    return error;
}

static struct tag tag(const struct entry *entry, uint32_t flags)
{
    const uint32_t number = htobe32(sequence), zeros = 0;
    const unsigned char *begin = entry->data;
    uint32_t checksum = ext2fs_crc32c_le(seed, (const unsigned char *)&number, sizeof number);

    if (looks_like_ours(entry)) {
        flags |= TAG_ESCAPED;
        begin = (const unsigned char *)&zeros;
    }
    checksum = ext2fs_crc32c_le(checksum, begin, sizeof zeros);
    checksum = ext2fs_crc32c_le(checksum, entry->data + sizeof zeros, device_block_size() - sizeof zeros);
    return (struct tag){htobe32((uint32_t)entry->block), htobe32(flags), htobe32((uint32_t)(entry->block >> 32)),
                        htobe32(checksum)};
}

static void describe(unsigned char *descriptor, struct entry **list, size_t count)
{
    unsigned char *at = descriptor + sizeof(struct block_header);

    *(struct block_header *)descriptor = header(DESCRIPTOR_BLOCK);
    for (size_t i = 0; i < count; i++) {
        struct tag made = tag(list[i], (i ? TAG_SAME_UUID : 0) | (i + 1 == count ? TAG_LAST : 0));
        memcpy(at, &made, sizeof made);
        at += sizeof made;
        if (i == 0) {
            memcpy(at, found.uuid, sizeof found.uuid);
            at += sizeof found.uuid;
        }
    }
    sum(descriptor, descriptor + device_block_size() - TAIL_BYTES);
}

/* One descriptor block and the blocks it describes, from ``head`` on, which moves behind them. */
static int write_described(struct run *run, unsigned char *descriptor, struct entry **list, size_t count)
{
    describe(descriptor, list, count);
    int error = run_add(run, place[head], descriptor);

    for (size_t i = 0; i < count && !error; i++) {
        head = after(head);
        error = looks_like_ours(list[i]) ? write_escaped(place[head], list[i])
                                         : run_add(run, place[head], list[i]->data);
    }
    head = after(head);
    return error;
}

/* The place of the commit block is written as well, empty: a torn commit block is then none. */
static int write_blocks(unsigned char *own, struct entry **list, size_t count)
{
    const size_t most = tags_per_descriptor();
    struct run run = {0};

    for (size_t done = 0; done < count; done += most) {
        size_t some = count - done < most ? count - done : most;
        int error = write_described(&run, own, list + done, some);
        if (error)
            return error;
        own += device_block_size();
    }
    int error = run_add(&run, place[head], own);
    return error ? error : run_end(&run);
}

static int write_commit(unsigned char *block)
{
    struct commit_block *commit = (struct commit_block *)block;
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    commit->header = header(COMMIT_BLOCK);
    commit->seconds = htobe64((uint64_t)now.tv_sec);
    commit->nanoseconds = htobe32((uint32_t)now.tv_nsec);
    sum(block, (unsigned char *)commit->checksum);
    return device_write(place[head], block);
}

int journal_write(struct entry **list, size_t count)
{
    const size_t descriptors = (count + tags_per_descriptor() - 1) / tags_per_descriptor();
    const size_t size = descriptors + count + 1;

    if (size > journal_capacity() / 2) /* the one before must stay whole */
        return device_fail("one change is larger than half of the journal");
    unsigned char *own = calloc(descriptors + 1, device_block_size());
    if (!own)
        return device_fail("out of memory");
    uint32_t start = head;
    int error = write_blocks(own, list, count);
    if (!error)
        error = device_sync();
    if (!error)
        error = write_commit(own + descriptors * device_block_size());
    if (!error)
        error = write_super(start, sequence);
    if (!error)
        error = device_sync();
    free(own);
    if (error)
        return error;
    head = after(head);
    sequence++;
    return 0;
}

int journal_end(void)
{
    if (device_sync())
        return EIO;
    *super() = found;
    if (write_super(0, sequence))
        return EIO;
    return device_sync();
}
