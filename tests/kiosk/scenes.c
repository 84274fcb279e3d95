#include "scenes.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "content/format/format.h"
#include "content/shared/trusted.h"
#include "draw/image.h"
#include "support/shipped.h"
#include "support/test.h"
#include "text/para.h"

#define QUIZZES NGOSO_SOURCE_DIR "/quizzes/"
#define GUIDES  NGOSO_SOURCE_DIR "/guides/"

enum { BYTES = 256 * 1024 * 1024, PATH_BYTES = 1024, VILLAGES = COMMUNE_VILLAGES_MAX };

const struct panel panels[] = {
    {"1024x600", {1024, 600, 0}},
    {"1366x768", {1366, 768, 0}},
    {"1920x1080", {1920, 1080, 0}},
    {"1080x1920", {1080, 1920, 0}},
    /* Measured: 15.6 inches, 10.1 inches, and 21.5 inches upright. */
    {"1366x768-mm", {1366, 768, 396}},
    {"1024x600-mm", {1024, 600, 460}},
    {"1080x1920-mm", {1080, 1920, 403}},
    {"1920x1080-mm", {1920, 1080, 403}},
};
const unsigned panel_count = sizeof panels / sizeof panels[0];

/* Names are made up; the numbers lie in no operator's range. */
static const char commune_text[] = "province: tỉnh Mẫu Thượng\n"
                                   "name: phường Mẫu Hòa Bình\n"
                                   "team: Tổ công nghệ số cộng đồng phường Mẫu Hòa Bình\n"
                                   "phones: [0100 000 001]\n"
                                   "villages:\n"
                                   "  - name: thôn Đông\n"
                                   "  - name: thôn Đoài\n"
                                   "  - name: thôn Trung Hòa\n"
                                   "  - name: tổ dân phố số 12\n"
                                   "  - name: khu phố Thượng Một\n";

/* On screens that offer quizzes, so that a new quiz does not change those pictures. */
static const char *const offered[] = {"e-banking",     "e-commerce",      "fraud",
                                      "health-record", "public-services", "vneid"};

enum { OFFERED_COUNT = sizeof offered / sizeof offered[0] };

/* --- Adding scenes --- */

static const struct quiz *find_quiz(const struct scenes *s, const char *id)
{
    for (unsigned i = 0; i < s->quiz_count; i++)
        if (slice_equal_text(s->quizzes[i]->id.text, id))
            return s->quizzes[i];
    fail_msg("no quiz %s", id);
    return NULL;
}

static struct scene *add(struct scenes *s, const char *name)
{
    assert_in_range(s->count, 0, SCENES_MAX - 1);
    struct scene *scene = &s->items[s->count++];
    struct view *v = &scene->view;
    snprintf(scene->name, sizeof scene->name, "%s", name);
    strcpy(v->language, "vi");
    v->reading_part = -1;
    v->pending = -1;
    v->commune = s->commune;
    v->retention_days = 90;
    v->volume = 2;
    for (unsigned i = 0; i < QUIZ_SCREEN_ITEMS_MAX; i++)
        v->pair[i] = -1;
    for (unsigned i = 0; i < OFFERED_COUNT; i++) {
        v->quizzes[v->quiz_count] = find_quiz(s, offered[i]);
        v->quiz_on[v->quiz_count++] = i % 3 != 1;
    }
    return scene;
}

/* Every shipped quiz, and at least `least` of them. */
static void offer_all(struct scenes *s, struct view *v, unsigned least)
{
    unsigned count = s->quiz_count > least ? s->quiz_count : least;
    assert_in_range(count, 1, VIEW_QUIZZES_MAX);
    for (v->quiz_count = 0; v->quiz_count < count; v->quiz_count++)
        v->quizzes[v->quiz_count] = s->quizzes[v->quiz_count % s->quiz_count];
}

static struct view *add_screen(struct scenes *s, const char *name, enum view_screen screen)
{
    struct view *v = &add(s, name)->view;
    v->screen = screen;
    return v;
}

