/* Which comments of two lists are the same: those in the same words, and of near-twins the pairs that leave least to add. */
#include "lens_parts.h"

#include <stdlib.h>

enum { FEW = 64 }; /* so many near-twins, of the list that has fewer, are weighed against one another at once */

/* ---- words as numbers ---- */

struct numbers {
  size_t *at, n;
};

/* A comment or a reply: all that are in the same words get one number. */
struct voice {
  const struct node *remark;
  size_t *number;
};

struct hearing {
  struct arena *arena;
  ARRAY(struct voice) voices;
  ARRAY(struct numbers) lists; /* ascending, once all are numbered */
};

static int by_words(const void *one, const void *other) {
  static const char *const keys[] = {"text", "by", "date", "initials", "for"};
  const struct voice *a = one, *b = other;
  int order = 0;
  for (size_t i = 0; !order && i < sizeof keys / sizeof *keys; i++)
    order = str_compare(node_get_str(a->remark, keys[i]), node_get_str(b->remark, keys[i]));
  return order;
}

static int by_number(const void *one, const void *other) {
  const size_t *a = one, *b = other;
  return *a < *b ? -1 : *a > *b;
}

static void hear(struct hearing *h, const struct node *remark, size_t *number) {
  struct voice *voice = PUSH(h->arena, &h->voices);
  voice->remark = lens_comment(h->arena, remark);
  voice->number = number;
}

static struct numbers hear_list(struct hearing *h, const struct node *list) {
  struct numbers numbers = {arena_alloc(h->arena, (list ? list->count : 0) + 1, sizeof *numbers.at), 0};
  for (const struct node *remark = list ? list->first : NULL; remark; remark = remark->next)
    hear(h, remark, &numbers.at[numbers.n++]);
  if (numbers.n) *PUSH(h->arena, &h->lists) = numbers;
  return numbers;
}

static void number_all(struct hearing *h) {
  qsort(h->voices.at, h->voices.n, sizeof *h->voices.at, by_words);
  for (size_t i = 0, number = 0; i < h->voices.n; i++) {
    number += i && by_words(&h->voices.at[i - 1], &h->voices.at[i]);
    *h->voices.at[i].number = number;
  }
  for (size_t i = 0; i < h->lists.n; i++)
    qsort(h->lists.at[i].at, h->lists.at[i].n, sizeof *h->lists.at[i].at, by_number);
}

/* ---- threads ---- */

struct twin {
  struct said_comment *said;
  size_t at, words; /* its place in its list; the number of its own words */
  struct numbers replies, apart;
  bool resolved;
};

struct twins {
  struct twin *at;
  size_t n;
};

static struct twins hear_threads(struct hearing *h, struct said_comment *list, size_t count) {
  struct twins twins = {arena_alloc(h->arena, count + 1, sizeof *twins.at), 0};
  for (size_t i = 0; i < count; i++) {
    if (!list[i].item) continue;
    struct twin *twin = &twins.at[twins.n++];
    bool again = i && list[i - 1].item && list[i - 1].apart == list[i].apart;
    *twin = (struct twin){.said = &list[i],
                          .at = i,
                          .replies = hear_list(h, node_get(list[i].item, "replies")),
                          .apart = again ? twin[-1].apart : hear_list(h, list[i].apart),
                          .resolved = str_is(node_get_str(list[i].item, "state"), "resolved")};
    hear(h, list[i].item, &twin->words);
  }
  return twins;
}

/* In the same words, and with the same thread: 0. */
static int twin_compare(const struct twin *a, const struct twin *b) {
  int order = by_number(&a->words, &b->words);
  if (!order) order = a->resolved - b->resolved;
  for (size_t i = 0; !order && i < a->replies.n && i < b->replies.n; i++)
    order = by_number(&a->replies.at[i], &b->replies.at[i]);
  return order ? order : by_number(&a->replies.n, &b->replies.n);
}

static int by_thread(const void *one, const void *other) {
  const struct twin *a = one, *b = other;
  int order = twin_compare(a, b);
  return order ? order : by_number(&a->at, &b->at);
}

static void make_pair(struct twin *wanted, struct twin *there) {
  wanted->said->pair = there->at;
  there->said->pair = wanted->at;
}

