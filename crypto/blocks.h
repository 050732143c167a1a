/*
 * Block ciphers in bulk: many blocks at a time under one key, each for itself, from the library that has the cipher.
 *
 * AES, Kuznyechik and the ciphers of old come from libcrypto, Serpent, Twofish and Camellia from libgcrypt, and the one
 * length of Twofish's key that libgcrypt lacks from libnettle, where that is installed. The fast
 * paths of libgcrypt serve decryption of CBC and CFB only, and both are what is wanted here but for a neighbour: CBC
 * decryption gives D(x[i]) ^ x[i-1] and CFB decryption E(x[i-1]) ^ x[i], so one more XOR leaves D or E alone.
 *
 * A keyed cipher serves one call at a time.
 *
 * References: NIST SP 800-38A, 6.2 and 6.3
 */
#ifndef VAULT_BLOCKS_H
#define VAULT_BLOCKS_H

#include <dlfcn.h>
#include <gcrypt.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/provider.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define BLOCKS_LARGEST 16
#define BLOCKS_LONGEST_KEY 56

/* One length of key of one cipher. */
typedef struct blocks_kind {
    const char *cipher;
    size_t key_size, size; /* bytes of the key and of a block */
    int gcrypt;            /* libgcrypt's number, or 0 */
    const char *name;      /* libcrypto's name */
    const char *provider;  /* what has it, in a library context of its own; NULL: the default one; or libnettle */
    int swapped;           /* whether the bytes of each 32-bit word are in reverse order */
} blocks_kind;

static const blocks_kind blocks_kinds[] = {
    {"aes", 16, 16, 0, "AES-128-ECB", NULL, 0},
    {"aes", 24, 16, 0, "AES-192-ECB", NULL, 0},
    {"aes", 32, 16, 0, "AES-256-ECB", NULL, 0},
    {"serpent", 16, 16, GCRY_CIPHER_SERPENT128, NULL, NULL, 0},
    {"serpent", 24, 16, GCRY_CIPHER_SERPENT192, NULL, NULL, 0},
    {"serpent", 32, 16, GCRY_CIPHER_SERPENT256, NULL, NULL, 0},
    {"twofish", 16, 16, GCRY_CIPHER_TWOFISH128, NULL, NULL, 0},
    {"twofish", 24, 16, 0, "twofish", "libnettle.so.8", 0},
    {"twofish", 32, 16, GCRY_CIPHER_TWOFISH, NULL, NULL, 0},
    {"camellia", 16, 16, GCRY_CIPHER_CAMELLIA128, NULL, NULL, 0},
    {"camellia", 24, 16, GCRY_CIPHER_CAMELLIA192, NULL, NULL, 0},
    {"camellia", 32, 16, GCRY_CIPHER_CAMELLIA256, NULL, NULL, 0},
    {"kuznyechik", 32, 16, 0, "kuznyechik-ecb", "gostprov", 0},
    {"blowfish", 16, 8, 0, "BF-ECB", "legacy", 0},
    {"blowfish", 32, 8, 0, "BF-ECB", "legacy", 0},
    {"blowfish", 56, 8, 0, "BF-ECB", "legacy", 0},
    {"blowfish_le", 56, 8, 0, "BF-ECB", "legacy", 1},
    {"cast5", 16, 8, 0, "CAST5-ECB", "legacy", 0},
    {"des3", 24, 8, 0, "DES-EDE3-ECB", NULL, 0},
};

/* What libnettle's version 8 has of Twofish; a keyed cipher takes 4256 bytes. */
typedef struct blocks_nettle {
    void (*set_key)(void *keyed, const unsigned char *key);
    void (*crypt[2])(const void *keyed, size_t length, unsigned char *out, const unsigned char *in);
} blocks_nettle;

#define BLOCKS_NETTLE_KEYED 4256

typedef struct blocks {
    const blocks_kind *kind;
    void *keyed;                /* libnettle's */
    EVP_CIPHER_CTX *evp[2];     /* decrypt, encrypt */
    gcry_cipher_hd_t gcrypt[2]; /* CBC, which decrypts blocks and chains them; CFB, which encrypts blocks */
} blocks;

static inline const blocks_kind *blocks_find(const char *cipher, size_t key_size)
{
    for (size_t i = 0; i < sizeof blocks_kinds / sizeof *blocks_kinds; i++)
        if (!strcmp(blocks_kinds[i].cipher, cipher) && blocks_kinds[i].key_size == key_size)
            return &blocks_kinds[i];
    return NULL;
}

static inline void blocks_start_gcrypt(void)
{
    if (gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P))
        return;
    gcry_check_version(NULL);
    gcry_control(GCRYCTL_DISABLE_SECMEM, 0); /* whoever wants memory locked locks all of it */
    gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
}

/*
 * libcrypto's library context with that provider alone, or NULL. A provider that is loaded into the default context
 * keeps the default provider, and with it AES, from being loaded there.
 */