static struct view *add_question(struct scenes *s, const struct quiz *quiz, unsigned index,
                                 const char *suffix, enum view_screen screen)
{
    const struct quiz_question *q = &quiz->questions[index];
    char name[96];
    snprintf(name, sizeof name, "%s-%.*s-%s-%.*s%s",
             screen == SCREEN_QUESTION ? "question" : "feedback", SLICE_ARG(quiz->id.text),
             quiz_kind_name(q->kind), SLICE_ARG(q->id.text), suffix);
    struct view *v = add_screen(s, name, screen);
    v->quiz = quiz;
    v->question = q;
    v->question_index = index % 10;
    v->question_count = 10;
    bool turn = q->kind == QUIZ_ORDER || q->kind == QUIZ_MATCH;
    for (unsigned i = 0; i < q->option_count; i++) {
        v->option_order[i] = (uint8_t)(turn ? (i + 1) % q->option_count : i);
        v->slot_order[i] = (uint8_t)((i + 2) % q->option_count);
    }
    return v;
}

static void choose(struct view *v)
{
    const struct quiz_question *q = v->question;
    v->can_answer = true;
    if (q->kind == QUIZ_ORDER)
        for (unsigned i = 0; i + 1 < q->option_count; i++)
            v->sequence[i] = (uint8_t)(q->option_count - 1 - i);
    else if (q->kind == QUIZ_MATCH)
        for (unsigned i = 0; i + 1 < q->option_count; i++)
            v->pair[i] = (int8_t)(q->option_count - 1 - i);
    else
        v->marks[q->option_count - 1] = MARK_CHOSEN;
    if (q->kind == QUIZ_MULTIPLE)
        v->marks[0] = MARK_CHOSEN;
    if (q->kind == QUIZ_MATCH)
        v->pending = (int8_t)(q->option_count - 1);
}

static void mark(struct view *v, bool right)
{
    const struct quiz_question *q = v->question;
    bool given = false;
    v->was_right = right;
    v->saved = right;
    for (unsigned i = 0; i < q->option_count; i++) {
        bool found = right || (q->kind == QUIZ_MULTIPLE && i == 0);
        v->marks[i] = !q->options[i].right ? MARK_NONE : found ? MARK_RIGHT_CHOSEN : MARK_RIGHT;
        if (!right && !given && !q->options[i].right) {
            v->marks[i] = MARK_WRONG_CHOSEN;
            given = true;
        }
    }
}

static void add_quiz(struct scenes *s, const struct quiz *quiz)
{
    for (unsigned i = 0; i < quiz->question_count; i++) {
        add_question(s, quiz, i, "", SCREEN_QUESTION);
        choose(add_question(s, quiz, i, "-chosen", SCREEN_QUESTION));
        mark(add_question(s, quiz, i, "-right", SCREEN_FEEDBACK), true);
        mark(add_question(s, quiz, i, "-wrong", SCREEN_FEEDBACK), false);
    }
}

static void add_end(struct scenes *s, const char *name, unsigned right, unsigned first,
                    unsigned lessons, bool offer)
{
    const struct view_lesson all[] = {
        {.codes = {{DEVICE_ANDROID, SLICE("https://play.google.com/store/apps/details?id=com.vnid"),
                    SLICE("play.google.com · com.vnid")},
                   {DEVICE_IPHONE, SLICE("https://apps.apple.com/vn/app/id1582750372"),
                    SLICE("apps.apple.com/vn · id1582750372")}},
         .code_count = 2},
        {.codes = {{DEVICE_ANY, SLICE("https://dichvucong.gov.vn/"), SLICE("dichvucong.gov.vn")}},
         .code_count = 1},
        {.code_count = 0},
        {.codes = {{DEVICE_ANY, SLICE("https://tinnhiemmang.vn/"), SLICE("tinnhiemmang.vn")}},
         .code_count = 1},
        {.codes = {{DEVICE_ANY, SLICE("https://banhang.shopee.vn/"), SLICE("banhang.shopee.vn")}},
         .code_count = 1},
    };
    static const char *const titles[] = {"Kích hoạt VNeID mức 2", "Nộp hồ sơ trực tuyến tại nhà",
                                         "Chuyển tiền an toàn", "Tránh bị lừa qua mạng",
                                         "Bán hàng trên mạng"};
    struct view *v = add_screen(s, name, SCREEN_END);
    v->quiz = find_quiz(s, offered[0]);
    v->right_count = right;
    v->question_count = 10;
    v->lesson_count = lessons;
    v->offer_contact = offer;
    v->practice = lessons == 1;
    for (unsigned i = 0; i < lessons; i++) {
        unsigned lesson = (i + first) % (sizeof all / sizeof all[0]);
        v->lessons[i] = all[lesson];
        v->lessons[i].title = slice_from(titles[lesson]);
    }
}

