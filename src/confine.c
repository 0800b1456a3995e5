/* What a process may ask of the kernel once it opens what came from outside: seccomp(2), with a list of what is allowed.
 *
 * What is on no list fails with ENOSYS, as on a kernel that has not got it: a C library newer than this list asks for the older call
 * then. What only an intruder asks for ends the process. The list is made for glibc and musl; it is written as a filter by hand, since a
 * library that does it (libseccomp) takes half a millisecond at every start. */
#include "cairn.h"

#include <errno.h>
#include <stdint.h>
#include <sys/resource.h>

/* The sanitizers trace their own process when it ends, and make calls of many kinds. */
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define WATCHED 1
#elif defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define WATCHED 1
#endif
#endif

/* The numbers of calls are those of one architecture. */
#if defined __linux__ && !defined WATCHED
#include <linux/audit.h>
#if defined __x86_64__ && !defined __ILP32__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined __aarch64__ && !defined __AARCH64EB__
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined __riscv && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#endif
#endif

#ifdef ARCHITECTURE

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* clang-format off */
enum { NOT_THERE = SECCOMP_RET_ERRNO | ENOSYS };

static const int ALLOWED[] = {
    /* files */
    SYS_read, SYS_write, SYS_close, SYS_openat, SYS_fstat, SYS_newfstatat, SYS_statx, SYS_lseek, SYS_pread64,
    SYS_pwrite64, SYS_readv, SYS_writev, SYS_readlinkat, SYS_getdents64, SYS_fcntl, SYS_flock, SYS_faccessat,
    SYS_renameat2, SYS_unlinkat, SYS_linkat, SYS_mkdirat, SYS_fchmod, SYS_fchown, SYS_umask, SYS_fsync,
    SYS_fdatasync, SYS_syncfs, SYS_ftruncate, SYS_fallocate, SYS_fadvise64, SYS_statfs, SYS_fstatfs, SYS_getcwd,
    SYS_dup, SYS_dup3, SYS_copy_file_range,
#ifdef __x86_64__
    SYS_open, SYS_stat, SYS_lstat, SYS_access, SYS_readlink, SYS_rename, SYS_unlink, SYS_link, SYS_mkdir, SYS_rmdir,
    SYS_dup2, SYS_poll, SYS_time, SYS_getrlimit,
#endif
#ifdef SYS_renameat
    SYS_renameat,
#endif
#ifdef SYS_faccessat2
    SYS_faccessat2,
#endif
#ifdef SYS_rseq
    SYS_rseq,
#endif
    /* memory, threads, signals */
    SYS_brk, SYS_munmap, SYS_mremap, SYS_madvise, SYS_futex, SYS_set_robust_list, SYS_set_tid_address,
    SYS_sched_getaffinity, SYS_sched_yield, SYS_rt_sigaction, SYS_rt_sigprocmask, SYS_rt_sigpending, SYS_rt_sigreturn,
    SYS_sigaltstack, SYS_restart_syscall, SYS_exit, SYS_exit_group,
    /* time and the machine */
    SYS_clock_gettime, SYS_clock_getres, SYS_gettimeofday, SYS_clock_nanosleep, SYS_nanosleep, SYS_getrandom, SYS_uname,
    SYS_sysinfo, SYS_getrusage,
    /* the process, and its helper */
    SYS_getpid, SYS_gettid, SYS_getuid, SYS_geteuid, SYS_getgid, SYS_getegid, SYS_ppoll, SYS_sendto, SYS_wait4,
    SYS_waitid};

static const int HOSTILE[] = {
    SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4, SYS_execve,
    SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_bpf, SYS_kexec_load, SYS_keyctl,
    SYS_add_key, SYS_request_key, SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_unshare, SYS_setns,
    SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_perf_event_open, SYS_open_by_handle_at,
    SYS_personality, SYS_reboot,
#ifdef SYS_io_uring_setup
    SYS_io_uring_setup, /* what it does passes by the filter */
#endif
#ifdef SYS_pidfd_getfd
    SYS_pidfd_getfd,
#endif
#ifdef SYS_userfaultfd
    SYS_userfaultfd,
#endif
};

/* clang-format on */

/* Calls that are allowed when what is masked of an argument is this value: threads, but no processes; no memory that holds new code; of
 * a terminal only what it is and how wide, since what is typed can be put into it. */
static const struct rule {
  int call;
  unsigned argument;
  uint32_t mask, value;
} RULES[] = {{SYS_clone, 0, CLONE_THREAD, CLONE_THREAD},
             {SYS_mmap, 2, PROT_EXEC, 0},
             {SYS_mprotect, 2, PROT_EXEC, 0},
             {SYS_prlimit64, 0, UINT32_MAX, 0},
             {SYS_ioctl, 1, UINT32_MAX, TCGETS},
             {SYS_ioctl, 1, UINT32_MAX, TIOCGWINSZ}};

