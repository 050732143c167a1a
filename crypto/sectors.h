/*
 * Runs of sectors through a cipher in one of the modes of disk encryption, in place and in one call.
 *
 * AES-CBC, and AES-XTS of large sectors, are libcrypto's own. All else is composed of blocks in bulk (blocks.h) and the
 * arithmetic of the mode, a piece of the run at a time that stays in the processor's cache. Ciphers may be cascaded:
 * each is a layer, and decryption applies the first layer first.
 *
 * Keying costs far more than a sector, so what is keyed is kept. It serves one call at a time: a call takes an idle
 * set, or makes one when all are in use, and gives it back. All belongs to the object and is cleansed with it.
 *
 * References: IEEE 1619-2018; NIST SP 800-38A, 6.2; Linux, Documentation/admin-guide/device-mapper/dm-crypt.rst
 */
#ifndef VAULT_SECTORS_H
#define VAULT_SECTORS_H

#include <signal.h>
#include <stdlib.h>

#include "blocks.h"
#include "legacy.h"

#define SECTORS_UNIT 512 /* bytes that sector numbers count */
#define SECTORS_BLOCK BLOCKS_LARGEST
#define SECTORS_LARGEST 4096
#define SECTORS_PIECE 8192   /* bytes that are composed at a time: they and what they need stay in the cache */
#define SECTORS_RUN 65536    /* bytes whose IVs are made at a time, and that one layer is done with before the next */
#define SECTORS_SHARE 32768  /* bytes that a thread takes at a time */
#define SECTORS_SHARED 98304 /* the least number of bytes that is shared between threads */
#define SECTORS_THREADS 16
#define SECTORS_MEMBERS 3
#define SECTORS_KEY 128
#define SECTORS_GROUP 16 /* blocks whose tweaks are made together */

enum sectors_mode {
    SECTORS_XTS,
    SECTORS_CBC,
    SECTORS_LRW,
    SECTORS_CBCI /* CBC whose block is encrypted by several ciphers, the last first */
};
enum sectors_iv {
    SECTORS_PLAIN,
    SECTORS_PLAIN64,
    SECTORS_PLAIN64BE,
    SECTORS_ESSIV_SHA256,
    SECTORS_NULL,
    SECTORS_BENBI,
    SECTORS_TCW
};

/* What one call works with. */
typedef struct sectors_set {
    struct sectors_set *next;
    EVP_CIPHER_CTX *direct[2]; /* libcrypto's own mode, decrypt and encrypt, or NULL */
    blocks *data[SECTORS_MEMBERS];
    blocks *tweak; /* XTS: the cipher of the second key */
    blocks *iv;    /* ESSIV: the IV's cipher */
    unsigned char ivs[SECTORS_RUN / SECTORS_UNIT * SECTORS_BLOCK + SECTORS_BLOCK];
    unsigned char seeds[SECTORS_RUN / SECTORS_UNIT * SECTORS_BLOCK + SECTORS_BLOCK];
    _Alignas(64) unsigned char tweaks[SECTORS_PIECE];
    unsigned char work[SECTORS_PIECE + SECTORS_BLOCK];
} sectors_set;

typedef struct sectors {
    pthread_mutex_t lock; /* guards idle */
    sectors_set *idle;
    struct sectors *inner; /* the next layer, nearer to the plaintext */
    enum sectors_mode mode;
    enum sectors_iv iv;
    const blocks_kind *kinds[SECTORS_MEMBERS];
    int members;
    unsigned char key[SECTORS_KEY]; /* one member's after the other's, then the mode's */
    size_t key_size, extra;         /* bytes of them all, and of the mode's */
    legacy_lrw *lrw;
    size_t sector_size;
    unsigned iv_shift; /* from a sector number to the number in the IV */
    uint64_t iv_step;  /* from one sector's IV to the next */
} sectors;

static inline int sectors_is_aes(const sectors *self)
{
    return !strcmp(self->kinds[0]->cipher, "aes");
}

