/* What tests of faults share: a folder with all that lies in it before and after, and runs in each of which a call fails. Whatever call it is, every
 * file is as it was or as it should be, the exit code tells which, and nothing is left behind. */
#ifndef CAIRN_FAULT_PIECES_H
#define CAIRN_FAULT_PIECES_H

#include "check.h"
#include "file.h"
#include "machine_pieces.h"
#include "verb.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- a folder, and what lies in it ---- */

struct file {
  const char *name; /* in the folder; ends in a slash for a folder */
  struct str bytes;
};

struct tree {
  struct file *at;
  size_t n, cap;
};

struct room {
  struct desk desk;
  char path[64];
  size_t driven, wrong; /* faults in this test, and runs that did not bear theirs */
};

static inline const char *in(struct room *room, const char *name) {
  return path_join(room->desk.arena, room->path, name);
}

static inline struct str bytes_at(struct arena *arena, const char *path) {
  struct messages messages = {.arena = arena};
  struct str bytes = {NULL, 0};
  if (file_state(path) == FILE_THERE)
    assert_true(file_read(arena, path, LIMIT_DOCUMENT, MSG_DOCUMENT_UNREADABLE, &messages, &bytes));
  return bytes;
}

static inline void look_into(struct arena *arena, const char *root, const char *folder, struct tree *tree) {
  DIR *open = opendir(path_join(arena, root, folder));
  assert_non_null(open);
  for (struct dirent *entry; (entry = readdir(open));) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    const char *name = str_format(arena, "%s%s", folder, entry->d_name), *path = path_join(arena, root, name);
    bool inner = folder_there(path);
    if (inner) name = str_format(arena, "%s/", name);
    *PUSH(arena, tree) = (struct file){name, inner ? STR("") : bytes_at(arena, path)};
    if (inner) look_into(arena, root, name, tree);
  }
  closedir(open);
}

/* A folder stands before what is in it. */
static inline struct tree tree_look(struct arena *arena, const char *root) {
  struct tree tree = {NULL, 0, 0};
  look_into(arena, root, "", &tree);
  return tree;
}

/* What of that name is in the tree; .at is NULL for nothing. */
static inline struct str tree_bytes(const struct tree *tree, const char *name) {
  for (size_t i = 0; i < tree->n; i++)
    if (strcmp(tree->at[i].name, name) == 0) return tree->at[i].bytes;
  return (struct str){NULL, 0};
}

static inline void put_file(const char *path, struct str bytes) {
  int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0755);
  assert_true(fd >= 0 && write(fd, bytes.at, bytes.len) == (ssize_t)bytes.len);
  close(fd);
}

static inline bool is_folder(const struct file *file) { return file->name[strlen(file->name) - 1] == '/'; }

/* Makes the folder what the tree says. */
static inline void tree_restore(struct arena *arena, const char *root, const struct tree *tree) {
  sys_host()->remove_tree(NULL, root);
  assert_int_equal(mkdir(root, 0700), 0);
  for (size_t i = 0; i < tree->n; i++) {
    const char *path = path_join(arena, root, tree->at[i].name);
    if (is_folder(&tree->at[i]))
      assert_int_equal(mkdir(path, 0755), 0);
    else
      put_file(path, tree->at[i].bytes);
  }
}

/* Temporary files of the test go into its folder, so that one left behind is seen. */
static inline int room_open(void **state) {
  struct room *room = calloc(1, sizeof *room);
  room->desk = desk_open();
  room->desk.messages.arena = room->desk.arena;
  strcpy(room->path, "/tmp/cairn-faults-XXXXXX");
  *state = room;
  return mkdtemp(room->path) && mkdir(in(room, "tmp"), 0700) == 0 && setenv("TMPDIR", in(room, "tmp"), 1) == 0 ? 0 : -1;
}

static inline int room_close(void **state) {
  struct room *room = *state;
  int left = sys_host()->remove_tree(NULL, room->path);
  desk_close(&room->desk);
  free(room);
  return left;
}

/* Puts a copy of a file into the room. */
static inline const char *bring(struct room *room, const char *from, const char *name) {
  struct str bytes = bytes_at(room->desk.arena, from);
  assert_non_null(bytes.at);
  put_file(in(room, name), bytes);
  return in(room, name);
}

static inline const char *make_inner(struct room *room, const char *name) {
  assert_int_equal(mkdir(in(room, name), 0755), 0);
  return in(room, name);
}

/* ---- a run ---- */

struct ended;

struct job {
  void (*verb)(struct run *run);
  const void *what;
  const char *output;   /* in the room: its state is what the exit code tells; NULL when there are several, or none */
  const char *document; /* what another program makes of an old one; NULL for none */
  const char *may_be_fewer[4]; /* in the room: of all that was made, and so of less when something was not */
  void (*check)(struct room *room, const struct ended *end); /* of those: counts what is wrong; NULL for none */
  const char *said; /* words of a message that tells why a record that was made is another; NULL for none */
  bool healed;      /* the same run again makes every record what it should have been */
};

