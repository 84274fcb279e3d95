#include "cli/workspace.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/file_kind.h"
#include "cli/languages.h"

static const char *const trusted_file = "trusted-domains.yaml";
static const char *const facts_file = "facts.yaml";
static const char *const banks_file = "banks.yaml";
static const char *const spoken_file = "spoken.yaml";
static const char *const indicators_file = "indicators.yaml";
static const char *const commune_file = "commune.yaml";

enum { GUIDE_ID_MIN = 2, GUIDE_ID_MAX = 40, SHIPPED_MAX = 400 };

void workspace_init(struct workspace *w, const struct paths *paths)
{
    memset(w, 0, sizeof *w);
    arena_init(&w->arena, WORKSPACE_BYTES_MAX);
    diag_init(&w->diags, &w->arena);
    w->paths = paths;
    w->shared_sound = true;
}

void workspace_deinit(struct workspace *w)
{
    arena_deinit(&w->arena);
}

bool is_guide_id(struct slice id)
{
    if (id.size < GUIDE_ID_MIN || id.size > GUIDE_ID_MAX || id.data[0] == '-')
        return false;
    for (size_t i = 0; i < id.size; i++) {
        char c = id.data[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-')
            return false;
    }
    return true;
}

/* Messages name files as short as they can: relative to the current folder when below it. */
static const char *shorten_path(const char *path)
{
    char here[FILE_PATH_BYTES];
    if (!getcwd(here, sizeof here))
        return path;
    size_t size = strlen(here);
    if (strncmp(path, here, size) != 0 || path[size] != '/' || path[size + 1] == '\0')
        return path;
    return path + size + 1;
}

/* The quizzes lie beside the guides. */
static const char *quizzes_folder(struct workspace *w)
{
    const char *guides = w->paths->guides, *slash = strrchr(guides, '/');
    return arena_printf(&w->arena, "%.*squizzes", slash ? (int)(slash - guides) + 1 : 0, guides)
        .data;
}

const char *find_shipped_file(struct workspace *w, const char *file)
{
    return arena_printf(&w->arena, "%s/%s", shorten_path(w->paths->guides), file).data;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_shipped_definition(const char *file)
{
    const char *const shared[] = {trusted_file, facts_file, banks_file, spoken_file,
                                  indicators_file};
    struct slice name = slice_from(file);
    for (unsigned i = 0; i < sizeof shared / sizeof *shared; i++)
        if (strcmp(file, shared[i]) == 0)
            return false;
    if (slice_starts(name, SLICE("handbook.")) || slice_starts(name, SLICE("handbook-")))
        return false;
    return slice_ends(name, SLICE(".yaml")) && language_of_file(name).size == 0 &&
           is_guide_id(slice_part(name, 0, name.size - strlen(".yaml")));
}

/* File names of the shipped guides or quizzes, sorted. */
static bool read_folder(const char **names, unsigned *count, struct workspace *w, const char *path,
                        struct error *e)
{
    DIR *folder = opendir(path);
    if (!folder)
        return error_os(e, errno, "%s", path);
    *count = 0;
    for (struct dirent *entry; *count < SHIPPED_MAX && (entry = readdir(folder));)
        if (is_shipped_definition(entry->d_name))
            names[(*count)++] = arena_copy(&w->arena, slice_from(entry->d_name)).data;
    closedir(folder);
    qsort(names, *count, sizeof *names, compare_names);
    return true;
}

bool list_shipped_guides(const char *const **paths, unsigned *count, struct workspace *w,
                         struct error *e)
{
    const char **names = ARENA_ARRAY(&w->arena, SHIPPED_MAX, const char *);
    if (!read_folder(names, count, w, w->paths->guides, e))
        return false;
    if (*count == 0)
        return error_set(e, ERROR_INPUT, 0, _("there are no guides in %s"), w->paths->guides);
    for (unsigned i = 0; i < *count; i++)
        names[i] = find_shipped_file(w, names[i]);
    *paths = names;
    return true;
}

bool list_shipped_quizzes(const char *const **paths, unsigned *count, struct workspace *w,
                          struct error *e)
{
    const char *folder = quizzes_folder(w);
    *count = 0;
    if (access(folder, F_OK) != 0)
        return true;
    const char **names = ARENA_ARRAY(&w->arena, SHIPPED_MAX, const char *);
    if (!read_folder(names, count, w, folder, e))
        return false;
    for (unsigned i = 0; i < *count; i++)
        names[i] = arena_printf(&w->arena, "%s/%s", shorten_path(folder), names[i]).data;
    *paths = names;
    return true;
}

static bool refuse_guide_word(struct workspace *w, const char *word, struct error *e)
{
    const char **names = ARENA_ARRAY(&w->arena, SHIPPED_MAX, const char *);
    unsigned count;
    if (!read_folder(names, &count, w, w->paths->guides, e))
        return false;
    for (unsigned i = 0; i < count; i++) {
        struct slice name = slice_from(names[i]);
        names[i] = arena_copy(&w->arena, slice_part(name, 0, name.size - strlen(".yaml"))).data;
    }
    int nearest = utf8_nearest(slice_from(word), names, count);
    if (nearest >= 0)
        return error_set(e, ERROR_INPUT, 0, _("there is no guide “%s”; did you mean “%s”?"), word,
                         names[nearest]);
    if (file_is_folder(word))
        return error_set(e, ERROR_INPUT, 0,
                         _("“%s” is a folder: name the files in it, such as %s/kham-benh.yaml"),
                         word, word);
    if (!is_guide_id(slice_from(word)))
        return error_set(e, ERROR_INPUT, 0, _("there is no guide “%s”"), word);
    return error_set(
        e, ERROR_INPUT, 0,
        _("there is no guide “%s”; to use a file of your own, give its path: ./%s.yaml"), word,
        word);
}

const char *find_shipped_guide(struct workspace *w, struct slice id)
{
    if (!is_guide_id(id))
        return NULL;
    const char *path =
        find_shipped_file(w, arena_printf(&w->arena, "%.*s.yaml", SLICE_ARG(id)).data);
    return file_exists(path) ? path : NULL;
}

bool find_guide_file(const char **path, struct workspace *w, const char *word, struct error *e)
{
    struct slice s = slice_from(word);
    if (strchr(word, '/') || slice_ends(s, SLICE(".yaml")) || slice_ends(s, SLICE(".yml"))) {
        *path = word;
        return true;
    }
    *path = find_shipped_guide(w, s);
    return *path || refuse_guide_word(w, word, e);
}

void load_trusted(struct workspace *w, const char *path)
{
    unsigned before = w->diags.error_count;
    if (!path)
        path = find_shipped_file(w, trusted_file);
    w->trusted = trusted_load(&w->arena, path, &w->diags);
    if (!w->trusted || w->diags.error_count > before)
        w->shared_sound = false;
}

const struct indicators *load_indicators(struct workspace *w, const char *path)
{
    return indicators_load(&w->arena, path ? path : find_shipped_file(w, indicators_file),
                           &w->diags);
}

void load_facts(struct workspace *w, const char *path)
{
    if (w->facts_loaded)
        return;
    unsigned before = w->diags.error_count;
    w->facts_loaded = true;
    w->facts = facts_load(&w->arena, path ? path : find_shipped_file(w, facts_file), &w->diags);
    if (!w->facts || w->diags.error_count > before)
        w->shared_sound = false;
}

struct banks *load_banks(struct workspace *w)
{
    return banks_load(&w->arena, find_shipped_file(w, banks_file), &w->diags);
}

struct sayings *load_sayings(struct workspace *w)
{
    return sayings_load(&w->arena, find_shipped_file(w, spoken_file), &w->diags);
}

void load_commune(struct workspace *w, const char *path)
{
    if (!path) {
        if (!file_exists(commune_file))
            return;
        path = commune_file;
        w->commune_found = true;
    }
    unsigned before = w->diags.error_count;
    w->commune_path = path;
    w->commune = commune_load(&w->arena, path, &w->diags);
    if (!w->commune || w->diags.error_count > before)
        w->shared_sound = false;
}

static struct loaded_guide *add_guide(struct workspace *w, const char *path)
{
    if (w->guide_count == w->guide_capacity) {
        unsigned capacity = w->guide_capacity ? 2 * w->guide_capacity : 16;
        struct loaded_guide *grown = ARENA_ARRAY(&w->arena, capacity, struct loaded_guide);
        if (w->guide_count)
            memcpy(grown, w->guides, w->guide_count * sizeof *grown);
        w->guides = grown;
        w->guide_capacity = capacity;
    }
    struct loaded_guide *g = &w->guides[w->guide_count++];
    g->path = path;
    return g;
}

/* One file may be named in several ways. */
static bool is_loaded(const struct workspace *w, const char *path)
{
    for (unsigned i = 0; i < w->guide_count; i++)
        if (strcmp(w->guides[i].path, path) == 0 || file_is_same(w->guides[i].path, path))
            return true;
    return false;
}

/* Two guides of one id would overwrite each other's pages. */
static void refuse_second_id(struct workspace *w, const struct loaded_guide *added)
{
    const struct guide *g = added->guide;
    for (const struct loaded_guide *other = w->guides; other < added; other++) {
        if (!other->guide || !slice_equal(other->guide->id.text, g->id.text))
            continue;
        diag_error(&w->diags, "G090", g->id.span, _("another guide of this run has the id “%.*s”"),
                   SLICE_ARG(g->id.text));
        diag_note(&w->diags, other->guide->id.span, _("it is here"));
        return;
    }
}

void load_guide(struct workspace *w, const char *path, int valid_days)
{
    if (is_loaded(w, path))
        return;
    load_facts(w, NULL);
    unsigned before = w->diags.error_count;
    struct loaded_guide *g = add_guide(w, path);
    g->guide = guide_load(&w->arena, path, w->facts, &w->diags);
    if (!g->guide)
        return;
    if (g->guide->id.text.size)
        refuse_second_id(w, g);
    load_words_of(w, g->guide->language.text, g->guide->folder);
    if (valid_days)
        g->guide->valid_days = valid_days;
    if (g->guide->reviewed.year)
        guide_check_age(g->guide, date_today(), &w->diags);
    g->sound = w->diags.error_count == before;
}

/* A commune's file among the guides would be complained of line by line. */
static bool refuse_other_kind(struct workspace *w, const char *path, struct error *e)
{
    switch (find_file_kind(path, peek_file(&w->arena, path))) {
    case FILE_KIND_COMMUNE:
        return error_set(e, ERROR_INPUT, 0,
                         _("%s is a commune's file, not a guide: name it after --commune"), path);
    case FILE_KIND_TRUSTED:
        return error_set(e, ERROR_INPUT, 0, _("%s is a list of trusted domains, not a guide"),
                         path);
    case FILE_KIND_FACTS:
        return error_set(e, ERROR_INPUT, 0, _("%s is a list of facts, not a guide"), path);
    case FILE_KIND_BANKS:
        return error_set(e, ERROR_INPUT, 0, _("%s is a list of banks, not a guide"), path);
    case FILE_KIND_SPOKEN:
        return error_set(e, ERROR_INPUT, 0, _("%s is a list of ways to say things, not a guide"),
                         path);
    case FILE_KIND_INDICATORS:
        return error_set(e, ERROR_INPUT, 0, _("%s is a list of indicators, not a guide"), path);
    case FILE_KIND_WORDS:
        return error_set(e, ERROR_INPUT, 0, _("%s holds the words of a language, not a guide"),
                         path);
    case FILE_KIND_HANDBOOK:
        return error_set(e, ERROR_INPUT, 0,
                         _("%s is a handbook, not a guide: ngoso handbook --book FILE"), path);
    case FILE_KIND_QUIZ:
        return error_set(e, ERROR_INPUT, 0, _("%s is a quiz, not a guide"), path);
    case FILE_KIND_GUIDE:
    case FILE_KIND_UNCLEAR:
        break;
    }
    return true;
}

struct slice peek_file(struct arena *a, const char *path)
{
    struct slice text = {0};
    struct error ignored = {0};
    if (!file_read(&text, a, path, QUIZ_FILE_MAX, &ignored))
        return (struct slice){0};
    return text;
}

bool load_guides(struct workspace *w, const char *const *words, unsigned word_count,
                 struct error *e)
{
    const char *const *paths = NULL;
    unsigned count = word_count;
    if (word_count == 0) {
        if (!list_shipped_guides(&paths, &count, w, e))
            return false;
    } else {
        const char **found = ARENA_ARRAY(&w->arena, word_count, const char *);
        for (unsigned i = 0; i < word_count; i++)
            if (!find_guide_file(&found[i], w, words[i], e) || !refuse_other_kind(w, found[i], e))
                return false;
        paths = found;
    }
    for (unsigned i = 0; i < count; i++)
        load_guide(w, paths[i], 0);
    return true;
}

static bool same_diag(const struct diag *a, const struct diag *b)
{
    return a->severity == b->severity && memcmp(a->code, b->code, sizeof a->code) == 0 &&
           a->span.source == b->span.source && a->span.begin == b->span.begin &&
           a->span.end == b->span.end && slice_equal(a->message, b->message);
}

static bool is_known(const struct diag_list *list, const struct diag *wanted)
{
    for (unsigned i = 0; i < list->count; i++)
        if (same_diag(&list->items[i], wanted))
            return true;
    return false;
}

void merge_diags(struct diag_list *to, const struct diag_list *from)
{
    bool added = false;
    for (unsigned i = 0; i < from->count; i++) {
        const struct diag *d = &from->items[i];
        if (d->severity == DIAG_NOTE) {
            if (added)
                diag_note(to, d->span, "%.*s", SLICE_ARG(d->message));
            continue;
        }
        added = !is_known(to, d);
        if (added && d->severity == DIAG_ERROR)
            diag_error(to, d->code, d->span, "%.*s", SLICE_ARG(d->message));
        else if (added)
            diag_warning(to, d->code, d->span, "%.*s", SLICE_ARG(d->message));
    }
}

/* A reader such as "head" that has seen enough needs no complaint. */
static bool is_pipe(FILE *stream)
{
    struct stat info;
    return fstat(fileno(stream), &info) == 0 && S_ISFIFO(info.st_mode);
}

enum cli_exit finish_output(enum cli_exit code)
{
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    if (!is_pipe(stdout)) {
        struct error e = {0};
        error_os(&e, errno ? errno : EIO, "%s", _("standard output"));
        return say_failure(&e);
    }
    return CLI_SYSTEM;
}
