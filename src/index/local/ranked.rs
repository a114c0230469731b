//! The order of an answer: articles that have all of the words and most of them in one passage, then everything else by score.
//!
//! What has all of the words is not by that a good answer: they may stand scattered over a long article, while another that
//! lacks one of them says the very thing. So only an article of which one passage holds most of the query stands before the rest
//! (DESIGN, "All the words first, then most of them").

mod quotes;

pub(super) use quotes::NearQuotes;

use super::LocalIndex;
use super::collect::Candidate;
use super::matching::Matches;
use super::near::Lacking;
use super::passages::Answer;
use super::passages::Answers;
use super::phrase::Phrases;
use super::wanted::Wanted;
use super::wanted::phrases;
use super::wanted::wanted_word;
use crate::article::ArticleId;
use crate::fields;
use crate::query::Query;
use crate::query::Unit;
use crate::query::Words;
use crate::search::Loose;
use crate::search::Request;
use crate::search::Sort;
use crate::search::Worth;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use tantivy::DocAddress;

/// So many articles have their passages scored at a time. The order of hits is settled window by window, so a later
/// page never changes an earlier one.
pub(super) const WINDOW: usize = 24;

/// So many windows of articles that have everything are looked through for passages that hold most of it.
const FIRM_WINDOWS: usize = 10;

/// A passage holds most of a query from this share of its weight on.
const FIRM: f32 = 2.0 / 3.0;

/// So many near articles are looked at.
const NEAR: usize = 120;

/// A passage in its place in an answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranked {
    pub(super) article: DocAddress,
    pub(super) passage: DocAddress,
    pub(super) score: f32,
    /// What lacks some of the words: the article, or the quotation for which the passage answers.
    pub(super) lacking: Option<DocAddress>,
    /// The score of the article alone.
    of_article: f32,
    discount: f32,
    quoted: f32,
    /// What stands around a near quotation adds.
    around: f32,
    /// Whether the near quotation has none of the plain words, and only what stands around it has.
    pub(super) is_bare: bool,
    /// Whether words were read as their neighbours in spelling too.
    is_respelt: bool,
    /// Whether it is the score of a quotation that has everything, and of nothing around it.
    is_of_quote: bool,
}

/// Everything that answers, in order, and what was doubtful about it.
pub(super) struct Ranking {
    pub(super) matches: Matches,
    pub(super) passages: Vec<Ranked>,
    pub(super) notes: Vec<String>,
    /// What to mark in place of the query, where its words were read as others.
    pub(super) shown: Option<Query>,
}

/// Passages with what decides their order.
struct Placed {
    candidate: Candidate,
    answer: Answer,
    is_near: bool,
}

impl Placed {
    /// `nothing` is whether no article has all of the words.
    fn ranked(&self, nothing: bool) -> Ranked {
        let (article, Answer { address, score, discount, .. }) = (&self.candidate, self.answer);
        Ranked {
            article: article.address,
            passage: address,
            score,
            lacking: self.is_near.then_some(article.address),
            of_article: article.score,
            discount,
            quoted: 0.0,
            around: 0.0,
            is_bare: false,
            is_respelt: self.is_near && nothing,
            is_of_quote: false,
        }
    }
}

impl LocalIndex {
    /// What matches, and at least `enough` passages in the order of the answer; fewer where there are no more.
    pub(super) fn ranked(&self, request: &Request, enough: usize) -> tantivy::Result<Ranking> {
        // Every article gives at least one hit.
        let depth = enough.div_ceil(WINDOW).saturating_mul(WINDOW);
        let mut matches = self.matches_once(request, Unit::Article, depth, enough)?;
        let (mut notes, mut shown) = (Vec::new(), None);
        let Some(loose) = loose(request) else {
            let scorer = self.scorer(request, &matches)?;
            let ranked = window_by_window(&scorer, &matches.best, request, enough, None)?;
            let passages = ranked.iter().map(|placed| placed.ranked(false)).collect();
            drop(scorer);
            return Ok(Ranking { matches, passages, notes, shown: None });
        };
        let most = FIRM_WINDOWS * WINDOW;
        let mut rest = Vec::new();
        let mut firm = self.firm(request, &matches, enough, &mut rest)?;
        if firm.len() < enough && depth < most && matches.best.len() >= depth {
            // Once counted, what matches is counted.
            let (facets, uncounted) = (matches.facets, Request { facets: None, ..request.clone() });
            matches = Matches { facets, ..self.matches_once(&uncounted, Unit::Article, most, most)? };
            rest.clear();
            firm = self.firm(request, &matches, enough, &mut rest)?;
        }
        if firm.len() < enough {
            // An article that lacks the only word has nothing of the query, unless that word is a slip.
            if matches.articles == 0 || loose.words.len() > 1 {
                let nearly = self.nearly(&request.query, &loose, matches.articles == 0)?;
                rest.extend(self.near_answers(request, &loose, &nearly, &matches)?);
                (notes, shown) = (nearly.notes, Some(nearly.shown));
            }
            rest.sort_by(|a, b| in_order(a, b, Sort::Relevance));
            firm.append(&mut rest);
        }
        let left = matches.best.get(most..).unwrap_or_default();
        if firm.len() < enough && !left.is_empty() {
            let scorer = self.scorer(request, &matches)?;
            firm.extend(window_by_window(&scorer, left, request, enough - firm.len(), None)?);
        }
        let passages = firm.iter().map(|placed| placed.ranked(matches.articles == 0)).collect();
        Ok(Ranking { matches, passages, notes, shown })
    }

