//! What the score of a hit is made of, for people who ask why it stands where it stands.

/// The parts of one hit's score: `((words + exact) × coverage² + phrases) × discount + quoted + around + article`.
///
/// Words, coverage and what a hit lacks are of one unit: the passage, or for near answers whose words bind to quotations the quotation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Worth {
    /// What each word adds that the passage or its headline has, or the quotation: more for rare words, less in long passages.
    pub words: Vec<(String, f32)>,
    /// What forms add that are printed exactly as typed.
    pub exact: f32,
    /// How much of the query's weight the passage and its headline hold, from 0 to 1.
    pub coverage: f32,
    /// What the phrases add that were asked for.
    pub phrases: f32,
    /// What a further passage of an article is held back by: 1 for its best.
    pub discount: f32,
    /// What the words add that stand inside the quotation.
    pub quoted: f32,
    /// What the passage around a near quotation adds.
    pub around: f32,
    /// The passage's share in the score of its article.
    pub article: f32,
}

impl Worth {
    /// The score.
    pub fn score(&self) -> f32 {
        let words: f32 = self.words.iter().map(|(_, adds)| adds).sum();
        ((words + self.exact) * self.coverage.powi(2) + self.phrases) * self.discount
            + self.quoted
            + self.around
            + self.article
    }
}
