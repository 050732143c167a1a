# The answers to the kernel's requests. They run on the workers' threads and never see the interpreter.

cdef enum:
    FOLDER = 1
    FILE = 2
    READ_COUNT = 3              # what went through, as the sizes of files that can only be looked at: counters.py
    WRITTEN_COUNT = 4

cdef double FOREVER_S = 1e6     # names and attributes change through this mount only


cdef void describe(Volume *volume, fuse_ino_t inode, struct_stat *status) noexcept nogil:
    cdef Worker *worker
    cdef int i
    memset(status, 0, sizeof(struct_stat))
    status.st_ino = inode
    status.st_uid = volume.uid
    status.st_gid = volume.gid
    status.st_blksize = LARGEST_SECTOR
    pthread_mutex_lock(&volume.lock)
    status.st_mtim = status.st_ctim = status.st_atim = volume.modified
    pthread_mutex_unlock(&volume.lock)
    if inode == FOLDER:
        status.st_mode = S_IFDIR | 0o500
        status.st_nlink = 2
    elif inode != FILE:
        status.st_mode = S_IFSOCK | 0o400
        status.st_nlink = 1
        for i in range(WORKERS + volume.ring_count):
            worker = &volume.workers[i]
            status.st_size += worker.bytes_read if inode == READ_COUNT else worker.bytes_written
    else:
        status.st_mode = S_IFREG | (0o400 if volume.read_only else 0o600)
        status.st_nlink = 1
        status.st_size = volume.size
        status.st_blocks = volume.size / IV_UNIT


cdef inline double known_for(fuse_ino_t inode) noexcept nogil:
    return FOREVER_S if inode <= FILE else 0


cdef void on_init(void *userdata, fuse_conn_info *connection) noexcept nogil:
    cdef Volume *volume = <Volume *>userdata
    cdef unsigned int wanted = (
        FUSE_CAP_ASYNC_READ | FUSE_CAP_ASYNC_DIO | FUSE_CAP_PARALLEL_DIROPS | FUSE_CAP_EXPLICIT_INVAL_DATA
    )
    if volume.consumer == CONSUMER_DRIVER and not volume.read_only:
        wanted |= FUSE_CAP_WRITEBACK_CACHE
    connection.want = wanted & connection.capable
    connection.max_write = min(connection.max_write, <unsigned int>MAX_REQUEST)
    connection.max_read = MAX_REQUEST
    connection.max_background = 64
    connection.congestion_threshold = 48


cdef void on_lookup(fuse_req_t request, fuse_ino_t parent, const char *name) noexcept nogil:
    cdef Volume *volume = <Volume *>fuse_req_userdata(request)
    cdef fuse_entry_param entry
    memset(&entry, 0, sizeof(entry))
    if parent == FOLDER and strcmp(name, volume.name) == 0:
        entry.ino = FILE
    elif parent == FOLDER and strcmp(name, b".read") == 0:
        entry.ino = READ_COUNT
    elif parent == FOLDER and strcmp(name, b".written") == 0:
        entry.ino = WRITTEN_COUNT
    else:
        fuse_reply_err(request, ENOENT)
        return
    entry.attr_timeout = entry.entry_timeout = known_for(entry.ino)
    describe(volume, entry.ino, &entry.attr)
    fuse_reply_entry(request, &entry)


cdef void on_getattr(fuse_req_t request, fuse_ino_t inode, fuse_file_info *_info) noexcept nogil:
    cdef struct_stat status
    describe(<Volume *>fuse_req_userdata(request), inode, &status)
    fuse_reply_attr(request, &status, known_for(inode))