static void add_start(struct scenes *s)
{
    struct view *v;
    add_screen(s, "attract", SCREEN_ATTRACT);
    s->items[s->count - 1].posters = true;
    add_screen(s, "attract-no-poster", SCREEN_ATTRACT);
    add_screen(s, "choose", SCREEN_CHOOSE);
    offer_all(s, add_screen(s, "choose-many", SCREEN_CHOOSE), 20);
    v = add_screen(s, "choose-one", SCREEN_CHOOSE);
    v->quiz_count = 1;
    v = add_screen(s, "choose-none", SCREEN_CHOOSE);
    v->quiz_count = 0;
    add_screen(s, "practice", SCREEN_PRACTICE);
    v = add_screen(s, "practice-hit", SCREEN_PRACTICE);
    v->practice_hits = 1;
}

static void add_contact(struct scenes *s)
{
    struct view *v;
    add_screen(s, "consent", SCREEN_CONSENT);
    v = add_screen(s, "consent-no-commune", SCREEN_CONSENT);
    v->commune = NULL;
    add_screen(s, "village", SCREEN_VILLAGE);
    v = add_screen(s, "village-many", SCREEN_VILLAGE);
    v->commune = s->large_commune;
    v = add_screen(s, "village-many-last", SCREEN_VILLAGE);
    v->commune = s->large_commune;
    v->page = COMMUNE_VILLAGES_MAX - 1;
    v = add_screen(s, "staff-village", SCREEN_STAFF_VILLAGE);
    v->hall_village = s->commune->villages[1].name.text;
    v = add_screen(s, "staff-village-many", SCREEN_STAFF_VILLAGE);
    v->commune = s->large_commune;
    add_screen(s, "staff-village-none", SCREEN_STAFF_VILLAGE)->commune = NULL;
    v = add_screen(s, "village-none", SCREEN_VILLAGE);
    v->commune = NULL;
    add_screen(s, "name", SCREEN_NAME);
    v = add_screen(s, "name-typed", SCREEN_NAME);
    strcpy(v->typed, "Nguyễn Thị Hoàng");
    v->typed_ok = true;
    v = add_screen(s, "name-long", SCREEN_NAME);
    strcpy(v->typed, "Công Tằng Tôn Nữ Thị Hoàng Phương Nguyên Thảo Ngọc Trường Xuân");
    v->typed_ok = true;
    v = add_screen(s, "phone", SCREEN_PHONE);
    strcpy(v->typed, "0912 34");
    v->hint = "Số điện thoại có 10 chữ số.";
    add_screen(s, "thanks-no-code", SCREEN_THANKS);
    v = add_screen(s, "thanks", SCREEN_THANKS);
    strcpy(v->code, "40817 26359");
}

