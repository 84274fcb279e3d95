#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>

#include "bench.h"

/* No real people, numbers nobody has. */
static bool write_table(const char *path, uint32_t count)
{
    FILE *out = fopen(path, "w");
    if (!out)
        return false;
    fputs("Thôn;Chủ hộ;Tổ;Tổ trưởng;Điện thoại;Nhóm Zalo;Giờ trực;Mã hộ\n", out);
    for (unsigned i = 0; i < count; i++)
        fprintf(out,
                "thôn số %u;Bà Mẫu %u;Tổ công nghệ số thôn %u;Ông Mẫu %u;0000 %03u %03u;"
                "https://zalo.me/g/%06u;Thứ %u hằng tuần, %u giờ;H %u\n",
                i / 100, i, i, i % 977, i / 1000 % 1000, i % 1000, i, i % 6 + 2, i % 9 + 8, i);
    return fclose(out) == 0;
}

static uint64_t size_of(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) ? (uint64_t)info.st_size : 0;
}

static uint64_t size_below(const char *path)
{
    char file[4600];
    uint64_t sum = 0;
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        snprintf(file, sizeof file, "%s/%s", path, entry->d_name);
        sum += size_of(file);
    }
    if (folder)
        closedir(folder);
    return sum;
}

void table_run(struct figures *out, const struct bench_job *job)
{
    char table[4200], folder[4200], jobs[16];
    char parallel[] = "--jobs";
    long peak = 0;
    char program[] = "ngoso", command[] = "render", guide[] = BENCH_GUIDE, records[] = "--records";
    char where[] = "--out", qr[] = "--qr", one[] = "--one-file";
    char link[] = "https://dichvucong.gov.vn/?ho={mã hộ}";
    snprintf(table, sizeof table, "%s/%u.csv", job->folder, job->count);
    snprintf(folder, sizeof folder, "%s/%u-%s-%u", job->folder, job->count,
             job->one_file ? "one" : "each", job->jobs);
    snprintf(jobs, sizeof jobs, "%u", job->jobs);
    char *const arguments[] = {program, command, guide, records,  table, where,
                               folder,  qr,      link,  parallel, jobs,  job->one_file ? one : NULL,
                               NULL};
    if (!write_table(table, job->count)) {
        error_set(&out->error, ERROR_SYSTEM, 0, "%s cannot be written", table);
        return;
    }
    double before = now_s();
    bool ok = job->jobs > 1 ? program_run_watched(arguments, &peak, &out->error)
                            : program_run(arguments, &out->error);
    if (!ok)
        return;
    out->wall_s = now_s() - before;
    program_cost(out);
    if (job->jobs > 1)
        out->peak_kb = peak;
    out->files = job->one_file ? 1 : job->count;
    out->pages = 2 * job->count;
    snprintf(table, sizeof table, "%.4000s/" BENCH_GUIDE "/" BENCH_GUIDE "-leaflet%s", folder,
             job->one_file ? "-records.pdf" : "");
    out->bytes = job->one_file ? size_of(table) : size_below(table);
}
