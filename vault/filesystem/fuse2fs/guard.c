/* Preloaded into fuse2fs, this puts the journal of ext3 and ext4 under it: whatever was synced survives a crash.

   fuse2fs and libext2fs change blocks in no order that a crash survives and leave the journal unused. Here they write
   into memory, and what a run of whole operations has changed goes through the journal as one transaction, so that
   the kernel, e2fsck or the next mount finds the file system as it was between two operations. File systems without
   a journal, and read-only mounts, are left to fuse2fs alone. What cannot be guarded is refused before anything is
   written. */

#include <dlfcn.h>
#include <ext2fs/ext2fs.h>
#include <stdio.h>
#include <stdlib.h>

#include "channel.h"
#include "commit.h"
#include "device.h"
#include "operations.h"

#define EXPORTED __attribute__((visibility("default")))
#define EXIT_REFUSED 4

typedef errcode_t open_function(const char *, const char *, int, int, unsigned int, io_manager, ext2_filsys *);
typedef errcode_t flush_function(ext2_filsys, int);
typedef int main_function(int, char **, const struct operations *, size_t, void *);

static enum { NOTHING, UNGUARDED, GUARDED } opened;
static ext2_filsys guarded;

__attribute__((constructor)) static void keep_to_this_process(void)
{
    unsetenv("LD_PRELOAD");
}

static void refuse(const char *why)
{
    fprintf(stderr, "fuse2fs: refused to write: %s\n", why);
    exit(EXIT_REFUSED);
}

static void *next(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);

    if (!found)
        refuse("this version of fuse2fs cannot be guarded");
    return found;
}

/* Why a file system with a journal cannot be guarded, or NULL. */
static const char *unguardable(const struct ext2_super_block *super)
{
    static const struct {
        unsigned compat, incompat, ro_compat;
        const char *reason;
    } table[] = {
        {0, EXT3_FEATURE_INCOMPAT_RECOVER, 0, "the journal is not empty, run e2fsck -p first"},
        {EXT4_FEATURE_COMPAT_FAST_COMMIT, 0, 0, "its journal has fast commits"},
        {0, EXT3_FEATURE_INCOMPAT_JOURNAL_DEV, 0, "it is a journal and no file system"},
        {0, EXT4_FEATURE_INCOMPAT_MMP, 0, "it has multiple mount protection"},
        {0, 0, EXT4_FEATURE_RO_COMPAT_BIGALLOC, "it has clusters (bigalloc)"},
        {0, 0, EXT4_FEATURE_RO_COMPAT_QUOTA | EXT4_FEATURE_RO_COMPAT_PROJECT, "it has quotas"},
    };

    if (!super->s_journal_inum || super->s_journal_dev)
        return "its journal is on another device";
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (super->s_feature_compat & table[i].compat || super->s_feature_incompat & table[i].incompat ||
            super->s_feature_ro_compat & table[i].ro_compat)
            return table[i].reason;
    return NULL;
}

EXPORTED errcode_t ext2fs_open2(const char *name, const char *options, int flags, int superblock,
                                unsigned int block_size, io_manager manager, ext2_filsys *fs)
{
    open_function *open = (open_function *)next("ext2fs_open2");

    opened = UNGUARDED;
    if (!(flags & EXT2_FLAG_RW))
        return open(name, options, flags, superblock, block_size, manager, fs);
    errcode_t error = open(name, options, flags & ~EXT2_FLAG_RW, superblock, block_size, manager, fs);
    if (error)
        return error;
    bool journalled = ext2fs_has_feature_journal((*fs)->super);
    const char *reason = journalled ? unguardable((*fs)->super) : NULL;
    ext2fs_free(*fs);
    if (reason)
        refuse(reason);
    if (!journalled)
        return open(name, options, flags, superblock, block_size, manager, fs);
    error = open(name, options, flags, superblock, block_size, &guarded_manager, fs);
    opened = GUARDED;
    guarded = error ? NULL : *fs;
    return error;
}

/* fuse2fs flushes inside operations; everything it would write is flushed by the next commit. */
EXPORTED errcode_t ext2fs_flush2(ext2_filsys fs, int flags)
{
    flush_function *flush = (flush_function *)next("ext2fs_flush2");

    return fs == guarded && changes_accepted() ? 0 : flush(fs, flags);
}

EXPORTED errcode_t ext2fs_flush(ext2_filsys fs)
{
    return ext2fs_flush2(fs, 0);
}

EXPORTED int fuse_main_real(int count, char **arguments, const struct operations *theirs, size_t size, void *data)
{
    main_function *serve = (main_function *)dlvsym(RTLD_NEXT, "fuse_main_real", "FUSE_2.6");

    if (!serve)
        refuse("this version of fuse2fs cannot be guarded");
    if (!data || opened == UNGUARDED) /* without data it prints its help */
        return serve(count, arguments, theirs, size, data);
    if (opened != GUARDED || !guarded || size != sizeof *theirs)
        refuse("this version of fuse2fs cannot be guarded");
    const char *reason = changes_begin(guarded);
    if (reason)
        refuse(reason);
    int result = serve(count, arguments, operations_between_commits(theirs, guarded->super), size, data);
    operations_stop();
    if (changes_end())
        _Exit(EXIT_FAILURE);
    return result;
}
