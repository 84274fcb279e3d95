/** @file
 * A VFS between SQLite and the real one: records what is written, or makes the n-th call fail.
 *
 * Registered under the name PROBE_VFS; only files opened through it are seen. One store at a time.
 * Sources: SQLite "The Virtual File System"; test6.c and test_vfs.c in SQLite's own tests.
 */
#ifndef TESTS_STORE_PROBE_H
#define TESTS_STORE_PROBE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PROBE_VFS "probe"

/** The files of one database. */
enum probe_file { PROBE_MAIN, PROBE_WAL, PROBE_JOURNAL, PROBE_FILE_COUNT };

const char *probe_ending(enum probe_file file);

enum probe_kind {
    PROBE_WRITE,
    PROBE_TRUNCATE,
    PROBE_SYNC,
    PROBE_DELETE,
    PROBE_ATTEMPTED,   /**< A mark of the test: `value` things have been begun. */
    PROBE_ACKNOWLEDGED /**< A mark: `value` things have been called done. */
};

struct probe_op {
    enum probe_kind kind;
    enum probe_file file;
    int64_t offset; /**< Of a write; the new size of a truncation; the value of a mark. */
    size_t size;
    uint8_t *data;
    bool durable; /**< PROBE_DELETE: the folder was flushed with it. */
};

struct probe {
    bool recording;
    struct probe_op *ops;
    size_t op_count, op_capacity;

    unsigned calls;   /**< xOpen, xWrite, xTruncate, xSync, xDelete so far. */
    unsigned fail_at; /**< The call that fails; 0: none. */
    bool fail_ever_after;
    int fail_code;
    unsigned failures;
    int64_t quota_bytes; /**< What the files and the reserve together may take; 0: any. */
};

extern struct probe probe;

/** Registers the VFS (once) and forgets everything. */
void probe_start(void);
void probe_mark(enum probe_kind kind, int64_t value);

#endif
