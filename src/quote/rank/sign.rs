//! The signs that a ranker weighs: what can be true of a candidate, each with a name and with words for whoever asks why.

/// Declares the signs, the list of them all, and their words.
macro_rules! signs {
    ($($sign:ident $words:literal)*) => {
        /// Something that is true of a candidate or is not.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub(in crate::quote) enum Sign {
            $(#[doc = $words] $sign,)*
        }

        impl Sign {
            /// All of them, in order.
            pub(in crate::quote) const ALL: &[Sign] = &[$(Sign::$sign,)*];

            /// Its name, as the weights file has it.
            pub(in crate::quote) fn name(self) -> &'static str {
                match self { $(Sign::$sign => stringify!($sign),)* }
            }

            /// What it says of a candidate, in words that follow "it" or "they".
            pub(in crate::quote) fn in_words(self) -> &'static str {
                match self { $(Sign::$sign => $words,)* }
            }
        }
    };
}

signs! {
    // Who speaks in this sentence: what kind of phrase it is.
    FullName "is a name in full, or one with a title"
    ShortName "is a surname or first name alone"
    BodyName "is the name of a body, not of a person"
    PlaceName "is the name of a place, which may stand for its government"
    HeOrShe "is a pronoun for one person"
    TheyOrIt "is “they” or “it”"
    FirstPerson "is “I” or “we”"
    Owner "owns something: “Ruiz’s”, “her”"
    OwnsWords "owns something said: “Ruiz’s claim”"
    OwnsSpeaker "owns somebody who may speak: “Ruiz’s lawyer”"
    OwnsSubject "owns whoever is the subject of a verb of speech: “Ruiz’s lawyer said”"
    DescribesOne "describes one person"
    DescribesPeople "describes people or a body"
    DescribesPaper "is a paper or something said"
    // Where it stands.
    Before "stands before the quotation"
    After "stands after the quotation"
    Beside "stands straight beside the quotation"
    Near "stands within six words of the quotation"
    Far "stands more than twenty words from the quotation"
    OneBetween "has one other possible speaker between itself and the quotation"
    MoreBetween "has several possible speakers between itself and the quotation"
    QuoteBetween "has another quotation between itself and this one"
    FirstInSentence "is the first possible speaker of its sentence"
    HeadsMainClause "heads the main clause of its sentence"
    AfterPreposition "follows a preposition"
    AfterCue "follows straight after a verb of speech"
    AfterWordOfClause "follows “that”, “because”, “while” or their kind"
    AfterWhich "stands in a clause that begins with “which”"
    FollowedByVerbOfBeing "is followed by a form of “to be” or a helping verb"
    // What it does.
    SubjectOfCue "is the subject of a verb of speech"
    SubjectOfNearestCue "is the subject of the verb of speech nearest to the quotation"
    SubjectOfLastCueBefore "is the subject of the last verb of speech before the quotation"
    SubjectOfFirstCue "is the subject of the first verb of speech in the sentence"
    SubjectOfSay "is the subject of a verb like “say”"
    SubjectOfTell "is the subject of a verb like “tell”"
    SubjectOfCall "is the subject of a verb like “call”"
    SubjectOfWeakCue "is the subject of a verb that only sometimes means speech"
    OwnCueNear "is the subject of a verb of speech within four words of the quotation"
    OwnCueFar "is the subject of verbs of speech more than twelve words away only"
    SubjectOfParticiple "is the subject of a verb of speech in -ing"
    InvertedAfterCue "follows its verb: “said Ruiz”"
    CueBetween "has a verb of speech between itself and the quotation"
    NoCue "is in a sentence without a verb of speech"
    NoCueFirst "is the first of a sentence without a verb of speech"
    NoCueOwner "owns something in a sentence without a verb of speech"
    // Which rules propose it.
    ByFirstRule "is what the first rule that applies proposes"
    ByCueBefore "is proposed by the verb before the quotation"
    ByMainSubject "is proposed as the sentence’s subject, for a verb without one"
    BySentenceSubject "is proposed as the one whom the sentence is about"
    ByTrailingCue "is proposed by the clause that closes the sentence"
    ByColon "is proposed by a colon"
    BySpeechNoun "is proposed by a noun for something said"
    BySplit "is proposed by the cue between the pieces"
    ByJoined "spoke the quotation before it in the sentence"
    ByAfterCue "is proposed by the verb after the quotation"
    ByOtherRule "is proposed by a rarer rule"
    // Nobody in the sentence.
    Elsewhere "is none of those whom the sentence names"
    ElsewhereOpens "is none of them, and the quotation opens its sentence"
    ElsewhereSetOff "is none of them, and the quotation opens its sentence, in which no verb of speech is"
    ElsewhereAlone "is none of them, and the quotation is the sentence"
    ElsewhereNoCue "is none of them, and no verb of speech is there"
    ElsewhereNoRule "is none of them, and no rule proposes anybody"
    ElsewhereShort "is none of them, and the quotation is a word or two"
    // Who goes on speaking.
    SpeaksBefore "spoke the quotation before, in the same paragraph"
    SpeaksAbove "spoke the last quotation of the paragraph above"
    SpeaksTwoAbove "spoke two paragraphs above"
    LeavesOpen "spoke in the paragraph above, whose quotation does not close"
    SpeaksAfter "speaks the next quotation of the paragraph"
    SubjectJustBefore "is whom the sentence before is about"
    SubjectAbove "is whom the last sentence above is about"
    IntroducesWithColon "is introduced with a colon above"
    CarriesPerson "is a person"
    CarriesDoubtful "may be no person"
    CarriesUnnamed "has no name or is a body"
    Nobody "is nobody whom the neighbours name"
    NobodyInside "is nobody, and the quotation stands inside a sentence"
    NobodyAlone "is nobody, and the quotation is a sentence by itself"
    NobodyOpens "is nobody, and the quotation opens its paragraph"
    NobodyShort "is nobody, and the quotation is at most three words"
    NobodyInHeadline "is nobody, and the quotation stands in a headline"
    // Who is meant by a pronoun: where a candidate stands.
    SameSentence "is named in the same sentence, before those words"
    SameSentenceFirst "is named first in the sentence"
    SameSentenceLast "is named last before those words"
    SameSentenceOwner "is named in the sentence as an owner"
    SameSentenceOpens "opens the sentence"
    SameSentenceSpeaks "is named in the sentence and speaks or thinks there before those words"
    Talked "is whom the text was last about"
    TalkedSecond "is whom the text was about before"
    TalkedThird "comes third among those talked about"
    TalkedLong "was talked about longer ago"
    LastSentence "was mentioned in the sentence before"
    TwoSentences "was mentioned two sentences before"
    LastParagraph "was mentioned in the paragraph before"
    SameParagraph "was mentioned in the paragraph"
    LongAgo "was not mentioned for four paragraphs"
    LastAsSubject "was a subject when last mentioned"
    LastInPassing "was mentioned in passing last"
    LastAsOwner "was an owner when last mentioned"
    LastInHeadline "was last mentioned in a headline"
    LastByPronoun "was last mentioned by a pronoun"
    LastInFull "was last mentioned by full name"
    SubjectBefore "was the subject of the sentence before"
    SpokeLast "spoke last"
    SpokeBefore "spoke earlier"
    NeverSpoke "has not spoken so far"
    SpokeLastPronounAtQuote "spoke last, and the words stand at a quotation that opens its paragraph"
    JustIntroduced "was mentioned first in the sentence before"
    NamedLastThere "was named last in the sentence before"
    IntroducedAtQuote "was introduced by the full name just before, and the words stand at a quotation that opens its paragraph"
    NamedOnce "is named once or twice"
    NamedOften "is named often"
    NamedMost "is named most of all"
    KnownMan "is known to be a man, as the words ask for"
    KnownWoman "is known to be a woman, as the words ask for"
    Uncertain "may be no person at all"
    Described "has no name"
    DescribedOne "is one man or woman without a name"
    // Whether marks quote somebody: what stands between them.
    Quoted "stands between quotation marks"
    OneWord "is one word"
    TwoWords "is two words"
    ThreeWords "is three words"
    FewWords "is four to six words"
    ManyWords "is seven to twelve words"
    LongWords "is longer than twelve words"
    TitleCase "has capitals as a title has"
    TitleCaseShort "is at most three words, with capitals as a title has"
    OpensWithCapital "opens with a capital"
    EndsWithStop "ends with a full stop inside the marks"
    EndsWithComma "ends with a comma inside the marks"
    SingleMarks "stands between single marks"
    SingleMarksInHeadline "stands between single marks in a headline"
    ShortSentence "is at most three words that end as a sentence"
    SaidBefore "was between marks before, in the same words"
    // Where it stands.
    InHeadline "stands in a headline"
    SetAlone "is a sentence by itself"
    OpensSentence "opens its sentence"
    ClosesSentence "closes its sentence"
    AfterComma "follows a comma"
    AfterColon "follows a colon"
    SentenceAfterColon "is a whole sentence after a colon"
    AfterThat "follows “that”"
    AfterArticle "follows “a” or “the”"
    AfterSmallWord "follows a preposition"
    AfterOwner "follows the name of an owner"
    StraightAfterCue "follows straight after a verb of speech"
    AfterSaying "follows a verb of saying, whoever its subject is"
    Cried "is cried by somebody"
    AfterBeing "follows a form of “to be”"
    AfterPlainWord "follows some other word"
    AfterCapital "follows a name"
    AfterAsOr "follows “as”"
    AfterWordForTerm "follows “term”, “phrase”, “so-called” or their kind"
    BeforePlainWord "is followed by a word that it goes with"
    BeforeCapital "is followed by a name"
    // Who is said to have spoken it.
    SaidByCue "has a speaker beyond doubt"
    SaidByVerbBefore "is given to the subject of a verb before it"
    SaidByCall "is given to somebody who calls something so"
    SaidByWeakVerb "is given to somebody by a verb that only sometimes means speech"
    SaidBySubject "is given to whom the sentence is about"
    SaidByNoun "is given to somebody by a noun for something said"
    SaidByJoin "is given to who spoke the quotation before it"
    SaidByOther "is given to somebody for other reasons"
    SaidByNobody "has no speaker in its sentence"
    SpeakerDoubtful "has a doubtful speaker"
    SentenceWithoutCue "stands in a sentence without a verb of speech"
}

