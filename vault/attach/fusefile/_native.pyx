# cython: embedsignature=False, cdivision=True
"""The serving loop of one encrypted segment as one FUSE file, in threads that never take the interpreter's lock.

Two workers read the kernel's requests through libfuse3's low-level interface; each request is one pread or pwrite and
one run of sectors through the cipher, and large ones are shared with more threads. Everything else (keys, mount folder,
signals, the end) is Python's: native.py.

References: libfuse 3.14, fuse_lowlevel.h; Linux, include/uapi/linux/fuse.h
"""

import os

from cpython.buffer cimport PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer

include "_libfuse.pxi"
include "_crew.pxi"
include "_ahead.pxi"
include "_volume.pxi"
include "_requests.pxi"
include "_ring.pxi"

cdef enum:
    MOST_LAYERS = 3
cdef dict MODES = {"xts": SECTORS_XTS, "cbc": SECTORS_CBC}
cdef dict IVS = {
    "plain": SECTORS_PLAIN,
    "plain64": SECTORS_PLAIN64,
    "plain64be": SECTORS_PLAIN64BE,
    "essiv:sha256": SECTORS_ESSIV_SHA256,
}
cdef dict CONSUMERS = {"loop": CONSUMER_LOOP, "driver": CONSUMER_DRIVER, "any": CONSUMER_ANY}
cdef size_t BUFFER_SIZE = 2 << 20    # a request and a partial sector on either side, in one huge page


