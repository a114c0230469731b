//! Learns the weights of the rankers from articles whose sources are marked, and prints the file of weights.
//!
//!     cargo run --profile quick --example train -- ../shared/attribution/train.jsonl > weights.tsv
//!     mv weights.tsv src/quote/rank/
//!
//! The choices depend a little on the weights in use (who spoke before), so run it until the file stays the same: twice is enough.
//! The objective is the likelihood of the right candidates, several of which may be right, less a Gaussian prior on the weights; it is
//! climbed by plain gradient steps with AdaGrad's lengths (Duchi, Hazan and Singer 2011). Nothing is drawn at random.

#![allow(clippy::disallowed_methods, reason = "a command of its own, not the core: it reads its file itself")]

use onrecord::article::Article;
use onrecord::quote::training::Asked;
use onrecord::quote::training::Choice;
use onrecord::quote::training::Gender;
use onrecord::quote::training::choices;
use onrecord::quote::training::signs;
use onrecord::text::Language;
use onrecord::text::Span;
use onrecord::text::canonical;
use serde_json::Value;
use std::collections::HashMap;

/// One choice with the right candidates.
struct Example {
    /// The article, for dividing the examples into parts.
    article: usize,
    /// The signs of each candidate.
    candidates: Vec<Vec<usize>>,
    /// How likely each would give what is seen; in a choice with an answer, 1 or 0.
    right: Vec<f64>,
}

fn main() -> anyhow::Result<()> {
    let path = std::env::args().nth(1).ok_or_else(|| anyhow::anyhow!("usage: train GOLD.jsonl"))?;
    let gold = std::fs::read_to_string(&path)?;
    let (mut sources, mut carried) = (Vec::new(), Vec::new());
    let (mut pronouns, mut quotations) = (Vec::new(), Vec::new());
    let mut share = Share::default();
    for (number, line) in gold.lines().enumerate() {
        let record: Value = serde_json::from_str(line)?;
        let article = article(&record);
        let gold = Gold::read(&record, &article.text);
        for choice in choices(&article) {
            match choice.asked {
                Asked::Source => sources.extend(gold.example(number, &choice)),
                Asked::Carried => carried.extend(gold.carried(number, &choice)),
                Asked::Quotation => quotations.extend(gold.quotation(number, &choice)),
                Asked::Description => {}
                Asked::Pronoun => {
                    share.count(&choice);
                    pronouns.push((number, choice));
                }
            }
        }
    }
    let pronouns: Vec<Example> =
        pronouns.iter().filter_map(|(article, choice)| pronoun(*article, choice, &share)).collect();
    let names = signs();
    let mut weights = vec![0.0; names.len()];
    let mut head = Vec::new();
    for (what, examples) in [
        ("sources", &sources),
        ("neighbours", &carried),
        ("pronouns", &pronouns),
        ("quotations", &quotations),
    ] {
        let right = cross_validated(examples, names.len());
        head.push(format!(
            "# {what}: {} choices, {:.1} % right in cross-validation",
            examples.len(),
            100.0 * right
        ));
        for (sum, weight) in weights.iter_mut().zip(learn(examples, names.len(), |_| true)) {
            *sum += weight;
        }
    }
    let known =
        |name: &str, weight: f64| names.iter().position(|other| *other == name).map(|at| (at, weight));
    let bonuses = [known("KnownMan", -share.men().ln()), known("KnownWoman", -(1.0 - share.men()).ln())];
    bonuses.into_iter().flatten().for_each(|(at, weight)| weights[at] = weight);
    let mut out = std::io::stdout().lock();
    write(&mut out, &head, &names, &weights)?;
    Ok(())
}

fn write(
    out: &mut impl std::io::Write,
    head: &[String],
    names: &[&str],
    weights: &[f64],
) -> std::io::Result<()> {
    writeln!(
        out,
        "# The weights of the signs, by `cargo run --profile quick --example train`, from 840 annotated articles."
    )?;
    head.iter().try_for_each(|line| writeln!(out, "{line}"))?;
    writeln!(out, "# sign\tweight")?;
    names.iter().zip(weights).try_for_each(|(name, weight)| writeln!(out, "{name}\t{weight:.3}"))
}

/// How many of the people whom pronouns may mean are men.
#[derive(Default)]
struct Share {
    he: usize,
    she: usize,
}

impl Share {
    fn count(&mut self, choice: &Choice) {
        self.he += usize::from(has(choice, "KnownMan"));
        self.she += usize::from(has(choice, "KnownWoman"));
    }

