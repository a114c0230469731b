//! Places in a text, counted in words, and what stands near what.

use crate::query::Reach;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::ops::ControlFlow;

/// From one word to another, both included; the first word of a text is 0.
///
/// In the order of their first words, the shorter first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) first: u32,
    pub(crate) last: u32,
}

impl Place {
    /// One word.
    #[inline]
    pub(crate) fn of_word(number: u32) -> Place {
        Place { first: number, last: number }
    }

    /// The place that begins with one of two and ends with the other.
    pub(super) fn cover(self, other: Place) -> Place {
        Place { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    /// Whether it lies in one sentence; `breaks` are the first words of the sentences after the first.
    fn in_one_sentence(self, breaks: &[u32]) -> bool {
        let sentence = |word: u32| breaks.partition_point(|start| *start <= word);
        sentence(self.first) == sentence(self.last)
    }
}

/// How near two places have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Nearness {
    pub(super) reach: Reach,
    /// Whether the first has to stand before the second.
    pub(super) in_order: bool,
}

impl Nearness {
    /// Calls `each` with the pairs that are near each other, one of `left` and one of `right`; `each` can end it. `breaks`
    /// are the first words of the sentences after the first.
    ///
    /// Of all such pairs only those are given in which one place is the nearest to the other on its side: every place that
    /// is near any other occurs in one, and their number grows with the places, not with their product. Places that share a
    /// word are not near each other.
    pub(super) fn pairs(
        self,
        left: &[Place],
        right: &[Place],
        breaks: &[u32],
        mut each: impl FnMut(Place, Place) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let (left, right) = (self.possible(left, breaks), self.possible(right, breaks));
        self.in_order(&left, &right, breaks, &mut each)?;
        if self.in_order {
            return ControlFlow::Continue(());
        }
        self.in_order(&right, &left, breaks, &mut |before, after| each(after, before))
    }

    /// In one sentence stands only what does not reach over its end.
    fn possible<'p>(self, places: &'p [Place], breaks: &[u32]) -> Cow<'p, [Place]> {
        let within = |place: &Place| place.in_one_sentence(breaks);
        if self.reach != Reach::Sentence || places.iter().all(within) {
            return Cow::Borrowed(places);
        }
        places.iter().copied().filter(within).collect()
    }

    /// The pairs of which the first place stands before the second.
    fn in_order(
        self,
        before: &[Place],
        after: &[Place],
        breaks: &[u32],
        each: &mut impl FnMut(Place, Place) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        for a in before {
            let next = after.partition_point(|b| b.first <= a.last);
            if let Some(b) = after.get(next).filter(|b| self.reaches(*a, **b, breaks)) {
                each(*a, *b)?;
            }
        }
        let ending = by_end(before);
        for b in after {
            let next = ending.partition_point(|a| a.last < b.first);
            let nearest = next.checked_sub(1).and_then(|at| ending.get(at));
            if let Some(a) = nearest.filter(|a| self.reaches(**a, *b, breaks)) {
                each(*a, *b)?;
            }
        }
        ControlFlow::Continue(())
    }

    /// Whether the second, which stands behind the first, is near enough.
    fn reaches(self, a: Place, b: Place, breaks: &[u32]) -> bool {
        match self.reach {
            Reach::Words(words) => b.first - a.last <= words,
            Reach::Sentence => a.cover(b).in_one_sentence(breaks),
            Reach::Passage => true,
        }
    }
}

/// The places in the order of their ends, of those with one end the shortest last.
fn by_end(places: &[Place]) -> Cow<'_, [Place]> {
    let end = |place: &Place| (place.last, place.first);
    if places.is_sorted_by_key(end) {
        return Cow::Borrowed(places);
    }
    let mut sorted = places.to_vec();
    sorted.sort_unstable_by_key(end);
    Cow::Owned(sorted)
}

/// Of the places that begin, or that end, with one word only the shortest, sorted: nothing outside is nearer to a longer one.
pub(super) fn shortest(mut places: Vec<Place>) -> Vec<Place> {
    places.sort_unstable();
    places.dedup();
    let mut beginning = places.clone();
    beginning.dedup_by_key(|place| place.first);
    places.sort_unstable_by_key(|place| (place.last, Reverse(place.first)));
    places.dedup_by_key(|place| place.last);
    places.append(&mut beginning);
    places.sort_unstable();
    places.dedup();
    places
}

/// Calls `each` with the places where words stand one behind the other; each word is given by its own places.
pub(super) fn in_a_row(
    words: &[&[Place]],
    mut each: impl FnMut(Place) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let Some(rarest) = (0..words.len()).min_by_key(|which| words[*which].len()) else {
        return ControlFlow::Continue(());
    };
    for found in words[rarest] {
        let Some(first) = found.first.checked_sub(rarest as u32) else { continue };
        let stands = |(which, word): (usize, &&[Place])| {
            which == rarest || word.binary_search(&Place::of_word(first + which as u32)).is_ok()
        };
        if words.iter().enumerate().all(stands) {
            each(Place { first, last: first + words.len() as u32 - 1 })?;
        }
    }
    ControlFlow::Continue(())
}

