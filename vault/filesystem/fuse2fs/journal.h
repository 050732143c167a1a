/* The journal inside the file system, in the format of JBD2. */

#ifndef GUARD_JOURNAL_H
#define GUARD_JOURNAL_H

#include <ext2fs/ext2fs.h>

#include "overlay.h"

const char *journal_load(ext2_filsys fs); /* NULL, or why it cannot be used; writes nothing */
size_t journal_capacity(void);            /* blocks */

/* Makes the list one transaction that will be replayed after a crash from the moment this returns 0.

   What was written in place before the call, the blocks of the last transaction above all, is durable as well by
   then. The blocks of this one must be written in place before the next call. */
int journal_write(struct entry **list, size_t count);

/* Everything in place is durable and the journal is empty, with the features it had when it was loaded. */
int journal_end(void);

#endif
