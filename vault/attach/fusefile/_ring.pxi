# Requests through io_uring: each processor has a queue of its own, and a thread there that is handed requests and hands
# in answers by one call, and wakes nobody on another processor for it.
#
# Linux offers this in the handshake where the administrator allows it. libfuse 3.14 does not know it, but lets its owner
# read and write in its place: the handshake is answered with one more flag, and a request that came through a ring is
# given to libfuse as if it had been read. Interrupts, and all before the rings are ready, go the usual way.
#
# References: Linux 6.14, Documentation/filesystems/fuse/fuse-io-uring.rst and include/uapi/linux/fuse.h

cdef enum:
    MOST_QUEUES = 64
    MOST_ENTRIES = MOST_QUEUES / MOST_RINGS
    TWICE_UP_TO = 4             # queues that have two threads each, so that one that syncs does not hold up the rest
    HEADER_SPACE = 128
    REGISTER = 1                # FUSE_IO_URING_CMD_REGISTER
    COMMIT_AND_FETCH = 2        # FUSE_IO_URING_CMD_COMMIT_AND_FETCH
    OVER_URING = 1 << 9         # FUSE_OVER_IO_URING in flags2


# struct fuse_uring_req_header
cdef struct RingHeader:
    char[HEADER_SPACE] in_out
    char[HEADER_SPACE] operation
    uint64_t flags
    uint64_t commit_id
    uint32_t payload_size
    uint32_t padding
    uint64_t reserved


# struct fuse_uring_cmd_req
cdef struct RingCommand:
    uint64_t flags
    uint64_t commit_id
    uint16_t queue
    uint8_t[6] padding


# A request that is with the kernel or with a thread: what both write into.
cdef struct Entry:
    RingHeader *header
    uint8_t *payload
    iovec[2] area
    uint16_t queue
    bint answered


cdef struct Ring:
    c_io_uring uring
    Worker *worker
    int entries
    Entry[MOST_ENTRIES] entry


cdef int open_rings(Volume *volume, int queues) noexcept nogil:
    """Rings and memory for that many queues; 0 or an errno, and then there are none."""
    cdef int entries = 2 * queues if queues <= TWICE_UP_TO else queues
    cdef int count = min(entries, MOST_RINGS)
    cdef int i, failed = 0
    if not 0 < queues <= MOST_QUEUES:
        return EINVAL
    volume.rings = <Ring *>calloc(count, sizeof(Ring))
    if volume.rings is NULL:
        return ENOMEM
    while volume.ring_count < count and not failed:
        failed = -io_uring_queue_init(
            MOST_ENTRIES, &volume.rings[volume.ring_count].uring,
            IORING_SETUP_SQE128 | IORING_SETUP_R_DISABLED | IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN,
        )
        volume.rings[volume.ring_count].worker = &volume.workers[WORKERS + volume.ring_count]
        volume.ring_count += not failed
    for i in range(entries):
        if not failed:
            failed = add_entry(&volume.rings[i % count], i % queues)
    if failed:
        close_rings(volume)
    return failed


cdef int add_entry(Ring *ring, uint16_t queue) noexcept nogil:
    """Memory for one more request of a queue; what lies in it later is plaintext."""
    cdef Entry *entry = &ring.entry[ring.entries]
    entry.payload = payload_memory()
    if entry.payload is NULL:
        return errno
    entry.header = <RingHeader *>(entry.payload + BUFFER_SIZE - 2 * BEFORE_PAYLOAD)
    entry.area[0].iov_base, entry.area[0].iov_len = entry.header, sizeof(RingHeader)
    entry.area[1].iov_base, entry.area[1].iov_len = entry.payload, MAX_REQUEST
    entry.queue = queue
    ring.entries += 1
    return 0


cdef void close_rings(Volume *volume) noexcept nogil:
    """Wipe and free; no thread may use them, and the kernel lets go of them with this."""
    cdef Ring *ring
    while volume.ring_count:
        volume.ring_count -= 1
        ring = &volume.rings[volume.ring_count]
        io_uring_queue_exit(&ring.uring)
        while ring.entries:
            ring.entries -= 1
            free_payload(ring.entry[ring.entries].payload)
    free(volume.rings)
    volume.rings = NULL