    /// What the score of an answer is made of.
    pub(super) fn worth(&self, request: &Request, ranked: &Ranked) -> tantivy::Result<Worth> {
        if ranked.is_of_quote {
            return Ok(Worth { quoted: ranked.quoted, discount: ranked.discount, ..Worth::default() });
        }
        if let Some(quote) = ranked.lacking.filter(|lacking| *lacking != ranked.article) {
            return self.worth_of_near_quote(request, ranked, quote);
        }
        let wanted = match loose(request) {
            Some(loose) if ranked.lacking.is_some() => {
                self.nearly(&request.query, &loose, ranked.is_respelt)?.wanted
            }
            _ => self.wanted(&request.query, request.query.unit())?,
        };
        let phrases = match request.query.unit() {
            Unit::Article => phrases(&request.query, &self.languages),
            Unit::Quotation => Vec::new(),
        };
        let held = self.held(&request.query, request.query.unit())?;
        let scorer = Answers::new(self, &wanted, Phrases::Sought(phrases, &held))?;
        let article = Candidate::new(
            self.segment(ranked.article),
            ranked.article.doc_id,
            ranked.article.doc_id,
            ranked.of_article,
        );
        let worth = scorer.worth(&article, ranked.passage, ranked.discount)?;
        Ok(Worth { quoted: ranked.quoted, ..worth })
    }

    /// The passages of articles that have everything and hold most of it in one passage; `rest` takes those of the others.
    fn firm(
        &self,
        request: &Request,
        matches: &Matches,
        enough: usize,
        rest: &mut Vec<Placed>,
    ) -> tantivy::Result<Vec<Placed>> {
        let articles = &matches.best[..matches.best.len().min(FIRM_WINDOWS * WINDOW)];
        window_by_window(&self.scorer(request, matches)?, articles, request, enough, Some(rest))
    }

    /// What scores the passages of articles that match.
    fn scorer<'a>(&'a self, request: &Request, matches: &'a Matches) -> tantivy::Result<Answers<'a>> {
        let phrases = match &matches.passages {
            Some(found) => Phrases::Found(found),
            None => Phrases::Sought(phrases(&request.query, &self.languages), &matches.held),
        };
        Answers::new(self, &matches.wanted, phrases)
    }

