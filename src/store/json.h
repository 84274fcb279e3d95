/** @file
 * Writing payloads: compact JSON, one object, in the order written.
 *
 * Only what the log needs: text, whole numbers, truth, arrays. Reading is done by SQLite's own JSON
 * functions, so a payload that is none is refused when tables are derived from it.
 * Text must be valid UTF-8 without NUL (sql_check_text).
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

#endif