static inline OSSL_LIB_CTX *blocks_library(const char *provider)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static struct {
        const char *provider;
        OSSL_LIB_CTX *context;
    } libraries[2] = {{"gostprov", NULL}, {"legacy", NULL}};
    OSSL_LIB_CTX *found = NULL;
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++)
        if (!strcmp(libraries[i].provider, provider)) {
            OSSL_LIB_CTX *fresh = libraries[i].context ? NULL : OSSL_LIB_CTX_new();
            if (fresh && OSSL_PROVIDER_load(fresh, provider))
                libraries[i].context = fresh;
            else
                OSSL_LIB_CTX_free(fresh);
            found = libraries[i].context;
        }
    pthread_mutex_unlock(&lock);
    return found;
}

static inline int blocks_is_nettle(const blocks_kind *kind)
{
    return kind->provider && !strcmp(kind->provider, "libnettle.so.8");
}

/* The functions of libnettle, or NULL. It stays loaded. */
static inline const blocks_nettle *blocks_load_nettle(const blocks_kind *kind)
{
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    static blocks_nettle found;
    int good;
    pthread_mutex_lock(&lock);
    if (!found.set_key) {
        void *library = dlopen(kind->provider, RTLD_NOW | RTLD_LOCAL);
        if (library) {
            *(void **)&found.crypt[0] = dlsym(library, "nettle_twofish_decrypt");
            *(void **)&found.crypt[1] = dlsym(library, "nettle_twofish_encrypt");
            *(void **)&found.set_key = dlsym(library, "nettle_twofish192_set_key");
        }
    }
    good = found.set_key && found.crypt[0] && found.crypt[1];
    pthread_mutex_unlock(&lock);
    return good ? &found : NULL;
}

static inline EVP_CIPHER *blocks_fetch(const blocks_kind *kind)
{
    OSSL_LIB_CTX *library = kind->provider ? blocks_library(kind->provider) : NULL;
    EVP_CIPHER *cipher = kind->provider && !library ? NULL : EVP_CIPHER_fetch(library, kind->name, NULL);
    if (!cipher)
        ERR_clear_error();
    return cipher;
}

/* Whether this machine's libraries have the cipher. */
static inline int blocks_available(const blocks_kind *kind)
{
    EVP_CIPHER *cipher;
    if (kind->gcrypt) {
        blocks_start_gcrypt();
        return gcry_cipher_test_algo(kind->gcrypt) == 0;
    }
    if (blocks_is_nettle(kind))
        return blocks_load_nettle(kind) != NULL;
    cipher = blocks_fetch(kind);
    EVP_CIPHER_free(cipher);
    return cipher != NULL;
}

/* Wipe the key and free what it was expanded to. NULL is harmless. */
static inline void blocks_close(blocks *self)
{
    if (!self)
        return;
    for (int i = 0; i < 2; i++) {
        EVP_CIPHER_CTX_free(self->evp[i]); /* both cleanse their key schedules */
        gcry_cipher_close(self->gcrypt[i]);
    }
    OPENSSL_clear_free(self->keyed, BLOCKS_NETTLE_KEYED);
    OPENSSL_clear_free(self, sizeof *self);
}

static inline int blocks_key_nettle(blocks *self, const unsigned char *key)
{
    const blocks_nettle *nettle = blocks_load_nettle(self->kind);
    if (nettle && (self->keyed = OPENSSL_zalloc(BLOCKS_NETTLE_KEYED)))
        nettle->set_key(self->keyed, key);
    return self->keyed != NULL;
}

static inline int blocks_key_gcrypt(blocks *self, const unsigned char *key)
{
    static const int modes[2] = {GCRY_CIPHER_MODE_CBC, GCRY_CIPHER_MODE_CFB};
    blocks_start_gcrypt();
    for (int i = 0; i < 2; i++)
        if (gcry_cipher_open(&self->gcrypt[i], self->kind->gcrypt, modes[i], 0)
            || gcry_cipher_setkey(self->gcrypt[i], key, self->kind->key_size))
            return 0;
    return 1;
}

static inline int blocks_key_evp(blocks *self, const unsigned char *key)
{
    EVP_CIPHER *cipher = blocks_fetch(self->kind);
    int good = cipher != NULL;
    for (int i = 0; good && i < 2; i++) {
        EVP_CIPHER_CTX *context = self->evp[i] = EVP_CIPHER_CTX_new();
        good = context && EVP_CipherInit_ex2(context, cipher, NULL, NULL, i, NULL) == 1
               && EVP_CIPHER_CTX_set_key_length(context, (int)self->kind->key_size) == 1
               && EVP_CipherInit_ex2(context, NULL, key, NULL, i, NULL) == 1
               && EVP_CIPHER_CTX_set_padding(context, 0) == 1;
    }
    EVP_CIPHER_free(cipher); /* the contexts have references of their own */
    if (!good)
        ERR_clear_error();
    return good;
}

