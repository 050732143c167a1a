# Large requests are cut into pieces that a few more threads, the mates, take a share of: decrypting one piece goes on
# while another is read. Only one request at a time is shared; when there are several, the workers are busy as it is.

cdef enum:
    PIECE = 128 << 10           # bytes; several times what a thread's wake-up costs, and small enough for its cache
    SHARED_FROM = 2 * PIECE
    MOST_MATES = 3


# A request in pieces. Guarded by the volume's crew_lock.
cdef struct Job:
    int64_t offset
    size_t length
    uint8_t *data
    bint writing
    size_t taken
    int running
    int failed
    timespec ended              # the last piece that ended, by the monotonic clock


cdef int crypt_range(Volume *volume, int64_t offset, size_t length, uint8_t *data, bint writing) noexcept nogil:
    """Whole sectors between the container and data, by this thread and the mates that are free; 0 or an errno."""
    cdef Job job
    if volume.mates == 0 or length < SHARED_FROM:
        return crypt_piece(volume, offset, length, data, writing)
    set_job(&job, offset, length, data, writing)
    pthread_mutex_lock(&volume.crew_lock)
    if volume.job is not NULL:
        pthread_mutex_unlock(&volume.crew_lock)
        return crypt_piece(volume, offset, length, data, writing)
    volume.job = &job
    pthread_cond_broadcast(&volume.work)
    finish(volume, &job)
    volume.job = NULL
    pthread_mutex_unlock(&volume.crew_lock)
    return job.failed


cdef void set_job(Job *job, int64_t offset, size_t length, uint8_t *data, bint writing) noexcept nogil:
    memset(job, 0, sizeof(Job))
    job.offset, job.length, job.data, job.writing = offset, length, data, writing


cdef void finish(Volume *volume, Job *job) noexcept nogil:
    """Return when all of the job is done, with this thread's help; the lock is held before and after."""
    while job.taken < job.length:
        do_piece(volume, job)
    while job.running:
        pthread_cond_wait(&volume.done, &volume.crew_lock)


cdef Job *next_job(Volume *volume) noexcept nogil:
    """What a mate can take a piece of, what somebody waits for first; or NULL. The lock is held before and after."""
    cdef Ahead *ahead
    cdef Job *job = volume.job
    cdef int i
    if job is not NULL and job.taken < job.length:
        return job
    job = NULL
    for i in range(AHEAD_PLACES):
        ahead = &volume.ahead[i]
        if ahead.job.taken < ahead.job.length and (job is NULL or ahead.demand == DEMAND_MADE):
            job = &ahead.job
    return job


cdef void do_piece(Volume *volume, Job *job) noexcept nogil:
    """Take the next piece and do it; the lock is held before and after. After a failure no further piece is begun."""
    cdef size_t start = job.taken
    cdef size_t length = min(<size_t>PIECE, job.length - start)
    cdef int failed
    job.taken += length
    job.running += 1
    pthread_mutex_unlock(&volume.crew_lock)
    failed = crypt_piece(volume, job.offset + <int64_t>start, length, job.data + start, job.writing)
    pthread_mutex_lock(&volume.crew_lock)
    job.running -= 1
    clock_gettime(CLOCK_MONOTONIC, &job.ended)
    if failed:
        job.failed = failed
        job.taken = job.length


cdef void *assist(void *argument) noexcept nogil:
    """What a mate does until the crew is dismissed."""
    cdef Volume *volume = <Volume *>argument
    cdef Job *job
    pthread_mutex_lock(&volume.crew_lock)
    while not volume.dismissed:
        job = next_job(volume)
        if job is NULL:
            pthread_cond_wait(&volume.work, &volume.crew_lock)
            continue
        do_piece(volume, job)
        if job.running == 0:
            pthread_cond_broadcast(&volume.done)
    pthread_mutex_unlock(&volume.crew_lock)
    return NULL


cdef void dismiss(Volume *volume) noexcept nogil:
    """End the mates, after the pieces that they have; no request may be running."""
    pthread_mutex_lock(&volume.crew_lock)
    volume.dismissed = True
    pthread_cond_broadcast(&volume.work)
    pthread_mutex_unlock(&volume.crew_lock)
    while volume.mates:
        volume.mates -= 1
        pthread_join(volume.mate[volume.mates], NULL)
