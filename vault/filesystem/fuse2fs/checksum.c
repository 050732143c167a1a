/* CRC-32C by the processor's own instruction. libext2fs computes it from tables, over a whole block of extents for
   each block that a large file grows by, which makes it most of the time of a copy. Both give the same numbers.

   References: RFC 3720, appendix B.4 (the polynomial); Intel 64 and IA-32 Architectures Software Developer's Manual,
   volume 2, CRC32 */

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define EXPORTED __attribute__((visibility("default")))

typedef uint32_t checksum_function(uint32_t, const unsigned char *, size_t);

static checksum_function *chosen;

#ifdef __x86_64__
#include <nmmintrin.h>

__attribute__((target("sse4.2"))) static uint32_t by_instruction(uint32_t start, const unsigned char *data, size_t length)
{
    uint64_t sum = start;

    for (; length >= sizeof sum; length -= sizeof sum, data += sizeof sum) {
        uint64_t eight;
        memcpy(&eight, data, sizeof eight);
        sum = _mm_crc32_u64(sum, eight);
    }
    for (; length; length--)
        sum = _mm_crc32_u8((uint32_t)sum, *data++);
    return (uint32_t)sum;
}

static checksum_function *choose(void)
{
    return __builtin_cpu_supports("sse4.2") ? by_instruction : (checksum_function *)dlsym(RTLD_NEXT, "ext2fs_crc32c_le");
}
#else
static checksum_function *choose(void)
{
    return (checksum_function *)dlsym(RTLD_NEXT, "ext2fs_crc32c_le");
}
#endif

__attribute__((constructor)) static void choose_once(void)
{
    chosen = choose();
}

EXPORTED uint32_t ext2fs_crc32c_le(uint32_t start, const unsigned char *data, size_t length)
{
    return chosen(start, data, length);
}
