/* ngoso results merge: bundles from files and folders, each whole file at a time. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "cli/interrupt.h"
#include "cli/results/results.h"
#include "cli/terminal.h"
#include "store/bundle.h"

enum { PATHS_BYTES = 512 * 1024 * 1024 };

struct merge_run {
    struct store *store;
    struct progress progress;
    struct arena arena;
    const char **paths;
    unsigned count, capacity;
    unsigned good, bad;
    int64_t events_new, events_known;
    unsigned contacts_new, contacts_forgotten;
    char explained[BUNDLE_FINGERPRINT_BYTES]; /* How to accept it was said already. */
};

/* ---- which files ---- */

static void add_path(struct merge_run *m, struct slice path)
{
    if (m->count == m->capacity) {
        unsigned capacity = m->capacity ? 2 * m->capacity : 64;
        const char **more = ARENA_ARRAY(&m->arena, capacity, const char *);
        if (m->count > 0)
            memcpy(more, m->paths, m->count * sizeof *more);
        m->paths = more;
        m->capacity = capacity;
    }
    m->paths[m->count++] = path.data;
}

/* By name, with numbers by their value: "…-9-…" before "…-10-…". So the parts of one log come in
 * its order, which saves work; what comes out is the same in any order. */
static int compare_names(const char *a, const char *b)
{
    while (*a && *b) {
        if (*a >= '0' && *a <= '9' && *b >= '0' && *b <= '9') {
            size_t a_zeros = strspn(a, "0"), b_zeros = strspn(b, "0");
            size_t a_size = strspn(a + a_zeros, "0123456789");
            size_t b_size = strspn(b + b_zeros, "0123456789");
            if (a_size != b_size)
                return a_size < b_size ? -1 : 1;
            int order = memcmp(a + a_zeros, b + b_zeros, a_size);
            if (order != 0)
                return order;
            a += a_zeros + a_size;
            b += b_zeros + b_size;
        } else if (*a != *b) {
            return (unsigned char)*a < (unsigned char)*b ? -1 : 1;
        } else {
            a++;
            b++;
        }
    }
    return *a ? 1 : *b ? -1 : 0;
}

static int compare_paths(const void *left, const void *right)
{
    const char *const *a = left, *const *b = right;
    int order = compare_names(*a, *b);
    return order ? order : strcmp(*a, *b);
}

static bool add_folder(struct merge_run *m, const char *path, struct error *e)
{
    DIR *folder = opendir(path);
    if (!folder)
        return error_os(e, errno, "%s", path);
    unsigned before = m->count;
    for (struct dirent *entry; (entry = readdir(folder));) {
        struct slice name = slice_from(entry->d_name);
        if (name.data[0] != '.' && slice_ends(name, SLICE(BUNDLE_ENDING)))
            add_path(m, arena_printf(&m->arena, "%s/%s", path, entry->d_name));
    }
    closedir(folder);
    if (m->count > before)
        return true;
    return error_set(e, ERROR_INPUT, 0,
                     _("%s: no results in it; on the kiosk, type: ngoso results export FOLDER"),
                     path);
}

static void add_arguments(struct merge_run *m, const struct invocation *call)
{
    for (unsigned i = 1; i < call->argument_count; i++) {
        struct error e = {0};
        if (!file_is_folder(call->arguments[i])) {
            add_path(m, slice_from(call->arguments[i]));
        } else if (!add_folder(m, call->arguments[i], &e)) {
            say_error("%s", e.message);
            m->bad++;
        }
    }
    if (m->count > 0)
        qsort(m->paths, m->count, sizeof *m->paths, compare_paths);
}

/* ---- what became of a file ---- */

static void explain_trust(struct merge_run *m, const struct bundle_result *r, const char *path)
{
    if (r->events_refused > 0)
        say_error(_("%s: from a machine that nobody accepted yet; nothing of it counts"), path);
    else
        say_error(_("%s: passed on by a machine that nobody accepted yet; the answers count, the "
                    "contacts do not"),
                  path);
    if (strcmp(m->explained, r->fingerprint) == 0)
        return;
    snprintf(m->explained, sizeof m->explained, "%s", r->fingerprint);
    fprintf(stderr, _("  Its fingerprint: %s\n"), r->fingerprint);
    fprintf(stderr,
            _("  On that machine, “ngoso results devices” must show the same. If it does, accept "
              "it:\n  %s results trust %s\n  and merge again.\n"),
            program_as_typed(), r->fingerprint);
}

static void explain_fork(const struct bundle_result *r, const char *path)
{
    if (r->events_refused > 0)
        say_error(_("%s: tells this machine's own log differently from event %lld on; was its file "
                    "put back from a copy? Its own log counts"),
                  path, (long long)r->broken_at);
    else
        say_error(_("%s: from event %lld on there are two different logs of this machine (copied, "
                    "put back or changed); the one that goes further counts"),
                  path, (long long)r->broken_at);
}

static void explain_unreadable(const char *path)
{
    if (slice_ends(slice_from(path), SLICE(".db")))
        say_error(_("%s: this is a kiosk's own file. On that machine, type: ngoso results export "
                    "FOLDER; and merge what it writes"),
                  path);
    else
        say_error(_("%s: no results of a kiosk, or damaged from the start; copy it again"), path);
}

