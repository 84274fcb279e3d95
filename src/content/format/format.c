#include "content/format/format.h"

#include "base/arena.h"
#include "base/i18n.h"
#include "base/utf8.h"

/* Each expression is read by regcomp (extended) here and by the editor's JavaScript: no \d, no \w.
 */
static const struct format_pattern_info patterns[FORMAT_PATTERN_COUNT] = {
    [FORMAT_ANY] = {"", "000", ""},
    [FORMAT_ID] =
        {"^[a-z0-9]+(-[a-z0-9]+)*$", "009",
         N_("an id is made of small Latin letters without marks, digits and hyphens, such "
            "as «vneid-muc-2»")},
    [FORMAT_ICON] = {"^[a-z0-9]+(-[a-z0-9]+)*$", "009",
                     N_("an icon is a Phosphor name without its weight, such as "
                        "«identification-card»")},
    [FORMAT_LANGUAGE] = {"^[a-z]{2,3}$", "014",
                         N_("a language is two or three small letters: «vi», «en»")},
    [FORMAT_PHONE] = {"^[+]?[0-9][0-9 .]*[0-9]$", "015",
                      N_("a number is made of digits, with spaces or dots between groups, such as "
                         "«1900 0368»")},
    [FORMAT_PICTURE] =
        {"^[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*[.](png|jpg|jpeg)$", "056",
         N_("a picture is a .png or .jpg file below this file's folder, named with "
            "Latin letters, digits and hyphens, such as «pictures/vneid.png»")},
    [FORMAT_PACKAGE] =
        {"^[A-Za-z][A-Za-z0-9_]*([.][A-Za-z0-9_]+)+$", "057",
         N_("an Android app is named as behind «id=» in its Google Play link, such as "
            "«com.vnid»")},
    [FORMAT_APPLE_ID] = {"^id[0-9]{6,12}$", "058",
                         N_("an iPhone app is named as at the end of its App Store link, such as "
                            "«id1582750372»")},
    [FORMAT_HOST] = {"^[a-z0-9]([a-z0-9-]*[a-z0-9])?([.][a-z0-9]([a-z0-9-]*[a-z0-9])?)+$", "018",
                     N_("a host is written in small letters without «https://» and without path, "
                        "such as «vneid.gov.vn»")},
    [FORMAT_PATH] = {"^/[!-~]*$", "019", N_("a path starts with «/»")},
    [FORMAT_NAME] = {"^[a-z0-9]+([.-][a-z0-9]+)*$", "018",
                     N_("write it in small Latin letters and digits, such as «vneid» or «xyz»")},
    [FORMAT_ZALO] =
        {"^https://(oa[.])?zalo[.]me/[!-~]+$", "020",
         N_("copy the group's whole link from Zalo; it starts with «https://zalo.me/»")},
    [FORMAT_SKILL] = {"^[0-9]{1,2}([.][0-9]{1,2}){0,3}$", "021",
                      N_("a skill's code is made of digits and dots, copied from the framework of "
                         "Decision 757/QĐ-BKHCN; leave the key out rather than invent one")},
    [FORMAT_AUDIO] =
        {"^[A-Za-z0-9_-][A-Za-z0-9_.-]*(/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*[.]wav$", "059",
         N_("a recording is a .wav file below this file's folder, named with Latin letters, digits "
            "and hyphens, such as «audio/den-truc-tiep.wav»")},
    [FORMAT_BIN] = {"^[0-9]{6}$", "027", N_("a bank's number has six digits, such as «970436»")},
    [FORMAT_DATE_FORM] = {"^([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4})$", "010",
                          ""},
};

const struct format_pattern_info *format_pattern_of(enum format_pattern pattern)
{
    CHECK(pattern < FORMAT_PATTERN_COUNT);
    return &patterns[pattern];
}

struct slice format_folder_of(struct slice path)
{
    for (size_t end = path.size; end > 0; end--)
        if (path.data[end - 1] == '/')
            return slice_part(path, 0, end > 1 ? end - 1 : 1);
    return SLICE("");
}

struct slice format_stem_of(struct slice path)
{
    size_t begin = path.size;
    while (begin > 0 && path.data[begin - 1] != '/')
        begin--;
    struct slice name = slice_part(path, begin, path.size);
    if (slice_ends(name, SLICE(".yaml")))
        return slice_part(name, 0, name.size - 5);
    if (slice_ends(name, SLICE(".yml")))
        return slice_part(name, 0, name.size - 4);
    return SLICE("");
}

/* The id nearest to a name: "Định danh (mới)" → "dinh-danh-moi"; empty when no letter is in it. */
static struct slice id_like(struct arena *a, struct slice name)
{
    struct slice plain = utf8_plain(a, name);
    char *id = arena_alloc(a, plain.size + 1);
    size_t size = 0;
    bool parted = false;
    for (size_t i = 0; i < plain.size; i++) {
        char c = plain.data[i];
        bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (kept && parted && size > 0)
            id[size++] = '-';
        if (kept)
            id[size++] = c;
        parted = !kept;
    }
    return (struct slice){id, size};
}

void format_check_file_name(const struct field *id, const struct source *source, const char *code,
                            struct diag_list *diags)
{
    struct slice stem = format_stem_of(source->name);
    if (!id->text.size || !stem.size || slice_equal(id->text, stem))
        return;
    struct slice like = id_like(diags->arena, stem);
    if (slice_equal(like, stem)) {
        diag_error(diags, code, id->span,
                   _("the id must be the file's name: write «id: %.*s» or rename the file"),
                   SLICE_ARG(stem));
        return;
    }
    if (!like.size)
        like = id->text;
    diag_error(diags, code, id->span,
               _("the id must be the file's name, which has letters that no id can have: rename "
                 "the file to «%.*s.yaml» and write «id: %.*s»"),
               SLICE_ARG(like), SLICE_ARG(like));
}

void format_check_reviewed(struct date reviewed, struct span span, const char *code,
                           struct diag_list *diags)
{
    if (reviewed.year && date_days(reviewed) > date_days(date_today()))
        diag_error(diags, code, span,
                   _("«reviewed» lies in the future: give the day the content was last checked"));
}
