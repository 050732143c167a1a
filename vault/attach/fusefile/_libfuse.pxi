# What is used of libfuse3, liburing, libcrypto's sectors and the C library.

from libc.errno cimport (
    EAGAIN, EBUSY, ECONNABORTED, EINTR, EINVAL, EIO, ENOENT, ENOMEM, ENOSPC, ENOTCONN, EOPNOTSUPP, EPERM, EROFS, errno
)
from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free
from libc.string cimport memcpy, memset, strcmp
from posix.fcntl cimport O_ACCMODE, O_RDONLY
from posix.stat cimport S_IFDIR, S_IFREG, S_IFSOCK, S_ISREG, struct_stat
from posix.time cimport CLOCK_MONOTONIC, CLOCK_REALTIME, clock_gettime, clockid_t, timespec
from posix.types cimport gid_t, off_t, uid_t


cdef extern from *:
    """
    #define FUSE_USE_VERSION 312
    #include <fuse_lowlevel.h>
    #include <linux/fuse.h>
    #include <stdarg.h>
    #include <stdio.h>

    /* libfuse tells why a mount failed through its log only */
    static char native_message[256];
    static void native_keep_message(enum fuse_log_level level, const char *format, va_list arguments)
    {
        if (level <= FUSE_LOG_ERR)
            vsnprintf(native_message, sizeof native_message, format, arguments);
    }

    /* the worker that runs on this thread */
    static __thread void *native_worker;
    /* the entry of a ring that is answered on this thread */
    static __thread void *native_entry;
    """
    char *native_message
    void native_keep_message() nogil
    void *native_worker
    void *native_entry


cdef extern from "fuse_lowlevel.h" nogil:
    ctypedef uint64_t fuse_ino_t
    struct fuse_session:
        pass
    struct fuse_req:
        pass
    ctypedef fuse_req *fuse_req_t
    struct fuse_args:
        int argc
        char **argv
        int allocated
    struct fuse_buf:
        size_t size
        void *mem
    struct fuse_conn_info:
        unsigned int capable, want, max_write, max_read, max_background, congestion_threshold
    struct fuse_file_info:
        int flags
        uint64_t fh
    struct fuse_entry_param:
        fuse_ino_t ino
        struct_stat attr
        double attr_timeout, entry_timeout
    struct statvfs:
        unsigned long f_bsize, f_frsize, f_blocks, f_files, f_namemax
    struct iovec:
        void *iov_base
        size_t iov_len
    struct fuse_custom_io:
        ssize_t (*writev)(int, iovec *, int, void *) noexcept nogil
        ssize_t (*read)(int, void *, size_t, void *) noexcept nogil
    struct fuse_lowlevel_ops:
        void (*init)(void *, fuse_conn_info *) noexcept nogil
        void (*lookup)(fuse_req_t, fuse_ino_t, const char *) noexcept nogil
        void (*getattr)(fuse_req_t, fuse_ino_t, fuse_file_info *) noexcept nogil
        void (*setattr)(fuse_req_t, fuse_ino_t, struct_stat *, int, fuse_file_info *) noexcept nogil
        void (*open)(fuse_req_t, fuse_ino_t, fuse_file_info *) noexcept nogil
        void (*read)(fuse_req_t, fuse_ino_t, size_t, off_t, fuse_file_info *) noexcept nogil
        void (*write)(fuse_req_t, fuse_ino_t, const char *, size_t, off_t, fuse_file_info *) noexcept nogil
        void (*flush)(fuse_req_t, fuse_ino_t, fuse_file_info *) noexcept nogil
        void (*fsync)(fuse_req_t, fuse_ino_t, int, fuse_file_info *) noexcept nogil
        void (*release)(fuse_req_t, fuse_ino_t, fuse_file_info *) noexcept nogil
        void (*readdir)(fuse_req_t, fuse_ino_t, size_t, off_t, fuse_file_info *) noexcept nogil
        void (*statfs)(fuse_req_t, fuse_ino_t) noexcept nogil
        void (*fallocate)(fuse_req_t, fuse_ino_t, int, off_t, off_t, fuse_file_info *) noexcept nogil
    int FUSE_CAP_ASYNC_READ, FUSE_CAP_ASYNC_DIO, FUSE_CAP_PARALLEL_DIROPS, FUSE_CAP_EXPLICIT_INVAL_DATA
    int FUSE_CAP_WRITEBACK_CACHE
    int FUSE_SET_ATTR_MODE, FUSE_SET_ATTR_UID, FUSE_SET_ATTR_GID, FUSE_SET_ATTR_SIZE
    int FUSE_SET_ATTR_MTIME, FUSE_SET_ATTR_MTIME_NOW
    void fuse_opt_free_args(fuse_args *)
    void fuse_set_log_func(void (*)() noexcept)
    fuse_session *fuse_session_new(fuse_args *, fuse_lowlevel_ops *, size_t, void *)
    int fuse_session_mount(fuse_session *, const char *)
    void fuse_session_unmount(fuse_session *)
    void fuse_session_destroy(fuse_session *)
    void fuse_session_exit(fuse_session *)
    int fuse_session_fd(fuse_session *)
    int fuse_session_custom_io(fuse_session *, const fuse_custom_io *, int)
    int fuse_session_exited(fuse_session *)
    int fuse_session_receive_buf(fuse_session *, fuse_buf *)
    void fuse_session_process_buf(fuse_session *, fuse_buf *)
    void *fuse_req_userdata(fuse_req_t)
    int fuse_req_interrupted(fuse_req_t)
    int fuse_reply_err(fuse_req_t, int)
    int fuse_reply_entry(fuse_req_t, fuse_entry_param *)
    int fuse_reply_attr(fuse_req_t, struct_stat *, double)
    int fuse_reply_write(fuse_req_t, size_t)
    int fuse_reply_buf(fuse_req_t, const char *, size_t)
    int fuse_reply_statfs(fuse_req_t, statvfs *)
    size_t fuse_add_direntry(fuse_req_t, char *, size_t, const char *, struct_stat *, off_t)


