/* Preloaded by test_failing_disk.py: while the file $FAULT_ORDERS exists, calls on files whose name ends in
   $FAULT_ON fail. Its first letter says which: s = fsync and fdatasync, w = writes; its second how often: a digit, or
   n = always; the rest is the error number. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int must_fail(int fd, char kind) {
    const char *orders = getenv("FAULT_ORDERS"), *on = getenv("FAULT_ON");
    char link[64], path[4096], text[16] = "";
    FILE *stream = orders ? fopen(orders, "r") : NULL;
    if (!stream) return 0;
    size_t length = fread(text, 1, sizeof text - 1, stream);
    fclose(stream);
    if (length < 3 || text[0] != kind) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t got = readlink(link, path, sizeof path - 1);
    if (got < 0) return 0;
    path[got] = 0;
    size_t tail = strlen(on);
    if ((size_t)got < tail || strcmp(path + got - tail, on) != 0) return 0;
    if (text[1] == '1') unlink(orders);
    if (text[1] > '1' && text[1] <= '9') {
        text[1]--;
        stream = fopen(orders, "w");
        fputs(text, stream);
        fclose(stream);
    }
    errno = atoi(text + 2);
    return 1;
}

int fsync(int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    return must_fail(fd, 's') ? -1 : real(fd);
}

int fdatasync(int fd) {
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    return must_fail(fd, 's') ? -1 : real(fd);
}

ssize_t pwrite64(int fd, const void *buffer, size_t count, off64_t offset) {
    ssize_t (*real)(int, const void *, size_t, off64_t) =
        (ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
    return must_fail(fd, 'w') ? -1 : real(fd, buffer, count, offset);
}

ssize_t pwrite(int fd, const void *buffer, size_t count, off_t offset) {
    return pwrite64(fd, buffer, count, offset);
}