/* libcrypto's mode where it is the fastest way. To take up an IV costs it as much as encrypting 400 bytes. */
static inline const char *sectors_direct_name(const sectors *self)
{
    const size_t size = self->kinds[0]->key_size;
    if (!sectors_is_aes(self) || self->mode > SECTORS_CBC)
        return NULL;
    if (self->mode == SECTORS_XTS)
        return self->sector_size == SECTORS_UNIT ? NULL
               : size == 16                      ? "AES-128-XTS"
               : size == 32                      ? "AES-256-XTS"
                                                 : NULL;
    return size == 16 ? "AES-128-CBC" : size == 24 ? "AES-192-CBC" : "AES-256-CBC";
}

static inline EVP_CIPHER_CTX *sectors_key_direct(const char *name, const unsigned char *key, int encrypt)
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
static inline blocks *sectors_key_essiv(const sectors *self)
{
    unsigned char hash[32];
    size_t length = 0;
    const blocks_kind *kind = blocks_find(self->kinds[0]->cipher, sizeof hash);
    blocks *cipher = NULL;
    if (kind && EVP_Q_digest(NULL, "SHA256", NULL, self->key, self->key_size, hash, &length) == 1
        && length == sizeof hash)
        cipher = blocks_open(kind, hash);
    OPENSSL_cleanse(hash, sizeof hash);
    return cipher;
}

static inline void sectors_free_sets(sectors_set *set)
{
    while (set) {
        sectors_set *next = set->next;
        for (int i = 0; i < SECTORS_MEMBERS; i++)
            blocks_close(set->data[i]);
        EVP_CIPHER_CTX_free(set->direct[0]); /* cleanses the key schedule */
        EVP_CIPHER_CTX_free(set->direct[1]);
        blocks_close(set->tweak);
        blocks_close(set->iv);
        OPENSSL_cleanse(set, sizeof *set);
        free(set);
        set = next;
    }
}

static inline int sectors_key_set(const sectors *self, sectors_set *set)
{
    const char *name = sectors_direct_name(self);
    const unsigned char *key = self->key;
    const blocks_kind *kind = self->kinds[0];
    if (name) {
        for (int i = 0; i < 2; i++)
            if (!(set->direct[i] = sectors_key_direct(name, key, i)))
                return 0;
    } else {
        for (int i = 0; i < self->members; key += self->kinds[i++]->key_size)
            if (!(set->data[i] = blocks_open(self->kinds[i], key)))
                return 0;
    }
    if (self->mode == SECTORS_XTS && !name)
        if (!(set->tweak = blocks_open(kind, self->key + kind->key_size)))
            return 0;
    return self->iv != SECTORS_ESSIV_SHA256 || (set->iv = sectors_key_essiv(self)) != NULL;
}

static inline sectors_set *sectors_new_set(const sectors *self)
{
    sectors_set *set = aligned_alloc(_Alignof(sectors_set), sizeof *set); /* vectors do not straddle cache lines */
    if (set)
        memset(set, 0, sizeof *set);
    if (set && sectors_key_set(self, set))
        return set;
    ERR_clear_error();
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
    pthread_mutex_unlock(&self->lock);
    return set ? set : sectors_new_set(self);
}

static inline void sectors_give_back(sectors *self, sectors_set *set)
{
    pthread_mutex_lock(&self->lock);
    set->next = self->idle;
    self->idle = set;
    pthread_mutex_unlock(&self->lock);
}

/*
 * Make what that many simultaneous calls need now; 0, or -1 when a library failed. A call that makes it itself puts the
 * key wherever memory is to be had then, which may be after its owner has locked what there was.
 */
static inline int sectors_prepare(sectors *self, int calls)
{
    sectors_set *taken = NULL, *set = NULL;
    int left = calls;
    for (; left > 0 && (set = sectors_take(self)); left--) {
        set->next = taken;
        taken = set;
    }
    while ((set = taken)) {
        taken = set->next;
        sectors_give_back(self, set);
    }
    return left ? -1 : self->inner ? sectors_prepare(self->inner, calls) : 0;
}