cdef extern from "linux/fuse.h" nogil:
    struct fuse_open_out:
        uint64_t fh
        uint32_t open_flags
    uint32_t FOPEN_DIRECT_IO, FOPEN_KEEP_CACHE, FOPEN_PARALLEL_DIRECT_WRITES
    struct fuse_in_header:
        uint32_t len, opcode
        uint64_t unique
    struct fuse_write_in:
        pass
    struct fuse_out_header:
        uint32_t len
        int error
        uint64_t unique
    struct fuse_init_in:
        uint32_t flags, flags2
    struct fuse_init_out:
        uint32_t flags, flags2
    uint32_t FUSE_INIT, FUSE_INIT_EXT


cdef extern from "liburing.h" nogil:
    ctypedef struct c_io_uring "struct io_uring":
        int ring_fd
    ctypedef struct io_uring_sqe "struct io_uring_sqe":
        uint8_t opcode
        int fd
        uint64_t off, addr
        uint32_t len
        uint8_t *cmd
    ctypedef struct io_uring_cqe "struct io_uring_cqe":
        int res
    unsigned int IORING_SETUP_SQE128, IORING_SETUP_R_DISABLED, IORING_SETUP_SINGLE_ISSUER, IORING_SETUP_DEFER_TASKRUN
    uint8_t IORING_OP_URING_CMD
    int io_uring_queue_init(unsigned int, c_io_uring *, unsigned int)
    void io_uring_queue_exit(c_io_uring *)
    int IORING_REGISTER_ENABLE_RINGS
    io_uring_sqe *io_uring_get_sqe(c_io_uring *)
    void io_uring_sqe_set_data(io_uring_sqe *, void *)
    int io_uring_submit_and_wait(c_io_uring *, unsigned int)
    int io_uring_peek_cqe(c_io_uring *, io_uring_cqe **)
    void *io_uring_cqe_get_data(io_uring_cqe *)
    void io_uring_cqe_seen(c_io_uring *, io_uring_cqe *)


