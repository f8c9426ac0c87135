// SPDX-License-Identifier: Apache-2.0
// Prints one JSON object: every constant, struct and syscall number of src/Linux.Syscalls as the headers here have it.
//   gcc -Wall -Werror -Inative-tests/abi $(find native-tests/abi -name '*.c') -o abi && ./abi
#include "abi.h"

#include <stdio.h>

static const char *separator = "{\n";

void abi_constant(const char *name, int is_signed, unsigned long long value)
{
    if (is_signed)
        printf("%s\"%s\": %lld", separator, name, (long long)value);
    else
        printf("%s\"%s\": %llu", separator, name, value);
    separator = ",\n";
}

void abi_struct(const char *name, size_t size)
{
    printf("%s\"%s\": {\"sizeof\": %zu", separator, name, size);
    separator = ",\n";
}

void abi_field(const char *name, size_t offset, size_t size)
{
    printf(", \"%s\": [%zu, %zu]", name, offset, size);
}

void abi_end(void)
{
    printf("}");
}

int main(void)
{
    printf("\n}\n");
    return ferror(stdout) || fflush(stdout);
}