    /// The passages of all articles that match, ranked window by window for as long as they are taken.
    pub(super) fn each_ranked(
        &self,
        request: &Request,
        matches: &Matches,
        take: &mut dyn FnMut(Vec<Ranked>) -> tantivy::Result<ControlFlow<()>>,
    ) -> tantivy::Result<ControlFlow<()>> {
        let scorer = self.scorer(request, matches)?;
        for window in matches.best.chunks(WINDOW) {
            let ranked = window_in_order(&scorer, window, request)?;
            if take(ranked.iter().map(|placed| placed.ranked(false)).collect())?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// The passages of articles that lack some of the words.
    fn near_answers(
        &self,
        request: &Request,
        loose: &Loose,
        nearly: &Nearly,
        matches: &Matches,
    ) -> tantivy::Result<Vec<Placed>> {
        let strict = match loose.strict {
            Query::All => None,
            _ => Some(self.weight(&loose.strict, Unit::Article)?),
        };
        // What has all of a compound's parts may still lack it.
        let has_all =
            loose.has_compounds().then(|| self.weight(&request.query, Unit::Article)).transpose()?;
        let lacking = Lacking::of(has_all.as_deref());
        let mut near = self.near(&nearly.wanted, strict.as_deref(), lacking, NEAR)?;
        if request.collapse {
            self.each_story_once(&matches.best, &mut near);
        }
        let phrases = Phrases::Sought(phrases(&loose.strict, &self.languages), &matches.held);
        let scorer = Answers::new(self, &nearly.wanted, phrases)?;
        Ok(placed_of(&near, scorer.of(&near, request.per_article)?, true))
    }

    /// The words of a query, those that may be missing with their neighbours in spelling where nothing has all of them: what
    /// some article has is no slip.
    fn nearly(&self, query: &Query, loose: &Loose, is_nothing: bool) -> tantivy::Result<Nearly> {
        let mut all = self.wanted(query, query.unit())?;
        let mut notes = Vec::new();
        let mut shown = loose.strict.clone();
        for words in &loose.words {
            let mut meant = vec![in_text(words.clone())];
            for word in words.each().iter().filter(|_| is_nothing) {
                let typed = wanted_word(word, &self.languages);
                let Some(spellings) = self.spellings(&typed)? else { continue };
                notes.push(spellings.note(word));
                let stems =
                    spellings.neighbours.iter().flat_map(|word| wanted_word(word, &self.languages).stems);
                let stems: BTreeSet<String> = stems.filter(|stem| !typed.stems.contains(stem)).collect();
                let same = all.iter_mut().filter(|known| known.exacts == typed.exacts);
                same.for_each(|known| known.neighbours = stems.clone());
                meant.extend(spellings.neighbours.into_iter().map(|word| in_text(Words::AnyForm(word))));
            }
            shown = Query::any(meant).into_iter().fold(shown, Query::and);
        }
        Ok(Nearly { wanted: all, shown, notes })
    }

    /// Leaves of each story one article, and none of a story that has answered already.
    fn each_story_once(&self, shown: &[Candidate], near: &mut Vec<Candidate>) {
        let story = |candidate: &Candidate| {
            let id = ArticleId::from_number(candidate.id);
            self.stories.with(id).first().copied()
        };
        let mut told: BTreeSet<ArticleId> = shown.iter().filter_map(story).collect();
        near.retain(|candidate| story(candidate).is_none_or(|story| told.insert(story)));
    }
}

/// The words of a query as near answers read them.
struct Nearly {
    wanted: Vec<Wanted>,
    /// The query with the neighbours of its words beside them: what is marked.
    shown: Query,
    notes: Vec<String>,
}

fn in_text(words: Words) -> Query {
    Query::Words { field: &fields::TEXT, words }
}

impl Ranked {
    /// The passage of a quotation that has everything, with the score of the quotation.
    pub(super) fn of_quote(article: DocAddress, passage: DocAddress, score: f32) -> Ranked {
        Ranked {
            article,
            passage,
            score,
            lacking: None,
            of_article: 0.0,
            discount: 1.0,
            quoted: score,
            around: 0.0,
            is_bare: false,
            is_respelt: false,
            is_of_quote: true,
        }
    }
}

/// The passages of articles, ranked window by window until there are enough; where `rest` is given, it takes those of articles
/// without a passage that holds most of the query.
fn window_by_window(
    scorer: &Answers<'_>,
    articles: &[Candidate],
    request: &Request,
    enough: usize,
    mut rest: Option<&mut Vec<Placed>>,
) -> tantivy::Result<Vec<Placed>> {
    let mut placed: Vec<Placed> = Vec::new();
    for window in articles.chunks(WINDOW) {
        if placed.len() >= enough {
            break;
        }
        let mut ranked = window_in_order(scorer, window, request)?;
        if let Some(rest) = &mut rest {
            let most_of_it = ranked.iter().filter(|placed| placed.answer.coverage >= FIRM);
            let firm: BTreeSet<u64> = most_of_it.map(|placed| placed.candidate.id).collect();
            rest.extend(ranked.extract_if(.., |placed| !firm.contains(&placed.candidate.id)));
        }
        placed.append(&mut ranked);
    }
    Ok(placed)
}

/// The passages of one window.
fn window_in_order(
    scorer: &Answers<'_>,
    window: &[Candidate],
    request: &Request,
) -> tantivy::Result<Vec<Placed>> {
    // Nothing to look for in a passage: the lead answers for the article.
    let most = if scorer.wanted.is_empty() { 1 } else { request.per_article };
    let mut ranked = placed_of(window, scorer.of(window, most)?, false);
    ranked.sort_by(|a, b| in_order(a, b, request.sort));
    Ok(ranked)
}

/// What may be missing from answers to a request; `None` where nothing may.
pub(super) fn loose(request: &Request) -> Option<Loose> {
    let may = request.near && request.sort == Sort::Relevance && request.added_after.is_none();
    may.then(|| Loose::of(&request.query)).flatten()
}

fn placed_of(candidates: &[Candidate], answers: Vec<Answer>, is_near: bool) -> Vec<Placed> {
    let placed = |answer: Answer| Placed { candidate: candidates[answer.article], answer, is_near };
    answers.into_iter().map(placed).collect()
}

/// By date, an article's passages stay together.
fn in_order(a: &Placed, b: &Placed, sort: Sort) -> std::cmp::Ordering {
    let by_score = b.answer.score.total_cmp(&a.answer.score);
    let by_article = a.candidate.before(&b.candidate, sort);
    let by_place = a.answer.address.doc_id.cmp(&b.answer.address.doc_id);
    match sort {
        Sort::Relevance => by_score.then(by_article).then(by_place),
        Sort::Newest | Sort::Oldest => by_article.then(by_score).then(by_place),
    }
}