/// What is true of one candidate: a set of signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::quote) struct Signs([u64; 3]);

// One bit a sign.
const _: () = assert!(Sign::ALL.len() <= 3 * u64::BITS as usize);

impl Signs {
    /// Adds a sign.
    pub(in crate::quote) fn add(&mut self, sign: Sign) {
        self.add_if(true, sign);
    }

    /// Adds a sign if it holds.
    pub(in crate::quote) fn add_if(&mut self, holds: bool, sign: Sign) {
        self.0[sign as usize / 64] |= u64::from(holds) << (sign as usize % 64);
    }

    /// Whether it holds.
    pub(in crate::quote) fn has(self, sign: Sign) -> bool {
        self.0[sign as usize / 64] >> (sign as usize % 64) & 1 == 1
    }

    /// The sum of what is said of those that hold, in order: `weights` has a number for every sign.
    pub(in crate::quote) fn sum_of(self, weights: &[f32]) -> f32 {
        let mut sum = 0.0;
        for (part, weights) in self.0.into_iter().zip(weights.chunks(64)) {
            let mut rest = part;
            while rest != 0 {
                sum += weights.get(rest.trailing_zeros() as usize).copied().unwrap_or_default();
                rest &= rest - 1;
            }
        }
        sum
    }

    /// All that hold, in order.
    pub(in crate::quote) fn iter(self) -> impl Iterator<Item = Sign> {
        (0..3).flat_map(move |part| {
            let mut rest = self.0[part];
            std::iter::from_fn(move || {
                let sign = Sign::ALL.get(64 * part + rest.trailing_zeros() as usize).filter(|_| rest != 0)?;
                rest &= rest - 1;
                Some(*sign)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_gives_back_what_was_put_in() {
        let mut signs = Signs::default();
        assert_eq!(signs.iter().count(), 0);
        for sign in [Sign::FullName, Sign::Described, Sign::Near] {
            signs.add(sign);
        }
        signs.add_if(false, Sign::Far);
        assert_eq!(signs.iter().collect::<Vec<_>>(), [Sign::FullName, Sign::Near, Sign::Described]);
        assert!(signs.has(Sign::Near) && !signs.has(Sign::Far));
        let weights: Vec<f32> = (0..Sign::ALL.len()).map(|number| number as f32).collect();
        let sum: f32 = signs.iter().map(|sign| weights[sign as usize]).sum();
        assert_eq!(signs.sum_of(&weights), sum);
    }
}
