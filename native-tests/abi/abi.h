// SPDX-License-Identifier: Apache-2.0
// What the C compiler makes of the headers: one file per header here, as in src/Linux.Syscalls, each a list of rows.
#pragma once
#include <stddef.h>

// Each file's rows run before main, which only closes the object: a new file needs to be listed nowhere.
#define ROWS static void __attribute__((constructor)) rows(void)

// "NAME": value
#define CONSTANT(name) abi_constant(#name, ((__typeof__(name))-1) < 0, (unsigned long long)(name))
#define POINTER(name) abi_constant(#name, 0, (unsigned long long)(name))
#define CALL(name) abi_constant("__NR_" #name, 0, __NR_##name)
#define GENERIC_CALL(name) abi_constant("asm-generic __NR_" #name, 0, __NR_##name)

// "name": {"sizeof": bytes, "field": [offset, size], ...}
#define STRUCT(name, type) \
    {                      \
        typedef type T;    \
        abi_struct(#name, sizeof(T))
#define FIELD(field) abi_field(#field, offsetof(T, field), sizeof(((T *)0)->field))
#define END       \
    abi_end();    \
    }

// A struct that ends with the field `last`, where the header's goes on.
#define HEAD(name, type, last) \
    {                          \
        typedef type T;        \
        abi_struct(#name, offsetof(T, last) + sizeof(((T *)0)->last))

void abi_constant(const char *name, int is_signed, unsigned long long value);
void abi_struct(const char *name, size_t size);
void abi_field(const char *name, size_t offset, size_t size);
void abi_end(void);
