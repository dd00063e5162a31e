"""Who works for whom: every employer has a PA, some have several, and some PAs have several employers."""

from collections.abc import Mapping, Sequence

from dpss.portal.demo import chance

MOST_POSTS = 5
# Of 703 PAs, 4 have four employers and 31 have three; as many more as are needed have two.
FOUR_EMPLOYERS, THREE_EMPLOYERS = 4 / 703, 31 / 703


def posts_of_employers(
    draw: chance.Stream, *, employers: Sequence[int], fixed: Mapping[int, int], total: int
) -> dict[int, int]:
    """How many posts each employer has, `total` in all. `fixed` are employers whose number is given."""
    posts = {employer: fixed.get(employer, 1) for employer in employers}
    growing = [employer for employer in employers if employer not in fixed]
    left = total - sum(posts.values())
    # Somebody with several PAs is the likelier to take on another.
    while left > 0:
        employer = draw.choice(growing)
        more = min(left, chance.weighted(draw, {1: 0.7, 2: 0.2, 3: 0.1}), MOST_POSTS - posts[employer])
        posts[employer] += more
        left -= more
    return posts


def posts_of_assistants(*, posts: int, assistants: int) -> list[int]:
    """How many employers each PA has, the busiest first; they add up to `posts`."""
    extra = posts - assistants
    four = min(round(FOUR_EMPLOYERS * assistants), extra // 3)
    three = min(round(THREE_EMPLOYERS * assistants), (extra - 3 * four) // 2)
    two = extra - 3 * four - 2 * three
    return [4] * four + [3] * three + [2] * two + [1] * (assistants - four - three - two)


def match(
    draw: chance.Stream, *, wanted: Sequence[int], vacancies: Sequence[int], single: Sequence[int]
) -> list[list[int]]:
    """For each PA, in the order of `wanted`, their different employers.

    `vacancies` names an employer once for each post; those in `single` go to PAs who have only one employer.
    """
    open_posts = list(vacancies)
    draw.shuffle(open_posts)
    last = list(single)
    found = []
    for number in wanted:
        if number == 1 and last:
            found.append([last.pop()])
        else:
            found.append(_different(open_posts, number))
    return found


def _different(open_posts: list[int], number: int) -> list[int]:
    """Take so many posts at different employers off the list."""
    taken: list[int] = []
    place = len(open_posts) - 1
    while len(taken) < number:
        if open_posts[place] not in taken:
            taken.append(open_posts.pop(place))
        place -= 1
    return taken