    fn men(&self) -> f64 {
        (self.he + 1) as f64 / (self.he + self.she + 2) as f64
    }

    fn is_he(&self, choice: &Choice) -> bool {
        has(choice, "KnownMan")
    }
}

fn has(choice: &Choice, name: &str) -> bool {
    let names = signs();
    choice.options.iter().any(|option| option.signs.iter().any(|sign| names[*sign] == name))
}

/// An article of the gold data, its offsets carried over to the text as the program has it.
struct Gold {
    /// The words of each quotation, and of its source.
    quotes: Vec<(Span, Option<Span>)>,
    /// What stands between marks and quotes nobody.
    other_marks: Vec<Span>,
    text: String,
}

impl Gold {
    fn read(record: &Value, text: &str) -> Gold {
        let gold = record["text"].as_str().unwrap_or_default();
        let solid =
            |text: &str| text.char_indices().filter(|(_, c)| !c.is_whitespace()).map(|(at, _)| at).collect();
        // The texts differ in their blanks alone; an article in which they do not is left out.
        let (here, there): (Vec<usize>, Vec<usize>) = (solid(text), solid(gold));
        let same = here.len() == there.len();
        let points: Vec<usize> = gold.char_indices().map(|(at, _)| at).chain([gold.len()]).collect();
        let place: HashMap<usize, usize> = there.into_iter().zip(here).collect();
        let span = |value: &Value| {
            let first = *points.get(value["start"].as_u64()? as usize)?;
            let last = *points.get(value["end"].as_u64()?.checked_sub(1)? as usize)?;
            Some(Span::between(*place.get(&first)?, *place.get(&last)? + 1))
        };
        let marks = record["other_marks"].as_array().into_iter().flatten().filter(|_| same);
        let marks = marks.filter(|mark| mark["ignore"] != true);
        let quotes = record["quotes"].as_array().into_iter().flatten().filter(|_| same);
        let quotes = quotes.filter_map(|quote| Some((span(quote)?, span(&quote["source"]))));
        Gold {
            quotes: quotes.collect(),
            other_marks: marks.filter_map(span).collect(),
            text: text.to_string(),
        }
    }

    /// The choice of a source with the right answers; `None` where the gold data has no answer or no candidate is right.
    fn example(&self, article: usize, choice: &Choice) -> Option<Example> {
        let (_, source) = self.quotes.iter().find(|(words, _)| words.overlaps(choice.about))?;
        let source = self.antecedent(choice, (*source)?);
        let in_sentence = source.overlaps(choice.sentence);
        let right: Vec<f64> = choice
            .options
            .iter()
            .map(|option| match option.mention {
                Some(mention) => f64::from(in_sentence && is_source(choice, mention, source)),
                None => f64::from(!in_sentence),
            })
            .collect();
        let candidates = choice.options.iter().map(|option| option.signs.clone()).collect();
        right.contains(&1.0).then_some(Example { article, candidates, right })
    }

    /// The choice of a neighbour with the right answers; nobody is right where the gold data names no source.
    fn carried(&self, article: usize, choice: &Choice) -> Option<Example> {
        let (_, source) = self.quotes.iter().find(|(words, _)| words.overlaps(choice.about))?;
        let is_right = |mention: Option<Span>| match (mention, source) {
            (Some(mention), Some(source)) => mention.overlaps(*source),
            (mention, source) => mention.is_none() && source.is_none(),
        };
        let right: Vec<f64> =
            choice.options.iter().map(|option| f64::from(is_right(option.mention))).collect();
        let candidates = choice.options.iter().map(|option| option.signs.clone()).collect();
        right.contains(&1.0).then_some(Example { article, candidates, right })
    }

    /// Whether a marked stretch is a quotation; `None` where the gold data does not have it.
    fn quotation(&self, article: usize, choice: &Choice) -> Option<Example> {
        let quoted = self.quotes.iter().any(|(words, _)| words.overlaps(choice.about));
        let other = self.other_marks.iter().any(|mark| mark.overlaps(choice.about));
        let candidates = choice.options.iter().map(|option| option.signs.clone()).collect();
        let right = vec![f64::from(quoted), f64::from(!quoted)];
        (quoted || other).then_some(Example { article, candidates, right })
    }

    /// Of "who" and "which", the words before them.
    fn antecedent(&self, choice: &Choice, source: Span) -> Span {
        let words = source.slice(&self.text);
        if !matches!(words, "who" | "which" | "that" | "whom") {
            return source;
        }
        let before = choice.options.iter().filter_map(|option| option.mention);
        let before = before.filter(|mention| mention.end() <= source.start());
        before.max_by_key(|mention| mention.end()).unwrap_or(source)
    }
}

