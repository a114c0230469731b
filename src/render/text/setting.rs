//! Setting type: runs of words into lines of a width.

use super::ink::Ink;
use super::ink::Run;
use crate::render::visible;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// One line: its words by ink.
pub(super) type Line = Vec<(Ink, String)>;

/// The runs in lines of at most `width` columns.
///
/// Lines break at blanks; a word wider than a line, and scripts written without blanks, break between any two
/// characters. Blanks inside a line stay as many as they are. A line end in the words ends the line.
pub(super) fn lines(runs: &[Run], width: usize) -> Vec<Line> {
    let mut setter = Setter { width: width.max(1), ..Setter::default() };
    for run in runs {
        for piece in run.words.split_inclusive([' ', '\n']) {
            let word = piece.trim_end_matches([' ', '\n']);
            setter.word(run.ink, &visible(word));
            match piece[word.len()..].chars().next() {
                Some(' ') => setter.blank(run.ink),
                Some(_) => setter.line_end(),
                None => {} // the word goes on in the next run
            }
        }
    }
    setter.line_end();
    setter.lines
}

#[derive(Default)]
struct Setter {
    width: usize,
    lines: Vec<Line>,
    line: Line,
    column: usize,
    /// Blanks after the line's last word: dropped if the line ends there.
    blanks: Line,
    /// The word that is being read, and its width.
    word: Line,
    word_width: usize,
}

impl Setter {
    fn word(&mut self, ink: Ink, words: &str) {
        if !words.is_empty() {
            self.word_width += words.width();
            push(&mut self.word, ink, words);
        }
    }

    fn blank(&mut self, ink: Ink) {
        self.place();
        push(&mut self.blanks, ink, " ");
    }

    fn line_end(&mut self) {
        self.place();
        self.finish_line();
    }

    fn finish_line(&mut self) {
        if !self.line.is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
        }
        self.blanks.clear();
        self.column = 0;
    }

    /// Puts the word on this line, or on the next where it does not fit.
    fn place(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let blanks: usize = self.blanks.iter().map(|(_, blanks)| blanks.len()).sum();
        if self.column + blanks + self.word_width > self.width {
            self.finish_line();
        }
        for (ink, blanks) in std::mem::take(&mut self.blanks) {
            self.column += blanks.len();
            push(&mut self.line, ink, &blanks);
        }
        let fits = self.column + self.word_width <= self.width;
        for (ink, words) in std::mem::take(&mut self.word) {
            if fits {
                push(&mut self.line, ink, &words);
            } else {
                self.break_anywhere(ink, &words);
            }
        }
        self.column += if fits { self.word_width } else { 0 };
        self.word_width = 0;
    }

    fn break_anywhere(&mut self, ink: Ink, words: &str) {
        for character in words.graphemes(true) {
            let wide = character.width();
            if self.column > 0 && self.column + wide > self.width {
                self.finish_line();
            }
            push(&mut self.line, ink, character);
            self.column += wide;
        }
    }
}

/// Appends words, to the last stretch if it has the same ink.
fn push(line: &mut Line, ink: Ink, words: &str) {
    match line.last_mut() {
        Some((last, said)) if *last == ink => said.push_str(words),
        _ => line.push((ink, words.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(words: &str, width: usize) -> Vec<String> {
        let lines = lines(&[Run::new(Ink::Plain, words)], width);
        lines.into_iter().map(|line| line.into_iter().map(|(_, words)| words).collect()).collect()
    }

    #[test]
    fn lines_break_at_blanks() {
        assert_eq!(set("he said , reading a  statement", 12), ["he said ,", "reading a", "statement"]);
        assert_eq!(set("he said , reading  it", usize::MAX), ["he said , reading  it"]);
        assert_eq!(set("one\n\ntwo", 80), ["one", "two"]);
        assert_eq!(set("", 80), [""; 0]);
        assert_eq!(set("   a", 2), ["a"], "blanks that leave no room go");
    }

    #[test]
    fn what_has_no_blanks_breaks_anywhere() {
        assert_eq!(set("党内民主", 5), ["党内", "民主"]);
        assert_eq!(set("a https://example.com", 10), ["a", "https://ex", "ample.com"]);
    }

    #[test]
    fn a_word_in_two_inks_is_one_word() {
        let runs = [Run::new(Ink::Found, "part"), Run::new(Ink::Plain, "ies met")];
        let found = lines(&runs, 7);
        assert_eq!(found[0], [(Ink::Found, "part".to_string()), (Ink::Plain, "ies".to_string())]);
        assert_eq!(found[1], [(Ink::Plain, "met".to_string())]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_word_is_lost(words in "[a-zé不 \n]{0,120}", width in 2_usize..40) {
            let lines = set(&words, width);
            prop_assert!(lines.iter().all(|line| line.width() <= width));
            let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&words));
        }
    }
}
