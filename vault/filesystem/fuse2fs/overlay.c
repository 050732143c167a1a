#include "overlay.h"

#include <stdlib.h>

#define BUCKETS (1u << 14)

static struct entry *buckets[BUCKETS];
static size_t counts[2];
static size_t block_bytes;

void overlay_begin(size_t block_size)
{
    block_bytes = block_size;
}

static struct entry **bucket(uint64_t block)
{
    return &buckets[block % BUCKETS];
}

struct entry *overlay_find(uint64_t block)
{
    struct entry *entry = *bucket(block);

    while (entry && entry->block != block)
        entry = entry->next;
    return entry;
}

struct entry *overlay_add(uint64_t block, bool fresh)
{
    struct entry **head = bucket(block);
    struct entry *entry = malloc(sizeof *entry + block_bytes);

    if (!entry)
        return NULL;
    entry->next = *head;
    entry->block = block;
    entry->fresh = fresh;
    *head = entry;
    counts[fresh]++;
    return entry;
}

void overlay_remove(struct entry *entry)
{
    struct entry **link = bucket(entry->block);

    while (*link != entry)
        link = &(*link)->next;
    *link = entry->next;
    counts[entry->fresh]--;
    free(entry);
}

void overlay_clear(uint64_t block_to_keep)
{
    for (size_t i = 0; i < BUCKETS; i++)
        for (struct entry *entry = buckets[i], *next; entry; entry = next) {
            next = entry->next;
            if (entry->block != block_to_keep)
                overlay_remove(entry);
        }
}

size_t overlay_count(bool fresh)
{
    return counts[fresh];
}

size_t overlay_bytes(void)
{
    return (counts[0] + counts[1]) * block_bytes;
}

static int by_block(const void *left, const void *right)
{
    uint64_t a = (*(struct entry *const *)left)->block;
    uint64_t b = (*(struct entry *const *)right)->block;

    return (a > b) - (a < b);
}

struct entry **overlay_sorted(void)
{
    size_t count = counts[0] + counts[1], n = 0;
    struct entry **list = malloc((count + 1) * sizeof *list);

    if (!list)
        return NULL;
    for (size_t i = 0; i < BUCKETS; i++)
        for (struct entry *entry = buckets[i]; entry; entry = entry->next)
            list[n++] = entry;
    qsort(list, n, sizeof *list, by_block);
    return list;
}