struct ended {
  int code;
  struct text said; /* all messages */
  unsigned long shown;
  struct tree tree;
};

static inline void hear(void *context, const struct cairn_message *message) { text_add_z(context, message->text); }

static inline struct ended run_job(struct arena *arena, const struct room *room, const struct job *job,
                                   struct machine *m) {
  struct ended end = {.said = {.arena = arena}};
  m->sys.context = m;
  m->document = job->document;
  *machine_of_parser() = m;
  end.code = verb_run(&m->sys, job->verb, job->what, hear, &end.said);
  *machine_of_parser() = NULL;
  end.shown = m->shown;
  end.tree = tree_look(arena, room->path);
  return end;
}

/* ---- what holds after every run ---- */

struct expected {
  const struct job *job;
  struct tree before;
  struct ended sound;
};

static inline bool same(struct str a, struct str b) { return a.at && b.at ? str_equal(a, b) : !a.at && !b.at; }

/* What stays because it could not be taken away; the next run sweeps it. */
static inline bool may_stay(const struct machine *m, const char *name) {
  return m->fault && (m->fault->kind == UNLINK || m->fault->kind == REMOVE) && strstr(name, "cairn-");
}

/* libxml2 2.9 takes some names for empty when it has no memory for them, and tells of an error in the markup: a date or a template that a reading can do
 * without is taken for broken, and so only the sources may differ unsaid. */
static inline bool is_hidden(const struct machine *m, const char *name) {
  return m->fault && m->fault->kind == PARSER && strstr(name, ".sources.yaml");
}

static inline bool is_told(const struct job *job, const struct ended *end, const char *name) {
  for (size_t i = 0; i < 4 && job->may_be_fewer[i]; i++)
    if (strcmp(name, job->may_be_fewer[i]) == 0) return true;
  return job->said && end->code == CAIRN_PARTLY && str_find(text_str(&end->said), str_from(job->said)) >= 0;
}

/* The name of a file that is neither as it was nor as it should be; NULL for none. */
static inline const char *first_astray(const struct expected *e, const struct machine *m, const struct ended *end) {
  const struct tree *after = &end->tree;
  const struct tree *trees[] = {&e->before, &e->sound.tree, after};
  for (size_t t = 0; t < 3; t++)
    for (size_t i = 0; i < trees[t]->n; i++) {
      const char *name = trees[t]->at[i].name;
      struct str now = tree_bytes(after, name);
      if (same(now, tree_bytes(&e->before, name)) || same(now, tree_bytes(&e->sound.tree, name))) continue;
      if (may_stay(m, name) || is_hidden(m, name) || is_told(e->job, end, name)) continue;
      return name;
    }
  return NULL;
}

/* Everything is there that should be. */
static inline bool is_all_there(const struct expected *e, const struct machine *m, const struct ended *end) {
  for (size_t i = 0; i < e->sound.tree.n; i++) {
    const struct file *file = &e->sound.tree.at[i];
    bool varies = is_hidden(m, file->name) || is_told(e->job, end, file->name);
    if (!varies && !same(tree_bytes(&end->tree, file->name), file->bytes)) return false;
  }
  return end->shown == e->sound.shown;
}

/* What is wrong with the end of a run, or NULL. */
static inline const char *untruth(const struct expected *e, const struct machine *m, const struct ended *end) {
  const char *output = e->job->output;
  struct str now = output ? tree_bytes(&end->tree, output) : (struct str){NULL, 0};
  bool made = output && same(now, tree_bytes(&e->sound.tree, output));
  if (first_astray(e, m, end)) return first_astray(e, m, end);
  if (m->blocks || m->files) return "memory or a file that was not given back";
  if (end->code != CAIRN_DONE && !end->said.len) return "nothing was said";
  if (m->fault && fault_does_no_harm(m->fault) && end->code != e->sound.code) return "it should have gone on";
  if (end->code == e->sound.code && end->code == CAIRN_DONE) return is_all_there(e, m, end) ? NULL : "not all was made";
  if (end->code == CAIRN_PARTLY && output && !made && !is_told(e->job, end, output)) return "the output was not made";
  bool stopped = str_find(text_str(&end->said), STR("nothing more was written")) >= 0 || /* what was before that, was */
                 str_find(text_str(&end->said), STR("was written already")) >= 0;
  if (end->code > CAIRN_PARTLY && output && !stopped && !same(now, tree_bytes(&e->before, output)))
    return "the output was made";
  return NULL;
}

