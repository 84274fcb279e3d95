/** @file
 * What to say about YAML that cannot be read, and how to go on behind it. Part of yaml.c.
 *
 * The parser is given a copy of the file. A problem whose extent is plain is reported, then
 * overwritten in the copy with as many harmless bytes, and the copy is read again from the start:
 * all positions stay those of the file, and one run shows many problems. Three kinds of repair:
 *
 *     text: Chú ý: x        the value cannot be read      xxxxxxx   the value is "masked"
 *     (stray line)          the line fits nowhere         #xxxxxx   the copy is "lossy"
 *     title:x               no space behind the colon     title: x
 *
 * A lossy copy has lost values, so nobody may complain that something is missing.
 */
#ifndef CONTENT_YAML_REPAIR_H
#define CONTENT_YAML_REPAIR_H

#include "base/diag.h"

enum { YAML_REPAIRS_MAX = 20, YAML_LOSSES_MAX = 3 };

struct yaml_copy {
    const struct source *source;
    struct diag_list *diags;
    char *bytes; /**< As many as the source has. */
    size_t size;
    unsigned repair_count, loss_count;
    bool lossy;
    bool tabs; /**< Tabs were reported; later problems most likely follow from them. */
};

/** Reports and replaces what no parser needs to see: tabs in front of lines, directives. */
void yaml_prepare(struct yaml_copy *copy);

/** Reports libfyaml's `message` about byte `at`. True when reading again makes sense. */
bool yaml_repair(struct yaml_copy *copy, const char *message, size_t at);

/** Reports text that starts with a mark of YAML's (`*`, `&`, `!`), near byte `at`. */
bool yaml_repair_mark(struct yaml_copy *copy, size_t at);

#endif
