//! Where sentences begin, counted in words.

use super::Span;
use super::sentences;

/// Numbers the words of a text as they are met, and keeps the numbers of those that begin a sentence after the first.
pub(crate) struct Breaks {
    /// Where the sentences begin that are yet to come, the next one last.
    starts: Vec<u32>,
    words: u32,
    found: Vec<u32>,
}

impl Breaks {
    /// For the words of a text, which is one paragraph.
    pub(crate) fn new(text: &str) -> Breaks {
        let later = sentences(text, Span::whole(text)).into_iter().skip(1);
        let mut starts: Vec<u32> = later.map(Span::start).collect();
        starts.reverse();
        Breaks { starts, words: 0, found: Vec::new() }
    }

    /// Takes the next word of the text.
    #[inline]
    pub(crate) fn meet(&mut self, word: Span) {
        if self.starts.last().is_some_and(|start| *start <= word.start()) {
            self.begin(word);
        }
        self.words += 1;
    }

    /// The word begins a sentence; several, where those before it are without words.
    #[cold]
    fn begin(&mut self, word: Span) {
        while self.starts.pop_if(|start| *start <= word.start()).is_some() {}
        // A sentence before which no word stands is the first.
        if self.words > 0 {
            self.found.push(self.words);
        }
    }

    /// The numbers of the words that begin a sentence, in order.
    pub(crate) fn found(self) -> Vec<u32> {
        self.found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words;

    #[track_caller]
    fn check(text: &str, expected: &[u32]) {
        let mut breaks = Breaks::new(text);
        words(text).for_each(|word| breaks.meet(word));
        assert_eq!(breaks.found(), expected, "{text}");
    }

    #[test]
    fn sentences_begin_at_words() {
        check("", &[]);
        check("One sentence, no more.", &[]);
        check("It fell. Why? “Because!” Mr. Roux left.", &[2, 3, 4]);
        check("“…” It fell.", &[]);
        check("It fell. … — Nobody knew.", &[2]);
    }
}
