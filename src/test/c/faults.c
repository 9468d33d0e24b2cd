/*
 * Preloaded into a process, makes the N-th change below one folder go wrong.
 *
 * FAULT_FOLDER  absolute path; what lies outside is left alone
 * FAULT_AT      which change, from 1; 0: none
 * FAULT_KIND    kill: SIGKILL before it | torn: half of a write, then SIGKILL | full: ENOSPC | broken: EIO
 * FAULT_LOG     a file that gets one line for each change, before it happens
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_int changes;

static int is(const char *kind) {
  const char *asked = getenv("FAULT_KIND");
  return asked && !strcmp(asked, kind);
}

static int below(const char *path) {
  const char *folder = getenv("FAULT_FOLDER");
  return folder && path && !strncmp(path, folder, strlen(folder));
}

static int opened_below(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return below(path);
}

static void note(const char *what, const char *path) {
  const char *log = getenv("FAULT_LOG");
  if (!log) return;
  int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, "open");
  ssize_t (*put)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
  int fd = real(log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) return;
  char line[PATH_MAX + 64];
  int length = snprintf(line, sizeof line, "%s %s\n", what, path);
  if (put(fd, line, length) != length) abort();
  close(fd);
}

/* Whether this change is to fail with errno; does not return where it is to kill. */
static int fails(const char *what, const char *path) {
  int number = atomic_fetch_add(&changes, 1) + 1;
  note(what, path);
  const char *at = getenv("FAULT_AT");
  if (!at || atoi(at) != number) return 0;
  if (is("kill")) kill(getpid(), SIGKILL);
  if (is("torn")) return -1;
  errno = is("full") ? ENOSPC : EIO;
  return 1;
}

static void torn(void) { kill(getpid(), SIGKILL); }

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)
#define CHANGE(what, path) do { int f = fails(what, path); if (f > 0) return -1; if (f < 0) torn(); } while (0)

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL(ssize_t, "write", int, const void *, size_t);
  char path[PATH_MAX];
  if (!opened_below(fd, path)) return real(fd, bytes, count);
  int f = fails("write", path);
  if (f > 0) return -1;
  if (f < 0) { if (real(fd, bytes, count / 2) < 0) abort(); torn(); }
  return real(fd, bytes, count);
}

int fsync(int fd) {
  REAL(int, "fsync", int);
  char path[PATH_MAX];
  if (opened_below(fd, path)) CHANGE("fsync", path);
  return real(fd);
}

int fdatasync(int fd) {
  REAL(int, "fdatasync", int);
  char path[PATH_MAX];
  if (opened_below(fd, path)) CHANGE("fdatasync", path);
  return real(fd);
}

int rename(const char *from, const char *to) {
  REAL(int, "rename", const char *, const char *);
  if (below(to)) CHANGE("rename", to);
  return real(from, to);
}

int unlink(const char *path) {
  REAL(int, "unlink", const char *);
  if (below(path)) CHANGE("unlink", path);
  return real(path);
}

int mkdir(const char *path, mode_t mode) {
  REAL(int, "mkdir", const char *, mode_t);
  if (below(path)) CHANGE("mkdir", path);
  return real(path, mode);
}

static int opening(const char *name, const char *path, int flags, mode_t mode) {
  int (*real)(const char *, int, ...) = dlsym(RTLD_NEXT, name);
  if ((flags & O_CREAT) && below(path)) CHANGE("create", path);
  return real(path, flags, mode);
}

#define OPENING(name) \
  int name(const char *path, int flags, ...) { \
    va_list rest; va_start(rest, flags); mode_t mode = (flags & O_CREAT) ? va_arg(rest, mode_t) : 0; va_end(rest); \
    return opening(#name, path, flags, mode); }

OPENING(open)
OPENING(open64)