static inline void check_end(struct room *room, const struct expected *e, const struct machine *m,
                             const struct ended *end) {
  const char *wrong = untruth(e, m, end);
  size_t before = room->wrong;
  if (e->job->check) e->job->check(room, end);
  if (room->wrong > before) wrong = "what was made of several is not right";
  if (!wrong) return;
  print_error("%s%s, call %zu: exit code %d, and %s\n%.*s\n", m->fault ? m->fault->name : "nothing",
              m->lasting ? " for good" : "", m->fail_at, end->code, wrong, (int)end->said.len,
              end->said.len ? end->said.at : "");
  room->wrong++;
}

/* ---- the run after it ---- */

static inline bool is_record(const char *name) { return strstr(name, ".yaml") && !strstr(name, ".sources.yaml"); }

/* A record that is not what it should have been; NULL for none. */
static inline const char *first_record_astray(const struct tree *after, const struct tree *sound) {
  for (size_t i = 0; i < sound->n; i++)
    if (is_record(sound->at[i].name) && !same(tree_bytes(after, sound->at[i].name), sound->at[i].bytes))
      return sound->at[i].name;
  for (size_t i = 0; i < after->n; i++)
    if (is_record(after->at[i].name) && !tree_bytes(sound, after->at[i].name).at) return after->at[i].name;
  return NULL;
}

static inline bool trees_same(const struct tree *one, const struct tree *other) {
  for (size_t i = 0; i < one->n; i++)
    if (!same(one->at[i].bytes, tree_bytes(other, one->at[i].name))) return false;
  return one->n == other->n;
}

/* The same run once more on what a fault has left, when it has left neither what was there nor what should be, nor has told why it made
 * something else. */
static inline void run_again(struct room *room, const struct expected *e, const struct machine *failed,
                             const struct ended *end) {
  if (!e->job->healed || is_told(e->job, end, "")) return;
  if (trees_same(&end->tree, &e->before) || trees_same(&end->tree, &e->sound.tree)) return;
  struct machine m = machine_new(NULL, 0);
  struct ended again = run_job(room->desk.arena, room, e->job, &m);
  const char *astray = first_record_astray(&again.tree, &e->sound.tree);
  if (!astray) return;
  print_error("%s%s, call %zu, and then a run without a fault: exit code %d, and %s is not right\n%.*s\n",
              failed->fault->name, failed->lasting ? " for good" : "", failed->fail_at, again.code, astray,
              (int)again.said.len, again.said.len ? again.said.at : "");
  room->wrong++;
}

/* ---- failing ---- */

/* Every so many calls of a kind fail. FAULTS=all in the environment (make faults): each. */
static inline size_t step_of(size_t calls, size_t samples) {
  const char *wish = getenv("FAULTS");
  return wish && strcmp(wish, "all") == 0 ? 1 : calls / samples + 1;
}

static inline void fail_calls(struct room *room, const struct expected *e, const struct fault *fault, size_t calls,
                              size_t step, bool lasting) {
  struct arena *arena = room->desk.arena;
  for (size_t n = 1; n <= calls; n += step, room->driven++) {
    struct arena_mark mark = arena_mark(arena);
    struct machine m = machine_new(fault, n);
    m.lasting = lasting;
    tree_restore(arena, room->path, &e->before);
    struct ended end = run_job(arena, room, e->job, &m);
    check_end(room, e, &m, &end);
    run_again(room, e, &m, &end);
    arena_rewind(arena, mark);
  }
}

/* Each call of each kind fails in turn, alone and with all behind it. Of memory, which is asked for thousands of times, and of any call of a long
 * run, some do. */
static inline void fail_every_call(struct room *room, const struct job *job, size_t samples, size_t at_least) {
  enum { OF_MEMORY = 40, LASTING = 10 };
  struct expected e = {.job = job, .before = tree_look(room->desk.arena, room->path)};
  struct machine sound = machine_new(NULL, 0);
  e.sound = run_job(room->desk.arena, room, job, &sound);
  check_end(room, &e, &sound, &e.sound);
  if (e.sound.code != CAIRN_DONE) fail_msg("%s", str_z(room->desk.arena, text_str(&e.sound.said)));
  for (size_t i = 0; i < sizeof FAULTS / sizeof *FAULTS; i++) {
    size_t calls = sound.calls[FAULTS[i].kind];
    fail_calls(room, &e, &FAULTS[i], calls, step_of(calls, FAULTS[i].kind <= PARSER ? OF_MEMORY : samples), false);
    if (FAULTS[i].way != INTERRUPTED) fail_calls(room, &e, &FAULTS[i], calls, step_of(calls, LASTING), true);
  }
  print_message("%zu fault points\n", room->driven);
  assert_int_equal(room->wrong, 0);
  assert_true(room->driven >= at_least);
}

#define EVERY_ONE ((size_t)1 << 32)
#define IN_A_ROOM(test) cmocka_unit_test_setup_teardown(test, room_open, room_close)

#endif