cdef void on_setattr(
    fuse_req_t request, fuse_ino_t inode, struct_stat *wanted, int which, fuse_file_info *_info
) noexcept nogil:
    """Times are taken, for the kernel sends them when it writes its cache back; size, owner and mode stay."""
    cdef Volume *volume = <Volume *>fuse_req_userdata(request)
    cdef struct_stat status
    describe(volume, inode, &status)
    if (
        which & (FUSE_SET_ATTR_MODE | FUSE_SET_ATTR_UID | FUSE_SET_ATTR_GID)
        or (which & FUSE_SET_ATTR_SIZE and wanted.st_size != status.st_size)
    ):
        fuse_reply_err(request, EPERM)
        return
    if inode == FILE and which & FUSE_SET_ATTR_MTIME:
        pthread_mutex_lock(&volume.lock)
        if which & FUSE_SET_ATTR_MTIME_NOW:
            clock_gettime(CLOCK_REALTIME, &volume.modified)
        else:
            volume.modified = wanted.st_mtim
        pthread_mutex_unlock(&volume.lock)
    on_getattr(request, inode, NULL)


cdef void on_open(fuse_req_t request, fuse_ino_t inode, fuse_file_info *info) noexcept nogil:
    cdef Volume *volume = <Volume *>fuse_req_userdata(request)
    cdef OpenFile *file
    cdef fuse_open_out answer
    if volume.read_only and info.flags & O_ACCMODE != O_RDONLY:
        fuse_reply_err(request, EROFS)
        return
    file = add_file(volume)
    if file is NULL:
        fuse_reply_err(request, ENOMEM)
        return
    # libfuse before 3.15 has no field for parallel direct writes, so the answer is written as the kernel reads it
    memset(&answer, 0, sizeof(answer))
    answer.fh = <uint64_t>file
    if volume.consumer == CONSUMER_LOOP:
        answer.open_flags = FOPEN_DIRECT_IO | FOPEN_PARALLEL_DIRECT_WRITES
    else:
        answer.open_flags = FOPEN_KEEP_CACHE
    if fuse_reply_buf(request, <char *>&answer, sizeof(answer)):
        remove_file(volume, file)   # the opener was interrupted, so there will be no release


cdef void on_release(fuse_req_t request, fuse_ino_t inode, fuse_file_info *info) noexcept nogil:
    remove_file(<Volume *>fuse_req_userdata(request), <OpenFile *>info.fh)
    fuse_reply_err(request, 0)


cdef void on_read(
    fuse_req_t request, fuse_ino_t inode, size_t length, off_t offset, fuse_file_info *_info
) noexcept nogil:
    cdef Volume *volume = <Volume *>fuse_req_userdata(request)
    cdef Worker *worker = <Worker *>native_worker
    cdef uint8_t *data = NULL
    cdef int failed
    if offset >= volume.size or length == 0:
        fuse_reply_buf(request, NULL, 0)
        return
    length = min(length, <size_t>MAX_REQUEST, <size_t>(volume.size - offset))
    lock_range(volume, worker, offset, length, False)
    failed = read_bytes(volume, worker, offset, length, &data)
    unlock_range(volume, worker)
    if failed:
        fuse_reply_err(request, failed)
    else:
        worker.bytes_read += length
        fuse_reply_buf(request, <char *>data, length)


cdef void on_write(
    fuse_req_t request, fuse_ino_t inode, const char *data, size_t length, off_t offset, fuse_file_info *_info
) noexcept nogil:
    """All of the data, or ENOSPC and nothing of it when it does not fit into the volume."""
    cdef Volume *volume = <Volume *>fuse_req_userdata(request)
    cdef Worker *worker = <Worker *>native_worker
    cdef int failed
    if volume.read_only:
        fuse_reply_err(request, EROFS)
        return
    if length > MAX_REQUEST:
        fuse_reply_err(request, EINVAL)
        return
    if offset > volume.size - <int64_t>length:
        fuse_reply_err(request, ENOSPC)
        return
    lock_range(volume, worker, offset, length, True)
    # data lies in worker.received, a copy that is this request's alone, so it may be encrypted where it is
    failed = write_bytes(volume, worker, offset, length, <uint8_t *>data)
    unlock_range(volume, worker)
    if failed:
        note_failure(volume, failed)
        fuse_reply_err(request, failed)
    else:
        worker.bytes_written += length
        fuse_reply_write(request, length)


