/** @file
 * ngoso schema: the JSON Schema of a file format, for editors that complete and check.
 */
#include "content/format/schema.h"

#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "cli/workspace.h"

enum { SCHEMA_BYTES_MAX = 4 * 1024 * 1024 };

static enum cli_exit run(const struct invocation *call)
{
    for (enum content_format format = 0; format < CONTENT_FORMAT_COUNT; format++) {
        if (strcmp(call->arguments[0], content_format_name(format)) != 0)
            continue;
        struct arena a;
        arena_init(&a, SCHEMA_BYTES_MAX);
        struct slice schema = content_schema(&a, format);
        fwrite(schema.data, 1, schema.size, stdout);
        arena_deinit(&a);
        return CLI_DONE;
    }
    say_error(_("there is no schema “%s”: guide, commune, trusted-domains, quiz, facts, banks, "
                "spoken, indicators, words or handbook"),
              call->arguments[0]);
    return say_usage_hint(call->command);
}

const struct command command_schema = {
    .name = "schema",
    .arguments = "guide|commune|trusted-domains|quiz|facts|banks|spoken|indicators|words|handbook",
    .summary = N_("Print the JSON Schema of a file format, for editors"),
    .details = N_("Editors that know YAML complete and check as you type when a file begins with\n"
                  "  # yaml-language-server: $schema=guide.schema.json\n"
                  "and the schema lies beside it:\n"
                  "  ngoso schema guide > guide.schema.json"),
    .argument_min = 1,
    .argument_max = 1,
    .run = run,
};
