/* Every text of a loaded definition, by the same table that read it. */
#include "base/check.h"
#include "content/format/format.h"

static const void *member(const void *target, size_t offset)
{
    return (const char *)target + offset;
}

struct visit {
    format_visitor *visit;
    void *self;
};

static void visit_object(const struct visit *v, const void *target,
                         const struct format_object *object);

static void visit_value(const struct visit *v, const void *target, const struct format_field *field)
{
    if (field->kind == FORMAT_TEXT) {
        const struct field *text = member(target, field->offset);
        if (text->text.size)
            v->visit(v->self, field, text->text, text->span);
    } else if (field->kind == FORMAT_RICH) {
        const struct rich_field *rich = member(target, field->offset);
        if (rich->rich.text.size)
            v->visit(v->self, field, rich->rich.text, rich->span);
    } else if (field->kind == FORMAT_MAP) {
        visit_object(v, member(target, field->offset), field->object);
    } else if (field->kind == FORMAT_LIST) {
        const void *items = member(target, field->offset);
        if (field->allocated)
            memcpy(&items, items, sizeof items);
        unsigned count = *(const unsigned *)member(target, field->count_offset);
        for (unsigned i = 0; i < count; i++)
            visit_value(v, member(items, i * field->size), field->item);
    }
}

static void visit_object(const struct visit *v, const void *target,
                         const struct format_object *object)
{
    for (unsigned i = 0; i < object->field_count; i++)
        visit_value(v, target, &object->fields[i]);
}

void format_visit(const void *target, const struct format *format, format_visitor *visit,
                  void *self)
{
    struct visit v = {visit, self};
    visit_object(&v, target, format->object);
}
