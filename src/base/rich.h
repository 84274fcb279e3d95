/** @file
 * Text with **bold** parts: plain NFC text and the byte ranges that are bold.
 *
 * The mark-up is only `**…**`; `\*` is a star. content/wording/markup.h reads it, text/para.h lays
 * it out.
 */
#ifndef BASE_RICH_H
#define BASE_RICH_H

#include <stdint.h>

#include "base/slice.h"

struct rich_range {
    uint32_t begin, end; /**< Bytes of `text`, between characters; ascending, apart, not empty. */
};

struct rich {
    struct slice text; /**< UTF-8, NFC, without mark-up. */
    const struct rich_range *strong;
    unsigned strong_count;
};

/** All of `text` in one weight. */
static inline struct rich rich_plain(struct slice text)
{
    return (struct rich){.text = text};
}

#endif
