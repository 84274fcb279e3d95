/** @file
 * The team's handbook: which guides in which chapters, what to look up in its index, whom to call.
 *
 * Loaded from guides/handbook.yaml, for another language guides/handbook-LANGUAGE.yaml (reference:
 * guides/README.md, schema: guides/handbook.schema.json). The guides themselves are named by their
 * id and loaded by the caller, who also says which of them there are not.
 *
 * Lifetime: the arena given to handbook_load. Text as in content/guide/guide.h.
 */
#ifndef CONTENT_GUIDE_HANDBOOK_H
#define CONTENT_GUIDE_HANDBOOK_H

#include "content/guide/guide.h"

struct facts;

enum {
    HANDBOOK_FILE_MAX = 256 * 1024,
    HANDBOOK_HOW_MAX = 6,
    HANDBOOK_CHAPTERS_MAX = 9, /**< Their marks share the page's edge. */
    HANDBOOK_GUIDES_MAX = 40,  /**< Of a chapter. */
    HANDBOOK_SEE_MAX = 4,
    HANDBOOK_HOTLINES_MAX = 20,
    HANDBOOK_TERMS_MAX = 300,
    HANDBOOK_ALSO_MAX = 6
};

/** A guide of a chapter, and which others to read with it. */
struct handbook_guide {
    struct field id;
    struct field see[HANDBOOK_SEE_MAX];
    unsigned see_count;
};

struct handbook_chapter {
    struct field title;
    struct field icon;          /**< Phosphor name without weight. */
    enum guide_subject subject; /**< Its colours; guides the file does not name come here too. */
    struct handbook_guide *guides;
    unsigned guide_count;
};

struct handbook_hotline {
    struct field label, number;
};

/** A word to look up, and other wordings that count as it. */
struct handbook_term {
    struct field term;
    struct field also[HANDBOOK_ALSO_MAX];
    unsigned also_count;
};

struct handbook {
    const struct source *source;
    struct field title;
    struct field audience; /**< Under the title: for whom. */
    struct field language; /**< "vi" unless given. */
    struct guide_item how[HANDBOOK_HOW_MAX];
    unsigned how_count;
    struct handbook_chapter *chapters;
    unsigned chapter_count;
    struct handbook_hotline hotlines[HANDBOOK_HOTLINES_MAX];
    unsigned hotline_count;
    struct handbook_term *terms;
    unsigned term_count;
};

/** As guide_load; a guide named twice, one that `see` names but no chapter has, and a term given
 *  twice are errors. */
struct handbook *handbook_load(struct arena *a, const char *path, const struct facts *facts,
                               struct diag_list *diags);

/** Where the file names a guide; NULL: nowhere. `*chapter` (may be NULL): in which chapter. */
const struct handbook_guide *handbook_find(const struct handbook *book, struct slice id,
                                           unsigned *chapter);

#endif
