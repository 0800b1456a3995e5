/* cairn diff: two documents, and what differs between them. */
#include "diff.h"
#include "file.h"
#include "verb.h"

/* One datum that stands in two places and says two things is read as the first; what the second says is kept for comparing. */
static void keep_variants(struct run *run, size_t from, struct node *unplaced) {
  for (size_t i = from; i < run->messages.list.n; i++) {
    const struct message *message = &run->messages.list.at[i];
    if (message->id != MSG_VALUES_DIFFER && message->id != MSG_LEARNER_DIFFERS) continue;
    struct node *item = node_append(unplaced, node_map(run->arena));
    node_put(run->arena, item, "place", node_text(run->arena, str_from(message->where.place)));
    node_put(run->arena, item, "text", node_text(run->arena, str_from(message->sentence)));
  }
}

static void read_side(struct run *run, const struct tracker *tracker, struct diff_side *side) {
  struct plan *plan;
  struct taken taken = {.arena = run->arena};
  size_t in_rows, before = run->messages.list.n;
  side->mapping = tracker->mapping;
  struct node *data = lens_get_terms(run->arena, tracker->document, tracker->mapping, &taken, &run->messages, &plan);
  side->terms = node_get(data, "terms");
  side->data = lens_term(run->arena, data, 0);
  struct node *unplaced = lens_unplaced(run->arena, plan, &taken, open_words(run, tracker), false, &in_rows);
  unplaced_whole(run, side->name, &taken);
  keep_variants(run, before, unplaced);
  side->unplaced = unplaced;
  diff_add_shown(run->arena, plan, side->data);
}

void compare_run(struct run *run) {
  const struct cairn_diff *what = run->what;
  struct tracker old = {0}, new = {0};
  struct diff_side sides[2] = {{.name = what->old}, {.name = what->new}};
  bool old_open = open_tracker(run, what->old, what->mapping, NULL, &old);
  if (!old_open && old.document) return; /* the mapping is wrong: once is enough */
  if (!open_tracker(run, what->new, what->mapping, NULL, &new) || !old_open) return;
  read_side(run, &old, &sides[0]);
  read_side(run, &new, &sides[1]);
  if (run->messages.errors) return;
  struct differences list = diff_sides(run->arena, sides);
  struct str report = what->json ? diff_json(run->arena, &list, what->values) : diff_report(run->arena, sides, &list);
  bool written = file_write(run->arena, "-", report, &run->messages);
  /* What was not understood is compared as it stands, so that it makes no difference by itself. */
  if (written && !run->messages.errors) run->messages.exit = list.n ? EXIT_PARTLY : EXIT_DONE;
}
