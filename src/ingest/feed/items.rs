//! The items of a feed in XML, one after the other: RSS of every version, RDF, Atom.

use super::channel::Channel;
use super::markup::Markup;
use super::markup::Step;
use super::markup::Tag;
use super::markup::cut;
use super::parts;
use super::parts::Part;
use crate::article::byline;
use crate::error::ErrorKind;
use crate::ingest::facts::FALLBACK;
use crate::ingest::facts::Facts;
use crate::ingest::keys::Field;
use crate::ingest::listed::fulltext;
use crate::ingest::listed::source::Source;
use crate::ingest::loose::Loose;

/// The items of a feed.
pub(in crate::ingest) struct Items {
    markup: Markup,
    channel: Channel,
    is_over: bool,
}

impl Items {
    pub(in crate::ingest) fn new(source: Source) -> Items {
        Items { markup: Markup::new(source), channel: Channel::default(), is_over: false }
    }

    /// The facts of the next item. What breaks the file ends it.
    pub(in crate::ingest) fn next(&mut self) -> Option<Result<Facts, ErrorKind>> {
        if self.is_over {
            return None;
        }
        self.markup.next_record();
        let next = self.read().transpose();
        self.is_over = !matches!(next, Some(Ok(_)));
        next
    }

    fn read(&mut self) -> Result<Option<Facts>, ErrorKind> {
        loop {
            match self.markup.step()? {
                Step::Open(tag) => match parts::plain(&tag.name) {
                    "item" | "entry" => return self.item(&tag).map(Some),
                    "rss" | "rdf:rdf" | "channel" | "feed" => self.note_language(&tag),
                    _ => self.about_channel(&tag)?,
                },
                Step::Close(_) | Step::Words(_) | Step::Named(_) => {}
                Step::Over if self.markup.depth() > 0 => return Err(cut()),
                Step::Over => return Ok(None),
            }
        }
    }

    fn note_language(&mut self, tag: &Tag) {
        self.channel.language = tag.attribute("xml:lang").or(self.channel.language.take());
    }

    fn about_channel(&mut self, tag: &Tag) -> Result<(), ErrorKind> {
        let inside = self.markup.inside()?;
        let value = || Some(inside.trim().to_string()).filter(|value| !value.is_empty());
        let channel = &mut self.channel;
        match parts::plain(&tag.name) {
            "title" => channel.title = channel.title.take().or(value().map(|title| line(&title))),
            "link" if is_to_page(tag) => {
                channel.link = channel.link.take().or_else(|| tag.attribute("href").or_else(value));
            }
            "language" | "dc:language" => channel.language = channel.language.take().or_else(value),
            "author" => channel.authors.extend(person(&inside)),
            _ => {}
        }
        Ok(())
    }

    /// Reads an item up to its end.
    fn item(&mut self, tag: &Tag) -> Result<Facts, ErrorKind> {
        let depth = self.markup.depth();
        let mut item = Item::default();
        if let Some(language) = tag.attribute("xml:lang") {
            item.facts.state(Field::Language, 0, Loose::Words(language));
        }
        // RSS 1.0 names an item by its address.
        item.fallback_url = tag.attribute("rdf:about");
        while self.markup.depth() >= depth {
            match self.markup.step()? {
                Step::Open(tag) => {
                    let inside = self.markup.inside()?;
                    item.note(&tag, inside);
                }
                Step::Close(_) | Step::Words(_) | Step::Named(_) => {}
                Step::Over => return Err(cut()),
            }
        }
        Ok(item.facts(&self.channel))
    }
}

/// What was found in one item.
#[derive(Default)]
struct Item {
    facts: Facts,
    /// By the rank of the element that names them.
    authors: Vec<(usize, String)>,
    categories: Vec<String>,
    content: Option<(usize, String)>,
    summary: Option<(usize, String)>,
    fallback_url: Option<String>,
}

impl Item {
    fn note(&mut self, tag: &Tag, inside: String) {
        let Some((part, rank)) = parts::part_of(&tag.name) else { return };
        match part {
            // `<content src="…">` is elsewhere.
            Part::Content if inside.trim().is_empty() => {}
            Part::Content => better(&mut self.content, rank, inside),
            Part::Summary => better(&mut self.summary, rank, inside),
            Part::Fact(Field::Authors) => self.authors.extend(person(&inside).map(|person| (rank, person))),
            Part::Fact(Field::Section) => self.note_category(tag, &inside),
            Part::Fact(Field::Url) => self.note_url(tag, rank, &inside),
            Part::Fact(field) => {
                if field == Field::Reference && is_permalink(tag, &inside) {
                    self.fallback_url = Some(inside.trim().to_string());
                }
                let value = if field == Field::Outlet { outlet(&inside) } else { line(&inside) };
                if !value.is_empty() {
                    self.facts.state(field, rank, Loose::Words(value));
                }
            }
        }
    }

