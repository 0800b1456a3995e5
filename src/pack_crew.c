/* A pack's threads: they share the class and nothing else, and what they make is told in its order. */
#include "pack.h"

#include <pthread.h>

/* Results that wait until those before them were told; so many for each thread, so that memory stays what it is. */
enum { WAITING = 4 };

struct slot {
  struct pack_result result;
  bool done, lost; /* lost: there was no memory even to say so */
};

struct crew {
  const struct pack *pack;
  const struct pack_class *class;
  const struct sys *sys;
  size_t told, next, behind; /* numbers of documents: to be told next, to be made next, and the end */
  size_t ready;              /* how many results wait */
  struct slot *slots;
  size_t room;
  bool stop;
  pthread_mutex_t lock;
  pthread_cond_t made, freed;
};

struct attempt {
  struct crew *crew;
  struct arena *arena;
  size_t number;
  bool no_memory, whole;
  struct pack_result *result;
};

static void make(void *of) {
  struct attempt *attempt = of;
  const struct crew *crew = attempt->crew;
  pack_document(attempt->arena, crew->pack, crew->class, attempt->number, attempt->no_memory, attempt->result);
}

/* Memory may run out where the document is made, or where the result is kept. */
static void make_guarded(void *of) {
  struct attempt *attempt = of;
  attempt->whole = arena_guard(attempt->arena, make, attempt);
}

static bool try_document(struct crew *crew, struct arena *own, size_t number, bool no_memory,
                         struct pack_result *result) {
  struct attempt attempt = {.crew = crew, .number = number, .no_memory = no_memory, .result = result};
  struct arena *kept = result->arena;
  arena_rewind(kept, (struct arena_mark){0});
  *result = (struct pack_result){.arena = kept};
  attempt.arena = own ? arena_inside(own) : NULL;
  bool whole = attempt.arena && arena_guard(kept, make_guarded, &attempt) && attempt.whole;
  arena_free(attempt.arena);
  return whole;
}

/* Memory may be there a moment later; and what was written before it ran out is then seen to be there. */
static bool make_or_tell(struct crew *crew, struct arena *own, size_t number, struct pack_result *result) {
  for (int try = 0; try < 2; try++)
    if (try_document(crew, own, number, false, result)) return true;
  return try_document(crew, own, number, true, result);
}

/* The next document that there is room to keep the result of; false when there is no more. */
static bool take(struct crew *crew, size_t *number) {
  pthread_mutex_lock(&crew->lock);
  while (!crew->stop && crew->next < crew->behind && crew->next - crew->told >= crew->room)
    pthread_cond_wait(&crew->freed, &crew->lock);
  bool more = !crew->stop && crew->next < crew->behind;
  if (more) *number = crew->next++;
  pthread_mutex_unlock(&crew->lock);
  return more;
}

/* False when there is no memory even to tell what became of it. */
static bool make_one(struct crew *crew, struct arena *own, size_t number) {
  bool none = !pack_is_document(crew->class, crew->pack->term_count, number);
  return none || make_or_tell(crew, own, number, &crew->slots[number % crew->room].result);
}

/* Whether to wake who tells: for several results at once, since a core that changes its thread each time makes nothing meanwhile. */
static bool worth_telling(const struct crew *crew) {
  bool next = crew->slots[crew->told % crew->room].done, several = crew->ready >= crew->room / 2;
  return next && (several || crew->next == crew->behind);
}

static void *work(void *of) {
  struct crew *crew = of;
  struct arena *own = arena_new(crew->sys); /* keeps what one document gave back for the next */
  for (size_t number; take(crew, &number);) {
    struct slot *slot = &crew->slots[number % crew->room];
    bool lost = !make_one(crew, own, number);
    pthread_mutex_lock(&crew->lock);
    slot->lost = lost;
    slot->done = true;
    crew->ready++;
    if (worth_telling(crew)) pthread_cond_signal(&crew->made);
    pthread_mutex_unlock(&crew->lock);
  }
  arena_free(own);
  return NULL;
}

/* The result of the document that is to be told next, once it is there. */
static struct slot *wait_for(struct crew *crew) {
  struct slot *slot = &crew->slots[crew->told % crew->room];
  pthread_mutex_lock(&crew->lock);
  while (!slot->done) pthread_cond_wait(&crew->made, &crew->lock);
  pthread_mutex_unlock(&crew->lock);
  return slot;
}

