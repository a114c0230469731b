//! What the tables say of a word, as a set of small facts.

/// A set of facts about one word; empty for a word that no table lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::quote) struct Facts(u64);

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)*) => {
        impl Facts {
            $($(#[$doc])* pub(in crate::quote) const $name: Facts = Facts(1 << $bit);)*
        }
    };
}

facts! {
    /// Signals speech, in any form or use.
    CUE = 0;
    /// A verb that takes its content as speech: said.
    SAY = 1;
    /// Takes a hearer: told.
    TELL = 2;
    /// Names somebody or something with the quoted words: called.
    CALL = 3;
    /// What a document does: reads.
    TEXT = 4;
    /// Signals speech only beside a quotation set off by itself: laughed.
    WEAK = 5;
    /// A noun for something said: statement.
    SPEECH_NOUN = 6;
    /// Takes the speaker after it: according to, selon.
    ACCORDING = 7;
    /// "As Ruiz put it".
    PUT = 8;
    /// A form in -ing, whose subject stands in the main clause.
    PARTICIPLE = 9;
    /// The bare form, which follows "to" or a helping verb.
    BARE = 10;
    /// Mr., Mme.
    HONORIFIC = 11;
    /// A word for one person by office or part: mayor, witness.
    ROLE = 12;
    /// Printed before names too: Mayor Ruiz.
    OFFICE = 13;
    /// People in the plural: officials.
    PEOPLE = 14;
    /// A body of people: committee.
    GROUP = 15;
    /// A paper that says something: report.
    DOCUMENT = 16;
    /// A given name.
    GIVEN = 17;
    /// Goes with "he".
    MALE = 18;
    /// Goes with "she".
    FEMALE = 19;
    /// Goes with "they".
    PLURAL = 20;
    /// Goes with "it".
    THING = 21;
    /// He, she, they, it, I, you.
    PRONOUN = 22;
    /// I, we.
    FIRST = 23;
    /// You.
    SECOND = 24;
    /// Who, qui.
    RELATIVE = 25;
    /// Se: between the subject and the verb in French.
    REFLEXIVE = 26;
    /// The, a, some.
    DETERMINER = 27;
    /// His, their.
    POSSESSIVE = 28;
    /// Of, for.
    PREPOSITION = 29;
    /// And, or, but.
    CONJUNCTION = 30;
    /// Forms of "to be".
    BE = 31;
    /// Has, will, not.
    AUXILIARY = 32;
    /// Also, later.
    ADVERB = 33;
    /// Opens sentences with a capital, and is no name.
    FUNCTION = 34;
    /// Days and months.
    TIME = 35;
    /// Parties and peoples: printed before names.
    PARTY = 36;
    /// Makes a name the name of a body or a thing.
    ORGANISATION = 37;
    /// Part of the name of a place.
    PLACE = 38;
    /// Jr.
    SUFFIX = 39;
    /// De, von.
    PARTICLE = 40;
    /// Speaks for others: spokeswoman, porte-parole.
    SPOKESPERSON = 41;
    /// A verb or noun of asking.
    ASK = 42;
    /// Printed with a stop that ends no sentence: Sen.
    ABBREVIATION = 43;
}

impl Facts {
    /// The facts of either set.
    pub(in crate::quote) const fn and(self, other: Facts) -> Facts {
        Facts(self.0 | other.0)
    }

    /// The facts of this set that are not in the other.
    pub(in crate::quote) const fn without(self, other: Facts) -> Facts {
        Facts(self.0 & !other.0)
    }

    /// Whether one of these facts holds.
    pub(in crate::quote) const fn any(self, of: Facts) -> bool {
        self.0 & of.0 != 0
    }

    /// The same facts, without the others.
    pub(in crate::quote) const fn only(self, of: Facts) -> Facts {
        Facts(self.0 & of.0)
    }
}