/* Wipe the keys and free all; no call may be running. NULL is harmless. */
static inline void sectors_close(sectors *self)
{
    if (!self)
        return;
    sectors_close(self->inner);
    sectors_free_sets(self->idle);
    OPENSSL_clear_free(self->lrw, sizeof *self->lrw);
    pthread_mutex_destroy(&self->lock);
    OPENSSL_clear_free(self, sizeof *self);
}

/* Bytes of the key that are the mode's own. */
static inline size_t sectors_extra(const char *cipher, enum sectors_mode mode, enum sectors_iv iv, size_t key_size)
{
    const blocks_kind *kind;
    if (mode == SECTORS_XTS)
        return key_size / 2;
    if (iv == SECTORS_TCW) {
        kind = blocks_find(cipher, key_size - LEGACY_WHITENING - 8);
        return LEGACY_WHITENING + (kind && kind->size == 8 ? 8 : SECTORS_BLOCK);
    }
    return mode == SECTORS_LRW ? SECTORS_BLOCK : 0;
}

/* Find the members, which `ciphers` names with dashes between, and share the key out; whether all fits. */
static inline int sectors_find(sectors *self, const char *ciphers)
{
    char names[64], *rest = NULL;
    size_t left = self->key_size - self->extra, each;
    if (strlen(ciphers) >= sizeof names || self->extra >= self->key_size)
        return 0;
    strcpy(names, ciphers);
    for (char *name = strtok_r(names, "-", &rest); name; name = strtok_r(NULL, "-", &rest)) {
        each = self->mode == SECTORS_CBCI ? 32 : left;
        if (self->members == SECTORS_MEMBERS || each > left || !(self->kinds[self->members] = blocks_find(name, each)))
            return 0;
        left -= each;
        self->members++;
    }
    return self->members && !left && (self->mode == SECTORS_CBC || self->kinds[0]->size == SECTORS_BLOCK);
}

/*
 * A cipher for sectors of that many bytes (512, 1024, 2048, 4096), or NULL: a size is wrong or a library failed.
 * `ciphers` is one name, in mode CBCI up to three with dashes between. The key is not needed afterwards.
 * With iv_large_sectors the IV counts whole sectors, else 512-byte units.
 */
static inline sectors *sectors_open_cipher(const char *ciphers, enum sectors_mode mode, enum sectors_iv iv,
                                           const unsigned char *key, size_t key_size, size_t sector_size,
                                           int iv_large_sectors)
{
    unsigned shift = 0;
    sectors *self;
    while (SECTORS_UNIT << shift < SECTORS_LARGEST && (size_t)SECTORS_UNIT << shift != sector_size)
        shift++;
    if ((size_t)SECTORS_UNIT << shift != sector_size || key_size > SECTORS_KEY
        || !(self = OPENSSL_zalloc(sizeof *self)))
        return NULL;
    pthread_mutex_init(&self->lock, NULL);
    self->mode = mode;
    self->iv = iv;
    self->sector_size = sector_size;
    self->iv_shift = iv_large_sectors ? shift : 0;
    self->iv_step = iv_large_sectors ? 1 : sector_size / SECTORS_UNIT;
    self->key_size = key_size;
    self->extra = sectors_extra(ciphers, mode, iv, key_size);
    memcpy(self->key, key, key_size);
    if (sectors_find(self, ciphers)
        && (mode != SECTORS_LRW || (self->lrw = legacy_lrw_open(key + key_size - SECTORS_BLOCK)))
        && sectors_prepare(self, 1) == 0)
        return self;
    sectors_close(self);
    return NULL;
}

/* Make `inner`, which it then owns, the innermost layer of `outer`; both have sectors of one size. */
static inline void sectors_append(sectors *outer, sectors *inner)
{
    while (outer->inner)
        outer = outer->inner;
    outer->inner = inner;
}