static void add_rest(struct scenes *s)
{
    struct view *v;
    v = add_screen(s, "still-there", SCREEN_STILL_THERE);
    v->countdown_s = 28;
    add_screen(s, "welcome-back", SCREEN_WELCOME_BACK);
    v = add_screen(s, "trouble", SCREEN_TROUBLE);
    v->trouble = "Ổ đĩa đầy nên câu trả lời này chưa lưu được. Các câu trước vẫn còn.";
    v = add_screen(s, "trouble-shut", SCREEN_TROUBLE);
    v->trouble = "Hiện máy chưa ghi lại được. Bà con vẫn làm thử được, chỉ là không lưu lại.";
    v->practice = v->shut = true;
    v = add_screen(s, "health-shut", SCREEN_STAFF_HEALTH);
    v->practice = v->shut = true;
    v->staff_text = "/home/xa-hoa-binh/.local/share/ngoso/kiosk.db: ổ đĩa đầy, chưa lưu được gì. "
                    "Hãy xóa bớt tệp không cần rồi thử lại";
    add_screen(s, "choose-practice", SCREEN_CHOOSE)->practice = true;
    add_screen(s, "pin", SCREEN_STAFF_PIN)->pin_digits = 3;
    add_screen(s, "pin-wait", SCREEN_STAFF_PIN)->pin_wait_s = 24;
    add_screen(s, "new-pin", SCREEN_STAFF_NEW_PIN);
    strcpy(add_screen(s, "staff-forget", SCREEN_STAFF_FORGET)->typed, "4081726");
    v = add_screen(s, "staff-forget-none", SCREEN_STAFF_FORGET);
    strcpy(v->typed, "4081726358");
    v->typed_ok = true;
    v->staff_text =
        "Máy không giữ gì theo mã này. Có thể đã xóa rồi; nếu chưa, hãy xem lại từng chữ số.";
    v = add_screen(s, "staff", SCREEN_STAFF);
    v->staff_text = "Đã sao lưu vào USB: ngoso-2026-11-21.db, 214 lượt.";
    add_screen(s, "staff-students", SCREEN_STAFF)->students = true;
    v = add_screen(s, "health", SCREEN_STAFF_HEALTH);
    v->health_known = true;
    v->health = (struct store_health){.sound = true,
                                      .clock_trusted = false,
                                      .wall_ms = 1577836800000,
                                      .events = 1842,
                                      .unexported_events = 311,
                                      .free_bytes = 5123456789,
                                      .last_backup_wall_ms = 1795219200000,
                                      .contacts = 7};
    add_screen(s, "health-checking", SCREEN_STAFF_HEALTH);
    add_screen(s, "quizzes", SCREEN_STAFF_QUIZZES);
    offer_all(s, add_screen(s, "quizzes-many", SCREEN_STAFF_QUIZZES), 18);
    add_screen(s, "calibrate", SCREEN_CALIBRATE)->card_width_px = 330;
    add_screen(s, "calibrate-wide", SCREEN_CALIBRATE)->card_width_px = 3000;
}

static void add_picture(struct scenes *s)
{
    struct quiz_question *q = ARENA_NEW(&s->arena, struct quiz_question);
    struct draw_image *image = ARENA_NEW(&s->arena, struct draw_image);
    enum { WIDTH = 64, HEIGHT = 40 };
    uint8_t *grey = arena_alloc(&s->arena, WIDTH * HEIGHT);
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        grey[i] = (uint8_t)(150 + i % WIDTH + i / WIDTH);
    *image = (struct draw_image){.width = WIDTH, .height = HEIGHT, .channels = 1, .pixels = grey};
    q->kind = QUIZ_POINT;
    q->stem.rich.text = SLICE("Trong ảnh này, số tổng đài nằm ở đâu?");
    q->picture.text = SLICE("the.png");
    q->picture_alt.text = SLICE("Mặt sau thẻ");
    q->option_count = 3;
    for (unsigned i = 0; i < 3; i++)
        q->options[i] = (struct quiz_option){.text.rich.text = slice_from("Chỗ này"),
                                             .right = i == 1,
                                             .x = 60 + 310 * (int32_t)i,
                                             .y = 100 + 250 * (int32_t)i,
                                             .width = 200,
                                             .height = 120};
    struct quiz *quiz = ARENA_NEW(&s->arena, struct quiz);
    *quiz = *s->quizzes[0];
    quiz->id.text = SLICE("made");
    q->id.text = SLICE("picture");
    quiz->questions = q;
    quiz->question_count = 1;
    add_quiz(s, quiz);
    for (unsigned i = s->count - 4; i < s->count; i++)
        s->items[i].picture = image;
}

/* --- Opening --- */

static int by_id(const void *a, const void *b)
{
    const struct quiz *const *x = a, *const *y = b;
    struct slice p = (*x)->id.text, q = (*y)->id.text;
    int order = memcmp(p.data, q.data, p.size < q.size ? p.size : q.size);
    return order ? order : (p.size > q.size) - (p.size < q.size);
}

static void load_quizzes(struct scenes *s)
{
    DIR *folder = opendir(QUIZZES);
    assert_non_null(folder);
    const struct facts *facts = shipped_facts(&s->arena, &s->diags);
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char path[PATH_BYTES];
        if (!slice_ends(slice_from(entry->d_name), SLICE(".yaml")))
            continue;
        snprintf(path, sizeof path, QUIZZES "%s", entry->d_name);
        assert_in_range(s->quiz_count, 0, SCENE_QUIZZES_MAX - 1);
        s->quizzes[s->quiz_count] = quiz_load(&s->arena, path, facts, &s->diags);
        assert_non_null(s->quizzes[s->quiz_count]);
        s->quiz_count++;
    }
    closedir(folder);
    qsort(s->quizzes, s->quiz_count, sizeof s->quizzes[0], by_id);
    assert_true(s->quiz_count >= 6);
}