    fn note_url(&mut self, tag: &Tag, rank: usize, inside: &str) {
        let url = tag.attribute("href").unwrap_or_else(|| inside.trim().to_string());
        if is_to_page(tag) && !url.is_empty() {
            self.facts.state(Field::Url, rank, Loose::Words(url));
        }
    }

    /// RSS has the name inside, Atom in an attribute.
    fn note_category(&mut self, tag: &Tag, inside: &str) {
        let name = tag.attribute("label").or_else(|| tag.attribute("term"));
        let name = line(&name.unwrap_or_else(|| inside.to_string()));
        if !name.is_empty() && !self.categories.contains(&name) {
            self.categories.push(name);
        }
    }

    /// All that is known of the item: what it says, and what its feed says of all.
    fn facts(mut self, channel: &Channel) -> Facts {
        if let Some(url) = self.fallback_url {
            self.facts.state(Field::Url, FALLBACK, Loose::Words(url));
        }
        // Several are topics, in no order that tells the section.
        if let [only] = self.categories.as_slice() {
            self.facts.state(Field::Section, 0, Loose::Words(only.clone()));
        }
        let categories = self.categories.into_iter().map(Loose::Words).collect();
        self.facts.state(Field::Tags, 0, Loose::List(categories));
        // One element an author; other elements name the same people once more.
        if let Some(best) = self.authors.iter().map(|(rank, _)| *rank).min() {
            let named = self.authors.into_iter().filter(|(rank, _)| *rank == best);
            self.facts.state(
                Field::Authors,
                best,
                Loose::List(named.map(|(_, name)| Loose::Words(name)).collect()),
            );
        }
        // An entry of Atom must say when it was changed; one that says nothing else was printed then.
        if self.facts.get(Field::Published).is_none()
            && let Some(only) = self.facts.take(Field::Updated)
        {
            self.facts.drop_all(Field::Updated);
            self.facts.state(Field::Published, FALLBACK, only);
        }
        let summary = self.summary.map(|(_, summary)| summary).filter(|summary| fulltext::is_whole(summary));
        if let Some(text) = self.content.map(|(_, content)| content).or(summary) {
            self.facts.state(Field::Text, 0, Loose::Words(text));
        }
        channel.complete(&mut self.facts);
        self.facts
    }
}

/// Keeps what has the lower rank; of equals the longer, for parts of one article are given as several too.
fn better(kept: &mut Option<(usize, String)>, rank: usize, text: String) {
    let is_better = kept.as_ref().is_none_or(|(other, old)| (rank, old.len()) < (*other, text.len()));
    if is_better {
        *kept = Some((rank, text));
    }
}

/// Whether a link leads to the page itself, and not to its comments or its sound.
fn is_to_page(tag: &Tag) -> bool {
    tag.attribute("rel").is_none_or(|rel| rel == "alternate")
        && tag.attribute("type").is_none_or(|kind| kind.contains("html"))
}

fn is_permalink(tag: &Tag, inside: &str) -> bool {
    inside.trim().starts_with("http") && tag.attribute("isPermaLink").is_none_or(|word| word != "false")
}

/// `Harrow Bay Herald`, or the title of the feed that Atom puts there.
fn outlet(inside: &str) -> String {
    line(
        &child(inside, "title").unwrap_or_else(|| if inside.contains('<') { "" } else { inside }.to_string()),
    )
}

/// `<name>Ann Roe</name>`, `ann@herald.example (Ann Roe)`, `Ann Roe`; an address alone is no name.
fn person(inside: &str) -> Option<String> {
    let name = child(inside, "name").unwrap_or_else(|| inside.to_string());
    let name = line(&name);
    let name = match name.split_once('(') {
        Some((address, rest)) if address.contains('@') => rest.trim_end_matches(')').trim().to_string(),
        _ => name,
    };
    (!name.is_empty() && !name.contains(['@', '<']) && !byline::is_nobody(&name)).then_some(name)
}

/// What stands in a child of an element, which [`Markup::inside`] has written.
fn child(inside: &str, name: &str) -> Option<String> {
    let (_, after) = inside.split_once(&format!("<{name}>"))?;
    Some(after.split_once("</")?.0.to_string())
}

/// A value of one line: markup and HTML's entities are in many that should have none.
fn line(value: &str) -> String {
    super::plain(value).split_whitespace().collect::<Vec<_>>().join(" ")
}
