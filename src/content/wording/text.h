/** @file
 * Text from people's files made fit for print: NFC, white space folded, odd characters reported.
 *
 * Reported, because a reader cannot see them or a font cannot show them: control characters,
 * direction overrides, U+FFFD, zero-width characters, and letters that only look like đ/Đ.
 */
#ifndef CONTENT_WORDING_TEXT_H
#define CONTENT_WORDING_TEXT_H

#include "base/diag.h"

struct arena;

/** Trimmed; every run of white space (line breaks too) becomes one space; NFC. */
struct slice text_fold(struct arena *a, struct slice text);

/** NFC only, without the end of the last line. */
struct slice text_keep(struct arena *a, struct slice text);

/** Reports odd characters of `text`, which was read from `span`. True when there was no error. */
bool text_check(struct slice text, struct span span, struct diag_list *diags);

/** Reports text whose letters are TCVN3 or VNI read as Latin. True when it looks well. */
bool text_check_legacy(struct slice text, struct span span, struct diag_list *diags);

#endif
