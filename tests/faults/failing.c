/* Preloaded by syscalls.py: counts the calls that change or open files whose names begin with a given text, and lets
   one of them fail, or all from it on. The program arms it itself (arm, disarm, counted, failed), so that what comes
   before and after the thing that is tried has a sound disk.

   Kinds: w = writes, s = syncs, o = opens, r = renames, t = cuts to a length. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(type, name, ...) type (*real)(__VA_ARGS__) = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static struct {
    char under[4096], failed[4200];
    long at, count;
    int is_armed, is_lasting, error, open_error, only_written;
} orders;

void arm(const char *under, long at, int is_lasting, int error, int open_error, int only_written) {
    snprintf(orders.under, sizeof orders.under, "%s", under);
    orders.failed[0] = 0;
    orders.at = at;
    orders.count = 0;
    orders.is_lasting = is_lasting;
    orders.error = error;
    orders.open_error = open_error;
    orders.only_written = only_written;
    orders.is_armed = 1;
}

void disarm(void) { orders.is_armed = 0; }

long counted(void) { return orders.count; }

const char *failed(void) { return orders.failed; }

static int must_fail(char kind, const char *path) {
    if (!orders.is_armed || strncmp(path, orders.under, strlen(orders.under)) != 0) return 0;
    orders.count++;
    if (!orders.at || orders.count < orders.at || (orders.count > orders.at && !orders.is_lasting)) return 0;
    if (!orders.failed[0]) snprintf(orders.failed, sizeof orders.failed, "%c %s", kind, path + strlen(orders.under));
    errno = kind == 'o' ? orders.open_error : orders.error;
    return 1;
}

static int must_fail_on(char kind, int fd) {
    char link[64], path[4096];
    int kept = errno;
    if (!orders.is_armed) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t got = readlink(link, path, sizeof path - 1);
    errno = kept;
    if (got < 0) return 0;
    path[got] = 0;
    return must_fail(kind, path);
}

/* A name below a folder that is given by its handle is made whole; others are taken as they are. */
static const char *whole(int folder, const char *path, char *room, size_t size) {
    char link[64];
    if (path[0] == '/' || folder == AT_FDCWD) return path;
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t got = readlink(link, room, size - strlen(path) - 2);
    if (got < 0) return path;
    snprintf(room + got, size - got, "/%s", path);
    return room;
}

static int opened(int folder, const char *path, int flags, mode_t mode) {
    REAL(int, "openat64", int, const char *, int, ...);
    char room[8192];
    int is_written = (flags & (O_CREAT | O_TRUNC)) || (flags & O_ACCMODE) != O_RDONLY;
    if (orders.is_armed && (is_written || !orders.only_written) &&
        must_fail('o', whole(folder, path, room, sizeof room)))
        return -1;
    return real(folder, path, flags, mode);
}

#define MODE                                                                                                          \
    va_list rest;                                                                                                     \
    va_start(rest, flags);                                                                                            \
    mode_t mode = va_arg(rest, mode_t);                                                                               \
    va_end(rest);

int open(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opened(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE return opened(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE return opened(folder, path, flags, mode); }

ssize_t pwrite64(int fd, const void *buffer, size_t count, off64_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    return must_fail_on('w', fd) ? -1 : real(fd, buffer, count, offset);
}

ssize_t pwrite(int fd, const void *buffer, size_t count, off_t offset) { return pwrite64(fd, buffer, count, offset); }

ssize_t write(int fd, const void *buffer, size_t count) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return must_fail_on('w', fd) ? -1 : real(fd, buffer, count);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
    REAL(ssize_t, "writev", int, const struct iovec *, int);
    return must_fail_on('w', fd) ? -1 : real(fd, parts, count);
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t count) {
    REAL(ssize_t, "sendfile64", int, int, off64_t *, size_t);
    return must_fail_on('w', to) ? -1 : real(to, from, offset, count);
}

ssize_t sendfile(int to, int from, off_t *offset, size_t count) { return sendfile64(to, from, offset, count); }

ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *where, size_t count, unsigned flags) {
    REAL(ssize_t, "copy_file_range", int, off64_t *, int, off64_t *, size_t, unsigned);
    return must_fail_on('w', to) ? -1 : real(from, at, to, where, count, flags);
}

int fsync(int fd) {
    REAL(int, "fsync", int);
    return must_fail_on('s', fd) ? -1 : real(fd);
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    return must_fail_on('s', fd) ? -1 : real(fd);
}

int ftruncate64(int fd, off64_t length) {
    REAL(int, "ftruncate64", int, off64_t);
    return must_fail_on('t', fd) ? -1 : real(fd, length);
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    return must_fail('r', to) ? -1 : real(from, to);
}