/// Whether a mention is the source, or a part of it: not "Ruiz’s" where "Ruiz’s lawyer" speaks.
fn is_source(choice: &Choice, mention: Span, source: Span) -> bool {
    let longer = |other: Span| other.start() == mention.start() && other.end() > mention.end();
    let goes_on =
        source.end() > mention.end() && choice.options.iter().filter_map(|option| option.mention).any(longer);
    mention.overlaps(source) && !goes_on
}

/// A pronoun with two candidates and more, each as likely to be meant as their gender makes the pronoun: what sets those who can be meant
/// apart from those who cannot is learned from all pronouns together (Charniak and Elsner, "EM works for pronoun anaphora resolution",
/// 2009). `None` where gender says nothing.
fn pronoun(article: usize, choice: &Choice, share: &Share) -> Option<Example> {
    let names = signs();
    let known = |sign: &usize| names[*sign].starts_with("Known");
    let open = if share.is_he(choice) { share.men() } else { 1.0 - share.men() };
    let right: Vec<f64> = choice
        .options
        .iter()
        .map(|option| match option.gender {
            Gender::Fits => 1.0,
            Gender::Open => open,
            Gender::Differs => 0.0,
        })
        .collect();
    let candidates = choice
        .options
        .iter()
        .map(|option| option.signs.iter().copied().filter(|sign| !known(sign)).collect());
    let tells = right.contains(&1.0) && right.iter().any(|right| *right < 1.0);
    tells.then(|| Example { article, candidates: candidates.collect(), right })
}

/// The share of the examples that weights from the other four fifths of the articles get right.
fn cross_validated(examples: &[Example], signs: usize) -> f64 {
    const PARTS: usize = 5;
    let mut right = 0;
    for part in 0..PARTS {
        let weights = learn(examples, signs, |example| example.article % PARTS != part);
        let held_out = examples.iter().filter(|example| example.article % PARTS == part);
        right += held_out.filter(|example| is_right(example, &weights)).count();
    }
    right as f64 / examples.len().max(1) as f64
}

fn is_right(example: &Example, weights: &[f64]) -> bool {
    let scores = scores(example, weights);
    let best = (0..scores.len()).rev().max_by(|one, other| scores[*one].total_cmp(&scores[*other]));
    best.is_some_and(|best| example.right[best] == 1.0)
}

fn scores(example: &Example, weights: &[f64]) -> Vec<f64> {
    example.candidates.iter().map(|signs| signs.iter().map(|sign| weights[*sign]).sum()).collect()
}

fn learn(examples: &[Example], signs: usize, is_wanted: impl Fn(&Example) -> bool) -> Vec<f64> {
    const STEPS: usize = 400;
    const RATE: f64 = 0.5;
    const PRIOR: f64 = 0.5;
    let mut weights = vec![0.0; signs];
    let mut lengths = vec![1e-6; signs];
    for _ in 0..STEPS {
        let mut slope: Vec<f64> = weights.iter().map(|weight| -PRIOR * weight).collect();
        examples
            .iter()
            .filter(|example| is_wanted(example))
            .for_each(|example| climb(example, &weights, &mut slope));
        for ((weight, length), slope) in weights.iter_mut().zip(&mut lengths).zip(&slope) {
            *length += slope * slope;
            *weight += RATE * slope / length.sqrt();
        }
    }
    weights
}

/// Adds the slope of one example's log likelihood: what the right candidates have more of than all of them.
fn climb(example: &Example, weights: &[f64], slope: &mut [f64]) {
    let scores = scores(example, weights);
    let top = scores.iter().copied().fold(f64::MIN, f64::max);
    let shares: Vec<f64> = scores.iter().map(|score| (score - top).exp()).collect();
    let all: f64 = shares.iter().sum();
    let right: f64 = shares.iter().zip(&example.right).map(|(share, right)| share * right).sum();
    for ((signs, share), is_right) in example.candidates.iter().zip(&shares).zip(&example.right) {
        let more = share * is_right / right - share / all;
        signs.iter().for_each(|sign| slope[*sign] += more);
    }
}

/// The record as the reader of JSON Lines makes it: every line a paragraph.
fn article(record: &Value) -> Article {
    let text = canonical(record["text"].as_str().unwrap_or_default());
    let paragraphs: Vec<&str> = text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect();
    let text = paragraphs.join("\n\n");
    Article { language: Some(Language::EN), ..Article::of_text(text) }
}
