//! The language, row by row: what each thing that can be written means, and how each ambiguity is decided.

use crate::query_holds::TODAY;
use crate::query_holds::at_fault;
use onrecord::query::Unit;
use onrecord::query::parse;

/// What is typed, and the query that it is read as, as it prints.
pub(crate) const ROWS: &[(&str, &str)] = &[
    // Both words, any form.
    ("caucus interference", "caucus interference"),
    // Boolean.
    ("caucus OR party", "caucus OR party"),
    ("ruiz NOT roux", "ruiz -roux"),
    ("ruiz -roux", "ruiz -roux"),
    ("(a OR b) c", "(a OR b) c"),
    // Phrases.
    ("\"business of parliament\"", "\"business of parliament\""),
    ("“business of parliament”", "\"business of parliament\""),
    ("« business of parliament »", "\"business of parliament\""),
    ("\"closing\"", "\"closing\""),
    // Open letters.
    ("parliament*", "parliament*"),
    ("wom?n", "wom?n"),
    ("\"bill* of parliament\"", "\"bill* of parliament\""),
    // Other spellings.
    ("ruiz~", "ruiz~1"),
    ("okafor~", "okafor~2"),
    ("okafor~1", "okafor~1"),
    ("ruiz~2", "ruiz~2"),
    // Nearness.
    ("ruiz W/5 harbour", "ruiz W/5 harbour"),
    ("harbour PRE/5 release", "harbour PRE/5 release"),
    ("harbour NEAR/5 release", "harbour W/5 release"),
    ("harbour ADJ/5 release", "harbour PRE/5 release"),
    ("ruiz W/S harm", "ruiz W/S harm"),
    ("ruiz W/P agency", "ruiz W/P agency"),
    ("ruiz SAME agency", "ruiz W/P agency"),
    ("\"ruiz roux\"~10", "\"ruiz roux\"~10"),
    ("ATLEAST/3(ruiz)", "ATLEAST/3(ruiz)"),
    // Who says it, and who is quoted or named.
    ("speaker:ruiz untrue", "speaker:ruiz untrue"),
    ("said:\"absolutely untrue\"", "said:\"absolutely untrue\""),
    ("speaker:ruiz said:\"absolutely untrue\"", "speaker:ruiz said:\"absolutely untrue\""),
    ("quoting:roux caucus", "quoting:roux caucus"),
    ("mentions:roux", "mentions:roux"),
    // Words of the article beside quotations.
    ("text:caucus speaker:ruiz", "text:caucus speaker:ruiz"),
    ("-text:caucus said:\"not one\" mill", "-text:caucus said:\"not one\" mill"),
    ("speaker:* mill", "-speaker:unknown mill"),
    ("-speaker:*", "speaker:unknown"),
    ("said:*", "is:direct"),
    ("quoting:*", "has:speaker"),
    // One name, and several.
    ("speaker:(maria ruiz)", "speaker:maria AND speaker:ruiz"),
    ("by:(okafor OR ruiz)", "by:okafor OR by:ruiz"),
    ("speaker:(\"Maria Ruiz\" okafor)", "speaker:\"Maria Ruiz\" OR speaker:okafor"),
    ("outlet:(a1 b1)", "outlet:a1 OR outlet:b1"),
    // The parts of an article.
    ("title:caucus text:caucus by:okafor", "title:caucus caucus by:okafor"),
    // Exact values.
    ("outlet:gazette lang:fr site:gazette.example", "outlet:gazette lang:fr site:gazette.example"),
    ("url:gazette.example/mill id:3F6K00 tag:labour", "url:gazette.example/mill id:3F6K00 tag:labour"),
    // States.
    ("is:wire is:updated", "is:wire OR is:updated"),
    ("has:quote speaker:unknown", "has:quote speaker:unknown"),
    ("date:unknown", "date:unknown"),
    // Dates.
    ("date:2023-03-22", "date:2023-03-22"),
    ("date:2023-03", "date:2023-03"),
    ("date:2023-03-01..2023-03-31", "date:2023-03"),
    ("date:..2022", "until:2022-12-31"),
    ("since:2023-03 until:2023-06", "since:2023-03-01 until:2023-06-30"),
    ("after:2023-03 before:2023-06", "since:2023-04-01 until:2023-05-31"),
    ("date:>2023-03", "since:2023-04-01"),
    ("date:>= 2023-03 mill", "since:2023-03-01 mill"),
    ("date:<2023-03", "until:2023-02-28"),
    ("date:<=2023-03", "until:2023-03-31"),
    ("date:>=2023-02 date:<2023-03", "since:2023-02-01 until:2023-02-28"),
    ("updated:>=2022 updated:<2023", "updated:2022-01-01.. AND updated:..2022-12-31"),
    ("date:yesterday", "date:2023-03-23"),
    ("date:7d", "date:2023-03-17..2023-03-24"),
    ("date:\"last week\"", "date:2023-03-13..2023-03-19"),
    ("date:\"last week\" .. yesterday mill", "date:2023-03-13..2023-03-23 mill"),
    ("newer:30d", "since:2023-02-22"),
    ("older:1y", "until:2022-03-23"),
    ("newer:2 weeks mill", "since:2023-03-10 mill"),
    ("updated:2023-03", "updated:2023-03"),
    ("updated:>=2023-03", "updated:2023-03-01.."),
    ("added:..2023", "added:..2023-12-31"),
    ("added:7d updated:<2023", "added:2023-03-17..2023-03-24 updated:..2022-12-31"),
    // A field holds for what follows.
    ("title:(caucus OR resign*)", "title:caucus OR title:resign*"),
    ("title:(mill W/5 closure)", "title:mill W/5 title:closure"),
    ("said:(mill W/5 closure)", "said:mill W/5 said:closure"),
    ("title:ATLEAST/2(mill)", "ATLEAST/2(title:mill)"),
    // Everything.
    ("*", "*"),
    ("* outlet:gazette", "outlet:gazette"),
    // Binding: the field and the open letters, nearness, NOT, AND, OR.
    ("title:a W/5 title:bo* c", "title:a W/5 title:bo* c"),
    ("-a W/5 b c OR d", "(-a W/5 b c) OR d"),
    ("a W/5 b W/5 c", "a W/5 b W/5 c"),
    ("a W/5 b PRE/2 c", "(a W/5 b) PRE/2 c"),
    ("a W/5 (b W/5 c)", "a W/5 (b W/5 c)"),
    ("(a OR b W/2 c) W/5 d", "(a OR b W/2 c) W/5 d"),
    ("a AND b OR c", "(a b) OR c"),
    // Small letters: words, but for what is no word.
    ("a and b or not c", "a and b or not c"),
    ("a w/5 b near/2 c", "(a W/5 b) W/2 c"),
    ("a same b", "a same b"),
    // Marks of every kind.
    ("„a b“ ‹a b› ‘a b’ “a b\"", "\"a b\" \"a b\" \"a b\" \"a b\""),
    // Hyphens, slashes, apostrophes.
    ("Jean-Guy and/or -plant (-mill)", "Jean-Guy and-or -plant -mill"),
    ("l'école O'Toole 'no", "l'école O'Toole no"),
    // One field twice, two fields, and what is left out.
    ("outlet:a1 outlet:b1 lang:fr", "(outlet:a1 OR outlet:b1) lang:fr"),
    ("mill -outlet:a1 -outlet:b1", "mill -outlet:a1 -outlet:b1"),
    ("date:2022 date:2023-03", "date:2022 OR date:2023-03"),
    // No fields, addresses, blanks behind a colon.
    ("note:this", "note this"),
    ("http://gazette.example/mill", "url:http://gazette.example/mill"),
    ("speaker: ruiz note: this", "speaker:ruiz note this"),
    // Dates in words.
    ("date:\"Mar 4, 2023\" OR date:4 mars 2023", "date:2023-03-04 OR date:2023-03-04"),
    // A question mark behind a word is one; inside it is a letter.
    ("did he know?", "did he know"),
    ("\"Why? wom?n?\"", "\"Why wom?n?\""),
    // Leading and bare.
    ("*worker", "*worker"),
    ("*or*", "*or*"),
    // A blank before the colon, as it is typed in French.
    ("titre : urgence", "title:urgence"),
    ("locuteur : « Solange Tervieux » usine", "speaker:\"Solange Tervieux\" usine"),
    ("urgence : usine", "urgence usine"),
    ("titre :", "titre"),
    ("mill title :: plant", "mill title plant"),
    ("jusqu'à:2022 jusqu’à : 2023", "until:2022-12-31 OR until:2023-12-31"),
    ("newer:7j", "since:2023-03-17"),
    ("date:7j", "date:2023-03-17..2023-03-24"),
    ("date:\"le 22 janvier 2023\"", "date:2023-01-22"),
    ("date:le 22 janvier 2023 usine", "date:2023-01-22 usine"),
    // Signs beside a date without a colon.
    ("date>2022", "since:2023-01-01"),
    ("date>=2022 date<2023", "since:2022-01-01 until:2022-12-31"),
    ("updated>2022", "updated:2023-01-01.."),
    ("lang:English lang:français", "lang:en OR lang:fr"),
    // The French names of the fields.
    ("locuteur:roux média:gazette titre:usine", "speaker:roux outlet:gazette title:usine"),
    ("depuis:2023 avant:2023-03", "since:2023-01-01 until:2023-02-28"),
];

