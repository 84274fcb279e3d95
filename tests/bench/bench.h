/** @file
 * `bench render [COUNT]`: how fast leaflets become PDFs, beside a plain libharu program.
 *
 * Every figure is taken in a process of its own, forked before anything is loaded, so that peak
 * memory is that of the one job.
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include <stdint.h>

#include "base/error.h"

/** The guide that is measured: a middling one. */
#define BENCH_GUIDE "public-services"

struct figures {
    double wall_s, cpu_s;
    double draw_cpu_s; /**< Of that, text, QR and layout. */
    long peak_kb;
    uint64_t bytes;
    uint32_t files, pages;
    struct error error; /**< Kind ERROR_NONE when all went well. */
};

struct bench_job {
    uint32_t count;     /**< Leaflets. */
    bool one_file;      /**< All in one, or a file each. */
    const char *folder; /**< Where they go. */
    unsigned jobs;      /**< Processes of `--records`; their memory is added up. */
};

/** Seconds of a monotonic clock, of this process's CPU time. */
double now_s(void);
double cpu_s(void);

/** The most memory this process has held. */
long peak_kb(void);

/** Leaflets by this project's backend. */
void batch_run(struct figures *out, const struct bench_job *job);

/** The same leaflets by libharu's document, page and TrueType functions. */
void baseline_run(struct figures *out, const struct bench_job *job);

typedef void measure_fn(struct figures *out, const struct bench_job *job);

/** Runs it in a process of its own. */
struct figures bench_measure(measure_fn *run, const struct bench_job *job);
/** Says what went wrong with `what`, if anything. */
bool bench_is_sound(const struct figures *f, const char *what);

/** `bench report`: reports over 250,000 to 1,000,000 attempts; prints its own figures. */
bool report_bench(const char *folder);

/** `bench kiosk`: prints its own figures. */
bool kiosk_bench(const char *folder);

/** What some processes cost together. */
struct bench_cost {
    double memory_mb; /**< What they share is divided among all who share it (PSS). */
    double cpu_s;
    unsigned processes;
};

/** Adds what one process costs; nothing when it has gone. */
void bench_add_cost(struct bench_cost *cost, int pid);

/** The same page in Chromium on the server of $DISPLAY; a sentence where it is not installed. */
bool chromium_bench(const char *folder, const struct bench_cost *ours, double our_start_s);

/** `bench report`: bundles of 200 kiosks merged; prints its own figures and leaves merged-200.db.
 */
bool merge_bench(const char *folder);

/** A table of households by the installed program, from its start: `ngoso render --records`, each
 *  leaflet with a code of its own in both places. */
void table_run(struct figures *out, const struct bench_job *job);

/** Runs the installed program to its end; its arguments begin with its name. */
bool program_run(char *const arguments[], struct error *e);
/** The same; `*peak_kb`: of it and its children at once, what they share counted once. */
bool program_run_watched(char *const arguments[], long *peak_kb, struct error *e);
/** What the programs run by this process have cost. */
void program_cost(struct figures *out);

/** One leaflet by the installed program, from its start. */
void cold_run(struct figures *out, const struct bench_job *job);

#endif
