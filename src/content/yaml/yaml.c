#include "content/yaml/yaml.h"

#include <libfyaml.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "content/yaml/repair.h"

/* The tree while it grows. */
struct builder {
    struct arena *arena;
    struct yaml_copy *copy;
    struct yaml_node *root;
    struct yaml_node *open[YAML_DEPTH_MAX];
    struct yaml_node *key[YAML_DEPTH_MAX]; /* read, its value is still to come */
    unsigned depth;
    unsigned *node_count; /* over all readings: the arena keeps the nodes of each */
};

enum outcome { GO_ON, READ_AGAIN, STOP };

static struct span span_between(const struct builder *b, size_t begin, size_t end)
{
    size_t size = b->copy->size;
    if (end > size)
        end = size;
    if (begin > end)
        begin = end;
    return (struct span){b->copy->source, (uint32_t)begin, (uint32_t)end};
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool yaml_is_empty(const struct yaml_node *node)
{
    if (node->kind != YAML_TEXT)
        return node->count == 0;
    for (size_t i = 0; i < node->text.size; i++)
        if (!is_space(node->text.data[i]))
            return false;
    return true;
}

const struct yaml_node *yaml_find(const struct yaml_node *map, const char *key)
{
    for (const struct yaml_node *n = map->first; n; n = n->next)
        if (slice_equal_text(n->key, key))
            return n;
    return NULL;
}

/* libfyaml's marks leave the quotes out and take the blank lines behind block text in. */
static struct span text_span(const struct builder *b, struct fy_token *token)
{
    const struct fy_mark *begin = fy_token_start_mark(token);
    const struct fy_mark *end = fy_token_end_mark(token);
    if (!begin || !end)
        return (struct span){b->copy->source, 0, 0};
    struct span span = span_between(b, begin->input_pos, end->input_pos);
    const char *text = b->copy->source->text.data;
    enum fy_scalar_style style = fy_token_scalar_style(token);
    if (style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED) {
        span.begin -= span.begin > 0;
        span.end += span.end < b->copy->size;
    } else {
        while (span.end > span.begin && is_space(text[span.end - 1]))
            span.end--;
        while (span.begin < span.end && is_space(text[span.begin]))
            span.begin++;
    }
    return span;
}

/* The dash of an item that has nothing behind it. */
static struct span find_dash(const struct yaml_node *list)
{
    struct span span = list->span;
    uint32_t at = list->last ? list->last->span.end + (list->last->text.size == 0) : span.begin;
    while (at < span.source->text.size && span.source->text.data[at] != '-')
        at++;
    if (at < span.source->text.size) {
        span.begin = at;
        span.end = at + 1;
    }
    return span;
}

static void attach(struct builder *b, struct yaml_node *node)
{
    if (b->depth == 0) {
        if (!b->root)
            b->root = node;
        return;
    }
    struct yaml_node *parent = b->open[b->depth - 1];
    if (parent->kind == YAML_MAP) {
        struct yaml_node *key = b->key[b->depth - 1];
        node->key = key->text;
        node->key_span = key->span;
        b->key[b->depth - 1] = NULL;
    }
    if (node->span.begin == node->span.end)
        node->span = parent->kind == YAML_MAP ? node->key_span : find_dash(parent);
    if (parent->last)
        parent->last->next = node;
    else
        parent->first = node;
    parent->last = node;
    parent->count++;
}

static bool expects_key(const struct builder *b)
{
    return b->depth > 0 && b->open[b->depth - 1]->kind == YAML_MAP && !b->key[b->depth - 1];
}

static struct yaml_node *new_node(struct builder *b, enum yaml_kind kind, struct span span)
{
    if (++*b->node_count > YAML_NODES_MAX) {
        diag_error(b->copy->diags, "Y014", span, _("this file has too many values (at most %d)"),
                   YAML_NODES_MAX);
        return NULL;
    }
    struct yaml_node *node = ARENA_NEW(b->arena, struct yaml_node);
    node->kind = kind;
    node->span = span;
    node->incomplete = b->copy->lossy;
    return node;
}

static enum outcome add_text(struct builder *b, struct fy_token *token)
{
    struct span span = text_span(b, token);
    struct yaml_node *node = new_node(b, YAML_TEXT, span);
    if (!node)
        return STOP;
    size_t size = 0;
    const char *text = fy_token_get_text(token, &size);
    struct slice written = slice_part(b->copy->source->text, span.begin, span.end);
    node->masked = memcmp(b->copy->bytes + span.begin, written.data, written.size) != 0;
    node->text =
        node->masked ? written : arena_copy(b->arena, (struct slice){text, text ? size : 0});
    if (!expects_key(b)) {
        attach(b, node);
        return GO_ON;
    }
    struct yaml_node *map = b->open[b->depth - 1];
    if (map->count >= YAML_KEYS_MAX) {
        diag_error(b->copy->diags, "Y014", span, _("too many keys here (at most %d)"),
                   YAML_KEYS_MAX);
        return STOP;
    }
    b->key[b->depth - 1] = node;
    return GO_ON;
}

static enum outcome begin_group(struct builder *b, enum yaml_kind kind, const struct fy_mark *mark)
{
    size_t at = mark ? mark->input_pos : 0;
    struct span span = span_between(b, at, at + 1);
    if (expects_key(b)) {
        diag_error(b->copy->diags, "Y016", span, _("a key must be a plain word"));
        return STOP;
    }
    if (b->depth == YAML_DEPTH_MAX) {
        diag_error(b->copy->diags, "Y013", span, _("this is nested too deep (at most %d levels)"),
                   YAML_DEPTH_MAX);
        return STOP;
    }
    struct yaml_node *node = new_node(b, kind, span);
    if (!node)
        return STOP;
    attach(b, node);
    b->key[b->depth] = NULL;
    b->open[b->depth++] = node;
    return GO_ON;
}

/* The end of `[…]` is its bracket; a block ends with its last value, whatever blank lines follow.
 */
static enum outcome end_group(struct builder *b, const struct fy_mark *mark)
{
    struct yaml_node *node = b->open[--b->depth];
    char first = node->span.begin < b->copy->size ? b->copy->bytes[node->span.begin] : 0;
    if (mark && (first == '[' || first == '{'))
        node->span.end = span_between(b, node->span.begin, mark->input_pos).end;
    else if (node->last)
        node->span.end = node->last->span.end;
    return GO_ON;
}

static enum outcome refuse_mark(struct builder *b, struct fy_token *token)
{
    const struct fy_mark *mark = fy_token_start_mark(token);
    return yaml_repair_mark(b->copy, mark ? mark->input_pos : 0) ? READ_AGAIN : STOP;
}

static enum outcome begin_document(struct builder *b, const struct fy_event *event)
{
    if (!b->root)
        return GO_ON;
    const struct fy_mark *mark = event->document_start.document_start
                                     ? fy_token_start_mark(event->document_start.document_start)
                                     : NULL;
    size_t at = mark ? mark->input_pos : b->root->span.end;
    diag_error(b->copy->diags, "Y012", span_between(b, at, at + 3),
               _("a file holds one definition: remove «---» and what follows, or put it in a file "
                 "of its own"));
    return STOP;
}

static struct fy_token *find_mark(const struct fy_event *event)
{
    switch (event->type) {
    case FYET_SCALAR:
        return event->scalar.anchor ? event->scalar.anchor : event->scalar.tag;
    case FYET_SEQUENCE_START:
        return event->sequence_start.anchor ? event->sequence_start.anchor
                                            : event->sequence_start.tag;
    case FYET_MAPPING_START:
        return event->mapping_start.anchor ? event->mapping_start.anchor : event->mapping_start.tag;
    case FYET_ALIAS:
        return event->alias.anchor;
    default:
        return NULL;
    }
}

static enum outcome take_event(struct builder *b, struct fy_event *event)
{
    struct fy_token *mark = find_mark(event);
    if (mark)
        return refuse_mark(b, mark);
    switch (event->type) {
    case FYET_SCALAR:
        return add_text(b, event->scalar.value);
    case FYET_SEQUENCE_START:
        return begin_group(b, YAML_LIST, fy_event_start_mark(event));
    case FYET_MAPPING_START:
        return begin_group(b, YAML_MAP, fy_event_start_mark(event));
    case FYET_SEQUENCE_END:
    case FYET_MAPPING_END:
        return end_group(b, fy_event_end_mark(event));
    case FYET_DOCUMENT_START:
        return begin_document(b, event);
    default:
        return GO_ON;
    }
}

/* Line and column of libfyaml count from 1, columns in characters. */
static size_t offset_of(const struct yaml_copy *copy, int line, int column)
{
    size_t at = 0;
    for (; line > 1 && at < copy->size; at++)
        line -= copy->bytes[at] == '\n';
    while (column > 1 && at < copy->size && copy->bytes[at] != '\n') {
        at++;
        while (at < copy->size && (copy->bytes[at] & 0xC0) == 0x80)
            at++;
        column--;
    }
    return at;
}

static enum outcome explain_failure(struct builder *b, struct fy_diag *collected)
{
    void *iterator = NULL;
    const struct fy_diag_error *error = fy_diag_errors_iterate(collected, &iterator);
    if (!error) /* It stops without a word at «|0»: report_unread says where. */
        return STOP;
    const struct fy_mark *mark = error->fyt ? fy_token_start_mark(error->fyt) : NULL;
    size_t at = mark ? mark->input_pos : offset_of(b->copy, error->line, error->column);
    return yaml_repair(b->copy, error->msg ? error->msg : "", at) ? READ_AGAIN : STOP;
}

static enum outcome take_events(struct builder *b, struct fy_parser *parser)
{
    struct fy_event *event;
    bool ended = false;
    enum outcome outcome = GO_ON;
    while (outcome == GO_ON && !ended && (event = fy_parser_parse(parser))) {
        ended = event->type == FYET_STREAM_END;
        outcome = take_event(b, event);
        fy_parser_event_free(parser, event);
    }
    if (outcome == GO_ON && !ended)
        outcome = STOP;
    return outcome;
}

static bool report_unread(struct builder *b)
{
    const struct yaml_node *key = b->depth ? b->key[b->depth - 1] : NULL;
    const struct yaml_node *last = b->depth ? b->open[b->depth - 1]->last : NULL;
    uint32_t at = key ? key->span.begin : last ? last->span.end : 0;
    return yaml_repair(b->copy, _("for an unknown reason"), at);
}

static enum outcome read_once(struct builder *b)
{
    struct fy_diag_cfg diag_config;
    fy_diag_cfg_default(&diag_config);
    diag_config.fp = NULL;
    diag_config.level = FYET_ERROR;
    struct fy_diag *collected = fy_diag_create(&diag_config);
    CHECK(collected);
    fy_diag_set_collect_errors(collected, true);
    struct fy_parse_cfg config = {
        .flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE,
        .diag = collected,
    };
    struct fy_parser *parser = fy_parser_create(&config);
    CHECK(parser);
    unsigned before = b->copy->diags->error_count + b->copy->diags->dropped_count;
    enum outcome outcome = STOP;
    if (fy_parser_set_string(parser, b->copy->bytes, b->copy->size) == 0)
        outcome = take_events(b, parser);
    /* What the parser refused to read comes after what it did read. */
    if (outcome != READ_AGAIN && fy_diag_got_error(collected))
        outcome = explain_failure(b, collected);
    bool told = b->copy->diags->error_count + b->copy->diags->dropped_count > before;
    if (outcome == STOP && !told && !b->copy->tabs)
        outcome = report_unread(b) ? READ_AGAIN : STOP;
    fy_parser_destroy(parser);
    fy_diag_destroy(collected);
    return outcome;
}

/* Reads until a reading ends without a repair; what was still open then is incomplete. */
static struct yaml_node *read_all(struct arena *a, struct yaml_copy *copy)
{
    struct builder b;
    unsigned node_count = 0;
    enum outcome outcome;
    do {
        b = (struct builder){.arena = a, .copy = copy, .node_count = &node_count};
        outcome = read_once(&b);
    } while (outcome == READ_AGAIN);
    if (outcome == STOP && b.root)
        b.root->incomplete = true;
    for (unsigned i = 0; i < b.depth; i++) {
        b.open[i]->incomplete = true;
        if (b.open[i]->last)
            b.open[i]->span.end = b.open[i]->last->span.end;
    }
    return b.root;
}

static void refuse_twins(const struct yaml_node *map, struct diag_list *diags)
{
    for (const struct yaml_node *n = map->first; n; n = n->next) {
        for (const struct yaml_node *earlier = map->first; earlier != n; earlier = earlier->next)
            if (slice_equal(earlier->key, n->key)) {
                diag_error(diags, "Y015", n->key_span, _("«%.*s» is given twice: keep one"),
                           SLICE_ARG(n->key));
                diag_note(diags, earlier->key_span, _("it is given here first"));
                break;
            }
    }
}

/* `gọi #1` loses its end silently: a comment is rarely written without a space behind the #. */
static void warn_cut_text(const struct yaml_node *node, struct diag_list *diags)
{
    struct slice text = node->span.source->text;
    size_t at = node->span.end;
    if (node->span.begin == node->span.end || node->masked)
        return;
    while (at < text.size && text.data[at] == ' ')
        at++;
    if (at == node->span.end || at + 1 >= text.size || text.data[at] != '#' ||
        strchr("# \t\r\n!-=", text.data[at + 1]))
        return;
    size_t end = at;
    while (end < text.size && text.data[end] != '\n' && text.data[end] != '\r')
        end++;
    diag_warning(diags, "Y018", (struct span){node->span.source, (uint32_t)at, (uint32_t)end},
                 _("what follows « #» is a comment and will not be printed: put the text in quotes "
                   "if it should be"));
}

static void check_tree(const struct yaml_node *node, struct diag_list *diags)
{
    if (node->kind == YAML_TEXT) {
        warn_cut_text(node, diags);
        return;
    }
    if (node->kind == YAML_MAP)
        refuse_twins(node, diags);
    for (const struct yaml_node *child = node->first; child; child = child->next)
        check_tree(child, diags);
}

struct yaml_node *yaml_parse(struct arena *a, const struct source *source, struct diag_list *diags)
{
    struct yaml_copy copy = {.source = source, .diags = diags, .size = source->text.size};
    copy.bytes = arena_alloc(a, copy.size + 1);
    memcpy(copy.bytes, source->text.data, copy.size);
    yaml_prepare(&copy);
    unsigned before = diags->error_count;
    struct yaml_node *root = read_all(a, &copy);
    if (root && root->kind == YAML_MAP) {
        check_tree(root, diags);
        return root;
    }
    if (diags->error_count == before || (root && root->kind == YAML_LIST))
        diag_error(diags, "Y017", root ? root->span : (struct span){source, 0, 0},
                   _("the file must consist of lines such as «title: …»"));
    return NULL;
}
