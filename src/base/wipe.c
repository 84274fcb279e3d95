#include "base/wipe.h"

void memory_wipe(void *memory, size_t size_bytes)
{
    volatile unsigned char *bytes = memory;
    for (size_t i = 0; i < size_bytes; i++)
        bytes[i] = 0;
}