static void drop_paired(struct twins *twins) {
  size_t n = 0;
  for (size_t i = 0; i < twins->n; i++)
    if (twins->at[i].said->pair == NO_PAIR) twins->at[n++] = twins->at[i];
  twins->n = n;
}

/* Those that say the same to the last reply. No other pairs could leave less to add: what a third lacks of one it lacks of the other. */
static void pair_equal(struct twins *wanted, struct twins *there) {
  for (size_t w = 0, t = 0; w < wanted->n && t < there->n;) {
    int order = twin_compare(&wanted->at[w], &there->at[t]);
    if (!order) make_pair(&wanted->at[w], &there->at[t]);
    w += order <= 0;
    t += order >= 0;
  }
  drop_paired(wanted);
  drop_paired(there);
}

/* ---- near-twins ---- */

static bool stands_in(struct numbers numbers, size_t number) {
  return numbers.n && bsearch(&number, numbers.at, numbers.n, sizeof number, by_number);
}

/* What a pair costs: before all, what would be added to the thread, less what would be with the comment that is wanted were it added whole;
 * then whether one is resolved and the other not; then what the thread has more, which of all together is less than unit. */
static int64_t cost(const struct twin *wanted, const struct twin *there, int64_t unit) {
  size_t common = 0, apart = 0;
  for (size_t w = 0, t = 0; w < wanted->replies.n; w++) {
    size_t number = wanted->replies.at[w];
    while (t < there->replies.n && there->replies.at[t] < number) t++;
    bool same = t < there->replies.n && there->replies.at[t] == number;
    t += same;
    common += same;
    apart += !same && stands_in(there->apart, number);
  }
  int64_t spared = (int64_t)(common + apart) + (wanted->resolved && there->resolved);
  bool differ = wanted->resolved != there->resolved;
  return (-spared * (FEW + 1) + differ) * unit + (int64_t)(there->replies.n - common);
}

/* The assignment of least total cost: rows one by one, each by the path on which others give way at least cost (the Hungarian method).
 * Rows and columns are counted from 1; column 0 holds the row that is being assigned. */
struct assignment {
  size_t rows, columns;
  const int64_t *costs;
  int64_t *of_row, *of_column; /* potentials: no cost is less than those of its row and column together */
  int64_t *slack;
  size_t *row, *before; /* by column: the row that it has (0: none), and the column before it on the path */
  bool *seen;
};

static struct assignment assignment_new(struct arena *arena, size_t rows, size_t columns, const int64_t *costs) {
  return (struct assignment){.rows = rows,
                             .columns = columns,
                             .costs = costs,
                             .of_row = arena_alloc(arena, rows + 1, sizeof(int64_t)),
                             .of_column = arena_alloc(arena, columns + 1, sizeof(int64_t)),
                             .slack = arena_alloc(arena, columns + 1, sizeof(int64_t)),
                             .row = arena_alloc(arena, columns + 1, sizeof(size_t)),
                             .before = arena_alloc(arena, columns + 1, sizeof(size_t)),
                             .seen = arena_alloc(arena, columns + 1, sizeof(bool))};
}

/* The nearest column that was not seen, from those that were; the first of several, and one without a row before others. */
static size_t next_column(struct assignment *a, size_t from) {
  size_t row = a->row[from], next = 0;
  const int64_t *costs = &a->costs[(row - 1) * a->columns];
  a->seen[from] = true;
  for (size_t c = 1; c <= a->columns; c++) {
    if (a->seen[c]) continue;
    int64_t here = costs[c - 1] - a->of_row[row] - a->of_column[c];
    if (here < a->slack[c]) {
      a->slack[c] = here;
      a->before[c] = from;
    }
    bool frees = next && a->slack[c] == a->slack[next] && a->row[next] && !a->row[c];
    if (!next || a->slack[c] < a->slack[next] || frees) next = c;
  }
  int64_t step = a->slack[next];
  for (size_t c = 0; c <= a->columns; c++) {
    if (a->seen[c]) a->of_row[a->row[c]] += step;
    if (a->seen[c])
      a->of_column[c] -= step;
    else
      a->slack[c] -= step;
  }
  return next;
}

static void assign(struct assignment *a) {
  for (size_t row = 1; row <= a->rows; row++) {
    size_t column = 0;
    for (size_t c = 0; c <= a->columns; c++) {
      a->slack[c] = INT64_MAX;
      a->seen[c] = false;
    }
    a->row[0] = row;
    do column = next_column(a, column);
    while (a->row[column]);
    for (; column; column = a->before[column]) a->row[column] = a->row[a->before[column]];
  }
}

