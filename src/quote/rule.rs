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
    /// A paragraph that is only a quotation, after one in which somebody spoke.
    CarriedOn,
}

impl Rule {
    /// How often a speaker given by this rule is right, from 0 to 1.
    pub fn precision(self) -> f32 {
        1.0
    }
}
