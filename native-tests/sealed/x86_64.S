# SPDX-License-Identifier: Apache-2.0
# The program that stands between husk-oci and the user's (src/Runtime/Init/SealedProgram.cs): a container that executes or
# opens /proc/self/exe at that moment finds these bytes, in a sealed memory file, and not the runtime (CVE-2019-5736).
# It gets the user's arguments and environment as its own. tests/Runtime.Tests assembles this file and compares.
#
# What it needs to know stands at a fixed address, behind the code:
#   +0  the descriptor to report a failure through      +4  the plan's index of the call that is reported
#   +8  addresses of the paths to try, 32 bits each, 0 at the end
.set PARAMETERS, 0x400200
.set ENOENT, 2
.set EBADF, 9
    .text
    .globl _start
_start:
    mov     %rsp, %r12
    mov     (%r12), %rax
    lea     16(%r12,%rax,8), %r13       # envp
    add     $8, %r12                    # argv
    mov     $PARAMETERS, %ebx
    mov     (%rbx), %edi                # the user's program does not get the descriptor
    mov     $2, %esi                    # F_SETFD
    mov     $1, %edx                    # FD_CLOEXEC
    mov     $72, %eax                   # fcntl
    syscall
    cmp     $-EBADF, %eax               # gone: this is the user's program, executing itself by #!/proc/self/exe
    je      gone
    test    %eax, %eax
    jns     marked
    mov     (%rbx), %edi                # a filter may forbid fcntl; then nothing is reported
    mov     $3, %eax                    # close
    syscall
marked:
    lea     8(%rbx), %r15
    xor     %ebp, %ebp                  # the last error but ENOENT
next:
    mov     (%r15), %edi
    add     $4, %r15
    test    %edi, %edi
    jz      failed
    mov     %r12, %rsi
    mov     %r13, %rdx
    mov     $59, %eax                   # execve
    syscall
    cmp     $-ENOENT, %eax
    je      next
    mov     %eax, %ebp
    jmp     next
failed:
    mov     $-ENOENT, %eax
    test    %ebp, %ebp
    cmovnz  %ebp, %eax
    neg     %eax
    mov     4(%rbx), %ecx
    mov     %ecx, -16(%rsp)
    mov     %eax, -12(%rsp)
    mov     (%rbx), %edi
    lea     -16(%rsp), %rsi
    mov     $8, %edx
    mov     $0x4000, %r10d              # MSG_NOSIGNAL
    xor     %r8d, %r8d
    xor     %r9d, %r9d
    mov     $44, %eax                   # sendto
    syscall
gone:
    mov     $1, %edi
    mov     $231, %eax                  # exit_group
    syscall
