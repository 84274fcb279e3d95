#include "made.h"

#include "support/test.h"

static const char *or_short(const char *given, const char *otherwise)
{
    return given ? given : otherwise;
}

static void put_words(struct buf *out, unsigned count)
{
    static const char *const words[] = {"bấm", "chọn", "nhập", "mở", "xem", "quét", "gọi"};
    for (unsigned i = 0; i < count; i++)
        buf_printf(out, " %s", words[i % 7]);
}

static void put_step(struct buf *out, const struct made *m, unsigned number)
{
    unsigned words = m->step_words ? m->step_words : 4;
    if (number == m->long_step)
        words = m->long_step_words;
    if (number == 1 && m->first_step) {
        buf_printf(out, "  - text: %s\n", m->first_step);
    } else {
        buf_printf(out, "  - text: Bước %u", number);
        put_words(out, words);
        buf_append_text(out, "\n");
    }
    buf_printf(out, "    icon: %s\n", number == 1 ? or_short(m->first_icon, "bank") : "bank");
    if (number == 1 && m->picture)
        buf_printf(out, "    picture: %s\n    picture_alt: Màn hình\n", m->picture);
}

const char *made_write(struct buf *out, const struct made *m)
{
    buf_reset(out);
    buf_printf(out,
               "id: made\ntitle: %s\nbenefit: %s\nsubject: local\nicon: %s\n"
               "audience: Bà con\nprepare:\n",
               or_short(m->title, "Việc mẫu"), or_short(m->benefit, "Để thử tờ in."),
               or_short(m->icon, "house-line"));
    for (unsigned i = 0; i < (m->prepare_count ? m->prepare_count : 2); i++)
        buf_printf(out, "  - {text: %s, icon: sim-card}\n", or_short(m->prepare, "Điện thoại"));
    buf_printf(out, "gains:\n  - {text: %s, icon: heart}\nsteps:\n", or_short(m->gain, "Biết làm"));
    for (unsigned i = 1; i <= (m->step_count ? m->step_count : 3); i++)
        put_step(out, m, i);
    buf_append_text(out, "mistakes:\n");
    for (unsigned i = 0; i < (m->mistake_count ? m->mistake_count : 1); i++)
        buf_printf(out, "  - {text: %s, fix: Làm lại}\n", or_short(m->mistake, "Làm nhầm"));
    buf_printf(out, "warnings:\n  - %s\nqr:\n%s", or_short(m->warning, "Đừng vội."),
               or_short(m->qr, "  - {kind: link, label: Dịch vụ công, "
                               "value: \"https://dichvucong.gov.vn\"}\n"));
    buf_append_text(out, "sources:\n  - title: Nguồn mẫu\nreviewed: 2026-11-21\n");
    assert_false(out->failed);
    return out->data;
}

unsigned made_line_of(const char *yaml, const char *text)
{
    const char *found = strstr(yaml, text);
    assert_non_null(found);
    unsigned line = 1;
    for (const char *c = yaml; c < found; c++)
        line += *c == '\n';
    return line;
}
