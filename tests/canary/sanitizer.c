/* Does on purpose what the sanitizers must catch: the argument says which. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int overflow_heap(size_t at)
{
    char *bytes = calloc(8, 1);
    bytes[at] = 1;
    int read = bytes[0];
    free(bytes);
    return read;
}

static int use_after_free(size_t at)
{
    char *bytes = calloc(8, 1);
    free(bytes);
    return ((volatile char *)bytes)[at % 8];
}

static int overflow_integer(int value)
{
    return INT_MAX + value;
}

static int leak(size_t size)
{
    char *volatile bytes = calloc(size, 1);
    int read = bytes[0];
    bytes = NULL;
    return read;
}

int main(int argument_count, char **arguments)
{
    if (argument_count < 2)
        return 2;
    int result = 0;
    if (strcmp(arguments[1], "heap") == 0)
        result = overflow_heap((size_t)argument_count * 4);
    else if (strcmp(arguments[1], "freed") == 0)
        result = use_after_free((size_t)argument_count);
    else if (strcmp(arguments[1], "integer") == 0)
        result = overflow_integer(argument_count);
    else if (strcmp(arguments[1], "leak") == 0)
        result = leak((size_t)argument_count);
    printf("not caught: %d\n", result);
    return 0;
}
