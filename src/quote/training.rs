//! What the rankers choose between, laid open for the command that learns their weights (`examples/train.rs`).

use super::antecedent::Reference;
use super::frame;
use super::lexicon::Facts;
use super::lexicon::Lexicon;
use super::marks;
use super::quotable;
use super::rank::sign::Sign;
use super::rank::sign::Signs;
use super::read;
use super::story::Story;
use super::voice::Voice;
use super::walk::Finding;
use super::walk::walk;
use crate::article::Article;
use crate::text::Span;

/// One choice between candidates.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is asked about: the words of a quotation, or a pronoun.
    pub about: Span,
    /// What is asked.
    pub asked: Asked,
    /// The sentence that it stands in.
    pub sentence: Span,
    /// Between whom or what.
    pub options: Vec<Choosable>,
}

/// What a choice decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Which words of the sentence say who spoke.
    Source,
    /// Who goes on speaking, where the sentence of a quotation names nobody; a mention is where they were named.
    Carried,
    /// Whom "he" or "she" means.
    Pronoun,
    /// Whom a description means.
    Description,
    /// Whether a marked stretch is a quotation: the first option says so, the second not.
    Quotation,
}

/// One candidate of a choice.
#[derive(Clone, Debug)]
pub struct Choosable {
    /// The words that name it in the sentence of a quotation; `None` for nobody of the sentence, and for the candidates of a pronoun.
    pub mention: Option<Span>,
    /// What is true of it, as numbers of [`signs`].
    pub signs: Vec<usize>,
    /// Of the candidates of a pronoun; of others [`Gender::Open`].
    pub gender: Gender,
}

/// How a candidate's gender and number go with a pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// Known to be the pronoun's.
    Fits,
    /// Not known.
    Open,
    /// Known to be another.
    Differs,
}

/// The names of all signs, in order.
pub fn signs() -> Vec<&'static str> {
    Sign::ALL.iter().map(|sign| sign.name()).collect()
}

/// Every choice that an article asks for, in reading order: first of sources, then of pronouns.
pub fn choices(article: &Article) -> Vec<Choice> {
    let text = article.text.as_str();
    let tokens = read::tokens(text, Lexicon::of(article.language));
    let marked = marks::marked(text, &tokens);
    let story = Story::read(frame::frame(text, &tokens, &marked));
    let walked = walk(&story);
    let sources = walked.findings.iter().filter(|finding| !finding.candidates.is_empty());
    let sources = sources.map(|finding| source(&story, finding));
    let singular =
        |reference: &&Reference| story.frame.tokens[reference.at].is(Facts::MALE.and(Facts::FEMALE));
    let pronouns = walked.references.iter().filter(|reference| !reference.is_pronoun || singular(reference));
    let pronouns = pronouns.map(|asked| pronoun(&story, asked));
    let marks = walked.findings.iter().filter(|finding| !marked[finding.marked].is_title);
    let marks = marks.map(|finding| quotation(&story, finding));
    let carried = walked.findings.iter().filter(|finding| finding.carried.len() > 1);
    let carried = carried.map(|finding| carried_on(&story, finding));
    sources.chain(carried).chain(pronouns).chain(marks).collect()
}

fn source(story: &Story, finding: &Finding) -> Choice {
    let sentence = &story.frame.sentences[finding.sentence];
    let options = finding.candidates.iter().map(|candidate| Choosable {
        mention: candidate.claim.map(|claim| story.frame.span(claim.phrase.start, claim.phrase.end)),
        signs: numbers(candidate.signs),
        gender: Gender::Open,
    });
    Choice {
        about: story.frame.marked[finding.marked].words,
        asked: Asked::Source,
        sentence: story.frame.span(sentence.start, sentence.end),
        options: options.collect(),
    }
}

fn carried_on(story: &Story, finding: &Finding) -> Choice {
    let options = finding.carried.iter().map(|carried| Choosable {
        mention: carried.lead.as_ref().map(|lead| story.frame.span(lead.phrase.start, lead.phrase.end)),
        signs: numbers(carried.signs),
        gender: Gender::Open,
    });
    let words = story.frame.marked[finding.marked].words;
    Choice { about: words, asked: Asked::Carried, sentence: words, options: options.collect() }
}

fn quotation(story: &Story, finding: &Finding) -> Choice {
    let option = |signs: Signs| Choosable { mention: None, signs: numbers(signs), gender: Gender::Open };
    let words = story.frame.marked[finding.marked].words;
    Choice {
        about: words,
        asked: Asked::Quotation,
        sentence: words,
        options: vec![option(quotable::signs(story, finding)), option(Signs::default())],
    }
}

fn pronoun(story: &Story, pronoun: &Reference) -> Choice {
    let gender = |voice: &Voice, fits: bool, signs: Signs| match voice {
        _ if signs.has(Sign::KnownMan) || signs.has(Sign::KnownWoman) => Gender::Fits,
        Voice::Described { .. } if fits => Gender::Open,
        Voice::Person(_) if fits || signs.has(Sign::Uncertain) => Gender::Open,
        _ => Gender::Differs,
    };
    let options = pronoun.antecedents.iter().map(|antecedent| Choosable {
        mention: None,
        signs: numbers(antecedent.signs),
        gender: gender(&antecedent.voice, antecedent.fits, antecedent.signs),
    });
    let number = story.frame.sentence_of(pronoun.at);
    let sentence = &story.frame.sentences[number];
    Choice {
        about: story.frame.span(pronoun.at, pronoun.at + 1),
        asked: if pronoun.is_pronoun { Asked::Pronoun } else { Asked::Description },
        sentence: story.frame.span(sentence.start, sentence.end),
        options: options.collect(),
    }
}

fn numbers(signs: Signs) -> Vec<usize> {
    signs.iter().map(|sign| sign as usize).collect()
}
