/** @file
 * The shipped facts, without which the shipped guides and quizzes cannot be read.
 */
#ifndef TESTS_SUPPORT_SHIPPED_H
#define TESTS_SUPPORT_SHIPPED_H

#include "content/shared/facts.h"

static inline const struct facts *shipped_facts(struct arena *a, struct diag_list *diags)
{
    return facts_load(a, NGOSO_SOURCE_DIR "/guides/facts.yaml", diags);
}

#endif
