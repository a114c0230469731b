//! What a terminal gets: run under `script`, which gives the program one.

use crate::scratch::Scratch;
use std::process::Command;
use std::process::Stdio;

/// What `onrecord LINE` shows on a terminal of 60 columns and 12 rows; `None` where there is no `script` to run it under.
fn shown(scratch: &Scratch, line: &str, env: &[(&str, &str)]) -> Option<String> {
    shown_on(60, scratch, line, env)
}

/// The same on a terminal of so many columns.
fn shown_on(columns: usize, scratch: &Scratch, line: &str, env: &[(&str, &str)]) -> Option<String> {
    let program = assert_cmd::cargo::cargo_bin!("onrecord");
    let run = format!("stty cols {columns} rows 12 2>/dev/null; '{}' {line}", program.display());
    let mut script = Command::new("script");
    script.args(["-qec", &run, "/dev/null"]).current_dir(scratch.path()).stdin(Stdio::null());
    for name in
        ["NO_COLOR", "CLICOLOR_FORCE", "PAGER", "LESS", "FORCE_HYPERLINK", "VTE_VERSION", "TERM_PROGRAM"]
    {
        script.env_remove(name);
    }
    script.env("TERM", "xterm").env("ONRECORD_PAGER", "cat").envs(env.iter().copied());
    match script.output() {
        Ok(output) => Some(String::from_utf8(output.stdout).unwrap().replace("\r\n", "\n")),
        Err(_) => {
            println!("skipped: `script` is not there");
            None
        }
    }
}

#[test]
fn what_was_found_can_be_seen_with_colours_and_without() {
    let scratch = Scratch::small();
    for (line, env, colour, brackets) in [
        ("search choice -n 1", ("TERM", "xterm"), true, false),
        ("search choice -n 1 --color never", ("TERM", "xterm"), false, true),
        ("search choice -n 1", ("NO_COLOR", "1"), false, true),
        ("search choice -n 1", ("TERM", "dumb"), false, true),
        ("search choice -n 1", ("CLICOLOR_FORCE", "1"), true, false),
        ("search choice -n 1 | cat", ("TERM", "xterm"), false, false),
        ("search choice -n 1 | cat", ("CLICOLOR_FORCE", "1"), true, false),
        ("search choice -n 1 --brackets | cat", ("TERM", "xterm"), false, true),
    ] {
        let Some(shown) = shown(&scratch, line, &[env]) else { return };
        assert_eq!(shown.contains("\u{1b}["), colour, "{line} {env:?}: {shown}");
        assert_eq!(shown.contains("[[choice]]"), brackets, "{line} {env:?}: {shown}");
    }
}

#[test]
fn addresses_are_links_where_a_terminal_follows_them() {
    let scratch = Scratch::small();
    let link = "\u{1b}]8;;https://dampierledger.example/2023/03/union-answers#:~:text=We%20had%20no%20choice";
    for (line, env, linked) in [
        ("search choice -n 1", ("TERM", "xterm-kitty"), true),
        ("search choice -n 1", ("TERM", "xterm"), false),
        ("search choice -n 1 --hyperlinks always", ("TERM", "xterm"), true),
        ("search choice -n 1 --hyperlinks never", ("TERM", "xterm-kitty"), false),
        ("search choice -n 1 --color never", ("TERM", "xterm-kitty"), false),
        ("search choice -n 1 | cat", ("TERM", "xterm-kitty"), false),
    ] {
        let Some(shown) = shown(&scratch, line, &[env]) else { return };
        assert_eq!(shown.contains(link), linked, "{line} {env:?}: {shown}");
        assert_eq!(
            shown.matches("\u{1b}]8;;\u{1b}\\").count(),
            usize::from(linked),
            "each link ends: {shown}"
        );
    }
}

