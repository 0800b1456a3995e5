/* cairn, many times in one process: tests/serve.py starts it, so that thousands of fills need not start thousands of programs.
 *
 * A request is a line of words with tabs between them, as on a command line without `cairn`. The answer is a line with the exit code and
 * the lengths of what was said on standard output and on standard error, and then these two. */
#include "cairn.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* In the place of the library's: they are for the whole process and for good, and this one is many programs one behind the other. */
bool cairn_confine(void) { return false; }
void cairn_leave_no_core(void) {}

int cairn_main(int argc, char **argv); /* main.c, compiled under this name */

enum { MOST_WORDS = 64 };

static int take_words(char *line, char **words) {
  int count = 0;
  words[count++] = "cairn";
  line[strcspn(line, "\n")] = '\0';
  for (char *word = strtok(line, "\t"); word && count < MOST_WORDS; word = strtok(NULL, "\t")) words[count++] = word;
  words[count] = NULL;
  return count;
}

/* A file in memory in the place of a standard stream. */
static int put_in_place(int stream) {
  int file = memfd_create("said", MFD_CLOEXEC);
  if (file < 0 || dup2(file, stream) < 0) abort();
  return file;
}

static void pass_on(int file, off_t length, FILE *to) {
  char *bytes = malloc((size_t)length + 1);
  if (!bytes || pread(file, bytes, (size_t)length, 0) != length) abort();
  fwrite(bytes, 1, (size_t)length, to);
  free(bytes);
}

int main(void) {
  FILE *answers = fdopen(dup(STDOUT_FILENO), "w");
  int out = put_in_place(STDOUT_FILENO), err = put_in_place(STDERR_FILENO);
  char *line = NULL, *words[MOST_WORDS + 1];
  size_t room = 0;
  xmlInitParser();
  while (answers && getline(&line, &room, stdin) > 0) {
    int count = take_words(line, words), code = cairn_main(count, words);
    fflush(stdout);
    off_t said = lseek(out, 0, SEEK_CUR), told = lseek(err, 0, SEEK_CUR);
    fprintf(answers, "%d %ld %ld\n", code, (long)said, (long)told);
    pass_on(out, said, answers);
    pass_on(err, told, answers);
    fflush(answers);
    if (ftruncate(out, 0) || ftruncate(err, 0) || lseek(out, 0, SEEK_SET) || lseek(err, 0, SEEK_SET)) abort();
  }
  free(line);
  return 0;
}
