#include "review/write_html.h"

#include "base/i18n.h"
#include "review/html_assets.h"
#include "review/write_html_inside.h"

/* ---- pieces ---- */

void html_put(struct html *h, const char *markup)
{
    buf_append_text(h->out, markup);
}

static const char *reference_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void html_put_text(struct html *h, struct slice text)
{
    buf_reset(&h->text);
    write_clean(&h->text, text);
    for (size_t i = 0; i < h->text.size; i++) {
        const char *reference = reference_of(h->text.data[i]);
        if (reference)
            buf_append_text(h->out, reference);
        else
            buf_append_char(h->out, h->text.data[i]);
    }
    if (h->text.failed)
        h->out->failed = true;
}

void html_put_word(struct html *h, const char *english)
{
    html_put_text(h, slice_from(write_word(h->report, english)));
}

void html_put_element(struct html *h, const char *tag, const char *name, struct slice text)
{
    if (!text.size)
        return;
    buf_printf(h->out, "<%s class=\"%s\">", tag, name);
    html_put_text(h, text);
    buf_printf(h->out, "</%s>", tag);
}

void html_put_cell(struct html *h, const struct report_cell *cell)
{
    char room[REPORT_CELL_TEXT_MAX];
    html_put_text(h, report_format_cell(room, cell, write_language(h->report)));
}

void html_put_number(struct html *h, const struct report_cell *cell)
{
    write_number(h->out, cell->value, cell->decimals, '.');
}

static void put_asset(struct html *h, const struct html_asset *asset)
{
    buf_append(h->out, asset->bytes, asset->size);
}

static void put_attribute(struct html *h, const char *name, const char *english)
{
    buf_printf(h->out, " %s=\"", name);
    html_put_word(h, english);
    html_put(h, "\"");
}

/* ---- head ---- */

/* style-src and script-src let in nothing but the two pieces with these hashes: no attribute, no
 * other element (CSP Level 2, clauses 7.15 and 7.17). */
static void put_policy(struct html *h)
{
    buf_printf(h->out,
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
               "style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; "
               "form-action 'none'\">\n",
               html_report_css.sha256, html_report_js.sha256);
}

static void put_head(struct html *h)
{
    html_put(h, "<!DOCTYPE html>\n<html lang=\"");
    html_put_text(h, slice_from(write_language(h->report)));
    html_put(h, "\">\n<head>\n<meta charset=\"utf-8\">\n");
    put_policy(h);
    html_put(h, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                "<meta name=\"color-scheme\" content=\"light dark\">\n"
                "<meta name=\"referrer\" content=\"no-referrer\">\n"
                "<meta name=\"format-detection\" content=\"telephone=no\">\n"
                "<meta name=\"robots\" content=\"noindex\">\n"
                "<meta name=\"generator\" content=\"Ngõ Số\">\n<title>");
    html_put_text(h, h->report->title);
    html_put(h, "</title>\n<style>");
    put_asset(h, &html_report_css);
    html_put(h, "</style>\n</head>\n");
}

/* ---- opening ---- */

static void put_team_only(struct html *h)
{
    if (!h->report->team_only)
        return;
    html_put(h, "<p class=\"team-only\">");
    html_put_text(h, slice_from(write_team_only(h->report)));
    html_put(h, "</p>\n");
}

static void put_fact(struct html *h, const char *english, struct slice text)
{
    if (!text.size)
        return;
    html_put(h, "<div><dt>");
    html_put_word(h, english);
    html_put(h, "</dt><dd>");
    html_put_text(h, text);
    html_put(h, "</dd></div>");
}

static void put_facts(struct html *h)
{
    struct buf day;
    buf_init(&day, REPORT_CELL_TEXT_MAX);
    write_today(&day);
    html_put(h, "<dl class=\"facts\">");
    put_fact(h, N_("Period"), h->report->period);
    put_fact(h, N_("Only"), h->report->scope);
    put_fact(h, N_("Made on"), buf_slice(&day));
    html_put(h, "</dl>\n");
    buf_deinit(&day);
}

/* "(khoảng 58–64 %)", never broken within the figures. */
static void put_between(struct html *h, const struct report_cell *cell)
{
    char room[REPORT_CELL_TEXT_MAX];
    struct slice ends = report_format_interval(room, cell, write_language(h->report));
    struct slice words = slice_from(write_word(h->report, N_("(likely %s)")));
    const char *place = strstr(words.data, "%s");
    if (!ends.size || !place)
        return;
    size_t at = (size_t)(place - words.data);
    html_put(h, "<span class=\"i\">");
    html_put_text(h, slice_part(words, 0, at));
    html_put_element(h, "span", "whole", ends);
    html_put_text(h, slice_part(words, at + 2, words.size));
    html_put(h, "</span>");
}

/* The label comes first in the file, so that it is heard first; it is shown below. */
static void put_tile(struct html *h, const struct report_tile *tile)
{
    html_put(h, "<div class=\"tile\"><dt>");
    html_put_text(h, tile->label);
    html_put(h, "</dt><dd><span class=\"v\">");
    html_put_cell(h, &tile->cell);
    html_put(h, "</span> ");
    if (write_is_figure(&tile->cell))
        put_between(h, &tile->cell);
    else if (tile->cell.kind == REPORT_MISSING)
        html_put_element(h, "span", "why", tile->cell.text);
    html_put(h, "</dd></div>\n");
}

static void put_opening(struct html *h)
{
    html_put(h, "<header>\n");
    put_team_only(h);
    html_put_element(h, "p", "kicker", h->report->kicker);
    html_put_element(h, "h1", "title", h->report->title);
    put_facts(h);
    if (h->report->tile_count)
        html_put(h, "<dl class=\"tiles\">\n");
    for (unsigned i = 0; i < h->report->tile_count; i++)
        put_tile(h, &h->report->tiles[i]);
    if (h->report->tile_count)
        html_put(h, "</dl>\n");
    html_put(h, "</header>\n");
}

