"""Which of several comments in the same words is which, worked out anew: every way to pair two lists of threads is tried, so the lists are short.

A thread is what counts of it beside its words: (resolved, its replies in order). There is the list that a wanted one is laid over; a
thread that is wanted and has no other is added whole."""

from collections import Counter, namedtuple

Thread = namedtuple("Thread", "resolved replies")
MANY = 7  # of more, those that say the same are paired first


def thread(resolved, replies):
    return Thread(bool(resolved), tuple(sorted(replies, key=repr)))


def lacks(wanted, there):
    """The replies that are wanted and not there."""
    return list((Counter(wanted.replies) - Counter(there.replies)).elements())


def cost(wanted, there):
    """What would be added, where the states differ, what is there and not wanted; there None: the thread is added whole."""
    if there is None:
        return len(wanted.replies) + wanted.resolved, 0, 0
    adds = len(lacks(wanted, there)) + (wanted.resolved and not there.resolved)
    return adds, int(wanted.resolved != there.resolved), len(lacks(there, wanted))


def joined(wanted, there):
    return thread(wanted.resolved or there.resolved, there.replies + tuple(lacks(wanted, there)))


def pairings(wanted, there, taken=frozenset()):
    """Every way in which as many as can be have another: for each that is wanted a place in the other list, or None."""
    if not wanted:
        yield ()
        return
    free = [i for i in range(len(there)) if i not in taken]
    for i in free + [None] * (len(wanted) > len(free)):
        for rest in pairings(wanted[1:], there, taken | {i} - {None}):
            yield (i, *rest)


def best(wanted, there):
    """The pairings that cost least."""
    costs = {}
    for way in pairings(wanted, there):
        each = [cost(one, None if i is None else there[i]) for one, i in zip(wanted, way)]
        costs.setdefault(tuple(map(sum, zip(*each))), []).append(way)
    return costs[min(costs)]


def outcomes(wanted, there):
    """What the threads there may be afterwards: lists in order, as often as not one."""
    if max(len(wanted), len(there)) > MANY:
        same = Counter(wanted) & Counter(there)
        rest = outcomes(list((Counter(wanted) - same).elements()), list((Counter(there) - same).elements()))
        return [sorted([*some, *same.elements()], key=repr) for some in rest]
    found = []
    for way in best(wanted, there):
        after = dict(enumerate(there))
        after.update((len(there) + n if i is None else i, one if i is None else joined(one, there[i])) for n, (one, i) in enumerate(zip(wanted, way)))
        if sorted(after.values(), key=repr) not in found:
            found.append(sorted(after.values(), key=repr))
    return found
