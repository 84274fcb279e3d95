/** @file
 * A guide in another language against the one it was translated from.
 *
 * "vneid-en" (language: en) is a translation of "vneid". Whoever corrects the original forgets the
 * others; whoever translates leaves a step out or mistypes a number. So they must have as many
 * steps and warnings, the same codes and hotline; told besides: numbers that only one of them says,
 * text that was never translated, and a translation that is older than its original.
 */
#ifndef CONTENT_GUIDE_TRANSLATION_H
#define CONTENT_GUIDE_TRANSLATION_H

#include "content/guide/guide.h"

/** The id of the guide that `g` translates: "vneid" for "vneid-en" in "en"; empty: none. */
struct slice translation_original(const struct guide *g);

/** Compares `g` with its original; both were read without errors. */
void translation_check(const struct guide *g, const struct guide *original,
                       struct diag_list *diags);

/**
 * `source`, the text of guide `from` as it lies in its file, as the starting point of a translation
 * with that id: all stays, to be overwritten text by text, but id, language and what says so.
 */
struct slice translation_template(struct arena *a, struct slice source, struct slice from,
                                  struct slice id, struct slice language);

#endif
