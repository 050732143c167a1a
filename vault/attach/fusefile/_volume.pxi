# The plaintext as numbered bytes: sectors in and out, ranges locked, failures kept. Every function answers 0 or an errno.

cdef enum:
    WORKERS = 2
    MOST_RINGS = 16             # threads; with more processors each serves several queues
    MAX_REQUEST = 1 << 20
    IV_UNIT = 512
    LARGEST_SECTOR = 4096
    BEFORE_PAYLOAD = 4096       # for the headers, and for the sector that the first byte lies in
    NAME_SPACE = 256
    LOOK_OUT_NS = 50000

cdef enum Consumer:
    CONSUMER_LOOP
    CONSUMER_DRIVER
    CONSUMER_ANY


cdef enum Handshake:
    HANDSHAKE_AWAITED
    HANDSHAKE_OFFERED
    HANDSHAKE_RINGS
    HANDSHAKE_NO_RINGS


# A thread, its buffer for sectors that are written in part, the request it has, where the first byte of what is written
# and read lies, and the bytes that it is working on (none: first == end). There is room for a sector before that place:
# what the request says has been taken out by then.
cdef struct Worker:
    Volume *volume
    pthread_t thread
    fuse_buf received
    uint8_t *buffer
    uint8_t *place
    int64_t first
    int64_t end
    uint64_t ticket
    bint writing
    bint busy                   # with a request; these three are written by the worker alone, and read without a lock
    int64_t bytes_read
    int64_t bytes_written
    char[64] apart              # what workers write at once does not lie in one cache line


cdef struct Volume:
    fuse_session *session
    c_sectors *cipher
    int fd
    int ended
    int64_t base
    int64_t size
    int64_t sector_size
    uint64_t iv_offset
    bint read_only
    bint discards
    Consumer consumer
    uid_t uid
    gid_t gid
    char[NAME_SPACE] name
    int started
    Worker[WORKERS + MOST_RINGS] workers
    Ring *rings
    int ring_count
    int mates                   # threads that help with large requests
    pthread_t[MOST_MATES] mate
    pthread_mutex_t crew_lock   # guards the jobs, and whether the mates are dismissed
    pthread_cond_t work
    pthread_cond_t done
    Job *job
    Ahead[AHEAD_PLACES] ahead
    int64_t expected            # where a read begins that follows the last one; only as of AHEAD_FROM
    size_t expected_length
    bint dismissed
    pthread_mutex_t lock        # guards all below, and the ranges of the workers
    pthread_cond_t released
    OpenFile *opened
    timespec modified
    Handshake handshake
    uint64_t tickets
    int looking_out
    uint64_t failures
    int failure
    bint unreported
    int broken
    int rings_tried
    bint rings_refused
    bint stranded               # requests come to a ring that nobody serves any more


# A file that somebody opened: the number of failures it has been told of, and its place in the volume's list.
cdef struct OpenFile:
    uint64_t told
    OpenFile *next
    OpenFile **link


cdef bint must_wait(Volume *volume, Worker *worker) noexcept nogil:
    """Whether an earlier request of another worker touches the same sectors and one of the two writes."""
    cdef Worker *other
    cdef int i
    for i in range(WORKERS + volume.ring_count):
        other = &volume.workers[i]
        if (
            other.ticket < worker.ticket
            and other.first < worker.end
            and worker.first < other.end
            and (other.writing or worker.writing)
        ):
            return True
    return False


cdef void lock_range(Volume *volume, Worker *worker, int64_t offset, int64_t length, bint writing) noexcept nogil:
    """Keep the whole sectors of these bytes to this worker, or shared with other readers; first come, first served."""
    pthread_mutex_lock(&volume.lock)
    volume.tickets += 1
    worker.ticket = volume.tickets
    worker.first = offset - offset % volume.sector_size
    worker.end = round_up(volume, offset + length)
    worker.writing = writing
    while must_wait(volume, worker):
        pthread_cond_wait(&volume.released, &volume.lock)
    pthread_mutex_unlock(&volume.lock)


cdef void unlock_range(Volume *volume, Worker *worker) noexcept nogil:
    if worker.writing:
        forget_ahead(volume, worker.first, worker.end)
    pthread_mutex_lock(&volume.lock)
    if worker.writing:
        clock_gettime(CLOCK_REALTIME_COARSE, &volume.modified)
    worker.first = worker.end = 0
    pthread_cond_broadcast(&volume.released)
    pthread_mutex_unlock(&volume.lock)


cdef bint is_alone(Volume *volume, Worker *worker) noexcept nogil:
    """Whether no other worker has a range now."""
    cdef Worker *other
    cdef bint alone = True
    cdef int i
    pthread_mutex_lock(&volume.lock)
    for i in range(WORKERS + volume.ring_count):
        other = &volume.workers[i]
        alone = alone and (other == worker or other.first == other.end)
    pthread_mutex_unlock(&volume.lock)
    return alone


cdef inline int64_t round_up(Volume *volume, int64_t offset) noexcept nogil:
    return (offset + volume.sector_size - 1) / volume.sector_size * volume.sector_size


cdef int crypt_piece(Volume *volume, int64_t offset, size_t length, uint8_t *data, bint writing) noexcept nogil:
    if writing:
        return store_sectors(volume, offset, length, data)
    return load_sectors(volume, offset, length, data)