#[test]
fn every_row_is_read_as_it_says() {
    for (typed, meant) in ROWS {
        let parsed = parse(typed, TODAY);
        assert!(parsed.complaints.is_empty(), "{typed}: {:?}", parsed.complaints);
        assert_eq!(parsed.query.to_string(), *meant, "{typed}");
    }
}

/// What is read otherwise elsewhere is said.
#[test]
fn ambiguities_are_noted() {
    for (typed, note) in [
        ("a AND b OR c", "read as (a AND b) OR c"),
        ("a b OR c d", "read as (a AND b) OR (c AND d)"),
        ("-plant", "read as everything AND NOT plant"),
        ("mill and plant", "`and` is searched as a word; the operator is written `AND`"),
        ("mill same plant", "`same` is searched as a word; the operator is written `SAME`"),
        ("mill near plant", "`near` is searched as a word; the operator is written `NEAR/5`"),
        ("a W/5 b PRE/2 c", "read from left to right: ((a within 5 words of b) at most 2 words before c"),
        ("speeker:ruiz", "`speeker` is no field and is searched as a word; did you mean `speaker:`?"),
        ("mill sort:date", "`sort:` is searched as a word: the order is no part of the query"),
        ("why? mill closure", "the `?` of `why?` is read as a question mark"),
        ("\"the * mill\"", "`*` stands for letters of a word and is passed over where it stands alone"),
        ("\"ruiz\"~2", "its other spellings are written `ruiz~`"),
        ("outlet:gaz*", "`*` and `~` mean nothing in `gaz*`"),
        ("is:starred", "`is:` knows no other values than direct, indirect"),
        ("title:-mill", "`-` stands before the field"),
        ("since:2024 until:2023", "no day is 2024-01-01 or later and 2023-12-31 or earlier"),
        ("mill near5 plant", "`near5` is read as `W/5`"),
        ("mill || plant", "`||` is read as `OR`"),
        ("mill^2", "`^2` changes nothing"),
        ("mill AROUND(5) plant", "`AROUND(5)` is read as `W/5`"),
        ("mill /s plant", "`/s` is read as `W/S`"),
        ("title=mill", "`title=` is read as `title:`"),
        ("mill -said:zebra", "`mill` is looked for inside quotations"),
        ("mill OR speaker:ruiz", "`mill` is looked for inside quotations"),
        (
            "by:(ada okafor)",
            "`by:(ada okafor)` is read as words of one name; either of them is written `by:(ada OR okafor)`",
        ),
        ("titre : urgence", "`titre :` is read as `title:`"),
        ("date>2022", "`date>` is read as `date:>`"),
        ("tax +5 reform", "in this order and so near is written `PRE/5`"),
        ("tax not w/5 reform", "with `W/5` the operator is written `a -(a W/5 b)`"),
        ("lang:English", "`English` is read as `lang:en`"),
        ("lang:Elvish", "`lang:` knows languages by their codes of two letters"),
        ("says:ruiz", "with `said:`, who says them with `speaker:`"),
        ("xyz:ruiz", "the fields are text, title, by, outlet, site"),
        (
            "mill,plant",
            "`mill,plant` is read as 2 words; one behind the other they are written `\"mill plant\"`",
        ),
    ] {
        let notes = parse(typed, TODAY).notes;
        assert!(notes.iter().any(|it| it.contains(note)), "{typed}: {notes:?}");
    }
}