cdef extern from "sectors.h" nogil:
    ctypedef struct c_sectors "sectors":
        pass
    cdef enum sectors_mode:
        SECTORS_XTS
        SECTORS_CBC
    cdef enum sectors_iv:
        SECTORS_PLAIN
        SECTORS_PLAIN64
        SECTORS_PLAIN64BE
        SECTORS_ESSIV_SHA256
    ctypedef struct sectors_layer:
        const char *ciphers
        size_t key_size
    c_sectors *sectors_open_layers(
        const sectors_layer *, size_t, sectors_mode, sectors_iv, const unsigned char *, size_t, size_t, int
    )
    int sectors_crypt(c_sectors *, int, uint64_t, unsigned char *, size_t)
    int sectors_prepare(c_sectors *, int)
    void sectors_close(c_sectors *)


cdef extern from "sched.h" nogil:
    ctypedef struct cpu_set_t:
        pass
    void CPU_ZERO(cpu_set_t *)
    void CPU_SET(int, cpu_set_t *)
    int sched_yield()


cdef extern from "pthread.h" nogil:
    ctypedef unsigned long pthread_t
    ctypedef struct pthread_mutex_t:
        pass
    ctypedef struct pthread_cond_t:
        pass
    int pthread_create(pthread_t *, void *, void *(*)(void *) noexcept nogil, void *)
    int pthread_join(pthread_t, void **)
    pthread_t pthread_self()
    int pthread_setaffinity_np(pthread_t, size_t, const cpu_set_t *)
    int pthread_mutex_init(pthread_mutex_t *, void *)
    int pthread_mutex_destroy(pthread_mutex_t *)
    int pthread_mutex_lock(pthread_mutex_t *)
    int pthread_mutex_unlock(pthread_mutex_t *)
    int pthread_cond_init(pthread_cond_t *, void *)
    int pthread_cond_destroy(pthread_cond_t *)
    int pthread_cond_wait(pthread_cond_t *, pthread_mutex_t *)
    int pthread_cond_broadcast(pthread_cond_t *)
    int pthread_cond_signal(pthread_cond_t *)


cdef extern from "poll.h" nogil:
    struct pollfd:
        int fd
        short events, revents
    int POLLIN, POLLERR
    int poll(pollfd *, unsigned long, int)


cdef extern from * nogil:
    int __sync_lock_test_and_set(int *, int)
    void __sync_lock_release(int *)


cdef extern from "signal.h" nogil:
    ctypedef struct sigset_t:
        pass
    int SIG_SETMASK
    int sigfillset(sigset_t *)
    int pthread_sigmask(int, sigset_t *, sigset_t *)


cdef extern from "sys/mman.h" nogil:
    int PROT_READ, PROT_WRITE, MAP_PRIVATE, MAP_ANONYMOUS, MADV_DONTDUMP, MADV_DONTFORK, MADV_HUGEPAGE
    void *MAP_FAILED
    void *mmap(void *, size_t, int, int, int, off_t)
    int munmap(void *, size_t)
    int madvise(void *, size_t, int)


cdef extern from "sys/eventfd.h" nogil:
    int eventfd_write(int, uint64_t)


cdef extern from "time.h" nogil:
    clockid_t CLOCK_REALTIME_COARSE


cdef extern from "sys/stat.h" nogil:
    ctypedef struct c_statx "struct statx":
        uint16_t stx_mode
        uint64_t stx_size
    unsigned int STATX_TYPE, STATX_SIZE
    int statx(int, const char *, int, unsigned int, c_statx *)


cdef extern from "fcntl.h" nogil:
    int AT_EMPTY_PATH
    int FALLOC_FL_KEEP_SIZE, FALLOC_FL_PUNCH_HOLE, FALLOC_FL_ZERO_RANGE


cdef extern from "unistd.h" nogil:
    ssize_t read(int, void *, size_t)
    ssize_t writev(int, const iovec *, int)
    ssize_t pread(int, void *, size_t, off_t)
    ssize_t pwrite(int, const void *, size_t, off_t)
    int fdatasync(int)


cdef extern from "sys/syscall.h" nogil:
    long SYS_io_uring_register
    long syscall(long, int, int, void *, int)


cdef extern from "string.h" nogil:
    void explicit_bzero(void *, size_t)
