# Who asks for one piece after the other finds the next one begun: the mates read and decrypt it while the kernel copies
# the last one and whoever asked for it works on it. There are two places, for what is asked for and what follows.
#
# What was read ahead is given out once, to a request for just these bytes that keeps their range to itself. Whoever
# writes forgets it after writing, before giving the range free. So nobody is told what was true only before a write.

cdef enum:
    AHEAD_PLACES = 2
    AHEAD_FROM = 64 << 10       # bytes; waking a mate for less takes longer than the piece
    AHEAD_FOR_S = 1             # who comes later reads anew: another program may have written the container meanwhile

cdef enum Demand:
    DEMAND_NONE                 # what lies there is no use to anybody
    DEMAND_EXPECTED             # begun or done, and nobody has asked
    DEMAND_MADE                 # a worker waits for it


# Guarded by the volume's crew_lock, as its job is.
cdef struct Ahead:
    Job job
    uint8_t *place
    Demand demand


cdef bint take_ahead(Volume *volume, Worker *worker, int64_t offset, size_t length, int *failed) noexcept nogil:
    """Whether these bytes were begun ahead: then failed says how that went, and they are at the worker's place.

    What follows them is begun, when requests of this length follow each other. What had failed before it was asked for
    says nothing: it counts as not begun.
    """
    cdef Ahead *ahead
    cdef Ahead *found = NULL
    cdef Ahead *other = NULL
    cdef bint alone, taken = False
    cdef int i
    # a ring's thread answers in memory that the kernel knows
    if length < AHEAD_FROM or volume.mates == 0 or volume.ring_count:
        return False
    alone = is_alone(volume, worker)    # several at once keep the processors busy as it is
    pthread_mutex_lock(&volume.crew_lock)
    for i in range(AHEAD_PLACES):
        ahead = &volume.ahead[i]
        if found is NULL and is_expected(ahead, offset, length):
            found = ahead
        elif ahead.demand != DEMAND_MADE and ahead.job.running == 0:
            other = ahead
    if alone and other is not NULL and volume.expected == offset and volume.expected_length == length:
        begin_ahead(volume, other, offset + length, length)
    volume.expected, volume.expected_length = offset + length, length
    if found is not NULL:
        found.demand = DEMAND_MADE
        finish(volume, &found.job)
        found.demand = DEMAND_NONE
        worker.place, found.place = found.place, worker.place
        failed[0] = found.job.failed
        taken = True
    pthread_mutex_unlock(&volume.crew_lock)
    if taken and not failed[0]:
        failed[0] = check_length(volume, offset + length)
    return taken


cdef bint is_expected(Ahead *ahead, int64_t offset, size_t length) noexcept nogil:
    """Whether just these bytes are to be read, are being read, or were a moment ago."""
    cdef timespec now
    if ahead.demand != DEMAND_EXPECTED or ahead.job.offset != offset or ahead.job.length != length or ahead.job.failed:
        return False
    clock_gettime(CLOCK_MONOTONIC, &now)
    return ahead.job.taken == 0 or ahead.job.running or now.tv_sec - ahead.job.ended.tv_sec <= AHEAD_FOR_S


cdef void begin_ahead(Volume *volume, Ahead *ahead, int64_t offset, size_t length) noexcept nogil:
    """Without memory, or at the end of the volume, nothing is begun."""
    if offset + <int64_t>length > volume.size:
        return
    if ahead.place is NULL:
        ahead.place = payload_memory()
    if ahead.place is NULL:
        return
    set_job(&ahead.job, offset, length, ahead.place, False)
    ahead.demand = DEMAND_EXPECTED
    pthread_cond_broadcast(&volume.work)


cdef void forget_ahead(Volume *volume, int64_t first, int64_t end) noexcept nogil:
    """Nobody gets what was read of these bytes before now."""
    cdef Ahead *ahead
    cdef int i
    pthread_mutex_lock(&volume.crew_lock)
    for i in range(AHEAD_PLACES):
        ahead = &volume.ahead[i]
        if (
            ahead.demand == DEMAND_EXPECTED
            and first < ahead.job.offset + <int64_t>ahead.job.length
            and ahead.job.offset < end
        ):
            ahead.demand = DEMAND_NONE
            ahead.job.taken = ahead.job.length
    pthread_mutex_unlock(&volume.crew_lock)
