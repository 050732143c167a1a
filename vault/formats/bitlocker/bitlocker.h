/*
 * What BitLocker has of its own and libcrypto does not: the passphrase stretching, a chain of SHA-256, and around
 * AES-CBC its IV and the Elephant diffuser. The ciphers and hashes are libcrypto's.
 *
 * References: N. Ferguson, AES-CBC + Elephant diffuser; libbde, BitLocker Drive Encryption (BDE) format
 */
#ifndef VAULT_BITLOCKER_H
#define VAULT_BITLOCKER_H

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define BITLOCKER_HASH 32
#define BITLOCKER_SALT 16
#define BITLOCKER_BLOCK 16
#define BITLOCKER_SECTOR_KEY 32
#define BITLOCKER_WORDS_MAX 1024

/* What is hashed again and again; `count` is little-endian. */
typedef struct {
    unsigned char last[BITLOCKER_HASH];
    unsigned char initial[BITLOCKER_HASH];
    unsigned char salt[BITLOCKER_SALT];
    unsigned char count[8];
} bitlocker_state;

static inline void bitlocker_put64(unsigned char *out, uint64_t number)
{
    for (int i = 0; i < 8; i++)
        out[i] = (unsigned char)(number >> 8 * i);
}

/* The stretched key into out; 0, or -1 when libcrypto failed. `stop` is looked at now and then: non-zero gives up. */
static inline int bitlocker_stretch(const unsigned char *initial, const unsigned char *salt, uint64_t count,
                                    const volatile int *stop, unsigned char *out)
{
    EVP_MD *hash = EVP_MD_fetch(NULL, "SHA256", NULL);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    bitlocker_state state = {{0}};
    int good = hash && context;
    memcpy(state.initial, initial, BITLOCKER_HASH);
    memcpy(state.salt, salt, BITLOCKER_SALT);
    for (uint64_t i = 0; good && i < count; i++) {
        bitlocker_put64(state.count, i);
        good = EVP_DigestInit_ex2(context, hash, NULL) == 1
               && EVP_DigestUpdate(context, &state, sizeof state) == 1
               && EVP_DigestFinal_ex(context, state.last, NULL) == 1 && !(i % 4096 == 0 && *stop);
    }
    memcpy(out, state.last, BITLOCKER_HASH);
    OPENSSL_cleanse(&state, sizeof state);
    EVP_MD_CTX_free(context);
    EVP_MD_free(hash);
    if (!good)
        ERR_clear_error();
    return good ? 0 : -1;
}

static inline uint32_t bitlocker_rotl(uint32_t word, unsigned bits)
{
    return bits ? word << bits | word >> (32 - bits) : word;
}

/* Both diffusers backwards over n words, n a power of two. */
static inline void bitlocker_undiffuse(uint32_t *word, size_t n)
{
    static const unsigned rotate_b[4] = {0, 10, 0, 25}, rotate_a[4] = {9, 0, 13, 0};
    const size_t mask = n - 1;
    for (int cycle = 0; cycle < 3; cycle++)
        for (size_t i = 0; i < n; i++)
            word[i] += word[(i + 2) & mask] ^ bitlocker_rotl(word[(i + 5) & mask], rotate_b[i & 3]);
    for (int cycle = 0; cycle < 5; cycle++)
        for (size_t i = 0; i < n; i++)
            word[i] += word[(i - 2) & mask] ^ bitlocker_rotl(word[(i - 5) & mask], rotate_a[i & 3]);
}

static inline EVP_CIPHER_CTX *bitlocker_block_open(const unsigned char *key, size_t key_size)
{
    EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, key_size == 16 ? "AES-128-ECB" : "AES-256-ECB", NULL);
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int good = (key_size == 16 || key_size == 32) && cipher && context
               && EVP_CipherInit_ex2(context, cipher, key, NULL, 1, NULL) == 1
               && EVP_CIPHER_CTX_set_padding(context, 0) == 1;
    EVP_CIPHER_free(cipher);
    if (good)
        return context;
    ERR_clear_error();
    EVP_CIPHER_CTX_free(context);
    return NULL;
}

static inline EVP_CIPHER_CTX *bitlocker_block_copy(const EVP_CIPHER_CTX *model)
{
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    if (context && EVP_CIPHER_CTX_copy(context, model) == 1)
        return context;
    EVP_CIPHER_CTX_free(context);
    return NULL;
}

/* The encrypted byte offset, into one block or, for the diffuser, two that differ in their last bit; if it worked. */
static inline int bitlocker_mask(EVP_CIPHER_CTX *block, uint64_t offset, int blocks, uint32_t *mask)
{
    unsigned char bytes[BITLOCKER_SECTOR_KEY] = {0};
    int done = 0, size = blocks * BITLOCKER_BLOCK;
    bitlocker_put64(bytes, offset);
    bitlocker_put64(bytes + BITLOCKER_BLOCK, offset);
    bytes[BITLOCKER_SECTOR_KEY - 1] = 0x80;
    if (EVP_CipherUpdate(block, bytes, &done, bytes, size) != 1 || done != size)
        return 0;
    memcpy(mask, bytes, (size_t)size);
    OPENSSL_cleanse(bytes, sizeof bytes);
    return 1;
}

/*
 * Finish whole sectors that AES-CBC decrypted with an IV of zeros, in place; 0, or -1 when libcrypto failed. The IV is
 * the encrypted offset of the sector, so its block is added to the first; then the diffuser comes off, unless there is
 * no tweak key. The models are only copied, so any number of threads may call. Words are little-endian on disk, as on
 * the machines that this is built for.
 */
static inline int bitlocker_finish(const EVP_CIPHER_CTX *iv_model, const EVP_CIPHER_CTX *tweak_model, uint64_t offset,
                                   size_t sector_size, unsigned char *data, size_t length)
{
    EVP_CIPHER_CTX *iv = bitlocker_block_copy(iv_model);
    EVP_CIPHER_CTX *tweak = tweak_model ? bitlocker_block_copy(tweak_model) : NULL;
    uint32_t word[BITLOCKER_WORDS_MAX], mask[BITLOCKER_SECTOR_KEY / 4];
    const size_t n = sector_size / 4;
    int good = iv && (tweak || !tweak_model) && n >= 8 && n <= BITLOCKER_WORDS_MAX && !(n & (n - 1))
               && length % sector_size == 0;
    for (; good && length; length -= sector_size, data += sector_size, offset += sector_size) {
        const size_t size = tweak ? sector_size : BITLOCKER_BLOCK;
        memcpy(word, data, size);
        good = bitlocker_mask(iv, offset, 1, mask);
        for (size_t i = 0; i < BITLOCKER_BLOCK / 4; i++)
            word[i] ^= mask[i];
        if (tweak) {
            bitlocker_undiffuse(word, n);
            good = good && bitlocker_mask(tweak, offset, 2, mask);
            for (size_t i = 0; i < n; i++)
                word[i] ^= mask[i & 7];
        }
        memcpy(data, word, size);
    }
    EVP_CIPHER_CTX_free(iv);
    EVP_CIPHER_CTX_free(tweak);
    OPENSSL_cleanse(word, sizeof word);
    OPENSSL_cleanse(mask, sizeof mask);
    if (!good)
        ERR_clear_error();
    return good ? 0 : -1;
}

#endif
