//! Facts in JSON-LD: the block of data in which most pages describe their article to search engines.
//!
//! Blocks are arrays, graphs, several on a page, and broken in a few ways that are mended first.

use super::clue::Clue;
use super::clue::Field;
use super::clue::Source;
use crate::ingest::canonical_url;
use crate::ingest::html::outlet::letters;
use crate::ingest::html::tree::NodeId;
use crate::ingest::html::tree::Tree;
use serde::Deserialize;
use serde_json::Map;
use serde_json::Value;

/// Objects looked at on one page: real pages have dozens, one was made of a shop's whole stock.
const MOST_OBJECTS: usize = 2000;

/// What the objects of a page that are articles say.
#[derive(Debug, Default)]
pub(in crate::ingest::html) struct JsonLd {
    pub(super) clues: Vec<Clue>,
    /// The text of the article, if a block holds it.
    pub(in crate::ingest::html) body: Option<String>,
    /// Whether an article is described at all.
    pub(in crate::ingest::html) has_article: bool,
    /// Whether it says that only subscribers can read it.
    pub(in crate::ingest::html) is_paid: bool,
}

type Object = Map<String, Value>;

/// Reads every block of a page.
pub(super) fn read(tree: &Tree) -> JsonLd {
    let mut objects = Vec::new();
    for id in tree.below(Tree::ROOT).filter(|id| tree.name(*id) == "script") {
        if tree.attribute(id, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json")) {
            let words: String = tree.children(id).map(|child| tree.words(child)).collect();
            objects.extend(parse(&words).into_iter().flat_map(objects_of));
        }
    }
    objects.truncate(MOST_OBJECTS);
    match article(&objects, &Subject::of(tree)) {
        Some(article) => of_article(article, &objects),
        None => JsonLd { clues: site(&objects), ..JsonLd::default() },
    }
}

/// The first value of a block, mended where it does not parse as it is.
fn parse(block: &str) -> Option<Value> {
    // The bracket of "<![CDATA[" opens nothing.
    let block = block.split_once("<![CDATA[").map_or(block, |(_, inside)| inside);
    let start = block.find(['{', '['])?;
    let first = |json: &str| Value::deserialize(&mut serde_json::Deserializer::from_str(json)).ok();
    first(&block[start..]).or_else(|| first(&mended(&block[start..])))
}

/// Line breaks within strings become blanks; commas before a closing bracket go.
fn mended(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in json.chars() {
        if in_string {
            in_string = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            out.push(if c.is_control() { ' ' } else { c });
            continue;
        }
        in_string = c == '"';
        if matches!(c, '}' | ']') && out.trim_end().ends_with(',') {
            out.truncate(out.trim_end().len() - 1);
        }
        out.push(c);
    }
    out
}

/// The objects of a block: itself, the members of arrays and graphs, what it calls its main entity.
fn objects_of(block: Value) -> Vec<Object> {
    let mut waiting = vec![block];
    let mut objects = Vec::new();
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(values) => waiting.extend(values.into_iter().rev()),
            Value::Object(mut object) => {
                let inner = ["@graph", "mainEntity"].into_iter().filter_map(|key| object.remove(key));
                waiting.extend(inner);
                objects.push(object);
            }
            _ => {}
        }
        if objects.len() >= MOST_OBJECTS {
            break;
        }
    }
    objects
}

/// The object that describes the article: the one of the page's own address or headline, where several are articles; of
/// those, one with a headline and a date before one without.
fn article<'a>(objects: &'a [Object], subject: &Subject) -> Option<&'a Object> {
    let worth = |object: &&Object| {
        let has = |key: &str| usize::from(object.contains_key(key));
        let told = 2 * has("datePublished") + has("headline") + has("articleBody") + has("author");
        (subject.is_of(object), told)
    };
    // The first of those worth most: `max_by_key` would take the last.
    objects.iter().filter(|object| is_article(object)).rev().max_by_key(worth)
}

/// Which article a page is about, as its other parts tell.
struct Subject {
    /// Canonical.
    addresses: Vec<String>,
    /// Letters alone.
    headlines: Vec<String>,
}

