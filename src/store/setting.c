#include "store/inside.h"

#include "base/arena.h"

bool store_get_setting(struct slice *value, struct store *s, const char *name, struct arena *a,
                       struct error *e)
{
    bool row;
    sqlite3_stmt *get = sql_get(s, SQL_GET_SETTING, e);
    if (!get)
        return false;
    sql_bind_slice(get, 1, slice_from(name));
    if (!sql_step(&row, s, get, e)) {
        sql_done(get);
        return false;
    }
    *value = (struct slice){0};
    if (row) {
        const void *bytes = sqlite3_column_blob(get, 0);
        *value =
            arena_copy(a, (struct slice){bytes ? bytes : "", (size_t)sqlite3_column_bytes(get, 0)});
    }
    sql_done(get);
    return true;
}

struct put {
    struct slice name, value;
};

static bool put(struct store *s, void *arguments, struct error *e)
{
    const struct put *p = arguments;
    sqlite3_stmt *statement = sql_get(s, SQL_PUT_SETTING, e);
    if (!statement)
        return false;
    sql_bind_slice(statement, 1, p->name);
    sqlite3_bind_blob(statement, 2, p->value.data ? p->value.data : "", (int)p->value.size,
                      SQLITE_TRANSIENT);
    return sql_run(s, statement, e);
}

bool store_put_setting(struct store *s, const char *name, struct slice value, struct error *e)
{
    struct put p = {slice_from(name), value};
    if (!sql_check_text(p.name, STORE_NAME_MAX, "setting", e) ||
        !sql_check_text(value, STORE_TEXT_MAX, name, e))
        return false;
    return store_transact(s, put, &p, e);
}
