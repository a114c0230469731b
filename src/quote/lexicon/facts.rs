//! What the tables say of a word, as a set of small facts.

/// A set of facts about one word; empty for a word that no table lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::quote) struct Facts(u64);

impl Facts {
    /// Signals speech, in any form or use.
    pub(in crate::quote) const CUE: Facts = Facts(1 << 0);
    /// A verb that takes its content as speech: said.
    pub(in crate::quote) const SAY: Facts = Facts(1 << 1);
    /// Takes a hearer: told.
    pub(in crate::quote) const TELL: Facts = Facts(1 << 2);
    /// Names somebody or something with the quoted words: called.
    pub(in crate::quote) const CALL: Facts = Facts(1 << 3);
    /// What a document does: reads.
    pub(in crate::quote) const TEXT: Facts = Facts(1 << 4);
    /// Signals speech only beside a quotation set off by itself: laughed.
    pub(in crate::quote) const WEAK: Facts = Facts(1 << 5);
    /// A noun for something said: statement.
    pub(in crate::quote) const SPEECH_NOUN: Facts = Facts(1 << 6);
    /// Takes the speaker after it: according to, selon.
    pub(in crate::quote) const ACCORDING: Facts = Facts(1 << 7);
    /// "As Ruiz put it".
    pub(in crate::quote) const PUT: Facts = Facts(1 << 8);
    /// A form in -ing, whose subject stands in the main clause.
    pub(in crate::quote) const PARTICIPLE: Facts = Facts(1 << 9);
    /// The bare form, which follows "to" or a helping verb.
    pub(in crate::quote) const BARE: Facts = Facts(1 << 10);
    /// Mr., Mme.
    pub(in crate::quote) const HONORIFIC: Facts = Facts(1 << 11);
    /// A word for one person by office or part: mayor, witness.
    pub(in crate::quote) const ROLE: Facts = Facts(1 << 12);
    /// Printed before names too: Mayor Ruiz.
    pub(in crate::quote) const OFFICE: Facts = Facts(1 << 13);
    /// People in the plural: officials.
    pub(in crate::quote) const PEOPLE: Facts = Facts(1 << 14);
    /// A body of people: committee.
    pub(in crate::quote) const GROUP: Facts = Facts(1 << 15);
    /// A paper that says something: report.
    pub(in crate::quote) const DOCUMENT: Facts = Facts(1 << 16);
    /// A given name.
    pub(in crate::quote) const GIVEN: Facts = Facts(1 << 17);
    /// Goes with "he".
    pub(in crate::quote) const MALE: Facts = Facts(1 << 18);
    /// Goes with "she".
    pub(in crate::quote) const FEMALE: Facts = Facts(1 << 19);
    /// Goes with "they".
    pub(in crate::quote) const PLURAL: Facts = Facts(1 << 20);
    /// Goes with "it".
    pub(in crate::quote) const THING: Facts = Facts(1 << 21);
    /// He, she, they, it, I, you.
    pub(in crate::quote) const PRONOUN: Facts = Facts(1 << 22);
    /// I, we.
    pub(in crate::quote) const FIRST: Facts = Facts(1 << 23);
    /// You.
    pub(in crate::quote) const SECOND: Facts = Facts(1 << 24);
    /// Who, qui.
    pub(in crate::quote) const RELATIVE: Facts = Facts(1 << 25);
    /// Se: between the subject and the verb in French.
    pub(in crate::quote) const REFLEXIVE: Facts = Facts(1 << 26);
    /// The, a, some.
    pub(in crate::quote) const DETERMINER: Facts = Facts(1 << 27);
    /// His, their.
    pub(in crate::quote) const POSSESSIVE: Facts = Facts(1 << 28);
    /// Of, for.
    pub(in crate::quote) const PREPOSITION: Facts = Facts(1 << 29);
    /// And, or, but.
    pub(in crate::quote) const CONJUNCTION: Facts = Facts(1 << 30);
    /// Forms of "to be".
    pub(in crate::quote) const BE: Facts = Facts(1 << 31);
    /// Has, will, not.
    pub(in crate::quote) const AUXILIARY: Facts = Facts(1 << 32);
    /// Also, later.
    pub(in crate::quote) const ADVERB: Facts = Facts(1 << 33);
    /// Opens sentences with a capital, and is no name.
    pub(in crate::quote) const FUNCTION: Facts = Facts(1 << 34);
    /// Days and months.
    pub(in crate::quote) const TIME: Facts = Facts(1 << 35);
    /// Parties and peoples: printed before names.
    pub(in crate::quote) const PARTY: Facts = Facts(1 << 36);
    /// Makes a name the name of a body or a thing.
    pub(in crate::quote) const ORGANISATION: Facts = Facts(1 << 37);
    /// Part of the name of a place.
    pub(in crate::quote) const PLACE: Facts = Facts(1 << 38);
    /// Jr.
    pub(in crate::quote) const SUFFIX: Facts = Facts(1 << 39);
    /// De, von.
    pub(in crate::quote) const PARTICLE: Facts = Facts(1 << 40);
    /// Speaks for others: spokeswoman, porte-parole.
    pub(in crate::quote) const SPOKESPERSON: Facts = Facts(1 << 41);
    /// A verb or noun of asking.
    pub(in crate::quote) const ASK: Facts = Facts(1 << 42);
    /// Printed with a stop that ends no sentence: Sen.
    pub(in crate::quote) const ABBREVIATION: Facts = Facts(1 << 43);
    /// Printed before a part: former, longtime.
    pub(in crate::quote) const ADJECTIVE: Facts = Facts(1 << 44);
    /// Names something that has a title: film, book.
    pub(in crate::quote) const WORK: Facts = Facts(1 << 45);
    /// Reports a thought: believes.
    pub(in crate::quote) const THINK: Facts = Facts(1 << 46);
    /// Reports what somebody wants or means to do: wants, refuses.
    pub(in crate::quote) const WISH: Facts = Facts(1 << 47);
    /// Reports what a paper says: shows.
    pub(in crate::quote) const FIND: Facts = Facts(1 << 48);
    /// Reports what somebody wants to have: wants a bridge.
    pub(in crate::quote) const WANT: Facts = Facts(1 << 49);
    /// Reports what stands behind a small word: called for, pointed to.
    pub(in crate::quote) const BEHIND: Facts = Facts(1 << 50);
    /// A noun for somebody's words that does not speak itself: advice.
    pub(in crate::quote) const OWNED_NOUN: Facts = Facts(1 << 53);
    /// Takes somebody else's words: mocked, responded to.
    pub(in crate::quote) const REACT: Facts = Facts(1 << 51);
    /// A noun for how something was said: words, phrase.
    pub(in crate::quote) const WORDING: Facts = Facts(1 << 52);
    /// Opens "in the words of Ruiz": in, to borrow, selon.
    pub(in crate::quote) const OPENS_WORDING: Facts = Facts(1 << 54);
    /// Printed with an apostrophe for what is left out before it: 'em.
    pub(in crate::quote) const CLIPPED: Facts = Facts(1 << 55);
    /// Speaks, or does something to what it names: a lancé que, a lancé une campagne.
    pub(in crate::quote) const ACTS: Facts = Facts(1 << 56);
    /// Reports, but gives quoted words to nobody.
    pub(in crate::quote) const THOUGHT: Facts =
        Facts::THINK.and(Facts::WISH).and(Facts::FIND).and(Facts::BEHIND);
}

impl Facts {
    /// The facts of either set.
    #[inline]
    pub(in crate::quote) const fn and(self, other: Facts) -> Facts {
        Facts(self.0 | other.0)
    }

    /// The facts of this set that are not in the other.
    #[inline]
    pub(in crate::quote) const fn without(self, other: Facts) -> Facts {
        Facts(self.0 & !other.0)
    }

    /// Whether one of these facts holds.
    #[inline]
    pub(in crate::quote) const fn any(self, of: Facts) -> bool {
        self.0 & of.0 != 0
    }

    /// Whether nothing is known of the word that says what part it plays: it may be a noun or a verb.
    pub(in crate::quote) const fn is_plain(self) -> bool {
        const OTHER: Facts =
            Facts::REACT.and(Facts::OWNED_NOUN).and(Facts::OPENS_WORDING).and(Facts::CLIPPED);
        self.without(OTHER).0 == 0
    }

    /// The same facts, without the others.
    pub(in crate::quote) const fn only(self, of: Facts) -> Facts {
        Facts(self.0 & of.0)
    }
}
