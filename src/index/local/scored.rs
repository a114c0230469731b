//! What a passage is worth: its words and those of its headline, how much of the query that is, and the phrases in it.

use super::lists::Cursor;
use super::passages::Answers;
use super::phrase::Places;
use super::score::frequency;
use super::score::next;
use super::score::saturated;
use super::segment::Blocks;
use tantivy::DocId;
use tantivy::TERMINATED;
use tantivy::fieldnorm::FieldNormReader;

/// What an exact form adds to its stem: "release" typed and printed is better than "releases".
const EXACT_BONUS: f32 = 0.4;

/// One passage with its score and how much of the query's weight it holds.
pub(super) struct Scored {
    pub(super) doc: DocId,
    pub(super) score: f32,
    /// With the headline's words.
    pub(super) covered: f32,
    /// By itself.
    pub(super) own: f32,
}

/// The lists of a segment that tell what its passages are worth. Documents have to be asked for in ascending order.
pub(super) struct SegmentAnswers<'a> {
    pub(super) blocks: &'a Blocks,
    pub(super) typed: Vec<Vec<Cursor>>,
    pub(super) neighbours: Vec<Vec<Cursor>>,
    pub(super) exact: Vec<Vec<Cursor>>,
    pub(super) title: Vec<Vec<Cursor>>,
    pub(super) title_neighbours: Vec<Vec<Cursor>>,
    pub(super) lengths: FieldNormReader,
    pub(super) phrases: Vec<Places<'a>>,
}

impl SegmentAnswers<'_> {
    /// The passages of an article that hold any of the words, scored, in order; when none does (all of them stand in
    /// the headline), the first passage, the lead. Articles have to come in ascending order.
    pub(super) fn passages(&mut self, article: DocId, answers: &Answers<'_>) -> Vec<Scored> {
        let (first, end) = self.blocks.passages(article);
        let in_title = self.in_title(article);
        let mut scored = Vec::new();
        let mut doc = self.next(first);
        while doc < end {
            scored.push(self.passage(doc, &in_title, answers));
            doc = self.next(doc + 1);
        }
        if scored.is_empty() && first < end {
            scored.push(Scored { doc: first, score: 0.0, covered: 0.0, own: 0.0 });
        }
        scored
    }

    pub(super) fn in_title(&mut self, article: DocId) -> Vec<Stands> {
        let words = self.title.iter_mut().zip(&mut self.title_neighbours);
        words
            .map(|(typed, neighbours)| {
                Stands::of(any_holds(typed, article), || any_holds(neighbours, article))
            })
            .collect()
    }

    /// The first passage at or after `doc` that has any of the words.
    fn next(&mut self, doc: DocId) -> DocId {
        let lists = self.typed.iter_mut().chain(&mut self.neighbours);
        lists.map(|cursors| next(cursors, doc)).min().unwrap_or(TERMINATED)
    }

    /// BM25 of the passage with the headline's words in it, times the square of the share of the query it covers.
    pub(super) fn passage(&mut self, doc: DocId, in_title: &[Stands], answers: &Answers<'_>) -> Scored {
        let weights = &answers.weights;
        let (mut sum, mut covered, mut own) = (0.0, 0.0, 0.0);
        for place in 0..weights.words.len() {
            let Some(word) = self.word(place, doc, in_title, answers) else { continue };
            sum += word.score + word.exact;
            covered += word.share;
            own += if word.is_here { word.share } else { 0.0 };
        }
        let share = |part: f32| if weights.all > 0.0 { part / weights.all } else { 0.0 };
        let hold = self.phrases_in(doc);
        // A phrase that was asked for outweighs any number of its words elsewhere.
        let score = sum * share(covered).powi(2) + weights.all * hold as f32;
        let (covered, own) =
            if hold < self.phrases.len() { (0.0, 0.0) } else { (share(covered), share(own)) };
        Scored { doc, score, covered, own }
    }

    /// What a word adds to a passage; `None` where neither the passage nor the headline has it.
    #[inline]
    pub(super) fn word(
        &mut self,
        place: usize,
        doc: DocId,
        in_title: &[Stands],
        answers: &Answers<'_>,
    ) -> Option<WordHere> {
        let typed = frequency(&mut self.typed[place], doc);
        let here = if typed > 0 { typed } else { frequency(&mut self.neighbours[place], doc) };
        let as_typed = if here > 0 { typed > 0 } else { in_title[place] == Stands::Typed };
        let anywhere = here + u32::from(in_title[place] != Stands::Nowhere);
        if anywhere == 0 {
            return None;
        }
        let (idf, share) = answers.weights.words[place].counts(as_typed);
        let norm = answers.units.passages.norms.of(&self.lengths, doc);
        let is_exact = typed > 0 && any_holds(&mut self.exact[place], doc);
        let exact = if is_exact { EXACT_BONUS * idf } else { 0.0 };
        Some(WordHere { score: idf * saturated(anywhere, norm), exact, share, is_here: here > 0 })
    }

    /// How many of the phrases stand in a passage.
    pub(super) fn phrases_in(&mut self, doc: DocId) -> usize {
        self.phrases.iter_mut().map(|phrase| phrase.hold(doc)).filter(|holds| *holds).count()
    }
}

/// What one word adds to a passage.
pub(super) struct WordHere {
    pub(super) score: f32,
    /// For its exact form.
    pub(super) exact: f32,
    /// Of the query's weight.
    pub(super) share: f32,
    /// Whether it stands in the passage itself, not only in the headline.
    pub(super) is_here: bool,
}

/// How a word stands in a headline.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    Typed,
    Neighbour,
    Nowhere,
}

impl Stands {
    fn of(typed: bool, neighbour: impl FnOnce() -> bool) -> Stands {
        match typed {
            true => Stands::Typed,
            false if neighbour() => Stands::Neighbour,
            false => Stands::Nowhere,
        }
    }
}

pub(super) fn any_holds(cursors: &mut [Cursor], doc: DocId) -> bool {
    cursors.iter_mut().any(|cursor| cursor.holds(doc))
}
