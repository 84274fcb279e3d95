/** @file
 * Names of files made from people's words, for whatever disk or USB stick they are copied to.
 *
 * Small Latin letters without marks, digits, "-" and "_"; letters of other scripts stay as they
 * are. What FAT, NTFS, shells or web servers treat specially becomes "-"; names that Windows keeps
 * for devices (con, nul, com1 …, with any ending) get a "_" before them.
 * Source: "Naming Files, Paths, and Namespaces", learn.microsoft.com/windows/win32/fileio.
 */
#ifndef BASE_FILE_NAME_H
#define BASE_FILE_NAME_H

#include "base/slice.h"

struct arena;

enum { FILE_NAME_MAX = 80 /**< Bytes: with an ending and a suffix far below every disk's 255. */ };

/** "Thôn Đông / 3" → "thon-dong-3"; empty when nothing of `text` can stay. `text` is well-formed
 *  UTF-8. */
struct slice file_name_make(struct arena *a, struct slice text);

#endif
