/* A small server over libfuse3, to hold ours against: one file, libfuse's own threads and loop, no range locks, whole sectors only.

   reference CONTAINER FOLDER SECTOR_SIZE(0: no cipher), in the foreground; the key of 64 bytes is standard input. */

#define FUSE_USE_VERSION 314
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <fuse_lowlevel.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sectors.h"

#define NAME "plain"
#define LARGEST (1u << 20)
#define FOREVER 1e6
#define PARALLEL_DIRECT_WRITES (1u << 6) /* as the kernel numbers it; libfuse 3.14 has no field */

struct open_answer {
    uint64_t handle;
    uint32_t flags, unused;
};

static int container;
static off_t size;
static sectors *cipher; /* NULL: none */

static _Thread_local unsigned char *buffer; /* freed with the process */

static unsigned char *own_buffer(void)
{
    if (!buffer)
        buffer = aligned_alloc(4096, LARGEST);
    return buffer;
}

static void describe(fuse_ino_t inode, struct stat *status)
{
    memset(status, 0, sizeof *status);
    status->st_ino = inode;
    status->st_uid = getuid();
    status->st_gid = getgid();
    status->st_mode = inode == FUSE_ROOT_ID ? S_IFDIR | 0500 : S_IFREG | 0600;
    status->st_nlink = 1;
    status->st_size = inode == FUSE_ROOT_ID ? 0 : size;
    status->st_blocks = status->st_size / 512;
}

static void on_init(void *data, struct fuse_conn_info *connection)
{
    (void)data;
    connection->want |= connection->capable & (FUSE_CAP_ASYNC_READ | FUSE_CAP_ASYNC_DIO | FUSE_CAP_PARALLEL_DIROPS);
    connection->want &= ~(unsigned)(FUSE_CAP_SPLICE_READ | FUSE_CAP_SPLICE_WRITE | FUSE_CAP_SPLICE_MOVE);
    connection->max_read = connection->max_write = LARGEST;
    connection->max_background = 64;
    connection->congestion_threshold = 48;
}

static void on_lookup(fuse_req_t request, fuse_ino_t parent, const char *name)
{
    struct fuse_entry_param entry = {.ino = 2, .attr_timeout = FOREVER, .entry_timeout = FOREVER};

    if (parent != FUSE_ROOT_ID || strcmp(name, NAME)) {
        fuse_reply_err(request, ENOENT);
        return;
    }
    describe(entry.ino, &entry.attr);
    fuse_reply_entry(request, &entry);
}

static void on_getattr(fuse_req_t request, fuse_ino_t inode, struct fuse_file_info *info)
{
    struct stat status;

    (void)info;
    describe(inode, &status);
    fuse_reply_attr(request, &status, FOREVER);
}

static void on_open(fuse_req_t request, fuse_ino_t inode, struct fuse_file_info *info)
{
    struct open_answer answer = {.flags = 1 | PARALLEL_DIRECT_WRITES}; /* 1: direct I/O */

    (void)inode, (void)info;
    fuse_reply_buf(request, (char *)&answer, sizeof answer);
}

static void on_read(fuse_req_t request, fuse_ino_t inode, size_t length, off_t offset, struct fuse_file_info *info)
{
    unsigned char *data = own_buffer();
    ssize_t count = data && length <= LARGEST ? pread(container, data, length, offset) : -1;

    (void)inode, (void)info;
    if (count < 0 || (cipher && sectors_crypt(cipher, 0, (uint64_t)offset / 512, data, (size_t)count)))
        fuse_reply_err(request, EIO);
    else
        fuse_reply_buf(request, (char *)data, (size_t)count);
}

static void on_write(fuse_req_t request, fuse_ino_t inode, const char *data, size_t length, off_t offset,
                     struct fuse_file_info *info)
{
    /* libfuse's buffer is this request's alone, so it is encrypted where it is */
    (void)inode, (void)info;
    if ((cipher && sectors_crypt(cipher, 1, (uint64_t)offset / 512, (unsigned char *)data, length))
        || pwrite(container, data, length, offset) != (ssize_t)length)
        fuse_reply_err(request, EIO);
    else
        fuse_reply_write(request, length);
}

static void on_fsync(fuse_req_t request, fuse_ino_t inode, int data_only, struct fuse_file_info *info)
{
    (void)inode, (void)data_only, (void)info;
    fuse_reply_err(request, fdatasync(container) ? errno : 0);
}

static const struct fuse_lowlevel_ops operations = {
    .init = on_init, .lookup = on_lookup, .getattr = on_getattr, .open = on_open,
    .read = on_read, .write = on_write, .fsync = on_fsync,
};

int main(int argc, char **argv)
{
    char *words[] = {argv[0], "-o", "default_permissions,fsname=reference,max_read=1048576", NULL};
    struct fuse_args arguments = FUSE_ARGS_INIT(3, words);
    struct fuse_loop_config *loop = fuse_loop_cfg_create();
    unsigned char key[64];
    size_t sector_size = argc == 4 ? strtoul(argv[3], NULL, 10) : 1;
    struct fuse_session *session;
    int failed;

    if (argc != 4 || (container = open(argv[1], O_RDWR | O_CLOEXEC)) < 0)
        return 2;
    size = lseek(container, 0, SEEK_END);
    if (sector_size && (fread(key, 1, sizeof key, stdin) != sizeof key
                        || !(cipher = sectors_open_cipher("aes", SECTORS_XTS, SECTORS_PLAIN64, key, sizeof key, sector_size, 0))))
        return 3;
    session = fuse_session_new(&arguments, &operations, sizeof operations, NULL);
    if (!session || fuse_set_signal_handlers(session) || fuse_session_mount(session, argv[2]))
        return 4;
    fuse_loop_cfg_set_clone_fd(loop, 0);
    fuse_loop_cfg_set_max_threads(loop, 2);
    failed = fuse_session_loop_mt(session, loop);
    fuse_loop_cfg_destroy(loop);
    fuse_session_unmount(session);
    fuse_session_destroy(session);
    sectors_close(cipher);
    return failed ? 5 : 0;
}
