/*
 * The arithmetic of modes that old volumes have and new ones do not: the tweaks of LRW, and the whitening around CBC of
 * TrueCrypt 4, which dm-crypt calls tcw.
 *
 * References: IEEE P1619/D5, LRW-AES; Linux, Documentation/admin-guide/device-mapper/dm-crypt.rst
 */
#ifndef VAULT_LEGACY_H
#define VAULT_LEGACY_H

#include <openssl/crypto.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LEGACY_WHITENING 16 /* bytes of key */

/* A number of 128 bits, first byte highest, as LRW has it. */
typedef struct legacy_u128 {
    uint64_t high, low;
} legacy_u128;

/* Multiples of the tweak key in GF(2^128): by each power of x, and by the sum of all powers up to it. */
typedef struct legacy_lrw {
    legacy_u128 power[128], sum[64];
} legacy_lrw;

static inline legacy_u128 legacy_load(const unsigned char *from)
{
    legacy_u128 value = {0, 0};
    for (int i = 0; i < 8; i++) {
        value.high = value.high << 8 | from[i];
        value.low = value.low << 8 | from[8 + i];
    }
    return value;
}

static inline legacy_lrw *legacy_lrw_open(const unsigned char *key)
{
    legacy_lrw *self = OPENSSL_zalloc(sizeof *self);
    legacy_u128 value = legacy_load(key), sum = {0, 0};
    for (int i = 0; self && i < 128; i++) {
        self->power[i] = value;
        sum.high ^= value.high;
        sum.low ^= value.low;
        if (i < 64)
            self->sum[i] = sum;
        value = (legacy_u128){value.high << 1 | value.low >> 63, value.low << 1 ^ (value.high >> 63) * 0x87};
    }
    return self;
}

/* The tweaks of the blocks of a sector, of which `index` is the first one's index. */
static inline void legacy_lrw_tweaks(const legacy_lrw *self, const unsigned char *index, unsigned char *tweaks,
                                     size_t size)
{
    const legacy_u128 first = legacy_load(index);
    uint64_t low = first.low;
    legacy_u128 tweak = {0, 0};
    for (int i = 0; i < 128; i++) {
        const uint64_t mask = -((i < 64 ? first.low >> i : first.high >> (i - 64)) & 1);
        tweak.high ^= self->power[i].high & mask;
        tweak.low ^= self->power[i].low & mask;
    }
    for (size_t at = 0; at < size; at += 16, low++) {
        const legacy_u128 change = self->sum[~low ? __builtin_ctzll(~low) : 63];
        for (int i = 0; i < 8; i++) {
            tweaks[at + i] = (unsigned char)(tweak.high >> (56 - 8 * i));
            tweaks[at + 8 + i] = (unsigned char)(tweak.low >> (56 - 8 * i));
        }
        tweak.high ^= change.high;
        tweak.low ^= change.low;
    }
}

/* CRC-32 of four bytes without the usual inversions. */
static inline uint32_t legacy_crc32(const unsigned char *data)
{
    uint32_t crc = data[0] | (uint32_t)data[1] << 8 | (uint32_t)data[2] << 16 | (uint32_t)data[3] << 24;
    for (int i = 0; i < 32; i++)
        crc = crc >> 1 ^ (-(crc & 1) & 0xEDB88320u);
    return crc;
}

/* Each eight bytes of the seed with the sector's number added without carry. */
static inline void legacy_tcw_iv(const unsigned char *seed, uint64_t number, unsigned char *iv, size_t size)
{
    for (size_t i = 0; i < size; i++)
        iv[i] = seed[i] ^ (unsigned char)(number >> i % 8 * 8);
}

static inline void legacy_tcw_whiten(const unsigned char *seed, uint64_t number, unsigned char *data, size_t length)
{
    unsigned char mixed[LEGACY_WHITENING];
    uint32_t words[2];
    legacy_tcw_iv(seed, number, mixed, sizeof mixed);
    words[0] = legacy_crc32(mixed) ^ legacy_crc32(mixed + 12);
    words[1] = legacy_crc32(mixed + 4) ^ legacy_crc32(mixed + 8);
    for (size_t i = 0; i < length; i++)
        data[i] ^= (unsigned char)(words[i / 4 % 2] >> i % 4 * 8);
    OPENSSL_cleanse(mixed, sizeof mixed);
}

#endif