#define COUNT(list) (sizeof(list) / sizeof *(list))
enum { CALLS = (int)(COUNT(ALLOWED) + COUNT(HOSTILE)), BLOCK = 16, BLOCKS = CALLS / BLOCK + 1 };
enum { AROUND = 6, A_CALL = 2, A_BLOCK = 2, A_RULE = 6, OWN = 1 };
enum { MOST = AROUND + A_BLOCK * BLOCKS + A_CALL * CALLS + A_RULE * (int)(COUNT(RULES) + OWN) };

struct filter {
  struct sock_filter at[MOST];
  unsigned short n;
};

struct call {
  uint32_t number, action;
};

/* A jump goes over so many when what it asks is so, or is not; other instructions have none. */
static void add(struct filter *filter, unsigned code, uint32_t k, size_t over, size_t over_else) {
  filter->at[filter->n++] =
      (struct sock_filter){(unsigned short)code, (unsigned char)over, (unsigned char)over_else, k};
}

static void load(struct filter *filter, size_t offset) {
  add(filter, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0, 0);
}

static void end(struct filter *filter, uint32_t action) { add(filter, BPF_RET | BPF_K, action, 0, 0); }

/* Of an argument its lower half, as it is on a machine whose low bytes come first: all that the rules ask for are ints. */
static void add_rule(struct filter *filter, const struct rule *rule) {
  add(filter, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)rule->call, 0, A_RULE - 1);
  load(filter, offsetof(struct seccomp_data, args) + rule->argument * sizeof(uint64_t));
  add(filter, BPF_ALU | BPF_AND | BPF_K, rule->mask, 0, 0);
  add(filter, BPF_JMP | BPF_JEQ | BPF_K, rule->value, 0, 1);
  end(filter, SECCOMP_RET_ALLOW);
  load(filter, offsetof(struct seccomp_data, nr));
}

static void add_block(struct filter *filter, const struct call *calls, size_t count) {
  add(filter, BPF_JMP | BPF_JGT | BPF_K, calls[count - 1].number, A_CALL * count + 1, 0);
  for (size_t i = 0; i < count; i++) {
    add(filter, BPF_JMP | BPF_JEQ | BPF_K, calls[i].number, 0, 1);
    end(filter, calls[i].action);
  }
  end(filter, NOT_THERE);
}

static int by_number(const void *a, const void *b) {
  const struct call *one = a, *other = b;
  return (one->number > other->number) - (one->number < other->number);
}

/* In their order, and in blocks: the kernel plays the filter for every number that there is, and a long list takes it a while. */
static void add_calls(struct filter *filter) {
  struct call calls[CALLS];
  size_t n = 0;
  for (size_t i = 0; i < COUNT(ALLOWED); i++) calls[n++] = (struct call){(uint32_t)ALLOWED[i], SECCOMP_RET_ALLOW};
  for (size_t i = 0; i < COUNT(HOSTILE); i++)
    calls[n++] = (struct call){(uint32_t)HOSTILE[i], SECCOMP_RET_KILL_PROCESS};
  qsort(calls, n, sizeof *calls, by_number);
  for (size_t i = 0; i < n; i += BLOCK) add_block(filter, calls + i, n - i < BLOCK ? n - i : BLOCK);
}

static void make(struct filter *filter) {
  /* So that abort ends this process, and no other. */
  const struct rule own = {SYS_tgkill, 0, UINT32_MAX, (uint32_t)getpid()};
  load(filter, offsetof(struct seccomp_data, arch));
  add(filter, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0);
  end(filter, SECCOMP_RET_KILL_PROCESS);
  load(filter, offsetof(struct seccomp_data, nr));
  for (size_t i = 0; i < COUNT(RULES); i++) add_rule(filter, &RULES[i]);
  add_rule(filter, &own);
  add_calls(filter);
  end(filter, NOT_THERE);
}

/* By the call of that name, which valgrind refuses: it could not work under the filter. Without the flag, a processor's guesses about
 * memory are held back for the whole process, which runs slower by as much as a third; that is for processes that run others' code. */
bool cairn_confine(void) {
  struct filter filter = {.n = 0};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  make(&filter);
  const struct sock_fprog program = {filter.n, filter.at};
  return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &program) == 0;
}

static void hide_memory(void) { prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

#else

bool cairn_confine(void) { return false; }

static void hide_memory(void) {}

#endif

void cairn_leave_no_core(void) {
  const struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  hide_memory();
}