cdef int load_sectors(Volume *volume, int64_t offset, size_t length, uint8_t *data) noexcept nogil:
    """Whole sectors, decrypted into data. A container that ends too early is EIO, never zeros."""
    cdef size_t done = 0
    cdef ssize_t count
    while done < length:
        count = pread(volume.fd, data + done, length - done, volume.base + offset + done)
        if count > 0:
            done += count
        elif count == 0:
            return EIO
        elif errno != EINTR:
            return errno
    return EIO if sectors_crypt(volume.cipher, 0, sector_number(volume, offset), data, length) else 0


cdef int store_sectors(Volume *volume, int64_t offset, size_t length, uint8_t *data) noexcept nogil:
    """Whole sectors, encrypted in place and stored."""
    cdef size_t done = 0
    cdef ssize_t count
    if sectors_crypt(volume.cipher, 1, sector_number(volume, offset), data, length):
        return EIO
    while done < length:
        count = pwrite(volume.fd, data + done, length - done, volume.base + offset + done)
        if count > 0:
            done += count
        elif count == 0:
            return EIO
        elif errno != EINTR:
            return errno
    return 0


cdef int check_length(Volume *volume, int64_t end) noexcept nogil:
    """EIO when the container was cut before this place in the volume."""
    cdef c_statx status
    # not fstat: who has asked for the times makes the next write note them to the nanosecond
    if statx(volume.fd, b"", AT_EMPTY_PATH, STATX_TYPE | STATX_SIZE, &status):
        return errno
    return EIO if S_ISREG(status.stx_mode) and <int64_t>status.stx_size < volume.base + end else 0


cdef int write_sectors(Volume *volume, int64_t offset, size_t length, uint8_t *data) noexcept nogil:
    """Whole sectors, encrypted in place and stored. Writing must not regrow a container that was cut."""
    cdef int failed = check_length(volume, offset + length)
    return failed if failed else crypt_range(volume, offset, length, data, True)


cdef inline uint64_t sector_number(Volume *volume, int64_t offset) noexcept nogil:
    return volume.iv_offset + <uint64_t>(offset / IV_UNIT)


cdef int read_bytes(Volume *volume, Worker *worker, int64_t offset, size_t length, uint8_t **data) noexcept nogil:
    """Any bytes within the volume, at most MAX_REQUEST; data is at the worker's place afterwards."""
    cdef int64_t first = offset - offset % volume.sector_size
    cdef size_t whole = round_up(volume, offset + length) - first
    cdef int failed = 0
    if length != whole or not take_ahead(volume, worker, offset, length, &failed):
        failed = crypt_range(volume, first, whole, worker.place - (offset - first), False)
    data[0] = worker.place
    return failed


cdef int write_bytes(Volume *volume, Worker *worker, int64_t offset, size_t length, uint8_t *data) noexcept nogil:
    """Any bytes within the volume, at most MAX_REQUEST, or zeros when data is NULL; data is encrypted in place."""
    cdef int64_t size = volume.sector_size
    cdef int64_t first = offset - offset % size
    cdef int64_t end = round_up(volume, offset + length)
    cdef bint tail_partial = offset + <int64_t>length != end
    cdef int failed = 0
    if first == offset and not tail_partial and data is not NULL:
        return write_sectors(volume, offset, length, data)
    if first != offset:
        failed = load_sectors(volume, first, size, worker.buffer)
    if not failed and tail_partial and (first == offset or end - first > size):
        failed = load_sectors(volume, end - size, size, worker.buffer + (end - size - first))
    if failed:
        return failed
    if data is NULL:
        memset(worker.buffer + (offset - first), 0, length)
    else:
        memcpy(worker.buffer + (offset - first), data, length)
    return write_sectors(volume, first, end - first, worker.buffer)


cdef OpenFile *add_file(Volume *volume) noexcept nogil:
    """A new open file that is told of failures from now on; NULL without memory."""
    cdef OpenFile *file = <OpenFile *>calloc(1, sizeof(OpenFile))
    if file is NULL:
        return NULL
    pthread_mutex_lock(&volume.lock)
    file.told = volume.failures
    file.next = volume.opened
    file.link = &volume.opened
    if file.next is not NULL:
        file.next.link = &file.next
    volume.opened = file
    pthread_mutex_unlock(&volume.lock)
    return file


cdef void remove_file(Volume *volume, OpenFile *file) noexcept nogil:
    pthread_mutex_lock(&volume.lock)
    file.link[0] = file.next
    if file.next is not NULL:
        file.next.link = file.link
    pthread_mutex_unlock(&volume.lock)
    free(file)


cdef void note_failure(Volume *volume, int failure) noexcept nogil:
    """Remember that data was lost, for whoever asks next whether all is safe."""
    pthread_mutex_lock(&volume.lock)
    volume.failures += 1
    volume.failure = failure
    volume.unreported = True
    pthread_mutex_unlock(&volume.lock)


cdef int report_failure(Volume *volume, OpenFile *file) noexcept nogil:
    """The last failure, when this open file has not been told of it."""
    cdef int failure = 0
    pthread_mutex_lock(&volume.lock)
    if file.told != volume.failures:
        file.told = volume.failures
        failure = volume.failure
        volume.unreported = False
    pthread_mutex_unlock(&volume.lock)
    return failure


cdef int sync_container(Volume *volume) noexcept nogil:
    """All that was written is durable. A failure is noted: the kernel reports it once and then forgets the data."""
    cdef int failure
    if fdatasync(volume.fd) == 0:
        return 0
    failure = errno
    note_failure(volume, failure)
    return failure
