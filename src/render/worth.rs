//! What a hit's score is made of, in a line of words: the answer to "why does this stand here?".

use crate::search::Worth;

/// `6.2 = mill 2.1, closing 1.9, printed as typed 0.6, times 0.64 for holding 80 % of the query + …`
pub(super) fn worth(score: f32, worth: &Worth) -> String {
    let mut words: Vec<String> = worth.words.iter().map(|(word, adds)| format!("{word} {adds:.1}")).collect();
    if worth.exact > 0.0 {
        words.push(format!("printed as typed {:.1}", worth.exact));
    }
    let mut parts = Vec::new();
    if !words.is_empty() {
        let share = worth.coverage * 100.0;
        parts.push(format!(
            "{}, times {:.2} for holding {share:.0} % of the query",
            words.join(", "),
            worth.coverage.powi(2)
        ));
    }
    if worth.phrases > 0.0 {
        parts.push(format!("the phrase {:.1}", worth.phrases));
    }
    if worth.discount < 1.0 {
        parts.push(format!("times {:.2} as a further passage of its article", worth.discount));
    }
    if worth.quoted > 0.0 {
        parts.push(format!("words inside the quotation {:.1}", worth.quoted));
    }
    if worth.around > 0.0 {
        parts.push(format!("the passage around it {:.1}", worth.around));
    }
    if worth.article > 0.0 {
        parts.push(format!("its article as a whole {:.1}", worth.article));
    }
    format!("{score:.1} = {}", parts.join(" + "))
}