static void make_large_commune(struct scenes *s)
{
    struct commune *c = ARENA_NEW(&s->arena, struct commune);
    *c = *s->commune;
    c->village_count = VILLAGES;
    for (unsigned i = 0; i < VILLAGES; i++)
        c->villages[i].name.text =
            arena_printf(&s->arena, i % 4 ? "thôn Thượng %u" : "tổ dân phố %u", i + 1);
    s->large_commune = c;
}

static void draw_poster(struct scenes *s)
{
    struct design_input input = {.commune = s->commune};
    input.guide =
        guide_load(&s->arena, GUIDES "fraud.yaml", shipped_facts(&s->arena, &s->diags), &s->diags);
    const struct trusted *trusted =
        trusted_load(&s->arena, GUIDES "trusted-domains.yaml", &s->diags);
    s->kit = design_kit_create(s->fonts, trusted);
    design_pages_init(&s->pages);
    assert_true(design_draw(&s->pages, s->kit, design_find(SLICE("poster-a3")), &input, &s->arena,
                            &s->diags));
}

int scenes_open(void **state)
{
    struct scenes *s = calloc(1, sizeof *s);
    struct error e = {0};
    assert_non_null(s);
    const char *locale = getenv("NGOSO_SHOW_LOCALE");
    assert_true(i18n_start("en", locale ? locale : NGOSO_LOCALE));
    arena_init(&s->arena, BYTES);
    arena_init(&s->frame, BYTES);
    diag_init(&s->diags, &s->arena);
    list_init(&s->list);
    s->items = ARENA_ARRAY(&s->arena, SCENES_MAX, struct scene);
    s->targets.focused = s->targets.pressed = -1;
    if (!font_set_create(&s->fonts, NGOSO_SOURCE_DIR "/fonts", &e))
        fail_msg("%s", e.message);
    s->paras = para_cache_create(s->fonts);
    s->commune = format_parse(&s->arena, &format_commune, SLICE("commune.yaml"),
                              slice_from(commune_text), NULL, &s->diags);
    make_large_commune(s);
    load_quizzes(s);
    draw_poster(s);
    add_start(s);
    add_contact(s);
    add_rest(s);
    add_end(s, "end-all", 10, 0, 0, false);
    add_end(s, "end-most", 8, 0, 2, true);
    add_end(s, "end-some", 3, 0, 3, true);
    add_end(s, "end-links", 4, 3, 2, true);
    add_end(s, "end-none", 0, 0, 1, false);
    add_end(s, "end-three", 3, 3, 3, true);
    struct view *three = &s->items[s->count - 1].view;
    three->lessons[2] = three->lessons[0];
    three->lessons[2].codes[0] = (struct view_code){DEVICE_ANY, SLICE("https://dichvucong.gov.vn/"),
                                                    SLICE("dichvucong.gov.vn")};
    add_end(s, "end-leaflet", 3, 2, 1, false);
    for (unsigned i = 0; i < s->quiz_count; i++)
        add_quiz(s, s->quizzes[i]);
    add_quiz(s, quiz_load(&s->arena, NGOSO_SOURCE_DIR "/tests/kiosk/hard.yaml", NULL, &s->diags));
    add_picture(s);
    *state = s;
    return 0;
}

int scenes_close(void **state)
{
    struct scenes *s = *state;
    list_deinit(&s->list);
    design_pages_deinit(&s->pages);
    design_kit_destroy(s->kit);
    para_cache_destroy(s->paras);
    font_set_destroy(s->fonts);
    arena_deinit(&s->frame);
    arena_deinit(&s->arena);
    free(s);
    return 0;
}

bool scenes_draw(struct scenes *s, const struct scene *scene, const struct metrics *metrics)
{
    arena_reset(&s->frame);
    struct screen_kit kit = {.paras = s->paras,
                             .arena = &s->frame,
                             .posters = s->pages.lists,
                             .poster_count = scene->posters ? s->pages.count : 0,
                             .picture = scene->picture};
    return screen_draw(&s->list, &s->targets, &scene->view, metrics, &kit);
}
