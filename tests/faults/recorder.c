/* Preloaded by cuts.py and leaks.py: writes down, in the order of the calls, all that a program does to files whose
   names begin with $RECORD_UNDER, and what it says on standard output (and error), into the file $RECORD_TO.

   An entry is a header {kind, lengths of two names, offset, length of data}, the names, the data. Kinds: C = made new,
   E = opened and emptied, W = written, T = cut to a length, S = synced, R = renamed, U = removed, A = said. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(type, name, ...) type (*real)(__VA_ARGS__) = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

struct __attribute__((packed)) header {
    char kind;
    uint16_t name, other;
    int64_t offset, data;
};

static int log_file(void) {
    static int opened = -1;
    if (opened < 0 && getenv("RECORD_TO")) {
        REAL(int, "open64", const char *, int, ...);
        opened = real(getenv("RECORD_TO"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
    return opened;
}

static void note(char kind, const char *name, const char *other, int64_t offset, const void *data, int64_t length) {
    struct header head = {kind, (uint16_t)strlen(name), (uint16_t)strlen(other), offset, length};
    struct iovec parts[4] = {{&head, sizeof head},
                             {(void *)name, head.name},
                             {(void *)other, head.other},
                             {(void *)data, data ? (size_t)length : 0}};
    if (!data) head.data = 0;
    int kept = errno;
    if (log_file() >= 0 && writev(log_file(), parts, 4) < 0) abort();
    errno = kept;
}

static int is_ours(const char *path) {
    const char *under = getenv("RECORD_UNDER");
    return under && strncmp(path, under, strlen(under)) == 0;
}

static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t got = readlink(link, path, 4095);
    path[got < 0 ? 0 : got] = 0;
    return got > 0 && fd != log_file() && is_ours(path);
}

static void note_open(int fd, int flags, int was_there) {
    char path[4096];
    int kept = errno;
    if (fd >= 0 && path_of(fd, path)) {
        if (!was_there) note('C', path, "", 0, NULL, 0);
        else if (flags & O_TRUNC) note('E', path, "", 0, NULL, 0);
    }
    errno = kept;
}

static int opened(int folder, const char *path, int flags, mode_t mode) {
    REAL(int, "openat64", int, const char *, int, ...);
    int makes = flags & (O_CREAT | O_TRUNC), kept = errno;
    int was_there = !makes || faccessat(folder, path, F_OK, 0) == 0;
    errno = kept;
    int fd = real(folder, path, flags, mode);
    if (makes) note_open(fd, flags, was_there);
    return fd;
}

#define OPEN(name)                                                                                                    \
    int name(const char *path, int flags, ...) {                                                                      \
        va_list rest;                                                                                                 \
        va_start(rest, flags);                                                                                        \
        mode_t mode = va_arg(rest, mode_t);                                                                           \
        va_end(rest);                                                                                                 \
        return opened(AT_FDCWD, path, flags, mode);                                                                   \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                                                  \
    int name(int folder, const char *path, int flags, ...) {                                                          \
        va_list rest;                                                                                                 \
        va_start(rest, flags);                                                                                        \
        mode_t mode = va_arg(rest, mode_t);                                                                           \
        va_end(rest);                                                                                                 \
        return opened(folder, path, flags, mode);                                                                     \
    }
OPENAT(openat)

static void note_write(int fd, const void *buffer, ssize_t done, int64_t offset) {
    char path[4096];
    if (done <= 0) return;
    if (fd == 1 || fd == 2) note('A', fd == 1 ? "said" : "complained", "", 0, buffer, done);
    else if (path_of(fd, path)) note('W', path, "", offset, buffer, done);
}

ssize_t pwrite64(int fd, const void *buffer, size_t count, off64_t offset) {
    REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t);
    ssize_t done = real(fd, buffer, count, offset);
    note_write(fd, buffer, done, offset);
    return done;
}

ssize_t pwrite(int fd, const void *buffer, size_t count, off_t offset) {
    return pwrite64(fd, buffer, count, offset);
}

ssize_t write(int fd, const void *buffer, size_t count) {
    REAL(ssize_t, "write", int, const void *, size_t);
    ssize_t done = real(fd, buffer, count);
    if (done > 0) {
        off64_t after = lseek64(fd, 0, SEEK_CUR);
        note_write(fd, buffer, done, after < done ? 0 : after - done);
    }
    return done;
}

static int synced(int fd, int result) {
    char path[4096];
    if (result == 0 && path_of(fd, path)) note('S', path, "", 0, NULL, 0);
    return result;
}

int fsync(int fd) {
    REAL(int, "fsync", int);
    return synced(fd, real(fd));
}

int fdatasync(int fd) {
    REAL(int, "fdatasync", int);
    return synced(fd, real(fd));
}

int ftruncate64(int fd, off64_t length) {
    REAL(int, "ftruncate64", int, off64_t);
    char path[4096];
    int result = real(fd, length);
    if (result == 0 && path_of(fd, path)) note('T', path, "", length, NULL, 0);
    return result;
}

int ftruncate(int fd, off_t length) {
    return ftruncate64(fd, length);
}

int rename(const char *from, const char *to) {
    REAL(int, "rename", const char *, const char *);
    int result = real(from, to);
    if (result == 0 && (is_ours(from) || is_ours(to))) note('R', from, to, 0, NULL, 0);
    return result;
}

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    int result = real(path);
    if (result == 0 && is_ours(path)) note('U', path, "", 0, NULL, 0);
    return result;
}
