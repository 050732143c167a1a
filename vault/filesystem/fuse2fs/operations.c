/* One lock serialises operations and commits; fuse2fs has one of its own around each operation anyway. */

#include "operations.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <time.h>

#include "commit.h"
#include "device.h"

#define IDLE_NS 100000000LL       /* a commit this long after the last change */
#define LATEST_NS 5000000000LL    /* or this long after the first */
#define SECOND_NS 1000000000LL

static struct operations theirs;
static struct ext2_super_block *super;
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wake;
static pthread_t keeper;
static bool keeping, stopping;
static long long first_change, last_change; /* 0: nothing is pending */

static long long now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * SECOND_NS + time.tv_nsec;
}

static int commit(void)
{
    int error = changes_commit();

    first_change = 0;
    return -error;
}

static void wait_until(long long moment)
{
    struct timespec time = {moment / SECOND_NS, moment % SECOND_NS};

    pthread_cond_timedwait(&wake, &gate, &time);
}

static void *commit_when_idle(void *unused)
{
    (void)unused;
    pthread_mutex_lock(&gate);
    while (!stopping) {
        if (!first_change)
            pthread_cond_wait(&wake, &gate);
        else if (now() < last_change + IDLE_NS)
            wait_until(last_change + IDLE_NS);
        else
            commit();
    }
    pthread_mutex_unlock(&gate);
    return NULL;
}

static void enter(void)
{
    pthread_mutex_lock(&gate);
}

static void leave(void)
{
    if (changes_pending()) {
        last_change = now();
        if (!first_change) {
            first_change = last_change;
            pthread_cond_signal(&wake);
        }
        if (last_change - first_change > LATEST_NS)
            commit();
        else if (changes_heavy())
            changes_lighten();
    }
    pthread_mutex_unlock(&gate);
}

/* Operations that only read go on after a failure, the others fail before they begin. One that meets an error of the
   file system leaves its changes unfinished: they are not committed. */
static bool begin(uint32_t *errors)
{
    enter();
    *errors = super->s_error_count;
    return !device_failed();
}

static void end(uint32_t errors)
{
    if (super->s_error_count != errors)
        device_fail("the file system has an error, run e2fsck -f");
    leave();
}

#define READS(name, parameters, ...)           \
    static int guarded_##name parameters       \
    {                                          \
        enter();                               \
        int result = theirs.name(__VA_ARGS__); \
        leave();                               \
        return result;                         \
    }
#define CHANGES(name, parameters, ...)                                 \
    static int guarded_##name parameters                               \
    {                                                                  \
        uint32_t errors;                                               \
        int result = begin(&errors) ? theirs.name(__VA_ARGS__) : -EIO; \
        end(errors);                                                   \
        return result;                                                 \
    }
#define SYNCS(name)                                                               \
    static int guarded_##name(const char *a, int b, struct fuse_file_info *c)     \
    {                                                                             \
        enter();                                                                  \
        int result = theirs.name(a, b, c), error = commit();                      \
        leave();                                                                  \
        return error ? error : result;                                            \
    }

READS(getattr, (const char *a, struct stat *b), a, b)
READS(readlink, (const char *a, char *b, size_t c), a, b, c)
READS(open, (const char *a, struct fuse_file_info *b), a, b)
READS(read, (const char *a, char *b, size_t c, off_t d, struct fuse_file_info *e), a, b, c, d, e)
READS(statfs, (const char *a, struct statvfs *b), a, b)
READS(release, (const char *a, struct fuse_file_info *b), a, b)
READS(getxattr, (const char *a, const char *b, char *c, size_t d), a, b, c, d)
READS(listxattr, (const char *a, char *b, size_t c), a, b, c)
READS(opendir, (const char *a, struct fuse_file_info *b), a, b)
READS(readdir, (const char *a, void *b, void (*c)(void), off_t d, struct fuse_file_info *e), a, b, c, d, e)
READS(releasedir, (const char *a, struct fuse_file_info *b), a, b)
READS(access, (const char *a, int b), a, b)
READS(fgetattr, (const char *a, struct stat *b, struct fuse_file_info *c), a, b, c)
READS(bmap, (const char *a, size_t b, uint64_t *c), a, b, c)