/// What cannot be read is named, and said how to mend; what the hint writes can be read.
#[test]
fn mistakes_have_a_mend() {
    for (typed, fault, mend) in [
        ("*a*", "*a*", "write at least two letters of the word"),
        ("ke~", "ke~", "from three letters on"),
        ("Jean-Guy~", "Jean-Guy~", "`~` wants one whole word before it"),
        ("ruiz~5", "ruiz~5", "write `ruiz~1` or `ruiz~2`"),
        ("mill w/500 closure", "w/500", "write a number from 1 to 100"),
        ("mill w/0 closure", "w/0", "write a number from 1 to 100"),
        ("mill AROUND(0) closure", "AROUND(0)", "write a number from 1 to 100"),
        ("mill AROUND(200) closure", "AROUND(200)", "write a number from 1 to 100"),
        ("\"mill closure\"~", "~", "write a number from 0 to 100"),
        ("(a b) w/5 c", "(a b)", "`(a w/5 b) w/5 c`"),
        ("(a or b) w/5 c", "(a or b)", "write `OR` in capitals: `(a OR b) w/5 c`"),
        ("c w/5 (a AND b)", "(a AND b)", "put `w/5` between all the words"),
        ("ruiz,tarrant w/5 c", "ruiz,tarrant", "`(ruiz w/5 tarrant) w/5 c`"),
        ("a NEAR/5 -b", "-b", "`a NEAR/5 b -c`"),
        ("a W/5 *", "*", "`W/5` stands between words, phrases"),
        ("speaker:ruiz W/5 mill", "speaker:ruiz", "`speaker:name said:(a W/5 b)`"),
        ("outlet:gazette W/5 mill", "outlet:gazette", "leave `W/5` out"),
        ("title:a W/5 b", "W/5", "`title:(a W/5 b)`"),
        ("ATLEAST/3(a b)", "(a b)", "`ATLEAST/3(a OR b)`"),
        ("ATLEAST/3", "ATLEAST/3", "`ATLEAST/3` wants words after it"),
        ("mill W/5", "W/5", "`W/5` wants words on both its sides"),
        ("newer:2023-03", "2023-03", "from a date on is `since:2023-03-01`"),
        ("older:2023-03", "2023-03", "until a date is `before:2023-03-01`"),
        ("date:03/04/2023", "03/04/2023", "write 2023-03-04 or 2023-04-03"),
        ("updated:99999", "99999", "write `2023`, `2023-03`"),
        ("has:", "has:", "as in `has:quote`"),
        ("said:“not one job", "“", "close the phrase with a second mark"),
    ] {
        let complaints = parse(typed, TODAY).complaints;
        let [complaint] = complaints.as_slice() else { panic!("{typed}: {complaints:?}") };
        assert_eq!(at_fault(complaint), fault, "{typed}");
        let hint = complaint.hint().unwrap();
        assert!(hint.contains(mend), "{typed}: {hint}");
        let carets = complaint.to_string().lines().last().unwrap().matches('^').count();
        assert_eq!(carets, fault.chars().count(), "{typed}");
    }
}