/// Calls `each` with the places, as short as can be, that hold all of some words and at most `others` more.
///
/// `words` are the different words with how often each is wanted. Where one printed word is two of them (a pattern and a
/// word that it matches), it counts once: there have to be as many printed words as are wanted.
pub(super) fn windows(
    words: &[(&[Place], usize)],
    others: u32,
    mut each: impl FnMut(Place) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let wanted: usize = words.iter().map(|(_, times)| times).sum();
    let longest = u32::try_from(wanted).unwrap_or(u32::MAX).saturating_add(others);
    let met = meetings(words);
    let mut window = Window::new(words, wanted);
    let mut end = 0;
    for (start, (place, _)) in met.iter().enumerate() {
        while !window.is_complete() {
            let Some((_, which)) = met.get(end) else { return ControlFlow::Continue(()) };
            window.take(which, true);
            end += 1;
        }
        let last = met[end - 1].0;
        window.take(&met[start].1, false);
        // Without its first word it has to be incomplete; else a shorter one ends here.
        if !window.is_complete() && last - place < longest {
            each(Place { first: *place, last })?;
        }
    }
    ControlFlow::Continue(())
}

/// Which words stand where: numbers of printed words in order, and the places in `words`.
fn meetings(words: &[(&[Place], usize)]) -> Vec<(u32, Vec<usize>)> {
    let places = words
        .iter()
        .enumerate()
        .flat_map(|(which, (places, _))| places.iter().map(move |place| (place.first, which)));
    let mut sorted: Vec<(u32, usize)> = places.collect();
    sorted.sort_unstable();
    let together = sorted.chunk_by(|a, b| a.0 == b.0);
    together.map(|same| (same[0].0, same.iter().map(|(_, which)| *which).collect())).collect()
}

/// What a stretch of text holds of the words of a window.
struct Window<'w> {
    words: &'w [(&'w [Place], usize)],
    held: Vec<usize>,
    /// How many words are there less often than they are wanted.
    lacking: usize,
    /// How many printed words are any of them, and how many have to be.
    printed: usize,
    wanted: usize,
}

impl<'w> Window<'w> {
    fn new(words: &'w [(&'w [Place], usize)], wanted: usize) -> Window<'w> {
        let lacking = words.iter().filter(|(_, times)| *times > 0).count();
        Window { words, held: vec![0; words.len()], lacking, printed: 0, wanted }
    }

    fn is_complete(&self) -> bool {
        self.lacking == 0 && self.printed >= self.wanted
    }

    /// Takes a printed word in, or lets it go.
    fn take(&mut self, which: &[usize], is_in: bool) {
        self.printed = if is_in { self.printed + 1 } else { self.printed.saturating_sub(1) };
        for place in which {
            let (held, times) = (&mut self.held[*place], self.words[*place].1);
            if is_in {
                *held += 1;
                self.lacking -= usize::from(*held == times);
            } else {
                self.lacking += usize::from(*held == times);
                *held -= 1;
            }
        }
    }
}

