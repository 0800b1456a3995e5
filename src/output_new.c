/* A package that is made of parts from anywhere: a list of outgoing entries with no package behind it. */
#include "output.h"

struct output *output_empty(struct arena *arena) {
  struct package *none = NEW(arena, struct package);
  *none = (struct package){.arena = arena, .top = NEW(arena, struct relationships), .odd = NEW(arena, oddities)};
  return output_new(arena, none);
}

void output_part(struct output *output, struct str name, struct str bytes) { output_append(output, name, bytes); }

void output_copy(struct output *output, struct str name, const struct entry *entry) {
  struct entry *from = NEW(output->arena, struct entry);
  *from = *entry;
  from->name = name;
  from->raw = str_copy(output->arena, entry->raw);
  from->extra = STR("");
  from->dos_date = DATE_1980;
  from->inflated = false;
  *PUSH(output->arena, &output->list) = (struct outgoing){.entry = *from, .from = from};
}
