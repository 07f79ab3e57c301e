/* A disk that forgets, dawdles and fails, put between SQLite and the system by LD_PRELOAD. Concerns only files whose name
 * holds DISK_FILE.
 *
 * Forgets: at each successful sync the file is copied to NAME.synced. A test "loses power" by killing the program and
 * putting these copies back; what was written after the last sync is gone.
 *
 * The rest is told by the file DISK_CONTROL, read anew at each call; several lines hold at once:
 *   sync-delay MS         each sync takes so long
 *   sync-hold             each sync takes until this line is gone
 *   sync-fail ERRNO N     the next N syncs fail, 0 for all
 *   write-fail ERRNO N    the next N writes fail, 0 for all
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name, ret, ...)                              \
    static ret (*real)(__VA_ARGS__);                      \
    if (!real)                                            \
        real = (ret (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* The path of a file that is concerned. */
static int concerned(int fd, char *path, size_t size) {
    const char *part = getenv("DISK_FILE");
    char link[64];
    ssize_t length;
    int before = errno;
    if (!part)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, path, size - 1);
    errno = before;
    if (length <= 0)
        return 0;
    path[length] = 0;
    return strstr(path, part) != NULL && strstr(path, ".synced") == NULL;
}

/* Reads the control file. */
static void control(char *text, size_t size) {
    const char *name = getenv("DISK_CONTROL");
    FILE *file = name ? fopen(name, "r") : NULL;
    size_t length = 0;
    if (file) {
        length = fread(text, 1, size - 1, file);
        fclose(file);
    }
    text[length] = 0;
}

/* The error that a call of this kind has to fail with, or 0. A line counts anew when the file says something else. */
static int failure(const char *kind) {
    static char last[512];
    static int used[2];
    char text[512];
    char *line;
    int error = 0, *count = &used[kind[0] == 's'];
    control(text, sizeof text);
    pthread_mutex_lock(&lock);
    if (strcmp(last, text) != 0) {
        memcpy(last, text, sizeof text);
        used[0] = used[1] = 0;
    }
    line = strstr(text, kind);
    if (line) {
        int limit = 0, wanted = 0;
        if (sscanf(line + strlen(kind), "%d %d", &wanted, &limit) >= 1 && (limit == 0 || *count < limit)) {
            error = wanted;
            *count += 1;
        }
    }
    pthread_mutex_unlock(&lock);
    return error;
}

/* Takes as long as a sync is to take. */
static void dawdle(void) {
    char text[512], *line;
    int delay = 0;
    control(text, sizeof text);
    line = strstr(text, "sync-delay");
    if (line && sscanf(line + strlen("sync-delay"), "%d", &delay) == 1)
        usleep((useconds_t)delay * 1000);
    while (strstr(text, "sync-hold")) {
        usleep(5000);
        control(text, sizeof text);
    }
}

/* Keeps what the file holds now as what is on the disk. Renamed into place, so that a kill leaves the old or the new. */
static int keep(const char *path) {
    static char bytes[1 << 16];
    char made[PATH_MAX + 16], kept[PATH_MAX + 16];
    FILE *from, *to;
    size_t length;
    int good = 0;
    snprintf(made, sizeof made, "%s.synced.new", path);
    snprintf(kept, sizeof kept, "%s.synced", path);
    pthread_mutex_lock(&lock);
    from = fopen(path, "r");
    to = from ? fopen(made, "w") : NULL;
    if (to) {
        good = 1;
        while ((length = fread(bytes, 1, sizeof bytes, from)) > 0)
            good &= fwrite(bytes, 1, length, to) == length;
        good &= fclose(to) == 0;
        good = good && rename(made, kept) == 0;
    }
    if (from)
        fclose(from);
    pthread_mutex_unlock(&lock);
    return good;
}

static int sync_with(int (*real)(int), int fd) {
    char path[PATH_MAX];
    int error, done;
    if (!concerned(fd, path, sizeof path))
        return real(fd);
    dawdle();
    error = failure("sync-fail");
    if (error) {
        errno = error;
        return -1;
    }
    done = real(fd);
    if (done == 0 && !keep(path) && access(path, F_OK) == 0) {
        errno = EIO;
        return -1;
    }
    return done;
}

int fsync(int fd) {
    REAL("fsync", int, int);
    return sync_with(real, fd);
}

int fdatasync(int fd) {
    REAL("fdatasync", int, int);
    return sync_with(real, fd);
}

/* Whether a write has to fail; errno is set. */
static int fails(int fd) {
    char path[PATH_MAX];
    int error;
    if (!concerned(fd, path, sizeof path))
        return 0;
    error = failure("write-fail");
    if (error)
        errno = error;
    return error;
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
    REAL("pwrite64", ssize_t, int, const void *, size_t, off64_t);
    return fails(fd) ? -1 : real(fd, bytes, size, at);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) {
    REAL("pwrite", ssize_t, int, const void *, size_t, off_t);
    return fails(fd) ? -1 : real(fd, bytes, size, at);
}

ssize_t write(int fd, const void *bytes, size_t size) {
    REAL("write", ssize_t, int, const void *, size_t);
    return fails(fd) ? -1 : real(fd, bytes, size);
}

int ftruncate64(int fd, off64_t size) {
    REAL("ftruncate64", int, int, off64_t);
    return fails(fd) ? -1 : real(fd, size);
}

int ftruncate(int fd, off_t size) {
    REAL("ftruncate", int, int, off_t);
    return fails(fd) ? -1 : real(fd, size);
}
