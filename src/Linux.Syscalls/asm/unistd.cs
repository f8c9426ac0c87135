// SPDX-License-Identifier: Apache-2.0
namespace Husk.Linux.Syscalls;

/// <summary>
/// Syscall numbers (asm/unistd.h), each folded to one constant when the architecture is known to the compiler. The
/// second number is aarch64's, which takes asm-generic/unistd.h as it is.
/// </summary>
/// <remarks>
/// Only calls that both architectures have: no <c>open</c>, <c>poll</c> or <c>fork</c>, which aarch64 leaves out in
/// favour of <c>openat</c>, <c>ppoll</c> and <c>clone</c>. Properties, so that no static constructor can run in a
/// cloned child.
/// </remarks>
public static class SYS
{
    public static int read => X64 ? 0 : 63;
    public static int write => X64 ? 1 : 64;
    public static int readv => X64 ? 19 : 65;
    public static int writev => X64 ? 20 : 66;
    public static int pread64 => X64 ? 17 : 67;
    public static int pwrite64 => X64 ? 18 : 68;
    public static int openat => X64 ? 257 : 56;
    public static int openat2 => X64 ? 437 : 437;
    public static int close => X64 ? 3 : 57;
    public static int close_range => X64 ? 436 : 436;
    public static int dup => X64 ? 32 : 23;
    public static int dup3 => X64 ? 292 : 24;
    public static int fcntl => X64 ? 72 : 25;
    public static int ioctl => X64 ? 16 : 29;
    public static int flock => X64 ? 73 : 32;

    public static int lseek => X64 ? 8 : 62;
    public static int ftruncate => X64 ? 77 : 46;
    public static int fallocate => X64 ? 285 : 47;
    public static int copy_file_range => X64 ? 326 : 285;
    public static int sendfile => X64 ? 40 : 71;
    public static int splice => X64 ? 275 : 76;
    public static int fsync => X64 ? 74 : 82;
    public static int fdatasync => X64 ? 75 : 83;
    public static int syncfs => X64 ? 306 : 267;

    public static int mkdirat => X64 ? 258 : 34;
    public static int mknodat => X64 ? 259 : 33;
    public static int symlinkat => X64 ? 266 : 36;
    public static int linkat => X64 ? 265 : 37;
    public static int unlinkat => X64 ? 263 : 35;
    public static int readlinkat => X64 ? 267 : 78;
    public static int renameat2 => X64 ? 316 : 276;
    public static int fchmod => X64 ? 91 : 52;
    public static int fchmodat => X64 ? 268 : 53;
    public static int fchmodat2 => X64 ? 452 : 452; // since 6.6
    public static int fchown => X64 ? 93 : 55;
    public static int fchownat => X64 ? 260 : 54;
    public static int faccessat => X64 ? 269 : 48;
    public static int faccessat2 => X64 ? 439 : 439;
    public static int utimensat => X64 ? 280 : 88;
    public static int newfstatat => X64 ? 262 : 79;
    public static int fstat => X64 ? 5 : 80;
    public static int statx => X64 ? 332 : 291;
    public static int statfs => X64 ? 137 : 43;
    public static int fstatfs => X64 ? 138 : 44;
    public static int getdents64 => X64 ? 217 : 61;
    public static int getcwd => X64 ? 79 : 17;
    public static int umask => X64 ? 95 : 166;

    public static int getxattr => X64 ? 191 : 8;
    public static int lgetxattr => X64 ? 192 : 9;
    public static int fgetxattr => X64 ? 193 : 10;
    public static int setxattr => X64 ? 188 : 5;
    public static int lsetxattr => X64 ? 189 : 6;
    public static int fsetxattr => X64 ? 190 : 7;
    public static int listxattr => X64 ? 194 : 11;
    public static int llistxattr => X64 ? 195 : 12;
    public static int flistxattr => X64 ? 196 : 13;
    public static int removexattr => X64 ? 197 : 14;
    public static int lremovexattr => X64 ? 198 : 15;
    public static int fremovexattr => X64 ? 199 : 16;

    public static int inotify_init1 => X64 ? 294 : 26;
    public static int inotify_add_watch => X64 ? 254 : 27;
    public static int inotify_rm_watch => X64 ? 255 : 28;
    public static int quotactl => X64 ? 179 : 60;
    public static int name_to_handle_at => X64 ? 303 : 264;
    public static int open_by_handle_at => X64 ? 304 : 265;

    public static int mount => X64 ? 165 : 40;
    public static int umount2 => X64 ? 166 : 39;
    public static int pivot_root => X64 ? 155 : 41;
    public static int chroot => X64 ? 161 : 51;
    public static int chdir => X64 ? 80 : 49;
    public static int fchdir => X64 ? 81 : 50;
    public static int fsopen => X64 ? 430 : 430;
    public static int fsconfig => X64 ? 431 : 431;
    public static int fsmount => X64 ? 432 : 432;
    public static int fspick => X64 ? 433 : 433;
    public static int move_mount => X64 ? 429 : 429;
    public static int open_tree => X64 ? 428 : 428;
    public static int mount_setattr => X64 ? 442 : 442;
    public static int statmount => X64 ? 457 : 457; // since 6.8
    public static int listmount => X64 ? 458 : 458; // since 6.8