/// How many places there are of which none shares a word with another, counted from the beginning.
pub(super) fn apart(places: &[Place]) -> u32 {
    let mut count = 0;
    let mut free = 0;
    for place in &*by_end(places) {
        if place.first >= free {
            count += 1;
            free = place.last.saturating_add(1);
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(numbers: &[u32]) -> Vec<Place> {
        numbers.iter().copied().map(Place::of_word).collect()
    }

    fn all(run: impl FnOnce(&mut dyn FnMut(Place) -> ControlFlow<()>) -> ControlFlow<()>) -> Vec<(u32, u32)> {
        let mut found = Vec::new();
        let _ = run(&mut |place: Place| {
            found.push((place.first, place.last));
            ControlFlow::Continue(())
        });
        found
    }

    #[test]
    fn windows_are_as_short_as_can_be() {
        let check = |wanted: &[(&[u32], usize)], others: u32, expected: &[(u32, u32)]| {
            let places: Vec<Vec<Place>> = wanted.iter().map(|(numbers, _)| words(numbers)).collect();
            let wanted: Vec<(&[Place], usize)> =
                places.iter().zip(wanted).map(|(places, (_, times))| (places.as_slice(), *times)).collect();
            assert_eq!(all(|each| windows(&wanted, others, each)), expected, "{wanted:?} {others}");
        };
        check(&[(&[0, 9], 1), (&[2, 10], 1)], 1, &[(0, 2), (9, 10)]);
        check(&[(&[0, 9], 1), (&[2, 10], 1)], 0, &[(9, 10)]);
        check(&[(&[0, 9], 1), (&[2, 10], 1)], 6, &[(0, 2), (2, 9), (9, 10)]);
        check(&[(&[3, 4, 8], 2)], 3, &[(3, 4), (4, 8)]);
        check(&[(&[3], 1), (&[3], 1)], 9, &[]);
        check(&[(&[3, 5], 1), (&[3], 1)], 9, &[(3, 5)]);
        check(&[(&[3], 1), (&[], 1)], 9, &[]);
    }

    #[test]
    fn a_row_has_no_gap() {
        let (the, mill) = (words(&[0, 4, 7]), words(&[1, 3, 8]));
        assert_eq!(all(|each| in_a_row(&[&the, &mill], each)), [(0, 1), (7, 8)]);
        assert_eq!(all(|each| in_a_row(&[&mill, &the, &the], each)), []);
        let no = words(&[1, 2, 3]);
        assert_eq!(all(|each| in_a_row(&[&no, &no], each)), [(1, 2), (2, 3)]);
    }

    #[test]
    fn what_overlaps_is_counted_once() {
        let place = |(first, last)| Place { first, last };
        let count = |places: &[(u32, u32)]| apart(&places.iter().copied().map(place).collect::<Vec<_>>());
        assert_eq!(count(&[(0, 1), (1, 2), (2, 3)]), 2);
        assert_eq!(count(&[(0, 9), (1, 1), (3, 4)]), 2);
        assert_eq!(count(&[]), 0);
    }

    fn places() -> impl Strategy<Value = Vec<Place>> {
        let place = (0..24_u32, 0..3_u32).prop_map(|(first, more)| Place { first, last: first + more });
        prop::collection::btree_set(place, 0..7).prop_map(|places| places.into_iter().collect())
    }

    fn nearness() -> impl Strategy<Value = Nearness> {
        let reach =
            prop_oneof![(1..6_u32).prop_map(Reach::Words), Just(Reach::Sentence), Just(Reach::Passage)];
        (reach, any::<bool>()).prop_map(|(reach, in_order)| Nearness { reach, in_order })
    }

    /// Every pair that is near each other, by trying all.
    fn by_the_book(
        left: &[Place],
        right: &[Place],
        nearness: Nearness,
        breaks: &[u32],
    ) -> Vec<(Place, Place)> {
        let pairs = left.iter().flat_map(|a| right.iter().map(|b| (*a, *b)));
        let near = |(a, b): &(Place, Place)| {
            let before = a.last < b.first;
            if !before && (b.last >= a.first || nearness.in_order) {
                return false;
            }
            match nearness.reach {
                Reach::Words(words) => words >= if before { b.first - a.last } else { a.first - b.last },
                Reach::Sentence => !breaks.iter().any(|start| {
                    let cover = a.cover(*b);
                    cover.first < *start && *start <= cover.last
                }),
                Reach::Passage => true,
            }
        };
        pairs.filter(near).collect()
    }

    fn pairs(left: &[Place], right: &[Place], nearness: Nearness, breaks: &[u32]) -> Vec<(Place, Place)> {
        let mut found = Vec::new();
        let _ = nearness.pairs(left, right, breaks, |a, b| {
            found.push((a, b));
            ControlFlow::Continue(())
        });
        found
    }

    fn sides(pairs: &[(Place, Place)]) -> [Vec<Place>; 2] {
        let mut sides = [Vec::new(), Vec::new()];
        for (a, b) in pairs {
            sides[0].push(*a);
            sides[1].push(*b);
        }
        sides.map(|mut side| {
            side.sort_unstable();
            side.dedup();
            side
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn whatever_is_near_anything_is_found(
            left in places(), right in places(), nearness in nearness(), breaks in prop::collection::btree_set(1..24_u32, 0..4)
        ) {
            let breaks: Vec<u32> = breaks.into_iter().collect();
            let found = pairs(&left, &right, nearness, &breaks);
            let expected = by_the_book(&left, &right, nearness, &breaks);
            prop_assert!(found.iter().all(|pair| expected.contains(pair)));
            prop_assert_eq!(sides(&found), sides(&expected));
            prop_assert!(found.len() <= 2 * (left.len() + right.len()));
        }

        #[test]
        fn a_third_word_is_near_two_as_if_all_pairs_were_tried(
            words in prop::collection::vec(0..4_u8, 1..16), inner in nearness(), outer in nearness(),
            breaks in prop::collection::btree_set(1..16_u32, 0..3)
        ) {
            let of = |wanted: u8| -> Vec<Place> {
                (0..).zip(&words).filter(|(_, word)| **word == wanted).map(|(at, _)| Place::of_word(at)).collect()
            };
            let breaks: Vec<u32> = breaks.into_iter().collect();
            let covers = |pairs: Vec<(Place, Place)>| -> Vec<Place> {
                let mut covers: Vec<Place> = pairs.into_iter().map(|(a, b)| a.cover(b)).collect();
                covers.sort_unstable();
                covers.dedup();
                covers
            };
            let few = shortest(covers(pairs(&of(0), &of(1), inner, &breaks)));
            let all = covers(by_the_book(&of(0), &of(1), inner, &breaks));
            prop_assert!(few.len() <= 2 * words.len());
            let expected = by_the_book(&all, &of(2), outer, &breaks);
            prop_assert_eq!(pairs(&few, &of(2), outer, &breaks).is_empty(), expected.is_empty());
        }
    }
}