cdef void *private_memory(size_t size) noexcept nogil:
    """Fresh memory at a multiple of its size, for plaintext, or NULL."""
    cdef char *memory = <char *>mmap(NULL, 2 * size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    cdef size_t before
    if memory == MAP_FAILED:
        return NULL
    before = (size - <size_t>memory % size) % size
    if before:
        munmap(memory, before)
    munmap(memory + before + size, size - before)
    memory += before
    # neither in a core file nor in the program that libfuse starts to mount
    madvise(memory, size, MADV_DONTDUMP)
    madvise(memory, size, MADV_DONTFORK)
    return memory


cdef uint8_t *payload_memory() noexcept nogil:
    """BUFFER_SIZE bytes for requests and answers, of which the data begins after BEFORE_PAYLOAD; or NULL.

    The kernel copies whole pages to and from there at once, and quicker within one large page.
    """
    cdef void *memory = private_memory(BUFFER_SIZE)
    if memory is NULL:
        return NULL
    madvise(memory, BUFFER_SIZE, MADV_HUGEPAGE)
    return <uint8_t *>memory + BEFORE_PAYLOAD


cdef void free_payload(uint8_t *payload) noexcept nogil:
    free_private(payload - BEFORE_PAYLOAD, BUFFER_SIZE)


cdef void free_private(void *memory, size_t size) noexcept nogil:
    explicit_bzero(memory, size)
    munmap(memory, size)


cdef void look_out(Volume *volume) noexcept nogil:
    """Return when there may be a request, at the latest after ``LOOK_OUT_NS``; only one worker looks out at a time.

    Who asks in small pieces sends the next one within microseconds. Waking a thread, and a processor that has gone to
    sleep with it, takes longer than that.
    """
    cdef pollfd waiting
    cdef timespec start, now
    if volume.mates == 0 or volume.ring_count or is_busy(volume) or __sync_lock_test_and_set(&volume.looking_out, 1):
        return
    waiting.fd = fuse_session_fd(volume.session)
    waiting.events = POLLIN
    clock_gettime(CLOCK_MONOTONIC, &start)
    while poll(&waiting, 1, 0) == 0:
        sched_yield()   # whoever else wants this processor may be the one who asks next
        clock_gettime(CLOCK_MONOTONIC, &now)
        if is_busy(volume) or (now.tv_sec - start.tv_sec) * 1000000000 + now.tv_nsec - start.tv_nsec > LOOK_OUT_NS:
            break
    __sync_lock_release(&volume.looking_out)


cdef bint is_busy(Volume *volume) noexcept nogil:
    """Whether a worker has a request; a hint, for it may have got or answered one by now."""
    cdef int i
    for i in range(WORKERS):
        if volume.workers[i].busy:
            return True
    return False


cdef void *work(void *argument) noexcept nogil:
    """Serve requests until the file system is unmounted or the connection breaks."""
    cdef Worker *worker = <Worker *>argument
    cdef Volume *volume = worker.volume
    cdef int count = 0
    global native_worker
    native_worker = worker
    while not fuse_session_exited(volume.session):
        if count > 0:
            look_out(volume)
        worker.received.mem = worker.place - sizeof(fuse_in_header) - sizeof(fuse_write_in)
        count = fuse_session_receive_buf(volume.session, &worker.received)
        if count > 0:
            worker.busy = True
            fuse_session_process_buf(volume.session, &worker.received)
            worker.busy = False
        elif count != -EINTR:
            break
    fuse_session_exit(volume.session)
    if volume.handshake < HANDSHAKE_RINGS:
        settle(volume, HANDSHAKE_NO_RINGS)
    if count < 0:
        pthread_mutex_lock(&volume.lock)
        volume.broken = -count
        pthread_mutex_unlock(&volume.lock)
    eventfd_write(volume.ended, 1)
    return NULL


cdef class Server:
    """One file, mounted by ``mount``, served from ``start`` until it is unmounted, given back by ``close``.

    ``layers`` are ciphers and how many bytes of the key each has, the one nearest to the ciphertext first.

    ValueError for a key or sector size that the cipher refuses; OSError when the system fails.
    """

    cdef Volume *volume
    cdef readonly int ended
    """An event descriptor that becomes readable when a worker has ended."""

    def __cinit__(
        self,
        int fd,
        key,
        *,
        bytes name,
        tuple layers,
        str mode,
        str iv,
        size_t sector_size,
        bint iv_large_sectors,
        uint64_t iv_offset,
        int64_t base,
        int64_t size,
        bint read_only,
        bint allow_discards,
        str consumer,
        uid_t uid,
        gid_t gid,
        int queues,
    ):
        cdef Volume *volume = <Volume *>calloc(1, sizeof(Volume))
        cdef sectors_mode c_mode = MODES[mode]
        cdef sectors_iv c_iv = IVS[iv]
        cdef sectors_layer c_layers[MOST_LAYERS]
        cdef list ciphers = [cipher.encode() for cipher, _ in layers]
        cdef Py_ssize_t layer
        cdef Py_buffer view
        if volume is NULL:
            raise MemoryError
        self.volume = volume
        pthread_mutex_init(&volume.lock, NULL)
        pthread_cond_init(&volume.released, NULL)
        pthread_mutex_init(&volume.crew_lock, NULL)
        pthread_cond_init(&volume.work, NULL)
        pthread_cond_init(&volume.done, NULL)
        self.ended = volume.ended = -1
        if not 0 < len(name) < NAME_SPACE or size <= 0 or base < 0:
            raise ValueError("a name or size cannot be served")
        memcpy(volume.name, <char *>name, len(name))
        volume.fd, volume.base = fd, base
        volume.read_only, volume.discards, volume.consumer = read_only, allow_discards, CONSUMERS[consumer]
        volume.uid, volume.gid, volume.iv_offset = uid, gid, iv_offset
        clock_gettime(CLOCK_REALTIME, &volume.modified)
        if not 0 < len(layers) <= MOST_LAYERS:
            raise ValueError("there are too many ciphers or none")
        for layer in range(len(layers)):
            c_layers[layer].ciphers, c_layers[layer].key_size = ciphers[layer], layers[layer][1]
        PyObject_GetBuffer(key, &view, PyBUF_SIMPLE)
        try:
            volume.cipher = sectors_open_layers(
                c_layers, len(layers), c_mode, c_iv, <const unsigned char *>view.buf, view.len, sector_size,
                iv_large_sectors
            )
        finally:
            PyBuffer_Release(&view)
        if volume.cipher is NULL or sectors_prepare(volume.cipher, WORKERS + MOST_RINGS + MOST_MATES):
            raise ValueError("the library refuses this key or sector size")
        volume.sector_size = sector_size
        volume.size = size - size % volume.sector_size
        self.ended = volume.ended = os.eventfd(0, os.EFD_CLOEXEC)
        if queues:
            open_rings(volume, queues)  # where the system refuses them, requests go the usual way
        self.make_buffers()

    cdef make_buffers(self):
        cdef Worker *worker
        cdef int i
        for i in range(WORKERS + self.volume.ring_count):
            worker = &self.volume.workers[i]
            worker.volume = self.volume
            worker.buffer = <uint8_t *>private_memory(BUFFER_SIZE)
            if worker.buffer is NULL:
                raise OSError(errno, os.strerror(errno))
            if i >= WORKERS:
                continue    # the entries of a ring have memory of their own
            worker.place = payload_memory()
            if worker.place is NULL:
                raise OSError(errno, os.strerror(errno))

    def mount(self, bytes folder, bytes options):
        """Mount on the folder; OSError with libfuse's words when that fails."""
        cdef char *argv[3]
        cdef fuse_args arguments
        cdef const char *c_folder = folder
        cdef int failed
        argv[0], argv[1], argv[2] = b"vault", b"-o", options
        arguments.argc, arguments.argv, arguments.allocated = 3, argv, 0
        native_message[0] = 0
        fuse_set_log_func(native_keep_message)
        self.volume.session = fuse_session_new(&arguments, &OPERATIONS, sizeof(OPERATIONS), self.volume)
        fuse_opt_free_args(&arguments)
        if self.volume.session is not NULL:
            with nogil:
                failed = fuse_session_mount(self.volume.session, c_folder)
            if not failed and self.volume.ring_count:
                failed = fuse_session_custom_io(
                    self.volume.session, &RING_IO, fuse_session_fd(self.volume.session)
                )
            if not failed:
                return
        raise OSError((<bytes>native_message).decode("utf-8", "replace").strip() or "libfuse gives no reason")

    def start(self):
        """Start the workers, with every signal blocked: signals are Python's."""
        cdef sigset_t all_signals, before
        cdef Worker *worker
        cdef int failed = 0
        sigfillset(&all_signals)
        pthread_sigmask(SIG_SETMASK, &all_signals, &before)
        mates = min(len(os.sched_getaffinity(0)) - 1, MOST_MATES)
        while self.volume.mates < mates and not failed:
            failed = pthread_create(&self.volume.mate[self.volume.mates], NULL, assist, self.volume)
            self.volume.mates += not failed
        while self.volume.started < WORKERS + self.volume.ring_count and not failed:
            worker = &self.volume.workers[self.volume.started]
            if self.volume.started < WORKERS:
                failed = pthread_create(&worker.thread, NULL, work, worker)
            else:
                failed = pthread_create(
                    &worker.thread, NULL, work_ring, &self.volume.rings[self.volume.started - WORKERS]
                )
            self.volume.started += not failed
        pthread_sigmask(SIG_SETMASK, &before, NULL)
        if failed:
            raise OSError(failed, os.strerror(failed))

    @property
    def broken(self):
        """The errno with which a worker lost the connection; 0 when it ended with the mount."""
        cdef int broken
        pthread_mutex_lock(&self.volume.lock)
        broken = self.volume.broken
        pthread_mutex_unlock(&self.volume.lock)
        return broken

    @property
    def stranded(self):
        """Whether requests come that nobody answers any more: only the end of the connection ends them."""
        cdef bint stranded
        pthread_mutex_lock(&self.volume.lock)
        stranded = self.volume.stranded
        pthread_mutex_unlock(&self.volume.lock)
        return stranded

    def close(self):
        """Wait for the workers, make all durable, wipe keys and plaintext; an errno when data was lost, else 0.

        The workers end when the mount has gone. A failure that somebody was told of by fsync or close counts no more.
        """
        cdef Volume *volume = self.volume
        cdef int failure = 0
        if volume.cipher is NULL:
            return 0
        with nogil:
            while volume.started:
                volume.started -= 1
                pthread_join(volume.workers[volume.started].thread, NULL)
            dismiss(volume)
            if not volume.read_only:
                sync_container(volume)
            if volume.unreported:
                failure = volume.failure
        self.wipe()
        return failure

    cdef void wipe(self) noexcept:
        cdef Volume *volume = self.volume
        cdef Worker *worker
        cdef int i
        sectors_close(volume.cipher)
        volume.cipher = NULL
        if volume.session is not NULL:
            fuse_session_unmount(volume.session)
            fuse_session_destroy(volume.session)
            volume.session = NULL
        while volume.opened is not NULL:    # the kernel does not wait for its last releases
            remove_file(volume, volume.opened)
        close_rings(volume)
        for i in range(AHEAD_PLACES):
            if volume.ahead[i].place is not NULL:
                free_payload(volume.ahead[i].place)
                volume.ahead[i].place = NULL
        for i in range(WORKERS + MOST_RINGS):
            worker = &volume.workers[i]
            if i < WORKERS and worker.place is not NULL:
                free_payload(worker.place)
                worker.place = NULL
            if worker.buffer is not NULL:
                free_private(worker.buffer, BUFFER_SIZE)
                worker.buffer = NULL

    def __dealloc__(self):
        if self.volume is NULL or self.volume.started or self.volume.mates:
            return      # an owner that forgot to close: the workers still use all this
        self.wipe()
        if self.ended >= 0:
            os.close(self.ended)
        pthread_cond_destroy(&self.volume.released)
        pthread_cond_destroy(&self.volume.work)
        pthread_cond_destroy(&self.volume.done)
        pthread_mutex_destroy(&self.volume.crew_lock)
        pthread_mutex_destroy(&self.volume.lock)
        free(self.volume)
