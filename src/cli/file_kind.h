/** @file
 * Which of our formats a file is in: by its name, else by the keys at its left margin.
 */
#ifndef CLI_FILE_KIND_H
#define CLI_FILE_KIND_H

#include "base/slice.h"

enum file_kind {
    FILE_KIND_GUIDE,
    FILE_KIND_COMMUNE,
    FILE_KIND_TRUSTED,
    FILE_KIND_QUIZ,
    FILE_KIND_FACTS,
    FILE_KIND_BANKS,
    FILE_KIND_SPOKEN,
    FILE_KIND_INDICATORS,
    FILE_KIND_WORDS,
    FILE_KIND_HANDBOOK,
    FILE_KIND_UNCLEAR,
    FILE_KIND_COUNT = FILE_KIND_UNCLEAR
};

/**
 * "commune.yaml", "commune.example.yaml", "trusted-domains.yaml", "facts.yaml", "banks.yaml",
 * "spoken.yaml", "indicators.yaml", "words-fr.yaml", "handbook.yaml" and "handbook-en.yaml" say it
 * by name;
 * otherwise the format most of the keys belong to. A quiz shares its first keys with a guide: where
 * only those are there, a folder called "quizzes" makes it one. A text without any keys counts as a
 * guide (or, in that folder, a quiz), whose loader says what is wrong with it (an old encoding, an
 * empty file).
 */
enum file_kind find_file_kind(const char *path, struct slice text);

#endif