/* What is applied one after the other, the cipher nearest to the ciphertext first, and the bytes of key each has. */
typedef struct sectors_layer {
    const char *ciphers;
    size_t key_size;
} sectors_layer;

/*
 * The door to every cipher spec: `count` layers, at least one, whose keys lie one after the other. As above, and NULL
 * also when the keys are not `key_size` bytes together.
 */
static inline sectors *sectors_open_layers(const sectors_layer *layers, size_t count, enum sectors_mode mode,
                                           enum sectors_iv iv, const unsigned char *key, size_t key_size,
                                           size_t sector_size, int iv_large_sectors)
{
    sectors *first = NULL, *layer = NULL;
    size_t left = key_size;
    for (size_t i = 0; i < count; key += layers[i].key_size, left -= layers[i].key_size, i++) {
        layer = layers[i].key_size > left ? NULL
                                          : sectors_open_cipher(layers[i].ciphers, mode, iv, key, layers[i].key_size,
                                                                sector_size, iv_large_sectors);
        if (!layer)
            break;
        if (first)
            sectors_append(first, layer);
        else
            first = layer;
    }
    if (layer && !left)
        return first;
    sectors_close(first);
    return NULL;
}

static inline void sectors_number(uint64_t number, unsigned char *to, size_t size, int big_endian)
{
    memset(to, 0, size);
    for (size_t i = 0; i < 8; i++)
        to[big_endian ? size - 1 - i : i] = (unsigned char)(number >> 8 * i);
}

/* Encrypt set->ivs; whether that worked. */
static inline int sectors_mix_ivs(sectors_set *set, blocks *cipher, size_t length)
{
    memcpy(set->seeds, set->ivs, length);
    return blocks_crypt(cipher, 1, set->ivs, set->seeds, NULL, length);
}

/* The IVs of `count` sectors, or XTS's first tweaks, SECTORS_BLOCK bytes for each, into set->ivs; whether that worked. */
static inline int sectors_make_ivs(const sectors *self, sectors_set *set, uint64_t number, size_t count)
{
    const size_t size = self->kinds[0]->size, length = count * SECTORS_BLOCK;
    const unsigned char *seed = self->key + self->key_size - self->extra;
    unsigned char *iv = set->ivs;
    for (size_t i = 0; i < count; i++, iv += SECTORS_BLOCK, number += self->iv_step)
        switch (self->iv) {
        case SECTORS_NULL: memset(iv, 0, SECTORS_BLOCK); break;
        case SECTORS_PLAIN: sectors_number((uint32_t)number, iv, size, 0); break;
        case SECTORS_PLAIN64BE: sectors_number(number, iv, size, 1); break;
        case SECTORS_BENBI: sectors_number((number << 5) + 1, iv, size, 1); break;
        case SECTORS_TCW: legacy_tcw_iv(seed, number, iv, size); break;
        default: sectors_number(number, iv, size, 0);
        }
    return (!set->iv || sectors_mix_ivs(set, set->iv, length))
           && (!set->tweak || sectors_mix_ivs(set, set->tweak, length));
}

static inline int sectors_run_direct(const sectors *self, sectors_set *set, int encrypt, const unsigned char *iv,
                                     unsigned char *data, size_t length)
{
    const size_t size = self->sector_size;
    EVP_CIPHER_CTX *context = set->direct[!!encrypt];
    int done = 0;
    for (; length; length -= size, data += size, iv += SECTORS_BLOCK)
        if (EVP_CipherInit_ex2(context, NULL, NULL, iv, -1, NULL) != 1
            || EVP_CipherUpdate(context, data, &done, data, (int)size) != 1 || (size_t)done != size)
            return 0;
    return 1;
}

/* Two blocks as words, the lower one of each first. */
typedef uint64_t sectors_pair __attribute__((vector_size(2 * SECTORS_BLOCK)));

/*
 * The tweaks of the blocks of a sector, which are the first one times alpha, times alpha and so on, and the data with
 * them added. Those of a group are made of the group's first, each for itself, so that none waits for another.
 */