cdef void on_flush(fuse_req_t request, fuse_ino_t inode, fuse_file_info *info) noexcept nogil:
    fuse_reply_err(request, report_failure(<Volume *>fuse_req_userdata(request), <OpenFile *>info.fh))


cdef void on_fsync(fuse_req_t request, fuse_ino_t inode, int _datasync, fuse_file_info *info) noexcept nogil:
    cdef Volume *volume = <Volume *>fuse_req_userdata(request)
    sync_container(volume)
    fuse_reply_err(request, report_failure(volume, <OpenFile *>info.fh))


cdef void on_readdir(
    fuse_req_t request, fuse_ino_t inode, size_t space, off_t position, fuse_file_info *_info
) noexcept nogil:
    cdef Volume *volume = <Volume *>fuse_req_userdata(request)
    cdef char *buffer = <char *>(<Worker *>native_worker).buffer
    cdef struct_stat status
    cdef size_t used = 0, needed
    cdef const char *names[3]
    names[0], names[1], names[2] = b".", b"..", volume.name
    space = min(space, <size_t>MAX_REQUEST)
    while position < 3:
        describe(volume, FILE if position == 2 else FOLDER, &status)
        needed = fuse_add_direntry(request, buffer + used, space - used, names[position], &status, position + 1)
        if needed > space - used:
            break
        used += needed
        position += 1
    fuse_reply_buf(request, buffer, used)


cdef void on_statfs(fuse_req_t request, fuse_ino_t inode) noexcept nogil:
    cdef Volume *volume = <Volume *>fuse_req_userdata(request)
    cdef statvfs status
    memset(&status, 0, sizeof(status))
    status.f_bsize = status.f_frsize = volume.sector_size
    status.f_blocks = volume.size / volume.sector_size
    status.f_files = 1
    status.f_namemax = NAME_SPACE - 1
    fuse_reply_statfs(request, &status)


cdef void on_fallocate(
    fuse_req_t request, fuse_ino_t inode, int mode, off_t offset, off_t length, fuse_file_info *_info
) noexcept nogil:
    """Holes and zero ranges, where discards are allowed, as encrypted zeros.

    The kernel relies on a hole to read as zeros. A hole in the container would decrypt to noise, so none is made here.
    """
    cdef Volume *volume = <Volume *>fuse_req_userdata(request)
    cdef Worker *worker = <Worker *>native_worker
    cdef int64_t end = offset + length
    cdef int64_t count
    cdef int failed = 0
    if not volume.discards or mode not in (
        FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE, FALLOC_FL_KEEP_SIZE | FALLOC_FL_ZERO_RANGE, FALLOC_FL_ZERO_RANGE
    ):
        fuse_reply_err(request, EOPNOTSUPP)
        return
    if end > volume.size and not mode & FALLOC_FL_KEEP_SIZE:
        fuse_reply_err(request, ENOSPC)
        return
    if volume.read_only:
        fuse_reply_err(request, EROFS)
        return
    end = min(end, volume.size)
    while offset < end and not failed:
        count = min(end - offset, MAX_REQUEST - offset % MAX_REQUEST)
        lock_range(volume, worker, offset, count, True)
        failed = write_bytes(volume, worker, offset, count, NULL)
        unlock_range(volume, worker)
        offset += count
        if failed:
            note_failure(volume, failed)
        elif fuse_req_interrupted(request):
            failed = EINTR
    fuse_reply_err(request, failed)


cdef fuse_lowlevel_ops OPERATIONS
OPERATIONS.init = on_init
OPERATIONS.lookup = on_lookup
OPERATIONS.getattr = on_getattr
OPERATIONS.setattr = on_setattr
OPERATIONS.open = on_open
OPERATIONS.read = on_read
OPERATIONS.write = on_write
OPERATIONS.flush = on_flush
OPERATIONS.fsync = on_fsync
OPERATIONS.release = on_release
OPERATIONS.readdir = on_readdir
OPERATIONS.statfs = on_statfs
OPERATIONS.fallocate = on_fallocate
