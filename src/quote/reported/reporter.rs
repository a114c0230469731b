//! Who reports: the subject of a verb that takes a clause after it.

use crate::quote::claims::Beside;
use crate::quote::lexicon::Facts;
use crate::quote::phrase;
use crate::quote::phrase::Head;
use crate::quote::phrase::Phrase;

impl Beside<'_> {
    /// Whose verb it is.
    pub(super) fn reporter(&self, cue: usize) -> Option<Phrase> {
        let phrase = match self.is_aside(cue) {
            true => self.subject_of_sentence(cue).map(bare),
            false => phrase::before(self.story, self.sentence.start, cue),
        };
        let phrase = phrase.filter(|phrase| self.story.can_speak(phrase) && !self.is_governed(phrase));
        phrase.or_else(|| self.opening_subject(cue))
    }

    /// "Several supporters of the plan said", "One in three say", "A poll released last week found": whatever opens the clause and has a
    /// plain verb of speech behind it is who spoke.
    fn opening_subject(&self, cue: usize) -> Option<Phrase> {
        const LONGEST: usize = 12;
        let start = self.noun_start(cue, LONGEST)?;
        let paper = self.is(cue, Facts::FIND)
            && (start..cue).any(|at| self.is(at, Facts::DOCUMENT.and(Facts::SPEECH_NOUN)));
        let plain = paper || matches!(self.word(cue), "say" | "said" | "says");
        let governed = self.is(start, Facts::PREPOSITION.and(Facts::TIME));
        let head = (start..cue).take_while(|at| *at == start || !self.is(*at, Facts::PREPOSITION)).last()?;
        (plain && !governed).then_some(Phrase { start, end: cue, head: Head::Described(head) })
    }

    /// Where the clause begins whose verb is at `verb`, if nothing but a noun and what belongs to it stands between.
    fn noun_start(&self, verb: usize, longest: usize) -> Option<usize> {
        let other = Facts::CUE.and(Facts::THOUGHT).and(Facts::BE).and(Facts::AUXILIARY).and(Facts::PRONOUN);
        let reach = self.sentence.start.max(verb.saturating_sub(longest));
        let mut start = verb;
        while start > reach {
            let before = start - 1;
            let boundary = !self.story.frame.tokens[before].is_word()
                || self.is(before, Facts::CONJUNCTION.and(Facts::RELATIVE))
                || self.is_that(before)
                || matches!(self.word(before), "which" | "what" | "as" | "while" | "where");
            if boundary {
                break;
            }
            let noun = self.is(before, Facts::DOCUMENT.and(Facts::SPEECH_NOUN));
            if self.is(before, other) && !noun {
                return None;
            }
            start = before;
        }
        let found = start < verb && (start == self.sentence.start || start > reach);
        found.then_some(start)
    }

    /// "fishermen in Tern Harbour called": what a preposition governs is not who spoke.
    fn is_governed(&self, phrase: &Phrase) -> bool {
        let before = phrase.start.checked_sub(1).filter(|at| *at >= self.sentence.start);
        before.is_some_and(|at| self.is(at, Facts::PREPOSITION) && self.story.frame.tokens[at].is_lower())
    }

    /// Whether the phrase goes with the verb, as far as their forms tell.
    pub(super) fn is_reporter(&self, cue: usize, start: usize, phrase: &Phrase) -> bool {
        let describes = |facts: Facts| matches!(phrase.head, Head::Described(at) if self.is(at, facts));
        // "the Treasury note fell": one person or body says, and does not "say".
        let one = matches!(phrase.head, Head::Name(_));
        let noun = self.is(cue, Facts::SPEECH_NOUN.and(Facts::DOCUMENT).and(Facts::GROUP));
        if self.is(cue, Facts::BARE) && noun && one && phrase.end == cue {
            return false;
        }
        // "a group called Citizens": named so, and calls nobody.
        if self.word(cue) == "called" && matches!(self.word(phrase.start), "a" | "an" | "A" | "An") {
            return false;
        }
        !self.is(cue, Facts::FIND)
            || self.is(cue, Facts::SAY)
            || self.is_that(start - 1)
            || describes(Facts::DOCUMENT.and(Facts::SPEECH_NOUN))
            || phrase.end == cue && (phrase.start..cue).any(|at| self.is(at, Facts::DOCUMENT))
    }
}

/// "The union at the mill met and said": far from the verb that it goes with, a description ends at its noun.
fn bare(phrase: Phrase) -> Phrase {
    match phrase.head {
        Head::Described(noun) => Phrase { end: noun + 1, ..phrase },
        _ => phrase,
    }
}
