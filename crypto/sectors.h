/*
 * Runs of sectors through libcrypto's AES-XTS and AES-CBC, in place and in one call.
 *
 * Keying costs far more than a sector, so each direction has one keyed context and a sector changes its IV only.
 * A context serves one call at a time: a call takes an idle set of contexts, or a copy of the model when all are
 * in use, and gives it back. The contexts belong to the object and are cleansed with it.
 *
 * References: IEEE 1619-2018; NIST SP 800-38A, 6.2; Linux, Documentation/admin-guide/device-mapper/dm-crypt.rst
 */
#ifndef VAULT_SECTORS_H
#define VAULT_SECTORS_H

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define SECTORS_UNIT 512 /* bytes that sector numbers count */
#define SECTORS_BLOCK 16
#define SECTORS_LARGEST 4096

enum sectors_mode { SECTORS_XTS, SECTORS_CBC };
enum sectors_iv { SECTORS_PLAIN, SECTORS_PLAIN64, SECTORS_PLAIN64BE, SECTORS_ESSIV_SHA256 };

/* What one call works with. */
typedef struct sectors_set {
    struct sectors_set *next;
    EVP_CIPHER_CTX *direction[2]; /* decrypt, encrypt */
    EVP_CIPHER_CTX *essiv;        /* NULL but for SECTORS_ESSIV_SHA256 */
} sectors_set;

typedef struct sectors {
    pthread_mutex_t lock; /* guards idle, and model while it is copied */
    sectors_set *model;   /* keyed, only ever copied */
    sectors_set *idle;
    enum sectors_iv iv;
    size_t sector_size;
    unsigned iv_shift; /* from a sector number to the number in the IV */
    uint64_t iv_step;  /* from one sector's IV to the next */
} sectors;

static inline const char *sectors_cipher_name(enum sectors_mode mode, size_t key_size)
{
    if (mode == SECTORS_XTS)
        return key_size == 32 ? "AES-128-XTS" : key_size == 64 ? "AES-256-XTS" : NULL;
    return key_size == 16   ? "AES-128-CBC"
           : key_size == 24 ? "AES-192-CBC"
           : key_size == 32 ? "AES-256-CBC"
                            : NULL;
}

static inline EVP_CIPHER_CTX *sectors_keyed(const char *name, const unsigned char *key, int encrypt)
{
    EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, name, NULL);
    EVP_CIPHER_CTX *context = EVP_CIPHER_CTX_new();
    int good = cipher && context && EVP_CipherInit_ex2(context, cipher, key, NULL, encrypt, NULL) == 1
               && EVP_CIPHER_CTX_set_padding(context, 0) == 1;
    EVP_CIPHER_free(cipher); /* the context has its own reference */
    if (good)
        return context;
    EVP_CIPHER_CTX_free(context);
    return NULL;
}

/* ESSIV: the IV is the sector's number encrypted with the hash of the key. */
static inline EVP_CIPHER_CTX *sectors_keyed_essiv(const unsigned char *key, size_t key_size)
{
    unsigned char hash[32];
    size_t length = 0;
    EVP_CIPHER_CTX *context = NULL;
    if (EVP_Q_digest(NULL, "SHA256", NULL, key, key_size, hash, &length) == 1 && length == sizeof hash)
        context = sectors_keyed("AES-256-ECB", hash, 1);
    OPENSSL_cleanse(hash, sizeof hash);
    return context;
}

static inline void sectors_free_sets(sectors_set *set)
{
    while (set) {
        sectors_set *next = set->next;
        EVP_CIPHER_CTX_free(set->direction[0]); /* cleanses the key schedule */
        EVP_CIPHER_CTX_free(set->direction[1]);
        EVP_CIPHER_CTX_free(set->essiv);
        OPENSSL_free(set);
        set = next;
    }
}

static inline int sectors_copy_context(EVP_CIPHER_CTX **to, const EVP_CIPHER_CTX *from)
{
    if (!from)
        return 1;
    *to = EVP_CIPHER_CTX_new();
    return *to && EVP_CIPHER_CTX_copy(*to, from) == 1;
}

static inline sectors_set *sectors_copy_set(const sectors_set *model)
{
    sectors_set *set = OPENSSL_zalloc(sizeof *set);
    if (set && sectors_copy_context(&set->direction[0], model->direction[0])
        && sectors_copy_context(&set->direction[1], model->direction[1])
        && sectors_copy_context(&set->essiv, model->essiv))
        return set;
    sectors_free_sets(set);
    return NULL;
}

static inline sectors_set *sectors_take(sectors *self)
{
    sectors_set *set;
    pthread_mutex_lock(&self->lock);
    set = self->idle;
    if (set)
        self->idle = set->next;
    else
        set = sectors_copy_set(self->model);
    pthread_mutex_unlock(&self->lock);
    return set;
}

