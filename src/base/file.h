/** @file
 * Whole files: read up to a limit, written whole or not at all.
 *
 * A new file is written under a temporary name in the same folder, flushed with fsync where asked,
 * then renamed; the folder is flushed too. An interrupted or failed run leaves no partial file.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"
#include "base/error.h"

struct arena;

/**
 * Reads a regular file.
 * Errors: ERROR_SYSTEM with errno (also for a folder: EISDIR), ERROR_LIMIT above `limit_bytes`.
 */
NODISCARD bool file_read(struct slice *out, struct arena *a, const char *path, size_t limit_bytes,
                         struct error *e);

bool file_exists(const char *path);
bool file_is_folder(const char *path);

/** Whether both paths lead to one file that is there. */
bool file_is_same(const char *path, const char *other);

/** Makes a folder and its parents; fine if it is there. */
NODISCARD bool file_make_folder(const char *path, struct error *e);

enum { FILE_PATH_BYTES = 4096 };

enum file_durability {
    FILE_FAST,   /**< Rename only: a power cut may lose it, never half of it shown on success. */
    FILE_DURABLE /**< fsync of file and folder before returning. */
};

/** A file being written. Zero-initialise; commit or abandon exactly once. */
struct file_writer {
    int fd;
    bool open;
    int slot; /**< In the table that file_abandon_all walks. */
    uint64_t written_bytes;
    char path[FILE_PATH_BYTES];
    char temporary[FILE_PATH_BYTES];
    struct buf pending; /**< Bytes gathered before a write(2). */
};

NODISCARD bool file_writer_open(struct file_writer *w, const char *path, struct error *e);
NODISCARD bool file_writer_append(struct file_writer *w, const void *bytes, size_t size_bytes,
                                  struct error *e);
NODISCARD bool file_writer_commit(struct file_writer *w, enum file_durability durability,
                                  struct error *e);
/** Removes the temporary file; does nothing when not open. */
void file_writer_abandon(struct file_writer *w);

/** Removes temporary files of writers still open; async-signal-safe, for a handler that then exits.
 */
void file_abandon_all(void);

/** Open, append, commit in one. */
NODISCARD bool file_write(const char *path, struct slice bytes, enum file_durability durability,
                          struct error *e);

#endif
