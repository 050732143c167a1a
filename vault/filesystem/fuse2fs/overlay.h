/* Blocks that were changed and are not in their place yet, by block number. */

#ifndef GUARD_OVERLAY_H
#define GUARD_OVERLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct entry {
    struct entry *next;
    uint64_t block;
    bool fresh; /* free at the last commit, so that it may be written in place before the next one */
    unsigned char data[];
};

void overlay_begin(size_t block_size);
struct entry *overlay_find(uint64_t block);             /* NULL: unchanged */
struct entry *overlay_add(uint64_t block, bool fresh);  /* contents undefined; NULL: no memory */
void overlay_remove(struct entry *entry);
void overlay_clear(uint64_t block_to_keep);
size_t overlay_count(bool fresh);
size_t overlay_bytes(void);
struct entry **overlay_sorted(void); /* all entries by block number, to be freed by the caller; NULL: no memory */

#endif
