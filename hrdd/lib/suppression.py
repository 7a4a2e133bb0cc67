"""Counts of people that give nobody away. Knows no Django and no clock.

A count from 1 to 4 is hidden (domain rule 6: statistics suppress cells under 5), and further cells with it,
so that no hidden one can be worked out from the totals. "Worked out" is meant strictly: as far as the
published table tells, a hidden small count could be any number from 1 to 4, and any other hidden cell has at
least two possible values. Whoever reads may know this rule.

The method is that of cell suppression in official statistics (Willenborg and de Waal, Elements of Statistical
Disclosure Control, 2001, chapter 5). A table with its totals is a network in which each cell is a stream:
what goes into a line comes out in its total. So the range of a cell is found exactly, by the largest flow.

- Zero is shown. It counts nobody, and in a log of who was heard an empty cell is what people must see. So
  what is hidden is known to be 1 at least. Only where a few people lie in many cells, so that this would tell
  who they are, zeros are hidden among them, and the table says so.
- The total of all is shown, or nothing is: tables of the same people then have only a number in common that
  everybody knows, and cannot be set against each other.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

THRESHOLD: Final = 5
# A larger one costs too much to check, and nobody reads it.
MOST_CELLS: Final = 2_000

Count = int | None
Place = tuple[int, int]
Node = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Published:
    """A table as everybody may see it; None is hidden.

    `withheld` says that nothing of it may be shown, `hides_zero` that what is hidden may be zero, too.
    """

    cells: tuple[tuple[Count, ...], ...]
    row_totals: tuple[Count, ...]
    column_totals: tuple[Count, ...]
    total: Count
    withheld: bool = False
    hides_zero: bool = False

    @property
    def hides(self) -> bool:
        """Returns whether any number of it is hidden."""
        return self.total is None or None in (
            *self.row_totals, *self.column_totals, *(count for row in self.cells for count in row)
        )  # fmt: skip

    @property
    def line(self) -> tuple[Count, ...]:
        """Returns the counts of a table that has one row."""
        return self.cells[0]


def publish_line(counts: Sequence[int], *, behind: int | None = None) -> Published:
    """Returns counts that add up to one total, in a table of one row."""
    return publish([counts], behind=behind)


def publish(cells: Sequence[Sequence[int]], *, behind: int | None = None) -> Published:
    """Returns the table with its totals, small counts hidden, and what would give them away.

    `behind` is how many people the table is about, where one of them may be counted in several rows. Raises
    ValueError for rows of different lengths, counts below zero, no cells and too many.
    """
    table = _Table(cells)
    total = table.values[table.corner]
    if 0 < min(total, total if behind is None else behind) < THRESHOLD:
        return table.published(set(table.values), withheld=True)
    small = {place for place, count in table.values.items() if 0 < count < THRESHOLD}
    hidden = table.closed(small)
    if hidden is None:
        table.least = 0
        hidden = table.closed(small)
    return table.published(set(table.values) - {table.corner} if hidden is None else hidden)


def ranges(published: Published, cells: Sequence[Sequence[int]]) -> dict[Place, tuple[int, int]]:
    """Returns place -> the least and the largest value a hidden cell may have, to one who knows the rule.

    Rows and columns run on to the totals. The range is cut a threshold above the true count. For checks;
    never to be published.
    """
    table = _Table(cells)
    table.least = 0 if published.withheld or published.hides_zero else 1
    hidden = {place for place, count in table.told(published).items() if count is None}
    return {
        place: (
            table.values[place] - table.room(place, hidden, up=False, wanted=table.values[place]),
            table.values[place] + table.room(place, hidden, up=True, wanted=THRESHOLD),
        )
        for place in hidden
    }


class _Table:
    """The counts with their totals, as a network: a row of nodes, a column of nodes, a cell between two.

    `least` is what a hidden cell is known to be at least. It is 1 while all zeros are shown.
    """

    def __init__(self, cells: Sequence[Sequence[int]]) -> None:
        self.height, self.width = len(cells), len(cells[0]) if cells else 0
        if not self.width or any(len(row) != self.width for row in cells):
            raise ValueError("a table has rows of one length")
        if any(count < 0 for row in cells for count in row):
            raise ValueError("nobody is counted below zero")
        if self.height * self.width > MOST_CELLS:
            raise ValueError(f"a table of more than {MOST_CELLS} cells is not published")
        whole = [[*row, sum(row)] for row in cells]
        whole.append([sum(column) for column in zip(*whole, strict=True)])
        self.values = {(i, j): count for i, row in enumerate(whole) for j, count in enumerate(row)}
        self.corner = (self.height, self.width)
        self.least = 1

    def closed(self, small: set[Place]) -> set[Place] | None:
        """Returns what to hide so that nothing can be worked out; None when hiding cannot reach it."""
        hidden = set(small)
        todo = sorted(small)
        while todo:
            fresh: set[Place] = set()
            for place in todo:
                for more in self.lacks(place, hidden):
                    if not more:
                        return None
                    fresh |= more
                    hidden |= more
            # A cell that became hidden takes no room from another, but has to be looked at itself.
            todo = sorted(fresh)
        return hidden

    def published(self, hidden: set[Place], *, withheld: bool = False) -> Published:
        """Returns what may be seen."""
        rows = [
            tuple(None if (i, j) in hidden else self.values[i, j] for j in range(self.width + 1))
            for i in range(self.height + 1)
        ]
        return Published(
            cells=tuple(row[:-1] for row in rows[:-1]),
            row_totals=tuple(row[-1] for row in rows[:-1]),
            column_totals=rows[-1][:-1],
            total=rows[-1][-1],
            withheld=withheld,
            hides_zero=not withheld and not self.least,
        )

    def told(self, published: Published) -> dict[Place, Count]:
        """Returns place -> what is published there."""
        rows = [(*row, total) for row, total in zip(published.cells, published.row_totals, strict=True)]
        rows.append((*published.column_totals, published.total))
        return {(i, j): count for i, row in enumerate(rows) for j, count in enumerate(row)}

    def lacks(self, place: Place, hidden: set[Place]) -> Iterator[set[Place]]:
        """Yields what has to be hidden for this hidden cell to be safe; an empty set when nothing helps.

        A small count must be able to be any number from 1 to 4, another cell to be one more or one less.
        """
        count = self.values[place]
        if count >= THRESHOLD:
            if any(self.room(place, hidden, up=up, wanted=1) for up in (True, False)):
                return
            yield self.help(place, hidden, up=True, wanted=1)
            return
        for up, wanted in ((True, THRESHOLD - 1 - count), (False, count - 1)):
            while self.room(place, hidden, up=up, wanted=wanted) < wanted:
                more = self.help(place, hidden, up=up, wanted=wanted)
                yield more
                if not more:
                    return

    def room(self, place: Place, hidden: set[Place], *, up: bool, wanted: int) -> int:
        """Returns by how much a hidden cell can be larger (or smaller), at most by `wanted`."""
        return self._push(place, hidden, up=up, wanted=wanted)[0]

    def help(self, place: Place, hidden: set[Place], *, up: bool, wanted: int) -> set[Place]:
        """Returns the cells whose hiding gives it more room, small counts first; none when nothing does."""
        _done, flow = self._push(place, hidden, up=up, wanted=wanted)
        way = self._way(place, hidden, flow, up=up, any_cell=True)
        return {cell for cell, _sign in way} - hidden

    def _push(
        self, place: Place, hidden: set[Place], *, up: bool, wanted: int
    ) -> tuple[int, dict[Place, int]]:
        flow, done = dict(self.values), 0
        if not up:
            wanted = min(wanted, self.values[place] - self.least)
        while done < wanted:
            way = self._way(place, hidden, flow, up=up, any_cell=False)
            if not way:
                break
            taken = [flow[cell] - self.least for cell, sign in way if sign < 0]
            step = min([wanted - done, *taken])
            for cell, sign in way:
                flow[cell] += sign * step
            done += step
        return done, flow

    def _way(
        self, place: Place, hidden: set[Place], flow: dict[Place, int], *, up: bool, any_cell: bool
    ) -> list[tuple[Place, int]]:
        """Returns cells, each with +1 or -1, that balance one more (or less) in a cell: the cheapest way."""
        tail, head = self._ends(place)
        start, goal = (head, tail) if up else (tail, head)
        steps: dict[Node, list[tuple[Node, Place, int, int]]] = defaultdict(list)
        for cell in self._usable(hidden, any_cell=any_cell):
            if cell == place:
                continue
            cost = 0 if cell in hidden else max(1, self.values[cell])
            one, other = self._ends(cell)
            steps[one].append((other, cell, 1, cost))
            if flow[cell] > self.least:
                steps[other].append((one, cell, -1, cost))
        return _cheapest(steps, start, goal)

    def _usable(self, hidden: set[Place], *, any_cell: bool) -> Iterable[Place]:
        if not any_cell:
            return hidden
        return [place for place, count in self.values.items() if count >= self.least and place != self.corner]

    def _ends(self, place: Place) -> tuple[Node, Node]:
        """Returns from where to where a cell streams, so that in each line what comes in goes out."""
        row, column = place
        ends = ("row", row), ("column", column)
        inner = (row < self.height) == (column < self.width)
        return ends if inner else (ends[1], ends[0])


def _cheapest(
    steps: dict[Node, list[tuple[Node, Place, int, int]]], start: Node, goal: Node
) -> list[tuple[Place, int]]:
    """Returns the cells of the cheapest way (Dijkstra 1959), few among equals; empty when none leads."""
    best: dict[Node, tuple[int, int]] = {start: (0, 0)}
    came: dict[Node, tuple[Node, Place, int]] = {}
    queue = [(0, 0, start)]
    while queue:
        cost, length, node = heapq.heappop(queue)
        if node == goal:
            break
        if (cost, length) > best[node]:
            continue
        for following, cell, sign, price in steps[node]:
            so_far = (cost + price, length + 1)
            if following not in best or so_far < best[following]:
                best[following] = so_far
                came[following] = (node, cell, sign)
                heapq.heappush(queue, (*so_far, following))
    way: list[tuple[Place, int]] = []
    while goal != start:
        if goal not in came:
            return []
        goal, cell, sign = came[goal]
        way.append((cell, sign))
    return way
