/* The table of operations that fuse2fs hands to libfuse 2.9, with commits put between the operations.

   References: libfuse 2.9, include/fuse.h (struct fuse_operations, FUSE_USE_VERSION 29). */

#ifndef GUARD_OPERATIONS_H
#define GUARD_OPERATIONS_H

#include <ext2fs/ext2fs.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct fuse_file_info;
struct stat;
struct statvfs;
struct timespec;

/* Members are in the order that libfuse's ABI has; `unused` ones are not passed on. */
struct operations {
    int (*getattr)(const char *, struct stat *);
    int (*readlink)(const char *, char *, size_t);
    void (*unused_getdir)(void);
    int (*mknod)(const char *, mode_t, dev_t);
    int (*mkdir)(const char *, mode_t);
    int (*unlink)(const char *);
    int (*rmdir)(const char *);
    int (*symlink)(const char *, const char *);
    int (*rename)(const char *, const char *);
    int (*link)(const char *, const char *);
    int (*chmod)(const char *, mode_t);
    int (*chown)(const char *, uid_t, gid_t);
    int (*truncate)(const char *, off_t);
    void (*unused_utime)(void);
    int (*open)(const char *, struct fuse_file_info *);
    int (*read)(const char *, char *, size_t, off_t, struct fuse_file_info *);
    int (*write)(const char *, const char *, size_t, off_t, struct fuse_file_info *);
    int (*statfs)(const char *, struct statvfs *);
    void (*unused_flush)(void);
    int (*release)(const char *, struct fuse_file_info *);
    int (*fsync)(const char *, int, struct fuse_file_info *);
    int (*setxattr)(const char *, const char *, const char *, size_t, int);
    int (*getxattr)(const char *, const char *, char *, size_t);
    int (*listxattr)(const char *, char *, size_t);
    int (*removexattr)(const char *, const char *);
    int (*opendir)(const char *, struct fuse_file_info *);
    int (*readdir)(const char *, void *, void (*)(void), off_t, struct fuse_file_info *);
    int (*releasedir)(const char *, struct fuse_file_info *);
    int (*fsyncdir)(const char *, int, struct fuse_file_info *);
    void *(*init)(void *);
    void (*destroy)(void *);
    int (*access)(const char *, int);
    int (*create)(const char *, mode_t, struct fuse_file_info *);
    int (*ftruncate)(const char *, off_t, struct fuse_file_info *);
    int (*fgetattr)(const char *, struct stat *, struct fuse_file_info *);
    void (*unused_lock)(void);
    int (*utimens)(const char *, const struct timespec *);
    int (*bmap)(const char *, size_t, uint64_t *);
    unsigned int flags;
    int (*ioctl)(const char *, int, void *, struct fuse_file_info *, unsigned int, void *);
    void (*unused_poll)(void);
    void (*unused_write_buf)(void);
    void (*unused_read_buf)(void);
    void (*unused_flock)(void);
    int (*fallocate)(const char *, int, off_t, off_t, struct fuse_file_info *);
};

/* The table to use instead; valid until the next call. */
const struct operations *operations_between_commits(const struct operations *theirs, struct ext2_super_block *super);
void operations_stop(void); /* no commit happens by itself any more */

#endif
