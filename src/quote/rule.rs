//! The rules by name: what `explain` says of an attribution, and how far each is to be trusted.

/// What made an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// No rule found a speaker.
    Nobody,
    /// `“No,” said Ruiz.`
    CueThenName,
    /// `“No,” Ruiz said.`
    NameThenCue,
    /// `As Ruiz put it, “nobody was asked.”`
    AsPut,
    /// `Ruiz said “no.”`
    CueBefore,
    /// `Said Ruiz: “No.”`
    InvertedBefore,
    /// `“No,” according to Ruiz.`
    AccordingTo,
    /// `Ruiz: “No.”`
    Colon,
    /// `RUIZ: “No.”` in a transcript or a round-up.
    Label,
    /// `Ruiz’s claim that “nobody was asked”`
    SpeechNoun,
    /// `Ruiz left early, calling it “a sad evening.”`: the verb's subject is the sentence's.
    MainSubject,
    /// `“No,” he said, “never.”`: the second piece.
    Split,
    /// `Ruiz called it “sad” and “late.”`: the second stretch.
    Joined,
    /// `It was “sad” and too late, Ruiz said.`
    TrailingCue,
    /// `Ruiz wants “a fair deal.”`: no cue, but one person the sentence is about.
    SentenceSubject,
    /// `“No,” he said. “Never.”`: the next sentence of the same paragraph.
    SameParagraph,
    /// `“No. Never,” …` before the sentence with the cue, in the same paragraph.
    CueFollows,
    /// A paragraph that opens with a mark after one that did not close its own.
    Continued,
    /// A paragraph that is only a quotation, after one that ends with a colon.
    Introduced,
    /// A quotation with its speaker's name in the paragraph below: `— Maria Ruiz`
    Signed,
    /// A paragraph that is only a quotation, after one whose last sentence is about somebody.
    SubjectBefore,
    /// A paragraph that is only a quotation, after one in which somebody spoke.
    CarriedOn,
    /// `« Non, dit Ruiz, jamais. »`: the words that say who spoke stand inside the marks.
    Incise,
    /// No rule proposes them, but all signs together do.
    Weighed,
    /// Ruiz said that the vote was lost.
    ReportedAfter,
    /// The vote, Ruiz said, was lost.
    ReportedAround,
    /// According to Ruiz, the vote was lost.
    ReportedAccording,
    /// Ruiz believes that the vote is lost. Ruiz wants to vote again.
    ReportedThought,
    /// Ruiz called the vote a disgrace.
    ReportedOpinion,
    /// The report found that the vote was lost.
    ReportedFinding,
    /// Ruiz left early, saying that the vote was lost.
    ReportedAside,
    /// `speakers.toml` names the speaker, or says that nobody is named.
    Owner,
}

impl Rule {
    /// How often a speaker given by this rule alone is right, from 0 to 1. Where candidates are weighed, what they weigh counts instead.
    ///
    /// Measured on 840 articles of the training data (November 2026): the share of right speakers among those that the data resolves, or, where
    /// it is lower, of mentions that are the annotated ones, for these are known for pronouns too. Rules that fired fewer than
    /// 25 times there have a cautious guess, marked so.
    pub fn precision(self) -> f32 {
        match self {
            Rule::Nobody => 0.0,
            Rule::Owner => 1.0,
            Rule::CueThenName | Rule::Incise => 0.99,
            Rule::NameThenCue | Rule::SameParagraph => 0.98,
            Rule::Split | Rule::AccordingTo => 0.95,
            Rule::TrailingCue => 0.91,
            Rule::CueBefore => 0.89,
            Rule::Continued => 0.86,
            Rule::Joined | Rule::Introduced => 0.82,
            Rule::Colon => 0.81,
            Rule::MainSubject => 0.79,
            Rule::SentenceSubject => 0.64,
            Rule::CarriedOn => 0.61,
            Rule::Weighed => 0.5,
            Rule::SubjectBefore => 0.6,
            // The data often has whoever reports the claim; the words are its owner's.
            Rule::SpeechNoun => 0.75,
            // Reports without marks: of the words that a rule takes, the share that the data has as somebody's.
            Rule::ReportedFinding => 0.89,
            Rule::ReportedAfter => 0.86,
            Rule::ReportedAccording => 0.84,
            Rule::ReportedAround | Rule::ReportedAside => 0.82,
            Rule::ReportedOpinion => 0.75,
            Rule::ReportedThought => 0.74,
            // Guesses: too rare to measure.
            Rule::Label | Rule::Signed | Rule::AsPut => 0.9,
            Rule::InvertedBefore => 0.8,
            Rule::CueFollows => 0.5,
        }
    }

