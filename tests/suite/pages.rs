//! Hand-made pages of hits: what the renderers are given.

use jiff::civil::date;
use onrecord::article::ArticleId;
use onrecord::article::Printed;
use onrecord::query::Unit;
use onrecord::quote::Kind;
use onrecord::render::Asked;
use onrecord::search::Around;
use onrecord::search::Count;
use onrecord::search::Counted;
use onrecord::search::Facet;
use onrecord::search::Hit;
use onrecord::search::Imprint;
use onrecord::search::Often;
use onrecord::search::Page;
use onrecord::search::PassageText;
use onrecord::search::Person;
use onrecord::search::PlacedQuote;
use onrecord::search::PlacedSpeaker;
use onrecord::search::QuoteHit;
use onrecord::search::StoredArticle;
use onrecord::search::Tally;
use onrecord::text::Language;
use onrecord::text::Span;

pub(crate) fn asked() -> Asked {
    Asked {
        text: "mill clos".to_string(),
        read_as: "mill AND close".to_string(),
        notes: vec!["`clos` was read as `close`".to_string()],
    }
}

/// One speaker, several speakers, a near answer; marks, accents and dates of both precisions.
pub(crate) fn hits() -> Page<Hit> {
    let hits = vec![
        hit(1, harbour_post(), harbour_passages().swap_remove(0), &[], &["mill", "close"]),
        hit(2, harbour_post(), harbour_passages().swap_remove(1), &[], &["mill", "closing"]),
        hit(3, courrier(), french_passage(), &["clos"], &["usine"]),
    ];
    Page { articles: 1, quotes: None, more: false, notes: Vec::new(), hits, facets: facets() }
}

/// The same article's quotations, and one that no one is named for.
pub(crate) fn quotes() -> Page<QuoteHit> {
    let mut hits = Vec::new();
    for (article, passage) in [
        (harbour_post(), harbour_passages().swap_remove(0)),
        (harbour_post(), harbour_passages().swap_remove(1)),
        (courrier(), french_passage()),
    ] {
        for quote in &passage.quotes {
            let found = spans(&passage.text, &["mill", "close", "usine"]);
            hits.push(QuoteHit {
                missing: Vec::new(),
                worth: None,
                rank: hits.len() + 1,
                score: 4.5,
                article: article.clone(),
                also_in: Vec::new(),
                ordinal: quote.ordinal,
                quote: quote.clone(),
                highlights: found.into_iter().filter(|span| quote.span.covers(*span)).collect(),
                passage: passage.clone(),
                around: Around::default(),
            });
        }
    }
    Page {
        articles: 2,
        quotes: Some(hits.len() as u64),
        more: false,
        notes: Vec::new(),
        hits,
        facets: Vec::new(),
    }
}

pub(crate) fn story() -> StoredArticle {
    StoredArticle { imprint: harbour_post(), also_in: vec![courrier()], passages: harbour_passages() }
}

/// People by outlet, one of whom tries to be a formula, a part of a table and a command of the terminal.
pub(crate) fn people() -> Counted<Person> {
    let often = |articles, quotes, words| Often { articles, quotes, words };
    let part = |name: &str, often| (Some(name.to_string()), often);
    let person = |name: &str, role: Option<&str>, often, parts| Person {
        name: name.to_string(),
        role: role.map(String::from),
        often,
        parts,
    };
    let ruiz = vec![part("Harbour Post", often(11, 36, 400)), (None, often(1, 4, 31))];
    let roy = vec![part("La \u{1b}[2JBaie", often(1, 1, 1))];
    Counted {
        lines: vec![
            person("Ana Ruiz", Some("mayor, of | Tern"), often(12, 40, 431), ruiz),
            person("=Jean-Guy | Roy", None, often(1, 1, 1), roy),
        ],
        total: often(14, 44, 480),
        without: often(2, 3, 48),
        unit: Unit::Article,
    }
}

/// Three weeks, in one of which nothing was.
pub(crate) fn weeks() -> Counted<Tally> {
    let often = |articles, quotes| Often { articles, quotes, words: 9 * quotes };
    let week = |name: &str, starts: &str, often| Tally {
        name: name.to_string(),
        starts: Some(starts.parse().unwrap()),
        often,
    };
    Counted {
        lines: vec![
            week("2023-W11", "2023-03-13", often(1, 0)),
            week("2023-W12", "2023-03-20", often(0, 0)),
            week("2023-W13", "2023-03-27", often(30, 2)),
        ],
        total: often(33, 2),
        without: often(2, 0),
        unit: Unit::Article,
    }
}

/// An article whose every part tries to steer the terminal, the sheet or the page.
pub(crate) fn hostile() -> Page<Hit> {
    let words = "\u{1b}[2J\u{1b}]0;owned\u{7} “\u{202e}no\u{202c}” | <b>*x*</b> `y` [z](http://e.example)";
    let imprint = Imprint {
        title: Some(words.to_string()),
        outlet: Some("=HYPERLINK(\"http://e.example\")".to_string()),
        authors: vec![words.to_string()],
        url: Some("https://e.example/a b>)\u{9b}31m".to_string()),
        ..courrier()
    };
    let mut passage = PassageText { number: 1, start: 0, text: words.to_string(), quotes: Vec::new() };
    passage.quotes.push(quote(&passage, 1, "\u{202e}no\u{202c}", speaker(words, Some(words), Some(words))));
    let hit = hit(1, imprint, passage, &[], &["x"]);
    Page { articles: 1, quotes: None, more: false, notes: Vec::new(), hits: vec![hit], facets: Vec::new() }
}