static void free_slot(struct crew *crew, struct slot *slot) {
  pthread_mutex_lock(&crew->lock);
  slot->done = false;
  crew->ready--;
  crew->told++;
  pthread_cond_broadcast(&crew->freed);
  pthread_mutex_unlock(&crew->lock);
}

static void free_arena(void *arena) { arena_free(arena); }

/* Each has an arena of its own, since those inside one share what they give back. */
static void open_slots(struct crew *crew, struct arena *arena, size_t jobs) {
  crew->room = jobs * WAITING;
  crew->slots = arena_alloc(arena, crew->room, sizeof *crew->slots);
  for (size_t i = 0; i < crew->room; i++) {
    struct arena *own = arena_new(crew->sys);
    if (!own) arena_no_memory(arena);
    arena_defer(arena, free_arena, own);
    crew->slots[i].result.arena = own;
  }
}

struct delivery {
  struct pack *pack;
  struct crew *crew;
  void (*deliver)(struct pack *pack, const struct pack_result *result);
  struct arena *own; /* where documents are made without threads */
  bool lost, ended;  /* ended: a signal waits that ends the pack */
};

static void deliver_one(struct delivery *delivery, const struct slot *slot) {
  const struct crew *crew = delivery->crew;
  if (pack_is_document(crew->class, crew->pack->term_count, crew->told))
    delivery->deliver(delivery->pack, &slot->result);
}

static void deliver_all(void *of) {
  struct delivery *delivery = of;
  struct crew *crew = delivery->crew;
  while (!delivery->lost && !delivery->ended && crew->told < crew->behind) {
    struct slot *slot = wait_for(crew);
    delivery->lost = slot->lost;
    if (!slot->lost) deliver_one(delivery, slot);
    free_slot(crew, slot);
    delivery->ended = signals_waiting();
  }
}

/* One after the other, without a thread that this one would wait for. */
static void make_all(void *of) {
  struct delivery *delivery = of;
  struct crew *crew = delivery->crew;
  for (; !delivery->lost && !signals_waiting() && crew->told < crew->behind; crew->told++) {
    delivery->lost = !make_one(crew, delivery->own, crew->told);
    if (!delivery->lost) deliver_one(delivery, &crew->slots[crew->told % crew->room]);
  }
}

static bool run_alone(struct delivery *delivery) {
  delivery->own = arena_new(delivery->crew->sys);
  bool whole = arena_guard(delivery->pack->run->arena, make_all, delivery) && !delivery->lost;
  arena_free(delivery->own);
  return whole;
}

static void stop(struct crew *crew) {
  pthread_mutex_lock(&crew->lock);
  crew->stop = true;
  pthread_cond_broadcast(&crew->freed);
  pthread_mutex_unlock(&crew->lock);
}

/* The threads have ended when this returns, even where memory runs out here: hence the guard. */
static bool run_crew(struct delivery *delivery, pthread_t *threads, size_t jobs) {
  struct crew *crew = delivery->crew;
  size_t started = 0;
  while (started < jobs && pthread_create(&threads[started], NULL, work, crew) == 0) started++;
  bool whole = started && arena_guard(delivery->pack->run->arena, deliver_all, delivery) && !delivery->lost;
  if (!whole || delivery->ended) stop(crew);
  for (size_t i = 0; i < started; i++) pthread_join(threads[i], NULL);
  return whole;
}

bool pack_crew(struct pack *pack, const struct pack_class *class, size_t from, size_t to,
               void (*deliver)(struct pack *pack, const struct pack_result *result)) {
  struct arena *arena = arena_inside(pack->run->arena);
  size_t jobs = pack->jobs < to - from ? pack->jobs : to - from;
  pthread_t *threads = arena_alloc(arena, jobs + 1, sizeof *threads);
  struct crew crew = {.pack = pack, .class = class, .told = from, .next = from, .behind = to};
  struct delivery delivery = {.pack = pack, .crew = &crew, .deliver = deliver};
  crew.sys = arena_sys(arena);
  open_slots(&crew, arena, jobs);
  pthread_mutex_init(&crew.lock, NULL);
  pthread_cond_init(&crew.made, NULL);
  pthread_cond_init(&crew.freed, NULL);
  bool whole = from == to || (jobs == 1 ? run_alone(&delivery) : run_crew(&delivery, threads, jobs));
  pthread_cond_destroy(&crew.freed);
  pthread_cond_destroy(&crew.made);
  pthread_mutex_destroy(&crew.lock);
  arena_free(arena);
  return whole;
}
