/** @file
 * The letters that the files of a table will need, told to the PDF job before the first of them.
 *
 * One font subset then serves all files, and a row's file is the same, to the byte, whichever other
 * rows are printed. A letter that is foreseen costs every file some fifty bytes a font; one that is
 * not costs the file that has it a subset of its own.
 *
 * Limits: letters from LETTERS_MAX on are not foreseen.
 */
#ifndef CLI_PAPER_LETTERS_H
#define CLI_PAPER_LETTERS_H

#include <stdint.h>

#include "base/slice.h"
#include "text/fonts.h"

struct arena;
struct pdf_job;

/** Beyond the general punctuation ("…", "–", "“") and the signs of money ("₫"). */
enum { LETTERS_MAX = 0x2100 };

/** Zero-initialise. */
struct letters {
    uint32_t words[LETTERS_MAX / 32];
};

void letters_add(struct letters *l, struct slice text);

/** Tells `job` that pages will hold each letter in each of the fonts `ids`. `a` is for the work. */
void letters_expect(const struct letters *l, struct pdf_job *job, const struct font_set *fonts,
                    const enum font_id *ids, unsigned id_count, struct arena *a);

#endif
