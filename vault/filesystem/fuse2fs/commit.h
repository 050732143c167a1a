/* Changes of the file system: kept back, and made durable all together or not at all. */

#ifndef GUARD_COMMIT_H
#define GUARD_COMMIT_H

#include <ext2fs/ext2fs.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

const char *changes_begin(ext2_filsys fs); /* NULL, or why the file system cannot be written */
int changes_end(void);                     /* commits, empties the journal, clears "needs recovery"; 0 or an errno */
bool changes_accepted(void);               /* between the two, libext2fs does not flush by itself */

errcode_t changed_read(uint64_t offset, void *data, size_t length); /* bytes */
errcode_t changed_write(uint64_t offset, const void *data, size_t length);

bool changes_pending(void);
bool changes_heavy(void); /* so many that they should be lightened or committed now */
int changes_lighten(void); /* writes in place what needs no journal, and commits if that is not enough */
int changes_commit(void);  /* only between operations: what is there must be consistent */

#endif