cdef ssize_t receive(int fd, void *data, size_t space, void *userdata) noexcept nogil:
    """What libfuse reads; the first request is the handshake, which tells whether there can be rings."""
    cdef Volume *volume = <Volume *>userdata
    cdef ssize_t count = read(fd, data, space)
    cdef fuse_in_header *header = <fuse_in_header *>data
    cdef fuse_init_in *offer = <fuse_init_in *>(header + 1)
    if volume.handshake == HANDSHAKE_AWAITED and count >= <ssize_t>(sizeof(fuse_in_header) + sizeof(fuse_init_in)):
        if header.opcode == FUSE_INIT and offer.flags & FUSE_INIT_EXT and offer.flags2 & OVER_URING:
            volume.handshake = HANDSHAKE_OFFERED
    return count


cdef ssize_t respond(int fd, iovec *parts, int count, void *userdata) noexcept nogil:
    """What libfuse writes: into the entry that this thread answers, or to the kernel, with our word to its offer."""
    cdef Volume *volume = <Volume *>userdata
    cdef Entry *entry = <Entry *>native_entry
    cdef Handshake outcome = HANDSHAKE_NO_RINGS
    cdef fuse_init_out *agreed
    cdef ssize_t written
    if entry is not NULL:
        return respond_in(entry, parts, count)
    if volume.handshake == HANDSHAKE_OFFERED and count == 2 and are_enabled(volume):
        agreed = <fuse_init_out *>parts[1].iov_base
        agreed.flags |= FUSE_INIT_EXT
        agreed.flags2 |= OVER_URING
        outcome = HANDSHAKE_RINGS
    written = writev(fd, parts, count)
    if volume.handshake < HANDSHAKE_RINGS:
        settle(volume, outcome if written > 0 else HANDSHAKE_NO_RINGS)
    return written


cdef bint are_enabled(Volume *volume) noexcept nogil:
    """Whether every ring can be used, once its thread has tried: after the handshake there is no other way."""
    cdef bint enabled
    pthread_mutex_lock(&volume.lock)
    while volume.rings_tried < volume.ring_count:
        pthread_cond_wait(&volume.released, &volume.lock)
    enabled = not volume.rings_refused
    pthread_mutex_unlock(&volume.lock)
    return enabled


cdef void settle(Volume *volume, Handshake outcome) noexcept nogil:
    """Let the threads of the rings begin, or end."""
    pthread_mutex_lock(&volume.lock)
    volume.handshake = outcome
    pthread_cond_broadcast(&volume.released)
    pthread_mutex_unlock(&volume.lock)


cdef ssize_t respond_in(Entry *entry, iovec *parts, int count) noexcept nogil:
    """Put the answer where the kernel takes it; what lies there already is not copied."""
    cdef size_t done = 0
    cdef int part
    memcpy(entry.header.in_out, parts[0].iov_base, sizeof(fuse_out_header))
    for part in range(1, count):
        if done + parts[part].iov_len > MAX_REQUEST:
            errno = EINVAL
            return -1
        if parts[part].iov_base != entry.payload + done:
            memcpy(entry.payload + done, parts[part].iov_base, parts[part].iov_len)
        done += parts[part].iov_len
    entry.header.payload_size = done
    entry.answered = True
    return sizeof(fuse_out_header) + done


cdef void answer(Volume *volume, Worker *worker, Entry *entry) noexcept nogil:
    """Have libfuse answer the request in this entry: its parts one after the other, as it would have read them."""
    cdef fuse_in_header *request = <fuse_in_header *>entry.header.in_out
    cdef size_t data_size = entry.header.payload_size
    cdef size_t operation_size = request.len - sizeof(fuse_in_header) - data_size
    cdef fuse_out_header failed
    cdef fuse_buf received
    global native_entry
    failed.len, failed.error, failed.unique = sizeof(failed), -EIO, request.unique
    entry.answered = False
    if operation_size <= HEADER_SPACE and data_size <= MAX_REQUEST:
        memset(&received, 0, sizeof(received))
        received.size = request.len
        received.mem = entry.payload - operation_size - sizeof(fuse_in_header)
        memcpy(received.mem, request, sizeof(fuse_in_header))
        memcpy(<char *>received.mem + sizeof(fuse_in_header), entry.header.operation, operation_size)
        worker.place = entry.payload
        native_entry = entry
        fuse_session_process_buf(volume.session, &received)
        native_entry = NULL
    if not entry.answered:
        memcpy(entry.header.in_out, &failed, sizeof(failed))
        entry.header.payload_size = 0


