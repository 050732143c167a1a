# cython: embedsignature=False
"""Whole runs of sectors in one call of libcrypto, the interpreter's lock released: sectors.h for Python."""

from cpython.buffer cimport PyBUF_SIMPLE, PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer
from libc.stdint cimport uint64_t


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
    c_sectors *sectors_open(
        sectors_mode mode, sectors_iv iv, const unsigned char *key, size_t key_size, size_t sector_size,
        int iv_large_sectors
    )
    int sectors_crypt(c_sectors *self, int encrypt, uint64_t sector, unsigned char *data, size_t length)
    void sectors_close(c_sectors *self)


cdef dict MODES = {"xts": SECTORS_XTS, "cbc": SECTORS_CBC}
cdef dict IVS = {
    "plain": SECTORS_PLAIN,
    "plain64": SECTORS_PLAIN64,
    "plain64be": SECTORS_PLAIN64BE,
    "essiv:sha256": SECTORS_ESSIV_SHA256,
}


cdef class Sectors:
    """A keyed cipher for sectors of one size; threads may share it. ValueError for sizes that do not fit."""

    cdef c_sectors *cipher
    cdef size_t sector_size
    cdef Py_ssize_t calls
    cdef bint closed

    def __cinit__(self, str mode, str iv, key, size_t sector_size, bint iv_large_sectors):
        cdef sectors_mode c_mode = MODES[mode]
        cdef sectors_iv c_iv = IVS[iv]
        cdef Py_buffer view
        PyObject_GetBuffer(key, &view, PyBUF_SIMPLE)
        try:
            self.cipher = sectors_open(
                c_mode, c_iv, <const unsigned char *>view.buf, view.len, sector_size, iv_large_sectors
            )
        finally:
            PyBuffer_Release(&view)
        if self.cipher is NULL:
            raise ValueError("libcrypto refuses this key or sector size")
        self.sector_size = sector_size

    def __dealloc__(self):
        sectors_close(self.cipher)

    def __reduce__(self):
        raise TypeError("a keyed cipher cannot be pickled or copied")

    def crypt(self, bint encrypt, uint64_t sector, data):
        """Encrypt or decrypt a writable buffer of whole sectors in place; ``sector`` counts 512 bytes.

        ValueError when it is closed or the length is not whole sectors, RuntimeError when libcrypto fails.
        """
        cdef Py_buffer view
        cdef int failed
        PyObject_GetBuffer(data, &view, PyBUF_WRITABLE)
        if self.closed or <size_t>view.len % self.sector_size:
            PyBuffer_Release(&view)
            raise ValueError("the cipher is closed" if self.closed else "the data is not whole sectors")
        self.calls += 1
        with nogil:
            failed = sectors_crypt(self.cipher, encrypt, sector, <unsigned char *>view.buf, view.len)
        self.calls -= 1
        PyBuffer_Release(&view)
        if self.closed:
            self.release()
        if failed:
            raise RuntimeError("libcrypto failed")

    def close(self):
        """Wipe the keys, at the latest when the calls that are running in other threads are done."""
        self.closed = True
        self.release()

    cdef void release(self) noexcept:
        if not self.calls:
            sectors_close(self.cipher)
            self.cipher = NULL