CHANGES(mknod, (const char *a, mode_t b, dev_t c), a, b, c)
CHANGES(mkdir, (const char *a, mode_t b), a, b)
CHANGES(unlink, (const char *a), a)
CHANGES(rmdir, (const char *a), a)
CHANGES(symlink, (const char *a, const char *b), a, b)
CHANGES(rename, (const char *a, const char *b), a, b)
CHANGES(link, (const char *a, const char *b), a, b)
CHANGES(chmod, (const char *a, mode_t b), a, b)
CHANGES(chown, (const char *a, uid_t b, gid_t c), a, b, c)
CHANGES(truncate, (const char *a, off_t b), a, b)
CHANGES(write, (const char *a, const char *b, size_t c, off_t d, struct fuse_file_info *e), a, b, c, d, e)
CHANGES(setxattr, (const char *a, const char *b, const char *c, size_t d, int e), a, b, c, d, e)
CHANGES(removexattr, (const char *a, const char *b), a, b)
CHANGES(create, (const char *a, mode_t b, struct fuse_file_info *c), a, b, c)
CHANGES(ftruncate, (const char *a, off_t b, struct fuse_file_info *c), a, b, c)
CHANGES(utimens, (const char *a, const struct timespec *b), a, b)
CHANGES(ioctl, (const char *a, int b, void *c, struct fuse_file_info *d, unsigned int e, void *f), a, b, c, d, e, f)
CHANGES(fallocate, (const char *a, int b, off_t c, off_t d, struct fuse_file_info *e), a, b, c, d, e)

SYNCS(fsync)
SYNCS(fsyncdir)

/* Runs in the process that serves. A crash does not make the file system invalid: it stays as valid as it was. */
static void *guarded_init(void *connection)
{
    pthread_condattr_t clock;

    enter();
    uint16_t valid = super->s_state & EXT2_VALID_FS;
    void *result = theirs.init(connection);
    super->s_state |= valid;
    pthread_condattr_init(&clock);
    pthread_condattr_setclock(&clock, CLOCK_MONOTONIC);
    pthread_cond_init(&wake, &clock);
    keeping = pthread_create(&keeper, NULL, commit_when_idle, NULL) == 0;
    if (!keeping)
        device_fail("no thread could be started");
    leave();
    return result;
}

static void guarded_destroy(void *data)
{
    enter();
    theirs.destroy(data);
    leave();
}

#define TAKE(name) ours.name = theirs.name ? guarded_##name : NULL

const struct operations *operations_between_commits(const struct operations *given, struct ext2_super_block *block)
{
    static struct operations ours;

    theirs = *given;
    super = block;
    ours.flags = theirs.flags;
    ours.init = guarded_init;
    ours.destroy = guarded_destroy;
    TAKE(getattr), TAKE(readlink), TAKE(open), TAKE(read), TAKE(statfs), TAKE(release), TAKE(getxattr);
    TAKE(listxattr), TAKE(opendir), TAKE(readdir), TAKE(releasedir), TAKE(access), TAKE(fgetattr), TAKE(bmap);
    TAKE(mknod), TAKE(mkdir), TAKE(unlink), TAKE(rmdir), TAKE(symlink), TAKE(rename), TAKE(link), TAKE(chmod);
    TAKE(chown), TAKE(truncate), TAKE(write), TAKE(setxattr), TAKE(removexattr), TAKE(create), TAKE(ftruncate);
    TAKE(utimens), TAKE(ioctl), TAKE(fallocate), TAKE(fsync), TAKE(fsyncdir);
    return &ours;
}

void operations_stop(void)
{
    if (!keeping)
        return;
    pthread_mutex_lock(&gate);
    stopping = true;
    pthread_cond_signal(&wake);
    pthread_mutex_unlock(&gate);
    pthread_join(keeper, NULL);
    keeping = false;
}
