/** @file
 * Payloads: compact JSON (RFC 8259), one object, in the order written.
 *
 * Only what the log needs: text, whole numbers, truth, arrays. Text written must be valid UTF-8
 * without NUL (sql_check_text). Reading takes what was written here, without white space: a strict
 * subset, so that millions of payloads are read in seconds. Text read may be any bytes but NUL.
 */
#ifndef STORE_JSON_H
#define STORE_JSON_H

#include "base/buf.h"

/** "{" or "[", preceded by a comma where one is due. `key` NULL: inside an array. */
void json_open(struct buf *b, const char *key, char bracket);
void json_close(struct buf *b, char bracket);
void json_put_text(struct buf *b, const char *key, struct slice text);
void json_put_int(struct buf *b, const char *key, int64_t value);
void json_put_bool(struct buf *b, const char *key, bool value);

/** Reads one payload, front to back. After a failure everything fails. */
struct json_reader {
    const char *at, *end;
    char *scratch; /**< Where text with escapes is put together. */
    bool first, failed;
};

/** `scratch`: at least as many bytes as the payload; text read lives in the payload or there. */
void json_read(struct json_reader *r, struct slice payload, char *scratch);
bool json_enter(struct json_reader *r, char bracket);
/** Whether another element comes; else steps behind the closing bracket. */
bool json_more(struct json_reader *r, char bracket);
bool json_text(struct slice *out, struct json_reader *r);
bool json_bool(bool *out, struct json_reader *r);
/** Whether all was read, and read well. */
bool json_finished(const struct json_reader *r);

enum json_type { JSON_TEXT, JSON_INT, JSON_BOOL, JSON_RAW };

/** A member of an object and where its value goes: struct slice, int64_t, bool, struct slice. */
struct json_field {
    const char *name;
    enum json_type type;
    void *out;
    bool optional; /**< What is missing leaves `out` as it was. */
};

/** Reads an object with these members; others are stepped over. False when one is missing, there
 *  twice or of another type. At most 32 fields. */
bool json_fields(struct json_reader *r, const struct json_field *fields, unsigned field_count);

#endif
