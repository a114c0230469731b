//! Why a quotation was given to its speaker, in words: what `onrecord explain` shows.
//!
//! Nothing is decided here. The article is read again as [`super::attribute`] reads it, and what that goes by is told.

use super::Quote;
use super::Rule;
use super::antecedent::Reference;
use super::join::Origin;
use super::owner::settle;
use super::people::Who;
use super::phrase::Head;
use super::rank;
use super::rank::sign::Sign;
use super::rank::sign::Signs;
use super::story::Story;
use super::voice::Voice;
use super::walk::Finding;
use super::walk::Walked;
use crate::article::Article;
use crate::corpus::Speakers;
use crate::text::Span;
use crate::text::paragraphs;

/// Who was decided on for one quotation, who else was in reach, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The quotation with its speaker, rule and confidence.
    pub quote: Quote,
    /// The paragraph in which it begins.
    pub paragraph: Span,
    /// The words of its sentence that were weighed as those that say who spoke, the likelier before the less likely; none where a rule was
    /// certain. A candidate without a name stands for none of these words.
    pub words: Vec<Candidate>,
    /// Everybody who was considered: the one decided on first, then the likelier before the less likely.
    pub candidates: Vec<Candidate>,
}

/// Somebody who may have spoken, or nobody.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// The name; `None` for nobody.
    pub name: Option<String>,
    /// How likely it was held to be, from 0 to 1; `None` where it was not weighed.
    pub probability: Option<f32>,
    /// Whether it was decided on.
    pub chosen: bool,
    /// What speaks for it or against it.
    pub reasons: Vec<Reason>,
}

/// One reason for a candidate or against it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// In words, for readers who do not know the program: "named in the paragraph above".
    pub words: String,
    /// What it adds to the candidate's score; below 0 it speaks against it. `None` where nothing was added up.
    pub weight: Option<f32>,
}

impl Reason {
    /// A reason that was not weighed.
    pub fn plain(words: impl Into<String>) -> Reason {
        Reason { words: words.into(), weight: None }
    }
}

/// Explains the quotation of this number, from 1; `None` if the article has no such quotation.
pub fn explain(article: &Article, speakers: &Speakers, number: u32) -> Option<Explanation> {
    let at = (number as usize).checked_sub(1)?;
    super::read_story(article, |story, walked| {
        let found = super::join::quotes(story, walked);
        let (origin, own) = found.get(at)?;
        let quotes: Vec<Quote> = found.iter().map(|(_, quote)| quote.clone()).collect();
        let quote = settle(article, quotes.clone(), speakers).quotes.get(at).cloned()?;
        let words = Words { article, story, walked, origin: *origin, at };
        let mut candidates = vec![words.chosen(&quote, own)];
        candidates.extend(words.others(&candidates[0].name, own, &quotes));
        let here = quote.span.start();
        let paragraph =
            paragraphs(&article.text).into_iter().find(|it| it.start() <= here && here < it.end());
        let weighed = words.weighed_words();
        Some(Explanation { paragraph: paragraph.unwrap_or(quote.span), quote, words: weighed, candidates })
    })
}

/// Puts into words what was found for one quotation.
struct Words<'a> {
    article: &'a Article,
    story: &'a Story<'a>,
    walked: &'a Walked,
    origin: Origin,
    at: usize,
}

/// Candidates less likely than this are not worth a line.
const LEAST: f32 = 0.01;

/// So many paragraphs away somebody is still in reach.
const REACH: usize = 2;