#[test]
fn long_answers_go_to_a_pager() {
    let scratch = Scratch::small();
    let pager = [("ONRECORD_PAGER", "sed 's/^/P: /'")];
    for (line, paged) in [
        ("quotes", true),
        ("quotes --all --format jsonl", true),
        ("search choice -n 1", false),
        ("quotes --no-pager", false),
        ("quotes | cat", false),
        ("quotes -o hits.txt", false),
    ] {
        let Some(shown) = shown(&scratch, line, &pager) else { return };
        assert_eq!(shown.contains("P: "), paged, "{line}: {shown}");
    }
    for pager in ["no-such-pager-anywhere", "", "cat"] {
        let Some(shown) = shown(&scratch, "quotes", &[("ONRECORD_PAGER", pager)]) else { return };
        assert!(shown.contains("11 quotations"), "{pager}: {shown}");
    }
    let Some(shown) = shown(&scratch, "quotes; echo status $?", &[("ONRECORD_PAGER", "true")]) else {
        return;
    };
    assert!(shown.ends_with("status 0\n"), "who has seen enough made no mistake: {shown}");
}

/// Nothing in an article steers the terminal, wherever it stands; and no line is wider than the screen.
#[test]
fn strangers_steer_nothing_and_lines_fit() {
    let scratch = Scratch::corpus(&[
        (
            "wide.txt",
            "title: 党内民主 \u{1b}]0;owned\u{7}mill\noutlet: 人民\u{202e}公报\ndate: 2023-03-20\nurl: https://zh.example/a\n\n\
             市长说：“我们不会签署任何关于 mill 的协议，因为党内民主需要更多的时间和更多的诚实。” The mill 👩‍🚒 stays here e\u{301}.\n",
        ),
        (
            "right.txt",
            "title: المصنع mill\noutlet: البريد\ndate: 2023-03-21\nurl: https://ar.example/a\n\n\
             قالت رئيسة البلدية: “لن نوقع على أي شيء” about the mill \u{202e}evil\u{202c} \u{200b}zero \u{1b}[31mred\u{9b}31m.\n",
        ),
    ]);
    scratch.write(
        "corpus/na\u{1b}[31mme.txt",
        "title: A mill\ndate: 2023-03-22\n\nThe mill of “nobody at all” was closed.\n",
    );
    scratch.command("update").output().unwrap();
    let forms = [
        "search mill --hyperlinks always",
        "search mill --kwic --hyperlinks always",
        "quotes --hyperlinks always -C 1",
        "search 'mill \u{1b}[31m' --format markdown",
        "search mill --format json",
        "search mill --format ris",
        "search mill --format html",
        "speakers",
        "outlets",
        "check",
    ];
    let own = regex::Regex::new("\u{1b}\\[[0-9;]*m|\u{1b}\\]8;;[!-~]*\u{1b}\\\\").unwrap();
    for line in forms {
        let Some(shown) = shown(&scratch, line, &[]) else { return };
        let left = own.replace_all(&shown, "");
        let steering =
            |c: char| (c.is_control() && !"\n\r".contains(c)) || "\u{202e}\u{202c}\u{200b}".contains(c);
        assert!(!left.contains(steering), "{line}: {left:?}");
        let wrapped = line.starts_with("search mill --hyper") || line.starts_with("quotes");
        for row in left.lines().filter(|row| wrapped && !row.contains(".example") && !row.contains("corpus/"))
        {
            assert!(unicode_width::UnicodeWidthStr::width(row) <= 60, "{line}: {row}");
        }
    }
}

/// The lines of a concordance fit, and show the words found whatever there is room for.
#[test]
fn concordances_fit_into_the_terminal() {
    let scratch = Scratch::small();
    let colour = regex::Regex::new("\u{1b}\\[[0-9;]*m").unwrap();
    for columns in [160, 100, 80, 60, 40] {
        for line in [
            "search mill --kwic --no-pager",
            "quotes choice --kwic --color always --no-pager",
            "search '\"no choice\"' --kwic --kwic-width 60 --no-pager",
        ] {
            let Some(shown) = shown_on(columns, &scratch, line, &[]) else { return };
            let plain = colour.replace_all(&shown, "");
            let rows: Vec<&str> = plain.lines().filter(|row| !row.contains(" · ")).collect();
            let rows = rows.iter().filter(|row| !row.is_empty() && !row.starts_with("more with"));
            let mut found = 0;
            for row in rows {
                assert!(unicode_width::UnicodeWidthStr::width(*row) <= columns, "{columns} {line}: {row}");
                let row = row.to_lowercase();
                assert!(row.contains("mill") || row.contains("choice"), "{columns} {line}: {row}");
                found += 1;
            }
            assert!(found > 0, "{columns} {line}: {shown}");
        }
    }
}