fn hit(rank: usize, article: Imprint, passage: PassageText, missing: &[&str], found: &[&str]) -> Hit {
    Hit {
        worth: None,
        rank,
        score: 7.25 - rank as f32,
        missing: missing.iter().map(|word| word.to_string()).collect(),
        also_in: if rank == 1 { vec![courrier()] } else { Vec::new() },
        article,
        highlights: spans(&passage.text, found),
        passage,
        around: Around::default(),
    }
}

fn harbour_post() -> Imprint {
    let url = "https://harbourpost.example/news/mill-closes";
    Imprint {
        id: ArticleId::of_url(url),
        url: Some(url.to_string()),
        outlet: Some("Harbour Post".to_string()),
        wire: Some("Northern Wire".to_string()),
        section: Some("Business".to_string()),
        title: Some(
            "“We will not sign”: mayor fights to keep the paper mill at Tern Harbour open".to_string(),
        ),
        subtitle: Some("Owner gives the town until June".to_string()),
        authors: vec!["Ivy Okafor".to_string(), "Élodie Roux".to_string()],
        published: Printed::from_rfc3339("2023-03-22T21:55:00-04:00"),
        updated: Some(Printed::Day(date(2023, 3, 23))),
        language: Some(Language::EN),
        source_path: "corpus/mill.txt".to_string(),
    }
}

fn courrier() -> Imprint {
    Imprint {
        id: ArticleId::of_words(Some("Le Courrier de la Baie"), None, "usine"),
        url: None,
        outlet: Some("Le Courrier de la Baie".to_string()),
        wire: None,
        section: None,
        title: None,
        subtitle: None,
        authors: Vec::new(),
        published: None,
        updated: None,
        language: Some(Language::FR),
        source_path: "corpus/usine.txt".to_string(),
    }
}

fn harbour_passages() -> Vec<PassageText> {
    let ruiz = || speaker("Ana Ruiz", Some("the mayor"), Some("mayor of Tern Harbour"));
    let mut first = PassageText {
        number: 1,
        start: 0,
        text: "“If they close the mill they close the town, and we will not sign anything that says otherwise,” \
               said the mayor, reading from a note in front of the gates on Wednesday night."
            .to_string(),
        quotes: Vec::new(),
    };
    let said =
        "If they close the mill they close the town, and we will not sign anything that says otherwise,";
    first.quotes.push(quote(&first, 1, said, ruiz()));
    let mut second = PassageText {
        number: 2,
        start: first.text.len() as u32 + 2,
        text: "The owner called the closing “a done deal”. A worker at the gates said “never”, and Ms. Ruiz asked \
               for “a little more time, a little more honesty and a little less paper” for the mill."
            .to_string(),
        quotes: Vec::new(),
    };
    second.quotes = vec![
        quote(&second, 2, "a done deal", None),
        quote(&second, 3, "never", speaker("A worker at the gates", None, None)),
        quote(&second, 4, "a little more time, a little more honesty and a little less paper", ruiz()),
    ];
    second.quotes[0].kind = Kind::Mixed;
    vec![first, second]
}

fn french_passage() -> PassageText {
    let text = "« L’usine fait vivre la baie », a dit Élodie Tremblay.\n\nEmplois : 310";
    let mut passage = PassageText { number: 7, start: 412, text: text.to_string(), quotes: Vec::new() };
    let said = "L’usine fait vivre la baie";
    passage.quotes.push(quote(&passage, 5, said, speaker("Élodie Tremblay", Some("Élodie Tremblay"), None)));
    passage
}

fn quote(passage: &PassageText, ordinal: u32, words: &str, speaker: Option<PlacedSpeaker>) -> PlacedQuote {
    let span = Span::of(words, &passage.text).unwrap();
    let confidence = if speaker.is_some() { 0.75 } else { 0.0 };
    PlacedQuote {
        ordinal,
        span,
        kind: Kind::Direct,
        speaker,
        cue: Span::of("said", &passage.text),
        confidence,
    }
}

fn speaker(name: &str, mention: Option<&str>, role: Option<&str>) -> Option<PlacedSpeaker> {
    let [mention, role] = [mention, role].map(|it| it.map(str::to_string));
    Some(PlacedSpeaker { name: name.to_string(), mention, role })
}

fn spans(text: &str, words: &[&str]) -> Vec<Span> {
    let mut spans: Vec<Span> = words
        .iter()
        .flat_map(|word| text.match_indices(word).map(|(at, it)| Span::between(at, at + it.len())))
        .collect();
    spans.sort_unstable();
    spans
}

fn facets() -> Vec<Facet> {
    let count = |value: &str, articles| Count { value: value.to_string(), articles };
    let facet = |field, counts, left_out| Facet { field, counts, left_out };
    vec![
        facet("outlet", vec![count("Harbour Post", 1), count("Le Courrier de la Baie", 1)], 3),
        facet("speaker", Vec::new(), 0),
    ]
}