static inline void sectors_give_back(sectors *self, sectors_set *set)
{
    pthread_mutex_lock(&self->lock);
    set->next = self->idle;
    self->idle = set;
    pthread_mutex_unlock(&self->lock);
}

/*
 * Make the contexts of that many simultaneous calls now; 0, or -1 when libcrypto failed. A call that makes them itself
 * puts the key wherever memory is to be had then, which may be after its owner has locked what there was.
 */
static inline int sectors_prepare(sectors *self, int calls)
{
    sectors_set *taken = NULL, *set = NULL;
    for (; calls > 0 && (set = sectors_take(self)); calls--) {
        set->next = taken;
        taken = set;
    }
    while ((set = taken)) {
        taken = set->next;
        sectors_give_back(self, set);
    }
    return calls ? -1 : 0;
}

/* Wipe the keys and free all; no call may be running. NULL is harmless. */
static inline void sectors_close(sectors *self)
{
    if (!self)
        return;
    sectors_free_sets(self->idle);
    sectors_free_sets(self->model);
    pthread_mutex_destroy(&self->lock);
    OPENSSL_clear_free(self, sizeof *self);
}

/*
 * A cipher for sectors of that many bytes (512, 1024, 2048, 4096), or NULL: a size is wrong or libcrypto failed.
 * The key is not needed afterwards. With iv_large_sectors the IV counts whole sectors, else 512-byte units.
 */
static inline sectors *sectors_open(enum sectors_mode mode, enum sectors_iv iv, const unsigned char *key,
                                    size_t key_size, size_t sector_size, int iv_large_sectors)
{
    const char *name = sectors_cipher_name(mode, key_size);
    unsigned shift = 0;
    sectors *self;
    sectors_set *model;
    while (SECTORS_UNIT << shift < SECTORS_LARGEST && (size_t)SECTORS_UNIT << shift != sector_size)
        shift++;
    if (!name || (size_t)SECTORS_UNIT << shift != sector_size)
        return NULL;
    self = OPENSSL_zalloc(sizeof *self);
    if (!self)
        return NULL;
    pthread_mutex_init(&self->lock, NULL);
    self->iv = iv;
    self->sector_size = sector_size;
    self->iv_shift = iv_large_sectors ? shift : 0;
    self->iv_step = iv_large_sectors ? 1 : sector_size / SECTORS_UNIT;
    self->model = model = OPENSSL_zalloc(sizeof *model);
    if (model && (model->direction[0] = sectors_keyed(name, key, 0))
        && (model->direction[1] = sectors_keyed(name, key, 1))
        && (iv != SECTORS_ESSIV_SHA256 || (model->essiv = sectors_keyed_essiv(key, key_size)))
        && sectors_prepare(self, 1) == 0)
        return self;
    ERR_clear_error();
    sectors_close(self);
    return NULL;
}

/* The IV for a number into iv; whether that worked. */
static inline int sectors_make_iv(enum sectors_iv kind, EVP_CIPHER_CTX *essiv, uint64_t number, unsigned char *iv)
{
    int done = 0;
    memset(iv, 0, SECTORS_BLOCK);
    for (int i = 0; i < 8; i++)
        iv[kind == SECTORS_PLAIN64BE ? 15 - i : i] = (unsigned char)(number >> 8 * i);
    if (kind == SECTORS_PLAIN)
        memset(iv + 4, 0, 4);
    if (kind == SECTORS_ESSIV_SHA256)
        return EVP_CipherUpdate(essiv, iv, &done, iv, SECTORS_BLOCK) == 1 && done == SECTORS_BLOCK;
    return 1;
}

/*
 * Encrypt or decrypt whole sectors in place; 0, or -1 when the length is not whole sectors or libcrypto failed,
 * and then the data is worthless. `sector` is the number of the first in 512-byte units. Any number of threads may call.
 */
static inline int sectors_crypt(sectors *self, int encrypt, uint64_t sector, unsigned char *data, size_t length)
{
    const size_t size = self->sector_size;
    uint64_t number = sector >> self->iv_shift;
    unsigned char iv[SECTORS_BLOCK];
    sectors_set *set;
    int good = 1;
    if (length % size || !(set = sectors_take(self)))
        return -1;
    for (; good && length; length -= size, data += size, number += self->iv_step) {
        EVP_CIPHER_CTX *context = set->direction[!!encrypt];
        int done = 0;
        good = sectors_make_iv(self->iv, set->essiv, number, iv)
               && EVP_CipherInit_ex2(context, NULL, NULL, iv, -1, NULL) == 1
               && EVP_CipherUpdate(context, data, &done, data, (int)size) == 1 && (size_t)done == size;
    }
    sectors_give_back(self, set);
    if (!good)
        ERR_clear_error();
    return good ? 0 : -1;
}

#endif
