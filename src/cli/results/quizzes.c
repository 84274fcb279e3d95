#include "cli/results/quizzes.h"

#include "base/file.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "kiosk/screens/fit.h"
#include "text/fonts.h"

/* ---- loading ---- */

static struct loaded_quiz *add_quiz(struct workspace *w, const char *path)
{
    if (w->quiz_count == w->quiz_capacity) {
        unsigned capacity = w->quiz_capacity ? 2 * w->quiz_capacity : 16;
        struct loaded_quiz *grown = ARENA_ARRAY(&w->arena, capacity, struct loaded_quiz);
        if (w->quiz_count)
            memcpy(grown, w->quizzes, w->quiz_count * sizeof *grown);
        w->quizzes = grown;
        w->quiz_capacity = capacity;
    }
    struct loaded_quiz *q = &w->quizzes[w->quiz_count++];
    q->path = path;
    return q;
}

/* The kiosk tells quizzes apart by their ids. */
static void refuse_second_id(struct workspace *w, const struct loaded_quiz *added)
{
    struct field id = added->quiz->id;
    for (const struct loaded_quiz *other = w->quizzes; other < added && id.text.size; other++) {
        if (!other->quiz || !slice_equal(other->quiz->id.text, id.text))
            continue;
        diag_error(&w->diags, "K090", id.span, _("another quiz of this run has the id “%.*s”"),
                   SLICE_ARG(id.text));
        diag_note(&w->diags, other->quiz->id.span, _("it is here"));
        return;
    }
}

void load_quiz(struct workspace *w, const char *path, int valid_days)
{
    for (unsigned i = 0; i < w->quiz_count; i++)
        if (strcmp(w->quizzes[i].path, path) == 0 || file_is_same(w->quizzes[i].path, path))
            return;
    load_facts(w, NULL);
    struct loaded_quiz *q = add_quiz(w, path);
    unsigned errors = w->diags.error_count;
    q->quiz = quiz_load(&w->arena, path, w->facts, &w->diags);
    q->sound = q->quiz && w->diags.error_count == errors;
    if (!q->quiz)
        return;
    refuse_second_id(w, q);
    if (valid_days)
        q->quiz->valid_days = valid_days;
    quiz_check_age(q->quiz, date_today(), &w->diags);
}

static struct slice stem_of(const char *path)
{
    const char *name = strrchr(path, '/');
    name = name ? name + 1 : path;
    return (struct slice){name, strlen(name) - strlen(".yaml")};
}

bool find_quiz_file(const char **path, struct workspace *w, const char *word, struct error *e)
{
    const char *const *paths = NULL;
    unsigned count;
    struct slice s = slice_from(word);
    *path = word;
    if (strchr(word, '/') || slice_ends(s, SLICE(".yaml")) || slice_ends(s, SLICE(".yml")))
        return true;
    if (!list_shipped_quizzes(&paths, &count, w, e))
        return false;
    const char **names = ARENA_ARRAY(&w->arena, count + 1, const char *);
    for (unsigned i = 0; i < count; i++) {
        names[i] = arena_copy(&w->arena, stem_of(paths[i])).data;
        *path = paths[i];
        if (slice_equal_text(s, names[i]))
            return true;
    }
    int nearest = utf8_nearest(s, names, count);
    if (nearest >= 0)
        return error_set(e, ERROR_INPUT, 0, _("there is no quiz “%s”; did you mean “%s”?"), word,
                         names[nearest]);
    return error_set(
        e, ERROR_INPUT, 0,
        _("there is no quiz “%s”; to use a file of your own, give its path: ./%s.yaml"), word,
        word);
}

const struct quiz *load_named_quiz(struct workspace *w, const char *word, struct error *e)
{
    const char *path;
    if (!find_quiz_file(&path, w, word, e))
        return NULL;
    load_quiz(w, path, 0);
    return w->quizzes[w->quiz_count - 1].sound ? w->quizzes[w->quiz_count - 1].quiz : NULL;
}

/* ---- guides ---- */

/* A guide that some question names; each is looked for once. */
struct known_guide {
    struct slice id;
    bool found;
    const struct guide *guide; /* NULL: not found, or its own file is unusable. */
    struct known_guide *next;
};

struct quiz_check {
    struct workspace *workspace;
    struct known_guide *guides;
    struct font_set *fonts;
};