static void explain_edited(const struct bundle_result *r, const char *path)
{
    if (r->events_refused > 0)
        say_error(_("%s: changed or damaged after it was written; %lld events do not count (from "
                    "%lld on). Export again"),
                  path, (long long)r->events_refused, (long long)r->broken_at);
    else
        say_error(_("%s: changed or damaged after it was written; its events are whole and count, "
                    "contacts in it do not. Export again"),
                  path);
}

static void explain(struct merge_run *m, const struct bundle_result *r, const char *path)
{
    switch (r->problem) {
    case BUNDLE_GOOD:
        return;
    case BUNDLE_UNREADABLE:
        explain_unreadable(path);
        return;
    case BUNDLE_NEWER:
        say_error(_("%s: written by a newer version of this program; install that version"), path);
        return;
    case BUNDLE_TRUNCATED:
        if (r->broken_at)
            say_error(_("%s: cut off; events %lld to %lld are missing. Export again, and wait "
                        "until the stick may be taken out"),
                      path, (long long)r->broken_at, (long long)r->last_seq);
        else
            say_error(_("%s: cut off; contacts in it do not count. Export again, and wait until "
                        "the stick may be taken out"),
                      path);
        return;
    case BUNDLE_EDITED:
        explain_edited(r, path);
        return;
    case BUNDLE_FORGED:
        say_error(_("%s: a signature is not that of the machine it names; %lld events and all "
                    "contacts in it do not count"),
                  path, (long long)r->events_refused);
        return;
    case BUNDLE_UNTRUSTED:
        explain_trust(m, r, path);
        return;
    case BUNDLE_FORKED:
        explain_fork(r, path);
        return;
    case BUNDLE_PROBLEM_COUNT:
        break;
    }
    UNREACHABLE("bundle problem");
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void report_file(struct merge_run *m, const struct bundle_result *r, const char *path)
{
    explain(m, r, path);
    m->good += r->problem == BUNDLE_GOOD;
    m->bad += r->problem != BUNDLE_GOOD;
    m->events_new += r->events_new;
    m->events_known += r->events_known;
    m->contacts_new += r->contacts_new;
    m->contacts_forgotten += r->contacts_forgotten;
    if (r->events_new + r->events_known > 0)
        printf(_("%s: %lld new events, %lld known\n"), name_of(path), (long long)r->events_new,
               (long long)r->events_known);
}

/* False when the run must end: the database or the disk fails. */
static bool merge_one(struct merge_run *m, const char *path)
{
    struct bundle_result result;
    struct error e = {0};
    bool ok = bundle_merge(&result, m->store, path, &e);
    progress_end(&m->progress); /* Nothing is said behind the bar. */
    if (ok) {
        report_file(m, &result, path);
        return true;
    }
    say_error("%s", e.message);
    m->bad++;
    /* A file that is not there or cannot be read is one problem of many. */
    return e.kind == ERROR_LIMIT || (e.kind == ERROR_SYSTEM && e.code != ENOSPC && e.code != EIO);
}

/* ---- all of them ---- */

static bool show_gap(void *self, const struct bundle_device *d)
{
    unsigned *gaps = self;
    if (d->own || d->gap_count == 0)
        return true;
    ++*gaps;
    say_error(_("machine %s %.*s: events %lld to %lld are missing; bring the files that hold them"),
              d->fingerprint, SLICE_ARG(d->label), (long long)d->gap_from, (long long)d->gap_to);
    return true;
}

static void report_all(const struct merge_run *m)
{
    printf(i18n_plural("%u file merged: ", "%u files merged: ", m->good), m->good);
    printf(_("%lld new events, %lld known before; %u new contacts"), (long long)m->events_new,
           (long long)m->events_known, m->contacts_new);
    if (m->contacts_forgotten > 0)
        printf(i18n_plural(", %u deleted as asked for elsewhere",
                           ", %u deleted as asked for "
                           "elsewhere",
                           m->contacts_forgotten),
               m->contacts_forgotten);
    puts(".");
}

static enum cli_exit merge_files(struct merge_run *m)
{
    struct error e = {0};
    unsigned done = 0, gaps = 0;
    bool going = true;
    progress_begin(&m->progress, m->count);
    for (; done < m->count && going && !interrupt_asked(); done++) {
        progress_show(&m->progress, done, name_of(m->paths[done]));
        going = merge_one(m, m->paths[done]);
    }
    progress_end(&m->progress);
    report_all(m);
    if (!going)
        return CLI_SYSTEM;
    if (done < m->count) {
        say_error(_("stopped as asked: %u of %u files were merged, each of them whole; the others "
                    "can be merged at any time"),
                  done, m->count);
        return CLI_SYSTEM;
    }
    if (!bundle_visit_devices(m->store, show_gap, &gaps, &e))
        return say_failure(&e);
    return m->bad + gaps > 0 ? CLI_PROBLEMS : CLI_DONE;
}

enum cli_exit results_merge(struct store *s, const struct invocation *call)
{
    struct merge_run m = {.store = s};
    unsigned purged;
    struct error e = {0};
    arena_init(&m.arena, PATHS_BYTES);
    add_arguments(&m, call);
    enum cli_exit code = m.count > 0 ? merge_files(&m) : CLI_PROBLEMS;
    arena_deinit(&m.arena);
    if (code != CLI_SYSTEM && !store_purge(&purged, s, &e))
        return say_failure(&e);
    return code;
}