    /// What the rule goes by, as a sentence for readers who do not know the program.
    pub fn in_words(self) -> &'static str {
        match self {
            Rule::Nobody => "The article does not say who spoke, or not in a way that the program reads.",
            Rule::CueThenName => "A verb of speech and then the speaker stand right after the quotation.",
            Rule::NameThenCue => "The speaker and then a verb of speech stand right after the quotation.",
            Rule::AsPut => "The reporter gives it “as” the speaker “put it”.",
            Rule::CueBefore => "The speaker and a verb of speech stand right before the quotation.",
            Rule::InvertedBefore => "A verb of speech and then the speaker stand right before the quotation.",
            Rule::AccordingTo => "The quotation is given “according to” the speaker.",
            Rule::Colon => "The speaker stands before the quotation, with a colon between them.",
            Rule::Label => "The speaker’s name stands before the words as a label, as in a transcript.",
            Rule::SpeechNoun => "A noun of speech, such as “claim” or “remarks”, says whose words they are.",
            Rule::MainSubject => {
                "The verb before the quotation has no subject of its own, so it is what the sentence is about that speaks."
            }
            Rule::Split => {
                "It goes on with the sentence that the quotation before it began, after the words that say who spoke."
            }
            Rule::Joined => {
                "It goes on with the quotation before it, in the same sentence of the reporter’s."
            }
            Rule::TrailingCue => {
                "The words that say who spoke close the reporter’s sentence in which the quotation stands."
            }
            Rule::SentenceSubject => {
                "No word signals speech, but the reporter’s sentence around the quotation is about one person or body."
            }
            Rule::SameParagraph => {
                "It stands in the same paragraph as the quotation before it, whose speaker is known."
            }
            Rule::CueFollows => "It stands before a quotation of the same paragraph whose speaker is known.",
            Rule::Continued => {
                "Its paragraph goes on with the quotation of the one above, whose closing mark is left out."
            }
            Rule::Introduced => "The paragraph above ends with a colon, and says who is going to speak.",
            Rule::Signed => "The speaker’s name stands below the quotation as a signature.",
            Rule::SubjectBefore => {
                "It is a paragraph by itself, and the one above ends with a sentence about somebody."
            }
            Rule::CarriedOn => {
                "It is a paragraph by itself, and goes on with whoever spoke in the one above."
            }
            Rule::Incise => "The words that say who spoke stand inside the marks, as French prints them.",
            Rule::Weighed => {
                "No rule proposes the speaker; what stands around the quotation, taken together, does."
            }
            Rule::ReportedAfter => {
                "The speaker and a verb of speech stand before what is reported without marks."
            }
            Rule::ReportedAround => {
                "The words that say who spoke are set into, or behind, what is reported without marks."
            }
            Rule::ReportedAccording => "What is reported without marks is given “according to” the speaker.",
            Rule::ReportedThought => "The reporter says what somebody thinks or wants, not in their words.",
            Rule::ReportedOpinion => "The reporter says what somebody called something, not between marks.",
            Rule::ReportedFinding => "The reporter says what a paper, a poll or a study found.",
            Rule::ReportedAside => {
                "A verb of speech in an aside, whose speaker is whom the sentence is about."
            }
            Rule::Owner => "The owner of this archive says so, in speakers.toml.",
        }
    }

    /// The rule by name, for programs: `name-then-cue`.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Nobody => "nobody",
            Rule::CueThenName => "cue-then-name",
            Rule::NameThenCue => "name-then-cue",
            Rule::AsPut => "as-put",
            Rule::CueBefore => "cue-before",
            Rule::InvertedBefore => "inverted-before",
            Rule::AccordingTo => "according-to",
            Rule::Colon => "colon",
            Rule::Label => "label",
            Rule::SpeechNoun => "speech-noun",
            Rule::MainSubject => "main-subject",
            Rule::Split => "split",
            Rule::Joined => "joined",
            Rule::TrailingCue => "trailing-cue",
            Rule::SentenceSubject => "sentence-subject",
            Rule::SameParagraph => "same-paragraph",
            Rule::CueFollows => "cue-follows",
            Rule::Continued => "continued",
            Rule::Introduced => "introduced",
            Rule::Signed => "signed",
            Rule::SubjectBefore => "subject-before",
            Rule::CarriedOn => "carried-on",
            Rule::Incise => "incise",
            Rule::Weighed => "weighed",
            Rule::ReportedAfter => "reported-after",
            Rule::ReportedAround => "reported-around",
            Rule::ReportedAccording => "reported-according",
            Rule::ReportedThought => "reported-thought",
            Rule::ReportedOpinion => "reported-opinion",
            Rule::ReportedFinding => "reported-finding",
            Rule::ReportedAside => "reported-aside",
            Rule::Owner => "owner",
        }
    }
}