impl Words<'_> {
    /// Whoever the quotation is given to.
    fn chosen(&self, quote: &Quote, found: &Quote) -> Candidate {
        let mut reasons = vec![Reason::plain(quote.rule.in_words())];
        if quote.rule != Rule::Owner {
            reasons.extend(self.beside(quote));
            reasons
                .extend(self.weighed_people().into_iter().filter(|it| it.chosen).flat_map(|it| it.reasons));
        }
        let name = |quote: &Quote| quote.speaker.as_ref().map(|speaker| speaker.name.clone());
        if name(quote) != name(found) {
            let without = name(found).map_or("nobody".to_string(), |name| format!("“{name}”"));
            let row = if quote.rule == Rule::Owner {
                "without its row"
            } else {
                "speakers.toml gives this name; without it"
            };
            reasons.push(Reason::plain(format!("{row}, it is {without}")));
        }
        Candidate { name: name(quote), probability: Some(quote.confidence), chosen: true, reasons }
    }

    /// `the text has “she” and “said” there; “she” is taken to be Ana Ruiz`
    fn beside(&self, quote: &Quote) -> Option<Reason> {
        let speaker = quote.speaker.as_ref()?;
        let mention = self.article.slice(speaker.mention?);
        let mut words = format!("the text has “{mention}” there");
        if let Some(cue) = quote.cue {
            words = format!("the text has “{mention}” and “{}” there", self.article.slice(cue));
        }
        if !mention.contains(&speaker.name) {
            words += &format!("; “{mention}” is taken to be {}", speaker.name);
        }
        Some(Reason::plain(words))
    }

    /// Everybody else who was weighed; where nobody was, who is named near the quotation. Whom only the rules would have given it to
    /// comes first.
    fn others(&self, chosen: &Option<String>, found: &Quote, quotes: &[Quote]) -> Vec<Candidate> {
        let mut others: Vec<Candidate> = self.overruled(chosen, found).into_iter().collect();
        let decided = found.speaker.as_ref().map(|speaker| &speaker.name);
        let weighed = self.weighed_people();
        if !weighed.is_empty() {
            others.extend(weighed.into_iter().filter(|candidate| !candidate.chosen));
            return others;
        }
        for (person, reasons) in self.people_in_reach(quotes) {
            let name = &self.story.people.all[person].name;
            if decided != Some(name) && chosen.as_ref() != Some(name) {
                others.push(Candidate {
                    name: Some(name.clone()),
                    probability: None,
                    chosen: false,
                    reasons,
                });
            }
        }
        others
    }

    fn finding(&self) -> Option<&Finding> {
        match self.origin {
            Origin::Finding(number) => self.walked.findings.get(number),
            Origin::Told(_) => None,
        }
    }

    /// The phrases of the sentence, as they were weighed.
    fn weighed_words(&self) -> Vec<Candidate> {
        let candidates = self.finding().map_or(&[][..], |finding| finding.candidates.as_slice());
        let chosen = rank::likeliest(candidates.iter().map(|candidate| candidate.signs));
        let options = candidates.iter().map(|candidate| {
            let phrase = candidate.claim.map(|claim| claim.phrase);
            (phrase.map(|phrase| self.story.words(phrase.start, phrase.end).to_string()), candidate.signs)
        });
        let options: Vec<_> = options.collect();
        // One option is no choice.
        if options.len() < 2 {
            return Vec::new();
        }
        weighed(options, chosen.map(|(number, _)| number))
    }

    /// Whom a pronoun or a description may mean, or who may go on speaking, as they were weighed.
    fn weighed_people(&self) -> Vec<Candidate> {
        if let Some(reference) = self.reference() {
            let fitting = reference.antecedents.iter().enumerate().filter(|(_, antecedent)| antecedent.fits);
            let chosen = reference.chosen.map(|(number, _)| number);
            let place = fitting.clone().position(|(number, _)| Some(number) == chosen);
            let options =
                fitting.map(|(_, antecedent)| (Some(self.name(&antecedent.voice)), antecedent.signs));
            return weighed(options.collect(), place);
        }
        let carried = self.finding().map_or(&[][..], |finding| finding.carried.as_slice());
        let chosen = rank::likeliest(carried.iter().map(|carried| carried.signs));
        let options = carried
            .iter()
            .map(|carried| (carried.lead.as_ref().map(|lead| self.name(&lead.voice)), carried.signs));
        weighed(options.collect(), chosen.map(|(number, _)| number))
    }

    /// How the pronoun or the description at the cue was resolved.
    fn reference(&self) -> Option<&Reference> {
        let phrase = match self.origin {
            Origin::Finding(number) => self.walked.findings.get(number)?.claim?.phrase,
            Origin::Told(number) => self.walked.told.get(number)?.report.claim.phrase,
        };
        let (Head::Pronoun(at) | Head::Described(at)) = phrase.head else { return None };
        self.walked.references.iter().find(|reference| reference.at == at)
    }

    fn name(&self, voice: &Voice) -> String {
        match voice {
            Voice::Person(number) => self.story.people.all[*number].name.clone(),
            Voice::Described { words, .. } => self.article.slice(*words).to_string(),
        }
    }

    /// Whom the rules decided on, where the owner says otherwise.
    fn overruled(&self, chosen: &Option<String>, found: &Quote) -> Option<Candidate> {
        let name = found.speaker.as_ref().map(|speaker| speaker.name.clone())?;
        if chosen.as_ref() == Some(&name) {
            return None;
        }
        let reasons =
            std::iter::once(Reason::plain(found.rule.in_words())).chain(self.beside(found)).collect();
        Some(Candidate { name: Some(name), probability: Some(found.confidence), chosen: false, reasons })
    }

    /// The people named near the quotation, the nearest first, and where that is.
    fn people_in_reach(&self, quotes: &[Quote]) -> Vec<(usize, Vec<Reason>)> {
        let here = match self.origin {
            Origin::Finding(number) => self.walked.findings.get(number).map(|finding| finding.sentence),
            Origin::Told(number) => self.walked.told.get(number).map(|told| told.sentence),
        };
        let Some(here) = here else { return Vec::new() };
        let mut near: Vec<(Nearness, usize)> = Vec::new();
        for (name, bearer) in self.story.names.iter().zip(&self.story.bearers) {
            let Who::Person(person) = *bearer else { continue };
            if !self.story.people.all[person].certain {
                continue;
            }
            let Some(nearness) = self.nearness(name.start, here) else { continue };
            match near.iter_mut().find(|(_, known)| *known == person) {
                Some((known, _)) => *known = nearness.min(*known),
                None => near.push((nearness, person)),
            }
        }
        near.sort();
        near.into_iter().map(|(nearness, person)| (person, self.reasons(nearness, person, quotes))).collect()
    }

    fn reasons(&self, nearness: Nearness, person: usize, quotes: &[Quote]) -> Vec<Reason> {
        let mut reasons = vec![Reason::plain(nearness.in_words())];
        let name = &self.story.people.all[person].name;
        let speaks = |at: Option<usize>| {
            at.and_then(|at| quotes.get(at)?.speaker.as_ref()).is_some_and(|speaker| speaker.name == *name)
        };
        if speaks(self.at.checked_sub(1)) {
            reasons.push(Reason::plain("speaks the quotation before this one"));
        }
        if speaks(self.at.checked_add(1)) {
            reasons.push(Reason::plain("speaks the quotation after this one"));
        }
        reasons
    }

    /// How near to a sentence a token stands, if that is in reach.
    fn nearness(&self, token: usize, here: usize) -> Option<Nearness> {
        let sentences = &self.story.frame.sentences;
        let there = sentences.partition_point(|sentence| sentence.end <= token);
        if there == here {
            return Some(Nearness::Sentence);
        }
        let paragraph = |number: usize| sentences.get(number).map(|sentence| sentence.paragraph);
        let (there, here) = (paragraph(there)?, paragraph(here)?);
        match here.abs_diff(there) {
            0 => Some(Nearness::Paragraph),
            far if far > REACH => None,
            far if there < here => Some(Nearness::Above(far)),
            far => Some(Nearness::Below(far)),
        }
    }
}