static void look_for_guide(struct known_guide *known, struct workspace *w)
{
    for (unsigned i = 0; i < w->guide_count && !known->found; i++) {
        const struct guide *g = w->guides[i].guide;
        if (!g || !slice_equal(g->id.text, known->id))
            continue;
        known->found = true;
        known->guide = g;
    }
    const char *path = known->found ? NULL : find_shipped_guide(w, known->id);
    if (!path)
        return;
    struct diag_list of_its_own; /* Told when that guide is checked. */
    diag_init(&of_its_own, &w->arena);
    known->found = true;
    known->guide = guide_load(&w->arena, path, w->facts, &of_its_own);
}

static const struct known_guide *find_guide(struct quiz_check *c, struct slice id)
{
    for (struct known_guide *known = c->guides; known; known = known->next)
        if (slice_equal(known->id, id))
            return known;
    struct known_guide *known = ARENA_NEW(&c->workspace->arena, struct known_guide);
    known->id = id;
    known->next = c->guides;
    c->guides = known;
    look_for_guide(known, c->workspace);
    return known;
}

static void check_guide(struct quiz_check *c, struct field id)
{
    if (id.text.size && !find_guide(c, id.text)->found)
        diag_error(&c->workspace->diags, "K091", id.span,
                   _("there is no guide “%.*s” among the shipped ones and those of this run; a "
                     "guide of your own is named beside the quiz: ngoso check GUIDE QUIZ"),
                   SLICE_ARG(id.text));
}

static void check_step(struct quiz_check *c, const struct quiz_question *q)
{
    const struct guide *g = q->guide.text.size ? find_guide(c, q->guide.text)->guide : NULL;
    if (g && g->step_count && (unsigned)q->step > g->step_count)
        diag_error(&c->workspace->diags, "K092", q->span,
                   _("this question names step %d, but guide “%.*s” has %u steps"), q->step,
                   SLICE_ARG(g->id.text), g->step_count);
}

/* ---- icons and files ---- */

static void check_icon(struct quiz_check *c, struct field icon)
{
    uint32_t glyph;
    if (!icon.text.size || font_find_icon(&glyph, c->fonts, FONT_ICON_BOLD, icon.text))
        return;
    diag_error(&c->workspace->diags, "D004", icon.span,
               _("there is no icon “%.*s”; did you mean “%.*s”? (names: phosphoricons.com)"),
               SLICE_ARG(icon.text), SLICE_ARG(font_nearest_icon(c->fonts, icon.text)));
}

static void check_file(struct quiz_check *c, const struct quiz *quiz, struct field file)
{
    if (!file.text.size)
        return;
    const char *path = arena_printf(&c->workspace->arena, "%.*s%s%.*s", SLICE_ARG(quiz->folder),
                                    quiz->folder.size ? "/" : "", SLICE_ARG(file.text))
                           .data;
    if (!file_exists(path))
        diag_error(&c->workspace->diags, "K093", file.span, _("there is no file %s"), path);
}

static void check_question(struct quiz_check *c, const struct quiz *quiz,
                           const struct quiz_question *q)
{
    if (q->guide.span.begin != quiz->guide.span.begin)
        check_guide(c, q->guide);
    check_step(c, q);
    check_file(c, quiz, q->audio);
    check_file(c, quiz, q->picture);
    for (unsigned i = 0; i < q->option_count; i++) {
        check_icon(c, q->options[i].icon);
        check_file(c, quiz, q->options[i].audio);
    }
}

bool check_quizzes(struct workspace *w, struct error *e)
{
    if (w->quiz_count == 0)
        return true;
    struct quiz_check c = {.workspace = w};
    if (!font_set_create(&c.fonts, w->paths->fonts, e))
        return false;
    for (unsigned i = 0; i < w->quiz_count; i++) {
        const struct quiz *quiz = w->quizzes[i].quiz;
        if (!quiz)
            continue;
        check_guide(&c, quiz->guide);
        check_icon(&c, quiz->icon);
        for (unsigned k = 0; k < quiz->question_count; k++)
            check_question(&c, quiz, &quiz->questions[k]);
        if (w->quizzes[i].sound)
            fit_check_quiz(quiz, c.fonts, &w->diags);
    }
    font_set_destroy(c.fonts);
    return true;
}
