/* What libext2fs reads and writes through. */

#ifndef GUARD_CHANNEL_H
#define GUARD_CHANNEL_H

#include <ext2fs/ext2fs.h>

extern struct struct_io_manager guarded_manager;

#endif
