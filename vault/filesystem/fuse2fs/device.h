/* The file below: reads, gathered writes, syncs, and the failure that ends all writing. */

#ifndef GUARD_DEVICE_H
#define GUARD_DEVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/uio.h>

#define RUN_PIECES 256

/* Blocks that follow each other, written with one call. A run on the stack starts as {0}. */
struct run {
    uint64_t first;
    int count;
    struct iovec pieces[RUN_PIECES];
};

int device_open(const char *path, int open_flags); /* 0 or an errno, as all below */
void device_close(void);
void device_set_offset(uint64_t offset);
void device_set_block_size(size_t block_size);
size_t device_block_size(void);

int device_read(uint64_t offset, void *data, size_t length);
int device_write(uint64_t block, const void *data); /* one block */
int device_sync(void);

/* Gathers a block that must stay unchanged until run_end; earlier ones are written when it does not follow them. */
int run_add(struct run *run, uint64_t block, const void *data);
int run_end(struct run *run);

/* After the first failure nothing is written any more. Returns EIO; says why, once, on standard error. */
int device_fail(const char *why);
bool device_failed(void);

#endif
