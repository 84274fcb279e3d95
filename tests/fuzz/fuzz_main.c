/*
 * Feeds corpus files to a fuzz target without libFuzzer: each argument is a file or a folder of
 * files. Prints how many; fails when there was none, since then nothing was tested.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

enum { INPUT_MAX = 1024 * 1024, PATH_BYTES = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned feed_file(const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        return 0;
    uint8_t *whole = malloc(INPUT_MAX);
    size_t size = whole ? fread(whole, 1, INPUT_MAX, in) : 0;
    fclose(in);
    /* A block of exactly this size, so that sanitizers see a read past its end. */
    uint8_t *exact = malloc(size ? size : 1);
    for (size_t i = 0; i < size && exact; i++)
        exact[i] = whole[i];
    free(whole);
    if (exact)
        LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    return 1;
}

static unsigned feed(const char *path)
{
    struct stat info;
    if (stat(path, &info) == 0 && S_ISREG(info.st_mode))
        return feed_file(path);
    DIR *folder = opendir(path);
    unsigned count = 0;
    struct dirent *entry;
    while (folder && (entry = readdir(folder))) {
        char inner[PATH_BYTES];
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        if (stat(inner, &info) == 0 && S_ISREG(info.st_mode))
            count += feed_file(inner);
    }
    if (folder)
        closedir(folder);
    return count;
}

int main(int argument_count, char **arguments)
{
    unsigned count = 0;
    for (int i = 1; i < argument_count; i++)
        count += feed(arguments[i]);
    printf("%u inputs\n", count);
    return count ? 0 : 1;
}
