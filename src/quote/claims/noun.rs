//! The rules that go by a noun for something said: `Ruiz’s answer to Tarrant: “No.”`, `in the words of Ruiz, “no.”`
//!
//! The words are whoever’s the noun is. Whom they are spoken to, and what they are about, stands behind the noun and speaks nothing.

use super::Beside;
use super::Claim;
use super::REACH;
use crate::quote::lexicon::Facts;
use crate::quote::phrase;
use crate::quote::phrase::Head;
use crate::quote::phrase::Phrase;
use crate::quote::rule::Rule;
use crate::quote::token::Shape;

impl Beside<'_> {
    /// `Ruiz’s claim that “nobody was asked”`: the possessor of a noun for something said.
    pub(super) fn speech_noun(&self) -> Option<Claim> {
        // "claim that the plan was": the noun stands close before the quotation, or it is about something else. With "that" it reaches further.
        const CLOSE: usize = 5;
        const WITH_THAT: usize = 10;
        let comma = self.quote.checked_sub(1).is_some_and(|at| self.shape(at) == Some(Shape::Comma));
        let nouns = if comma { Facts::SPEECH_NOUN.and(Facts::OWNED_NOUN) } else { Facts::SPEECH_NOUN };
        let is_noun = |at: &usize| {
            self.is(*at, nouns) && (self.quote - at <= CLOSE || matches!(self.word(at + 1), "that" | "que"))
        };
        let noun = (self.left..self.quote).rev().take(WITH_THAT).find(is_noun)?;
        let possessor =
            (self.left..noun).rev().take(2).find_map(|at| phrase::possessor(self.story, self.left, at))?;
        Some(self.cue(Rule::SpeechNoun, noun, possessor))
    }

    /// The same where the possessor is a name or a pronoun; a description may own what the sentence only mentions.
    pub(super) fn named_owner(&self) -> Option<Claim> {
        self.speech_noun().filter(|claim| !matches!(claim.phrase.head, Head::Described(_)))
    }

    /// `The Post looked at Ruiz’s claim that “nobody was asked”`: whoever reports on it, the words are the owner’s.
    pub(super) fn owned_words(&self) -> Option<Claim> {
        if self.quote > self.left && self.shape(self.quote - 1) == Some(Shape::Colon) {
            return self.announced_words();
        }
        let claim = self.speech_noun()?;
        let next = claim.cue.1;
        let introduces = match self.word(next) {
            // "The council called the agent’s testimony “sad”": a description may own what somebody else’s words are about.
            _ if next == self.quote => self.named_owner().is_some(),
            "that" | "que" => self.named_owner().is_some() || !self.is(self.quote - 1, Facts::BE),
            "," if next + 1 == self.quote => {
                return self.owned_or_answered(claim.phrase.start, claim.cue.0, claim.phrase);
            }
            "," => self.is_complement(next, self.quote, Some(claim.phrase)),
            // `Asked about his remarks on Ruiz, Tarrant said “no”`: a verb of speech behind the noun has a speaker of its own.
            "about" | "of" | "to" => !self.has_verb_of_speech(next, self.quote),
            _ => false,
        };
        // "Ruiz’s past remarks".
        let owner = claim.phrase.end + 1 >= claim.cue.0;
        (introduces && owner).then_some(claim)
    }

    fn has_verb_of_speech(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| self.is(at, Facts::SAY.and(Facts::TELL)) && self.is_verb(at))
    }

    /// `Ruiz’s answer to Tarrant’s question: “No.”`, « La réponse de la ministre à Luc Tarrant : « Non. » »: from the first noun that has an
    /// owner, nothing but what belongs to it stands before the colon.
    fn announced_words(&self) -> Option<Claim> {
        let colon = self.quote - 1;
        let from = self.left.max(colon.saturating_sub(REACH));
        let nouns = (from..colon).filter(|at| self.is(*at, Facts::SPEECH_NOUN.and(Facts::OWNED_NOUN)));
        for noun in nouns.filter(|at| !self.is_verb(*at)) {
            let owner = phrase::owner(self.story, from, noun, colon);
            let end = owner.map_or(noun + 1, |owner| owner.end.max(noun + 1));
            if !self.is_complement(end, colon, owner) {
                continue;
            }
            match owner {
                Some(owner) if self.is_object_of_own(owner) => return None,
                Some(owner) => return self.owned_or_answered(owner.start.min(noun), noun, owner),
                // "In response to Ruiz’s remark:" is not hers.
                None if self.is_about_another(noun + 1) => return None,
                None => {}
            }
        }
        None
    }

    /// « Ruiz ne mâche pas ses mots : « Triste. » »: « ses » says neither he nor she, so the verb’s subject is the better word for who speaks.
    fn is_object_of_own(&self, owner: Phrase) -> bool {
        let Head::Pronoun(at) = owner.head else { return false };
        let opens =
            Facts::PREPOSITION.and(Facts::CONJUNCTION).and(Facts::FUNCTION).and(Facts::BE).and(Facts::ADVERB);
        let before = at.checked_sub(1).filter(|before| *before >= self.left);
        let governed =
            before.is_some_and(|before| self.story.frame.tokens[before].is_word() && !self.is(before, opens));
        self.is(at, Facts::MALE) && self.is(at, Facts::FEMALE) && governed
    }

    /// `Tarrant mocked Ruiz’s remark: “Sad.”`: who reacts to somebody’s words speaks, not whose words they are.
    fn owned_or_answered(&self, start: usize, noun: usize, owner: Phrase) -> Option<Claim> {
        let opens = |at: &usize| self.is(*at, Facts::DETERMINER) && !self.is(*at, Facts::PREPOSITION);
        let before = (self.left..start).rev().find(|at| !opens(at));
        let before = match before {
            Some(at) if self.is(at, Facts::PREPOSITION) => {
                let verb = at.checked_sub(1).filter(|at| *at >= self.left);
                // "He said of Ruiz’s answer:"
                if verb.is_some_and(|verb| {
                    self.is(verb, Facts::SAY.and(Facts::TELL)) && !self.is(verb, Facts::REACT)
                }) {
                    return None;
                }
                verb
            }
            before => before,
        };
        match before.filter(|at| self.is(*at, Facts::REACT)) {
            Some(verb) => {
                let phrase = phrase::before(self.story, self.left, verb)?;
                self.may_speak(&phrase).then(|| self.cue(Rule::Colon, verb, phrase))
            }
            None => Some(self.cue(Rule::SpeechNoun, noun, owner)),
        }
    }

    fn is_about_another(&self, at: usize) -> bool {
        matches!(self.word(at), "to" | "on" | "about" | "for" | "from" | "à" | "au" | "aux" | "sur" | "pour")
    }

    /// Whether only what belongs to a noun stands here: "to reporters on Tuesday", "about the mill, after years of silence".
    fn is_complement(&self, from: usize, to: usize, owner: Option<Phrase>) -> bool {
        let verb = Facts::BE.and(Facts::AUXILIARY).and(Facts::RELATIVE).and(Facts::PRONOUN);
        let mut governed = false;
        for at in from..to {
            let token = &self.story.frame.tokens[at];
            // "à" is "a" without its accent, a verb.
            if self.word(at) == "à" {
                governed = true;
                continue;
            }
            match token.shape {
                Shape::Comma | Shape::Open | Shape::Close | Shape::Dash | Shape::Number => {
                    if self.opens_with_another(at + 1, owner) {
                        return false;
                    }
                    governed |= token.shape == Shape::Comma;
                    continue;
                }
                _ if !token.is_word() => return false,
                _ => {}
            }
            let stops =
                token.is(verb) && !token.is(Facts::POSSESSIVE.and(Facts::PREPOSITION)) || self.is_verb(at);
            if stops && token.is_lower() {
                return false;
            }
            // "his answer to Ruiz and spoke of it".
            governed = !token.is(Facts::CONJUNCTION)
                && (governed || token.is(Facts::PREPOSITION.and(Facts::FUNCTION).and(Facts::TIME)));
            let plain = token.is_lower() && token.facts.is_plain();
            if plain && !governed {
                return false;
            }
        }
        true
    }

    /// `In his letter to the board, Maria Ruiz put it shortly: “No.”`; but not `Ruiz’s answer to Owen Tarrant, Ruiz confidant: “No.”`:
    /// whoever goes on, it is she.
    fn opens_with_another(&self, at: usize, owner: Option<Phrase>) -> bool {
        let bearer = |name: usize| self.story.bearers.get(name).filter(|_| self.story.is_person(name));
        let owner = match owner.map(|owner| owner.head) {
            Some(Head::Name(name)) => bearer(name),
            _ => None,
        };
        self.story.name_at(at).and_then(bearer).is_some_and(|opens| owner != Some(opens))
    }

    /// `In the words of Ruiz, the vote was “sad.”`, « « triste », selon les mots de Mme Roux »: it is she who worded it so.
    pub(super) fn in_words_of(&self) -> Option<Claim> {
        let from = self.left.max(self.quote.saturating_sub(REACH));
        let before = (from..self.quote).filter(|at| self.is(*at, Facts::WORDING));
        let before = before.filter_map(|noun| self.worded(from, noun, self.quote));
        let before = before
            .into_iter()
            .find(|(_, claim)| !self.has_verb_of_speech(claim.cue.1.max(claim.phrase.end), self.quote));
        if let Some((_, claim)) = before {
            return Some(claim);
        }
        let start = self.clause_start();
        let to = self.right.min(start + REACH);
        let behind = (start..to).find(|at| self.is(*at, Facts::WORDING))?;
        self.worded(start, behind, to).filter(|(opens, _)| *opens == start).map(|(_, claim)| claim)
    }

    /// Where "in the words of Ruiz", "in her words" opens, and what it claims.
    fn worded(&self, from: usize, noun: usize, to: usize) -> Option<(usize, Claim)> {
        let owner = phrase::owner(self.story, from, noun, to)?;
        let start = owner.start.min(noun);
        let gives = |at: usize| self.is(at, Facts::OPENS_WORDING);
        let belongs = |at: usize| self.is(at, Facts::DETERMINER.and(Facts::ADJECTIVE)) || self.is_plain(at);
        let opens = (from..start).rev().find(|at| gives(*at) || !belongs(*at))?;
        gives(opens).then(|| (opens, self.cue(Rule::SpeechNoun, noun, owner)))
    }

    fn is_plain(&self, at: usize) -> bool {
        self.story.frame.token(at).is_some_and(|token| token.is_lower() && token.facts.is_plain())
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::article::ArticleId;
    use crate::quote::attribute;
    use crate::quote::lexicon::examples_of_nouns;
    use crate::quote::lexicon::examples_of_reactions;
    use crate::text::Language;

    /// Who speaks the first quotation of an example from the tables.
    fn speaker(example: &str) -> Option<String> {
        let language = Language::from_tag(if example.contains('«') { "fr" } else { "en" });
        let article = Article {
            id: ArticleId::from_number(1),
            source_path: "a.txt".into(),
            language,
            ..Article::of_text(example)
        };
        attribute(&article).into_iter().next()?.speaker.map(|speaker| speaker.name)
    }

    #[test]
    fn every_noun_gives_its_owners_words() {
        for example in examples_of_nouns() {
            let speaker = speaker(example);
            assert!(speaker.as_ref().is_some_and(|name| name.ends_with("Ruiz")), "{example} {speaker:?}");
        }
    }

    #[test]
    fn who_reacts_speaks() {
        for example in examples_of_reactions() {
            assert_eq!(speaker(example).as_deref(), Some("Owen Tarrant"), "{example}");
        }
    }
}