static BLOCKS_VECTORS void sectors_mask(const unsigned char *first, unsigned char *restrict tweaks,
                                        unsigned char *restrict out, const unsigned char *restrict in, size_t size)
{
    static const sectors_pair lower = {~0ull, 0, ~0ull, 0}, by = {0, 0, 1, 1};
    uint64_t low, high, carry;
    memcpy(&low, first, 8);
    memcpy(&high, first + 8, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#error "the tweaks are little endian"
#endif
    for (size_t at = 0; at < size; at += SECTORS_GROUP * SECTORS_BLOCK) {
        const sectors_pair words = {low, high, low, high}, others = {high >> 1, low >> 1, high >> 1, low >> 1};
#pragma GCC unroll 8
        for (size_t i = 0; i < SECTORS_GROUP; i += 2) {
            const sectors_pair over = others >> (63 - i - by);
            const sectors_pair tweak = words << (i + by) ^ over ^ ((over << 1 ^ over << 2 ^ over << 7) & lower);
            sectors_pair data;
            memcpy(&data, in + at + i * SECTORS_BLOCK, sizeof data);
            data ^= tweak;
            memcpy(tweaks + at + i * SECTORS_BLOCK, &tweak, sizeof tweak);
            memcpy(out + at + i * SECTORS_BLOCK, &data, sizeof data);
        }
        carry = high >> (64 - SECTORS_GROUP);
        high = high << SECTORS_GROUP | low >> (64 - SECTORS_GROUP);
        low = low << SECTORS_GROUP ^ carry ^ carry << 1 ^ carry << 2 ^ carry << 7;
    }
}

/* XTS and LRW: each block is masked by its tweak before and after. */
static inline int sectors_run_tweaked(const sectors *self, sectors_set *set, int encrypt, const unsigned char *iv,
                                      unsigned char *data, size_t length)
{
    const size_t size = self->sector_size;
    for (size_t at = 0; at < length; at += size, iv += SECTORS_BLOCK)
        if (self->mode == SECTORS_XTS)
            sectors_mask(iv, set->tweaks + at, set->work + at, data + at, size);
        else {
            legacy_lrw_tweaks(self->lrw, iv, set->tweaks + at, size);
            memcpy(set->work + at, data + at, size);
            blocks_xor(set->work + at, set->tweaks + at, size);
        }
    return blocks_crypt(set->data[0], encrypt, data, set->work, set->tweaks, length);
}

static inline int sectors_run_cbc(const sectors *self, sectors_set *set, int encrypt, const unsigned char *ivs,
                                  unsigned char *data, size_t length)
{
    const size_t size = self->sector_size, block = self->kinds[0]->size;
    if (encrypt) {
        for (size_t i = 0; i < length / size; i++)
            if (!blocks_chain(set->data[0], ivs + i * SECTORS_BLOCK, data + i * size, size))
                return 0;
        return 1;
    }
    memcpy(set->tweaks, data, length);
    for (int i = 0; i < self->members; i++) {
        memcpy(set->work, data, length);
        if (!blocks_crypt(set->data[i], 0, data, set->work, NULL, length))
            return 0;
    }
    for (size_t i = 0; i < length / size; i++) {
        blocks_xor(data + i * size, ivs + i * SECTORS_BLOCK, block);
        blocks_xor(data + i * size + block, set->tweaks + i * size, size - block);
    }
    return 1;
}

/* One piece through one layer; whether that worked. */
static inline int sectors_run_piece(const sectors *self, sectors_set *set, int encrypt, const unsigned char *ivs,
                                    unsigned char *data, size_t length)
{
    if (set->direct[0])
        return sectors_run_direct(self, set, encrypt, ivs, data, length);
    if (self->mode == SECTORS_XTS || self->mode == SECTORS_LRW)
        return sectors_run_tweaked(self, set, encrypt, ivs, data, length);
    return sectors_run_cbc(self, set, encrypt, ivs, data, length);
}

/* One run through one layer, a piece after the other; whether that worked. */
static inline int sectors_run(sectors *self, int encrypt, uint64_t number, unsigned char *data, size_t length)
{
    const size_t size = self->sector_size;
    sectors_set *set = sectors_take(self);
    int good;
    if (!set)
        return 0;
    good = sectors_make_ivs(self, set, number, length / size);
    if (good && self->iv == SECTORS_TCW)
        for (size_t i = 0; i < length / size; i++)
            legacy_tcw_whiten(self->key + self->key_size - LEGACY_WHITENING, number + i * self->iv_step,
                              data + i * size, size);
    for (size_t at = 0; good && at < length; at += SECTORS_PIECE) {
        const size_t piece = length - at < SECTORS_PIECE ? length - at : SECTORS_PIECE;
        good = sectors_run_piece(self, set, encrypt, set->ivs + at / size * SECTORS_BLOCK, data + at, piece);
    }
    sectors_give_back(self, set);
    if (!good)
        ERR_clear_error();
    return good;
}

/* One run through all layers, from the outermost when decrypting and to it when encrypting. */
static inline int sectors_run_all(sectors *self, int encrypt, uint64_t number, unsigned char *data, size_t length)
{
    return (encrypt || sectors_run(self, 0, number, data, length))
           && (!self->inner || sectors_run_all(self->inner, encrypt, number, data, length))
           && (!encrypt || sectors_run(self, 1, number, data, length));
}

/*
 * Encrypt or decrypt whole sectors in place; 0, or -1 when the length is not whole sectors or a library failed,
 * and then the data is worthless. `sector` is the number of the first in 512-byte units. Any number of threads may call.
 */
static inline int sectors_crypt(sectors *self, int encrypt, uint64_t sector, unsigned char *data, size_t length)
{
    uint64_t number = sector >> self->iv_shift;
    int good = length % self->sector_size == 0;
    while (good && length) {
        const size_t run = length < SECTORS_RUN ? length : SECTORS_RUN;
        good = sectors_run_all(self, encrypt, number, data, run);
        number += run / self->sector_size * self->iv_step;
        data += run;
        length -= run;
    }
    return good ? 0 : -1;
}

/* A run that threads share. */
typedef struct sectors_job {
    sectors *cipher;
    int encrypt;
    uint64_t sector;
    unsigned char *data;
    size_t length, taken;
    int failed;
} sectors_job;

static inline void *sectors_work(void *argument)
{
    sectors_job *job = argument;
    size_t at;
    while ((at = __sync_fetch_and_add(&job->taken, SECTORS_SHARE)) < job->length) {
        const size_t length = job->length - at < SECTORS_SHARE ? job->length - at : SECTORS_SHARE;
        if (sectors_crypt(job->cipher, job->encrypt, job->sector + at / SECTORS_UNIT, job->data + at, length))
            __sync_fetch_and_or(&job->failed, 1);
    }
    return NULL;
}

/*
 * The same with as many threads as that, this one included, where the run is long and the cipher slow enough for it.
 * The threads end with the call and leave every signal to others.
 */
static inline int sectors_crypt_shared(sectors *self, int encrypt, uint64_t sector, unsigned char *data, size_t length,
                                       int threads)
{
    sectors_job job = {self, encrypt, sector, data, length, 0, 0};
    pthread_t others[SECTORS_THREADS];
    sigset_t all, before;
    int started = 0;
    const int useful = (int)(length < SECTORS_SHARE * SECTORS_THREADS ? length / SECTORS_SHARE : SECTORS_THREADS);
    if (length < SECTORS_SHARED || length % self->sector_size || (!self->inner && sectors_is_aes(self)))
        return sectors_crypt(self, encrypt, sector, data, length);
    threads = threads < useful ? threads : useful;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    while (started < threads - 1 && !pthread_create(&others[started], NULL, sectors_work, &job))
        started++;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    sectors_work(&job);
    while (started)
        pthread_join(others[--started], NULL);
    return job.failed ? -1 : 0;
}

#endif