    public static int clone => X64 ? 56 : 220;
    public static int clone3 => X64 ? 435 : 435;
    public static int unshare => X64 ? 272 : 97;
    public static int setns => X64 ? 308 : 268;
    public static int execve => X64 ? 59 : 221;
    public static int execveat => X64 ? 322 : 281;
    public static int exit => X64 ? 60 : 93;
    public static int exit_group => X64 ? 231 : 94;
    public static int wait4 => X64 ? 61 : 260;
    public static int waitid => X64 ? 247 : 95;
    public static int kill => X64 ? 62 : 129;
    public static int tgkill => X64 ? 234 : 131;
    public static int pidfd_open => X64 ? 434 : 434;
    public static int pidfd_send_signal => X64 ? 424 : 424;
    public static int pidfd_getfd => X64 ? 438 : 438;
    public static int ptrace => X64 ? 101 : 117;

    public static int getpid => X64 ? 39 : 172;
    public static int getppid => X64 ? 110 : 173;
    public static int gettid => X64 ? 186 : 178;
    public static int getpgid => X64 ? 121 : 155;
    public static int setpgid => X64 ? 109 : 154;
    public static int getsid => X64 ? 124 : 156;
    public static int setsid => X64 ? 112 : 157;
    public static int set_tid_address => X64 ? 218 : 96;
    public static int set_robust_list => X64 ? 273 : 99;
    public static int rseq => X64 ? 334 : 293;
    public static int futex => X64 ? 202 : 98;

    public static int getuid => X64 ? 102 : 174;
    public static int geteuid => X64 ? 107 : 175;
    public static int getgid => X64 ? 104 : 176;
    public static int getegid => X64 ? 108 : 177;
    public static int getgroups => X64 ? 115 : 158;
    public static int setgroups => X64 ? 116 : 159;
    public static int setresuid => X64 ? 117 : 147;
    public static int setresgid => X64 ? 119 : 149;
    public static int capget => X64 ? 125 : 90;
    public static int capset => X64 ? 126 : 91;
    public static int prctl => X64 ? 157 : 167;
    public static int seccomp => X64 ? 317 : 277;
    public static int bpf => X64 ? 321 : 280;
    public static int personality => X64 ? 135 : 92;
    public static int keyctl => X64 ? 250 : 219;
    public static int add_key => X64 ? 248 : 217;

    public static int prlimit64 => X64 ? 302 : 261;
    public static int getrusage => X64 ? 98 : 165;
    public static int sysinfo => X64 ? 99 : 179;
    public static int uname => X64 ? 63 : 160;
    public static int sethostname => X64 ? 170 : 161;
    public static int setdomainname => X64 ? 171 : 162;
    public static int getpriority => X64 ? 140 : 141;
    public static int setpriority => X64 ? 141 : 140;
    public static int ioprio_set => X64 ? 251 : 30;
    public static int ioprio_get => X64 ? 252 : 31;
    public static int set_mempolicy => X64 ? 238 : 237;
    public static int get_mempolicy => X64 ? 239 : 236;

    public static int sched_setattr => X64 ? 314 : 274;
    public static int sched_getattr => X64 ? 315 : 275;
    public static int sched_setscheduler => X64 ? 144 : 119;
    public static int sched_setaffinity => X64 ? 203 : 122;
    public static int sched_getaffinity => X64 ? 204 : 123;
    public static int sched_yield => X64 ? 24 : 124;

    public static int rt_sigaction => X64 ? 13 : 134;
    public static int rt_sigprocmask => X64 ? 14 : 135;
    public static int rt_sigpending => X64 ? 127 : 136;
    public static int rt_sigtimedwait => X64 ? 128 : 137;
    public static int rt_sigreturn => X64 ? 15 : 139;
    public static int sigaltstack => X64 ? 131 : 132;
    public static int signalfd4 => X64 ? 289 : 74;

    public static int ppoll => X64 ? 271 : 73;
    public static int epoll_create1 => X64 ? 291 : 20;
    public static int epoll_ctl => X64 ? 233 : 21;
    public static int epoll_pwait => X64 ? 281 : 22;
    public static int pipe2 => X64 ? 293 : 59;
    public static int eventfd2 => X64 ? 290 : 19;
    public static int memfd_create => X64 ? 319 : 279;
    public static int memfd_secret => X64 ? 447 : 447;

    public static int socket => X64 ? 41 : 198;
    public static int socketpair => X64 ? 53 : 199;
    public static int bind => X64 ? 49 : 200;
    public static int connect => X64 ? 42 : 203;
    public static int listen => X64 ? 50 : 201;
    public static int accept4 => X64 ? 288 : 242;
    public static int sendmsg => X64 ? 46 : 211;
    public static int recvmsg => X64 ? 47 : 212;
    public static int sendto => X64 ? 44 : 206;
    public static int recvfrom => X64 ? 45 : 207;
    public static int shutdown => X64 ? 48 : 210;
    public static int setsockopt => X64 ? 54 : 208;
    public static int getsockopt => X64 ? 55 : 209;
    public static int getsockname => X64 ? 51 : 204;
    public static int getpeername => X64 ? 52 : 205;

    public static int mmap => X64 ? 9 : 222;
    public static int munmap => X64 ? 11 : 215;
    public static int mprotect => X64 ? 10 : 226;
    public static int madvise => X64 ? 28 : 233;
    public static int mremap => X64 ? 25 : 216;
    public static int brk => X64 ? 12 : 214;
    public static int membarrier => X64 ? 324 : 283;

    public static int clock_gettime => X64 ? 228 : 113;
    public static int clock_nanosleep => X64 ? 230 : 115;
    public static int timerfd_create => X64 ? 283 : 85;
    public static int timerfd_settime => X64 ? 286 : 86;
    public static int timerfd_gettime => X64 ? 287 : 87;
    public static int getrandom => X64 ? 318 : 278;

    public static int landlock_create_ruleset => X64 ? 444 : 444;
    public static int landlock_add_rule => X64 ? 445 : 445;
    public static int landlock_restrict_self => X64 ? 446 : 446;

    private static bool X64 => Abi.X64;
}
