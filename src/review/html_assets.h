/** @file
 * The report page's style and script, taken into the program when it is built.
 *
 * They are written as ordinary files, html/report.css and html/report.js, so that they can be read
 * and linted; html/embed.cmake turns them into bytes.
 */
#ifndef REVIEW_HTML_ASSETS_H
#define REVIEW_HTML_ASSETS_H

#include <stddef.h>

struct html_asset {
    const unsigned char *bytes; /**< UTF-8, no NUL at the end. */
    size_t size;
    const char *sha256; /**< Of the bytes, base64: for "Content-Security-Policy". */
};

extern const struct html_asset html_report_css;
extern const struct html_asset html_report_js;

#endif
