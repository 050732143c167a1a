"""Whether bytes look random, as ciphertext does: the chi-square statistic of the byte values of 512 bytes.

The limits are exact, not asymptotic: of all sequences of 512 independent uniform bytes one in 1.4 thousand million
falls outside of them (5.9e-10 above, 1.2e-10 below; computed from the multinomial distribution, whose mean is 255
and whose standard deviation is 22.6). Text, code, tables and pictures lie in the thousands. What a good compressor
wrote cannot be told from ciphertext by any such test: it has to be known by its magic.

References: Knuth, The Art of Computer Programming, volume 2, section 3.3.1
"""

from collections import Counter
from operator import mul

SAMPLE = 512
"""Bytes that are looked at: a sector, and the size of the smallest header that is all random."""
LOWEST, HIGHEST = 140, 430
_VALUES = 256


def chi_square(sample: bytes | bytearray) -> float:
    """The statistic of ``SAMPLE`` bytes: 0 when every value is there twice, 130560 when there is but one."""
    assert len(sample) == SAMPLE, "not the size that the limits are for"
    counts = Counter(sample).values()
    squares: int = sum(map(mul, counts, counts))
    return squares * _VALUES / SAMPLE - SAMPLE


def looks_random(sample: bytes | bytearray) -> bool:
    """Whether ``SAMPLE`` bytes could be ciphertext; a ciphertext fails with probability 7.1e-10."""
    return LOWEST <= chi_square(sample) <= HIGHEST
