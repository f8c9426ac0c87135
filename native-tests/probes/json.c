// SPDX-License-Identifier: Apache-2.0
#include "probe.h"

#include <stdio.h>
#include <string.h>

static bool comma;

static void separate(void)
{
    if (comma)
        putchar(',');
    comma = true;
}

void json_open(char bracket)
{
    separate();
    putchar(bracket);
    comma = false;
}

void json_close(char bracket)
{
    putchar(bracket);
    comma = true;
}

void json_key(const char *name)
{
    json_string(name);
    putchar(':');
    comma = false;
}

/* How many bytes of a well-formed UTF-8 sequence start here; 0 if none does. */
static size_t sequence(const unsigned char *at, size_t left)
{
    size_t length = at[0] < 0x80 ? 1 : at[0] < 0xc2 ? 0 : at[0] < 0xe0 ? 2 : at[0] < 0xf0 ? 3 : at[0] < 0xf5 ? 4 : 0;
    if (length > left)
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    return length;
}

void json_bytes(const char *text, size_t length)
{
    separate();
    putchar('"');
    for (size_t i = 0; i < length;) {
        size_t size = sequence((const unsigned char *)text + i, length - i);
        if (size == 0) {
            fputs("\\ufffd", stdout);
            i++;
        } else if (size > 1) {
            fwrite(text + i, 1, size, stdout);
            i += size;
        } else {
            unsigned char byte = (unsigned char)text[i++];
            if (byte == '"' || byte == '\\')
                printf("\\%c", byte);
            else if (byte < 0x20 || byte == 0x7f)
                printf("\\u%04x", byte);
            else
                putchar(byte);
        }
    }
    putchar('"');
}

void json_string(const char *text)
{
    json_bytes(text, strlen(text));
}

void json_number(long long value)
{
    separate();
    printf("%lld", value);
}

void json_unsigned(unsigned long long value)
{
    separate();
    printf("%llu", value);
}

void json_hex(unsigned long long value)
{
    separate();
    printf("\"%016llx\"", value);
}

void json_bool(bool value)
{
    separate();
    fputs(value ? "true" : "false", stdout);
}

void json_null(void)
{
    separate();
    fputs("null", stdout);
}

/* The name of an errno, and null for success: what a test compares. */
void json_errno(int error)
{
    if (error == 0)
        json_null();
    else
        json_string(strerrorname_np(error));
}

void json_end(void)
{
    putchar('\n');
    comma = false;
    fflush(stdout);
}