impl Subject {
    fn of(tree: &Tree) -> Subject {
        let mut subject = Subject { addresses: Vec::new(), headlines: Vec::new() };
        for id in tree.below(Tree::ROOT) {
            let is = |key, token| tree.has_token(id, key, token);
            match tree.name(id) {
                "h1" => subject.headlines.push(letters(&tree.text(id))),
                "link" if is("rel", "canonical") => subject.addresses.extend(address(tree, id, "href")),
                "meta" if is("property", "og:url") => subject.addresses.extend(address(tree, id, "content")),
                "meta" if is("property", "og:title") => {
                    subject.headlines.extend(tree.attribute(id, "content").map(letters));
                }
                _ => {}
            }
        }
        subject.headlines.retain(|headline| !headline.is_empty());
        subject
    }

    fn is_of(&self, object: &Object) -> bool {
        let addresses = ["url", "mainEntityOfPage", "@id"].iter().filter_map(|key| words(object.get(*key)));
        let headline = words(object.get("headline")).map(|headline| letters(&headline));
        addresses
            .filter_map(|address| canonical_url(&address))
            .any(|address| self.addresses.contains(&address))
            || headline.is_some_and(|headline| self.headlines.contains(&headline))
    }
}

fn address(tree: &Tree, id: NodeId, key: &str) -> Option<String> {
    tree.attribute(id, key).and_then(canonical_url)
}

fn is_article(object: &Object) -> bool {
    let is = |kind: &str| {
        kind.ends_with("Article")
            || matches!(kind, "BlogPosting" | "ClaimReview" | "LiveBlogPosting" | "Report" | "Review")
    };
    match object.get("@type") {
        Some(Value::String(kind)) => is(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is),
        _ => false,
    }
}

fn of_article(article: &Object, objects: &[Object]) -> JsonLd {
    let mut clues = Vec::new();
    let mut state = |field, value: Option<String>| {
        clues.extend(value.map(|value| Clue { field, source: Source::JsonLd, value }));
    };
    state(Field::Title, words(article.get("headline")).or_else(|| words(article.get("name"))));
    state(Field::Subtitle, words(article.get("alternativeHeadline")));
    state(Field::Published, words(article.get("datePublished")));
    state(Field::Published, words(article.get("dateCreated")));
    state(Field::Updated, words(article.get("dateModified")));
    state(Field::Url, words(article.get("url")));
    state(Field::Language, words(article.get("inLanguage")));
    state(Field::Section, words(article.get("articleSection")));
    for keyword in names(article.get("keywords"), objects) {
        state(Field::Tag, Some(keyword));
    }
    for publisher in names(article.get("publisher"), objects) {
        state(Field::Outlet, Some(publisher));
    }
    for key in ["author", "creator"] {
        names(article.get(key), objects).into_iter().for_each(|name| state(Field::Author, Some(name)));
    }
    clues.extend(site(objects));
    let is_paid = match article.get("isAccessibleForFree") {
        Some(Value::Bool(free)) => !free,
        Some(Value::String(free)) => free.eq_ignore_ascii_case("false"),
        _ => false,
    };
    JsonLd { clues, body: words(article.get("articleBody")), has_article: true, is_paid }
}

/// What the site says of itself, which names the outlet.
fn site(objects: &[Object]) -> Vec<Clue> {
    let of_kind = |object: &&Object| {
        matches!(object.get("@type").and_then(Value::as_str), Some("WebSite" | "NewsMediaOrganization"))
    };
    let sites = objects.iter().filter(of_kind).filter_map(|object| words(object.get("name")));
    sites.map(|value| Clue { field: Field::Outlet, source: Source::JsonLd, value }).collect()
}

fn words(value: Option<&Value>) -> Option<String> {
    let words = match value? {
        Value::String(words) => words.trim().to_string(),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => return values.iter().find_map(|value| words(Some(value))),
        Value::Object(object) => return words(object.get("@id").or(object.get("name"))),
        _ => return None,
    };
    (!words.is_empty()).then_some(words)
}

/// The names of people or bodies; an object may stand for them, or point to one that does.
fn names(value: Option<&Value>, objects: &[Object]) -> Vec<String> {
    match value {
        Some(Value::String(name)) => vec![name.trim().to_string()],
        Some(Value::Array(values)) => {
            values.iter().take(50).flat_map(|value| names_of_one(value, objects)).collect()
        }
        Some(one) => names_of_one(one, objects),
        None => Vec::new(),
    }
}

