/* Runs a command and prints its milliseconds, the most memory it held, in megabytes, and the milliseconds that it took of the cores:
 * measure COMMAND...
 *
 * A small program of its own, since the kernel counts what the process held before it became the command. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void become(char **command) {
  int quiet = open("/dev/null", O_WRONLY);
  dup2(quiet, STDOUT_FILENO);
  dup2(quiet, STDERR_FILENO);
  execvp(command[0], command);
  _exit(127);
}

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  double start = now();
  pid_t child = fork();
  if (child == 0) become(argv + 1);
  int status;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) < 0 || !WIFEXITED(status)) return 1;
  double seconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec);
  double rest = (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
  printf("%.3f %.3f %.3f\n", now() - start, (double)usage.ru_maxrss / 1024, seconds * 1e3 + rest);
  return WEXITSTATUS(status);
}