/* The cipher keyed, or NULL: the library lacks it or failed. The key is not needed afterwards. */
static inline blocks *blocks_open(const blocks_kind *kind, const unsigned char *key)
{
    blocks *self = OPENSSL_zalloc(sizeof *self);
    if (!self)
        return NULL;
    self->kind = kind;
    if (kind->gcrypt             ? blocks_key_gcrypt(self, key)
        : blocks_is_nettle(kind) ? blocks_key_nettle(self, key)
                                 : blocks_key_evp(self, key))
        return self;
    blocks_close(self);
    return NULL;
}

/* Loops that the compiler makes vectors of, in the largest that the processor has. */
#if defined(__x86_64__) && defined(__gnu_linux__)
#define BLOCKS_VECTORS __attribute__((noinline, unused, target_clones("avx2", "default")))
#else
#define BLOCKS_VECTORS __attribute__((noinline, unused))
#endif

static BLOCKS_VECTORS void blocks_xor(unsigned char *restrict out, const unsigned char *restrict in, size_t length)
{
    for (size_t i = 0; i < length; i++)
        out[i] ^= in[i];
}

/* out ^= left ^ right */
static BLOCKS_VECTORS void blocks_xor_both(unsigned char *restrict out, const unsigned char *restrict left,
                                           const unsigned char *restrict right, size_t length)
{
    for (size_t i = 0; i < length; i++)
        out[i] ^= left[i] ^ right[i];
}

static inline void blocks_swap(unsigned char *data, size_t length)
{
    for (size_t i = 0; i + 4 <= length; i += 4) {
        uint32_t word;
        memcpy(&word, data + i, 4);
        word = __builtin_bswap32(word);
        memcpy(data + i, &word, 4);
    }
}

static inline int blocks_crypt_gcrypt(blocks *self, int encrypt, unsigned char *out, unsigned char *in,
                                      const unsigned char *mask, size_t length)
{
    static const unsigned char zero[BLOCKS_LARGEST];
    const size_t size = self->kind->size;
    gcry_cipher_hd_t handle = self->gcrypt[!!encrypt];
    const unsigned char *added = encrypt ? in + size : in; /* the neighbours, which the mode added */
    if (encrypt)
        memset(in + length, 0, size);
    if (gcry_cipher_setiv(handle, encrypt ? in : zero, size)
        || gcry_cipher_decrypt(handle, out, length, encrypt ? in + size : in, length))
        return 0;
    if (!encrypt) {
        if (mask)
            blocks_xor(out, mask, size);
        mask = mask ? mask + size : NULL;
        out += size;
        length -= size;
    }
    if (mask)
        blocks_xor_both(out, added, mask, length);
    else
        blocks_xor(out, added, length);
    return 1;
}

static inline int blocks_crypt_other(blocks *self, int encrypt, unsigned char *out, unsigned char *in, size_t length)
{
    int done = 0;
    if (self->keyed) {
        blocks_load_nettle(self->kind)->crypt[!!encrypt](self->keyed, length, out, in);
        return 1;
    }
    if (self->kind->swapped)
        blocks_swap(in, length);
    if (EVP_CipherUpdate(self->evp[!!encrypt], out, &done, in, (int)length) != 1 || (size_t)done != length)
        return 0;
    if (self->kind->swapped)
        blocks_swap(out, length);
    return 1;
}

/*
 * Encrypt or decrypt whole blocks, at least one, from `in` to `out`, and add `mask` unless it is NULL; none overlap.
 * Whether that worked. There is room for one block more behind the data in `in`, and what is there and in `in` itself
 * may change.
 */
static inline int blocks_crypt(blocks *self, int encrypt, unsigned char *out, unsigned char *in,
                               const unsigned char *mask, size_t length)
{
    if (self->kind->gcrypt)
        return blocks_crypt_gcrypt(self, encrypt, out, in, mask, length);
    if (!blocks_crypt_other(self, encrypt, out, in, length))
        return 0;
    if (mask)
        blocks_xor(out, mask, length);
    return 1;
}

/* Encrypt whole blocks in place, each one chained to the one before it and the first to `iv`; whether that worked. */
static inline int blocks_chain(blocks *self, const unsigned char *iv, unsigned char *data, size_t length)
{
    gcry_cipher_hd_t handle = self->gcrypt[0];
    if (self->keyed) {
        const blocks_nettle *nettle = blocks_load_nettle(self->kind);
        for (size_t at = 0; at < length; iv = data + at, at += BLOCKS_LARGEST) {
            blocks_xor(data + at, iv, BLOCKS_LARGEST);
            nettle->crypt[1](self->keyed, BLOCKS_LARGEST, data + at, data + at);
        }
        return 1;
    }
    return handle && !gcry_cipher_setiv(handle, iv, self->kind->size)
           && !gcry_cipher_encrypt(handle, data, length, NULL, 0);
}

#endif
