#include "content/yaml/yaml.h"

#include "base/arena.h"
#include "base/encoding.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/utf8.h"

static const struct span nowhere = {NULL, 0, 0};

static struct slice without_mark(struct slice text)
{
    const struct slice mark = SLICE("\xef\xbb\xbf");
    return slice_starts(text, mark) ? slice_part(text, mark.size, text.size) : text;
}

/* Several reports for one wrongly encoded file would all have the same cure: one is enough. */
static bool check_encoding(const struct source *source, struct diag_list *diags)
{
    size_t bad = utf8_first_bad(source->text);
    const char *zero = source->text.size ? memchr(source->text.data, 0, source->text.size) : NULL;
    if (bad == source->text.size && !zero)
        return true;
    if (zero && (size_t)(zero - source->text.data) < bad)
        bad = (size_t)(zero - source->text.data);
    struct span span = {source, (uint32_t)bad, (uint32_t)bad + 1};
    enum encoding_guess guess = encoding_guess_bytes(source->text);
    if (guess == ENCODING_UTF8 || guess == ENCODING_UNKNOWN)
        diag_error(diags, "Y004", span,
                   _("this is not UTF-8 text: save the file again with encoding UTF-8"));
    else
        diag_error(diags, "Y004", span,
                   _("this file is in %s, not UTF-8: convert it to Unicode (TCVN 6909) and save it "
                     "as UTF-8"),
                   encoding_name(guess));
    return false;
}

static bool only_comments(struct slice text)
{
    bool comment = false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '\n' || c == '\r')
            comment = false;
        else if (c == '#')
            comment = true;
        else if (!comment && c != ' ' && c != '\t')
            return false;
    }
    return true;
}

static const struct source *check_source(struct arena *a, struct slice name, struct slice text,
                                         struct diag_list *diags)
{
    struct source *source = ARENA_NEW(a, struct source);
    source->name = name;
    source->text = text;
    if (!check_encoding(source, diags))
        return NULL;
    if (only_comments(without_mark(text))) {
        diag_error(diags, "Y003", (struct span){source, 0, 0},
                   _("this file is empty: it needs lines such as «title: …»"));
        return NULL;
    }
    return source;
}

const struct source *yaml_open(struct arena *a, const char *path, size_t limit_bytes,
                               struct diag_list *diags)
{
    struct error e = {0};
    struct slice text;
    if (!file_read(&text, a, path, limit_bytes, &e)) {
        if (e.kind == ERROR_LIMIT)
            diag_error(diags, "Y002", nowhere, _("%s is too large: at most %zu KB can be read"),
                       path, limit_bytes / 1024);
        else
            diag_error(diags, "Y001", nowhere, "%s", e.message);
        return NULL;
    }
    return check_source(a, arena_copy(a, slice_from(path)), text, diags);
}

const struct source *yaml_adopt(struct arena *a, struct slice name, struct slice text,
                                size_t limit_bytes, struct diag_list *diags)
{
    if (text.size > limit_bytes) {
        diag_error(diags, "Y002", nowhere, _("%.*s is too large: at most %zu KB can be read"),
                   SLICE_ARG(name), limit_bytes / 1024);
        return NULL;
    }
    return check_source(a, arena_copy(a, name), arena_copy(a, text), diags);
}