static void put_contents(struct html *h)
{
    if (h->report->section_count < 2)
        return;
    html_put(h, "<nav class=\"contents\"");
    put_attribute(h, "aria-label", N_("In this report"));
    html_put(h, "><ul>\n");
    for (unsigned i = 0; i < h->report->section_count; i++) {
        buf_printf(h->out, "<li><a href=\"#%s\">", h->report->sections[i].id);
        html_put_text(h, h->report->sections[i].title);
        html_put(h, "</a></li>\n");
    }
    html_put(h, "</ul></nav>\n");
}

/* Shown by the script, which also finds its words here. */
static void put_tools(struct html *h)
{
    html_put(h, "<div class=\"tools\" id=\"ngoso-tools\" role=\"search\" hidden");
    put_attribute(h, "data-count", N_("{shown} of {all} rows"));
    put_attribute(h, "data-all", N_("{all} rows"));
    put_attribute(h, "data-nothing", N_("No row of this table fits the filter."));
    put_attribute(h, "data-up", N_("sorted by {column}, smallest first"));
    put_attribute(h, "data-down", N_("sorted by {column}, largest first"));
    put_attribute(h, "data-own", N_("back in the report's own order"));
    html_put(h, ">\n<label class=\"find\"><span>");
    html_put_word(h, N_("Find in the tables"));
    html_put(h, "</span> <input type=\"search\" id=\"ngoso-find\" autocomplete=\"off\" "
                "spellcheck=\"false\"></label>\n"
                "<label class=\"only\"><input type=\"checkbox\" id=\"ngoso-flagged\"> ");
    html_put_word(h, N_("Only rows that ask for something"));
    html_put(h, "</label>\n<button type=\"button\" id=\"ngoso-print\">");
    html_put_word(h, N_("Print"));
    html_put(h, "</button>\n<p id=\"ngoso-count\" class=\"count\" role=\"status\"></p>\n</div>\n");
}

/* ---- the whole ---- */

static void put_section(struct html *h, const struct report_section *section)
{
    enum { SHORT_ROWS_MAX = 12 }; /* On paper it stays on one page. */
    buf_printf(h->out, "<section id=\"%s\"%s>\n<h2 id=\"%s-title\">", section->id,
               section->row_count <= SHORT_ROWS_MAX ? " class=\"short\"" : "", section->id);
    html_put_text(h, section->title);
    html_put(h, "</h2>\n");
    html_put_element(h, "p", "sentence", section->sentence);
    html_put(h, html_is_compact(section) ? "<div class=\"pair\">\n" : "<div>\n");
    html_put_chart(h, section);
    html_put_table(h, section);
    html_put(h, "</div>\n");
    html_put_element(h, "p", "note", section->note);
    html_put(h, "</section>\n");
}

static void put_notes(struct html *h)
{
    if (!h->report->note_count)
        return;
    html_put(h, "<section class=\"notes\" id=\"ngoso-notes\">\n<h2>");
    html_put_word(h, N_("Notes"));
    html_put(h, "</h2>\n<ul>\n");
    for (unsigned i = 0; i < h->report->note_count; i++)
        html_put_element(h, "li", "t", h->report->notes[i]);
    html_put(h, "</ul>\n</section>\n");
}

static void put_sign(struct html *h, struct slice who)
{
    if (!who.size)
        return;
    html_put(h, "<div>");
    html_put_element(h, "p", "sign", who);
    html_put(h, "<p class=\"how\">");
    html_put_word(h, N_("(signature, full name)"));
    html_put(h, "</p></div>\n");
}

static void put_foot(struct html *h)
{
    const struct slice *signs = h->report->signs;
    html_put(h, "<footer>\n");
    if (signs[0].size || signs[1].size) {
        html_put(h, "<div class=\"signs\">");
        put_sign(h, signs[0]);
        put_sign(h, signs[1]);
        html_put(h, "</div>\n");
    }
    html_put(h, "<p class=\"maker\">");
    html_put_word(h,
                  N_("Made with Ngõ Số. This page holds everything in itself and sends nothing."));
    html_put(h, "</p>\n</footer>\n");
}

static void put_body(struct html *h)
{
    html_put(h, "<body>\n<a class=\"skip\" href=\"#ngoso-main\">");
    html_put_word(h, N_("Straight to the figures"));
    html_put(h, h->report->team_only ? "</a>\n<div class=\"page of-team\">\n"
                                     : "</a>\n<div class=\"page\">\n");
    put_opening(h);
    put_contents(h);
    put_tools(h);
    html_put(h, "<main id=\"ngoso-main\" tabindex=\"-1\">\n");
    for (unsigned i = 0; i < h->report->section_count; i++)
        put_section(h, &h->report->sections[i]);
    put_notes(h);
    html_put(h, "</main>\n");
    put_foot(h);
    html_put(h, "</div>\n<script>");
    put_asset(h, &html_report_js);
    html_put(h, "</script>\n</body>\n</html>\n");
}

bool write_html(struct buf *out, const struct report *report)
{
    struct html h = {.out = out, .report = report};
    buf_init(&h.text, WRITE_FILE_BYTES_MAX);
    put_head(&h);
    put_body(&h);
    buf_deinit(&h.text);
    return !out->failed;
}

bool report_write_html(const char *path, const struct report *report, struct error *e)
{
    struct buf out;
    buf_init(&out, WRITE_FILE_BYTES_MAX);
    write_html(&out, report);
    bool ok = write_to_file(path, &out, e);
    buf_deinit(&out);
    return ok;
}
