/* The line on a terminal that tells how far a long run is. */
#include "cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { LONGEST = 160, NARROWEST = 40, A_TENTH = 100 };

static long now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void bar_open(struct bar *bar) {
  const char *terminal = getenv("TERM");
  bool clever = terminal && strcmp(terminal, "dumb") != 0;
  *bar = (struct bar){.shown = isatty(STDERR_FILENO) == 1 && clever, .start = now_ms()};
}

void bar_clear(struct bar *bar) {
  if (bar->drawn) fputs("\r\033[K", stderr);
  bar->drawn = false;
}

static size_t width(void) {
  struct winsize size;
  size_t columns = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
  return columns > LONGEST ? LONGEST : columns < NARROWEST ? NARROWEST : columns;
}

/* "1200 made, 3 not made, 410 a second, 12 s left" */
static void describe(const struct bar *bar, const struct cairn_progress *progress, long ms, char *words, size_t room) {
  size_t done = progress->made + progress->not_made, left = progress->of > done ? progress->of - done : 0;
  double rate = ms - bar->start > 0 ? (double)done * 1000 / (double)(ms - bar->start) : 0;
  double seconds = rate > 0 ? (double)left / rate : 0;
  bool minutes = seconds >= 100;
  snprintf(words, room, "%zu made, %zu not made, %.0f a second, %.0f %s left", progress->made, progress->not_made, rate,
           minutes ? seconds / 60 : seconds, minutes ? "min" : "s");
}

void bar_draw(struct bar *bar, const struct cairn_progress *progress) {
  char words[LONGEST + 1], blocks[LONGEST + 1];
  long ms = now_ms();
  if (!bar->shown || ms - bar->last < A_TENTH || !progress->of) return;
  bar->last = ms;
  describe(bar, progress, ms, words, sizeof words);
  size_t columns = width(), said = strlen(words), room = columns > said + 12 ? columns - said - 4 : 0;
  size_t full = room * (progress->made + progress->not_made) / progress->of;
  for (size_t i = 0; i < room; i++) blocks[i] = i < full ? '#' : '.';
  blocks[room] = '\0';
  bar_clear(bar);
  fprintf(stderr, "%s%s%.*s", blocks, room ? " " : "", (int)columns - 1, words);
  fflush(stderr);
  bar->drawn = true;
}
