# cython: embedsignature=False
"""The passphrase stretching, IV and Elephant diffuser with the interpreter's lock released: bitlocker.h for Python."""

from cpython.buffer cimport PyBUF_WRITABLE, PyBuffer_Release, PyObject_GetBuffer
from libc.stdint cimport uint64_t


cdef extern from "bitlocker.h" nogil:
    ctypedef struct EVP_CIPHER_CTX:
        pass
    int bitlocker_stretch(
        const unsigned char *initial, const unsigned char *salt, uint64_t count, const int *stop, unsigned char *out
    )
    EVP_CIPHER_CTX *bitlocker_block_open(const unsigned char *key, size_t key_size)
    int bitlocker_finish(
        const EVP_CIPHER_CTX *iv_model, const EVP_CIPHER_CTX *tweak_model, uint64_t offset, size_t sector_size,
        unsigned char *data, size_t length
    )
    void EVP_CIPHER_CTX_free(EVP_CIPHER_CTX *context)


cdef class Stretch:
    """One derivation, which another thread can stop."""

    cdef int stopped

    def run(self, initial, salt, uint64_t count, out):
        """The key of 32 bytes into ``out``; RuntimeError when it was stopped or libcrypto failed."""
        cdef const unsigned char[::1] c_initial = initial
        cdef const unsigned char[::1] c_salt = salt
        cdef unsigned char[::1] c_out = out
        cdef int failed
        if len(c_initial) != 32 or len(c_salt) != 16 or len(c_out) != 32:
            raise ValueError("a hash has 32 bytes, a salt 16")
        with nogil:
            failed = bitlocker_stretch(&c_initial[0], &c_salt[0], count, &self.stopped, &c_out[0])
        if failed:
            raise RuntimeError("stopped" if self.stopped else "libcrypto failed")

    def stop(self):
        """Make ``run`` give up soon."""
        self.stopped = 1


cdef class Finisher:
    """What comes after AES-CBC with an IV of zeros: the IV and, with a tweak key, the Elephant diffuser.

    Threads may share it. ``tweak_key`` is empty where there is no diffuser. ValueError for sizes that do not fit.
    """

    cdef EVP_CIPHER_CTX *iv
    cdef EVP_CIPHER_CTX *tweak
    cdef size_t sector_size
    cdef Py_ssize_t calls
    cdef bint closed

    def __cinit__(self, key, tweak_key, size_t sector_size):
        self.iv = opened(key)
        self.tweak = opened(tweak_key) if len(tweak_key) else NULL
        if self.iv is NULL or (len(tweak_key) and self.tweak is NULL) or sector_size not in (512, 4096):
            raise ValueError("libcrypto refuses this key or sector size")
        self.sector_size = sector_size

    def __dealloc__(self):
        self.calls = 0
        self.release()

    def __reduce__(self):
        raise TypeError("a keyed object cannot be pickled or copied")

    def finish(self, uint64_t offset, data):
        """Finish a writable buffer of whole sectors in place; ``offset`` is that of the first in the volume.

        ValueError when it is closed or the length is not whole sectors, RuntimeError when libcrypto fails.
        """
        cdef Py_buffer view
        cdef int failed
        PyObject_GetBuffer(data, &view, PyBUF_WRITABLE)
        if self.closed or <size_t>view.len % self.sector_size:
            PyBuffer_Release(&view)
            raise ValueError("the keys are wiped" if self.closed else "the data is not whole sectors")
        self.calls += 1
        with nogil:
            failed = bitlocker_finish(
                self.iv, self.tweak, offset, self.sector_size, <unsigned char *>view.buf, view.len
            )
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
            EVP_CIPHER_CTX_free(self.iv)
            EVP_CIPHER_CTX_free(self.tweak)
            self.iv = NULL
            self.tweak = NULL


cdef EVP_CIPHER_CTX *opened(key) except? NULL:
    cdef const unsigned char[::1] view = key
    return bitlocker_block_open(&view[0], len(view)) if len(view) in (16, 32) else NULL