/// Sentences, and words that are frequent, get no note for nothing.
#[test]
fn plain_words_are_not_explained() {
    for typed in [
        "at the same time",
        "the mill near the harbour",
        "did the mill know?",
        "\"Did the mill know?\"",
        "title:(mill W/5 closure)",
        "Source: the mill",
        "mill w/o plant 24/7",
        "date:[2022 TO 2023]",
        "text:mill speaker:ruiz",
        "it was +5 degrees",
        "lang:fr-CA",
        "outlet:gazette date:2023 closure",
    ] {
        let notes = parse(typed, TODAY).notes;
        assert!(notes.is_empty(), "{typed}: {notes:?}");
    }
}

/// What plain words bind to.
#[test]
fn the_unit_is_the_quotation_when_somebody_speaks() {
    for (typed, unit) in [
        ("caucus", Unit::Article),
        ("quoting:ruiz mentions:roux caucus", Unit::Article),
        ("is:wire has:quote caucus", Unit::Article),
        ("speaker:ruiz caucus", Unit::Quotation),
        ("speaker:unknown caucus", Unit::Quotation),
        ("said:(mill W/5 closure)", Unit::Quotation),
        ("is:direct caucus", Unit::Quotation),
    ] {
        assert_eq!(parse(typed, TODAY).query.unit(), unit, "{typed}");
    }
}
