//! The three forms of one work.

use super::*;
use crate::article::Printed;
use crate::text::Language;
use crate::text::Span;

fn article() -> Imprint {
    let url = "https://post.example/mill_closes?a=1&b=2";
    Imprint {
        id: ArticleId::of_url(url),
        url: Some(url.to_string()),
        outlet: Some("Harbour Post & Mail".to_string()),
        wire: None,
        section: Some("Business".to_string()),
        title: Some("The Mill {closes}:\n100 % gone".to_string()),
        subtitle: None,
        authors: vec!["Ivy Okafor".to_string(), "Post Staff".to_string()],
        published: Printed::from_rfc3339("2023-03-22T21:55:00-04:00"),
        updated: None,
        language: Some(Language::EN),
        source_path: "mill.txt".to_string(),
    }
}

fn written(article: &Imprint, form: Citation) -> String {
    let notes = vec!["“No” — Ana Ruiz".to_string(), "“Never”".to_string()];
    let work = Work { article, notes, url: article.url.clone() };
    let mut out = Vec::new();
    works(&[work], form, false, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn ris_says_what_is_known_a_tag_a_line() {
    assert_eq!(
        written(&article(), Citation::Ris).replace("\r\n", "\n"),
        format!(
            "TY  - NEWS\nID  - onrecord-{}\nTI  - The Mill {{closes}}: 100 % gone\nAU  - Okafor, Ivy\nAU  - Post Staff\n\
             T2  - Harbour Post & Mail\nJO  - Harbour Post & Mail\nPY  - 2023\nDA  - 2023/03/22/21:55:00-04:00\n\
             SE  - Business\nLA  - en\nUR  - https://post.example/mill_closes?a=1&b=2\n\
             N1  - “No” — Ana Ruiz\nN1  - “Never”\nER  - \n\n",
            article().id
        )
    );
}

#[test]
fn bibtex_escapes_words_and_leaves_the_address() {
    assert_eq!(
        written(&article(), Citation::Bibtex),
        format!(
            "@article{{onrecord-{},\n  author = {{Okafor, Ivy and {{Post Staff}}}},\n  \
             title = {{{{The Mill \\textbraceleft{{}}closes\\textbraceright{{}}: 100 \\% gone}}}},\n  \
             journal = {{Harbour Post \\& Mail}},\n  date = {{2023-03-22T21:55:00-04:00}},\n  year = {{2023}},\n  \
             month = {{3}},\n  language = {{en}},\n  url = {{https://post.example/mill_closes?a=1&b=2}},\n  \
             annote = {{“No” — Ana Ruiz\n\n“Never”}}\n}}\n\n",
            article().id
        )
    );
}

#[test]
fn csl_keeps_the_precision_of_the_date() {
    let item: serde_json::Value = serde_json::from_str(&written(&article(), Citation::CslJson)).unwrap();
    assert_eq!(item["type"], "article-newspaper");
    assert_eq!(item["issued"]["date-parts"], serde_json::json!([[2023, 3, 22]]));
    assert_eq!(item["custom"]["published"], "2023-03-22T21:55:00-04:00");
    assert_eq!(
        item["author"],
        serde_json::json!([{"family": "Okafor", "given": "Ivy"}, {"literal": "Post Staff"}])
    );
    assert_eq!(item["note"], "“No” — Ana Ruiz\n\n“Never”");
}

#[test]
fn what_is_not_known_is_left_out() {
    let bare = Imprint {
        url: None,
        outlet: None,
        section: None,
        title: None,
        authors: Vec::new(),
        published: None,
        language: None,
        ..article()
    };
    let ris = written(&bare, Citation::Ris);
    assert_eq!(ris.lines().count(), 6, "{ris}");
    let item: serde_json::Value = serde_json::from_str(&written(&bare, Citation::CslJson)).unwrap();
    let keys: Vec<&String> = item.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["custom", "id", "note", "type"]);
}

#[test]
fn an_article_is_one_work_with_all_its_notes() {
    let (first, second) =
        (article(), Imprint { id: ArticleId::of_url("https://post.example/b"), ..article() });
    let found = [
        (&first, "a".to_string(), Some("https://post.example/a#:~:text=a".to_string())),
        (&second, "b".to_string(), Some("https://post.example/b#:~:text=b".to_string())),
        (&first, "c".to_string(), Some("https://post.example/a#:~:text=c".to_string())),
    ];
    let works = grouped(found.into_iter());
    assert_eq!(works.len(), 2);
    assert_eq!(
        (works[0].notes.join(" "), works[0].url.as_deref()),
        ("a c".to_string(), first.url.as_deref())
    );
    assert_eq!(works[1].url.as_deref(), Some("https://post.example/b#:~:text=b"), "one place: its words");
}

#[test]
fn a_note_says_who_spoke() {
    let text = "“No,” she said.";
    let span = Span::of("No,", text).unwrap();
    let quote =
        PlacedQuote { ordinal: 1, span, kind: Kind::Direct, speaker: None, cue: None, confidence: 0.0 };
    assert_eq!(note(&quote, text), "“No,” — speaker not named");
}