/* Of the list that has fewer all are paired. */
static void pair_window(struct arena *arena, struct twins wanted, struct twins there, int64_t unit) {
  bool turned = wanted.n > there.n;
  size_t rows = turned ? there.n : wanted.n, columns = turned ? wanted.n : there.n;
  int64_t *costs = arena_alloc(arena, rows * columns + 1, sizeof *costs);
  for (size_t w = 0; w < wanted.n; w++)
    for (size_t t = 0; t < there.n; t++)
      costs[turned ? t * columns + w : w * columns + t] = cost(&wanted.at[w], &there.at[t], unit);
  struct assignment a = assignment_new(arena, rows, columns, costs);
  assign(&a);
  for (size_t c = 1; c <= columns; c++)
    if (a.row[c]) make_pair(&wanted.at[(turned ? c : a.row[c]) - 1], &there.at[(turned ? a.row[c] : c) - 1]);
}

/* More than a few go by their order, window by window; the last has all that the longer list has left. */
static void pair_near(struct arena *arena, struct twins wanted, struct twins there, int64_t unit) {
  while (wanted.n && there.n) {
    bool last = wanted.n <= FEW || there.n <= FEW;
    struct twins w = {wanted.at, last ? wanted.n : FEW}, t = {there.at, last ? there.n : FEW};
    struct arena_mark mark = arena_mark(arena);
    pair_window(arena, w, t, unit);
    arena_rewind(arena, mark);
    wanted = (struct twins){wanted.at + w.n, wanted.n - w.n};
    there = (struct twins){there.at + t.n, there.n - t.n};
  }
}

/* The next twins that have the same words. */
static struct twins same_words(struct twins twins, size_t from) {
  size_t to = from;
  while (to < twins.n && twins.at[to].words == twins.at[from].words) to++;
  return (struct twins){twins.at + from, to - from};
}

static void pair_groups(struct arena *arena, struct twins wanted, struct twins there, int64_t unit) {
  for (size_t w = 0, t = 0; w < wanted.n && t < there.n;) {
    struct twins some = same_words(wanted, w), others = same_words(there, t);
    int order = by_number(&some.at->words, &others.at->words);
    if (!order) pair_near(arena, some, others, unit);
    w += order <= 0 ? some.n : 0;
    t += order >= 0 ? others.n : 0;
  }
}

/* Threads that say the same are taken in their order by what is wanted in its order. */
static void keep_order(struct arena *arena, struct said_comment *wanted, struct twins there) {
  size_t *pairs = arena_alloc(arena, there.n + 1, sizeof *pairs);
  for (size_t from = 0, n = 0; from < there.n; from += n) {
    const struct twin *first = &there.at[from];
    for (n = 0; from + n < there.n && !twin_compare(first, &first[n]) && first[n].apart.at == first->apart.at; n++)
      pairs[n] = first[n].said->pair;
    if (n > 1) qsort(pairs, n, sizeof *pairs, by_number);
    for (size_t i = 0; i < n; i++) {
      first[i].said->pair = pairs[i];
      if (pairs[i] != NO_PAIR) wanted[pairs[i]].pair = first[i].at;
    }
  }
}

void comments_pair(struct arena *arena, struct said_comment *wanted, size_t wanted_count, struct said_comment *there,
                   size_t there_count) {
  for (size_t i = 0; i < wanted_count; i++) wanted[i].pair = NO_PAIR;
  for (size_t i = 0; i < there_count; i++) there[i].pair = NO_PAIR;
  if (!wanted_count || !there_count) return;
  struct hearing h = {.arena = arena};
  struct twins some = hear_threads(&h, wanted, wanted_count), others = hear_threads(&h, there, there_count);
  if (!some.n || !others.n) return;
  number_all(&h);
  qsort(some.at, some.n, sizeof *some.at, by_thread);
  qsort(others.at, others.n, sizeof *others.at, by_thread);
  struct twins all = {arena_alloc(arena, others.n, sizeof *all.at), others.n};
  memcpy(all.at, others.at, others.n * sizeof *all.at);
  pair_equal(&some, &others);
  pair_groups(arena, some, others, (int64_t)h.voices.n + 1);
  keep_order(arena, wanted, all);
}