/// Options with their probabilities and their signs as reasons, the likelier first.
fn weighed(options: Vec<(Option<String>, Signs)>, chosen: Option<usize>) -> Vec<Candidate> {
    let shares = rank::shares(options.iter().map(|(_, signs)| *signs));
    let candidates =
        options.into_iter().zip(shares).enumerate().map(|(number, ((name, signs), share))| Candidate {
            name,
            probability: Some(share),
            chosen: chosen == Some(number),
            reasons: signs.iter().map(reason).collect(),
        });
    let mut candidates: Vec<Candidate> =
        candidates.filter(|it| it.chosen || it.probability > Some(LEAST)).collect();
    candidates.sort_by(|one, other| {
        other.probability.unwrap_or_default().total_cmp(&one.probability.unwrap_or_default())
    });
    candidates
}

fn reason(sign: Sign) -> Reason {
    Reason { words: sign.in_words().to_string(), weight: Some(rank::weight(sign)) }
}

/// Where somebody is named, seen from a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Sentence,
    Paragraph,
    Above(usize),
    Below(usize),
}

impl Nearness {
    fn in_words(self) -> String {
        match self {
            Nearness::Sentence => "named in the same sentence".into(),
            Nearness::Paragraph => "named in the same paragraph".into(),
            Nearness::Above(1) => "named in the paragraph above".into(),
            Nearness::Above(far) => format!("named {far} paragraphs above"),
            Nearness::Below(1) => "named in the paragraph below".into(),
            Nearness::Below(far) => format!("named {far} paragraphs below"),
        }
    }
}

#[cfg(test)]
mod tests;
