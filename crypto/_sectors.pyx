# cython: embedsignature=False
"""Whole runs of sectors in one call, the interpreter's lock released: sectors.h for Python."""

import os

from cpython.buffer cimport PyBUF_SIMPLE, PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer
from libc.stdint cimport uint64_t


cdef extern from "sectors.h" nogil:
    ctypedef struct c_sectors "sectors":
        pass
    cdef enum sectors_mode:
        SECTORS_XTS
        SECTORS_CBC
        SECTORS_LRW
        SECTORS_CBCI
    cdef enum sectors_iv:
        SECTORS_PLAIN
        SECTORS_PLAIN64
        SECTORS_PLAIN64BE
        SECTORS_ESSIV_SHA256
        SECTORS_NULL
        SECTORS_BENBI
        SECTORS_TCW
    ctypedef struct blocks_kind:
        pass
    const blocks_kind *blocks_find(const char *cipher, size_t key_size)
    int blocks_available(const blocks_kind *kind)
    ctypedef struct sectors_layer:
        const char *ciphers
        size_t key_size
    c_sectors *sectors_open_layers(
        const sectors_layer *layers, size_t count, sectors_mode mode, sectors_iv iv, const unsigned char *key,
        size_t key_size, size_t sector_size, int iv_large_sectors
    )
    int sectors_crypt_shared(
        c_sectors *self, int encrypt, uint64_t sector, unsigned char *data, size_t length, int threads
    )
    void sectors_close(c_sectors *self)


cdef enum:
    MOST_LAYERS = 3


cdef dict MODES = {"xts": SECTORS_XTS, "cbc": SECTORS_CBC, "lrw": SECTORS_LRW, "cbci": SECTORS_CBCI}
cdef dict IVS = {
    "plain": SECTORS_PLAIN,
    "plain64": SECTORS_PLAIN64,
    "plain64be": SECTORS_PLAIN64BE,
    "essiv:sha256": SECTORS_ESSIV_SHA256,
    "null": SECTORS_NULL,
    "benbi": SECTORS_BENBI,
    "tcw": SECTORS_TCW,
}


def available(str cipher, size_t key_size):
    """Whether the libraries of this machine have the cipher with keys of that many bytes."""
    cdef bytes name = cipher.encode()
    cdef const char *c_name = name
    cdef const blocks_kind *kind = blocks_find(c_name, key_size)
    cdef int found = 0
    if kind is not NULL:
        with nogil:
            found = blocks_available(kind)
    return bool(found)


cdef class Sectors:
    """A keyed cipher for sectors of one size; threads may share it. ValueError for sizes that do not fit.

    ``layers`` are ciphers and how many bytes of the key each has, the one nearest to the ciphertext first.
    """

    cdef c_sectors *cipher
    cdef size_t sector_size
    cdef Py_ssize_t calls
    cdef bint closed
    cdef int threads

    def __cinit__(self, tuple layers, str mode, str iv, key, size_t sector_size, bint iv_large_sectors):
        cdef sectors_mode c_mode = MODES[mode]
        cdef sectors_iv c_iv = IVS[iv]
        cdef sectors_layer c_layers[MOST_LAYERS]
        cdef list names = [cipher.encode() for cipher, _ in layers]
        cdef Py_ssize_t i
        cdef Py_buffer view
        if not 0 < len(layers) <= MOST_LAYERS:
            raise ValueError("there are too many ciphers or none")
        for i in range(len(names)):
            c_layers[i].ciphers, c_layers[i].key_size = names[i], layers[i][1]
        PyObject_GetBuffer(key, &view, PyBUF_SIMPLE)
        try:
            self.cipher = sectors_open_layers(
                c_layers, len(names), c_mode, c_iv, <const unsigned char *>view.buf, view.len, sector_size,
                iv_large_sectors
            )
        finally:
            PyBuffer_Release(&view)
        if self.cipher is NULL:
            raise ValueError("the library refuses this key or sector size")
        self.sector_size = sector_size
        self.threads = len(os.sched_getaffinity(0))

    def __dealloc__(self):
        sectors_close(self.cipher)

    def __reduce__(self):
        raise TypeError("a keyed cipher cannot be pickled or copied")

    def crypt(self, bint encrypt, uint64_t sector, data):
        """Encrypt or decrypt a writable buffer of whole sectors in place; ``sector`` counts 512 bytes.

        ValueError when it is closed or the length is not whole sectors, RuntimeError when a library fails.
        """
        cdef Py_buffer view
        cdef int failed
        PyObject_GetBuffer(data, &view, PyBUF_WRITABLE)
        if self.closed or <size_t>view.len % self.sector_size:
            PyBuffer_Release(&view)
            raise ValueError("the cipher is closed" if self.closed else "the data is not whole sectors")
        self.calls += 1
        with nogil:
            failed = sectors_crypt_shared(
                self.cipher, encrypt, sector, <unsigned char *>view.buf, view.len, self.threads
            )
        self.calls -= 1
        PyBuffer_Release(&view)
        if self.closed:
            self.release()
        if failed:
            raise RuntimeError("the cryptographic library failed")

    def close(self):
        """Wipe the keys, at the latest when the calls that are running in other threads are done."""
        self.closed = True
        self.release()

    cdef void release(self) noexcept:
        if not self.calls:
            sectors_close(self.cipher)
            self.cipher = NULL