cdef void command(Volume *volume, Ring *ring, Entry *entry, uint32_t what) noexcept nogil:
    """Hand the entry to the kernel; there is a place for each in the submission queue."""
    cdef io_uring_sqe *order = io_uring_get_sqe(&ring.uring)
    cdef RingCommand *words = <RingCommand *>order.cmd
    memset(order, 0, 2 * sizeof(io_uring_sqe))
    order.opcode, order.fd, order.off = IORING_OP_URING_CMD, fuse_session_fd(volume.session), what
    words.queue = entry.queue
    if what == REGISTER:
        order.addr, order.len = <uint64_t>&entry.area, 2
    else:
        words.commit_id = entry.header.commit_id
    io_uring_sqe_set_data(order, entry)


cdef void *work_ring(void *argument) noexcept nogil:
    """Serve the queues of one ring until the connection ends."""
    cdef Ring *ring = <Ring *>argument
    cdef Volume *volume = ring.worker.volume
    cdef io_uring_cqe *done
    cdef Entry *entry
    cdef int living, failed
    global native_worker
    native_worker = ring.worker
    # liburing 2.3 has a function for that, and does not export it
    failed = errno if syscall(SYS_io_uring_register, ring.uring.ring_fd, IORING_REGISTER_ENABLE_RINGS, NULL, 0) else 0
    pthread_mutex_lock(&volume.lock)
    volume.rings_tried += 1
    volume.rings_refused |= failed != 0
    pthread_cond_broadcast(&volume.released)
    while volume.handshake < HANDSHAKE_RINGS:
        pthread_cond_wait(&volume.released, &volume.lock)
    pthread_mutex_unlock(&volume.lock)
    if volume.handshake != HANDSHAKE_RINGS:
        return NULL
    keep_to_processor(volume, ring)
    for living in range(ring.entries):
        command(volume, ring, &ring.entry[living], REGISTER)
    living = ring.entries
    while living and not failed:
        failed = -io_uring_submit_and_wait(&ring.uring, 1)
        if failed < 0 or failed == EINTR or failed == EAGAIN or failed == EBUSY:
            failed = 0
        while not failed and io_uring_peek_cqe(&ring.uring, &done) == 0:
            entry = <Entry *>io_uring_cqe_get_data(done)
            failed = -done.res
            io_uring_cqe_seen(&ring.uring, done)
            if failed == 0:
                answer(volume, ring.worker, entry)
                command(volume, ring, entry, COMMIT_AND_FETCH)
            elif failed == ENOTCONN or failed == ECONNABORTED or has_ended(volume):
                living -= 1
                failed = 0
    if failed:
        pthread_mutex_lock(&volume.lock)
        volume.broken = failed
        volume.stranded = True
        pthread_mutex_unlock(&volume.lock)
        eventfd_write(volume.ended, 1)
    return NULL


cdef bint has_ended(Volume *volume) noexcept nogil:
    """Whether the file system was unmounted; who comes too late with an entry is told something else."""
    cdef pollfd connection
    connection.fd, connection.events = fuse_session_fd(volume.session), 0
    return poll(&connection, 1, 0) == 1 and connection.revents & POLLERR != 0


cdef void keep_to_processor(Volume *volume, Ring *ring) noexcept nogil:
    """Where each processor has a thread of its own, it stays there; elsewhere, or if it may not, it goes where it likes."""
    cdef cpu_set_t only
    if ring.entries == 1:
        CPU_ZERO(&only)
        CPU_SET(ring.entry[0].queue, &only)
        pthread_setaffinity_np(pthread_self(), sizeof(only), &only)


cdef fuse_custom_io RING_IO
RING_IO.read = receive
RING_IO.writev = respond
