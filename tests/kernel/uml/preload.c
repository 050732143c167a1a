/*
 * Preloaded into linux.uml, for three things it lacks.
 *
 * Its buffer for a process's floating-point state is smaller than the state of processors with AMX, and Linux refuses
 * to set a part of the state. A short write becomes: read the whole, replace its beginning, write the whole.
 *
 * It and every process it starts die with the process that started them, so that nothing outlives a killed runner.
 *
 * It keeps a descriptor for each file of the machine that the guest knows, so it may have as many as the hard limit says.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define STATE_BYTES (64 * 1024)
#define STARTS 64

struct start {
    int (*function)(void *);
    void *argument;
};

__attribute__((constructor)) static void die_with_parent(void) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
}

__attribute__((constructor)) static void have_many_files(void) {
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
}

static int begin(void *given) {
    struct start start = *(struct start *)given;
    die_with_parent();
    return start.function(start.argument);
}

int clone(int (*function)(void *), void *stack, int flags, void *argument, ...) {
    static int (*real)(int (*)(void *), void *, int, void *, ...);
    static struct start starts[STARTS]; /* a child that shares the memory reads its own after this has returned */
    static unsigned count;
    if (!real)
        real = dlsym(RTLD_NEXT, "clone");
    struct start *start = &starts[count++ % STARTS];
    *start = (struct start){function, argument};
    return real(begin, stack, flags, start);
}

static long call(long request, long pid, long address, void *data) {
    return syscall(SYS_ptrace, request, pid, address, data);
}

static long set_state(long pid, const struct iovec *part) {
    static char state[STATE_BYTES] __attribute__((aligned(64)));
    struct iovec whole = {state, sizeof state};
    if (call(PTRACE_GETREGSET, pid, NT_X86_XSTATE, &whole) < 0)
        return -1;
    memcpy(state, part->iov_base, part->iov_len < whole.iov_len ? part->iov_len : whole.iov_len);
    return call(PTRACE_SETREGSET, pid, NT_X86_XSTATE, &whole);
}

long ptrace(enum __ptrace_request request, ...) {
    va_list rest;
    va_start(rest, request);
    long pid = va_arg(rest, pid_t), address = (long)va_arg(rest, void *);
    void *data = va_arg(rest, void *);
    va_end(rest);

    if (request == PTRACE_SETREGSET && address == NT_X86_XSTATE)
        return set_state(pid, data);
    if (request >= PTRACE_PEEKTEXT && request <= PTRACE_PEEKUSER) { /* the system call gives the word by its address */
        long word;
        if (call(request, pid, address, &word) < 0)
            return -1;
        errno = 0;
        return word;
    }
    return call(request, pid, address, data);
}
