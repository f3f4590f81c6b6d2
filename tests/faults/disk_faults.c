/* SPDX-FileCopyrightText: 2026 The Gesso authors
 * SPDX-License-Identifier: Apache-2.0
 *
 * Loaded before the C library (LD_PRELOAD), it makes the disk slow or faulty for one program's files below one folder.
 * The environment says how:
 *
 *   DISK_FAULTS_PROGRAM  the program's short name; its children are left alone
 *   DISK_FAULTS_ROOT     the folder
 *   DISK_FAULTS_CALLS    which calls count: letters of w (write), s (fsync, fdatasync), r (rename)
 *   DISK_FAULTS_AT       the first of them that fails, 1 ...; 0: none
 *   DISK_FAULTS_EVERY    and each so many later ones; 0: no other
 *   DISK_FAULTS_ERROR    errno of those
 *   DISK_FAULTS_SLOW_MS  how long each sync takes beside
 *   DISK_FAULTS_WHILE    a file: there are faults only as long as it is there
 *   DISK_FAULTS_LOG      a file that gets one letter for each failure
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static long number(const char* name)
{
    const char* value = getenv(name);
    return value != NULL ? strtol(value, NULL, 10) : 0;
}

static int isProgram(void)
{
    const char* program = getenv("DISK_FAULTS_PROGRAM");
    return program != NULL && strcmp(program, program_invocation_short_name) == 0;
}

static int isBelowRoot(const char* path)
{
    const char* root = getenv("DISK_FAULTS_ROOT");
    return root != NULL && strncmp(path, root, strlen(root)) == 0;
}

/* Whether a descriptor is a file or a folder below the root. */
static int isOurs(int descriptor)
{
    char link[64];
    char path[PATH_MAX];
    if (!isProgram()) {
        return 0;
    }
    snprintf(link, sizeof(link), "/proc/self/fd/%d", descriptor);
    const ssize_t size = readlink(link, path, sizeof(path) - 1);
    if (size <= 0) {
        return 0;
    }
    path[size] = '\0';
    return isBelowRoot(path);
}

static void logFailure(char call)
{
    const char* log = getenv("DISK_FAULTS_LOG");
    if (log != NULL) {
        const int file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        syscall(SYS_write, file, &call, 1);
        syscall(SYS_close, file);
    }
}

/* Counts a call and says whether it is one that fails; errno is set then. */
static int fails(char call)
{
    static atomic_long count;
    const char* calls = getenv("DISK_FAULTS_CALLS");
    const char* during = getenv("DISK_FAULTS_WHILE");
    const long at = number("DISK_FAULTS_AT");
    const long every = number("DISK_FAULTS_EVERY");
    if (calls == NULL || strchr(calls, call) == NULL || at <= 0 || (during != NULL && access(during, F_OK) != 0)) {
        return 0;
    }
    const long which = atomic_fetch_add(&count, 1) + 1;
    if (which != at && (every <= 0 || which < at || (which - at) % every != 0)) {
        return 0;
    }
    logFailure(call);
    errno = (int)number("DISK_FAULTS_ERROR");
    return 1;
}

static void beSlow(void)
{
    const long milliseconds = number("DISK_FAULTS_SLOW_MS");
    const struct timespec pause = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&pause, NULL);
}

ssize_t write(int descriptor, const void* bytes, size_t count)
{
    if (isOurs(descriptor) && fails('w')) {
        return -1;
    }
    return syscall(SYS_write, descriptor, bytes, count);
}

static int syncBy(int descriptor, long call)
{
    if (isOurs(descriptor)) {
        beSlow();
        if (fails('s')) {
            return -1;
        }
    }
    return (int)syscall(call, descriptor);
}

int fsync(int descriptor)
{
    return syncBy(descriptor, SYS_fsync);
}

int fdatasync(int descriptor)
{
    return syncBy(descriptor, SYS_fdatasync);
}

int renameat2(int fromFolder, const char* from, int toFolder, const char* to, unsigned flags)
{
    if (isProgram() && isBelowRoot(to) && fails('r')) {
        return -1;
    }
    return (int)syscall(SYS_renameat2, fromFolder, from, toFolder, to, flags);
}

int rename(const char* from, const char* to)
{
    return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0);
}