fn names_of_one(value: &Value, objects: &[Object]) -> Vec<String> {
    let Value::Object(object) = value else {
        return value.as_str().map(|name| name.trim().to_string()).into_iter().collect();
    };
    let found = object.get("name").or_else(|| pointed_to(object, objects)?.get("name"));
    match found {
        Some(Value::Array(all)) => all.iter().filter_map(|name| words(Some(name))).collect(),
        one => words(one).into_iter().collect(),
    }
}

/// `{"@id": "https://…#ann-roe"}` points to the object of that id.
fn pointed_to<'a>(object: &Object, objects: &'a [Object]) -> Option<&'a Object> {
    let id = object.get("@id")?;
    objects.iter().find(|other| other.get("@id") == Some(id) && other.contains_key("name"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::html::parse;

    fn clues(blocks: &[&str]) -> Vec<(Field, String)> {
        let page: String = blocks
            .iter()
            .map(|block| format!("<script type='application/ld+json'>{block}</script>"))
            .collect();
        read(&parse::parse(&page).unwrap()).clues.into_iter().map(|clue| (clue.field, clue.value)).collect()
    }

    #[test]
    fn every_shape_of_block_is_read() {
        let title = |words: &str| (Field::Title, words.to_string());
        let author = |words: &str| (Field::Author, words.to_string());
        for (blocks, expected) in [
            (&[r#"{"@type": "NewsArticle", "headline": "Mill closes"}"#][..], vec![title("Mill closes")]),
            (
                &[
                    r#"[{"@type": "Person", "name": "x"}, {"@type": ["NewsArticle"], "headline": "Mill closes"}]"#,
                ],
                vec![title("Mill closes")],
            ),
            (
                &[
                    r##"{"@graph": [{"@type": "Article", "author": {"@id": "#a"}}, {"@type": "Person", "@id": "#a", "name": "Ann Roe"}]}"##,
                ],
                vec![author("Ann Roe")],
            ),
            (
                &["{broken", r#"{"@type": "BlogPosting", "headline": "Mill closes"}"#],
                vec![title("Mill closes")],
            ),
            (
                &["//<![CDATA[\n{\"@type\": \"Report\", \"headline\": \"Mill\ncloses\",}\n//]]>"],
                vec![title("Mill closes")],
            ),
            (&[r#"{"@type": "Article", "headline": "Mill closes"};"#], vec![title("Mill closes")]),
            (
                &[
                    r#"{"@type": "Article", "keywords": ["mill", {"@type": "DefinedTerm", "name": "Harrow Bay"}]}"#,
                ],
                vec![(Field::Tag, "mill".to_string()), (Field::Tag, "Harrow Bay".to_string())],
            ),
            (&[r#"{"@type": "Product", "name": "Mill"}"#], vec![]),
        ] {
            assert_eq!(clues(blocks), expected, "{blocks:?}");
        }
    }

    #[test]
    fn the_object_that_tells_most_is_the_article() {
        let teaser = r#"{"@type": "NewsArticle", "headline": "Other"}"#;
        let whole = r#"{"@type": "NewsArticle", "headline": "Mill closes", "datePublished": "2024-03-03"}"#;
        assert_eq!(clues(&[teaser, whole])[0].1, "Mill closes");
    }

    #[test]
    fn of_several_articles_the_pages_own_is_read() {
        let other = r#"{"@type": "NewsArticle", "headline": "Boat sinks", "datePublished": "2023-01-01", "author": "Bo Li", "url": "https://herald.example/boat"}"#;
        let own =
            r#"{"@type": "NewsArticle", "headline": "Mill closes", "url": "https://herald.example/mill"}"#;
        for head in [
            "<link rel=canonical href='https://www.herald.example/mill/'>",
            "<meta property=og:url content='https://herald.example/mill'>",
            "<meta property=og:title content='Mill closes'>",
            "<h1>Mill closes</h1>",
        ] {
            for blocks in [[other, own], [own, other]] {
                let blocks =
                    blocks.map(|block| format!("<script type='application/ld+json'>{block}</script>"));
                let page = format!("{}{head}", blocks.concat());
                let clues = read(&parse::parse(&page).unwrap()).clues;
                assert_eq!(clues[0].value, "Mill closes", "{page}");
            }
        }
    }
}
